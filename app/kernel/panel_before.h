/*
 * What came before, beside a decision: earlier matters of the same kind about the same thing, newest first, with their
 * state, what a line of the query says of each, and who decided what.  No C of its own: a row in a module's table
 *
 *     {{"earlier_complaints", NULL}, "此前的投诉", "complaint", Q_BEFORE_COMPLAINTS},
 *
 * a query in db/queries/before.sql, which binds :matter and :org and decides who sees which rows, and the name under
 * `panels` of the procedure.
 */
#ifndef KERNEL_PANEL_BEFORE_H
#define KERNEL_PANEL_BEFORE_H

#include "data/db.h"
#include "kernel/module.h"

struct panel_before {
	struct panel_row row; /* its name, without a function; a row without one ends the table */
	const char *heading;
	const char *procedure; /* whose list is all of them: /matters?procedure=…; NULL: no link */
	enum query_name query;
};

/* Any row of a module's panels: by its function, or what came before. */
enum err panel_fill(const struct panel_row *row, struct context *context, struct matter *matter, struct values *form,
                    struct dict *body);

/* The rows of a bound query as a panel beside the decision, none without rows; ends the query. */
enum err panel_before_rows(struct context *context, struct dict *body, const struct panel_before *before,
                           struct query *query);

#endif
