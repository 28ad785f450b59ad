#include "unit/modules/cloud.h"

/* ---- contracts ---- */

static struct values *contract_form(const char *number, int64_t platform)
{
	struct values *form = values_empty(cloud->arena, application->form, application->form_count);
	struct values *row;

	values_set(form, "contract_no", number);
	values_set(form, "contract_name", "甲云服务合同");
	values_set_number(form, "provider", PROVIDER);
	if (platform > 0)
		values_set_number(row_add(form, "platforms"), "platform", platform);
	values_set_number(form, "starts_day", at_day(2026, 1, 1));
	values_set_number(form, "ends_day", at_day(2026, 5, 31));
	values_set(form, "annual_amount", "120");
	values_set(form, "catalogue", "计算、存储、网络");
	values_set(form, "availability", "99.95");
	row = row_add(form, "coefficients");
	values_set(row, "grade", "excellent");
	values_set(row, "coefficient", "1.00");
	row = row_add(form, "coefficients");
	values_set(row, "grade", "failed");
	values_set(row, "coefficient", "0.7");
	return form;
}

static int64_t contract_drafted(struct values *form)
{
	int64_t id = opened_by(ASSESS, form);

	hand_in(id, "contract_scan");
	return id;
}

static int64_t contract_in_force(void)
{
	int64_t id;

	cloud_procedure("contract");
	id = contract_drafted(contract_form("HT-1", FIRST_CLOUD));
	go(ASSESS, id, "submit");
	go(OPERATOR_LEAD, id, "confirm");
	go(LEADER, id, "take_effect");
	return id;
}

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
	hand_in(id, "supplement_scan");
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

static int64_t penalty_drafted(int64_t provider)
{
	struct values *form;
	int64_t contract, id;

	contract_in_force();
	contract = office_number(cloud, "SELECT id FROM contract");
	cloud_procedure("revocation");
	cloud_procedure("penalty");
	form = values_empty(cloud->arena, application->form, application->form_count);
	values_set(form, "penalty_subject", "故障超时恢复");
	values_set_number(form, "provider", provider);
	values_set_number(form, "contract", contract);
	values_set(form, "clause", "第 19 条");
	values_set(form, "facts", "故障恢复超过约定时限三小时。");
	id = opened_by(ASSESS, form);
	hand_in(id, "evidence");
	return id;
}

static int64_t penalty_to_decide(const char *kind)
{
	int64_t id = penalty_drafted(PROVIDER);
	struct values *fields;

	go(ASSESS, id, "notify");
	go(OPERATOR_LEAD, id, "waive");
	fields = fields_of("recommend");
	values_set(fields, "finding", "事实清楚，责任明确，没有异议。");
	values_set(fields, "kind", kind);
	if (text_equal(kind, "deduction"))
		values_set(fields, "deduction", "5000");
	go_with(ASSESS, id, "recommend", fields);
	return id;
}

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

/* ---- revocation ---- */

static void live_system(int64_t platform)
{
	office_sql(cloud, "INSERT INTO system (id, organisation_id, filing_id, name, level, state, created_at) VALUES "
			  "(50, 2, 1, '水利一张图', 2, 'operating', 1)");
	office_sql(cloud,
		   "INSERT INTO allocation (system_id, platform_id, class, granted, allocated, granted_at) VALUES "
		   "(50, %" PRId64 ", 'vcpu', 4, 4, 1)",
		   platform);
	office_sql(cloud, "INSERT INTO system_party VALUES (1, 50, 1), (2, 50, 1)");
}

static int64_t revocation_to_decide(void)
{
	struct values *form, *fields;
	int64_t id;

	live_system(FIRST_CLOUD);
	cloud_procedure("revocation");
	form = values_empty(cloud->arena, application->form, application->form_count);
	values_set_number(form, "provider", PROVIDER);
	values_set(form, "ground", "scores");
	values_set(form, "facts", "连续两个季度考核不合格，整改没有完成。");
	values_set(form, "clause", "第 18 条");
	id = opened_by(ASSESS, form);
	hand_in(id, "ground_file");
	go(ASSESS, id, "propose");
	go(LEADER, id, "open_hearing");
	fields = fields_of("state_views");
	values_set(fields, "views", "请求给予一个季度的改进期，并附改进计划。");
	values_set(fields, "in_person", "yes");
	go_with(OPERATOR, id, "state_views", fields);
	go(OPERATOR_LEAD, id, "send_views");
	hand_in(id, "hearing_minutes");
	fields = fields_of("conclude_hearing");
	values_set_number(fields, "hearing_day", day_of(clock_now()));
	values_set(fields, "hearing_posts", "监督考核岗、项目负责岗");
	values_set(fields, "hearing_finding", "改进没有实质进展，建议撤销。");
	go_with(ASSESS, id, "conclude_hearing", fields);
	return id;
}

START_TEST(hearing_is_not_over_without_minutes)
{
	struct values *fields;
	int64_t id = revocation_to_decide();

	go(LEADER, id, "hear_again");
	office_sql(cloud, "UPDATE attachment SET withdrawn_at = 1 WHERE document = 'hearing_minutes'");
	fields = fields_of("conclude_hearing");
	values_set_number(fields, "hearing_day", day_of(clock_now()));
	values_set(fields, "hearing_posts", "监督考核岗");
	values_set(fields, "hearing_finding", "改进没有实质进展，建议撤销。");
	refused(ASSESS, id, "conclude_hearing", fields, "笔录");
}
END_TEST

START_TEST(decision_stops_new_systems_and_lists_those_to_move)
{
	int64_t id = revocation_to_decide();

	go(LEADER, id, "revoke");
	ck_assert_int_eq(office_number(cloud,
				       "SELECT count(*) FROM platform WHERE suspended_yes = 1 AND operator_id = %d",
				       PROVIDER),
			 2);
	ck_assert_int_eq(office_number(cloud, "SELECT suspended_yes FROM platform WHERE id = 2"), 0);
	ck_assert_int_eq(office_number(cloud, "SELECT system_id FROM resettlement WHERE matter_id = %" PRId64, id), 50);
	refused(DISPATCH, id, "finish_resettlement", NULL, "平台上还有 1 个系统没有安置");
}
END_TEST

static struct values *move_to(int64_t platform, int64_t due)
{
	struct values *fields = fields_of("plan_resettlement");
	struct values *row = row_add(fields, "moves");

	values_set_number(row, "moved_system", 50);
	values_set_number(row, "target", platform);
	values_set_number(row, "move_due", due);
	return fields;
}

START_TEST(revoked_when_the_last_system_has_gone)
{
	int64_t id = revocation_to_decide();
	int64_t today = day_of(clock_now());

	go(LEADER, id, "revoke");
	refused(DISPATCH, id, "plan_resettlement", move_to(FIRST_CLOUD, today + 30), "第 1 行的平台不能承载新系统");
	refused(DISPATCH, id, "plan_resettlement", move_to(SECOND_CLOUD, today - 1), "第 1 行的完成期限早于今天");
	go_with(DISPATCH, id, "plan_resettlement", move_to(SECOND_CLOUD, today + 30));
	ck_assert_int_eq(office_number(cloud, "SELECT target_platform_id FROM resettlement"), SECOND_CLOUD);
	office_sql(cloud, "UPDATE allocation SET freed_at = 2 WHERE system_id = 50");
	go(DISPATCH, id, "finish_resettlement");
	go(LEADER, id, "finish");
	ck_assert_str_eq(state_now(id), "revoked");
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM platform WHERE ended_at IS NOT NULL"), 2);
}
END_TEST

START_TEST(revoking_ends_the_contracts_that_are_under_way)
{
	int64_t in_force = contract_in_force();
	int64_t unsigned_one = contract_drafted(contract_form("HT-2", FIRST_CLOUD));
	int64_t id;

	go(ASSESS, unsigned_one, "submit");
	id = revocation_to_decide();
	go(LEADER, id, "revoke");
	ck_assert_str_eq(state_now(in_force), "in_force");
	office_sql(cloud, "UPDATE allocation SET freed_at = 2 WHERE system_id = 50");
	go(DISPATCH, id, "finish_resettlement");
	go(LEADER, id, "finish");
	ck_assert_str_eq(state_now(in_force), "terminated");
	ck_assert_str_eq(state_now(unsigned_one), "cancelled");
	ck_assert_int_eq(office_number(cloud,
				       "SELECT count(*) FROM contract WHERE state = 'terminated' AND ended_reason"
				       " LIKE '撤销服务商资格%%'"),
			 1);
	ck_assert_int_eq(
		office_number(cloud,
			      "SELECT count(*) FROM matter WHERE procedure_key = 'contract' AND closed_at IS NULL"),
		0);
}
END_TEST

START_TEST(decided_once_and_not_again)
{
	int64_t id = revocation_to_decide();
	struct values *form;
	int64_t second;

	go(LEADER, id, "revoke");
	form = values_empty(cloud->arena, application->form, application->form_count);
	values_set_number(form, "provider", PROVIDER);
	values_set(form, "ground", "breach");
	values_set(form, "facts", "连续两个季度考核不合格，整改没有完成。");
	values_set(form, "clause", "第 18 条");
	second = opened_by(ASSESS, form);
	hand_in(second, "ground_file");
	refused(ASSESS, second, "propose", NULL, "已经决定撤销这家服务商的资格");
}
END_TEST

/* ---- platforms of integrators ---- */

static const char *const norms[] = {"network",    "protection", "cryptography", "identity",
				    "monitoring", "backup",     "logs",         "service"};

static struct values *admission_form(const char *code)
{
	struct values *form = values_empty(cloud->arena, application->form, application->form_count);
	struct values *row = row_add(form, "capacity_declared");

	values_set(row, "class", "vcpu");
	values_set(row, "total", "400");
	values_set(form, "platform_name", "地信整合云");
	values_set(form, "platform_code", code);
	values_set(form, "zones", "public");
	values_set(form, "architecture", "x86");
	values_set(form, "built_year", "2021");
	values_set(form, "operation_post", "运行岗");
	values_set(form, "operation_phone", "028-86600000");
	for (size_t i = 0; i < ARRAY_LENGTH(norms); i++) {
		row = row_add(form, "conformity_declared");
		values_set(row, "item", norms[i]);
		values_set(row, "state", "passed");
	}
	return form;
}

static struct values *checked(const char *result, size_t count)
{
	struct values *fields = fields_of("check_conformity");

	for (size_t i = 0; i < count; i++) {
		struct values *row = row_add(fields, "checked");

		values_set(row, "check_item", norms[i]);
		values_set(row, "check_result", i == 0 ? result : "passed");
	}
	return fields;
}

static struct values *capacity(const char *action, const char *key, const char *class, int64_t total)
{
	struct values *fields = fields_of(action);
	struct values *row = row_add(fields, key);

	values_set(row, "class", class);
	values_set_number(row, "total", total);
	values_set(fields, "resize_reason", "新增宿主机八台，已完成测试");
	return fields;
}

static int64_t admission_to(const char *state)
{
	int64_t id;
	struct values *fields;

	cloud_procedure("platform_admission");
	id = opened_by(BUILDER, admission_form("geo-1"));
	hand_in(id, "application_letter");
	go(BUILDER, id, "submit");
	go(BUILDER_LEAD, id, "approve_application");
	go(DISPATCH, id, "accept");
	if (text_equal(state, "conformity"))
		return id;
	go_with(SECURITY, id, "check_conformity", checked("passed", ARRAY_LENGTH(norms)));
	fields = fields_of("attach_monitoring");
	values_set_number(fields, "attached_day", day_of(clock_now()));
	values_set(fields, "attached_scope", "宿主机 12 台");
	go_with(MONITOR, id, "attach_monitoring", fields);
	go_with(DISPATCH, id, "rule_capacity", capacity("rule_capacity", "ruled", "vcpu", 380));
	go(LEADER, id, "admit");
	return id;
}

START_TEST(provider_does_not_apply_for_admission)
{
	int64_t id;

	cloud_procedure("platform_admission");
	id = opened_by(OPERATOR, admission_form("geo-1"));
	hand_in(id, "application_letter");
	refused(OPERATOR, id, "submit", NULL, "只有云整合平台承建单位可以申请纳管");
}
END_TEST

START_TEST(code_in_use_or_malformed_is_refused)
{
	int64_t id;

	cloud_procedure("platform_admission");
	id = opened_by(BUILDER, admission_form("Geo 1"));
	hand_in(id, "application_letter");
	refused(BUILDER, id, "submit", NULL, "平台代码用小写字母");
	office_sql(cloud, "UPDATE platform SET code = 'geo-1' WHERE id = 1");
	id = opened_by(BUILDER, admission_form("geo-1"));
	hand_in(id, "application_letter");
	refused(BUILDER, id, "submit", NULL, "平台名称或代码已经使用");
}
END_TEST

START_TEST(every_norm_is_checked_and_none_fails)
{
	int64_t id = admission_to("conformity");

	refused(SECURITY, id, "check_conformity", checked("passed", 7), "“服务目录与运维制度”还没有核查");
	refused(SECURITY, id, "check_conformity", checked("failed", 8), "“网络分区与边界”不符合统一规范");
	refused(SECURITY, id, "check_conformity", checked("partly", 8), "须写明差距和安排");
}
END_TEST

START_TEST(admission_creates_the_platform_with_the_capacity_ruled)
{
	int64_t id = admission_to("admitted");

	ck_assert_int_eq(
		office_number(cloud,
			      "SELECT c.total FROM platform p JOIN capacity c ON c.platform_id = p.id WHERE p.code = "
			      "'geo-1' AND p.kind = 'integration' AND p.operator_id = %d AND c.class = 'vcpu'",
			      BUILDER_UNIT),
		380);
	ck_assert_int_eq(
		office_number(cloud,
			      "SELECT platform_id = (SELECT id FROM platform WHERE code = 'geo-1') FROM matter "
			      "WHERE id = %" PRId64,
			      id),
		1);
}
END_TEST

START_TEST(capacity_never_falls_below_what_is_committed)
{
	int64_t id = admission_to("admitted");
	int64_t platform = office_number(cloud, "SELECT id FROM platform WHERE code = 'geo-1'");

	live_system(platform);
	refused(BUILDER, id, "resize", capacity("resize", "resized", "vcpu", 3), "第 1 行低于已占用的 4");
	go_with(BUILDER, id, "resize", capacity("resize", "resized", "vcpu", 500));
	go(DISPATCH, id, "approve_resize");
	ck_assert_int_eq(office_number(cloud, "SELECT total FROM capacity WHERE platform_id = %" PRId64, platform),
			 500);
}
END_TEST

START_TEST(platform_leaves_when_it_is_empty)
{
	int64_t id = admission_to("admitted");
	struct values *fields = fields_of("leave");

	values_set(fields, "leave_reason", "设备已到报废年限，系统已迁出");
	live_system(office_number(cloud, "SELECT id FROM platform WHERE code = 'geo-1'"));
	refused(BUILDER, id, "leave", fields, "平台上还有 1 个系统");
	office_sql(cloud, "UPDATE allocation SET freed_at = 2 WHERE system_id = 50");
	go_with(BUILDER, id, "leave", fields);
	go(LEADER, id, "approve_leave");
	ck_assert_int_eq(
		office_number(cloud,
			      "SELECT ended_at IS NOT NULL AND suspended_yes FROM platform WHERE code = 'geo-1'"),
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

int main(void)
{
	return RUN_CLOUD(
		"modules/provider", contract_goes_into_the_register_with_its_terms,
		contract_is_refused_that_contradicts_itself, coefficient_is_what_the_contract_says_or_not_set,
		supplement_adds_a_version_and_leaves_the_past_as_it_was, supplement_keeps_number_and_provider,
		contract_ends_after_its_day_and_not_before, end_is_reminded_of_ninety_and_thirty_days_ahead_once_each,
		qualification_is_reminded_of_before_it_ends, penalty_quotes_a_contract_of_that_provider,
		penalty_without_evidence_is_refused, provider_that_keeps_silent_is_judged_by_the_evidence,
		deduction_is_recorded_with_its_amount, proposal_of_revocation_opens_it_for_the_assessing_post,
		hearing_is_not_over_without_minutes, decision_stops_new_systems_and_lists_those_to_move,
		revoked_when_the_last_system_has_gone, decided_once_and_not_again,
		revoking_ends_the_contracts_that_are_under_way, provider_does_not_apply_for_admission,
		code_in_use_or_malformed_is_refused, every_norm_is_checked_and_none_fails,
		admission_creates_the_platform_with_the_capacity_ruled, capacity_never_falls_below_what_is_committed,
		platform_leaves_when_it_is_empty, answer_is_published_as_approved_and_its_words_stay);
}
