#include "unit/modules/provider_cast.h"

/* ---- contracts ---- */

START_TEST(contract_goes_into_the_register_with_its_terms)
{
	contract_in_force();
	/* 120 万元 are 1,200,000 元, 120,000,000 分; 99.95 % is 9995. */
	ck_assert_int_eq(office_number(cloud, "SELECT amount FROM contract WHERE number = 'HT-1' AND provider_id = %d",
				       PROVIDER),
			 120000000);
	ck_assert_int_eq(office_number(cloud, "SELECT availability FROM contract_terms WHERE version = 1"), 9995);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM contract_platform WHERE platform_id = 1"), 1);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM audit WHERE action = 'contract.add'"), 1);
}
END_TEST

START_TEST(contract_is_refused_that_contradicts_itself)
{
	struct values *form;

	contract_in_force();
	refused(ASSESS, contract_drafted(contract_form("HT-1", FIRST_CLOUD)), "submit", NULL, "合同编号 HT-1 已经登记");
	refused(ASSESS, contract_drafted(contract_form("HT-2", SECOND_CLOUD)), "submit", NULL,
		"第 1 行的平台不由这家服务商运行");
	form = contract_form("HT-3", FIRST_CLOUD);
	values_set_number(form, "ends_day", at_day(2025, 1, 1));
	refused(ASSESS, contract_drafted(form), "submit", NULL, "届满日期应晚于生效日期");
	form = contract_form("HT-4", FIRST_CLOUD);
	values_set(values_find(form, "coefficients")->rows[1], "grade", "excellent");
	refused(ASSESS, contract_drafted(form), "submit", NULL, "第 2 行考核等次重复");
}
END_TEST

START_TEST(coefficient_is_what_the_contract_says_or_not_set)
{
	int64_t coefficient = 0;

	contract_in_force();
	ck_assert_int_eq(provider_coefficient(as(ASSESS), PROVIDER, "failed", at_day(2026, 3, 1), &coefficient), FOUND);
	ck_assert_int_eq(coefficient, 70);
	ck_assert_int_eq(provider_coefficient(as(ASSESS), PROVIDER, "good", at_day(2026, 3, 1), &coefficient),
			 NOT_FOUND);
	ck_assert_int_eq(provider_coefficient(as(ASSESS), PROVIDER, "failed", at_day(2026, 6, 1), &coefficient),
			 NOT_FOUND);
	ck_assert_int_eq(provider_coefficient(as(ASSESS), OTHER_PROVIDER, "failed", at_day(2026, 3, 1), &coefficient),
			 NOT_FOUND);
}
END_TEST

static void supplement(int64_t id, struct values *form)
{
	struct values *fields = fields_of("begin_supplement");
	struct context *context = as(ASSESS);

	values_set(fields, "supplement_no", "补-1");
	values_set(fields, "supplement_subject", "调整结算系数");
	values_set_number(fields, "supplement_from", at_day(2026, 4, 1));
	go_with(ASSESS, id, "begin_supplement", fields);
	ck_assert_int_eq(matter_save_draft(context, seen_by(ASSESS, id), form), OK);
	hand_in_by(ASSESS, id, "supplement_scan");
}

START_TEST(supplement_adds_a_version_and_leaves_the_past_as_it_was)
{
	int64_t id = contract_in_force();
	int64_t coefficient = 0;
	struct values *form = contract_form("HT-1", FIRST_CLOUD);

	values_set(values_find(form, "coefficients")->rows[1], "coefficient", "0.5");
	supplement(id, form);
	go(ASSESS, id, "submit_supplement");
	go(OPERATOR_LEAD, id, "confirm_supplement");
	go(LEADER, id, "adopt_supplement");
	ck_assert_int_eq(provider_coefficient(as(ASSESS), PROVIDER, "failed", at_day(2026, 3, 31), &coefficient),
			 FOUND);
	ck_assert_int_eq(coefficient, 70);
	ck_assert_int_eq(provider_coefficient(as(ASSESS), PROVIDER, "failed", at_day(2026, 4, 1), &coefficient), FOUND);
	ck_assert_int_eq(coefficient, 50);
	office_sql(cloud, "INSERT INTO contract_limit SELECT id, 1, 1, 10, 60 FROM contract");
	ck_assert_str_eq(office_try(cloud, "UPDATE contract_limit SET respond_min = 1"),
			 "contract: terms never change, a supplement adds a version");
	ck_assert_str_eq(office_try(cloud, "UPDATE contract_coefficient SET coefficient = 1"),
			 "contract: terms never change, a supplement adds a version");
}
END_TEST

START_TEST(supplement_keeps_number_and_provider)
{
	int64_t id = contract_in_force();

	supplement(id, contract_form("HT-9", FIRST_CLOUD));
	refused(ASSESS, id, "submit_supplement", NULL, "补充协议不能改变合同编号，原编号是 HT-1");
}
END_TEST

START_TEST(supplement_that_came_to_nothing_leaves_the_terms_as_approved)
{
	int64_t id = contract_in_force();
	struct values *form = contract_form("HT-1", FIRST_CLOUD);

	values_set(form, "annual_amount", "200");
	supplement(id, form);
	go(ASSESS, id, "submit_supplement");
	ck_assert_int_eq(try_with(OPERATOR_LEAD, id, "drop_supplement", "意见写在这里，不少于十个字。", NULL),
			 ERR_FORBIDDEN);
	go(ASSESS, id, "drop_supplement");
	ck_assert_str_eq(state_now(id), "in_force");
	ck_assert_int_eq(office_number(cloud, "SELECT amount FROM contract"), 120000000);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM contract_terms"), 1);
	ck_assert_int_eq(matter_form(as(ASSESS), seen_by(ASSESS, id), &form, NULL), OK);
	ck_assert_int_eq(values_number(form, "annual_amount", 0), 120000000);
}
END_TEST

START_TEST(contract_ends_after_its_day_and_not_before)
{
	int64_t id = contract_in_force();

	refused(ASSESS, id, "end", NULL, "合同 2026-05-31 届满，还没有到期");
	clock_freeze(day_start(at_day(2026, 6, 1)) + 9 * 3600);
	go(ASSESS, id, "end");
	ck_assert_int_eq(office_number(cloud, "SELECT state = 'ended' FROM contract"), 1);
}
END_TEST

static int64_t reminders(void)
{
	struct context *context = as(ASSESS);

	context->actor = system_actor();
	ck_assert_int_eq(contract_remind_job(context), OK);
	return office_number(cloud, "SELECT count(*) FROM notice WHERE kind = 'remind' AND role = 'center.assess'");
}

START_TEST(end_is_reminded_of_ninety_and_thirty_days_ahead_once_each)
{
	contract_in_force();
	clock_freeze(day_start(at_day(2026, 5, 31) - 91) + 10 * 3600);
	ck_assert_int_eq(reminders(), 0);
	clock_freeze(day_start(at_day(2026, 5, 31) - 90) + 10 * 3600);
	ck_assert_int_eq(reminders(), 1);
	ck_assert_int_eq(reminders(), 1);
	clock_freeze(day_start(at_day(2026, 5, 31) - 30) + 10 * 3600);
	ck_assert_int_eq(reminders(), 2);
	clock_freeze(day_start(at_day(2026, 5, 31)) + 10 * 3600);
	ck_assert_int_eq(reminders(), 2);
	ck_assert_int_eq(office_number(cloud,
				       "SELECT count(*) FROM notice WHERE kind = 'remind' AND organisation_id = %d",
				       PROVIDER),
			 2);
}
END_TEST

START_TEST(qualification_is_reminded_of_before_it_ends)
{
	struct context *context = as(SECURITY);

	context->actor = system_actor();
	office_sql(cloud, "UPDATE assessor SET valid_to = %" PRId64 " WHERE id = 1", day_of(clock_now()) + 7);
	ck_assert_int_eq(assessor_remind_job(context), OK);
	ck_assert_int_eq(assessor_remind_job(context), OK);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM notice WHERE role = 'center.security'"), 1);
}
END_TEST

/* ---- penalties ---- */

START_TEST(penalty_quotes_a_contract_of_that_provider)
{
	refused(ASSESS, penalty_drafted(OTHER_PROVIDER), "notify", NULL, "所引合同不是与这家服务商签订的");
}
END_TEST

START_TEST(penalty_without_evidence_is_refused)
{
	int64_t id = penalty_drafted(PROVIDER);

	office_sql(cloud, "UPDATE attachment SET withdrawn_at = 1 WHERE matter_id = %" PRId64, id);
	refused(ASSESS, id, "notify", NULL, "证据");
}
END_TEST

START_TEST(provider_that_keeps_silent_is_judged_by_the_evidence)
{
	int64_t id = penalty_drafted(PROVIDER);
	struct context *context = as(ASSESS);

	context->actor = system_actor();
	go(ASSESS, id, "notify");
	clock_freeze(day_start(at_day(2026, 3, 25)) + 9 * 3600);
	ck_assert_int_eq(timeout_job(context), OK);
	ck_assert_str_eq(state_now(id), "reviewing");
}
END_TEST

static struct values *statement(void)
{
	struct values *fields = fields_of("reply");

	values_set(fields, "statement", "故障由固件缺陷引起，已经升级固件，请从轻处理。");
	return fields;
}

/* Answered on Monday 2 March, ten working days end on Monday the 16th: what was said is in the record. */
START_TEST(statement_that_the_providers_lead_does_not_look_at_stops_no_penalty)
{
	int64_t id = penalty_drafted(PROVIDER);
	struct context *context = as(ASSESS);

	context->actor = system_actor();
	go(ASSESS, id, "notify");
	go_with(OPERATOR, id, "reply", statement());
	clock_freeze(day_end(at_day(2026, 3, 16)));
	ck_assert_int_eq(timeout_job(context), OK);
	ck_assert_str_eq(state_now(id), "reply_check");
	clock_freeze(day_end(at_day(2026, 3, 16)) + 1);
	ck_assert_int_eq(timeout_job(context), OK);
	ck_assert_str_eq(state_now(id), "reviewing");
	ck_assert_int_ne(try_with(OPERATOR_LEAD, id, "send_reply", NULL, NULL), OK);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM event WHERE action = 'reply'"
					      " AND body LIKE '%%固件缺陷%%'"),
			 1);
}
END_TEST

/*
 * Told on Monday 2 March: five working days end on Monday the 9th, ten on the 16th.  Sent back and forth it stays so,
 * and who is timed cannot hold it.
 */
START_TEST(statement_sent_back_and_forth_gains_no_time)
{
	int64_t id = penalty_drafted(PROVIDER);
	struct context *context;
	const char *why;

	go(ASSESS, id, "notify");
	ck_assert_int_eq(seen_by(OPERATOR, id)->due_at, day_end(at_day(2026, 3, 9)));
	ck_assert_int_eq(
		matter_hold(as(OPERATOR), seen_by(OPERATOR, id), "经办岗位出差取证", at_day(2026, 3, 10), &why),
		ERR_INVALID);
	ck_assert_str_eq(why, "只有由省大数据中心办理的环节可以挂起");
	for (int day = 4; day <= 10; day += 3) {
		clock_freeze(day_start(at_day(2026, 3, day)) + 9 * 3600);
		go_with(OPERATOR, id, "reply", statement());
		go(OPERATOR_LEAD, id, "return_reply");
		ck_assert_int_eq(seen_by(OPERATOR, id)->due_at, day_end(at_day(2026, 3, 9)));
		ck_assert_ptr_nonnull(strstr(seen_by(OPERATOR, id)->due_rule, "03-09"));
	}
	context = as(ASSESS);
	context->actor = system_actor();
	clock_freeze(day_end(at_day(2026, 3, 16)));
	ck_assert_int_eq(timeout_job(context), OK);
	ck_assert_str_eq(state_now(id), "replying");
	clock_freeze(day_end(at_day(2026, 3, 16)) + 1);
	ck_assert_int_eq(timeout_job(context), OK);
	ck_assert_str_eq(state_now(id), "reviewing");
}
END_TEST

START_TEST(deduction_is_recorded_with_its_amount)
{
	int64_t id = penalty_to_decide("deduction");
	struct values *fields = fields_of("decide_deduction");

	values_set(fields, "decided_deduction", "0");
	refused(LEADER, id, "decide_deduction", fields, "扣减金额应大于 0");
	values_set(fields, "decided_deduction", "5000");
	go_with(LEADER, id, "decide_deduction", fields);
	ck_assert_int_eq(office_number(cloud, "SELECT amount FROM penalty WHERE kind = 'deduction'"), 500000);
	go(OPERATOR, id, "receive");
	ck_assert_str_eq(state_now(id), "done");
}
END_TEST

/* Decided on Monday 2 March: fifteen working days end on Monday the 23rd. */
START_TEST(who_does_not_rectify_in_time_is_proceeded_against_once_more)
{
	int64_t id = penalty_to_decide("rectification");

	go(LEADER, id, "decide_rectification");
	refused(ASSESS, id, "overdue", NULL, "还没有过");
	clock_freeze(day_end(at_day(2026, 3, 23)) + 1);
	go(ASSESS, id, "overdue");
	ck_assert_str_eq(state_now(id), "rectifying");
	ck_assert_int_eq(
		office_number(cloud,
			      "SELECT count(*) FROM matter m JOIN matter_draft d ON d.matter_id = m.id WHERE "
			      "m.procedure_key = 'penalty' AND m.state = 'draft' AND m.base_matter_id = %" PRId64
			      " AND d.body LIKE '%%处罚整改逾期未完成：故障%%' AND d.body LIKE '%%第 19 条%%'",
			      id),
		1);
}
END_TEST

START_TEST(proposal_of_revocation_opens_it_for_the_assessing_post)
{
	int64_t id = penalty_to_decide("revocation");

	go(LEADER, id, "propose_revocation");
	ck_assert_str_eq(state_now(id), "proposed");
	ck_assert_int_eq(
		office_number(cloud,
			      "SELECT count(*) FROM matter m JOIN task t ON t.matter_id = m.id AND t.role = "
			      "'center.assess' AND t.closed_at IS NULL WHERE m.procedure_key = 'revocation' AND "
			      "m.base_matter_id = %" PRId64,
			      id),
		1);
}
END_TEST

/* ---- interpretations ---- */

START_TEST(answer_is_published_as_approved_and_its_words_stay)
{
	struct values *form, *fields;
	int64_t id;

	cloud_procedure("interpretation");
	form = values_empty(cloud->arena, application->form, application->form_count);
	values_set(form, "article_no", "16");
	values_set(form, "question_title", "扩容能否换服务商");
	values_set(form, "question", "我厅水利一张图扩容能否由乙云提供？");
	id = opened_by(CLERK, form);
	go(CLERK, id, "ask");
	fields = fields_of("draft_answer");
	values_set(fields, "published_question", "系统扩容能否由其他服务商提供？");
	values_set(fields, "answer", "原则上由同一服务商提供，例外须经批准。");
	go_with(REVIEW, id, "draft_answer", fields);
	go(LEADER, id, "publish");
	ck_assert_int_eq(office_number(cloud,
				       "SELECT article = 16 AND question = '系统扩容能否由其他服务商提供？' FROM "
				       "interpretation"),
			 1);
	ck_assert_str_eq(office_try(cloud, "UPDATE interpretation SET answer = '改了'"),
			 "interpretation: published words never change");
}
END_TEST

static struct values *contract_with_platform(const char *kind, const char *code, const char *capacity_code)
{
	struct values *form = contract_form("HT-1", 0);
	struct values *row = row_add(form, "new_platforms");

	values_set(row, "code", code);
	values_set(row, "name", "甲云新区");
	values_set(row, "kind", kind);
	values_set(row, "zones", "政务外网公共区");
	row = row_add(form, "new_capacity");
	values_set(row, "code", capacity_code);
	values_set(row, "class", "vcpu");
	values_set_number(row, "total", 800);
	return form;
}

/* 0: not known. */
static int64_t begun_day(int64_t platform)
{
	return office_number(cloud, "SELECT begun_day FROM platform_logged WHERE platform_id = %" PRId64, platform);
}

START_TEST(contract_brings_a_platform_that_nobody_knew)
{
	struct values *fields, *form, *row;
	int64_t id, most = 0, platform;

	cloud_procedure("contract");
	form = contract_with_platform("service", "jia-2", "jia-2");
	row = row_add(form, "overcommit");
	values_set(row, "class", "vcpu");
	values_set(row, "most", "2.5");
	id = contract_drafted(form);
	go(ASSESS, id, "submit");
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM platform WHERE code = 'jia-2'"), 0);
	go(OPERATOR_LEAD, id, "confirm");
	go(LEADER, id, "take_effect");
	platform = office_number(
		cloud, "SELECT id FROM platform WHERE code = 'jia-2' AND kind = 'service' AND operator_id = %d",
		PROVIDER);
	ck_assert_int_eq(office_number(cloud, "SELECT total FROM capacity WHERE platform_id = %" PRId64, platform),
			 800);
	ck_assert_int_eq(
		office_number(cloud, "SELECT count(*) FROM contract_platform WHERE platform_id = %" PRId64, platform),
		1);
	ck_assert_int_eq(provider_overcommit(as(ASSESS), platform, "vcpu", at_day(2026, 3, 1), &most), FOUND);
	ck_assert_int_eq(most, 250);
	ck_assert_int_eq(provider_overcommit(as(ASSESS), platform, "vcpu", at_day(2026, 6, 1), &most), NOT_FOUND);
	ck_assert_int_eq(provider_overcommit(as(ASSESS), platform, "memory_gb", at_day(2026, 3, 1), &most), NOT_FOUND);
	/* A supplement that says nothing new of it leaves it as it is. */
	fields = fields_of("begin_supplement");
	values_set(fields, "supplement_no", "补-1");
	values_set(fields, "supplement_subject", "可用率调整");
	values_set_number(fields, "supplement_from", at_day(2026, 4, 1));
	go_with(ASSESS, id, "begin_supplement", fields);
	hand_in_by(ASSESS, id, "supplement_scan");
	go(ASSESS, id, "submit_supplement");
	go(OPERATOR_LEAD, id, "confirm_supplement");
	go(LEADER, id, "adopt_supplement");
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM platform WHERE name = '甲云新区'"), 1);
	ck_assert_int_eq(
		office_number(cloud, "SELECT count(*) FROM contract_platform WHERE platform_id = %" PRId64, platform),
		1);
	ck_assert_int_eq(begun_day(platform), at_day(2026, 1, 1));
}
END_TEST

/* The contract began on 2026-01-01, the supplement that brings the platform counts from 2026-04-01. */
START_TEST(platform_of_a_supplement_begins_with_the_supplement)
{
	int64_t id = contract_in_force();
	struct values *form = contract_with_platform("service", "jia-2", "jia-2");

	values_set_number(row_add(form, "platforms"), "platform", FIRST_CLOUD);
	supplement(id, form);
	go(ASSESS, id, "submit_supplement");
	go(OPERATOR_LEAD, id, "confirm_supplement");
	go(LEADER, id, "adopt_supplement");
	ck_assert_int_eq(begun_day(office_number(cloud, "SELECT id FROM platform WHERE code = 'jia-2'")),
			 at_day(2026, 4, 1));
	ck_assert_int_eq(begun_day(FIRST_CLOUD), 0);
}
END_TEST

START_TEST(platform_of_a_contract_is_new_fits_the_provider_and_has_capacity)
{
	cloud_procedure("contract");
	refused(ASSESS, contract_drafted(contract_with_platform("service", "Jia 2", "jia-2")), "submit", NULL,
		"第 1 行平台代码用小写字母");
	office_sql(cloud, "UPDATE platform SET code = 'jia-1' WHERE id = 2");
	refused(ASSESS, contract_drafted(contract_with_platform("service", "jia-1", "jia-1")), "submit", NULL,
		"平台代码“jia-1”或者名称“甲云新区”已经使用");
	refused(ASSESS, contract_drafted(contract_with_platform("supervision", "jia-2", "jia-2")), "submit", NULL,
		"所选服务商不是云监管服务商");
	refused(ASSESS, contract_drafted(contract_with_platform("service", "jia-2", "jia-3")), "submit", NULL,
		"新平台“甲云新区”没有容量");
}
END_TEST

int main(void)
{
	return RUN_CLOUD(
		"modules/provider", contract_goes_into_the_register_with_its_terms,
		contract_is_refused_that_contradicts_itself, coefficient_is_what_the_contract_says_or_not_set,
		supplement_adds_a_version_and_leaves_the_past_as_it_was, supplement_keeps_number_and_provider,
		supplement_that_came_to_nothing_leaves_the_terms_as_approved,
		contract_brings_a_platform_that_nobody_knew, platform_of_a_supplement_begins_with_the_supplement,
		platform_of_a_contract_is_new_fits_the_provider_and_has_capacity,
		contract_ends_after_its_day_and_not_before, end_is_reminded_of_ninety_and_thirty_days_ahead_once_each,
		qualification_is_reminded_of_before_it_ends, penalty_quotes_a_contract_of_that_provider,
		penalty_without_evidence_is_refused, provider_that_keeps_silent_is_judged_by_the_evidence,
		statement_that_the_providers_lead_does_not_look_at_stops_no_penalty,
		statement_sent_back_and_forth_gains_no_time, deduction_is_recorded_with_its_amount,
		who_does_not_rectify_in_time_is_proceeded_against_once_more,
		proposal_of_revocation_opens_it_for_the_assessing_post,
		answer_is_published_as_approved_and_its_words_stay);
}
