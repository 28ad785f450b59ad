#include "unit/modules/guarded.h"

/* Filings that fall away (第二十七条): reminders, what lapses, what failed. */

/* A filing of the system with this result; of whom: what the office does with it is the same for every kind. */
static int64_t registered_as(const char *kind, const char *result, const char *certificate)
{
	int64_t id = opened(CLERK, "compliance_filing", SYSTEM,
			    arena_printf(cloud->arena,
					 "kind=%s\nlevel=3\ncertificate_no=%s\nresult=%s\nassessor=%d\n"
					 "filed_day=2026-02-25\nfiled_no=MB-1\n"
					 "obtained_day=2026-02-20\nvalid_day=2026-06-30",
					 kind, certificate, result, strcmp(kind, "cryptography") == 0 ? 4 : 3));

	hand_in(id, "report");
	acts(CLERK, id, "submit", NULL);
	acts(LEAD, id, "approve", NULL);
	acts(SECURITY, id, "register", NULL);
	return id;
}

static int64_t hazards(void)
{
	return office_number(cloud, "SELECT count(*) FROM hazard WHERE source = 'compliance' AND organisation_id = 2");
}

START_TEST(result_that_failed_is_a_hazard_once_until_a_new_one_fails)
{
	int64_t id = registered_as("classified_protection", "poor", "DB-1");

	ck_assert_int_eq(hazards(), 0);
	for (int round = 0; round < 3; round++)
		ck_assert_int_eq(compliance_job(as_clerk()), OK);
	ck_assert_int_eq(hazards(), 1);
	ck_assert_int_eq(
		office_number(cloud,
			      "SELECT count(*) FROM matter WHERE procedure_key = 'hazard' AND state = 'receipt'"
			      " AND base_matter_id = %" PRId64 " AND system_id = 900"
			      " AND title = '水利一张图等级保护测评结论为差'",
			      id),
		1);
	/* Failed once more while it is open: the same hazard; that it lapses is no second one either. */
	registered_as("classified_protection", "not_conform", "DB-2");
	ck_assert_int_eq(compliance_job(as_clerk()), OK);
	ck_assert_int_eq(hazards(), 1);
	/* Put right and closed, while what is in force still fails. */
	office_sql(cloud, "UPDATE hazard SET closed_at = 1, outcome = 'passed'");
	ck_assert_int_eq(compliance_job(as_clerk()), OK);
	ck_assert_int_eq(compliance_job(as_clerk()), OK);
	ck_assert_int_eq(hazards(), 2);
	clock_freeze(clock_at(2026, 7, 1, 9, 0));
	ck_assert_int_eq(compliance_job(as_clerk()), OK);
	ck_assert_int_eq(hazards(), 2);
}
END_TEST

START_TEST(result_that_passed_or_was_replaced_is_no_hazard)
{
	registered_as("classified_protection", "mostly", "DB-1");
	registered_as("cryptography", "not_conform", "MP-1");
	registered_as("cryptography", "conform", "MP-2");
	ck_assert_int_eq(compliance_job(as_clerk()), OK);
	ck_assert_int_eq(hazards(), 0);
	/* Of another kind: a hazard of its own. */
	registered_as("cryptography", "not_conform", "MP-3");
	registered_as("classified_protection", "poor", "DB-2");
	ck_assert_int_eq(compliance_job(as_clerk()), OK);
	ck_assert_int_eq(hazards(), 2);
}
END_TEST

START_TEST(clerk_reminds_three_times_and_what_lapses_is_a_hazard)
{
	static const struct {
		int month, day;
		int64_t reminded;
	} rows[] = {{4, 30, 0}, {5, 1, 1}, {5, 2, 1}, {5, 31, 2}, {6, 23, 3}, {6, 30, 3}, {7, 1, 4}, {7, 2, 4}};

	registered_as("classified_protection", "good", "DB-1");
	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		clock_freeze(clock_at(2026, rows[i].month, rows[i].day, 9, 0));
		ck_assert_int_eq(compliance_job(as_clerk()), OK);
		ck_assert_int_eq(office_number(cloud, "SELECT reminded FROM compliance"), rows[i].reminded);
		ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM hazard"), rows[i].reminded == 4);
	}
	ck_assert_int_eq(
		office_number(cloud, "SELECT count(*) FROM hazard WHERE source = 'compliance' AND organisation_id = 2"),
		1);
}
END_TEST

int main(void)
{
	return RUN_GUARDED("modules/security_lapse", result_that_failed_is_a_hazard_once_until_a_new_one_fails,
			   result_that_passed_or_was_replaced_is_no_hazard,
			   clerk_reminds_three_times_and_what_lapses_is_a_hazard);
}
