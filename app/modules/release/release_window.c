/*
 * When a downsizing or a reclaim is carried out: the day that was agreed or set,
 * not before it, and the limit counts from it (第十七条).
 */
#include "base/base.h"
#include "modules/release/release_parts.h"

#include "base/clock.h"
#include "kernel/setting.h"

enum verdict window_ahead(struct moving *moving, struct answer *answer)
{
	int64_t most = setting_integer(moving->context->service, "downsize_window_cd");
	int64_t day = release_day(moving->fields, "window_day"), today = day_of(clock_now());

	if (moving->fields == NULL)
		return answer_not_yet(moving, answer, "填写执行时间后核对");
	if (day < today)
		return answer_no(moving, answer, (struct answer_help){.cure = "请改期", .field = "window_day"},
				 "执行日期已经过去");
	if (day > today + most)
		return answer_no(moving, answer, (struct answer_help){.cure = "请提前", .field = "window_day"},
				 "执行日期须在 %" PRId64 " 日内（本系统默认参数），不晚于 %s", most,
				 format_day(moving->context->arena, today + most));
	return answer_yes(moving, answer, "执行日期有效");
}

/* The day in force: the last one proposed or set; 0: none. */
static enum err window_in_force(struct moving *moving, int64_t *day)
{
	struct query *query = db_query(moving->context->db, Q_RELEASE_WINDOW);

	*day = 0;
	query_int(query, ":matter", moving->matter->id);
	if (query_step(query))
		*day = next_int(query);
	return query_end(query);
}

enum verdict window_come(struct moving *moving, struct answer *answer)
{
	int64_t day;
	enum err err;

	if (moving->matter == NULL)
		return answer_not_yet(moving, answer, "约定执行时间后核对");
	err = window_in_force(moving, &day);
	if (err != OK)
		return answer_failed(moving, answer, err);
	if (day > day_of(clock_now()))
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "请在约定的时间执行；要改期的，用“不能执行”重新约定"},
				 "约定的执行日期是 %s，还没有到", format_day(moving->context->arena, day));
	return answer_yes(moving, answer, "已到约定的执行日期");
}

/* An operator that keeps a window some weeks ahead is not late. */
enum err window_clock(struct moving *moving, struct answer *answer UNUSED)
{
	int64_t day;
	enum err err = window_in_force(moving, &day);

	moving->due_setting = "downsize_do_wd";
	if (err == OK && day > day_of(clock_now())) {
		moving->due_from = day_start(day);
		moving->due_event = "约定执行日";
	}
	return err;
}

/* A day on which it may have been done: after what asked for it, and not to come. */
static enum err done_between(struct moving *moving, struct answer *answer, int64_t first, const char *what)
{
	int64_t day = release_day(moving->fields, "done_day");
	struct answer_help help = {.cure = "请填实际日期", .field = "done_day"};

	if (day > day_of(clock_now()))
		return answer_refuse(moving, answer, help, "%s 晚于今天", format_day(moving->context->arena, day));
	if (day < first)
		return answer_refuse(moving, answer, help, "%s 早于%s（%s）", format_day(moving->context->arena, day),
				     what, format_day(moving->context->arena, first));
	return OK;
}

enum err downsizing_done_day(struct moving *moving, struct answer *answer)
{
	int64_t day;
	enum err err = window_in_force(moving, &day);

	return err == OK ? done_between(moving, answer, day, "约定的执行日期") : err;
}

enum err downsizing_back_day(struct moving *moving, struct answer *answer)
{
	return done_between(moving, answer, day_of(moving->matter->state_at), "申请恢复的日期");
}
