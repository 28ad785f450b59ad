/* GET /assess and /assess/2026Q3: who was assessed, how; a provider sees its own rows alone. */
#include "base/base.h"
#include "modules/assess/assess_page_parts.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/filters.h"
#include "kernel/frame.h"
#include "kernel/listing_file.h"
#include "kernel/panel.h"
#include "kernel/period.h"

static const struct option sheets[] = {
	{"service", "云服务商"}, {"recovery", "云灾备服务商"}, {"supervision", "云监管服务商"}};
static const struct option grades[] = {
	{"excellent", "优秀"}, {"good", "良好"}, {"passed", "合格"}, {"failed", "不合格"}};

const char *assess_grade_tone(const char *grade)
{
	return text_equal(grade, "excellent") ? "green"
	       : text_equal(grade, "good")    ? "blue"
	       : text_equal(grade, "passed")  ? "amber"
					      : "red";
}

/* 系数未按合同设定, never a default (decisions of the contract's parties). */
const char *assess_coefficient_words(struct arena *arena, int64_t coefficient, bool published)
{
	if (coefficient >= 0)
		return format_decimal(arena, coefficient, 2);
	return published ? "系数未按合同设定" : "通报时记录";
}

static const char *state_label(struct context *context, int64_t procedure_id, const char *key)
{
	const struct procedure *procedure = procedure_version(context->service, context->db, procedure_id);
	const struct state *state = procedure == NULL ? NULL : procedure_state(procedure, key);

	return state == NULL ? "" : state->label;
}

struct columns {
	struct query *query;
	struct arena *arena;
};

static const char *text_of(const struct columns *columns, const char *name)
{
	for (int i = 0; i < column_count(columns->query); i++)
		if (text_equal(column_name(columns->query, i), name) && !column_is_null(columns->query, i))
			return arena_strdup(columns->arena, column_text(columns->query, i));
	return "";
}

static int64_t number_of(const struct columns *columns, const char *name, int64_t fallback)
{
	for (int i = 0; i < column_count(columns->query); i++)
		if (text_equal(column_name(columns->query, i), name) && !column_is_null(columns->query, i))
			return column_int(columns->query, i);
	return fallback;
}

static void assess_row(struct context *context, struct dict *row, struct query *query, void *data UNUSED)
{
	static const char *const parts[] = {"first", "second", "third", "fourth", "fifth"};
	static const char *const markers[] = {"FIRST_TEXT", "SECOND_TEXT", "THIRD_TEXT", "FOURTH_TEXT", "FIFTH_TEXT"};
	const struct columns columns = {query, context->arena};
	const char *grade = text_of(&columns, "grade");
	int64_t total = number_of(&columns, "total", 0), before = number_of(&columns, "before_total", -1);
	int64_t published = number_of(&columns, "published_at", 0);

	dict_set(row, "TOTAL_TEXT", assess_points(context->arena, total));
	dict_set(row, "GRADE_LABEL", assess_grade_label(grade));
	dict_set(row, "GRADE_TONE", assess_grade_tone(grade));
	dict_set(row, "SHEET_LABEL", assess_sheet_label(text_of(&columns, "sheet")));
	dict_set(row, "PERIOD_LABEL", period_label(context->arena, text_of(&columns, "period")));
	dict_set(row, "STATE_LABEL",
		 state_label(context, number_of(&columns, "procedure_id", 0), text_of(&columns, "matter_state")));
	dict_set(row, "COEFFICIENT_TEXT",
		 assess_coefficient_words(context->arena, number_of(&columns, "coefficient", -1), published > 0));
	dict_set(row, "CHANGE_TEXT",
		 before < 0 ? "—"
			    : arena_printf(context->arena, "%s%s", total > before ? "+" : "",
					   assess_points(context->arena, total - before)));
	/* A kind of provider that is not assessed in a dimension has no zero there. */
	for (size_t i = 0; i < ARRAY_LENGTH(parts); i++) {
		int64_t points = number_of(&columns, parts[i], INT64_MIN);

		dict_set(row, markers[i], points == INT64_MIN ? "—" : assess_points(context->arena, points));
	}
}

static const struct listing_column list_columns[] = {
	{"PERIOD_LABEL", "季度", CELL_TEXT}, {"PROVIDER_NAME", "服务商", CELL_TEXT},
	{"SHEET_LABEL", "类别", CELL_TEXT},  {"TOTAL_TEXT", "得分", CELL_NUMBER},
	{"GRADE_LABEL", "等次", CELL_TEXT},  {"COEFFICIENT_TEXT", "结算系数", CELL_TEXT},
	{"STATE_LABEL", "状态", CELL_TEXT},
};
static const struct listing_file list_file = {"服务商考核", list_columns, ARRAY_LENGTH(list_columns)};

/* Counted on their day by the clerk process; until then there is a duty and no sheet. */
static enum err fill_waiting(struct context *context, struct dict *body)
{
	static const char *const heads[] = {"季度", "服务商", "取数日期", NULL};
	struct query *query = db_query(context->db, Q_ASSESS_WAITING);
	struct table *table = NULL;

	query_int(query, ":org", context->actor->org);
	while (query_step(query)) {
		const char *href = arena_printf(context->arena, "/matters/%" PRId64, next_int(query));
		const char *label = period_label(context->arena, next_text(query, context->arena));

		if (table == NULL)
			table = table_begin(context->arena, panel_add(body, "PANEL_MAIN", "待取数"), "待取数", heads);
		table_line(table);
		table_link(table, href, label);
		table_text(table, next_text(query, context->arena));
		table_text(table, format_day(context->arena, day_of(next_int(query))));
	}
	return query_end(query);
}

enum err assess_list_get(struct request *req)
{
	struct context context = context_reading(req);
	struct listing list = {.descending = true, .each = assess_row, .file = &list_file};
	struct dict *body = page_begin(req, "assess/list.tpl", "服务商考核");
	struct dict *filters = filters_begin(req, body, "按取数时间，新的在前");
	struct query *query = db_query(context.db, Q_ASSESS_LIST);
	enum err err;

	filters_select(req, filters, "sheet", "类别", sheets, ARRAY_LENGTH(sheets));
	filters_select(req, filters, "grade", "等次", grades, ARRAY_LENGTH(grades));
	query_int(query, ":org", context.actor->org);
	query_text(query, ":sheet", filter_word(req, "sheet"));
	query_text(query, ":grade", filter_word(req, "grade"));
	err = listing_bind(req, query, &list);
	if (err == OK)
		err = listing_fill(&context, body, "ROW", query, &list);
	if (err == OK)
		err = assess_show_trend(&context, body, "");
	if (err == OK)
		err = fill_waiting(&context, body);
	if (err != OK)
		return err;
	dict_printf(filters, "COUNT_TEXT", "本页 %zu 张", list.rows);
	dict_int(body, "YEAR", date_from_day(day_of(clock_now())).year);
	listing_empty(body, &list, "bar-chart", "没有考核结果",
		      "每季度各项报告到期后自动取数，完成初评后服务商可以看到自己的评分表");
	listing_pager(req, body, &list);
	return page_end(req, filters_status(req));
}

/* ---- one quarter ---- */

static const struct listing_column quarter_columns[] = {
	{"RANK_N", "名次", CELL_NUMBER},          {"PROVIDER_NAME", "服务商", CELL_TEXT},
	{"SHEET_LABEL", "类别", CELL_TEXT},       {"FIRST_TEXT", "平台能力", CELL_NUMBER},
	{"SECOND_TEXT", "故障处置", CELL_NUMBER}, {"THIRD_TEXT", "安全合规", CELL_NUMBER},
	{"FOURTH_TEXT", "管理配合", CELL_NUMBER}, {"FIFTH_TEXT", "用户评价", CELL_NUMBER},
	{"TOTAL_TEXT", "得分", CELL_NUMBER},      {"GRADE_LABEL", "等次", CELL_TEXT},
	{"CHANGE_TEXT", "环比", CELL_TEXT},       {"COEFFICIENT_TEXT", "结算系数", CELL_TEXT},
	{"STATE_LABEL", "状态", CELL_TEXT},
};
static const struct listing_file quarter_file = {"季度考核", quarter_columns, ARRAY_LENGTH(quarter_columns)};

static enum err quarter_get(struct request *req, const char *period, int64_t first)
{
	struct context context = context_reading(req);
	struct listing list = {.each = assess_row, .file = &quarter_file};
	struct dict *body = page_begin(req, "assess/quarter.tpl",
				       arena_printf(req->arena, "%s考核", period_label(req->arena, period)));
	struct query *query = db_query(context.db, Q_ASSESS_QUARTER);
	enum err err;

	frame_crumb(req, "/assess", "服务商考核");
	dict_set(body, "PERIOD", period);
	query_int(query, ":org", context.actor->org);
	query_text(query, ":period", period);
	query_text(query, ":before", period_before(context.arena, EVERY_QUARTER, first));
	err = listing_bind(req, query, &list);
	if (err == OK)
		err = listing_fill(&context, body, "ROW", query, &list);
	if (err != OK)
		return err;
	if (list.rows == 0)
		return ERR_NOT_FOUND;
	listing_pager(req, body, &list);
	return page_end(req, 200);
}

/* 2026Q3 or 2026. */
enum err assess_period_get(struct request *req)
{
	const char *period = request_hole(req, "period");
	int64_t first, last;

	if (!period_days(period, &first, &last))
		return ERR_NOT_FOUND;
	if (strlen(period) == 4)
		return assess_year_get(req, period);
	return strchr(period, 'Q') != NULL ? quarter_get(req, period, first) : ERR_NOT_FOUND;
}
