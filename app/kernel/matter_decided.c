/* 自审批后已变更: decisions whose form is no longer the newest one. */
#include "base/base.h"

#include "base/crypt.h"
#include "base/text.h"
#include "kernel/matter.h"

enum { DECISIONS_MAX = 64 };

struct decision {
	enum role role;
	struct stale_decision shown;
	uint8_t digest[DIGEST_SIZE];
};

/* What somebody decided, not what he filled in or sent back. */
static bool decides(const struct procedure *procedure, const char *key, const char *from, const char *to)
{
	const struct action *action = procedure_action(procedure, key);
	const struct state *state = procedure_state(procedure, from);

	return action != NULL && state != NULL && !state->edit && !action->returns &&
	       (action->signs || !text_equal(from, to));
}

/* Of each role the last one counts. */
static struct decision *place_of(struct decision *decisions, size_t *count, enum role role)
{
	for (size_t i = 0; i < *count; i++)
		if (decisions[i].role == role)
			return &decisions[i];
	return *count < DECISIONS_MAX ? &decisions[(*count)++] : NULL;
}

static enum err read_decisions(struct context *context, const struct matter *matter, struct decision *decisions,
			       size_t *count)
{
	struct query *query = db_query(context->db, Q_EVENT_DECISIONS);

	query_int(query, ":matter", matter->id);
	query_int(query, ":center", (context->actor->kinds & KIND_CENTER) != 0 && !matter->guest);
	query_int(query, ":person", context->actor->person);
	while (query_step(query)) {
		struct decision row = {.role = role_from_key(next_text(query, context->arena))};
		const char *action = next_text(query, context->arena);
		const char *from = next_text(query, context->arena);
		const char *to = next_text(query, context->arena);
		const void *digest;
		struct decision *place;
		size_t length;

		row.shown.event = next_int(query);
		row.shown.label = next_text(query, context->arena);
		row.shown.who = next_text(query, context->arena);
		row.shown.at = next_int(query);
		row.shown.revision = next_int(query);
		digest = next_blob(query, context->arena, &length);
		if (digest == NULL || length != DIGEST_SIZE || row.role == ROLE_COUNT ||
		    !decides(matter->procedure, action, from, to))
			continue;
		memcpy(row.digest, digest, DIGEST_SIZE);
		place = place_of(decisions, count, row.role);
		if (place != NULL)
			*place = row;
	}
	return query_end(query);
}

enum err matter_stale_decisions(struct context *context, const struct matter *matter, struct stale_decision **out,
				size_t *count)
{
	struct decision *decisions = arena_array(context->arena, DECISIONS_MAX, sizeof *decisions);
	struct stale_decision *stale = arena_array(context->arena, DECISIONS_MAX, sizeof *stale);
	uint8_t newest[DIGEST_SIZE];
	struct values *form;
	size_t known = 0;
	enum err err = OK;

	*out = stale;
	*count = 0;
	if (matter->revision < 2)
		return OK; /* there was never another one */
	err = matter_form(context, matter, &form, newest);
	if (err == OK)
		err = read_decisions(context, matter, decisions, &known);
	for (size_t i = 0; err == OK && i < known; i++) {
		struct stale_decision *row = &stale[*count];

		if (crypt_equal(decisions[i].digest, newest, DIGEST_SIZE))
			continue;
		*row = decisions[i].shown;
		row->now = form;
		err = matter_form_revision(context, matter, row->revision, &row->then);
		if (err == OK)
			row->changed_count = values_differ(context->arena, row->then, row->now, &row->changed);
		*count += row->changed_count > 0;
	}
	return err;
}
