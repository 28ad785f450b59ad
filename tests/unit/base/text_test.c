#include "base/base.h"

#include "base/text.h"

#include "unit/suite.h"

static struct arena *arena;

START_TEST(null_equals_only_null)
{
	ck_assert(text_equal(NULL, NULL));
	ck_assert(!text_equal(NULL, ""));
	ck_assert(!text_equal("", NULL));
	ck_assert(text_equal("办件", "办件"));
	ck_assert(!text_equal("办件", "办"));
	ck_assert(text_empty(NULL));
	ck_assert(text_empty(""));
	ck_assert(!text_empty(" "));
}
END_TEST

START_TEST(starts_and_ends_look_at_whole_prefix_and_suffix)
{
	ck_assert(text_starts("/matters/7", "/matters/"));
	ck_assert(text_starts("a", ""));
	ck_assert(!text_starts("/m", "/matters/"));
	ck_assert(text_ends("方案.pdf", ".pdf"));
	ck_assert(!text_ends("pdf", ".pdf"));
	ck_assert(!text_starts(NULL, "a"));
	ck_assert(!text_ends(NULL, "a"));
}
END_TEST

START_TEST(well_formed_utf8_of_every_length_is_valid)
{
	static const char *const valid[] = {"",
					    "abc",
					    "\xC2\x80",
					    "\xDF\xBF",
					    "\xE0\xA0\x80",
					    "\xED\x9F\xBF",
					    "\xEE\x80\x80",
					    "\xEF\xBF\xBF",
					    "\xF0\x90\x80\x80",
					    "\xF4\x8F\xBF\xBF",
					    "政务云𠮷"};
	for (size_t i = 0; i < ARRAY_LENGTH(valid); i++)
		ck_assert_msg(utf8_valid(valid[i], strlen(valid[i])), "%zu", i);
}
END_TEST

START_TEST(overlong_surrogate_cut_and_stray_bytes_are_refused)
{
	static const char *const refused[] = {"\x80",
					      "\xBF",
					      "\xC0\x80",
					      "\xC1\xBF",
					      "\xE0\x80\x80",
					      "\xE0\x9F\xBF",
					      "\xF0\x80\x80\x80",
					      "\xF0\x8F\xBF\xBF",
					      "\xED\xA0\x80",
					      "\xED\xBF\xBF",
					      "\xF4\x90\x80\x80",
					      "\xF5\x80\x80\x80",
					      "\xFE",
					      "\xFF",
					      "\xC2",
					      "\xE6\x94",
					      "\xF0\xA0\xAE",
					      "\xC2\x41",
					      "\xE6\x41\x80",
					      "\xE6\x94\x41",
					      "a\xFF",
					      "\xB0\xEC\xBC\xFE" /* 办件 in GBK */};
	for (size_t i = 0; i < ARRAY_LENGTH(refused); i++)
		ck_assert_msg(!utf8_valid(refused[i], strlen(refused[i])), "%zu", i);
	ck_assert(!utf8_valid("a\0b", 3));
}
END_TEST

START_TEST(every_code_point_decodes_to_itself)
{
	for (uint32_t code = 0x800; code <= 0x10FFFF; code++) {
		char bytes[4];
		size_t size = code < 0x10000 ? 3 : 4;
		uint32_t rest = code;
		for (size_t i = size - 1; i > 0; i--, rest >>= 6)
			bytes[i] = (char)(0x80 | (rest & 0x3F));
		bytes[0] = (char)((size == 3 ? 0xE0 : 0xF0) | rest);
		uint32_t got = 0;
		size_t expected = code >= 0xD800 && code <= 0xDFFF ? 0 : size;
		if (utf8_decode(bytes, size, &got) != expected || (expected && got != code))
			ck_abort_msg("U+%04X", (unsigned)code);
		if (utf8_decode(bytes, size - 1, &got) != 0)
			ck_abort_msg("cut U+%04X", (unsigned)code);
	}
}
END_TEST

START_TEST(printable_text_has_no_control_characters_but_tab_and_newlines)
{
	ck_assert(text_printable("一\t二\r\n", strlen("一\t二\r\n")));
	ck_assert(!text_printable("a\x1b[31m", 6));
	ck_assert(!text_printable("a\x7f", 2));
	ck_assert(!text_printable("a\0", 2));
	ck_assert(!text_printable("\xC2\x85", 2));
	ck_assert(!text_printable("\xE2\x80\xAE", 3)); /* U+202E turns the reading order */
	ck_assert(!text_printable("\xE2\x81\xA6", 3));
	ck_assert(!text_printable("\xFF", 1));
}
END_TEST

START_TEST(length_and_head_count_code_points)
{
	ck_assert_uint_eq(utf8_length("政务云 𠮷a"), 6);
	ck_assert_uint_eq(utf8_length(""), 0);
	ck_assert_uint_eq(utf8_length(NULL), 0);
	ck_assert_str_eq(utf8_head(arena, "政务云𠮷", 2), "政务");
	ck_assert_str_eq(utf8_head(arena, "政务云𠮷", 4), "政务云𠮷");
	ck_assert_str_eq(utf8_head(arena, "政务", 99), "政务");
	ck_assert_str_eq(utf8_head(arena, "政务", 0), "");
	ck_assert_str_eq(utf8_head(arena, NULL, 3), "");
	ck_assert_uint_eq(utf8_length("a\xFF\xFE"), 3);
}
END_TEST

START_TEST(trim_takes_white_space_of_every_width_from_both_ends)
{
	ck_assert_str_eq(text_trim(arena, " \t\r\n　\xC2\xA0省 厅　\n"), "省 厅");
	ck_assert_str_eq(text_trim(arena, "\xEF\xBB\xBF标题"), "标题");
	ck_assert_str_eq(text_trim(arena, " 　\t"), "");
	ck_assert_str_eq(text_trim(arena, ""), "");
	ck_assert_str_eq(text_trim(arena, NULL), "");
	ck_assert_str_eq(text_trim(arena, "x"), "x");
}
END_TEST

START_TEST(trim_makes_browser_newlines_plain)
{
	ck_assert_str_eq(text_trim(arena, "一\r\n二\r\n\r\n三\r\n"), "一\n二\n\n三");
	ck_assert_str_eq(text_trim(arena, "a\rb"), "a\rb");
	ck_assert_str_eq(text_trim(arena, "a\r\r\r\nb\r\nc"), "a\nb\nc");
}
END_TEST

START_TEST(narrow_changes_full_width_ascii_only)
{
	ck_assert_str_eq(text_narrow(arena, "ＡＢｃ１２３！～　，中。"), "ABc123!~ ,中。");
	ck_assert_str_eq(text_narrow(arena, "plain"), "plain");
	ck_assert_str_eq(text_narrow(arena, NULL), "");
}
END_TEST

START_TEST(lower_leaves_other_bytes_alone)
{
	ck_assert_str_eq(text_lower(arena, "AZaz09-Ä中"), "azaz09-Ä中");
}
END_TEST

START_TEST(split_keeps_empty_parts_and_join_is_its_reverse)
{
	static const char *const texts[] = {"", ",", "a", "a,b", ",a,,b,", "一,二"};
	static const size_t counts[] = {1, 2, 1, 2, 5, 2};
	for (size_t i = 0; i < ARRAY_LENGTH(texts); i++) {
		char **parts;
		size_t count = text_split(arena, texts[i], ',', &parts);
		ck_assert_uint_eq(count, counts[i]);
		ck_assert_ptr_null(parts[count]);
		ck_assert_str_eq(text_join(arena, (const char *const *)parts, count, ","), texts[i]);
	}
	ck_assert_str_eq(text_join(arena, NULL, 0, ","), "");
	ck_assert_str_eq(text_list_add(arena, "", "甲"), "甲");
	ck_assert_str_eq(text_list_add(arena, "甲、乙", "丙"), "甲、乙、丙");
}
END_TEST

START_TEST(replace_changes_every_occurrence_once)
{
	ck_assert_str_eq(text_replace(arena, "a-b-c", "-", "--"), "a--b--c");
	ck_assert_str_eq(text_replace(arena, "aaa", "aa", "b"), "ba");
	ck_assert_str_eq(text_replace(arena, "abc", "", "x"), "abc");
	ck_assert_str_eq(text_replace(arena, "abc", "c", ""), "ab");
	ck_assert_str_eq(text_replace(arena, "甲方乙方", "方", "单位"), "甲单位乙单位");
}
END_TEST

START_TEST(json_escapes_what_ends_a_string_or_a_script)
{
	ck_assert_str_eq(text_json(arena, "a\"b\\c\b\f\n\r\t"), "a\\\"b\\\\c\\b\\f\\n\\r\\t");
	ck_assert_str_eq(text_json(arena, "</script>&"), "\\u003c/script\\u003e\\u0026");
	ck_assert_str_eq(text_json(arena, "\x01\x7f"), "\\u0001\\u007f");
	ck_assert_str_eq(text_json(arena, "\xE2\x80\xA8"), "\\u2028");
	ck_assert_str_eq(text_json(arena, "中𠮷"), "中𠮷");
	ck_assert_str_eq(text_json(arena, "a\xFF"
					  "b"),
			 "a\\ufffdb");
	ck_assert_str_eq(text_json(arena, NULL), "");
}
END_TEST

START_TEST(url_keeps_unreserved_characters_only)
{
	ck_assert_str_eq(text_url(arena, "aZ09-._~"), "aZ09-._~");
	ck_assert_str_eq(text_url(arena, "a b/c?d&e=f%+'\""), "a%20b%2Fc%3Fd%26e%3Df%25%2B%27%22");
	ck_assert_str_eq(text_url(arena, "云"), "%E4%BA%91");
	ck_assert_str_eq(text_url(arena, NULL), "");
}
END_TEST

START_TEST(numerals_read_as_in_regulations)
{
	ck_assert_str_eq(text_numeral(arena, 1), "一");
	ck_assert_str_eq(text_numeral(arena, 10), "十");
	ck_assert_str_eq(text_numeral(arena, 12), "十二");
	ck_assert_str_eq(text_numeral(arena, 20), "二十");
	ck_assert_str_eq(text_numeral(arena, 35), "三十五");
	ck_assert_str_eq(text_numeral(arena, 99), "九十九");
	ck_assert_str_eq(text_numeral(arena, 100), "100");
	ck_assert_str_eq(text_numeral(arena, 0), "0");
}
END_TEST

static void note_twice(void *data, size_t index, size_t before)
{
	size_t *pairs = data;

	pairs[pairs[0] + 1] = before * 10 + index;
	pairs[0]++;
}

START_TEST(each_repetition_is_told_with_the_one_before_it)
{
	static const char *const names[] = {"b", "a", NULL, "b", "c", NULL, "b"};
	size_t pairs[8] = {0};

	text_find_twice(arena, names, ARRAY_LENGTH(names), note_twice, pairs);
	ck_assert_uint_eq(pairs[0], 2);
	ck_assert_uint_eq(pairs[1], 3);
	ck_assert_uint_eq(pairs[2], 36);
}
END_TEST

int main(void)
{
	arena = arena_new();
	int status = RUN_SUITE(
		"base/text", null_equals_only_null, starts_and_ends_look_at_whole_prefix_and_suffix,
		well_formed_utf8_of_every_length_is_valid, overlong_surrogate_cut_and_stray_bytes_are_refused,
		every_code_point_decodes_to_itself, printable_text_has_no_control_characters_but_tab_and_newlines,
		length_and_head_count_code_points, trim_takes_white_space_of_every_width_from_both_ends,
		trim_makes_browser_newlines_plain, narrow_changes_full_width_ascii_only, lower_leaves_other_bytes_alone,
		split_keeps_empty_parts_and_join_is_its_reverse, replace_changes_every_occurrence_once,
		json_escapes_what_ends_a_string_or_a_script, url_keeps_unreserved_characters_only,
		numerals_read_as_in_regulations, each_repetition_is_told_with_the_one_before_it);
	arena_free(arena);
	return status;
}
