/* The document form (文件格式) of GB/T 9704-2012: its head and its imprint; what stands between is press_sheet.c. */
#include "base/base.h"

#include "press/press.h"

#include "base/text.h"

#define MARK_TOP (AREA_TOP + 35 * MM)
#define MARK_SIZE_MAX 46.0 /* the standard leaves it to the writer; most names are made to fit the line */
#define RULE_BELOW_NUMBER (4 * MM)
#define RULE_THICK 1.4
#define IMPRINT_SIZE 14.0 /* 四号 */
#define IMPRINT_LINE (8 * MM)
#define IMPRINT_OUTER (0.35 * MM)
#define IMPRINT_INNER (0.25 * MM)

static const struct block *block_of(const struct sheet *sheet, enum block_kind kind)
{
	for (size_t i = 0; i < sheet->count; i++)
		if (sheet->blocks[i].kind == kind)
			return &sheet->blocks[i];
	return NULL;
}

/* ---- the head ---- */

/* The number alone, without the word before it; a line to write on until there is one. */
static void draw_number(struct press *press, const struct block *block)
{
	static const char word[] = "文号：";
	const char *number = block == NULL ? "" : block->text;
	struct style style = {.font = FONT_BODY,
			      .size = SIZE_BODY,
			      .line = LINE_BODY,
			      .width = AREA_WIDTH,
			      .align = PANGO_ALIGN_CENTER};

	if (text_starts(number, word))
		number += sizeof(word) - 1;
	number = text_trim(press->arena, number);
	if (number[0] != '\0') {
		press_flow(press, number, &style);
		return;
	}
	press->y += LINE_BODY;
	press_rule(press, (PAGE_WIDTH - 12 * SIZE_BODY) / 2, press->y - 5, 12 * SIZE_BODY, 0.5);
}

void press_official_head(struct press *press, const struct sheet *sheet)
{
	press_red(press);
	press->y = MARK_TOP + press_mark(press, sheet->mark, MARK_SIZE_MAX, AREA_WIDTH, MARK_TOP);
	press_black(press);
	press->y += 2 * LINE_BODY;
	draw_number(press, block_of(sheet, BLOCK_NUMBER));
	press->y += RULE_BELOW_NUMBER;
	press_red(press);
	press_rule(press, AREA_LEFT, press->y, AREA_WIDTH, RULE_THICK);
	press_black(press);
	press->y += RULE_THICK;
}

/* ---- the imprint ---- */

static const struct style copy_style = {.font = FONT_BODY,
					.size = IMPRINT_SIZE,
					.line = IMPRINT_LINE,
					.left = IMPRINT_SIZE,
					.first = -IMPRINT_SIZE * 3,
					.width = AREA_WIDTH - IMPRINT_SIZE};

static double copy_height(struct press *press, const struct block *copy)
{
	PangoLayout *layout;
	double height;

	if (copy == NULL)
		return 0;
	layout = press_layout(press, copy->text, &copy_style);
	height = press_height(layout, &copy_style);
	g_object_unref(layout);
	return height;
}

/*
 * The imprint stands on an even page.  A page in between stays blank, and then
 * neither it nor that of the imprint has a number.
 */
static void turn_to_even(struct press *press, double height)
{
	if (press->page % 2 == 0 && press_room(press) >= height + LINE_BODY)
		return;
	press_next_page(press);
	if (press->page % 2 == 0)
		return;
	press->bare = true;
	press_next_page(press);
	press->bare = true;
}

static void draw_office(struct press *press, const struct block *imprint)
{
	struct style style = {.font = FONT_BODY, .size = IMPRINT_SIZE, .line = IMPRINT_LINE, .width = AREA_WIDTH};
	PangoLayout *office = press_layout(press, imprint->text, &style);
	PangoLayout *day = press_layout(press, imprint->second, &style);

	press_line(press, pango_layout_get_line_readonly(office, 0), AREA_LEFT + IMPRINT_SIZE, press->y, &style);
	press_line(press, pango_layout_get_line_readonly(day, 0),
		   AREA_LEFT + AREA_WIDTH - IMPRINT_SIZE - press_width(day), press->y, &style);
	press->y += IMPRINT_LINE;
	g_object_unref(office);
	g_object_unref(day);
}

void press_imprint(struct press *press, const struct sheet *sheet)
{
	const struct block *copy = block_of(sheet, BLOCK_COPY), *office = block_of(sheet, BLOCK_IMPRINT);
	double height = copy_height(press, copy) + (office != NULL ? IMPRINT_LINE : 0);

	if (!sheet->official || height == 0)
		return;
	turn_to_even(press, height);
	press->y = AREA_BOTTOM - height;
	press_rule(press, AREA_LEFT, press->y, AREA_WIDTH, IMPRINT_OUTER);
	if (copy != NULL)
		press_flow(press, copy->text, &copy_style);
	if (copy != NULL && office != NULL)
		press_rule(press, AREA_LEFT, press->y, AREA_WIDTH, IMPRINT_INNER);
	if (office != NULL)
		draw_office(press, office);
	press_rule(press, AREA_LEFT, AREA_BOTTOM - IMPRINT_OUTER, AREA_WIDTH, IMPRINT_OUTER);
}
