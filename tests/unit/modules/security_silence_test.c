/* Silence, contradiction and asking in vain stop nothing (第九条、第十九条、第二十五条). */
#include "unit/modules/hazard_cast.h"

/* ---- hazards ---- */

/* Who does not sign for it is no better off: Monday the 2nd, five working days end on Monday the 9th. */
START_TEST(chain_begins_without_a_signature_too)
{
	int64_t id = issued("high");

	says_no(SECURITY, id, "press", NULL, "还没有过");
	clock_freeze(end_of(3, 9) + 1);
	acts(SECURITY, id, "press", NULL);
	ck_assert_str_eq(state_now(id), "receipt");
	notice_issued(id);
	ck_assert_str_eq(state_now(id), "supervised");
	ck_assert_int_eq(due_now(id), end_of(3, 9));
	submit(id);
	acts(WATCH, id, "pass", NULL);
}
END_TEST

/* Handing in nothing of use, or asking for what is refused, does not begin the chain anew. */
START_TEST(what_is_sent_back_returns_to_its_step_of_the_chain)
{
	int64_t id = rectifying("high");

	clock_freeze(end_of(3, 9) + 1);
	pressed(id);
	made_known(id);
	submit(id);
	acts(WATCH, id, "fail", NULL);
	ck_assert_str_eq(state_now(id), "published");
	ck_assert_int_eq(due_now(id), end_of(3, 9));
	acts(LEAD, id, "request_risk", "risk_reason=依赖旧版接口暂不能改\nrisk_control=隔离网段并限制来源地址");
	acts(LEADER, id, "refuse_risk", NULL);
	ck_assert_str_eq(state_now(id), "published");
	acts(SECURITY, id, "propose_suspension", NULL);
	hand_in(id, "proof");
	acts(CLERK, id, "submit", "measures=已关闭互联网访问并复测");
	acts(SECURITY, id, "fail", NULL);
	ck_assert_str_eq(state_now(id), "suspending");
}
END_TEST

START_TEST(borne_risk_is_borne_on_when_an_early_proof_does_not_pass)
{
	int64_t id = rectifying("high");

	acts(LEAD, id, "request_risk", "risk_reason=依赖旧版接口暂不能改\nrisk_control=隔离网段并限制来源地址");
	acts(LEADER, id, "accept_risk", "accepted_until=2026-03-20");
	submit(id);
	acts(WATCH, id, "fail", NULL);
	ck_assert_str_eq(state_now(id), "risk_accepted");
	ck_assert_int_eq(due_now(id), end_of(3, 20));
	clock_freeze(end_of(3, 12));
	ck_assert_int_eq(timeout_job(as_clerk()), OK);
	ck_assert_str_eq(state_now(id), "risk_accepted");
}
END_TEST

/* ---- scans and inspections ---- */

START_TEST(operator_that_does_not_answer_stops_no_scan)
{
	int64_t id =
		opened(WATCH, "scan", 0,
		       "title=月度扫描\nkind=internet\noperator_told=4\nwindow_from=2026-03-04\nwindow_to=2026-03-06\n"
		       "window_hours=夜间\ntool=扫描器\nsources=10.0.0.1\nscope=互联网区地址");

	acts(WATCH, id, "inform", NULL);
	/* Told on Monday the 2nd: one working day to answer. */
	clock_freeze(end_of(3, 3));
	ck_assert_int_eq(timeout_job(as_clerk()), OK);
	ck_assert_str_eq(state_now(id), "notice");
	clock_freeze(end_of(3, 3) + 1);
	ck_assert_int_eq(timeout_job(as_clerk()), OK);
	ck_assert_str_eq(state_now(id), "scanning");
	ck_assert_int_eq(act(OPERATOR, id, "object", "时间不合适，请改期", NULL), ERR_STATE);
}
END_TEST

static int64_t facts_handed_in(void)
{
	int64_t id = opened(
		SECURITY, "inspection", 0,
		"title=补丁专项检查\nmode=remote\nbasis=第二十五条\nwindow_from=2026-03-02\nwindow_to=2026-03-06\n"
		"scope=补丁台账和特权账号的管理情况\ndemand=提供台账\nparties.1.party=2\nparties.2.party=4");

	acts(SECURITY, id, "submit", NULL);
	acts(LEADER, id, "approve_plan", NULL);
	acts(SECURITY, id, "begin", NULL);
	acts(SECURITY, id, "record",
	     "facts.1.party=2\nfacts.1.fact=两台主机缺补丁\nfacts.2.party=4\nfacts.2.fact=账号没有复核");
	return id;
}

/* Handed in on Monday the 2nd: three working days end on Thursday the 5th. */
START_TEST(inspected_party_that_keeps_silent_contradicts_nothing)
{
	int64_t id = facts_handed_in();

	acts(CLERK, id, "confirm_facts", NULL);
	clock_freeze(end_of(3, 5));
	ck_assert_int_eq(timeout_job(as_clerk()), OK);
	ck_assert_str_eq(state_now(id), "facts_check");
	clock_freeze(end_of(3, 5) + 1);
	ck_assert_int_eq(timeout_job(as_clerk()), OK);
	ck_assert_str_eq(state_now(id), "concluding");
}
END_TEST

START_TEST(contradiction_that_does_not_hold_is_settled_by_the_leader)
{
	int64_t id = facts_handed_in();

	says_no(LEADER, id, "settle_facts", NULL, "没有提出异议");
	acts(OPERATOR, id, "object_facts", NULL);
	ck_assert_str_eq(state_now(id), "checking");
	acts(SECURITY, id, "record",
	     "facts.1.party=2\nfacts.1.fact=两台主机缺补丁\nfacts.2.party=4\nfacts.2.fact=账号没有复核记录");
	ck_assert_int_eq(act(SECURITY, id, "settle_facts", "异议不成立，按检查情况下结论", NULL), ERR_FORBIDDEN);
	acts(LEADER, id, "settle_facts", NULL);
	ck_assert_str_eq(state_now(id), "concluding");
}
END_TEST

/* ---- a notice ---- */

/* Issued on Monday the 2nd, to be signed for by Tuesday the 3rd. */
START_TEST(notice_nobody_answers_is_made_known_and_still_to_be_answered)
{
	int64_t id = opened(SECURITY, "supervision_notice", 0,
			    "subject_text=值守电话停用\nreceiver=4\nbasis=第二十四条\nfacts="
			    "值守电话停用没有报告，联系两次没有答复\n"
			    "demand=恢复值守电话并报送值班表");

	acts(SECURITY, id, "issue", NULL);
	says_no(SECURITY, id, "publish", NULL, "还没有过");
	clock_freeze(end_of(3, 3) + 1);
	ck_assert_int_eq(act(OPERATOR, id, "publish", "意见写在这里，不少于十个字。", NULL), ERR_FORBIDDEN);
	acts(SECURITY, id, "publish", NULL);
	ck_assert_str_eq(state_now(id), "receipt");
	ck_assert_int_eq(office_number(cloud,
				       "SELECT count(*) FROM matter m JOIN matter_draft d ON d.matter_id = m.id"
				       " WHERE m.procedure_key = 'bulletin' AND m.base_matter_id = %" PRId64
				       " AND d.body LIKE '%%\"parties\":[{\"party\":4}]%%'",
				       id),
			 1);
	acts(OPERATOR, id, "receive", NULL);
}
END_TEST

int main(void)
{
	return RUN_GUARDED("modules/security_silence", chain_begins_without_a_signature_too,
			   what_is_sent_back_returns_to_its_step_of_the_chain,
			   borne_risk_is_borne_on_when_an_early_proof_does_not_pass,
			   operator_that_does_not_answer_stops_no_scan,
			   inspected_party_that_keeps_silent_contradicts_nothing,
			   contradiction_that_does_not_hold_is_settled_by_the_leader,
			   notice_nobody_answers_is_made_known_and_still_to_be_answered);
}
