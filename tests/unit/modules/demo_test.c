#include "unit/modules/demo_cast.h"

START_TEST(every_state_of_every_procedure_has_a_matter)
{
	assert_every_state(&made);
}
END_TEST

START_TEST(every_action_of_every_procedure_was_taken)
{
	assert_every_action(&made);
}
END_TEST

START_TEST(bulk_decisions_are_done_and_wait_for_a_second_person)
{
	assert_bulk_decisions(&made);
}
END_TEST

/* In the middle of a long holiday, before work, in the afternoon of the last day of a year. */
START_TEST(every_state_is_there_whenever_it_is_made)
{
	static const struct {
		struct date date;
		int64_t second;
	} times[] = {{{2026, 10, 4}, 2 * 3600}, {{2026, 3, 2}, 8 * 3600}, {{2025, 12, 31}, 15 * 3600 + 1800}};

	for (size_t i = 0; i < ARRAY_LENGTH(times); i++) {
		int64_t now = day_start(day_from_date(times[i].date)) + times[i].second;
		struct home home;

		home_new(&home);
		clock_freeze(now);
		ck_assert_int_eq(demo(&home, ""), 0);
		assert_every_state(&home);
		assert_bulk_decisions(&home);
		assert_chain_holds(&home);
		ck_assert_int_le(number(&home, "SELECT max(at) FROM event"), now);
		home_free(&home);
	}
}
END_TEST

/* Those of the newest day are told in as much of it as has passed. */
#define BEFORE_TODAY "< (SELECT max(at) FROM event) - 86400"

START_TEST(times_and_names_are_such_as_happen)
{
	ck_assert_int_gt(number(&made, "SELECT count(*) FROM fault WHERE restored_at " BEFORE_TODAY), 5);
	ck_assert_int_eq(number(&made, "SELECT count(*) FROM fault WHERE responded_at " BEFORE_TODAY
				       " AND (restored_at < responded_at OR arrived_at < reported_at)"),
			 0);
	/* One is late on purpose. */
	ck_assert_int_eq(number(&made, "SELECT count(*) FROM fault WHERE reported_at > report_due_at"), 1);
	ck_assert_int_gt(number(&made, "SELECT count(*) FROM maintenance"), 5);
	ck_assert_int_eq(number(&made, "SELECT count(*) FROM maintenance WHERE ends_at - starts_at > 12 * 3600"), 0);
	ck_assert_int_gt(number(&made, "SELECT count(*) FROM attachment WHERE name LIKE '%% 退出申请函%%'"), 0);
	ck_assert_int_eq(number(&made, "SELECT count(*) FROM attachment WHERE name LIKE '%%退出退出%%' OR name LIKE "
				       "'%%合同合同%%' OR name LIKE '%%变更变更%%'"),
			 0);
}
END_TEST

int main(void)
{
	int status;

	log_threshold(LEVEL_ERROR);
	crypt_init();
	home_new(&made);
	if (demo(&made, "") != 0)
		return EXIT_FAILURE;
	status = RUN_SUITE_IN("modules/demo", NULL, NULL, 180, every_state_of_every_procedure_has_a_matter,
			      every_action_of_every_procedure_was_taken,
			      bulk_decisions_are_done_and_wait_for_a_second_person,
			      every_state_is_there_whenever_it_is_made, times_and_names_are_such_as_happen);
	home_free(&made);
	return status;
}
