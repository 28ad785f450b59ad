/*
 * The body of a ROUTE_TOKEN request as a JSON array of flat objects, one at a
 * time.  Memory is bounded whatever is sent: the body passes through one piece
 * of 64 KiB, and one object of at most JSON_ROW_MAX bytes is kept until the
 * next is asked for.
 *
 *     reader = json_rows_begin(req)
 *     while ((next = json_rows_next(reader, &row)) == JSON_ROW) …
 */
#ifndef HTTP_JSON_ROWS_H
#define HTTP_JSON_ROWS_H

#include "http/request.h"

enum { JSON_ROW_MAX = 4 * 1024 };

enum json_next {
	JSON_ROW,
	JSON_END,    /* the array was closed and nothing follows */
	JSON_BROKEN, /* *complaint of the row says why; nothing can be read any more */
	JSON_CUT,    /* the body ended before what was announced: ERR_BAD_REQUEST */
};

enum json_kind { JSON_KIND_TEXT, JSON_KIND_NUMBER, JSON_KIND_OTHER };

struct json_member {
	const char *key;
	enum json_kind kind;
	const char *text; /* numbers: up to ten digits, as they would be typed; NULL for other kinds */
};

struct json_row {
	struct arena *arena; /* lasts until the next is asked for; the caller may use it too */
	struct json_member *members;
	size_t count;
	const char *complaint;
};

/* Ends with the request. */
struct json_rows *json_rows_begin(struct request *req);
enum json_next json_rows_next(struct json_rows *rows, struct json_row *row) NODISCARD;

#endif
