/* What a plan's own page shows of the register: its items with the decision and what became of them. */
#include "base/base.h"
#include "modules/planning/planning_parts.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/panel.h"
#include "kernel/period.h"

const char *plan_kind_label(const char *kind)
{
	if (text_equal(kind, "new"))
		return "新建";
	if (text_equal(kind, "migration"))
		return "迁移上云";
	return text_equal(kind, "growth") ? "扩容" : "退出";
}

const char *plan_decision_label(const char *decision)
{
	if (text_empty(decision))
		return "未下达";
	if (text_equal(decision, "adopted"))
		return "采纳";
	return text_equal(decision, "partly") ? "部分采纳" : "不采纳";
}

const char *plan_decision_words(struct arena *arena, const char *decision, bool issued)
{
	return issued || text_empty(decision) ? plan_decision_label(decision)
					      : arena_printf(arena, "拟%s", plan_decision_label(decision));
}

const char *plan_decision_tone(const char *decision)
{
	if (text_empty(decision))
		return "grey";
	if (text_equal(decision, "adopted"))
		return "green";
	return text_equal(decision, "partly") ? "amber" : "red";
}

static char *amounts(struct arena *arena, int64_t vcpu, int64_t memory, int64_t storage)
{
	return arena_printf(arena, "%s 核 / %s GB / %s GB", format_integer(arena, vcpu), format_integer(arena, memory),
			    format_integer(arena, storage));
}

/* The decision, and below it what was left of it and why. */
static void show_decision(struct context *context, struct table *table, struct query *query)
{
	struct arena *arena = context->arena;
	const char *decision = next_text(query, arena);
	const char *reason = next_text(query, arena);
	int64_t vcpu = next_int(query);
	int64_t memory = next_int(query);
	int64_t storage = next_int(query);
	bool withdrawn = next_int(query) != 0;
	bool issued = next_int(query) != 0;
	const char *below = NULL;

	if (!text_empty(decision))
		below = text_equal(decision, "partly")
				? arena_printf(arena, "%s；%s", amounts(arena, vcpu, memory, storage), reason)
				: reason;
	table_sub(table, withdrawn ? "已调出计划" : plan_decision_words(arena, decision, issued), below);
}

/* Planned beside it, asked for here: what the year's end compares. */
static void show_asked(struct context *context, struct table *table, struct query *query)
{
	int64_t uses = next_int(query);
	int64_t vcpu = next_int(query);
	int64_t memory = next_int(query);
	int64_t storage = next_int(query);

	table_sub(table, uses == 0 ? "—" : amounts(context->arena, vcpu, memory, storage),
		  uses > 1 ? arena_printf(context->arena, "共 %" PRId64 " 件", uses) : NULL);
}

static void show_application(struct context *context, struct table *table, struct query *query)
{
	bool none = next_is_null(query);
	int64_t id = next_int(query);
	const char *number = next_text(query, context->arena);
	const struct procedure *procedure =
		none ? NULL : procedure_version(context->service, context->db, next_int(query));
	const struct state *state =
		procedure == NULL ? NULL : procedure_state(procedure, next_text(query, context->arena));

	if (none)
		table_text(table, "未申请");
	else
		table_link(table, arena_printf(context->arena, "/matters/%" PRId64, id),
			   arena_printf(context->arena, "%s %s", text_empty(number) ? "草稿" : number,
					state == NULL ? "" : state->label));
}

enum err fill_plan_items(struct context *context, struct matter *matter, struct values *form UNUSED, struct dict *body)
{
	static const char *const heads[] = {"系统",     "季度",   "处理器#",  "内存#", "存储#",
					    "采纳意见", "申请量", "申请情况", NULL};
	struct query *query = db_query(context->db, Q_PLANNING_PANEL_ITEMS);
	struct arena *arena = context->arena;
	struct table *table = NULL;
	int64_t first = 0, last = 0;

	if (!period_days(matter->period, &first, &last))
		first = last = 0;
	query_int(query, ":matter", matter->id);
	query_int(query, ":center", (context->actor->kinds & KIND_CENTER) != 0 && matter->org != context->actor->org);
	query_int(query, ":first_at", day_start(first));
	query_int(query, ":last_at", day_end(last));
	while (query_step(query)) {
		const char *name = next_text(query, arena);

		if (table == NULL)
			table = table_begin(arena, panel_add(body, "PANEL_MAIN", "计划项与申请情况"),
					    "计划项与申请情况", heads);
		table_line(table);
		table_sub(table, name, plan_kind_label(next_text(query, arena)));
		table_text(table, arena_printf(arena, "第 %" PRId64 " 季度", next_int(query)));
		table_number(table, next_int(query));
		table_number(table, next_int(query));
		table_number(table, next_int(query));
		show_decision(context, table, query);
		show_asked(context, table, query);
		show_application(context, table, query);
	}
	return query_end(query);
}

enum err fill_plan_unplanned(struct context *context, struct matter *matter, struct values *form UNUSED,
			     struct dict *body)
{
	static const char *const heads[] = {"申请", "计划外原因", "处理器#", "内存#", "存储#", NULL};
	struct query *query = db_query(context->db, Q_PLANNING_PANEL_UNPLANNED);
	struct arena *arena = context->arena;
	struct table *table = NULL;

	query_int(query, ":organisation", matter->org);
	query_int(query, ":year", plan_year(matter));
	while (query_step(query)) {
		int64_t id = next_int(query);
		const char *number = next_text(query, arena);

		if (table == NULL)
			table = table_begin(arena, panel_add(body, "PANEL_MAIN", "本年度计划外申请"),
					    "本年度计划外申请", heads);
		table_line(table);
		table_link(table, arena_printf(arena, "/matters/%" PRId64, id),
			   arena_printf(arena, "%s %s", text_empty(number) ? "草稿" : number, next_text(query, arena)));
		table_text(table, next_text(query, arena));
		table_number(table, next_int(query));
		table_number(table, next_int(query));
		table_number(table, next_int(query));
	}
	return query_end(query);
}

static const char *quarter_standing(struct arena *arena, int64_t reported, int64_t begins, int64_t ends)
{
	int64_t now = clock_now();

	if (reported > 0)
		return arena_printf(arena, "%s 报告", format_day(arena, day_of(reported)));
	if (now > ends)
		return "未报告，季度已经结束";
	return now < begins ? "未到" : "进行中";
}

/* Of each quarter that ended after the plan was issued, or was told of. */
enum err fill_plan_progress(struct context *context, struct matter *matter, struct values *form UNUSED,
			    struct dict *body)
{
	static const char *const heads[] = {"季度", "进展", "情况", NULL};
	struct query *query = db_query(context->db, Q_PLANNING_PROGRESS);
	struct arena *arena = context->arena;
	struct table *table = NULL;

	query_int(query, ":matter", matter->id);
	while (query_step(query)) {
		int64_t quarter = next_int(query);
		const char *progress = next_text(query, arena);
		int64_t reported = next_int(query);
		int64_t issued = next_int(query);
		struct date first = {(int)plan_year(matter), (int)quarter * 3 - 2, 1};
		int64_t ends = day_end(plan_quarter_end(plan_year(matter), quarter));

		if (reported == 0 && (issued == 0 || issued > ends))
			continue;
		if (table == NULL)
			table = table_begin(arena, panel_add(body, "PANEL_MAIN", "季度进展"), "季度进展", heads);
		table_line(table);
		table_text(table, arena_printf(arena, "第 %" PRId64 " 季度", quarter));
		table_text(table, text_empty(progress) ? "—" : progress);
		table_text(table, quarter_standing(arena, reported, day_start(day_from_date(first)), ends));
	}
	return query_end(query);
}
