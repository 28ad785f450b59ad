#include "base/base.h"
#include "kernel/permission.h"
#include "kernel/setting.h"
#include "modules/duty/duty.h"
#include "modules/duty/duty_parts.h"

#define LAW "法规"
#define OURS "本系统默认"

static const struct setting_row duty_settings[] = {
	{"self_check_wd", SETTING_INTEGER, "3", "工作日", 1, 20, "每月自查报送时限（次月）", "第二十九条", OURS},
	{"self_check_review_wd", SETTING_INTEGER, "5", "工作日", 1, 20, "自查核对时限", "第二十九条", OURS},
	{"log_attest_wd", SETTING_INTEGER, "10", "工作日", 1, 20, "日志留存填报时限（次月）", "第三十一条", OURS},
	{"log_keep_days", SETTING_INTEGER, "184", "日", 184, 3650, "日志留存天数，不少于六个月", "第三十一条", LAW},
	{"paper_review_wd", SETTING_INTEGER, "5", "工作日", 1, 30, "制度、预案登记时限", "第二十八条", OURS},
	{"om_review_cd", SETTING_INTEGER, "365", "日", 30, 1095, "运维管理制度修订周期", "第二十一条", OURS},
	{"plan_review_cd", SETTING_INTEGER, "365", "日", 30, 1095, "应急预案修订周期", "第二十八条", OURS},
	{"drill_read_wd", SETTING_INTEGER, "3", "工作日", 1, 30, "演练通知签收时限", "第二十八条", OURS},
	{"drill_prepare_cd", SETTING_INTEGER, "90", "日", 1, 365, "演练计划至实施时限", "第二十八条", OURS},
	{"drill_fix_wd", SETTING_INTEGER, "35", "工作日", 1, 90, "演练问题整改时限，够低危隐患整改和复核", "第二十八条",
	 OURS},
	{"training_hold_cd", SETTING_INTEGER, "90", "日", 1, 365, "培训计划至实施时限", "第二十八条", OURS},
	{"om_record_wd", SETTING_INTEGER, "10", "工作日", 1, 20, "运维监管记录填报时限（次月）", "第六条", OURS},
	{"readiness_wd", SETTING_INTEGER, "5", "工作日", 1, 60, "年度演练培训填报时限（次年）", "第二十八条", OURS},
	{"drills_each_year", SETTING_INTEGER, "1", "次", 0, 12, "每年应急演练至少次数", "第二十八条", OURS},
	{"trainings_each_year", SETTING_INTEGER, "1", "次", 0, 12, "每年安全培训至少次数", "第二十八条", OURS},
	{.key = NULL},
};

static const struct guard_row duty_guards[] = {
	{"drill_found_problems", "演练问题", "28", drill_found_problems},
	{"drill_parties_fit", "参加单位", "28", drill_parties_fit},
	{"drill_hazards_closed", "演练问题的整改", "28", drill_hazards_closed},
	{"drill_named_fit", "参加单位", "28", drill_named_fit},
	{"drill_problems_assigned", "问题的责任单位", "28", drill_problems_assigned},
	{"drill_without_problems", "演练问题", "28", drill_without_problems},
	{"log_gaps_named", "中断的日志", "31", log_gaps_named},
	{"logs_of_all", "应填报的系统和平台", "31", logs_of_all},
	{"logs_nothing", "没有应填报的", "31", logs_nothing},
	{"logs_in_the_past", "最早可查日期", "31", logs_in_the_past},
	{"om_record_explained", "问题说明", "6", om_record_explained},
	{"readiness_reached", "演练培训次数", "28", readiness_reached},
	{"rules_once", "同名的制度", "21", rules_once},
	{"training_lasted", "学时", "28", training_lasted},
	{"self_check_explained", "逐项佐证和说明", "29", self_check_explained},
	{.name = NULL},
};

static const struct effect_row duty_effects[] = {
	{"record_logs", record_logs},
	{NULL, NULL},
};

static const struct prefill_row duty_prefills[] = {
	{"log_subjects", prefill_logs},
	{"om_subjects", prefill_om_record},
	{"self_check_items", prefill_self_check},
	{NULL, NULL},
};

static const struct panel_row duty_panels[] = {
	{"log_calendar", fill_log_calendar},           {"log_gaps", fill_log_gaps},
	{"logs_unnamed", fill_logs_unnamed},           {"rules_unnamed", fill_rules_unnamed},
	{"om_record_gaps", fill_om_record_gaps},       {"readiness_counts", fill_readiness_counts},
	{"self_check_result", fill_self_check_result}, {NULL, NULL},
};

static const struct route duty_routes[] = {
	{METHOD_GET, "/log-retention", log_retention_get, MAY_SEE_DUTIES, "31", NULL, 0, 0, NULL},
	{0},
};

static const struct menu_row duty_menu[] = {
	{"运行与安全", "日志留存", "/log-retention", "journal-check", MAY_SEE_DUTIES, NULL},
	{0},
};

const struct module duty_module = {
	.name = "duty",
	.routes = duty_routes,
	.settings = duty_settings,
	.guards = duty_guards,
	.effects = duty_effects,
	.prefills = duty_prefills,
	.panels = duty_panels,
	.menu = duty_menu,
};
