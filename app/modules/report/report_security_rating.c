/*
 * The month's rating: the gravest colour of which a rule is met, with every rule
 * met as a reason.  The rules are counts against settings as they were on the
 * last day of the month; without any record there is no green.
 */
#include "base/base.h"
#include "modules/report/report_security_parts.h"

#include "kernel/setting.h"

enum { MAJOR, LARGER, GENERAL, CRITICAL_LATE, HIGH_LATE, LATE, LAPSED, UNCHECKED, FAILED, RECORDS, FACTS };
enum colour { GREEN, YELLOW, ORANGE, RED };

static const char *const colours[] = {[GREEN] = "绿色", [YELLOW] = "黄色", [ORANGE] = "橙色", [RED] = "红色"};

static const struct rule {
	enum colour colour;
	int fact;
	const char *setting;
	const char *words;
	const char *unit;
} rules[] = {
	{RED, MAJOR, "rating_red_incidents", "重大以上网络安全事件", "起"},
	{RED, CRITICAL_LATE, "rating_red_critical", "紧急隐患逾期未整改", "件"},
	{ORANGE, LARGER, "rating_orange_incidents", "较大网络安全事件", "起"},
	{ORANGE, HIGH_LATE, "rating_orange_high", "高危隐患逾期未整改", "件"},
	{YELLOW, GENERAL, "rating_yellow_incidents", "一般网络安全事件", "起"},
	{YELLOW, LATE, "rating_yellow_late", "隐患逾期未整改", "件"},
	{YELLOW, LAPSED, "rating_yellow_lapsed", "等保、密评等过期", "项"},
	{YELLOW, UNCHECKED, "rating_yellow_unchecked", "没有当月自查的平台", "个"},
	{YELLOW, FAILED, "rating_yellow_failed", "自查不符合项", "项"},
};

static void say_rules(struct report_writer *writer, const int64_t *limits)
{
	struct document_table *table = document_table(writer->document, "评级规则");

	document_columns(table, (const char *const[]){"级别", "达到下列任一条件", NULL});
	for (size_t i = 0; i < ARRAY_LENGTH(rules); i++) {
		document_cell(table, colours[rules[i].colour]);
		document_cell(table, arena_printf(writer->context->arena, "%s %" PRId64 " %s以上", rules[i].words,
						  limits[i], rules[i].unit));
	}
	document_cell(table, colours[GREEN]);
	document_cell(table, "以上条件都没有达到，并且当月有扫描、自查或者日志留存的记录");
}

static enum colour judge(const int64_t *facts, const int64_t *limits, struct report_lines *reasons)
{
	enum colour colour = GREEN;

	for (size_t i = 0; i < ARRAY_LENGTH(rules); i++) {
		if (facts[rules[i].fact] < limits[i])
			continue;
		if (rules[i].colour > colour)
			colour = rules[i].colour;
		report_line(reasons, "%s %" PRId64 " %s（%s：%" PRId64 " %s以上）", rules[i].words,
			    facts[rules[i].fact], rules[i].unit, colours[rules[i].colour], limits[i], rules[i].unit);
	}
	if (colour == GREEN && facts[RECORDS] == 0) {
		colour = YELLOW;
		report_line(reasons, "当月没有扫描、自查和日志留存的记录，不评为绿色");
	}
	return colour;
}

enum err report_rating(struct report_writer *writer, struct report_lines *reasons)
{
	int64_t limits[ARRAY_LENGTH(rules)];
	int64_t facts[FACTS] = {0};
	enum err err = report_facts(writer, Q_REPORT_RATING_FACTS, facts, FACTS, 0);
	enum colour colour;

	for (size_t i = 0; i < ARRAY_LENGTH(rules) && err == OK; i++)
		err = setting_integer_on(writer->context, rules[i].setting, writer->last, &limits[i]);
	if (err != OK)
		return err;
	colour = judge(facts, limits, reasons);
	document_text(writer->document, "%s本月安全运行态势评为：%s。",
		      writer->scope->edition == REPORT_FULL ? "" : "本单位", colours[colour]);
	report_say(writer->document, reasons, "各项条件都没有达到。");
	say_rules(writer, limits);
	return OK;
}
