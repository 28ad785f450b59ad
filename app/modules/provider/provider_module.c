#include "base/base.h"
#include "modules/provider/provider_parts.h"

#include "base/text.h"
#include "kernel/audit.h"
#include "kernel/permission.h"
#include "kernel/setting.h"

#define OURS "本系统默认"
#define ART "第三十三条"

static const struct route routes[] = {
	{METHOD_GET, "/contracts", contracts_get, MAY_SEE_CONTRACTS, "3,33", NULL, 0, 0, NULL},
	{METHOD_GET, "/contracts/:id", contract_get, MAY_SEE_CONTRACTS, "3,33", NULL, 0, 0, NULL},
	{0},
};

static const struct setting_row settings[] = {
	/* contract */
	{"contract_check_wd", SETTING_INTEGER, "5", "工作日", 1, 60, "服务商核对合同登记时限", "第三条", OURS},
	{"contract_silent_wd", SETTING_INTEGER, "10", "工作日", 1, 60, "逾期未核对转审定", "第三条", OURS},
	{"contract_approve_wd", SETTING_INTEGER, "5", "工作日", 1, 60, "合同登记审定时限", "第三条", OURS},
	{"contract_supplement_wd", SETTING_INTEGER, "10", "工作日", 1, 60, "补充协议登记时限", "第三条", OURS},
	{"contract_remind_cd", SETTING_TEXT, "90,30", "日", 1, 40, "合同届满前提醒，可以列多个", "第三条", OURS},
	/* penalty */
	{"penalty_reply_wd", SETTING_INTEGER, "5", "工作日", 1, 60, "服务商陈述申辩时限", ART, OURS},
	{"penalty_silent_wd", SETTING_INTEGER, "10", "工作日", 1, 90, "逾期未陈述按现有证据办理", ART, OURS},
	{"penalty_review_wd", SETTING_INTEGER, "5", "工作日", 1, 60, "陈述复核时限", ART, OURS},
	{"penalty_decide_wd", SETTING_INTEGER, "5", "工作日", 1, 60, "违约处理决定时限", ART, OURS},
	{"penalty_talk_wd", SETTING_INTEGER, "10", "工作日", 1, 60, "约谈时限", ART, OURS},
	{"penalty_receipt_wd", SETTING_INTEGER, "3", "工作日", 1, 30, "处理决定签收时限", ART, OURS},
	{"penalty_deemed_wd", SETTING_INTEGER, "10", "工作日", 1, 60, "逾期未签收视为送达", ART, OURS},
	{"penalty_rectify_wd", SETTING_INTEGER, "15", "工作日", 1, 120, "处罚整改时限", ART, OURS},
	{"penalty_verify_wd", SETTING_INTEGER, "5", "工作日", 1, 60, "处罚整改验收时限", ART, OURS},
	/* revocation */
	{"revoke_propose_wd", SETTING_INTEGER, "5", "工作日", 1, 60, "撤销资格建议审定时限", ART, OURS},
	{"revoke_statement_wd", SETTING_INTEGER, "10", "工作日", 1, 60, "撤销资格陈述时限", ART, OURS},
	{"revoke_silent_wd", SETTING_INTEGER, "15", "工作日", 1, 90, "逾期未陈述按现有材料办理", ART, OURS},
	{"revoke_hearing_wd", SETTING_INTEGER, "10", "工作日", 1, 60, "听取意见时限", ART, OURS},
	{"revoke_decide_wd", SETTING_INTEGER, "10", "工作日", 1, 60, "撤销资格决定时限", ART, OURS},
	{"revoke_resettle_cd", SETTING_INTEGER, "180", "日", 30, 730, "系统安置时限", ART, OURS},
	{"revoke_finish_wd", SETTING_INTEGER, "5", "工作日", 1, 60, "安置完毕后撤销时限", ART, OURS},
	/* platform_admission */
	{"admit_accept_wd", SETTING_INTEGER, "3", "工作日", 1, 60, "纳管申请受理时限", "第四条", OURS},
	{"admit_conform_wd", SETTING_INTEGER, "15", "工作日", 1, 90, "云整合平台符合性核查时限", "第四条", OURS},
	{"admit_correct_wd", SETTING_INTEGER, "20", "工作日", 1, 120, "纳管补正整改时限", "第四条", OURS},
	{"admit_abandon_wd", SETTING_INTEGER, "60", "工作日", 20, 250, "纳管逾期未补正终止", "第四条", OURS},
	{"admit_monitor_wd", SETTING_INTEGER, "10", "工作日", 1, 60, "纳管平台接入监管时限", "第十七条", OURS},
	{"admit_capacity_wd", SETTING_INTEGER, "5", "工作日", 1, 60, "纳管容量核定时限", "第五条", OURS},
	{"admit_decide_wd", SETTING_INTEGER, "5", "工作日", 1, 60, "纳管决定时限", "第四条", OURS},
	{"admit_resize_wd", SETTING_INTEGER, "5", "工作日", 1, 60, "云整合平台变更核定时限", "第七条", OURS},
	{"admit_leave_wd", SETTING_INTEGER, "10", "工作日", 1, 60, "云整合平台退出决定时限", "第四条", OURS},
	{.key = NULL},
};

static const struct guard_row guards[] = {
	{"contract_sound", "合同要素", "3", contract_sound},
	{"supplement_applies", "施行日期", "3", supplement_applies},
	{"supplement_same", "补充协议", "3", supplement_same},
	{"contractor_standing", "服务商资格", "33", contractor_standing},
	{"contract_over", "合同期限", "3", contract_over},
	{"penalty_contract", "服务合同", "33", penalty_contract},
	{"provider_not_revoked", "服务商资格", "33", provider_not_revoked},
	{"revocation_single", "在办的撤销建议", "33", revocation_single},
	{"resettlement_sound", "安置安排", "14", resettlement_sound},
	{"resettled", "系统安置", "33", resettled},
	{"integrator_only", "承建单位", "4", integrator_only},
	{"platform_code_free", "平台名称和代码", "4", platform_code_free},
	{"conformity_complete", "统一规范", "4", conformity_complete},
	{"capacity_sound", "核定容量", "5", capacity_sound},
	{"resize_sound", "变更后容量", "7", resize_sound},
	{"platform_empty", "承载系统", "4", platform_empty},
	{"platform_own", "本单位平台", "4", platform_own},
	{"platform_change_single", "在办变更", "4", platform_change_single},
	{"platform_change_sound", "变更内容", "4", platform_change_sound},
	{"platform_leave_empty", "承载系统", "4", platform_leave_empty},
	{.name = NULL},
};

static const struct effect_row effects[] = {
	{"record_contract", record_contract},
	{"record_supplement", record_supplement},
	{"drop_supplement", drop_supplement},
	{"end_contract", end_contract},
	{"terminate_contract", terminate_contract},
	{"record_talk", record_talk},
	{"record_criticism", record_criticism},
	{"record_deduction", record_deduction},
	{"record_rectification", record_rectification},
	{"record_proposal", record_proposal},
	{"begin_resettlement", begin_resettlement},
	{"plan_resettlement", plan_resettlement},
	{"revoke_provider", revoke_provider},
	{"create_platform", create_platform},
	{"change_capacity", change_capacity},
	{"end_platform", end_platform},
	{"apply_platform_change", apply_platform_change},
	{"leave_platform", leave_platform},
	{.name = NULL},
};

static const struct prefill_row prefills[] = {
	{"recommended_deduction", fill_recommended_deduction}, {"declared_capacity", fill_declared_capacity},
	{"declared_conformity", fill_declared_conformity},     {"present_capacity", fill_present_capacity},
	{"platform_present", fill_platform_present},           {.name = NULL},
};

static const struct panel_row panels[] = {
	{"contract_terms", fill_contract_terms},
	{"earlier_penalties", fill_earlier_penalties},
	{"resettlement", fill_resettlement},
	{"admitted_platform", fill_admitted_platform},
	{"platform_change_lines", fill_platform_change_lines},
	{"platform_change_paper", fill_platform_change_paper},
	{"platform_register", fill_platform_register},
	{NULL, NULL},
};

static const struct job_row jobs[] = {
	{"contract_remind", 3600, contract_remind_job},
	{.name = NULL},
};

static const struct menu_row menu[] = {
	{"资源与系统", "服务合同", "/contracts", "file-earmark-text", MAY_SEE_CONTRACTS, NULL},
	{.label = NULL},
};

const struct module provider_module = {
	.name = "provider",
	.routes = routes,
	.settings = settings,
	.guards = guards,
	.effects = effects,
	.prefills = prefills,
	.panels = panels,
	.jobs = jobs,
	.menu = menu,
};

/* ---- shared ---- */

struct values *row_at(struct values *fields, const char *key, size_t index)
{
	struct value *rows = values_find(fields, key);

	if (rows->row_count <= index)
		values_grow(fields, key);
	while (rows->row_count > index + 1)
		rows->row_count--;
	return rows->rows[index];
}

enum err note_change(struct context *context, const char *action, const char *object, int64_t id)
{
	return audit_add(context, &(struct audit_entry){.action = action, .object = object, .object_id = id}, NULL);
}
