/* What people read about the procedures: the list, the state picture, the tables behind it. */
#ifndef MODULES_GUIDE_GUIDE_H
#define MODULES_GUIDE_GUIDE_H

#include "kernel/module.h"

struct context;
struct dict;
struct procedure;

extern const struct module guide_module;

/*
 * What differs between two versions: a panel in words at PANEL_MAIN, states,
 * actions, fields and documents one line each, and the lines of the two texts
 * as sections LINE of body (markers of templates/admin/version.tpl).
 */
void procedure_compare(struct context *context, struct dict *body, const struct procedure *before,
                       const struct procedure *after);
void procedure_compare_lines(struct context *context, struct dict *body, const char *before, const char *after);

#endif
