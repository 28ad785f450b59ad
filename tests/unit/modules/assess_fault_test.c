/* Golden numbers of the second dimension, 故障处置, as in assess_count_test.c. */
#include "unit/modules/assess_cast.h"

START_TEST(faults_cost_by_level_when_late_and_by_count)
{
	/*
	 * Ⅰ: answered after 17 min (10), restored after 121 (120).  Ⅱ: 15 of 15, 240 of 240.  Ⅲ: 31 (30), 481 (480). Ⅳ:
	 * in time. 2.1: 1 + 0.5 → 5 − 1.5 = 3.5.  2.2: 2 + 0.5 → 6 − 2.5 = 3.5.  2.3: 4 + 2 + 0.5 = 6.5 of 6 → 0.
	 */
	int64_t id;

	fault_of(BREAKDOWN(1, PROVIDER, instant(2026, 1, 5, 9, 0), 17, 10, 121, 120, 0, .loss = false));
	fault_of(BREAKDOWN(2, PROVIDER, instant(2026, 1, 6, 9, 0), 15, 15, 240, 240, 0, .loss = false));
	fault_of(BREAKDOWN(3, PROVIDER, instant(2026, 1, 7, 9, 0), 31, 30, 481, 480, 0, .loss = false));
	fault_of(BREAKDOWN(4, PROVIDER, instant(2026, 1, 8, 9, 0), 60, 240, 600, 1440, 0, .loss = false));
	fault_of(BREAKDOWN(1, PROVIDER, instant(2026, 4, 1, 0, 0), 17, 10, 121, 120, 0, .loss = false));
	id = frozen_for(PROVIDER);
	ck_assert_int_eq(points_of(id, "2.1"), 350);
	ck_assert_int_eq(points_of(id, "2.2"), 350);
	ck_assert_int_eq(points_of(id, "2.3"), 0);
	ck_assert_int_eq(
		office_number(
			cloud,
			"SELECT instr(words, '1月5日 Ⅰ级故障 N-') = 1 AND instr(words, '响应 17 分钟，限 10 分钟') > 0"
			" FROM assessment_fact WHERE indicator = '2.1' AND line = 1"),
		1);
}
END_TEST

START_TEST(restoring_is_counted_from_the_response)
{
	/*
	 * Both began at 9:00, were reported at 10:00 and answered at 10:20, with 8 h from then.  Mended at 18:00: 460
	 * of 480 minutes.  Mended at 9:30, before anybody answered: none of them, and never fewer.
	 */
	int64_t slow = fault_of(BREAKDOWN(3, PROVIDER, instant(2026, 1, 5, 9, 0), 80, 90, 540, 560, 0, .loss = false));
	int64_t quick = fault_of(BREAKDOWN(3, PROVIDER, instant(2026, 1, 6, 9, 0), 80, 90, 30, 560, 0, .loss = false));
	int64_t id;

	office_sql(cloud, "UPDATE fault SET reported_at = began_at + 3600");
	id = frozen_for(PROVIDER);
	ck_assert_int_eq(points_of(id, "2.2"), 600);
	ck_assert_int_eq(
		office_number(cloud,
			      "SELECT count(*) FROM assessment_fact WHERE indicator = '2.2' AND record_id = %" PRId64
			      " AND amount = 460 AND words LIKE '%%自响应起恢复 460 分钟，限 480 分钟（默认参数）'",
			      slow),
		1);
	ck_assert_int_eq(
		office_number(cloud,
			      "SELECT count(*) FROM assessment_fact WHERE indicator = '2.2' AND record_id = %" PRId64
			      " AND amount = 0 AND words LIKE '%%响应前已恢复'",
			      quick),
		1);
}
END_TEST

/*
 * Never answered, no limit for mending ever began: a level Ⅰ of 9:00 is missed at the freezing whatever is said of it,
 * a Ⅳ as well.  2.2: 2 + 0.5 → 6 − 2.5 = 3.5.  2.1: 1 + 0.5 → 5 − 1.5 = 3.5.
 */
START_TEST(fault_that_nobody_answered_is_not_restored_in_time)
{
	int64_t grave = fault_of(BREAKDOWN(1, PROVIDER, instant(2026, 1, 5, 9, 0), 5, 10, 60, 120, 0, .loss = false));
	int64_t id;

	fault_of(BREAKDOWN(4, PROVIDER, instant(2026, 1, 6, 9, 0), 5, 240, 60, 1440, 0, .loss = false));
	office_sql(cloud, "UPDATE fault SET responded_at = NULL, restore_due_at = NULL, restored_at = NULL");
	id = frozen_for(PROVIDER);
	ck_assert_int_eq(points_of(id, "2.1"), 350);
	ck_assert_int_eq(points_of(id, "2.2"), 350);
	ck_assert_int_eq(
		office_number(cloud,
			      "SELECT count(*) FROM assessment_fact WHERE indicator = '2.2' AND record_id = %" PRId64
			      " AND kind = 'late_1' AND words LIKE '%%至取数时未响应，也未恢复'",
			      grave),
		1);
}
END_TEST

/* Reported an hour before the freezing: no limit has passed yet, and none is missed. */
START_TEST(fault_whose_answer_is_not_due_yet_is_not_missed)
{
	int64_t id;

	fault_of(BREAKDOWN(4, PROVIDER, instant(2026, 3, 31, 23, 0), 5, 240, 60, 1440, 0, .loss = false));
	office_sql(cloud,
		   "UPDATE fault SET reported_at = %" PRId64 ", respond_due_at = %" PRId64
		   ", responded_at = NULL, restore_due_at = NULL, restored_at = NULL",
		   instant(2026, 4, 21, 11, 0), instant(2026, 4, 21, 15, 0));
	id = frozen_for(PROVIDER);
	ck_assert_int_eq(points_of(id, "2.2"), 600);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM assessment_fact WHERE indicator = '2.2'"), 0);
}
END_TEST

START_TEST(analysis_late_and_returned_cost_a_point_each)
{
	/* One in time, returned once; one a second late: 1 + 1, 3 − 2 = 1. */
	int64_t due = instant(2026, 1, 10, 18, 0), first, second, id;

	first = fault_of(BREAKDOWN(2, PROVIDER, instant(2026, 1, 6, 9, 0), 15, 15, 240, 240, 0, .loss = false));
	second = fault_of(BREAKDOWN(2, PROVIDER, instant(2026, 1, 7, 9, 0), 15, 15, 240, 240, 0, .loss = false));
	office_sql(cloud,
		   "UPDATE fault SET analysis_due_at = %" PRId64 ", analysis_at = %" PRId64
		   ", analysis_returned = 1 WHERE matter_id = %" PRId64,
		   due, due, first);
	office_sql(cloud,
		   "UPDATE fault SET analysis_due_at = %" PRId64 ", analysis_at = %" PRId64
		   " WHERE matter_id = %" PRId64,
		   due, due + 1, second);
	id = frozen_for(PROVIDER);
	ck_assert_int_eq(points_of(id, "2.4"), 100);
}
END_TEST

/*
 * Two faults that were another's to attend to and turned out to be the provider's: how late the other was costs it
 * nothing, that they happened does: 6 − 2 × 0.50 = 5.  An analysis the other had handed in late is not its either; one
 * that it was asked for itself is.
 */
START_TEST(what_another_did_before_it_came_out_is_not_the_providers)
{
	int64_t due = instant(2026, 1, 10, 18, 0), first, second, id;

	first = fault_of(BREAKDOWN(3, PROVIDER, instant(2026, 1, 6, 9, 0), 90, 30, 999, 480, 0, .loss = false));
	second = fault_of(BREAKDOWN(3, PROVIDER, instant(2026, 1, 7, 9, 0), 90, 30, 999, 480, 0, .loss = false));
	office_sql(cloud, "UPDATE fault SET handler_id = %d", OTHER_PROVIDER);
	office_sql(cloud,
		   "UPDATE fault SET analysis_due_at = %" PRId64 ", analysis_at = %" PRId64
		   ", analyst_id = iif(matter_id = %" PRId64 ", %d, NULL) WHERE matter_id IN (%" PRId64 ", %" PRId64
		   ")",
		   due, due + 1, first, OTHER_PROVIDER, first, second);
	id = frozen_for(PROVIDER);
	ck_assert_int_eq(points_of(id, "2.1"), 500);
	ck_assert_int_eq(points_of(id, "2.2"), 600);
	ck_assert_int_eq(points_of(id, "2.3"), 500);
	ck_assert_int_eq(points_of(id, "2.4"), 200);
	id = frozen_for(OTHER_PROVIDER);
	ck_assert_int_eq(points_of(id, "2.1"), 500);
	ck_assert_int_eq(points_of(id, "2.3"), 600);
	ck_assert_int_eq(points_of(id, "2.4"), 300);
}
END_TEST

/*
 * Corrected and denied, it was the provider's to mend: 600 minutes after it began, with 480 from then, mended after
 * 500: 6 − 0.5 = 5.5.  Answered it had the other, 90 minutes of 30: nobody's here.  The fault itself: 6 − 0.5 = 5.5.
 */
START_TEST(answer_is_charged_to_who_gave_it_and_mending_from_when_another_took_it_up)
{
	int64_t one = fault_of(BREAKDOWN(3, PROVIDER, instant(2026, 1, 6, 9, 0), 90, 30, 1100, 1080, 0, .loss = false));
	int64_t id;

	office_sql(cloud, "UPDATE fault SET responder_id = %d, retaken_at = began_at + 600 * 60", OTHER_PROVIDER);
	id = frozen_for(PROVIDER);
	ck_assert_int_eq(points_of(id, "2.1"), 500);
	ck_assert_int_eq(points_of(id, "2.2"), 550);
	ck_assert_int_eq(points_of(id, "2.3"), 550);
	ck_assert_int_eq(
		office_number(cloud,
			      "SELECT count(*) FROM assessment_fact WHERE indicator = '2.2' AND record_id = %" PRId64
			      " AND amount = 500 AND words LIKE '%%自接手起恢复 500 分钟，限 480 分钟（默认参数）'",
			      one),
		1);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM assessment_fact WHERE indicator = '2.1'"), 0);
	id = frozen_for(OTHER_PROVIDER);
	ck_assert_int_eq(points_of(id, "2.1"), 500);
	ck_assert_int_eq(points_of(id, "2.2"), 600);
}
END_TEST

int main(void)
{
	return RUN_QUARTER("modules/assess_fault", faults_cost_by_level_when_late_and_by_count,
			   restoring_is_counted_from_the_response, fault_that_nobody_answered_is_not_restored_in_time,
			   fault_whose_answer_is_not_due_yet_is_not_missed,
			   analysis_late_and_returned_cost_a_point_each,
			   what_another_did_before_it_came_out_is_not_the_providers,
			   answer_is_charged_to_who_gave_it_and_mending_from_when_another_took_it_up);
}
