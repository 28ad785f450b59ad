/* Beside the matter: how the sheet stands, and the way to it. */
#include "base/base.h"
#include "modules/assess/assess_matter.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/panel.h"

/* Before the freezing: when it comes or, when the rules of the quarter do not agree, what it waits for. */
static enum err before_freezing(struct context *context, const struct matter *matter, struct dict *body)
{
	struct dict *panel = panel_add(body, "PANEL_MAIN", "评分表");
	int64_t day = 0;
	char *why = NULL;
	enum err err = assess_rules_day(context, matter, &day, &why);

	if (err != OK)
		return err;
	if (why == NULL)
		panel_empty(panel, "尚未评分", "季度终了、各项报告到期后由系统取数，取数后在这里显示各项指标的得分");
	else if (day == 0)
		panel_empty(panel, "规则不合，不能取数",
			    arena_printf(context->arena, "按季末的参数，%s。在参数页改正并经核准后，自施行之日起取数",
					 why));
	else
		panel_empty(panel, "尚未评分",
			    arena_printf(context->arena, "按季末的参数，%s；取数时按 %s 起的参数计分", why,
					 format_day(context->arena, day)));
	return OK;
}

enum err assess_fill_panel(struct context *context, struct matter *matter, struct values *form UNUSED,
			   struct dict *body)
{
	static const char *const heads[] = {"编号", "指标", "分值#", "得分#", "计算过程", NULL};
	struct arena *arena = context->arena;
	struct assess_kept kept;
	struct table *table;
	enum found found = assess_read(context, matter->id, &kept);

	if (found == NOT_FOUND && matter != NULL && !matter->state->final)
		return before_freezing(context, matter, body);
	if (found != FOUND)
		return found == NOT_FOUND ? OK : ERR_INTERNAL;
	if (kept.scored_at == 0 && context->actor->org == kept.provider)
		return OK; /* its own sheet is the provider's to see from the first scoring on */
	table = table_begin(arena, panel_add(body, "PANEL_MAIN", "评分表"), "评分表", heads);
	for (size_t i = 0; i < kept.sheet.line_count; i++) {
		const struct assess_line *line = &kept.sheet.lines[i];

		if (assess_plain_line(line))
			continue;
		table_line(table);
		table_text(table, line->indicator->code);
		table_text(table, line->indicator->label);
		table_text(table, assess_weight_text(arena, line));
		table_text(table, assess_points_text(arena, line));
		table_text(table, line->words);
	}
	table_line(table);
	table_text(table, "");
	table_link(table, arena_printf(arena, "/assess/%s/%s", kept.period, kept.provider_code),
		   "合计，查看全部指标和扣分明细");
	table_text(table, "100.00");
	table_text(table, assess_points(arena, kept.sheet.total));
	table_sub(table, assess_grade_label(kept.sheet.grade), assess_total_words(&kept.sheet));
	return OK;
}

static void paper_line(struct dict *list, const char *const *cells)
{
	struct dict *line = dict_section(list, "LINE");

	for (size_t i = 0; cells[i] != NULL; i++) {
		struct dict *cell = dict_section(line, "CELL");

		dict_set(cell, "CELL_TEXT", cells[i]);
		dict_set(cell, "CELL_CLASS", i == 2 || i == 3 ? "num" : "");
	}
}

/* The letter of the result carries score and grade itself, with the lines that cost points. */
enum err assess_fill_paper(struct context *context, struct matter *matter, struct values *form UNUSED,
			   struct dict *body)
{
	static const char *const heads[] = {"编号", "指标", "分值", "得分", "计算过程", NULL};
	struct arena *arena = context->arena;
	struct assess_kept kept;
	struct dict *list;
	enum found found = assess_read(context, matter->id, &kept);

	if (found != FOUND)
		return found == NOT_FOUND ? OK : ERR_INTERNAL;
	list = dict_section(body, "LIST");
	dict_printf(list, "LIST_LABEL", "得分 %s，等次：%s", assess_points(arena, kept.sheet.total),
		    assess_grade_label(kept.sheet.grade));
	for (size_t i = 0; heads[i] != NULL; i++)
		dict_set(dict_section(list, "HEAD"), "HEAD_LABEL", heads[i]);
	for (size_t i = 0; i < kept.sheet.line_count; i++) {
		const struct assess_line *line = &kept.sheet.lines[i];

		if (assess_plain_line(line))
			continue;
		paper_line(list, (const char *const[]){line->indicator->code, line->indicator->label,
						       assess_weight_text(arena, line), assess_points_text(arena, line),
						       line->words, NULL});
	}
	paper_line(list, (const char *const[]){"", "合计", "100.00", assess_points(arena, kept.sheet.total),
					       assess_total_words(&kept.sheet), NULL});
	return OK;
}
