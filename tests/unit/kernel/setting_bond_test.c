/* Numbers that make sense only together: what is refused, what is shown, from which day. */
#include "support/office.h"

#include "kernel/setting.h"
#include "kernel/setting_bond.h"

#define NUMBER(key, value, label) \
	{ \
		key, SETTING_INTEGER, value, "分", 0, 200, label, "第三十三条", "实践" \
	}

static const struct setting_row rows[] = {
	NUMBER("high", "90", "优秀下限"), NUMBER("middle", "75", "良好下限"), NUMBER("low", "60", "合格下限"),
	NUMBER("part_a", "60", "甲"),     NUMBER("part_b", "40", "乙"),       {.key = NULL},
};
static const char *const ladder[] = {"high", "middle", "low", NULL};
static const char *const parts[] = {"part_a", "part_b", NULL};
static const struct setting_bond bonds[] = {
	{"等次下限", NULL, BOND_DESCENDING, 0, 0, NULL, ladder},
	{"分值", "sheet", BOND_SUM, 100, 0, "不能评分", parts},
	{.label = NULL},
};
static const struct module bound = {.name = "bound", .settings = rows, .bonds = bonds};
static const struct module *const modules[] = {&bound, NULL};

static struct office *office;
static struct context context;
static int64_t today;

static void open_office(void)
{
	office = office_new(modules);
	today = day_of(clock_now());
	context = (struct context){.arena = office->arena,
				   .db = office->writer,
				   .service = office->service,
				   .actor = system_actor(),
				   .request = "test",
				   .source = "-"};
}

static void put(const char *key, int64_t value, int64_t from)
{
	office_sql(office,
		   "INSERT INTO setting (key, valid_from, value, changed_at) VALUES ('%s', %" PRId64 ", '%" PRId64
		   "', 1)",
		   key, from, value);
}

/* NULL: taken. */
static const char *refusal(const char *key, const char *value, int64_t from)
{
	struct setting_complaint complaint;

	return setting_check(&context, key, &value, from, &complaint) == OK ? NULL : complaint.sentence;
}

START_TEST(bound_that_reaches_its_neighbour_is_refused_and_named)
{
	const char *sentence;

	open_office();
	sentence = refusal("middle", "90", today);
	ck_assert_ptr_nonnull(sentence);
	ck_assert_ptr_nonnull(strstr(sentence, "等次下限应逐级降低：优秀下限 90，良好下限 90"));
	ck_assert_ptr_nonnull(refusal("middle", "60", today));
	ck_assert_ptr_nonnull(refusal("low", "75", today));
	ck_assert_ptr_nonnull(refusal("high", "70", today));
	ck_assert_ptr_null(refusal("middle", "89", today));
	ck_assert_ptr_null(refusal("middle", "61", today));
	office_free(office);
}
END_TEST

/* (90, 75, 60) to (50, 40, 30): the lowest first, each from the same day. */
START_TEST(every_other_ladder_is_reached_one_step_at_a_time)
{
	open_office();
	ck_assert_ptr_nonnull(refusal("high", "50", today + 5));
	ck_assert_ptr_null(refusal("low", "30", today + 5));
	put("low", 30, today + 5);
	ck_assert_ptr_null(refusal("middle", "40", today + 5));
	ck_assert_ptr_nonnull(refusal("middle", "40", today + 4));
	put("middle", 40, today + 5);
	ck_assert_ptr_null(refusal("high", "50", today + 5));
	ck_assert_ptr_nonnull(refusal("high", "50", today + 4));
	office_free(office);
}
END_TEST

START_TEST(what_comes_later_counts_and_what_replaces_it_too)
{
	open_office();
	put("middle", 85, today + 10);
	/* 80 would do until the tenth day. */
	ck_assert_ptr_nonnull(strstr(refusal("high", "80", today + 1), format_day(office->arena, today + 10)));
	put("high", 95, today + 10);
	ck_assert_ptr_null(refusal("high", "80", today + 1));
	ck_assert_ptr_nonnull(refusal("high", "80", today + 10));
	office_free(office);
}
END_TEST

START_TEST(ladder_that_is_out_of_order_already_may_be_mended)
{
	open_office();
	put("middle", 95, today - 3);
	ck_assert_ptr_null(refusal("middle", "70", today));
	ck_assert_ptr_null(refusal("high", "99", today));
	office_free(office);
}
END_TEST

START_TEST(sum_that_is_wrong_is_not_refused_but_named_from_its_day)
{
	struct setting_breach breaches[SETTING_BREACHES_MAX];
	size_t count;

	open_office();
	ck_assert_int_eq(setting_breaches(&context, NULL, today, breaches, &count), OK);
	ck_assert_uint_eq(count, 0);
	ck_assert_ptr_null(refusal("part_a", "58", today + 3));
	put("part_a", 58, today + 3);
	put("part_b", 42, today + 7);
	put("part_b", 41, today + 9);
	ck_assert_int_eq(setting_breaches(&context, NULL, today, breaches, &count), OK);
	ck_assert_uint_eq(count, 2);
	ck_assert_int_eq(breaches[0].day, today + 3);
	ck_assert_str_eq(breaches[0].sentence, "分值合计 98 分，应为 100 分");
	ck_assert_int_eq(breaches[1].day, today + 9);
	ck_assert_int_eq(setting_breaches(&context, "part_b", today + 8, breaches, &count), OK);
	ck_assert_uint_eq(count, 1);
	ck_assert_int_eq(setting_breaches(&context, "high", today, breaches, &count), OK);
	ck_assert_uint_eq(count, 0);
	office_free(office);
}
END_TEST

int main(void)
{
	return RUN_SUITE("kernel/setting_bond", bound_that_reaches_its_neighbour_is_refused_and_named,
			 every_other_ladder_is_reached_one_step_at_a_time,
			 what_comes_later_counts_and_what_replaces_it_too,
			 ladder_that_is_out_of_order_already_may_be_mended,
			 sum_that_is_wrong_is_not_refused_but_named_from_its_day);
}
