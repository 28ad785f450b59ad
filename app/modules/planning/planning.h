/*
 * Annual plans (年度上云计划, article 6): what units mean to bring to the cloud
 * in a year, what the center adopts of it, and what was applied for.
 *
 *   planning_module.c   the tables: routes, settings, guards, effects, prefills, panels, jobs, menu
 *   planning_item.c     rows of a form ↔ table plan_item, decisions, adjustments
 *   planning_guard.c    what has to hold before a plan moves
 *   planning_use.c      what an application draws on; progress and its reminder
 *   planning_panel.c    what a plan's page shows of the register
 *   planning_page.c     GET /plans, /plans/export, /plans/print
 */
#ifndef MODULES_PLANNING_PLANNING_H
#define MODULES_PLANNING_PLANNING_H

#include "kernel/module.h"

extern const struct module planning_module;

#endif
