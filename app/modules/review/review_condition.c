/* Conditions of a conditional pass: met by their owner, closed by the center. */
#include "base/base.h"
#include "modules/review/review_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "data/tx.h"
#include "kernel/audit.h"
#include "kernel/move.h"
#include "kernel/notice.h"

struct condition_row {
	const char *owner;
	const char *text;
	bool met; /* so its owner says */
};

/* Open and this matter's; ERR_INVALID otherwise. */
static enum err find_open(struct context *context, const struct matter *matter, int64_t condition,
			  struct condition_row *row)
{
	struct query *query = db_query(context->db, Q_REVIEW_CONDITION);
	bool found;
	enum err err;

	query_int(query, ":id", condition);
	query_int(query, ":matter", matter->id);
	found = query_step(query);
	if (found) {
		row->owner = next_text(query, context->arena);
		row->text = next_text(query, context->arena);
		row->met = next_int(query) != 0;
	}
	err = query_end(query);
	return err == OK && !found ? ERR_INVALID : err;
}

static enum err audit_condition(struct context *context, const char *action, const struct matter *matter,
				int64_t condition)
{
	return audit_add(context,
			 &(struct audit_entry){
				 .action = action,
				 .object = "matter",
				 .object_id = matter->id,
				 .detail = arena_printf(context->arena, "{\"condition\":%" PRId64 "}", condition),
			 },
			 NULL);
}

/* ---- the center closes ---- */

static enum err close_row(struct context *context, const struct matter *matter, int64_t condition,
			  const char **sentence)
{
	struct condition_row row = {0};
	struct query *query;
	enum err err = find_open(context, matter, condition, &row);

	if (err == OK && !row.met) {
		*sentence = "责任单位还没有报告这个条件已落实，不能销项";
		return ERR_INVALID;
	}
	if (err != OK)
		return err;
	query = db_query(context->db, Q_REVIEW_CONDITION_CLOSE);
	query_int(query, ":id", condition);
	query_int(query, ":matter", matter->id);
	query_int(query, ":person", context->actor->person);
	query_int(query, ":now", clock_now());
	err = query_run(query);
	if (err == OK)
		err = audit_condition(context, "matter.condition_close", matter, condition);
	if (err != OK)
		return err;
	return notice_add(context, matter->org, "unit.clerk", 0, "moved", matter->id,
			  arena_printf(context->arena, "%s：附带条件已销项，%s", matter->title, row.text));
}

enum err review_condition_close(struct context *context, struct matter *matter, int64_t condition,
				const char **sentence)
{
	const struct actor *actor = context->actor;
	enum err err;

	*sentence = "这个条件现在不能销项，请刷新后再看";
	if ((actor->kinds & KIND_CENTER) == 0 ||
	    (!actor_has(actor, ROLE_CENTER_REVIEW) && !actor_has(actor, ROLE_CENTER_SECURITY)))
		return ERR_FORBIDDEN;
	if (actor->person == matter->opened_by)
		return ERR_OWN_MATTER;
	err = tx_begin(context->db);
	return err == OK ? tx_end(context->db, close_row(context, matter, condition, sentence)) : err;
}

/* ---- its owner says it is met ---- */

enum err review_condition_owner(struct context *context, const struct matter *matter, const char *owner)
{
	const struct actor *actor = context->actor;
	struct query *query;
	int64_t operator= 0;
	enum err err;

	if (text_equal(owner, "unit"))
		return actor->org == matter->org &&
				       (actor_has(actor, ROLE_UNIT_CLERK) || actor_has(actor, ROLE_UNIT_LEAD))
			       ? OK
			       : ERR_FORBIDDEN;
	if (!actor_has(actor, ROLE_OPERATOR_CLERK) && !actor_has(actor, ROLE_OPERATOR_LEAD))
		return ERR_FORBIDDEN;
	query = db_query(context->db, Q_REVIEW_CONDITION_OPERATOR);
	query_int(query, ":matter", matter->id);
	query_int(query, ":org", actor->org);
	err = query_value(query, 0, &operator);
	return err == OK && operator== 0 ? ERR_FORBIDDEN : err;
}

static enum err meet_row(struct context *context, struct matter *matter, int64_t condition, const char *note)
{
	struct condition_row row = {0};
	struct query *query;
	enum err err = find_open(context, matter, condition, &row);

	if (err == OK)
		err = review_condition_owner(context, matter, row.owner);
	if (err != OK)
		return err;
	query = db_query(context->db, Q_REVIEW_CONDITION_MET);
	query_int(query, ":id", condition);
	query_int(query, ":matter", matter->id);
	query_text(query, ":note", note);
	query_int(query, ":now", clock_now());
	err = query_run(query);
	if (err == OK)
		err = audit_condition(context, "matter.condition_met", matter, condition);
	if (err == OK)
		err = matter_comment(context, matter,
				     arena_printf(context->arena, "附带条件已落实：%s。%s", row.text, note));
	if (err != OK)
		return err;
	return notice_add(context, context->service->org_center, "center.review", 0, "moved", matter->id,
			  arena_printf(context->arena, "%s：附带条件已落实，请销项", matter->title));
}

enum err review_condition_met(struct context *context, struct matter *matter, int64_t condition, const char *note)
{
	enum err err;

	note = text_trim(context->arena, note);
	if (text_empty(note) || utf8_length(note) > REVIEW_CONDITION_NOTE_MAX)
		return ERR_INVALID;
	err = tx_begin(context->db);
	return err == OK ? tx_end(context->db, meet_row(context, matter, condition, note)) : err;
}
