/*
 * Working days with 调休 (swapped days).  The weekday rule, overridden by the
 * rows of the published calendar; a year without a row counts weekends only
 * and says so.  Pure: the rows are given by the caller (table workday).
 */
#ifndef BASE_WORKDAY_H
#define BASE_WORKDAY_H

#include "base/arena.h"

struct workday_calendar;

/* Empty calendar in the arena. */
struct workday_calendar *workday_calendar_new(struct arena *arena);

/* Rows may come in any order; a day given twice keeps the last. */
void workday_calendar_add(struct workday_calendar *calendar, int64_t day, bool is_workday);

bool workday_is(const struct workday_calendar *calendar, int64_t day);

/* False: 日历尚未公布 for the year this day lies in. */
bool workday_published(const struct workday_calendar *calendar, int64_t day);

/*
 * The count-th working day after day; the day itself never counts.  count 0
 * gives day, a negative count goes back.  A deadline set on a Friday with 1
 * ends on Monday.
 */
int64_t workday_add(const struct workday_calendar *calendar, int64_t day, int64_t count);

/* Working days in (from, to]; negative when to lies before from. */
int64_t workday_between(const struct workday_calendar *calendar, int64_t from, int64_t to);

#endif
