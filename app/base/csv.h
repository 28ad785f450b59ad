/*
 * CSV in and out (RFC 4180).  In: UTF-8 with or without BOM, or GB18030 as
 * Excel saves it; a heading row with tabs and no comma means rows pasted from a
 * spreadsheet, one with semicolons alone a spreadsheet of another locale; columns
 * without heading and text are passed over.  Out: UTF-8 with BOM, and cells that a spreadsheet would run
 * (= + - @ TAB CR LF, full-width too, behind white space too) get a leading
 * apostrophe, which reading takes away again.
 */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include "base/buf.h"
#include "base/arena.h"

struct csv_row {
	int line;      /* where the row begins in the file, from 1 */
	size_t count;
	char **cells;  /* trimmed, valid UTF-8 */
};

struct csv_table {
	size_t count;          /* rows, the heading row not counted */
	struct csv_row heading;
	struct csv_row *rows;
};

/*
 * Read a whole file.  All arena.  On false *complaint says what and in which
 * line, in Chinese: unbalanced quote, NUL or control characters, undecodable
 * text, more than max_rows, a heading given twice, a row with more cells than
 * the heading.  One with fewer has empty ones behind: Excel saves it so.  Rows
 * without any text are passed over.
 */
bool csv_read(struct arena *arena, const char *data, size_t length, size_t max_rows, struct csv_table *table,
              char **complaint) NODISCARD;

/* The byte order mark that starts an export. */
void csv_begin(struct buf *out);
void csv_cell(struct buf *out, const char *text, bool last);

/* Column number of a heading, -1 when missing. */
int csv_column(const struct csv_table *table, const char *heading);

#endif
