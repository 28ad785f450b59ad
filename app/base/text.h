/*
 * Text: NUL-terminated UTF-8.  Checks, trims and splits; what it allocates
 * comes from the arena given.  Where an arena is given, NULL reads as "".
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include "base/arena.h"

bool text_equal(const char *a, const char *b);          /* NULL equals only NULL */
bool text_empty(const char *text);                      /* NULL or "" */
bool text_starts(const char *text, const char *prefix);
bool text_ends(const char *text, const char *suffix);

/*
 * Length of the code point at the head of data, 0 when length is 0 or the
 * bytes are no well-formed UTF-8; *code may not be NULL.
 */
size_t utf8_decode(const char *data, size_t length, uint32_t *code);

/* White space of any width: ASCII, no-break, ideographic, zero-width and the byte order mark. */
bool utf8_space(uint32_t code);

/* Control characters C0, DEL, C1, and those that reorder or break lines unseen (bidirectional, U+2028, U+2029). */
bool utf8_control(uint32_t code);

/* Well-formed UTF-8 without NUL, surrogates or overlong forms (RFC 3629). */
bool utf8_valid(const char *data, size_t length);

/* Also without control characters (utf8_control) other than tab, CR and LF. */
bool text_printable(const char *data, size_t length);

/* Number of code points; a byte that is no valid UTF-8 counts as one. */
size_t utf8_length(const char *text);

/* The first count code points; arena. */
char *utf8_head(struct arena *arena, const char *text, size_t count);

/* Without leading and trailing white space, the ideographic space included; CRLF becomes LF; arena. */
char *text_trim(struct arena *arena, const char *text);

/* Full-width ASCII (U+FF01-FF5E) and the ideographic space become ASCII; arena. */
char *text_narrow(struct arena *arena, const char *text);

/* Lower-case ASCII; arena. */
char *text_lower(struct arena *arena, const char *text);

/* Split at every separator; empty parts kept.  Returns the count, *parts is arena, NULL-terminated. */
size_t text_split(struct arena *arena, const char *text, char separator, char ***parts);

/* Join with a separator; arena. */
char *text_join(struct arena *arena, const char *const *parts, size_t count, const char *separator);

/* One more of a list in Chinese: "甲、乙" and "丙" are "甲、乙、丙"; of an empty list the item alone; arena. */
char *text_list_add(struct arena *arena, const char *list, const char *item);

/* Every occurrence of from becomes to; arena. */
char *text_replace(struct arena *arena, const char *text, const char *from, const char *to);

/* Escaped for a JSON string, without the quotes, < > & too; invalid bytes become U+FFFD; arena. */
char *text_json(struct arena *arena, const char *text);

/* Percent-encoded for one part of a URL (RFC 3986 unreserved kept); arena. */
char *text_url(struct arena *arena, const char *text);

/* Chinese numeral for 1..99, as used for articles: 12 gives 十二; arena. */
char *text_numeral(struct arena *arena, int number);

/* Names given more than once, NULL ones passed over; found gets each repetition and the one before it. */
void text_find_twice(struct arena *arena, const char *const *names, size_t count,
                     void (*found)(void *data, size_t index, size_t before), void *data);

#endif
