/*
 * The stored file, shared by the sealing and the opening half:
 *   head  = "ZWYSEAL1" | suite u8 | uuid[16] | secretstream header[24]
 *   chunk = secretstream_push(at most SEAL_CHUNK bytes, ad = BLAKE2b-256(head))
 * FINAL is on the last chunk and nothing follows it; an empty file is one
 * FINAL chunk without content.
 */
#ifndef KERNEL_SEAL_FORMAT_H
#define KERNEL_SEAL_FORMAT_H

#include "base/crypt.h"
#include "kernel/keys.h"
#include "kernel/seal.h"

enum {
	SEAL_STREAM_HEADER = 24,
	SEAL_OVERHEAD = 17, /* of each chunk */
	SEAL_HEAD = 8 + 1 + SEAL_UUID_SIZE + SEAL_STREAM_HEADER,
};

#define SEAL_MAGIC "ZWYSEAL1"

/* ---- the keeper's half (seal_open.c) ---- */

/* What the attachment row says the file must be. */
struct seal_expected {
	const char *uuid;
	int64_t size;
	const uint8_t *digest; /* of the content: no key of another's choosing can give another content this one */
};

/*
 * Decrypt and check the whole file into a descriptor, an empty one of memory.
 * NULL when every byte is what it should be, else what is not; nothing is then
 * left in the descriptor.  The file is read from its beginning.
 */
const char *seal_open(int file, const struct seal_expected *expected, const uint8_t key[FILE_KEY_SIZE],
		      int into) NODISCARD;

/* Size of the stored file for a content of this size. */
int64_t seal_stored_size(int64_t size);

#endif
