/*
 * A list as a file: every list whose page names its columns answers ?format=csv
 * and ?format=xlsx with all rows that the filter on screen leaves, what they say
 * taken from the markers of the same rows, so that page and file cannot differ.
 *
 *     static const struct listing_column columns[] = {{"LOGIN", "账号", CELL_TEXT}, {"DUE.DUE_DAY", "时限", CELL_TEXT}};
 *     static const struct listing_file file = {"账号", columns, ARRAY_LENGTH(columns)};
 *     struct listing list = {.file = &file};
 *
 * Cells that a spreadsheet would run as a formula are defused (base/csv.h); in
 * a workbook every text is a string.  Taking a file leaves an audit row.
 */
#ifndef KERNEL_LISTING_FILE_H
#define KERNEL_LISTING_FILE_H

#include "kernel/listing.h"

enum { LISTING_FILE_ROWS = 20000 };

enum listing_format { FORMAT_PAGE, FORMAT_CSV, FORMAT_XLSX };

enum listing_column_kind {
	CELL_TEXT,
	CELL_NUMBER, /* a plain number in the workbook, without the commas of the page */
	CELL_YES,    /* a section: 是 when the row shows it */
};

struct listing_column {
	const char *marker; /* of the row; "DUE.DUE_DAY" inside an include; not used by listing_file_cells */
	const char *label;
	enum listing_column_kind kind;
};

struct listing_file {
	const char *name; /* of the file, without its ending */
	const struct listing_column *columns;
	size_t column_count;
};

/*
 * What ?format= asks for, and, where it is a file, the turn to make it (kernel/large_file.h): FORMAT_PAGE or one of the
 * files.  file NULL: the list is no file.  ERR_BAD_REQUEST when it is none of these; ERR_ONE_FILE, ERR_BUSY,
 * ERR_STORAGE when the turn is not his.
 */
enum err listing_format(struct request *req, const struct listing_file *file, enum listing_format *format) NODISCARD;

/*
 * For a page that is put together from records: *writer NULL when the page is
 * asked for, else the rows go there and end with listing_file_end.
 */
struct listing_writer;
enum err listing_file_wanted(struct request *req, const struct listing_file *file,
                             struct listing_writer **writer) NODISCARD;

/*
 * For listing.c: a file under way, fed with the dictionaries of rows.  After
 * listing_file_end the response is the download; past LISTING_FILE_ROWS the last
 * line says that the list was cut.  ERR_INTERNAL when the workbook cannot be written.
 */
struct listing_writer *listing_file_begin(struct request *req, const struct listing_file *file,
                                          enum listing_format format);
/* The moment its rows are of, when they are kept ones: the workbook has the same bytes whenever it is taken. */
void listing_file_at(struct listing_writer *writer, int64_t at);
void listing_file_row(struct listing_writer *writer, const struct dict *row);
/* A row of a page that is put together from records: one text for each column; NULL reads "". */
void listing_file_cells(struct listing_writer *writer, const char *const *cells);
enum err listing_file_end(struct listing_writer *writer, bool cut) NODISCARD;

#endif
