/* What happens to who does not tell the authorities (第三十条): silence does not pass where honesty is asked for proof.
 */
#include "unit/modules/guarded.h"

#define FIRST \
	"title=门户页面被篡改\nfound_day=2026-03-02\nfound_time=08:30\nimpact=首页被替换\nmeasures=已断网\n" \
	"suspected_grade=major\n"
#define TOLD "authority=省网信办\nchannel=电话\nreceipt_no=7"
#define SUMMARY \
	"sum_cause=上传漏洞\nsum_measures=断网修复\nsum_harm=首页被替换\nsum_responsibility=运维岗负责\n" \
	"sum_rectification=组件升级\nsum_lesson=纳入管理"

static int64_t line(int64_t id, int64_t org, const char *column)
{
	return office_number(cloud,
			     "SELECT coalesce(sum(%s), 0) FROM incident_line WHERE matter_id = %" PRId64
			     " AND organisation_id = %" PRId64 " AND addressee = 'authority'",
			     column, id, org);
}

static int64_t alarms(int64_t org)
{
	return office_number(cloud, "SELECT count(*) FROM notice WHERE kind = 'alarm' AND organisation_id = %" PRId64,
			     org);
}

/* Found at 08:30, reported at nine; what stands for 关键信息基础设施 is said by each test. */
static int64_t reported(const char *cii)
{
	int64_t id = opened(CLERK, "incident", SYSTEM, arena_printf(cloud->arena, FIRST "cii=%s", cii));

	acts(CLERK, id, "report", NULL);
	return id;
}

/* Nobody has told anybody; it is summed up at 13:00, half an hour after the four hours. */
static int64_t summarizing(void)
{
	int64_t id = reported("no");

	acts(WATCH, id, "judge", "judged_grade=major");
	acts(SECURITY, id, "confirm_grade", "confirmed_grade=major");
	acts(CLERK, id, "finish", "handled_day=2026-03-02\nhandled_time=08:59\nhandled_how=漏洞已修复，页面已恢复访问");
	acts(WATCH, id, "verify", NULL);
	clock_freeze(clock_at(2026, 3, 2, 13, 0));
	return id;
}

/* ---- silence ---- */

START_TEST(who_kept_silent_is_named_before_it_is_summed_up)
{
	int64_t id = summarizing();

	says_no(CLERK, id, "summarize", SUMMARY, "以下单位逾时没有向网络安全监管单位报告：测试单位2、测试单位4");
	acts(CLERK, id, "tell_authority", TOLD);
	says_no(CLERK, id, "summarize", SUMMARY, "没有向网络安全监管单位报告：测试单位4");
	acts(OPERATOR, id, "tell_authority", TOLD);
	acts(CLERK, id, "summarize", SUMMARY);
	acts(SECURITY, id, "archive", NULL);
	ck_assert_str_eq(state_now(id), "archived");
}
END_TEST

START_TEST(center_says_why_one_kept_silent_and_it_still_has_to_report)
{
	int64_t id = summarizing();
	int64_t alarmed;

	acts(CLERK, id, "tell_authority", TOLD);
	alarmed = alarms(PROVIDER);
	ck_assert_int_eq(act(SECURITY, id, "note_untold", "催过", NULL), ERR_INVALID);
	ck_assert_int_eq(act(CLERK, id, "note_untold", "运营单位三次电话催促仍不报告", NULL), ERR_FORBIDDEN);
	acts(SECURITY, id, "note_untold", NULL);
	/* Clerk and lead of the operator hear of it; the unit, which did report, does not. */
	ck_assert_int_eq(alarms(PROVIDER), alarmed + 2);
	ck_assert_int_eq(alarms(UNIT), 0);
	says_no(SECURITY, id, "note_untold", NULL, "没有逾时未报而未记明的单位");
	acts(CLERK, id, "summarize", SUMMARY);
	acts(SECURITY, id, "archive", NULL);
	ck_assert_int_eq(line(id, PROVIDER, "told_at"), 0);
	ck_assert_int_eq(line(id, PROVIDER, "stopped_at"), 0);
	acts(OPERATOR, id, "tell_authority", TOLD);
	ck_assert_int_eq(line(id, PROVIDER, "told_at > due_at"), 1);
}
END_TEST

/* Added at 13:00, its hours end at 17:00: what was said of the others before is no word about it. */
START_TEST(word_of_the_center_covers_nobody_who_is_late_afterwards)
{
	int64_t id = summarizing();

	acts(SECURITY, id, "note_untold", NULL);
	acts(SECURITY, id, "add_parties", "added.1.organisation=3");
	acts(CLERK, id, "summarize", SUMMARY);
	clock_freeze(clock_at(2026, 3, 2, 17, 1));
	says_no(SECURITY, id, "archive", NULL, "没有向网络安全监管单位报告：测试单位3");
	acts(DUTY, id, "note_untold", NULL);
	acts(SECURITY, id, "archive", NULL);
}
END_TEST

START_TEST(nobody_is_silent_where_no_clock_runs)
{
	int64_t id = summarizing();

	acts(SECURITY, id, "regrade", "confirmed_grade=general");
	says_no(SECURITY, id, "note_untold", NULL, "没有逾时未报而未记明的单位");
	acts(CLERK, id, "summarize", SUMMARY);
}
END_TEST

/* ---- more than one report ---- */

/* Row n, from 0, of the reports to the authorities as the page and the papers list them: "机关|时刻|凭证". */
static const char *listed(int64_t id, int n)
{
	struct query *query = db_query(as(CLERK)->db, Q_SECURITY_LINES);
	const char *found = "";

	query_int(query, ":matter", id);
	for (int i = 0; query_step(query); i++)
		if (i == n)
			found = arena_printf(cloud->arena, "%s|%s|%s", column_text(query, 5),
					     format_time(cloud->arena, column_int(query, 4)), column_text(query, 7));
	ck_assert_int_eq(query_end(query), OK);
	return found;
}

START_TEST(every_report_is_listed_and_the_first_is_judged)
{
	int64_t id = reported("no");

	acts(CLERK, id, "tell_authority", "authority=省网信办\nchannel=电话\nreceipt_no=7\ntold_time=08:50");
	acts(CLERK, id, "tell_authority", "authority=公安机关\nchannel=当面\nreceipt_no=8\ntold_time=08:55");
	acts(OPERATOR, id, "tell_authority", "authority=公安机关\nchannel=电话\ntold_time=08:56");
	ck_assert_str_eq(listed(id, 0), "省网信办|2026-03-02 08:50|7");
	ck_assert_str_eq(listed(id, 1), "公安机关|2026-03-02 08:55|8");
	ck_assert_str_eq(listed(id, 2), "公安机关|2026-03-02 08:56|");
	/* The two inside follow, each once. */
	ck_assert_ptr_nonnull(strstr(listed(id, 3), "|2026-03-02 09:00|"));
	ck_assert_str_eq(listed(id, 5), "");
	ck_assert_int_eq(line(id, UNIT, "told_at"), clock_at(2026, 3, 2, 8, 50));
}
END_TEST

int main(void)
{
	return RUN_GUARDED("modules/security_told", who_kept_silent_is_named_before_it_is_summed_up,
			   center_says_why_one_kept_silent_and_it_still_has_to_report,
			   word_of_the_center_covers_nobody_who_is_late_afterwards,
			   nobody_is_silent_where_no_clock_runs, every_report_is_listed_and_the_first_is_judged);
}
