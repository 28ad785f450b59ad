/*
 * Ed25519 signatures with a purpose, so that a signature made for one thing is
 * none for another.  What is signed is
 *   "zwy-sign-1" LF purpose LF message
 * Purposes are lower-case words with hyphens.  Those that begin with "audit-"
 * belong to the keeper's own hand and to exports: SIGN_CHECKPOINT is never
 * signed on request.
 */
#ifndef KERNEL_SIGN_H
#define KERNEL_SIGN_H

#include "base/base.h"

#define SIGN_CHECKPOINT "audit-checkpoint"
#define SIGN_EXPORT_HEAD "audit-export-head"
#define SIGN_EXPORT_TAIL "audit-export-tail"

enum {
	SIGNATURE_SIZE = 64,
	SIGN_KEY_SIZE = 32,
	SIGN_SECRET_SIZE = 64,
	SIGN_PURPOSE_MAX = 40,
	SIGN_MESSAGE_MAX = 61440
};

bool sign_purpose_valid(const char *purpose);

void sign_make(const uint8_t secret[SIGN_SECRET_SIZE], const char *purpose, const void *message, size_t length,
	       uint8_t signature[SIGNATURE_SIZE]);
bool sign_holds(const uint8_t key[SIGN_KEY_SIZE], const char *purpose, const void *message, size_t length,
		const uint8_t signature[SIGNATURE_SIZE]);

#endif
