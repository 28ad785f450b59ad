#include "base/base.h"

#include <sqlite3.h>

#include "unit/data/sandbox.h"

static void write_migration(struct sandbox *box, const char *name, const char *text)
{
	folder_write(box->arena, box->migrations, name, text);
}

static int64_t number(struct sandbox *box, const char *text)
{
	sqlite3 *handle = NULL;
	sqlite3_stmt *statement = NULL;
	int64_t value = -1;

	ck_assert_int_eq(sqlite3_open(arena_printf(box->arena, "%s/app.db", box->folder), &handle), SQLITE_OK);
	if (sqlite3_prepare_v2(handle, text, -1, &statement, NULL) == SQLITE_OK &&
	    sqlite3_step(statement) == SQLITE_ROW)
		value = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	sqlite3_close(handle);
	return value;
}

/* A parent and its child, so that there is something to lose. */
static struct sandbox with_rows(void)
{
	struct sandbox box = sandbox_new();
	struct db *db = sandbox_open(&box, DB_WRITER);
	struct query *query;

	ck_assert_int_eq(tx_begin(db), OK);
	ck_assert_int_eq(sandbox_add(db, "one"), OK);
	query = sandbox_query(db, CHILD);
	query_int(query, ":parent", 1);
	ck_assert_int_eq(tx_end(db, query_run(query)), OK);
	db_free(db);
	return box;
}

START_TEST(both_databases_are_made_and_then_left_alone)
{
	struct sandbox box = sandbox_bare();

	ck_assert_int_eq(migrate_check(box.folder, box.migrations), ERR_STATE);
	ck_assert_int_eq(migrate(box.folder, box.migrations), OK);
	ck_assert_int_eq(migrate_check(box.folder, box.migrations), OK);
	ck_assert_int_eq(migrate(box.folder, box.migrations), OK);
	ck_assert_int_eq(number(&box, "SELECT count(*) FROM migration"), 1);
	ck_assert_int_eq(number(&box, "PRAGMA user_version"), 1);
	db_free(db_open_table(box.folder, DB_KEYS, DB_WRITER, sandbox_table, SANDBOX_COUNT));
	ck_assert_int_ne(access(arena_printf(box.arena, "%s/app.db.trial", box.folder), F_OK), 0);
	sandbox_end(&box);
}
END_TEST

START_TEST(a_new_file_is_pending_until_applied)
{
	struct sandbox box = with_rows();

	write_migration(&box, "0002_more.sql", "ALTER TABLE item ADD COLUMN more TEXT;\n");
	ck_assert_int_eq(migrate_check(box.folder, box.migrations), ERR_STATE);
	ck_assert_int_eq(migrate(box.folder, box.migrations), OK);
	ck_assert_int_eq(migrate_check(box.folder, box.migrations), OK);
	ck_assert_int_eq(number(&box, "SELECT count(*) FROM item WHERE more IS NULL"), 2);
	sandbox_end(&box);
}
END_TEST

START_TEST(an_applied_file_that_changed_stops_everything)
{
	struct sandbox box = with_rows();

	write_migration(&box, "0001_item.sql", arena_printf(box.arena, "%s-- harmless\n", sandbox_schema));
	write_migration(&box, "0002_more.sql", "ALTER TABLE item ADD COLUMN more TEXT;\n");
	ck_assert_int_eq(migrate(box.folder, box.migrations), ERR_STATE);
	ck_assert_int_eq(migrate_check(box.folder, box.migrations), ERR_STATE);
	ck_assert_int_eq(number(&box, "PRAGMA user_version"), 1);
	ck_assert_int_eq(number(&box, "SELECT count(*) FROM pragma_table_info('item') WHERE name = 'more'"), 0);
	sandbox_end(&box);
}
END_TEST

START_TEST(a_renamed_or_missing_file_stops_everything)
{
	struct sandbox box = with_rows();
	char *first = arena_printf(box.arena, "%s/0001_item.sql", box.migrations);
	char *other = arena_printf(box.arena, "%s/0001_thing.sql", box.migrations);

	ck_assert_int_eq(rename(first, other), 0);
	ck_assert_int_eq(migrate(box.folder, box.migrations), ERR_STATE);
	ck_assert_int_eq(unlink(other), 0);
	ck_assert_int_eq(migrate(box.folder, box.migrations), ERR_STATE);
	sandbox_end(&box);
}
END_TEST

START_TEST(an_older_program_refuses_a_newer_database)
{
	struct sandbox box = with_rows();

	write_migration(&box, "0002_more.sql", "ALTER TABLE item ADD COLUMN more TEXT;\n");
	ck_assert_int_eq(migrate(box.folder, box.migrations), OK);
	ck_assert_int_eq(unlink(arena_printf(box.arena, "%s/0002_more.sql", box.migrations)), 0);
	ck_assert_int_eq(migrate(box.folder, box.migrations), ERR_STATE);
	ck_assert_int_eq(migrate_check(box.folder, box.migrations), ERR_STATE);
	sandbox_end(&box);
}
END_TEST

START_TEST(numbers_without_gap_and_names_in_form_are_required)
{
	static const char *const names[] = {"0003_gap.sql", "2_short.sql", "0002-dash.sql", "0002_Upper.sql",
					    "0002_.sql",    "0001_b.sql",  "stray.sql",     "00002_x.sql"};

	for (size_t i = 0; i < ARRAY_LENGTH(names); i++) {
		struct sandbox box = sandbox_bare();

		write_migration(&box, names[i], "SELECT 1;\n");
		ck_assert_msg(migrate(box.folder, box.migrations) == ERR_STATE, "passed: %s", names[i]);
		sandbox_end(&box);
	}
}
END_TEST

START_TEST(a_failed_migration_leaves_the_database_as_it_was)
{
	static const char *const broken[] = {
		"ALTER TABLE item ADD COLUMN more TEXT; SELEKT 1;\n",
		"DELETE FROM item WHERE parent_id IS NULL;\n-- loses: item\n", /* leaves a child without its parent */
		"UPDATE item SET parent_id = 99 WHERE parent_id IS NOT NULL;\n",
		"DELETE FROM item WHERE parent_id IS NOT NULL;\n", /* loses a row without saying so */
		"CREATE TABLE i2 (id INTEGER PRIMARY KEY); DROP TABLE item;\n",
		"ALTER TABLE item ADD COLUMN more TEXT; COMMIT;\n",
		"ROLLBACK;\n",
		"SAVEPOINT s;\n",
		"ATTACH 'x.db' AS x;\n",
		"PRAGMA foreign_keys=ON;\n",
		"PRAGMA journal_mode=DELETE;\n",
		"PRAGMA user_version=7;\n",
	};

	for (size_t i = 0; i < ARRAY_LENGTH(broken); i++) {
		struct sandbox box = with_rows();

		write_migration(&box, "0002_good.sql", "ALTER TABLE item ADD COLUMN good TEXT;\n");
		write_migration(&box, "0003_broken.sql", broken[i]);
		ck_assert_msg(migrate(box.folder, box.migrations) == ERR_STATE, "passed: %s", broken[i]);
		ck_assert_int_eq(number(&box, "PRAGMA user_version"), 1);
		ck_assert_int_eq(number(&box, "SELECT count(*) FROM migration"), 1);
		ck_assert_int_eq(number(&box, "SELECT count(*) FROM item"), 2);
		ck_assert_int_eq(number(&box, "SELECT count(*) FROM pragma_table_info('item')"), 4);
		db_free(sandbox_open(&box, DB_WRITER));
		sandbox_end(&box);
	}
}
END_TEST

START_TEST(rebuilding_a_table_keeps_its_children)
{
	struct sandbox box = with_rows();
	struct db *db;

	write_migration(&box, "0002_rebuild.sql",
			"CREATE TABLE fresh (id INTEGER PRIMARY KEY, name TEXT UNIQUE, data BLOB,"
			" parent_id INTEGER REFERENCES item (id) ON DELETE CASCADE, more TEXT) STRICT;\n"
			"INSERT INTO fresh (id, name, data, parent_id) SELECT id, name, data, parent_id FROM item;\n"
			"DROP TABLE item;\nALTER TABLE fresh RENAME TO item;\n");
	ck_assert_int_eq(migrate(box.folder, box.migrations), OK);
	db = sandbox_open(&box, DB_READER);
	ck_assert_int_eq(sandbox_value(db, COUNT), 2);
	db_free(db);
	sandbox_end(&box);
}
END_TEST

START_TEST(rows_may_go_when_the_migration_says_so)
{
	struct sandbox box = with_rows();

	write_migration(&box, "0002_less.sql",
			"-- Children were a mistake.\n-- loses: item\n"
			"DELETE FROM item WHERE parent_id IS NOT NULL;\n");
	ck_assert_int_eq(migrate(box.folder, box.migrations), OK);
	ck_assert_int_eq(number(&box, "SELECT count(*) FROM item"), 1);
	sandbox_end(&box);
}
END_TEST

START_TEST(a_database_that_is_not_ours_is_refused)
{
	struct sandbox box = sandbox_bare();

	ck_assert_int_eq(number(&box, "SELECT 1"), 1); /* makes the file */
	ck_assert_int_eq(number(&box, "CREATE TABLE theirs (id)"), -1);
	ck_assert_int_eq(migrate(box.folder, box.migrations), ERR_STATE);
	ck_assert_int_eq(number(&box, "SELECT count(*) FROM sqlite_schema"), 1);
	sandbox_end(&box);
}
END_TEST

START_TEST(a_recorded_row_taken_away_by_hand_is_noticed)
{
	struct sandbox box = with_rows();

	ck_assert_int_eq(number(&box, "DELETE FROM migration"), -1);
	ck_assert_int_eq(migrate(box.folder, box.migrations), ERR_STATE);
	ck_assert_int_eq(migrate_check(box.folder, box.migrations), ERR_STATE);
	sandbox_end(&box);
}
END_TEST

int main(void)
{
	return RUN_SUITE("data/migrate", both_databases_are_made_and_then_left_alone,
			 a_new_file_is_pending_until_applied, an_applied_file_that_changed_stops_everything,
			 a_renamed_or_missing_file_stops_everything, an_older_program_refuses_a_newer_database,
			 numbers_without_gap_and_names_in_form_are_required,
			 a_failed_migration_leaves_the_database_as_it_was, rebuilding_a_table_keeps_its_children,
			 rows_may_go_when_the_migration_says_so, a_database_that_is_not_ours_is_refused,
			 a_recorded_row_taken_away_by_hand_is_noticed);
}
