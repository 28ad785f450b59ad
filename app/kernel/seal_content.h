/*
 * The digest of a content while it is being written to a descriptor of memory:
 * a thread follows the writer.  BLAKE2b takes longer than opening a seal does,
 * and whoever downloads waits for both.  For the keeper's child, which serves
 * one request; nothing else in zwy has threads.
 */
#ifndef KERNEL_SEAL_CONTENT_H
#define KERNEL_SEAL_CONTENT_H

#include "base/crypt.h"

struct content_digest;

/* Reads with pread(2): the descriptor's offset is the writer's.  NULL: no memory, no thread. */
struct content_digest *content_digest_begin(int descriptor);

/* So many bytes are there now. */
void content_digest_follow(struct content_digest *digest, int64_t written);

/* To be called once, also to give up; waits for the thread.  False when the content could not be read back. */
bool content_digest_end(struct content_digest *digest, uint8_t out[DIGEST_SIZE]);

#endif
