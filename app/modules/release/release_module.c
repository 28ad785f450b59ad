#include "base/base.h"
#include "modules/release/release_collected.h"

#include "kernel/permission.h"

#define OURS "本系统默认"
#define INTEGER(key, fallback, unit, min, max, label, basis, mark) \
	{ \
		key, SETTING_INTEGER, fallback, unit, min, max, label, basis, mark \
	}

static const struct route routes[] = {
	{METHOD_GET, "/usage/proposals", proposals_get, MAY_SEE_PROPOSED, "17", NULL, 0, 0, NULL},
	{METHOD_POST, "/usage/proposals", proposals_post, MAY_PROPOSE_DOWNSIZING, "17", NULL, 64 * KIB,
	 ROUTE_DYNAMIC_FORM, NULL},
	{METHOD_GET, "/savings", savings_get, MAY_SEE_SAVINGS, "17", NULL, 0, 0, NULL},
	{0},
};

static const struct setting_row settings[] = {
	/* 退出 */
	INTEGER("exit_accept_wd", "3", "工作日", 1, 30, "退出受理时限", "第十八条", OURS),
	INTEGER("exit_backup_cd", "30", "日", 1, 180, "退出备份早于下线的最长日数", "第十八条", OURS),
	INTEGER("passive_exit_check_wd", "3", "工作日", 1, 30, "闲置系统公示审批时限", "第十八条", OURS),
	INTEGER("passive_exit_notice_cd", "30", "日", 15, 180, "闲置系统清理公示期", "第十八条", OURS),
	INTEGER("exit_snapshot_wd", "2", "工作日", 1, 10, "退出快照制作时限", "第十八条", OURS),
	INTEGER("exit_hold_cd", "30", "日", 1, 90, "退出快照保留期", "第十八条", OURS),
	INTEGER("exit_hold_more_cd", "60", "日", 1, 180, "退出快照延长保留", "第十八条", OURS),
	INTEGER("exit_clear_wd", "10", "工作日", 1, 30, "退出数据清除时限", "第十八条", OURS),
	INTEGER("exit_confirm_wd", "3", "工作日", 1, 30, "清除确认时限", "第十八条", OURS),
	INTEGER("exit_free_wd", "3", "工作日", 1, 30, "退出资源回收时限", "第十八条", OURS),
	INTEGER("exit_close_wd", "3", "工作日", 1, 30, "退出办结时限", "第十八条", OURS),
	INTEGER("exit_log_keep_days", "184", "日", 184, 3650, "退出后操作日志保存", "第三十一条", "法规"),
	/* 降配 */
	INTEGER("downsize_reply_wd", "10", "工作日", 1, 60, "降配回收答复时限", "第十七条", OURS),
	INTEGER("downsize_remind_wd", "3", "工作日", 1, 30, "降配回收催告时限", "第十七条", OURS),
	INTEGER("downsize_review_wd", "5", "工作日", 1, 30, "降配回收决定时限", "第十七条", OURS),
	INTEGER("downsize_window_wd", "3", "工作日", 1, 30, "约定执行时间时限", "第十七条", OURS),
	INTEGER("downsize_window_cd", "60", "日", 7, 180, "约定的执行日期最远", "第十七条", OURS),
	INTEGER("downsize_do_wd", "5", "工作日", 1, 30, "降配回收执行时限", "第十七条", OURS),
	INTEGER("downsize_observe_cd", "30", "日", 7, 180, "降配观察期", "第十七条", OURS),
	INTEGER("downsize_rollback_wd", "1", "工作日", 1, 10, "回退时限", "第十七条", OURS),
	INTEGER("downsize_release_wd", "2", "工作日", 1, 30, "释放时限", "第十七条", OURS),
	INTEGER("reclaim_cold_cd", "15", "日", 7, 180, "回收关机冷藏期", "第十七条", OURS),
	INTEGER("reclaim_backup_wd", "5", "工作日", 1, 30, "回收备份确认时限", "第十七条", OURS),
	INTEGER("reclaim_keep_cd", "30", "日", 1, 365, "服务商备份最短保留", "第十七条", OURS),
	INTEGER("reclaim_keep_max_cd", "1825", "日", 365, 3650, "服务商备份最长保留", "第十七条", OURS),
	INTEGER("downsize_months", "3", "个月", 2, 12, "降配回收连续观测月数", "第十七条", OURS),
	INTEGER("downsize_coverage", "90", "%", 50, 100, "观测采样覆盖率下限", "第十七条", OURS),
	INTEGER("downsize_grace_cd", "90", "日", 30, 365, "上线后不评估的天数", "第十七条", OURS),
	INTEGER("downsize_cpu_p95", "20", "%", 1, 90, "低效：处理器 P95 低于", "第十七条", OURS),
	INTEGER("downsize_mem_p95", "40", "%", 1, 90, "低效：内存 P95 低于", "第十七条", OURS),
	INTEGER("downsize_storage_used", "20", "%", 1, 90, "低效：存储使用率低于", "第十七条", OURS),
	INTEGER("downsize_bandwidth_p95", "10", "%", 1, 90, "低效：带宽 P95 低于", "第十七条", OURS),
	INTEGER("reclaim_cpu_p95", "10", "%", 1, 90, "闲置：处理器 P95 低于", "第十七条", "实践"),
	INTEGER("reclaim_mem_avg", "20", "%", 1, 90, "闲置：内存均值低于", "第十七条", "实践"),
	INTEGER("downsize_rollback_p95", "80", "%", 50, 100, "降配后可以回退的 P95", "第十七条", OURS),
	{.key = NULL},
};

static const struct guard_row guards[] = {
	{"exit_allowed", "退出条件", "18", exit_allowed},
	{"no_change_under_way", "在办变更", "18", no_change_under_way},
	{"exit_prepared", "备份与下线", "18", exit_prepared},
	{"abandoned_shown", "闲置依据", "18", abandoned_shown},
	{"dependents_settled", "对接系统", "18", dependents_settled},
	{"wipe_complete", "清除范围", "18", wipe_complete},
	{"exit_empty", "没有资源", "18", exit_empty},
	{"exit_holding", "有资源", "18", exit_holding},
	{"freed_complete", "释放范围", "18", freed_complete},
	{"certificate_true", "清除确认书", "18", certificate_true},
	{"exit_nothing_left", "资源回收", "18", exit_nothing_left},
	{"downsizing_allowed", "评估条件", "17", downsizing_allowed},
	{"observed_enough", "观测情况", "17", observed_enough},
	{"observed_collected", "采集数据", "17", observed_collected},
	{"targets_true", "建议规格", "17", targets_true},
	{"floor_kept", "测算规格", "17", floor_kept},
	{"decided_floor_kept", "测算规格", "17", decided_floor_kept},
	{"small_spared", "小规格云主机", "17", small_spared},
	{"decided_true", "决定规格", "17", decided_true},
	{"window_ahead", "执行时间", "17", window_ahead},
	{"window_come", "执行时间", "17", window_come},
	{"backup_ordered", "备份保留", "17", backup_ordered},
	{"backup_kept", "备份保留", "17", backup_kept},
	{"load_high", "回退条件", "17", load_high},
	{.name = NULL},
};

static const struct effect_row effects[] = {
	{"exit_accept", exit_accept},
	{"exit_accept_empty", exit_accept_empty},
	{"exit_restore", exit_restore},
	{"exit_claimed", exit_claimed},
	{"exit_snapshot", exit_snapshot},
	{"exit_begin_clearing", exit_begin_clearing},
	{"exit_cleared", exit_cleared},
	{"exit_unclear", exit_unclear},
	{"exit_signed", exit_signed},
	{"exit_free", exit_free},
	{"exit_unmonitor", exit_unmonitor},
	{"exit_close", exit_close},
	{"downsizing_refresh", downsizing_refresh},
	{"downsizing_release", downsizing_release},
	{"downsizing_done_day", downsizing_done_day},
	{"downsizing_back_day", downsizing_back_day},
	{"window_clock", window_clock},
	{.name = NULL},
};

static const struct prefill_row prefills[] = {
	{"exit_dependents", exit_dependents},       {"exit_certificate", exit_certificate},
	{"downsizing_targets", downsizing_targets}, {"downsizing_decided", downsizing_decided},
	{"downsizing_seen", downsizing_seen},       {.name = NULL},
};

static const struct panel_row panels[] = {
	{"exit_resources", panel_exit_resources},
	{"exit_dependents", panel_exit_dependents},
	{"exit_clearance", panel_exit_clearance},
	{"exit_checks", panel_exit_checks},
	{"downsizing_usage", panel_downsizing_usage},
	{"downsizing_earlier", panel_downsizing_earlier},
	{"downsizing_collected", panel_downsizing_collected},
	{"downsizing_floor", panel_downsizing_floor},
	{.name = NULL},
};

static const struct menu_row menu[] = {
	{"资源与系统", "降配回收建议", "/usage/proposals", "clipboard-check", MAY_SEE_PROPOSED, NULL},
	{"资源与系统", "降配回收成效", "/savings", "graph-down", MAY_SEE_SAVINGS, NULL},
	{.label = NULL},
};

const struct module release_module = {
	.name = "release",
	.routes = routes,
	.settings = settings,
	.guards = guards,
	.effects = effects,
	.prefills = prefills,
	.panels = panels,
	.menu = menu,
};
