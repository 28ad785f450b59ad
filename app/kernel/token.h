/*
 * Tokens by which a machine of an organisation acts, on routes marked
 * ROUTE_TOKEN and nowhere else.  Random, shown once, kept as a keyed hash,
 * with an end and revocable.  Its actor is nobody (person 0) of that
 * organisation, with ROLES_TOKEN alone: what a person may it may not, and the
 * other way round.
 */
#ifndef KERNEL_TOKEN_H
#define KERNEL_TOKEN_H

#include "kernel/actor.h"
#include "kernel/service.h"

/*
 * Router hook: the actor by "Authorization: Bearer …"; OK with req->actor NULL
 * when there is none or a bad one.  Cookies are not looked at.  Bad ones are
 * counted by source, ERR_THROTTLED when there were too many.
 */
enum err token_identify(struct request *req);

/* Count a use: at most setting push_per_minute; ERR_THROTTLED beyond.  A transaction of its own. */
enum err token_use(struct context *context) NODISCARD;

/* A new one of the actor's organisation, valid for so many days; *token is shown once.  ERR_STATE: too many are live. */
enum err token_make(struct context *context, const char *label, int64_t days, char **token) NODISCARD;

/* End one: of the own organisation, or anybody's; ERR_NOT_FOUND when there is none that is live. */
enum err token_revoke(struct context *context, int64_t id, bool anybodys) NODISCARD;

#endif
