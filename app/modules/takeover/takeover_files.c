#include "base/base.h"
#include "modules/takeover/takeover_parts.h"

#include "modules/operation/operation.h"
#include "modules/org/org.h"
#include "modules/registry/registry.h"
#include "modules/resource/resource.h"
#include "modules/usage/usage.h"

/* Each names only what the ones before brought. */
const struct takeover_file takeover_files[TAKEOVER_FILES] = {
	{"organisations", "单位", &organisations_import, Q_TAKEOVER_EXPORT_ORGANISATIONS, "系统管理员", false},
	{"people", "账号", &people_import, Q_TAKEOVER_EXPORT_PEOPLE, "系统管理员", false},
	{"platforms", "云平台与容量", &platform_import, Q_TAKEOVER_EXPORT_PLATFORMS, "资源调度岗", true},
	{"filings", "备案清单", &filing_import, Q_TAKEOVER_EXPORT_FILINGS, "受理岗", false},
	{"systems", "在用系统", &system_import, Q_TAKEOVER_EXPORT_SYSTEMS, "资源调度岗", true},
	{"allocations", "资源分配", &allocation_import, Q_TAKEOVER_EXPORT_ALLOCATIONS, "资源调度岗", true},
	{"machines", "机器台账", &machine_import, Q_TAKEOVER_EXPORT_MACHINES, "资源调度岗、运行单位", false},
	{"contacts", "联系人", &contact_import, Q_TAKEOVER_EXPORT_CONTACTS, "资源调度岗", true},
};
