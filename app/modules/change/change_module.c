#include "base/base.h"
#include "modules/change/change_parts.h"

#define OURS "本系统默认"

static const struct setting_row settings[] = {
	{"change_accept_wd", SETTING_INTEGER, "2", "工作日", 1, 30, "变更受理时限", "第十六条", OURS},
	{"change_review_wd", SETTING_INTEGER, "3", "工作日", 1, 30, "变更审核时限", "第十六条", OURS},
	{"change_do_wd", SETTING_INTEGER, "3", "工作日", 1, 30, "变更实施时限", "第十六条", OURS},
	{"change_confirm_wd", SETTING_INTEGER, "3", "工作日", 1, 30, "变更确认时限", "第十六条", OURS},
	{"major_reply_wd", SETTING_INTEGER, "5", "工作日", 1, 30, "使用单位答复重大变更认定的时限", "第十六条", OURS},
	{"major_lapse_wd", SETTING_INTEGER, "10", "工作日", 1, 60, "逾期未答复转中心决定", "第十六条", OURS},
	{"major_decide_wd", SETTING_INTEGER, "3", "工作日", 1, 30, "重大变更异议决定时限", "第十六条", OURS},
	{"major_growth_pct", SETTING_INTEGER, "50", "%", 1, 1000, "重大变更：增幅超过", "第十六条", OURS},
	{"major_vcpu", SETTING_INTEGER, "16", "核", 1, 100000, "重大变更：并且处理器增量达到", "第十六条", OURS},
	{"major_memory_gb", SETTING_INTEGER, "64", "GB", 1, 1000000, "重大变更：或内存增量达到", "第十六条", OURS},
	{"major_storage_gb", SETTING_INTEGER, "5120", "GB", 1, 100000000, "重大变更：或存储增量达到", "第十六条", OURS},
	{"major_window_m", SETTING_INTEGER, "12", "个月", 1, 36, "重大变更：累计的月数", "第十六条", OURS},
	{"growth_cpu_p95", SETTING_INTEGER, "70", "%", 1, 100, "扩容：处理器 P95 达到", "第十六条", OURS},
	{"growth_mem_p95", SETTING_INTEGER, "80", "%", 1, 100, "扩容：内存 P95 达到", "第十六条", OURS},
	{"growth_storage", SETTING_INTEGER, "80", "%", 1, 100, "扩容：存储使用达到", "第十六条", OURS},
	{"emergency_do_h", SETTING_INTEGER, "2", "小时", 1, 72, "应急扩容实施时限", "第十六条", OURS},
	{"emergency_paper_wd", SETTING_INTEGER, "3", "工作日", 1, 30, "应急扩容补办手续时限", "第十六条", OURS},
	{"emergency_expire_cd", SETTING_INTEGER, "30", "日", 1, 180, "应急扩容借用期限", "第十六条", OURS},
	{"emergency_return_wd", SETTING_INTEGER, "3", "工作日", 1, 30, "应急扩容退还确认时限", "第十六条", OURS},
	{.key = NULL},
};

static const struct guard_row guards[] = {
	{"change_system_live", "信息系统", "16", change_system_live},
	{"emergency_system_live", "系统在用", "16", emergency_system_live},
	{"change_complete", "变更类型", "16", change_complete},
	{"change_leaves_some", "变更后的资源", "18", change_leaves_some},
	{"change_before_true", "变更前的数量", "16", change_before_true},
	{"growth_justified", "使用率", "17", growth_justified},
	{"growth_planned", "年度上云计划", "6", growth_planned},
	{"same_provider", "同一服务商", "16", same_provider},
	{"renewal_allowed", "续期", "16", renewal_allowed},
	{"reapplication_agrees", "原变更诉求", "16", reapplication_agrees},
	{"major_cleared", "重大变更", "16", major_cleared},
	{"provider_excepted", "增加服务商", "16", provider_excepted},
	{"change_ruled", "批准的变更", "16", change_ruled},
	{"change_fits", "平台余量", "16", change_fits},
	{"emergency_fits", "平台余量", "16", emergency_fits},
	{"emergency_paper_open", "补办手续", "16", emergency_paper_open},
	{"emergency_paper_waits", "补办手续", "16", emergency_paper_waits},
	{"emergency_paper_at_center", "补办手续", "16", emergency_paper_at_center},
	{"emergency_taken_back", "收回的资源", "16", emergency_taken_back},
	{"emergency_settled", "手续与退还", "16", emergency_settled},
	{.name = NULL},
};

static const struct effect_row effects[] = {
	{"record_change", record_change},
	{"drop_change", drop_change},
	{"redispatch_change", redispatch_change},
	{"execute_change", execute_change},
	{"finish_change", finish_change},
	{"use_plan_growth", use_plan_growth},
	{"record_information", record_information},
	{"grant_emergency", grant_emergency},
	{"deliver_emergency", deliver_emergency},
	{"order_return", order_return},
	{"free_emergency", free_emergency},
	{"tell_paper", tell_paper},
	{.name = NULL},
};

static const struct prefill_row prefills[] = {
	{"change_lines", change_prefill},
	{"change_asked", change_asked},
	{"emergency_lent", emergency_lent},
	{"reapplication_basis", reapplication_basis},
	{.name = NULL},
};

static const struct panel_row panels[] = {
	{"change_difference", change_panel},         {"major_change", major_panel},
	{"emergency_end", emergency_panel},          {"renewal_term", renewal_panel},
	{"reapplication_sums", reapplication_panel}, {NULL, NULL},
};

static const struct job_row jobs[] = {
	{"emergency_growth", 600, emergency_job},
	{"period_of_use", 3600, expiry_job},
	{NULL, 0, NULL},
};

const struct module change_module = {
	.name = "change",
	.settings = settings,
	.guards = guards,
	.effects = effects,
	.prefills = prefills,
	.panels = panels,
	.jobs = jobs,
};
