/* Short texts: whatever way they are put together, the same as vsnprintf. */
#include "base/base.h"

#include "base/brief.h"

#include "unit/suite.h"

static int brief(char *into, size_t size, const char *format, ...) PRINTF_LIKE(3, 4);
static int brief(char *into, size_t size, const char *format, ...)
{
	va_list args;
	int length;

	va_start(args, format);
	length = brief_format(into, size, format, args);
	va_end(args);
	return length;
}

/* At every size from nothing to more than enough: the same bytes, the same length. */
#define expect_same(...) \
	do { \
		for (size_t size = 0; size <= sizeof(ours); size++) { \
			memset(ours, 'x', sizeof(ours)); \
			memset(theirs, 'x', sizeof(theirs)); \
			ck_assert_int_eq(brief(ours, size, __VA_ARGS__), snprintf(theirs, size, __VA_ARGS__)); \
			if (size > 0) \
				ck_assert_str_eq(ours, theirs); \
			ck_assert_int_eq(ours[sizeof(ours) - 1] == 'x', theirs[sizeof(theirs) - 1] == 'x'); \
		} \
	} while (0)

static char ours[64], theirs[64];

START_TEST(what_is_done_here_is_what_printf_does)
{
	expect_same("%s", "");
	expect_same("/matters/%" PRId64 "/papers/%s", INT64_C(120034), "accept");
	expect_same("%d 月 %d 日，%s", 12, -3, "第一个工作日");
	expect_same("%ld%%", 100L);
	expect_same("%" PRId64 "|%" PRId64, INT64_MIN, INT64_MAX);
	expect_same("%d|%d", INT32_MIN, INT32_MAX);
	expect_same("%04d-%02d-%02d %02d:%02d", 2026, 1, 31, 7, 30);
	expect_same("%02d|%02d|%01d|%09d", 0, 100, 5, INT32_MAX);
	expect_same("%02X%02X-%02X", 0xA5U, 0U, 255U);
	expect_same("no conversion");
}
END_TEST

START_TEST(what_is_not_done_here_is_left_to_printf)
{
	expect_same("%02d:%03d|%02d", 7, -3, -100);
	expect_same("%02X|%04X|%0X", 256U, 255U, 255U);
	expect_same("%02ld|%02x|%012d|%0*d", 7L, 7U, 7, 3, 7);
	expect_same("%s %zu %s", "第", (size_t)42, "条");
	expect_same("%.3s|%-5s|%c", "abcdef", "ab", 'x');
	expect_same("%s%u%s%x", "a", 4000000000U, "b", 255U);
	expect_same("%lu|%lx", 7UL, 255UL);
}
END_TEST

int main(void)
{
	return RUN_SUITE("base/brief", what_is_done_here_is_what_printf_does, what_is_not_done_here_is_left_to_printf);
}
