/* Activation codes for all who wait for one (/admin/people/codes). */
#include "unit/modules/org_cast.h"

#include "modules/org/org_pages.h"

#define CODES "/admin/people/codes"

/* Three accounts as a take-over leaves them: two of the unit, one of the provider; and one that was closed. */
static void taken_over(void)
{
	open_office();
	office_sql(office, "INSERT INTO person (id, organisation_id, login, title, status, created_at) VALUES"
			   " (21, 2, 'slt.one', '一岗', 'new', 1), (22, 2, 'slt.two', '二岗', 'new', 1), (23, 3, "
			   "'jj.one', '三岗', 'new', 1),"
			   " (24, 2, 'slt.gone', '四岗', 'disabled', 1)");
	office_enter(office, "sys.admin");
}

static int64_t open_codes(int64_t person)
{
	return office_number(
		office, "SELECT count(*) FROM activation WHERE person_id = %" PRId64 " AND used_at IS NULL", person);
}

static const char *code_after(struct request *req, const char *login)
{
	const char *mark =
		strstr(req->response.body.data, arena_printf(office->arena, "<dd class=\"mono\">%s</dd>", login));

	ck_assert_ptr_nonnull(mark);
	mark = strstr(mark + 1, "激活码</dt><dd class=\"mono\">");
	ck_assert_ptr_nonnull(mark);
	mark = strstr(mark, "mono\">") + strlen("mono\">");
	return arena_strndup(office->arena, mark, strcspn(mark, "<"));
}

START_TEST(everybody_who_waits_gets_a_slip_with_a_code_that_works_once)
{
	struct request *req;
	const char *code;

	taken_over();
	ck_assert(office_shows(office_get(office, CODES), "3 人等待激活码"));
	req = office_post(office, CODES, "action=issue_all&organisation=0");
	ck_assert_int_eq(req->response.status, 200);
	for (int64_t id = 21; id <= 23; id++)
		ck_assert_int_eq(open_codes(id), 1);
	ck_assert_int_eq(open_codes(24), 0); /* closed */
	ck_assert_int_eq(open_codes(11), 0); /* has a password */
	ck_assert_int_eq(audited("person.code"), 3);
	code = code_after(req, "slt.two");
	ck_assert(!office_shows(office_get(office, CODES), code));
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM audit WHERE detail LIKE '%%%s%%'", code), 0);
	office->cookie = NULL;
	req = office_post(office, "/activate",
			  arena_printf(office->arena,
				       "login=slt.one&code=%s&password=Another-Horse-43&repeat=Another-Horse-43",
				       code));
	ck_assert_int_eq(req->response.status, 422); /* of somebody else */
	ck_assert_int_eq(
		post("/activate",
		     arena_printf(office->arena,
				  "login=slt.two&code=%s&password=Another-Horse-43&repeat=Another-Horse-43", code)),
		303);
	office_free(office);
}
END_TEST

START_TEST(second_time_only_who_still_waits_gets_one)
{
	struct request *req;

	taken_over();
	office_post(office, CODES, "action=issue_all&organisation=0");
	req = office_post(office, CODES, "action=issue_all&organisation=0");
	ck_assert_int_eq(req->response.status, 303);
	ck_assert_int_eq(audited("person.code"), 3);
	ck_assert(office_shows(office_get(office, CODES), "没有等待激活码的人员"));
	/* A code that ran out is none. */
	office_sql(office, "UPDATE activation SET expires_at = 1 WHERE person_id = 22");
	req = office_post(office, CODES, "action=issue_all&organisation=0");
	ck_assert_int_eq(req->response.status, 200);
	ck_assert(office_shows(req, "slt.two") && !office_shows(req, "slt.one"));
	ck_assert_int_eq(audited("person.code"), 4);
	office_free(office);
}
END_TEST

START_TEST(people_of_another_organisation_get_none)
{
	struct request *req;

	taken_over();
	req = office_get(office, CODES "?organisation=3");
	ck_assert(office_shows(req, "jj.one") && !office_shows(req, "slt.one"));
	req = office_post(office, CODES, "action=issue_all&organisation=3");
	ck_assert(office_shows(req, "jj.one") && !office_shows(req, "slt.one"));
	ck_assert_int_eq(open_codes(21), 0);
	ck_assert_int_eq(open_codes(23), 1);
	office_free(office);
}
END_TEST

START_TEST(at_most_two_hundred_at_once_and_it_says_how_many_are_left)
{
	struct request *req;

	taken_over();
	office_sql(office, "WITH RECURSIVE n (i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 301)"
			   " INSERT INTO person (id, organisation_id, login, title, status, created_at)"
			   " SELECT i, 3, 'many.' || i, '某岗', 'new', 1 FROM n");
	req = office_get(office, CODES);
	ck_assert(office_shows(req, "205 人等待激活码"));
	ck_assert(office_shows(req, "本次发放 200 人，余下 5 人再次发放"));
	req = office_post(office, CODES, "action=issue_all&organisation=0");
	ck_assert(office_shows(req, "200 个激活码") && office_shows(req, "还有 5 人等待"));
	ck_assert_int_eq(audited("person.code"), PEOPLE_CODES_MOST);
	ck_assert_int_eq(office_post(office, CODES, "action=issue_all&organisation=0")->response.status, 200);
	ck_assert_int_eq(audited("person.code"), 205);
	office_free(office);
}
END_TEST

START_TEST(others_and_a_get_give_none)
{
	taken_over();
	ck_assert_int_eq(office_get(office, CODES "?action=issue_all")->response.status, 200);
	ck_assert_int_eq(audited("person.code"), 0);
	for (size_t i = 0; i < 3; i++) {
		office_enter(office, (const char *const[]){"sec.admin", "slt.sh", "aud.admin"}[i]);
		ck_assert_int_eq(office_get(office, CODES)->response.status, 403);
		ck_assert_int_eq(post(CODES, "action=issue_all&organisation=2"), 403);
	}
	office_enter(office, "sys.admin");
	ck_assert_int_eq(post(CODES, "action=issue_all&organisation=-1"), 400);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM activation"), 0);
	office_free(office);
}
END_TEST

int main(void)
{
	return RUN_SUITE("modules/org_codes", everybody_who_waits_gets_a_slip_with_a_code_that_works_once,
			 second_time_only_who_still_waits_gets_one, people_of_another_organisation_get_none,
			 at_most_two_hundred_at_once_and_it_says_how_many_are_left, others_and_a_get_give_none);
}
