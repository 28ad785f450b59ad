#include "base/base.h"
#include "modules/registry/registry_parts.h"

#include "kernel/csv_upload.h"
#include "kernel/permission.h"
#include "kernel/setting.h"

enum { SMALL_BODY = 64 * 1024 };

static const struct route routes[] = {
	{METHOD_GET, "/filings", filings_get, MAY_SEE_FILINGS, "12", NULL, 0, 0, NULL},
	{METHOD_GET, "/filings/import", filings_import_get, MAY_IMPORT_FILINGS, "12", NULL, 0, 0, NULL},
	{METHOD_POST, "/filings/import", filings_import_post, MAY_IMPORT_FILINGS, "12", &csv_upload_form, CSV_BODY_MAX,
	 ROUTE_UPLOAD, csv_upload_prepare},
	{METHOD_GET, "/filings/sample", filings_sample_get, MAY_IMPORT_FILINGS, "12", NULL, 0, 0, NULL},
	{METHOD_GET, "/assessors", assessors_get, MAY_SEE_ASSESSORS, "12,15", NULL, 0, 0, NULL},
	{METHOD_POST, "/assessors", assessors_post, MAY_KEEP_ASSESSORS, "12,15", NULL, SMALL_BODY, ROUTE_DYNAMIC_FORM,
	 NULL},
	{METHOD_GET, "/systems", systems_get, MAY_SEE_SYSTEMS, "10", NULL, 0, 0, NULL},
	{METHOD_GET, "/systems/:id", system_get, MAY_SEE_SYSTEMS, "10", NULL, 0, 0, NULL},
	{METHOD_POST, "/systems/:id", system_post, MAY_KEEP_CONTACTS, "6", NULL, SMALL_BODY, ROUTE_DYNAMIC_FORM, NULL},
	{METHOD_GET, "/platforms", platforms_get, MAY_SEE_PLATFORMS, "4,5", NULL, 0, 0, NULL},
	{METHOD_GET, "/platforms/:id", platform_get, MAY_SEE_PLATFORMS, "4,5", NULL, 0, 0, NULL},
	{METHOD_POST, "/platforms/:id", platform_post, MAY_KEEP_CAPACITY, "5", NULL, SMALL_BODY, ROUTE_DYNAMIC_FORM,
	 NULL},
	{0},
};

static const struct setting_row settings[] = {
	{"qualification_remind_cd", SETTING_TEXT, "60,30,7", "日", 1, 40, "第三方机构资质到期前提醒，可以列多个",
	 "第十二条", "本系统默认"},
	{"sizing_data_vcpu", SETTING_INTEGER, "64", "核", 0, 10000, "申请的处理器超过时须有压测或现网数据", "第十二条",
	 "本系统默认"},
	{"memory_ratio_max", SETTING_INTEGER, "8", "倍", 1, 64, "每台内存（GB）至多为处理器核数的倍数", "第十二条",
	 "本系统默认"},
	{"open_lead_wd", SETTING_INTEGER, "10", "工作日", 0, 60, "期望开通日期距首次提交不少于", "第十二条",
	 "本系统默认"},
	{"report_answer_wd", SETTING_INTEGER, "5", "工作日", 1, 60, "第三方机构对邀请答复的时限", "第十五条",
	 "本系统默认"},
	{"report_verify_wd", SETTING_INTEGER, "3", "工作日", 1, 60, "核对第三方报告、处理机构否认的时限", "第十五条",
	 "本系统默认"},
	{.key = NULL},
};

static const struct job_row jobs[] = {
	{"assessor_remind", 3600, assessor_remind_job},
	{.name = NULL},
};

static const struct guard_row guards[] = {
	{"filing_usable", "备案号", "12", filing_usable},
	{"level_allowed", "等级保护级别", "2", level_allowed},
	{"not_classified", "非涉密", "2", not_classified},
	{"statement_agreed", "责任书", "26", statement_agreed},
	{"ports_allowed", "对外端口", "26", ports_allowed},
	{"request_agrees", "规格与等级", "12", request_agrees},
	{"sizing_data_present", "测算依据", "12", sizing_data_present},
	{"documents_complete", "申请材料", "12", documents_complete},
	{"reports_fresh", "第三方报告", "12", reports_fresh},
	{"parallel_over", "并行运行期", "6", parallel_over},
	{"icp_recorded", "ICP 备案", "12", icp_recorded},
	{"trial_over", "试运行期", "15", trial_over},
	{"reports_accepted_ready", "报告核验", "15", reports_accepted_ready},
	{"assessor_reachable", "第三方机构", "12", assessor_reachable},
	{.name = NULL},
};

static const struct effect_row effects[] = {
	{"confirm_filing", confirm_filing},
	{"create_system", create_system},
	{"record_deployment", record_deployment},
	{"record_cutover", record_cutover},
	{"roll_back_cutover", roll_back_cutover},
	{"begin_trial", begin_trial},
	{"accept_reports", accept_reports},
	{"draft_rectification", draft_rectification},
	{"begin_operation", begin_operation},
	{"invite_assessor", invite_assessor},
	{"end_system", end_system},
	{.name = NULL},
};

static const struct menu_row menu[] = {
	{"资源与系统", "信息系统台账", "/systems", "hdd-stack", MAY_SEE_SYSTEMS, NULL},
	{"资源与系统", "云平台", "/platforms", "cloud", MAY_SEE_PLATFORMS, NULL},
	{"资源与系统", "备案登记", "/filings", "journal-text", MAY_SEE_FILINGS, NULL},
	{"资源与系统", "第三方机构名录", "/assessors", "patch-check", MAY_SEE_ASSESSORS, NULL},
	{.label = NULL},
};

const struct module registry_module = {
	.name = "registry",
	.routes = routes,
	.settings = settings,
	.jobs = jobs,
	.guards = guards,
	.effects = effects,
	.menu = menu,
};
