#include "base/base.h"

#include <check.h>

#include "base/clock.h"
#include "kernel/period.h"
#include "unit/suite.h"

static struct arena *arena;

static int64_t at(int year, int month, int day)
{
	return day_from_date((struct date){year, month, day});
}

/* ISO 8601: 2026-11-16 is a Monday in week 47; 2027-01-01 is a Friday, so it lies in the 53rd week of 2026. */
START_TEST(test_a_week_belongs_to_the_year_of_its_thursday)
{
	ck_assert_str_eq(period_of(arena, EVERY_WEEK, at(2026, 11, 16)), "2026W47");
	ck_assert_str_eq(period_of(arena, EVERY_WEEK, at(2026, 11, 22)), "2026W47");
	ck_assert_str_eq(period_of(arena, EVERY_WEEK, at(2026, 11, 23)), "2026W48");
	ck_assert_str_eq(period_of(arena, EVERY_WEEK, at(2027, 1, 1)), "2026W53");
	ck_assert_str_eq(period_of(arena, EVERY_WEEK, at(2025, 12, 29)), "2026W01");
	ck_assert_str_eq(period_of(arena, EVERY_WEEK, at(1969, 12, 31)), "1970W01");
	ck_assert_str_eq(period_before(arena, EVERY_WEEK, at(2026, 11, 23)), "2026W47");
	ck_assert_str_eq(period_before(arena, EVERY_WEEK, at(2026, 1, 4)), "2025W52");
}
END_TEST

START_TEST(test_a_week_has_seven_days_and_a_label)
{
	int64_t first, last;

	ck_assert(period_days("2026W47", &first, &last));
	ck_assert_int_eq(first, at(2026, 11, 16));
	ck_assert_int_eq(last, at(2026, 11, 22));
	ck_assert_str_eq(period_label(arena, "2026W47"), "2026年第47周（11-16 至 11-22）");
	ck_assert(period_days("2026W01", &first, &last));
	ck_assert_int_eq(first, at(2025, 12, 29));
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
	int status;

	arena = arena_new();
	status = RUN_SUITE("kernel/period", test_a_week_belongs_to_the_year_of_its_thursday,
			   test_a_week_has_seven_days_and_a_label, test_no_week_that_a_year_has_not);
	arena_free(arena);
	return status;
}
