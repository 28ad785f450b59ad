/*
 * Where this installation lives: paths and processes, nothing of the rules
 * (those are settings in the database).  Read from --config FILE, then
 * /etc/zwy/zwy.conf when it exists, lines "key = value", # comments; then the
 * environment ZWY_DATA; then the command line --data DIR.  Unknown keys stop.
 */
#ifndef KERNEL_CONFIG_H
#define KERNEL_CONFIG_H

#include "base/arena.h"

struct config {
	const char *data;  /* app.db, keys.db, files/, session.key */
	const char *share; /* templates/, db/ as installed */
	const char *run;   /* sockets and pid files; default <data>/run */
	const char *keys;  /* the keeper's folder; default <data>/keys, elsewhere in production */
	int workers;       /* default 2 per core */
	int doors;         /* default 2 */
};

/* Takes what it knows out of argv (argc is updated); ends the process with a sentence on a mistake. */
struct config *config_read(struct arena *arena, int *argc, char **argv);

/* Paths made from it; arena. */
char *config_path(struct arena *arena, const char *folder, const char *name);

#endif
