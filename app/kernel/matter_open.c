/* Opening a matter: by a person who starts it, or by the program for an organisation whose turn it is. */
#include "base/base.h"

#include "base/clock.h"
#include "base/crypt.h"
#include "base/text.h"
#include "data/tx.h"
#include "kernel/matter_number.h"
#include "kernel/matter_seat.h"
#include "kernel/procedure_text.h"
#include "kernel/round.h"

enum role procedure_start_role(const struct procedure *procedure, const struct actor *actor)
{
	for (size_t i = 0; i < procedure->start_count; i++)
		if (actor_has(actor, procedure->start[i]))
			return procedure->start[i];
	return ROLE_COUNT;
}

static enum err insert_matter(struct context *context, const struct opening *opening, const struct state *first,
			      struct matter **matter)
{
	const struct procedure *procedure = opening->procedure;
	const struct subject *subject = &opening->subject;
	const char *period = subject->period != NULL ? subject->period : "";
	struct deadline deadline = deadline_of(context, first, period, clock_now());
	struct query *query = db_query(context->db, Q_MATTER_OPEN);
	enum err err;

	query_int(query, ":due_at", deadline.due_at);
	query_text(query, ":due_rule", deadline.rule);
	query_int(query, ":procedure", procedure->id);
	query_text(query, ":key", procedure->key);
	query_int(query, ":org", opening->org);
	query_text(query, ":role", role_key(opening->role));
	query_int(query, ":system", subject->system);
	query_int(query, ":platform", subject->platform);
	query_int(query, ":base", subject->base_matter);
	query_text(query, ":period", period);
	query_text(query, ":title", procedure->title);
	query_text(query, ":state", first->key);
	query_int(query, ":person", context->actor->person);
	query_int(query, ":now", clock_now());
	err = query_run(query);
	if (err != OK)
		return err;
	return matter_find_any(context, db_last_id(context->db), matter) == FOUND ? OK : ERR_INTERNAL;
}

/* Else it is opened for others, whose turn it is: they are told, and what it asks for is not his deed. */
static bool opens_own(const struct context *context, const struct opening *opening)
{
	return context->actor->person > 0 && context->actor->org == opening->org &&
	       actor_has(context->actor, opening->role);
}

static enum err record_opening(struct context *context, const struct opening *opening, const struct matter *matter)
{
	const struct procedure *procedure = opening->procedure;

	return event_record(context,
			    &(struct happening){.matter = matter,
						.role = opens_own(context, opening) ? opening->role : ROLE_COUNT,
						.action = "open",
						.label = "发起",
						.detail = arena_printf(context->arena,
								       "{\"base\":%" PRId64
								       ",\"period\":\"%s\",\"procedure\":\"%s\","
								       "\"version\":%d}",
								       matter->base_matter, matter->period,
								       procedure->key, procedure->version)},
			    NULL);
}

/* What the records know already, before anybody typed. */
static enum err prefill(struct context *context, const struct opening *opening, struct matter *matter,
			struct values **form)
{
	const struct procedure *procedure = matter->procedure;
	struct moving moving = {.context = context, .procedure = procedure, .matter = matter};

	if (*form == NULL)
		*form = values_empty(context->arena, procedure->form, procedure->form_count);
	moving.form = *form;
	if (procedure->prefill == NULL || (opening->at != NULL && !opening->prefilled))
		return OK;
	return procedure->prefill->fill(&moving);
}

static bool anything(const struct values *form)
{
	for (size_t i = 0; i < form->count; i++)
		if (form->items[i].present || form->items[i].row_count > 0)
			return true;
	return false;
}

/* Begun beyond the draft: what it says is its first revision, and it has a number. */
static enum err store_first(struct context *context, struct matter *matter, const struct values *form)
{
	char *body = values_json(form, context->arena);
	uint8_t digest[DIGEST_SIZE];
	struct query *query = db_query(context->db, Q_MATTER_FORM_ADD);
	enum err err;

	crypt_digest(digest, body, strlen(body), NULL, 0);
	query_int(query, ":matter", matter->id);
	query_int(query, ":revision", 1);
	query_text(query, ":body", body);
	query_blob(query, ":digest", digest, DIGEST_SIZE);
	query_int(query, ":person", context->actor->person);
	query_int(query, ":now", clock_now());
	err = query_run(query);
	if (err != OK)
		return err;
	query = db_query(context->db, Q_MATTER_BEGIN);
	query_int(query, ":matter", matter->id);
	query_int(query, ":now", clock_now());
	matter->revision = 1;
	return query_run(query);
}

static enum err store_draft(struct context *context, const struct matter *matter, const struct values *form)
{
	struct query *query = db_query(context->db, Q_MATTER_DRAFT_SAVE);

	query_int(query, ":matter", matter->id);
	query_text(query, ":body", values_json(form, context->arena));
	query_int(query, ":person", context->actor->person);
	query_int(query, ":now", clock_now());
	return query_run(query);
}

static enum err name_it(struct context *context, struct matter *matter, const struct values *form)
{
	char *title = procedure_title(context, matter, form);
	struct query *query = db_query(context->db, Q_MATTER_NAME);

	query_int(query, ":matter", matter->id);
	query_text(query, ":title", title);
	matter->title = title;
	return query_run(query);
}

/* Whoever a draft names learns of it when it is issued, unless he is to write it. */
static bool unseen(const struct matter *matter)
{
	const struct state *state = matter->state;

	for (size_t i = 0; i < state->holder_count; i++)
		if (role_relative(state->holders[i]) && state->holders[i] != ROLE_OWNER_CLERK &&
		    state->holders[i] != ROLE_OWNER_LEAD)
			return false;
	return state->edit;
}

/* What its procedure wants done when it begins beyond its draft. */
static enum err run_opened(struct context *context, const struct opening *opening, struct matter *matter)
{
	const struct procedure *procedure = opening->procedure;
	struct moving moving = {.context = context, .procedure = procedure, .matter = matter, .form = opening->form};
	enum err err = OK;

	if (opening->at == NULL)
		return OK;
	if (moving.form == NULL)
		moving.form = values_empty(context->arena, procedure->form, procedure->form_count);
	for (size_t i = 0; err == OK && i < procedure->opened_count; i++) {
		struct answer answer = {0};

		err = procedure->opened[i]->apply(&moving, &answer);
	}
	if (err != OK || moving.due_at == 0)
		return err;
	matter->due_at = moving.due_at;
	matter->due_rule = moving.due_rule;
	return seats_due(context, matter,
			 &(struct deadline){moving.due_at, arena_strdup(context->arena, moving.due_rule)});
}

static enum err fill_form(struct context *context, const struct opening *opening, struct matter *matter)
{
	struct values *form = opening->form;
	enum err err = prefill(context, opening, matter, &form);

	if (err == OK && opening->at != NULL)
		err = store_first(context, matter, form);
	else if (err == OK && anything(form))
		err = store_draft(context, matter, form);
	if (err == OK && !unseen(matter))
		err = concern_bind(context, matter, form);
	for (size_t i = 0; err == OK && i < opening->addressee_count; i++)
		err = concern_add(context, matter, "addressee", opening->addressees[i]);
	return err == OK ? name_it(context, matter, form) : err;
}

static enum err seat_them(struct context *context, const struct opening *opening, struct matter *matter)
{
	bool own = opening->at == NULL && opens_own(context, opening); /* who opens a draft needs no notice of it */
	char *number = NULL;
	struct seat *seats;
	size_t count;
	char *holder;
	enum err err = seats_resolve(context, matter, matter->state, &seats, &count);

	if (err == OK && opening->at != NULL && matter->procedure->number != NULL)
		err = matter_number_next(context, matter->procedure->number, NULL, &number);
	if (err == OK && count == 0)
		err = ERR_INVALID; /* nobody could ever take it up */
	if (err != OK)
		return err;
	if (number != NULL)
		matter->number = number;
	err = seats_open(context, matter, matter->state, seats, count, matter->due_at, own);
	if (err == OK)
		err = parties_share(context, matter, matter->state);
	if (err == OK)
		err = seats_holder(context, matter, &holder);
	return err == OK ? matter_settle(context, matter, number, holder) : err;
}

enum err matter_open_for(struct context *context, const struct opening *opening, int64_t *id)
{
	const struct procedure *procedure = opening->procedure;
	const struct state *first =
		opening->at == NULL ? &procedure->states[0] : procedure_state(procedure, opening->at);
	struct matter *matter;
	enum err err;

	if (first == NULL || first->final)
		return ERR_INTERNAL;
	err = insert_matter(context, opening, first, &matter);
	if (err != OK)
		return err;
	*id = matter->id;
	err = matter_party_add(context, matter, opening->org, "owner");
	if (err == OK)
		err = fill_form(context, opening, matter);
	if (err == OK)
		err = record_opening(context, opening, matter);
	if (err == OK)
		err = run_opened(context, opening, matter);
	return err == OK ? seat_them(context, opening, matter) : err;
}

/* A system or platform that is not his to choose is as good as none. */
static enum err check_subject(struct context *context, const struct procedure *procedure, const struct subject *subject,
			      enum role role)
{
	const struct actor *actor = context->actor;
	int64_t system = 0, platform = 0;
	struct query *query;
	enum err err = OK;

	if (subject->system > 0) {
		query = db_query(context->db, Q_MATTER_SYSTEM_CHOICE);
		query_int(query, ":system", subject->system);
		query_int(query, ":org", actor->org);
		err = query_value(query, 0, &system);
	}
	if (err == OK && subject->platform > 0) {
		query = db_query(context->db, Q_MATTER_PLATFORM_CHOICE);
		query_int(query, ":platform", subject->platform);
		query_int(query, ":own", role == ROLE_OPERATOR_CLERK || role == ROLE_OPERATOR_LEAD);
		query_int(query, ":org", actor->org);
		err = query_value(query, 0, &platform);
	}
	if (err != OK)
		return err;
	if ((procedure->about_system == ABOUT_REQUIRED || subject->system > 0) && system == 0)
		return ERR_INVALID;
	return (procedure->about_platform == ABOUT_REQUIRED || subject->platform > 0) && platform == 0 ? ERR_INVALID
												       : OK;
}

enum err matter_open(struct context *context, const struct procedure *procedure, const struct subject *subject,
		     int64_t *id)
{
	static const struct subject none;
	struct opening opening = {
		.procedure = procedure,
		.org = context->actor->org,
		.role = procedure_start_role(procedure, context->actor),
		.subject = subject != NULL ? *subject : none,
	};
	enum err err;

	if (opening.role == ROLE_COUNT || procedure->id == 0)
		return ERR_FORBIDDEN;
	if (procedure->round.every != EVERY_NEVER && opening.subject.period == NULL)
		opening.subject.period = round_period(context->service, context->arena, procedure, day_of(clock_now()));
	err = check_subject(context, procedure, &opening.subject, opening.role);
	if (err == OK)
		err = tx_begin(context->db);
	return err != OK ? err : tx_end(context->db, matter_open_for(context, &opening, id));
}
