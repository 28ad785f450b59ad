/* Whose incident it is, when that is known later; what the first report said wrong (第三十条). */
#include "unit/modules/guarded.h"

#define FIRST \
	"title=门户页面被篡改\nfound_day=2026-03-02\nfound_time=08:30\ncii=no\nimpact=首页被替换\nmeasures=已断网\n"

static int64_t reported(const char *grade)
{
	int64_t id = opened(CLERK, "incident", SYSTEM, arena_printf(cloud->arena, FIRST "suspected_grade=%s", grade));

	acts(CLERK, id, "report", NULL);
	return id;
}

/* By who runs the platform on which UNIT and OTHER_UNIT have a system each. */
static int64_t reported_of_platform(const char *grade)
{
	int64_t id;

	office_sql(cloud, "INSERT INTO system (id, organisation_id, filing_id, name, level, state, created_at)"
			  " VALUES (901, 3, 3, '别家的系统', 2, 'operating', 1)");
	office_sql(cloud, "INSERT INTO allocation (system_id, platform_id, class, granted, allocated, granted_at)"
			  " VALUES (901, 1, 'vcpu', 4, 4, 1)");
	id = opened_about(OPERATOR, "incident", (struct subject){.platform = FIRST_CLOUD},
			  arena_printf(cloud->arena, FIRST "suspected_grade=%s", grade));
	acts(OPERATOR, id, "report", NULL);
	return id;
}

static int64_t line_to(int64_t id, int64_t org, const char *addressee, const char *column)
{
	return office_number(cloud,
			     "SELECT coalesce(sum(%s), 0) FROM incident_line WHERE matter_id = %" PRId64
			     " AND organisation_id = %" PRId64 " AND addressee = '%s'",
			     column, id, org, addressee);
}

static int64_t line(int64_t id, int64_t org, const char *column)
{
	return line_to(id, org, "authority", column);
}

static int64_t alarms(int64_t id, int64_t org)
{
	return office_number(cloud,
			     "SELECT count(*) FROM notice WHERE kind = 'alarm' AND matter_id = %" PRId64
			     " AND organisation_id = %" PRId64,
			     id, org);
}

static enum found sees(int64_t person, int64_t id)
{
	struct matter *matter;

	return matter_find(as(person), id, &matter);
}

/* ---- who is told ---- */

START_TEST(units_on_the_platform_are_told_and_read_it)
{
	int64_t id = reported_of_platform("larger");
	struct matter *matter;

	/* One account each with a post that answers: clerk and lead of UNIT, the clerk of OTHER_UNIT. */
	ck_assert_int_eq(alarms(id, UNIT), 2);
	ck_assert_int_eq(alarms(id, OTHER_UNIT), 1);
	ck_assert_int_eq(matter_find(as(STRANGER), id, &matter), FOUND);
	ck_assert(matter->copied);
	/* They tell nobody and have no clock: it is not known to be their incident. */
	ck_assert_int_eq(line(id, OTHER_UNIT, "1"), 0);
	ck_assert_int_eq(act(STRANGER, id, "tell_authority", "", "authority=省网信办\nchannel=电话\nreceipt_no=7"),
			 ERR_FORBIDDEN);
	ck_assert_int_eq(line(id, PROVIDER, "due_at"), clock_at(2026, 3, 2, 12, 30));
}
END_TEST

START_TEST(incident_of_one_system_is_no_affair_of_its_neighbours)
{
	int64_t id = reported_of_platform("general");

	id = reported("larger");
	ck_assert_int_eq(alarms(id, OTHER_UNIT), 0);
	ck_assert_int_eq(sees(STRANGER, id), NOT_FOUND);
}
END_TEST

START_TEST(who_was_alarmed_hears_of_a_false_alarm)
{
	int64_t id = reported_of_platform("larger");

	acts(OPERATOR, id, "claim_false", NULL);
	acts(WATCH, id, "agree_false", NULL);
	ck_assert_int_eq(alarms(id, OTHER_UNIT), 2);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM notice WHERE text LIKE '%%经核实系误报%%' AND "
					      "organisation_id = 3"),
			 1);
}
END_TEST

/* ---- parties that are added ---- */

START_TEST(added_party_has_its_hours_from_now_and_reports)
{
	int64_t id = reported("larger");

	/* Added at ten, one and a half hours after discovery: four hours end at 14:00, those of the others at 12:30. */
	clock_freeze(clock_at(2026, 3, 2, 10, 0));
	acts(SECURITY, id, "add_parties", "added.1.organisation=3");
	ck_assert_int_eq(line(id, OTHER_UNIT, "due_at"), clock_at(2026, 3, 2, 14, 0));
	ck_assert_int_eq(line(id, UNIT, "due_at"), clock_at(2026, 3, 2, 12, 30));
	ck_assert_int_eq(alarms(id, OTHER_UNIT), 1);
	ck_assert_int_eq(alarms(id, UNIT), 0);
	ck_assert_str_eq(state_now(id), "reported");
	acts(STRANGER, id, "tell_authority", "authority=省网信办\nchannel=电话\nreceipt_no=7");
	ck_assert_int_eq(line(id, OTHER_UNIT, "told_at"), clock_now());
}
END_TEST

START_TEST(general_runs_no_clock_for_who_is_added_until_it_rises)
{
	int64_t id = reported("general");

	acts(CLERK, id, "add_parties", "added.1.organisation=3");
	ck_assert_int_eq(line(id, OTHER_UNIT, "1"), 0);
	acts(WATCH, id, "judge", "judged_grade=major");
	acts(SECURITY, id, "confirm_grade", "confirmed_grade=major");
	ck_assert_int_eq(line(id, OTHER_UNIT, "due_at"), clock_now() + 4 * 3600);
}
END_TEST

START_TEST(added_while_it_is_handled_has_a_seat_too)
{
	int64_t id = reported("larger");

	acts(WATCH, id, "judge", NULL);
	acts(SECURITY, id, "confirm_grade", NULL);
	acts(WATCH, id, "add_parties", "added.1.organisation=3");
	ck_assert_int_eq(
		office_number(cloud, "SELECT count(*) FROM task WHERE closed_at IS NULL AND organisation_id = 3"), 1);
	ck_assert_int_eq(office_number(cloud, "SELECT count(DISTINCT due_at) FROM task WHERE closed_at IS NULL"), 1);
	acts(STRANGER, id, "finish",
	     "handled_day=2026-03-02\nhandled_time=08:59\nhandled_how=漏洞已修复，页面已恢复访问");
	ck_assert_str_eq(state_now(id), "verifying");
}
END_TEST

START_TEST(added_platform_brings_its_operator_and_tells_its_units)
{
	int64_t id = reported("larger");

	office_sql(cloud, "INSERT INTO system (id, organisation_id, filing_id, name, level, state, created_at)"
			  " VALUES (901, 3, 3, '别家的系统', 2, 'operating', 1)");
	office_sql(cloud, "INSERT INTO allocation (system_id, platform_id, class, granted, allocated, granted_at)"
			  " VALUES (901, 2, 'vcpu', 4, 4, 1)");
	acts(DUTY, id, "add_parties", "added_platforms.1.platform=2");
	ck_assert_int_eq(line(id, OTHER_PROVIDER, "due_at"), clock_now() + 4 * 3600);
	ck_assert_int_eq(alarms(id, OTHER_PROVIDER), 1);
	ck_assert_int_eq(alarms(id, OTHER_UNIT), 1);
	ck_assert_int_eq(sees(STRANGER, id), FOUND);
	/* What turns out to be hit itself is no reader any more. */
	acts(OPERATOR, id, "add_parties", "added.1.organisation=3");
	acts(STRANGER, id, "tell_authority", "authority=省网信办\nchannel=电话\nreceipt_no=7");
}
END_TEST

START_TEST(nobody_and_who_is_one_already_are_not_added)
{
	int64_t id = reported("larger");

	says_no(SECURITY, id, "add_parties", "", "没有选择要增列的单位或者云平台");
	says_no(SECURITY, id, "add_parties", "added.1.organisation=2\nadded.2.organisation=4", "都已是涉事单位");
	ck_assert_int_eq(act(SECURITY, id, "add_parties", "", "added.1.organisation=3"), ERR_INVALID);
	ck_assert_int_eq(act(STRANGER, id, "add_parties", "查明", "added.1.organisation=3"), ERR_NOT_FOUND);
	ck_assert_int_eq(alarms(id, OTHER_UNIT), 0);
}
END_TEST

/* ---- the first report ---- */

START_TEST(clocks_run_from_the_corrected_discovery)
{
	int64_t id = reported("larger");

	acts(SECURITY, id, "add_parties", "added.1.organisation=3");
	acts(CLERK, id, "correct_first", "right_found_time=08:00");
	/* 08:00 and four hours; the center had until 09:00; who was added at nine keeps its own four hours. */
	ck_assert_int_eq(line(id, UNIT, "due_at"), clock_at(2026, 3, 2, 12, 0));
	ck_assert_int_eq(line(id, PROVIDER, "due_at"), clock_at(2026, 3, 2, 12, 0));
	ck_assert_int_eq(line_to(id, UNIT, "center", "due_at"), clock_at(2026, 3, 2, 9, 0));
	ck_assert_int_eq(line(id, OTHER_UNIT, "due_at"), clock_at(2026, 3, 2, 13, 0));
	ck_assert_int_eq(office_number(cloud, "SELECT found_at FROM incident"), clock_at(2026, 3, 2, 8, 0));
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM incident_correction WHERE what = '发现时间' AND"
					      " former = '08:30' AND present = '08:00' AND organisation_id IS NULL"),
			 1);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM incident_correction"), 1);
	/* Clerk and lead of the operator hear of it again: their clock is another now. */
	ck_assert_int_eq(alarms(id, PROVIDER), 4);
	acts(SECURITY, id, "correct_first", "right_cii=yes");
	ck_assert_int_eq(line(id, UNIT, "iif(kind = 'police', due_at, 0)"), clock_at(2026, 3, 2, 9, 0));
	ck_assert_int_eq(line(id, OTHER_UNIT, "iif(kind = 'protector', due_at, 0)"), clock_at(2026, 3, 2, 10, 0));
}
END_TEST

START_TEST(corrected_time_warns_anew)
{
	int64_t id = reported("larger");

	clock_freeze(clock_at(2026, 3, 2, 12, 1));
	ck_assert_int_eq(incident_clock_job(as_clerk()), OK);
	ck_assert_int_eq(line(id, UNIT, "warned"), 1);
	acts(CLERK, id, "correct_first", "right_found_time=08:59");
	ck_assert_int_eq(line(id, UNIT, "warned"), 0);
	ck_assert_int_eq(incident_clock_job(as_clerk()), OK);
	ck_assert_int_eq(line(id, UNIT, "warned"), 0);
}
END_TEST

START_TEST(words_are_corrected_and_the_former_ones_kept)
{
	int64_t id = reported("larger");

	acts(LEAD, id, "correct_first", "right_title=办事页面被篡改\nright_kind=attack");
	ck_assert_int_eq(office_number(cloud, "SELECT title = '办事页面被篡改' FROM matter"), 1);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM incident_correction WHERE former = '没有填写' AND"
					      " present = '网络攻击'"),
			 1);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM incident_correction"), 2);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM matter_form WHERE json_extract(body, '$.title') = "
					      "'门户页面被篡改'"),
			 1);
	/* Nobody's clock has changed. */
	ck_assert_int_eq(line(id, UNIT, "due_at"), clock_at(2026, 3, 2, 12, 30));
	ck_assert_int_eq(alarms(id, PROVIDER), 2);
}
END_TEST

START_TEST(discovery_is_not_after_what_followed_it)
{
	int64_t id = reported("larger");

	says_no(CLERK, id, "correct_first", "right_found_time=09:01", "发现时间应不晚于首报时间 2026-03-02 09:00");
	acts(OPERATOR, id, "tell_authority", "authority=省网信办\nchannel=电话\nreceipt_no=7\ntold_time=08:40");
	says_no(CLERK, id, "correct_first", "right_found_time=08:41", "已登记的对外报告时间 2026-03-02 08:40");
	says_no(CLERK, id, "correct_first", "", "没有需要更正的");
	ck_assert_int_eq(act(CLERK, id, "correct_first", "", "right_found_time=08:00"), ERR_INVALID);
	ck_assert_int_eq(act(OPERATOR, id, "correct_first", "不是首报单位", "right_found_time=08:00"), ERR_FORBIDDEN);
	ck_assert_int_eq(office_number(cloud, "SELECT found_at FROM incident"), clock_at(2026, 3, 2, 8, 30));
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM incident_correction"), 0);
}
END_TEST

/* ---- a report to the authorities ---- */

START_TEST(own_report_is_corrected_and_counts_as_corrected)
{
	int64_t id = reported("larger");

	clock_freeze(clock_at(2026, 3, 2, 13, 0));
	acts(CLERK, id, "tell_authority", "authority=省网信办\nchannel=电话\nreceipt_no=7");
	/* Told at 12:20, within the four hours; it was registered as of the moment of typing. */
	acts(CLERK, id, "correct_told", "right_told_time=12:20\nright_receipt=17");
	ck_assert_int_eq(line(id, UNIT, "told_at"), clock_at(2026, 3, 2, 12, 20));
	ck_assert_int_eq(line(id, UNIT, "receipt = '17'"), 1);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM incident_correction WHERE organisation_id = 2 AND"
					      " former = '2026-03-02 13:00' AND present = '2026-03-02 12:20'"),
			 1);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM incident_correction"), 2);
}
END_TEST

START_TEST(report_is_corrected_by_who_made_it_and_within_what_can_be)
{
	int64_t id = reported("larger");

	says_no(CLERK, id, "correct_told",
		"right_authority=省网信办\nright_channel=电话\nright_told_day=2026-03-02\nright_told_time=08:50",
		"本单位还没有登记对外报告");
	acts(CLERK, id, "tell_authority", "authority=省网信办\nchannel=电话\nreceipt_no=7");
	says_no(OPERATOR, id, "correct_told",
		"right_authority=省网信办\nright_channel=电话\nright_told_day=2026-03-02\nright_told_time=08:50",
		"本单位还没有登记对外报告");
	says_no(CLERK, id, "correct_told", "right_told_time=08:29", "应在发现时间 2026-03-02 08:30 之后");
	says_no(CLERK, id, "correct_told", "right_told_time=09:01", "不晚于现在");
	says_no(CLERK, id, "correct_told", "", "没有需要更正的");
	ck_assert_int_eq(act(SECURITY, id, "correct_told", "代为更正", "right_told_time=08:50"), ERR_FORBIDDEN);
	ck_assert_int_eq(line(id, UNIT, "told_at"), clock_now());
}
END_TEST

/* ---- after the file is closed ---- */

#define SUMMARY \
	"sum_cause=弱口令被破解\nsum_measures=断网修补\nsum_harm=首页被替换半小时\nsum_responsibility=" \
	"没有责任方\nsum_rectification=" \
	"口令已全部更换\nsum_lesson=加强口令管理\n"

static int64_t archiving(void)
{
	int64_t id = reported("larger");

	acts(WATCH, id, "judge", NULL);
	acts(SECURITY, id, "confirm_grade", NULL);
	acts(CLERK, id, "finish", "handled_day=2026-03-02\nhandled_time=08:59\nhandled_how=漏洞已修复，页面已恢复访问");
	acts(WATCH, id, "verify", NULL);
	acts(CLERK, id, "summarize", SUMMARY);
	ck_assert_str_eq(state_now(id), "archiving");
	return id;
}

/* Added at nine, its four hours end at 13:00; the file is closed at ten, which neither stops nor answers the clock. */
START_TEST(party_added_just_before_the_file_is_closed_reports_after_it)
{
	int64_t id = archiving(), close_at;

	acts(SECURITY, id, "add_parties", "added.1.organisation=3");
	clock_freeze(clock_at(2026, 3, 2, 10, 0));
	acts(SECURITY, id, "archive", NULL);
	close_at = due_now(id);
	clock_freeze(clock_at(2026, 3, 2, 12, 31));
	ck_assert_int_eq(incident_clock_job(as_clerk()), OK);
	ck_assert_int_eq(line(id, OTHER_UNIT, "warned"), 1);
	says_no(STRANGER, id, "supply_number", "number_given=9", "本单位还没有登记对外报告");
	ck_assert_int_eq(act(SECURITY, id, "tell_authority", "", "authority=省网信办\nchannel=电话\nreceipt_no=7"),
			 ERR_FORBIDDEN);
	acts(STRANGER, id, "tell_authority", "authority=省网信办\nchannel=电话\nreceipt_no=7");
	ck_assert_int_eq(line(id, OTHER_UNIT, "told_at"), clock_at(2026, 3, 2, 12, 31));
	says_no(STRANGER, id, "supply_number", "number_given=9", "本单位的对外报告已有回执编号：7");
	acts(STRANGER, id, "correct_told", "right_told_time=12:20\nright_receipt=9");
	ck_assert_int_eq(line(id, OTHER_UNIT, "told_at"), clock_at(2026, 3, 2, 12, 20));
	ck_assert_int_eq(line(id, OTHER_UNIT, "receipt = '9'"), 1);
	/* Nothing of this opens the file again or gives it longer. */
	ck_assert_str_eq(state_now(id), "archived");
	ck_assert_int_eq(due_now(id), close_at);
	clock_freeze(clock_at(2026, 3, 2, 13, 1));
	ck_assert_int_eq(incident_clock_job(as_clerk()), OK);
	ck_assert_int_eq(line(id, OTHER_UNIT, "warned"), 1);
}
END_TEST

/* One party's wish stops nobody's report. */
START_TEST(no_party_holds_an_incident)
{
	int64_t id = reported("larger");
	struct matter *matter;
	const char *why = "";

	acts(WATCH, id, "judge", NULL);
	acts(SECURITY, id, "confirm_grade", NULL);
	ck_assert_int_eq(matter_find(as(OPERATOR), id, &matter), FOUND);
	ck_assert_int_eq(matter_hold(as(OPERATOR), matter, "等厂商出具分析", day_of(clock_now()) + 5, &why),
			 ERR_INVALID);
	ck_assert_str_eq(why, "这类事项须连续办理，不能挂起");
	acts(CLERK, id, "tell_authority", "authority=省网信办\nchannel=电话\nreceipt_no=7");
	acts(CLERK, id, "follow_up", "progress=已定位原因");
}
END_TEST

int main(void)
{
	return RUN_GUARDED(
		"modules/security_party", units_on_the_platform_are_told_and_read_it,
		incident_of_one_system_is_no_affair_of_its_neighbours, who_was_alarmed_hears_of_a_false_alarm,
		added_party_has_its_hours_from_now_and_reports, general_runs_no_clock_for_who_is_added_until_it_rises,
		added_while_it_is_handled_has_a_seat_too, added_platform_brings_its_operator_and_tells_its_units,
		nobody_and_who_is_one_already_are_not_added, clocks_run_from_the_corrected_discovery,
		corrected_time_warns_anew, words_are_corrected_and_the_former_ones_kept,
		discovery_is_not_after_what_followed_it, own_report_is_corrected_and_counts_as_corrected,
		report_is_corrected_by_who_made_it_and_within_what_can_be,
		party_added_just_before_the_file_is_closed_reports_after_it, no_party_holds_an_incident);
}
