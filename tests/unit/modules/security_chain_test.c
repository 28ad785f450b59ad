/* Each step of the chain of lateness has a paper (第二十五条); one that is given up is prepared anew. */
#include "unit/modules/hazard_cast.h"

#include "data/expression.h"

/* Five working days from Monday the 2nd end on Monday the 9th. */
static int64_t late(void)
{
	int64_t id = rectifying("high");

	clock_freeze(end_of(3, 9) + 1);
	return id;
}

static int64_t count_of(int64_t hazard, const char *key)
{
	return office_number(cloud,
			     "SELECT count(*) FROM matter WHERE procedure_key = '%s' AND base_matter_id = %" PRId64,
			     key, hazard);
}

START_TEST(notice_that_is_discarded_is_prepared_anew)
{
	int64_t id = late();

	acts(SECURITY, id, "press", NULL);
	says_no(SECURITY, id, "press", NULL, "督办已经生成");
	acts(SECURITY, grown(id, "supervision_notice"), "discard", NULL);
	says_no(SECURITY, id, "publish", NULL, "督办单已作废或者撤销");
	ck_assert_str_eq(state_now(id), "rectifying");
	acts(SECURITY, id, "press", NULL);
	ck_assert_int_eq(count_of(id, "supervision_notice"), 2);
	notice_issued(id);
	ck_assert_str_eq(state_now(id), "supervised");
	ck_assert_int_eq(due_now(id), end_of(3, 9));
	says_no(SECURITY, id, "press", NULL, "督办已经发出");
	acts(SECURITY, grown(id, "supervision_notice"), "cancel", NULL);
	says_no(SECURITY, id, "publish", NULL, "督办单已作废或者撤销");
	pressed(id);
	ck_assert_str_eq(state_now(id), "supervised");
	acts(SECURITY, id, "publish", NULL);
}
END_TEST

START_TEST(bulletin_that_is_discarded_is_prepared_anew)
{
	int64_t id = late();

	pressed(id);
	acts(SECURITY, id, "publish", NULL);
	acts(SECURITY, grown(id, "bulletin"), "submit", NULL);
	says_no(SECURITY, id, "propose_suspension", NULL, "通报还没有签发");
	acts(LEADER, grown(id, "bulletin"), "return", NULL);
	acts(SECURITY, grown(id, "bulletin"), "discard", NULL);
	says_no(SECURITY, id, "propose_suspension", NULL, "通报草稿已作废");
	ck_assert_str_eq(state_now(id), "supervised");
	made_known(id);
	ck_assert_str_eq(state_now(id), "published");
	ck_assert_int_eq(count_of(id, "bulletin"), 2);
	says_no(SECURITY, id, "publish", NULL, "通报已经发出");
	acts(SECURITY, id, "propose_suspension", NULL);
	ck_assert_str_eq(state_now(id), "suspending");
}
END_TEST

START_TEST(suspension_that_is_refused_may_be_proposed_again)
{
	int64_t id = late();

	pressed(id);
	made_known(id);
	acts(SECURITY, id, "propose_suspension", NULL);
	says_no(SECURITY, id, "propose_suspension", NULL, "已经生成");
	office_sql(cloud, "UPDATE matter SET state = 'refused' WHERE procedure_key = 'suspension'");
	acts(SECURITY, id, "propose_suspension", NULL);
	ck_assert_int_eq(count_of(id, "suspension"), 2);
	ck_assert_int_eq(due_now(id), end_of(3, 9));
}
END_TEST

/* The hazard is at its re-check just then: it is pressed all the same, and the chain goes on when it comes back. */
START_TEST(paper_that_is_issued_while_a_proof_is_checked_counts)
{
	int64_t id = late();

	acts(SECURITY, id, "press", NULL);
	submit(id);
	notice_issued(id);
	ck_assert_str_eq(state_now(id), "recheck");
	acts(WATCH, id, "fail", NULL);
	ck_assert_str_eq(state_now(id), "rectifying");
	says_no(SECURITY, id, "press", NULL, "督办已经发出");
	made_known(id);
	ck_assert_str_eq(state_now(id), "published");
	acts(SECURITY, id, "propose_suspension", NULL);
}
END_TEST

START_TEST(paper_of_a_closed_hazard_moves_it_no_more)
{
	int64_t id = late();

	acts(SECURITY, id, "press", NULL);
	submit(id);
	acts(WATCH, id, "pass", NULL);
	notice_issued(id);
	ck_assert_str_eq(state_now(id), "closed");
}
END_TEST

/* A risk was borne meanwhile: a new limit runs, and what was pressed under the former one does not count for it. */
START_TEST(new_limit_begins_a_new_chain)
{
	int64_t id = late();

	pressed(id);
	acts(LEAD, id, "request_risk", "risk_reason=依赖旧版接口暂不能改\nrisk_control=隔离网段并限制来源地址");
	acts(LEADER, id, "accept_risk", "accepted_until=2026-03-20");
	clock_freeze(end_of(3, 20) + 1);
	ck_assert_int_eq(timeout_job(as_clerk()), OK);
	ck_assert_str_eq(state_now(id), "rectifying");
	clock_freeze(due_now(id) + 1);
	says_no(SECURITY, id, "publish", NULL, "督办单还没有下达");
	pressed(id);
	made_known(id);
	ck_assert_str_eq(state_now(id), "published");
}
END_TEST

/* ---- a new version has to fit those beside it ---- */

/* What a version with this piece replaced is told; "" when it fits. */
static const char *told_of(const char *key, const char *from, const char *to)
{
	const char *name = arena_printf(cloud->arena, "%s.yaml", key);
	const char *text = cast_file(cloud, arena_printf(cloud->arena, "db/procedures/%s", name));
	struct expression_engine *engine = expression_engine_new();
	const struct procedure *candidate;
	char *complaints, *misfits;

	ck_assert_ptr_nonnull(strstr(text, from));
	text = text_replace(cloud->arena, text, from, to);
	candidate =
		procedure_parse(cloud->arena, cloud->service->modules, engine, name, text, strlen(text), &complaints);
	ck_assert_msg(candidate != NULL, "%s", complaints);
	misfits = procedure_misfits(cloud->service, cloud->arena, candidate);
	expression_engine_free(engine);
	return misfits == NULL ? "" : misfits;
}

START_TEST(version_that_waits_in_vain_or_drops_what_is_waited_for_does_not_fit)
{
	ck_assert_str_eq(told_of("hazard", "title: 隐患整改", "title: 隐患的整改"), "");
	ck_assert_ptr_nonnull(
		strstr(told_of("hazard", "after: supervision_notice.issue", "after: supervision_notice.issued"),
		       "等“supervision_notice.issued”，没有这个流程或者动作"));
	ck_assert_ptr_nonnull(strstr(told_of("supervision_notice", "  issue:\n", "  give_out:\n"),
				     "等“supervision_notice.issue”，没有这个流程或者动作"));
}
END_TEST

START_TEST(version_that_says_what_another_cannot_be_about_does_not_fit)
{
	ck_assert_ptr_nonnull(strstr(told_of("hazard", "{procedure: bulletin, for: center, ",
					     "{procedure: bulletin, for: center, about: {called: title}, "),
				     "写明了“通报”所涉的系统或平台，这个流程不涉及"));
	ck_assert_ptr_nonnull(strstr(told_of("hazard", "subject: [\"system?\", \"platform?\"]", "subject: none"),
				     "写明了“隐患整改”所涉的系统或平台，这个流程不涉及"));
}
END_TEST

int main(void)
{
	return RUN_GUARDED(
		"modules/security_chain", notice_that_is_discarded_is_prepared_anew,
		bulletin_that_is_discarded_is_prepared_anew, suspension_that_is_refused_may_be_proposed_again,
		paper_that_is_issued_while_a_proof_is_checked_counts, paper_of_a_closed_hazard_moves_it_no_more,
		new_limit_begins_a_new_chain, version_that_waits_in_vain_or_drops_what_is_waited_for_does_not_fit,
		version_that_says_what_another_cannot_be_about_does_not_fit);
}
