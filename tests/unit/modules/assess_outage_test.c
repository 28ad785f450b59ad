/* Golden numbers of 1.1, as in assess_count_test.c: what is down, for how long, of how much. */
#include "unit/modules/assess_cast.h"

START_TEST(availability_weighs_minutes_by_cores_and_leaves_out_what_is_not_the_providers)
{
	/*
	 * 100 cores × 129,600 min = 12,960,000 core minutes.  Out: 10 min of the fault that began at 23:50 the day
	 * before, and 110 min, 100 cores each: 12,000.  12,948,000 ÷ 12,960,000 = 99.9074 %, rounded 99.91 %, 0.04
	 * below 99.95 %: 4 points, 12 − 4 = 8.
	 */
	int64_t id;

	live_system(FIRST_CLOUD);
	office_sql(cloud, "UPDATE allocation SET granted = 100, allocated = 100");
	fault_of(BREAKDOWN(3, PROVIDER, instant(2025, 12, 31, 23, 50), 5, 30, 20, 480, 100, .interrupted = true));
	fault_of(BREAKDOWN(3, PROVIDER, instant(2026, 2, 3, 10, 0), 5, 30, 110, 480, 100, .interrupted = true));
	fault_of(BREAKDOWN(3, PROVIDER, instant(2026, 2, 4, 10, 0), 5, 30, 400, 480, 100, .planned = true,
			   .interrupted = true));
	fault_of(BREAKDOWN(3, OTHER_PROVIDER, instant(2026, 2, 5, 10, 0), 5, 30, 400, 480, 100, .interrupted = true));
	fault_of(BREAKDOWN(3, PROVIDER, instant(2026, 2, 6, 10, 0), 5, 30, 400, 480, 100, .loss = false));
	id = frozen_for(PROVIDER);
	ck_assert_int_eq(points_of(id, "1.1"), 800);
	ck_assert(says(id, "1.1", "99.91%，应达到 99.95%（默认参数），低 0.04 个百分点"));
	ck_assert_int_eq(
		office_number(cloud,
			      "SELECT count(*) FROM assessment_fact WHERE indicator = '1.1' AND kind = 'outage'"),
		2);
	ck_assert_int_eq(office_number(cloud, "SELECT instr(words, '本季度内中断 10 分钟') > 0 FROM assessment_fact"
					      " WHERE indicator = '1.1' AND kind = 'outage' ORDER BY line LIMIT 1"),
			 1);
}
END_TEST

/* As above without the others: of 400 min 40 lie beyond the window of 360: 4,000 core minutes. */
START_TEST(planned_work_counts_beyond_the_window_that_was_noticed)
{
	int64_t began = instant(2026, 2, 4, 10, 0), work = record_of("maintenance", PROVIDER, "", "overrun", began);

	live_system(FIRST_CLOUD);
	office_sql(cloud, "UPDATE allocation SET granted = 100, allocated = 100");
	office_sql(cloud,
		   "INSERT INTO maintenance (matter_id, platform_id, operator_id, starts_at, ends_at, noticed_at,"
		   " in_time_yes, agreed_at, finished_at, outcome) VALUES (%" PRId64 ", 1, %d, %" PRId64 ", %" PRId64
		   ", 1, 1, 1, %" PRId64 ", 'overrun')",
		   work, PROVIDER, began, began + 360 * 60, began + 400 * 60);
	fault_of(BREAKDOWN(3, PROVIDER, began, 5, 30, 400, 480, 100, .planned = true, .interrupted = true));
	fault_of(BREAKDOWN(3, PROVIDER, began, 5, 30, 300, 480, 100, .planned = true, .interrupted = true));
	(void)frozen_for(PROVIDER);
	ck_assert_int_eq(
		office_number(cloud,
			      "SELECT -sum(amount) FROM assessment_fact WHERE indicator = '1.1' AND kind = 'outage'"),
		4000);
	ck_assert_int_eq(
		office_number(cloud, "SELECT count(*) FROM assessment_fact WHERE kind = 'outage' AND words LIKE"
				     " '%%检修超出窗口，2026-02-04 16:00 至 2026-02-04 16:40，本季度内中断 40 分钟%%'"),
		1);
}
END_TEST

/* A platform's row of the monthly report: its outage minutes by cores. */
static int64_t reported(int64_t platform, int month)
{
	int64_t first = at_day(2026, month, 1), after = at_day(2026, month + 1, 1), core_minutes = -1;
	struct query *query = db_query(cloud->reader, Q_REPORT_AVAILABILITY);

	query_int(query, ":edition", 0);
	query_int(query, ":org", CENTER);
	query_int(query, ":from", day_start(first));
	query_int(query, ":until", day_start(after) - 1);
	query_int(query, ":last", after - 1);
	query_int(query, ":minutes", (after - first) * 1440);
	while (query_step(query))
		if (column_int(query, 9) == platform)
			core_minutes = column_int(query, 5);
	ck_assert_int_eq(query_end(query), OK);
	return core_minutes;
}

/*
 * 100 cores are allocated.  10:00:30 to 11:00:00 are 59½ minutes, a started one whole: 60 × 100 (500 are entered) =
 * 6,000.  From 23:30:30 of January's last day on for 61 minutes: 30 of January, 31 of February, × 40 = 1,200 + 1,240.
 * January 6,000 + 1,200 = 7,200, February 1,240, together 8,440, as the quarter has it.  On the recovery platform, on
 * another operator's, and on its own by another nothing of the base was hit.
 */
START_TEST(outages_of_the_quarter_are_those_of_its_monthly_reports)
{
	int64_t moved, foreign, id;

	live_system(FIRST_CLOUD);
	office_sql(cloud, "UPDATE allocation SET granted = 100, allocated = 100");
	fault_of(BREAKDOWN(3, PROVIDER, instant(2026, 1, 5, 10, 0) + 30, 5, 30, 59, 480, 500, .interrupted = true));
	office_sql(cloud, "UPDATE fault SET restored_at = restored_at + 30");
	fault_of(BREAKDOWN(3, PROVIDER, instant(2026, 1, 31, 23, 30) + 30, 5, 30, 61, 480, 40, .interrupted = true));
	moved = fault_of(BREAKDOWN(3, PROVIDER, instant(2026, 2, 5, 10, 0), 5, 30, 400, 480, 100, .interrupted = true));
	office_sql(cloud,
		   "UPDATE platform SET operator_id = %d WHERE id = %d;"
		   "UPDATE fault SET platform_id = %d WHERE matter_id = %" PRId64,
		   PROVIDER, RECOVERY_CLOUD, RECOVERY_CLOUD, moved);
	foreign =
		fault_of(BREAKDOWN(3, PROVIDER, instant(2026, 2, 6, 10, 0), 5, 30, 400, 480, 100, .interrupted = true));
	office_sql(cloud, "UPDATE fault SET platform_id = %d WHERE matter_id = %" PRId64, SECOND_CLOUD, foreign);
	fault_of(BREAKDOWN(3, OTHER_PROVIDER, instant(2026, 2, 7, 10, 0), 5, 30, 400, 480, 100, .interrupted = true));
	id = frozen_for(PROVIDER);
	ck_assert_int_eq(reported(FIRST_CLOUD, 1), 7200);
	ck_assert_int_eq(reported(FIRST_CLOUD, 2), 1240);
	ck_assert_int_eq(reported(FIRST_CLOUD, 3), 0);
	ck_assert_int_eq(
		office_number(cloud,
			      "SELECT -sum(amount) FROM assessment_fact WHERE indicator = '1.1' AND kind = 'outage'"),
		8440);
	/* (12,960,000 − 8,440) ÷ 12,960,000 = 99.9349 %, rounded 99.93 %, 0.02 below 99.95 %: 12 − 2 = 10. */
	ck_assert_int_eq(points_of(id, "1.1"), 1000);
	ck_assert_int_eq(office_number(cloud,
				       "SELECT count(*) FROM assessment_fact WHERE kind = 'outage' AND words LIKE"
				       " '%%本季度内中断 60 分钟，影响 100 核（登记 500 核，按季末已分配计）'"),
			 1);
}
END_TEST

START_TEST(availability_at_the_limit_is_full)
{
	/* 65 min × 100 cores = 6,500; 12,953,500 ÷ 12,960,000 = 99.9498 %, rounded 99.95 %: nothing lost. */
	int64_t id;

	live_system(FIRST_CLOUD);
	office_sql(cloud, "UPDATE allocation SET granted = 100, allocated = 100");
	fault_of(BREAKDOWN(3, PROVIDER, instant(2026, 2, 3, 10, 0), 5, 30, 65, 480, 100, .interrupted = true));
	id = frozen_for(PROVIDER);
	ck_assert_int_eq(points_of(id, "1.1"), 1200);
}
END_TEST

int main(void)
{
	return RUN_QUARTER("modules/assess_outage",
			   availability_weighs_minutes_by_cores_and_leaves_out_what_is_not_the_providers,
			   planned_work_counts_beyond_the_window_that_was_noticed,
			   outages_of_the_quarter_are_those_of_its_monthly_reports, availability_at_the_limit_is_full);
}
