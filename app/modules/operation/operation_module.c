#include "base/base.h"
#include "base/clock.h"
#include "kernel/matter.h"
#include "kernel/panel.h"
#include "kernel/setting.h"
#include "modules/operation/operation.h"

#define OURS "本系统默认"

static const struct setting_row operation_settings[] = {
	/* 督办 */
	{"notice_receipt_wd", SETTING_INTEGER, "1", "工作日", 1, 30, "督办签收时限", "第十九条", OURS},
	{"notice_reply_wd", SETTING_INTEGER, "10", "工作日", 1, 60, "督办回复时限", "第十九条", OURS},
	{"notice_verify_wd", SETTING_INTEGER, "5", "工作日", 1, 30, "督办回复核实时限", "第十九条", OURS},
	{.key = NULL},
};

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

static const struct panel_row operation_panels[] = {
	{"earlier_notices", fill_earlier_notices},
	{NULL, NULL},
};

const struct module operation_module = {
	.name = "operation",
	.panels = operation_panels,
	.settings = operation_settings,
};
