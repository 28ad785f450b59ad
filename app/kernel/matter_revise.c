/* A form that changes by a decision, not by its author. */
#include "base/base.h"

#include "base/clock.h"
#include "base/crypt.h"
#include "base/text.h"
#include "kernel/matter.h"
#include "kernel/procedure_text.h"

static enum err next_revision(struct context *context, const struct matter *matter, int64_t *revision)
{
	struct query *query = db_query(context->db, Q_MATTER_REVISED);
	enum err err;

	query_int(query, ":matter", matter->id);
	err = query_run(query);
	if (err != OK)
		return err;
	/* Asked, not counted: the move itself may have stored one just before. */
	query = db_query(context->db, Q_MATTER_REVISION);
	query_int(query, ":matter", matter->id);
	return query_value(query, 0, revision);
}

/* The matter goes by what its form says. */
static enum err rename_matter(struct context *context, const struct matter *matter, const struct values *form)
{
	const char *title = procedure_title(context, matter, form);
	struct query *query;

	if (text_empty(title))
		return OK;
	query = db_query(context->db, Q_MATTER_NAME);
	query_int(query, ":matter", matter->id);
	query_text(query, ":title", title);
	return query_run(query);
}

enum err matter_revise(struct context *context, const struct matter *matter, const struct values *form)
{
	char *body = values_json(form, context->arena);
	uint8_t digest[DIGEST_SIZE];
	struct query *query;
	int64_t revision;
	enum err err = next_revision(context, matter, &revision);

	if (err != OK)
		return err;
	crypt_digest(digest, body, strlen(body), NULL, 0);
	query = db_query(context->db, Q_MATTER_FORM_ADD);
	query_int(query, ":matter", matter->id);
	query_int(query, ":revision", revision);
	query_text(query, ":body", body);
	query_blob(query, ":digest", digest, DIGEST_SIZE);
	query_int(query, ":person", context->actor->person);
	query_int(query, ":now", clock_now());
	err = query_run(query);
	return err == OK ? rename_matter(context, matter, form) : err;
}
