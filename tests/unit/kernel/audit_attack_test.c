/*
 * What somebody who reaches the program's own connection with SQL of his own
 * cannot do to the log: every attack of the security brief (its table of
 * twenty), each followed by a look at the rows from outside.
 */
#include "unit/kernel/vault.h"

#include "data/connection.h"

enum { DAY = 86400 };

static struct vault *vault;

/* Everything that is kept of the log, as one text. */
static char *log_as_it_is(void)
{
	sqlite3 *raw = NULL;
	sqlite3_stmt *statement = NULL;
	char *text;

	ck_assert_int_eq(sqlite3_open_v2(arena_printf(vault->fixture->arena, "%s/app.db", vault->fixture->folder), &raw,
					 SQLITE_OPEN_READWRITE, NULL),
			 SQLITE_OK);
	sqlite3_db_config(raw, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)NULL);
	ck_assert_int_eq(
		sqlite3_prepare_v2(
			raw,
			"SELECT (SELECT group_concat(seq || quote(ts) || quote(wall) || quote(actor) || quote(action) "
			"||"
			" quote(detail) || hex(salt) || hex(d) || hex(prev) || hex(h)) FROM audit)"
			" || (SELECT group_concat(seq || hex(h)) FROM audit_anchor)"
			" || (SELECT group_concat(seq || ts || hex(h) || hex(root) || hex(signature))"
			"     FROM audit_checkpoint)"
			" || (SELECT group_concat(type || name || sql) FROM sqlite_schema WHERE tbl_name LIKE 'audit%')"
			" || (SELECT count(*) FROM pragma_database_list)",
			-1, &statement, NULL),
		SQLITE_OK);
	ck_assert_int_eq(sqlite3_step(statement), SQLITE_ROW);
	text = arena_strdup(vault->fixture->arena, (const char *)sqlite3_column_text(statement, 0));
	sqlite3_finalize(statement);
	sqlite3_close(raw);
	return text;
}

/* A row of 200 days ago, whose signed days are too few, and young ones. */
static void set_up(void)
{
	vault = vault_new();
	vault_rows(vault, 1, clock_now() - 200 * DAY);
	vault_rows(vault, 9, 0);
	raw_run(vault, "app.db",
		"INSERT INTO audit_checkpoint SELECT seq, ts, h, h, zeroblob(64) FROM audit WHERE seq = 4");
}

#define EVIL(seq) \
	"SELECT " seq ", ts, wall, person_id, organisation_id, 'evil', role, source, action, object, object_id," \
	" outcome, detail, request, salt, d, prev, h FROM audit WHERE seq = 2"

static const char *const attacks[] = {
	/* security brief §3.6, in its order */
	"DELETE FROM audit WHERE seq = 2",
	"DELETE FROM audit",
	"DELETE FROM audit WHERE seq = 1",
	"UPDATE audit SET actor = 'x' WHERE seq = 2",
	"UPDATE OR REPLACE audit SET seq = 2 WHERE seq = 1",
	"INSERT OR REPLACE INTO audit " EVIL("2"),
	"PRAGMA recursive_triggers=OFF; INSERT OR REPLACE INTO audit " EVIL("2"),
	"INSERT INTO audit " EVIL("2") " ON CONFLICT (seq) DO UPDATE SET actor = 'evil'",
	"DROP TRIGGER audit_delete; DELETE FROM audit",
	"DROP TRIGGER audit_update; UPDATE audit SET actor = 'evil'",
	"DROP TABLE audit",
	"ALTER TABLE audit RENAME TO audit_old; CREATE TABLE audit (seq, ts)",
	"ALTER TABLE audit DROP COLUMN detail",
	"PRAGMA writable_schema=ON; DELETE FROM sqlite_schema WHERE type = 'trigger';"
	" PRAGMA writable_schema=RESET; DELETE FROM audit",
	"DELETE FROM sqlite_schema WHERE type = 'trigger'",
	"PRAGMA writable_schema=ON; UPDATE sqlite_schema SET rootpage = 4 WHERE name = 'audit'",
	"UPDATE sqlite_schema SET rootpage = 4 WHERE name = 'audit'",
	"CREATE TEMP TRIGGER x BEFORE DELETE ON main.audit BEGIN SELECT RAISE(IGNORE); END; DELETE FROM audit",
	"CREATE TEMP TABLE audit (seq, ts); DELETE FROM audit",
	"CREATE TEMP VIEW audit AS SELECT 1",
	"ATTACH 'app.db' AS x; DELETE FROM x.audit",
	"PRAGMA journal_mode=OFF; DELETE FROM audit WHERE seq = 2",
	"PRAGMA ignore_check_constraints=ON; UPDATE audit SET h = x'' WHERE seq = 2",
	"VACUUM",
	"VACUUM INTO 'copy.db'",
	"PRAGMA user_version=99",
	/* and those of its trial of the schema */
	"UPDATE audit_anchor SET seq = seq + 1",
	"UPDATE audit_anchor SET h = randomblob(32)",
	"INSERT OR REPLACE INTO audit_anchor VALUES (1, 5, zeroblob(32))",
	"DELETE FROM audit_anchor",
	"INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE seq = 3",
	"DELETE FROM audit WHERE seq = 5",
	"DELETE FROM audit WHERE seq <= 5",
	"INSERT INTO audit_checkpoint SELECT seq, ts, randomblob(32), h, zeroblob(64) FROM audit WHERE seq = 10",
	"INSERT OR REPLACE INTO audit_checkpoint SELECT * FROM audit_checkpoint LIMIT 1",
	"UPDATE audit_checkpoint SET signature = randomblob(64)",
	"DELETE FROM audit_checkpoint",
};

START_TEST(no_sql_on_the_programs_connection_changes_the_log)
{
	set_up();
	const char *before = log_as_it_is();
	sqlite3 *handle = vault->fixture->writer->handle;

	for (size_t i = 0; i < ARRAY_LENGTH(attacks); i++) {
		int code = sqlite3_exec(handle, attacks[i], NULL, NULL, NULL);

		ck_assert_msg(code != SQLITE_OK, "passed: %s", attacks[i]);
		ck_assert_msg(sqlite3_get_autocommit(handle), "left open: %s", attacks[i]);
		ck_assert_msg(strcmp(log_as_it_is(), before) == 0, "changed by: %s", attacks[i]);
	}
	vault_rows(vault, 1, 0); /* and the log goes on */
	vault_free(vault);
}
END_TEST

/* Within a transaction an attack takes nothing along that was written before it, and commits nothing of its own. */
START_TEST(an_attack_inside_a_transaction_commits_nothing)
{
	set_up();
	const char *before = log_as_it_is();
	sqlite3 *handle = vault->fixture->writer->handle;

	for (size_t i = 0; i < ARRAY_LENGTH(attacks); i++) {
		ck_assert_int_eq(sqlite3_exec(handle, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
		(void)sqlite3_exec(handle, attacks[i], NULL, NULL, NULL);
		if (!sqlite3_get_autocommit(handle))
			ck_assert_int_eq(sqlite3_exec(handle, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
		ck_assert_msg(strcmp(log_as_it_is(), before) == 0, "changed by: %s", attacks[i]);
	}
	vault_free(vault);
}
END_TEST

int main(void)
{
	return RUN_SUITE("kernel/audit_attack", no_sql_on_the_programs_connection_changes_the_log,
			 an_attack_inside_a_transaction_commits_nothing);
}
