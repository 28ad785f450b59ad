#include "unit/kernel/together_cast.h"

/* ---- 加签 ---- */

static enum err ask(int64_t person, int64_t id, int64_t whom)
{
	return matter_add_signer(as(person), matter_now(id), seat_of(id), whom, "请看容量是否合适", &why);
}

START_TEST(test_the_holder_waits_for_whom_he_asked)
{
	int64_t id = matter_in("acceptance");

	ck_assert_int_eq(ask(INTAKE, id, DISPATCH), OK);
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM notice WHERE kind = 'task' AND person_id = 15"), 1);
	ck_assert_str_eq(matter_now(id)->holder, "测试 受理岗");
	ck_assert_int_eq(try_to(INTAKE, id, "accept", NULL), ERR_INVALID);
	ck_assert_ptr_nonnull(strstr(last_move.sentence, "已请资源调度岗提加签意见"));
	ck_assert_int_eq(try_to(DISPATCH, id, "accept", NULL), ERR_FORBIDDEN); /* an opinion, not a decision */
	ck_assert_int_eq(matter_give_opinion(as(DISPATCH), matter_now(id), asked_seat(id), "容量合适", &why), OK);
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM event WHERE action = 'opinion' AND person_id = 15"
					      " AND role = 'center.dispatch' AND audience = 'center'"),
			 1);
	go(INTAKE, id, "accept");
}
END_TEST

START_TEST(test_what_was_asked_can_be_taken_back)
{
	int64_t id = matter_in("acceptance"), asked;

	ck_assert_int_eq(ask(INTAKE, id, DISPATCH), OK);
	asked = asked_seat(id);
	ck_assert_int_eq(matter_drop_signer(as(CLERK), matter_now(id), asked_seat(id)), ERR_NOT_FOUND);
	ck_assert_int_eq(matter_drop_signer(as(DISPATCH), matter_now(id), asked_seat(id)), ERR_FORBIDDEN);
	ck_assert_int_eq(matter_drop_signer(as(INTAKE_TWO), matter_now(id), asked_seat(id)), OK); /* the role's seat */
	/* From a page that was open meanwhile. */
	ck_assert_int_eq(matter_drop_signer(as(INTAKE), matter_now(id), asked), ERR_CONFLICT);
	ck_assert_int_eq(matter_give_opinion(as(DISPATCH), matter_now(id), asked, "容量合适", &why), ERR_CONFLICT);
	go(INTAKE, id, "accept");
}
END_TEST

START_TEST(test_nobody_asks_outside_his_organisation_himself_twice_or_whom_separation_keeps_out)
{
	int64_t id = matter_in("acceptance");

	ck_assert_int_eq(ask(INTAKE, id, LEAD), ERR_INVALID);
	ck_assert_str_eq(why, "加签只能请本单位在岗的其他业务人员");
	ck_assert_int_eq(ask(INTAKE, id, ADMIN), ERR_INVALID);
	ck_assert_int_eq(ask(INTAKE, id, INTAKE), ERR_INVALID);
	ck_assert_int_eq(ask(CLERK, id, CLERK_TWO), ERR_NOT_FOUND); /* not his seat */
	ck_assert_int_eq(ask(REVIEW, id, DISPATCH), ERR_FORBIDDEN);
	ck_assert_int_eq(matter_add_signer(as(INTAKE), matter_now(id), seat_of(id), DISPATCH, " ", &why), ERR_INVALID);
	ck_assert_int_eq(ask(INTAKE, id, DISPATCH), OK);
	ck_assert_int_eq(ask(INTAKE, id, DISPATCH), ERR_INVALID);
	id = matter_in("unit_check");
	ck_assert_int_eq(ask(LEAD, id, CLERK), OK); /* as the clerk he was all along */
	id = filled_by(CLERK_AND_LEAD);
	go(CLERK_AND_LEAD, id, "submit");
	ck_assert_int_eq(ask(LEAD, id, CLERK_AND_LEAD), OK);
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM task WHERE role = 'unit.clerk' AND person_id = 24"
					      " AND parent_id IS NOT NULL"),
			 1);
}
END_TEST

START_TEST(test_who_gave_an_opinion_does_not_decide_in_another_duty)
{
	int64_t id = matter_in("acceptance");

	ck_assert_int_eq(ask(INTAKE, id, REVIEW), OK);
	ck_assert_int_eq(matter_give_opinion(as(REVIEW), matter_now(id), asked_seat(id), "方案可行", &why), OK);
	go(INTAKE, id, "accept");
	go(REVIEW, id, "conclude"); /* the same duty */
	id = matter_in("ruling");
	ck_assert_int_eq(ask(APPROVE, id, INTAKE), OK);
	ck_assert_int_eq(matter_drop_signer(as(APPROVE), matter_now(id), asked_seat(id)), OK);
	ck_assert_int_eq(ask(APPROVE, id, JACK), OK); /* as 受理 */
	ck_assert_int_eq(matter_give_opinion(as(JACK), matter_now(id), asked_seat(id), "可以", &why), OK);
	ck_assert_int_eq(try_with(JACK, id, "rule", NULL, granted("8")), ERR_OWN_MATTER);
}
END_TEST

START_TEST(test_a_withdrawal_by_the_owner_does_not_wait)
{
	int64_t id = matter_in("acceptance");

	ck_assert_int_eq(ask(INTAKE, id, DISPATCH), OK);
	go(CLERK, id, "withdraw");
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM task WHERE closed_at IS NULL AND parent_id > 0"),
			 0);
}
END_TEST

START_TEST(test_the_schema_keeps_the_asking_seat_open)
{
	int64_t id = matter_in("acceptance");
	char *refusal;

	ck_assert_int_eq(ask(INTAKE, id, DISPATCH), OK);
	refusal = office_try(world, arena_printf(world->arena,
						 "UPDATE task SET closed_at = 1, closed_by = 11 WHERE id = %" PRId64,
						 seat_of(id)));
	ck_assert_ptr_nonnull(refusal);
	ck_assert_ptr_nonnull(strstr(refusal, "an added signer has not answered"));
}
END_TEST

/* ---- 挂起 ---- */

static enum err hold(int64_t person, int64_t id, int64_t days)
{
	return matter_hold(as(person), matter_now(id), "等单位补充说明", today() + days, &why);
}

START_TEST(test_the_clock_of_a_held_matter_stands_and_its_deadline_moves)
{
	int64_t id = matter_in("acceptance"); /* Tuesday 19, five working days: 20, 21, 23 (worked Saturday), 25, 26 */

	ck_assert_str_eq(format_day(world->arena, day_of(matter_now(id)->due_at)), "2024-11-26");
	ck_assert_int_eq(hold(INTAKE, id, 2), OK);
	ck_assert_int_eq(matter_now(id)->paused_at, clock_now());
	ck_assert_int_eq(try_to(INTAKE, id, "accept", NULL), ERR_INVALID);
	ck_assert_str_eq(last_move.sentence, "本件已挂起，请先恢复再办理");
	pass_time(2 * 86400);
	ck_assert_int_eq(matter_resume(as(CLERK), matter_now(id), &why), ERR_FORBIDDEN);
	ck_assert_int_eq(matter_resume(as(INTAKE), matter_now(id), &why), OK);
	ck_assert_int_eq(matter_now(id)->paused_at, 0);
	ck_assert_int_eq(matter_now(id)->paused_days, 2);
	ck_assert_str_eq(format_day(world->arena, day_of(matter_now(id)->due_at)), "2024-11-28");
	ck_assert_int_eq(office_number(world, "SELECT due_at FROM task WHERE closed_at IS NULL"),
			 matter_now(id)->due_at);
	ck_assert_ptr_nonnull(strstr(matter_now(id)->due_rule, "挂起不计，顺延至 2024-11-28"));
	ck_assert_int_eq(hold(INTAKE, id, 2), ERR_INVALID);
	ck_assert_str_eq(why, "本件在本环节已经挂起过一次，不能再挂起");
	go(INTAKE, id, "accept");
}
END_TEST

START_TEST(test_it_goes_on_by_itself_and_is_never_overdue_meanwhile)
{
	int64_t id = matter_in("acceptance");

	ck_assert_int_eq(hold(INTAKE, id, 14), OK);
	pass_time(14 * 86400);
	ck_assert_int_eq(deadline_job(as_clerk_process()), OK);
	ck_assert_int_eq(hold_job(as_clerk_process()), OK); /* the last day still counts */
	ck_assert_int_gt(matter_now(id)->held_at, 0);
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM event WHERE action = 'overdue'"), 0);
	pass_time(86400);
	ck_assert_int_eq(hold_job(as_clerk_process()), OK);
	ck_assert_int_eq(matter_now(id)->held_at, 0);
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM event WHERE label = '到期恢复' AND role = ''"), 1);
}
END_TEST

START_TEST(test_what_cannot_be_held)
{
	int64_t id = matter_in("acceptance");

	ck_assert_int_eq(hold(CLERK, id, 2), ERR_FORBIDDEN);
	ck_assert_int_eq(hold(STRANGER, id, 2), ERR_NOT_FOUND);
	ck_assert_int_eq(hold(INTAKE, id, 0), ERR_INVALID);
	ck_assert_int_eq(hold(INTAKE, id, 60), ERR_INVALID);
	ck_assert_ptr_nonnull(strstr(why, "挂起最长 10 个工作日"));
	ck_assert_int_eq(matter_hold(as(INTAKE), matter_now(id), " ", today() + 2, &why), ERR_INVALID);
	ck_assert_int_eq(matter_resume(as(INTAKE), matter_now(id), &why), ERR_INVALID);
	id = matter_in("correcting");
	ck_assert_int_eq(hold(CLERK, id, 2), ERR_INVALID);
	id = matter_in("building");
	ck_assert_int_eq(hold(OPERATOR, id, 2), ERR_INVALID);
	ck_assert_str_eq(why, "只有由省大数据中心办理的环节可以挂起");
	id = matter_in("acceptance");
	pass_time(10 * 86400);
	ck_assert_int_eq(hold(INTAKE, id, 2), ERR_INVALID);
	ck_assert_str_eq(why, "本件已经逾期，不能挂起");
	id = matter_in("receiving"); /* within hours */
	ck_assert_int_eq(hold(CLERK, id, 2), ERR_INVALID);
	ck_assert_str_eq(why, "本环节按小时或者分钟计时，须连续办理，不能挂起");
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM matter WHERE held_at IS NOT NULL"), 0);
}
END_TEST

START_TEST(test_the_owner_may_withdraw_what_is_held)
{
	int64_t id = matter_in("acceptance");

	ck_assert_int_eq(hold(INTAKE, id, 2), OK);
	go(CLERK, id, "withdraw");
	ck_assert_int_eq(matter_now(id)->held_at, 0);
	ck_assert_int_eq(matter_now(id)->paused_at, 0);
}
END_TEST

/* ---- 抄送 ---- */

static enum err copy_to(int64_t person, int64_t id, int64_t organisation, enum role role)
{
	return copy_send(as(person), matter_now(id), organisation, role, "请阅知", &why);
}

static void asks_as_lead(int64_t id, const char *action)
{
	ck_assert_ptr_null(office_try(
		world, arena_printf(world->arena,
				    "INSERT INTO event (matter_id, at, person_id, role, actor_label, action, label,"
				    " from_state, to_state, revision) VALUES (%" PRId64 ", %" PRId64
				    ", 11, 'unit.lead', 'x', '%s', 'x', 'unit_check', 'acceptance', 1)",
				    id, clock_now(), action)));
}

/* The center is a unit too: who asked in its own matter learns nothing of its reviewers, whatever else he is. */
START_TEST(test_who_asks_in_the_centers_name_reads_no_reviewer)
{
	int64_t id = matter_in("acceptance");
	struct matter own = *matter_now(id);

	ck_assert(matter_reads_reviewers(as(INTAKE), &own));
	ck_assert(!matter_reads_reviewers(as(CLERK), &own));
	own.guest = true;
	ck_assert(!matter_reads_reviewers(as(INTAKE), &own));
	own.guest = false;
	own.unit = CENTER;
	asks_as_lead(id, "comment");
	ck_assert(matter_reads_reviewers(as(INTAKE), &own));
	asks_as_lead(id, "approve");
	ck_assert(!matter_reads_reviewers(as(INTAKE), &own));
	ck_assert(matter_reads_reviewers(as(INTAKE_TWO), &own));
	own.unit = UNIT;
	ck_assert(matter_reads_reviewers(as(INTAKE), &own));
}
END_TEST

START_TEST(test_a_copy_is_seen_read_and_opens_nothing)
{
	int64_t id = matter_in("acceptance");
	struct matter *matter;

	ck_assert_int_eq(matter_find(as(STRANGER), id, &matter), NOT_FOUND);
	ck_assert_int_eq(copy_to(INTAKE, id, OTHER_UNIT, ROLE_COUNT), OK);
	ck_assert_int_eq(matter_find(as(STRANGER), id, &matter), FOUND);
	ck_assert_int_eq(try_to(STRANGER, id, "withdraw", NULL), ERR_FORBIDDEN);
	ck_assert_int_eq(try_to(STRANGE_LEAD, id, "pass", NULL), ERR_FORBIDDEN);
	ck_assert_int_eq(copy_read(as(STRANGER), matter), OK);
	ck_assert_int_eq(copy_read(as(STRANGER), matter), OK); /* again: it is recorded once */
	ck_assert_int_eq(copy_read(as(CLERK), matter_now(id)), ERR_NOT_FOUND);
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM copy_read WHERE person_id = 31"), 1);
	ck_assert_int_eq(copy_to(STRANGE_LEAD, id, UNIT, ROLE_COUNT), ERR_FORBIDDEN); /* readers send nothing on */
	ck_assert_int_eq(
		office_number(world, "SELECT count(*) FROM matter_party WHERE organisation_id = 3 AND part = 'copied'"),
		1);
}
END_TEST

START_TEST(test_who_may_send_a_copy_and_where)
{
	int64_t id = matter_in("building");

	ck_assert_int_eq(copy_to(CLERK, id, OTHER_UNIT, ROLE_COUNT), ERR_FORBIDDEN);
	ck_assert_int_eq(copy_to(LEAD, id, OTHER_UNIT, ROLE_COUNT), OK);
	ck_assert_int_eq(copy_to(LEAD, id, OTHER_UNIT, ROLE_COUNT), ERR_INVALID);        /* already */
	ck_assert_int_eq(copy_to(OPERATOR_LEAD, id, SECOPS, ROLE_COUNT), ERR_FORBIDDEN); /* not theirs to spread */
	ck_assert_int_eq(copy_to(OPERATOR_LEAD, id, PROVIDER, ROLE_OPERATOR_CLERK), OK);
	ck_assert_int_eq(copy_to(DISPATCH, id, INSTITUTE, ROLE_COUNT), ERR_INVALID); /* experts alone: nobody reads */
	ck_assert_int_eq(copy_to(DISPATCH, id, 99, ROLE_COUNT), ERR_INVALID);
	ck_assert_int_eq(copy_to(DISPATCH, id, CENTER, ROLE_CENTER_LEAD), OK);
	ck_assert_int_eq(copy_read(as(REVIEW), matter_now(id)), ERR_NOT_FOUND); /* sent to another role */
	ck_assert_int_eq(copy_read(as(LEADER), matter_now(id)), OK);
	ck_assert_int_eq(
		office_number(world, "SELECT count(*) FROM event WHERE action = 'copy' AND audience = 'center'"), 1);
}
END_TEST

START_TEST(test_who_only_read_takes_part_once_he_gets_a_seat)
{
	int64_t id = matter_in("ruling");

	ck_assert_int_eq(copy_to(APPROVE, id, PROVIDER, ROLE_COUNT), OK);
	ck_assert_int_eq(try_with(APPROVE, id, "rule", NULL, granted("8")), OK);
	ck_assert_int_eq(
		office_number(world,
			      "SELECT count(*) FROM matter_party WHERE organisation_id = 4 AND part = 'operator'"),
		1);
	go(OPERATOR, id, "built");
}
END_TEST

/* ---- all levels again ---- */

static int64_t corrected(const char *name, const char *size)
{
	int64_t id = matter_in("acceptance");

	go(INTAKE, id, "correct");
	ck_assert_int_eq(matter_save_draft(as(CLERK), matter_now(id), form_of(name, "small", size)), OK);
	return id;
}

START_TEST(test_material_changes_pass_all_levels_again)
{
	int64_t id = corrected("水利一张图", "9");
	const char *what;
	struct values *draft;
	int64_t saves, saved_at;

	ck_assert_int_eq(matter_draft(as(CLERK), matter_now(id), &draft, &saves, &saved_at), OK);
	ck_assert_int_eq(matter_rerun(as(CLERK), matter_now(id), draft, &what), OK);
	ck_assert_str_eq(what, "数量");
	go(CLERK, id, "straight");
	ck_assert_str_eq(state_now(id), "unit_check");
	ck_assert_int_eq(
		office_number(world, "SELECT count(*) FROM event WHERE label = '直接报回（内容有变，逐级重新办理）'"),
		1);
	go(LEAD, id, "pass");
	ck_assert_str_eq(state_now(id), "acceptance");
	ck_assert_int_eq(office_number(world, "SELECT person_id FROM task WHERE closed_at IS NULL"), INTAKE);
}
END_TEST

START_TEST(test_other_changes_go_straight_back)
{
	int64_t id = corrected("水利一张新图", "8");
	const char *what;

	ck_assert_int_eq(matter_rerun(as(CLERK), matter_now(id), form_of("水利一张新图", "small", "8"), &what), OK);
	ck_assert_ptr_null(what);
	go(CLERK, id, "straight");
	ck_assert_str_eq(state_now(id), "acceptance");
}
END_TEST

/* ---- decisions overtaken ---- */

START_TEST(test_a_decision_about_another_form_says_so_until_the_same_duty_decides_again)
{
	int64_t id = corrected("水利一张新图", "8");
	struct stale_decision *stale;
	size_t count;

	ck_assert_int_eq(matter_stale_decisions(as(CLERK), matter_now(id), &stale, &count), OK);
	ck_assert_uint_eq(count, 0);
	go(CLERK, id, "straight"); /* the lead had passed the first revision */
	ck_assert_int_eq(matter_stale_decisions(as(CLERK), matter_now(id), &stale, &count), OK);
	ck_assert_uint_eq(count, 1);
	ck_assert_str_eq(stale[0].label, "审核通过");
	ck_assert_int_eq(stale[0].revision, 1);
	ck_assert_uint_eq(stale[0].changed_count, 1);
	ck_assert_str_eq(value_display(world->arena, &stale[0].then->items[stale[0].changed[0]]), "水利一张图");
	id = corrected("水利一张新图", "8");
	go(CLERK, id, "resubmit");
	go(LEAD, id, "recheck_pass");
	ck_assert_int_eq(matter_stale_decisions(as(CLERK), matter_now(id), &stale, &count), OK);
	ck_assert_uint_eq(count, 0);
}
END_TEST

static size_t stale_now(int64_t person, int64_t id, struct stale_decision **stale)
{
	size_t count;

	ck_assert_int_eq(matter_stale_decisions(as(person), matter_now(id), stale, &count), OK);
	return count;
}

START_TEST(test_a_decision_about_a_file_that_was_replaced_says_so)
{
	int64_t id = matter_in("acceptance");
	struct stale_decision *stale;

	go(INTAKE, id, "correct");
	ck_assert_uint_eq(stale_now(CLERK, id, &stale), 0);
	hand_in(id, "letter"); /* the form stays as it was: its first revision is its newest */
	ck_assert_uint_eq(stale_now(CLERK, id, &stale), 1);
	ck_assert_str_eq(stale[0].label, "审核通过");
	ck_assert_uint_eq(stale[0].changed_count, 0);
	ck_assert_uint_eq(stale[0].file_count, 1);
	ck_assert_str_eq(stale[0].files[0].label, "申请函");
	ck_assert_int_eq(stale[0].files[0].then, 1);
	ck_assert_int_eq(stale[0].files[0].now, 2);
	/* Taken back, the one that was decided on stands again. */
	office_sql(world, "UPDATE attachment SET withdrawn_at = 9 WHERE version = 2");
	ck_assert_uint_eq(stale_now(CLERK, id, &stale), 0);
}
END_TEST

START_TEST(test_files_replaced_before_the_decision_or_by_another_party_do_not_count)
{
	int64_t id = matter_in("unit_check");
	struct stale_decision *stale;

	hand_in(id, "letter"); /* two versions before anybody decided */
	go(LEAD, id, "pass");
	ck_assert_uint_eq(stale_now(CLERK, id, &stale), 0);
	hand_in(id, "letter");
	office_sql(world, "DROP TRIGGER attachment_fixed; UPDATE attachment SET organisation_id = 1 WHERE version = 3");
	ck_assert_uint_eq(stale_now(CLERK, id, &stale), 0);
	/* The party's own replacement does, and counts from the version that lay there. */
	hand_in(id, "letter");
	ck_assert_uint_eq(stale_now(CLERK, id, &stale), 1);
	ck_assert_uint_eq(stale[0].file_count, 1);
	ck_assert_int_eq(stale[0].files[0].then, 2);
	ck_assert_int_eq(stale[0].files[0].now, 4);
}
END_TEST

START_TEST(test_files_of_the_center_alone_are_named_to_nobody_else)
{
	int64_t id = matter_in("review");
	struct stale_decision *stale;

	hand_in(id, "minutes");
	go(REVIEW, id, "conclude");
	hand_in(id, "minutes");
	ck_assert_uint_eq(stale_now(REVIEW, id, &stale), 1);
	ck_assert_str_eq(stale[0].files[0].label, "评审纪要");
	ck_assert_uint_eq(stale_now(CLERK, id, &stale), 0);
}
END_TEST

int main(void)
{
	return RUN_WORLD("kernel/together", test_the_holder_waits_for_whom_he_asked,
			 test_what_was_asked_can_be_taken_back,
			 test_nobody_asks_outside_his_organisation_himself_twice_or_whom_separation_keeps_out,
			 test_who_gave_an_opinion_does_not_decide_in_another_duty,
			 test_a_withdrawal_by_the_owner_does_not_wait, test_the_schema_keeps_the_asking_seat_open,
			 test_the_clock_of_a_held_matter_stands_and_its_deadline_moves,
			 test_it_goes_on_by_itself_and_is_never_overdue_meanwhile, test_what_cannot_be_held,
			 test_the_owner_may_withdraw_what_is_held, test_who_asks_in_the_centers_name_reads_no_reviewer,
			 test_a_copy_is_seen_read_and_opens_nothing, test_who_may_send_a_copy_and_where,
			 test_who_only_read_takes_part_once_he_gets_a_seat, test_material_changes_pass_all_levels_again,
			 test_other_changes_go_straight_back,
			 test_a_decision_about_another_form_says_so_until_the_same_duty_decides_again,
			 test_a_decision_about_a_file_that_was_replaced_says_so,
			 test_files_replaced_before_the_decision_or_by_another_party_do_not_count,
			 test_files_of_the_center_alone_are_named_to_nobody_else);
}
