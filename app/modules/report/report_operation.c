/*
 * R2 月度运维、资源、安全报告, by the supervisor to the center and the units
 * (第二十二条, 第二十三条).
 */
#include "base/base.h"
#include "modules/report/report_operation_parts.h"

#include "kernel/period.h"
#include "modules/report/report_security_parts.h"

REPORT_TABLE(fault_counts, "故障统计", "本月没有发生故障。", {"责任单位", SHOW_WORDS}, {"Ⅰ级", SHOW_NUMBER},
	     {"Ⅱ级", SHOW_NUMBER}, {"Ⅲ级", SHOW_NUMBER}, {"Ⅳ级", SHOW_NUMBER}, {"合计", SHOW_NUMBER},
	     {"响应逾时", SHOW_NUMBER}, {"恢复逾时", SHOW_NUMBER}, {"平均恢复时间（分钟）", SHOW_TENTHS});
REPORT_TABLE(faults, "故障清单", "本月没有发生故障。", {"编号", SHOW_WORDS}, {"等级", SHOW_WORDS},
	     {"故障对象", SHOW_WORDS}, {"平台、系统", SHOW_WORDS}, {"起止", SHOW_WORDS}, {"历时（分钟）", SHOW_NUMBER},
	     {"受影响（核）", SHOW_NUMBER}, {"责任单位", SHOW_WORDS}, {"可用率", SHOW_WORDS});
REPORT_TABLE(changes, "变更与割接", "本月没有办结的变更和割接。", {"类别", SHOW_WORDS}, {"编号", SHOW_WORDS},
	     {"事项", SHOW_WORDS}, {"系统", SHOW_WORDS}, {"单位", SHOW_WORDS}, {"时间", SHOW_TIME},
	     {"结果", SHOW_WORDS});
REPORT_TABLE(maintenance, "计划检修", "本月没有计划检修。", {"编号", SHOW_WORDS}, {"平台", SHOW_WORDS},
	     {"内容", SHOW_WORDS}, {"窗口开始", SHOW_TIME}, {"窗口结束", SHOW_TIME}, {"告知时间", SHOW_TIME},
	     {"告知", SHOW_WORDS}, {"结果", SHOW_WORDS});
REPORT_TABLE(service, "服务请求", "本月没有服务请求。", {"受理单位", SHOW_WORDS}, {"收到（件）", SHOW_NUMBER},
	     {"已交付（件）", SHOW_NUMBER}, {"按期（件）", SHOW_NUMBER}, {"按期率（%）", SHOW_PERCENT},
	     {"平均用时（小时）", SHOW_TENTHS}, {"平均评分", SHOW_PERCENT});
REPORT_TABLE(measurements, "测试与抽查", "尚无平台。", {"平台", SHOW_WORDS}, {"项目", SHOW_WORDS},
	     {"应查（次）", SHOW_NUMBER}, {"合格（次）", SHOW_NUMBER}, {"合格率（%）", SHOW_PERCENT},
	     {"说明", SHOW_WORDS});
REPORT_TABLE(systems, "系统清单", "月末没有在云上的系统。", {"系统", SHOW_WORDS}, {"单位", SHOW_WORDS},
	     {"等保级别", SHOW_NUMBER}, {"平台", SHOW_WORDS}, {"处理器（核）", SHOW_NUMBER},
	     {"内存（GB）", SHOW_NUMBER}, {"存储（GB）", SHOW_NUMBER});
REPORT_TABLE(fault_details, "故障明细", "本月没有发生故障。", {"编号", SHOW_WORDS}, {"故障对象", SHOW_WORDS},
	     {"原因", SHOW_WORDS}, {"上报、响应和到场", SHOW_WORDS}, {"恢复", SHOW_WORDS}, {"升级（次）", SHOW_NUMBER},
	     {"处理经过", SHOW_WORDS}, {"分析报告", SHOW_WORDS});

/* Headings and the tables below them, in order; a unit's extract has none of what is of platforms. */
struct section {
	const char *heading; /* NULL: below the one before */
	enum query_name query;
	const struct report_table *table;
	bool of_platforms;
};

static enum err sections(struct report_writer *writer, const struct section *rows, size_t count)
{
	enum err err = OK;

	for (size_t i = 0; i < count && err == OK; i++) {
		if (rows[i].of_platforms && writer->scope->edition == REPORT_UNIT)
			continue;
		if (rows[i].heading != NULL)
			document_heading(writer->document, 2, rows[i].heading);
		err = report_rows(writer, rows[i].query, rows[i].table, NULL);
	}
	return err;
}

static enum err operation(struct report_writer *writer)
{
	static const struct section rows[] = {
		{"（二）故障", Q_REPORT_FAULT_COUNTS, &fault_counts, false},
		{NULL, Q_REPORT_FAULTS, &faults, false},
		{"（三）变更与割接", Q_REPORT_CHANGES, &changes, false},
		{"（四）计划检修", Q_REPORT_MAINTENANCE, &maintenance, false},
		{"（五）服务请求", Q_REPORT_SERVICE, &service, false},
	};
	static const struct section tests[] = {{"（七）测试与抽查", Q_REPORT_MEASUREMENTS, &measurements, true}};
	enum err err;

	document_heading(writer->document, 1, "一、运维");
	err = report_availability(writer);
	if (err == OK)
		err = sections(writer, rows, ARRAY_LENGTH(rows));
	if (err == OK)
		err = report_patrols(writer);
	return err == OK ? sections(writer, tests, ARRAY_LENGTH(tests)) : err;
}

static enum err security(struct report_writer *writer)
{
	static const struct section rows[] = {
		{"（二）漏洞和隐患整改", Q_REPORT_HAZARDS, &report_hazard_table, false},
		{"（三）网络安全事件", Q_REPORT_INCIDENTS, &report_incident_table, false},
		{"（四）合规到期", Q_REPORT_COMPLIANCE, &report_compliance_table, false},
		{"（五）日志留存", Q_REPORT_LOGS, &report_log_table, false},
	};
	enum err err;

	document_heading(writer->document, 1, "三、安全");
	document_heading(writer->document, 2, "（一）安全告警");
	err = report_alarm_tables(writer);
	writer->ending = true;
	return err == OK ? sections(writer, rows, ARRAY_LENGTH(rows)) : err;
}

/* ---- what is drafted from the records and goes on by hand ---- */

static enum err problems(struct report_writer *writer)
{
	struct report_lines lines = {.arena = writer->context->arena};
	enum err err = report_below_target(writer, &lines);

	if (err == OK)
		err = report_line_rows(writer, Q_REPORT_LATE_FAULTS, &lines);
	if (err == OK && writer->scope->edition != REPORT_UNIT)
		err = report_line_rows(writer, Q_REPORT_FULL_POOLS, &lines);
	if (err == OK && writer->scope->edition != REPORT_UNIT)
		err = report_line_rows(writer, Q_REPORT_PATROL_DEMANDS, &lines);
	if (err == OK)
		err = report_line_rows(writer, Q_REPORT_DEMANDS, &lines);
	document_own(
		writer->document, "problems", "四、问题与建议",
		report_lines_text(&lines, "按本月记录，没有未达到合同约定、逾时处置、达到扩容线和逾期整改的情况。"));
	return err;
}

static enum err plan(struct report_writer *writer)
{
	struct report_lines lines = {.arena = writer->context->arena};
	enum err err = report_line_rows(writer, Q_REPORT_NEXT_MAINTENANCE, &lines);

	if (err == OK)
		err = report_line_rows(writer, Q_REPORT_NEXT_PLAN, &lines);
	if (err == OK)
		err = report_line_rows(writer, Q_REPORT_NEXT_LAPSES, &lines);
	document_own(writer->document, "plan", "五、下月计划",
		     report_lines_text(&lines, "尚无已告知的检修、已下达未申请的计划和即将到期的测评。"));
	return err;
}

static enum err annexes(struct report_writer *writer)
{
	enum err err;

	document_annex(writer->document, "附件1　系统清单");
	err = report_rows(writer, Q_REPORT_SYSTEMS, &systems, NULL);
	document_annex(writer->document, "附件2　故障明细");
	return err == OK ? report_rows(writer, Q_REPORT_FAULT_DETAILS, &fault_details, NULL) : err;
}

enum err report_operation(struct context *context, const struct report_scope *scope, struct document *document)
{
	static enum err (*const chapters[])(struct report_writer *) = {operation, report_resources, security, problems,
								       plan,      annexes};
	struct report_writer writer;
	enum err err = report_begin(&writer, context, scope, document);

	for (size_t i = 0; i < ARRAY_LENGTH(chapters) && err == OK; i++)
		err = chapters[i](&writer);
	return err;
}
