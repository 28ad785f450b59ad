/*
 * SQLite: connections and named queries.  The only layer that includes
 * sqlite3.h.  A process opens its connections after fork, once, and never
 * changes their mode: `reader` for what only looks, `writer` for what changes.
 *
 * Queries live in db/queries/<module>.sql, each headed
 *     -- name: matter_find   mode: read   scope: org
 * and become enum query (Q_MATTER_FIND) in build/gen/queries.h.  scope: org
 * says the statement binds :org, the actor's organisation; scope: system needs
 * a reason after it.  Statements are prepared at first use and kept.
 *
 *     struct query *q = db_query(db, Q_MATTER_FIND);
 *     query_int(q, ":id", id);
 *     query_int(q, ":org", actor->org);
 *     if (query_step(q)) {
 *             matter->id = next_int(q);
 *             matter->title = next_text(q, arena);
 *     }
 *     err = query_end(q);
 *
 * A query in use cannot be taken again before query_end.  Errors are kept in
 * the query and returned by query_end; binding an unknown name ends the process.
 * Every parameter must be bound (query_null for nothing), and a write must be
 * inside tx_begin and tx_end (data/tx.h): otherwise query_end gives ERR_INTERNAL.
 */
#ifndef DATA_DB_H
#define DATA_DB_H

#include "base/arena.h"
#include "base/err.h"
#include "queries.h"

struct db;
struct query;

enum db_mode {
	DB_READER, /* opened read-only; every write fails */
	DB_WRITER,
};

enum db_file { DB_APP, DB_KEYS };

/*
 * Open app.db or keys.db in the data folder with every pragma that keeps
 * what was committed and refuses what no statement of ours does (WAL, FULL, foreign_keys, recursive_triggers, trusted_schema off, DEFENSIVE,
 * no mmap, wal_autocheckpoint 0; cache 1 MiB of a writer, 3 MiB of a reader); while the disk is deferred
 * (base/disk.h) synchronous OFF and a cache of 64 MiB.  The file must exist and
 * be migrated (data/migrate.h).  Owned; NULL after a log line.
 */
struct db *db_open(const char *data_folder, enum db_file file, enum db_mode mode) NODISCARD;
void db_free(struct db *db); /* NULL is fine */

/* Take a named query, reset and unbound; borrowed. */
struct query *db_query(struct db *db, enum query_name name) NODISCARD;

/* Bind by name.  Text and blobs are copied.  NULL text binds NULL. */
void query_int(struct query *query, const char *name, int64_t value);
void query_text(struct query *query, const char *name, const char *value);
void query_blob(struct query *query, const char *name, const void *data, size_t length);
void query_null(struct query *query, const char *name);
bool query_takes(struct query *query, const char *name); /* has this parameter */

/* True while there is a row. */
bool query_step(struct query *query);

/* Columns of the current row, from left to right, each call takes the next. */
int64_t next_int(struct query *query);
char *next_text(struct query *query, struct arena *arena);                       /* NULL stays NULL; arena */
const void *next_blob(struct query *query, struct arena *arena, size_t *length); /* arena */
bool next_is_null(struct query *query);                                          /* looks, does not take */

/* For rows that go to a page as they are: columns by position. */
int column_count(struct query *query);
const char *column_name(struct query *query, int column);
bool column_is_null(struct query *query, int column);
bool column_is_int(struct query *query, int column);
int64_t column_int(struct query *query, int column);
int64_t column_int_of(struct query *query, const char *name); /* by name; 0 without one */
const char *column_text(struct query *query, int column); /* borrowed until the next step */

/*
 * End it: OK, or what went wrong.  A constraint or trigger that refused is
 * ERR_CONFLICT, a full disk ERR_STORAGE, a lock ERR_BUSY, else ERR_INTERNAL.
 * I/O errors, corruption and "not a database" end the process: the master
 * starts a fresh one, nothing is retried.
 */
enum err query_end(struct query *query) NODISCARD;

/* The text of the constraint that refused last in this transaction ("matter: stale"), borrowed; NULL if none. */
const char *db_refusal(const struct db *db);

/* Step once, take nothing, end. */
enum err query_run(struct query *query) NODISCARD;

/* One integer from the first column of the first row; fallback when there is no row or it is NULL. */
enum err query_value(struct query *query, int64_t fallback, int64_t *out) NODISCARD;

/* The first column of all rows, to the end: what is written next may ask the same tables.  Arena; NULL and 0: no row. */
enum err query_ids(struct query *query, struct arena *arena, int64_t **ids, size_t *count) NODISCARD;

int64_t db_changes(const struct db *db); /* rows the last statement changed */
int64_t db_last_id(const struct db *db); /* rowid of the last insert */

/* Which data folder this connection is on; borrowed. */
const char *db_folder(const struct db *db);

/* Names, for messages and tests. */
const char *query_label(enum query_name name);

#endif
