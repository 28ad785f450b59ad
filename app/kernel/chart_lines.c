/* Lines over labels: limits dashed, every line named where it ends. */
#include "base/base.h"

#include "kernel/chart_draw.h"

#include "base/text.h"

#include <math.h>

enum { TOP = 34, AREA = 190, SIDE_MAX = 190, LABEL_HEIGHT = 15 };

/* A name beside the end of its line. */
struct ending {
	double y;
	const char *text;
	const char *colour;
	bool bold;
};

static size_t last_known(const struct chart *chart, const struct chart_series *series)
{
	for (size_t i = chart->label_count; i > 0; i--)
		if (!isnan(chart_at(series, i - 1)))
			return i - 1;
	return chart->label_count;
}

static size_t collect(const struct chart *chart, const struct scale *scale, struct ending *endings)
{
	size_t count = 0;

	for (size_t i = 0; i < chart->limit_count; i++)
		endings[count++] = (struct ending){scale_place(scale, chart->limits[i].value) + 4,
						   chart->limits[i].label, "#b3201b", false};
	for (size_t s = 0; s < chart->series_count; s++) {
		size_t last = last_known(chart, chart->series[s]);
		double value = chart_at(chart->series[s], last);

		if (isnan(value))
			continue;
		endings[count++] = (struct ending){
			scale_place(scale, value) + 4,
			arena_printf(chart->arena, "%s %s", chart->series[s]->name, chart_figure(chart, value, false)),
			draw_colour(s), true};
	}
	return count;
}

static int by_height(const void *left, const void *right)
{
	const struct ending *a = left, *b = right;

	return a->y < b->y ? -1 : a->y > b->y ? 1 : strcmp(a->text, b->text);
}

/* Pushed down where they touch; when the lowest leaves the picture, all of them up again. */
static void push_apart(struct ending *endings, size_t count, double lowest)
{
	qsort(endings, count, sizeof(*endings), by_height);
	for (size_t i = 1; i < count; i++)
		endings[i].y = fmax(endings[i].y, endings[i - 1].y + LABEL_HEIGHT);
	for (size_t i = count; i > 0; i--) {
		endings[i - 1].y = fmin(endings[i - 1].y, lowest);
		lowest = endings[i - 1].y - LABEL_HEIGHT;
	}
}

/* One polyline for every stretch without a gap. */
static void draw_series(struct picture *picture, const struct scale *scale, size_t s, double left, double slot)
{
	const struct chart *chart = picture->chart;
	const struct chart_series *series = chart->series[s];
	bool open = false;

	for (size_t i = 0; i <= chart->label_count; i++) {
		double value = chart_at(series, i);

		if (open && (i == chart->label_count || isnan(value))) {
			buf_add_char(&picture->out, '"');
			draw_stroke(picture, s);
			buf_add_text(&picture->out, "/>");
			open = false;
		}
		if (i == chart->label_count || isnan(value))
			continue;
		buf_add_text(&picture->out, open ? " " : "<polyline points=\"");
		open = true;
		draw_number(&picture->out, left + ((double)i + 0.5) * slot);
		buf_add_char(&picture->out, ',');
		draw_number(&picture->out, scale_place(scale, value));
	}
	for (size_t i = 0; i < chart->label_count; i++) {
		double value = chart_at(series, i);

		if (!isnan(value))
			draw_marker(picture, s, left + ((double)i + 0.5) * slot, scale_place(scale, value),
				    arena_printf(chart->arena, "%s %s %s%s", chart_long_label(chart, i), series->name,
						 chart_figure(chart, value, false), chart->unit));
	}
}

static void draw_endings(struct picture *picture, const struct ending *endings, size_t count, double x, double room)
{
	for (size_t i = 0; i < count; i++) {
		buf_printf(&picture->out, "<g fill=\"%s\">", endings[i].colour);
		draw_text(picture, x, endings[i].y, AT_START, endings[i].bold ? LOOK_VALUE : LOOK_PLAIN,
			  draw_fit(picture->chart->arena, endings[i].text, 12, room));
		buf_add_text(&picture->out, "</g>");
	}
}

void chart_draw_lines(struct picture *picture)
{
	const struct chart *chart = picture->chart;
	struct ending *endings =
		arena_array(chart->arena, chart->series_count + chart->limit_count + 1, sizeof(*endings));
	double low = 0, high = 0, left, right, slot, side = 0, bottom;
	struct scale scale;
	size_t count;

	chart_range(chart, true, &low, &high);
	scale = scale_is_near(low, high) ? scale_between(low, high, 4) : scale_of(low, high, 4);
	scale.from = TOP + fmax(AREA, LABEL_HEIGHT * (double)(chart->series_count + chart->limit_count));
	scale.to = TOP;
	bottom = scale.from;
	count = collect(chart, &scale, endings);
	push_apart(endings, count, bottom + 4);
	for (size_t i = 0; i < count; i++)
		side = fmax(side, draw_text_width(endings[i].text, 12) * (endings[i].bold ? 1.06 : 1));
	side = fmin(side, SIDE_MAX);
	left = scale_width(chart->arena, &scale) + 10;
	right = picture->width - side - 10;
	slot = (right - left) / (double)chart->label_count;
	draw_scale(picture, &scale, left, right);
	draw_labels(picture, left, slot, bottom + 18);
	for (size_t i = 0; i < chart->limit_count; i++) {
		double y = scale_place(&scale, chart->limits[i].value);

		draw_line(picture, left, y, right, y, LINE_LIMIT);
	}
	for (size_t s = 0; s < chart->series_count; s++)
		draw_series(picture, &scale, s, left, slot);
	draw_endings(picture, endings, count, right + 6, side + 2);
	picture->height = bottom + 40;
}
