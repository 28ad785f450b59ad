/*
 * Failed sign-ins are counted per (account, network), per account and per
 * source, in the database, so that every process sees the same numbers.
 *
 *   account in a network   locks that pair alone: a stranger elsewhere cannot
 *                          keep somebody out of his own office
 *   account, from anywhere locks all but networks where it signed in of late
 *   source                 answers 429, whatever the account; no success resets
 *                          it, so spraying many accounts ends here
 *   all                    raises one alarm row per minute
 *
 * Accounts are kept as keyed digests: people type passwords into the wrong field.
 */
#ifndef KERNEL_THROTTLE_H
#define KERNEL_THROTTLE_H

#include "kernel/service.h"

enum throttle { THROTTLE_FREE, THROTTLE_LOCKED, THROTTLE_SOURCE };

/* May this source try this account now?  Reads only. */
enum err throttle_look(struct context *context, const char *login, enum throttle *state) NODISCARD;

/*
 * Count one failure that was met in this state; inside a transaction.
 * *locked: the pair got locked by this one; *alarm: everybody together failed too often.
 */
enum err throttle_fail(struct context *context, const char *login, enum throttle state, bool *locked,
                       bool *alarm) NODISCARD;

/* Forget the pair's failures and remember the network as a known one; inside a transaction. */
enum err throttle_succeed(struct context *context, const char *login) NODISCARD;

/* The network of a source: /24 of IPv4, /64 of IPv6, anything else whole; arena. */
char *throttle_network(struct arena *arena, const char *source);

#endif
