/*
 * A part of the log that proves itself: the rows of some objects, each with the
 * path of hashes to the root of a checkpoint that the keeper signed.  Rows of
 * others stay out and nothing of them shows: a path is made of salted digests.
 * The text is described and checked by app/zwy_verify_dossier.c:
 *
 *   zwy-audit-part 1 ROWS
 *   checkpoint FROM SEQ TS H ROOT SIGNATURE     (FROM: seq of the checkpoint before)
 *   row N SEQ TS WALL … REQUEST SALT PATH       (N counts from 1; PATH: hashes by commas, or -)
 *
 * Rows that left the log are drawn from its archives, if those are there and
 * are what was written.
 */
#ifndef KERNEL_AUDIT_PART_H
#define KERNEL_AUDIT_PART_H

#include "base/buf.h"
#include "kernel/actor.h"

struct audit_object {
	const char *kind; /* "matter" */
	int64_t id;
	int64_t matter; /* it belongs to; 0: none */
	/*
	 * 0: rows of everybody.  Else those of this organisation's own people, without
	 * what they did as invited guests: an organisation never learns who reviewed for it.
	 */
	int64_t organisation;
};

/* What goes in. */
struct audit_part_wish {
	const struct audit_object *objects;
	size_t object_count;
};

struct audit_part {
	int64_t rows;
	int64_t archived;  /* of them, from archives */
	int64_t lost_from; /* rows from here to lost_to left the log and no archive of them is there; 0: none */
	int64_t lost_to;
};

/*
 * Append the text.  Not in a transaction; context->db may be any connection.
 * Rows up to the newest checkpoint: ask for one before (keeper_checkpoint).
 * ERR_BUSY when rows left the log meanwhile.
 */
enum err audit_part_write(struct context *context, const struct audit_part_wish *wish, struct buf *out,
                          struct audit_part *part) NODISCARD;

/* One row alone: the same text with one row.  ERR_STATE when it is not under a checkpoint yet. */
enum err audit_part_row(struct context *context, int64_t seq, struct buf *out) NODISCARD;

/* ---- inside audit_part.c and audit_part_archive.c ---- */

/* The digests under one checkpoint, and those of its rows that go in. */
struct audit_group {
	int64_t from;
	uint8_t (*d)[32]; /* malloc */
	size_t count, room;
	struct audit_picked {
		size_t index;
		char *text; /* "\tSEQ\t…\tSALT", malloc */
	} *picked;
	size_t picked_count, picked_room;
};
void audit_group_begin(struct audit_group *group, int64_t from);
void audit_group_add(struct audit_group *group, const uint8_t d[32]);
/* The row added last goes in. */
void audit_group_pick(struct audit_group *group, const char *text, size_t length);
/* Append the checkpoint, given as the rest of its line behind FROM, and the rows picked; *number goes on. */
void audit_group_write(struct audit_group *group, const char *checkpoint, struct buf *out, int64_t *number);
void audit_group_end(struct audit_group *group);

/* Rows of archives up to the anchor, appended; *number and part go on. */
enum err audit_part_archived(struct context *context, const struct audit_part_wish *wish, int64_t anchor,
                             struct buf *out, struct audit_part *part) NODISCARD;

#endif
