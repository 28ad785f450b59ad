/* Numbers of matters: "SQ-{year}-{seq:4}" counts the series "SQ-2026" to SQ-2026-0001. */
#ifndef KERNEL_MATTER_NUMBER_H
#define KERNEL_MATTER_NUMBER_H

#include "kernel/actor.h"

/*
 * The next number, counted inside the caller's transaction; arena.  prefix
 * (NULL: none) takes the place of the letters before the first "-".  The year
 * is Beijing's.
 */
enum err matter_number_next(struct context *context, const char *pattern, const char *prefix, char **number) NODISCARD;

#endif
