/*
 * What is under way about a system ends with it: each open matter that has an action with `after: subject_end` for its
 * state is moved by that, as the program's own act.  Others stay as they are.
 */
#ifndef KERNEL_SUBJECT_END_H
#define KERNEL_SUBJECT_END_H

#include "kernel/matter.h"

/* Inside the caller's transaction; `except` is the matter that ends the system. */
enum err subject_end(struct context *context, int64_t system, int64_t except) NODISCARD;

#endif
