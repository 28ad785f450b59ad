#include "base/base.h"

#include "kernel/merkle.h"

#include "unit/suite.h"

enum { LEAVES = 70 };

static uint8_t leaves[LEAVES][DIGEST_SIZE];

static void make_leaves(void)
{
	crypt_init();
	for (size_t i = 0; i < LEAVES; i++)
		crypt_digest(leaves[i], &i, sizeof(i), NULL, 0);
}

/* The definition of RFC 6962, written as it is stated there. */
static void defined_root(const uint8_t (*d)[DIGEST_SIZE], size_t count, uint8_t out[DIGEST_SIZE])
{
	uint8_t bytes[1 + 2 * DIGEST_SIZE];
	if (count == 1) {
		bytes[0] = 0;
		memcpy(bytes + 1, d[0], DIGEST_SIZE);
		crypt_digest(out, bytes, 1 + DIGEST_SIZE, NULL, 0);
		return;
	}
	size_t left = 1;
	while (left * 2 < count)
		left *= 2;
	bytes[0] = 1;
	defined_root(d, left, bytes + 1);
	defined_root(d + left, count - left, bytes + 1 + DIGEST_SIZE);
	crypt_digest(out, bytes, sizeof(bytes), NULL, 0);
}

START_TEST(growing_tree_has_the_defined_root)
{
	struct merkle merkle;
	make_leaves();
	merkle_begin(&merkle);
	for (size_t count = 1; count <= LEAVES; count++) {
		uint8_t grown[DIGEST_SIZE], defined[DIGEST_SIZE];
		merkle_add(&merkle, leaves[count - 1]);
		merkle_root(&merkle, grown);
		defined_root(leaves, count, defined);
		ck_assert_mem_eq(grown, defined, DIGEST_SIZE);
	}
}
END_TEST

START_TEST(every_row_has_a_path_to_the_root)
{
	uint8_t path[MERKLE_PATH_MAX][DIGEST_SIZE];
	uint8_t root[DIGEST_SIZE];
	make_leaves();
	for (size_t count = 1; count <= LEAVES; count++) {
		defined_root(leaves, count, root);
		for (size_t i = 0; i < count; i++) {
			size_t length = merkle_path(leaves, count, i, path);
			ck_assert(merkle_path_leads(leaves[i], count, i, path, length, root));
		}
	}
}
END_TEST

START_TEST(wrong_row_place_count_or_path_leads_nowhere)
{
	uint8_t path[MERKLE_PATH_MAX][DIGEST_SIZE];
	uint8_t root[DIGEST_SIZE];
	make_leaves();
	defined_root(leaves, 21, root);
	size_t length = merkle_path(leaves, 21, 9, path);
	ck_assert(!merkle_path_leads(leaves[8], 21, 9, path, length, root));
	ck_assert(!merkle_path_leads(leaves[9], 21, 8, path, length, root));
	ck_assert(!merkle_path_leads(leaves[9], 21, 30, path, length, root));
	ck_assert(!merkle_path_leads(leaves[9], 21, 9, path, length - 1, root));
	ck_assert(!merkle_path_leads(leaves[9], 9, 9, path, length, root));
	path[1][5] ^= 1;
	ck_assert(!merkle_path_leads(leaves[9], 21, 9, path, length, root));
}
END_TEST

/* A leaf is hashed with another prefix than a node, so a node cannot pass for a row. */
START_TEST(inner_node_is_no_row)
{
	uint8_t root[DIGEST_SIZE], again[DIGEST_SIZE];
	make_leaves();
	defined_root(leaves, 2, root);
	struct merkle merkle;
	merkle_begin(&merkle);
	merkle_add(&merkle, root);
	merkle_root(&merkle, again);
	ck_assert_mem_ne(root, again, DIGEST_SIZE);
}
END_TEST

START_TEST(empty_tree_is_zeros)
{
	struct merkle merkle;
	uint8_t root[DIGEST_SIZE], zeros[DIGEST_SIZE] = {0};
	merkle_begin(&merkle);
	merkle_root(&merkle, root);
	ck_assert_mem_eq(root, zeros, DIGEST_SIZE);
}
END_TEST

int main(void)
{
	return RUN_SUITE("kernel/merkle", growing_tree_has_the_defined_root, every_row_has_a_path_to_the_root,
			 wrong_row_place_count_or_path_leads_nowhere, inner_node_is_no_row, empty_tree_is_zeros);
}
