/* Bulk decisions: what belongs together, the second person, one by one. */
#include "unit/kernel/matter_world.h"

#include "modules/desk/batch.h"

static const char *why;

static int64_t seat_of(int64_t id)
{
	return office_number(world, "SELECT id FROM task WHERE matter_id = %" PRId64 " AND closed_at IS NULL", id);
}

static struct batch *batch_seen(int64_t person, int64_t id)
{
	struct batch *batch = NULL;

	return batch_find(as(person), id, &batch) == FOUND ? batch : NULL;
}

/* So many matters at the same desk, put together and ready to be accepted. */
static int64_t batch_of(size_t count, int64_t *matters)
{
	int64_t tasks[8];
	int64_t id = 0;

	for (size_t i = 0; i < count; i++) {
		matters[i] = matter_in("acceptance");
		tasks[i] = seat_of(matters[i]);
	}
	ck_assert_int_eq(batch_open(as(INTAKE), tasks, count, &id, &why), OK);
	ck_assert_int_eq(
		batch_choose(as(INTAKE), batch_seen(INTAKE, id), procedure_action(sample, "accept"), "同意受理"), OK);
	return id;
}

START_TEST(test_each_moves_by_itself_and_what_cannot_says_why)
{
	int64_t matters[3];
	int64_t id = batch_of(3, matters);
	struct batch *batch;

	go(INTAKE_TWO, matters[1], "accept"); /* meanwhile */
	batch = batch_seen(INTAKE, id);
	ck_assert_int_eq(batch_try(as(INTAKE), batch, &batch->items[0], &why), OK);
	ck_assert_ptr_null(why);
	ck_assert_int_eq(batch_try(as(INTAKE), batch, &batch->items[1], &why), OK);
	ck_assert_str_eq(why, "刚被别人办理，请单独查看");
	ck_assert_int_eq(batch_go(as(INTAKE), batch), OK);
	ck_assert_str_eq(state_now(matters[0]), "review");
	ck_assert_str_eq(state_now(matters[2]), "review");
	batch = batch_seen(INTAKE, id);
	ck_assert_str_eq(batch->items[0].outcome, "done");
	ck_assert_str_eq(batch->items[1].outcome, "refused");
	ck_assert_int_eq(
		office_number(world, "SELECT count(*) FROM event WHERE action = 'accept' AND opinion = '同意受理'"), 2);
	ck_assert_int_eq(batch_go(as(INTAKE), batch), ERR_CONFLICT); /* once */
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM audit WHERE action = 'batch.run'"), 1);
}
END_TEST

START_TEST(test_a_guard_that_says_no_keeps_its_matter_alone)
{
	int64_t matters[2];
	int64_t id = batch_of(2, matters);

	guard_no_from_call = guard_calls + 2; /* the second matter */
	ck_assert_int_eq(batch_go(as(INTAKE), batch_seen(INTAKE, id)), OK);
	ck_assert_str_eq(state_now(matters[0]), "review");
	ck_assert_str_eq(state_now(matters[1]), "acceptance");
	ck_assert_str_eq(batch_seen(INTAKE, id)->items[1].sentence, "配额不足");
}
END_TEST

START_TEST(test_what_does_not_belong_together)
{
	int64_t here = seat_of(matter_in("acceptance"));
	int64_t there = seat_of(matter_in("ruling"));
	int64_t draft = seat_of(open_by(CLERK)), draft_two = seat_of(open_by(CLERK));
	int64_t id;

	ck_assert_int_eq(batch_open(as(INTAKE), (int64_t[]){here}, 1, &id, &why), ERR_INVALID);
	ck_assert_str_eq(why, "请至少勾选两件事项");
	ck_assert_int_eq(batch_open(as(JACK), (int64_t[]){here, there}, 2, &id, &why), ERR_INVALID);
	ck_assert_ptr_nonnull(strstr(why, "同一类事项、同一环节、同一岗位"));
	ck_assert_int_eq(batch_open(as(INTAKE), (int64_t[]){here, there}, 2, &id, &why), ERR_INVALID); /* not his */
	ck_assert_int_eq(batch_open(as(CLERK), (int64_t[]){draft, draft_two}, 2, &id, &why), ERR_INVALID);
	ck_assert_int_eq(batch_open(as(STRANGER), (int64_t[]){draft, draft_two}, 2, &id, &why), ERR_INVALID);
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM batch"), 0);
}
END_TEST

START_TEST(test_many_wait_for_a_second_person_of_the_role)
{
	int64_t matters[3];
	int64_t id;

	office_sql(world,
		   "INSERT INTO setting (key, valid_from, value, changed_at) VALUES ('bulk_second_person', 1, '2', 1)");
	ck_assert_int_eq(service_refresh(world->service, world->reader), OK);
	id = batch_of(3, matters);
	ck_assert_ptr_null(batch_seen(INTAKE_TWO, id)); /* nobody was asked yet */
	ck_assert_int_eq(batch_go(as(INTAKE), batch_seen(INTAKE, id)), OK);
	ck_assert_str_eq(state_now(matters[0]), "acceptance");
	ck_assert_ptr_null(batch_seen(REVIEW, id));
	ck_assert_int_eq(batch_confirm(as(INTAKE), batch_seen(INTAKE, id)), ERR_FORBIDDEN);
	ck_assert_int_eq(batch_go(as(INTAKE), batch_seen(INTAKE, id)), ERR_CONFLICT); /* not before */
	ck_assert_int_eq(batch_choose(as(INTAKE), batch_seen(INTAKE, id), procedure_action(sample, "refuse"), "换了"),
			 ERR_CONFLICT);
	ck_assert_ptr_nonnull(office_try(world, "UPDATE batch SET confirmed_by = 13"));
	ck_assert_ptr_nonnull(office_try(world, "UPDATE batch SET run_at = 1"));
	ck_assert_int_eq(batch_confirm(as(INTAKE_TWO), batch_seen(INTAKE_TWO, id)), OK);
	ck_assert_str_eq(state_now(matters[0]), "acceptance"); /* it says yes, it does not act */
	ck_assert_int_eq(batch_go(as(INTAKE), batch_seen(INTAKE, id)), OK);
	ck_assert_str_eq(state_now(matters[2]), "review");
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM event WHERE action = 'accept' AND person_id = 11"),
			 3);
}
END_TEST

START_TEST(test_it_says_when_nobody_else_of_the_role_is_there)
{
	int64_t matters[2];
	int64_t id = batch_of(2, matters);
	bool there = false;

	ck_assert_int_eq(batch_second_there(as(INTAKE), batch_seen(INTAKE, id), &there), OK);
	ck_assert(there);
	office_sql(world, "UPDATE person SET status = 'disabled' WHERE id IN (SELECT person_id FROM person_role"
			  " WHERE role = 'center.intake') AND id <> 11");
	ck_assert_int_eq(batch_second_there(as(INTAKE), batch_seen(INTAKE, id), &there), OK);
	ck_assert(!there);
}
END_TEST

START_TEST(test_a_list_that_was_dropped_does_nothing)
{
	int64_t matters[2];
	int64_t id = batch_of(2, matters);

	ck_assert_int_eq(batch_drop(as(INTAKE), batch_seen(INTAKE, id)), OK);
	ck_assert_int_eq(batch_go(as(INTAKE), batch_seen(INTAKE, id)), ERR_CONFLICT);
	ck_assert_str_eq(state_now(matters[0]), "acceptance");
}
END_TEST

START_TEST(test_only_actions_without_fields_are_offered)
{
	int64_t tasks[] = {seat_of(matter_in("ruling")), seat_of(matter_in("ruling"))};
	const struct action **actions;
	int64_t matters[2];
	int64_t id;
	size_t count;

	ck_assert_int_eq(batch_open(as(APPROVE), tasks, 2, &id, &why), OK);
	ck_assert_int_eq(batch_actions(as(APPROVE), batch_seen(APPROVE, id), &actions, &count), OK);
	ck_assert_uint_eq(count, 0);
	id = batch_of(2, matters);
	ck_assert_int_eq(batch_actions(as(INTAKE), batch_seen(INTAKE, id), &actions, &count), OK);
	ck_assert_uint_eq(count, 3);
	ck_assert_str_eq(actions[0]->key, "accept");
}
END_TEST

/* A person whose password was typed long ago. */
static struct context *long_ago(int64_t person)
{
	struct context *context = as(person);
	struct actor *actor = arena_memdup(context->arena, context->actor, sizeof *actor);

	actor->password_old = true;
	context->actor = actor;
	return context;
}

/* A19: neither who asks, nor who confirms, nor who carries it out decides with an old password. */
START_TEST(test_a_final_decision_in_bulk_wants_the_password_of_each)
{
	int64_t matters[3];
	int64_t id = batch_of(3, matters);
	struct action *accept;

	office_sql(world,
		   "INSERT INTO setting (key, valid_from, value, changed_at) VALUES ('bulk_second_person', 1, '2', 1)");
	ck_assert_int_eq(service_refresh(world->service, world->reader), OK);
	accept = &batch_seen(INTAKE, id)->procedure->actions[procedure_action(sample, "accept") - sample->actions];
	accept->password = true;
	ck_assert_int_eq(batch_go(long_ago(INTAKE), batch_seen(INTAKE, id)), ERR_PASSWORD);
	ck_assert_int_eq(batch_seen(INTAKE, id)->asked_at, 0);
	ck_assert_int_eq(batch_go(as(INTAKE), batch_seen(INTAKE, id)), OK);
	ck_assert_int_eq(batch_confirm(long_ago(INTAKE_TWO), batch_seen(INTAKE_TWO, id)), ERR_PASSWORD);
	ck_assert_int_eq(batch_seen(INTAKE, id)->confirmed_at, 0);
	ck_assert_int_eq(batch_confirm(as(INTAKE_TWO), batch_seen(INTAKE_TWO, id)), OK);
	ck_assert_int_eq(batch_go(long_ago(INTAKE), batch_seen(INTAKE, id)), ERR_PASSWORD);
	ck_assert_str_eq(state_now(matters[0]), "acceptance");
	ck_assert_int_eq(batch_go(as(INTAKE), batch_seen(INTAKE, id)), OK);
	ck_assert_str_eq(state_now(matters[0]), "review");
	accept->password = false;
}
END_TEST

int main(void)
{
	return RUN_WORLD("modules/batch", test_each_moves_by_itself_and_what_cannot_says_why,
			 test_a_guard_that_says_no_keeps_its_matter_alone, test_what_does_not_belong_together,
			 test_many_wait_for_a_second_person_of_the_role, test_a_list_that_was_dropped_does_nothing,
			 test_it_says_when_nobody_else_of_the_role_is_there,
			 test_only_actions_without_fields_are_offered,
			 test_a_final_decision_in_bulk_wants_the_password_of_each);
}
