#include "base/base.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/period.h"
#include "unit/suite.h"

static int64_t day(int year, int month, int date)
{
	return day_from_date((struct date){year, month, date});
}

START_TEST(period_of_a_day_and_the_one_before)
{
	struct arena *arena = arena_new();
	static const struct {
		enum every every;
		int year, month, date;
		const char *of, *before;
	} cases[] = {
		{EVERY_MONTH, 2026, 11, 25, "2026-11", "2026-10"}, {EVERY_MONTH, 2026, 1, 1, "2026-01", "2025-12"},
		{EVERY_QUARTER, 2026, 1, 31, "2026Q1", "2025Q4"},  {EVERY_QUARTER, 2026, 11, 25, "2026Q4", "2026Q3"},
		{EVERY_HALF_YEAR, 2026, 7, 1, "2026H2", "2026H1"}, {EVERY_HALF_YEAR, 2026, 3, 1, "2026H1", "2025H2"},
		{EVERY_YEAR, 2026, 12, 31, "2026", "2025"},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		int64_t at = day(cases[i].year, cases[i].month, cases[i].date);

		ck_assert_str_eq(period_of(arena, cases[i].every, at), cases[i].of);
		ck_assert_str_eq(period_before(arena, cases[i].every, at), cases[i].before);
	}
	arena_free(arena);
}
END_TEST

START_TEST(days_of_a_period_reach_from_its_first_to_its_last)
{
	static const struct {
		const char *period;
		int year, month, first, last_month, last;
	} cases[] = {
		{"2024-02", 2024, 2, 1, 2, 29}, {"2026-12", 2026, 12, 1, 12, 31}, {"2026Q3", 2026, 7, 1, 9, 30},
		{"2026H1", 2026, 1, 1, 6, 30},  {"2026", 2026, 1, 1, 12, 31},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		int64_t first, last;

		ck_assert(period_days(cases[i].period, &first, &last));
		ck_assert_int_eq(first, day(cases[i].year, cases[i].month, cases[i].first));
		ck_assert_int_eq(last, day(cases[i].year, cases[i].last_month, cases[i].last));
	}
}
END_TEST

START_TEST(what_is_no_period_is_refused)
{
	static const char *const wrong[] = {"",          "2026-13", "2026-00", "2026Q5", "2026H3",   "26-10",
					    "2026-",     "2026X1",  "abcd",    "2026Q",  "2026-1x",  "1900-01",
					    "2014-12",   "2014W50", "2100-01", "2100",   "2026-1",   "2026-010",
					    "2026-１０", "2026Q03", "2026H01", "2026W4", "2026W004", "2026-1 "};
	int64_t first, last;

	for (size_t i = 0; i < ARRAY_LENGTH(wrong); i++)
		ck_assert_msg(!period_days(wrong[i], &first, &last), "%s", wrong[i]);
	ck_assert(!period_days(NULL, &first, &last));
}
END_TEST

START_TEST(periods_read_in_chinese)
{
	struct arena *arena = arena_new();

	ck_assert_str_eq(period_label(arena, "2026-09"), "2026年9月");
	ck_assert_str_eq(period_label(arena, "2026Q3"), "2026年第三季度");
	ck_assert_str_eq(period_label(arena, "2026H2"), "2026年下半年");
	ck_assert_str_eq(period_label(arena, "2026"), "2026年");
	ck_assert_str_eq(period_label(arena, ""), "");
	arena_free(arena);
}
END_TEST

/* ISO 8601: 2026-11-16 is a Monday in week 47; 2027-01-01 is a Friday, so it lies in the 53rd week of 2026. */
START_TEST(test_a_week_belongs_to_the_year_of_its_thursday)
{
	struct arena *arena = arena_new();

	ck_assert_str_eq(period_of(arena, EVERY_WEEK, day(2026, 11, 16)), "2026W47");
	ck_assert_str_eq(period_of(arena, EVERY_WEEK, day(2026, 11, 22)), "2026W47");
	ck_assert_str_eq(period_of(arena, EVERY_WEEK, day(2026, 11, 23)), "2026W48");
	ck_assert_str_eq(period_of(arena, EVERY_WEEK, day(2027, 1, 1)), "2026W53");
	ck_assert_str_eq(period_of(arena, EVERY_WEEK, day(2025, 12, 29)), "2026W01");
	ck_assert_str_eq(period_of(arena, EVERY_WEEK, day(1969, 12, 31)), "1970W01");
	ck_assert_str_eq(period_before(arena, EVERY_WEEK, day(2026, 11, 23)), "2026W47");
	ck_assert_str_eq(period_before(arena, EVERY_WEEK, day(2026, 1, 4)), "2025W52");
	arena_free(arena);
}
END_TEST

START_TEST(test_a_week_has_seven_days_and_a_label)
{
	struct arena *arena = arena_new();
	int64_t first, last;

	ck_assert(period_days("2026W47", &first, &last));
	ck_assert_int_eq(first, day(2026, 11, 16));
	ck_assert_int_eq(last, day(2026, 11, 22));
	ck_assert_str_eq(period_label(arena, "2026W47"), "2026年第47周（11-16 至 11-22）");
	ck_assert(period_days("2026W01", &first, &last));
	ck_assert_int_eq(first, day(2025, 12, 29));
	arena_free(arena);
}
END_TEST

START_TEST(test_no_week_that_a_year_has_not)
{
	int64_t first, last;

	ck_assert(period_days("2026W53", &first, &last));
	ck_assert(!period_days("2025W53", &first, &last));
	ck_assert(!period_days("2026W00", &first, &last));
	ck_assert(!period_days("2026W", &first, &last));
}
END_TEST

int main(void)
{
	return RUN_SUITE("kernel/period", period_of_a_day_and_the_one_before,
			 days_of_a_period_reach_from_its_first_to_its_last, what_is_no_period_is_refused,
			 periods_read_in_chinese, test_a_week_belongs_to_the_year_of_its_thursday,
			 test_a_week_has_seven_days_and_a_label, test_no_week_that_a_year_has_not);
}
