/*
 * The only file that reads time.  Instants are UTC seconds; days are counted
 * from 1970-01-01 in 北京时间 (UTC+8, no daylight saving), whatever TZ says.
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include "base/arena.h"

struct date {
	int year;
	int month; /* 1..12 */
	int day;   /* 1..31 */
};

/* UTC seconds.  Tests may fix it with clock_freeze. */
int64_t clock_now(void);

/* Microseconds that never go back; for measuring only. */
int64_t clock_monotonic(void);

/* Seconds since boot, also while suspended; to tell a set clock from a slow one. */
int64_t clock_boot(void);

/* Tests: fix clock_now at utc; 0 lets it run again. */
void clock_freeze(int64_t utc);

/* Proleptic Gregorian day number and back; valid are the years 1 to 9999. */
int64_t day_from_date(struct date date);
struct date date_from_day(int64_t day);
bool date_valid(struct date date);

int64_t day_of(int64_t utc);        /* the Beijing day an instant lies in */
int64_t day_start(int64_t day);     /* UTC second at which that day begins in Beijing */
int64_t day_end(int64_t day);       /* last second of that day in Beijing */
int day_weekday(int64_t day);       /* 1 Monday .. 7 Sunday */

/* "2026-11-20", strictly; a wrong or impossible date is false. */
bool parse_day(const char *text, int64_t *day) NODISCARD;

/* 2026-11-20, of day 0 too, which is 1970-01-01: a day that somebody typed; arena. */
char *day_text(struct arena *arena, int64_t day);

/* All arena; utc 0 and day 0, which stand for "not set", give "—". */
char *format_day(struct arena *arena, int64_t day);          /* 2026-11-20 */
char *format_day_short(struct arena *arena, int64_t day);    /* 11-20 */
char *format_day_long(struct arena *arena, int64_t day);     /* 2026年11月20日 */
char *format_time(struct arena *arena, int64_t utc);         /* 2026-11-20 09:31 */
char *format_time_short(struct arena *arena, int64_t utc);   /* 11-20 09:31 */
char *format_time_full(struct arena *arena, int64_t utc);    /* 2026-11-20 09:31:05 */

#endif
