/* What stays of a plan when applications and items of it come to nothing. */
#include "unit/modules/planning_cast.h"

#include "kernel/password.h"

static void plans_new(void)
{
	char *hash;

	cloud_new();
	ck_assert_int_eq(password_hash(cloud->service, cloud->arena, GOOD_PASSWORD, &hash), OK);
	office_sql(cloud, "UPDATE person SET password_hash = '%s'; UPDATE installation SET made_at = 1", hash);
	office_open(cloud);
}

static bool shown(const char *path, const char *words)
{
	office_enter(cloud, "p15");
	return office_shows(office_get(cloud, path), words);
}

/* Handed in: one machine of 4 cores. */
static int64_t applied_for(int64_t item)
{
	int64_t id;

	application = procedure_find(cloud->service, "application");
	id = draft_with(application_for(item));
	go(CLERK, id, "submit");
	return id;
}

/* 32 and 16 cores are planned and adopted; of the second item 4 were applied for, withdrawn, and applied for again. */
START_TEST(application_that_was_withdrawn_draws_on_nothing)
{
	int64_t plan = plan_issued("adopted", "adopted");
	int64_t item =
		office_number(cloud, "SELECT id FROM plan_item WHERE matter_id = %" PRId64 " AND line = 2", plan);
	int64_t id = applied_for(item), other;

	ck_assert(shown("/plans", "采纳 48　申请 4"));
	go(CLERK, id, "withdraw");
	ck_assert(shown("/plans", "采纳 48　申请 0"));
	id = applied_for(item);
	ck_assert(shown("/plans", "采纳 48　申请 4"));
	ck_assert(!shown(arena_printf(cloud->arena, "/matters/%" PRId64, plan), "共 2 件"));
	go(CLERK, applied_for(item), "withdraw");
	ck_assert(!shown(arena_printf(cloud->arena, "/matters/%" PRId64, plan), "共 2 件"));
	other = applied_for(item);
	ck_assert(shown(arena_printf(cloud->arena, "/matters/%" PRId64, plan), "共 2 件"));
	go(CLERK, other, "withdraw");
	application = procedure_find(cloud->service, "annual_plan");
	go(DISPATCH, plan, "allow_adjustment");
	refused(CLERK, plan, "adjust", adjusted(16, true), "“河湖巡查”已经申请资源，不能从计划中去掉");
	application = procedure_find(cloud->service, "application");
	go(CLERK, id, "withdraw");
	application = procedure_find(cloud->service, "annual_plan");
	go_with(CLERK, plan, "adjust", adjusted(16, true));
	ck_assert_str_eq(state_now(plan), "adjust_check");
}
END_TEST

START_TEST(unplanned_application_that_was_withdrawn_is_none)
{
	int64_t id;

	plan_issued("adopted", "adopted");
	application = procedure_find(cloud->service, "application");
	id = draft_with(form_complete("new", "BA-0001"));
	go(CLERK, id, "submit");
	ck_assert(shown("/plans", "计划下达后新增的需求"));
	go(CLERK, id, "withdraw");
	ck_assert(!shown("/plans", "计划下达后新增的需求"));
}
END_TEST

static int64_t adjusted_in_july(void)
{
	int64_t plan = plan_issued("adopted", "adopted");

	clock_freeze(day_start(at_day(2026, 6, 29)) + 9 * 3600);
	go_with(CLERK, plan, "adjust", adjusted(16, true));
	go(LEAD, plan, "pass_adjustment");
	clock_freeze(day_start(at_day(2026, 7, 3)) + 9 * 3600);
	go(DISPATCH, plan, "accept_adjustment");
	return plan;
}

/* It was issued in March and came back from the adjustment on July 3: the second quarter is owed all the same. */
START_TEST(quarter_is_reminded_of_though_the_plan_was_adjusted_after_its_end)
{
	struct context *context = as(CLERK);
	int64_t plan = adjusted_in_july();

	context->actor = system_actor();
	clock_freeze(day_start(at_day(2026, 7, 20)) + 9 * 3600);
	ck_assert_int_eq(plan_progress_job(context), OK);
	ck_assert_int_eq(office_number(cloud,
				       "SELECT count(*) FROM notice WHERE kind = 'remind' AND matter_id = %" PRId64
				       " AND text LIKE '%%2026 年第 2 季度的进展还没有报告%%'",
				       plan),
			 1);
}
END_TEST

START_TEST(item_taken_out_of_the_plan_is_called_so_in_the_file_and_on_paper)
{
	adjusted_in_july();
	ck_assert(shown("/plans", "已调出"));
	ck_assert(shown("/plans/export", "年度工作要点,已调出"));
	ck_assert(shown("/plans/print", "<td>已调出"));
}
END_TEST

int main(void)
{
	return RUN_SUITE_IN("modules/planning_use", plans_new, cloud_free, 120,
			    application_that_was_withdrawn_draws_on_nothing,
			    unplanned_application_that_was_withdrawn_is_none,
			    quarter_is_reminded_of_though_the_plan_was_adjusted_after_its_end,
			    item_taken_out_of_the_plan_is_called_so_in_the_file_and_on_paper);
}
