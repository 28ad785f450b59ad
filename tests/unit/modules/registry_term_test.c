/* Former periods of an assessor's qualification: kept at a renewal, and good for the reports of their days. */
#include "unit/modules/cloud.h"

#include "kernel/qualification.h"

#define FORM "name=Assessor&kind=security&qualification_no=Q-1&scope=abc&organisation=&assessor=1"

/* 甲测评, 安全评估, from 2025-01-10 to 2025-12-31; now is 2026-03-02. */
static void keeper_enters(void)
{
	office_sql(cloud, "UPDATE assessor SET valid_from = %" PRId64 ", valid_to = %" PRId64 " WHERE id = 1",
		   at_day(2025, 1, 10), at_day(2025, 12, 31));
	office_person(cloud, 116, CENTER, "security", "center.security");
	office_person(cloud, 121, UNIT, "unit", "unit.clerk");
	office_open(cloud);
	office_enter(cloud, "security");
}

static int press(const char *action, const char *from, const char *to)
{
	return office_post(cloud, "/assessors",
			   arena_printf(cloud->arena, FORM "&action=%s&valid_from=%s&valid_to=%s", action, from, to))
		->response.status;
}

static void renewed(void)
{
	keeper_enters();
	ck_assert_int_eq(press("renew", "2026-02-01", "2027-01-31"), 303);
}

static bool qualified(const char *kind, int64_t day)
{
	struct qualification found;

	ck_assert_int_eq(qualification_read(as(CLERK), 1, kind, day, &found), OK);
	return found.of_kind && found.on_day;
}

static int64_t terms(void)
{
	return office_number(cloud, "SELECT count(*) FROM assessor_term");
}

START_TEST(renewal_keeps_the_former_period_and_the_gap_between_them)
{
	renewed();
	ck_assert(!qualified("security", at_day(2025, 1, 9)));
	ck_assert(qualified("security", at_day(2025, 1, 10)));
	ck_assert(qualified("security", at_day(2025, 12, 31)));
	ck_assert(!qualified("security", at_day(2026, 1, 1)));
	ck_assert(!qualified("security", at_day(2026, 1, 31)));
	ck_assert(qualified("security", at_day(2026, 2, 1)));
	ck_assert(!qualified("performance", at_day(2026, 2, 1)));
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM audit WHERE action = 'assessor.renew'"), 1);
}
END_TEST

START_TEST(report_of_a_former_period_is_taken_one_of_the_gap_is_not)
{
	struct values *form = form_complete("migration", "BA-0001");
	int64_t id = draft_with(form);
	struct answer answer;

	renewed();
	hand_in_report(id, "performance_report", 2, at_day(2026, 1, 5));
	hand_in_report(id, "security_report", 1, at_day(2025, 12, 31));
	ck_assert_int_eq(ask(reports_fresh, CLERK, id, form, NULL, &answer), VERDICT_YES);
	hand_in_report(id, "security_report", 1, at_day(2026, 1, 1));
	ck_assert_int_eq(ask(reports_fresh, CLERK, id, form, NULL, &answer), VERDICT_NO);
	ck_assert_ptr_nonnull(
		strstr(answer.sentence, "资质有效期（2025-01-10 至 2025-12-31、2026-02-01 至 2027-01-31）内"));
}
END_TEST

START_TEST(overlapping_and_reversed_periods_are_refused_beside_the_field)
{
	renewed();
	ck_assert_int_eq(press("renew", "2027-01-31", "2028-01-31"), 422);
	ck_assert(office_shows(cloud->req, "与现有有效期（至 2027-01-31）重叠"));
	ck_assert(office_shows(cloud->req, "value=\"2027-01-31\"")); /* what was typed */
	ck_assert_int_eq(press("renew", "2028-01-31", "2027-12-31"), 422);
	ck_assert(office_shows(cloud->req, "有效期止早于有效期起"));
	ck_assert_int_eq(press("change", "2025-12-31", "2027-01-31"), 422);
	ck_assert(office_shows(cloud->req, "与此前的有效期（至 2025-12-31）重叠"));
	/* What is typed over the present one begins after it: that is no correction, and would lose it. */
	ck_assert_int_eq(press("change", "2027-02-01", "2028-01-31"), 422);
	ck_assert(office_shows(cloud->req, "请点“登记续期”"));
	ck_assert_int_eq(terms(), 1);
	ck_assert_int_eq(office_number(cloud, "SELECT valid_from FROM assessor WHERE id = 1"), at_day(2026, 2, 1));
	ck_assert_int_eq(office_number(cloud, "SELECT valid_to FROM assessor WHERE id = 1"), at_day(2027, 1, 31));
}
END_TEST

START_TEST(correction_of_the_present_period_keeps_no_other)
{
	renewed();
	ck_assert_int_eq(press("change", "2026-01-01", "2027-12-31"), 303);
	ck_assert_int_eq(terms(), 1);
	ck_assert(qualified("security", at_day(2026, 1, 1)));
}
END_TEST

START_TEST(everybody_reads_the_periods_and_the_security_post_alone_renews)
{
	renewed();
	ck_assert(office_shows(office_get(cloud, "/assessors"), "此前：2025-01-10 至 2025-12-31"));
	ck_assert(office_shows(office_get(cloud, "/assessors?edit=1"), "此前的有效期"));
	ck_assert(office_shows(cloud->req, "2025-01-10 至 2025-12-31</td>"));
	office_enter(cloud, "unit");
	ck_assert(office_shows(office_get(cloud, "/assessors"), "此前：2025-01-10 至 2025-12-31"));
	ck_assert_int_eq(press("renew", "2027-02-01", "2028-01-31"), 403);
	ck_assert_int_eq(terms(), 1);
}
END_TEST

/* Renewed ahead of time, then ended: neither the period that runs nor the one to come goes on. */
START_TEST(ended_what_runs_ends_too)
{
	keeper_enters();
	ck_assert_int_eq(press("change", "2025-01-10", "2026-06-30"), 303);
	ck_assert_int_eq(press("renew", "2026-07-01", "2027-06-30"), 303);
	ck_assert(qualified("security", at_day(2026, 3, 2)));
	ck_assert_int_eq(office_post(cloud, "/assessors", "action=end&assessor=1")->response.status, 303);
	ck_assert(qualified("security", at_day(2026, 3, 1)));
	ck_assert(!qualified("security", at_day(2026, 3, 2)));
	ck_assert(!qualified("security", at_day(2026, 8, 1)));
}
END_TEST

static bool refused_by_schema(const char *sql)
{
	return sqlite3_exec(cloud->raw, sql, NULL, NULL, NULL) == SQLITE_CONSTRAINT;
}

START_TEST(what_was_kept_never_changes)
{
	renewed();
	ck_assert(refused_by_schema("UPDATE assessor_term SET valid_to = valid_to + 1"));
	ck_assert(refused_by_schema("DELETE FROM assessor_term"));
	ck_assert(refused_by_schema("INSERT INTO assessor_term SELECT 99, assessor_id, 'Q', kind, scope, valid_to,"
				    " valid_to + 5, 1, NULL FROM assessor_term"));
	ck_assert_int_eq(terms(), 1);
}
END_TEST

int main(void)
{
	return RUN_CLOUD("modules/registry_term", renewal_keeps_the_former_period_and_the_gap_between_them,
			 report_of_a_former_period_is_taken_one_of_the_gap_is_not,
			 overlapping_and_reversed_periods_are_refused_beside_the_field,
			 correction_of_the_present_period_keeps_no_other,
			 everybody_reads_the_periods_and_the_security_post_alone_renews, ended_what_runs_ends_too,
			 what_was_kept_never_changes);
}
