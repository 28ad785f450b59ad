/*
 * The closed list of statements: what gen-queries.awk makes of the files in
 * db/queries (build/gen/queries.c).  Nobody but app/data and its tests needs this file.
 */
#ifndef DATA_QUERY_H
#define DATA_QUERY_H

#include "base/base.h"

#include "data/db.h"

enum query_mode { QUERY_READ, QUERY_WRITE };
enum query_scope { SCOPE_ORG, SCOPE_SYSTEM };

struct query_text {
	const char *name; /* "matter_find" */
	const char *text;
	enum query_mode mode;
	enum query_scope scope;
	const char *file; /* "db/queries/matter.sql:12" */
};

/* Indexed by enum query_name; one row with a NULL name follows the last. */
extern const struct query_text query_table[];

/* db_open with another list of statements than query_table, for tests of this layer. */
struct db *db_open_table(const char *data_folder, enum db_file file, enum db_mode mode, const struct query_text *table,
			 size_t count) NODISCARD;

/*
 * Would this text do as what its row says: one statement, in the mode it
 * states, known to this database?  *complaint is arena, NULL when all is well.
 */
bool db_try(struct db *db, struct arena *arena, const struct query_text *text, char **complaint);

#endif
