/* Papers: letters, notices and what a procedure words itself. */
#include "base/base.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/audit.h"
#include "kernel/frame.h"
#include "kernel/listing.h"
#include "kernel/paper.h"
#include "kernel/panel_before.h"
#include "kernel/permission.h"
#include "kernel/procedure_text.h"
#include "kernel/reference.h"
#include "kernel/setting.h"
#include "modules/matter/matter_paper.h"

/* ---- what all of them have ---- */

void paper_list(struct context *context, struct dict *body, const struct value *value)
{
	struct dict *list = dict_section(body, "LIST");

	dict_set(list, "LIST_LABEL", value->field->label);
	for (size_t c = 0; c < value->field->column_count; c++)
		if (values_column_told(value, c))
			dict_set(dict_section(list, "HEAD"), "HEAD_LABEL", value->field->columns[c].label);
	for (size_t r = 0; r < value->row_count; r++) {
		struct dict *line = dict_section(list, "LINE");

		for (size_t c = 0; c < value->rows[r]->count; c++) {
			struct dict *cell;

			if (!values_column_told(value, c))
				continue;
			cell = dict_section(line, "CELL");
			dict_set(cell, "CELL_TEXT", reference_in_words(context, &value->rows[r]->items[c]));
			dict_set(cell, "CELL_CLASS",
				 value->rows[r]->items[c].field->type == FIELD_INTEGER ? "num" : "");
		}
	}
}

/* The papers say 依据： themselves; a procedure of no article rests on the rules of this platform. */
const char *paper_articles(struct context *context, const struct procedure *procedure)
{
	static const char word[] = "依据";
	const char *note = article_note(context->arena,
					text_join(context->arena, procedure->articles, procedure->article_count, ","));

	if (note == NULL)
		return "本平台事项规则";
	return strncmp(note, word, sizeof word - 1) == 0 ? note + sizeof word - 1 : note;
}

void paper_foot(struct context *context, struct dict *body, const struct matter *matter, const struct happened *event)
{
	struct dict *foot = dict_include(body, "PAPER_FOOT", "part/paper_foot.tpl");

	dict_set(foot, "BASIS_TEXT", paper_articles(context, matter->procedure));
	dict_set(foot, "EVENT_CODE", event->code);
	dict_int(foot, "AUDIT_SEQ", event->audit_seq);
}

void paper_head(struct dict *body, const struct matter *matter, const char *title)
{
	dict_set(body, "PAPER_TITLE", title);
	dict_set(body, "NUMBER", matter->number == NULL ? "草稿" : matter->number);
	dict_set(body, "PROCEDURE_TITLE", matter->procedure->title);
	dict_set(body, "SUBJECT", matter->title);
}

struct dict *paper_begin(struct request *req, const struct matter *matter, const char *template_name, const char *title)
{
	struct dict *body = page_begin_in(req, "frame_print.tpl", template_name, title);

	dict_printf(page_frame(req), "BACK_HREF", "/matters/%" PRId64, matter->id);
	dict_set(page_frame(req), "BACK_LABEL", "返回事项");
	dict_set(page_frame(req), "TOOL_NOTE", "打印时请关闭浏览器的页眉页脚");
	paper_head(body, matter, title);
	return body;
}

/* ---- GET /matters/:id/papers/:paper: what an action can be printed as ---- */

struct paper_title {
	const char *paper;
	const char *title;
	bool from_unit; /* the unit writes to the center; otherwise the other way round */
};

static const struct paper_title titles[] = {
	{"letter", "申请函", true},
	{"notice_accept", "受理通知书", false},
	{"notice_correct", "一次告知补正通知书", false},
	{"notice_refuse", "不予受理通知书", false},
	{"ruling_letter", "云资源配置核定书", false},
	{"receipt", "资源交付签收单", true},
};

static const struct paper_title *title_of(const char *paper)
{
	for (size_t i = 0; i < ARRAY_LENGTH(titles); i++)
		if (text_equal(titles[i].paper, paper))
			return &titles[i];
	return NULL;
}

const char *paper_name(const struct action *action)
{
	const struct paper_title *title;

	if (action == NULL || action->sheet != NULL)
		return action == NULL ? NULL : action->sheet->title;
	title = title_of(action->paper);
	return title == NULL ? NULL : title->title;
}

int64_t paper_issuer(const struct context *context, const struct matter *matter, const struct action *action,
		     const struct happened *event)
{
	const struct paper_title *title = title_of(action->paper);

	if (action->sheet == NULL)
		return title != NULL && title->from_unit ? matter->org : context->service->org_center;
	if (text_equal(action->sheet->from, "center"))
		return context->service->org_center;
	if (text_equal(action->sheet->from, "actor"))
		return event->org;
	return text_equal(action->sheet->from, "owner") ? matter->org : 0;
}

/* The state in which a matter begins that another one opens as already issued (`opens` with at); "" otherwise. */
static const char *begun_in(const struct procedure *procedure, const struct action *action)
{
	bool first =
		action->from_count > 0 && action->from[0] == 0 && !text_equal(action->to, procedure->states[0].key);

	return first && action->sheet != NULL && action->field_count == 0 ? action->to : "";
}

static enum found find_event(struct context *context, const struct matter *matter, const struct action *action,
			     struct happened *event)
{
	struct query *query = db_query(context->db, Q_MATTER_PAGE_EVENT_OF);
	enum found found = NOT_FOUND;
	size_t length;
	const uint8_t *h;

	query_int(query, ":matter", matter->id);
	query_text(query, ":action", action->key);
	query_text(query, ":begun", begun_in(matter->procedure, action));
	if (query_step(query)) {
		event->id = next_int(query);
		event->at = next_int(query);
		event->opinion = next_text(query, context->arena);
		event->body = next_text(query, context->arena);
		event->actor = next_text(query, context->arena);
		event->audit_seq = next_int(query);
		h = next_blob(query, context->arena, &length);
		event->code = h != NULL && length == 32 ? audit_short_code(context->arena, h) : "";
		event->org = next_int(query);
		event->org_name = next_text(query, context->arena);
		event->dated = day_of(event->at);
		found = FOUND;
	}
	return query_end(query) == OK ? found : FIND_FAILED;
}

static enum err find_official(struct context *context, const struct matter *matter, const char *action,
			      struct happened *event)
{
	struct query *query = db_query(context->db, Q_OFFICIAL_NUMBER_LIVE);

	query_int(query, ":matter", matter->id);
	query_text(query, ":action", action);
	query_int(query, ":closing", 0);
	if (query_step(query)) {
		event->official_id = next_int(query);
		event->official = next_text(query, context->arena);
		event->dated = next_int(query);
	}
	return query_end(query);
}

/* ---- papers that a procedure words itself ---- */

static const char *issuer_of(struct context *context, const struct matter *matter, const struct paper *paper,
			     const struct happened *event)
{
	static const struct {
		const char *from;
		const char *text;
	} rows[] = {
		{"center", "{center}"},
		{"unit", "{unit}"},
		{"owner", "{owner}"},
		{"addressee", "{addressees}"},
	};
	struct query *query;
	const char *names = "";

	if (text_equal(paper->from, "actor"))
		return event->org_name;
	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++)
		if (text_equal(rows[i].from, paper->from))
			return procedure_text(context, matter, NULL, NULL, rows[i].text);
	query = db_query(context->db, Q_MATTER_PAGE_PARTIES_AS);
	query_int(query, ":matter", matter->id);
	query_text(query, ":part", paper->from);
	while (query_step(query))
		names = text_list_add(context->arena, names, next_text(query, context->arena));
	return query_end(query) == OK ? names : "";
}

/* Who signed: everybody of this round where several sign, else the one who issues it. */
static enum err fill_signers(struct context *context, struct dict *body, const struct matter *matter,
			     const struct action *action)
{
	struct query *query;

	dict_show_if(body, "ONE_ISSUER", !action->signs);
	if (!action->signs)
		return OK;
	query = db_query(context->db, Q_MATTER_PAGE_SIGNERS);
	query_int(query, ":matter", matter->id);
	query_text(query, ":action", action->key);
	while (query_step(query)) {
		struct dict *signer = dict_section(body, "SIGNER");

		dict_set(signer, "SIGNER_TITLE", next_text(query, context->arena));
		dict_set(signer, "SIGNED_DATE", format_day_long(context->arena, day_of(next_int(query))));
	}
	dict_show(body, "HAS_SIGNERS");
	return query_end(query);
}

/* As paper_begin, for what has a document number and is also there as PDF. */
static struct dict *letter_begin(struct request *req, const struct matter *matter, const struct action *action,
				 const struct happened *event, const char *template_name)
{
	struct dict *body = paper_begin(req, matter, template_name, paper_name(action));
	struct dict *number = dict_include(body, "PAPER_NUMBER", "part/paper_number.tpl");

	dict_set(dict_section(number, "OWN_NUMBER"), "NUMBER", matter->number == NULL ? "草稿" : matter->number);
	if (event->official != NULL)
		dict_set(dict_section(number, "OFFICIAL"), "OFFICIAL_NUMBER", event->official);
	else
		dict_show(number, "BLANK");
	dict_set(dict_section(page_frame(req), "PDF"), "PDF_HREF", paper_href(req));
	if (paper_issuer(&(struct context){.service = req->service}, matter, action, event) == req->actor->org &&
	    actor_may(req, MAY_ACT))
		dict_printf(dict_section(page_frame(req), "OFFICE"), "OFFICE_HREF", "%s/number", req->path);
	return body;
}

/* What a document (文件格式) has beyond a letter: its mark, and its imprint with who else gets it. */
static void fill_form(struct context *context, struct dict *body, const struct paper *paper, const char *issuer,
		      int64_t dated)
{
	struct dict *imprint;

	dict_set(body, "PAPER_FORM", paper->official ? "official" : "");
	dict_show_if(body, "LETTER", !paper->official);
	if (!paper->official)
		return;
	dict_set(dict_section(body, "MARK"), "ISSUER", issuer);
	imprint = dict_section(body, "IMPRINT");
	dict_set(imprint, "ISSUER", issuer);
	dict_set(imprint, "DATE_TEXT", format_day_long(context->arena, dated));
}

/* The form as it was decided on, and the fields of the action it is printed for. */
static enum err sheet_page(struct request *req, struct context *context, struct matter *matter,
			   const struct action *action, const struct happened *event)
{
	const struct paper *paper = action->sheet;
	struct dict *body = letter_begin(req, matter, action, event, "matter/paper.tpl");
	const char *issuer;
	struct values *form, *fields;
	struct paper_time time;
	enum err err = matter_form(context, matter, &form, NULL);

	if (err == OK)
		err = paper_time_of(context, matter, action, form, event->at, &time);
	if (err != OK)
		return err;
	fields = event_values(context, matter, action, event->body);
	paper_texts(context, body, matter, paper, form, fields, &time);
	err = paper_fields(context, body, matter, action, event, form, fields, &time);
	dict_show_if(body, "HAS_PAIRS", paper->field_count > 0);
	for (size_t i = 0; err == OK && i < paper->panel_count; i++)
		err = panel_fill(paper->panels[i], context, matter, form, body);
	if (err != OK)
		return err;
	dict_show_if(body, "OPINION_YES", !text_empty(event->opinion));
	dict_set(body, "OPINION_TEXT", paper_sentence(context->arena, event->opinion));
	issuer = issuer_of(context, matter, paper, event);
	fill_form(context, body, paper, issuer, event->dated);
	dict_set(body, "ISSUER", issuer);
	dict_set(body, "DATE_TEXT", format_day_long(context->arena, event->dated));
	paper_foot(context, body, matter, event);
	err = fill_signers(context, body, matter, action);
	return err == OK ? page_end(req, 200) : err;
}

static enum err notice_page(struct request *req, struct context *context, struct matter *matter,
			    const struct action *action, const struct happened *event)
{
	const struct paper_title *title = title_of(action->paper);
	struct dict *body =
		letter_begin(req, matter, action, event, arena_printf(req->arena, "matter/%s.tpl", title->paper));
	enum err err = notice_fill(context, body, matter, action, event, title->from_unit);

	return err != OK ? err : page_end(req, 200);
}

enum err paper_of(struct request *req, struct context *context, struct matter **matter, const struct action **action,
		  struct happened *event)
{
	enum err err = matter_of(req, context, matter);

	if (err != OK)
		return err;
	*action = procedure_action((*matter)->procedure, request_hole(req, "paper"));
	if (paper_name(*action) == NULL)
		return ERR_NOT_FOUND;
	err = found_err(find_event(context, *matter, *action, event));
	return err == OK ? find_official(context, *matter, (*action)->key, event) : err;
}

enum err paper_get(struct request *req)
{
	struct context context = context_reading(req);
	const struct action *action;
	struct happened event = {0};
	struct matter *matter;
	enum err err = paper_of(req, &context, &matter, &action, &event);

	if (err == OK)
		err = action->sheet != NULL ? sheet_page(req, &context, matter, action, &event)
					    : notice_page(req, &context, matter, action, &event);
	if (err == OK && paper_wanted(req))
		err = paper_press(req,
				  arena_printf(req->arena, "%s-%s", paper_name(action),
					       matter->number != NULL ? matter->number : "草稿"),
				  event.at);
	return err;
}

static bool happened(const struct past *past, const struct procedure *procedure, const struct action *action)
{
	for (size_t i = 0; i < past->count; i++)
		if (text_equal(action->key, past->steps[i].action) ||
		    (text_equal("open", past->steps[i].action) &&
		     text_equal(begun_in(procedure, action), past->steps[i].to)))
			return true;
	return false;
}

void papers_fill(struct dict *dict, const struct matter *matter, const struct past *past)
{
	const struct procedure *procedure = matter->procedure;

	for (size_t i = 0; i < procedure->action_count; i++) {
		const struct action *action = &procedure->actions[i];
		const struct paper_title *title = title_of(action->paper);
		struct dict *paper;

		if ((title == NULL && action->sheet == NULL) || !happened(past, procedure, action))
			continue;
		paper = dict_section(dict, "PAPER");
		dict_printf(paper, "PAPER_HREF", "/matters/%" PRId64 "/papers/%s", matter->id, action->key);
		dict_set(paper, "PAPER_LABEL", title != NULL ? title->title : action->sheet->title);
	}
}
