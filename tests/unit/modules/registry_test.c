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
	refused(SECURITY, id, "begin_operation", NULL, "不满 30 日");
	pass_days(29);
	refused(SECURITY, id, "begin_operation", NULL, "不满 30 日");
	pass_days(1);
	go(SECURITY, id, "begin_operation");
	ck_assert_str_eq(state_now(id), "operating");
	ck_assert_int_eq(in_state("operating"), 1);
	ck_assert_int_eq(office_number(cloud, "SELECT expires_day FROM system"), at_day(2028, 4, 1));
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
	go_with(CLERK, id, "confirm_cutover", cut_over());
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

/* ---- pages ---- */

static void open_pages(void)
{
	office_person(cloud, 111, CENTER, "intake", "center.intake");
	office_person(cloud, 115, CENTER, "dispatch", "center.dispatch");
	office_person(cloud, 116, CENTER, "security", "center.security");
	office_person(cloud, 121, UNIT, "unit", "unit.clerk");
	office_person(cloud, 131, OTHER_UNIT, "stranger", "unit.clerk");
	office_person(cloud, 141, PROVIDER, "operator", "operator.clerk");
	office_person(cloud, 151, OTHER_PROVIDER, "operator2", "operator.clerk");
	office_open(cloud);
}

static int status_of(const char *path)
{
	return office_get(cloud, path)->response.status;
}

START_TEST(unit_sees_its_own_filings_and_the_center_all)
{
	open_pages();
	office_enter(cloud, "unit");
	ck_assert_int_eq(status_of("/filings"), 200);
	ck_assert(office_shows(cloud->req, "BA-0001"));
	ck_assert(!office_shows(cloud->req, "BA-0003"));
	ck_assert(!office_shows(office_get(cloud, "/filings?number=BA-0003"), "别家的系统"));
	ck_assert_int_eq(status_of("/filings/import"), 403);
	office_enter(cloud, "intake");
	ck_assert(office_shows(office_get(cloud, "/filings"), "BA-0003"));
	ck_assert(office_shows(office_get(cloud, "/filings?number=BA-0003"), "别家的系统"));
	ck_assert_int_eq(status_of("/filings?after=x"), 400);
	office_enter(cloud, "operator");
	ck_assert_int_eq(status_of("/filings"), 403);
}
END_TEST

static int64_t filings(void)
{
	return office_number(cloud, "SELECT count(*) FROM filing");
}

START_TEST(import_previews_saves_nothing_then_saves_all)
{
	const char *csv =
		"备案号,系统名称,单位,备案日期\nBA-2001,新系统甲,测试单位2,2026-01-05\nBA-2002,新系统乙,ORG3,\n";
	struct request *req;

	open_pages();
	office_enter(cloud, "intake");
	req = office_upload(cloud, "/filings/import", csv);
	ck_assert_int_eq(req->response.status, 200);
	ck_assert(office_shows(req, "新系统甲"));
	ck_assert_int_eq(filings(), 3);
	req = office_post(cloud, "/filings/import",
			  arena_printf(cloud->arena, "action=import&text=%s", text_url(cloud->arena, csv)));
	ck_assert_int_eq(req->response.status, 303);
	ck_assert_int_eq(filings(), 5);
	ck_assert_int_eq(office_number(cloud, "SELECT organisation_id FROM filing WHERE filing_no = 'BA-2002'"),
			 OTHER_UNIT);
	ck_assert_int_eq(office_number(cloud, "SELECT filed_day FROM filing WHERE filing_no = 'BA-2001'"),
			 at_day(2026, 1, 5));
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM audit WHERE action = 'filing.import'"), 1);
}
END_TEST

START_TEST(one_wrong_line_keeps_all_out)
{
	const char *csv = "备案号,系统名称,单位,备案日期\n"
			  "BA-2001,新系统甲,测试单位2,2026-01-05\n"
			  "BA-2001,新系统乙,测试单位2,2026-01-05\n"
			  "BA-2003,新系统丙,没有的单位,2026-01-05\n"
			  "BA-0003,别家的系统,测试单位2,2026-01-05\n"
			  "BA-2005,新系统戊,测试单位2,2099-01-05\n"
			  "BA-2006,,测试单位2,昨天\n";
	struct request *req;

	open_pages();
	office_enter(cloud, "intake");
	for (int pass = 0; pass < 2; pass++) {
		req = pass == 0 ? office_upload(cloud, "/filings/import", csv)
				: office_post(cloud, "/filings/import",
					      arena_printf(cloud->arena, "action=import&text=%s",
							   text_url(cloud->arena, csv)));
		ck_assert_int_eq(req->response.status, 422);
		ck_assert(office_shows(req, "与第 2 行重复"));
		ck_assert(office_shows(req, "没有这个使用单位"));
		ck_assert(office_shows(req, "已登记在其他单位名下"));
		ck_assert(office_shows(req, "晚于今天"));
		ck_assert(office_shows(req, "请填写系统名称"));
		ck_assert_int_eq(filings(), 3);
	}
	req = office_upload(cloud, "/filings/import", "备案号,系统名称\nBA-2001,新系统甲\n");
	ck_assert_int_eq(req->response.status, 422);
	ck_assert(office_shows(req, "缺少列“单位”"));
}
END_TEST

START_TEST(list_taken_in_again_confirms_what_came_by_proof)
{
	const char *csv = "备案号,系统名称,单位,备案日期\nBA-0001,水利一张图,测试单位2,2025-01-05\n";

	office_sql(cloud, "UPDATE filing SET source = 'proof', filed_day = NULL WHERE id = 1");
	open_pages();
	office_enter(cloud, "intake");
	ck_assert_int_eq(office_post(cloud, "/filings/import",
				     arena_printf(cloud->arena, "action=import&text=%s", text_url(cloud->arena, csv)))
				 ->response.status,
			 303);
	ck_assert_int_eq(filings(), 3);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM filing WHERE id = 1 AND source = 'register'"
					      " AND filed_day IS NOT NULL"),
			 1);
}
END_TEST

START_TEST(import_reads_what_a_spreadsheet_saves)
{
	/* GB18030: 备案号,系统名称,单位,备案日期 / BA-2001,水利,ORG2, */
	const char *csv = "\xb1\xb8\xb0\xb8\xba\xc5,\xcf\xb5\xcd\xb3\xc3\xfb\xb3\xc6,\xb5\xa5\xce\xbb,"
			  "\xb1\xb8\xb0\xb8\xc8\xd5\xc6\xda\r\nBA-2001,\xcb\xae\xc0\xfb,ORG2,\r\n";

	open_pages();
	office_enter(cloud, "intake");
	ck_assert_int_eq(office_upload(cloud, "/filings/import", csv)->response.status, 200);
	ck_assert(office_shows(cloud->req, "水利"));
	ck_assert_int_eq(status_of("/filings/sample"), 200);
}
END_TEST

START_TEST(assessors_are_kept_by_the_security_post_alone)
{
	const char *fields = "action=add&name=%E4%B8%99%E6%B5%8B%E8%AF%84&kind=security&qualification_no=Q-9&scope=abc"
			     "&valid_from=2026-01-01&valid_to=2026-12-31&organisation=";
	int64_t id;

	open_pages();
	office_enter(cloud, "unit");
	ck_assert_int_eq(status_of("/assessors"), 200);
	ck_assert_int_eq(office_post(cloud, "/assessors", fields)->response.status, 403);
	office_enter(cloud, "security");
	ck_assert_int_eq(office_post(cloud, "/assessors", fields)->response.status, 303);
	id = office_number(cloud, "SELECT id FROM assessor WHERE qualification_no = 'Q-9'");
	ck_assert(office_shows(office_get(cloud, arena_printf(cloud->arena, "/assessors?edit=%" PRId64, id)), "Q-9"));
	/* The same number again changes the row. */
	ck_assert_int_eq(
		office_post(cloud, "/assessors", text_replace(cloud->arena, fields, "2026-12-31", "2027-12-31"))
			->response.status,
		303);
	ck_assert_int_eq(office_number(cloud, "SELECT valid_to FROM assessor WHERE id = %" PRId64, id),
			 at_day(2027, 12, 31));
	ck_assert_int_eq(
		office_post(cloud, "/assessors", text_replace(cloud->arena, fields, "2026-12-31", "2025-12-31"))
			->response.status,
		422);
	ck_assert_int_eq(
		office_post(cloud, "/assessors", arena_printf(cloud->arena, "action=end&assessor=%" PRId64, id))
			->response.status,
		303);
	ck_assert_int_eq(office_number(cloud, "SELECT valid_to FROM assessor WHERE id = %" PRId64, id),
			 at_day(2026, 3, 1));
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM audit WHERE object = 'assessor'"), 3);
}
END_TEST

START_TEST(system_is_seen_by_its_parties_alone)
{
	char *path;

	brought("receipt");
	path = arena_printf(cloud->arena, "/systems/%" PRId64, office_number(cloud, "SELECT id FROM system"));
	open_pages();
	office_enter(cloud, "unit");
	ck_assert(office_shows(office_get(cloud, "/systems"), "水利一张图"));
	ck_assert_int_eq(status_of(path), 200);
	ck_assert(office_shows(cloud->req, "BA-0001"));
	ck_assert(office_shows(cloud->req, "甲云"));
	ck_assert(office_shows(cloud->req, "运维岗"));
	ck_assert(office_shows(cloud->req, "申请函"));
	ck_assert(!office_shows(office_get(cloud, "/systems?state=ended"), "水利一张图"));
	ck_assert(office_shows(office_get(cloud, "/systems?name=BA-0001"), "水利一张图"));
	office_enter(cloud, "operator");
	ck_assert_int_eq(status_of(path), 200);
	office_enter(cloud, "stranger");
	ck_assert(!office_shows(office_get(cloud, "/systems"), "水利一张图"));
	ck_assert_int_eq(status_of(path), 404);
	office_enter(cloud, "operator2");
	ck_assert_int_eq(status_of(path), 404);
}
END_TEST

START_TEST(responsible_post_is_changed_by_the_own_unit_alone)
{
	const char *fields =
		"action=responsible&responsible_title=%E6%96%B0%E5%B2%97%E4%BD%8D&responsible_phone=028-12345678";
	char *path;

	brought("receipt");
	path = arena_printf(cloud->arena, "/systems/%" PRId64, office_number(cloud, "SELECT id FROM system"));
	open_pages();
	office_enter(cloud, "stranger");
	ck_assert_int_eq(office_post(cloud, path, fields)->response.status, 404);
	office_enter(cloud, "operator");
	ck_assert_int_eq(office_post(cloud, path, fields)->response.status, 403);
	office_enter(cloud, "dispatch");
	ck_assert_int_eq(office_post(cloud, path, fields)->response.status, 403);
	office_enter(cloud, "unit");
	ck_assert_int_eq(office_post(cloud, path, "action=responsible&responsible_title=x&responsible_phone=abc")
				 ->response.status,
			 422);
	ck_assert_int_eq(office_post(cloud, path, fields)->response.status, 303);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM system WHERE responsible_phone = '028-12345678'"),
			 1);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM audit WHERE action = 'system.responsible'"), 1);
}
END_TEST

START_TEST(documents_sealed_to_the_center_are_not_listed_for_others)
{
	int64_t id = brought("receipt");
	char *path = arena_printf(cloud->arena, "/systems/%" PRId64, office_number(cloud, "SELECT id FROM system"));

	hand_in(id, "review_record");
	open_pages();
	office_enter(cloud, "unit");
	ck_assert(!office_shows(office_get(cloud, path), "评审记录"));
	office_enter(cloud, "dispatch");
	ck_assert(office_shows(office_get(cloud, path), "评审记录"));
}
END_TEST

START_TEST(platforms_are_seen_by_who_runs_uses_or_watches_them)
{
	brought("receipt");
	open_pages();
	office_enter(cloud, "unit");
	ck_assert_int_eq(status_of("/platforms"), 200);
	ck_assert(office_shows(cloud->req, "甲云"));
	ck_assert(!office_shows(cloud->req, "乙云"));
	ck_assert_int_eq(status_of("/platforms/1"), 200);
	ck_assert_int_eq(status_of("/platforms/2"), 404);
	office_enter(cloud, "stranger");
	ck_assert(!office_shows(office_get(cloud, "/platforms"), "甲云"));
	office_enter(cloud, "operator2");
	ck_assert_int_eq(status_of("/platforms/1"), 404);
	ck_assert_int_eq(status_of("/platforms/2"), 200);
	office_enter(cloud, "dispatch");
	ck_assert_int_eq(status_of("/platforms/1"), 200);
	ck_assert(office_shows(cloud->req, "4.0%"));
	ck_assert(office_shows(cloud->req, "水利一张图"));
}
END_TEST

START_TEST(red_lines_show_on_the_platform)
{
	brought("receipt");
	office_sql(cloud, "UPDATE capacity SET total = 5 WHERE platform_id = 1 AND class = 'vcpu'");
	open_pages();
	office_enter(cloud, "dispatch");
	ck_assert(office_shows(office_get(cloud, "/platforms/1"), "超过预警线"));
	office_sql(cloud, "UPDATE capacity SET total = 4 WHERE platform_id = 1 AND class = 'vcpu'");
	ck_assert(office_shows(office_get(cloud, "/platforms/1"), "超过扩容线"));
}
END_TEST

START_TEST(capacity_is_changed_by_dispatch_alone_and_never_below_what_is_committed)
{
	brought("receipt");
	open_pages();
	office_enter(cloud, "operator");
	ck_assert_int_eq(office_post(cloud, "/platforms/1", "action=capacity&vcpu=200&reason=abcd")->response.status,
			 403);
	office_enter(cloud, "dispatch");
	ck_assert_int_eq(office_post(cloud, "/platforms/1", "action=capacity&vcpu=3&reason=abcd")->response.status,
			 422);
	ck_assert(office_shows(cloud->req, "容量不得低于已占用的 4"));
	ck_assert_int_eq(office_post(cloud, "/platforms/1", "action=capacity&vcpu=200&reason=")->response.status, 422);
	ck_assert_int_eq(office_post(cloud, "/platforms/999", "action=capacity&vcpu=200&reason=abcd")->response.status,
			 404);
	ck_assert_int_eq(office_post(cloud, "/platforms/1", "action=capacity&vcpu=200&reason=abcd")->response.status,
			 303);
	ck_assert_int_eq(office_number(cloud, "SELECT total FROM capacity WHERE platform_id = 1 AND class = 'vcpu'"),
			 200);
	ck_assert_int_eq(
		office_number(cloud, "SELECT total FROM capacity WHERE platform_id = 1 AND class = 'memory_gb'"),
		10000);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM audit WHERE action = 'platform.capacity'"
					      " AND detail LIKE '%%\"vcpu\":[100,200]%%'"),
			 1);
}
END_TEST

int main(void)
{
	return RUN_CLOUD(
		"modules/registry", filing_of_another_unit_is_refused,
		number_outside_the_register_needs_its_proof_and_is_added_at_acceptance,
		registered_number_is_not_added_again, number_bound_to_a_live_system_is_refused_unless_it_is_the_base,
		base_system_must_use_the_same_number, of_two_applications_for_one_number_the_second_ruling_is_refused,
		every_no_says_what_cures_it_and_where, before_anything_is_typed_no_gate_says_no,
		fourth_level_waits_for_the_leaders_exception, classified_is_always_refused,
		statement_is_agreed_before_the_unit_passes_it, remote_and_database_ports_are_not_open_to_the_internet,
		database_port_inside_the_network_is_allowed, ports_really_open_are_looked_at_too,
		missing_documents_are_named, above_sixty_four_cores_measured_data_is_asked_for,
		migration_needs_both_reports, new_system_needs_no_report_to_apply,
		report_is_good_for_twelve_months_to_the_day, assessor_must_be_qualified_on_the_day_of_the_report,
		months_end_where_the_month_ends, ruling_makes_the_system_and_its_parties,
		formal_operation_waits_for_trial_reports_and_their_acceptance,
		rejected_reports_become_things_to_put_right_and_are_accepted_anew,
		reports_of_an_assessor_ended_meanwhile_are_not_accepted, deployment_is_not_dated_tomorrow,
		migration_is_rehearsed_cut_over_by_both_and_rolled_back, system_with_resources_does_not_end,
		unit_sees_its_own_filings_and_the_center_all, import_previews_saves_nothing_then_saves_all,
		one_wrong_line_keeps_all_out, list_taken_in_again_confirms_what_came_by_proof,
		import_reads_what_a_spreadsheet_saves, assessors_are_kept_by_the_security_post_alone,
		system_is_seen_by_its_parties_alone, responsible_post_is_changed_by_the_own_unit_alone,
		documents_sealed_to_the_center_are_not_listed_for_others,
		platforms_are_seen_by_who_runs_uses_or_watches_them, red_lines_show_on_the_platform,
		capacity_is_changed_by_dispatch_alone_and_never_below_what_is_committed);
}
