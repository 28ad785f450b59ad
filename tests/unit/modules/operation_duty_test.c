#include "unit/modules/duty.h"

#include "kernel/round.h"

/* ---- measurements ---- */

START_TEST(no_more_can_pass_than_there_were)
{
	struct values *draft;
	int64_t id;

	use("backup_test");
	id = opened(MONITOR, FIRST_CLOUD, 0, "restore_total=2\nrestore_passed=3\ntotal=10\npassed=10");
	refused(MONITOR, id, "submit", NULL, "多于总数");
	draft = draft_of(MONITOR, id);
	type(draft, "restore_passed=2\npassed=11");
	save(MONITOR, id, draft);
	refused(MONITOR, id, "submit", NULL, "多于总数");
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM measurement"), 0);
}
END_TEST

START_TEST(silence_for_three_working_days_is_consent)
{
	int64_t id;

	use("performance_test");
	id = opened(MONITOR, FIRST_CLOUD, 0, "io_latency=2.5\nnetwork_latency=0.8\ntotal=100\npassed=97");
	go(MONITOR, id, "submit");
	ck_assert_int_eq(try_with(OTHER_OPERATOR, id, "agree", "", NULL), ERR_NOT_FOUND);
	clock_freeze(day_end(at_day(2026, 3, 5)));
	clerk_round();
	ck_assert_str_eq(state_now(id), "replying");
	clock_freeze(day_end(at_day(2026, 3, 5)) + 1);
	clerk_round();
	ck_assert_str_eq(state_now(id), "settled");
	ck_assert_int_eq(office_number(cloud, "SELECT total * 1000 + passed FROM measurement WHERE kind = 'performance'"
					      " AND platform_id = 1 AND operator_id = 4 AND period = '2026-02'"),
			 100097);
}
END_TEST

START_TEST(upheld_objection_is_marked)
{
	int64_t id;

	use("spot_check");
	id = opened(SECURITY, FIRST_CLOUD, 0, "kind=log\nchecked_day=2026-03-03\nscope=抽查日志\ntotal=10\npassed=9");
	refused(SECURITY, id, "submit", NULL, "晚于今天");
	id = opened(SECURITY, FIRST_CLOUD, 0, "kind=log\nchecked_day=2026-03-02\nscope=抽查日志\ntotal=10\npassed=9");
	go(SECURITY, id, "submit");
	go(OPERATOR, id, "object");
	ck_assert_str_eq(state_now(id), "ruling");
	ck_assert_int_eq(try_with(OPERATOR, id, "uphold", "意见写在这里，不少于十个字。", NULL), ERR_FORBIDDEN);
	go(ASSESS, id, "uphold");
	ck_assert_str_eq(state_now(id), "settled");
}
END_TEST

START_TEST(title_of_a_draft_does_not_end_with_the_mark_before_what_is_not_written_yet)
{
	int64_t id;

	use("spot_check");
	id = opened(SECURITY, FIRST_CLOUD, 0, "kind=log");
	ck_assert_int_eq(office_number(cloud,
				       "SELECT m.title = p.name || ' 抽查' FROM matter m"
				       " JOIN platform p ON p.id = m.platform_id WHERE m.id = %" PRId64,
				       id),
			 1);
}
END_TEST

#define DRILL_ON(day) \
	"held_day=" day \
	"\nscenario=主中心断电后切换到灾备中心\nsystems=3\nrto_target=60\nrto_actual=40\nrpo_target=15\n" \
	"rpo_actual=5"

START_TEST(drill_of_the_half_year_before_is_not_this_ones)
{
	int64_t id;

	use("recovery_drill");
	id = opened(OPERATOR, FIRST_CLOUD, 0, DRILL_ON("2025-12-31"));
	refused(OPERATOR, id, "submit", NULL, "演练日期 2025-12-31 早于本期，本期从 2026-01-01 开始");
}
END_TEST

START_TEST(nobody_rules_on_the_objection_to_his_own_check)
{
	static const char *const rulings[] = {"uphold", "redo", "drop"};
	int64_t id;

	use("spot_check");
	id = opened(ASSESS, FIRST_CLOUD, 0, "kind=log\nchecked_day=2026-03-02\nscope=抽查日志\ntotal=10\npassed=9");
	go(ASSESS, id, "submit");
	go(OPERATOR, id, "object");
	for (size_t i = 0; i < ARRAY_LENGTH(rulings); i++)
		ck_assert_int_eq(try_with(ASSESS, id, rulings[i], "意见写在这里，不少于十个字。", NULL),
				 ERR_OWN_MATTER);
	ck_assert_str_eq(state_now(id), "ruling");
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM measurement"), 0);
	go(LEADER, id, "uphold");
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM measurement"), 1);
}
END_TEST

/* ---- requests and complaints ---- */

#define REQUEST \
	"request=开通访问策略\nkind=network\ndescription=开通到数据接口的访问策略\ncontact_title=运维岗\n" \
	"contact_phone=028-86600000"

static int64_t requested(void)
{
	int64_t id;

	use("service_request");
	id = opened(CLERK, 0, SYSTEM, REQUEST);
	go(CLERK, id, "submit");
	return id;
}

START_TEST(request_is_not_wanted_for_a_day_gone_by)
{
	int64_t id;

	use("service_request");
	id = opened(CLERK, 0, SYSTEM, REQUEST "\nwanted_day=2026-03-01");
	refused(CLERK, id, "submit", NULL, "期望完成日期 2026-03-01 已经过去");
	id = opened(CLERK, 0, SYSTEM, REQUEST "\nwanted_day=2026-03-02");
	go(CLERK, id, "submit");
}
END_TEST

START_TEST(request_is_timed_reworked_and_rated)
{
	int64_t id = requested();

	ck_assert_int_eq(office_number(cloud, "SELECT due_at FROM matter WHERE id = %" PRId64, id),
			 duty_nine + 4 * HOUR);
	go(OPERATOR, id, "accept");
	go_with(OPERATOR, id, "deliver", fields("deliver", "result=已开通策略"));
	go(CLERK, id, "rework");
	go_with(OPERATOR, id, "deliver", fields("deliver", "result=已重新开通"));
	refused(CLERK, id, "confirm", fields("confirm", "rating=2"), "评价");
	go_with(CLERK, id, "confirm", fields("confirm", "rating=4"));
	ck_assert_int_eq(office_number(cloud, "SELECT rating * 10 + reworked FROM service_request WHERE operator_id = 4"
					      " AND outcome = 'done'"),
			 41);
}
END_TEST

static void hosted_on(int64_t platform)
{
	office_sql(cloud,
		   "INSERT INTO allocation (system_id, platform_id, class, granted, allocated, granted_at)"
		   " VALUES (1, %" PRId64 ", 'vcpu', 8, 8, 1)",
		   platform);
}

/* Where its copies are kept for recovery is not where a unit asks, unless it says so. */
START_TEST(request_goes_to_the_one_platform_that_is_to_carry_it_out)
{
	int64_t usual, named;

	use("service_request");
	hosted_on(RECOVERY_CLOUD);
	usual = requested();
	ck_assert_int_eq(office_number(cloud, "SELECT platform_id FROM matter WHERE id = %" PRId64, usual),
			 FIRST_CLOUD);
	named = opened(CLERK, 0, SYSTEM, REQUEST "\nhost=3");
	go(CLERK, named, "submit");
	ck_assert_int_eq(try_with(OPERATOR, named, "accept", "", NULL), ERR_NOT_FOUND);
	go(OPERATOR, usual, "accept");
}
END_TEST

START_TEST(request_for_a_system_on_two_platforms_says_which)
{
	int64_t id;

	use("service_request");
	id = opened(CLERK, 0, SYSTEM, REQUEST "\nhost=3");
	refused(CLERK, id, "submit", NULL, "本单位");
	hosted_on(SECOND_CLOUD);
	id = opened(CLERK, 0, SYSTEM, REQUEST);
	refused(CLERK, id, "submit", NULL, "须写明由哪个办理");
	id = opened(CLERK, 0, SYSTEM, REQUEST "\nhost=2");
	go(CLERK, id, "submit");
	ck_assert_int_eq(office_number(cloud, "SELECT platform_id FROM matter WHERE id = %" PRId64, id), SECOND_CLOUD);
}
END_TEST

static int64_t due_of(int64_t id)
{
	return office_number(cloud, "SELECT due_at FROM matter WHERE id = %" PRId64, id);
}

/*
 * Taken on Monday the 2nd: three working days, to Thursday the 5th.  Asked on the 3rd and answered on the 5th, the two
 * working days between are not the operator's: to Monday the 9th, on the page as in the record.
 */
START_TEST(promise_is_kept_but_for_the_time_the_unit_took)
{
	int64_t id = requested();

	go(OPERATOR, id, "accept");
	ck_assert_int_eq(due_of(id), day_end(at_day(2026, 3, 5)));
	clock_freeze(duty_nine + 24 * HOUR);
	go(OPERATOR, id, "ask");
	clock_freeze(duty_nine + 3 * 24 * HOUR);
	go(CLERK, id, "answer");
	ck_assert_int_eq(due_of(id), day_end(at_day(2026, 3, 9)));
	ck_assert_int_eq(office_number(cloud, "SELECT due_at FROM service_request"), day_end(at_day(2026, 3, 9)));
	go_with(OPERATOR, id, "deliver", fields("deliver", "result=已开通策略"));
	go(CLERK, id, "rework");
	ck_assert_int_eq(due_of(id), day_end(at_day(2026, 3, 9)));
}
END_TEST

START_TEST(request_nobody_follows_up_ends_by_itself)
{
	int64_t refusal = requested(), question = requested();

	go(OPERATOR, refusal, "refuse");
	go(OPERATOR, question, "accept");
	go(OPERATOR, question, "ask");
	clock_freeze(day_end(at_day(2026, 3, 5)));
	clerk_round();
	ck_assert_str_eq(state_now(refusal), "refusing");
	clock_freeze(day_end(at_day(2026, 3, 5)) + 1);
	clerk_round();
	ck_assert_str_eq(state_now(refusal), "refused");
	ck_assert_str_eq(state_now(question), "withdrawn");
	ck_assert_int_eq(
		office_number(cloud, "SELECT count(*) FROM service_request WHERE outcome IN ('refused', 'withdrawn')"),
		2);
}
END_TEST

START_TEST(complaint_goes_to_a_provider_and_is_judged_once)
{
	int64_t id;

	use("complaint");
	id = opened(CLERK, 0, 0,
		    "matter_of=夜间无人值守\nprovider=3\nfacts=两次夜间值守电话无人接听。\ndemand=落实值守");
	refused(CLERK, id, "submit", NULL, "请从为本单位提供服务的单位中选择");
	id = opened(CLERK, 0, 0,
		    "matter_of=夜间无人值守\nprovider=5\nfacts=两次夜间值守电话无人接听。\ndemand=落实值守");
	refused(CLERK, id, "submit", NULL, "请从为本单位提供服务的单位中选择"); /* none of its systems is there */
	id = opened(CLERK, 0, 0,
		    "matter_of=夜间无人值守\nprovider=4\nfacts=两次夜间值守电话无人接听。\ndemand=落实值守");
	go(CLERK, id, "submit");
	ck_assert_int_eq(try_with(OPERATOR, id, "answer", "", NULL), ERR_NOT_FOUND); /* its lead has not looked yet */
	go(LEAD, id, "send");
	ck_assert_int_eq(try_with(OPERATOR, id, "uphold", "意见写在这里，不少于十个字。", NULL), ERR_FORBIDDEN);
	/* Monday the 2nd and five working days: nobody answered by the 9th. */
	clock_freeze(day_end(at_day(2026, 3, 9)) + 1);
	clerk_round();
	ck_assert_str_eq(state_now(id), "judging");
	ck_assert_int_eq(office_number(cloud, "SELECT answered_at IS NULL AND valid_yes IS NULL FROM complaint"), 1);
	ck_assert_int_eq(try_with(OPERATOR, id, "dismiss", "意见写在这里，不少于十个字。", NULL), ERR_FORBIDDEN);
}
END_TEST

/* ---- survey and roster ---- */

START_TEST(survey_has_a_row_for_every_host_and_supervisor_and_no_other)
{
	int64_t id;
	struct values *draft, *row, *watcher;

	use("survey");
	id = opened(CLERK, 0, 0, "remarks=没有意见");
	draft = draft_of(CLERK, id);
	ck_assert_uint_eq(values_find(draft, "answers")->row_count, 2);
	row = values_find(draft, "answers")->rows[0];
	watcher = values_find(draft, "answers")->rows[1];
	ck_assert_int_eq(values_number(row, "provider", 0), PROVIDER);
	ck_assert_int_eq(values_number(watcher, "provider", 0), SUPERVISOR);
	type(watcher, "stability=5\nresponse=5\ndelivery=5\nattitude=5\noverall=4");
	type(row, "stability=5\nresponse=4\ndelivery=3\nattitude=2\noverall=6");
	save(CLERK, id, draft);
	ck_assert_int_eq(try_with(CLERK, id, "submit", "", NULL), ERR_INVALID);
	type(row, "overall=1\nprovider=5");
	save(CLERK, id, draft);
	refused(CLERK, id, "submit", NULL, "应有一行评分");
	/* Two of one and none of the other are as many as there should be. */
	type(row, "provider=4");
	type(watcher, "provider=4");
	save(CLERK, id, draft);
	refused(CLERK, id, "submit", NULL, "应有一行评分");
	type(watcher, "provider=6");
	save(CLERK, id, draft);
	go(CLERK, id, "submit");
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM survey_answer"), 0);
	go(LEAD, id, "approve");
	ck_assert_int_eq(office_number(cloud,
				       "SELECT stability * 10000 + response * 1000 + delivery * 100 + attitude * 10"
				       " + overall FROM survey_answer WHERE provider_id = 4 AND unit_id = 2"
				       " AND period = '2025Q4'"),
			 54321);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM survey_answer WHERE overall = 4"), 1);
	ck_assert_int_eq(try_with(MONITOR, id, "approve", "", NULL), ERR_NOT_FOUND);
	/* Who was rated is no party: what one unit said stays between it and the center. */
	ck_assert_int_eq(try_with(OPERATOR, id, "approve", "", NULL), ERR_NOT_FOUND);
}
END_TEST

/* A unit that nobody hosts has nothing to answer, and could not: every row is of a provider that hosts it. */
START_TEST(survey_is_asked_of_units_with_a_system_in_operation_alone)
{
	struct context *context = as(CLERK);

	use("survey");
	office_sql(cloud, "INSERT INTO installation (id, demo_yes, made_at) VALUES (1, 0, 1) ON CONFLICT DO UPDATE SET "
			  "made_at = 1");
	clock_freeze(day_start(at_day(2026, 4, 2)) + 10 * HOUR);
	context->actor = system_actor();
	ck_assert_int_eq(round_job(context), OK);
	ck_assert_int_gt(office_number(cloud, "SELECT count(*) FROM matter WHERE procedure_key = 'survey'"), 0);
	ck_assert_int_eq(
		office_number(cloud,
			      "SELECT count(*) FROM matter m WHERE m.procedure_key = 'survey' AND NOT EXISTS (SELECT 1"
			      " FROM system s WHERE s.organisation_id = m.organisation_id AND s.state IN ('operating',"
			      " 'changing', 'suspended'))"),
		0);
}
END_TEST

static void add_line(struct values *values, const char *key, const char *tier, const char *mobile)
{
	struct values *row = row_add(values, key);

	values_set(row, "tier", tier);
	values_set(row, "title", "值守岗");
	values_set(row, "duty_line", "028-86600000");
	values_set(row, "mobile", mobile);
}

START_TEST(roster_is_confirmed_by_both_sides)
{
	struct values *draft, *reply;
	int64_t id;

	use("contact_roster");
	id = opened(CLERK, 0, 0, "");
	draft = draft_of(CLERK, id);
	add_line(draft, "lines", "2", "13800001111");
	save(CLERK, id, draft);
	refused(CLERK, id, "submit", NULL, "缺少一级");
	refused(CLERK, id, "not_needed", NULL, "须建立联系表");
	add_line(draft, "lines", "1", "13800002222");
	save(CLERK, id, draft);
	go(CLERK, id, "submit");
	go(LEAD, id, "approve");
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM contact"), 0);
	reply = fields_of("sign");
	add_line(reply, "reply_lines", "1", "13900003333");
	add_line(reply, "reply_lines", "1", "13900004444");
	refused(OPERATOR, id, "sign", reply, "填了两次");
	reply = fields_of("sign");
	add_line(reply, "reply_lines", "1", "13900003333");
	go_with(OPERATOR, id, "sign", reply);
	ck_assert_str_eq(state_now(id), "confirmed");
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) * 10 + sum(side = 'unit') FROM contact WHERE unit_id = 2"
					      " AND operator_id = 4"),
			 32);
}
END_TEST

#define PRESSED \
	"subject_text=备份没有验证\nreceiver=4\nbasis=第十九条\nfacts=连续三个月没有恢复验证记录。\ndemand=" \
	"本月内完成一次并报送记录。"

static int64_t pressed(void)
{
	int64_t id;

	use("supervision_notice");
	id = opened(DISPATCH, FIRST_CLOUD, 0, PRESSED);
	go(DISPATCH, id, "issue");
	return id;
}

/*
 * Issued on Monday the 2nd: to be signed for by the 3rd, so that the paper names the 17th, ten working days later.
 * Signed for at once the answer is due on the 16th; a week late, still on the 17th.
 */
START_TEST(answer_to_a_notice_is_due_by_the_day_its_paper_names)
{
	int64_t id = pressed();

	go(OPERATOR, id, "receive");
	ck_assert_int_eq(office_number(cloud, "SELECT due_at FROM matter WHERE id = %" PRId64, id),
			 day_end(at_day(2026, 3, 16)));
	id = pressed();
	clock_freeze(duty_nine + 7 * 24 * HOUR);
	go(OPERATOR, id, "receive");
	ck_assert_int_eq(office_number(cloud, "SELECT due_at FROM matter WHERE id = %" PRId64, id),
			 day_end(at_day(2026, 3, 17)));
}
END_TEST

int main(void)
{
	return RUN_CLOUD(
		"modules/operation_duty", no_more_can_pass_than_there_were, silence_for_three_working_days_is_consent,
		upheld_objection_is_marked, title_of_a_draft_does_not_end_with_the_mark_before_what_is_not_written_yet,
		drill_of_the_half_year_before_is_not_this_ones, nobody_rules_on_the_objection_to_his_own_check,
		request_is_not_wanted_for_a_day_gone_by, request_is_timed_reworked_and_rated,
		request_goes_to_the_one_platform_that_is_to_carry_it_out,
		request_for_a_system_on_two_platforms_says_which, promise_is_kept_but_for_the_time_the_unit_took,
		request_nobody_follows_up_ends_by_itself, complaint_goes_to_a_provider_and_is_judged_once,
		survey_has_a_row_for_every_host_and_supervisor_and_no_other,
		survey_is_asked_of_units_with_a_system_in_operation_alone, roster_is_confirmed_by_both_sides,
		answer_to_a_notice_is_due_by_the_day_its_paper_names);
}
