#include "base/base.h"
#include "kernel/attachment_facts.h"

#include "base/clock.h"
#include "base/crypt.h"
#include "base/text.h"
#include "data/tx.h"
#include "kernel/filetype.h"
#include "kernel/matter_seat.h"
#include "kernel/seal.h"
#include "kernel/upload_limit.h"

/* What a body holds besides the file: texts (http/body.c lets 256 KiB pass), heads of parts. */
enum { NAME_MAX_LENGTH = 120, BESIDE_FILE = 512 * 1024 };

struct upload {
	struct context context;
	struct matter *matter;
	const struct document_kind *document;
	int64_t owner; /* whose key seals it */
	struct upload_room room;
	int64_t announced; /* of the whole body */
	int64_t size;
	const char *name; /* NULL until a file part began */
	const char *type;
	const char *refused; /* why it is not kept; bytes are dropped from then on */
	enum err refusal;
	struct filetype_check *check;
	struct seal_writer *writer;
};

const char *attachment_content_type(const char *type)
{
	return filetype_content_type(type);
}

/* ---- the name ---- */

/* The last part of a path, without what cannot be seen, at most 120 characters with its extension kept. */
static char *tidy_name(struct arena *arena, const char *file_name)
{
	char *name = arena_strdup(arena, "");
	const char *start = file_name;
	const char *dot;

	for (const char *c = file_name; *c != '\0'; c++)
		if (*c == '/' || *c == '\\')
			start = c + 1;
	for (size_t left = strlen(start), size; left > 0; start += size, left -= size) {
		uint32_t code;

		size = utf8_decode(start, left, &code);
		if (size == 0)
			size = 1;
		else if (!utf8_control(code) && code != '"')
			name = arena_printf(arena, "%s%.*s", name, (int)size, start);
	}
	name = text_trim(arena, name);
	dot = strrchr(name, '.');
	if (utf8_length(name) > NAME_MAX_LENGTH && dot != NULL && utf8_length(dot) < 10)
		name = arena_printf(arena, "%s%s", utf8_head(arena, name, NAME_MAX_LENGTH - utf8_length(dot)), dot);
	return utf8_head(arena, name, NAME_MAX_LENGTH);
}

static bool accepts(const struct document_kind *document, const char *type)
{
	for (size_t i = 0; type != NULL && i < document->type_count; i++)
		if (text_equal(document->types[i], type))
			return true;
	return false;
}

static void refuse(struct upload *upload, enum err err, const char *sentence)
{
	if (upload->refused != NULL)
		return;
	upload->refusal = err;
	upload->refused = sentence;
	seal_free(upload->writer);
	upload->writer = NULL;
}

/* Whether it still fits with so many bytes; else it is refused. */
static void measure(struct upload *upload, int64_t size)
{
	const char *sentence;
	enum err err = upload_fits(&upload->context, &upload->room, upload->name, size, &sentence);

	if (err != OK)
		refuse(upload, err, sentence);
}

/* ---- the sink ---- */

static enum err sink_begin(void *context, const char *field UNUSED, const char *file_name)
{
	struct upload *upload = context;
	struct arena *arena = upload->context.arena;

	if (upload->name != NULL)
		return ERR_BAD_REQUEST;
	upload->name = tidy_name(arena, file_name != NULL ? file_name : "");
	upload->type = filetype_of_name(upload->name);
	if (upload->name[0] == '\0' || upload->name[strspn(upload->name, ".")] == '\0') {
		refuse(upload, ERR_INVALID, "请先选择要上传的文件");
		return OK;
	}
	if (!accepts(upload->document, upload->type)) {
		refuse(upload, ERR_INVALID,
		       arena_printf(arena, "%s 不是可接受的类型，未保存。请改传 %s", upload->name,
				    filetype_list(arena, upload->document->types, upload->document->type_count)));
		return OK;
	}
	/* ".pdf" alone is an extension without a name. */
	if (upload->name[0] == '.')
		upload->name = arena_printf(arena, "%s%s", upload->document->label, upload->name);
	upload->check = filetype_begin(arena, upload->type);
	measure(upload, upload->announced > BESIDE_FILE ? upload->announced - BESIDE_FILE : 1);
	return upload->refused != NULL ? OK : seal_begin(&upload->context, upload->owner, &upload->writer);
}

static enum err sink_write(void *context, const void *data, size_t length)
{
	struct upload *upload = context;

	upload->size += (int64_t)length;
	if (upload->refused == NULL)
		measure(upload, upload->size);
	if (upload->refused != NULL || upload->writer == NULL)
		return OK;
	filetype_add(upload->check, data, length);
	return seal_write(upload->writer, data, length);
}

static enum err sink_end(void *context UNUSED)
{
	return OK;
}

static void upload_close(void *argument)
{
	struct upload *upload = argument;

	seal_free(upload->writer);
}

enum err upload_begin(struct context *context, struct matter *matter, const struct document_kind *document,
		      int64_t announced, struct upload **out, struct upload_sink *sink)
{
	struct upload *upload = arena_alloc(context->arena, sizeof *upload);
	bool may;
	enum err err = matter_may_document(context, matter, document, &may);

	if (err == OK && !may)
		err = ERR_FORBIDDEN;
	if (err == OK)
		err = upload_room(context, matter->id, &upload->room);
	if (err != OK)
		return err;
	upload->context = *context;
	upload->matter = matter;
	upload->document = document;
	upload->owner = document->center_internal ? context->service->org_center : context->actor->org;
	upload->announced = announced;
	arena_defer(context->arena, upload_close, upload);
	*out = upload;
	*sink = (struct upload_sink){.context = upload, .begin = sink_begin, .write = sink_write, .end = sink_end};
	return OK;
}

/* ---- finishing ---- */

static enum err check_content(struct upload *upload, const char **sentence)
{
	const char *mistake;

	if (upload->name == NULL)
		*sentence = "请先选择要上传的文件";
	else if (upload->refused != NULL)
		*sentence = upload->refused;
	if (*sentence != NULL)
		return upload->refused != NULL ? upload->refusal : ERR_INVALID;
	mistake = filetype_end(upload->check);
	if (mistake == NULL)
		return OK;
	*sentence = arena_printf(upload->context.arena, "%s %s，未保存。请换一份文件再传", upload->name, mistake);
	return ERR_INVALID;
}

static enum err insert(struct upload *upload, const struct sealed *sealed, const struct checked_facts *facts,
		       int64_t *attachment, int64_t *version)
{
	struct context *context = &upload->context;
	struct query *query = db_query(context->db, Q_ATTACHMENT_ADD);
	bool added;
	enum err err;

	query_text(query, ":uuid", sealed->uuid);
	query_int(query, ":matter", upload->matter->id);
	query_text(query, ":document", upload->document->key);
	query_int(query, ":owner", upload->owner);
	query_int(query, ":reader", facts->reader);
	query_text(query, ":name", upload->name);
	query_text(query, ":type", upload->type);
	query_int(query, ":size", sealed->size);
	query_blob(query, ":digest", sealed->digest, DIGEST_SIZE);
	query_blob(query, ":sealed_digest", sealed->sealed_digest, DIGEST_SIZE);
	query_int(query, ":org", context->actor->org);
	query_int(query, ":person", context->actor->person);
	query_int(query, ":now", clock_now());
	query_int(query, ":evidence_day", facts->given.evidence_day);
	query_text(query, ":issuer", facts->issuer);
	query_int(query, ":assessor", facts->given.assessor);
	query_text(query, ":report_no", facts->given.report_no);
	query_text(query, ":conclusion", facts->given.conclusion);
	query_int(query, ":paper_received", facts->given.paper_received);
	added = query_step(query);
	*attachment = added ? next_int(query) : 0;
	*version = added ? next_int(query) : 0;
	err = query_end(query);
	return err == OK && !added ? ERR_FORBIDDEN : err;
}

/* The role in which a document is handed in or taken back: a seat's, else the first the document names. */
static enum err handing_role(struct context *context, const struct matter *matter, const struct document_kind *document,
			     enum role *role)
{
	uint32_t seats = 0;
	enum err err = matter_seats(context, matter, &seats);

	*role = seats != 0 ? (enum role)__builtin_ctz(seats) : ROLE_COUNT;
	for (size_t i = document->who_count; i-- > 0;)
		if (actor_acts_as(context->actor, document->who[i]))
			*role = document->who[i];
	return err;
}

/* A file that came or went. */
struct handled {
	const struct document_kind *document;
	int64_t attachment;
	int64_t reader; /* whom it is for; 0: everybody who sees the matter */
	const char *reader_name;
	const char *action, *recorded, *label;
	const char *reason; /* NULL: none is asked for */
	char *detail;
};

static enum err record(struct context *context, const struct matter *matter, const struct handled *handled)
{
	const struct document_kind *document = handled->document;
	enum role role;
	enum err err = handing_role(context, matter, document, &role);

	if (err != OK)
		return err;
	return event_record(
		context,
		&(struct happening){.matter = matter,
				    .role = role,
				    .deputy = role == ROLE_COUNT ? NULL : actor_deputy(context->actor, role),
				    .action = handled->action,
				    .recorded = handled->recorded,
				    .label = arena_printf(context->arena, "%s“%s”%s%s%s", handled->label,
							  document->label, handled->reader == 0 ? "" : "（给",
							  handled->reader == 0 ? "" : handled->reader_name,
							  handled->reader == 0 ? "" : "）"),
				    .tone = "grey",
				    .opinion = handled->reason,
				    .detail = handled->detail,
				    .object = "attachment",
				    .object_id = handled->attachment,
				    .center_only = document->center_internal,
				    .reader = handled->reader,
				    .reader_line = handled->reader != 0},
		NULL);
}

/* Whether it may still be handed in, with the matter as it is under the lock. */
static enum err find_allowed(struct context *context, int64_t id, const struct document_kind *document,
			     struct matter **matter)
{
	bool may = false;
	enum err err = found_err(matter_find(context, id, matter));

	if (err == OK)
		err = matter_may_document(context, *matter, document, &may);
	return err == OK && !may ? ERR_FORBIDDEN : err;
}

static const char *reader_detail(struct arena *arena, int64_t reader)
{
	return reader == 0 ? "" : arena_printf(arena, ",\"reader\":%" PRId64, reader);
}

static enum err add_in_tx(struct upload *upload, const struct sealed *sealed, const struct checked_facts *facts,
			  int64_t *attachment, const char **sentence)
{
	struct context *context = &upload->context;
	struct arena *arena = context->arena;
	struct matter *fresh;
	int64_t version;
	enum err err = find_allowed(context, upload->matter->id, upload->document, &fresh);

	/* With what others handed in meanwhile. */
	if (err == OK)
		err = upload_room(context, fresh->id, &upload->room);
	if (err == OK)
		err = upload_fits(context, &upload->room, upload->name, sealed->size, sentence);
	if (err == OK)
		err = insert(upload, sealed, facts, attachment, &version);
	if (err != OK)
		return err;
	return record(context, fresh,
		      &(struct handled){
			      .document = upload->document,
			      .attachment = *attachment,
			      .reader = facts->reader,
			      .reader_name = facts->reader_name,
			      .action = "attach",
			      .recorded = "attachment.add",
			      .label = version > 1 ? "重新上传" : "上传",
			      .detail = arena_printf(arena,
						     "{\"digest\":\"%s\",\"document\":\"%s\",\"matter\":%" PRId64
						     ",\"name\":\"%s\"%s,\"size\":%" PRId64 ",\"version\":%" PRId64 "}",
						     crypt_hex(arena, sealed->digest, DIGEST_SIZE),
						     upload->document->key, fresh->id, text_json(arena, upload->name),
						     reader_detail(arena, facts->reader), sealed->size, version)});
}

enum err upload_finish(struct context *context, struct upload *upload, const struct upload_facts *facts,
		       int64_t *attachment, const char **sentence)
{
	struct checked_facts checked = {.given = *facts};
	struct sealed sealed;
	enum err err, added;

	*sentence = NULL;
	*attachment = 0;
	err = check_content(upload, sentence);
	if (err == OK)
		err = attachment_facts(&upload->context, upload->matter, upload->document, &checked, sentence);
	if (err == OK)
		err = seal_finish(upload->writer, &sealed);
	/* The file and its key are safe now; without the row below it is an orphan and is collected. */
	if (err == OK)
		err = tx_begin(context->db);
	if (err != OK)
		return err;
	added = add_in_tx(upload, &sealed, &checked, attachment, sentence);
	err = tx_end(context->db, added);
	/* Only what was surely not written: a commit that failed may have been. */
	if (added != OK)
		seal_discard(context, &sealed);
	return err;
}

enum err attachment_present(struct context *context, int64_t matter, const char *document, bool *present)
{
	struct query *query = db_query(context->db, Q_ATTACHMENT_PRESENT);
	int64_t there;
	enum err err;

	query_int(query, ":matter", matter);
	query_text(query, ":document", document);
	err = query_value(query, 0, &there);
	*present = there != 0;
	return err;
}

/* ",cleared,cleared_passive,": the actions that ask for a document. */
static const char *actions_asking(struct arena *arena, const struct procedure *procedure,
				  const struct document_kind *document)
{
	const char *actions = ",";

	for (size_t i = 0; i < procedure->action_count; i++)
		if (action_asks(&procedure->actions[i], document))
			actions = arena_printf(arena, "%s%s,", actions, procedure->actions[i].key);
	return actions;
}

enum err attachment_serves(struct context *context, const struct matter *matter, const struct action *action,
			   const struct document_kind *document, bool *serves)
{
	struct query *query;
	int64_t there;
	enum err err;

	if (document->required || document->required_compiled != NULL || !action_asks(action, document))
		return attachment_present(context, matter->id, document->key, serves);
	query = db_query(context->db, Q_ATTACHMENT_UNUSED);
	query_int(query, ":matter", matter->id);
	query_text(query, ":document", document->key);
	query_int(query, ":org", context->actor->org);
	query_text(query, ":actions", actions_asking(context->arena, matter->procedure, document));
	err = query_value(query, 0, &there);
	*serves = there != 0;
	return err;
}

/* ---- taking back ---- */

static enum err find_own(struct context *context, const struct matter *matter, int64_t attachment,
			 struct own_file *file, bool *withdrawn, int64_t *person)
{
	struct query *query = db_query(context->db, Q_ATTACHMENT_OWN);
	bool there;
	enum err err;

	query_int(query, ":id", attachment);
	query_int(query, ":matter", matter->id);
	query_int(query, ":org", context->actor->org);
	there = query_step(query);
	if (there) {
		file->document = procedure_document(matter->procedure, next_text(query, context->arena));
		file->version = next_int(query);
		file->name = next_text(query, context->arena);
		*person = next_int(query);
		file->uploaded_at = next_int(query);
		*withdrawn = next_int(query) != 0;
		file->reader = next_int(query);
		file->reader_name = next_text(query, context->arena);
	}
	err = query_end(query);
	return err == OK && !there ? ERR_NOT_FOUND : err;
}

enum err attachment_may_withdraw(struct context *context, const struct matter *matter, int64_t attachment,
				 struct own_file *file)
{
	struct matter *fresh;
	bool withdrawn;
	int64_t person;
	enum err err = find_own(context, matter, attachment, file, &withdrawn, &person);

	if (err != OK)
		return err;
	if (file->document == NULL || withdrawn)
		return ERR_STATE;
	err = find_allowed(context, matter->id, file->document, &fresh);
	if (err == OK && person != context->actor->person)
		err = ERR_FORBIDDEN;
	if (err == OK && file->uploaded_at < fresh->state_at)
		err = ERR_STATE;
	return err;
}

static enum err withdraw_in_tx(struct context *context, const struct matter *matter, int64_t attachment,
			       const char *reason)
{
	struct arena *arena = context->arena;
	struct query *query;
	struct own_file own;
	enum err err = attachment_may_withdraw(context, matter, attachment, &own);

	if (err != OK)
		return err;
	query = db_query(context->db, Q_ATTACHMENT_WITHDRAW);
	query_int(query, ":id", attachment);
	query_int(query, ":now", clock_now());
	err = query_run(query);
	if (err != OK)
		return err;
	return record(context, matter,
		      &(struct handled){
			      .document = own.document,
			      .attachment = attachment,
			      .reader = own.reader,
			      .reader_name = own.reader_name,
			      .action = "detach",
			      .recorded = "attachment.withdraw",
			      .label = "撤下",
			      .reason = reason,
			      .detail = arena_printf(arena,
						     "{\"document\":\"%s\",\"matter\":%" PRId64
						     ",\"name\":\"%s\"%s,\"reason\":\"%s\",\"version\":%" PRId64 "}",
						     own.document->key, matter->id, text_json(arena, own.name),
						     reader_detail(arena, own.reader), text_json(arena, reason),
						     own.version)});
}

enum err attachment_withdraw(struct context *context, const struct matter *matter, int64_t attachment,
			     const char *reason)
{
	enum err err = tx_begin(context->db);

	return err != OK ? err : tx_end(context->db, withdraw_in_tx(context, matter, attachment, reason));
}
