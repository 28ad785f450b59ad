#include "base/base.h"
#include "modules/admin/admin_pages.h"

#include "kernel/csv_upload.h"
#include "kernel/permission.h"
#include "modules/admin/admin.h"

enum { FORM_BODY = 64 * KIB, VERSION_BODY = CSV_UPLOAD_MAX + 4 * FORM_BODY };

static const struct route admin_routes[] = {
	{METHOD_GET, "/audit", trail_get, MAY_AUDIT, "31", .flags = ROUTE_TRAIL},
	{METHOD_POST, "/audit", trail_post, MAY_AUDIT, "31", .body_max = FORM_BODY, .flags = ROUTE_DYNAMIC_FORM},
	{METHOD_GET, "/audit/archives", archives_get, MAY_SEE_ARCHIVES, "31", .flags = 0},
	{METHOD_POST, "/audit/archives", archives_post, MAY_SEE_ARCHIVES, "31", .body_max = FORM_BODY,
	 .flags = ROUTE_DYNAMIC_FORM},
	{METHOD_GET, "/audit/export", trail_export_get, MAY_AUDIT, "31", .flags = ROUTE_TRAIL},
	{METHOD_GET, "/admin/calendar", calendar_get, MAY_SEE_RULES, "none", .flags = 0},
	{METHOD_POST, "/admin/calendar", calendar_post, MAY_SET_RULES, "none", .form = &csv_upload_form,
	 .body_max = CSV_BODY_MAX, .flags = ROUTE_UPLOAD, .prepare = csv_upload_prepare},
	{METHOD_GET, "/admin/calendar/sample", calendar_sample_get, MAY_SET_RULES, "none", .flags = 0},
	{METHOD_GET, "/announcements", announcements_get, PERMISSION_SIGNED_IN, "none", .flags = 0},
	{METHOD_POST, "/announcements", announcements_post, MAY_PUBLISH, "none", .body_max = FORM_BODY,
	 .flags = ROUTE_DYNAMIC_FORM},
	{METHOD_GET, "/announcements/:id", announcement_get, PERMISSION_SIGNED_IN, "none", .flags = 0},
	{METHOD_GET, "/announcements/:id/file", announcement_file_get, PERMISSION_SIGNED_IN, "12", .flags = 0},
	{METHOD_GET, "/rules", rules_get, MAY_SEE_RULES, "34,36", .flags = 0},
	{METHOD_GET, "/rules/:key", rule_get, MAY_SEE_RULES, "34,36", .flags = 0},
	{METHOD_POST, "/rules/:key", rule_post, MAY_PROPOSE_RULES, "34,36", .body_max = FORM_BODY,
	 .flags = ROUTE_DYNAMIC_FORM},
	{METHOD_POST, "/rules/:key/password", rule_post, MAY_APPROVE_RULES, "34,36", .body_max = FORM_BODY,
	 .flags = ROUTE_DYNAMIC_FORM | ROUTE_DOOR},
	{METHOD_GET, "/procedures/:key/new-version", version_new_get, MAY_SEE_PROPOSALS, "34", .flags = 0},
	{METHOD_POST, "/procedures/:key/new-version", version_new_post, MAY_PROPOSE_RULES, "34",
	 .body_max = VERSION_BODY, .flags = ROUTE_UPLOAD | ROUTE_DYNAMIC_FORM, .prepare = csv_upload_prepare},
	{METHOD_POST, "/procedures/:key/new-version/password", version_new_post, MAY_APPROVE_RULES, "34",
	 .body_max = FORM_BODY, .flags = ROUTE_DYNAMIC_FORM | ROUTE_DOOR},
	{METHOD_GET, "/templates", templates_get, PERMISSION_SIGNED_IN, "12", .flags = 0},
	{METHOD_POST, "/templates", announcements_post, MAY_PUBLISH, "none", .body_max = FORM_BODY,
	 .flags = ROUTE_DYNAMIC_FORM},
	{.path = NULL},
};

static const struct menu_row admin_menu[] = {
	{"规则与公告", "公告与模板", "/announcements", "megaphone", PERMISSION_SIGNED_IN, NULL},
	{"规则与公告", "参数", "/rules", "sliders", MAY_SEE_RULES, NULL},
	{"规则与公告", "工作日历", "/admin/calendar", "calendar3", MAY_SEE_RULES, NULL},
	{"管理", "操作日志", "/audit", "journal-text", MAY_AUDIT, NULL},
	{"管理", "日志归档", "/audit/archives", "archive", MAY_SEE_ARCHIVES, NULL},
	{.label = NULL},
};

static const struct job_row admin_jobs[] = {
	{"archive", 10, archive_job},
	{.name = NULL},
};

const struct module admin_module = {
	.name = "admin",
	.routes = admin_routes,
	.jobs = admin_jobs,
	.menu = admin_menu,
};
