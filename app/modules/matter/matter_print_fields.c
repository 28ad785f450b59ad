/* What a paper says: its texts, and as a table fields of its action, of the form, of earlier actions, the time it
 * leaves. */
#include "base/base.h"

#include "base/text.h"
#include "kernel/procedure_text.h"
#include "kernel/reference.h"
#include "modules/matter/matter_paper.h"

static void add_pair(struct dict *body, const char *label, const char *value)
{
	struct dict *pair = dict_section(body, "PAIR");

	dict_set(pair, "PAIR_LABEL", label);
	dict_set(pair, "PAIR_VALUE", value);
}

static void add_value(struct context *context, struct dict *body, const struct value *value)
{
	if (value == NULL || (!value->present && value->row_count == 0))
		return;
	if (value->field->type == FIELD_ROWS)
		paper_list(context, body, value);
	else
		add_pair(body, value->field->label, reference_in_words(context, value));
}

/* action.field, as it stood when the paper was issued: a reprint does not learn what came after. */
static enum err add_earlier(struct context *context, struct dict *body, const struct matter *matter,
			    const struct happened *event, const char *name)
{
	const char *dot = strchr(name, '.');
	const struct action *earlier =
		procedure_action(matter->procedure, arena_strndup(context->arena, name, (size_t)(dot - name)));
	struct query *query;
	struct values *given = NULL;

	if (earlier == NULL)
		return OK;
	query = db_query(context->db, Q_MATTER_PAGE_GIVEN_BEFORE);
	query_int(query, ":matter", matter->id);
	query_text(query, ":action", earlier->key);
	query_int(query, ":event", event->id);
	query_int(query, ":org", context->actor->org);
	if (query_step(query))
		given = event_values(context, matter, earlier, next_text(query, context->arena));
	if (given != NULL)
		add_value(context, body, values_find(given, dot + 1));
	return query_end(query);
}

/*
 * What the action that had this field last before this one said in it: a second change takes the place of the
 * first, not of the beginning.
 */
static enum err add_former(struct context *context, struct dict *body, const struct matter *matter,
			   const struct happened *event, const struct value *now)
{
	struct query *query = db_query(context->db, Q_MATTER_PAGE_TAKEN_BEFORE);
	bool found = false;

	query_int(query, ":matter", matter->id);
	query_int(query, ":event", event->id);
	query_int(query, ":org", context->actor->org);
	while (!found && query_step(query)) {
		const struct action *earlier = procedure_action(matter->procedure, next_text(query, context->arena));
		const char *body_text = next_text(query, context->arena);
		struct values *given = earlier == NULL ? NULL : event_values(context, matter, earlier, body_text);
		const struct value *value = given == NULL ? NULL : values_find(given, now->field->key);

		found = value != NULL && value->present;
		if (found)
			add_pair(body, arena_printf(context->arena, "原%s", now->field->label),
				 reference_in_words(context, value));
	}
	return query_end(query);
}

/* The time the decision leaves, and when it is over. */
static void add_limit(struct context *context, struct dict *body, const struct paper_time *time)
{
	if (time->end_at > 0 && time->length[0] == '\0')
		add_pair(body, "时限", arena_printf(context->arena, "至 %s止", time->end));
	else if (time->end_at > 0)
		add_pair(body, "时限",
			 arena_printf(context->arena, "%s，自本件发出%s起算，至 %s止", time->length,
				      time->from_next_day ? "次日" : "", time->end));
}

enum err paper_fields(struct context *context, struct dict *body, const struct matter *matter,
		      const struct action *action, const struct happened *event, const struct values *form,
		      const struct values *fields, const struct paper_time *time)
{
	const struct paper *paper = action->sheet;
	enum err err = OK;

	for (size_t i = 0; err == OK && i < paper->field_count; i++) {
		const char *name = paper->fields[i];
		bool former = text_starts(name, PAPER_FORMER);
		const char *key = former ? name + strlen(PAPER_FORMER) : name;
		const struct value *own = fields == NULL ? NULL : values_find(fields, key);

		if (text_equal(name, PAPER_LIMIT))
			add_limit(context, body, time);
		else if (former && own != NULL)
			err = add_former(context, body, matter, event, own);
		else if (strchr(name, '.') != NULL)
			err = add_earlier(context, body, matter, event, name);
		else
			add_value(context, body, own != NULL ? own : values_find(form, name));
	}
	return err;
}

/* What was typed may end as it likes: a paragraph ends with a full stop, and with one. */
const char *paper_sentence(struct arena *arena, const char *typed)
{
	static const char *const ends[] = {"。", "！", "？", "：", "；", "…", "。”", "。）"};
	const char *text =
		text_trim(arena, text_replace(arena, text_replace(arena, typed, "。。", "。"), "。，", "，"));

	for (size_t i = 0; i < ARRAY_LENGTH(ends); i++)
		if (text_ends(text, ends[i]))
			return text;
	return text_empty(text) ? text : arena_printf(arena, "%s。", text);
}

/*
 * The heading has words around what was typed: "关于{title}的通报".  What was typed as the title of such a paper
 * already is left as it is, and what begins as the heading does does not do so twice.
 */
static const char *heading_of(struct context *context, const struct matter *matter, const struct paper *paper,
			      const struct values *form, const struct values *fields)
{
	const char *hole = strchr(paper->heading, '{');
	const char *rest = hole == NULL ? NULL : strchr(hole, '}');
	const char *before, *typed;

	if (rest == NULL)
		return paper->heading;
	before = arena_strndup(context->arena, paper->heading, (size_t)(hole - paper->heading));
	typed = text_trim(context->arena,
			  procedure_text(context, matter, form, fields,
					 arena_strndup(context->arena, hole, (size_t)(rest + 1 - hole))));
	if (text_ends(typed, paper->title))
		return typed;
	return arena_printf(context->arena, "%s%s%s", text_starts(typed, before) ? "" : before, typed,
			    procedure_text(context, matter, form, fields, rest + 1));
}

/* A paragraph of the procedure; what was typed into it in several stays several. */
static void add_paragraphs(struct context *context, struct dict *body, const char *text)
{
	char **parts;
	size_t count = text_split(context->arena, text, '\n', &parts);

	for (size_t i = 0; i < count; i++)
		if (!text_empty(parts[i]))
			dict_set(dict_section(body, "PARAGRAPH"), "PARAGRAPH_TEXT",
				 paper_sentence(context->arena, parts[i]));
}

void paper_texts(struct context *context, struct dict *body, const struct matter *matter, const struct paper *paper,
		 const struct values *form, const struct values *fields, const struct paper_time *time)
{
	const char *copies =
		paper->copies == NULL
			? ""
			: text_trim(context->arena, procedure_text(context, matter, form, fields, paper->copies));

	if (paper->heading != NULL)
		dict_set(body, "PAPER_TITLE", heading_of(context, matter, paper, form, fields));
	dict_set(body, "ADDRESSEE", procedure_text(context, matter, form, fields, paper->to));
	for (size_t i = 0; i < paper->paragraph_count; i++)
		add_paragraphs(context, body,
			       procedure_text(context, matter, form, fields,
					      paper_limit_fill(context->arena, paper->paragraphs[i], time)));
	if (copies[0] != '\0')
		dict_set(dict_section(body, "COPIES"), "COPIES_TEXT", copies);
}
