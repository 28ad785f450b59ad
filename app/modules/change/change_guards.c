/* What must hold when a change is submitted. */
#include "base/base.h"
#include "modules/change/change_parts.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/attachment.h"
#include "kernel/period.h"
#include "kernel/reference.h"
#include "kernel/setting.h"
#include "modules/efficiency/efficiency.h"
#include "modules/usage/usage.h"

enum { NOTE_LEAST = 10, MONTHS = 3, WHOLE = 100 };

static bool ready(const struct moving *moving)
{
	return moving->matter != NULL && moving->matter->system > 0 && moving->form != NULL;
}

/* ---- the system ---- */

static bool is_live(const struct change_system *system)
{
	static const char *const fit[] = {"operating", "changing", "trial"};

	for (size_t i = 0; i < ARRAY_LENGTH(fit); i++)
		if (text_equal(system->state, fit[i]))
			return true;
	return false;
}

/* Suspended, on its way out, not there yet: nothing is added to it, whoever asks. */
static enum verdict not_live(struct moving *moving, struct answer *answer, const struct change_system *system)
{
	bool suspended = text_equal(system->state, "suspended");

	return answer_no(moving, answer,
			 (struct answer_help){.cure = suspended ? "请先办理恢复接入" : "等分配、恢复或退出办结后再办理",
					      .link = arena_printf(moving->context->arena, "/systems/%" PRId64,
								   moving->matter->system)},
			 suspended ? "%s已暂停接入，不能办理变更" : "%s现在的状态不能办理变更", system->name);
}

/* Lent by the center's duty officer: the unit's own guard asks whose it is, this one only how it stands. */
enum verdict emergency_system_live(struct moving *moving, struct answer *answer)
{
	struct change_system system;
	enum err err;

	if (moving->matter == NULL || moving->matter->system == 0)
		return answer_not_yet(moving, answer, "须为试运行或正式运行的系统");
	err = change_read_system(moving->context, moving->matter->system, &system);
	if (err != OK)
		return answer_failed(moving, answer, err);
	return is_live(&system) ? answer_yes(moving, answer, "%s在运行", system.name)
				: not_live(moving, answer, &system);
}

enum verdict change_system_live(struct moving *moving, struct answer *answer)
{
	struct change_system system;
	enum err err;

	if (moving->matter == NULL || moving->matter->system == 0)
		return answer_not_yet(moving, answer, "须为本单位试运行或正式运行的系统");
	err = change_read_system(moving->context, moving->matter->system, &system);
	if (err != OK)
		return answer_failed(moving, answer, err);
	if (system.org != moving->matter->org)
		return answer_no(moving, answer, (struct answer_help){.cure = "由系统的使用单位申请变更"},
				 "%s不是本单位的系统", system.name);
	return is_live(&system) ? answer_yes(moving, answer, "%s可以办理变更", system.name)
				: not_live(moving, answer, &system);
}

/* ---- kinds and lines ---- */

static bool computes(const char *class)
{
	return text_equal(class, "vcpu") || text_equal(class, "memory_gb") || text_equal(class, "gpu");
}

static bool is_online(const char *class)
{
	return text_equal(class, "public_ip") || text_equal(class, "bandwidth_mbps");
}

struct moved {
	bool up, down, computing, storage, online;
};

static struct moved what_moves(const struct change_line *lines, size_t count)
{
	struct moved moved = {0};

	for (size_t i = 0; i < count; i++) {
		int64_t delta = lines[i].after - lines[i].before;

		moved.up = moved.up || delta > 0;
		moved.down = moved.down || delta < 0;
		moved.storage = moved.storage || (delta != 0 && change_is_storage(lines[i].class));
		moved.online = moved.online || (delta != 0 && is_online(lines[i].class));
		moved.computing = moved.computing || (delta != 0 && computes(lines[i].class));
	}
	return moved;
}

static bool any_kind(const struct values *form, const char *const *kinds, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (change_has_kind(form, kinds[i]))
			return true;
	return false;
}

/* What was ticked and the numbers that were typed say the same. */
static enum verdict kinds_move(struct moving *moving, struct answer *answer, struct moved moved)
{
	static const char *const growing[] = {"growth", "resize", "storage", "domain"};
	static const char *const shrinking[] = {"shrink", "resize", "storage", "domain"};
	struct answer_help help = {.cure = "请核对变更类型和变更后的数量", .field = "lines"};

	if (change_has_kind(moving->form, "growth") && !moved.up)
		return answer_no(moving, answer, help, "选了扩容，但没有一项资源增加");
	if (change_has_kind(moving->form, "shrink") && !moved.down)
		return answer_no(moving, answer, help, "选了缩容，但没有一项资源减少");
	if (change_has_kind(moving->form, "resize") && !moved.computing)
		return answer_no(moving, answer, help, "选了规格调整，但处理器、内存和 GPU 都没有变化");
	if (change_has_kind(moving->form, "storage") && !moved.storage)
		return answer_no(moving, answer, help, "选了存储，但各类存储都没有变化");
	if (moved.up && !any_kind(moving->form, growing, ARRAY_LENGTH(growing)))
		return answer_no(moving, answer, help, "有资源增加，变更类型里没有选扩容");
	if (moved.down && !any_kind(moving->form, shrinking, ARRAY_LENGTH(shrinking)))
		return answer_no(moving, answer, help, "有资源减少，变更类型里没有选缩容");
	return VERDICT_YES;
}

/* A name, an address or bandwidth: one of them changes, or there is nothing to approve. */
static enum verdict domain_said(struct moving *moving, struct answer *answer, struct moved moved)
{
	if (change_has_kind(moving->form, "domain") && !moved.online &&
	    text_empty(values_text(moving->form, "domains")))
		return answer_no(
			moving, answer,
			(struct answer_help){.cure = "请写明增加和停用的域名，或者在资源变更里填写变更后的数量",
					     .field = "domains"},
			"选了域名和公网地址，但没有写域名，公网地址和带宽也没有变化");
	return VERDICT_YES;
}

enum verdict change_complete(struct moving *moving, struct answer *answer)
{
	struct change_line *lines;
	const struct values *twice;
	struct moved moved;
	size_t count, earlier, later;
	enum err err;

	if (!ready(moving))
		return answer_not_yet(moving, answer, "变更类型与变更后的数量须一致");
	twice = change_line_twice(values_find(moving->form, "lines"), &earlier, &later);
	if (twice != NULL)
		return answer_no(moving, answer, (struct answer_help){.cure = "请合并为一行", .field = "lines"},
				 "%s的%s写了两行：第 %zu 行和第 %zu 行",
				 reference_label(moving->context, "platform", values_number(twice, "platform", 0)),
				 values_label(twice, "class"), earlier, later);
	err = change_lines(moving->context, moving->matter->system, moving->form, "lines", &lines, &count);
	if (err != OK)
		return answer_failed(moving, answer, err);
	moved = what_moves(lines, count);
	if (kinds_move(moving, answer, moved) != VERDICT_YES || domain_said(moving, answer, moved) != VERDICT_YES)
		return VERDICT_NO;
	return answer_yes(moving, answer, "变更类型与数量一致");
}

/* The numbers before are the records' ones. */
enum verdict change_before_true(struct moving *moving, struct answer *answer)
{
	struct change_line *lines;
	size_t count;
	enum err err;

	if (!ready(moving))
		return answer_not_yet(moving, answer, "变更前的数量须与台账一致");
	err = change_lines(moving->context, moving->matter->system, moving->form, "lines", &lines, &count);
	if (err != OK)
		return answer_failed(moving, answer, err);
	for (size_t i = 0; i < count; i++)
		if (lines[i].typed && lines[i].before != lines[i].now)
			return answer_no(moving, answer,
					 (struct answer_help){.cure = "请按台账改正变更前的数量", .field = "lines"},
					 "%s的%s台账现为 %s %s，填的是 %s", lines[i].platform_name, lines[i].label,
					 format_integer(moving->context->arena, lines[i].now), lines[i].unit,
					 format_integer(moving->context->arena, lines[i].before));
	return answer_yes(moving, answer, "变更前的数量与台账一致");
}

/* ---- growth ---- */

static bool computes_or_stores(const struct change_line *line)
{
	return computes(line->class) || change_is_storage(line->class);
}

struct peaks {
	size_t months;
	int64_t cpu_p95, mem_p95, storage;
};

static enum err read_peaks(struct moving *moving, struct peaks *peaks)
{
	struct usage_line *lines;
	enum err err = usage_months(moving->context, moving->matter->system, MONTHS, &lines, &peaks->months);

	for (size_t i = 0; err == OK && i < peaks->months; i++) {
		if (lines[i].cpu_p95 > peaks->cpu_p95)
			peaks->cpu_p95 = lines[i].cpu_p95;
		if (lines[i].mem_p95 > peaks->mem_p95)
			peaks->mem_p95 = lines[i].mem_p95;
		if (lines[i].storage > peaks->storage)
			peaks->storage = lines[i].storage;
	}
	return err;
}

static const char *peak_words(struct arena *arena, const struct peaks *peaks)
{
	if (peaks->months == 0)
		return "近三个月使用率尚无数据";
	return arena_printf(arena, "近三个月最高：处理器 P95 %s，内存 P95 %s，存储 %s",
			    usage_percent(arena, peaks->cpu_p95), usage_percent(arena, peaks->mem_p95),
			    usage_percent(arena, peaks->storage));
}

/*
 * What is explained instead of measured.  A unit that used badly what it had (grade D of the last quarter, 第三十二条)
 * adds data on which it was sized, as for a first application; its measured use would have been such data.
 */
static enum verdict explained(struct moving *moving, struct answer *answer, const char *peaks)
{
	struct efficiency_last last;
	bool there = false;
	enum found found = efficiency_last(moving->context, moving->matter->unit, &last);
	enum err err;

	if (found == FIND_FAILED)
		return answer_failed(moving, answer, ERR_INTERNAL);
	if (found == NOT_FOUND || !text_equal(last.grade, "D"))
		return answer_yes(moving, answer, "%s，已填写扩容说明", peaks);
	err = attachment_present(moving->context, moving->matter->id, "sizing_data", &there);
	if (err != OK)
		return answer_failed(moving, answer, err);
	if (there)
		return answer_yes(moving, answer, "%s，已填写扩容说明并上传压测或现网数据", peaks);
	return answer_no(moving, answer, (struct answer_help){.cure = "请上传压测或现网数据", .field = "sizing_data"},
			 "%s；%s使用效率为 D，扩容说明须附压测或现网数据（本系统默认规则，不因评级驳回）", peaks,
			 period_label(moving->context->arena, last.period));
}

/* Growth wants use that asks for it, or an explanation. */
enum verdict growth_justified(struct moving *moving, struct answer *answer)
{
	const struct service *service = moving->context->service;
	int64_t cpu = setting_integer(service, "growth_cpu_p95");
	int64_t memory = setting_integer(service, "growth_mem_p95");
	int64_t storage = setting_integer(service, "growth_storage");
	struct peaks peaks = {0};
	struct change_line *lines;
	bool grows = false;
	size_t count;
	enum err err;

	if (!ready(moving))
		return answer_not_yet(moving, answer, "扩容时核对近三个月使用率");
	err = change_lines(moving->context, moving->matter->system, moving->form, "lines", &lines, &count);
	for (size_t i = 0; err == OK && i < count; i++)
		grows = grows || (computes_or_stores(&lines[i]) && lines[i].after > lines[i].before);
	if (err == OK && grows)
		err = read_peaks(moving, &peaks);
	if (err != OK)
		return answer_failed(moving, answer, err);
	if (!grows)
		return answer_yes(moving, answer, "没有扩容");
	if (peaks.cpu_p95 >= cpu * WHOLE || peaks.mem_p95 >= memory * WHOLE || peaks.storage >= storage * WHOLE)
		return answer_yes(moving, answer, "%s，达到扩容条件", peak_words(moving->context->arena, &peaks));
	if (utf8_length(values_word(moving->form, "growth_note")) >= NOTE_LEAST)
		return explained(moving, answer, peak_words(moving->context->arena, &peaks));
	return answer_no(moving, answer,
			 (struct answer_help){.cure = "请填写扩容说明，不少于 10 个字", .field = "growth_note"},
			 "%s，没有达到处理器 %" PRId64 "%%、内存 %" PRId64 "%% 或存储 %" PRId64 "%%（本系统默认参数）",
			 peak_words(moving->context->arena, &peaks), cpu, memory, storage);
}

static enum err hosted(struct moving *moving, int64_t platform, bool *there)
{
	struct query *query = db_query(moving->context->db, Q_CHANGE_HOSTED);
	int64_t count = 0;
	enum err err;

	query_int(query, ":system", moving->matter->system);
	query_int(query, ":platform", platform);
	err = query_value(query, 0, &count);
	*there = count > 0;
	return err;
}

/* A platform the system grows onto without lying on it, NULL when there is none. */
static enum err foreign_platform(struct moving *moving, const char **name)
{
	struct change_line *lines;
	size_t count;
	enum err err = change_lines(moving->context, moving->matter->system, moving->form, "lines", &lines, &count);

	*name = NULL;
	for (size_t i = 0; err == OK && i < count && *name == NULL; i++) {
		bool there = true;

		if (lines[i].after > lines[i].before)
			err = hosted(moving, lines[i].platform, &there);
		if (!there)
			*name = lines[i].platform_name;
	}
	return err;
}

enum verdict same_provider(struct moving *moving, struct answer *answer)
{
	const char *name;
	enum err err;

	if (!ready(moving))
		return answer_not_yet(moving, answer, "扩容原则上由同一云服务商提供");
	err = foreign_platform(moving, &name);
	if (err != OK)
		return answer_failed(moving, answer, err);
	if (name == NULL)
		return answer_yes(moving, answer, "扩容在原平台");
	if (values_number(moving->form, "provider_change", 0) == 1)
		return answer_yes(moving, answer, "在%s扩容，须经省大数据中心领导例外批准", name);
	return answer_no(
		moving, answer,
		(struct answer_help){.cure = "请改在原平台扩容，或者选“是”并写明理由", .field = "provider_change"},
		"本系统不在%s上，同一系统扩容原则上由同一云服务商提供", name);
}

enum verdict provider_excepted(struct moving *moving, struct answer *answer)
{
	struct query *query;
	const char *name;
	int64_t count = 0;
	enum err err;

	if (!ready(moving))
		return answer_not_yet(moving, answer, "增加服务商须经例外批准");
	err = foreign_platform(moving, &name);
	if (err == OK && name == NULL)
		return answer_yes(moving, answer, "扩容在原平台");
	if (err == OK) {
		query = db_query(moving->context->db, Q_CHANGE_EVENT_COUNT);
		query_int(query, ":matter", moving->matter->id);
		query_text(query, ":action", "except_provider");
		err = query_value(query, 0, &count);
	}
	if (err != OK)
		return answer_failed(moving, answer, err);
	if (count > 0)
		return answer_yes(moving, answer, "已例外批准在%s扩容", name);
	return answer_no(moving, answer, (struct answer_help){.cure = "请由省大数据中心领导例外批准，或者不予同意"},
			 "在%s扩容属于增加服务商，还没有例外批准", name);
}

/* ---- renewal ---- */

enum verdict renewal_allowed(struct moving *moving, struct answer *answer)
{
	int64_t most = setting_integer(moving->context->service, "use_years_max");
	int64_t days = setting_integer(moving->context->service, "expiry_first_cd");
	struct change_system system;
	enum err err;

	if (!ready(moving) || !change_has_kind(moving->form, "renewal"))
		return answer_yes(moving, answer, "没有续期");
	if (values_number(moving->form, "renew_years", 0) > most)
		return answer_no(moving, answer, (struct answer_help){.cure = "请改短续期年限", .field = "renew_years"},
				 "续期最长 %" PRId64 " 年", most);
	err = change_read_system(moving->context, moving->matter->system, &system);
	if (err != OK)
		return answer_failed(moving, answer, err);
	if (system.expires_day > day_of(clock_now()) + days)
		return answer_no(moving, answer, (struct answer_help){.cure = "请到期前再办理", .field = "kinds"},
				 "使用期限到 %s，届满前 %" PRId64 " 日起可以续期",
				 format_day(moving->context->arena, system.expires_day), days);
	return answer_yes(moving, answer, "使用期限到 %s，可以续期",
			  format_day(moving->context->arena, system.expires_day));
}
