/*
 * Many matters out of few, for the measurements: copies the demo's matters with
 * all that hangs on them until there are MATTERS, four out of five closed, as
 * after years of work, and writes ROWS audit rows through the real chain.
 *   scale FOLDER MATTERS ROWS OPEN
 * OPEN of them are copies of matters that wait for their unit's approval, for
 * the measurement of decisions.  Copies have no sealed files.
 */
#include "base/base.h"

#include <sqlite3.h>

#include "base/clock.h"
#include "data/tx.h"
#include "kernel/audit.h"

enum { ROWS_PER_TRANSACTION = 20000, CLOSED_COPIES = 9, COLUMNS_MAX = 1500 };

/* What is copied, owners first, and by which column it hangs on a matter. */
static const struct {
	const char *table;
	const char *which;
} tables[] = {
	{"matter", "id"},
	{"matter_party", "matter_id"},
	{"matter_guest", "matter_id"},
	{"matter_form", "matter_id"},
	{"task", "matter_id"},
	{"event", "matter_id"},
	{"matter_condition", "matter_id"},
	{"ruling_line", "matter_id"},
	{"work_order", "matter_id"},
	{"attachment", "matter_id"},
	{"notice", "matter_id"},
};

/* Which matters a copy takes: all, closed ones, those that wait for approval. */
enum { ALL, CLOSED, WAITING };
static const char *const kinds[] = {
	"SELECT id FROM matter WHERE id <= :last AND number IS NOT NULL",
	"SELECT id FROM matter WHERE id <= :last AND closed_at IS NOT NULL",
	"SELECT id FROM matter WHERE id <= :last AND state = 'unit_check'",
};

struct scale {
	sqlite3 *db;
	int64_t last;   /* highest id of the demo's matters */
	int64_t stride; /* above every id in use: copies never meet */
	sqlite3_stmt *copies[ARRAY_LENGTH(kinds)][ARRAY_LENGTH(tables)];
};

static void check(struct scale *scale, int code, const char *what)
{
	if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW)
		return;
	fprintf(stderr, "scale: %s: %s\n", what, sqlite3_errmsg(scale->db));
	exit(1);
}

static void run(struct scale *scale, const char *text)
{
	check(scale, sqlite3_exec(scale->db, text, NULL, NULL, NULL), text);
}

static int64_t ask(struct scale *scale, const char *text)
{
	sqlite3_stmt *statement = NULL;
	int64_t value;

	check(scale, sqlite3_prepare_v2(scale->db, text, -1, &statement, NULL), text);
	check(scale, sqlite3_step(statement), text);
	value = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	return value;
}

/* What a column becomes in copy :k. */
static const char *copied(const char *table, const char *column)
{
	if (strcmp(column, "id") == 0 || strcmp(column, "matter_id") == 0)
		return "%s + :k * :stride";
	if (strcmp(column, "uuid") == 0)
		return "lower(hex(randomblob(16))) /* %s */";
	if (strcmp(column, "number") == 0)
		return "%s || '-' || :k";
	if (strcmp(column, "base_matter_id") == 0)
		return "NULL /* %s */";
	if (strcmp(column, "opened_at") == 0 && strncmp(table, "matter", 6) == 0)
		return "%s - :k * 97";
	return "%s";
}

static sqlite3_stmt *prepare_copy(struct scale *scale, size_t table, const char *kind)
{
	const char *name = tables[table].table;
	char columns[COLUMNS_MAX] = "", values[2 * COLUMNS_MAX] = "", text[6 * COLUMNS_MAX];
	sqlite3_stmt *info = NULL, *copy = NULL;

	snprintf(text, sizeof text, "SELECT name FROM pragma_table_info('%s')", name);
	check(scale, sqlite3_prepare_v2(scale->db, text, -1, &info, NULL), text);
	while (sqlite3_step(info) == SQLITE_ROW) {
		const char *column = (const char *)sqlite3_column_text(info, 0);
		const char *comma = columns[0] == '\0' ? "" : ", ";
		const char *format = copied(name, column);
		size_t used = strlen(columns), written = strlen(values);
		const char *mark = strstr(format, "%s");

		snprintf(columns + used, sizeof columns - used, "%s%s", comma, column);
		snprintf(values + written, sizeof values - written, "%s%.*s%s%s", comma, (int)(mark - format), format,
			 column, mark + 2);
	}
	sqlite3_finalize(info);
	snprintf(text, sizeof text, "INSERT INTO %s (%s) SELECT %s FROM %s WHERE %s IN (%s)", name, columns, values,
		 name, tables[table].which, kind);
	check(scale, sqlite3_prepare_v2(scale->db, text, -1, &copy, NULL), text);
	return copy;
}

static void bind(sqlite3_stmt *copy, const char *name, int64_t value)
{
	int index = sqlite3_bind_parameter_index(copy, name);

	if (index > 0)
		sqlite3_bind_int64(copy, index, value);
}

/* Returns how many matters that were. */
static int64_t copy_once(struct scale *scale, size_t kind, int64_t k)
{
	int64_t matters = 0;

	for (size_t t = 0; t < ARRAY_LENGTH(tables); t++) {
		sqlite3_stmt *copy = scale->copies[kind][t];

		bind(copy, ":k", k);
		bind(copy, ":stride", scale->stride);
		bind(copy, ":last", scale->last);
		check(scale, sqlite3_step(copy), tables[t].table);
		sqlite3_reset(copy);
		if (t == 0)
			matters = sqlite3_changes64(scale->db);
	}
	return matters;
}

static void copy_matters(struct scale *scale, int64_t matters, int64_t open)
{
	int64_t k = 0;

	matters -= ask(scale, "SELECT count(*) FROM matter");
	scale->last = ask(scale, "SELECT max(id) FROM matter");
	scale->stride = ask(scale, "SELECT 1 + max((SELECT max(id) FROM event), (SELECT max(id) FROM notice),"
				   " (SELECT max(id) FROM task), (SELECT max(id) FROM attachment))");
	for (size_t kind = 0; kind < ARRAY_LENGTH(kinds); kind++)
		for (size_t t = 0; t < ARRAY_LENGTH(tables); t++)
			scale->copies[kind][t] = prepare_copy(scale, t, kinds[kind]);
	run(scale, "BEGIN IMMEDIATE");
	for (int64_t some = 1; open > 0 && some > 0; open -= some, matters -= some)
		some = copy_once(scale, WAITING, ++k);
	while (matters > 0) {
		matters -= copy_once(scale, ALL, ++k);
		for (int i = 0; i < CLOSED_COPIES && matters > 0; i++)
			matters -= copy_once(scale, CLOSED, ++k);
	}
	run(scale, "COMMIT");
	for (size_t kind = 0; kind < ARRAY_LENGTH(kinds); kind++)
		for (size_t t = 0; t < ARRAY_LENGTH(tables); t++)
			sqlite3_finalize(scale->copies[kind][t]);
}

static void add_rows(const char *folder, int64_t rows)
{
	struct arena *arena = arena_new();
	struct context context = {.arena = arena, .actor = system_actor(), .request = "bench", .source = "-"};
	int64_t wal;

	context.db = db_open(folder, DB_APP, DB_WRITER);
	if (context.db == NULL)
		exit(1);
	while (rows > 0) {
		enum err err = tx_begin(context.db);

		for (int i = 0; err == OK && i < ROWS_PER_TRANSACTION && rows > 0; i++, rows--) {
			err = audit_add(&context,
					&(struct audit_entry){.action = "matter.comment",
							      .object = "matter",
							      .object_id = rows % 1000 + 1},
					NULL);
			arena_reset(arena);
		}
		if (tx_end(context.db, err) != OK || db_checkpoint(context.db, &wal) != OK)
			exit(1);
	}
	db_free(context.db);
	arena_free(arena);
}

int main(int argc, char **argv)
{
	struct scale scale = {0};
	char path[4096];
	int64_t rows;

	if (argc != 5) {
		fputs("scale FOLDER MATTERS ROWS OPEN\n", stderr);
		return 2;
	}
	snprintf(path, sizeof path, "%s/app.db", argv[1]);
	check(&scale, sqlite3_open_v2(path, &scale.db, SQLITE_OPEN_READWRITE, NULL), path);
	run(&scale, "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; PRAGMA "
		    "recursive_triggers = ON");
	copy_matters(&scale, atoll(argv[2]), atoll(argv[4]));
	run(&scale, "PRAGMA journal_mode = WAL");
	rows = atoll(argv[3]) - ask(&scale, "SELECT count(*) FROM audit");
	sqlite3_close(scale.db);
	add_rows(argv[1], rows);
	return 0;
}
