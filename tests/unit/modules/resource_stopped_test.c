/* What stops halfway between the ruling and operation: silence, an exit, a suspension (第十四条、第十八条). */
#include "unit/modules/cloud.h"

#include "kernel/subject_end.h"

static void system_becomes(const char *state)
{
	office_sql(cloud, "UPDATE system SET state = '%s'", state);
}

static bool system_is(const char *state)
{
	return office_number(cloud, "SELECT count(*) FROM system WHERE state = '%s'", state) == 1;
}

START_TEST(nothing_goes_on_while_the_system_leaves_or_is_suspended)
{
	int64_t id = brought("receipt");

	system_becomes("exiting");
	refused(CLERK, id, "sign_receipt", NULL, "系统现为“退出中”，不能继续部署");
	ck_assert(system_is("exiting"));
	system_becomes("allocating");
	bring(id, "deploying");
	system_becomes("suspended");
	refused(CLERK, id, "finish_deployment", deployed("443"), "系统现为“已暂停”，不能继续部署");
	ck_assert_str_eq(state_now(id), "deploying");
	ck_assert(system_is("suspended"));
	system_becomes("deploying");
	bring(id, "trial");
	ck_assert(system_is("trial"));
}
END_TEST

static void end_the_system(void)
{
	struct context *context = as(DISPATCH);

	ck_assert_int_eq(tx_begin(context->db), OK);
	ck_assert_int_eq(tx_end(context->db, subject_end(context, 1, 0)), OK);
}

START_TEST(what_is_under_way_ends_with_its_system)
{
	int64_t id = brought("deploying");

	ck_assert_int_eq(office_number(cloud, "SELECT system_id FROM matter WHERE id = %" PRId64, id), 1);
	ck_assert_int_eq(try_with(CLERK, id, "end_with_system", NULL, NULL), ERR_FORBIDDEN);
	end_the_system();
	ck_assert_str_eq(state_now(id), "abandoned");
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM task WHERE closed_at IS NULL"), 0);
	ck_assert_int_eq(office_number(cloud, "SELECT person_id IS NULL FROM event WHERE action = 'end_with_system'"),
			 1);
	end_the_system();
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM event WHERE action = 'end_with_system'"), 1);
}
END_TEST

START_TEST(time_alone_ends_nothing_with_its_system)
{
	int64_t id = brought("deploying");

	pass_days(300);
	ck_assert_int_eq(timeout_job(cast_context(cloud, system_actor())), OK);
	ck_assert_str_eq(state_now(id), "deploying");
}
END_TEST

/* Delivered on Monday the 2nd of March: two working days for the receipt end on Wednesday the 4th. */
START_TEST(dispatcher_takes_for_received_what_nobody_signs_for)
{
	int64_t id = brought("receipt");

	pass_days(2);
	refused(DISPATCH, id, "deem_received", NULL, "还没有过");
	ck_assert_int_eq(try_with(OPERATOR, id, "deem_received", "意见写在这里，不少于十个字。", NULL), ERR_FORBIDDEN);
	pass_days(1);
	go(DISPATCH, id, "deem_received");
	ck_assert_str_eq(state_now(id), "deploying");
	ck_assert(system_is("deploying"));
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM allocation WHERE allocated <> granted"), 0);
}
END_TEST

/* Five working days from Monday the 2nd end on Monday the 9th. */
START_TEST(dispatcher_takes_back_orders_that_nobody_carries_out)
{
	int64_t id = brought("configuring");

	pass_days(7);
	refused(DISPATCH, id, "take_back_orders", NULL, "还没有过");
	pass_days(1);
	go(DISPATCH, id, "take_back_orders");
	ck_assert_str_eq(state_now(id), "shortage");
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM work_order WHERE state = 'short'"), 1);
	ck_assert_int_eq(try_with(OPERATOR, id, "deliver", NULL, delivered("已配置完成，口令线下交接")), ERR_STATE);
	go(DISPATCH, id, "redispatch");
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM work_order WHERE state = 'open'"), 1);
	bring(id, "receipt");
}
END_TEST

int main(void)
{
	return RUN_CLOUD("modules/resource_stopped", nothing_goes_on_while_the_system_leaves_or_is_suspended,
			 what_is_under_way_ends_with_its_system, time_alone_ends_nothing_with_its_system,
			 dispatcher_takes_for_received_what_nobody_signs_for,
			 dispatcher_takes_back_orders_that_nobody_carries_out);
}
