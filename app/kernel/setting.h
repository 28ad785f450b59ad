/*
 * Settings: rows declared by modules, values with effective dates in the
 * database.  What is in force is loaded with the rules (service_refresh).
 */
#ifndef KERNEL_SETTING_H
#define KERNEL_SETTING_H

#include "kernel/service.h"

/* Value in force today; asking for an undeclared key ends the process. */
int64_t setting_integer(const struct service *service, const char *key);
const char *setting_text(const struct service *service, const char *key);

/* Value in force on a day, for what must not change afterwards. */
enum err setting_integer_on(struct context *context, const char *key, int64_t day, int64_t *out) NODISCARD;

/*
 * The same for several at once, as text: for figures of a period that is over.
 * What was stored and no longer fits its row counts for nothing.  Arena.
 */
enum err setting_values_on(struct context *context, const char *const *keys, const char **values, size_t count,
                           int64_t day) NODISCARD;

bool setting_known(const struct module *const *modules, const char *key);
const struct setting_row *setting_find(const struct module *const *modules, const char *key);

/*
 * Whether a value may be in force from a day on.  ERR_INVALID with what is wrong
 * and the field it stands beside ("value" or "valid_from"); retention only
 * grows, and what has an order keeps it (kernel/setting_bond.h).  *value becomes
 * the normal form; both are arena.
 */
struct setting_complaint {
	const char *field;
	char *sentence;
};
enum err setting_check(struct context *context, const char *key, const char **value, int64_t valid_from,
                       struct setting_complaint *complaint) NODISCARD;

/*
 * Write it, audited, inside the caller's transaction.  A value that names a
 * person needs an approved proposal (kernel/proposal.h): the schema refuses it
 * otherwise.  ERR_CONFLICT also when retention would shrink.
 */
struct setting_value {
	const char *key;
	const char *value;
	int64_t valid_from;
	const char *reason;
	const char *higher_law; /* 上位法 and its article; NULL: none */
	int64_t proposed_by;    /* 0: the program itself; likewise the approver */
	int64_t approved_by;
};
enum err setting_put(struct context *context, const struct setting_value *value) NODISCARD;

/* Used by service_refresh. */
enum err setting_load(struct service *service, struct db *db, struct arena *arena) NODISCARD;

/* The kernel's own rows: sessions, passwords, uploads, audit, support phone. */
extern const struct setting_row kernel_settings[];

#endif
