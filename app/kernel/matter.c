#include "base/base.h"

#include "base/clock.h"
#include "base/crypt.h"
#include "base/log.h"
#include "base/text.h"
#include "data/tx.h"
#include "kernel/matter_seat.h"
#include "kernel/procedure_text.h"

/* ---- finding ---- */

static enum found matter_read(struct context *context, struct query *query, struct matter **out)
{
	struct arena *arena = context->arena;
	struct matter *matter = arena_alloc(arena, sizeof *matter);
	int64_t procedure = 0;
	const char *state = NULL;
	bool there = query_step(query);

	if (there) {
		matter->id = next_int(query);
		procedure = next_int(query);
		matter->number = next_text(query, arena);
		matter->title = next_text(query, arena);
		matter->org = next_int(query);
		matter->org_name = next_text(query, arena);
		matter->owner_role = role_from_key(next_text(query, arena));
		matter->unit = next_int(query);
		matter->system = next_int(query);
		matter->platform = next_int(query);
		matter->base_matter = next_int(query);
		matter->period = next_text(query, arena);
		state = next_text(query, arena);
		matter->step = next_int(query);
		matter->revision = next_int(query);
		matter->holder = next_text(query, arena);
		matter->opened_by = next_int(query);
		matter->opened_at = next_int(query);
		matter->submitted_at = next_int(query);
		matter->state_at = next_int(query);
		matter->due_at = next_int(query);
		matter->due_rule = next_text(query, arena);
		matter->paused_at = next_int(query);
		matter->paused_days = next_int(query);
		matter->returned_from = next_text(query, arena);
		matter->returned_by = next_int(query);
		matter->returned_revision = next_int(query);
		matter->rounds = next_int(query);
		matter->closed_at = next_int(query);
		matter->entry = next_int(query);
		matter->held_at = next_int(query);
		matter->held_until = next_int(query);
		matter->held_seconds = next_int(query);
		matter->guest = next_int(query) != 0;
		matter->copied = next_int(query) != 0;
	}
	if (query_end(query) != OK)
		return FIND_FAILED;
	if (!there)
		return NOT_FOUND;
	matter->procedure = procedure_version(context->service, context->db, procedure);
	matter->state = matter->procedure == NULL ? NULL : procedure_state(matter->procedure, state);
	if (matter->state == NULL) {
		log_error("event=matter_broken matter=%" PRId64 " procedure=%" PRId64 " state=%s", matter->id,
			  procedure, state);
		return FIND_FAILED;
	}
	matter->seen = arena_alloc(arena, sizeof *matter->seen);
	*out = matter;
	return FOUND;
}

enum found matter_find(struct context *context, int64_t id, struct matter **out)
{
	const uint32_t guests = ROLE_BIT(ROLE_REVIEW_EXPERT) | ROLE_BIT(ROLE_ASSESSOR_CLERK);
	const struct actor *actor = context->actor;
	const uint32_t administers = actor->roles & ROLES_ADMIN;
	struct query *query;

	/* Somebody without any role sees none; administrators what they hold or held, and they exclude every other
	 * role. */
	if (actor->roles == 0 || (administers & (administers - 1)) != 0)
		return NOT_FOUND;
	query = db_query(context->db, Q_MATTER_FIND);
	query_int(query, ":id", id);
	query_int(query, ":org", actor->org);
	query_int(query, ":person", actor->person);
	query_int(query, ":guest_only", administers != 0 || (actor->roles & ~guests) == 0);
	query_text(query, ":administrator", administers == 0 ? "" : role_key((enum role)__builtin_ctz(administers)));
	return matter_read(context, query, out);
}

enum found matter_find_any(struct context *context, int64_t id, struct matter **out)
{
	struct query *query = db_query(context->db, Q_MATTER_FIND_ANY);

	query_int(query, ":id", id);
	return matter_read(context, query, out);
}

/* ---- forms ---- */

static enum err read_form(struct context *context, const struct matter *matter, struct query *query,
			  struct values **out, uint8_t digest[32])
{
	const struct procedure *procedure = matter->procedure;
	const char *body = NULL;
	enum err err;

	if (digest != NULL)
		memset(digest, 0, DIGEST_SIZE);
	if (query_step(query)) {
		size_t length;
		const void *stored;

		body = next_text(query, context->arena);
		stored = next_blob(query, context->arena, &length);
		if (digest != NULL && stored != NULL && length == DIGEST_SIZE)
			memcpy(digest, stored, DIGEST_SIZE);
	}
	err = query_end(query);
	if (err != OK)
		return err;
	*out = body == NULL ? values_empty(context->arena, procedure->form, procedure->form_count)
			    : values_from_json(context->arena, procedure->form, procedure->form_count, body);
	return *out != NULL ? OK : ERR_INTERNAL;
}

bool matter_oversees(struct context *context, const struct matter *matter)
{
	struct query *query = db_query(context->db, Q_MATTER_OVERSEES);
	int64_t oversees = 0;

	query_int(query, ":matter", matter->id);
	query_int(query, ":org", context->actor->org);
	return query_value(query, 0, &oversees) == OK && oversees != 0;
}

enum err matter_form(struct context *context, const struct matter *matter, struct values **out, uint8_t digest[32])
{
	struct query *query = db_query(context->db, Q_MATTER_FORM_NEWEST);

	query_int(query, ":matter", matter->id);
	return read_form(context, matter, query, out, digest);
}

enum err matter_form_digest(struct context *context, const struct matter *matter, uint8_t digest[32])
{
	struct query *query = db_query(context->db, Q_MATTER_FORM_DIGEST);
	size_t length = 0;

	memset(digest, 0, DIGEST_SIZE);
	query_int(query, ":matter", matter->id);
	if (query_step(query)) {
		const void *stored = next_blob(query, context->arena, &length);

		if (stored != NULL && length == DIGEST_SIZE)
			memcpy(digest, stored, DIGEST_SIZE);
	}
	return query_end(query);
}

enum err matter_form_revision(struct context *context, const struct matter *matter, int64_t revision,
			      struct values **out)
{
	struct query *query = db_query(context->db, Q_MATTER_FORM_REVISION);

	query_int(query, ":matter", matter->id);
	query_int(query, ":revision", revision);
	return read_form(context, matter, query, out, NULL);
}

enum err matter_draft(struct context *context, const struct matter *matter, struct values **out, int64_t *saves,
		      int64_t *saved_at)
{
	const struct procedure *procedure = matter->procedure;
	struct query *query = db_query(context->db, Q_MATTER_DRAFT_READ);
	const char *body = NULL;
	enum err err;

	*saves = 0;
	*saved_at = 0;
	query_int(query, ":matter", matter->id);
	if (query_step(query)) {
		body = next_text(query, context->arena);
		*saves = next_int(query);
		*saved_at = next_int(query);
	}
	err = query_end(query);
	if (err != OK)
		return err;
	if (body == NULL)
		return matter_form(context, matter, out, NULL);
	*out = values_from_json(context->arena, procedure->form, procedure->form_count, body);
	return *out != NULL ? OK : ERR_INTERNAL;
}

enum err matter_return_diff(struct context *context, const struct matter *matter, struct values **before,
			    struct values **after, size_t **changed, size_t *count)
{
	const struct procedure *procedure = matter->procedure;
	int64_t saves, saved_at;
	enum err err;

	*before = *after = values_empty(context->arena, procedure->form, procedure->form_count);
	*changed = NULL;
	*count = 0;
	if (matter->returned_from == NULL || matter->returned_revision == 0)
		return OK;
	err = matter_form_revision(context, matter, matter->returned_revision, before);
	if (err == OK)
		err = matter->state->edit ? matter_draft(context, matter, after, &saves, &saved_at)
					  : matter_form(context, matter, after, NULL);
	if (err == OK)
		*count = values_differ(context->arena, *before, *after, changed);
	return err;
}

/* ---- saving ---- */

static enum err save_in_tx(struct context *context, struct matter *matter, const struct values *typed)
{
	const char *title = procedure_title(context, matter, typed);
	struct query *query;
	enum err err;

	query = db_query(context->db, Q_MATTER_DRAFT_SAVE);
	query_int(query, ":matter", matter->id);
	query_text(query, ":body", values_json(typed, context->arena));
	query_int(query, ":person", context->actor->person);
	query_int(query, ":now", clock_now());
	err = query_run(query);
	if (err != OK || text_empty(title))
		return err;
	query = db_query(context->db, Q_MATTER_NAME);
	query_int(query, ":matter", matter->id);
	query_text(query, ":title", title);
	err = query_run(query);
	if (err == OK)
		matter->title = title;
	return err;
}

static enum err draft_still(struct context *context, const struct matter *fresh, const struct draft_seen *seen)
{
	struct query *query = db_query(context->db, Q_MATTER_DRAFT_SAVES);
	int64_t saves = 0;
	enum err err;

	query_int(query, ":matter", fresh->id);
	err = query_value(query, 0, &saves);
	return err == OK && (fresh->step != seen->step || saves != seen->saves) ? ERR_CONFLICT : err;
}

/* Looked up again under the lock: what was submitted meanwhile is not a draft any more. */
static enum err save_over(struct context *context, struct matter *matter, const struct values *typed,
			  const struct draft_seen *seen)
{
	struct matter *fresh;
	bool may = false;
	enum err err = tx_begin(context->db);

	if (err != OK)
		return err;
	err = found_err(matter_find(context, matter->id, &fresh));
	if (err == OK)
		err = matter_may_edit(context, fresh, &may);
	if (err == OK && (!may || fresh->state != matter->state))
		err = ERR_STATE;
	if (err == OK && seen != NULL)
		err = draft_still(context, fresh, seen);
	if (err == OK)
		err = save_in_tx(context, matter, typed);
	return tx_end(context->db, err);
}

enum err matter_save_draft(struct context *context, struct matter *matter, const struct values *typed)
{
	return save_over(context, matter, typed, NULL);
}

enum err matter_save_seen(struct context *context, struct matter *matter, const struct values *typed,
			  const struct draft_seen *seen)
{
	return save_over(context, matter, typed, seen);
}

/* ---- small writes, for moves and effects ---- */

enum err matter_party_add(struct context *context, const struct matter *matter, int64_t organisation, const char *part)
{
	struct query *query = db_query(context->db, Q_MATTER_PARTY_ADD);

	query_int(query, ":matter", matter->id);
	query_int(query, ":organisation", organisation);
	query_text(query, ":part", part);
	query_int(query, ":now", clock_now());
	return query_run(query);
}

enum err matter_settle(struct context *context, const struct matter *matter, const char *number, const char *holder)
{
	struct query *query = db_query(context->db, Q_MATTER_SETTLE);
	enum err err;

	query_int(query, ":matter", matter->id);
	query_text(query, ":holder", holder);
	err = query_run(query);
	if (err != OK || number == NULL)
		return err;
	query = db_query(context->db, Q_MATTER_NUMBER_GIVE);
	query_int(query, ":matter", matter->id);
	query_text(query, ":number", number);
	return query_run(query);
}

char *matter_label(struct arena *arena, const char *number, const char *title)
{
	return number == NULL ? arena_strdup(arena, title) : arena_printf(arena, "%s %s", number, title);
}
