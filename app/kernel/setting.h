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

bool setting_known(const struct module *const *modules, const char *key);
const struct setting_row *setting_find(const struct module *const *modules, const char *key);

/*
 * Change from a day on, audited, inside a transaction of its own.  ERR_INVALID
 * with *complaint (arena) when the value does not fit; retention only grows.
 */
enum err setting_change(struct context *context, const char *key, const char *value, int64_t valid_from,
                        const char *reason, char **complaint) NODISCARD;

/* Used by service_refresh. */
enum err setting_load(struct service *service, struct db *db, struct arena *arena) NODISCARD;

/* The kernel's own rows: sessions, passwords, uploads, audit, support phone. */
extern const struct setting_row kernel_settings[];

#endif
