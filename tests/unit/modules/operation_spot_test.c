#include "unit/modules/guarded.h"

/* Spot checks (第三十一条, indicator 3.5): of a platform, of a unit's own system; what failed of the logs. */

static int64_t spot(int64_t person, int64_t platform, int64_t system, const char *lines)
{
	struct subject subject = {.platform = platform, .system = system};

	return opened_about(person, "spot_check", subject, lines);
}

#define SPOT(kind, passed) "kind=" kind "\nchecked_day=2026-03-02\nscope=抽查操作日志\ntotal=10\npassed=" passed

static int64_t log_hazards(const char *where)
{
	return office_number(
		cloud, "SELECT count(*) FROM matter WHERE procedure_key = 'hazard' AND state = 'draft' AND %s", where);
}

/* The platform's figures count for who runs it; what failed is the draft of a hazard for who may issue one. */
START_TEST(sample_of_logs_that_failed_drafts_a_hazard)
{
	int64_t id;

	id = spot(ASSESS, FIRST_CLOUD, 0, SPOT("log", "10"));
	acts(ASSESS, id, "submit", NULL);
	acts(OPERATOR, id, "agree", NULL);
	id = spot(ASSESS, FIRST_CLOUD, 0, SPOT("data", "8"));
	acts(ASSESS, id, "submit", NULL);
	acts(OPERATOR, id, "agree", NULL);
	ck_assert_int_eq(log_hazards("1"), 0); /* a hazard is of logs */
	id = spot(ASSESS, FIRST_CLOUD, 0, SPOT("log", "8"));
	acts(ASSESS, id, "submit", NULL);
	ck_assert_int_eq(log_hazards("1"), 0);
	acts(OPERATOR, id, "agree", NULL);
	ck_assert_int_eq(log_hazards("organisation_id = 1 AND owner_role = 'center.security' AND platform_id = 1"), 1);
	ck_assert_int_eq(office_number(cloud,
				       "SELECT count(*) FROM matter_draft d JOIN matter m ON m.id = d.matter_id"
				       " WHERE m.base_matter_id = %" PRId64
				       " AND json_extract(d.body, '$.receiver') = 4"
				       " AND d.body LIKE '%%抽样 10 个，不合格 2 个%%'",
				       id),
			 1);
	id = spot(WATCH, FIRST_CLOUD, 0, SPOT("log", "9"));
	acts(WATCH, id, "submit", NULL);
	acts(OPERATOR, id, "agree", NULL);
	ck_assert_int_eq(log_hazards("organisation_id = 7 AND owner_role = 'secops.clerk'"), 1);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM measurement WHERE operator_id = 4"), 4);
}
END_TEST

static int64_t notices(const char *where)
{
	return office_number(cloud,
			     "SELECT count(*) FROM matter m JOIN matter_draft d ON d.matter_id = m.id"
			     " WHERE m.procedure_key = 'supervision_notice' AND m.state = 'draft' AND %s",
			     where);
}

/* What is wrong in the figures is put right by who keeps them, and told to the center: the draft of a notice, whoever
 * checked.  Figures that are right, or that stand in question, bring none. */
START_TEST(figures_that_are_wrong_draft_a_notice_to_correct_them)
{
	int64_t id = spot(ASSESS, FIRST_CLOUD, 0, SPOT("data", "10"));

	acts(ASSESS, id, "submit", NULL);
	acts(OPERATOR, id, "agree", NULL);
	id = spot(ASSESS, FIRST_CLOUD, 0, SPOT("data", "8"));
	acts(ASSESS, id, "submit", NULL);
	acts(OPERATOR, id, "object", NULL);
	ck_assert_int_eq(notices("1"), 0);
	acts(LEADER, id, "uphold", NULL);
	ck_assert_int_eq(notices("m.organisation_id = 1 AND m.owner_role = 'center.assess' AND m.platform_id = 1"
				 " AND json_extract(d.body, '$.receiver') = 4"
				 " AND json_extract(d.body, '$.facts') LIKE '%抽样 10 个，不合格 2 个。%抽查操作日志'"),
			 1);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM matter WHERE base_matter_id = %" PRId64, id), 1);
	id = spot(WATCH, FIRST_CLOUD, 0, SPOT("data", "9"));
	acts(WATCH, id, "submit", NULL);
	acts(OPERATOR, id, "agree", NULL);
	id = spot(SECURITY, 0, SYSTEM, SPOT("data", "9"));
	acts(SECURITY, id, "submit", NULL);
	acts(CLERK, id, "agree", NULL);
	ck_assert_int_eq(notices("m.owner_role = 'center.assess'"), 2);
	ck_assert_int_eq(notices("m.owner_role = 'center.security' AND m.system_id = 900 AND m.platform_id IS NULL"
				 " AND json_extract(d.body, '$.receiver') = 2"
				 " AND json_extract(d.body, '$.subject_text') = '水利一张图数据准确性抽查不合格'"),
			 1);
	ck_assert_int_eq(log_hazards("1"), 0);
}
END_TEST

/* The unit answers for its own system, and no platform is charged. */
START_TEST(spot_check_of_a_units_system_is_answered_by_the_unit)
{
	int64_t id;

	id = spot(SECURITY, 0, SYSTEM, SPOT("log", "9"));
	acts(SECURITY, id, "submit", NULL);
	ck_assert_int_eq(act(OPERATOR, id, "agree", "", NULL), ERR_NOT_FOUND);
	acts(CLERK, id, "agree", NULL);
	ck_assert_str_eq(seen_by(CLERK, id)->state->key, "settled");
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM measurement"), 0);
	ck_assert_int_eq(log_hazards("organisation_id = 1 AND system_id = 900 AND platform_id IS NULL"), 1);
	ck_assert_int_eq(office_number(cloud,
				       "SELECT count(*) FROM matter_draft WHERE json_extract(body, '$.receiver') = 2"
				       " AND json_extract(body, '$.title') = '水利一张图日志留存抽查不合格'"),
			 1);
}
END_TEST

START_TEST(spot_check_is_of_one_thing_and_answered_by_who_answers_for_it)
{
	int64_t id;

	says_no(SECURITY, spot(SECURITY, 0, 0, "party=4\n" SPOT("log", "9")), "submit", NULL, "没有选择");
	says_no(SECURITY, spot(SECURITY, FIRST_CLOUD, SYSTEM, "party=4\n" SPOT("log", "9")), "submit", NULL, "之一");
	says_no(SECURITY, spot(SECURITY, FIRST_CLOUD, 0, "party=2\n" SPOT("log", "9")), "submit", NULL,
		"由运行该平台的单位核对");
	id = spot(SECURITY, 0, SYSTEM, "party=4\n" SPOT("log", "9"));
	says_no(SECURITY, id, "submit", NULL, "由使用单位核对");
}
END_TEST

int main(void)
{
	return RUN_GUARDED("modules/operation_spot", sample_of_logs_that_failed_drafts_a_hazard,
			   figures_that_are_wrong_draft_a_notice_to_correct_them,
			   spot_check_of_a_units_system_is_answered_by_the_unit,
			   spot_check_is_of_one_thing_and_answered_by_who_answers_for_it);
}
