#include "base/base.h"
#include "modules/resource/resource_parts.h"

#include "kernel/permission.h"

static const struct route routes[] = {
	{METHOD_GET, "/dispatch", dispatch_get, MAY_SEE_DISPATCH, "14", NULL, 0, 0, NULL},
	{0},
};

static const struct guard_row guards[] = {
	{"ruling_complete", "核定资源", "13", ruling_complete},
	{"quota_fits", "平台余量", "13", quota_fits},
	{"orders_done", "工单", "14", orders_done},
	{.name = NULL},
};

static const struct effect_row effects[] = {
	{"record_ruling", record_ruling},
	{"free_grants", free_grants},
	{"open_work_orders", open_work_orders},
	{"record_delivery", record_delivery},
	{"report_shortage", report_shortage},
	{"record_monitoring", record_monitoring},
	{"record_receipt", record_receipt},
	{"record_objection", record_objection},
	{"cancel_orders", cancel_orders},
	{"take_back_orders", take_back_orders},
	{.name = NULL},
};

static const struct prefill_row prefills[] = {
	{"requested_lines", requested_lines},
	{.name = NULL},
};

static const struct menu_row menu[] = {
	{"资源与系统", "派单板", "/dispatch", "inboxes", MAY_SEE_DISPATCH, NULL},
	{.label = NULL},
};

const struct module resource_module = {
	.name = "resource",
	.routes = routes,
	.guards = guards,
	.effects = effects,
	.prefills = prefills,
	.menu = menu,
};
