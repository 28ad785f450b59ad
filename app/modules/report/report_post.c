/* The buttons of a report: save and draft once more, sign for an extract, record a correction. */
#include "base/base.h"
#include "modules/report/report_parts.h"

#include "base/number.h"
#include "base/text.h"
#include "http/respond.h"
#include "kernel/matter.h"

static enum err back(struct request *req, const struct report_view *view)
{
	return respond_redirect(req, "/reports/%" PRId64 "%s%s", view->report.id, view->several ? "?edition=" : "",
				view->several ? view->edition : "");
}

/* Stale: somebody drafted or wrote meanwhile. */
static int64_t drafts_of(const struct values *typed)
{
	int64_t drafts = -1;

	return parse_integer(values_word(typed, "drafts"), &drafts) ? drafts : -1;
}

static enum err decode(struct request *req, const struct field *fields, size_t count, struct values **typed)
{
	enum err err = form_unknown(fields, count, &req->posted, NULL);

	if (err == OK)
		*typed = values_decode(req->arena, fields, count, &req->posted, false);
	return err;
}

/* What was typed stays, above what is there now; saved once more, it holds. */
static enum err overtaken(struct request *req, struct context *context, struct report_view *view, struct values *typed)
{
	enum err err = report_view_of(req, context, view->report.id, view);

	if (err != OK)
		return err;
	values_set(typed, "drafts", arena_printf(context->arena, "%" PRId64, view->report.drafts));
	return report_show(req, context, view, typed,
			   "没有保存：报告刚被别人填写或重新取数。您填写的内容保留在下面，核对后再保存", 409);
}

/* Both buttons send the sections: what was typed is never lost by drafting anew. */
static enum err write(struct request *req, struct context *context, struct report_view *view,
		      enum err (*store)(struct context *, const struct report *, int64_t, struct document *))
{
	const struct document_section *sections;
	const struct field *fields;
	struct values *typed;
	size_t count;
	enum err err = report_own_fields(context, view, &fields, &count);

	if (err != OK)
		return err;
	if (fields == NULL)
		return ERR_FORBIDDEN;
	err = decode(req, fields, count, &typed);
	if (err != OK)
		return err;
	if (typed->error_count > 0)
		return report_show(req, context, view, typed, "没有保存", 422);
	count = document_sections(view->document, &sections);
	for (size_t i = 0; i < count; i++)
		if (params_get(&req->posted, fields[i].key) != NULL)
			document_write(view->document, sections[i].key, values_word(typed, fields[i].key));
	err = store(context, &view->report, drafts_of(typed), view->document);
	return err == OK ? back(req, view) : err == ERR_CONFLICT ? overtaken(req, context, view, typed) : err;
}

static enum err save(struct request *req, struct context *context, struct report_view *view)
{
	return write(req, context, view, report_write);
}

static enum err redraft(struct request *req, struct context *context, struct report_view *view)
{
	return write(req, context, view, report_redraft);
}

static enum err sign(struct request *req, struct context *context, struct report_view *view)
{
	enum err err = form_unknown(NULL, 0, &req->posted, NULL);

	if (err == OK && view->whole)
		err = ERR_FORBIDDEN;
	if (err == OK)
		err = closing_sign(context, &view->closing);
	return err == OK ? back(req, view) : err;
}

bool report_scope_of(struct arena *arena, const char *scope, struct correction *correction)
{
	char **parts;

	if (text_split(arena, scope, ':', &parts) != 2)
		return false;
	correction->edition = parts[0];
	return parse_integer(parts[1], &correction->organisation);
}

static enum err correct(struct request *req, struct context *context, struct report_view *view)
{
	struct correction correction = {0};
	const struct field *fields;
	struct values *typed;
	size_t count;
	enum err err;

	if (!report_may_correct(context, view))
		return ERR_FORBIDDEN;
	err = report_correction_fields(context, view, &fields, &count);
	if (err == OK)
		err = decode(req, fields, count, &typed);
	if (err != OK)
		return err;
	if (typed->error_count > 0)
		return report_show(req, context, view, typed, "更正没有登记", 422);
	correction.body = values_word(typed, "text");
	if (!report_scope_of(req->arena, values_word(typed, "scope"), &correction))
		return ERR_BAD_REQUEST;
	err = closing_correct(context, "report", view->report.id, &correction);
	return err == OK ? back(req, view) : err;
}

enum err report_post(struct request *req)
{
	static const struct {
		const char *key;
		enum err (*run)(struct request *, struct context *, struct report_view *);
	} buttons[] = {{"save", save}, {"redraft", redraft}, {"sign", sign}, {"correct", correct}};
	struct context context = context_writing(req);
	struct report_view view;
	enum err err = report_view_of(req, &context, request_number(req, "id"), &view);

	if (err != OK)
		return err;
	for (size_t i = 0; i < ARRAY_LENGTH(buttons); i++)
		if (text_equal(buttons[i].key, request_action(req)))
			return buttons[i].run(req, &context, &view);
	return ERR_BAD_REQUEST;
}
