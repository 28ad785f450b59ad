/* What happens to a system while a downsizing of it runs its months. */
#include "unit/modules/release_cast.h"

#include "base/buf.h"
#include "data/tx.h"
#include "kernel/subject_end.h"
#include "modules/release/release_parts.h"

/* 16 cores are to become 8; meanwhile a change granted 4 more: 8 go, 12 stay. */
START_TEST(what_was_granted_since_the_decision_stays)
{
	int64_t id = executing(FORM);

	go_with(OPERATOR, id, "execute", DONE);
	office_sql(estate,
		   "INSERT INTO allocation (system_id, platform_id, class, granted, allocated, granted_at)"
		   " VALUES (1, 1, 'vcpu', 4, 4, %" PRId64 ")",
		   clock_now());
	wait_days(31);
	go(OPERATOR, id, "release");
	ck_assert_int_eq(COMMITTED(CLOUD, "vcpu"), 12);
	ck_assert_int_eq(office_number(estate, "SELECT before FROM saving WHERE class = 'vcpu'"), 20);
	ck_assert_int_eq(office_number(estate, "SELECT after FROM saving WHERE class = 'vcpu'"), 12);
}
END_TEST

/* What the unit gave up by itself is not taken a second time: of 10 left 2 go. */
START_TEST(what_was_given_up_since_counts)
{
	int64_t id = executing(FORM);

	go_with(OPERATOR, id, "execute", DONE);
	office_sql(estate, "UPDATE allocation SET granted = 6, allocated = 6 WHERE granted = 12");
	wait_days(31);
	go(OPERATOR, id, "release");
	ck_assert_int_eq(COMMITTED(CLOUD, "vcpu"), 8);
	ck_assert_int_eq(office_number(estate, "SELECT before - after FROM saving WHERE class = 'vcpu'"), 2);
}
END_TEST

static void end_the_system(void)
{
	struct context *context = cast_context(estate, system_actor());

	office_sql(estate, "UPDATE allocation SET freed_at = %" PRId64 " WHERE system_id = 1 AND freed_at IS NULL",
		   clock_now());
	ck_assert_int_eq(tx_begin(context->db), OK);
	ck_assert_int_eq(tx_end(context->db, subject_end(context, MAP, 0)), OK);
}

START_TEST(downsizing_ends_with_its_system)
{
	int64_t id = executing(FORM);

	go_with(OPERATOR, id, "execute", DONE);
	wait_days(31);
	ck_assert_str_eq(state_now(id), "releasing");
	end_the_system();
	ck_assert_str_eq(state_now(id), "cancelled");
	ck_assert_int_eq(office_number(estate, "SELECT count(*) FROM task WHERE closed_at IS NULL"), 0);
	ck_assert_int_eq(office_number(estate, "SELECT count(*) FROM saving"), 0);
}
END_TEST

START_TEST(answer_still_owed_ends_with_its_system)
{
	int64_t id = notified(FORM);

	end_the_system();
	ck_assert_str_eq(state_now(id), "cancelled");
}
END_TEST

/* The form takes twelve; a draft keeps what was typed, and its gates are drawn all the same. */
START_TEST(draft_with_more_months_than_the_form_takes_is_looked_at)
{
	struct moving moving = {.context = as(DISPATCH), .procedure = procedure};
	struct answer answer = {0};
	struct buf lines;

	buf_init(&lines);
	buf_add_text(&lines, "kind=downsize\n" TARGETS("2", "8", "32"));
	for (int i = 0; i < 30; i++)
		buf_printf(&lines,
			   "\nobservations.%d.month=%04d-%02d\nobservations.%d.cpu_p95=12\nobservations.%d.mem_p95=30"
			   "\nobservations.%d.coverage=98",
			   i, 2023 + (i + 8) / 12, (i + 8) % 12 + 1, i, i, i);
	moving.form = typed(procedure->form, procedure->form_count, lines.data);
	buf_release(&lines);
	ck_assert_uint_eq(values_find(moving.form, "observations")->row_count, 30);
	/* From 2023-09 to 2026-02. */
	ck_assert_int_eq(observed_enough(&moving, &answer), VERDICT_YES);
	ck_assert_str_eq(answer.sentence, "连续 30 个月的观测，覆盖率和使用率符合");
}
END_TEST

/* ---- the agreed day ---- */

static int64_t scheduling(void)
{
	int64_t id = notified(FORM);

	go_with(CLERK, id, "agree", AGREE);
	go(LEAD, id, "approve_consent");
	return id;
}

/* Agreed on 2026-03-04 for Friday 2026-03-20: five working days after it end on 2026-03-27. */
START_TEST(limit_counts_from_the_agreed_day)
{
	int64_t id = scheduling();

	go_with(OPERATOR, id, "propose_window", WINDOW_ON("2026-03-20"));
	go(CLERK, id, "accept_window");
	ck_assert_int_eq(day_of(matter_now(id)->due_at), at_day(2026, 3, 27));
	ck_assert_msg(strncmp(matter_now(id)->due_rule, "03-20 约定执行日，次日起算：03-23",
			      strlen("03-20 约定执行日，次日起算：03-23")) == 0,
		      "%s", matter_now(id)->due_rule);
	ck_assert_int_eq(
		office_number(estate, "SELECT due_at FROM task WHERE state = 'executing' AND closed_at IS NULL"),
		matter_now(id)->due_at);
	/* For today: to Wednesday 2026-03-11. */
	go(OPERATOR, id, "report_trouble");
	go_with(DISPATCH, id, "set_window", "window_day=2026-03-04\nwindow_time=20:00");
	ck_assert_int_eq(day_of(matter_now(id)->due_at), at_day(2026, 3, 11));
	ck_assert_msg(strncmp(matter_now(id)->due_rule, "03-04 转入", strlen("03-04 转入")) == 0, "%s",
		      matter_now(id)->due_rule);
}
END_TEST

START_TEST(nothing_is_carried_out_before_the_agreed_day)
{
	int64_t id = scheduling();

	go_with(OPERATOR, id, "propose_window", WINDOW_ON("2026-03-06"));
	go(CLERK, id, "accept_window");
	refused(OPERATOR, id, "execute", DONE, "约定的执行日期是 2026-03-06，还没有到");
	wait_days(2);
	refused(OPERATOR, id, "execute", DONE_ON("2020-01-01"), "2020-01-01 早于约定的执行日期（2026-03-06）");
	refused(OPERATOR, id, "execute", DONE_ON("2026-03-07"), "2026-03-07 晚于今天");
	go_with(OPERATOR, id, "execute", DONE_ON("2026-03-06"));
	go_with(CLERK, id, "request_rollback",
		"seen_cpu_p95=90\nseen_mem_p95=60\nrollback_reason=月末查询时响应超时，业务受影响。");
	refused(OPERATOR, id, "rolled", "done_day=2026-03-05\nresult=已恢复原规格", "早于申请恢复的日期（2026-03-06）");
	go_with(OPERATOR, id, "rolled", "done_day=2026-03-06\nresult=已恢复原规格");
}
END_TEST

/* Sixty days from 2026-03-04 on are over on 2026-05-03. */
START_TEST(agreed_day_is_not_far_off)
{
	int64_t id = scheduling();

	refused(OPERATOR, id, "propose_window", WINDOW_ON("2026-05-04"), "执行日期须在 60 日内");
	go_with(OPERATOR, id, "propose_window", WINDOW_ON("2026-05-03"));
	refused(DISPATCH, id, "set_window", "window_day=2027-04-08\nwindow_time=20:00", "不晚于 2026-05-03");
}
END_TEST

int main(void)
{
	return RUN_SUITE_IN("modules/release_course", set_up, estate_free, 120,
			    what_was_granted_since_the_decision_stays, what_was_given_up_since_counts,
			    downsizing_ends_with_its_system, answer_still_owed_ends_with_its_system,
			    draft_with_more_months_than_the_form_takes_is_looked_at, limit_counts_from_the_agreed_day,
			    nothing_is_carried_out_before_the_agreed_day, agreed_day_is_not_far_off);
}
