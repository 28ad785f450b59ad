#include "base/base.h"

#include "base/clock.h"
#include "http/form.h"

#include "unit/suite.h"

static struct arena *arena;

static const struct option zones[] = {{"gov", "政务外网区"}, {"net", "互联网区"}};

static const struct field columns[] = {
	{.key = "name", .label = "主机名", .type = FIELD_TEXT, .max = 10},
	{.key = "vcpu", .label = "vCPU", .type = FIELD_INTEGER, .min = 1, .max = 64},
};

static const struct field fields[] = {
	{.key = "title", .label = "名称", .type = FIELD_TEXT, .required = true, .max = 20},
	{.key = "vcpu", .label = "vCPU", .type = FIELD_INTEGER, .max = 64, .unit = "核"},
	{.key = "share", .label = "占比", .type = FIELD_DECIMAL, .unit = "%"},
	{.key = "budget", .label = "预算", .type = FIELD_MONEY, .unit = "万元"},
	{.key = "price", .label = "单价", .type = FIELD_MONEY},
	{.key = "day", .label = "日期", .type = FIELD_DATE},
	{.key = "zone", .label = "区域", .type = FIELD_CHOICE, .options = zones, .option_count = 2},
	{.key = "zones", .label = "区域", .type = FIELD_CHOICES, .options = zones, .option_count = 2},
	{.key = "agree", .label = "同意", .type = FIELD_YES_NO},
	{.key = "system", .label = "系统", .type = FIELD_REFERENCE},
	{.key = "lines", .label = "清单", .type = FIELD_ROWS, .columns = columns, .column_count = 2},
	{.key = "revision", .type = FIELD_HIDDEN},
};

static const char typed[] =
	"title=%E6%B0%B4%E5%88%A9%22%3C&vcpu=8&share=12.5&budget=0.5&price=1234.5&day=2026-11-20&zone=net&"
	"zones=net&zones=gov&agree=1&system=42&lines.1.name=a&lines.1.vcpu=4&lines.2.name=b&revision=3";
static const char stored[] = "{\"agree\":1,\"budget\":500000,\"day\":20777,\"lines\":[{\"name\":\"a\",\"vcpu\":4},"
			     "{\"name\":\"b\"}],\"price\":123450,\"share\":1250,\"system\":42,\"title\":\"水利\\\"<\","
			     "\"vcpu\":8,\"zone\":\"net\",\"zones\":[\"gov\",\"net\"]}";

static struct values *decode(const char *text, bool draft)
{
	struct params params = {0};

	ck_assert_int_eq(params_parse(arena, text, strlen(text), &params), OK);
	return values_decode(arena, fields, ARRAY_LENGTH(fields), &params, draft);
}

static struct values *read_back(const char *json)
{
	return values_from_json(arena, fields, ARRAY_LENGTH(fields), json);
}

START_TEST(stored_values_are_sorted_typed_and_without_hidden_ones)
{
	ck_assert_str_eq(values_json(decode(typed, false), arena), stored);
}
END_TEST

START_TEST(the_order_of_posting_does_not_change_a_byte)
{
	ck_assert_str_eq(values_json(decode("vcpu=8&title=x&zones=gov&zones=net", true), arena),
			 values_json(decode("zones=net&zones=gov&title=x&vcpu=%EF%BC%98", true), arena));
}
END_TEST

START_TEST(what_is_read_back_is_what_was_stored)
{
	struct values *values = read_back(stored);
	size_t *changed;

	ck_assert_ptr_nonnull(values);
	ck_assert_str_eq(values_json(values, arena), stored);
	ck_assert_str_eq(values_find(values, "day")->raw, "2026-11-20");
	ck_assert_str_eq(values_find(values, "price")->raw, "1234.5");
	ck_assert_uint_eq(values->error_count, 0);
	values_set(values, "revision", "3");
	ck_assert_uint_eq(values_differ(arena, values, decode(typed, false), &changed), 0);
}
END_TEST

START_TEST(wrong_drafts_keep_what_was_typed)
{
	struct values *values = decode("title=%E6%B0%B4&vcpu=%E5%85%AB%E6%A0%B8&lines.1.vcpu=x&zones=moon", true);
	const char *json = values_json(values, arena);

	ck_assert_str_eq(json, "{\"lines\":[{\"vcpu\":{\"raw\":\"x\"}}],\"title\":\"水\",\"vcpu\":{\"raw\":\"八核\"},"
			       "\"zones\":{\"raw\":\"moon\"}}");
	struct values *again = read_back(json);
	ck_assert_str_eq(values_json(again, arena), json);
	ck_assert_uint_eq(again->error_count, 3);
	ck_assert_str_eq(values_find(again, "vcpu")->error, values_find(values, "vcpu")->error);
	ck_assert_str_eq(value_display(arena, values_find(again, "vcpu")), "八核");
}
END_TEST

START_TEST(unknown_keys_are_dropped_and_missing_ones_absent)
{
	struct values *values = read_back("{\"gone\":1,\"vcpu\":4}");

	ck_assert_int_eq(values_number(values, "vcpu", 0), 4);
	ck_assert(!values_find(values, "title")->present);
	ck_assert_str_eq(values_json(values, arena), "{\"vcpu\":4}");
}
END_TEST

START_TEST(what_is_no_json_object_is_refused)
{
	ck_assert_ptr_null(read_back(""));
	ck_assert_ptr_null(read_back(NULL));
	ck_assert_ptr_null(read_back("[]"));
	ck_assert_ptr_null(read_back("{\"a\":1"));
	ck_assert_ptr_null(read_back("{\"vcpu\":1,\"vcpu\":2}"));
	ck_assert_ptr_null(read_back("7"));
}
END_TEST

START_TEST(a_field_that_changed_its_type_does_not_break_reading)
{
	struct values *values = read_back("{\"vcpu\":\"many\",\"title\":12,\"lines\":\"x\",\"zones\":{\"raw\":1},"
					  "\"agree\":[1],\"zone\":\"dropped\"}");

	ck_assert_ptr_null(values_text(values, "vcpu"));
	ck_assert_str_eq(values_find(values, "vcpu")->raw, "many");
	ck_assert_str_eq(values_text(values, "title"), "12");
	ck_assert_uint_eq(values_find(values, "lines")->row_count, 0);
	/* An option that the table has dropped is still what was chosen then. */
	ck_assert_str_eq(value_display(arena, values_find(values, "zone")), "dropped");
}
END_TEST

START_TEST(a_stored_draft_is_checked_like_a_submission)
{
	struct values *values = read_back("{\"vcpu\":100,\"lines\":[{\"name\":\"a\",\"vcpu\":99}]}");

	ck_assert_uint_eq(values->error_count, 0);
	values_check(values);
	ck_assert_uint_eq(values->error_count, 3);
	ck_assert_str_eq(values_find(values, "title")->error, "请填写“名称”");
	ck_assert_str_eq(values_find(values, "vcpu")->error, "vCPU请填 0 至 64 核，您填了 100 核");
	values_set(values, "title", "水利");
	values_set_number(values, "vcpu", 8);
	values_check(values);
	ck_assert_uint_eq(values->error_count, 1);
}
END_TEST

START_TEST(values_read_well_on_a_page)
{
	static const struct {
		const char *key;
		const char *text;
	} expected[] = {{"title", "水利\"<"},     {"vcpu", "8 核"},
			{"share", "12.5%"},       {"budget", "0.5 万元"},
			{"price", "1,234.50 元"}, {"day", "2026-11-20"},
			{"zone", "互联网区"},     {"zones", "政务外网区、互联网区"},
			{"agree", "是"},          {"system", "42"},
			{"lines", "2 行"}};
	struct values *values = decode(typed, false);

	for (size_t i = 0; i < ARRAY_LENGTH(expected); i++)
		ck_assert_str_eq(value_display(arena, values_find(values, expected[i].key)), expected[i].text);
	for (size_t i = 0; i < ARRAY_LENGTH(fields); i++)
		ck_assert_str_eq(value_display(arena, &values_empty(arena, fields, ARRAY_LENGTH(fields))->items[i]),
				 "—");
	values_set_number(values, "price", -123456789);
	ck_assert_str_eq(value_display(arena, values_find(values, "price")), "−1,234,567.89 元");
}
END_TEST

/* Day 0 is a day like others when somebody typed it; records write 0 for none. */
START_TEST(first_day_of_the_count_is_a_day)
{
	struct values *values = decode("day=1970-01-01", true);

	ck_assert_ptr_null(values_find(values, "day")->error);
	ck_assert_str_eq(value_display(arena, values_find(values, "day")), "1970-01-01");
	ck_assert_str_eq(values_json(values, arena), "{\"day\":0}");
	values = read_back("{\"day\":0}");
	ck_assert_str_eq(values_text(values, "day"), "1970-01-01");
	ck_assert_str_eq(values_find(values, "day")->raw, "1970-01-01");
	values = decode("day=1969-12-31", true);
	ck_assert_str_eq(values_find(values, "day")->error, "日期不能早于 1970-01-01，您填了 1969-12-31");
}
END_TEST

START_TEST(decimals_read_as_their_field_says)
{
	static const struct field decimals[] = {
		{.key = "short", .type = FIELD_DECIMAL},
		{.key = "coefficient", .type = FIELD_DECIMAL, .shown = SHOWN_FIXED},
		{.key = "most", .type = FIELD_DECIMAL, .shown = SHOWN_RATIO},
		{.key = "available", .type = FIELD_DECIMAL, .shown = SHOWN_FIXED, .unit = "%"},
	};
	static const char *const expected[] = {"0.7", "0.70", "1:0.70", "0.70%"};
	struct values *values = values_empty(arena, decimals, ARRAY_LENGTH(decimals));

	for (size_t i = 0; i < ARRAY_LENGTH(decimals); i++) {
		values_set_number(values, decimals[i].key, 70);
		ck_assert_str_eq(value_display(arena, &values->items[i]), expected[i]);
		ck_assert_str_eq(values->items[i].raw, "0.7");
	}
}
END_TEST

START_TEST(prefilled_values_look_typed)
{
	struct values *values = values_empty(arena, fields, ARRAY_LENGTH(fields));

	values_set_number(values, "budget", 12500000);
	values_set_number(values, "day", 20777);
	values_set_number(values, "agree", 0);
	values_set(values, "zones", "net,gov");
	values_set(values, "title", NULL);
	values_set(values, "no such field", "x");
	ck_assert_str_eq(values_find(values, "budget")->raw, "12.5");
	ck_assert_str_eq(values_find(values, "day")->raw, "2026-11-20");
	ck_assert(values_chosen(values, "zones", "gov"));
	ck_assert(!values_find(values, "title")->present);
	ck_assert_str_eq(value_display(arena, values_find(values, "agree")), "否");
}
END_TEST

START_TEST(a_column_that_no_row_fills_tells_nothing)
{
	struct values *values = decode("title=a&lines.1.name=a&lines.2.name=b&lines.2.vcpu=4", false);
	struct value *lines = values_find(values, "lines");

	ck_assert(values_column_told(lines, 0));
	ck_assert(values_column_told(lines, 1));
	values_set(lines->rows[1], "vcpu", NULL);
	ck_assert(!values_column_told(lines, 1));
}
END_TEST

START_TEST(differences_are_found_in_rows_too)
{
	struct values *a = decode(typed, false);
	struct values *b = decode(typed, false);
	size_t *changed;

	values_set_number(b->items[10].rows[1], "vcpu", 2);
	values_set(b, "title", "水务");
	ck_assert_uint_eq(values_differ(arena, a, b, &changed), 2);
	ck_assert_str_eq(fields[changed[0]].key, "title");
	ck_assert_str_eq(fields[changed[1]].key, "lines");
}
END_TEST

/* a, b, c, d before.  After: x is new, a has 8 instead of 4, c moved up unchanged, d is called e with its 16, b is
 * gone. */
START_TEST(what_changed_in_a_table_is_told_row_by_row)
{
	struct values *a = decode("lines.1.name=a&lines.1.vcpu=4&lines.2.name=b&lines.2.vcpu=2&lines.3.name=c&"
				  "lines.3.vcpu=4&lines.4.name=d&lines.4.vcpu=16",
				  true);
	struct values *b = decode("lines.1.name=x&lines.1.vcpu=1&lines.2.name=c&lines.2.vcpu=4&lines.3.name=a&"
				  "lines.3.vcpu=8&lines.4.name=e&lines.4.vcpu=16",
				  true);
	const struct value *before = values_find(a, "lines"), *after = values_find(b, "lines");
	struct row_pair *pairs;

	ck_assert_uint_eq(rows_pair(arena, before, after, &pairs), 4);
	ck_assert_uint_eq(pairs[0].before, NO_ROW);
	ck_assert_uint_eq(pairs[0].after, 0);
	ck_assert_uint_eq(pairs[1].before, 0);
	ck_assert_uint_eq(pairs[1].after, 2);
	ck_assert_uint_eq(pairs[2].before, 3);
	ck_assert_uint_eq(pairs[2].after, 3);
	ck_assert_uint_eq(pairs[3].before, 1);
	ck_assert_uint_eq(pairs[3].after, NO_ROW);
}
END_TEST

START_TEST(rows_in_another_order_are_no_changed_rows)
{
	struct values *a = decode("lines.1.name=a&lines.2.name=b&lines.3.name=a", true);
	struct values *b = decode("lines.1.name=b&lines.2.name=a&lines.3.name=a", true);
	struct row_pair *pairs;
	size_t *changed;

	ck_assert_uint_eq(values_differ(arena, a, b, &changed), 1);
	ck_assert_uint_eq(rows_pair(arena, values_find(a, "lines"), values_find(b, "lines"), &pairs), 0);
	/* One fewer of the same is one fewer. */
	b = decode("lines.1.name=a&lines.2.name=b", true);
	ck_assert_uint_eq(rows_pair(arena, values_find(a, "lines"), values_find(b, "lines"), &pairs), 1);
	ck_assert_uint_eq(pairs[0].before, 2);
	ck_assert_uint_eq(pairs[0].after, NO_ROW);
}
END_TEST

START_TEST(the_first_complaint_stays)
{
	struct values *values = decode(typed, false);

	values_complain(values, "vcpu", "超过 %d 核", 4);
	values_complain(values, "vcpu", "第二句");
	values_complain(values, "no such field", "第三句");
	ck_assert_str_eq(values_find(values, "vcpu")->error, "超过 4 核");
	ck_assert_uint_eq(values->error_count, 1);
}
END_TEST

int main(void)
{
	arena = arena_new();
	int status = RUN_SUITE("http/values", stored_values_are_sorted_typed_and_without_hidden_ones,
			       the_order_of_posting_does_not_change_a_byte, what_is_read_back_is_what_was_stored,
			       wrong_drafts_keep_what_was_typed, unknown_keys_are_dropped_and_missing_ones_absent,
			       what_is_no_json_object_is_refused, a_field_that_changed_its_type_does_not_break_reading,
			       a_stored_draft_is_checked_like_a_submission, values_read_well_on_a_page,
			       first_day_of_the_count_is_a_day, decimals_read_as_their_field_says,
			       prefilled_values_look_typed, a_column_that_no_row_fills_tells_nothing,
			       differences_are_found_in_rows_too, what_changed_in_a_table_is_told_row_by_row,
			       rows_in_another_order_are_no_changed_rows, the_first_complaint_stays);
	arena_free(arena);
	return status;
}
