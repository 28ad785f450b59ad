/*
 * Annual plans (年度上云计划, article 6): what units mean to bring to the cloud
 * in a year, what the center adopts of it, and what was applied for, by applications and by changes that grow.
 *
 *   planning_module.c   the tables: routes, settings, guards, effects, prefills, panels, jobs, menu
 *   planning_item.c     rows of a form ↔ table plan_item, decisions, adjustments
 *   planning_guard.c    what has to hold before a plan moves
 *   planning_use.c      what an application or a growing change draws on
 *   planning_progress.c a quarter's progress and its reminder
 *   planning_panel.c    what a plan's page shows of the register
 *   planning_page.c     GET /plans, /plans/export, /plans/print
 */
#ifndef MODULES_PLANNING_PLANNING_H
#define MODULES_PLANNING_PLANNING_H

#include "kernel/answer.h"
#include "kernel/module.h"

extern const struct module planning_module;

/* What a matter asks for over what its system holds, as far as a plan counts it. */
struct plan_amounts {
	int64_t vcpu, memory_gb, storage_gb;
};
void plan_amounts_add(struct plan_amounts *amounts, const char *class, int64_t amount);

/*
 * For forms with planned, plan_item and plan_note, the applications' and the
 * changes'.  plan_draw writes what the matter asks for under the item it names,
 * or under its reason; plan_draw_none takes back what an earlier one wrote.
 */
enum err plan_draw(struct moving *moving, const struct plan_amounts *amounts) NODISCARD;
enum err plan_draw_none(struct moving *moving) NODISCARD;

/* A form that asks for it only if something grows: whether it says so, and no other system's item; grown in words. */
enum verdict plan_named(struct moving *moving, struct answer *answer, const char *grown);

#endif
