/* What the clerk process does when time passes: reminders, overdue marks, actions with `after`. */
#include "base/base.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "data/tx.h"
#include "kernel/deadline.h"
#include "kernel/matter_seat.h"
#include "kernel/move.h"
#include "kernel/notice.h"

/* Values of matter.reminded: of a limit the share that is gone, of what ends by itself how near its end is. */
enum { SLICE = 100, OVERDUE = 100, WEEK = 7, ENDS_IN_A_WEEK = 1, ENDS_TOMORROW = 2 };

struct late {
	int64_t id, step, org, due_at, reminded, revision, stage;
	const char *state, *number, *title;
};

/* A job works through many matters: each has its own arena and context. */
static struct context context_of_one(const struct context *context, struct arena *arena)
{
	struct context own = *context;

	own.arena = arena;
	return own;
}

static enum err read_late(struct context *context, int64_t now, int64_t after, struct late *late, size_t *count)
{
	struct query *query = db_query(context->db, Q_MATTER_OVERDUE);

	*count = 0;
	query_int(query, ":now", now);
	query_int(query, ":today", day_start(day_of(now)));
	query_int(query, ":after", after);
	while (*count < SLICE && query_step(query)) {
		struct late *one = &late[(*count)++];

		one->id = next_int(query);
		one->step = next_int(query);
		one->state = next_text(query, context->arena);
		one->number = next_text(query, context->arena);
		one->title = next_text(query, context->arena);
		one->org = next_int(query);
		one->due_at = next_int(query);
		one->reminded = next_int(query);
		one->revision = next_int(query);
		one->stage = next_int(query);
	}
	return query_end(query);
}

/* ---- reminders ---- */

static const char *words_of(struct context *context, const struct late *late, const struct matter *matter)
{
	return arena_printf(context->arena, "%s：%s，%s", matter_label(context->arena, late->number, late->title),
			    matter->state->label, deadline_words(context, late->due_at, false));
}

static enum err tell_holders(struct context *context, const struct late *late, const struct matter *matter)
{
	const char *text = words_of(context, late, matter);
	const char *kind = late->stage == OVERDUE ? "overdue" : "remind";
	struct seat *seats;
	size_t count;
	enum err err = matter_seat_list(context, matter, &seats, &count);

	for (size_t i = 0; err == OK && i < count; i++)
		err = notice_add(context, seats[i].org, role_key(seats[i].role), seats[i].person, kind, late->id, text);
	return err;
}

/* The leader of the center hears on the first day and then once a week. */
static enum err tell_leader(struct context *context, const struct late *late, const struct matter *matter)
{
	int64_t days = day_of(clock_now()) - day_of(late->due_at);

	if (late->stage != OVERDUE || days % WEEK != 1 || context->service->org_center == 0)
		return OK;
	return notice_add(
		context, context->service->org_center, role_key(ROLE_CENTER_LEAD), 0, "overdue", late->id,
		arena_printf(context->arena, "%s，办理：%s", words_of(context, late, matter), matter->holder));
}

/* ERR_CONFLICT when it was moved, or reminded of, meanwhile. */
static enum err mark_reminded(struct context *context, int64_t matter, int64_t step, int64_t before, int64_t stage)
{
	struct query *query = db_query(context->db, Q_MATTER_REMINDED);
	enum err err;

	query_int(query, ":matter", matter);
	query_int(query, ":step", step);
	query_int(query, ":before", before);
	query_int(query, ":stage", stage);
	err = query_run(query);
	return err == OK && db_changes(context->db) != 1 ? ERR_CONFLICT : err;
}

static enum err mark(struct context *context, const struct late *late, const struct matter *matter)
{
	enum err err = OK;

	if (late->stage <= late->reminded)
		return OK;
	err = mark_reminded(context, late->id, late->step, late->reminded, late->stage);
	if (err != OK || late->stage != OVERDUE)
		return err;
	return event_record(context,
			    &(struct happening){.matter = matter,
						.role = ROLE_COUNT,
						.action = "overdue",
						.label = "逾期",
						.opinion = arena_printf(context->arena, "应于 %s 前办理",
									deadline_date(context->arena, late->due_at)),
						.tone = "red"},
			    NULL);
}

/* Moved since it was read: then its deadline is another one. */
static enum err remind_in_tx(struct context *context, const struct late *late)
{
	struct matter *matter;
	enum err err;

	if (matter_find_any(context, late->id, &matter) != FOUND)
		return ERR_INTERNAL;
	if (matter->step != late->step || matter->closed_at != 0)
		return OK;
	err = mark(context, late, matter);
	if (err == OK)
		err = tell_holders(context, late, matter);
	return err == OK ? tell_leader(context, late, matter) : err;
}

static enum err remind(struct context *context, const struct late *late)
{
	struct arena *arena = arena_new();
	struct context own = context_of_one(context, arena);
	enum err err = tx_begin(context->db);

	if (err == OK)
		err = tx_end(context->db, remind_in_tx(&own, late));
	arena_free(arena);
	return err == ERR_CONFLICT ? OK : err;
}

/* Of everything whose time had come at an instant. */
static enum err remind_of(struct context *context, int64_t now)
{
	int64_t after = 0;
	size_t count = SLICE;
	enum err err = OK;

	while (err == OK && count == SLICE) {
		struct arena *arena = arena_new();
		struct context own = context_of_one(context, arena);
		struct late *late = arena_array(arena, SLICE, sizeof *late);

		err = read_late(&own, now, after, late, &count);
		for (size_t i = 0; err == OK && i < count; i++) {
			after = late[i].id;
			err = remind(context, &late[i]);
		}
		arena_free(arena);
	}
	return err;
}

enum err deadline_job(struct context *context)
{
	return remind_of(context, clock_now());
}

/* ---- actions with `after` ---- */

struct waiting {
	int64_t id, state_at, due_at, reminded;
};

/* The last instant that still belongs to the time an action waits for. */
static enum err waits_until(struct context *context, const struct procedure *procedure, const struct action *action,
			    const struct state *state, const struct waiting *waiting, int64_t *until)
{
	struct deadline end;
	enum err err;

	*until = waiting->due_at > 0 ? waiting->due_at : INT64_MAX;
	if (action->after_unit == DUE_NONE)
		return OK;
	err = deadline_after(context, procedure, action, state, waiting->id, waiting->state_at, &end);
	*until = end.due_at;
	return err;
}

static enum err read_waiting(struct context *context, const struct procedure *procedure, const struct state *state,
			     int64_t after, struct waiting *waiting, size_t *count)
{
	struct query *query = db_query(context->db, Q_MATTER_WAITING);

	*count = 0;
	query_int(query, ":procedure", procedure->id);
	query_text(query, ":state", state->key);
	query_int(query, ":before", clock_now());
	query_int(query, ":after", after);
	while (*count < SLICE && query_step(query)) {
		waiting[*count].id = next_int(query);
		waiting[*count].state_at = next_int(query);
		waiting[*count].due_at = next_int(query);
		waiting[(*count)++].reminded = next_int(query);
	}
	return query_end(query);
}

/* What does not apply to this matter is not tried again and again. */
static bool applies(struct context *context, const struct action *action, const struct matter *matter)
{
	struct values *form;

	return action->when_compiled == NULL || (matter_form(context, matter, &form, NULL) == OK &&
						 procedure_holds(matter->procedure, action->when_compiled, form, NULL));
}

/* Where the deadline that ran out is replaced by the next one of the same state, the history keeps which it was. */
static const char *ran_out(struct arena *arena, const struct action *action, const struct matter *matter)
{
	return action->after_unit == DUE_NONE && matter->due_at > 0 && text_equal(action->to, matter->state->key)
		       ? arena_printf(arena, "应于 %s 前办理", format_time(arena, matter->due_at))
		       : NULL;
}

/* One that cannot be done now is tried again next time; the others do not wait for it. */
static void act_for(struct context *context, const struct action *action, int64_t id)
{
	struct arena *arena = arena_new();
	struct context own = context_of_one(context, arena);
	struct move move = {.action = action};
	enum err err = ERR_INTERNAL;

	if (matter_find_any(&own, id, &move.matter) == FOUND) {
		move.step = move.matter->step;
		move.opinion = ran_out(arena, action, move.matter);
		err = applies(&own, action, move.matter) ? matter_move(&own, &move) : OK;
	}
	if (err != OK && err != ERR_CONFLICT && err != ERR_STATE)
		log_warnx("event=timeout matter=%" PRId64 " action=%s err=%s why=%s", id, action->key, err_name(err),
			  move.sentence != NULL ? move.sentence : "-");
	arena_free(arena);
}

/*
 * A state without a limit that ends by itself: whoever holds it hears of it a week before and on the day before, unless
 * it was entered no earlier than that.  Nobody is late with it, so `reminded` counts what no share of a limit does.
 */
static int64_t ending_stage(const struct waiting *waiting, int64_t until)
{
	int64_t left = day_of(until) - day_of(clock_now());
	int64_t whole = day_of(until) - day_of(waiting->state_at);

	return left <= 1 && whole > 1 ? ENDS_TOMORROW : left <= WEEK && whole > WEEK ? ENDS_IN_A_WEEK : 0;
}

/* Whoever holds it; where nobody does, whose matter it is. */
static enum err tell_of_end(struct context *context, const struct matter *matter, const struct action *action,
			    int64_t until)
{
	const char *text = arena_printf(context->arena, "%s：%s，%s 后系统自动办理“%s”，%s",
					matter_label(context->arena, matter->number, matter->title),
					matter->state->label, deadline_date(context->arena, until), action->label,
					deadline_words(context, until, false));
	struct seat *seats;
	size_t count;
	enum err err = matter_seat_list(context, matter, &seats, &count);

	for (size_t i = 0; err == OK && i < count; i++)
		err = notice_add(context, seats[i].org, role_key(seats[i].role), seats[i].person, "remind", matter->id,
				 text);
	return err != OK || count > 0 || matter->owner_role == ROLE_COUNT
		       ? err
		       : notice_add(context, matter->org, role_key(matter->owner_role), 0, "remind", matter->id, text);
}

/* Moved since it was read: it ends otherwise, or not at all. */
static enum err remind_of_end_in_tx(struct context *context, const struct action *action, const struct state *state,
				    const struct waiting *waiting, int64_t until)
{
	struct matter *matter;
	enum err err;

	if (matter_find_any(context, waiting->id, &matter) != FOUND)
		return ERR_INTERNAL;
	if (matter->closed_at != 0 || !text_equal(matter->state->key, state->key))
		return OK;
	err = mark_reminded(context, waiting->id, matter->step, waiting->reminded, ending_stage(waiting, until));
	return err != OK ? err : tell_of_end(context, matter, action, until);
}

static enum err remind_of_end(struct context *context, const struct action *action, const struct state *state,
			      const struct waiting *waiting, int64_t until)
{
	struct arena *arena;
	struct context own;
	enum err err;

	if (waiting->due_at > 0 || ending_stage(waiting, until) <= waiting->reminded)
		return OK;
	arena = arena_new();
	own = context_of_one(context, arena);
	err = tx_begin(context->db);
	if (err == OK)
		err = tx_end(context->db, remind_of_end_in_tx(&own, action, state, waiting, until));
	arena_free(arena);
	return err == ERR_CONFLICT ? OK : err;
}

static enum err act_in_state(struct context *context, const struct procedure *procedure, const struct action *action,
			     const struct state *state)
{
	const bool ends = deadline_ending(procedure, state) == action;
	struct waiting waiting[SLICE];
	int64_t after = 0;
	size_t count = SLICE;
	enum err err = OK;

	while (err == OK && count == SLICE) {
		err = read_waiting(context, procedure, state, after, waiting, &count);
		for (size_t i = 0; err == OK && i < count; i++) {
			int64_t until;

			after = waiting[i].id;
			err = waits_until(context, procedure, action, state, &waiting[i], &until);
			if (err == OK && until < clock_now())
				act_for(context, action, waiting[i].id);
			else if (err == OK && ends)
				err = remind_of_end(context, action, state, &waiting[i], until);
		}
	}
	return err;
}

static enum err act_for_procedure(struct context *context, const struct procedure *procedure)
{
	enum err err = OK;

	for (size_t i = 0; err == OK && i < procedure->action_count; i++) {
		const struct action *action = &procedure->actions[i];

		if (!action_times_out(action))
			continue;
		for (size_t j = 0; err == OK && j < action->from_count; j++)
			err = act_in_state(context, procedure, action, &procedure->states[action->from[j]]);
	}
	return err;
}

enum err timeout_job(struct context *context)
{
	enum { VERSIONS_MAX = 1000 };
	struct query *query = db_query(context->db, Q_MATTER_OPEN_VERSIONS);
	int64_t *ids = arena_array(context->arena, VERSIONS_MAX, sizeof *ids);
	size_t count = 0;
	enum err err;

	while (count < VERSIONS_MAX && query_step(query))
		ids[count++] = next_int(query);
	err = query_end(query);
	for (size_t i = 0; err == OK && i < count; i++) {
		const struct procedure *procedure = procedure_version(context->service, context->db, ids[i]);

		err = procedure == NULL ? ERR_INTERNAL : act_for_procedure(context, procedure);
	}
	return err;
}

/*
 * What the system does itself when a time is over comes first: nobody is late with it.  The reminders ask for the
 * instant before, so that no midnight falls between the two; what could not be done is late after all.
 */
enum err time_job(struct context *context)
{
	int64_t now = clock_now();
	enum err acted = timeout_job(context);
	enum err reminded = remind_of(context, now);

	return acted != OK ? acted : reminded;
}
