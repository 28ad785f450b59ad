#include "base/base.h"
#include "modules/report/report_rows.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/period.h"
#include "kernel/setting.h"

enum { SERIES_MAX = 8 };

static void set_days(struct report_writer *writer, int64_t first, int64_t last)
{
	writer->first = first;
	writer->last = last;
	writer->from = day_start(first);
	writer->until = day_end(last);
}

/* As they were on the last day: a rule that changed since alters nothing. */
static enum err read_rules(struct report_writer *writer)
{
	const struct {
		const char *key;
		int64_t *value;
	} rules[] = {{"pool_warn", &writer->warn}, {"pool_red", &writer->red}, {"log_keep_days", &writer->log_days}};
	enum err err = OK;

	for (size_t i = 0; i < ARRAY_LENGTH(rules) && err == OK; i++)
		err = setting_integer_on(writer->context, rules[i].key, writer->last, rules[i].value);
	return err;
}

enum err report_begin(struct report_writer *writer, struct context *context, const struct report_scope *scope,
		      struct document *document)
{
	int64_t first = 0;
	int64_t last = 0;

	*writer = (struct report_writer){.context = context, .scope = scope, .document = document, .source = ""};
	if (!period_days(scope->period, &first, &last))
		return ERR_INVALID;
	set_days(writer, first, last);
	return read_rules(writer);
}

void report_back(struct report_writer *writer, int months)
{
	struct date date = date_from_day(writer->first);
	int month = date.year * 12 + date.month - 1 - months;
	struct date first = {month / 12, month % 12 + 1, 1};
	struct date after = {(month + 1) / 12, (month + 1) % 12 + 1, 1};

	set_days(writer, day_from_date(first), day_from_date(after) - 1);
}

/* ---- queries ---- */

struct query *report_query(const struct report_writer *writer, enum query_name name)
{
	struct date next = date_from_day(writer->last + 1);
	const struct {
		const char *name;
		int64_t value;
	} numbers[] = {
		{":edition", writer->scope->edition},
		{":org", writer->scope->organisation},
		{":from", writer->from},
		{":until", writer->until},
		{":first", writer->first},
		{":last", writer->last},
		{":minutes", (writer->last - writer->first + 1) * 24 * 60},
		{":warn", writer->warn},
		{":red", writer->red},
		{":allowed", writer->last - writer->log_days},
		{":ending", writer->ending},
		{":year", next.year}, /* of the month that follows */
		{":quarter", (next.month + 2) / 3},
	};
	struct query *query = db_query(writer->context->db, name);

	for (size_t i = 0; i < ARRAY_LENGTH(numbers); i++)
		if (query_takes(query, numbers[i].name))
			query_int(query, numbers[i].name, numbers[i].value);
	if (query_takes(query, ":period"))
		query_text(query, ":period", writer->scope->period);
	if (query_takes(query, ":source"))
		query_text(query, ":source", writer->source);
	return query;
}

char *report_cell(struct arena *arena, struct query *query, int column, enum report_show show)
{
	bool missing = column_is_null(query, column);

	if (missing)
		return arena_strdup(arena,
				    show == SHOW_TIME || show == SHOW_DAY || show == SHOW_WORDS ? "—" : NOT_RECORDED);
	switch (show) {
	case SHOW_NUMBER:
		return format_integer(arena, column_int(query, column));
	case SHOW_TENTHS:
		return format_decimal(arena, column_int(query, column), 1);
	case SHOW_PERCENT:
		return format_decimal(arena, column_int(query, column), 2);
	case SHOW_FINE:
		return format_decimal(arena, column_int(query, column), 4);
	case SHOW_TIME:
		return format_time(arena, column_int(query, column));
	case SHOW_DAY:
		return format_day(arena, column_int(query, column));
	default:
		return arena_strdup(arena, column_text(query, column));
	}
}

/* ---- tables ---- */

static struct document_table *begin_table(struct document *document, const struct report_table *table)
{
	struct document_table *out = document_table(document, table->caption);

	for (size_t i = 0; i < table->count; i++)
		document_column(out, table->columns[i].heading,
				table->columns[i].show == SHOW_WORDS || table->columns[i].show == SHOW_TIME ||
						table->columns[i].show == SHOW_DAY
					? DOCUMENT_WORDS
					: DOCUMENT_NUMBER);
	return out;
}

enum err report_rows(const struct report_writer *writer, enum query_name name, const struct report_table *table,
		     size_t *rows)
{
	struct query *query = report_query(writer, name);
	struct document_table *out = NULL;
	size_t count = 0;

	for (; query_step(query); count++) {
		if (out == NULL)
			out = begin_table(writer->document, table);
		for (size_t i = 0; i < table->count; i++)
			document_cell(out, report_cell(writer->context->arena, query, (int)i, table->columns[i].show));
	}
	if (count == 0)
		document_say(writer->document, table->none);
	if (rows != NULL)
		*rows = count;
	return query_end(query);
}

/* ---- charts ---- */

enum err report_chart(const struct report_writer *writer, enum query_name name, struct chart *chart,
		      const char *const *series, double scale)
{
	struct query *query = report_query(writer, name);
	struct chart_series *lines[SERIES_MAX];
	size_t count = 0;
	size_t rows = 0;

	for (; count < SERIES_MAX && series[count] != NULL; count++)
		lines[count] = chart_series(chart, series[count]);
	for (; query_step(query); rows++) {
		chart_label(chart, column_text(query, 0));
		for (size_t i = 0; i < count; i++)
			if (column_is_null(query, (int)i + 1))
				chart_gap(lines[i]);
			else
				chart_value(lines[i], (double)column_int(query, (int)i + 1) / scale);
	}
	if (rows > 0)
		document_chart(writer->document, chart);
	return query_end(query);
}

enum err report_facts(const struct report_writer *writer, enum query_name name, int64_t *facts, size_t count,
		      int64_t absent)
{
	struct query *query = report_query(writer, name);

	if (query_step(query))
		for (size_t i = 0; i < count; i++)
			facts[i] = column_is_null(query, (int)i) ? absent : column_int(query, (int)i);
	return query_end(query);
}

/* ---- drafted sentences ---- */

void report_line(struct report_lines *lines, const char *format, ...)
{
	va_list args;
	char *sentence;

	va_start(args, format);
	sentence = arena_vprintf(lines->arena, format, args);
	va_end(args);
	lines->count++;
	lines->text = arena_printf(lines->arena, "%s%s%d. %s", lines->text == NULL ? "" : lines->text,
				   lines->text == NULL ? "" : "\n", lines->count, sentence);
}

const char *report_lines_text(const struct report_lines *lines, const char *none)
{
	return lines->text != NULL ? lines->text : none;
}

void report_say(struct document *document, const struct report_lines *lines, const char *none)
{
	char **parts;
	size_t count = text_split(lines->arena, report_lines_text(lines, none), '\n', &parts);

	for (size_t i = 0; i < count; i++)
		document_text(document, "%s", parts[i]);
}

enum err report_line_rows(const struct report_writer *writer, enum query_name name, struct report_lines *lines)
{
	struct query *query = report_query(writer, name);

	while (query_step(query))
		report_line(lines, "%s", column_text(query, 0));
	return query_end(query);
}
