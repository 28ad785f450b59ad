/*
 * R1 月度资源利用率报告, by the supervisor to the center and the units (第十七条):
 * summary, totals, twelve months, distribution, units, what is
 * idle or low with the size proposed, what became of earlier advice, collection.
 */
#include "base/base.h"
#include "modules/report/report_utilisation_parts.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/period.h"
#include "kernel/setting.h"

enum { MONTHS = 12, RANKED = 10, WHOLE = 100 };

struct use_year {
	struct use_month months[MONTHS];
	size_t count;
	const struct use_month *now, *before; /* NULL: nothing was reported */
};

struct advice {
	int64_t sent, agreed, objected, done;
	int64_t saved, saved_vcpu, saved_memory, saved_storage; /* within the month */
};

/* The month so many before the report's. */
static char *month_back(const struct report_writer *writer, int months)
{
	struct report_writer back = *writer;

	report_back(&back, months);
	return period_of(writer->context->arena, EVERY_MONTH, back.first);
}

/* ---- what the records say ---- */

static enum err read_year(const struct report_writer *writer, struct use_year *year)
{
	struct query *query = report_query(writer, Q_REPORT_USE_MONTHS);
	const char *before = month_back(writer, 1);

	*year = (struct use_year){0};
	query_text(query, ":since", month_back(writer, MONTHS - 1));
	while (year->count < MONTHS && query_step(query)) {
		struct use_month *month = &year->months[year->count++];
		int64_t *figures[] = {&month->units,   &month->systems, &month->machines, &month->vcpu,
				      &month->memory,  &month->disk,    &month->cpu_avg,  &month->cpu_p95,
				      &month->mem_avg, &month->mem_p95, &month->storage,  &month->busy_vcpu};

		month->period = next_text(query, writer->context->arena);
		for (size_t i = 0; i < ARRAY_LENGTH(figures); i++)
			*figures[i] = next_int(query);
		if (text_equal(month->period, writer->scope->period))
			year->now = month;
		if (text_equal(month->period, before))
			year->before = month;
	}
	return query_end(query);
}

static enum err read_advice(const struct report_writer *writer, struct advice *advice)
{
	struct report_writer before = *writer;
	struct query *query = report_query(writer, Q_REPORT_USE_ADVICE);
	int64_t facts[4] = {0};
	enum err err;

	*advice = (struct advice){0};
	report_back(&before, 1);
	query_int(query, ":since", before.from);
	if (query_step(query)) {
		advice->sent = next_int(query);
		advice->agreed = next_int(query);
		advice->objected = next_int(query);
		advice->done = next_int(query);
	}
	err = query_end(query);
	if (err == OK)
		err = report_facts(writer, Q_REPORT_USE_SAVINGS, facts, ARRAY_LENGTH(facts), 0);
	advice->saved = facts[0];
	advice->saved_vcpu = facts[1];
	advice->saved_memory = facts[2];
	advice->saved_storage = facts[3];
	return err;
}

/* ---- words ---- */

static char *percent(struct arena *arena, int64_t hundredths)
{
	return arena_printf(arena, "%s%%", format_decimal(arena, hundredths, 2));
}

/* "比上月上升 1.25 个百分点" */
static const char *moved(struct arena *arena, int64_t now, int64_t before)
{
	if (now == before)
		return "与上月持平";
	return arena_printf(arena, "比上月%s %s 个百分点", now > before ? "上升" : "下降",
			    format_decimal(arena, now > before ? now - before : before - now, 2));
}

static const char *whose(const struct report_writer *writer)
{
	return writer->scope->edition == REPORT_UNIT       ? "本单位"
	       : writer->scope->edition == REPORT_OPERATOR ? "本单位运营的平台"
							   : "省级政务云";
}

/* Five sentences: totals, load, month on month, what is idle, what advice has saved. */
static void write_summary(const struct report_writer *writer, const struct use_year *year,
			  const struct use_judged *judged, const struct advice *advice)
{
	struct arena *arena = writer->context->arena;
	struct document *document = writer->document;
	const struct use_month *now = year->now;
	const char *units;

	document_heading(document, 1, "一、摘要");
	if (now == NULL) {
		document_text(document, "%s%s没有采集到已入台账机器的使用率。", whose(writer),
			      period_label(arena, writer->scope->period));
		return;
	}
	/* An extract is of one unit anyhow. */
	units = writer->scope->edition == REPORT_UNIT ? "" : arena_printf(arena, "%" PRId64 " 个单位 ", now->units);
	document_text(document, "%s%s采集到 %s%" PRId64 " 个系统 %" PRId64 " 台机器，共 %s 核处理器、%s GB 内存。",
		      whose(writer), period_label(arena, now->period), units, now->systems, now->machines,
		      format_integer(arena, now->vcpu), format_integer(arena, now->memory));
	document_text(document, "处理器平均使用率 %s、P95 %s，内存平均使用率 %s、P95 %s，存储使用率 %s。",
		      percent(arena, now->cpu_avg), percent(arena, now->cpu_p95), percent(arena, now->mem_avg),
		      percent(arena, now->mem_p95), percent(arena, now->storage));
	if (year->before != NULL)
		document_text(document, "处理器平均使用率%s，内存平均使用率%s。",
			      moved(arena, now->cpu_avg, year->before->cpu_avg),
			      moved(arena, now->mem_avg, year->before->mem_avg));
	else
		document_text(document, "上月没有采集到数据，不作环比。");
	document_text(document,
		      "闲置 %" PRId64 " 台、低效 %" PRId64 " 台，按建议规格可以节约 %s 核处理器、%s GB 内存。",
		      judged->class_machines[USAGE_IDLE], judged->class_machines[USAGE_LOW],
		      format_integer(arena, judged->saved_vcpu), format_integer(arena, judged->saved_memory));
	document_text(document, "本月完成降配回收 %" PRId64 " 件，节约 %s 核处理器、%s GB 内存、%s GB 存储。",
		      advice->saved, format_integer(arena, advice->saved_vcpu),
		      format_integer(arena, advice->saved_memory), format_integer(arena, advice->saved_storage));
}

/* ---- totals and twelve months ---- */

static void write_total(struct arena *arena, struct document_table *table, const char *label, const int64_t *now,
			const int64_t *before, int places)
{
	document_cell(table, label);
	document_cell(table, now == NULL ? "尚无记录" : format_decimal(arena, *now, places));
	document_cell(table, before == NULL ? "尚无记录" : format_decimal(arena, *before, places));
	document_cell(table, now == NULL || before == NULL
				     ? "—"
				     : arena_printf(arena, "%s%s", *now > *before ? "+" : "",
						    format_decimal(arena, *now - *before, places)));
}

static void write_totals(const struct report_writer *writer, const struct use_year *year)
{
	struct arena *arena = writer->context->arena;
	const struct use_month *n = year->now, *b = year->before;
	struct document_table *table = document_table(writer->document, "总体情况");

	document_columns(table, (const char *const[]){"项目", "本月#", "上月#", "变化#", NULL});
#define TOTAL(label, field, places) \
	write_total(arena, table, label, n == NULL ? NULL : &n->field, b == NULL ? NULL : &b->field, places)
	TOTAL("使用单位（个）", units, 0);
	TOTAL("信息系统（个）", systems, 0);
	TOTAL("机器（台）", machines, 0);
	TOTAL("处理器（核）", vcpu, 0);
	TOTAL("按均值折算的在用处理器（核）", busy_vcpu, 0);
	TOTAL("内存（GB）", memory, 0);
	TOTAL("存储（GB）", disk, 0);
	TOTAL("处理器均值（%）", cpu_avg, 2);
	TOTAL("处理器 P95（%）", cpu_p95, 2);
	TOTAL("内存均值（%）", mem_avg, 2);
	TOTAL("内存 P95（%）", mem_p95, 2);
	TOTAL("存储使用率（%）", storage, 2);
#undef TOTAL
}

static void write_lines(const struct report_writer *writer, const struct use_year *year)
{
	static const char *const names[] = {"处理器均值", "处理器 P95", "内存均值", "存储"};
	struct chart *chart = chart_new(writer->context->arena, CHART_LINES, "近12个月使用率", "%");
	struct chart_series *series[ARRAY_LENGTH(names)];
	size_t next = 0;

	for (size_t i = 0; i < ARRAY_LENGTH(names); i++)
		series[i] = chart_series(chart, names[i]);
	for (int back = MONTHS - 1; back >= 0; back--) {
		const char *label = month_back(writer, back);
		const struct use_month *month = next < year->count ? &year->months[next] : NULL;
		bool there = month != NULL && text_equal(month->period, label);
		int64_t values[] = {there ? month->cpu_avg : 0, there ? month->cpu_p95 : 0, there ? month->mem_avg : 0,
				    there ? month->storage : 0};

		chart_label(chart, label);
		for (size_t i = 0; i < ARRAY_LENGTH(values); i++)
			if (there)
				chart_value(series[i], (double)values[i] / WHOLE);
			else
				chart_gap(series[i]);
		next += there;
	}
	document_chart(writer->document, chart);
}

/* ---- units ---- */

REPORT_TABLE(units, "各单位使用率", "本月没有采集到数据。", {"使用单位", SHOW_WORDS}, {"系统（个）", SHOW_NUMBER},
	     {"机器（台）", SHOW_NUMBER}, {"处理器（核）", SHOW_NUMBER}, {"内存（GB）", SHOW_NUMBER},
	     {"处理器均值（%）", SHOW_PERCENT}, {"处理器 P95（%）", SHOW_PERCENT}, {"内存均值（%）", SHOW_PERCENT},
	     {"内存 P95（%）", SHOW_PERCENT}, {"存储使用（%）", SHOW_PERCENT});

struct ranked {
	const char *name;
	int64_t p95;
};

static void rank(const struct report_writer *writer, const char *title, const struct ranked *rows, size_t count)
{
	struct chart *chart = chart_new(writer->context->arena, CHART_RANKING, title, "%");
	struct chart_series *series = chart_series(chart, "处理器 P95");

	for (size_t i = 0; i < count; i++) {
		chart_label(chart, rows[i].name);
		chart_value(series, (double)rows[i].p95 / WHOLE);
	}
	if (count > 0)
		document_chart(writer->document, chart);
}

/* Those that use most and least, and all of them; an extract of a unit has no others to stand beside. */
static enum err write_units(const struct report_writer *writer)
{
	enum { UNITS_MAX = 500, NAME = 0, P95 = 6 };
	struct ranked *rows = arena_array(writer->context->arena, UNITS_MAX, sizeof *rows);
	struct query *query;
	size_t count = 0;
	enum err err;

	if (writer->scope->edition == REPORT_UNIT)
		return OK;
	document_heading(writer->document, 1, "四、分单位情况");
	query = report_query(writer, Q_REPORT_USE_UNITS);
	while (count < UNITS_MAX && query_step(query)) {
		rows[count].name = arena_strdup(writer->context->arena, column_text(query, NAME));
		rows[count++].p95 = column_int(query, P95);
	}
	err = query_end(query);
	if (err != OK)
		return err;
	if (count <= 2 * RANKED) {
		rank(writer, "各单位处理器 P95", rows, count);
	} else {
		rank(writer, "处理器 P95 最高的 10 个单位", rows, RANKED);
		rank(writer, "处理器 P95 最低的 10 个单位", rows + count - RANKED, RANKED);
	}
	return report_rows(writer, Q_REPORT_USE_UNITS, &units, NULL);
}

/* ---- advice and collection ---- */

static void write_advice(const struct report_writer *writer, const struct advice *advice)
{
	struct arena *arena = writer->context->arena;
	struct document_table *table = document_table(writer->document, "建议执行情况");
	const struct {
		const char *label;
		int64_t value;
	} rows[] = {
		{"上月和本月发出降配回收通知（件）", advice->sent}, {"使用单位同意（件）", advice->agreed},
		{"使用单位申辩（件）", advice->objected},           {"已执行（件）", advice->done},
		{"本月节约处理器（核）", advice->saved_vcpu},       {"本月节约内存（GB）", advice->saved_memory},
		{"本月节约存储（GB）", advice->saved_storage},
	};

	document_columns(table, (const char *const[]){"项目", "数量#", NULL});
	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		document_cell(table, rows[i].label);
		document_cell(table, format_integer(arena, rows[i].value));
	}
}

REPORT_TABLE(collection, "采集质量", "没有应采集的平台。", {"平台", SHOW_WORDS}, {"已采集（台）", SHOW_NUMBER},
	     {"平均覆盖率（%）", SHOW_PERCENT}, {"覆盖率不足（台）", SHOW_NUMBER}, {"由日数据汇总（台）", SHOW_NUMBER},
	     {"在册未采集（台）", SHOW_NUMBER}, {"未入台账（台）", SHOW_WORDS});

static enum err write_collection(const struct report_writer *writer, int64_t least, int64_t *missing)
{
	enum { NAME, PLATFORM, FIRST };
	struct arena *arena = writer->context->arena;
	struct query *query = report_query(writer, Q_REPORT_USE_COLLECTION);
	struct document_table *table = document_table(writer->document, collection.caption);

	*missing = 0;
	query_int(query, ":least", least * WHOLE);
	for (size_t i = 0; i < collection.count; i++)
		document_column(table, collection.columns[i].heading, i == 0 ? DOCUMENT_WORDS : DOCUMENT_NUMBER);
	while (query_step(query)) {
		document_cell(table, column_text(query, NAME));
		for (size_t i = 1; i < collection.count; i++)
			document_cell(table, report_cell(arena, query, (int)i + 1,
							 i + 1 == collection.count && !column_is_null(query, (int)i + 1)
								 ? SHOW_NUMBER
								 : collection.columns[i].show));
		*missing += column_int(query, FIRST + 4);
	}
	return query_end(query);
}

/* ---- the report ---- */

static void write_problems(const struct report_writer *writer, const struct use_judged *judged, int64_t missing)
{
	struct report_lines lines = {.arena = writer->context->arena};
	int64_t idle = judged->class_machines[USAGE_IDLE], low = judged->class_machines[USAGE_LOW];

	if (idle > 0)
		report_line(&lines, "连续闲置的机器 %" PRId64 " 台，建议核实后回收。", idle);
	if (low > 0)
		report_line(&lines, "连续低效的机器 %" PRId64 " 台，建议按建议规格降配。", low);
	if (judged->class_machines[USAGE_HIGH] > 0)
		report_line(&lines, "连续偏高的机器 %" PRId64 " 台，建议优化或者扩容。",
			    judged->class_machines[USAGE_HIGH]);
	if (missing > 0)
		report_line(&lines, "在册未采集的机器 %" PRId64 " 台，请运营单位核对监控接入。", missing);
	if (judged->machines == 0)
		report_line(&lines, "本月没有采集到已入台账机器的使用率，利用情况无从判断。");
	document_own(writer->document, "problems",
		     writer->scope->edition == REPORT_UNIT ? "七、问题与建议" : "八、问题与建议",
		     report_lines_text(&lines, "本月没有需要处理的问题。"));
}

static enum err write_body(const struct report_writer *writer, const struct use_year *year,
			   const struct use_judged *judged, const struct advice *advice)
{
	bool unit = writer->scope->edition == REPORT_UNIT;
	struct chart *bins = chart_new(writer->context->arena, CHART_HISTOGRAM, "按处理器 P95 的机器数", "台");
	int64_t least = 0, missing = 0;
	enum err err = setting_integer_on(writer->context, "coverage_min", writer->last, &least);

	write_summary(writer, year, judged, advice);
	document_heading(writer->document, 1, "二、总体情况");
	write_totals(writer, year);
	write_lines(writer, year);
	document_text(writer->document, "月 P95 取该月每日 P95 的最近序位 "
					"P95；报送了整月数据的以整月数据为准。多台机器合计时，处理器按核数、内存和"
					"存储按容量加权。");
	document_heading(writer->document, 1, "三、分布");
	if (err == OK)
		err = report_chart(writer, Q_REPORT_USE_BINS, bins, (const char *const[]){"机器", NULL}, 1);
	report_use_classes(writer, judged);
	if (err == OK)
		err = write_units(writer);
	document_heading(writer->document, 1, unit ? "四、低效资源清单" : "五、低效资源清单");
	report_use_low(writer, judged);
	document_heading(writer->document, 1, unit ? "五、建议执行情况" : "六、建议执行情况");
	write_advice(writer, advice);
	document_heading(writer->document, 1, unit ? "六、采集质量" : "七、采集质量");
	if (err == OK)
		err = write_collection(writer, least, &missing);
	document_text(writer->document, "覆盖率低于 %" PRId64 "%% 的机器不判定。", least);
	write_problems(writer, judged, missing);
	report_use_annex(writer, judged);
	return err;
}

enum err report_utilisation(struct context *context, const struct report_scope *scope, struct document *document)
{
	struct report_writer writer;
	struct use_judged judged;
	struct advice advice;
	struct use_year year;
	enum err err = report_begin(&writer, context, scope, document);

	if (err == OK)
		err = read_year(&writer, &year);
	if (err == OK)
		err = report_judged(&writer, &judged);
	if (err == OK)
		err = read_advice(&writer, &advice);
	return err == OK ? write_body(&writer, &year, &judged, &advice) : err;
}
