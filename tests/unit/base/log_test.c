#include "base/base.h"

#include "base/log.h"
#include "base/text.h"

#include "unit/base/capture.h"
#include "unit/suite.h"

static void expect_log(void (*run)(void), const char *expected)
{
	char *text = capture(run, NULL);
	ck_assert_str_eq(text, expected);
	free(text);
}

static void plain(void)
{
	log_info("event=%s status=%d", "sign_in", 200);
}

START_TEST(a_line_has_priority_keys_and_values)
{
	expect_log(plain, "<6>event=sign_in status=200\n");
}
END_TEST

static void in_request(void)
{
	log_process("worker 2");
	log_request("7fQ2");
	log_warnx("refused");
	log_request(NULL);
	log_error("stopped");
}

START_TEST(process_and_request_stand_in_front)
{
	expect_log(in_request, "<4>process=\"worker 2\" request=7fQ2 refused\n<3>process=\"worker 2\" stopped\n");
}
END_TEST

static void forged(void)
{
	log_info("path=%s", "/x\n<3>event=forged");
	log_info("path=%s", "/x status=200");
	log_info("path=%s status=%d", "a\"b\\c\r\t\x1b[2J\x7f", 404);
	log_info("path=%s", "");
	log_info("%c%c", 'a', '\n');
}

START_TEST(what_a_client_sent_starts_no_line_and_no_key)
{
	expect_log(forged, "<6>path=\"/x\\n<3>event=forged\"\n"
			   "<6>path=\"/x status=200\"\n"
			   "<6>path=\"a\\\"b\\\\c\\r\\t\\x1b[2J\\x7f\" status=404\n"
			   "<6>path=\"\"\n"
			   "<6>a\\n\n");
}
END_TEST

static void unreadable(void)
{
	log_info("name=%s", "\xFF\xC0\x80");
	log_info("name=%s", "\xC2\x9B"
			    "2J");
	log_info("name=%s", "\xE2\x80\xAE"
			    "fdp.exe");
	log_info("name=%s", "省大数据中心");
}

START_TEST(bytes_that_are_no_text_and_reordering_marks_are_spelled_out)
{
	expect_log(unreadable, "<6>name=\"\\xff\\xc0\\x80\"\n"
			       "<6>name=\"\\u009b2J\"\n"
			       "<6>name=\"\\u202efdp.exe\"\n"
			       "<6>name=省大数据中心\n");
}
END_TEST

static void numbers(void)
{
	log_info("%d %i %u %x %#X %o", -1, 2, 3u, 255u, 255u, 8u);
	log_info("%" PRId64 " %" PRIu64 " %zu %td %jd", INT64_MIN, UINT64_MAX, SIZE_MAX, (ptrdiff_t)-9, (intmax_t)-8);
	log_info("%hhd %hd %ld %lld %hhu %lu", 300 - 256, -5, -6L, -7LL, 200, 6UL);
	log_info("[%5d] [%-5d] [%05d] [%*d] [%.3f] [%g]", 42, 42, 42, 4, 7, 1.5, 0.25);
	log_info("100%% %.3s %.*s", "abcdef", 2, "xyz");
}

START_TEST(every_kind_of_number_is_written_as_printf_would)
{
	expect_log(numbers, "<6>-1 2 3 ff 0XFF 10\n"
			    "<6>-9223372036854775808 18446744073709551615 18446744073709551615 -9 -8\n"
			    "<6>44 -5 -6 -7 200 6\n"
			    "<6>[   42] [42   ] [00042] [   7] [1.500] [0.25]\n"
			    "<6>100% abc xy\n");
}
END_TEST

static void with_errno(void)
{
	errno = ENOENT;
	log_warn("cannot open path=%s", "/x");
	if (errno == ENOENT)
		log_warnx("errno survives");
	log_info("text=%m");
}

START_TEST(warn_appends_the_reason_and_keeps_errno)
{
	expect_log(with_errno, "<4>cannot open path=/x error=\"No such file or directory\"\n"
			       "<4>errno survives\n"
			       "<6>text=\"No such file or directory\"\n");
}
END_TEST

static void quiet(void)
{
	log_at(LEVEL_DEBUG, "unseen");
	log_threshold(LEVEL_DEBUG);
	log_at(LEVEL_DEBUG, "seen");
	log_threshold(LEVEL_ERROR);
	log_warnx("unseen");
	log_error("seen");
}

START_TEST(lines_below_the_threshold_are_not_written)
{
	expect_log(quiet, "<7>seen\n<3>seen\n");
}
END_TEST

static void endless(void)
{
	static char text[20001];
	for (size_t i = 0; i + 3 < sizeof(text); i += 3)
		memcpy(text + i, "云", 3);
	log_info("x=%s after=%d", text, 1);
	memset(text, '\n', sizeof(text) - 1);
	log_info("%s", text);
	log_info("next");
}

START_TEST(a_line_is_cut_at_4_kib_between_characters)
{
	char *text = capture(endless, NULL);
	char *first = strchr(text, '\n');
	ck_assert_ptr_nonnull(first);
	ck_assert_int_le(first + 1 - text, 4096);
	ck_assert_int_ge(first + 1 - text, 4080);
	ck_assert(utf8_valid(text, (size_t)(first - text)));
	*first = '\0';
	ck_assert(text_ends(text, "云…"));
	char *second = strchr(first + 1, '\n');
	ck_assert_ptr_nonnull(second);
	ck_assert_int_le(second - first, 4096);
	*second = '\0';
	ck_assert(text_ends(first + 1, "\\n…"));
	ck_assert_str_eq(second + 1, "<6>next\n");
	free(text);
}
END_TEST

static void nothing(void)
{
	const char *volatile none = NULL;
	log_process(NULL);
	log_info("name=%s", none);
}

START_TEST(null_is_written_as_such)
{
	expect_log(nothing, "<6>name=(null)\n");
}
END_TEST

static void end_with_reason(void)
{
	errno = EACCES;
	fatal("cannot start path=%s", "a b");
}

static void end_without_reason(void)
{
	fatalx("bad setting line=%d", 7);
}

START_TEST(fatal_says_why_and_exits_1)
{
	int status;
	char *text = capture(end_with_reason, &status);
	ck_assert_str_eq(text, "<3>cannot start path=\"a b\" error=\"Permission denied\"\n");
	ck_assert_int_eq(status, 1);
	free(text);
	text = capture(end_without_reason, &status);
	ck_assert_str_eq(text, "<3>bad setting line=7\n");
	ck_assert_int_eq(status, 1);
	free(text);
}
END_TEST

int main(void)
{
	return RUN_SUITE("base/log", a_line_has_priority_keys_and_values, process_and_request_stand_in_front,
			 what_a_client_sent_starts_no_line_and_no_key,
			 bytes_that_are_no_text_and_reordering_marks_are_spelled_out,
			 every_kind_of_number_is_written_as_printf_would, warn_appends_the_reason_and_keeps_errno,
			 lines_below_the_threshold_are_not_written, a_line_is_cut_at_4_kib_between_characters,
			 null_is_written_as_such, fatal_says_why_and_exits_1);
}
