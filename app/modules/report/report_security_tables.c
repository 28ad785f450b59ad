#include "base/base.h"
#include "modules/report/report_security_parts.h"

#define SHARED_TABLE(name, title, without, ...) \
	static const struct report_column name##_columns[] = {__VA_ARGS__}; \
	const struct report_table name = {title, without, name##_columns, ARRAY_LENGTH(name##_columns)}

SHARED_TABLE(report_hazard_table, "漏洞和隐患整改", "尚无记录。", {"等级", SHOW_WORDS}, {"本月发现（件）", SHOW_NUMBER},
	     {"本月闭环（件）", SHOW_NUMBER}, {"按期闭环率（%）", SHOW_PERCENT}, {"月末未闭环（件）", SHOW_NUMBER},
	     {"其中逾期（件）", SHOW_NUMBER}, {"其中风险接受（件）", SHOW_NUMBER});
SHARED_TABLE(report_incident_table, "网络安全事件", "本月没有网络安全事件记录。", {"编号", SHOW_WORDS},
	     {"事件", SHOW_WORDS}, {"单位", SHOW_WORDS}, {"级别", SHOW_WORDS}, {"发现", SHOW_TIME},
	     {"发现至首报（分钟）", SHOW_NUMBER}, {"对外报告", SHOW_WORDS}, {"处置完成", SHOW_TIME},
	     {"月末状态", SHOW_WORDS});
SHARED_TABLE(report_compliance_table, "等保、密评和安全评估", "没有符合条件的记录。", {"单位", SHOW_WORDS},
	     {"类别", SHOW_WORDS}, {"系统或者平台", SHOW_WORDS}, {"级别", SHOW_WORDS}, {"编号", SHOW_WORDS},
	     {"结论", SHOW_WORDS}, {"取得日期", SHOW_DAY}, {"有效期至", SHOW_DAY}, {"状态", SHOW_WORDS});
SHARED_TABLE(report_log_table, "日志留存", "没有应填报日志留存的单位。", {"单位", SHOW_WORDS},
	     {"已填报（类）", SHOW_NUMBER}, {"不足六个月（类）", SHOW_NUMBER}, {"最晚的起始日期", SHOW_DAY},
	     {"结论", SHOW_WORDS});
REPORT_TABLE(alarms, "告警、漏洞和攻击", "没有平台报送当月自查，告警、漏洞和攻击尚无记录。", {"平台", SHOW_WORDS},
	     {"告警", SHOW_NUMBER}, {"已处置", SHOW_NUMBER}, {"高危漏洞", SHOW_NUMBER}, {"已修复", SHOW_NUMBER},
	     {"拦截攻击", SHOW_NUMBER}, {"日志始于", SHOW_DAY}, {"堡垒机%", SHOW_PERCENT}, {"加密%", SHOW_PERCENT});

REPORT_TABLE(levels, "告警的严重程度", "告警的严重程度尚无记录。", {"平台", SHOW_WORDS}, {"紧急（条）", SHOW_NUMBER},
	     {"高危（条）", SHOW_NUMBER}, {"中危（条）", SHOW_NUMBER}, {"低危（条）", SHOW_NUMBER});
REPORT_TABLE(attack_kinds, "攻击类型", "攻击的类型尚无记录。", {"类型", SHOW_WORDS}, {"次数", SHOW_NUMBER},
	     {"占比（%）", SHOW_PERCENT}, {"涉及平台（个）", SHOW_NUMBER});
REPORT_TABLE(attack_sources, "攻击来源的类别", "攻击来源的类别尚无记录。", {"来源", SHOW_WORDS}, {"次数", SHOW_NUMBER},
	     {"占比（%）", SHOW_PERCENT});

static enum err unchecked(struct report_writer *writer)
{
	struct query *query = report_query(writer, Q_REPORT_UNCHECKED);

	if (query_step(query))
		document_text(writer->document, "没有报送当月自查、尚无记录的平台：%s。", column_text(query, 0));
	return query_end(query);
}

static enum err by_severity(struct report_writer *writer)
{
	static const char *const series[] = {"紧急", "高危", "中危", "低危", NULL};
	struct chart *chart = chart_new(writer->context->arena, CHART_STACKED, "安全告警的严重程度", "条");
	enum err err = report_rows(writer, Q_REPORT_ALARM_LEVELS, &levels, NULL);

	return err == OK ? report_chart(writer, Q_REPORT_ALARM_LEVEL_CHART, chart, series, 1) : err;
}

enum err report_alarm_tables(struct report_writer *writer)
{
	static const char *const series[] = {"已处置", "未处置", NULL};
	struct chart *chart = chart_new(writer->context->arena, CHART_STACKED, "安全告警", "条");
	enum err err;

	if (writer->scope->edition == REPORT_UNIT) {
		document_text(writer->document, "告警由运行单位按平台报送，不分单位；本单位的告警尚无记录。");
		return OK;
	}
	document_text(writer->document, "按运行单位当月自查报送的数据。");
	err = report_rows(writer, Q_REPORT_ALARMS, &alarms, NULL);
	if (err == OK)
		err = unchecked(writer);
	if (err == OK)
		err = report_chart(writer, Q_REPORT_ALARM_CHART, chart, series, 1);
	return err == OK ? by_severity(writer) : err;
}

enum err report_attack_tables(struct report_writer *writer)
{
	enum err err;

	if (writer->scope->edition == REPORT_UNIT)
		return OK;
	err = report_rows(writer, Q_REPORT_ATTACK_KINDS, &attack_kinds, NULL);
	return err == OK ? report_rows(writer, Q_REPORT_ATTACK_SOURCES, &attack_sources, NULL) : err;
}
