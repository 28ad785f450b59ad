/* 自审批后已变更: decisions whose form is no longer the newest one, or whose files were replaced. */
#include "base/base.h"

#include "base/crypt.h"
#include "base/text.h"
#include "kernel/matter.h"

enum { DECISIONS_MAX = 64, FILES_MAX = 500 };

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
	query_int(query, ":center", matter_reads_reviewers(context, matter));
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

/* ---- files ---- */

struct file {
	const char *document;
	int64_t organisation, reader, version;
	const char *name;
	int64_t follows, withdrawn_at;
};

static enum err read_files(struct context *context, const struct matter *matter, struct file **out, size_t *count)
{
	struct query *query = db_query(context->db, Q_ATTACHMENT_LINES);
	struct file *files = NULL;

	query_int(query, ":matter", matter->id);
	query_int(query, ":org", context->actor->org);
	*count = 0;
	while (*count < FILES_MAX && query_step(query)) {
		struct file *file;

		if (files == NULL)
			files = arena_array(context->arena, FILES_MAX, sizeof *files);
		file = &files[(*count)++];
		file->document = next_text(query, context->arena);
		file->organisation = next_int(query);
		file->reader = next_int(query);
		file->version = next_int(query);
		file->name = next_text(query, context->arena);
		file->follows = next_int(query);
		file->withdrawn_at = next_int(query);
	}
	*out = files;
	return query_end(query);
}

static bool one_line(const struct file *one, const struct file *other)
{
	return one->organisation == other->organisation && one->reader == other->reader &&
	       text_equal(one->document, other->document);
}

/* What lay there when it was decided: handed in before that event, and not taken back by then. */
static bool lay_there(const struct file *file, const struct stale_decision *decision)
{
	return file->follows < decision->event && (file->withdrawn_at == 0 || file->withdrawn_at > decision->at);
}

/* The last of the same party's line: of those that lay there at a decision, or (NULL) of those that lie there now. */
static const struct file *newest(const struct file *files, size_t count, const struct file *of,
				 const struct stale_decision *then)
{
	const struct file *found = NULL;

	for (size_t i = 0; i < count; i++)
		if (one_line(&files[i], of) && (then != NULL ? lay_there(&files[i], then) : files[i].withdrawn_at == 0))
			found = &files[i];
	return found;
}

/* Of each document, party by party: the version that was decided on and the one that stands there now. */
static void compare_files(struct context *context, const struct matter *matter, const struct file *files, size_t count,
			  struct stale_decision *decision)
{
	bool center = matter_reads_reviewers(context, matter);

	for (size_t i = 0; i < count; i++) {
		const struct document_kind *document = procedure_document(matter->procedure, files[i].document);
		const struct file *now = newest(files, count, &files[i], NULL);

		if (document == NULL || (document->center_internal && !center) || now == &files[i] ||
		    newest(files, count, &files[i], decision) != &files[i])
			continue;
		if (decision->files == NULL)
			decision->files = arena_array(context->arena, count, sizeof *decision->files);
		decision->files[decision->file_count++] = (struct stale_file){
			.label = document->label,
			.then = files[i].version,
			.then_name = files[i].name,
			.now = now != NULL ? now->version : 0,
			.now_name = now != NULL ? now->name : "",
		};
	}
}

/* ---- both ---- */

static enum err compare_forms(struct context *context, const struct matter *matter, const struct decision *decision,
			      struct values *form, const uint8_t digest[DIGEST_SIZE], struct stale_decision *row)
{
	enum err err;

	if (crypt_equal(decision->digest, digest, DIGEST_SIZE))
		return OK;
	row->now = form;
	err = matter_form_revision(context, matter, row->revision, &row->then);
	if (err == OK)
		row->changed_count = values_differ(context->arena, row->then, row->now, &row->changed);
	return err;
}

enum err matter_stale_decisions(struct context *context, const struct matter *matter, struct stale_decision **out,
				size_t *count)
{
	struct decision *decisions;
	uint8_t digest[DIGEST_SIZE];
	struct values *form = NULL;
	struct file *files;
	size_t known = 0, file_count;
	enum err err;

	*out = NULL;
	*count = 0;
	if (matter->revision < 1)
		return OK; /* nothing was submitted, so nothing decided */
	err = read_files(context, matter, &files, &file_count);
	if (err != OK || (matter->revision < 2 && file_count == 0))
		return err; /* there was never another one, of form or file */
	decisions = arena_array(context->arena, DECISIONS_MAX, sizeof *decisions);
	*out = arena_array(context->arena, DECISIONS_MAX, sizeof **out);
	err = matter_form(context, matter, &form, digest);
	if (err == OK)
		err = read_decisions(context, matter, decisions, &known);
	for (size_t i = 0; err == OK && i < known; i++) {
		struct stale_decision *row = &(*out)[*count];

		*row = decisions[i].shown;
		err = compare_forms(context, matter, &decisions[i], form, digest, row);
		compare_files(context, matter, files, file_count, row);
		*count += row->changed_count > 0 || row->file_count > 0;
	}
	return err;
}
