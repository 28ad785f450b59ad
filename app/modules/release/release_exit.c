/* What an exit must show before it goes on (第十八条). */
#include "base/base.h"
#include "modules/release/release_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/setting.h"

static bool abandoned(const struct moving *moving)
{
	return text_equal(values_word(moving->form, "kind"), "abandoned");
}

/* The unit ends its own systems; the center alone clears what is abandoned. */
static enum verdict opener_fits(struct moving *moving, struct answer *answer)
{
	bool by_center = moving->matter->owner_role == ROLE_CENTER_DISPATCH;
	struct answer_help kind = {.cure = "请改选退出类型", .field = "kind"};

	if (by_center && !abandoned(moving))
		return answer_no(moving, answer, kind, "省大数据中心只发起僵尸系统清理，正常退出由使用单位申请");
	if (!by_center && abandoned(moving))
		return answer_no(moving, answer, kind, "僵尸系统清理只由省大数据中心发起");
	if (!by_center && moving->matter->unit != moving->matter->org)
		return answer_no(moving, answer, (struct answer_help){.cure = "请由系统的使用单位申请"},
				 "这个系统不是本单位的，不能由本单位申请退出");
	return VERDICT_YES;
}

enum verdict exit_allowed(struct moving *moving, struct answer *answer)
{
	struct release_system system = {0};
	const char *other = NULL;
	enum verdict verdict;
	enum found found;
	enum err err;

	if (moving->matter == NULL || moving->matter->system == 0)
		return answer_not_yet(moving, answer, "选择系统后核对");
	verdict = opener_fits(moving, answer);
	if (verdict != VERDICT_YES)
		return verdict;
	found = release_system_read(moving->context, moving->matter->system, &system);
	if (found != FOUND)
		return answer_failed(moving, answer, ERR_INTERNAL);
	if (text_equal(system.state, "ended"))
		return answer_no(moving, answer, (struct answer_help){.cure = "不需要再办理"}, "“%s”已经退出",
				 system.name);
	if (text_equal(system.state, "allocating"))
		return answer_no(moving, answer, (struct answer_help){.cure = "请在原申请里办理撤回或终止分配"},
				 "“%s”还在分配资源，不能办理退出", system.name);
	err = release_other_open(moving, moving->procedure->key, 0, &other);
	if (err != OK)
		return answer_failed(moving, answer, err);
	if (other != NULL)
		return answer_no(moving, answer, (struct answer_help){.cure = "请在该件中办理"}, "“%s”已有退出在办：%s",
				 system.name, other);
	return answer_yes(moving, answer, "“%s”可以办理退出", system.name);
}

/* What a change adds or frees and an exit frees are the same lines of the ledger: one after the other. */
enum verdict no_change_under_way(struct moving *moving, struct answer *answer)
{
	const char *change = NULL;

	if (moving->matter == NULL || moving->matter->system == 0)
		return answer_not_yet(moving, answer, "选择系统后核对");
	if (release_other_open(moving, "change", 0, &change) != OK)
		return answer_failed(moving, answer, ERR_INTERNAL);
	if (change != NULL)
		return answer_no(moving, answer, (struct answer_help){.cure = "请先办结或者撤回"},
				 "该系统有变更在办：%s", change);
	return answer_yes(moving, answer, "没有在办的变更");
}

/* A day that was typed: as a guard says it. */
static enum verdict day_fits(struct moving *moving, struct answer *answer, const char *key, const char *fault)
{
	if (fault == NULL)
		return VERDICT_YES;
	return answer_no(moving, answer, (struct answer_help){.cure = "请填实际完成的日期", .field = key}, "%s", fault);
}

/* What was changed after the backup and before the system stopped is in no backup. */
static enum verdict backup_fresh(struct moving *moving, struct answer *answer)
{
	struct answer_help help = {.cure = "请在下线前后重新备份并做恢复验证", .field = "backup_day"};
	int64_t longest = setting_integer(moving->context->service, "exit_backup_cd");
	int64_t backup = release_day(moving->form, "backup_day");
	int64_t apart = release_day(moving->form, "offline_day") - backup;

	if (backup == 0 || apart <= longest)
		return VERDICT_YES;
	return answer_no(moving, answer, help,
			 "备份完成日期比下线日期早 %" PRId64 " 日，超过 %" PRId64 " 日，备份以后的数据没有保住", apart,
			 longest);
}

enum verdict exit_prepared(struct moving *moving, struct answer *answer)
{
	const struct values *form = moving->form;

	if (form == NULL)
		return answer_not_yet(moving, answer, "填写备份和下线情况后核对");
	if (day_fits(moving, answer, "offline_day", exit_day_fault(moving, form, "offline_day", NO_EARLIEST)) !=
		    VERDICT_YES ||
	    day_fits(moving, answer, "backup_day", exit_day_fault(moving, form, "backup_day", NO_EARLIEST)) !=
		    VERDICT_YES ||
	    backup_fresh(moving, answer) != VERDICT_YES)
		return VERDICT_NO;
	if (release_day(form, "backup_verified") == 0)
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "请先用备份做一次恢复验证", .field = "backup_verified"},
				 "备份还没有做恢复验证，不能办理退出");
	return answer_yes(moving, answer, "备份、下线情况齐全");
}

/* Never from one observation. */
enum verdict abandoned_shown(struct moving *moving, struct answer *answer)
{
	const struct value *rows = moving->form != NULL ? values_find(moving->form, "findings") : NULL;
	int64_t first = INT64_MAX, last = 0;

	for (size_t i = 0; rows != NULL && i < rows->row_count; i++) {
		int64_t day = release_day(rows->rows[i], "day");

		if (day > day_of(clock_now()))
			return answer_no(moving, answer,
					 (struct answer_help){.cure = "请填实际观测或联系的日期", .field = "findings"},
					 "闲置与联系情况第 %zu 行的日期晚于今天", i + 1);
		first = day < first ? day : first;
		last = day > last ? day : last;
	}
	if (last <= first)
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "请补充其他日期的情况", .field = "findings"},
				 "不得凭一次观测清理，至少写明两次不同日期的情况");
	return answer_yes(moving, answer, "已写明不同日期的闲置与联系情况");
}

/* ---- who else depends on it ---- */

static bool settled(const struct value *rows, const char *name)
{
	for (size_t i = 0; rows != NULL && i < rows->row_count; i++)
		if (text_equal(values_word(rows->rows[i], "system_name"), name) &&
		    !text_equal(values_word(rows->rows[i], "settled"), "pending"))
			return true;
	return false;
}

enum verdict dependents_settled(struct moving *moving, struct answer *answer)
{
	const struct value *rows = moving->form != NULL ? values_find(moving->form, "dependents") : NULL;
	struct dependent *dependents = arena_array(moving->context->arena, DEPENDENTS_MAX, sizeof *dependents);
	size_t count = 0;
	enum err err;

	if (moving->matter == NULL || moving->matter->system == 0)
		return answer_not_yet(moving, answer, "选择系统后核对对接关系");
	err = dependents_read(moving->context, moving->matter->system, dependents, &count);
	if (err != OK)
		return answer_failed(moving, answer, err);
	for (size_t i = 0; i < count; i++) {
		const struct dependent *one = &dependents[i];

		if (one->kin == DEPENDENT_SUCCESSOR)
			return answer_no(moving, answer, (struct answer_help){.cure = "请等新系统签收资源后再办理退出"},
					 "替代本系统的“%s”还没有签收资源", one->system_name);
		if (one->kin == DEPENDENT_PART)
			return answer_no(moving, answer, (struct answer_help){.cure = "请先办理子系统的退出"},
					 "%s的“%s”是本系统的子系统，还在使用", one->unit_name, one->system_name);
		/* The center has no word in how others re-connect; what it clears is known to be dead. */
		if (!abandoned(moving) && !settled(rows, one->system_name))
			return answer_no(moving, answer,
					 (struct answer_help){.cure = "请与对方商定改接或停止对接后写明处置",
							      .field = "dependents"},
					 "%s的“%s”与本系统对接，还没有处置", one->unit_name, one->system_name);
	}
	for (size_t i = 0; rows != NULL && i < rows->row_count; i++)
		if (text_equal(values_word(rows->rows[i], "settled"), "pending"))
			return answer_no(moving, answer,
					 (struct answer_help){.cure = "请处置后再提交", .field = "dependents"},
					 "对接系统“%s”尚未处置", values_word(rows->rows[i], "system_name"));
	return count == 0 ? answer_yes(moving, answer, "没有其他在用系统与本系统对接")
			  : answer_yes(moving, answer, "%zu 个对接系统都已处置", count);
}

/* On how many platforms the system holds something, and on how many it did when the matter began and no longer does. */
static enum err held_read(struct moving *moving, int64_t *held, int64_t *lately)
{
	struct query *query = db_query(moving->context->db, Q_RELEASE_EXIT_HELD);

	query_int(query, ":system", moving->matter->system);
	query_int(query, ":opened", moving->matter->opened_at);
	if (query_step(query)) {
		*held = next_int(query);
		*lately = next_int(query);
	}
	return query_end(query);
}

/* VERDICT_YES: they were read; no sentence is said then. */
static enum verdict held_known(struct moving *moving, struct answer *answer, int64_t *held, int64_t *lately)
{
	enum err err;

	if (moving->matter == NULL || moving->matter->system == 0)
		return answer_not_yet(moving, answer, "选择系统后核对资源台账");
	err = held_read(moving, held, lately);
	return err == OK ? VERDICT_YES : answer_failed(moving, answer, err);
}

/* Nothing lies on any platform: there is nothing to keep, to wipe or to free, and no operator to ask. */
enum verdict exit_empty(struct moving *moving, struct answer *answer)
{
	int64_t held = 0, lately = 0;
	enum verdict verdict = held_known(moving, answer, &held, &lately);

	if (verdict != VERDICT_YES)
		return verdict;
	if (held > 0)
		return answer_no(moving, answer, (struct answer_help){.cure = "请按有资源的系统办理，先清除数据再回收"},
				 "系统在 %" PRId64 " 个平台上还有资源", held);
	if (lately > 0)
		return answer_no(moving, answer, (struct answer_help){.cure = "请终止本件后重新办理退出"},
				 "系统的资源在本件开始以后才释放，服务商仍列在本件里");
	return answer_yes(moving, answer, "系统没有占用任何平台的资源");
}

/* Something does, or did when the matter began: then its operators take part in it. */
enum verdict exit_holding(struct moving *moving, struct answer *answer)
{
	int64_t held = 0, lately = 0;
	enum verdict verdict = held_known(moving, answer, &held, &lately);

	if (verdict != VERDICT_YES)
		return verdict;
	return held > 0 || lately > 0
		       ? answer_yes(moving, answer, "系统在云平台上有资源")
		       : answer_no(moving, answer, (struct answer_help){.cure = "请按没有资源的系统办理"},
				   "系统没有占用任何平台的资源，没有可以清除的数据");
}

/* ---- wiping, freeing, closing ---- */

/* Of a list every item of which has to be looked at. */
static bool all_chosen(const struct value *value)
{
	return value->chosen_count == value->field->option_count;
}

enum verdict wipe_complete(struct moving *moving, struct answer *answer)
{
	int64_t keep = setting_integer(moving->context->service, "exit_log_keep_days");
	const struct value *scopes = moving->fields != NULL ? values_find(moving->fields, "scopes") : NULL;
	int64_t until = release_day(moving->fields, "logs_until");
	int64_t least = day_of(clock_now()) + keep;
	struct exit_days days;
	enum err err;

	if (scopes == NULL)
		return answer_not_yet(moving, answer, "填写清除情况后核对");
	if (!all_chosen(scopes))
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "请逐项核对；确实没有的勾选并在资源清单里注明“无”",
						      .field = "scopes"},
				 "清除范围须覆盖主用、备份、快照、镜像和灾备数据");
	err = exit_days_read(moving, &days);
	if (err != OK)
		return answer_failed(moving, answer, err);
	if (day_fits(moving, answer, "wiped_day",
		     exit_day_fault(moving, moving->fields, "wiped_day",
				    (struct earliest){days.clear_from, "开始清除之日"})) != VERDICT_YES)
		return VERDICT_NO;
	if (until < least)
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "请改为满足保存期限的日期", .field = "logs_until"},
				 "运行操作日志至少保存 %" PRId64 " 日，即保存至 %s", keep,
				 format_day(moving->context->arena, least));
	return answer_yes(moving, answer, "清除范围完整，日志保存期限符合规定");
}

/* What is not among the resources of a platform has been looked at too, and the note says so. */
enum verdict freed_complete(struct moving *moving, struct answer *answer)
{
	const struct value *items = moving->fields != NULL ? values_find(moving->fields, "freed_items") : NULL;

	if (items == NULL)
		return answer_not_yet(moving, answer, "填写释放情况后核对");
	if (!all_chosen(items))
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "请逐项核对；没有的也勾选，并在说明里写明“不涉及”",
						      .field = "freed_items"},
				 "云主机与存储、地址、域名解析、策略、证书、账号须全部释放，才能移出配额");
	return answer_yes(moving, answer, "各项都已释放");
}

/* The same words, however the lines were broken on the way. */
static bool same_words(const char *a, const char *b)
{
	for (;;) {
		a += strspn(a, " \t\r\n");
		b += strspn(b, " \t\r\n");
		if (*a != *b)
			return false;
		if (*a == '\0')
			return true;
		a++;
		b++;
	}
}

enum verdict certificate_true(struct moving *moving, struct answer *answer)
{
	char *text;
	enum err err;

	if (moving->matter == NULL || moving->fields == NULL)
		return answer_not_yet(moving, answer, "各平台清除后形成确认书");
	err = certificate_text(moving->context, moving->matter->id, &text);
	if (err != OK)
		return answer_failed(moving, answer, err);
	if (!same_words(values_word(moving->fields, "certificate"), text))
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "请重新打开本页再确认；有出入的选“清除不彻底”",
						      .field = "certificate"},
				 "数据清除情况以服务商填报的为准，不能修改");
	return answer_yes(moving, answer, "确认书与服务商填报一致");
}

enum verdict exit_nothing_left(struct moving *moving, struct answer *answer)
{
	struct answer_help help = {.cure = "请退回回收，由服务商或云监管服务商核对"};
	struct query *query;
	int64_t left = 0, open = 0, monitored = 0, unsigned_cases = 0;
	enum err err;

	if (moving->matter == NULL)
		return answer_not_yet(moving, answer, "资源回收后核对");
	query = db_query(moving->context->db, Q_RELEASE_EXIT_LEFT);
	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":system", moving->matter->system);
	if (query_step(query)) {
		left = next_int(query);
		open = next_int(query);
		monitored = next_int(query);
		unsigned_cases = next_int(query);
	}
	err = query_end(query);
	if (err != OK)
		return answer_failed(moving, answer, err);
	if (left > 0)
		return answer_no(moving, answer, help, "还有 %" PRId64 " 项资源没有释放", left);
	if (open > 0 || unsigned_cases > 0)
		return answer_no(moving, answer, help, "数据清除还没有由双方确认，或者有平台没有释放资源");
	if (monitored != 0)
		return answer_no(moving, answer, help, "监控还没有撤除");
	return answer_yes(moving, answer, "资源全部释放，监控已撤除，数据清除手续齐全");
}
