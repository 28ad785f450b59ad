#include "base/base.h"
#include "modules/takeover/takeover_parts.h"

#include "modules/operation/operation.h"
#include "modules/org/org.h"
#include "modules/registry/registry.h"
#include "modules/resource/resource.h"
#include "modules/usage/usage.h"

/* Stored by its key, written by its name. */
static const char *role_cell(int column, const char *text)
{
	return column == 1 ? role_label(role_from_key(text)) : text;
}

/* Each names only what the ones before brought. */
const struct takeover_file takeover_files[TAKEOVER_FILES] = {
	{"organisations", "单位", &organisations_import, Q_TAKEOVER_EXPORT_ORGANISATIONS, "系统管理员", .here = false},
	{"people", "账号", &people_import, Q_TAKEOVER_EXPORT_PEOPLE, "系统管理员", .here = false},
	{"roles", "角色", &roles_import, Q_TAKEOVER_EXPORT_ROLES, "安全管理员", .apart = true, .cell = role_cell},
	{"platforms", "云平台与容量", &platform_import, Q_TAKEOVER_EXPORT_PLATFORMS, "资源调度岗", .here = true},
	{"filings", "备案清单", &filing_import, Q_TAKEOVER_EXPORT_FILINGS, "受理岗", .here = false},
	{"systems", "在用系统", &system_import, Q_TAKEOVER_EXPORT_SYSTEMS, "资源调度岗", .here = true},
	{"allocations", "资源分配", &allocation_import, Q_TAKEOVER_EXPORT_ALLOCATIONS, "资源调度岗", .here = true},
	{"machines", "机器台账", &machine_import, Q_TAKEOVER_EXPORT_MACHINES, "资源调度岗、运行单位", .here = false},
	{"contacts", "联系人", &contact_import, Q_TAKEOVER_EXPORT_CONTACTS, "资源调度岗", .here = true},
};
