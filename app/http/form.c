#include "base/base.h"

#include "http/values.h"

#include "base/text.h"
#include "http/pattern.h"

enum { LINE_DIGITS_MAX = 5 };

/* Posted names, sorted, so that a table of a thousand lines is not searched from end to end for each cell. */
struct index {
	const struct param **items;
	size_t count;
};

static int compare_params(const void *left, const void *right)
{
	const struct param *a = *(const struct param *const *)left;
	const struct param *b = *(const struct param *const *)right;
	int order = strcmp(a->name, b->name);

	return order != 0 ? order : (a > b) - (a < b); /* equal names in the order sent */
}

static struct index index_new(struct arena *arena, const struct params *posted)
{
	struct index index = {.items = arena_array(arena, posted->count + 1, sizeof(*index.items))};

	for (size_t i = 0; i < posted->count; i++)
		index.items[index.count++] = &posted->items[i];
	qsort(index.items, index.count, sizeof(*index.items), compare_params);
	return index;
}

/* The first item whose name is not less than name. */
static size_t index_from(const struct index *index, const char *name)
{
	size_t low = 0;
	size_t high = index->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (strcmp(index->items[middle]->name, name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static const char *index_value(const struct index *index, const char *name)
{
	size_t i = index_from(index, name);

	return i < index->count && strcmp(index->items[i]->name, name) == 0 ? index->items[i]->value : NULL;
}

/* "lines.12.vcpu" below "lines": 12 and "vcpu"; false for anything else. */
static bool split_cell(const char *name, const char *key, unsigned *line, const char **column)
{
	size_t length = strlen(key);

	if (strncmp(name, key, length) != 0 || name[length] != '.')
		return false;
	const char *digits = name + length + 1;
	size_t count = strspn(digits, "0123456789");
	if (count == 0 || count > LINE_DIGITS_MAX || (digits[0] == '0' && count > 1) || digits[count] != '.')
		return false;
	*line = 0;
	for (size_t i = 0; i < count; i++)
		*line = *line * 10 + (unsigned)(digits[i] - '0');
	*column = digits + count + 1;
	return true;
}

static int compare_lines(const void *a, const void *b)
{
	unsigned left = *(const unsigned *)a;
	unsigned right = *(const unsigned *)b;

	return (left > right) - (left < right);
}

/* The line numbers that were posted for a table, ascending, once each. */
static size_t posted_lines(struct arena *arena, const struct index *index, const char *key, unsigned **lines)
{
	const char *prefix = arena_printf(arena, "%s.", key);
	size_t first = index_from(index, prefix);
	size_t found = 0;
	size_t count = 0;

	*lines = arena_array(arena, index->count + 1, sizeof(**lines));
	for (size_t i = first; i < index->count && text_starts(index->items[i]->name, prefix); i++) {
		const char *column;
		if (split_cell(index->items[i]->name, key, &(*lines)[found], &column))
			found++;
	}
	if (found > 0)
		qsort(*lines, found, sizeof(**lines), compare_lines);
	for (size_t i = 0; i < found; i++)
		if (count == 0 || (*lines)[count - 1] != (*lines)[i])
			(*lines)[count++] = (*lines)[i];
	return count;
}

static void decode_fields(struct values *values, const struct index *index, const char *name_prefix,
			  const char *prefix);

static void decode_choices(struct values *values, struct value *value, const struct index *index, const char *name,
			   const char *prefix)
{
	const char **typed = arena_array(values->arena, index->count + 1, sizeof(*typed));
	size_t count = 0;

	for (size_t i = index_from(index, name); i < index->count && strcmp(index->items[i]->name, name) == 0; i++)
		if (index->items[i]->value[0] != '\0')
			typed[count++] = index->items[i]->value;
	value_take_choices(values, value, typed, count, prefix);
}

static void decode_rows(struct values *values, struct value *value, const struct index *index)
{
	struct arena *arena = values->arena;
	const char *key = value->field->key;
	unsigned *lines;
	size_t count = posted_lines(arena, index, key, &lines);

	for (size_t i = 0; i < count; i++) {
		struct values *row = value_add_row(arena, value);
		decode_fields(row, index, arena_printf(arena, "%s.%u.", key, lines[i]),
			      row_prefix(arena, value->row_count));
		if (!values_any_present(row))
			value->row_count--; /* an empty line is only there to be filled in */
	}
	value->raw = index_value(index, arena_printf(arena, "%s" ROWS_PASTE, key));
	if (value->raw == NULL)
		value->raw = "";
	value->present = value->row_count > 0;
}

static void decode_fields(struct values *values, const struct index *index, const char *name_prefix, const char *prefix)
{
	for (size_t i = 0; i < values->count; i++) {
		struct value *value = &values->items[i];
		const struct field *field = value->field;
		const char *name = field->key;
		if (name_prefix[0] != '\0')
			name = arena_printf(values->arena, "%s%s", name_prefix, field->key);
		if (field->type == FIELD_ROWS && name_prefix[0] == '\0')
			decode_rows(values, value, index);
		else if (field->type == FIELD_CHOICES)
			decode_choices(values, value, index, name, prefix);
		else if (field->type != FIELD_DOCUMENT && field->type != FIELD_ROWS)
			value_take(values, value, index_value(index, name), prefix);
	}
}

struct values *values_decode(struct arena *arena, const struct field *fields, size_t count, const struct params *posted,
			     bool draft)
{
	struct values *values = values_empty(arena, fields, count);
	struct index index = index_new(arena, posted);

	decode_fields(values, &index, "", "");
	values_require(values, draft, "");
	values_join_errors(values);
	return values;
}

static void check_again(struct values *values, const char *prefix)
{
	values->error_count = 0;
	for (size_t i = 0; i < values->count; i++) {
		struct value *value = &values->items[i];
		if (value->field->type == FIELD_ROWS) {
			value->error = NULL;
			for (size_t r = 0; r < value->row_count; r++)
				check_again(value->rows[r], row_prefix(values->arena, r + 1));
		} else if (value->field->type == FIELD_SECRET) {
			values->error_count += value->error != NULL; /* its text is gone, its error is not */
		} else {
			value->error = NULL; /* also of what is absent, or it would stand there uncounted */
			if (value->present)
				value_take(values, value, value->raw, prefix);
		}
	}
}

void values_check(struct values *values)
{
	check_again(values, "");
	values_require(values, false, "");
	values_join_errors(values);
}

bool form_pattern_known(const char *pattern)
{
	return pattern_known(pattern);
}

static const struct field *find_field(const struct field *fields, size_t count, const char *key)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(fields[i].key, key) == 0)
			return &fields[i];
	return NULL;
}

/* The field, column or pasted text a posted name stands for; *many when it may come more than once. */
static bool known_name(const struct field *fields, size_t count, const char *name, bool *many)
{
	const struct field *field = find_field(fields, count, name);
	unsigned line;
	const char *column;

	*many = false;
	if (field != NULL) {
		*many = field->type == FIELD_CHOICES;
		return field->type != FIELD_DOCUMENT && field->type != FIELD_ROWS;
	}
	for (size_t i = 0; i < count; i++) {
		if (fields[i].type != FIELD_ROWS)
			continue;
		if (split_cell(name, fields[i].key, &line, &column)) {
			field = find_field(fields[i].columns, fields[i].column_count, column);
			*many = field != NULL && field->type == FIELD_CHOICES;
			return field != NULL;
		}
		size_t length = strlen(fields[i].key);
		if (strncmp(name, fields[i].key, length) == 0 && strcmp(name + length, ROWS_PASTE) == 0)
			return true;
	}
	return false;
}

static bool listed(const char *const *names, const char *name)
{
	for (; names != NULL && *names != NULL; names++)
		if (strcmp(*names, name) == 0)
			return true;
	return false;
}

enum err form_unknown(const struct field *fields, size_t count, const struct params *posted, const char *const *extra)
{
	static const char *const always[] = {"csrf", "once", "action", NULL};
	bool many;

	for (size_t i = 0; i < posted->count; i++) {
		const char *name = posted->items[i].name;
		if (known_name(fields, count, name, &many))
			continue;
		if (!listed(always, name) && !listed(extra, name))
			return ERR_BAD_REQUEST;
		if (params_count(posted, name) > 1)
			return ERR_BAD_REQUEST;
	}
	return form_repeated(fields, count, posted);
}

enum err form_repeated(const struct field *fields, size_t count, const struct params *posted)
{
	struct arena *arena = arena_new();
	struct index index = index_new(arena, posted);
	enum err err = OK;
	bool many;

	for (size_t i = 1; err == OK && i < index.count; i++) {
		const char *name = index.items[i]->name;
		if (strcmp(name, index.items[i - 1]->name) == 0 && known_name(fields, count, name, &many) && !many)
			err = ERR_BAD_REQUEST;
	}
	arena_free(arena);
	return err;
}
