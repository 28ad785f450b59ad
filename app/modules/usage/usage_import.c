/*
 * The supervisor's monthly file (domain.md 3.6).  The P95 of a month is the
 * nearest-rank P95 of its daily P95s, worked out by whoever measures.  A row is
 * (month, platform, machine): sent again it replaces itself.  A machine nobody
 * registered is kept and listed apart; a malformed row refuses the whole file.
 */
#include "base/base.h"
#include "modules/usage/usage_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/period.h"

enum { PERCENT_MAX = 100, MBPS_MAX = 1000000 };

#define PERCENT(name) \
	{ \
		.key = name, .label = name, .type = FIELD_DECIMAL, .required = true, .min = 0, .max = PERCENT_MAX \
	}
#define MBPS(name) \
	{ \
		.key = name, .label = name, .type = FIELD_DECIMAL, .required = true, .min = 0, .max = MBPS_MAX \
	}

static const struct field columns[] = {
	{.key = "月份", .label = "月份", .type = FIELD_TEXT, .required = true, .min = 7, .max = 7},
	{.key = "平台", .label = "平台", .type = FIELD_TEXT, .required = true, .max = 60},
	{.key = "机器编号", .label = "机器编号", .type = FIELD_TEXT, .required = true, .min = 1, .max = 60},
	{.key = "处理器核数", .label = "处理器核数", .type = FIELD_INTEGER, .required = true, .min = 1, .max = 1024},
	{.key = "内存GB", .label = "内存GB", .type = FIELD_INTEGER, .required = true, .min = 1, .max = 16384},
	PERCENT("处理器均值"),
	PERCENT("处理器P95"),
	PERCENT("处理器峰值"),
	PERCENT("内存均值"),
	PERCENT("内存P95"),
	PERCENT("内存峰值"),
	PERCENT("磁盘使用率"),
	MBPS("流入均值"),
	MBPS("流出均值"),
	MBPS("带宽P95"),
	PERCENT("采样覆盖率"),
	{.key = "开机天数", .label = "开机天数", .type = FIELD_INTEGER, .required = true, .min = 0, .max = 31},
};

/* Columns of the table, in the order of the last twelve above. */
static const struct {
	const char *heading;
	const char *parameter;
} measures[] = {
	{"处理器核数", ":vcpu"},      {"内存GB", ":memory"},    {"处理器均值", ":cpu_avg"}, {"处理器P95", ":cpu_p95"},
	{"处理器峰值", ":cpu_max"},   {"内存均值", ":mem_avg"}, {"内存P95", ":mem_p95"},    {"内存峰值", ":mem_max"},
	{"磁盘使用率", ":disk_used"}, {"流入均值", ":net_in"},  {"流出均值", ":net_out"},   {"带宽P95", ":bw_p95"},
	{"采样覆盖率", ":coverage"},  {"开机天数", ":days_on"},
};

static void check_month(struct csv_import *import, struct values *row)
{
	const char *month = values_text(row, "月份");
	int64_t first = 0;
	int64_t last = 0;

	if (month == NULL)
		return;
	if (month[4] != '-' || !period_days(month, &first, &last))
		values_complain(row, "月份", "月份写作 2026-10 的样子");
	else if (strcmp(month, usage_month_back(&import->context, 1)) > 0)
		values_complain(row, "月份", "%s 还没有结束，次月起才能报送", month);
	else if (values_number(row, "开机天数", 0) > last - first + 1)
		values_complain(row, "开机天数", "%s 只有 %d 天", month, (int)(last - first + 1));
}

/* A mean or a P95 above the maximum was not measured. */
static void check_order(struct values *row, const char *lower, const char *upper)
{
	if (values_text(row, lower) != NULL && values_text(row, upper) != NULL &&
	    values_number(row, lower, 0) > values_number(row, upper, 0))
		values_complain(row, lower, "%s大于%s", lower, upper);
}

static enum err check_row(struct csv_import *import, struct values *row)
{
	const char *code = values_text(row, "平台");
	int64_t platform = 0;
	int64_t operator= 0;
	enum err err = OK;

	check_month(import, row);
	check_order(row, "处理器均值", "处理器峰值");
	check_order(row, "处理器P95", "处理器峰值");
	check_order(row, "内存均值", "内存峰值");
	check_order(row, "内存P95", "内存峰值");
	if (code != NULL)
		err = usage_platform(&import->context, code, &platform, &operator);
	if (err == OK && code != NULL && platform == 0)
		values_complain(row, "平台", "没有代码或名称为 %s 的平台", code);
	return err;
}

static enum err save_row(struct csv_import *import, struct values *row)
{
	struct query *query;
	int64_t platform = 0;
	int64_t operator= 0;
	enum err err = usage_platform(&import->context, values_text(row, "平台"), &platform, &operator);

	if (err != OK)
		return err;
	query = db_query(import->context.db, Q_USAGE_ROW_PUT);
	query_text(query, ":period", values_text(row, "月份"));
	query_int(query, ":platform", platform);
	query_text(query, ":machine", values_text(row, "机器编号"));
	for (size_t i = 0; i < ARRAY_LENGTH(measures); i++)
		query_int(query, measures[i].parameter, values_number(row, measures[i].heading, 0));
	query_int(query, ":now", clock_now());
	query_int(query, ":person", import->context.actor->person);
	err = query_run(query);
	import->changed += err == OK ? db_changes(import->context.db) : 0;
	return err;
}

static const struct csv_import_kind usage_rows = {
	.page = {"导入月度使用率", "/usage/import", "/usage/sample",
		 "列见模板：比例填 0 至 100 的数，流量和带宽的单位为 Mbps；月度 P95 取各日 P95 的第 95 "
		 "百分位（最近秩）；"
		 "同月同机再次导入以新数为准"},
	.title = "导入月度使用率",
	.sample_name = "月度使用率.csv",
	.headings = "月份,平台,机器编号,处理器核数,内存GB,处理器均值,处理器P95,处理器峰值,内存均值,内存P95,内存峰值,"
		    "磁盘使用率,"
		    "流入均值,流出均值,带宽P95,采样覆盖率,开机天数",
	.fields = columns,
	.field_count = ARRAY_LENGTH(columns),
	.twice = {"机器编号", "月份", "平台"},
	.back = "/usage",
	.action = "usage.import",
	.object = "usage",
	.check = check_row,
	.save = save_row,
};

enum err usage_import_get(struct request *req)
{
	return csv_import_show(req, &usage_rows);
}

enum err usage_import_post(struct request *req)
{
	return csv_import_run(req, &usage_rows);
}

enum err usage_sample_get(struct request *req)
{
	return csv_import_sample(req, &usage_rows);
}
