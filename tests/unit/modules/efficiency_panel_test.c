/* The frozen score of a unit beside its next application: who reads it, and what grade D says to the reviewer. */
#include "unit/modules/cloud.h"

static int64_t applied;

/* An application of the unit, drafted. */
static void set_up(void)
{
	char *hash;

	cloud_new();
	ck_assert_int_eq(password_hash(cloud->service, cloud->arena, GOOD_PASSWORD, &hash), OK);
	office_sql(cloud, "UPDATE person SET password_hash = '%s'; UPDATE installation SET made_at = 1", hash);
	office_open(cloud);
	applied = draft_with(form_complete("new", "BA-0001"));
}

/* A quarter's score of the unit with the points of its processors; -1: nothing to judge by. */
static void scored(const char *period, int64_t total, const char *grade, int64_t processors)
{
	int64_t id = draft_with(form_complete("new", "BA-0002"));

	office_sql(cloud,
		   "INSERT INTO unit_efficiency VALUES (%" PRId64 ", %d, '%s', nullif(%" PRId64 ", -1), '%s', 1);"
		   "INSERT INTO unit_efficiency_item VALUES (%" PRId64 ", 'cpu', '处理器 P95 25.00%%', 3000, NULL,"
		   " nullif(%" PRId64 ", -1), '')",
		   id, UNIT, period, total, grade, id, processors);
}

static struct request *seen(const char *login)
{
	struct request *req;

	office_enter(cloud, login);
	req = office_get(cloud, arena_printf(cloud->arena, "/matters/%" PRId64, applied));
	ck_assert_int_eq(req->response.status, 200);
	return req;
}

START_TEST(newest_score_stands_beside_the_application_item_by_item)
{
	scored("2025Q3", 9001, "A", 3000);
	scored("2025Q4", 7250, "B", 1500);
	bring(applied, "reviewing");
	(void)seen("p12");
	ck_assert(office_shows(cloud->req, "该单位使用效率评分"));
	ck_assert(office_shows(cloud->req, "2025年第四季度，72.50 分，B 级"));
	ck_assert(office_shows(cloud->req, "15.00") && office_shows(cloud->req, "满分 30.00"));
	ck_assert(!office_shows(cloud->req, "90.01"));
	ck_assert(!office_shows(cloud->req, "使用效率 D 级"));
	ck_assert(office_shows(seen("p21"), "72.50 分，B 级"));
	/* an invited expert judges the design, not the unit */
	ck_assert(!office_shows(seen("p81"), "72.50"));
}
END_TEST

START_TEST(grade_d_reminds_the_reviewer_and_refuses_nothing)
{
	scored("2025Q4", 5500, "D", 0);
	hand_in(applied, "sizing_data");
	bring(applied, "reviewing");
	(void)seen("p12");
	ck_assert(office_shows(cloud->req, "2025年第四季度，55.00 分，D 级"));
	ck_assert(office_shows(cloud->req, "使用效率 D 级"));
	ck_assert(office_shows(cloud->req, "请重点核对资源测算"));
	ck_assert(office_shows(cloud->req, "不因此驳回"));
}
END_TEST

START_TEST(nothing_scored_and_nothing_to_judge_by_are_said_in_words)
{
	bring(applied, "reviewing");
	ck_assert(office_shows(seen("p12"), "还没有定稿的季度评分"));
	scored("2025Q4", -1, "", -1);
	ck_assert(office_shows(seen("p12"), "2025年第四季度，没有可判定的数据，不评级"));
	ck_assert(office_shows(cloud->req, "不计分"));
	ck_assert(!office_shows(cloud->req, "使用效率 D 级"));
}
END_TEST

START_TEST(draft_and_another_units_score_show_nothing)
{
	scored("2025Q4", 5500, "D", 0);
	ck_assert(!office_shows(seen("p21"), "该单位使用效率评分"));
	office_enter(cloud, "p31");
	ck_assert_int_eq(office_get(cloud, arena_printf(cloud->arena, "/matters/%" PRId64, applied))->response.status,
			 404);
}
END_TEST

int main(void)
{
	return RUN_SUITE_IN("modules/efficiency_panel", set_up, cloud_free, 60,
			    newest_score_stands_beside_the_application_item_by_item,
			    grade_d_reminds_the_reviewer_and_refuses_nothing,
			    nothing_scored_and_nothing_to_judge_by_are_said_in_words,
			    draft_and_another_units_score_show_nothing);
}
