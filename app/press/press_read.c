/* The printed page as blocks: what the templates of papers write (press.h), no other HTML. */
#include "base/base.h"

#include "press/press.h"

#include "base/buf.h"
#include "base/text.h"

#include <libxml/HTMLparser.h>

enum { BLOCKS_MAX = 4000, CHARTS_MAX = 200, ROWS_MAX = 20000, COLUMNS_MAX = 24, SHEETS_MAX = 50 };

struct reading {
	struct arena *arena;
	struct sheet *sheets;
	size_t count;
	const char **charts;
	size_t chart_count;
	const char *over;
};

/* ---- nodes ---- */

static bool is_element(const xmlNode *node, const char *name)
{
	return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

static bool has_class(const xmlNode *node, const char *wanted)
{
	xmlChar *classes = xmlGetProp(node, (const xmlChar *)"class");
	size_t length = strlen(wanted);
	bool found = false;

	for (const char *at = (const char *)classes; at != NULL && (at = strstr(at, wanted)) != NULL; at += length)
		if ((at == (const char *)classes || at[-1] == ' ') && (at[length] == '\0' || at[length] == ' '))
			found = true;
	xmlFree(classes);
	return found;
}

static void gather(const xmlNode *node, struct buf *out)
{
	for (const xmlNode *child = node->children; child != NULL; child = child->next) {
		if (child->type == XML_TEXT_NODE)
			buf_add_text(out, (const char *)child->content);
		else if (is_element(child, "br"))
			buf_add_char(out, '\n');
		else if (child->type == XML_ELEMENT_NODE && !has_class(child, "yz"))
			gather(child, out);
	}
}

/* Blanks around and doubled ones go; line breaks stay, as on the page. */
static const char *text_of(struct arena *arena, const xmlNode *node)
{
	struct buf raw, clean;
	const char *text;

	buf_init(&raw);
	buf_init(&clean);
	gather(node, &raw);
	for (const char *c = raw.data; *c != '\0'; c++) {
		bool blank = *c == ' ' || *c == '\t' || *c == '\r';

		if (blank && (clean.length == 0 || strchr(" \n", clean.data[clean.length - 1]) != NULL))
			continue;
		buf_add_char(&clean, blank ? ' ' : *c);
	}
	text = text_trim(arena, clean.data);
	buf_release(&raw);
	buf_release(&clean);
	return text;
}

/* ---- blocks ---- */

static struct block *add(struct sheet *sheet, enum block_kind kind, const char *text)
{
	struct block *block;

	if (sheet->count == BLOCKS_MAX)
		sheet->count--; /* more than any paper has: the last one is written over */
	block = &sheet->blocks[sheet->count++];
	*block = (struct block){.kind = kind, .text = text, .second = "", .svg = ""};
	return block;
}

/* <p class="no"><span>文号：…</span><span>办件编号：…</span></p>, and the imprint likewise */
static void read_pair(struct arena *arena, struct sheet *sheet, enum block_kind kind, const xmlNode *node)
{
	struct block *block = add(sheet, kind, "");

	for (const xmlNode *span = node->children; span != NULL; span = span->next) {
		if (!is_element(span, "span"))
			continue;
		if (block->text[0] == '\0')
			block->text = text_of(arena, span);
		else
			block->second = text_of(arena, span);
	}
}

static void read_end(struct arena *arena, struct sheet *sheet, const xmlNode *node)
{
	struct block *block = add(sheet, BLOCK_END, "");

	for (const xmlNode *line = node->children; line != NULL; line = line->next) {
		if (!is_element(line, "p"))
			continue;
		if (block->text[0] == '\0')
			block->text = text_of(arena, line);
		else
			block->second = text_of(arena, line);
	}
	sheet->issuer = block->text;
}

static void read_items(struct arena *arena, struct sheet *sheet, const xmlNode *node)
{
	int number = 0;

	for (const xmlNode *item = node->children; item != NULL; item = item->next)
		if (is_element(item, "li"))
			add(sheet, BLOCK_ITEM, arena_printf(arena, "%d. %s", ++number, text_of(arena, item)));
}

/* ---- tables ---- */

static void read_row(struct arena *arena, struct table *table, const xmlNode *node, bool head)
{
	struct row *row;

	if (table->row_count == ROWS_MAX)
		return;
	row = &table->rows[table->row_count++];
	*row = (struct row){.cells = arena_alloc(arena, COLUMNS_MAX * sizeof(struct cell)), .repeated = head};
	for (const xmlNode *cell = node->children; cell != NULL; cell = cell->next) {
		if ((!is_element(cell, "td") && !is_element(cell, "th")) || row->count == COLUMNS_MAX)
			continue;
		row->cells[row->count++] = (struct cell){.text = text_of(arena, cell),
							 .heading = is_element(cell, "th"),
							 .number = has_class(cell, "num"),
							 .hand = has_class(cell, "hand")};
	}
	if (row->count > table->column_count)
		table->column_count = row->count;
}

static size_t count_rows(const xmlNode *node)
{
	size_t count = 0;

	for (const xmlNode *child = node->children; child != NULL; child = child->next)
		count += is_element(child, "tr") ? 1 : count_rows(child);
	return count;
}

static void read_rows(struct arena *arena, struct table *table, const xmlNode *node, bool head)
{
	for (const xmlNode *child = node->children; child != NULL; child = child->next) {
		if (is_element(child, "tr"))
			read_row(arena, table, child, head);
		else if (is_element(child, "thead") || is_element(child, "tbody"))
			read_rows(arena, table, child, is_element(child, "thead"));
		else if (is_element(child, "caption") && !has_class(child, "visually-hidden"))
			table->caption = text_of(arena, child);
	}
}

static void read_table(struct arena *arena, struct sheet *sheet, const xmlNode *node)
{
	struct table *table = arena_alloc(arena, sizeof(*table));
	size_t rows = count_rows(node);

	*table = (struct table){.caption = ""};
	table->rows = arena_alloc(arena, (rows + 1) * sizeof(struct row));
	read_rows(arena, table, node, false);
	if (table->row_count > 0 && table->column_count > 0)
		add(sheet, BLOCK_TABLE, "")->table = table;
}

/* ---- charts ---- */

/*
 * An HTML parser writes every name small, but SVG tells viewBox from viewbox: so
 * charts are taken out as they stand, and a mark is left in their place.
 */
static void take_charts(struct reading *reading, const char *html, size_t length, struct buf *rest)
{
	static const char begin[] = "<svg ", look[] = "class=\"chart\"", end[] = "</svg>";
	const char *at = html, *stop = html + length;

	reading->charts = arena_array(reading->arena, CHARTS_MAX, sizeof(*reading->charts));
	while (reading->chart_count < CHARTS_MAX) {
		const char *svg = memmem(at, (size_t)(stop - at), begin, sizeof(begin) - 1);
		const char *open = svg == NULL ? NULL : memchr(svg, '>', (size_t)(stop - svg));
		const char *close = open == NULL ? NULL : memmem(open, (size_t)(stop - open), end, sizeof(end) - 1);

		if (close == NULL)
			break;
		close += sizeof(end) - 1;
		if (memmem(svg, (size_t)(open - svg), look, sizeof(look) - 1) == NULL) {
			buf_add(rest, at, (size_t)(close - at));
		} else {
			buf_add(rest, at, (size_t)(svg - at));
			buf_printf(rest, "<img class=\"chart\" alt=\"%zu\">", reading->chart_count);
			reading->charts[reading->chart_count++] =
				arena_strndup(reading->arena, svg, (size_t)(close - svg));
		}
		at = close;
	}
	buf_add(rest, at, (size_t)(stop - at));
}

static void read_chart(struct reading *reading, struct sheet *sheet, const xmlNode *node)
{
	xmlChar *number = xmlGetProp(node, (const xmlChar *)"alt");
	size_t which = number == NULL ? CHARTS_MAX : strtoul((const char *)number, NULL, 10);

	xmlFree(number);
	if (has_class(node, "chart") && which < reading->chart_count)
		add(sheet, BLOCK_CHART, "")->svg = reading->charts[which];
}

/* ---- sheets ---- */

static void read_paragraph(struct arena *arena, struct sheet *sheet, const xmlNode *node)
{
	static const struct {
		const char *class;
		enum block_kind kind;
	} kinds[] = {{"to", BLOCK_TO}, {"foot-n", BLOCK_FOOT}, {"attach", BLOCK_ATTACH}, {"copy", BLOCK_COPY}};
	enum block_kind kind = BLOCK_BODY;
	const char *text;

	if (has_class(node, "no") || has_class(node, "imprint")) {
		read_pair(arena, sheet, has_class(node, "no") ? BLOCK_NUMBER : BLOCK_IMPRINT, node);
		return;
	}
	text = text_of(arena, node);
	if (has_class(node, "red-head")) {
		sheet->mark = text;
		return;
	}
	for (size_t i = 0; i < ARRAY_LENGTH(kinds); i++)
		if (has_class(node, kinds[i].class))
			kind = kinds[i].kind;
	if (text[0] != '\0')
		add(sheet, kind, text);
}

static void read_heading(struct arena *arena, struct sheet *sheet, const xmlNode *node)
{
	const char *text = text_of(arena, node);

	if (is_element(node, "h1"))
		add(sheet, BLOCK_TITLE, sheet->title = text);
	else if (has_class(node, "annex"))
		add(sheet, BLOCK_ANNEX, text);
	else
		add(sheet, BLOCK_HEADING, text)->level = node->name[1] - '1';
}

static void read_blocks(struct reading *reading, struct sheet *sheet, const xmlNode *parent)
{
	struct arena *arena = reading->arena;

	for (const xmlNode *node = parent->children; node != NULL; node = node->next) {
		if (is_element(node, "h1") || is_element(node, "h2") || is_element(node, "h3") ||
		    is_element(node, "h4"))
			read_heading(arena, sheet, node);
		else if (is_element(node, "p"))
			read_paragraph(arena, sheet, node);
		else if (is_element(node, "table"))
			read_table(arena, sheet, node);
		else if (is_element(node, "ol"))
			read_items(arena, sheet, node);
		else if (is_element(node, "img"))
			read_chart(reading, sheet, node);
		else if (is_element(node, "div") && has_class(node, "end"))
			read_end(arena, sheet, node);
		else if (is_element(node, "div") || is_element(node, "section") || is_element(node, "figure"))
			read_blocks(reading, sheet, node);
	}
}

static void read_sheet(struct reading *reading, const xmlNode *article, bool official)
{
	struct sheet *sheet;

	if (reading->count == SHEETS_MAX)
		return;
	sheet = &reading->sheets[reading->count++];
	*sheet = (struct sheet){.official = official, .title = "", .issuer = "", .mark = "", .over = ""};
	sheet->blocks = arena_alloc(reading->arena, BLOCKS_MAX * sizeof(struct block));
	read_blocks(reading, sheet, article);
	if (sheet->mark[0] == '\0' && sheet->issuer[0] != '\0')
		sheet->mark = official ? arena_printf(reading->arena, "%s文件", sheet->issuer) : sheet->issuer;
}

static void find_sheets(struct reading *reading, const xmlNode *node)
{
	for (; node != NULL; node = node->next) {
		bool official = is_element(node, "article") && has_class(node, "official");

		if (official || (is_element(node, "article") && has_class(node, "letter")))
			read_sheet(reading, node, official);
		else if (is_element(node, "p") && has_class(node, "demo-mark"))
			reading->over = text_of(reading->arena, node);
		else
			find_sheets(reading, node->children);
	}
}

/* It stands in the frame of the page, behind the sheets, and is meant for all of them. */
static void mark_sheets(const struct reading *reading)
{
	for (size_t i = 0; i < reading->count; i++)
		reading->sheets[i].over = reading->over;
}

struct sheet *press_read(struct arena *arena, const char *html, size_t length, size_t *count)
{
	struct reading reading = {.arena = arena, .over = ""};
	struct buf rest;
	htmlDocPtr page;

	buf_init(&rest);
	take_charts(&reading, html, length, &rest);
	page = rest.length > INT_MAX ? NULL
				     : htmlReadMemory(rest.data, (int)rest.length, NULL, "UTF-8",
						      HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING);
	if (page != NULL) {
		reading.sheets = arena_alloc(arena, SHEETS_MAX * sizeof(struct sheet));
		find_sheets(&reading, xmlDocGetRootElement(page));
		mark_sheets(&reading);
		xmlFreeDoc(page);
	}
	buf_release(&rest);
	*count = reading.count;
	return reading.count > 0 ? reading.sheets : NULL;
}
