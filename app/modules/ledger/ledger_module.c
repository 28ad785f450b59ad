#include "base/base.h"
#include "modules/ledger/ledger_parts.h"

#include "kernel/permission.h"

#define OURS "本系统默认"

static const struct route routes[] = {
	{METHOD_GET, "/verifications", verifications_get, MAY_SEE_VERIFICATIONS, "7", NULL, 0, 0, NULL},
	{METHOD_GET, "/ownerless", ownerless_get, MAY_SEE_OWNERLESS, "6,8", NULL, 0, 0, NULL},
	{METHOD_GET, "/ledger-findings", ledger_findings_get, MAY_SEE_FINDINGS, "6,8", NULL, 0, 0, NULL},
	{METHOD_POST, "/ledger-findings", ledger_findings_post, MAY_SET_ASIDE_FINDINGS, "6", NULL, 64 * KIB,
	 ROUTE_DYNAMIC_FORM, NULL},
	{0},
};

static const struct setting_row settings[] = {
	{"verify_wd", SETTING_INTEGER, "5", "工作日", 1, 20, "资源核实报送时限（月末起）", "第七条", OURS},
	{"verify_check_wd", SETTING_INTEGER, "2", "工作日", 1, 20, "资源核实核对时限", "第七条", OURS},
	{"verify_confirm_wd", SETTING_INTEGER, "3", "工作日", 1, 20, "资源核实确认时限", "第七条", OURS},
	{"expansion_plan_wd", SETTING_INTEGER, "10", "工作日", 1, 60, "扩容计划报送时限", "第七条", OURS},
	{"ledger_diff_pct", SETTING_INTEGER, "2", "%", 0, 20, "台账差异率限值", "第七条", OURS},
	{"overcommit_vcpu_pct", SETTING_INTEGER, "300", "%", 100, 10000,
	 "处理器超分上限（可分配÷物理总量，300% 即 1:3）；合同另有约定的从其约定", "第七条", OURS},
	{"overcommit_memory_pct", SETTING_INTEGER, "100", "%", 100, 10000,
	 "内存超分上限（可分配÷物理总量，100% 即 1:1）；合同另有约定的从其约定", "第七条", OURS},
	{"ledger_confirm_wd", SETTING_INTEGER, "20", "工作日", 5, 60, "半年台账确认时限", "第六条", OURS},
	{"ledger_check_wd", SETTING_INTEGER, "5", "工作日", 1, 30, "半年台账核对时限", "第六条", OURS},
	{.key = NULL},
};

static const struct guard_row guards[] = {
	{"verification_true", "资源核实", "7", verification_true},
	{"overcommit_explained", "超分比", "7", overcommit_explained},
	{"differences_explained", "与台账的差异", "7", differences_explained},
	{"enough_true", "资源充足", "7", enough_true},
	{"collected_complete", "采集数据", "7", collected_complete},
	{"pool_safe", "低水位", "7", pool_safe},
	{"ledger_complete", "在用系统", "6", ledger_complete},
	{"ledger_nothing", "没有在用系统", "6", ledger_nothing},
	{"ledger_still", "台账没有另外变更", "6", ledger_still},
	{.name = NULL},
};

static const struct effect_row effects[] = {
	{"record_verification", record_verification},
	{"record_plan", record_plan},
	{"refresh_ledger", refresh_ledger},
	{"remember_ledger", remember_ledger},
	{"record_ledger", record_ledger},
	{.name = NULL},
};

static const struct prefill_row prefills[] = {
	{"verification_lines", verification_lines},
	{"collected_lines", collected_lines},
	{"ledger_lines", ledger_lines},
	{.name = NULL},
};

static const struct panel_row panels[] = {
	{"verification_check", panel_verification_check},
	{"three_way", panel_three_way},
	{"pool_alarm", panel_pool_alarm},
	{"overcommit", panel_overcommit},
	{"ledger_resources", panel_ledger_resources},
	{"ledger_found", panel_ledger_found},
	{.name = NULL},
};

static const struct menu_row menu[] = {
	{"资源与系统", "资源核实", "/verifications", "clipboard-data", MAY_SEE_VERIFICATIONS, NULL},
	{"资源与系统", "无责任人清单", "/ownerless", "person-x", MAY_SEE_OWNERLESS, NULL},
	{"资源与系统", "台账确认发现", "/ledger-findings", "clipboard2-check", MAY_SEE_FINDINGS, NULL},
	{.label = NULL},
};

const struct module ledger_module = {
	.name = "ledger",
	.routes = routes,
	.settings = settings,
	.guards = guards,
	.effects = effects,
	.prefills = prefills,
	.panels = panels,
	.menu = menu,
};
