/*
 * What is made whole before its first byte is sent, and is too large for memory:
 * a file without a name in the data folder, its content sealed piece by piece
 * under a key that is only here.  Nothing plain touches the disk, and nothing is
 * left when the request ends, however it ends.
 */
#ifndef KERNEL_SPOOL_H
#define KERNEL_SPOOL_H

#include "base/arena.h"
#include "base/err.h"

struct spool;

/* Arena, which also closes it.  ERR_STORAGE when there is no room. */
enum err spool_new(struct arena *arena, const char *data_folder, struct spool **out) NODISCARD;
enum err spool_write(struct spool *spool, const void *data, size_t length) NODISCARD;

/* No more writing; from here on spool_read gives it from its beginning.  *size is that of the content. */
enum err spool_end(struct spool *spool, int64_t *size) NODISCARD;

/* As read(2), for respond_source; -1 when the disk does not give back what was written. */
ssize_t spool_read(void *spool, void *into, size_t size);

/* The descriptor, which from now on is the caller's to close (respond_source). */
int spool_release(struct spool *spool);

#endif
