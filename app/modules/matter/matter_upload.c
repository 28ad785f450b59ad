/* POST /matters/:id/documents: one file with what is said of it. */
#include "base/base.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "http/respond.h"
#include "kernel/attachment.h"
#include "kernel/move.h"
#include "modules/matter/matter_module.h"

/* Between prepare and the handler: which document the file part turned out to be. */
struct incoming {
	struct context context;
	struct matter *matter;
	const struct document_kind *document;
	int64_t announced; /* length of the body */
	struct upload *upload;
	struct upload_sink inner;
};

static enum err incoming_begin(void *data, const char *field, const char *file_name)
{
	struct incoming *incoming = data;
	bool may = false;
	enum err err;

	if (incoming->upload != NULL)
		return ERR_BAD_REQUEST; /* one document per POST */
	incoming->document = procedure_document(incoming->matter->procedure, field);
	if (incoming->document == NULL)
		return ERR_BAD_REQUEST;
	err = matter_may_document(&incoming->context, incoming->matter, incoming->document, &may);
	if (err == OK && !may)
		err = ERR_FORBIDDEN;
	if (err == OK)
		err = upload_begin(&incoming->context, incoming->matter, incoming->document, incoming->announced,
				   &incoming->upload, &incoming->inner);
	return err != OK ? err : incoming->inner.begin(incoming->inner.context, field, file_name);
}

static enum err incoming_write(void *data, const void *bytes, size_t length)
{
	struct incoming *incoming = data;

	return incoming->inner.write(incoming->inner.context, bytes, length);
}

static enum err incoming_end(void *data)
{
	struct incoming *incoming = data;

	return incoming->inner.end(incoming->inner.context);
}

enum err document_prepare(struct request *req)
{
	struct incoming *incoming = arena_alloc(req->arena, sizeof *incoming);

	incoming->context = context_writing(req);
	incoming->announced = req->content_length;
	req->sink = (struct upload_sink){incoming, incoming_begin, incoming_write, incoming_end};
	return matter_of(req, &incoming->context, &incoming->matter);
}

/* The page it came from, with the sentence beside the file and what was typed there. */
static enum err upload_refused(struct request *req, struct incoming *incoming, enum err refused, const char *sentence)
{
	struct answer beside = {
		.sentence = arena_strdup(req->arena, sentence),
		.link = arena_strdup(req->arena, "#documents"),
	};
	struct acting acting = {.sentence = sentence, .facts = &req->posted, .refusals = &beside, .refusal_count = 1};
	struct values *form;
	bool may_edit = false;
	int64_t saves, saved_at;
	enum err err = matter_may_edit(&incoming->context, incoming->matter, &may_edit);

	if (err == OK && may_edit)
		err = matter_draft(&incoming->context, incoming->matter, &form, &saves, &saved_at);
	if (err != OK)
		return err;
	if (incoming->document != NULL) {
		acting.document = incoming->document->key;
		beside.link = arena_printf(req->arena, "#f-%s", acting.document);
	}
	if (may_edit)
		return matter_edit_page(req, &incoming->context, incoming->matter, form, &acting, err_status(refused));
	return matter_show_page(req, &incoming->context, incoming->matter, &acting, err_status(refused));
}

static void read_facts(const struct request *req, struct upload_facts *facts)
{
	const char *day = params_get(&req->posted, "evidence_day");
	const char *reader = params_get(&req->posted, "reader");
	int64_t number;

	if (text_equal(reader, "all"))
		facts->reader = READER_ALL;
	else if (!text_empty(reader))
		facts->reader = parse_integer(reader, &number) && number > 0 ? number : READER_UNKNOWN;
	if (!parse_day(day == NULL ? "" : day, &facts->evidence_day))
		facts->evidence_day = 0;
	if (parse_integer(params_get(&req->posted, "assessor"), &number))
		facts->assessor = number;
	facts->report_no = params_get(&req->posted, "report_no");
	facts->conclusion = params_get(&req->posted, "conclusion");
	facts->paper_received = text_equal(params_get(&req->posted, "paper_received"), "yes");
}

enum err document_post(struct request *req)
{
	static const char *const known[] = {"step",       "assessor",       "report_no", "evidence_day",
					    "conclusion", "paper_received", "reader",    NULL};
	struct incoming *incoming = req->sink.context;
	struct upload_facts facts = {0};
	const char *sentence = NULL;
	int64_t attachment;
	bool may_edit = false;
	enum err err;

	if (form_unknown(NULL, 0, &req->posted, known) != OK)
		return ERR_BAD_REQUEST;
	if (incoming->upload == NULL)
		return upload_refused(req, incoming, ERR_INVALID, "请先选择要上传的文件");
	read_facts(req, &facts);
	err = upload_finish(&incoming->context, incoming->upload, &facts, &attachment, &sentence);
	if (err != OK && sentence != NULL)
		return upload_refused(req, incoming, err, sentence);
	if (err == OK)
		err = matter_may_edit(&incoming->context, incoming->matter, &may_edit);
	if (err != OK)
		return err;
	if (req->wants_json)
		return respond_json(req, 200, "{\"ok\":true}");
	return respond_redirect(req, "/matters/%" PRId64 "%s#f-%s", incoming->matter->id, may_edit ? "/edit" : "",
				incoming->document->key);
}
