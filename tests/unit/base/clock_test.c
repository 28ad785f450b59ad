#include "base/base.h"

#include "base/clock.h"

#include "unit/suite.h"

static struct arena *arena;

static int64_t day(const char *text)
{
	int64_t out = INT64_MIN;
	ck_assert_msg(parse_day(text, &out), "%s", text);
	return out;
}

START_TEST(every_date_from_1900_to_2200_comes_back)
{
	int64_t expected = day("1900-01-01");
	int weekday = 1; /* a Monday */
	ck_assert_int_eq(expected, -25567);
	for (int year = 1900; year <= 2200; year++) {
		for (int month = 1; month <= 12; month++) {
			for (int number = 1; date_valid((struct date){year, month, number}); number++) {
				int64_t got = day_from_date((struct date){year, month, number});
				struct date back = date_from_day(got);
				ck_assert_int_eq(got, expected);
				ck_assert(back.year == year && back.month == month && back.day == number);
				ck_assert_int_eq(day_weekday(got), weekday);
				if (got != 0)
					ck_assert_int_eq(day(format_day(arena, got)), got);
				expected++;
				weekday = weekday % 7 + 1;
			}
		}
		arena_reset(arena);
	}
	ck_assert_int_eq(expected, day("2201-01-01"));
}
END_TEST

START_TEST(leap_days_follow_the_gregorian_rule)
{
	ck_assert(date_valid((struct date){2000, 2, 29}));
	ck_assert(date_valid((struct date){2024, 2, 29}));
	ck_assert(!date_valid((struct date){1900, 2, 29}));
	ck_assert(!date_valid((struct date){2100, 2, 29}));
	ck_assert(!date_valid((struct date){2026, 2, 29}));
}
END_TEST

START_TEST(the_extreme_years_come_back)
{
	int64_t first = day("0001-01-01");
	int64_t last = day("9999-12-31");
	ck_assert_int_eq(first, -719162);
	ck_assert_int_eq(last, 2932896);
	ck_assert_str_eq(format_day(arena, first), "0001-01-01");
	ck_assert_str_eq(format_day(arena, last), "9999-12-31");
}
END_TEST

START_TEST(impossible_or_loose_dates_are_refused)
{
	static const char *const refused[] = {
		"",           "2026-13-01", "2026-00-10",  "2026-02-30",  "2026-04-31",  "2026-1-02",  "2026-01-2",
		"26-01-02",   "2026/01/02", " 2026-01-02", "2026-01-02 ", "2026-01-02x", "2026-01-0a", "+026-01-02",
		"-026-01-02", "0000-01-01", "２026-01-02", "2026-01-00",  "20260102"};
	int64_t out = 42;
	for (size_t i = 0; i < ARRAY_LENGTH(refused); i++)
		ck_assert_msg(!parse_day(refused[i], &out), "%s", refused[i]);
	ck_assert(!parse_day(NULL, &out));
	ck_assert_int_eq(out, 42);
}
END_TEST

START_TEST(a_day_begins_at_midnight_in_beijing)
{
	int64_t today = day("2026-11-20");
	int64_t start = day_start(today);
	ck_assert_int_eq(start, INT64_C(1795104000)); /* 2026-11-19T16:00:00Z */
	ck_assert_int_eq(day_of(start), today);
	ck_assert_int_eq(day_of(start - 1), today - 1);
	ck_assert_int_eq(day_of(day_end(today)), today);
	ck_assert_int_eq(day_of(day_end(today) + 1), today + 1);
	ck_assert_int_eq(day_end(today) - start, 86399);
}
END_TEST

START_TEST(days_before_1970_are_counted_downwards)
{
	ck_assert_int_eq(day_of(-28800), 0);
	ck_assert_int_eq(day_of(-28801), -1);
	ck_assert_int_eq(day_weekday(0), 4);
	ck_assert_int_eq(day_weekday(-1), 3);
	ck_assert_int_eq(day_weekday(-4), 7);
}
END_TEST

START_TEST(formats_are_in_beijing_time_whatever_tz_says)
{
	int64_t utc = day_start(day("2026-11-20")) + 9 * 3600 + 31 * 60 + 5;
	ck_assert_int_eq(setenv("TZ", "America/New_York", 1), 0);
	tzset();
	ck_assert_str_eq(format_time(arena, utc), "2026-11-20 09:31");
	ck_assert_str_eq(format_time_short(arena, utc), "11-20 09:31");
	ck_assert_str_eq(format_time_full(arena, utc), "2026-11-20 09:31:05");
	ck_assert_str_eq(format_day(arena, day_of(utc)), "2026-11-20");
	ck_assert_str_eq(format_day_short(arena, day_of(utc)), "11-20");
	ck_assert_str_eq(format_day_long(arena, day_of(utc)), "2026年11月20日");
	ck_assert_str_eq(format_day_long(arena, day("2026-01-05")), "2026年1月5日");
}
END_TEST

START_TEST(what_is_not_set_is_a_dash)
{
	ck_assert_str_eq(day_text(arena, 0), "1970-01-01");
	ck_assert_str_eq(format_day(arena, 0), "—");
	ck_assert_str_eq(format_day_short(arena, 0), "—");
	ck_assert_str_eq(format_day_long(arena, 0), "—");
	ck_assert_str_eq(format_time(arena, 0), "—");
	ck_assert_str_eq(format_time_short(arena, 0), "—");
	ck_assert_str_eq(format_time_full(arena, 0), "—");
}
END_TEST

START_TEST(a_frozen_clock_stands_until_it_is_released)
{
	clock_freeze(1234567890);
	ck_assert_int_eq(clock_now(), 1234567890);
	ck_assert_int_eq(clock_now(), 1234567890);
	clock_freeze(0);
	ck_assert_int_gt(clock_now(), 1234567890);
}
END_TEST

START_TEST(measuring_clocks_never_go_back)
{
	int64_t before = clock_monotonic();
	int64_t boot = clock_boot();
	for (int i = 0; i < 1000; i++) {
		int64_t now = clock_monotonic();
		ck_assert_int_ge(now, before);
		before = now;
	}
	ck_assert_int_ge(clock_boot(), boot);
}
END_TEST

int main(void)
{
	arena = arena_new();
	int status = RUN_SUITE(
		"base/clock", every_date_from_1900_to_2200_comes_back, leap_days_follow_the_gregorian_rule,
		the_extreme_years_come_back, impossible_or_loose_dates_are_refused, a_day_begins_at_midnight_in_beijing,
		days_before_1970_are_counted_downwards, formats_are_in_beijing_time_whatever_tz_says,
		what_is_not_set_is_a_dash, a_frozen_clock_stands_until_it_is_released, measuring_clocks_never_go_back);
	arena_free(arena);
	return status;
}
