/* What the quarterly bulletin says: one document from all approved sheets of a quarter (第三十三条). */
#include "base/base.h"
#include "modules/assess/assess_parts.h"
#include "modules/provider/provider.h"

#include "base/number.h"
#include "base/text.h"
#include "kernel/document.h"
#include "kernel/period.h"

enum { SHEETS_MAX = 100, TREND = 8 };

struct bulletin {
	struct context *context;
	struct document *document;
	const char *period;
	int64_t first, last; /* days of the quarter */
	struct assess_kept *sheets;
	size_t count;
};

static enum err read_sheets(struct bulletin *bulletin)
{
	struct query *query = db_query(bulletin->context->db, Q_ASSESS_APPROVED_OF);
	int64_t matters[SHEETS_MAX];
	size_t count = 0;
	enum err err;

	query_text(query, ":period", bulletin->period);
	while (count < SHEETS_MAX && query_step(query))
		matters[count++] = next_int(query);
	err = query_end(query);
	bulletin->sheets = arena_array(bulletin->context->arena, SHEETS_MAX, sizeof *bulletin->sheets);
	for (size_t i = 0; err == OK && i < count; i++)
		if (assess_read(bulletin->context, matters[i], &bulletin->sheets[bulletin->count++]) != FOUND)
			err = ERR_INTERNAL;
	return err;
}

/* ---- 一、二 ---- */

static void organisation(const struct bulletin *bulletin)
{
	document_heading(bulletin->document, 1, "一、考核组织");
	document_text(bulletin->document,
		      "依据《四川省省级政务云管理暂行办法》第三十三条和各服务合同的服务水平约定，省大数据中心对%"
		      "zu家服务商%s的"
		      "服务情况进行了考核。考核满分100分，分平台能力、故障处置、安全合规、管理配合、用户评价五个维度；"
		      "得分由系统按"
		      "故障、工单、自查、核实、隐患、事件等记录自动计算，人工评分和加减分均附理由和佐证，初评后征求了服"
		      "务商意见，"
		      "申诉逐项复核，经审定后通报。",
		      bulletin->count, period_label(bulletin->context->arena, bulletin->period));
}

static int64_t total_before(const struct bulletin *bulletin, const struct assess_kept *kept, const char *period)
{
	struct query *query = db_query(bulletin->context->db, Q_ASSESS_TOTAL_OF);
	int64_t total = -1;

	query_int(query, ":provider", kept->provider);
	query_text(query, ":period", period);
	return query_value(query, -1, &total) == OK ? total : -1;
}

static const char *change_words(struct arena *arena, int64_t total, int64_t before)
{
	return before < 0
		       ? "—"
		       : arena_printf(arena, "%s%s", total > before ? "+" : "", assess_points(arena, total - before));
}

static size_t rank_of(const struct bulletin *bulletin, const struct assess_kept *kept)
{
	size_t rank = 1;

	for (size_t i = 0; i < bulletin->count; i++)
		rank += text_equal(bulletin->sheets[i].sheet.kind, kept->sheet.kind) &&
			bulletin->sheets[i].total > kept->total;
	return rank;
}

static void results(const struct bulletin *bulletin)
{
	struct arena *arena = bulletin->context->arena;
	const char *before = period_before(arena, EVERY_QUARTER, bulletin->first);
	struct document_table *table;

	document_heading(bulletin->document, 1, "二、考核结果");
	table = document_table(bulletin->document, "考核结果");
	document_columns(table, (const char *const[]){"服务商", "类别", NULL});
	for (size_t d = 0; d < ARRAY_LENGTH(assess_dimensions); d++)
		document_column(table, assess_dimensions[d], DOCUMENT_NUMBER);
	document_columns(table, (const char *const[]){"得分#", "等次", "名次#", "环比#", NULL});
	for (size_t i = 0; i < bulletin->count; i++) {
		const struct assess_kept *kept = &bulletin->sheets[i];

		document_cell(table, kept->provider_name);
		document_cell(table, assess_sheet_label(kept->sheet.kind));
		for (int d = 1; d <= (int)ARRAY_LENGTH(assess_dimensions); d++) {
			int64_t weight, points = assess_dimension(&kept->sheet, d, &weight);

			document_cell(table, weight == 0 ? "—" : assess_points(arena, points));
		}
		document_cell(table, assess_points(arena, kept->total));
		document_cell(table, assess_grade_label(kept->grade));
		document_cell(table, arena_printf(arena, "%zu", rank_of(bulletin, kept)));
		document_cell(table, change_words(arena, kept->total, total_before(bulletin, kept, before)));
	}
	document_text(bulletin->document, "名次在同一类别内排列；环比为与上一季度得分之差。");
}

/* ---- 三、四: drafted for a person to edit ---- */

static size_t full_lines(const struct assess_kept *kept)
{
	size_t count = 0;

	for (size_t i = 0; i < kept->sheet.line_count; i++)
		count += kept->sheet.lines[i].weight > 0 && kept->sheet.lines[i].points == kept->sheet.lines[i].weight;
	return count;
}

static size_t applying_lines(const struct assess_kept *kept)
{
	size_t count = 0;

	for (size_t i = 0; i < kept->sheet.line_count; i++)
		count += kept->sheet.lines[i].weight > 0;
	return count;
}

static void achievements(const struct bulletin *bulletin)
{
	struct arena *arena = bulletin->context->arena;
	const char *words = "";
	size_t excellent = 0;

	for (size_t i = 0; i < bulletin->count; i++) {
		const struct assess_kept *kept = &bulletin->sheets[i];

		excellent += text_equal(kept->grade, "excellent");
		words = arena_printf(arena, "%s%s%s的%zu项指标中有%zu项得满分", words, i == 0 ? "" : "；",
				     kept->provider_name, applying_lines(kept), full_lines(kept));
	}
	document_own(bulletin->document, "achievements", "三、主要成效",
		     arena_printf(arena, "本季度%zu家服务商中%zu家为优秀。%s。", bulletin->count, excellent, words));
}

static const char *problems_of(struct arena *arena, const struct assess_kept *kept)
{
	const char *words = "";

	for (size_t i = 0; i < kept->sheet.line_count; i++) {
		const struct assess_line *line = &kept->sheet.lines[i];

		if (line->points < line->weight)
			words = arena_printf(arena, "%s%s%s扣%s分", words, text_empty(words) ? "" : "，",
					     line->indicator->label, assess_points(arena, line->weight - line->points));
	}
	return text_empty(words) ? "没有扣分" : words;
}

static void problems(const struct bulletin *bulletin)
{
	struct arena *arena = bulletin->context->arena;
	const char *words = "";

	for (size_t i = 0; i < bulletin->count; i++)
		words = arena_printf(arena, "%s%s%s：%s%s。", words, i == 0 ? "" : "\n",
				     bulletin->sheets[i].provider_name, problems_of(arena, &bulletin->sheets[i]),
				     bulletin->sheets[i].veto ? "；有一票否决情形" : "");
	document_own(bulletin->document, "problems", "四、存在问题", words);
}

/* ---- 五、六 ---- */

static const char *allocation_words(const char *grade)
{
	return text_equal(grade, "failed")   ? "下一季度不承接新系统，已承载系统的扩容不受限"
	       : text_equal(grade, "passed") ? "只承接已承载系统的扩容和小型系统"
	       : text_equal(grade, "good")   ? "正常参与资源分配"
					     : "资源分配优先考虑";
}

static enum err applied(const struct bulletin *bulletin)
{
	struct arena *arena = bulletin->context->arena;
	struct document_table *table;

	document_heading(bulletin->document, 1, "五、结果应用");
	table = document_table(bulletin->document, "结果应用");
	document_columns(table, (const char *const[]){"服务商", "等次", "结算系数", "资源分配", "整改", NULL});
	for (size_t i = 0; i < bulletin->count; i++) {
		const struct assess_kept *kept = &bulletin->sheets[i];
		int64_t coefficient = 0;
		enum found set = provider_coefficient(bulletin->context, kept->provider, kept->grade, bulletin->last,
						      &coefficient);

		if (set == FIND_FAILED)
			return ERR_INTERNAL;
		document_cell(table, kept->provider_name);
		document_cell(table, assess_grade_label(kept->grade));
		document_cell(table, set == FOUND ? format_decimal(arena, coefficient, 2) : "系数未按合同设定");
		document_cell(table, text_equal(kept->sheet.kind, "supervision") ? "—" : allocation_words(kept->grade));
		document_cell(table, text_equal(kept->grade, "failed") ? "约谈并限期整改" : "对照扣分项自行整改");
	}
	return OK;
}

static void demands(const struct bulletin *bulletin)
{
	document_own(bulletin->document, "demands", "六、有关要求",
		     "各服务商要对照扣分明细逐项分析原因，落实整改措施、责任岗位和完成时间；不合格的服务商要按约谈要求"
		     "和督办单"
		     "期限完成整改并书面报告。考核结果与年度结算挂钩，并作为资源分配的依据之一。");
}

/* ---- annexes ---- */

static void annex_sheets(const struct bulletin *bulletin)
{
	struct arena *arena = bulletin->context->arena;

	document_annex(bulletin->document, "附件1　评分表");
	for (size_t i = 0; i < bulletin->count; i++) {
		const struct assess_kept *kept = &bulletin->sheets[i];
		struct document_table *table =
			document_table(bulletin->document, arena_printf(arena, "%s（%s）", kept->provider_name,
									assess_points(arena, kept->total)));

		document_columns(table, (const char *const[]){"编号", "指标", "分值#", "得分#", "计算过程", NULL});
		for (size_t l = 0; l < kept->sheet.line_count; l++) {
			const struct assess_line *line = &kept->sheet.lines[l];

			document_cell(table, line->indicator->code);
			document_cell(table, line->indicator->label);
			document_cell(table, assess_weight_text(arena, line));
			document_cell(table, assess_points_text(arena, line));
			document_cell(table, line->words);
		}
		document_text(bulletin->document, "%s。", assess_total_words(&kept->sheet));
	}
}

static void annex_deductions(const struct bulletin *bulletin)
{
	struct arena *arena = bulletin->context->arena;
	struct document_table *table;

	document_annex(bulletin->document, "附件2　扣分明细");
	table = document_table(bulletin->document, "扣分明细");
	document_columns(table, (const char *const[]){"服务商", "编号", "记录", "扣分#", NULL});
	for (size_t i = 0; i < bulletin->count; i++) {
		const struct assess_kept *kept = &bulletin->sheets[i];

		for (size_t f = 0; f < kept->sheet.fact_count; f++) {
			const struct assess_fact *fact = &kept->sheet.facts[f];
			int64_t cost = assess_cost(&kept->sheet, fact);

			if (cost == 0 && !text_equal(fact->kind, "outage"))
				continue;
			document_cell(table, kept->provider_name);
			document_cell(table, text_equal(fact->indicator, "criticism") ? "通报批评" : fact->indicator);
			document_cell(table, fact->words);
			document_cell(table, cost == 0 ? "计入可用率" : assess_points(arena, cost));
		}
	}
}

static void annex_objections(const struct bulletin *bulletin)
{
	struct arena *arena = bulletin->context->arena;
	struct document_table *table = NULL;

	document_annex(bulletin->document, "附件3　申诉处理");
	for (size_t i = 0; i < bulletin->count; i++) {
		const struct assess_kept *kept = &bulletin->sheets[i];

		for (size_t e = 0; e < kept->sheet.entry_count; e++) {
			const struct assess_entry *entry = &kept->sheet.entries[e];
			bool accepted = text_equal(entry->kind, "objection");

			if (entry->round != kept->sheet.round || (!accepted && !text_equal(entry->kind, "refused")))
				continue;
			if (table == NULL) {
				table = document_table(bulletin->document, "申诉处理");
				document_columns(table, (const char *const[]){"服务商", "编号", "结论", "恢复分值#",
									      "理由", NULL});
			}
			document_cell(table, kept->provider_name);
			document_cell(table, entry->indicator);
			document_cell(table, accepted ? "成立" : "不成立");
			document_cell(table, assess_points(arena, entry->points));
			document_cell(table, entry->reason);
		}
	}
	if (table == NULL)
		document_text(bulletin->document, "本季度没有申诉。");
}

static void annex_charts(const struct bulletin *bulletin)
{
	struct arena *arena = bulletin->context->arena;
	struct chart *radar = chart_new(arena, CHART_RADAR, "各服务商五个维度的得分率", "%");
	struct chart *trend = chart_new(arena, CHART_LINES, "近八个季度得分", "分");
	const char *quarters[TREND];
	int64_t first = bulletin->first, last;

	quarters[TREND - 1] = bulletin->period;
	for (size_t i = TREND - 1; i > 0; i--) {
		quarters[i - 1] = period_before(arena, EVERY_QUARTER, first);
		if (!period_days(quarters[i - 1], &first, &last))
			return;
	}
	for (size_t i = 0; i < TREND; i++)
		chart_label(trend, quarters[i]);
	for (size_t d = 0; d < ARRAY_LENGTH(assess_dimensions); d++)
		chart_label(radar, assess_dimensions[d]);
	for (size_t i = 0; i < bulletin->count; i++) {
		const struct assess_kept *kept = &bulletin->sheets[i];
		struct chart_series *shape = chart_series(radar, kept->provider_name);
		struct chart_series *line = chart_series(trend, kept->provider_name);

		for (int d = 1; d <= (int)ARRAY_LENGTH(assess_dimensions); d++) {
			int64_t weight, points = assess_dimension(&kept->sheet, d, &weight);

			if (weight == 0)
				chart_gap(shape);
			else
				chart_value(shape, (double)points * 100 / (double)weight);
		}
		for (size_t q = 0; q < TREND; q++) {
			int64_t total = total_before(bulletin, kept, quarters[q]);

			if (total < 0)
				chart_gap(line);
			else
				chart_value(line, (double)total / 100);
		}
	}
	document_annex(bulletin->document, "附件4　维度得分与趋势");
	document_chart(bulletin->document, radar);
	document_chart(bulletin->document, trend);
}

/* A round opens it before anything is approved; until then there is nothing to write about either. */
static void nothing_approved(const struct bulletin *bulletin)
{
	document_heading(bulletin->document, 1, "尚无考核结果");
	document_text(bulletin->document,
		      "%s还没有审定的评分表，没有可以通报的结果。各服务商的考核全部审定后“重新取数”，全文由系统生成。",
		      period_label(bulletin->context->arena, bulletin->period));
}

enum err assess_bulletin(struct context *context, const char *period, struct document *document)
{
	struct bulletin bulletin = {.context = context, .document = document, .period = period};
	enum err err;

	if (!period_days(period, &bulletin.first, &bulletin.last))
		return ERR_INVALID;
	err = read_sheets(&bulletin);
	if (err != OK)
		return err;
	if (bulletin.count == 0) {
		nothing_approved(&bulletin);
		return OK;
	}
	organisation(&bulletin);
	results(&bulletin);
	achievements(&bulletin);
	problems(&bulletin);
	err = applied(&bulletin);
	demands(&bulletin);
	annex_sheets(&bulletin);
	annex_deductions(&bulletin);
	annex_objections(&bulletin);
	annex_charts(&bulletin);
	return err;
}
