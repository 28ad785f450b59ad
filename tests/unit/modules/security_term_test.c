#include "unit/modules/guarded.h"

#include "data/db.h"

/* How long a result counts (第二十七条): what its rule says, whatever its paper says. */

/* Ready to be handed in: with its paper, until this day. */
static int64_t valid_until(int64_t platform, const char *lines, const char *until)
{
	int64_t person = platform > 0 ? OPERATOR : CLERK;
	struct subject subject = {.system = platform > 0 ? 0 : SYSTEM, .platform = platform};
	int64_t id = opened_about(person, "compliance_filing", subject,
				  arena_printf(cloud->arena, "%s\nvalid_day=%s", lines, until));

	hand_in_by(person, id, "report");
	return id;
}

#define OF(kind, level, result) \
	"kind=" kind "\nlevel=" level "\nresult=" result "\ncertificate_no=C-1\nassessor=1\nobtained_day="

/* 24, 12, 6 months by level, 12 of 密评, 36 of the cloud; six months after August 31 ends with February. */
START_TEST(result_counts_no_longer_than_the_months_of_its_rule)
{
	static const struct {
		int64_t platform;
		const char *lines, *last, *beyond;
	} rows[] = {
		{0, OF("classified_protection", "2", "good") "2026-02-20", "2028-02-20", "2028-02-21"},
		{0, OF("classified_protection", "3", "good") "2026-02-20", "2027-02-20", "2027-02-21"},
		{0, OF("classified_protection", "4", "good") "2025-09-30", "2026-03-30", "2026-03-31"},
		{0, OF("classified_protection", "4", "good") "2025-08-31", "2026-02-28", "2026-03-01"},
		{0, OF("cryptography", "3", "conform") "2026-02-20", "2027-02-20", "2027-02-21"},
		{FIRST_CLOUD, OF("cloud_assessment", "", "pass") "2026-02-20", "2029-02-20", "2029-02-21"},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		int64_t clerk = rows[i].platform > 0 ? OPERATOR : CLERK;

		says_no(clerk, valid_until(rows[i].platform, rows[i].lines, rows[i].beyond), "submit", NULL,
			arena_printf(cloud->arena, "有效期至不能晚于 %s", rows[i].last));
		acts(clerk, valid_until(rows[i].platform, rows[i].lines, rows[i].last), "submit", NULL);
	}
}
END_TEST

/* The rule became shorter while it waited: what is registered counts by the rule of that day. */
START_TEST(rule_that_became_shorter_meanwhile_holds_at_the_registration)
{
	int64_t id = valid_until(0, OF("cryptography", "3", "conform") "2026-02-20", "2027-02-20");

	acts(CLERK, id, "submit", NULL);
	acts(LEAD, id, "approve", NULL);
	office_sql(cloud, "INSERT INTO setting (key, valid_from, value, changed_at) VALUES ('crypto_m', 1, '6', 1)");
	ck_assert_int_eq(service_refresh(cloud->service, cloud->reader), OK);
	says_no(SECURITY, id, "register", NULL, "有效期至不能晚于 2026-08-20");
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM compliance"), 0);
	acts(SECURITY, id, "return", NULL);
}
END_TEST

int main(void)
{
	return RUN_GUARDED("modules/security_term", result_counts_no_longer_than_the_months_of_its_rule,
			   rule_that_became_shorter_meanwhile_holds_at_the_registration);
}
