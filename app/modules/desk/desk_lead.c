/* What a leader looks at first: pools, who is late, what happened, this month's duties. */
#include "base/base.h"
#include "modules/desk/desk.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/panel.h"
#include "kernel/round.h"

static enum err fill_pools(struct context *context, struct dict *body)
{
	static const char *const heads[] = {"云平台", "最紧的资源", "分配率#", NULL};
	struct table *table =
		table_begin(context->arena, panel_add(body, "PANEL_SIDE", "资源池"), "各平台最紧的资源", heads);
	struct query *query = db_query(context->db, Q_DESK_POOLS);

	while (query_step(query)) {
		const char *href = arena_printf(context->arena, "/platforms/%" PRId64, next_int(query));

		table_line(table);
		table_link(table, href, next_text(query, context->arena));
		table_text(table, next_text(query, context->arena));
		table_text(table, arena_printf(context->arena, "%" PRId64 "%%", next_int(query)));
	}
	return query_end(query);
}

static enum err fill_late(struct context *context, struct dict *body)
{
	static const char *const heads[] = {"在谁手里", "逾期#", NULL};
	struct dict *panel = panel_add(body, "PANEL_SIDE", "逾期在办");
	struct query *query = db_query(context->db, Q_DESK_LATE_BY_HOLDER);
	struct table *table = NULL;

	query_int(query, ":now", clock_now());
	while (query_step(query)) {
		if (table == NULL)
			table = table_begin(context->arena, panel, "逾期在办", heads);
		table_line(table);
		table_text(table, next_text(query, context->arena));
		table_number(table, next_int(query));
	}
	if (table == NULL)
		panel_empty(panel, "没有逾期", "在办事项都在时限内");
	return query_end(query);
}

static enum err fill_incidents(struct context *context, struct dict *body)
{
	static const char *const heads[] = {"事件", "环节", NULL};
	struct query *query = db_query(context->db, Q_DESK_OPEN_INCIDENTS);
	struct table *table = NULL;

	query_int(query, ":org", context->actor->org);
	while (query_step(query)) {
		const char *href = arena_printf(context->arena, "/matters/%" PRId64, next_int(query));
		const char *title = next_text(query, context->arena);
		const struct procedure *procedure = procedure_version(context->service, context->db, next_int(query));
		const struct state *state =
			procedure == NULL ? NULL : procedure_state(procedure, next_text(query, context->arena));

		if (table == NULL)
			table = table_begin(context->arena, panel_add(body, "PANEL_SIDE", "未办结的网络安全事件"),
					    "未办结的网络安全事件", heads);
		table_line(table);
		table_link(table, href, title);
		table_text(table, state == NULL ? "" : state->label);
	}
	return query_end(query);
}

static enum err fill_duties(struct context *context, struct dict *body)
{
	static const char *const heads[] = {"本期职责", "已办#", "应办#", NULL};
	struct table *table = NULL;
	enum err err = OK;

	for (size_t i = 0; err == OK && i < context->service->procedure_count; i++) {
		const struct procedure *procedure = context->service->procedures[i];
		int64_t owed = 0, done = 0;
		struct query *query;

		if (procedure->round.every == EVERY_NEVER)
			continue;
		query = db_query(context->db, Q_DESK_DUTY);
		query_text(query, ":key", procedure->key);
		query_text(query, ":period",
			   round_period(context->service, context->arena, procedure, day_of(clock_now())));
		if (query_step(query)) {
			owed = next_int(query);
			done = next_int(query);
		}
		err = query_end(query);
		if (owed == 0)
			continue;
		if (table == NULL)
			table = table_begin(context->arena, panel_add(body, "PANEL_SIDE", "定期职责"), "定期职责",
					    heads);
		table_line(table);
		table_link(table, "/duties", procedure->title);
		table_number(table, done);
		table_number(table, owed);
	}
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
		err = fill_pools(context, body);
	return err == OK ? fill_duties(context, body) : err;
}
