#include "base/base.h"

#include "http/values.h"

#include "base/log.h"
#include "base/text.h"
#include "http/field_check.h"

#include <jansson.h>

static json_t *values_to_json(const struct values *values);

static bool stored(const struct field *field)
{
	return field->type != FIELD_SECRET && field->type != FIELD_HIDDEN && field->type != FIELD_DOCUMENT;
}

static json_t *rows_to_json(const struct value *value)
{
	json_t *rows = json_array();

	for (size_t r = 0; r < value->row_count; r++)
		json_array_append_new(rows, values_to_json(value->rows[r]));
	return rows;
}

static json_t *chosen_to_json(const struct value *value)
{
	json_t *chosen = json_array();

	for (size_t i = 0; i < value->chosen_count; i++)
		json_array_append_new(chosen, json_string(value->chosen[i]));
	return chosen;
}

static json_t *value_to_json(const struct value *value)
{
	if (value->field->type == FIELD_ROWS)
		return rows_to_json(value);
	if (value->text == NULL)
		return json_pack("{s:s}", "raw", value->raw);
	if (value->field->type == FIELD_CHOICES)
		return chosen_to_json(value);
	if (field_is_number(value->field))
		return json_integer(value->number);
	return json_string(value->text);
}

static json_t *values_to_json(const struct values *values)
{
	json_t *object = json_object();

	for (size_t i = 0; i < values->count; i++)
		if (values->items[i].present && stored(values->items[i].field))
			json_object_set_new(object, values->fields[i].key, value_to_json(&values->items[i]));
	return object;
}

/* jansson answers NULL only without memory or for invalid UTF-8, which the edge refused: both end the process. */
char *values_json(const struct values *values, struct arena *arena)
{
	json_t *object = values_to_json(values);
	char *text = json_dumps(object, JSON_SORT_KEYS | JSON_COMPACT);

	json_decref(object);
	if (text == NULL)
		fatalx("event=json complaint=%s", "values cannot be written");
	char *copy = arena_strdup(arena, text);
	free(text);
	return copy;
}

static void values_load(struct values *values, const json_t *object, const char *prefix);

/* Stored as chosen, so believed: also options that the table has dropped since. */
static void load_chosen(struct arena *arena, struct value *value, const json_t *array)
{
	size_t count = json_array_size(array);

	value->chosen = arena_array(arena, count + 1, sizeof(*value->chosen));
	for (size_t i = 0; i < count; i++) {
		const char *key = json_string_value(json_array_get(array, i));
		if (key != NULL)
			value->chosen[value->chosen_count++] = arena_strdup(arena, key);
	}
	value->present = value->chosen_count > 0;
	value->raw = text_join(arena, value->chosen, value->chosen_count, ",");
	value->text = value->present ? value->raw : NULL;
}

static void load_rows(struct arena *arena, struct value *value, const json_t *array)
{
	for (size_t i = 0; i < json_array_size(array); i++) {
		const json_t *object = json_array_get(array, i);
		if (json_is_object(object))
			values_load(value_add_row(arena, value), object, row_prefix(arena, value->row_count));
	}
}

static void load_value(struct values *values, struct value *value, const json_t *json, const char *prefix)
{
	struct arena *arena = values->arena;

	if (json_is_array(json)) {
		if (value->field->type == FIELD_ROWS)
			load_rows(arena, value, json);
		else if (value->field->type == FIELD_CHOICES)
			load_chosen(arena, value, json);
	} else if (value->field->type == FIELD_ROWS) {
		return;
	} else if (json_is_object(json)) {
		const char *raw = json_string_value(json_object_get(json, "raw"));
		value_take(values, value, raw != NULL ? arena_strdup(arena, raw) : NULL, prefix);
	} else if (json_is_integer(json)) {
		value_put(arena, value, field_typed(arena, value->field, json_integer_value(json)));
	} else if (json_is_string(json)) {
		value_put(arena, value, json_string_value(json));
	}
}

static void values_load(struct values *values, const json_t *object, const char *prefix)
{
	for (size_t i = 0; i < values->count; i++) {
		const json_t *json = json_object_get(object, values->fields[i].key);
		if (json != NULL && stored(&values->fields[i]))
			load_value(values, &values->items[i], json, prefix);
	}
}

struct values *values_from_json(struct arena *arena, const struct field *fields, size_t count, const char *json)
{
	json_t *object = json_loads(json != NULL ? json : "", JSON_REJECT_DUPLICATES, NULL);

	if (!json_is_object(object)) {
		json_decref(object);
		return NULL;
	}
	struct values *values = values_empty(arena, fields, count);
	values_load(values, object, "");
	values_join_errors(values);
	json_decref(object);
	return values;
}
