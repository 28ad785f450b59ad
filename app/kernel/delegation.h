/*
 * Dated delegation (授权代办): whoever has a role lets a colleague of his
 * organisation act in it, in matters, from a day to a day.  Every line of it
 * says X 代 Y 办理.  It ends by itself, or when either the person or a lead of
 * the organisation takes it back.  Administrators, experts and assessors
 * delegate nothing, and nobody delegates what he was delegated, nor to somebody
 * who is away in these days and left his own work to him.
 */
#ifndef KERNEL_DELEGATION_H
#define KERNEL_DELEGATION_H

#include "kernel/actor.h"
#include "kernel/service.h"

/* The roles he takes for others today, into the actor; arena. */
enum err delegation_load(struct db *db, struct arena *arena, struct actor *actor) NODISCARD;

/* Under the lock: ERR_FORBIDDEN when it was taken back, has run out, or the person has lost the role. */
enum err delegation_holds(struct context *context, const struct deputy *deputy) NODISCARD;

struct delegating {
	enum role role;
	int64_t delegate;
	int64_t from_day, to_day;
	const char *reason;
	/* result: what is wrong, and the field it stands beside ("role", "delegate", "from_day", "to_day", "reason") */
	const char *sentence;
	const char *field;
};

/* ERR_INVALID with sentence and field.  Both are told; audited; a transaction of its own. */
enum err delegation_make(struct context *context, struct delegating *delegating, int64_t *id) NODISCARD;

/* ERR_NOT_FOUND unless it is of his organisation, ERR_FORBIDDEN unless his own or he leads, ERR_CONFLICT when over. */
enum err delegation_end(struct context *context, int64_t id) NODISCARD;

/* The lead of an organisation, who sees all of its delegations and may end them. */
bool actor_leads(const struct actor *actor);

#endif
