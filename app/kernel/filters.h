/*
 * The filter row above a list (marker FILTERS, templates/part/filters.tpl); values come from the URL.
 *
 * One that cannot be read, since it is no number, no day or no choice of the list, stays as it was typed with a
 * sentence beside it; the list then has no rows, is no file, and its page answers 422.  So filters are added before
 * the list is bound (kernel/listing.h), and the page ends with filters_status().
 */
#ifndef KERNEL_FILTERS_H
#define KERNEL_FILTERS_H

#include "http/page.h"
#include "kernel/actor.h"

/* sort: how the list is ordered, in words. */
struct dict *filters_begin(struct request *req, struct dict *dict, const char *sort);
void filters_text(struct request *req, struct dict *filters, const char *name, const char *label);
/* *day, *number: what it says, 0 when it is not set or cannot be read. */
void filters_day(struct request *req, struct dict *filters, const char *name, const char *label, int64_t *day);
void filters_number(struct request *req, struct dict *filters, const char *name, const char *label, int64_t *number);
/* A month, quarter and so on (kernel/period.h). */
void filters_period(struct request *req, struct dict *filters, const char *name, const char *label);
/* none: what the empty first choice is called. */
void filters_choose(struct request *req, struct dict *filters, const char *name, const char *label, const char *none,
                    const struct option *options, size_t count);
/* An empty first choice 全部 is added. */
void filters_select(struct request *req, struct dict *filters, const char *name, const char *label,
                    const struct option *options, size_t count);

/*
 * One of a register (kernel/reference.h): a list, or where it is too long to look through a line for a part of the
 * name.  What fits one is that one; what fits several is answered with them to choose from.  *id: 0 when it is not
 * set, -1, which finds nothing, when it names none.
 */
enum err filters_reference(struct request *req, struct context *context, struct dict *filters, const char *name,
                           const char *label, const char *kind, int64_t *id) NODISCARD;

/* The years a page may be about, newest first, and the one it is about. */
enum { YEAR_CHOICE_MAX = 13 };
struct year_choice {
	struct option years[YEAR_CHOICE_MAX];
	size_t count;
	int64_t year;
};

/*
 * The year that "year" asks for, which is offered with the others; else the first of query, which yields years, newest
 * first, and binds :org; else this one.  ERR_BAD_REQUEST, with the year as if none were asked for, when it is no year:
 * a page with a filter goes on, since the filter says so.
 */
enum err year_choose(struct request *req, struct context *context, enum query_name query, struct year_choice *choice);

/* 200, or 422 when a filter cannot be read. */
int filters_status(const struct request *req);

/* The trimmed value of a filter, NULL when it is not set. */
const char *filter_value(struct request *req, const char *name);
/* The same for a query that takes "" for all. */
const char *filter_word(struct request *req, const char *name);
/* Of a register's row: 0 when it is not set, -1, which finds nothing rather than everything, when it is no number. */
int64_t filter_number(struct request *req, const char *name);

#endif
