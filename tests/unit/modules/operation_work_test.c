#include "unit/modules/duty.h"

/* Planned work (计划检修): told, agreed or not, done in its window or not. */

#define WORK_FROM(day) \
	"work=固件升级\nstart_day=" day "\nstart_time=22:00\nend_day=2026-03-20\nend_time=05:00\neffect=短时中断\n" \
	"rollback=回退旧版本\ncontact_title=值守岗\ncontact_phone=028-86600000\nall_units=yes"

static int64_t told(const char *lines)
{
	int64_t id = opened(OPERATOR, FIRST_CLOUD, 0, lines);

	go(OPERATOR, id, "submit");
	go(OPERATOR_LEAD, id, "notify");
	return id;
}

/* Told on Monday: Tuesday, Wednesday, Thursday are three working days, so Thursday's night is in time. */
START_TEST(notice_counts_whole_working_days)
{
	int64_t id;

	use("maintenance");
	id = opened(OPERATOR, FIRST_CLOUD, 0, WORK_FROM("2026-03-04"));
	refused(OPERATOR, id, "submit", NULL, "提前不足 3 个工作日");
	id = opened(OPERATOR, FIRST_CLOUD, 0, WORK_FROM("2026-03-05"));
	go(OPERATOR, id, "submit");
	id = opened(OPERATOR, FIRST_CLOUD, 0, WORK_FROM("2026-03-02") "\nstart_time=08:00");
	refused(OPERATOR, id, "submit", NULL, "已经过去");
}
END_TEST

/* The window ends on Friday the 20th; one working day later, after Monday the 23rd, nobody began. */
START_TEST(told_units_are_addressed_and_the_window_lapses)
{
	int64_t id;

	use("maintenance");
	id = told(WORK_FROM("2026-03-05"));
	ck_assert_int_eq(office_number(cloud, "SELECT in_time_yes FROM maintenance"), 1);
	ck_assert_int_eq(
		office_number(cloud, "SELECT count(*) FROM notice WHERE kind = 'alarm' AND organisation_id = 2"), 2);
	go(DISPATCH, id, "agree");
	refused(OPERATOR, id, "begin", NULL, "才开始");
	clock_freeze(day_end(at_day(2026, 3, 23)));
	clerk_round();
	ck_assert_str_eq(state_now(id), "scheduled");
	clock_freeze(day_end(at_day(2026, 3, 23)) + 1);
	clerk_round();
	ck_assert_str_eq(state_now(id), "lapsed");
}
END_TEST

START_TEST(units_see_planned_work_when_it_is_announced)
{
	struct values *draft;
	int64_t id;

	use("maintenance");
	id = opened(OPERATOR, FIRST_CLOUD, 0, WORK_FROM("2026-03-05") "\nall_units=no");
	draft = draft_of(OPERATOR, id);
	values_set_number(row_add(draft, "affected"), "affected_unit", UNIT);
	save(OPERATOR, id, draft);
	go(OPERATOR, id, "submit");
	ck_assert_int_eq(try_with(CLERK, id, "agree", "", NULL), ERR_NOT_FOUND);
	go(OPERATOR_LEAD, id, "notify");
	ck_assert_int_eq(try_with(CLERK, id, "agree", "", NULL), ERR_FORBIDDEN);
}
END_TEST

START_TEST(unit_elsewhere_is_not_alarmed_by_planned_work)
{
	struct values *draft;
	int64_t id;

	use("maintenance");
	id = opened(OPERATOR, CLOSED_CLOUD, 0, WORK_FROM("2026-03-05") "\nall_units=no");
	draft = draft_of(OPERATOR, id);
	values_set_number(row_add(draft, "affected"), "affected_unit", UNIT);
	save(OPERATOR, id, draft);
	refused(OPERATOR, id, "submit", NULL, "在本平台上没有系统");
}
END_TEST

/* Told at nine: the center has until the end of Tuesday, but for work on Tuesday's morning until that begins. */
START_TEST(center_that_says_nothing_about_planned_work_agrees)
{
	int64_t far, near;

	use("maintenance");
	far = told(WORK_FROM("2026-03-05"));
	near = told(WORK_FROM("2026-03-03") "\nstart_time=08:00\nshort_reason=高危漏洞须立即修补");
	clock_freeze(day_start(at_day(2026, 3, 3)) + 8 * HOUR);
	clerk_round();
	ck_assert_str_eq(state_now(near), "deciding");
	clock_freeze(day_start(at_day(2026, 3, 3)) + 8 * HOUR + 1);
	clerk_round();
	ck_assert_str_eq(state_now(near), "scheduled");
	go(OPERATOR, near, "begin");
	clock_freeze(day_end(at_day(2026, 3, 3)));
	clerk_round();
	ck_assert_str_eq(state_now(far), "deciding");
	clock_freeze(day_end(at_day(2026, 3, 3)) + 1);
	clerk_round();
	ck_assert_str_eq(state_now(far), "scheduled");
}
END_TEST

/* From 5 March on: thirty days are allowed, to 4 April. */
START_TEST(window_of_a_year_is_a_slip_of_the_pen)
{
	int64_t id;

	use("maintenance");
	id = opened(OPERATOR, FIRST_CLOUD, 0, WORK_FROM("2026-03-05") "\nend_day=2026-04-04");
	go(OPERATOR, id, "submit");
	id = opened(OPERATOR, FIRST_CLOUD, 0, WORK_FROM("2026-03-05") "\nend_day=2026-04-05");
	refused(OPERATOR, id, "submit", NULL, "检修窗口最长 30 日");
}
END_TEST

/* In the night nobody of the dispatchers is there. */
START_TEST(urgent_work_at_night_is_agreed_to_by_the_duty_officer)
{
	int64_t id;

	use("maintenance");
	clock_freeze(day_start(at_day(2026, 3, 2)) + 22 * 3600);
	id = told(WORK_FROM("2026-03-03") "\nshort_reason=高危漏洞须立即修补");
	go(DUTY, id, "agree");
	ck_assert_str_eq(state_now(id), "scheduled");
}
END_TEST

START_TEST(work_beyond_its_window_is_said_to_be)
{
	int64_t id;

	use("maintenance");
	id = told(WORK_FROM("2026-03-03") "\nshort_reason=高危漏洞须立即修补");
	ck_assert_int_eq(office_number(cloud, "SELECT in_time_yes FROM maintenance"), 0);
	go(DISPATCH, id, "agree");
	clock_freeze(day_start(at_day(2026, 3, 4)));
	go(OPERATOR, id, "begin");
	clock_freeze(day_start(at_day(2026, 3, 21)));
	refused(OPERATOR, id, "finish",
		fields("finish", "finished_day=2026-03-20\nfinished_time=05:01\nresult=已完成修补"),
		"晚于窗口结束时间");
	refused(OPERATOR, id, "finish_late",
		fields("finish_late", "finished_day=2026-03-22\nfinished_time=05:01\nresult=已完成修补"), "现在以前");
	go_with(OPERATOR, id, "finish_late",
		fields("finish_late", "finished_day=2026-03-20\nfinished_time=05:01\nresult=已完成修补"));
	ck_assert_int_eq(
		office_number(cloud, "SELECT finished_at - ends_at FROM maintenance WHERE outcome = 'overrun'"), 60);
}
END_TEST

int main(void)
{
	return RUN_CLOUD("modules/operation_work", notice_counts_whole_working_days,
			 told_units_are_addressed_and_the_window_lapses, units_see_planned_work_when_it_is_announced,
			 unit_elsewhere_is_not_alarmed_by_planned_work,
			 center_that_says_nothing_about_planned_work_agrees, window_of_a_year_is_a_slip_of_the_pen,
			 urgent_work_at_night_is_agreed_to_by_the_duty_officer, work_beyond_its_window_is_said_to_be);
}
