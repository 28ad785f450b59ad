#include "base/base.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/answer.h"
#include "kernel/reference.h"
#include "modules/matter/matter_module.h"

static bool empty(const struct value *value)
{
	return value->field->type == FIELD_ROWS ? value->row_count == 0 : !value->present;
}

static void fill_head(struct dict *table, const struct value *value)
{
	const struct field *field = value->field;

	dict_set(table, "TABLE_CAPTION", field->label);
	for (size_t c = 0; c < field->column_count; c++) {
		struct dict *head;

		if (!values_column_told(value, c))
			continue;
		head = dict_section(table, "HEAD");
		dict_set(head, "HEAD_LABEL", field->columns[c].label);
		dict_set(head, "HEAD_CLASS", field->columns[c].type == FIELD_INTEGER ? "num" : "");
	}
}

/* Over the table, for another may stand above it with the same columns: its name, and where it is changed. */
static void fill_name(struct dict *table, const struct value *value, const char *edit_href)
{
	struct dict *name = dict_section(table, "TABLE_NAMED");

	dict_set(name, "TABLE_CAPTION", value->field->label);
	dict_show_if(name, "EDIT_HREF", edit_href != NULL);
	if (edit_href != NULL)
		dict_printf(name, "EDIT_HREF", "%s#f-%s", edit_href, value->field->key);
}

/* Repeated rows as a table, without the columns that none of them fills. */
static void fill_table(struct context *context, struct dict *group, const struct value *value, const char *edit_href)
{
	struct dict *table = dict_include(group, "TABLE", "part/table.tpl");

	fill_name(table, value, edit_href);
	fill_head(table, value);
	for (size_t r = 0; r < value->row_count; r++) {
		struct dict *line = dict_section(table, "LINE");

		for (size_t c = 0; c < value->rows[r]->count; c++) {
			const struct value *item = &value->rows[r]->items[c];
			struct dict *cell;

			if (!values_column_told(value, c))
				continue;
			cell = dict_section(line, "CELL");
			dict_set(cell, "HEAD_LABEL", item->field->label);
			dict_set(cell, "CELL_CLASS", item->field->type == FIELD_INTEGER ? "num" : "");
			dict_set(cell, "CELL_TEXT", reference_display(context, item));
			dict_show(cell, "CELL_PLAIN");
		}
	}
}

static void fill_pair(struct context *context, struct dict *group, struct dict **pairs, const struct value *value,
		      const char *edit_href)
{
	struct dict *pair;

	/* The check page draws its own table with a link per line; elsewhere it is a list. */
	if (edit_href == NULL && *pairs == NULL)
		*pairs = dict_include(group, "PAIRS", "part/pairs.tpl");
	if (edit_href != NULL)
		dict_show_if(group, "HAS_PAIRS", *pairs == NULL);
	if (edit_href != NULL && *pairs == NULL)
		*pairs = group;
	pair = dict_section(*pairs, "PAIR");
	dict_set(pair, "PAIR_LABEL", value->field->label);
	dict_set(pair, "PAIR_VALUE", reference_display(context, value));
	if (edit_href != NULL)
		dict_printf(pair, "PAIR_HREF", "%s#f-%s", edit_href, value->field->key);
}

enum err fields_shown(struct context *context, struct dict *dict, const struct values *values,
		      const struct procedure *procedure, const char *edit_href)
{
	struct dict *group = NULL;
	struct dict *pairs = NULL;
	const char *section = "基本情况";
	bool opened = false, any = false;

	(void)procedure;
	for (size_t i = 0; i < values->count; i++) {
		const struct value *value = &values->items[i];

		if (value->field->section != NULL) {
			section = value->field->section;
			opened = false;
		}
		if (empty(value) || value->field->type == FIELD_HIDDEN || value->field->type == FIELD_SECRET)
			continue;
		if (!opened) {
			group = dict_section(dict, "GROUP");
			dict_set(group, "GROUP_LABEL", section);
			pairs = NULL;
			opened = any = true;
		}
		if (value->field->type == FIELD_ROWS)
			fill_table(context, group, value, edit_href);
		else
			fill_pair(context, group, &pairs, value, edit_href);
	}
	dict_show_if(dict, "NO_GROUP", !any);
	return OK;
}

/* ---- the summary of what must be changed ---- */

static void add_error(struct dict *dict, const char *href, const char *text)
{
	struct dict *error = dict_section(dict, "ERROR");

	dict_set(error, "ERROR_HREF", href);
	dict_set(error, "ERROR_TEXT", text);
}

static void add_values(struct context *context, struct dict *dict, const struct values *values, size_t *count)
{
	for (size_t i = 0; values != NULL && i < values->count; i++) {
		const struct value *value = &values->items[i];

		if (value->error != NULL) {
			add_error(dict,
				  value->see != NULL ? value->see
						     : arena_printf(context->arena, "#f-%s", value->field->key),
				  value->error);
			++*count;
		}
		for (size_t r = 0; r < value->row_count; r++) {
			for (size_t c = 0; c < value->rows[r]->count; c++) {
				const struct value *cell = &value->rows[r]->items[c];

				if (cell->error == NULL)
					continue;
				add_error(dict,
					  arena_printf(context->arena, "#f-%s-%zu-%s", value->field->key, r + 1,
						       cell->field->key),
					  arena_printf(context->arena, "%s%s", value->field->label, cell->error));
				++*count;
			}
		}
	}
}

/* What stands beside its field is listed with the fields, once. */
static bool listed(struct context *context, const struct answer *refusal, const struct values *values)
{
	const struct value *value =
		values == NULL || refusal->field == NULL ? NULL : values_find(values, refusal->field);

	return value != NULL && text_equal(answer_whole(context->arena, refusal), value->error);
}

void errors_fill(struct context *context, struct dict *dict, const char *heading, const struct values *form,
		 const struct values *fields, const struct answer *refusals, size_t refusal_count, const char *sentence)
{
	struct dict *errors = dict_include(dict, "ERRORS", "part/errors.tpl");
	size_t count = 0;

	/* The sentence sums up; where the reasons themselves are listed, it would only repeat them. */
	if (!text_empty(sentence) && refusal_count == 0 && (form == NULL || form->error_count == 0) &&
	    (fields == NULL || fields->error_count == 0)) {
		add_error(errors, "#main", sentence);
		count++;
	}
	add_values(context, errors, form, &count);
	add_values(context, errors, fields, &count);
	for (size_t i = 0; i < refusal_count; i++) {
		const char *link = refusals[i].link;

		if (listed(context, &refusals[i], form) || listed(context, &refusals[i], fields))
			continue;
		if (link == NULL && refusals[i].field != NULL)
			link = arena_printf(context->arena, "#f-%s", refusals[i].field);
		add_error(errors, link != NULL ? link : "#main", answer_whole(context->arena, &refusals[i]));
		count++;
	}
	if (count > 0)
		heading = arena_printf(context->arena, "%s，有 %zu 处需要改", heading, count);
	dict_set(errors, "ERROR_HEADING", heading);
	dict_show(errors, "TYPED");
}

struct late {
	struct values *words; /* what differs and can be copied */
	size_t count, listed; /* all that differs, and how much of it has words */
	const char *emptied;  /* the names of the rest */
};

static void find_late(struct context *context, const struct values *form, const struct values *typed, struct late *out)
{
	size_t *changed;

	*out = (struct late){.words = arena_memdup(context->arena, typed, sizeof *typed), .emptied = ""};
	out->words->items = arena_array(context->arena, typed->count, sizeof *typed->items);
	for (size_t i = 0; i < typed->count; i++)
		out->words->items[i].field = typed->items[i].field;
	out->count = values_differ(context->arena, form, typed, &changed);
	for (size_t i = 0; i < out->count; i++) {
		const struct value *value = &typed->items[changed[i]];

		if (empty(value))
			out->emptied = text_list_add(context->arena, out->emptied, value->field->label);
		else
			out->listed++;
		out->words->items[changed[i]] = *value;
	}
}

enum err late_fill(struct context *context, struct dict *dict, const struct matter *matter, const struct values *typed,
		   const char *opinion)
{
	struct dict *late = dict_section(dict, "LATE");
	struct values *form;
	struct late found;
	enum err err = matter_form(context, matter, &form, NULL);

	if (err != OK)
		return err;
	find_late(context, form, typed, &found);
	dict_printf(late, "LATE_TEXT", "%s 已转入“%s”，表单不能再改", format_time(context->arena, matter->state_at),
		    matter->state->label);
	dict_set(late, "LATE_OPINION", opinion);
	dict_show_if(late, "LATE_OPINION", !text_empty(opinion));
	dict_show_if(late, "LATE_SAME", found.count == 0);
	if (found.count == 0)
		return OK;
	late = dict_section(late, "LATE_WORDS");
	dict_printf(late, "LATE_COUNT", "%zu", found.count);
	dict_show_if(late, "LATE_OPEN", matter->closed_at == 0);
	dict_set(late, "LATE_EMPTIED", found.emptied);
	dict_show_if(late, "LATE_EMPTIED", !text_empty(found.emptied));
	return found.listed == 0
		       ? OK
		       : fields_shown(context, dict_section(late, "LATE_LISTED"), found.words, matter->procedure, NULL);
}

void file_error_fill(struct dict *dict, const struct answer *beside)
{
	struct dict *errors = dict_include(dict, "ERRORS", "part/errors.tpl");

	dict_set(errors, "ERROR_HEADING", "文件没有保存");
	add_error(errors, beside->link, beside->sentence);
	dict_show(errors, "FILE");
}

/* Somebody saved the draft that this page showed: who, when, and what stands there now instead. */
enum err overtaken_fill(struct context *context, struct dict *dict, const struct matter *matter,
			const struct values *typed)
{
	struct dict *errors = dict_include(dict, "ERRORS", "part/errors.tpl");
	struct query *query = db_query(context->db, Q_MATTER_PAGE_SAVED_BY);
	const char *heading = "没有保存：这件事项提交后又退回，草稿已不是您打开的那一份";
	struct values *saved;
	int64_t saves, saved_at;
	size_t *changed;
	size_t count, told = 0;
	enum err err;

	query_int(query, ":matter", matter->id);
	query_int(query, ":person", context->actor->person);
	if (query_step(query)) {
		const char *who = next_text(query, context->arena);

		heading = arena_printf(context->arena, "没有保存：%s于 %s 保存过这份草稿", who,
				       format_time_full(context->arena, next_int(query)));
	}
	err = query_end(query);
	if (err == OK)
		err = matter_draft(context, matter, &saved, &saves, &saved_at);
	if (err != OK)
		return err;
	count = values_differ(context->arena, saved, typed, &changed);
	for (size_t i = 0; i < count; i++) {
		const struct value *value = &saved->items[changed[i]];
		const char **sentences;
		size_t lines = change_saved(context, value, &typed->items[changed[i]], &sentences);

		for (size_t s = 0; s < lines; s++)
			add_error(errors, arena_printf(context->arena, "#f-%s", value->field->key), sentences[s]);
		told += lines;
	}
	dict_set(errors, "ERROR_HEADING",
		 told == 0 ? heading : arena_printf(context->arena, "%s，与您填写的有 %zu 处不同", heading, told));
	dict_show(errors, "OVERTAKEN");
	return OK;
}
