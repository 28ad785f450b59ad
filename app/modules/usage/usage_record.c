/*
 * Panel unit_record: what the record says of the unit, beside every decision
 * about it (第三十二条): what it has, how much of that it uses, what it asked
 * for before and who decided what, what it was sent and left without an answer.
 * For the center and the unit itself; SQL decides which rows they see.
 */
#include "base/base.h"
#include "modules/usage/usage_parts.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/panel.h"
#include "kernel/panel_before.h"
#include "modules/matter/matter_module.h"

enum err usage_month_words(struct context *context, int64_t unit, const char **text)
{
	struct query *query = db_query(context->db, Q_USAGE_UNIT_MONTH);

	*text = "尚无数据";
	query_int(query, ":unit", unit);
	query_text(query, ":period", usage_month_back(context, 1));
	query_int(query, ":org", context->actor->org);
	if (query_step(query)) {
		const char *period = next_text(query, context->arena);
		const char *cpu = format_decimal(context->arena, next_int(query), 2);
		const char *memory = format_decimal(context->arena, next_int(query), 2);

		*text = arena_printf(context->arena, "%s 处理器 %s%%，内存 %s%%", period, cpu, memory);
	}
	return query_end(query);
}

static enum err fill_usage(struct context *context, struct dict *pairs, int64_t unit)
{
	const char *text;
	enum err err = usage_month_words(context, unit, &text);

	pairs_add(pairs, "使用率均值", text);
	return err;
}

/* The judgement of the system the matter is about; what was never deployed is idle without a machine. */
static enum err fill_judgement(struct context *context, struct dict *pairs, int64_t system)
{
	struct usage_judgement judgement;
	enum err err = usage_judge(context, system, &judgement, NULL, NULL);

	if (err == OK && (judgement.machines > 0 || judgement.class != USAGE_UNJUDGED))
		pairs_add(pairs, "本系统评估",
			  arena_printf(context->arena, "%s\n%s%s%s", usage_class_label(judgement.class), judgement.why,
				       text_empty(judgement.rule) ? "" : "\n", judgement.rule));
	else if (err == OK)
		pairs_add(pairs, "本系统评估", "尚无数据");
	return err;
}

static enum err fill_holdings(struct context *context, struct dict *pairs, const struct matter *matter)
{
	struct query *query = db_query(context->db, Q_USAGE_UNIT_HOLDINGS);
	int64_t systems = 0, vcpu = 0, memory = 0, matters = 0, refused = 0;

	query_int(query, ":unit", matter->unit);
	query_int(query, ":matter", matter->id);
	query_int(query, ":org", context->actor->org);
	if (query_step(query)) {
		systems = next_int(query);
		vcpu = next_int(query);
		memory = next_int(query);
		matters = next_int(query);
		refused = next_int(query);
	}
	pairs_add(pairs, "在用系统",
		  arena_printf(context->arena, "%s 个，%s 核 / %s GB", format_integer(context->arena, systems),
			       format_integer(context->arena, vcpu), format_integer(context->arena, memory)));
	pairs_add(pairs, "此前申请",
		  arena_printf(context->arena, "%" PRId64 " 件，其中未通过或撤回 %" PRId64 " 件", matters, refused));
	return query_end(query);
}

static enum err fill_earlier(struct context *context, struct dict *body, const struct matter *matter)
{
	static const struct panel_before requests = {{"", NULL}, "该单位此前的申请与决定", NULL, Q_USAGE_UNIT_EARLIER};
	struct query *query = db_query(context->db, requests.query);

	query_int(query, ":unit", matter->unit);
	query_int(query, ":matter", matter->id);
	query_int(query, ":org", context->actor->org);
	return panel_before_rows(context, body, &requests, query);
}

static enum err fill_ignored(struct context *context, struct dict *body, const struct matter *matter)
{
	static const char *const heads[] = {"通知", "情况", NULL};
	struct query *query = db_query(context->db, Q_USAGE_UNIT_IGNORED);
	struct dict *panel = panel_add(body, "PANEL_SIDE", "该单位没有答复的通知");
	struct table *table = NULL;

	query_int(query, ":unit", matter->unit);
	query_int(query, ":matter", matter->id);
	query_int(query, ":org", context->actor->org);
	query_int(query, ":now", clock_now());
	while (query_step(query)) {
		const char *href = arena_printf(context->arena, "/matters/%" PRId64, next_int(query));
		const char *subject = next_text(query, context->arena);
		const char *what = next_text(query, context->arena);

		if (table == NULL)
			table = table_begin(context->arena, panel, "该单位没有答复的通知", heads);
		table_line(table);
		table_link(table, href, subject);
		table_sub(table, what, format_day(context->arena, day_of(next_int(query))));
	}
	if (table == NULL)
		panel_empty(panel, "没有", "降配、清理、督办等通知都在时限内答复");
	return query_end(query);
}

/* About a unit, before somebody who may know what the record says of it. */
static bool concerns(const struct context *context, const struct matter *matter)
{
	bool about =
		matter->system > 0 || matter->owner_role == ROLE_UNIT_CLERK || matter->owner_role == ROLE_UNIT_LEAD;
	bool knows = (context->actor->kinds & KIND_CENTER) != 0 || context->actor->org == matter->unit;

	return about && knows && !matter->guest && !matter->copied;
}

enum err usage_unit_record(struct context *context, struct matter *matter, struct values *form UNUSED,
			   struct dict *body)
{
	struct dict *pairs;
	enum err err;

	/* While it is written nobody decides, and what is closed was decided by what was known then. */
	if (matter == NULL || !concerns(context, matter) || matter->state->edit || matter->state->final)
		return OK;
	pairs = panel_pairs(panel_add(body, "PANEL_SIDE", "该单位情况"), true);
	err = fill_holdings(context, pairs, matter);
	if (err == OK)
		err = fill_usage(context, pairs, matter->unit);
	if (err == OK && matter->system > 0)
		err = fill_judgement(context, pairs, matter->system);
	if (err == OK)
		err = fill_earlier(context, body, matter);
	return err == OK ? fill_ignored(context, body, matter) : err;
}
