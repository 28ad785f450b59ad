/* /procedures/KEY/new-version: a file or a text, checked as on the command line, compared, proposed, ruled on by
 * another. */
#include "base/base.h"
#include "modules/admin/admin_pages.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/text.h"
#include "http/respond.h"
#include "kernel/complaint.h"
#include "kernel/frame.h"
#include "kernel/page_action.h"
#include "kernel/permission.h"
#include "kernel/procedure.h"
#include "modules/guide/guide.h"
#include "modules/matter/matter_module.h"

/* What a text beside a file may have in a POST is 64 KiB; with CR LF for each line this still fits. */
enum { VERSION_TEXT_MAX = 60 * 1024, COMPLAINTS_SHOWN = 30 };

static const struct field version_fields[] = {
	{.key = "valid_from",
	 .label = "施行日期",
	 .type = FIELD_DATE,
	 .required = true,
	 .hint = "不早于今天，也不早于现有版本；在办的事项按旧版办完"},
	{.key = "reason",
	 .label = "理由",
	 .type = FIELD_LONG_TEXT,
	 .required = true,
	 .min = 2,
	 .max = 200,
	 .hint = "写明依据的文件或会议"},
	{.key = "text", .label = "流程文件", .type = FIELD_LONG_TEXT},
};
static const struct form shown_form = {version_fields, 2}; /* the text has an area of its own on the page */
static const struct form version_form = {version_fields, ARRAY_LENGTH(version_fields)};

/* A version on its way: text and what became of it. */
struct draft {
	const char *text;
	const struct procedure *procedure;
	struct procedure_newest newest;
	char **complaints; /* "第 3 行第 5 列：…" */
	size_t complaint_count;
};

static const struct procedure *procedure_of(struct request *req)
{
	return procedure_find(req->service, request_hole(req, "key"));
}

/* "application.yaml:12:5: …" as a person reads it. */
static char *place_words(struct arena *arena, const char *file, const char *complaint)
{
	size_t length = strlen(file);
	int line, column, used = 0;

	if (strncmp(complaint, file, length) != 0 ||
	    sscanf(complaint + length, ":%d:%d: %n", &line, &column, &used) != 2 || used == 0)
		return arena_strdup(arena, complaint);
	return arena_printf(arena, "第 %d 行第 %d 列：%s", line, column, complaint + length + used);
}

/* An engine for this once: what a refused text compiled must not stay in the process. */
static void parse(struct request *req, const char *key, struct draft *draft)
{
	struct expression_engine *engine = expression_engine_new();
	char *file = arena_printf(req->arena, "%s.yaml", key);
	char *complaints = NULL;

	draft->procedure = procedure_parse(req->arena, req->service->modules, engine, file, draft->text,
					   strlen(draft->text), &complaints);
	expression_engine_free(engine);
	if (draft->procedure != NULL)
		complaints = procedure_misfits(req->service, req->arena, draft->procedure);
	if (complaints == NULL)
		return;
	draft->complaint_count = text_split(req->arena, complaints, '\n', &draft->complaints);
	for (size_t i = 0; i < draft->complaint_count; i++)
		draft->complaints[i] = place_words(req->arena, file, draft->complaints[i]);
}

static void show_complaints(struct dict *page, const struct draft *draft)
{
	struct dict *wrong = dict_section(page, "WRONG");

	dict_printf(wrong, "WRONG_TEXT", "流程文件有 %zu 处要改", draft->complaint_count);
	for (size_t i = 0; i < draft->complaint_count && i < COMPLAINTS_SHOWN; i++)
		dict_set(dict_section(wrong, "COMPLAINT"), "COMPLAINT_TEXT", draft->complaints[i]);
}

static void show_differences(struct request *req, struct context *context, struct dict *page, const struct draft *draft)
{
	const struct procedure *before = procedure_version(req->service, req->reader, draft->newest.id);
	struct dict *lines = dict_section(page, "DIFFERENCES");

	if (before == NULL)
		return;
	dict_int(lines, "BEFORE_VERSION", draft->newest.version);
	procedure_compare(context, page, before, draft->procedure);
	procedure_compare_lines(context, lines, draft->newest.body, draft->text);
}

static enum err show_form(struct request *req, struct context *context, struct dict *page, const struct draft *draft)
{
	bool typed = req->form != NULL && values_find(req->form, "text") != NULL;
	struct values *form = values_empty(req->arena, shown_form.fields, shown_form.count);
	struct dict *edit = dict_section(page, "MAY_EDIT");
	const struct value *text = typed ? values_find(req->form, "text") : NULL;

	for (size_t i = 0; typed && i < shown_form.count; i++)
		form->items[i] = *values_find(req->form, shown_form.fields[i].key);
	if (!typed)
		values_set_number(form, "valid_from", day_of(clock_now()) + 1);
	dict_set(edit, "YAML_TEXT", draft->text);
	if (text != NULL && text->error != NULL)
		dict_set(dict_section(edit, "YAML_ERROR"), "YAML_ERROR_TEXT", text->error);
	return fields_fill(context, edit, form, NULL, form);
}

static enum err version_page(struct request *req, struct draft *draft, const char *sentence, int status)
{
	const struct procedure *now = procedure_of(req);
	struct context context = context_reading(req);
	struct dict *page = page_begin(req, "admin/version.tpl", arena_printf(req->arena, "%s：新版本", now->title));
	struct proposal waiting;
	enum err err = procedure_newest(&context, now->key, &draft->newest);

	frame_crumb(req, "/procedures", "办事流程");
	frame_crumb(req, arena_printf(req->arena, "/procedures/%s", now->key), now->title);
	complaint_show(req, page, "没有办理", req->form, sentence);
	if (err == OK)
		err = proposal_waiting(&context, PROPOSAL_PROCEDURE, now->key, now->title, &waiting);
	if (err != OK)
		return err;
	dict_set(page, "KEY", now->key);
	dict_int(page, "NEWEST_VERSION", draft->newest.version);
	if (waiting.id != 0) {
		draft->text = waiting.value;
		parse(req, now->key, draft);
		err = proposal_show(req, &context, page, &waiting);
	} else if (actor_may(req, MAY_PROPOSE_RULES)) {
		if (draft->text == NULL)
			draft->text = draft->newest.body;
		err = show_form(req, &context, page, draft);
	}
	if (draft->complaint_count > 0)
		show_complaints(page, draft);
	if (draft->procedure != NULL)
		show_differences(req, &context, page, draft);
	if (err == OK)
		err = proposal_history(req, &context, page, "procedure", now->key);
	return err == OK ? page_end(req, status) : err;
}

static enum err ruled_page(struct request *req, const char *sentence, int status)
{
	struct draft draft = {0};

	return version_page(req, &draft, sentence, status);
}

enum err version_new_get(struct request *req)
{
	return procedure_of(req) != NULL ? ruled_page(req, NULL, 200) : ERR_NOT_FOUND;
}

/* The file when one was chosen, else what stands in the area; line ends as in a file. */
static const char *sent_text(struct request *req)
{
	const struct buf *file = req->sink.context;
	const char *text = values_find(req->form, "text")->raw;

	if (file != NULL && file->length > 0)
		text = arena_strndup(req->arena, file->data, file->length);
	return text_replace(req->arena, text, "\r\n", "\n");
}

/* Everything that can be wrong, beside the field it belongs to. */
static void check(struct request *req, struct draft *draft)
{
	const struct buf *file = req->sink.context;
	struct values *form = req->form;
	int64_t day = values_number(form, "valid_from", 0);

	if (file != NULL && file->length > 0 && !utf8_valid(file->data, file->length)) {
		draft->text = values_find(form, "text")->raw;
		values_complain(form, "text", "所选的文件不是 UTF-8 文本");
		return;
	}
	if (text_empty(draft->text))
		values_complain(form, "text", "请选择文件，或者贴入流程文件的全文");
	else if (strlen(draft->text) > VERSION_TEXT_MAX)
		values_complain(form, "text", "流程文件不能超过 %d KB", VERSION_TEXT_MAX / 1024);
	else
		parse(req, request_hole(req, "key"), draft);
	if (draft->complaint_count > 0)
		values_complain(form, "text", "%s%s", draft->complaints[0],
				draft->complaint_count > 1 ? "（还有别处要改，见上）" : "");
	else if (draft->procedure != NULL && text_equal(draft->text, draft->newest.body))
		values_complain(form, "text", "与第 %" PRId64 " 版一字不差，没有要提议的", draft->newest.version);
	if (values_text(form, "valid_from") != NULL && day < day_of(clock_now()))
		values_complain(form, "valid_from", "施行日期不能早于今天：在办的事项按开始时的版本办完");
	else if (values_text(form, "valid_from") != NULL && day < draft->newest.valid_from)
		values_complain(form, "valid_from", "第 %" PRId64 " 版自 %s 起施行，下一版不能早于它",
				draft->newest.version, format_day(req->arena, draft->newest.valid_from));
}

static enum err look(struct request *req, struct draft *draft)
{
	struct context context = context_reading(req);
	enum err err = procedure_newest(&context, request_hole(req, "key"), &draft->newest);

	draft->text = sent_text(req);
	if (err == OK)
		check(req, draft);
	return err;
}

/* Only looked at: what is missing beside the text does not matter yet. */
static enum err compare(struct request *req)
{
	struct draft draft = {0};
	enum err err = look(req, &draft);

	return err != OK ? err
			 : version_page(req, &draft, NULL,
					draft.procedure == NULL || draft.complaint_count > 0 ? 422 : 200);
}

static enum err propose(struct request *req)
{
	const struct procedure *now = procedure_of(req);
	struct context context = context_writing(req);
	struct draft draft = {0};
	enum err err = look(req, &draft);

	if (err == OK && req->form->error_count > 0)
		return version_page(req, &draft, NULL, 422);
	if (err == OK)
		err = proposal_make(&context, &(struct proposal){
						      .kind = PROPOSAL_PROCEDURE,
						      .key = now->key,
						      .label = now->title,
						      .value = draft.text,
						      .version = draft.newest.version + 1,
						      .valid_from = values_number(req->form, "valid_from", 0),
						      .reason = values_text(req->form, "reason"),
					      });
	if (err == ERR_CONFLICT)
		return version_page(req, &draft, "这个流程已有一份提议在等核准，办完后才能再提", 409);
	return err == OK ? respond_redirect(req, "/procedures/%s/new-version", now->key) : err;
}

/* approve, decline, withdraw */
static enum err answer(struct request *req)
{
	const struct procedure *now = procedure_of(req);
	struct context reading = context_reading(req);
	struct proposal waiting;
	enum err err = proposal_waiting(&reading, PROPOSAL_PROCEDURE, now->key, now->title, &waiting);

	if (err == OK)
		err = proposal_press(req, &waiting, ruled_page);
	return err == OK && req->response.status == 0 ? respond_redirect(req, "/procedures/%s/new-version", now->key)
						      : err;
}

enum err version_new_post(struct request *req)
{
	static const struct page_action actions[] = {
		{"compare", MAY_PROPOSE_RULES, &version_form, compare},
		{"propose", MAY_PROPOSE_RULES, &version_form, propose},
		{"approve", MAY_APPROVE_RULES, &proposal_approve_form, answer},
		{"decline", MAY_APPROVE_RULES, &proposal_answer_form, answer},
		{"withdraw", MAY_PROPOSE_RULES, &proposal_answer_form, answer},
		{NULL, 0, NULL, NULL},
	};

	return procedure_of(req) != NULL ? page_action_run(req, actions) : ERR_NOT_FOUND;
}
