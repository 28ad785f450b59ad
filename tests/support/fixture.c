#include "base/base.h"

#include "base/crypt.h"
#include "base/log.h"
#include "data/migrate.h"
#include "data/tx.h"
#include "support/fixture.h"
#include "support/folder.h"

/*
 * Applying all migrations is most of what a test of the upper layers costs: the
 * first of a run (tests/run-unit.sh names a folder for it) keeps what it made,
 * the others copy that.
 */
static void make_databases(struct fixture *fixture)
{
	const char *kept = getenv("UNIT_TEMPLATE");
	char *made = arena_printf(fixture->arena, "%s/made", kept != NULL ? kept : "");
	char *making = arena_printf(fixture->arena, "%s/making-%ld", kept != NULL ? kept : "", (long)getpid());

	if (kept != NULL && access(made, F_OK) == 0) {
		folder_copy(fixture->arena, made, fixture->folder);
		return;
	}
	if (migrate(fixture->folder, "db/migrations") != OK)
		fatalx("event=fixture message=%s", "db/migrations do not apply");
	if (kept == NULL || mkdir(making, 0700) != 0)
		return;
	folder_copy(fixture->arena, fixture->folder, making);
	if (rename(making, made) != 0)
		folder_remove(making); /* another test was sooner */
}

struct fixture *fixture_new(void)
{
	struct fixture *fixture = calloc(1, sizeof(*fixture));

	if (fixture == NULL)
		fatalx("event=out_of_memory");
	crypt_init();
	fixture->arena = arena_new();
	fixture->folder = folder_make(fixture->arena);
	log_threshold(LEVEL_WARN);
	make_databases(fixture);
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
