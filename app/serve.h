/*
 * `zwy serve`: master, workers, doors and clerk.  This file and
 * main.c are the only ones that know all layers.
 */
#ifndef SERVE_H
#define SERVE_H

#include "kernel/config.h"
#include "kernel/module.h"

int serve_main(struct arena *arena, const struct config *config, const struct module *const *modules);

/* Router with the kernel's hooks; for serve and for the matrix test. */
struct router *serve_router(struct arena *arena, const struct module *const *modules);

#endif
