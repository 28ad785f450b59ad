#include "base/base.h"
#include "kernel/csv_upload.h"

#include "base/number.h"
#include "base/text.h"
#include "http/respond.h"
#include "kernel/setting.h"

enum { SHOWN_MAX = 50 };

static const struct field upload_fields[] = {
	{.key = "text", .label = "导入内容", .type = FIELD_LONG_TEXT},
};
const struct form csv_upload_form = {upload_fields, ARRAY_LENGTH(upload_fields)};

static enum err upload_begin_file(void *context, const char *field, const char *file_name UNUSED)
{
	struct buf *buf = context;

	/* One file, once: a second part would be appended to the first. */
	return text_equal(field, "file") && buf->length == 0 ? OK : ERR_BAD_REQUEST;
}

static enum err upload_write_file(void *context, const void *data, size_t length)
{
	struct buf *buf = context;

	if (buf->length + length > CSV_UPLOAD_MAX)
		return ERR_TOO_LARGE;
	buf_add(buf, data, length);
	return OK;
}

static enum err upload_end_file(void *context UNUSED)
{
	return OK;
}

enum err csv_upload_prepare(struct request *req)
{
	struct buf *buf = arena_alloc(req->arena, sizeof *buf);

	buf_init_in(req->arena, buf);
	req->sink = (struct upload_sink){buf, upload_begin_file, upload_write_file, upload_end_file};
	return OK;
}

static int64_t rows_max_of(struct request *req, const char *rows_setting)
{
	return setting_integer(req->service, rows_setting != NULL ? rows_setting : "import_rows_max");
}

struct csv_table *csv_upload_read(struct request *req, char **complaint)
{
	return csv_upload_read_rows(req, NULL, complaint);
}

struct csv_table *csv_upload_read_rows(struct request *req, const char *rows_setting, char **complaint)
{
	const struct buf *file = req->sink.context;
	const struct value *text = values_find(req->form, "text");
	struct csv_table *table = arena_alloc(req->arena, sizeof *table);
	size_t rows_max = (size_t)rows_max_of(req, rows_setting);
	const char *data = file->data;
	size_t length = file->length;

	*complaint = NULL;
	if (length == 0 && !text_empty(text->raw)) {
		data = text->raw;
		length = strlen(text->raw);
	}
	if (length == 0)
		*complaint = arena_strdup(req->arena, "请选择 CSV 文件");
	else if (csv_read(req->arena, data, length, rows_max, table, complaint) && table->count == 0)
		*complaint = arena_strdup(req->arena, "文件里只有标题行，没有要导入的内容");
	return *complaint == NULL ? table : NULL;
}

void csv_complain(struct arena *arena, struct csv_complaints *complaints, int line, const char *column,
		  const char *text)
{
	if (complaints->count == complaints->capacity) {
		size_t capacity = complaints->capacity == 0 ? 16 : complaints->capacity * 2;
		struct csv_complaint *items = arena_array(arena, capacity, sizeof *items);

		if (complaints->count > 0)
			memcpy(items, complaints->items, complaints->count * sizeof *items);
		complaints->items = items;
		complaints->capacity = capacity;
	}
	complaints->items[complaints->count++] = (struct csv_complaint){line, column, text};
}

struct dict *csv_page_form(struct request *req, struct dict *dict, const struct csv_page *page)
{
	return csv_page_form_rows(req, dict, page, NULL);
}

struct dict *csv_page_form_rows(struct request *req, struct dict *dict, const struct csv_page *page,
				const char *rows_setting)
{
	struct dict *import = dict_include(dict, "IMPORT", "part/csv_import.tpl");
	struct dict *form = dict_section(import, "IMPORT_FORM");

	dict_set(form, "IMPORT_LABEL", page->label);
	dict_set(form, "IMPORT_HREF", page->href);
	dict_set(form, "SAMPLE_HREF", page->sample);
	dict_set(form, "COLUMNS_TEXT", page->columns);
	dict_printf(form, "LIMIT_TEXT", "最多 %s 行，UTF-8 或 GB18030 编码",
		    format_integer(req->arena, rows_max_of(req, rows_setting)));
	return import;
}

void csv_page_refused(struct request *req, struct dict *import, const struct csv_complaints *complaints)
{
	struct dict *refused = dict_section(import, "IMPORT_REFUSED");

	dict_printf(refused, "IMPORT_HEADING", "没有导入，有 %s 处需要改",
		    format_integer(req->arena, (int64_t)complaints->count));
	if (complaints->count > SHOWN_MAX)
		dict_printf(dict_section(refused, "IMPORT_MORE"), "MORE_TEXT",
			    "以上是前 %d 处，另有 %s 处，改好后重新上传时再列出。", SHOWN_MAX,
			    format_integer(req->arena, (int64_t)(complaints->count - SHOWN_MAX)));
	for (size_t i = 0; i < complaints->count && i < SHOWN_MAX; i++) {
		struct dict *line = dict_section(refused, "LINE_ERROR");

		dict_int(line, "LINE_NO", complaints->items[i].line);
		if (complaints->items[i].column != NULL) {
			dict_set(line, "COLUMN_LABEL", complaints->items[i].column);
			dict_show(line, "COLUMN_LABEL");
		}
		dict_set(line, "LINE_ERROR_TEXT", complaints->items[i].text);
	}
}

static const char *as_text(struct request *req, const struct csv_table *table)
{
	struct buf *buf = arena_alloc(req->arena, sizeof *buf);

	buf_init_in(req->arena, buf);
	for (size_t i = 0; i < table->heading.count; i++)
		csv_cell(buf, table->heading.cells[i], i + 1 == table->heading.count);
	for (size_t r = 0; r < table->count; r++)
		for (size_t i = 0; i < table->rows[r].count; i++)
			csv_cell(buf, table->rows[r].cells[i], i + 1 == table->rows[r].count);
	return buf->data;
}

void csv_page_preview(struct request *req, struct dict *import, const struct csv_page *page,
		      const struct csv_table *table)
{
	struct dict *preview = dict_section(import, "PREVIEW");
	struct dict *shown = dict_include(preview, "TABLE", "part/table.tpl");

	dict_printf(preview, "PREVIEW_TEXT", "共 %zu 行，检查通过%s", table->count,
		    table->count > SHOWN_MAX ? "，下面是前 50 行" : "");
	dict_set(preview, "IMPORT_HREF", page->href);
	dict_set(preview, "CSV_TEXT", as_text(req, table));
	dict_set(shown, "TABLE_CAPTION", page->label);
	for (size_t i = 0; i < table->heading.count; i++)
		dict_set(dict_section(shown, "HEAD"), "HEAD_LABEL", table->heading.cells[i]);
	for (size_t r = 0; r < table->count && r < SHOWN_MAX; r++) {
		struct dict *line = dict_section(shown, "LINE");

		for (size_t i = 0; i < table->rows[r].count; i++) {
			struct dict *cell = dict_section(line, "CELL");

			dict_set(cell, "HEAD_LABEL", table->heading.cells[i]);
			dict_show(cell, "CELL_PLAIN");
			dict_set(cell, "CELL_TEXT", table->rows[r].cells[i]);
		}
	}
}

enum err csv_sample(struct request *req, const char *file_name, const char *headings)
{
	struct buf buf;
	char **cells;
	size_t count = text_split(req->arena, headings, ',', &cells);
	enum err err;

	buf_init(&buf);
	csv_begin(&buf);
	for (size_t i = 0; i < count; i++)
		csv_cell(&buf, cells[i], i + 1 == count);
	err = respond_file(req, "text/csv; charset=utf-8", file_name, &buf);
	buf_release(&buf);
	return err;
}
