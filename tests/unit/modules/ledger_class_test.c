/* Books of GPU cards and archive storage in the monthly verification: since when, and what began before (第七条). */
#include "unit/modules/ledger_cast.h"

#define GPU "\nlines.3.class=gpu\nlines.3.physical=8\nlines.3.allocatable=8\nlines.3.allocated=4\nlines.3.used=2"

/* By the books so many of 8 cards were given out when the month ended. */
static void cards(int64_t granted)
{
	office_sql(estate, "INSERT INTO capacity VALUES (1, 'gpu', 8, 1)");
	office_sql(estate,
		   "INSERT INTO allocation (system_id, platform_id, class, granted, allocated, granted_at) VALUES"
		   " (1, 1, 'gpu', %" PRId64 ", 2, %" PRId64 ")",
		   granted, day_start(at_day(2025, 1, 6)));
}

static void begin_books(int64_t from)
{
	office_sql(estate, "UPDATE resource_class SET booked_from = %" PRId64 " WHERE key = 'gpu'", from);
}

START_TEST(cards_are_held_against_the_books_like_any_class)
{
	struct pool pools[POOLS_MAX];
	size_t count;
	int64_t id;

	cards(3);
	id = filled(LINES("36", "100") FORECAST("50") "\nenough=yes");
	refused(OPERATOR, id, "submit", NULL, "缺少GPU：台账容量 8 张");
	type_into(OPERATOR, id, LINES("36", "100") GPU);
	refused(OPERATOR, id, "submit", NULL, "GPU月末台账 3，填报已分配 4，相差 1，差异行合计 0");
	/* 1 of 3 are 33.33 %. */
	type_into(OPERATOR, id,
		  "differences.0.system=水利一张图\ndifferences.0.class=gpu\ndifferences.0.ledger=3"
		  "\ndifferences.0.actual=4\ndifferences.0.cause=多配一张");
	refused(OPERATOR, id, "submit", NULL, "GPU差异率 33.33%，超过 2%");
	type_into(OPERATOR, id, "difference_note=下月收回");
	go(OPERATOR, id, "submit");
	ck_assert_int_eq(pools_of(as(OPERATOR), 1, "2026-02", pools, &count), OK);
	ck_assert(pool_of(pools, count, "gpu")->kept);
	ck_assert_int_eq(pool_of(pools, count, "gpu")->granted, 3);
	ck_assert_int_eq(pool_of(pools, count, "gpu")->allocated, 2);
}
END_TEST

/* The first moment of March: February has no books of cards. */
START_TEST(month_before_the_books_of_a_class_is_compared_with_nothing)
{
	int64_t id;

	begin_books(day_start(at_day(2026, 3, 1)));
	id = filled(LINES("36", "100") GPU FORECAST("50") "\nenough=yes");

	go(OPERATOR, id, "submit");
	go(OPERATOR_LEAD, id, "approve");
	go_with(MONITOR, id, "check_figures",
		COLLECTED("36") "\ncollected.3.class=gpu\ncollected.3.reported=4\ncollected.3.amount=4");
	go(DISPATCH, id, "confirm");
	ck_assert_int_eq(office_number(estate, "SELECT difference FROM verification"), 0);
	ck_assert_int_eq(office_number(estate, "SELECT total FROM capacity WHERE platform_id = 1 AND class = 'gpu'"),
			 8);
}
END_TEST

/* Machines speak of processors and memory; of the rest the supervisor's figure of that month is what is collected. */
START_TEST(what_the_supervisor_found_is_there_of_every_class_once_confirmed)
{
	struct pool pools[POOLS_MAX];
	size_t count;
	int64_t id;

	cards(4);
	id = filled(LINES("36", "100") GPU FORECAST("50") "\nenough=yes");
	go(OPERATOR, id, "submit");
	go(OPERATOR_LEAD, id, "approve");
	go_with(MONITOR, id, "check_figures",
		COLLECTED("36") "\ncollected.3.class=gpu\ncollected.3.reported=4\ncollected.3.amount=3");
	ck_assert_int_eq(pools_of(as(OPERATOR), 1, "2026-02", pools, &count), OK);
	ck_assert_int_eq(pool_of(pools, count, "gpu")->checked, -1);
	go(DISPATCH, id, "confirm");
	ck_assert_int_eq(pools_of(as(OPERATOR), 1, "2026-02", pools, &count), OK);
	ck_assert_int_eq(pool_of(pools, count, "gpu")->checked, 3);
	ck_assert_int_eq(pool_of(pools, count, "vcpu")->checked, 36);
	ck_assert_int_eq(pool_of(pools, count, "file_gb")->checked, -1);
	ck_assert_int_eq(pools_of(as(OPERATOR), 1, "2026-01", pools, &count), OK);
	ck_assert_int_eq(pool_of(pools, count, "gpu")->checked, -1);
	ck_assert_int_eq(pools_of(as(OPERATOR), 2, "2026-02", pools, &count), OK);
	ck_assert_int_eq(pool_of(pools, count, "gpu")->checked, -1);
}
END_TEST

START_TEST(books_begin_with_the_month_they_began_in)
{
	struct pool pools[POOLS_MAX];
	size_t count;

	begin_books(day_end(at_day(2026, 2, 28)));
	ck_assert_int_eq(pools_of(as(OPERATOR), 1, "2026-02", pools, &count), OK);
	ck_assert(pool_of(pools, count, "gpu")->kept);
	ck_assert_int_eq(pools_of(as(OPERATOR), 1, "2026-01", pools, &count), OK);
	ck_assert(!pool_of(pools, count, "gpu")->kept && pool_of(pools, count, "ssd_gb")->kept);
}
END_TEST

/* Opened before archive storage was a class: its form cannot name what the platform has of it by now. */
START_TEST(verification_of_before_a_class_goes_on_without_it)
{
	int64_t id;

	office_sql(estate, "INSERT INTO procedure (key, version, title, body, digest, valid_from, loaded_at)"
			   " SELECT key, version + 1, title, replace(body, ' archive_gb: 归档存储（GB）,', ''),"
			   " randomblob(32), valid_from, loaded_at FROM procedure WHERE key = 'verification'");
	ck_assert_int_eq(service_refresh(estate->service, estate->reader), OK);
	procedure = procedure_find(estate->service, "verification");
	office_sql(estate, "INSERT INTO capacity VALUES (1, 'archive_gb', 5000, 1)");
	id = filled(FORM);
	go(OPERATOR, id, "submit");
	go(OPERATOR_LEAD, id, "approve");
	go_with(MONITOR, id, "check_figures", COLLECTED("36"));
	go(DISPATCH, id, "confirm");
	ck_assert_int_eq(
		office_number(estate, "SELECT total FROM capacity WHERE platform_id = 1 AND class = 'archive_gb'"),
		5000);
}
END_TEST

START_TEST(verification_of_today_names_archive_storage)
{
	office_sql(estate, "INSERT INTO capacity VALUES (1, 'archive_gb', 5000, 1)");
	refused(OPERATOR, filled(FORM), "submit", NULL, "缺少归档存储：台账容量 5,000 GB");
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		cards_are_held_against_the_books_like_any_class,
		month_before_the_books_of_a_class_is_compared_with_nothing,
		what_the_supervisor_found_is_there_of_every_class_once_confirmed,
		books_begin_with_the_month_they_began_in,
		verification_of_before_a_class_goes_on_without_it,
		verification_of_today_names_archive_storage,
	};

	return suite_run_in("modules/ledger_class", set_up, estate_free, 60, tests, ARRAY_LENGTH(tests));
}
