#include "base/base.h"

#include "kernel/closing.h"

#include "base/clock.h"
#include "base/crypt.h"
#include "base/text.h"
#include "data/tx.h"
#include "http/page.h"
#include "kernel/audit.h"

enum { CORRECTIONS_MAX = 100, EDITIONS_MAX = 4, RETRY_SECONDS = 60, RETRY_MOST = 3600 };

static void bind_subject(struct query *query, const char *subject, int64_t id)
{
	query_text(query, ":subject", subject);
	query_int(query, ":subject_id", id);
}

static enum err add_page(struct context *context, int64_t closing, const struct buf *page)
{
	struct query *query = db_query(context->db, Q_CLOSING_PAGE_ADD);
	uint8_t digest[DIGEST_SIZE];

	crypt_sha256(digest, page->data, page->length);
	query_int(query, ":closing", closing);
	query_blob(query, ":page", page->data, page->length);
	query_blob(query, ":digest", digest, sizeof digest);
	return query_run(query);
}

static enum err draw_page(struct context *context, const struct closing *closing, int64_t id,
			  const uint8_t digest[DIGEST_SIZE])
{
	struct closing drawn = *closing;
	struct buf page;
	enum err err;

	drawn.digest = crypt_hex(context->arena, digest, DIGEST_SIZE);
	buf_init(&page);
	err = closing_draw(context, &drawn, &page);
	if (err == OK)
		err = add_page(context, id, &page);
	buf_release(&page);
	return err;
}

static enum err add_row(struct context *context, const struct closing *closing, const uint8_t digest[DIGEST_SIZE])
{
	struct query *query = db_query(context->db, Q_CLOSING_ADD);

	bind_subject(query, closing->subject, closing->subject_id);
	query_text(query, ":edition", closing->edition);
	query_int(query, ":organisation", closing->organisation);
	query_text(query, ":title", closing->title);
	query_text(query, ":issuer", closing->issuer);
	query_text(query, ":official", closing->official);
	query_int(query, ":dated", closing->dated_day);
	query_blob(query, ":data", closing->data, closing->length);
	query_blob(query, ":digest", digest, DIGEST_SIZE);
	query_int(query, ":seq", closing->audit_seq);
	query_text(query, ":code", closing->code);
	if (closing->due_at > 0)
		query_int(query, ":due", closing->due_at);
	else
		query_null(query, ":due");
	query_int(query, ":now", closing->closed_at);
	if (context->actor->person > 0)
		query_int(query, ":person", context->actor->person);
	else
		query_null(query, ":person");
	return query_run(query);
}

enum err closing_add(struct context *context, const struct closing *closing)
{
	uint8_t digest[DIGEST_SIZE];
	struct query *query;
	enum err err;
	int64_t id;

	crypt_sha256(digest, closing->data, closing->length);
	err = add_row(context, closing, digest);
	if (err != OK)
		return err;
	id = db_last_id(context->db);
	query = db_query(context->db, Q_CLOSING_WAIT);
	query_int(query, ":closing", id);
	query_int(query, ":now", closing->closed_at);
	err = query_run(query);
	return err == OK && templates_loaded() ? draw_page(context, closing, id, digest) : err;
}

enum err closing_close(struct context *context, struct closing *closing, const struct document *document)
{
	struct audit_head head;
	enum err err =
		audit_add(context,
			  &(struct audit_entry){.action = arena_printf(context->arena, "%s.close", closing->subject),
						.object = closing->subject,
						.object_id = closing->subject_id},
			  NULL);

	if (err == OK && audit_head(context->db, &head) != FOUND)
		err = ERR_INTERNAL;
	if (err != OK)
		return err;
	closing->data = document_json(document);
	if (closing->data == NULL)
		return ERR_INTERNAL;
	closing->length = strlen(closing->data);
	closing->closed_at = clock_now();
	closing->dated_day = closing->dated_day != 0 ? closing->dated_day : day_of(closing->closed_at);
	closing->audit_seq = head.seq;
	closing->code = audit_short_code(context->arena, head.h);
	return closing_add(context, closing);
}

enum err closing_official(struct context *context, int64_t matter, const char *action, const char **number,
			  int64_t *dated_day)
{
	struct query *query = db_query(context->db, Q_OFFICIAL_NUMBER_LIVE);

	query_int(query, ":matter", matter);
	query_text(query, ":action", action);
	query_int(query, ":closing", 0);
	if (query_step(query)) {
		next_int(query);
		*number = next_text(query, context->arena);
		*dated_day = next_int(query);
	}
	return query_end(query);
}

enum err closing_party(struct context *context, int64_t organisation, const char **name)
{
	struct query *query = db_query(context->db, Q_CLOSING_PARTY);

	query_int(query, ":organisation", organisation);
	if (query_step(query))
		*name = next_text(query, context->arena);
	return query_end(query);
}

/* ---- reading ---- */

static enum found read_one(struct context *context, struct query *query, struct closing *out)
{
	struct arena *arena = context->arena;
	enum found found = NOT_FOUND;
	size_t length;
	const void *digest;

	*out = (struct closing){0};
	if (query_step(query)) {
		out->id = next_int(query);
		out->subject = next_text(query, arena);
		out->subject_id = next_int(query);
		out->edition = next_text(query, arena);
		out->organisation = next_int(query);
		out->title = next_text(query, arena);
		out->issuer = next_text(query, arena);
		out->official = next_text(query, arena);
		out->dated_day = next_int(query);
		out->data = next_blob(query, arena, &out->length);
		digest = next_blob(query, arena, &length);
		out->digest = crypt_hex(arena, digest, length);
		out->audit_seq = next_int(query);
		out->code = next_text(query, arena);
		out->due_at = next_int(query);
		out->closed_at = next_int(query);
		out->waiting = next_int(query) != 0;
		out->tries = next_int(query);
		out->failure = next_text(query, arena);
		found = FOUND;
	}
	return query_end(query) == OK ? found : FIND_FAILED;
}

static enum found with_corrections(struct context *context, enum found found, struct closing *closing)
{
	struct correction *corrections;

	if (found != FOUND)
		return found;
	if (closing_corrections(context, closing, &corrections, &closing->correction_count) != OK)
		return FIND_FAILED;
	closing->corrections = corrections;
	return FOUND;
}

enum found closing_find(struct context *context, const char *subject, int64_t id, const char *edition,
			int64_t organisation, struct closing *out)
{
	struct query *query = db_query(context->db, Q_CLOSING_FIND);

	bind_subject(query, subject, id);
	query_text(query, ":edition", edition);
	query_int(query, ":organisation", organisation);
	return with_corrections(context, read_one(context, query, out), out);
}

enum found closing_by_id(struct context *context, int64_t id, struct closing *out)
{
	struct query *query = db_query(context->db, Q_CLOSING_BY_ID);

	query_int(query, ":closing", id);
	return with_corrections(context, read_one(context, query, out), out);
}

enum err closing_own_edition(struct context *context, const char *subject, int64_t id, const char *wanted,
			     const char **edition, bool *several)
{
	struct query *query = db_query(context->db, Q_CLOSING_EDITIONS);
	const char *first = NULL;
	int count = 0;

	*edition = NULL;
	bind_subject(query, subject, id);
	query_int(query, ":org", context->actor->org);
	while (count < EDITIONS_MAX && query_step(query)) {
		const char *one = next_text(query, context->arena);

		count++;
		first = first == NULL ? one : first;
		if (text_equal(one, wanted))
			*edition = one;
	}
	if (*edition == NULL)
		*edition = first;
	*several = count > 1;
	return query_end(query);
}

enum found closing_next(struct context *context, int64_t since, struct closing *out)
{
	struct query *query = db_query(context->db, Q_CLOSING_NEXT);

	query_int(query, ":now", clock_now());
	query_int(query, ":since", since);
	return read_one(context, query, out);
}

/* ---- page and paper ---- */

static enum err run_of(struct context *context, enum query_name name, int64_t closing)
{
	struct query *query = db_query(context->db, name);

	query_int(query, ":closing", closing);
	return query_run(query);
}

enum err closing_keep_page(struct context *context, const struct closing *closing, const struct buf *page)
{
	enum err err = tx_begin(context->db);

	return err != OK ? err : tx_end(context->db, add_page(context, closing->id, page));
}

static enum err press_in_tx(struct context *context, const struct closing *closing, const struct buf *paper)
{
	struct query *query = db_query(context->db, Q_CLOSING_PAPER_ADD);
	uint8_t digest[DIGEST_SIZE];
	enum err err;

	crypt_sha256(digest, paper->data, paper->length);
	query_int(query, ":closing", closing->id);
	query_blob(query, ":paper", paper->data, paper->length);
	query_blob(query, ":digest", digest, sizeof digest);
	query_int(query, ":now", clock_now());
	err = query_run(query);
	return err == OK ? run_of(context, Q_CLOSING_PRESSED, closing->id) : err;
}

enum err closing_press(struct context *context, const struct closing *closing, const struct buf *paper)
{
	enum err err = tx_begin(context->db);

	return err != OK ? err : tx_end(context->db, press_in_tx(context, closing, paper));
}

/* Twice as long each time: a press that is missing is not asked for every second. */
enum err closing_fail(struct context *context, const struct closing *closing, const char *why)
{
	int64_t wait = closing->tries < 6 ? (int64_t)RETRY_SECONDS << closing->tries : RETRY_MOST;
	struct query *query;
	enum err err = tx_begin(context->db);

	if (err != OK)
		return err;
	query = db_query(context->db, Q_CLOSING_FAILED);
	query_int(query, ":closing", closing->id);
	query_int(query, ":next", clock_now() + (wait < RETRY_MOST ? wait : RETRY_MOST));
	query_text(query, ":failure", why);
	return tx_end(context->db, query_run(query));
}

static enum found read_blob(struct context *context, enum query_name name, int64_t closing, struct buf *out)
{
	struct query *query = db_query(context->db, name);
	enum found found = NOT_FOUND;

	query_int(query, ":closing", closing);
	if (query_step(query)) {
		size_t length;
		const void *bytes = next_blob(query, context->arena, &length);

		buf_add(out, bytes, length);
		found = FOUND;
	}
	return query_end(query) == OK ? found : FIND_FAILED;
}

enum found closing_page(struct context *context, const struct closing *closing, struct buf *out)
{
	return read_blob(context, Q_CLOSING_PAGE, closing->id, out);
}

enum found closing_paper(struct context *context, const struct closing *closing, struct buf *out)
{
	return read_blob(context, Q_CLOSING_PAPER, closing->id, out);
}

enum err closing_digests(struct context *context, const struct closing *closing, const char **page, const char **paper)
{
	struct query *query = db_query(context->db, Q_CLOSING_DIGESTS);

	*page = *paper = NULL;
	query_int(query, ":closing", closing->id);
	if (query_step(query)) {
		*page = next_text(query, context->arena);
		*paper = next_text(query, context->arena);
	}
	return query_end(query);
}

/* ---- later facts ---- */

static enum err correct_in_tx(struct context *context, const char *subject, int64_t id,
			      const struct correction *correction)
{
	struct audit_entry entry = {
		.action = arena_printf(context->arena, "%s.correct", subject), .object = subject, .object_id = id};
	struct audit_head head;
	struct query *query;
	enum err err = audit_add(context, &entry, NULL);

	if (err == OK && audit_head(context->db, &head) != FOUND)
		err = ERR_INTERNAL;
	if (err != OK)
		return err;
	query = db_query(context->db, Q_CLOSING_CORRECTION_ADD);
	bind_subject(query, subject, id);
	query_text(query, ":edition", correction->edition);
	query_int(query, ":organisation", correction->organisation);
	query_text(query, ":body", correction->body);
	query_int(query, ":now", clock_now());
	query_int(query, ":person", context->actor->person);
	query_text(query, ":adder", context->actor->label);
	query_int(query, ":seq", head.seq);
	query_text(query, ":code", audit_short_code(context->arena, head.h));
	return query_run(query);
}

enum err closing_correct(struct context *context, const char *subject, int64_t id, const struct correction *correction)
{
	enum err err = tx_begin(context->db);

	return err != OK ? err : tx_end(context->db, correct_in_tx(context, subject, id, correction));
}

enum err closing_corrections(struct context *context, const struct closing *closing, struct correction **out,
			     size_t *count)
{
	struct query *query = db_query(context->db, Q_CLOSING_CORRECTIONS);

	*out = arena_array(context->arena, CORRECTIONS_MAX, sizeof **out);
	*count = 0;
	bind_subject(query, closing->subject, closing->subject_id);
	query_text(query, ":edition", closing->edition);
	query_int(query, ":organisation", closing->organisation);
	while (*count < CORRECTIONS_MAX && query_step(query)) {
		struct correction *one = &(*out)[(*count)++];

		next_int(query);
		one->body = next_text(query, context->arena);
		one->at = next_int(query);
		one->adder = next_text(query, context->arena);
		one->audit_seq = next_int(query);
		one->code = next_text(query, context->arena);
		one->edition = next_text(query, context->arena);
		one->whose = next_text(query, context->arena);
	}
	return query_end(query);
}

/* ---- receipts ---- */

enum err closing_signed(struct context *context, const struct closing *closing, bool *out)
{
	struct query *query = db_query(context->db, Q_CLOSING_READ_BY);
	int64_t yes = 0;
	enum err err;

	query_int(query, ":closing", closing->id);
	query_int(query, ":person", context->actor->person);
	query_int(query, ":org", context->actor->org);
	err = query_value(query, 0, &yes);
	*out = yes != 0;
	return err;
}

static enum err sign_in_tx(struct context *context, const struct closing *closing)
{
	struct query *query = db_query(context->db, Q_CLOSING_READ_ADD);
	bool signed_before = false;
	enum err err;

	query_int(query, ":closing", closing->id);
	query_int(query, ":person", context->actor->person);
	query_int(query, ":org", context->actor->org);
	query_text(query, ":reader", context->actor->label);
	query_int(query, ":now", clock_now());
	err = query_run(query);
	if (err == OK && db_changes(context->db) == 0) {
		err = closing_signed(context, closing, &signed_before);
		return err == OK && !signed_before ? ERR_NOT_FOUND : err;
	}
	return err != OK ? err
			 : audit_add(context,
				     &(struct audit_entry){
					     .action = arena_printf(context->arena, "%s.receipt", closing->subject),
					     .object = closing->subject,
					     .object_id = closing->subject_id},
				     NULL);
}

enum err closing_sign(struct context *context, const struct closing *closing)
{
	enum err err = tx_begin(context->db);

	return err != OK ? err : tx_end(context->db, sign_in_tx(context, closing));
}
