#include "base/base.h"

#include "http/values.h"

#include "base/number.h"
#include "base/text.h"
#include "http/field_check.h"

enum { ROWS_MAX = 1000 };

struct values *values_empty(struct arena *arena, const struct field *fields, size_t count)
{
	struct values *values = arena_alloc(arena, sizeof(*values));

	values->arena = arena;
	values->fields = fields;
	values->count = count;
	values->items = arena_array(arena, count, sizeof(*values->items));
	for (size_t i = 0; i < count; i++) {
		values->items[i].field = &fields[i];
		values->items[i].raw = "";
	}
	return values;
}

struct value *values_find(const struct values *values, const char *key)
{
	for (size_t i = 0; i < values->count; i++)
		if (strcmp(values->fields[i].key, key) == 0)
			return &values->items[i];
	return NULL;
}

const char *values_text(const struct values *values, const char *key)
{
	const struct value *value = values_find(values, key);

	return value != NULL ? value->text : NULL;
}

const char *values_word(const struct values *values, const char *key)
{
	const char *text = values == NULL ? NULL : values_text(values, key);

	return text == NULL ? "" : text;
}

const char *values_label(const struct values *values, const char *key)
{
	const struct value *value = values_find(values, key);

	for (size_t i = 0; value != NULL && i < value->field->option_count; i++)
		if (text_equal(value->field->options[i].key, value->text))
			return value->field->options[i].label;
	return "";
}

int64_t values_number(const struct values *values, const char *key, int64_t fallback)
{
	const struct value *value = values_find(values, key);
	int64_t number;

	if (value == NULL || value->text == NULL)
		return fallback;
	if (field_is_number(value->field))
		return value->number;
	return parse_integer(value->text, &number) ? number : fallback;
}

bool values_chosen(const struct values *values, const char *key, const char *option)
{
	const struct value *value = values_find(values, key);

	if (value == NULL || value->text == NULL)
		return false;
	if (value->field->type == FIELD_CHOICE)
		return strcmp(value->text, option) == 0;
	for (size_t i = 0; i < value->chosen_count; i++)
		if (strcmp(value->chosen[i], option) == 0)
			return true;
	return false;
}

bool rows_offer(const struct value *rows, const char *column, const char *option)
{
	for (size_t i = 0; i < rows->field->column_count; i++)
		if (strcmp(rows->field->columns[i].key, column) == 0)
			return field_option(&rows->field->columns[i], option) != NULL;
	return false;
}

bool values_column_told(const struct value *rows, size_t column)
{
	if (rows->field->columns[column].required)
		return true;
	for (size_t r = 0; r < rows->row_count; r++)
		if (rows->rows[r]->items[column].present)
			return true;
	return false;
}

static void empty_value(struct value *value)
{
	*value = (struct value){.field = value->field, .raw = ""};
}

void value_put(struct arena *arena, struct value *value, const char *text)
{
	enum field_type type = value->field->type;

	empty_value(value);
	if (text_empty(text) || type == FIELD_ROWS || type == FIELD_DOCUMENT)
		return;
	value->present = true;
	value->raw = arena_strdup(arena, text);
	/* An option the table no longer has is still what was chosen then. */
	if (field_convert(arena, value) != NULL && type == FIELD_CHOICE)
		value->text = value->raw;
	if (type == FIELD_SECRET)
		value->raw = "";
}

void values_set(struct values *values, const char *key, const char *text)
{
	struct value *value = values_find(values, key);

	if (value != NULL)
		value_put(values->arena, value, text);
}

void values_set_number(struct values *values, const char *key, int64_t number)
{
	struct value *value = values_find(values, key);

	if (value != NULL)
		value_put(values->arena, value, field_typed(values->arena, value->field, number));
}

static void complain(struct values *values, struct value *value, const char *sentence)
{
	if (value->error != NULL)
		return;
	value->error = sentence;
	values->error_count++;
}

void value_complain(struct values *values, struct value *value, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	complain(values, value, arena_vprintf(values->arena, format, args));
	va_end(args);
}

void values_complain(struct values *values, const char *key, const char *format, ...)
{
	struct value *value = values_find(values, key);
	va_list args;

	if (value == NULL)
		return;
	va_start(args, format);
	complain(values, value, arena_vprintf(values->arena, format, args));
	va_end(args);
}

/* After converting: a wrong value keeps what was typed and nothing else. */
static void judge(struct values *values, struct value *value, const char *sentence, const char *prefix)
{
	if (sentence == NULL)
		sentence = field_limits(values->arena, value);
	if (sentence != NULL) {
		value->text = NULL;
		value->number = 0;
		value->chosen_count = 0;
		complain(values, value, arena_printf(values->arena, "%s%s", prefix, sentence));
	}
}

void value_take(struct values *values, struct value *value, const char *raw, const char *prefix)
{
	struct arena *arena = values->arena;
	bool secret = value->field->type == FIELD_SECRET;

	empty_value(value);
	if (raw == NULL || (secret ? raw[0] : text_trim(arena, raw)[0]) == '\0')
		return;
	value->present = true;
	value->raw = raw;
	judge(values, value, field_convert(arena, value), prefix);
	if (secret)
		value->raw = ""; /* never shown again */
}

void value_take_choices(struct values *values, struct value *value, const char *const *typed, size_t count,
			const char *prefix)
{
	empty_value(value);
	if (count == 0)
		return;
	value->present = true;
	value->raw = text_join(values->arena, typed, count, ",");
	judge(values, value, field_choose(values->arena, value, typed, count), prefix);
}

struct values *value_add_row(struct arena *arena, struct value *value)
{
	value->rows = arena_grow(arena, value->rows, value->row_count, sizeof(*value->rows));
	value->present = true;
	value->rows[value->row_count] = values_empty(arena, value->field->columns, value->field->column_count);
	return value->rows[value->row_count++];
}

void values_grow(struct values *values, const char *key)
{
	struct value *value = values_find(values, key);

	if (value == NULL || value->field->type != FIELD_ROWS)
		return;
	if (value->row_count == 0)
		value_add_row(values->arena, value);
	value_add_row(values->arena, value);
}

struct values *values_add_row(struct values *values, const char *key)
{
	struct value *rows = values_find(values, key);

	value_add_row(values->arena, rows);
	rows->present = true;
	return rows->rows[rows->row_count - 1];
}

const char *row_prefix(struct arena *arena, size_t number)
{
	return arena_printf(arena, "第 %zu 行", number);
}

bool values_any_present(const struct values *values)
{
	for (size_t i = 0; i < values->count; i++)
		if (values->items[i].present)
			return true;
	return false;
}

bool values_pasted(const struct values *values)
{
	for (size_t i = 0; i < values->count; i++)
		if (values->items[i].field->type == FIELD_ROWS &&
		    !text_empty(text_trim(values->arena, values->items[i].raw)))
			return true;
	return false;
}

static void require_rows(struct values *values, struct value *value, bool draft)
{
	const struct field *field = value->field;
	const char *label = field->label != NULL ? field->label : field->key;
	int64_t count = (int64_t)value->row_count;
	int64_t most = field->max > 0 ? field->max : ROWS_MAX;

	for (size_t r = 0; r < value->row_count; r++)
		values_require(value->rows[r], draft, row_prefix(values->arena, r + 1));
	/* It would be lost: no button but its own takes it in. */
	if (!text_empty(text_trim(values->arena, value->raw)))
		value_complain(values, value, "%s：粘贴的内容还没有读入，请先按“读入并替换”，不需要的请清空", label);
	if (count > most)
		value_complain(values, value, "%s最多 %" PRId64 " 行，您填了 %" PRId64 " 行", label, most, count);
	if (!draft && count > 0 && count < field->min)
		value_complain(values, value, "%s至少 %" PRId64 " 行，您填了 %" PRId64 " 行", label, field->min, count);
}

void values_require(struct values *values, bool draft, const char *prefix)
{
	for (size_t i = 0; i < values->count; i++) {
		struct value *value = &values->items[i];
		const struct field *field = value->field;
		if (field->type == FIELD_DOCUMENT)
			continue;
		if (field->type == FIELD_ROWS)
			require_rows(values, value, draft);
		if (!draft && field->required && field->shown_if == NULL && !value->present)
			value_complain(values, value, "%s%s", prefix, field_missing(values->arena, field));
	}
}

void values_join_errors(struct values *values)
{
	for (size_t i = 0; i < values->count; i++)
		for (size_t r = 0; r < values->items[i].row_count; r++)
			values->error_count += values->items[i].rows[r]->error_count;
}

bool value_same(const struct value *a, const struct value *b)
{
	if (a->present != b->present || a->row_count != b->row_count || a->number != b->number)
		return false;
	for (size_t r = 0; r < a->row_count; r++)
		for (size_t i = 0; i < a->rows[r]->count; i++)
			if (!value_same(&a->rows[r]->items[i], &b->rows[r]->items[i]))
				return false;
	if (a->text == NULL && b->text == NULL)
		return strcmp(a->raw, b->raw) == 0;
	return text_equal(a->text, b->text);
}

size_t values_differ(struct arena *arena, const struct values *a, const struct values *b, size_t **changed)
{
	size_t count = 0;

	*changed = arena_array(arena, a->count + 1, sizeof(**changed));
	for (size_t i = 0; i < a->count && i < b->count; i++)
		if (!value_same(&a->items[i], &b->items[i]))
			(*changed)[count++] = i;
	return count;
}
