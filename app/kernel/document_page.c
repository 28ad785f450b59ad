#include "base/base.h"

#include "kernel/document_page.h"

#include "base/number.h"
#include "base/text.h"
#include "kernel/document_parts.h"
#include "kernel/listing_file.h"

enum { SCREEN_ROWS = 40, FOLDED_ROWS = 10 };

/* A table or the figures of a chart, looked at the same way. */
struct grid {
	const struct document_table *table; /* or */
	const char *const *cells;
	size_t rows, columns; /* rows of the body */
	const char *caption;
};

static struct grid grid_of(const struct part *part)
{
	struct grid grid = {0};

	if (part->kind == PART_TABLE) {
		grid.table = part->table;
		grid.rows = document_rows(part->table);
		grid.columns = part->table->column_count;
		grid.caption = part->table->caption;
	} else if (part->kind == PART_CHART) {
		grid.cells = chart_table(part->chart, &grid.rows, &grid.columns);
		grid.rows = grid.rows > 0 ? grid.rows - 1 : 0;
		grid.caption = "图中数据";
	}
	return grid;
}

static const char *heading_at(const struct grid *grid, size_t column)
{
	return grid->table != NULL ? grid->table->columns[column].heading : grid->cells[column];
}

static bool is_number(const struct grid *grid, size_t column)
{
	return grid->table != NULL ? grid->table->columns[column].kind == DOCUMENT_NUMBER : column > 0;
}

static const char *cell_at(const struct grid *grid, size_t row, size_t column)
{
	return grid->table != NULL ? document_cell_at(grid->table, row, column)
				   : grid->cells[(row + 1) * grid->columns + column];
}

/* ---- on a page, on paper ---- */

/* On a page what is long, or stands in the picture above, opens when it is asked for. */
static void fold(struct dict *table, const struct grid *grid)
{
	bool folded = grid->rows > FOLDED_ROWS || (grid->table == NULL && grid->rows > 0);

	if (folded)
		dict_printf(dict_section(table, "FOLDED"), "ROWS_TEXT", "%zu 行", grid->rows);
	dict_show_if(table, "UNFOLDED", !folded);
}

static void fill_grid(struct dict *part, const struct grid *grid, const char *href, int number)
{
	struct dict *table = dict_section(part, "GRID");
	size_t shown = grid->rows;

	dict_set(table, "TABLE_CAPTION", grid->caption);
	if (href != NULL)
		fold(table, grid);
	dict_show_if(table, "NO_LINES", grid->rows == 0);
	if (href != NULL && grid->rows > 0) {
		struct dict *files = dict_section(table, "FILES");

		dict_printf(files, "XLSX_HREF", "%s%stable=%d&format=xlsx", href, strchr(href, '?') ? "&" : "?",
			    number);
		dict_printf(files, "CSV_HREF", "%s%stable=%d&format=csv", href, strchr(href, '?') ? "&" : "?", number);
	}
	for (size_t c = 0; c < grid->columns; c++) {
		struct dict *head = dict_section(table, "HEAD");

		dict_set(head, "HEAD_LABEL", heading_at(grid, c));
		dict_set(head, "HEAD_CLASS", is_number(grid, c) ? "num" : "");
	}
	if (href != NULL && grid->rows > SCREEN_ROWS) {
		dict_printf(dict_section(table, "MORE"), "MORE_TEXT", "另有 %zu 行", grid->rows - SCREEN_ROWS);
		shown = SCREEN_ROWS;
	}
	for (size_t r = 0; r < shown; r++) {
		struct dict *line = dict_section(table, "LINE");

		for (size_t c = 0; c < grid->columns; c++) {
			struct dict *cell = dict_section(line, "CELL");

			dict_set(cell, "HEAD_LABEL", heading_at(grid, c));
			dict_set(cell, "CELL_CLASS", is_number(grid, c) ? "num" : "");
			dict_set(cell, "CELL_TEXT", cell_at(grid, r, c));
		}
	}
}

static void fill_heading(struct dict *dict, int level, const char *text)
{
	static const char *const markers[] = {"HEADING_FIRST", "HEADING_SECOND", "HEADING_THIRD"};

	dict_set(dict_section(dict, markers[level - 1]), "HEADING_TEXT", text);
}

/* Typed text has lines; each is a paragraph. */
static void fill_own(struct arena *arena, struct dict *dict, const struct document_section *own)
{
	char **lines;
	size_t count = text_split(arena, own->text, '\n', &lines);

	fill_heading(dict, 1, own->heading);
	for (size_t i = 0; i < count; i++)
		if (!text_empty(text_trim(arena, lines[i])))
			dict_set(dict_section(dict, "PARAGRAPH"), "PARAGRAPH_TEXT", text_trim(arena, lines[i]));
	if (text_empty(text_trim(arena, own->text)))
		dict_set(dict_section(dict, "PARAGRAPH"), "PARAGRAPH_TEXT", "无。");
}

static void fill_part(struct arena *arena, struct dict *dict, const struct part *part, const char *href, int number)
{
	struct grid grid = grid_of(part);

	switch (part->kind) {
	case PART_HEADING:
		fill_heading(dict, part->level, part->text);
		break;
	case PART_TEXT:
		dict_set(dict_section(dict, "PARAGRAPH"), "PARAGRAPH_TEXT", part->text);
		break;
	case PART_OWN:
		fill_own(arena, dict, part->own);
		break;
	case PART_ANNEX:
		dict_set(dict_section(dict, "ANNEX"), "HEADING_TEXT", part->text);
		break;
	case PART_CHART:
		dict_markup(dict_include(dict_section(dict, "FIGURE"), "PICTURE", "part/picture.tpl"), "MARKUP",
			    chart_svg(part->chart));
		fill_grid(dict, &grid, href, number);
		break;
	case PART_TABLE:
		fill_grid(dict, &grid, href, number);
		break;
	}
}

/* "附件1　系统清单" is called 系统清单 where annexes are listed. */
static const char *annex_title(struct arena *arena, const char *text)
{
	static const char word[] = "附件", wide[] = "　";
	const char *at = text;

	if (text_starts(at, word))
		at += sizeof(word) - 1;
	at += strspn(at, "0123456789 ");
	if (text_starts(at, wide))
		at += sizeof(wide) - 1;
	at = text_trim(arena, at);
	return text_empty(at) ? text : at;
}

/* 附件：1. 甲 / 2. 乙; a single one has no number. */
static void fill_attach(struct dict *dict, const struct document *document)
{
	struct dict *attach = NULL;
	int count = 0, number = 0;

	for (const struct part *part = document->first; part != NULL; part = part->next)
		count += part->kind == PART_ANNEX;
	for (const struct part *part = document->first; part != NULL; part = part->next) {
		struct dict *line;

		if (part->kind != PART_ANNEX)
			continue;
		attach = attach != NULL ? attach : dict_section(dict, "ATTACH");
		line = dict_section(attach, "ATTACHED");
		dict_show_if(line, "FURTHER", number++ > 0);
		if (count > 1)
			dict_printf(line, "ATTACHED_TEXT", "%d. %s", number, annex_title(document->arena, part->text));
		else
			dict_set(line, "ATTACHED_TEXT", annex_title(document->arena, part->text));
	}
}

void document_fill_paper(struct dict *dict, const struct document *document)
{
	struct dict *part_of = dict_include(dict, "DOCUMENT", "part/document_sheet.tpl");
	bool annexed = false;

	for (const struct part *part = document->first; part != NULL; part = part->next) {
		if (part->kind == PART_ANNEX && !annexed)
			part_of = dict_include(dict, "ANNEXES", "part/document_sheet.tpl");
		annexed = annexed || part->kind == PART_ANNEX;
		fill_part(document->arena, dict_section(part_of, "PART"), part, NULL, 0);
	}
	fill_attach(dict, document);
}

void document_fill(struct dict *dict, const struct document *document, const char *href)
{
	struct dict *whole = dict_include(dict, "DOCUMENT", "part/document.tpl");
	int number = 0;

	for (const struct part *part = document->first; part != NULL; part = part->next) {
		number += part->kind == PART_TABLE || part->kind == PART_CHART;
		fill_part(document->arena, dict_section(whole, "PART"), part, href, number);
	}
}

/* ---- as a file ---- */

static const struct part *table_of(const struct document *document, int64_t wanted)
{
	int64_t number = 0;

	for (const struct part *part = document->first; part != NULL; part = part->next) {
		number += part->kind == PART_TABLE || part->kind == PART_CHART;
		if (number == wanted && (part->kind == PART_TABLE || part->kind == PART_CHART))
			return part;
	}
	return NULL;
}

static const struct listing_file *file_of(struct request *req, const struct document *document, const struct grid *grid,
					  int64_t number)
{
	struct listing_column *columns = arena_array(req->arena, grid->columns + 1, sizeof(*columns));
	struct listing_file *file = arena_alloc(req->arena, sizeof(*file));

	for (size_t c = 0; c < grid->columns; c++) {
		columns[c].marker = arena_printf(req->arena, "COLUMN_%zu", c);
		columns[c].label = heading_at(grid, c);
		columns[c].kind = is_number(grid, c) ? CELL_NUMBER : CELL_TEXT;
	}
	file->name = arena_printf(req->arena, "%s-表%" PRId64, document->title, number);
	file->columns = columns;
	file->column_count = grid->columns;
	return file;
}

static void write_row(struct listing_writer *writer, const struct listing_file *file, const struct grid *grid,
		      size_t row)
{
	struct dict_alone alone = dict_alone_new();

	for (size_t c = 0; c < grid->columns; c++)
		dict_set(alone.dict, file->columns[c].marker, cell_at(grid, row, c));
	listing_file_row(writer, alone.dict);
	dict_alone_free(&alone);
}

enum err document_file(struct request *req, const struct document *document, int64_t at)
{
	enum listing_format format;
	const char *asked = request_query(req, "table");
	int64_t number = 0;
	const struct part *part = asked != NULL && parse_integer(asked, &number) ? table_of(document, number) : NULL;
	const struct listing_file *file;
	struct listing_writer *writer;
	struct grid grid;
	enum err err;

	if (part == NULL)
		return ERR_NOT_FOUND;
	grid = grid_of(part);
	file = file_of(req, document, &grid, number);
	err = listing_format(req, file, &format);
	if (err == OK && format == FORMAT_PAGE)
		err = ERR_BAD_REQUEST;
	if (err != OK)
		return err;
	writer = listing_file_begin(req, file, format);
	listing_file_at(writer, at);
	for (size_t r = 0; r < grid.rows && r < LISTING_FILE_ROWS; r++)
		write_row(writer, file, &grid, r);
	return listing_file_end(writer, grid.rows > LISTING_FILE_ROWS);
}
