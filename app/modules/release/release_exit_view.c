/* What the records say of an exit: who depends on the system, what it holds, how far the clearing is. */
#include "base/base.h"
#include "modules/release/release_parts.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"

enum err dependents_read(struct context *context, int64_t system, struct dependent *out, size_t *count)
{
	struct query *query = db_query(context->db, Q_RELEASE_DEPENDENTS);

	*count = 0;
	query_int(query, ":system", system);
	while (*count < DEPENDENTS_MAX && query_step(query)) {
		struct dependent *one = &out[(*count)++];

		one->system_name = next_text(query, context->arena);
		one->unit_name = next_text(query, context->arena);
		one->kin = next_int(query);
	}
	return query_end(query);
}

/* A fresh form lists who is connected; how that was settled is for the unit to say. */
enum err exit_dependents(struct moving *moving)
{
	struct arena *arena = moving->context->arena;
	struct value *rows = values_find(moving->form, "dependents");
	struct dependent *dependents = arena_array(arena, DEPENDENTS_MAX, sizeof *dependents);
	size_t count = 0;
	enum err err = dependents_read(moving->context, moving->matter->system, dependents, &count);

	if (moving->matter->owner_role == ROLE_CENTER_DISPATCH) {
		values_set(moving->form, "kind", "abandoned");
		values_set(moving->form, "hold_snapshot", "yes");
		values_set(moving->form, "data_handling", "wipe");
	}
	if (err != OK || rows == NULL || count == 0)
		return err;
	rows->rows = arena_array(arena, count, sizeof *rows->rows);
	for (size_t i = 0; i < count; i++) {
		if (dependents[i].kin != DEPENDENT_CONNECTED)
			continue;
		rows->rows[rows->row_count] = values_empty(arena, rows->field->columns, rows->field->column_count);
		values_set(rows->rows[rows->row_count], "system_name", dependents[i].system_name);
		values_set(rows->rows[rows->row_count], "unit_name", dependents[i].unit_name);
		values_set(rows->rows[rows->row_count++], "settled", "pending");
	}
	rows->present = rows->row_count > 0;
	return OK;
}

/* Asked until the exit is agreed to; what came later is in the dossier. */
static bool being_examined(const struct matter *matter)
{
	static const char *const stages[] = {"申请", "公示", "受理"};

	for (size_t i = 0; i < ARRAY_LENGTH(stages); i++)
		if (text_equal(matter->state->stage, stages[i]))
			return true;
	return false;
}

enum err panel_exit_dependents(struct context *context, struct matter *matter, struct values *form UNUSED,
			       struct dict *body)
{
	static const char *const heads[] = {"系统", "使用单位", "关系", NULL};
	static const char *const kinds[] = {
		[DEPENDENT_CONNECTED] = "申请时写明对接",
		[DEPENDENT_PART] = "子系统，须先退出",
		[DEPENDENT_SUCCESSOR] = "重新申请的系统，须先签收资源",
	};
	struct dependent *dependents = arena_array(context->arena, DEPENDENTS_MAX, sizeof *dependents);
	struct table *table;
	size_t count = 0;
	enum err err;

	if (matter == NULL || matter->system == 0 || !being_examined(matter))
		return OK;
	err = dependents_read(context, matter->system, dependents, &count);
	if (err != OK)
		return err;
	if (count == 0) {
		panel_empty(panel_add(body, "PANEL_MAIN", "依赖本系统的在用系统"), "没有依赖",
			    "没有在用系统把本系统登记为所属系统或对接系统");
		return OK;
	}
	table = table_begin(context->arena, panel_add(body, "PANEL_MAIN", "依赖本系统的在用系统"),
			    "依赖本系统的在用系统", heads);
	for (size_t i = 0; i < count; i++) {
		table_line(table);
		table_text(table, dependents[i].system_name);
		table_text(table, dependents[i].unit_name);
		table_text(table, kinds[dependents[i].kin]);
	}
	return OK;
}

enum err panel_exit_resources(struct context *context, struct matter *matter, struct values *form UNUSED,
			      struct dict *body)
{
	static const char *const heads[] = {"平台", "资源", "占用#", "单位", NULL};
	struct held_line *holdings;
	struct table *table;
	size_t count;
	enum err err;

	if (matter == NULL || matter->system == 0 || matter->closed_at != 0)
		return OK;
	err = holdings_read(context, matter->system, 0, &holdings, &count);
	if (err != OK || count == 0)
		return err;
	table = table_begin(context->arena, panel_add(body, "PANEL_MAIN", "将要释放的资源"), "将要释放的资源", heads);
	for (size_t i = 0; i < count; i++) {
		table_line(table);
		table_text(table, holdings[i].platform_name);
		table_text(table, holdings[i].label);
		table_number(table, holdings[i].amount);
		table_text(table, holdings[i].unit);
	}
	return OK;
}

/* ---- the clearing ---- */

struct wipe {
	const char *platform, *snapshot, *method, *scope, *resources;
	int64_t snapshot_at, logs_until, wiped_day, cleared_at, signed_at, freed_at;
};

static bool next_wipe(struct context *context, struct query *query, struct wipe *wipe)
{
	if (!query_step(query))
		return false;
	wipe->platform = next_text(query, context->arena);
	wipe->snapshot = next_text(query, context->arena);
	wipe->snapshot_at = next_int(query);
	wipe->method = next_text(query, context->arena);
	wipe->scope = next_text(query, context->arena);
	wipe->resources = next_text(query, context->arena);
	wipe->logs_until = next_int(query);
	wipe->wiped_day = next_int(query);
	wipe->cleared_at = next_int(query);
	wipe->signed_at = next_int(query);
	wipe->freed_at = next_int(query);
	return true;
}

enum err certificate_text(struct context *context, int64_t matter, char **out)
{
	struct query *query = db_query(context->db, Q_RELEASE_WIPES);
	struct wipe wipe;
	char *text = arena_strdup(context->arena, "");

	query_int(query, ":matter", matter);
	while (next_wipe(context, query, &wipe)) {
		if (wipe.cleared_at == 0)
			continue;
		text = arena_printf(context->arena, "%s%s%s：于%s以%s方式清除%s。资源清单：%s。运行操作日志保存至%s。",
				    text, text[0] == '\0' ? "" : "\n", wipe.platform,
				    format_day_long(context->arena, wipe.wiped_day), wipe.method, wipe.scope,
				    text_replace(context->arena, wipe.resources, "\n", "；"),
				    format_day_long(context->arena, wipe.logs_until));
	}
	*out = text;
	return query_end(query);
}

enum err exit_certificate(struct moving *moving)
{
	char *text;
	enum err err = certificate_text(moving->context, moving->matter->id, &text);

	if (err == OK)
		values_set(moving->fields, "certificate", text);
	return err;
}

static const char *day_or_dash(struct context *context, int64_t at)
{
	return at > 0 ? format_day(context->arena, day_of(at)) : "—";
}

enum err panel_exit_clearance(struct context *context, struct matter *matter, struct values *form UNUSED,
			      struct dict *body)
{
	static const char *const heads[] = {"平台", "快照", "清除", "方式与范围", "服务商确认", "资源释放", NULL};
	struct query *query;
	struct table *table = NULL;
	struct wipe wipe;

	if (matter == NULL)
		return OK;
	query = db_query(context->db, Q_RELEASE_WIPES);
	query_int(query, ":matter", matter->id);
	while (next_wipe(context, query, &wipe)) {
		if (table == NULL)
			table = table_begin(context->arena, panel_add(body, "PANEL_MAIN", "数据清除与资源回收"),
					    "数据清除与资源回收", heads);
		table_line(table);
		table_text(table, wipe.platform);
		table_sub(table, day_or_dash(context, wipe.snapshot_at), wipe.snapshot);
		table_text(table, wipe.cleared_at > 0 ? format_day(context->arena, wipe.wiped_day) : "—");
		table_sub(table, wipe.cleared_at > 0 ? wipe.method : "—", wipe.cleared_at > 0 ? wipe.scope : "");
		table_text(table, day_or_dash(context, wipe.signed_at));
		table_text(table, day_or_dash(context, wipe.freed_at));
	}
	return query_end(query);
}

/* ---- who looked how ---- */

static const char *way_of(const struct matter *matter, const char *key)
{
	const struct action *action = procedure_action(matter->procedure, "confirm_wipe");

	for (size_t i = 0; action != NULL && i < action->field_count; i++)
		for (size_t o = 0;
		     text_equal(action->fields[i].key, "checked_how") && o < action->fields[i].option_count; o++)
			if (text_equal(action->fields[i].options[o].key, key))
				return action->fields[i].options[o].label;
	return key;
}

enum err panel_exit_checks(struct context *context, struct matter *matter, struct values *form UNUSED,
			   struct dict *body)
{
	struct query *query = db_query(context->db, Q_RELEASE_EXIT_CHECKS);

	query_int(query, ":matter", matter->id);
	while (query_step(query)) {
		struct dict *pair = dict_section(body, "PAIR");
		const char *who = next_text(query, context->arena);

		dict_set(pair, "PAIR_LABEL", arena_printf(context->arena, "核验方式（%s）", who));
		dict_set(pair, "PAIR_VALUE", way_of(matter, next_text(query, context->arena)));
		dict_show(body, "HAS_PAIRS");
	}
	return query_end(query);
}
