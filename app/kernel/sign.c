#include "base/base.h"

#include <sodium.h>

#include "base/buf.h"
#include "kernel/sign.h"

_Static_assert(crypto_sign_BYTES == SIGNATURE_SIZE, "signature size");
_Static_assert(crypto_sign_PUBLICKEYBYTES == SIGN_KEY_SIZE, "key size");
_Static_assert(crypto_sign_SECRETKEYBYTES == SIGN_SECRET_SIZE, "secret size");

bool sign_purpose_valid(const char *purpose)
{
	size_t length = strlen(purpose);
	return length > 0 && length < SIGN_PURPOSE_MAX && strspn(purpose, "abcdefghijklmnopqrstuvwxyz-") == length;
}

static void statement(struct buf *buf, const char *purpose, const void *message, size_t length)
{
	buf_init(buf);
	buf_add_text(buf, "zwy-sign-1\n");
	buf_add_text(buf, purpose);
	buf_add_char(buf, '\n');
	buf_add(buf, message, length);
}

void sign_make(const uint8_t secret[SIGN_SECRET_SIZE], const char *purpose, const void *message, size_t length,
	       uint8_t signature[SIGNATURE_SIZE])
{
	struct buf buf;
	statement(&buf, purpose, message, length);
	crypto_sign_detached(signature, NULL, (const unsigned char *)buf.data, buf.length, secret);
	buf_release(&buf);
}

bool sign_holds(const uint8_t key[SIGN_KEY_SIZE], const char *purpose, const void *message, size_t length,
		const uint8_t signature[SIGNATURE_SIZE])
{
	struct buf buf;
	statement(&buf, purpose, message, length);
	bool holds = crypto_sign_verify_detached(signature, (const unsigned char *)buf.data, buf.length, key) == 0;
	buf_release(&buf);
	return holds;
}
