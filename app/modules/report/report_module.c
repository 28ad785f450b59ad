#include "base/base.h"
#include "modules/report/report.h"

#include "kernel/permission.h"
#include "modules/report/report_parts.h"

#define OURS "本系统默认"

static const struct route routes[] = {
	{METHOD_GET, "/reports", reports_get, MAY_SEE_REPORTS, "17,22,29,33", NULL, 0, 0, NULL},
	{METHOD_GET, "/reports/:report", report_get, MAY_SEE_REPORTS, "17,22,29,33", NULL, 0, 0, NULL},
	{METHOD_GET, "/reports/:id/print", report_print_get, MAY_SEE_REPORTS, "17,22,29,33", NULL, 0, 0, NULL},
	{METHOD_GET, "/reports/:id/corrections", report_corrections_get, MAY_SEE_REPORTS, "17,22,29,33", NULL, 0, 0,
	 NULL},
	{METHOD_GET, "/closings/:id", report_closing_get, MAY_CORRECT_CLOSINGS, "33", NULL, 0, 0, NULL},
	{METHOD_POST, "/closings/:id", report_closing_post, MAY_CORRECT_CLOSINGS, "33", NULL, 64 * KIB,
	 ROUTE_DYNAMIC_FORM, NULL},
	{METHOD_POST, "/reports/:id", report_post, MAY_SEE_REPORTS, "17,22,29,33", NULL, 256 * KIB, ROUTE_DYNAMIC_FORM,
	 NULL},
	{0},
};

static const struct setting_row settings[] = {
	{"r1_wd", SETTING_INTEGER, "5", "工作日", 1, 20, "月度利用率报告报送时限（月末起）", "第十七条", OURS},
	{"r2_wd", SETTING_INTEGER, "8", "工作日", 1, 20, "运维、资源、安全月报报送时限（月末起）", "第二十二条", OURS},
	{"r3_wd", SETTING_INTEGER, "10", "工作日", 1, 20, "月度安全运行报告报送时限（月末起）", "第二十九条", OURS},
	{"dc_accept_wd", SETTING_INTEGER, "12", "工作日", 1, 30, "省大数据中心接收月报时限（月末起）", "第二十二条",
	 OURS},
	{"report_close_wd", SETTING_INTEGER, "3", "工作日", 1, 20, "月报接收后封存印发时限", "第二十二条", OURS},
	{"report_receipt_wd", SETTING_INTEGER, "5", "工作日", 1, 30, "使用单位、运营单位签收月报时限", "第二十二条",
	 OURS},
	{.key = NULL},
};

static const struct guard_row guards[] = {
	{"report_written", "报告正文", "22", report_written},
	{.name = NULL},
};

static const struct effect_row effects[] = {
	{"report_close", report_close},
	{.name = NULL},
};

static const struct prefill_row prefills[] = {
	{"report_open", report_open},
	{.name = NULL},
};

static const struct panel_row panels[] = {
	{"report_text", report_panel},
	{.name = NULL},
};

static const struct job_row jobs[] = {
	{"report_receipts", 600, report_receipt_job},
	{.name = NULL},
};

static const struct menu_row menu[] = {
	{"监督考核", "报告", "/reports", "file-earmark-text", MAY_SEE_REPORTS, NULL},
	{.label = NULL},
};

static const struct letterhead_row letterheads[] = {
	{"report", report_address_closed},
	{.subject = NULL},
};

const struct module report_module = {
	.name = "report",
	.routes = routes,
	.settings = settings,
	.guards = guards,
	.effects = effects,
	.prefills = prefills,
	.panels = panels,
	.jobs = jobs,
	.menu = menu,
	.letterheads = letterheads,
};
