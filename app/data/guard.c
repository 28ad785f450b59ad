#include "base/base.h"

#include "base/log.h"
#include "base/text.h"
#include "data/connection.h"

/* Looks, needed by the checks, by FTS5 (data_version) and by nobody else. */
static const char *const harmless_pragmas[] = {
	"data_version",    "foreign_key_check", "foreign_key_list", "index_info", "index_list", "index_xinfo",
	"integrity_check", "page_count",        "quick_check",      "table_info", "table_list", "table_xinfo",
};

static const char *const refused_functions[] = {"load_extension", "fts3_tokenizer", "readfile", "writefile", "edit"};

static bool listed(const char *const *list, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (text_equal(list[i], name))
			return true;
	return false;
}

bool pragma_only_looks(const char *name)
{
	return listed(harmless_pragmas, ARRAY_LENGTH(harmless_pragmas), name);
}

/*
 * Asked while a statement is prepared, never while it runs.  INSERT, UPDATE
 * and DELETE on sqlite_master pass: FTS5 asks for them, and SQLite itself
 * refuses the real ones because the connection is defensive.
 */
static int authorise(void *argument, int action, const char *first, const char *second, const char *database,
		     const char *trigger)
{
	(void)argument, (void)database, (void)trigger;
	switch (action) {
	case SQLITE_SELECT:
	case SQLITE_READ:
	case SQLITE_INSERT:
	case SQLITE_UPDATE:
	case SQLITE_DELETE:
	case SQLITE_TRANSACTION:
	case SQLITE_RECURSIVE:
		return SQLITE_OK;
	case SQLITE_PRAGMA:
		return pragma_only_looks(first) ? SQLITE_OK : SQLITE_DENY;
	case SQLITE_FUNCTION:
		return listed(refused_functions, ARRAY_LENGTH(refused_functions), second) ? SQLITE_DENY : SQLITE_OK;
	default: /* CREATE, DROP, ALTER, ATTACH, DETACH, REINDEX, ANALYZE, SAVEPOINT, virtual tables */
		return SQLITE_DENY;
	}
}

void connection_guard(sqlite3 *handle)
{
	if (sqlite3_set_authorizer(handle, authorise, NULL) != SQLITE_OK)
		fatalx("event=database message=%s", "no authorizer");
}
