/*
 * `zwy audit verify | export [FILE] | key`, called by main.c with what follows
 * the word "audit": argv[0] is the verb.  context->db is a writer, because an
 * export is itself recorded.  Exit codes: 0 fine, 1 the chain does not hold or
 * the verb failed, 2 wrong usage.
 */
#ifndef KERNEL_AUDIT_COMMAND_H
#define KERNEL_AUDIT_COMMAND_H

#include "kernel/actor.h"

int audit_command(int argc, char **argv, struct context *context);

#endif
