#include "base/base.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "data/connection.h"
#include "data/migrate.h"
#include "data/migration.h"
#include "data/tx.h"

/*
 * One database on its way: recorded rows are compared with the files, what is
 * pending is applied to a copy first and then to the real one.  The writer
 * lock is held from beginning to end.
 */
struct target {
	struct arena *arena;
	enum db_file file;
	char *path;
	struct migration_list list;
	sqlite3 *handle;
	size_t recorded; /* migrations already in it */
};

struct table_rows {
	char *name;
	int64_t rows;
	struct table_rows *next;
};

static bool complain(const struct target *target, const char *what, const char *message)
{
	log_error("event=migrate database=%s migration=%s message=%s", target->path, what, message);
	return false;
}

static sqlite3_stmt *prepare(struct target *target, const char *text)
{
	sqlite3_stmt *statement = NULL;

	if (sqlite3_prepare_v2(target->handle, text, -1, &statement, NULL) != SQLITE_OK)
		complain(target, text, sqlite3_errmsg(target->handle));
	return statement;
}

static bool integer(struct target *target, const char *text, int64_t *out)
{
	return connection_integer(target->handle, text, out);
}

/* ---- what has been recorded ---- */

static bool same_as_recorded(const struct target *target, sqlite3_stmt *row, size_t index)
{
	const char *name = (const char *)sqlite3_column_text(row, 1);
	const struct migration *migration;

	if (index >= target->list.count)
		return complain(target, name,
				"recorded, but there is no such file: the program is older than the database");
	migration = &target->list.rows[index];
	if (sqlite3_column_int64(row, 0) != migration->number || !text_equal(name, migration->name))
		return complain(target, name, "recorded under another number or name");
	if (sqlite3_column_bytes(row, 2) != DIGEST_SIZE ||
	    memcmp(sqlite3_column_blob(row, 2), migration->digest, DIGEST_SIZE) != 0)
		return complain(target, name, "the file was changed after it had been applied");
	return true;
}

/* Counts the recorded migrations; each must be the file it was. */
static bool compare_recorded(struct target *target)
{
	sqlite3_stmt *rows = prepare(target, "SELECT number, name, digest FROM migration ORDER BY number");
	int64_t version = 0;
	bool good = rows != NULL;
	int code = SQLITE_DONE;

	target->recorded = 0;
	while (good && (code = sqlite3_step(rows)) == SQLITE_ROW)
		good = same_as_recorded(target, rows, target->recorded++);
	sqlite3_finalize(rows);
	if (!good)
		return false;
	if (code != SQLITE_DONE || !integer(target, "PRAGMA user_version", &version))
		return complain(target, "migration", sqlite3_errmsg(target->handle));
	if (version != (int64_t)target->recorded)
		return complain(target, "migration", "the recorded migrations and user_version differ");
	return true;
}

static bool is_ours(struct target *target)
{
	int64_t mark = 0;

	if (!integer(target, "PRAGMA application_id", &mark))
		return false;
	return mark == database_mark(target->file) || complain(target, "application_id", "not a database of ours");
}

/* ---- applying ---- */

/* A migration is text of ours, yet it must not leave its transaction, its file or its settings. */
static int authorise(void *argument, int action, const char *first, const char *second, const char *database,
		     const char *trigger)
{
	(void)argument, (void)second, (void)database, (void)trigger;
	switch (action) {
	case SQLITE_TRANSACTION:
	case SQLITE_SAVEPOINT:
	case SQLITE_ATTACH:
	case SQLITE_DETACH:
		return SQLITE_DENY;
	case SQLITE_PRAGMA: /* FTS5 looks at data_version */
		return pragma_only_looks(first) ? SQLITE_OK : SQLITE_DENY;
	default:
		return SQLITE_OK;
	}
}

/* Shadow tables of FTS5 count too; SQLite's own do not. */
static bool count_rows(struct target *target, struct table_rows **list)
{
	sqlite3_stmt *tables = prepare(target, "SELECT name FROM sqlite_schema WHERE type = 'table' "
					       "AND name NOT GLOB 'sqlite_*' ORDER BY name DESC");
	bool good = tables != NULL;

	*list = NULL;
	while (good && sqlite3_step(tables) == SQLITE_ROW) {
		struct table_rows *table = arena_alloc(target->arena, sizeof(*table));
		char *text = sqlite3_mprintf("SELECT count(*) FROM \"%w\"", sqlite3_column_text(tables, 0));

		table->name = arena_strdup(target->arena, (const char *)sqlite3_column_text(tables, 0));
		table->next = *list;
		*list = table;
		good = text != NULL && integer(target, text, &table->rows);
		sqlite3_free(text);
	}
	sqlite3_finalize(tables);
	return good;
}

static bool lost_nothing(struct target *target, const struct migration *migration, const struct table_rows *before)
{
	struct table_rows *after = NULL;

	if (!count_rows(target, &after))
		return false;
	for (; before != NULL; before = before->next) {
		const struct table_rows *table = after;

		while (table != NULL && strcmp(table->name, before->name) != 0)
			table = table->next;
		if ((table == NULL || table->rows < before->rows) && !migration_may_lose(migration, before->name)) {
			log_error("event=migrate database=%s migration=%s table=%s before=%" PRId64 " after=%" PRId64
				  " message=%s",
				  target->path, migration->name, before->name, before->rows,
				  table == NULL ? (int64_t)-1 : table->rows, "rows would be lost");
			return false;
		}
	}
	return true;
}

static bool keys_hold(struct target *target, const struct migration *migration)
{
	sqlite3_stmt *check = prepare(target, "PRAGMA foreign_key_check");
	int code = check == NULL ? SQLITE_ERROR : sqlite3_step(check);

	if (code == SQLITE_ROW)
		log_error("event=migrate database=%s migration=%s table=%s rowid=%" PRId64 " message=%s", target->path,
			  migration->name, (const char *)sqlite3_column_text(check, 0),
			  (int64_t)sqlite3_column_int64(check, 1), "a foreign key points nowhere");
	sqlite3_finalize(check);
	return code == SQLITE_DONE;
}

static bool record(struct target *target, const struct migration *migration)
{
	sqlite3_stmt *insert =
		prepare(target, "INSERT INTO migration (number, name, digest, applied_at) VALUES (?, ?, ?, ?)");
	char *version = arena_printf(target->arena, "PRAGMA user_version=%d", migration->number);
	bool good = insert != NULL && sqlite3_bind_int(insert, 1, migration->number) == SQLITE_OK &&
		    sqlite3_bind_text(insert, 2, migration->name, -1, SQLITE_STATIC) == SQLITE_OK &&
		    sqlite3_bind_blob(insert, 3, migration->digest, DIGEST_SIZE, SQLITE_STATIC) == SQLITE_OK &&
		    sqlite3_bind_int64(insert, 4, clock_now()) == SQLITE_OK && sqlite3_step(insert) == SQLITE_DONE;

	sqlite3_finalize(insert);
	return good && connection_run(target->handle, version);
}

static bool run_text(struct target *target, const struct migration *migration)
{
	char *message = NULL;
	int code;

	sqlite3_set_authorizer(target->handle, authorise, NULL);
	code = sqlite3_exec(target->handle, migration->text, NULL, NULL, &message);
	sqlite3_set_authorizer(target->handle, NULL, NULL);
	if (code != SQLITE_OK)
		complain(target, migration->name, message == NULL ? sqlite3_errstr(code) : message);
	sqlite3_free(message);
	return code == SQLITE_OK;
}

static bool apply_one(struct target *target, const struct migration *migration)
{
	struct table_rows *before = NULL;
	bool good = connection_run(target->handle, "BEGIN IMMEDIATE") && count_rows(target, &before) &&
		    run_text(target, migration) && keys_hold(target, migration) &&
		    lost_nothing(target, migration, before) && record(target, migration) &&
		    connection_run(target->handle, "COMMIT");

	if (!good && !sqlite3_get_autocommit(target->handle) && !connection_run(target->handle, "ROLLBACK"))
		fatalx("event=migrate database=%s message=%s", target->path, "cannot be rolled back");
	return good;
}

/* ON would delete children silently when a table is rebuilt; it cannot be changed inside a transaction. */
static bool apply_pending(struct target *target)
{
	bool good = connection_run(target->handle, "PRAGMA foreign_keys=OFF");

	for (size_t i = target->recorded; good && i < target->list.count; i++)
		good = apply_one(target, &target->list.rows[i]);
	return good && connection_run(target->handle, "PRAGMA foreign_keys=ON");
}

/* ---- opening ---- */

static bool open_handle(struct target *target, int flags)
{
	int code;

	library_configure();
	code = sqlite3_open_v2(target->path, &target->handle,
			       flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_EXRESCODE, NULL);
	if (code == SQLITE_OK)
		return connection_configure(target->handle);
	return complain(target, "open", sqlite3_errmsg(target->handle));
}

/* By hand, so that the mode is ours; SQLite gives -wal and -shm the same. */
static bool create_file(const char *path, mode_t mode)
{
	int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, mode);

	if (file < 0)
		log_warn("event=migrate database=%s", path);
	else
		close(file);
	return file >= 0;
}

static void close_handle(struct target *target)
{
	sqlite3_close(target->handle);
	target->handle = NULL;
}

/* WAL cannot be set inside a transaction; a copy from a backup comes without it. */
static bool make_wal(struct target *target)
{
	return connection_is_wal(target->handle) ||
	       (connection_run(target->handle, "PRAGMA journal_mode=WAL") && connection_is_wal(target->handle)) ||
	       complain(target, "journal_mode", "does not become WAL");
}

/* A file with nothing in it becomes a database of ours; anything else must be one. */
static bool make_ours(struct target *target)
{
	int64_t objects = 0, mark = 0;
	char *text;

	if (!integer(target, "SELECT count(*) FROM sqlite_schema", &objects) ||
	    !integer(target, "PRAGMA application_id", &mark))
		return false;
	if (objects > 0 || mark != 0)
		return is_ours(target) && make_wal(target);
	text = arena_printf(target->arena,
			    "BEGIN IMMEDIATE; PRAGMA application_id=%d;"
			    "CREATE TABLE migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,"
			    " digest BLOB NOT NULL CHECK (length(digest) = %d), applied_at INTEGER NOT NULL) STRICT;"
			    "COMMIT",
			    (int)database_mark(target->file), DIGEST_SIZE);
	return make_wal(target) && connection_run(target->handle, text);
}

static void remove_database(struct arena *arena, const char *path)
{
	static const char *const endings[] = {"", "-wal", "-shm", "-journal"};

	for (size_t i = 0; i < ARRAY_LENGTH(endings); i++)
		unlink(arena_printf(arena, "%s%s", path, endings[i]));
}

/* The same on a copy; the real one has not been touched when it fails. */
static bool rehearse(struct target *target)
{
	struct target trial = *target;
	sqlite3_backup *backup;
	bool good;

	trial.path = arena_printf(target->arena, "%s.trial", target->path);
	trial.handle = NULL;
	remove_database(target->arena, trial.path);
	good = create_file(trial.path, 0600) && open_handle(&trial, SQLITE_OPEN_READWRITE);
	backup = good ? sqlite3_backup_init(trial.handle, "main", target->handle, "main") : NULL;
	good = backup != NULL && sqlite3_backup_step(backup, -1) == SQLITE_DONE;
	if (backup != NULL && sqlite3_backup_finish(backup) != SQLITE_OK)
		good = complain(&trial, "copy", sqlite3_errmsg(trial.handle));
	/* Nobody needs it after a crash. */
	good = good && connection_run(trial.handle, "PRAGMA synchronous=OFF") && apply_pending(&trial);
	close_handle(&trial);
	remove_database(target->arena, trial.path);
	return good;
}

/* Everything in the file itself when we go, under the lock the caller holds. */
static bool settle(struct target *target)
{
	int code = sqlite3_wal_checkpoint_v2(target->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);

	return code == SQLITE_OK || (code & 0xff) == SQLITE_BUSY ||
	       complain(target, "checkpoint", sqlite3_errmsg(target->handle));
}

static bool bring_up(struct target *target)
{
	size_t pending;

	if (!create_file(target->path, 0660) || !open_handle(target, SQLITE_OPEN_READWRITE) || !make_ours(target) ||
	    !compare_recorded(target))
		return false;
	pending = target->list.count - target->recorded;
	if (pending == 0)
		return true;
	/* A database that was made just now holds nothing to spoil. */
	if ((target->recorded > 0 && !rehearse(target)) || !apply_pending(target) || !settle(target))
		return false;
	log_info("event=migrate database=%s applied=%zu version=%zu", target->path, pending, target->list.count);
	return true;
}

/* Older than the files is no defect, yet nothing may be served from it. */
static bool is_newest(struct target *target)
{
	if (!open_handle(target, SQLITE_OPEN_READONLY) || !is_ours(target) || !compare_recorded(target))
		return false;
	return target->recorded == target->list.count ||
	       complain(target, target->list.rows[target->recorded].name, "not applied yet, run zwy migrate");
}

static bool for_each_database(const char *data_folder, const char *migrations_folder, bool (*work)(struct target *))
{
	struct arena *arena = arena_new();
	const char *const folders[] = {
		[DB_APP] = migrations_folder,
		[DB_KEYS] = arena_printf(arena, "%s/keys", migrations_folder),
	};
	bool good = true;

	for (size_t i = 0; good && i < ARRAY_LENGTH(folders); i++) {
		struct target target = {.arena = arena, .file = (enum db_file)i};
		char *path = database_path(data_folder, target.file);

		target.path = arena_strdup(arena, path);
		free(path);
		good = migration_list_read(arena, folders[i], &target.list) && work(&target);
		close_handle(&target);
	}
	arena_free(arena);
	return good;
}

enum err migrate(const char *data_folder, const char *migrations_folder)
{
	enum err err = writer_lock(data_folder, LOCK_MILLISECONDS);

	if (err != OK)
		return err;
	if (!for_each_database(data_folder, migrations_folder, bring_up))
		err = ERR_STATE;
	writer_unlock();
	return err;
}

enum err migrate_check(const char *data_folder, const char *migrations_folder)
{
	return for_each_database(data_folder, migrations_folder, is_newest) ? OK : ERR_STATE;
}
