/*
 * Providers as parties of contracts: contracts and their terms, penalties,
 * revocation, and platforms of integrators coming under management.
 *
 *   provider_module.c        the tables
 *   provider_contract.c      contract: effects, guards, reminders
 *   provider_terms.c         terms of a version: written and read
 *   provider_contract_platform.c  platforms that come with a contract
 *   provider_contract_page.c GET /contracts, /contracts/:id
 *   provider_penalty.c       penalty: guards, effects, panel
 *   provider_revocation.c    revocation: stop new systems, resettlement to the last
 *   provider_admission.c     platform_admission: the platform and its capacity
 *   provider_change.c        platform_change: it changes or leaves, whatever way it came
 *   provider_platform.c      what the register holds of it, before and after
 */
#ifndef MODULES_PROVIDER_PROVIDER_H
#define MODULES_PROVIDER_PROVIDER_H

#include "kernel/actor.h"
#include "kernel/module.h"

extern const struct module provider_module;

/*
 * The settlement coefficient a provider's contract gives a grade ("excellent",
 * "good", "passed", "failed") on a day, times 100.  NOT_FOUND when no contract
 * of that day sets it: print 系数未按合同设定, never a default.
 */
enum found provider_coefficient(struct context *context, int64_t provider, const char *grade, int64_t day,
				int64_t *coefficient) NODISCARD;

/*
 * How far a platform's contract lets a class be overcommitted on a day: allocatable to physical, in percent.
 * NOT_FOUND when no contract of that day says so.
 */
enum found provider_overcommit(struct context *context, int64_t platform, const char *class, int64_t day,
			       int64_t *most) NODISCARD;

/* A limit of a contract, and which contract that is; arena. */
struct provider_limit {
	int64_t contract;
	const char *number;
	int64_t respond_min, restore_min; /* of a fault */
	int64_t delivery_wd;              /* of a work order */
};

/*
 * How long an organisation has for a fault of a level (1 to 4) on a platform (0: not known), as its contract says on a
 * day.  NOT_FOUND when no contract of that day does: then the setting holds.
 */
enum found provider_fault_limit(struct context *context, int64_t provider, int64_t platform, int64_t level, int64_t day,
				struct provider_limit *limit) NODISCARD;

/* Likewise how long a platform has to deliver what was ordered. */
enum found provider_delivery(struct context *context, int64_t platform, int64_t day,
			     struct provider_limit *limit) NODISCARD;

#endif
