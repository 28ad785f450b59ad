/* Planned work: noticed in time or not, agreed, done within its window or beyond. */
#include "base/base.h"
#include "modules/operation/operation_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "base/workday.h"
#include "kernel/deadline.h"
#include "kernel/setting.h"

static int64_t starts_in(const struct values *form)
{
	return moment_in(form, "start_day", "start_time");
}

static int64_t ends_in(const struct values *form)
{
	return moment_in(form, "end_day", "end_time");
}

/* ---- guards ---- */

enum verdict maintenance_window(struct moving *moving, struct answer *answer)
{
	int64_t starts = starts_in(moving->form);
	int64_t ends = ends_in(moving->form);
	int64_t longest = setting_integer(moving->context->service, "maintenance_longest_cd");
	struct arena *arena = moving->context->arena;

	if (starts == 0 || ends == 0)
		return answer_not_yet(moving, answer, "填写检修窗口");
	if (starts <= clock_now())
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "请改到以后的时间", .field = "start_time"},
				 "窗口开始时间 %s 已经过去", format_time(arena, starts));
	if (ends <= starts)
		return answer_no(moving, answer, (struct answer_help){.cure = "请核对窗口时间", .field = "end_time"},
				 "窗口结束时间 %s 不晚于开始时间", format_time(arena, ends));
	if (day_of(ends) - day_of(starts) > longest)
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "请核对窗口时间；需要更久的分次申报", .field = "end_day"},
				 "检修窗口最长 %" PRId64 " 日，所填窗口至 %s", longest, format_time(arena, ends));
	return answer_yes(moving, answer, "%s 至 %s", format_time(arena, starts), format_time(arena, ends));
}

/* So many whole working days between the day of the notice and the day of the work. */
static bool in_time(struct moving *moving, int64_t starts)
{
	int64_t days = setting_integer(moving->context->service, "maintenance_notice_wd");

	return workday_add(moving->context->service->calendar, day_of(clock_now()), days) <= day_of(starts);
}

enum verdict maintenance_notice(struct moving *moving, struct answer *answer)
{
	int64_t days = setting_integer(moving->context->service, "maintenance_notice_wd");
	int64_t starts = starts_in(moving->form);

	if (starts == 0)
		return answer_not_yet(moving, answer, "提前 %" PRId64 " 个工作日告知的不计中断时间", days);
	if (in_time(moving, starts))
		return answer_yes(moving, answer, "已提前 %" PRId64 " 个工作日，按规定不计中断时间", days);
	if (text_empty(values_word(moving->form, "short_reason")))
		return answer_no(
			moving, answer,
			(struct answer_help){.cure = "改到以后的时间，或者写明紧急检修理由", .field = "short_reason"},
			"提前不足 %" PRId64 " 个工作日，须写明紧急检修理由，且计入中断时间", days);
	return answer_yes(moving, answer, "紧急检修，提前不足 %" PRId64 " 个工作日，计入中断时间", days);
}

/* Whether that unit has a system on the platform of this work. */
static enum err hosted_here(struct moving *moving, int64_t unit, const char **name, bool *hosted)
{
	struct query *query = db_query(moving->context->db, Q_OPERATION_IS_HOSTED);

	*hosted = false;
	query_int(query, ":unit", unit);
	query_int(query, ":platform", moving->matter->platform);
	if (query_step(query)) {
		*name = next_text(query, moving->context->arena);
		*hosted = next_int(query) != 0;
	}
	return query_end(query);
}

/* A notice of work goes to whom it hits; a unit elsewhere would be alarmed for nothing. */
enum verdict maintenance_affected(struct moving *moving, struct answer *answer)
{
	const struct value *rows = moving->form == NULL ? NULL : values_find(moving->form, "affected");

	if (moving->matter == NULL || rows == NULL)
		return answer_not_yet(moving, answer, "受影响的单位在本平台上有系统");
	for (size_t i = 0; i < rows->row_count && !yes_in(moving->form, "all_units"); i++) {
		int64_t unit = values_number(rows->rows[i], "affected_unit", 0);
		const char *name = "";
		bool hosted;
		enum err err = hosted_here(moving, unit, &name, &hosted);

		if (err != OK)
			return answer_failed(moving, answer, err);
		if (unit > 0 && !hosted)
			return answer_no(moving, answer,
					 (struct answer_help){.cure = "请核对受影响单位，去掉不在本平台上的",
							      .field = "affected"},
					 "第 %zu 行：%s在本平台上没有系统", i + 1, name);
	}
	return answer_yes(moving, answer, "受影响的单位在本平台上都有系统");
}

static enum err window_of(struct moving *moving, int64_t *starts, int64_t *ends)
{
	struct query *query = db_query(moving->context->db, Q_MAINTENANCE_WINDOW);

	*starts = *ends = 0;
	query_int(query, ":matter", moving->matter->id);
	if (query_step(query)) {
		*starts = next_int(query);
		*ends = next_int(query);
	}
	return query_end(query);
}

enum verdict maintenance_begun(struct moving *moving, struct answer *answer)
{
	int64_t starts, ends;
	enum err err = window_of(moving, &starts, &ends);

	if (err != OK)
		return answer_failed(moving, answer, err);
	if (clock_now() < starts)
		return answer_no(moving, answer, (struct answer_help){.cure = "到窗口时间后再登记；需要提前的请改期"},
				 "窗口 %s 才开始", format_time(moving->context->arena, starts));
	return answer_yes(moving, answer, "已到窗口时间");
}

enum verdict maintenance_finished(struct moving *moving, struct answer *answer)
{
	int64_t finished = moment_in(moving->fields, "finished_day", "finished_time");
	int64_t starts, ends;
	enum err err = window_of(moving, &starts, &ends);

	if (err != OK)
		return answer_failed(moving, answer, err);
	if (finished == 0)
		return answer_not_yet(moving, answer, "填写完成时间");
	if (finished < starts || finished > clock_now())
		return answer_no(
			moving, answer, (struct answer_help){.cure = "请填实际完成的时间", .field = "finished_time"},
			"完成时间 %s 应在窗口开始以后、现在以前", format_time(moving->context->arena, finished));
	return answer_yes(moving, answer, "完成时间已填");
}

enum verdict maintenance_on_time(struct moving *moving, struct answer *answer)
{
	int64_t finished = moment_in(moving->fields, "finished_day", "finished_time");
	int64_t starts, ends;
	enum err err = window_of(moving, &starts, &ends);

	if (err != OK)
		return answer_failed(moving, answer, err);
	if (finished > ends)
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "请选“超出窗口完成”并写明原因", .field = "finished_time"},
				 "完成时间晚于窗口结束时间 %s", format_time(moving->context->arena, ends));
	return answer_yes(moving, answer, "在窗口内完成");
}

/* ---- effects ---- */

static enum err put_row(struct moving *moving)
{
	struct query *query = db_query(moving->context->db, Q_MAINTENANCE_PUT);

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":platform", moving->matter->platform);
	query_int(query, ":operator", moving->matter->org);
	query_int(query, ":starts", starts_in(moving->form));
	query_int(query, ":ends", ends_in(moving->form));
	query_int(query, ":in_time", in_time(moving, starts_in(moving->form)));
	query_int(query, ":now", clock_now());
	return query_run(query);
}

/* The center speaks before the work begins, or not at all. */
static void decide_before_window(struct moving *moving)
{
	struct context *context = moving->context;
	int64_t starts = starts_in(moving->form);

	if (starts >= deadline_from(context, "maintenance_decide_wd", DUE_WORKING_DAYS, clock_now()).due_at)
		return;
	moving->due_at = starts;
	moving->due_rule = arena_printf(context->arena, "窗口 %s 开始以前", format_time(context->arena, starts));
}

enum err maintenance_notify(struct moving *moving, struct answer *answer UNUSED)
{
	struct arena *arena = moving->context->arena;
	enum err err = put_row(moving);

	if (err == OK && yes_in(moving->form, "all_units"))
		err = address_to_hosted(moving->context, moving->matter, moving->matter->platform);
	if (err != OK)
		return err;
	decide_before_window(moving);
	return push(moving->context, moving->matter, true,
		    arena_printf(arena, "检修告知：%s，%s 至 %s。%s", moving->matter->title,
				 format_time_short(arena, starts_in(moving->form)),
				 format_time_short(arena, ends_in(moving->form)), values_word(moving->form, "effect")));
}

/* From the end of the window on: when nobody has begun by then, it lapses. */
static enum err clock_from_window(struct moving *moving)
{
	int64_t starts;

	moving->due_setting = "maintenance_close_wd";
	return window_of(moving, &starts, &moving->due_from);
}

enum err maintenance_agree(struct moving *moving, struct answer *answer UNUSED)
{
	enum err err = moving_run(moving, Q_MAINTENANCE_AGREE);

	return err == OK ? clock_from_window(moving) : err;
}

enum err maintenance_begin(struct moving *moving, struct answer *answer UNUSED)
{
	return clock_from_window(moving);
}

/* Whoever was told hears that it will not be then. */
enum err maintenance_call_off(struct moving *moving, struct answer *answer UNUSED)
{
	enum err err = moving_run(moving, Q_MAINTENANCE_CALL_OFF);

	if (err != OK)
		return err;
	return push(moving->context, moving->matter, false,
		    arena_printf(moving->context->arena, "检修变动：%s，%s。原窗口作废%s%s", moving->matter->title,
				 moving->action->label, text_empty(moving->opinion) ? "" : "，原因：",
				 text_empty(moving->opinion) ? "" : moving->opinion));
}

static enum err end(struct moving *moving, const char *outcome, int64_t finished)
{
	struct query *query = db_query(moving->context->db, Q_MAINTENANCE_END);

	query_int(query, ":matter", moving->matter->id);
	query_text(query, ":outcome", outcome);
	query_int(query, ":finished", finished);
	return query_run(query);
}

enum err maintenance_cancel(struct moving *moving, struct answer *answer UNUSED)
{
	return end(moving, "cancelled", 0);
}

enum err maintenance_lapse(struct moving *moving, struct answer *answer UNUSED)
{
	return end(moving, "lapsed", 0);
}

enum err maintenance_finish(struct moving *moving, struct answer *answer UNUSED)
{
	return end(moving, text_equal(moving->action->to, "done") ? "done" : "overrun",
		   moment_in(moving->fields, "finished_day", "finished_time"));
}
