#include "unit/modules/provider_cast.h"

/* ---- revocation ---- */

static int64_t revocation_stated(void)
{
	struct values *form, *fields;
	int64_t id;

	live_system(FIRST_CLOUD);
	cloud_procedure("revocation");
	form = values_empty(cloud->arena, application->form, application->form_count);
	values_set_number(form, "provider", PROVIDER);
	values_set(form, "ground", "scores");
	values_set(form, "facts", "连续两个季度考核不合格，整改没有完成。");
	values_set(form, "clause", "第 18 条");
	id = opened_by(ASSESS, form);
	hand_in_by(ASSESS, id, "ground_file");
	go(ASSESS, id, "propose");
	ck_assert_int_eq(try_with(OPERATOR, id, "state_views", "", NULL), ERR_NOT_FOUND); /* nothing is decided yet */
	go(LEADER, id, "open_hearing");
	fields = fields_of("state_views");
	values_set(fields, "views", "请求给予一个季度的改进期，并附改进计划。");
	values_set(fields, "in_person", "yes");
	go_with(OPERATOR, id, "state_views", fields);
	return id;
}

static int64_t revocation_to_decide(void)
{
	struct values *fields;
	int64_t id = revocation_stated();

	go(OPERATOR_LEAD, id, "send_views");
	hand_in_by(ASSESS, id, "hearing_minutes");
	fields = fields_of("conclude_hearing");
	values_set(fields, "hearing_posts", "监督考核岗、项目负责岗");
	values_set(fields, "hearing_finding", "改进没有实质进展，建议撤销。");
	values_set_number(fields, "hearing_day", at_day(2026, 3, 1));
	refused(ASSESS, id, "conclude_hearing", fields, "早于本件发起的 2026-03-02");
	values_set_number(fields, "hearing_day", day_of(clock_now()));
	go_with(ASSESS, id, "conclude_hearing", fields);
	return id;
}

/* What else a provider did is added to the hearing that is under way. */
START_TEST(provider_is_heard_in_one_revocation_at_a_time)
{
	int64_t first = revocation_stated(), second;
	struct values *form = values_empty(cloud->arena, application->form, application->form_count);

	values_set_number(form, "provider", PROVIDER);
	values_set(form, "ground", "scores");
	values_set(form, "facts", "第三个季度考核仍然不合格。");
	values_set(form, "clause", "第 18 条");
	second = opened_by(ASSESS, form);
	hand_in_by(ASSESS, second, "ground_file");
	refused(ASSESS, second, "propose", NULL, "正在办理");
	go(OPERATOR_LEAD, first, "send_views");
	refused(ASSESS, second, "propose", NULL, "正在办理");
	office_sql(cloud, "UPDATE matter SET state = 'kept', closed_at = 1 WHERE id = %" PRId64, first);
	go(ASSESS, second, "propose");
}
END_TEST

/* Stated on Monday 2 March, fifteen working days end on Monday the 23rd. */
START_TEST(statement_that_the_providers_lead_does_not_look_at_stops_no_revocation)
{
	int64_t id = revocation_stated();
	struct context *context = as(ASSESS);

	context->actor = system_actor();
	clock_freeze(day_end(at_day(2026, 3, 23)));
	ck_assert_int_eq(timeout_job(context), OK);
	ck_assert_str_eq(state_now(id), "statement_check");
	clock_freeze(day_end(at_day(2026, 3, 23)) + 1);
	ck_assert_int_eq(timeout_job(context), OK);
	ck_assert_str_eq(state_now(id), "hearing");
	go(ASSESS, id, "extend_statement"); /* who has good reason may still speak */
	ck_assert_str_eq(state_now(id), "statement");
}
END_TEST

static void timeouts_at(int64_t instant)
{
	struct context *context = as(ASSESS);

	context->actor = system_actor();
	clock_freeze(instant);
	ck_assert_int_eq(timeout_job(context), OK);
}

/* Asked on Monday 2 March: fifteen working days end on the 23rd; given new time on the 24th, on Tuesday 14 April. */
START_TEST(statement_that_is_sent_back_gains_no_time_unless_the_center_gives_it)
{
	int64_t id = revocation_stated();

	clock_freeze(day_start(at_day(2026, 3, 20)));
	go(OPERATOR_LEAD, id, "return_views");
	ck_assert_int_eq(seen_by(OPERATOR, id)->due_at, day_end(at_day(2026, 3, 16)));
	timeouts_at(day_end(at_day(2026, 3, 23)));
	ck_assert_str_eq(state_now(id), "statement");
	timeouts_at(day_end(at_day(2026, 3, 23)) + 1);
	ck_assert_str_eq(state_now(id), "hearing");
	go(ASSESS, id, "extend_statement");
	ck_assert_int_eq(seen_by(OPERATOR, id)->due_at, day_end(at_day(2026, 4, 7)));
	timeouts_at(day_end(at_day(2026, 4, 14)));
	ck_assert_str_eq(state_now(id), "statement");
	timeouts_at(day_end(at_day(2026, 4, 14)) + 1);
	ck_assert_str_eq(state_now(id), "hearing");
}
END_TEST

START_TEST(hearing_is_not_over_without_minutes)
{
	struct values *fields;
	int64_t id = revocation_to_decide();

	go(LEADER, id, "hear_again");
	office_sql(cloud, "UPDATE attachment SET withdrawn_at = 1 WHERE document = 'hearing_minutes'");
	fields = fields_of("conclude_hearing");
	values_set_number(fields, "hearing_day", day_of(clock_now()));
	values_set(fields, "hearing_posts", "监督考核岗");
	values_set(fields, "hearing_finding", "改进没有实质进展，建议撤销。");
	refused(ASSESS, id, "conclude_hearing", fields, "笔录");
}
END_TEST

START_TEST(decision_stops_new_systems_and_lists_those_to_move)
{
	int64_t id = revocation_to_decide();

	go(LEADER, id, "revoke");
	ck_assert_int_eq(office_number(cloud,
				       "SELECT count(*) FROM platform WHERE suspended_yes = 1 AND operator_id = %d",
				       PROVIDER),
			 2);
	ck_assert_int_eq(office_number(cloud, "SELECT suspended_yes FROM platform WHERE id = 2"), 0);
	ck_assert_int_eq(office_number(cloud, "SELECT system_id FROM resettlement WHERE matter_id = %" PRId64, id), 50);
	refused(DISPATCH, id, "finish_resettlement", NULL, "平台上还有 1 个系统没有安置");
}
END_TEST

static struct values *move_to(int64_t platform, int64_t due)
{
	struct values *fields = fields_of("plan_resettlement");
	struct values *row = row_add(fields, "moves");

	values_set_number(row, "moved_system", 50);
	values_set_number(row, "target", platform);
	values_set_number(row, "move_due", due);
	return fields;
}

START_TEST(revoked_when_the_last_system_has_gone)
{
	int64_t id = revocation_to_decide();
	int64_t today = day_of(clock_now());

	go(LEADER, id, "revoke");
	refused(DISPATCH, id, "plan_resettlement", move_to(FIRST_CLOUD, today + 30), "第 1 行的平台不能承载新系统");
	refused(DISPATCH, id, "plan_resettlement", move_to(SECOND_CLOUD, today - 1), "第 1 行的完成期限早于今天");
	go_with(DISPATCH, id, "plan_resettlement", move_to(SECOND_CLOUD, today + 30));
	ck_assert_int_eq(office_number(cloud, "SELECT target_platform_id FROM resettlement"), SECOND_CLOUD);
	office_sql(cloud, "UPDATE allocation SET freed_at = 2 WHERE system_id = 50");
	go(DISPATCH, id, "finish_resettlement");
	go(LEADER, id, "finish");
	ck_assert_str_eq(state_now(id), "revoked");
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM platform WHERE ended_at IS NOT NULL"), 2);
}
END_TEST

START_TEST(revoking_ends_the_contracts_that_are_under_way)
{
	int64_t in_force = contract_in_force();
	int64_t unsigned_one = contract_drafted(contract_form("HT-2", FIRST_CLOUD));
	int64_t id;

	go(ASSESS, unsigned_one, "submit");
	id = revocation_to_decide();
	go(LEADER, id, "revoke");
	ck_assert_str_eq(state_now(in_force), "in_force");
	office_sql(cloud, "UPDATE allocation SET freed_at = 2 WHERE system_id = 50");
	go(DISPATCH, id, "finish_resettlement");
	go(LEADER, id, "finish");
	ck_assert_str_eq(state_now(in_force), "terminated");
	ck_assert_str_eq(state_now(unsigned_one), "cancelled");
	ck_assert_int_eq(office_number(cloud,
				       "SELECT count(*) FROM contract WHERE state = 'terminated' AND ended_reason"
				       " LIKE '撤销%%服务商资格（CX-%%）' AND ended_reason NOT LIKE '%%：%%'"),
			 1);
	ck_assert_int_eq(
		office_number(cloud,
			      "SELECT count(*) FROM matter WHERE procedure_key = 'contract' AND closed_at IS NULL"),
		0);
}
END_TEST

START_TEST(a_draft_of_a_contract_goes_no_further_and_its_writer_is_told)
{
	const struct procedure *revocation;
	int64_t draft, id;

	cloud_procedure("contract");
	draft = contract_drafted(contract_form("HT-3", FIRST_CLOUD));
	id = revocation_to_decide();
	go(LEADER, id, "revoke");
	revocation = application;
	application = procedure_find(cloud->service, "contract");
	refused(ASSESS, draft, "submit", NULL, "已经决定撤销这家服务商的资格，不能再签订合同");
	ck_assert_str_eq(state_now(draft), "draft");
	application = revocation;
	office_sql(cloud, "UPDATE allocation SET freed_at = 2 WHERE system_id = 50");
	go(DISPATCH, id, "finish_resettlement");
	go(LEADER, id, "finish");
	ck_assert_int_eq(office_number(cloud,
				       "SELECT count(*) FROM notice WHERE matter_id = %" PRId64
				       " AND instr(text, '合同草稿不能再送核对') > 0",
				       draft),
			 1);
}
END_TEST

START_TEST(decided_once_and_not_again)
{
	int64_t id = revocation_to_decide();
	struct values *form;
	int64_t second;

	go(LEADER, id, "revoke");
	form = values_empty(cloud->arena, application->form, application->form_count);
	values_set_number(form, "provider", PROVIDER);
	values_set(form, "ground", "breach");
	values_set(form, "facts", "连续两个季度考核不合格，整改没有完成。");
	values_set(form, "clause", "第 18 条");
	second = opened_by(ASSESS, form);
	hand_in_by(ASSESS, second, "ground_file");
	refused(ASSESS, second, "propose", NULL, "已经决定撤销这家服务商的资格");
}
END_TEST

int main(void)
{
	return RUN_CLOUD("modules/provider_revocation", provider_is_heard_in_one_revocation_at_a_time,
			 statement_that_the_providers_lead_does_not_look_at_stops_no_revocation,
			 statement_that_is_sent_back_gains_no_time_unless_the_center_gives_it,
			 hearing_is_not_over_without_minutes, decision_stops_new_systems_and_lists_those_to_move,
			 revoked_when_the_last_system_has_gone, revoking_ends_the_contracts_that_are_under_way,
			 a_draft_of_a_contract_goes_no_further_and_its_writer_is_told, decided_once_and_not_again);
}
