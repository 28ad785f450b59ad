/*
 * Reminders before something ends: contracts, qualifications.  A setting lists
 * how many days ahead ("90,30"); each is given once for each end.
 */
#ifndef KERNEL_EXPIRY_H
#define KERNEL_EXPIRY_H

#include "kernel/actor.h"

/*
 * Whether a reminder is due today, and for which number of days ahead: the
 * smallest of the list that has been reached and was not given yet; 0: none,
 * also once the day has passed.  Recorded as given; needs a transaction.
 */
enum err expiry_due(struct context *context, const char *setting, const char *object, int64_t id, int64_t ends_day,
		    int64_t *days) NODISCARD;

#endif
