/*
 * The list of modules, alphabetical: the whole product.  For the program, and
 * for tests and measurements that want all of it.
 */
#ifndef PRODUCT_H
#define PRODUCT_H

#include "kernel/jobs.h"
#include "modules/account/account.h"
#include "modules/admin/admin.h"
#include "modules/demo/demo.h"
#include "modules/desk/desk.h"
#include "modules/guide/guide.h"
#include "modules/matter/matter_module.h"
#include "modules/operate/operate.h"
#include "modules/operation/operation.h"
#include "modules/org/org.h"
#include "modules/registry/registry.h"
#include "modules/resource/resource.h"
#include "modules/review/review.h"
#include "modules/security/security.h"

static const struct module *const product_modules[] = {
	&account_module,
	&admin_module,
	&demo_module,
	&desk_module,
	&guide_module,
	&kernel_module,
	&matter_module,
	&operate_module,
	&operation_module,
	&org_module,
	&registry_module,
	&resource_module,
	&review_module,
	&security_module,
	NULL,
};

#endif
