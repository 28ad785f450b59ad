/*
 * Every list has an index: no statement walks a table that grows with use.
 */
#include "base/base.h"

#include <check.h>
#include <sqlite3.h>

#include "base/text.h"
#include "data/query.h"
#include "support/fixture.h"
#include "unit/suite.h"

/* Tables that grow by the day; the rest is the size of a province's register of names. */
static const char *const growing[] = {
	"matter",        "matter_party", "matter_form",   "matter_draft",    "task",         "event",
	"attachment",    "audit",        "notice",        "notice_read",     "session",      "once",
	"allocation",    "ruling_line",  "work_order",    "review_opinion",  "matter_guest", "matter_condition",
	"system_party",  "matter_copy",  "copy_read",     "batch",           "batch_item",   "delegation",
	"fault",         "maintenance",  "contact",       "service_request", "complaint",    "measurement",
	"survey_answer", "closing",      "closing_print", "closing_paper",   "closing_read", "closing_correction",
};

/* Offline checks, and those that take one row in the order of the rowid. */
static const char *const whole[] = {"operate_attachments", "keys_", "demo_", "trail_ends", "audit_last", "audit_first"};

static bool may_walk(const char *name)
{
	for (size_t i = 0; i < ARRAY_LENGTH(whole); i++)
		if (text_starts(name, whole[i]))
			return true;
	return false;
}

static bool names(const char *at, const char *word, size_t length)
{
	return strncmp(at, word, length) == 0 && strchr(" \n,;)", at[length]) != NULL;
}

/* Plans name aliases: does the text say "task t", or "task" for "task"? */
static bool stands_for(const char *text, const char *table, const char *alias)
{
	size_t length = strlen(table);

	if (strcmp(table, alias) == 0)
		return true;
	for (const char *at = strstr(text, table); at != NULL; at = strstr(at + 1, table)) {
		if (at == text || at[-1] != ' ' || at[length] != ' ')
			continue;
		if (names(at + length + 1, alias, strlen(alias)))
			return true;
	}
	return false;
}

/* "SCAN t" alone; "SCAN t USING INDEX …" is in the order of an index and bounded by LIMIT. */
static bool walks(const char *text, const char *detail, const char *table)
{
	return text_starts(detail, "SCAN ") && strchr(detail + 5, ' ') == NULL && stands_for(text, table, detail + 5);
}

/* Prints every walk and counts them. */
static int walks_of(sqlite3 *db, const struct query_text *query)
{
	int broken = 0;
	char *text = sqlite3_mprintf("EXPLAIN QUERY PLAN %s", query->text);
	sqlite3_stmt *statement = NULL;

	/* Statements of keys.db do not prepare here; queries_test.c tries those on their own file. */
	if (sqlite3_prepare_v2(db, text, -1, &statement, NULL) == SQLITE_OK) {
		while (sqlite3_step(statement) == SQLITE_ROW) {
			const char *detail = (const char *)sqlite3_column_text(statement, 3);

			for (size_t t = 0; t < ARRAY_LENGTH(growing); t++)
				if (walks(query->text, detail, growing[t])) {
					fprintf(stderr, "%s (%s) walks a whole table: %s\n", query->name, query->file,
						detail);
					broken++;
				}
		}
	}
	sqlite3_finalize(statement);
	sqlite3_free(text);
	return broken;
}

START_TEST(no_statement_walks_a_growing_table)
{
	struct fixture *fixture = fixture_new();
	sqlite3 *db = NULL;
	int broken = 0;

	ck_assert_int_eq(sqlite3_open_v2(arena_printf(fixture->arena, "%s/app.db", fixture->folder), &db,
					 SQLITE_OPEN_READONLY, NULL),
			 SQLITE_OK);
	for (size_t i = 0; query_table[i].name != NULL; i++)
		if (!may_walk(query_table[i].name))
			broken += walks_of(db, &query_table[i]);
	sqlite3_close(db);
	fixture_free(fixture);
	ck_assert_int_eq(broken, 0);
}
END_TEST

int main(void)
{
	return RUN_SUITE("kernel/query_plan", no_statement_walks_a_growing_table);
}
