/* The monthly verification of a platform: figures, differences, the red line, capacity (第七条). */
#include "unit/modules/ledger_cast.h"

START_TEST(one_for_each_platform_prefilled_from_the_books_due_from_the_months_end)
{
	int64_t id = february(), saves, at;
	struct values *draft;
	struct value *lines;

	ck_assert_int_eq(office_number(estate, "SELECT count(*) FROM matter WHERE procedure_key = 'verification'"), 2);
	ck_assert_str_eq(matter_now(id)->title, "2026年2月 甲云 资源核实");
	/* The fifth working day after Saturday 2026-02-28. */
	ck_assert_int_eq(day_of(matter_now(id)->due_at), at_day(2026, 3, 6));
	ck_assert_int_eq(matter_draft(as(OPERATOR), matter_now(id), &draft, &saves, &at), OK);
	lines = values_find(draft, "lines");
	ck_assert_uint_eq(lines->row_count, 3);
	ck_assert_int_eq(values_number(lines->rows[0], "allocatable", 0), 100);
	ck_assert_int_eq(values_number(lines->rows[0], "allocated", 0), 36);
	ck_assert_ptr_null(values_text(lines->rows[0], "used"));
	ck_assert_int_eq(try_with(RECOVERY, id, "submit", NULL), ERR_NOT_FOUND);
}
END_TEST

START_TEST(what_happened_after_the_month_does_not_disturb_its_report)
{
	int64_t id = filled(FORM);

	office_sql(estate, "UPDATE allocation SET freed_at = %" PRId64 " WHERE granted = 20", clock_now());
	office_sql(estate,
		   "INSERT INTO allocation (system_id, platform_id, class, granted, granted_at) VALUES (1, 1, 'vcpu', "
		   "9, %" PRId64 ")",
		   clock_now());
	go(OPERATOR, id, "submit");
}
END_TEST

START_TEST(allocated_never_exceeds_allocatable_and_allocatable_never_what_is_committed)
{
	int64_t id = filled(LINES("120", "100") FORECAST("50") "\nenough=yes");

	refused(OPERATOR, id, "submit", NULL, "处理器（核）已分配 120，超过可分配 100");
	type_into(OPERATOR, id, LINES("30", "30"));
	refused(OPERATOR, id, "submit", NULL, "处理器（核）可分配 30，低于台账已占用的 36");
	type_into(
		OPERATOR, id,
		"lines.0.class=vcpu\nlines.0.physical=100\nlines.0.allocatable=100\nlines.0.allocated=36\nlines.0.used="
		"37");
	refused(OPERATOR, id, "submit", NULL, "处理器（核）实际使用 37，超过已分配 36");
	type_into(OPERATOR, id,
		  "lines.0.class=vcpu\nlines.0.physical=1\nlines.0.allocatable=100\nlines.0.allocated=36\nlines.0.used="
		  "1");
	refused(OPERATOR, id, "submit", NULL, "缺少内存：台账容量 1,000 GB");
}
END_TEST

#define DIFFERENCE(ledger, actual) \
	"\ndifferences.0.system=水利一张图\ndifferences.0.class=vcpu\ndifferences.0.ledger=" ledger \
	"\ndifferences.0.actual=" actual "\ndifferences.0.cause=临时扩容未登记"

START_TEST(differences_are_explained_row_by_row)
{
	int64_t id = filled(LINES("37", "100") FORECAST("50") "\nenough=yes");

	refused(OPERATOR, id, "submit", NULL, "处理器月末台账 36，填报已分配 37，相差 1，差异行合计 0");
	/* 1 of 36 are 2.78 %: above the limit of 2 % a word is asked for. */
	type_into(OPERATOR, id, LINES("37", "100") DIFFERENCE("16", "17"));
	refused(OPERATOR, id, "submit", NULL, "处理器差异率 2.78%，超过 2%");
	type_into(OPERATOR, id, "difference_note=本月内补登记");
	go(OPERATOR, id, "submit");
}
END_TEST

START_TEST(block_storage_is_held_against_the_disks_of_the_machines)
{
	struct pool pools[POOLS_MAX];
	size_t count;

	office_sql(estate, "INSERT INTO usage_month (period, platform_id, machine, vcpu, memory_gb, disk_gb, cpu_avg, "
			   "cpu_p95, cpu_max, mem_avg,"
			   " mem_p95, mem_max, disk_used, net_in, net_out, bw_p95, coverage, days_on, imported_at)"
			   " VALUES ('2026-02', 1, 'vm-1', 8, 16, 480, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 9000, 28, 1)");
	ck_assert_int_eq(pools_of(as(OPERATOR), 1, "2026-02", pools, &count), OK);
	ck_assert_int_eq(pools_block(pools, count).collected, 480);
	ck_assert_int_eq(pools_block(pools, count).allocated, 500);
	ck_assert_int_eq(pool_of(pools, count, "ssd_gb")->collected, -1);
}
END_TEST

START_TEST(one_too_many_and_one_too_few_do_not_cancel_out)
{
	int64_t id = filled(FORM DIFFERENCE(
		"16", "17") "\ndifferences.1.system=别家的系统\ndifferences.1.class=vcpu\ndifferences.1.ledger=20"
			    "\ndifferences.1.actual=19\ndifferences.1.cause=已关一台");

	refused(OPERATOR, id, "submit", NULL, "处理器差异率 5.56%");
}
END_TEST

START_TEST(above_the_red_line_it_is_not_enough_and_the_center_asks_for_a_plan)
{
	/* 36 of 42 are 85.7 %. */
	int64_t id = filled(LINES("36", "42") FORECAST("40") "\nenough=yes");

	refused(OPERATOR, id, "submit", NULL, "处理器（核）分配率 85.7%，达到扩容线 85%");
	type_into(OPERATOR, id, "enough=no");
	go(OPERATOR, id, "submit");
	go(OPERATOR_LEAD, id, "approve");
	go_with(MONITOR, id, "check_figures", COLLECTED("36"));
	refused(DISPATCH, id, "confirm", NULL, "达到扩容线，还没有扩容计划");
	go(DISPATCH, id, "ask_plan");
	ck_assert_str_eq(state_now(id), "planning");
	/* Ten working days from 2026-03-05 on. */
	ck_assert_int_eq(day_of(matter_now(id)->due_at), at_day(2026, 3, 18));
	ck_assert_int_eq(
		office_number(estate, "SELECT count(*) FROM notice WHERE instr(text, '分配率达到预警线 80%%') > 0"), 2);
	go_with(OPERATOR, id, "hand_in_plan",
		"plan_rows.0.resource=处理器\nplan_rows.0.amount=60 "
		"核\nplan_rows.0.ready_day=2026-05-01\ninterim=新申请优先安排到其他平台。");
	go(DISPATCH, id, "accept_plan");
	ck_assert_int_eq(office_number(estate, "SELECT planned_at > 0 AND enough_yes = 0 FROM verification"), 1);
}
END_TEST

START_TEST(a_forecast_beyond_what_there_is_is_not_enough)
{
	refused(OPERATOR, filled(LINES("36", "100") FORECAST("101") "\nenough=yes"), "submit", NULL,
		"三个月内的预测超过可分配量");
}
END_TEST

START_TEST(confirmed_figures_become_the_capacity)
{
	int64_t id = at_center(LINES("36", "120") FORECAST("50") "\nenough=yes");

	ck_assert_int_eq(try_with(MONITOR, id, "confirm", NULL), ERR_FORBIDDEN);
	go(DISPATCH, id, "confirm");
	ck_assert_int_eq(office_number(estate, "SELECT total FROM capacity WHERE platform_id = 1 AND class = 'vcpu'"),
			 120);
	ck_assert_int_eq(office_number(estate, "SELECT count(*) FROM audit WHERE action = 'platform.capacity'"), 1);
	ck_assert_int_eq(office_number(estate, "SELECT collected FROM verification_line WHERE class = 'vcpu'"), 35);
	ck_assert_int_eq(
		office_number(estate, "SELECT granted * 1000 + ledger FROM verification_line WHERE class = 'vcpu'"),
		36036);
}
END_TEST

START_TEST(capacity_below_what_was_committed_meanwhile_is_refused)
{
	int64_t id = at_center(LINES("36", "50") FORECAST("50") "\nenough=yes");

	office_sql(estate,
		   "INSERT INTO allocation (system_id, platform_id, class, granted, granted_at) VALUES (1, 1, 'vcpu', "
		   "15, %" PRId64 ")",
		   clock_now());
	refused(DISPATCH, id, "confirm", NULL, "处理器可分配 50，低于台账现在已占用的 51");
	ck_assert_int_eq(office_number(estate, "SELECT total FROM capacity WHERE platform_id = 1 AND class = 'vcpu'"),
			 100);
	ck_assert_int_eq(office_number(estate, "SELECT count(*) FROM verification"), 0);
	go(DISPATCH, id, "return_center");
	ck_assert_str_eq(state_now(id), "draft");
}
END_TEST

START_TEST(the_supervisor_answers_for_every_class)
{
	int64_t id = filled(FORM);

	go(OPERATOR, id, "submit");
	go(OPERATOR_LEAD, id, "approve");
	refused(MONITOR, id, "check_figures", "collected.0.class=vcpu\ncollected.0.reported=36\ncollected.0.amount=35",
		"缺少内存（GB）的采集数据");
	go(MONITOR, id, "return_check");
	ck_assert_str_eq(state_now(id), "draft");
}
END_TEST

/* The supervisor says nothing besides the numbers. */
static enum err checked_silently(int64_t id, const char *collected)
{
	struct context *context = as(MONITOR);
	const struct action *action = procedure_action(procedure, "check_figures");
	struct matter *matter;

	ck_assert_int_eq(matter_find(context, id, &matter), FOUND);
	last_move = (struct move){.matter = matter,
				  .action = action,
				  .step = matter->step,
				  .opinion = "",
				  .fields = action_fields(context, matter, action, collected)};
	return matter_move(context, &last_move);
}

/* What the supervisor's machines add up to stands beside the books; nobody types it away without saying why. */
START_TEST(collected_machines_are_held_against_what_is_typed)
{
	int64_t id;

	for (int machine = 1; machine <= 2; machine++)
		office_sql(estate,
			   "INSERT INTO usage_month (period, platform_id, machine, vcpu, memory_gb, cpu_avg, cpu_p95, "
			   "cpu_max,"
			   " mem_avg, mem_p95, mem_max, disk_used, net_in, net_out, bw_p95, coverage, days_on, "
			   "imported_at)"
			   " VALUES ('2026-02', 1, 'm%d', 17, 32, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 10000, 28, 1)",
			   machine);
	id = filled(FORM);
	go(OPERATOR, id, "submit");
	go(OPERATOR_LEAD, id, "approve");
	ck_assert_int_eq(checked_silently(id, COLLECTED("35")), ERR_INVALID);
	ck_assert_msg(strstr(complaints(), "处理器月度采集各机器合计 34，填写的是 35") != NULL, "%s", complaints());
	ck_assert_str_eq(state_now(id), "supervisor_check");
	ck_assert_int_eq(checked_silently(id, COLLECTED("34")), OK);
	ck_assert_str_eq(state_now(id), "center_confirm");
}
END_TEST

/* Processors 1:3 and memory 1:1 are the rules' own; a contract may say otherwise from a day on. */
START_TEST(overcommitment_by_the_golden_table)
{
	static const struct {
		int64_t physical, allocatable, most;
		bool over;
		const char *text;
	} rows[] = {
		{40, 120, 300, false, "1:3.00"},
		{40, 121, 300, true, "1:3.03"},
		{1000, 1000, 100, false, "1:1.00"},
		{1000, 1001, 100, true, "1:1.00"},
		{0, 1, 300, true, "—"},
		{0, 0, 300, false, "—"},
		{40, 4000, NO_LIMIT, false, "1:100.00"},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		ck_assert_msg(overcommitted(rows[i].physical, rows[i].allocatable, rows[i].most) == rows[i].over,
			      "row %zu", i);
		ck_assert_str_eq(overcommit_text(estate->arena, rows[i].physical, rows[i].allocatable), rows[i].text);
	}
}
END_TEST

static void contract_with(int64_t contract, int64_t from, int64_t until, int64_t most)
{
	office_sql(estate,
		   "INSERT INTO matter (id, procedure_id, procedure_key, organisation_id, title, state, state_at, "
		   "opened_by,"
		   " opened_at) SELECT 9000 + %" PRId64
		   ", procedure_id, 'contract', 1, '合同', 'in_force', 1, opened_by, 1"
		   " FROM matter ORDER BY id LIMIT 1",
		   contract);
	office_sql(estate,
		   "INSERT INTO contract (id, matter_id, provider_id, number, name, starts_day, ends_day, amount, "
		   "state) VALUES (%" PRId64 ", 9000 + %" PRId64 ", 4, 'HT-%" PRId64 "', '合同', %" PRId64 ", %" PRId64
		   ", 1, 'in_force')",
		   contract, contract, contract, from, until);
	office_sql(estate, "INSERT INTO contract_platform VALUES (%" PRId64 ", 1)", contract);
	office_sql(estate,
		   "INSERT INTO contract_terms (contract_id, version, valid_from, catalogue, availability) VALUES "
		   "(%" PRId64 ", 1, %" PRId64 ", '', 0)",
		   contract, from);
	office_sql(estate, "INSERT INTO contract_overcommit VALUES (%" PRId64 ", 1, 'vcpu', %" PRId64 ")", contract,
		   most);
}

static int64_t limit_on(const char *class, int64_t day, bool *by_contract)
{
	int64_t most = 0;

	ck_assert_int_eq(overcommit_limit(as(OPERATOR), 1, class, day, &most, by_contract), OK);
	return most;
}

START_TEST(limit_is_the_contracts_while_it_lasts_else_the_rules)
{
	bool by_contract;

	(void)february();
	contract_with(1, at_day(2026, 1, 1), at_day(2026, 2, 28), 200);
	ck_assert_int_eq(limit_on("vcpu", at_day(2025, 12, 31), &by_contract), 300);
	ck_assert(!by_contract);
	ck_assert_int_eq(limit_on("vcpu", at_day(2026, 2, 28), &by_contract), 200);
	ck_assert(by_contract);
	ck_assert_int_eq(limit_on("memory_gb", at_day(2026, 2, 28), &by_contract), 100);
	ck_assert(!by_contract);
	ck_assert_int_eq(limit_on("ssd_gb", at_day(2026, 2, 28), &by_contract), NO_LIMIT);
	ck_assert_int_eq(limit_on("vcpu", at_day(2026, 3, 1), &by_contract), 300);
}
END_TEST

START_TEST(overcommitted_beyond_the_limit_wants_a_reason_and_is_kept)
{
	int64_t id = filled(FORM);

	contract_with(1, at_day(2026, 1, 1), at_day(2026, 12, 31), 200);
	refused(OPERATOR, id, "submit", NULL, "处理器（核）超分比 1:2.50，超过合同约定的上限 1:2.00");
	type_into(OPERATOR, id, "overcommit_note=新增宿主机四月到位，到位前不再新分配");
	go(OPERATOR, id, "submit");
	go(OPERATOR_LEAD, id, "approve");
	go_with(MONITOR, id, "check_figures", COLLECTED("35"));
	go(DISPATCH, id, "confirm");
	ck_assert_int_eq(office_number(estate, "SELECT overcommit_most FROM verification_line WHERE class = 'vcpu'"),
			 200);
	ck_assert_int_eq(
		office_number(estate, "SELECT overcommit_most FROM verification_line WHERE class = 'memory_gb'"), 100);
	ck_assert_int_eq(
		office_number(estate, "SELECT overcommit_most IS NULL FROM verification_line WHERE class = 'ssd_gb'"),
		1);
}
END_TEST

/* Both platforms owe one; that of the stopped one was never owed: neither owed nor done. */
START_TEST(cancelled_it_is_neither_owed_nor_done)
{
	int64_t id = february(), owed, done;

	owed_now("2026-02", &owed, &done);
	ck_assert_int_eq(owed, 2);
	go(DISPATCH, id, "cancel");
	owed_now("2026-02", &owed, &done);
	ck_assert_int_eq(owed, 1);
	ck_assert_int_eq(done, 0);
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {
		one_for_each_platform_prefilled_from_the_books_due_from_the_months_end,
		collected_machines_are_held_against_what_is_typed,
		what_happened_after_the_month_does_not_disturb_its_report,
		overcommitment_by_the_golden_table,
		limit_is_the_contracts_while_it_lasts_else_the_rules,
		overcommitted_beyond_the_limit_wants_a_reason_and_is_kept,
		allocated_never_exceeds_allocatable_and_allocatable_never_what_is_committed,
		differences_are_explained_row_by_row,
		block_storage_is_held_against_the_disks_of_the_machines,
		one_too_many_and_one_too_few_do_not_cancel_out,
		above_the_red_line_it_is_not_enough_and_the_center_asks_for_a_plan,
		a_forecast_beyond_what_there_is_is_not_enough,
		confirmed_figures_become_the_capacity,
		capacity_below_what_was_committed_meanwhile_is_refused,
		the_supervisor_answers_for_every_class,
		cancelled_it_is_neither_owed_nor_done,
	};

	return suite_run_in("modules/ledger_verification", set_up, estate_free, 60, tests, ARRAY_LENGTH(tests));
}
