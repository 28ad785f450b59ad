/*
 * The bytes that are kept: {"title":…,"parts":[{"kind":"heading","level":1,"text":…},
 * {"kind":"text","text":…}, {"kind":"table","caption":…,"columns":[{"heading":…,"number":true}],"cells":[…]},
 * {"kind":"chart","chart":{…}}, {"kind":"own","key":…,"heading":…,"text":…,"written":false},
 * {"kind":"annex","text":…}]}, and before them "letterhead" once it is addressed; keys sorted, so that the same
 * document gives the same bytes.
 */
#include "base/base.h"

#include "kernel/document.h"

#include "base/buf.h"
#include "base/text.h"
#include "kernel/document_parts.h"

#include <jansson.h>

static const char *const kinds[] = {
	[PART_HEADING] = "heading", [PART_TEXT] = "text", [PART_TABLE] = "table",
	[PART_CHART] = "chart",     [PART_OWN] = "own",   [PART_ANNEX] = "annex",
};

/* ---- writing ---- */

static bool add_text(struct buf *out, const char *before, const char *text)
{
	buf_add_text(out, before);
	return buf_add_json(out, text);
}

static void add_boolean(struct buf *out, const char *before, bool value)
{
	buf_add_text(out, before);
	buf_add_text(out, value ? "true}" : "false}");
}

static bool add_table(struct buf *out, const struct document_table *table)
{
	bool good = add_text(out, "{\"caption\":", table->caption);

	buf_add_text(out, ",\"cells\":[");
	for (size_t i = 0; i < table->cell_count; i++)
		good &= add_text(out, i > 0 ? "," : "", table->cells[i]);
	buf_add_text(out, "],\"columns\":[");
	for (size_t i = 0; i < table->column_count; i++) {
		good &= add_text(out, i > 0 ? ",{\"heading\":" : "{\"heading\":", table->columns[i].heading);
		add_boolean(out, ",\"number\":", table->columns[i].kind == DOCUMENT_NUMBER);
	}
	buf_add_text(out, "],\"kind\":\"table\"}");
	return good;
}

static bool add_own(struct buf *out, const struct document_section *own)
{
	bool good = add_text(out, "{\"heading\":", own->heading) && add_text(out, ",\"key\":", own->key) &&
		    add_text(out, ",\"kind\":\"own\",\"text\":", own->text);

	add_boolean(out, ",\"written\":", own->written);
	return good;
}

static bool add_part(struct buf *out, const struct part *part)
{
	bool good;

	switch (part->kind) {
	case PART_TABLE:
		return add_table(out, part->table);
	case PART_OWN:
		return add_own(out, part->own);
	case PART_CHART:
		buf_add_text(out, "{\"chart\":");
		good = chart_write(part->chart, out);
		buf_add_text(out, ",\"kind\":\"chart\"}");
		return good;
	case PART_HEADING:
		buf_printf(out, "{\"kind\":\"heading\",\"level\":%d", part->level);
		break;
	case PART_TEXT:
	case PART_ANNEX:
		buf_printf(out, "{\"kind\":\"%s\"", kinds[part->kind]);
		break;
	}
	good = add_text(out, ",\"text\":", part->text);
	buf_add_char(out, '}');
	return good;
}

/* The lines of the letterhead, by key. */
enum { LETTERHEAD_LINES = 8 };
static const struct {
	const char *key;
	size_t at;
} lines[LETTERHEAD_LINES] = {
	{"addressee", offsetof(struct document_letterhead, addressee)},
	{"as_of", offsetof(struct document_letterhead, as_of)},
	{"basis", offsetof(struct document_letterhead, basis)},
	{"copies", offsetof(struct document_letterhead, copies)},
	{"own_number", offsetof(struct document_letterhead, own_number)},
	{"page", offsetof(struct document_letterhead, page)},
	{"page_label", offsetof(struct document_letterhead, page_label)},
	{"pdf", offsetof(struct document_letterhead, pdf)},
};

static const char **line_of(struct document_letterhead *letterhead, size_t line)
{
	return (const char **)(void *)((char *)letterhead + lines[line].at);
}

/* {"form":"letter","lines":{…}}; nothing of a document that is not addressed. */
static bool add_letterhead(struct buf *out, const struct document *document)
{
	struct document_letterhead letterhead = document->letterhead;
	bool good = true, first = true;

	if (letterhead.page == NULL)
		return true;
	buf_printf(out, "\"letterhead\":{\"form\":\"%s\",\"lines\":{", letterhead.official ? "official" : "letter");
	for (size_t i = 0; i < LETTERHEAD_LINES && good; i++) {
		const char *text = *line_of(&letterhead, i);

		if (text == NULL)
			continue;
		buf_printf(out, "%s\"%s\":", first ? "" : ",", lines[i].key);
		good = buf_add_json(out, text);
		first = false;
	}
	buf_add_text(out, "}},");
	return good;
}

/* Written without a tree between: the clerk drafts an extract for everybody while others wait. */
char *document_json(const struct document *document)
{
	struct buf out;
	char *json;
	bool good = true;

	buf_init(&out);
	buf_add_char(&out, '{');
	good = add_letterhead(&out, document);
	buf_add_text(&out, "\"parts\":[");
	for (const struct part *part = document->first; part != NULL && good; part = part->next) {
		if (part != document->first)
			buf_add_char(&out, ',');
		good = add_part(&out, part);
	}
	good = good && add_text(&out, "],\"title\":", document->title);
	buf_add_char(&out, '}');
	json = good ? arena_memdup(document->arena, out.data, out.length + 1) : NULL;
	buf_release(&out);
	return json;
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

static void read_letterhead(struct document *document, const json_t *object)
{
	struct document_letterhead letterhead = {.official = text_equal(word(object, "form"), "official")};

	if (object == NULL)
		return;
	for (size_t i = 0; i < LETTERHEAD_LINES; i++)
		*line_of(&letterhead, i) = word(json_object_get(object, "lines"), lines[i].key);
	document_address(document, &letterhead);
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
	if (good)
		read_letterhead(document, json_object_get(object, "letterhead"));
	json_array_foreach(parts, i, part) good = good && read_part(document, part);
	json_decref(object);
	return good ? document : NULL;
}
