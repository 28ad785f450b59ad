/* Deadlines and their words, pauses, reminders, actions that time takes. */
#include "unit/kernel/matter_world.h"

/* The world's calendar: Tuesday 11-19 today; Friday 11-22 free, Saturday 11-23 worked instead. */

static struct deadline due_in(const char *setting, enum due_unit unit)
{
	return deadline_from(as(CLERK), setting, unit, clock_now());
}

static void at(int month, int day, int hour)
{
	clock_freeze(at_time(month == 1 ? 2025 : 2024, month, day, hour));
}

/* ---- arithmetic ---- */

START_TEST(test_working_days_begin_the_day_after_and_follow_swapped_days)
{
	struct deadline deadline = due_in("accept_wd", DUE_WORKING_DAYS);

	/* 20, 21, then Saturday 23 instead of Friday 22, 25, 26. */
	ck_assert_int_eq(deadline.due_at, day_end(day_from_date((struct date){2024, 11, 26})));
	ck_assert_str_eq(deadline.rule, "11-19 转入，次日起算：11-20、11-21、11-23、11-25、11-26，共 5 个工作日");
}
END_TEST

START_TEST(test_many_working_days_are_not_all_spelt)
{
	struct deadline deadline = due_in("lapse_wd", DUE_WORKING_DAYS);

	ck_assert_int_eq(deadline.due_at, day_end(day_from_date((struct date){2024, 12, 17})));
	ck_assert_str_eq(deadline.rule, "11-19 转入，次日起算：11-20、11-21、11-23……12-17，共 20 个工作日");
}
END_TEST

START_TEST(test_an_unpublished_year_is_said)
{
	struct deadline deadline = due_in("long_wd", DUE_WORKING_DAYS);

	ck_assert_int_eq(deadline.due_at, day_end(day_from_date((struct date){2024, 12, 31})));
	ck_assert_ptr_null(strstr(deadline.rule, "尚未公布"));
	at(12, 30, 9);
	deadline = due_in("check_wd", DUE_WORKING_DAYS);
	ck_assert(text_ends(deadline.rule, "，2025 年日历尚未公布"));
}
END_TEST

START_TEST(test_calendar_days_and_hours)
{
	struct deadline days = due_in("build_cd", DUE_CALENDAR_DAYS);
	struct deadline hours = due_in("receive_h", DUE_HOURS);
	struct deadline none = due_in(NULL, DUE_NONE);

	ck_assert_int_eq(days.due_at, day_end(day_from_date((struct date){2024, 12, 19})));
	ck_assert_str_eq(days.rule, "11-19 转入，次日起算 30 日，至 2024-12-19");
	ck_assert_int_eq(hours.due_at, clock_now() + 4 * 3600);
	ck_assert_str_eq(hours.rule, "11-19 09:00 起算 4 小时，至 11-19 13:00（北京时间）");
	ck_assert_int_eq(none.due_at, 0);
	ck_assert_str_eq(none.rule, "");
}
END_TEST

START_TEST(test_just_before_midnight_is_still_that_day)
{
	struct deadline deadline;

	clock_freeze(at_time(2024, 11, 20, 0) - 1);
	deadline = due_in("check_wd", DUE_WORKING_DAYS);
	ck_assert_int_eq(deadline.due_at, day_end(day_from_date((struct date){2024, 11, 23})));
	clock_freeze(at_time(2024, 11, 20, 0));
	deadline = due_in("check_wd", DUE_WORKING_DAYS);
	ck_assert_int_eq(deadline.due_at, day_end(day_from_date((struct date){2024, 11, 25})));
}
END_TEST

/* ---- words ---- */

START_TEST(test_how_a_due_date_reads)
{
	struct context *context = as(CLERK);
	int64_t due = due_in("accept_wd", DUE_WORKING_DAYS).due_at; /* Tuesday 11-26 */

	ck_assert_str_eq(deadline_words(context, due, false), "剩 5 个工作日");
	ck_assert_str_eq(deadline_words(context, due, true), "计时暂停");
	ck_assert_str_eq(deadline_words(context, 0, false), "—");
	at(11, 26, 23);
	ck_assert_str_eq(deadline_words(context, due, false), "今日到期");
	at(11, 27, 0);
	ck_assert_str_eq(deadline_words(context, due, false), "已逾期 1 个工作日");
	at(11, 28, 9);
	ck_assert_str_eq(deadline_words(context, due, false), "已逾期 2 个工作日");
}
END_TEST

START_TEST(test_days_off_are_not_counted_as_working_days_left)
{
	struct context *context = as(CLERK);
	int64_t sunday = day_end(day_from_date((struct date){2024, 12, 1}));

	at(11, 30, 9); /* Saturday */
	ck_assert_str_eq(deadline_words(context, sunday, false), "剩 1 日");
	at(11, 29, 9);
	ck_assert_str_eq(deadline_words(context, day_end(day_from_date((struct date){2024, 11, 28})), false),
			 "已逾期 1 个工作日");
	at(12, 1, 9);
	ck_assert_str_eq(deadline_words(context, day_end(day_from_date((struct date){2024, 11, 29})), false),
			 "已逾期 2 日");
	at(11, 19, 9);
	ck_assert_str_eq(deadline_words(context, clock_now() + 3 * 3600 + 60, false), "剩 4 小时");
	ck_assert_str_eq(deadline_words(context, clock_now() - 60, false), "已逾期 1 分钟");
	ck_assert_str_eq(deadline_words(context, clock_now() + 26 * 60 - 1, false), "剩 26 分钟");
	/* The night between two days makes no working day of fourteen hours; two days later nobody counts hours. */
	ck_assert_str_eq(deadline_words(context, clock_now() - 13 * 3600 - 1, false), "已逾期 14 小时");
	ck_assert_str_eq(deadline_words(context, clock_now() - 48 * 3600, false), "已逾期 2 个工作日");
}
END_TEST

START_TEST(test_what_ends_within_a_day_says_at_what_hour)
{
	struct arena *arena = as(CLERK)->arena;

	ck_assert_str_eq(deadline_date(arena, day_end(day_from_date((struct date){2024, 12, 1}))), "2024-12-01");
	at(11, 19, 9);
	ck_assert_str_eq(deadline_date(arena, clock_now()), "2024-11-19 09:00");
}
END_TEST

START_TEST(test_the_share_of_time_that_has_passed)
{
	ck_assert_int_eq(deadline_passed(1000, 2000, 500), 0);
	ck_assert_int_eq(deadline_passed(1000, 2000, 1000), 0);
	ck_assert_int_eq(deadline_passed(1000, 2000, 1500), 50);
	ck_assert_int_eq(deadline_passed(1000, 2000, 2000), 100);
	ck_assert_int_eq(deadline_passed(1000, 2000, 3500), 250);
	ck_assert_int_eq(deadline_passed(1000, 1000, 1001), 100);
	ck_assert_int_eq(deadline_passed(0, 1, INT64_MAX), 10000);
}
END_TEST

/* ---- the clock of a matter ---- */

START_TEST(test_entering_a_state_sets_its_deadline_and_leaving_it_a_new_one)
{
	int64_t id = matter_in("unit_check");

	ck_assert_int_eq(matter_now(id)->due_at, day_end(day_from_date((struct date){2024, 11, 23})));
	ck_assert_int_eq(office_number(world, "SELECT due_at FROM task WHERE closed_at IS NULL"),
			 matter_now(id)->due_at);
	go(LEAD, id, "pass");
	ck_assert_int_eq(matter_now(id)->due_at, day_end(day_from_date((struct date){2024, 11, 26})));
	go(INTAKE, id, "accept");
	ck_assert_int_eq(matter_now(id)->due_at, 0);
	ck_assert_int_eq(office_number(world, "SELECT due_at FROM task WHERE closed_at IS NULL"),
			 INT64_C(253402300799));
}
END_TEST

START_TEST(test_the_whole_clock_stands_while_it_is_being_corrected)
{
	int64_t id = matter_in("acceptance");
	struct deadline total = deadline_total(as(CLERK), matter_now(id));

	/* 16 working days from 11-19. */
	ck_assert_int_eq(total.due_at, day_end(day_from_date((struct date){2024, 12, 11})));
	go(INTAKE, id, "correct");
	ck_assert_int_eq(matter_now(id)->paused_at, clock_now());
	at(11, 25, 9); /* 20, 21, 23, 25 */
	total = deadline_total(as(CLERK), matter_now(id));
	ck_assert_int_eq(total.due_at, day_end(day_from_date((struct date){2024, 12, 17})));
	go(CLERK, id, "straight");
	ck_assert_int_eq(matter_now(id)->paused_at, 0);
	ck_assert_int_eq(matter_now(id)->paused_days, 4);
	go(INTAKE, id, "correct");
	at(11, 26, 9);
	go(CLERK, id, "straight");
	ck_assert_int_eq(matter_now(id)->paused_days, 5);
	total = deadline_total(as(CLERK), matter_now(id));
	ck_assert_int_eq(total.due_at, day_end(day_from_date((struct date){2024, 12, 18})));
	ck_assert(text_ends(total.rule, "（其中计时暂停 5 个工作日不计，实计 16 个）"));
}
END_TEST

static void total_between(int64_t id, const char *from, const char *until)
{
	struct service *service = world->service;
	int64_t version = matter_now(id)->procedure->id;

	for (size_t i = 0; i < service->version_count; i++)
		if (service->versions[i]->id == version) {
			service->versions[i]->total_from = procedure_state(service->versions[i], from);
			service->versions[i]->total_until = procedure_state(service->versions[i], until);
		}
	ck_assert(matter_now(id)->procedure->total_from != NULL && matter_now(id)->procedure->total_until != NULL);
}

/*
 * With the center from 11-22 on, 16 working days: 23 and 25 to 29 are six, then
 * twice five.  It took 23 and 25; what comes after is not counted.
 */
START_TEST(test_the_whole_is_counted_from_one_state_to_another)
{
	int64_t id = matter_in("unit_check");
	struct deadline total;

	total_between(id, "acceptance", "review");
	ck_assert_str_eq(deadline_total(as(CLERK), matter_now(id)).rule, "");
	at(11, 22, 9);
	go(LEAD, id, "pass");
	total = deadline_total(as(CLERK), matter_now(id));
	ck_assert_msg(strncmp(total.rule, "11-22 转入", strlen("11-22 转入")) == 0, "%s", total.rule);
	ck_assert_int_eq(total.due_at, day_end(day_from_date((struct date){2024, 12, 13})));
	at(11, 25, 9);
	go(INTAKE, id, "accept");
	at(12, 20, 9);
	total = deadline_total(as(CLERK), matter_now(id));
	ck_assert_int_eq(total.due_at, 0);
	ck_assert_str_eq(total.rule, "11-22 至 11-25，用时 2 个工作日，时限 16 个");
}
END_TEST

/* ---- reminders ---- */

static int64_t notices(const char *kind)
{
	return office_number(world, "SELECT count(*) FROM notice WHERE kind = '%s'", kind);
}

static void run_deadlines(void)
{
	ck_assert_int_eq(service_refresh(world->service, world->reader), OK);
	ck_assert_int_eq(deadline_job(as_clerk_process()), OK);
}

START_TEST(test_reminders_come_at_half_and_four_fifths_once)
{
	int64_t id = matter_in("acceptance"); /* until the end of 11-26: 183 hours */

	run_deadlines();
	ck_assert_int_eq(notices("remind"), 0);
	at(11, 23, 9); /* 96 of 183 */
	run_deadlines();
	run_deadlines();
	ck_assert_int_eq(notices("remind"), 1);
	ck_assert_int_eq(office_number(world,
				       "SELECT count(*) FROM notice WHERE kind = 'remind' AND organisation_id = 1"
				       " AND role = 'center.intake' AND matter_id = %" PRId64,
				       id),
			 1);
	at(11, 25, 18); /* 153 */
	run_deadlines();
	run_deadlines();
	ck_assert_int_eq(notices("remind"), 2);
	ck_assert_int_eq(office_number(world, "SELECT reminded FROM matter"), 80);
}
END_TEST

START_TEST(test_overdue_is_marked_once_and_told_once_a_day)
{
	int64_t id = matter_in("acceptance");

	at(11, 27, 9);
	run_deadlines();
	at(11, 27, 15);
	run_deadlines();
	ck_assert_int_eq(
		office_number(world, "SELECT count(*) FROM notice WHERE kind = 'overdue' AND role = 'center.intake'"),
		1);
	ck_assert_int_eq(
		office_number(world, "SELECT count(*) FROM notice WHERE kind = 'overdue' AND role = 'center.lead'"), 1);
	ck_assert_int_eq(office_number(world,
				       "SELECT count(*) FROM event e JOIN audit a ON a.seq = e.audit_seq WHERE"
				       " e.action = 'overdue' AND e.person_id IS NULL AND a.action = 'matter.overdue'"),
			 1);
	at(11, 28, 1);
	run_deadlines();
	ck_assert_int_eq(
		office_number(world, "SELECT count(*) FROM notice WHERE kind = 'overdue' AND role = 'center.intake'"),
		2);
	ck_assert_int_eq(
		office_number(world, "SELECT count(*) FROM notice WHERE kind = 'overdue' AND role = 'center.lead'"), 1);
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM event WHERE action = 'overdue'"), 1);
	go(INTAKE, id, "accept");
	at(11, 29, 9);
	run_deadlines();
	ck_assert_int_eq(
		office_number(world, "SELECT count(*) FROM notice WHERE kind = 'overdue' AND role = 'center.intake'"),
		2);
}
END_TEST

START_TEST(test_a_new_state_begins_its_reminders_anew)
{
	int64_t id = matter_in("unit_check");

	at(11, 25, 9);
	run_deadlines();
	ck_assert_int_eq(office_number(world, "SELECT reminded FROM matter"), 100);
	go(LEAD, id, "pass");
	ck_assert_int_eq(office_number(world, "SELECT reminded FROM matter"), 0);
	run_deadlines();
	ck_assert_int_eq(office_number(world, "SELECT reminded FROM matter"), 0);
}
END_TEST

START_TEST(test_more_matters_than_one_slice_are_all_reminded)
{
	int64_t id = matter_in("acceptance");

	office_sql(
		world,
		"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 250)"
		" INSERT INTO matter (procedure_id, procedure_key, organisation_id, title, state, opened_by, opened_at,"
		" state_at, due_at) SELECT m.procedure_id, m.procedure_key, 2, 'x', m.state, 21, 1, m.state_at, "
		"m.due_at"
		" FROM matter m, n WHERE m.id = %" PRId64,
		id);
	office_sql(world, "INSERT INTO task (matter_id, state, organisation_id, role, opened_at, due_at)"
			  " SELECT id, state, 1, 'center.intake', 1, due_at FROM matter WHERE title = 'x'");
	at(11, 27, 9);
	run_deadlines();
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM matter WHERE reminded = 100"), 251);
	ck_assert_int_eq(
		office_number(world, "SELECT count(*) FROM notice WHERE kind = 'overdue' AND role = 'center.intake'"),
		251);
}
END_TEST

/* ---- what time does ---- */

static void run_timeouts(void)
{
	ck_assert_int_eq(service_refresh(world->service, world->reader), OK);
	ck_assert_int_eq(timeout_job(as_clerk_process()), OK);
}

START_TEST(test_the_clerk_ends_what_nobody_corrected)
{
	int64_t id = matter_in("correcting");

	at(12, 17, 23); /* the last hour of the twentieth working day */
	run_timeouts();
	ck_assert_str_eq(state_now(id), "correcting");
	at(12, 18, 0);
	run_timeouts();
	ck_assert_str_eq(state_now(id), "lapsed");
	ck_assert_int_eq(office_number(world,
				       "SELECT count(*) FROM event WHERE action = 'lapse' AND person_id IS NULL AND"
				       " role = '' AND actor_label = '系统'"),
			 1);
	ck_assert_int_eq(
		office_number(world, "SELECT count(*) FROM notice WHERE kind = 'moved' AND organisation_id = 2"),
		1 + office_number(world,
				  "SELECT count(*) FROM notice WHERE kind = 'moved' AND text NOT LIKE '%%自动终止%%'"));
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM task WHERE closed_at IS NULL"), 0);
	run_timeouts();
}
END_TEST

/* The twentieth working day is over for both the clerk and the unit; only one of them had to act. */
START_TEST(test_what_the_clerk_does_itself_is_nobodys_lateness)
{
	int64_t id = matter_in("correcting");

	at(12, 18, 0);
	ck_assert_int_eq(service_refresh(world->service, world->reader), OK);
	ck_assert_int_eq(time_job(as_clerk_process()), OK);
	ck_assert_str_eq(state_now(id), "lapsed");
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM event WHERE action = 'overdue'"), 0);
	ck_assert_int_eq(notices("overdue"), 0);
}
END_TEST

START_TEST(test_what_nothing_acts_on_is_late_all_the_same)
{
	matter_in("acceptance");
	at(11, 27, 9);
	ck_assert_int_eq(service_refresh(world->service, world->reader), OK);
	ck_assert_int_eq(time_job(as_clerk_process()), OK);
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM event WHERE action = 'overdue'"), 1);
}
END_TEST

START_TEST(test_a_correction_in_time_is_left_alone)
{
	int64_t id = matter_in("correcting");

	go(CLERK, id, "straight");
	at(12, 20, 9);
	run_timeouts();
	ck_assert_str_eq(state_now(id), "unit_check"); /* a paper came: all levels run again */
}
END_TEST

int main(void)
{
	return RUN_WORLD("kernel/deadline", test_working_days_begin_the_day_after_and_follow_swapped_days,
			 test_many_working_days_are_not_all_spelt, test_an_unpublished_year_is_said,
			 test_calendar_days_and_hours, test_just_before_midnight_is_still_that_day,
			 test_how_a_due_date_reads, test_days_off_are_not_counted_as_working_days_left,
			 test_what_ends_within_a_day_says_at_what_hour, test_the_share_of_time_that_has_passed,
			 test_entering_a_state_sets_its_deadline_and_leaving_it_a_new_one,
			 test_the_whole_clock_stands_while_it_is_being_corrected,
			 test_the_whole_is_counted_from_one_state_to_another,
			 test_reminders_come_at_half_and_four_fifths_once,
			 test_overdue_is_marked_once_and_told_once_a_day, test_a_new_state_begins_its_reminders_anew,
			 test_more_matters_than_one_slice_are_all_reminded, test_the_clerk_ends_what_nobody_corrected,
			 test_what_the_clerk_does_itself_is_nobodys_lateness,
			 test_what_nothing_acts_on_is_late_all_the_same, test_a_correction_in_time_is_left_alone);
}
