#include "base/base.h"

#include <sodium.h>

#include "base/crypt.h"
#include "base/log.h"

_Static_assert(sizeof(struct digest_state) >= sizeof(crypto_generichash_state), "digest_state too small");
_Static_assert(_Alignof(struct digest_state) >= _Alignof(crypto_generichash_state), "digest_state misaligned");

_Static_assert(sizeof(struct sha256_state) >= sizeof(crypto_hash_sha256_state), "sha256_state too small");
_Static_assert(_Alignof(struct sha256_state) >= _Alignof(crypto_hash_sha256_state), "sha256_state misaligned");
_Static_assert(CRYPT_PIECE_KEY == crypto_aead_xchacha20poly1305_ietf_KEYBYTES, "key of a piece");
_Static_assert(CRYPT_PIECE_EXTRA == crypto_aead_xchacha20poly1305_ietf_ABYTES, "tag of a piece");

void crypt_init(void)
{
	if (sodium_init() < 0)
		fatalx("libsodium did not start");
}

void crypt_random(void *out, size_t length)
{
	randombytes_buf(out, length);
}

void crypt_wipe(void *data, size_t length)
{
	sodium_memzero(data, length);
}

bool crypt_equal(const void *a, const void *b, size_t length)
{
	return sodium_memcmp(a, b, length) == 0;
}

void crypt_digest(uint8_t out[DIGEST_SIZE], const void *data, size_t length, const void *key, size_t key_length)
{
	if (crypto_generichash(out, DIGEST_SIZE, data, length, key, key_length) != 0)
		fatalx("digest refused key_length=%zu", key_length);
}

void crypt_sha256(uint8_t out[DIGEST_SIZE], const void *data, size_t length)
{
	crypto_hash_sha256(out, data, length);
}

void crypt_digest_begin(struct digest_state *state)
{
	if (crypto_generichash_init((crypto_generichash_state *)(void *)state->opaque, NULL, 0, DIGEST_SIZE) != 0)
		fatalx("digest did not start");
}

void crypt_digest_add(struct digest_state *state, const void *data, size_t length)
{
	(void)crypto_generichash_update((crypto_generichash_state *)(void *)state->opaque, data, length);
}

void crypt_digest_end(struct digest_state *state, uint8_t out[DIGEST_SIZE])
{
	/* Fails only on a state that has ended already: a forgotten begin must not give a digest. */
	if (crypto_generichash_final((crypto_generichash_state *)(void *)state->opaque, out, DIGEST_SIZE) != 0)
		fatalx("digest ended twice");
	sodium_memzero(state, sizeof(*state));
}

void crypt_sha256_begin(struct sha256_state *state)
{
	(void)crypto_hash_sha256_init((crypto_hash_sha256_state *)(void *)state->opaque);
}

void crypt_sha256_add(struct sha256_state *state, const void *data, size_t length)
{
	(void)crypto_hash_sha256_update((crypto_hash_sha256_state *)(void *)state->opaque, data, length);
}

void crypt_sha256_end(struct sha256_state *state, uint8_t out[DIGEST_SIZE])
{
	(void)crypto_hash_sha256_final((crypto_hash_sha256_state *)(void *)state->opaque, out);
	sodium_memzero(state, sizeof(*state));
}

/* A number is used once under a key, so it is all the nonce needs. */
static void piece_nonce(uint64_t number, uint8_t nonce[crypto_aead_xchacha20poly1305_ietf_NPUBBYTES])
{
	memset(nonce, 0, crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
	memcpy(nonce, &number, sizeof(number));
}

void crypt_piece_seal(uint8_t *out, const void *data, size_t length, uint64_t number,
		      const uint8_t key[CRYPT_PIECE_KEY])
{
	uint8_t nonce[crypto_aead_xchacha20poly1305_ietf_NPUBBYTES];
	piece_nonce(number, nonce);
	(void)crypto_aead_xchacha20poly1305_ietf_encrypt(out, NULL, data, length, NULL, 0, NULL, nonce, key);
}

bool crypt_piece_open(void *out, const uint8_t *sealed, size_t sealed_length, uint64_t number,
		      const uint8_t key[CRYPT_PIECE_KEY])
{
	uint8_t nonce[crypto_aead_xchacha20poly1305_ietf_NPUBBYTES];
	piece_nonce(number, nonce);
	return crypto_aead_xchacha20poly1305_ietf_decrypt(out, NULL, NULL, sealed, sealed_length, NULL, 0, nonce,
							  key) == 0;
}

char *crypt_hex(struct arena *arena, const void *data, size_t length)
{
	char *text = arena_array(arena, length + 1, 2);
	sodium_bin2hex(text, length * 2 + 1, data, length);
	return text;
}

char *crypt_base64url(struct arena *arena, const void *data, size_t length)
{
	size_t size = sodium_base64_encoded_len(length, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	char *text = arena_alloc(arena, size);
	sodium_bin2base64(text, size, data, length, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	return text;
}

bool crypt_unhex(const char *text, void *out, size_t length)
{
	size_t got;
	size_t text_length = text ? strlen(text) : 0;
	if (!text || text_length / 2 != length || text_length % 2 != 0)
		return false;
	return sodium_hex2bin(out, length, text, text_length, NULL, &got, NULL) == 0 && got == length;
}

bool crypt_unbase64url(const char *text, void *out, size_t length)
{
	size_t got;
	size_t text_length = text ? strlen(text) : 0;
	if (!text || text_length + 1 != sodium_base64_encoded_len(length, sodium_base64_VARIANT_URLSAFE_NO_PADDING))
		return false;
	return sodium_base642bin(out, length, text, text_length, NULL, &got, NULL,
				 sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0 &&
	       got == length;
}
