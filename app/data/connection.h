/*
 * Inside of a connection, for the files of app/data only.  This is the one
 * header that includes sqlite3.h.
 */
#ifndef DATA_CONNECTION_H
#define DATA_CONNECTION_H

#include "base/base.h"

#include <sqlite3.h>

#include "data/db.h"
#include "data/query.h"

enum { BUSY_MILLISECONDS = 2000, LOCK_MILLISECONDS = 5000, CHECKPOINT_MILLISECONDS = 30 };

struct query {
	sqlite3_stmt *statement; /* NULL until first used */
	struct db *db;
	const struct query_text *text;
	uint64_t bound; /* bit i: parameter i + 1 was bound */
	uint64_t wanted;
	int columns;
	int next; /* column the next next_… takes */
	enum err err;
	bool taken;
	bool stepped;
	bool row; /* there is a current row */
};

struct db {
	sqlite3 *handle;
	char *folder;
	enum db_file file;
	enum db_mode mode;

	struct query *queries; /* by enum query_name */
	size_t query_count;
	size_t taken; /* queries between db_query and query_end */

	sqlite3_stmt *begin;
	sqlite3_stmt *commit;
	sqlite3_stmt *rollback;
	int depth;           /* of nested transactions */
	enum err doomed;     /* what an inner transaction failed with */
	enum err (*first)(struct db *db, const void *argument); /* see tx_first */
	const void *first_argument;
	const char *tx_file; /* where the outermost began */
	int tx_line;

	char refusal[256];
	bool refused;
};

/* Path of one of the folder's databases; owned by the caller (free). */
char *database_path(const char *data_folder, enum db_file file) NODISCARD;

/* Marks a file as ours in its header: PRAGMA application_id. */
int32_t database_mark(enum db_file file);

/* Of SQLite as a whole, once in a process, before its first connection. */
void library_configure(void);

/* The settings of every connection; log line on false. */
bool connection_configure(sqlite3 *handle);

/* Deny what no statement of ours ever does: schema changes, ATTACH, settings. */
void connection_guard(sqlite3 *handle);
bool pragma_only_looks(const char *name);

bool connection_is_wal(sqlite3 *handle);

/* End every query left open, with a log line each; true when some were. */
bool database_tidy(struct db *db);

/* First column of the first row.  Log line on false. */
bool connection_integer(sqlite3 *handle, const char *text, int64_t *out) NODISCARD;

/* Run statements that are no query; log line on false. */
bool connection_run(sqlite3 *handle, const char *text) NODISCARD;

/*
 * What a result code means.  Keeps the text of a constraint that refused, logs
 * the rest, and ends the process when the file or the disk cannot be trusted.
 */
enum err database_failed(struct db *db, const char *what, int code);

#endif
