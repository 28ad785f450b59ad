/* Golden numbers: what each indicator counts, computed by hand in the comment beside it. */
#include "unit/modules/assess_cast.h"

/* ---- 1 平台能力 ---- */

START_TEST(backups_and_performance_lose_by_the_percentage_point)
{
	/*
	 * Backups 980 + 966 of 2,000 = 97.30 %, 1.70 below 99 %: 6 − 1.70 = 4.30.
	 * Performance 279 of 300 = 93.00 %, 2.00 below 95 %, 0.5 each: 4 − 1 = 3.
	 */
	int64_t id;

	measured("backup", FIRST_CLOUD, PROVIDER, "2026-01", 1000, 980);
	measured("backup", FIRST_CLOUD, PROVIDER, "2026-03", 1000, 966);
	measured("backup", FIRST_CLOUD, PROVIDER, "2025-12", 1000, 1);
	measured("backup", SECOND_CLOUD, OTHER_PROVIDER, "2026-01", 1000, 1);
	measured("performance", FIRST_CLOUD, PROVIDER, "2026-02", 300, 279);
	id = frozen_for(PROVIDER);
	ck_assert_int_eq(points_of(id, "1.2"), 430);
	ck_assert_int_eq(points_of(id, "1.3"), 300);
}
END_TEST

START_TEST(data_loss_takes_all_of_its_points)
{
	/* 100 % of the backups, and one fault that lost data: 0 of 6. */
	int64_t id;

	measured("backup", FIRST_CLOUD, PROVIDER, "2026-01", 1000, 1000);
	fault_of(BREAKDOWN(3, PROVIDER, instant(2026, 2, 3, 10, 0), 5, 30, 60, 480, 10, .loss = true));
	id = frozen_for(PROVIDER);
	ck_assert_int_eq(points_of(id, "1.2"), 0);
	ck_assert(says(id, "1.2", "数据丢失，本项不得分"));
}
END_TEST

static void verified(int64_t platform, const char *period, int allocated, int64_t planned, int difference,
		     int64_t submitted, int64_t due)
{
	int64_t id = record_of("verification", PROVIDER, period, "confirmed", submitted);

	office_sql(cloud, "UPDATE matter SET platform_id = %" PRId64 " WHERE id = %" PRId64, platform, id);
	handed_of(id, PROVIDER, due, submitted);
	office_sql(cloud,
		   "INSERT INTO verification VALUES (%" PRId64 ", %" PRId64 ", '%s', %" PRId64 ", %" PRId64
		   ", %d, 1, nullif(%" PRId64 ", 0))",
		   id, platform, period, submitted, submitted + 3600, difference, planned);
	office_sql(cloud,
		   "INSERT INTO verification_line (matter_id, class, physical, allocatable, allocated, used, granted, "
		   "ledger, collected) VALUES (%" PRId64 ", 'vcpu', 1000, 1000, %d, 1, 1, 1, 1)",
		   id, allocated);
}

START_TEST(pools_over_the_line_without_a_plan_cost_a_month_each)
{
	/*
	 * January: 86 % and 90 % on two platforms, no plan: one month.  February: 90 %, plan handed in: none.
	 * March: 85 %: none.  4 − 1.5 = 2.5.
	 */
	int64_t at = instant(2026, 2, 5, 9, 0), id;

	verified(FIRST_CLOUD, "2026-01", 860, 0, 0, at, at + 60);
	verified(CLOSED_CLOUD, "2026-01", 900, 0, 0, at, at + 60);
	verified(FIRST_CLOUD, "2026-02", 900, at, 0, at, at + 60);
	verified(FIRST_CLOUD, "2026-03", 850, 0, 0, at, at + 60);
	id = frozen_for(PROVIDER);
	ck_assert_int_eq(points_of(id, "1.4"), 250);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM assessment_fact WHERE indicator = '1.4'"), 3);
}
END_TEST

static void ordered(int64_t due, int64_t configured, const char *state)
{
	int64_t id = record_of("application", UNIT, "", "configuring", due - 86400);

	office_sql(cloud,
		   "INSERT INTO work_order (matter_id, platform_id, operator_id, state, opened_at, due_at, "
		   "configured_at) VALUES (%" PRId64 ", 1, 4, '%s', 1, %" PRId64 ", nullif(%" PRId64 ", 0))",
		   id, state, due, configured);
}

START_TEST(orders_late_or_still_open_cost_half_a_point)
{
	/* In time; a second late; never delivered; cancelled; due in the next quarter: 2 late, 4 − 1 = 3. */
	int64_t due = instant(2026, 3, 2, 18, 0), id;

	ordered(due, due, "received");
	ordered(due, due + 1, "received");
	ordered(due, 0, "open");
	ordered(due, 0, "cancelled");
	ordered(instant(2026, 4, 1, 0, 0), 0, "open");
	id = frozen_for(PROVIDER);
	ck_assert_int_eq(points_of(id, "1.5"), 300);
}
END_TEST

/* ---- 3 安全合规 ---- */

static int64_t self_checked(int64_t org, int64_t platform, const char *period, const char *state, int64_t submitted,
			    int64_t due)
{
	int64_t id = record_of("self_check", org, period, state, submitted);

	office_sql(cloud, "UPDATE matter SET platform_id = %" PRId64 " WHERE id = %" PRId64, platform, id);
	handed_of(id, org, due, submitted);
	return id;
}

static void event_of(int64_t matter, const char *action)
{
	office_sql(cloud,
		   "INSERT INTO event (matter_id, at, role, actor_label, action, label, from_state, to_state, "
		   "revision) VALUES (%" PRId64 ", 1, '', '', '%s', '', '', '', 1)",
		   matter, action);
}

START_TEST(self_checks_have_two_parts_a_month)
{
	/*
	 * January: in time, complete.  February: one platform late, both accepted: 1.  March: in time, returned once
	 * for more: 1. 6 − 2 = 4.
	 */
	int64_t due = instant(2026, 2, 5, 18, 0), id;

	self_checked(PROVIDER, FIRST_CLOUD, "2026-01", "accepted", due, due);
	self_checked(PROVIDER, FIRST_CLOUD, "2026-02", "accepted", due, due);
	self_checked(PROVIDER, CLOSED_CLOUD, "2026-02", "accepted", due + 1, due);
	event_of(self_checked(PROVIDER, FIRST_CLOUD, "2026-03", "accepted", due, due), "return_report");
	self_checked(PROVIDER, CLOSED_CLOUD, "2026-03", "void", due, due);
	id = frozen_for(PROVIDER);
	ck_assert_int_eq(points_of(id, "3.1"), 400);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM assessment_fact WHERE indicator = '3.1'"), 6);
}
END_TEST

/*
 * Only January was asked for: of 6 points 2 × 2 are left out, in February's and March's stead nothing is earned.
 * January late: 2 − 1 = 1.  The sheet: 100 − 4 − 4 (4.1, never asked for) = 92 apply; 3 − 3 for 3.4 without filings; 1
 * lost: 88 ÷ 92 = 95.65.
 */
START_TEST(months_that_were_not_asked_for_earn_nothing_and_cost_nothing)
{
	int64_t due = instant(2026, 2, 5, 18, 0), id;
	struct assess_kept kept;

	self_checked(PROVIDER, FIRST_CLOUD, "2026-01", "accepted", due + 1, due);
	self_checked(PROVIDER, FIRST_CLOUD, "2026-02", "void", due, due);
	id = frozen_for(PROVIDER);
	ck_assert_int_eq(points_of(id, "3.1"), 100);
	ck_assert_int_eq(points_of(id, "4.1"), 0);
	ck_assert_int_eq(assess_read(clerk(), id, &kept), FOUND);
	ck_assert_int_eq(assess_line_of(&kept.sheet, "3.1")->weight, 200);
	ck_assert_str_eq(assess_line_of(&kept.sheet, "3.1")->words,
			 "自查不适用 2 个月，6.00 分中 4.00 分不计；当月迟交 1 次 × 1.00 = −1.00");
	ck_assert_str_eq(assess_points_text(cloud->arena, assess_line_of(&kept.sheet, "4.1")), "不适用");
	ck_assert_str_eq(assess_line_of(&kept.sheet, "4.1")->words, "资源核实不适用 3 个月，4.00 分中 4.00 分不计");
	ck_assert_str_eq(assess_total_words(&kept.sheet),
			 "各项得分 88.00 ÷ 适用分值 92.00 × 100 = 95.65，加分 0.00，通报批评扣分 0.00，合计 95.65");
	ck_assert_int_eq(office_number(cloud, "SELECT total FROM assessment"), 9565);
	ck_assert_int_eq(
		office_number(
			cloud,
			"SELECT count(*) FROM assessment_fact WHERE words = '2026-02 没有应报的自查，不计入分值'"),
		1);
}
END_TEST

static void hazard_of(int64_t org, const char *severity, int64_t limit, int64_t closed, const char *more)
{
	int64_t id = record_of("hazard", SECOPS, "", "closed", limit - 86400);

	office_sql(cloud,
		   "INSERT INTO hazard (matter_id, organisation_id, severity, source, issued_at, limit_at, closed_at, "
		   "accepted_day, outcome)"
		   " VALUES (%" PRId64 ", %" PRId64 ", '%s', 'scan', 1, %" PRId64 ", nullif(%" PRId64 ", 0), %s)",
		   id, org, severity, limit, closed, more);
}

START_TEST(hazards_share_the_weight_and_critical_ones_cost_more)
{
	/*
	 * Due: closed in time; risk accepted; closed late; critical and open.  2 of 4: 7 × 2 ÷ 4 = 3.5; critical
	 * −1: 2.5. The withdrawn one and the one due in April are not asked.
	 */
	int64_t limit = instant(2026, 2, 10, 18, 0), id;

	hazard_of(PROVIDER, "high", limit, limit, "NULL, 'passed'");
	hazard_of(PROVIDER, "mid", limit, 0, "30000, ''");
	hazard_of(PROVIDER, "low", limit, limit + 1, "NULL, 'passed'");
	hazard_of(PROVIDER, "critical", limit, 0, "NULL, ''");
	hazard_of(PROVIDER, "critical", limit, 0, "NULL, 'withdrawn'");
	hazard_of(PROVIDER, "critical", instant(2026, 4, 1, 0, 0), 0, "NULL, ''");
	id = frozen_for(PROVIDER);
	ck_assert_int_eq(points_of(id, "3.2"), 250);
}
END_TEST

START_TEST(share_is_rounded_half_up)
{
	/* 2 of 3 in time: 7.00 × 2 ÷ 3 = 4.666… → 4.67. */
	int64_t limit = instant(2026, 2, 10, 18, 0), id;

	hazard_of(PROVIDER, "high", limit, limit, "NULL, 'passed'");
	hazard_of(PROVIDER, "high", limit, limit, "NULL, 'passed'");
	hazard_of(PROVIDER, "high", limit, limit + 1, "NULL, 'passed'");
	id = frozen_for(PROVIDER);
	ck_assert_int_eq(points_of(id, "3.2"), 467);
}
END_TEST

static int64_t incident_of(int64_t org, const char *grade, bool told)
{
	int64_t at = instant(2026, 2, 10, 9, 0), id = record_of("incident", UNIT, "", "closed", at);

	office_sql(
		cloud,
		"INSERT INTO incident (matter_id, found_at, reported_at, cii_yes, grade, updated_at) VALUES (%" PRId64
		", %" PRId64 ", %" PRId64 ", 0, '%s', 1)",
		id, at, at, grade);
	office_sql(cloud, "INSERT INTO matter_concern VALUES (%" PRId64 ", 'responsible', %" PRId64 ", 1)", id, org);
	office_sql(cloud,
		   "INSERT INTO incident_line (matter_id, organisation_id, addressee, due_at, told_at) VALUES (%" PRId64
		   ", %" PRId64 ", 'center', %" PRId64 ", %" PRId64 ")",
		   id, org, at + 3600, at + 3600 + !told);
	return id;
}

START_TEST(incidents_cost_by_grade_and_half_when_told_in_time)
{
	/* General told in time 0.5, general late 1, larger told in time 1.5; somebody else's and a false alarm nothing:
	 * 6 − 3 = 3. */
	int64_t id;

	incident_of(PROVIDER, "general", true);
	incident_of(PROVIDER, "general", false);
	incident_of(PROVIDER, "larger", true);
	incident_of(OTHER_PROVIDER, "larger", true);
	office_sql(cloud, "UPDATE incident SET false_yes = 1 WHERE matter_id = %" PRId64,
		   incident_of(PROVIDER, "larger", false));
	id = frozen_for(PROVIDER);
	ck_assert_int_eq(points_of(id, "3.3"), 300);
	ck_assert_int_eq(office_number(cloud, "SELECT veto_yes FROM assessment"), 0);
}
END_TEST

START_TEST(major_incident_takes_all_points_and_the_grade)
{
	/* 0 of 6; everything else full, 3.4 without filings 0 of 3: 100 − 6 − 3 = 91, of
	 * which 10 for self-checks and verifications nobody was asked for are left out: 81 ÷ 90 = 90.00, yet 不合格. */
	int64_t id;

	incident_of(PROVIDER, "major", true);
	id = frozen_for(PROVIDER);
	ck_assert_int_eq(points_of(id, "3.3"), 0);
	ck_assert_int_eq(office_number(cloud, "SELECT total FROM assessment"), 9000);
	ck_assert_int_eq(office_number(cloud, "SELECT veto_yes AND grade = 'failed' FROM assessment"), 1);
}
END_TEST

static void filed(const char *kind, int64_t platform, int64_t valid)
{
	int64_t id = record_of("compliance_filing", PROVIDER, "", "registered", instant(2025, 6, 1, 9, 0));

	office_sql(
		cloud,
		"INSERT INTO compliance (matter_id, kind, organisation_id, platform_id, level, certificate_no, result, "
		"obtained_day, valid_day,"
		" registered_at) VALUES (%" PRId64 ", '%s', 4, %" PRId64 ", 3, 'C', '符合', %" PRId64 ", %" PRId64
		", 1)",
		id, kind, platform, at_day(2025, 6, 1), valid);
}

START_TEST(filings_must_be_valid_on_the_last_day_for_every_platform)
{
	/*
	 * 等保: both platforms until 03-31: valid.  云评估: one until 03-30: invalid.  密评: one platform has none:
	 * invalid. 3 − 2 = 1.
	 */
	int64_t last = at_day(2026, 3, 31), id;

	filed("classified_protection", FIRST_CLOUD, last);
	filed("classified_protection", CLOSED_CLOUD, last);
	filed("cloud_assessment", FIRST_CLOUD, last);
	filed("cloud_assessment", CLOSED_CLOUD, last - 1);
	filed("cryptography", FIRST_CLOUD, last);
	id = frozen_for(PROVIDER);
	ck_assert_int_eq(points_of(id, "3.4"), 100);
}
END_TEST

START_TEST(filing_that_did_not_pass_or_of_a_lower_level_is_not_valid)
{
	static const char *const kinds[] = {"classified_protection", "cloud_assessment", "cryptography"};
	int64_t last = at_day(2026, 3, 31), id;

	for (size_t i = 0; i < ARRAY_LENGTH(kinds); i++) {
		filed(kinds[i], FIRST_CLOUD, last);
		filed(kinds[i], CLOSED_CLOUD, last);
	}
	office_sql(cloud, "UPDATE compliance SET level = 2 WHERE kind = 'classified_protection' AND platform_id = 1");
	office_sql(cloud, "UPDATE compliance SET passed_yes = 0 WHERE kind = 'cryptography' AND platform_id = 1");
	id = frozen_for(PROVIDER);
	ck_assert_int_eq(points_of(id, "3.4"), 100);
}
END_TEST

START_TEST(log_samples_that_fail_cost_a_point_each)
{
	/* 10 of 10 and 8 of 10: two fail, 3 − 2 = 1. */
	int64_t id;

	measured("log", FIRST_CLOUD, PROVIDER, "2026-01", 10, 10);
	measured("log", FIRST_CLOUD, PROVIDER, "2026-02", 10, 8);
	id = frozen_for(PROVIDER);
	ck_assert_int_eq(points_of(id, "3.5"), 100);
}
END_TEST

/* A sample of December, settled on 2 February; the sheet of that quarter was counted at this moment. */
static int64_t frozen_after(int64_t counted_at)
{
	int64_t id = record_of("assessment", PROVIDER, "2025Q4", "closed", counted_at);

	office_sql(
		cloud,
		"INSERT INTO assessment (matter_id, provider_id, sheet, period, counted_at, frozen_at) VALUES (%" PRId64
		", %" PRId64 ", 'service', '2025Q4', %" PRId64 ", %" PRId64 ")",
		id, (int64_t)PROVIDER, counted_at, counted_at);
	measured("log", FIRST_CLOUD, PROVIDER, "2025-12", 10, 8);
	measured("log", FIRST_CLOUD, PROVIDER, "2026-01", 10, 10);
	return frozen_for(PROVIDER);
}

START_TEST(sample_settled_after_its_quarter_was_counted_counts_in_the_next)
{
	/* Counted on 20 January, it was not there yet: two fail, 3 − 2 = 1. */
	ck_assert_int_eq(points_of(frozen_after(instant(2026, 1, 20, 9, 0)), "3.5"), 100);
}
END_TEST

START_TEST(sample_that_was_counted_in_its_quarter_counts_once)
{
	/* Counted on 10 February with the sample in it: 3. */
	ck_assert_int_eq(points_of(frozen_after(instant(2026, 2, 10, 9, 0)), "3.5"), 300);
}
END_TEST

START_TEST(sample_of_a_quarter_that_was_not_assessed_counts_nowhere)
{
	measured("log", FIRST_CLOUD, PROVIDER, "2025-12", 10, 8);
	measured("log", FIRST_CLOUD, PROVIDER, "2026-01", 10, 10);
	ck_assert_int_eq(points_of(frozen_for(PROVIDER), "3.5"), 300);
}
END_TEST

/* ---- 4 管理配合 ---- */

START_TEST(verification_late_or_too_different_costs_a_point_each)
{
	/* January late by a second; February 2.01 % (limit 2 %): 4 − 1 − 1 = 2.  2.00 % in March is in order. */
	int64_t due = instant(2026, 2, 5, 18, 0), id;

	verified(FIRST_CLOUD, "2026-01", 100, 0, 0, due + 1, due);
	verified(FIRST_CLOUD, "2026-02", 100, 0, 201, due, due);
	verified(FIRST_CLOUD, "2026-03", 100, 0, 200, due, due);
	id = frozen_for(PROVIDER);
	ck_assert_int_eq(points_of(id, "4.1"), 200);
}
END_TEST

START_TEST(downsizing_and_clearing_after_their_day_cost)
{
	/* Downsizing: two late, one of them with the backup it was to make, 3 − 1 = 2.  Clearing: one late, 2 − 1 = 1.
	 */
	int64_t due = instant(2026, 2, 5, 18, 0), id;

	for (int i = 0; i < 3; i++) {
		int64_t matter = record_of("downsizing", CENTER, "", "done", due - 86400);

		office_sql(cloud,
			   "INSERT INTO matter_party VALUES (4, %" PRId64 ", 'operator', 1, 1, 'downsizing', 'done')",
			   matter);
		seat_of(matter, i < 2 ? "executing" : "provider_backup", PROVIDER, due, due + i);
	}
	for (int i = 0; i < 2; i++) {
		int64_t matter = record_of("exit", UNIT, "", "closed", due - 86400);

		office_sql(cloud,
			   "INSERT INTO exit_wipe (matter_id, platform_id, operator_id) VALUES (%" PRId64 ", 1, 4)",
			   matter);
		seat_of(matter, "wiping", PROVIDER, due, due + i);
	}
	id = frozen_for(PROVIDER);
	ck_assert_int_eq(points_of(id, "4.2"), 200);
	ck_assert_int_eq(points_of(id, "4.5"), 100);
}
END_TEST

/* Filed away at another time than it was held on. */
static void practised(const char *key, struct date day, int64_t filed)
{
	int64_t id = record_of(key, PROVIDER, "", "archived", filed);

	office_sql(cloud,
		   "INSERT INTO event (matter_id, at, role, actor_label, action, label, from_state, to_state, "
		   "revision, body)"
		   " VALUES (%" PRId64 ", 1, '', '', 'carry_out', '', '', '', 1, json_object('held_day', %" PRId64 "))",
		   id, day_from_date(day));
}

START_TEST(readiness_is_owed_when_the_year_is_over)
{
	/* In the first quarter a drill is listed, nothing is lacking: 4.  The fourth would cost 1 for each that is not
	 * there. */
	int64_t id;

	practised("drill", (struct date){2026, 2, 1}, instant(2026, 4, 9, 9, 0));
	record_of("yearly_readiness", PROVIDER, "2026", "draft", instant(2026, 1, 5, 9, 0));
	id = frozen_for(PROVIDER);
	ck_assert_int_eq(points_of(id, "4.3"), 400);
	ck_assert_int_eq(
		office_number(cloud, "SELECT count(*) FROM assessment_fact WHERE indicator = '4.3' AND kind = 'done'"),
		1);
}
END_TEST

START_TEST(readiness_lacking_at_the_end_of_the_year_costs_a_point_each)
{
	/* 2025Q4: a plan in force and a drill held on its last day, courses of the years before and after: 4 − 1 = 3.
	 */
	struct context *context = clerk();
	int64_t id = record_of("assessment", PROVIDER, "2025Q4", "scoring", instant(2026, 1, 5, 7, 0));
	struct matter matter = {.id = id, .org = PROVIDER, .period = "2025Q4"};

	record_of("plan_document", PROVIDER, "", "in_force", instant(2024, 2, 1, 9, 0));
	practised("drill", (struct date){2025, 12, 31}, instant(2026, 1, 4, 9, 0));
	practised("training", (struct date){2024, 12, 31}, instant(2025, 1, 4, 9, 0));
	practised("training", (struct date){2026, 1, 1}, instant(2026, 1, 4, 9, 0));
	record_of("yearly_readiness", PROVIDER, "2025", "recorded", instant(2025, 1, 5, 9, 0));
	ck_assert_int_eq(tx_begin(context->db), OK);
	ck_assert_int_eq(tx_end(context->db, assess_freeze(context, &matter)), OK);
	ck_assert_int_eq(points_of(id, "4.3"), 300);
}
END_TEST

static void maintained(int64_t starts, bool in_time, const char *outcome)
{
	int64_t id = record_of("maintenance", PROVIDER, "", "done", starts);

	office_sql(cloud,
		   "INSERT INTO maintenance (matter_id, platform_id, operator_id, starts_at, ends_at, noticed_at, "
		   "in_time_yes, outcome)"
		   " VALUES (%" PRId64 ", 1, 4, %" PRId64 ", %" PRId64 ", 1, %d, '%s')",
		   id, starts, starts + 3600, in_time, outcome);
}

START_TEST(maintenance_without_notice_costs_half_a_point)
{
	/* In time; late and done; late and called off: one, 2 − 0.5 = 1.5. */
	int64_t id;

	maintained(instant(2026, 1, 10, 22, 0), true, "done");
	maintained(instant(2026, 1, 11, 22, 0), false, "overrun");
	maintained(instant(2026, 1, 12, 22, 0), false, "cancelled");
	id = frozen_for(PROVIDER);
	ck_assert_int_eq(points_of(id, "4.4"), 150);
}
END_TEST

int main(void)
{
	return RUN_QUARTER(
		"modules/assess_count", backups_and_performance_lose_by_the_percentage_point,
		data_loss_takes_all_of_its_points, pools_over_the_line_without_a_plan_cost_a_month_each,
		orders_late_or_still_open_cost_half_a_point, self_checks_have_two_parts_a_month,
		months_that_were_not_asked_for_earn_nothing_and_cost_nothing,
		hazards_share_the_weight_and_critical_ones_cost_more, share_is_rounded_half_up,
		incidents_cost_by_grade_and_half_when_told_in_time, major_incident_takes_all_points_and_the_grade,
		filings_must_be_valid_on_the_last_day_for_every_platform,
		filing_that_did_not_pass_or_of_a_lower_level_is_not_valid, log_samples_that_fail_cost_a_point_each,
		sample_settled_after_its_quarter_was_counted_counts_in_the_next,
		sample_that_was_counted_in_its_quarter_counts_once,
		sample_of_a_quarter_that_was_not_assessed_counts_nowhere,
		verification_late_or_too_different_costs_a_point_each, downsizing_and_clearing_after_their_day_cost,
		readiness_is_owed_when_the_year_is_over, readiness_lacking_at_the_end_of_the_year_costs_a_point_each,
		maintenance_without_notice_costs_half_a_point);
}
