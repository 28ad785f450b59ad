/* Everybody of the demo, and a matter of it in every state: who tries what is not his. */
#ifndef UNIT_MODULES_CROWD_H
#define UNIT_MODULES_CROWD_H

#include "unit/modules/demo_cast.h"

enum { ACTORS_MAX = 250 };

#define TRESPASS "越权一试，应当被拒绝"

struct crowd {
	struct home *home;
	struct context context;
	struct actor actors[ACTORS_MAX];
	size_t actor_count;
	sqlite3 *raw;
	sqlite3_stmt *version; /* tells whether anybody committed anything */
	size_t tried;
};

static inline int each_actor(void *argument, int columns UNUSED, char **values, char **names UNUSED)
{
	struct crowd *crowd = argument;
	struct actor *actor = &crowd->actors[crowd->actor_count++];
	char **roles;
	size_t count = text_split(crowd->home->arena, values[3], ' ', &roles);

	ck_assert_uint_lt(crowd->actor_count, ACTORS_MAX);
	actor->person = strtoll(values[0], NULL, 10);
	actor->org = strtoll(values[1], NULL, 10);
	actor->kinds = kinds_from_text(crowd->home->arena, values[2]);
	for (size_t i = 0; i < count; i++)
		actor->roles |= ROLE_BIT(role_from_key(roles[i]));
	actor->login = actor->title = actor->org_name = actor->label = "t";
	return 0;
}

static inline void crowd_begin(struct crowd *crowd, struct home *home)
{
	*crowd = (struct crowd){.home = home};
	ck_assert_int_eq(sqlite3_open_v2(config_path(home->arena, home->config.data, "app.db"), &crowd->raw,
					 SQLITE_OPEN_READONLY, NULL),
			 SQLITE_OK);
	ck_assert_int_eq(
		sqlite3_exec(crowd->raw,
			     "SELECT p.id, p.organisation_id, (SELECT group_concat(kind, ' ') FROM"
			     " organisation_kind k WHERE k.organisation_id = p.organisation_id),"
			     " group_concat(r.role, ' ') FROM person p JOIN person_role r ON r.person_id = p.id"
			     " GROUP BY p.id",
			     each_actor, crowd, NULL),
		SQLITE_OK);
	ck_assert_int_eq(sqlite3_prepare_v2(crowd->raw, "PRAGMA data_version", -1, &crowd->version, NULL), SQLITE_OK);
	crowd->context = (struct context){.arena = arena_new(),
					  .db = db_open(home->config.data, DB_APP, DB_WRITER),
					  .service = service_of(home),
					  .request = "test",
					  .source = "-"};
}

static inline void crowd_end(struct crowd *crowd)
{
	sqlite3_finalize(crowd->version);
	sqlite3_close(crowd->raw);
	db_free(crowd->context.db);
	service_free(crowd->context.service);
	arena_free(crowd->context.arena);
}

static inline int64_t crowd_version(struct crowd *crowd)
{
	int64_t version;

	ck_assert_int_eq(sqlite3_step(crowd->version), SQLITE_ROW);
	version = sqlite3_column_int64(crowd->version, 0);
	sqlite3_reset(crowd->version);
	return version;
}

/* A matter of the demo that stands there. */
static inline int64_t crowd_sample(struct crowd *crowd, const struct procedure *procedure, const struct state *state)
{
	return number(crowd->home, "SELECT coalesce(min(id), 0) FROM matter WHERE procedure_key = '%s' AND state = '%s'",
		      procedure->key, state->key);
}

/* Posts it as if the page had offered it; nothing may have been written. */
static inline enum err crowd_tries(struct crowd *crowd, struct matter *matter, const struct action *action)
{
	struct move move = {.matter = matter, .action = action, .step = matter->step, .opinion = TRESPASS};
	int64_t before = crowd_version(crowd);
	enum err err = matter_move(&crowd->context, &move);

	crowd->tried++;
	ck_assert_msg(err != OK && crowd_version(crowd) == before, "%s in %s of %s by %" PRId64 ": %s", action->key,
		      matter->state->key, matter->procedure->key, crowd->context.actor->person, err_name(err));
	return err;
}

/* ---- by what pages offer ---- */

static inline bool offered(const struct action *action, const struct action **actions, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (actions[i] == action)
			return true;
	return false;
}

/* What the page does not offer to this person is refused, whatever is posted. */
static inline void try_what_is_not_offered(struct crowd *crowd, struct matter *matter)
{
	const struct procedure *procedure = matter->procedure;
	const struct action **actions;
	size_t count;

	ck_assert_int_eq(matter_actions(&crowd->context, matter, &actions, &count), OK);
	for (size_t i = 0; i < procedure->action_count; i++) {
		enum err err;

		if (offered(&procedure->actions[i], actions, count))
			continue;
		err = crowd_tries(crowd, matter, &procedure->actions[i]);
		ck_assert_msg(err == ERR_FORBIDDEN || err == ERR_STATE || err == ERR_OWN_MATTER || err == ERR_INVALID,
			      "%s in %s of %s by %" PRId64 ": %s", procedure->actions[i].key, matter->state->key,
			      procedure->key, crowd->context.actor->person, err_name(err));
	}
}

/* ---- by the words of the procedure alone ---- */

static inline bool role_ends(enum role role, const char *word)
{
	return strcmp(strchr(role_key(role), '.'), word) == 0;
}

/*
 * Whether a holder written in the file can mean this role: itself; a relative one the clerk or lead of any kind of
 * organisation, and of what the center opened who opened it, or its lead.
 */
static inline bool can_mean(const struct matter *matter, enum role written, enum role role)
{
	bool lead = role_relative(written) && role_ends(written, ".lead");
	bool owner = written == ROLE_OWNER_CLERK || written == ROLE_OWNER_LEAD;

	if (!role_relative(written))
		return written == role;
	if (owner && role_kinds(matter->owner_role) == KIND_CENTER)
		return role == (lead ? ROLE_CENTER_LEAD : matter->owner_role);
	if (role_kinds(role) == KIND_CENTER)
		return false;
	return role == ROLE_ASSESSOR_CLERK || role_ends(role, lead ? ".lead" : ".clerk");
}

static inline bool triple_written(const struct matter *matter, const struct action *action, enum role role)
{
	const struct state *state = matter->state;
	const enum role *roles = action->who_count > 0 ? action->who : state->holders;
	size_t count = action->who_count > 0 ? action->who_count : state->holder_count;
	bool leaves = false;

	for (size_t i = 0; i < action->from_count; i++)
		leaves = leaves || &matter->procedure->states[action->from[i]] == state;
	if (!leaves || state->final || action->after_setting != NULL)
		return false;
	for (size_t i = 0; i < count; i++)
		if (can_mean(matter, roles[i], role))
			return true;
	return false;
}

/* Somebody with this role and no other: of each organisation that sees the matter, else of the first there is. */
static inline size_t bearers(struct crowd *crowd, int64_t sample, enum role role, struct actor *out)
{
	size_t count = 0;
	bool seen = false;

	for (size_t i = 0; i < crowd->actor_count; i++) {
		struct actor actor = crowd->actors[i];
		struct matter *matter;
		bool twice = false;

		if ((actor.roles & ROLE_BIT(role)) == 0)
			continue;
		actor.roles = ROLE_BIT(role);
		for (size_t j = 0; j < count; j++)
			twice = twice || out[j].org == actor.org;
		crowd->context.actor = &actor;
		if (twice || (matter_find(&crowd->context, sample, &matter) != FOUND && count > 0))
			continue;
		if (!seen)
			count = 0;
		seen = matter_find(&crowd->context, sample, &matter) == FOUND;
		out[count++] = actor;
	}
	return count;
}

/* Every (state, action, role) of this state that the file does not write down. */
static inline void try_what_is_not_written(struct crowd *crowd, int64_t sample, enum role role)
{
	struct actor *who = arena_array(crowd->context.arena, ACTORS_MAX, sizeof *who);
	size_t count = bearers(crowd, sample, role, who);
	struct matter *matter;

	ck_assert_uint_gt(count, 0);
	ck_assert_int_eq(matter_find_any(&crowd->context, sample, &matter), FOUND);
	for (size_t a = 0; a < matter->procedure->action_count; a++) {
		const struct action *action = &matter->procedure->actions[a];

		if (triple_written(matter, action, role))
			continue;
		for (size_t i = 0; i < count; i++) {
			enum err err;

			crowd->context.actor = &who[i];
			err = crowd_tries(crowd, matter, action);
			ck_assert_msg(err == ERR_NOT_FOUND || err == ERR_FORBIDDEN || err == ERR_STATE ||
					      err == ERR_OWN_MATTER,
				      "%s in %s of %s as %s: %s", action->key, matter->state->key,
				      matter->procedure->key, role_key(role), err_name(err));
		}
	}
}

#endif
