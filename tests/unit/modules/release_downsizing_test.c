/* Downsizing and reclaim: what a proposal must show, who decides, what is released (第十七条). */
#include "unit/modules/release_cast.h"

/* ---- what must be shown ---- */

START_TEST(the_form_begins_with_the_ledger)
{
	int64_t id = drafted("kind=downsize");
	struct values *draft;
	int64_t saves, at;

	ck_assert_int_eq(matter_draft(as(DISPATCH), matter_now(id), &draft, &saves, &at), OK);
	ck_assert_uint_eq(values_find(draft, "targets")->row_count, 3);
	ck_assert_int_eq(values_number(values_find(draft, "targets")->rows[0], "present", 0), 16);
	ck_assert_int_eq(values_number(values_find(draft, "targets")->rows[1], "target", 0), 64);
}
END_TEST

START_TEST(one_observation_is_not_enough_nor_are_months_with_a_gap)
{
	refused(DISPATCH, drafted("kind=downsize\n" TARGETS("2", "8", "32") MONTH(0, "2026-02", "12", "30") REST),
		"issue", NULL, "不得凭一次观测降配回收：须有连续 3 个月的观测，现在只有 1 个月");
	refused(DISPATCH,
		drafted("kind=downsize\n" TARGETS("2", "8", "32") MONTH(0, "2025-11", "12", "30")
				MONTH(1, "2026-01", "11", "31") MONTH(2, "2026-02", "12", "28") REST),
		"issue", NULL, "现在只有 2 个月");
}
END_TEST

START_TEST(a_month_under_way_or_badly_covered_is_no_evidence)
{
	int64_t id = drafted(FORM);

	type_into(DISPATCH, id,
		  "kind=downsize" MONTH(0, "2026-01", "12", "30") MONTH(1, "2026-02", "12", "30")
			  MONTH(2, "2026-03", "12", "30"));
	refused(DISPATCH, id, "issue", NULL, "2026-03 还没有结束");
	id = drafted("kind=downsize\n" TARGETS("2", "8", "32") THREE
		     "\nobservations.3.month=2025-11\nobservations.3.coverage=89.99" REST);
	refused(DISPATCH, id, "issue", NULL, "2025-11 的采样覆盖率低于 90%");
}
END_TEST

START_TEST(each_class_is_judged_by_its_own_figure)
{
	/* Memory is busy: its target may not shrink, that of the processors may. */
	int64_t id = drafted("kind=downsize\n" TARGETS("2", "8", "32") MONTH(0, "2025-12", "12", "45")
				     MONTH(1, "2026-01", "11", "31") MONTH(2, "2026-02", "12", "28") REST);

	refused(DISPATCH, id, "issue", NULL, "2025-12 的内存 P95 为 45.00%，不低于 40%");
	type_into(DISPATCH, id, TARGETS("2", "8", "64"));
	go(DISPATCH, id, "issue");
}
END_TEST

START_TEST(reclaim_asks_for_idle_machines)
{
	int64_t id = drafted("kind=reclaim\n" TARGETS("2", "0", "0") THREE REST);

	refused(DISPATCH, id, "issue", NULL, "不低于 10%，不列入闲置");
}
END_TEST

START_TEST(months_written_otherwise_are_told_how_each_with_its_row)
{
	refused(DISPATCH,
		drafted("kind=downsize\n" TARGETS("2", "8", "32") MONTH(0, "2026-13", "12", "30") MONTH(
			1, "2026-01", "11", "31") MONTH(2, "8月", "12", "28") MONTH(3, "2014-12", "12", "28") REST),
		"issue", NULL,
		"有 3 处需要改：第 1 行的月份“2026-13”要写成年、月，例如 2026-10。第 3 行的月份“8月”要写成年、月，例如 "
		"2026-10。第 4 行的月份“2014-12”不对，应不早于 2015-01");
}
END_TEST

START_TEST(small_machines_are_spared_downsizing_not_reclaim)
{
	/* Eight machines: 16 cores become 8 of 2 at least, 64 GB 32 of 4 at least. */
	refused(DISPATCH, drafted("kind=downsize\n" TARGETS("8", "12", "32") THREE REST), "issue", NULL,
		"8 台的处理器（核）目标不得低于 16");
	go(DISPATCH,
	   drafted("kind=reclaim\n" TARGETS("8", "12", "32") MONTH(0, "2025-12", "3", "15")
			   MONTH(1, "2026-01", "2", "15") MONTH(2, "2026-02", "3", "15") REST),
	   "issue");
}
END_TEST

START_TEST(present_sizes_are_the_ledgers_and_nothing_grows)
{
	refused(DISPATCH,
		drafted("kind=downsize\ntargets.0.class=vcpu\ntargets.0.present=18\ntargets.0.target=8"
			"\ntargets.0.machines=2" THREE REST),
		"issue", NULL, "处理器（核）台账为 16，填写的现有规格是 18");
	refused(DISPATCH,
		drafted("kind=downsize\ntargets.0.class=vcpu\ntargets.0.present=18\ntargets.0.target=8"
			"\ntargets.1.class=memory_gb\ntargets.1.present=64\ntargets.1.target=65" THREE REST),
		"issue", NULL,
		"有 2 处需要改：第 1 行：处理器（核）台账为 16，填写的现有规格是 18。第 2 行：内存（GB）的目标大于");
	refused(DISPATCH, drafted("kind=downsize\n" TARGETS("2", "8", "128") THREE REST), "issue", NULL,
		"内存（GB）的目标大于现有规格");
	refused(DISPATCH, drafted("kind=downsize\n" TARGETS("2", "16", "64") THREE REST), "issue", NULL,
		"没有一类资源的目标小于现有规格");
}
END_TEST

START_TEST(ninety_days_after_going_live_nobody_judges)
{
	int64_t id = drafted(FORM);

	office_sql(estate, "UPDATE system SET operating_at = %" PRId64 " WHERE id = 1", day_start(at_day(2025, 12, 5)));
	refused(DISPATCH, id, "issue", NULL, "正式运行不满 90 日");
	office_sql(estate, "UPDATE system SET operating_at = %" PRId64 " WHERE id = 1", day_start(at_day(2025, 12, 4)));
	go(DISPATCH, id, "issue");
}
END_TEST

START_TEST(what_was_never_deployed_is_reclaimed_after_ninety_days)
{
	int64_t smaller = drafted(FORM);
	int64_t id = drafted("kind=reclaim\n" TARGETS("2", "0", "0") MONTH(0, "2025-12", "3", "15")
				     MONTH(1, "2026-01", "2", "15") MONTH(2, "2026-02", "3", "15") REST);

	office_sql(estate, "UPDATE system SET state = 'deploying', operating_at = NULL WHERE id = 1");
	refused(DISPATCH, smaller, "issue", NULL, "核定后满 90 日仍未部署，只能提出回收");
	office_sql(estate, "UPDATE allocation SET granted_at = %" PRId64 " WHERE system_id = 1",
		   day_start(at_day(2025, 12, 5)));
	refused(DISPATCH, id, "issue", NULL, "核定后满 90 日仍未部署的可以提出回收");
	office_sql(estate, "UPDATE allocation SET granted_at = %" PRId64 " WHERE system_id = 1",
		   day_start(at_day(2025, 12, 4)));
	go(DISPATCH, id, "issue");
}
END_TEST

START_TEST(one_at_a_time_on_a_platform)
{
	(void)notified(FORM);
	refused(DISPATCH, drafted(FORM), "issue", NULL, "该系统在本平台已有降配回收在办：JP-2026-0001");
}
END_TEST

/* ---- who decides ---- */

START_TEST(silence_is_reminded_once_and_then_somebody_decides)
{
	int64_t id = notified(FORM);

	wait_days(15); /* ten working days from 2026-03-05 on end on 2026-03-18 */
	ck_assert_str_eq(state_now(id), "reminded");
	wait_days(6);
	ck_assert_str_eq(state_now(id), "deciding");
	wait_days(60);
	ck_assert_str_eq(state_now(id), "deciding");
	ck_assert_int_eq(COMMITTED(CLOUD, "vcpu"), 16);
	ck_assert_int_eq(try_with(DISPATCH, id, "maintain", NULL), ERR_FORBIDDEN);
	go(APPROVE, id, "maintain");
	ck_assert_str_eq(state_now(id), "scheduling");
}
END_TEST

/* Answered on 2026-03-05 by the clerk alone: the lead has ten working days, to 2026-03-19. */
START_TEST(an_answer_nobody_approves_stops_nothing)
{
	int64_t id = notified(FORM);

	go_with(CLERK, id, "object", OBJECT);
	wait_days(13);
	ck_assert_str_eq(state_now(id), "objection_check");
	wait_days(3);
	ck_assert_str_eq(state_now(id), "deciding");
	go(APPROVE, id, "maintain");
	ck_assert_str_eq(state_now(id), "scheduling");
}
END_TEST

START_TEST(an_objection_is_heard_and_may_win)
{
	int64_t id = notified(FORM);

	ck_assert_int_eq(try_with(STRANGER, id, "object", OBJECT), ERR_NOT_FOUND);
	go_with(CLERK, id, "object", OBJECT);
	go(LEAD, id, "approve_objection");
	go(APPROVE, id, "cancel");
	ck_assert_str_eq(state_now(id), "cancelled");
}
END_TEST

START_TEST(a_decision_never_goes_below_what_the_unit_was_asked)
{
	int64_t id = notified(FORM);

	go_with(CLERK, id, "object", OBJECT);
	go(LEAD, id, "approve_objection");
	refused(APPROVE, id, "adjust", "decided.0.class=vcpu\ndecided.0.present=16\ndecided.0.target=4",
		"目标低于原建议，使用单位没有答复过");
	go_with(APPROVE, id, "adjust", "decided.0.class=vcpu\ndecided.0.present=16\ndecided.0.target=12");
	go_with(OPERATOR, id, "propose_window", WINDOW);
	go(CLERK, id, "accept_window");
	go_with(OPERATOR, id, "execute", DONE);
	wait_days(31);
	go(OPERATOR, id, "release");
	ck_assert_int_eq(COMMITTED(CLOUD, "vcpu"), 12);
	ck_assert_int_eq(COMMITTED(CLOUD, "memory_gb"), 64);
}
END_TEST

/* ---- execution ---- */

START_TEST(the_quota_shrinks_only_when_the_operator_released)
{
	int64_t id = executing(FORM);

	ck_assert_int_ne(try_with(OPERATOR, id, "shut_down", DONE), OK);
	go_with(OPERATOR, id, "execute", DONE);
	ck_assert_int_eq(COMMITTED(CLOUD, "vcpu"), 16);
	wait_days(30);
	ck_assert_str_eq(state_now(id), "observing");
	wait_days(1);
	ck_assert_str_eq(state_now(id), "releasing");
	ck_assert_int_eq(COMMITTED(CLOUD, "vcpu"), 16);
	ck_assert_int_eq(try_with(RECOVERY, id, "release", NULL), ERR_NOT_FOUND);
	go(OPERATOR, id, "release");
	/* 12 and 4 cores, the newer first: 4 freed, 12 become 8; 64 GB become 32; storage stays. */
	ck_assert_int_eq(COMMITTED(CLOUD, "vcpu"), 8);
	ck_assert_int_eq(COMMITTED(CLOUD, "memory_gb"), 32);
	ck_assert_int_eq(COMMITTED(CLOUD, "ssd_gb"), 500);
	ck_assert_int_eq(COMMITTED(RECOVERY_CLOUD, "vcpu"), 4);
	ck_assert_int_eq(office_number(estate, "SELECT before - after FROM saving WHERE class = 'vcpu'"), 8);
	ck_assert_int_eq(office_number(estate, "SELECT before - after FROM saving WHERE class = 'memory_gb'"), 32);
	ck_assert_int_eq(
		office_number(estate, "SELECT count(*) FROM allocation WHERE system_id = 1 AND freed_at IS NOT NULL"),
		3);
	ck_assert_ptr_nonnull(office_try(estate, "UPDATE saving SET after = 0"));
}
END_TEST

/* No machine tells of cards: two of eight go with the processors.  Archive storage is judged as storage: 50 % of it is
 * in use. */
START_TEST(cards_are_given_up_without_a_figure_archive_by_the_one_of_storage)
{
	int64_t id;

	office_sql(estate, "INSERT INTO capacity VALUES (1, 'gpu', 8, 1), (1, 'archive_gb', 9000, 1)");
	office_sql(estate,
		   "INSERT INTO allocation (system_id, platform_id, class, granted, allocated, granted_at) VALUES"
		   " (1, 1, 'gpu', 8, 8, 1), (1, 1, 'archive_gb', 6000, 6000, 1)");
	id = drafted(
		"kind=downsize\n" TARGETS("2", "8", "32") "\ntargets.2.class=gpu\ntargets.2.present=8"
							  "\ntargets.2.target=6\ntargets.3.class=archive_gb"
							  "\ntargets.3.present=6000\ntargets.3.target=3000" THREE REST);
	refused(DISPATCH, id, "issue", NULL, "存储使用率为 50.00%，不低于 20%");
	type_into(DISPATCH, id,
		  TARGETS("2", "8", "32") "\ntargets.2.class=gpu\ntargets.2.present=8\ntargets.2.target=6");
	go(DISPATCH, id, "issue");
	go_with(CLERK, id, "agree", AGREE);
	go(LEAD, id, "approve_consent");
	go_with(OPERATOR, id, "propose_window", WINDOW);
	go(CLERK, id, "accept_window");
	go_with(OPERATOR, id, "execute", DONE);
	wait_days(31);
	go(OPERATOR, id, "release");
	ck_assert_int_eq(COMMITTED(CLOUD, "gpu"), 6);
	ck_assert_int_eq(COMMITTED(CLOUD, "archive_gb"), 6000);
	ck_assert_int_eq(office_number(estate, "SELECT before - after FROM saving WHERE class = 'gpu'"), 2);
}
END_TEST

/* The newest row of all is the loan's: a rest of it would be a row of the downsizing and never go back. */
START_TEST(what_an_emergency_lent_is_neither_counted_nor_cut)
{
	struct values *draft;
	int64_t id, saves, at;

	office_sql(estate,
		   "INSERT INTO matter (id, procedure_id, procedure_key, organisation_id, owner_role, title, state,"
		   " opened_at, state_at) SELECT 9000, min(id), 'emergency_growth', 1, 'center.duty', '应急扩容', "
		   "'running',"
		   " 1, 1 FROM procedure;"
		   "INSERT INTO allocation (system_id, platform_id, class, granted, allocated, matter_id, granted_at)"
		   " VALUES (1, 1, 'vcpu', 6, 6, 9000, 2)");
	id = drafted("kind=downsize");
	ck_assert_int_eq(matter_draft(as(DISPATCH), matter_now(id), &draft, &saves, &at), OK);
	ck_assert_int_eq(values_number(values_find(draft, "targets")->rows[0], "present", 0), 16);
	id = executing(FORM);
	go_with(OPERATOR, id, "execute", DONE);
	wait_days(31);
	go(OPERATOR, id, "release");
	ck_assert_int_eq(COMMITTED(CLOUD, "vcpu"), 8 + 6);
	ck_assert_int_eq(
		office_number(estate, "SELECT granted FROM allocation WHERE matter_id = 9000 AND freed_at IS NULL"), 6);
}
END_TEST

START_TEST(under_load_it_is_rolled_back_and_nothing_was_lost)
{
	int64_t id = executing(FORM);

	go_with(OPERATOR, id, "execute", DONE);
	refused(CLERK, id, "request_rollback",
		"seen_cpu_p95=80\nseen_mem_p95=79.5\nrollback_reason=月末查询时响应超时，业务受影响。",
		"都没有超过 80%");
	go_with(CLERK, id, "request_rollback",
		"seen_cpu_p95=80.01\nseen_mem_p95=60\nrollback_reason=月末查询时响应超时，业务受影响。");
	go_with(OPERATOR, id, "rolled", "done_day=2026-03-04\nresult=已恢复原规格");
	ck_assert_str_eq(state_now(id), "rolled_back");
	ck_assert_int_eq(COMMITTED(CLOUD, "vcpu"), 16);
	ck_assert_int_eq(office_number(estate, "SELECT count(*) FROM saving"), 0);
}
END_TEST

/* A day of one machine of the map: 4 cores and 16 GB. */
static void collected(const char *machine, int64_t day, int cpu, int memory, int coverage)
{
	office_sql(
		estate,
		"INSERT INTO usage_day (platform_id, machine, day, vcpu, memory_gb, cpu_avg, cpu_p95, cpu_max, mem_avg,"
		" mem_p95, mem_max, disk_used, net_in, net_out, bw_p95, coverage, days_on, imported_at)"
		" VALUES (1, '%s', %" PRId64 ", 4, 16, 0, %d, 10000, 0, %d, 10000, 0, 0, 0, 0, %d, 1, 1)",
		machine, day, cpu, memory, coverage);
}

START_TEST(what_was_collected_since_it_was_done_is_filled_in)
{
	int64_t id = executing(FORM);
	const struct action *action = procedure_action(procedure, "request_rollback");
	int64_t done = day_of(clock_now());
	struct values *fields;

	office_sql(estate,
		   "INSERT INTO machine (platform_id, code, system_id, vcpu, memory_gb, since_day, registered_at)"
		   " VALUES (1, 'seen-1', 1, 4, 16, 1, 1), (1, 'seen-2', 1, 4, 16, 1, 1),"
		   " (1, 'foreign', 3, 4, 16, 1, 1)");
	go_with(OPERATOR, id, "execute", DONE);
	fields = action_fields(as(CLERK), matter_now(id), action, NULL);
	ck_assert(!values_find(fields, "seen_cpu_p95")->present); /* nothing yet: typed, as ever */
	collected("seen-1", done, 9900, 9900, 10000);             /* the day of the change has hours of both */
	collected("seen-1", done + 1, 8000, 3000, 10000);
	collected("seen-2", done + 1, 9000, 5000, 10000);
	collected("seen-1", done + 2, 7000, 6000, 10000);
	collected("seen-2", done + 2, 9900, 9900, 0); /* no sample */
	collected("foreign", done + 2, 9900, 9900, 10000);
	wait_days(3);
	fields = action_fields(as(CLERK), matter_now(id), action, NULL);
	ck_assert_int_eq(values_number(fields, "seen_cpu_p95", 0), 8500);
	ck_assert_int_eq(values_number(fields, "seen_mem_p95", 0), 6000);
	ck_assert_str_eq(values_find(fields, "seen_mem_p95")->field->hint,
			 "按云监管日报预填：2026-03-05 至 2026-03-06，有采样 2 天");
	go_with(CLERK, id, "request_rollback", "rollback_reason=月末查询时响应超时，业务受影响。");
	ck_assert_str_eq(state_now(id), "rolling_back");
}
END_TEST

START_TEST(of_twenty_days_the_highest_does_not_count)
{
	int64_t id = executing(FORM);
	int64_t done = day_of(clock_now());
	struct values *fields;

	office_sql(estate,
		   "INSERT INTO machine (platform_id, code, system_id, vcpu, memory_gb, since_day, registered_at)"
		   " VALUES (1, 'seen-1', 1, 4, 16, 1, 1)");
	go_with(OPERATOR, id, "execute", DONE);
	for (int day = 1; day <= 20; day++)
		collected("seen-1", done + day, 5000 + day * 100, 4000 - day * 100, 10000);
	wait_days(21);
	fields = action_fields(as(CLERK), matter_now(id), procedure_action(procedure, "request_rollback"), NULL);
	ck_assert_int_eq(values_number(fields, "seen_cpu_p95", 0), 6900);
	ck_assert_int_eq(values_number(fields, "seen_mem_p95", 0), 3800);
}
END_TEST

START_TEST(a_window_in_the_past_is_none)
{
	int64_t id = notified(FORM);

	go_with(CLERK, id, "agree", AGREE);
	go(LEAD, id, "approve_consent");
	refused(OPERATOR, id, "propose_window",
		"window_day=2026-03-03\nwindow_time=20:00\ninterruption=不中断\nrollback_how=快照", "执行日期已经过去");
	go_with(DISPATCH, id, "set_window", "window_day=2026-03-04\nwindow_time=20:00");
	ck_assert_str_eq(state_now(id), "executing");
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		the_form_begins_with_the_ledger,
		one_observation_is_not_enough_nor_are_months_with_a_gap,
		a_month_under_way_or_badly_covered_is_no_evidence,
		each_class_is_judged_by_its_own_figure,
		reclaim_asks_for_idle_machines,
		months_written_otherwise_are_told_how_each_with_its_row,
		small_machines_are_spared_downsizing_not_reclaim,
		present_sizes_are_the_ledgers_and_nothing_grows,
		ninety_days_after_going_live_nobody_judges,
		what_was_never_deployed_is_reclaimed_after_ninety_days,
		one_at_a_time_on_a_platform,
		silence_is_reminded_once_and_then_somebody_decides,
		an_answer_nobody_approves_stops_nothing,
		an_objection_is_heard_and_may_win,
		a_decision_never_goes_below_what_the_unit_was_asked,
		the_quota_shrinks_only_when_the_operator_released,
		cards_are_given_up_without_a_figure_archive_by_the_one_of_storage,
		what_an_emergency_lent_is_neither_counted_nor_cut,
		under_load_it_is_rolled_back_and_nothing_was_lost,
		what_was_collected_since_it_was_done_is_filled_in,
		of_twenty_days_the_highest_does_not_count,
		a_window_in_the_past_is_none,
	};

	return suite_run_in("modules/release_downsizing", set_up, estate_free, 60, tests, ARRAY_LENGTH(tests));
}
