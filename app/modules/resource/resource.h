/*
 * Resources: ruling lines, allocations, work orders.  There is no ledger that
 * could drift: allocations are rows and every total is a query.
 * Whether a ruling fits is asked inside the write
 * transaction, and the schema's trigger is the last guard.
 *
 *   resource_module.c    the tables: routes, guards, effects, prefills, menu
 *   resource_ruling.c    rows of field `ruling` → lines; guards; record_ruling
 *   resource_order.c     work orders: opened, delivered, short, monitored, received
 *   resource_prefill.c   the ruling's first proposal, from the application
 *   resource_dispatch.c  GET /dispatch
 *   resource_takeover.c  allocations taken over as CSV
 */
#ifndef MODULES_RESOURCE_RESOURCE_H
#define MODULES_RESOURCE_RESOURCE_H

#include "http/form.h"
#include "kernel/csv_import.h"
#include "kernel/module.h"

extern const struct module resource_module;

/* What systems held before, as CSV; they count in the quota at once. */
extern const struct csv_import_kind allocation_import;

/* What an application's form asks for of one class, its lines added up: "vcpu", "memory_gb" … */
int64_t resource_requested(struct arena *arena, const struct values *form, const char *class);

/*
 * What a system holds of every class there is, in their order; arena.  What
 * emergency growth lent goes back and is no part of it, nor is what one matter
 * (0: none) itself was granted.
 */
struct resource_holding {
	const char *class;
	const char *label;
	const char *unit;
	int64_t amount;
};
enum err resource_held(struct context *context, int64_t system, int64_t except, struct resource_holding **held,
		       size_t *count) NODISCARD;

#endif
