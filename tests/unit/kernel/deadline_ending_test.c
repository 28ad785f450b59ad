/* A state that the system ends by itself and that has no limit: its end, and who hears of it. */
#include "unit/kernel/matter_world.h"

static void at(int month, int day, int hour)
{
	clock_freeze(at_time(2024, month, day, hour));
}

static int64_t notices(const char *kind)
{
	return office_number(world, "SELECT count(*) FROM notice WHERE kind = '%s'", kind);
}

/* In correction without a limit of its own; the system ends it after the end of 12-17. */
static int64_t without_limit(void)
{
	int64_t id = matter_in("correcting");

	office_sql(world, "UPDATE matter SET due_at = NULL WHERE id = %" PRId64, id);
	office_sql(world, "DELETE FROM notice");
	return id;
}

static void run_time(void)
{
	ck_assert_int_eq(service_refresh(world->service, world->reader), OK);
	ck_assert_int_eq(time_job(as_clerk_process()), OK);
}

START_TEST(test_the_end_of_a_state_is_that_of_what_leaves_it_alone)
{
	const struct matter *matter = matter_now(without_limit());
	const struct action *lapse = procedure_action(sample, "lapse");
	struct deadline end;

	ck_assert_str_eq(deadline_ending(matter->procedure, matter->state)->key, "lapse");
	ck_assert_ptr_null(deadline_ending(sample, procedure_state(sample, "acceptance")));
	ck_assert_int_eq(
		deadline_after(as(CLERK), matter->procedure, lapse, matter->state, matter->id, matter->state_at, &end),
		OK);
	ck_assert_int_eq(end.due_at, day_end(day_from_date((struct date){2024, 12, 17})));
	ck_assert(text_ends(end.rule, "共 20 个工作日"));
}
END_TEST

START_TEST(test_the_holder_hears_a_week_and_a_day_before_the_end_once_each)
{
	int64_t id = without_limit();

	at(12, 9, 23);
	run_time();
	ck_assert_int_eq(notices("remind"), 0);
	at(12, 10, 0);
	run_time();
	run_time();
	ck_assert_int_eq(notices("remind"), 1);
	ck_assert_int_eq(office_number(world,
				       "SELECT count(*) FROM notice WHERE kind = 'remind' AND organisation_id = 2 AND"
				       " role = 'unit.clerk' AND matter_id = %" PRId64
				       " AND text LIKE '%%待补正，2024-12-17 后系统自动办理“逾期未补正”%%'",
				       id),
			 1);
	at(12, 15, 9);
	run_time();
	ck_assert_int_eq(notices("remind"), 1);
	at(12, 16, 9);
	run_time();
	run_time();
	ck_assert_int_eq(notices("remind"), 2);
	at(12, 17, 9);
	run_time();
	ck_assert_int_eq(notices("remind"), 2);
	at(12, 18, 0);
	run_time();
	ck_assert_str_eq(state_now(id), "lapsed");
	ck_assert_int_eq(notices("remind"), 2);
	ck_assert_int_eq(notices("overdue"), 0);
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM event WHERE action = 'overdue'"), 0);
}
END_TEST

START_TEST(test_a_clerk_that_stood_still_reminds_of_the_day_alone)
{
	without_limit();
	at(12, 16, 9);
	run_time();
	run_time();
	ck_assert_int_eq(notices("remind"), 1);
}
END_TEST

START_TEST(test_nobody_is_reminded_of_the_end_of_what_was_left)
{
	int64_t id = without_limit();

	go(CLERK, id, "straight");
	ck_assert_str_eq(state_now(id), "unit_check");
	office_sql(world, "UPDATE matter SET due_at = NULL");
	office_sql(world, "DELETE FROM notice");
	at(12, 16, 9);
	run_time();
	ck_assert_int_eq(notices("remind"), 0);
}
END_TEST

START_TEST(test_nobody_is_reminded_twice_where_there_is_a_limit_too)
{
	int64_t id = matter_in("correcting"); /* until 12-04 */

	office_sql(world, "UPDATE matter SET reminded = 100");
	office_sql(world, "DELETE FROM notice");
	at(12, 16, 9);
	ck_assert_int_eq(service_refresh(world->service, world->reader), OK);
	ck_assert_int_eq(timeout_job(as_clerk_process()), OK);
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM notice WHERE matter_id = %" PRId64, id), 0);
}
END_TEST

START_TEST(test_where_nobody_holds_it_its_owner_hears_of_the_end)
{
	without_limit();
	office_sql(world, "UPDATE task SET closed_at = 1 WHERE closed_at IS NULL");
	at(12, 16, 9);
	run_time();
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM notice WHERE kind = 'remind' AND"
					      " organisation_id = 2 AND role = 'unit.clerk'"),
			 1);
}
END_TEST

START_TEST(test_what_is_over_within_a_week_is_not_announced_as_it_begins)
{
	without_limit();
	office_sql(world, "INSERT INTO setting (key, valid_from, value, changed_at) VALUES ('lapse_wd', 1, '4', 1)");
	run_time();
	ck_assert_int_eq(notices("remind"), 0);
	at(11, 24, 9); /* until the end of Monday 11-25 */
	run_time();
	ck_assert_int_eq(notices("remind"), 1);
}
END_TEST

int main(void)
{
	return RUN_WORLD("kernel/deadline_ending", test_the_end_of_a_state_is_that_of_what_leaves_it_alone,
			 test_the_holder_hears_a_week_and_a_day_before_the_end_once_each,
			 test_a_clerk_that_stood_still_reminds_of_the_day_alone,
			 test_nobody_is_reminded_of_the_end_of_what_was_left,
			 test_nobody_is_reminded_twice_where_there_is_a_limit_too,
			 test_where_nobody_holds_it_its_owner_hears_of_the_end,
			 test_what_is_over_within_a_week_is_not_announced_as_it_begins);
}
