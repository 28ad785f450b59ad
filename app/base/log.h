/*
 * Log lines to standard error, one line each of at most 4 KiB, "<N>" prefix
 * for journald, then key=value: log_info("event=sign_in account=%s", account).
 *
 * What a %s or %c brings may come from a client, so it is escaped (control and
 * bidirectional characters, quotes, backslashes, bytes that are no UTF-8), and
 * a %s is put in quotes unless it is a plain word: write account=%s, without
 * quotes of your own.  Width is ignored for %s; %ls, %n and %Lf are refused.
 * log_warn and fatal append errno's text, the others do not.  errno survives.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/err.h"

/* Name of this process in every line ("worker 2"); request id, NULL between requests. */
void log_process(const char *name);
void log_request(const char *request_id);
void log_threshold(enum log_level lowest);

void log_info(const char *format, ...) PRINTF_LIKE(1, 2);
void log_warn(const char *format, ...) PRINTF_LIKE(1, 2);
void log_warnx(const char *format, ...) PRINTF_LIKE(1, 2);
void log_error(const char *format, ...) PRINTF_LIKE(1, 2);
void log_at(enum log_level level, const char *format, ...) PRINTF_LIKE(2, 3);

/* Say why and exit 1. */
void fatal(const char *format, ...) PRINTF_LIKE(1, 2) __attribute__((noreturn));
void fatalx(const char *format, ...) PRINTF_LIKE(1, 2) __attribute__((noreturn));

#endif
