/* Rules that do not agree with one another score nobody: weights that are not 100, grades out of order. */
#include "unit/modules/assess_cast.h"

static void number_from(const char *key, int64_t day, const char *value)
{
	office_sql(cloud,
		   "INSERT INTO setting (key, valid_from, value, changed_at) VALUES ('%s', %" PRId64 ", '%s', 1)", key,
		   day, value);
}

static int64_t round_past_its_freezing(int64_t org)
{
	int64_t id;

	clock_freeze(instant(2026, 4, 1, 9, 0));
	id = opened_round(org);
	time_passes(instant(2026, 4, 21, 12, 0));
	return id;
}

/* 3.4 loses one of its three points and nobody gets it: 99.00. */
START_TEST(weights_that_are_not_one_hundred_are_not_frozen_until_they_are)
{
	int64_t id;

	number_from("score_p34_weight", at_day(2026, 3, 31), "200");
	id = round_past_its_freezing(PROVIDER);
	ck_assert_str_eq(state_now(id), "drafted");
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM assessment"), 0);
	/* The sheet of the supervisor is another one and is frozen in time. */
	ck_assert_str_eq(state_now(frozen_sheet(SUPERVISOR)), "scoring");
	number_from("score_p33_weight", at_day(2026, 4, 23), "700");
	number_from("score_p33_points_of_nothing", at_day(2026, 4, 22), "1");
	time_passes(instant(2026, 4, 22, 12, 0));
	ck_assert_str_eq(state_now(id), "drafted");
	time_passes(instant(2026, 4, 23, 0, 1));
	ck_assert_str_eq(state_now(id), "scoring");
	ck_assert_int_eq(office_number(cloud, "SELECT rules_day FROM assessment WHERE matter_id = %" PRId64, id),
			 at_day(2026, 4, 23));
	/* Without 3.1 and 4.1, which nobody was asked for. */
	ck_assert_int_eq(office_number(cloud, "SELECT sum(weight) FROM assessment_line WHERE matter_id = %" PRId64, id),
			 9000);
	ck_assert_str_eq(office_try(cloud, "UPDATE assessment SET rules_day = 1"), "assessment: frozen");
}
END_TEST

START_TEST(grade_bounds_out_of_order_freeze_no_sheet_either)
{
	number_from("score_grade_good", at_day(2026, 3, 1), "95");
	ck_assert_str_eq(state_now(round_past_its_freezing(PROVIDER)), "drafted");
}
END_TEST

START_TEST(why_the_sheet_is_not_frozen_stands_on_the_matter)
{
	struct matter *matter;
	int64_t day;
	char *why;

	number_from("score_p34_weight", at_day(2026, 3, 31), "200");
	matter = seen_by(ASSESS, round_past_its_freezing(PROVIDER));
	ck_assert_int_eq(assess_rules_day(as(ASSESS), matter, &day, &why), OK);
	ck_assert_int_eq(day, 0);
	ck_assert_str_eq(why, "服务平台评分表各项分值合计 99.00 分，应为 100.00 分");
}
END_TEST

/* A sheet of an earlier version of the program: its kept rules cannot be changed, and nobody is scored by them. */
START_TEST(sheet_frozen_with_weights_that_are_not_one_hundred_is_not_scored)
{
	int64_t id = frozen_sheet(PROVIDER);

	office_sql(cloud, "DROP TRIGGER assessment_rule_fixed");
	office_sql(cloud, "UPDATE assessment_rule SET value = 200 WHERE key = 'score_p34_weight'");
	draft_item(id, "rating", "p51", "6.00");
	hand_in(id, "evidence");
	refused(ASSESS, id, "score", NULL, "各项分值合计 99.00 分，应为 100.00 分");
}
END_TEST

int main(void)
{
	return RUN_QUARTER("modules/assess_rules", weights_that_are_not_one_hundred_are_not_frozen_until_they_are,
			   grade_bounds_out_of_order_freeze_no_sheet_either,
			   why_the_sheet_is_not_frozen_stands_on_the_matter,
			   sheet_frozen_with_weights_that_are_not_one_hundred_is_not_scored);
}
