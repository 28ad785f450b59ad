#include "base/base.h"

#include <sqlite3.h>
#include <sys/wait.h>

#include "unit/data/sandbox.h"

static void add_some(struct db *db, const char *prefix, struct arena *arena)
{
	ck_assert_int_eq(tx_begin(db), OK);
	for (int i = 0; i < 100; i++)
		ck_assert_int_eq(sandbox_add(db, arena_printf(arena, "%s %d", prefix, i)), OK);
	ck_assert_int_eq(tx_end(db, OK), OK);
}

START_TEST(nobody_checkpoints_by_itself)
{
	struct sandbox box = sandbox_new();
	char *wal = arena_printf(box.arena, "%s/app.db-wal", box.folder);
	struct db *db = sandbox_open(&box, DB_WRITER);
	struct stat status;

	/* SQLite's own default would begin to copy back after 1,000 pages. */
	for (int i = 0; i < 300; i++)
		add_some(db, arena_printf(box.arena, "round %d", i), box.arena);
	db_free(db);
	ck_assert_int_eq(stat(wal, &status), 0);
	ck_assert_int_gt(status.st_size, 1000 * 4096);
	sandbox_end(&box);
}
END_TEST

START_TEST(a_checkpoint_empties_the_wal)
{
	struct sandbox box = sandbox_new();
	struct db *db = sandbox_open(&box, DB_WRITER);
	int64_t size = -1;

	add_some(db, "a", box.arena);
	ck_assert_int_eq(db_checkpoint(db, &size), OK);
	ck_assert_int_eq(size, 0);
	ck_assert_int_eq(sandbox_value(db, COUNT), 100);
	db_free(db);
	sandbox_end(&box);
}
END_TEST

START_TEST(a_checkpoint_is_busy_while_a_reader_looks_and_works_afterwards)
{
	struct sandbox box = sandbox_new();
	struct db *db = sandbox_open(&box, DB_WRITER);
	struct db *reader = sandbox_open(&box, DB_READER);
	struct query *query;
	int64_t size = -1;

	add_some(db, "a", box.arena);
	query = sandbox_query(reader, LIST);
	ck_assert(query_step(query));
	add_some(db, "b", box.arena);
	ck_assert_int_eq(db_checkpoint(db, &size), ERR_BUSY);
	ck_assert_int_gt(size, 0);
	ck_assert_int_eq(query_end(query), OK);
	ck_assert_int_eq(db_checkpoint(db, &size), OK);
	ck_assert_int_eq(size, 0);
	db_free(reader);
	db_free(db);
	sandbox_end(&box);
}
END_TEST

START_TEST(checkpoints_beside_a_writer_and_a_reader_harm_nothing)
{
	struct sandbox box = sandbox_new();
	struct db *db = sandbox_open(&box, DB_WRITER);
	struct db *reader = sandbox_open(&box, DB_READER);
	char *complaint = NULL;
	int64_t size = 0;
	int status = -1;
	pid_t child = fork();

	if (child == 0) {
		struct db *own = sandbox_open(&box, DB_WRITER);

		for (int i = 0; i < 200; i++) {
			enum err err = tx_begin(own);

			if (err == OK)
				err = tx_end(own, sandbox_add(own, arena_printf(box.arena, "child %d", i)));
			if (err != OK)
				_exit(1);
		}
		_exit(0);
	}
	while (waitpid(child, &status, WNOHANG) == 0) {
		enum err err = db_checkpoint(db, &size);

		ck_assert_msg(err == OK || err == ERR_BUSY, "%s", err_name(err));
		ck_assert_int_ge(sandbox_value(reader, COUNT), 0);
	}
	ck_assert_int_eq(status, 0);
	ck_assert_int_eq(sandbox_value(reader, COUNT), 200);
	ck_assert_int_eq(db_check(db, box.arena, &complaint), OK);
	ck_assert_ptr_null(complaint);
	db_free(reader);
	db_free(db);
	sandbox_end(&box);
}
END_TEST

START_TEST(a_backup_is_one_plain_file_with_everything_committed)
{
	struct sandbox box = sandbox_new();
	struct db *db = sandbox_open(&box, DB_WRITER);
	struct db *reader = sandbox_open(&box, DB_READER);
	char *copy = arena_printf(box.arena, "%s/copy.db", box.root);
	sqlite3 *handle = NULL;
	sqlite3_stmt *statement = NULL;

	add_some(db, "a", box.arena);
	ck_assert_int_eq(tx_begin(db), OK);
	ck_assert_int_eq(sandbox_add(db, "not committed"), OK);
	ck_assert_int_eq(db_backup(reader, copy), OK);
	ck_assert_int_eq(tx_end(db, OK), OK);
	ck_assert_int_ne(access(arena_printf(box.arena, "%s-wal", copy), F_OK), 0);

	ck_assert_int_eq(sqlite3_open_v2(arena_printf(box.arena, "file:%s?immutable=1", copy), &handle,
					 SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL),
			 SQLITE_OK);
	ck_assert_int_eq(sqlite3_prepare_v2(handle, "SELECT count(*) FROM item", -1, &statement, NULL), SQLITE_OK);
	ck_assert_int_eq(sqlite3_step(statement), SQLITE_ROW);
	ck_assert_int_eq(sqlite3_column_int64(statement, 0), 100);
	sqlite3_finalize(statement);
	sqlite3_close(handle);
	db_free(reader);
	db_free(db);
	sandbox_end(&box);
}
END_TEST

START_TEST(a_backup_put_back_and_migrated_opens)
{
	struct sandbox box = sandbox_new();
	struct db *db = sandbox_open(&box, DB_WRITER);
	char *again = folder_sub(box.arena, box.root, "again");

	add_some(db, "a", box.arena);
	ck_assert_int_eq(db_backup(db, arena_printf(box.arena, "%s/app.db", again)), OK);
	db_free(db);
	ck_assert_int_eq(migrate(again, box.migrations), OK);
	db = db_open_table(again, DB_APP, DB_WRITER, sandbox_table, SANDBOX_COUNT);
	ck_assert_ptr_nonnull(db);
	ck_assert_int_eq(sandbox_value(db, COUNT), 100);
	db_free(db);
	sandbox_end(&box);
}
END_TEST

START_TEST(a_backup_never_overwrites)
{
	struct sandbox box = sandbox_new();
	struct db *db = sandbox_open(&box, DB_READER);
	char *path = folder_write(box.arena, box.root, "precious", "precious");
	struct stat status;

	ck_assert_int_eq(db_backup(db, path), ERR_CONFLICT);
	ck_assert_int_eq(stat(path, &status), 0);
	ck_assert_int_eq(status.st_size, 8);
	ck_assert_int_eq(db_backup(db, arena_printf(box.arena, "%s/no/such/folder", box.root)), ERR_INTERNAL);
	db_free(db);
	sandbox_end(&box);
}
END_TEST

static void behind_our_back(struct sandbox *box, const char *text)
{
	sqlite3 *handle = NULL;

	ck_assert_int_eq(sqlite3_open(arena_printf(box->arena, "%s/app.db", box->folder), &handle), SQLITE_OK);
	ck_assert_int_eq(sqlite3_exec(handle, text, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(handle);
}

START_TEST(the_check_is_silent_when_all_is_well_and_names_what_is_not)
{
	struct sandbox box = sandbox_new();
	struct db *db = sandbox_open(&box, DB_READER);
	char *complaint = NULL;

	ck_assert_int_eq(db_check(db, box.arena, &complaint), OK);
	ck_assert_ptr_null(complaint);
	behind_our_back(&box, "PRAGMA foreign_keys=OFF; INSERT INTO item (parent_id) VALUES (99)");
	ck_assert_int_eq(db_check(db, box.arena, &complaint), OK);
	ck_assert_ptr_nonnull(complaint);
	ck_assert_ptr_nonnull(strstr(complaint, "item"));
	db_free(db);
	sandbox_end(&box);
}
END_TEST

START_TEST(the_check_names_statistics_since_plans_are_tested_without_them)
{
	struct sandbox box = sandbox_new();
	struct db *db;
	char *complaint = NULL;

	behind_our_back(&box, "INSERT INTO item (parent_id) VALUES (NULL); ANALYZE");
	db = sandbox_open(&box, DB_READER);
	ck_assert_int_eq(db_check(db, box.arena, &complaint), OK);
	ck_assert_ptr_nonnull(complaint);
	ck_assert_ptr_nonnull(strstr(complaint, "ANALYZE"));
	behind_our_back(&box, "DROP TABLE sqlite_stat1");
	ck_assert_int_eq(db_check(db, box.arena, &complaint), OK);
	ck_assert_ptr_null(complaint);
	db_free(db);
	sandbox_end(&box);
}
END_TEST

int main(void)
{
	return RUN_SUITE("data/maintain", nobody_checkpoints_by_itself,
			 checkpoints_beside_a_writer_and_a_reader_harm_nothing, a_checkpoint_empties_the_wal,
			 a_checkpoint_is_busy_while_a_reader_looks_and_works_afterwards,
			 a_backup_is_one_plain_file_with_everything_committed, a_backup_put_back_and_migrated_opens,
			 a_backup_never_overwrites, the_check_is_silent_when_all_is_well_and_names_what_is_not,
			 the_check_names_statistics_since_plans_are_tested_without_them);
}
