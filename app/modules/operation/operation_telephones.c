/*
 * Panel `telephones`: whom to call about a fault or an incident.  The roster of each affected unit with whoever mends
 * it or runs what it is about; what nobody registered is said in red, with the way to the list.
 */
#include "base/base.h"
#include "modules/operation/operation_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/permission.h"

/* What one side registered.  The link leads to the unit's lines, where a mobile number can be asked for. */
static bool side_cell(struct table *table, const char *href, const char *lines)
{
	if (text_empty(lines))
		table_link_gap(table, href, "未登记");
	else
		table_link(table, href, lines);
	return !text_empty(lines);
}

/* A line for each pair, of the two rows of its sides; how many of them registered nothing. */
static size_t fill_pair(struct context *context, struct table *table, struct query *query)
{
	struct arena *arena = context->arena;
	const char *href = arena_printf(arena, "/contacts?name=%s", text_url(arena, next_text(query, arena)));
	const char *unit = next_text(query, arena);
	const char *operator= next_text(query, arena);
	bool by_unit, by_operator = false;
	int64_t confirmed;

	table_line(table);
	table_text(table, unit);
	by_unit = side_cell(table, href, next_text(query, arena));
	confirmed = next_int(query);
	table_text(table, operator);
	if (query_step(query)) {
		for (int i = 0; i < 3; i++)
			next_text(query, arena);
		by_operator = side_cell(table, href, next_text(query, arena));
	}
	table_text(table, !by_unit && !by_operator ? ""
			  : confirmed > 0          ? format_day(arena, day_of(confirmed))
						   : "尚未确认");
	return (size_t)!by_unit + (size_t)!by_operator;
}

enum err fill_telephones(struct context *context, struct matter *matter, struct values *form UNUSED, struct dict *body)
{
	static const char *const heads[] = {"使用单位", "使用单位电话", "运行单位", "运行单位电话", "双方确认", NULL};
	struct dict *panel = NULL;
	struct table *table = NULL;
	struct query *query;
	size_t gaps = 0;

	/* An invited expert calls nobody. */
	if (matter == NULL || matter->guest || !actor_holds(context->actor, MAY_SEE_CONTACTS))
		return OK;
	query = db_query(context->db, Q_CONTACT_OF_MATTER);
	query_int(query, ":matter", matter->id);
	query_int(query, ":org", context->actor->org);
	while (query_step(query)) {
		if (table == NULL) {
			panel = panel_add(body, "PANEL_MAIN", "联系电话");
			table = table_begin(context->arena, panel, "联系电话", heads);
		}
		gaps += fill_pair(context, table, query);
	}
	if (panel != NULL)
		panel_note(panel, gaps == 0 ? "取自联动联系表"
					    : arena_printf(context->arena, "取自联动联系表，%zu 处未登记", gaps));
	return query_end(query);
}
