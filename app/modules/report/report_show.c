/* GET /reports/ID and what belongs to it: the whole for drafter and center, one's own extract for everybody else. */
#include "base/base.h"
#include "modules/report/report_parts.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "http/respond.h"
#include "kernel/document_page.h"
#include "kernel/frame.h"
#include "kernel/listing.h"
#include "kernel/paper.h"
#include "kernel/panel.h"
#include "modules/matter/matter_module.h"

enum { SECTION_MAX = 4000, CORRECTION_MAX = 2000, RECEIVERS_MAX = 500 };

/* ---- who sees what ---- */

/*
 * Drafter and center see the whole as soon as the matter is theirs to see; what
 * has no extracts goes out as a whole, to those it is addressed to once it is closed.
 */
static enum err find_whole(struct context *context, struct report_view *view)
{
	enum found found;

	if (context->actor->org != view->report.org && context->actor->org != context->service->org_center &&
	    (view->report.kind->extracts || !view->closed))
		return OK;
	found = matter_find(context, view->report.matter, &view->matter);
	view->whole = found == FOUND && !view->matter->guest;
	if (!view->whole)
		view->matter = NULL;
	return found == FIND_FAILED ? ERR_INTERNAL : OK;
}

static enum err read_closed(struct context *context, struct report_view *view)
{
	enum found found = closing_find(context, "report", view->report.id, view->edition,
					view->whole ? 0 : context->actor->org, &view->closing);

	if (found != FOUND)
		return found_err(found);
	view->document = document_read(context->arena, view->closing.data, view->closing.length);
	return view->document == NULL ? ERR_INTERNAL : OK;
}

/* As it would be closed now. */
static enum err read_draft(struct context *context, struct report_view *view)
{
	enum found found = report_draft_read(context, &view->report, REPORT_FULL, 0, &view->document);

	view->closing = (struct closing){.subject = "report",
					 .subject_id = view->report.id,
					 .edition = "full",
					 .title = view->report.title,
					 .issuer = view->matter->org_name,
					 .dated_day = day_of(view->report.drafted_at),
					 .closed_at = view->report.drafted_at};
	return found == FOUND ? report_address(context, &view->report, view->matter,
					       &(struct report_edition_of){.key = "full"}, view->document)
			      : ERR_INTERNAL;
}

enum err report_view_of(struct request *req, struct context *context, int64_t id, struct report_view *view)
{
	enum found found;
	enum err err;

	*view = (struct report_view){.edition = "full"};
	found = id > 0 ? report_find(context, id, &view->report) : NOT_FOUND;
	if (found != FOUND)
		return found_err(found);
	view->closed = view->report.closed_at > 0;
	err = find_whole(context, view);
	if (err == OK && !view->whole)
		err = closing_own_edition(context, "report", id, request_query(req, "edition"), &view->edition,
					  &view->several);
	if (err != OK)
		return err;
	if (!view->whole && view->edition == NULL)
		return ERR_NOT_FOUND;
	return view->closed ? read_closed(context, view) : read_draft(context, view);
}

/* ---- what may be typed ---- */

enum err report_own_fields(struct context *context, const struct report_view *view, const struct field **fields,
			   size_t *count)
{
	const struct document_section *sections;
	struct field *own;
	bool may = false;
	enum err err = OK;

	*fields = NULL;
	*count = 0;
	if (view->whole && !view->closed)
		err = matter_may_edit(context, view->matter, &may);
	if (err != OK || !may)
		return err;
	*count = document_sections(view->document, &sections);
	own = arena_array(context->arena, *count + 1, sizeof *own);
	for (size_t i = 0; i < *count; i++)
		own[i] = (struct field){.key = arena_printf(context->arena, "section_%s", sections[i].key),
					.label = sections[i].heading,
					.type = FIELD_LONG_TEXT,
					.max = SECTION_MAX};
	own[(*count)++] = (struct field){.key = "drafts", .label = "", .type = FIELD_HIDDEN, .max = 20};
	*fields = own;
	return OK;
}

bool report_may_correct(const struct context *context, const struct report_view *view)
{
	return view->whole && view->closed &&
	       (actor_acts_as(context->actor, ROLE_SUPERVISOR_LEAD) ||
		actor_acts_as(context->actor, ROLE_SECOPS_LEAD) ||
		actor_acts_as(context->actor, ROLE_CENTER_DISPATCH) ||
		actor_acts_as(context->actor, ROLE_CENTER_SECURITY) ||
		actor_acts_as(context->actor, ROLE_CENTER_ASSESS));
}

const struct field report_correction_text = {.key = "text",
					     .label = "更正内容",
					     .type = FIELD_LONG_TEXT,
					     .required = true,
					     .min = 4,
					     .max = CORRECTION_MAX,
					     .hint = "写明原文、更正后的事实和依据；登记后不能改动"};

struct field report_scope_field(const struct option *options, size_t count)
{
	return (struct field){.key = "scope",
			      .label = "适用于",
			      .type = FIELD_CHOICE,
			      .required = true,
			      .options = options,
			      .option_count = count,
			      .hint = "写到别的单位的，只选完整版或该单位的摘编"};
}

enum err report_correction_fields(struct context *context, const struct report_view *view, const struct field **fields,
				  size_t *count)
{
	struct field *own = arena_array(context->arena, 2, sizeof *own);
	struct option *options = arena_array(context->arena, RECEIVERS_MAX + 2, sizeof *options);
	struct query *query = db_query(context->db, Q_REPORT_RECEIVER_CHOICE);
	size_t found = 0;

	options[found++] = (struct option){"all:0", "完整版和全部摘编"};
	options[found++] = (struct option){"full:0", "仅完整版"};
	query_int(query, ":report", view->report.id);
	while (found < RECEIVERS_MAX + 2 && query_step(query)) {
		options[found].key = next_text(query, context->arena);
		options[found++].label = next_text(query, context->arena);
	}
	own[0] = report_correction_text;
	own[1] = report_scope_field(options, found);
	*fields = own;
	*count = 2;
	return query_end(query);
}

/* ---- the page ---- */

static enum err fill_writing(struct context *context, struct dict *body, const struct report_view *view,
			     struct values *typed)
{
	const struct document_section *sections;
	const struct field *fields;
	struct dict *writing;
	size_t count;
	enum err err = report_own_fields(context, view, &fields, &count);

	if (err != OK || fields == NULL)
		return err;
	if (typed == NULL || typed->fields[0].type != fields[0].type || values_find(typed, "drafts") == NULL) {
		typed = values_empty(context->arena, fields, count);
		count = document_sections(view->document, &sections);
		for (size_t i = 0; i < count; i++)
			values_set(typed, fields[i].key, sections[i].text);
		values_set(typed, "drafts", arena_printf(context->arena, "%" PRId64, view->report.drafts));
	}
	count = document_sections(view->document, &sections);
	writing = dict_section(body, "MAY_EDIT");
	dict_show(writing, count > 0 ? "HAS_SECTIONS" : "NO_SECTIONS");
	return fields_fill(context, writing, typed, NULL, NULL);
}

static enum err fill_correcting(struct context *context, struct dict *body, const struct report_view *view,
				struct values *typed)
{
	const struct field *fields;
	size_t count;
	enum err err;

	if (!report_may_correct(context, view))
		return OK;
	err = report_correction_fields(context, view, &fields, &count);
	if (err != OK)
		return err;
	if (typed == NULL || values_find(typed, "scope") == NULL)
		typed = values_empty(context->arena, fields, count);
	return fields_fill(context, dict_section(body, "MAY_CORRECT"), typed, NULL, NULL);
}

static enum err fill_corrections(struct context *context, struct dict *body, const struct report_view *view)
{
	struct correction *corrections;
	size_t count = 0;
	struct dict *section;
	enum err err = closing_corrections(context, &view->closing, &corrections, &count);

	if (err != OK || count == 0)
		return err;
	section = dict_section(body, "HAS_CORRECTIONS");
	dict_printf(section, "SHEET_HREF", "/reports/%" PRId64 "/corrections?edition=%s", view->report.id,
		    view->edition);
	for (size_t i = 0; i < count; i++) {
		struct dict *row = dict_section(section, "CORRECTION");

		dict_set(row, "CORRECTION_TEXT", corrections[i].body);
		dict_set(row, "ADDED_AT", format_time(context->arena, corrections[i].at));
		dict_set(row, "ADDER", corrections[i].adder);
		dict_set(row, "EVENT_CODE", corrections[i].code);
	}
	return OK;
}

/* Who got an extract and signed for it, for those who issued it. */
static enum err fill_readers(struct context *context, struct dict *body, const struct report_view *view)
{
	static const char *const heads[] = {"单位", "摘编", "签收时限", "签收", NULL};
	struct query *query = db_query(context->db, Q_CLOSING_READERS);
	struct table *table = NULL;
	size_t sent = 0, signed_for = 0;

	query_text(query, ":subject", "report");
	query_int(query, ":subject_id", view->report.id);
	while (query_step(query)) {
		const char *name = next_text(query, context->arena);
		const char *edition = next_text(query, context->arena);
		int64_t due = next_int(query);
		const char *reader = next_text(query, context->arena);
		int64_t at = next_int(query);

		if (table == NULL)
			table = table_begin(context->arena, panel_add(body, "PANEL_MAIN", "送达与签收"), "送达与签收",
					    heads);
		table_line(table);
		table_text(table, name);
		table_text(table, text_equal(edition, "operator") ? "运营平台" : "使用单位");
		table_text(table, format_day(context->arena, day_of(due)));
		sent++;
		signed_for += reader != NULL;
		if (reader != NULL)
			table_sub(table, format_time(context->arena, at), reader);
		else if (due < clock_now())
			table_gap(table, "逾期未签收");
		else
			table_text(table, "未签收");
	}
	if (table != NULL)
		dict_printf(dict_section(body, "READERS"), "READERS_TEXT", "送达 %zu 份，已签收 %zu 份", sent,
			    signed_for);
	return query_end(query);
}

static enum err fill_receipt(struct context *context, struct dict *body, const struct report_view *view)
{
	bool signed_for = false;
	enum err err;

	if (view->whole)
		return fill_readers(context, body, view);
	err = closing_signed(context, &view->closing, &signed_for);
	if (err == OK && signed_for)
		dict_show(body, "SIGNED_FOR");
	else if (err == OK)
		dict_set(dict_section(body, "MAY_SIGN"), "DUE_DAY",
			 format_day(context->arena, day_of(view->closing.due_at)));
	return err;
}

/* In words: what this is and whether it can change. */
static enum err fill_standing(struct context *context, struct dict *body, const struct report_view *view)
{
	struct arena *arena = context->arena;
	const char *official = view->closing.official, *page, *paper;
	int64_t dated_day = 0;
	enum err err;

	if (!view->closed) {
		dict_printf(dict_section(body, "DRAFT_YES"), "DRAFTED_AT", "%s",
			    format_time(arena, view->report.drafted_at));
		return OK;
	}
	err = closing_digests(context, &view->closing, &page, &paper);
	if (err == OK && official == NULL)
		err = report_official(context, &view->report, &official, &dated_day);
	if (err != OK)
		return err;
	struct dict *closed = dict_section(body, "CLOSED_YES");

	dict_set(closed, "CLOSED_AT", format_time(arena, view->closing.closed_at));
	dict_set(closed, "DRAFTED_AT", format_time(arena, view->report.drafted_at));
	dict_set(closed, "EVENT_CODE", view->closing.code);
	dict_int(closed, "AUDIT_SEQ", view->closing.audit_seq);
	dict_set(closed, "DIGEST_HEX", view->closing.digest);
	if (official != NULL)
		dict_printf(dict_section(closed, "OFFICIAL"), "OFFICIAL_NUMBER", "%s%s", official,
			    view->closing.official == NULL ? "（封存后登记，不在版面上）" : "");
	if (paper != NULL)
		dict_set(dict_section(closed, "PRESSED"), "PAPER_DIGEST", paper);
	else if (view->closing.tries > 0)
		dict_printf(dict_section(closed, "FAILED"), "FAILURE_TEXT", "%s，已试 %" PRId64 " 次，会再试",
			    view->closing.failure, view->closing.tries);
	else
		dict_show(closed, "WAITING");
	return OK;
}

static void fill_links(struct dict *body, const struct report_view *view)
{
	int64_t id = view->report.id;

	if (view->matter != NULL)
		dict_printf(dict_section(body, "MATTER"), "MATTER_HREF", "/matters/%" PRId64, view->matter->id);
	dict_printf(body, "PRINT_HREF", "/reports/%" PRId64 "/print?edition=%s", id, view->edition);
	dict_printf(body, "PDF_HREF", "/reports/%" PRId64 ".pdf?edition=%s", id, view->edition);
	if (view->several)
		dict_printf(dict_section(body, "OTHER_EDITION"), "EDITION_HREF", "/reports/%" PRId64 "?edition=%s", id,
			    text_equal(view->edition, "unit") ? "operator" : "unit");
}

enum err report_show(struct request *req, struct context *context, struct report_view *view, struct values *typed,
		     const char *sentence, int status)
{
	struct dict *body = page_begin(req, "report/show.tpl", document_title(view->document));
	enum err err;

	frame_crumb(req, "/reports", "报告");
	req->article = view->report.kind->article;
	fill_links(body, view);
	if (sentence != NULL)
		errors_fill(context, body, sentence, typed, NULL, NULL, 0, NULL);
	err = fill_standing(context, body, view);
	if (err == OK)
		err = fill_writing(context, body, view, typed);
	if (err == OK && view->closed)
		err = fill_corrections(context, body, view);
	if (err == OK && view->closed)
		err = fill_correcting(context, body, view, typed);
	if (err == OK && view->closed)
		err = fill_receipt(context, body, view);
	if (err != OK)
		return err;
	document_fill(body, view->document,
		      arena_printf(context->arena, "/reports/%" PRId64 "?edition=%s", view->report.id, view->edition));
	return page_end(req, status);
}

/* ---- paper ---- */

static enum err answer_paper(struct request *req, struct context *context, const struct report_view *view, bool pdf)
{
	return view->closed ? closing_show(req, context, &view->closing, pdf)
			    : closing_show_draft(req, &view->closing, view->document, pdf);
}

enum err report_print_get(struct request *req)
{
	struct context context = context_reading(req);
	struct report_view view;
	enum err err = report_view_of(req, &context, request_number(req, "id"), &view);

	return err == OK ? answer_paper(req, &context, &view, false) : err;
}

enum err report_corrections_get(struct request *req)
{
	struct context context = context_reading(req);
	struct correction *corrections;
	struct report_view view;
	size_t count = 0;
	enum err err = report_view_of(req, &context, request_number(req, "id"), &view);

	if (err == OK && view.closed)
		err = closing_corrections(&context, &view.closing, &corrections, &count);
	if (err != OK)
		return err;
	if (count == 0)
		return ERR_NOT_FOUND;
	err = report_corrections_sheet(req, &view.closing, corrections, count);
	if (err == OK && paper_wanted(req))
		err = paper_press(req, "更正", corrections[count - 1].at);
	return err;
}

/* 12 or 12.pdf */
static int64_t number_of(struct request *req, bool *pdf)
{
	const char *name = request_hole(req, "report");
	int64_t id;

	*pdf = text_ends(name, ".pdf");
	if (*pdf)
		name = arena_strndup(req->arena, name, strlen(name) - strlen(".pdf"));
	if (name[0] < '1' || name[0] > '9' || strspn(name, "0123456789") != strlen(name))
		return 0;
	return parse_integer(name, &id) ? id : 0;
}

enum err report_get(struct request *req)
{
	struct context context = context_reading(req);
	struct report_view view;
	bool pdf;
	int64_t id = number_of(req, &pdf);
	enum err err = report_view_of(req, &context, id, &view);

	if (err != OK)
		return err;
	if (pdf)
		return answer_paper(req, &context, &view, true);
	if (request_query(req, "format") != NULL)
		return document_file(req, view.document, view.closing.closed_at);
	return report_show(req, &context, &view, NULL, NULL, 200);
}
