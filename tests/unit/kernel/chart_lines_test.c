/* How lines are told apart, and where their axis ends. */
#include "base/base.h"

#include "kernel/chart.h"

#include "base/text.h"
#include "unit/suite.h"

static struct arena *arena;

static void set_up(void)
{
	arena = arena_new();
}

static void tear_down(void)
{
	arena_free(arena);
}

static struct chart *two_quarters(void)
{
	struct chart *chart = chart_new(arena, CHART_LINES, "题", "分");

	chart_label(chart, "2026Q2");
	chart_label(chart, "2026Q3");
	return chart;
}

static void add(struct chart *chart, const char *name, double first, double second)
{
	struct chart_series *series = chart_series(chart, name);

	chart_value(series, first);
	chart_value(series, second);
}

START_TEST(an_axis_ends_where_the_data_end)
{
	struct chart *chart = two_quarters();
	const char *svg;

	add(chart, "甲", 58, 100.2);
	svg = chart_svg(chart);
	ck_assert_ptr_nonnull(strstr(svg, ">100</text>"));
	ck_assert_ptr_null(strstr(svg, ">150</text>"));
	ck_assert_ptr_nonnull(strstr(svg, ",34\"")); /* the highest value stands at the top */
}
END_TEST

/* Beside another that has its colour, or its dash, a line differs in the other two. */
START_TEST(many_lines_differ_also_without_colour)
{
	enum { MANY = 12 };
	struct chart *chart = two_quarters();
	const char *looks[MANY], *at;

	for (int i = 0; i < MANY; i++)
		add(chart, arena_printf(arena, "单位%d", i), 10.0 + i, 90.0 - i);
	at = chart_svg(chart);
	for (int i = 0; i < MANY; i++) {
		const char *line = strstr(at, "<polyline"), *dash, *mark;

		ck_assert_ptr_nonnull(line);
		at = strstr(line, "/>");
		dash = strstr(line, "stroke-dasharray");
		mark = strchr(strstr(at, "<path d=\"M") + strlen("<path d=\"M"), 'm');
		looks[i] = arena_printf(arena, "%.*s %.*s", dash != NULL && dash < at ? (int)(at - dash) : 0,
					dash != NULL ? dash : "", (int)strcspn(mark, "\""), mark);
		for (int j = 0; j < i; j++)
			ck_assert_str_ne(looks[i], looks[j]);
	}
}
END_TEST

int main(void)
{
	return RUN_SUITE_IN("kernel/chart_lines", set_up, tear_down, 60, an_axis_ends_where_the_data_end,
			    many_lines_differ_also_without_colour);
}
