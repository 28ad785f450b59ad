/*
 * Changes of resources (第十六条): procedure `change`, emergency growth
 * (`emergency_growth`), the end of the period of use.  What a change grants
 * counts from the approval on; what it takes away is freed when the operator
 * confirms; only capacity blocks.
 *
 *   change_module.c     the tables
 *   change_lines.c      what a system has, what the form asks, panel of the difference
 *   change_major.c      the rules of a major change with their arithmetic
 *   change_growth.c     those of growth, alone and with the changes of the last months
 *   change_plan.c       the item of the annual plan that growth answers, or why it was not planned
 *   change_guards.c     what must hold at submission
 *   change_ruling.c     what must hold at the approval; capacity
 *   change_effects.c    granted, executed, completed
 *   change_emergency.c  emergency growth
 *   change_return.c     its end: given back whole, the paper that follows
 *   change_reapply.c    what the re-application begins with
 *   change_machines.c   its machines
 *   change_compare.c    ledger, change and re-application side by side; whether they agree
 *   change_expiry.c     the clerk's reminders
 */
#ifndef MODULES_CHANGE_CHANGE_H
#define MODULES_CHANGE_CHANGE_H

#include "kernel/module.h"

extern const struct module change_module;

#endif
