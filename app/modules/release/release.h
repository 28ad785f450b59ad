/*
 * Giving back: exits (退出, 第十八条), downsizing and reclaim (降配, 回收, 第十七条).
 *
 *   release_module.c          the tables: settings, guards, effects, prefills, panels, routes
 *   release_system.c          what lies on a system, read in one place
 *   release_exit.c            guards of procedure exit
 *   release_exit_effects.c    what its moves write: exit_case, exit_wipe, allocations
 *   release_exit_view.c       dependency list, certificate, panels
 *   release_downsize.c        guards of procedure downsizing
 *   release_downsize_effects.c  allocations cut, savings recorded; prefills and panels
 *   release_window.c          the days it is carried out on
 *   release_floor.c           its sizes against what the P95s need
 *   release_collected.c       its observations against what the supervisor collected
 *   release_advice.c, release_advice_form.c, release_advice_page.c  what is proposed: GET, POST /usage/proposals
 *   release_page.c            GET /savings
 */
#ifndef MODULES_RELEASE_RELEASE_H
#define MODULES_RELEASE_RELEASE_H

#include "kernel/module.h"

extern const struct module release_module;

#endif
