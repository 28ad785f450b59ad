/*
 * For the tests of audit log, seals and keeper: a fixture with keys, a service
 * made by hand, a context on the writer, a keeper in a process of its own, and
 * a raw connection for what only an attacker would do.
 */
#ifndef UNIT_KERNEL_VAULT_H
#define UNIT_KERNEL_VAULT_H

#include "base/base.h"

#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/crypt.h"
#include "base/log.h"
#include "data/tx.h"
#include "kernel/audit.h"
#include "kernel/keeper.h"
#include "kernel/service.h"
#include "support/fixture.h"
#include "support/folder.h"
#include "unit/suite.h"

struct vault {
	struct fixture *fixture;
	char *keys;
	struct service service;
	struct context context;
	pid_t keeper;
};

static inline struct vault *vault_new(void)
{
	struct vault *vault = calloc(1, sizeof(*vault));
	ck_assert_ptr_nonnull(vault);
	vault->fixture = fixture_new();
	struct arena *arena = vault->fixture->arena;
	/* In a folder of its own: nothing in the data folder may give a plain text away. */
	vault->keys = folder_make(arena);
	vault->service.data_folder = vault->fixture->folder;
	vault->service.keeper_socket = arena_printf(arena, "%s/keeper.socket", vault->keys);
	session_key_load(vault->fixture->folder, vault->service.session_key);
	vault->context = (struct context){
		.arena = arena,
		.db = vault->fixture->writer,
		.service = &vault->service,
		.actor = system_actor(),
		.request = "test",
		.source = "-",
	};
	ck_assert_int_eq(keeper_initialise(vault->fixture->folder, vault->keys), OK);
	return vault;
}

static inline void vault_keeper_start(struct vault *vault)
{
	vault->keeper = fork();
	ck_assert_int_ge(vault->keeper, 0);
	if (vault->keeper == 0) {
		clock_freeze(0);
		log_threshold(LEVEL_ERROR);
		_exit(keeper_main(vault->fixture->folder, vault->keys, vault->service.keeper_socket));
	}
	/* Bound is not yet listening: ask until it answers. */
	for (int tries = 0; keeper_ping(&vault->service) != OK && tries < 500; tries++)
		usleep(10000);
	ck_assert_int_eq(keeper_ping(&vault->service), OK);
}

/* Its exit status. */
static inline int vault_keeper_stop(struct vault *vault)
{
	int status = 0;
	if (vault->keeper <= 0)
		return 0;
	kill(vault->keeper, SIGTERM);
	waitpid(vault->keeper, &status, 0);
	vault->keeper = 0;
	return status;
}

static inline void vault_free(struct vault *vault)
{
	vault_keeper_stop(vault);
	folder_remove(vault->keys);
	fixture_free(vault->fixture);
	free(vault);
}

/* As somebody with the file, the SQLite library and no scruples; NULL or the refusal. */
static inline char *raw_try(struct vault *vault, const char *file, const char *sql)
{
	sqlite3 *raw = NULL;
	char *message = NULL;
	char *kept = NULL;
	const char *path = arena_printf(vault->fixture->arena, "%s/%s", vault->fixture->folder, file);
	ck_assert_int_eq(sqlite3_open_v2(path, &raw, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	sqlite3_busy_timeout(raw, 5000);
	sqlite3_db_config(raw, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)NULL);
	(void)sqlite3_exec(raw, "PRAGMA wal_autocheckpoint=0", NULL, NULL, NULL);
	if (sqlite3_exec(raw, sql, NULL, NULL, &message) != SQLITE_OK)
		kept = arena_strdup(vault->fixture->arena, message ? message : "refused");
	sqlite3_free(message);
	sqlite3_close(raw);
	return kept;
}

static inline void raw_run(struct vault *vault, const char *file, const char *sql)
{
	char *refusal = raw_try(vault, file, sql);
	ck_assert_msg(!refusal, "%s: %s", sql, refusal);
}

static inline int64_t raw_number(struct vault *vault, const char *file, const char *sql)
{
	sqlite3 *raw = NULL;
	sqlite3_stmt *statement = NULL;
	const char *path = arena_printf(vault->fixture->arena, "%s/%s", vault->fixture->folder, file);
	ck_assert_int_eq(sqlite3_open_v2(path, &raw, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	sqlite3_db_config(raw, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)NULL);
	ck_assert_msg(sqlite3_prepare_v2(raw, sql, -1, &statement, NULL) == SQLITE_OK, "%s", sql);
	int64_t value = sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : -1;
	sqlite3_finalize(statement);
	sqlite3_close(raw);
	return value;
}

/* So many rows at one moment (0: now), in one transaction. */
static inline void vault_rows(struct vault *vault, int count, int64_t at)
{
	clock_freeze(at);
	ck_assert_int_eq(tx_begin(vault->context.db), OK);
	enum err err = OK;
	for (int i = 0; err == OK && i < count; i++) {
		struct audit_entry entry = {
			.action = i % 2 ? "matter.accept" : "matter.return",
			.object = "matter",
			.object_id = i + 1,
			.detail = "{\"note\":\"甲\\t乙\"}",
			.role = "center.intake",
		};
		err = audit_add(&vault->context, &entry, NULL);
	}
	ck_assert_int_eq(tx_end(vault->context.db, err), OK);
	clock_freeze(0);
}

static inline int64_t first_bad(struct vault *vault)
{
	int64_t rows, bad;
	const char *why;
	ck_assert_int_eq(audit_verify(vault->fixture->reader, &rows, &bad, &why), OK);
	ck_assert(bad == 0 || why != NULL);
	return bad;
}

#define ALL_AUDIT_TRIGGERS_OFF \
	"DROP TRIGGER audit_insert; DROP TRIGGER audit_update; DROP TRIGGER audit_delete;" \
	"DROP TRIGGER audit_delete_anchor; DROP TRIGGER audit_anchor_update; DROP TRIGGER audit_anchor_insert;" \
	"DROP TRIGGER audit_anchor_delete; DROP TRIGGER audit_checkpoint_update; DROP TRIGGER " \
	"audit_checkpoint_delete;" \
	"DROP TRIGGER audit_checkpoint_insert;"

#endif
