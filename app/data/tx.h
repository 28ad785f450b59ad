/*
 * Write transactions.  Every one takes the writer lock (one lock file in the
 * data folder, shared by app.db and keys.db, opened by each process itself)
 * and then BEGIN IMMEDIATE.  Waiting ends after five seconds with ERR_BUSY.
 * Nesting counts; only the outermost commits.  One left open at the end of a
 * request is rolled back and logged with the place that began it.
 */
#ifndef DATA_TX_H
#define DATA_TX_H

#include "data/db.h"

#define tx_begin(db) tx_begin_at((db), __FILE__, __LINE__)

enum err tx_begin_at(struct db *db, const char *file, int line) NODISCARD;

/*
 * What the next outermost transaction of this connection does first, again and
 * again until one is committed with it; an error of it ends that transaction's
 * beginning and is forgotten afterwards.  NULL for nothing; argument is
 * borrowed until then or until tx_abandon.
 */
void tx_first(struct db *db, enum err (*first)(struct db *db, const void *argument), const void *argument);

/*
 * Commit when err is OK, else roll back; returns err, or what the commit failed
 * with.  An inner end with an error dooms the outer one, whatever it says.
 */
enum err tx_end(struct db *db, enum err err) NODISCARD;

/*
 * End every query left open and roll back the transaction, with a log line
 * each; true when something was open.  For the end of every request, on both
 * connections: a query left open keeps the checkpoint from ever finishing.
 */
bool tx_abandon(struct db *db);

bool tx_open(const struct db *db);

/*
 * On a reader: everything until the end is read as of one moment.  Short: a
 * checkpoint waits for it.  The end does nothing when there was no beginning.
 */
enum err snapshot_begin(struct db *db) NODISCARD;
void snapshot_end(struct db *db);

/* Between the two: what was read once reads the same again. */
bool snapshot_held(const struct db *db);

/*
 * The writer lock alone, for the checkpoint and the backup.  Waits at most
 * milliseconds.  One lock per process, counted: it is the one thing here that
 * is kept in the process and not in struct db, because app.db and keys.db share it.
 */
enum err writer_lock(const char *data_folder, int milliseconds) NODISCARD;
void writer_unlock(void);

/*
 * Checkpoint under the writer lock; ERR_BUSY when readers hold it.  wal_bytes:
 * what is not yet carried over.  The log is then written from its beginning and
 * keeps its length: a log that was cut off has to grow again, which makes the
 * sync of each commit twice as dear.
 */
enum err db_checkpoint(struct db *db, int64_t *wal_bytes) NODISCARD;

/*
 * Online copy of the whole database into a new file (sqlite3_backup), synced.
 * The copy is one plain file, not in WAL mode: migrate() makes it a database
 * that db_open takes again.  ERR_CONFLICT when the file exists.
 */
enum err db_backup(struct db *db, const char *to_path) NODISCARD;

/* PRAGMA quick_check, foreign_key_check, and no statistics of ANALYZE; *complaint is arena, NULL when all is well. */
enum err db_check(struct db *db, struct arena *arena, char **complaint) NODISCARD;

#endif
