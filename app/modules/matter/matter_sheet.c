/* GET /matters/:id/print: the approval sheet, everything about one matter as a paper form. */
#include "base/base.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/audit.h"
#include "kernel/frame.h"
#include "kernel/reference.h"
#include "modules/matter/matter_paper.h"

enum { SHORT_VALUE = 24 };

/* ---- what was filled in, as lines of the form ---- */

static void fill_wide(struct dict *body, const char *label, const char *text)
{
	struct dict *wide = dict_section(body, "WIDE_LINE");

	dict_set(wide, "LEFT_LABEL", label);
	dict_set(wide, "LEFT_VALUE", text);
}

/* A short value that waits for its neighbour on the line. */
struct pairing {
	struct dict *body;
	const char *label;
	const char *text; /* NULL: none waits */
};

/* Short values two to a line, long ones alone. */
static void fill_value(struct pairing *pairing, const char *label, const char *text)
{
	struct dict *line;

	if (utf8_length(text) > SHORT_VALUE) {
		fill_wide(pairing->body, label, text);
		return;
	}
	if (pairing->text == NULL) {
		pairing->label = label;
		pairing->text = text;
		return;
	}
	line = dict_section(pairing->body, "PAIR_LINE");
	dict_set(line, "LEFT_LABEL", pairing->label);
	dict_set(line, "LEFT_VALUE", pairing->text);
	dict_set(line, "RIGHT_LABEL", label);
	dict_set(line, "RIGHT_VALUE", text);
	pairing->text = NULL;
}

/* Whose it is and what about, then what was filled in; the odd short one stands alone at the end. */
static void fill_lines(struct context *context, struct dict *body, const struct matter *matter,
		       const struct values *form)
{
	bool of_unit = matter->owner_role == ROLE_UNIT_CLERK || matter->owner_role == ROLE_UNIT_LEAD;
	struct pairing pairing = {.body = body, .label = of_unit ? "使用单位" : "发起单位", .text = matter->org_name};

	if (matter->unit > 0 && matter->unit != matter->org)
		fill_value(&pairing, "使用单位", reference_label(context, "organisation", matter->unit));
	if (matter->system > 0)
		fill_value(&pairing, "信息系统", reference_label(context, "system", matter->system));
	if (matter->platform > 0)
		fill_value(&pairing, "平台", reference_label(context, "platform", matter->platform));
	for (size_t i = 0; i < form->count; i++) {
		const struct value *value = &form->items[i];

		if (value->field->type == FIELD_ROWS && value->row_count > 0)
			paper_list(context, body, value);
		if (value->field->type != FIELD_ROWS && value->field->type != FIELD_HIDDEN && value->present)
			fill_value(&pairing, value->field->label, reference_in_words(context, value));
	}
	if (pairing.text != NULL)
		fill_wide(body, pairing.label, pairing.text);
}

static enum err fill_code(struct context *context, struct dict *body)
{
	struct audit_head head = {0};

	if (audit_head(context->db, &head) == FIND_FAILED)
		return ERR_INTERNAL;
	dict_set(body, "EVENT_CODE", audit_short_code(context->arena, head.h));
	dict_int(body, "AUDIT_SEQ", head.seq);
	return OK;
}

static bool among(const struct stale_decision *stale, size_t count, int64_t event)
{
	for (size_t i = 0; i < count; i++)
		if (stale[i].event == event)
			return true;
	return false;
}

/* ",key,key,": those that are signed by several before the matter moves. */
static const char *signing_actions(struct arena *arena, const struct procedure *procedure)
{
	const char *keys = ",";

	for (size_t i = 0; i < procedure->action_count; i++)
		if (procedure->actions[i].signs)
			keys = arena_printf(arena, "%s%s,", keys, procedure->actions[i].key);
	return keys;
}

static enum err fill_opinions(struct context *context, struct dict *body, const struct matter *matter)
{
	struct query *query;
	struct stale_decision *stale;
	size_t count;
	enum err err = matter_stale_decisions(context, matter, &stale, &count);

	if (err != OK)
		return err;
	query = db_query(context->db, Q_MATTER_PAGE_SIGNATURES);
	query_int(query, ":matter", matter->id);
	query_int(query, ":org", context->actor->org);
	query_text(query, ":signing", signing_actions(context->arena, matter->procedure));
	while (query_step(query)) {
		struct dict *line = dict_section(body, "OPINION_LINE");
		char *label = next_text(query, context->arena);
		char *opinion = next_text(query, context->arena);

		const char *action, *given;
		const struct state *state;

		dict_set(line, "OPINION_LABEL", label);
		dict_set(line, "SIGNER_TITLE", next_text(query, context->arena));
		dict_show_if(line, "SEALED_YES", next_int(query) != 0);
		dict_set(line, "SIGNED_DATE", format_day_long(context->arena, day_of(next_int(query))));
		state = procedure_state(matter->procedure, next_text(query, context->arena));
		action = next_text(query, context->arena);
		given = event_given(context, matter, action, next_text(query, context->arena));
		if (text_empty(opinion))
			opinion = state == NULL ? arena_printf(context->arena, "%s。", label)
						: arena_printf(context->arena, "%s，转入“%s”。", label, state->label);
		dict_printf(line, "OPINION_TEXT", "%s%s%s", opinion, *given == '\0' ? "" : "\n", given);
		if (among(stale, count, next_int(query)))
			dict_set(dict_section(line, "STALE"), "STALE_WORD", stale_word(matter->procedure));
		dict_show_if(line, "KEPT_YES", next_int(query) == 0);
	}
	return query_end(query);
}

/* ---- the sheet ---- */

static enum err fill_sheet(struct context *context, struct dict *sheet, const struct matter *matter,
			   const char *date_label)
{
	struct values *form;
	enum err err = matter_form(context, matter, &form, NULL);

	if (err != OK)
		return err;
	dict_set(sheet, "DATE_LABEL", date_label);
	dict_set(sheet, "DATE_TEXT", format_day_long(context->arena, day_of(clock_now())));
	dict_set(sheet, "BASIS_TEXT", paper_articles(context, matter->procedure));
	fill_lines(context, sheet, matter, form);
	err = ruling_fill(context, sheet, matter);
	if (err == OK)
		err = paper_documents(context, sheet, matter, NULL);
	if (err == OK)
		err = fill_opinions(context, sheet, matter);
	if (err == OK)
		err = decided_fill(context, sheet, matter, false);
	return err == OK ? fill_code(context, sheet) : err;
}

static char *sheet_title(struct arena *arena, const struct matter *matter)
{
	return arena_printf(arena, "%s审批表", matter->procedure->title);
}

enum err print_get(struct request *req)
{
	struct context context = context_reading(req);
	struct matter *matter;
	struct dict *body;
	enum err err = matter_of(req, &context, &matter);

	if (err != OK)
		return err;
	body = paper_begin(req, matter, "matter/print.tpl", sheet_title(req->arena, matter));
	err = fill_sheet(&context, body, matter, "打印日期");
	if (err == OK)
		err = panels_fill_sheet(&context, body, matter);
	return err != OK ? err : page_end(req, 200);
}

enum err matter_dossier_fill(struct context *context, struct dict *body, const struct matter *matter)
{
	struct dict *sheet = dict_include(body, "SHEET", "matter/print.tpl");
	enum err err;

	paper_head(sheet, matter, sheet_title(context->arena, matter));
	err = fill_sheet(context, sheet, matter, "调取日期");
	if (err == OK)
		err = conditions_fill(context, body, matter, NULL);
	return err == OK ? timeline_fill(context, body, matter) : err;
}
