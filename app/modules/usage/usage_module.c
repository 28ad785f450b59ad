#include "base/base.h"
#include "modules/usage/usage_parts.h"

#include "kernel/permission.h"

#define OURS "本系统默认"
#define PRACTICE "实践"

enum { PUSH_BODY_MAX = 8 * 1024 * 1024, TOKEN_BODY_MAX = 8 * 1024, SOURCE_BODY_MAX = 64 * 1024 };

static const struct route routes[] = {
	{METHOD_POST, "/api/v1/usage", usage_push_post, MAY_PUSH_USAGE, "17", NULL, PUSH_BODY_MAX, ROUTE_TOKEN, NULL},
	{METHOD_GET, "/usage", usage_get, MAY_SEE_USAGE, "17", NULL, 0, 0, NULL},
	{METHOD_GET, "/usage/import", usage_import_get, MAY_IMPORT_USAGE, "17", NULL, 0, 0, NULL},
	{METHOD_POST, "/usage/import", usage_import_post, MAY_IMPORT_USAGE, "17", &csv_upload_form, CSV_BODY_MAX,
	 ROUTE_UPLOAD, csv_upload_prepare},
	{METHOD_GET, "/usage/sample", usage_sample_get, MAY_IMPORT_USAGE, "17", NULL, 0, 0, NULL},
	{METHOD_GET, "/usage/systems/:id", usage_system_get, MAY_SEE_USAGE, "17", NULL, 0, 0, NULL},
	{METHOD_POST, "/usage/systems/:id", usage_season_post, MAY_KEEP_SEASONS, "17", NULL, 64 * KIB,
	 ROUTE_DYNAMIC_FORM, NULL},
	{METHOD_GET, "/usage/exemptions", usage_exemptions_get, MAY_SEE_USAGE, "17", NULL, 0, 0, NULL},
	{METHOD_POST, "/usage/exemptions", usage_exemptions_post, MAY_EXEMPT, "17", NULL, 64 * KIB, ROUTE_DYNAMIC_FORM,
	 NULL},
	{METHOD_GET, "/usage/tokens", usage_tokens_get, MAY_SEE_TOKENS, "17", NULL, 0, 0, NULL},
	{METHOD_POST, "/usage/tokens", usage_tokens_post, MAY_MAKE_TOKENS, "17", &usage_token_form, TOKEN_BODY_MAX, 0,
	 NULL},
	{METHOD_POST, "/usage/tokens/:id/revoke", usage_token_revoke, MAY_REVOKE_TOKENS, "17", NULL, TOKEN_BODY_MAX, 0,
	 NULL},
	{METHOD_GET, "/usage/sources", usage_sources_get, MAY_SEE_SOURCES, "17", NULL, 0, 0, NULL},
	{METHOD_GET, "/usage/sources/:id", usage_source_get, MAY_KEEP_SOURCES, "17", NULL, 0, 0, NULL},
	{METHOD_POST, "/usage/sources/:id", usage_source_post, MAY_KEEP_SOURCES, "17", &usage_source_form,
	 SOURCE_BODY_MAX, 0, NULL},
	{METHOD_GET, "/usage/unknown", usage_unknown_get, MAY_SEE_UNKNOWN_MACHINES, "17", NULL, 0, 0, NULL},
	{METHOD_GET, "/usage/machines", usage_machines_get, MAY_SEE_USAGE, "17", NULL, 0, 0, NULL},
	{METHOD_GET, "/usage/machines/import", usage_machine_import_get, MAY_IMPORT_MACHINES, "17", NULL, 0, 0, NULL},
	{METHOD_POST, "/usage/machines/import", usage_machine_import_post, MAY_IMPORT_MACHINES, "17", &csv_upload_form,
	 CSV_BODY_MAX, ROUTE_UPLOAD, csv_upload_prepare},
	{METHOD_GET, "/usage/machines/sample", usage_machine_sample_get, MAY_IMPORT_MACHINES, "17", NULL, 0, 0, NULL},
	{0},
};

static const struct setting_row settings[] = {
	{"idle_months", SETTING_INTEGER, "3", "个月", 1, 12, "闲置、低效的连续月数", "第十七条", OURS},
	{"high_months", SETTING_INTEGER, "2", "个月", 1, 12, "偏高的连续月数", "第十七条", OURS},
	{"cpu_idle_p95", SETTING_INTEGER, "10", "%", 1, 100, "闲置：处理器 P95 低于", "第十七条", PRACTICE},
	{"mem_idle_avg", SETTING_INTEGER, "20", "%", 1, 100, "闲置：内存均值低于", "第十七条", PRACTICE},
	{"cpu_low_p95", SETTING_INTEGER, "20", "%", 1, 100, "低效：处理器 P95 低于", "第十七条", OURS},
	{"mem_low_p95", SETTING_INTEGER, "40", "%", 1, 100, "低效：内存 P95 低于", "第十七条", OURS},
	{"cpu_slight_avg", SETTING_INTEGER, "10", "%", 1, 100, "偏低：当月处理器均值低于", "第十七条", OURS},
	{"cpu_high_p95", SETTING_INTEGER, "80", "%", 1, 100, "偏高：处理器 P95 高于", "第十七条", OURS},
	{"mem_high_p95", SETTING_INTEGER, "85", "%", 1, 100, "偏高：内存 P95 高于", "第十七条", OURS},
	{"idle_traffic", SETTING_INTEGER, "10", "0.01 Mbps", 1, 1000, "闲置：进出流量之和低于", "第十七条", PRACTICE},
	{"storage_low_used", SETTING_INTEGER, "20", "%", 1, 100, "存储缩容：使用率低于", "第十七条", OURS},
	{"storage_high_used", SETTING_INTEGER, "85", "%", 1, 100, "存储扩容：当月使用率高于", "第十七条", OURS},
	{"bandwidth_low_p95", SETTING_INTEGER, "10", "%", 1, 100, "降带宽：带宽 P95 低于核定带宽的", "第十七条", OURS},
	{"season_months", SETTING_INTEGER, "12", "个月", 1, 24, "季节性峰值登记的有效期", "第十七条", OURS},
	{"small_vcpu", SETTING_INTEGER, "2", "核", 1, 16, "不降配的小规格：处理器", "第十七条", OURS},
	{"small_memory_gb", SETTING_INTEGER, "4", "GB", 1, 64, "不降配的小规格：内存", "第十七条", OURS},
	{"vcpu_sizes", SETTING_SIZES, "2,4,8,16,32,64", "核", 0, 0, "云主机处理器规格", "第十七条", OURS},
	{"memory_sizes", SETTING_SIZES, "4,8,16,32,64,128,256,512", "GB", 0, 0, "云主机内存规格", "第十七条", OURS},
	{"target_storage", SETTING_INTEGER, "70", "%", 10, 100, "建议规格的存储目标使用率", "第十七条", OURS},
	{"target_bandwidth", SETTING_INTEGER, "60", "%", 10, 100, "建议规格的带宽目标使用率", "第十七条", OURS},
	{"storage_step_gb", SETTING_INTEGER, "10", "GB", 1, 1000, "存储建议规格的步长", "第十七条", OURS},
	{"bandwidth_step_mbps", SETTING_INTEGER, "5", "Mbps", 1, 1000, "带宽建议规格的步长", "第十七条", OURS},
	{"exempt_cd_max", SETTING_INTEGER, "365", "日", 30, 1095, "降配回收豁免一次最长", "第十七条", OURS},
	{"target_cpu", SETTING_INTEGER, "60", "%", 10, 100, "建议规格的处理器目标负载", "第十七条", OURS},
	{"target_mem", SETTING_INTEGER, "75", "%", 10, 100, "建议规格的内存目标负载", "第十七条", OURS},
	{"grace_cd", SETTING_INTEGER, "90", "日", 0, 365, "启用后不判定使用率的天数", "第十七条", OURS},
	{"coverage_min", SETTING_INTEGER, "90", "%", 1, 100, "采样覆盖率低于此数不判定", "第十七条", OURS},
	{"unused_reclaim_cd", SETTING_INTEGER, "90", "日", 30, 365, "分配后未部署，建议回收的天数", "第十七条", OURS},
	{"pull_seconds", SETTING_INTEGER, "20", "秒", 2, 25, "拉取一个平台一日使用率的时限", "第十七条", OURS},
	{"usage_rows_max", SETTING_INTEGER, "10000", "行", 100, 10000, "使用率一次导入行数上限", "第十七条", OURS},
	{.key = NULL},
};

static const struct panel_row panels[] = {
	{"unit_record", usage_unit_record},
	{"parties_record", usage_parties_record},
	{"system_usage", usage_panel},
	{NULL, NULL},
};

static const struct job_row jobs[] = {
	{"usage_pull", 2, usage_pull_job},
	{"usage_standing", 2, usage_standing_job},
	{NULL, 0, NULL},
};

static const struct menu_row menu[] = {
	{"资源与系统", "使用率", "/usage", "speedometer2", MAY_SEE_USAGE, NULL},
	{"资源与系统", "降配回收豁免", "/usage/exemptions", "shield-check", MAY_SEE_USAGE, NULL},
	{"资源与系统", "机器台账", "/usage/machines", "server", MAY_SEE_USAGE, NULL},
	{"资源与系统", "接口令牌", "/usage/tokens", "key", MAY_SEE_TOKENS, NULL},
	{"资源与系统", "使用率拉取", "/usage/sources", "download", MAY_SEE_SOURCES, NULL},
	{.label = NULL},
};

const struct module usage_module = {
	.name = "usage",
	.routes = routes,
	.settings = settings,
	.panels = panels,
	.jobs = jobs,
	.menu = menu,
};
