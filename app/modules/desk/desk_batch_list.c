/* Bulk decisions on the inbox and on what was handled: the way back to those that wait for somebody, and to the last
 * ones. */
#include "base/base.h"
#include "modules/desk/desk.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/panel.h"
#include "kernel/procedure.h"
#include "kernel/service.h"

/* 应急预案登记 6 件，“审核通过” */
static void batch_cell(struct context *context, struct table *table, struct query *query)
{
	struct arena *arena = context->arena;
	const char *href = arena_printf(arena, "/batches/%" PRId64, next_int(query));
	const struct procedure *procedure = procedure_version(context->service, context->db, next_int(query));
	const char *key = next_text(query, arena);
	const struct action *action = procedure == NULL ? NULL : procedure_action(procedure, key);
	int64_t count = next_int(query);

	table_line(table);
	table_link(table, href,
		   arena_printf(arena, "%s %" PRId64 " 件%s", procedure == NULL ? "" : procedure->title, count,
				action == NULL ? "" : arena_printf(arena, "，“%s”", action->label)));
}

static const char *situation(bool asked, bool confirmed, bool own)
{
	if (!asked)
		return "还没有办理";
	if (confirmed)
		return own ? "已确认，由您办理" : "已确认，由提请人办理";
	return own ? "待同岗位的另一人确认" : "待您核对确认";
}

enum err batches_open_fill(struct context *context, struct dict *body)
{
	static const char *const heads[] = {"这一批", "提请", "现况", NULL};
	struct query *query = db_query(context->db, Q_BATCH_OPEN_LIST);
	struct table *table = NULL;

	query_int(query, ":org", context->actor->org);
	query_int(query, ":person", context->actor->person);
	while (query_step(query)) {
		int64_t made_at;
		bool asked, confirmed;
		const char *title;

		if (table == NULL)
			table = table_begin(context->arena, panel_add(body, "PANEL_MAIN", "没有办完的成批办理"),
					    "没有办完的成批办理", heads);
		batch_cell(context, table, query);
		made_at = next_int(query);
		asked = next_int(query) != 0;
		confirmed = next_int(query) != 0;
		title = next_text(query, context->arena);
		table_sub(table, title, format_time(context->arena, made_at));
		table_text(table, situation(asked, confirmed, next_int(query) != 0));
	}
	return query_end(query);
}

enum err batches_done_fill(struct context *context, struct dict *body)
{
	static const char *const heads[] = {"这一批", "已办", "办理时间", "谁确认", NULL};
	struct query *query = db_query(context->db, Q_BATCH_DONE_LIST);
	struct table *table = NULL;

	query_int(query, ":org", context->actor->org);
	query_int(query, ":person", context->actor->person);
	while (query_step(query)) {
		if (table == NULL)
			table = table_begin(context->arena, panel_add(body, "PANEL_MAIN", "我的成批办理"),
					    "我的成批办理", heads);
		batch_cell(context, table, query);
		table_text(table, arena_printf(context->arena, "%" PRId64 " 件", next_int(query)));
		table_text(table, format_time(context->arena, next_int(query)));
		table_text(table, next_text(query, context->arena));
	}
	return query_end(query);
}
