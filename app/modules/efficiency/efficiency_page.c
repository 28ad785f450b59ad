/* /efficiency: the quarters of a year of all units, as input to 集约高效建设考核; a unit sees its own line. */
#include "base/base.h"
#include "modules/efficiency/efficiency_parts.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/closing.h"
#include "kernel/filters.h"
#include "kernel/listing_file.h"

enum { QUARTERS = 4 };

static const struct listing_column columns[] = {
	{"UNIT_NAME", "使用单位", CELL_TEXT},  {"Q1_TEXT", "第一季度", CELL_TEXT},
	{"Q2_TEXT", "第二季度", CELL_TEXT},    {"Q3_TEXT", "第三季度", CELL_TEXT},
	{"Q4_TEXT", "第四季度", CELL_TEXT},    {"MEAN_TEXT", "全年平均", CELL_TEXT},
	{"GRADE_TEXT", "全年等级", CELL_TEXT}, {"DONE_N", "已定稿季度", CELL_NUMBER},
};

static const struct {
	const char *text, *linked, *none;
} cells[QUARTERS] = {
	{"Q1_TEXT", "Q1", "Q1_NONE"},
	{"Q2_TEXT", "Q2", "Q2_NONE"},
	{"Q3_TEXT", "Q3", "Q3_NONE"},
	{"Q4_TEXT", "Q4", "Q4_NONE"},
};

static void fill_row(struct context *context, struct dict *row, struct query *query, void *data)
{
	struct efficiency_year_row read;

	efficiency_year_row(context->arena, query, data, &read);
	for (int quarter = 0; quarter < QUARTERS; quarter++) {
		dict_set(row, cells[quarter].text, read.text[quarter]);
		if (read.matter[quarter] != 0) {
			struct dict *link = dict_section(row, cells[quarter].linked);

			dict_set(link, cells[quarter].text, read.text[quarter]);
			dict_int(link, "MATTER_ID", read.matter[quarter]);
		} else {
			dict_show(row, cells[quarter].none);
		}
	}
	dict_set(row, "MEAN_TEXT", read.mean);
	dict_set(row, "GRADE_TEXT", read.grade_words);
	dict_set(row, "GRADE_TONE", efficiency_grade_tone(read.grade));
	dict_int(row, "DONE_N", read.done);
}

static enum err show_closed(struct context *context, struct dict *body, int64_t year)
{
	struct closing closing;
	enum found found = efficiency_closed_year(context, year, &closing);

	if (found == FOUND)
		closing_note(context, body, &closing);
	return found == FIND_FAILED ? ERR_INTERNAL : efficiency_number_note(context, body, year);
}

enum err efficiency_get(struct request *req)
{
	struct context context = context_reading(req);
	struct dict *body = page_begin(req, "efficiency/list.tpl", "使用效率评分");
	struct dict *filters = filters_begin(req, body, "按单位次序");
	struct listing_file file = {"使用效率评分", columns, ARRAY_LENGTH(columns)};
	struct listing list = {.each = fill_row, .file = &file};
	struct year_choice choice;
	struct query *query;
	struct efficiency_rules rules;
	enum err err = year_choose(req, &context, Q_EFFICIENCY_YEARS, &choice);

	if (err == ERR_BAD_REQUEST) /* which the filter tells */
		err = OK;
	filters_choose(req, filters, "year", "年度", "最近一年", choice.years, choice.count);
	dict_int(body, "YEAR", choice.year);
	if (err == OK)
		err = efficiency_year_rules(&context, choice.year, &rules);
	if (err == OK)
		err = show_closed(&context, body, choice.year);
	if (err != OK)
		return err;
	list.data = &rules;
	query = efficiency_year_query(&context, context.actor->org, choice.year);
	err = listing_bind(req, query, &list);
	if (err == OK)
		err = listing_fill(&context, body, "ROW", query, &list);
	if (err != OK)
		return err;
	dict_printf(filters, "COUNT_TEXT", "本页 %zu 家", list.rows);
	listing_empty(body, &list, "award", "没有评分", "有在用系统的单位每季度评分一次，定稿后列在这里");
	listing_pager(req, body, &list);
	return page_end(req, filters_status(req));
}

enum err efficiency_print_get(struct request *req)
{
	struct context context = context_reading(req);
	struct year_choice choice;
	enum err err = year_choose(req, &context, Q_EFFICIENCY_YEARS, &choice);

	return err == OK ? efficiency_year_print(req, &context, choice.year) : err;
}
