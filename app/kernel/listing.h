/*
 * Lists: the rows of a query become sections of a template, twenty-five to a
 * page.  Column names become markers in upper case; their ends say how they read:
 *
 *   *_at    UTC seconds   → 2026-11-20 09:31 (Beijing); NULL and 0 → —
 *   *_day   day number    → 2026-11-20;                 NULL and 0 → —
 *   *_size  bytes         → 3.4 MB
 *   *_n     integer       → 1,234,567;                  NULL → —
 *   *_yes   0 or 1        → shows the section of that name
 *   *_if    text          → value, and shows the section of the same name, when not empty (marker without _IF)
 *   else    as text;                                    NULL → nothing
 *
 * A paged query orders by (sort_key, id), binds :after_sort, :after_id and
 * :limit (data/keyset.h) and selects the two as columns "sort_key", which is not
 * shown, and "id".  A query without a column sort_key is shown whole.
 *
 *     struct listing list = {.descending = true};
 *     struct query *q = db_query(req->reader, Q_PERSON_LIST);
 *     query_int(q, ":org", org);
 *     err = listing_bind(req, q, &list);          // ?after=
 *     if (err == OK) err = listing_fill(&context, body, "ROW", q, &list);
 *     listing_pager(req, body, &list);            // >PAGER
 *
 * With .file (kernel/listing_file.h) the same list is also a file: ?format=csv
 * or xlsx answers with all its rows instead of the page.
 */
#ifndef KERNEL_LISTING_H
#define KERNEL_LISTING_H

#include "data/keyset.h"
#include "http/page.h"
#include "kernel/actor.h"

struct listing_file;

struct listing {
	/* in; all zero is fine */
	bool descending;
	/* Called after a row's markers are set, for what no column can say; reads columns, takes none. */
	void (*each)(struct context *context, struct dict *row, struct query *query, void *data);
	void *data;
	const struct listing_file *file; /* NULL: no file of it; else see kernel/listing_file.h */
	/* out */
	size_t rows;      /* shown */
	const char *next; /* cursor of the next page, NULL when this is the last; arena */
	bool later;       /* this is not the first page */
	struct request *req; /* set by listing_bind */
	unsigned format;     /* enum listing_format: asked for as a file */
};

/*
 * Bind the page that ?after= asks for, or the whole list when ?format= asks for
 * a file.  ERR_BAD_REQUEST when they are no such thing; then the query is ended
 * and must not be used.
 */
enum err listing_bind(struct request *req, struct query *query, struct listing *listing) NODISCARD;

/* The same for a query that is shown whole: no cursor, no limit of a page. */
enum err listing_whole(struct request *req, struct listing *listing) NODISCARD;

/* Step through the query, one section per row, and end it.  Shows HAS_ROWS when there is a row. */
enum err listing_fill(struct context *context, struct dict *dict, const char *section, struct query *query,
                      struct listing *listing) NODISCARD;

/* The first row alone, set on dict itself; NOT_FOUND without one.  Ends the query. */
enum found listing_one(struct context *context, struct dict *dict, struct query *query) NODISCARD;

/* Below the table (marker PAGER): next page and back to the first, the list as a file; other parameters kept. */
void listing_pager(struct request *req, struct dict *dict, const struct listing *listing);

/* What stands there instead of the table (marker EMPTY), when no row was shown. */
void listing_empty(struct dict *dict, const struct listing *listing, const char *icon, const char *heading,
                   const char *text);

#endif
