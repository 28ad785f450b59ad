/* Golden numbers: the year's mean and grade, and the sum of the settlement slip, computed by hand in the comment. */
#include "unit/modules/assess_cast.h"

#include "data/tx.h"
#include "modules/assess/assess_page_parts.h"

static int passed_from; /* of the sheets put in next */

/* The pages tell a year from its rows alone: the clock may stand where the quarter does. */
static void year_new(void)
{
	char *hash;

	quarter_new();
	passed_from = 60;
	ck_assert_int_eq(password_hash(cloud->service, cloud->arena, GOOD_PASSWORD, &hash), OK);
	office_sql(cloud, "UPDATE person SET password_hash = '%s'; UPDATE installation SET made_at = 1", hash);
	office_open(cloud);
}

/* Grades from 90, 75 and 60 points, as frozen with the quarter; one indicator has all its points, so that they add up.
 */
static void quarter_of(int64_t provider, const char *period, int64_t total, const char *state, bool approved)
{
	int64_t id = record_of("assessment", provider, period, state, 1);

	office_sql(cloud,
		   "INSERT INTO assessment (matter_id, provider_id, sheet, period, counted_at, total, grade, scored_at)"
		   " VALUES (%" PRId64 ", %" PRId64 ", 'service', '%s', 1, %" PRId64 ", 'good', 1);"
		   "INSERT INTO assessment_rule SELECT matter_id, x.key, x.value FROM assessment a,"
		   " (SELECT 'score_grade_excellent' AS key, 90 AS value UNION ALL SELECT 'score_grade_good', 75"
		   "  UNION ALL SELECT 'score_grade_passed', %d UNION ALL SELECT 'score_p11_weight', %" PRId64 ") x"
		   " WHERE a.matter_id = %" PRId64 ";"
		   "INSERT INTO assessment_line VALUES (%" PRId64 ", '1.1', 1, 1, %" PRId64 ", %" PRId64 ", 0, %" PRId64
		   ", 0, '无发生，得满分');"
		   "UPDATE assessment SET frozen_at = 1, approved_at = %s WHERE matter_id = %" PRId64,
		   id, provider, period, total, passed_from, total, id, id, total, total, total,
		   approved ? "1" : "NULL", id);
}

/* The approved totals of 2026, hundredths; 0: no sheet. */
static void year_of(int64_t provider, int64_t first, int64_t second, int64_t third, int64_t fourth)
{
	const int64_t totals[] = {first, second, third, fourth};

	for (size_t i = 0; i < ARRAY_LENGTH(totals); i++)
		if (totals[i] != 0)
			quarter_of(provider, arena_printf(cloud->arena, "2026Q%zu", i + 1), totals[i], "applying",
				   true);
}

/* In force from 2026-01-01 to a day, 分 a year, with terms that set nothing yet; its id. */
static int64_t contract_of(const char *number, int64_t amount, int64_t ends)
{
	int64_t matter = record_of("contract", CENTER, "", "in_force", 1);

	office_sql(cloud,
		   "INSERT INTO contract (matter_id, provider_id, number, name, starts_day, ends_day, amount, state) "
		   "VALUES"
		   " (%" PRId64 ", %d, '%s', '甲云服务合同', %" PRId64 ", %" PRId64 ", %" PRId64 ", 'in_force');"
		   "INSERT INTO contract_terms (contract_id, version, valid_from, catalogue, availability)"
		   " SELECT id, 1, starts_day, '计算', 9995 FROM contract WHERE number = '%s'",
		   matter, PROVIDER, number, at_day(2026, 1, 1), ends, amount, number);
	return office_number(cloud, "SELECT id FROM contract WHERE number = '%s'", number);
}

static void sets(int64_t contract, int version, const char *grade, int coefficient)
{
	office_sql(cloud, "INSERT INTO contract_coefficient VALUES (%" PRId64 ", %d, '%s', %d)", contract, version,
		   grade, coefficient);
}

static void supplement(int64_t contract, int version, int64_t valid_from)
{
	office_sql(cloud,
		   "INSERT INTO contract_terms (contract_id, version, valid_from, catalogue, availability) VALUES "
		   "(%" PRId64 ", %d, %" PRId64 ", '计算', 9995)",
		   contract, version, valid_from);
}

static void penalty_of(int64_t provider, const char *kind, int64_t amount, int64_t decided)
{
	office_sql(cloud,
		   "INSERT INTO penalty (matter_id, provider_id, kind, amount, clause, decided_at) VALUES (%" PRId64
		   ", %" PRId64 ", '%s', %" PRId64 ", '第十二条', %" PRId64 ")",
		   record_of("penalty", provider, "", "decided", decided), provider, kind, amount, decided);
}

static struct request *page(const char *login, const char *path)
{
	office_enter(cloud, login);
	return office_get(cloud, path);
}

static void slip_says(const char *heading, const char *value)
{
	const char *row = arena_printf(cloud->arena, "<th scope=\"row\">%s</th><td>%s</td>", heading, value);

	ck_assert_msg(office_shows(cloud->req, row), "%s: not %s", heading, value);
}

static void slip(void)
{
	ck_assert_int_eq(page("p20", "/assess/2026/ORG4")->response.status, 200);
}

/* ---- the whole year ---- */

/*
 * (92.50 + 88.00 + 91.00 + 87.33) ÷ 4 = 358.83 ÷ 4 = 89.7075 → 89.71, good: 0.95.
 * Cents are rounded contract by contract, half up:
 * 12,345,678.90 × 0.95 = 11,728,394.955 → 11,728,394.96; 10.10 × 0.95 = 9.595 → 9.60; together 11,728,404.56
 * (rounded only in the end it would be .55).  Deducted 10,000.05 + 2,345.67 = 12,345.72: the first and the last second
 * of the year count, those beside them, another provider's and a criticism do not. 11,728,404.56 − 12,345.72 =
 * 11,716,058.84.
 */
START_TEST(full_year_is_the_mean_times_the_coefficient_less_what_was_deducted)
{
	int64_t first = day_start(at_day(2026, 1, 1)), after = day_start(at_day(2027, 1, 1));

	year_of(PROVIDER, 9250, 8800, 9100, 8733);
	year_of(OTHER_PROVIDER, 5000, 5000, 5000, 5000);
	sets(contract_of("HT-1", 1234567890, at_day(2028, 12, 31)), 1, "good", 95);
	sets(contract_of("HT-2", 1010, at_day(2026, 12, 31)), 1, "good", 95);
	sets(contract_of("HT-3", 999999, at_day(2026, 12, 30)), 1, "good", 95); /* over on the year's last day */
	penalty_of(PROVIDER, "deduction", 1000005, first);
	penalty_of(PROVIDER, "deduction", 234567, after - 1);
	penalty_of(PROVIDER, "deduction", 100, first - 1);
	penalty_of(PROVIDER, "deduction", 200, after);
	penalty_of(PROVIDER, "criticism", 0, first + 1);
	penalty_of(OTHER_PROVIDER, "deduction", 400, first + 2);
	slip();
	slip_says("各季度得分", "第一季度 92.50，第二季度 88.00，第三季度 91.00，第四季度 87.33");
	slip_says("年度得分", "89.71（4 个季度平均）");
	slip_says("年度等次", "良好");
	slip_says("合同年度金额", "12,345,689.00 元");
	slip_says("按系数结算", "11,728,404.56 元");
	slip_says("违约扣减", "12,345.72 元");
	slip_says("应付金额", "11,728,404.56 − 12,345.72 = 11,716,058.84 元");
	ck_assert(office_shows(cloud->req, ">11,728,394.96</td>") && office_shows(cloud->req, ">9.60</td>"));
	ck_assert(!office_shows(cloud->req, "HT-3"));
	ck_assert(office_shows(page("p20", "/assess/2026/ORG4/print"), "11,716,058.84"));
	ck_assert(office_shows(page("p20", "/assess/2026?format=csv"), "92.50,88.00,91.00,87.33,89.71,良好,0.95"));
}
END_TEST

/* 33.33 × 0.85 = 28.3305 → 28.33, down below the half. */
START_TEST(less_than_half_a_cent_is_dropped)
{
	year_of(PROVIDER, 8000, 8000, 8000, 8000);
	sets(contract_of("HT-1", 3333, at_day(2028, 12, 31)), 1, "good", 85);
	slip();
	slip_says("应付金额", "28.33 − 0.00 = 28.33 元");
}
END_TEST

/* A supplement of the year's last day counts, one of the day after does not: 1,000.00 × 0.90. */
START_TEST(coefficient_is_that_of_the_terms_on_the_last_day_of_the_year)
{
	int64_t contract = contract_of("HT-1", 100000, at_day(2028, 12, 31));

	year_of(PROVIDER, 8000, 8000, 8000, 8000);
	sets(contract, 1, "good", 95);
	supplement(contract, 2, at_day(2026, 12, 31));
	sets(contract, 2, "good", 90);
	supplement(contract, 3, at_day(2027, 1, 1));
	sets(contract, 3, "good", 50);
	slip();
	slip_says("应付金额", "900.00 − 0.00 = 900.00 元");
}
END_TEST

/* ---- a quarter that is missing ---- */

/* Three of four make no year, whatever their mean: a year is the mean of its four quarters. */
START_TEST(year_that_lacks_an_approved_quarter_has_no_mean_no_grade_and_no_sum)
{
	year_of(PROVIDER, 9100, 8001, 0, 9001);
	quarter_of(PROVIDER, "2026Q3", 100, "confirming", false);
	sets(contract_of("HT-1", 100000, at_day(2028, 12, 31)), 1, "good", 95);
	slip();
	slip_says("各季度得分", "第一季度 91.00，第二季度 80.01，第三季度 —，第四季度 90.01");
	slip_says("年度得分", "—（已审定 3 个季度）");
	slip_says("年度等次", "四个季度审定后形成");
	slip_says("合同年度金额", "1,000.00 元");
	slip_says("应付金额", "四个季度没有全部审定，不形成年度得分、等次和结算金额；不满四个季度的由合同双方另行确定");
	ck_assert(!office_shows(cloud->req, "按系数结算</th><td>"));
	ck_assert(office_shows(page("p20", "/assess/2026?format=csv"), "91.00,80.01,—,90.01,—,四个季度审定后形成"));
	ck_assert(office_shows(page("p20", "/assess/2026"), "年度得分为四个季度审定得分的平均"));
}
END_TEST

/* Called off, a quarter is none: of its four the year has three. */
START_TEST(quarter_that_is_called_off_leaves_the_year_without_a_grade)
{
	year_of(PROVIDER, 9100, 9000, 9200, 0);
	quarter_of(PROVIDER, "2026Q4", 4000, "cancelled", true);
	slip();
	slip_says("年度得分", "—（已审定 3 个季度）");
	slip_says("年度等次", "四个季度审定后形成");
	ck_assert_int_eq(page("p20", "/assess/2025/ORG4")->response.status, 404);
}
END_TEST

/*
 * The rounded mean decides, as it is read: (90.00 + 89.99 + 90.00 + 89.99) ÷ 4 = 359.98 ÷ 4 = 89.995 → 90.00 优秀;
 * (75.00 + 74.98 + 75.00 + 74.98) ÷ 4 = 299.96 ÷ 4 = 74.99 合格.
 */
START_TEST(grade_is_that_of_the_mean_as_printed)
{
	year_of(PROVIDER, 9000, 8999, 9000, 8999);
	year_of(OTHER_PROVIDER, 7500, 7498, 7500, 7498);
	ck_assert(office_shows(page("p20", "/assess/2026?format=csv"), "90.00,89.99,90.00,89.99,90.00,优秀"));
	ck_assert(office_shows(cloud->req, "75.00,74.98,75.00,74.98,74.99,合格"));
}
END_TEST

/* Limits that were lowered for the fourth quarter grade the year: (56.00 + 56.00 + 56.00 + 56.00) ÷ 4 = 56.00, of 55
 * on. */
START_TEST(limits_are_those_of_the_fourth_quarter)
{
	year_of(PROVIDER, 5600, 5600, 5600, 0);
	passed_from = 55;
	quarter_of(PROVIDER, "2026Q4", 5600, "applying", true);
	slip();
	slip_says("年度得分", "56.00（4 个季度平均）");
	slip_says("年度等次", "合格");
}
END_TEST

/* What the guard of a proposal of revocation answers on the sheet of a quarter. */
static enum verdict revocation_on(int64_t provider, const char *period)
{
	struct context *context = as(ASSESS);
	struct matter matter = {.id = office_number(cloud,
						    "SELECT matter_id FROM assessment WHERE provider_id = %" PRId64
						    " AND period = '%s'",
						    provider, period)};
	struct moving moving = {.context = context, .procedure = application, .matter = &matter};
	struct answer answer = {0};

	return assess_revocation_due(&moving, &answer);
}

/*
 * The page and the proposal have one year.  (58.00 + 61.00 + 57.00 + 63.96) ÷ 4 = 239.96 ÷ 4 = 59.99 不合格;
 * (58.00 + 61.00 + 57.00 + 63.98) ÷ 4 = 239.98 ÷ 4 = 59.995 → 60.00 合格.
 */
START_TEST(failed_year_on_the_page_is_a_ground_for_revocation)
{
	year_of(PROVIDER, 5800, 6100, 5700, 6396);
	year_of(OTHER_PROVIDER, 5800, 6100, 5700, 6398);
	ck_assert(office_shows(page("p20", "/assess/2026?format=csv"), "63.96,59.99,不合格"));
	ck_assert(office_shows(cloud->req, "63.98,60.00,合格"));
	ck_assert_int_eq(revocation_on(PROVIDER, "2026Q4"), VERDICT_YES);
	ck_assert_int_eq(revocation_on(OTHER_PROVIDER, "2026Q4"), VERDICT_NO);
}
END_TEST

/* 10.00 in each of three quarters: no grade on the page, no ground for the proposal. */
START_TEST(year_of_three_quarters_is_neither_failed_on_the_page_nor_for_revocation)
{
	year_of(PROVIDER, 1000, 0, 1000, 1000);
	slip();
	slip_says("年度等次", "四个季度审定后形成");
	ck_assert_int_eq(revocation_on(PROVIDER, "2026Q4"), VERDICT_NO);
}
END_TEST

/* ---- the coefficient ---- */

START_TEST(coefficient_that_is_not_agreed_makes_no_sum)
{
	year_of(PROVIDER, 8000, 8000, 8000, 8000);
	sets(contract_of("HT-1", 100000, at_day(2028, 12, 31)), 1, "excellent", 100);
	penalty_of(PROVIDER, "deduction", 100, instant(2026, 6, 1, 9, 0));
	slip();
	slip_says("年度等次", "良好");
	slip_says("违约扣减", "1.00 元");
	slip_says("应付金额", "有合同系数未按合同设定，结算金额由合同双方另行确定");
	ck_assert(office_shows(cloud->req, "<td data-th=\"结算系数\">系数未按合同设定</td>"));
	ck_assert(!office_shows(cloud->req, "按系数结算</th><td>"));
	/* nor does one contract of two that agreed on it */
	sets(contract_of("HT-2", 200000, at_day(2028, 12, 31)), 1, "good", 95);
	slip();
	slip_says("应付金额", "有合同系数未按合同设定，结算金额由合同双方另行确定");
	slip_says("合同年度金额", "3,000.00 元");
	ck_assert(office_shows(cloud->req, ">1,900.00</td>"));
}
END_TEST

/* Agreed as nothing is not the same as not agreed: 1,000.00 × 0.00. */
START_TEST(coefficient_of_nothing_is_agreed)
{
	year_of(PROVIDER, 5000, 5000, 5000, 5000);
	sets(contract_of("HT-1", 100000, at_day(2028, 12, 31)), 1, "failed", 0);
	slip();
	slip_says("年度等次", "不合格");
	slip_says("按系数结算", "0.00 元");
}
END_TEST

/* ---- the floor ---- */

/* 100.00 × 0.70 = 70.00; 70.01 deducted: nothing is due, and nobody owes a cent. */
START_TEST(deduction_beyond_the_amount_leaves_nothing_due)
{
	year_of(PROVIDER, 5000, 5000, 5000, 5000);
	sets(contract_of("HT-1", 10000, at_day(2028, 12, 31)), 1, "failed", 70);
	penalty_of(PROVIDER, "deduction", 7001, instant(2026, 6, 1, 9, 0));
	slip();
	slip_says("按系数结算", "70.00 元");
	slip_says("违约扣减", "70.01 元");
	slip_says("应付金额", "70.00 − 70.01 = −0.01，不足零按零计，应付 0.00 元");
}
END_TEST

/* ---- closed ---- */

static int64_t closed(const char *subject)
{
	return office_number(cloud, "SELECT count(*) FROM closing WHERE subject = '%s'", subject);
}

static const char *printed(void)
{
	return arena_strdup(cloud->arena, page("p20", "/assess/2026/ORG4/print")->response.body.data);
}

/* Published in the order of the quarters but the second: the year waits for it. */
START_TEST(slip_is_closed_with_the_last_sheet_of_the_year_and_stays)
{
	struct context *context = as(ASSESS);
	const char *before;

	year_of(PROVIDER, 8000, 8000, 8000, 8000);
	sets(contract_of("HT-1", 10000, at_day(2028, 12, 31)), 1, "good", 90);
	office_sql(cloud, "UPDATE assessment SET published_at = 1 WHERE period <> '2026Q2'");
	ck_assert_int_eq(tx_begin(context->db), OK);
	ck_assert_int_eq(assess_close_year(context, PROVIDER, "ORG4", "2026Q4", 0), OK);
	ck_assert_int_eq(tx_end(context->db, OK), OK);
	ck_assert_int_eq(closed("settlement"), 0);
	ck_assert_ptr_nonnull(strstr(printed(), "草稿，没有封存，不作依据"));
	office_sql(cloud, "UPDATE assessment SET published_at = 1 WHERE period = '2026Q2'");
	ck_assert_int_eq(tx_begin(context->db), OK);
	ck_assert_int_eq(assess_close_year(context, PROVIDER, "ORG4", "2026Q2", 0), OK);
	ck_assert_int_eq(assess_close_year(context, PROVIDER, "ORG4", "2026Q2", 0), OK);
	ck_assert_int_eq(tx_end(context->db, OK), OK);
	ck_assert_int_eq(closed("settlement"), 1);
	before = printed();
	ck_assert_ptr_nonnull(strstr(before, "90.00 − 0.00 = 90.00 元"));
	ck_assert_ptr_nonnull(strstr(before, "核验码："));
	penalty_of(PROVIDER, "deduction", 1000, instant(2026, 6, 1, 9, 0));
	office_sql(cloud, "UPDATE organisation SET name = '改名公司' WHERE id = %d", PROVIDER);
	ck_assert_str_eq(printed(), before);
}
END_TEST

static int recomputed(const char *quarter)
{
	char *period = arena_strdup(cloud->arena, quarter);

	return assess_command(3, (char *[]){"assess", "recompute", period, NULL}, clerk());
}

/* What a contract gave when the sheet was published: what publishing keeps, without the move. */
static void published_with(const char *period, int coefficient)
{
	office_sql(cloud,
		   "INSERT INTO assessment_term SELECT matter_id, grade, %d FROM assessment WHERE period = '%s';"
		   "UPDATE assessment SET published_at = 1, coefficient = %d WHERE period = '%s'",
		   coefficient, period, coefficient, period);
}

/*
 * (80.00 + 81.00 + 82.00 + 83.01) ÷ 4 = 81.5025 → 81.50; 1,000.00 × 0.90 − 10.00 = 890.00.  Later a supplement of the
 * same day says 0.50, the amount is another, a penalty of the year is entered and every number of the rules is changed:
 * mean, coefficient and sum are told again as they were, to the digit.
 */
START_TEST(year_is_recomputed_to_the_digit_from_what_was_kept)
{
	int64_t contract = contract_of("HT-1", 100000, at_day(2028, 12, 31));
	struct context *context = as(ASSESS);

	year_of(PROVIDER, 8000, 8100, 8200, 8301);
	sets(contract, 1, "good", 90);
	penalty_of(PROVIDER, "deduction", 1000, instant(2026, 6, 1, 9, 0));
	for (int i = 1; i <= 4; i++)
		published_with(arena_printf(cloud->arena, "2026Q%d", i), 90);
	ck_assert_int_eq(tx_begin(context->db), OK);
	ck_assert_int_eq(assess_close_year(context, PROVIDER, "ORG4", "2026Q4", 0), OK);
	ck_assert_int_eq(tx_end(context->db, OK), OK);
	supplement(contract, 2, at_day(2026, 1, 1));
	sets(contract, 2, "good", 50);
	office_sql(cloud, "UPDATE contract SET amount = 1");
	penalty_of(PROVIDER, "deduction", 7, instant(2026, 6, 2, 9, 0));
	office_sql(cloud, "INSERT INTO setting (key, valid_from, value, changed_at) SELECT key, 1, max(value) + 1, 1 "
			  "FROM assessment_rule GROUP BY key");
	ck_assert_int_eq(service_refresh(cloud->service, cloud->reader), OK);
	for (int i = 1; i <= 4; i++)
		ck_assert_int_eq(recomputed(arena_printf(cloud->arena, "2026Q%d", i)), 0);
	ck_assert_int_eq(office_number(cloud, "SELECT mean = 8150 AND grade = 'good' AND amount = 100000 AND"
					      " by_coefficient = 90000 AND deducted = 1000 AND due = 89000 FROM "
					      "settlement"),
			 1);
}
END_TEST

/* Each figure that was kept is compared: any that was bent by a hundredth is found. */
START_TEST(recomputing_finds_a_coefficient_a_mean_and_a_sum_that_were_bent)
{
	static const struct {
		const char *bend, *back;
	} bends[] = {
		{"UPDATE settlement SET mean = mean + 1", "UPDATE settlement SET mean = mean - 1"},
		{"UPDATE settlement SET grade = 'passed'", "UPDATE settlement SET grade = 'good'"},
		{"UPDATE settlement SET due = due + 1", "UPDATE settlement SET due = due - 1"},
		{"UPDATE settlement SET by_coefficient = 1", "UPDATE settlement SET by_coefficient = 90000"},
		{"UPDATE settlement SET deducted = 1", "UPDATE settlement SET deducted = 0"},
		{"UPDATE settlement_item SET amount = amount + 1", "UPDATE settlement_item SET amount = amount - 1"},
		{"UPDATE assessment_term SET coefficient = 91", "UPDATE assessment_term SET coefficient = 90"},
		{"UPDATE assessment SET coefficient = 89", "UPDATE assessment SET coefficient = 90"},
	};
	struct context *context = as(ASSESS);

	year_of(PROVIDER, 8000, 8100, 8200, 8301);
	sets(contract_of("HT-1", 100000, at_day(2028, 12, 31)), 1, "good", 90);
	for (int i = 1; i <= 4; i++)
		published_with(arena_printf(cloud->arena, "2026Q%d", i), 90);
	ck_assert_int_eq(tx_begin(context->db), OK);
	ck_assert_int_eq(assess_close_year(context, PROVIDER, "ORG4", "2026Q4", 0), OK);
	ck_assert_int_eq(tx_end(context->db, OK), OK);
	ck_assert_int_eq(recomputed("2026Q4"), 0);
	office_sql(cloud, "DROP TRIGGER settlement_fixed; DROP TRIGGER settlement_item_fixed; DROP TRIGGER "
			  "assessment_term_fixed; DROP TRIGGER assessment_published_once");
	for (size_t i = 0; i < ARRAY_LENGTH(bends); i++) {
		office_sql(cloud, "%s", bends[i].bend);
		ck_assert_msg(recomputed("2026Q4") == 1, "%s", bends[i].bend);
		office_sql(cloud, "%s", bends[i].back);
	}
	ck_assert_int_eq(recomputed("2026Q4"), 0);
}
END_TEST

/* ---- who reads it ---- */

START_TEST(provider_reads_its_own_slip_and_no_other)
{
	year_of(PROVIDER, 8000, 8000, 8000, 8000);
	year_of(OTHER_PROVIDER, 9000, 9000, 9000, 9000);
	ck_assert_int_eq(page("p41", "/assess/2026/ORG4")->response.status, 200);
	ck_assert_int_eq(page("p41", "/assess/2026/ORG5")->response.status, 404);
	ck_assert_int_eq(page("p51", "/assess/2026/ORG4/print")->response.status, 404);
	ck_assert(!office_shows(page("p41", "/assess/2026"), "90.00"));
}
END_TEST

int main(void)
{
	return RUN_SUITE_IN("modules/assess_year", year_new, cloud_free, 120,
			    full_year_is_the_mean_times_the_coefficient_less_what_was_deducted,
			    less_than_half_a_cent_is_dropped,
			    coefficient_is_that_of_the_terms_on_the_last_day_of_the_year,
			    year_that_lacks_an_approved_quarter_has_no_mean_no_grade_and_no_sum,
			    slip_is_closed_with_the_last_sheet_of_the_year_and_stays,
			    quarter_that_is_called_off_leaves_the_year_without_a_grade,
			    grade_is_that_of_the_mean_as_printed, year_is_recomputed_to_the_digit_from_what_was_kept,
			    recomputing_finds_a_coefficient_a_mean_and_a_sum_that_were_bent,
			    limits_are_those_of_the_fourth_quarter, failed_year_on_the_page_is_a_ground_for_revocation,
			    year_of_three_quarters_is_neither_failed_on_the_page_nor_for_revocation,
			    coefficient_that_is_not_agreed_makes_no_sum, coefficient_of_nothing_is_agreed,
			    deduction_beyond_the_amount_leaves_nothing_due, provider_reads_its_own_slip_and_no_other);
}
