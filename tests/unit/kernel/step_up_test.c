/* The password once more before a final decision (security.md A19): how long one typed is fresh, what a wrong one
 * costs. */
#include "unit/kernel/entrance.h"

#include "kernel/step_up.h"

enum { AN_HOUR = 60 * 60, FRESH = 30 * 60 }; /* final_decision_password_minutes */

static const char *sentence;

/* The own password, typed beside a decision of this client. */
static enum err step_up(const char *password)
{
	struct request *req = office_request(office, METHOD_POST, "/matters/1/password");

	ck_assert_int_eq(session_identify(req), OK);
	sentence = NULL;
	return session_step_up(req, password, &sentence);
}

static bool old(void)
{
	return who(office->cookie)->password_old;
}

/* Signed in, and looked at a page now and then for this long. */
static void work_for(int64_t seconds)
{
	for (int64_t gone = 0; gone < seconds; gone += FRESH / 2) {
		clock_freeze(clock_now() + (seconds - gone < FRESH / 2 ? seconds - gone : FRESH / 2));
		ck_assert_ptr_nonnull(who(office->cookie));
	}
}

START_TEST(a_password_is_fresh_for_thirty_minutes_and_no_second_longer)
{
	open_office();
	ck_assert_int_eq(sign_in("slt.jb", GOOD_PASSWORD), OK);
	work_for(FRESH - 1);
	ck_assert(!old());
	work_for(1);
	ck_assert(old());
	office_free(office);
}
END_TEST

START_TEST(the_setting_says_how_long)
{
	open_office();
	office_sql(office, "INSERT INTO setting (key, valid_from, value, changed_at)"
			   " VALUES ('final_decision_password_minutes', 1, '5', 1)");
	ck_assert_int_eq(service_refresh(office->service, office->reader), OK);
	ck_assert_int_eq(sign_in("slt.jb", GOOD_PASSWORD), OK);
	work_for(5 * 60 - 1);
	ck_assert(!old());
	work_for(1);
	ck_assert(old());
	office_free(office);
}
END_TEST

START_TEST(the_right_one_makes_this_session_fresh_and_no_other)
{
	open_office();
	ck_assert_int_eq(sign_in("slt.jb", GOOD_PASSWORD), OK);
	office->cookie = NULL;
	ck_assert_int_eq(sign_in("slt.jb", GOOD_PASSWORD), OK);
	work_for(AN_HOUR);
	ck_assert(old());
	ck_assert_int_eq(step_up(GOOD_PASSWORD), OK);
	ck_assert(!office->req->actor->password_old); /* for this request too */
	ck_assert(!old());
	ck_assert_int_eq(
		office_number(office, "SELECT count(*) FROM session WHERE password_at = %" PRId64, clock_now()), 1);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM session WHERE password_at = %" PRId64, start), 1);
	ck_assert_int_eq(audited("session.step_up"), 1);
	office_free(office);
}
END_TEST

START_TEST(a_wrong_one_counts_as_a_failed_sign_in)
{
	open_office();
	ck_assert_int_eq(sign_in("slt.jb", GOOD_PASSWORD), OK);
	work_for(AN_HOUR);
	for (int i = 0; i < 5; i++) {
		ck_assert_int_eq(step_up("Wrong-Horse-42"), ERR_INVALID);
		ck_assert_str_eq(sentence, "口令不对，或者因连续输错暂时不能使用");
	}
	ck_assert(old());
	ck_assert_int_eq(audited("session.step_up_refused"), 5);
	ck_assert_int_eq(audited("session.lock"), 1);
	/* Locked for both, with the same words; the lock ends by itself. */
	ck_assert_int_eq(step_up(GOOD_PASSWORD), ERR_INVALID);
	ck_assert_str_eq(sentence, "口令不对，或者因连续输错暂时不能使用");
	ck_assert_int_eq(sign_in("slt.jb", GOOD_PASSWORD), ERR_INVALID);
	work_for(15 * 60);
	ck_assert_int_eq(step_up(GOOD_PASSWORD), OK);
	office_free(office);
}
END_TEST

START_TEST(failures_at_the_door_are_counted_together)
{
	open_office();
	ck_assert_int_eq(sign_in("slt.jb", GOOD_PASSWORD), OK);
	for (int i = 0; i < 4; i++)
		ck_assert_int_eq(step_up("Wrong-Horse-42"), ERR_INVALID);
	ck_assert_int_eq(step_up(GOOD_PASSWORD), OK); /* forgets them */
	for (int i = 0; i < 4; i++)
		ck_assert_int_eq(sign_in("slt.jb", "Wrong-Horse-42"), ERR_INVALID);
	ck_assert_int_eq(step_up("Wrong-Horse-42"), ERR_INVALID);
	ck_assert_int_eq(step_up(GOOD_PASSWORD), ERR_INVALID);
	office_free(office);
}
END_TEST

START_TEST(a_source_that_tries_too_much_is_not_served)
{
	open_office();
	ck_assert_int_eq(sign_in("slt.jb", GOOD_PASSWORD), OK);
	for (int i = 0; i < 30; i++)
		ck_assert_int_eq(sign_in(arena_printf(office->arena, "unit%d", i), "wrong"), ERR_INVALID);
	ck_assert_int_eq(step_up(GOOD_PASSWORD), ERR_THROTTLED);
	office_free(office);
}
END_TEST

START_TEST(a_change_of_password_is_one_typed)
{
	struct request *req;

	open_office();
	ck_assert_int_eq(sign_in("slt.jb", GOOD_PASSWORD), OK);
	work_for(AN_HOUR);
	req = office_request(office, METHOD_POST, "/password");
	ck_assert_int_eq(session_identify(req), OK);
	ck_assert_int_eq(session_change_password(req, GOOD_PASSWORD, "Another-Horse-43", &sentence), OK);
	office_keep_cookies(office, req);
	ck_assert(!old());
	office_free(office);
}
END_TEST

START_TEST(who_has_no_session_is_not_asked)
{
	struct context context = {.actor = system_actor()};
	char *why;

	open_office();
	context.arena = office->arena;
	context.service = office->service;
	ck_assert_int_eq(step_up_ask(&context, "核定", &why), OK);
	ck_assert_int_eq(sign_in("slt.jb", GOOD_PASSWORD), OK);
	work_for(AN_HOUR);
	context.actor = who(office->cookie);
	ck_assert_int_eq(step_up_ask(&context, "核定", &why), ERR_PASSWORD);
	ck_assert_str_eq(why, "“核定”是最终决定，须再次输入登录口令：您上次输入已超过 30 分钟。"
			      "输入后再办理，现在还没有生效");
	office_free(office);
}
END_TEST

int main(void)
{
	return RUN_SUITE("kernel/step_up", a_password_is_fresh_for_thirty_minutes_and_no_second_longer,
			 the_setting_says_how_long, the_right_one_makes_this_session_fresh_and_no_other,
			 a_wrong_one_counts_as_a_failed_sign_in, failures_at_the_door_are_counted_together,
			 a_source_that_tries_too_much_is_not_served, a_change_of_password_is_one_typed,
			 who_has_no_session_is_not_asked);
}
