/*
 * Strict reading and writing of numbers.  Money is in 分, percentages in basis
 * points, sizes in GB: integers everywhere, no floating point in what is kept.
 */
#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H

#include "base/arena.h"

/*
 * The whole text is one decimal integer, "-" first when negative; full-width
 * forms and commas between groups of three allowed, no blanks, no overflow.
 */
bool parse_integer(const char *text, int64_t *out) NODISCARD;

/* Likewise a decimal with at most places (0..9) digits after the point, times 10^places: "12.5" with 2 gives 1250. */
bool parse_decimal(const char *text, int places, int64_t *out) NODISCARD;

/* The first count (at most 9) bytes, each an ASCII digit, as one number: parts of dates and periods; what follows is the caller's. */
bool parse_digits(const char *text, int count, int *out) NODISCARD;

enum { DIGITS_SIZE = 24 };

/* "-1234567": points into digits.  For lists, since printf costs ten times as much. */
const char *number_digits(char digits[DIGITS_SIZE], int64_t value);

/* "1,234,567"; arena. */
char *format_integer(struct arena *arena, int64_t value);

/* The reverse of parse_decimal, with thousands commas; arena. */
char *format_decimal(struct arena *arena, int64_t value, int places);

/* "3.4 MB" for a page; arena. */
char *format_size(struct arena *arena, int64_t bytes);

#endif
