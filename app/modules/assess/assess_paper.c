/* The sheet of a quarter as a paper: a draft until it is published, then closed. */
#include "base/base.h"
#include "modules/assess/assess_page_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/closing.h"
#include "kernel/document.h"
#include "kernel/paper.h"
#include "kernel/period.h"

#define SUBJECT "assessment"

/* ---- what it says ---- */

static void summary(struct document *document, const struct assess_kept *kept)
{
	struct arena *arena = kept->sheet.arena;

	document_text(document, "%s（%s）%s考核得 %s 分，等次%s。结算系数：%s。%s。%s", kept->provider_name,
		      assess_sheet_label(kept->sheet.kind), period_label(arena, kept->period),
		      assess_points(arena, kept->total), assess_grade_label(kept->grade),
		      assess_coefficient_words(arena, kept->coefficient, kept->published_at > 0),
		      assess_standing_words(kept), kept->veto ? "有一票否决情形。" : "");
}

static void lines(struct document *document, const struct assess_kept *kept)
{
	struct arena *arena = kept->sheet.arena;
	struct document_table *table = document_table(document, "评分表");

	document_columns(table, (const char *const[]){"编号", "指标", "分值#", "得分#", "计算过程", NULL});
	for (size_t i = 0; i < kept->sheet.line_count; i++) {
		const struct assess_line *line = &kept->sheet.lines[i];

		document_cell(table, line->indicator->code);
		document_cell(table, line->indicator->label);
		document_cell(table, assess_weight_text(arena, line));
		document_cell(table, assess_points_text(arena, line));
		document_cell(table, line->words);
	}
	document_text(document, "%s。数据冻结于 %s%s。", assess_total_words(&kept->sheet),
		      format_time(arena, kept->frozen_at),
		      kept->rules_day > 0 ? arena_printf(arena, "，季末参数分值不合，按 %s 起的参数计分",
							 format_day(arena, kept->rules_day))
					  : "");
}

/* Facts of no indicator: criticism from above, vetoes. */
static void beyond(struct document *document, const struct assess_kept *kept, const char *code, const char *label)
{
	struct arena *arena = kept->sheet.arena;
	const char *words = "";

	for (size_t i = 0; i < kept->sheet.fact_count; i++)
		if (text_equal(kept->sheet.facts[i].indicator, code))
			words = arena_printf(arena, "%s%s%s", words, text_empty(words) ? "" : "；",
					     kept->sheet.facts[i].words);
	if (!text_empty(words))
		document_text(document, "%s：%s。", label, words);
}

static void deductions(struct document *document, const struct assess_kept *kept)
{
	struct document_table *table = NULL;

	for (size_t i = 0; i < kept->sheet.fact_count; i++) {
		const struct assess_fact *fact = &kept->sheet.facts[i];
		int64_t cost = assess_cost(&kept->sheet, fact);

		if (cost <= 0 || assess_line_of(&kept->sheet, fact->indicator) == NULL)
			continue;
		if (table == NULL) {
			document_annex(document, "附件　扣分明细");
			table = document_table(document, "扣分明细");
			document_columns(table, (const char *const[]){"编号", "记录", "扣分#", NULL});
		}
		document_cell(table, fact->indicator);
		document_cell(table, fact->words);
		document_cell(table, assess_points(kept->sheet.arena, cost));
	}
}

static struct document *sheet_document(const struct assess_kept *kept, const char *title)
{
	struct arena *arena = kept->sheet.arena;
	const char *page = arena_printf(arena, "/assess/%s/%s", kept->period, kept->provider_code);
	struct document *document = document_new(arena, title);

	document_address(document, &(struct document_letterhead){
					   .addressee = kept->provider_name,
					   .basis = "《四川省省级政务云管理暂行办法》第三十三条",
					   .own_number = kept->number,
					   .page = page,
					   .page_label = "返回评分表",
					   .pdf = arena_printf(arena, "%s/print?format=pdf", page),
				   });
	summary(document, kept);
	lines(document, kept);
	beyond(document, kept, "criticism", "通报批评");
	beyond(document, kept, "veto", "一票否决情形");
	deductions(document, kept);
	return document;
}

/* ---- closed, or not yet ---- */

/* Who signs, and the number its office gave to the paper of the approval. */
static enum err head_of(struct context *context, const struct assess_kept *kept, struct closing *closing)
{
	enum err err;

	*closing = (struct closing){.subject = SUBJECT,
				    .subject_id = kept->matter,
				    .edition = "full",
				    .title = assess_sheet_title(context->arena, kept)};
	err = closing_party(context, context->service->org_center, &closing->issuer);
	return err == OK ? closing_official(context, kept->matter, "approve", &closing->official, &closing->dated_day)
			 : err;
}

enum err assess_close_sheet(struct context *context, const struct assess_kept *kept)
{
	struct closing closing = {0};
	enum err err = head_of(context, kept, &closing);

	return err == OK ? closing_close(context, &closing, sheet_document(kept, closing.title)) : err;
}

enum found assess_closed_sheet(struct context *context, int64_t matter, struct closing *closing)
{
	return closing_find(context, SUBJECT, matter, "full", 0, closing);
}

enum err assess_sheet_print(struct request *req, const char *period, const char *code)
{
	struct context context = context_reading(req);
	struct assess_kept kept;
	struct closing closing = {0};
	enum found found;
	enum err err = assess_find(&context, period, code, &kept);

	if (err != OK)
		return err;
	found = assess_closed_sheet(&context, kept.matter, &closing);
	if (found != NOT_FOUND)
		return found == FOUND ? closing_show(req, &context, &closing, paper_wanted(req)) : ERR_INTERNAL;
	err = head_of(&context, &kept, &closing);
	closing.closed_at = kept.frozen_at;
	if (closing.dated_day == 0)
		closing.dated_day = day_of(kept.frozen_at);
	return err == OK ? closing_show_draft(req, &closing, sheet_document(&kept, closing.title), paper_wanted(req))
			 : err;
}
