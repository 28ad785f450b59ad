/* Tables: columns as wide as their content asks, rows whole where a page can hold them, headings on every page. */
#include "base/base.h"

#include <math.h>

#include "press/press.h"

#define PAD_X 4.0
#define PAD_Y 3.0
#define BORDER 0.5
#define HAND_WIDTH (AREA_WIDTH * 0.45)
#define HAND_HEIGHT (22 * MM) /* half a seal and more: it may reach over the rows beside */
#define COLUMNS_ANY SIZE_MAX

/* 五号, and smaller where there are many columns: a table of twelve is read as a list, not as text. */
static struct style plain_of(size_t columns)
{
	static const struct {
		size_t columns;
		double size, line;
	} rows[] = {{6, 10.5, 15.0}, {9, 9.0, 13.0}, {COLUMNS_ANY, 7.5, 11.0}};
	size_t i = 0;

	while (columns > rows[i].columns)
		i++;
	return (struct style){.font = FONT_TABLE, .size = rows[i].size, .line = rows[i].line};
}

struct grid {
	struct press *press;
	const struct table *table;
	struct style plain;
	double narrowest;
	double room; /* for the columns with something in them */
	double *widths;
	size_t columns;
};

/* A row with its text laid out; lines already on an earlier page are behind the iterators. */
struct laid {
	const struct row *row;
	PangoLayout **layouts;
	int *drawn;
};

/* ---- widths ---- */

/* A column to write in: its width is set, whatever its heading asks. */
static bool by_hand(const struct grid *grid, size_t column)
{
	const struct table *table = grid->table;

	for (size_t r = 0; r < table->row_count; r++)
		if (column < table->rows[r].count && table->rows[r].cells[column].hand)
			return true;
	return false;
}

static double natural_width(struct grid *grid, const char *text)
{
	struct style style = grid->plain;
	PangoLayout *layout;
	double width;

	style.width = 10 * PAGE_WIDTH;
	layout = press_layout(grid->press, text, &style);
	width = press_width(layout);
	g_object_unref(layout);
	return width + 2 * PAD_X + 1;
}

/* What every column of the body would like; one long text does not starve the others: it wraps. */
static void widths_wanted(struct grid *grid)
{
	const struct table *table = grid->table;

	for (size_t c = 0; c < grid->columns; c++)
		grid->widths[c] = by_hand(grid, c) ? 0 : grid->narrowest;
	for (size_t r = 0; r < table->row_count; r++)
		for (size_t c = 0; c < table->rows[r].count && !table->rows[r].repeated; c++) {
			double width = natural_width(grid, table->rows[r].cells[c].text);

			if (width > grid->widths[c] && grid->widths[c] > 0)
				grid->widths[c] = width;
		}
}

/* Headings may stand on two lines or more: they get of the spare room what makes them two, as far as it goes. */
static void widths_of_heads(struct grid *grid)
{
	double *missing = arena_array(grid->press->arena, grid->columns, sizeof(*missing));
	double spare = grid->room, all = 0, share;

	for (size_t r = 0; r < grid->table->row_count && grid->table->rows[r].repeated; r++)
		for (size_t c = 0; c < grid->table->rows[r].count; c++) {
			double width = natural_width(grid, grid->table->rows[r].cells[c].text) / 2 + grid->plain.size;

			if (grid->widths[c] > 0 && width - grid->widths[c] > missing[c])
				missing[c] = width - grid->widths[c];
		}
	for (size_t c = 0; c < grid->columns; c++) {
		spare -= grid->widths[c];
		all += missing[c];
	}
	if (spare <= 0 || all <= 0)
		return;
	share = spare < all ? spare / all : 1;
	for (size_t c = 0; c < grid->columns; c++)
		grid->widths[c] += missing[c] * share;
}

/* A column that names what stands beside it, in every row. */
static bool is_label(const struct grid *grid, size_t column)
{
	const struct table *table = grid->table;
	bool label = false;

	for (size_t r = 0; r < table->row_count; r++) {
		if (table->rows[r].repeated || column >= table->rows[r].count)
			continue;
		if (!table->rows[r].cells[column].heading)
			return false;
		label = true;
	}
	return label;
}

/* By share, to what is said and not to the labels: "合同编号" beside a short number would take half of the page. */
static void widths_spread(struct grid *grid, double sum)
{
	double labels = 0;

	for (size_t c = 0; c < grid->columns; c++)
		labels += is_label(grid, c) ? grid->widths[c] : 0;
	for (size_t c = 0; c < grid->columns; c++)
		if (labels >= sum)
			grid->widths[c] *= grid->room / sum;
		else if (!is_label(grid, c))
			grid->widths[c] *= (grid->room - labels) / (sum - labels);
}

/*
 * Columns that ask for no more than an even share of what is left get it: figures and
 * short words stay on one line.  The others divide the rest, half of it evenly and half by
 * the roots of what they ask: a long text gets more room and none a column of characters.
 */
static void widths_share(struct grid *grid)
{
	double left = grid->room, roots = 0;
	bool *settled = arena_array(grid->press->arena, grid->columns, sizeof(*settled));
	size_t open = grid->columns;

	memset(settled, 0, grid->columns * sizeof(*settled));
	for (bool more = true; more;) {
		double share = open > 0 ? left / (double)open : 0;

		more = false;
		for (size_t c = 0; c < grid->columns; c++)
			if (!settled[c] && grid->widths[c] <= share) {
				settled[c] = more = true;
				left -= grid->widths[c];
				open--;
			}
	}
	for (size_t c = 0; c < grid->columns; c++)
		roots += settled[c] ? 0 : sqrt(grid->widths[c]);
	for (size_t c = 0; c < grid->columns; c++)
		if (!settled[c])
			grid->widths[c] = left / 2 / (double)open + left / 2 * sqrt(grid->widths[c]) / roots;
}

static void widths_fit(struct grid *grid)
{
	double sum = 0;

	for (size_t c = 0; c < grid->columns; c++)
		sum += grid->widths[c];
	if (sum <= grid->room)
		widths_spread(grid, sum);
	else
		widths_share(grid);
	for (size_t c = 0; c < grid->columns; c++)
		if (by_hand(grid, c))
			grid->widths[c] = HAND_WIDTH;
}

/* ---- rows ---- */

static struct style cell_style(const struct grid *grid, const struct cell *cell, size_t column)
{
	struct style style = grid->plain;

	style.width = grid->widths[column] - 2 * PAD_X;
	style.align = cell->heading ? PANGO_ALIGN_CENTER : cell->number ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
	return style;
}

static struct laid lay(struct grid *grid, const struct row *row)
{
	struct laid laid = {.row = row};

	laid.layouts = arena_array(grid->press->arena, grid->columns, sizeof(*laid.layouts));
	laid.drawn = arena_array(grid->press->arena, grid->columns, sizeof(*laid.drawn));
	for (size_t c = 0; c < row->count; c++) {
		struct style style = cell_style(grid, &row->cells[c], c);

		laid.layouts[c] = press_layout(grid->press, row->cells[c].text, &style);
	}
	return laid;
}

static void release(struct laid *laid)
{
	for (size_t c = 0; c < laid->row->count; c++)
		g_object_unref(laid->layouts[c]);
}

/* Height of what is still to be drawn. */
static double height_left(const struct grid *grid, const struct laid *laid)
{
	int most = 0;
	bool hand = false;

	for (size_t c = 0; c < laid->row->count; c++) {
		int lines = pango_layout_get_line_count(laid->layouts[c]) - laid->drawn[c];

		if (lines > most)
			most = lines;
		hand = hand || (laid->row->cells[c].hand && !laid->row->repeated && laid->drawn[c] == 0);
	}
	return hand ? fmax(HAND_HEIGHT, most * grid->plain.line + 2 * PAD_Y) : most * grid->plain.line + 2 * PAD_Y;
}

/* As many lines of a cell as go into the height, from the first not drawn yet. */
static void draw_cell(struct grid *grid, struct laid *laid, size_t column, double x, double height)
{
	const struct cell *cell = &laid->row->cells[column];
	PangoLayout *layout = laid->layouts[column];
	int lines = pango_layout_get_line_count(layout) - laid->drawn[column];
	int fit = (int)((height - 2 * PAD_Y) / grid->plain.line + 0.01);
	double y = grid->press->y + PAD_Y;

	if (lines > fit)
		lines = fit;
	y += (height - 2 * PAD_Y - lines * grid->plain.line) / 2;
	for (int i = 0; i < lines; i++, y += grid->plain.line) {
		PangoLayoutLine *line = pango_layout_get_line_readonly(layout, laid->drawn[column] + i);
		double spare = grid->widths[column] - 2 * PAD_X;
		PangoRectangle place;

		pango_layout_line_get_extents(line, NULL, &place);
		spare -= (double)place.width / PANGO_SCALE;
		press_line(grid->press, line,
			   x + PAD_X +
				   (cell->heading  ? spare / 2
				    : cell->number ? spare
						   : 0),
			   y, &grid->plain);
	}
	laid->drawn[column] += lines;
}

static void draw(struct grid *grid, struct laid *laid, double height)
{
	cairo_t *cairo = grid->press->cairo;
	double x = AREA_LEFT;

	cairo_set_line_width(cairo, BORDER);
	for (size_t c = 0; c < grid->columns; c++) {
		cairo_rectangle(cairo, x, grid->press->y, grid->widths[c], height);
		cairo_stroke(cairo);
		if (c < laid->row->count)
			draw_cell(grid, laid, c, x, height);
		x += grid->widths[c];
	}
	grid->press->y += height;
}

static void draw_heads(struct grid *grid)
{
	for (size_t r = 0; r < grid->table->row_count && grid->table->rows[r].repeated; r++) {
		struct laid laid = lay(grid, &grid->table->rows[r]);

		draw(grid, &laid, height_left(grid, &laid));
		release(&laid);
	}
}

/* Where a page can hold the row and what must stand below it, that page is begun for both. */
static bool keeps(const struct grid *grid, double height, double below)
{
	double room = press_room(grid->press), page = AREA_BOTTOM - AREA_TOP - 6 * grid->plain.line;

	return height <= room && height + below > room && height + below <= page;
}

/*
 * A row goes whole to the next page, unless it is longer than a page: then it is cut between lines.
 * below: what may not stand on a page without it, 0 of all but the last.
 */
static void flow_row(struct grid *grid, const struct row *row, double below)
{
	struct laid laid = lay(grid, row);
	double page = AREA_BOTTOM - AREA_TOP - 6 * grid->plain.line;
	double height;

	while ((height = height_left(grid, &laid)) > 2 * PAD_Y) {
		double room = press_room(grid->press);

		if (keeps(grid, height, below) || (height > room && (height <= page || room < 4 * grid->plain.line))) {
			press_next_page(grid->press);
			if (!row->repeated)
				draw_heads(grid);
			room = press_room(grid->press);
		}
		draw(grid, &laid, height <= room ? height : room);
	}
	release(&laid);
}

/* Of a table so short that its last row would leave its caption or its headings behind. */
static double height_if_short(struct grid *grid)
{
	double height = 2 * PAD_Y + grid->plain.line;
	size_t rows = 0;

	for (size_t r = 0; r < grid->table->row_count; r++) {
		struct laid laid = lay(grid, &grid->table->rows[r]);

		height += height_left(grid, &laid);
		rows += !grid->table->rows[r].repeated;
		release(&laid);
		if (rows > 1)
			return 0;
	}
	return height;
}

void press_table(struct press *press, const struct table *table, double below)
{
	struct grid grid = {
		.press = press, .table = table, .plain = plain_of(table->column_count), .columns = table->column_count};
	struct style caption = plain_of(1);

	grid.narrowest = 3 * grid.plain.size + 2 * PAD_X;
	grid.widths = arena_array(press->arena, grid.columns, sizeof(*grid.widths));
	grid.room = AREA_WIDTH;
	for (size_t c = 0; c < grid.columns; c++)
		grid.room -= by_hand(&grid, c) ? HAND_WIDTH : 0;
	widths_wanted(&grid);
	widths_of_heads(&grid);
	widths_fit(&grid);
	caption.width = AREA_WIDTH;
	caption.align = PANGO_ALIGN_CENTER;
	press->y += PAD_Y;
	/* A caption or a heading alone at the foot of a page helps nobody. */
	if (press_room(press) < 5 * caption.line)
		press_next_page(press);
	below = below > 0 ? below + caption.line : 0;
	if (below > 0) {
		double height = height_if_short(&grid);

		if (height > 0 && keeps(&grid, height, below))
			press_next_page(press);
	}
	if (table->caption[0] != '\0')
		press_flow(press, table->caption, &caption);
	for (size_t r = 0; r < table->row_count; r++)
		flow_row(&grid, &table->rows[r], r + 1 == table->row_count ? below : 0);
	press->y += caption.line;
}
