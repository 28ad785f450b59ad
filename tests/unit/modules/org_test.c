#include "unit/modules/org_cast.h"

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

/* Open business of organisation 2 that names it besides its seats, its roster, and one of its people who is in. */
static void give_business(void)
{
	seat("unit.clerk", 11);
	office_sql(office, "PRAGMA foreign_keys=OFF; UPDATE organisation SET short_name = '水利厅' WHERE id = 2;"
			   "UPDATE organisation SET short_name = '应急厅' WHERE id = 5;"
			   "UPDATE matter SET holder = '水利厅 单位经办岗、省水利厅 单位经办岗';"
			   "INSERT INTO matter_concern VALUES (1, 'addressee', 2, 1);"
			   "INSERT INTO hazard (matter_id, organisation_id, severity, source, issued_at, limit_at) "
			   "VALUES (1, 2, 'high', 'scan', 1, 2);"
			   "INSERT INTO incident_line (matter_id, organisation_id, addressee) VALUES (1, 2, "
			   "'authority'), (1, 2, 'center'),"
			   " (1, 5, 'center');"
			   "INSERT INTO contact (unit_id, operator_id, side, tier, title, imported_yes) VALUES (2, 3, "
			   "'unit', 1, '甲岗', 1),"
			   " (2, 3, 'unit', 2, '乙岗', 1), (5, 3, 'unit', 1, '丙岗', 1);"
			   "INSERT INTO takeover_answer (organisation_id, kind, first_id, second_id, matter_id, "
			   "answer, answered_at, settled_at)"
			   " VALUES (2, 'system', 7, 0, 1, 'right', 1, 1), (3, 'contact', 2, 3, 1, 'right', 1, 1);"
			   "INSERT INTO delegation (organisation_id, person_id, delegate_id, role, from_day, to_day, "
			   "reason, made_at)"
			   " VALUES (2, 12, 11, 'unit.lead', 1, 2, '出差', 1);"
			   "INSERT INTO session (digest, person_id, created_at, seen_at, source, agent) VALUES "
			   "(zeroblob(32), 12, 1, 1, '', '')");
}

/* Whoever goes on is asked for by the successor; what waits for the organisation waits for the successor. */
START_TEST(organisation_that_ends_leaves_no_account_and_nothing_that_waits_for_it)
{
	const char *today;

	open_office();
	office_org(office, 5, "unit");
	give_business();
	today = format_day(office->arena, day_of(clock_now()));
	office_enter(office, "sys.admin");
	ck_assert_int_eq(post("/admin/organisations/2",
			      arena_printf(office->arena, "valid_to=%s&successor=5&action=end", today)),
			 303);
	ck_assert_int_eq(
		office_number(office, "SELECT count(*) FROM person WHERE organisation_id = 2 AND status <> 'disabled'"),
		0);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM session WHERE person_id = 12"), 0);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM delegation WHERE ended_at IS NULL"), 0);
	ck_assert_int_eq(audited("person.disable"), 3);
	/* The other 水利厅, whose name ends the same, keeps its own. */
	ck_assert_int_eq(
		office_number(office,
			      "SELECT holder = '应急厅 单位经办岗、省水利厅 单位经办岗' FROM matter WHERE id = 1"),
		1);
	ck_assert_int_eq(office_number(office, "SELECT organisation_id FROM matter_concern"), 5);
	ck_assert_int_eq(office_number(office, "SELECT organisation_id FROM hazard"), 5);
	ck_assert_int_eq(
		office_number(office, "SELECT organisation_id FROM incident_line WHERE addressee = 'authority'"), 5);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM incident_line WHERE stopped_at IS NULL"), 2);
	/* Its first tier the successor has itself. */
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM contact WHERE unit_id = 5"), 2);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM contact WHERE unit_id = 2 OR title = '甲岗'"), 0);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM takeover_answer WHERE organisation_id = 5"), 1);
	ck_assert_int_eq(office_number(office, "SELECT first_id FROM takeover_answer WHERE organisation_id = 3"), 5);
	ck_assert(office_shows(office_get(office, "/admin/organisations/2"), "承接单位"));
	ck_assert_int_eq(post("/admin/people/12", "action=enable"), 409);
	office_free(office);
}
END_TEST

int main(void)
{
	return RUN_SUITE("modules/org", schema_lets_no_two_administrators_into_one_person,
			 code_lets_no_two_administrators_into_one_person, each_administrator_has_his_own_pages,
			 security_administrator_grants_and_revokes, role_must_fit_the_organisation,
			 only_the_security_administrator_grants, nobody_changes_himself,
			 who_created_an_account_does_not_grant_to_it, last_administrator_of_a_kind_stays,
			 granted_role_ends_the_sessions_of_before, organisation_is_made_with_several_kinds_and_changed,
			 there_is_one_center_and_it_stays, organisation_that_ends_hands_over_what_it_has,
			 organisation_that_ends_leaves_no_account_and_nothing_that_waits_for_it);
}
