/*
 * Availability with its arithmetic: 1 − Σ(minutes × vCPU affected) / (minutes of
 * the month × vCPU allocated), in words for each platform, and twelve months of it.
 */
#include "base/base.h"
#include "modules/report/report_operation_parts.h"

#include "base/clock.h"
#include "base/number.h"

enum { MONTHS = 12, PLATFORMS_MAX = 64, FINE = 10000 };

enum { NAME, OPERATOR, VCPU, FAULTS, MINUTES, CORE_MINUTES, OTHERS, RATE, TARGET, PLATFORM };

struct row {
	char *name;
	int64_t platform;
	int64_t target; /* 0: no contract says */
	int64_t rate;   /* -1: nothing was allocated */
};

static void head(struct document_table *table)
{
	document_columns(table, (const char *const[]){"平台", "已分配核数#", "计入次数#", "中断分钟#", "分钟·核#",
						      "不计次数#", "可用率%#", "合同约定%#", "结果", NULL});
}

static const char *reached(struct query *query)
{
	if (column_is_null(query, RATE))
		return "尚无记录";
	if (column_is_null(query, TARGET))
		return "—";
	return column_int(query, RATE) >= column_int(query, TARGET) ? "达到" : "未达到";
}

static void table_row(struct arena *arena, struct document_table *table, struct query *query)
{
	document_cell(table, column_text(query, NAME));
	for (int i = VCPU; i <= OTHERS; i++)
		document_cell(table, report_cell(arena, query, i, SHOW_NUMBER));
	document_cell(table, report_cell(arena, query, RATE, SHOW_FINE));
	document_cell(table, column_is_null(query, TARGET) ? "未约定" : report_cell(arena, query, TARGET, SHOW_FINE));
	document_cell(table, reached(query));
}

static char *arithmetic(struct arena *arena, struct query *query, int64_t minutes)
{
	if (column_is_null(query, RATE))
		return arena_printf(arena, "%s：月末没有已分配的处理器，可用率尚无记录。", column_text(query, NAME));
	return arena_printf(arena, "%s：1－%s÷（%s×%s）＝%s%%。", column_text(query, NAME),
			    format_integer(arena, column_int(query, CORE_MINUTES)), format_integer(arena, minutes),
			    format_integer(arena, column_int(query, VCPU)),
			    format_decimal(arena, column_int(query, RATE), 4));
}

static enum err month_table(struct report_writer *writer, struct row *rows, size_t *count)
{
	struct arena *arena = writer->context->arena;
	struct query *query = report_query(writer, Q_REPORT_AVAILABILITY);
	int64_t minutes = (writer->last - writer->first + 1) * 24 * 60;
	struct document_table *table = NULL;
	char *sums[PLATFORMS_MAX];

	for (*count = 0; *count < PLATFORMS_MAX && query_step(query); (*count)++) {
		if (table == NULL)
			head(table = document_table(writer->document, "平台服务可用率"));
		table_row(arena, table, query);
		sums[*count] = arithmetic(arena, query, minutes);
		rows[*count] = (struct row){
			.name = arena_strdup(arena, column_text(query, NAME)),
			.platform = column_int(query, PLATFORM),
			.target = column_is_null(query, TARGET) ? 0 : column_int(query, TARGET),
			.rate = column_is_null(query, RATE) ? -1 : column_int(query, RATE),
		};
	}
	if (*count == 0)
		document_text(writer->document, "尚无已分配资源的平台，可用率尚无记录。");
	for (size_t i = 0; i < *count; i++)
		document_text(writer->document, "%s", sums[i]);
	return query_end(query);
}

/* ---- twelve months ---- */

/* The rate of each platform in a month before the report's. */
static enum err earlier_month(const struct report_writer *writer, const struct row *rows, size_t count, int64_t *rates)
{
	struct query *query = report_query(writer, Q_REPORT_AVAILABILITY);

	for (size_t i = 0; i < count; i++)
		rates[i] = -1;
	while (query_step(query))
		for (size_t i = 0; i < count; i++)
			if (rows[i].platform == column_int(query, PLATFORM) && !column_is_null(query, RATE))
				rates[i] = column_int(query, RATE);
	return query_end(query);
}

/* A platform nothing was ever allocated on has no line. */
static void line(struct chart *chart, const struct row *row, int64_t (*rates)[PLATFORMS_MAX], size_t platform)
{
	struct chart_series *series = NULL;

	for (size_t month = 0; month < MONTHS && series == NULL; month++)
		if (rates[month][platform] >= 0)
			series = chart_series(chart, row->name);
	for (size_t month = 0; month < MONTHS && series != NULL; month++)
		if (rates[month][platform] < 0)
			chart_gap(series);
		else
			chart_value(series, (double)rates[month][platform] / FINE);
}

/* Every target that a contract names, once. */
static void targets(struct arena *arena, struct chart *chart, const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		bool said = rows[i].target == 0;

		for (size_t j = 0; j < i && !said; j++)
			said = rows[j].target == rows[i].target;
		if (!said)
			chart_limit(
				chart, (double)rows[i].target / FINE,
				arena_printf(arena, "合同约定 %s%%", format_decimal(arena, rows[i].target / 100, 2)));
	}
}

static enum err year_chart(struct report_writer *writer, const struct row *rows, size_t count)
{
	struct arena *arena = writer->context->arena;
	struct chart *chart = chart_new(arena, CHART_LINES, "近12个月平台服务可用率", "%");
	int64_t(*rates)[PLATFORMS_MAX] = arena_array(arena, MONTHS, sizeof *rates);
	struct report_writer month = *writer;
	enum err err = OK;

	for (size_t i = 0; i < count; i++)
		rates[MONTHS - 1][i] = rows[i].rate;
	for (size_t i = 0; i < MONTHS && err == OK; i++) {
		struct date date;

		month.first = writer->first;
		report_back(&month, MONTHS - 1 - (int)i);
		date = date_from_day(month.first);
		chart_label(chart, arena_printf(arena, "%04d-%02d", date.year, date.month));
		if (i < MONTHS - 1)
			err = earlier_month(&month, rows, count, rates[i]);
	}
	for (size_t i = 0; i < count; i++)
		line(chart, &rows[i], rates, i);
	targets(arena, chart, rows, count);
	if (err == OK)
		document_chart(writer->document, chart);
	return err;
}

enum err report_availability(struct report_writer *writer)
{
	struct row rows[PLATFORMS_MAX];
	size_t count = 0;
	enum err err;

	document_heading(writer->document, 2, "（一）平台服务可用率");
	document_text(
		writer->document,
		writer->scope->edition == REPORT_UNIT
			? "可用率＝1－Σ（中断分钟×受影响核数）÷（当月分钟×本单位月末已分配核数"
			  "）；只计涉及本单位的、平台责任的中断，按规定告知的检修窗口以内的不计，不足一分钟按一分钟，"
			  "受影响核数按不超过本单位已分配核数计。"
			: "可用率＝1－Σ（中断分钟×受影响核数）÷（当月分钟×月末已分配核数）；只"
			  "计平台责任的中断，按规定告知的检修窗口以内的不计，不足一分钟按一分钟，跨月的按当月部分"
			  "计，受影响核数按不超过已分配核数计。");
	err = month_table(writer, rows, &count);
	return err == OK && count > 0 ? year_chart(writer, rows, count) : err;
}

enum err report_below_target(struct report_writer *writer, struct report_lines *lines)
{
	struct query *query = report_query(writer, Q_REPORT_AVAILABILITY);
	struct arena *arena = writer->context->arena;

	while (query_step(query)) {
		if (column_is_null(query, RATE) || column_is_null(query, TARGET) ||
		    column_int(query, RATE) >= column_int(query, TARGET))
			continue;
		report_line(lines, "%s可用率 %s%%，低于合同约定的 %s%%，建议运行单位查明原因并落实防范措施",
			    column_text(query, NAME), format_decimal(arena, column_int(query, RATE), 4),
			    format_decimal(arena, column_int(query, TARGET) / (FINE / 100), 2));
	}
	return query_end(query);
}
