/* Own matters, separation of duties, and two who decide in the same second. */
#include "unit/kernel/matter_world.h"

#include <sys/wait.h>
#include <unistd.h>

/* Two accounts of the center also ask for it: the center is a unit too. */
static int64_t own_matter_in(const char *state)
{
	int64_t id = 0;
	struct context *context = as(OWN_CLERK);

	ck_assert_int_eq(matter_open(context, sample, NULL, &id), OK);
	ck_assert_int_eq(matter_save_draft(context, matter_now(id), form_of("中心自用", "small", "8")), OK);
	hand_in(id, "letter");
	go(OWN_CLERK, id, "submit");
	if (!text_equal(state, "unit_check"))
		go(OWN_LEAD, id, "pass");
	ck_assert_str_eq(state_now(id), state);
	return id;
}

START_TEST(test_the_clerk_who_opened_does_not_check_his_own)
{
	int64_t id = filled_by(CLERK_AND_LEAD);
	int64_t before;

	go(CLERK_AND_LEAD, id, "submit");
	before = traces(id);
	ck_assert_int_eq(try_to(CLERK_AND_LEAD, id, "pass", NULL), ERR_OWN_MATTER);
	ck_assert_str_eq(last_move.sentence,
			 "您在本件中已作为单位经办岗办理过，不能再作为单位审核岗办理，请由其他人员办理。"
			 "本次操作没有生效，已记入操作日志");
	ck_assert_int_eq(traces(id), before);
	go(LEAD, id, "pass");
}
END_TEST

START_TEST(test_who_submitted_a_colleagues_draft_does_not_check_it)
{
	int64_t id = filled_by(CLERK);

	go(CLERK_AND_LEAD, id, "submit");
	ck_assert_int_eq(try_to(CLERK_AND_LEAD, id, "pass", NULL), ERR_OWN_MATTER);
}
END_TEST

START_TEST(test_who_opened_a_draft_that_a_colleague_submitted_does_not_check_it)
{
	int64_t id = filled_by(CLERK_AND_LEAD);

	go(CLERK, id, "submit");
	ck_assert_int_eq(try_to(CLERK_AND_LEAD, id, "pass", NULL), ERR_OWN_MATTER);
}
END_TEST

START_TEST(test_the_center_decides_its_own_systems_but_nobody_his_own_matter)
{
	int64_t id = own_matter_in("acceptance");

	ck_assert_int_eq(try_to(OWN_CLERK, id, "accept", NULL), ERR_OWN_MATTER);
	go(INTAKE, id, "accept");
	go(REVIEW, id, "conclude");
	order(id, 1, PROVIDER);
	/* OWN_LEAD checked it for the unit, and so does not rule on it. */
	ck_assert_int_eq(try_with(OWN_LEAD, id, "rule", NULL, granted("8")), ERR_OWN_MATTER);
	ck_assert_int_eq(try_with(APPROVE, id, "rule", NULL, granted("8")), OK);
}
END_TEST

/* Who asked for it serves none of the posts that answer, also those that are none of the five. */
START_TEST(test_who_asked_does_not_answer_in_whatever_post)
{
	int64_t id = own_matter_in("acceptance");
	enum role before;
	bool allows;

	ck_assert_int_eq(
		separation_allows(as(OWN_CLERK), matter_now(id), OWN_CLERK, ROLE_CENTER_DISPATCH, &before, &allows),
		OK);
	ck_assert(!allows);
	ck_assert_int_eq(before, ROLE_UNIT_CLERK);
	ck_assert_int_eq(separation_allows(as(INTAKE), matter_now(id), INTAKE, ROLE_CENTER_DISPATCH, &before, &allows),
			 OK);
	ck_assert(allows);
	go(INTAKE, id, "accept");
	ck_assert_int_eq(separation_allows(as(INTAKE), matter_now(id), INTAKE, ROLE_CENTER_DISPATCH, &before, &allows),
			 OK);
	ck_assert(allows);
}
END_TEST

START_TEST(test_nobody_takes_two_of_acceptance_review_and_ruling)
{
	int64_t id = matter_in("acceptance");

	go(JACK, id, "accept");
	ck_assert_int_eq(try_to(JACK, id, "conclude", NULL), ERR_OWN_MATTER);
	go(REVIEW, id, "conclude");
	ck_assert_int_eq(try_with(JACK, id, "rule", NULL, granted("8")), ERR_OWN_MATTER);
	id = matter_in("review");
	go(JACK, id, "conclude");
	ck_assert_int_eq(try_with(JACK, id, "rule", NULL, granted("8")), ERR_OWN_MATTER);
}
END_TEST

START_TEST(test_acting_in_one_matter_binds_nobody_in_another)
{
	int64_t first = matter_in("acceptance");
	int64_t second = matter_in("review");

	go(JACK, first, "accept");
	go(JACK, second, "conclude");
}
END_TEST

START_TEST(test_the_same_role_may_act_again)
{
	int64_t id = matter_in("acceptance");

	go(INTAKE, id, "correct");
	go(CLERK, id, "straight");
	go(INTAKE, id, "accept");
}
END_TEST

START_TEST(test_talking_about_a_matter_is_not_acting_in_it)
{
	int64_t id = matter_in("acceptance");

	ck_assert_int_eq(matter_comment(as(JACK), matter_now(id), "请补充说明"), OK);
	go(INTAKE, id, "accept");
	go(JACK, id, "conclude");
}
END_TEST

START_TEST(test_an_action_is_not_for_who_took_another_that_it_names)
{
	int64_t id = matter_in("review");
	const struct action *turn_down = procedure_action(sample, "turn_down");
	bool may = false;
	int64_t before;

	ck_assert_int_eq(matter_may_act(as(JACK), matter_now(id), turn_down, &may), OK);
	ck_assert(may);
	go(JACK, id, "note");
	before = traces(id);
	ck_assert_int_eq(try_to(JACK, id, "turn_down", "方案不可行"), ERR_OWN_MATTER);
	ck_assert_str_eq(last_move.sentence, "您在本件中已办理“评审意见”，“评审不通过”须由其他人员办理。"
					     "本次操作没有生效，已记入操作日志");
	ck_assert_int_eq(traces(id), before);
	ck_assert_int_eq(matter_may_act(as(JACK), matter_now(id), turn_down, &may), OK);
	ck_assert(!may);
	ck_assert_int_eq(matter_may_act(as(REVIEW), matter_now(id), turn_down, &may), OK);
	ck_assert(may);
	ck_assert_int_eq(try_to(REVIEW, id, "turn_down", "方案不可行"), OK);
	/* In another matter it binds nobody. */
	ck_assert_int_eq(try_to(JACK, matter_in("review"), "turn_down", "方案不可行"), OK);
}
END_TEST

/* ---- races ---- */

/* In a process of its own, with connections of its own, at the moment the gate opens. */
static int act_in_child(int gate, int64_t person, int64_t id, const char *action, int64_t step)
{
	struct context *context;
	struct move move = {.action = procedure_action(sample, action), .step = step, .opinion = "意见写在这里"};
	char go_ahead;

	world->writer = fixture_open(world->fixture, DB_APP, DB_WRITER);
	context = as(person);
	if (matter_find(context, id, &move.matter) != FOUND)
		return 100;
	if (read(gate, &go_ahead, 1) != 0)
		return 101;
	return (int)matter_move(context, &move);
}

struct racer {
	int64_t person;
	const char *action;
	enum err err;
};

/* SQLite's connections do not cross a fork: the parent's are closed before and opened again after. */
static void race(int64_t id, struct racer *racers, size_t count)
{
	int gate[2];
	pid_t children[8];
	int64_t step = matter_now(id)->step;

	ck_assert_int_eq(pipe(gate), 0);
	db_free(world->fixture->writer);
	db_free(world->fixture->reader);
	for (size_t i = 0; i < count; i++) {
		children[i] = fork();
		ck_assert_int_ge(children[i], 0);
		if (children[i] == 0) {
			close(gate[1]);
			_exit(act_in_child(gate[0], racers[i].person, id, racers[i].action, step));
		}
	}
	usleep(300000);
	close(gate[0]);
	close(gate[1]);
	for (size_t i = 0; i < count; i++) {
		int status;

		ck_assert_int_eq(waitpid(children[i], &status, 0), children[i]);
		ck_assert(WIFEXITED(status));
		racers[i].err = (enum err)WEXITSTATUS(status);
	}
	world->reader = world->fixture->reader = fixture_open(world->fixture, DB_APP, DB_READER);
	world->writer = world->fixture->writer = fixture_open(world->fixture, DB_APP, DB_WRITER);
}

START_TEST(test_of_two_who_decide_at_once_exactly_one_wins)
{
	for (int round = 0; round < 5; round++) {
		int64_t id = matter_in("acceptance");
		struct racer racers[] = {{INTAKE, "accept", OK}, {INTAKE_TWO, "refuse", OK}};
		int64_t events = office_number(world, "SELECT count(*) FROM event WHERE matter_id = %" PRId64, id);
		int winner;

		race(id, racers, 2);
		ck_assert_msg((racers[0].err == OK) != (racers[1].err == OK), "%s and %s", err_name(racers[0].err),
			      err_name(racers[1].err));
		winner = racers[0].err == OK ? 0 : 1;
		ck_assert_int_eq(racers[1 - winner].err, ERR_CONFLICT);
		ck_assert_str_eq(state_now(id), winner == 0 ? "review" : "refused");
		ck_assert_int_eq(office_number(world, "SELECT count(*) FROM event WHERE matter_id = %" PRId64, id),
				 events + 1);
	}
}
END_TEST

START_TEST(test_of_six_submissions_of_one_draft_one_counts)
{
	int64_t id = filled_by(CLERK);
	struct racer racers[6];
	int won = 0;

	for (size_t i = 0; i < 6; i++)
		racers[i] = (struct racer){i % 2 == 0 ? CLERK : CLERK_TWO, "submit", OK};
	race(id, racers, 6);
	for (size_t i = 0; i < 6; i++)
		won += racers[i].err == OK;
	ck_assert_int_eq(won, 1);
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM event WHERE action = 'submit'"), 1);
	ck_assert_int_eq(office_number(world, "SELECT last FROM number_series"), 1);
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM task WHERE closed_at IS NULL"), 1);
}
END_TEST

START_TEST(test_two_signatures_at_once_both_count)
{
	int64_t id = matter_in("building");
	struct racer racers[] = {{OPERATOR, "built", OK}, {OTHER_OPERATOR, "built", OK}};

	race(id, racers, 2);
	ck_assert_int_eq(racers[0].err, OK);
	ck_assert_int_eq(racers[1].err, OK);
	ck_assert_str_eq(state_now(id), "receiving");
}
END_TEST

START_TEST(test_one_seat_signed_twice_at_once_counts_once)
{
	int64_t id = matter_in("building");
	struct racer racers[] = {{OPERATOR, "built", OK}, {OPERATOR, "built", OK}};

	race(id, racers, 2);
	ck_assert_int_ne(racers[0].err == OK, racers[1].err == OK);
	ck_assert_str_eq(state_now(id), "building");
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM event WHERE action = 'built'"), 1);
}
END_TEST

int main(void)
{
	return RUN_WORLD(
		"kernel/separation", test_the_clerk_who_opened_does_not_check_his_own,
		test_who_submitted_a_colleagues_draft_does_not_check_it,
		test_who_opened_a_draft_that_a_colleague_submitted_does_not_check_it,
		test_the_center_decides_its_own_systems_but_nobody_his_own_matter,
		test_who_asked_does_not_answer_in_whatever_post, test_nobody_takes_two_of_acceptance_review_and_ruling,
		test_acting_in_one_matter_binds_nobody_in_another, test_the_same_role_may_act_again,
		test_talking_about_a_matter_is_not_acting_in_it,
		test_an_action_is_not_for_who_took_another_that_it_names,
		test_of_two_who_decide_at_once_exactly_one_wins, test_of_six_submissions_of_one_draft_one_counts,
		test_two_signatures_at_once_both_count, test_one_seat_signed_twice_at_once_counts_once);
}
