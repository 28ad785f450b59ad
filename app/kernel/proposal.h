/*
 * Rules change by two hands: a new value of a setting or a new version of a
 * procedure is proposed by one person and approved or declined by another; the
 * proposer may withdraw it.  One waits at a time for each key.  That nobody
 * rules on his own, and that a value or version names a person only with an
 * approved proposal behind it, is held by the schema (0021_proposal.sql).
 * Every step is an audit row and a notice to whoever is next.
 */
#ifndef KERNEL_PROPOSAL_H
#define KERNEL_PROPOSAL_H

#include "kernel/actor.h"

enum proposal_kind { PROPOSAL_SETTING, PROPOSAL_PROCEDURE };

struct proposal {
	int64_t id; /* 0: none waits */
	enum proposal_kind kind;
	const char *key;
	const char *label;      /* of the setting, title of the procedure: for notices */
	const char *value;      /* the value, or the whole YAML */
	int64_t version;        /* procedures: the version it will be */
	int64_t valid_from;
	const char *higher_law; /* 上位法 and its article; "": none */
	const char *reason;
	/* set by proposal_waiting: */
	int64_t proposed_by;
	const char *proposed_role;
	const char *proposer;
	int64_t proposed_at;
};

/* The one that waits; kind, key and label are the caller's, the rest is arena. */
enum err proposal_waiting(struct context *context, enum proposal_kind kind, const char *key, const char *label,
                          struct proposal *proposal) NODISCARD;

/* The others write, each in a transaction of its own. */

/* A checked value or text.  ERR_CONFLICT when another one waits for this key. */
enum err proposal_make(struct context *context, const struct proposal *proposal) NODISCARD;

/*
 * Check again and put it in force from its day on.  ERR_OWN_MATTER for the
 * proposer, ERR_CONFLICT when it no longer waits, ERR_INVALID with *complaint
 * (arena) when it does not fit any more: its day has passed, another version
 * came in between, this binary refuses the text; ERR_PASSWORD with *complaint
 * when the approver's password is too old (kernel/step_up.h).
 */
enum err proposal_approve(struct context *context, const struct proposal *proposal, char **complaint) NODISCARD;

/* With a reason.  ERR_OWN_MATTER, ERR_CONFLICT as above. */
enum err proposal_decline(struct context *context, const struct proposal *proposal, const char *reason) NODISCARD;

/* By the proposer alone (ERR_FORBIDDEN); ERR_CONFLICT when it was ruled on meanwhile. */
enum err proposal_withdraw(struct context *context, const struct proposal *proposal) NODISCARD;

#endif
