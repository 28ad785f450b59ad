#include "base/base.h"

#include <fcntl.h>
#include <libgen.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/disk.h"
#include "base/log.h"
#include "data/connection.h"
#include "data/tx.h"

enum { WAL_FRAME_BYTES = 4096 + 24 };

static int64_t wal_size(struct db *db)
{
	char *path = database_path(db->folder, db->file);
	char *wal = NULL;
	struct stat status;
	int64_t size = 0;

	if (asprintf(&wal, "%s-wal", path) < 0)
		fatalx("event=out_of_memory");
	if (stat(wal, &status) == 0)
		size = status.st_size;
	free(wal);
	free(path);
	return size;
}

enum err db_checkpoint(struct db *db, int64_t *wal_bytes)
{
	enum err err = writer_lock(db->folder, LOCK_MILLISECONDS);
	int frames = 0, carried = 0;
	int code;

	*wal_bytes = wal_size(db);
	if (err != OK)
		return err;
	/* Nobody can write meanwhile, so it must not wait long for readers. */
	sqlite3_busy_timeout(db->handle, CHECKPOINT_MILLISECONDS);
	code = sqlite3_wal_checkpoint_v2(db->handle, NULL, SQLITE_CHECKPOINT_RESTART, &frames, &carried);
	sqlite3_busy_timeout(db->handle, BUSY_MILLISECONDS);
	writer_unlock();
	if (frames >= carried && carried >= 0)
		*wal_bytes = (int64_t)(frames - carried) * WAL_FRAME_BYTES;
	if (code == SQLITE_OK)
		return OK;
	/* Readers in the way are everyday life: no log line, the clerk comes again. */
	return (code & 0xff) == SQLITE_BUSY ? ERR_BUSY : database_failed(db, "checkpoint", code);
}

/* A file is on disk when its folder says so too. */
static bool sync_file_and_folder(const char *path)
{
	char *copy = strdup(path);
	int file = open(path, O_RDONLY | O_CLOEXEC);
	bool synced = copy != NULL && file >= 0 && disk_sync(file) && disk_sync_folder(dirname(copy));

	if (!synced)
		log_warn("event=backup file=%s", path);
	if (file >= 0)
		close(file);
	free(copy);
	return synced;
}

static int copy_all(struct db *db, sqlite3 *target)
{
	sqlite3_backup *backup = sqlite3_backup_init(target, "main", db->handle, "main");
	int code;

	if (backup == NULL)
		return sqlite3_errcode(target);
	/* In one go: in slices it would begin anew after every write of somebody else. */
	code = sqlite3_backup_step(backup, -1);
	if (code != SQLITE_DONE && code != SQLITE_OK) {
		sqlite3_backup_finish(backup);
		return code;
	}
	return sqlite3_backup_finish(backup);
}

enum err db_backup(struct db *db, const char *to_path)
{
	int file = open(to_path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	sqlite3 *target = NULL;
	int code;
	bool good;

	if (file < 0) {
		enum err err = errno == EEXIST ? ERR_CONFLICT : errno == ENOSPC ? ERR_STORAGE : ERR_INTERNAL;

		log_warn("event=backup file=%s", to_path);
		return err;
	}
	close(file);
	code = sqlite3_open_v2(to_path, &target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
			       NULL);
	if (code == SQLITE_OK)
		code = copy_all(db, target);
	if (code != SQLITE_OK)
		log_error("event=backup file=%s code=%d message=%s", to_path, code, sqlite3_errstr(code));
	good = code == SQLITE_OK && connection_run(target, "PRAGMA journal_mode=DELETE");
	sqlite3_close(target);
	good = good && sync_file_and_folder(to_path);
	if (!good)
		unlink(to_path);
	if (good)
		return OK;
	return (code & 0xff) == SQLITE_FULL ? ERR_STORAGE : (code & 0xff) == SQLITE_BUSY ? ERR_BUSY : ERR_INTERNAL;
}

/* The first row that is not "ok"; NULL when there is none. */
static char *first_finding(struct db *db, struct arena *arena, const char *text)
{
	sqlite3_stmt *statement = NULL;
	int code = sqlite3_prepare_v2(db->handle, text, -1, &statement, NULL);
	char *finding = NULL;

	while (code == SQLITE_OK && finding == NULL && (code = sqlite3_step(statement)) == SQLITE_ROW) {
		const char *first = (const char *)sqlite3_column_text(statement, 0);

		code = SQLITE_OK;
		if (first != NULL && strcmp(first, "ok") == 0)
			continue;
		finding = arena_printf(arena, "%s: %s", text, first == NULL ? "?" : first);
	}
	if (finding == NULL && code != SQLITE_DONE)
		finding = arena_printf(arena, "%s: %s", text, sqlite3_errmsg(db->handle));
	sqlite3_finalize(statement);
	return finding;
}

enum err db_check(struct db *db, struct arena *arena, char **complaint)
{
	*complaint = first_finding(db, arena, "PRAGMA quick_check(1)");
	if (*complaint == NULL)
		*complaint = first_finding(db, arena, "PRAGMA foreign_key_check");
	/* With them SQLite takes other plans than those that were tested, some a thousand times slower. */
	if (*complaint == NULL &&
	    first_finding(db, arena, "SELECT name FROM sqlite_schema WHERE name = 'sqlite_stat1'") != NULL)
		*complaint = arena_strdup(arena, "sqlite_stat1: somebody ran ANALYZE; stop zwy and drop that table");
	return OK;
}
