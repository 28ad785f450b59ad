/*
 * Charts as SVG, made on the server: on pages and, by the same text, as vectors in
 * papers (zwy-press).  Readable in black and white: series differ by dash and
 * hatch, never by colour alone; each chart has its table (chart_table).
 *
 *     struct chart *chart = chart_new(arena, CHART_LINES, "近12个月CPU利用率", "%");
 *     chart_label(chart, "2026-09");
 *     chart_label(chart, "2026-10");
 *     struct chart_series *average = chart_series(chart, "平均");
 *     chart_value(average, 31.25);
 *     chart_gap(average);                        // nothing is known of this label
 *     chart_limit(chart, 80, "红线 80%");
 *     const char *svg = chart_svg(chart);
 *
 * Everything lives in the arena of chart_new.  The SVG holds svg, g, rect, line,
 * polyline, polygon, path, circle, text, title, desc, defs and pattern with
 * presentation attributes only: no style, no script, no reference outward (CSP,
 * ui.md); text is escaped here.  The same chart gives the same bytes.
 */
#ifndef KERNEL_CHART_H
#define KERNEL_CHART_H

#include "base/arena.h"

enum chart_kind {
	CHART_LINES,     /* labels along the bottom; limits as dashed lines */
	CHART_STACKED,   /* one bar a label, series stacked */
	CHART_HISTOGRAM, /* one series; labels are the bins */
	CHART_RANKING,   /* horizontal bars, one series, as given */
	CHART_BULLET,    /* capacity: series 0 is the bar, series 1 the whole; limits as ticks, in % of the whole */
	CHART_RADAR,     /* labels are the axes, 0 to 100; more than two series become small multiples */
	CHART_CALENDAR,  /* labels are days (2026-10-01 …); value 0 gap, 1 there, gap nothing owed */
};

struct chart;
struct chart_series;

struct chart *chart_new(struct arena *arena, enum chart_kind kind, const char *title, const char *unit);
void chart_label(struct chart *chart, const char *label);
struct chart_series *chart_series(struct chart *chart, const char *name);
void chart_value(struct chart_series *series, double value);
void chart_gap(struct chart_series *series);
void chart_limit(struct chart *chart, double value, const char *label);

/* The picture; role="img" with title and description, width 100% by its viewBox. */
char *chart_svg(const struct chart *chart);

/* The figures of the picture: row 0 are the headings; "" for no value; rows × columns strings, row by row. */
const char *const *chart_table(const struct chart *chart, size_t *rows, size_t *columns);

/* To and from the JSON that a closed document keeps; NULL when it is not one. */
char *chart_json(const struct chart *chart);
/* The same within a document that is kept: keys sorted; false when a text is no UTF-8 or a number has no digits. */
struct buf;
bool chart_write(const struct chart *chart, struct buf *out) NODISCARD;
struct chart *chart_read(struct arena *arena, const char *json, size_t length);

#endif
