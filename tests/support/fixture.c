#include "base/base.h"

#include "base/crypt.h"
#include "base/log.h"
#include "data/migrate.h"
#include "data/tx.h"
#include "support/fixture.h"
#include "support/folder.h"

struct fixture *fixture_new(void)
{
	struct fixture *fixture = calloc(1, sizeof(*fixture));

	if (fixture == NULL)
		fatalx("event=out_of_memory");
	crypt_init();
	fixture->arena = arena_new();
	fixture->folder = folder_make(fixture->arena);
	log_threshold(LEVEL_WARN);
	if (migrate(fixture->folder, "db/migrations") != OK)
		fatalx("event=fixture message=%s", "db/migrations do not apply");
	fixture->reader = fixture_open(fixture, DB_APP, DB_READER);
	fixture->writer = fixture_open(fixture, DB_APP, DB_WRITER);
	return fixture;
}

void fixture_free(struct fixture *fixture)
{
	if (fixture == NULL)
		return;
	db_free(fixture->reader);
	db_free(fixture->writer);
	folder_remove(fixture->folder);
	arena_free(fixture->arena);
	free(fixture);
}

struct db *fixture_open(struct fixture *fixture, enum db_file file, enum db_mode mode)
{
	struct db *db = db_open(fixture->folder, file, mode);

	if (db == NULL)
		fatalx("event=fixture message=%s", "the database does not open");
	return db;
}
