#include "base/base.h"

#include "data/keyset.h"
#include "unit/data/sandbox.h"

START_TEST(no_cursor_is_the_first_page_in_either_direction)
{
	struct keyset keyset;

	ck_assert(keyset_parse(&keyset, NULL, false));
	ck_assert_int_eq(keyset.after_sort, INT64_MIN);
	ck_assert_int_eq(keyset.after_id, INT64_MIN);
	ck_assert(keyset_parse(&keyset, "", true));
	ck_assert_int_eq(keyset.after_sort, INT64_MAX);
	ck_assert_int_eq(keyset.after_id, INT64_MAX);
}
END_TEST

START_TEST(a_cursor_comes_back_as_it_was_written)
{
	static const int64_t numbers[] = {0, 1, -1, 1795000000, INT64_MAX, INT64_MIN};
	struct arena *arena = arena_new();
	struct keyset keyset;

	for (size_t i = 0; i < ARRAY_LENGTH(numbers); i++) {
		ck_assert(keyset_parse(&keyset, keyset_cursor(arena, numbers[i], 42), i % 2 == 0));
		ck_assert_int_eq(keyset.after_sort, numbers[i]);
		ck_assert_int_eq(keyset.after_id, 42);
		ck_assert(keyset.descending == (i % 2 == 0));
	}
	arena_free(arena);
}
END_TEST

START_TEST(garbage_is_no_cursor)
{
	static const char *const garbage[] = {
		".",
		"1",
		"1.",
		".1",
		"1.2.3",
		"1.2 ",
		" 1.2",
		"+1.2",
		"01.2",
		"1.02",
		"-0.1",
		"1,2",
		"1.2x",
		"a.b",
		"9223372036854775808.1",
		"1.-9223372036854775809",
		"1e3.2",
		"0x1.2",
		"1.2;DROP TABLE item",
		"--1.2",
		"１.2",
		"99999999999999999999999999999999999999999999.1",
		"-.1",
		"1.-",
		"' OR 1=1",
	};
	struct keyset keyset;

	for (size_t i = 0; i < ARRAY_LENGTH(garbage); i++)
		ck_assert_msg(!keyset_parse(&keyset, garbage[i], false), "passed: %s", garbage[i]);
}
END_TEST

START_TEST(pages_follow_each_other_without_gap_or_overlap)
{
	struct sandbox box = sandbox_new();
	struct db *db = sandbox_open(&box, DB_WRITER);
	char *cursor = NULL;
	int64_t seen = 0;
	int pages = 0;

	ck_assert_int_eq(tx_begin(db), OK);
	for (int i = 0; i < 60; i++)
		ck_assert_int_eq(sandbox_add(db, arena_printf(box.arena, "item %d", i)), OK);
	ck_assert_int_eq(tx_end(db, OK), OK);
	do {
		struct query *query = sandbox_query(db, PAGE);
		struct keyset keyset;
		int rows = 0;

		ck_assert(keyset_parse(&keyset, cursor, false));
		keyset_bind(&keyset, query);
		cursor = NULL;
		while (query_step(query))
			if (++rows <= KEYSET_ROWS)
				ck_assert_int_eq(next_int(query), ++seen);
			else
				cursor = keyset_cursor(box.arena, seen, seen);
		ck_assert_int_eq(query_end(query), OK);
		pages++;
	} while (cursor != NULL);
	ck_assert_int_eq(seen, 60);
	ck_assert_int_eq(pages, 3);
	db_free(db);
	sandbox_end(&box);
}
END_TEST

int main(void)
{
	return RUN_SUITE("data/keyset", no_cursor_is_the_first_page_in_either_direction,
			 a_cursor_comes_back_as_it_was_written, garbage_is_no_cursor,
			 pages_follow_each_other_without_gap_or_overlap);
}
