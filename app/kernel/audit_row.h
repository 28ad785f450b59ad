/*
 * One row of the audit log as it is hashed, and the walk along the chain.
 * Shared by writing, verifying, exporting and by the keeper's checkpoints, so
 * that there is one statement of what a row's digest is.
 */
#ifndef KERNEL_AUDIT_ROW_H
#define KERNEL_AUDIT_ROW_H

#include "data/db.h"
#include "kernel/merkle.h"

enum { AUDIT_FIELDS = 14, AUDIT_SALT = 16, AUDIT_SLICE = 1000, CHECKPOINT_MESSAGE = 320 };

struct audit_row {
	int64_t seq;
	int64_t ts;
	/* seq ts wall person_id organisation_id actor role source action object object_id outcome detail request */
	const char *field[AUDIT_FIELDS];
	int64_t bytes; /* what the database says field 5 and up hold: a hidden NUL would make them longer */
	uint8_t salt[AUDIT_SALT];
	uint8_t d[DIGEST_SIZE];
	uint8_t prev[DIGEST_SIZE];
	uint8_t h[DIGEST_SIZE];
};

/* The next row of a query with the columns of audit_slice; false at its end.  Texts are arena. */
bool audit_row_next(struct query *query, struct arena *arena, struct audit_row *row);

/* d from the fields and the salt, h from prev and d. */
void audit_row_digest(const struct audit_row *row, uint8_t d[DIGEST_SIZE]);
void audit_row_link(const uint8_t prev[DIGEST_SIZE], const uint8_t d[DIGEST_SIZE], uint8_t h[DIGEST_SIZE]);

/* A place on the chain, and the tree of the rows since the last checkpoint. */
struct chain {
	int64_t seq;
	int64_t ts;
	uint8_t h[DIGEST_SIZE];
	struct merkle since;
};

/* One row further: NULL, or what does not hold. */
const char *chain_add(struct chain *chain, const struct audit_row *row);

struct checkpoint {
	int64_t seq;
	int64_t ts;
	uint8_t h[DIGEST_SIZE];
	uint8_t root[DIGEST_SIZE];
	uint8_t signature[64];
};

/* The next row of a query with the columns of audit_checkpoint_slice. */
bool checkpoint_next(struct query *query, struct arena *arena, struct checkpoint *checkpoint);

/* What the keeper signs: seq, ts, h, root, one to a line, hashes in hex.  Its length. */
size_t checkpoint_message(const struct checkpoint *checkpoint, char message[CHECKPOINT_MESSAGE]);

/* Signed by this key. */
bool checkpoint_signed(const struct checkpoint *checkpoint, const uint8_t key[32]);

#endif
