/* The seats a move closes and opens, and whose signature is the last one needed. */
#include "base/base.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/matter_number.h"
#include "kernel/move_step.h"
#include "kernel/notice.h"

/* ---- signatures ---- */

/* Who signs after this one: nobody yet while another of the same turn has not. */
static enum err next_turn(struct step *step, const struct signers *signers)
{
	struct seat *later = arena_array(step->context->arena, signers->count, sizeof *later);
	size_t count = 0;

	for (size_t i = 0; i < signers->count; i++) {
		const struct signer *row = &signers->rows[i];

		if (row->turn == TURN_NOW && row->seat.task != step->stand.seat->task)
			return OK;
		if (row->turn == TURN_LATER)
			later[count++] = row->seat;
	}
	step->next = later;
	step->next_count = count > 0 ? seats_turn(later, count) : 0;
	return OK;
}

enum err step_signatures(struct step *step)
{
	struct signers signers;
	enum err err;

	if (!step->move->action->signs || step->matter->state->signing == SIGN_ONE || step->stand.seat == NULL)
		return OK;
	err = matter_signers(step->context, step->matter, &signers);
	if (err != OK || signers.signed_count + 1 >= signers.needed)
		return err;
	step->moves = false;
	step->to = step->matter->state;
	return next_turn(step, &signers);
}

/* ---- closing and opening ---- */

enum err step_close_own(struct step *step)
{
	const struct seat *seat = step->stand.seat;
	struct query *query;
	enum err err;

	if (seat == NULL || !(step->moves || step->move->action->signs))
		return OK;
	query = db_query(step->context->db, Q_TASK_CLOSE);
	query_int(query, ":task", seat->task);
	query_int(query, ":matter", step->matter->id);
	query_int(query, ":person", step->context->actor->person);
	query_int(query, ":behalf", step->stand.deputy != NULL ? step->stand.deputy->person : 0);
	query_text(query, ":outcome", step->move->action->key);
	query_int(query, ":now", clock_now());
	err = query_run(query);
	return err == OK && db_changes(step->context->db) != 1 ? ERR_CONFLICT : err;
}

enum err step_close_others(struct step *step)
{
	struct query *query = db_query(step->context->db, Q_TASK_CLOSE_OTHERS);

	query_int(query, ":matter", step->matter->id);
	query_int(query, ":now", clock_now());
	return query_run(query);
}

enum err step_number(struct step *step)
{
	struct matter *matter = step->matter;
	const char *pattern = matter->procedure->number;
	char *number;
	enum err err;

	if (matter->number != NULL || pattern == NULL || (matter->state->edit && !step->submits))
		return OK;
	err = matter_number_next(step->context, pattern, step->number_prefix, &number);
	if (err == OK)
		step->number = matter->number = number;
	return err;
}

static bool owner_among(const struct matter *matter, const struct seat *seats, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (seats[i].org == matter->org && seats[i].role == matter->owner_role)
			return true;
	return false;
}

/* The owner hears of what others decided, unless it is his turn and he is told so anyway. */
static enum err tell_owner(struct step *step, const struct seat *seats, size_t count)
{
	struct context *context = step->context;
	const struct matter *matter = step->matter;
	const struct action *action = step->move->action;
	const char *who = context->actor->org_name;
	const char *text;

	if (context->actor->org == matter->org || action->center_only || matter->owner_role == ROLE_COUNT ||
	    owner_among(matter, seats, count))
		return OK;
	text = arena_printf(context->arena, "%s：%s已办理“%s”，现为“%s”",
			    matter_label(context->arena, matter->number, matter->title), text_empty(who) ? "系统" : who,
			    action->label, step->to->label);
	return notice_add(context, matter->org, role_key(matter->owner_role), 0, "moved", matter->id, text);
}

/* In an order the next seats open when those before them have signed. */
static enum err open_next(struct step *step)
{
	return step->next_count == 0 ? OK
				     : seats_open(step->context, step->matter, step->matter->state, step->next,
						  step->next_count, step->matter->due_at, false);
}

enum err step_open_seats(struct step *step)
{
	struct context *context = step->context;
	struct seat *seats = NULL;
	size_t count = 0;
	enum err err;

	if (!step->moves)
		return open_next(step);
	err = seats_resolve(context, step->matter, step->to, &seats, &count);
	if (err == OK && count == 0 && !step->to->final) {
		step->move->sentence =
			arena_printf(context->arena, "“%s”没有可以接手的单位或人员，请先补齐后再办理", step->to->label);
		return ERR_INVALID;
	}
	if (err == OK)
		err = seats_open(context, step->matter, step->to, seats, count, step->deadline.due_at, false);
	if (err == OK)
		err = parties_share(context, step->matter, step->to);
	if (err == OK)
		err = tell_owner(step, seats, count);
	return err == OK && step->to->final ? guests_end(context, step->matter) : err;
}
