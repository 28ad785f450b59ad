#include "unit/modules/cloud.h"

/* ---- pages ---- */

static void open_pages(void)
{
	office_person(cloud, 111, CENTER, "intake", "center.intake");
	office_person(cloud, 115, CENTER, "dispatch", "center.dispatch");
	office_person(cloud, 116, CENTER, "security", "center.security");
	office_person(cloud, 121, UNIT, "unit", "unit.clerk");
	office_person(cloud, 131, OTHER_UNIT, "stranger", "unit.clerk");
	office_person(cloud, 141, PROVIDER, "operator", "operator.clerk");
	office_person(cloud, 151, OTHER_PROVIDER, "operator2", "operator.clerk");
	office_open(cloud);
}

static int status_of(const char *path)
{
	return office_get(cloud, path)->response.status;
}

START_TEST(unit_sees_its_own_filings_and_the_center_all)
{
	open_pages();
	office_enter(cloud, "unit");
	ck_assert_int_eq(status_of("/filings"), 200);
	ck_assert(office_shows(cloud->req, "BA-0001"));
	ck_assert(!office_shows(cloud->req, "BA-0003"));
	ck_assert(!office_shows(office_get(cloud, "/filings?number=BA-0003"), "别家的系统"));
	ck_assert_int_eq(status_of("/filings/import"), 403);
	office_enter(cloud, "intake");
	ck_assert(office_shows(office_get(cloud, "/filings"), "BA-0003"));
	ck_assert(office_shows(office_get(cloud, "/filings?number=BA-0003"), "别家的系统"));
	ck_assert_int_eq(status_of("/filings?after=x"), 400);
	office_enter(cloud, "operator");
	ck_assert_int_eq(status_of("/filings"), 403);
}
END_TEST

static int64_t filings(void)
{
	return office_number(cloud, "SELECT count(*) FROM filing");
}

START_TEST(import_previews_saves_nothing_then_saves_all)
{
	const char *csv =
		"备案号,系统名称,单位,备案日期\nBA-2001,新系统甲,测试单位2,2026-01-05\nBA-2002,新系统乙,ORG3,\n";
	struct request *req;

	open_pages();
	office_enter(cloud, "intake");
	req = office_upload(cloud, "/filings/import", csv);
	ck_assert_int_eq(req->response.status, 200);
	ck_assert(office_shows(req, "新系统甲"));
	ck_assert_int_eq(filings(), 3);
	req = office_post(cloud, "/filings/import",
			  arena_printf(cloud->arena, "action=import&text=%s", text_url(cloud->arena, csv)));
	ck_assert_int_eq(req->response.status, 303);
	ck_assert_int_eq(filings(), 5);
	ck_assert_int_eq(office_number(cloud, "SELECT organisation_id FROM filing WHERE filing_no = 'BA-2002'"),
			 OTHER_UNIT);
	ck_assert_int_eq(office_number(cloud, "SELECT filed_day FROM filing WHERE filing_no = 'BA-2001'"),
			 at_day(2026, 1, 5));
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM audit WHERE action = 'filing.import'"), 1);
}
END_TEST

/* 单位 may be a code, a name or a short name; two of one short name are told apart by nothing else. */
START_TEST(a_short_name_of_two_units_names_neither)
{
	open_pages();
	office_sql(cloud, "UPDATE organisation SET short_name = '同名处' WHERE id IN (2, 3)");
	office_enter(cloud, "intake");
	ck_assert_int_eq(
		office_upload(cloud, "/filings/import", "备案号,系统名称,单位,备案日期\nBA-2001,新系统甲,同名处,\n")
			->response.status,
		422);
	ck_assert(office_shows(cloud->req, "有 2 家单位叫“同名处”，请填单位代码"));
	ck_assert_int_eq(
		office_upload(cloud, "/filings/import", "备案号,系统名称,单位,备案日期\nBA-2001,新系统甲,ORG3,\n")
			->response.status,
		200);
}
END_TEST

START_TEST(one_wrong_line_keeps_all_out)
{
	const char *csv = "备案号,系统名称,单位,备案日期\n"
			  "BA-2001,新系统甲,测试单位2,2026-01-05\n"
			  "BA-2001,新系统乙,测试单位2,2026-01-05\n"
			  "BA-2003,新系统丙,没有的单位,2026-01-05\n"
			  "BA-0003,别家的系统,测试单位2,2026-01-05\n"
			  "BA-2005,新系统戊,测试单位2,2099-01-05\n"
			  "BA-2006,,测试单位2,昨天\n";
	struct request *req;

	open_pages();
	office_enter(cloud, "intake");
	for (int pass = 0; pass < 2; pass++) {
		req = pass == 0 ? office_upload(cloud, "/filings/import", csv)
				: office_post(cloud, "/filings/import",
					      arena_printf(cloud->arena, "action=import&text=%s",
							   text_url(cloud->arena, csv)));
		ck_assert_int_eq(req->response.status, 422);
		ck_assert(office_shows(req, "与第 2 行重复"));
		ck_assert(office_shows(req, "没有这个使用单位"));
		ck_assert(office_shows(req, "已登记在其他单位名下"));
		ck_assert(office_shows(req, "晚于今天"));
		ck_assert(office_shows(req, "请填写“系统名称”"));
		ck_assert_int_eq(filings(), 3);
	}
	req = office_upload(cloud, "/filings/import", "备案号,系统名称\nBA-2001,新系统甲\n");
	ck_assert_int_eq(req->response.status, 422);
	ck_assert(office_shows(req, "缺少列“单位”"));
}
END_TEST

START_TEST(list_taken_in_again_confirms_what_came_by_proof)
{
	const char *csv = "备案号,系统名称,单位,备案日期\nBA-0001,水利一张图,测试单位2,2025-01-05\n";

	office_sql(cloud, "UPDATE filing SET source = 'proof', filed_day = NULL WHERE id = 1");
	open_pages();
	office_enter(cloud, "intake");
	ck_assert_int_eq(office_post(cloud, "/filings/import",
				     arena_printf(cloud->arena, "action=import&text=%s", text_url(cloud->arena, csv)))
				 ->response.status,
			 303);
	ck_assert_int_eq(filings(), 3);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM filing WHERE id = 1 AND source = 'register'"
					      " AND filed_day IS NOT NULL"),
			 1);
}
END_TEST

START_TEST(import_reads_what_a_spreadsheet_saves)
{
	/* GB18030: 备案号,系统名称,单位,备案日期 / BA-2001,水利,ORG2, */
	const char *csv = "\xb1\xb8\xb0\xb8\xba\xc5,\xcf\xb5\xcd\xb3\xc3\xfb\xb3\xc6,\xb5\xa5\xce\xbb,"
			  "\xb1\xb8\xb0\xb8\xc8\xd5\xc6\xda\r\nBA-2001,\xcb\xae\xc0\xfb,ORG2,\r\n";

	open_pages();
	office_enter(cloud, "intake");
	ck_assert_int_eq(office_upload(cloud, "/filings/import", csv)->response.status, 200);
	ck_assert(office_shows(cloud->req, "水利"));
	ck_assert_int_eq(status_of("/filings/sample"), 200);
}
END_TEST

START_TEST(assessors_are_kept_by_the_security_post_alone)
{
	const char *fields = "action=add&name=%E4%B8%99%E6%B5%8B%E8%AF%84&kind=security&qualification_no=Q-9&scope=abc"
			     "&valid_from=2026-01-01&valid_to=2026-12-31&organisation=";
	const char *change;
	int64_t id;

	open_pages();
	office_enter(cloud, "unit");
	ck_assert_int_eq(status_of("/assessors"), 200);
	ck_assert_int_eq(office_post(cloud, "/assessors", fields)->response.status, 403);
	office_enter(cloud, "security");
	ck_assert_int_eq(office_post(cloud, "/assessors", fields)->response.status, 303);
	id = office_number(cloud, "SELECT id FROM assessor WHERE qualification_no = 'Q-9'");
	ck_assert(office_shows(office_get(cloud, arena_printf(cloud->arena, "/assessors?edit=%" PRId64, id)), "Q-9"));
	/* The same number again is refused, whoever is said to have it; what is there stays. */
	ck_assert_int_eq(office_post(cloud, "/assessors", fields)->response.status, 422);
	ck_assert(office_shows(cloud->req, "这个编号已登记为丙测评的资质"));
	ck_assert_int_eq(
		office_post(cloud, "/assessors", text_replace(cloud->arena, fields, "Q-9", "Q-1"))->response.status,
		422);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM assessor WHERE id = 1 AND name = '甲测评'"), 1);
	change = arena_printf(cloud->arena, "%s&assessor=%" PRId64,
			      text_replace(cloud->arena, fields, "action=add", "action=change"), id);
	ck_assert_int_eq(
		office_post(cloud, "/assessors", text_replace(cloud->arena, change, "Q-9", "Q-2"))->response.status,
		422);
	ck_assert_int_eq(
		office_post(cloud, "/assessors", text_replace(cloud->arena, change, "2026-12-31", "2025-12-31"))
			->response.status,
		422);
	ck_assert_int_eq(
		office_post(cloud, "/assessors", text_replace(cloud->arena, change, "2026-12-31", "2027-12-31"))
			->response.status,
		303);
	ck_assert_int_eq(office_number(cloud, "SELECT valid_to FROM assessor WHERE id = %" PRId64, id),
			 at_day(2027, 12, 31));
	/* The log says what it was and what it is. */
	ck_assert_int_eq(office_number(cloud,
				       "SELECT count(*) FROM audit WHERE action = 'assessor.change'"
				       " AND json_extract(detail, '$.from.valid_to') = %" PRId64
				       " AND json_extract(detail, '$.to.valid_to') = %" PRId64,
				       at_day(2026, 12, 31), at_day(2027, 12, 31)),
			 1);
	ck_assert_int_eq(
		office_post(cloud, "/assessors", arena_printf(cloud->arena, "action=end&assessor=%" PRId64, id))
			->response.status,
		303);
	ck_assert_int_eq(office_number(cloud, "SELECT valid_to FROM assessor WHERE id = %" PRId64, id),
			 at_day(2026, 3, 1));
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM audit WHERE object = 'assessor'"), 3);
}
END_TEST

START_TEST(system_is_seen_by_its_parties_alone)
{
	char *path;

	brought("receipt");
	path = arena_printf(cloud->arena, "/systems/%" PRId64, office_number(cloud, "SELECT id FROM system"));
	open_pages();
	office_enter(cloud, "unit");
	ck_assert(office_shows(office_get(cloud, "/systems"), "水利一张图"));
	ck_assert_int_eq(status_of(path), 200);
	ck_assert(office_shows(cloud->req, "BA-0001"));
	ck_assert(office_shows(cloud->req, "甲云"));
	ck_assert(office_shows(cloud->req, "运维岗"));
	ck_assert(office_shows(cloud->req, "申请函"));
	ck_assert(!office_shows(office_get(cloud, "/systems?state=ended"), "水利一张图"));
	ck_assert(office_shows(office_get(cloud, "/systems?name=BA-0001"), "水利一张图"));
	office_enter(cloud, "operator");
	ck_assert_int_eq(status_of(path), 200);
	office_enter(cloud, "stranger");
	ck_assert(!office_shows(office_get(cloud, "/systems"), "水利一张图"));
	ck_assert_int_eq(status_of(path), 404);
	office_enter(cloud, "operator2");
	ck_assert_int_eq(status_of(path), 404);
}
END_TEST

#define POSTS_SENT(security_phone) \
	"action=responsible&department=%E6%96%B0%E5%A4%84%E5%AE%A4&responsible_title=%E6%96%B0%E5%B2%97%E4%BD%8D" \
	"&responsible_phone=028-12345678&security_title=%E5%AE%89%E5%85%A8%E4%BA%8C%E5%B2%97&security_" \
	"phone=" security_phone

START_TEST(responsible_posts_are_changed_by_the_own_unit_alone)
{
	const char *fields = POSTS_SENT("028-87654321");
	const struct request *req;
	char *path;

	brought("receipt");
	path = arena_printf(cloud->arena, "/systems/%" PRId64, office_number(cloud, "SELECT id FROM system"));
	open_pages();
	office_enter(cloud, "stranger");
	ck_assert_int_eq(office_post(cloud, path, fields)->response.status, 404);
	office_enter(cloud, "operator");
	ck_assert_int_eq(office_post(cloud, path, fields)->response.status, 403);
	office_enter(cloud, "dispatch");
	ck_assert_int_eq(office_post(cloud, path, fields)->response.status, 403);
	office_enter(cloud, "unit");
	ck_assert(office_shows(office_get(cloud, path), "<dt>安全责任岗位</dt><dd>安全岗</dd>"));
	ck_assert(office_shows(office_get(cloud, path), "<dt>主管处室</dt><dd>信息处</dd>"));
	/* What was typed stays, beside what is wrong with it; nothing changed. */
	req = office_post(cloud, path, POSTS_SENT("abc"));
	ck_assert_int_eq(req->response.status, 422);
	ck_assert(office_shows(req, "f-security_phone-e") && office_shows(req, "value=\"安全二岗\""));
	ck_assert_int_eq(office_post(cloud, path, POSTS_SENT(""))->response.status, 422);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM system WHERE security_title = '安全岗'"), 1);
	ck_assert_int_eq(office_post(cloud, path, fields)->response.status, 303);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM system WHERE responsible_phone = '028-12345678'"
					      " AND department = '新处室' AND security_title = '安全二岗' AND"
					      " security_phone = '028-87654321'"),
			 1);
	ck_assert_int_eq(office_number(cloud, "SELECT detail ->> '$.from.security_title' = '安全岗' AND"
					      " detail ->> '$.to.security_title' = '安全二岗' FROM audit"
					      " WHERE action = 'system.responsible'"),
			 1);
	office_sql(cloud, "UPDATE system SET security_title = '', security_phone = ''");
	ck_assert(office_shows(office_get(cloud, path), "<dt>安全责任岗位</dt><dd><b class=\"bad\">未填</b></dd>"));
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM audit WHERE action = 'system.responsible'"), 1);
	/* The ICP number of what faces the Internet: a gap until it is there, then another at most. */
	ck_assert(!office_shows(office_get(cloud, path), "<dt>ICP 备案号</dt>"));
	office_sql(cloud, "UPDATE system SET zones = '互联网区'");
	ck_assert(office_shows(office_get(cloud, path), "<dt>ICP 备案号</dt><dd><b class=\"bad\">未填</b></dd>"));
	ck_assert_int_eq(office_post(cloud, path, POSTS_SENT("028-87654321") "&icp_no=ICP-2020-1")->response.status,
			 303);
	ck_assert(office_shows(office_get(cloud, path), "<dt>ICP 备案号</dt><dd>ICP-2020-1</dd>"));
	req = office_post(cloud, path, fields);
	ck_assert_int_eq(req->response.status, 422);
	ck_assert(office_shows(req, "可以更改，不能清空"));
	ck_assert_int_eq(office_number(cloud, "SELECT icp_no = 'ICP-2020-1' FROM system"), 1);
}
END_TEST

START_TEST(documents_sealed_to_the_center_are_not_listed_for_others)
{
	int64_t id = brought("receipt");
	char *path = arena_printf(cloud->arena, "/systems/%" PRId64, office_number(cloud, "SELECT id FROM system"));

	hand_in(id, "review_record");
	open_pages();
	office_enter(cloud, "unit");
	ck_assert(!office_shows(office_get(cloud, path), "评审记录"));
	office_enter(cloud, "dispatch");
	ck_assert(office_shows(office_get(cloud, path), "评审记录"));
}
END_TEST

START_TEST(platforms_are_seen_by_who_runs_uses_or_watches_them)
{
	brought("receipt");
	open_pages();
	office_enter(cloud, "unit");
	ck_assert_int_eq(status_of("/platforms"), 200);
	ck_assert(office_shows(cloud->req, "甲云"));
	ck_assert(!office_shows(cloud->req, "乙云"));
	ck_assert_int_eq(status_of("/platforms/1"), 200);
	ck_assert_int_eq(status_of("/platforms/2"), 404);
	office_enter(cloud, "stranger");
	ck_assert(!office_shows(office_get(cloud, "/platforms"), "甲云"));
	office_enter(cloud, "operator2");
	ck_assert_int_eq(status_of("/platforms/1"), 404);
	ck_assert_int_eq(status_of("/platforms/2"), 200);
	office_enter(cloud, "dispatch");
	ck_assert_int_eq(status_of("/platforms/1"), 200);
	ck_assert(office_shows(cloud->req, "4.0%"));
	ck_assert(office_shows(cloud->req, "水利一张图"));
}
END_TEST

START_TEST(red_lines_show_on_the_platform)
{
	brought("receipt");
	office_sql(cloud, "UPDATE capacity SET total = 5 WHERE platform_id = 1 AND class = 'vcpu'");
	open_pages();
	office_enter(cloud, "dispatch");
	ck_assert(office_shows(office_get(cloud, "/platforms/1"), "超过预警线"));
	office_sql(cloud, "UPDATE capacity SET total = 4 WHERE platform_id = 1 AND class = 'vcpu'");
	ck_assert(office_shows(office_get(cloud, "/platforms/1"), "超过扩容线"));
}
END_TEST

START_TEST(capacity_is_changed_by_dispatch_alone_and_never_below_what_is_committed)
{
	brought("receipt");
	open_pages();
	office_enter(cloud, "operator");
	ck_assert_int_eq(office_post(cloud, "/platforms/1", "action=capacity&vcpu=200&reason=abcd")->response.status,
			 403);
	office_enter(cloud, "dispatch");
	ck_assert_int_eq(office_post(cloud, "/platforms/1", "action=capacity&vcpu=3&reason=abcd")->response.status,
			 422);
	ck_assert(office_shows(cloud->req, "容量不得低于已占用的 4"));
	ck_assert_int_eq(office_post(cloud, "/platforms/1", "action=capacity&vcpu=200&reason=")->response.status, 422);
	ck_assert_int_eq(office_post(cloud, "/platforms/999", "action=capacity&vcpu=200&reason=abcd")->response.status,
			 404);
	ck_assert_int_eq(office_post(cloud, "/platforms/1", "action=capacity&vcpu=200&reason=abcd")->response.status,
			 303);
	ck_assert_int_eq(office_number(cloud, "SELECT total FROM capacity WHERE platform_id = 1 AND class = 'vcpu'"),
			 200);
	ck_assert_int_eq(
		office_number(cloud, "SELECT total FROM capacity WHERE platform_id = 1 AND class = 'memory_gb'"),
		10000);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM audit WHERE action = 'platform.capacity'"
					      " AND detail LIKE '%%\"vcpu\":[100,200]%%'"),
			 1);
}
END_TEST

int main(void)
{
	return RUN_CLOUD("modules/registry_pages", unit_sees_its_own_filings_and_the_center_all,
			 import_previews_saves_nothing_then_saves_all, one_wrong_line_keeps_all_out,
			 a_short_name_of_two_units_names_neither, list_taken_in_again_confirms_what_came_by_proof,
			 import_reads_what_a_spreadsheet_saves, assessors_are_kept_by_the_security_post_alone,
			 system_is_seen_by_its_parties_alone, responsible_posts_are_changed_by_the_own_unit_alone,
			 documents_sealed_to_the_center_are_not_listed_for_others,
			 platforms_are_seen_by_who_runs_uses_or_watches_them, red_lines_show_on_the_platform,
			 capacity_is_changed_by_dispatch_alone_and_never_below_what_is_committed);
}
