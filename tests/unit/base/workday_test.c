#include "base/base.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/csv.h"
#include "base/text.h"
#include "base/workday.h"

#include "unit/suite.h"

/* The calendar the product is seeded with; tests run from the top of the tree. */
#define SEED "db/workdays.csv"

static struct arena *arena;

static int64_t day(const char *text)
{
	int64_t out = INT64_MIN;
	ck_assert_msg(parse_day(text, &out), "%s", text);
	return out;
}

static char *read_seed(size_t *length)
{
	FILE *file = fopen(SEED, "rb");
	ck_assert_ptr_nonnull(file);
	char *data = arena_alloc(arena, 65536);
	*length = fread(data, 1, 65535, file);
	(void)fclose(file);
	return data;
}

/* The calendar of the seed, read anew for each test. */
static struct workday_calendar *seed(void)
{
	struct csv_table table;
	char *complaint = NULL;
	size_t length;
	char *data = read_seed(&length);
	ck_assert_msg(csv_read(arena, data, length, 2000, &table, &complaint), "%s", complaint);
	int date = csv_column(&table, "date");
	int is_workday = csv_column(&table, "is_workday");
	ck_assert(date >= 0 && is_workday >= 0);
	struct workday_calendar *published = workday_calendar_new(arena);
	for (size_t i = 0; i < table.count; i++) {
		char **cells = table.rows[i].cells;
		workday_calendar_add(published, day(cells[date]), text_equal(cells[is_workday], "1"));
	}
	ck_assert_uint_eq(table.count, 254);
	return published;
}

static void expect_day(int64_t got, const char *expected)
{
	ck_assert_str_eq(format_day(arena, got), expected);
}

START_TEST(without_rows_weekends_are_free)
{
	struct workday_calendar *calendar = workday_calendar_new(arena);
	ck_assert(workday_is(calendar, day("2026-11-20")));
	ck_assert(!workday_is(calendar, day("2026-11-21")));
	ck_assert(!workday_is(calendar, day("2026-11-22")));
	ck_assert(!workday_published(calendar, day("2026-11-20")));
	expect_day(workday_add(calendar, day("2026-11-20"), 1), "2026-11-23");
}
END_TEST

START_TEST(holidays_and_swapped_days_of_the_seed_override_the_week)
{
	struct workday_calendar *published = seed();
	ck_assert(!workday_is(published, day("2026-10-01"))); /* Thursday, 国庆节 */
	ck_assert(workday_is(published, day("2026-10-10")));  /* Saturday, 调休 */
	ck_assert(workday_is(published, day("2026-09-20")));  /* Sunday, 调休 */
	ck_assert(!workday_is(published, day("2026-02-16"))); /* Monday, 春节 */
	ck_assert(workday_is(published, day("2025-01-26")));  /* Sunday, 调休 */
	ck_assert(workday_is(published, day("2026-11-20")));
	ck_assert(!workday_is(published, day("2026-11-21")));
}
END_TEST

START_TEST(every_published_year_has_about_250_working_days)
{
	struct workday_calendar *published = seed();
	for (int year = 2020; year <= 2026; year++) {
		int64_t before = day_from_date((struct date){year - 1, 12, 31});
		int64_t last = day_from_date((struct date){year, 12, 31});
		int64_t count = workday_between(published, before, last);
		ck_assert_int_ge(count, 245);
		ck_assert_int_le(count, 253);
	}
}
END_TEST

START_TEST(a_year_is_published_when_it_has_a_row)
{
	struct workday_calendar *published = seed();
	ck_assert(workday_published(published, day("2020-01-01")));
	ck_assert(workday_published(published, day("2026-12-31")));
	ck_assert(!workday_published(published, day("2027-01-01")));
	ck_assert(!workday_published(published, day("2019-12-31")));
}
END_TEST

START_TEST(deadlines_step_over_holidays_and_count_swapped_days)
{
	struct workday_calendar *published = seed();
	expect_day(workday_add(published, day("2026-09-30"), 1), "2026-10-08");
	expect_day(workday_add(published, day("2026-09-30"), 2), "2026-10-09");
	expect_day(workday_add(published, day("2026-09-30"), 3), "2026-10-10");
	expect_day(workday_add(published, day("2026-09-30"), 4), "2026-10-12");
	expect_day(workday_add(published, day("2026-02-13"), 1), "2026-02-14");
	expect_day(workday_add(published, day("2026-02-13"), 2), "2026-02-24");
	expect_day(workday_add(published, day("2025-12-31"), 1), "2026-01-04");
}
END_TEST

START_TEST(the_day_itself_never_counts)
{
	struct workday_calendar *published = seed();
	expect_day(workday_add(published, day("2026-11-20"), 0), "2026-11-20");
	expect_day(workday_add(published, day("2026-11-20"), 1), "2026-11-23");
	expect_day(workday_add(published, day("2026-11-21"), 0), "2026-11-21");
	expect_day(workday_add(published, day("2026-11-21"), 1), "2026-11-23");
}
END_TEST

START_TEST(a_negative_count_goes_back)
{
	struct workday_calendar *published = seed();
	expect_day(workday_add(published, day("2026-10-08"), -1), "2026-09-30");
	expect_day(workday_add(published, day("2026-10-12"), -1), "2026-10-10");
}
END_TEST

START_TEST(between_is_the_reverse_of_add)
{
	struct workday_calendar *published = seed();
	int64_t from = day("2025-12-20");
	for (int64_t start = from; start < from + 60; start++) {
		for (int64_t count = 0; count <= 40; count++)
			ck_assert_int_eq(workday_between(published, start, workday_add(published, start, count)),
					 count);
	}
}
END_TEST

START_TEST(between_is_negative_backwards_and_zero_in_place)
{
	struct workday_calendar *published = seed();
	int64_t friday = day("2026-11-20");
	ck_assert_int_eq(workday_between(published, friday, friday), 0);
	ck_assert_int_eq(workday_between(published, friday, friday + 3), 1);
	ck_assert_int_eq(workday_between(published, friday + 3, friday), -1);
	ck_assert_int_eq(workday_between(published, friday, friday + 2), 0);
	ck_assert_int_eq(workday_between(published, day("2026-09-30"), day("2026-10-07")), 0);
}
END_TEST

START_TEST(rows_come_in_any_order_and_the_last_wins)
{
	struct workday_calendar *calendar = workday_calendar_new(arena);
	int64_t first = day("2026-01-01");
	for (int64_t i = 399; i >= 0; i--)
		workday_calendar_add(calendar, first + i * 7 % 400, true);
	for (int64_t i = 0; i < 400; i++)
		ck_assert(workday_is(calendar, first + i));
	workday_calendar_add(calendar, first + 5, false);
	ck_assert(!workday_is(calendar, first + 5));
	workday_calendar_add(calendar, first + 5, true);
	ck_assert(workday_is(calendar, first + 5));
}
END_TEST

START_TEST(between_counts_what_is_found_day_by_day)
{
	struct workday_calendar *calendar = seed();
	int64_t first = day("2025-12-20");

	for (int64_t from = first; from < first + 400; from += 7)
		for (int64_t to = from, count = 0; to < from + 120; count += workday_is(calendar, ++to))
			ck_assert_int_eq(workday_between(calendar, from, to), count);
}
END_TEST

int main(void)
{
	arena = arena_new();
	int status = RUN_SUITE(
		"base/workday", without_rows_weekends_are_free, holidays_and_swapped_days_of_the_seed_override_the_week,
		every_published_year_has_about_250_working_days, a_year_is_published_when_it_has_a_row,
		deadlines_step_over_holidays_and_count_swapped_days, the_day_itself_never_counts,
		a_negative_count_goes_back, between_counts_what_is_found_day_by_day, between_is_the_reverse_of_add,
		between_is_negative_backwards_and_zero_in_place, rows_come_in_any_order_and_the_last_wins);
	arena_free(arena);
	return status;
}
