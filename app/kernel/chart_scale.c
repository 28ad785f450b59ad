/* Axes: round steps, where values stand, labels that leave room for one another. */
#include "base/base.h"

#include "kernel/chart_draw.h"

#include "base/text.h"

#include <math.h>

/* So little above a tick, in steps, is drawn above it: another step would leave the picture half empty. */
#define OVER_SHARE 0.15

/* Within a tenth of each other, and an axis from zero would show one line. */
#define NEAR_SHARE 0.1

static double round_step(double wanted)
{
	double power = pow(10, floor(log10(wanted)));
	double share = wanted / power;

	return (share <= 1.0001 ? 1 : share <= 2.0001 ? 2 : share <= 5.0001 ? 5 : 10) * power;
}

bool scale_is_near(double low, double high)
{
	return low > 0 && high - low > 0 && high - low < high * NEAR_SHARE;
}

struct scale scale_of(double low, double high, int steps)
{
	return scale_between(fmin(low, 0), fmax(high, 0), steps);
}

struct scale scale_between(double low, double high, int steps)
{
	struct scale scale = {.from = 0, .to = 1};

	/* Nothing but zeros, or less than the figures show: an axis of one. */
	if (high - low < 0.01)
		high = low + 1;
	scale.step = fmax(round_step((high - low) / steps), 0.01);
	/* a hair below: 0.1 + 0.2 is no reason for another step */
	scale.low = floor(low / scale.step + 1e-9) * scale.step;
	scale.high = ceil(high / scale.step - 1e-9) * scale.step;
	if (high > 0 && high - (scale.high - scale.step) <= OVER_SHARE * scale.step &&
	    scale.high - scale.step > scale.low)
		scale.high = high;
	return scale;
}

double scale_place(const struct scale *scale, double value)
{
	value = fmax(scale->low, fmin(scale->high, value));
	return scale->from + (scale->to - scale->from) * ((value - scale->low) / (scale->high - scale->low));
}

/* 1万 and 3亿 where plain figures would be long. */
static const char *tick(struct arena *arena, const struct scale *scale, double value)
{
	double most = fmax(fabs(scale->low), fabs(scale->high));
	double unit = most >= 1e8 ? 1e8 : most >= 1e5 ? 1e4 : 1;
	const char *number = chart_number(arena, value / unit, false);

	if (fabs(value) < scale->step / 2)
		return "0";
	return unit == 1 ? number : arena_printf(arena, "%s%s", number, unit == 1e8 ? "亿" : "万");
}

static size_t tick_count(const struct scale *scale)
{
	return (size_t)floor((scale->high - scale->low) / scale->step + 1e-9) + 1;
}

double scale_width(struct arena *arena, const struct scale *scale)
{
	double widest = 0;

	for (size_t i = 0; i < tick_count(scale); i++)
		widest = fmax(widest, draw_text_width(tick(arena, scale, scale->low + (double)i * scale->step), 12));
	return widest;
}

void draw_scale(struct picture *picture, const struct scale *scale, double x1, double x2)
{
	for (size_t i = 0; i < tick_count(scale); i++) {
		double value = scale->low + (double)i * scale->step;
		double y = scale_place(scale, value);
		bool zero = fabs(value) < scale->step / 2;

		draw_line(picture, x1, y, x2, y, zero ? LINE_AXIS : LINE_GRID);
		draw_text(picture, x1 - 6, y + 4, AT_END, LOOK_AXIS, tick(picture->chart->arena, scale, value));
	}
}

/* The year of a month's or quarter's label where it begins; "" for none. */
static const char *year_of(const struct chart *chart, size_t label, bool first)
{
	const char *text = chart->labels[label];

	if (chart_short_label(chart, label) == text || strlen(text) < strlen("2026Q3"))
		return "";
	if (!first && strncmp(text, chart->labels[label - 1], 4) == 0)
		return "";
	return arena_printf(chart->arena, "%.4s年", text);
}

void draw_labels(struct picture *picture, double x, double slot, double y)
{
	const struct chart *chart = picture->chart;
	size_t count = chart->label_count, every = 1;
	double widest = 0, year_free = 0;

	for (size_t i = 0; i < count; i++)
		widest = fmax(widest, draw_text_width(chart_short_label(chart, i), 12));
	widest = fmin(widest, 120) + 6;
	while ((double)every * slot < widest && every < count)
		every++;
	for (size_t i = 0; i < count; i++) {
		double middle = x + ((double)i + 0.5) * slot;
		const char *year = year_of(chart, i, i == 0);

		/* The last one is always there: it is what people look for. */
		if ((count - 1 - i) % every == 0)
			draw_text(picture, middle, y, AT_MIDDLE, LOOK_AXIS,
				  draw_fit(chart->arena, chart_short_label(chart, i), 12, fmax(widest, slot) - 4));
		if (year[0] != '\0' && middle - 22 >= year_free) {
			draw_text(picture, middle, y + 15, AT_MIDDLE, LOOK_AXIS, year);
			year_free = middle + 26;
		}
	}
}
