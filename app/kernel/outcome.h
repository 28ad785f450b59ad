/*
 * What comes of a matter that another one set going (`opens`): an action with `after: PROCEDURE.ACTION` happens in that
 * other one, as the program's own act, when that action was taken in a matter of that procedure that was opened from it.
 * Where the other one has gone on to a state which that action does not leave, nothing happens.
 */
#ifndef KERNEL_OUTCOME_H
#define KERNEL_OUTCOME_H

#include "kernel/matter.h"

/* In the transaction of the move of `matter` by `action`.  What refuses the other's move refuses this one, with *sentence. */
enum err outcome_tell(struct context *context, const struct matter *matter, const struct action *action,
                      const char **sentence) NODISCARD;

#endif
