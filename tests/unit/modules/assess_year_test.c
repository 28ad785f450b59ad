/* Golden numbers: the year's mean and grade, and the sum of the settlement slip, computed by hand in the comment. */
#include "unit/modules/assess_year_cast.h"

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

/*
 * A supplement of the day after the year costs 2,000.00 a year and was registered before the year was settled: the year
 * before it is settled by what it cost, 1,000.00 × 0.95.
 */
START_TEST(amount_is_that_of_the_terms_on_the_last_day_of_the_year)
{
	int64_t contract = contract_of("HT-1", 100000, at_day(2028, 12, 31));

	year_of(PROVIDER, 8000, 8000, 8000, 8000);
	sets(contract, 1, "good", 95);
	supplement(contract, 2, at_day(2027, 1, 1));
	sets(contract, 2, "good", 95);
	office_sql(cloud, "UPDATE contract SET amount = 200000, version = 2");
	slip();
	slip_says("合同年度金额", "1,000.00 元");
	slip_says("应付金额", "950.00 − 0.00 = 950.00 元");
}
END_TEST

/*
 * Each quarter shows what its own sheet kept, whatever contracts say since: 0.95 in the first, none set in the second,
 * the third not published yet.  The year's is of the contracts in force on its last day: HT-2 sets 0.85, the newest one
 * HT-3 nothing.
 */
START_TEST(quarters_show_the_coefficient_their_own_sheets_kept)
{
	year_of(PROVIDER, 8000, 8000, 8000, 8000);
	office_sql(cloud, "UPDATE assessment SET published_at = 1, coefficient = 95 WHERE period = '2026Q1';"
			  "UPDATE assessment SET published_at = 1 WHERE period = '2026Q2'");
	sets(contract_of("HT-1", 100000, at_day(2026, 6, 30)), 1, "good", 70);
	sets(contract_of("HT-2", 100000, at_day(2028, 12, 31)), 1, "good", 85);
	ck_assert(office_shows(page("p20", "/assess/2026?format=csv"),
			       "80.00,良好,0.85,0.95,系数未按合同设定,通报时记录,通报时记录"));
	contract_of("HT-3", 100000, at_day(2028, 12, 31));
	ck_assert(office_shows(page("p20", "/assess/2026?format=csv"),
			       "80.00,良好,HT-2 0.85；HT-3 系数未按合同设定,0.95,系数未按合同设定,"));
	ck_assert(office_shows(page("p20", "/assess/2026"), "80.00<span class=\"sub\">系数：0.95</span>"));
	ck_assert(office_shows(cloud->req, "80.00<span class=\"sub\">系数：系数未按合同设定</span>"));
}
END_TEST

/* A closed slip holds: a supplement of the same day changes neither it nor the page of the year. */
START_TEST(year_shows_the_coefficient_its_closed_slip_kept)
{
	int64_t contract = contract_of("HT-1", 100000, at_day(2028, 12, 31));
	struct context *context = as(ASSESS);

	year_of(PROVIDER, 8000, 8000, 8000, 8000);
	sets(contract, 1, "good", 95);
	office_sql(cloud, "UPDATE assessment SET published_at = 1, coefficient = 95");
	ck_assert_int_eq(tx_begin(context->db), OK);
	ck_assert_int_eq(assess_close_year(context, PROVIDER, "ORG4", "2026Q4", 0), OK);
	ck_assert_int_eq(tx_end(context->db, OK), OK);
	supplement(contract, 2, at_day(2026, 12, 31));
	sets(contract, 2, "good", 50);
	ck_assert(office_shows(page("p20", "/assess/2026?format=csv"), "80.00,良好,0.95,0.95,0.95,0.95,0.95"));
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
	return RUN_SUITE_IN(
		"modules/assess_year", year_new, cloud_free, 120,
		full_year_is_the_mean_times_the_coefficient_less_what_was_deducted, less_than_half_a_cent_is_dropped,
		coefficient_is_that_of_the_terms_on_the_last_day_of_the_year,
		amount_is_that_of_the_terms_on_the_last_day_of_the_year,
		quarters_show_the_coefficient_their_own_sheets_kept, year_shows_the_coefficient_its_closed_slip_kept,
		year_that_lacks_an_approved_quarter_has_no_mean_no_grade_and_no_sum,
		quarter_that_is_called_off_leaves_the_year_without_a_grade, grade_is_that_of_the_mean_as_printed,
		limits_are_those_of_the_fourth_quarter, failed_year_on_the_page_is_a_ground_for_revocation,
		year_of_three_quarters_is_neither_failed_on_the_page_nor_for_revocation,
		coefficient_that_is_not_agreed_makes_no_sum, coefficient_of_nothing_is_agreed,
		deduction_beyond_the_amount_leaves_nothing_due, provider_reads_its_own_slip_and_no_other);
}
