#include "base/base.h"
#include "modules/org/org_pages.h"

#include "kernel/csv_upload.h"
#include "kernel/permission.h"
#include "modules/org/org_account.h"

enum { FORM_BODY = 32 * KIB };

static const struct route org_routes[] = {
	{METHOD_GET, "/admin/organisations", organisations_get, MAY_SEE_PEOPLE, "none", .flags = 0},
	{METHOD_GET, "/admin/organisations/import", organisations_import_get, MAY_KEEP_PEOPLE, "none", .flags = 0},
	{METHOD_POST, "/admin/organisations/import", organisations_import_post, MAY_KEEP_PEOPLE, "none",
	 .form = &csv_upload_form, .body_max = CSV_BODY_MAX, .flags = ROUTE_UPLOAD, .prepare = csv_upload_prepare},
	{METHOD_GET, "/admin/organisations/new", organisation_new_get, MAY_KEEP_PEOPLE, "none", .flags = 0},
	{METHOD_POST, "/admin/organisations/new", organisation_new_post, MAY_KEEP_PEOPLE, "none", .body_max = FORM_BODY,
	 .flags = ROUTE_DYNAMIC_FORM},
	{METHOD_GET, "/admin/organisations/sample", organisations_sample_get, MAY_KEEP_PEOPLE, "none", .flags = 0},
	{METHOD_GET, "/admin/organisations/:id", organisation_get, MAY_SEE_PEOPLE, "none", .flags = 0},
	{METHOD_POST, "/admin/organisations/:id", organisation_post, MAY_KEEP_PEOPLE, "none", .body_max = FORM_BODY,
	 .flags = ROUTE_DYNAMIC_FORM},
	{METHOD_GET, "/admin/people", people_get, MAY_SEE_PEOPLE, "none", .flags = 0},
	{METHOD_GET, "/admin/people/codes", people_codes_get, MAY_KEEP_PEOPLE, "none", .flags = 0},
	{METHOD_POST, "/admin/people/codes", people_codes_post, MAY_KEEP_PEOPLE, "none", .body_max = FORM_BODY,
	 .flags = ROUTE_DYNAMIC_FORM},
	{METHOD_GET, "/admin/people/import", people_import_get, MAY_KEEP_PEOPLE, "none", .flags = 0},
	{METHOD_POST, "/admin/people/import", people_import_post, MAY_KEEP_PEOPLE, "none", .form = &csv_upload_form,
	 .body_max = CSV_BODY_MAX, .flags = ROUTE_UPLOAD, .prepare = csv_upload_prepare},
	{METHOD_GET, "/admin/people/new", person_new_get, MAY_KEEP_PEOPLE, "none", .flags = 0},
	{METHOD_POST, "/admin/people/new", person_new_post, MAY_KEEP_PEOPLE, "none", .body_max = FORM_BODY,
	 .flags = ROUTE_DYNAMIC_FORM},
	{METHOD_GET, "/admin/people/roles", roles_import_get, MAY_GRANT, "none", .flags = 0},
	{METHOD_POST, "/admin/people/roles", roles_import_post, MAY_GRANT, "none", .form = &csv_upload_form,
	 .body_max = CSV_BODY_MAX, .flags = ROUTE_UPLOAD, .prepare = csv_upload_prepare},
	{METHOD_GET, "/admin/people/roles/sample", roles_sample_get, MAY_GRANT, "none", .flags = 0},
	{METHOD_GET, "/admin/people/sample", people_sample_get, MAY_KEEP_PEOPLE, "none", .flags = 0},
	{METHOD_GET, "/admin/people/:id", person_get, MAY_SEE_PEOPLE, "none", .flags = 0},
	/* Two administrators share the page; each button names the permission it needs besides. */
	{METHOD_POST, "/admin/people/:id", person_post, MAY_SEE_PEOPLE, "none", .body_max = FORM_BODY,
	 .flags = ROUTE_DYNAMIC_FORM},
	{METHOD_GET, "/matters/:id/codes", account_codes_get, MAY_ACT, "none", .flags = 0},
	{METHOD_POST, "/matters/:id/codes", account_codes_post, MAY_ACT, "none", .body_max = FORM_BODY,
	 .flags = ROUTE_DYNAMIC_FORM},
	{.path = NULL},
};

static const struct menu_row org_menu[] = {
	{"管理", "单位", "/admin/organisations", "building", MAY_SEE_PEOPLE, NULL},
	{"管理", "账号与岗位", "/admin/people", "people", MAY_SEE_PEOPLE, NULL},
	{.label = NULL},
};

const struct module org_module = {
	.name = "org",
	.routes = org_routes,
	.settings = account_settings,
	.guards = account_guards,
	.effects = account_effects,
	.panels = account_panels,
	.menu = org_menu,
};
