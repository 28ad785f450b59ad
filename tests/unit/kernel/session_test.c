#include "support/office.h"

#include "kernel/throttle.h"

static struct office *office;
static int64_t start;

/* Half a day back: tests move the clock forward, and audit rows of the future are refused. */
static void open_office(void)
{
	office = office_new(office_no_modules);
	start = clock_now() - 12 * 3600;
	clock_freeze(start);
	office_org(office, 1, "center unit");
	office_org(office, 2, "unit");
	office_person(office, 11, 2, "slt.jb", "unit.clerk");
	office_person(office, 12, 1, "sys.admin", "admin.system");
	ck_assert_int_eq(service_refresh(office->service, office->reader), OK);
}

static enum err sign_in(const char *login, const char *password)
{
	struct request *req = office_request(office, METHOD_POST, "/sign-in");
	const char *sentence = NULL;
	enum err err = session_sign_in(req, login, password, &sentence);

	if (err == ERR_INVALID)
		ck_assert_str_eq(sentence, "账号或口令不对，或者账号暂时不能登录");
	office_keep_cookies(office, req);
	return err;
}

static struct actor *who(const char *cookie)
{
	struct request *req = office_request(office, METHOD_GET, "/");

	req->cookie = cookie;
	ck_assert_int_eq(session_identify(req), OK);
	return req->actor;
}

static int64_t audited(const char *action)
{
	return office_number(office, "SELECT count(*) FROM audit WHERE action = '%s'", action);
}

/* ---- tokens ---- */

START_TEST(sign_in_gives_a_token_and_keeps_only_its_digest)
{
	struct actor *actor;

	open_office();
	ck_assert_int_eq(sign_in("slt.jb", GOOD_PASSWORD), OK);
	ck_assert_uint_eq(strlen(office->cookie), 43);
	actor = who(office->cookie);
	ck_assert_int_eq(actor->person, 11);
	ck_assert_int_eq(actor->org, 2);
	ck_assert_uint_eq(actor->roles, ROLE_BIT(ROLE_UNIT_CLERK));
	ck_assert_str_eq(actor->label, "测试单位2 测试岗");
	ck_assert(!actor->restricted);
	ck_assert_int_eq(office_number(office, "SELECT length(digest) FROM session"), 32);
	ck_assert_int_eq(audited("session.sign_in"), 1);
	ck_assert_int_eq(office_number(office, "SELECT signed_in_at = %" PRId64 " FROM person WHERE id = 11", start),
			 1);
	office_free(office);
}
END_TEST

START_TEST(token_that_is_not_exactly_one_of_ours_is_anonymous)
{
	const char *bad[6];
	char *flipped;

	open_office();
	ck_assert_int_eq(sign_in("slt.jb", GOOD_PASSWORD), OK);
	flipped = arena_strdup(office->arena, office->cookie);
	flipped[5] = flipped[5] == 'A' ? 'B' : 'A';
	bad[0] = flipped;
	bad[1] = arena_strndup(office->arena, office->cookie, 42);
	bad[2] = arena_printf(office->arena, "%sA", office->cookie);
	bad[3] = "";
	bad[4] = arena_printf(office->arena, "%s=", office->cookie);
	bad[5] = NULL;
	for (size_t i = 0; i < ARRAY_LENGTH(bad); i++)
		ck_assert_ptr_null(who(bad[i]));
	ck_assert_ptr_nonnull(who(office->cookie));
	office_free(office);
}
END_TEST

START_TEST(token_chosen_before_sign_in_is_replaced_and_stays_anonymous)
{
	static const char chosen[] = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

	open_office();
	office->cookie = chosen;
	ck_assert_int_eq(sign_in("slt.jb", GOOD_PASSWORD), OK);
	ck_assert_str_ne(office->cookie, chosen);
	ck_assert_ptr_null(who(chosen));
	office_free(office);
}
END_TEST

START_TEST(signing_in_again_ends_the_session_it_came_with)
{
	struct request *req;
	const char *first, *sentence;

	open_office();
	ck_assert_int_eq(sign_in("slt.jb", GOOD_PASSWORD), OK);
	first = office->cookie;
	req = office_request(office, METHOD_POST, "/sign-in");
	ck_assert_int_eq(session_identify(req), OK);
	ck_assert_int_eq(session_sign_in(req, "slt.jb", GOOD_PASSWORD, &sentence), OK);
	ck_assert_ptr_null(who(first));
	office_free(office);
}
END_TEST

START_TEST(login_is_read_without_case_and_blanks)
{
	open_office();
	ck_assert_int_eq(sign_in("  SLT.JB ", GOOD_PASSWORD), OK);
	office_free(office);
}
END_TEST

/* ---- ends ---- */

START_TEST(session_ends_after_half_an_hour_of_nothing)
{
	open_office();
	ck_assert_int_eq(sign_in("slt.jb", GOOD_PASSWORD), OK);
	clock_freeze(start + 29 * 60);
	ck_assert_ptr_nonnull(who(office->cookie));
	clock_freeze(start + 29 * 60 + 29 * 60);
	ck_assert_ptr_nonnull(who(office->cookie));
	clock_freeze(start + 29 * 60 + 29 * 60 + 30 * 60);
	ck_assert_ptr_null(who(office->cookie));
	office_free(office);
}
END_TEST

START_TEST(session_ends_after_eight_hours_however_busy)
{
	open_office();
	ck_assert_int_eq(sign_in("slt.jb", GOOD_PASSWORD), OK);
	for (int64_t at = 0; at < 480; at += 20) {
		clock_freeze(start + at * 60);
		ck_assert_ptr_nonnull(who(office->cookie));
	}
	clock_freeze(start + 480 * 60);
	ck_assert_ptr_null(who(office->cookie));
	office_free(office);
}
END_TEST

START_TEST(seen_time_is_written_at_most_once_a_minute)
{
	int64_t before;

	open_office();
	ck_assert_int_eq(sign_in("slt.jb", GOOD_PASSWORD), OK);
	clock_freeze(start + 59);
	ck_assert_ptr_nonnull(who(office->cookie));
	before = office_number(office, "SELECT seen_at FROM session");
	ck_assert_int_eq(before, start);
	clock_freeze(start + 60);
	ck_assert_ptr_nonnull(who(office->cookie));
	ck_assert_int_eq(office_number(office, "SELECT seen_at FROM session"), start + 60);
	office_free(office);
}
END_TEST

START_TEST(disabled_person_and_ended_organisation_are_out_at_once)
{
	open_office();
	ck_assert_int_eq(sign_in("slt.jb", GOOD_PASSWORD), OK);
	office_sql(office, "UPDATE person SET status = 'disabled' WHERE id = 11");
	ck_assert_ptr_null(who(office->cookie));
	office_sql(office, "UPDATE person SET status = 'active' WHERE id = 11");
	ck_assert_ptr_nonnull(who(office->cookie));
	office_sql(office, "UPDATE organisation SET valid_to = %" PRId64 " WHERE id = 2", day_of(start) - 1);
	ck_assert_ptr_null(who(office->cookie));
	ck_assert_int_eq(sign_in("slt.jb", GOOD_PASSWORD), ERR_INVALID);
	office_free(office);
}
END_TEST

START_TEST(revoked_role_is_gone_at_the_next_request)
{
	open_office();
	ck_assert_int_eq(sign_in("slt.jb", GOOD_PASSWORD), OK);
	office_sql(office, "DELETE FROM person_role WHERE person_id = 11");
	ck_assert_uint_eq(who(office->cookie)->roles, 0);
	office_free(office);
}
END_TEST

START_TEST(role_that_no_longer_fits_the_organisation_gives_nothing)
{
	open_office();
	ck_assert_int_eq(sign_in("slt.jb", GOOD_PASSWORD), OK);
	office_sql(office, "UPDATE organisation_kind SET kind = 'provider' WHERE organisation_id = 2");
	ck_assert_uint_eq(who(office->cookie)->roles, 0);
	ck_assert_uint_eq(who(office->cookie)->kinds, KIND_PROVIDER);
	office_free(office);
}
END_TEST

START_TEST(fourth_session_ends_the_oldest)
{
	const char *cookies[4];

	open_office();
	for (int i = 0; i < 4; i++) {
		clock_freeze(start + i);
		office->cookie = NULL;
		ck_assert_int_eq(sign_in("slt.jb", GOOD_PASSWORD), OK);
		cookies[i] = office->cookie;
	}
	ck_assert_ptr_null(who(cookies[0]));
	for (int i = 1; i < 4; i++)
		ck_assert_ptr_nonnull(who(cookies[i]));
	ck_assert_int_eq(
		office_number(office,
			      "SELECT json_extract(detail, '$.sessions_ended') FROM audit ORDER BY seq DESC LIMIT 1"),
		1);
	office_free(office);
}
END_TEST

START_TEST(administrator_has_one_session)
{
	const char *first;

	open_office();
	ck_assert_int_eq(sign_in("sys.admin", GOOD_PASSWORD), OK);
	first = office->cookie;
	office->cookie = NULL;
	clock_freeze(start + 1);
	ck_assert_int_eq(sign_in("sys.admin", GOOD_PASSWORD), OK);
	ck_assert_ptr_null(who(first));
	ck_assert_ptr_nonnull(who(office->cookie));
	office_free(office);
}
END_TEST

START_TEST(clock_set_back_keeps_no_administrator_out)
{
	const char *first;

	open_office();
	ck_assert_int_eq(sign_in("sys.admin", GOOD_PASSWORD), OK);
	first = office->cookie;
	office->cookie = NULL;
	clock_freeze(start - 86400);
	ck_assert_int_eq(sign_in("sys.admin", GOOD_PASSWORD), OK);
	ck_assert_ptr_null(who(first));
	ck_assert_ptr_nonnull(who(office->cookie));
	office_free(office);
}
END_TEST

START_TEST(nobody_ends_a_session_of_somebody_else)
{
	struct request *req;
	struct context context;
	int64_t other;

	open_office();
	ck_assert_int_eq(sign_in("sys.admin", GOOD_PASSWORD), OK);
	other = who(office->cookie)->session;
	ck_assert_int_eq(sign_in("slt.jb", GOOD_PASSWORD), OK);
	req = office_request(office, METHOD_POST, "/profile");
	ck_assert_int_eq(session_identify(req), OK);
	context = context_writing(req);
	ck_assert_int_eq(session_revoke(&context, other), ERR_NOT_FOUND);
	ck_assert_int_eq(session_revoke(&context, req->actor->session), OK);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM session"), 1);
	office_free(office);
}
END_TEST

START_TEST(signing_out_ends_the_session_and_clears_the_cookie)
{
	const char *cookie;
	struct request *req;

	open_office();
	ck_assert_int_eq(sign_in("slt.jb", GOOD_PASSWORD), OK);
	cookie = office->cookie;
	req = office_request(office, METHOD_POST, "/sign-out");
	ck_assert_int_eq(session_identify(req), OK);
	ck_assert_int_eq(session_sign_out(req), OK);
	ck_assert_str_eq(office_cookie(office, req, SESSION_COOKIE), "");
	ck_assert_ptr_null(who(cookie));
	office_free(office);
}
END_TEST

/* ---- passwords ---- */

START_TEST(person_who_must_change_gets_no_further_than_the_password_page)
{
	static const struct route plain = {.permission = PERMISSION_SIGNED_IN};
	static const struct route password = {.permission = PERMISSION_SIGNED_IN, .flags = ROUTE_RESTRICTED};
	struct request *req;

	open_office();
	ck_assert_int_eq(sign_in("slt.jb", GOOD_PASSWORD), OK);
	office_sql(office, "UPDATE person SET must_change_yes = 1 WHERE id = 11");
	req = office_request(office, METHOD_GET, "/");
	req->route = &plain;
	ck_assert_int_eq(session_identify(req), ERR_SIGN_IN);
	ck_assert(!actor_may(req, PERMISSION_SIGNED_IN));
	req = office_request(office, METHOD_GET, "/password");
	req->route = &password;
	ck_assert_int_eq(session_identify(req), OK);
	ck_assert(actor_may(req, PERMISSION_SIGNED_IN));
	office_free(office);
}
END_TEST

static enum err change(const char *old_password, const char *new_password)
{
	struct request *req = office_request(office, METHOD_POST, "/password");
	const char *sentence;
	enum err err;

	ck_assert_int_eq(session_identify(req), OK);
	err = session_change_password(req, old_password, new_password, &sentence);
	office_keep_cookies(office, req);
	return err;
}

START_TEST(changed_password_ends_all_other_sessions_and_renews_this_one)
{
	const char *other, *before;

	open_office();
	ck_assert_int_eq(sign_in("slt.jb", GOOD_PASSWORD), OK);
	other = office->cookie;
	office->cookie = NULL;
	ck_assert_int_eq(sign_in("slt.jb", GOOD_PASSWORD), OK);
	before = office->cookie;
	office_sql(office, "UPDATE person SET must_change_yes = 1 WHERE id = 11");
	ck_assert_int_eq(change(GOOD_PASSWORD, "Another-Horse-43"), OK);
	ck_assert_ptr_null(who(other));
	ck_assert_ptr_null(who(before));
	ck_assert(!who(office->cookie)->restricted);
	office->cookie = NULL;
	ck_assert_int_eq(sign_in("slt.jb", GOOD_PASSWORD), ERR_INVALID);
	ck_assert_int_eq(sign_in("slt.jb", "Another-Horse-43"), OK);
	office_free(office);
}
END_TEST

START_TEST(password_is_not_changed_without_the_old_one_or_to_a_weak_one)
{
	open_office();
	ck_assert_int_eq(sign_in("slt.jb", GOOD_PASSWORD), OK);
	ck_assert_int_eq(change("Wrong-Horse-42", "Another-Horse-43"), ERR_INVALID);
	ck_assert_int_eq(change(GOOD_PASSWORD, "short"), ERR_INVALID);
	ck_assert_int_eq(change(GOOD_PASSWORD, GOOD_PASSWORD), ERR_INVALID);
	ck_assert_int_eq(audited("session.password_refused"), 1);
	ck_assert_int_eq(audited("session.password"), 0);
	office_free(office);
}
END_TEST

START_TEST(old_parameters_are_renewed_at_sign_in)
{
	open_office();
	office_sql(office, "INSERT INTO setting (key, valid_from, value, changed_at) VALUES ('argon_ops', 2, '2', 1)");
	ck_assert_int_eq(service_refresh(office->service, office->reader), OK);
	ck_assert_int_eq(sign_in("slt.jb", GOOD_PASSWORD), OK);
	ck_assert_int_eq(office_number(office, "SELECT password_hash GLOB '*t=2*' FROM person WHERE id = 11"), 1);
	ck_assert_int_eq(office_number(office, "SELECT password_hash GLOB '*t=2*' FROM person WHERE id = 12"), 0);
	office_free(office);
}
END_TEST

/* ---- activation ---- */

static char *issue(int64_t person, int64_t expires)
{
	uint8_t digest[32];
	char *code = activation_code_new(office->arena, digest);

	office_sql(office,
		   "INSERT INTO activation (digest, person_id, made_at, expires_at) VALUES (x'%s', %" PRId64
		   ", 1, %" PRId64 ")",
		   crypt_hex(office->arena, digest, 32), person, expires);
	return code;
}

static enum err activate(const char *login, const char *code, const char *password)
{
	struct request *req = office_request(office, METHOD_POST, "/activate");
	const char *sentence = NULL;
	enum err err = session_activate(req, login, code, password, &sentence);

	office_keep_cookies(office, req);
	return err;
}

static void newcomer(void)
{
	office_sql(office, "INSERT INTO person (id, organisation_id, login, title, status, created_at)"
			   " VALUES (13, 2, 'slt.sh', '审核岗', 'new', 1)");
}

START_TEST(activation_code_sets_the_own_password_once)
{
	char *code;

	open_office();
	newcomer();
	code = issue(13, start + 3600);
	ck_assert_int_eq(sign_in("slt.sh", GOOD_PASSWORD), ERR_INVALID);
	ck_assert_int_eq(activate("slt.sh", code, GOOD_PASSWORD), OK);
	ck_assert_int_eq(who(office->cookie)->person, 13);
	ck_assert_int_eq(activate("slt.sh", code, "Another-Horse-43"), ERR_INVALID);
	ck_assert_int_eq(sign_in("slt.sh", GOOD_PASSWORD), OK);
	ck_assert_int_eq(audited("session.activate"), 1);
	office_free(office);
}
END_TEST

START_TEST(code_of_another_an_expired_or_a_wrong_one_opens_nothing)
{
	char *code, *expired;

	open_office();
	newcomer();
	code = issue(11, start + 3600);
	expired = issue(13, start);
	ck_assert_int_eq(activate("slt.sh", code, GOOD_PASSWORD), ERR_INVALID);
	ck_assert_int_eq(activate("slt.sh", expired, GOOD_PASSWORD), ERR_INVALID);
	ck_assert_int_eq(activate("slt.sh", "2345-6789-ABCD-EFGH", GOOD_PASSWORD), ERR_INVALID);
	ck_assert_int_eq(activate("nobody", "2345-6789-ABCD-EFGH", GOOD_PASSWORD), ERR_INVALID);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM session"), 0);
	ck_assert_int_eq(office_number(office, "SELECT password_hash IS NULL FROM person WHERE id = 13"), 1);
	/* The code that was tried under a wrong login is still its owner's. */
	ck_assert_int_eq(activate("slt.jb", code, "Another-Horse-43"), OK);
	office_free(office);
}
END_TEST

START_TEST(weak_password_does_not_use_up_the_code)
{
	char *code;

	open_office();
	newcomer();
	code = issue(13, start + 3600);
	ck_assert_int_eq(activate("slt.sh", code, "weak"), ERR_INVALID);
	ck_assert_int_eq(activate("slt.sh", code, GOOD_PASSWORD), OK);
	office_free(office);
}
END_TEST

START_TEST(disabled_person_cannot_activate)
{
	char *code;

	open_office();
	newcomer();
	code = issue(13, start + 3600);
	office_sql(office, "UPDATE person SET status = 'disabled' WHERE id = 13");
	ck_assert_int_eq(activate("slt.sh", code, GOOD_PASSWORD), ERR_INVALID);
	office_free(office);
}
END_TEST

/* ---- throttling ---- */

static void fail_times(const char *login, int times)
{
	for (int i = 0; i < times; i++)
		ck_assert_int_eq(sign_in(login, "wrong"), ERR_INVALID);
}

START_TEST(sixth_try_is_refused_even_with_the_right_password)
{
	open_office();
	fail_times("slt.jb", 5);
	ck_assert_int_eq(sign_in("slt.jb", GOOD_PASSWORD), ERR_INVALID);
	ck_assert_int_eq(audited("session.refused"), 5);
	ck_assert_int_eq(audited("session.lock"), 1);
	clock_freeze(start + 15 * 60 - 1);
	ck_assert_int_eq(sign_in("slt.jb", GOOD_PASSWORD), ERR_INVALID);
	clock_freeze(start + 15 * 60);
	ck_assert_int_eq(sign_in("slt.jb", GOOD_PASSWORD), OK);
	office_free(office);
}
END_TEST

START_TEST(stranger_does_not_lock_somebody_out_of_his_own_office)
{
	open_office();
	office->source = "203.0.113.9";
	for (int i = 0; i < 12; i++)
		ck_assert_int_eq(sign_in("slt.jb", "wrong"), ERR_INVALID);
	office->source = "203.0.113.77";
	ck_assert_int_eq(sign_in("slt.jb", GOOD_PASSWORD), ERR_INVALID);
	office->source = "10.1.2.3";
	ck_assert_int_eq(sign_in("slt.jb", GOOD_PASSWORD), OK);
	office_free(office);
}
END_TEST

START_TEST(account_tried_from_everywhere_opens_from_known_networks_alone)
{
	open_office();
	ck_assert_int_eq(sign_in("slt.jb", GOOD_PASSWORD), OK);
	for (int network = 1; network <= 5; network++) {
		office->source = arena_printf(office->arena, "198.51.%d.1", network);
		fail_times("slt.jb", 4);
	}
	office->source = "192.0.2.1";
	ck_assert_int_eq(sign_in("slt.jb", GOOD_PASSWORD), ERR_INVALID);
	office->source = "10.1.2.200";
	ck_assert_int_eq(sign_in("slt.jb", GOOD_PASSWORD), OK);
	office_free(office);
}
END_TEST

START_TEST(source_that_sprays_is_stopped_and_success_does_not_reset_it)
{
	open_office();
	for (int i = 0; i < 29; i++)
		ck_assert_int_eq(sign_in(arena_printf(office->arena, "unit%d", i), "wrong"), ERR_INVALID);
	ck_assert_int_eq(sign_in("slt.jb", GOOD_PASSWORD), OK);
	ck_assert_int_eq(sign_in("unit29", "wrong"), ERR_INVALID);
	ck_assert_int_eq(sign_in("slt.jb", GOOD_PASSWORD), ERR_THROTTLED);
	ck_assert_int_eq(sign_in("unit30", "wrong"), ERR_THROTTLED);
	office->source = "10.1.2.4";
	ck_assert_int_eq(sign_in("slt.jb", GOOD_PASSWORD), OK);
	office_free(office);
}
END_TEST

START_TEST(success_forgets_the_failures_of_this_account_here)
{
	open_office();
	fail_times("slt.jb", 4);
	ck_assert_int_eq(sign_in("slt.jb", GOOD_PASSWORD), OK);
	fail_times("slt.jb", 4);
	ck_assert_int_eq(sign_in("slt.jb", GOOD_PASSWORD), OK);
	office_free(office);
}
END_TEST

START_TEST(failures_of_long_ago_do_not_count)
{
	open_office();
	fail_times("slt.jb", 4);
	clock_freeze(start + 15 * 60);
	fail_times("slt.jb", 4);
	ck_assert_int_eq(sign_in("slt.jb", GOOD_PASSWORD), OK);
	office_free(office);
}
END_TEST

START_TEST(many_failures_everywhere_raise_one_alarm)
{
	open_office();
	for (int i = 0; i < 104; i++) {
		office->source = arena_printf(office->arena, "10.9.%d.%d", i / 20, i % 20 + 1);
		ck_assert_int_eq(sign_in(arena_printf(office->arena, "unit%d", i), "wrong"), ERR_INVALID);
	}
	ck_assert_int_eq(audited("session.alarm"), 1);
	office_free(office);
}
END_TEST

START_TEST(guess_at_unknown_accounts_is_counted_and_fills_no_log)
{
	open_office();
	fail_times("nobody", 3);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM audit"), 0);
	ck_assert_int_eq(office_number(office, "SELECT sum(n) FROM refusal_count WHERE action = 'session.refused'"), 3);
	office_free(office);
}
END_TEST

START_TEST(unknown_disabled_locked_and_wrong_are_answered_alike)
{
	open_office();
	office_sql(office, "INSERT INTO person (id, organisation_id, login, title, status, created_at)"
			   " VALUES (14, 2, 'slt.old', '旧岗', 'disabled', 1), (15, 2, 'slt.new', '新岗', 'new', 1)");
	/* sign_in compares the sentence. */
	ck_assert_int_eq(sign_in("slt.jb", "wrong"), ERR_INVALID);
	ck_assert_int_eq(sign_in("nobody", "wrong"), ERR_INVALID);
	ck_assert_int_eq(sign_in("slt.old", "wrong"), ERR_INVALID);
	ck_assert_int_eq(sign_in("slt.new", "wrong"), ERR_INVALID);
	ck_assert_int_eq(sign_in("", ""), ERR_INVALID);
	fail_times("slt.jb", 4);
	ck_assert_int_eq(sign_in("slt.jb", "wrong"), ERR_INVALID);
	office_free(office);
}
END_TEST

START_TEST(counters_keep_no_account_names)
{
	open_office();
	fail_times("My-Secret-Password-1", 1);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM throttle WHERE key LIKE '%%secret%%'"), 0);
	ck_assert_int_ge(office_number(office, "SELECT count(*) FROM throttle"), 4);
	office_free(office);
}
END_TEST

START_TEST(network_is_a_24_or_a_64)
{
	struct arena *arena = arena_new();

	ck_assert_str_eq(throttle_network(arena, "10.1.2.3"), "10.1.2.0/24");
	ck_assert_str_eq(throttle_network(arena, "2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
	ck_assert_str_eq(throttle_network(arena, "-"), "-");
	arena_free(arena);
}
END_TEST

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
	ck_assert(tx_begin(req->writer) == OK && tx_end(req->writer, ERR_STATE) == ERR_STATE);
	ck_assert_int_eq(once_take(req, number), OK); /* nothing was done with it */
	ck_assert(tx_begin(req->writer) == OK && tx_end(req->writer, OK) == OK);
	ck_assert_int_eq(once_take(req, number), ERR_REPEATED);
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
	return RUN_SUITE(
		"kernel/session", sign_in_gives_a_token_and_keeps_only_its_digest,
		token_that_is_not_exactly_one_of_ours_is_anonymous,
		token_chosen_before_sign_in_is_replaced_and_stays_anonymous,
		signing_in_again_ends_the_session_it_came_with, login_is_read_without_case_and_blanks,
		session_ends_after_half_an_hour_of_nothing, session_ends_after_eight_hours_however_busy,
		seen_time_is_written_at_most_once_a_minute, disabled_person_and_ended_organisation_are_out_at_once,
		revoked_role_is_gone_at_the_next_request, role_that_no_longer_fits_the_organisation_gives_nothing,
		fourth_session_ends_the_oldest, administrator_has_one_session,
		clock_set_back_keeps_no_administrator_out, nobody_ends_a_session_of_somebody_else,
		signing_out_ends_the_session_and_clears_the_cookie,
		person_who_must_change_gets_no_further_than_the_password_page,
		changed_password_ends_all_other_sessions_and_renews_this_one,
		password_is_not_changed_without_the_old_one_or_to_a_weak_one, old_parameters_are_renewed_at_sign_in,
		activation_code_sets_the_own_password_once, code_of_another_an_expired_or_a_wrong_one_opens_nothing,
		weak_password_does_not_use_up_the_code, disabled_person_cannot_activate,
		sixth_try_is_refused_even_with_the_right_password,
		stranger_does_not_lock_somebody_out_of_his_own_office,
		account_tried_from_everywhere_opens_from_known_networks_alone,
		source_that_sprays_is_stopped_and_success_does_not_reset_it,
		success_forgets_the_failures_of_this_account_here, failures_of_long_ago_do_not_count,
		many_failures_everywhere_raise_one_alarm, guess_at_unknown_accounts_is_counted_and_fills_no_log,
		unknown_disabled_locked_and_wrong_are_answered_alike, counters_keep_no_account_names,
		network_is_a_24_or_a_64, token_of_the_own_session_is_valid_and_no_other,
		other_origins_and_sites_are_refused, sign_in_page_has_a_token_of_its_own, one_time_number_is_taken_once,
		one_time_number_within_a_change_is_taken_with_it_or_not_at_all);
}
