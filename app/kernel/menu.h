/*
 * The menu at the side of every page: the groups in their order, of each the
 * rows that the actor's roles may open, modules in the order of app/product.h.
 *
 * Groups whose rows carry a number are filled for every page.  The others look
 * the same for everybody with the same roles in the same place, and roles,
 * rows and templates stay what they are while a process lives: they are
 * rendered once and kept.
 *
 * A menu longer than a small screen folds these: open is the one in which the
 * page stands, so that where one is and what else there is are seen at once.
 * A page below a list (a system's, below the systems) stands on the list's row.
 */
#ifndef KERNEL_MENU_H
#define KERNEL_MENU_H

#include "kernel/service.h"

struct menu_shelf; /* what is kept; the service's, made at the first menu */

/* Into the frame's MENU; waiting: behind 待我办理, 0 shows nothing. */
void menu_fill(struct request *req, int64_t waiting);

void menu_shelf_free(struct menu_shelf *shelf); /* NULL is fine */

#endif
