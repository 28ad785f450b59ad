/* The quarterly score of a unit, every part of it by hand; and what is frozen stays (第三十二条). */
#include "unit/modules/estate.h"

#include "modules/efficiency/efficiency_parts.h"

static void set_up(void)
{
	char *hash;

	estate_new("efficiency_score");
	ck_assert_int_eq(password_hash(estate->service, estate->arena, GOOD_PASSWORD, &hash), OK);
	office_sql(estate,
		   "UPDATE person SET password_hash = '%s'; UPDATE installation SET made_at = 1;"
		   "UPDATE system SET operating_at = %" PRId64,
		   hash, day_start(at_day(2025, 1, 6)));
	office_open(estate);
}

/* Months 2025-10 to 2025-12 of a machine of system 1; loads in percent. */
static void machine(const char *code, int vcpu, int memory, int disk, int cpu, int mem, int used)
{
	office_sql(
		estate,
		"INSERT INTO machine (platform_id, code, system_id, vcpu, memory_gb, disk_gb, since_day, registered_at)"
		" VALUES (1, '%s', 1, %d, %d, %d, 1, 1);"
		"INSERT INTO usage_month (period, platform_id, machine, system_id, vcpu, memory_gb, disk_gb, cpu_avg,"
		" cpu_p95, cpu_max, mem_avg, mem_p95, mem_max, disk_used, net_in, net_out, bw_p95, coverage, days_on,"
		" imported_at) SELECT m.period, 1, code, system_id, vcpu, memory_gb, disk_gb, 100, %d, 10000, 100, %d,"
		" 10000, %d, 50, 50, 10, 9800, 30, 1 FROM machine JOIN (SELECT '2025-10' AS period UNION SELECT"
		" '2025-11' UNION SELECT '2025-12') AS m WHERE code = '%s'",
		code, vcpu, memory, disk, cpu * 100, mem * 100, used * 100, code);
}

/* (8×20 + 24×60) ÷ 32 = 50 %; (32×20 + 32×60) ÷ 64 = 40 %; (100×10 + 300×50) ÷ 400 = 40 %. */
static void two_machines(void)
{
	machine("a", 8, 32, 100, 20, 20, 10);
	machine("b", 24, 32, 300, 60, 60, 50);
}

static struct efficiency_rules rules_of_quarter(void)
{
	struct efficiency_rules rules;

	ck_assert_int_eq(efficiency_rules_on(as(ASSESS), at_day(2025, 12, 31), &rules), OK);
	return rules;
}

static int64_t points_of(struct efficiency_line lines[EFFICIENCY_ITEMS])
{
	struct efficiency_rules rules = rules_of_quarter();
	struct efficiency_measure measure;

	ck_assert_int_eq(efficiency_measure(as(ASSESS), UNIT, "2025Q4", &measure), OK);
	efficiency_score(estate->arena, &rules, &measure, lines);
	return efficiency_total(lines);
}

static int64_t total(void)
{
	struct efficiency_line lines[EFFICIENCY_ITEMS];

	return points_of(lines);
}

/* ---- every part by hand ---- */

/*
 * Processors 30, full from 40 to 80, nothing at 10 and 100: 25 % is (25−10)/(40−10)×30 = 15; 90 % is
 * (100−90)/(100−80)×30 = 15.  Memory 25, 50 to 85: 30 % is 20/40×25 = 12.5; 92.5 % is 7.5/15×25 = 12.5.
 * Storage 20, 40 to 85: 17 % is 7/30×20 = 4.67; 88 % is 12/15×20 = 16.
 */
START_TEST(loads_score_in_full_in_the_band_and_in_a_line_outside)
{
	static const struct {
		enum efficiency_item item;
		int64_t load, points;
	} cases[] = {
		{ITEM_CPU, 0, 0},          {ITEM_CPU, 1000, 0},        {ITEM_CPU, 2500, 1500},
		{ITEM_CPU, 4000, 3000},    {ITEM_CPU, 6000, 3000},     {ITEM_CPU, 8000, 3000},
		{ITEM_CPU, 9000, 1500},    {ITEM_CPU, 10000, 0},       {ITEM_MEMORY, 3000, 1250},
		{ITEM_MEMORY, 5000, 2500}, {ITEM_MEMORY, 8500, 2500},  {ITEM_MEMORY, 9250, 1250},
		{ITEM_STORAGE, 1700, 467}, {ITEM_STORAGE, 4000, 2000}, {ITEM_STORAGE, 8800, 1600},
	};
	struct efficiency_rules rules = rules_of_quarter();

	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++)
		ck_assert_msg(efficiency_load_points(&rules, cases[i].item, cases[i].load) == cases[i].points,
			      "case %zu: %" PRId64, i, efficiency_load_points(&rules, cases[i].item, cases[i].load));
}
END_TEST

/*
 * 50 % → 30; 40 % → (40−10)/(50−10)×25 = 18.75; 40 % → 20; nothing advised 15: 83.75; nothing was due, 10 are left
 * out: 83.75 ÷ 90 = 93.06, A.
 */
START_TEST(quarter_is_weighed_by_processors_memory_and_disks)
{
	struct efficiency_line lines[EFFICIENCY_ITEMS];
	struct efficiency_rules rules = rules_of_quarter();

	two_machines();
	ck_assert_int_eq(points_of(lines), 9306);
	ck_assert_int_eq(lines[ITEM_CPU].points, 3000);
	ck_assert_int_eq(lines[ITEM_MEMORY].points, 1875);
	ck_assert_int_eq(lines[ITEM_STORAGE].points, 2000);
	ck_assert_int_eq(lines[ITEM_ANSWER].points, 1500);
	ck_assert_str_eq(lines[ITEM_ANSWER].measured, "无发生");
	ck_assert_int_eq(lines[ITEM_TIMELY].points, -1);
	ck_assert_str_eq(lines[ITEM_TIMELY].measured, "本季度没有到期的报告、报备和整改，不适用");
	ck_assert_str_eq(efficiency_grade(&rules, 9375), "A");
	ck_assert_str_eq(efficiency_grade(&rules, 8500), "A");
	ck_assert_str_eq(efficiency_grade(&rules, 8499), "B");
	ck_assert_str_eq(efficiency_grade(&rules, 7000), "B");
	ck_assert_str_eq(efficiency_grade(&rules, 6999), "C");
	ck_assert_str_eq(efficiency_grade(&rules, 5999), "D");
	ck_assert_str_eq(efficiency_grade(&rules, -1), "");
}
END_TEST

static void noticed(int number, const char *last, int64_t day)
{
	office_sql(estate,
		   "INSERT INTO matter (procedure_id, procedure_key, organisation_id, system_id, title, state, "
		   "opened_at, state_at)"
		   " SELECT id, 'downsizing', 1, 1, '通知 %d', 'deciding', 1, 1 FROM procedure LIMIT 1;"
		   "INSERT INTO event (matter_id, at, role, actor_label, action, label, from_state, to_state, revision)"
		   " SELECT max(id), %" PRId64
		   ", 'unit.clerk', '测试', '%s', '答复', 'notified', 'deciding', 1 FROM matter",
		   number, day_start(day) + 36000, last);
}

static void owed(const char *key, int64_t due, int64_t done)
{
	office_sql(
		estate,
		"INSERT INTO matter (procedure_id, procedure_key, organisation_id, title, state, opened_at, state_at)"
		" SELECT id, '%s', 2, '报告', 'draft', 1, 1 FROM procedure LIMIT 1;"
		"INSERT INTO matter_party (organisation_id, matter_id, part, since, opened_at, procedure_key, state)"
		" SELECT 2, max(id), 'owner', 1, 1, '%s', 'draft' FROM matter;"
		"INSERT INTO task (matter_id, state, organisation_id, role, opened_at, due_at, closed_at)"
		" SELECT max(id), 'draft', 2, 'unit.clerk', 1, %" PRId64 ", nullif(%" PRId64 ", 0) FROM matter",
		key, key, due, done);
}

/*
 * Three notices: agreed to, objected to, left without an answer: 2 of 3 of 15 = 10; one outside the quarter does
 * not count.  Four duties fell due in November, none in October and December: two thirds of 10 are left out, 3.33;
 * two in time, one a second late, one never: 2 of 4 of 3.33 = 1.67.
 * (30 + 18.75 + 20 + 10 + 1.67) ÷ 93.33 = 80.42 ÷ 93.33 = 86.17.
 */
START_TEST(advice_answered_and_duties_in_time_count)
{
	struct efficiency_line lines[EFFICIENCY_ITEMS];
	int64_t due = day_end(at_day(2025, 11, 20));

	two_machines();
	noticed(1, "agree", at_day(2025, 10, 1));
	noticed(2, "object", at_day(2025, 12, 31));
	noticed(3, "no_reply", at_day(2025, 11, 3));
	noticed(4, "no_reply", at_day(2026, 1, 1));
	owed("om_record", due, due);
	owed("survey", due, due - 86400);
	owed("log_attestation", due, due + 1);
	owed("hazard", due, 0);
	owed("hazard", day_end(at_day(2026, 1, 5)), 0);
	owed("application", due, 0);
	ck_assert_int_eq(points_of(lines), 8617);
	ck_assert_int_eq(lines[ITEM_ANSWER].points, 1000);
	ck_assert_str_eq(lines[ITEM_ANSWER].measured, "降配回收通知 3 件，答复 2 件");
	ck_assert_int_eq(lines[ITEM_TIMELY].full, 333);
	ck_assert_int_eq(lines[ITEM_TIMELY].points, 167);
	ck_assert_str_eq(lines[ITEM_TIMELY].measured,
			 "到期的报告、报备和整改 4 项，按时 2 项；没有到期事项的 2 个月不适用，10.00 分中 6.67 分不计");
}
END_TEST

/* One in each month, the last never done: 2 of 3 of 10 = 6.67; 83.75 + 6.67 = 90.42. */
START_TEST(quarter_with_duties_in_each_month_keeps_the_whole_weight)
{
	struct efficiency_line lines[EFFICIENCY_ITEMS];
	int64_t first = day_start(at_day(2025, 10, 1)), last = day_end(at_day(2025, 12, 31));

	two_machines();
	owed("om_record", first, first);
	owed("om_record", day_end(at_day(2025, 11, 20)), first);
	owed("om_record", last, 0);
	ck_assert_int_eq(points_of(lines), 9042);
	ck_assert_int_eq(lines[ITEM_TIMELY].full, 1000);
	ck_assert_str_eq(lines[ITEM_TIMELY].measured, "到期的报告、报备和整改 3 项，按时 2 项");
}
END_TEST

/* Two notices, both objected to by the clerk; one objection was never approved: 1 of 2 of 15 = 7.5. */
START_TEST(answer_that_was_never_approved_is_none)
{
	struct efficiency_line lines[EFFICIENCY_ITEMS];

	two_machines();
	noticed(1, "object", at_day(2025, 10, 9));
	noticed(2, "object", at_day(2025, 10, 9));
	office_sql(estate,
		   "INSERT INTO event (matter_id, at, role, actor_label, action, label, from_state, to_state, revision)"
		   " SELECT matter_id, at + 86400, role, actor_label, 'unchecked', label, from_state, to_state, 1"
		   " FROM event ORDER BY id DESC LIMIT 1");
	ck_assert_int_gt(points_of(lines), 0);
	ck_assert_int_eq(lines[ITEM_ANSWER].points, 750);
	ck_assert_str_eq(lines[ITEM_ANSWER].measured, "降配回收通知 2 件，答复 1 件");
}
END_TEST

/* Without machine a: 60 % → 30, 60 % → 25, 50 % → 20, 15 of 90: 100.  Each of these takes it out. */
START_TEST(what_cannot_be_judged_does_not_count)
{
	static const char *const changes[] = {
		"UPDATE machine SET standby_yes = 1 WHERE code = 'a'",
		"UPDATE usage_month SET coverage = 8999 WHERE machine = 'a'",
		"UPDATE machine SET since_day = 20362 WHERE code = 'a'", /* 2025-10-01: 91 days by the end of the year
									  */
		"INSERT INTO usage_exemption (system_id, machine, reason, since_day, until_day, created_at, created_by)"
		" VALUES (1, 'a', '应急值守', 1, 30000, 1, 15)",
	};

	for (size_t i = 0; i < ARRAY_LENGTH(changes); i++) {
		set_up();
		two_machines();
		ck_assert_int_eq(total(), 9306);
		office_sql(estate, "%s", changes[i]);
		if (i == 2) /* judged in its last month alone: (8×20 + 3×24×60) ÷ (8 + 72) = 56 %, memory 50 %, (1000 +
			       45000) ÷ 1000 = 46 % */
			ck_assert_int_eq(total(), 10000);
		else
			ck_assert_msg(total() == 10000, "case %zu: %" PRId64, i, total());
		estate_free();
	}
	set_up();
}
END_TEST

static void season(int64_t since, int64_t ended)
{
	office_sql(estate, "INSERT INTO system_season VALUES (1, 6, 9, '汛期', %" PRId64 ", nullif(%" PRId64 ", 0))",
		   since, ended);
}

/*
 * 2025Q4 ends with the second before 2026-01-01.  A peak registered from that second on leaves its 93.06 as they are;
 * one of the second before takes all machine-months out, also when it was taken back a second after the end or is
 * registered anew since; taken back in the quarter it does not.
 */
START_TEST(peak_counts_as_it_was_registered_when_the_quarter_ended)
{
	int64_t over = day_start(at_day(2026, 1, 1));

	two_machines();
	ck_assert_int_eq(total(), 9306);
	season(over, 0);
	ck_assert_int_eq(total(), 9306);
	season(over - 2, over - 1);
	ck_assert_int_eq(total(), 9306);
	season(over - 1, over);
	ck_assert_int_eq(total(), -1);
}
END_TEST

/* No disks: (30 + 18.75 + 15) ÷ 70 = 91.07 of 100.  No loads at all: no total, no grade. */
START_TEST(item_without_data_is_not_scored_and_the_rest_makes_the_whole)
{
	struct efficiency_line lines[EFFICIENCY_ITEMS];

	ck_assert_int_eq(points_of(lines), -1);
	ck_assert_int_eq(lines[ITEM_CPU].points, -1);
	two_machines();
	office_sql(estate, "UPDATE usage_month SET disk_gb = 0");
	ck_assert_int_eq(points_of(lines), 9107);
	ck_assert_str_eq(lines[ITEM_STORAGE].measured, "没有可判定的数据，不计分");
	season(day_start(at_day(2026, 1, 1)) - 1, 0);
	ck_assert_int_eq(total(), -1);
}
END_TEST

/* Set from 2026-01-01 it does not judge 2025Q4; from 2025-12-31 it does: 50 % then is (50−10)/(60−10)×30 = 24: 77.75 ÷
 * 90 = 86.39. */
START_TEST(points_are_those_of_the_last_day_of_the_quarter)
{
	two_machines();
	office_sql(estate,
		   "INSERT INTO setting (key, valid_from, value, changed_at) VALUES ('efficiency_cpu_low', %" PRId64
		   ", '60', 1)",
		   at_day(2026, 1, 1));
	ck_assert_int_eq(total(), 9306);
	office_sql(estate,
		   "INSERT INTO setting (key, valid_from, value, changed_at) VALUES ('efficiency_cpu_low', %" PRId64
		   ", '60', 1)",
		   at_day(2025, 12, 31));
	ck_assert_int_eq(total(), 8639);
}
END_TEST

int main(void)
{
	return RUN_SUITE_IN(
		"modules/efficiency", set_up, estate_free, 60, loads_score_in_full_in_the_band_and_in_a_line_outside,
		quarter_is_weighed_by_processors_memory_and_disks, advice_answered_and_duties_in_time_count,
		quarter_with_duties_in_each_month_keeps_the_whole_weight, answer_that_was_never_approved_is_none,
		what_cannot_be_judged_does_not_count, item_without_data_is_not_scored_and_the_rest_makes_the_whole,
		peak_counts_as_it_was_registered_when_the_quarter_ended,
		points_are_those_of_the_last_day_of_the_quarter);
}
