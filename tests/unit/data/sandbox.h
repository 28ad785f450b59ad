/*
 * A data folder with a small schema and statements of its own, so that these
 * tests depend on no real migration and no real query.
 */
#ifndef UNIT_DATA_SANDBOX_H
#define UNIT_DATA_SANDBOX_H

#include "base/base.h"

#include <check.h>

#include "base/crypt.h"
#include "base/log.h"
#include "data/migrate.h"
#include "data/query.h"
#include "data/tx.h"
#include "support/folder.h"
#include "unit/suite.h"

static const char sandbox_schema[] =
	"CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT UNIQUE, data BLOB, parent_id INTEGER REFERENCES item "
	"(id)) STRICT;\n"
	"CREATE TABLE removed (id INTEGER PRIMARY KEY) STRICT;\n"
	"CREATE TRIGGER item_delete BEFORE DELETE ON item BEGIN INSERT INTO removed VALUES (OLD.id); END;\n"
	"CREATE TRIGGER item_bad BEFORE INSERT ON item WHEN NEW.name = 'bad' BEGIN SELECT RAISE(ABORT, 'item: bad'); "
	"END;\n"
	"CREATE TRIGGER item_gone BEFORE INSERT ON item WHEN NEW.name = 'gone' BEGIN SELECT RAISE(ROLLBACK, 'item: "
	"gone'); END;\n"
	"CREATE VIRTUAL TABLE words USING fts5(text);\n";

static const char sandbox_keys[] = "CREATE TABLE secret (id INTEGER PRIMARY KEY) STRICT;\n";

enum sandbox_query { ADD, REPLACE, COUNT, LIST, REMOVED, PAGE, WORD_ADD, WORD_FIND, RETURNING, CHILD, SANDBOX_COUNT };

static const struct query_text sandbox_table[] = {
	[ADD] = {"add", "INSERT INTO item (name, data) VALUES (:name, :data)", QUERY_WRITE, SCOPE_SYSTEM, "add"},
	[REPLACE] = {"replace", "INSERT OR REPLACE INTO item (id, name) VALUES (:id, :name)", QUERY_WRITE, SCOPE_SYSTEM,
		     "r"},
	[COUNT] = {"count", "SELECT count(*) FROM item", QUERY_READ, SCOPE_SYSTEM, "count"},
	[LIST] = {"list", "SELECT id, name, data FROM item ORDER BY id", QUERY_READ, SCOPE_SYSTEM, "list"},
	[REMOVED] = {"removed", "SELECT count(*) FROM removed", QUERY_READ, SCOPE_SYSTEM, "removed"},
	[PAGE] = {"page", "SELECT id FROM item WHERE (id, id) > (:after_sort, :after_id) ORDER BY id LIMIT :limit",
		  QUERY_READ, SCOPE_SYSTEM, "page"},
	[WORD_ADD] = {"word_add", "INSERT INTO words (text) VALUES (:text)", QUERY_WRITE, SCOPE_SYSTEM, "w"},
	[WORD_FIND] = {"word_find", "SELECT count(*) FROM words WHERE words MATCH :text", QUERY_READ, SCOPE_SYSTEM,
		       "w"},
	[RETURNING] = {"returning", "INSERT INTO item (name) VALUES (:name) RETURNING id", QUERY_WRITE, SCOPE_SYSTEM,
		       "r"},
	[CHILD] = {"child", "INSERT INTO item (parent_id) VALUES (:parent) RETURNING id", QUERY_WRITE, SCOPE_SYSTEM,
		   "c"},
	[SANDBOX_COUNT] = {NULL, NULL, QUERY_READ, SCOPE_SYSTEM, NULL},
};

struct sandbox {
	struct arena *arena;
	char *root;
	char *folder;     /* the data */
	char *migrations; /* with keys/ in it */
	char *keys;
};

/* Folders and the two first migrations, nothing applied. */
static inline struct sandbox sandbox_bare(void)
{
	struct sandbox box = {.arena = arena_new()};

	crypt_init();
	log_threshold(LEVEL_ERROR + 1); /* refusals are the point here; capture.h shows lines where a test wants them */
	box.root = folder_make(box.arena);
	box.folder = folder_sub(box.arena, box.root, "data");
	box.migrations = folder_sub(box.arena, box.root, "migrations");
	box.keys = folder_sub(box.arena, box.migrations, "keys");
	folder_write(box.arena, box.migrations, "0001_item.sql", sandbox_schema);
	folder_write(box.arena, box.keys, "0001_secret.sql", sandbox_keys);
	return box;
}

static inline struct sandbox sandbox_new(void)
{
	struct sandbox box = sandbox_bare();

	ck_assert_int_eq(migrate(box.folder, box.migrations), OK);
	return box;
}

static inline void sandbox_end(struct sandbox *box)
{
	folder_remove(box->root);
	arena_free(box->arena);
}

static inline struct db *sandbox_open(struct sandbox *box, enum db_mode mode)
{
	return db_open_table(box->folder, DB_APP, mode, sandbox_table, SANDBOX_COUNT);
}

static inline struct query *sandbox_query(struct db *db, enum sandbox_query name)
{
	return db_query(db, (enum query_name)name);
}

/* Inside a transaction. */
static inline enum err sandbox_add(struct db *db, const char *name)
{
	struct query *query = sandbox_query(db, ADD);

	query_text(query, ":name", name);
	query_null(query, ":data");
	return query_run(query);
}

static inline int64_t sandbox_value(struct db *db, enum sandbox_query name)
{
	int64_t value = -1;

	ck_assert_int_eq(query_value(sandbox_query(db, name), -1, &value), OK);
	return value;
}

#endif
