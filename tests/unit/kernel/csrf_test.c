#include "unit/kernel/entrance.h"

#include "data/tx.h"

/* ---- CSRF ---- */

static const struct route inside = {.permission = PERMISSION_SIGNED_IN};
static const struct route before = {.permission = PERMISSION_PUBLIC, .flags = ROUTE_PRE_SESSION};

static struct request *posting(const struct route *route)
{
	struct request *req = office_request(office, METHOD_POST, "/x");

	req->route = route;
	ck_assert_int_eq(session_identify(req), OK);
	return req;
}

START_TEST(token_of_the_own_session_is_valid_and_no_other)
{
	struct request *req;
	const char *mine, *theirs, *cookie;

	open_office();
	ck_assert_int_eq(sign_in("sys.admin", GOOD_PASSWORD), OK);
	theirs = csrf_token(posting(&inside));
	office->cookie = NULL;
	ck_assert_int_eq(sign_in("slt.jb", GOOD_PASSWORD), OK);
	cookie = office->cookie;
	req = posting(&inside);
	mine = csrf_token(req);
	ck_assert(csrf_valid(req, mine));
	ck_assert(!csrf_valid(req, theirs));
	ck_assert(!csrf_valid(req, ""));
	ck_assert(!csrf_valid(req, NULL));
	ck_assert(!csrf_valid(req, arena_strndup(office->arena, mine, 42)));
	ck_assert(!csrf_valid(req, office->cookie));
	/* A new session, a new token. */
	office->cookie = NULL;
	ck_assert_int_eq(sign_in("slt.jb", GOOD_PASSWORD), OK);
	ck_assert_str_ne(office->cookie, cookie);
	ck_assert(!csrf_valid(posting(&inside), mine));
	office_free(office);
}
END_TEST

START_TEST(other_origins_and_sites_are_refused)
{
	static const struct {
		const char *origin;
		const char *site;
		bool good;
	} cases[] = {
		{"https://zwy.test", NULL, true},
		{"https://ZWY.test", "same-origin", true},
		{NULL, NULL, true},
		{NULL, "none", true},
		{"null", NULL, false},
		{"https://evil.test", NULL, false},
		{"https://zwy.test.evil.test", NULL, false},
		{"https://zwy.test:8443", NULL, false},
		{"zwy.test", NULL, false},
		{"", NULL, false},
		{"https://zwy.test", "cross-site", false},
		{"https://zwy.test", "same-site", false},
		{NULL, "cross-site", false},
	};

	open_office();
	ck_assert_int_eq(sign_in("slt.jb", GOOD_PASSWORD), OK);
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		struct request *req = posting(&inside);

		req->origin = cases[i].origin;
		req->fetch_site = cases[i].site;
		ck_assert_msg(csrf_valid(req, csrf_token(req)) == cases[i].good, "case %zu", i);
	}
	office_free(office);
}
END_TEST

START_TEST(sign_in_page_has_a_token_of_its_own)
{
	struct request *req;
	const char *token;

	open_office();
	req = posting(&before);
	ck_assert_str_eq(csrf_token(req), "");
	pre_session_ensure(req);
	token = csrf_token(req);
	ck_assert(csrf_valid(req, token));
	office_keep_cookies(office, req);
	ck_assert_uint_eq(strlen(office->pre_cookie), 43);
	/* The next request brings the cookie; another browser does not. */
	ck_assert(csrf_valid(posting(&before), token));
	office->pre_cookie = NULL;
	ck_assert(!csrf_valid(posting(&before), token));
	/* And it opens nothing inside. */
	ck_assert_int_eq(sign_in("slt.jb", GOOD_PASSWORD), OK);
	ck_assert(!csrf_valid(posting(&inside), token));
	office_free(office);
}
END_TEST

START_TEST(one_time_number_is_taken_once)
{
	struct request *req;
	char *number;

	open_office();
	req = posting(&inside);
	number = once_new(office->arena);
	ck_assert_int_eq(once_take(req, number), OK);
	ck_assert_int_eq(once_take(req, number), ERR_REPEATED);
	ck_assert_int_eq(once_take(req, once_new(office->arena)), OK);
	ck_assert_int_eq(once_take(req, ""), ERR_BAD_REQUEST);
	ck_assert_int_eq(once_take(req, NULL), ERR_BAD_REQUEST);
	ck_assert_int_eq(once_take(req, "0123456789"), ERR_BAD_REQUEST);
	office_free(office);
}
END_TEST

START_TEST(one_time_number_within_a_change_is_taken_with_it_or_not_at_all)
{
	static const struct route within = {.method = METHOD_POST, .path = "/x", .flags = ROUTE_ONCE_WITHIN};
	struct request *req, other = {0};
	char *number;

	open_office();
	req = posting(&within);
	number = once_new(office->arena);
	ck_assert_int_eq(once_take(req, number), OK);
	ck_assert_int_eq(tx_begin(req->writer), OK);
	ck_assert_int_eq(tx_end(req->writer, ERR_STATE), ERR_STATE);
	ck_assert_int_eq(once_take(req, number), OK); /* nothing was done with it */
	ck_assert_int_eq(tx_begin(req->writer), OK);
	ck_assert_int_eq(tx_end(req->writer, OK), OK);
	ck_assert(!req->repeated);
	ck_assert_int_eq(once_take(req, number), OK); /* to the handler, which can write nothing with it */
	ck_assert(req->repeated);
	ck_assert_int_eq(tx_begin(req->writer), ERR_REPEATED);
	/* Two at the same moment: both saw it unused, one takes it. */
	number = once_new(office->arena);
	ck_assert_int_eq(once_take(req, number), OK);
	other.writer = db_open(req->service->data_folder, DB_APP, DB_WRITER);
	ck_assert_int_eq(once_take(&other, number), OK);
	db_free(other.writer);
	ck_assert_int_eq(tx_begin(req->writer), ERR_REPEATED);
	office_free(office);
}
END_TEST

int main(void)
{
	return RUN_SUITE("kernel/csrf", token_of_the_own_session_is_valid_and_no_other,
			 other_origins_and_sites_are_refused, sign_in_page_has_a_token_of_its_own,
			 one_time_number_is_taken_once, one_time_number_within_a_change_is_taken_with_it_or_not_at_all);
}
