/*
 * Seats, inside kernel/matter*.c, move*.c and attachment.c only: who may act
 * in a matter, as what, and the rows of table task.
 */
#ifndef KERNEL_MATTER_SEAT_H
#define KERNEL_MATTER_SEAT_H

#include "kernel/deadline.h"
#include "kernel/matter.h"

enum { SEATS_MAX = 64 };

/*
 * One way in which an actor may take an action: by a seat, or (seat NULL) by being who the procedure names.
 * role is never a relative one.
 */
struct stand {
	enum role role; /* ROLE_COUNT: the clerk process */
	const struct seat *seat;
	const struct deputy *deputy; /* for whom he takes it; NULL: for himself */
};

/* What a page asks for again and again, kept with the matter while nothing can change it. */
struct matter_seen {
	bool seats_read;
	struct seat *seats;
	size_t seat_count;
	int64_t acted_person; /* 0: not read */
	enum role acted[ROLE_COUNT + 1];
	size_t acted_count;
};

/* NULL outside of a snapshot: what was read may be another's by now. */
struct matter_seen *matter_seen_of(const struct context *context, const struct matter *matter);

/* What owner.clerk and owner.lead are in this matter. */
enum role owner_role(const struct matter *matter, enum role relative);

/* *deputy: for whom, NULL: for himself; may be NULL. */
bool seat_takeable(const struct actor *actor, const struct seat *seat, const struct deputy **deputy);

/*
 * The ways the actor may take this action in the matter's present state, in
 * the procedure's order, separation of duties not yet looked at.  at most ROLE_COUNT.
 */
enum err stand_find(struct context *context, const struct matter *matter, const struct action *action,
		    struct stand stands[ROLE_COUNT], size_t *count) NODISCARD;

/* Whether the action is for such an actor in any state: the difference between 403 and 409. */
enum err stand_possible(struct context *context, const struct matter *matter, const struct action *action,
			bool *possible) NODISCARD;

/*
 * Separation of duties, the action's own not_by included.  The first of the ways (one at least) that is
 * open to this person; ERR_OWN_MATTER with *sentence, which says what bars the first of them, when none is.
 */
enum err stand_separate(struct context *context, const struct matter *matter, const struct action *action,
			const struct stand *stands, size_t count, struct stand *chosen,
			const char **sentence) NODISCARD;

/* Whether this person may act in this role at all, given what he did in the matter. */
enum err separation_allows(struct context *context, const struct matter *matter, int64_t person, enum role role,
			   enum role *before, bool *allows) NODISCARD;

/* Who would hold a state, with the returner's own seat when it is the state he returned from. */
enum err seats_resolve(struct context *context, const struct matter *matter, const struct state *state,
		       struct seat **seats, size_t *count) NODISCARD;

/* Those whose turn is the same as the first one's: seats of one holder, as its platforms or addressees each have one. */
size_t seats_turn(const struct seat *seats, size_t count);

/* Open them: task rows, parties, notices (not to quiet); of signers in an order the first turn alone. */
enum err seats_open(struct context *context, const struct matter *matter, const struct state *state,
		    const struct seat *seats, size_t count, int64_t due_at, bool quiet) NODISCARD;

/* One task row. */
enum err seat_insert(struct context *context, const struct matter *matter, const char *state, const struct seat *seat,
		     int64_t due_at) NODISCARD;

/* Another deadline for the matter and the seats that are open. */
enum err seats_due(struct context *context, const struct matter *matter, const struct deadline *deadline) NODISCARD;

/* Invitations expire with the matter. */
enum err guests_end(struct context *context, const struct matter *matter) NODISCARD;

/* "省大数据中心 受理岗" of the open seats; arena, "" without any. */
enum err seats_holder(struct context *context, const struct matter *matter, char **holder) NODISCARD;

/* Parties of the kinds that see a matter from this state on. */
enum err parties_share(struct context *context, const struct matter *matter, const struct state *state) NODISCARD;

/* Organisations the matter is addressed to, or that answer for it: relative holders, parties. */
enum err concern_add(struct context *context, const struct matter *matter, const char *part,
		     int64_t organisation) NODISCARD;
/* Those that the fields name which the procedure calls `addressee` and `responsible`; values may be NULL. */
enum err concern_bind(struct context *context, const struct matter *matter, const struct values *values) NODISCARD;
/* Of a state entered: where the procedure says addressee_from, those it is addressed to see the matter from then on. */
enum err concern_share(struct context *context, const struct matter *matter, const struct state *state) NODISCARD;

/* Number (NULL: as it is) and holder. */
enum err matter_settle(struct context *context, const struct matter *matter, const char *number,
		       const char *holder) NODISCARD;

/* "SQ-2026-0417 水利一张图", or the title alone; arena. */
char *matter_label(struct arena *arena, const char *number, const char *title);

/* One row of the timeline with its audit row; *event may be NULL. */
struct happening {
	const struct matter *matter;
	enum role role; /* ROLE_COUNT: none */
	const struct deputy *deputy; /* for whom it is done; NULL: for himself */
	const char *action;
	const char *recorded; /* action in the audit log, NULL: "matter." and the action */
	const char *label;
	const char *to_state; /* NULL: stays */
	const char *opinion;
	const char *body;   /* JSON, NULL: {} */
	const char *detail; /* audit, JSON, NULL: {} */
	const char *object; /* audit, NULL: matter */
	int64_t object_id;
	const char *tone; /* NULL: blue */
	bool center_only;
	int64_t reader;   /* whose eyes opinion and body are for, besides who oversees the matter; 0: everybody's */
	bool reader_line; /* likewise the whole line */
	const uint8_t *digest;
	int64_t revision;
};
enum err event_record(struct context *context, const struct happening *happening, int64_t *event) NODISCARD;

/*
 * The actor's organisation where what it says of the step under way is its own affair, 0 elsewhere: what is asked and
 * answered inside before an action with `audience: own` tells as much as its opinion.
 */
int64_t words_reader(const struct context *context, const struct matter *matter);

#endif
