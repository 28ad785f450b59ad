#include "base/base.h"
#include "modules/assess/assess_matter.h"
#include "modules/assess/assess_page_parts.h"

#include "kernel/permission.h"

static const struct route routes[] = {
	{METHOD_GET, "/assess", assess_list_get, MAY_SEE_ASSESSMENTS, "33", NULL, 0, 0, NULL},
	{METHOD_GET, "/assess/:period", assess_period_get, MAY_SEE_ASSESSMENTS, "33", NULL, 0, 0, NULL},
	{METHOD_GET, "/assess/:period/:provider", assess_provider_get, MAY_SEE_ASSESSMENTS, "33", NULL, 0, 0, NULL},
	{METHOD_GET, "/assess/:period/:provider/print", assess_print_get, MAY_SEE_ASSESSMENTS, "33", NULL, 0, 0, NULL},
	{METHOD_GET, "/assess/:period/:provider/number", assess_number_get, MAY_ACT, "33", NULL, 0, 0, NULL},
	{METHOD_POST, "/assess/:period/:provider/number", assess_number_post, MAY_ACT, "33", NULL, 16 * KIB,
	 ROUTE_DYNAMIC_FORM, NULL},
	{0},
};

static const struct guard_row guards[] = {
	{"assess_items_sound", "人工项", "33", assess_items_sound},
	{"assess_objections_sound", "申诉", "33", assess_objections_sound},
	{"assess_rulings_sound", "复核结论", "33", assess_rulings_sound},
	{"assess_all_approved", "全部审定", "33", assess_all_approved},
	{"assess_bulletin_ready", "全部审定", "33", assess_bulletin_ready},
	{"assess_failed", "不合格", "33", assess_failed},
	{"assess_points_lost", "扣分", "33", assess_points_lost},
	{"assess_revocation_due", "撤销资格情形", "33", assess_revocation_due},
	{"assess_applied", "后续办理", "33", assess_applied},
	{.name = NULL},
};

static const struct effect_row effects[] = {
	{"assess_freeze", assess_begin},
	{"assess_score", assess_score},
	{"assess_rule_objections", assess_rule_objections},
	{"assess_approve", assess_approve},
	{"assess_call_off", assess_call_off},
	{"assess_publish", assess_publish},
	{.name = NULL},
};

static const struct prefill_row prefills[] = {
	{"assess_objections", assess_fill_rulings},
	{"assess_parties", assess_fill_parties},
	{"assess_talk", assess_fill_talk},
	{"assess_rectify", assess_fill_rectify},
	{"assess_revocation", assess_fill_revocation},
	{.name = NULL},
};

static const struct panel_row panels[] = {
	{"assess_sheet", assess_fill_panel},
	{"assess_result_paper", assess_fill_paper},
	{.name = NULL},
};

static const struct menu_row menu[] = {
	{"监督考核", "服务商考核", "/assess", "bar-chart", MAY_SEE_ASSESSMENTS, NULL},
	{.label = NULL},
};

const struct module assess_module = {
	.name = "assess",
	.routes = routes,
	.settings = assess_settings,
	.bonds = assess_bonds,
	.guards = guards,
	.effects = effects,
	.prefills = prefills,
	.panels = panels,
	.beside = assess_counted,
	.menu = menu,
};
