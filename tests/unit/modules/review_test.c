#include "unit/modules/cloud.h"

/* ---- who reviews ---- */

static struct values *letter_by(int64_t first, int64_t second)
{
	const int64_t persons[] = {first, second};

	return reviewers("letter", persons, second == 0 ? 1 : 2);
}

START_TEST(meeting_needs_an_odd_number_of_three_or_more)
{
	static const int64_t persons[] = {EXPERT, EXPERT_TWO, EXPERT_THREE, EXPERT_FOUR, REVIEW};
	int64_t id = brought("review_prepare");

	refused(REVIEW, id, "open_review", reviewers("meeting", persons, 1), "3 名以上单数");
	refused(REVIEW, id, "open_review", reviewers("meeting", persons, 2), "3 名以上单数");
	refused(REVIEW, id, "open_review", reviewers("meeting", persons, 4), "3 名以上单数");
	go_with(REVIEW, id, "open_review", reviewers("meeting", persons, 5));
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM matter_guest WHERE ended_at IS NULL"), 5);
}
END_TEST

START_TEST(letter_is_for_small_requests_and_two_reviewers)
{
	struct values *form = form_complete("new", "BA-0001");
	int64_t id = brought("review_prepare");

	refused(REVIEW, id, "open_review", letter_by(REVIEW, 0), "函审须有 2 名");
	go_with(REVIEW, id, "open_review", letter_by(REVIEW, REVIEW_TWO));
	values_set(form, "filing_no", "BA-0002");
	machine_add(form, "app", "1", "16", "32");
	id = draft_with(form);
	bring(id, "review_prepare");
	refused(REVIEW, id, "open_review", letter_by(REVIEW, REVIEW_TWO), "不能函审");
}
END_TEST

/* A number of the rules as of that day. */
static void set_rule(const char *key, const char *value)
{
	office_sql(cloud,
		   "INSERT INTO setting (key, valid_from, value, changed_at) VALUES ('%s', %" PRId64 ", '%s', 1)", key,
		   day_of(clock_now()), value);
	ck_assert_int_eq(service_refresh(cloud->service, cloud->reader), OK);
}

START_TEST(what_a_letter_is_enough_for_is_a_rule)
{
	int64_t id = brought("review_prepare");

	set_rule("letter_vcpu_max", "3");
	refused(REVIEW, id, "open_review", letter_by(REVIEW, REVIEW_TWO), "超过 3 核");
	pass_days(1);
	set_rule("letter_vcpu_max", "4");
	set_rule("letter_reviewers_min", "3");
	refused(REVIEW, id, "open_review", letter_by(REVIEW, REVIEW_TWO), "函审须有 3 名");
	set_rule("meeting_reviewers_min", "5");
	refused(REVIEW, id, "open_review", three_experts(), "会议评审须有 5 名以上");
}
END_TEST

START_TEST(a_rule_changed_later_does_not_stop_a_round)
{
	int64_t id = brought("reviewing");

	pass_days(1);
	set_rule("meeting_reviewers_min", "5");
	opine_all(id);
	go(REVIEW, id, "conclude_pass");
}
END_TEST

START_TEST(nobody_reviews_for_his_own_unit_or_twice)
{
	static const int64_t own[] = {EXPERT, EXPERT_TWO, EXPERT_OF_UNIT};
	static const int64_t twice[] = {EXPERT, EXPERT_TWO, EXPERT};
	static const int64_t clerk[] = {EXPERT, EXPERT_TWO, INTAKE};
	int64_t id = brought("review_prepare");

	refused(REVIEW, id, "open_review", reviewers("meeting", own, 3), "应当回避");
	refused(REVIEW, id, "open_review", reviewers("meeting", twice, 3), "与前面重复");
	ck_assert_int_eq(try_with(REVIEW, id, "open_review", NULL, reviewers("meeting", clerk, 3)), ERR_INVALID);
	office_sql(cloud, "UPDATE person SET status = 'disabled' WHERE id = %d", EXPERT_THREE);
	ck_assert_int_eq(try_with(REVIEW, id, "open_review", NULL, three_experts()), ERR_INVALID);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM matter_guest"), 0);
}
END_TEST

/* ---- the invitation ---- */

START_TEST(expert_sees_the_matter_while_the_review_lasts)
{
	int64_t id = brought("review_prepare");
	struct matter *matter;

	ck_assert_int_eq(matter_find(as(EXPERT), id, &matter), NOT_FOUND);
	bring(id, "reviewing");
	ck_assert_int_eq(matter_find(as(EXPERT), id, &matter), FOUND);
	ck_assert(matter->guest);
	ck_assert_int_eq(matter_find(as(EXPERT_FOUR), id, &matter), NOT_FOUND);
	ck_assert_int_eq(
		office_number(cloud, "SELECT count(*) FROM task WHERE role = 'review.expert' AND closed_at IS NULL"),
		3);
	bring(id, "ruling");
	ck_assert_int_eq(matter_find(as(EXPERT), id, &matter), NOT_FOUND);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM matter_guest WHERE ended_at IS NULL"), 0);
	ck_assert_int_eq(
		office_number(cloud, "SELECT count(*) FROM task WHERE role = 'review.expert' AND closed_at IS NULL"),
		0);
}
END_TEST

START_TEST(who_was_not_invited_gives_no_opinion)
{
	int64_t id = brought("reviewing");

	ck_assert_int_eq(try_with(EXPERT_FOUR, id, "opine", "很好", opinion_of("none", "pass")), ERR_NOT_FOUND);
	refused(REVIEW_TWO, id, "opine", opinion_of("none", "pass"), "没有受邀");
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM review_opinion"), 0);
}
END_TEST

START_TEST(expert_decides_nothing)
{
	int64_t id = brought("reviewing");

	opine_all(id);
	ck_assert_int_eq(try_with(EXPERT, id, "conclude_pass", "同意，予以通过。", NULL), ERR_FORBIDDEN);
	ck_assert_int_eq(try_with(CLERK, id, "conclude_pass", "同意，予以通过。", NULL), ERR_FORBIDDEN);
}
END_TEST

START_TEST(declared_conflict_ends_sight_and_seat)
{
	int64_t id = brought("reviewing");
	struct matter *matter;

	go_with(EXPERT, id, "opine", opinion_of("declared", NULL));
	ck_assert_int_eq(matter_find(as(EXPERT), id, &matter), NOT_FOUND);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM review_opinion"), 0);
	ck_assert_int_eq(
		office_number(cloud, "SELECT count(*) FROM task WHERE person_id = %d AND closed_at IS NULL", EXPERT),
		0);
}
END_TEST

/* ---- enough opinions ---- */

START_TEST(conclusion_waits_for_the_opinions)
{
	int64_t id = brought("reviewing");

	refused(REVIEW, id, "conclude_pass", NULL, "已收 0 份");
	go_with(EXPERT, id, "opine", opinion_of("none", "pass"));
	go_with(EXPERT_TWO, id, "opine", opinion_of("none", "pass"));
	refused(REVIEW, id, "conclude_pass", NULL, "已收 2 份");
	go_with(EXPERT_THREE, id, "opine", opinion_of("none", "pass"));
	go(REVIEW, id, "conclude_pass");
	ck_assert_int_eq(
		office_number(cloud, "SELECT count(*) FROM review WHERE conclusion = 'pass' AND concluded_at > 0"), 1);
}
END_TEST

START_TEST(one_who_never_answers_does_not_hold_up_five)
{
	static const int64_t five[] = {EXPERT, EXPERT_TWO, EXPERT_THREE, EXPERT_FOUR, REVIEW_TWO};
	int64_t id = brought("review_prepare");

	go_with(REVIEW, id, "open_review", reviewers("meeting", five, 5));
	opine_all(id);
	refused(REVIEW, id, "conclude_pass", NULL, "不少于三分之二");
	go_with(EXPERT_FOUR, id, "opine", opinion_of("none", "fail"));
	go(REVIEW, id, "conclude_pass");
}
END_TEST

START_TEST(staff_of_a_letter_review_give_their_opinions)
{
	int64_t id = brought("review_prepare");

	go_with(REVIEW_CHAIR, id, "open_review", letter_by(REVIEW, REVIEW_TWO));
	go_with(REVIEW, id, "opine", opinion_of("none", "pass"));
	refused(REVIEW_CHAIR, id, "conclude_pass", NULL, "已收 1 份");
	go_with(REVIEW_TWO, id, "opine", opinion_of("none", "pass"));
	go(REVIEW_CHAIR, id, "conclude_pass");
}
END_TEST

static struct values *also(int64_t person)
{
	struct values *fields = fields_of("invite_experts");

	values_set_number(row_add(fields, "experts"), "person", person);
	return fields;
}

START_TEST(another_expert_takes_the_place_of_one_who_withdrew)
{
	int64_t id = brought("reviewing");

	go_with(EXPERT, id, "opine", opinion_of("declared", NULL));
	go_with(EXPERT_TWO, id, "opine", opinion_of("none", "pass"));
	go_with(EXPERT_THREE, id, "opine", opinion_of("none", "pass"));
	refused(REVIEW, id, "conclude_pass", NULL, "回避 1 名");
	refused(REVIEW, id, "invite_experts", also(EXPERT_TWO), "已经受邀");
	refused(REVIEW, id, "invite_experts", also(EXPERT_OF_UNIT), "应当回避");
	ck_assert_int_eq(try_with(EXPERT_TWO, id, "invite_experts", NULL, also(EXPERT_FOUR)), ERR_FORBIDDEN);
	go_with(REVIEW, id, "invite_experts", also(EXPERT_FOUR));
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM task WHERE person_id = %d AND closed_at IS NULL",
				       EXPERT_FOUR),
			 1);
	go_with(EXPERT_FOUR, id, "opine", opinion_of("none", "pass"));
	go(REVIEW, id, "conclude_pass");
}
END_TEST

/* ---- rounds ---- */

static void replan_sent(int64_t id)
{
	struct values *fields = fields_of("submit_plan");

	values_set(fields, "response", "已按评审意见逐条调整方案。");
	go(REVIEW, id, "conclude_adjust");
	ck_assert_str_eq(state_now(id), "replanning");
	go_with(CLERK, id, "submit_plan", fields);
}

static void let_time_pass(int64_t days)
{
	pass_days(days);
	ck_assert_int_eq(timeout_job(cast_context(cloud, system_actor())), OK);
}

/*
 * Twenty working days from Monday the 2nd of March end on Monday the 30th: day 28 is the last, day 29 is over.  From
 * then on the center may end it, and nobody else; by itself it never ends.
 */
START_TEST(plan_that_is_not_sent_again_is_ended_by_the_center)
{
	int64_t id = brought("reviewing");

	opine_all(id);
	go(REVIEW, id, "conclude_adjust");
	let_time_pass(28);
	refused(REVIEW, id, "abandon_plan", NULL, "此后才能终止");
	let_time_pass(1);
	ck_assert_str_eq(state_now(id), "replanning");
	ck_assert_int_eq(try_with(INTAKE, id, "abandon_plan", "两次催办没有重报，终止办理", NULL), ERR_FORBIDDEN);
	go(REVIEW, id, "abandon_plan");
	/* The clerk sent it and the lead never looks at it. */
	id = brought("reviewing");
	opine_all(id);
	replan_sent(id);
	let_time_pass(40);
	go(REVIEW, id, "abandon_plan");
}
END_TEST

static void replan(int64_t id)
{
	replan_sent(id);
	go(LEAD, id, "approve_plan");
}

START_TEST(third_adjustment_is_refused)
{
	int64_t id = brought("reviewing");

	opine_all(id);
	replan(id);
	bring(id, "reviewing");
	opine_all(id);
	replan(id);
	bring(id, "reviewing");
	ck_assert_int_eq(office_number(cloud, "SELECT max(round) FROM review"), 3);
	ck_assert_int_eq(office_number(cloud, "SELECT rounds FROM matter"), 2);
	opine_all(id);
	refused(REVIEW, id, "conclude_adjust", NULL, "方案调整已满 2 轮");
	go(REVIEW, id, "conclude_fail");
	ck_assert_str_eq(state_now(id), "rejected");
}
END_TEST

/* ---- conditions ---- */

static int64_t conditional(void)
{
	int64_t id = brought("reviewing");
	struct values *fields = fields_of("conclude_conditional");
	struct values *row = row_add(fields, "conditions");

	values_set(row, "text", "补充灾备演练记录");
	values_set(row, "owner", "unit");
	values_set_number(row, "due", day_of(clock_now()) + 20);
	row = row_add(fields, "conditions");
	values_set(row, "text", "划分独立网段");
	values_set(row, "owner", "operator");
	values_set_number(row, "due", day_of(clock_now()) + 10);
	opine_all(id);
	go_with(REVIEW, id, "conclude_conditional", fields);
	return id;
}

static int64_t condition_of(const char *owner)
{
	return office_number(cloud, "SELECT id FROM matter_condition WHERE owner = '%s'", owner);
}

START_TEST(conditions_are_met_by_their_owner_and_closed_by_the_center)
{
	int64_t id = conditional();
	int64_t unit = condition_of("unit");
	const char *sentence = NULL;
	int64_t operator= condition_of("operator");

	bring(id, "configuring");
	ck_assert_int_eq(review_condition_close(as(REVIEW), seen_by(REVIEW, id), unit, &sentence), ERR_INVALID);
	ck_assert_ptr_nonnull(strstr(sentence, "还没有报告这个条件已落实"));
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM matter_condition WHERE closed_at IS NULL"), 2);
	ck_assert_int_eq(review_condition_met(as(OPERATOR), seen_by(OPERATOR, id), unit, "已完成演练"), ERR_FORBIDDEN);
	ck_assert_int_eq(review_condition_met(as(CLERK), seen_by(CLERK, id), operator, "已完成划分"), ERR_FORBIDDEN);
	ck_assert_int_eq(review_condition_met(as(CLERK), seen_by(CLERK, id), unit, "  "), ERR_INVALID);
	ck_assert_int_eq(review_condition_met(as(CLERK), seen_by(CLERK, id), unit, "已完成演练"), OK);
	ck_assert_int_eq(review_condition_met(as(OPERATOR), seen_by(OPERATOR, id), operator, "已完成划分"), OK);
	ck_assert_int_eq(review_condition_close(as(CLERK), seen_by(CLERK, id), unit, &sentence), ERR_FORBIDDEN);
	ck_assert_int_eq(review_condition_close(as(INTAKE), seen_by(INTAKE, id), unit, &sentence), ERR_FORBIDDEN);
	ck_assert_int_eq(review_condition_close(as(REVIEW), seen_by(REVIEW, id), unit, &sentence), OK);
	ck_assert_int_eq(review_condition_close(as(REVIEW), seen_by(REVIEW, id), unit, &sentence), ERR_INVALID);
	ck_assert_int_eq(review_condition_close(as(SECURITY), seen_by(SECURITY, id), operator, & sentence), OK);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM matter_condition WHERE closed_at IS NULL"), 0);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM audit WHERE action LIKE 'matter.condition_%%'"), 4);
}
END_TEST

START_TEST(condition_of_another_matter_is_not_closed)
{
	int64_t id = conditional();
	const char *sentence = NULL;
	int64_t other = draft_with(form_complete("new", "BA-0002"));

	bring(other, "acceptance");
	ck_assert_int_gt(id, 0);
	ck_assert_int_eq(review_condition_close(as(REVIEW), seen_by(REVIEW, other), condition_of("unit"), &sentence),
			 ERR_INVALID);
}
END_TEST

START_TEST(open_conditions_keep_a_system_from_formal_operation)
{
	int64_t id = conditional();
	struct answer answer;

	ck_assert_int_eq(ask(conditions_closed, SECURITY, id, NULL, NULL, &answer), VERDICT_NO);
	ck_assert_ptr_nonnull(strstr(answer.sentence, "还有 2 项条件没有销项"));
	ck_assert_ptr_nonnull(answer.cure);
	ck_assert_ptr_nonnull(answer.link);
	office_sql(cloud, "UPDATE matter_condition SET closed_at = 1");
	ck_assert_int_eq(ask(conditions_closed, SECURITY, id, NULL, NULL, &answer), VERDICT_YES);
}
END_TEST

/* ---- individual opinions never reach applicants ---- */

/* Rows that a query of the center's page gives to an organisation. */
static int rows_for(enum query_name name, int64_t org, int64_t id)
{
	struct query *query = db_query(cloud->reader, name);
	int rows = 0;

	query_int(query, ":matter", id);
	query_int(query, ":org", org);
	while (query_step(query))
		rows++;
	ck_assert_int_eq(query_end(query), OK);
	return rows;
}

START_TEST(queries_give_opinions_to_the_center_alone)
{
	static const enum query_name names[] = {Q_REVIEW_ROUNDS, Q_REVIEW_OPINIONS, Q_REVIEW_GUESTS};
	static const int64_t others[] = {UNIT, OTHER_UNIT, PROVIDER, OTHER_PROVIDER, SUPERVISOR, SECOPS, INSTITUTE};
	int64_t id = brought("ruling");

	for (size_t q = 0; q < ARRAY_LENGTH(names); q++) {
		ck_assert_int_gt(rows_for(names[q], CENTER, id), 0);
		for (size_t o = 0; o < ARRAY_LENGTH(others); o++)
			ck_assert_int_eq(rows_for(names[q], others[o], id), 0);
	}
}
END_TEST

START_TEST(timeline_gives_opinions_to_the_center_and_their_author)
{
	int64_t id = brought("ruling");

	ck_assert_int_eq(
		office_number(cloud, "SELECT count(*) FROM event WHERE action = 'opine' AND audience <> 'center'"), 0);
	for (int center = 0; center < 2; center++) {
		struct query *query = db_query(cloud->reader, Q_MATTER_PAGE_EVENTS);
		int opinions = 0;

		query_int(query, ":matter", id);
		query_int(query, ":center", center);
		query_int(query, ":org", center ? CENTER : UNIT);
		query_int(query, ":person", CLERK);
		while (query_step(query)) {
			for (int i = 0; i < column_count(query); i++)
				if (text_equal(column_name(query, i), "label") &&
				    text_equal(column_text(query, i), "提交评审意见"))
					opinions++;
		}
		ck_assert_int_eq(query_end(query), OK);
		ck_assert_int_eq(opinions, center ? 3 : 0);
	}
}
END_TEST

START_TEST(notices_to_the_unit_name_no_reviewer)
{
	int64_t id = brought("ruling");

	ck_assert_int_gt(id, 0);
	ck_assert_int_eq(office_number(cloud,
				       "SELECT count(*) FROM notice WHERE organisation_id = %d"
				       " AND (text LIKE '%%岗位81%%' OR text LIKE '%%单位8%%')",
				       UNIT),
			 0);
	/* The consolidated opinion, not a person's, stands in what everybody sees. */
	ck_assert_int_eq(
		office_number(cloud, "SELECT count(*) FROM event WHERE action LIKE 'conclude_%%' AND audience = 'all'"),
		1);
}
END_TEST

static void open_pages(void)
{
	office_person(cloud, 112, CENTER, "review", "center.review");
	office_person(cloud, 121, UNIT, "unit", "unit.clerk");
	office_person(cloud, 141, PROVIDER, "operator", "operator.clerk");
	office_person(cloud, 181, INSTITUTE, "expert", "review.expert");
	office_open(cloud);
}

START_TEST(page_is_for_the_center_alone)
{
	int64_t id = brought("ruling");
	const char *path = arena_printf(cloud->arena, "/matters/%" PRId64 "/review", id);
	struct request *req;

	open_pages();
	office_enter(cloud, "review");
	req = office_get(cloud, path);
	ck_assert_int_eq(req->response.status, 200);
	ck_assert(office_shows(req, "岗位81"));
	ck_assert(office_shows(req, "方案调整"));
	ck_assert_int_eq(office_get(cloud, "/matters/999/review")->response.status, 404);
	office_enter(cloud, "unit");
	ck_assert_int_eq(office_get(cloud, path)->response.status, 403);
	ck_assert(!office_shows(cloud->req, "岗位81"));
	office_enter(cloud, "operator");
	ck_assert_int_eq(office_get(cloud, path)->response.status, 403);
	office_enter(cloud, "expert");
	ck_assert_int_eq(office_get(cloud, path)->response.status, 403);
}
END_TEST

START_TEST(matter_page_shows_a_unit_no_reviewer)
{
	int64_t id = brought("ruling");
	struct request *req;

	open_pages();
	office_enter(cloud, "unit");
	req = office_get(cloud, arena_printf(cloud->arena, "/matters/%" PRId64, id));
	ck_assert_int_eq(req->response.status, 200);
	ck_assert(!office_shows(req, "岗位81"));
	ck_assert(!office_shows(req, "岗位82"));
	ck_assert(!office_shows(req, "提交评审意见"));
}
END_TEST

int main(void)
{
	return RUN_CLOUD(
		"modules/review", meeting_needs_an_odd_number_of_three_or_more,
		letter_is_for_small_requests_and_two_reviewers, what_a_letter_is_enough_for_is_a_rule,
		a_rule_changed_later_does_not_stop_a_round, nobody_reviews_for_his_own_unit_or_twice,
		expert_sees_the_matter_while_the_review_lasts, who_was_not_invited_gives_no_opinion,
		expert_decides_nothing, declared_conflict_ends_sight_and_seat, conclusion_waits_for_the_opinions,
		one_who_never_answers_does_not_hold_up_five, staff_of_a_letter_review_give_their_opinions,
		another_expert_takes_the_place_of_one_who_withdrew, plan_that_is_not_sent_again_is_ended_by_the_center,
		third_adjustment_is_refused, conditions_are_met_by_their_owner_and_closed_by_the_center,
		condition_of_another_matter_is_not_closed, open_conditions_keep_a_system_from_formal_operation,
		queries_give_opinions_to_the_center_alone, timeline_gives_opinions_to_the_center_and_their_author,
		notices_to_the_unit_name_no_reviewer, page_is_for_the_center_alone,
		matter_page_shows_a_unit_no_reviewer);
}
