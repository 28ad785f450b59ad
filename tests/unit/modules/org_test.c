#include "support/office.h"

#include "modules/account/account.h"
#include "modules/admin/admin.h"
#include "modules/org/org.h"

static const struct module *const modules[] = {&account_module, &admin_module, &org_module, NULL};
static struct office *office;

static void open_office(void)
{
	office = office_new(modules);
	office_org(office, 1, "center unit");
	office_org(office, 2, "unit");
	office_org(office, 3, "provider");
	office_person(office, 1, 1, "sys.admin", "admin.system");
	office_person(office, 2, 1, "sec.admin", "admin.security");
	office_person(office, 3, 1, "aud.admin", "admin.audit");
	office_person(office, 11, 2, "slt.jb", "unit.clerk");
	office_person(office, 12, 2, "slt.sh", "unit.lead");
	office_person(office, 13, 2, "slt.new", NULL);
	ck_assert_int_eq(service_refresh(office->service, office->reader), OK);
	office_open(office);
}

static int post(const char *path, const char *fields)
{
	return office_post(office, path, fields)->response.status;
}

static int64_t audited(const char *action)
{
	return office_number(office, "SELECT count(*) FROM audit WHERE action = '%s'", action);
}

/* ---- the three administrators ---- */

START_TEST(schema_lets_no_two_administrators_into_one_person)
{
	static const char *const pairs[][2] = {
		{"1", "admin.security"}, {"1", "admin.audit"}, {"2", "admin.system"},
		{"3", "admin.security"}, {"1", "unit.clerk"},  {"11", "admin.audit"},
	};

	open_office();
	for (size_t i = 0; i < ARRAY_LENGTH(pairs); i++) {
		const char *refusal = office_try(
			office,
			arena_printf(office->arena,
				     "INSERT INTO person_role (person_id, role, granted_at) VALUES (%s, '%s', 1)",
				     pairs[i][0], pairs[i][1]));

		ck_assert_ptr_nonnull(refusal);
		ck_assert_ptr_nonnull(strstr(refusal, "administrators exclude"));
	}
	ck_assert_ptr_nonnull(office_try(office, "UPDATE person_role SET role = 'admin.audit' WHERE person_id = 11"));
	ck_assert_ptr_nonnull(office_try(office, "INSERT INTO person_role (person_id, role, granted_by, granted_at)"
						 " VALUES (13, 'unit.clerk', 13, 1)"));
	office_free(office);
}
END_TEST

START_TEST(code_lets_no_two_administrators_into_one_person)
{
	struct request *req;

	open_office();
	office_org(office, 4, "center unit");
	office_enter(office, "sec.admin");
	req = office_post(office, "/admin/people/1", "role=admin.audit&action=grant");
	ck_assert_int_eq(req->response.status, 422);
	ck_assert(office_shows(req, "三员互斥"));
	req = office_post(office, "/admin/people/3", "role=center.intake&action=grant");
	ck_assert_int_eq(req->response.status, 422);
	ck_assert(office_shows(req, "三员互斥"));
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM person_role WHERE person_id IN (1, 3)"), 2);
	office_free(office);
}
END_TEST

START_TEST(each_administrator_has_his_own_pages)
{
	static const struct {
		const char *path;
		int system_admin, security, audit, clerk;
	} cases[] = {
		{"/admin/people", 200, 200, 403, 403},
		{"/admin/people/11", 200, 200, 403, 403},
		{"/admin/people/new", 200, 403, 403, 403},
		{"/admin/people/import", 200, 403, 403, 403},
		{"/admin/organisations", 200, 200, 403, 403},
		{"/admin/organisations/new", 200, 403, 403, 403},
		{"/audit", 403, 403, 200, 403},
		{"/rules", 200, 200, 200, 200},
		{"/admin/calendar", 200, 200, 200, 200},
	};
	static const char *const logins[] = {"sys.admin", "sec.admin", "aud.admin", "slt.jb"};

	open_office();
	for (size_t l = 0; l < ARRAY_LENGTH(logins); l++) {
		office_enter(office, logins[l]);
		for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
			int expected = l == 0   ? cases[i].system_admin
				       : l == 1 ? cases[i].security
				       : l == 2 ? cases[i].audit
						: cases[i].clerk;
			int status = office_get(office, cases[i].path)->response.status;

			ck_assert_msg(status == expected, "%s %s: %d", logins[l], cases[i].path, status);
		}
	}
	office_free(office);
}
END_TEST

/* ---- granting ---- */

START_TEST(security_administrator_grants_and_revokes)
{
	open_office();
	office_enter(office, "sec.admin");
	ck_assert_int_eq(post("/admin/people/13", "role=unit.clerk&action=grant"), 303);
	ck_assert_int_eq(office_number(office, "SELECT granted_by FROM person_role WHERE person_id = 13"), 2);
	ck_assert(office_shows(office_get(office, "/admin/people/13"), "单位经办岗"));
	ck_assert_int_eq(post("/admin/people/13", "role=unit.clerk&action=grant"), 422);
	ck_assert_int_eq(post("/admin/people/13", "role=unit.clerk&action=revoke"), 303);
	ck_assert_int_eq(post("/admin/people/13", "role=unit.clerk&action=revoke"), 409);
	ck_assert_int_eq(audited("role.grant"), 1);
	ck_assert_int_eq(audited("role.revoke"), 1);
	office_free(office);
}
END_TEST

START_TEST(role_must_fit_the_organisation)
{
	static const char *const unfit[] = {"operator.clerk", "center.intake", "admin.system",
					    "secops.lead",    "unit",          "admin.root"};

	open_office();
	office_enter(office, "sec.admin");
	for (size_t i = 0; i < ARRAY_LENGTH(unfit); i++)
		ck_assert_msg(post("/admin/people/13", arena_printf(office->arena, "role=%s&action=grant", unfit[i])) ==
				      422,
			      "%s", unfit[i]);
	ck_assert_int_eq(post("/admin/people/13", "role=review.expert&action=grant"), 303);
	office_free(office);
}
END_TEST

START_TEST(only_the_security_administrator_grants)
{
	open_office();
	office_enter(office, "sys.admin");
	ck_assert_int_eq(post("/admin/people/13", "role=unit.clerk&action=grant"), 403);
	ck_assert_int_eq(post("/admin/people/11", "role=unit.clerk&action=revoke"), 403);
	office_enter(office, "slt.sh");
	ck_assert_int_eq(post("/admin/people/13", "role=unit.clerk&action=grant"), 403);
	office_enter(office, "aud.admin");
	ck_assert_int_eq(post("/admin/people/13", "role=unit.clerk&action=grant"), 403);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM person_role WHERE person_id = 13"), 0);
	office_free(office);
}
END_TEST

START_TEST(nobody_changes_himself)
{
	open_office();
	office_enter(office, "sec.admin");
	ck_assert_int_eq(post("/admin/people/2", "role=center.lead&action=grant"), 403);
	ck_assert_int_eq(post("/admin/people/2", "role=admin.security&action=revoke"), 403);
	office_enter(office, "sys.admin");
	ck_assert_int_eq(post("/admin/people/1", "title=%E5%B1%80%E9%95%BF&phone=&action=save"), 403);
	ck_assert_int_eq(post("/admin/people/1", "successor=&action=disable"), 403);
	ck_assert_int_eq(post("/admin/people/1", "action=reset"), 403);
	office_free(office);
}
END_TEST

START_TEST(who_created_an_account_does_not_grant_to_it)
{
	struct person_record person;
	struct context context;
	struct actor creator = {.person = 13, .login = "x", .label = "x"};

	open_office();
	office_sql(office, "UPDATE person SET created_by = 13 WHERE id = 11");
	context = (struct context){.arena = office->arena,
				   .db = office->writer,
				   .service = office->service,
				   .actor = &creator,
				   .request = "test",
				   .source = "-"};
	ck_assert_int_eq(person_find(&context, 11, &person), FOUND);
	ck_assert_ptr_nonnull(grant_complaint(&context, &person, ROLE_UNIT_LEAD));
	creator.person = 2;
	ck_assert_ptr_null(grant_complaint(&context, &person, ROLE_UNIT_LEAD));
	office_free(office);
}
END_TEST

START_TEST(last_administrator_of_a_kind_stays)
{
	open_office();
	office_enter(office, "sec.admin");
	ck_assert_int_eq(post("/admin/people/3", "role=admin.audit&action=revoke"), 422);
	office_enter(office, "sys.admin");
	ck_assert_int_eq(post("/admin/people/3", "successor=&action=disable"), 422);
	office_person(office, 4, 1, "aud.two", "admin.audit");
	ck_assert_int_eq(post("/admin/people/3", "successor=&action=disable"), 303);
	office_free(office);
}
END_TEST

START_TEST(granted_role_ends_the_sessions_of_before)
{
	const char *cookie;

	open_office();
	office_enter(office, "slt.jb");
	cookie = office->cookie;
	office_enter(office, "sec.admin");
	ck_assert_int_eq(post("/admin/people/11", "role=unit.lead&action=grant"), 303);
	office->cookie = cookie;
	ck_assert_int_eq(office_get(office, "/profile")->response.status, 303);
	office_free(office);
}
END_TEST

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

/* A matter (of no loaded procedure) with one open seat; person 0: any of the role. */
static void seat(const char *role, int64_t person)
{
	office_sql(office, "PRAGMA foreign_keys=OFF; INSERT OR IGNORE INTO matter (id, procedure_id, procedure_key, "
			   "organisation_id, title, state,"
			   " opened_by, opened_at, state_at) VALUES (1, 1, 'test', 2, '测试', 'draft', 11, 1, 1)");
	office_sql(office,
		   "PRAGMA foreign_keys=OFF; INSERT INTO task (matter_id, state, organisation_id, role, person_id, "
		   "opened_at, due_at)"
		   " VALUES (1, 'draft', 2, '%s', nullif(%" PRId64 ", 0), 1, 1)",
		   role, person);
}

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

/* ---- organisations ---- */

START_TEST(organisation_is_made_with_several_kinds_and_changed)
{
	struct request *req;

	open_office();
	office_enter(office, "sys.admin");
	req = office_post(
		office, "/admin/organisations/new",
		"code=A1&name=%E7%9C%81%E4%BA%A4%E9%80%9A%E5%8E%85&short_name=%E4%BA%A4%E9%80%9A%E5%8E%85&rank=9"
		"&kinds=unit&kinds=integrator&phone=&valid_from=2020-01-01&action=save");
	ck_assert_int_eq(req->response.status, 303);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM organisation_kind k JOIN organisation o"
					       " ON o.id = k.organisation_id WHERE o.code = 'A1'"),
			 2);
	ck_assert(office_shows(office_get(office, req->response.location), "省交通厅"));
	ck_assert_int_eq(
		post(req->response.location,
		     "name=%E7%9C%81%E4%BA%A4%E9%80%9A%E5%8E%85&short_name=%E4%BA%A4%E9%80%9A&rank=10&kinds=unit"
		     "&phone=&action=save"),
		303);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM organisation_kind k JOIN organisation o"
					       " ON o.id = k.organisation_id WHERE o.code = 'A1'"),
			 1);
	ck_assert_int_eq(audited("organisation.add"), 1);
	ck_assert_int_eq(audited("organisation.save"), 1);
	ck_assert(office_shows(office_get(office, "/admin/organisations?kind=unit"), "省交通厅"));
	ck_assert(!office_shows(office_get(office, "/admin/organisations?kind=provider"), "省交通厅"));
	office_free(office);
}
END_TEST

START_TEST(there_is_one_center_and_it_stays)
{
	open_office();
	office_enter(office, "sys.admin");
	ck_assert_int_eq(post("/admin/organisations/new",
			      "code=A1&name=%E7%9C%81%E5%8E%85&short_name=%E7%9C%81%E5%8E%85"
			      "&rank=9&kinds=center&phone=&valid_from=2020-01-01&action=save"),
			 422);
	ck_assert_int_eq(post("/admin/organisations/1", "name=%E7%9C%81%E5%8E%85&short_name=%E7%9C%81%E5%8E%85&rank=1"
							"&kinds=unit&phone=&action=save"),
			 422);
	ck_assert_int_eq(post("/admin/organisations/1", "valid_to=2020-01-01&successor=&action=end"), 422);
	office_free(office);
}
END_TEST

START_TEST(organisation_that_ends_hands_over_what_it_has)
{
	const char *today;

	open_office();
	office_org(office, 5, "unit");
	seat("unit.clerk", 11);
	office_sql(office, "INSERT INTO filing (id, filing_no, organisation_id, system_name, source, created_at)"
			   " VALUES (1, 'BA-0001', 2, '水情系统', 'register', 1);"
			   "INSERT INTO system (id, organisation_id, filing_id, name, level, state, created_at)"
			   " VALUES (1, 2, 1, '水情系统', 2, 'operating', 1);"
			   "INSERT INTO matter_party VALUES (2, 1, 'owner', 1, 1, 'test', 'draft')");
	today = format_day(office->arena, day_of(clock_now()));
	office_enter(office, "sys.admin");
	ck_assert_int_eq(
		post("/admin/organisations/2", arena_printf(office->arena, "valid_to=%s&successor=&action=end", today)),
		422);
	/* A provider is no unit. */
	ck_assert_int_eq(post("/admin/organisations/2",
			      arena_printf(office->arena, "valid_to=%s&successor=3&action=end", today)),
			 422);
	ck_assert_int_eq(post("/admin/organisations/2",
			      arena_printf(office->arena, "valid_to=%s&successor=2&action=end", today)),
			 422);
	ck_assert_int_eq(post("/admin/organisations/2",
			      arena_printf(office->arena, "valid_to=%s&successor=5&action=end", today)),
			 303);
	ck_assert_int_eq(office_number(office, "SELECT organisation_id FROM system"), 5);
	ck_assert_int_eq(office_number(office, "SELECT organisation_id FROM filing"), 5);
	ck_assert_int_eq(office_number(office, "SELECT organisation_id FROM matter"), 5);
	ck_assert_int_eq(office_number(office, "SELECT organisation_id FROM task"), 5);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM task WHERE person_id IS NULL"), 1);
	ck_assert_int_eq(office_number(office, "SELECT n FROM task_count WHERE organisation_id = 5"), 1);
	ck_assert_int_eq(office_number(office, "SELECT sum(n) FROM task_count"), 1);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM matter_party WHERE organisation_id = 5"), 1);
	ck_assert_int_eq(post("/admin/organisations/2",
			      arena_printf(office->arena, "valid_to=%s&successor=5&action=end", today)),
			 422);
	office_free(office);
}
END_TEST

/* ---- imports ---- */

#define HEAD "账号,单位代码,岗位名称,电话\r\n"

static char *as_import(const char *csv)
{
	return arena_printf(office->arena, "text=%s&action=import", text_url(office->arena, csv));
}

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

/* ---- rules and calendar, which the same people keep ---- */

START_TEST(rule_is_changed_by_the_system_administrator_alone)
{
	struct request *req;
	const char *body;

	open_office();
	body = arena_printf(office->arena, "value=20&valid_from=%s&reason=%s&action=change",
			    format_day(office->arena, day_of(clock_now())), "because");
	office_enter(office, "sec.admin");
	ck_assert_int_eq(post("/rules/session_idle_minutes", body), 403);
	office_enter(office, "sys.admin");
	ck_assert_int_eq(post("/rules/session_idle_minutes", body), 303);
	req = office_get(office, "/rules");
	ck_assert_int_eq(req->response.status, 200);
	ck_assert(office_shows(req, "session_idle_minutes"));
	ck_assert_int_eq(setting_integer(office->service, "session_idle_minutes"), 20);
	req = office_post(office, "/rules/audit_keep_days",
			  arena_printf(office->arena, "value=30&valid_from=%s&reason=less",
				       format_day(office->arena, day_of(clock_now()))));
	ck_assert_int_eq(req->response.status, 422);
	ck_assert(office_shows(office_get(office, "/rules/session_idle_minutes"), "because"));
	ck_assert_int_eq(office_get(office, "/rules/no_such_rule")->response.status, 404);
	office_free(office);
}
END_TEST

START_TEST(next_year_is_imported_and_counts)
{
	int next, status;
	const char *csv;

	open_office();
	next = date_from_day(day_of(clock_now())).year + 1;
	csv = arena_printf(office->arena, "日期,安排,名称,来源\r\n%d-01-01,放假,元旦,国办发明电〔%d〕7号\r\n", next,
			   next - 1);
	office_enter(office, "sys.admin");
	ck_assert(office_shows(office_get(office, arena_printf(office->arena, "/admin/calendar?year=%d", next)),
			       "尚未公布"));
	ck_assert_int_eq(office_upload(office, "/admin/calendar", csv)->response.status, 200);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM workday"), 0);
	status = post("/admin/calendar", as_import(csv));
	ck_assert_int_eq(status, 303);
	ck_assert(!office_shows(office_get(office, arena_printf(office->arena, "/admin/calendar?year=%d", next)),
				"尚未公布"));
	ck_assert(!workday_is(office->service->calendar, day_from_date((struct date){next, 1, 1})));
	/* The past is not rewritten. */
	csv = arena_printf(office->arena, "日期,安排,名称,来源\r\n%d-01-01,放假,元旦,x\r\n", next - 2);
	ck_assert_int_eq(post("/admin/calendar", as_import(csv)), 422);
	office_free(office);
}
END_TEST

START_TEST(announcement_is_published_read_and_withdrawn)
{
	struct request *req;

	open_office();
	office_person(office, 21, 1, "sl.intake", "center.intake");
	office_enter(office, "slt.jb");
	ck_assert_int_eq(post("/announcements", "kind=announcement&title=hello&body=world&action=publish"), 403);
	office_enter(office, "sl.intake");
	ck_assert_int_eq(post("/announcements", "kind=announcement&title=%3Cb%3E&body=%3Cscript%3E&action=publish"),
			 303);
	ck_assert_int_eq(post("/announcements", "kind=announcement&title=&body=&action=publish"), 422);
	office_enter(office, "slt.jb");
	req = office_get(office, "/announcements");
	ck_assert(office_shows(req, "&lt;b&gt;"));
	ck_assert(!office_shows(req, "name=\"action\" value=\"withdraw\""));
	req = office_get(office, "/announcements/1");
	ck_assert_int_eq(req->response.status, 200);
	ck_assert(office_shows(req, "&lt;script&gt;"));
	office_enter(office, "sl.intake");
	ck_assert(office_shows(office_get(office, "/announcements"), "name=\"announcement\" value=\"1\""));
	ck_assert_int_eq(post("/announcements", "announcement=1&action=withdraw"), 303);
	ck_assert_int_eq(post("/announcements", "announcement=1&action=withdraw"), 404);
	office_enter(office, "slt.jb");
	ck_assert(!office_shows(office_get(office, "/announcements"), "&lt;b&gt;"));
	ck_assert_int_eq(office_get(office, "/templates")->response.status, 200);
	office_free(office);
}
END_TEST

START_TEST(audit_browser_filters_verifies_and_is_itself_recorded)
{
	struct request *req;
	int64_t before;

	open_office();
	office_enter(office, "slt.jb");
	office_enter(office, "aud.admin");
	before = office_number(office, "SELECT count(*) FROM audit");
	req = office_get(office, "/audit?login=slt.jb");
	ck_assert_int_eq(req->response.status, 200);
	ck_assert(office_shows(req, "(slt.jb)"));
	ck_assert(!office_shows(req, "(aud.admin)"));
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM audit"), before + 1);
	ck_assert(office_shows(office_get(office, "/audit?action=session.sign_in"), "登录"));
	ck_assert_int_eq(office_get(office, "/audit?object=person&object_id=11&action=")->response.status, 200);
	ck_assert(!office_shows(office_get(office, "/audit?login=nobody"), "(slt.jb)"));
	ck_assert(!office_shows(office_get(office, "/audit?to=2020-01-01"), "(slt.jb)"));
	ck_assert(office_shows(office_get(office, "/audit?from=2020-01-01"), "(slt.jb)"));
	ck_assert_int_eq(office_get(office, "/audit?from=yesterday")->response.status, 400);
	ck_assert_int_eq(post("/audit", "action=verify"), 303);
	ck_assert(office_shows(office_get(office, "/audit"), "完好"));
	ck_assert_int_eq(audited("audit.verify"), 1);
	office_free(office);
}
END_TEST

int main(void)
{
	return RUN_SUITE(
		"modules/org", schema_lets_no_two_administrators_into_one_person,
		code_lets_no_two_administrators_into_one_person, each_administrator_has_his_own_pages,
		security_administrator_grants_and_revokes, role_must_fit_the_organisation,
		only_the_security_administrator_grants, nobody_changes_himself,
		who_created_an_account_does_not_grant_to_it, last_administrator_of_a_kind_stays,
		granted_role_ends_the_sessions_of_before, created_account_has_no_rights_and_no_password,
		bad_accounts_are_not_created, issued_code_is_shown_once_and_ends_password_sessions_and_older_codes,
		disabled_account_is_out_and_comes_back_by_a_code,
		leaver_with_open_seats_needs_a_successor_who_may_sit_there,
		last_holder_of_a_role_with_open_seats_does_not_leave, forced_change_and_ended_session_reach_the_person,
		person_that_does_not_exist_is_not_found, organisation_is_made_with_several_kinds_and_changed,
		there_is_one_center_and_it_stays, organisation_that_ends_hands_over_what_it_has,
		import_shows_first_and_saves_on_the_second_step, import_names_every_wrong_line_and_saves_nothing,
		file_that_is_no_table_is_refused, organisations_are_imported_with_their_kinds,
		rule_is_changed_by_the_system_administrator_alone, next_year_is_imported_and_counts,
		announcement_is_published_read_and_withdrawn, audit_browser_filters_verifies_and_is_itself_recorded);
}
