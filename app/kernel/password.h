/*
 * Argon2id (libsodium), parameters in settings.  Length 12..1024 bytes, at
 * least three of four classes, not in the list of common ones, not the login.
 */
#ifndef KERNEL_PASSWORD_H
#define KERNEL_PASSWORD_H

#include "kernel/service.h"

/* NULL when acceptable, else why not. */
const char *password_complaint(struct arena *arena, const struct service *service, const char *login,
                               const char *password);

/* Encoded hash; arena. */
enum err password_hash(const struct service *service, struct arena *arena, const char *password, char **out) NODISCARD;

/* hash NULL: does the same work and says no. */
bool password_verify(const struct service *service, const char *hash, const char *password);
bool password_needs_rehash(const struct service *service, const char *hash);

/* A one-use activation code people can type: XXXX-XXXX-XXXX-XXXX, and its digest. */
char *activation_code_new(struct arena *arena, uint8_t digest[32]);
bool activation_code_digest(const char *code, uint8_t digest[32]) NODISCARD;

#endif
