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

/* ---- maintenance ---- */

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

/* ---- requests and complaints ---- */

static int64_t requested(void)
{
	int64_t id;

	use("service_request");
	id = opened(CLERK, 0, SYSTEM,
		    "request=开通访问策略\nkind=network\ndescription=开通到数据接口的访问策略\ncontact_title=运维岗\n"
		    "contact_phone=028-86600000");
	go(CLERK, id, "submit");
	return id;
}

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
	refused(CLERK, id, "submit", NULL, "不是服务商");
	id = opened(CLERK, 0, 0,
		    "matter_of=夜间无人值守\nprovider=4\nfacts=两次夜间值守电话无人接听。\ndemand=落实值守");
	go(CLERK, id, "submit");
	go(LEAD, id, "send");
	/* Monday the 2nd and five working days: nobody answered by the 9th. */
	clock_freeze(day_end(at_day(2026, 3, 9)) + 1);
	clerk_round();
	ck_assert_str_eq(state_now(id), "judging");
	ck_assert_int_eq(office_number(cloud, "SELECT answered_at IS NULL AND valid_yes IS NULL FROM complaint"), 1);
	ck_assert_int_eq(try_with(OPERATOR, id, "dismiss", "意见写在这里，不少于十个字。", NULL), ERR_FORBIDDEN);
}
END_TEST

/* ---- survey and roster ---- */

START_TEST(survey_has_a_row_for_every_host_and_no_other)
{
	int64_t id;
	struct values *draft, *row;

	use("survey");
	id = opened(CLERK, 0, 0, "remarks=没有意见");
	draft = draft_of(CLERK, id);
	ck_assert_uint_eq(values_find(draft, "answers")->row_count, 1);
	row = values_find(draft, "answers")->rows[0];
	ck_assert_int_eq(values_number(row, "provider", 0), PROVIDER);
	type(row, "stability=5\nresponse=4\ndelivery=3\nattitude=2\noverall=6");
	save(CLERK, id, draft);
	ck_assert_int_eq(try_with(CLERK, id, "submit", "", NULL), ERR_INVALID);
	type(row, "overall=1\nprovider=5");
	save(CLERK, id, draft);
	refused(CLERK, id, "submit", NULL, "应有一行评分");
	type(row, "provider=4");
	save(CLERK, id, draft);
	go(CLERK, id, "submit");
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM survey_answer"), 0);
	go(LEAD, id, "approve");
	ck_assert_int_eq(office_number(cloud,
				       "SELECT stability * 10000 + response * 1000 + delivery * 100 + attitude * 10"
				       " + overall FROM survey_answer WHERE provider_id = 4 AND unit_id = 2"
				       " AND period = '2025Q4'"),
			 54321);
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
		nobody_rules_on_the_objection_to_his_own_check, notice_counts_whole_working_days,
		told_units_are_addressed_and_the_window_lapses, work_beyond_its_window_is_said_to_be,
		request_is_timed_reworked_and_rated, promise_is_kept_but_for_the_time_the_unit_took,
		request_nobody_follows_up_ends_by_itself, complaint_goes_to_a_provider_and_is_judged_once,
		survey_has_a_row_for_every_host_and_no_other, survey_is_asked_of_units_with_a_system_in_operation_alone,
		roster_is_confirmed_by_both_sides, answer_to_a_notice_is_due_by_the_day_its_paper_names);
}
