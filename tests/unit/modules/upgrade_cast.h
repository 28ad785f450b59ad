/*
 * A database of some migrations ago, made from the demo: the tables as they stood then, filled with as much of each row
 * as they had room for.
 */
#ifndef UNIT_MODULES_UPGRADE_CAST_H
#define UNIT_MODULES_UPGRADE_CAST_H

#include "unit/modules/crowd.h"

#include <dirent.h>

#include "http/page.h"
#include "kernel/closing.h"

/* Versions at which installations may stand; the newest is made of all files. */
static const int versions[] = {36, 38, 40, 43};

struct old {
	struct home home;
	sqlite3 *raw;
	int version;
	char **tables; /* that were there then and are still, with their rows before the upgrade */
	const char **rows;
	size_t table_count;
};

PRINTF_LIKE(2, 3) static inline char *text_of(struct old *old, const char *format, ...)
{
	sqlite3_stmt *statement = NULL;
	va_list args;
	char *sql, *text = NULL;

	va_start(args, format);
	sql = arena_vprintf(old->home.arena, format, args);
	va_end(args);
	ck_assert_msg(sqlite3_prepare_v2(old->raw, sql, -1, &statement, NULL) == SQLITE_OK, "%s: %s", sql,
		      sqlite3_errmsg(old->raw));
	if (sqlite3_step(statement) == SQLITE_ROW && sqlite3_column_text(statement, 0) != NULL)
		text = arena_strdup(old->home.arena, (const char *)sqlite3_column_text(statement, 0));
	sqlite3_finalize(statement);
	return text;
}

static inline void run(struct old *old, const char *sql)
{
	char *message = NULL;

	ck_assert_msg(sqlite3_exec(old->raw, sql, NULL, NULL, &message) == SQLITE_OK, "%.300s: %s", sql, message);
}

static inline void copy_file(struct arena *arena, const char *from, const char *to, const char *name)
{
	folder_write(arena, to, name, slurp(arena, arena_printf(arena, "%s/%s", from, name)));
}

/* Who signed the log stays the same. */
static inline void take_keys(struct old *old)
{
	sqlite3 *keys = NULL;

	ck_assert_int_eq(sqlite3_open(config_path(old->home.arena, made.config.data, "keys.db"), &keys), SQLITE_OK);
	ck_assert_int_eq(sqlite3_exec(keys,
				      arena_printf(old->home.arena, "VACUUM INTO '%s/keys.db'", old->home.config.data),
				      NULL, NULL, NULL),
			 SQLITE_OK);
	sqlite3_close(keys);
}

/* The first so many files of db/migrations, applied to nothing. */
static inline void make_empty(struct old *old)
{
	struct arena *arena = old->home.arena;
	char *folder = folder_sub(arena, old->home.config.data, "migrations");
	char *keys = folder_sub(arena, folder, "keys");
	struct dirent **names = NULL;
	int count = scandir("db/migrations", &names, NULL, alphasort);

	for (int i = 0; i < count; i++)
		if (text_ends(names[i]->d_name, ".sql") && strtol(names[i]->d_name, NULL, 10) <= old->version)
			copy_file(arena, "db/migrations", folder, names[i]->d_name);
	for (int i = 0; i < count; i++)
		free(names[i]);
	free(names);
	count = scandir("db/migrations/keys", &names, NULL, alphasort);
	for (int i = 0; i < count; i++) {
		if (text_ends(names[i]->d_name, ".sql"))
			copy_file(arena, "db/migrations/keys", keys, names[i]->d_name);
		free(names[i]);
	}
	free(names);
	ck_assert_int_eq(migrate(old->home.config.data, folder), OK);
}

/* Both have it, by the order in which the tables were made. */
#define COMMON_TABLES \
	"SELECT group_concat(name, ' ') FROM (SELECT t.name FROM sqlite_schema t JOIN now.sqlite_schema n ON" \
	" n.name = t.name AND n.type = 'table' WHERE t.type = 'table' AND t.name <> 'closing_print' AND " \
	"substr(t.name, 1, 7) <> 'sqlite_' AND" \
	" t.name <> 'migration')"

static inline void fill_table(struct old *old, const char *table)
{
	const char *columns = text_of(old,
				      "SELECT group_concat(o.name, ', ') FROM pragma_table_info('%s') o JOIN"
				      " pragma_table_info('%s', 'now') n ON n.name = o.name",
				      table, table);

	run(old, arena_printf(old->home.arena, "INSERT OR IGNORE INTO main.%s (%s) SELECT %s FROM now.%s", table,
			      columns, columns, table));
}

/* A class of later was no row of then, nor was anything granted of it. */
static inline void drop_class(struct old *old, const char *class)
{
	run(old, text_of(old,
			 "SELECT group_concat('DELETE FROM main.' || t.name || ' WHERE class = ''%s''', ';') FROM"
			 " sqlite_schema t JOIN pragma_table_info(t.name) c ON c.name = 'class' WHERE t.type = 'table'",
			 class));
	run(old, arena_printf(old->home.arena, "DELETE FROM main.resource_class WHERE key = '%s'", class));
}

/* What triggers count is in the rows already, and what they forbid was allowed when it was done. */
static inline void fill(struct old *old)
{
	struct arena *arena = old->home.arena;
	const char *triggers;

	run(old, arena_printf(arena, "PRAGMA foreign_keys=OFF; ATTACH '%s/app.db' AS now; BEGIN", made.config.data));
	triggers = text_of(old, "SELECT group_concat(sql, ';') FROM sqlite_schema WHERE type = 'trigger'");
	run(old,
	    text_of(old,
		    "SELECT group_concat('DROP TRIGGER ' || name, ';') FROM sqlite_schema WHERE type = 'trigger'"));
	old->table_count = text_split(arena, text_of(old, COMMON_TABLES), ' ', &old->tables);
	for (size_t i = 0; i < old->table_count; i++)
		fill_table(old, old->tables[i]);
	drop_class(old, "archive_gb");
	run(old, triggers);
	run(old, "COMMIT");
	old->rows = arena_array(arena, old->table_count, sizeof *old->rows);
	for (size_t i = 0; i < old->table_count; i++)
		old->rows[i] = text_of(old, "SELECT count(*) FROM main.%s", old->tables[i]);
}

static inline struct old *old_new(int version)
{
	static struct old old;

	old = (struct old){.version = version};
	home_new(&old.home);
	take_keys(&old);
	make_empty(&old);
	ck_assert_int_eq(sqlite3_open(config_path(old.home.arena, old.home.config.data, "app.db"), &old.raw),
			 SQLITE_OK);
	fill(&old);
	ck_assert_int_eq(strtol(text_of(&old, "PRAGMA user_version"), NULL, 10), version);
	return &old;
}

static inline void old_free(struct old *old)
{
	sqlite3_close(old->raw);
	home_free(&old->home);
}

/* No row is less than before, in any table that was there. */
static inline void assert_nothing_lost(struct old *old)
{
	for (size_t i = 0; i < old->table_count; i++)
		ck_assert_msg(text_of(old, "SELECT 1 WHERE (SELECT count(*) FROM main.%s) >= %s", old->tables[i],
				      old->rows[i]) != NULL,
			      "%d: %s lost rows", old->version, old->tables[i]);
	ck_assert_uint_gt(old->table_count, 100);
}

static inline struct context writing(struct home *home)
{
	return (struct context){.arena = arena_new(),
				.db = db_open(home->config.data, DB_APP, DB_WRITER),
				.service = service_of(home),
				.actor = system_actor(),
				.request = "test",
				.source = "-"};
}

static inline void writing_end(struct context *context)
{
	db_free(context->db);
	service_free(context->service);
	arena_free(context->arena);
}

/* The lead of the center takes an action that needs nothing typed. */
static inline void lead_takes(struct home *home, struct context *context, int64_t id, const char *action)
{
	struct actor lead = {.person = number(home, "SELECT id FROM person WHERE login = 'center-lead'"),
			     .org = context->service->org_center,
			     .kinds = KIND_CENTER | KIND_UNIT,
			     .roles = ROLE_BIT(ROLE_CENTER_LEAD),
			     .login = "center-lead",
			     .title = "分管领导",
			     .org_name = "省大数据中心",
			     .label = "省大数据中心 分管领导"};
	struct move move = {.opinion = "同意"};

	context->actor = &lead;
	ck_assert_int_eq(matter_find(context, id, &move.matter), FOUND);
	move.action = procedure_action(move.matter->procedure, action);
	move.step = move.matter->step;
	ck_assert_ptr_nonnull(move.action);
	ck_assert_msg(matter_move(context, &move) == OK, "%s: %s", action, move.sentence);
	context->actor = system_actor();
}

#endif
