/* Exits: wiped by each operator, signed by both sides, when resources leave the quota (第十八条). */
#include "unit/modules/exit_cast.h"

/* ---- wiping ---- */

START_TEST(every_copy_is_wiped_and_logs_are_kept)
{
	int64_t id = wiping();

	hand_in_by(OPERATOR, id, "wipe_record");
	refused(OPERATOR, id, "cleared",
		"methods=overwrite\nscopes=main\nscopes=backup\nresources=ecs-01\nwiped_day=2026-03-04\nlogs_until="
		"2026-12-31",
		"清除范围须覆盖主用、备份、快照、镜像和灾备数据");
	refused(OPERATOR, id, "cleared",
		"methods=overwrite\nscopes=main\nscopes=backup\nscopes=snapshot\nscopes=image\nscopes=recovery\n"
		"resources=ecs-01\nwiped_day=2026-03-04\nlogs_until=2026-09-03",
		"运行操作日志至少保存 184 日，即保存至 2026-09-04");
	go_with(OPERATOR, id, "cleared", CLEARED);
	ck_assert_str_eq(state_now(id), "wiping");
}
END_TEST

/* The certificate is signed: what stands in it happened after the hold, and what was wiped again, after that was asked.
 */
START_TEST(nothing_was_wiped_before_wiping_began)
{
	int64_t id = accepted(NULL);

	go_with(OPERATOR, id, "snapshot", SNAPSHOT);
	go_with(RECOVERY, id, "snapshot", SNAPSHOT);
	wait_days(31); /* Saturday 2026-04-04 */
	hand_in_by(OPERATOR, id, "wipe_record");
	refused(OPERATOR, id, "cleared", CLEARED, "清除日期 2026-03-04 早于开始清除之日 2026-04-04");
	go_with(OPERATOR, id, "cleared", CLEARED_ON("2026-04-04"));
	hand_in_by(RECOVERY, id, "wipe_record");
	go_with(RECOVERY, id, "cleared", CLEARED_ON("2026-04-04"));
	wait_days(1);
	go(LEAD, id, "not_clean");
	hand_in_by(OPERATOR, id, "wipe_record");
	refused(OPERATOR, id, "cleared", CLEARED_ON("2026-04-04"), "早于开始清除之日 2026-04-05");
	go_with(OPERATOR, id, "cleared", CLEARED_ON("2026-04-05"));
}
END_TEST

START_TEST(nothing_was_freed_before_it_was_wiped)
{
	int64_t id = freeing();

	refused(OPERATOR, id, "free_resources", FREED_ON("2026-03-03"),
		"释放日期 2026-03-03 早于本平台清除数据之日 2026-03-04");
	refused(OPERATOR, id, "free_resources", FREED_ON("2026-03-05"), "释放日期 2026-03-05 晚于今天");
	go_with(OPERATOR, id, "free_resources", FREED);
}
END_TEST

START_TEST(each_operator_and_each_round_has_its_own_record)
{
	int64_t id = wiping();

	refused(RECOVERY, id, "cleared", CLEARED, "还缺“数据清除记录");
	clear_by(OPERATOR, id);
	refused(RECOVERY, id, "cleared", CLEARED, "还缺本单位新的“数据清除记录");
	ck_assert_str_eq(state_now(id), "wiping");
	clear_by(RECOVERY, id);
	ck_assert_str_eq(state_now(id), "confirming");
	go(LEAD, id, "not_clean");
	refused(OPERATOR, id, "cleared", CLEARED, "还缺本单位新的“数据清除记录");
	hand_in_by(RECOVERY, id, "wipe_record");
	refused(OPERATOR, id, "cleared", CLEARED, "还缺本单位新的“数据清除记录");
	go_with(RECOVERY, id, "cleared", CLEARED);
	clear_by(OPERATOR, id);
	ck_assert_str_eq(state_now(id), "confirming");
}
END_TEST

START_TEST(both_sides_sign_the_same_words)
{
	int64_t id = confirming();

	ck_assert_str_eq(state_now(id), "confirming");
	refused(LEAD, id, "confirm_wipe", "certificate=主用数据已清除，别的没有清除。\nchecked_how=remote",
		"以服务商填报的为准");
	ck_assert_int_eq(try_with(CLERK, id, "confirm_wipe", "checked_how=remote"), ERR_FORBIDDEN);
	ck_assert_int_eq(try_with(OPERATOR, id, "confirm_wipe", "checked_how=remote"), ERR_FORBIDDEN);
	go_with(LEAD, id, "confirm_wipe", "checked_how=remote");
	go_with(OPERATOR_LEAD, id, "confirm_wipe", "checked_how=remote");
	ck_assert_str_eq(state_now(id), "confirming");
	go_with(RECOVERY_LEAD, id, "confirm_wipe", "checked_how=remote");
	ck_assert_str_eq(state_now(id), "freeing");
	ck_assert_int_eq(office_number(estate, "SELECT count(DISTINCT json_extract(body, '$.certificate')) FROM event"
					       " WHERE action = 'confirm_wipe'"),
			 1);
}
END_TEST

/* Three working days from Wednesday the 4th of March end on Monday the 9th. */
START_TEST(center_confirms_for_a_unit_that_does_not)
{
	int64_t id = confirming();

	go_with(OPERATOR_LEAD, id, "confirm_wipe", "checked_how=remote");
	wait_days(5);
	refused(DISPATCH, id, "stand_in", NULL, "还没有过");
	ck_assert_int_eq(try_with(OPERATOR, id, "stand_in", NULL), ERR_FORBIDDEN);
	wait_days(1);
	go(DISPATCH, id, "stand_in");
	ck_assert_str_eq(state_now(id), "passive_confirming");
	ck_assert_int_eq(try_with(LEAD, id, "confirm_wipe_passive", "checked_how=remote"), ERR_FORBIDDEN);
	go_with(LEADER, id, "confirm_wipe_passive", "checked_how=records");
	go_with(RECOVERY_LEAD, id, "confirm_wipe_passive", "checked_how=remote");
	ck_assert_str_eq(state_now(id), "passive_confirming"); /* who signed before signs what stands there now */
	go_with(OPERATOR_LEAD, id, "confirm_wipe_passive", "checked_how=remote");
	ck_assert_str_eq(state_now(id), "freeing");
}
END_TEST

START_TEST(not_clean_and_all_wipe_and_sign_again)
{
	int64_t id = confirming();

	int64_t limit = office_number(estate, "SELECT max(due_at) FROM task WHERE state = 'wiping'");

	go_with(OPERATOR_LEAD, id, "confirm_wipe", "checked_how=remote");
	wait_days(3);
	go(LEAD, id, "not_clean");
	ck_assert_str_eq(state_now(id), "wiping");
	/* The ten working days run on from the end of the hold. */
	ck_assert_int_eq(
		office_number(estate, "SELECT count(*) FROM task WHERE state = 'wiping' AND due_at = %" PRId64, limit),
		4);
	ck_assert_int_eq(office_number(estate, "SELECT due_at FROM matter WHERE id = %" PRId64, id), limit);
	ck_assert_int_eq(office_number(estate,
				       "SELECT count(*) FROM exit_wipe WHERE cleared_at IS NOT NULL OR signed_at"
				       " IS NOT NULL"),
			 0);
}
END_TEST

/* ---- resources ---- */

START_TEST(resources_leave_the_quota_by_the_operators_word_platform_by_platform)
{
	int64_t id = freeing();

	ck_assert_int_eq(COMMITTED(CLOUD, "vcpu"), 16);
	go_with(OPERATOR, id, "free_resources", FREED);
	ck_assert_int_eq(COMMITTED(CLOUD, "vcpu"), 0);
	ck_assert_int_eq(COMMITTED(RECOVERY_CLOUD, "vcpu"), 4);
	/* The supervisor sees the last: while one platform has something left there is something to watch. */
	ck_assert_int_eq(try_with(MONITOR, id, "remove_monitoring", NULL), ERR_FORBIDDEN);
	ck_assert_ptr_nonnull(strstr(complaints(), "还没有轮到您签署"));
	go_with(RECOVERY, id, "free_resources", FREED);
	ck_assert_int_eq(COMMITTED(RECOVERY_CLOUD, "vcpu"), 0);
	ck_assert_str_eq(state_now(id), "freeing");
	go(MONITOR, id, "remove_monitoring");
	ck_assert_str_eq(state_now(id), "closing");
}
END_TEST

/* The operator frees addresses, names, policies and certificates too. */
START_TEST(nothing_leaves_the_quota_while_something_is_not_freed)
{
	int64_t id = freeing();

	refused(OPERATOR, id, "free_resources", "freed_items=machines\nfreed_day=2026-03-04",
		"地址、域名解析、策略、证书、账号须全部释放");
	refused(OPERATOR, id, "free_resources",
		"freed_items=machines\nfreed_items=addresses\nfreed_items=domains\nfreed_items=policies\n"
		"freed_items=accounts\nfreed_day=2026-03-04",
		"须全部释放，才能移出配额");
	ck_assert_int_eq(COMMITTED(CLOUD, "vcpu"), 16);
	go_with(OPERATOR, id, "free_resources", FREED "\nfreed_note=证书不涉及");
	ck_assert_int_eq(COMMITTED(CLOUD, "vcpu"), 0);
}
END_TEST

START_TEST(closed_only_when_nothing_is_left)
{
	int64_t id = freeing();

	go_with(OPERATOR, id, "free_resources", FREED);
	go_with(RECOVERY, id, "free_resources", FREED);
	go(MONITOR, id, "remove_monitoring");
	office_sql(estate, "UPDATE system SET monitored_yes = 1 WHERE id = 1");
	refused(DISPATCH, id, "close", NULL, "监控还没有撤除");
	/* The operators, whose allocations are gone, still have their seats. */
	go(DISPATCH, id, "return_freeing");
	go_with(OPERATOR, id, "free_resources", FREED);
	go_with(RECOVERY, id, "free_resources", FREED);
	go(MONITOR, id, "remove_monitoring");
	go(DISPATCH, id, "close");
	ck_assert_str_eq(state_now(id), "closed");
	ck_assert_int_eq(
		office_number(estate, "SELECT state = 'ended' AND ended_at IS NOT NULL FROM system WHERE id = 1"), 1);
	ck_assert_int_eq(office_number(estate, "SELECT count(*) FROM allocation WHERE system_id = 1"), 5);
	ck_assert_ptr_nonnull(office_try(estate, "DELETE FROM exit_wipe"));
}
END_TEST

START_TEST(cards_and_archive_leave_the_quota_with_the_rest)
{
	int64_t id;

	office_sql(estate, "INSERT INTO capacity VALUES (1, 'gpu', 8, 1), (2, 'archive_gb', 9000, 1)");
	office_sql(estate,
		   "INSERT INTO allocation (system_id, platform_id, class, granted, allocated, granted_at) VALUES"
		   " (1, 1, 'gpu', 8, 8, 1), (1, 2, 'archive_gb', 6000, 6000, 1)");
	id = freeing();
	ck_assert_int_eq(COMMITTED(CLOUD, "gpu"), 8);
	go_with(OPERATOR, id, "free_resources", FREED);
	ck_assert_int_eq(COMMITTED(CLOUD, "gpu"), 0);
	ck_assert_int_eq(COMMITTED(RECOVERY_CLOUD, "archive_gb"), 6000);
	go_with(RECOVERY, id, "free_resources", FREED);
	ck_assert_int_eq(COMMITTED(RECOVERY_CLOUD, "archive_gb"), 0);
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		every_copy_is_wiped_and_logs_are_kept,
		nothing_was_wiped_before_wiping_began,
		nothing_was_freed_before_it_was_wiped,
		each_operator_and_each_round_has_its_own_record,
		both_sides_sign_the_same_words,
		center_confirms_for_a_unit_that_does_not,
		not_clean_and_all_wipe_and_sign_again,
		resources_leave_the_quota_by_the_operators_word_platform_by_platform,
		nothing_leaves_the_quota_while_something_is_not_freed,
		closed_only_when_nothing_is_left,
		cards_and_archive_leave_the_quota_with_the_rest,
	};

	return suite_run_in("modules/release_clearing", set_up, estate_free, 60, tests, ARRAY_LENGTH(tests));
}
