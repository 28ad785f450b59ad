/*
 * What a function writes to standard error, for the suites of base.  The text
 * is the caller's to free; *status, when asked for, is the exit status of the
 * child the function ran in (fatal ends it), -1 when a signal did.
 */
#ifndef UNIT_BASE_CAPTURE_H
#define UNIT_BASE_CAPTURE_H

#include "base/base.h"

#include <check.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define CAPTURE_SIZE 65536

static inline char *capture(void (*run)(void), int *status)
{
	int file = memfd_create("stderr", 0);
	ck_assert_int_ge(file, 0);
	pid_t child = fork();
	ck_assert_int_ge(child, 0);
	if (child == 0) {
		(void)dup2(file, STDERR_FILENO);
		run();
		_exit(0);
	}
	int result = 0;
	ck_assert_int_eq(waitpid(child, &result, 0), child);
	if (status)
		*status = WIFEXITED(result) ? WEXITSTATUS(result) : -1;
	char *text = calloc(1, CAPTURE_SIZE);
	ck_assert_ptr_nonnull(text);
	ck_assert_int_ge(pread(file, text, CAPTURE_SIZE - 1, 0), 0);
	(void)close(file);
	return text;
}

#endif
