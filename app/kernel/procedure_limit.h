/*
 * The time a paper leaves to whom it is sent: the days or hours and the moment they end, by the parameters of the day
 * it was issued, so that a reprint says the same.  By default that of the state its action leads to; `limit` of a
 * paper names other parameters.
 */
#ifndef KERNEL_PROCEDURE_LIMIT_H
#define KERNEL_PROCEDURE_LIMIT_H

#include "kernel/matter.h"

#define PAPER_LIMIT_HOLE "{limit}"
#define PAPER_LENGTH_HOLE "{length}"

struct paper_time {
	int64_t end_at;     /* 0: it leaves no time that can be counted */
	const char *length; /* "10 个工作日"; several that follow one another are joined by 加; arena */
	const char *end;    /* 2026年12月10日, with hour and minute where the time is counted in hours; arena */
	bool from_next_day; /* counted from the day after, not from the moment of issue */
};

/* form may be NULL. */
enum err paper_time_of(struct context *context, const struct matter *matter, const struct action *action,
		       const struct values *form, int64_t issued_at, struct paper_time *time) NODISCARD;

/* Whether a paper of this action has such a time. */
bool paper_timed(const struct procedure *procedure, const struct paper *paper, const struct action *action);

/* The text with every {limit} (when it ends) and {length} (how long it is) filled in; arena. */
char *paper_limit_fill(struct arena *arena, const char *text, const struct paper_time *time);

#endif
