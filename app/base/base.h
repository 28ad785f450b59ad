/*
 * The first include of every file: standard headers, attributes and the list
 * of functions that do not compile here (ban.h).
 *
 * Words used for ownership in every header of this tree:
 *   borrowed  lives as long as the object it came from; never free it
 *   arena     lives until the arena is reset, usually the end of the request
 *   owned     the caller ends it with the matching _free or _release
 * Abbreviations allowed in names: id, req, resp, tx, org, utc, max, min.
 */
#ifndef BASE_BASE_H
#define BASE_BASE_H

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ARRAY_LENGTH(array) (sizeof(array) / sizeof((array)[0]))
#define NODISCARD __attribute__((warn_unused_result))
#define PRINTF_LIKE(text, first) __attribute__((__format__(__printf__, text, first)))
#define UNUSED __attribute__((unused))

#define KIB INT64_C(1024)
#define MIB (INT64_C(1024) * KIB)

#include "base/ban.h"

#endif
