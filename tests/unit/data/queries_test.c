#include "base/base.h"

#include "unit/data/sandbox.h"

/* db/migrations and db/queries themselves: every statement must do as what its head says. */

START_TEST(every_query_prepares_on_exactly_one_database_in_its_mode)
{
	struct sandbox box = sandbox_bare();
	struct db *app, *keys;
	int broken = 0;

	log_threshold(LEVEL_ERROR);
	ck_assert_int_eq(migrate(box.folder, "db/migrations"), OK);
	app = db_open(box.folder, DB_APP, DB_WRITER);
	keys = db_open(box.folder, DB_KEYS, DB_WRITER);
	ck_assert(app != NULL && keys != NULL);
	for (size_t i = 0; i < QUERY_COUNT; i++) {
		const struct query_text *row = &query_table[i];
		char *in_app = NULL, *in_keys = NULL;
		bool there = db_try(app, box.arena, row, &in_app);

		if (there != db_try(keys, box.arena, row, &in_keys))
			continue;
		if (there && strstr(row->text, " FROM ") == NULL && strstr(row->text, " INTO ") == NULL)
			continue; /* about no table at all */
		fprintf(stderr, "%s: %s: %s; keys.db: %s\n", row->file, row->name, there ? "in both databases" : in_app,
			there ? "too" : in_keys);
		broken++;
	}
	db_free(app);
	db_free(keys);
	sandbox_end(&box);
	ck_assert_int_eq(broken, 0);
}
END_TEST

START_TEST(query_labels_are_the_names_in_the_files)
{
	for (size_t i = 0; i < QUERY_COUNT; i++)
		ck_assert_str_eq(query_label((enum query_name)i), query_table[i].name);
	ck_assert_str_eq(query_label(QUERY_COUNT), "?");
}
END_TEST

int main(void)
{
	return RUN_SUITE("data/queries", every_query_prepares_on_exactly_one_database_in_its_mode,
			 query_labels_are_the_names_in_the_files);
}
