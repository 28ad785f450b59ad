#include "base/base.h"
#include "base/clock.h"
#include "kernel/matter.h"
#include "kernel/panel.h"
#include "kernel/permission.h"
#include "modules/operation/operation_parts.h"

/* Whether it is the first time says how to put it. */
static enum err fill_earlier_notices(struct context *context, struct matter *matter, struct values *form UNUSED,
				     struct dict *body)
{
	static const char *const heads[] = {"督办单", "下达", "现况", NULL};
	struct query *query = db_query(context->db, Q_OPERATION_EARLIER_NOTICES);
	struct table *table = NULL;

	query_int(query, ":org", context->actor->org);
	query_int(query, ":matter", matter->id);
	while (query_step(query)) {
		const char *href = arena_printf(context->arena, "/matters/%" PRId64, next_int(query));
		const char *number = next_text(query, context->arena);
		const char *title = next_text(query, context->arena);
		const struct procedure *procedure = procedure_version(context->service, context->db, next_int(query));
		const struct state *state =
			procedure == NULL ? NULL : procedure_state(procedure, next_text(query, context->arena));

		if (table == NULL)
			table = table_begin(context->arena, panel_add(body, "PANEL_MAIN", "该单位此前的督办"),
					    "该单位此前的督办", heads);
		table_line(table);
		table_link(table, href, arena_printf(context->arena, "%s %s", number, title));
		table_text(table, format_day(context->arena, day_of(next_int(query))));
		table_text(table, state == NULL ? "" : state->label);
	}
	return query_end(query);
}

static const struct route routes[] = {
	{METHOD_GET, "/faults", faults_get, MAY_SEE_FAULTS, "20,23", NULL, 0, 0, NULL},
	{0},
};

static const struct guard_row guards[] = {
	{"fault_subject", "故障对象", "20", fault_subject},
	{"fault_times", "开始和发现时间", "20", fault_times},
	{"fault_level", "故障等级", "23", fault_level},
	{"fault_planned", "计划内检修", "20", fault_planned},
	{"fault_party", "处置单位", "8", fault_party},
	{"fault_new_party", "更正后的处置单位", "8", fault_new_party},
	{"fault_restored_times", "恢复时间", "20", fault_restored_times},
	{"fault_confirmer", "确认单位", "20", fault_confirmer},
	{.name = NULL},
};

static const struct effect_row effects[] = {
	{"fault_open", fault_open},           {"fault_push", fault_push},
	{"fault_respond", fault_respond},     {"fault_raise", fault_raise},
	{"fault_hand_over", fault_hand_over}, {"fault_regrade", fault_regrade},
	{"fault_restore", fault_restore},     {"fault_confirm", fault_confirm},
	{"fault_reopen", fault_reopen},       {"fault_analysis", fault_analysis},
	{"fault_return", fault_return},       {"fault_accept", fault_accept},
	{"fault_dismiss", fault_dismiss},     {.name = NULL},
};

static const struct prefill_row prefills[] = {
	{"fault_begin", fault_begin},
	{.name = NULL},
};

static const struct panel_row panels[] = {
	{"earlier_notices", fill_earlier_notices},
	{"delivery", fill_delivery},
	{"fault_facts", fill_fault_facts},
	{.name = NULL},
};

static const struct menu_row menu[] = {
	{"运行与服务", "故障", "/faults", "tools", MAY_SEE_FAULTS, NULL},
	{.label = NULL},
};

const struct module operation_module = {
	.name = "operation",
	.routes = routes,
	.settings = operation_settings,
	.guards = guards,
	.effects = effects,
	.prefills = prefills,
	.panels = panels,
	.menu = menu,
};
