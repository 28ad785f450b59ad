/* Conditions of a conditional pass: which conclusion they are of, and whose they are. */
#include "unit/modules/cloud.h"

static void conclude_with(int64_t id, const char *text, const char *owner)
{
	struct values *fields = fields_of("conclude_conditional");
	struct values *row = row_add(fields, "conditions");

	values_set(row, "text", text);
	values_set(row, "owner", owner);
	values_set_number(row, "due", day_of(clock_now()) + 20);
	opine_all(id);
	go_with(REVIEW, id, "conclude_conditional", fields);
}

static int64_t sent_back(void)
{
	int64_t id = brought("reviewing");

	conclude_with(id, "补充灾备演练记录", "unit");
	go(APPROVE, id, "return_review");
	bring(id, "reviewing");
	return id;
}

START_TEST(second_conclusion_takes_the_place_of_the_first_conditions_and_all)
{
	int64_t id = sent_back();
	const char *sentence = NULL;
	struct answer answer;

	conclude_with(id, "划分独立网段", "unit");
	ck_assert_int_eq(ask(conditions_closed, SECURITY, id, NULL, NULL, &answer), VERDICT_NO);
	ck_assert_ptr_nonnull(strstr(answer.sentence, "还有 1 项条件没有销项"));
	ck_assert_int_eq(review_condition_met(as(CLERK), seen_by(CLERK, id), 1, "已补充记录"), ERR_INVALID);
	ck_assert_int_eq(review_condition_met(as(CLERK), seen_by(CLERK, id), 2, "已划分网段"), OK);
	ck_assert_int_eq(review_condition_close(as(REVIEW), seen_by(REVIEW, id), 2, &sentence), OK);
	ck_assert_int_eq(ask(conditions_closed, SECURITY, id, NULL, NULL, &answer), VERDICT_YES);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM matter_condition"), 2);
}
END_TEST

START_TEST(pass_after_a_conditional_one_leaves_no_condition)
{
	int64_t id = sent_back();
	struct answer answer;

	opine_all(id);
	go(REVIEW, id, "conclude_pass");
	ck_assert_int_eq(ask(conditions_closed, SECURITY, id, NULL, NULL, &answer), VERDICT_YES);
}
END_TEST

/* The platform is the applicant's own: in the matter it is its owner, and the operator's condition is its to meet. */
START_TEST(unit_that_runs_the_platform_meets_the_operators_condition)
{
	struct context *context;
	struct actor both;
	int64_t id;

	office_sql(cloud, "UPDATE platform SET operator_id = %d WHERE id = %d", UNIT, FIRST_CLOUD);
	id = brought("reviewing");
	conclude_with(id, "划分独立网段", "operator");
	bring(id, "allocating");
	ck_assert_int_eq(review_condition_met(as(CLERK), seen_by(CLERK, id), 1, "已划分网段"), ERR_FORBIDDEN);
	context = as(CLERK);
	both = *context->actor;
	both.roles |= ROLE_BIT(ROLE_OPERATOR_CLERK);
	context->actor = &both;
	ck_assert_int_eq(review_condition_met(context, seen_by(CLERK, id), 1, "已划分网段"), OK);
	ck_assert_int_eq(review_condition_owner(as(OTHER_OPERATOR), seen_by(CLERK, id), "operator"), ERR_FORBIDDEN);
}
END_TEST

int main(void)
{
	return RUN_CLOUD("modules/review_again", second_conclusion_takes_the_place_of_the_first_conditions_and_all,
			 pass_after_a_conditional_one_leaves_no_condition,
			 unit_that_runs_the_platform_meets_the_operators_condition);
}
