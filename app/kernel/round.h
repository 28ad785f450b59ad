/*
 * Rounds: duties that come back every month, quarter or year.  The clerk
 * process opens one matter for each organisation (platform, system) that owes
 * it, on the first working day of the next period or from the day of the year it is called on; the schema sees to it that
 * none is owed twice.
 */
#ifndef KERNEL_ROUND_H
#define KERNEL_ROUND_H

#include "kernel/matter.h"

enum err round_job(struct context *context);

/*
 * Open the one an organisation (of these kinds) owes for a period, whatever the day, in a transaction of its own.
 * ERR_CONFLICT when it is there already.
 */
enum err round_open(struct context *context, const struct procedure *procedure, const char *period, int64_t org,
		    unsigned kinds, int64_t *id);

/* The period a procedure's round would open on this day; arena. */
char *round_period(const struct service *service, struct arena *arena, const struct procedure *procedure, int64_t today);

/* Whether it is owed for that month at all; for what comes round in other steps always. */
bool round_owed_in(const struct service *service, const struct procedure *procedure, const char *period);

#endif
