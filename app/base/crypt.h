/*
 * The small part of libsodium that everybody needs.  Passwords are in
 * kernel/password.c, keys in keys.c, sealing in seal.c and seal_open.c,
 * signatures in sign.c; sodium.h appears nowhere else but in the verifier.
 */
#ifndef BASE_CRYPT_H
#define BASE_CRYPT_H

#include "base/arena.h"

#define DIGEST_SIZE 32 /* BLAKE2b-256 */

/* Call once per process before anything else here; ends the process on failure. */
void crypt_init(void);

void crypt_random(void *out, size_t length);
void crypt_wipe(void *data, size_t length);
bool crypt_equal(const void *a, const void *b, size_t length); /* constant time */

/* BLAKE2b-256; key may be NULL with key_length 0, else 16..64 bytes. */
void crypt_digest(uint8_t out[DIGEST_SIZE], const void *data, size_t length, const void *key, size_t key_length);

/* SHA-256, for what others check with tools of their own. */
void crypt_sha256(uint8_t out[DIGEST_SIZE], const void *data, size_t length);

struct digest_state {
	_Alignas(64) unsigned char opaque[384];
};
void crypt_digest_begin(struct digest_state *state);
void crypt_digest_add(struct digest_state *state, const void *data, size_t length);
void crypt_digest_end(struct digest_state *state, uint8_t out[DIGEST_SIZE]);

/* SHA-256, for what others check with sha256sum; all else uses BLAKE2b. */
struct sha256_state {
	_Alignas(8) unsigned char opaque[112];
};
void crypt_sha256_begin(struct sha256_state *state);
void crypt_sha256_add(struct sha256_state *state, const void *data, size_t length);
void crypt_sha256_end(struct sha256_state *state, uint8_t out[DIGEST_SIZE]);

/*
 * Pieces of one short-lived file (kernel/spool.h), each sealed under the file's own
 * random key and its number: XChaCha20-Poly1305.  The sealed piece is CRYPT_PIECE_EXTRA
 * longer.  Opening is false for any other piece, key or number.
 */
enum { CRYPT_PIECE_KEY = 32, CRYPT_PIECE_EXTRA = 16 };
void crypt_piece_seal(uint8_t *out, const void *data, size_t length, uint64_t number,
                      const uint8_t key[CRYPT_PIECE_KEY]);
bool crypt_piece_open(void *out, const uint8_t *sealed, size_t sealed_length, uint64_t number,
                      const uint8_t key[CRYPT_PIECE_KEY]) NODISCARD;

/* All arena. */
char *crypt_hex(struct arena *arena, const void *data, size_t length);
char *crypt_base64url(struct arena *arena, const void *data, size_t length); /* no padding */

/* False unless the whole text decodes to exactly length bytes. */
bool crypt_unhex(const char *text, void *out, size_t length) NODISCARD;
bool crypt_unbase64url(const char *text, void *out, size_t length) NODISCARD;

#endif
