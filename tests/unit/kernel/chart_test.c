#include "base/base.h"

#include "kernel/chart.h"

#include "base/text.h"
#include "unit/suite.h"

#include <math.h>

static struct arena *arena;

static void set_up(void)
{
	arena = arena_new();
}

static void tear_down(void)
{
	arena_free(arena);
}

/* ---- helpers ---- */

static struct chart *with_labels(enum chart_kind kind, const char *unit, size_t count)
{
	struct chart *chart = chart_new(arena, kind, "题", unit);

	for (size_t i = 0; i < count; i++)
		chart_label(chart, arena_printf(arena, "标签%zu", i + 1));
	return chart;
}

static struct chart_series *add(struct chart *chart, const char *name, size_t count, const double *values)
{
	struct chart_series *series = chart_series(chart, name);

	for (size_t i = 0; i < count; i++)
		chart_value(series, values[i]);
	return series;
}

static size_t times(const char *text, const char *part)
{
	size_t count = 0;

	for (const char *at = text; (at = strstr(at, part)) != NULL; at += strlen(part))
		count++;
	return count;
}

#define ASSERT_HAS(svg, part) ck_assert_msg(strstr(svg, part) != NULL, "no %s in %s", part, svg)
#define ASSERT_NOT(svg, part) ck_assert_msg(strstr(svg, part) == NULL, "%s in %s", part, svg)

/* The x of a text, -1 when it is not there. */
static double text_x(const char *svg, const char *text)
{
	const char *end = strstr(svg, arena_printf(arena, ">%s</text>", text));
	double x = -1;

	for (const char *c = end; c != NULL && c > svg; c--)
		if (strncmp(c, "<text x=\"", 9) == 0) {
			x = strtod(c + 9, NULL);
			break;
		}
	return x;
}

static const enum chart_kind kinds[] = {CHART_LINES,  CHART_STACKED, CHART_HISTOGRAM, CHART_RANKING,
					CHART_BULLET, CHART_RADAR,   CHART_CALENDAR};

/* ---- where values stand ---- */

/* An axis from 0 to 80 between y = 224 and y = 34: 190 units, so that 40 lies at 129 and 20 at 176.5. */
START_TEST(a_line_goes_through_its_values)
{
	struct chart *chart = with_labels(CHART_LINES, "%", 3);
	const char *svg;

	add(chart, "平均", 3, (const double[]){0, 40, 80});
	chart_limit(chart, 20, "低效线 20");
	svg = chart_svg(chart);
	ASSERT_HAS(svg, ",224 ");
	ASSERT_HAS(svg, ",129 ");
	ASSERT_HAS(svg, ",34\"");
	ASSERT_HAS(svg, "y1=\"176.5\"");
	ASSERT_HAS(svg, ">平均 80</text>");
	ASSERT_HAS(svg, ">低效线 20</text>");
	ASSERT_HAS(svg, "<title>标签2 平均 40%</title>");
	ASSERT_HAS(svg, "<desc>平均由 0% 到 80%，最高 80%（标签3）；低效线 20。</desc>");
}
END_TEST

/* From 99.9 to 100 in steps of 0.05: 190 units, 99.95 in the middle at 129. */
START_TEST(lines_close_together_are_told_apart_and_the_axis_says_so)
{
	struct chart *chart = with_labels(CHART_LINES, "%", 2);
	const char *svg;

	add(chart, "甲", 2, (const double[]){99.9, 100});
	chart_limit(chart, 99.95, "合同约定 99.95");
	chart_limit(chart, 99.95, "合同约定 99.95");
	svg = chart_svg(chart);
	ASSERT_HAS(svg, ",224 ");
	ASSERT_HAS(svg, ",34\"");
	ASSERT_HAS(svg, "y1=\"129\"");
	ASSERT_HAS(svg, "纵轴不从零起");
	ck_assert_uint_eq(times(svg, ">合同约定 99.95</text>"), 1);
	chart = with_labels(CHART_LINES, "%", 2);
	add(chart, "甲", 2, (const double[]){50, 100});
	ASSERT_NOT(chart_svg(chart), "纵轴不从零起");
}
END_TEST

START_TEST(a_gap_breaks_a_line_and_is_no_zero)
{
	struct chart *chart = with_labels(CHART_LINES, "%", 5);
	struct chart_series *series = add(chart, "平均", 2, (const double[]){10, 20});
	const char *svg;

	chart_gap(series);
	chart_value(series, 30);
	chart_value(series, 40);
	svg = chart_svg(chart);
	ck_assert_uint_eq(times(svg, "<polyline"), 2);
	ck_assert_uint_eq(times(svg, "<title>标签"), 4);
	ASSERT_NOT(svg, "标签3 ");
}
END_TEST

/* Two series of 30 and 20 on an axis to 60 of 180 units: the second stands on the first, their sum above. */
START_TEST(bars_are_stacked_on_each_other)
{
	struct chart *chart = with_labels(CHART_STACKED, "条", 1);
	const char *svg;

	add(chart, "高危", 1, (const double[]){30});
	add(chart, "中危", 1, (const double[]){20});
	svg = chart_svg(chart);
	ASSERT_HAS(svg, "y=\"148\" width=\"60\" height=\"90\"");
	ASSERT_HAS(svg, "y=\"88\" width=\"60\" height=\"60\"");
	ASSERT_HAS(svg, ">50</text>");
	ASSERT_HAS(svg, ">高危</text>");
}
END_TEST

START_TEST(a_share_of_the_whole_is_written_and_drawn)
{
	struct chart *chart = with_labels(CHART_BULLET, "核", 2);
	const char *svg;

	add(chart, "已分配", 2, (const double[]){6000, 1800});
	add(chart, "总量", 2, (const double[]){12000, 0});
	chart_limit(chart, 80, "80 预警");
	chart_limit(chart, 85, "85 扩容");
	svg = chart_svg(chart);
	ASSERT_HAS(svg, ">50%　6,000 / 12,000 核</text>");
	ASSERT_HAS(svg, "width=\"318\" height=\"12\""); /* half of 636 */
	ASSERT_HAS(svg, ">—</text>");                   /* nothing is a share of nothing */
	ASSERT_HAS(svg, "x1=\"510.8\"");                /* 80 % */
}
END_TEST

START_TEST(what_reaches_a_limit_is_hatched)
{
	struct chart *chart = with_labels(CHART_BULLET, "核", 1);

	add(chart, "已分配", 1, (const double[]){79});
	add(chart, "总量", 1, (const double[]){100});
	chart_limit(chart, 80, "80 预警");
	chart_limit(chart, 85, "85 扩容");
	ASSERT_NOT(chart_svg(chart), "<pattern");
	chart = with_labels(CHART_BULLET, "核", 1);
	add(chart, "已分配", 1, (const double[]){84.99});
	add(chart, "总量", 1, (const double[]){100});
	ASSERT_HAS(chart_svg(chart), ">84.9%　");
	chart = with_labels(CHART_BULLET, "核", 1);
	add(chart, "已分配", 1, (const double[]){85});
	add(chart, "总量", 1, (const double[]){100});
	chart_limit(chart, 80, "80 预警");
	chart_limit(chart, 85, "85 扩容");
	ASSERT_HAS(chart_svg(chart), "<pattern");
}
END_TEST

START_TEST(a_ranking_keeps_its_order_and_shows_the_whole)
{
	struct chart *chart = with_labels(CHART_RANKING, "%", 3);
	const char *svg, *first, *second;

	add(chart, "", 3, (const double[]){12.5, 50, NAN});
	svg = chart_svg(chart);
	first = strstr(svg, ">标签1</text>");
	second = strstr(svg, ">标签2</text>");
	ck_assert_ptr_nonnull(first);
	ck_assert(first < second);
	ASSERT_HAS(svg, ">12.50</text>");
	ASSERT_HAS(svg, ">—</text>");
}
END_TEST

START_TEST(scores_make_one_web_for_two_and_many_for_more)
{
	static const double values[] = {100, 80, 60};

	for (size_t series = 1; series <= 4; series++) {
		struct chart *chart = with_labels(CHART_RADAR, "", 3);
		const char *svg;

		for (size_t s = 0; s < series; s++)
			add(chart, arena_printf(arena, "商%zu", s + 1), 3, values);
		svg = chart_svg(chart);
		/* four rings a web */
		ck_assert_uint_eq(times(svg, "<polygon"), series <= 2 ? 4 : 4 * series);
		ASSERT_HAS(svg, ">商1</text>");
	}
}
END_TEST

START_TEST(two_axes_make_no_web)
{
	struct chart *chart = with_labels(CHART_RADAR, "", 2);

	add(chart, "商", 2, (const double[]){50, 100});
	ASSERT_NOT(chart_svg(chart), "<polygon");
	ASSERT_HAS(chart_svg(chart), ">商 标签1</text>");
}
END_TEST

START_TEST(missing_days_are_counted_by_month)
{
	struct chart *chart = chart_new(arena, CHART_CALENDAR, "日志", "");
	struct chart_series *series = chart_series(chart, "甲系统");
	const char *svg;

	for (int day = 1; day <= 30; day++) {
		chart_label(chart, arena_printf(arena, "2026-09-%02d", day));
		if (day < 3)
			chart_gap(series);
		else
			chart_value(series, day != 7 && day != 9);
	}
	chart_label(chart, "2026-10-01");
	chart_value(series, 1);
	svg = chart_svg(chart);
	ASSERT_HAS(svg, ">缺 2 天</text>");
	ASSERT_HAS(svg, ">齐</text>");
	ASSERT_HAS(svg, ">2026-10</text>");
	ASSERT_HAS(svg, "<desc>甲系统缺 2 天。</desc>");
}
END_TEST

/* ---- labels ---- */

START_TEST(labels_of_months_are_short_and_say_the_year_once)
{
	struct chart *chart = chart_new(arena, CHART_LINES, "题", "%");
	struct chart_series *series = chart_series(chart, "平均");
	const char *svg;

	for (int i = 0; i < 4; i++) {
		chart_label(chart, arena_printf(arena, "%d-%02d", i < 2 ? 2025 : 2026, i < 2 ? i + 11 : i - 1));
		chart_value(series, i);
	}
	svg = chart_svg(chart);
	ASSERT_HAS(svg, ">11月</text>");
	ASSERT_HAS(svg, ">2月</text>");
	ck_assert_uint_eq(times(svg, ">2025年</text>"), 1);
	ck_assert_uint_eq(times(svg, ">2026年</text>"), 1);
}
END_TEST

START_TEST(labels_below_leave_room_for_one_another_and_the_last_is_there)
{
	for (size_t count = 1; count <= 24; count++) {
		struct chart *chart = with_labels(CHART_STACKED, "", count);
		struct chart_series *series = chart_series(chart, "");
		double before = -100;
		const char *svg;

		for (size_t i = 0; i < count; i++)
			chart_value(series, (double)i);
		svg = chart_svg(chart);
		for (size_t i = 1; i <= count; i++) {
			double x = text_x(svg, arena_printf(arena, "标签%zu", i));

			if (x < 0)
				continue;
			ck_assert_msg(x - before >= (i < 10 ? 31 : 37), "%zu of %zu", i, count);
			before = x;
		}
		ck_assert(text_x(svg, arena_printf(arena, "标签%zu", count)) > 0);
	}
}
END_TEST

START_TEST(names_of_lines_that_end_together_do_not_touch)
{
	struct chart *chart = with_labels(CHART_LINES, "%", 2);
	double before = -100;

	for (size_t s = 0; s < 8; s++)
		add(chart, arena_printf(arena, "列%zu", s), 2, (const double[]){1, 2});
	for (size_t s = 0; s < 8; s++) {
		const char *svg = chart_svg(chart);
		const char *end = strstr(svg, arena_printf(arena, ">列%zu 2</text>", s));
		double y;

		ck_assert_ptr_nonnull(end);
		while (strncmp(end, " y=\"", 4) != 0)
			end--;
		y = strtod(end + 4, NULL);
		ck_assert(y - before >= 15);
		before = y;
	}
}
END_TEST

/* ---- what is odd ---- */

START_TEST(no_data_is_said_in_words)
{
	for (size_t i = 0; i < ARRAY_LENGTH(kinds); i++) {
		struct chart *chart = chart_new(arena, kinds[i], "题", "");

		ASSERT_HAS(chart_svg(chart), ">尚无数据</text>");
		chart_label(chart, "2026-10-01");
		chart_gap(chart_series(chart, "列"));
		ASSERT_HAS(chart_svg(chart), ">尚无数据</text>");
	}
}
END_TEST

START_TEST(zeros_alone_are_drawn)
{
	for (size_t i = 0; i < ARRAY_LENGTH(kinds); i++) {
		struct chart *chart = with_labels(kinds[i], "%", 3);

		add(chart, "列", 3, (const double[]){0, 0, 0});
		ASSERT_NOT(chart_svg(chart), "尚无数据");
		ASSERT_NOT(chart_svg(chart), "nan");
	}
}
END_TEST

START_TEST(odd_values_never_leave_the_picture)
{
	static const double odd[] = {1e300, -1e300, NAN, INFINITY, -INFINITY, 5e-324, -0.0, 1e15, 3};

	for (size_t i = 0; i < ARRAY_LENGTH(kinds); i++) {
		struct chart *chart = with_labels(kinds[i], "%", ARRAY_LENGTH(odd));
		const char *svg;

		add(chart, "一", ARRAY_LENGTH(odd), odd);
		add(chart, "二", 1, (const double[]){-7});
		chart_limit(chart, NAN, "无");
		chart_limit(chart, 1e300, "顶");
		svg = chart_svg(chart);
		ASSERT_NOT(svg, "nan");
		ASSERT_NOT(svg, "inf");
		/* no coordinate of more than four digits */
		for (const char *at = svg; (at = strstr(at, "=\"")) != NULL; at += 2)
			ck_assert_msg(strspn(at + 2, "-0123456789") < 5, "%.40s", at);
	}
}
END_TEST

START_TEST(text_of_others_stays_text)
{
	static const char hostile[] = "</text><script>alert(1)</script>&\"'\x01\xff";

	for (size_t i = 0; i < ARRAY_LENGTH(kinds); i++) {
		struct chart *chart = chart_new(arena, kinds[i], hostile, hostile);
		const char *svg;

		for (int label = 0; label < 3; label++)
			chart_label(chart, hostile);
		add(chart, hostile, 3, (const double[]){1, 2, 3});
		add(chart, hostile, 3, (const double[]){4, 4, 4});
		chart_limit(chart, 2, hostile);
		svg = chart_svg(chart);
		ASSERT_NOT(svg, "<script");
		ASSERT_NOT(svg, "\x01");
		ck_assert(utf8_valid(svg, strlen(svg)));
		ck_assert_uint_eq(times(svg, "</svg>"), 1);
	}
}
END_TEST

START_TEST(nothing_is_styled_scripted_or_fetched)
{
	for (size_t i = 0; i < ARRAY_LENGTH(kinds); i++) {
		struct chart *chart = with_labels(kinds[i], "%", 4);
		const char *svg;

		for (size_t s = 0; s < 6; s++)
			add(chart, "列", 4, (const double[]){1, 2, 3, 90});
		svg = chart_svg(chart);
		ASSERT_NOT(svg, "style");
		ASSERT_NOT(svg, "<script");
		ASSERT_NOT(svg, "href");
		ck_assert_uint_eq(times(svg, "http"), 1); /* the name space */
		ASSERT_HAS(svg, "role=\"img\"");
	}
}
END_TEST

/* ---- table, JSON, bytes ---- */

START_TEST(the_table_has_every_figure)
{
	struct chart *chart = with_labels(CHART_LINES, "%", 2);
	size_t rows, columns;
	const char *const *cells;

	add(chart, "平均", 2, (const double[]){1234.5, -0.25});
	chart_gap(chart_series(chart, "最高"));
	cells = chart_table(chart, &rows, &columns);
	ck_assert_uint_eq(rows, 3);
	ck_assert_uint_eq(columns, 3);
	ck_assert_str_eq(cells[0], "项目");
	ck_assert_str_eq(cells[1], "平均（%）");
	ck_assert_str_eq(cells[2], "最高（%）");
	ck_assert_str_eq(cells[3], "标签1");
	ck_assert_str_eq(cells[4], "1,234.50");
	ck_assert_str_eq(cells[5], "—");
	ck_assert_str_eq(cells[7], "-0.25");
	ck_assert_str_eq(cells[8], "—");
}
END_TEST

START_TEST(quarters_are_said_in_words)
{
	struct chart *chart = chart_new(arena, CHART_LINES, "得分", "分");
	size_t rows, columns;

	chart_label(chart, "2026Q1");
	add(chart, "甲公司", 1, (const double[]){97});
	ASSERT_HAS(chart_svg(chart), ">一季度</text>");
	ASSERT_HAS(chart_svg(chart), "2026年第一季度 甲公司 97分");
	ck_assert_str_eq(chart_table(chart, &rows, &columns)[2], "2026年第一季度");
}
END_TEST

START_TEST(a_chart_kept_as_json_is_drawn_the_same)
{
	for (size_t i = 0; i < ARRAY_LENGTH(kinds); i++) {
		struct chart *chart = with_labels(kinds[i], "%", 3), *again;
		const char *json;

		add(chart, "一\"\\\n", 3, (const double[]){31.3, 0.1 + 0.2, NAN});
		add(chart, "二", 1, (const double[]){1e15});
		chart_limit(chart, 80, "红线 <80>");
		json = chart_json(chart);
		again = chart_read(arena, json, strlen(json));
		ck_assert_ptr_nonnull(again);
		ck_assert_str_eq(chart_json(again), json);
		ck_assert_str_eq(chart_svg(again), chart_svg(chart));
		ck_assert_str_eq(chart_svg(chart), chart_svg(chart));
	}
}
END_TEST

START_TEST(what_is_no_chart_is_not_read)
{
	static const char *const refused[] = {
		"",
		"null",
		"[]",
		"{",
		"{}",
		"{\"kind\":\"pie\",\"title\":\"\",\"unit\":\"\",\"labels\":[],\"series\":[],\"limits\":[]}",
		"{\"kind\":\"lines\",\"title\":\"\",\"unit\":\"\",\"labels\":[1],\"series\":[],\"limits\":[]}",
		"{\"kind\":\"lines\",\"title\":\"\",\"unit\":\"\",\"labels\":[],\"series\":[{}],\"limits\":[]}",
		"{\"kind\":\"lines\",\"title\":\"\",\"unit\":\"\",\"labels\":[],\"series\":[],\"limits\":[{}]}",
		"{\"kind\":\"lines\",\"title\":\"\",\"unit\":\"\",\"labels\":[],"
		"\"series\":[{\"name\":\"a\",\"values\":[\"1\"]}],\"limits\":[]}",
		"{\"kind\":\"lines\",\"title\":\"\",\"unit\":\"\",\"labels\":[],\"series\":[]}",
	};

	for (size_t i = 0; i < ARRAY_LENGTH(refused); i++)
		ck_assert_msg(chart_read(arena, refused[i], strlen(refused[i])) == NULL, "%s", refused[i]);
}
END_TEST

int main(void)
{
	return RUN_SUITE_IN(
		"kernel/chart", set_up, tear_down, 60, a_line_goes_through_its_values,
		lines_close_together_are_told_apart_and_the_axis_says_so, a_gap_breaks_a_line_and_is_no_zero,
		bars_are_stacked_on_each_other, a_share_of_the_whole_is_written_and_drawn,
		what_reaches_a_limit_is_hatched, a_ranking_keeps_its_order_and_shows_the_whole,
		scores_make_one_web_for_two_and_many_for_more, two_axes_make_no_web, missing_days_are_counted_by_month,
		labels_of_months_are_short_and_say_the_year_once,
		labels_below_leave_room_for_one_another_and_the_last_is_there,
		names_of_lines_that_end_together_do_not_touch, no_data_is_said_in_words, zeros_alone_are_drawn,
		odd_values_never_leave_the_picture, text_of_others_stays_text, nothing_is_styled_scripted_or_fetched,
		the_table_has_every_figure, quarters_are_said_in_words, a_chart_kept_as_json_is_drawn_the_same,
		what_is_no_chart_is_not_read);
}
