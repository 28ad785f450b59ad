#include "base/base.h"

#include <sys/stat.h>

#include "base/disk.h"
#include "base/log.h"
#include "base/text.h"
#include "data/connection.h"
#include "data/tx.h"

static const struct {
	const char *file;
	int32_t mark; /* "zwya", "zwyk" */
} databases[] = {
	[DB_APP] = {"app.db", 0x7a777961},
	[DB_KEYS] = {"keys.db", 0x7a77796b},
};

char *database_path(const char *data_folder, enum db_file file)
{
	char *path = NULL;

	if (asprintf(&path, "%s/%s", data_folder, databases[file].file) < 0)
		fatalx("event=out_of_memory");
	return path;
}

int32_t database_mark(enum db_file file)
{
	return databases[file].mark;
}

bool connection_run(sqlite3 *handle, const char *text)
{
	if (sqlite3_exec(handle, text, NULL, NULL, NULL) == SQLITE_OK)
		return true;
	log_error("event=database code=%d message=%s statement=%s", sqlite3_extended_errcode(handle),
		  sqlite3_errmsg(handle), text);
	return false;
}

bool connection_integer(sqlite3 *handle, const char *text, int64_t *out)
{
	sqlite3_stmt *statement = NULL;
	bool found = sqlite3_prepare_v2(handle, text, -1, &statement, NULL) == SQLITE_OK &&
		     sqlite3_step(statement) == SQLITE_ROW;

	if (found)
		*out = sqlite3_column_int64(statement, 0);
	else
		log_error("event=database code=%d message=%s statement=%s", sqlite3_extended_errcode(handle),
			  sqlite3_errmsg(handle), text);
	sqlite3_finalize(statement);
	return found;
}

/*
 * Switches and ceilings of one connection.  The ceilings are far above what
 * our statements need and far below what a runaway one could take.
 * NO_CKPT_ON_CLOSE: only the clerk checkpoints, under the writer lock
 * (SQLite 3.40.1 may corrupt a database whose checkpoint races a commit).
 */
static const struct {
	int option;
	int value;
} switches[] = {
	{SQLITE_DBCONFIG_DEFENSIVE, 1},
	{SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
	{SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
	{SQLITE_DBCONFIG_DQS_DML, 0},
	{SQLITE_DBCONFIG_DQS_DDL, 0},
	{SQLITE_DBCONFIG_ENABLE_FKEY, 1},
	{SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1},
};

static const struct {
	int limit;
	int value;
} ceilings[] = {
	{SQLITE_LIMIT_LENGTH, 64 << 20},          {SQLITE_LIMIT_SQL_LENGTH, 1 << 20}, {SQLITE_LIMIT_ATTACHED, 0},
	{SQLITE_LIMIT_EXPR_DEPTH, 200},           {SQLITE_LIMIT_VDBE_OP, 25000},      {SQLITE_LIMIT_TRIGGER_DEPTH, 16},
	{SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000}, {SQLITE_LIMIT_WORKER_THREADS, 0},
};

bool connection_configure(sqlite3 *handle)
{
	for (size_t i = 0; i < ARRAY_LENGTH(switches); i++) {
		int now = -1;
		int code = sqlite3_db_config(handle, switches[i].option, switches[i].value, &now);

		if (code != SQLITE_OK || now != switches[i].value) {
			log_error("event=database message=%s option=%d", "a switch does not hold", switches[i].option);
			return false;
		}
	}
	for (size_t i = 0; i < ARRAY_LENGTH(ceilings); i++)
		sqlite3_limit(handle, ceilings[i].limit, ceilings[i].value);
	sqlite3_busy_timeout(handle, BUSY_MILLISECONDS);
	return connection_run(handle, disk_deferred() ? "PRAGMA synchronous=OFF; PRAGMA cache_size=-65536;"
						      : "PRAGMA synchronous=FULL; PRAGMA cache_size=-1024;") &&
	       connection_run(handle,
			      "PRAGMA wal_autocheckpoint=0; PRAGMA recursive_triggers=ON;"
			      "PRAGMA cell_size_check=ON; PRAGMA mmap_size=0;"
			      "PRAGMA temp_store=MEMORY; PRAGMA secure_delete=ON; PRAGMA journal_size_limit=67108864;");
}

bool connection_is_wal(sqlite3 *handle)
{
	sqlite3_stmt *statement = NULL;
	bool wal = sqlite3_prepare_v2(handle, "PRAGMA journal_mode", -1, &statement, NULL) == SQLITE_OK &&
		   sqlite3_step(statement) == SQLITE_ROW &&
		   text_equal((const char *)sqlite3_column_text(statement, 0), "wal");

	sqlite3_finalize(statement);
	return wal;
}

/* Ours, migrated at least once, in WAL mode, and every setting holds. */
static bool is_sound(struct db *db)
{
	const struct {
		const char *text;
		int64_t want;
	} pragmas[] = {
		{"PRAGMA application_id", database_mark(db->file)},
		{"PRAGMA synchronous", disk_deferred() ? 0 : 2},
		{"PRAGMA recursive_triggers", 1},
		{"PRAGMA foreign_keys", 1},
		{"PRAGMA wal_autocheckpoint", 0},
	};
	int64_t value = 0;

	for (size_t i = 0; i < ARRAY_LENGTH(pragmas); i++)
		if (!connection_integer(db->handle, pragmas[i].text, &value) || value != pragmas[i].want) {
			log_error("event=database file=%s message=%s statement=%s", databases[db->file].file,
				  "not a database of ours, or a setting does not hold", pragmas[i].text);
			return false;
		}
	if (!connection_integer(db->handle, "PRAGMA user_version", &value) || value == 0 ||
	    !connection_is_wal(db->handle)) {
		log_error("event=database file=%s message=%s", databases[db->file].file,
			  "not migrated, run zwy migrate");
		return false;
	}
	return true;
}

static bool prepare_transactions(struct db *db)
{
	const struct {
		const char *text;
		sqlite3_stmt **statement;
	} rows[] = {
		{db->mode == DB_WRITER ? "BEGIN IMMEDIATE" : "BEGIN", &db->begin},
		{"COMMIT", &db->commit},
		{"ROLLBACK", &db->rollback},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++)
		if (sqlite3_prepare_v3(db->handle, rows[i].text, -1, SQLITE_PREPARE_PERSISTENT, rows[i].statement,
				       NULL) != SQLITE_OK)
			return false;
	return true;
}

/* No two threads of ours use the library, and nobody asks how much memory is used: neither is worth a lock each time.
 */
void library_configure(void)
{
	static bool done;

	if (done)
		return;
	done = true;
	if (sqlite3_config(SQLITE_CONFIG_SINGLETHREAD) != SQLITE_OK ||
	    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0) != SQLITE_OK)
		log_info("event=database message=%s", "the library was in use before it was configured");
}

static bool connect(struct db *db)
{
	char *path = database_path(db->folder, db->file);
	int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_EXRESCODE |
		    (db->mode == DB_WRITER ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY);
	int code = sqlite3_open_v2(path, &db->handle, flags, NULL);
	bool good = code == SQLITE_OK;

	if (!good)
		log_error("event=database file=%s code=%d message=%s", path, code, sqlite3_errmsg(db->handle));
	free(path);
	if (!good || !connection_configure(db->handle) || !is_sound(db))
		return false;
	/* Pages show what others wrote long ago; what a writer has read, the next commit of another process makes
	 * stale. */
	if (db->mode == DB_READER && !disk_deferred() && !connection_run(db->handle, "PRAGMA cache_size=-3072"))
		return false;
	/* Last: setting it makes SQLite prepare everything again. */
	connection_guard(db->handle);
	return prepare_transactions(db);
}

struct db *db_open_table(const char *data_folder, enum db_file file, enum db_mode mode, const struct query_text *table,
			 size_t count)
{
	struct db *db = calloc(1, sizeof(*db));

	library_configure();
	if (db == NULL || (db->folder = strdup(data_folder)) == NULL ||
	    (db->queries = calloc(count + 1, sizeof(*db->queries))) == NULL)
		fatalx("event=out_of_memory");
	db->file = file;
	db->mode = mode;
	db->query_count = count;
	for (size_t i = 0; i < count; i++) {
		db->queries[i].db = db;
		db->queries[i].text = &table[i];
	}
	if (!connect(db)) {
		db_free(db);
		return NULL;
	}
	return db;
}

struct db *db_open(const char *data_folder, enum db_file file, enum db_mode mode)
{
	return db_open_table(data_folder, file, mode, query_table, QUERY_COUNT);
}

void db_free(struct db *db)
{
	if (db == NULL)
		return;
	if (db->handle != NULL)
		tx_abandon(db);
	for (size_t i = 0; i < db->query_count; i++)
		sqlite3_finalize(db->queries[i].statement);
	sqlite3_finalize(db->begin);
	sqlite3_finalize(db->commit);
	sqlite3_finalize(db->rollback);
	if (db->handle != NULL && sqlite3_close(db->handle) != SQLITE_OK)
		log_error("event=database message=%s", "connection closed with statements open");
	free(db->queries);
	free(db->folder);
	free(db);
}

static enum err classify(struct db *db, const char *what, int code)
{
	const char *message = sqlite3_errmsg(db->handle);

	switch (code & 0xff) {
	case SQLITE_CONSTRAINT:
		snprintf(db->refusal, sizeof(db->refusal), "%s", message);
		db->refused = true;
		log_info("event=refused query=%s reason=%s", what, message);
		return ERR_CONFLICT;
	case SQLITE_FULL:
		log_error("event=database query=%s message=%s", what, message);
		return ERR_STORAGE;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		log_warnx("event=database query=%s code=%d message=%s", what, code, message);
		return ERR_BUSY;
	case SQLITE_IOERR:
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
	case SQLITE_NOMEM:
		fatalx("event=database query=%s code=%d message=%s", what, code, message);
	default:
		log_error("event=database query=%s code=%d message=%s", what, code, message);
		return ERR_INTERNAL;
	}
}

enum err database_failed(struct db *db, const char *what, int code)
{
	enum err err = classify(db, what, code);

	/* A full disk, among others, rolls the whole transaction back by itself. */
	if (db->depth > 0 && db->doomed == OK && sqlite3_get_autocommit(db->handle))
		db->doomed = err;
	return err;
}

const char *db_refusal(const struct db *db)
{
	return db->refused ? db->refusal : NULL;
}

int64_t db_changes(const struct db *db)
{
	return sqlite3_changes64(db->handle);
}

int64_t db_last_id(const struct db *db)
{
	return sqlite3_last_insert_rowid(db->handle);
}

const char *db_folder(const struct db *db)
{
	return db->folder;
}
