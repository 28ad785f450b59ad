/*
 * A system that was being deployed or tried when it was taken over has its row,
 * and nothing to go on in: once its unit's row stands, its application begins
 * where the system stands, with what the register knows, so that reports are
 * handed in and formal operation is decided as for any other (第十五条).
 */
#include "base/base.h"
#include "modules/takeover/takeover_parts.h"

#include "base/text.h"
#include "modules/registry/registry.h"

enum { PARTIES_MAX = 60 };

struct unfinished {
	const char *state; /* of the system, and the application's: deploying, trial; NULL: nothing is under way */
	int64_t org;
};

static enum err read_unfinished(struct context *context, int64_t system, struct unfinished *unfinished)
{
	struct query *query = db_query(context->db, Q_TAKEOVER_UNFINISHED);

	*unfinished = (struct unfinished){0};
	query_int(query, ":system", system);
	if (query_step(query)) {
		unfinished->state = next_text(query, context->arena);
		unfinished->org = next_int(query);
	}
	return query_end(query);
}

/* Whoever sees the system sees what is done about it. */
static enum err add_parties(struct context *context, int64_t id, int64_t system)
{
	struct query *query = db_query(context->db, Q_TAKEOVER_SEEN_BY);
	int64_t orgs[PARTIES_MAX];
	const char *parts[PARTIES_MAX];
	struct matter *matter;
	size_t count = 0;
	enum err err;

	query_int(query, ":system", system);
	while (count < PARTIES_MAX && query_step(query)) {
		orgs[count] = next_int(query);
		parts[count++] = next_text(query, context->arena);
	}
	err = query_end(query);
	if (err == OK && matter_find_any(context, id, &matter) != FOUND)
		err = ERR_INTERNAL;
	for (size_t i = 0; err == OK && i < count; i++)
		err = matter_party_add(context, matter, orgs[i], parts[i]);
	return err;
}

enum err takeover_continue(struct moving *moving, int64_t system)
{
	struct context *context = moving->context;
	struct opening opening = {
		.procedure = procedure_find(context->service, "application"),
		.role = ROLE_UNIT_CLERK,
		.subject = {.system = system, .base_matter = moving->matter->id},
	};
	struct unfinished unfinished;
	int64_t id = 0;
	enum err err = read_unfinished(context, system, &unfinished);

	if (err != OK || unfinished.state == NULL)
		return err;
	if (opening.procedure == NULL)
		return ERR_STATE;
	opening.org = unfinished.org;
	opening.at = unfinished.state;
	opening.form = values_empty(context->arena, opening.procedure->form, opening.procedure->form_count);
	values_set(opening.form, "kind", "new");
	err = registry_describe(context, system, opening.form);
	if (err == OK)
		err = matter_open_for(context, &opening, &id);
	return err == OK ? add_parties(context, id, system) : err;
}
