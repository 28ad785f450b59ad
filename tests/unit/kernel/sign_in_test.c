#include "unit/kernel/entrance.h"

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

int main(void)
{
	return RUN_SUITE(
		"kernel/sign_in", activation_code_sets_the_own_password_once,
		code_of_another_an_expired_or_a_wrong_one_opens_nothing, weak_password_does_not_use_up_the_code,
		disabled_person_cannot_activate, sixth_try_is_refused_even_with_the_right_password,
		stranger_does_not_lock_somebody_out_of_his_own_office,
		account_tried_from_everywhere_opens_from_known_networks_alone,
		source_that_sprays_is_stopped_and_success_does_not_reset_it,
		success_forgets_the_failures_of_this_account_here, failures_of_long_ago_do_not_count,
		many_failures_everywhere_raise_one_alarm, guess_at_unknown_accounts_is_counted_and_fills_no_log,
		unknown_disabled_locked_and_wrong_are_answered_alike, counters_keep_no_account_names,
		network_is_a_24_or_a_64);
}
