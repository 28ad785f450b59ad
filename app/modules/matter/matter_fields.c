#include "base/base.h"

#include "base/text.h"
#include "kernel/reference.h"
#include "modules/matter/matter_module.h"

enum { RADIO_MOST = 4, RADIO_LETTERS = 12, WIDE_TEXT = 60, LONG_LINES = 4 };

/* How a field is drawn; a choice of few options as radio buttons, of many as a list. */
static const char *field_template(const struct field *field)
{
	switch (field->type) {
	case FIELD_TEXT:
		return "part/field_text.tpl";
	case FIELD_LONG_TEXT:
		return "part/field_long.tpl";
	case FIELD_SECRET:
		return "part/field_secret.tpl";
	case FIELD_INTEGER:
		return "part/field_integer.tpl";
	case FIELD_DECIMAL:
		return "part/field_decimal.tpl";
	case FIELD_MONEY:
		return "part/field_money.tpl";
	case FIELD_DATE:
		return "part/field_date.tpl";
	case FIELD_CHOICE:
		return field->option_count <= RADIO_MOST ? "part/field_radio.tpl" : "part/field_select.tpl";
	case FIELD_CHOICES:
		return "part/field_several.tpl";
	case FIELD_YES_NO:
		return field->min == 1 ? "part/field_tick.tpl" : "part/field_yes_no.tpl";
	case FIELD_REFERENCE:
		return "part/field_reference.tpl";
	case FIELD_ROWS:
		return "part/field_rows.tpl";
	case FIELD_HIDDEN:
		return "part/field_hidden.tpl";
	case FIELD_DOCUMENT:
		break;
	}
	return NULL;
}

/* Thirds of the page, so that the columns of a section stand in line. */
static const char *field_width(const struct field *field)
{
	size_t letters = 0;

	switch (field->type) {
	case FIELD_LONG_TEXT:
	case FIELD_CHOICES:
	case FIELD_ROWS:
		return "c12";
	case FIELD_TEXT:
		return field->max > WIDE_TEXT ? "c8" : "c4";
	case FIELD_CHOICE:
		for (size_t i = 0; i < field->option_count; i++)
			letters += utf8_length(field->options[i].label);
		return field->option_count <= RADIO_MOST && letters > RADIO_LETTERS ? "c8" : "c4";
	default:
		return "c4";
	}
}

static void set_optional(struct dict *dict, const char *name, const char *value)
{
	if (text_empty(value))
		return;
	dict_set(dict, name, value);
	dict_show(dict, name);
}

static void fill_options(struct dict *dict, const struct value *value, const struct option *options, size_t count,
			 bool wanted_if_one)
{
	for (size_t i = 0; i < count; i++) {
		struct dict *option = dict_section(dict, "OPTION");
		bool chosen = value->raw != NULL && text_equal(value->raw, options[i].key);

		for (size_t c = 0; c < value->chosen_count; c++)
			chosen = chosen || text_equal(value->chosen[c], options[i].key);
		dict_set(option, "OPTION_VALUE", options[i].key);
		dict_set(option, "OPTION_LABEL", options[i].label);
		dict_show_if(option, "OPTION_CHECKED", chosen);
		dict_show_if(option, "OPTION_SELECTED", chosen || (wanted_if_one && count == 1));
	}
}

/* Too many to look through: words first, then what they fit, then the one that was chosen. */
static char *search_note(struct arena *arena, const struct value *value, const struct reference_choice *choice)
{
	if (text_empty(value->raw))
		return arena_strdup(arena, "可选的太多，列不下：写名称或编号的一部分，按本页的按钮后列出来选");
	if (value->text != NULL && choice->count > 0)
		return arena_strdup(arena, "要换一个，先选“重新查找”，按本页的按钮后再写名称");
	if (choice->count == 0)
		return arena_printf(arena, "没有找到“%s”，请换个写法，按本页的按钮后再列", value->raw);
	if (choice->more)
		return arena_printf(arena, "“%s”有 %zu 个以上，只列出前 %zu 个；没有要找的，选“重新查找”后写得更全一些",
				    value->raw, choice->count, choice->count);
	return arena_printf(arena, "“%s”有 %zu 个，请从中选择", value->raw, choice->count);
}

/* Words are not taken for "none" by who forgets to choose: sent again they are asked about again. */
static bool words_found(const struct value *value, const struct reference_choice *choice)
{
	return choice->searched && choice->count > 0 && value->text == NULL && !text_empty(value->raw);
}

static enum err fill_reference(struct context *context, struct dict *dict, const struct value *value)
{
	struct reference_choice choice;
	enum err err = reference_choose(context, value->field->reference, value->raw, &choice);

	if (err != OK)
		return err;
	dict_show(dict, choice.searched && choice.count == 0 ? "WORDS" : "LISTED");
	dict_show_if(dict, "KEPT", words_found(value, &choice));
	dict_show(dict, choice.searched ? "AGAIN" : "BLANK");
	if (choice.searched)
		dict_set(dict_section(dict, "SEARCHED"), "SEARCH_NOTE", search_note(context->arena, value, &choice));
	fill_options(dict, value, choice.options, choice.count, false);
	return OK;
}

static enum err fill_cell_reference(struct context *context, struct dict *dict, const struct value *cell)
{
	struct reference_choice choice;
	enum err err = reference_choose(context, cell->field->reference, cell->raw, &choice);

	struct dict *list;

	if (err != OK)
		return err;
	if (choice.searched && choice.count == 0) {
		dict_show(dict, "CELL_WORDS");
		return OK;
	}
	list = dict_section(dict, "CELL_CHOICE");
	dict_show_if(list, "KEPT", words_found(cell, &choice));
	dict_show(list, choice.searched ? "AGAIN" : "BLANK");
	fill_options(list, cell, choice.options, choice.count, false);
	return OK;
}

/* One cell of a repeated row. */
static void fill_yes_no(struct dict *dict, const struct value *cell)
{
	dict_show_if(dict, "CELL_YES", text_equal(cell->text, "1"));
	dict_show_if(dict, "CELL_NO", text_equal(cell->text, "0"));
}

static enum err fill_cell(struct context *context, struct dict *line, const struct value *rows,
			  const struct value *cell, size_t number)
{
	const struct field *field = cell->field;
	struct arena *arena = context->arena;
	struct dict *dict = dict_section(line, "CELL");
	char *id = arena_printf(arena, "f-%s-%zu-%s", rows->field->key, number, field->key);
	enum err err = OK;

	dict_set(dict, "CELL_ID", id);
	dict_printf(dict, "CELL_NAME", "%s.%zu.%s", rows->field->key, number, field->key);
	dict_printf(dict, "CELL_LABEL", "第 %zu 行%s", number, field->label);
	dict_set(dict, "COLUMN_LABEL", field->label);
	dict_set(dict, "CELL_VALUE", cell->raw);
	dict_show_if(dict, "CELL_INVALID", cell->error != NULL);
	if (field->type == FIELD_CHOICE) {
		struct dict *list = dict_section(dict, "CELL_CHOICE");

		dict_show(list, "BLANK");
		fill_options(list, cell, field->options, field->option_count, false);
	} else if (field->type == FIELD_REFERENCE) {
		dict_set(dict, "COLUMN_CLASS", "ref");
		err = fill_cell_reference(context, dict, cell);
	} else if (field->type == FIELD_INTEGER || field->type == FIELD_DECIMAL || field->type == FIELD_MONEY) {
		dict_set(dict, "COLUMN_CLASS", "num");
		dict_show(dict, "CELL_NUMBER");
	} else if (field->type == FIELD_YES_NO) {
		fill_yes_no(dict_section(dict, "CELL_YES_NO"), cell);
	} else if (field->type == FIELD_DATE) {
		dict_show(dict, "CELL_DATE");
	} else if (field->max >= WIDE_TEXT) {
		/* One line by its meaning, on two so that it can be read in a column. */
		dict_set(dict, "COLUMN_CLASS", "wide");
		dict_show(dict, "CELL_WIDE");
	} else {
		dict_show(dict, "CELL_TEXT");
	}
	if (cell->error != NULL) {
		struct dict *error = dict_section(line, "LINE_ERROR");

		dict_set(error, "CELL_ID", id);
		dict_set(error, "LINE_ERROR_TEXT", cell->error);
		dict_int(error, "COLUMN_SPAN", (int64_t)rows->field->column_count + 2);
	}
	return err;
}

static enum err fill_line(struct context *context, struct dict *dict, const struct value *rows,
			  const struct values *row, size_t number)
{
	struct dict *line = dict_section(dict, "LINE");

	dict_int(line, "LINE_NO", (int64_t)number);
	dict_int(line, "LINE_INDEX", (int64_t)number);
	for (size_t i = 0; i < row->count; i++) {
		enum err err = fill_cell(context, line, rows, &row->items[i], number);

		if (err != OK)
			return err;
	}
	return OK;
}

/* Pieces add up; cores and GB of one column, or sizes of one machine each, do not. */
static bool adds_up(const struct field *column)
{
	return column->type == FIELD_INTEGER && text_equal(column->key, "count");
}

static bool any_adds_up(const struct field *rows)
{
	for (size_t c = 0; c < rows->column_count; c++)
		if (adds_up(&rows->columns[c]))
			return true;
	return false;
}

/* Sums below the table, where there is something to add up. */
static void fill_totals(struct dict *dict, const struct value *rows)
{
	const struct field *field = rows->field;
	struct dict *total;

	if (rows->row_count < 2 || !any_adds_up(field))
		return;
	total = dict_section(dict, "TOTAL");
	for (size_t c = 0; c < field->column_count; c++) {
		struct dict *cell = dict_section(total, "TOTAL_CELL");
		int64_t sum = 0;

		dict_set(cell, "COLUMN_LABEL", field->columns[c].label);
		if (!adds_up(&field->columns[c]))
			continue;
		for (size_t r = 0; r < rows->row_count; r++)
			sum += values_number(rows->rows[r], field->columns[c].key, 0);
		dict_set(cell, "COLUMN_CLASS", "num");
		dict_int(cell, "TOTAL_VALUE", sum);
	}
}

static enum err fill_rows(struct context *context, struct dict *dict, const struct value *value)
{
	const struct field *field = value->field;
	enum err err = OK;

	for (size_t c = 0; c < field->column_count; c++) {
		struct dict *column = dict_section(dict, "COLUMN");

		dict_printf(column, "COLUMN_LABEL", "%s%s%s%s", field->columns[c].label,
			    field->columns[c].unit == NULL ? "" : "（",
			    field->columns[c].unit == NULL ? "" : field->columns[c].unit,
			    field->columns[c].unit == NULL ? "" : "）");
		dict_set(column, "COLUMN_CLASS", field->columns[c].type == FIELD_INTEGER ? "num" : "");
	}
	dict_show_if(dict, "COUNTING", any_adds_up(field));
	for (size_t r = 0; err == OK && r < value->row_count; r++)
		err = fill_line(context, dict, value, value->rows[r], r + 1);
	if (err == OK && value->row_count == 0)
		err = fill_line(context, dict, value, values_empty(context->arena, field->columns, field->column_count),
				1);
	fill_totals(dict, value);
	dict_show(dict, "PASTING");
	dict_set(dict, "PASTED", value->raw);
	dict_show_if(dict, "PASTED", !text_empty(value->raw));
	return err;
}

/* required_if is answered by what is filled in so far; the server asks again at submission. */
static bool required_now(const struct procedure *procedure, const struct value *value, const struct values *form)
{
	if (value->field->required)
		return true;
	for (size_t i = 0; procedure != NULL && i < procedure->form_count; i++)
		if (&procedure->form[i] == value->field && procedure->required_if[i] != NULL)
			return procedure_holds(procedure, procedure->required_if[i], form, NULL);
	return false;
}

static bool shown_now(const struct procedure *procedure, const struct value *value, const struct values *form)
{
	for (size_t i = 0; procedure != NULL && i < procedure->form_count; i++)
		if (&procedure->form[i] == value->field && procedure->shown_if[i] != NULL)
			return procedure_holds(procedure, procedure->shown_if[i], form, NULL);
	return true;
}

static enum err fill_field(struct context *context, struct dict *parent, const struct value *value, bool required)
{
	const struct field *field = value->field;
	const char *template_name = field_template(field);
	struct dict *dict;

	if (template_name == NULL)
		return OK;
	dict = dict_include(parent, "FIELD", template_name);
	dict_printf(dict, "ID", "f-%s", field->key);
	dict_set(dict, "NAME", field->key);
	dict_set(dict, "LABEL", field->label);
	dict_set(dict, "WIDTH", field_width(field));
	dict_set(dict, "VALUE", field->type == FIELD_SECRET ? "" : value->raw);
	dict_show_if(dict, "REQUIRED", required);
	set_optional(dict, "HINT", field->hint);
	set_optional(dict, "UNIT", field->unit);
	set_optional(dict, "ERROR", value->error);
	dict_show_if(dict, "TICKED", text_equal(value->text, "1"));
	dict_show_if(dict, "YES", text_equal(value->text, "1"));
	dict_show_if(dict, "NO", text_equal(value->text, "0"));
	if (field->max > 0 && (field->type == FIELD_TEXT || field->type == FIELD_LONG_TEXT)) {
		dict_int(dict, "MAX", field->max);
		dict_show(dict, "MAX");
	}
	dict_int(dict, "LINES", LONG_LINES);
	if (field->type == FIELD_ROWS)
		return fill_rows(context, dict, value);
	if (field->type == FIELD_REFERENCE)
		return fill_reference(context, dict, value);
	dict_show_if(dict, "BLANK", !required || text_empty(value->raw));
	fill_options(dict, value, field->options, field->option_count, false);
	return OK;
}

enum err fields_fill(struct context *context, struct dict *dict, const struct values *values,
		     const struct procedure *procedure, const struct values *form)
{
	for (size_t i = 0; i < values->count; i++) {
		const struct value *value = &values->items[i];
		enum err err;

		if (!shown_now(procedure, value, form))
			continue;
		err = fill_field(context, dict, value, required_now(procedure, value, form));
		if (err != OK)
			return err;
	}
	return OK;
}

/* ---- the editable form in sections, with the list of sections beside it ---- */

struct section_state {
	struct dict *dict;
	struct dict *task;
	const char *label; /* of the section that is to come */
	size_t number;
	size_t errors;
	size_t lacking;
	size_t filled;
	size_t required;
};

static void close_section(struct section_state *state)
{
	if (state->dict == NULL)
		return;
	if (state->errors > 0) {
		dict_printf(state->task, "TASK_TEXT", "%zu 处有误", state->errors);
		dict_set(state->task, "TASK_CLASS", "bad");
	} else if (state->lacking > 0) {
		dict_printf(state->task, "TASK_TEXT", "%zu 项未填", state->lacking);
		dict_set(state->task, "TASK_CLASS", "todo");
	} else if (state->required == 0 && state->filled == 0) {
		dict_set(state->task, "TASK_TEXT", "选填");
	} else {
		dict_set(state->task, "TASK_TEXT", "已填完");
		dict_set(state->task, "TASK_CLASS", "ok");
	}
}

/* Only when its first field is shown: a section nobody needs to see is not there. */
static void open_section(struct context *context, struct dict *dict, struct section_state *state)
{
	const char *id;

	close_section(state);
	state->number++;
	state->errors = state->lacking = state->filled = state->required = 0;
	id = arena_printf(context->arena, "s-%zu", state->number);
	state->dict = dict_section(dict, "FORM_SECTION");
	dict_set(state->dict, "SECTION_ID", id);
	dict_set(state->dict, "SECTION_LABEL", state->label);
	state->task = dict_section(dict, "TASK");
	dict_printf(state->task, "TASK_HREF", "#%s", id);
	dict_set(state->task, "TASK_LABEL", state->label);
	state->label = NULL;
}

static bool lacks(const struct value *value)
{
	return value->field->type == FIELD_ROWS ? value->row_count == 0 : !value->present;
}

static void count_field(struct section_state *state, const struct value *value, bool required)
{
	state->required += required;
	state->filled += !lacks(value);
	state->lacking += required && lacks(value);
	state->errors += value->error != NULL;
	for (size_t r = 0; r < value->row_count; r++)
		state->errors += value->rows[r]->error_count;
}

enum err fields_sections(struct context *context, struct dict *dict, const struct values *values,
			 const struct procedure *procedure)
{
	struct section_state state = {.label = "基本情况"};

	for (size_t i = 0; i < values->count; i++) {
		const struct value *value = &values->items[i];
		bool required;
		enum err err;

		if (value->field->section != NULL)
			state.label = value->field->section;
		if (!shown_now(procedure, value, values))
			continue;
		if (state.label != NULL)
			open_section(context, dict, &state);
		required = required_now(procedure, value, values);
		count_field(&state, value, required);
		err = fill_field(context, state.dict, value, required);
		if (err != OK)
			return err;
	}
	close_section(&state);
	return OK;
}
