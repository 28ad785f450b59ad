#include "base/base.h"
#include "modules/review/review_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "data/tx.h"
#include "kernel/audit.h"

static enum err record(struct context *context, const struct matter *matter, const char *action, int64_t condition)
{
	return audit_add(context,
			 &(struct audit_entry){.action = action,
					       .object = "matter",
					       .object_id = matter->id,
					       .detail = arena_printf(context->arena, "{\"condition\":%" PRId64 "}",
								      condition)},
			 NULL);
}

/* One row must have changed: open before, and of this matter. */
static enum err run_one(struct context *context, struct query *query)
{
	enum err err = query_run(query);

	return err == OK && db_changes(context->db) != 1 ? ERR_INVALID : err;
}

enum err review_condition_close(struct context *context, struct matter *matter, int64_t condition)
{
	struct query *query;
	enum err err;

	if (!actor_has(context->actor, ROLE_CENTER_REVIEW) && !actor_has(context->actor, ROLE_CENTER_SECURITY))
		return ERR_FORBIDDEN;
	if (matter->opened_by == context->actor->person)
		return ERR_OWN_MATTER;
	err = tx_begin(context->db);
	if (err != OK)
		return err;
	query = db_query(context->db, Q_REVIEW_CONDITION_CLOSE);
	query_int(query, ":id", condition);
	query_int(query, ":matter", matter->id);
	query_int(query, ":person", context->actor->person);
	query_int(query, ":now", clock_now());
	err = run_one(context, query);
	if (err == OK)
		err = record(context, matter, "condition.close", condition);
	return tx_end(context->db, err);
}

enum err review_condition_met(struct context *context, struct matter *matter, int64_t condition, const char *note)
{
	struct query *query;
	bool unit = matter->org == context->actor->org;
	enum err err;

	if (text_empty(note))
		return ERR_INVALID;
	err = tx_begin(context->db);
	if (err != OK)
		return err;
	query = db_query(context->db, Q_REVIEW_CONDITION_MET);
	query_int(query, ":id", condition);
	query_int(query, ":matter", matter->id);
	query_text(query, ":owner", unit ? "unit" : "operator");
	query_text(query, ":note", note);
	query_int(query, ":now", clock_now());
	err = run_one(context, query);
	if (err == OK)
		err = record(context, matter, "condition.met", condition);
	return tx_end(context->db, err);
}
