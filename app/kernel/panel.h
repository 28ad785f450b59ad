/*
 * Panels: a heading and what the records say, as pairs or as a table.  For
 * `panels` of procedures (marker PANEL_MAIN) and for pages of modules.
 *
 *     static const char *const heads[] = {"月份", "处理器 P95#", NULL};       // # : numbers, to the right
 *     struct table *table = table_begin(arena, panel_add(body, "PANEL_MAIN", "近三月利用率"), "近三月利用率", heads);
 *     table_line(table);
 *     table_text(table, "2026-10");
 *     table_number(table, 35);
 */
#ifndef KERNEL_PANEL_H
#define KERNEL_PANEL_H

#include "http/page.h"

/* One more at the marker; returns the panel, whose CONTENT is still to come. */
struct dict *panel_add(struct dict *body, const char *marker, const char *heading);
void panel_note(struct dict *panel, const char *note); /* small, to the right of the heading */
void panel_more(struct dict *panel, const char *href, const char *text); /* beside the note: to all of it */
void panel_foot(struct dict *panel, const char *text); /* below the content: how its figures are reckoned */

/* Content: pairs of label and value; narrow stands beside, wide below the form. */
struct dict *panel_pairs(struct dict *panel, bool narrow);
void pairs_add(struct dict *pairs, const char *label, const char *value); /* the value may have lines */

/* Content: a picture (kernel/chart.h); its figures stand in a table, which the caller adds. */
struct chart;
void panel_chart(struct dict *panel, const struct chart *chart);
/* The same at another marker, e.g. CHART of a page's body. */
void panel_chart_at(struct dict *dict, const char *marker, const struct chart *chart);

/* Content: one sentence in place of records that are not there. */
void panel_empty(struct dict *panel, const char *heading, const char *text);

/* Figures on top of a page: one more in the include KPIS (part/kpis.tpl). */
struct kpi {
	const char *tone, *icon, *label;
	const char *value; /* NULL: number */
	int64_t number;
	const char *note;  /* the unit, small, or NULL */
	const char *href;
};
void kpi_add(struct dict *kpis, const struct kpi *kpi);

struct table; /* arena */
struct table *table_begin(struct arena *arena, struct dict *panel, const char *caption, const char *const *heads);
/* The same at another marker, e.g. TABLE of a page's body. */
struct table *table_begin_at(struct arena *arena, struct dict *dict, const char *marker, const char *caption,
                             const char *const *heads);
void table_line(struct table *table);
void table_text(struct table *table, const char *text);
void table_link(struct table *table, const char *href, const char *text);
void table_number(struct table *table, int64_t number); /* with thousands */
void table_gap(struct table *table, const char *text); /* what ought to stand there and does not, in red */
void table_link_gap(struct table *table, const char *href, const char *text); /* the same, and the way to it */
void table_sub(struct table *table, const char *text, const char *below); /* small print below */

#endif
