#include "unit/modules/duty_cast.h"

#include "unit/modules/chain_cast.h"

/* Logs (第三十一条): gaps and what reaches back too little become hazards. */

#define LOGS \
	"logs.1.subject=水利一张图\nlogs.1.kind=security\nlogs.1.place=审计平台\nlogs.1.earliest_day=2025-06-01\n" \
	"logs.2.subject=水利一张图\nlogs.2.kind=operation\nlogs.2.place=审计平台\nlogs.2.earliest_day=2025-06-01\n"
#define GAP_OF(kind, from, to) \
	"complete=no\ngaps.1.subject=水利一张图\ngaps.1.kind=" kind "\ngaps.1.from=" from "\ngaps.1.to=" to \
	"\ngaps.1.reason=采集代理故障，没有采集到日志"
#define GAP(from, to) GAP_OF("security", from, to)

static int64_t attested_by(int64_t clerk, int64_t lead, const char *lines)
{
	int64_t id = begun(clerk, "log_attestation", 0);

	typed(clerk, id, lines);
	acts(clerk, id, "submit", NULL);
	acts(lead, id, "approve", NULL);
	return id;
}

static int64_t attested(const char *lines)
{
	return attested_by(CLERK, LEAD, lines);
}

START_TEST(gap_of_the_log_is_named_and_becomes_a_hazard)
{
	int64_t id = begun(CLERK, "log_attestation", 0);

	typed(CLERK, id, LOGS "complete=no");
	ck_assert_int_eq(act(CLERK, id, "submit", "", NULL), ERR_INVALID);
	typed(CLERK, id, GAP("2026-02-10", "2026-02-09"));
	says_no(CLERK, id, "submit", NULL, "第 1 段中断止于开始之前");
	typed(CLERK, id, GAP("2026-02-10", "2026-03-03"));
	says_no(CLERK, id, "submit", NULL, "止于今天之后");
	typed(CLERK, id, GAP_OF("network", "2026-02-10", "2026-02-12"));
	says_no(CLERK, id, "submit", NULL, "没有列入日志情况");
	typed(CLERK, id, GAP("2026-02-10", "2026-02-12"));
	acts(CLERK, id, "submit", NULL);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM log_gap"), 0);
	acts(LEAD, id, "approve", NULL);
	ck_assert_int_eq(office_number(cloud, "SELECT last_day - first_day + 1 FROM log_gap WHERE organisation_id = 2"),
			 3);
	ck_assert_int_eq(
		office_number(cloud, "SELECT count(*) FROM hazard WHERE source = 'log' AND organisation_id = 2"), 1);
	ck_assert_str_eq(office_try(cloud, "UPDATE log_gap SET last_day = first_day"),
			 "log_gap: attested, never changed");
}
END_TEST

static int64_t short_listed(void)
{
	struct query *query = db_query(cloud->writer, Q_DUTY_LOG_GAPS);
	int64_t count = 0;

	query_int(query, ":org", CENTER);
	query_int(query, ":all", 1);
	query_int(query, ":allowed", day_of(clock_now()) - 184);
	query_int(query, ":after_sort", INT64_MIN);
	query_int(query, ":after_id", INT64_MIN);
	query_int(query, ":limit", 50);
	while (query_step(query))
		count++;
	ck_assert_int_eq(query_end(query), OK);
	return count;
}

#define SINCE(day, other) \
	"complete=yes\nlogs.1.subject=水利一张图\nlogs.1.kind=security\nlogs.1.place=审计平台\nlogs.1.earliest_" \
	"day=" day \
	"\nlogs.2.subject=水利一张图\nlogs.2.kind=operation\nlogs.2.place=审计平台\nlogs.2.earliest_day=" other

#define OF_LOGS "title = '水利一张图日志留存不足'"

/* 184 days before 2026-03-02 is 2025-08-30; one draft for the system, and none beside it while it is open. */
START_TEST(log_of_less_than_six_months_drafts_a_hazard_once)
{
	int64_t id, hazard;

	attested(SINCE("2025-08-30", "2025-08-01"));
	ck_assert_int_eq(hazards("1"), 0);
	ck_assert_int_eq(short_listed(), 0);
	clock_freeze(clock_at(2026, 4, 2, 9, 0));
	/* From here on 2025-09-30: two days, and one, too little. */
	id = attested(SINCE("2025-10-02", "2025-10-01"));
	ck_assert_int_eq(short_listed(), 2);
	ck_assert_int_eq(hazards("state = 'draft' AND organisation_id = 1 AND system_id = 900 AND " OF_LOGS), 1);
	hazard = newest("hazard");
	ck_assert_int_eq(office_number(cloud, "SELECT base_matter_id FROM matter WHERE id = %" PRId64, hazard), id);
	ck_assert_int_eq(
		office_number(cloud,
			      "SELECT count(*) FROM matter_draft WHERE matter_id = %" PRId64
			      " AND json_extract(body, '$.receiver') = 2 AND json_extract(body, '$.source') = 'log'"
			      " AND body LIKE '%%最短的还差 2 日%%'",
			      hazard),
		1);
	clock_freeze(clock_at(2026, 5, 6, 9, 0));
	attested(SINCE("2026-01-01", "2026-01-01"));
	ck_assert_int_eq(hazards(OF_LOGS), 1);
	typed(SECURITY, hazard, "severity=mid");
	acts(SECURITY, hazard, "issue", NULL);
	acts(SECURITY, hazard, "cancel", NULL);
	clock_freeze(clock_at(2026, 6, 2, 9, 0));
	attested(SINCE("2026-01-01", "2026-01-01"));
	ck_assert_int_eq(hazards(OF_LOGS), 2);
}
END_TEST

/* Sent on with a title of its own, it is still about the same system. */
START_TEST(log_hazard_sent_on_or_renamed_keeps_another_from_being_drafted)
{
	int64_t hazard, again;

	attested(SINCE("2026-01-01", "2026-01-01"));
	hazard = newest("hazard");
	typed(SECURITY, hazard, "severity=mid\ntitle=审计平台没有扩容\nasset=审计平台");
	acts(SECURITY, hazard, "issue", NULL);
	clock_freeze(clock_at(2026, 4, 2, 9, 0));
	attested(SINCE("2026-01-01", "2026-01-01"));
	ck_assert_int_eq(hazards("1"), 1);
	acts(SECURITY, hazard, "readdress", "right_receiver=4");
	again = newest("hazard");
	clock_freeze(clock_at(2026, 5, 6, 9, 0));
	attested(SINCE("2026-01-01", "2026-01-01"));
	ck_assert_int_eq(hazards("1"), 2);
	acts(SECURITY, again, "discard", NULL);
	clock_freeze(clock_at(2026, 6, 2, 9, 0));
	attested(SINCE("2026-01-01", "2026-01-01"));
	ck_assert_int_eq(hazards("1"), 3);
}
END_TEST

/* By its name in the register: of a system of the unit, of a platform of who runs it. */
START_TEST(hazard_of_a_gap_is_about_the_system_or_platform_of_that_name)
{
	attested(LOGS GAP("2026-02-10", "2026-02-12"));
	ck_assert_int_eq(hazards("state = 'receipt' AND system_id = 900 AND platform_id IS NULL"), 1);
	/* One of the same name that is another's is not meant. */
	clock_freeze(clock_at(2026, 4, 2, 9, 0));
	office_sql(cloud, "INSERT INTO system (id, organisation_id, filing_id, name, level, state, created_at)"
			  " VALUES (901, 3, 2, '堡垒机', 3, 'operating', 1)");
	attested("complete=no\n" LOGS "logs.3.subject=堡垒机\nlogs.3.kind=security\nlogs.3.place=审计平台\n"
		 "logs.3.earliest_day=2025-06-01\ngaps.1.subject=堡垒机\ngaps.1.kind=security\n"
		 "gaps.1.from=2026-02-10\ngaps.1.to=2026-02-12\ngaps.1.reason=采集代理故障");
	ck_assert_int_eq(hazards("title = '堡垒机日志中断' AND system_id IS NULL"), 1);
}
END_TEST

START_TEST(late_hazard_of_a_gap_may_end_in_a_suspension)
{
	int64_t id;

	attested(LOGS GAP("2026-02-10", "2026-02-12"));
	id = newest("hazard");
	clock_freeze(clock_at(2026, 3, 25, 9, 0));
	pressed(id);
	made_known(id);
	acts(SECURITY, id, "propose_suspension", NULL);
	ck_assert_int_eq(office_number(cloud,
				       "SELECT system_id FROM matter WHERE procedure_key = 'suspension'"
				       " AND base_matter_id = %" PRId64,
				       id),
			 900);
}
END_TEST

/* Of what is registered under no such name its own words tell; the hazard of a gap says nothing about the six months.
 */
START_TEST(log_hazard_of_an_unregistered_name_is_known_by_what_it_names)
{
	static const char lines[] = "complete=no\nlogs.1.subject=堡垒机\nlogs.1.kind=security\nlogs.1.place=审计平台\n"
				    "logs.1.earliest_day=2026-01-01\ngaps.1.subject=堡垒机\ngaps.1.kind=security\n"
				    "gaps.1.from=2026-02-10\ngaps.1.to=2026-02-12\ngaps.1.reason=采集代理故障\n"
				    "logs.2.subject=水利一张图\nlogs.2.kind=security\nlogs.2.place=审计平台\n"
				    "logs.2.earliest_day=2025-06-01";

	attested(lines);
	ck_assert_int_eq(hazards("title = '堡垒机日志中断'"), 1);
	ck_assert_int_eq(hazards("state = 'draft' AND system_id IS NULL AND title = '堡垒机日志留存不足'"), 1);
	typed(SECURITY, office_number(cloud, "SELECT id FROM matter WHERE title = '堡垒机日志留存不足'"),
	      "title=审计平台没有扩容");
	clock_freeze(clock_at(2026, 4, 2, 9, 0));
	attested(lines);
	ck_assert_int_eq(hazards("state = 'draft'"), 1);
	acts(SECURITY, office_number(cloud, "SELECT id FROM matter WHERE state = 'draft' AND procedure_key = 'hazard'"),
	     "discard", NULL);
	clock_freeze(clock_at(2026, 5, 6, 9, 0));
	attested(lines);
	ck_assert_int_eq(hazards("state = 'draft'"), 1);
}
END_TEST

/* It went on trial on that day. */
static void trial_began(int year, int month, int day)
{
	int64_t id = opened(CLERK, "compliance_filing", SYSTEM, "kind=grading");

	office_sql(cloud,
		   "INSERT INTO event (matter_id, at, role, actor_label, action, label, from_state, to_state, revision)"
		   " VALUES (%" PRId64 ", %" PRId64 ", '', '', 'begin', '', '', 'trial', 0)",
		   id, clock_at(year, month, day, 15, 0));
}

/* Of the center's look at last month. */
static int64_t not_so(void)
{
	struct query *query = db_query(cloud->writer, Q_COMPLIANCE_LOGS);
	int64_t count = 0;

	query_text(query, ":month", "2026-02");
	query_int(query, ":today", day_of(clock_now()));
	query_int(query, ":attested", day_of(clock_now()) + 30);
	query_int(query, ":now", clock_now());
	query_int(query, ":allowed", day_of(clock_now()) - 184);
	query_int(query, ":org", CENTER);
	query_int(query, ":standing", 2);
	query_int(query, ":after_sort", INT64_MIN);
	query_int(query, ":after_id", INT64_MIN);
	query_int(query, ":limit", 50);
	while (query_step(query))
		count++;
	ck_assert_int_eq(query_end(query), OK);
	return count;
}

/* On trial since 2026-02-10: logs of that day are all there are; of the day after one is missing. */
START_TEST(young_system_is_judged_by_its_own_age)
{
	trial_began(2026, 2, 10);
	attested(SINCE("2026-02-10", "2026-02-01"));
	ck_assert_int_eq(short_listed(), 0);
	ck_assert_int_eq(not_so(), 0);
	ck_assert_int_eq(hazards("1"), 0);
	clock_freeze(clock_at(2026, 4, 2, 9, 0));
	attested(SINCE("2026-02-11", "2026-02-10"));
	ck_assert_int_eq(short_listed(), 1);
	ck_assert_int_eq(hazards(OF_LOGS), 1);
	ck_assert_int_eq(
		office_number(
			cloud,
			"SELECT count(*) FROM matter_draft WHERE body LIKE '%%应可查至 2026-02-10，最短的还差 1 日%%'"),
		1);
}
END_TEST

/* What was running before anybody knew of it has no such excuse. */
START_TEST(system_taken_over_without_a_day_is_judged_by_six_months)
{
	office_sql(cloud, "UPDATE system SET imported_yes = 1, created_at = %" PRId64 " WHERE id = 900", clock_now());
	attested(SINCE("2026-02-10", "2026-02-01"));
	ck_assert_int_eq(short_listed(), 2);
	ck_assert_int_eq(not_so(), 1);
	ck_assert_int_eq(hazards(OF_LOGS), 1);
}
END_TEST

#define OF_CLOUD \
	"complete=yes\nlogs.1.subject=甲云\nlogs.1.kind=security\nlogs.1.place=审计平台\nlogs.1.earliest_day=2026-02-" \
	"02\nlogs.2.subject=停接云\nlogs.2.kind=security\nlogs.2.place=审计平台\nlogs.2.earliest_day=2025-06-01\n"

/* Its contract began on 2026-02-02, 28 days ago: logs of that day are all there are. */
START_TEST(young_platform_of_a_contract_is_judged_by_its_own_age)
{
	office_sql(cloud, "UPDATE platform SET begun_day = %" PRId64 " WHERE id = 1", at_day(2026, 2, 2));
	attested_by(OPERATOR, OPERATOR_LEAD, OF_CLOUD);
	ck_assert_int_eq(short_listed(), 0);
	ck_assert_int_eq(not_so(), 0);
	ck_assert_int_eq(hazards("1"), 0);
	/* From 2026-02-01 on it would be a day too short. */
	office_sql(cloud, "UPDATE platform SET begun_day = %" PRId64 " WHERE id = 1", at_day(2026, 2, 1));
	ck_assert_int_eq(short_listed(), 1);
}
END_TEST

/* 184 days before 2026-03-02 is 2025-08-30; 156 of them are missing. */
START_TEST(platform_taken_over_or_of_an_old_contract_owes_six_months)
{
	attested_by(OPERATOR, OPERATOR_LEAD, OF_CLOUD);
	ck_assert_int_eq(short_listed(), 1);
	ck_assert_int_eq(not_so(), 1);
	ck_assert_int_eq(hazards("platform_id = 1 AND title = '甲云日志留存不足'"), 1);
	office_sql(cloud, "UPDATE platform SET begun_day = %" PRId64 " WHERE id = 1", at_day(2024, 1, 1));
	ck_assert_int_eq(short_listed(), 1);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM matter_draft WHERE body LIKE '%%应可查至 "
					      "2025-08-30，最短的还差 156 日%%'"),
			 1);
}
END_TEST

/* A second system of the unit, on trial since that day. */
static void second_system(int64_t day)
{
	office_sql(cloud,
		   "INSERT INTO system (id, organisation_id, filing_id, name, level, state, created_at, operating_at)"
		   " VALUES (901, 2, 2, '河湖巡查', 2, 'operating', 1, %" PRId64 ")",
		   day_start(day));
}

static int64_t unattested(int64_t org, int all)
{
	struct query *query = db_query(cloud->writer, Q_DUTY_UNATTESTED);
	int64_t count = 0;

	query_int(query, ":org", org);
	query_int(query, ":all", all);
	query_int(query, ":today", day_of(clock_now()));
	while (query_step(query))
		count++;
	ck_assert_int_eq(query_end(query), OK);
	return count;
}

START_TEST(live_system_that_is_left_out_is_refused_by_name)
{
	int64_t id = begun(CLERK, "log_attestation", 0);

	typed(CLERK, id, SINCE("2025-08-01", "2025-08-01"));
	second_system(at_day(2026, 2, 28));
	says_no(CLERK, id, "submit", NULL, "还有 1 个在用的系统、平台没有填报日志：河湖巡查");
	ck_assert_str_eq(state_now(id), "draft");
	/* Began after the month that is attested. */
	office_sql(cloud, "UPDATE system SET operating_at = %" PRId64 " WHERE id = 901", day_start(at_day(2026, 3, 1)));
	acts(CLERK, id, "submit", NULL);
	acts(LEAD, id, "approve", NULL);
	ck_assert_int_eq(not_so(), 0);
	ck_assert_int_eq(unattested(UNIT, 0), 0);
	/* One that was attested without it before this was asked. */
	office_sql(cloud, "UPDATE system SET operating_at = 1 WHERE id = 901");
	ck_assert_int_eq(not_so(), 1);
	ck_assert_int_eq(unattested(UNIT, 0), 1);
	ck_assert_int_eq(unattested(OTHER_UNIT, 0), 0);
	ck_assert_int_eq(unattested(OTHER_UNIT, 1), 1);
	/* What left the cloud owes nothing. */
	office_sql(cloud, "UPDATE system SET state = 'ended', ended_at = 2 WHERE id = 901");
	ck_assert_int_eq(not_so(), 0);
	ck_assert_int_eq(unattested(UNIT, 0), 0);
}
END_TEST

/* Nobody's word makes logs unnecessary while something writes them. */
START_TEST(attestation_is_voided_only_where_nothing_is_live)
{
	int64_t id = begun(CLERK, "log_attestation", 0);

	says_no(SECURITY, id, "cancel", NULL, "还有 1 个在用的系统、平台，不能作废：水利一张图");
	office_sql(cloud, "UPDATE system SET state = 'ended', ended_at = 2");
	acts(SECURITY, id, "cancel", NULL);
	ck_assert_str_eq(state_now(id), "void");
}
END_TEST

START_TEST(next_attestation_leaves_out_what_has_left_and_what_came_after_its_month)
{
	attested(LOGS "complete=yes\nlogs.3.subject=机房门禁\nlogs.3.kind=system\nlogs.3.place=审计平台\n"
		      "logs.3.earliest_day=2025-06-01");
	second_system(at_day(2026, 4, 1));
	office_sql(cloud, "UPDATE system SET state = 'ended', ended_at = 2 WHERE id = 900");
	clock_freeze(clock_at(2026, 4, 2, 9, 0));
	begun(CLERK, "log_attestation", 0);
	ck_assert_int_eq(office_number(cloud,
				       "SELECT json_array_length(body, '$.logs') FROM matter_draft WHERE body LIKE"
				       " '%%机房门禁%%' AND body NOT LIKE '%%水利一张图%%'"),
			 1);
}
END_TEST

START_TEST(renamed_platform_stays_attested_and_is_asked_for_by_its_new_name)
{
	const char *logs = "complete=yes\nlogs.1.subject=甲云\nlogs.1.kind=security\nlogs.1.place=审计平台\n"
			   "logs.1.earliest_day=2025-06-01\nlogs.2.subject=停接云\nlogs.2.kind=security\n"
			   "logs.2.place=审计平台\nlogs.2.earliest_day=2025-06-01";

	attested_by(OPERATOR, OPERATOR_LEAD, logs);
	ck_assert_int_eq(unattested(PROVIDER, 0), 0);
	office_sql(cloud, "UPDATE platform SET name = '甲云二期' WHERE id = 1");
	ck_assert_int_eq(unattested(PROVIDER, 0), 0);
	ck_assert_int_eq(office_number(cloud, "SELECT platform_id FROM log_held WHERE subject = '甲云'"), 1);
	clock_freeze(clock_at(2026, 4, 2, 9, 0));
	begun(OPERATOR, "log_attestation", 0);
	ck_assert_int_eq(office_number(cloud,
				       "SELECT json_array_length(body, '$.logs') FROM matter_draft WHERE body LIKE"
				       " '%%甲云二期%%' AND body NOT LIKE '%%\"甲云\"%%'"),
			 2);
	ck_assert_str_eq(office_try(cloud, "DELETE FROM platform_renamed"), "platform_renamed: kept");
}
END_TEST

START_TEST(next_attestation_begins_with_a_row_for_what_came_since)
{
	attested(SINCE("2025-08-01", "2025-08-01"));
	second_system(at_day(2026, 3, 10));
	clock_freeze(clock_at(2026, 4, 2, 9, 0));
	begun(CLERK, "log_attestation", 0);
	ck_assert_int_eq(office_number(cloud,
				       "SELECT json_array_length(body, '$.logs') FROM matter_draft WHERE body LIKE "
				       "'%%河湖巡查%%'"),
			 3);
}
END_TEST

START_TEST(next_attestation_begins_with_the_logs_of_the_last_and_without_its_gaps)
{
	const char *draft =
		"SELECT json_array_length(body, '$.logs') * 10 + coalesce(json_array_length(body, '$.gaps'), 0)"
		" + (json_extract(body, '$.complete') IS NOT NULL) FROM matter_draft ORDER BY matter_id DESC LIMIT 1";

	attested(LOGS GAP("2026-02-10", "2026-02-12"));
	clock_freeze(clock_at(2026, 4, 2, 9, 0));
	begun(CLERK, "log_attestation", 0);
	ck_assert_int_eq(office_number(cloud, "%s", draft), 20);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM matter_draft WHERE body LIKE '%%审计平台%%'"), 1);
}
END_TEST

int main(void)
{
	return RUN_GUARDED("modules/duty_logs", attestation_is_voided_only_where_nothing_is_live,
			   renamed_platform_stays_attested_and_is_asked_for_by_its_new_name,
			   next_attestation_leaves_out_what_has_left_and_what_came_after_its_month,
			   gap_of_the_log_is_named_and_becomes_a_hazard,
			   hazard_of_a_gap_is_about_the_system_or_platform_of_that_name,
			   late_hazard_of_a_gap_may_end_in_a_suspension,
			   log_hazard_sent_on_or_renamed_keeps_another_from_being_drafted,
			   log_hazard_of_an_unregistered_name_is_known_by_what_it_names,
			   log_of_less_than_six_months_drafts_a_hazard_once, young_system_is_judged_by_its_own_age,
			   system_taken_over_without_a_day_is_judged_by_six_months,
			   young_platform_of_a_contract_is_judged_by_its_own_age,
			   platform_taken_over_or_of_an_old_contract_owes_six_months,
			   next_attestation_begins_with_the_logs_of_the_last_and_without_its_gaps,
			   live_system_that_is_left_out_is_refused_by_name,
			   next_attestation_begins_with_a_row_for_what_came_since);
}
