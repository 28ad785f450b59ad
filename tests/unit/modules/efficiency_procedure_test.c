/* From the round to what is frozen: who opens, who answers, who decides, what nobody changes; and what it is shown for.
 */
#include "unit/modules/estate.h"

#include "modules/efficiency/efficiency_parts.h"

/* A machine at P95 25 % and 30 %, disks at 40 %, nothing was due: (15 + 12.5 + 20 + 15) ÷ 90 = 69.44, C. */
static void set_up(void)
{
	char *hash;

	estate_new("efficiency_score");
	ck_assert_int_eq(password_hash(estate->service, estate->arena, GOOD_PASSWORD, &hash), OK);
	office_sql(
		estate,
		"UPDATE person SET password_hash = '%s'; UPDATE installation SET made_at = 1;"
		"INSERT INTO machine (platform_id, code, system_id, vcpu, memory_gb, disk_gb, since_day, registered_at)"
		" VALUES (1, 'a', 1, 8, 32, 100, 1, 1);"
		"INSERT INTO usage_month (period, platform_id, machine, system_id, vcpu, memory_gb, disk_gb, cpu_avg,"
		" cpu_p95, cpu_max, mem_avg, mem_p95, mem_max, disk_used, net_in, net_out, bw_p95, coverage, days_on,"
		" imported_at) VALUES ('2025-12', 1, 'a', 1, 8, 32, 100, 1000, 2500, 9000, 2000, 3000, 9000, 4000, 50,"
		" 50, 10, 9800, 30, 1)",
		hash);
	office_open(estate);
}

static void round_on(int month, int day)
{
	clock_freeze(day_start(at_day(2026, month, day)) + 9 * 3600);
	ck_assert_int_eq(round_job(cast_context(estate, system_actor())), OK);
}

static int64_t reviewed(void)
{
	round_on(3, 4);
	return office_number(estate, "SELECT id FROM matter WHERE organisation_id = 2 AND period = '2025Q4'");
}

static int64_t frozen(const char *what, int64_t id)
{
	return office_number(estate, "SELECT %s FROM unit_efficiency WHERE matter_id = %" PRId64, what, id);
}

#define ABOUT_CPU "objections.0.item=cpu\nobjections.0.text=季末集中批复，平时空闲，应看峰值月"

/* Thirteen working days after 2025-12-31 is January 20th without a calendar of holidays; units without systems owe
 * none. */
START_TEST(round_opens_when_the_papers_are_in_for_units_with_systems)
{
	round_on(1, 16);
	ck_assert_int_eq(office_number(estate, "SELECT count(*) FROM matter"), 0);
	round_on(1, 26);
	ck_assert_int_eq(office_number(estate, "SELECT count(*) FROM matter WHERE period = '2025Q4'"), 2);
	ck_assert_int_eq(office_number(estate, "SELECT count(*) FROM matter WHERE organisation_id = 1"), 0);
	round_on(1, 27);
	ck_assert_int_eq(office_number(estate, "SELECT count(*) FROM matter"), 2);
}
END_TEST

START_TEST(unit_sees_the_draft_with_its_numbers_and_agrees)
{
	int64_t id = reviewed();
	struct values *form;
	struct matter *matter;

	ck_assert_str_eq(state_now(id), "review");
	ck_assert_int_eq(matter_form(as(CLERK), matter_now(id), &form, NULL), OK);
	ck_assert_int_eq(values_number(form, "total", 0), 6944);
	ck_assert_str_eq(values_word(form, "grade"), "C");
	ck_assert_int_eq(values_number(values_find(form, "items")->rows[0], "points", 0), 1500);
	ck_assert_int_eq(matter_find(as(STRANGER), id, &matter), NOT_FOUND);
	ck_assert_int_eq(matter_find(as(OPERATOR), id, &matter), NOT_FOUND);
	go(CLERK, id, "agree");
	ck_assert_str_eq(state_now(id), "frozen");
	ck_assert_int_eq(frozen("total", id), 6944);
	ck_assert_int_eq(office_number(estate, "SELECT count(*) FROM unit_efficiency_item"), 5);
	/* later figures change nothing */
	office_sql(estate, "UPDATE usage_month SET cpu_p95 = 9900");
	ck_assert_int_eq(frozen("total", id), 6944);
}
END_TEST

START_TEST(silence_is_agreement_after_the_time_limit)
{
	int64_t id = reviewed();

	wait_days(13);
	ck_assert_str_eq(state_now(id), "review");
	wait_days(2);
	ck_assert_str_eq(state_now(id), "frozen");
	ck_assert_int_eq(frozen("total", id), 6944);
}
END_TEST

START_TEST(objection_goes_through_the_lead_to_the_center)
{
	int64_t id = reviewed();

	refused(CLERK, id, "object", "objections.0.item=cpu\nobjections.0.text=不对", "有 1 处需要改");
	refused(CLERK, id, "object", ABOUT_CPU "\nobjections.1.item=cpu\nobjections.1.text=再说一遍同一项的理由是什么",
		"处理器写了两行");
	ck_assert_int_ne(try_with(ASSESS, id, "object", ABOUT_CPU), OK);
	go_with(CLERK, id, "object", ABOUT_CPU);
	ck_assert_int_ne(try_with(CLERK, id, "approve_objection", NULL), OK);
	go(LEAD, id, "return_objection");
	go_with(CLERK, id, "object", ABOUT_CPU);
	refused(LEAD, id, "return_objection", NULL, "已经退回过一次");
	go(LEAD, id, "approve_objection");
	ck_assert_int_ne(try_with(LEAD, id, "uphold", NULL), OK);
	go(ASSESS, id, "uphold");
	ck_assert_int_eq(frozen("total", id), 6944);
}
END_TEST

START_TEST(lead_may_drop_the_objection_and_the_draft_stands)
{
	int64_t id = reviewed();

	go_with(CLERK, id, "object", ABOUT_CPU);
	ck_assert_int_ne(try_with(CLERK, id, "drop_objection", NULL), OK);
	ck_assert_int_ne(try_with(ASSESS, id, "drop_objection", NULL), OK);
	go(LEAD, id, "drop_objection");
	ck_assert_str_eq(state_now(id), "frozen");
	ck_assert_int_eq(frozen("total", id), 6944);
}
END_TEST

/* The lead has ten working days, as the unit had for its answer. */
START_TEST(objection_that_the_lead_does_not_look_at_is_decided_all_the_same)
{
	int64_t id = reviewed();

	go_with(CLERK, id, "object", ABOUT_CPU);
	wait_days(13);
	ck_assert_str_eq(state_now(id), "objection_check");
	ck_assert_int_ne(try_with(ASSESS, id, "uphold", NULL), OK);
	wait_days(2);
	ck_assert_str_eq(state_now(id), "deciding");
	go(ASSESS, id, "uphold");
	ck_assert_int_eq(frozen("total", id), 6944);
}
END_TEST

/* Processors 15 → 20 by decision: (62.5 + 5) ÷ 90 = 75. */
START_TEST(center_adjusts_by_item_with_a_reason)
{
	int64_t id = reviewed();

	go_with(CLERK, id, "object", ABOUT_CPU);
	go(LEAD, id, "approve_objection");
	refused(ASSESS, id, "adjust",
		"adjusted.0.item=cpu\nadjusted.0.points=30.01\nadjusted.0.reason=峰值月集中使用属实，予以调整",
		"处理器的得分超过满分 30.00");
	refused(ASSESS, id, "adjust", "adjusted.0.item=cpu\nadjusted.0.points=20", "有 1 处需要改");
	go_with(ASSESS, id, "adjust",
		"adjusted.0.item=cpu\nadjusted.0.points=20\nadjusted.0.reason=峰值月集中使用属实，予以调整");
	ck_assert_int_eq(frozen("total", id), 7500);
	ck_assert_int_eq(
		office_number(estate, "SELECT drafted * 10000 + points FROM unit_efficiency_item WHERE item = 'cpu'"),
		15002000);
}
END_TEST

START_TEST(frozen_numbers_are_changed_by_no_statement)
{
	static const char *const attempts[] = {
		"UPDATE unit_efficiency SET total = 9999",
		"DELETE FROM unit_efficiency",
		"UPDATE unit_efficiency_item SET points = 1",
		"DELETE FROM unit_efficiency_item",
		"INSERT OR REPLACE INTO unit_efficiency_item SELECT matter_id, item, measured, full, drafted, 1, reason"
		" FROM unit_efficiency_item LIMIT 1",
		"INSERT OR REPLACE INTO unit_efficiency SELECT matter_id, organisation_id, period, 1, 'D', 1 FROM "
		"unit_efficiency",
	};
	int64_t id = reviewed();

	go(LEAD, id, "agree");
	for (size_t i = 0; i < ARRAY_LENGTH(attempts); i++)
		ck_assert_msg(office_try(estate, attempts[i]) != NULL, "%s", attempts[i]);
	ck_assert_int_eq(frozen("total", id), 6944);
}
END_TEST

START_TEST(cancelled_round_leaves_no_score)
{
	int64_t id = reviewed();

	go(ASSESS, id, "cancel");
	ck_assert_int_eq(office_number(estate, "SELECT count(*) FROM unit_efficiency"), 0);
}
END_TEST

/* ---- what it is shown for ---- */

static enum verdict asked(int64_t id, struct answer *answer)
{
	struct moving moving = {.context = as(CLERK), .procedure = procedure, .matter = matter_now(id), .form = NULL};

	return efficiency_evidence(&moving, answer);
}

/* The newest frozen quarter decides: D asks for the sizing data, which cures it; it refuses nobody. */
START_TEST(grade_d_asks_for_evidence_and_nothing_else)
{
	struct answer answer = {0};
	int64_t id = reviewed();

	ck_assert_int_eq(asked(id, &answer), VERDICT_YES);
	go(CLERK, id, "agree");
	ck_assert_int_eq(asked(id, &answer), VERDICT_YES);
	office_sql(estate, "INSERT INTO unit_efficiency SELECT max(id), 2, '2026Q1', 5500, 'D', 1 FROM matter"
			   " WHERE id NOT IN (SELECT matter_id FROM unit_efficiency)");
	ck_assert_int_eq(asked(id, &answer), VERDICT_NO);
	ck_assert_ptr_nonnull(strstr(answer.sentence, "2026年第一季度，55.00 分，D 级"));
	ck_assert_str_eq(answer.field, "sizing_data");
	hand_in(id, "sizing_data");
	ck_assert_int_eq(asked(id, &answer), VERDICT_YES);
}
END_TEST

static struct request *page(const char *login, const char *path)
{
	office_enter(estate, login);
	return office_get(estate, path);
}

/* One quarter of 69.44: the year's mean is that; another of 90.01 makes (69.44 + 90.01) ÷ 2 = 79.725 → 79.73. */
START_TEST(year_of_all_units_is_for_the_center_and_ones_own_for_a_unit)
{
	int64_t id = reviewed();

	go(CLERK, id, "agree");
	office_sql(estate, "INSERT INTO unit_efficiency SELECT max(id), 2, '2025Q3', 9001, 'A', 1 FROM matter"
			   " WHERE id NOT IN (SELECT matter_id FROM unit_efficiency)");
	ck_assert(office_shows(page("p16", "/efficiency?year=2025"), "69.44 C"));
	ck_assert(office_shows(estate->req, "79.73"));
	ck_assert(office_shows(estate->req, "测试单位3"));
	ck_assert(office_shows(page("p21", "/efficiency"), "69.44 C"));
	ck_assert(!office_shows(estate->req, "测试单位3"));
	ck_assert(office_shows(page("p16", "/efficiency?year=2025&format=csv"), "90.01 A"));
	ck_assert(office_shows(page("p16", "/efficiency/print?year=2025"), "79.73"));
	ck_assert_int_eq(page("p16", "/efficiency?year=x")->response.status, 422);
	ck_assert_int_eq(page("p41", "/efficiency")->response.status, 403);
}
END_TEST

/* More units than a page of a list has rows. */
START_TEST(printed_year_has_every_unit)
{
	int64_t units = 60;

	office_sql(estate,
		   "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60)"
		   " INSERT INTO organisation (id, code, name, short_name, rank, valid_from)"
		   " SELECT 9000 + i, 'many' || i, '众多单位' || i, '众多' || i, 9000 + i, 1 FROM n;"
		   "INSERT INTO system (organisation_id, filing_id, base_system_id, name, level, state, created_at)"
		   " SELECT o.id, s.filing_id, s.id, '系统' || o.id, 2, 'operating', 1 FROM organisation o"
		   " JOIN (SELECT id, filing_id FROM system ORDER BY id LIMIT 1) s WHERE o.id > 9000");
	ck_assert(office_shows(page("p16", "/efficiency/print"), ">众多单位1<"));
	ck_assert(office_shows(estate->req, arena_printf(estate->arena, ">众多单位%" PRId64 "<", units)));
	ck_assert(office_shows(estate->req, "下载 PDF") && office_shows(estate->req, "返回评分"));
}
END_TEST

static const char *printed(const char *login)
{
	return arena_strdup(estate->arena, page(login, "/efficiency/print?year=2025")->response.body.data);
}

/* The year waits for its last score; then the center has the list, each unit its own line, and nothing changes them.
 * The center, scored for a system of its own, has the whole and no line beside it. */
START_TEST(year_is_closed_with_its_last_score)
{
	const char *whole, *own;
	int64_t id = reviewed();
	int64_t other = office_number(
		estate, "SELECT coalesce(max(id), 0) FROM matter WHERE organisation_id <> 2 AND period = '2025Q4'");

	ck_assert_ptr_nonnull(strstr(printed("p16"), "草稿，没有封存，不作依据"));
	office_sql(estate,
		   "INSERT INTO unit_efficiency SELECT max(id), %" PRId64 ", '2025Q3', 9001, 'A', 1 FROM matter"
		   " WHERE id NOT IN (SELECT matter_id FROM unit_efficiency) AND id <> %" PRId64,
		   estate->service->org_center, id);
	go(CLERK, id, "agree");
	if (other != 0) {
		ck_assert_int_eq(office_number(estate, "SELECT count(*) FROM closing"), 0);
		go(ASSESS, other, "cancel");
	}
	ck_assert_int_eq(office_number(estate, "SELECT count(*) FROM closing WHERE edition = 'full'"), 1);
	ck_assert_int_eq(office_number(estate, "SELECT count(*) FROM closing WHERE edition = 'unit'"), 1);
	whole = printed("p16");
	own = printed("p21");
	ck_assert_ptr_nonnull(strstr(whole, "测试单位3"));
	ck_assert_ptr_nonnull(strstr(whole, "核验码："));
	ck_assert_ptr_null(strstr(own, "测试单位3"));
	ck_assert_ptr_nonnull(strstr(own, "69.44 C"));
	office_sql(estate, "UPDATE organisation SET name = '改名单位' WHERE id = 2");
	ck_assert_str_eq(printed("p16"), whole);
	ck_assert_str_eq(printed("p21"), own);
	ck_assert(office_shows(page("p16", "/efficiency?year=2025"), "已封存于"));
}
END_TEST

static int numbered(const char *login, const char *path, const char *digits)
{
	office_enter(estate, login);
	return office_post(
		       estate, path,
		       arena_printf(estate->arena,
				    "number=%%E5%%B7%%9D%%E6%%95%%B0%%E4%%B8%%AD%%E5%%BF%%83%%E5%%87%%BD%%282026%%29"
				    "%s%%E5%%8F%%B7&action=enter&dated_day=%s",
				    digits, format_day(estate->arena, day_of(clock_now()))))
		->response.status;
}

/* The list that is closed has a number of the center's office, on the page of everybody who got a line of it. */
START_TEST(closed_year_gets_its_document_number_from_the_center)
{
	static const char path[] = "/efficiency/2025/number";
	int64_t id = reviewed();
	int64_t other = office_number(
		estate, "SELECT coalesce(max(id), 0) FROM matter WHERE organisation_id <> 2 AND period = '2025Q4'");
	const char *whole;

	ck_assert_int_eq(page("p16", path)->response.status, 404);
	go(CLERK, id, "agree");
	if (other != 0)
		go(ASSESS, other, "cancel");
	whole = printed("p16");
	ck_assert_int_eq(page("p21", path)->response.status, 403);
	ck_assert_int_eq(numbered("p21", path, "7"), 403);
	ck_assert_int_eq(numbered("p16", path, "07"), 422);
	ck_assert(office_shows(estate->req, "文号应写作"));
	ck_assert_int_eq(numbered("p16", path, "7"), 303);
	ck_assert_int_eq(numbered("p16", path, "8"), 409);
	ck_assert(office_shows(page("p16", "/efficiency?year=2025"), "文号 川数中心函〔2026〕7号"));
	ck_assert(office_shows(page("p21", "/efficiency?year=2025"), "文号 川数中心函〔2026〕7号"));
	ck_assert(!office_shows(estate->req, "登记或作废文号"));
	ck_assert_str_eq(printed("p16"), whole);
}
END_TEST

int main(void)
{
	return RUN_SUITE_IN("modules/efficiency_procedure", set_up, estate_free, 60,
			    round_opens_when_the_papers_are_in_for_units_with_systems,
			    unit_sees_the_draft_with_its_numbers_and_agrees, silence_is_agreement_after_the_time_limit,
			    objection_goes_through_the_lead_to_the_center,
			    lead_may_drop_the_objection_and_the_draft_stands,
			    objection_that_the_lead_does_not_look_at_is_decided_all_the_same,
			    center_adjusts_by_item_with_a_reason, frozen_numbers_are_changed_by_no_statement,
			    cancelled_round_leaves_no_score, grade_d_asks_for_evidence_and_nothing_else,
			    year_of_all_units_is_for_the_center_and_ones_own_for_a_unit, printed_year_has_every_unit,
			    year_is_closed_with_its_last_score, closed_year_gets_its_document_number_from_the_center);
}
