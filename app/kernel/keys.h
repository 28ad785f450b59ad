/*
 * Keys.  The master key lies in the key folder (master.key, 64 hex digits,
 * 0600), outside every database and backup; under it, in keys.db, the private
 * key of every organisation and the signing key.  Only the keeper holds a
 * struct keys; what a worker may know is the public half below.
 *
 * Every stored secret is crypto_secretbox under a key derived from the master,
 * with its nonce in front; inside, beside the secret, what it is for, so that
 * rows cannot be exchanged: secret ‖ organisation id (8 bytes LE, 0 for the
 * signing key) ‖ suite.
 */
#ifndef KERNEL_KEYS_H
#define KERNEL_KEYS_H

#include "data/db.h"

enum { SUITE_SODIUM = 1, FILE_KEY_SIZE = 32, SEAL_UUID_SIZE = 16 };

/* ---- the keeper's ---- */

struct keys;

/* Make master.key and keys.db's first rows.  ERR_STATE when either is there: keys are never overwritten. */
enum err keys_make(const char *data_folder, const char *key_folder) NODISCARD;

/* Owned.  ERR_STATE after a log line: no master key, one others can read, or one that is not this database's. */
enum err keys_load(const char *data_folder, const char *key_folder, struct keys **out) NODISCARD;
void keys_free(struct keys *keys); /* NULL is fine */

/* An organisation's public key, made when missing; keys_db is a writer on keys.db. */
enum err keys_organisation(struct keys *keys, struct db *keys_db, int64_t organisation, int64_t *key_id,
			   uint8_t public[32]) NODISCARD;

/* The key of one sealed file; NOT_FOUND when its seal was removed, FIND_FAILED when the seal is not this file's. */
enum found keys_unseal(struct keys *keys, struct db *keys_db, const char *uuid,
		       uint8_t file_key[FILE_KEY_SIZE]) NODISCARD;

void keys_sign(struct keys *keys, const char *purpose, const void *message, size_t length, uint8_t signature[64]);

/* ---- everybody's ---- */

/* The public signing key as keys.db has it; an auditor compares it with the one he was given. */
enum err keys_verify_key(const char *data_folder, uint8_t key[32]) NODISCARD;

/* The current public key of an organisation. */
enum found keys_current(struct db *keys_db, int64_t organisation, int64_t *key_id, uint8_t public[32]) NODISCARD;

/* Seal a file's key to it: crypto_box_seal(key ‖ uuid ‖ suite), and the row in keys.db, in the caller's transaction. */
enum err keys_seal(struct db *keys_db, int64_t key_id, const uint8_t public[32], const char *uuid,
		   const uint8_t file_key[FILE_KEY_SIZE]) NODISCARD;

#endif
