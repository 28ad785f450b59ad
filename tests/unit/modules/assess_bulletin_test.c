/* Golden numbers: what the quarterly bulletin says of providers of one kind over two quarters, by hand in the comment.
 */
#include "unit/modules/assess_cast.h"

#include "kernel/document.h"

/* Approved with a total and nothing else: a quarter that is only compared with. */
static void earlier(int64_t provider, const char *period, int64_t total, bool approved)
{
	office_sql(cloud,
		   "INSERT INTO assessment (matter_id, provider_id, sheet, period, counted_at, frozen_at, total, grade,"
		   " approved_at) VALUES (%" PRId64 ", %" PRId64 ", 'service', '%s', 1, 1, %" PRId64 ", 'good', %s)",
		   record_of("assessment", provider, period, "applying", 1), provider, period, total,
		   approved ? "1" : "NULL");
}

/* The contract of the provider sets 1.05 for 优秀. */
static void coefficient_agreed(void)
{
	office_sql(
		cloud,
		"INSERT INTO contract (id, matter_id, provider_id, number, name, starts_day, ends_day, amount, state)"
		" VALUES (1, %" PRId64 ", %d, 'HT-1', '甲云服务合同', %" PRId64 ", %" PRId64 ", 100, 'in_force');"
		"INSERT INTO contract_terms (contract_id, version, valid_from, catalogue, availability)"
		" SELECT 1, 1, starts_day, '计算', 9995 FROM contract;"
		"INSERT INTO contract_coefficient VALUES (1, 1, 'excellent', 105)",
		record_of("contract", CENTER, "", "in_force", 1), PROVIDER, at_day(2026, 1, 1), at_day(2027, 1, 1));
}

/*
 * The quarter, of two service clouds and a supervisor:
 *
 *   测试单位4: a fault of level Ⅰ, answered after 17 min of 10 and restored after 121 of 120: 2.1 −1, 2.2 −2, 2.3 −4;
 * none of three certificates: 3.4 −3.  30 + (20 − 7) + (25 − 3) + 15 + 10 = 90.00, 优秀; before 95.00: −5.00.
 *   测试单位5: a fault of level Ⅲ, in time: 2.3 −0.50; 3.4 −3.  30 + 19.50 + 22 + 15 + 10 = 96.50; before 90.00: +6.50.
 *   测试单位6, of another kind, asked for nothing: M1, M2, M4 are left out, 20 + (no second and third dimension) + 10
 * + 10 of 40 = 100; before not approved: —.
 */
/* Self-checks and verifications of each month, in time: 3.1 and 4.1 are owed and full. */
static void all_in_time(int64_t org)
{
	static const char *const duties[][2] = {{"self_check", "accepted"}, {"verification", "confirmed"}};
	static const char *const months[] = {"2026-01", "2026-02", "2026-03"};
	int64_t due = instant(2026, 2, 5, 18, 0);

	for (size_t d = 0; d < ARRAY_LENGTH(duties); d++)
		for (size_t m = 0; m < ARRAY_LENGTH(months); m++)
			handed_of(record_of(duties[d][0], org, months[m], duties[d][1], due), org, due, due);
}

static void two_quarters(void)
{
	earlier(PROVIDER, "2025Q4", 9500, true);
	earlier(OTHER_PROVIDER, "2025Q4", 9000, true);
	earlier(SUPERVISOR, "2025Q4", 9900, false);
	earlier(PROVIDER, "2025Q3", 6000, true);
	fault_of(BREAKDOWN(1, PROVIDER, instant(2026, 1, 5, 9, 0), 17, 10, 121, 120, 0, .loss = false));
	fault_of(BREAKDOWN(3, OTHER_PROVIDER, instant(2026, 2, 5, 9, 0), 5, 30, 60, 480, 0, .loss = false));
	coefficient_agreed();
	all_in_time(PROVIDER);
	all_in_time(OTHER_PROVIDER);
	(void)frozen_for(PROVIDER);
	(void)frozen_for(OTHER_PROVIDER);
	(void)frozen_for(SUPERVISOR);
	office_sql(cloud, "UPDATE assessment SET scored_at = 1, approved_at = 1 WHERE period = '" QUARTER "'");
}

static const char *bulletin_of(const char *period)
{
	struct document *document = document_new(cloud->arena, "通报");

	ck_assert_int_eq(assess_bulletin(clerk(), period, document), OK);
	return document_json(document);
}

static void says_all(const char *text, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		ck_assert_msg(strstr(text, words[i]) != NULL, "not there: %s in %s", words[i], text);
}

START_TEST(results_have_five_dimensions_the_total_the_rank_of_the_kind_and_the_change)
{
	/* in the order of the kinds, the best first */
	static const char *const words[] = {
		"\"cells\":[\"测试单位5\",\"云服务商\",\"30.00\",\"19.50\",\"22.00\",\"15.00\",\"10.00\",\"96.50\","
		"\"优秀\",\"1\","
		"\"+6.50\","
		"\"测试单位4\",\"云服务商\",\"30.00\",\"13.00\",\"22.00\",\"15.00\",\"10.00\",\"90.00\",\"优秀\",\"2\","
		"\"-5.00\","
		"\"测试单位6\",\"云监管服务商\",\"20.00\",\"—\",\"—\",\"10.00\",\"10.00\",\"100.00\",\"优秀\","
		"\"1\",\"—\"]",
		"对3家服务商2026年第一季度",
		"本季度3家服务商中3家为优秀",
		/* 21 indicators: all but 2.3 and 3.4; all but 2.1, 2.2, 2.3, 3.4 */
		"测试单位5的21项指标中有19项得满分；测试单位4的21项指标中有17项得满分",
	};

	two_quarters();
	says_all(bulletin_of(QUARTER), words, ARRAY_LENGTH(words));
}
END_TEST

/* 95.00 before 90.00; the quarter before that knows one of them: 95.00 − 60.00 = +35.00. */
START_TEST(quarter_before_has_its_own_ranks_and_changes)
{
	static const char *const words[] = {
		"\"95.00\",\"良好\",\"1\",\"+35.00\"",
		"\"90.00\",\"良好\",\"2\",\"—\"",
		"对2家服务商2025年第四季度",
	};

	two_quarters();
	says_all(bulletin_of("2025Q4"), words, ARRAY_LENGTH(words));
}
END_TEST

START_TEST(equal_totals_share_a_rank)
{
	earlier(PROVIDER, "2025Q4", 9000, true);
	earlier(OTHER_PROVIDER, "2025Q4", 9000, true);
	ck_assert_ptr_nonnull(strstr(bulletin_of("2025Q4"), "\"90.00\",\"良好\",\"1\",\"—\",\"测试单位5\""));
	ck_assert_ptr_null(strstr(bulletin_of("2025Q4"), "\"良好\",\"2\""));
}
END_TEST

START_TEST(coefficient_is_the_contracts_or_said_not_to_be_agreed)
{
	static const char *const words[] = {
		"\"测试单位4\",\"优秀\",\"1.05\",\"资源分配优先考虑\"",
		"\"测试单位5\",\"优秀\",\"系数未按合同设定\",\"资源分配优先考虑\"",
		"\"测试单位6\",\"优秀\",\"系数未按合同设定\",\"—\"",
	};

	two_quarters();
	says_all(bulletin_of(QUARTER), words, ARRAY_LENGTH(words));
}
END_TEST

/* What is listed makes what is missing: 1 + 2 + 4 + 3 × 1 = 10 = 100 − 90.00; 0.50 + 3 × 1 = 3.50 = 100 − 96.50. */
START_TEST(deductions_are_listed_fact_by_fact_and_make_what_is_missing)
{
	static const struct {
		const char *row;
		int times;
	} rows[] = {
		{"\"测试单位4\",\"2.1\",", 1},
		{"\"测试单位4\",\"2.2\",", 1},
		{"\"测试单位4\",\"2.3\",", 1},
		{"\"测试单位4\",\"3.4\",", 3},
		{"\"测试单位5\",\"2.3\",", 1},
		{"\"测试单位5\",\"3.4\",", 3},
		{"响应 17 分钟，限 10 分钟（默认参数）\",\"1.00\"", 1},
		{"自响应起恢复 104 分钟，限 103 分钟（默认参数）\",\"2.00\"", 1},
		{"\"4.00\"", 1},
		{"\"0.50\"", 1},
		{"没有报备\",\"1.00\"", 6},
	};
	const char *text, *end;

	two_quarters();
	text = strstr(bulletin_of(QUARTER), "附件2");
	end = text == NULL ? NULL : strstr(text, "附件3");
	ck_assert_ptr_nonnull(end);
	text = arena_printf(cloud->arena, "%.*s", (int)(end - text), text);
	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		int times = 0;

		for (const char *at = strstr(text, rows[i].row); at != NULL; at = strstr(at + 1, rows[i].row))
			times++;
		ck_assert_msg(times == rows[i].times, "%s: %d times in %s", rows[i].row, times, text);
	}
	ck_assert_ptr_null(strstr(text, "\"测试单位5\",\"2.1\""));
	ck_assert_ptr_null(strstr(text, "测试单位6"));
}
END_TEST

START_TEST(problems_are_drafted_from_the_same_points)
{
	static const char *const words[] = {
		"测试单位5：故障发生数扣0.50分，合规有效扣3.00分。",
		"测试单位4：故障响应及时率扣1.00分，故障恢复及时率扣2.00分，故障发生数扣4.00分，合规有效扣3.00分。",
		"测试单位6：没有扣分。",
	};

	two_quarters();
	says_all(bulletin_of(QUARTER), words, ARRAY_LENGTH(words));
}
END_TEST

int main(void)
{
	return RUN_QUARTER(
		"modules/assess_bulletin", results_have_five_dimensions_the_total_the_rank_of_the_kind_and_the_change,
		quarter_before_has_its_own_ranks_and_changes, equal_totals_share_a_rank,
		coefficient_is_the_contracts_or_said_not_to_be_agreed,
		deductions_are_listed_fact_by_fact_and_make_what_is_missing, problems_are_drafted_from_the_same_points);
}
