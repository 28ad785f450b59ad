/* Days that are there and days that are missing: a row for each month, or for each series of one month. */
#include "base/base.h"

#include "kernel/chart_draw.h"

#include "base/text.h"

#include <math.h>

enum { TOP = 28, CELL = 15, ROW = 19, DAYS = 31, WIDEST_NAME = 130 };

/* 1 to 31 for a day, 0 for what is none. */
static size_t day_of_label(const char *label)
{
	size_t day;

	if (strlen(label) != 10 || label[4] != '-' || label[7] != '-' || label[8] < '0' || label[8] > '9' ||
	    label[9] < '0' || label[9] > '9')
		return 0;
	day = (size_t)(label[8] - '0') * 10 + (size_t)(label[9] - '0');
	return day <= DAYS ? day : 0;
}

static bool same_month(const struct chart *chart, size_t a, size_t b)
{
	return strncmp(chart->labels[a], chart->labels[b], 7) == 0;
}

/* Where the month ends that begins with this label. */
static size_t month_end(const struct chart *chart, size_t first)
{
	size_t end = first;

	while (end < chart->label_count && same_month(chart, first, end))
		end++;
	return end;
}

enum day { DAY_THERE, DAY_GAP, DAY_FREE, DAY_KINDS };

static enum day day_kind(double value)
{
	return isnan(value) ? DAY_FREE : value == 0 ? DAY_GAP : DAY_THERE;
}

/* A gap is hatched, so that no colour is needed to see it. */
static const size_t fills[DAY_KINDS] = {[DAY_THERE] = 1, [DAY_GAP] = FILL_GAP, [DAY_FREE] = FILL_TRACK};

static void draw_day(struct picture *picture, double x, double y, enum day kind)
{
	draw_bar(picture, x, y, CELL, CELL, fills[kind], NULL);
}

static double names_width(const struct chart *chart)
{
	double widest = draw_text_width("2026-10", 12);
	bool one_month = month_end(chart, 0) == chart->label_count;

	for (size_t s = 0; one_month && s < chart->series_count; s++)
		widest = fmax(widest, draw_text_width(chart->series[s]->name, 12));
	return fmin(widest, WIDEST_NAME);
}

static void draw_head(struct picture *picture, double left, double slot, double y)
{
	static const char *const days[] = {"1", "5", "10", "15", "20", "25", "31"};
	static const int at[] = {1, 5, 10, 15, 20, 25, 31};

	for (size_t i = 0; i < ARRAY_LENGTH(days); i++)
		draw_text(picture, left + (at[i] - 1) * slot + CELL / 2.0, y, AT_MIDDLE, LOOK_AXIS, days[i]);
}

struct rows {
	double left, slot, y;
};

/* All days of one kind in a month are one shape: half a year of them would fill a page with markup otherwise. */
static void draw_days(struct picture *picture, const struct rows *rows, const struct chart_series *series, size_t first,
		      size_t end, enum day kind)
{
	bool any = false;

	for (size_t i = first; i < end; i++) {
		size_t day = day_of_label(picture->chart->labels[i]);

		if (day == 0 || day_kind(chart_at(series, i)) != kind)
			continue;
		buf_add_text(&picture->out, any ? "M" : "<path d=\"M");
		any = true;
		draw_number(&picture->out, rows->left + (double)(day - 1) * rows->slot);
		buf_add_char(&picture->out, ' ');
		draw_number(&picture->out, rows->y);
		buf_printf(&picture->out, "h%dv%dh-%dz", CELL, CELL, CELL);
	}
	if (!any)
		return;
	buf_add_char(&picture->out, '"');
	draw_fill(picture, fills[kind]);
	buf_add_text(&picture->out, "/>");
}

static void draw_month(struct picture *picture, struct rows *rows, const struct chart_series *series, size_t first,
		       size_t end, const char *name)
{
	const struct chart *chart = picture->chart;
	size_t gaps = 0;

	draw_text(picture, rows->left - 8, rows->y + 12, AT_END, LOOK_PLAIN,
		  draw_fit(chart->arena, name, 12, rows->left - 10));
	for (size_t i = first; i < end; i++)
		gaps += chart_at(series, i) == 0;
	for (enum day kind = 0; kind < DAY_KINDS; kind++)
		draw_days(picture, rows, series, first, end, kind);
	draw_text(picture, rows->left + DAYS * rows->slot + 4, rows->y + 12, AT_START,
		  gaps > 0 ? LOOK_LIMIT : LOOK_AXIS, gaps > 0 ? arena_printf(chart->arena, "缺 %zu 天", gaps) : "齐");
	rows->y += ROW;
}

static void draw_key(struct picture *picture, double x, double y)
{
	static const char *const keys[DAY_KINDS] = {[DAY_THERE] = "有", [DAY_GAP] = "缺", [DAY_FREE] = "不要求"};

	for (enum day kind = 0; kind < DAY_KINDS; kind++) {
		draw_day(picture, x, y, kind);
		draw_text(picture, x + CELL + 5, y + 12, AT_START, LOOK_PLAIN, keys[kind]);
		x += CELL + 5 + draw_text_width(keys[kind], 12) + 18;
	}
}

void chart_draw_calendar(struct picture *picture)
{
	const struct chart *chart = picture->chart;
	bool one_month = month_end(chart, 0) == chart->label_count;
	struct rows rows = {.left = names_width(chart) + 10, .y = TOP + 18};

	rows.slot = (picture->width - rows.left - draw_text_width("缺 31 天", 12) - 6) / DAYS;
	draw_head(picture, rows.left, rows.slot, TOP + 10);
	for (size_t s = 0; s < chart->series_count; s++) {
		if (!one_month && chart->series[s]->name[0] != '\0') {
			draw_text(picture, 2, rows.y + 13, AT_START, LOOK_VALUE,
				  draw_fit(chart->arena, chart->series[s]->name, 12, picture->width - 4));
			rows.y += ROW + 1;
		}
		for (size_t first = 0, end; first < chart->label_count; first = end) {
			end = month_end(chart, first);
			draw_month(picture, &rows, chart->series[s], first, end,
				   one_month ? chart->series[s]->name
					     : arena_printf(chart->arena, "%.7s", chart->labels[first]));
		}
	}
	draw_key(picture, rows.left, rows.y + 6);
	picture->height = rows.y + 30;
}
