#include "unit/modules/cloud.h"

/* ---- filing_usable ---- */

START_TEST(filing_of_another_unit_is_refused)
{
	int64_t id = draft_with(form_complete("new", "BA-0003"));

	refused(CLERK, id, "submit", NULL, "不是本单位的备案");
	ck_assert_str_eq(state_now(id), "draft");
}
END_TEST

START_TEST(number_outside_the_register_needs_its_proof_and_is_added_at_acceptance)
{
	int64_t id = draft_with(form_complete("new", "BA-9999"));
	struct values *fields;

	refused(CLERK, id, "submit", NULL, "不在登记册中");
	hand_in(id, "filing_proof");
	bring(id, "acceptance");
	refused(INTAKE, id, "accept", fields_of("accept"), "须核对备案证明后补登");
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM filing WHERE filing_no = 'BA-9999'"), 0);
	fields = fields_of("accept");
	values_set(fields, "filing_confirmed", "yes");
	go_with(INTAKE, id, "accept", fields);
	ck_assert_int_eq(
		office_number(cloud,
			      "SELECT organisation_id FROM filing WHERE filing_no = 'BA-9999' AND source = 'proof'"),
		UNIT);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM audit WHERE action = 'filing.confirm'"), 1);
}
END_TEST

START_TEST(registered_number_is_not_added_again)
{
	brought("review_prepare");
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM filing WHERE source = 'proof'"), 0);
}
END_TEST

START_TEST(number_bound_to_a_live_system_is_refused_unless_it_is_the_base)
{
	int64_t first = brought("allocating");
	int64_t system = office_number(cloud, "SELECT system_id FROM matter WHERE id = %" PRId64, first);
	struct values *form = form_complete("new", "BA-0001");
	int64_t id = draft_with(form);

	refused(CLERK, id, "submit", NULL, "已绑定在用系统");
	form = form_complete("new", "BA-0001");
	values_set(form, "sub_system", "yes");
	values_set_number(form, "base_system_id", system);
	bring(draft_with(form), "unit_check");
	form = form_complete("reapplication", "BA-0001");
	values_set_number(form, "base_system_id", system);
	bring(draft_with(form), "unit_check");
}
END_TEST

START_TEST(base_system_must_use_the_same_number)
{
	int64_t first = brought("allocating");
	struct values *form = form_complete("reapplication", "BA-0002");

	values_set_number(form, "base_system_id",
			  office_number(cloud, "SELECT system_id FROM matter WHERE id = %" PRId64, first));
	refused(CLERK, draft_with(form), "submit", NULL, "不使用这个备案号");
}
END_TEST

START_TEST(of_two_applications_for_one_number_the_second_ruling_is_refused)
{
	int64_t first = draft_with(form_complete("new", "BA-0001"));
	int64_t second = draft_with(form_complete("new", "BA-0001"));

	bring(first, "ruling");
	bring(second, "ruling");
	bring(first, "allocating");
	ck_assert_int_eq(try_with(APPROVE, second, "rule", "同意", ruling_proposed(second)), ERR_INVALID);
	ck_assert_ptr_nonnull(strstr(complaints(), "已绑定在用系统"));
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM system"), 1);
	ck_assert_str_eq(state_now(second), "ruling");
}
END_TEST

/* ---- every answer has sentence, cure, link ---- */

static void helped(enum verdict (*guard)(struct moving *, struct answer *), int64_t id, struct values *form,
		   struct values *fields)
{
	struct answer answer;

	ck_assert_int_eq(ask(guard, CLERK, id, form, fields, &answer), VERDICT_NO);
	ck_assert_ptr_nonnull(answer.sentence);
	ck_assert_ptr_nonnull(answer.cure);
	ck_assert_ptr_nonnull(answer.link);
}

static const char *answer_of(struct values *form, int64_t id)
{
	struct answer answer;

	ck_assert_int_eq(ask(request_agrees, CLERK, id, form, NULL, &answer), VERDICT_NO);
	return answer.sentence;
}

START_TEST(every_no_says_what_cures_it_and_where)
{
	struct values *form = form_complete("migration", "BA-0003");
	int64_t id = draft_with(form);

	values_set(form, "level", "4");
	values_set(form, "classified_no", "no");
	port_add(form, "3389", "internet");
	machine_add(form, "app", "10", "64", "128");
	helped(filing_usable, id, form, NULL);
	helped(level_allowed, id, form, NULL);
	helped(not_classified, id, form, NULL);
	helped(ports_allowed, id, form, NULL);
	helped(sizing_data_present, id, form, NULL);
	helped(reports_fresh, id, form, NULL);
	helped(documents_complete, id, form, NULL);
	helped(statement_agreed, id, form, fields_of("approve_application"));
}
END_TEST

START_TEST(request_that_contradicts_itself_is_refused)
{
	struct values *form = form_complete("new", "BA-0001");
	int64_t id = draft_with(form);
	struct answer answer;

	ck_assert_int_eq(ask(request_agrees, CLERK, id, form, NULL, &answer), VERDICT_YES);
	values_set(form, "level", "3");
	helped(request_agrees, id, form, NULL);
	values_set(form, "crypto_assessment", "yes");
	ck_assert_int_eq(ask(request_agrees, CLERK, id, form, NULL, &answer), VERDICT_YES);
	values_set_number(form, "expected_day", day_of(clock_now()) + 3);
	helped(request_agrees, id, form, NULL);
	ck_assert_ptr_nonnull(strstr(answer_of(form, id), "期望开通日期早于"));
	values_set_number(form, "expected_day", day_of(clock_now()) + 60);
	ck_assert_int_eq(ask(request_agrees, CLERK, id, form, NULL, &answer), VERDICT_YES);
	values_set(form, "security_services", "edr");
	ck_assert_ptr_nonnull(strstr(answer_of(form, id), "态势感知接入为必选"));
	values_set(form, "security_services", "situation");
	values_set(form, "rto_hours", "0.2");
	ck_assert_ptr_nonnull(strstr(answer_of(form, id), "不能短于 0.25 小时"));
	values_set(form, "rto_hours", "0.25");
	ck_assert_int_eq(ask(request_agrees, CLERK, id, form, NULL, &answer), VERDICT_YES);
	machine_add(form, "app", "1", "4", "64");
	ck_assert_ptr_nonnull(strstr(answer_of(form, id), "第 2 行内存与处理器之比"));
	refused(CLERK, draft_with(form), "submit", NULL, "第 2 行内存与处理器之比");
}
END_TEST

START_TEST(before_anything_is_typed_no_gate_says_no)
{
	struct values *empty = values_empty(cloud->arena, application->form, application->form_count);
	struct answer answer;

	for (size_t i = 0; i < application->gate_count; i++) {
		ck_assert_int_ne(ask(application->gates[i]->test, CLERK, 0, empty, NULL, &answer), VERDICT_NO);
		ck_assert_ptr_nonnull(answer.sentence);
	}
}
END_TEST

/* ---- level, classification, statement ---- */

START_TEST(fourth_level_waits_for_the_leaders_exception)
{
	struct values *form = form_complete("new", "BA-0001");
	int64_t id;

	values_set(form, "level", "4");
	values_set(form, "crypto_assessment", "yes");
	id = draft_with(form);
	bring(id, "acceptance");
	refused(INTAKE, id, "accept", NULL, "四级超过三级上限");
	go(LEADER, id, "except_level");
	go(INTAKE, id, "accept");
}
END_TEST

START_TEST(classified_is_always_refused)
{
	struct values *form = form_complete("new", "BA-0001");

	values_set(form, "classified_no", "no");
	refused(CLERK, draft_with(form), "submit", NULL, "涉密系统一律不予受理");
}
END_TEST

START_TEST(statement_is_agreed_before_the_unit_passes_it)
{
	int64_t id = brought("unit_check");
	struct values *fields = fields_of("approve_application");

	values_set(fields, "statement_agreed", "no");
	refused(LEAD, id, "approve_application", fields, "还没有同意责任书");
}
END_TEST

/* ---- ports ---- */

START_TEST(remote_and_database_ports_are_not_open_to_the_internet)
{
	static const char *const bad[] = {"22",    "3389", "1433",          "1521",      "3306",      "5432",    "5236",
					  "54321", "6379", "80、443、3306", "3300-3400", "20-25/tcp", "443 5432"};
	static const char *const good[] = {"443", "80、443、8000-8100", "2222", "33060", "", "53/udp"};

	for (size_t i = 0; i < ARRAY_LENGTH(bad); i++)
		ck_assert_msg(ports_forbidden(bad[i]) != 0, "%s", bad[i]);
	for (size_t i = 0; i < ARRAY_LENGTH(good); i++)
		ck_assert_msg(ports_forbidden(good[i]) == 0, "%s", good[i]);
}
END_TEST

START_TEST(database_port_inside_the_network_is_allowed)
{
	struct values *form = form_complete("new", "BA-0001");

	port_add(form, "443", "internet");
	port_add(form, "5432", "private");
	bring(draft_with(form), "unit_check");
	form = form_complete("new", "BA-0002");
	port_add(form, "5432", "internet");
	refused(CLERK, draft_with(form), "submit", NULL, "5432 端口不得对互联网开放");
}
END_TEST

START_TEST(ports_really_open_are_looked_at_too)
{
	int64_t id = brought("deploying");

	refused(CLERK, id, "finish_deployment", deployed("443、3306"), "3306 端口不得对互联网开放");
	go_with(CLERK, id, "finish_deployment", deployed("443"));
}
END_TEST

/* ---- documents, sizing, reports ---- */

START_TEST(missing_documents_are_named)
{
	struct values *form = form_complete("new", "BA-0001");
	int64_t id = draft_with(form);
	struct answer answer;

	office_sql(cloud, "UPDATE attachment SET withdrawn_at = 1 WHERE document = 'cloud_plan'");
	ck_assert_int_eq(ask(documents_complete, CLERK, id, form, NULL, &answer), VERDICT_NO);
	ck_assert_ptr_nonnull(strstr(answer.sentence, "上云方案"));
	ck_assert_ptr_null(strstr(answer.sentence, "申请函"));
	ck_assert_str_eq(answer.field, "cloud_plan");
	ck_assert_int_eq(try_with(CLERK, id, "submit", NULL, NULL), ERR_INVALID);
}
END_TEST

START_TEST(evidence_an_action_asks_for_is_the_actors_own)
{
	static const char *asked[] = {"topology"};
	struct values *form = form_complete("new", "BA-0001");
	int64_t id = draft_with(form);
	struct action action = *procedure_action(application, "submit");
	struct moving moving = {.context = as(CLERK), .procedure = application, .form = form, .action = &action};
	struct answer answer;

	action.documents = asked;
	action.document_count = 1;
	moving.matter = seen_by(CLERK, id);
	ck_assert_int_eq(documents_complete(&moving, &answer), VERDICT_NO);
	ck_assert_str_eq(answer.field, "topology");
	hand_in_by(INTAKE, id, "topology");
	ck_assert_int_eq(documents_complete(&moving, &answer), VERDICT_NO);
	hand_in(id, "topology");
	ck_assert_int_eq(documents_complete(&moving, &answer), VERDICT_YES);
}
END_TEST

START_TEST(above_sixty_four_cores_measured_data_is_asked_for)
{
	struct values *form = form_complete("new", "BA-0001");
	int64_t id;

	machine_add(form, "app", "1", "64", "128");
	id = draft_with(form);
	refused(CLERK, id, "submit", NULL, "处理器合计 68 核");
	office_sql(cloud,
		   "INSERT INTO setting (key, valid_from, value, changed_at) VALUES ('sizing_data_vcpu', %" PRId64
		   ", '32', 1)",
		   day_of(clock_now()));
	ck_assert_int_eq(service_refresh(cloud->service, cloud->reader), OK);
	refused(CLERK, id, "submit", NULL, "超过 32 核");
	hand_in(id, "sizing_data");
	go(CLERK, id, "submit");
}
END_TEST

START_TEST(migration_needs_both_reports)
{
	int64_t id = draft_with(form_complete("migration", "BA-0001"));

	refused(CLERK, id, "submit", NULL, "安全评估报告");
	hand_in_report(id, "security_report", 1, at_day(2026, 1, 5));
	refused(CLERK, id, "submit", NULL, "性能测试报告");
	hand_in_report(id, "performance_report", 2, at_day(2026, 1, 5));
	bring(id, "review_prepare");
}
END_TEST

START_TEST(new_system_needs_no_report_to_apply)
{
	struct answer answer;
	struct values *form = form_complete("new", "BA-0001");

	ck_assert_int_eq(ask(reports_fresh, CLERK, draft_with(form), form, NULL, &answer), VERDICT_YES);
}
END_TEST

/* Day of the report, who issued it, what the refusal says; NULL: it is good. */
static void report_is(int64_t day, int64_t assessor, const char *words)
{
	struct values *form = form_complete("migration", "BA-0001");
	int64_t id = draft_with(form);
	struct answer answer;
	enum verdict verdict;

	hand_in_report(id, "performance_report", 2, at_day(2026, 1, 5));
	hand_in_report(id, "security_report", assessor, day);
	verdict = ask(reports_fresh, CLERK, id, form, NULL, &answer);
	if (words == NULL)
		ck_assert_msg(verdict == VERDICT_YES, "%s", answer.sentence);
	else
		ck_assert_msg(verdict == VERDICT_NO && strstr(answer.sentence, words) != NULL, "%s", answer.sentence);
}

START_TEST(report_is_good_for_twelve_months_to_the_day)
{
	report_is(at_day(2025, 3, 2), 1, NULL);
	report_is(at_day(2025, 3, 1), 1, "已超过 12 个月");
	report_is(at_day(2026, 3, 2), 1, NULL);
	report_is(at_day(2026, 3, 3), 1, "晚于今天");
}
END_TEST

START_TEST(assessor_must_be_qualified_on_the_day_of_the_report)
{
	office_sql(cloud, "UPDATE assessor SET valid_from = %" PRId64 ", valid_to = %" PRId64 " WHERE id = 1",
		   at_day(2026, 1, 10), at_day(2026, 1, 20));
	report_is(at_day(2026, 1, 10), 1, NULL);
	report_is(at_day(2026, 1, 20), 1, NULL);
	report_is(at_day(2026, 1, 9), 1, "不在甲测评的资质有效期");
	report_is(at_day(2026, 1, 21), 1, "不在甲测评的资质有效期");
	report_is(at_day(2026, 1, 10), 2, "没有这一类资质");
}
END_TEST

START_TEST(months_end_where_the_month_ends)
{
	ck_assert_int_eq(months_after(at_day(2026, 8, 31), 1), at_day(2026, 9, 30));
	ck_assert_int_eq(months_after(at_day(2024, 2, 29), 12), at_day(2025, 2, 28));
	ck_assert_int_eq(months_after(at_day(2025, 12, 15), 1), at_day(2026, 1, 15));
}
END_TEST

int main(void)
{
	return RUN_CLOUD(
		"modules/registry", filing_of_another_unit_is_refused,
		number_outside_the_register_needs_its_proof_and_is_added_at_acceptance,
		registered_number_is_not_added_again, number_bound_to_a_live_system_is_refused_unless_it_is_the_base,
		base_system_must_use_the_same_number, of_two_applications_for_one_number_the_second_ruling_is_refused,
		every_no_says_what_cures_it_and_where, request_that_contradicts_itself_is_refused,
		before_anything_is_typed_no_gate_says_no, fourth_level_waits_for_the_leaders_exception,
		classified_is_always_refused, statement_is_agreed_before_the_unit_passes_it,
		remote_and_database_ports_are_not_open_to_the_internet, database_port_inside_the_network_is_allowed,
		ports_really_open_are_looked_at_too, missing_documents_are_named,
		evidence_an_action_asks_for_is_the_actors_own, above_sixty_four_cores_measured_data_is_asked_for,
		migration_needs_both_reports, new_system_needs_no_report_to_apply,
		report_is_good_for_twelve_months_to_the_day, assessor_must_be_qualified_on_the_day_of_the_report,
		months_end_where_the_month_ends);
}
