#include "base/base.h"

#include "base/buf.h"
#include "base/log.h"
#include "base/text.h"
#include "data/connection.h"
#include "data/expression.h"

enum { TEXT_MAX = 2000, FIELDS_MAX = 500, DEPTH_MAX = 50, PATTERN_MAX = 200 };

struct expression {
	struct expression *next;
	sqlite3_stmt *statement;
	size_t fields;
};

struct expression_engine {
	sqlite3 *handle;
	struct expression *first; /* newest first */
	bool compiling;
	int selects;           /* seen while compiling */
	const char *refused;   /* why the authorizer said no, NULL when it did not */
	char refused_name[64]; /* of the function, "" otherwise */
};

/* No clock, no chance, no files, nothing that makes much out of little. */
static const char *const functions[] = {
	"abs",   "coalesce", "glob", "ifnull", "iif",   "instr",  "length",    "like", "lower",
	"ltrim", "max",      "min",  "nullif", "rtrim", "substr", "substring", "trim", "upper",
};

static int refuse(struct expression_engine *engine, const char *why, const char *name)
{
	engine->refused = why;
	snprintf(engine->refused_name, sizeof(engine->refused_name), "%s", name);
	return SQLITE_DENY;
}

/*
 * Two SELECTs, ours: the outer one and the one that names the fields.  Columns
 * of a sub-select in FROM are no table columns, so READ only comes for real
 * tables.  When a statement is prepared anew while it runs (LIKE with a bound
 * pattern) it is text that has passed here before.
 */
static int authorise(void *argument, int action, const char *first, const char *second, const char *database,
		     const char *trigger)
{
	struct expression_engine *engine = argument;

	(void)first, (void)database, (void)trigger;
	switch (action) {
	case SQLITE_SELECT:
		if (engine->compiling && ++engine->selects > 2)
			return refuse(engine, "a SELECT inside a condition", "");
		return SQLITE_OK;
	case SQLITE_FUNCTION:
		for (size_t i = 0; i < ARRAY_LENGTH(functions); i++)
			if (strcmp(functions[i], second) == 0)
				return SQLITE_OK;
		return refuse(engine, "a function that conditions do not have", second);
	default:
		return refuse(engine, "more than an expression over the fields", "");
	}
}

struct expression_engine *expression_engine_new(void)
{
	struct expression_engine *engine = calloc(1, sizeof(*engine));

	if (engine == NULL)
		fatalx("event=out_of_memory");
	library_configure();
	if (sqlite3_open_v2(":memory:", &engine->handle,
			    SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE,
			    NULL) != SQLITE_OK ||
	    !connection_configure(engine->handle))
		fatalx("event=condition message=%s", "no engine");
	sqlite3_limit(engine->handle, SQLITE_LIMIT_LENGTH, 1 << 20);
	sqlite3_limit(engine->handle, SQLITE_LIMIT_SQL_LENGTH, 64 << 10);
	sqlite3_limit(engine->handle, SQLITE_LIMIT_EXPR_DEPTH, DEPTH_MAX);
	sqlite3_limit(engine->handle, SQLITE_LIMIT_COMPOUND_SELECT, 1);
	sqlite3_limit(engine->handle, SQLITE_LIMIT_VDBE_OP, 10000);
	sqlite3_limit(engine->handle, SQLITE_LIMIT_VARIABLE_NUMBER, FIELDS_MAX);
	sqlite3_limit(engine->handle, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, PATTERN_MAX);
	if (sqlite3_set_authorizer(engine->handle, authorise, engine) != SQLITE_OK)
		fatalx("event=condition message=%s", "no authorizer");
	return engine;
}

void expression_engine_free(struct expression_engine *engine)
{
	if (engine == NULL)
		return;
	while (engine->first != NULL) {
		struct expression *expression = engine->first;

		engine->first = expression->next;
		sqlite3_finalize(expression->statement);
		free(expression);
	}
	sqlite3_close(engine->handle);
	free(engine);
}

/*
 * Characters that no condition needs, outside of '…': with them gone there are
 * no comments, parameters, quoted names or second statements to think about.
 * NULL when there are none, else which.
 */
static const char *strange_character(const char *text)
{
	static const struct {
		const char *sign;
		const char *message;
	} signs[] = {
		{";", "; is not allowed in a condition"},
		{"--", "comments are not allowed in a condition"},
		{"/*", "comments are not allowed in a condition"},
		{"?", "parameters are not allowed in a condition"},
		{":", "parameters are not allowed in a condition"},
		{"@", "parameters are not allowed in a condition"},
		{"$", "parameters are not allowed in a condition"},
		{"#", "parameters are not allowed in a condition"},
		{"\"", "text stands in '…', names stand without quotes"},
		{"`", "text stands in '…', names stand without quotes"},
		{"[", "text stands in '…', names stand without quotes"},
	};
	bool quoted = false;

	for (; *text != '\0'; text++) {
		if (*text == '\'')
			quoted = !quoted;
		for (size_t i = 0; !quoted && i < ARRAY_LENGTH(signs); i++)
			if (text_starts(text, signs[i].sign))
				return signs[i].message;
	}
	return quoted ? "a ' without its partner" : NULL;
}

/* Every sub-select has these without being asked; in a condition they are a slip. */
static bool is_hidden_column(const char *word, size_t length)
{
	static const char *const hidden[] = {"rowid", "oid", "_rowid_"};

	for (size_t i = 0; i < ARRAY_LENGTH(hidden); i++)
		if (strlen(hidden[i]) == length && strncasecmp(hidden[i], word, length) == 0)
			return true;
	return false;
}

static bool names_hidden_column(const char *text)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";
	bool quoted = false;

	while (*text != '\0') {
		size_t length = strspn(text, letters);

		if (!quoted && is_hidden_column(text, length))
			return true;
		quoted = quoted != (length == 0 && *text == '\'');
		text += length == 0 ? 1 : length;
	}
	return false;
}

static bool is_field_name(const char *name)
{
	return name[0] >= 'a' && name[0] <= 'z' && name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_")] == '\0';
}

/* SELECT (expr) FROM (SELECT ?1 AS field, …) */
static void wrap(struct buf *buf, const char *text, const char *const *fields, size_t count)
{
	buf_printf(buf, "SELECT (%s) FROM (SELECT ", text);
	for (size_t i = 0; i < count; i++)
		buf_printf(buf, "%s?%zu AS \"%s\"", i > 0 ? ", " : "", i + 1, fields[i]);
	buf_add_text(buf, count == 0 ? "NULL)" : ")");
}

/* NULL when the text is one condition and *statement is it. */
static char *compile(struct expression_engine *engine, struct arena *arena, const char *whole, size_t fields,
		     sqlite3_stmt **statement)
{
	const char *rest = NULL;
	int code;

	engine->compiling = true;
	engine->selects = 0;
	engine->refused = NULL;
	engine->refused_name[0] = '\0';
	code = sqlite3_prepare_v3(engine->handle, whole, -1, SQLITE_PREPARE_PERSISTENT, statement, &rest);
	engine->compiling = false;
	if (engine->refused != NULL)
		return arena_printf(arena, "%s%s%s", engine->refused, engine->refused_name[0] != '\0' ? ": " : "",
				    engine->refused_name);
	if (code != SQLITE_OK)
		return arena_strdup(arena, sqlite3_errmsg(engine->handle));
	if (*statement == NULL || *rest != '\0')
		return arena_strdup(arena, "text left over after the condition");
	if (engine->selects != 2 || sqlite3_column_count(*statement) != 1 ||
	    sqlite3_bind_parameter_count(*statement) != (int)fields)
		return arena_strdup(arena, "more or less than one expression over the fields");
	return NULL;
}

static char *check_input(struct arena *arena, const char *text, const char *const *fields, size_t count)
{
	const char *strange;

	if (text_empty(text) || strlen(text) > TEXT_MAX)
		return arena_printf(arena, "a condition has 1 to %d bytes", TEXT_MAX);
	if (count > FIELDS_MAX)
		return arena_printf(arena, "more than %d fields", FIELDS_MAX);
	for (size_t i = 0; i < count; i++)
		if (!is_field_name(fields[i]))
			return arena_printf(arena, "%s is not a field name", fields[i]);
	if (names_hidden_column(text))
		return arena_strdup(arena, "rowid is no field");
	strange = strange_character(text);
	return strange == NULL ? NULL : arena_strdup(arena, strange);
}

/* Rules are loaded again and again over the life of a process: the same text is compiled once. */
static struct expression *find(struct expression_engine *engine, const char *whole)
{
	for (struct expression *expression = engine->first; expression != NULL; expression = expression->next)
		if (strcmp(sqlite3_sql(expression->statement), whole) == 0)
			return expression;
	return NULL;
}

struct expression *expression_compile(struct expression_engine *engine, struct arena *arena, const char *text,
				      const char *const *fields, size_t field_count, char **complaint)
{
	struct expression *expression = NULL;
	sqlite3_stmt *statement = NULL;
	struct buf whole;

	*complaint = check_input(arena, text, fields, field_count);
	if (*complaint != NULL)
		return NULL;
	buf_init(&whole);
	wrap(&whole, text, fields, field_count);
	expression = find(engine, whole.data);
	if (expression == NULL) {
		*complaint = compile(engine, arena, whole.data, field_count, &statement);
		if (*complaint != NULL) {
			sqlite3_finalize(statement);
		} else {
			expression = calloc(1, sizeof(*expression));
			if (expression == NULL)
				fatalx("event=out_of_memory");
			*expression = (struct expression){engine->first, statement, field_count};
			engine->first = expression;
		}
	}
	buf_release(&whole);
	return expression;
}

static int bind(sqlite3_stmt *statement, int index, const struct expression_value *value)
{
	switch (value->type) {
	case VALUE_INTEGER:
		return sqlite3_bind_int64(statement, index, value->integer);
	case VALUE_TEXT:
		return sqlite3_bind_text(statement, index, value->text, -1, SQLITE_STATIC);
	case VALUE_NULL:
		break;
	}
	return sqlite3_bind_null(statement, index);
}

static bool truth(sqlite3_stmt *statement)
{
	switch (sqlite3_column_type(statement, 0)) {
	case SQLITE_INTEGER:
		return sqlite3_column_int64(statement, 0) != 0;
	case SQLITE_FLOAT:
		return sqlite3_column_double(statement, 0) != 0;
	case SQLITE_NULL:
		return false;
	default:
		return sqlite3_column_bytes(statement, 0) > 0;
	}
}

bool expression_test(struct expression *expression, const struct expression_value *values, size_t count)
{
	sqlite3_stmt *statement = expression->statement;
	int code = count == expression->fields ? SQLITE_OK : SQLITE_RANGE;
	bool answer = false;

	for (size_t i = 0; code == SQLITE_OK && i < count; i++)
		code = bind(statement, (int)i + 1, &values[i]);
	if (code == SQLITE_OK && (code = sqlite3_step(statement)) == SQLITE_ROW)
		answer = truth(statement);
	else
		log_error("event=condition statement=%s code=%d message=%s", sqlite3_sql(statement), code,
			  code == SQLITE_RANGE ? "another number of values than fields" : sqlite3_errstr(code));
	sqlite3_reset(statement);
	sqlite3_clear_bindings(statement);
	return answer;
}
