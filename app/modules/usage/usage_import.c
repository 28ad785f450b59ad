/* The supervisor's file: rows of months or of days, told apart by their first column (usage_row.c has the rest). */
#include "base/base.h"
#include "modules/usage/usage_parts.h"

#include "base/text.h"
#include "modules/usage/usage_row.h"

#define MEASURED \
	"处理器核数,内存GB,处理器均值,处理器P95,处理器峰值,内存均值,内存P95,内存峰值,磁盘使用率,流入均值,流出均值," \
	"带宽P95," \
	"采样覆盖率,开机天数"

static enum err check_row(struct usage_import *import, struct values *row)
{
	if (import->batch == NULL)
		import->batch = usage_batch_new(&import->context, import->context.actor->org);
	return usage_batch_check(import->batch, row);
}

static enum err save(struct usage_import *import)
{
	return usage_batch_save(import->batch);
}

static char *detail(struct usage_import *import)
{
	return usage_batch_detail(import->batch, "csv");
}

#define PAGE \
	{ \
		"导入使用率", "/usage/import", "/usage/sample", \
			"每行一机一月或一机一日，由第一列“月份”或“日期”决定；“系统”一列可以不要；比例填 0 至 100 " \
			"的数，流量和带宽的单位为 Mbps；按日报送时开机天数填 0 或 " \
			"1，月度数由日数汇总；按月报送的，月度 P95 取各日 " \
			"P95 的第 95 " \
			"百分位（最近秩）；同一机器同月或同日再次导入以新数为准，已按月报送的月份不用日数覆盖" \
	}

static const struct usage_import_kind month_rows = {
	.page = PAGE,
	.rows_setting = "usage_rows_max",
	.title = "导入使用率",
	.sample_name = "月度使用率.csv",
	.day_sample = "/usage/sample?rows=day",
	.headings = "月份,平台,机器编号,系统," MEASURED,
	.form = &usage_month_form,
	.back = "/usage",
	.action = "usage.import",
	.check = check_row,
	.save = save,
	.detail = detail,
};

static const struct usage_import_kind day_rows = {
	.page = PAGE,
	.rows_setting = "usage_rows_max",
	.title = "导入使用率",
	.sample_name = "每日使用率.csv",
	.day_sample = "/usage/sample?rows=day",
	.headings = "日期,平台,机器编号,系统," MEASURED,
	.form = &usage_day_form,
	.back = "/usage",
	.action = "usage.import",
	.check = check_row,
	.save = save,
	.detail = detail,
};

static const struct usage_import_kind *kind_of(const struct csv_table *table)
{
	return csv_column(table, "日期") >= 0 ? &day_rows : &month_rows;
}

enum err usage_import_get(struct request *req)
{
	return usage_import_show(req, &month_rows);
}

enum err usage_import_post(struct request *req)
{
	return usage_import_run(req, &month_rows, kind_of);
}

enum err usage_sample_get(struct request *req)
{
	const char *rows = request_query(req, "rows");
	const struct usage_import_kind *kind = rows != NULL && text_equal(rows, "day") ? &day_rows : &month_rows;

	return csv_sample(req, kind->sample_name, kind->headings);
}
