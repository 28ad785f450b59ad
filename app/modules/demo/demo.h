/*
 * Demo data: `zwy demo [--accounts] [--matters N]`.  Makes an empty database
 * into one in which every state of the application has matters, moved there by the real
 * engine with the clock set back, so that what people see, the audit
 * log and the sealed files are what real work would have left.  The same every
 * time but for the dates, which end today.  Marked in `installation`: a real
 * database is never touched, and a demo is made once.
 *
 *   demo.c            the verb, the order of things, the accounts
 *   demo_people.c     organisations, people, who acts
 *   demo_registry.c   platforms, capacity, assessors, live systems
 *   demo_filings.c    the register of filings
 *   demo_usage.c      machines and twelve months of what they used
 *   demo_form.c       an application's form, filled in
 *   demo_matters.c    the matters as scripts: one line each
 *   demo_story.c      the scripts set in time and told in order
 *   demo_steps.c      what a word of a script does
 *   demo_vocabulary.c what every procedure has: holds, added signers, copies, delegations
 *   demo_scene.c      what a word needs that is no action of the procedure
 *   demo_files.c      PDF files, handed in and sealed
 *   demo_desk.c       announcements, phrases, settings, what was read
 *   demo_scale.c      --matters N: as many more, written in bulk; their rows are in demo_scale_rows.c
 *
 * To add a matter: a line in demo_matters.c.  To add a word: a row in demo_steps.c.
 */
#ifndef MODULES_DEMO_DEMO_H
#define MODULES_DEMO_DEMO_H

#include "kernel/config.h"
#include "kernel/module.h"

extern const struct module demo_module;

/* argv holds what follows the verb; the exit status. */
int demo_command(int argc, char **argv, const struct config *config, const struct module *const *modules);

#endif
