/* One letter: number, title, addressee, text, tables, signature, small print. */
#include "base/base.h"

#include "press/press.h"

#include "base/text.h"

#define SIZE_FOOT 9.0
#define LINE_FOOT 13.0
#define END_LINES 4 /* a blank one, the name, the date, and room */
#define NUMBER_WIDTH (13 * SIZE_BODY)

static const struct style body = {.font = FONT_BODY, .size = SIZE_BODY, .line = LINE_BODY, .width = AREA_WIDTH};

/* On one line, as the body is set. */
static double width_of(struct press *press, const char *text)
{
	struct style style = body;
	PangoLayout *layout;
	double width;

	style.width = 10 * PAGE_WIDTH;
	layout = press_layout(press, text, &style);
	width = press_width(layout);
	g_object_unref(layout);
	return width + 1;
}

/*
 * At the right edge the document number, below the rule by seven eighths of a
 * character; at the left ours.  The office enters its number after issue: until
 * then there is a line to write on.
 */
static void draw_number(struct press *press, const struct block *block)
{
	bool blank = text_ends(block->text, "：");
	const char *own = block->second[0] != '\0' ? block->second : " ";
	double width = blank ? NUMBER_WIDTH : width_of(press, block->text), y;
	struct style style = body;

	press->y += SIZE_BODY * 7 / 8;
	y = press->y;
	press_flow(press, own, &style);
	/* Beside ours where there is room, else below it. */
	if (width + width_of(press, own) + SIZE_BODY < AREA_WIDTH)
		press->y = y;
	style.left = width < AREA_WIDTH ? AREA_WIDTH - width : 0;
	press_flow(press, block->text, &style);
	if (blank)
		press_rule(press, AREA_LEFT + AREA_WIDTH - NUMBER_WIDTH + 3 * SIZE_BODY, press->y - 5,
			   NUMBER_WIDTH - 3 * SIZE_BODY, 0.5);
}

static void draw_body(struct press *press, const char *text)
{
	struct style style = body;

	style.first = 2 * SIZE_BODY;
	style.justify = true;
	press_flow(press, text, &style);
}

static void draw_item(struct press *press, const char *text)
{
	struct style style = body;

	style.left = 2 * SIZE_BODY;
	press_flow(press, text, &style);
}

/* A dashed frame; no seal is ever drawn. */
static void draw_seal_place(struct press *press, double x)
{
	static const double dashes[] = {2.5, 2.5};
	const struct style style = {
		.font = FONT_TABLE, .size = 10.5, .line = 18, .width = 4 * SIZE_BODY, .align = PANGO_ALIGN_CENTER};
	PangoLayout *text = press_layout(press, "印章", &style);
	double top = press->y + (LINE_BODY - style.line) / 2;

	cairo_save(press->cairo);
	cairo_set_source_rgb(press->cairo, 0.4, 0.4, 0.4);
	cairo_set_dash(press->cairo, dashes, 2, 0);
	cairo_set_line_width(press->cairo, 0.5);
	cairo_rectangle(press->cairo, x, top, style.width, style.line);
	cairo_stroke(press->cairo);
	press_line(press, pango_layout_get_line_readonly(text, 0), x + (style.width - press_width(text)) / 2, top,
		   &style);
	cairo_restore(press->cairo);
	g_object_unref(text);
}

/* The date four characters from the right edge, who signs centred on it, the place for the seal beside the name. */
static void draw_end(struct press *press, const struct block *block)
{
	const struct style *style = &body;
	PangoLayout *date = press_layout(press, block->second, style);
	PangoLayout *name = press_layout(press, block->text, style);
	double date_width = press_width(date), name_width = press_width(name);
	double centre = AREA_LEFT + AREA_WIDTH - 4 * SIZE_BODY - date_width / 2;
	double left = centre - name_width / 2;

	if (left + name_width > AREA_LEFT + AREA_WIDTH)
		left = AREA_LEFT + AREA_WIDTH - name_width;
	press->y += LINE_BODY;
	if (press_room(press) < 3 * LINE_BODY)
		press_next_page(press);
	draw_seal_place(press, left - 5 * SIZE_BODY);
	press_line(press, pango_layout_get_line_readonly(name, 0), left, press->y, style);
	press->y += LINE_BODY;
	press_line(press, pango_layout_get_line_readonly(date, 0), centre - date_width / 2, press->y, style);
	press->y += LINE_BODY;
	g_object_unref(date);
	g_object_unref(name);
}

/* At the very foot of the last page, under a thin rule. */
static void draw_foot(struct press *press, const char *text)
{
	const struct style style = {.font = FONT_TABLE, .size = SIZE_FOOT, .line = LINE_FOOT, .width = AREA_WIDTH};
	PangoLayout *layout = press_layout(press, text, &style);
	double height = press_height(layout, &style) + 4;

	g_object_unref(layout);
	if (press_room(press) < height)
		press_next_page(press);
	press->y = AREA_BOTTOM - height;
	press_rule(press, AREA_LEFT, press->y, AREA_WIDTH, 0.25 * MM);
	press->y += 4;
	press_flow(press, text, &style);
}

/* 一、 black, （一） as written with a brush, 1. as the text. */
static void draw_heading(struct press *press, const struct block *block)
{
	static const char *const fonts[] = {FONT_BLACK, FONT_KAI, FONT_BODY};
	struct style style = body;

	style.font = fonts[block->level < 1 ? 0 : block->level > 3 ? 2 : block->level - 1];
	style.first = 2 * SIZE_BODY;
	press_flow(press, block->text, &style);
}

/* 附件1 at the left edge of the first line, its title centred on the third. */
static void draw_annex(struct press *press, const char *text)
{
	size_t length = strcspn(text, " \n");
	const char *wide = strstr(text, "　");
	struct style style = body;
	const char *title;

	if (wide != NULL && (size_t)(wide - text) < length)
		length = (size_t)(wide - text);
	title = text_trim(press->arena, text + length);
	if (text_starts(title, "　"))
		title = text_trim(press->arena, title + strlen("　"));
	style.font = FONT_BLACK;
	press_next_page(press);
	press_flow(press, arena_strndup(press->arena, text, length), &style);
	if (text_empty(title))
		return;
	press->y += LINE_BODY;
	style.font = FONT_TITLE;
	style.align = PANGO_ALIGN_CENTER;
	press_flow(press, title, &style);
	press->y += LINE_BODY / 2;
}

/* A blank line, then 附件： two characters in, further ones below the first. */
static void draw_attach(struct press *press, const char *text)
{
	struct style style = body;
	const char *rest = strchr(text, '\n');
	const char *first = rest == NULL ? text : arena_strndup(press->arena, text, (size_t)(rest - text));

	if (press_room(press) >= 2 * LINE_BODY)
		press->y += LINE_BODY;
	style.left = 2 * SIZE_BODY;
	style.first = -3 * SIZE_BODY; /* of the first line: the others are that much further in */
	press_flow(press, first, &style);
	style.left = 5 * SIZE_BODY;
	style.first = 0;
	if (rest != NULL)
		press_flow(press, rest + 1, &style);
}

/* 附注: in brackets, on the line below the date, where a document has no other place for small print. */
static void draw_note(struct press *press, const char *text)
{
	struct style style = {
		.font = FONT_TABLE, .size = SIZE_FOOT, .line = LINE_FOOT, .left = 2 * SIZE_BODY, .width = AREA_WIDTH};

	press->y += LINE_FOOT / 2;
	press_flow(press, text, &style);
}

/*
 * The imprint of a letter is who else gets it, without rules: at the foot of its
 * last page where nothing else ends the paper, else below the date.
 */
static void draw_copy(struct press *press, const char *text, bool ends)
{
	struct style style = body;
	PangoLayout *layout;
	double height;

	style.left = SIZE_BODY;
	style.first = -3 * SIZE_BODY;
	style.width = AREA_WIDTH - SIZE_BODY;
	layout = press_layout(press, text, &style);
	height = press_height(layout, &style);
	if (ends && press_room(press) < height)
		press_next_page(press);
	if (ends)
		press->y = AREA_BOTTOM - height;
	press_flow_layout(press, layout, &style);
	g_object_unref(layout);
}

/* next: what follows it, NULL: nothing. */
static void draw_block(struct press *press, const struct block *block, const struct block *next)
{
	switch (block->kind) {
	case BLOCK_TITLE:
		press_title(press, block->text);
		break;
	case BLOCK_NUMBER:
		draw_number(press, block);
		break;
	case BLOCK_TO:
		press_flow(press, block->text, &body);
		break;
	case BLOCK_BODY:
		draw_body(press, block->text);
		break;
	case BLOCK_ITEM:
		draw_item(press, block->text);
		break;
	case BLOCK_TABLE:
		press_table(press, block->table, next != NULL && next->kind == BLOCK_END ? END_LINES * LINE_BODY : 0);
		break;
	case BLOCK_HEADING:
		draw_heading(press, block);
		break;
	case BLOCK_ANNEX:
		draw_annex(press, block->text);
		break;
	case BLOCK_CHART:
		press_chart(press, block->svg);
		break;
	case BLOCK_ATTACH:
		draw_attach(press, block->text);
		break;
	case BLOCK_END:
		draw_end(press, block);
		break;
	case BLOCK_COPY:
		if (!press->official)
			draw_copy(press, block->text, next == NULL);
		break;
	case BLOCK_IMPRINT:
		break; /* of the document form only: press_imprint */
	case BLOCK_FOOT:
		if (press->official)
			draw_note(press, block->text);
		else
			draw_foot(press, block->text);
		break;
	}
}

static void draw_blocks(struct press *press, const struct sheet *sheet, enum block_kind kind)
{
	for (size_t i = 0; i < sheet->count; i++)
		if (sheet->blocks[i].kind == kind)
			draw_block(press, &sheet->blocks[i], &sheet->blocks[i]);
}

/*
 * A signature alone on a page says nothing about what it signs: when it does not
 * fit below the last paragraph, that one goes along.
 */
static void keep_with_end(struct press *press, const struct block *block, const struct block *next)
{
	struct style style = body;
	PangoLayout *layout;
	double height;

	if (next->kind != BLOCK_END || (block->kind != BLOCK_BODY && block->kind != BLOCK_ATTACH))
		return;
	style.first = 2 * SIZE_BODY;
	layout = press_layout(press, block->text, &style);
	height = press_height(layout, &style);
	g_object_unref(layout);
	if (press_room(press) >= height && press_room(press) < height + END_LINES * LINE_BODY)
		press_next_page(press);
}

/* What must stand on one page: a heading with the beginning of what it is about, a picture as a whole. */
static double least_height(const struct sheet *sheet, size_t i)
{
	double height = 0;

	for (; i < sheet->count && sheet->blocks[i].kind == BLOCK_HEADING; i++)
		height += LINE_BODY;
	if (i == sheet->count)
		return height;
	switch (sheet->blocks[i].kind) {
	case BLOCK_CHART:
		return height + press_chart_height(sheet->blocks[i].svg);
	case BLOCK_TABLE:
		return height + 4 * LINE_BODY;
	default:
		return height + 2 * LINE_BODY;
	}
}

/* Where a block may not begin at the foot of this page, it begins the next one. */
static void turn_before(struct press *press, const struct sheet *sheet, size_t i)
{
	double height = sheet->blocks[i].kind == BLOCK_HEADING ? least_height(sheet, i) : 0;

	if (height > 0 && press_room(press) < height && height < AREA_BOTTOM - AREA_TOP)
		press_next_page(press);
	if (i + 1 < sheet->count)
		keep_with_end(press, &sheet->blocks[i], &sheet->blocks[i + 1]);
}

/* On screen the number stands below the title, on paper above it; small print ends the page that is signed. */
void press_sheet(struct press *press, const struct sheet *sheet)
{
	press_first_page(press, sheet);
	if (!sheet->official)
		draw_blocks(press, sheet, BLOCK_NUMBER);
	for (size_t i = 0; i < sheet->count; i++)
		if (sheet->blocks[i].kind != BLOCK_NUMBER) {
			turn_before(press, sheet, i);
			draw_block(press, &sheet->blocks[i], i + 1 < sheet->count ? &sheet->blocks[i + 1] : NULL);
		}
	press_imprint(press, sheet);
	press_end_page(press);
}
