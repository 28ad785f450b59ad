#include "unit/modules/guarded.h"

#define FIRST \
	"title=门户页面被篡改\nfound_day=2026-03-02\nfound_time=08:30\ncii=no\nimpact=首页被替换\nmeasures=已断网\n"

static int64_t reported(const char *grade)
{
	int64_t id = opened(CLERK, "incident", SYSTEM, arena_printf(cloud->arena, FIRST "suspected_grade=%s", grade));

	acts(CLERK, id, "report", NULL);
	return id;
}

static int64_t line(int64_t id, int64_t org, const char *column)
{
	return office_number(cloud,
			     "SELECT coalesce(%s, 0) FROM incident_line WHERE matter_id = %" PRId64
			     " AND organisation_id = %" PRId64 " AND addressee = 'authority'",
			     column, id, org);
}

/* ---- the table of thresholds ---- */

START_TEST(any_one_number_gives_the_grade_and_reaching_it_is_enough)
{
	static const struct {
		const char *object;
		enum fact fact;
		int64_t number;
		enum grade grade;
	} rows[] = {
		{"", FACT_HOME, 29, GRADE_GENERAL},
		{"", FACT_HOME, 30, GRADE_LARGER},
		{"", FACT_HOME, 120, GRADE_MAJOR},
		{"", FACT_HOME, 360, GRADE_SPECIAL},
		{"", FACT_RECORDS, 999999, GRADE_GENERAL},
		{"", FACT_RECORDS, 1000000, GRADE_LARGER},
		{"", FACT_RECORDS, 100000000, GRADE_SPECIAL},
		{"", FACT_LOSS, 2000, GRADE_MAJOR},
		{"", FACT_OUTAGE, 5000, GRADE_GENERAL}, /* of nothing that counts */
		{"other", FACT_OUTAGE, 5000, GRADE_GENERAL},
		{"portal", FACT_OUTAGE, 120, GRADE_LARGER},
		{"portal", FACT_OUTAGE, 1440, GRADE_SPECIAL},
		{"cii_whole", FACT_OUTAGE, 120, GRADE_MAJOR},
		{"cii_main", FACT_OUTAGE, 120, GRADE_LARGER},
		{"", FACT_PROVINCE, 49, GRADE_GENERAL}, /* of the province the guideline names the gravest alone */
		{"", FACT_PROVINCE, 50, GRADE_SPECIAL},
		{"", FACT_CITY, 9, GRADE_GENERAL},
		{"", FACT_CITY, 10, GRADE_LARGER},
		{"", FACT_CITY, 29, GRADE_LARGER},
		{"", FACT_CITY, 30, GRADE_MAJOR},
		{"", FACT_CITY, 100, GRADE_MAJOR},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		struct facts facts = {.outage_object = rows[i].object};

		for (enum fact fact = 0; fact < FACT_COUNT; fact++)
			facts.n[fact] = -1;
		facts.n[rows[i].fact] = rows[i].number;
		ck_assert_msg(facts_grade(cloud->service, &facts) == rows[i].grade, "row %zu", i);
	}
}
END_TEST

START_TEST(threshold_is_a_setting)
{
	struct facts facts = {.outage_object = "", .n = {-1, 500, -1, -1, -1, -1, -1, -1, -1, -1}};

	ck_assert_int_eq(facts_grade(cloud->service, &facts), GRADE_GENERAL);
	office_sql(
		cloud,
		"INSERT INTO setting (key, valid_from, value, changed_at) VALUES ('inc_t_people_larger', 1, '500', 1)");
	ck_assert_int_eq(service_refresh(cloud->service, cloud->reader), OK);
	ck_assert_int_eq(facts_grade(cloud->service, &facts), GRADE_LARGER);
}
END_TEST

/* ---- the clocks ---- */

START_TEST(external_clock_runs_from_discovery_by_the_suspected_grade)
{
	int64_t id = reported("larger");

	/* Found 08:30, four hours: 12:30, for the unit and for who runs its platform. */
	ck_assert_int_eq(line(id, UNIT, "due_at"), clock_at(2026, 3, 2, 12, 30));
	ck_assert_int_eq(line(id, PROVIDER, "due_at"), clock_at(2026, 3, 2, 12, 30));
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM incident_line WHERE addressee = 'authority'"), 2);
	ck_assert_str_eq(state_now(id), "reported");
}
END_TEST

START_TEST(center_and_secops_are_told_by_the_report_itself)
{
	int64_t id = reported("larger");

	/* Found 08:30, told 09:00, within the 60 minutes of 较大. */
	ck_assert_int_eq(office_number(cloud,
				       "SELECT count(*) FROM incident_line WHERE matter_id = %" PRId64
				       " AND addressee <> 'authority' AND told_at = %" PRId64 " AND due_at = %" PRId64,
				       id, clock_now(), clock_at(2026, 3, 2, 9, 30)),
			 2);
}
END_TEST

START_TEST(lead_reports_when_nobody_else_is_there)
{
	int64_t id = opened(LEAD, "incident", SYSTEM, FIRST "suspected_grade=larger");

	acts(LEAD, id, "report", NULL);
	ck_assert_int_eq(line(id, UNIT, "due_at"), clock_at(2026, 3, 2, 12, 30));
	acts(LEAD, id, "follow_up", "progress=已定位原因");
}
END_TEST

START_TEST(center_and_every_party_are_alarmed_at_once)
{
	reported("larger");
	ck_assert_int_eq(
		office_number(cloud, "SELECT count(*) FROM notice WHERE kind = 'alarm' AND role = 'center.security'"),
		1);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM notice WHERE kind = 'alarm' AND organisation_id = "
					      "4 AND role = 'operator.clerk'"),
			 1);
	/* The reporter's own need no alarm, the leader none below 重大. */
	ck_assert_int_eq(
		office_number(cloud, "SELECT count(*) FROM notice WHERE kind = 'alarm' AND organisation_id = 2"), 0);
	ck_assert_int_eq(
		office_number(cloud, "SELECT count(*) FROM notice WHERE kind = 'alarm' AND role = 'center.lead'"), 0);
	reported("special");
	ck_assert_int_eq(
		office_number(cloud, "SELECT count(*) FROM notice WHERE kind = 'alarm' AND role = 'center.lead'"), 1);
}
END_TEST

START_TEST(general_runs_no_external_clock_and_may_be_told_all_the_same)
{
	int64_t id = reported("general");

	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM incident_line WHERE addressee = 'authority'"), 0);
	acts(CLERK, id, "tell_authority", "authority=省网信办\nchannel=电话\nreceipt_no=7");
	ck_assert_int_eq(line(id, UNIT, "told_at"), clock_now());
	ck_assert_int_eq(line(id, UNIT, "due_at"), 0);
}
END_TEST

START_TEST(judging_stops_nothing_confirming_a_lower_grade_does)
{
	int64_t id = reported("larger");

	acts(WATCH, id, "judge", "judged_grade=general");
	ck_assert_int_eq(line(id, UNIT, "stopped_at"), 0);
	acts(SECURITY, id, "confirm_grade", NULL);
	ck_assert_int_eq(line(id, UNIT, "stopped_at"), clock_now());
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM incident_grade"), 3);
	pass_days(1);
	acts(SECURITY, id, "regrade", "confirmed_grade=major");
	/* Known to be grave from now on: four hours from now. */
	ck_assert_int_eq(line(id, UNIT, "stopped_at"), 0);
	ck_assert_int_eq(line(id, UNIT, "due_at"), clock_now() + 4 * 3600);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM incident_grade"), 4);
}
END_TEST

START_TEST(parties_tell_the_authorities_before_anybody_graded)
{
	int64_t id = reported("special");

	acts(LEAD, id, "tell_authority", "authority=省网信办\nchannel=电话\nreceipt_no=7");
	acts(OPERATOR, id, "tell_authority", "authority=公安机关\nchannel=公函\nreceipt_no=8\ntold_time=08:50");
	ck_assert_int_eq(line(id, UNIT, "told_at"), clock_now());
	ck_assert_int_eq(line(id, PROVIDER, "told_at"), clock_at(2026, 3, 2, 8, 50));
	ck_assert_str_eq(state_now(id), "reported");
}
END_TEST

START_TEST(first_report_to_the_authorities_counts)
{
	int64_t id = reported("larger");
	int64_t first = clock_now();

	acts(CLERK, id, "tell_authority", "authority=省网信办\nchannel=电话\nreceipt_no=7");
	clock_freeze(first + 3600);
	acts(CLERK, id, "tell_authority", "authority=公安机关\nchannel=电话\nreceipt_no=9");
	ck_assert_int_eq(line(id, UNIT, "told_at"), first);
}
END_TEST

START_TEST(times_that_cannot_be_are_refused)
{
	int64_t id = opened(
		CLERK, "incident", SYSTEM,
		"title=门户页面被篡改\nfound_day=2026-03-02\nfound_time=09:01\ncii=no\nimpact=首页\nmeasures=断网\n"
		"suspected_grade=larger");

	says_no(CLERK, id, "report", NULL, "发现时间 2026-03-02 09:01 晚于现在");
	id = reported("larger");
	says_no(CLERK, id, "tell_authority", "authority=省网信办\nchannel=电话\nreceipt_no=7\ntold_time=08:29",
		"发现时间");
	says_no(CLERK, id, "tell_authority", "authority=省网信办\nchannel=电话\nreceipt_no=7\ntold_time=09:01",
		"不晚于现在");
	says_no(CLERK, id, "tell_authority", "authority=省网信办\nchannel=电话\nreceipt_no=7\ntold_time=25:00",
		"24 小时制");
	ck_assert_int_eq(line(id, UNIT, "told_at"), 0);
}
END_TEST

START_TEST(strangers_see_nothing_and_only_parties_tell)
{
	int64_t id = reported("larger");

	ck_assert_int_eq(act(STRANGER, id, "tell_authority", "", NULL), ERR_NOT_FOUND);
	ck_assert_int_eq(act(MONITOR, id, "follow_up", "", NULL), ERR_NOT_FOUND);
	ck_assert_int_eq(act(WATCH, id, "tell_authority", "", "authority=省网信办\nchannel=电话\nreceipt_no=7"),
			 ERR_FORBIDDEN);
}
END_TEST

START_TEST(whose_incident_it_is_must_be_said)
{
	int64_t id = opened(WATCH, "incident", 0, FIRST "suspected_grade=general");

	says_no(WATCH, id, "report", NULL, "须写明涉事单位");
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM incident"), 0);
	id = opened(WATCH, "incident", 0, FIRST "suspected_grade=larger\nparty=3");
	acts(WATCH, id, "report", NULL);
	ck_assert_int_eq(line(id, OTHER_UNIT, "due_at"), clock_at(2026, 3, 2, 12, 30));
}
END_TEST

START_TEST(clerk_warns_before_the_hour_and_after_it)
{
	int64_t id = reported("larger");

	clock_freeze(clock_at(2026, 3, 2, 11, 59));
	ck_assert_int_eq(incident_clock_job(as_clerk()), OK);
	ck_assert_int_eq(line(id, UNIT, "warned"), 0);
	clock_freeze(clock_at(2026, 3, 2, 12, 1));
	ck_assert_int_eq(incident_clock_job(as_clerk()), OK);
	ck_assert_int_eq(line(id, UNIT, "warned"), 1);
	ck_assert_int_eq(incident_clock_job(as_clerk()), OK);
	/* unit.clerk and unit.lead, once. */
	ck_assert_int_eq(
		office_number(cloud, "SELECT count(*) FROM notice WHERE kind = 'remind' AND organisation_id = 2"), 2);
	clock_freeze(clock_at(2026, 3, 2, 12, 31));
	ck_assert_int_eq(incident_clock_job(as_clerk()), OK);
	ck_assert_int_eq(line(id, UNIT, "warned"), 2);
	ck_assert_int_gt(
		office_number(cloud, "SELECT count(*) FROM notice WHERE kind = 'overdue' AND role = 'center.security'"),
		0);
}
END_TEST

/* ---- grading, handling ---- */

START_TEST(grade_below_the_numbers_needs_a_reason)
{
	int64_t id = reported("larger");

	ck_assert_int_eq(act(WATCH, id, "judge", "", "judged_grade=larger\nnow_home_min=125"), ERR_INVALID);
	ck_assert_ptr_nonnull(strstr(complaints(), "按影响数据达到重大，定为较大须在意见栏写明理由"));
	acts(WATCH, id, "judge", "judged_grade=larger\nnow_home_min=125");
	ck_assert_int_eq(act(SECURITY, id, "confirm_grade", "", NULL), ERR_INVALID);
	acts(SECURITY, id, "confirm_grade", "confirmed_grade=major");
	ck_assert_int_eq(office_number(cloud, "SELECT home_min FROM incident"), 125);
}
END_TEST

START_TEST(follow_up_reports_have_a_cadence)
{
	int64_t id = reported("larger");

	acts(WATCH, id, "judge", NULL);
	acts(SECURITY, id, "confirm_grade", NULL);
	ck_assert_int_eq(due_now(id), clock_now() + 4 * 3600);
	clock_freeze(clock_now() + 3 * 3600);
	acts(CLERK, id, "follow_up", "progress=已定位原因\nnow_people=2000");
	ck_assert_int_eq(due_now(id), clock_now() + 4 * 3600);
	ck_assert_int_eq(office_number(cloud, "SELECT min(due_at) FROM task WHERE closed_at IS NULL"), due_now(id));
	ck_assert_int_eq(office_number(cloud, "SELECT people FROM incident"), 2000);
	acts(SECURITY, id, "regrade", "confirmed_grade=special");
	ck_assert_int_eq(due_now(id), clock_now() + 2 * 3600);
}
END_TEST

START_TEST(false_alarm_needs_the_consent_of_secops_and_stops_the_clock)
{
	int64_t id = reported("larger");

	acts(OPERATOR, id, "claim_false", NULL);
	ck_assert_int_eq(line(id, UNIT, "stopped_at"), 0);
	ck_assert_int_eq(act(CLERK, id, "agree_false", "同意按误报关闭。", NULL), ERR_FORBIDDEN);
	acts(WATCH, id, "refuse_false", NULL);
	ck_assert_str_eq(state_now(id), "reported");
	acts(CLERK, id, "claim_false", NULL);
	acts(WATCH, id, "agree_false", NULL);
	ck_assert_str_eq(state_now(id), "false_alarm");
	ck_assert_int_gt(line(id, UNIT, "stopped_at"), 0);
}
END_TEST

/* ---- what proves a report ---- */

#define UNNUMBERED "authority=省网信办\nchannel=电话\nreceived_by=值班室"
#define SUMMARY \
	"sum_cause=上传漏洞\nsum_measures=断网修复\nsum_harm=首页被替换\nsum_responsibility=运维岗负责\n" \
	"sum_rectification=组件升级\nsum_lesson=纳入管理"

static int64_t summarizing(const char *told)
{
	int64_t id = reported("larger");

	acts(CLERK, id, "tell_authority", told);
	acts(WATCH, id, "judge", "judged_grade=larger");
	acts(SECURITY, id, "confirm_grade", "confirmed_grade=larger");
	acts(CLERK, id, "finish", "handled_day=2026-03-02\nhandled_time=08:59\nhandled_how=漏洞已修复，页面已恢复访问");
	acts(WATCH, id, "verify", NULL);
	ck_assert_str_eq(state_now(id), "summarizing");
	return id;
}

START_TEST(summary_names_the_reports_that_nothing_proves)
{
	int64_t id = summarizing(UNNUMBERED);

	acts(OPERATOR, id, "tell_authority", UNNUMBERED "\ntold_time=08:45");
	says_no(CLERK, id, "summarize", SUMMARY,
		"以下对外报告缺凭证：测试单位2（2026-03-02 09:00 向省网信办报告，渠道为电话）、测试单位4（2026-03-02 "
		"08:45");
	ck_assert_str_eq(state_now(id), "summarizing");
	acts(CLERK, id, "supply_number", "number_given=2026-117");
	says_no(CLERK, id, "summarize", SUMMARY, "以下对外报告缺凭证：测试单位4");
	hand_in_by(OPERATOR, id, "told_proof");
	acts(CLERK, id, "summarize", SUMMARY);
	ck_assert_str_eq(state_now(id), "archiving");
}
END_TEST

START_TEST(file_of_another_party_proves_nothing)
{
	int64_t id = summarizing(UNNUMBERED);

	hand_in_by(OPERATOR, id, "told_proof");
	says_no(CLERK, id, "summarize", SUMMARY, "以下对外报告缺凭证：测试单位2");
	hand_in_by(CLERK, id, "told_proof");
	acts(CLERK, id, "summarize", SUMMARY);
}
END_TEST

START_TEST(report_made_after_the_summary_needs_its_proof_before_the_file_is_closed)
{
	int64_t id = summarizing("authority=省网信办\nchannel=电话\nreceipt_no=7");

	acts(CLERK, id, "summarize", SUMMARY);
	acts(OPERATOR, id, "tell_authority", UNNUMBERED);
	says_no(SECURITY, id, "archive", NULL, "以下对外报告缺凭证：测试单位4");
	acts(OPERATOR, id, "supply_number", "number_given=JY-8");
	acts(SECURITY, id, "archive", NULL);
	ck_assert_str_eq(state_now(id), "archived");
}
END_TEST

static int64_t answerable(int64_t id)
{
	return office_number(cloud,
			     "SELECT coalesce(sum(organisation_id), 0) FROM matter_concern WHERE matter_id = %" PRId64
			     " AND part = 'responsible'",
			     id);
}

/* The sheet counts an incident against who answers for it: the last word on that is the one that stands. */
START_TEST(party_named_too_soon_answers_no_more_once_the_file_is_closed_without_one)
{
	int64_t id = summarizing("authority=省网信办\nchannel=电话\nreceipt_no=7");

	acts(CLERK, id, "summarize", SUMMARY);
	acts(SECURITY, id, "archive", "attributed=4");
	ck_assert_int_eq(answerable(id), 4);
	ck_assert_int_eq(act(SECURITY, id, "reopen", "责任认定有误，重新核查事件原因", NULL), OK);
	ck_assert_int_eq(answerable(id), 4);
	acts(CLERK, id, "finish", "handled_day=2026-03-02\nhandled_time=08:59\nhandled_how=系统自身的漏洞，已修复");
	acts(WATCH, id, "verify", NULL);
	acts(CLERK, id, "summarize", SUMMARY);
	acts(SECURITY, id, "archive", "attributed=");
	ck_assert_int_eq(answerable(id), 0);
}
END_TEST

START_TEST(number_is_supplied_once_by_who_reported)
{
	int64_t id = reported("larger");

	says_no(CLERK, id, "supply_number", "number_given=7", "本单位还没有登记对外报告");
	acts(CLERK, id, "tell_authority", UNNUMBERED);
	says_no(OPERATOR, id, "supply_number", "number_given=7", "本单位还没有登记对外报告");
	says_no(CLERK, id, "supply_number", "number_given=", "补登的编号");
	acts(CLERK, id, "supply_number", "number_given=7");
	says_no(CLERK, id, "supply_number", "number_given=8", "已有回执编号：7");
	ck_assert_int_eq(line(id, UNIT, "receipt = '7'"), 1);
}
END_TEST

/* ---- a fault that turns out to be an incident ---- */

#define FAULT \
	"object=门户服务中断\nsource=monitor\nfound_day=2026-03-02\nfound_time=08:50\nbegan_day=2026-03-02\n" \
	"began_time=08:40\nphenomenon=首页无法打开，进程异常。\nplatform_wide=no\nsystems_down=1\nvcpu_down=4\n" \
	"interrupted=yes\nminutes_down=10\nlevel_three=no\ndata_loss=no\nlevel=3\nside=provider\nparty=4\nplanned=" \
	"no\n" \
	"all_units=no\naffected.1.affected_unit=2"

START_TEST(fault_turns_into_one_incident_found_when_the_fault_was)
{
	const char *turned = "incident_grade=larger\nincident_kind=malware\nincident_measures=已隔离主机";
	int64_t id = opened(CLERK, "fault", SYSTEM, FAULT);
	int64_t incident, due;

	acts(CLERK, id, "report", NULL);
	acts(OPERATOR, id, "respond", "arrangement=已派人处理");
	due = due_now(id);
	ck_assert_int_eq(act(CLERK, id, "turn_incident", "查明系勒索病毒", turned), ERR_FORBIDDEN);
	acts(OPERATOR, id, "turn_incident", turned);
	ck_assert_int_eq(due_now(id), due);
	incident = office_number(cloud,
				 "SELECT id FROM matter WHERE procedure_key = 'incident' AND state = 'draft'"
				 " AND organisation_id = 4 AND system_id = 900 AND base_matter_id = %" PRId64,
				 id);
	says_no(OPERATOR, id, "turn_incident", turned, "已经转为网络安全事件");
	acts(OPERATOR, incident, "report", NULL);
	ck_assert_int_eq(office_number(cloud, "SELECT found_at FROM incident"), clock_at(2026, 3, 2, 8, 50));
	ck_assert_int_eq(office_number(cloud, "SELECT grade = 'larger' AND outage_min = 10 FROM incident"), 1);
}
END_TEST

/* Reported on Monday at nine: an hour to judge, a day to look at a false alarm, two working days to verify. */
START_TEST(center_goes_on_where_secops_keeps_silent)
{
	int64_t id = reported("larger");

	says_no(SECURITY, id, "grade_directly", NULL, "还没有过");
	clock_freeze(due_now(id) + 1);
	ck_assert_int_eq(act(CLERK, id, "grade_directly", "两次催办没有研判，直接定级", NULL), ERR_FORBIDDEN);
	acts(DUTY, id, "grade_directly", NULL);
	acts(CLERK, id, "claim_false", NULL);
	says_no(SECURITY, id, "unjudged_false", NULL, "还没有过");
	clock_freeze(due_now(id) + 1);
	acts(SECURITY, id, "unjudged_false", NULL);
	ck_assert_str_eq(state_now(id), "grading");
	ck_assert_int_eq(line(id, UNIT, "stopped_at"), 0);
	acts(SECURITY, id, "confirm_grade", "confirmed_grade=larger");
	acts(CLERK, id, "finish", "handled_day=2026-03-02\nhandled_time=08:59\nhandled_how=漏洞已修复，页面已恢复访问");
	says_no(SECURITY, id, "verify_instead", NULL, "还没有过");
	clock_freeze(due_now(id) + 1);
	acts(SECURITY, id, "verify_instead", NULL);
	ck_assert_str_eq(state_now(id), "summarizing");
}
END_TEST

int main(void)
{
	return RUN_GUARDED(
		"modules/security_incident", any_one_number_gives_the_grade_and_reaching_it_is_enough,
		threshold_is_a_setting, external_clock_runs_from_discovery_by_the_suspected_grade,
		center_and_secops_are_told_by_the_report_itself, center_and_every_party_are_alarmed_at_once,
		lead_reports_when_nobody_else_is_there, general_runs_no_external_clock_and_may_be_told_all_the_same,
		judging_stops_nothing_confirming_a_lower_grade_does, parties_tell_the_authorities_before_anybody_graded,
		first_report_to_the_authorities_counts, times_that_cannot_be_are_refused,
		strangers_see_nothing_and_only_parties_tell, whose_incident_it_is_must_be_said,
		clerk_warns_before_the_hour_and_after_it, grade_below_the_numbers_needs_a_reason,
		follow_up_reports_have_a_cadence, false_alarm_needs_the_consent_of_secops_and_stops_the_clock,
		summary_names_the_reports_that_nothing_proves, file_of_another_party_proves_nothing,
		report_made_after_the_summary_needs_its_proof_before_the_file_is_closed,
		party_named_too_soon_answers_no_more_once_the_file_is_closed_without_one,
		number_is_supplied_once_by_who_reported, center_goes_on_where_secops_keeps_silent,
		fault_turns_into_one_incident_found_when_the_fault_was);
}
