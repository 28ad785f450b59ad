/* /compliance-filings: what is registered, and who lacks what. */
#include "base/base.h"
#include "modules/security/security_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/filters.h"
#include "kernel/listing_file.h"
#include "kernel/setting.h"

static const struct option conditions[] = {
	{"valid", "有效"},           {"ending", "将到期"},  {"lapsed", "已过期"},
	{"fault", "结论或级别不符"}, {"tardy", "逾期报备"}, {"replaced", "已更新"},
};

static void fill_tabs(struct dict *body, bool gaps)
{
	struct dict *tabs = dict_include(body, "TABS", "part/tabs.tpl");
	struct dict *tab = dict_section(tabs, "TAB");

	dict_set(tabs, "TABS_LABEL", "合规备案");
	dict_set(tab, "TAB_HREF", "/compliance-filings");
	dict_set(tab, "TAB_LABEL", "备案登记");
	dict_show_if(tab, "TAB_CURRENT", !gaps);
	tab = dict_section(tabs, "TAB");
	dict_set(tab, "TAB_HREF", "/compliance-filings/gaps");
	dict_set(tab, "TAB_LABEL", "缺项");
	dict_show_if(tab, "TAB_CURRENT", gaps);
}

static int64_t number_named(struct query *query, const char *name)
{
	for (int i = 0; i < column_count(query); i++)
		if (text_equal(column_name(query, i), name))
			return column_int(query, i);
	return 0;
}

/* By how much it was, or is, reported too late. */
static void fill_tardy(struct context *context, struct dict *dict, struct query *query)
{
	int64_t due = number_named(query, "until_day");
	int64_t reported = number_named(query, "reported_day");
	int64_t late = filing_days_late(context, due, reported > 0 ? reported : day_of(clock_now()));

	if (due > 0 && late > 0)
		dict_printf(dict, "TARDY_TEXT", "逾期 %" PRId64 " 个工作日%s", late,
			    reported > 0 ? "报备" : "，尚未报备");
}

static void fill_row(struct context *context, struct dict *dict, struct query *query, void *data UNUSED)
{
	for (int i = 0; i < column_count(query); i++)
		if (text_equal(column_name(query, i), "kind"))
			dict_set(dict, "KIND_LABEL", compliance_kind_label(column_text(query, i)));
	if (number_named(query, "tardy_yes") != 0)
		fill_tardy(context, dict, query);
}

static void fill_tardy_row(struct context *context, struct dict *dict, struct query *query, void *data UNUSED)
{
	fill_tardy(context, dict, query);
}

static struct query *list_query(struct request *req, struct context *context)
{
	struct query *query = db_query(context->db, Q_SECURITY_COMPLIANCES);
	int64_t today = day_of(clock_now());

	query_int(query, ":org", context->actor->org);
	query_int(query, ":today", today);
	query_int(query, ":soon", today + setting_integer(context->service, "cert_remind_first_cd"));
	query_text(query, ":kind", filter_word(req, "kind"));
	query_text(query, ":condition", filter_word(req, "condition"));
	return query;
}

static const struct listing_column filed_columns[] = {
	{"NUMBER", "编号", CELL_TEXT},
	{"ABOUT", "系统或平台", CELL_TEXT},
	{"UNIT_NAME", "单位", CELL_TEXT},
	{"KIND_LABEL", "类别", CELL_TEXT},
	{"CERTIFICATE_NO", "证明编号", CELL_TEXT},
	{"RESULT", "结果", CELL_TEXT},
	{"OBTAINED_DAY", "取得日期", CELL_TEXT},
	{"VALID_DAY", "有效期至", CELL_TEXT},
	{"LATE_YES", "已过期", CELL_YES},
	{"FAULT_TEXT", "不符之处", CELL_TEXT},
	{"TARDY_TEXT", "逾期报备", CELL_TEXT},
	{"AUTHORITY", "密码管理部门备案", CELL_TEXT},
};
static const struct listing_file filed_file = {"合规备案", filed_columns, ARRAY_LENGTH(filed_columns)};

enum err compliance_filings_get(struct request *req)
{
	struct context context = context_reading(req);
	struct listing list = {.descending = true, .each = fill_row, .file = &filed_file};
	struct dict *body = page_begin(req, "security/compliance.tpl", "合规备案");
	struct dict *filters = filters_begin(req, body, "按登记时间，新的在前");
	struct query *query;
	enum err err;

	fill_tabs(body, false);
	filters_select(req, filters, "kind", "类别", compliance_kinds, ARRAY_LENGTH(compliance_kinds));
	filters_select(req, filters, "condition", "情况", conditions, ARRAY_LENGTH(conditions));
	query = list_query(req, &context);
	err = listing_bind(req, query, &list);
	if (err == OK)
		err = listing_fill(&context, body, "ROW", query, &list);
	if (err != OK)
		return err;
	dict_printf(filters, "COUNT_TEXT", "本页 %zu 条", list.rows);
	listing_empty(body, &list, "shield-check", "没有备案登记",
		      "取得测评、评估结果后，由使用单位或服务商报省大数据中心登记");
	listing_pager(req, body, &list);
	return page_end(req, filters_status(req));
}

static const struct listing_column gaps_columns[] = {
	{"NAME", "信息系统", CELL_TEXT},       {"UNIT_NAME", "使用单位", CELL_TEXT},
	{"LEVEL_NO", "等保级别", CELL_NUMBER}, {"GRADING", "定级备案", CELL_TEXT},
	{"PROTECTION", "等保测评", CELL_TEXT}, {"CRYPTOGRAPHY", "密评", CELL_TEXT},
};
static const struct listing_file gaps_file = {"合规备案缺项", gaps_columns, ARRAY_LENGTH(gaps_columns)};

enum err compliance_filing_gaps_get(struct request *req)
{
	struct context context = context_reading(req);
	struct listing list = {.descending = true, .file = &gaps_file};
	struct listing platforms = {0};
	struct listing tardy = {.each = fill_tardy_row};
	struct dict *body = page_begin(req, "security/gaps.tpl", "合规备案缺项");
	struct query *query = db_query(context.db, Q_SECURITY_SYSTEM_GAPS);
	int64_t today = day_of(clock_now());
	enum err err;

	fill_tabs(body, true);
	query_int(query, ":org", context.actor->org);
	query_int(query, ":today", today);
	err = listing_bind(req, query, &list);
	if (err == OK)
		err = listing_fill(&context, dict_section(body, "SYSTEMS"), "ROW", query, &list);
	if (err != OK)
		return err;
	query = db_query(context.db, Q_SECURITY_PLATFORM_GAPS);
	query_int(query, ":org", context.actor->org);
	query_int(query, ":today", today);
	err = listing_fill(&context, dict_section(body, "PLATFORMS"), "ROW", query, &platforms);
	if (err != OK)
		return err;
	query = db_query(context.db, Q_SECURITY_TARDY_FILINGS);
	query_int(query, ":org", context.actor->org);
	query_int(query, ":today", today);
	err = listing_fill(&context, dict_section(body, "TARDY"), "ROW", query, &tardy);
	if (err != OK)
		return err;
	listing_empty(body, &list, "shield-check", "没有缺项", "在用系统的定级备案、等级保护测评和密码应用评估都有效");
	listing_pager(req, body, &list);
	return page_end(req, 200);
}
