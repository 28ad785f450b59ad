#include "base/base.h"

#include <sqlite3.h>

#include "unit/base/capture.h"
#include "unit/data/sandbox.h"

START_TEST(a_folder_without_a_database_is_refused)
{
	struct sandbox box = sandbox_bare();

	ck_assert_ptr_null(sandbox_open(&box, DB_READER));
	ck_assert_ptr_null(sandbox_open(&box, DB_WRITER));
	ck_assert_int_ne(access(arena_printf(box.arena, "%s/app.db", box.folder), F_OK), 0);
	sandbox_end(&box);
}
END_TEST

START_TEST(a_database_that_was_not_migrated_is_refused)
{
	struct sandbox box = sandbox_bare();
	sqlite3 *handle = NULL;

	folder_write(box.arena, box.folder, "app.db", "");
	ck_assert_ptr_null(sandbox_open(&box, DB_WRITER));
	ck_assert_int_eq(sqlite3_open(arena_printf(box.arena, "%s/app.db", box.folder), &handle), SQLITE_OK);
	ck_assert_int_eq(sqlite3_exec(handle, "PRAGMA journal_mode=WAL; CREATE TABLE item (id)", NULL, NULL, NULL), 0);
	sqlite3_close(handle);
	ck_assert_ptr_null(sandbox_open(&box, DB_WRITER));
	sandbox_end(&box);
}
END_TEST

START_TEST(the_other_database_in_its_place_is_refused)
{
	struct sandbox box = sandbox_new();

	ck_assert_int_eq(rename(arena_printf(box.arena, "%s/keys.db", box.folder),
				arena_printf(box.arena, "%s/app.db", box.folder)),
			 0);
	ck_assert_ptr_null(sandbox_open(&box, DB_READER));
	sandbox_end(&box);
}
END_TEST

START_TEST(a_database_outside_wal_mode_is_refused)
{
	struct sandbox box = sandbox_new();
	sqlite3 *handle = NULL;

	ck_assert_int_eq(sqlite3_open(arena_printf(box.arena, "%s/app.db", box.folder), &handle), SQLITE_OK);
	ck_assert_int_eq(sqlite3_exec(handle, "PRAGMA journal_mode=DELETE", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(handle);
	ck_assert_ptr_null(sandbox_open(&box, DB_WRITER));
	ck_assert_int_eq(migrate(box.folder, box.migrations), OK);
	db_free(sandbox_open(&box, DB_WRITER));
	sandbox_end(&box);
}
END_TEST

START_TEST(the_reader_sees_and_refuses_to_write)
{
	struct sandbox box = sandbox_new();
	struct db *writer = sandbox_open(&box, DB_WRITER);
	struct db *reader = sandbox_open(&box, DB_READER);

	ck_assert_int_eq(tx_begin(writer), OK);
	ck_assert_int_eq(tx_end(writer, sandbox_add(writer, "one")), OK);
	ck_assert_int_eq(sandbox_value(reader, COUNT), 1);
	ck_assert_int_eq(tx_begin(reader), ERR_INTERNAL);
	ck_assert_int_eq(sandbox_add(reader, "two"), ERR_INTERNAL);
	ck_assert_int_eq(sandbox_value(reader, COUNT), 1);
	ck_assert_str_eq(db_folder(reader), box.folder);
	db_free(reader);
	db_free(writer);
	sandbox_end(&box);
}
END_TEST

START_TEST(a_constraint_or_trigger_that_refuses_is_a_conflict_with_its_text)
{
	struct sandbox box = sandbox_new();
	struct db *db = sandbox_open(&box, DB_WRITER);

	ck_assert_int_eq(tx_begin(db), OK);
	ck_assert_ptr_null(db_refusal(db));
	ck_assert_int_eq(sandbox_add(db, "one"), OK);
	ck_assert_int_eq(sandbox_add(db, "one"), ERR_CONFLICT);
	ck_assert_str_eq(db_refusal(db), "UNIQUE constraint failed: item.name");
	ck_assert_int_eq(sandbox_add(db, "bad"), ERR_CONFLICT);
	ck_assert_str_eq(db_refusal(db), "item: bad");
	ck_assert_int_eq(tx_end(db, OK), OK);
	ck_assert_int_eq(sandbox_value(db, COUNT), 1);
	ck_assert_int_eq(tx_begin(db), OK);
	ck_assert_ptr_null(db_refusal(db));
	ck_assert_int_eq(tx_end(db, OK), OK);
	db_free(db);
	sandbox_end(&box);
}
END_TEST

START_TEST(a_foreign_key_that_points_nowhere_is_a_conflict_even_with_returning)
{
	struct sandbox box = sandbox_new();
	struct db *db = sandbox_open(&box, DB_WRITER);
	struct query *query;

	ck_assert_int_eq(tx_begin(db), OK);
	query = sandbox_query(db, CHILD);
	query_int(query, ":parent", 99);
	ck_assert_int_eq(query_run(query), ERR_CONFLICT);
	ck_assert_int_eq(tx_end(db, OK), OK);
	ck_assert_int_eq(sandbox_value(db, COUNT), 0);
	db_free(db);
	sandbox_end(&box);
}
END_TEST

START_TEST(insert_or_replace_fires_the_delete_trigger)
{
	struct sandbox box = sandbox_new();
	struct db *db = sandbox_open(&box, DB_WRITER);

	ck_assert_int_eq(tx_begin(db), OK);
	for (int i = 0; i < 2; i++) {
		struct query *query = sandbox_query(db, REPLACE);

		query_int(query, ":id", 7);
		query_text(query, ":name", i == 0 ? "first" : "second");
		ck_assert_int_eq(query_run(query), OK);
	}
	ck_assert_int_eq(sandbox_value(db, REMOVED), 1);
	ck_assert_int_eq(tx_end(db, OK), OK);
	db_free(db);
	sandbox_end(&box);
}
END_TEST

START_TEST(values_come_back_as_they_went_in)
{
	struct sandbox box = sandbox_new();
	struct db *db = sandbox_open(&box, DB_WRITER);
	struct query *query;
	size_t length = 9;
	const char *data;

	ck_assert_int_eq(tx_begin(db), OK);
	for (int i = 0; i < 3; i++) {
		query = sandbox_query(db, ADD);
		query_text(query, ":name", i == 0 ? "政务云" : i == 1 ? "" : NULL);
		if (i == 2)
			query_null(query, ":data");
		else
			query_blob(query, ":data", i == 0 ? "a\0b" : "", i == 0 ? 3 : 0);
		ck_assert_int_eq(query_run(query), OK);
	}
	ck_assert_int_eq(db_changes(db), 1);
	ck_assert_int_eq(db_last_id(db), 3);
	ck_assert_int_eq(tx_end(db, OK), OK);

	query = sandbox_query(db, LIST);
	ck_assert(query_step(query));
	ck_assert_int_eq(column_count(query), 3);
	ck_assert_str_eq(column_name(query, 1), "name");
	ck_assert(column_is_int(query, 0) && !column_is_int(query, 1));
	ck_assert_str_eq(column_text(query, 1), "政务云");
	ck_assert_int_eq(next_int(query), 1);
	ck_assert(!next_is_null(query));
	ck_assert_str_eq(next_text(query, box.arena), "政务云");
	data = next_blob(query, box.arena, &length);
	ck_assert_uint_eq(length, 3);
	ck_assert_mem_eq(data, "a\0b", 3);
	ck_assert(query_step(query));
	ck_assert_int_eq(next_int(query), 2);
	ck_assert_str_eq(next_text(query, box.arena), "");
	ck_assert_ptr_nonnull(next_blob(query, box.arena, &length));
	ck_assert_uint_eq(length, 0);
	ck_assert(query_step(query));
	ck_assert_int_eq(next_int(query), 3);
	ck_assert(next_is_null(query) && column_is_null(query, 1));
	ck_assert_ptr_null(next_text(query, box.arena));
	ck_assert_ptr_null(next_blob(query, box.arena, &length));
	ck_assert(!query_step(query));
	ck_assert(!query_step(query));
	ck_assert_int_eq(query_end(query), OK);
	db_free(db);
	sandbox_end(&box);
}
END_TEST

START_TEST(returning_gives_the_new_id_and_keeps_the_row)
{
	struct sandbox box = sandbox_new();
	struct db *db = sandbox_open(&box, DB_WRITER);
	struct query *query;
	int64_t id = 0;

	ck_assert_int_eq(tx_begin(db), OK);
	query = sandbox_query(db, RETURNING);
	query_text(query, ":name", "one");
	ck_assert_int_eq(query_value(query, 0, &id), OK);
	ck_assert_int_eq(tx_end(db, OK), OK);
	ck_assert_int_eq(id, 1);
	ck_assert_int_eq(sandbox_value(db, COUNT), 1);
	db_free(db);
	sandbox_end(&box);
}
END_TEST

START_TEST(all_ids_are_read_and_the_query_is_free_again)
{
	enum { ROWS = 40 }; /* more than a first guess holds */
	struct sandbox box = sandbox_new();
	struct db *db = sandbox_open(&box, DB_WRITER);
	struct arena *arena = arena_new();
	int64_t *ids;
	size_t count = 1;

	ck_assert_int_eq(query_ids(sandbox_query(db, LIST), arena, &ids, &count), OK);
	ck_assert_uint_eq(count, 0);
	ck_assert_int_eq(tx_begin(db), OK);
	for (size_t i = 0; i < ROWS; i++) {
		struct query *query = sandbox_query(db, RETURNING);
		int64_t id;

		query_text(query, ":name", arena_printf(arena, "item %zu", i));
		ck_assert_int_eq(query_value(query, 0, &id), OK);
	}
	ck_assert_int_eq(tx_end(db, OK), OK);
	ck_assert_int_eq(query_ids(sandbox_query(db, LIST), arena, &ids, &count), OK);
	ck_assert_uint_eq(count, ROWS);
	ck_assert_int_eq(ids[0], 1);
	ck_assert_int_eq(ids[ROWS - 1], ROWS);
	arena_free(arena);
	db_free(db);
	sandbox_end(&box);
}
END_TEST

START_TEST(a_parameter_that_was_forgotten_is_an_error_not_null)
{
	struct sandbox box = sandbox_new();
	struct db *db = sandbox_open(&box, DB_WRITER);
	struct query *query;

	ck_assert_int_eq(tx_begin(db), OK);
	query = sandbox_query(db, ADD);
	ck_assert(query_takes(query, ":data") && !query_takes(query, ":other"));
	query_text(query, ":name", "one");
	ck_assert_int_eq(query_run(query), ERR_INTERNAL);
	ck_assert_int_eq(sandbox_add(db, "one"), OK);
	query = sandbox_query(db, ADD);
	query_text(query, ":name", "two");
	ck_assert_int_eq(query_run(query), ERR_INTERNAL); /* nothing is left over from the last time */
	ck_assert_int_eq(tx_end(db, OK), OK);
	ck_assert_int_eq(sandbox_value(db, COUNT), 1);
	db_free(db);
	sandbox_end(&box);
}
END_TEST

START_TEST(full_text_search_works_under_the_guard)
{
	struct sandbox box = sandbox_new();
	struct db *db = sandbox_open(&box, DB_WRITER);
	struct db *reader = sandbox_open(&box, DB_READER);
	struct query *query;
	int64_t found = 0;

	ck_assert_int_eq(tx_begin(db), OK);
	query = sandbox_query(db, WORD_ADD);
	query_text(query, ":text", "cloud matter");
	ck_assert_int_eq(tx_end(db, query_run(query)), OK);
	query = sandbox_query(reader, WORD_FIND);
	query_text(query, ":text", "matter");
	ck_assert_int_eq(query_value(query, 0, &found), OK);
	ck_assert_int_eq(found, 1);
	db_free(reader);
	db_free(db);
	sandbox_end(&box);
}
END_TEST

START_TEST(the_guard_refuses_what_no_statement_of_ours_does)
{
	static const char *const refused[] = {
		"ATTACH 'x.db' AS x",
		"DETACH main",
		"CREATE TABLE t (id)",
		"CREATE TEMP TABLE t (id)",
		"CREATE INDEX i ON item (name)",
		"CREATE VIEW v AS SELECT 1",
		"CREATE TRIGGER t BEFORE INSERT ON item BEGIN SELECT 1; END",
		"CREATE VIRTUAL TABLE w USING fts5(text)",
		"DROP TABLE item",
		"DROP TRIGGER item_delete",
		"ALTER TABLE item ADD COLUMN more TEXT",
		"ALTER TABLE item RENAME TO other",
		"REINDEX",
		"ANALYZE",
		"PRAGMA recursive_triggers=OFF",
		"PRAGMA foreign_keys=OFF",
		"PRAGMA journal_mode=DELETE",
		"PRAGMA wal_checkpoint",
		"PRAGMA wal_autocheckpoint=1000",
		"PRAGMA writable_schema=ON",
		"PRAGMA user_version=9",
		"PRAGMA query_only=OFF",
		"UPDATE sqlite_schema SET sql = ''",
		"DELETE FROM sqlite_schema",
		"SELECT load_extension('x')",
		"SELECT \"no such column\"",
		"SAVEPOINT s",
	};
	struct sandbox box = sandbox_new();
	struct db *db = sandbox_open(&box, DB_WRITER);
	char *complaint = NULL;

	for (size_t i = 0; i < ARRAY_LENGTH(refused); i++)
		for (int mode = QUERY_READ; mode <= QUERY_WRITE; mode++) {
			struct query_text text = {"attack", refused[i], (enum query_mode)mode, SCOPE_SYSTEM, "here"};

			ck_assert_msg(!db_try(db, box.arena, &text, &complaint), "passed: %s", refused[i]);
		}
	db_free(db);
	sandbox_end(&box);
}
END_TEST

START_TEST(a_query_is_one_statement_in_the_mode_it_says)
{
	static const struct query_text rows[] = {
		{"two", "SELECT 1; SELECT 2", QUERY_READ, SCOPE_SYSTEM, "here"},
		{"empty", "-- nothing", QUERY_READ, SCOPE_SYSTEM, "here"},
		{"mode", "DELETE FROM item", QUERY_READ, SCOPE_SYSTEM, "here"},
		{"mode", "SELECT 1", QUERY_WRITE, SCOPE_SYSTEM, "here"},
		{"nameless", "SELECT 1 FROM item WHERE id = ?", QUERY_READ, SCOPE_SYSTEM, "here"},
		{"typo", "SELEKT 1", QUERY_READ, SCOPE_SYSTEM, "here"},
		{"table", "SELECT 1 FROM nowhere", QUERY_READ, SCOPE_SYSTEM, "here"},
	};
	static const struct query_text good = {"good", "SELECT 1;\n", QUERY_READ, SCOPE_SYSTEM, "here"};
	struct sandbox box = sandbox_new();
	struct db *db = sandbox_open(&box, DB_READER);
	char *complaint = NULL;

	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++)
		ck_assert_msg(!db_try(db, box.arena, &rows[i], &complaint), "passed: %s", rows[i].text);
	ck_assert(db_try(db, box.arena, &good, &complaint));
	ck_assert_ptr_null(complaint);
	db_free(db);
	sandbox_end(&box);
}
END_TEST

static struct sandbox shared;

static void take_twice(void)
{
	struct db *db = sandbox_open(&shared, DB_READER);

	(void)!sandbox_query(db, COUNT);
	(void)!sandbox_query(db, COUNT);
}

static void bind_unknown(void)
{
	query_int(sandbox_query(sandbox_open(&shared, DB_READER), COUNT), ":nobody", 1);
}

static void bind_late(void)
{
	struct query *query = sandbox_query(sandbox_open(&shared, DB_READER), PAGE);

	query_step(query);
	query_int(query, ":limit", 1);
}

static void look_beyond_the_last_column(void)
{
	struct query *query = sandbox_query(sandbox_open(&shared, DB_READER), COUNT);

	query_step(query);
	(void)next_int(query);
	(void)next_int(query);
}

static void read_garbage(void)
{
	char *path = arena_printf(shared.arena, "%s/app.db", shared.folder);
	struct db *db = sandbox_open(&shared, DB_READER);
	int file = open(path, O_WRONLY);
	char garbage[4096];

	memset(garbage, 0x55, sizeof(garbage));
	for (off_t page = 1; page < 12; page++)
		(void)!pwrite(file, garbage, sizeof(garbage), page * 4096);
	(void)!query_run(sandbox_query(db, COUNT));
}

START_TEST(misuse_and_corruption_end_the_process)
{
	static const struct {
		void (*run)(void);
		const char *line;
	} rows[] = {
		{take_twice, "taken again before its end"},
		{bind_unknown, "no such parameter"},
		{bind_late, "bound too late"},
		{look_beyond_the_last_column, "no such column"},
		{read_garbage, "malformed"},
	};

	shared = sandbox_new();
	log_threshold(LEVEL_ERROR);
	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		int status = 0;
		char *text = capture(rows[i].run, &status);

		ck_assert_msg(status == 1 && strstr(text, rows[i].line) != NULL, "%s: %d %s", rows[i].line, status,
			      text);
		free(text);
	}
	sandbox_end(&shared);
}
END_TEST

int main(void)
{
	return RUN_SUITE("data/db", a_folder_without_a_database_is_refused, a_database_that_was_not_migrated_is_refused,
			 the_other_database_in_its_place_is_refused, a_database_outside_wal_mode_is_refused,
			 the_reader_sees_and_refuses_to_write,
			 a_constraint_or_trigger_that_refuses_is_a_conflict_with_its_text,
			 a_foreign_key_that_points_nowhere_is_a_conflict_even_with_returning,
			 insert_or_replace_fires_the_delete_trigger, values_come_back_as_they_went_in,
			 returning_gives_the_new_id_and_keeps_the_row, all_ids_are_read_and_the_query_is_free_again,
			 a_parameter_that_was_forgotten_is_an_error_not_null, full_text_search_works_under_the_guard,
			 the_guard_refuses_what_no_statement_of_ours_does, a_query_is_one_statement_in_the_mode_it_says,
			 misuse_and_corruption_end_the_process);
}
