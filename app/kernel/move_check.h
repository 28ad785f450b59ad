/* Inside kernel/move*.c only: everything that can be said against a move. */
#ifndef KERNEL_MOVE_CHECK_H
#define KERNEL_MOVE_CHECK_H

#include "kernel/attachment.h"
#include "kernel/matter_seat.h"
#include "kernel/move.h"

enum { REFUSALS_MAX = 64 };

/* See move.h. */
bool move_submits(const struct matter *matter, const struct action *action);

/* Role, state, step, separation: ERR_FORBIDDEN, ERR_STATE, ERR_CONFLICT, ERR_OWN_MATTER. */
enum err move_permit(struct context *context, struct move *move, const struct matter *matter,
		     struct stand *stand) NODISCARD;

/* Form, fields, opinion, documents, gates, guards.  *form: what is decided on, for the effects. */
enum err move_examine(struct context *context, struct move *move, struct matter *matter, const struct stand *stand,
		      struct values **form) NODISCARD;

/* What guards and effects get to see. */
struct moving move_seen(struct context *context, const struct move *move, struct matter *matter,
			const struct stand *stand, struct values *form);

/* Found again by whoever acts: the clerk process finds any, a person what he may see. */
enum err matter_again(struct context *context, int64_t id, struct matter **matter) NODISCARD;

/* The same under the lock; a transaction is open when OK. */
enum err matter_fresh(struct context *context, const struct matter *matter, struct matter **fresh) NODISCARD;

/* One more reason; the answer may be empty. */
void move_refuse(struct move *move, struct arena *arena, struct answer answer, const char *fallback);

/* The sentence above all reasons. */
void move_sum_up(struct context *context, struct move *move);

#endif
