/* Inside kernel/move*.c only: one move inside its transaction, in the order in which it happens. */
#ifndef KERNEL_MOVE_STEP_H
#define KERNEL_MOVE_STEP_H

#include "base/crypt.h"
#include "kernel/deadline.h"
#include "kernel/move_check.h"

struct step {
	struct context *context;
	struct move *move;
	struct matter *matter; /* as it is under the lock */
	struct stand stand;
	struct values *form; /* what is decided on */
	bool submits;
	bool moves; /* false: "@same", or others have yet to sign */
	const struct state *to;
	const char *rerun; /* why "@returner" became the way of a first submission; NULL: it did not */
	struct seat *next; /* whose turn it is after this signature */
	size_t next_count; /* 0: nobody's */
	int64_t revision;  /* after it */
	char *body;        /* of a new revision, NULL: none */
	uint8_t digest[DIGEST_SIZE];
	struct deadline deadline;
	int64_t held; /* seconds that its state was held before, where its limit runs on: it is not held twice */
	int64_t event;
	const char *number; /* newly given, NULL: none */
	const char *number_prefix;
};

/* move_target.c: the state it goes to.  ERR_STATE when there is no returner. */
enum err step_target(struct step *step) NODISCARD;

/* move_seats.c: a signature moves the matter only when it is the last one needed. */
enum err step_signatures(struct step *step) NODISCARD;
enum err step_close_own(struct step *step) NODISCARD;
enum err step_close_others(struct step *step) NODISCARD;
enum err step_number(struct step *step) NODISCARD;
/* Of the state entered, or the next signers'; the owner is told. */
enum err step_open_seats(struct step *step) NODISCARD;

#endif
