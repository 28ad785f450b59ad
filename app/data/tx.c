#include "base/base.h"

#include "base/log.h"
#include "data/connection.h"
#include "data/tx.h"

/* Step one of the three prepared statements. */
static enum err command(struct db *db, sqlite3_stmt *statement)
{
	int code = sqlite3_step(statement);
	enum err err = code == SQLITE_DONE ? OK : database_failed(db, sqlite3_sql(statement), code);

	sqlite3_reset(statement);
	return err;
}

void tx_first(struct db *db, enum err (*first)(struct db *db, const void *argument), const void *argument)
{
	db->first = first;
	db->first_argument = argument;
}

static enum err begin_with_first(struct db *db)
{
	enum err err = db->first == NULL ? OK : db->first(db, db->first_argument);

	if (err == OK)
		return OK;
	tx_first(db, NULL, NULL);
	return tx_end(db, err);
}

enum err tx_begin_at(struct db *db, const char *file, int line)
{
	enum err err;

	if (db->mode != DB_WRITER) {
		log_error("event=transaction message=%s file=%s line=%d", "begun on the reader", file, line);
		return ERR_INTERNAL;
	}
	if (db->depth > 0) {
		db->depth++;
		return OK;
	}
	err = writer_lock(db->folder, LOCK_MILLISECONDS);
	if (err != OK)
		return err;
	err = command(db, db->begin);
	if (err != OK) {
		writer_unlock();
		return err;
	}
	db->depth = 1;
	db->doomed = OK;
	db->refused = false;
	db->tx_file = file;
	db->tx_line = line;
	return begin_with_first(db);
}

/* A full disk or a failing COMMIT may have rolled back already. */
static void roll_back(struct db *db)
{
	if (!sqlite3_get_autocommit(db->handle))
		(void)command(db, db->rollback);
}

enum err tx_end(struct db *db, enum err err)
{
	if (db->depth == 0) {
		log_error("event=transaction message=%s", "ended without a beginning");
		return err != OK ? err : ERR_INTERNAL;
	}
	if (err != OK && db->doomed == OK)
		db->doomed = err;
	if (db->depth > 1) {
		db->depth--;
		return err;
	}
	if (err == OK)
		err = db->doomed;
	if (err == OK)
		err = command(db, db->commit);
	if (err == OK)
		tx_first(db, NULL, NULL);
	roll_back(db);
	db->depth = 0;
	writer_unlock();
	return err;
}

bool tx_abandon(struct db *db)
{
	bool found = database_tidy(db);

	tx_first(db, NULL, NULL);
	if (db->depth == 0)
		return found;
	log_error("event=transaction message=%s file=%s line=%d", "left open", db->tx_file, db->tx_line);
	roll_back(db);
	db->depth = 0;
	writer_unlock();
	return true;
}

bool tx_open(const struct db *db)
{
	return db->depth > 0;
}

enum err snapshot_begin(struct db *db)
{
	if (db->mode != DB_READER || !sqlite3_get_autocommit(db->handle)) {
		log_error("event=snapshot message=%s", "begun on the writer or twice");
		return ERR_INTERNAL;
	}
	return command(db, db->begin);
}

bool snapshot_held(const struct db *db)
{
	return db->mode == DB_READER && !sqlite3_get_autocommit(db->handle);
}

void snapshot_end(struct db *db)
{
	if (snapshot_held(db))
		(void)command(db, db->commit);
}
