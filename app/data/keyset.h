/*
 * Keyset paging: the cursor in the URL is the key of the last row shown, never
 * an offset.  A list query orders by (sort, id), binds :after_sort, :after_id
 * and :limit (one more than the page holds) and must have an index for it.
 * The cursor is "sort.id" in decimal, made by this file and checked by it.
 */
#ifndef DATA_KEYSET_H
#define DATA_KEYSET_H

#include "data/db.h"

enum { KEYSET_ROWS = 25 };

struct keyset {
	bool descending;
	int64_t after_sort;
	int64_t after_id;
};

/* The first page when cursor is NULL or empty; false when it is not a cursor. */
bool keyset_parse(struct keyset *keyset, const char *cursor, bool descending) NODISCARD;

/* Bind :after_sort, :after_id and :limit. */
void keyset_bind(const struct keyset *keyset, struct query *query);

/* Cursor of a row; arena. */
char *keyset_cursor(struct arena *arena, int64_t sort, int64_t id);

#endif
