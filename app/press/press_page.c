/* The paper: text laid out by Pango, line by line onto pages; head, rules and page numbers of the letter form. */
#include "base/base.h"

#include "press/press.h"

#include <math.h>

#define RED_SIZE_MAX 34.0  /* of the mark; the standard leaves it to the writer */
#define MARK_TOP (30 * MM) /* its upper edge from that of the page */
#define RULE_BELOW_MARK (4 * MM)
#define RULE_WIDTH (170 * MM)
#define RULE_FOOT (PAGE_HEIGHT - 20 * MM)
#define PAGE_NUMBER_BELOW (7 * MM)
#define PAGE_NUMBER_SIZE 14.0 /* 四号 */
#define BASELINE 0.76         /* of a line's height, from its top */
#define OVER_TOP (110 * MM)   /* as print.css has it */
#define OVER_SIZE 72.0
#define OVER_BLACK 0.08

/* ---- text ---- */

PangoLayout *press_layout(struct press *press, const char *text, const struct style *style)
{
	PangoLayout *layout = pango_cairo_create_layout(press->cairo);
	PangoContext *context = pango_layout_get_context(layout);
	PangoFontDescription *font = pango_font_description_from_string(style->font);

	/* Otherwise 96 dots per inch are taken for granted and everything is 4/3 too big. */
	pango_cairo_context_set_resolution(context, 72);
	pango_context_set_language(context, pango_language_from_string("zh-CN"));
	pango_layout_context_changed(layout);
	pango_font_description_set_absolute_size(font, style->size * PANGO_SCALE);
	pango_layout_set_font_description(layout, font);
	pango_font_description_free(font);
	pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_width(layout, (int)((style->width - style->left) * PANGO_SCALE));
	pango_layout_set_indent(layout, (int)(style->first * PANGO_SCALE));
	pango_layout_set_alignment(layout, style->align);
	pango_layout_set_justify(layout, style->justify);
	pango_layout_set_text(layout, text, -1);
	return layout;
}

double press_width(PangoLayout *layout)
{
	PangoRectangle place;

	pango_layout_get_extents(layout, NULL, &place);
	return (double)place.width / PANGO_SCALE;
}

double press_height(PangoLayout *layout, const struct style *style)
{
	return pango_layout_get_line_count(layout) * style->line;
}

void press_line(struct press *press, PangoLayoutLine *line, double x, double y, const struct style *style)
{
	cairo_move_to(press->cairo, x, y + style->line * BASELINE);
	pango_cairo_show_layout_line(press->cairo, line);
}

/*
 * Whether a line may be spread to the edge: Pango gives all that is missing to its blanks, or to the gaps between its
 * characters where it has none.  What cannot break, a number in brackets or a day, leaves lines that would be torn by
 * it: they end where they end.
 */
static bool nearly_full(const PangoLayoutLine *line, const char *text, double spare, double size)
{
	const char *begin = text + line->start_index, *end = begin + line->length;
	size_t blanks = 0, characters = 0;

	while (end > begin && end[-1] == ' ')
		end--;
	for (const char *at = begin; at < end; at++) {
		blanks += *at == ' ';
		characters += ((unsigned char)*at & 0xC0) != 0x80;
	}
	return blanks > 0 ? spare <= (double)blanks * size / 3 : spare <= (double)characters * size / 8;
}

void press_flow_layout(struct press *press, PangoLayout *layout, const struct style *style)
{
	PangoLayout *plain = pango_layout_copy(layout);
	PangoLayoutIter *lines;
	int count = pango_layout_get_line_count(layout);

	pango_layout_set_justify(plain, FALSE);
	lines = pango_layout_get_iter(plain);
	for (int i = 0; i < count; i++) {
		PangoLayoutLine *line = pango_layout_iter_get_line_readonly(lines);
		PangoRectangle place;
		double spare;

		if (press_room(press) < style->line)
			press_next_page(press);
		pango_layout_iter_get_line_extents(lines, NULL, &place);
		spare = (double)(pango_layout_get_width(layout) - place.x - place.width) / PANGO_SCALE;
		if (style->justify && nearly_full(line, pango_layout_get_text(layout), spare, style->size))
			line = pango_layout_get_line_readonly(layout, i);
		press_line(press, line, AREA_LEFT + style->left + (double)place.x / PANGO_SCALE, press->y, style);
		press->y += style->line;
		pango_layout_iter_next_line(lines);
	}
	pango_layout_iter_free(lines);
	g_object_unref(plain);
}

void press_flow(struct press *press, const char *text, const struct style *style)
{
	PangoLayout *layout = press_layout(press, text, style);

	press_flow_layout(press, layout, style);
	g_object_unref(layout);
}

double press_room(const struct press *press)
{
	return AREA_BOTTOM - press->y + 0.01;
}

/* ---- pages ---- */

void press_rule(struct press *press, double x, double y, double width, double thick)
{
	cairo_rectangle(press->cairo, x, y, width, thick);
	cairo_fill(press->cairo);
}

/* Across the page, wider than the text. */
static void letter_rule(struct press *press, double y, double thick)
{
	press_rule(press, (PAGE_WIDTH - RULE_WIDTH) / 2, y, RULE_WIDTH, thick);
}

double press_mark(struct press *press, const char *text, double size, double width, double top)
{
	struct style style = {.font = FONT_TITLE, .size = size, .width = 4 * PAGE_WIDTH};
	PangoLayout *layout = press_layout(press, text, &style);
	PangoRectangle ink;
	double height;

	if (press_width(layout) > width) {
		style.size *= width / press_width(layout);
		g_object_unref(layout);
		layout = press_layout(press, text, &style);
	}
	pango_layout_get_extents(layout, &ink, NULL);
	height = (double)ink.height / PANGO_SCALE;
	cairo_move_to(press->cairo, (PAGE_WIDTH - press_width(layout)) / 2, top - (double)ink.y / PANGO_SCALE);
	pango_cairo_show_layout(press->cairo, layout);
	g_object_unref(layout);
	return height;
}

void press_red(struct press *press)
{
	cairo_set_source_rgb(press->cairo, 1, 0, 0);
}

void press_black(struct press *press)
{
	cairo_set_source_rgb(press->cairo, 0, 0, 0);
}

/* The mark, two rules below it and two at the foot of the page: thick above thin, then thin above thick. */
static void letter_head(struct press *press, const char *mark)
{
	press_red(press);
	press->y = MARK_TOP + press_mark(press, mark, RED_SIZE_MAX, AREA_WIDTH, MARK_TOP) + RULE_BELOW_MARK;
	letter_rule(press, press->y, 2.2);
	letter_rule(press, press->y + 3.4, 0.7);
	letter_rule(press, RULE_FOOT, 0.7);
	letter_rule(press, RULE_FOOT + 1.9, 2.2);
	press_black(press);
	press->y += 4.1;
}

void press_first_page(struct press *press, const struct sheet *sheet)
{
	press->page = 1;
	press->issuer = sheet->issuer;
	press->over = sheet->over;
	press->official = sheet->official;
	press->bare = !sheet->official;
	press->y = AREA_TOP;
	press_black(press);
	if (sheet->mark[0] == '\0')
		return;
	if (sheet->official)
		press_official_head(press, sheet);
	else
		letter_head(press, sheet->mark);
}

/* — 2 —, on the outer side: its dash seven millimetres below the text. */
static void page_number(struct press *press)
{
	const struct style style = {.font = FONT_TABLE, .size = PAGE_NUMBER_SIZE, .line = 20, .width = AREA_WIDTH};
	PangoLayout *layout = press_layout(press, arena_printf(press->arena, "— %d —", press->page), &style);
	PangoLayout *dash = press_layout(press, "—", &style);
	double x = AREA_LEFT + PAGE_NUMBER_SIZE;
	PangoRectangle ink;

	pango_layout_get_extents(dash, &ink, NULL);
	if (press->page % 2 == 1)
		x = AREA_LEFT + AREA_WIDTH - PAGE_NUMBER_SIZE - press_width(layout);
	cairo_move_to(press->cairo, x, AREA_BOTTOM + PAGE_NUMBER_BELOW - (double)ink.y / PANGO_SCALE);
	pango_cairo_show_layout(press->cairo, layout);
	g_object_unref(dash);
	g_object_unref(layout);
}

/* As a drawing: the text of the page is searched and copied without it. */
static void mark_over(struct press *press)
{
	const struct style style = {.font = FONT_BLACK, .size = OVER_SIZE, .width = PAGE_WIDTH};
	PangoLayout *layout = press_layout(press, press->over, &style);

	cairo_save(press->cairo);
	cairo_set_source_rgba(press->cairo, 0, 0, 0, OVER_BLACK);
	cairo_move_to(press->cairo, (PAGE_WIDTH - press_width(layout)) / 2, OVER_TOP);
	pango_cairo_layout_path(press->cairo, layout);
	cairo_fill(press->cairo);
	cairo_restore(press->cairo);
	g_object_unref(layout);
}

void press_end_page(struct press *press)
{
	if (press->over[0] != '\0')
		mark_over(press);
	if (!press->bare)
		page_number(press);
	press->bare = false;
	cairo_show_page(press->cairo);
}

void press_next_page(struct press *press)
{
	press_end_page(press);
	press->page++;
	press->y = AREA_TOP;
}
