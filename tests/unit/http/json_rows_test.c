/* Arrays of flat objects as machines push them; what is no such thing ends the reading, never the program. */
#include "base/base.h"

#include "http/json_rows.h"

#include "base/buf.h"
#include "http/body.h"
#include "unit/http/fake.h"
#include "unit/suite.h"

static struct arena *arena;

static struct json_rows *rows_of(const char *text, size_t piece, int64_t announced)
{
	struct request *req = arena_alloc(arena, sizeof *req);

	request_init(req, arena);
	fake_body(req, "application/json", text, strlen(text));
	((struct fake_stream *)req->stream)->piece = piece;
	req->content_length = announced;
	ck_assert_int_eq(body_json(req), OK);
	return json_rows_begin(req);
}

/* Read all; how it ended, and how many rows there were before. */
static enum json_next read_all(const char *text, size_t step, size_t *count, struct json_row *last)
{
	struct json_rows *rows = rows_of(text, step, (int64_t)strlen(text));
	enum json_next next;

	for (*count = 0; (next = json_rows_next(rows, last)) == JSON_ROW; (*count)++)
		continue;
	return next;
}

static void setup(void)
{
	arena = arena_new();
}

static void teardown(void)
{
	arena_free(arena);
}

START_TEST(rows_come_one_by_one_whatever_pieces_they_arrive_in)
{
	static const char text[] = " [ {\"a\": 1, \"b\": \"二\"} ,\r\n{\"a\":0.30000000000000004},{} ]\n";

	setup();
	for (size_t step = 1; step < sizeof text; step++) {
		struct json_rows *rows = rows_of(text, step, (int64_t)strlen(text));
		struct json_row row;

		ck_assert_int_eq(json_rows_next(rows, &row), JSON_ROW);
		ck_assert_uint_eq(row.count, 2);
		ck_assert_str_eq(row.members[0].key, "a");
		ck_assert_str_eq(row.members[0].text, "1");
		ck_assert_int_eq(row.members[1].kind, JSON_KIND_TEXT);
		ck_assert_str_eq(row.members[1].text, "二");
		ck_assert_int_eq(json_rows_next(rows, &row), JSON_ROW);
		ck_assert_str_eq(row.members[0].text, "0.3");
		ck_assert_int_eq(json_rows_next(rows, &row), JSON_ROW);
		ck_assert_uint_eq(row.count, 0);
		ck_assert_int_eq(json_rows_next(rows, &row), JSON_END);
	}
	teardown();
}
END_TEST

START_TEST(empty_array_has_no_rows)
{
	struct json_row row;
	size_t count;

	setup();
	ck_assert_int_eq(read_all("[]", 1, &count, &row), JSON_END);
	ck_assert_int_eq(read_all(" [ ] ", 2, &count, &row), JSON_END);
	ck_assert_uint_eq(count, 0);
	teardown();
}
END_TEST

START_TEST(what_is_no_array_of_objects_is_broken_with_a_sentence)
{
	static const char *const texts[] = {
		"",
		"{}",
		"null",
		"1",
		"[",
		"[1]",
		"[[{}]]",
		"[{}",
		"[{},]",
		"[,{}]",
		"[{}{}]",
		"[{}]]",
		"[{}] []",
		"[{\"a\":}]",
		"[{a:1}]",
		"[{'a':1}]",
		"[{\"a\":1,}]",
		"[{\"a\":\"\xff\"}]",
		"[{\"a\":1,\"a\":2}]",
		"[{\"a\":1e999}]",
		"[{\"a\":\"\\u0000\"}]",
		"[{\"\\u0000\":1}]",
		"[{\"a\":NaN}]",
	};

	setup();
	for (size_t i = 0; i < ARRAY_LENGTH(texts); i++) {
		struct json_row row;
		size_t count;

		ck_assert_msg(read_all(texts[i], 3, &count, &row) == JSON_BROKEN, "%zu: %s", i, texts[i]);
		ck_assert_ptr_nonnull(row.complaint);
	}
	teardown();
}
END_TEST

/* A75 */
START_TEST(depth_length_and_number_of_keys_are_bounded)
{
	enum { MANY = 100000 };
	struct buf body;
	struct json_row row;
	size_t count;

	setup();
	buf_init(&body);
	buf_add_text(&body, "[{\"a\":");
	for (int i = 0; i < MANY; i++)
		buf_add_char(&body, '[');
	ck_assert_int_eq(read_all(body.data, 4096, &count, &row), JSON_BROKEN);
	buf_clear(&body);
	for (int i = 0; i < MANY; i++)
		buf_add_char(&body, '[');
	ck_assert_int_eq(read_all(body.data, 4096, &count, &row), JSON_BROKEN);
	buf_clear(&body);
	buf_add_text(&body, "[{");
	for (int i = 0; i < MANY; i++)
		buf_printf(&body, "\"k%d\":1,", i);
	ck_assert_int_eq(read_all(body.data, 65536, &count, &row), JSON_BROKEN);
	ck_assert_str_eq(row.complaint, "一项超过 4 KiB");
	buf_release(&body);
	teardown();
}
END_TEST

START_TEST(body_shorter_than_announced_is_cut_not_ended)
{
	struct json_rows *rows;
	struct json_row row;

	setup();
	rows = rows_of("[{\"a\":1}", 4, 20);
	ck_assert_int_eq(json_rows_next(rows, &row), JSON_ROW);
	ck_assert_int_eq(json_rows_next(rows, &row), JSON_CUT);
	rows = rows_of("[{\"a\":1}]", 4, 20);
	ck_assert_int_eq(json_rows_next(rows, &row), JSON_ROW);
	ck_assert_int_eq(json_rows_next(rows, &row), JSON_CUT);
	teardown();
}
END_TEST

START_TEST(what_is_sent_after_the_announced_length_is_not_read)
{
	struct json_rows *rows;
	struct json_row row;

	setup();
	rows = rows_of("[{}],[{}]", 0, 4);
	ck_assert_int_eq(json_rows_next(rows, &row), JSON_ROW);
	ck_assert_int_eq(json_rows_next(rows, &row), JSON_END);
	teardown();
}
END_TEST

int main(void)
{
	return RUN_SUITE("http/json_rows", rows_come_one_by_one_whatever_pieces_they_arrive_in, empty_array_has_no_rows,
			 what_is_no_array_of_objects_is_broken_with_a_sentence,
			 depth_length_and_number_of_keys_are_bounded, body_shorter_than_announced_is_cut_not_ended,
			 what_is_sent_after_the_announced_length_is_not_read);
}
