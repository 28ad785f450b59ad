/* Bulletins (第二十五条): what they begin with, who sees them and when. */
#include "unit/modules/guarded.h"

/* It says what was found, not what was to be looked at. */
START_TEST(bulletin_after_an_inspection_begins_with_its_conclusions)
{
	int64_t id = opened(
		SECURITY, "inspection", 0,
		"title=补丁专项检查\nmode=remote\nbasis=第二十五条\nwindow_from=2026-03-02\nwindow_to=2026-03-06\n"
		"scope=补丁台账和特权账号的管理情况\ndemand=提供台账并安排人员配合\nparties.1.party=2");

	acts(SECURITY, id, "submit", NULL);
	acts(LEADER, id, "approve_plan", NULL);
	acts(SECURITY, id, "begin", NULL);
	acts(SECURITY, id, "record", "facts.1.party=2\nfacts.1.fact=两台主机缺补丁");
	acts(CLERK, id, "confirm_facts", NULL);
	acts(SECURITY, id, "conclude",
	     "verdicts.1.party=2\nverdicts.1.result=fair\nverdicts.1.conclusion=补丁管理有欠缺，须补齐\n"
	     "overall=总体落实较好\nfindings.1.severity=high\nfindings.1.title=主机补丁缺失\nfindings.1.receiver=2\n"
	     "findings.1.description=缺三个月补丁。\nfindings.1.advice=升级补丁并每月核对");
	acts(SECURITY, id, "publish", NULL);
	ck_assert_int_eq(
		office_number(
			cloud,
			"SELECT count(*) FROM matter_draft d JOIN matter m ON m.id = d.matter_id JOIN organisation o"
			" ON o.id = 2 WHERE m.procedure_key = 'bulletin' AND m.base_matter_id = %" PRId64
			" AND json_extract(d.body, '$.situation') = '总体落实较好。' || char(10) || o.name || "
			"'：检查结论为一般。'"
			" || '补丁管理有欠缺，须补齐。' || char(10) || '发现以下问题：' || char(10) || o.name || "
			"'：主机补丁缺失（高危），缺三个月补丁。'"
			" AND json_extract(d.body, '$.demand') = o.name || '：主机补丁缺失，升级补丁并每月核对。'"
			" AND json_extract(d.body, '$.basis') = '第二十五条'",
			id),
		1);
}
END_TEST

/* Six demands of 500 characters do not go into 2000: those that do not fit are counted, none is cut. */
START_TEST(bulletin_leaves_out_whole_items_and_says_how_many)
{
	int64_t id = opened(
		SECURITY, "inspection", 0,
		"title=补丁专项检查\nmode=remote\nbasis=第二十五条\nwindow_from=2026-03-02\nwindow_to=2026-03-06\n"
		"scope=补丁台账和特权账号的管理情况\ndemand=提供台账并安排人员配合\nparties.1.party=2");
	char *advice = arena_strdup(cloud->arena, "甲");
	char *body = arena_strdup(
		cloud->arena,
		"verdicts.1.party=2\nverdicts.1.result=fair\nverdicts.1.conclusion=补丁管理有欠缺，须补齐");

	while (utf8_length(advice) < 500)
		advice = arena_printf(cloud->arena, "%s甲", advice);
	for (int i = 1; i <= 6; i++)
		body = arena_printf(
			cloud->arena,
			"%s\nfindings.%d.severity=high\nfindings.%d.title=主机补丁缺失\nfindings.%d.receiver=2\n"
			"findings.%d.description=缺三个月补丁\nfindings.%d.advice=%s",
			body, i, i, i, i, i, advice);
	acts(SECURITY, id, "submit", NULL);
	acts(LEADER, id, "approve_plan", NULL);
	acts(SECURITY, id, "begin", NULL);
	acts(SECURITY, id, "record", "facts.1.party=2\nfacts.1.fact=两台主机缺补丁");
	acts(CLERK, id, "confirm_facts", NULL);
	acts(SECURITY, id, "conclude", body);
	acts(SECURITY, id, "publish", NULL);
	ck_assert_int_eq(
		office_number(
			cloud,
			"SELECT count(*) FROM matter_draft d JOIN matter m ON m.id = d.matter_id"
			" WHERE m.procedure_key = 'bulletin' AND m.base_matter_id = %" PRId64
			" AND json_extract(d.body, '$.demand') LIKE '（1）%%甲。' || char(10) || '（2）%%甲。' || "
			"char(10)"
			" || '（3）%%甲。' || char(10) || '……另有 3 项，见检查记录。'"
			" AND json_extract(d.body, '$.situation') LIKE '%%' || char(10) || '（6）%%缺三个月补丁。'",
			id),
		1);
}
END_TEST

START_TEST(bulletin_is_seen_when_signed_and_done_when_all_have_read)
{
	int64_t id = opened(WATCH, "bulletin", 0,
			    "title=三季度检查通报\nsituation=抽查十二个系统发现问题五项\ndemand=逐项整改\nparties.1."
			    "party=2\nparties.2.party=4");

	acts(WATCH, id, "submit", NULL);
	ck_assert_int_eq(act(CLERK, id, "read", "", NULL), ERR_NOT_FOUND);
	ck_assert_int_eq(act(SECURITY, id, "sign", "", NULL), ERR_FORBIDDEN);
	acts(LEADER, id, "sign", NULL);
	acts(CLERK, id, "read", NULL);
	ck_assert_str_eq(state_now(id), "issued");
	acts(OPERATOR, id, "read", NULL);
	ck_assert_str_eq(state_now(id), "done");
	ck_assert_int_eq(act(STRANGER, id, "read", "", NULL), ERR_NOT_FOUND);
}
END_TEST

int main(void)
{
	return RUN_GUARDED("modules/security_bulletin", bulletin_after_an_inspection_begins_with_its_conclusions,
			   bulletin_leaves_out_whole_items_and_says_how_many,
			   bulletin_is_seen_when_signed_and_done_when_all_have_read);
}
