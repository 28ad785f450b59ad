/* db/migrations as a whole: what they made is there after the last of them. */
#include "base/base.h"

#include <sqlite3.h>

#include "base/buf.h"
#include "base/text.h"
#include "unit/data/sandbox.h"

enum { TRIGGERS_MOST = 600 };

struct triggers {
	char *names[TRIGGERS_MOST];
	size_t count;
};

static char *whole_file(struct arena *arena, const char *path)
{
	FILE *file = fopen(path, "r");
	char piece[4096];
	struct buf text;
	size_t got;

	ck_assert_ptr_nonnull(file);
	buf_init(&text);
	while ((got = fread(piece, 1, sizeof piece, file)) > 0)
		buf_add(&text, piece, got);
	fclose(file);
	char *copy = arena_strndup(arena, text.data, text.length);
	buf_release(&text);
	return copy;
}

static void forget(struct triggers *triggers, const char *name)
{
	for (size_t i = 0; i < triggers->count; i++)
		if (text_equal(triggers->names[i], name))
			triggers->names[i--] = triggers->names[--triggers->count];
}

/* In the order of the file: what it makes, and what it drops by name. */
static void follow(struct arena *arena, struct triggers *triggers, const char *sql)
{
	static const char word[] = " TRIGGER ";

	for (const char *at = strstr(sql, word); at != NULL; at = strstr(at + 1, word)) {
		const char *name = at + strlen(word);
		char *copy = arena_strndup(arena, name, strspn(name, "abcdefghijklmnopqrstuvwxyz_0123456789"));

		forget(triggers, copy);
		if (at - sql >= 6 && strncmp(at - 6, "CREATE", 6) == 0) {
			ck_assert_uint_lt(triggers->count, TRIGGERS_MOST);
			triggers->names[triggers->count++] = copy;
		}
	}
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static int is_sql(const struct dirent *entry)
{
	return strlen(entry->d_name) > 4 && text_equal(entry->d_name + strlen(entry->d_name) - 4, ".sql");
}

static struct triggers made_in(struct arena *arena, const char *folder)
{
	struct triggers triggers = {.count = 0};
	struct dirent **files;
	int count = scandir(folder, &files, is_sql, by_name);

	ck_assert_int_gt(count, 0);
	for (int i = 0; i < count; i++) {
		follow(arena, &triggers, whole_file(arena, arena_printf(arena, "%s/%s", folder, files[i]->d_name)));
		free(files[i]);
	}
	free(files);
	return triggers;
}

/* SQLite drops a table's triggers with the table: a migration that builds one anew can lose what guards it, in silence.
 */
START_TEST(no_table_that_was_built_anew_lost_its_triggers)
{
	struct sandbox box = sandbox_bare();
	struct triggers triggers = made_in(box.arena, "db/migrations");
	sqlite3 *handle = NULL;
	sqlite3_stmt *there = NULL;
	size_t lost = 0;

	ck_assert_int_eq(migrate(box.folder, "db/migrations"), OK);
	ck_assert_int_eq(sqlite3_open(arena_printf(box.arena, "%s/app.db", box.folder), &handle), SQLITE_OK);
	ck_assert_int_eq(sqlite3_prepare_v2(handle, "SELECT 1 FROM sqlite_schema WHERE type = 'trigger' AND name = ?",
					    -1, &there, NULL),
			 SQLITE_OK);
	ck_assert_uint_gt(triggers.count, 150);
	forget(&triggers, "usage_standing_season_ended"); /* seasons are not deleted any more: system_season_stays */
	for (size_t i = 0; i < triggers.count; i++) {
		ck_assert_int_eq(sqlite3_bind_text(there, 1, triggers.names[i], -1, SQLITE_STATIC), SQLITE_OK);
		if (sqlite3_step(there) != SQLITE_ROW) {
			fprintf(stderr, "%s: made by a migration, dropped with its table\n", triggers.names[i]);
			lost++;
		}
		sqlite3_reset(there);
	}
	sqlite3_finalize(there);
	sqlite3_close(handle);
	sandbox_end(&box);
	ck_assert_uint_eq(lost, 0);
}
END_TEST

int main(void)
{
	return RUN_SUITE("data/schema", no_table_that_was_built_anew_lost_its_triggers);
}
