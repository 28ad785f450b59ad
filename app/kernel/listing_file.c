#include "base/base.h"

#include "kernel/listing_file.h"

#include "base/clock.h"
#include "base/csv.h"
#include "base/text.h"
#include "http/respond.h"
#include "kernel/audit.h"
#include "kernel/large_file.h"

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xlsxwriter.h>

enum { COLUMN_WIDTH = 20, CELL_MAX = 32767 /* characters, what a cell of a workbook holds */ };

#define CUT_TEXT "只列出前 20000 行，其余请缩小条件后再导出"
_Static_assert(LISTING_FILE_ROWS == 20000, "CUT_TEXT names the number");

struct listing_writer {
	struct request *req;
	const struct listing_file *file;
	enum listing_format format;
	int64_t at; /* the moment the rows are of */
	uint32_t rows;
	struct buf csv;
	/* the workbook is written into memory that has no name on any disk */
	int descriptor;
	lxw_workbook *book;
	lxw_worksheet *sheet;
};

enum err listing_format(struct request *req, const struct listing_file *file, enum listing_format *format)
{
	const char *asked = request_query(req, "format");

	*format = FORMAT_PAGE;
	/* What answers a form, or says which filter cannot be read, is a page. */
	if (text_empty(asked) || req->method == METHOD_POST || req->unreadable)
		return OK;
	if (file == NULL || (!text_equal(asked, "csv") && !text_equal(asked, "xlsx")))
		return ERR_BAD_REQUEST;
	*format = text_equal(asked, "csv") ? FORMAT_CSV : FORMAT_XLSX;
	return large_file_begin(req);
}

/* ---- cells ---- */

static const char *cell_text(const struct listing_column *column, const struct dict *row)
{
	if (column->kind == CELL_YES)
		return dict_shows(row, column->marker) ? "是" : "";
	return dict_value(row, column->marker);
}

/* "1,234.5" as the page shows it; false for "—" and anything with a unit. */
static bool cell_number(const char *text, double *number)
{
	char digits[40];
	size_t length = 0;
	char *end;

	for (; *text != '\0' && length < sizeof(digits) - 1; text++)
		if (*text != ',')
			digits[length++] = *text;
	digits[length] = '\0';
	if (length == 0 || *text != '\0' || strspn(digits, "-0123456789.") != length)
		return false;
	*number = strtod(digits, &end);
	return *end == '\0';
}

static void book_cell(struct listing_writer *writer, uint16_t column, const char *text, enum listing_column_kind kind)
{
	double number;

	if (kind == CELL_NUMBER && cell_number(text, &number))
		worksheet_write_number(writer->sheet, writer->rows, column, number, NULL);
	else
		worksheet_write_string(writer->sheet, writer->rows, column,
				       strlen(text) <= CELL_MAX ? text : utf8_head(writer->req->arena, text, CELL_MAX),
				       NULL);
}

static void put(struct listing_writer *writer, uint16_t column, const char *text, enum listing_column_kind kind,
		bool last)
{
	if (writer->format == FORMAT_XLSX)
		book_cell(writer, column, text, kind);
	else
		csv_cell(&writer->csv, text, last);
}

/* ---- begin, rows, end ---- */

/* With the request's memory: also when the list broke off in the middle. */
static void writer_free(void *data)
{
	struct listing_writer *writer = data;

	lxw_workbook_free(writer->book);
	if (writer->descriptor >= 0)
		close(writer->descriptor);
	buf_release(&writer->csv);
}

static void book_begin(struct listing_writer *writer, uint16_t columns)
{
	lxw_workbook_options options = {.constant_memory = LXW_TRUE};
	lxw_format *bold;

	writer->descriptor = memfd_create("listing", MFD_CLOEXEC);
	if (writer->descriptor < 0)
		return;
	writer->book =
		workbook_new_opt(arena_printf(writer->req->arena, "/proc/self/fd/%d", writer->descriptor), &options);
	writer->sheet = workbook_add_worksheet(writer->book, NULL);
	bold = workbook_add_format(writer->book);
	format_set_bold(bold);
	worksheet_set_column(writer->sheet, 0, columns - 1, COLUMN_WIDTH, NULL);
	worksheet_set_row(writer->sheet, 0, LXW_DEF_ROW_HEIGHT, bold);
	worksheet_freeze_panes(writer->sheet, 1, 0);
}

struct listing_writer *listing_file_begin(struct request *req, const struct listing_file *file,
					  enum listing_format format)
{
	struct listing_writer *writer = arena_alloc(req->arena, sizeof(*writer));
	uint16_t columns = (uint16_t)file->column_count;

	*writer = (struct listing_writer){
		.req = req, .file = file, .format = format, .at = clock_now(), .descriptor = -1};
	buf_init(&writer->csv);
	arena_defer(req->arena, writer_free, writer);
	if (format == FORMAT_XLSX)
		book_begin(writer, columns);
	else
		csv_begin(&writer->csv);
	if (format == FORMAT_XLSX && writer->book == NULL)
		return writer;
	for (uint16_t i = 0; i < columns; i++)
		put(writer, i, file->columns[i].label, CELL_TEXT, i + 1 == columns);
	writer->rows = 1;
	return writer;
}

enum err listing_file_wanted(struct request *req, const struct listing_file *file, struct listing_writer **writer)
{
	enum listing_format format;
	enum err err = listing_format(req, file, &format);

	*writer = err == OK && format != FORMAT_PAGE ? listing_file_begin(req, file, format) : NULL;
	return err;
}

void listing_file_row(struct listing_writer *writer, const struct dict *row)
{
	uint16_t columns = (uint16_t)writer->file->column_count;

	if (writer->format == FORMAT_XLSX && writer->book == NULL)
		return;
	for (uint16_t i = 0; i < columns; i++) {
		const struct listing_column *column = &writer->file->columns[i];

		put(writer, i, cell_text(column, row), column->kind, i + 1 == columns);
	}
	writer->rows++;
}

void listing_file_cells(struct listing_writer *writer, const char *const *cells)
{
	uint16_t columns = (uint16_t)writer->file->column_count;

	if (writer->format == FORMAT_XLSX && writer->book == NULL)
		return;
	for (uint16_t i = 0; i < columns; i++)
		put(writer, i, cells[i] != NULL ? cells[i] : "", writer->file->columns[i].kind, i + 1 == columns);
	writer->rows++;
}

/* 名称-20261120.xlsx */
static char *file_name(const struct listing_writer *writer, const char *ending)
{
	return arena_printf(writer->req->arena, "%s-%s.%s", writer->file->name,
			    format_day(writer->req->arena, day_of(clock_now())), ending);
}

void listing_file_at(struct listing_writer *writer, int64_t at)
{
	writer->at = at;
}

static enum err answer_book(struct listing_writer *writer)
{
	lxw_doc_properties properties = {.title = arena_strdup(writer->req->arena, writer->file->name),
					 .comments = arena_strdup(writer->req->arena, writer->req->url),
					 .created = (time_t)writer->at};
	struct stat stat;
	int descriptor = writer->descriptor;
	lxw_error error;

	workbook_set_properties(writer->book, &properties);
	error = workbook_close(writer->book);
	writer->book = NULL;
	if (error != LXW_NO_ERROR || fstat(descriptor, &stat) != 0 || lseek(descriptor, 0, SEEK_SET) != 0)
		return ERR_INTERNAL;
	writer->descriptor = -1; /* the response closes it */
	return respond_descriptor(writer->req, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
				  file_name(writer, "xlsx"), descriptor, stat.st_size);
}

static enum err answer(struct listing_writer *writer, bool cut)
{
	enum err err;

	if (writer->format == FORMAT_XLSX && writer->book == NULL)
		return ERR_INTERNAL;
	if (cut)
		put(writer, 0, CUT_TEXT, CELL_TEXT, true);
	err = audit_file_taken(writer->req, writer->file->name, writer->rows - 1);
	if (err != OK)
		return err;
	if (writer->format == FORMAT_XLSX)
		return answer_book(writer);
	return respond_file(writer->req, "text/csv; charset=utf-8", file_name(writer, "csv"), &writer->csv);
}

enum err listing_file_end(struct listing_writer *writer, bool cut)
{
	enum err err = answer(writer, cut);

	large_file_end(writer->req);
	return err;
}
