#include "base/base.h"

#include "http/json_rows.h"

#include "http/body.h"

#include <jansson.h>

enum { PIECE = 64 * 1024, BODY_END = -1 };

struct json_rows {
	struct request *req;
	struct arena *scratch; /* of one row */
	unsigned char *piece;
	size_t at, length;
	char *row; /* of JSON_ROW_MAX, the object being read */
	size_t row_bytes;
	bool begun;
	bool cut;
};

static void release(void *rows)
{
	arena_free(((struct json_rows *)rows)->scratch);
}

struct json_rows *json_rows_begin(struct request *req)
{
	struct json_rows *rows = arena_alloc(req->arena, sizeof *rows);

	*rows = (struct json_rows){.req = req,
				   .scratch = arena_new(),
				   .piece = arena_alloc(req->arena, PIECE),
				   .row = arena_alloc(req->arena, JSON_ROW_MAX)};
	arena_defer(req->arena, release, rows);
	return rows;
}

static int next_byte(struct json_rows *rows)
{
	if (rows->at == rows->length) {
		ssize_t got = body_next(rows->req, rows->piece, PIECE);

		rows->cut = rows->cut || got < 0;
		rows->at = 0;
		rows->length = got > 0 ? (size_t)got : 0;
		if (rows->length == 0)
			return BODY_END;
	}
	return rows->piece[rows->at++];
}

static int next_mark(struct json_rows *rows)
{
	int byte;

	do
		byte = next_byte(rows);
	while (byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n');
	return byte;
}

/*
 * The bytes of one object, to the brace that ends it, since jansson would read on
 * beyond that.  False: too long, or the body ended before.
 */
static bool gather(struct json_rows *rows)
{
	bool quoted = false;
	bool escaped = false;
	int depth = 0;

	for (rows->row_bytes = 0; rows->row_bytes < JSON_ROW_MAX;) {
		int byte = next_byte(rows);

		if (byte == BODY_END)
			return false;
		rows->row[rows->row_bytes++] = (char)byte;
		if (quoted) {
			quoted = escaped || byte != '"';
			escaped = !escaped && byte == '\\';
		} else if (byte == '"') {
			quoted = true;
		} else if (byte == '{') {
			depth++;
		} else if (byte == '}' && --depth == 0) {
			return true;
		}
	}
	rows->row_bytes++; /* and more */
	return false;
}

static struct json_member member_of(struct arena *arena, const char *key, const json_t *value)
{
	struct json_member member = {.key = arena_strdup(arena, key), .kind = JSON_KIND_NUMBER};

	if (json_is_string(value)) {
		member.kind = JSON_KIND_TEXT;
		member.text = arena_strdup(arena, json_string_value(value));
	} else if (json_is_integer(value)) {
		member.text = arena_printf(arena, "%lld", (long long)json_integer_value(value));
	} else if (json_is_real(value)) {
		/* Sums of tenths come as 0.30000000000000004. */
		member.text = arena_printf(arena, "%.10g", json_real_value(value));
	} else {
		member.kind = JSON_KIND_OTHER;
	}
	return member;
}

static void copy_members(struct arena *arena, json_t *object, struct json_row *row)
{
	const char *key;
	json_t *value;

	row->members = arena_array(arena, json_object_size(object) + 1, sizeof *row->members);
	json_object_foreach(object, key, value) row->members[row->count++] = member_of(arena, key, value);
}

static enum json_next broken(struct json_rows *rows, struct json_row *row, const char *complaint)
{
	row->complaint = complaint;
	return rows->cut ? JSON_CUT : JSON_BROKEN;
}

static enum json_next read_object(struct json_rows *rows, struct json_row *row)
{
	json_error_t error;
	json_t *object;

	rows->at--; /* the brace that was looked at */
	if (!gather(rows) && rows->row_bytes > JSON_ROW_MAX)
		return broken(rows, row, "一项超过 4 KiB");
	object = json_loadb(rows->row, rows->row_bytes, JSON_REJECT_DUPLICATES, &error);
	if (object == NULL)
		return broken(rows, row, arena_printf(rows->scratch, "不是有效的 JSON：%s", error.text));
	copy_members(rows->scratch, object, row);
	json_decref(object);
	return JSON_ROW;
}

enum json_next json_rows_next(struct json_rows *rows, struct json_row *row)
{
	static const char no_array[] = "应为 JSON 数组，每项一个对象，以逗号分隔，以 ] 结束";
	bool first = !rows->begun;
	int mark = next_mark(rows);

	arena_reset(rows->scratch);
	*row = (struct json_row){.arena = rows->scratch};
	rows->begun = true;
	if (first && mark != '[')
		return broken(rows, row, no_array);
	if (first || mark == ',')
		mark = next_mark(rows);
	else if (mark != ']')
		return broken(rows, row, no_array);
	else
		return next_mark(rows) == BODY_END && !rows->cut ? JSON_END : broken(rows, row, no_array);
	if (mark == '{')
		return read_object(rows, row);
	if (first && mark == ']' && next_mark(rows) == BODY_END && !rows->cut)
		return JSON_END;
	return broken(rows, row, no_array);
}
