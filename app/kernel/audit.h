/*
 * The audit log.  audit_add writes inside the transaction of
 * what it records; if the row cannot be written the action does not happen.
 * There is no switch and no function that changes or removes a row but
 * audit_prune, which the schema itself holds to 184 days.
 *
 *   d = BLAKE2b("zwy-audit-1" ‖ fields, each with its length ‖ salt)
 *   h = BLAKE2b(prev ‖ d)
 * Fields in order, integers as decimal text, NULL as empty: seq ts wall
 * person_id organisation_id actor role source action object object_id outcome
 * detail request.  Length prefix: 4 bytes, little endian.
 */
#ifndef KERNEL_AUDIT_H
#define KERNEL_AUDIT_H

#include "kernel/actor.h"

struct audit_entry {
	const char *action;    /* "matter.accept" */
	const char *object;    /* "matter" */
	int64_t object_id;     /* 0: none */
	const char *outcome;   /* NULL: "ok" */
	const char *detail;    /* JSON object, NULL: "{}" */
	const char *role;      /* NULL: all of the actor's */
};

/* Needs an open transaction on context->db.  *seq may be NULL. */
enum err audit_add(struct context *context, const struct audit_entry *entry, int64_t *seq) NODISCARD;

/* One row in a transaction of its own. */
enum err audit_alone(struct context *context, const struct audit_entry *entry) NODISCARD;

/* Router hooks. */
enum err audit_trail(struct request *req);
void audit_refusal(struct request *req, enum err err);

/* Rows of a list went out as a file: which, how many, by what address and filter. */
enum err audit_file_taken(struct request *req, const char *name, int64_t rows) NODISCARD;

/* The newest row; the short code printed on papers is the head of h in groups: "7F3A-91C2-0E5D". */
struct audit_head {
	int64_t seq;
	int64_t ts;
	uint8_t h[32];
};
enum found audit_head(struct db *db, struct audit_head *head) NODISCARD;
char *audit_short_code(struct arena *arena, const uint8_t h[32]);

/* What a text under a key stands for, for who knows what the row is about; NULL: for itself. */
struct audit_reader {
	const char *(*word)(void *data, const char *key, const char *text);
	void *data;
};

/*
 * The detail of a row for a reader: "{\"url\":\"/audit\"}" → "地址 /audit", with what a key stands for before the key:
 * 待受理（acceptance）.  Arena, or detail itself when it is no object; reader NULL: nobody knows more.
 */
const char *audit_detail_words(struct arena *arena, const char *detail, const struct audit_reader *reader);

/* Recompute everything present, in slices; first_bad 0 when it all holds. */
enum err audit_verify(struct db *db, int64_t *rows, int64_t *first_bad, const char **why) NODISCARD;

/*
 * Export text (app/zwy_verify.c reads it): signed header, rows, checkpoints,
 * signed trailer.  Records itself first, so context->db is a writer; needs the
 * keeper.  A log that does not hold is exported as it is.
 */
enum err audit_export(struct context *context, FILE *out) NODISCARD;

/* What may leave: rows up to last_seq, which is always signed; 0 when nothing may. */
struct audit_prunable {
	int64_t first_seq, first_ts; /* the oldest row, 0 without rows */
	int64_t last_seq;
	int64_t keep_days;
	int64_t signed_days; /* the newest ones, 184 at most: fewer prove too little */
};
enum err audit_prunable(struct context *context, int64_t before_ts, struct audit_prunable *prunable) NODISCARD;

/*
 * Two steps, so that what is removed is what was written and consented to; the
 * consent is the caller's matter.  Neither inside a transaction.
 * audit_archive: <data>/archive/audit-FIRST-LAST.txt, an export with signed
 * ends, read back from the disk; removes nothing.  ERR_STATE when the chain does
 * not hold, ERR_KEEPER when nobody signs.
 * audit_prune: reads the archive once more, then removes its rows from
 * checkpoint to checkpoint.  ERR_STATE when the file is no longer what was
 * written, ERR_CONFLICT when the schema holds a row to be too young.
 */
struct audit_archived {
	const char *file; /* its name in the folder */
	int64_t first, last, rows;
	uint8_t digest[32];
};
enum err audit_archive(struct context *context, int64_t last_seq, struct audit_archived *archived) NODISCARD;
enum err audit_prune(struct context *context, const struct audit_archived *archived, int64_t *removed) NODISCARD;

/* The file is there and its bytes have this digest. */
bool audit_archive_holds(struct context *context, const struct audit_archived *archived) NODISCARD;

/* Jobs of the clerk: ask the keeper for a checkpoint; turn counted anonymous refusals into rows. */
enum err audit_checkpoint_job(struct context *context);
enum err refusal_job(struct context *context);

#endif
