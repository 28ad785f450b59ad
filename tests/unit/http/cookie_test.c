#include "base/base.h"

#include "http/cookie.h"

#include "unit/suite.h"

static struct arena *arena;

START_TEST(cookies_are_split_and_kept_as_sent)
{
	struct params cookies = {0};

	ck_assert_int_eq(cookies_parse(arena, "a=1; __Host-sid=abc%20d;b=x=y ;nameless; ;c=", &cookies), OK);
	ck_assert_uint_eq(cookies.count, 4);
	ck_assert_str_eq(params_get(&cookies, "a"), "1");
	ck_assert_str_eq(params_get(&cookies, "__Host-sid"), "abc%20d");
	ck_assert_str_eq(params_get(&cookies, "b"), "x=y");
	ck_assert_str_eq(params_get(&cookies, "c"), "");
}
END_TEST

START_TEST(the_same_name_twice_is_counted_twice)
{
	struct params cookies = {0};

	ck_assert_int_eq(cookies_parse(arena, "s=1; s=2", &cookies), OK);
	ck_assert_uint_eq(params_count(&cookies, "s"), 2);
}
END_TEST

START_TEST(control_bytes_and_ten_thousand_cookies_are_refused)
{
	struct params cookies = {0};
	char *many = arena_alloc(arena, 40001);

	ck_assert_int_eq(cookies_parse(arena, "a=1\r\nSet-Cookie: x", &cookies), ERR_BAD_REQUEST);
	for (size_t i = 0; i < 10000; i++)
		memcpy(many + i * 4, "a=1;", 4);
	cookies = (struct params){0};
	ck_assert_int_eq(cookies_parse(arena, many, &cookies), ERR_BAD_REQUEST);
}
END_TEST

START_TEST(values_with_separators_are_no_cookie_values)
{
	ck_assert(cookie_value_valid("AZaz09-_"));
	ck_assert(!cookie_value_valid("a;b"));
	ck_assert(!cookie_value_valid("a b"));
	ck_assert(!cookie_value_valid("a\r\nb"));
	ck_assert(!cookie_value_valid("水"));
}
END_TEST

int main(void)
{
	arena = arena_new();
	int status = RUN_SUITE("http/cookie", cookies_are_split_and_kept_as_sent, the_same_name_twice_is_counted_twice,
			       control_bytes_and_ten_thousand_cookies_are_refused,
			       values_with_separators_are_no_cookie_values);
	arena_free(arena);
	return status;
}
