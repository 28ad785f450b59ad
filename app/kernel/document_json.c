/*
 * The bytes that are kept: {"title":…,"parts":[{"kind":"heading","level":1,"text":…},
 * {"kind":"text","text":…}, {"kind":"table","caption":…,"columns":[{"heading":…,"number":true}],"cells":[…]},
 * {"kind":"chart","chart":{…}}, {"kind":"own","key":…,"heading":…,"text":…,"written":false},
 * {"kind":"annex","text":…}]}, keys sorted, so that the same document gives the same bytes.
 */
#include "base/base.h"

#include "kernel/document.h"

#include "base/text.h"
#include "kernel/document_parts.h"

#include <jansson.h>

static const char *const kinds[] = {
	[PART_HEADING] = "heading", [PART_TEXT] = "text", [PART_TABLE] = "table",
	[PART_CHART] = "chart",     [PART_OWN] = "own",   [PART_ANNEX] = "annex",
};

/* ---- writing ---- */

static json_t *table_to_json(const struct document_table *table)
{
	json_t *columns = json_array(), *cells = json_array();
	int failed = 0;

	for (size_t i = 0; i < table->column_count; i++)
		failed |=
			json_array_append_new(columns, json_pack("{s:s,s:b}", "heading", table->columns[i].heading,
								 "number", table->columns[i].kind == DOCUMENT_NUMBER));
	for (size_t i = 0; i < table->cell_count; i++)
		failed |= json_array_append_new(cells, json_string(table->cells[i]));
	if (failed != 0) {
		json_decref(columns);
		json_decref(cells);
		return NULL;
	}
	return json_pack("{s:s,s:s,s:o,s:o}", "kind", kinds[PART_TABLE], "caption", table->caption, "columns", columns,
			 "cells", cells);
}

static json_t *chart_to_json(const struct chart *chart)
{
	const char *text = chart_json(chart);

	return json_pack("{s:s,s:o}", "kind", kinds[PART_CHART], "chart",
			 text == NULL ? NULL : json_loads(text, 0, NULL));
}

static json_t *part_to_json(const struct part *part)
{
	switch (part->kind) {
	case PART_HEADING:
		return json_pack("{s:s,s:i,s:s}", "kind", kinds[part->kind], "level", part->level, "text", part->text);
	case PART_TABLE:
		return table_to_json(part->table);
	case PART_CHART:
		return chart_to_json(part->chart);
	case PART_OWN:
		return json_pack("{s:s,s:s,s:s,s:s,s:b}", "kind", kinds[part->kind], "key", part->own->key, "heading",
				 part->own->heading, "text", part->own->text, "written", part->own->written);
	case PART_TEXT:
	case PART_ANNEX:
		break;
	}
	return json_pack("{s:s,s:s}", "kind", kinds[part->kind], "text", part->text);
}

char *document_json(const struct document *document)
{
	json_t *parts = json_array(), *object;
	char *text, *copy;
	int failed = 0;

	for (const struct part *part = document->first; part != NULL; part = part->next)
		failed |= json_array_append_new(parts, part_to_json(part));
	object = json_pack("{s:s,s:o}", "title", document->title, "parts", parts);
	text = failed != 0 || object == NULL ? NULL : json_dumps(object, JSON_SORT_KEYS | JSON_COMPACT);
	json_decref(object);
	copy = text == NULL ? NULL : arena_strdup(document->arena, text);
	free(text);
	return copy;
}

/* ---- reading ---- */

static const char *word(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

static bool read_table(struct document *document, const json_t *object)
{
	const json_t *columns = json_object_get(object, "columns"), *cells = json_object_get(object, "cells");
	struct document_table *table;
	const json_t *item;
	size_t i;

	if (word(object, "caption") == NULL || !json_is_array(columns) || !json_is_array(cells))
		return false;
	table = document_table(document, word(object, "caption"));
	json_array_foreach(columns, i, item)
	{
		if (word(item, "heading") == NULL)
			return false;
		document_column(table, word(item, "heading"),
				json_is_true(json_object_get(item, "number")) ? DOCUMENT_NUMBER : DOCUMENT_WORDS);
	}
	json_array_foreach(cells, i, item)
	{
		if (!json_is_string(item))
			return false;
		document_cell(table, json_string_value(item));
	}
	return true;
}

static bool read_chart(struct document *document, const json_t *object)
{
	char *text = json_dumps(json_object_get(object, "chart"), JSON_SORT_KEYS | JSON_COMPACT);
	struct chart *chart = text == NULL ? NULL : chart_read(document->arena, text, strlen(text));

	free(text);
	if (chart != NULL)
		document_chart(document, chart);
	return chart != NULL;
}

static bool read_own(struct document *document, const json_t *object)
{
	const char *key = word(object, "key"), *heading = word(object, "heading"), *text = word(object, "text");
	const struct part *part;

	if (key == NULL || heading == NULL || text == NULL)
		return false;
	document_own(document, key, heading, text);
	for (part = document->first; part->next != NULL; part = part->next)
		continue;
	part->own->written = json_is_true(json_object_get(object, "written"));
	return true;
}

static bool read_part(struct document *document, const json_t *object)
{
	const char *kind = word(object, "kind"), *text = word(object, "text");

	if (text_equal(kind, kinds[PART_TABLE]))
		return read_table(document, object);
	if (text_equal(kind, kinds[PART_CHART]))
		return read_chart(document, object);
	if (text_equal(kind, kinds[PART_OWN]))
		return read_own(document, object);
	if (text == NULL)
		return false;
	if (text_equal(kind, kinds[PART_HEADING]))
		document_heading(document, (int)json_integer_value(json_object_get(object, "level")), text);
	else if (text_equal(kind, kinds[PART_TEXT]))
		document_text(document, "%s", text);
	else if (text_equal(kind, kinds[PART_ANNEX]))
		document_annex(document, text);
	else
		return false;
	return true;
}

struct document *document_read(struct arena *arena, const char *json, size_t length)
{
	json_t *object = json_loadb(json, length, JSON_REJECT_DUPLICATES, NULL);
	const json_t *parts = json_object_get(object, "parts"), *part;
	struct document *document = NULL;
	bool good = word(object, "title") != NULL && json_is_array(parts);
	size_t i;

	if (good)
		document = document_new(arena, word(object, "title"));
	json_array_foreach(parts, i, part) good = good && read_part(document, part);
	json_decref(object);
	return good ? document : NULL;
}
