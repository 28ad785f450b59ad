/* The year's list as a paper: a draft until every score of the year is decided, then closed, for the center and each
 * unit. */
#include "base/base.h"
#include "modules/efficiency/efficiency_parts.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/closing.h"
#include "kernel/paper.h"

#define SUBJECT "efficiency"

enum { ROWS_MAX = 2000, QUARTERS = 4 };

/* Columns of efficiency_year after sort_key, id, unit_name: matter, total and grade of each quarter. */
enum { UNIT_COLUMN = 1, NAME_COLUMN = 2, FIRST_COLUMN = 3, PER_QUARTER = 3 };

/* The mean of the quarters that have a total, rounded half up. */
void efficiency_year_row(struct arena *arena, struct query *query, const struct efficiency_rules *rules,
			 struct efficiency_year_row *row)
{
	int64_t sum = 0, graded = 0, mean;

	*row = (struct efficiency_year_row){.unit = column_int(query, UNIT_COLUMN),
					    .name = arena_strdup(arena, column_text(query, NAME_COLUMN))};
	for (int quarter = 0; quarter < QUARTERS; quarter++) {
		int column = FIRST_COLUMN + quarter * PER_QUARTER;

		row->text[quarter] = "—";
		if (column_is_null(query, column))
			continue;
		row->done++;
		row->matter[quarter] = column_int(query, column);
		row->text[quarter] = "不评级";
		if (column_is_null(query, column + 1))
			continue;
		graded++;
		sum += column_int(query, column + 1);
		row->text[quarter] =
			arena_printf(arena, "%s %s", format_decimal(arena, column_int(query, column + 1), 2),
				     column_text(query, column + 2));
	}
	mean = graded > 0 ? (2 * sum + graded) / (2 * graded) : -1;
	row->graded = graded > 0;
	row->grade = efficiency_grade(rules, mean);
	row->mean = mean < 0 ? "—" : format_decimal(arena, mean, 2);
	row->grade_words = mean < 0 ? "—" : arena_printf(arena, "%s 级", row->grade);
}

struct query *efficiency_year_query(struct context *context, int64_t organisation, int64_t year)
{
	struct query *query = db_query(context->db, Q_EFFICIENCY_YEAR);

	query_int(query, ":org", organisation);
	for (int quarter = 1; quarter <= QUARTERS; quarter++)
		query_text(query, arena_printf(context->arena, ":q%d", quarter),
			   arena_printf(context->arena, "%" PRId64 "Q%d", year, quarter));
	return query;
}

/* Grades of a year's mean are those in force on its last day. */
enum err efficiency_year_rules(struct context *context, int64_t year, struct efficiency_rules *rules)
{
	return efficiency_rules_on(context, day_from_date((struct date){(int)year, 12, 31}), rules);
}

/* ---- the document ---- */

static void add_row(struct document_table *table, const struct efficiency_year_row *row)
{
	document_cell(table, row->name);
	for (int quarter = 0; quarter < QUARTERS; quarter++)
		document_cell(table, row->text[quarter]);
	document_cell(table, row->mean);
	document_cell(table, row->grade_words);
}

static struct document_table *begin_table(struct document *document)
{
	static const char *const heads[] = {"第一季度", "第二季度", "第三季度", "第四季度", "全年平均"};
	struct document_table *table = document_table(document, "各单位各季度使用效率评分");

	document_column(table, "使用单位", DOCUMENT_WORDS);
	for (size_t i = 0; i < ARRAY_LENGTH(heads); i++)
		document_column(table, heads[i], DOCUMENT_NUMBER);
	document_column(table, "等级", DOCUMENT_WORDS);
	return table;
}

struct list {
	struct document *document;
	int64_t units[ROWS_MAX]; /* with a score */
	size_t unit_count;
	const char *name; /* of the last one */
};

/* Every unit the organisation sees, not the first page of a list. */
static enum err read_list(struct context *context, int64_t organisation, int64_t year, struct list *list)
{
	struct efficiency_rules rules;
	struct efficiency_year_row row;
	struct document_table *table = begin_table(list->document);
	size_t all = 0, graded = 0;
	struct query *query;
	enum err err = efficiency_year_rules(context, year, &rules);

	if (err != OK)
		return err;
	query = efficiency_year_query(context, organisation, year);
	query_int(query, ":after_sort", INT64_MIN);
	query_int(query, ":after_id", INT64_MIN);
	query_int(query, ":limit", ROWS_MAX);
	for (; all < ROWS_MAX && query_step(query); all++) {
		efficiency_year_row(context->arena, query, &rules, &row);
		add_row(table, &row);
		graded += row.graded;
		list->name = row.name;
		if (row.done > 0)
			list->units[list->unit_count++] = row.unit;
	}
	document_text(list->document, "单位 %zu 个，其中评级 %zu 个。", all, graded);
	return query_end(query);
}

static const char *title_of(struct arena *arena, int64_t year)
{
	return arena_printf(arena, "%" PRId64 " 年省级政务云使用单位使用效率评分表", year);
}

/* As an organisation sees it: the center all, a unit its own line. */
static enum err draw_up(struct context *context, int64_t organisation, int64_t year, struct list *list)
{
	struct arena *arena = context->arena;
	struct document_letterhead letterhead = {
		.basis = "《四川省省级政务云管理暂行办法》第三十二条",
		.page = arena_printf(arena, "/efficiency?year=%" PRId64, year),
		.page_label = "返回评分",
		.pdf = arena_printf(arena, "/efficiency/print?year=%" PRId64 "&format=pdf", year),
	};
	enum err err;

	*list = (struct list){.document = document_new(arena, title_of(arena, year))};
	document_text(list->document, "依据《四川省省级政务云管理暂行办法》第三十二条，%" PRId64 " 年各季度评分如下。",
		      year);
	err = read_list(context, organisation, year, list);
	document_text(list->document, "评分经单位核对、异议处理后定稿，作为集约高效建设考核的依据；“—”为没有评分，全年"
				      "平均为已定稿各季度的平均。");
	if (organisation != context->service->org_center)
		letterhead.addressee = list->name;
	document_address(list->document, &letterhead);
	return err;
}

/* ---- closing ---- */

static enum err close_edition(struct context *context, int64_t organisation, int64_t year, struct list *list)
{
	bool whole = organisation == context->service->org_center;
	struct closing closing = {.subject = SUBJECT,
				  .subject_id = year,
				  .edition = whole ? "full" : "unit",
				  .organisation = whole ? 0 : organisation,
				  .title = title_of(context->arena, year)};
	enum err err = draw_up(context, organisation, year, list);

	if (err == OK)
		err = closing_party(context, context->service->org_center, &closing.issuer);
	return err == OK ? closing_close(context, &closing, list->document) : err;
}

static enum err is_complete(struct context *context, int64_t year, int64_t without, bool *yes)
{
	struct query *query = db_query(context->db, Q_EFFICIENCY_YEAR_COMPLETE);
	int64_t complete = 0;
	enum err err;

	query_text(query, ":year", arena_printf(context->arena, "%" PRId64, year));
	query_int(query, ":without", without);
	query_int(query, ":today", day_of(clock_now()));
	err = query_value(query, 0, &complete);
	*yes = complete != 0;
	return err;
}

enum err efficiency_close_year(struct context *context, const char *period, int64_t without)
{
	struct list *whole = arena_alloc(context->arena, sizeof *whole);
	struct list *own = arena_alloc(context->arena, sizeof *own);
	struct closing before;
	bool complete = false;
	int64_t year;
	enum err err;

	if (!parse_integer(arena_strndup(context->arena, period, 4), &year))
		return ERR_INVALID;
	err = is_complete(context, year, without, &complete);
	if (err != OK || !complete || closing_find(context, SUBJECT, year, "full", 0, &before) != NOT_FOUND)
		return err;
	err = close_edition(context, context->service->org_center, year, whole);
	/* The center may have systems of its own: it has the whole. */
	for (size_t i = 0; err == OK && i < whole->unit_count; i++)
		if (whole->units[i] != context->service->org_center)
			err = close_edition(context, whole->units[i], year, own);
	return err;
}

enum found efficiency_closed_list(struct context *context, int64_t year, struct closing *closing)
{
	return closing_find(context, SUBJECT, year, "full", 0, closing);
}

enum found efficiency_closed_year(struct context *context, int64_t year, struct closing *closing)
{
	int64_t organisation = context->actor->org;

	return organisation == context->service->org_center
		       ? efficiency_closed_list(context, year, closing)
		       : closing_find(context, SUBJECT, year, "unit", organisation, closing);
}

enum err efficiency_year_print(struct request *req, struct context *context, int64_t year)
{
	int64_t today = day_of(clock_now());
	struct closing closing = {0};
	struct closing draft = {.title = title_of(req->arena, year), .dated_day = today, .closed_at = day_start(today)};
	struct list *list = arena_alloc(req->arena, sizeof *list);
	enum found found = efficiency_closed_year(context, year, &closing);
	enum err err;

	if (found != NOT_FOUND)
		return found == FOUND ? closing_show(req, context, &closing, paper_wanted(req)) : ERR_INTERNAL;
	err = draw_up(context, context->actor->org, year, list);
	if (err == OK)
		err = closing_party(context, context->service->org_center, &draft.issuer);
	return err == OK ? closing_show_draft(req, &draft, list->document, paper_wanted(req)) : err;
}
