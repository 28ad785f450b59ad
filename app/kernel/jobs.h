/*
 * The kernel as a module: its own settings and the clerk's standing jobs
 * (checkpoint, deadlines, reminders, signed checkpoints, expiry, orphans).
 */
#ifndef KERNEL_JOBS_H
#define KERNEL_JOBS_H

#include "kernel/module.h"
#include "kernel/service.h"

extern const struct module kernel_module;

/* The clerk's loop: every module's jobs at their times, until SIGTERM; 0 on a clean end. */
int clerk_run(struct service *service, struct db *writer);

#endif
