/* Handed in is what left the house that owes it: what its own lead sits on is not, nor what he sent back. */
#include "unit/modules/assess_cast.h"

#include "kernel/deadline.h"
#include "modules/duty/duty.h"
#include "modules/report/report.h"
#include "modules/security/security.h"

/* With the modules whose procedures are read as they are. */
static const struct module *const reported_modules[] = {
	&account_module,        &assess_module,   &change_module, &duty_module,      &efficiency_module,
	&interpretation_module, &ledger_module,   &matter_module, &operation_module, &planning_module,
	&provider_module,       &registry_module, &report_module, &resource_module,  &review_module,
	&security_module,       &usage_module,    NULL,
};

static void reported_new(void)
{
	quarter_with(reported_modules);
}

#define DUE instant(2026, 2, 5, 18, 0)

/* Owed for January, or the week: the clerk passed it on in time to the state where its own lead looks at it. */
static int64_t passed_on(const char *key, int64_t org, const char *period, const char *state, const char *lead)
{
	int64_t id = record_of(key, org, period, state, DUE - 7200);

	seat_of(id, "draft", org, DUE, DUE - 7200);
	moved_of(id, "draft", lead, DUE - 7200);
	return id;
}

static bool fact_says(int64_t record, const char *kind, const char *words)
{
	return office_number(cloud,
			     "SELECT count(*) FROM assessment_fact WHERE record_id = %" PRId64
			     " AND kind = '%s' AND instr(words, '%s') > 0",
			     record, kind, words) == 1;
}

START_TEST(own_lead_sits_on_it)
{
	/*
	 * 3.1: one month of three was asked for: 6 ÷ 3 = 2, not in time and not accepted: 0.
	 * 4.1: 4 ÷ 3 = 1.33, late − 1 = 0.33.
	 */
	int64_t checked = passed_on("self_check", PROVIDER, "2026-01", "own_check", "own_check");
	int64_t verified = passed_on("verification", PROVIDER, "2026-01", "lead_check", "lead_check");
	int64_t id;

	/* A remark of its lead is no step out of the house. */
	moved_of(checked, "own_check", "own_check", DUE - 3600);
	id = frozen_for(PROVIDER);
	ck_assert_int_eq(points_of(id, "3.1"), 0);
	ck_assert_int_eq(points_of(id, "4.1"), 33);
	ck_assert(fact_says(checked, "late", "应于 2026-02-05 前报出，尚未报出"));
	ck_assert(fact_says(verified, "late", "应于 2026-02-05 前报送，尚未报送"));
}
END_TEST

/* Said in time to have been left undone: late all the same, and what the center excused is asked of nobody. */
START_TEST(test_that_was_not_made_is_late)
{
	/* M2: 20 ÷ 3 = 6.67, one late: − 2 = 4.67. */
	int64_t missed = passed_on("backup_test", SUPERVISOR, "2026-01", "missed", "missed");
	int64_t waived = passed_on("performance_test", SUPERVISOR, "2026-01", "void", "void");
	int64_t id = frozen_for(SUPERVISOR);

	ck_assert_int_eq(points_of(id, "M2"), 467);
	ck_assert(fact_says(missed, "late", "没有开展"));
	ck_assert(!fact_says(waived, "late", ""));
}
END_TEST

START_TEST(lead_of_the_supervisor_sits_on_it)
{
	/* M2: 20 ÷ 3 = 6.67, two late: − 4 = 2.67.  M4: 15 ÷ 3 = 5, one late: − 1 = 4. */
	int64_t use = passed_on("utilisation_report", SUPERVISOR, "2026-01", "checking", "checking");
	int64_t month = passed_on("monthly_report", SUPERVISOR, "2026-01", "checking", "checking");
	int64_t week = passed_on("fault_summary", SUPERVISOR, "2026W05", "checking", "checking");
	int64_t id = frozen_for(SUPERVISOR);

	ck_assert_int_eq(points_of(id, "M2"), 267);
	ck_assert_int_eq(points_of(id, "M4"), 400);
	ck_assert(fact_says(use, "late", "尚未报送"));
	ck_assert(fact_says(month, "late", "尚未报送"));
	ck_assert(fact_says(week, "late", "尚未报送"));
}
END_TEST

START_TEST(recovery_is_judged_alike)
{
	/* D3: two thirds of the half of 20 are left out: 13.33; late − 2, not accepted − 2: 9.33.  D4: 15 ÷ 3 − 3 = 2.
	 */
	int64_t checked, id;

	office_sql(cloud, "UPDATE platform SET kind = 'recovery' WHERE operator_id = 5");
	checked = passed_on("self_check", OTHER_PROVIDER, "2026-01", "own_check", "own_check");
	(void)passed_on("verification", OTHER_PROVIDER, "2026-01", "lead_check", "lead_check");
	id = frozen_for(OTHER_PROVIDER);
	ck_assert_int_eq(points_of(id, "D3"), 933);
	ck_assert_int_eq(points_of(id, "D4"), 200);
	ck_assert(fact_says(checked, "late", "尚未报出"));
}
END_TEST

START_TEST(returned_by_the_lead_and_handed_on_late)
{
	/*
	 * The lead sent it back in time and let it go a second late.  3.1: 2 − 1 = 1, it was accepted.  4.1: 0.33.
	 * What he let go on the second is in time, also where the next house sent it back for more.
	 */
	int64_t checked = passed_on("self_check", PROVIDER, "2026-01", "accepted", "own_check");
	int64_t verified = passed_on("verification", PROVIDER, "2026-01", "confirmed", "lead_check");
	int64_t good = passed_on("verification", PROVIDER, "2026-02", "confirmed", "lead_check");
	int64_t id;

	moved_of(checked, "own_check", "draft", DUE - 3600);
	moved_of(checked, "draft", "own_check", DUE - 1800);
	moved_of(checked, "own_check", "reviewing", DUE + 1);
	moved_of(verified, "lead_check", "draft", DUE - 3600);
	moved_of(verified, "draft", "lead_check", DUE - 1800);
	moved_of(verified, "lead_check", "supervisor_check", DUE + 1);
	moved_of(good, "lead_check", "supervisor_check", DUE);
	moved_of(good, "supervisor_check", "draft", DUE + 3600);
	moved_of(good, "draft", "lead_check", DUE + 7200);
	moved_of(good, "lead_check", "supervisor_check", DUE + 9000);
	id = frozen_for(PROVIDER);
	ck_assert_int_eq(points_of(id, "3.1"), 100);
	ck_assert_int_eq(points_of(id, "4.1"), 167);
	ck_assert(fact_says(checked, "late", "报出于 2026-02-05 18:00"));
	ck_assert(fact_says(verified, "late", "报送于 2026-02-05 18:00"));
	ck_assert(fact_says(good, "in_time", "报送于 2026-02-05 18:00"));
}
END_TEST

START_TEST(what_was_called_off_was_never_handed_in)
{
	int64_t id = record_of("verification", PROVIDER, "2026-01", "cancelled", DUE);

	moved_of(id, "draft", "cancelled", DUE);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM matter_handed_on"), 0);
}
END_TEST

/* ---- the procedures as they are ---- */

static const char *const reported_procedures[] = {"self_check",     "verification",    "utilisation_report",
						  "monthly_report", "security_report", "fault_summary"};

static bool of_the_house(const struct state *state)
{
	return state->edit || (state->holder_count == 1 && state->holders[0] == ROLE_OWNER_LEAD);
}

START_TEST(each_state_of_the_house_is_known_to_the_count)
{
	for (size_t i = 0; i < ARRAY_LENGTH(reported_procedures); i++) {
		const struct procedure *procedure =
			cast_procedure(cloud, "db/procedures", reported_procedures[i], at_day(2025, 1, 1));

		for (size_t n = 0; n < procedure->state_count; n++) {
			const struct state *state = &procedure->states[n];
			int64_t id = record_of(procedure->key, PROVIDER, "", state->key, DUE);

			if (state->final)
				continue;
			moved_of(id, "draft", state->key, DUE);
			ck_assert_msg(office_number(cloud,
						    "SELECT count(*) FROM matter_handed_on WHERE matter_id = %" PRId64,
						    id) == (of_the_house(state) ? 0 : 1),
				      "%s: %s", procedure->key, state->key);
		}
	}
}
END_TEST

/* Its lead has no day more than the report has: who acts by the day on his desk is in time in the score too. */
START_TEST(lead_has_the_day_of_the_report)
{
	struct context *context = as(ASSESS);

	for (size_t i = 0; i < ARRAY_LENGTH(reported_procedures); i++) {
		const struct procedure *procedure =
			cast_procedure(cloud, "db/procedures", reported_procedures[i], at_day(2025, 1, 1));
		int64_t due = deadline_of(context, procedure->states, "2026-01", DUE).due_at;

		for (size_t n = 0; n < procedure->state_count; n++)
			if (of_the_house(&procedure->states[n]))
				ck_assert_msg(deadline_of(context, &procedure->states[n], "2026-01", DUE).due_at == due,
					      "%s: %s", procedure->key, procedure->states[n].key);
	}
}
END_TEST

int main(void)
{
	return RUN_SUITE_IN("modules/assess_handed", reported_new, cloud_free, 120, own_lead_sits_on_it,
			    lead_of_the_supervisor_sits_on_it, test_that_was_not_made_is_late, recovery_is_judged_alike,
			    returned_by_the_lead_and_handed_on_late, what_was_called_off_was_never_handed_in,
			    each_state_of_the_house_is_known_to_the_count, lead_has_the_day_of_the_report);
}
