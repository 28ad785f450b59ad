/*
 * From a builder's queries to its document.  A query is bound to what it asks
 * for of scope and period (:edition, :org, :period, :from, :until, :first,
 * :last …); its columns become a table, or the values of a chart, as declared.
 * What nobody recorded (NULL) is said to be missing and is never a nought.
 */
#ifndef MODULES_REPORT_REPORT_ROWS_H
#define MODULES_REPORT_REPORT_ROWS_H

#include "data/db.h"
#include "modules/report/report_parts.h"

#define NOT_RECORDED "尚无记录"

/* One report under way; first and last day of its period, the seconds these begin and end with, the rules of its last day. */
struct report_writer {
	struct context *context;
	const struct report_scope *scope;
	struct document *document;
	int64_t first, last;
	int64_t from, until;
	int64_t warn, red;  /* percent of a pool */
	int64_t log_days;   /* logs are kept at least so long */
	const char *source; /* of hazards; "": any */
	bool ending;        /* of filings: those that have ended or end soon, no others */
};

/* ERR_INVALID when the period is none. */
enum err report_begin(struct report_writer *writer, struct context *context, const struct report_scope *scope,
                      struct document *document) NODISCARD;

/* The same writer on the month that lies months back. */
void report_back(struct report_writer *writer, int months);

enum report_show {
	SHOW_WORDS,
	SHOW_NUMBER,
	SHOW_TENTHS,  /* 125 is 12.5 */
	SHOW_PERCENT, /* hundredths */
	SHOW_FINE,    /* percent in ten-thousandths: availability */
	SHOW_TIME,    /* seconds; NULL: not yet */
	SHOW_DAY,
};

struct report_column {
	const char *heading;
	enum report_show show;
};

struct report_table {
	const char *caption;
	const char *none; /* the sentence in place of a table without rows */
	const struct report_column *columns;
	size_t count;
};
#define REPORT_TABLE(name, title, without, ...) \
	static const struct report_column name##_columns[] = {__VA_ARGS__}; \
	static const struct report_table name = {title, without, name##_columns, ARRAY_LENGTH(name##_columns)}

/* Taken and bound to scope and period; what else it wants is the caller's. */
struct query *report_query(const struct report_writer *writer, enum query_name name) NODISCARD;

/* A table of all its rows; *rows, where given, becomes their number. */
enum err report_rows(const struct report_writer *writer, enum query_name name, const struct report_table *table,
                     size_t *rows) NODISCARD;

/*
 * A chart of all its rows: a label, then one value for each series, divided by scale; the chart is left
 * out when there is no row.
 */
enum err report_chart(const struct report_writer *writer, enum query_name name, struct chart *chart,
                      const char *const *series, double scale) NODISCARD;

/* The first row as integers, NULL as absent; nothing when there is no row. */
enum err report_facts(const struct report_writer *writer, enum query_name name, int64_t *facts, size_t count,
                      int64_t absent) NODISCARD;

/* Sentences of a section that a person goes on with, one a line, numbered. */
struct report_lines {
	struct arena *arena;
	char *text;
	int count;
};
void report_line(struct report_lines *lines, const char *format, ...) PRINTF_LIKE(2, 3);
const char *report_lines_text(const struct report_lines *lines, const char *none);
void report_say(struct document *document, const struct report_lines *lines, const char *none); /* a paragraph each */

/* A line for each row: its columns of words, one after the other. */
enum err report_line_rows(const struct report_writer *writer, enum query_name name, struct report_lines *lines) NODISCARD;

char *report_cell(struct arena *arena, struct query *query, int column, enum report_show show);

#endif
