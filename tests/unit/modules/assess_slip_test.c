/* The slip of a year once it is closed: its bytes, its figures told again, its document number. */
#include "unit/modules/assess_year_cast.h"

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
	office_sql(cloud, "UPDATE contract SET amount = 77700; UPDATE organisation SET name = '改名公司' WHERE id = %d",
		   PROVIDER);
	/* the page on screen says what was closed */
	ck_assert(office_shows(page("p20", "/assess/2026/ORG4"), "90.00 − 0.00 = 90.00 元"));
	ck_assert(office_shows(cloud->req, "甲云服务合同") && !office_shows(cloud->req, "777.00"));
	ck_assert_str_eq(printed(), before);
}
END_TEST

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

/* ---- its document number ---- */

#define NUMBERED "number=%E5%B7%9D%E6%95%B0%E4%B8%AD%E5%BF%83%E5%87%BD%282026%29"
#define AS_12 NUMBERED "12%E5%8F%B7&action=enter&dated_day="
#define SHOWN_12 "文号 川数中心函〔2026〕12号，成文日期 2026-04-21（封存后登记，不在版面上）"

static int posted(const char *login, const char *body)
{
	office_enter(cloud, login);
	return office_post(cloud, "/assess/2026/ORG4/number", body)->response.status;
}

static int64_t numbers(void)
{
	return office_number(cloud, "SELECT count(*) FROM official_number WHERE closing_id IS NOT NULL");
}

static void closed_slip(void)
{
	struct context *context = as(ASSESS);

	year_of(PROVIDER, 8000, 8000, 8000, 8000);
	sets(contract_of("HT-1", 10000, at_day(2028, 12, 31)), 1, "good", 90);
	office_sql(cloud, "UPDATE assessment SET published_at = 1");
	ck_assert_int_eq(tx_begin(context->db), OK);
	ck_assert_int_eq(assess_close_year(context, PROVIDER, "ORG4", "2026Q4", 0), OK);
	ck_assert_int_eq(tx_end(context->db, OK), OK);
}

START_TEST(number_of_a_slip_is_entered_once_it_is_closed_and_beside_its_bytes)
{
	const char *before;

	year_of(OTHER_PROVIDER, 8000, 8000, 8000, 8000);
	closed_slip();
	ck_assert_int_eq(page("p20", "/assess/2026/ORG5/number")->response.status, 404);
	ck_assert_int_eq(page("p20", "/assess/2026Q4/ORG4/number")->response.status, 404);
	before = printed();
	ck_assert(office_shows(page("p20", "/assess/2026/ORG4"), "还没有登记文号"));
	ck_assert(!office_shows(page("p41", "/assess/2026/ORG4"), "登记文号"));
	ck_assert_int_eq(posted("p20", AS_12 "2026-04-21"), 303);
	ck_assert(office_shows(page("p20", "/assess/2026/ORG4"), SHOWN_12));
	ck_assert(office_shows(cloud->req, "/assess/2026/ORG4/number"));
	ck_assert(office_shows(page("p41", "/assess/2026/ORG4"), SHOWN_12));
	ck_assert(!office_shows(cloud->req, "/assess/2026/ORG4/number"));
	ck_assert_str_eq(printed(), before);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM audit WHERE action = 'paper.number' AND object = "
					      "'settlement' AND outcome = 'ok'"),
			 1);
}
END_TEST

START_TEST(number_of_a_slip_is_refused_badly_written_twice_or_dated_before_it)
{
	closed_slip();
	ck_assert_int_eq(posted("p20", NUMBERED "012%E5%8F%B7&action=enter&dated_day=2026-04-21"), 422);
	ck_assert(office_shows(cloud->req, "文号应写作"));
	ck_assert_int_eq(posted("p20", AS_12 "2026-04-20"), 422);
	ck_assert(office_shows(cloud->req, "成文日期应在办理之日（2026-04-21）至今日之间"));
	ck_assert_int_eq(posted("p20", "action=enter"), 422);
	ck_assert_int_eq(numbers(), 0);
	office_sql(cloud,
		   "INSERT INTO official_number (organisation_id, matter_id, action, number, dated_day, entered_at,"
		   " entered_by) SELECT 1, matter_id, 'approve', '川数中心函〔2026〕12号', 1, 1, %d FROM assessment "
		   "LIMIT 1",
		   ASSESS);
	ck_assert_int_eq(posted("p20", AS_12 "2026-04-21"), 422);
	ck_assert(office_shows(cloud->req, "这个文号已用于 N-"));
	ck_assert_int_eq(posted("p20", NUMBERED "13%E5%8F%B7&action=enter&dated_day=2026-04-21"), 303);
	ck_assert_int_eq(posted("p20", NUMBERED "14%E5%8F%B7&action=enter&dated_day=2026-04-21"), 409);
	ck_assert_int_eq(numbers(), 1);
}
END_TEST

START_TEST(voided_number_of_a_slip_stays_and_another_takes_its_place)
{
	char *voiding;

	closed_slip();
	ck_assert_int_eq(posted("p20", AS_12 "2026-04-21"), 303);
	voiding = arena_printf(
		cloud->arena,
		"action=void&reason=%%E5%%8F%%91%%E6%%96%%87%%E6%%94%%B6%%E5%%9B%%9E&official_number=%" PRId64,
		office_number(cloud, "SELECT id FROM official_number"));
	ck_assert_int_eq(posted("p20", voiding), 303);
	ck_assert_int_eq(posted("p20", voiding), 409);
	ck_assert_int_eq(posted("p20", AS_12 "2026-04-21"), 422);
	ck_assert(office_shows(cloud->req, "虽已作废也不能再用"));
	ck_assert_int_eq(posted("p20", NUMBERED "13%E5%8F%B7&action=enter&dated_day=2026-04-21"), 303);
	ck_assert(office_shows(page("p20", "/assess/2026/ORG4/number"), "发文收回"));
	ck_assert_int_eq(numbers(), 2);
}
END_TEST

START_TEST(only_the_center_gives_a_slip_its_number)
{
	closed_slip();
	ck_assert_int_eq(page("p41", "/assess/2026/ORG4/number")->response.status, 403);
	ck_assert_int_eq(posted("p41", AS_12 "2026-04-21"), 403);
	ck_assert_int_eq(page("p51", "/assess/2026/ORG4/number")->response.status, 404);
	ck_assert_int_eq(posted("p51", AS_12 "2026-04-21"), 404);
	ck_assert_int_eq(numbers(), 0);
}
END_TEST

int main(void)
{
	return RUN_SUITE_IN("modules/assess_slip", year_new, cloud_free, 120,
			    slip_is_closed_with_the_last_sheet_of_the_year_and_stays,
			    year_is_recomputed_to_the_digit_from_what_was_kept,
			    recomputing_finds_a_coefficient_a_mean_and_a_sum_that_were_bent,
			    number_of_a_slip_is_entered_once_it_is_closed_and_beside_its_bytes,
			    number_of_a_slip_is_refused_badly_written_twice_or_dated_before_it,
			    voided_number_of_a_slip_stays_and_another_takes_its_place,
			    only_the_center_gives_a_slip_its_number);
}
