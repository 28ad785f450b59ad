/* /plans: the plans of a year brought together; the center sees all units, a unit its own. */
#include "base/base.h"
#include "modules/planning/planning_parts.h"

#include "base/clock.h"
#include "base/csv.h"
#include "base/number.h"
#include "base/text.h"
#include "http/respond.h"
#include "kernel/filters.h"
#include "kernel/frame.h"
#include "kernel/listing_file.h"
#include "kernel/panel.h"
#include "kernel/period.h"

enum { WHOLE = 5000, QUARTERS = 4 };

static const struct option kinds[] = {{"new", "新建"}, {"migration", "迁移上云"}, {"growth", "扩容"}, {"exit", "退出"}};
static const struct option decisions[] = {
	{"open", "未下达"}, {"adopted", "采纳"}, {"partly", "部分采纳"}, {"refused", "不采纳"}};

static bool of_center(const struct context *context)
{
	return (context->actor->kinds & KIND_CENTER) != 0 && (context->actor->roles & ROLE_BIT(ROLE_UNIT_CLERK)) == 0;
}

/* ---- totals ---- */

struct totals {
	int64_t quarter; /* 0: of the year */
	int64_t items, units, vcpu, memory, storage, bandwidth, funds;
	int64_t decided[3], applied[3];
};

static void add_totals(struct totals *all, const struct totals *one)
{
	all->items += one->items;
	all->vcpu += one->vcpu;
	all->memory += one->memory;
	all->storage += one->storage;
	all->bandwidth += one->bandwidth;
	all->funds += one->funds;
	for (size_t i = 0; i < ARRAY_LENGTH(all->decided); i++) {
		all->decided[i] += one->decided[i];
		all->applied[i] += one->applied[i];
	}
}

static void read_totals(struct query *query, struct totals *totals)
{
	totals->quarter = next_int(query);
	totals->items = next_int(query);
	totals->units = next_int(query);
	totals->vcpu = next_int(query);
	totals->memory = next_int(query);
	totals->storage = next_int(query);
	totals->bandwidth = next_int(query);
	totals->funds = next_int(query);
	for (size_t i = 0; i < ARRAY_LENGTH(totals->decided); i++)
		totals->decided[i] = next_int(query);
	for (size_t i = 0; i < ARRAY_LENGTH(totals->applied); i++)
		totals->applied[i] = next_int(query);
}

/* Funds are stored in 分 and read in 万元, two places. */
static char *funds_text(struct arena *arena, int64_t funds)
{
	return format_decimal(arena, (funds + 5000) / 10000, 2);
}

/* Planned, and below it what was adopted and what was applied for. */
static void total_cell(struct arena *arena, struct table *table, int64_t planned, int64_t decided, int64_t applied)
{
	table_sub(table, format_integer(arena, planned),
		  arena_printf(arena, "采纳 %s　申请 %s", format_integer(arena, decided),
			       format_integer(arena, applied)));
}

static void total_line(struct arena *arena, struct table *table, const char *label, const struct totals *totals)
{
	table_line(table);
	table_text(table, label);
	table_number(table, totals->items);
	total_cell(arena, table, totals->vcpu, totals->decided[0], totals->applied[0]);
	total_cell(arena, table, totals->memory, totals->decided[1], totals->applied[1]);
	total_cell(arena, table, totals->storage, totals->decided[2], totals->applied[2]);
	table_number(table, totals->bandwidth);
	table_text(table, funds_text(arena, totals->funds));
}

/* By quarter, and all of them together as the last. */
static enum err read_year(struct context *context, int64_t year, struct totals *quarters, size_t *count)
{
	struct query *query = db_query(context->db, Q_PLANNING_TOTALS);
	struct totals *all;

	*count = 0;
	query_int(query, ":year", year);
	query_int(query, ":org", context->actor->org);
	while (*count < QUARTERS && query_step(query))
		read_totals(query, &quarters[(*count)++]);
	all = &quarters[*count];
	*all = (struct totals){0};
	for (size_t i = 0; i < *count; i++)
		add_totals(all, &quarters[i]);
	return query_end(query);
}

static const char *quarter_label(struct arena *arena, const struct totals *totals)
{
	return totals->quarter == 0 ? "合计" : arena_printf(arena, "第 %" PRId64 " 季度", totals->quarter);
}

static enum err fill_totals(struct context *context, struct dict *body, int64_t year, struct totals *all)
{
	static const char *const heads[] = {"季度",        "计划项#",    "处理器（核）#", "内存（GB）#",
					    "存储（GB）#", "带宽 Mbps#", "经费（万元）#", NULL};
	struct table *table = table_begin_at(context->arena, body, "TABLE", "按季度和资源汇总", heads);
	struct totals quarters[QUARTERS + 1];
	size_t count;
	enum err err = read_year(context, year, quarters, &count);

	for (size_t i = 0; i <= count; i++)
		total_line(context->arena, table, quarter_label(context->arena, &quarters[i]), &quarters[i]);
	*all = quarters[count];
	return err;
}

/* Planned, adopted, applied for. */
static char *three(struct arena *arena, int64_t planned, int64_t decided, int64_t applied)
{
	return arena_printf(arena, "%s / %s / %s", format_integer(arena, planned), format_integer(arena, decided),
			    format_integer(arena, applied));
}

static enum err print_totals(struct context *context, struct dict *body, int64_t year)
{
	struct arena *arena = context->arena;
	struct totals quarters[QUARTERS + 1];
	size_t count;
	enum err err = read_year(context, year, quarters, &count);

	for (size_t i = 0; i <= count; i++) {
		const struct totals *totals = &quarters[i];
		struct dict *dict = dict_section(body, "TOTAL");

		dict_set(dict, "TOTAL_LABEL", quarter_label(arena, totals));
		dict_set(dict, "ITEMS_N", format_integer(arena, totals->items));
		dict_set(dict, "VCPU_TEXT", three(arena, totals->vcpu, totals->decided[0], totals->applied[0]));
		dict_set(dict, "MEMORY_TEXT", three(arena, totals->memory, totals->decided[1], totals->applied[1]));
		dict_set(dict, "STORAGE_TEXT", three(arena, totals->storage, totals->decided[2], totals->applied[2]));
		dict_set(dict, "BANDWIDTH_N", format_integer(arena, totals->bandwidth));
		dict_set(dict, "TOTAL_FUNDS", funds_text(arena, totals->funds));
	}
	return err;
}

static void add_kpi(struct dict *kpis, const char *icon, const char *tone, const char *label, const char *value,
		    const char *note)
{
	kpi_add(kpis, &(struct kpi){.icon = icon,
				    .tone = tone,
				    .label = label,
				    .value = value,
				    .note = note,
				    .href = "/matters?q=%E5%B9%B4%E5%BA%A6%E4%B8%8A%E4%BA%91%E8%AE%A1%E5%88%92"});
}

static enum err fill_filed(struct context *context, struct dict *body, int64_t year, const struct totals *all)
{
	struct arena *arena = context->arena;
	struct dict *kpis = dict_include(body, "KPIS", "part/kpis.tpl");
	struct query *query = db_query(context->db, Q_PLANNING_FILED);
	int64_t owed = 0, filed = 0, issued = 0, missing = 0;
	const char *progress;
	enum err err;

	query_int(query, ":org", context->actor->org);
	query_text(query, ":period", arena_printf(arena, "%" PRId64, year));
	if (query_step(query)) {
		owed = next_int(query);
		filed = next_int(query);
		issued = next_int(query);
		missing = next_int(query);
	}
	err = query_end(query);
	if (err == OK)
		err = plan_progress_words(context, year, &progress);
	if (err != OK)
		return err;
	add_kpi(kpis, "building", "blue", "已报送", format_integer(arena, filed),
		arena_printf(arena, "征集 %" PRId64 " 份，未报送 %" PRId64 " 份", owed, missing));
	add_kpi(kpis, "clipboard-check", "green", "已下达", format_integer(arena, issued), progress);
	add_kpi(kpis, "card-checklist", "purple", "计划项", format_integer(arena, all->items), "不含调出的");
	add_kpi(kpis, "currency-yen", "amber", "经费", funds_text(arena, all->funds), "万元");
	return OK;
}

/* ---- the list ---- */

static void item_row(struct context *context, struct dict *row, struct query *query, void *data UNUSED)
{
	const struct procedure *procedure = NULL;
	const char *applied = NULL, *decision = NULL;
	int64_t version = 0, funds = 0;
	bool withdrawn = false, issued = true;

	for (int i = 0; i < column_count(query); i++) {
		const char *name = column_name(query, i);

		if (text_equal(name, "applied_procedure"))
			version = column_int(query, i);
		else if (text_equal(name, "applied_state"))
			applied = column_text(query, i);
		else if (text_equal(name, "decision"))
			decision = column_text(query, i);
		else if (text_equal(name, "funds"))
			funds = column_int(query, i);
		else if (text_equal(name, "withdrawn_yes"))
			withdrawn = column_int(query, i) != 0;
		else if (text_equal(name, "issued"))
			issued = column_int(query, i) != 0;
	}
	if (version > 0)
		procedure = procedure_version(context->service, context->db, version);
	if (procedure != NULL && procedure_state(procedure, applied) != NULL)
		dict_set(row, "APPLIED_LABEL", procedure_state(procedure, applied)->label);
	dict_set(row, "DECISION_LABEL", withdrawn ? "已调出" : plan_decision_words(context->arena, decision, issued));
	dict_set(row, "DECISION_TONE", withdrawn ? "grey" : plan_decision_tone(decision));
	dict_set(row, "FUNDS_TEXT", funds_text(context->arena, funds));
}

static const char *or_empty(const char *text)
{
	return text != NULL ? text : "";
}

static struct query *list_query(struct request *req, struct context *context, int64_t year)
{
	struct query *query = db_query(context->db, Q_PLANNING_LIST);
	int64_t first = 0, last = 0;

	if (!period_days(arena_printf(context->arena, "%" PRId64, year), &first, &last))
		first = last = 0;
	query_int(query, ":org", context->actor->org);
	query_int(query, ":center", of_center(context));
	query_int(query, ":year", year);
	query_int(query, ":first_at", day_start(first));
	query_int(query, ":last_at", day_end(last));
	query_text(query, ":kind", filter_word(req, "kind"));
	query_text(query, ":decision", filter_word(req, "decision"));
	query_text(query, ":unit", filter_word(req, "unit"));
	return query;
}

static enum err fill_unplanned(struct context *context, struct dict *body, int64_t year)
{
	struct query *query = db_query(context->db, Q_PLANNING_UNPLANNED);
	struct dict *section = dict_section(body, "UNPLANNED");
	struct listing list = {0};
	enum err err;

	query_int(query, ":org", context->actor->org);
	query_int(query, ":year", year);
	err = listing_fill(context, section, "LINE", query, &list);
	dict_printf(section, "UNPLANNED_TEXT", "%zu 件", list.rows);
	dict_show_if(section, "SOME_UNPLANNED", list.rows > 0);
	dict_show_if(section, "NO_UNPLANNED", list.rows == 0);
	return err;
}

static void fill_filters(struct request *req, struct dict *body, const struct context *context,
			 const struct year_choice *choice)
{
	struct dict *filters = filters_begin(req, body, "按机构顺序");

	filters_select(req, filters, "year", "年度", choice->years, choice->count);
	filters_select(req, filters, "kind", "类型", kinds, ARRAY_LENGTH(kinds));
	filters_select(req, filters, "decision", "采纳意见", decisions, ARRAY_LENGTH(decisions));
	filters_text(req, filters, "unit", of_center(context) ? "单位或系统" : "系统");
	dict_printf(filters, "COUNT_TEXT", "%" PRId64 " 年计划项", choice->year);
}

static const struct listing_column plans_columns[] = {
	{"SYSTEM_NAME", "系统", CELL_TEXT},        {"UNIT_NAME", "单位", CELL_TEXT},
	{"KIND_LABEL", "类型", CELL_TEXT},         {"LEVEL_LABEL", "等保级别", CELL_TEXT},
	{"PRIORITY_N", "优先级", CELL_NUMBER},     {"QUARTER_LABEL", "季度", CELL_TEXT},
	{"VCPU_N", "处理器（核）", CELL_NUMBER},   {"MEMORY_N", "内存（GB）", CELL_NUMBER},
	{"STORAGE_N", "存储（GB）", CELL_NUMBER},  {"FUNDS_TEXT", "经费（万元）", CELL_NUMBER},
	{"DECISION_LABEL", "采纳意见", CELL_TEXT}, {"REASON", "理由", CELL_TEXT},
	{"APPLIED_NUMBER", "申请编号", CELL_TEXT}, {"APPLIED_LABEL", "申请情况", CELL_TEXT},
};
static const struct listing_file plans_file = {"年度上云计划", plans_columns, ARRAY_LENGTH(plans_columns)};

enum err plans_get(struct request *req)
{
	struct context context = context_reading(req);
	struct year_choice choice;
	struct listing list = {.each = item_row, .file = &plans_file};
	struct query *query;
	struct totals all;
	struct dict *body;
	enum err err = year_choose(req, &context, Q_PLANNING_YEARS, &choice);

	if (err != OK && err != ERR_BAD_REQUEST) /* which the filter tells */
		return err;
	body = page_begin(req, "planning/plans.tpl", "年度上云计划");
	dict_int(body, "YEAR", choice.year);
	fill_filters(req, body, &context, &choice);
	err = fill_totals(&context, body, choice.year, &all);
	if (err == OK)
		err = fill_filed(&context, body, choice.year, &all);
	if (err != OK)
		return err;
	query = list_query(req, &context, choice.year);
	err = listing_bind(req, query, &list);
	if (err == OK)
		err = listing_fill(&context, body, "ROW", query, &list);
	if (err == OK)
		err = fill_unplanned(&context, body, choice.year);
	if (err != OK)
		return err;
	listing_empty(body, &list, "calendar-range", "没有符合条件的计划项", "单位审核报送后，计划项列在这里");
	listing_pager(req, body, &list);
	return page_end(req, filters_status(req));
}

/* ---- the whole year: as CSV, on paper ---- */

static struct query *whole_query(struct request *req, struct context *context, int64_t year)
{
	struct query *query = list_query(req, context, year);

	query_int(query, ":after_sort", -1);
	query_int(query, ":after_id", 0);
	query_int(query, ":limit", WHOLE);
	return query;
}

static const char *cell_of(struct context *context, struct query *query, const char *column)
{
	for (int i = 0; i < column_count(query); i++) {
		if (!text_equal(column_name(query, i), column))
			continue;
		if (text_equal(column, "funds"))
			return funds_text(context->arena, column_int(query, i));
		if (text_equal(column, "decision") && text_equal(cell_of(context, query, "withdrawn_yes"), "1"))
			return "已调出";
		if (text_equal(column, "decision"))
			return plan_decision_words(context->arena, column_text(query, i),
						   text_equal(cell_of(context, query, "issued"), "1"));
		return or_empty(column_text(query, i));
	}
	return "";
}

static const struct {
	const char *column;
	const char *heading;
} columns[] = {
	{"unit_name", "单位"},      {"system_name", "系统"},
	{"kind_label", "类型"},     {"quarter_label", "季度"},
	{"level_label", "等保"},    {"vcpu_n", "处理器（核）"},
	{"memory_n", "内存（GB）"}, {"storage_n", "存储（GB）"},
	{"funds", "经费（万元）"},  {"priority_n", "优先级"},
	{"basis", "依据"},          {"decision", "采纳意见"},
	{"reason_if", "理由"},      {"applied_number", "申请编号"},
};

enum err plans_export_get(struct request *req)
{
	struct context context = context_reading(req);
	struct year_choice choice;
	struct query *query;
	struct buf out;
	enum err err = year_choose(req, &context, Q_PLANNING_YEARS, &choice);

	if (err != OK)
		return err;
	buf_init(&out);
	csv_begin(&out);
	for (size_t i = 0; i < ARRAY_LENGTH(columns); i++)
		csv_cell(&out, columns[i].heading, i + 1 == ARRAY_LENGTH(columns));
	query = whole_query(req, &context, choice.year);
	while (query_step(query)) {
		for (size_t i = 0; i < ARRAY_LENGTH(columns); i++) {
			bool last = i + 1 == ARRAY_LENGTH(columns);
			/* Without an application the number would read 草稿. */
			bool none = last && text_empty(cell_of(&context, query, "applied_id"));

			csv_cell(&out, none ? "" : cell_of(&context, query, columns[i].column), last);
		}
	}
	err = query_end(query);
	if (err == OK)
		err = respond_file(req, "text/csv; charset=utf-8",
				   arena_printf(req->arena, "plans-%" PRId64 ".csv", choice.year), &out);
	buf_release(&out);
	return err;
}

static const char *number_of(struct context *context, struct query *query, const char *column)
{
	const char *text = cell_of(context, query, column);
	int64_t number;

	return parse_integer(text, &number) ? format_integer(context->arena, number) : text;
}

/* More than a page of a list: every row of the year. */
static enum err print_items(struct request *req, struct context *context, struct dict *body, int64_t year)
{
	struct query *query = whole_query(req, context, year);

	while (query_step(query)) {
		struct dict *row = dict_section(body, "ROW");

		dict_set(row, "UNIT_NAME", cell_of(context, query, "unit_name"));
		dict_set(row, "SYSTEM_NAME", cell_of(context, query, "system_name"));
		dict_set(row, "KIND_LABEL", cell_of(context, query, "kind_label"));
		dict_set(row, "QUARTER_LABEL", cell_of(context, query, "quarter_label"));
		dict_set(row, "VCPU_N", number_of(context, query, "vcpu_n"));
		dict_set(row, "MEMORY_N", number_of(context, query, "memory_n"));
		dict_set(row, "STORAGE_N", number_of(context, query, "storage_n"));
		dict_set(row, "FUNDS_TEXT", cell_of(context, query, "funds"));
		dict_set(row, "DECISION_LABEL", cell_of(context, query, "decision"));
		if (!text_empty(cell_of(context, query, "reason_if")))
			dict_set(dict_section(row, "REASON"), "REASON", cell_of(context, query, "reason_if"));
	}
	return query_end(query);
}

enum err plans_print_get(struct request *req)
{
	struct context context = context_reading(req);
	struct year_choice choice;
	struct dict *body;
	enum err err = year_choose(req, &context, Q_PLANNING_YEARS, &choice);

	if (err != OK)
		return err;
	body = page_begin_in(req, "frame_print.tpl", "planning/print.tpl", "年度上云计划汇总表");
	dict_printf(page_frame(req), "BACK_HREF", "/plans?year=%" PRId64, choice.year);
	dict_set(page_frame(req), "BACK_LABEL", "返回年度上云计划");
	dict_set(page_frame(req), "TOOL_NOTE", "A4 纵向打印");
	dict_int(body, "YEAR", choice.year);
	dict_set(body, "DATE_TEXT", format_day_long(req->arena, day_of(clock_now())));
	err = print_totals(&context, body, choice.year);
	if (err == OK)
		err = print_items(req, &context, body, choice.year);
	return err == OK ? page_end(req, 200) : err;
}
