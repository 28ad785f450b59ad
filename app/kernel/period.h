/*
 * Periods of recurring duties, as text that sorts by time within its kind:
 * 2026W47 a week of ISO 8601, 2026-10 a month, 2026Q3 a quarter, 2026H1 a
 * half-year, 2026 a year.  What was typed is a period from 2015, before any of
 * what is kept here, to 2099: a year further off is a slip of the pen.
 */
#ifndef KERNEL_PERIOD_H
#define KERNEL_PERIOD_H

#include "base/arena.h"

enum { PERIOD_YEAR_FIRST = 2015, PERIOD_YEAR_LAST = 2099 };
#define PERIOD_MONTH_FIRST "2015-01"

enum every { EVERY_NEVER, EVERY_MONTH, EVERY_QUARTER, EVERY_HALF_YEAR, EVERY_YEAR, EVERY_WEEK };

/* The period a day lies in, and the one before that; arena. */
char *period_of(struct arena *arena, enum every every, int64_t day);
char *period_before(struct arena *arena, enum every every, int64_t day);

/* First and last day of a period; false when it is none, or written in another way than above (2026-9, 2026Q03). */
bool period_days(const char *period, int64_t *first, int64_t *last) NODISCARD;

/* 2026年第47周（11-16 至 11-22）, 2026年10月, 2026年第三季度, 2026年上半年, 2026年; "" for no period; arena. */
char *period_label(struct arena *arena, const char *period);

#endif
