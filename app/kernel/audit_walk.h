/*
 * Along the chain from the anchor on, in slices of AUDIT_SLICE rows, each read
 * whole before it is looked at: no long read transaction, however slow the
 * other side of an export is.  Every row, checkpoint, root and signature is
 * checked on the way.
 */
#ifndef KERNEL_AUDIT_WALK_H
#define KERNEL_AUDIT_WALK_H

#include "base/buf.h"
#include "kernel/audit.h"
#include "kernel/audit_row.h"

struct audit_walk {
	struct db *db;
	int64_t until; /* 0: to the newest row */
	bool go_on;    /* past what does not hold: an export shows it, pruning stops */
	enum err (*begin)(void *argument, const struct chain *anchor);
	enum err (*row)(void *argument, const struct audit_row *row);
	enum err (*checkpoint)(void *argument, const struct checkpoint *checkpoint);
	void *argument; /* of the three, each of which may be NULL */

	/* afterwards */
	struct chain chain;
	int64_t rows;
	int64_t checkpoints;
	int64_t first_bad; /* 0: all holds */
	const char *why;
};

/* ERR_BUSY when rows were pruned under it: begin again. */
enum err audit_walk(struct audit_walk *walk) NODISCARD;

/* Rows, checkpoints and signed ends up to a row, 0 for all; the file as zwy_verify.c describes it. */
struct audit_exported {
	int64_t first, last, rows;
	int64_t first_bad;
	uint8_t digest[DIGEST_SIZE]; /* of the whole text */
};
enum err audit_export_rows(struct context *context, FILE *out, int64_t until,
			   struct audit_exported *exported) NODISCARD;

/* Parts of their lines, shared with partial exports (audit_part.c): hex; the fields and salt of a row, a checkpoint,
 * each part behind a tab. */
void audit_line_hex(struct buf *line, const uint8_t *data, size_t length);
void audit_line_fields(struct buf *line, const struct audit_row *row);
void audit_line_checkpoint(struct buf *line, const struct checkpoint *checkpoint);

#endif
