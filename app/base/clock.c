#include "base/base.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/number.h"

#define DAY_SECONDS INT64_C(86400)
#define BEIJING_OFFSET INT64_C(28800)
#define UNSET "—"

/* Tests only; see clock_freeze. */
static int64_t frozen_utc;

static struct timespec read_clock(clockid_t id)
{
	struct timespec now;
	if (clock_gettime(id, &now) != 0)
		fatal("cannot read clock=%d", (int)id);
	return now;
}

int64_t clock_now(void)
{
	return frozen_utc ? frozen_utc : read_clock(CLOCK_REALTIME).tv_sec;
}

int64_t clock_monotonic(void)
{
	struct timespec now = read_clock(CLOCK_MONOTONIC);
	return now.tv_sec * INT64_C(1000000) + now.tv_nsec / 1000;
}

int64_t clock_boot(void)
{
	return read_clock(CLOCK_BOOTTIME).tv_sec;
}

void clock_freeze(int64_t utc)
{
	frozen_utc = utc;
}

static int64_t floor_divide(int64_t value, int64_t by)
{
	return value / by - (value % by < 0);
}

/* The year is taken to begin in March, so that the leap day is its last; eras have 400 years. */
int64_t day_from_date(struct date date)
{
	int64_t year = (int64_t)date.year - (date.month <= 2);
	int64_t era = floor_divide(year, 400);
	int64_t year_of_era = year - era * 400;
	int64_t month = (date.month + 9) % 12;
	int64_t day_of_year = (153 * month + 2) / 5 + date.day - 1;
	int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
	return era * 146097 + day_of_era - 719468;
}

struct date date_from_day(int64_t day)
{
	day += 719468;
	int64_t era = floor_divide(day, 146097);
	int64_t day_of_era = day - era * 146097;
	int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int64_t month = (5 * day_of_year + 2) / 153;
	struct date date = {.day = (int)(day_of_year - (153 * month + 2) / 5 + 1)};
	date.month = (int)(month < 10 ? month + 3 : month - 9);
	date.year = (int)(year_of_era + era * 400 + (date.month <= 2));
	return date;
}

bool date_valid(struct date date)
{
	static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	if (date.year < 1 || date.year > 9999 || date.month < 1 || date.month > 12 || date.day < 1)
		return false;
	bool leap = date.year % 4 == 0 && (date.year % 100 != 0 || date.year % 400 == 0);
	return date.day <= lengths[date.month - 1] + (leap && date.month == 2);
}

int64_t day_of(int64_t utc)
{
	return floor_divide(utc + BEIJING_OFFSET, DAY_SECONDS);
}

int64_t day_start(int64_t day)
{
	return day * DAY_SECONDS - BEIJING_OFFSET;
}

int64_t day_end(int64_t day)
{
	return day_start(day + 1) - 1;
}

int day_weekday(int64_t day)
{
	/* 1970-01-01 was a Thursday. */
	int64_t since_monday = day + 3;
	return (int)(since_monday - floor_divide(since_monday, 7) * 7) + 1;
}

bool parse_day(const char *text, int64_t *day)
{
	struct date date;
	if (!text || strlen(text) != 10 || text[4] != '-' || text[7] != '-')
		return false;
	if (!parse_digits(text, 4, &date.year) || !parse_digits(text + 5, 2, &date.month) ||
	    !parse_digits(text + 8, 2, &date.day) || !date_valid(date))
		return false;
	*day = day_from_date(date);
	return true;
}

/* Lists are full of days and times: written digit by digit, since a format takes a thousand instructions more. */
static char *put_digits(char *at, int value, int count)
{
	for (int i = count - 1; i >= 0; i--, value /= 10)
		at[i] = (char)('0' + value % 10);
	return at + count;
}

/* Years beyond four digits are nobody's business but must not be cut. */
static bool plain_year(struct date date)
{
	return date.year >= 0 && date.year <= 9999;
}

static char *put_day(char *at, struct date date)
{
	at = put_digits(at, date.year, 4);
	*at++ = '-';
	at = put_digits(at, date.month, 2);
	*at++ = '-';
	return put_digits(at, date.day, 2);
}

char *day_text(struct arena *arena, int64_t day)
{
	char text[sizeof("2026-11-25")] = "";

	struct date date = date_from_day(day);
	if (!plain_year(date))
		return arena_printf(arena, "%04d-%02d-%02d", date.year, date.month, date.day);
	put_day(text, date);
	return arena_strdup(arena, text);
}

char *format_day(struct arena *arena, int64_t day)
{
	return day == 0 ? arena_strdup(arena, UNSET) : day_text(arena, day);
}

char *format_day_short(struct arena *arena, int64_t day)
{
	struct date date = date_from_day(day);
	if (day == 0)
		return arena_strdup(arena, UNSET);
	return arena_printf(arena, "%02d-%02d", date.month, date.day);
}

char *format_day_long(struct arena *arena, int64_t day)
{
	struct date date = date_from_day(day);
	if (day == 0)
		return arena_strdup(arena, UNSET);
	return arena_printf(arena, "%d年%d月%d日", date.year, date.month, date.day);
}

static int second_of_day(int64_t utc)
{
	return (int)(utc - day_start(day_of(utc)));
}

char *format_time(struct arena *arena, int64_t utc)
{
	char text[sizeof("2026-11-25 16:30")] = "";
	char *at;
	struct date date = date_from_day(day_of(utc));
	int second = second_of_day(utc);
	if (utc == 0)
		return arena_strdup(arena, UNSET);
	if (!plain_year(date))
		return arena_printf(arena, "%04d-%02d-%02d %02d:%02d", date.year, date.month, date.day, second / 3600,
				    second / 60 % 60);
	at = put_day(text, date);
	*at++ = ' ';
	at = put_digits(at, second / 3600, 2);
	*at++ = ':';
	put_digits(at, second / 60 % 60, 2);
	return arena_strdup(arena, text);
}

char *format_time_short(struct arena *arena, int64_t utc)
{
	struct date date = date_from_day(day_of(utc));
	int second = second_of_day(utc);
	if (utc == 0)
		return arena_strdup(arena, UNSET);
	return arena_printf(arena, "%02d-%02d %02d:%02d", date.month, date.day, second / 3600, second / 60 % 60);
}

char *format_time_full(struct arena *arena, int64_t utc)
{
	if (utc == 0)
		return arena_strdup(arena, UNSET);
	return arena_printf(arena, "%s:%02d", format_time(arena, utc), second_of_day(utc) % 60);
}
