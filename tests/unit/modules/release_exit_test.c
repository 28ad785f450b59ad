/* Exits: what must be shown before, how long snapshots are kept, who clears what nobody answers for (第十八条). */
#include "unit/modules/exit_cast.h"

#include "kernel/procedure_limit.h"

/* ---- before ---- */

START_TEST(nothing_is_submitted_without_the_written_letter_and_both_proofs)
{
	int64_t id = opened(CLERK, MAP, 0, FORM);

	refused(CLERK, id, "submit", NULL, "还缺“退出申请函（盖章扫描件）”");
	ck_assert_ptr_nonnull(strstr(complaints(), "还缺“数据备份证明”"));
	ck_assert_ptr_nonnull(strstr(complaints(), "还缺“系统下线证明”"));
}
END_TEST

START_TEST(a_backup_that_was_never_restored_is_no_backup)
{
	refused(CLERK, drafted("backup_verified=no"), "submit", NULL, "备份还没有做恢复验证");
}
END_TEST

START_TEST(a_change_under_way_comes_first)
{
	int64_t id = drafted(NULL);

	office_sql(estate,
		   "INSERT INTO matter (procedure_id, procedure_key, organisation_id, owner_role, system_id, title,"
		   " number, state, opened_by, opened_at, state_at) SELECT procedure_id, 'change', organisation_id,"
		   " owner_role, 1, '扩容', 'BG-2026-0001', 'draft', opened_by, opened_at, state_at FROM matter");
	refused(CLERK, id, "submit", NULL, "该系统有变更在办：BG-2026-0001");
	office_sql(estate, "UPDATE matter SET closed_at = %" PRId64 " WHERE procedure_key = 'change'", clock_now());
	go(CLERK, id, "submit");
}
END_TEST

START_TEST(what_is_not_done_yet_is_not_done)
{
	refused(CLERK, drafted("offline_day=2026-03-05"), "submit", NULL, "下线日期 2026-03-05 晚于今天");
}
END_TEST

/* Offline on 2026-03-01: 30 days before is 2026-01-30. */
START_TEST(a_backup_of_long_ago_holds_not_what_came_after)
{
	int64_t id = drafted("backup_day=2026-01-29");

	refused(CLERK, id, "submit", NULL, "备份完成日期比下线日期早 31 日，超过 30 日");
	type_into(CLERK, id, "backup_day=2026-01-30");
	go(CLERK, id, "submit");
}
END_TEST

START_TEST(no_snapshot_was_made_before_the_exit_was_agreed_to)
{
	int64_t id = accepted(NULL);

	refused(OPERATOR, id, "snapshot", "snapshot=快照 exit-final\nsnapshot_day=2026-03-03",
		"制作日期 2026-03-03 早于同意退出之日 2026-03-04");
	go_with(OPERATOR, id, "snapshot", SNAPSHOT);
}
END_TEST

START_TEST(a_live_sub_system_leaves_first)
{
	int64_t id = drafted(NULL);

	office_sql(estate, "UPDATE system SET base_system_id = 1 WHERE id = 2");
	refused(CLERK, id, "submit", NULL, "“河湖巡查”是本系统的子系统");
	office_sql(estate, "UPDATE system SET state = 'ended' WHERE id = 2");
	go(CLERK, id, "submit");
}
END_TEST

static void connect_foreign_system(void)
{
	office_sql(estate,
		   "INSERT INTO matter (id, procedure_id, procedure_key, organisation_id, system_id, title, state,"
		   " revision, opened_at, state_at, closed_at) SELECT 900, id, 'application', 3, 3, 't', 'operating',"
		   " 1, 1, 1, 1 FROM procedure LIMIT 1");
	office_sql(estate,
		   "INSERT INTO matter_form (matter_id, revision, body, digest, saved_by, saved_at) VALUES (900, 1,"
		   " '{\"connected_systems\":\"水利一张图、气象数据平台\"}', zeroblob(32), 31, 1)");
}

/* A re-application after a major change takes the place of the system (art. 16): once it has its resources the old one
 * leaves. */
START_TEST(a_system_that_was_replaced_leaves_once_the_other_has_its_resources)
{
	int64_t id = drafted(NULL);

	office_sql(estate, "UPDATE system SET base_system_id = 1, state = 'allocating' WHERE id = 2");
	office_sql(estate,
		   "INSERT INTO matter (id, procedure_id, procedure_key, organisation_id, owner_role, system_id, title,"
		   " number, state, opened_by, opened_at, state_at, revision, closed_at) SELECT 900, procedure_id,"
		   " 'application', organisation_id, owner_role, 2, '重新申请', 'SQ-2026-0001', 'done', opened_by,"
		   " opened_at, state_at, 1, 2 FROM matter LIMIT 1");
	office_sql(estate, "INSERT INTO matter_form (matter_id, revision, body, digest, saved_at, saved_by) VALUES"
			   " (900, 1, '{\"kind\":\"reapplication\"}', zeroblob(32), 1, 21)");
	refused(CLERK, id, "submit", NULL, "替代本系统的“河湖巡查”还没有签收资源");
	office_sql(estate, "UPDATE system SET state = 'deploying' WHERE id = 2");
	go(CLERK, id, "submit");
}
END_TEST

START_TEST(connected_systems_are_listed_and_each_must_be_settled)
{
	int64_t id;

	connect_foreign_system();
	id = drafted(NULL);
	refused(CLERK, id, "submit", NULL, "“别家的系统”与本系统对接，还没有处置");
	type_into(CLERK, id, "dependents.0.system_name=别家的系统\ndependents.0.settled=repointed");
	go(CLERK, id, "submit");
}
END_TEST

START_TEST(two_exits_of_one_system_are_one_too_many)
{
	int64_t first = drafted(NULL), second = drafted(NULL);

	go(CLERK, first, "submit");
	refused(CLERK, second, "submit", NULL, "已有退出在办：TC-2026-0001");
}
END_TEST

START_TEST(the_unit_clears_no_zombies_and_nobody_ends_foreign_systems)
{
	struct subject foreign = {.system = FOREIGN};
	int64_t id = drafted("kind=abandoned");

	ck_assert_int_ne(try_with(CLERK, id, "submit", NULL), OK);
	ck_assert_int_eq(matter_open(as(CLERK), procedure, &foreign, &id), ERR_INVALID);
	ck_assert_int_eq(matter_open(as(OPERATOR), procedure, &foreign, &id), ERR_FORBIDDEN);
	ck_assert_int_eq(try_with(STRANGER, drafted(NULL), "submit", NULL), ERR_NOT_FOUND);
}
END_TEST

/* ---- the hold ---- */

START_TEST(clearing_counts_from_the_end_of_the_hold)
{
	int64_t id = accepted(NULL);

	ck_assert_str_eq(state_now(id), "snapshotting");
	ck_assert_int_eq(office_number(estate, "SELECT state = 'exiting' FROM system WHERE id = 1"), 1);
	go_with(OPERATOR, id, "snapshot", SNAPSHOT);
	ck_assert_str_eq(state_now(id), "snapshotting");
	go_with(RECOVERY, id, "snapshot", SNAPSHOT);
	ck_assert_str_eq(state_now(id), "holding");
	ck_assert_int_gt(matter_now(id)->paused_at, 0);
	wait_days(30);
	ck_assert_str_eq(state_now(id), "holding");
	wait_days(1);
	ck_assert_str_eq(state_now(id), "wiping");
	/* Saturday 2026-04-04; ten working days without the calendar's holidays: 2026-04-17. */
	ck_assert_int_eq(day_of(office_number(estate, "SELECT clear_from FROM exit_case")), at_day(2026, 4, 4));
	ck_assert_int_eq(day_of(matter_now(id)->due_at), at_day(2026, 4, 17));
}
END_TEST

START_TEST(the_unit_waives_prolongs_once_or_comes_back)
{
	int64_t id = accepted(NULL);

	go_with(OPERATOR, id, "snapshot", SNAPSHOT);
	go_with(RECOVERY, id, "snapshot", SNAPSHOT);
	ck_assert_int_eq(try_with(CLERK, id, "waive", NULL), ERR_FORBIDDEN);
	go(LEAD, id, "prolong");
	ck_assert_int_eq(try_with(LEAD, id, "prolong", NULL), ERR_STATE);
	wait_days(40);
	ck_assert_str_eq(state_now(id), "prolonged");
	go(LEAD, id, "resume_use");
	ck_assert_str_eq(state_now(id), "withdrawn");
	ck_assert_int_eq(office_number(estate, "SELECT state = 'operating' FROM system WHERE id = 1"), 1);
	ck_assert_int_eq(COMMITTED(CLOUD, "vcpu"), 16);
}
END_TEST

START_TEST(a_unit_that_runs_the_platform_itself_takes_the_operators_seat_too)
{
	int64_t id;

	office_sql(estate, "INSERT INTO organisation_kind VALUES (2, 'integrator')");
	office_sql(estate, "UPDATE platform SET operator_id = 2 WHERE id = 2");
	id = accepted(NULL);
	go_with(OPERATOR, id, "snapshot", SNAPSHOT);
	go_with(OWN_OPERATOR, id, "snapshot", SNAPSHOT);
	ck_assert_str_eq(state_now(id), "holding");
}
END_TEST

/* ---- systems without resources ---- */

static int64_t emptied(void)
{
	int64_t id;

	office_sql(estate, "UPDATE allocation SET freed_at = %" PRId64 " WHERE system_id = 1", clock_now() - 86400);
	id = drafted(NULL);
	go(CLERK, id, "submit");
	go(LEAD, id, "approve_application");
	return id;
}

static bool is_offered(int64_t person, int64_t id, const char *action)
{
	struct matter *matter;
	bool may;

	ck_assert_int_eq(matter_find(as(person), id, &matter), FOUND);
	ck_assert_int_eq(matter_may_act(as(person), matter, procedure_action(procedure, action), &may), OK);
	return may;
}

START_TEST(what_holds_nothing_leaves_by_a_short_way)
{
	int64_t id = emptied();

	ck_assert(is_offered(INTAKE, id, "accept_empty"));
	ck_assert(!is_offered(INTAKE, id, "accept") && !is_offered(INTAKE, id, "accept_without_hold"));
	ck_assert(is_offered(INTAKE, id, "refuse"));
	refused(INTAKE, id, "accept", NULL, "系统没有占用任何平台的资源");
	go(INTAKE, id, "accept_empty");
	ck_assert_str_eq(state_now(id), "freeing");
	ck_assert_int_eq(office_number(estate, "SELECT state = 'exiting' FROM system WHERE id = 1"), 1);
	ck_assert_int_eq(
		office_number(estate, "SELECT count(*) FROM task WHERE state = 'freeing' AND closed_at IS NULL"), 1);
	go(MONITOR, id, "remove_monitoring");
	go(DISPATCH, id, "close");
	ck_assert_int_eq(office_number(estate, "SELECT state = 'ended' FROM system WHERE id = 1"), 1);
}
END_TEST

START_TEST(what_holds_something_does_not)
{
	int64_t id = drafted(NULL);

	go(CLERK, id, "submit");
	go(LEAD, id, "approve_application");
	refused(INTAKE, id, "accept_empty", NULL, "系统在 2 个平台上还有资源");
	ck_assert(is_offered(INTAKE, id, "accept") && !is_offered(INTAKE, id, "accept_empty"));
	office_sql(estate, "UPDATE allocation SET freed_at = %" PRId64 " WHERE system_id = 1", clock_now());
	refused(INTAKE, id, "accept_empty", NULL, "资源在本件开始以后才释放");
	ck_assert(is_offered(INTAKE, id, "accept") && !is_offered(INTAKE, id, "accept_empty"));
}
END_TEST

/* ---- abandoned systems ---- */

static int64_t passive(void)
{
	int64_t id = opened(DISPATCH, MAP, 0, PASSIVE);

	hand_in(id, "abandoned_proof");
	return id;
}

START_TEST(never_from_one_observation)
{
	int64_t id = passive();

	type_into(DISPATCH, id,
		  "findings.0.day=2026-02-10\nfindings.0.text=没有访问\nfindings.1.day=2026-02-10\nfindings.1.text="
		  "无人接听");
	refused(DISPATCH, id, "submit_passive", NULL, "不得凭一次观测清理");
}
END_TEST

START_TEST(thirty_days_of_notice_and_then_somebody_decides)
{
	int64_t id = passive();

	go(DISPATCH, id, "submit_passive");
	ck_assert_int_eq(try_with(DISPATCH, id, "publish", NULL), ERR_FORBIDDEN);
	ck_assert_int_eq(try_with(LEAD, id, "claim", NULL), ERR_NOT_FOUND);
	go(LEADER, id, "publish");
	wait_days(30);
	ck_assert_str_eq(state_now(id), "notified");
	wait_days(1);
	ck_assert_str_eq(state_now(id), "passive_decide");
	ck_assert_int_eq(office_number(estate, "SELECT state = 'operating' FROM system WHERE id = 1"), 1);
	go(LEADER, id, "order_exit");
	ck_assert_str_eq(state_now(id), "snapshotting");
	ck_assert_int_eq(office_number(estate, "SELECT passive_yes FROM exit_case"), 1);
}
END_TEST

/* How long the snapshot is kept is a parameter; the order names it as it stood on its day, a reprint too. */
START_TEST(order_names_how_long_the_snapshot_is_kept)
{
	int64_t id = passive();
	const struct action *order = procedure_action(procedure, "order_exit");
	struct paper_time time;

	office_sql(estate,
		   "INSERT INTO setting (key, value, valid_from, changed_at) VALUES ('exit_hold_cd', '45', %" PRId64
		   ", 1)",
		   at_day(2026, 4, 1));
	ck_assert_int_eq(paper_time_of(as(LEADER), matter_now(id), order, NULL, clock_now(), &time), OK);
	ck_assert_ptr_nonnull(strstr(paper_limit_fill(estate->arena, order->sheet->paragraphs[0], &time),
				     "先制作快照，快照自各云平台制作完成之日起保留30日，保留期满后"));
	ck_assert_int_eq(paper_time_of(as(LEADER), matter_now(id), order, NULL, day_start(at_day(2026, 4, 2)), &time),
			 OK);
	ck_assert_ptr_nonnull(strstr(paper_limit_fill(estate->arena, order->sheet->paragraphs[0], &time), "保留45日"));
}
END_TEST

START_TEST(an_abandoned_system_that_holds_nothing_leaves_by_a_short_way)
{
	int64_t id;

	office_sql(estate, "UPDATE allocation SET freed_at = %" PRId64 " WHERE system_id = 1", clock_now() - 86400);
	id = passive();
	go(DISPATCH, id, "submit_passive");
	go(LEADER, id, "publish");
	wait_days(31);
	ck_assert(is_offered(LEADER, id, "order_empty") && !is_offered(LEADER, id, "order_exit"));
	refused(LEADER, id, "order_exit", NULL, "系统没有占用任何平台的资源");
	go(LEADER, id, "order_empty");
	go(MONITOR, id, "remove_monitoring");
	go(DISPATCH, id, "close");
	ck_assert_str_eq(state_now(id), "closed");
}
END_TEST

START_TEST(who_claims_it_answers_for_it)
{
	int64_t id = passive();

	go(DISPATCH, id, "submit_passive");
	go(LEADER, id, "publish");
	go_with(CLERK, id, "claim",
		"plan=下季度用于河湖数据查询，本月整改。\nowner_title=河湖岗\nowner_phone=028-86601111");
	go(DISPATCH, id, "accept_claim");
	ck_assert_str_eq(state_now(id), "kept");
	ck_assert_int_eq(office_number(estate, "SELECT responsible_title = '河湖岗' FROM system WHERE id = 1"), 1);
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		nothing_is_submitted_without_the_written_letter_and_both_proofs,
		a_backup_that_was_never_restored_is_no_backup,
		a_change_under_way_comes_first,
		what_is_not_done_yet_is_not_done,
		a_backup_of_long_ago_holds_not_what_came_after,
		no_snapshot_was_made_before_the_exit_was_agreed_to,
		a_live_sub_system_leaves_first,
		a_system_that_was_replaced_leaves_once_the_other_has_its_resources,
		connected_systems_are_listed_and_each_must_be_settled,
		two_exits_of_one_system_are_one_too_many,
		the_unit_clears_no_zombies_and_nobody_ends_foreign_systems,
		clearing_counts_from_the_end_of_the_hold,
		the_unit_waives_prolongs_once_or_comes_back,
		a_unit_that_runs_the_platform_itself_takes_the_operators_seat_too,
		what_holds_nothing_leaves_by_a_short_way,
		what_holds_something_does_not,
		an_abandoned_system_that_holds_nothing_leaves_by_a_short_way,
		never_from_one_observation,
		thirty_days_of_notice_and_then_somebody_decides,
		order_names_how_long_the_snapshot_is_kept,
		who_claims_it_answers_for_it,
	};

	return suite_run_in("modules/release_exit", set_up, estate_free, 60, tests, ARRAY_LENGTH(tests));
}
