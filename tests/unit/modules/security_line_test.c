/*
 * Critical infrastructure (第三十条): each party tells both who protects it and the police, each by a clock of its own;
 * which report is put right or numbered is said.
 */
#include "unit/modules/guarded.h"

#define FIRST \
	"title=门户页面被篡改\nfound_day=2026-03-02\nfound_time=08:30\nimpact=首页被替换\nmeasures=已断网\n" \
	"suspected_grade=major\n"
#define TOLD(kind, time) \
	"told_kind=" kind "\nauthority=某机关\nchannel=电话\nreceipt_no=7\ntold_day=2026-03-02\ntold_time=" time
#define SUMMARY \
	"sum_cause=上传漏洞\nsum_measures=断网修复\nsum_harm=首页被替换\nsum_responsibility=运维岗负责\n" \
	"sum_rectification=组件升级\nsum_lesson=纳入管理"

/* Of one line; -1: there is none. */
static int64_t line(int64_t id, int64_t org, const char *kind, const char *column)
{
	return office_number(cloud,
			     "SELECT coalesce((SELECT coalesce(%s, 0) FROM incident_line WHERE matter_id = %" PRId64
			     " AND organisation_id = %" PRId64 " AND addressee = 'authority' AND kind = '%s'), -1)",
			     column, id, org, kind);
}

static int64_t reported(const char *cii)
{
	int64_t id = opened(CLERK, "incident", SYSTEM, arena_printf(cloud->arena, FIRST "cii=%s", cii));

	acts(CLERK, id, "report", NULL);
	return id;
}

static int64_t minute(int hour, int minute)
{
	return clock_at(2026, 3, 2, hour, minute);
}

/* ---- two lines ---- */

START_TEST(each_party_has_a_line_to_each_authority)
{
	int64_t id = reported("yes");

	ck_assert_int_eq(line(id, UNIT, "protector", "due_at"), minute(9, 30));
	ck_assert_int_eq(line(id, UNIT, "police", "due_at"), minute(9, 30));
	ck_assert_int_eq(line(id, PROVIDER, "protector", "due_at"), minute(9, 30));
	ck_assert_int_eq(line(id, PROVIDER, "police", "due_at"), minute(9, 30));
	ck_assert_int_eq(line(id, UNIT, "", "1"), -1);
	id = reported("no");
	ck_assert_int_eq(line(id, UNIT, "", "due_at"), minute(12, 30));
	ck_assert_int_eq(line(id, UNIT, "police", "1"), -1);
}
END_TEST

START_TEST(one_authority_in_time_and_the_other_late)
{
	int64_t id = reported("yes");

	says_no(CLERK, id, "tell_authority", "authority=某机关\nchannel=电话\nreceipt_no=7", "报告对象");
	acts(CLERK, id, "tell_authority", TOLD("protector", "08:50"));
	ck_assert_int_eq(line(id, UNIT, "police", "told_at"), 0);
	clock_freeze(minute(9, 31));
	ck_assert_int_eq(incident_clock_job(as_clerk()), OK);
	ck_assert_int_eq(line(id, UNIT, "police", "warned"), 2);
	ck_assert_int_eq(line(id, UNIT, "protector", "warned"), 0);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM notice WHERE organisation_id = 2 AND role ="
					      " 'unit.clerk' AND text LIKE '%%向公安机关报告已超过时限%%'"),
			 1);
	/* To whom else it is told answers neither. */
	acts(CLERK, id, "tell_authority", TOLD("other", "09:31"));
	ck_assert_int_eq(line(id, UNIT, "police", "told_at"), 0);
	acts(CLERK, id, "tell_authority", TOLD("police", "09:31"));
	ck_assert_int_eq(line(id, UNIT, "police", "told_at > due_at"), 1);
	ck_assert_int_eq(line(id, UNIT, "protector", "told_at <= due_at"), 1);
	ck_assert_int_eq(line(id, PROVIDER, "police", "told_at"), 0);
}
END_TEST

START_TEST(who_told_one_authority_alone_is_named_with_the_other)
{
	int64_t id = reported("yes");
	int64_t alarms;

	acts(CLERK, id, "tell_authority", TOLD("protector", "08:50"));
	acts(WATCH, id, "judge", "judged_grade=major");
	acts(SECURITY, id, "confirm_grade", "confirmed_grade=major");
	acts(CLERK, id, "finish", "handled_day=2026-03-02\nhandled_time=08:59\nhandled_how=漏洞已修复，页面已恢复访问");
	acts(WATCH, id, "verify", NULL);
	clock_freeze(minute(9, 31));
	says_no(CLERK, id, "summarize", SUMMARY,
		"测试单位2（公安机关）、测试单位4（保护工作部门）、测试单位4（公安机关）");
	alarms = office_number(cloud, "SELECT count(*) FROM notice WHERE kind = 'alarm' AND organisation_id = 4");
	acts(SECURITY, id, "note_untold", NULL);
	/* Clerk and lead, once for both. */
	ck_assert_int_eq(
		office_number(cloud, "SELECT count(*) FROM notice WHERE kind = 'alarm' AND organisation_id = 4"),
		alarms + 2);
	acts(CLERK, id, "summarize", SUMMARY);
}
END_TEST

START_TEST(lower_grade_stops_both_lines_and_a_higher_one_starts_them)
{
	int64_t id = reported("yes");

	acts(CLERK, id, "tell_authority", TOLD("protector", "08:50"));
	acts(WATCH, id, "judge", "judged_grade=general");
	acts(SECURITY, id, "confirm_grade", "confirmed_grade=general");
	ck_assert_int_eq(line(id, UNIT, "police", "stopped_at"), clock_now());
	ck_assert_int_eq(line(id, PROVIDER, "protector", "stopped_at"), clock_now());
	clock_freeze(minute(11, 0));
	acts(SECURITY, id, "regrade", "confirmed_grade=larger");
	ck_assert_int_eq(line(id, UNIT, "police", "stopped_at"), 0);
	ck_assert_int_eq(line(id, UNIT, "police", "due_at"), minute(12, 0));
	ck_assert_int_eq(line(id, PROVIDER, "protector", "due_at"), minute(12, 0));
	ck_assert_int_eq(line(id, UNIT, "protector", "due_at"), minute(9, 30));
}
END_TEST

START_TEST(party_that_joins_has_both_lines_from_then)
{
	int64_t id = reported("yes");

	clock_freeze(minute(9, 10));
	acts(SECURITY, id, "add_parties", "added.1.organisation=3");
	ck_assert_int_eq(line(id, OTHER_UNIT, "protector", "due_at"), minute(10, 10));
	ck_assert_int_eq(line(id, OTHER_UNIT, "police", "due_at"), minute(10, 10));
	/* Corrected later, it still counts from when it was added. */
	acts(CLERK, id, "correct_first", "right_cii=no");
	ck_assert_int_eq(line(id, OTHER_UNIT, "", "due_at"), minute(13, 10));
	ck_assert_int_eq(line(id, UNIT, "", "due_at"), minute(12, 30));
}
END_TEST

/* ---- the first report was wrong about it ---- */

START_TEST(one_line_gives_way_to_two)
{
	int64_t id = reported("no");

	acts(CLERK, id, "tell_authority", "authority=省公安厅\nchannel=电话\nreceipt_no=7\ntold_time=08:50");
	acts(CLERK, id, "correct_first", "right_cii=yes");
	ck_assert_int_eq(line(id, UNIT, "", "stopped_at"), clock_now());
	ck_assert_int_eq(line(id, UNIT, "", "stopped_why LIKE '更正为关键信息基础设施%%'"), 1);
	ck_assert_int_eq(line(id, UNIT, "police", "due_at"), minute(9, 30));
	ck_assert_int_eq(line(id, UNIT, "police", "told_at"), 0);
	/* What was told was told to one of them: who told it says to which. */
	acts(CLERK, id, "correct_told", "right_nth=1\nright_told_kind=police");
	ck_assert_int_eq(line(id, UNIT, "police", "told_at"), minute(8, 50));
	ck_assert_int_eq(line(id, UNIT, "protector", "told_at"), 0);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM incident_correction WHERE what = '报告对象' AND"
					      " present = '公安机关'"),
			 1);
	acts(CLERK, id, "correct_told", "right_nth=1\nright_told_kind=protector");
	ck_assert_int_eq(line(id, UNIT, "police", "told_at"), 0);
	ck_assert_int_eq(line(id, UNIT, "protector", "told_at"), minute(8, 50));
}
END_TEST

START_TEST(two_lines_give_way_to_one_and_come_back)
{
	int64_t id = reported("yes");

	clock_freeze(minute(10, 0));
	acts(CLERK, id, "tell_authority", TOLD("police", "09:50"));
	ck_assert_int_eq(line(id, UNIT, "police", "told_at > due_at"), 1);
	acts(SECURITY, id, "correct_first", "right_cii=no");
	/* Whoever was told: it is within four hours, and nothing is late any more. */
	ck_assert_int_eq(line(id, UNIT, "", "told_at"), minute(9, 50));
	ck_assert_int_eq(line(id, UNIT, "", "due_at"), minute(12, 30));
	ck_assert_int_eq(line(id, UNIT, "police", "stopped_at"), clock_now());
	ck_assert_int_eq(line(id, UNIT, "police", "coalesce(told_at > due_at, 0)"), 0);
	ck_assert_int_eq(line(id, PROVIDER, "", "told_at"), 0);
	acts(SECURITY, id, "correct_first", "right_cii=yes");
	ck_assert_int_eq(line(id, UNIT, "police", "stopped_at"), 0);
	ck_assert_int_eq(line(id, UNIT, "police", "told_at > due_at"), 1);
	ck_assert_int_eq(line(id, UNIT, "protector", "due_at"), minute(9, 30));
	ck_assert_int_eq(line(id, UNIT, "", "stopped_at"), clock_now());
}
END_TEST

/* No clock runs below 较大; what it was corrected to says which ones run when it rises. */
START_TEST(corrected_while_no_clock_runs_starts_the_right_lines_later)
{
	int64_t id = reported("no");

	acts(WATCH, id, "judge", "judged_grade=general");
	acts(SECURITY, id, "confirm_grade", "confirmed_grade=general");
	acts(CLERK, id, "correct_first", "right_cii=yes");
	ck_assert_int_eq(line(id, UNIT, "police", "1"), -1);
	clock_freeze(minute(10, 0));
	acts(SECURITY, id, "regrade", "confirmed_grade=major");
	ck_assert_int_eq(line(id, UNIT, "police", "due_at"), minute(11, 0));
	ck_assert_int_eq(line(id, UNIT, "protector", "due_at"), minute(11, 0));
	ck_assert_int_ne(line(id, UNIT, "", "stopped_at"), 0);
}
END_TEST

/* ---- a chosen report ---- */

START_TEST(second_report_is_corrected_and_numbered_as_well)
{
	int64_t id = reported("yes");

	acts(CLERK, id, "tell_authority", TOLD("protector", "08:50"));
	acts(CLERK, id, "tell_authority", "told_kind=police\nauthority=省公安厅\nchannel=电话\ntold_time=08:55");
	acts(CLERK, id, "tell_authority", "told_kind=police\nauthority=市公安局\nchannel=电话\ntold_time=08:56");
	says_no(CLERK, id, "correct_told", "right_nth=4\nright_told_time=08:57", "登记了 3 次对外报告，没有第 4 次");
	says_no(CLERK, id, "supply_number", "number_nth=1\nnumber_given=8", "第 1 次报告已有回执编号：7");
	acts(CLERK, id, "correct_told", "right_nth=2\nright_told_time=08:40\nright_authority=公安厅网安总队");
	ck_assert_int_eq(line(id, UNIT, "police", "told_at"), minute(8, 40));
	ck_assert_int_eq(line(id, UNIT, "protector", "told_at"), minute(8, 50));
	/* The first that lacks one is offered. */
	acts(CLERK, id, "supply_number", "number_given=8");
	ck_assert_int_eq(line(id, UNIT, "police", "receipt = '8'"), 1);
	acts(CLERK, id, "supply_number", "number_nth=3\nnumber_given=9");
	ck_assert_int_eq(line(id, UNIT, "police", "receipt = '8'"), 1);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM incident_told WHERE receipt = '9'"), 1);
	says_no(CLERK, id, "supply_number", "number_nth=3\nnumber_given=9", "已有回执编号");
	acts(CLERK, id, "correct_told", "right_nth=3\nright_receipt=无");
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM incident_told WHERE receipt = ''"), 1);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM incident_correction WHERE what ="
					      " '回执编号（第 3 次报告）' AND present = '没有填写'"),
			 1);
	ck_assert_ptr_nonnull(office_try(cloud, "DELETE FROM incident_told"));
}
END_TEST

/* ---- a matter of before ---- */

/* From the field on, up to the next. */
static char *without_field(const char *text, const char *field, const char *next)
{
	const char *from = strstr(text, field);
	const char *to = from == NULL ? NULL : strstr(from, next);

	ck_assert_msg(to != NULL, "no %s before %s", field, next);
	return arena_printf(cloud->arena, "%.*s%s", (int)(from - text), text, to);
}

/* As it was when a report did not say to whom it went, nor a correction which report it was of. */
static void former_version(void)
{
	const char *text = cast_file(cloud, "db/procedures/incident.yaml");

	text = without_field(text, "{key: told_kind", "{key: authority");
	text = without_field(text, "{key: right_told_kind", "{key: right_authority");
	text = without_field(text, "{key: right_nth", "{key: right_authority");
	text = without_field(text, "{key: number_nth", "{key: number_given");
	office_sql(cloud,
		   "INSERT INTO procedure (key, version, title, digest, body, valid_from, loaded_at)"
		   " SELECT key, version + 1, title, randomblob(32), CAST(x'%s' AS TEXT), valid_from, loaded_at FROM "
		   "procedure"
		   " WHERE key = 'incident'",
		   crypt_hex(cloud->arena, (const uint8_t *)text, strlen(text)));
	ck_assert_int_eq(service_refresh(cloud->service, cloud->reader), OK);
}

START_TEST(incident_of_before_goes_on_with_one_line)
{
	int64_t id;

	former_version();
	id = reported("yes");
	ck_assert_int_eq(line(id, UNIT, "", "due_at"), minute(9, 30));
	ck_assert_int_eq(line(id, UNIT, "police", "1"), -1);
	acts(CLERK, id, "tell_authority", "authority=省公安厅\nchannel=电话\ntold_time=08:50");
	ck_assert_int_eq(line(id, UNIT, "", "told_at"), minute(8, 50));
	acts(CLERK, id, "tell_authority", "authority=省网信办\nchannel=电话\ntold_time=08:55\nreceipt_no=5");
	acts(CLERK, id, "supply_number", "number_given=7");
	ck_assert_int_eq(line(id, UNIT, "", "receipt = '7'"), 1);
	acts(CLERK, id, "correct_told", "right_told_time=08:40\nright_receipt=8");
	ck_assert_int_eq(line(id, UNIT, "", "told_at"), minute(8, 40));
	ck_assert_int_eq(line(id, UNIT, "", "receipt = '8'"), 1);
	/* Neither does a correction of what was hit ask for what this version cannot say. */
	acts(CLERK, id, "correct_first", "right_cii=no");
	acts(CLERK, id, "correct_first", "right_cii=yes");
	ck_assert_int_eq(line(id, UNIT, "police", "1"), -1);
	ck_assert_int_eq(line(id, UNIT, "", "due_at"), minute(9, 30));
}
END_TEST

int main(void)
{
	return RUN_GUARDED(
		"modules/security_line", each_party_has_a_line_to_each_authority,
		one_authority_in_time_and_the_other_late, who_told_one_authority_alone_is_named_with_the_other,
		lower_grade_stops_both_lines_and_a_higher_one_starts_them, party_that_joins_has_both_lines_from_then,
		one_line_gives_way_to_two, two_lines_give_way_to_one_and_come_back,
		corrected_while_no_clock_runs_starts_the_right_lines_later,
		second_report_is_corrected_and_numbered_as_well, incident_of_before_goes_on_with_one_line);
}
