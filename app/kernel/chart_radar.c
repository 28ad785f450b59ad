/* Scores on axes from 0 to 100: one web for two, small multiples for more. */
#include "base/base.h"

#include "kernel/chart_draw.h"

#include "base/text.h"

#include <math.h>

enum { TOP = 30, AXES_MIN = 3, ACROSS = 3, RINGS = 4 };

struct web {
	double x, y, radius;
};

static void point(struct buf *out, const struct web *web, size_t axis, size_t axes, double share)
{
	double angle = 2 * M_PI * (double)axis / (double)axes - M_PI / 2;

	draw_number(out, web->x + cos(angle) * web->radius * share);
	buf_add_char(out, ',');
	draw_number(out, web->y + sin(angle) * web->radius * share);
}

static void draw_rings(struct picture *picture, const struct web *web)
{
	size_t axes = picture->chart->label_count;

	for (int ring = 1; ring <= RINGS; ring++) {
		buf_add_text(&picture->out, "<polygon points=\"");
		for (size_t i = 0; i < axes; i++) {
			buf_add_text(&picture->out, i > 0 ? " " : "");
			point(&picture->out, web, i, axes, (double)ring / RINGS);
		}
		buf_printf(&picture->out, "\" fill=\"none\" %s/>", ring == RINGS ? LINE_AXIS : LINE_GRID);
	}
	for (size_t i = 0; i < axes; i++) {
		double angle = 2 * M_PI * (double)i / (double)axes - M_PI / 2;

		draw_line(picture, web->x, web->y, web->x + cos(angle) * web->radius, web->y + sin(angle) * web->radius,
			  LINE_GRID);
	}
}

/* On two lines when one has no room for it. */
static void draw_axis_name(struct picture *picture, double x, double y, enum text_anchor anchor, double room,
			   const char *name)
{
	struct arena *arena = picture->chart->arena;
	const char *head;

	if (draw_text_width(name, 12) <= room) {
		draw_text(picture, x, y, anchor, LOOK_AXIS, name);
		return;
	}
	head = utf8_head(arena, name, (utf8_length(name) + 1) / 2);
	draw_text(picture, x, y - 6, anchor, LOOK_AXIS, draw_fit(arena, head, 12, room));
	draw_text(picture, x, y + 7, anchor, LOOK_AXIS, draw_fit(arena, name + strlen(head), 12, room));
}

/* Outside the web, leaning away from it; half: from its middle to what else is there. */
static void draw_axis_names(struct picture *picture, const struct web *web, double half)
{
	const struct chart *chart = picture->chart;
	size_t axes = chart->label_count;

	for (size_t i = 0; i < axes; i++) {
		double angle = 2 * M_PI * (double)i / (double)axes - M_PI / 2;
		double x = cos(angle) * (web->radius + 7), y = web->y + sin(angle) * (web->radius + 7);
		bool upright = fabs(cos(angle)) < 0.2;

		if (upright)
			draw_text(picture, web->x + x, sin(angle) < 0 ? y - 1 : y + 10, AT_MIDDLE, LOOK_AXIS,
				  draw_fit(chart->arena, chart->labels[i], 12, half * 2 - 4));
		else
			draw_axis_name(picture, web->x + x, y + 4, x < 0 ? AT_END : AT_START, half - fabs(x) - 2,
				       chart->labels[i]);
	}
}

/* From axis to axis where both are known; what is not known is no zero. */
static void draw_scores(struct picture *picture, const struct web *web, size_t s)
{
	const struct chart *chart = picture->chart;
	size_t axes = chart->label_count;

	buf_add_text(&picture->out, "<path d=\"");
	for (size_t i = 0; i < axes; i++) {
		size_t next = (i + 1) % axes;
		double from = chart_at(chart->series[s], i), to = chart_at(chart->series[s], next);

		if (isnan(from) || isnan(to))
			continue;
		buf_add_char(&picture->out, 'M');
		point(&picture->out, web, i, axes, fmax(0, fmin(from, 100)) / 100);
		buf_add_char(&picture->out, 'L');
		point(&picture->out, web, next, axes, fmax(0, fmin(to, 100)) / 100);
	}
	buf_add_char(&picture->out, '"');
	draw_stroke(picture, s);
	buf_add_text(&picture->out, "/>");
	for (size_t i = 0; i < axes; i++) {
		double value = chart_at(chart->series[s], i);
		double angle = 2 * M_PI * (double)i / (double)axes - M_PI / 2;
		double share = fmax(0, fmin(value, 100)) / 100;

		if (!isnan(value))
			draw_marker(picture, s, web->x + cos(angle) * web->radius * share,
				    web->y + sin(angle) * web->radius * share,
				    arena_printf(chart->arena, "%s %s %s", chart->series[s]->name, chart->labels[i],
						 chart_figure(chart, value, false)));
	}
}

/* One web for each series, three in a row, its name above. */
static void draw_multiples(struct picture *picture)
{
	const struct chart *chart = picture->chart;
	double cell = picture->width / ACROSS, height = 180;

	for (size_t s = 0; s < chart->series_count; s++) {
		double left = cell * (double)(s % ACROSS), top = TOP + height * (double)(s / ACROSS);
		struct web web = {left + cell / 2, top + 104, 50};

		draw_text(picture, left + cell / 2, top + 14, AT_MIDDLE, LOOK_VALUE,
			  draw_fit(chart->arena, chart->series[s]->name, 12, cell - 8));
		draw_rings(picture, &web);
		draw_axis_names(picture, &web, cell / 2);
		draw_scores(picture, &web, s);
	}
	picture->height = TOP + height * (double)((chart->series_count + ACROSS - 1) / ACROSS);
}

static void draw_web(struct picture *picture)
{
	const struct chart *chart = picture->chart;
	double legend = draw_legend(picture, 2, TOP, picture->width - 4, true);
	struct web web = {picture->width / 2, TOP + legend + 124, 100};

	draw_rings(picture, &web);
	draw_axis_names(picture, &web, picture->width / 2);
	for (size_t s = 0; s < chart->series_count; s++)
		draw_scores(picture, &web, s);
	draw_text(picture, web.x + 4, web.y - web.radius + 12, AT_START, LOOK_AXIS, "100");
	draw_text(picture, web.x + 4, web.y - web.radius / 2 + 4, AT_START, LOOK_AXIS, "50");
	picture->height = web.y + web.radius + 30;
}

/* Two axes make no area: bars say it better. */
static void draw_as_ranking(struct picture *picture)
{
	const struct chart *chart = picture->chart;
	struct chart *bars = chart_new(chart->arena, CHART_RANKING, chart->title, chart->unit);
	struct chart_series *all = chart_series(bars, "");

	for (size_t s = 0; s < chart->series_count; s++)
		for (size_t i = 0; i < chart->label_count; i++) {
			chart_label(bars,
				    arena_printf(chart->arena, "%s %s", chart->series[s]->name, chart->labels[i]));
			chart_value(all, chart_at(chart->series[s], i));
		}
	picture->chart = bars;
	chart_draw_ranking(picture);
	picture->chart = chart;
}

void chart_draw_radar(struct picture *picture)
{
	const struct chart *chart = picture->chart;

	if (chart->label_count < AXES_MIN)
		draw_as_ranking(picture);
	else if (chart->series_count > 2)
		draw_multiples(picture);
	else
		draw_web(picture);
}
