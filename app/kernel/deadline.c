#include "base/base.h"
#include "kernel/deadline.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/matter.h"
#include "kernel/period.h"
#include "kernel/setting.h"

enum { DAYS_SPELT = 10, MINUTE = 60, HOUR = 3600, HOURS_COUNTED = 48 };

/* Every working day by name while they are few, else the first three and the last. */
static void spell_days(struct arena *arena, struct buf *text, const struct workday_calendar *calendar, int64_t day,
		       int64_t count)
{
	for (int64_t n = 1; n <= count; n++) {
		if (count > DAYS_SPELT && n > 3 && n < count) {
			buf_add_text(text, "……");
			n = count;
		} else if (n > 1) {
			buf_add_text(text, "、");
		}
		buf_add_text(text, format_day_short(arena, workday_add(calendar, day, n)));
	}
}

/* The first year of the span whose calendar is not published; 0 when all are. */
static int unpublished_year(const struct workday_calendar *calendar, int64_t from, int64_t to)
{
	for (int year = date_from_day(from).year; year <= date_from_day(to).year; year++) {
		int64_t first = day_from_date((struct date){year, 1, 1});

		if (!workday_published(calendar, first))
			return year;
	}
	return 0;
}

static struct deadline working_days(struct context *context, int64_t from_at, int64_t count, const char *event)
{
	const struct workday_calendar *calendar = context->service->calendar;
	struct arena *arena = context->arena;
	int64_t from = day_of(from_at);
	int64_t last = workday_add(calendar, from, count);
	int year = unpublished_year(calendar, from, last);
	struct deadline deadline = {.due_at = day_end(last)};
	struct buf text;

	buf_init(&text);
	buf_printf(&text, "%s %s，次日起算：", format_day_short(arena, from), event);
	spell_days(arena, &text, calendar, from, count);
	buf_printf(&text, "，共 %" PRId64 " 个工作日", count);
	if (year > 0)
		buf_printf(&text, "，%d 年日历尚未公布", year);
	deadline.rule = arena_strdup(arena, text.data);
	buf_release(&text);
	return deadline;
}

enum due_unit due_unit_of(const char *setting)
{
	return text_ends(setting, "_wd")    ? DUE_WORKING_DAYS
	       : text_ends(setting, "_cd")  ? DUE_CALENDAR_DAYS
	       : text_ends(setting, "_h")   ? DUE_HOURS
	       : text_ends(setting, "_min") ? DUE_MINUTES
					    : DUE_NONE;
}

int64_t deadline_end(const struct service *service, enum due_unit unit, int64_t count, int64_t from_at)
{
	if (unit == DUE_WORKING_DAYS)
		return day_end(workday_add(service->calendar, day_of(from_at), count));
	if (unit == DUE_CALENDAR_DAYS)
		return day_end(day_of(from_at) + count);
	return from_at + count * (unit == DUE_MINUTES ? MINUTE : HOUR);
}

static struct deadline counted_from(struct context *context, const char *setting, enum due_unit unit, int64_t from_at,
				    const char *event)
{
	struct arena *arena = context->arena;
	struct deadline deadline = {.rule = arena_strdup(arena, "")};
	int64_t count;

	if (setting == NULL || unit == DUE_NONE)
		return deadline;
	count = setting_integer(context->service, setting);
	if (unit == DUE_WORKING_DAYS)
		return working_days(context, from_at, count, event);
	if (unit == DUE_CALENDAR_DAYS) {
		deadline.due_at = deadline_end(context->service, unit, count, from_at);
		deadline.rule = arena_printf(arena, "%s %s，次日起算 %" PRId64 " 日，至 %s",
					     format_day_short(arena, day_of(from_at)), event, count,
					     format_day(arena, day_of(deadline.due_at)));
		return deadline;
	}
	deadline.due_at = deadline_end(context->service, unit, count, from_at);
	deadline.rule =
		arena_printf(arena, "%s 起算 %" PRId64 " %s，至 %s（北京时间）", format_time_short(arena, from_at),
			     count, unit == DUE_MINUTES ? "分钟" : "小时", format_time_short(arena, deadline.due_at));
	return deadline;
}

struct deadline deadline_from(struct context *context, const char *setting, enum due_unit unit, int64_t from_at)
{
	return counted_from(context, setting, unit, from_at, "转入");
}

int64_t month_day_in(const struct service *service, const char *setting, int year)
{
	int64_t value = setting_integer(service, setting);

	return day_from_date((struct date){year, (int)(value / 100), (int)(value % 100)});
}

/* The last such day before the period; without a period the next one there is. */
static struct deadline on_the_day(struct context *context, const char *setting, const char *period, int64_t from_at)
{
	struct deadline deadline;
	int64_t first, last, due;

	if (period_days(period, &first, &last)) {
		due = month_day_in(context->service, setting, date_from_day(first).year);
		if (due >= first)
			due = month_day_in(context->service, setting, date_from_day(first).year - 1);
	} else {
		first = day_of(from_at);
		due = month_day_in(context->service, setting, date_from_day(first).year);
		if (due < first)
			due = month_day_in(context->service, setting, date_from_day(first).year + 1);
	}
	deadline.due_at = day_end(due);
	deadline.rule = arena_printf(context->arena, "规定日期：%s", format_day(context->arena, due));
	return deadline;
}

struct deadline deadline_of(struct context *context, const struct state *state, const char *period, int64_t from_at)
{
	int64_t first, last;

	if (state->due_setting != NULL && state->due_unit == DUE_MONTH_DAY)
		return on_the_day(context, state->due_setting, period, from_at);

	if (state->due_from_period && period_days(period, &first, &last))
		return counted_from(context, state->due_setting, state->due_unit, day_end(last), "期末");
	return deadline_from(context, state->due_setting, state->due_unit, from_at);
}

/* ",return_reply,": the actions that lead back to a state without giving new time; "," without. */
static char *leading_back(struct arena *arena, const struct procedure *procedure, const struct state *state)
{
	char *keys = arena_strdup(arena, ",");

	for (size_t i = 0; i < procedure->action_count; i++)
		if (procedure->actions[i].runs_on && text_equal(procedure->actions[i].to, state->key))
			keys = arena_printf(arena, "%s%s,", keys, procedure->actions[i].key);
	return keys;
}

enum err deadline_since(struct context *context, const struct procedure *procedure, const struct state *state,
			int64_t matter, struct limit_begun *begun)
{
	char *keys = leading_back(context->arena, procedure, state);
	struct query *query;

	*begun = (struct limit_begun){0};
	if (text_equal(keys, ","))
		return OK;
	query = db_query(context->db, Q_MATTER_SINCE);
	query_int(query, ":matter", matter);
	query_text(query, ":state", state->key);
	query_text(query, ":back", keys);
	query_int(query, ":first", state == procedure->states);
	if (query_step(query)) {
		begun->at = next_int(query);
		begun->held = next_int(query);
	}
	return query_end(query);
}

const struct action *deadline_ending(const struct procedure *procedure, const struct state *state)
{
	size_t index = (size_t)(state - procedure->states);

	for (size_t i = 0; i < procedure->action_count; i++) {
		const struct action *action = &procedure->actions[i];

		if (action->after_unit != DUE_NONE && action->when_compiled == NULL && action->from_count == 1 &&
		    action->from[0] == index)
			return action;
	}
	return NULL;
}

enum err deadline_after(struct context *context, const struct procedure *procedure, const struct action *action,
			const struct state *state, int64_t matter, int64_t state_at, struct deadline *end)
{
	struct limit_begun begun;
	enum err err = deadline_since(context, procedure, state, matter, &begun);

	*end = deadline_from(context, action->after_setting, action->after_unit,
			     begun.at > 0 ? begun.at + begun.held : state_at);
	return err;
}

enum err deadline_again(struct context *context, const struct matter *matter, const struct state *state,
			struct deadline *deadline, int64_t *held)
{
	struct limit_begun begun;
	struct query *query;
	int64_t due = 0;
	enum err err = deadline_since(context, matter->procedure, state, matter->id, &begun);

	if (err != OK)
		return err;
	*held = begun.held;
	*deadline = deadline_of(context, state, matter->period, begun.at > 0 ? begun.at : clock_now());
	query = db_query(context->db, Q_TASK_DUE_LAST);
	query_int(query, ":matter", matter->id);
	query_text(query, ":state", state->key);
	err = query_value(query, 0, &due);
	if (err != OK || due == 0 || due == deadline->due_at)
		return err;
	deadline->due_at = due;
	deadline->rule = arena_printf(context->arena, "原时限接着计算，至 %s", deadline_date(context->arena, due));
	return OK;
}

enum err deadline_choose(const struct moving *moving, const struct state *to, struct deadline *deadline)
{
	struct context *context = moving->context;
	struct query *query;

	if (moving->due_setting == NULL || to->final)
		return OK;
	*deadline = counted_from(context, moving->due_setting, due_unit_of(moving->due_setting),
				 moving->due_from > 0 ? moving->due_from : clock_now(),
				 moving->due_event != NULL ? moving->due_event : "转入");
	query = db_query(context->db, Q_MATTER_DUE_SET);
	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":due_at", deadline->due_at);
	query_text(query, ":due_rule", deadline->rule);
	return query_run(query);
}

/* When the matter entered a state first and last; 0: never. */
static void entered(struct context *context, const struct matter *matter, const struct state *state, int64_t *first,
		    int64_t *last)
{
	struct query *query = db_query(context->db, Q_MATTER_ENTERED);

	*first = *last = 0;
	query_int(query, ":matter", matter->id);
	query_text(query, ":state", state->key);
	if (query_step(query)) {
		*first = next_int(query);
		*last = next_int(query);
	}
	if (query_end(query) != OK)
		*first = *last = 0;
}

/* What has ended has no clock any more: "11-19 至 11-26，用时 5 个工作日，时限 16 个". */
static struct deadline taken(struct context *context, const struct matter *matter, int64_t from, int64_t until,
			     int64_t total)
{
	int64_t days = workday_between(context->service->calendar, day_of(from), day_of(until)) - matter->paused_days;

	return (struct deadline){
		.rule = arena_printf(context->arena, "%s 至 %s，用时 %" PRId64 " 个工作日，时限 %" PRId64 " 个",
				     format_day_short(context->arena, day_of(from)),
				     format_day_short(context->arena, day_of(until)), days > 0 ? days : 0, total)};
}

struct deadline deadline_total(struct context *context, const struct matter *matter)
{
	const struct workday_calendar *calendar = context->service->calendar;
	const struct procedure *procedure = matter->procedure;
	struct deadline deadline = {.rule = arena_strdup(context->arena, "")};
	int64_t from = matter->submitted_at, stood = matter->paused_days, until = 0, ignored, total;

	if (procedure->total_from != NULL)
		entered(context, matter, procedure->total_from, &from, &ignored);
	if (procedure->total_setting == NULL || from == 0)
		return deadline;
	total = setting_integer(context->service, procedure->total_setting);
	if (procedure->total_until != NULL && matter->state >= procedure->total_until)
		entered(context, matter, procedure->total_until, &ignored, &until);
	if (until > 0)
		return taken(context, matter, from, until, total);
	if (matter->paused_at > 0)
		stood += workday_between(calendar, day_of(matter->paused_at), day_of(clock_now()));
	deadline = working_days(context, from, total + stood, procedure->total_from == NULL ? "提交" : "转入");
	if (stood > 0)
		deadline.rule =
			arena_printf(context->arena, "%s（其中计时暂停 %" PRId64 " 个工作日不计，实计 %" PRId64 " 个）",
				     deadline.rule, stood, total);
	return deadline;
}

/* Once in every row of every list. */
static char *counted(struct arena *arena, const char *before, int64_t count, const char *after)
{
	char digits[DIGITS_SIZE];
	const char *number = number_digits(digits, count);
	size_t head = strlen(before), middle = strlen(number), tail = strlen(after);
	char *text = arena_alloc(arena, head + middle + tail + 1);

	memcpy(text, before, head);
	memcpy(text + head, number, middle);
	memcpy(text + head + middle, after, tail);
	return text;
}

char *deadline_words(struct context *context, int64_t due_at, bool paused)
{
	const struct workday_calendar *calendar = context->service->calendar;
	struct arena *arena = context->arena;
	int64_t now = clock_now();
	int64_t today = day_of(now);
	int64_t due = day_of(due_at);
	int64_t days;

	if (paused)
		return arena_strdup(arena, "计时暂停");
	if (due_at <= 0)
		return arena_strdup(arena, "—");
	if (due_at != day_end(due) && llabs(due_at - now) < HOUR)
		return counted(arena, now > due_at ? "已逾期 " : "剩 ", (llabs(due_at - now) + MINUTE - 1) / MINUTE,
			       " 分钟");
	if (now > due_at) {
		/* What is due at an hour is late by hours, until nobody counts in them any more. */
		if (due_at != day_end(due) && now - due_at < HOURS_COUNTED * HOUR)
			return counted(arena, "已逾期 ", (now - due_at + HOUR - 1) / HOUR, " 小时");
		days = workday_between(calendar, due, today);
		if (days > 0)
			return counted(arena, "已逾期 ", days, " 个工作日");
		return counted(arena, "已逾期 ", today - due, " 日");
	}
	if (due_at != day_end(due) && due_at - now < HOURS_COUNTED * HOUR)
		return counted(arena, "剩 ", (due_at - now + HOUR - 1) / HOUR, " 小时");
	if (due == today)
		return arena_strdup(arena, "今日到期");
	days = workday_between(calendar, today, due);
	if (days > 0)
		return counted(arena, "剩 ", days, " 个工作日");
	return counted(arena, "剩 ", due - today, " 日");
}

char *deadline_date(struct arena *arena, int64_t due_at)
{
	return due_at == day_end(day_of(due_at)) ? format_day(arena, day_of(due_at)) : format_time(arena, due_at);
}

int deadline_passed(int64_t from_at, int64_t due_at, int64_t now)
{
	int64_t span = due_at - from_at;
	int64_t gone = now - from_at;

	if (gone <= 0)
		return 0;
	if (span <= 0)
		return 100;
	/* Far beyond the end the percentage says nothing more. */
	return gone / span >= 100 ? 10000 : (int)(gone * 100 / span);
}
