#include "base/base.h"

#include "kernel/merkle.h"

static void leaf(const uint8_t d[DIGEST_SIZE], uint8_t out[DIGEST_SIZE])
{
	uint8_t bytes[1 + DIGEST_SIZE] = {0};
	memcpy(bytes + 1, d, DIGEST_SIZE);
	crypt_digest(out, bytes, sizeof(bytes), NULL, 0);
}

/* out may be left or right. */
static void join(const uint8_t left[DIGEST_SIZE], const uint8_t right[DIGEST_SIZE], uint8_t out[DIGEST_SIZE])
{
	uint8_t bytes[1 + 2 * DIGEST_SIZE] = {1};
	memcpy(bytes + 1, left, DIGEST_SIZE);
	memcpy(bytes + 1 + DIGEST_SIZE, right, DIGEST_SIZE);
	crypt_digest(out, bytes, sizeof(bytes), NULL, 0);
}

void merkle_begin(struct merkle *merkle)
{
	memset(merkle, 0, sizeof(*merkle));
}

void merkle_add(struct merkle *merkle, const uint8_t d[DIGEST_SIZE])
{
	uint8_t node[DIGEST_SIZE];
	leaf(d, node);
	size_t level = 0;
	for (uint64_t full = merkle->count; full & 1; full >>= 1)
		join(merkle->level[level++], node, node);
	memcpy(merkle->level[level], node, DIGEST_SIZE);
	merkle->count++;
}

void merkle_root(const struct merkle *merkle, uint8_t root[DIGEST_SIZE])
{
	bool have = false;
	memset(root, 0, DIGEST_SIZE);
	for (size_t level = 0; level < 64; level++) {
		if (!((merkle->count >> level) & 1))
			continue;
		if (have)
			join(merkle->level[level], root, root);
		else
			memcpy(root, merkle->level[level], DIGEST_SIZE);
		have = true;
	}
}

/* The largest power of two below count, which is at least 2. */
static size_t split(size_t count)
{
	size_t left = 1;
	while (left < count - left)
		left *= 2;
	return left;
}

static void root_of(const uint8_t (*d)[DIGEST_SIZE], size_t count, uint8_t out[DIGEST_SIZE])
{
	struct merkle merkle;
	merkle_begin(&merkle);
	for (size_t i = 0; i < count; i++)
		merkle_add(&merkle, d[i]);
	merkle_root(&merkle, out);
}

size_t merkle_path(const uint8_t (*d)[DIGEST_SIZE], size_t count, size_t index,
		   uint8_t path[MERKLE_PATH_MAX][DIGEST_SIZE])
{
	if (count <= 1)
		return 0;
	size_t left = split(count);
	size_t length;
	if (index < left) {
		length = merkle_path(d, left, index, path);
		root_of(d + left, count - left, path[length]);
	} else {
		length = merkle_path(d + left, count - left, index - left, path);
		root_of(d, left, path[length]);
	}
	return length + 1;
}

/* Recompute the root from one leaf; false when the path has the wrong length. */
static bool climb(const uint8_t d[DIGEST_SIZE], size_t count, size_t index, const uint8_t (*path)[DIGEST_SIZE],
		  size_t length, uint8_t out[DIGEST_SIZE])
{
	if (count <= 1) {
		leaf(d, out);
		return length == 0;
	}
	if (length == 0)
		return false;
	size_t left = split(count);
	uint8_t below[DIGEST_SIZE];
	bool is_left = index < left;
	if (!climb(d, is_left ? left : count - left, is_left ? index : index - left, path, length - 1, below))
		return false;
	if (is_left)
		join(below, path[length - 1], out);
	else
		join(path[length - 1], below, out);
	return true;
}

bool merkle_path_leads(const uint8_t d[DIGEST_SIZE], size_t count, size_t index, const uint8_t (*path)[DIGEST_SIZE],
		       size_t length, const uint8_t root[DIGEST_SIZE])
{
	uint8_t reached[DIGEST_SIZE];
	return index < count && climb(d, count, index, path, length, reached) &&
	       crypt_equal(reached, root, DIGEST_SIZE);
}
