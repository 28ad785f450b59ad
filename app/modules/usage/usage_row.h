/*
 * Rows of use, whichever way they came: one table of fields, one check, one
 * way into the database.  A file, a push and a pull each turn what they got
 * into params by the fields' keys; the rest is the same.
 *
 *     batch = usage_batch_new(context, organisation)
 *     for each row: values = values_decode(scratch, form->fields …); usage_batch_check(batch, values)
 *     tx_begin; usage_batch_save(batch); tx_end
 *
 * A row that has errors is not kept, so a batch is saved only by who found none.
 */
#ifndef MODULES_USAGE_USAGE_ROW_H
#define MODULES_USAGE_USAGE_ROW_H

#include "http/form.h"
#include "kernel/actor.h"

enum { USAGE_MEASURES = 14, USAGE_ROWS_MAX = 10000 };

/* The keys are those of the push; the labels are the headings of a file. */
extern const struct form usage_month_form; /* begins with "month" */
extern const struct form usage_day_form;   /* begins with "day" */

struct usage_row {
	const char *period; /* the month it lies in */
	int64_t day;        /* 0: of the whole month */
	int64_t platform;
	const char *machine;
	const char *system; /* as the supervisor names it, "" when not; the register decides */
	int64_t measures[USAGE_MEASURES];
};

struct usage_batch {
	struct context *context;
	int64_t organisation; /* whose platforms: those it supervises */
	struct usage_row *rows;
	size_t count, capacity;
	int64_t replaced;  /* rows that were there with other figures */
	int64_t unchanged; /* rows that were there already */
	const char *platform_code; /* the last one asked for */
	int64_t platform;
};

/* Lives in the context's arena, as all that it keeps of the rows. */
struct usage_batch *usage_batch_new(struct context *context, int64_t organisation);

/* Complains in the values; keeps the row when they have no error.  The values may live in another arena. */
enum err usage_batch_check(struct usage_batch *batch, struct values *values) NODISCARD;

/*
 * What names a row that was just checked: its date, its platform however it was written, its machine; NULL when
 * one of them is missing.  The batch's arena.
 */
char *usage_batch_name(const struct usage_batch *batch, const struct values *values) NODISCARD;

/* Inside a transaction: every row, then the months of the days that changed. */
enum err usage_batch_save(struct usage_batch *batch) NODISCARD;

/* The detail of the audit row; arena. */
char *usage_batch_detail(const struct usage_batch *batch, const char *way);

#endif
