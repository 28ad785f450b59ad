/* The picture as a whole: its head, patterns and description around what a kind draws. */
#include "base/base.h"

#include "kernel/chart_draw.h"

#include "base/text.h"

#include <math.h>

/* One width for all, so that letters are of one size wherever several stand on a page. */
enum { WIDTH = 640, EMPTY_HEIGHT = 90 };

static void (*const drawers[])(struct picture *picture) = {
	[CHART_LINES] = chart_draw_lines,       [CHART_STACKED] = chart_draw_columns,
	[CHART_HISTOGRAM] = chart_draw_columns, [CHART_RANKING] = chart_draw_ranking,
	[CHART_BULLET] = chart_draw_bullet,     [CHART_RADAR] = chart_draw_radar,
	[CHART_CALENDAR] = chart_draw_calendar,
};

/* Patterns are known by name throughout a page: a name of what the chart shows, so that two charts differ and a
 * reprint does not. */
static unsigned name_of(const struct chart *chart)
{
	uint32_t hash = 2166136261U;

	for (const char *c = chart_json(chart); *c != '\0'; c++)
		hash = (hash ^ (unsigned char)*c) * 16777619U;
	return hash;
}

static void add_patterns(struct buf *out, const struct picture *picture)
{
	static const struct {
		size_t fill;
		const char *ground;
		const char *ink;
	} rows[] = {
		{2, "#fff", "<path d=\"M0 0L6 6M-1 5L1 7M5-1L7 1\" stroke=\"#b3201b\" stroke-width=\"1.6\"/>"},
		{3, "#fff6e5", "<circle cx=\"3\" cy=\"3\" r=\"1.4\" fill=\"#8a4b00\"/>"},
		{4, "#eef7f1", "<path d=\"M0 6L6 0M-1 1L1-1M5 7L7 5\" stroke=\"#0d5f33\" stroke-width=\"1.2\"/>"},
	};

	if (picture->fills == 0)
		return;
	buf_add_text(out, "<defs>");
	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++)
		if ((picture->fills & 1U << rows[i].fill) != 0)
			buf_printf(out,
				   "<pattern id=\"c%08xf%zu\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">"
				   "<rect width=\"6\" height=\"6\" fill=\"%s\"/>%s</pattern>",
				   picture->id, rows[i].fill, rows[i].ground, rows[i].ink);
	buf_add_text(out, "</defs>");
}

/* ---- what it says, for those who do not see it ---- */

struct summary {
	size_t first, last, most, known;
};

static struct summary summary_of(const struct chart *chart, const struct chart_series *series)
{
	struct summary sum = {0};

	for (size_t i = 0; i < chart->label_count; i++) {
		double value = chart_at(series, i);

		if (isnan(value))
			continue;
		if (sum.known++ == 0)
			sum.first = sum.most = i;
		sum.last = i;
		if (value > chart_at(series, sum.most))
			sum.most = i;
	}
	return sum;
}

static const char *with_unit(const struct chart *chart, double value)
{
	return arena_printf(chart->arena, "%s%s", chart_figure(chart, value, false), chart->unit);
}

static const char *series_words(const struct chart *chart, const struct chart_series *series)
{
	struct summary sum = summary_of(chart, series);
	size_t gaps = 0;

	if (chart->kind == CHART_CALENDAR) {
		for (size_t i = 0; i < chart->label_count; i++)
			gaps += chart_at(series, i) == 0;
		return arena_printf(chart->arena, "%s缺 %zu 天", series->name, gaps);
	}
	if (sum.known == 0)
		return arena_printf(chart->arena, "%s尚无数据", series->name);
	if (chart->kind == CHART_LINES && sum.known > 1)
		return arena_printf(chart->arena, "%s由 %s 到 %s，最高 %s（%s）", series->name,
				    with_unit(chart, chart_at(series, sum.first)),
				    with_unit(chart, chart_at(series, sum.last)),
				    with_unit(chart, chart_at(series, sum.most)), chart_long_label(chart, sum.most));
	return arena_printf(chart->arena, "%s最高 %s（%s）", series->name, with_unit(chart, chart_at(series, sum.most)),
			    chart_long_label(chart, sum.most));
}

static void add_description(struct buf *out, const struct chart *chart)
{
	buf_add_text(out, "<desc>");
	for (size_t i = 0; i < chart->series_count; i++) {
		draw_escaped(out, series_words(chart, chart->series[i]));
		buf_add_text(out, i + 1 < chart->series_count || chart->limit_count > 0 ? "；" : "。");
	}
	for (size_t i = 0; i < chart->limit_count; i++) {
		draw_escaped(out, chart->limits[i].label);
		buf_add_text(out, i + 1 < chart->limit_count ? "；" : "。");
	}
	if (chart->series_count == 0)
		buf_add_text(out, "尚无数据。");
	buf_add_text(out, "</desc>");
}

/* ---- the picture ---- */

static void draw_empty(struct picture *picture)
{
	picture->height = EMPTY_HEIGHT;
	draw_text(picture, picture->width / 2, 58, AT_MIDDLE, LOOK_AXIS, "尚无数据");
}

/* An axis that does not begin at zero says so. */
static bool cut_axis(const struct chart *chart)
{
	double low, high;

	return chart->kind == CHART_LINES && chart_range(chart, true, &low, &high) && scale_is_near(low, high);
}

static void draw_heading(struct picture *picture)
{
	const struct chart *chart = picture->chart;
	const char *cut = cut_axis(chart) ? "纵轴不从零起" : "";
	const char *title = chart->title;

	/* A bullet says its unit beside every figure, a calendar and a radar have none. */
	if (chart->unit[0] != '\0' && chart->kind != CHART_BULLET)
		title = arena_printf(chart->arena, "%s（%s%s%s）", title, chart->unit, cut[0] != '\0' ? "，" : "", cut);
	else if (cut[0] != '\0')
		title = arena_printf(chart->arena, "%s（%s）", title, cut);
	draw_text(picture, 2, 16, AT_START, LOOK_TITLE, draw_fit(chart->arena, title, 14, picture->width - 4));
}

char *chart_svg(const struct chart *chart)
{
	struct picture picture = {.chart = chart, .width = WIDTH, .id = name_of(chart)};
	struct buf head;
	char *svg;

	buf_init(&head);
	buf_init(&picture.out);
	draw_heading(&picture);
	if (chart_has_data(chart))
		drawers[chart->kind](&picture);
	else
		draw_empty(&picture);
	buf_add_text(&head, "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" viewBox=\"0 0 ");
	draw_number(&head, picture.width);
	buf_add_char(&head, ' ');
	draw_number(&head, picture.height);
	buf_add_text(&head,
		     "\" role=\"img\" font-family=\"PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif\" "
		     "font-size=\"12\" fill=\"#1c2430\"><title>");
	draw_escaped(&head, chart->title);
	buf_add_text(&head, "</title>");
	add_description(&head, chart);
	add_patterns(&head, &picture);
	svg = arena_printf(chart->arena, "%s%s</svg>", head.data, picture.out.data);
	buf_release(&head);
	buf_release(&picture.out);
	return svg;
}
