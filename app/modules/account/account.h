/*
 * One's own account: sign in and out, activation, password, profile, sessions,
 * phrases for opinions.  What the rules are is in kernel/session.h; nothing of
 * anybody else's account is reached from here.
 */
#ifndef MODULES_ACCOUNT_ACCOUNT_H
#define MODULES_ACCOUNT_ACCOUNT_H

#include "kernel/module.h"

extern const struct module account_module;

/* What every demo account is made with; the sign-in page of a demo shows it. */
#define DEMO_PASSWORD "zwy-Demo-2026"

#endif
