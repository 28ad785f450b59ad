#include "base/base.h"

#include "base/log.h"
#include "data/connection.h"

/* Parameters beyond the 64th are not watched. */
static uint64_t parameter_bit(int index)
{
	return index <= 64 ? UINT64_C(1) << (index - 1) : 0;
}

static int compile(struct db *db, const struct query_text *text, sqlite3_stmt **statement, const char **rest)
{
	return sqlite3_prepare_v3(db->handle, text->text, -1, SQLITE_PREPARE_PERSISTENT, statement, rest);
}

static void prepare(struct query *query)
{
	const struct query_text *text = query->text;
	int code = compile(query->db, text, &query->statement, NULL);

	if (code != SQLITE_OK)
		fatalx("event=database query=%s file=%s code=%d message=%s", text->name, text->file, code,
		       sqlite3_errmsg(query->db->handle));
	if ((sqlite3_stmt_readonly(query->statement) != 0) != (text->mode == QUERY_READ))
		fatalx("event=database query=%s file=%s message=%s", text->name, text->file,
		       "the mode is not what it says");
	query->columns = sqlite3_column_count(query->statement);
	for (int i = sqlite3_bind_parameter_count(query->statement); i > 0; i--)
		query->wanted |= parameter_bit(i);
}

struct query *db_query(struct db *db, enum query_name name)
{
	struct query *query;

	if ((size_t)name >= db->query_count)
		fatalx("event=database message=%s number=%d", "no such query", (int)name);
	query = &db->queries[name];
	if (query->taken)
		fatalx("event=database query=%s message=%s", query->text->name, "taken again before its end");
	if (query->statement == NULL)
		prepare(query);
	query->taken = true;
	query->stepped = false;
	query->row = false;
	query->bound = 0;
	query->err = OK;
	db->taken++;
	return query;
}

const char *query_label(enum query_name name)
{
	return (size_t)name < QUERY_COUNT ? query_table[name].name : "?";
}

/* ---- binding ---- */

static int parameter(struct query *query, const char *name)
{
	int index = sqlite3_bind_parameter_index(query->statement, name);

	if (index == 0 || !query->taken || query->stepped)
		fatalx("event=database query=%s message=%s parameter=%s", query->text->name,
		       index == 0 ? "no such parameter" : "bound too late", name);
	query->bound |= parameter_bit(index);
	return index;
}

static void bound(struct query *query, int code)
{
	if (code != SQLITE_OK && query->err == OK)
		query->err = database_failed(query->db, query->text->name, code);
}

void query_int(struct query *query, const char *name, int64_t value)
{
	bound(query, sqlite3_bind_int64(query->statement, parameter(query, name), value));
}

void query_text(struct query *query, const char *name, const char *value)
{
	/* NULL text binds NULL: sqlite3_bind_text does that itself. */
	bound(query, sqlite3_bind_text(query->statement, parameter(query, name), value, -1, SQLITE_TRANSIENT));
}

void query_blob(struct query *query, const char *name, const void *data, size_t length)
{
	int index = parameter(query, name);

	/* A NULL pointer would bind NULL, and no bytes are not the same as nothing. */
	if (length == 0)
		bound(query, sqlite3_bind_zeroblob(query->statement, index, 0));
	else
		bound(query, sqlite3_bind_blob64(query->statement, index, data, length, SQLITE_TRANSIENT));
}

void query_null(struct query *query, const char *name)
{
	bound(query, sqlite3_bind_null(query->statement, parameter(query, name)));
}

bool query_takes(struct query *query, const char *name)
{
	return sqlite3_bind_parameter_index(query->statement, name) != 0;
}

/* ---- stepping ---- */

/* Before the first step: nothing forgotten, and no write outside a transaction that still stands. */
static bool ready(struct query *query)
{
	struct db *db = query->db;

	query->stepped = true;
	if (query->err != OK)
		return false;
	if (query->bound != query->wanted) {
		int index = __builtin_ctzll(query->wanted & ~query->bound) + 1;

		log_error("event=database query=%s message=%s parameter=%s", query->text->name, "not bound",
			  sqlite3_bind_parameter_name(query->statement, index));
		query->err = ERR_INTERNAL;
	} else if (query->text->mode == QUERY_WRITE && db->mode == DB_WRITER &&
		   (db->depth == 0 || sqlite3_get_autocommit(db->handle))) {
		/* Without the writer lock a checkpoint could run beside it. */
		log_error("event=database query=%s message=%s", query->text->name, "write outside a transaction");
		query->err = ERR_INTERNAL;
	}
	return query->err == OK;
}

bool query_step(struct query *query)
{
	int code;

	if (!query->stepped ? !ready(query) : !query->row)
		return false;
	code = sqlite3_step(query->statement);
	query->next = 0;
	query->row = code == SQLITE_ROW;
	if (query->row)
		return true;
	if (code != SQLITE_DONE)
		query->err = database_failed(query->db, query->text->name, code);
	return false;
}

enum err query_end(struct query *query)
{
	int code = sqlite3_reset(query->statement);

	if (!query->taken)
		fatalx("event=database query=%s message=%s", query->text->name, "ended twice");
	/* A statement ended before its last row may fail only now (foreign keys). */
	if (code != SQLITE_OK && query->err == OK)
		query->err = database_failed(query->db, query->text->name, code);
	sqlite3_clear_bindings(query->statement);
	query->taken = false;
	query->row = false;
	query->db->taken--;
	return query->err;
}

enum err query_run(struct query *query)
{
	query_step(query);
	return query_end(query);
}

enum err query_value(struct query *query, int64_t fallback, int64_t *out)
{
	*out = query_step(query) && !column_is_null(query, 0) ? column_int(query, 0) : fallback;
	return query_end(query);
}

enum err query_ids(struct query *query, struct arena *arena, int64_t **ids, size_t *count)
{
	*ids = NULL;
	*count = 0;
	while (query_step(query)) {
		*ids = arena_grow(arena, *ids, *count, sizeof **ids);
		(*ids)[(*count)++] = column_int(query, 0);
	}
	return query_end(query);
}

bool database_tidy(struct db *db)
{
	bool found = db->taken > 0;

	for (size_t i = 0; i < db->query_count && db->taken > 0; i++)
		if (db->queries[i].taken) {
			log_error("event=database query=%s message=%s", db->queries[i].text->name, "left open");
			(void)!query_end(&db->queries[i]);
		}
	return found;
}

/* ---- columns ---- */

static int at(const struct query *query, int column)
{
	if (!query->row || column < 0 || column >= query->columns)
		fatalx("event=database query=%s message=%s column=%d", query->text->name, "no such column or no row",
		       column);
	return column;
}

int64_t next_int(struct query *query)
{
	return sqlite3_column_int64(query->statement, at(query, query->next++));
}

char *next_text(struct query *query, struct arena *arena)
{
	int column = at(query, query->next++);
	const char *text = (const char *)sqlite3_column_text(query->statement, column);

	if (text == NULL)
		return NULL;
	return arena_strndup(arena, text, (size_t)sqlite3_column_bytes(query->statement, column));
}

const void *next_blob(struct query *query, struct arena *arena, size_t *length)
{
	int column = at(query, query->next++);
	const void *data = sqlite3_column_blob(query->statement, column);

	*length = (size_t)sqlite3_column_bytes(query->statement, column);
	if (sqlite3_column_type(query->statement, column) == SQLITE_NULL)
		return NULL;
	return *length == 0 ? arena_alloc(arena, 1) : arena_memdup(arena, data, *length);
}

bool next_is_null(struct query *query)
{
	return column_is_null(query, query->next);
}

int column_count(struct query *query)
{
	return query->columns;
}

const char *column_name(struct query *query, int column)
{
	return column >= 0 && column < query->columns ? sqlite3_column_name(query->statement, column) : NULL;
}

bool column_is_null(struct query *query, int column)
{
	return sqlite3_column_type(query->statement, at(query, column)) == SQLITE_NULL;
}

bool column_is_int(struct query *query, int column)
{
	return sqlite3_column_type(query->statement, at(query, column)) == SQLITE_INTEGER;
}

int64_t column_int(struct query *query, int column)
{
	return sqlite3_column_int64(query->statement, at(query, column));
}

int64_t column_int_of(struct query *query, const char *name)
{
	for (int i = 0; i < column_count(query); i++)
		if (strcmp(column_name(query, i), name) == 0)
			return column_int(query, i);
	return 0;
}

const char *column_text(struct query *query, int column)
{
	return (const char *)sqlite3_column_text(query->statement, at(query, column));
}

/* ---- the prepare-all test ---- */

bool db_try(struct db *db, struct arena *arena, const struct query_text *text, char **complaint)
{
	sqlite3_stmt *statement = NULL;
	const char *rest = NULL;

	*complaint = NULL;
	if (compile(db, text, &statement, &rest) != SQLITE_OK)
		*complaint = arena_strdup(arena, sqlite3_errmsg(db->handle));
	else if (statement == NULL || rest[strspn(rest, " \t\r\n;")] != '\0')
		*complaint = arena_strdup(arena, "not exactly one statement");
	else if ((sqlite3_stmt_readonly(statement) != 0) != (text->mode == QUERY_READ))
		*complaint = arena_strdup(arena, "the mode is not what it says");
	for (int i = sqlite3_bind_parameter_count(statement); i > 0 && *complaint == NULL; i--)
		if (sqlite3_bind_parameter_name(statement, i) == NULL)
			*complaint = arena_strdup(arena, "a parameter without a name");
	sqlite3_finalize(statement);
	return *complaint == NULL;
}
