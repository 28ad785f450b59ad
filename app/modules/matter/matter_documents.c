#include "base/base.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "http/respond.h"
#include "kernel/attachment.h"
#include "kernel/frame.h"
#include "kernel/keeper.h"
#include "kernel/listing.h"
#include "kernel/reference.h"
#include "kernel/setting.h"
#include "modules/matter/matter_module.h"

/* ---- what is there ---- */

struct file_row {
	int64_t id;
	const char *document;
	int64_t version;
	const char *name;
	int64_t size;
	const char *digest;
	const char *owner;
	const char *uploader;
	int64_t uploaded_at;
	int64_t owner_id;
	int64_t withdrawn_at; /* 0: it was not */
	int64_t reader;       /* whom it is for; 0: everybody who sees the matter */
	const char *reader_name;
	int64_t person; /* who handed it in */
};

static void take_row(struct query *query, struct arena *arena, struct file_row *row)
{
	row->id = next_int(query);
	row->document = next_text(query, arena);
	row->version = next_int(query);
	row->name = next_text(query, arena);
	row->size = next_int(query);
	row->digest = next_text(query, arena);
	row->owner = next_text(query, arena);
	row->uploader = next_text(query, arena);
	row->uploaded_at = next_int(query);
	row->owner_id = next_int(query);
	row->withdrawn_at = next_int(query);
	row->reader = next_int(query);
	row->reader_name = next_text(query, arena);
	row->person = next_int(query);
}

/* Files of the matter that the actor's organisation may see, the newest of each line first. */
static struct query *files_of(struct context *context, const struct matter *matter)
{
	struct query *query = db_query(context->db, Q_MATTER_PAGE_DOCUMENTS);

	query_int(query, ":matter", matter->id);
	query_int(query, ":org", context->actor->org);
	return query;
}

/* Of a document whose files are each for one party: which one. */
static void fill_reader(struct dict *dict, const struct document_kind *document, const struct file_row *file)
{
	if (document == NULL || !document->own_files)
		return;
	if (file->reader == 0)
		dict_set(dict_section(dict, "READER"), "READER_TEXT", "参与本件的单位都看得到");
	else
		dict_printf(dict_section(dict, "READER"), "READER_TEXT", "给%s看", file->reader_name);
}

/* Internal papers of the center are not even named to others. */
static bool hidden_from(const struct context *context, const struct matter *matter,
			const struct document_kind *document)
{
	return document != NULL && document->center_internal && !matter_reads_reviewers(context, matter);
}

static void fill_file(struct context *context, struct dict *row, const struct matter *matter,
		      const struct file_row *file)
{
	struct arena *arena = context->arena;

	dict_set(row, "FILE_NAME", file->name);
	dict_printf(row, "FILE_HREF", "/matters/%" PRId64 "/documents/%" PRId64, matter->id, file->id);
	dict_set(row, "FILE_SIZE", format_size(arena, file->size));
	dict_int(row, "FILE_VERSION", file->version);
	dict_set(row, "FILE_DIGEST", text_lower(arena, file->digest));
	dict_set(row, "SEALED_FOR", file->owner);
	dict_set(row, "UPLOADED_BY", file->uploader);
	dict_set(row, "UPLOADED_AT", format_time(arena, file->uploaded_at));
	dict_show(row, matter->copied ? "CLOSED" : "OPEN");
	if (file->owner_id == context->actor->org)
		dict_printf(dict_section(row, "OPENED_HREF"), "OPENED_HREF",
			    "/matters/%" PRId64 "/documents/%" PRId64 "/openings", matter->id, file->id);
}

/* Its content is for its owner from then on; that it was there stays on the page. */
static void fill_withdrawn(struct context *context, struct dict *dict, const struct matter *matter,
			   const struct file_row *file, const char *label)
{
	struct dict *row = dict_section(dict, "WITHDRAWN");

	fill_file(context, row, matter, file);
	dict_set(row, "DOCUMENT_LABEL", label);
	dict_set(row, "WITHDRAWN_AT", format_time(context->arena, file->withdrawn_at));
	dict_show(row, file->owner_id == context->actor->org ? "OURS" : "THEIRS");
}

enum err documents_fill(struct context *context, struct dict *dict, const struct matter *matter)
{
	struct dict *list = NULL;
	struct dict *current = NULL;
	const char *key = NULL;
	int64_t party = 0, reader = 0;
	struct query *query = files_of(context, matter);
	size_t count = 0;
	struct file_row file;

	while (query_step(query)) {
		const struct document_kind *document;

		take_row(query, context->arena, &file);
		document = procedure_document(matter->procedure, file.document);
		if (hidden_from(context, matter, document))
			continue;
		if (file.withdrawn_at != 0) {
			fill_withdrawn(context, dict, matter, &file,
				       document == NULL ? file.document : document->label);
			continue;
		}
		if (list == NULL)
			list = dict_include(dict, "DOCUMENTS", "part/documents.tpl");
		if (text_equal(key, file.document) && party == file.owner_id && reader == file.reader) {
			struct dict *older = dict_section(current, "OLDER");

			dict_printf(older, "FILE_HREF", "/matters/%" PRId64 "/documents/%" PRId64, matter->id, file.id);
			dict_int(older, "FILE_VERSION", file.version);
			dict_set(older, "UPLOADED_AT", format_time(context->arena, file.uploaded_at));
			continue;
		}
		key = file.document;
		party = file.owner_id;
		reader = file.reader;
		count++;
		current = dict_section(list, "DOCUMENT");
		dict_set(current, "DOCUMENT_LABEL", document == NULL ? file.document : document->label);
		fill_file(context, current, matter, &file);
		fill_reader(current, document, &file);
	}
	dict_show_if(dict, "HAS_DOCUMENTS", count > 0);
	if (count == 0) {
		struct dict *empty = dict_include(dict, "NO_DOCUMENTS", "part/empty.tpl");

		dict_set(empty, "EMPTY_ICON", "file-earmark-x");
		dict_set(empty, "EMPTY_HEADING", "还没有附件");
		dict_set(empty, "EMPTY_TEXT", "上传的文件会列在这里，上传即加密密封");
	}
	dict_printf(dict, "DOCUMENTS_TEXT", "%zu 份", count);
	return query_end(query);
}

/* ---- what may be handed in now ---- */

/* One that the actor may hand in, and here is what lies there; his own of this step he may take back. */
static struct dict *fill_have(struct context *context, struct dict *row, const struct matter *matter,
			      const struct file_row *file)
{
	struct dict *have = dict_section(row, "HAVE");

	fill_file(context, have, matter, file);
	if (file->owner_id == context->actor->org && file->person == context->actor->person &&
	    file->uploaded_at >= matter->state_at)
		dict_printf(dict_section(have, "MAY_WITHDRAW"), "WITHDRAW_HREF",
			    "/matters/%" PRId64 "/documents/%" PRId64 "/withdraw", matter->id, file->id);
	return have;
}

/* The organisation's own, else the one that another party handed in. */
static enum err fill_newest(struct context *context, struct dict *row, const struct matter *matter,
			    const struct document_kind *document)
{
	struct query *query = files_of(context, matter);
	struct file_row newest = {0};
	bool own = false, there = false;

	while (!own && query_step(query)) {
		struct file_row file;

		take_row(query, context->arena, &file);
		if (file.withdrawn_at != 0 || !text_equal(file.document, document->key))
			continue;
		own = file.owner_id == context->actor->org;
		if (own || !there)
			newest = file;
		there = true;
	}
	dict_show_if(row, "LACKING", !there);
	if (there)
		fill_have(context, row, matter, &newest);
	return query_end(query);
}

/* Of a document whose files are each for one party: the newest for each. */
static enum err fill_for_each(struct context *context, struct dict *row, const struct matter *matter,
			      const struct document_kind *document)
{
	struct query *query = files_of(context, matter);
	int64_t owner = 0, reader = -1;

	while (query_step(query)) {
		struct file_row file;

		take_row(query, context->arena, &file);
		if (file.withdrawn_at != 0 || !text_equal(file.document, document->key) ||
		    (file.owner_id == owner && file.reader == reader))
			continue;
		fill_reader(fill_have(context, row, matter, &file), document, &file);
		owner = file.owner_id;
		reader = file.reader;
	}
	dict_show_if(row, "LACKING", owner == 0);
	return query_end(query);
}

static char *limit_text(struct context *context, const struct document_kind *document)
{
	char *types = text_join(context->arena, document->types, document->type_count, "、");

	/* PDF、OFD: as people write them. */
	for (char *letter = types; *letter != '\0'; letter++)
		if (*letter >= 'a' && *letter <= 'z')
			*letter = (char)(*letter - 'a' + 'A');
	return arena_printf(context->arena, "%s%s%s，不超过 %" PRId64 " MB",
			    document->hint == NULL ? "" : document->hint, document->hint == NULL ? "" : "。", types,
			    setting_integer(context->service, "attachment_max_mib"));
}

/* What was said of a file that was not taken: it stays; facts NULL: nothing was. */
static const char *said(const struct params *facts, const char *name)
{
	const char *text = facts == NULL ? NULL : params_get(facts, name);

	return text == NULL ? "" : text;
}

static enum err fill_report_facts(struct context *context, struct dict *row, const struct document_kind *document,
				  const struct params *facts)
{
	struct dict *report;
	struct option *options;
	size_t count;
	enum err err;

	if (document->report == NULL)
		return OK;
	report = dict_section(row, "REPORT");
	dict_set(report, "REPORT_NO", said(facts, "report_no"));
	dict_set(report, "EVIDENCE_DAY", said(facts, "evidence_day"));
	dict_set(report, "CONCLUSION", said(facts, "conclusion"));
	err = reference_options(context, "assessor", &options, &count);
	for (size_t i = 0; err == OK && i < count; i++) {
		struct dict *option = dict_section(report, "OPTION");

		dict_set(option, "OPTION_VALUE", options[i].key);
		dict_set(option, "OPTION_LABEL", options[i].label);
		dict_show_if(option, "OPTION_SELECTED", text_equal(options[i].key, said(facts, "assessor")));
	}
	return err;
}

static void add_reader(struct dict *choice, const char *value, const char *label, const struct params *facts)
{
	struct dict *option = dict_section(choice, "READER_OPTION");

	dict_set(option, "OPTION_VALUE", value);
	dict_set(option, "OPTION_LABEL", label);
	dict_show_if(option, "OPTION_SELECTED", text_equal(value, said(facts, "reader")));
}

/* Who oversees the matter says whom a file is for; what a party hands in is its own. */
static enum err fill_readers(struct context *context, struct dict *row, const struct matter *matter,
			     const struct params *facts)
{
	struct arena *arena = context->arena;
	struct dict *choice;
	struct query *query;

	if (!matter_oversees(context, matter)) {
		dict_show(row, "READER_SELF");
		return OK;
	}
	choice = dict_section(row, "READER_CHOICE");
	add_reader(choice, "all", "各方（参与本件的单位都看得到）", facts);
	query = db_query(context->db, Q_ATTACHMENT_READERS);
	query_int(query, ":matter", matter->id);
	query_int(query, ":organisation", 0);
	while (query_step(query)) {
		const char *id = arena_printf(arena, "%" PRId64, next_int(query));

		add_reader(choice, id, arena_printf(arena, "只给%s", next_text(query, arena)), facts);
	}
	return query_end(query);
}

static enum err fill_upload(struct context *context, struct dict *dict, const struct matter *matter,
			    const struct document_kind *document, bool required, const struct acting *acting)
{
	bool refused = text_equal(acting->document, document->key);
	const struct params *facts = refused ? acting->facts : NULL;
	struct dict *row = dict_include(dict, "DOCUMENT", "part/field_document.tpl");
	enum err err = document->own_files ? fill_for_each(context, row, matter, document)
					   : fill_newest(context, row, matter, document);

	if (err == OK && document->own_files)
		err = fill_readers(context, row, matter, facts);
	if (err != OK)
		return err;
	dict_printf(row, "ID", "f-%s", document->key);
	dict_set(row, "DOCUMENT_KEY", document->key);
	dict_set(row, "LABEL", document->label);
	dict_set(row, "LIMIT_TEXT", limit_text(context, document));
	dict_printf(row, "UPLOAD_HREF", "/matters/%" PRId64 "/documents", matter->id);
	dict_int(row, "STEP", matter->step);
	dict_show_if(row, "REQUIRED", required);
	if (refused) {
		dict_set(row, "ERROR", acting->sentence);
		dict_show(row, "ERROR");
	}
	return fill_report_facts(context, row, document, facts);
}

enum err uploads_any(struct context *context, const struct matter *matter, bool *any)
{
	enum err err = OK;

	*any = false;
	for (size_t i = 0; err == OK && !*any && i < matter->procedure->document_count; i++)
		err = matter_may_document(context, matter, &matter->procedure->documents[i], any);
	return err;
}

enum err uploads_fill(struct context *context, struct dict *dict, const struct matter *matter,
		      const struct values *form, const struct acting *acting, size_t *shown)
{
	const struct procedure *procedure = matter->procedure;

	*shown = 0;
	for (size_t i = 0; i < procedure->document_count; i++) {
		const struct document_kind *document = &procedure->documents[i];
		bool may = false;
		bool required = document->required;
		enum err err = matter_may_document(context, matter, document, &may);

		if (err != OK)
			return err;
		if (!may)
			continue;
		if (document->required_compiled != NULL && form != NULL)
			required = required || procedure_holds(procedure, document->required_compiled, form, NULL);
		err = fill_upload(context, dict, matter, document, required, acting);
		if (err != OK)
			return err;
		++*shown;
	}
	return OK;
}

const char *upload_limits_text(const struct context *context)
{
	const struct service *service = context->service;

	return arena_printf(context->arena,
			    "本件合计不超过 %" PRId64 " MB，本单位每天不超过 %" PRId64 " 个文件、%" PRId64 " MB。",
			    setting_integer(service, "matter_max_mib"), setting_integer(service, "upload_day_files"),
			    setting_integer(service, "upload_day_mib"));
}

/* ---- GET /matters/:id/documents/:document ---- */

/* The file of the URL, below the matter of the URL. */
static enum found find_file(struct context *context, const struct matter *matter, int64_t id, struct file_row *file)
{
	struct query *query = files_of(context, matter);
	bool there = false;

	while (!there && query_step(query)) {
		take_row(query, context->arena, file);
		there = file->id == id &&
			!hidden_from(context, matter, procedure_document(matter->procedure, file->document));
	}
	return query_end(query) != OK ? FIND_FAILED : there ? FOUND : NOT_FOUND;
}

static enum err file_of(struct request *req, struct context *context, struct matter **matter, struct file_row *file)
{
	enum err err = matter_of(req, context, matter);

	return err != OK ? err : found_err(find_file(context, *matter, request_number(req, "document"), file));
}

enum err document_get(struct request *req)
{
	struct context context = context_reading(req);
	struct keeper_opened opened;
	struct file_row file;
	struct matter *matter;
	enum err err = file_of(req, &context, &matter, &file);

	if (err == OK)
		err = keeper_open(req->service, req->cookie, file.id, req->source, req->id, &opened);
	if (err != OK)
		return err;
	return respond_descriptor(req, attachment_content_type(opened.type), arena_strdup(req->arena, opened.name),
				  opened.descriptor, opened.size);
}

/* ---- GET /matters/:id/documents/:document/openings ---- */

enum err document_log(struct request *req)
{
	struct context context = context_reading(req);
	struct listing list = {0};
	struct file_row file;
	struct matter *matter;
	struct query *query;
	struct dict *body;
	enum err err = file_of(req, &context, &matter, &file);

	if (err == OK && file.owner_id != req->actor->org)
		err = ERR_NOT_FOUND;
	if (err != OK)
		return err;
	body = page_begin(req, "matter/document.tpl", arena_printf(req->arena, "谁开启过：%s", file.name));
	frame_crumb(req, arena_printf(req->arena, "/matters/%" PRId64, matter->id), matter->title);
	dict_int(body, "MATTER_ID", matter->id);
	fill_file(&context, body, matter, &file);
	fill_reader(body, procedure_document(matter->procedure, file.document), &file);
	query = db_query(req->reader, Q_MATTER_PAGE_OPENED);
	query_int(query, ":attachment", file.id);
	query_int(query, ":org", req->actor->org);
	query_int(query, ":reads", matter_reads_reviewers(&context, matter));
	err = listing_fill(&context, body, "ROW", query, &list);
	listing_empty(body, &list, "lock", "还没有人开启过", "每次开启都会列在这里");
	return err != OK ? err : page_end(req, 200);
}
