#include "base/base.h"

#include "base/number.h"
#include "base/text.h"
#include "kernel/deadline.h"
#include "kernel/panel.h"
#include "kernel/permission.h"
#include "modules/matter/matter_module.h"

/*
 * Beside the matter: who takes part, the whole time limit, and for the center
 * what the unit has already, because the ruling weighs it (第三十二条).
 */

static enum err fill_parties(struct context *context, struct dict *pairs, const struct matter *matter)
{
	struct query *query = db_query(context->db, Q_MATTER_PAGE_PARTIES);
	const char *names = "";

	query_int(query, ":matter", matter->id);
	while (query_step(query))
		names = arena_printf(context->arena, "%s%s%s", names, names[0] == '\0' ? "" : "、",
				     next_text(query, context->arena));
	pairs_add(pairs, "参与单位", names);
	return query_end(query);
}

static void fill_total(struct context *context, struct dict *pairs, const struct matter *matter)
{
	struct deadline total;

	if (matter->submitted_at == 0 || matter->state->final || matter->procedure->total_setting == NULL)
		return;
	total = deadline_total(context, matter);
	if (total.due_at > 0)
		pairs_add(pairs, "全程时限",
			  arena_printf(context->arena, "%s\n%s",
				       deadline_words(context, total.due_at, matter->paused_at > 0), total.rule));
}

/* 2026-10 处理器 18.25%，内存 40.10% */
static enum err fill_usage(struct context *context, struct dict *pairs, int64_t unit)
{
	struct query *query = db_query(context->db, Q_MATTER_PAGE_UNIT_USAGE);
	const char *text = "尚无数据";

	query_int(query, ":unit", unit);
	if (query_step(query)) {
		const char *period = next_text(query, context->arena);
		const char *cpu = format_decimal(context->arena, next_int(query), 2);
		const char *memory = format_decimal(context->arena, next_int(query), 2);

		text = arena_printf(context->arena, "%s 处理器 %s%%，内存 %s%%", period, cpu, memory);
	}
	pairs_add(pairs, "使用率均值", text);
	return query_end(query);
}

static enum err fill_unit(struct context *context, struct dict *body, const struct matter *matter)
{
	struct query *query = db_query(context->db, Q_MATTER_PAGE_UNIT);
	struct dict *pairs = panel_pairs(panel_add(body, "PANEL_SIDE", "该单位情况"), true);
	int64_t systems = 0, vcpu = 0, memory = 0, matters = 0, refused = 0;
	enum err err;

	query_int(query, ":unit", matter->unit);
	query_int(query, ":matter", matter->id);
	if (query_step(query)) {
		systems = next_int(query);
		vcpu = next_int(query);
		memory = next_int(query);
		matters = next_int(query);
		refused = next_int(query);
	}
	pairs_add(
		pairs, "在用系统",
		arena_printf(context->arena, "%" PRId64 " 个，%" PRId64 " 核 / %" PRId64 " GB", systems, vcpu, memory));
	pairs_add(pairs, "此前申请",
		  arena_printf(context->arena, "%" PRId64 " 件，其中未通过或撤回 %" PRId64 " 件", matters, refused));
	err = query_end(query);
	return err == OK ? fill_usage(context, pairs, matter->unit) : err;
}

/* What it came from and what it set going, as far as this organisation takes part. */
static enum err fill_related(struct context *context, struct dict *body, const struct matter *matter)
{
	static const char *const heads[] = {"事项", "环节", NULL};
	struct query *query = db_query(context->db, Q_MATTER_PAGE_RELATED);
	struct table *table = NULL;

	query_int(query, ":org", context->actor->org);
	query_int(query, ":matter", matter->id);
	query_int(query, ":base", matter->base_matter);
	while (query_step(query)) {
		int64_t id = next_int(query);
		const char *title = next_text(query, context->arena);
		const struct procedure *procedure = procedure_version(context->service, context->db, next_int(query));
		const struct state *state =
			procedure == NULL ? NULL : procedure_state(procedure, next_text(query, context->arena));

		if (state == NULL)
			continue;
		if (table == NULL)
			table = table_begin(context->arena, panel_add(body, "PANEL_SIDE", "相关事项"), "相关事项",
					    heads);
		table_line(table);
		table_link(table, arena_printf(context->arena, "/matters/%" PRId64, id), title);
		table_sub(table, state->label, procedure->title);
	}
	return query_end(query);
}

/* What the record says of the unit weighs where somebody decides about it. */
static bool about_a_unit(const struct matter *matter)
{
	return matter->system > 0 || matter->owner_role == ROLE_UNIT_CLERK || matter->owner_role == ROLE_UNIT_LEAD;
}

enum err side_fill(struct context *context, struct dict *body, const struct matter *matter)
{
	struct dict *pairs = panel_pairs(panel_add(body, "PANEL_SIDE", "办理情况"), true);
	enum err err = fill_parties(context, pairs, matter);

	fill_total(context, pairs, matter);
	if (err == OK && !matter->guest)
		err = fill_related(context, body, matter);
	if (err == OK && (context->actor->kinds & KIND_CENTER) != 0 && !matter->guest && about_a_unit(matter))
		err = fill_unit(context, body, matter);
	if (text_equal(matter->procedure->key, "application") &&
	    permission_held(MAY_SEE_REVIEW, true, context->actor->roles) && !matter->guest) {
		struct dict *paper = dict_section(body, "PAPER");

		dict_printf(paper, "PAPER_HREF", "/matters/%" PRId64 "/review", matter->id);
		dict_set(paper, "PAPER_LABEL", "评审意见");
	}
	return err;
}

enum err panels_fill(struct context *context, struct dict *body, struct matter *matter, struct values *form)
{
	const struct procedure *procedure = matter->procedure;
	enum err err = OK;

	for (size_t i = 0; err == OK && i < procedure->panel_count; i++)
		err = procedure->panels[i]->fill(context, matter, form, body);
	return err;
}
