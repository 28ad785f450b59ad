/*
 * R3 月度安全运行报告, by the unified security organisation to the center and
 * the units (第二十九条).
 */
#include "base/base.h"
#include "modules/report/report_security_parts.h"

#include "base/clock.h"

enum { MONTHS = 12, HOLE_FACTS = 4 };

REPORT_TABLE(self_checks, "自查符合情况（符合/应查）", "尚无应自查的平台。", {"平台", SHOW_WORDS},
	     {"运行单位", SHOW_WORDS}, {"报送时间", SHOW_TIME}, {"安全", SHOW_WORDS}, {"审计", SHOW_WORDS},
	     {"密码应用", SHOW_WORDS});
REPORT_TABLE(privileged, "特权操作抽查和证书到期", "特权操作抽查和证书到期尚无记录。", {"平台", SHOW_WORDS},
	     {"抽查特权操作（次）", SHOW_NUMBER}, {"其中异常（次）", SHOW_NUMBER},
	     {"60 日内到期证书（张）", SHOW_NUMBER});
REPORT_TABLE(scans, "扫描", "本月没有办结的扫描，尚无记录。", {"编号", SHOW_WORDS}, {"扫描", SHOW_WORDS},
	     {"对象", SHOW_WORDS}, {"办结", SHOW_TIME}, {"扫描资产（个）", SHOW_NUMBER},
	     {"发现隐患（件）", SHOW_NUMBER});
REPORT_TABLE(unit_scans, "扫描", "本月没有办结对本单位系统和所在平台的扫描，尚无记录。", {"编号", SHOW_WORDS},
	     {"扫描", SHOW_WORDS}, {"对象", SHOW_WORDS}, {"办结", SHOW_TIME}, {"发现本单位隐患（件）", SHOW_NUMBER});
REPORT_TABLE(holes, "扫描发现最多的十项", "本月扫描没有下发隐患。", {"漏洞或者问题", SHOW_WORDS},
	     {"最高等级", SHOW_WORDS}, {"数量（件）", SHOW_NUMBER}, {"涉及单位（个）", SHOW_NUMBER},
	     {"已闭环（件）", SHOW_NUMBER});
REPORT_TABLE(incident_kinds, "事件类型", "本月没有认定的网络安全事件。", {"类型", SHOW_WORDS}, {"起数", SHOW_NUMBER},
	     {"已处置", SHOW_NUMBER});
REPORT_TABLE(late, "逾期隐患", "月末没有逾期的隐患。", {"编号", SHOW_WORDS}, {"隐患", SHOW_WORDS},
	     {"整改单位", SHOW_WORDS}, {"等级", SHOW_WORDS}, {"下发", SHOW_TIME}, {"时限", SHOW_TIME},
	     {"逾期（日）", SHOW_NUMBER});
REPORT_TABLE(assessed, "测评覆盖", "没有应测评的系统和平台。", {"要求", SHOW_WORDS}, {"应有", SHOW_NUMBER},
	     {"有效", SHOW_NUMBER}, {"过期", SHOW_NUMBER}, {"没有记录", SHOW_NUMBER}, {"有效率（%）", SHOW_PERCENT});
REPORT_TABLE(drills, "演练和培训", "本月没有演练和培训记录。", {"类别", SHOW_WORDS}, {"单位", SHOW_WORDS},
	     {"内容", SHOW_WORDS}, {"日期", SHOW_DAY}, {"人数", SHOW_NUMBER}, {"评分", SHOW_WORDS},
	     {"问题（项）", SHOW_WORDS});
REPORT_TABLE(organisations, "分单位情况", "尚无记录。", {"单位", SHOW_WORDS}, {"系统（个）", SHOW_NUMBER},
	     {"本月发现隐患", SHOW_NUMBER}, {"本月闭环", SHOW_NUMBER}, {"月末未闭环", SHOW_NUMBER},
	     {"其中逾期", SHOW_NUMBER}, {"安全事件", SHOW_NUMBER}, {"测评过期", SHOW_NUMBER}, {"日志留存", SHOW_WORDS});

static enum err posture(struct report_writer *writer)
{
	struct report_lines reasons = {.arena = writer->context->arena};

	document_heading(writer->document, 1, "一、总体态势");
	return report_rating(writer, &reasons);
}

static enum err self_check(struct report_writer *writer)
{
	enum err err;

	document_heading(writer->document, 1, "二、自查汇总");
	if (writer->scope->edition == REPORT_UNIT) {
		document_text(writer->document, "自查由运行单位按平台开展，不分使用单位。");
		return OK;
	}
	err = report_rows(writer, Q_REPORT_SELF_CHECKS, &self_checks, NULL);
	return err == OK ? report_rows(writer, Q_REPORT_PRIVILEGED, &privileged, NULL) : err;
}

/* ---- scans ---- */

static enum err trend(struct report_writer *writer)
{
	static const char *const names[] = {"高危以上", "中危", "低危"};
	struct arena *arena = writer->context->arena;
	struct chart *chart = chart_new(arena, CHART_STACKED, "近12个月扫描发现", "件");
	struct chart_series *series[ARRAY_LENGTH(names)];
	struct report_writer month = *writer;
	enum err err = OK;

	for (size_t i = 0; i < ARRAY_LENGTH(names); i++)
		series[i] = chart_series(chart, names[i]);
	for (int back = MONTHS - 1; back >= 0 && err == OK; back--) {
		int64_t facts[HOLE_FACTS] = {0};
		struct date date;

		month.first = writer->first;
		report_back(&month, back);
		date = date_from_day(month.first);
		chart_label(chart, arena_printf(arena, "%04d-%02d", date.year, date.month));
		err = report_facts(&month, Q_REPORT_HOLE_COUNT, facts, HOLE_FACTS, 0);
		for (size_t i = 0; i < ARRAY_LENGTH(names); i++)
			if (facts[HOLE_FACTS - 1] == 0)
				chart_gap(series[i]);
			else
				chart_value(series[i], (double)facts[i]);
	}
	if (err == OK)
		document_chart(writer->document, chart);
	return err;
}

static enum err scanning(struct report_writer *writer)
{
	enum err err;

	document_heading(writer->document, 1, "三、扫描监测");
	err = writer->scope->edition == REPORT_UNIT ? report_rows(writer, Q_REPORT_UNIT_SCANS, &unit_scans, NULL)
						    : report_rows(writer, Q_REPORT_SCANS, &scans, NULL);
	writer->source = "scan";
	if (err == OK)
		err = report_rows(writer, Q_REPORT_HAZARDS, &report_hazard_table, NULL);
	writer->source = "";
	if (err == OK)
		err = report_rows(writer, Q_REPORT_HOLES, &holes, NULL);
	return err == OK ? trend(writer) : err;
}

/* ---- attacks, incidents, hazards ---- */

static enum err attacks(struct report_writer *writer)
{
	enum err err;

	document_heading(writer->document, 1, "四、攻击与处置");
	err = report_alarm_tables(writer);
	if (err == OK)
		err = report_attack_tables(writer);
	return err == OK ? report_rows(writer, Q_REPORT_INCIDENT_KINDS, &incident_kinds, NULL) : err;
}

static enum err incidents(struct report_writer *writer)
{
	document_heading(writer->document, 1, "五、网络安全事件");
	return report_rows(writer, Q_REPORT_INCIDENTS, &report_incident_table, NULL);
}

static enum err hazards(struct report_writer *writer)
{
	static const char *const series[] = {"未闭环隐患", NULL};
	struct chart *chart = chart_new(writer->context->arena, CHART_HISTOGRAM, "月末未闭环隐患的存续时间", "件");
	enum err err;

	document_heading(writer->document, 1, "六、隐患整改");
	err = report_rows(writer, Q_REPORT_HAZARDS, &report_hazard_table, NULL);
	if (err == OK)
		err = report_chart(writer, Q_REPORT_HAZARD_AGES, chart, series, 1);
	return err == OK ? report_rows(writer, Q_REPORT_LATE_HAZARDS, &late, NULL) : err;
}

static enum err register_of_filings(struct report_writer *writer)
{
	enum err err;

	document_heading(writer->document, 1, "七、等保和密评台账");
	err = report_rows(writer, Q_REPORT_ASSESSED, &assessed, NULL);
	writer->ending = false;
	if (err == OK)
		err = report_rows(writer, Q_REPORT_COMPLIANCE, &report_compliance_table, NULL);
	return err == OK ? report_rows(writer, Q_REPORT_LOGS, &report_log_table, NULL) : err;
}

static enum err practice(struct report_writer *writer)
{
	document_heading(writer->document, 1, "八、演练和培训");
	return report_rows(writer, Q_REPORT_DRILLS, &drills, NULL);
}

/* ---- what goes on by hand ---- */

static enum err warnings(struct report_writer *writer)
{
	struct report_lines risks = {.arena = writer->context->arena};
	struct report_lines demands = {.arena = writer->context->arena};
	enum err err = report_line_rows(writer, Q_REPORT_RISKS, &risks);

	if (err == OK)
		err = report_line_rows(writer, Q_REPORT_NEXT_LAPSES, &risks);
	if (err == OK)
		err = report_line_rows(writer, Q_REPORT_DEMANDS, &demands);
	document_own(writer->document, "risks", "九、风险提示",
		     report_lines_text(&risks, "按本月记录，没有需要提示的风险。"));
	document_own(writer->document, "demands", "十、工作要求",
		     report_lines_text(&demands, "请各单位继续做好自查、整改和日志留存，发现问题及时报告。"));
	return err;
}

static enum err annex(struct report_writer *writer)
{
	document_annex(writer->document,
		       writer->scope->edition == REPORT_FULL ? "附件　分单位情况" : "附件　本单位情况");
	return report_rows(writer, Q_REPORT_ORGANISATIONS, &organisations, NULL);
}

enum err report_security(struct context *context, const struct report_scope *scope, struct document *document)
{
	static enum err (*const chapters[])(struct report_writer *) = {
		posture, self_check,          scanning, attacks,  incidents,
		hazards, register_of_filings, practice, warnings, annex,
	};
	struct report_writer writer;
	enum err err = report_begin(&writer, context, scope, document);

	for (size_t i = 0; i < ARRAY_LENGTH(chapters) && err == OK; i++)
		err = chapters[i](&writer);
	return err;
}
