/* Resources: pools, what came and went, how soon it was delivered, what reclaim brought back, what is expected. */
#include "base/base.h"
#include "modules/report/report_operation_parts.h"

REPORT_TABLE(pools, "资源池", "尚无平台容量记录。", {"平台", SHOW_WORDS}, {"资源", SHOW_WORDS}, {"总量", SHOW_NUMBER},
	     {"已分配", SHOW_NUMBER}, {"剩余", SHOW_NUMBER}, {"分配率（%）", SHOW_PERCENT}, {"水位", SHOW_WORDS},
	     {"总量来源", SHOW_WORDS});
REPORT_TABLE(holdings, "本单位资源", "月末没有已分配的资源。", {"平台", SHOW_WORDS}, {"资源", SHOW_WORDS},
	     {"系统（个）", SHOW_NUMBER}, {"已核定", SHOW_NUMBER}, {"已分配", SHOW_NUMBER});
REPORT_TABLE(movements, "新增与释放", "本月没有新增和释放的资源。", {"平台", SHOW_WORDS}, {"资源", SHOW_WORDS},
	     {"新增", SHOW_NUMBER}, {"释放", SHOW_NUMBER}, {"净增", SHOW_NUMBER});
REPORT_TABLE(applications, "申请办理", "本月没有在办的申请。", {"事项", SHOW_WORDS}, {"本月提交（件）", SHOW_NUMBER},
	     {"本月办结（件）", SHOW_NUMBER}, {"月末在办（件）", SHOW_NUMBER}, {"办结平均用时（日）", SHOW_TENTHS});
REPORT_TABLE(delivery, "资源交付", "本月没有资源配置工单。", {"平台", SHOW_WORDS}, {"本月交付（单）", SHOW_NUMBER},
	     {"按期（单）", SHOW_NUMBER}, {"按期率（%）", SHOW_PERCENT}, {"平均用时（小时）", SHOW_TENTHS},
	     {"月末逾期未交付（单）", SHOW_NUMBER});
REPORT_TABLE(savings, "降配与回收成效", "本月没有完成的降配和回收。", {"平台", SHOW_WORDS}, {"方式", SHOW_WORDS},
	     {"资源", SHOW_WORDS}, {"系统（个）", SHOW_NUMBER}, {"原有", SHOW_NUMBER}, {"现有", SHOW_NUMBER},
	     {"节约", SHOW_NUMBER});
REPORT_TABLE(forecast, "下月预测", "运行单位的当月资源核实尚未确认，下月预测尚无记录。", {"平台", SHOW_WORDS},
	     {"资源", SHOW_WORDS}, {"可分配", SHOW_NUMBER}, {"月末已分配", SHOW_NUMBER},
	     {"预计下月已分配", SHOW_NUMBER}, {"预计分配率（%）", SHOW_PERCENT});

static enum err pool_section(struct report_writer *writer)
{
	static const char *const series[] = {"已分配", "总量", NULL};
	struct arena *arena = writer->context->arena;
	struct chart *chart = chart_new(arena, CHART_BULLET, "处理器分配率", "核");
	enum err err;

	if (writer->scope->edition == REPORT_UNIT) {
		document_heading(writer->document, 2, "（一）本单位资源");
		return report_rows(writer, Q_REPORT_HOLDINGS, &holdings, NULL);
	}
	document_heading(writer->document, 2, "（一）资源池");
	err = report_rows(writer, Q_REPORT_POOLS, &pools, NULL);
	if (err != OK)
		return err;
	chart_limit(chart, (double)writer->warn, arena_printf(arena, "预警线 %" PRId64 "%%", (int64_t)writer->warn));
	chart_limit(chart, (double)writer->red, arena_printf(arena, "扩容线 %" PRId64 "%%", (int64_t)writer->red));
	return report_chart(writer, Q_REPORT_POOL_BULLETS, chart, series, 1);
}

enum err report_resources(struct report_writer *writer)
{
	struct document *document = writer->document;
	enum err err;

	document_heading(document, 1, "二、资源");
	err = pool_section(writer);
	document_heading(document, 2, "（二）新增与释放");
	if (err == OK)
		err = report_rows(writer, Q_REPORT_MOVEMENTS, &movements, NULL);
	document_heading(document, 2, "（三）申请与交付");
	if (err == OK)
		err = report_rows(writer, Q_REPORT_APPLICATIONS, &applications, NULL);
	if (err == OK)
		err = report_rows(writer, Q_REPORT_DELIVERY, &delivery, NULL);
	document_heading(document, 2, "（四）降配与回收成效");
	if (err == OK)
		err = report_rows(writer, Q_REPORT_SAVINGS, &savings, NULL);
	if (writer->scope->edition == REPORT_UNIT || err != OK)
		return err;
	document_heading(document, 2, "（五）下月预测");
	return report_rows(writer, Q_REPORT_FORECAST, &forecast, NULL);
}
