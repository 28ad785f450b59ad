#include "unit/kernel/entrance.h"

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
		password_is_not_changed_without_the_old_one_or_to_a_weak_one, old_parameters_are_renewed_at_sign_in);
}
