/*
 * What one matter sets going: other matters for those concerned, filled from
 * its own form and fields, and bound to it by base_matter.
 */
#ifndef KERNEL_FOLLOW_H
#define KERNEL_FOLLOW_H

#include "kernel/matter.h"

/* In the transaction of the move.  ERR_INVALID with *sentence when the other procedure or those concerned are missing. */
enum err follow_open(struct moving *moving, const struct follow *follow, const char **sentence) NODISCARD;

#endif
