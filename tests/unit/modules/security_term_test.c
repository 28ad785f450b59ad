#include "unit/modules/guarded.h"

#include "data/db.h"

/* What a filing owes besides (第二十七条): an end by its rule, a filing with the authority, a review by experts. */

/* Ready to be handed in: with its paper, until this day. */
static int64_t valid_until(int64_t platform, const char *lines, const char *until)
{
	int64_t person = platform > 0 ? OPERATOR : CLERK;
	struct subject subject = {.system = platform > 0 ? 0 : SYSTEM, .platform = platform};
	int64_t id = opened_about(person, "compliance_filing", subject,
				  arena_printf(cloud->arena, "%s\nassessor=%d\nvalid_day=%s", lines,
					       strstr(lines, "cryptography") != NULL ? 4 : 3, until));

	hand_in_by(person, id, "report");
	return id;
}

#define OF(kind, level, result) "kind=" kind "\nlevel=" level "\nresult=" result "\ncertificate_no=C-1\nobtained_day="

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
	int64_t id = valid_until(
		0, OF("cryptography", "3", "conform") "2026-02-20\nfiled_day=2026-02-25\nfiled_no=MB-1", "2027-02-20");

	acts(CLERK, id, "submit", NULL);
	acts(LEAD, id, "approve", NULL);
	office_sql(cloud, "INSERT INTO setting (key, valid_from, value, changed_at) VALUES ('crypto_m', 1, '6', 1)");
	ck_assert_int_eq(service_refresh(cloud->service, cloud->reader), OK);
	says_no(SECURITY, id, "register", NULL, "有效期至不能晚于 2026-08-20");
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM compliance"), 0);
	acts(SECURITY, id, "return", NULL);
}
END_TEST

/* ---- filed with the authority for cryptography ---- */

#define CRYPTED OF("cryptography", "3", "conform") "2026-02-20"

static int64_t handed_over(const char *more)
{
	int64_t id = valid_until(0, arena_printf(cloud->arena, CRYPTED "%s", more), "2027-02-19");

	acts(CLERK, id, "submit", NULL);
	acts(LEAD, id, "approve", NULL);
	return id;
}

static int64_t listed_with(const char *words)
{
	struct query *query = db_query(cloud->writer, Q_SECURITY_COMPLIANCES);
	int64_t count = 0;

	query_int(query, ":org", CENTER);
	query_int(query, ":today", day_of(clock_now()));
	query_int(query, ":soon", day_of(clock_now()) + 60);
	query_text(query, ":kind", "");
	query_text(query, ":condition", "");
	query_int(query, ":after_sort", INT64_MAX);
	query_int(query, ":after_id", INT64_MAX);
	query_int(query, ":limit", 50);
	while (query_step(query))
		for (int i = 0; i < column_count(query); i++)
			count += text_equal(column_name(query, i), "authority_if") &&
				 text_equal(column_text(query, i) == NULL ? "" : column_text(query, i), words);
	ck_assert_int_eq(query_end(query), OK);
	return count;
}

START_TEST(day_of_the_filing_with_the_authority_can_be)
{
	says_no(CLERK, valid_until(0, CRYPTED "\nfiled_day=2026-02-19\nfiled_no=MB-1", "2027-02-19"), "submit", NULL,
		"早于取得日期 2026-02-20");
	says_no(CLERK, valid_until(0, CRYPTED "\nfiled_day=2026-03-03\nfiled_no=MB-1", "2027-02-19"), "submit", NULL,
		"晚于今天");
	ck_assert_int_eq(act(CLERK, valid_until(0, CRYPTED "\nfiled_day=2026-03-02", "2027-02-19"), "submit", "", NULL),
			 ERR_INVALID);
	acts(CLERK, valid_until(0, CRYPTED "\nfiled_day=2026-03-02\nfiled_no=MB-1", "2027-02-19"), "submit", NULL);
}
END_TEST

/* With its receipt it is done; nothing is asked for any more. */
START_TEST(assessment_that_was_filed_already_is_registered_at_once)
{
	int64_t id = handed_over("\nfiled_day=2026-02-25\nfiled_no=MB-1");

	ck_assert_int_eq(act(SECURITY, id, "register_awaiting", "", NULL), ERR_INVALID);
	acts(SECURITY, id, "register", NULL);
	ck_assert_str_eq(state_now(id), "registered");
	ck_assert_int_eq(
		office_number(
			cloud,
			"SELECT count(*) FROM compliance WHERE authority_no = 'MB-1' AND authority_day = %" PRId64,
			at_day(2026, 2, 25)),
		1);
}
END_TEST

/* 30 days after 2026-02-20 is 2026-03-22: until then it waits, after that it is late, whenever it comes. */
START_TEST(assessment_waits_for_its_receipt_and_is_late_after_thirty_days)
{
	int64_t id = handed_over("");

	ck_assert_int_eq(act(SECURITY, id, "register", "", NULL), ERR_INVALID);
	acts(SECURITY, id, "register_awaiting", NULL);
	ck_assert_str_eq(state_now(id), "awaiting");
	ck_assert_int_eq(
		office_number(cloud,
			      "SELECT count(*) FROM compliance WHERE kind = 'cryptography' AND replaced_at IS NULL"),
		1);
	ck_assert_int_eq(due_now(id), day_end(at_day(2026, 3, 22)));
	ck_assert_int_eq(listed_with("应于 2026-03-22 前报密码管理部门备案"), 1);
	clock_freeze(clock_at(2026, 3, 25, 9, 0));
	ck_assert_int_eq(listed_with("报密码管理部门备案已逾期 3 日"), 1);
	says_no(CLERK, id, "crypto_filed", "receipt_day=2026-03-26\nreceipt_no=MB-2", "晚于今天");
	ck_assert_int_eq(act(STRANGER, id, "crypto_filed", "", "receipt_day=2026-03-24\nreceipt_no=MB-2"),
			 ERR_NOT_FOUND);
	acts(CLERK, id, "crypto_filed", "receipt_day=2026-03-24\nreceipt_no=MB-2");
	ck_assert_str_eq(state_now(id), "registered");
	ck_assert_int_eq(listed_with("报密码管理部门备案逾期 2 日"), 1);
}
END_TEST

START_TEST(receipt_that_never_comes_is_given_up_by_the_center)
{
	int64_t id = handed_over("");

	acts(SECURITY, id, "register_awaiting", NULL);
	ck_assert_int_eq(act(LEAD, id, "leave_unfiled", "本单位不再备案，请了结。", NULL), ERR_FORBIDDEN);
	acts(SECURITY, id, "leave_unfiled", NULL);
	ck_assert_str_eq(state_now(id), "unfiled");
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM compliance WHERE authority_day IS NULL"), 1);
}
END_TEST

/* ---- reviewed by experts ---- */

START_TEST(grading_from_the_third_level_on_was_reviewed_by_experts)
{
	static const struct {
		const char *level;
		bool reviewed;
	} rows[] = {{"2", false}, {"3", true}, {"4", true}};

	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		int64_t id = opened(
			CLERK, "compliance_filing", SYSTEM,
			arena_printf(
				cloud->arena,
				"kind=grading\ncertificate_no=51000099003-00017\nobtained_day=2026-02-20\nlevel=%s",
				rows[i].level));

		hand_in(id, "report");
		if (rows[i].reviewed) {
			says_no(CLERK, id, "submit", NULL, "专家评审意见");
			hand_in(id, "expert_review");
		}
		acts(CLERK, id, "submit", NULL);
	}
}
END_TEST

int main(void)
{
	return RUN_GUARDED("modules/security_term", result_counts_no_longer_than_the_months_of_its_rule,
			   rule_that_became_shorter_meanwhile_holds_at_the_registration,
			   day_of_the_filing_with_the_authority_can_be,
			   assessment_that_was_filed_already_is_registered_at_once,
			   assessment_waits_for_its_receipt_and_is_late_after_thirty_days,
			   receipt_that_never_comes_is_given_up_by_the_center,
			   grading_from_the_third_level_on_was_reviewed_by_experts);
}
