#include "base/base.h"

#include "kernel/deadline.h"
#include "kernel/permission.h"
#include "modules/matter/matter_module.h"

/*
 * Beside the matter: who takes part, the whole time limit, and for the center
 * what the unit has already, because the ruling weighs it (第三十二条).
 */

static void add_pair(struct dict *pairs, const char *label, const char *value)
{
	struct dict *pair = dict_section(pairs, "PAIR");

	dict_set(pair, "PAIR_LABEL", label);
	dict_set(pair, "PAIR_VALUE", value);
}

static struct dict *add_panel(struct dict *body, const char *heading)
{
	struct dict *panel = dict_include(body, "PANEL_SIDE", "part/panel.tpl");

	dict_set(panel, "PANEL_HEADING", heading);
	return dict_include(panel, "CONTENT", "part/pairs_side.tpl");
}

static enum err fill_parties(struct context *context, struct dict *pairs, const struct matter *matter)
{
	struct query *query = db_query(context->db, Q_MATTER_PAGE_PARTIES);
	const char *names = "";

	query_int(query, ":matter", matter->id);
	while (query_step(query))
		names = arena_printf(context->arena, "%s%s%s", names, names[0] == '\0' ? "" : "、",
				     next_text(query, context->arena));
	add_pair(pairs, "参与单位", names);
	return query_end(query);
}

static void fill_total(struct context *context, struct dict *pairs, const struct matter *matter)
{
	struct deadline total;

	if (matter->submitted_at == 0 || matter->state->final || matter->procedure->total_setting == NULL)
		return;
	total = deadline_total(context, matter);
	if (total.due_at > 0)
		add_pair(pairs, "全程时限",
			 arena_printf(context->arena, "%s\n%s",
				      deadline_words(context, total.due_at, matter->paused_at > 0), total.rule));
}

static enum err fill_unit(struct context *context, struct dict *body, const struct matter *matter)
{
	struct query *query = db_query(context->db, Q_MATTER_PAGE_UNIT);
	struct dict *pairs = add_panel(body, "该单位情况");
	int64_t systems = 0, vcpu = 0, memory = 0, matters = 0, refused = 0;

	query_int(query, ":unit", matter->org);
	query_int(query, ":matter", matter->id);
	if (query_step(query)) {
		systems = next_int(query);
		vcpu = next_int(query);
		memory = next_int(query);
		matters = next_int(query);
		refused = next_int(query);
	}
	add_pair(
		pairs, "在用系统",
		arena_printf(context->arena, "%" PRId64 " 个，%" PRId64 " 核 / %" PRId64 " GB", systems, vcpu, memory));
	add_pair(pairs, "此前申请",
		 arena_printf(context->arena, "%" PRId64 " 件，其中未通过或撤回 %" PRId64 " 件", matters, refused));
	add_pair(pairs, "使用效率", "尚无数据");
	return query_end(query);
}

enum err side_fill(struct context *context, struct dict *body, const struct matter *matter)
{
	struct dict *pairs = add_panel(body, "办理情况");
	enum err err = fill_parties(context, pairs, matter);

	fill_total(context, pairs, matter);
	if (err == OK && (context->actor->kinds & KIND_CENTER) != 0 && !matter->guest)
		err = fill_unit(context, body, matter);
	if (permission_held(MAY_SEE_REVIEW, true, context->actor->roles) && !matter->guest) {
		struct dict *paper = dict_section(body, "PAPER");

		dict_printf(paper, "PAPER_HREF", "/matters/%" PRId64 "/review", matter->id);
		dict_set(paper, "PAPER_LABEL", "评审意见");
	}
	return err;
}
