/* The demo, built once for the suites that look at it. */
#ifndef UNIT_MODULES_DEMO_CAST_H
#define UNIT_MODULES_DEMO_CAST_H

#include "base/base.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>

#include "kernel/filetype.h"
#include "kernel/keeper.h"
#include "kernel/move.h"
#include "kernel/procedure.h"
#include "modules/demo/demo.h"
#include "product.h"
#include "support/office.h"

#include "data/migrate.h"

/* An installation of its own: where it lies, and what the verb printed last. */
struct home {
	struct arena *arena;
	struct config config;
	char *said;
};

/* Made once before all tests, which look at it and leave it as it is. */
static struct home made;

static inline void home_new(struct home *home)
{
	home->arena = arena_new();
	home->config = (struct config){.data = folder_make(home->arena), .share = ".", .workers = 1, .doors = 1};
	home->config.run = config_path(home->arena, home->config.data, "run");
	home->config.keys = config_path(home->arena, home->config.data, "keys");
}

static inline void home_free(struct home *home)
{
	folder_remove(home->config.data);
	arena_free(home->arena);
}

static inline char *slurp(struct arena *arena, const char *path)
{
	FILE *file = fopen(path, "re");
	size_t size = 1 << 20;
	char *text = arena_alloc(arena, size);

	/* Before the tests run too, when nothing may be asserted. */
	if (file == NULL)
		fatal("file %s", path);
	text[fread(text, 1, size - 1, file)] = '\0';
	fclose(file);
	return text;
}

/*
 * zwy demo WORD…, separated by blanks; what it prints is kept.  A process of its
 * own, as the verb is: whoever is forked from the tests afterwards, a keeper
 * with a child for each file above all, does not drag its memory along.
 */
static inline int demo(struct home *home, const char *line)
{
	char **words = NULL;
	size_t count = text_empty(line) ? 0 : text_split(home->arena, line, ' ', &words);
	const char *path = config_path(home->arena, home->config.data, "said");
	int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	int status = -1;
	pid_t child;

	fflush(stdout);
	child = fork();
	if (child == 0) {
		dup2(file, STDOUT_FILENO);
		status = demo_command((int)count, words, &home->config, product_modules);
		fflush(stdout);
		_exit(status);
	}
	close(file);
	/* Before the tests run too, when nothing may be asserted. */
	if (child < 0 || waitpid(child, &status, 0) != child)
		fatal("demo %s", line);
	home->said = slurp(home->arena, path);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* First column of the first row. */
PRINTF_LIKE(2, 3) static inline int64_t number(struct home *home, const char *format, ...)
{
	const char *path = config_path(home->arena, home->config.data, "app.db");
	sqlite3 *raw = NULL;
	sqlite3_stmt *statement = NULL;
	va_list args;
	char *sql;
	int64_t value;

	va_start(args, format);
	sql = arena_vprintf(home->arena, format, args);
	va_end(args);
	ck_assert_int_eq(sqlite3_open_v2(path, &raw, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	ck_assert_msg(sqlite3_prepare_v2(raw, sql, -1, &statement, NULL) == SQLITE_OK, "%s: %s", sql,
		      sqlite3_errmsg(raw));
	ck_assert_msg(sqlite3_step(statement) == SQLITE_ROW, "%s: no row", sql);
	value = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	sqlite3_close(raw);
	return value;
}

static inline struct service *service_of(struct home *home)
{
	return service_new(home->config.data, config_path(home->arena, home->config.run, "keeper.sock"),
			   product_modules);
}

static inline void assert_every_state(struct home *home)
{
	struct service *service = service_of(home);
	const char *missing = "";

	ck_assert_uint_gt(service->procedure_count, 1);
	for (size_t p = 0; p < service->procedure_count; p++) {
		const struct procedure *procedure = service->procedures[p];

		for (size_t i = 0; i < procedure->state_count; i++)
			if (number(home, "SELECT count(*) FROM matter WHERE procedure_key = '%s' AND state = '%s'",
				   procedure->key, procedure->states[i].key) == 0)
				missing = arena_printf(home->arena, "%s %s.%s", missing, procedure->key,
						       procedure->states[i].key);
	}
	ck_assert_msg(*missing == '\0', "no matter is in state%s", missing);
	service_free(service);
}

/* Whatever somebody can press was pressed in some story. */
static inline void assert_every_action(struct home *home)
{
	struct service *service = service_of(home);
	const char *missing = "";

	for (size_t p = 0; p < service->procedure_count; p++) {
		const struct procedure *procedure = service->procedures[p];

		for (size_t i = 0; i < procedure->action_count; i++)
			if (number(home,
				   "SELECT count(*) FROM event e JOIN matter m ON m.id = e.matter_id"
				   " WHERE m.procedure_key = '%s' AND e.action = '%s'",
				   procedure->key, procedure->actions[i].key) == 0)
				missing = arena_printf(home->arena, "%s %s.%s", missing, procedure->key,
						       procedure->actions[i].key);
	}
	ck_assert_str_eq(missing, "");
	service_free(service);
}

/* One bulk decision was confirmed by somebody else and done, one waits for that person; both large enough to need him. */
static inline void assert_bulk_decisions(struct home *home)
{
	static const char large[] = "(SELECT count(*) FROM batch_item i WHERE i.batch_id = b.id) > (SELECT CAST(value AS INTEGER)"
				    " FROM setting WHERE key = 'bulk_second_person' ORDER BY valid_from DESC LIMIT 1)";

	ck_assert_int_eq(number(home,
				"SELECT count(*) FROM batch b WHERE %s AND b.run_at >= b.confirmed_at AND b.confirmed_at >= b.asked_at"
				" AND b.confirmed_by <> b.person_id AND NOT EXISTS (SELECT 1 FROM batch_item i"
				" WHERE i.batch_id = b.id AND i.outcome IS NOT 'done')",
				large),
			 1);
	ck_assert_int_eq(number(home,
				"SELECT count(*) FROM batch b WHERE %s AND b.asked_at > 0 AND b.confirmed_by IS NULL AND b.run_at IS NULL"
				" AND b.dropped_at IS NULL",
				large),
			 1);
}

static inline void assert_chain_holds(struct home *home)
{
	struct db *db = db_open(home->config.data, DB_APP, DB_READER);
	int64_t rows = 0, bad = 0;
	const char *why = NULL;

	ck_assert_int_eq(audit_verify(db, &rows, &bad, &why), OK);
	ck_assert_msg(bad == 0, "row %" PRId64 ": %s", bad, why);
	ck_assert_int_eq(rows, number(home, "SELECT count(*) FROM audit"));
	db_free(db);
}

#endif
