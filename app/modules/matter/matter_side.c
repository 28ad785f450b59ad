#include "base/base.h"

#include "base/text.h"
#include "kernel/deadline.h"
#include "kernel/panel.h"
#include "kernel/panel_before.h"
#include "modules/matter/matter_module.h"

/* Beside the matter: who takes part, the whole time limit, what it hangs together with. */

static enum err fill_parties(struct context *context, struct dict *pairs, const struct matter *matter)
{
	struct query *query = db_query(context->db, Q_MATTER_PAGE_PARTIES);
	const char *names = "";

	query_int(query, ":matter", matter->id);
	while (query_step(query))
		names = text_list_add(context->arena, names, next_text(query, context->arena));
	pairs_add(pairs, "参与单位", names);
	return query_end(query);
}

static void fill_total(struct context *context, struct dict *pairs, const struct matter *matter)
{
	struct deadline total;

	if (matter->submitted_at == 0 || matter->procedure->total_setting == NULL)
		return;
	total = deadline_total(context, matter);
	if (total.due_at > 0 && !matter->state->final)
		pairs_add(pairs, "全程时限",
			  arena_printf(context->arena, "%s\n%s",
				       deadline_words(context, total.due_at, matter->paused_at > 0), total.rule));
	else if (total.due_at == 0 && total.rule[0] != '\0')
		pairs_add(pairs, "全程时限", total.rule);
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

/* What modules know of a matter without its procedure naming them. */
static enum err fill_beside(struct context *context, struct dict *body, const struct matter *matter)
{
	const struct module *const *modules = context->service->modules;
	enum err err = OK;

	for (; err == OK && *modules != NULL; modules++)
		if ((*modules)->beside != NULL)
			err = (*modules)->beside(context, matter, body);
	return err;
}

enum err side_fill(struct context *context, struct dict *body, const struct matter *matter)
{
	struct dict *pairs = panel_pairs(panel_add(body, "PANEL_SIDE", "办理情况"), true);
	enum err err = fill_parties(context, pairs, matter);

	fill_total(context, pairs, matter);
	if (err == OK && !matter->guest)
		err = fill_related(context, body, matter);
	if (err == OK && !matter->guest)
		err = fill_beside(context, body, matter);
	return err;
}

enum err panels_fill(struct context *context, struct dict *body, struct matter *matter, struct values *form)
{
	const struct procedure *procedure = matter->procedure;
	enum err err = OK;

	for (size_t i = 0; err == OK && i < procedure->panel_count; i++)
		err = panel_fill(procedure->panels[i], context, matter, form, body);
	return err;
}

enum err panels_fill_sheet(struct context *context, struct dict *sheet, struct matter *matter)
{
	const struct procedure *procedure = matter->procedure;
	struct values *form;
	enum err err = matter_form(context, matter, &form, NULL);

	for (size_t i = 0; err == OK && i < procedure->panel_count; i++)
		if (module_panel_on_sheet(context->service->modules, procedure->panels[i]->name))
			err = panel_fill(procedure->panels[i], context, matter, form, sheet);
	return err;
}
