#include "base/base.h"

#include "base/buf.h"

#include "unit/suite.h"

#include <unistd.h>

START_TEST(a_new_buffer_is_an_empty_text)
{
	struct buf buf;
	buf_init(&buf);
	ck_assert_uint_eq(buf.length, 0);
	ck_assert_str_eq(buf.data, "");
	buf_release(&buf);
	ck_assert_ptr_null(buf.data);
}
END_TEST

START_TEST(bytes_texts_and_formats_are_appended_in_order)
{
	struct buf buf;
	buf_init(&buf);
	buf_add(&buf, "a\0b", 3);
	buf_add_text(&buf, "办件");
	buf_add_char(&buf, '-');
	buf_printf(&buf, "%d/%s", 12, "x");
	ck_assert_uint_eq(buf.length, 3 + 6 + 1 + 4);
	ck_assert_mem_eq(buf.data, "a\0b办件-12/x", buf.length + 1);
	buf_release(&buf);
}
END_TEST

START_TEST(growth_keeps_content_and_the_final_nul)
{
	struct buf buf;
	buf_init(&buf);
	for (int i = 0; i < 100000; i++)
		buf_add_char(&buf, (char)('a' + i % 26));
	ck_assert_uint_eq(buf.length, 100000);
	ck_assert_uint_eq(strlen(buf.data), 100000);
	for (int i = 0; i < 100000; i++)
		ck_assert_int_eq(buf.data[i], 'a' + i % 26);
	buf_release(&buf);
}
END_TEST

START_TEST(a_format_longer_than_the_room_is_whole)
{
	struct buf buf;
	buf_init(&buf);
	buf_add_text(&buf, "<");
	buf_printf(&buf, "%5000d>", 1);
	ck_assert_uint_eq(buf.length, 5002);
	ck_assert_str_eq(buf.data + 5000, "1>");
	buf_release(&buf);
}
END_TEST

START_TEST(adding_nothing_changes_nothing)
{
	struct buf buf;
	buf_init(&buf);
	buf_add_text(&buf, "x");
	buf_add_text(&buf, NULL);
	buf_add(&buf, NULL, 0);
	buf_add_text(&buf, "");
	ck_assert_str_eq(buf.data, "x");
	buf_release(&buf);
}
END_TEST

START_TEST(clearing_wipes_content_and_keeps_memory)
{
	struct buf buf;
	buf_init(&buf);
	buf_add_text(&buf, "password");
	char *data = buf.data;
	buf_clear(&buf);
	ck_assert_ptr_eq(buf.data, data);
	ck_assert_uint_eq(buf.length, 0);
	for (size_t i = 0; i < strlen("password"); i++)
		ck_assert_int_eq(data[i], 0);
	buf_release(&buf);
}
END_TEST

START_TEST(consumed_bytes_leave_the_front_and_memory)
{
	struct buf buf;
	buf_init(&buf);
	buf_add_text(&buf, "secret-rest");
	buf_consume(&buf, 7);
	ck_assert_str_eq(buf.data, "rest");
	ck_assert_uint_eq(buf.length, 4);
	for (size_t i = 4; i < 11; i++)
		ck_assert_int_eq(buf.data[i], 0);
	buf_consume(&buf, 1000);
	ck_assert_uint_eq(buf.length, 0);
	ck_assert_str_eq(buf.data, "");
	buf_release(&buf);
}
END_TEST

START_TEST(a_released_buffer_may_be_used_again)
{
	struct buf buf;
	buf_init(&buf);
	buf_release(&buf);
	buf_release(&buf);
	buf_init(&buf);
	buf_add_text(&buf, "again");
	ck_assert_str_eq(buf.data, "again");
	buf_release(&buf);
}
END_TEST

START_TEST(adopted_memory_takes_the_place_of_what_was_there)
{
	struct buf buf;
	char *data = malloc(8);

	ck_assert_ptr_nonnull(data);
	memcpy(data, "page", 4);
	buf_init(&buf);
	buf_add_text(&buf, "before");
	buf_adopt(&buf, data, 4, 8);
	ck_assert_str_eq(buf.data, "page");
	buf_add_text(&buf, " and more than fits");
	ck_assert_str_eq(buf.data, "page and more than fits");
	buf_release(&buf);
}
END_TEST

START_TEST(a_json_string_escapes_what_it_must_and_refuses_what_is_no_text)
{
	struct buf buf;

	buf_init(&buf);
	ck_assert(buf_add_json(&buf, "办件 <a> \"b\" \\ \n\t\x01\x7f"));
	ck_assert_str_eq(buf.data, "\"办件 <a> \\\"b\\\" \\\\ \\n\\t\\u0001\x7f\"");
	buf_clear(&buf);
	ck_assert(buf_add_json(&buf, ""));
	ck_assert_str_eq(buf.data, "\"\"");
	ck_assert(!buf_add_json(&buf, "\xe5\x8a"));
	ck_assert(!buf_add_json(&buf, NULL));
	buf_release(&buf);
}
END_TEST

START_TEST(a_file_is_read_whole_or_not_at_all)
{
	char path[] = "/tmp/buf-test-XXXXXX";
	int file = mkstemp(path);
	struct buf buf;

	ck_assert_int_ge(file, 0);
	ck_assert_int_eq(write(file, "0123456789", 10), 10);
	close(file);
	buf_init(&buf);
	ck_assert(buf_add_file(&buf, path, 10));
	ck_assert_str_eq(buf.data, "0123456789");
	ck_assert(buf_add_file(&buf, path, 10));
	ck_assert_uint_eq(buf.length, 20);
	buf_clear(&buf);
	ck_assert(!buf_add_file(&buf, path, 9));
	ck_assert_int_eq(errno, EFBIG);
	ck_assert(!buf_add_file(&buf, "/no/such/file", 9));
	ck_assert_int_eq(errno, ENOENT);
	ck_assert(!buf_add_file(&buf, "/tmp", 9));
	buf_release(&buf);
	unlink(path);
}
END_TEST

int main(void)
{
	return RUN_SUITE("base/buf", a_new_buffer_is_an_empty_text, bytes_texts_and_formats_are_appended_in_order,
			 growth_keeps_content_and_the_final_nul, a_format_longer_than_the_room_is_whole,
			 adding_nothing_changes_nothing, clearing_wipes_content_and_keeps_memory,
			 consumed_bytes_leave_the_front_and_memory, adopted_memory_takes_the_place_of_what_was_there,
			 a_released_buffer_may_be_used_again,
			 a_json_string_escapes_what_it_must_and_refuses_what_is_no_text,
			 a_file_is_read_whole_or_not_at_all);
}
