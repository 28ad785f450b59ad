/* What contracts demand takes the place of the settings: floors of 1.1, 1.2 and D1, and the sheet says which it was. */
#include "unit/modules/assess_cast.h"

static int64_t contracts;

/*
 * A contract with a platform's operator from January 1 on: its availability, of backups too (NULL: not a word), and
 * until its day (0: for a year).
 */
static void promised(int64_t provider, int64_t platform, int availability, const char *backup, int64_t ended)
{
	int64_t id = ++contracts;

	office_sql(cloud,
		   "INSERT INTO contract (id, matter_id, provider_id, number, name, starts_day, ends_day, amount, "
		   "state, ended_day,"
		   " ended_reason) VALUES (%" PRId64 ", %" PRId64 ", %" PRId64 ", 'HT-%" PRId64 "', '合同', %" PRId64
		   ", %" PRId64 ", 100, iif(%" PRId64 " > 0, 'terminated', 'in_force'), nullif(%" PRId64 ", 0), '');"
		   "INSERT INTO contract_platform VALUES (%" PRId64 ", %" PRId64 ");"
		   "INSERT INTO contract_terms (contract_id, version, valid_from, catalogue, availability, backup) "
		   "VALUES (%" PRId64 ", 1, %" PRId64 ", '计算', %d, %s)",
		   id, record_of("contract", CENTER, "", "in_force", 1), provider, id, at_day(2026, 1, 1),
		   at_day(2027, 1, 1), ended, ended, id, platform, id, at_day(2026, 1, 1), availability, backup);
}

static void promise_new(void)
{
	contracts = 0;
	quarter_new();
	live_system(FIRST_CLOUD);
	office_sql(cloud, "UPDATE allocation SET granted = 100, allocated = 100");
}

/* 110 min × 100 cores of 12,960,000: 12,949,000 ÷ 12,960,000 = 99.9151 %, 99.92 %. */
static void down_for_110_minutes(void)
{
	fault_of(BREAKDOWN(3, PROVIDER, instant(2026, 2, 3, 10, 0), 5, 30, 110, 480, 100, .interrupted = true));
}

static bool kept(const char *indicator, const char *words)
{
	return office_number(cloud,
			     "SELECT count(*) FROM assessment_fact WHERE indicator = '%s' AND kind = 'promised'"
			     " AND times = 0 AND amount = 0 AND instr(words, '%s') > 0",
			     indicator, words) == 1;
}

START_TEST(availability_demanded_is_the_contracts)
{
	/* 99.90 % agreed where the setting says 99.95: nothing is lacking, 12. */
	int64_t id;

	promised(PROVIDER, FIRST_CLOUD, 9990, "NULL", 0);
	down_for_110_minutes();
	id = frozen_for(PROVIDER);
	ck_assert_int_eq(points_of(id, "1.1"), 1200);
	ck_assert(says(id, "1.1", "= 99.92%，应达到 99.90%（合同约定）"));
	ck_assert(kept("1.1", "按合同 HT-1 应达到 99.90%"));
	ck_assert_int_eq(office_number(cloud, "SELECT value FROM assessment_rule WHERE key = 'score_p11_floor'"), 9990);
}
END_TEST

START_TEST(stricter_contract_costs_more)
{
	/* 99.99 % agreed: 0.07 below, 1 each: 12 − 7 = 5. */
	int64_t id;

	promised(PROVIDER, FIRST_CLOUD, 9999, "NULL", 0);
	down_for_110_minutes();
	id = frozen_for(PROVIDER);
	ck_assert_int_eq(points_of(id, "1.1"), 500);
	ck_assert(says(id, "1.1", "应达到 99.99%（合同约定），低 0.07 个百分点"));
}
END_TEST

START_TEST(supplement_of_the_next_quarter_and_a_contract_that_is_over_change_nothing)
{
	/* Over on March 30, the last day but one: by the setting, 99.95: 0.03 below: 12 − 3 = 9. */
	int64_t id;

	promised(PROVIDER, FIRST_CLOUD, 9990, "NULL", at_day(2026, 3, 30));
	promised(PROVIDER, SECOND_CLOUD, 9990, "NULL", 0);
	down_for_110_minutes();
	id = frozen_for(PROVIDER);
	ck_assert_int_eq(points_of(id, "1.1"), 900);
	ck_assert(says(id, "1.1", "应达到 99.95%（默认参数）"));
	ck_assert(kept("1.1", "的合同没有约定，按默认参数应达到 99.95%"));
}
END_TEST

START_TEST(newest_terms_of_the_last_day_hold)
{
	int64_t id;

	promised(PROVIDER, FIRST_CLOUD, 9990, "NULL", 0);
	office_sql(cloud,
		   "INSERT INTO contract_terms (contract_id, version, valid_from, catalogue, availability) VALUES"
		   " (1, 2, %" PRId64 ", '计算', 9980), (1, 3, %" PRId64 ", '计算', 9999)",
		   at_day(2026, 3, 31), at_day(2026, 4, 1));
	down_for_110_minutes();
	id = frozen_for(PROVIDER);
	ck_assert(says(id, "1.1", "应达到 99.80%（合同约定）"));
}
END_TEST

START_TEST(platforms_weigh_as_their_cores_do)
{
	/*
	 * 100 cores at 99.90 % by contract and 300 at 99.95 % by the setting: (100 × 9990 + 300 × 9995) ÷ 400 =
	 * 9993.75, 99.94 %.  110 min × 100 of 400 × 129,600 = 51,840,000: 99.9788 %, 99.98 %: full.
	 */
	int64_t id;

	promised(PROVIDER, FIRST_CLOUD, 9990, "NULL", 0);
	office_sql(cloud,
		   "INSERT INTO allocation (system_id, platform_id, class, granted, allocated, granted_at) VALUES"
		   " (50, 4, 'vcpu', 300, 300, 1)");
	down_for_110_minutes();
	id = frozen_for(PROVIDER);
	ck_assert_int_eq(points_of(id, "1.1"), 1200);
	ck_assert(says(id, "1.1", "= 99.98%，应达到 99.94%（合同约定和默认参数按各平台的量加权）"));
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM assessment_fact WHERE kind = 'promised'"
					      " AND indicator = '1.1'"),
			 2);
}
END_TEST

START_TEST(backups_demanded_are_the_contracts_where_it_says_so)
{
	/* 970 of 1,000 = 97.00 %; agreed 98.50 %: 1.50 below, 1 for each point: 6 − 1.5 = 4.5. */
	int64_t id;

	promised(PROVIDER, FIRST_CLOUD, 9990, "9850", 0);
	measured("backup", FIRST_CLOUD, PROVIDER, "2026-01", 1000, 970);
	id = frozen_for(PROVIDER);
	ck_assert_int_eq(points_of(id, "1.2"), 450);
	ck_assert(says(id, "1.2", "应达到 98.50%（合同约定）"));
	ck_assert(kept("1.2", "按合同 HT-1 应达到 98.50%"));
}
END_TEST

START_TEST(contract_without_a_word_of_backups_leaves_the_setting)
{
	/* 2 below 99 %: 6 − 2 = 4. */
	int64_t id;

	promised(PROVIDER, FIRST_CLOUD, 9990, "NULL", 0);
	measured("backup", FIRST_CLOUD, PROVIDER, "2026-01", 1000, 970);
	id = frozen_for(PROVIDER);
	ck_assert_int_eq(points_of(id, "1.2"), 400);
	ck_assert(says(id, "1.2", "应达到 99.00%（默认参数）"));
}
END_TEST

START_TEST(recovery_goes_by_its_contract_too)
{
	/* 97 % where 98 % is agreed, 3 a point: 30 − 3 = 27. */
	int64_t id;

	office_sql(cloud, "UPDATE platform SET kind = 'recovery' WHERE operator_id = 5");
	promised(OTHER_PROVIDER, RECOVERY_CLOUD, 9990, "9800", 0);
	measured("backup", RECOVERY_CLOUD, OTHER_PROVIDER, "2026-01", 1000, 970);
	id = frozen_for(OTHER_PROVIDER);
	ck_assert_int_eq(points_of(id, "D1"), 2700);
	ck_assert(says(id, "D1", "应达到 98.00%（合同约定）"));
}
END_TEST

/* A sheet that was frozen before anybody asked contracts reads as it did. */
START_TEST(sheet_from_before_says_nothing_of_it)
{
	struct assess_kept kept;
	const struct assess_line *line;
	struct assess_value rules[512];
	size_t count = 0;
	int64_t id;

	down_for_110_minutes();
	id = frozen_for(PROVIDER);
	ck_assert_int_eq(assess_read(clerk(), id, &kept), FOUND);
	for (size_t i = 0; i < kept.sheet.rule_count; i++)
		if (!text_ends(kept.sheet.rules[i].key, "_by"))
			rules[count++] = kept.sheet.rules[i];
	kept.sheet.rules = rules;
	kept.sheet.rule_count = count;
	assess_compute(&kept.sheet);
	line = assess_line_of(&kept.sheet, "1.1");
	ck_assert_ptr_nonnull(strstr(line->words, "应达到 99.95%，低 0.03 个百分点"));
}
END_TEST

START_TEST(limits_of_faults_and_orders_are_named_too)
{
	int64_t fault = fault_of(BREAKDOWN(3, PROVIDER, instant(2026, 2, 3, 10, 0), 40, 30, 60, 480, 0, .loss = false));
	int64_t order = record_of("application", UNIT, "", "configuring", 1);

	promised(PROVIDER, FIRST_CLOUD, 9990, "NULL", 0);
	office_sql(cloud, "UPDATE fault SET respond_contract_id = 1");
	office_sql(cloud,
		   "INSERT INTO work_order (matter_id, platform_id, operator_id, state, opened_at, due_at, contract_id)"
		   " VALUES (%" PRId64 ", 1, 4, 'open', 1, %" PRId64 ", 1)",
		   order, instant(2026, 3, 2, 18, 0));
	(void)frozen_for(PROVIDER);
	ck_assert_int_eq(
		office_number(cloud,
			      "SELECT count(*) FROM assessment_fact WHERE record_id = %" PRId64
			      " AND (indicator = '2.1' AND instr(words, '响应 40 分钟，限 30 分钟（合同约定）') > 0"
			      " OR indicator = '2.2' AND instr(words, '限 440 分钟（默认参数）') > 0)",
			      fault),
		2);
	ck_assert_int_eq(office_number(cloud,
				       "SELECT count(*) FROM assessment_fact WHERE record_id = %" PRId64
				       " AND instr(words, '前交付（合同约定），尚未交付') > 0",
				       order),
			 1);
}
END_TEST

int main(void)
{
	return RUN_SUITE_IN("modules/assess_promise", promise_new, cloud_free, 120,
			    availability_demanded_is_the_contracts, stricter_contract_costs_more,
			    supplement_of_the_next_quarter_and_a_contract_that_is_over_change_nothing,
			    newest_terms_of_the_last_day_hold, platforms_weigh_as_their_cores_do,
			    backups_demanded_are_the_contracts_where_it_says_so,
			    contract_without_a_word_of_backups_leaves_the_setting, recovery_goes_by_its_contract_too,
			    sheet_from_before_says_nothing_of_it, limits_of_faults_and_orders_are_named_too);
}
