/* GET /savings: what downsizing and reclaim brought back. */
#include "base/base.h"
#include "modules/release/release_parts.h"

#include "base/number.h"
#include "kernel/filters.h"
#include "kernel/listing_file.h"
#include "kernel/panel.h"

static const struct option kinds[] = {{"downsize", "降配"}, {"reclaim", "回收"}};
static const struct option classes[] = {
	{"vcpu", "处理器"},        {"memory_gb", "内存"},     {"ssd_gb", "高性能块存储"},
	{"hdd_gb", "普通块存储"},  {"file_gb", "文件存储"},   {"object_gb", "对象存储"},
	{"backup_gb", "备份存储"}, {"public_ip", "公网地址"}, {"bandwidth_mbps", "互联网带宽"}};

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
	const char *class = filter_value(req, "class");
	const char *kind = filter_value(req, "kind");
	struct query *query;
	enum err err = fill_totals(&context, body);

	filters_select(req, filters, "class", "资源", classes, ARRAY_LENGTH(classes));
	filters_select(req, filters, "kind", "类型", kinds, ARRAY_LENGTH(kinds));
	if (err != OK)
		return err;
	query = db_query(context.db, Q_RELEASE_SAVINGS);
	query_int(query, ":org", context.actor->org);
	query_text(query, ":class", class != NULL ? class : "");
	query_text(query, ":kind", kind != NULL ? kind : "");
	err = listing_bind(req, query, &list);
	if (err == OK)
		err = listing_fill(&context, body, "ROW", query, &list);
	if (err != OK)
		return err;
	listing_empty(body, &list, "graph-down", "还没有成效", "降配、回收由服务商确认释放后列在这里");
	listing_pager(req, body, &list);
	return page_end(req, 200);
}
