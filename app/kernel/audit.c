#include "base/base.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "data/tx.h"
#include "http/route.h"
#include "kernel/audit.h"
#include "kernel/audit_row.h"

enum { URL_MAX = 400 };

/* The end of the chain: the newest row or, when all were pruned, the anchor. */
static enum err chain_end(struct context *context, struct audit_head *head)
{
	return audit_head(context->db, head) == FIND_FAILED ? ERR_INTERNAL : OK;
}

/* "省水利厅 信息化经办岗 (login)": the actor as he was called then, whatever is renamed later. */
static char *actor_text(struct context *context)
{
	const struct actor *actor = context->actor;
	if (actor->person == 0)
		return arena_strdup(context->arena, actor->label);
	return arena_printf(context->arena, "%s (%s)", actor->label, actor->login);
}

static char *roles_text(struct context *context)
{
	const char *keys[ROLE_COUNT];
	size_t count = 0;
	for (unsigned role = 0; role < ROLE_COUNT; role++)
		if (context->actor->roles & ROLE_BIT(role))
			keys[count++] = role_key((enum role)role);
	return text_join(context->arena, keys, count, ",");
}

static const char *number_text(struct arena *arena, int64_t value)
{
	return arena_printf(arena, "%" PRId64, value);
}

static const char *id_text(struct arena *arena, int64_t id)
{
	return id == 0 ? "" : number_text(arena, id);
}

/* Text that no reader, screen or file format can take for something else. */
static const char *clean(struct arena *arena, const char *text)
{
	if (text && utf8_valid(text, strlen(text)))
		return text;
	return text ? text_json(arena, text) : "";
}

static void fill(struct context *context, const struct audit_entry *entry, const struct audit_head *last, int64_t now,
		 struct audit_row *row)
{
	struct arena *arena = context->arena;
	memset(row, 0, sizeof(*row));
	row->seq = last->seq + 1;
	row->ts = now > last->ts ? now : last->ts;
	const char *const fields[AUDIT_FIELDS] = {
		number_text(arena, row->seq),
		number_text(arena, row->ts),
		number_text(arena, now),
		id_text(arena, context->actor->person),
		id_text(arena, context->actor->org),
		actor_text(context),
		entry->role ? entry->role : roles_text(context),
		clean(arena, context->source),
		entry->action,
		entry->object,
		id_text(arena, entry->object_id),
		entry->outcome ? entry->outcome : "ok",
		entry->detail ? clean(arena, entry->detail) : "{}",
		clean(arena, context->request),
	};
	memcpy(row->field, fields, sizeof(fields));
	crypt_random(row->salt, sizeof(row->salt));
	memcpy(row->prev, last->h, sizeof(row->prev));
	audit_row_digest(row, row->d);
	audit_row_link(row->prev, row->d, row->h);
}

/* Zero stands for NULL, as in the digest, where it is empty. */
static void bind_id(struct query *query, const char *name, int64_t id)
{
	if (id == 0)
		query_null(query, name);
	else
		query_int(query, name, id);
}

static enum err insert(struct context *context, const struct audit_entry *entry, const struct audit_row *row,
		       int64_t wall)
{
	static const struct {
		const char *name;
		size_t field;
	} texts[] = {{":actor", 5},  {":role", 6},     {":source", 7},  {":action", 8},
		     {":object", 9}, {":outcome", 11}, {":detail", 12}, {":request", 13}};
	struct query *query = db_query(context->db, Q_AUDIT_INSERT);
	query_int(query, ":seq", row->seq);
	query_int(query, ":ts", row->ts);
	query_int(query, ":wall", wall);
	bind_id(query, ":person", context->actor->person);
	bind_id(query, ":organisation", context->actor->org);
	bind_id(query, ":object_id", entry->object_id);
	for (size_t i = 0; i < ARRAY_LENGTH(texts); i++)
		query_text(query, texts[i].name, row->field[texts[i].field]);
	query_blob(query, ":salt", row->salt, sizeof(row->salt));
	query_blob(query, ":d", row->d, sizeof(row->d));
	query_blob(query, ":prev", row->prev, sizeof(row->prev));
	query_blob(query, ":h", row->h, sizeof(row->h));
	return query_run(query);
}

enum err audit_add(struct context *context, const struct audit_entry *entry, int64_t *seq)
{
	struct audit_head last;
	struct audit_row row;
	if (!tx_open(context->db)) {
		log_error("event=audit action=%s message=%s", entry->action, "outside a transaction");
		return ERR_INTERNAL;
	}
	enum err err = chain_end(context, &last);
	if (err != OK)
		return err;
	int64_t wall = clock_now();
	fill(context, entry, &last, wall, &row);
	err = insert(context, entry, &row, wall);
	if (err == OK && seq)
		*seq = row.seq;
	/* A refusal here is the schema's (a clock far ahead), never somebody else's change: not a conflict to retry. */
	return err == ERR_CONFLICT ? ERR_INTERNAL : err;
}

enum err audit_alone(struct context *context, const struct audit_entry *entry)
{
	enum err err = tx_begin(context->db);
	if (err != OK)
		return err;
	return tx_end(context->db, audit_add(context, entry, NULL));
}

static char *request_detail(struct request *req, const char *error)
{
	const char *url = text_json(req->arena, utf8_head(req->arena, req->url, URL_MAX));
	const char *action = text_json(req->arena, utf8_head(req->arena, request_action(req), 40));
	if (!error)
		return arena_printf(req->arena, "{\"url\":\"%s\"}", url);
	return arena_printf(req->arena, "{\"action\":\"%s\",\"error\":\"%s\",\"url\":\"%s\"}", action, error, url);
}

enum err audit_trail(struct request *req)
{
	struct context context = context_writing(req);
	struct audit_entry entry = {
		.action = "page.read",
		.object = "page",
		.object_id = request_number(req, "id"),
		.detail = request_detail(req, NULL),
	};
	return audit_alone(&context, &entry);
}

enum err audit_file_taken(struct request *req, const char *name, int64_t rows)
{
	struct context context = context_writing(req);
	struct audit_entry entry = {
		.action = "list.export",
		.object = "page",
		.detail = arena_printf(req->arena, "{\"name\":\"%s\",\"rows\":%" PRId64 ",\"url\":\"%s\"}",
				       text_json(req->arena, name), rows,
				       text_json(req->arena, utf8_head(req->arena, req->url, URL_MAX))),
	};
	return audit_alone(&context, &entry);
}

/* Strangers are counted: one row of the log per source and minute, written by refusal_job. */
static enum err count_stranger(struct request *req, enum err refused)
{
	enum err err = tx_begin(req->writer);
	if (err != OK)
		return err;
	struct query *query = db_query(req->writer, Q_REFUSAL_COUNT);
	query_text(query, ":source", clean(req->arena, req->source));
	query_int(query, ":minute", clock_now() / 60);
	query_text(query, ":action", err_name(refused));
	return tx_end(req->writer, query_run(query));
}

void audit_refusal(struct request *req, enum err err)
{
	int status = err_status(err);
	if (status != 403 && status != 409)
		return;
	/* What the handler left half done must not be committed together with the record of its refusal. */
	if (tx_open(req->writer))
		(void)tx_abandon(req->writer);
	/* A form's number that was used before would refuse this record too. */
	if (err == ERR_REPEATED || req->repeated)
		tx_first(req->writer, NULL, NULL);
	enum err written;
	if (!req->actor) {
		written = count_stranger(req, err);
	} else {
		struct context context = context_writing(req);
		struct audit_entry entry = {
			.action = "request.refuse",
			.object = "page",
			.object_id = request_number(req, "id"),
			.outcome = "refused",
			.detail = request_detail(req, err_name(err)),
		};
		written = audit_alone(&context, &entry);
	}
	if (written != OK)
		log_error("event=audit_refusal error=%s", err_name(written));
}

enum found audit_head(struct db *db, struct audit_head *head)
{
	struct arena *arena = arena_new();
	struct query *query = db_query(db, Q_AUDIT_LAST);
	memset(head, 0, sizeof(*head));
	if (query_step(query)) {
		size_t length;
		head->seq = next_int(query);
		head->ts = next_int(query);
		const void *h = next_blob(query, arena, &length);
		if (h && length == sizeof(head->h))
			memcpy(head->h, h, length);
	}
	enum err err = query_end(query);
	arena_free(arena);
	if (err != OK)
		return FIND_FAILED;
	return head->seq > 0 ? FOUND : NOT_FOUND;
}

char *audit_short_code(struct arena *arena, const uint8_t h[32])
{
	return arena_printf(arena, "%02X%02X-%02X%02X-%02X%02X", h[0], h[1], h[2], h[3], h[4], h[5]);
}
