/*
 * vsnprintf for the many short texts of a page: addresses, counts, labels.
 * %s, %d, %ld, %02d and the like, %02X of a byte and %% are put together here at
 * a fifth of its cost; anything else, and what does not fit, is left to it.
 */
#ifndef BASE_BRIEF_H
#define BASE_BRIEF_H

#include <stdarg.h>

/* As vsnprintf: at most size bytes with the NUL, answers the length the whole text has. */
int brief_format(char *into, size_t size, const char *format, va_list args) __attribute__((__format__(__printf__, 3, 0)));

#endif
