#include "unit/kernel/together_cast.h"

/* ---- 授权代办 ---- */

static enum err delegate(int64_t person, enum role role, int64_t to, int64_t from_day, int64_t to_day)
{
	struct delegating delegating = {
		.role = role, .delegate = to, .from_day = from_day, .to_day = to_day, .reason = "出差"};
	int64_t id;
	enum err err = delegation_make(as(person), &delegating, &id);

	why = delegating.sentence;
	return err;
}

/* As the session would bring him: with what he takes for others today. */
static struct context *deputy(int64_t person)
{
	struct context *context = as(person);
	struct actor *actor = arena_memdup(world->arena, context->actor, sizeof *actor);

	ck_assert_int_eq(delegation_load(world->writer, world->arena, actor), OK);
	context->actor = actor;
	return context;
}

static enum err act_as(struct context *context, int64_t id, const char *action)
{
	struct matter *matter;

	if (matter_find(context, id, &matter) != FOUND)
		return ERR_NOT_FOUND;
	last_move = (struct move){.matter = matter, .action = procedure_action(sample, action), .step = matter->step};
	return matter_move(context, &last_move);
}

START_TEST(test_a_deputy_acts_and_every_line_says_for_whom)
{
	int64_t id = matter_in("acceptance");

	ck_assert_int_eq(act_as(deputy(DISPATCH), id, "accept"), ERR_FORBIDDEN);
	ck_assert_int_eq(delegate(INTAKE, ROLE_CENTER_INTAKE, DISPATCH, today(), today() + 2), OK);
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM notice WHERE person_id IN (11, 15)"), 2);
	ck_assert_int_eq(act_as(deputy(DISPATCH), id, "accept"), OK);
	ck_assert_int_eq(
		office_number(
			world,
			"SELECT count(*) FROM event e JOIN audit a ON a.seq = e.audit_seq WHERE e.action = 'accept'"
			" AND e.person_id = 15 AND e.on_behalf_of = 11 AND e.role = 'center.intake'"
			" AND e.actor_label = '测试单位1 测试岗 代 岗位11 办理' AND a.actor LIKE '%% 代 岗位11 "
			"办理%%'"),
		1);
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM task WHERE closed_by = 15 AND on_behalf_of = 11"),
			 1);
}
END_TEST

START_TEST(test_a_delegation_begins_and_ends_by_itself)
{
	int64_t id = matter_in("acceptance");
	struct context *yesterday;

	ck_assert_int_eq(delegate(INTAKE, ROLE_CENTER_INTAKE, DISPATCH, today() + 1, today() + 2), OK);
	ck_assert_int_eq(act_as(deputy(DISPATCH), id, "accept"), ERR_FORBIDDEN);
	pass_time(86400);
	yesterday = deputy(DISPATCH);
	ck_assert_uint_eq(yesterday->actor->deputy_count, 1);
	pass_time(2 * 86400);
	ck_assert_uint_eq(deputy(DISPATCH)->actor->deputy_count, 0);
	ck_assert_int_eq(act_as(yesterday, id, "accept"), ERR_FORBIDDEN); /* a page left open */
	ck_assert_ptr_nonnull(strstr(last_move.sentence, "授权代办已经终止或者到期"));
}
END_TEST

START_TEST(test_a_delegation_is_taken_back_by_the_person_or_a_lead)
{
	int64_t id = matter_in("acceptance");
	struct context *before;

	ck_assert_int_eq(delegate(INTAKE, ROLE_CENTER_INTAKE, DISPATCH, today(), today()), OK);
	before = deputy(DISPATCH);
	ck_assert_int_eq(delegation_end(as(CLERK), 1), ERR_NOT_FOUND);
	ck_assert_int_eq(delegation_end(as(DISPATCH), 1), ERR_FORBIDDEN);
	ck_assert_int_eq(delegation_end(as(LEADER), 1), OK);
	ck_assert_int_eq(delegation_end(as(INTAKE), 1), ERR_CONFLICT);
	ck_assert_int_eq(act_as(before, id, "accept"), ERR_FORBIDDEN);
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM event WHERE on_behalf_of IS NOT NULL"), 0);
}
END_TEST

/* What somebody no longer has nobody takes for him, nor what he had when the page was drawn. */
START_TEST(test_a_delegation_is_worth_what_the_person_has)
{
	static const char *const losses[] = {
		"DELETE FROM person_role WHERE person_id = 11 AND role = 'center.intake'",
		"UPDATE person SET status = 'disabled' WHERE id = 11",
	};
	int64_t id = matter_in("acceptance");

	ck_assert_int_eq(delegate(INTAKE, ROLE_CENTER_INTAKE, DISPATCH, today(), today()), OK);
	ck_assert_int_eq(INTAKE, 11);
	for (size_t i = 0; i < ARRAY_LENGTH(losses); i++) {
		struct context *before = deputy(DISPATCH);

		ck_assert_uint_eq(before->actor->deputy_count, 1);
		office_sql(world, "%s", losses[i]);
		ck_assert_uint_eq(deputy(DISPATCH)->actor->deputy_count, 0);
		ck_assert_int_eq(act_as(before, id, "accept"), ERR_FORBIDDEN);
		ck_assert_ptr_nonnull(strstr(last_move.sentence, "授权代办已经终止或者到期"));
		office_sql(world,
			   "INSERT OR IGNORE INTO person_role (person_id, role, granted_at)"
			   " VALUES (11, 'center.intake', 1); UPDATE person SET status = 'active' WHERE id = 11");
	}
	ck_assert_int_eq(act_as(deputy(DISPATCH), id, "accept"), OK);
}
END_TEST

START_TEST(test_what_cannot_be_delegated)
{
	ck_assert_int_eq(delegate(INTAKE, ROLE_CENTER_REVIEW, DISPATCH, today(), today()), ERR_INVALID);
	ck_assert_int_eq(delegate(ADMIN, ROLE_ADMIN_SYSTEM, DISPATCH, today(), today()), ERR_INVALID);
	ck_assert_int_eq(delegate(EXPERT, ROLE_REVIEW_EXPERT, EXPERT_TWO, today(), today()), ERR_INVALID);
	ck_assert_int_eq(delegate(INTAKE, ROLE_CENTER_INTAKE, ADMIN, today(), today()), ERR_INVALID);
	ck_assert_int_eq(delegate(INTAKE, ROLE_CENTER_INTAKE, LEAD, today(), today()), ERR_INVALID);
	ck_assert_int_eq(delegate(INTAKE, ROLE_CENTER_INTAKE, INTAKE, today(), today()), ERR_INVALID);
	ck_assert_int_eq(delegate(INTAKE, ROLE_CENTER_INTAKE, DISPATCH, today() - 1, today()), ERR_INVALID);
	ck_assert_int_eq(delegate(INTAKE, ROLE_CENTER_INTAKE, DISPATCH, today() + 2, today() + 1), ERR_INVALID);
	ck_assert_int_eq(delegate(INTAKE, ROLE_CENTER_INTAKE, DISPATCH, today(), today() + 30), ERR_INVALID);
	ck_assert_str_eq(why, "一次授权最长 30 日，您填了 31 日");
	ck_assert_int_eq(delegate(INTAKE, ROLE_CENTER_INTAKE, DISPATCH, today(), today() + 5), OK);
	ck_assert_int_eq(delegate(INTAKE, ROLE_CENTER_INTAKE, LEADER, today() + 5, today() + 6), ERR_INVALID);
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM delegation"), 1);
	ck_assert_ptr_nonnull(office_try(world, "UPDATE delegation SET to_day = to_day + 1"));
	ck_assert_ptr_nonnull(office_try(
		world, "INSERT INTO delegation (organisation_id, person_id, delegate_id, role, from_day, to_day,"
		       " reason, made_at) VALUES (1, 15, 13, 'center.intake', 1, 2, '再转授', 1)"));
}
END_TEST

/* Both away on the day they meet, straight or by a third: nobody would be there. */
START_TEST(test_nobody_acts_for_him_who_acts_for_him)
{
	ck_assert_int_eq(delegate(INTAKE, ROLE_CENTER_INTAKE, DISPATCH, today() + 1, today() + 5), OK);
	ck_assert_int_eq(delegate(DISPATCH, ROLE_CENTER_DISPATCH, INTAKE, today() + 5, today() + 6), ERR_INVALID);
	ck_assert_ptr_nonnull(strstr(why, "不能互相代办"));
	ck_assert_int_eq(delegate(DISPATCH, ROLE_CENTER_DISPATCH, REVIEW, today() + 2, today() + 3), OK);
	ck_assert_int_eq(delegate(REVIEW, ROLE_CENTER_REVIEW, INTAKE, today() + 3, today() + 3), ERR_INVALID);
	ck_assert_ptr_nonnull(strstr(why, "不能互相代办"));
	ck_assert_int_eq(delegate(REVIEW, ROLE_CENTER_REVIEW, INTAKE, today() + 6, today() + 8), OK);
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM delegation"), 3);
	/* Taken back it closes no circle. */
	ck_assert_int_eq(
		delegation_end(as(INTAKE), office_number(world, "SELECT id FROM delegation WHERE person_id = 11")), OK);
	ck_assert_int_eq(delegate(REVIEW, ROLE_CENTER_REVIEW, INTAKE, today() + 3, today() + 3), OK);
}
END_TEST

START_TEST(test_separation_holds_for_both)
{
	int64_t id = matter_in("ruling"); /* 受理 by 11, 评审 by 13 */

	ck_assert_int_eq(delegate(APPROVE, ROLE_CENTER_APPROVE, INTAKE, today(), today()), OK);
	ck_assert_int_eq(act_as(deputy(INTAKE), id, "rule"), ERR_OWN_MATTER);
	/* The lead could not approve what he opened; nor can anybody for him. */
	id = filled_by(CLERK_AND_LEAD);
	go(CLERK_AND_LEAD, id, "submit");
	ck_assert_int_eq(
		office_number(world, "SELECT count(*) FROM task WHERE closed_at IS NULL AND matter_id = %" PRId64, id),
		1);
	ck_assert_int_eq(delegate(CLERK_AND_LEAD, ROLE_UNIT_LEAD, CLERK_TWO, today(), today()), OK);
	ck_assert_int_eq(act_as(deputy(CLERK_TWO), id, "pass"), ERR_OWN_MATTER);
	ck_assert_ptr_nonnull(strstr(last_move.sentence, "授权您代办的人在本件中已作为单位经办岗办理过"));
}
END_TEST

START_TEST(test_nobody_takes_for_another_what_that_one_may_not_take)
{
	int64_t id = matter_in("review");
	struct context *context;

	go(REVIEW, id, "note");
	ck_assert_int_eq(delegate(REVIEW, ROLE_CENTER_REVIEW, DISPATCH, today(), today()), OK);
	context = deputy(DISPATCH);
	last_move = (struct move){.matter = matter_now(id),
				  .action = procedure_action(sample, "turn_down"),
				  .step = matter_now(id)->step,
				  .opinion = "方案不可行"};
	ck_assert_int_eq(matter_move(context, &last_move), ERR_OWN_MATTER);
	ck_assert_ptr_nonnull(strstr(last_move.sentence, "授权您代办的人在本件中已办理“评审意见”"));
}
END_TEST

/* What bars one way in leaves the others open: the leader may decide as leader whatever he also could do for others. */
START_TEST(test_who_could_not_take_it_for_another_may_take_it_in_his_own_right)
{
	int64_t id = matter_in("review");

	go(REVIEW, id, "note");
	ck_assert_int_eq(delegate(REVIEW, ROLE_CENTER_REVIEW, LEADER, today(), today()), OK);
	last_move = (struct move){.matter = matter_now(id),
				  .action = procedure_action(sample, "turn_down"),
				  .step = matter_now(id)->step,
				  .opinion = "方案不可行"};
	ck_assert_int_eq(matter_move(deputy(LEADER), &last_move), OK);
	ck_assert_int_eq(office_number(world,
				       "SELECT role = 'center.lead' AND on_behalf_of IS NULL FROM event"
				       " WHERE action = 'turn_down' AND matter_id = %" PRId64,
				       id),
			 1);
}
END_TEST

START_TEST(test_a_deputy_has_the_persons_own_seats_and_no_others)
{
	int64_t id = matter_in("acceptance");
	struct holding holdings[HOLDINGS_MAX];

	ck_assert_int_eq(delegate(INTAKE, ROLE_CENTER_INTAKE, DISPATCH, today(), today()), OK);
	ck_assert_uint_eq(actor_holdings(deputy(DISPATCH)->actor, holdings), 2);
	ck_assert(holdings[1].shared && holdings[1].person == INTAKE && holdings[1].deputy != NULL);
	ck_assert_int_eq(matter_reassign(as(INTAKE), matter_now(id), seat_of(id), INTAKE_TWO, "出差", &why), OK);
	ck_assert_int_eq(act_as(deputy(DISPATCH), id, "accept"), ERR_FORBIDDEN);
	ck_assert_ptr_nonnull(office_try(
		world,
		arena_printf(world->arena,
			     "INSERT INTO event (matter_id, at, person_id, on_behalf_of, role, actor_label, action,"
			     " label, from_state, to_state, revision) VALUES (%" PRId64 ", %" PRId64
			     ", 13, 11, 'center.intake', 'x', 'accept', 'x', 'acceptance', 'review', 1)",
			     id, clock_now())));
}
END_TEST

int main(void)
{
	return RUN_WORLD("kernel/delegation", test_a_deputy_acts_and_every_line_says_for_whom,
			 test_a_delegation_begins_and_ends_by_itself,
			 test_a_delegation_is_taken_back_by_the_person_or_a_lead,
			 test_a_delegation_is_worth_what_the_person_has, test_what_cannot_be_delegated,
			 test_nobody_acts_for_him_who_acts_for_him, test_separation_holds_for_both,
			 test_nobody_takes_for_another_what_that_one_may_not_take,
			 test_who_could_not_take_it_for_another_may_take_it_in_his_own_right,
			 test_a_deputy_has_the_persons_own_seats_and_no_others);
}
