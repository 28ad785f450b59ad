/* One letter: number, title, addressee, text, tables, signature, small print. */
#include "base/base.h"

#include "press/press.h"

#include "base/text.h"

#define SIZE_TITLE 22.0 /* 二号 */
#define SIZE_FOOT 9.0
#define LINE_FOOT 13.0
#define NUMBER_WIDTH (13 * SIZE_BODY)

static const struct style body = {.font = FONT_BODY, .size = SIZE_BODY, .line = LINE_BODY, .width = AREA_WIDTH};

/*
 * At the right edge the document number, below the rule by seven eighths of a
 * character; at the left ours.  The office enters its number after issue: until
 * then there is a line to write on.
 */
static void draw_number(struct press *press, const struct block *block)
{
	struct style style = body;
	double y;

	press->y += SIZE_BODY * 7 / 8;
	y = press->y;
	press_flow(press, block->second[0] != '\0' ? block->second : " ", &style);
	press->y = y;
	style.left = AREA_WIDTH - NUMBER_WIDTH;
	press_flow(press, block->text, &style);
	if (text_ends(block->text, "："))
		press_rule(press, AREA_LEFT + AREA_WIDTH - NUMBER_WIDTH + 3 * SIZE_BODY, press->y - 5,
			   NUMBER_WIDTH - 3 * SIZE_BODY, 0.5);
}

/* Lines of about one length, as a title is set, instead of a full one and a rest. */
static void draw_title(struct press *press, const char *text)
{
	struct style style = {.font = FONT_TITLE, .size = SIZE_TITLE, .line = 33, .align = PANGO_ALIGN_CENTER};
	double wide = AREA_WIDTH - 2 * SIZE_TITLE, narrow = wide / 2;
	PangoLayout *layout;
	int lines;

	style.width = wide;
	layout = press_layout(press, text, &style);
	lines = pango_layout_get_line_count(layout);
	for (int step = 0; step < 8 && lines > 1; step++) {
		double middle = (wide + narrow) / 2;

		pango_layout_set_width(layout, (int)(middle * PANGO_SCALE));
		if (pango_layout_get_line_count(layout) > lines)
			narrow = middle;
		else
			wide = middle;
	}
	g_object_unref(layout);
	press->y += press->issuer[0] != '\0' ? LINE_BODY : 0;
	style.left = (AREA_WIDTH - wide) / 2;
	style.width = wide + style.left;
	press_flow(press, text, &style);
	press->y += LINE_BODY / 2;
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

static void draw_block(struct press *press, const struct block *block)
{
	switch (block->kind) {
	case BLOCK_TITLE:
		draw_title(press, block->text);
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
		press_table(press, block->table);
		break;
	case BLOCK_END:
		draw_end(press, block);
		break;
	case BLOCK_FOOT:
		draw_foot(press, block->text);
		break;
	}
}

/* On screen the number stands below the title, in a letter above it. */
void press_sheet(struct press *press, const struct sheet *sheet)
{
	press_first_page(press, sheet->issuer);
	for (size_t i = 0; i < sheet->count; i++)
		if (sheet->blocks[i].kind == BLOCK_NUMBER)
			draw_block(press, &sheet->blocks[i]);
	for (size_t i = 0; i < sheet->count; i++)
		if (sheet->blocks[i].kind != BLOCK_NUMBER)
			draw_block(press, &sheet->blocks[i]);
	press_end_page(press);
}
