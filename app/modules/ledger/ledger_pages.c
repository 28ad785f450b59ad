/* GET /verifications: the months of every platform.  GET /ownerless: systems nobody answers for. */
#include "base/base.h"
#include "modules/ledger/ledger_parts.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/deadline.h"
#include "kernel/filters.h"
#include "kernel/listing_file.h"
#include "kernel/setting.h"
#include "modules/matter/matter_module.h"
#include "modules/registry/registry.h"

enum { PLATFORMS_MAX = 60 };

/* ---- verifications ---- */

/* A row read once by name: what the columns say together. */
struct month_row {
	const char *period;
	int64_t reported_at, closed_at, difference, enough, vcpu_rate, memory_rate, vcpu_over;
};

static int64_t column_or(struct query *query, int column, int64_t none)
{
	return column_is_null(query, column) ? none : column_int(query, column);
}

static struct month_row read_month(struct context *context, struct query *query)
{
	struct month_row row = {
		.period = "", .difference = -1, .enough = 1, .vcpu_rate = -1, .memory_rate = -1, .vcpu_over = -1};
	const struct {
		const char *name;
		int64_t *into;
	} numbers[] = {
		{"reported_at", &row.reported_at}, {"closed_at", &row.closed_at}, {"difference", &row.difference},
		{"enough_yes", &row.enough},       {"vcpu_rate", &row.vcpu_rate}, {"memory_rate", &row.memory_rate},
		{"vcpu_over", &row.vcpu_over},
	};

	for (int i = 0; i < column_count(query); i++) {
		if (text_equal(column_name(query, i), "period"))
			row.period = arena_strdup(context->arena, column_text(query, i));
		for (size_t n = 0; n < ARRAY_LENGTH(numbers); n++)
			if (text_equal(column_name(query, i), numbers[n].name))
				*numbers[n].into = column_or(query, i, *numbers[n].into);
	}
	return row;
}

static const char *rate_text(struct context *context, int64_t tenths)
{
	return tenths < 0 ? "—" : arena_printf(context->arena, "%s%%", format_decimal(context->arena, tenths, 1));
}

/* Reported by its lead within verify_wd of the month's end, or not yet. */
static const char *punctual(struct context *context, const struct month_row *row)
{
	int64_t first, last;
	struct deadline due;

	if (!period_days(row->period, &first, &last))
		return "";
	if (row->closed_at > 0 && row->reported_at == 0)
		return "不需报送";
	due = deadline_from(context, "verify_wd", DUE_WORKING_DAYS, day_end(last));
	if (row->reported_at == 0)
		return clock_now() > due.due_at ? "逾期未报" : "未报";
	return row->reported_at > due.due_at ? "迟报" : "按时";
}

static void month_row(struct context *context, struct dict *dict, struct query *query, void *data)
{
	struct month_row row = read_month(context, query);
	int64_t red = setting_integer(context->service, "pool_red") * 10;
	int64_t warn = setting_integer(context->service, "pool_warn") * 10;
	int64_t fullest = row.vcpu_rate > row.memory_rate ? row.vcpu_rate : row.memory_rate;
	const char *on_time = punctual(context, &row);
	bool late = text_equal(on_time, "迟报") || text_equal(on_time, "逾期未报");

	matter_row(context, dict, query, data);
	dict_set(dict, "PERIOD_LABEL", period_label(context->arena, row.period));
	dict_set(dict, "VCPU_RATE_TEXT", rate_text(context, row.vcpu_rate));
	dict_set(dict, "MEMORY_RATE_TEXT", rate_text(context, row.memory_rate));
	dict_set(dict, "VCPU_OVER_TEXT",
		 row.vcpu_over < 0
			 ? "—"
			 : arena_printf(context->arena, "1:%s", format_decimal(context->arena, row.vcpu_over, 2)));
	dict_show_if(dict, "RED_YES", fullest >= red);
	dict_show_if(dict, "WARN_YES", fullest >= warn && fullest < red);
	dict_show_if(dict, "SHORT_YES", row.enough == 0);
	dict_set(dict, "DIFFERENCE_TEXT",
		 row.difference < 0
			 ? "—"
			 : arena_printf(context->arena, "%s%%", format_decimal(context->arena, row.difference, 2)));
	dict_show_if(dict, "OVER_YES", row.difference > setting_integer(context->service, "ledger_diff_pct") * 100);
	dict_set(dict, "PUNCTUAL_TEXT", on_time);
	dict_set(dict, "PUNCTUAL_TONE", late ? "red" : row.reported_at > 0 ? "green" : "grey");
}

static enum err platform_filter(struct request *req, struct context *context, struct dict *filters)
{
	struct option *options = arena_array(context->arena, PLATFORMS_MAX, sizeof *options);
	struct query *query = db_query(context->db, Q_LEDGER_VERIFICATION_PLATFORMS);
	size_t count = 0;
	enum err err;

	query_int(query, ":org", context->actor->org);
	while (count < PLATFORMS_MAX && query_step(query)) {
		options[count].key = arena_printf(context->arena, "%" PRId64, next_int(query));
		options[count++].label = next_text(query, context->arena);
	}
	err = query_end(query);
	filters_select(req, filters, "platform", "云平台", options, count);
	filters_period(req, filters, "period", "月份（例如 2026-10）");
	return err;
}

static const struct listing_column verifications_columns[] = {
	{"PERIOD_LABEL", "月份", CELL_TEXT},           {"PLATFORM_NAME", "云平台", CELL_TEXT},
	{"OPERATOR_NAME", "运行单位", CELL_TEXT},      {"STATE_LABEL", "状态", CELL_TEXT},
	{"PUNCTUAL_TEXT", "报送", CELL_TEXT},          {"REPORTED_AT", "报送时间", CELL_TEXT},
	{"VCPU_RATE_TEXT", "处理器分配率", CELL_TEXT}, {"MEMORY_RATE_TEXT", "内存分配率", CELL_TEXT},
	{"VCPU_OVER_TEXT", "处理器超分比", CELL_TEXT}, {"OVER", "超过超分上限", CELL_TEXT},
	{"DIFFERENCE_TEXT", "差异率", CELL_TEXT},      {"ENOUGH_YES", "充足", CELL_YES},
	{"CONFIRMED_AT", "确认", CELL_TEXT},
};
static const struct listing_file verifications_file = {"资源核实", verifications_columns,
						       ARRAY_LENGTH(verifications_columns)};

enum err verifications_get(struct request *req)
{
	struct context context = context_reading(req);
	struct listing list = {.descending = true, .each = month_row, .file = &verifications_file};
	struct dict *body = page_begin(req, "ledger/verifications.tpl", "资源核实");
	struct dict *filters = filters_begin(req, body, "按月份，新的在前");
	struct query *query;
	enum err err = platform_filter(req, &context, filters);

	if (err != OK)
		return err;
	query = db_query(context.db, Q_LEDGER_VERIFICATIONS);
	query_int(query, ":org", context.actor->org);
	query_int(query, ":platform", filter_number(req, "platform"));
	query_text(query, ":period", filter_word(req, "period"));
	err = listing_bind(req, query, &list);
	if (err == OK)
		err = listing_fill(&context, body, "ROW", query, &list);
	if (err != OK)
		return err;
	dict_printf(body, "LINES_NOTE",
		    "分配率预警线 %" PRId64 "%%，扩容线 %" PRId64
		    "%%；差异率＝Σ|台账－实际|÷Σ台账，取各类中最大的，限值 %" PRId64 "%%；次月第 %" PRId64
		    " 个工作日前报送（本系统默认参数）",
		    setting_integer(context.service, "pool_warn"), setting_integer(context.service, "pool_red"),
		    setting_integer(context.service, "ledger_diff_pct"), setting_integer(context.service, "verify_wd"));
	dict_printf(filters, "COUNT_TEXT", "本页 %zu 件", list.rows);
	listing_empty(body, &list, "clipboard-data", "没有资源核实", "每月第一个工作日为各平台生成上月的核实");
	listing_pager(req, body, &list);
	return page_end(req, filters_status(req));
}

/* ---- systems without anybody ---- */

/* Who may do something about it: the dispatch post may begin its clearing. */
static void ownerless_row(struct context *context, struct dict *row, struct query *query, void *data)
{
	bool dispatch = actor_has(context->actor, ROLE_CENTER_DISPATCH);

	system_row(context, row, query, data);
	for (int i = 0; i < column_count(query); i++)
		if (text_equal(column_name(query, i), "may_exit"))
			dict_show_if(row, "MAY_CLEAR", dispatch && column_int(query, i) != 0);
}

static const struct listing_column ownerless_columns[] = {
	{"NAME", "信息系统", CELL_TEXT},         {"UNIT_NAME", "使用单位", CELL_TEXT},
	{"STATE_LABEL", "状态", CELL_TEXT},      {"OWNER_TEXT", "缺少", CELL_TEXT},
	{"PLATFORM_NAME", "云平台", CELL_TEXT},  {"VCPU_N", "处理器（核）", CELL_NUMBER},
	{"MEMORY_N", "内存（GB）", CELL_NUMBER}, {"CHECKED_AT", "最近确认", CELL_TEXT},
};
static const struct listing_file ownerless_file = {"无责任人清单", ownerless_columns, ARRAY_LENGTH(ownerless_columns)};

enum err ownerless_get(struct request *req)
{
	struct context context = context_reading(req);
	struct listing list = {.each = ownerless_row, .file = &ownerless_file};
	struct dict *body = page_begin(req, "ledger/ownerless.tpl", "无责任人清单");
	struct dict *filters = filters_begin(req, body, "按建立时间，早的在前");
	struct query *query;
	enum err err;

	filters_text(req, filters, "unit", "使用单位或系统");
	query = db_query(context.db, Q_LEDGER_OWNERLESS);
	query_int(query, ":org", context.actor->org);
	query_text(query, ":unit", filter_word(req, "unit"));
	err = listing_bind(req, query, &list);
	if (err == OK)
		err = listing_fill(&context, body, "ROW", query, &list);
	if (err != OK)
		return err;
	dict_printf(filters, "COUNT_TEXT", "本页 %zu 个", list.rows);
	listing_empty(body, &list, "person-check", "没有无责任人的系统", "在用系统都有责任岗位和电话");
	listing_pager(req, body, &list);
	return page_end(req, 200);
}
