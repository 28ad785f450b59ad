/*
 * What everybody lives by and the administrators keep: settings with their
 * history, the working calendar, announcements and templates, and the browser
 * of the audit log for its one reader.
 */
#ifndef MODULES_ADMIN_ADMIN_H
#define MODULES_ADMIN_ADMIN_H

#include "kernel/module.h"

extern const struct module admin_module;

#endif
