/* One row of the timeline, and the audit row it points to. */
#include "base/base.h"

#include "base/clock.h"
#include "base/crypt.h"
#include "base/text.h"
#include "kernel/audit.h"
#include "kernel/matter_seat.h"

static enum err record_audit(struct context *context, const struct happening *happening, int64_t *seq)
{
	const struct matter *matter = happening->matter;
	struct audit_entry entry = {
		.action = happening->recorded != NULL ? happening->recorded
						      : arena_printf(context->arena, "matter.%s", happening->action),
		.object = happening->object != NULL ? happening->object : "matter",
		.object_id = happening->object != NULL ? happening->object_id : matter->id,
		.detail = happening->detail,
		.role = happening->role == ROLE_COUNT ? NULL : role_key(happening->role),
	};

	return audit_add(context, &entry, seq);
}

/* The actor as he is called when he acts for somebody: on every line, page and paper. */
static const struct actor *acting_for(struct arena *arena, const struct actor *actor, const struct deputy *deputy)
{
	struct actor *called = arena_memdup(arena, actor, sizeof *actor);

	called->label = arena_printf(arena, "%s 代 %s 办理", actor->label, deputy->title);
	return called;
}

/*
 * Which of the reviewers it was stays in the center: who organises a review or
 * writes its conclusion may have given an opinion in it.  The
 * audit log has the post.
 */
static const char *called_outside(struct arena *arena, const struct actor *actor, const struct happening *happening)
{
	const char *duty = role_label(happening->role);

	if (happening->center_only || !role_reviews(happening->role))
		return actor->label;
	if (happening->role == ROLE_CENTER_REVIEW)
		duty = arena_printf(arena, "%s %s", actor->org_name, duty);
	return happening->deputy == NULL ? duty
					 : arena_printf(arena, "%s 代 %s 办理", duty, role_label(happening->role));
}

enum err event_record(struct context *outer, const struct happening *happening, int64_t *event)
{
	struct context own = *outer;
	struct context *context = &own;
	const struct matter *matter = happening->matter;
	const char *from = matter->state->key;
	int64_t seq = 0;
	struct query *query;
	enum err err;

	if (happening->deputy != NULL)
		own.actor = acting_for(outer->arena, outer->actor, happening->deputy);
	err = record_audit(context, happening, &seq);
	if (err != OK)
		return err;
	query = db_query(context->db, Q_EVENT_ADD);
	query_int(query, ":matter", matter->id);
	query_int(query, ":now", clock_now());
	query_int(query, ":person", context->actor->person);
	query_int(query, ":behalf", happening->deputy != NULL ? happening->deputy->person : 0);
	query_int(query, ":organisation", context->actor->org);
	query_text(query, ":role", happening->role == ROLE_COUNT ? "" : role_key(happening->role));
	query_text(query, ":actor", called_outside(context->arena, context->actor, happening));
	query_text(query, ":action", happening->action);
	query_text(query, ":label", happening->label);
	query_text(query, ":from", from);
	query_text(query, ":to", happening->to_state != NULL ? happening->to_state : from);
	query_text(query, ":opinion", happening->opinion != NULL ? happening->opinion : "");
	query_text(query, ":body", happening->body != NULL ? happening->body : "{}");
	query_int(query, ":revision", happening->revision > 0 ? happening->revision : matter->revision);
	if (happening->digest != NULL)
		query_blob(query, ":digest", happening->digest, DIGEST_SIZE);
	else
		query_null(query, ":digest");
	query_text(query, ":tone", happening->tone != NULL ? happening->tone : "blue");
	query_text(query, ":audience", happening->center_only ? "center" : "all");
	query_int(query, ":reader", happening->reader);
	query_int(query, ":reader_line", happening->reader_line);
	query_int(query, ":audit_seq", seq);
	err = query_run(query);
	if (err == OK && event != NULL)
		*event = db_last_id(context->db);
	return err;
}

int64_t words_reader(const struct context *context, const struct matter *matter)
{
	const struct procedure *procedure = matter->procedure;

	for (size_t i = 0; i < procedure->action_count; i++)
		if (procedure->actions[i].own_words && action_leaves(procedure, &procedure->actions[i], matter->state))
			return context->actor->org;
	return 0;
}

enum err matter_given_to(struct context *context, const struct matter *matter, const char *action,
			 struct values **fields)
{
	const struct action *found = procedure_action(matter->procedure, action);
	struct query *query = db_query(context->db, Q_EVENT_BODY);

	*fields = NULL;
	query_int(query, ":matter", matter->id);
	query_text(query, ":action", action);
	if (query_step(query) && found != NULL)
		*fields = values_from_json(context->arena, found->fields, found->field_count,
					   next_text(query, context->arena));
	return query_end(query);
}

enum err moving_run(struct moving *moving, enum query_name name)
{
	struct query *query = db_query(moving->context->db, name);

	if (query_takes(query, ":matter"))
		query_int(query, ":matter", moving->matter->id);
	if (query_takes(query, ":now"))
		query_int(query, ":now", clock_now());
	if (query_takes(query, ":system"))
		query_int(query, ":system", moving->matter->system);
	if (query_takes(query, ":platform"))
		query_int(query, ":platform", moving->matter->platform);
	return query_run(query);
}

enum err moving_bind_platform(struct moving *moving, int64_t platform)
{
	moving->matter->platform = platform;
	return moving_run(moving, Q_MATTER_BIND_PLATFORM);
}
