#include "unit/modules/cloud.h"

/* ---- what the schema says of document numbers, whatever a page does ---- */

static void number_of(int64_t id, const char *number)
{
	office_sql(cloud,
		   "INSERT INTO official_number (id, organisation_id, matter_id, action, number, dated_day, entered_at,"
		   " entered_by) VALUES (%" PRId64 ", 1, 1, 'accept', '%s', 20000, 1, %d)",
		   id, number, INTAKE);
}

static void one_matter(void)
{
	draft_with(form_complete("new", "BA-0001"));
	office_sql(cloud, "UPDATE matter SET number = 'SQ-1' WHERE id = 1");
}

START_TEST(number_is_used_once_by_its_organisation_voided_or_not)
{
	one_matter();
	number_of(1, "川数中心函〔2026〕1号");
	office_sql(cloud, "UPDATE official_number SET voided_at = 2, voided_by = %d, void_reason = '登记错误'", INTAKE);
	ck_assert(
		NULL !=
		office_try(cloud,
			   "INSERT INTO official_number (organisation_id, matter_id, action, number, dated_day,"
			   " entered_at, entered_by) VALUES (1, 1, 'accept', '川数中心函〔2026〕1号', 20000, 1, 21)"));
	office_sql(cloud,
		   "INSERT INTO official_number (organisation_id, matter_id, action, number, dated_day, entered_at,"
		   " entered_by) VALUES (2, 1, 'submit', '川数中心函〔2026〕1号', 20000, 1, 21)");
}
END_TEST

START_TEST(paper_has_one_number_in_force)
{
	one_matter();
	number_of(1, "川数中心函〔2026〕1号");
	ck_assert(
		NULL !=
		office_try(cloud,
			   "INSERT INTO official_number (organisation_id, matter_id, action, number, dated_day,"
			   " entered_at, entered_by) VALUES (1, 1, 'accept', '川数中心函〔2026〕2号', 20000, 1, 21)"));
}
END_TEST

START_TEST(number_is_neither_changed_nor_removed_and_voided_once)
{
	static const char *const attacks[] = {
		"DELETE FROM official_number",
		"UPDATE official_number SET number = '川数中心函〔2026〕9号'",
		"UPDATE official_number SET dated_day = 1, voided_at = 2, voided_by = 21, void_reason = '改日期'",
		"UPDATE official_number SET voided_at = 2",
		"UPDATE official_number SET voided_at = 2, voided_by = 21",
		"INSERT OR REPLACE INTO official_number (id, organisation_id, matter_id, action, number, dated_day,"
		" entered_at, entered_by) VALUES (1, 1, 1, 'accept', '川数中心函〔2026〕9号', 20000, 1, 21)",
	};

	one_matter();
	number_of(1, "川数中心函〔2026〕1号");
	for (size_t i = 0; i < ARRAY_LENGTH(attacks); i++)
		ck_assert_msg(NULL != office_try(cloud, attacks[i]), "%s", attacks[i]);
	office_sql(cloud, "UPDATE official_number SET voided_at = 2, voided_by = 21, void_reason = '登记错误'");
	ck_assert(NULL != office_try(cloud, "UPDATE official_number SET void_reason = '别的理由'"));
}
END_TEST

START_TEST(number_without_year_or_serial_is_none)
{
	static const char *const bad[] = {"川数中心函12号", "〔2026〕12号", "川数中心函〔26〕12号",
					  "川数中心函〔2026〕012号", "川数中心函〔2026〕12"};

	one_matter();
	for (size_t i = 0; i < ARRAY_LENGTH(bad); i++)
		ck_assert_msg(NULL != office_try(cloud,
						 arena_printf(cloud->arena,
							      "INSERT INTO official_number (organisation_id, matter_id,"
							      " action, number, dated_day, entered_at, entered_by)"
							      " VALUES (1, 1, 'accept', '%s', 20000, 1, 21)",
							      bad[i])),
			      "%s", bad[i]);
}
END_TEST

int main(void)
{
	return RUN_CLOUD("modules/official", number_is_used_once_by_its_organisation_voided_or_not,
			 paper_has_one_number_in_force, number_is_neither_changed_nor_removed_and_voided_once,
			 number_without_year_or_serial_is_none);
}
