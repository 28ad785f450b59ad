/*
 * The master: forks the children, restarts what ends (with back-off), drains on
 * SIGTERM, replaces children one by one on SIGHUP after a check run in a child
 * of its own.  It serves no requests and holds no database connection, so
 * nothing it does can corrupt one.
 */
#ifndef KERNEL_SUPERVISE_H
#define KERNEL_SUPERVISE_H

#include "base/base.h"

struct child_kind {
	const char *name; /* "worker", "door", "clerk" */
	int count;
	int nice;                              /* added to the priority */
	int (*run)(int number, void *context); /* in the child; its result is the exit status */
	void *context;
};

enum { SUPERVISE_KINDS_MAX = 8, SUPERVISE_CHILDREN_MAX = 64 };

struct supervise {
	const struct child_kind *kinds;
	size_t kind_count;
	int (*check)(void *context);  /* SIGHUP: run in a child; 0 lets the replacement begin */
	bool (*renew)(void *context); /* then: in the master, what the new children start from; false: no replacement */
	void *check_context;
};

/* Runs until SIGTERM or SIGINT; all children have ended when it returns 0. */
int supervise_run(const struct supervise *supervise);

#endif
