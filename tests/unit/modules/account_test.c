#include "support/office.h"

#include "modules/account/account.h"

static const struct module *const modules[] = {&account_module, NULL};
static struct office *office;

static void open_office(void)
{
	office = office_new(modules);
	office_org(office, 1, "center unit");
	office_org(office, 2, "unit");
	office_person(office, 11, 2, "slt.jb", "unit.clerk");
	office_person(office, 12, 1, "sys.admin", "admin.system");
	ck_assert_int_eq(service_refresh(office->service, office->reader), OK);
	office_open(office);
}

START_TEST(stranger_is_sent_to_the_sign_in_page_and_back)
{
	struct request *req;

	open_office();
	req = office_get(office, "/profile");
	ck_assert_int_eq(req->response.status, 303);
	ck_assert_str_eq(req->response.location, "/sign-in?next=%2Fprofile");
	req = office_get(office, "/sign-in?next=%2Fprofile");
	ck_assert_int_eq(req->response.status, 200);
	ck_assert(office_shows(req, "name=\"next\" value=\"/profile\""));
	req = office_post(office, "/sign-in", "login=slt.jb&password=" GOOD_PASSWORD "&next=%2Fprofile&action=sign_in");
	ck_assert_int_eq(req->response.status, 303);
	ck_assert_str_eq(req->response.location, "/profile");
	req = office_get(office, "/profile");
	ck_assert_int_eq(req->response.status, 200);
	ck_assert(office_shows(req, "slt.jb"));
	ck_assert(office_shows(req, "单位经办岗"));
	office_free(office);
}
END_TEST

START_TEST(sign_in_leads_to_no_foreign_page)
{
	static const char *const foreign[] = {"https%3A%2F%2Fevil.test%2F", "%2F%2Fevil.test", "%2F%5Cevil.test",
					      "javascript%3Aalert(1)", "evil"};

	open_office();
	for (size_t i = 0; i < ARRAY_LENGTH(foreign); i++) {
		struct request *req;

		office->cookie = NULL;
		req = office_post(
			office, "/sign-in",
			arena_printf(office->arena, "login=slt.jb&password=" GOOD_PASSWORD "&next=%s", foreign[i]));
		ck_assert_int_eq(req->response.status, 303);
		ck_assert_str_eq(req->response.location, "/");
	}
	office_free(office);
}
END_TEST

/* Everything that differs from request to request by design. */
static char *without_numbers(const char *body)
{
	char *copy = arena_strdup(office->arena, body);

	for (char *mark = copy; (mark = strstr(mark, "name=\"once\" value=\"")) != NULL;) {
		mark += strlen("name=\"once\" value=\"");
		memset(mark, 'x', strcspn(mark, "\""));
	}
	for (char *mark = copy; (mark = strstr(mark, "请求号 <span class=\"mono\">")) != NULL;) {
		mark += strlen("请求号 <span class=\"mono\">");
		memset(mark, 'x', strcspn(mark, "<"));
	}
	return copy;
}

START_TEST(unknown_and_known_accounts_get_the_same_bytes)
{
	static const char *const logins[] = {"slt.jb", "nobody", "slt.zz", "slt.nn"};
	const char *first = NULL;

	open_office();
	clock_freeze(clock_now());
	office_sql(office, "INSERT INTO person (id, organisation_id, login, title, status, created_at)"
			   " VALUES (14, 2, 'slt.zz', '旧岗', 'disabled', 1), (15, 2, 'slt.nn', '新岗', 'new', 1)");
	for (size_t i = 0; i < ARRAY_LENGTH(logins); i++) {
		struct request *req = office_post(
			office, "/sign-in", arena_printf(office->arena, "login=%s&password=Wrong-Horse-42", logins[i]));
		const char *body;

		ck_assert_int_eq(req->response.status, 422);
		ck_assert_uint_eq(req->response.headers.count, 0);
		/* What he typed himself comes back; all else is equal. */
		body = text_replace(office->arena, without_numbers(req->response.body.data), logins[i], "LOGIN");
		if (first == NULL)
			first = body;
		ck_assert_str_eq(body, first);
	}
	office_free(office);
}
END_TEST

START_TEST(password_is_never_shown_again)
{
	struct request *req;

	open_office();
	req = office_post(office, "/sign-in", "login=slt.jb&password=Wrong-Horse-42");
	ck_assert(!office_shows(req, "Wrong-Horse"));
	office_free(office);
}
END_TEST

START_TEST(post_without_token_or_with_a_foreign_one_changes_nothing)
{
	struct request *req;
	const char *bodies[3];

	open_office();
	office_enter(office, "sys.admin");
	bodies[0] = "phone=13800000000&action=contact&once=AAAAAAAAAAAAAAAAAAAAAA";
	bodies[1] = arena_printf(office->arena, "csrf=%s&phone=13800000000&action=contact&once=AAAAAAAAAAAAAAAAAAAAAA",
				 office_token(office, false));
	bodies[2] = "csrf=&phone=13800000000&action=contact&once=AAAAAAAAAAAAAAAAAAAAAA";
	office_enter(office, "slt.jb");
	for (size_t i = 0; i < ARRAY_LENGTH(bodies); i++) {
		req = office_request(office, METHOD_POST, "/profile");
		office_body(req, "application/x-www-form-urlencoded", bodies[i]);
		router_serve(office->router, req);
		ck_assert_int_eq(req->response.status, 403);
	}
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM person WHERE phone <> ''"), 0);
	req = office_post(office, "/profile", "phone=13800000000&action=contact");
	ck_assert_int_eq(req->response.status, 303);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM person WHERE id = 11 AND phone = '13800000000'"),
			 1);
	office_free(office);
}
END_TEST

START_TEST(sign_in_from_another_site_is_refused)
{
	const char *token;
	struct request *req;

	open_office();
	token = office_token(office, true);
	req = office_request(office, METHOD_POST, "/sign-in");
	req->origin = "https://evil.test";
	office_body(req, "application/x-www-form-urlencoded",
		    arena_printf(office->arena, "csrf=%s&once=%s&login=slt.jb&password=" GOOD_PASSWORD, token,
				 once_new(office->arena)));
	router_serve(office->router, req);
	ck_assert_int_eq(req->response.status, 403);
	ck_assert_ptr_null(office_cookie(office, req, SESSION_COOKIE));
	office_free(office);
}
END_TEST

START_TEST(signing_out_takes_a_post)
{
	struct request *req;

	open_office();
	office_enter(office, "slt.jb");
	req = office_get(office, "/sign-out");
	ck_assert_int_eq(req->response.status, 405);
	ck_assert_int_eq(office_get(office, "/profile")->response.status, 200);
	req = office_post(office, "/sign-out", NULL);
	ck_assert_int_eq(req->response.status, 303);
	ck_assert_int_eq(office_get(office, "/profile")->response.status, 303);
	office_free(office);
}
END_TEST

START_TEST(forced_change_lets_through_to_nothing_but_the_password)
{
	struct request *req;

	open_office();
	office_sql(office, "UPDATE person SET must_change_yes = 1 WHERE id = 11");
	office_enter(office, "slt.jb");
	req = office_get(office, "/profile");
	ck_assert_int_eq(req->response.status, 303);
	req = office_get(office, req->response.location);
	ck_assert_int_eq(req->response.status, 303);
	ck_assert_str_eq(req->response.location, "/password");
	req = office_get(office, "/password");
	ck_assert_int_eq(req->response.status, 200);
	ck_assert(office_shows(req, "请先修改口令"));
	req = office_post(office, "/profile", "phone=13800000000&action=contact");
	ck_assert_int_eq(req->response.status, 303);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM person WHERE phone <> ''"), 0);
	req = office_post(office, "/password",
			  "current=" GOOD_PASSWORD "&password=Another-Horse-43&repeat=Another-Horse-43&action=change");
	ck_assert_int_eq(req->response.status, 303);
	ck_assert_int_eq(office_get(office, "/profile")->response.status, 200);
	office_free(office);
}
END_TEST

START_TEST(password_typed_differently_the_second_time_is_not_taken)
{
	struct request *req;

	open_office();
	office_enter(office, "slt.jb");
	req = office_post(office, "/password",
			  "current=" GOOD_PASSWORD "&password=Another-Horse-43&repeat=Another-Horse-44");
	ck_assert_int_eq(req->response.status, 422);
	ck_assert(office_shows(req, "两次输入的新口令不一样"));
	ck_assert(!office_shows(req, "Another-Horse"));
	office_free(office);
}
END_TEST

START_TEST(source_that_sprays_gets_429)
{
	struct request *req = NULL;

	open_office();
	for (int i = 0; i < 31; i++)
		req = office_post(office, "/sign-in",
				  arena_printf(office->arena, "login=unit%d&password=Wrong-Horse-42", i));
	ck_assert_int_eq(req->response.status, 429);
	office_free(office);
}
END_TEST

START_TEST(own_sessions_are_listed_and_others_ended)
{
	const char *old;
	struct request *req;

	open_office();
	office_enter(office, "slt.jb");
	old = office->cookie;
	office_enter(office, "slt.jb");
	req = office_get(office, "/profile");
	ck_assert(office_shows(req, "本次登录"));
	ck_assert(office_shows(req, "name=\"session\" value=\"1\""));
	req = office_post(office, "/profile", "session=1&action=revoke");
	ck_assert_int_eq(req->response.status, 303);
	ck_assert_int_eq(office_get(office, "/profile")->response.status, 200);
	office->cookie = old;
	ck_assert_int_eq(office_get(office, "/profile")->response.status, 303);
	office_free(office);
}
END_TEST

START_TEST(phrases_belong_to_their_owner)
{
	struct request *req;

	open_office();
	office_enter(office, "slt.jb");
	req = office_post(office, "/profile", "phrase_text=%E5%90%8C%E6%84%8F%E3%80%82&action=add_phrase");
	ck_assert_int_eq(req->response.status, 303);
	ck_assert(office_shows(office_get(office, "/profile"), "同意。"));
	ck_assert_int_eq(office_post(office, "/profile", "phrase_text=&action=add_phrase")->response.status, 422);
	office_enter(office, "sys.admin");
	ck_assert(!office_shows(office_get(office, "/profile"), "同意。"));
	ck_assert_int_eq(office_post(office, "/profile", "phrase=1&action=drop_phrase")->response.status, 404);
	office_enter(office, "slt.jb");
	ck_assert_int_eq(office_post(office, "/profile", "phrase=1&action=drop_phrase")->response.status, 303);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM opinion_phrase"), 0);
	office_free(office);
}
END_TEST

START_TEST(button_that_does_not_exist_and_fields_nobody_declared_are_bad_requests)
{
	open_office();
	office_enter(office, "slt.jb");
	ck_assert_int_eq(office_post(office, "/profile", "action=delete_everybody")->response.status, 400);
	ck_assert_int_eq(office_post(office, "/profile", "action=contact&title=boss")->response.status, 400);
	ck_assert_int_eq(office_post(office, "/profile", "action=contact&phone=1&phone=2")->response.status, 400);
	office_free(office);
}
END_TEST

START_TEST(form_sent_twice_acts_once)
{
	const char *body;
	struct request *req = NULL;

	open_office();
	office_enter(office, "slt.jb");
	body = arena_printf(office->arena, "csrf=%s&once=%s&phrase_text=once+only&action=add_phrase",
			    office_token(office, false), once_new(office->arena));
	for (int i = 0; i < 2; i++) {
		req = office_request(office, METHOD_POST, "/profile");
		office_body(req, "application/x-www-form-urlencoded", body);
		router_serve(office->router, req);
	}
	ck_assert_int_eq(req->response.status, 409);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM opinion_phrase"), 1);
	office_free(office);
}
END_TEST

START_TEST(real_installation_names_no_accounts_on_its_sign_in_page)
{
	open_office();
	ck_assert(!office_shows(office_get(office, "/sign-in"), DEMO_PASSWORD));
	ck_assert(!office_shows(office_get(office, "/sign-in"), "slt.jb"));
	office_sql(office, "INSERT INTO installation VALUES (1, 1, 1); UPDATE rules_version SET version = version + 1");
	ck_assert(office_shows(office_get(office, "/sign-in"), DEMO_PASSWORD));
	ck_assert(office_shows(office_get(office, "/sign-in"), "slt.jb"));
	office_free(office);
}
END_TEST

int main(void)
{
	return RUN_SUITE("modules/account", stranger_is_sent_to_the_sign_in_page_and_back,
			 sign_in_leads_to_no_foreign_page, unknown_and_known_accounts_get_the_same_bytes,
			 password_is_never_shown_again, post_without_token_or_with_a_foreign_one_changes_nothing,
			 sign_in_from_another_site_is_refused, signing_out_takes_a_post,
			 forced_change_lets_through_to_nothing_but_the_password,
			 password_typed_differently_the_second_time_is_not_taken, source_that_sprays_gets_429,
			 own_sessions_are_listed_and_others_ended, phrases_belong_to_their_owner,
			 button_that_does_not_exist_and_fields_nobody_declared_are_bad_requests,
			 form_sent_twice_acts_once, real_installation_names_no_accounts_on_its_sign_in_page);
}
