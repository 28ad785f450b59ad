#include "unit/modules/guarded.h"

/* O&M rules and emergency plans: what is in force stays so until its new version is registered. */

#define RULES \
	"name=云上信息系统运维管理制度\nedition=V1.0\neffective_day=2026-03-01\nscope=全部云上系统\n" \
	"persons.1.what=全部云上系统\npersons.1.duty=operation\npersons.1.title=系统运维岗\npersons.1.phone=028-" \
	"86100301"

static void rules_new(void)
{
	guarded_new();
	cast_procedure(cloud, "db/procedures", "om_rules", day_of(clock_now()));
	cast_procedure(cloud, "db/procedures", "plan_document", day_of(clock_now()));
}

static int64_t in_force_count(void)
{
	return office_number(cloud,
			     "SELECT count(*) FROM matter WHERE procedure_key = 'om_rules' AND state = 'in_force'");
}

static int64_t newest_rules(void)
{
	return office_number(cloud, "SELECT max(id) FROM matter WHERE procedure_key = 'om_rules'");
}

static int64_t happened(int64_t id, const char *action)
{
	return office_number(cloud, "SELECT count(*) FROM event WHERE matter_id = %" PRId64 " AND action = '%s'", id,
			     action);
}

static void hand_up(int64_t id)
{
	hand_in(id, "rules");
	acts(CLERK, id, "submit", NULL);
	acts(LEAD, id, "approve", NULL);
}

static int64_t in_force(void)
{
	int64_t id = opened(CLERK, "om_rules", 0, RULES);

	hand_up(id);
	acts(SECURITY, id, "register", NULL);
	ck_assert_str_eq(state_now(id), "in_force");
	return id;
}

static int64_t revised(int64_t id)
{
	acts(CLERK, id, "revise", NULL);
	ck_assert_int_gt(newest_rules(), id);
	typed(CLERK, newest_rules(), "edition=V2.0\neffective_day=2026-04-01");
	return newest_rules();
}

START_TEST(version_in_force_stays_until_its_new_version_is_registered)
{
	int64_t old = in_force();
	int64_t due = office_number(cloud, "SELECT due_at FROM matter WHERE id = %" PRId64, old);
	int64_t new = revised(old);

	ck_assert_str_eq(state_now(old), "in_force");
	ck_assert_int_eq(office_number(cloud, "SELECT due_at FROM matter WHERE id = %" PRId64, old), due);
	hand_up(new);
	ck_assert_str_eq(state_now(old), "in_force");
	acts(SECURITY, new, "register", NULL);
	ck_assert_str_eq(state_now(new), "in_force");
	ck_assert_str_eq(state_now(old), "superseded");
	ck_assert_int_eq(
		office_number(cloud, "SELECT count(*) FROM task WHERE closed_at IS NULL AND matter_id = %" PRId64, old),
		0);
	ck_assert_int_eq(happened(old, "supersede"), 1);
	ck_assert_int_eq(
		office_number(cloud,
			      "SELECT count(*) FROM audit WHERE action = 'matter.supersede' AND object_id = %" PRId64,
			      old),
		1);
}
END_TEST

START_TEST(discarded_draft_leaves_the_version_in_force_and_another_may_follow)
{
	int64_t old = in_force();
	int64_t new = revised(old);

	acts(CLERK, new, "discard", NULL);
	ck_assert_str_eq(state_now(old), "in_force");
	new = revised(old);
	hand_up(new);
	acts(CLERK, new, "withdraw", NULL);
	ck_assert_str_eq(state_now(old), "in_force");
	revised(old);
}
END_TEST

START_TEST(second_new_version_and_a_review_beside_one_are_refused_by_its_name)
{
	int64_t old = in_force();
	int64_t new = revised(old);

	says_no(CLERK, old, "revise", NULL, "V2.0");
	says_no(CLERK, old, "confirm_year", NULL, "正在办理（草稿）");
	hand_up(new);
	says_no(CLERK, old, "revise", NULL, "正在办理（待登记）");
	ck_assert_int_eq(newest_rules(), new);
}
END_TEST

START_TEST(new_version_is_not_registered_when_the_old_one_has_moved_on)
{
	int64_t old = in_force();
	int64_t new = revised(old);

	hand_up(new);
	office_sql(cloud, "UPDATE matter SET state = 'year_check' WHERE id = %" PRId64, old);
	ck_assert_int_eq(act(SECURITY, new, "register", "", NULL), ERR_STATE);
	ck_assert_ptr_nonnull(strstr(last_move.sentence, "年度复核待审核"));
	ck_assert_str_eq(state_now(new), "registering");
	ck_assert_str_eq(state_now(old), "year_check");
	ck_assert_int_eq(happened(new, "register"), 0);
	office_sql(cloud, "UPDATE matter SET state = 'in_force' WHERE id = %" PRId64, old);
	acts(SECURITY, new, "register", NULL);
}
END_TEST

/* What breaks off anywhere in it leaves the old version in force and the new one where it was. */
START_TEST(nothing_is_half_done_when_it_breaks_off)
{
	static const char *const breaks[] = {
		"BEFORE UPDATE OF state ON matter WHEN new.state = 'superseded'",
		"BEFORE UPDATE OF holder ON matter WHEN new.state = 'in_force' AND new.holder <> ''",
		"BEFORE INSERT ON event WHEN new.action = 'supersede'",
		"BEFORE INSERT ON task WHEN new.state = 'in_force'",
	};
	int64_t old = in_force();
	int64_t new = revised(old);
	int64_t rows, events;

	hand_up(new);
	rows = office_number(cloud, "SELECT count(*) FROM audit");
	events = office_number(cloud, "SELECT count(*) FROM event");
	for (size_t i = 0; i < ARRAY_LENGTH(breaks); i++) {
		office_sql(cloud, "CREATE TRIGGER breaks %s BEGIN SELECT RAISE(ABORT, 'broken'); END", breaks[i]);
		ck_assert_int_ne(act(SECURITY, new, "register", "", NULL), OK);
		office_sql(cloud, "DROP TRIGGER breaks");
		ck_assert_str_eq(state_now(old), "in_force");
		ck_assert_str_eq(state_now(new), "registering");
		ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM event"), events);
		ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM audit"), rows);
	}
	acts(SECURITY, new, "register", NULL);
	ck_assert_int_eq(in_force_count(), 1);
}
END_TEST

/* Whoever registers has no seat in the old one; and nobody ends it by hand, nor does time. */
START_TEST(only_a_new_version_supersedes)
{
	static const int64_t people[] = {CLERK, LEAD, SECURITY, LEADER};
	int64_t old = in_force();

	for (size_t i = 0; i < ARRAY_LENGTH(people); i++)
		ck_assert_int_eq(act(people[i], old, "supersede", "", NULL), ERR_FORBIDDEN);
	clock_freeze(clock_at(2028, 3, 2, 9, 0));
	ck_assert_int_eq(timeout_job(as_clerk()), OK);
	ck_assert_str_eq(state_now(old), "in_force");
}
END_TEST

START_TEST(yearly_review_leaves_the_rules_in_force_and_no_way_to_discard_them)
{
	int64_t old = in_force();

	acts(CLERK, old, "confirm_year", NULL);
	ck_assert_int_eq(act(CLERK, old, "withdraw", "", NULL), ERR_STATE);
	ck_assert_int_eq(act(CLERK, old, "repeal", "不再适用了，请终止执行。", NULL), ERR_FORBIDDEN);
	acts(LEAD, old, "year_return", NULL);
	ck_assert_str_eq(state_now(old), "year_returned");
	ck_assert_int_eq(act(CLERK, old, "discard", "", NULL), ERR_STATE);
	ck_assert_int_eq(act(CLERK, old, "withdraw", "", NULL), ERR_STATE);
	acts(CLERK, old, "confirm_year", NULL);
	acts(LEAD, old, "year_approve", NULL);
	acts(SECURITY, old, "year_return_paper", NULL);
	acts(CLERK, old, "confirm_year", NULL);
	acts(LEAD, old, "year_approve", NULL);
	acts(SECURITY, old, "year_register", NULL);
	ck_assert_str_eq(state_now(old), "in_force");
}
END_TEST

START_TEST(returned_review_may_end_in_a_new_version)
{
	int64_t old = in_force();
	int64_t new;

	acts(CLERK, old, "confirm_year", NULL);
	acts(LEAD, old, "year_return", NULL);
	new = revised(old);
	says_no(CLERK, old, "confirm_year", NULL, "正在办理");
	hand_up(new);
	acts(SECURITY, new, "register", NULL);
	ck_assert_str_eq(state_now(old), "superseded");
}
END_TEST

START_TEST(two_hands_end_what_is_no_longer_needed)
{
	int64_t old = in_force();

	ck_assert_int_eq(act(LEAD, old, "repeal", "不再适用了，请终止执行。", NULL), ERR_STATE);
	acts(CLERK, old, "confirm_year", NULL);
	acts(LEAD, old, "repeal", NULL);
	ck_assert_str_eq(state_now(old), "repealed");
}
END_TEST

/* One that began under a version of the procedure that ended it when it was revised is over already. */
START_TEST(predecessor_of_an_earlier_procedure_is_no_hindrance)
{
	int64_t old = in_force();
	int64_t new = revised(old);

	hand_up(new);
	office_sql(cloud,
		   "INSERT INTO procedure (key, version, title, body, digest, valid_from, loaded_at)"
		   " SELECT key, 0, title, replace(replace(body, ', after: successor', ''), ', succeeds: true', ''), "
		   "digest, valid_from, loaded_at"
		   "   FROM procedure WHERE key = 'om_rules';"
		   "UPDATE matter SET state = 'superseded', closed_at = 1, procedure_id = (SELECT id FROM procedure "
		   "WHERE version = 0)"
		   " WHERE id = %" PRId64,
		   old);
	acts(SECURITY, new, "register", NULL);
	ck_assert_int_eq(happened(old, "supersede"), 0);
	ck_assert_int_eq(in_force_count(), 1);
}
END_TEST

START_TEST(plan_of_an_operator_is_superseded_in_the_same_way)
{
	int64_t old =
		opened(OPERATOR, "plan_document", 0,
		       "name=云平台突发故障预案\nedition=V1.0\neffective_day=2026-03-01\nscope=本平台\nperson_title="
		       "应急岗\nperson_phone=028-86100200");
	int64_t new;

	hand_in(old, "plan");
	acts(OPERATOR, old, "submit", NULL);
	acts(OPERATOR_LEAD, old, "approve", NULL);
	acts(SECURITY, old, "register", NULL);
	acts(OPERATOR, old, "revise", NULL);
	new = office_number(cloud, "SELECT max(id) FROM matter WHERE procedure_key = 'plan_document'");
	says_no(OPERATOR, old, "revise", NULL, "正在办理");
	ck_assert_str_eq(state_now(old), "in_force");
	ck_assert_int_eq(act(CLERK, new, "discard", "", NULL), ERR_NOT_FOUND);
	acts(OPERATOR, new, "discard", NULL);
	ck_assert_str_eq(state_now(old), "in_force");
}
END_TEST

/* Of another name it is another paper; of the same it would be in force beside the first. */
START_TEST(rules_of_a_name_that_is_in_force_are_revised_not_registered_again)
{
	int64_t first = in_force(), again = opened(CLERK, "om_rules", 0, RULES);

	hand_in(again, "rules");
	says_no(CLERK, again, "submit", NULL, "同名的制度 V1.0 正在执行");
	typed(CLERK, again, "edition=V1.1");
	says_no(CLERK, again, "submit", NULL, "同名的制度 V1.0 正在执行");
	typed(CLERK, again, "name=机房出入管理制度");
	acts(CLERK, again, "submit", NULL);
	acts(CLERK, first, "revise", NULL);
	again = newest_rules();
	hand_in(again, "rules");
	typed(CLERK, again, "edition=V1.0\neffective_day=2026-04-01");
	says_no(CLERK, again, "submit", NULL, "也是 V1.0");
	typed(CLERK, again, "edition=V1.1");
	acts(CLERK, again, "submit", NULL);
	acts(LEAD, again, "approve", NULL);
	acts(SECURITY, again, "register", NULL);
	ck_assert_str_eq(state_now(first), "superseded");
}
END_TEST

int main(void)
{
	return RUN_SUITE_IN(
		"modules/succession", rules_new, cloud_free, 60,
		version_in_force_stays_until_its_new_version_is_registered,
		discarded_draft_leaves_the_version_in_force_and_another_may_follow,
		second_new_version_and_a_review_beside_one_are_refused_by_its_name,
		new_version_is_not_registered_when_the_old_one_has_moved_on, nothing_is_half_done_when_it_breaks_off,
		only_a_new_version_supersedes, yearly_review_leaves_the_rules_in_force_and_no_way_to_discard_them,
		returned_review_may_end_in_a_new_version, two_hands_end_what_is_no_longer_needed,
		predecessor_of_an_earlier_procedure_is_no_hindrance, plan_of_an_operator_is_superseded_in_the_same_way,
		rules_of_a_name_that_is_in_force_are_revised_not_registered_again);
}
