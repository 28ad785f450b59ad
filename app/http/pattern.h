/*
 * Forms a text may be asked to have, by name, as procedures write them.
 */
#ifndef HTTP_PATTERN_H
#define HTTP_PATTERN_H

#include "base/arena.h"

/* NULL when the text fits, else what to fill in, for the middle of a sentence; an unknown pattern fits nothing. */
const char *pattern_example(const char *pattern, const char *text);

bool pattern_known(const char *pattern);

#endif
