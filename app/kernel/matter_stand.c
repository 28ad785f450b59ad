/* What an actor may do in a matter: by a seat, or because the procedure names his role. */
#include "base/base.h"

#include "base/text.h"
#include "kernel/matter_seat.h"

bool seat_takeable(const struct actor *actor, const struct seat *seat, const struct deputy **deputy)
{
	const struct deputy *found = NULL;
	bool own = actor_has(actor, seat->role) && (seat->person == 0 || seat->person == actor->person);

	for (size_t i = 0; i < actor->deputy_count && !own && found == NULL; i++)
		if (actor->deputies[i].role == seat->role &&
		    (seat->person == 0 || seat->person == actor->deputies[i].person))
			found = &actor->deputies[i];
	if (deputy != NULL)
		*deputy = found;
	return seat->org == actor->org && (own || found != NULL);
}

bool matter_takes(const struct actor *actor, const struct seat *seat, const struct deputy **deputy)
{
	return seat_takeable(actor, seat, deputy);
}

/* What a relative holder is for this actor in this matter: a role he has, or ROLE_COUNT. */
static enum err relative_role(struct context *context, const struct matter *matter, enum role relative, enum role *role)
{
	const struct actor *actor = context->actor;
	bool owner = relative == ROLE_OWNER_CLERK || relative == ROLE_OWNER_LEAD;
	bool addressed = relative == ROLE_ADDRESSEE_CLERK || relative == ROLE_ADDRESSEE_LEAD;
	bool here = false, own_platform = false;
	struct query *query;
	enum err err;

	*role = ROLE_COUNT;
	if (owner) {
		if (actor->org == matter->org)
			*role = owner_role(matter, relative);
	} else {
		query = db_query(context->db, Q_MATTER_CONCERNS);
		query_int(query, ":matter", matter->id);
		query_int(query, ":org", actor->org);
		query_text(query, ":part", addressed ? "addressee" : "responsible");
		if (query_step(query)) {
			here = next_int(query) != 0;
			own_platform = next_int(query) != 0;
		}
		err = query_end(query);
		if (err != OK)
			return err;
		if (here)
			*role = role_for(relative, actor->kinds, own_platform);
	}
	if (!actor_acts_as(actor, *role))
		*role = ROLE_COUNT;
	return OK;
}

static enum err stands_relative(struct context *context, const struct matter *matter, enum role role, bool *stands)
{
	enum role own;
	enum err err = relative_role(context, matter, role, &own);

	*stands = own != ROLE_COUNT;
	return err;
}

/* Whether the actor is who a role means in this matter, seat or not. */
static enum err stands_as(struct context *context, const struct matter *matter, enum role role, bool *stands)
{
	const struct actor *actor = context->actor;
	bool guest = role == ROLE_REVIEW_EXPERT || role == ROLE_ASSESSOR_CLERK;
	struct query *query;
	bool operator_here = false, guest_here = false;

	*stands = false;
	if (role_relative(role))
		return stands_relative(context, matter, role, stands);
	if (!actor_acts_as(actor, role))
		return OK;
	if (!guest && role_kinds(role) != KIND_OPERATOR) {
		*stands = role_kinds(role) == KIND_UNIT     ? actor->org == matter->unit
			  : role_kinds(role) == KIND_CENTER ? actor->org == context->service->org_center
							    : (actor->kinds & role_kinds(role)) != 0;
		return OK;
	}
	query = db_query(context->db, Q_MATTER_STANDS);
	query_int(query, ":matter", matter->id);
	query_int(query, ":org", actor->org);
	query_int(query, ":person", actor->person);
	query_text(query, ":role", role_key(role));
	if (query_step(query)) {
		operator_here = next_int(query) != 0;
		guest_here = next_int(query) != 0;
	}
	*stands = guest ? guest_here : operator_here;
	return query_end(query);
}

/* In which role he takes what is written for this one. */
static enum err acting_role(struct context *context, const struct matter *matter, enum role written, enum role *role)
{
	*role = written;
	return role_relative(written) ? relative_role(context, matter, written, role) : OK;
}

static bool among(const enum role *roles, size_t count, enum role role)
{
	for (size_t i = 0; i < count; i++)
		if (roles[i] == role)
			return true;
	return false;
}

/*
 * A seat of this role that the actor can take; *exists: his organisation has one, be it another person's.
 * An added signer's seat is for an opinion, never for an action of the procedure.
 */
static const struct seat *own_seat(const struct actor *actor, const struct seat *seats, size_t count, enum role role,
				   bool *exists)
{
	const struct seat *own = NULL;

	*exists = false;
	for (size_t i = 0; i < count; i++) {
		if (seats[i].parent != 0 || seats[i].org != actor->org ||
		    (seats[i].holder != role && seats[i].role != role))
			continue;
		*exists = true;
		if (own == NULL && seat_takeable(actor, &seats[i], NULL))
			own = &seats[i];
	}
	return own;
}

enum err stand_find(struct context *context, const struct matter *matter, const struct action *action,
		    struct stand stands[ROLE_COUNT], size_t *count)
{
	const struct state *state = matter->state;
	const enum role *roles = action->who_count > 0 ? action->who : state->holders;
	size_t role_count = action->who_count > 0 ? action->who_count : state->holder_count;
	struct seat *seats;
	size_t seat_count;
	enum err err = matter_seat_list(context, matter, &seats, &seat_count);

	*count = 0;
	if (action->after_setting != NULL) {
		if (context->actor == system_actor())
			stands[(*count)++] = (struct stand){.role = ROLE_COUNT};
		return err;
	}
	for (size_t i = 0; err == OK && i < role_count; i++) {
		bool exists, stands_here = false;
		const struct seat *seat = own_seat(context->actor, seats, seat_count, roles[i], &exists);

		/* Without a seat only where the procedure names a role that does not hold the state. */
		if (seat == NULL && !exists && !action->signs && action->who_count > 0 &&
		    !among(state->holders, state->holder_count, roles[i]))
			err = stands_as(context, matter, roles[i], &stands_here);
		if (err == OK && (seat != NULL || stands_here)) {
			struct stand *stand = &stands[(*count)++];

			*stand = (struct stand){.role = roles[i], .seat = seat};
			if (seat != NULL) {
				stand->role = seat->role;
				(void)seat_takeable(context->actor, seat, &stand->deputy);
			} else {
				err = acting_role(context, matter, roles[i], &stand->role);
				stand->deputy = actor_deputy(context->actor, stand->role);
			}
		}
	}
	return err;
}

enum err stand_possible(struct context *context, const struct matter *matter, const struct action *action,
			bool *possible)
{
	const struct procedure *procedure = matter->procedure;
	enum err err = OK;

	*possible = action->after_setting != NULL && context->actor == system_actor();
	if (action->after_setting != NULL)
		return OK;
	for (size_t i = 0; err == OK && !*possible && i < action->who_count; i++)
		err = stands_as(context, matter, action->who[i], possible);
	for (size_t i = 0; action->who_count == 0 && i < action->from_count; i++) {
		const struct state *state = &procedure->states[action->from[i]];

		for (size_t j = 0; err == OK && !*possible && j < state->holder_count; j++)
			err = stands_as(context, matter, state->holders[j], possible);
	}
	return err;
}

/* ---- separation of duties ---- */

/*
 * Two roles in one matter: not two of 单位经办, 单位审核, 受理, 评审, 核定, and
 * nobody on the side that asks and on the side that answers: the people of the
 * center may decide the center's own systems, never their own matter.
 */
static bool roles_clash(enum role a, enum role b)
{
	int group_a = role_separation_group(a);
	int group_b = role_separation_group(b);

	if (group_a > 0 && group_b > 0 && group_a != group_b)
		return true;
	return (role_kinds(a) == KIND_UNIT) != (role_kinds(b) == KIND_UNIT);
}

/* Opening is among the events, in the role of who opened for himself; who opened for others acted in none. */
static enum err read_acted_roles(struct context *context, const struct matter *matter, int64_t person, enum role *roles,
				 size_t *count)
{
	struct query *query = db_query(context->db, Q_EVENT_ROLES);

	*count = 0;
	query_int(query, ":matter", matter->id);
	query_int(query, ":person", person);
	while (*count < ROLE_COUNT && query_step(query)) {
		enum role role = role_from_key(next_text(query, context->arena));

		if (role != ROLE_COUNT && !among(roles, *count, role))
			roles[(*count)++] = role;
	}
	return query_end(query);
}

/* A page asks for each action that is offered. */
static enum err acted_roles(struct context *context, const struct matter *matter, int64_t person, enum role *roles,
			    size_t *count)
{
	struct matter_seen *seen = matter_seen_of(context, matter);
	enum err err = OK;

	if (seen == NULL || person == 0)
		return read_acted_roles(context, matter, person, roles, count);
	if (seen->acted_person != person)
		err = read_acted_roles(context, matter, person, seen->acted, &seen->acted_count);
	seen->acted_person = err == OK ? person : 0;
	*count = seen->acted_count;
	memcpy(roles, seen->acted, *count * sizeof *roles);
	return err;
}

static bool clashes(const enum role *acted, size_t count, enum role role, enum role *before)
{
	for (size_t i = 0; i < count; i++)
		if (acted[i] != role && roles_clash(acted[i], role)) {
			*before = acted[i];
			return true;
		}
	return false;
}

enum err separation_allows(struct context *context, const struct matter *matter, int64_t person, enum role role,
			   enum role *before, bool *allows)
{
	enum role acted[ROLE_COUNT + 1];
	size_t count;
	enum err err = acted_roles(context, matter, person, acted, &count);

	*before = ROLE_COUNT;
	*allows = err == OK && !clashes(acted, count, role, before);
	return err;
}

/* The label of what this person did here that keeps him from the action (`not_by`); NULL: nothing. */
static enum err taken_before(struct context *context, const struct matter *matter, const struct action *action,
			     int64_t person, const char **label)
{
	enum err err = OK;

	*label = NULL;
	for (size_t i = 0; err == OK && *label == NULL && i < action->not_by_count; i++) {
		const struct action *other = procedure_action(matter->procedure, action->not_by[i]);
		struct query *query = db_query(context->db, Q_EVENT_TAKEN_BY);

		query_int(query, ":matter", matter->id);
		query_text(query, ":action", action->not_by[i]);
		query_int(query, ":person", person);
		if (query_step(query) && next_int(query) != 0)
			*label = other != NULL ? other->label : "发起";
		err = query_end(query);
	}
	return err;
}

static char *taken_sentence(struct arena *arena, const char *whose, const char *label, const struct action *action)
{
	return arena_printf(arena, "%s在本件中已办理“%s”，“%s”须由其他人员办理。本次操作没有生效，已记入操作日志",
			    whose, label, action->label);
}

/*
 * Why a person who acted in these roles may not take this stand, NULL when he may: by himself, and nor for somebody
 * who could not do it himself.
 */
static enum err barred(struct context *context, const struct matter *matter, const struct action *action,
		       const struct stand *stand, const enum role *acted, size_t acted_count, const char **why)
{
	struct arena *arena = context->arena;
	enum role before = ROLE_COUNT;
	const char *label;
	bool allows;
	enum err err;

	*why = NULL;
	if (clashes(acted, acted_count, stand->role, &before))
		*why = arena_printf(arena,
				    "您在本件中已作为%s办理过，不能再作为%"
				    "s办理，请由其他人员办理。本次操作没有生效，已记入操作日志",
				    role_label(before), role_label(stand->role));
	if (*why != NULL || stand->deputy == NULL)
		return OK;
	err = taken_before(context, matter, action, stand->deputy->person, &label);
	if (err == OK && label != NULL)
		*why = taken_sentence(arena, "授权您代办的人", label, action);
	if (err != OK || *why != NULL)
		return err;
	err = separation_allows(context, matter, stand->deputy->person, stand->role, &before, &allows);
	if (err == OK && !allows)
		*why = arena_printf(arena,
				    "授权您代办的人在本件中已作为%s办理过，不能再由您代他作为%"
				    "s办理。本次操作没有生效，已记入操作日志",
				    role_label(before), role_label(stand->role));
	return err;
}

enum err stand_separate(struct context *context, const struct matter *matter, const struct action *action,
			const struct stand *stands, size_t count, struct stand *chosen, const char **sentence)
{
	enum role acted[ROLE_COUNT + 1];
	const char *label, *first = NULL;
	size_t acted_count;
	enum err err;

	if (stands[0].role == ROLE_COUNT) {
		*chosen = stands[0];
		return OK;
	}
	err = taken_before(context, matter, action, context->actor->person, &label);
	if (err == OK && label != NULL) {
		*sentence = taken_sentence(context->arena, "您", label, action);
		return ERR_OWN_MATTER;
	}
	if (err == OK)
		err = acted_roles(context, matter, context->actor->person, acted, &acted_count);
	for (size_t i = 0; err == OK && i < count; i++) {
		const char *why;

		err = barred(context, matter, action, &stands[i], acted, acted_count, &why);
		if (err == OK && why == NULL) {
			*chosen = stands[i];
			return OK;
		}
		first = first == NULL ? why : first;
	}
	if (err == OK)
		*sentence = first;
	return err == OK ? ERR_OWN_MATTER : err;
}

/* ---- what pages ask ---- */

enum err matter_seats(struct context *context, const struct matter *matter, uint32_t *roles)
{
	struct seat *seats;
	size_t count;
	enum err err = matter_seat_list(context, matter, &seats, &count);

	*roles = 0;
	for (size_t i = 0; err == OK && i < count; i++)
		if (seats[i].parent == 0 && seat_takeable(context->actor, &seats[i], NULL))
			*roles |= ROLE_BIT(seats[i].role);
	return err;
}

enum err matter_may_edit(struct context *context, const struct matter *matter, bool *may)
{
	uint32_t roles = 0;
	enum err err = matter->state->edit ? matter_seats(context, matter, &roles) : OK;

	*may = roles != 0;
	return err;
}

enum err matter_may_document(struct context *context, const struct matter *matter, const struct document_kind *document,
			     bool *may)
{
	uint32_t roles = 0;
	bool here = false;
	enum err err = OK;

	*may = false;
	for (size_t i = 0; i < document->state_count; i++)
		here = here || &matter->procedure->states[document->states[i]] == matter->state;
	if (!here)
		return OK;
	if (document->who_count == 0)
		err = matter_seats(context, matter, &roles);
	*may = roles != 0;
	for (size_t i = 0; err == OK && !*may && i < document->who_count; i++)
		err = stands_as(context, matter, document->who[i], may);
	return err;
}

/* By the records, whatever is typed; what cannot be answered yet is no reason to hide it. */
static bool applies(struct context *context, const struct matter *matter, const struct action *action)
{
	struct matter asked = *matter;
	struct moving moving = {.context = context, .procedure = matter->procedure, .matter = &asked, .action = action};

	for (size_t i = 0; i < action->applies_count; i++) {
		struct answer answer = {0};

		if (action->guards[i]->test(&moving, &answer) == VERDICT_NO)
			return false;
	}
	return true;
}

/*
 * Conditions over the action's own fields cannot be answered before these are
 * typed.  *form is read when a condition first asks: few do, and it is long.
 */
static enum err offered(struct context *context, const struct matter *matter, const struct action *action,
			struct values **form, bool *yes)
{
	int64_t saves, saved_at;
	enum err err = OK;

	*yes = action->after_setting == NULL && action_leaves(matter->procedure, action, matter->state);
	if (!*yes || action->when_compiled == NULL || procedure_asks_fields(action->when_compiled))
		return OK;
	if (*form == NULL)
		err = matter->state->edit ? matter_draft(context, matter, form, &saves, &saved_at)
					  : matter_form(context, matter, form, NULL);
	*yes = err == OK && procedure_holds(matter->procedure, action->when_compiled, *form, NULL);
	return err;
}

static enum err may_act(struct context *context, const struct matter *matter, const struct action *action,
			struct values **form, bool *may)
{
	struct stand stands[ROLE_COUNT], chosen;
	const char *sentence;
	size_t stand_count;
	enum err err = offered(context, matter, action, form, may);

	if (err != OK || !*may)
		return err;
	*may = false;
	err = stand_find(context, matter, action, stands, &stand_count);
	if (err != OK || stand_count == 0 || !applies(context, matter, action))
		return err;
	err = stand_separate(context, matter, action, stands, stand_count, &chosen, &sentence);
	*may = err == OK && (matter->held_at == 0 || chosen.seat == NULL);
	return err == ERR_OWN_MATTER ? OK : err;
}

enum err matter_may_act(struct context *context, const struct matter *matter, const struct action *action, bool *may)
{
	struct values *form = NULL;

	return may_act(context, matter, action, &form, may);
}

enum err matter_actions(struct context *context, const struct matter *matter, const struct action ***out, size_t *count)
{
	const struct procedure *procedure = matter->procedure;
	const struct action **actions = arena_array(context->arena, procedure->action_count + 1, sizeof *actions);
	struct values *form = NULL;
	enum err err = OK;

	*out = actions;
	*count = 0;
	for (size_t i = 0; err == OK && i < procedure->action_count; i++) {
		bool may = false;

		err = may_act(context, matter, &procedure->actions[i], &form, &may);
		if (err == OK && may)
			actions[(*count)++] = &procedure->actions[i];
	}
	return err;
}
