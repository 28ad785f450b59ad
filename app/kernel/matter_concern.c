/* Whom a matter is addressed to, who answers for what it is about: named by the form or an action's fields. */
#include "base/base.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/matter_seat.h"

enum { CONCERNED_MAX = 200 };

static enum err name_one(struct context *context, const struct matter *matter, const char *part, int64_t organisation)
{
	struct query *query = db_query(context->db, Q_MATTER_CONCERN_ADD);

	query_int(query, ":matter", matter->id);
	query_text(query, ":part", part);
	query_int(query, ":organisation", organisation);
	query_int(query, ":now", clock_now());
	return query_run(query);
}

enum err concern_add(struct context *context, const struct matter *matter, const char *part, int64_t organisation)
{
	enum err err = name_one(context, matter, part, organisation);

	return err == OK ? matter_party_add(context, matter, organisation, "addressee") : err;
}

enum err matter_address(struct context *context, const struct matter *matter, int64_t organisation)
{
	return concern_add(context, matter, "addressee", organisation);
}

/* "receiver", or "receivers.unit": a column of repeated rows.  The field it stands in; NULL: these values have none. */
static const struct value *naming_field(const struct values *values, const char *key)
{
	const char *dot = strchr(key, '.');

	return values_find(values, dot == NULL ? key : arena_strndup(values->arena, key, (size_t)(dot - key)));
}

static size_t named_by(const struct value *value, const char *key, int64_t ids[CONCERNED_MAX])
{
	const char *dot = strchr(key, '.');
	size_t count = 0;

	if (dot == NULL) {
		if (value->number > 0)
			ids[count++] = value->number;
		return count;
	}
	for (size_t row = 0; row < value->row_count && count < CONCERNED_MAX; row++) {
		int64_t id = values_number(value->rows[row], dot + 1, 0);

		if (id > 0)
			ids[count++] = id;
	}
	return count;
}

/* Where it is still to be decided whether the matter goes out, who is named does not see it yet. */
static bool named_at_once(const struct matter *matter, const char *part)
{
	return matter->procedure->addressee_from == NULL || !text_equal(part, "addressee");
}

/*
 * Whoever was named before and is named no more keeps seeing what he has seen, but has no seat any more.  A field
 * that was asked and left empty names nobody; values that do not ask change nothing.
 */
static enum err bind_part(struct context *context, const struct matter *matter, const struct values *values,
			  const char *key, const char *part)
{
	const struct value *value = key == NULL ? NULL : naming_field(values, key);
	int64_t ids[CONCERNED_MAX];
	size_t count;
	struct query *query;
	enum err err;

	if (value == NULL)
		return OK;
	count = named_by(value, key, ids);
	query = db_query(context->db, Q_MATTER_CONCERN_DROP);
	query_int(query, ":matter", matter->id);
	query_text(query, ":part", part);
	err = query_run(query);
	for (size_t i = 0; err == OK && i < count; i++)
		err = named_at_once(matter, part) ? concern_add(context, matter, part, ids[i])
						  : name_one(context, matter, part, ids[i]);
	return err;
}

enum err concern_bind(struct context *context, const struct matter *matter, const struct values *values)
{
	enum err err;

	if (values == NULL)
		return OK;
	err = bind_part(context, matter, values, matter->procedure->addressee, "addressee");
	return err == OK ? bind_part(context, matter, values, matter->procedure->responsible, "responsible") : err;
}

enum err concern_share(struct context *context, const struct matter *matter, const struct state *state)
{
	struct query *query;
	int64_t ids[CONCERNED_MAX];
	size_t count = 0;
	enum err err;

	if (!text_equal(matter->procedure->addressee_from, state->key))
		return OK;
	query = db_query(context->db, Q_MATTER_CONCERNED);
	query_int(query, ":matter", matter->id);
	query_text(query, ":part", "addressee");
	while (count < CONCERNED_MAX && query_step(query))
		ids[count++] = next_int(query);
	err = query_end(query);
	for (size_t i = 0; err == OK && i < count; i++)
		err = matter_party_add(context, matter, ids[i], "addressee");
	return err;
}
