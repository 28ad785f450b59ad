/*
 * Queries as tables of the index and as CSV below data/.  The ends of column
 * names read as in kernel/listing.h, and *_pct is hundredths; a column matter_id
 * is not shown: it makes the one behind it a link.
 */
#include "base/base.h"
#include "modules/dossier/dossier_parts.h"

#include "base/clock.h"
#include "base/csv.h"
#include "base/number.h"
#include "base/text.h"

enum { COLUMNS_MOST = 20, SHOWN_MOST = 400, ROWS_MOST = 2000, MACHINE_ROWS_MOST = 100000 };

struct table {
	const char *title;
	const char *file;
	enum query_name query;
	const char *labels[COLUMNS_MOST]; /* of the columns that are shown */
	bool file_only;
};

static const struct table tables[] = {
	{"资源核定与分配（含已释放）",
	 "allocations",
	 Q_DOSSIER_ALLOCATIONS,
	 {"来源事项", "云平台", "资源", "核定", "实配", "单位", "核定时间", "释放时间"},
	 false},
	{"变更核定明细",
	 "changes",
	 Q_DOSSIER_CHANGES,
	 {"事项", "云平台", "资源", "变更前", "申请", "核定", "单位", "理由", "核定时间", "执行时间"},
	 false},
	{"测试与第三方报告",
	 "reports",
	 Q_DOSSIER_REPORTS,
	 {"事项", "材料", "出具机构", "报告编号", "报告日期", "结论", "交来时间"},
	 false},
	{"使用率（按月）",
	 "usage-months",
	 Q_DOSSIER_USAGE_MONTHS,
	 {"月份", "机器数", "处理器（核）", "内存（GB）", "CPU 平均 %", "CPU P95 %", "内存平均 %", "内存 P95 %",
	  "存储 %", "覆盖率 %"},
	 false},
	{"使用率（按机器）",
	 "usage-machines",
	 Q_DOSSIER_USAGE_MACHINES,
	 {"月份", "云平台", "机器", "处理器（核）", "内存（GB）", "CPU 平均 %", "CPU P95 %", "CPU 最大 %", "内存平均 %",
	  "内存 P95 %", "内存最大 %", "存储 %", "网络入 Mbps", "网络出 Mbps", "带宽 P95 Mbps", "运行天数", "覆盖率 %"},
	 true},
	{"降配与回收",
	 "savings",
	 Q_DOSSIER_SAVINGS,
	 {"事项", "云平台", "方式", "资源", "原有", "保留", "节约", "单位", "完成时间"},
	 false},
	{"使用率豁免",
	 "exemptions",
	 Q_DOSSIER_EXEMPTIONS,
	 {"机器", "理由", "起", "止", "批准", "提前终止时间", "终止理由"},
	 false},
	{"故障",
	 "faults",
	 Q_DOSSIER_FAULTS,
	 {"事项", "标题", "级别", "云平台", "处置单位", "发生", "响应", "恢复", "中断分钟", "原因", "办结"},
	 false},
	{"网络安全事件",
	 "incidents",
	 Q_DOSSIER_INCIDENTS,
	 {"事项", "标题", "级别", "发现", "报告", "处置完成", "说明"},
	 false},
	{"隐患整改",
	 "hazards",
	 Q_DOSSIER_HAZARDS,
	 {"事项", "标题", "等级", "下发", "整改期限", "延期次数", "复查未过次数", "办结", "结果"},
	 false},
	{"暂停接入与恢复", "suspensions", Q_DOSSIER_SUSPENSIONS, {"事项", "标题", "暂停", "恢复"}, false},
	{"等保、密评等报备",
	 "compliances",
	 Q_DOSSIER_COMPLIANCES,
	 {"事项", "类别", "证书或编号", "结论", "取得日期", "有效至", "登记时间", "被更新时间"},
	 false},
	{"服务请求",
	 "requests",
	 Q_DOSSIER_REQUESTS,
	 {"事项", "标题", "承接单位", "提出", "受理", "时限", "交付", "确认", "评分"},
	 false},
	{"退出",
	 "exits",
	 Q_DOSSIER_EXITS,
	 {"事项", "受理", "云平台", "快照", "快照时间", "清除方式", "清除范围", "清除日期", "清除完成", "资源释放",
	  "签认", "恢复使用", "办结"},
	 false},
};

/* What a cell says; "" for nothing. */
static const char *cell_text(struct arena *arena, struct query *query, int column)
{
	const char *name = column_name(query, column);

	if (column_is_null(query, column))
		return "";
	if (!column_is_int(query, column))
		return arena_strdup(arena, column_text(query, column));
	int64_t value = column_int(query, column);
	if (text_ends(name, "_at"))
		return value == 0 ? "" : format_time(arena, value);
	if (text_ends(name, "_day"))
		return value == 0 ? "" : format_day(arena, value);
	if (text_ends(name, "_pct"))
		return arena_printf(arena, "%" PRId64 ".%02" PRId64, value / 100, value % 100);
	return arena_printf(arena, "%" PRId64, value);
}

/* Dates and numbers of matters break at no hyphen. */
static const char *cell_class(struct query *query, int column, bool linked)
{
	const char *name = column_name(query, column);

	if (text_ends(name, "_n") || text_ends(name, "_pct"))
		return "num";
	return linked || text_ends(name, "_day") || text_equal(name, "period") ? "nw" : "";
}

static void add_row(struct arena *arena, struct query *query, struct buf *csv, struct dict *line)
{
	int count = column_count(query);
	int64_t matter = 0;

	for (int column = 0; column < count; column++) {
		const char *text;
		struct dict *cell;

		if (text_equal(column_name(query, column), "matter_id")) {
			matter = column_int(query, column);
			continue;
		}
		text = cell_text(arena, query, column);
		csv_cell(csv, text, column == count - 1);
		if (line == NULL)
			continue;
		cell = dict_section(line, "CELL");
		dict_set(cell, "CELL_CLASS", cell_class(query, column, matter > 0));
		if (matter > 0) {
			struct dict *link = dict_section(cell, "CELL_LINK");

			dict_printf(link, "CELL_HREF", "matters/%" PRId64 ".html", matter);
			dict_set(link, "CELL_TEXT", text_empty(text) ? "草稿" : text);
		} else {
			dict_set(dict_section(cell, "CELL_PLAIN"), "CELL_TEXT", text);
		}
		matter = 0;
	}
}

static void add_headings(const struct table *table, struct buf *csv, struct dict *shown)
{
	size_t count = 0;

	while (count < COLUMNS_MOST && table->labels[count] != NULL)
		count++;
	csv_begin(csv);
	for (size_t i = 0; i < count; i++) {
		csv_cell(csv, table->labels[i], i == count - 1);
		if (shown != NULL)
			dict_set(dict_section(shown, "HEAD"), "HEAD_LABEL", table->labels[i]);
	}
}

/* Its block, when there is a row; *rows tells. */
static enum err add_table(struct dossier *dossier, struct dict *body, const struct table *table, int64_t *rows)
{
	struct query *query = db_query(dossier->reading.db, table->query);
	struct arena *arena = arena_new();
	const char *path = arena_printf(arena, "data/%s.csv", table->file);
	int64_t most = table->file_only ? MACHINE_ROWS_MOST : ROWS_MOST;
	struct dict *block = NULL, *shown = NULL;
	bool cut = false;
	struct buf csv;
	enum err err;

	buf_init(&csv);
	query_int(query, ":system", dossier->system);
	query_int(query, ":org", dossier->req->actor->org);
	query_int(query, ":limit", most + 1);
	for (*rows = 0; query_step(query) && !(cut = *rows == most); ++*rows) {
		if (block == NULL) {
			block = dict_section(body, "TABLE");
			shown = table->file_only ? NULL : dict_section(block, "SHOWN");
			add_headings(table, &csv, shown);
		}
		add_row(arena, query, &csv, shown == NULL || *rows >= SHOWN_MOST ? NULL : dict_section(shown, "LINE"));
	}
	err = query_end(query);
	if (err == OK && *rows > 0) {
		dict_set(block, "TABLE_TITLE", table->title);
		dict_set(block, "FILE_HREF", path);
		dict_int(block, "FILE_ROWS", *rows);
		dict_show(block, cut ? "TABLE_CUT" : "TABLE_WHOLE");
		err = dossier_put(dossier, path, &csv);
	}
	buf_release(&csv);
	arena_free(arena);
	return err;
}

enum err dossier_tables(struct dossier *dossier, struct dict *body)
{
	struct buf empty;
	enum err err = OK;

	buf_init(&empty);
	for (size_t i = 0; err == OK && i < ARRAY_LENGTH(tables); i++) {
		int64_t rows;

		err = add_table(dossier, body, &tables[i], &rows);
		if (rows == 0)
			buf_printf(&empty, "%s%s", empty.length > 0 ? "、" : "", tables[i].title);
	}
	if (empty.length > 0)
		dict_set(dict_section(body, "NO_ROWS"), "EMPTY_TITLES", empty.data);
	buf_release(&empty);
	return err;
}
