/* Golden numbers of what units say, of the sheets of supervision and recovery, and the table of indicators itself. */
#include "unit/modules/assess_cast.h"

/* ---- 5 用户评价 ---- */

static void answered(int64_t provider, int units, int each)
{
	for (int i = 0; i < units; i++) {
		int64_t id = record_of("survey", UNIT, "", "answered", instant(2026, 4, 3, 9, 0));

		office_sql(cloud,
			   "INSERT INTO survey_answer VALUES (%" PRId64 ", 2, %" PRId64
			   ", '2026Q1', %d, %d, %d, %d, %d)",
			   id, provider, each, each, each, each, i == 0 ? 5 : each);
	}
}

START_TEST(satisfaction_is_the_mean_of_all_answers)
{
	/* Five units, 4 everywhere, the first 5 in one of five: 5 × 20 + 1 = 101 of 125; 7.00 × 101 ÷ 125 = 5.656
	 * → 5.66. */
	int64_t id;

	answered(PROVIDER, 5, 4);
	id = frozen_for(PROVIDER);
	ck_assert_int_eq(points_of(id, "5.1"), 566);
	ck_assert_int_eq(office_number(cloud,
				       "SELECT record_id IS NULL AND instr(words, '5 家单位评价，平均 4.04 分') > 0"
				       " FROM assessment_fact WHERE indicator = '5.1'"),
			 1);
}
END_TEST

START_TEST(too_few_answers_leave_the_rating_to_the_center)
{
	int64_t id;

	answered(PROVIDER, 4, 1);
	id = frozen_for(PROVIDER);
	ck_assert_int_eq(points_of(id, "5.1"), 700);
	ck_assert(says(id, "5.1", "不足 5 家，由中心评分"));
}
END_TEST

static void complained(int64_t provider, const char *valid)
{
	int64_t at = instant(2026, 2, 2, 9, 0), id = record_of("complaint", UNIT, "", "closed", at);

	office_sql(cloud,
		   "INSERT INTO complaint (matter_id, unit_id, provider_id, raised_at, judged_at, valid_yes) VALUES "
		   "(%" PRId64 ", 2, %" PRId64 ", 1, %" PRId64 ", %s)",
		   id, provider, at, valid);
}

START_TEST(valid_complaints_cost_a_point_each_down_to_none)
{
	/* Four valid of 3 points: 0, not less.  One unfounded, one not judged: nothing. */
	int64_t id;

	for (int i = 0; i < 4; i++)
		complained(PROVIDER, "1");
	complained(PROVIDER, "0");
	complained(PROVIDER, "NULL");
	id = frozen_for(PROVIDER);
	ck_assert_int_eq(points_of(id, "5.2"), 0);
	ck_assert(says(id, "5.2", "有效投诉 4 次 × 1.00 = −4.00"));
}
END_TEST

/* ---- nothing at all ---- */

START_TEST(nothing_happened_is_full_marks_and_says_so)
{
	/* Only the three filings nobody made: 100 − 3 = 97; 6 + 4 were not owed: 87 ÷ 90 = 96.67, 优秀. */
	int64_t id = frozen_for(PROVIDER);

	ck_assert_int_eq(office_number(cloud, "SELECT total FROM assessment"), 9667);
	ck_assert_int_eq(office_number(cloud, "SELECT grade = 'excellent' FROM assessment"), 1);
	ck_assert_int_eq(
		office_number(
			cloud,
			"SELECT count(*) FROM assessment_line WHERE words = '无发生，得满分' AND points = weight"),
		17);
	ck_assert(says(id, "4.5", "无发生"));
}
END_TEST

START_TEST(criticism_costs_beyond_the_indicators)
{
	/* 96.67 − 5 = 91.67. */
	int64_t id = record_of("penalty", CENTER, "", "done", instant(2026, 2, 2, 9, 0));

	office_sql(cloud,
		   "INSERT INTO penalty (matter_id, provider_id, kind, clause, decided_at) VALUES (%" PRId64
		   ", 4, 'criticism', '第八条', %" PRId64 "), (%" PRId64 ", 4, 'talk', '第八条', %" PRId64 ")",
		   id, instant(2026, 2, 2, 9, 0), record_of("penalty", CENTER, "", "done", 1),
		   instant(2026, 2, 2, 9, 0));
	(void)frozen_for(PROVIDER);
	ck_assert_int_eq(office_number(cloud, "SELECT total FROM assessment"), 9167);
}
END_TEST

/* ---- supervision ---- */

static void reported(const char *machine, const char *period, int coverage)
{
	office_sql(cloud,
		   "INSERT INTO usage_month (period, platform_id, machine, system_id, vcpu, memory_gb, cpu_avg, "
		   "cpu_p95, cpu_max, mem_avg,"
		   " mem_p95, mem_max, disk_used, net_in, net_out, bw_p95, coverage, days_on, imported_at) VALUES "
		   "('%s', 1, '%s', 50, 4, 8,"
		   " 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, %d, 28, 1)",
		   period, machine, coverage);
}

START_TEST(coverage_counts_machines_nobody_reported)
{
	/*
	 * Two machines, three months: 6 × 100 %.  Reported: 100, 90, 98, 100, 100; one not at all: 488 of 600 = 81.33
	 * %, 16.67 below 98 %: 25 − 16.67 = 8.33.
	 */
	int64_t id;

	live_system(FIRST_CLOUD);
	office_sql(
		cloud,
		"INSERT INTO machine (platform_id, code, system_id, vcpu, memory_gb, since_day, registered_at) VALUES"
		" (1, 'a', 50, 4, 8, 1, 1), (1, 'b', 50, 4, 8, 1, 1)");
	reported("a", "2026-01", 10000);
	reported("b", "2026-01", 9000);
	reported("a", "2026-02", 9800);
	reported("a", "2026-03", 10000);
	reported("b", "2026-03", 10000);
	/* What another supervisor watched all the time is not its: nor asked, nor counted. */
	office_sql(
		cloud,
		"INSERT INTO machine (platform_id, code, system_id, vcpu, memory_gb, since_day, registered_at) VALUES"
		" (2, 'c', 50, 4, 8, 1, 1)");
	office_sql(cloud, "INSERT INTO organisation_kind VALUES (9, 'supervisor')");
	office_sql(cloud, "INSERT INTO platform_supervisor (platform_id, organisation_id, from_at, reason) VALUES (2, "
			  "9, 1, '分工')");
	id = frozen_for(SUPERVISOR);
	ck_assert_int_eq(points_of(id, "M1"), 833);
}
END_TEST

START_TEST(supervisor_loses_for_late_papers_and_late_help)
{
	/*
	 * Monthly: asked for in January alone, two thirds of 20 are left out: 6.67; one in time, one late: − 2 = 4.67.
	 * Accuracy 95 of 100, 2 below 97 %, 2 each: 20 − 4 = 16.  Weekly: fell due in February alone, 15 − 10 = 5; one
	 * late: − 1 = 4.  Others' matters: one late of two: 10 − 0.5 = 9.5.  Without a machine nothing is to be
	 * covered: 4.67 + 16 + 4 + 9.5 + 10 = 44.17 of 100 − 25 − 13.33 − 10 =
	 * 51.67: 85.48.
	 */
	int64_t due = instant(2026, 2, 5, 18, 0), id, matter;

	handed_of(record_of("backup_test", SUPERVISOR, "2026-01", "settled", due), SUPERVISOR, due, due);
	handed_of(record_of("performance_test", SUPERVISOR, "2026-01", "settled", due + 1), SUPERVISOR, due, due + 1);
	measured("data", WATCH_CLOUD, SUPERVISOR, "2026-02", 100, 95);
	handed_of(record_of("fault_summary", SUPERVISOR, "2026W05", "received", due + 1), SUPERVISOR, due, due + 1);
	matter = record_of("verification", PROVIDER, "2026-01", "confirmed", due - 60);
	office_sql(cloud,
		   "INSERT INTO matter_party VALUES (6, %" PRId64 ", 'supervisor', 1, 1, 'verification', 'confirmed')",
		   matter);
	seat_of(matter, "supervisor_check", SUPERVISOR, due, due);
	seat_of(matter, "supervisor_check", SUPERVISOR, due, due + 1);
	id = frozen_for(SUPERVISOR);
	ck_assert_int_eq(points_of(id, "M2"), 467);
	ck_assert_int_eq(points_of(id, "M3"), 1600);
	ck_assert_int_eq(points_of(id, "M4"), 400);
	ck_assert_int_eq(points_of(id, "M5"), 950);
	ck_assert_int_eq(points_of(id, "M6"), 1000);
	ck_assert_int_eq(points_of(id, "1.1"), -1);
	ck_assert(says(id, "M1", "采集不适用 3 个月，25.00 分中 25.00 分不计"));
	ck_assert(says(id, "M2", "月度报告和测试不适用 2 个月，20.00 分中 13.33 分不计；迟报 1 次 × 2.00 = −2.00"));
	ck_assert(says(id, "M4", "故障周报不适用 2 个月，15.00 分中 10.00 分不计；迟报 1 次 × 1.00 = −1.00"));
	ck_assert_int_eq(office_number(cloud, "SELECT total FROM assessment"), 8548);
}
END_TEST

static void machine_watched(void)
{
	live_system(FIRST_CLOUD);
	office_sql(cloud,
		   "INSERT INTO machine (platform_id, code, system_id, vcpu, memory_gb, since_day, registered_at)"
		   " VALUES (1, 'a', 50, 4, 8, 1, 1)");
}

/*
 * The machine stands in the register all the time, its use is reported from February on: of 25 a third is left out,
 * 16.67.  92 % and 100 %: 96 %, 2 below 98 %, 1 each, which of two months out of three is 1.33: 15.34.
 */
START_TEST(coverage_is_owed_from_the_first_month_that_was_reported)
{
	int64_t id;

	machine_watched();
	reported("a", "2026-02", 9200);
	reported("a", "2026-03", 10000);
	id = frozen_for(SUPERVISOR);
	ck_assert_int_eq(points_of(id, "M1"), 1534);
	ck_assert(says(id, "M1", "采集不适用 1 个月，25.00 分中 8.33 分不计"));
	ck_assert(says(id, "M1", "低 2.00 个百分点，每 1.00 个扣 1.00 = −2.00，按适用分值计 −1.33"));
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM assessment_fact WHERE indicator = 'M1'"
					      " AND kind = 'not_owed' AND words = '2026-01 尚未开始采集，不计入分值'"),
			 1);
}
END_TEST

/* Asked for a report on February: silence from then on costs, 0 % is 98 below: 16.67 − 65.34 is nothing. */
START_TEST(coverage_is_owed_from_the_first_month_a_report_was_asked_for)
{
	int64_t id;

	machine_watched();
	(void)record_of("utilisation_report", SUPERVISOR, "2026-02", "draft", instant(2026, 3, 2, 9, 0));
	id = frozen_for(SUPERVISOR);
	ck_assert_int_eq(points_of(id, "M1"), 0);
	ck_assert(says(id, "M1", "采集不适用 1 个月"));
}
END_TEST

/* One summary in each month, all in time, and a paper of each month: nothing is left out of either. */
START_TEST(months_that_were_all_asked_for_keep_their_weight)
{
	static const char *const weeks[] = {"2026W01", "2026W06", "2026W10"};
	static const char *const months[] = {"2026-01", "2026-02", "2026-03"};
	int64_t id;

	for (int i = 0; i < 3; i++) {
		int64_t due = instant(2026, 1 + i, 9, 18, 0);

		handed_of(record_of("fault_summary", SUPERVISOR, weeks[i], "received", due), SUPERVISOR, due, due);
		handed_of(record_of("backup_test", SUPERVISOR, months[i], "settled", due), SUPERVISOR, due, due);
	}
	id = frozen_for(SUPERVISOR);
	ck_assert_int_eq(points_of(id, "M2"), 2000);
	ck_assert_int_eq(points_of(id, "M4"), 1500);
}
END_TEST

/* ---- recovery ---- */

START_TEST(recovery_is_judged_by_backups_drills_and_papers)
{
	/*
	 * Backups 970 of 1,000 = 97 %, 2 below 99 %, 3 each: 30 − 6 = 24.  A drill that missed its time: 25 − 5 = 20.
	 * Nobody was asked for February and March: of the half of D3 that is for self-checks two thirds are left out,
	 * 20 − 6.67 = 13.33, January late: − 2 = 11.33.  Likewise 15 − 10 = 5 for reports, January late: − 3 = 2.
	 */
	int64_t due = instant(2026, 2, 5, 18, 0), id;

	office_sql(cloud, "UPDATE platform SET kind = 'recovery' WHERE operator_id = 5");
	measured("backup", RECOVERY_CLOUD, OTHER_PROVIDER, "2026-01", 1000, 970);
	id = record_of("recovery_drill", OTHER_PROVIDER, "2026H1", "settled", due);
	office_sql(cloud, "INSERT INTO recovery_drill VALUES (%" PRId64 ", 3, 5, '2026H1', %" PRId64 ", 0, 1, 1)", id,
		   at_day(2026, 3, 3));
	handed_of(record_of("self_check", OTHER_PROVIDER, "2026-01", "accepted", due + 1), OTHER_PROVIDER, due,
		  due + 1);
	handed_of(record_of("verification", OTHER_PROVIDER, "2026-01", "confirmed", due + 1), OTHER_PROVIDER, due,
		  due + 1);
	id = frozen_for(OTHER_PROVIDER);
	ck_assert_int_eq(points_of(id, "D1"), 2400);
	ck_assert_int_eq(points_of(id, "D2"), 2000);
	ck_assert_int_eq(points_of(id, "D3"), 1133);
	ck_assert_int_eq(points_of(id, "D4"), 200);
	ck_assert_int_eq(points_of(id, "D5"), 1000);
}
END_TEST

START_TEST(drill_that_was_not_held_costs_when_its_half_year_ends)
{
	/* 2026Q1 does not end a half-year: nothing.  Seen from Q2: half of 25. */
	struct context *context = clerk();
	int64_t id;
	struct matter matter = {.org = OTHER_PROVIDER, .period = "2026Q2"};

	office_sql(cloud, "UPDATE platform SET kind = 'recovery' WHERE operator_id = 5");
	(void)record_of("recovery_drill", OTHER_PROVIDER, "2026H1", "missed", instant(2026, 1, 5, 9, 0));
	id = frozen_for(OTHER_PROVIDER);
	ck_assert_int_eq(points_of(id, "D2"), 2500);
	matter.id = record_of("assessment", OTHER_PROVIDER, "2026Q2", "scoring", instant(2026, 7, 1, 7, 0));
	ck_assert_int_eq(tx_begin(context->db), OK);
	ck_assert_int_eq(tx_end(context->db, assess_freeze(context, &matter)), OK);
	ck_assert_int_eq(points_of(matter.id, "D2"), 1250);
}
END_TEST

/* ---- the table ---- */

START_TEST(each_sheet_makes_one_hundred)
{
	static const char *const sheets[] = {"service", "supervision", "recovery"};

	for (size_t s = 0; s < ARRAY_LENGTH(sheets); s++) {
		int64_t sum = 0;

		for (size_t i = 0; i < assess_indicator_count; i++)
			if (text_equal(assess_indicators[i].sheet, sheets[s]))
				sum += setting_integer(cloud->service, assess_indicators[i].weight);
		ck_assert_int_eq(sum, ASSESS_WHOLE);
	}
}
END_TEST

static const struct setting_bond *whole_of(const char *sheet)
{
	for (const struct setting_bond *bond = assess_bonds; bond->label != NULL; bond++)
		if (bond->form == BOND_SUM && text_equal(bond->group, sheet))
			return bond;
	return NULL;
}

START_TEST(whole_of_a_sheet_binds_the_weights_of_its_indicators_and_no_others)
{
	size_t bound = 0;

	for (size_t i = 0; i < assess_indicator_count; i++) {
		const struct setting_bond *bond = whole_of(assess_indicators[i].sheet);
		size_t found = 0;

		ck_assert_ptr_nonnull(bond);
		for (size_t k = 0; bond->keys[k] != NULL; k++)
			found += text_equal(bond->keys[k], assess_indicators[i].weight);
		ck_assert_msg(found == 1, "%s", assess_indicators[i].code);
	}
	for (const struct setting_bond *bond = assess_bonds; bond->label != NULL; bond++)
		for (size_t k = 0; bond->form == BOND_SUM && bond->keys[k] != NULL; k++)
			bound++;
	ck_assert_uint_eq(bound, assess_indicator_count);
}
END_TEST

/* An indicator without a table or procedure it is computed from is none. */
START_TEST(each_indicator_names_a_table_or_a_procedure_that_is_there)
{
	for (size_t i = 0; i < assess_indicator_count; i++) {
		const struct assess_indicator *indicator = &assess_indicators[i];
		bool table =
			office_number(cloud, "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '%s'",
				      indicator->origin) == 1;
		const char *file = arena_printf(cloud->arena, "db/procedures/%s.yaml", indicator->origin);

		ck_assert_msg(table || access(file, R_OK) == 0, "%s: %s", indicator->code, indicator->origin);
		ck_assert_msg(indicator->query_count > 0 && !text_empty(indicator->source), "%s", indicator->code);
	}
}
END_TEST

START_TEST(each_indicator_can_be_chosen_in_the_procedure)
{
	const struct field *items = application->form;

	ck_assert_str_eq(items->columns[1].key, "item_indicator");
	ck_assert_int_eq(items->columns[1].option_count, assess_indicator_count);
	for (size_t i = 0; i < assess_indicator_count; i++)
		ck_assert_ptr_eq(assess_option(items->columns[1].options[i].key), &assess_indicators[i]);
	ck_assert_ptr_null(assess_option("p99"));
	ck_assert_ptr_null(assess_option("long"));
	ck_assert_ptr_null(assess_option(""));
}
END_TEST

int main(void)
{
	return RUN_QUARTER(
		"modules/assess_other", satisfaction_is_the_mean_of_all_answers,
		too_few_answers_leave_the_rating_to_the_center, valid_complaints_cost_a_point_each_down_to_none,
		nothing_happened_is_full_marks_and_says_so, criticism_costs_beyond_the_indicators,
		coverage_counts_machines_nobody_reported, supervisor_loses_for_late_papers_and_late_help,
		coverage_is_owed_from_the_first_month_that_was_reported,
		coverage_is_owed_from_the_first_month_a_report_was_asked_for,
		months_that_were_all_asked_for_keep_their_weight, recovery_is_judged_by_backups_drills_and_papers,
		drill_that_was_not_held_costs_when_its_half_year_ends, each_sheet_makes_one_hundred,
		whole_of_a_sheet_binds_the_weights_of_its_indicators_and_no_others,
		each_indicator_names_a_table_or_a_procedure_that_is_there,
		each_indicator_can_be_chosen_in_the_procedure);
}
