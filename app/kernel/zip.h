/*
 * A ZIP written member by member into a spool (Debian's libarchive, whose header
 * appears in zip.c alone).  Names are ASCII paths, so that every unpacker of
 * every system writes the same ones.  The SHA-256 of each member is taken as it passes.
 */
#ifndef KERNEL_ZIP_H
#define KERNEL_ZIP_H

#include "base/crypt.h"
#include "kernel/spool.h"

struct zip;

/* at: the time every member bears.  Arena, which also ends what was left unfinished. */
enum err zip_new(struct arena *arena, struct spool *into, int64_t at, struct zip **out) NODISCARD;

/* size is announced and must be kept to.  pressed: what shrinks (texts); attachments are stored as they are. */
enum err zip_member(struct zip *zip, const char *name, int64_t size, bool pressed) NODISCARD;
enum err zip_add(struct zip *zip, const void *data, size_t length) NODISCARD;
/* The member is over; ERR_INTERNAL when it is not as long as announced. */
enum err zip_member_end(struct zip *zip, uint8_t sha256[DIGEST_SIZE]) NODISCARD;

/* The directory at the end. */
enum err zip_end(struct zip *zip) NODISCARD;

#endif
