#include "base/base.h"

#include "base/number.h"

#include "unit/suite.h"

static struct arena *arena;

START_TEST(integers_of_every_written_form_are_read)
{
	static const struct {
		const char *text;
		int64_t value;
	} cases[] = {{"0", 0},
		     {"7", 7},
		     {"007", 7},
		     {"-12", -12},
		     {"1,234,567", 1234567},
		     {"12,345", 12345},
		     {"１２３", 123},
		     {"１，２３４", 1234},
		     {"－５", -5},
		     {"9223372036854775807", INT64_MAX},
		     {"-9223372036854775808", INT64_MIN},
		     {"-9,223,372,036,854,775,808", INT64_MIN}};
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		int64_t value = -1;
		ck_assert_msg(parse_integer(cases[i].text, &value), "%s", cases[i].text);
		ck_assert_int_eq(value, cases[i].value);
	}
}
END_TEST

START_TEST(anything_else_is_no_integer_and_leaves_the_value)
{
	static const char *const refused[] = {"",
					      "-",
					      "--1",
					      "+1",
					      "1.0",
					      "1.",
					      " 1",
					      "1 ",
					      "1x",
					      "x",
					      "0x10",
					      "1e3",
					      "1,23",
					      "1234,567",
					      ",123",
					      "1,,234",
					      "1,234,",
					      "9223372036854775808",
					      "-9223372036854775809",
					      "99999999999999999999999999999999999999999999999999999999",
					      "十",
					      "１２ａ",
					      "\xEF\xBC",
					      "\xEF",
					      "1\xFF"};
	int64_t value = 42;
	for (size_t i = 0; i < ARRAY_LENGTH(refused); i++)
		ck_assert_msg(!parse_integer(refused[i], &value), "%s", refused[i]);
	ck_assert(!parse_integer(NULL, &value));
	ck_assert_int_eq(value, 42);
}
END_TEST

START_TEST(decimals_are_scaled_to_their_places)
{
	static const struct {
		const char *text;
		int places;
		int64_t value;
	} cases[] = {{"12.5", 2, 1250},
		     {"12", 2, 1200},
		     {"12.05", 2, 1205},
		     {"-0.01", 2, -1},
		     {"1,234.50", 2, 123450},
		     {"１２．５", 2, 1250},
		     {"0.123456789", 9, 123456789},
		     {"5", 0, 5},
		     {"92233720368547758.07", 2, INT64_MAX},
		     {"-92233720368547758.08", 2, INT64_MIN}};
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		int64_t value = -1;
		ck_assert_msg(parse_decimal(cases[i].text, cases[i].places, &value), "%s", cases[i].text);
		ck_assert_int_eq(value, cases[i].value);
	}
}
END_TEST

START_TEST(decimals_with_too_many_places_or_none_are_refused)
{
	static const char *const refused[] = {"1.234", "1.", ".5",    "1.2.3", "1..2", "1.2,3",
					      "1.-2",  "",   "1,2.3", "12.5%", "1.5 ", "92233720368547758.08"};
	int64_t value = 42;
	for (size_t i = 0; i < ARRAY_LENGTH(refused); i++)
		ck_assert_msg(!parse_decimal(refused[i], 2, &value), "%s", refused[i]);
	ck_assert(!parse_decimal("1", -1, &value));
	ck_assert(!parse_decimal("1", 10, &value));
	ck_assert(!parse_decimal("1.5", 0, &value));
	ck_assert_int_eq(value, 42);
}
END_TEST

START_TEST(integers_are_written_with_commas)
{
	ck_assert_str_eq(format_integer(arena, 0), "0");
	ck_assert_str_eq(format_integer(arena, 999), "999");
	ck_assert_str_eq(format_integer(arena, 1000), "1,000");
	ck_assert_str_eq(format_integer(arena, -1234567), "-1,234,567");
	ck_assert_str_eq(format_integer(arena, INT64_MAX), "9,223,372,036,854,775,807");
	ck_assert_str_eq(format_integer(arena, INT64_MIN), "-9,223,372,036,854,775,808");
}
END_TEST

START_TEST(decimals_are_written_with_all_their_places)
{
	ck_assert_str_eq(format_decimal(arena, 1250, 2), "12.50");
	ck_assert_str_eq(format_decimal(arena, 5, 2), "0.05");
	ck_assert_str_eq(format_decimal(arena, -5, 2), "-0.05");
	ck_assert_str_eq(format_decimal(arena, 123456789, 2), "1,234,567.89");
	ck_assert_str_eq(format_decimal(arena, 1250, 0), "1,250");
	ck_assert_str_eq(format_decimal(arena, INT64_MIN, 9), "-9,223,372,036.854775808");
}
END_TEST

START_TEST(what_is_written_is_read_back)
{
	static const int64_t values[] = {0, 1, -1, 99, 100, -100, 123456789, INT64_MAX, INT64_MIN};
	for (size_t i = 0; i < ARRAY_LENGTH(values); i++) {
		for (int places = 0; places <= 9; places++) {
			int64_t value = 42;
			ck_assert(parse_decimal(format_decimal(arena, values[i], places), places, &value));
			ck_assert_int_eq(value, values[i]);
		}
	}
}
END_TEST

START_TEST(sizes_have_one_place_and_the_fitting_unit)
{
	ck_assert_str_eq(format_size(arena, 0), "0 B");
	ck_assert_str_eq(format_size(arena, -7), "0 B");
	ck_assert_str_eq(format_size(arena, 1023), "1023 B");
	ck_assert_str_eq(format_size(arena, 1024), "1 KB");
	ck_assert_str_eq(format_size(arena, 1536), "1.5 KB");
	ck_assert_str_eq(format_size(arena, 1048575), "1 MB");
	ck_assert_str_eq(format_size(arena, 3565158), "3.4 MB");
	ck_assert_str_eq(format_size(arena, 50 * MIB), "50 MB");
	ck_assert_str_eq(format_size(arena, 1536 * MIB), "1.5 GB");
	ck_assert_str_eq(format_size(arena, INT64_MAX), "8192 PB");
}
END_TEST

START_TEST(plain_digits_of_every_size)
{
	char digits[DIGITS_SIZE];

	ck_assert_str_eq(number_digits(digits, 0), "0");
	ck_assert_str_eq(number_digits(digits, 1234567), "1234567");
	ck_assert_str_eq(number_digits(digits, -20), "-20");
	ck_assert_str_eq(number_digits(digits, INT64_MAX), "9223372036854775807");
	ck_assert_str_eq(number_digits(digits, INT64_MIN), "-9223372036854775808");
}
END_TEST

START_TEST(digits_of_a_part_are_so_many_and_plain)
{
	int number = -1;

	ck_assert(parse_digits("2026-10", 4, &number));
	ck_assert_int_eq(number, 2026);
	ck_assert(parse_digits("09", 2, &number));
	ck_assert_int_eq(number, 9);
	ck_assert(!parse_digits("9", 2, &number));
	ck_assert(!parse_digits("-9", 2, &number));
	ck_assert(!parse_digits("９９", 2, &number));
	ck_assert_int_eq(number, 9);
}
END_TEST

int main(void)
{
	arena = arena_new();
	int status = RUN_SUITE("base/number", integers_of_every_written_form_are_read,
			       anything_else_is_no_integer_and_leaves_the_value, decimals_are_scaled_to_their_places,
			       decimals_with_too_many_places_or_none_are_refused, plain_digits_of_every_size,
			       digits_of_a_part_are_so_many_and_plain, integers_are_written_with_commas,
			       decimals_are_written_with_all_their_places, what_is_written_is_read_back,
			       sizes_have_one_place_and_the_fitting_unit);
	arena_free(arena);
	return status;
}
