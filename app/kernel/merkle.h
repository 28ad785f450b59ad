/*
 * Merkle trees over row digests, shaped as in RFC 6962: a leaf is
 * BLAKE2b(0 ‖ d), a node BLAKE2b(1 ‖ left ‖ right), the left half of n leaves is
 * the largest power of two below n.  A path proves that one row was among those
 * a checkpoint signed, without showing the others.
 */
#ifndef KERNEL_MERKLE_H
#define KERNEL_MERKLE_H

#include "base/crypt.h"

/* Roots of the finished subtrees so far, one per bit of count. */
struct merkle {
	uint64_t count;
	uint8_t level[64][DIGEST_SIZE];
};

void merkle_begin(struct merkle *merkle);
void merkle_add(struct merkle *merkle, const uint8_t d[DIGEST_SIZE]);
/* Of all added so far; zeros when there is none. */
void merkle_root(const struct merkle *merkle, uint8_t root[DIGEST_SIZE]);

enum { MERKLE_PATH_MAX = 64 };

/* Siblings from the leaf upwards; the number of them. */
size_t merkle_path(const uint8_t (*d)[DIGEST_SIZE], size_t count, size_t index,
		   uint8_t path[MERKLE_PATH_MAX][DIGEST_SIZE]);
bool merkle_path_leads(const uint8_t d[DIGEST_SIZE], size_t count, size_t index, const uint8_t (*path)[DIGEST_SIZE],
		       size_t length, const uint8_t root[DIGEST_SIZE]);

#endif
