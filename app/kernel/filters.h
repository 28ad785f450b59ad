/* The filter row above a list (marker FILTERS, templates/part/filters.tpl); values come from the URL. */
#ifndef KERNEL_FILTERS_H
#define KERNEL_FILTERS_H

#include "http/page.h"

/* sort: how the list is ordered, in words. */
struct dict *filters_begin(struct request *req, struct dict *dict, const char *sort);
void filters_text(struct request *req, struct dict *filters, const char *name, const char *label);
void filters_day(struct request *req, struct dict *filters, const char *name, const char *label);
/* none: what the empty first choice is called. */
void filters_choose(struct request *req, struct dict *filters, const char *name, const char *label, const char *none,
                    const struct option *options, size_t count);
/* An empty first choice 全部 is added. */
void filters_select(struct request *req, struct dict *filters, const char *name, const char *label,
                    const struct option *options, size_t count);

/* The trimmed value of a filter, NULL when it is not set. */
const char *filter_value(struct request *req, const char *name);
/* The same for a query that takes "" for all. */
const char *filter_word(struct request *req, const char *name);
/* Of a register's row: 0 when it is not set, -1, which finds nothing rather than everything, when it is no number. */
int64_t filter_number(struct request *req, const char *name);

#endif
