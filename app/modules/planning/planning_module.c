#include "base/base.h"
#include "modules/planning/planning_parts.h"

#include "kernel/permission.h"

#define OURS "本系统默认"

static const struct route routes[] = {
	{METHOD_GET, "/plans", plans_get, MAY_SEE_PLANS, "6,5", NULL, 0, 0, NULL},
	{METHOD_GET, "/plans/export", plans_export_get, MAY_SEE_PLANS, "6,5", NULL, 0, 0, NULL},
	{METHOD_GET, "/plans/print", plans_print_get, MAY_SEE_PLANS, "6,5", NULL, 0, 0, NULL},
	{0},
};

static const struct setting_row settings[] = {
	{"plan_call", SETTING_MONTH_DAY, "09-30", "月-日", 0, 0, "年度上云计划征集日", "第六条", OURS},
	{"plan_due", SETTING_MONTH_DAY, "10-31", "月-日", 0, 0, "年度上云计划报送截止日", "第六条", OURS},
	{"plan_done", SETTING_MONTH_DAY, "11-30", "月-日", 0, 0, "年度上云计划汇总完成日", "第六条", OURS},
	{"plan_lapse_wd", SETTING_INTEGER, "60", "工作日", 20, 250, "逾期视为未报送年度计划", "第六条", OURS},
	{"plan_revise_wd", SETTING_INTEGER, "5", "工作日", 1, 60, "年度计划退回后修改时限", "第六条", OURS},
	{"plan_issue_wd", SETTING_INTEGER, "5", "工作日", 1, 60, "年度计划审定下达时限", "第五条", OURS},
	{"plan_adjust_from", SETTING_MONTH_DAY, "06-01", "月-日", 0, 0, "年中调整窗口期开始日", "第六条", OURS},
	{"plan_adjust_to", SETTING_MONTH_DAY, "06-30", "月-日", 0, 0, "年中调整窗口期结束日", "第六条", OURS},
	{"plan_adjust_review_wd", SETTING_INTEGER, "5", "工作日", 1, 60, "年中调整批复时限", "第五条", OURS},
	{"plan_progress_wd", SETTING_INTEGER, "10", "工作日", 1, 60, "季度结束后提醒报告计划进展", "第六条", OURS},
	{"plan_evaluate_from", SETTING_MONTH_DAY, "12-01", "月-日", 0, 0, "年末评估可以提交之日", "第六条", OURS},
	{"plan_evaluate_wd", SETTING_INTEGER, "10", "工作日", 1, 60, "年末评估审核时限", "第五条", OURS},
	{.key = NULL},
};

static const struct guard_row guards[] = {
	{"plan_items_sound", "计划项", "6", plan_items_sound},
	{"plan_decided", "采纳意见", "5", plan_decided},
	{"adjustment_open", "调整窗口期", "6", adjustment_open},
	{"adjustment_sound", "调整后的计划项", "6", adjustment_sound},
	{"progress_quarter", "季度", "6", progress_quarter},
	{"plan_year_ending", "年末", "6", plan_year_ending},
	{"plan_year_over", "计划年度", "6", plan_year_over},
	{.name = NULL},
};

static const struct effect_row effects[] = {
	{"list_plan_items", list_plan_items},
	{"decide_plan_items", decide_plan_items},
	{"issue_plan", issue_plan},
	{"adopt_adjustment", adopt_adjustment},
	{"record_progress", record_progress},
	{"use_plan_item", use_plan_item},
	{.name = NULL},
};

static const struct prefill_row prefills[] = {
	{"plan_decisions", fill_plan_decisions},
	{"plan_current", fill_plan_current},
	{.name = NULL},
};

static const struct panel_row panels[] = {
	{"plan_items", fill_plan_items},
	{"plan_progress", fill_plan_progress},
	{"plan_unplanned", fill_plan_unplanned},
	{NULL, NULL},
};

static const struct job_row jobs[] = {
	{"plan_progress", 3600, plan_progress_job},
	{.name = NULL},
};

static const struct menu_row menu[] = {
	{"申请与审批", "年度上云计划", "/plans", "calendar-range", MAY_SEE_PLANS, NULL},
	{.label = NULL},
};

const struct module planning_module = {
	.name = "planning",
	.routes = routes,
	.settings = settings,
	.guards = guards,
	.effects = effects,
	.prefills = prefills,
	.panels = panels,
	.jobs = jobs,
	.menu = menu,
};
