/*
 * Organisations, people and roles.  The system administrator creates, edits and
 * disables; the security administrator grants and revokes; nobody does anything
 * to his own account, and the one who created an account never grants to it.
 * What other parts may call (import, commands, the procedure user_account):
 */
#ifndef MODULES_ORG_ORG_H
#define MODULES_ORG_ORG_H

#include "kernel/csv_import.h"
#include "kernel/module.h"

extern const struct module org_module;

/*
 * As CSV; people get no role by it (another person gives those, a file of its own), and from a
 * command no code either.
 */
extern const struct csv_import_kind organisations_import;
extern const struct csv_import_kind people_import;
extern const struct csv_import_kind roles_import;

struct org_record {
	int64_t id;
	const char *code;
	const char *name;
	const char *short_name;
	int64_t rank;
	const char *phone;
	int64_t valid_from; /* day numbers */
	int64_t valid_to;   /* 0: in service */
	unsigned kinds;
	const char *successor; /* name; "": none */
};

struct person_record {
	int64_t id;
	int64_t org;
	const char *login;
	const char *title;
	const char *phone;
	const char *status; /* "new", "active", "disabled" */
	bool must_change;
	int64_t created_at;
	int64_t created_by;
	int64_t signed_in_at;
	const char *org_name;
	unsigned kinds;
	uint32_t roles;
};

enum found org_find(struct context *context, int64_t id, struct org_record *org) NODISCARD;
enum found person_find(struct context *context, int64_t id, struct person_record *person) NODISCARD;

/*
 * All below change something and write their audit row; inside a transaction of
 * the caller or their own.  ERR_INVALID comes with *sentence.
 */
enum err org_add(struct context *context, const struct org_record *org, bool imported, int64_t *id,
                 const char **sentence) NODISCARD;
enum err person_add(struct context *context, const struct person_record *person, int64_t *id,
                    const char **sentence) NODISCARD;

/* Make the old password and older codes useless and give a new code, shown once. */
enum err person_issue_code(struct context *context, const struct person_record *person, char **code,
                           int64_t *expires_at) NODISCARD;

/* Make password, codes and sessions useless; the code is given by another, when the account is handed over. */
enum err person_reset(struct context *context, const struct person_record *person) NODISCARD;

/*
 * Seats, systems and contacts named after the post go to the successor (0: none), delegations and sessions end;
 * refused when something would be left without a holder.  person_leaving says so without doing it.
 */
struct leaving {
	const struct person_record *person;
	int64_t successor; /* 0: none */
	uint32_t kept;     /* roles he goes on having: another post, not leaving */
	bool keeps_title;
};
enum err person_leaving(struct context *context, const struct leaving *leaving, const char **sentence) NODISCARD;
enum err person_hand_over(struct context *context, const struct leaving *leaving) NODISCARD;
enum err person_disable(struct context *context, const struct person_record *person, int64_t successor,
                        const char **sentence) NODISCARD;

/* The granting rules.  NULL when the role may be granted, else why not. */
const char *grant_complaint(struct context *context, const struct person_record *person, enum role role);
enum err person_grant(struct context *context, const struct person_record *person, enum role role,
                      const char **sentence) NODISCARD;
enum err person_revoke(struct context *context, const struct person_record *person, enum role role,
                       const char **sentence) NODISCARD;

#endif
