/*
 * Later facts of what the center closed and that is no report: a sheet of an assessment, a yearly slip, the year's
 * list of units.  Dated rows beside it, on its own page; here they are added, by the post that keeps those papers.
 */
#include "base/base.h"
#include "modules/report/report_parts.h"

#include "base/number.h"
#include "base/text.h"
#include "http/respond.h"
#include "kernel/complaint.h"
#include "kernel/frame.h"
#include "modules/matter/matter_module.h"

enum { EXTRACTS_MAX = 500, FIXED = 2 };

static enum err find(struct request *req, struct context *context, struct closing *closing)
{
	switch (closing_by_id(context, request_number(req, "id"), closing)) {
	case FOUND:
		return OK;
	case NOT_FOUND:
		return ERR_NOT_FOUND;
	default:
		return ERR_INTERNAL;
	}
}

/* What is written to one unit concerns no other. */
static enum err fields_of(struct context *context, const struct closing *closing, struct form *form)
{
	struct option *options = arena_array(context->arena, EXTRACTS_MAX + FIXED, sizeof *options);
	struct field *fields = arena_array(context->arena, 2, sizeof *fields);
	struct query *query = db_query(context->db, Q_CLOSING_EXTRACTS);
	size_t found = 0;

	options[found++] = (struct option){"full:0", "完整版"};
	options[found++] = (struct option){"all:0", "完整版和全部摘编"};
	query_text(query, ":subject", closing->subject);
	query_int(query, ":subject_id", closing->subject_id);
	while (found < EXTRACTS_MAX + FIXED && query_step(query)) {
		options[found].key = next_text(query, context->arena);
		options[found++].label = next_text(query, context->arena);
	}
	fields[0] = report_correction_text;
	fields[1] = report_scope_field(options, found);
	/* Where nobody got an extract, there is nothing to choose. */
	*form = (struct form){fields, found > FIXED ? 2 : 1};
	return query_end(query);
}

/* The list it belongs to, then its own page. */
static enum err add_crumbs(struct request *req, struct context *context, const struct closing *closing)
{
	bool efficiency = text_equal(closing->subject, "efficiency");
	const struct document_letterhead *letterhead = closing_letterhead(context, closing);

	if (letterhead == NULL)
		return ERR_INTERNAL;
	frame_crumb(req, efficiency ? "/efficiency" : "/assess", efficiency ? "使用效率评分" : "服务商考核");
	if (letterhead->page != NULL)
		frame_crumb(req, letterhead->page, closing->title);
	return OK;
}

static enum err show(struct request *req, struct context *context, const struct closing *closing,
		     const struct form *form, struct values *typed)
{
	bool refused = typed != NULL;
	struct dict *body = page_begin(req, "report/correct.tpl", arena_printf(req->arena, "更正：%s", closing->title));
	enum err err = add_crumbs(req, context, closing);

	if (err != OK)
		return err;
	(void)closing_facts(context, body, closing);
	if (refused)
		complaint_show(req, body, "更正没有登记", typed, NULL);
	err = fields_fill(context, body, refused ? typed : values_empty(req->arena, form->fields, form->count), NULL,
			  NULL);
	return err == OK ? page_end(req, refused ? 422 : 200) : err;
}

enum err report_closing_get(struct request *req)
{
	struct context context = context_reading(req);
	struct closing closing;
	struct form form;
	enum err err = find(req, &context, &closing);

	if (err == OK)
		err = fields_of(&context, &closing, &form);
	return err == OK ? show(req, &context, &closing, &form, NULL) : err;
}

enum err report_closing_post(struct request *req)
{
	struct context context = context_writing(req);
	struct correction correction = {.edition = "all"};
	struct values *typed;
	struct closing closing;
	struct form form;
	enum err err = find(req, &context, &closing);

	if (err == OK)
		err = fields_of(&context, &closing, &form);
	if (err == OK)
		err = form_unknown(form.fields, form.count, &req->posted, NULL);
	if (err != OK)
		return err;
	typed = values_decode(req->arena, form.fields, form.count, &req->posted, false);
	if (typed->error_count > 0)
		return show(req, &context, &closing, &form, typed);
	correction.body = values_word(typed, "text");
	if (form.count > 1 && !report_scope_of(req->arena, values_word(typed, "scope"), &correction))
		return ERR_BAD_REQUEST;
	err = closing_correct(&context, closing.subject, closing.subject_id, &correction);
	return err == OK ? respond_redirect(req, "/closings/%" PRId64, closing.id) : err;
}
