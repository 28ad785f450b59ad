/* /efficiency: the quarters of a year of all units, as input to 集约高效建设考核; a unit sees its own line. */
#include "base/base.h"
#include "modules/efficiency/efficiency_parts.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/filters.h"
#include "kernel/listing_file.h"
#include "kernel/paper.h"

enum { YEARS_MAX = 12, QUARTERS = 4, ROWS_MAX = 2000 };

/* Columns of efficiency_year after sort_key, id, unit_name: matter, total and grade of each quarter. */
enum { NAME_COLUMN = 2, FIRST_COLUMN = 3, PER_QUARTER = 3 };

static const struct listing_column columns[] = {
	{"UNIT_NAME", "使用单位", CELL_TEXT},  {"Q1_TEXT", "第一季度", CELL_TEXT},
	{"Q2_TEXT", "第二季度", CELL_TEXT},    {"Q3_TEXT", "第三季度", CELL_TEXT},
	{"Q4_TEXT", "第四季度", CELL_TEXT},    {"MEAN_TEXT", "全年平均", CELL_TEXT},
	{"GRADE_TEXT", "全年等级", CELL_TEXT}, {"DONE_N", "已定稿季度", CELL_NUMBER},
};

/* The year asked for, else the newest with a score, else this one. */
static enum err chosen_year(struct request *req, struct context *context, struct option *years, size_t *count,
			    int64_t *year)
{
	struct query *query = db_query(context->db, Q_EFFICIENCY_YEARS);
	const char *asked = filter_value(req, "year");
	enum err err;

	*count = 0;
	*year = date_from_day(day_of(clock_now())).year;
	query_int(query, ":org", context->actor->org);
	while (*count < YEARS_MAX && query_step(query)) {
		int64_t found = next_int(query);

		if (*count == 0)
			*year = found;
		years[*count].key = arena_printf(context->arena, "%" PRId64, found);
		years[(*count)++].label = arena_printf(context->arena, "%" PRId64 " 年", found);
	}
	err = query_end(query);
	if (err == OK && asked != NULL && (!parse_integer(asked, year) || *year < 2000 || *year > 2200))
		return ERR_BAD_REQUEST;
	return err;
}

struct year {
	struct efficiency_rules rules;
	int64_t graded, all;
};

static const struct {
	const char *text, *linked, *none;
} cells[QUARTERS] = {
	{"Q1_TEXT", "Q1", "Q1_NONE"},
	{"Q2_TEXT", "Q2", "Q2_NONE"},
	{"Q3_TEXT", "Q3", "Q3_NONE"},
	{"Q4_TEXT", "Q4", "Q4_NONE"},
};

static void quarter_cell(struct context *context, struct dict *row, struct query *query, int quarter)
{
	int column = FIRST_COLUMN + (quarter - 1) * PER_QUARTER;
	struct arena *arena = context->arena;
	const char *marker = cells[quarter - 1].text;
	const char *text = "—";

	if (!column_is_null(query, column) && column_is_null(query, column + 1))
		text = "不评级";
	else if (!column_is_null(query, column))
		text = arena_printf(arena, "%s %s", format_decimal(arena, column_int(query, column + 1), 2),
				    column_text(query, column + 2));
	dict_set(row, marker, text);
	if (!column_is_null(query, column)) {
		struct dict *link = dict_section(row, cells[quarter - 1].linked);

		dict_set(link, marker, text);
		dict_int(link, "MATTER_ID", column_int(query, column));
	} else {
		dict_show(row, cells[quarter - 1].none);
	}
}

/* The mean of the quarters that have a total, rounded half up. */
static void fill_row(struct context *context, struct dict *row, struct query *query, void *data)
{
	struct year *year = data;
	int64_t sum = 0, graded = 0, done = 0, mean = -1;
	const char *grade;

	for (int quarter = 1; quarter <= QUARTERS; quarter++) {
		int column = FIRST_COLUMN + (quarter - 1) * PER_QUARTER;

		quarter_cell(context, row, query, quarter);
		done += !column_is_null(query, column);
		if (column_is_null(query, column + 1))
			continue;
		graded++;
		sum += column_int(query, column + 1);
	}
	if (graded > 0)
		mean = (2 * sum + graded) / (2 * graded);
	grade = efficiency_grade(&year->rules, mean);
	dict_set(row, "MEAN_TEXT", mean < 0 ? "—" : format_decimal(context->arena, mean, 2));
	dict_set(row, "GRADE_TEXT", mean < 0 ? "—" : arena_printf(context->arena, "%s 级", grade));
	dict_set(row, "GRADE_TONE", efficiency_grade_tone(grade));
	dict_int(row, "DONE_N", done);
	year->all++;
	year->graded += graded > 0;
}

/* Grades of a year's mean are those in force on its last day. */
static enum err year_rules(struct context *context, int64_t year, struct year *out)
{
	*out = (struct year){0};
	return efficiency_rules_on(context, day_from_date((struct date){(int)year, 12, 31}), &out->rules);
}

static struct query *year_query(struct context *context, int64_t year)
{
	struct query *query = db_query(context->db, Q_EFFICIENCY_YEAR);

	query_int(query, ":org", context->actor->org);
	for (int quarter = 1; quarter <= QUARTERS; quarter++)
		query_text(query, arena_printf(context->arena, ":q%d", quarter),
			   arena_printf(context->arena, "%" PRId64 "Q%d", year, quarter));
	return query;
}

enum err efficiency_get(struct request *req)
{
	struct context context = context_reading(req);
	struct dict *body = page_begin(req, "efficiency/list.tpl", "使用效率评分");
	struct dict *filters = filters_begin(req, body, "按单位次序");
	struct listing_file file = {"使用效率评分", columns, ARRAY_LENGTH(columns)};
	struct listing list = {.each = fill_row, .file = &file};
	struct option years[YEARS_MAX];
	struct query *query;
	struct year year;
	size_t count;
	int64_t chosen;
	enum err err = chosen_year(req, &context, years, &count, &chosen);

	filters_choose(req, filters, "year", "年度", "最近一年", years, count);
	dict_int(body, "YEAR", chosen);
	if (err == OK)
		err = year_rules(&context, chosen, &year);
	if (err != OK)
		return err;
	list.data = &year;
	query = year_query(&context, chosen);
	err = listing_bind(req, query, &list);
	if (err == OK)
		err = listing_fill(&context, body, "ROW", query, &list);
	if (err != OK)
		return err;
	listing_empty(body, &list, "award", "没有评分", "有在用系统的单位每季度评分一次，定稿后列在这里");
	listing_pager(req, body, &list);
	return page_end(req, 200);
}

static void fill_frame(struct request *req, int64_t year)
{
	struct dict *frame = page_frame(req);

	dict_printf(frame, "BACK_HREF", "/efficiency?year=%" PRId64, year);
	dict_set(frame, "BACK_LABEL", "返回评分");
	dict_set(frame, "TOOL_NOTE", "打印时请关闭浏览器的页眉页脚");
	dict_set(dict_section(frame, "PDF"), "PDF_HREF", paper_href(req));
}

enum err efficiency_print_get(struct request *req)
{
	struct context context = context_reading(req);
	struct option years[YEARS_MAX];
	struct dict *body = page_begin_in(req, "frame_print.tpl", "efficiency/print.tpl", "使用效率评分年度表");
	struct query *query;
	struct year year;
	size_t count;
	int64_t chosen;
	enum err err = chosen_year(req, &context, years, &count, &chosen);

	if (err == OK)
		err = year_rules(&context, chosen, &year);
	if (err != OK)
		return err;
	dict_int(body, "YEAR", chosen);
	fill_frame(req, chosen);
	query = year_query(&context, chosen);
	query_int(query, ":after_sort", INT64_MIN);
	query_int(query, ":after_id", INT64_MIN);
	query_int(query, ":limit", ROWS_MAX);
	/* Every unit, not the first page of a list. */
	while (query_step(query)) {
		struct dict *row = dict_section(body, "ROW");

		dict_set(row, "UNIT_NAME", column_text(query, NAME_COLUMN));
		fill_row(&context, row, query, &year);
	}
	err = query_end(query);
	if (err != OK)
		return err;
	dict_printf(body, "SUM_TEXT", "单位 %" PRId64 " 个，其中评级 %" PRId64 " 个", year.all, year.graded);
	dict_set(body, "DATE_TEXT", format_day(req->arena, day_of(clock_now())));
	err = page_end(req, 200);
	if (err == OK && paper_wanted(req))
		err = paper_press(req, "使用效率评分年度表", day_start(day_of(clock_now())));
	return err;
}
