/*
 * Numbered, append-only migrations: db/migrations/0001_name.sql for app.db and
 * db/migrations/keys/0001_name.sql for keys.db.  Each runs in one transaction
 * with foreign keys off and foreign_key_check before the commit, is tried on a
 * copy first when the database holds data, and is recorded with its checksum;
 * a recorded file that changed stops everything.
 */
#ifndef DATA_MIGRATE_H
#define DATA_MIGRATE_H

#include "data/db.h"

/* Create the folder's databases where missing and bring both up to date.  Complaints go to the log. */
enum err migrate(const char *data_folder, const char *migrations_folder) NODISCARD;

/* OK when both databases are exactly at the newest migration, ERR_STATE when not. */
enum err migrate_check(const char *data_folder, const char *migrations_folder) NODISCARD;

#endif
