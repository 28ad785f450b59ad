/*
 * Matters (办件): find, read, draft.  Visible is what the actor's organisation
 * takes part in (matter_party) or the person was invited to (matter_guest);
 * SQL decides, everything else is NOT_FOUND.  Moving one is kernel/move.h.
 */
#ifndef KERNEL_MATTER_H
#define KERNEL_MATTER_H

#include "kernel/procedure.h"

struct matter {
	int64_t id;
	const struct procedure *procedure;
	const struct state *state;
	const char *number;          /* NULL before the first submission */
	const char *title;
	int64_t org;                 /* who opened it, or whose duty it is */
	const char *org_name;
	enum role owner_role;        /* in which role */
	int64_t unit;                /* the unit concerned: the system's, else org */
	int64_t system;              /* 0: none yet; likewise below */
	int64_t platform;
	int64_t base_matter;
	const char *period;          /* 2026-10, 2026Q3 (kernel/period.h), "" outside of rounds */
	int64_t step;                /* what the page was drawn from; posted back and compared */
	int64_t revision;
	const char *holder;
	int64_t opened_by, opened_at, submitted_at, state_at, due_at, closed_at;
	const char *due_rule;
	int64_t paused_at, paused_days;
	const char *returned_from;   /* state key */
	int64_t returned_by, returned_revision;
	int64_t rounds;
	int64_t entry;               /* grows with every state entered */
	int64_t held_at, held_until; /* 挂起 since, and the last day of it */
	int64_t held_seconds;        /* it was held before, in this state */
	bool guest;                  /* the actor sees it by invitation only */
	bool copied;                 /* his organisation only reads it (kernel/copy.h) */
	struct matter_seen *seen;    /* kept for a page, see matter_seen_of; may be NULL */
};

/* Visible to the actor, or NOT_FOUND.  *out is arena. */
enum found matter_find(struct context *context, int64_t id, struct matter **out) NODISCARD;

/* Without organisation scope: for jobs and effects only. */
enum found matter_find_any(struct context *context, int64_t id, struct matter **out) NODISCARD;

/*
 * Whether the actor's organisation reads what is written for any one party: rows with an `own` column, words and files
 * with `audience: own`.  View matter_overseer says who does; false also when it could not be asked.
 */
bool matter_oversees(struct context *context, const struct matter *matter);

/*
 * matter_confidence.c: whether the actor learns who reviews and what each of them says: people of the center, but not
 * those who ask in its own matter.  False also when it could not be asked.
 */
bool matter_reads_reviewers(const struct context *context, const struct matter *matter);
/* The same of a matter that was not read, about a system of this unit. */
bool reviewers_shown(const struct context *context, int64_t matter, int64_t unit);

/* Newest revision's values (empty before one); *digest may be NULL. */
enum err matter_form(struct context *context, const struct matter *matter, struct values **out,
                     uint8_t digest[32]) NODISCARD;

/* Its digest alone, zero without one: what the form says need not be read for that. */
enum err matter_form_digest(struct context *context, const struct matter *matter, uint8_t digest[32]) NODISCARD;
enum err matter_form_revision(struct context *context, const struct matter *matter, int64_t revision,
                              struct values **out) NODISCARD;
/*
 * What changed since the matter was returned: indices of form fields (values_differ).
 * before is the revision that was returned, after what is in the draft while it is
 * being corrected, else the newest revision.  *count 0 (both empty) when it was not
 * returned or the one who returned it has gone on.
 */
enum err matter_return_diff(struct context *context, const struct matter *matter, struct values **before,
                            struct values **after, size_t **changed, size_t *count) NODISCARD;
/* What was typed and not yet submitted; falls back to the newest revision. *saves counts the saves of the draft, 0 without one. */
enum err matter_draft(struct context *context, const struct matter *matter, struct values **out, int64_t *saves,
                      int64_t *saved_at) NODISCARD;

/* What a matter is about from its first moment on; all zero for most. */
struct subject {
	int64_t system;
	int64_t platform;
	int64_t base_matter;
	const char *period; /* NULL: none */
};

/* The role in which this person may open one: the first of `start` he has; ROLE_COUNT: he may not. */
enum role procedure_start_role(const struct procedure *procedure, const struct actor *actor);

/*
 * Open a draft of a procedure.  ERR_FORBIDDEN unless the actor has a start role,
 * ERR_INVALID when a system or platform is wanted and missing or not his to
 * choose, ERR_CONFLICT when a duty of this period is under way already.
 * subject NULL: nothing.  Audited; in a transaction of its own.
 */
enum err matter_open(struct context *context, const struct procedure *procedure, const struct subject *subject,
                     int64_t *id) NODISCARD;

/*
 * Open one for an organisation, by the program: a round of a duty, what an
 * action sets going.  Needs a transaction.  at NULL: the first state; else it
 * begins there, numbered, with form as its first revision (NULL: empty).
 * ERR_INVALID when nobody could hold it.
 */
struct opening {
	const struct procedure *procedure;
	int64_t org;
	enum role role;
	struct subject subject;
	const char *at;
	struct values *form;
	bool prefilled; /* with at: what its procedure's prefill fills in is its form */
	const int64_t *addressees; /* organisations, besides those the form names */
	size_t addressee_count;
};
enum err matter_open_for(struct context *context, const struct opening *opening, int64_t *id) NODISCARD;

/* Keep what was typed, valid or not, in a transaction of its own.  ERR_STATE unless the actor holds it in a state with edit. */
enum err matter_save_draft(struct context *context, struct matter *matter, const struct values *typed) NODISCARD;

/* What a page showed of a draft: the matter's step, and how often the draft had been saved. */
struct draft_seen {
	int64_t step;
	int64_t saves;
};
/* The same over the draft that somebody saw: ERR_CONFLICT, and nothing changes, when it was saved since. */
enum err matter_save_seen(struct context *context, struct matter *matter, const struct values *typed,
                          const struct draft_seen *seen) NODISCARD;

/* Roles under which the actor may act now: the open seats he can take; 0: none. */
enum err matter_seats(struct context *context, const struct matter *matter, uint32_t *roles) NODISCARD;

/* Whether he may edit the form, or hand in this document, now. */
enum err matter_may_edit(struct context *context, const struct matter *matter, bool *may) NODISCARD;
enum err matter_may_document(struct context *context, const struct matter *matter, const struct document_kind *document,
                             bool *may) NODISCARD;

/* An open seat. */
struct seat {
	int64_t task;
	int64_t org;
	const char *org_name; /* short */
	enum role role;
	enum role holder;     /* the procedure's word for it: role, or the relative one it came from */
	int64_t person;       /* 0: everybody of the organisation with that role */
	int64_t platform;     /* a work order's seat, 0: none */
	int64_t opened_at, due_at;
	int64_t parent;       /* an added signer's seat: the one whose holder asked, else 0 */
	int64_t asked_by;
};
enum err matter_seat_list(struct context *context, const struct matter *matter, struct seat **out,
                          size_t *count) NODISCARD;

/* Those who sign in the present state, in their order; one row for a state that nobody signs together. */
struct signer {
	struct seat seat;
	enum { TURN_SIGNED, TURN_NOW, TURN_LATER } turn;
	int64_t signed_at;
	const char *by; /* 单位 岗位 of who signed, as it was then; NULL: nobody yet */
};
struct signers {
	struct signer *rows; /* arena */
	size_t count, signed_count;
	size_t needed; /* signatures that make it move */
};
enum err matter_signers(struct context *context, const struct matter *matter, struct signers *signers) NODISCARD;

/*
 * What makes all levels run again when the form, edited after a return, goes back: labels of material fields
 * that differ, and 附件; NULL: nothing.
 */
enum err matter_rerun(struct context *context, const struct matter *matter, const struct values *form,
                      const char **what) NODISCARD;
/*
 * From which level all run again when "@returner" is taken in this state: the first one where the form is edited, the
 * one after it where a correction is looked at in its stead; NULL: no correction passes here.
 */
const struct state *procedure_rerun_level(const struct procedure *procedure, const struct state *state);

/*
 * Decisions that were about another form than the newest (by digest) or about files that were replaced since, the
 * last one of each role, as far as the actor may see them: what was decided then and what stands there now.  Arena.
 */
struct stale_file {
	const char *label; /* of the document */
	int64_t then, now; /* versions; now 0: taken back */
	const char *then_name, *now_name;
};
struct stale_decision {
	int64_t event;
	const char *label, *who; /* as on the timeline */
	int64_t at, revision;
	struct values *then, *now; /* NULL when the form is the same */
	size_t *changed; /* fields that differ, as values_differ */
	size_t changed_count;
	struct stale_file *files; /* documents that were replaced */
	size_t file_count;
};
enum err matter_stale_decisions(struct context *context, const struct matter *matter, struct stale_decision **out,
                                size_t *count) NODISCARD;

/* Whether the actor may take an open seat; *deputy: for whom, NULL: for himself. */
bool matter_takes(const struct actor *actor, const struct seat *seat, const struct deputy **deputy);

/* matter_barred.c: why he can take none of the seats that wait for him; NULL: he can, or none does. */
enum err matter_barred(struct context *context, const struct matter *matter, const char **why) NODISCARD;

/* What an actor may press now, in the procedure's order; arena. */
enum err matter_actions(struct context *context, const struct matter *matter, const struct action ***out,
                        size_t *count) NODISCARD;

/* Whether an action is one of them. */
enum err matter_may_act(struct context *context, const struct matter *matter, const struct action *action,
                        bool *may) NODISCARD;

/* Makes the organisation a party of the matter when it is not; needs a transaction. */
enum err matter_party_add(struct context *context, const struct matter *matter, int64_t organisation,
                          const char *part) NODISCARD;

/*
 * For effects: what the form says from now on, as a new revision (a level that
 * rose, a party that was corrected); its event tells why.  Needs a transaction.
 */
enum err matter_revise(struct context *context, const struct matter *matter, const struct values *form) NODISCARD;

/* For effects: one more organisation it is addressed to, and so a party; needs a transaction. */
enum err matter_address(struct context *context, const struct matter *matter, int64_t organisation) NODISCARD;
/* The same while the matter is under way: with a seat at once, where those it is addressed to hold its state. */
enum err matter_join(struct context *context, const struct matter *matter, int64_t organisation) NODISCARD;

/*
 * For effects: run a query that writes about the matter being moved.  Of
 * :matter, :now, :system and :platform it is given those it takes.  Needs a transaction.
 */
enum err moving_run(struct moving *moving, enum query_name name) NODISCARD;

/* For effects: the matter is about this platform from now on, its operator the one who runs it.  Needs a transaction. */
enum err moving_bind_platform(struct moving *moving, int64_t platform) NODISCARD;

/* What an action was given when it was last taken; NULL when it never was.  Arena. */
enum err matter_given_to(struct context *context, const struct matter *matter, const char *action,
                         struct values **fields) NODISCARD;

#endif
