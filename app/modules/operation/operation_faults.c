/* The list of faults: those the organisation takes part in, newest first. */
#include "base/base.h"
#include "modules/operation/operation_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/filters.h"
#include "kernel/listing_file.h"
#include "kernel/panel.h"
#include "modules/matter/matter_module.h"

enum { PLATFORMS_MAX = 100 };

static const struct option levels[] = {{"1", "Ⅰ级"}, {"2", "Ⅱ级"}, {"3", "Ⅲ级"}, {"4", "Ⅳ级"}};
static const struct option standings[] = {{"open", "在办"}, {"closed", "已办结"}};

static void fault_row(struct context *context, struct dict *row, struct query *query, void *data)
{
	static const char *const tones[] = {"red", "red", "amber", "grey"};
	int64_t level = 4;

	for (int i = 0; i < column_count(query); i++)
		if (text_equal(column_name(query, i), "level_number"))
			level = column_int(query, i);
	dict_set(row, "LEVEL_LABEL", fault_level_label(level));
	dict_set(row, "LEVEL_TONE", tones[level - 1]);
	matter_row(context, row, query, data);
}

static enum err fill_filters(struct request *req, struct context *context, struct dict *filters)
{
	struct option *platforms = arena_array(req->arena, PLATFORMS_MAX, sizeof *platforms);
	struct query *query = db_query(context->db, Q_FAULT_PLATFORMS);
	size_t count = 0;

	query_int(query, ":org", context->actor->org);
	while (count < PLATFORMS_MAX && query_step(query)) {
		platforms[count].key = arena_printf(req->arena, "%" PRId64, next_int(query));
		platforms[count++].label = next_text(query, req->arena);
	}
	filters_select(req, filters, "level", "等级", levels, ARRAY_LENGTH(levels));
	filters_select(req, filters, "platform", "云平台", platforms, count);
	filters_select(req, filters, "open", "办理情况", standings, ARRAY_LENGTH(standings));
	return query_end(query);
}

static void add_kpi(struct dict *kpis, const char *tone, const char *icon, const char *label, const char *href,
		    int64_t value)
{
	kpi_add(kpis, &(struct kpi){.tone = value > 0 ? tone : "green",
				    .icon = icon,
				    .label = label,
				    .number = value,
				    .note = "件",
				    .href = href});
}

static enum err fill_kpis(struct context *context, struct dict *body)
{
	struct dict *kpis = dict_include(body, "KPIS", "part/kpis.tpl");
	struct query *query = db_query(context->db, Q_FAULT_COUNTS);

	query_int(query, ":org", context->actor->org);
	if (query_step(query)) {
		add_kpi(kpis, "blue", "tools", "在办故障", "/faults?open=open", next_int(query));
		add_kpi(kpis, "red", "exclamation-triangle", "其中Ⅰ、Ⅱ级", "/faults?open=open", next_int(query));
		add_kpi(kpis, "red", "clock-history", "尚未响应", "/faults?open=open", next_int(query));
	}
	return query_end(query);
}

static enum err fill_list(struct request *req, struct context *context, struct dict *body, struct listing *list)
{
	struct query *query = db_query(context->db, Q_FAULT_LIST);
	enum err err;

	query_int(query, ":org", context->actor->org);
	query_int(query, ":now", clock_now());
	query_int(query, ":level", filter_number(req, "level"));
	query_int(query, ":platform", filter_number(req, "platform"));
	query_text(query, ":open", filter_word(req, "open"));
	err = listing_bind(req, query, list);
	return err == OK ? listing_fill(context, body, "ROW", query, list) : err;
}

static const struct listing_column faults_columns[] = {
	{"NUMBER", "编号", CELL_TEXT},
	{"SUBJECT", "故障对象", CELL_TEXT},
	{"PLANNED_YES", "计划内", CELL_YES},
	{"PLATFORM_NAME", "平台", CELL_TEXT},
	{"SYSTEM", "系统", CELL_TEXT},
	{"LEVEL_LABEL", "等级", CELL_TEXT},
	{"HANDLER_NAME", "处置单位", CELL_TEXT},
	{"BEGUN_AT", "开始", CELL_TEXT},
	{"MINUTES_N", "历时（分钟）", CELL_NUMBER},
	{"REPORT_LATE_YES", "首报逾时", CELL_YES},
	{"ARRIVED_AT", "到场", CELL_TEXT},
	{"REMOTE_YES", "远程处置", CELL_YES},
	{"ARRIVE_LATE_YES", "到场逾时", CELL_YES},
	{"STATE_LABEL", "当前环节", CELL_TEXT},
	{"DUE.DUE_DAY", "办理时限", CELL_TEXT},
	{"DUE.DUE_TEXT", "时限情况", CELL_TEXT},
};
static const struct listing_file faults_file = {"故障", faults_columns, ARRAY_LENGTH(faults_columns)};

enum err faults_get(struct request *req)
{
	struct context context = context_reading(req);
	struct listing list = {.descending = true, .each = fault_row, .file = &faults_file};
	struct dict *body = page_begin(req, "operation/faults.tpl", "故障");
	struct dict *filters = filters_begin(req, body, "按开始时间，新的在前");
	bool may_report = actor_has(context.actor, ROLE_SUPERVISOR_CLERK) ||
			  actor_has(context.actor, ROLE_OPERATOR_CLERK) || actor_has(context.actor, ROLE_UNIT_CLERK);
	enum err err = fill_kpis(&context, body);

	if (err == OK)
		err = fill_filters(req, &context, filters);
	if (err == OK)
		err = fill_list(req, &context, body, &list);
	if (err != OK)
		return err;
	dict_printf(filters, "COUNT_TEXT", "本页 %zu 件", list.rows);
	dict_show_if(body, "MAY_START", may_report);
	listing_empty(body, &list, "tools", "没有符合条件的故障", "与本单位有关的故障上报后列在这里");
	listing_pager(req, body, &list);
	return page_end(req, filters_status(req));
}
