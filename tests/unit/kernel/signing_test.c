/* Countersigning: by quorum, in an order, refused by one; what cannot be written in a procedure. */
#include "unit/kernel/matter_world.h"

static const struct procedure *vote;
static const char *why;

static void voting_world(void)
{
	world_new();
	vote = cast_procedure(world, "tests/unit/kernel", "vote", day_of(clock_now()));
}

static enum err press(int64_t person, int64_t id, const char *action)
{
	struct context *context = as(person);
	struct matter *matter;

	if (matter_find(context, id, &matter) != FOUND)
		return ERR_NOT_FOUND;
	last_move = (struct move){.matter = matter,
				  .action = procedure_action(vote, action),
				  .step = matter->step,
				  .opinion = "意见写在这里"};
	return matter_move(context, &last_move);
}

static int64_t in_panel(void)
{
	struct context *context = as(CLERK);
	struct matter *matter;
	struct values *form = values_empty(world->arena, vote->form, vote->form_count);
	int64_t id;

	values_set(form, "name", "会签一件");
	ck_assert_int_eq(matter_open(context, vote, NULL, &id), OK);
	ck_assert_int_eq(matter_find(context, id, &matter), FOUND);
	ck_assert_int_eq(matter_save_draft(context, matter, form), OK);
	ck_assert_int_eq(press(CLERK, id, "submit"), OK);
	order(id, 1, PROVIDER);
	return id;
}

static int64_t in_chain(void)
{
	int64_t id = in_panel();

	ck_assert_int_eq(press(INTAKE, id, "agree"), OK);
	ck_assert_int_eq(press(REVIEW, id, "agree"), OK);
	ck_assert_str_eq(state_now(id), "chain");
	return id;
}

START_TEST(test_a_quorum_moves_with_the_last_signature_needed)
{
	int64_t id = in_panel();
	struct signers signers;

	ck_assert_int_eq(press(INTAKE, id, "agree"), OK);
	ck_assert_str_eq(state_now(id), "panel");
	ck_assert_int_eq(press(INTAKE, id, "agree"), ERR_FORBIDDEN);
	ck_assert_int_eq(matter_signers(as(CLERK), matter_now(id), &signers), OK);
	ck_assert_uint_eq(signers.count, 3);
	ck_assert_uint_eq(signers.needed, 2);
	ck_assert_uint_eq(signers.signed_count, 1);
	ck_assert_int_eq(signers.rows[0].turn, TURN_SIGNED);
	ck_assert_str_eq(signers.rows[0].by, "测试单位1 测试岗");
	ck_assert_int_eq(press(APPROVE, id, "agree"), OK);
	ck_assert_str_eq(state_now(id), "chain");
	ck_assert_int_eq(press(REVIEW, id, "agree"), ERR_STATE); /* late, and the seat is gone */
	ck_assert(!signed_moves[0] && signed_moves[1]);
}
END_TEST

START_TEST(test_one_refusal_ends_it_and_closes_every_seat)
{
	int64_t id = in_panel();

	ck_assert_int_eq(press(INTAKE, id, "agree"), OK);
	ck_assert_int_eq(press(REVIEW, id, "refuse"), OK);
	ck_assert_str_eq(state_now(id), "refused");
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM task WHERE closed_at IS NULL"), 0);
	ck_assert_int_eq(press(APPROVE, id, "agree"), ERR_STATE);
}
END_TEST

START_TEST(test_in_an_order_the_next_seat_opens_when_the_one_before_has_signed)
{
	int64_t id = in_chain();
	struct signers signers;

	ck_assert_str_eq(matter_now(id)->holder, "测试 资源调度岗");
	ck_assert_int_eq(press(LEADER, id, "sign"), ERR_FORBIDDEN); /* not his turn */
	ck_assert_int_eq(matter_signers(as(CLERK), matter_now(id), &signers), OK);
	ck_assert_uint_eq(signers.count, 3);
	ck_assert_int_eq(signers.rows[0].turn, TURN_NOW);
	ck_assert_int_eq(signers.rows[2].turn, TURN_LATER);
	ck_assert_int_eq(signers.rows[2].seat.role, ROLE_CENTER_LEAD);
	ck_assert_int_eq(press(DISPATCH, id, "sign"), OK);
	ck_assert_str_eq(matter_now(id)->holder, "测试 服务商经办岗");
	ck_assert_int_eq(
		office_number(world, "SELECT count(*) FROM notice WHERE organisation_id = 4 AND kind = 'task'"), 1);
	ck_assert_int_eq(press(OPERATOR, id, "sign"), OK);
	ck_assert_str_eq(state_now(id), "chain");
	ck_assert_int_eq(press(LEADER, id, "sign"), OK);
	ck_assert_str_eq(state_now(id), "done");
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM task WHERE closed_at IS NULL"), 0);
}
END_TEST

START_TEST(test_somebody_whose_turn_has_not_come_refuses_nothing_yet)
{
	int64_t id = in_chain();

	ck_assert_int_eq(press(LEADER, id, "refuse"), ERR_FORBIDDEN);
	ck_assert_int_eq(press(DISPATCH, id, "refuse"), OK);
	ck_assert_str_eq(state_now(id), "refused");
}
END_TEST

START_TEST(test_signatures_of_an_earlier_round_do_not_count)
{
	int64_t id = matter_in("building");
	struct signers signers;

	go(OPERATOR, id, "built");
	go(OTHER_OPERATOR, id, "built");
	go(CLERK, id, "object"); /* in the same second */
	ck_assert_str_eq(state_now(id), "building");
	ck_assert_int_eq(matter_signers(as(CLERK), matter_now(id), &signers), OK);
	ck_assert_uint_eq(signers.signed_count, 0);
	go(OPERATOR, id, "built");
	ck_assert_str_eq(state_now(id), "building");
}
END_TEST

START_TEST(test_what_never_stands_is_not_held)
{
	int64_t id = in_panel();

	ck_assert_int_eq(matter_hold(as(INTAKE), matter_now(id), "等补充材料", day_of(clock_now()) + 2, &why),
			 ERR_INVALID);
	ck_assert_str_eq(why, "这类事项须连续办理，不能挂起");
}
END_TEST

static bool complains(const char *from, const char *to, const char *about)
{
	char *text = cast_file(world, "tests/unit/kernel/vote.yaml");
	const char *at = strstr(text, from);
	struct expression_engine *engine = expression_engine_new();
	char *complaints;
	bool said;

	ck_assert_ptr_nonnull(at);
	text = arena_printf(world->arena, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
	(void)procedure_parse(world->arena, world_modules, engine, "vote.yaml", text, strlen(text), &complaints);
	said = complaints != NULL && strstr(complaints, about) != NULL;
	expression_engine_free(engine);
	return said;
}

START_TEST(test_a_quorum_that_cannot_be_is_said_when_the_file_is_read)
{
	ck_assert(complains(", quorum: \"2/3\"", "", "要一起写"));
	ck_assert(complains("\"2/3\"", "\"4/3\"", "不能是“4/3”"));
	ck_assert(complains("\"2/3\"", "0", "不能是“0”"));
	ck_assert(complains("\"2/3\"", "most", "不能是“most”"));
	ck_assert(complains("signatures: quorum", "signatures: all", "要一起写"));
	ck_assert(complains("hold: never", "hold: sometimes", "hold 不能是"));
}
END_TEST

int main(void)
{
	return RUN_WORLD_FROM(voting_world, "kernel/signing", test_a_quorum_moves_with_the_last_signature_needed,
			      test_one_refusal_ends_it_and_closes_every_seat,
			      test_in_an_order_the_next_seat_opens_when_the_one_before_has_signed,
			      test_somebody_whose_turn_has_not_come_refuses_nothing_yet,
			      test_signatures_of_an_earlier_round_do_not_count, test_what_never_stands_is_not_held,
			      test_a_quorum_that_cannot_be_is_said_when_the_file_is_read);
}
