/*
 * Sealing: the worker's half.  Content streams into the seal as it arrives;
 * no plain copy touches the disk.  Only the keeper can open.
 *
 * file  = "ZWYSEAL1" | suite u8 | uuid[16] | ss_header[24] | chunk*
 * chunk = secretstream_push(≤ 64 KiB, ad = BLAKE2b-256 of the fixed head), FINAL on the last
 */
#ifndef KERNEL_SEAL_H
#define KERNEL_SEAL_H

#include "kernel/actor.h"

enum { SEAL_CHUNK = 65536 };

struct seal_writer;

struct sealed {
	char uuid[33];
	int64_t size;               /* of the content */
	uint8_t digest[32];         /* of the content */
	uint8_t sealed_digest[32];  /* of the stored file */
};

/* Begin a file sealed to the organisation's public key.  Owned.  ERR_KEEPER when there is no key yet and no keeper. */
enum err seal_begin(struct context *context, int64_t organisation, struct seal_writer **out) NODISCARD;
enum err seal_write(struct seal_writer *writer, const void *data, size_t length) NODISCARD;
/* Finish: file and folder synced, seal row committed to keys.db.  The app.db row comes after, by the caller. */
enum err seal_finish(struct seal_writer *writer, struct sealed *out) NODISCARD;
/* Removes what was written when not finished.  NULL is fine. */
void seal_free(struct seal_writer *writer);

/* Take a finished one away again whose app.db row was refused; what fails here is left to the clerk. */
void seal_discard(struct context *context, const struct sealed *sealed);

/*
 * Of the stored file, to be held against sealed_digest by whoever has no key
 * (zwy check); opening checks the content itself.  False when it cannot be read.
 */
bool seal_digest(const char *path, uint8_t digest[32]) NODISCARD;

/* Path of a stored file: <data>/files/ab/cd/<uuid>; arena. */
char *seal_path(struct arena *arena, const char *data_folder, const char *uuid);

/* Clerk's job: collect stored files without a row that are older than 48 hours. */
enum err seal_orphans_job(struct context *context);

#endif
