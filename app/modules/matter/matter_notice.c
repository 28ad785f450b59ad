/* Notices and letters of the program's own wording: who to whom, what was given, how long it takes, what was handed in.
 */
#include "base/base.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/procedure_text.h"
#include "kernel/reference.h"
#include "kernel/setting.h"
#include "modules/matter/matter_paper.h"

enum err paper_documents(struct context *context, struct dict *body, const struct matter *matter,
			 const struct happened *event)
{
	struct query *query = db_query(context->db, Q_MATTER_PAGE_HANDED_IN);
	const char *names = "";

	query_int(query, ":matter", matter->id);
	query_int(query, ":event", event == NULL ? 0 : event->id);
	query_int(query, ":at", event == NULL ? 0 : event->at);
	query_int(query, ":org", context->actor->org);
	while (query_step(query)) {
		const struct document_kind *document =
			procedure_document(matter->procedure, next_text(query, context->arena));

		if (document == NULL || document->center_internal)
			continue;
		names = text_list_add(context->arena, names, document->label);
	}
	dict_set(body, "DOCUMENT_NAMES", names[0] == '\0' ? "无" : names);
	return query_end(query);
}

static char *center_name(struct context *context)
{
	char *name = reference_label(context, "organisation", context->service->org_center);

	return name != NULL ? name : arena_strdup(context->arena, "四川省大数据中心");
}

/* What an action was given: rows (一次告知 items) as a numbered list, short values (使用期限) as words. */
static void fill_given(struct context *context, struct dict *body, const struct matter *matter,
		       const struct action *action, const char *json)
{
	struct values *values = event_values(context, matter, action, json);

	for (size_t i = 0; values != NULL && i < values->count; i++) {
		const struct value *given = &values->items[i];

		if (given->present && given->field->type != FIELD_ROWS && given->field->type != FIELD_LONG_TEXT)
			dict_printf(dict_section(body, "GIVEN"), "GIVEN_TEXT", "%s：%s", given->field->label,
				    reference_in_words(context, given));
		for (size_t r = 0; r < given->row_count; r++) {
			const struct values *row = values->items[i].rows[r];
			const char *text = "";

			for (size_t c = 0; c < row->count; c++)
				text = arena_printf(context->arena, "%s%s%s", text, c == 0 ? "" : "：",
						    reference_in_words(context, &row->items[c]));
			dict_set(dict_section(body, "CORRECTION"), "CORRECTION_TEXT", text);
		}
	}
}

/* How long it takes: the whole where the procedure says so, else the step that follows, else nothing. */
static void fill_span(struct context *context, struct dict *body, const struct matter *matter,
		      const struct action *action, const struct paper_time *time)
{
	const char *total = matter->procedure->total_setting;
	const struct state *next = procedure_state(matter->procedure, action->to);
	struct dict *span;

	if (total != NULL) {
		span = dict_section(body, "TOTAL");
		dict_int(span, "TOTAL_TEXT", setting_integer(context->service, total));
	} else if (time->end_at > 0 && next != NULL) {
		span = dict_section(body, "NEXT_STEP");
		dict_set(span, "NEXT_LABEL", next->label);
		dict_set(span, "LIMIT_FROM", time->from_next_day ? "次日" : "时");
	}
}

static enum err fill_paper(struct context *context, struct dict *body, const struct matter *matter,
			   const struct action *action, const struct happened *event, bool from_unit)
{
	struct arena *arena = context->arena;
	struct paper_time time;
	enum err err = paper_time_of(context, matter, action, NULL, event->at, &time);

	dict_set(body, "ADDRESSEE", from_unit ? center_name(context) : matter->org_name);
	dict_set(body, "ISSUER", from_unit ? matter->org_name : center_name(context));
	dict_set(body, "DATE_TEXT", format_day_long(arena, event->dated));
	dict_set(body, "SIGNED_DATE", format_day_long(arena, day_of(event->at)));
	dict_set(body, "SIGNER_TITLE", event->actor);
	dict_set(body, "SUBMITTED_DATE", format_day_long(arena, day_of(matter->submitted_at)));
	dict_set(body, "OPINION_TEXT", paper_sentence(arena, event->opinion));
	paper_foot(context, body, matter, event);
	dict_set(body, "LIMIT_LENGTH", time.length);
	dict_set(body, "LIMIT_END", time.end);
	fill_span(context, body, matter, action, &time);
	fill_given(context, body, matter, action, event->body);
	return err;
}

static enum err fill_operators(struct context *context, struct dict *body, const struct matter *matter)
{
	struct query *query = db_query(context->db, Q_MATTER_PAGE_OPERATORS);
	const char *names = "";

	query_int(query, ":matter", matter->id);
	while (query_step(query))
		names = text_list_add(context->arena, names, next_text(query, context->arena));
	dict_set(body, "OPERATOR_NAMES", names[0] == '\0' ? "云服务商" : names);
	return query_end(query);
}

static void fill_pairs(struct context *context, struct dict *body, const struct values *form)
{
	for (size_t i = 0; i < form->count; i++) {
		const struct value *value = &form->items[i];
		struct dict *pair;

		if (value->field->type == FIELD_ROWS && value->row_count > 0)
			paper_list(context, body, value);
		if (value->field->type == FIELD_ROWS || !value->present || value->field->type == FIELD_HIDDEN)
			continue;
		pair = dict_section(body, "PAIR");
		dict_set(pair, "PAIR_LABEL", value->field->label);
		dict_set(pair, "PAIR_VALUE", reference_in_words(context, value));
	}
}

/* What is asked for and pledged in the words of the procedure, then the form. */
static void fill_letter(struct context *context, struct dict *body, const struct matter *matter,
			const struct values *form)
{
	const struct letter *letter = &matter->procedure->letter;
	const char *request = letter->request == NULL
				      ? arena_printf(context->arena, "我单位现就“{title}”提出%s，主要内容如下：",
						     matter->procedure->title)
				      : letter->request;
	const char *pledge = letter->pledge == NULL ? "我单位承诺所填内容属实。" : letter->pledge;

	dict_set(body, "REQUEST_TEXT", procedure_text(context, matter, form, NULL, request));
	dict_set(body, "PLEDGE_TEXT", procedure_text(context, matter, form, NULL, pledge));
	fill_pairs(context, body, form);
}

enum err notice_fill(struct context *context, struct dict *body, const struct matter *matter,
		     const struct action *action, const struct happened *event, bool from_unit)
{
	struct values *form;
	enum err err = matter_form(context, matter, &form, NULL);

	if (err == OK)
		err = fill_paper(context, body, matter, action, event, from_unit);
	if (err == OK && text_equal(action->paper, "letter"))
		fill_letter(context, body, matter, form);
	if (err == OK)
		err = ruling_fill(context, body, matter);
	if (err == OK)
		err = conditions_fill(context, body, matter, NULL);
	if (err == OK)
		err = paper_documents(context, body, matter, event);
	return err == OK ? fill_operators(context, body, matter) : err;
}
