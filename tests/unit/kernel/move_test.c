/* What moves a matter and what is refused: states, roles, form, documents, guards, effects, signatures, return. */
#include "unit/kernel/matter_world.h"

/* ---- the usual way ---- */

START_TEST(test_a_matter_goes_the_whole_way)
{
	int64_t id = matter_in("closed");
	struct matter *matter = matter_now(id);

	ck_assert_int_gt(matter->closed_at, 0);
	ck_assert_str_eq(matter->holder, "");
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM task WHERE closed_at IS NULL"), 0);
	ck_assert_int_eq(office_number(world, "SELECT coalesce(sum(n), 0) FROM task_count"), 0);
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM matter_party WHERE state <> 'closed'"), 0);
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM matter_count WHERE n > 0 AND state <> 'closed'"),
			 0);
}
END_TEST

START_TEST(test_every_move_writes_event_audit_seat_and_notice)
{
	int64_t id = matter_in("unit_check");

	ck_assert_int_eq(
		office_number(
			world,
			"SELECT count(*) FROM event e JOIN audit a ON a.seq = e.audit_seq WHERE"
			" e.action = 'submit' AND e.from_state = 'draft' AND e.to_state = 'unit_check'"
			" AND e.role = 'unit.clerk' AND e.person_id = 21 AND e.revision = 1"
			" AND length(e.digest) = 32 AND a.action = 'matter.submit' AND a.object_id = e.matter_id"),
		1);
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM task WHERE closed_by = 21 AND outcome = 'submit'"),
			 1);
	ck_assert_int_eq(office_number(world,
				       "SELECT count(*) FROM notice WHERE kind = 'task' AND organisation_id = 2"
				       " AND role = 'unit.lead' AND matter_id = %" PRId64,
				       id),
			 1);
	ck_assert_str_eq(matter_now(id)->holder, "测试 单位审核岗");
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM matter_draft"), 0);
}
END_TEST

START_TEST(test_the_number_comes_with_the_first_submission_and_stays)
{
	int64_t first = matter_in("unit_check");
	int64_t second = matter_in("unit_check");

	ck_assert_str_eq(matter_now(first)->number, "YL-2024-0001");
	ck_assert_str_eq(matter_now(second)->number, "YL-2024-0002");
	go(LEAD, first, "unit_return");
	go(CLERK, first, "submit");
	ck_assert_str_eq(matter_now(first)->number, "YL-2024-0001");
	ck_assert_int_eq(matter_now(first)->submitted_at, clock_now());
}
END_TEST

START_TEST(test_a_new_year_counts_from_one_again)
{
	int64_t id = matter_in("unit_check");

	clock_freeze(at_time(2025, 1, 1, 0));
	ck_assert_int_eq(service_refresh(world->service, world->reader), OK);
	sample = procedure_find(world->service, "sample");
	id = matter_in("unit_check");
	ck_assert_str_eq(matter_now(id)->number, "YL-2025-0001");
}
END_TEST

START_TEST(test_giving_up_a_draft_asks_for_nothing_and_counts_no_number)
{
	int64_t id = open_by(CLERK);

	go(CLERK, id, "discard");
	ck_assert_str_eq(state_now(id), "dropped");
	ck_assert_ptr_null(matter_now(id)->number);
	ck_assert_int_eq(matter_now(id)->submitted_at, 0);
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM matter_form"), 0);
}
END_TEST

START_TEST(test_the_owner_is_told_of_decisions)
{
	int64_t id = matter_in("acceptance");

	go(INTAKE, id, "accept");
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM notice WHERE kind = 'moved' AND organisation_id = 2"
					      " AND role = 'unit.clerk' AND text LIKE '%%同意受理%%评审中%%'"),
			 1);
	go(REVIEW, id, "note");
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM notice WHERE kind = 'moved'"), 1);
	ck_assert_int_eq(
		office_number(world, "SELECT count(*) FROM event WHERE action = 'note' AND audience = 'center'"), 1);
}
END_TEST

/* ---- illegal triples, generated ---- */

static bool role_named(const struct action *action, const struct state *state, enum role role)
{
	const enum role *roles = action->who_count > 0 ? action->who : state->holders;
	size_t count = action->who_count > 0 ? action->who_count : state->holder_count;

	for (size_t i = 0; i < count; i++)
		if (roles[i] == role)
			return true;
	return false;
}

/* By the procedure alone: an account that may press this action in this state. */
static bool legal(const struct account *account, const struct action *action, const struct state *state)
{
	char **roles;
	size_t count = text_split(world->arena, account->roles, ' ', &roles);

	if (action->after_setting != NULL || !action_leaves(sample, action, state))
		return false;
	for (size_t i = 0; i < count; i++) {
		enum role role = role_from_key(roles[i]);
		bool here = role_kinds(role) == KIND_UNIT ? account->org == UNIT
			    : role_kinds(role) == KIND_OPERATOR
				    ? account->org == PROVIDER || account->org == OTHER_PROVIDER
				    : role != ROLE_REVIEW_EXPERT;

		if (here && role_named(action, state, role))
			return true;
	}
	return false;
}

/* Traces are counted once for each account: every count opens the database anew. */
static void all_illegal_refused(int64_t id, const struct state *state, int *refused)
{
	for (size_t i = 0; i < ARRAY_LENGTH(accounts); i++) {
		int64_t before = traces(id);

		for (size_t j = 0; j < sample->action_count; j++) {
			const struct action *action = &sample->actions[j];
			enum err err;

			if (legal(&accounts[i], action, state))
				continue;
			err = try_with(accounts[i].id, id, action->key, "意见写在这里",
				       action->field_count > 0 ? granted("1") : NULL);
			ck_assert_msg(err == ERR_NOT_FOUND || err == ERR_FORBIDDEN || err == ERR_STATE ||
					      err == ERR_OWN_MATTER,
				      "%s: %s by %" PRId64 ": %s", state->key, action->key, accounts[i].id,
				      err_name(err));
			++*refused;
		}
		ck_assert_msg(traces(id) == before, "%s: a trace of %" PRId64, state->key, accounts[i].id);
	}
}

START_TEST(test_every_illegal_state_action_role_is_refused_without_a_trace)
{
	int refused = 0;

	for (size_t i = 0; i < sample->state_count; i++) {
		const struct state *state = &sample->states[i];
		int64_t id;

		if (text_equal(state->key, "refused") || text_equal(state->key, "dropped") ||
		    text_equal(state->key, "lapsed"))
			continue;
		id = matter_in(state->key);
		all_illegal_refused(id, state, &refused);
		ck_assert_str_eq(state_now(id), state->key);
	}
	ck_assert_int_gt(refused, 3000);
}
END_TEST

START_TEST(test_a_finished_matter_stays_finished)
{
	int64_t id = matter_in("acceptance");

	go(INTAKE, id, "refuse");
	ck_assert_int_eq(try_to(CLERK, id, "withdraw", NULL), ERR_STATE);
	ck_assert_int_eq(try_to(INTAKE, id, "accept", NULL), ERR_STATE);
	ck_assert_str_eq(state_now(id), "refused");
}
END_TEST

START_TEST(test_the_sentence_says_whose_step_it_is)
{
	int64_t id = matter_in("unit_check");

	ck_assert_int_eq(try_to(CLERK, id, "pass", NULL), ERR_FORBIDDEN);
	ck_assert_str_eq(last_move.sentence,
			 "“审核通过”由单位审核岗办理，您现在是测试岗。本次操作没有生效，已记入操作日志");
}
END_TEST

START_TEST(test_a_stale_step_is_a_conflict)
{
	int64_t id = matter_in("unit_check");
	struct context *context = as(LEAD);
	struct matter *matter;
	struct move move;

	ck_assert_int_eq(matter_find(context, id, &matter), FOUND);
	move = (struct move){.matter = matter, .action = procedure_action(sample, "pass"), .step = matter->step - 1};
	ck_assert_int_eq(matter_move(context, &move), ERR_CONFLICT);
	/* Moved by somebody else meanwhile: not "wrong state", but "somebody was faster". */
	go(LEAD_TWO, id, "pass");
	move.step = matter->step;
	ck_assert_int_eq(matter_move(context, &move), ERR_CONFLICT);
	ck_assert_str_eq(state_now(id), "acceptance");
}
END_TEST

/* ---- signatures ---- */

START_TEST(test_all_have_to_sign_before_it_moves)
{
	int64_t id = matter_in("building");
	int64_t step = matter_now(id)->step;

	go(OPERATOR, id, "built");
	ck_assert_str_eq(state_now(id), "building");
	ck_assert_str_eq(last_move.to->key, "building");
	ck_assert_int_eq(matter_now(id)->step, step); /* the other signer's page stays good */
	ck_assert_int_eq(try_to(OPERATOR, id, "built", NULL), ERR_FORBIDDEN);
	go(OTHER_OPERATOR, id, "built");
	ck_assert_str_eq(state_now(id), "receiving");
	ck_assert_uint_eq(signatures, 2);
	ck_assert_int_eq(signed_platforms[0], 1);
	ck_assert_int_eq(signed_platforms[1], 2);
	ck_assert(!signed_moves[0] && signed_moves[1]);
}
END_TEST

START_TEST(test_an_operator_with_two_platforms_signs_for_each)
{
	int64_t id = matter_in("ruling");

	order(id, 3, PROVIDER);
	ck_assert_int_eq(try_with(APPROVE, id, "rule", NULL, granted("8")), OK);
	go(OPERATOR, id, "built");
	go(OPERATOR, id, "built");
	ck_assert_str_eq(state_now(id), "building");
	ck_assert_int_eq(try_to(OPERATOR, id, "built", NULL), ERR_FORBIDDEN);
	go(OTHER_OPERATOR, id, "built");
	ck_assert_str_eq(state_now(id), "receiving");
	ck_assert_int_eq(signed_platforms[0], 1);
	ck_assert_int_eq(signed_platforms[1], 3);
}
END_TEST

/* ---- return ---- */

static int64_t seat_person(int64_t id)
{
	struct seat *seats;
	size_t count;

	ck_assert_int_eq(matter_seat_list(as(CLERK), matter_now(id), &seats, &count), OK);
	ck_assert_uint_eq(count, 1);
	return seats[0].person;
}

START_TEST(test_a_return_goes_straight_back_to_the_same_person)
{
	int64_t id = matter_in("acceptance");

	go(INTAKE, id, "correct");
	ck_assert_int_eq(matter_now(id)->returned_by, INTAKE);
	ck_assert_str_eq(matter_now(id)->returned_from, "acceptance");
	go(CLERK, id, "straight");
	ck_assert_str_eq(state_now(id), "acceptance");
	ck_assert_int_eq(seat_person(id), INTAKE);
	ck_assert_int_eq(try_to(INTAKE_TWO, id, "accept", NULL), ERR_FORBIDDEN);
	go(INTAKE, id, "accept");
	ck_assert_ptr_null(matter_now(id)->returned_from);
}
END_TEST

START_TEST(test_who_has_left_the_role_is_followed_by_whoever_has_it)
{
	int64_t id = matter_in("acceptance");

	go(INTAKE, id, "correct");
	office_sql(world, "DELETE FROM person_role WHERE person_id = %d", INTAKE);
	go(CLERK, id, "straight");
	ck_assert_int_eq(seat_person(id), 0);
	go(INTAKE_TWO, id, "accept");
}
END_TEST

START_TEST(test_unchanged_takes_the_short_way_and_changed_passes_the_lead_again)
{
	int64_t unchanged = matter_in("acceptance");
	int64_t changed = matter_in("acceptance");
	int64_t papers = matter_in("acceptance");

	go(INTAKE, unchanged, "correct");
	go(CLERK, unchanged, "resubmit");
	ck_assert_str_eq(state_now(unchanged), "acceptance");
	go(INTAKE, changed, "correct");
	ck_assert_int_eq(matter_save_draft(as(CLERK), matter_now(changed), form_of("水利一张图", "small", "9")), OK);
	go(CLERK, changed, "resubmit");
	ck_assert_str_eq(state_now(changed), "unit_recheck");
	go(LEAD, changed, "recheck_pass");
	ck_assert_str_eq(state_now(changed), "acceptance");
	ck_assert_int_eq(seat_person(changed), INTAKE);
	go(INTAKE, papers, "correct");
	hand_in(papers, "letter");
	go(CLERK, papers, "resubmit");
	ck_assert_str_eq(state_now(papers), "unit_recheck");
}
END_TEST

/* A guard by which an action applies at all hides its button; the others are only tested when it is pressed. */
START_TEST(test_an_action_that_does_not_apply_is_not_offered)
{
	int64_t id = matter_in("acceptance");
	struct procedure *version = world->service->versions[0];
	bool may;

	for (size_t i = 0; i < world->service->version_count; i++)
		if (world->service->versions[i]->id == matter_now(id)->procedure->id)
			version = world->service->versions[i];
	guard_says_no = true;
	ck_assert_int_eq(matter_may_act(as(INTAKE), matter_now(id), procedure_action(version, "accept"), &may), OK);
	ck_assert(may);
	for (size_t i = 0; i < version->action_count; i++)
		if (text_equal(version->actions[i].key, "accept"))
			version->actions[i].applies_count = 1;
	ck_assert_int_eq(matter_may_act(as(INTAKE), matter_now(id), procedure_action(version, "accept"), &may), OK);
	ck_assert(!may);
	ck_assert_int_eq(try_to(INTAKE, id, "accept", NULL), ERR_INVALID);
	guard_says_no = false;
	ck_assert_int_eq(matter_may_act(as(INTAKE), matter_now(id), procedure_action(version, "accept"), &may), OK);
	ck_assert(may);
}
END_TEST

int main(void)
{
	return RUN_WORLD(
		"kernel/move", test_an_action_that_does_not_apply_is_not_offered, test_a_matter_goes_the_whole_way,
		test_every_move_writes_event_audit_seat_and_notice,
		test_the_number_comes_with_the_first_submission_and_stays, test_a_new_year_counts_from_one_again,
		test_giving_up_a_draft_asks_for_nothing_and_counts_no_number, test_the_owner_is_told_of_decisions,
		test_every_illegal_state_action_role_is_refused_without_a_trace, test_a_finished_matter_stays_finished,
		test_the_sentence_says_whose_step_it_is, test_a_stale_step_is_a_conflict,
		test_all_have_to_sign_before_it_moves, test_an_operator_with_two_platforms_signs_for_each,
		test_a_return_goes_straight_back_to_the_same_person,
		test_who_has_left_the_role_is_followed_by_whoever_has_it,
		test_unchanged_takes_the_short_way_and_changed_passes_the_lead_again);
}
