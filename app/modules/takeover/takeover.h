/*
 * Taking over what ran before (存量登记): nine CSV files in
 * order, roles by another hand than the rest; dry run, complaints by line, all
 * or nothing; what came so is marked and counts in the quota at once; each unit
 * and operator confirms its own.
 *
 *   takeover_files.c    the files: which register takes which, in what order
 *   takeover_command.c  zwy takeover import | export FOLDER
 *   takeover_line.c     what an organisation has to confirm; asking it to
 *   takeover_matter.c   procedure takeover: prefills, guards, effects
 *   takeover_continue.c the application in which what was under way goes on
 *   takeover_pages.c    GET, POST /takeover, /takeover/:file/import
 *   takeover_module.c   the tables
 */
#ifndef MODULES_TAKEOVER_TAKEOVER_H
#define MODULES_TAKEOVER_TAKEOVER_H

#include "kernel/module.h"

extern const struct module takeover_module;

/*
 * zwy takeover import FOLDER | export FOLDER; argv[0] is the verb's first
 * argument.  import: files that are missing are passed over, all others are
 * taken or none; complaints "systems.csv:12: …" on standard error.  The exit status.
 */
int takeover_command(int argc, char **argv, struct context *context);

#endif
