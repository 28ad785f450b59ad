#include "base/base.h"

#include <iconv.h>

#include "base/csv.h"
#include "base/text.h"

#define COLUMNS_MAX 256
#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

struct reader {
	struct arena *arena;
	const char *at;
	const char *end;
	char separator;
	int line; /* of the byte at */
	char **complaint;
	char **cells; /* of the row being read */
	size_t count;
	struct buf cell;
};

static bool complain(struct reader *reader, int line, const char *what)
{
	*reader->complaint = arena_printf(reader->arena, "第 %d 行%s", line, what);
	return false;
}

static int line_of(const char *data, size_t offset)
{
	int line = 1;
	for (size_t at = 0; at < offset; at++)
		line += data[at] == '\n';
	return line;
}

/* ---- text ---- */

/* To UTF-8; *text and *length are replaced by arena memory. */
static bool decode_gb18030(struct reader *reader, const char **text, size_t *length)
{
	iconv_t converter = iconv_open("UTF-8", "GB18030");
	if (converter == (iconv_t)-1) {
		*reader->complaint = arena_strdup(reader->arena, "文件不是 UTF-8 编码，请另存为“CSV UTF-8”后再上传");
		return false;
	}
	/* Two bytes give three at most, four give four. */
	size_t room = *length * 2 + 1;
	char *out = arena_alloc(reader->arena, room);
	char *put = out;
	char *in = arena_memdup(reader->arena, *text, *length);
	char *from = in;
	size_t left = *length;
	size_t result = iconv(converter, &from, &left, &put, &room);
	(void)iconv_close(converter);
	if (result == (size_t)-1)
		return complain(reader, line_of(in, (size_t)(from - in)),
				"有无法识别的文字，请另存为“CSV UTF-8”后再上传");
	*text = out;
	*length = (size_t)(put - out);
	return true;
}

static bool check_characters(struct reader *reader, const char *text, size_t length)
{
	uint32_t code;
	int line = 1;
	for (size_t at = 0, size; at < length; at += size) {
		size = utf8_decode(text + at, length - at, &code);
		if (size == 0 || (utf8_control(code) && code != '\t' && code != '\r' && code != '\n'))
			return complain(reader, line, "有不能显示的控制字符，请删除后再上传");
		line += code == '\n';
	}
	return true;
}

static bool decode(struct reader *reader, const char *data, size_t length)
{
	const unsigned char *bytes = (const unsigned char *)data;
	if (length >= 2 && ((bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == 0xFE && bytes[1] == 0xFF))) {
		*reader->complaint = arena_strdup(reader->arena, "文件是 UTF-16 编码，请另存为“CSV UTF-8”后再上传");
		return false;
	}
	const char *nul = length > 0 ? memchr(data, '\0', length) : NULL;
	if (nul)
		return complain(reader, line_of(data, (size_t)(nul - data)),
				"有空字节，文件可能不是 CSV，请另存为“CSV UTF-8”后再上传");
	if (length >= 3 && memcmp(data, BYTE_ORDER_MARK, 3) == 0) {
		data += 3;
		length -= 3;
		if (!utf8_valid(data, length)) {
			size_t at = 0;
			uint32_t code;
			for (size_t size; (size = utf8_decode(data + at, length - at, &code)) > 0;)
				at += size;
			return complain(reader, line_of(data, at), "有无法识别的文字，请另存为“CSV UTF-8”后再上传");
		}
	} else if (!utf8_valid(data, length) && !decode_gb18030(reader, &data, &length)) {
		return false;
	}
	reader->at = data;
	reader->end = data + length;
	return check_characters(reader, data, length);
}

/* ---- rows ---- */

/* What a spreadsheet takes for the start of a formula, full-width forms included. */
static bool runs_at(const char *text)
{
	uint32_t code = 0;
	(void)utf8_decode(text, strlen(text), &code);
	if (code >= 0xFF01 && code <= 0xFF5E)
		code = code - 0xFF01 + '!';
	return code == '=' || code == '+' || code == '-' || code == '@' || code == '\t' || code == '\r' || code == '\n';
}

/* A spreadsheet would run the cell, or it begins with apostrophes that stand before such a text. */
static bool needs_apostrophe(const char *text)
{
	uint32_t code;
	size_t size;
	text += strspn(text, "'");
	while (!runs_at(text) && (size = utf8_decode(text, strlen(text), &code)) > 0 && utf8_space(code))
		text += size;
	return runs_at(text);
}

static bool at_row_end(const struct reader *reader)
{
	return reader->at == reader->end || *reader->at == '\n' || *reader->at == '\r';
}

/* Behind the opening quote up to behind the closing one. */
static bool read_quoted(struct reader *reader)
{
	int first_line = reader->line;
	for (reader->at++; reader->at < reader->end; reader->at++) {
		if (*reader->at == '"') {
			reader->at++;
			if (reader->at == reader->end || *reader->at != '"')
				return true;
		}
		reader->line += *reader->at == '\n';
		buf_add_char(&reader->cell, *reader->at);
	}
	return complain(reader, first_line, "的双引号没有成对");
}

static bool read_cell(struct reader *reader)
{
	buf_clear(&reader->cell);
	while (reader->at < reader->end && *reader->at == ' ')
		reader->at++;
	if (reader->at < reader->end && *reader->at == '"') {
		if (!read_quoted(reader))
			return false;
		while (reader->at < reader->end && *reader->at == ' ')
			reader->at++;
		if (!at_row_end(reader) && *reader->at != reader->separator)
			return complain(reader, reader->line, "的双引号后面还有文字，应以逗号分隔");
	} else {
		for (; !at_row_end(reader) && *reader->at != reader->separator; reader->at++) {
			if (*reader->at == '"')
				return complain(reader, reader->line, "的双引号没有成对");
			buf_add_char(&reader->cell, *reader->at);
		}
	}
	if (reader->count == COLUMNS_MAX)
		return complain(reader, reader->line, "的列数超过上限");
	char *text = text_trim(reader->arena, reader->cell.data);
	if (*text == '\'' && needs_apostrophe(text))
		text++;
	reader->cells[reader->count++] = text;
	return true;
}

/* One row into reader->cells; *blank when no cell has text. */
static bool read_row(struct reader *reader, struct csv_row *row, bool *blank)
{
	reader->count = 0;
	row->line = reader->line;
	for (;;) {
		if (!read_cell(reader))
			return false;
		if (at_row_end(reader))
			break;
		reader->at++;
	}
	reader->at += reader->at < reader->end && *reader->at == '\r';
	reader->at += reader->at < reader->end && *reader->at == '\n';
	reader->line++;
	*blank = true;
	for (size_t i = 0; i < reader->count; i++)
		*blank = *blank && text_empty(reader->cells[i]);
	if (*blank)
		return true;
	row->count = reader->count;
	row->cells = arena_memdup(reader->arena, reader->cells, reader->count * sizeof(*reader->cells));
	return true;
}

/* A comma, unless the heading row has none: then tabs (pasted), or semicolons (a spreadsheet of another locale). */
static char separator_of(const char *line, size_t length)
{
	if (length == 0 || memchr(line, ',', length))
		return ',';
	if (memchr(line, '\t', length))
		return '\t';
	return memchr(line, ';', length) ? ';' : ',';
}

/* A spreadsheet counts columns that were touched once: nothing is in them. */
static void drop_empty_tail(struct csv_row *row, size_t keep)
{
	while (row->count > keep && text_empty(row->cells[row->count - 1]))
		row->count--;
}

static bool read_heading(struct reader *reader, struct csv_row *heading)
{
	bool blank = true;
	const char *line_end = reader->at;
	while (line_end < reader->end && *line_end != '\n')
		line_end++;
	size_t length = (size_t)(line_end - reader->at);
	reader->separator = separator_of(reader->at, length);
	if (reader->at < reader->end && !read_row(reader, heading, &blank))
		return false;
	if (blank)
		return complain(reader, 1, "应为标题行，现在是空的");
	drop_empty_tail(heading, 1);
	for (size_t i = 0; i < heading->count; i++) {
		for (size_t k = 0; k < i; k++) {
			if (!text_empty(heading->cells[i]) && text_equal(heading->cells[i], heading->cells[k]))
				return complain(reader, 1,
						arena_printf(reader->arena, "的标题“%s”重复", heading->cells[i]));
		}
	}
	return true;
}

/* Excel leaves out the separators behind the last cell that is filled, where the next rows end there too. */
static void fill_up(struct reader *reader, struct csv_row *row, size_t count)
{
	char **cells = arena_array(reader->arena, count, sizeof(*cells));
	memcpy(cells, row->cells, row->count * sizeof(*cells));
	while (row->count < count)
		cells[row->count++] = arena_strdup(reader->arena, "");
	row->cells = cells;
}

static bool add_row(struct reader *reader, struct csv_table *table, struct csv_row *row, size_t *capacity,
		    size_t max_rows)
{
	drop_empty_tail(row, table->heading.count);
	if (row->count < table->heading.count)
		fill_up(reader, row, table->heading.count);
	if (row->count != table->heading.count)
		return complain(
			reader, row->line,
			arena_printf(reader->arena, "有 %zu 列，标题行只有 %zu 列", row->count, table->heading.count));
	if (table->count == max_rows)
		return complain(reader, row->line,
				arena_printf(reader->arena, "起超出上限，一次最多 %zu 行", max_rows));
	if (table->count == *capacity) {
		struct csv_row *rows = arena_array(reader->arena, *capacity * 2, sizeof(*rows));
		memcpy(rows, table->rows, table->count * sizeof(*rows));
		table->rows = rows;
		*capacity *= 2;
	}
	table->rows[table->count++] = *row;
	return true;
}

static bool read_table(struct reader *reader, size_t max_rows, struct csv_table *table)
{
	size_t capacity = 64;
	struct csv_row row;
	bool blank;
	table->rows = arena_array(reader->arena, capacity, sizeof(*table->rows));
	reader->cells = arena_array(reader->arena, COLUMNS_MAX, sizeof(*reader->cells));
	if (!read_heading(reader, &table->heading))
		return false;
	while (reader->at < reader->end) {
		if (!read_row(reader, &row, &blank))
			return false;
		if (!blank && !add_row(reader, table, &row, &capacity, max_rows))
			return false;
	}
	return true;
}

bool csv_read(struct arena *arena, const char *data, size_t length, size_t max_rows, struct csv_table *table,
	      char **complaint)
{
	struct reader reader = {.arena = arena, .line = 1, .complaint = complaint};
	*table = (struct csv_table){0};
	if (!decode(&reader, data, length))
		return false;
	buf_init(&reader.cell);
	bool read = read_table(&reader, max_rows, table);
	buf_release(&reader.cell);
	return read;
}

int csv_column(const struct csv_table *table, const char *heading)
{
	for (size_t i = 0; i < table->heading.count; i++) {
		if (text_equal(table->heading.cells[i], heading))
			return (int)i;
	}
	return -1;
}

/* ---- writing ---- */

void csv_begin(struct buf *out)
{
	buf_add_text(out, BYTE_ORDER_MARK);
}

void csv_cell(struct buf *out, const char *text, bool last)
{
	text = text ? text : "";
	bool apostrophe = needs_apostrophe(text);
	/* Semicolon and tab separate cells in a spreadsheet of another locale. */
	bool quote = apostrophe || strpbrk(text, "\",;\t\r\n") || *text == ' ';
	if (quote)
		buf_add_char(out, '"');
	if (apostrophe)
		buf_add_char(out, '\'');
	for (; *text; text++) {
		if (*text == '"')
			buf_add_char(out, '"');
		buf_add_char(out, *text);
	}
	if (quote)
		buf_add_char(out, '"');
	buf_add_text(out, last ? "\r\n" : ",");
}
