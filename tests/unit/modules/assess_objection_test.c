/* What a provider says against its score, and what the center rules on it. */
#include "unit/modules/assess_cast.h"

static struct values *objection(const char *indicator, const char *claim)
{
	struct values *fields = fields_of("object"), *row = row_add(fields, "objections");

	values_set(row, "indicator", indicator);
	values_set(row, "claim", claim);
	values_set(row, "statement", "有工单和日志为证，应当恢复分值。");
	return fields;
}

static struct values *ruling(const char *indicator, bool accepted, const char *restored)
{
	struct values *fields = fields_of("rule_objections"), *row = row_add(fields, "rulings");

	values_set(row, "ruled", indicator);
	values_set(row, "accepted", accepted ? "yes" : "no");
	values_set(row, "restored", restored);
	values_set(row, "reason", "证据属实");
	return fields;
}

START_TEST(objection_accepted_changes_exactly_one_line)
{
	int64_t id, before, others;

	fault_of(BREAKDOWN(1, PROVIDER, instant(2026, 1, 5, 9, 0), 17, 10, 121, 120, 0, .loss = false));
	id = scored_sheet(PROVIDER);
	before = points_of(id, "2.1");
	others = office_number(cloud, "SELECT sum(points * rank) FROM assessment_line WHERE indicator <> '2.1'");
	ck_assert_int_eq(before, 400);
	hand_in_by(OPERATOR, id, "objection_evidence");
	go_with(OPERATOR, id, "object", objection("p21", "1.00"));
	go(OPERATOR_LEAD, id, "send_objection");
	refused(ASSESS, id, "rule_objections", ruling("p22", true, "1"), "没有申诉");
	refused(ASSESS, id, "rule_objections", ruling("p21", true, "1.5"), "不超过要求的 1.00");
	go_with(ASSESS, id, "rule_objections", ruling("p21", true, "0.50"));
	ck_assert_int_eq(points_of(id, "2.1"), 450);
	ck_assert_int_eq(
		office_number(cloud, "SELECT sum(points * rank) FROM assessment_line WHERE indicator <> '2.1'"),
		others);
	ck_assert(says(id, "2.1", "申诉成立 +0.50"));
	ck_assert_int_eq(recomputed(QUARTER), 0);
}
END_TEST

/* What goes back and forth between a provider's two desks gains it no time. */
START_TEST(objection_the_own_lead_returns_keeps_its_limit)
{
	int64_t id = scored_sheet(PROVIDER);
	int64_t due = office_number(cloud, "SELECT due_at FROM matter WHERE id = %" PRId64, id);

	hand_in_by(OPERATOR, id, "objection_evidence");
	go_with(OPERATOR, id, "object", objection("p34", "3.00"));
	clock_freeze(clock_now() + 86400);
	go(OPERATOR_LEAD, id, "return_objection");
	ck_assert_str_eq(state_now(id), "replying");
	ck_assert_int_eq(office_number(cloud, "SELECT due_at FROM matter WHERE id = %" PRId64, id), due);
	time_passes(due + 1);
	ck_assert_str_eq(state_now(id), "approving");
}
END_TEST

/* Sent on Tuesday the 21st; the lead has three working days, and his silence stops nobody. */
START_TEST(objection_refused_changes_nothing_and_stays_on_record)
{
	int64_t id = scored_sheet(PROVIDER), total = office_number(cloud, "SELECT total FROM assessment");

	hand_in_by(OPERATOR, id, "objection_evidence");
	go_with(OPERATOR, id, "object", objection("p34", "3.00"));
	time_passes(day_end(at_day(2026, 4, 24)));
	ck_assert_str_eq(state_now(id), "objection_check");
	time_passes(day_end(at_day(2026, 4, 24)) + 1);
	ck_assert_str_eq(state_now(id), "deciding");
	go_with(ASSESS, id, "rule_objections", ruling("p34", false, "0"));
	ck_assert_int_eq(office_number(cloud, "SELECT total FROM assessment"), total);
	ck_assert_int_eq(
		office_number(cloud,
			      "SELECT count(*) FROM assessment_entry WHERE kind = 'refused' AND indicator = '3.4'"),
		1);
}
END_TEST

START_TEST(objection_needs_evidence_and_asks_no_more_than_was_lost)
{
	int64_t id = scored_sheet(PROVIDER);

	refused(OPERATOR, id, "object", objection("p34", "3.00"), "申诉佐证");
	hand_in_by(OPERATOR, id, "objection_evidence");
	refused(OPERATOR, id, "object", objection("p34", "3.01"), "不超过已扣的 3.00");
	refused(OPERATOR, id, "object", objection("p11", "1.00"), "不超过已扣的 0.00");
	refused(OPERATOR, id, "object", objection("m1", "1.00"), "不在这张评分表上");
}
END_TEST

START_TEST(silence_is_consent)
{
	int64_t id = scored_sheet(PROVIDER);

	time_passes(instant(2026, 4, 28, 12, 0));
	ck_assert_str_eq(state_now(id), "approving");
}
END_TEST

int main(void)
{
	return RUN_QUARTER("modules/assess_objection", objection_accepted_changes_exactly_one_line,
			   objection_the_own_lead_returns_keeps_its_limit,
			   objection_refused_changes_nothing_and_stays_on_record,
			   objection_needs_evidence_and_asks_no_more_than_was_lost, silence_is_consent);
}
