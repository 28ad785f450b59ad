#include "base/base.h"

#include "http/params.h"

#include "unit/suite.h"

static struct arena *arena;

static enum err parse(const char *text, struct params *params)
{
	*params = (struct params){0};
	return params_parse(arena, text, strlen(text), params);
}

START_TEST(names_and_values_are_decoded_once)
{
	struct params params;

	ck_assert_int_eq(parse("q=%E6%B0%B4%E5%88%A9+OA&n=%2541&empty=&bare", &params), OK);
	ck_assert_uint_eq(params.count, 4);
	ck_assert_str_eq(params_get(&params, "q"), "水利 OA");
	ck_assert_str_eq(params_get(&params, "n"), "%41");
	ck_assert_str_eq(params_get(&params, "empty"), "");
	ck_assert_str_eq(params_get(&params, "bare"), "");
	ck_assert_ptr_null(params_get(&params, "Q"));
}
END_TEST

START_TEST(order_and_repetition_are_kept)
{
	struct params params;

	ck_assert_int_eq(parse("a=1&&b=2&a=3&", &params), OK);
	ck_assert_uint_eq(params.count, 3);
	ck_assert_uint_eq(params_count(&params, "a"), 2);
	ck_assert_str_eq(params_get(&params, "a"), "1");
	ck_assert_str_eq(params.items[2].value, "3");
}
END_TEST

START_TEST(broken_encoding_nul_and_bad_utf8_are_refused)
{
	static const char *const bad[] = {"a=%",   "a=%4",        "a=%zz",    "a=%00",     "%00=a",  "a=%C0%AE",
					  "a=%ff", "a=%ED%A0%80", "%e6%b0=1", "a=1&b=%G1", "a=\xff", "\xc3=1"};
	struct params params;

	for (size_t i = 0; i < ARRAY_LENGTH(bad); i++)
		ck_assert_msg(parse(bad[i], &params) == ERR_BAD_REQUEST, "%s", bad[i]);
	params = (struct params){0};
	ck_assert_int_eq(params_parse(arena, "a=b\0c", 5, &params), ERR_BAD_REQUEST);
}
END_TEST

START_TEST(a_hundred_thousand_params_are_refused_early)
{
	size_t length = 0;
	char *text = arena_alloc(arena, 300001);
	struct params params = {0};

	for (int i = 0; i < 100000; i++, length += 3)
		memcpy(text + length, "a=&", 3);
	ck_assert_int_eq(params_parse(arena, text, length, &params), ERR_BAD_REQUEST);
	ck_assert_uint_eq(params.count, PARAMS_MAX);
	params = (struct params){0};
	ck_assert_int_eq(params_parse(arena, text, (size_t)PARAMS_MAX * 3, &params), OK);
}
END_TEST

START_TEST(a_long_name_is_refused_before_it_is_decoded)
{
	char *text = arena_alloc(arena, 1024 * 1024 + 1);
	struct params params;

	memset(text, 'k', PARAM_NAME_MAX);
	ck_assert_int_eq(parse(text, &params), OK);
	text[PARAM_NAME_MAX] = 'k';
	ck_assert_int_eq(parse(text, &params), ERR_BAD_REQUEST);
	memset(text, 'k', 1024 * 1024);
	size_t before = arena_used(arena);
	ck_assert_int_eq(parse(text, &params), ERR_BAD_REQUEST);
	ck_assert_uint_lt(arena_used(arena) - before, 1024);
}
END_TEST

int main(void)
{
	arena = arena_new();
	int status =
		RUN_SUITE("http/params", names_and_values_are_decoded_once, order_and_repetition_are_kept,
			  broken_encoding_nul_and_bad_utf8_are_refused, a_hundred_thousand_params_are_refused_early,
			  a_long_name_is_refused_before_it_is_decoded);
	arena_free(arena);
	return status;
}
