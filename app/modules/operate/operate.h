/*
 * What an operator does on the command line: migrate, back up, restore, check,
 * first administrators, print settings and routes.  Each verb prints plain
 * text and returns the exit status.
 */
#ifndef MODULES_OPERATE_OPERATE_H
#define MODULES_OPERATE_OPERATE_H

#include "kernel/config.h"
#include "kernel/module.h"
#include "kernel/service.h"

extern const struct module operate_module;

/* Databases, keys, calendar and the procedures shipped with this version. */
int operate_migrate(struct arena *arena, const struct config *config, const struct module *const *modules);

int operate_settings(struct context *context);

/* `zwy user first`: one-use codes for exactly the three administrators. */
int operate_user(int argc, char **argv, struct context *context);

/* app.db, then keys.db, then the sealed files; verified; refuses a folder that is not empty. */
int operate_backup(int argc, char **argv, struct arena *arena, const struct config *config);
int operate_restore(int argc, char **argv, struct arena *arena, const struct config *config);
int operate_check(struct context *context, const struct config *config);
int operate_routes(const struct router *router);

#endif
