/* Zip containers, seen as they pass; inside kernel/filetype*.c only. */
#ifndef KERNEL_FILETYPE_ZIP_H
#define KERNEL_FILETYPE_ZIP_H

#include "base/arena.h"

enum { ZIP_TAIL = 256 * 1024 };

struct zip_walk; /* local headers as they pass */

struct zip_walk *zip_walk_new(struct arena *arena);
void zip_walk_add(struct zip_walk *walk, const uint8_t *data, size_t length);

/*
 * Check the central directory in the last bytes of a file of this size against
 * what passed.  members: names (or, ending in "/", beginnings) that must be
 * there, NULL-terminated.  NULL when all is well, else why not.
 */
const char *zip_check(struct zip_walk *walk, const uint8_t *tail, size_t tail_length, int64_t size,
		      const char *const *members);

/* Whether the bytes end in an end-of-central-directory record: also a zip, whatever the beginning says. */
bool zip_ends(const uint8_t *tail, size_t length);

#endif
