#include "base/base.h"
#include "modules/takeover/takeover_parts.h"

#include "kernel/permission.h"

#define OURS "本系统默认"

enum { SMALL_BODY = 16 * 1024 };

static const struct route routes[] = {
	{METHOD_GET, "/takeover", takeover_get, MAY_SEE_TAKEOVER, "8,10", NULL, 0, 0, NULL},
	{METHOD_POST, "/takeover", takeover_post, MAY_TAKE_OVER, "8,10", NULL, SMALL_BODY, ROUTE_DYNAMIC_FORM, NULL},
	{METHOD_GET, "/takeover/:file/import", takeover_import_get, MAY_TAKE_OVER, "8,10", NULL, 0, 0, NULL},
	{METHOD_POST, "/takeover/:file/import", takeover_import_post, MAY_TAKE_OVER, "8,10", &csv_upload_form,
	 CSV_BODY_MAX, ROUTE_UPLOAD, csv_upload_prepare},
	{METHOD_GET, "/takeover/:file/sample", takeover_sample_get, MAY_SEE_TAKEOVER, "8,10", NULL, 0, 0, NULL},
	{0},
};

static const struct setting_row settings[] = {
	{"takeover_confirm_wd", SETTING_INTEGER, "20", "工作日", 1, 60, "存量登记确认时限", "第十条", OURS},
	{"takeover_settle_wd", SETTING_INTEGER, "5", "工作日", 1, 30, "存量登记异议处理时限", "第十条", OURS},
	{.key = NULL},
};

static const struct guard_row guards[] = {
	{"takeover_waiting", "待确认的存量登记", "10", takeover_waiting},
	{"takeover_answered", "逐项答复", "10", takeover_answered},
	{"takeover_agreed", "没有异议", "10", takeover_agreed},
	{"takeover_objected", "异议", "10", takeover_objected},
	{"takeover_decided", "异议处理", "10", takeover_decided},
	{.name = NULL},
};

static const struct effect_row effects[] = {
	{"record_takeover", record_takeover},
	{"settle_takeover", settle_takeover},
	{.name = NULL},
};

static const struct prefill_row prefills[] = {
	{"takeover_lines", prefill_takeover_lines},
	{"takeover_objections", prefill_takeover_objections},
	{.name = NULL},
};

static const struct panel_row panels[] = {
	{"takeover_records", panel_takeover_records},
	{.name = NULL},
};

static const struct menu_row menu[] = {
	{"资源与系统", "存量登记", "/takeover", "file-earmark-arrow-up", MAY_SEE_TAKEOVER, NULL},
	{.label = NULL},
};

const struct module takeover_module = {
	.name = "takeover",
	.routes = routes,
	.settings = settings,
	.guards = guards,
	.effects = effects,
	.prefills = prefills,
	.panels = panels,
	.menu = menu,
};
