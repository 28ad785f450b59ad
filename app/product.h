/*
 * The list of modules, alphabetical: the whole product.  For the program, and
 * for tests and measurements that want all of it.
 */
#ifndef PRODUCT_H
#define PRODUCT_H

#include "kernel/jobs.h"
#include "modules/account/account.h"
#include "modules/admin/admin.h"
#include "modules/assess/assess.h"
#include "modules/change/change.h"
#include "modules/demo/demo.h"
#include "modules/desk/desk.h"
#include "modules/dossier/dossier.h"
#include "modules/duty/duty.h"
#include "modules/efficiency/efficiency.h"
#include "modules/guide/guide.h"
#include "modules/interpretation/interpretation.h"
#include "modules/ledger/ledger.h"
#include "modules/matter/matter_module.h"
#include "modules/operate/operate.h"
#include "modules/operation/operation.h"
#include "modules/org/org.h"
#include "modules/planning/planning.h"
#include "modules/provider/provider.h"
#include "modules/registry/registry.h"
#include "modules/release/release.h"
#include "modules/report/report.h"
#include "modules/resource/resource.h"
#include "modules/review/review.h"
#include "modules/security/security.h"
#include "modules/takeover/takeover.h"
#include "modules/usage/usage.h"

static const struct module *const product_modules[] = {
	&account_module,
	&admin_module,
	&assess_module,
	&change_module,
	&demo_module,
	&desk_module,
	&dossier_module,
	&duty_module,
	&efficiency_module,
	&guide_module,
	&interpretation_module,
	&kernel_module,
	&ledger_module,
	&matter_module,
	&operate_module,
	&operation_module,
	&org_module,
	&planning_module,
	&provider_module,
	&registry_module,
	&release_module,
	&report_module,
	&resource_module,
	&review_module,
	&security_module,
	&takeover_module,
	&usage_module,
	NULL,
};

#endif
