/*
 * A new version of a paper that is in force: opened by an action of the old one (`opens` the same procedure, "@same"),
 * it takes the old one's place by an action with `succeeds: true`.  Until then the old one stays in force; in that
 * transaction its own action with `after: successor` moves it, so there is never none in force, nor two.
 */
#ifndef KERNEL_SUCCESSION_H
#define KERNEL_SUCCESSION_H

#include "kernel/matter.h"

/* A new version that is under way; id 0: none.  Texts are arena. */
struct successor {
	int64_t id;
	const char *number; /* NULL: a draft that was never handed in */
	const char *title;
	const char *state;  /* its label */
};

enum err succession_open(struct context *context, const struct matter *matter, struct successor *successor) NODISCARD;

/*
 * The one that `heir` was opened from goes, inside the caller's transaction.  OK too when heir is a first version, or
 * when its predecessor began under a version of the procedure that ended it as soon as it was revised.  ERR_STATE with
 * *sentence when it has moved on; ERR_CONFLICT when somebody moves it in this instant.
 */
enum err succession_complete(struct context *context, const struct matter *heir, const char **sentence) NODISCARD;

#endif
