#include "base/base.h"
#include "kernel/panel.h"

#include <ctype.h>

#include "base/number.h"
#include "base/text.h"
#include "kernel/chart.h"

struct column {
	const char *label;
	bool numbers;
};

struct table {
	struct arena *arena;
	struct dict *dict;
	struct dict *line;
	struct column *columns;
	size_t count;
	size_t next; /* column of the next cell */
};

struct dict *panel_add(struct dict *body, const char *marker, const char *heading)
{
	struct dict *panel = dict_include(body, marker, "part/panel.tpl");

	dict_set(panel, "PANEL_HEADING", heading);
	return panel;
}

void panel_note(struct dict *panel, const char *note)
{
	dict_set(panel, "PANEL_NOTE", note);
}

void panel_more(struct dict *panel, const char *href, const char *text)
{
	struct dict *more = dict_section(panel, "MORE");

	dict_set(more, "MORE_HREF", href);
	dict_set(more, "MORE_TEXT", text);
}

void panel_foot(struct dict *panel, const char *text)
{
	dict_set(dict_section(panel, "FOOT"), "FOOT_TEXT", text);
}

struct dict *panel_pairs(struct dict *panel, bool narrow)
{
	return dict_include(panel, "CONTENT", narrow ? "part/pairs_side.tpl" : "part/pairs_wide.tpl");
}

void pairs_add(struct dict *pairs, const char *label, const char *value)
{
	struct dict *pair = dict_section(pairs, "PAIR");

	dict_set(pair, "PAIR_LABEL", label);
	dict_set(pair, "PAIR_VALUE", text_empty(value) ? "—" : value);
}

void panel_chart_at(struct dict *dict, const char *marker, const struct chart *chart)
{
	struct dict *figure = dict_include(dict, marker, "part/figure.tpl");

	dict_markup(dict_include(figure, "PICTURE", "part/picture.tpl"), "MARKUP", chart_svg(chart));
}

void panel_chart(struct dict *panel, const struct chart *chart)
{
	panel_chart_at(panel, "CONTENT", chart);
}

void panel_empty(struct dict *panel, const char *heading, const char *text)
{
	struct dict *empty = dict_include(panel, "CONTENT", "part/empty.tpl");

	dict_set(empty, "EMPTY_ICON", "inbox");
	dict_set(empty, "EMPTY_HEADING", heading);
	dict_set(empty, "EMPTY_TEXT", text);
}

enum { COLUMNS_AT_EASE = 9 }; /* more of them: heads wrap, so that the first column keeps its words */

struct table *table_begin_at(struct arena *arena, struct dict *dict, const char *marker, const char *caption,
			     const char *const *heads)
{
	struct table *table = arena_alloc(arena, sizeof *table);
	size_t count = 0;

	while (heads[count] != NULL)
		count++;
	table->arena = arena;
	table->dict = dict_include(dict, marker, "part/table.tpl");
	table->columns = arena_array(arena, count + 1, sizeof *table->columns);
	table->count = count;
	dict_set(table->dict, "TABLE_CAPTION", caption);
	dict_show_if(table->dict, "TABLE_MANY", count > COLUMNS_AT_EASE);
	for (size_t i = 0; i < count; i++) {
		struct dict *head = dict_section(table->dict, "HEAD");

		table->columns[i].numbers = text_ends(heads[i], "#");
		table->columns[i].label =
			arena_strndup(arena, heads[i], strlen(heads[i]) - (table->columns[i].numbers ? 1 : 0));
		dict_set(head, "HEAD_LABEL", table->columns[i].label);
		dict_set(head, "HEAD_CLASS", table->columns[i].numbers ? "num" : "");
	}
	return table;
}

struct table *table_begin(struct arena *arena, struct dict *panel, const char *caption, const char *const *heads)
{
	struct table *table = table_begin_at(arena, panel, "CONTENT", caption, heads);

	/* On paper it lies across, and its heading with it. */
	dict_show_if(panel, "WIDE", table->count > COLUMNS_AT_EASE);
	return table;
}

void table_line(struct table *table)
{
	table->line = dict_section(table->dict, "LINE");
	table->next = 0;
}

/*
 * Short and with a day in it (12-03, 2026-12-03): kept in one line, which a browser would break at the hyphen.  The
 * number of a matter (SQ-2026-0063) is none: its title behind it has to break.
 */
static bool short_day(const char *text)
{
	enum { SHORT = 24 };

	if (text_empty(text) || utf8_length(text) > SHORT)
		return false;
	for (const char *at = strchr(text, '-'); at != NULL; at = strchr(at + 1, '-'))
		if (at - text >= 2 && isdigit((unsigned char)at[-2]) && isdigit((unsigned char)at[-1]) &&
		    isdigit((unsigned char)at[1]) && isdigit((unsigned char)at[2]) && !isdigit((unsigned char)at[3]))
			return true;
	return false;
}

static struct dict *next_cell(struct table *table, const char *text)
{
	struct dict *cell = dict_section(table->line, "CELL");
	const struct column *column = &table->columns[table->next < table->count ? table->next : table->count - 1];

	table->next++;
	dict_set(cell, "HEAD_LABEL", column->label);
	dict_set(cell, "CELL_CLASS", column->numbers ? "num" : short_day(text) ? "nw" : "");
	return cell;
}

void table_text(struct table *table, const char *text)
{
	dict_set(dict_section(next_cell(table, text), "CELL_PLAIN"), "CELL_TEXT", text_empty(text) ? "—" : text);
}

static void link_cell(struct table *table, const char *href, const char *text, const char *style)
{
	struct dict *link = dict_section(next_cell(table, text), "CELL_LINK");

	dict_set(link, "CELL_HREF", href);
	dict_set(link, "CELL_TEXT", text);
	dict_set(link, "LINK_CLASS", style);
}

void table_link(struct table *table, const char *href, const char *text)
{
	link_cell(table, href, text, "");
}

void table_link_gap(struct table *table, const char *href, const char *text)
{
	link_cell(table, href, text, "bad");
}

void table_gap(struct table *table, const char *text)
{
	dict_set(dict_section(next_cell(table, text), "CELL_GAP"), "CELL_TEXT", text);
}

void table_number(struct table *table, int64_t number)
{
	table_text(table, format_integer(table->arena, number));
}

void table_sub(struct table *table, const char *text, const char *below)
{
	struct dict *cell = next_cell(table, text), *sub;

	dict_set(dict_section(cell, "CELL_PLAIN"), "CELL_TEXT", text_empty(text) ? "—" : text);
	if (text_empty(below))
		return;
	sub = dict_section(cell, "CELL_SUB");
	dict_set(sub, "CELL_SUB", below);
	dict_show_if(sub, "SUB_DAY", short_day(below));
}

void kpi_add(struct dict *kpis, const struct kpi *kpi)
{
	struct dict *one = dict_section(kpis, "KPI");

	dict_set(one, "KPI_TONE", kpi->tone);
	dict_set(one, "KPI_ICON", kpi->icon);
	dict_set(one, "KPI_LABEL", kpi->label);
	if (kpi->value != NULL)
		dict_set(one, "KPI_VALUE", kpi->value);
	else
		dict_int(one, "KPI_VALUE", kpi->number);
	dict_set(one, "KPI_NOTE", kpi->note);
	dict_set(one, "KPI_HREF", kpi->href);
}
