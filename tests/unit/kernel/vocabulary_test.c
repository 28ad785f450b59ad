/* Comment, urge, reassign. */
#include "unit/kernel/matter_world.h"

static const char *why;

static enum err urge(int64_t person, int64_t id)
{
	return matter_urge(as(person), matter_now(id), "请尽快办理", &why);
}

START_TEST(test_an_urge_reaches_the_holders_and_is_logged)
{
	int64_t id = matter_in("acceptance");

	ck_assert_int_eq(urge(CLERK, id), OK);
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM notice WHERE kind = 'urge' AND organisation_id = 1"
					      " AND role = 'center.intake'"),
			 1);
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM event e JOIN audit a ON a.seq = e.audit_seq"
					      " WHERE e.action = 'urge' AND a.action = 'matter.urge'"),
			 1);
	ck_assert_int_eq(matter_now(id)->step, 2); /* nobody's page goes stale */
}
END_TEST

START_TEST(test_urging_is_limited_per_organisation)
{
	int64_t id = matter_in("building");

	ck_assert_int_eq(urge(CLERK, id), OK);
	pass_time(23 * 3600);
	ck_assert_int_eq(urge(CLERK_TWO, id), ERR_THROTTLED);
	ck_assert_str_eq(why, "本单位已于 11-19 09:00 催办过，11-20 09:00 后可再次催办");
	ck_assert_int_eq(urge(DISPATCH, id), OK);
	pass_time(3600);
	ck_assert_int_eq(urge(CLERK, id), OK);
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM event WHERE action = 'urge'"), 3);
}
END_TEST

START_TEST(test_nobody_urges_his_own_organisation_or_a_closed_matter_or_what_he_does_not_see)
{
	int64_t id = matter_in("unit_check");

	ck_assert_int_eq(urge(CLERK, id), ERR_INVALID);
	ck_assert_str_eq(why, "这件事项正由本单位办理，不用催办");
	ck_assert_int_eq(urge(STRANGER, id), ERR_NOT_FOUND);
	id = matter_in("acceptance");
	go(INTAKE, id, "refuse");
	ck_assert_int_eq(urge(CLERK, id), ERR_INVALID);
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM event WHERE action = 'urge'"), 0);
	ck_assert(!tx_open(world->writer));
}
END_TEST

START_TEST(test_comments_are_kept_and_reviewers_comments_stay_in_the_center)
{
	int64_t id = matter_in("review");

	ck_assert_int_eq(matter_comment(as(CLERK), matter_now(id), "  补充：用于汛期  "), OK);
	ck_assert_int_eq(matter_comment(as(REVIEW), matter_now(id), "容量偏大"), OK);
	ck_assert_int_eq(matter_comment(as(CLERK), matter_now(id), "   "), ERR_INVALID);
	ck_assert_int_eq(matter_comment(as(STRANGER), matter_now(id), "看不到"), ERR_NOT_FOUND);
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM event WHERE action = 'comment' AND audience = 'all'"
					      " AND opinion = '补充：用于汛期'"),
			 1);
	ck_assert_int_eq(
		office_number(world, "SELECT count(*) FROM event WHERE action = 'comment' AND audience = 'center'"), 1);
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM event WHERE action = 'comment'"), 2);
}
END_TEST

/* ---- reassigning ---- */

static int64_t seat_of(int64_t id)
{
	struct seat *seats;
	size_t count;

	ck_assert_int_eq(matter_seat_list(as(CLERK), matter_now(id), &seats, &count), OK);
	ck_assert_uint_eq(count, 1);
	return seats[0].task;
}

static enum err give(int64_t person, int64_t id, int64_t to)
{
	return matter_reassign(as(person), matter_now(id), seat_of(id), to, "出差", &why);
}

START_TEST(test_a_seat_goes_to_a_colleague_and_is_his_alone)
{
	int64_t id = matter_in("acceptance");

	ck_assert_int_eq(give(INTAKE, id, INTAKE_TWO), OK);
	ck_assert_int_eq(try_to(INTAKE, id, "accept", NULL), ERR_FORBIDDEN);
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM notice WHERE kind = 'task' AND person_id = 12"), 1);
	ck_assert_int_eq(
		office_number(world, "SELECT count(*) FROM event WHERE action = 'reassign' AND opinion = '出差'"), 1);
	go(INTAKE_TWO, id, "accept");
}
END_TEST

START_TEST(test_the_lead_of_the_organisation_gives_it_on)
{
	int64_t id = matter_in("acceptance");

	ck_assert_int_eq(give(INTAKE, id, INTAKE_TWO), OK);
	ck_assert_int_eq(give(INTAKE, id, INTAKE), ERR_FORBIDDEN);
	ck_assert_int_eq(give(DISPATCH, id, INTAKE), ERR_FORBIDDEN);
	ck_assert_int_eq(give(LEADER, id, INTAKE), OK);
	go(INTAKE, id, "accept");
}
END_TEST

START_TEST(test_a_seat_goes_to_nobody_without_the_role_or_from_elsewhere)
{
	int64_t id = matter_in("acceptance");

	ck_assert_int_eq(give(INTAKE, id, REVIEW), ERR_INVALID);
	ck_assert_str_eq(why, "转办只能转给本单位在岗的受理岗");
	ck_assert_int_eq(give(INTAKE, id, CLERK), ERR_INVALID);
	ck_assert_int_eq(give(CLERK, id, CLERK_TWO), ERR_NOT_FOUND); /* the seat is not his organisation's */
	ck_assert_int_eq(matter_reassign(as(INTAKE), matter_now(id), seat_of(id) + 99, INTAKE_TWO, "出差", &why),
			 ERR_NOT_FOUND);
	ck_assert_int_eq(matter_reassign(as(INTAKE), matter_now(id), seat_of(id), INTAKE_TWO, " ", &why), ERR_INVALID);
	office_sql(world, "UPDATE person SET status = 'disabled' WHERE id = 12");
	ck_assert_int_eq(give(INTAKE, id, INTAKE_TWO), ERR_INVALID);
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM event WHERE action = 'reassign'"), 0);
}
END_TEST

START_TEST(test_a_seat_goes_to_nobody_whom_separation_keeps_out)
{
	int64_t id = filled_by(CLERK_AND_LEAD);

	go(CLERK_AND_LEAD, id, "submit");
	ck_assert_int_eq(give(LEAD, id, CLERK_AND_LEAD), ERR_INVALID);
	ck_assert_str_eq(why, "他在本件中已作为单位经办岗办理过，不能转给他");
	ck_assert_int_eq(give(LEAD, id, LEAD_TWO), OK);
}
END_TEST

START_TEST(test_an_invited_experts_seat_is_not_given_on)
{
	int64_t id = matter_in("acceptance");
	struct seat *seats;
	size_t count;

	office_sql(world,
		   "INSERT INTO matter_guest (person_id, matter_id, role, since) VALUES (81, %" PRId64
		   ", 'review.expert', 1)",
		   id);
	go(INTAKE, id, "accept");
	ck_assert_int_eq(matter_seat_list(as(EXPERT), matter_now(id), &seats, &count), OK);
	ck_assert_int_eq(matter_reassign(as(EXPERT), matter_now(id), seats[count - 1].task, EXPERT_TWO, "出差", &why),
			 ERR_INVALID);
	ck_assert_ptr_nonnull(strstr(why, "受邀人员的席位不能转办"));
}
END_TEST

int main(void)
{
	return RUN_WORLD(
		"kernel/vocabulary", test_an_urge_reaches_the_holders_and_is_logged,
		test_urging_is_limited_per_organisation,
		test_nobody_urges_his_own_organisation_or_a_closed_matter_or_what_he_does_not_see,
		test_comments_are_kept_and_reviewers_comments_stay_in_the_center,
		test_a_seat_goes_to_a_colleague_and_is_his_alone, test_the_lead_of_the_organisation_gives_it_on,
		test_a_seat_goes_to_nobody_without_the_role_or_from_elsewhere,
		test_a_seat_goes_to_nobody_whom_separation_keeps_out, test_an_invited_experts_seat_is_not_given_on);
}
