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
	{METHOD_GET, "/contacts", contacts_get, MAY_SEE_CONTACTS, "24", NULL, 0, 0, NULL},
	{METHOD_GET, "/contacts/:id", contact_get, MAY_SEE_CONTACTS, "24", NULL, 0, ROUTE_TRAIL, NULL},
	{0},
};

static const struct guard_row guards[] = {
	{"fault_subject", "故障对象", "20", fault_subject},
	{"fault_times", "开始和发现时间", "20", fault_times},
	{"fault_level", "故障等级", "23", fault_level},
	{"fault_planned", "计划内检修", "20", fault_planned},
	{"fault_party", "处置单位", "8", fault_party},
	{"fault_new_party", "更正后的处置单位", "8", fault_new_party},
	{"fault_no_incident", "网络安全事件", "30", fault_no_incident},
	{"fault_restored_times", "恢复时间", "20", fault_restored_times},
	{"fault_arrival", "到场时间", "24", fault_arrival},
	{"fault_facts_right", "更正后的事实", "23", fault_facts_right},
	{"fault_confirmer", "确认单位", "20", fault_confirmer},
	{"maintenance_window", "检修窗口", "20", maintenance_window},
	{"maintenance_notice", "提前告知", "24", maintenance_notice},
	{"maintenance_affected", "受影响单位", "24", maintenance_affected},
	{"maintenance_begun", "窗口时间", "20", maintenance_begun},
	{"maintenance_finished", "完成时间", "20", maintenance_finished},
	{"maintenance_on_time", "是否按期", "20", maintenance_on_time},
	{"service_wanted", "期望完成日期", "24", service_wanted},
	{"service_host", "办理平台", "24", service_host},
	{"measured_figures", "实测数据", "33", measured_figures},
	{"spot_party_answers", "核对单位", "31", spot_party_answers},
	{"checked_day_past", "抽查日期", "31", checked_day_past},
	{"drill_day_past", "演练日期", "28", drill_day_past},
	{"survey_complete", "逐家评分", "33", survey_complete},
	{"roster_lines", "联系人", "24", roster_lines},
	{"roster_reply_lines", "联系人", "24", roster_reply_lines},
	{"roster_not_needed", "是否需要", "24", roster_not_needed},
	{.name = NULL},
};

static const struct effect_row effects[] = {
	{"fault_open", fault_open},
	{"fault_push", fault_push},
	{"fault_respond", fault_respond},
	{"fault_raise", fault_raise},
	{"fault_hand_over", fault_hand_over},
	{"fault_regrade", fault_regrade},
	{"fault_restore", fault_restore},
	{"fault_arrive", fault_arrive},
	{"fault_confirm", fault_confirm},
	{"fault_reopen", fault_reopen},
	{"fault_analysis", fault_analysis},
	{"fault_return", fault_return},
	{"fault_accept", fault_accept},
	{"fault_dismiss", fault_dismiss},
	{"fault_correct", fault_correct},
	{"fault_waive", fault_waive},
	{"maintenance_notify", maintenance_notify},
	{"maintenance_agree", maintenance_agree},
	{"maintenance_begin", maintenance_begin},
	{"maintenance_call_off", maintenance_call_off},
	{"maintenance_cancel", maintenance_cancel},
	{"maintenance_lapse", maintenance_lapse},
	{"maintenance_finish", maintenance_finish},
	{"service_open", service_open},
	{"service_accept", service_accept},
	{"service_deliver", service_deliver},
	{"service_rework", service_rework},
	{"service_answer", service_answer},
	{"service_confirm", service_confirm},
	{"service_lapse", service_lapse},
	{"service_refused", service_refused},
	{"service_withdraw", service_withdraw},
	{"complaint_open", complaint_open},
	{"complaint_answer", complaint_answer},
	{"complaint_valid", complaint_valid},
	{"complaint_invalid", complaint_invalid},
	{"complaint_withdraw", complaint_withdraw},
	{"settle_measurement", settle_measurement},
	{"settle_drill", settle_drill},
	{"survey_record", survey_record},
	{"roster_send", roster_send},
	{"roster_sign", roster_sign},
	{"summary_send", summary_send},
	{"notice_limit", notice_limit},
	{.name = NULL},
};

static const struct prefill_row prefills[] = {
	{"fault_begin", fault_begin},   {"fault_facts_now", fault_facts_now},
	{"summary_rows", summary_rows}, {"survey_rows", survey_rows},
	{"roster_rows", roster_rows},   {"roster_reply", roster_reply},
	{"spot_party", spot_party},     {.name = NULL},
};

static const struct panel_row panels[] = {
	{"earlier_notices", fill_earlier_notices},
	{"delivery", fill_delivery},
	{"deeds", fill_deeds},
	{"fault_facts", fill_fault_facts},
	{"fault_corrections", fill_fault_corrections},
	{"own_faults", fill_own_faults},
	{"telephones", fill_telephones},
	{.name = NULL},
};
static const char *const sheet_panels[] = {"telephones", NULL};

static const struct menu_row menu[] = {
	{"运行与安全", "故障", "/faults", "tools", MAY_SEE_FAULTS, NULL},
	{"运行与安全", "联系人", "/contacts", "telephone", MAY_SEE_CONTACTS, NULL},
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
	.sheet_panels = sheet_panels,
	.menu = menu,
};
