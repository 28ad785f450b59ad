/*
 * The newest frozen score beside the unit's next application, for whoever
 * decides and the unit itself; and what is asked of grade D: evidence of the
 * sizing.  It warns and asks, it never refuses by itself (第三十二条).
 */
#include "base/base.h"
#include "modules/efficiency/efficiency_parts.h"

#include "base/number.h"
#include "base/text.h"
#include "kernel/attachment.h"
#include "kernel/panel.h"
#include "kernel/period.h"

static int64_t next_points(struct query *query)
{
	bool none = next_is_null(query);
	int64_t points = next_int(query);

	return none ? -1 : points;
}

static const char *points_text(struct arena *arena, int64_t points)
{
	return points < 0 ? "不计分" : format_decimal(arena, points, 2);
}

enum found efficiency_last(struct context *context, int64_t unit, struct efficiency_last *last)
{
	struct query *query = db_query(context->db, Q_EFFICIENCY_LAST);
	bool found;

	query_int(query, ":unit", unit);
	found = query_step(query);
	if (found) {
		last->matter = next_int(query);
		last->period = next_text(query, context->arena);
		last->total = next_points(query);
		last->grade = next_text(query, context->arena);
	}
	if (query_end(query) != OK)
		return FIND_FAILED;
	return found ? FOUND : NOT_FOUND;
}

static enum err show_items(struct context *context, struct dict *panel, int64_t matter, bool narrow)
{
	static const char *const narrow_heads[] = {"项目", "得分#", NULL};
	static const char *const wide_heads[] = {"项目", "依据", "满分#", "草案#", "定稿#", "调整理由", NULL};
	struct arena *arena = context->arena;
	struct table *table = table_begin(arena, panel, "各项得分", narrow ? narrow_heads : wide_heads);
	struct query *query = db_query(context->db, Q_EFFICIENCY_ITEMS);

	query_int(query, ":matter", matter);
	while (query_step(query)) {
		const char *label = efficiency_item_label(efficiency_item_of(next_text(query, arena)));
		const char *measured = next_text(query, arena);
		const char *full = format_decimal(arena, next_int(query), 2);
		int64_t drafted = next_points(query), points = next_points(query);
		const char *reason = next_text(query, arena);

		table_line(table);
		table_text(table, label);
		if (narrow) {
			table_sub(table, points_text(arena, points), arena_printf(arena, "满分 %s", full));
			continue;
		}
		table_text(table, measured);
		table_text(table, full);
		table_text(table, points_text(arena, drafted));
		table_text(table, points_text(arena, points));
		table_text(table, text_empty(reason) ? "—" : reason);
	}
	return query_end(query);
}

static const char *score_text(struct arena *arena, const struct efficiency_last *last)
{
	if (last->total < 0)
		return arena_printf(arena, "%s，没有可判定的数据，不评级", period_label(arena, last->period));
	return arena_printf(arena, "%s，%s 分，%s 级", period_label(arena, last->period),
			    format_decimal(arena, last->total, 2), last->grade);
}

/* About a unit, before somebody who may know what the record says of it, while it is decided. */
static bool concerns(const struct context *context, const struct matter *matter)
{
	bool knows = (context->actor->kinds & KIND_CENTER) != 0 || context->actor->org == matter->unit;

	return knows && !matter->guest && !matter->copied && !matter->state->edit && !matter->state->final;
}

enum err efficiency_panel(struct context *context, struct matter *matter, struct values *form UNUSED, struct dict *body)
{
	struct efficiency_last last;
	struct dict *panel;
	enum found found;

	if (matter == NULL || !concerns(context, matter))
		return OK;
	found = efficiency_last(context, matter->unit, &last);
	if (found == FIND_FAILED)
		return ERR_INTERNAL;
	panel = panel_add(body, "PANEL_SIDE", "该单位使用效率评分");
	if (found == NOT_FOUND) {
		panel_empty(panel, "尚无评分", "还没有定稿的季度评分");
		return OK;
	}
	panel_note(panel, score_text(context->arena, &last));
	if (text_equal(last.grade, "D"))
		pairs_add(panel_pairs(panel_add(body, "PANEL_SIDE", "使用效率 D 级"), true), "提醒评审",
			  "请重点核对资源测算；申请和没有达到使用率条件的扩容须附压测或现网数据。\nD "
			  "级只作提醒，不因此驳回。");
	return show_items(context, panel, last.matter, true);
}

enum err efficiency_frozen_panel(struct context *context, struct matter *matter, struct values *form UNUSED,
				 struct dict *body)
{
	struct efficiency_last frozen;
	struct query *query;
	bool found;
	enum err err;

	if (matter == NULL)
		return OK;
	query = db_query(context->db, Q_EFFICIENCY_OF_MATTER);
	query_int(query, ":matter", matter->id);
	found = query_step(query);
	if (found) {
		frozen.matter = next_int(query);
		frozen.period = next_text(query, context->arena);
		frozen.total = next_points(query);
		frozen.grade = next_text(query, context->arena);
	}
	err = query_end(query);
	if (err == OK && found) {
		struct dict *panel = panel_add(body, "PANEL_MAIN", "定稿");

		panel_note(panel, score_text(context->arena, &frozen));
		err = show_items(context, panel, frozen.matter, false);
	}
	return err;
}

enum verdict efficiency_evidence(struct moving *moving, struct answer *answer)
{
	struct efficiency_last last;
	bool there = false;
	enum found found;
	enum err err;

	if (moving->matter == NULL)
		return answer_not_yet(moving, answer, "起草后核对");
	found = efficiency_last(moving->context, moving->matter->unit, &last);
	if (found == FIND_FAILED)
		return answer_failed(moving, answer, ERR_INTERNAL);
	if (found == NOT_FOUND)
		return answer_yes(moving, answer, "还没有定稿的季度评分");
	if (!text_equal(last.grade, "D"))
		return answer_yes(moving, answer, "%s", score_text(moving->context->arena, &last));
	err = attachment_present(moving->context, moving->matter->id, "sizing_data", &there);
	if (err != OK)
		return answer_failed(moving, answer, err);
	if (there)
		return answer_yes(moving, answer, "%s，已上传压测或现网数据",
				  score_text(moving->context->arena, &last));
	return answer_no(moving, answer, (struct answer_help){.cure = "请上传压测或现网数据", .field = "sizing_data"},
			 "%s，申请须附压测或现网数据作为测算依据（本系统默认规则，不因评级驳回）",
			 score_text(moving->context->arena, &last));
}
