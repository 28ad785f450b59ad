/* Bars: upright ones (stacked, histogram), lying ones (ranking) and those of capacity (bullet). */
#include "base/base.h"

#include "kernel/chart_draw.h"

#include "base/text.h"

#include <math.h>

enum { TOP = 28, AREA = 180, ROW = 25, WIDEST_NAME = 180, BULLET_ROW = 46 };

static const char *hover_of(const struct chart *chart, size_t label, const struct chart_series *series, double value)
{
	return arena_printf(chart->arena, "%s %s %s%s", chart_long_label(chart, label), series->name,
			    chart_figure(chart, value, false), chart->unit);
}

/* ---- upright ---- */

/* What stands on each other above zero, and hangs below it. */
static void sums_of(const struct chart *chart, size_t label, double *above, double *below)
{
	*above = *below = 0;
	for (size_t s = 0; s < chart->series_count; s++) {
		double value = chart_at(chart->series[s], label);

		if (value > 0)
			*above += value;
		else if (value < 0)
			*below += value;
	}
}

static struct scale columns_scale(const struct chart *chart)
{
	double low = 0, high = 0, above, below;

	for (size_t i = 0; i < chart->label_count; i++) {
		sums_of(chart, i, &above, &below);
		low = fmin(low, below);
		high = fmax(high, above);
	}
	for (size_t i = 0; i < chart->limit_count; i++) {
		low = fmin(low, chart->limits[i].value);
		high = fmax(high, chart->limits[i].value);
	}
	return scale_of(low, high, 4);
}

static void draw_column(struct picture *picture, const struct scale *scale, size_t label, double x, double width)
{
	const struct chart *chart = picture->chart;
	double above = 0, below = 0;

	for (size_t s = 0; s < chart->series_count; s++) {
		double value = chart_at(chart->series[s], label);
		double *stack = value < 0 ? &below : &above;
		double from, to;

		if (isnan(value) || value == 0)
			continue;
		from = scale_place(scale, *stack);
		*stack += value;
		to = scale_place(scale, *stack);
		draw_bar(picture, x, fmin(from, to), width, fabs(from - to), s,
			 hover_of(chart, label, chart->series[s], value));
	}
}

static bool label_known(const struct chart *chart, size_t label)
{
	for (size_t s = 0; s < chart->series_count; s++)
		if (!isnan(chart_at(chart->series[s], label)))
			return true;
	return false;
}

/* The sum on top, where neighbours leave it room. */
static void draw_sum(struct picture *picture, const struct scale *scale, size_t label, double middle, double slot)
{
	double above, below;
	const char *text;

	if (!label_known(picture->chart, label))
		return;
	sums_of(picture->chart, label, &above, &below);
	text = chart_figure(picture->chart, above + below, false);
	if (draw_text_width(text, 12) <= slot - 2)
		draw_text(picture, middle, scale_place(scale, above) - 5, AT_MIDDLE, LOOK_HALO, text);
}

static double limits_width(const struct chart *chart)
{
	double widest = 0;

	for (size_t i = 0; i < chart->limit_count; i++)
		widest = fmax(widest, draw_text_width(chart->limits[i].label, 12) + 8);
	return fmin(widest, 160);
}

void chart_draw_columns(struct picture *picture)
{
	const struct chart *chart = picture->chart;
	bool touching = chart->kind == CHART_HISTOGRAM;
	struct scale scale = columns_scale(chart);
	double left = scale_width(chart->arena, &scale) + 10;
	double side = limits_width(chart), right = picture->width - 4 - side;
	double slot = (right - left) / (double)chart->label_count;
	double width = fmin(slot * (touching ? 0.92 : 0.66), touching ? slot - 1 : 60);
	double top = TOP + 14;

	if (chart->series_count > 1)
		top += draw_legend(picture, left, TOP, right - left, false) - 2;
	scale.from = top + AREA;
	scale.to = top;
	draw_scale(picture, &scale, left, right);
	draw_labels(picture, left, slot, scale.from + 18);
	for (size_t i = 0; i < chart->label_count; i++)
		draw_column(picture, &scale, i, left + ((double)i + 0.5) * slot - width / 2, width);
	for (size_t i = 0; i < chart->limit_count; i++) {
		double y = scale_place(&scale, chart->limits[i].value);

		draw_line(picture, left, y, right, y, LINE_LIMIT);
		draw_text(picture, right + 6, y + 4, AT_START, LOOK_LIMIT,
			  draw_fit(chart->arena, chart->limits[i].label, 12, side));
	}
	for (size_t i = 0; i < chart->label_count; i++)
		draw_sum(picture, &scale, i, left + ((double)i + 0.5) * slot, slot);
	picture->height = scale.from + 40;
}

/* ---- lying ---- */

static double names_width(const struct chart *chart)
{
	double widest = 0;

	for (size_t i = 0; i < chart->label_count; i++)
		widest = fmax(widest, draw_text_width(chart->labels[i], 12));
	return fmin(widest, WIDEST_NAME);
}

/* The limit that the bars are read against, named below. */
static void draw_upright_limits(struct picture *picture, const struct scale *scale, double bottom)
{
	const struct chart *chart = picture->chart;

	for (size_t i = 0; i < chart->limit_count; i++) {
		double x = scale_place(scale, chart->limits[i].value);
		double half = draw_text_width(chart->limits[i].label, 12) / 2;

		draw_line(picture, x, TOP - 2, x, bottom + 2 + (double)i * 15, LINE_LIMIT);
		draw_text(picture, fmax(half + 2, fmin(x, picture->width - half - 2)), bottom + 15 + (double)i * 15,
			  AT_MIDDLE, LOOK_LIMIT, chart->limits[i].label);
	}
}

void chart_draw_ranking(struct picture *picture)
{
	const struct chart *chart = picture->chart;
	const struct chart_series *series = chart->series[0];
	double low = 0, high = 0, bottom = TOP + ROW * (double)chart->label_count;
	double names = names_width(chart), figures = 0;
	struct scale scale;

	chart_range(chart, true, &low, &high);
	for (size_t i = 0; i < chart->label_count; i++)
		if (!isnan(chart_at(series, i)))
			figures = fmax(figures, draw_text_width(chart_figure(chart, chart_at(series, i), false), 12));
	/* Percentages are shares of a whole, which the empty part of the bar shows. */
	if (text_equal(chart->unit, "%") && low >= 0 && high <= 100)
		high = 100;
	scale = (struct scale){.low = fmin(low, 0), .high = fmax(high, 0)};
	if (scale.high - scale.low < 0.01)
		scale.high = scale.low + 1;
	scale.from = names + 10;
	scale.to = picture->width - figures * 1.06 - 12;
	for (size_t i = 0; i < chart->label_count; i++) {
		double y = TOP + ROW * (double)i, value = chart_at(series, i);
		double zero = scale_place(&scale, 0), end = scale_place(&scale, isnan(value) ? 0 : value);

		draw_text(picture, names + 2, y + 16, AT_END, LOOK_PLAIN,
			  draw_fit(chart->arena, chart->labels[i], 12, names));
		draw_bar(picture, scale.from, y + 4, scale.to - scale.from, 16, FILL_TRACK, NULL);
		if (!isnan(value))
			draw_bar(picture, fmin(zero, end), y + 4, fabs(end - zero), 16, 0,
				 hover_of(chart, i, series, value));
		draw_text(picture, scale.to + 6, y + 16, AT_START, LOOK_VALUE,
			  isnan(value) ? "—" : chart_figure(chart, value, false));
	}
	draw_upright_limits(picture, &scale, bottom);
	picture->height = bottom + 6 + 15 * (double)chart->limit_count;
}

/* ---- capacity ---- */

/* How many of the limits a share has reached. */
static size_t limits_reached(const struct chart *chart, double share)
{
	size_t reached = 0;

	for (size_t i = 0; i < chart->limit_count; i++)
		reached += share >= chart->limits[i].value;
	return reached;
}

/* Cut, not rounded: what is just below a limit never reads as if it had reached it. */
static double tenths(double share)
{
	return floor(share * 10 + 1e-9) / 10;
}

static void draw_bullet_row(struct picture *picture, size_t label, double y)
{
	static const size_t fills[] = {0, 3, 2};
	const struct chart *chart = picture->chart;
	struct arena *arena = chart->arena;
	double value = chart_at(chart->series[0], label);
	double whole = chart->series_count > 1 ? chart_at(chart->series[1], label) : 100;
	double room = picture->width - 4, share = whole > 0 ? value * 100 / whole : (double)NAN;
	const char *figure =
		isnan(share) ? "—"
			     : arena_printf(arena, "%s%%　%s / %s%s%s", chart_number(arena, tenths(share), false),
					    chart_number(arena, value, false), chart_number(arena, whole, false),
					    chart->unit[0] == '\0' ? "" : " ", chart->unit);

	draw_text(picture, picture->width - 2, y + 14, AT_END, LOOK_VALUE, figure);
	draw_text(picture, 2, y + 14, AT_START, LOOK_PLAIN,
		  draw_fit(arena, chart->labels[label], 12, room - draw_text_width(figure, 12.8) - 12));
	draw_bar(picture, 2, y + 21, room, 12, FILL_TRACK, NULL);
	if (share > 0) {
		size_t reached = limits_reached(chart, share);

		draw_bar(picture, 2, y + 21, room * fmin(share, 100) / 100, 12,
			 fills[reached < 2               ? reached
			       : chart->limit_count == 1 ? 1
							 : 2],
			 NULL);
	}
	for (size_t i = 0; i < chart->limit_count; i++) {
		double x = 2 + room * fmax(0, fmin(chart->limits[i].value, 100)) / 100;

		draw_line(picture, x, y + 18, x, y + 36, "stroke=\"#b3201b\" stroke-width=\"1.5\"");
	}
}

/* Named below the last bar; the second from the left of its tick, so that 80 and 85 do not touch. */
static void draw_bullet_limits(struct picture *picture, double y)
{
	const struct chart *chart = picture->chart;

	for (size_t i = 0; i < chart->limit_count; i++) {
		const struct chart_mark *limit = &chart->limits[i];
		double x = 2 + (picture->width - 4) * fmax(0, fmin(limit->value, 100)) / 100;
		bool before = i + 1 < chart->limit_count;
		double width = draw_text_width(limit->label, 12);

		if (before ? x - 3 - width < 0 : x + 3 + width > picture->width)
			before = !before;
		draw_text(picture, before ? x - 3 : x + 3, y + (i >= 2 ? 15 * ((double)i - 1) : 0),
			  before ? AT_END : AT_START, LOOK_LIMIT, limit->label);
	}
}

void chart_draw_bullet(struct picture *picture)
{
	const struct chart *chart = picture->chart;
	double bottom = TOP + BULLET_ROW * (double)chart->label_count;

	for (size_t i = 0; i < chart->label_count; i++)
		draw_bullet_row(picture, i, TOP - 4 + BULLET_ROW * (double)i);
	draw_bullet_limits(picture, bottom + 6);
	picture->height = bottom + (chart->limit_count > 2 ? 15 * ((double)chart->limit_count - 2) : 0) +
			  (chart->limit_count > 0 ? 12 : 0);
}
