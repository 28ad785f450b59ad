/* GET /savings: what downsizing and reclaim brought back. */
#include "base/base.h"
#include "modules/release/release_parts.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/chart.h"
#include "kernel/filters.h"
#include "kernel/listing_file.h"
#include "kernel/panel.h"
#include "kernel/period.h"

static const struct option kinds[] = {{"downsize", "降配"}, {"reclaim", "回收"}};
static const struct option classes[] = {{"vcpu", "处理器"},
					{"memory_gb", "内存"},
					{"ssd_gb", "高性能块存储"},
					{"hdd_gb", "普通块存储"},
					{"file_gb", "文件存储"},
					{"object_gb", "对象存储"},
					{"backup_gb", "备份存储"},
					{"archive_gb", "归档存储"},
					{"public_ip", "公网地址"},
					{"bandwidth_mbps", "互联网带宽"},
					{"gpu", "GPU"}};

static void add_kpi(struct dict *kpis, const char *tone, const char *label, const char *value, const char *note)
{
	kpi_add(kpis, &(struct kpi){.tone = tone,
				    .icon = "graph-down",
				    .label = label,
				    .value = value,
				    .note = note,
				    .href = "/savings"});
}

static enum err fill_totals(struct context *context, struct dict *body)
{
	struct query *query = db_query(context->db, Q_RELEASE_SAVINGS_TOTALS);
	struct dict *kpis = dict_include(body, "KPIS", "part/kpis.tpl");

	query_int(query, ":org", context->actor->org);
	if (query_step(query)) {
		add_kpi(kpis, "blue", "完成", format_integer(context->arena, next_int(query)), "件");
		add_kpi(kpis, "green", "节约处理器", format_integer(context->arena, next_int(query)), "核");
		add_kpi(kpis, "green", "节约内存", format_integer(context->arena, next_int(query)), "GB");
		add_kpi(kpis, "green", "节约存储", format_integer(context->arena, next_int(query)), "GB");
	}
	return query_end(query);
}

/* ---- by month ---- */

enum { MONTHS = 12 };

struct saved {
	const char *months[MONTHS];
	double downsized[MONTHS], reclaimed[MONTHS];
	double sum;
};

static void add_saved(struct saved *saved, const char *month, const char *kind, int64_t amount)
{
	for (size_t i = 0; i < MONTHS; i++)
		if (text_equal(saved->months[i], month)) {
			*(text_equal(kind, "downsize") ? &saved->downsized[i] : &saved->reclaimed[i]) += (double)amount;
			saved->sum += (double)amount;
		}
}

/* Figures of a chart as a table below it. */
static void add_table(struct context *context, struct dict *panel, const struct chart *chart, const char *caption)
{
	static const char *const heads[] = {"月份", "降配#", "回收#", NULL};
	struct table *table = table_begin(context->arena, panel, caption, heads);
	size_t rows, columns;
	const char *const *cells = chart_table(chart, &rows, &columns);

	for (size_t r = 1; r < rows; r++) {
		table_line(table);
		for (size_t c = 0; c < columns; c++)
			table_text(table, cells[r * columns + c]);
	}
}

static void draw_saved(struct context *context, struct dict *body, const struct saved *saved, const char *title,
		       const char *unit)
{
	struct chart *chart = chart_new(context->arena, CHART_STACKED, title, unit);
	struct chart_series *downsized = chart_series(chart, kinds[0].label);
	struct chart_series *reclaimed = chart_series(chart, kinds[1].label);
	struct dict *panel;

	if (saved->sum == 0)
		return;
	for (size_t i = 0; i < MONTHS; i++) {
		chart_label(chart, saved->months[i]);
		chart_value(downsized, saved->downsized[i]);
		chart_value(reclaimed, saved->reclaimed[i]);
	}
	panel = panel_add(body, "PANEL_MAIN", title);
	panel_note(panel, "按释放时间，单位见图");
	panel_chart(panel, chart);
	add_table(context, panel, chart, title);
}

static enum err fill_months(struct context *context, struct dict *body)
{
	struct query *query = db_query(context->db, Q_RELEASE_SAVINGS_MONTHS);
	struct saved cpu = {.sum = 0}, memory = {.sum = 0};
	int64_t day = day_of(clock_now()), first = day, last;
	enum err err;

	for (size_t i = MONTHS; i-- > 0; day = first - 1) {
		cpu.months[i] = memory.months[i] = period_of(context->arena, EVERY_MONTH, day);
		if (!period_days(cpu.months[i], &first, &last))
			return ERR_INTERNAL;
	}
	query_int(query, ":org", context->actor->org);
	query_int(query, ":since", day_start(first));
	while (query_step(query)) {
		const char *month = next_text(query, context->arena);
		bool of_cpu = text_equal(next_text(query, context->arena), classes[0].key);
		const char *kind = next_text(query, context->arena);

		add_saved(of_cpu ? &cpu : &memory, month, kind, next_int(query));
	}
	err = query_end(query);
	draw_saved(context, body, &cpu, "近12个月节约处理器", "核");
	draw_saved(context, body, &memory, "近12个月节约内存", "GB");
	return err;
}

static const struct listing_column savings_columns[] = {
	{"SYSTEM_NAME", "信息系统", CELL_TEXT}, {"UNIT_NAME", "使用单位", CELL_TEXT},
	{"PLATFORM_NAME", "平台", CELL_TEXT},   {"KIND_LABEL", "类型", CELL_TEXT},
	{"CLASS_LABEL", "资源", CELL_TEXT},     {"UNIT_LABEL", "计量单位", CELL_TEXT},
	{"BEFORE_N", "原规格", CELL_NUMBER},    {"AFTER_N", "现规格", CELL_NUMBER},
	{"SAVED_N", "节约", CELL_NUMBER},       {"NUMBER", "办件", CELL_TEXT},
	{"DONE_AT", "释放", CELL_TEXT},
};
static const struct listing_file savings_file = {"降配回收成效", savings_columns, ARRAY_LENGTH(savings_columns)};

enum err savings_get(struct request *req)
{
	struct context context = context_reading(req);
	struct listing list = {.descending = true, .file = &savings_file};
	struct dict *body = page_begin(req, "release/savings.tpl", "降配回收成效");
	struct dict *filters = filters_begin(req, body, "按释放时间，新的在前");
	struct query *query;
	enum err err = fill_totals(&context, body);

	filters_select(req, filters, "class", "资源", classes, ARRAY_LENGTH(classes));
	filters_select(req, filters, "kind", "类型", kinds, ARRAY_LENGTH(kinds));
	if (err != OK)
		return err;
	err = fill_months(&context, body);
	if (err != OK)
		return err;
	query = db_query(context.db, Q_RELEASE_SAVINGS);
	query_int(query, ":org", context.actor->org);
	query_text(query, ":class", filter_word(req, "class"));
	query_text(query, ":kind", filter_word(req, "kind"));
	err = listing_bind(req, query, &list);
	if (err == OK)
		err = listing_fill(&context, body, "ROW", query, &list);
	if (err != OK)
		return err;
	dict_printf(filters, "COUNT_TEXT", "本页 %zu 项", list.rows);
	listing_empty(body, &list, "graph-down", "还没有成效", "降配、回收由服务商确认释放后列在这里");
	listing_pager(req, body, &list);
	return page_end(req, filters_status(req));
}
