#include "base/base.h"
#include "modules/security/security_parts.h"

#include "kernel/permission.h"

static const struct route routes[] = {
	{METHOD_GET, "/incidents", incidents_get, MAY_SEE_INCIDENTS, "30", NULL, 0, 0, NULL},
	{METHOD_GET, "/assets", assets_get, MAY_SEE_ASSETS, "9", NULL, 0, 0, NULL},
	{METHOD_GET, "/assets/import", asset_import_get, MAY_KEEP_ASSETS, "9", NULL, 0, 0, NULL},
	{METHOD_POST, "/assets/import", asset_import_post, MAY_KEEP_ASSETS, "9", &csv_upload_form, CSV_BODY_MAX,
	 ROUTE_UPLOAD, csv_upload_prepare},
	{METHOD_GET, "/assets/sample", asset_sample_get, MAY_KEEP_ASSETS, "9", NULL, 0, 0, NULL},
	{METHOD_GET, "/hazards", hazards_get, MAY_SEE_HAZARDS, "25", NULL, 0, 0, NULL},
	{METHOD_GET, "/compliance-filings", compliance_filings_get, MAY_SEE_COMPLIANCE_FILINGS, "27", NULL, 0, 0, NULL},
	{METHOD_GET, "/compliance-filings/gaps", compliance_filing_gaps_get, MAY_SEE_COMPLIANCE_FILINGS, "27", NULL, 0,
	 0, NULL},
	{0},
};

static const struct guard_row guards[] = {
	{"incident_found_before", "发现时间", "30", incident_found_before},
	{"incident_grade_reasoned", "定级理由", "30", incident_grade_reasoned},
	{"incident_told_proved", "对外报告", "30", incident_told_proved},
	{"incident_untold_due", "逾时未报", "30", incident_untold_due},
	{"incident_number_missing", "回执编号", "30", incident_number_missing},
	{"incident_own_told", "对外报告", "30", incident_own_told},
	{"hazard_extension_left", "延期", "25", hazard_extension_left},
	{"hazard_acceptance_fits", "风险接受期限", "25", hazard_acceptance_fits},
	{"hazard_checked_by_other", "复核人员", "25", hazard_checked_by_other},
	{"hazard_ended_by_other", "撤销人员", "25", hazard_ended_by_other},
	{"hazard_receiver_differs", "整改单位", "8", hazard_receiver_differs},
	{"hazard_receiver_answers", "整改单位", "8", hazard_receiver_answers},
	{"hazard_due_ahead", "完成期限", "25", hazard_due_ahead},
	{"finding_receivers_answer", "整改单位", "8", finding_receivers_answer},
	{"problem_parties_answer", "整改单位", "8", problem_parties_answer},
	{"hazard_limit_passed", "整改逾期", "25", hazard_limit_passed},
	{"hazard_notice_issued", "督办单", "25", hazard_notice_issued},
	{"hazard_bulletin_signed", "通报", "25", hazard_bulletin_signed},
	{"hazard_step_anew", "上一次办理", "25", hazard_step_anew},
	{"hazard_has_system", "信息系统", "25", hazard_has_system},
	{"hazard_has_platform", "云平台", "25", hazard_has_platform},
	{"platform_suspendable", "云平台", "25", platform_suspendable},
	{"facts_cover_parties", "检查情况", "25", facts_cover_parties},
	{"facts_objected", "单位异议", "25", facts_objected},
	{"verdicts_cover_parties", "检查结论", "25", verdicts_cover_parties},
	{"window_in_order", "起止日期", "9", window_in_order},
	{"suspension_possible", "系统状态", "25", suspension_possible},
	{"crypto_filed_fits", "备案日期", "27", crypto_filed_fits},
	{"compliance_complete", "备案内容", "27", compliance_complete},
	{.name = NULL},
};

static const struct effect_row effects[] = {
	{"incident_report", incident_report},
	{"incident_add_parties", incident_add_parties},
	{"incident_correct_first", incident_correct_first},
	{"incident_correct_told", incident_correct_told},
	{"incident_judge", incident_judge},
	{"incident_confirm", incident_confirm},
	{"incident_regrade", incident_regrade},
	{"incident_follow_up", incident_follow_up},
	{"incident_cadence", incident_cadence},
	{"incident_told", incident_told},
	{"incident_numbered", incident_numbered},
	{"incident_note_untold", incident_note_untold},
	{"incident_handled", incident_handled},
	{"incident_false", incident_false},
	{"hazard_open", hazard_open},
	{"hazard_limit", hazard_limit},
	{"hazard_ask", hazard_ask},
	{"hazard_extend", hazard_extend},
	{"hazard_accept", hazard_accept},
	{"hazard_resume", hazard_resume},
	{"hazard_failed", hazard_failed},
	{"hazard_close", hazard_close},
	{"bulletin_circulate", bulletin_circulate},
	{"bulletin_urge", bulletin_urge},
	{"suspend_system", suspend_system},
	{"resume_system", resume_system},
	{"suspend_platform", suspend_platform},
	{"resume_platform", resume_platform},
	{"compliance_register", compliance_register},
	{"crypto_filing_limit", crypto_filing_limit},
	{"crypto_filed", crypto_filed},
	{"filing_handed_in", filing_handed_in},
	{"filing_reported", filing_reported},
	{.name = NULL},
};

static const struct prefill_row prefills[] = {
	{"incident_now", incident_now},
	{"incident_known", incident_known},
	{"incident_first_known", incident_first_known},
	{"incident_told_known", incident_told_known},
	{"incident_number_known", incident_number_known},
	{"parties_named", parties_named},
	{"facts_of_parties", facts_of_parties},
	{"verdicts_of_parties", verdicts_of_parties},
	{"bulletin_conclusion", bulletin_conclusion},
	{"scan_round_plan", scan_round_plan},
	{.name = NULL},
};

static const struct panel_row panels[] = {
	{"incident_lines", fill_incident_lines},
	{"incident_paper", fill_incident_paper},
	{"incident_triggers", fill_incident_triggers},
	{"incident_grades", fill_incident_grades},
	{"hazard_facts", fill_hazard_facts},
	{"hazard_chain", fill_hazard_chain},
	{"compliance_earlier", fill_compliance_earlier},
	{"compliance_facts", fill_compliance_facts},
	{"incident_corrections", fill_incident_corrections},
	{.name = NULL},
};

static const struct job_row jobs[] = {
	{"incident_clock", 60, incident_clock_job},
	{"compliance", 3600, compliance_job},
	{.name = NULL},
};

static const struct menu_row menu[] = {
	{"运行与安全", "安全事件", "/incidents", "broadcast", MAY_SEE_INCIDENTS, NULL},
	{"运行与安全", "隐患整改", "/hazards", "bug", MAY_SEE_HAZARDS, NULL},
	{"运行与安全", "资产清单", "/assets", "diagram-3", MAY_SEE_ASSETS, NULL},
	{"运行与安全", "合规备案", "/compliance-filings", "shield-check", MAY_SEE_COMPLIANCE_FILINGS, NULL},
	{.label = NULL},
};

const struct module security_module = {
	.name = "security",
	.routes = routes,
	.settings = security_settings,
	.guards = guards,
	.effects = effects,
	.prefills = prefills,
	.panels = panels,
	.jobs = jobs,
	.menu = menu,
};
