#include "base/base.h"

#include "base/crypt.h"
#include "base/text.h"

#include "unit/base/capture.h"
#include "unit/suite.h"

static struct arena *arena;

static char *digest_hex(const char *text, const void *key, size_t key_length)
{
	uint8_t digest[DIGEST_SIZE];
	crypt_digest(digest, text, strlen(text), key, key_length);
	return crypt_hex(arena, digest, sizeof(digest));
}

START_TEST(digests_equal_published_vectors)
{
	ck_assert_str_eq(digest_hex("", NULL, 0), "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
	ck_assert_str_eq(digest_hex("abc", NULL, 0),
			 "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
}
END_TEST

START_TEST(keyed_digests_equal_another_implementation)
{
	uint8_t key[64];
	for (size_t i = 0; i < sizeof(key); i++)
		key[i] = (uint8_t)i;
	ck_assert_str_eq(digest_hex("abc", key, 32),
			 "d63a32d3e44738d7907f964316c241adaba0abfeabc32349677578a15a203f7f");
	ck_assert_str_eq(digest_hex("", key, 64), "2fa9fbd9be36437de204e139e97d402bce68c828f43391608c891b5faed8a98a");
	ck_assert_str_eq(digest_hex("abc", "0123456789abcdef", 16),
			 "66b4857d42c644c61fca8c0bcea243e0e75088582c7964bbac6b92c02381d9c7");
}
END_TEST

START_TEST(a_digest_in_pieces_equals_one_of_the_whole)
{
	struct digest_state *state = arena_alloc(arena, sizeof(*state));
	uint8_t digest[DIGEST_SIZE];
	crypt_digest_begin(state);
	for (int i = 0; i < 1000; i++) {
		crypt_digest_add(state, "政务", strlen("政务"));
		crypt_digest_add(state, "云", strlen("云"));
	}
	crypt_digest_end(state, digest);
	ck_assert_str_eq(crypt_hex(arena, digest, sizeof(digest)),
			 "0d980dc5b289255f7341b3c06767e635fc8f02df9ba4b42dd1d10169b16ffe04");
}
END_TEST

static void overlong_key(void)
{
	uint8_t digest[DIGEST_SIZE];
	uint8_t key[65] = {0};
	crypt_digest(digest, "abc", 3, key, sizeof(key));
}

START_TEST(a_key_of_wrong_size_ends_the_process)
{
	int status;
	free(capture(overlong_key, &status));
	ck_assert_int_eq(status, 1);
}
END_TEST

START_TEST(hex_and_base64url_come_back)
{
	uint8_t data[66];
	uint8_t back[66];
	for (size_t length = 1; length <= sizeof(data); length++) {
		crypt_random(data, length);
		ck_assert(crypt_unhex(crypt_hex(arena, data, length), back, length));
		ck_assert_mem_eq(data, back, length);
		memset(back, 0, sizeof(back));
		ck_assert(crypt_unbase64url(crypt_base64url(arena, data, length), back, length));
		ck_assert_mem_eq(data, back, length);
	}
}
END_TEST

START_TEST(base64url_has_no_padding_and_no_signs_that_urls_escape)
{
	ck_assert_str_eq(crypt_base64url(arena, "\xFB\xFF\xFE", 3), "-__-");
	ck_assert_str_eq(crypt_base64url(arena, "\xFF", 1), "_w");
	ck_assert_str_eq(crypt_base64url(arena, "", 0), "");
}
END_TEST

START_TEST(texts_that_do_not_decode_to_the_length_are_refused)
{
	uint8_t out[4];
	ck_assert(crypt_unhex("00ff10AB", out, 4));
	ck_assert(!crypt_unhex("00ff10a", out, 4));
	ck_assert(!crypt_unhex("00ff10abc", out, 4));
	ck_assert(!crypt_unhex("00ff10", out, 4));
	ck_assert(!crypt_unhex("00ff10abcd", out, 4));
	ck_assert(!crypt_unhex("00ff10ag", out, 4));
	ck_assert(!crypt_unhex("00 f10ab", out, 4));
	ck_assert(!crypt_unhex(NULL, out, 4));
	ck_assert(crypt_unbase64url("_____w", out, 4));
	ck_assert(!crypt_unbase64url("_____w==", out, 4));
	ck_assert(!crypt_unbase64url("____", out, 4));
	ck_assert(!crypt_unbase64url("//////", out, 4));
	ck_assert(!crypt_unbase64url("_____x", out, 4)); /* bits left over: a second spelling of the same bytes */
	ck_assert(!crypt_unbase64url("", out, 4));
	ck_assert(!crypt_unbase64url(NULL, out, 4));
}
END_TEST

START_TEST(comparison_tells_equal_from_different)
{
	ck_assert(crypt_equal("token", "token", 5));
	ck_assert(!crypt_equal("token", "tokem", 5));
	ck_assert(crypt_equal("a", "b", 0));
}
END_TEST

START_TEST(random_bytes_differ_and_wiped_bytes_are_zero)
{
	uint8_t a[32] = {0};
	uint8_t b[32] = {0};
	static const uint8_t zero[32];
	crypt_random(a, sizeof(a));
	crypt_random(b, sizeof(b));
	ck_assert_mem_ne(a, b, sizeof(a));
	crypt_wipe(a, sizeof(a));
	ck_assert_mem_eq(a, zero, sizeof(a));
}
END_TEST

START_TEST(sha256_equals_published_vectors_also_in_pieces)
{
	struct sha256_state state;
	uint8_t digest[DIGEST_SIZE];
	crypt_sha256_begin(&state);
	crypt_sha256_add(&state, "a", 1);
	crypt_sha256_add(&state, "bc", 2);
	crypt_sha256_end(&state, digest);
	ck_assert_str_eq(crypt_hex(arena, digest, sizeof(digest)),
			 "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
END_TEST

START_TEST(a_piece_opens_with_its_own_key_and_number_alone)
{
	uint8_t key[CRYPT_PIECE_KEY], other[CRYPT_PIECE_KEY], sealed[5 + CRYPT_PIECE_EXTRA];
	char plain[6] = "";
	crypt_random(key, sizeof(key));
	crypt_random(other, sizeof(other));
	crypt_piece_seal(sealed, "piece", 5, 3, key);
	ck_assert(crypt_piece_open(plain, sealed, sizeof(sealed), 3, key));
	ck_assert_str_eq(plain, "piece");
	ck_assert(!crypt_piece_open(plain, sealed, sizeof(sealed), 4, key));
	ck_assert(!crypt_piece_open(plain, sealed, sizeof(sealed), 3, other));
	ck_assert(!crypt_piece_open(plain, sealed, sizeof(sealed) - 1, 3, key));
	sealed[2] ^= 1;
	ck_assert(!crypt_piece_open(plain, sealed, sizeof(sealed), 3, key));
}
END_TEST

int main(void)
{
	crypt_init();
	arena = arena_new();
	int status =
		RUN_SUITE("base/crypt", digests_equal_published_vectors, keyed_digests_equal_another_implementation,
			  a_digest_in_pieces_equals_one_of_the_whole, a_key_of_wrong_size_ends_the_process,
			  hex_and_base64url_come_back, base64url_has_no_padding_and_no_signs_that_urls_escape,
			  texts_that_do_not_decode_to_the_length_are_refused, comparison_tells_equal_from_different,
			  random_bytes_differ_and_wiped_bytes_are_zero, sha256_equals_published_vectors_also_in_pieces,
			  a_piece_opens_with_its_own_key_and_number_alone);
	arena_free(arena);
	return status;
}
