/*
 * How well units use what they were given (第三十二条): a score each quarter,
 * drafted from the records, shown to the unit, decided, frozen (procedure
 * efficiency_score).  Points and shares are hundredths everywhere.
 *
 *   efficiency_module.c   the tables: routes, settings, guards, effects, prefill, panels, menu
 *   efficiency_measure.c  what the records of a quarter say of a unit
 *   efficiency_score.c    points from it, total and grade; the draft
 *   efficiency_freeze.c   what was agreed to or decided, as rows nobody changes
 *   efficiency_panel.c    beside a unit's next application; evidence asked of grade D
 *   efficiency_page.c     GET /efficiency, /efficiency/print;  efficiency_number.c the document number of a year's list
 *
 * 100 points, each a setting as in force on the quarter's last
 * day: processors 30, memory 25, storage 20, advice answered 15, duties in time
 * 10.  A load scores in full within a band and falls in a line to nothing at
 * either end.  Where nothing can be judged by, the item is not scored and the
 * others make up the whole: nobody loses points for figures that were not taken.
 */
#ifndef MODULES_EFFICIENCY_EFFICIENCY_H
#define MODULES_EFFICIENCY_EFFICIENCY_H

#include "kernel/module.h"

extern const struct module efficiency_module;

/* The newest frozen score of a unit. */
struct efficiency_last {
	int64_t matter;
	const char *period, *grade;
	int64_t total; /* -1: not graded */
};
enum found efficiency_last(struct context *context, int64_t unit, struct efficiency_last *last) NODISCARD;

#endif
