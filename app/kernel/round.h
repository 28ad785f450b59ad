/*
 * Rounds: duties that come back every month, quarter or year.  The clerk
 * process opens one matter for each organisation (platform, system) that owes
 * it, on the first working day of the next period; the schema sees to it that
 * none is owed twice.
 */
#ifndef KERNEL_ROUND_H
#define KERNEL_ROUND_H

#include "kernel/matter.h"

enum err round_job(struct context *context);

/* The period a procedure's round would open on this day; arena. */
char *round_period(struct arena *arena, const struct procedure *procedure, int64_t today);

#endif
