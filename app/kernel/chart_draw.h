/*
 * Inside chart*.c only: what a chart holds, and the pen that all kinds draw with.
 * Lengths are units of the viewBox; 12 of them are the height of a letter.
 */
#ifndef KERNEL_CHART_DRAW_H
#define KERNEL_CHART_DRAW_H

#include "base/buf.h"
#include "kernel/chart.h"

struct chart_series {
	struct chart *chart;
	const char *name;
	double *values; /* NAN: nothing is known */
	size_t count;
	size_t capacity;
};

struct chart_mark {
	double value;
	const char *label;
};

struct chart {
	struct arena *arena;
	enum chart_kind kind;
	const char *title;
	const char *unit;
	const char **labels;
	size_t label_count, label_capacity;
	struct chart_series **series;
	size_t series_count, series_capacity;
	struct chart_mark *limits;
	size_t limit_count, limit_capacity;
};

/* The value of a label; NAN when nothing is known of it. */
double chart_at(const struct chart_series *series, size_t label);

/* At least one value is known. */
bool chart_has_data(const struct chart *chart);

/* Of every known value, and of the limits when asked; false without any. */
bool chart_range(const struct chart *chart, bool limits, double *low, double *high);

/* 1,234.5 with at most two decimals; in pictures minus is written −, in tables - (both are read by people). */
char *chart_number(struct arena *arena, double value, bool table);

/* A value beside others of its chart: one with a fraction gives all of them two decimals, as in the product's tables. */
char *chart_figure(const struct chart *chart, double value, bool table);

/* Short enough to stand below an axis: 2026-10 gives 10月, 2026-10-31 gives 10-31, 2026Q3 gives 三季度. */
const char *chart_short_label(const struct chart *chart, size_t label);

/* To be read alone: 2026Q3 gives 2026年第三季度, any other stays. */
const char *chart_long_label(const struct chart *chart, size_t label);

/* ---- the pen ---- */

struct picture {
	const struct chart *chart;
	struct buf out;
	double width;
	double height;
	unsigned fills; /* bit n: fill n is used and its pattern needed */
	unsigned id;    /* of this chart among others on a page; from what it shows */
};

enum text_look {
	LOOK_PLAIN,
	LOOK_AXIS,
	LOOK_VALUE, /* bold */
	LOOK_TITLE,
	LOOK_LIMIT, /* red: what must be kept */
	LOOK_HALO,  /* as LOOK_VALUE, with a white rim where it crosses lines */
};
enum text_anchor { AT_START, AT_MIDDLE, AT_END };

/* fills of bars: six that differ in grey and hatch; further ones repeat */
enum { FILL_COUNT = 6, FILL_TRACK = 100, FILL_GAP = 101 };

double draw_text_width(const char *text, double size);
/* As much of it as fits, … for the rest; arena. */
const char *draw_fit(struct arena *arena, const char *text, double size, double width);

void draw_text(struct picture *picture, double x, double y, enum text_anchor anchor, enum text_look look,
	       const char *text);
void draw_line(struct picture *picture, double x1, double y1, double x2, double y2, const char *look);
/* The attributes of a fill, for the element just begun. */
void draw_fill(struct picture *picture, size_t fill);
/* title: what hovering shows; NULL for nothing. */
void draw_bar(struct picture *picture, double x, double y, double width, double height, size_t fill, const char *title);
void draw_number(struct buf *out, double value);
void draw_escaped(struct buf *out, const char *text);

/* Line and marker of a series. */
const char *draw_colour(size_t series);
void draw_stroke(struct picture *picture, size_t series);
void draw_marker(struct picture *picture, size_t series, double x, double y, const char *title);

/* Swatches in rows from x, y on; returns the height they took. */
double draw_legend(struct picture *picture, double x, double y, double width, bool lines);

#define LINE_GRID "stroke=\"#e4e9f0\""
#define LINE_AXIS "stroke=\"#8792a2\""
#define LINE_LIMIT "stroke=\"#b3201b\" stroke-width=\"1.5\" stroke-dasharray=\"5 4\""

/* ---- an axis ---- */

struct scale {
	double low, high, step;
	double from, to; /* where low and high stand in the picture */
};

/*
 * Round ends and steps (1, 2 or 5 times a power of ten), about so many of them; 0 is always within.  The upper end is
 * that of the data where they hardly exceed a step: scores of 100.2 stand on an axis that is marked up to 100.
 */
struct scale scale_of(double low, double high, int steps);
/* The same without zero. */
struct scale scale_between(double low, double high, int steps);
/* So close together, and so far from zero, that lines are told apart only without it. */
bool scale_is_near(double low, double high);
double scale_place(const struct scale *scale, double value);

/* Grid lines with their figures at the left of x1; zero drawn darker. */
void draw_scale(struct picture *picture, const struct scale *scale, double x1, double x2);
/* How wide the figures are. */
double scale_width(struct arena *arena, const struct scale *scale);
/* Labels below, slot by slot, so many left out that none touches another. */
void draw_labels(struct picture *picture, double x, double slot, double y);

/* ---- the kinds ---- */

void chart_draw_lines(struct picture *picture);
void chart_draw_columns(struct picture *picture); /* stacked and histogram */
void chart_draw_ranking(struct picture *picture);
void chart_draw_bullet(struct picture *picture);
void chart_draw_radar(struct picture *picture);
void chart_draw_calendar(struct picture *picture);

#endif
