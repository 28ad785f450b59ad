/* What the two files of zwy-verify share; see zwy_verify.c. */
#ifndef ZWY_VERIFY_H
#define ZWY_VERIFY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HASH = 32, SALT = 16, SIGNATURE = 64, ROW_TEXTS = 14, FIELDS_MAX = 20, EXIT_BROKEN = 1, EXIT_USAGE = 2 };

/* Say that it cannot be read, and end. */
void unreadable(const char *path);

/* Lower-case hex of exactly size bytes; a decimal as zwy writes it. */
bool read_hex(const char *text, unsigned char *out, size_t size);
bool read_number(const char *text, int64_t *out);
/* Undo the escapes in place; false for what zwy would not have written. */
bool unescape(char *text);
/* Cut a line at its tabs; 0: too many fields. */
size_t split(char *line, char *fields[FIELDS_MAX]);

void hash(unsigned char out[HASH], const void *a, size_t a_size, const void *b, size_t b_size);
void node(const unsigned char left[HASH], const unsigned char right[HASH], unsigned char out[HASH]);
void row_digest(char *const texts[ROW_TEXTS], const unsigned char salt[SALT], unsigned char d[HASH]);
bool checkpoint_is_signed(const unsigned char key[HASH], char *const fields[5]);

/* zwy_verify_dossier.c: prints one line; ends the program unless everything holds. */
void check_dossier(const unsigned char key[HASH], const char *folder);

#endif
