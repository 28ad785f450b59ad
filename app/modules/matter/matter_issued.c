/*
 * The document number (文号) and date that the issuing organisation's office gave to a paper, entered after issue, used
 * once, voided instead of removed: the page and its two buttons, for whatever paper a module issues.
 */
#include "base/base.h"

#include "base/clock.h"
#include "base/text.h"
#include "data/tx.h"
#include "http/respond.h"
#include "kernel/audit.h"
#include "kernel/frame.h"
#include "kernel/listing.h"
#include "kernel/page_action.h"
#include "modules/matter/matter_module.h"

static const struct field enter_fields[] = {
	{.key = "number",
	 .label = "文号",
	 .type = FIELD_TEXT,
	 .required = true,
	 .min = 8,
	 .max = 60,
	 .hint = "如 川数中心函〔2026〕12号；方括号、圆括号会换成六角括号"},
	{.key = "dated_day", .label = "成文日期", .type = FIELD_DATE, .required = true, .hint = "负责人签发的日期"},
};
static const struct form enter_form = {enter_fields, ARRAY_LENGTH(enter_fields)};

static const struct field void_fields[] = {
	{.key = "reason", .label = "作废理由", .type = FIELD_TEXT, .required = true, .min = 2, .max = 200},
	{.key = "official_number", .label = "文号", .type = FIELD_HIDDEN, .max = 20},
};
static const struct form void_form = {void_fields, ARRAY_LENGTH(void_fields)};

enum err issued_number(struct context *context, struct issued_paper *paper)
{
	struct query *query = db_query(context->db, Q_OFFICIAL_NUMBER_LIVE);

	paper->number = NULL;
	query_int(query, ":matter", paper->matter);
	query_text(query, ":action", paper->action);
	query_int(query, ":closing", paper->closing);
	if (query_step(query)) {
		paper->number_id = next_int(query);
		paper->number = next_text(query, context->arena);
		paper->dated_day = next_int(query);
	}
	return query_end(query);
}

/* ---- the number ---- */

/* Whichever brackets were at hand become those of the standard. */
static char *with_angles(struct arena *arena, const char *text)
{
	static const char *const opening[] = {"[", "(", "（", "【", "［"};
	static const char *const closing[] = {"]", ")", "）", "】", "］"};
	char *out = arena_strdup(arena, text);

	for (size_t i = 0; i < ARRAY_LENGTH(opening); i++) {
		char *open = strstr(out, opening[i]);
		char *close = open == NULL ? NULL : strstr(open, closing[i]);

		if (close != NULL)
			out = arena_printf(arena, "%.*s〔%.*s〕%s", (int)(open - out), out,
					   (int)(close - open - (ptrdiff_t)strlen(opening[i])),
					   open + strlen(opening[i]), close + strlen(closing[i]));
	}
	return out;
}

/* 机关代字〔年份〕序号号: year in full, no leading zero, no 第 (GB/T 9704-2012, 7.2.5). */
static bool well_formed(const char *number)
{
	const char *year = strstr(number, "〔");
	const char *serial;
	size_t digits;

	if (year == NULL || year == number)
		return false;
	year += strlen("〔");
	serial = strstr(year, "〕");
	if (serial == NULL || serial - year != 4 || strspn(year, "0123456789") != 4)
		return false;
	serial += strlen("〕");
	digits = strspn(serial, "0123456789");
	return digits > 0 && digits < 7 && serial[0] != '0' && text_equal(serial + digits, "号");
}

/* *sentence when another paper has or had it, NULL when it is free. */
static enum err taken_by(struct context *context, const char *number, const char **sentence)
{
	struct query *query = db_query(context->db, Q_OFFICIAL_NUMBER_USER);

	*sentence = NULL;
	query_int(query, ":org", context->actor->org);
	query_text(query, ":number", number);
	if (query_step(query)) {
		const char *what = next_text(query, context->arena);

		*sentence = arena_printf(context->arena, "这个文号已用于 %s%s", what != NULL ? what : "另一件事项",
					 next_int(query) != 0 ? "，虽已作废也不能再用" : "");
	}
	return query_end(query);
}

/* ---- the page ---- */

/* The one form there is to fill in: a number while none is in force, else the reason why it is voided. */
static enum err fill_form(struct request *req, struct context *context, struct dict *body,
			  const struct issued_paper *paper, struct values *typed)
{
	bool entering = paper->number == NULL;
	struct dict *form = dict_section(body, entering ? "MAY_ENTER" : "MAY_VOID");

	if (typed == NULL)
		typed = values_empty(req->arena, entering ? enter_fields : void_fields,
				     entering ? ARRAY_LENGTH(enter_fields) : ARRAY_LENGTH(void_fields));
	if (typed->error_count == 0 && entering)
		values_set_number(typed, "dated_day", day_of(clock_now()));
	if (typed->error_count > 0)
		errors_fill(context, body, entering ? "文号没有登记" : "文号没有作废", typed, NULL, NULL, 0, NULL);
	dict_set(form, "FORM_HREF", req->path);
	if (!entering)
		values_set(typed, "official_number", arena_printf(req->arena, "%" PRId64, paper->number_id));
	return fields_fill(context, form, typed, NULL, NULL);
}

static enum err show(struct request *req, struct context *context, const struct issued_paper *paper,
		     struct values *typed, int status)
{
	struct dict *body =
		page_begin(req, "matter/official_number.tpl", arena_printf(req->arena, "文号：%s", paper->title));
	struct query *query = db_query(context->db, Q_OFFICIAL_NUMBER_LIST);
	struct listing list = {0};
	enum err err;

	if (paper->crumbs != NULL)
		matter_crumbs(req, paper->crumbs);
	else
		frame_crumb(req, paper->href, paper->title);
	dict_set(body, "PAPER_HREF", paper->href);
	query_int(query, ":matter", paper->matter);
	query_text(query, ":action", paper->action);
	query_int(query, ":closing", paper->closing);
	err = listing_fill(context, body, "ROW", query, &list);
	listing_empty(body, &list, "file-earmark-text", "还没有登记文号", "文书印发后，把公文系统编制的文号登记在这里");
	if (err == OK)
		err = fill_form(req, context, body, paper, typed);
	return err == OK ? page_end(req, status) : err;
}

/* ---- the buttons ---- */

static enum err record(struct context *context, const struct issued_paper *paper, const char *action,
		       const char *number, const char *reason)
{
	struct audit_entry entry = {
		.action = action,
		.object = paper->object,
		.object_id = paper->object_id,
		.detail = arena_printf(context->arena, "{\"number\":\"%s\",\"paper\":\"%s\",\"reason\":\"%s\"}",
				       text_json(context->arena, number), paper->action,
				       text_json(context->arena, reason)),
	};
	return audit_add(context, &entry, NULL);
}

static enum err add(struct context *context, const struct issued_paper *paper, const char *number, int64_t dated)
{
	struct query *query = db_query(context->db, Q_OFFICIAL_NUMBER_ADD);
	enum err err;

	query_int(query, ":org", context->actor->org);
	query_int(query, ":matter", paper->matter);
	query_text(query, ":action", paper->action);
	query_int(query, ":closing", paper->closing);
	query_text(query, ":number", number);
	query_int(query, ":dated", dated);
	query_int(query, ":now", clock_now());
	query_int(query, ":by", context->actor->person);
	err = query_run(query);
	return err == OK ? record(context, paper, "paper.number", number, "") : err;
}

/* What the form table cannot say: how a number is written, that it is free, that no paper is dated before its action.
 */
static enum err check(struct context *context, const struct issued_paper *paper, struct values *form,
		      const char *number)
{
	int64_t dated = values_number(form, "dated_day", 0);
	const char *taken = NULL;
	enum err err = well_formed(number) ? taken_by(context, number, &taken) : OK;

	if (!well_formed(number))
		values_complain(
			form, "number",
			"文号应写作“机关代字〔年份〕序号号”，如 川数中心函〔2026〕12号，序号不加“第”、不编虚位");
	else if (taken != NULL)
		values_complain(form, "number", "%s", taken);
	if (dated < day_of(paper->issued_at) || dated > day_of(clock_now()))
		values_complain(form, "dated_day", "成文日期应在办理之日（%s）至今日之间",
				format_day(context->arena, day_of(paper->issued_at)));
	return err;
}

static enum err enter(struct request *req, struct context *context, const struct issued_paper *paper)
{
	const char *number = values_text(req->form, "number");
	enum err err;

	if (paper->number != NULL)
		return ERR_CONFLICT;
	err = tx_begin(context->db);
	if (err != OK)
		return err;
	number = with_angles(req->arena, number != NULL ? number : "");
	if (req->form->error_count == 0)
		err = check(context, paper, req->form, number);
	if (err == OK && req->form->error_count > 0)
		err = ERR_INVALID;
	if (err == OK)
		err = add(context, paper, number, values_number(req->form, "dated_day", 0));
	err = tx_end(context->db, err);
	if (err == ERR_INVALID)
		return show(req, context, paper, req->form, 422);
	return err == OK ? respond_redirect(req, "%s", paper->href) : err;
}

static enum err void_it(struct context *context, const struct issued_paper *paper, const char *reason)
{
	struct query *query = db_query(context->db, Q_OFFICIAL_NUMBER_VOID);
	enum err err;

	query_int(query, ":id", paper->number_id);
	query_int(query, ":org", context->actor->org);
	query_int(query, ":now", clock_now());
	query_int(query, ":by", context->actor->person);
	query_text(query, ":reason", reason);
	err = query_run(query);
	if (err == OK && db_changes(context->db) != 1)
		err = ERR_CONFLICT;
	return err == OK ? record(context, paper, "paper.void", paper->number, reason) : err;
}

static enum err void_number(struct request *req, struct context *context, const struct issued_paper *paper)
{
	const char *shown = values_text(req->form, "official_number");
	enum err err;

	if (paper->number == NULL || !text_equal(shown, arena_printf(req->arena, "%" PRId64, paper->number_id)))
		return ERR_CONFLICT;
	if (req->form->error_count > 0)
		return show(req, context, paper, req->form, 422);
	err = tx_begin(context->db);
	if (err == OK)
		err = tx_end(context->db, void_it(context, paper, values_text(req->form, "reason")));
	return err == OK ? respond_redirect(req, "%s", req->path) : err;
}

/* Which one was pressed is asked again once the paper is known. */
static enum err decoded(struct request *req UNUSED)
{
	return OK;
}

enum err issued_get(struct request *req, issued_finder *find)
{
	struct context context = context_reading(req);
	struct issued_paper paper;
	enum err err = find(req, &context, &paper);

	return err == OK ? show(req, &context, &paper, NULL, 200) : err;
}

enum err issued_post(struct request *req, issued_finder *find)
{
	static const struct page_action actions[] = {
		{"enter", 0, &enter_form, decoded},
		{"void", 0, &void_form, decoded},
		{.key = NULL},
	};
	struct context context = context_writing(req);
	struct issued_paper paper;
	enum err err = page_action_run(req, actions);

	if (err == OK)
		err = find(req, &context, &paper);
	if (err != OK)
		return err;
	return text_equal(request_action(req), "enter") ? enter(req, &context, &paper)
							: void_number(req, &context, &paper);
}

void issued_note(struct context *context, struct dict *body, const struct issued_paper *paper, const char *number_href)
{
	struct dict *note;

	if (paper->number == NULL && number_href == NULL)
		return;
	note = dict_include(body, "OFFICIAL", "part/official.tpl");
	if (paper->number != NULL) {
		struct dict *numbered = dict_section(note, "NUMBERED");

		dict_set(numbered, "OFFICIAL_NUMBER", paper->number);
		dict_set(numbered, "DATED_DAY", format_day(context->arena, paper->dated_day));
	} else {
		dict_show(note, "UNNUMBERED");
	}
	if (number_href != NULL)
		dict_set(dict_section(note, "MAY_NUMBER"), "NUMBER_HREF", number_href);
}
