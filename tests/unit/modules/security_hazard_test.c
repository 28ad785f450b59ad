#include "unit/modules/hazard_cast.h"

/* ---- the limit ---- */

START_TEST(limit_follows_severity_and_runs_from_the_issuing)
{
	/* Monday 2 March, no holiday in March; 5, 15, 30 working days after it. */
	static const struct {
		const char *severity;
		int month, day;
	} rows[] = {{"high", 3, 9}, {"mid", 3, 23}};
	int64_t id;

	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		clock_freeze(clock_at(2026, 3, 2, 9, 0));
		id = issued(rows[i].severity);
		ck_assert_int_eq(due_now(id), end_of(3, 3)); /* to be received within a working day */
		pass_days(2);
		acts(CLERK, id, "receive", NULL);
		ck_assert_int_eq(due_now(id), end_of(rows[i].month, rows[i].day));
	}
	clock_freeze(clock_at(2026, 3, 2, 9, 0));
	id = rectifying("critical");
	ck_assert_int_eq(due_now(id), clock_at(2026, 3, 3, 9, 0));
}
END_TEST

START_TEST(draft_is_not_seen_by_whom_it_names)
{
	int64_t id = opened(WATCH, "hazard", SYSTEM, HAZARD "severity=high");

	ck_assert_int_eq(act(CLERK, id, "receive", "", NULL), ERR_NOT_FOUND);
	acts(WATCH, id, "issue", NULL);
	ck_assert_int_eq(act(STRANGER, id, "receive", "", NULL), ERR_NOT_FOUND);
	acts(CLERK, id, "receive", NULL);
}
END_TEST

START_TEST(one_extension_of_half_the_limit_asked_for_in_time)
{
	int64_t id = rectifying("high");

	says_no(CLERK, id, "request_extension", "extension=3", "至多 2 个工作日");
	acts(CLERK, id, "request_extension", "extension=2");
	ck_assert_int_eq(act(WATCH, id, "grant_extension", "", NULL), ERR_FORBIDDEN);
	acts(SECURITY, id, "grant_extension", NULL);
	ck_assert_int_eq(due_now(id), end_of(3, 11));
	says_no(CLERK, id, "request_extension", "extension=1", "至多延期 1 次");
	id = rectifying("high");
	clock_freeze(end_of(3, 9) + 1);
	says_no(CLERK, id, "request_extension", "extension=1", "整改时限已过");
}
END_TEST

START_TEST(refused_extension_leaves_the_limit)
{
	int64_t id = rectifying("critical");

	says_no(CLERK, id, "request_extension", "extension=13", "至多 12 小时");
	acts(CLERK, id, "request_extension", "extension=12");
	acts(SECURITY, id, "refuse_extension", NULL);
	ck_assert_int_eq(due_now(id), clock_at(2026, 3, 3, 9, 0));
	acts(CLERK, id, "request_extension", "extension=12");
	acts(SECURITY, id, "grant_extension", NULL);
	ck_assert_int_eq(due_now(id), clock_at(2026, 3, 3, 21, 0));
}
END_TEST

/* ---- the re-check ---- */

START_TEST(not_passed_is_one_round_more_under_the_same_limit)
{
	int64_t id = rectifying("high");

	ck_assert_int_eq(act(CLERK, id, "submit", "", "measures=已关闭互联网访问并复测"), ERR_INVALID);
	submit(id);
	ck_assert_int_eq(act(CLERK, id, "pass", "自己通过自己的整改", NULL), ERR_FORBIDDEN);
	acts(SECURITY, id, "fail", NULL);
	ck_assert_int_eq(office_number(cloud, "SELECT rounds FROM hazard"), 1);
	ck_assert_int_eq(due_now(id), end_of(3, 9));
	submit(id);
	acts(WATCH, id, "pass", NULL);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM hazard WHERE outcome = 'passed' AND closed_at > 0"),
			 1);
}
END_TEST

START_TEST(a_second_round_asks_for_new_proof_but_an_escalation_does_not)
{
	int64_t id = rectifying("high");

	hand_in_by(OPERATOR, id, "proof");
	says_no(CLERK, id, "submit", "measures=已关闭互联网访问并复测", "还缺本单位新的");
	submit(id);
	acts(WATCH, id, "fail", NULL);
	says_no(CLERK, id, "submit", "measures=已再次关闭互联网访问", "还缺本单位新的");
	hand_in(id, "proof");
	clock_freeze(due_now(id) + 1);
	pressed(id);
	ck_assert_str_eq(state_now(id), "supervised");
	acts(CLERK, id, "submit", "measures=已再次关闭互联网访问");
}
END_TEST

static int64_t hazard_of_secops(void)
{
	int64_t id = opened(SECURITY, "hazard", 0,
			    "title=值守终端未加固\nreceiver=7\nsource=other\ndescription=终端没有加固\ndemand="
			    "加固终端\nseverity=low");

	acts(SECURITY, id, "issue", NULL);
	return id;
}

START_TEST(secops_does_not_pass_its_own_hazard)
{
	int64_t id = hazard_of_secops();

	acts(WATCH, id, "receive", NULL);
	hand_in_by(WATCH, id, "proof");
	acts(WATCH, id, "submit", "measures=终端已经按基线逐项加固");
	says_no(WATCH, id, "pass", NULL, "不能复核自己的整改");
	acts(SECURITY, id, "pass", NULL);
}
END_TEST

/* Neither before it is received, nor after a proof that did not pass; to send it on to another is the same. */
START_TEST(secops_does_not_withdraw_its_own_hazard)
{
	int64_t id = hazard_of_secops();

	says_no(WATCH, id, "cancel", NULL, "不能撤销自己的整改");
	says_no(WATCH, id, "readdress", "right_receiver=4", "不能撤销自己的整改");
	acts(WATCH, id, "receive", NULL);
	says_no(WATCH, id, "cancel", NULL, "不能撤销自己的整改");
	hand_in_by(WATCH, id, "proof");
	acts(WATCH, id, "submit", "measures=终端已经按基线逐项加固");
	says_no(WATCH, id, "cancel", NULL, "不能撤销自己的整改");
	ck_assert_str_eq(state_now(id), "recheck");
	acts(SECURITY, id, "cancel", NULL);
	ck_assert_str_eq(state_now(id), "cancelled");
	id = hazard_of_secops();
	acts(SECURITY, id, "readdress", "right_receiver=4");
	ck_assert_str_eq(state_now(id), "cancelled");
}
END_TEST

/* ---- the borne risk ---- */

START_TEST(risk_is_borne_by_the_leader_for_ninety_days_at_most)
{
	int64_t id = rectifying("low");

	ck_assert_int_eq(act(CLERK, id, "request_risk", "", NULL), ERR_FORBIDDEN);
	acts(LEAD, id, "request_risk", "risk_reason=依赖旧版接口暂不能改\nrisk_control=隔离网段并限制来源地址");
	ck_assert_int_eq(act(SECURITY, id, "accept_risk", "同意", "accepted_until=2026-03-31"), ERR_FORBIDDEN);
	says_no(LEADER, id, "accept_risk", "accepted_until=2026-06-01", "至多 90 日");
	says_no(LEADER, id, "accept_risk", "accepted_until=2026-03-02", "至多 90 日");
	acts(LEADER, id, "accept_risk", "accepted_until=2026-05-31");
	ck_assert_int_eq(due_now(id), end_of(5, 31));
}
END_TEST

START_TEST(borne_risk_ends_by_itself_and_a_new_limit_runs)
{
	int64_t id = rectifying("high");

	acts(LEAD, id, "request_risk", "risk_reason=依赖旧版接口暂不能改\nrisk_control=隔离网段并限制来源地址");
	acts(LEADER, id, "accept_risk", "accepted_until=2026-03-10");
	clock_freeze(end_of(3, 10));
	ck_assert_int_eq(timeout_job(as_clerk()), OK);
	ck_assert_str_eq(state_now(id), "risk_accepted");
	clock_freeze(clock_at(2026, 3, 11, 0, 1));
	ck_assert_int_eq(timeout_job(as_clerk()), OK);
	ck_assert_str_eq(state_now(id), "rectifying");
	/* Wednesday 11 March and five working days. */
	ck_assert_int_eq(due_now(id), end_of(3, 18));
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM hazard WHERE accepted_day IS NULL"), 1);
}
END_TEST

/* ---- when it is late ---- */

START_TEST(chain_of_lateness_is_decided_step_by_step)
{
	int64_t id = rectifying("high");

	says_no(SECURITY, id, "press", NULL, "还没有过");
	clock_freeze(end_of(3, 9) + 1);
	says_no(SECURITY, id, "publish", NULL, "督办单还没有下达");
	ck_assert_int_eq(act(WATCH, id, "press", "督办整改", NULL), ERR_FORBIDDEN);
	acts(SECURITY, id, "press", NULL);
	ck_assert_str_eq(state_now(id), "rectifying");
	says_no(SECURITY, id, "publish", NULL, "督办单还没有下达");
	notice_issued(id);
	ck_assert_str_eq(state_now(id), "supervised");
	ck_assert_int_eq(due_now(id), end_of(3, 9));
	acts(SECURITY, id, "publish", NULL);
	ck_assert_str_eq(state_now(id), "supervised");
	says_no(SECURITY, id, "propose_suspension", NULL, "通报还没有签发");
	/* What is being prepared is not for the unit's eyes. */
	ck_assert_int_eq(office_number(cloud,
				       "SELECT count(*) FROM matter m JOIN matter_party p ON p.matter_id = m.id"
				       " WHERE m.base_matter_id = %" PRId64 " AND m.procedure_key = 'bulletin'"
				       " AND p.organisation_id = 2",
				       id),
			 0);
	/* The bulletin goes to the unit of the hazard unless somebody writes more. */
	ck_assert_int_eq(
		office_number(cloud,
			      "SELECT count(*) FROM matter_draft d JOIN matter m ON m.id = d.matter_id"
			      " WHERE m.procedure_key = 'bulletin' AND d.body LIKE '%%\"parties\":[{\"party\":2}]%%'"),
		1);
	bulletin_signed(id);
	acts(SECURITY, id, "propose_suspension", NULL);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM matter WHERE state = 'draft' AND id = %" PRId64,
				       grown(id, "suspension")),
			 1);
	submit(id);
	acts(WATCH, id, "pass", NULL);
}
END_TEST

START_TEST(scan_opens_a_hazard_for_each_finding_with_the_limit_of_its_severity)
{
	int64_t id =
		opened(WATCH, "scan", 0,
		       "title=月度扫描\nkind=internet\noperator_told=4\nwindow_from=2026-03-02\nwindow_to=2026-03-04\n"
		       "window_hours=夜间\ntool=扫描器\nsources=10.0.0.1\nscope=互联网区地址");

	acts(WATCH, id, "inform", NULL);
	acts(OPERATOR, id, "agree", NULL);
	acts(WATCH, id, "hand_in",
	     "assets_scanned=20\n"
	     "findings.1.severity=high\nfindings.1.title=组件版本过低\nfindings.1.receiver=2\nfindings.1.asset=10.0.0."
	     "9\n"
	     "findings.1.description=组件有已知漏洞\nfindings.1.advice=升级组件版本\n"
	     "findings.2.severity=low\nfindings.2.title=响应头泄露版本\nfindings.2.receiver=2\nfindings.2.asset=10.0.0."
	     "9\n"
	     "findings.2.description=响应头带版本号\nfindings.2.advice=关闭版本显示");
	ck_assert_int_eq(office_number(cloud,
				       "SELECT count(*) FROM hazard h JOIN matter m ON m.id = h.matter_id"
				       " WHERE m.state = 'receipt' AND m.number IS NOT NULL AND h.source = 'scan'"
				       " AND h.organisation_id = 2"),
			 2);
	/* Five working days, and thirty. */
	ck_assert_int_eq(office_number(cloud, "SELECT limit_at FROM hazard WHERE severity = 'high'"), end_of(3, 9));
	ck_assert_int_eq(office_number(cloud, "SELECT limit_at FROM hazard WHERE severity = 'low'"), end_of(4, 13));
}
END_TEST

START_TEST(window_that_ends_before_it_begins_is_refused)
{
	int64_t id =
		opened(WATCH, "scan", 0,
		       "title=月度扫描\nkind=internet\noperator_told=4\nwindow_from=2026-03-04\nwindow_to=2026-03-02\n"
		       "window_hours=夜间\ntool=扫描器\nsources=10.0.0.1\nscope=互联网区地址");

	says_no(WATCH, id, "inform", NULL, "结束日期早于开始日期");
}
END_TEST

/* ---- inspection ---- */

START_TEST(each_party_of_an_inspection_has_facts_of_its_own_to_confirm)
{
	int64_t id = opened(
		SECURITY, "inspection", 0,
		"title=补丁专项检查\nmode=remote\nbasis=第二十五条\nwindow_from=2026-03-02\nwindow_to=2026-03-06\n"
		"scope=补丁台账和特权账号的管理情况\ndemand=提供台账\nparties.1.party=2\nparties.2.party=4");

	acts(SECURITY, id, "submit", NULL);
	acts(LEADER, id, "approve_plan", NULL);
	acts(SECURITY, id, "begin", NULL);
	/* A row for each stands there, the facts are to be written. */
	ck_assert_int_eq(act(SECURITY, id, "record", "", NULL), ERR_INVALID);
	says_no(SECURITY, id, "record", "facts.1.party=2\nfacts.1.fact=两台主机缺补丁", "的检查情况");
	says_no(SECURITY, id, "record",
		"facts.1.party=2\nfacts.1.fact=两台主机缺补丁\nfacts.2.party=4\nfacts.2.fact=账号没有复核\n"
		"facts.3.party=3\nfacts.3.fact=没有被检查的单位",
		"第 3 行的单位不在被检查单位之内");
	acts(SECURITY, id, "record",
	     "facts.1.party=2\nfacts.1.fact=两台主机缺补丁\nfacts.2.party=4\nfacts.2.fact=账号没有复核");
	ck_assert_int_eq(act(STRANGER, id, "confirm_facts", "", NULL), ERR_NOT_FOUND);
	acts(CLERK, id, "confirm_facts", NULL);
	ck_assert_str_eq(state_now(id), "facts_check");
	acts(OPERATOR, id, "confirm_facts", NULL);
	ck_assert_str_eq(state_now(id), "concluding");
	says_no(SECURITY, id, "conclude",
		"verdicts.1.party=2\nverdicts.1.result=fair\nverdicts.1.conclusion=补丁管理有欠缺，须补齐",
		"的检查结论");
	says_no(SECURITY, id, "conclude",
		"verdicts.1.party=2\nverdicts.1.result=fair\nverdicts.1.conclusion=补丁管理有欠缺，须补齐\n"
		"verdicts.2.party=2\nverdicts.2.result=good\nverdicts.2.conclusion=补丁管理良好，没有问题",
		"第 1 行的单位写了两次");
	acts(SECURITY, id, "conclude",
	     "verdicts.1.party=2\nverdicts.1.result=fair\nverdicts.1.conclusion=补丁管理有欠缺，须补齐\n"
	     "verdicts.2.party=4\nverdicts.2.result=good\nverdicts.2.conclusion=账号管理总体良好，按期复核");
	ck_assert_str_eq(state_now(id), "reporting");
}
END_TEST

/* ---- suspension ---- */

static const char *system_now(void)
{
	static const char *const states[] = {"operating", "suspended", "changing", "trial"};

	for (size_t i = 0; i < ARRAY_LENGTH(states); i++)
		if (office_number(cloud, "SELECT count(*) FROM system WHERE id = 900 AND state = '%s'", states[i]) == 1)
			return states[i];
	return "";
}

static int64_t proposed(void)
{
	int64_t id = opened(SECURITY, "suspension", SYSTEM,
			    "title=后门未清除\nbasis=整改通知\ngrounds=系统存在后门多次整改不到位\nscope_text="
			    "互联网访问\ndemand=清除后门");

	acts(SECURITY, id, "propose", NULL);
	return id;
}

static void resumed(int64_t id)
{
	hand_in(id, "resume_proof");
	acts(CLERK, id, "apply_resumption", "resume_measures=已清除后门并重装主机");
	acts(LEAD, id, "approve_application", NULL);
	acts(WATCH, id, "checked", NULL);
	acts(LEADER, id, "decide_resumption", NULL);
	ck_assert_str_eq(system_now(), "suspended");
	acts(OPERATOR, id, "resume_access", "resumed_how=已恢复访问");
}

START_TEST(suspension_is_decided_carried_out_and_put_back_as_it_was)
{
	int64_t id;

	office_sql(cloud, "UPDATE system SET state = 'trial' WHERE id = 900");
	id = proposed();
	ck_assert_int_eq(act(SECURITY, id, "decide", "同意暂停", NULL), ERR_FORBIDDEN);
	acts(LEADER, id, "decide", NULL);
	ck_assert_str_eq(system_now(), "trial");
	acts(OPERATOR, id, "executed", "executed_how=已关闭入口");
	ck_assert_str_eq(system_now(), "suspended");
	says_no(SECURITY,
		opened(SECURITY, "suspension", SYSTEM,
		       "title=再次暂停\nbasis=整改通知\ngrounds=系统存在后门多次整改不到位\nscope_text=全部\ndemand="
		       "清除后门"),
		"propose", NULL, "已经暂停接入");
	ck_assert_int_eq(act(CLERK, id, "apply_resumption", "", "resume_measures=已清除后门并重装主机"), ERR_INVALID);
	resumed(id);
	ck_assert_str_eq(system_now(), "trial");
}
END_TEST

START_TEST(suspension_that_proves_groundless_is_lifted_unasked)
{
	int64_t id = proposed();

	acts(LEADER, id, "decide", NULL);
	ck_assert_int_eq(act(LEADER, id, "lift", "复核认定为误报，现予解除", NULL),
			 ERR_STATE); /* nothing to lift yet */
	acts(OPERATOR, id, "executed", "executed_how=已关闭入口");
	ck_assert_int_eq(act(SECURITY, id, "lift", "复核认定为误报，现予解除", NULL), ERR_FORBIDDEN);
	ck_assert_int_eq(act(LEADER, id, "lift", "复核认定为误报，现予解除", NULL), OK);
	ck_assert_str_eq(system_now(), "suspended");
	acts(OPERATOR, id, "resume_access", "resumed_how=已恢复访问");
	ck_assert_str_eq(system_now(), "operating");
}
END_TEST

START_TEST(change_that_ended_during_a_suspension_is_not_under_way_after_it)
{
	int64_t id;

	office_sql(cloud, "UPDATE system SET state = 'changing' WHERE id = 900");
	id = proposed();
	acts(LEADER, id, "decide", NULL);
	acts(OPERATOR, id, "executed", "executed_how=已关闭入口");
	resumed(id);
	ck_assert_str_eq(system_now(), "operating");
}
END_TEST

/* What proves groundless is withdrawn wherever it stands, also while an answer or a re-check is waited for. */
START_TEST(hazard_is_withdrawn_wherever_it_stands)
{
	int64_t ids[4];

	for (size_t i = 0; i < ARRAY_LENGTH(ids); i++)
		ids[i] = rectifying("mid");
	acts(CLERK, ids[0], "request_extension", "extension=3");
	acts(LEAD, ids[1], "request_risk", "risk_reason=设备停产不能升级补丁\nrisk_control=隔离并每日核对访问日志");
	acts(LEAD, ids[2], "request_risk", "risk_reason=设备停产不能升级补丁\nrisk_control=隔离并每日核对访问日志");
	acts(LEADER, ids[2], "accept_risk", "accepted_until=2026-04-01");
	submit(ids[3]);
	for (size_t i = 0; i < ARRAY_LENGTH(ids); i++) {
		ck_assert_int_eq(act(CLERK, ids[i], "cancel", "本单位认为不是隐患。", NULL), ERR_FORBIDDEN);
		acts(WATCH, ids[i], "cancel", NULL);
		ck_assert_str_eq(state_now(ids[i]), "cancelled");
	}
	ck_assert_int_eq(
		office_number(cloud, "SELECT count(*) FROM hazard WHERE outcome = 'withdrawn' AND closed_at > 0"), 4);
}
END_TEST

/* Sent to the wrong one: withdrawn there, and the same hazard lies ready for the right one. */
START_TEST(hazard_of_the_wrong_organisation_is_issued_to_the_right_one)
{
	int64_t id = rectifying("mid"), again;

	says_no(WATCH, id, "readdress", "right_receiver=2", "就是现在的整改单位");
	ck_assert_int_eq(act(CLERK, id, "readdress", "不是本单位的平台和系统。", "right_receiver=4"), ERR_FORBIDDEN);
	acts(WATCH, id, "readdress", "right_receiver=4");
	ck_assert_str_eq(state_now(id), "cancelled");
	again = office_number(
		cloud,
		"SELECT id FROM matter WHERE procedure_key = 'hazard' AND state = 'draft' AND organisation_id = 7"
		" AND system_id = 900 AND base_matter_id = %" PRId64,
		id);
	ck_assert_int_eq(act(OPERATOR, again, "receive", "", NULL), ERR_NOT_FOUND);
	acts(WATCH, again, "issue", NULL);
	acts(OPERATOR, again, "receive", NULL);
	ck_assert_int_eq(office_number(cloud,
				       "SELECT count(*) FROM hazard WHERE matter_id = %" PRId64
				       " AND organisation_id = 4 AND severity = 'mid' AND source = 'scan'",
				       again),
			 1);
}
END_TEST

int main(void)
{
	return RUN_GUARDED("modules/security_hazard", hazard_is_withdrawn_wherever_it_stands,
			   hazard_of_the_wrong_organisation_is_issued_to_the_right_one,
			   limit_follows_severity_and_runs_from_the_issuing, draft_is_not_seen_by_whom_it_names,
			   one_extension_of_half_the_limit_asked_for_in_time, refused_extension_leaves_the_limit,
			   not_passed_is_one_round_more_under_the_same_limit,
			   a_second_round_asks_for_new_proof_but_an_escalation_does_not,
			   secops_does_not_pass_its_own_hazard, secops_does_not_withdraw_its_own_hazard,
			   risk_is_borne_by_the_leader_for_ninety_days_at_most,
			   borne_risk_ends_by_itself_and_a_new_limit_runs, chain_of_lateness_is_decided_step_by_step,
			   scan_opens_a_hazard_for_each_finding_with_the_limit_of_its_severity,
			   window_that_ends_before_it_begins_is_refused,
			   each_party_of_an_inspection_has_facts_of_its_own_to_confirm,
			   suspension_is_decided_carried_out_and_put_back_as_it_was,
			   suspension_that_proves_groundless_is_lifted_unasked,
			   change_that_ended_during_a_suspension_is_not_under_way_after_it);
}
