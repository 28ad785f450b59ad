/* What a leader looks at first: who is late, what happened, what ran out, pools, this month's duties. */
#include "base/base.h"
#include "modules/desk/desk.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/panel.h"
#include "kernel/period.h"
#include "kernel/round.h"

static enum err fill_pools(struct context *context, struct dict *body)
{
	static const char *const heads[] = {"云平台", "最紧的资源", "分配率#", NULL};
	struct dict *panel = panel_add(body, "PANEL_SIDE", "资源池");
	struct query *query = db_query(context->db, Q_DESK_POOLS);
	struct table *table = NULL;

	while (query_step(query)) {
		const char *href = arena_printf(context->arena, "/platforms/%" PRId64, next_int(query));

		if (table == NULL)
			table = table_begin(context->arena, panel, "各平台最紧的资源", heads);
		table_line(table);
		table_link(table, href, next_text(query, context->arena));
		table_text(table, next_text(query, context->arena));
		table_text(table, arena_printf(context->arena, "%" PRId64 "%%", next_int(query)));
	}
	if (table == NULL)
		panel_empty(panel, "没有资源池", "平台登记容量后列在这里");
	return query_end(query);
}

static enum err fill_late(struct context *context, struct dict *body)
{
	static const char *const heads[] = {"在谁手里", "逾期#", NULL};
	struct dict *panel = panel_add(body, "PANEL_SIDE", "逾期在办");
	struct query *query = db_query(context->db, Q_DESK_LATE_BY_HOLDER);
	struct table *table = NULL;
	int64_t all = 0;

	query_int(query, ":now", clock_now());
	while (query_step(query)) {
		if (table == NULL)
			table = table_begin(context->arena, panel, "逾期在办", heads);
		table_line(table);
		table_text(table, next_text(query, context->arena));
		table_number(table, next_int(query));
		all = next_int(query);
	}
	if (table != NULL)
		panel_more(panel, "/compliance/late?standing=1",
			   arena_printf(context->arena, "全部 %" PRId64 " 件", all));
	if (table == NULL)
		panel_empty(panel, "没有逾期", "没有超过时限的在办事项");
	return query_end(query);
}

static enum err fill_incidents(struct context *context, struct dict *body)
{
	static const char *const heads[] = {"事件", "环节", NULL};
	struct dict *panel = panel_add(body, "PANEL_MAIN", "未办结的网络安全事件");
	struct query *query = db_query(context->db, Q_DESK_OPEN_INCIDENTS);
	struct table *table = NULL;
	int64_t all = 0;

	query_int(query, ":org", context->actor->org);
	while (query_step(query)) {
		const char *href = arena_printf(context->arena, "/matters/%" PRId64, next_int(query));
		const char *title = next_text(query, context->arena);
		const struct procedure *procedure = procedure_version(context->service, context->db, next_int(query));
		const struct state *state =
			procedure == NULL ? NULL : procedure_state(procedure, next_text(query, context->arena));

		if (table == NULL)
			table = table_begin(context->arena, panel, "未办结的网络安全事件", heads);
		table_line(table);
		table_link(table, href, title);
		table_text(table, state == NULL ? "" : state->label);
		all = next_int(query);
	}
	if (table == NULL)
		panel_empty(panel, "没有", "没有在办的网络安全事件");
	else
		panel_more(panel, "/incidents?condition=open",
			   arena_printf(context->arena, "全部 %" PRId64 " 件", all));
	return query_end(query);
}

/* What ran out, or will within a month: assessments, contracts, periods of use, what was to be revised. */
static enum err fill_lapses(struct context *context, struct dict *body)
{
	enum { AHEAD_DAYS = 30 };
	static const char *const heads[] = {"到期事项", "到期日", NULL};
	struct dict *panel = panel_add(body, "PANEL_MAIN", "到期与失效");
	struct query *query = db_query(context->db, Q_DESK_LAPSES);
	int64_t today = day_of(clock_now());
	struct table *table = NULL;
	int64_t all = 0, shown = 0;

	query_int(query, ":until", today + AHEAD_DAYS);
	query_int(query, ":until_at", day_end(today + AHEAD_DAYS));
	while (query_step(query)) {
		const char *href = next_text(query, context->arena);
		const char *text = next_text(query, context->arena);
		int64_t day = next_int(query);

		if (table == NULL)
			table = table_begin(context->arena, panel, "到期与失效", heads);
		table_line(table);
		table_link(table, href, text);
		if (day < today)
			table_gap(table, arena_printf(context->arena, "%s 已过期", format_day(context->arena, day)));
		else
			table_text(table, format_day(context->arena, day));
		all = next_int(query);
		shown++;
	}
	if (table == NULL)
		panel_empty(panel, "没有到期", "没有这样的等保、密评等结果、合同、使用期限、制度和预案");
	panel_note(panel, all == shown
				  ? arena_printf(context->arena, "已过期和 %d 日内到期", AHEAD_DAYS)
				  : arena_printf(context->arena,
						 "已过期和 %d 日内到期的共 %" PRId64 " 项，列最早的 %" PRId64 " 项",
						 AHEAD_DAYS, all, shown));
	return query_end(query);
}

static enum err fill_duties(struct context *context, struct dict *body)
{
	static const char *const heads[] = {"本期职责", "所属期", "已办#", "应办#", "逾期#", NULL};
	struct dict *panel = panel_add(body, "PANEL_MAIN", "定期职责");
	struct table *table = NULL;
	enum err err = OK;

	for (size_t i = 0; err == OK && i < context->service->procedure_count; i++) {
		const struct procedure *procedure = context->service->procedures[i];
		int64_t owed = 0, done = 0, late = 0;
		struct query *query;
		const char *period;

		if (procedure->round.every == EVERY_NEVER)
			continue;
		period = round_period(context->service, context->arena, procedure, day_of(clock_now()));
		query = db_query(context->db, Q_ROUND_COUNTS);
		query_text(query, ":key", procedure->key);
		query_text(query, ":missed", procedure_missed(context->arena, procedure));
		query_text(query, ":waived", procedure_waived(context->arena, procedure));
		query_int(query, ":now", clock_now());
		query_text(query, ":period", period);
		if (query_step(query)) {
			owed = next_int(query);
			done = next_int(query);
			late = next_int(query);
		}
		err = query_end(query);
		if (owed == 0)
			continue;
		if (table == NULL)
			table = table_begin(context->arena, panel, "定期职责", heads);
		table_line(table);
		table_link(table, arena_printf(context->arena, "/duties/%s?period=%s", procedure->key, period),
			   procedure->title);
		table_text(table, period_label(context->arena, period));
		table_number(table, done);
		table_number(table, owed);
		if (late > 0)
			table_gap(table, arena_printf(context->arena, "%" PRId64, late));
		else
			table_number(table, 0);
	}
	if (table == NULL)
		panel_empty(panel, "没有应办的职责", "每月、每季等定期职责发起后列在这里");
	return err;
}

enum err desk_lead_fill(struct context *context, struct dict *body)
{
	enum err err;

	if (!actor_has(context->actor, ROLE_CENTER_LEAD))
		return OK;
	err = fill_late(context, body);
	if (err == OK)
		err = fill_incidents(context, body);
	if (err == OK)
		err = fill_lapses(context, body);
	if (err == OK)
		err = fill_pools(context, body);
	return err == OK ? fill_duties(context, body) : err;
}
