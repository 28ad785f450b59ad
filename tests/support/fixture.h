/*
 * A whole, empty product for one test: a temporary data folder migrated with
 * db/migrations, a reader and a writer on app.db, an arena.  Tests run from
 * the root of the repository.  Anything that fails ends the test.
 */
#ifndef SUPPORT_FIXTURE_H
#define SUPPORT_FIXTURE_H

#include "base/arena.h"
#include "data/db.h"

struct fixture {
	struct arena *arena; /* for the test's own use too */
	char *folder;
	struct db *reader;
	struct db *writer;
};

struct fixture *fixture_new(void);          /* owned */
void fixture_free(struct fixture *fixture); /* removes the folder; NULL is fine */

/* A second connection, as another process would have; owned (db_free). */
struct db *fixture_open(struct fixture *fixture, enum db_file file, enum db_mode mode) NODISCARD;

#endif
