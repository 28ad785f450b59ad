#include "unit/modules/org_cast.h"

/* ---- accounts ---- */

START_TEST(created_account_has_no_rights_and_no_password)
{
	struct request *req;

	open_office();
	office_enter(office, "sys.admin");
	req = office_post(office, "/admin/people/new",
			  "login=slt.third&organisation=2&title=%E5%AE%89%E5%85%A8%E5%B2%97&phone=028-86600000&action="
			  "create");
	ck_assert_int_eq(req->response.status, 303);
	ck_assert_int_eq(office_number(office,
				       "SELECT count(*) FROM person WHERE login = 'slt.third' AND status = 'new'"
				       " AND password_hash IS NULL AND created_by = 1"),
			 1);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM person_role r JOIN person p ON p.id = r.person_id"
					       " WHERE p.login = 'slt.third'"),
			 0);
	ck_assert_int_eq(office_get(office, req->response.location)->response.status, 200);
	office_free(office);
}
END_TEST

START_TEST(bad_accounts_are_not_created)
{
	static const char *const bad[] = {
		"login=slt.jb&organisation=2&title=%E5%B2%97%E4%BD%8D&phone=&action=create",
		"login=Sl&organisation=2&title=%E5%B2%97%E4%BD%8D&phone=&action=create",
		"login=slt.x&organisation=99&title=%E5%B2%97%E4%BD%8D&phone=&action=create",
		"login=slt.x&organisation=&title=%E5%B2%97%E4%BD%8D&phone=&action=create",
		"login=slt.x&organisation=2&title=&phone=&action=create",
		"login=slt.x&organisation=2&title=%E5%B2%97%E4%BD%8D&phone=abc&action=create",
	};
	int64_t before;

	open_office();
	office_enter(office, "sys.admin");
	before = office_number(office, "SELECT count(*) FROM person");
	for (size_t i = 0; i < ARRAY_LENGTH(bad); i++)
		ck_assert_msg(post("/admin/people/new", bad[i]) == 422, "%s", bad[i]);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM person"), before);
	office_free(office);
}
END_TEST

static const char *code_on(struct request *req)
{
	const char *mark = strstr(req->response.body.data, "激活码：<span class=\"mono\">");

	ck_assert_ptr_nonnull(mark);
	mark += strlen("激活码：<span class=\"mono\">");
	return arena_strndup(office->arena, mark, strcspn(mark, "<"));
}

START_TEST(issued_code_is_shown_once_and_ends_password_sessions_and_older_codes)
{
	const char *cookie, *first, *second;
	struct request *req;

	open_office();
	office_enter(office, "slt.jb");
	cookie = office->cookie;
	office_enter(office, "sys.admin");
	first = code_on(office_post(office, "/admin/people/11", "action=reset"));
	req = office_post(office, "/admin/people/11", "action=reset");
	ck_assert_int_eq(req->response.status, 200);
	second = code_on(req);
	ck_assert(!office_shows(office_get(office, "/admin/people/11"), second));
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM audit WHERE detail LIKE '%%%s%%'", second), 0);
	office->cookie = cookie;
	ck_assert_int_eq(office_get(office, "/profile")->response.status, 303);
	office->cookie = NULL;
	ck_assert_int_eq(post("/sign-in", "login=slt.jb&password=" GOOD_PASSWORD), 422);
	ck_assert_int_eq(post("/activate", arena_printf(office->arena,
							"login=slt.jb&code=%s&password=Another-Horse-43&repeat="
							"Another-Horse-43",
							first)),
			 422);
	ck_assert_int_eq(post("/activate", arena_printf(office->arena,
							"login=slt.jb&code=%s&password=Another-Horse-43&repeat="
							"Another-Horse-43",
							second)),
			 303);
	ck_assert_int_eq(office_get(office, "/profile")->response.status, 200);
	office->cookie = NULL;
	ck_assert_int_eq(post("/activate", arena_printf(office->arena,
							"login=slt.jb&code=%s&password=Another-Horse-44&repeat="
							"Another-Horse-44",
							second)),
			 422);
	office_free(office);
}
END_TEST

START_TEST(disabled_account_is_out_and_comes_back_by_a_code)
{
	const char *cookie;

	open_office();
	office_enter(office, "slt.jb");
	cookie = office->cookie;
	office_enter(office, "sys.admin");
	ck_assert_int_eq(post("/admin/people/11", "successor=&action=disable"), 303);
	ck_assert_int_eq(post("/admin/people/11", "successor=&action=disable"), 409);
	ck_assert_int_eq(post("/admin/people/11", "action=reset"), 409);
	office->cookie = cookie;
	ck_assert_int_eq(office_get(office, "/profile")->response.status, 303);
	office_enter(office, "sys.admin");
	ck_assert_int_eq(post("/admin/people/11", "action=enable"), 303);
	ck_assert_int_eq(
		office_number(office, "SELECT status = 'new' AND password_hash IS NULL FROM person WHERE id = 11"), 1);
	office_free(office);
}
END_TEST

START_TEST(leaver_with_open_seats_needs_a_successor_who_may_sit_there)
{
	struct request *req;

	open_office();
	office_person(office, 14, 2, "slt.two", "unit.clerk");
	seat("unit.clerk", 11);
	office_enter(office, "sys.admin");
	req = office_post(office, "/admin/people/11", "successor=&action=disable");
	ck_assert_int_eq(req->response.status, 422);
	ck_assert(office_shows(req, "请选择接办人"));
	ck_assert_int_eq(post("/admin/people/11", "successor=11&action=disable"), 422);
	ck_assert_int_eq(post("/admin/people/11", "successor=12&action=disable"), 422);
	ck_assert_int_eq(post("/admin/people/11", "successor=1&action=disable"), 422);
	ck_assert_int_eq(post("/admin/people/11", "successor=999&action=disable"), 422);
	ck_assert_int_eq(post("/admin/people/11", "successor=14&action=disable"), 303);
	ck_assert_int_eq(office_number(office, "SELECT person_id FROM task"), 14);
	ck_assert_int_eq(office_number(office, "SELECT successor_id FROM person WHERE id = 11"), 14);
	office_free(office);
}
END_TEST

START_TEST(last_holder_of_a_role_with_open_seats_does_not_leave)
{
	struct request *req;

	open_office();
	seat("unit.clerk", 0);
	office_enter(office, "sys.admin");
	req = office_post(office, "/admin/people/11", "successor=12&action=disable");
	ck_assert_int_eq(req->response.status, 422);
	ck_assert(office_shows(req, "没有其他人"));
	office_person(office, 14, 2, "slt.two", "unit.clerk");
	ck_assert_int_eq(post("/admin/people/11", "successor=&action=disable"), 303);
	office_free(office);
}
END_TEST

START_TEST(forced_change_and_ended_session_reach_the_person)
{
	const char *cookie;

	open_office();
	office_enter(office, "slt.jb");
	cookie = office->cookie;
	office_enter(office, "sys.admin");
	ck_assert_int_eq(post("/admin/people/11", "action=force"), 303);
	office->cookie = cookie;
	ck_assert_int_eq(office_get(office, "/password")->response.status, 200);
	ck_assert_int_eq(office_get(office, "/profile")->response.status, 303);
	office_enter(office, "sys.admin");
	ck_assert(office_shows(office_get(office, "/admin/people/11"), "当前登录"));
	ck_assert_int_eq(post("/admin/people/11", "session=1&action=end_session"), 303);
	office->cookie = cookie;
	ck_assert_int_eq(office_get(office, "/password")->response.status, 303);
	office_free(office);
}
END_TEST

START_TEST(person_that_does_not_exist_is_not_found)
{
	open_office();
	office_enter(office, "sys.admin");
	ck_assert_int_eq(office_get(office, "/admin/people/999")->response.status, 404);
	ck_assert_int_eq(office_get(office, "/admin/people/x")->response.status, 404);
	ck_assert_int_eq(post("/admin/people/999", "action=reset"), 404);
	ck_assert_int_eq(post("/admin/people/11", "action=promote"), 400);
	ck_assert_int_eq(office_get(office, "/admin/organisations/999")->response.status, 404);
	office_free(office);
}
END_TEST

/* ---- imports ---- */

#define HEAD "账号,单位代码,岗位名称,电话\r\n"

START_TEST(import_shows_first_and_saves_on_the_second_step)
{
	static const char csv[] = HEAD "fgw.jb,ORG2,信息化经办岗,028-86600001\r\nfgw.sh,ORG2,信息化审核岗,\r\n";
	struct request *req;
	int64_t before;

	open_office();
	office_enter(office, "sys.admin");
	before = office_number(office, "SELECT count(*) FROM person");
	req = office_upload(office, "/admin/people/import", csv);
	ck_assert_int_eq(req->response.status, 200);
	ck_assert(office_shows(req, "导入预览"));
	ck_assert(office_shows(req, "fgw.sh"));
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM person"), before);
	req = office_post(office, "/admin/people/import", as_import(csv));
	ck_assert_int_eq(req->response.status, 200);
	ck_assert(office_shows(req, "已开通 2 个账号"));
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM person"), before + 2);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM activation"), 2);
	ck_assert_int_eq(audited("person.add"), 2);
	office_free(office);
}
END_TEST

START_TEST(import_names_every_wrong_line_and_saves_nothing)
{
	static const char csv[] = HEAD "fgw.jb,ORG2,信息化经办岗,\r\nX,ORG2,岗位,\r\nfgw.a,ORG9,岗位,\r\n"
				       "slt.jb,ORG2,岗位,\r\nfgw.jb,ORG2,岗位,\r\nfgw.b,ORG2,,abc\r\n";
	struct request *req;
	int64_t before;

	open_office();
	office_enter(office, "sys.admin");
	before = office_number(office, "SELECT count(*) FROM person");
	req = office_post(office, "/admin/people/import", as_import(csv));
	ck_assert_int_eq(req->response.status, 422);
	ck_assert(!office_shows(req, "第 2 行“"));
	ck_assert(office_shows(req, "第 3 行“账号”"));
	ck_assert(office_shows(req, "第 4 行“单位代码”"));
	ck_assert(office_shows(req, "第 5 行“账号”"));
	ck_assert(office_shows(req, "与第 2 行重复"));
	ck_assert(office_shows(req, "第 7 行“岗位名称”"));
	ck_assert(office_shows(req, "第 7 行“电话”"));
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM person"), before);
	ck_assert_int_eq(audited("person.add"), 0);
	office_free(office);
}
END_TEST

START_TEST(file_that_is_no_table_is_refused)
{
	static const char *const bad[] = {
		"",
		HEAD,
		"账号,单位代码,岗位名称\r\nfgw.jb,ORG2,岗位\r\n",
		"账号,单位代码,岗位名称,电话,角色\r\nfgw.jb,ORG2,岗位,,admin.system\r\n",
		HEAD "fgw.jb,\"ORG2,岗位,\r\n",
		HEAD "fgw.jb,ORG2\r\n",
	};

	open_office();
	office_enter(office, "sys.admin");
	for (size_t i = 0; i < ARRAY_LENGTH(bad); i++)
		ck_assert_msg(office_upload(office, "/admin/people/import", bad[i])->response.status == 422, "case %zu",
			      i);
	office_free(office);
}
END_TEST

/* As people type lists: spaces, a semicolon of either width, one at the end. */
START_TEST(kinds_of_one_cell_may_stand_apart)
{
	static const char csv[] = "单位代码,单位名称,简称,机构序列,类别,电话\r\n"
				  "B1,省发展改革委,发改委,20, 使用单位 ； 云整合平台承建单位；,\r\n"
				  "B2,省水文局,水文局,21,使用单位; 云服务商 、云监管服务商,\r\n";

	open_office();
	office_enter(office, "sys.admin");
	ck_assert_int_eq(office_post(office, "/admin/organisations/import", as_import(csv))->response.status, 303);
	ck_assert_int_eq(office_number(office,
				       "SELECT count(*) FROM organisation_kind k JOIN organisation o"
				       " ON o.id = k.organisation_id WHERE o.code || ' ' || k.kind IN"
				       " ('B1 unit', 'B1 integrator', 'B2 unit', 'B2 provider', 'B2 supervisor')"),
			 5);
	ck_assert_int_eq(
		post("/admin/organisations/import",
		     as_import("单位代码,单位名称,简称,机构序列,类别,电话\r\nB3,省某局,某局,22,使用单位；某某,\r\n")),
		422);
	office_free(office);
}
END_TEST

START_TEST(organisations_are_imported_with_their_kinds)
{
	static const char csv[] =
		"单位代码,单位名称,简称,机构序列,类别,电话\r\n"
		"B1,省发展改革委,发改委,20,使用单位、云整合平台承建单位,\r\nB2,某云公司,某云,80,云服务商,\r\n";
	struct request *req;

	open_office();
	office_enter(office, "sys.admin");
	req = office_post(office, "/admin/organisations/import", as_import(csv));
	ck_assert_int_eq(req->response.status, 303);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM organisation WHERE imported_yes = 1"), 2);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM organisation_kind WHERE kind = 'integrator'"), 1);
	ck_assert_int_eq(post("/admin/organisations/import", as_import(csv)), 422);
	office_free(office);
}
END_TEST

/* Files and lists name an organisation by its name; what ended keeps its own. */
START_TEST(two_organisations_have_not_one_name)
{
#define ORG_HEAD "单位代码,单位名称,简称,机构序列,类别,电话\r\n"
	static const char twice[] =
		ORG_HEAD "B1,省发展改革委,发改委,20,使用单位,\r\nB2,省发展改革委,发改,21,使用单位,\r\n";
	static const char once[] = ORG_HEAD "Ｂ１,省发展改革委,发改委,20,使用单位,\r\n";
	static const char again[] = ORG_HEAD "B2,省发展改革委,发改,21,使用单位,\r\n";

	open_office();
	office_enter(office, "sys.admin");
	ck_assert_int_eq(post("/admin/organisations/import", as_import(twice)), 422);
	ck_assert(office_shows(office->req, "第 3 行“单位名称”：“省发展改革委”已经登记，代码 B1"));
	ck_assert_int_eq(post("/admin/organisations/import", as_import(once)), 303);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM organisation WHERE code = 'B1'"), 1);
	ck_assert_int_eq(post("/admin/organisations/import", as_import(again)), 422);
	office_sql(office, "UPDATE organisation SET valid_to = valid_from WHERE code = 'B1'");
	ck_assert_int_eq(post("/admin/organisations/import", as_import(again)), 303);
	office_free(office);
#undef ORG_HEAD
}
END_TEST

START_TEST(kind_that_is_none_is_answered_with_those_there_are)
{
	open_office();
	office_enter(office, "sys.admin");
	ck_assert_int_eq(
		office_upload(office, "/admin/organisations/import",
			      "单位代码,单位名称,简称,机构序列,类别,电话\r\nB1,省发展改革委,发改委,20,某单位,\r\n")
			->response.status,
		422);
	ck_assert(office_shows(office->req, "类别只能选 省大数据中心、使用单位、云服务商"));
	/* Of a file nothing is kept. */
	ck_assert_int_eq(
		office_upload(office, "/admin/organisations/import", "单位代码,单位名称,简称,机构序列,类别,电话\r\n")
			->response.status,
		422);
	ck_assert(office_shows(office->req, "文件里只有标题行"));
	ck_assert(!office_shows(office->req, "您填写的内容都已保留"));
	office_free(office);
}
END_TEST

/* 60 rows of two faults each: 50 are listed, and how many are not. */
START_TEST(complaints_that_are_not_listed_are_counted)
{
	struct buf csv;

	open_office();
	office_enter(office, "sys.admin");
	buf_init(&csv);
	buf_add_text(&csv, HEAD);
	for (int i = 0; i < 60; i++)
		buf_printf(&csv, "fgw.jb%d,ORG2,,电话\r\n", i);
	ck_assert_int_eq(office_upload(office, "/admin/people/import", csv.data)->response.status, 422);
	ck_assert(office_shows(office->req, "没有导入，有 120 处需要改"));
	ck_assert(office_shows(office->req, "以上是前 50 处，另有 70 处"));
	ck_assert(!office_shows(office->req, "第 27 行"));
	buf_release(&csv);
	office_free(office);
}
END_TEST

/* More organisations than one looks through: a line for a part of the name instead of the first 500. */
START_TEST(people_of_one_of_many_organisations_are_found_by_its_name)
{
	struct request *req;

	open_office();
	office_sql(
		office,
		"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 600)"
		" INSERT INTO organisation (id, code, name, short_name, rank, valid_from)"
		" SELECT 1000 + i, 'M' || i, iif(i = 600, '省末位局', '省第' || i || '局'), '局', 1000 + i, 1 FROM n");
	office_sql(office, "INSERT INTO person (organisation_id, login, title, status, created_at) VALUES"
			   " (1600, 'last.clerk', '末位岗', 'new', 1)");
	office_enter(office, "sys.admin");
	req = office_get(office, "/admin/people");
	ck_assert_int_eq(req->response.status, 200);
	ck_assert(!office_shows(req, "<option value=\"1001\""));
	ck_assert(office_shows(req, "name=\"organisation\" value=\"\""));
	req = office_get(office, "/admin/people?organisation=%E6%9C%AB%E4%BD%8D"); /* 末位 */
	ck_assert_int_eq(req->response.status, 200);
	ck_assert(office_shows(req, "last.clerk"));
	ck_assert(office_shows(req, "value=\"省末位局\""));
	ck_assert(office_shows(req, "本页 1 人"));
	ck_assert(office_shows(office_get(office, "/admin/people?organisation=1600"), "本页 1 人"));
	/* 省第59局, 省第590局 … 省第599局 */
	req = office_get(office, "/admin/people?organisation=%E7%9C%81%E7%AC%AC59");
	ck_assert_int_eq(req->response.status, 422);
	ck_assert(office_shows(req, "“省第59”有 11 个符合，请选一个"));
	ck_assert(office_shows(req, "<option value=\"1599\">省第599局</option>"));
	ck_assert(!office_shows(req, "last.clerk"));
	req = office_get(office, "/admin/people?organisation=%E7%9C%81%E7%AC%AC"); /* 省第 */
	ck_assert_int_eq(req->response.status, 422);
	ck_assert(office_shows(req, "符合“省第”的太多，请多写几个字"));
	req = office_get(office, "/admin/people?organisation=%E5%B8%82%E5%B1%80"); /* 市局 */
	ck_assert_int_eq(req->response.status, 422);
	ck_assert(office_shows(req, "没有名称里有“市局”的"));
	office_free(office);
}
END_TEST

int main(void)
{
	return RUN_SUITE("modules/org_people", people_of_one_of_many_organisations_are_found_by_its_name,
			 two_organisations_have_not_one_name, complaints_that_are_not_listed_are_counted,
			 created_account_has_no_rights_and_no_password, bad_accounts_are_not_created,
			 issued_code_is_shown_once_and_ends_password_sessions_and_older_codes,
			 disabled_account_is_out_and_comes_back_by_a_code,
			 leaver_with_open_seats_needs_a_successor_who_may_sit_there,
			 last_holder_of_a_role_with_open_seats_does_not_leave,
			 forced_change_and_ended_session_reach_the_person, person_that_does_not_exist_is_not_found,
			 import_shows_first_and_saves_on_the_second_step,
			 import_names_every_wrong_line_and_saves_nothing, file_that_is_no_table_is_refused,
			 organisations_are_imported_with_their_kinds,
			 kind_that_is_none_is_answered_with_those_there_are, kinds_of_one_cell_may_stand_apart);
}
