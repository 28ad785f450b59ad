#include "base/base.h"

#include "base/clock.h"
#include "base/text.h"
#include "http/form.h"

#include "unit/suite.h"

static struct arena *arena;

static const struct option memory[] = {{"4", "4"}, {"8", "8"}, {"16", "16"}};
static const struct option zones[] = {{"gov", "政务外网区"}, {"net", "互联网区"}, {"dmz", "数据交换区"}};

static const struct field columns[] = {
	{.key = "name", .label = "主机名", .type = FIELD_TEXT, .required = true, .max = 10},
	{.key = "vcpu", .label = "vCPU", .type = FIELD_INTEGER, .min = 1, .max = 64, .unit = "核"},
};

static const struct field fields[] = {
	{.key = "title", .label = "系统名称", .type = FIELD_TEXT, .required = true, .min = 2, .max = 5},
	{.key = "reason", .label = "理由", .type = FIELD_LONG_TEXT, .max = 20},
	{.key = "secret", .label = "口令", .type = FIELD_SECRET, .min = 3},
	{.key = "years", .label = "使用期限", .type = FIELD_INTEGER, .min = 1, .max = 3, .unit = "年"},
	{.key = "count", .label = "数量", .type = FIELD_INTEGER},
	{.key = "share", .label = "占比", .type = FIELD_DECIMAL, .max = 100, .unit = "%"},
	{.key = "budget", .label = "预算", .type = FIELD_MONEY, .max = 5000, .unit = "万元"},
	{.key = "price", .label = "单价", .type = FIELD_MONEY},
	{.key = "day", .label = "上线日期", .type = FIELD_DATE, .max = 21000},
	{.key = "memory", .label = "内存", .type = FIELD_CHOICE, .options = memory, .option_count = 3, .unit = "GB"},
	{.key = "zones", .label = "网络区域", .type = FIELD_CHOICES, .options = zones, .option_count = 3, .max = 2},
	{.key = "agree", .label = "责任书", .type = FIELD_YES_NO},
	{.key = "system", .label = "系统", .type = FIELD_REFERENCE},
	{.key = "lines", .label = "资源清单", .type = FIELD_ROWS, .columns = columns, .column_count = 2, .max = 3},
	{.key = "letter", .label = "申请函", .type = FIELD_DOCUMENT, .required = true},
	{.key = "revision", .type = FIELD_HIDDEN},
	{.key = "phone", .label = "电话", .type = FIELD_TEXT, .pattern = "phone"},
	{.key = "ports", .label = "端口", .type = FIELD_TEXT, .pattern = "ports"},
	{.key = "code", .label = "代码", .type = FIELD_TEXT, .pattern = "code"},
	{.key = "login", .label = "登录名", .type = FIELD_TEXT, .pattern = "login"},
	{.key = "time", .label = "时刻", .type = FIELD_TEXT, .pattern = "time"},
	{.key = "year", .label = "年份", .type = FIELD_TEXT, .pattern = "year"},
	{.key = "held", .label = "培训日期", .type = FIELD_DATE, .past = true},
	{.key = "wipe", .label = "清除方式", .type = FIELD_TEXT, .required = true, .shown_if = "agree = 1"},
};

static struct params posted(const char *text)
{
	struct params params = {0};

	/* "+" and "%" are decoded: names and values below avoid them. */
	ck_assert_int_eq(params_parse(arena, text, strlen(text), &params), OK);
	return params;
}

static struct values *decode(const char *text)
{
	struct params params = posted(text);

	return values_decode(arena, fields, ARRAY_LENGTH(fields), &params, true);
}

/* The one complaint about a field when this alone is posted; NULL when it is fine. */
static const char *complaint(const char *key, const char *typed)
{
	struct params params = {0};

	params_add(arena, &params, key, typed);
	struct values *values = values_decode(arena, fields, ARRAY_LENGTH(fields), &params, true);
	struct value *value = values_find(values, key);
	ck_assert_uint_eq(values->error_count, value->error != NULL ? 1 : 0);
	ck_assert(value->error == NULL || value->text == NULL);
	ck_assert(value->field->type == FIELD_SECRET || strcmp(value->raw, value->present ? typed : "") == 0);
	return value->error;
}

START_TEST(texts_are_trimmed_and_counted_in_characters)
{
	struct values *values = decode("title=%20%E3%80%80水利系统 ");

	ck_assert_str_eq(values_text(values, "title"), "水利系统");
	ck_assert_ptr_null(complaint("title", "一二三四五"));
	ck_assert_str_eq(complaint("title", "一二三四五六七"), "系统名称最多 5 个字，您填了 7 个字，请删去 2 个字");
	ck_assert_str_eq(complaint("title", "一"), "系统名称至少 2 个字，您填了 1 个字");
	ck_assert_ptr_null(complaint("title", "  "));
	ck_assert_str_eq(complaint("title", "a\nb"), "系统名称只填一行，请删去换行");
	ck_assert_str_eq(complaint("title", "a\x1b"
					    "b"),
			 "系统名称里有看不见的控制字符，请删去后重新填写");
	ck_assert_str_eq(complaint("title", "a\u202e"), "系统名称里有看不见的控制字符，请删去后重新填写");
}
END_TEST

START_TEST(long_texts_keep_their_lines)
{
	struct values *values = decode("reason=%E4%B8%80%0D%0A%E4%BA%8C");

	ck_assert_str_eq(values_text(values, "reason"), "一\n二");
}
END_TEST

START_TEST(secrets_are_not_trimmed_and_never_given_back)
{
	struct values *values = decode("secret=%20a%20b%20");

	ck_assert_str_eq(values_text(values, "secret"), " a b ");
	ck_assert_str_eq(values_find(values, "secret")->raw, "");
	ck_assert_str_eq(complaint("secret", "ab"), "口令至少 3 个字，您填了 2 个字");
	ck_assert_ptr_null(strstr(values_json(values, arena), "a b"));
}
END_TEST

START_TEST(integers_say_what_was_typed)
{
	ck_assert_ptr_null(complaint("years", "3"));
	ck_assert_str_eq(complaint("years", "5"), "使用期限请填 1 至 3 年，您填了 5 年");
	ck_assert_str_eq(complaint("years", "0"), "使用期限请填 1 至 3 年，您填了 0 年");
	ck_assert_str_eq(complaint("years", "-1"), "使用期限请填 1 至 3 年，您填了 −1 年");
	ck_assert_str_eq(complaint("years", "两年"), "使用期限请填 1 至 3 的整数，您填了“两年”");
	ck_assert_str_eq(complaint("years", "2.5"), "使用期限请填 1 至 3 的整数，您填了“2.5”");
	ck_assert_str_eq(complaint("years", "99999999999999999999999"),
			 "使用期限请填 1 至 3 的整数，您填了“99999999999999999999…”");
	ck_assert_str_eq(complaint("count", "1e309"), "数量请填整数，您填了“1e309”");
	ck_assert_str_eq(complaint("count", "0x10"), "数量请填整数，您填了“0x10”");
	ck_assert_str_eq(complaint("count", "-5"), "数量不能少于 0，您填了 −5");
	ck_assert_ptr_null(complaint("count", "9223372036854775807"));
}
END_TEST

START_TEST(numbers_may_be_full_width_with_commas_and_their_unit)
{
	struct values *values = decode("years=２&count=１，２３４");

	ck_assert_int_eq(values_number(values, "years", -1), 2);
	ck_assert_int_eq(values_number(values, "count", -1), 1234);
	ck_assert_int_eq(values_number(decode("years=3 年"), "years", -1), 3);
	ck_assert_int_eq(values_number(decode("years=x"), "years", -1), -1);
	ck_assert_int_eq(values_number(decode(""), "years", -1), -1);
}
END_TEST

START_TEST(decimals_and_money_are_kept_in_integers)
{
	ck_assert_int_eq(values_number(decode("share=12.5"), "share", 0), 1250);
	ck_assert_int_eq(values_number(decode("budget=12.5"), "budget", 0), 12500000);
	ck_assert_int_eq(values_number(decode("price=1,234.56"), "price", 0), 123456);
	ck_assert_str_eq(complaint("share", "100.01"), "占比请填 0 至 100%，您填了 100.01%");
	ck_assert_str_eq(complaint("budget", "5000.5"), "预算请填 0 至 5,000 万元，您填了 5000.5 万元");
	ck_assert_str_eq(complaint("share", "1.234"), "占比请填数字，最多两位小数，您填了“1.234”");
	ck_assert_str_eq(complaint("price", "免费"), "单价请填金额，单位元，您填了“免费”");
	ck_assert_str_eq(complaint("price", "-1"), "单价不能少于 0 元，您填了 −1 元");
}
END_TEST

START_TEST(dates_are_read_as_people_write_them)
{
	struct date date = {2026, 3, 5};
	int64_t day = day_from_date(date);
	static const char *const good[] = {"2026-03-05", "2026-3-5",     "2026/3/5",
					   "2026.03.05", "2026年3月5日", "２０２６－３－５"};
	static const char *const bad[] = {"2026-02-30", "2026-13-01", "26-1-1",    "05-03-2026", "2026-03",
					  "2026-3-5-1", "今天",       "2026-+3-5", "2026--5",    "99999-1-1"};

	for (size_t i = 0; i < ARRAY_LENGTH(good); i++) {
		struct params params = {0};
		params_add(arena, &params, "day", good[i]);
		struct values *values = values_decode(arena, fields, ARRAY_LENGTH(fields), &params, true);
		ck_assert_msg(values_number(values, "day", 0) == day, "%s", good[i]);
		ck_assert_str_eq(values_text(values, "day"), "2026-03-05");
	}
	for (size_t i = 0; i < ARRAY_LENGTH(bad); i++)
		ck_assert_str_eq(complaint("day", bad[i]),
				 arena_printf(arena, "上线日期请填日期，例如 2026-11-20，您填了“%s”", bad[i]));
	ck_assert_str_eq(complaint("day", "2030-01-01"), "上线日期不能晚于 2027-07-01，您填了 2030-01-01");
}
END_TEST

START_TEST(choices_outside_the_list_are_refused_with_the_list)
{
	ck_assert_ptr_null(complaint("memory", "8"));
	ck_assert_str_eq(complaint("memory", "7"), "内存只能选 4、8 或 16 GB，请重新选择");
	ck_assert_str_eq(complaint("zones", "moon"), "网络区域只能选 政务外网区、互联网区 或 数据交换区，请重新选择");
	ck_assert_str_eq(complaint("agree", "maybe"), "责任书只能选 是 或 否，请重新选择");
	ck_assert_ptr_null(complaint("agree", "yes"));
	ck_assert_ptr_null(complaint("agree", "0"));
	ck_assert_str_eq(complaint("system", "1 OR 1=1"), "系统请从列表中选择");
	ck_assert_str_eq(complaint("system", "007"), "系统请从列表中选择");
	ck_assert_str_eq(complaint("system", "-7"), "系统请从列表中选择");
	ck_assert_ptr_null(complaint("system", "7"));
}
END_TEST

START_TEST(several_choices_come_in_the_tables_order)
{
	struct values *values = decode("zones=net&zones=gov&zones=net&zones=");

	ck_assert_str_eq(values_text(values, "zones"), "gov,net");
	ck_assert(values_chosen(values, "zones", "net"));
	ck_assert(!values_chosen(values, "zones", "dmz"));
	ck_assert_str_eq(values_find(decode("zones=net&zones=gov&zones=dmz"), "zones")->error,
			 "网络区域最多选 2 项，您选了 3 项");
}
END_TEST

START_TEST(patterns_name_an_example)
{
	ck_assert_ptr_null(complaint("phone", "０２８-86600000"));
	ck_assert_ptr_null(complaint("phone", "+86 138 1234 5678"));
	ck_assert_str_eq(complaint("phone", "abc"), "电话请填手机号或带区号的座机号，例如 028-86600000，您填了“abc”");
	ck_assert_ptr_null(complaint("ports", "80，443、8000-8100 53/udp"));
	ck_assert_ptr_nonnull(complaint("ports", "0"));
	ck_assert_ptr_nonnull(complaint("ports", "65536"));
	ck_assert_ptr_nonnull(complaint("ports", "90-80"));
	ck_assert_ptr_nonnull(complaint("ports", "80x443"));
	ck_assert_ptr_null(complaint("login", "li.wei-2"));
	ck_assert_ptr_nonnull(complaint("login", "Li"));
	ck_assert_ptr_nonnull(complaint("login", "2wei"));
	ck_assert_ptr_null(complaint("code", "51000043001-20001"));
	ck_assert_str_eq(values_text(decode("code="
					    "５１０－Ａ"),
				     "code"),
			 "510-A");
	ck_assert_ptr_null(complaint("time", "9:05"));
	ck_assert_ptr_null(complaint("time", "２３：５９"));
	ck_assert_str_eq(complaint("time", "24:00"), "时刻请填 24 小时制的时刻，例如 09:30，您填了“24:00”");
	ck_assert_ptr_nonnull(complaint("time", "09:60"));
	ck_assert_ptr_nonnull(complaint("time", "09:5"));
	ck_assert_ptr_nonnull(complaint("time", "9"));
	ck_assert_ptr_nonnull(complaint("time", ":30"));
	ck_assert_ptr_nonnull(complaint("time", "9点"));
	ck_assert_ptr_null(complaint("year", "２０21"));
	ck_assert_str_eq(complaint("year", "abcd"), "年份请填四位数字的年份，例如 2021，您填了“abcd”");
	ck_assert_ptr_nonnull(complaint("year", "0021"));
	ck_assert_ptr_nonnull(complaint("year", "20211"));
	ck_assert(form_pattern_known("phone"));
	ck_assert(!form_pattern_known("Phone"));
}
END_TEST

START_TEST(what_was_done_was_not_done_tomorrow)
{
	const char *today = format_day(arena, day_of(clock_now()));
	const char *tomorrow = format_day(arena, day_of(clock_now()) + 1);

	ck_assert_ptr_null(complaint("held", arena_printf(arena, "%s", today)));
	ck_assert_str_eq(complaint("held", tomorrow),
			 arena_printf(arena, "培训日期填实际日期，不能晚于今天，您填了 %s", tomorrow));
	ck_assert_ptr_null(complaint("day", "2027-06-30")); /* only where the table says so */
}
END_TEST

START_TEST(required_is_asked_only_of_what_is_handed_in)
{
	struct params none = {0};
	struct values *draft = values_decode(arena, fields, ARRAY_LENGTH(fields), &none, true);
	struct values *final = values_decode(arena, fields, ARRAY_LENGTH(fields), &none, false);

	ck_assert_uint_eq(draft->error_count, 0);
	ck_assert_uint_eq(final->error_count, 1);
	ck_assert_str_eq(values_find(final, "title")->error, "请填写“系统名称”");
	/* Documents come on their own route; what is shown on a condition is the kernel's to ask for. */
	ck_assert_ptr_null(values_find(final, "letter")->error);
	ck_assert_ptr_null(values_find(final, "wipe")->error);
}
END_TEST

/* Decoded once for the page and checked again for the decision: the second look must not forget. */
START_TEST(what_is_missing_stays_missing_when_checked_again)
{
	struct params none = {0};
	struct values *values = values_decode(arena, fields, ARRAY_LENGTH(fields), &none, false);

	values_check(values);
	ck_assert_uint_eq(values->error_count, 1);
	values_check(values);
	ck_assert_uint_eq(values->error_count, 1);
	values_set(values, "title", "一网通办");
	values_check(values);
	ck_assert_uint_eq(values->error_count, 0);
}
END_TEST

START_TEST(rows_are_taken_in_order_without_the_blank_ones)
{
	struct params params = posted("lines.10.name=乙&lines.10.vcpu=8&lines.2.name=甲&lines.2.vcpu=&lines.3.name=&"
				      "lines.3.vcpu=");
	struct values *values = values_decode(arena, fields, ARRAY_LENGTH(fields), &params, true);
	struct value *lines = values_find(values, "lines");

	ck_assert_uint_eq(lines->row_count, 2);
	ck_assert_str_eq(values_text(lines->rows[0], "name"), "甲");
	ck_assert_str_eq(values_text(lines->rows[1], "name"), "乙");
	ck_assert_int_eq(values_number(lines->rows[1], "vcpu", 0), 8);
	ck_assert_uint_eq(values->error_count, 0);
}
END_TEST

START_TEST(errors_in_rows_name_the_line_and_count)
{
	struct params params = posted("title=水利&lines.1.name=甲&lines.1.vcpu=1&lines.2.vcpu=99");
	struct values *values = values_decode(arena, fields, ARRAY_LENGTH(fields), &params, false);
	struct value *lines = values_find(values, "lines");

	ck_assert_uint_eq(values->error_count, 2);
	ck_assert_str_eq(values_find(lines->rows[1], "vcpu")->error, "第 2 行vCPU请填 1 至 64 核，您填了 99 核");
	ck_assert_str_eq(values_find(lines->rows[1], "name")->error, "第 2 行请填写“主机名”");
	value_complain(values, values_find(lines->rows[0], "name"), "第 1 行主机名已经用过");
	ck_assert_uint_eq(values->error_count, 3);
}
END_TEST

START_TEST(too_many_rows_are_told_and_kept)
{
	struct values *values = decode("lines.1.name=a&lines.2.name=b&lines.3.name=c&lines.4.name=d");

	ck_assert_str_eq(values_find(values, "lines")->error, "资源清单最多 3 行，您填了 4 行");
	ck_assert_uint_eq(values_find(values, "lines")->row_count, 4);
}
END_TEST

START_TEST(a_thousand_rows_decode_fast)
{
	struct params params = {0};
	int64_t began = clock_monotonic();

	for (int i = 1; i <= 1900; i++) {
		params_add(arena, &params, arena_printf(arena, "lines.%d.name", i), "主机");
		params_add(arena, &params, arena_printf(arena, "lines.%d.vcpu", i), "8");
	}
	ck_assert_int_eq(form_unknown(fields, ARRAY_LENGTH(fields), &params, NULL), OK);
	struct values *values = values_decode(arena, fields, ARRAY_LENGTH(fields), &params, true);
	ck_assert_uint_eq(values_find(values, "lines")->row_count, 1900);
	ck_assert_int_lt(clock_monotonic() - began, 500000);
}
END_TEST

static enum err unknown(const char *text)
{
	static const char *const extra[] = {"phrase", NULL};
	struct params params = posted(text);

	return form_unknown(fields, ARRAY_LENGTH(fields), &params, extra);
}

START_TEST(undeclared_names_are_refused)
{
	static const char *const good[] = {"",
					   "title=a&csrf=x&once=y&action=submit&phrase=3",
					   "lines.0.name=a&lines.99999.vcpu=1",
					   "lines.paste=a,b",
					   "zones=gov&zones=net",
					   "revision=7"};
	static const char *const bad[] = {"role=sec",
					  "is_admin=1",
					  "title.0.name=a",
					  "lines=a",
					  "lines.x.name=a",
					  "lines.-1.name=a",
					  "lines.01.name=a",
					  "lines.1.state=a",
					  "lines.100000.name=a",
					  "lines.1.name.x=a",
					  "lines.1=a",
					  "letter=x",
					  "Title=a",
					  "=a",
					  "title.paste=a",
					  "lines.1.name%20=a"};

	for (size_t i = 0; i < ARRAY_LENGTH(good); i++)
		ck_assert_msg(unknown(good[i]) == OK, "%s", good[i]);
	for (size_t i = 0; i < ARRAY_LENGTH(bad); i++)
		ck_assert_msg(unknown(bad[i]) == ERR_BAD_REQUEST, "%s", bad[i]);
}
END_TEST

START_TEST(single_values_sent_twice_are_refused)
{
	ck_assert_int_eq(unknown("title=a&title=b"), ERR_BAD_REQUEST);
	ck_assert_int_eq(unknown("csrf=a&csrf=a"), ERR_BAD_REQUEST);
	ck_assert_int_eq(unknown("action=a&title=x&action=b"), ERR_BAD_REQUEST);
	ck_assert_int_eq(unknown("lines.1.name=a&lines.1.name=b"), ERR_BAD_REQUEST);
	ck_assert_int_eq(unknown("phrase=1&phrase=2"), ERR_BAD_REQUEST);
}
END_TEST

int main(void)
{
	arena = arena_new();
	int status = RUN_SUITE(
		"http/form", texts_are_trimmed_and_counted_in_characters, long_texts_keep_their_lines,
		secrets_are_not_trimmed_and_never_given_back, integers_say_what_was_typed,
		numbers_may_be_full_width_with_commas_and_their_unit, decimals_and_money_are_kept_in_integers,
		dates_are_read_as_people_write_them, choices_outside_the_list_are_refused_with_the_list,
		several_choices_come_in_the_tables_order, patterns_name_an_example, what_was_done_was_not_done_tomorrow,
		required_is_asked_only_of_what_is_handed_in, what_is_missing_stays_missing_when_checked_again,
		rows_are_taken_in_order_without_the_blank_ones, errors_in_rows_name_the_line_and_count,
		too_many_rows_are_told_and_kept, a_thousand_rows_decode_fast, undeclared_names_are_refused,
		single_values_sent_twice_are_refused);
	arena_free(arena);
	return status;
}
