/*
 * The one function that moves a matter.
 *
 * In one write transaction: conditional update on step (and so on state and
 * revision), form revision, event, audit row, effects, old seats closed, new
 * seats opened with their deadline, notices, counts.  Refused with a sentence:
 * approving one's own matter or taking a second of 单位经办, 单位审核, 受理, 评审,
 * 核定 in it, acting on an old step, a guard that says no, a
 * missing document or opinion, a field that is wrong.  Nothing half-done.
 *
 * To add a guard or effect: a row in the table of the module that owns the data.
 * Guards run before the transaction, for the message, and once more inside it.
 * Effects run after event and audit row are written and before seats change;
 * their moving->matter still shows the state that is being left.
 *
 * An action submits the form when it leaves a state with `edit` for another one
 * without `returns` (an end only as `submit` or when it is the primary action).
 * Only then is the form checked, stored as a revision, and the gates tested.
 * With `signs` one seat signs; effects run at every signature, the matter moves
 * with the last.  Where a matter comes back into the state it was returned from,
 * the seat is for the person who returned it, if he still has the role.
 *
 * Events that are no action of the procedure: open, comment, urge, reassign,
 * add_signer, opinion, drop_signer, hold, resume, copy, attach, detach, overdue.
 */
#ifndef KERNEL_MOVE_H
#define KERNEL_MOVE_H

#include "kernel/matter.h"

struct move {
	struct matter *matter;
	const struct action *action;
	int64_t step;             /* from the page; stale: ERR_CONFLICT */
	struct values *form;      /* typed form when the state allows edit, else NULL (the draft is taken) */
	struct values *fields;    /* the action's own fields, decoded; NULL without */
	const char *opinion;
	/* results */
	const char *sentence;     /* why not, in Chinese; arena */
	struct answer *refusals;  /* guards that said no, missing documents, the opinion: for the summary; arena */
	size_t refusal_count;
	const struct state *to;   /* where it is now; matter itself is left as it was, find it again */
};

/*
 * OK; ERR_INVALID (fields, opinion, documents, guards: see refusals and the
 * values' errors); ERR_FORBIDDEN, ERR_OWN_MATTER, ERR_STATE, ERR_CONFLICT.
 * ERR_PASSWORD with *sentence and nothing else against it: a final decision
 * by somebody whose password is too old (kernel/step_up.h); matter_try does not ask.
 */
enum err matter_move(struct context *context, struct move *move) NODISCARD;

/* Vocabulary every procedure has.  Each is audited and shown in the timeline.  How many characters each may say. */
enum {
	MATTER_OPINION_MAX = 2000, /* beside an action of the procedure */
	MATTER_COMMENT_MAX = 1000,
	MATTER_REASON_MAX = 200,
	MATTER_QUESTION_MAX = 500,
	MATTER_ASKED_MIN = 2, /* the opinion of somebody asked for one */
	MATTER_ASKED_MAX = 2000,
	MATTER_HOLD_MIN = 2,
};
enum err matter_comment(struct context *context, struct matter *matter, const char *text) NODISCARD;
/* Logged and limited: one per matter and organisation within urge_interval_h. ERR_THROTTLED with *sentence. */
enum err matter_urge(struct context *context, struct matter *matter, const char *text, const char **sentence) NODISCARD;
/* Hand an open seat to a colleague with the same role; by the seat's person or a lead of the organisation. */
bool matter_hands_on(const struct actor *actor, const struct seat *seat);
enum err matter_reassign(struct context *context, struct matter *matter, int64_t task, int64_t person,
                         const char *reason, const char **sentence) NODISCARD;

/*
 * 加签: the holder of seat `task` asks a colleague of his own organisation for an opinion, and cannot move the
 * matter past while it is open, unless he takes it back.  Inside the center it stays there.  ERR_CONFLICT: what is
 * answered or taken back is no longer open.
 */
enum err matter_add_signer(struct context *context, struct matter *matter, int64_t task, int64_t person,
                           const char *question, const char **sentence) NODISCARD;
enum err matter_give_opinion(struct context *context, struct matter *matter, int64_t task, const char *opinion,
                             const char **sentence) NODISCARD;
enum err matter_drop_signer(struct context *context, struct matter *matter, int64_t task) NODISCARD;

/*
 * 挂起: the center, where it alone has the matter and is not late yet, lets the clock stand, once in a state, until a day
 * at most hold_max_wd away; 恢复 by the holder or, after that day, by the clerk process.  The deadline moves by as much.
 */
enum err matter_hold(struct context *context, struct matter *matter, const char *reason, int64_t until,
                     const char **sentence) NODISCARD;
enum err matter_resume(struct context *context, struct matter *matter, const char **sentence) NODISCARD;
const char *matter_unholdable(const struct matter *matter); /* why not; NULL: it can be held */

/* Everything that can be said against a move, without moving; as matter_move. */
enum err matter_try(struct context *context, struct move *move) NODISCARD;

/* The gate list: every guard of `gates` against what is known so far; answers are arena, one per gate. */
enum err matter_gates(struct context *context, const struct procedure *procedure, struct matter *matter,
                      struct values *form, struct answer **answers, enum verdict **verdicts) NODISCARD;

/*
 * For effects that leave the matter where it is: its seats are those of who holds the state by now (another answers for it).
 * Not for a state that waits for signatures.
 */
enum err matter_seats_again(struct context *context, const struct matter *matter) NODISCARD;

/* Open one more seat for a person (an invited expert) in the current state. */
enum err matter_seat_add(struct context *context, const struct matter *matter, int64_t organisation, enum role role,
                         int64_t person) NODISCARD;

/* Clerk's work: reminders at 50 % and 80 %, overdue marks; actions with `after`. */
enum err deadline_job(struct context *context);
enum err timeout_job(struct context *context);

/* Clerk's job: the actions first, then the reminders and marks of what still waits. */
enum err time_job(struct context *context);
enum err hold_job(struct context *context);

#endif
