#include "base/base.h"

#include "base/clock.h"
#include "base/crypt.h"
#include "base/text.h"
#include "data/tx.h"
#include "kernel/deadline.h"
#include "kernel/follow.h"
#include "kernel/move_step.h"
#include "kernel/outcome.h"
#include "kernel/procedure_text.h"
#include "kernel/step_up.h"
#include "kernel/succession.h"

/* ---- the form ---- */

/* A new revision only when the bytes are others. */
static enum err prepare_revision(struct step *step)
{
	struct matter *matter = step->matter;
	uint8_t before[DIGEST_SIZE];
	char *body;
	enum err err = matter_form_digest(step->context, matter, before);

	step->revision = matter->revision;
	memcpy(step->digest, before, DIGEST_SIZE);
	if (err != OK || !step->submits || matter->procedure->form_count == 0)
		return err;
	body = values_json(step->form, step->context->arena);
	crypt_digest(step->digest, body, strlen(body), NULL, 0);
	if (matter->revision > 0 && crypt_equal(before, step->digest, DIGEST_SIZE))
		return OK;
	step->revision = matter->revision + 1;
	step->body = body;
	return OK;
}

static enum err store_revision(struct step *step)
{
	struct context *context = step->context;
	struct query *query;
	enum err err = OK;

	if (step->body != NULL) {
		query = db_query(context->db, Q_MATTER_FORM_ADD);
		query_int(query, ":matter", step->matter->id);
		query_int(query, ":revision", step->revision);
		query_text(query, ":body", step->body);
		query_blob(query, ":digest", step->digest, DIGEST_SIZE);
		query_int(query, ":person", context->actor->person);
		query_int(query, ":now", clock_now());
		err = query_run(query);
	}
	if (err != OK || !step->submits)
		return err;
	query = db_query(context->db, Q_MATTER_DRAFT_DROP);
	query_int(query, ":matter", step->matter->id);
	return query_run(query);
}

/* ---- the row of the matter ---- */

static const char *new_title(const struct step *step)
{
	return step->submits ? procedure_title(step->context, step->matter, step->form) : step->matter->title;
}

/* The whole clock stands in some states: since when, and the working days it stood before. */
static void bind_pause(const struct step *step, struct query *query)
{
	const struct matter *matter = step->matter;
	int64_t now = clock_now();
	int64_t since = matter->paused_at;
	int64_t days = matter->paused_days;

	if (since > 0 && !step->to->clock_stopped) {
		days += workday_between(step->context->service->calendar, day_of(since), day_of(now));
		since = 0;
	} else if (since == 0 && step->to->clock_stopped) {
		since = now;
	}
	query_int(query, ":paused_at", since);
	query_int(query, ":paused_days", days);
}

/* Remembered until the one who returned it decides something else. */
static void bind_return(const struct step *step, struct query *query)
{
	struct matter *matter = step->matter;

	if (step->move->action->returns) {
		matter->returned_from = matter->state->key;
		matter->returned_by = step->context->actor->person;
		matter->returned_revision = step->revision;
	} else if (text_equal(matter->returned_from, matter->state->key)) {
		matter->returned_from = NULL;
		matter->returned_by = 0;
		matter->returned_revision = 0;
	}
	query_text(query, ":returned_from", matter->returned_from);
	query_int(query, ":returned_by", matter->returned_by);
	query_int(query, ":returned_revision", matter->returned_revision);
}

static struct query *move_query(struct step *step)
{
	struct query *query = db_query(step->context->db, Q_MATTER_MOVE);
	bool first = step->submits || !step->matter->state->edit;

	if (!step->move->action->runs_on)
		step->deadline = deadline_of(step->context, step->to, step->matter->period, clock_now());
	query_text(query, ":to", step->to->key);
	query_int(query, ":revision", step->revision);
	query_text(query, ":title", new_title(step));
	query_int(query, ":now", clock_now());
	query_int(query, ":submitted_at", first ? clock_now() : 0);
	query_int(query, ":due_at", step->deadline.due_at);
	query_text(query, ":due_rule", step->deadline.rule);
	query_int(query, ":held", step->held);
	bind_pause(step, query);
	bind_return(step, query);
	return query;
}

static struct query *stay_query(struct step *step)
{
	struct query *query = db_query(step->context->db, Q_MATTER_STAY);
	bool signature = step->move->action->signs;

	query_int(query, ":bump", signature ? 0 : 1);
	return query;
}

/* The conditional update: of two who decide at the same instant one finds the step gone. */
static enum err update_matter(struct step *step)
{
	struct context *context = step->context;
	struct matter *matter = step->matter;
	struct query *query = step->moves ? move_query(step) : stay_query(step);
	enum err err;

	query_int(query, ":matter", matter->id);
	query_int(query, ":step", matter->step);
	query_text(query, ":from", matter->state->key);
	err = query_run(query);
	if (err == OK && db_changes(context->db) != 1)
		err = ERR_CONFLICT;
	if (err != OK || !step->moves)
		return err;
	matter->title = new_title(step);
	if (step->to->final) {
		query = db_query(context->db, Q_MATTER_CLOSE);
		query_int(query, ":matter", matter->id);
		query_int(query, ":now", clock_now());
		err = query_run(query);
		if (err != OK)
			return err;
	}
	query = db_query(context->db, Q_MATTER_PARTY_MOVE);
	query_int(query, ":matter", matter->id);
	query_text(query, ":to", step->to->key);
	return query_run(query);
}

/* ---- what is said about it ---- */

static enum err record(struct step *step)
{
	struct arena *arena = step->context->arena;
	const struct action *action = step->move->action;
	const struct matter *matter = step->matter;
	struct happening happening = {
		.matter = matter,
		.role = step->stand.role,
		.action = action->key,
		.label = step->rerun != NULL ? arena_printf(arena, "%s（内容有变，逐级重新办理）", action->label)
					     : action->label,
		.to_state = step->to->key,
		.deputy = step->stand.deputy,
		.opinion = step->move->opinion,
		.body = step->move->fields == NULL ? NULL : values_json(step->move->fields, arena),
		.tone = action->tone,
		.center_only = action->center_only,
		.reader = action->own_words ? step->context->actor->org : 0,
		.revision = step->revision,
		.digest = step->revision > 0 ? step->digest : NULL,
	};

	happening.detail =
		arena_printf(arena, "{\"form\":\"%s\",\"from\":\"%s\",%s\"revision\":%" PRId64 ",\"to\":\"%s\"}",
			     step->revision > 0 ? crypt_hex(arena, step->digest, DIGEST_SIZE) : "", matter->state->key,
			     step->rerun != NULL ? "\"rerun\":\"yes\"," : "", step->revision, step->to->key);
	return event_record(step->context, &happening, &step->event);
}

static enum err run_effects(struct step *step)
{
	const struct action *action = step->move->action;
	struct moving moving = move_seen(step->context, step->move, step->matter, &step->stand, step->form);
	enum err err = OK;

	moving.event = step->event;
	moving.moves = step->moves;
	for (size_t i = 0; err == OK && i < action->effect_count; i++) {
		struct answer answer = {0};

		err = action->effects[i]->apply(&moving, &answer);
		if (err != OK && answer.sentence != NULL) {
			move_refuse(step->move, step->context->arena, answer, NULL);
			step->move->sentence = answer.sentence;
		} else if (err == ERR_INVALID) {
			move_sum_up(step->context, step->move);
		}
	}
	step->number_prefix = moving.number_prefix;
	if (err == OK && step->moves)
		err = deadline_choose(&moving, step->to, &step->deadline);
	if (err != OK || moving.due_at == 0)
		return err;
	step->deadline = (struct deadline){moving.due_at, arena_strdup(step->context->arena, moving.due_rule)};
	return seats_due(step->context, step->matter, &step->deadline);
}

/* ---- what follows ---- */

/* What the action sets going elsewhere. */
static enum err follow_up(struct step *step)
{
	struct moving moving = move_seen(step->context, step->move, step->matter, &step->stand, step->form);

	return step->move->action->follow == NULL
		       ? OK
		       : follow_open(&moving, step->move->action->follow, &step->move->sentence);
}

/* What it was opened from gives way when this one counts. */
static enum err succeed(struct step *step)
{
	if (!step->moves || !step->move->action->succeeds)
		return OK;
	return succession_complete(step->context, step->matter, &step->move->sentence);
}

static enum err settle(struct step *step)
{
	char *holder;
	enum err err = seats_holder(step->context, step->matter, &holder);

	return err == OK ? matter_settle(step->context, step->matter, step->number, holder) : err;
}

/* ---- all of it ---- */

static enum err perform(struct step *step)
{
	enum err err = update_matter(step);

	if (err == OK)
		err = store_revision(step);
	if (err == OK && step->submits)
		err = concern_bind(step->context, step->matter, step->form);
	if (err == OK)
		err = concern_bind(step->context, step->matter, step->move->fields);
	if (err == OK)
		err = record(step);
	if (err == OK)
		err = step_close_own(step);
	if (err == OK)
		err = run_effects(step);
	if (err == OK && step->moves)
		err = step_close_others(step);
	if (err == OK && step->moves)
		err = step_number(step);
	/* "@same" sets things going too; a signature only when it is the last. */
	if (err == OK && (step->moves || !step->move->action->signs))
		err = follow_up(step);
	if (err == OK)
		err = succeed(step);
	if (err == OK && (step->moves || !step->move->action->signs))
		err = outcome_tell(step->context, step->matter, step->move->action, &step->move->sentence);
	if (err == OK)
		err = step_open_seats(step);
	return err == OK ? settle(step) : err;
}

/* Between two of its own questions somebody else decided: that is what to say, not "your seat is gone". */
static bool moved_meanwhile(struct context *context, const struct move *move)
{
	struct matter *matter;

	return context->actor != system_actor() && matter_again(context, move->matter->id, &matter) == OK &&
	       matter->step != move->step;
}

/* Everything is asked before anything is written. */
static enum err ask_first(struct step *step)
{
	struct context *context = step->context;
	struct move *move = step->move;
	enum err err = matter_again(context, move->matter->id, &step->matter);

	step->stand.role = ROLE_COUNT;
	move->sentence = NULL;
	move->refusals = NULL;
	move->refusal_count = 0;
	move->to = NULL;
	if (err == OK)
		err = move_permit(context, move, step->matter, &step->stand);
	if (err == OK)
		err = move_examine(context, move, step->matter, &step->stand, &step->form);
	if (err != OK && err != ERR_CONFLICT && moved_meanwhile(context, move))
		err = ERR_CONFLICT;
	return err;
}

/* Last of all: nobody types a password for what would be refused anyway. */
static enum err ask_password(struct step *step)
{
	struct move *move = step->move;
	char *sentence;
	enum err err = move->action->password ? step_up_ask(step->context, move->action->label, &sentence) : OK;

	if (err == ERR_PASSWORD) {
		move->sentence = sentence;
		move_refuse(
			move, step->context->arena,
			(struct answer){.sentence = sentence, .field = arena_strdup(step->context->arena, "password")},
			NULL);
	}
	return err;
}

static enum err prepare(struct step *step)
{
	enum err err;

	step->submits = move_submits(step->matter, step->move->action);
	err = step_target(step);
	if (err == OK)
		err = step_signatures(step);
	if (err == OK && step->moves && step->move->action->runs_on)
		err = deadline_again(step->context, step->matter, step->to, &step->deadline, &step->held);
	return err == OK ? prepare_revision(step) : err;
}

static enum err carry_out(struct step *step)
{
	enum err err = tx_begin(step->context->db);

	return err == OK ? tx_end(step->context->db, perform(step)) : err;
}

enum err matter_try(struct context *context, struct move *move)
{
	struct step step = {.context = context, .move = move};

	return ask_first(&step);
}

/* Asked under the lock, so nothing changes between question and deed; a refusal leaves the transaction around it whole.
 */
enum err matter_move(struct context *context, struct move *move)
{
	struct step step = {.context = context, .move = move};
	bool alone = !tx_open(context->db);
	enum err err = alone ? tx_begin(context->db) : OK;

	if (err != OK)
		return err;
	err = ask_first(&step);
	if (err == OK)
		err = ask_password(&step);
	if (err == OK)
		err = prepare(&step);
	if (err == OK)
		err = carry_out(&step);
	if (alone)
		err = tx_end(context->db, err);
	if (err == OK)
		move->to = step.to;
	return err;
}
