#include "base/base.h"
#include "modules/efficiency/efficiency_parts.h"

#include "kernel/permission.h"

#define OURS "本系统默认"
#define INTEGER(key, fallback, unit, min, max, label) \
	{ \
		"efficiency_" key, SETTING_INTEGER, fallback, unit, min, max, label, "第三十二条", OURS \
	}

static const struct route routes[] = {
	{METHOD_GET, "/efficiency", efficiency_get, MAY_SEE_EFFICIENCY, "32", NULL, 0, 0, NULL},
	{METHOD_GET, "/efficiency/print", efficiency_print_get, MAY_SEE_EFFICIENCY, "32", NULL, 0, 0, NULL},
	{METHOD_GET, "/efficiency/:year/number", efficiency_number_get, MAY_ACT, "32", NULL, 0, 0, NULL},
	{METHOD_POST, "/efficiency/:year/number", efficiency_number_post, MAY_ACT, "32", NULL, 16 * KIB,
	 ROUTE_DYNAMIC_FORM, NULL},
	{0},
};

static const struct setting_row settings[] = {
	INTEGER("open_wd", "13", "工作日", 5, 60, "季度结束后评分的工作日"),
	INTEGER("reply_wd", "10", "工作日", 3, 60, "使用效率评分核对时限"),
	INTEGER("decide_wd", "5", "工作日", 1, 30, "使用效率异议决定时限"),
	INTEGER("cpu_points", "30", "分", 0, 100, "使用效率：处理器满分"),
	INTEGER("mem_points", "25", "分", 0, 100, "使用效率：内存满分"),
	INTEGER("storage_points", "20", "分", 0, 100, "使用效率：存储满分"),
	INTEGER("answer_points", "15", "分", 0, 100, "使用效率：建议响应满分"),
	INTEGER("timely_points", "10", "分", 0, 100, "使用效率：报告与合规按时满分"),
	INTEGER("cpu_low", "40", "%", 1, 99, "使用效率：处理器 P95 满分区间下限"),
	INTEGER("cpu_high", "80", "%", 1, 99, "使用效率：处理器 P95 满分区间上限"),
	INTEGER("mem_low", "50", "%", 1, 99, "使用效率：内存 P95 满分区间下限"),
	INTEGER("mem_high", "85", "%", 1, 99, "使用效率：内存 P95 满分区间上限"),
	INTEGER("storage_low", "40", "%", 1, 99, "使用效率：存储使用率满分区间下限"),
	INTEGER("storage_high", "85", "%", 1, 99, "使用效率：存储使用率满分区间上限"),
	INTEGER("none_below", "10", "%", 0, 99, "使用效率：低于此数得零分"),
	INTEGER("none_above", "100", "%", 1, 100, "使用效率：达到此数得零分"),
	INTEGER("grade_a", "85", "分", 1, 100, "使用效率 A 级不低于"),
	INTEGER("grade_b", "70", "分", 1, 100, "使用效率 B 级不低于"),
	INTEGER("grade_c", "60", "分", 1, 100, "使用效率 C 级不低于"),
	{.key = NULL},
};

static const char *const grades[] = {"efficiency_grade_a", "efficiency_grade_b", "efficiency_grade_c", NULL};

/* The points need no whole of their own: a score is their share of what could be judged. */
static const struct setting_bond bonds[] = {
	{"使用效率等级下限", NULL, BOND_DESCENDING, 0, 0, NULL, grades},
	{.label = NULL},
};

static const struct guard_row guards[] = {
	{"efficiency_objection", "异议", "32", efficiency_objection},
	{"efficiency_return", "退回次数", "32", efficiency_return},
	{"efficiency_adjustment", "调整", "32", efficiency_adjustment},
	{"efficiency_evidence", "使用效率等级", "32", efficiency_evidence},
	{.name = NULL},
};

static const struct effect_row effects[] = {
	{"efficiency_call_off", efficiency_call_off},
	{"efficiency_freeze", efficiency_freeze},
	{.name = NULL},
};

static const struct prefill_row prefills[] = {
	{"efficiency_compute", efficiency_compute},
	{.name = NULL},
};

static const struct panel_row panels[] = {
	{"unit_efficiency", efficiency_panel},
	{"efficiency_frozen", efficiency_frozen_panel},
	{.name = NULL},
};

static const struct menu_row menu[] = {
	{"监督考核", "使用效率评分", "/efficiency", "award", MAY_SEE_EFFICIENCY, NULL},
	{.label = NULL},
};

const struct module efficiency_module = {
	.name = "efficiency",
	.routes = routes,
	.settings = settings,
	.bonds = bonds,
	.guards = guards,
	.effects = effects,
	.prefills = prefills,
	.panels = panels,
	.menu = menu,
};
