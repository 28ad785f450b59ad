/* Panel compliance_earlier: beside a filing, what is registered about the same thing and how long it holds
 * (第二十七条). */
#include "base/base.h"
#include "modules/security/security_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/panel.h"

/* One row of the query: who may not open the matter behind it reads what the list shows. */
static void fill_earlier(struct context *context, struct table *table, struct query *query)
{
	struct arena *arena = context->arena;
	const char *href = arena_printf(arena, "/matters/%" PRId64, next_int(query));
	const char *number = next_text(query, arena);
	const char *kind = compliance_kind_label(next_text(query, arena));
	const char *certificate = next_text(query, arena);
	const char *result = next_text(query, arena);
	int64_t obtained = next_int(query);
	int64_t valid = next_int(query);
	bool replaced = next_int(query) != 0;

	table_line(table);
	if (next_int(query) != 0)
		table_link(table, href, number);
	else
		table_text(table, number);
	table_sub(table, kind, certificate);
	table_text(table, result);
	table_text(table, format_day(arena, obtained));
	if (replaced)
		table_sub(table, format_day(arena, valid), "已更新");
	else if (valid > 0 && valid < day_of(clock_now()))
		table_gap(table, arena_printf(arena, "%s 已过期", format_day(arena, valid)));
	else
		table_text(table, valid > 0 ? format_day(arena, valid) : "");
}

enum err fill_compliance_earlier(struct context *context, struct matter *matter, struct values *form UNUSED,
				 struct dict *body)
{
	static const char *const heads[] = {"备案", "类别", "结论", "取得", "有效期至", NULL};
	struct dict *panel;
	struct table *table = NULL;
	struct query *query;

	if (matter == NULL || matter->guest || matter->state->final)
		return OK;
	panel = panel_add(body, "PANEL_MAIN", "同一对象已登记的结果");
	query = db_query(context->db, Q_SECURITY_COMPLIANCE_EARLIER);
	query_int(query, ":matter", matter->id);
	query_int(query, ":org", context->actor->org);
	while (query_step(query)) {
		if (table == NULL)
			table = table_begin(context->arena, panel, "同一对象已登记的结果", heads);
		fill_earlier(context, table, query);
	}
	if (table == NULL)
		panel_empty(panel, "没有", "这个系统、平台或单位此前没有登记过结果");
	return query_end(query);
}
