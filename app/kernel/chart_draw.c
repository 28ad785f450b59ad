/* The pen: text, bars, lines, axes and legends as SVG with presentation attributes. */
#include "base/base.h"

#include "kernel/chart_draw.h"

#include "base/text.h"

#include <math.h>

/* ---- text ---- */

static bool is_wide(uint32_t code)
{
	return (code >= 0x1100 && code <= 0x115F) || (code >= 0x2E80 && code <= 0xA4CF) ||
	       (code >= 0xAC00 && code <= 0xD7A3) || (code >= 0xF900 && code <= 0xFAFF) ||
	       (code >= 0xFE30 && code <= 0xFE6F) || (code >= 0xFF00 && code <= 0xFF60) || code == 0x2014 ||
	       code == 0x2026 || code >= 0x1F000;
}

/* No font is asked: Chinese fills its square, other letters a little more than half of one. */
static double step_width(const char *text, size_t length, size_t *taken)
{
	uint32_t code = 0;

	*taken = utf8_decode(text, length, &code);
	if (*taken == 0)
		*taken = 1;
	return is_wide(code) ? 1 : 0.56;
}

double draw_text_width(const char *text, double size)
{
	size_t length = strlen(text), taken;
	double width = 0;

	for (size_t at = 0; at < length; at += taken)
		width += step_width(text + at, length - at, &taken);
	return width * size;
}

const char *draw_fit(struct arena *arena, const char *text, double size, double width)
{
	size_t length = strlen(text), taken, at = 0;
	double used = size; /* of … */

	if (draw_text_width(text, size) <= width)
		return text;
	while (at < length) {
		double next = step_width(text + at, length - at, &taken) * size;

		if (used + next > width)
			break;
		used += next;
		at += taken;
	}
	return arena_printf(arena, "%.*s…", (int)at, text);
}

void draw_escaped(struct buf *out, const char *text)
{
	for (const char *c = text; *c != '\0'; c++)
		switch (*c) {
		case '&':
			buf_add_text(out, "&amp;");
			break;
		case '<':
			buf_add_text(out, "&lt;");
			break;
		case '>':
			buf_add_text(out, "&gt;");
			break;
		case '"':
			buf_add_text(out, "&quot;");
			break;
		default:
			buf_add_char(out, *c);
		}
}

/* A tenth of a unit is finer than any screen or paper shows. */
void draw_number(struct buf *out, double value)
{
	char digits[32];
	size_t length;

	snprintf(digits, sizeof(digits), "%.1f", value);
	length = strlen(digits);
	if (text_ends(digits, ".0"))
		digits[length - 2] = '\0';
	buf_add_text(out, text_equal(digits, "-0") ? "0" : digits);
}

static void attribute(struct buf *out, const char *name, double value)
{
	buf_printf(out, " %s=\"", name);
	draw_number(out, value);
	buf_add_char(out, '"');
}

static void hover(struct buf *out, const char *title)
{
	if (title == NULL)
		return;
	buf_add_text(out, "<title>");
	draw_escaped(out, title);
	buf_add_text(out, "</title>");
}

void draw_text(struct picture *picture, double x, double y, enum text_anchor anchor, enum text_look look,
	       const char *text)
{
	static const char *const anchors[] = {
		[AT_START] = "", [AT_MIDDLE] = " text-anchor=\"middle\"", [AT_END] = " text-anchor=\"end\""};
	static const char *const looks[] = {
		[LOOK_PLAIN] = "",
		[LOOK_AXIS] = " fill=\"#525e70\"",
		[LOOK_VALUE] = " font-weight=\"600\"",
		[LOOK_TITLE] = " font-size=\"14\" font-weight=\"600\"",
		[LOOK_LIMIT] = " fill=\"#b3201b\"",
		[LOOK_HALO] = " font-weight=\"600\" stroke=\"#fff\" stroke-width=\"3\" stroke-linejoin=\"round\" "
			      "paint-order=\"stroke\"",
	};

	buf_add_text(&picture->out, "<text");
	attribute(&picture->out, "x", x);
	attribute(&picture->out, "y", y);
	buf_printf(&picture->out, "%s%s>", anchors[anchor], looks[look]);
	draw_escaped(&picture->out, text);
	buf_add_text(&picture->out, "</text>");
}

/* ---- lines and bars ---- */

void draw_line(struct picture *picture, double x1, double y1, double x2, double y2, const char *look)
{
	buf_add_text(&picture->out, "<line");
	attribute(&picture->out, "x1", x1);
	attribute(&picture->out, "y1", y1);
	attribute(&picture->out, "x2", x2);
	attribute(&picture->out, "y2", y2);
	buf_printf(&picture->out, " %s/>", look);
}

/* Told apart in grey: full, pale, hatched up, dotted, hatched down, dark. */
static const char *const plain_fills[FILL_COUNT] = {
	"fill=\"#2b6cb8\"", "fill=\"#a9c8ee\" stroke=\"#2b6cb8\" stroke-width=\".8\"", NULL, NULL, NULL,
	"fill=\"#22304a\""};
static const char *const fill_strokes[FILL_COUNT] = {NULL, NULL, "#b3201b", "#8a4b00", "#0d5f33", NULL};

void draw_fill(struct picture *picture, size_t fill)
{
	if (fill == FILL_TRACK) {
		buf_add_text(&picture->out, " fill=\"#e8edf4\"");
		return;
	}
	fill = fill == FILL_GAP ? 2 : fill % FILL_COUNT;
	if (plain_fills[fill] != NULL) {
		buf_printf(&picture->out, " %s", plain_fills[fill]);
		return;
	}
	picture->fills |= 1U << fill;
	buf_printf(&picture->out, " fill=\"url(#c%08xf%zu)\" stroke=\"%s\" stroke-width=\".8\"", picture->id, fill,
		   fill_strokes[fill]);
}

void draw_bar(struct picture *picture, double x, double y, double width, double height, size_t fill, const char *title)
{
	struct buf *out = &picture->out;

	buf_add_text(out, "<rect");
	attribute(out, "x", x);
	attribute(out, "y", y);
	attribute(out, "width", fmax(width, 0));
	attribute(out, "height", fmax(height, 0));
	draw_fill(picture, fill);
	if (title == NULL) {
		buf_add_text(out, "/>");
		return;
	}
	buf_add_char(out, '>');
	hover(out, title);
	buf_add_text(out, "</rect>");
}

/* ---- series ---- */

/* Eight, nine and five: no two of the first forty lines are alike, also without their colours. */
static const char *const colours[] = {"#0b55b0", "#0d6f3c", "#8a4b00", "#6b3fa0",
				      "#525e70", "#9f1b16", "#00707a", "#a0307c"};
static const char *const dashes[] = {"", "8 3", "2 3", "10 3 2 3", "5 2 1 2 1 2", "14 4", "4 2", "16 3 5 3", "1 2 6 2"};

const char *draw_colour(size_t series)
{
	return colours[series % ARRAY_LENGTH(colours)];
}

void draw_stroke(struct picture *picture, size_t series)
{
	const char *dash = dashes[series % ARRAY_LENGTH(dashes)];

	buf_printf(&picture->out, " fill=\"none\" stroke=\"%s\" stroke-width=\"2\"", draw_colour(series));
	if (dash[0] != '\0')
		buf_printf(&picture->out, " stroke-dasharray=\"%s\"", dash);
}

/* Circle, square, triangle, diamond, cross, again: a line is known by its marks even where dashes are short. */
void draw_marker(struct picture *picture, size_t series, double x, double y, const char *title)
{
	static const char *const shapes[] = {"m-2.8 0a2.8 2.8 0 1 0 5.6 0a2.8 2.8 0 1 0-5.6 0z", "m-2.5-2.5h5v5h-5z",
					     "m-3 2.4h6l-3-5.4z", "m0-3.4l3.4 3.4l-3.4 3.4l-3.4-3.4z",
					     "m-1-3.2h2v2.2h2.2v2h-2.2v2.2h-2v-2.2h-2.2v-2h2.2z"};
	struct buf *out = &picture->out;

	buf_add_text(out, "<path d=\"M");
	draw_number(out, x);
	buf_add_char(out, ' ');
	draw_number(out, y);
	buf_printf(out, "%s\" fill=\"#fff\" stroke=\"%s\" stroke-width=\"1.6\">", shapes[series % ARRAY_LENGTH(shapes)],
		   draw_colour(series));
	hover(out, title);
	buf_add_text(out, "</path>");
}

static void swatch(struct picture *picture, size_t series, double x, double y, bool lines)
{
	if (!lines) {
		draw_bar(picture, x, y - 10, 14, 11, series, NULL);
		return;
	}
	buf_add_text(&picture->out, "<path d=\"M");
	draw_number(&picture->out, x);
	buf_add_char(&picture->out, ' ');
	draw_number(&picture->out, y - 4);
	buf_add_text(&picture->out, "h22\"");
	draw_stroke(picture, series);
	buf_add_text(&picture->out, "/>");
	draw_marker(picture, series, x + 11, y - 4, NULL);
}

double draw_legend(struct picture *picture, double x, double y, double width, bool lines)
{
	const struct chart *chart = picture->chart;
	double symbol = lines ? 28 : 20;
	double at = 0, line = 0;

	for (size_t s = 0; s < chart->series_count; s++) {
		const char *name = draw_fit(chart->arena, chart->series[s]->name, 12, width - symbol);
		double wide = symbol + draw_text_width(name, 12) + 16;

		if (at > 0 && at + wide - 16 > width) {
			at = 0;
			line += 18;
		}
		swatch(picture, s, x + at, y + line + 10, lines);
		draw_text(picture, x + at + symbol, y + line + 10, AT_START, LOOK_PLAIN, name);
		at += wide;
	}
	return line + 18;
}
