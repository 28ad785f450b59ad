/* 挂起、恢复: the clock stands by the holder's wish, once in a state, until a day at the latest. */
#include "base/base.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "data/tx.h"
#include "kernel/deadline.h"
#include "kernel/matter_seat.h"
#include "kernel/move.h"
#include "kernel/move_check.h"
#include "kernel/notice.h"
#include "kernel/setting.h"

enum { SLICE = 100 };

/* The limit of a unit or a provider is what others count on: who is timed does not stop his own clock. */
static bool center_holds(const struct state *state)
{
	for (size_t i = 0; i < state->holder_count; i++)
		if (role_kinds(state->holders[i]) != KIND_CENTER)
			return false;
	return state->holder_count > 0;
}

const char *matter_unholdable(const struct matter *matter)
{
	const struct state *state = matter->state;

	if (matter->procedure->never_held)
		return "这类事项须连续办理，不能挂起";
	if (matter->closed_at != 0 || state->final || state->edit || matter->submitted_at == 0)
		return "办理中的事项才能挂起";
	if (state->clock_stopped)
		return "本环节不计时，不用挂起";
	if (state->due_unit == DUE_HOURS || state->due_unit == DUE_MINUTES)
		return "本环节按小时或者分钟计时，须连续办理，不能挂起";
	if (!center_holds(state))
		return "只有由省大数据中心办理的环节可以挂起";
	if (matter->due_at > 0 && clock_now() > matter->due_at)
		return "本件已经逾期，不能挂起";
	if (state->signing != SIGN_ONE)
		return "各方签署的环节由多方同时办理，不能由一方挂起";
	if (matter->held_at != 0)
		return "本件已经挂起";
	if (matter->held_seconds > 0)
		return "本件在本环节已经挂起过一次，不能再挂起";
	return NULL;
}

/* The seat he holds, for himself or for somebody; ERR_FORBIDDEN without one. */
static enum err own_seat(struct context *context, const struct matter *matter, struct stand *stand)
{
	struct seat *seats;
	size_t count;
	enum err err = matter_seat_list(context, matter, &seats, &count);

	for (size_t i = 0; err == OK && i < count; i++)
		if (seats[i].parent == 0 && seat_takeable(context->actor, &seats[i], &stand->deputy)) {
			stand->role = seats[i].role;
			stand->seat = &seats[i];
			return OK;
		}
	return err == OK ? ERR_FORBIDDEN : err;
}

/* The owner hears of it, unless he did it himself. */
static enum err tell_owner(struct context *context, const struct matter *matter, const char *text)
{
	if (matter->owner_role == ROLE_COUNT || matter->org == context->actor->org)
		return OK;
	return notice_add(context, matter->org, role_key(matter->owner_role), 0, "moved", matter->id,
			  arena_printf(context->arena, "%s：%s",
				       matter_label(context->arena, matter->number, matter->title), text));
}

/* ---- 挂起 ---- */

static enum err check_hold(struct context *context, const struct matter *matter, const char *reason, int64_t until,
			   const char **sentence)
{
	int64_t most = setting_integer(context->service, "hold_max_wd");
	int64_t today = day_of(clock_now());

	*sentence = matter_unholdable(matter);
	if (*sentence != NULL)
		return ERR_INVALID;
	if (utf8_length(reason) < MATTER_HOLD_MIN || utf8_length(reason) > MATTER_REASON_MAX)
		*sentence = arena_printf(context->arena, "挂起须写明理由，%d 至 %d 个字", MATTER_HOLD_MIN,
					 MATTER_REASON_MAX);
	else if (until <= today)
		*sentence = "请选择恢复日期，最早为明天";
	else if (until > workday_add(context->service->calendar, today, most))
		*sentence =
			arena_printf(context->arena, "挂起最长 %" PRId64 " 个工作日，最迟 %s 恢复", most,
				     format_day(context->arena, workday_add(context->service->calendar, today, most)));
	return *sentence != NULL ? ERR_INVALID : OK;
}

static enum err hold_in_tx(struct context *context, const struct matter *matter, const char *reason, int64_t until,
			   const char **sentence)
{
	struct arena *arena = context->arena;
	struct stand stand;
	struct query *query;
	const char *label;
	enum err err = own_seat(context, matter, &stand);

	if (err == OK)
		err = check_hold(context, matter, reason, until, sentence);
	if (err != OK)
		return err;
	label = arena_printf(arena, "挂起至 %s", format_day(arena, until));
	query = db_query(context->db, Q_MATTER_HOLD);
	query_int(query, ":matter", matter->id);
	query_int(query, ":step", matter->step);
	query_int(query, ":now", clock_now());
	query_int(query, ":until", until);
	err = query_run(query);
	if (err == OK && db_changes(context->db) != 1)
		err = ERR_CONFLICT;
	if (err == OK)
		err = event_record(context,
				   &(struct happening){.matter = matter,
						       .role = stand.role,
						       .deputy = stand.deputy,
						       .action = "hold",
						       .label = label,
						       .opinion = reason,
						       .tone = "amber",
						       .detail = arena_printf(arena, "{\"until\":%" PRId64 "}", until)},
				   NULL);
	return err == OK ? tell_owner(context, matter, arena_printf(arena, "已%s，计时暂停。理由：%s", label, reason))
			 : err;
}

enum err matter_hold(struct context *context, struct matter *matter, const char *reason, int64_t until,
		     const char **sentence)
{
	struct matter *fresh;
	enum err err = matter_fresh(context, matter, &fresh);

	*sentence = NULL;
	return err != OK ? err
			 : tx_end(context->db,
				  hold_in_tx(context, fresh, text_trim(context->arena, reason), until, sentence));
}

/* ---- 恢复 ---- */

/* As much later as it stood: in working days where the deadline counts them, else to the second. */
static int64_t moved_due(struct context *context, const struct matter *matter, int64_t stood_days)
{
	const struct workday_calendar *calendar = context->service->calendar;
	int64_t now = clock_now();

	switch (matter->state->due_unit) {
	case DUE_WORKING_DAYS:
		return day_end(workday_add(calendar, day_of(matter->due_at), stood_days));
	case DUE_CALENDAR_DAYS:
		return day_end(day_of(matter->due_at) + day_of(now) - day_of(matter->held_at));
	default:
		return matter->due_at + now - matter->held_at;
	}
}

static enum err move_deadline(struct context *context, const struct matter *matter, int64_t stood)
{
	struct arena *arena = context->arena;
	int64_t now = clock_now();
	int64_t due = matter->due_at > 0 ? moved_due(context, matter, stood) : 0;
	struct query *query = db_query(context->db, Q_MATTER_RESUME);
	enum err err;

	query_int(query, ":matter", matter->id);
	query_int(query, ":held_at", matter->held_at);
	query_int(query, ":seconds", now > matter->held_at ? now - matter->held_at : 1);
	query_int(query, ":paused_days", matter->paused_days + stood);
	query_int(query, ":due_at", due);
	query_text(query, ":due_rule",
		   due == 0 || due == matter->due_at
			   ? matter->due_rule
			   : arena_printf(arena, "%s；%s 至 %s 挂起不计，顺延至 %s", matter->due_rule,
					  format_day_short(arena, day_of(matter->held_at)),
					  format_day_short(arena, day_of(now)), format_day(arena, day_of(due))));
	err = query_run(query);
	if (err == OK && db_changes(context->db) != 1)
		err = ERR_CONFLICT;
	if (err != OK || due == 0)
		return err;
	query = db_query(context->db, Q_TASK_DUE_SET);
	query_int(query, ":matter", matter->id);
	query_int(query, ":due_at", due);
	return query_run(query);
}

static enum err resume_in_tx(struct context *context, const struct matter *matter, const char **sentence)
{
	struct arena *arena = context->arena;
	bool clerk = context->actor == system_actor();
	struct stand stand = {.role = ROLE_COUNT};
	int64_t stood;
	enum err err = clerk ? OK : own_seat(context, matter, &stand);

	if (err == OK && matter->held_at == 0) {
		*sentence = "本件没有挂起，不用恢复";
		return ERR_INVALID;
	}
	if (err != OK)
		return err;
	stood = workday_between(context->service->calendar, day_of(matter->held_at), day_of(clock_now()));
	err = move_deadline(context, matter, stood);
	if (err == OK)
		err = event_record(context,
				   &(struct happening){.matter = matter,
						       .role = stand.role,
						       .deputy = stand.deputy,
						       .action = "resume",
						       .label = clerk ? "到期恢复" : "恢复",
						       .opinion = arena_printf(
							       arena, "挂起 %" PRId64 " 个工作日，时限相应顺延", stood),
						       .tone = "grey"},
				   NULL);
	return err == OK ? tell_owner(context, matter, "已恢复办理，重新计时") : err;
}

enum err matter_resume(struct context *context, struct matter *matter, const char **sentence)
{
	struct matter *fresh;
	enum err err = matter_fresh(context, matter, &fresh);

	*sentence = NULL;
	return err != OK ? err : tx_end(context->db, resume_in_tx(context, fresh, sentence));
}

/* ---- the clerk process ---- */

static void resume_one(struct context *context, int64_t id)
{
	struct arena *arena = arena_new();
	struct context own = *context;
	struct matter *matter;
	const char *sentence;
	enum err err = ERR_INTERNAL;

	own.arena = arena;
	if (matter_find_any(&own, id, &matter) == FOUND)
		err = matter_resume(&own, matter, &sentence);
	if (err != OK && err != ERR_CONFLICT && err != ERR_INVALID)
		log_warnx("event=resume matter=%" PRId64 " err=%s", id, err_name(err));
	arena_free(arena);
}

enum err hold_job(struct context *context)
{
	int64_t ids[SLICE];
	size_t count = SLICE;
	int64_t after = 0;
	enum err err = OK;

	while (err == OK && count == SLICE) {
		struct query *query = db_query(context->db, Q_MATTER_HELD);

		count = 0;
		query_int(query, ":today", day_of(clock_now()));
		query_int(query, ":after", after);
		while (count < SLICE && query_step(query))
			ids[count++] = next_int(query);
		err = query_end(query);
		for (size_t i = 0; err == OK && i < count; i++) {
			after = ids[i];
			resume_one(context, ids[i]);
		}
	}
	return err;
}
