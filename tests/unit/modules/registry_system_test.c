#include "unit/modules/cloud.h"

/* ---- the life of a system ---- */

static int64_t in_state(const char *state)
{
	return office_number(cloud, "SELECT count(*) FROM system WHERE state = '%s'", state);
}

START_TEST(ruling_makes_the_system_and_its_parties)
{
	brought("allocating");
	ck_assert_int_eq(in_state("allocating"), 1);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM system_party"), 5);
	ck_assert_int_eq(
		office_number(cloud, "SELECT count(*) FROM system_party WHERE organisation_id IN (1, 2, 4, 6, 7)"), 5);
	ck_assert_int_eq(office_number(cloud, "SELECT level FROM system"), 2);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM system WHERE zones = '政务外网公共区'"
					      " AND responsible_title = '运维岗'"),
			 1);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM system WHERE department = '信息处' AND"
					      " security_title = '安全岗' AND security_phone = '028-86600001'"),
			 1);
}
END_TEST

/* Of a limit that several steps share, the first: the unit's own check is of 第十二条 though a plan sent again comes to
 * it. */
START_TEST(limit_cites_the_article_of_its_step)
{
	const char *seen = " ";
	size_t limits = 0;

	for (size_t i = 0; i < application->state_count; i++) {
		const struct state *state = &application->states[i];
		const struct setting_row *row;

		if (state->due_setting == NULL ||
		    strstr(seen, arena_printf(cloud->arena, " %s ", state->due_setting)) != NULL)
			continue;
		seen = arena_printf(cloud->arena, "%s%s ", seen, state->due_setting);
		row = setting_find(cloud_modules, state->due_setting);
		ck_assert_msg(
			text_starts(row->basis,
				    arena_printf(cloud->arena, "第%s条",
						 text_numeral(cloud->arena, (int)strtol(state->article, NULL, 10)))),
			"%s: %s has its limit from %s, whose basis is %s", application->key, state->key,
			state->due_setting, row->basis);
		limits++;
	}
	ck_assert_uint_ge(limits, 14);
}
END_TEST

static void hand_in_final(int64_t id)
{
	hand_in_report(id, "final_security_report", 1, day_of(clock_now()));
	hand_in_report(id, "final_performance_report", 2, day_of(clock_now()));
}

START_TEST(formal_operation_waits_for_trial_reports_and_their_acceptance)
{
	int64_t id = brought("trial");

	ck_assert_int_eq(in_state("trial"), 1);
	ck_assert_int_eq(try_with(CLERK, id, "hand_in_reports", NULL, NULL), ERR_INVALID);
	hand_in_final(id);
	go(CLERK, id, "hand_in_reports");
	refused(SECURITY, id, "begin_operation", NULL, "还没有核验通过");
	go(SECURITY, id, "accept_reports");
	refused(SECURITY, id, "begin_operation", NULL, "不满 30 日，最早可在 2026-04-01 办理");
	pass_days(29);
	refused(SECURITY, id, "begin_operation", NULL, "不满 30 日");
	pass_days(1);
	go(SECURITY, id, "begin_operation");
	ck_assert_str_eq(state_now(id), "operating");
	ck_assert_int_eq(in_state("operating"), 1);
	ck_assert_int_eq(office_number(cloud, "SELECT expires_day FROM system"), at_day(2028, 4, 1));
}
END_TEST

/* In the same week in which the trial is over. */
static int64_t tried_on_the_internet(void)
{
	struct values *form = form_complete("new", "BA-0001");
	int64_t id;

	values_set(form, "zones", "internet,public");
	office_sql(cloud, "UPDATE platform SET zones = '互联网区、政务外网公共区' WHERE id = 1");
	id = draft_with(form);
	bring(id, "trial");
	office_sql(cloud, "UPDATE system SET zones = '互联网区、政务外网公共区'");
	hand_in_final(id);
	go(CLERK, id, "hand_in_reports");
	go(SECURITY, id, "accept_reports");
	pass_days(30);
	return id;
}

START_TEST(internet_system_runs_for_the_public_under_its_icp_number)
{
	int64_t id = tried_on_the_internet();
	struct values *fields = fields_of("begin_operation");

	refused(SECURITY, id, "begin_operation", fields, "没有 ICP 备案号，不得转入正式运行");
	ck_assert_str_eq(state_now(id), "report_check");
	values_set(fields, "operating_icp", "蜀ICP备2020012345号-1");
	go_with(SECURITY, id, "begin_operation", fields);
	ck_assert_str_eq(state_now(id), "operating");
	ck_assert_int_eq(office_number(cloud, "SELECT icp_no = '蜀ICP备2020012345号-1' FROM system"), 1);
}
END_TEST

START_TEST(icp_number_that_its_unit_registered_is_not_asked_for_again)
{
	int64_t id = tried_on_the_internet();

	office_sql(cloud, "UPDATE system SET icp_no = '蜀ICP备2020054321号-1'");
	go_with(SECURITY, id, "begin_operation", fields_of("begin_operation"));
	ck_assert_int_eq(office_number(cloud, "SELECT icp_no = '蜀ICP备2020054321号-1' FROM system"), 1);
}
END_TEST

START_TEST(rejected_reports_become_things_to_put_right_and_are_accepted_anew)
{
	int64_t id = brought("trial");
	struct values *fields = fields_of("reject_reports");
	struct values *measures = fields_of("rectify");

	hand_in_final(id);
	go(CLERK, id, "hand_in_reports");
	go(SECURITY, id, "accept_reports");
	values_set(row_add(fields, "hazards"), "text", "弱口令");
	values_set(row_add(fields, "hazards"), "text", "越权访问");
	go_with(SECURITY, id, "reject_reports", fields);
	ck_assert_int_eq(
		office_number(cloud,
			      "SELECT count(*) FROM matter_condition WHERE owner = 'unit' AND closed_at IS NULL"),
		2);
	hand_in_final(id);
	values_set(measures, "measures", "已逐项整改并复测通过。");
	go_with(CLERK, id, "rectify", measures);
	pass_days(40);
	/* What was accepted before counts no more, and what is to be put right is open. */
	refused(SECURITY, id, "begin_operation", NULL, "还没有核验通过");
	go(SECURITY, id, "accept_reports");
	refused(SECURITY, id, "begin_operation", NULL, "还有 2 项条件没有销项");
	office_sql(cloud, "UPDATE matter_condition SET closed_at = 1");
	go(SECURITY, id, "begin_operation");
}
END_TEST

START_TEST(reports_of_an_assessor_ended_meanwhile_are_not_accepted)
{
	int64_t id = brought("trial");

	hand_in_final(id);
	go(CLERK, id, "hand_in_reports");
	office_sql(cloud, "UPDATE assessor SET valid_to = %" PRId64 " WHERE id = 1", day_of(clock_now()) - 1);
	ck_assert_int_eq(try_with(SECURITY, id, "accept_reports", "通过", NULL), ERR_INVALID);
	ck_assert_ptr_nonnull(strstr(complaints(), "资质有效期"));
}
END_TEST

START_TEST(deployment_is_not_dated_tomorrow)
{
	int64_t id = brought("deploying");
	struct values *fields = deployed("443");

	values_set_number(fields, "deployed_day", day_of(clock_now()) + 1);
	ck_assert_int_eq(try_with(CLERK, id, "finish_deployment", NULL, fields), ERR_INVALID);
	ck_assert_ptr_nonnull(strstr(complaints(), "晚于今天"));
	ck_assert_int_eq(in_state("deploying"), 1);
}
END_TEST

static struct values *cut_over(void)
{
	struct values *fields = fields_of("confirm_cutover");

	values_set_number(fields, "cutover_day", day_of(clock_now()));
	return fields;
}

START_TEST(migration_is_rehearsed_cut_over_by_both_and_rolled_back)
{
	int64_t id = draft_with(form_complete("migration", "BA-0001"));
	struct values *fields = fields_of("start_rehearsal");
	struct values *rehearsed = fields_of("pass_rehearsal");

	hand_in_report(id, "security_report", 1, at_day(2026, 1, 5));
	hand_in_report(id, "performance_report", 2, at_day(2026, 1, 5));
	bring(id, "deploying");
	values_set_number(fields, "deployed_day", day_of(clock_now()));
	values_set(fields, "deployed_version", "1.0");
	go_with(CLERK, id, "start_rehearsal", fields);
	values_set_number(rehearsed, "rehearsal_day", day_of(clock_now()));
	values_set(rehearsed, "rehearsal_result", "数据核对一致，用时两小时，回退验证通过。");
	go_with(CLERK, id, "pass_rehearsal", rehearsed);
	go_with(CLERK, id, "confirm_cutover", cut_over());
	ck_assert_str_eq(state_now(id), "cutover");
	go_with(OPERATOR, id, "confirm_cutover", cut_over());
	ck_assert_str_eq(state_now(id), "parallel");
	go(CLERK, id, "roll_back");
	ck_assert_str_eq(state_now(id), "deploying");
	ck_assert_int_eq(in_state("deploying"), 1);
	go_with(CLERK, id, "start_rehearsal", fields);
	go_with(CLERK, id, "pass_rehearsal", rehearsed);
	go_with(OPERATOR, id, "confirm_cutover", cut_over());
	pass_days(2);
	go_with(CLERK, id, "confirm_cutover", cut_over());
	/* Seven days from the second signature, of Wednesday 4 March: the first cut-over was rolled back. */
	ck_assert_int_eq(day_of(seen_by(CLERK, id)->due_at - 1), at_day(2026, 4, 3)); /* 30 days */
	refused(CLERK, id, "end_parallel", NULL, "并行运行自 2026-03-04 起，不满 7 日");
	pass_days(6);
	refused(CLERK, id, "end_parallel", NULL, "最早可在 2026-03-11 办理");
	pass_days(1);
	go(CLERK, id, "end_parallel");
	ck_assert_int_eq(in_state("trial"), 1);
}
END_TEST

START_TEST(system_with_resources_does_not_end)
{
	int64_t id = brought("allocating");
	struct context *context = as(DISPATCH);
	struct moving moving = {.context = context, .procedure = application, .matter = seen_by(DISPATCH, id)};
	struct answer answer = {0};

	ck_assert_int_eq(tx_begin(context->db), OK);
	ck_assert_int_eq(tx_end(context->db, end_system(&moving, &answer)), ERR_INVALID);
	ck_assert_ptr_nonnull(strstr(answer.sentence, "没有释放"));
}
END_TEST

int main(void)
{
	return RUN_CLOUD("modules/registry_system", limit_cites_the_article_of_its_step,
			 ruling_makes_the_system_and_its_parties,
			 formal_operation_waits_for_trial_reports_and_their_acceptance,
			 internet_system_runs_for_the_public_under_its_icp_number,
			 icp_number_that_its_unit_registered_is_not_asked_for_again,
			 rejected_reports_become_things_to_put_right_and_are_accepted_anew,
			 reports_of_an_assessor_ended_meanwhile_are_not_accepted, deployment_is_not_dated_tomorrow,
			 migration_is_rehearsed_cut_over_by_both_and_rolled_back, system_with_resources_does_not_end);
}
