/*
 * The keeper: `zwy keeper`, a process of its own (own user in production),
 * never forked by serve.  It alone holds private keys.  Both halves of its
 * small protocol are here: requests are one SEQPACKET message each, fixed
 * layout, answers carry a status and for opened files a sealed memfd.
 *
 * To open a file a worker sends session token and attachment id; the keeper
 * looks both up itself, decides, writes the audit row, checks the whole file
 * and passes the descriptor.  At most four are open at a time; the rate is
 * limited.  Never call the keeper while holding the writer lock.
 */
#ifndef KERNEL_KEEPER_H
#define KERNEL_KEEPER_H

#include "kernel/actor.h"

struct keeper_opened {
	int descriptor;   /* sealed memfd, read-only; the caller closes it */
	int64_t size;
	char name[512];
	char type[16];
};

/*
 * ERR_SIGN_IN (session unknown, expired, or must change its password first),
 * ERR_NOT_FOUND (also when not allowed to see), ERR_THROTTLED, ERR_KEEPER,
 * ERR_INTERNAL for a damaged file.  descriptor is -1 unless OK.
 */
enum err keeper_open(const struct service *service, const char *session_token, int64_t attachment, const char *source,
                     const char *request, struct keeper_opened *out) NODISCARD;

/* Public key of an organisation, made when missing. */
enum err keeper_public_key(const struct service *service, int64_t organisation, int64_t *key_id, uint8_t key[32]) NODISCARD;

/*
 * Ask for a checkpoint over the rows since the last; OK also when there was
 * nothing to sign.  ERR_STATE when the chain does not hold, or the database
 * lacks a checkpoint the keeper remembers in <keys>/checkpoint.last: after a
 * restore that is meant so, that file is removed by hand.
 */
enum err keeper_checkpoint(const struct service *service) NODISCARD;

/*
 * Ed25519 signature over "zwy-sign-1" LF purpose LF message (at most 60 KiB);
 * purposes are lower-case words with hyphens.  ERR_FORBIDDEN for the purpose
 * of checkpoints, which the keeper signs only over what it has read itself.
 */
enum err keeper_sign(const struct service *service, const char *purpose, const void *message, size_t length,
                     uint8_t signature[64]) NODISCARD;
enum err keeper_verify_key(const struct service *service, uint8_t key[32]) NODISCARD;
enum err keeper_ping(const struct service *service) NODISCARD;

/* Serve until SIGTERM.  key_folder holds master.key (0600), outside every database and backup. */
int keeper_main(const char *data_folder, const char *key_folder, const char *socket_path);

/* Make the key folder's files and keys.db's first rows; refuses to overwrite. */
enum err keeper_initialise(const char *data_folder, const char *key_folder) NODISCARD;

#endif
