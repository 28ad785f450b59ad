/*
 * How many times longer than usual another program may take, where the clock
 * limits it: a build with sanitizers does the same work, ten times as slowly.
 */
#ifndef BASE_PATIENCE_H
#define BASE_PATIENCE_H

#if defined(__SANITIZE_ADDRESS__)
enum { PATIENCE = 10 };
#else
enum { PATIENCE = 1 };
#endif

#endif
