#include "base/base.h"
#include "kernel/panel_before.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/matter.h"
#include "kernel/panel.h"

static const char *state_label(struct context *context, int64_t procedure, const char *key)
{
	const struct procedure *version = procedure_version(context->service, context->db, procedure);
	const struct state *state = version == NULL ? NULL : procedure_state(version, key);

	return state == NULL ? "" : state->label;
}

/* Label of the last decision, and below it who took it and when. */
static void add_line(struct context *context, struct table *table, struct query *query)
{
	struct arena *arena = context->arena;
	const char *href = arena_printf(arena, "/matters/%" PRId64, next_int(query));
	const char *subject = next_text(query, arena);
	int64_t procedure = next_int(query);
	const char *state = next_text(query, arena);
	const char *note = next_text(query, arena);
	const char *decision = next_text(query, arena);
	const char *decider = next_text(query, arena);
	int64_t at = next_int(query);

	table_line(table);
	table_link(table, href, subject);
	table_sub(table, state_label(context, procedure, state), note);
	table_sub(table, decision,
		  text_empty(decision) ? NULL : arena_printf(arena, "%s　%s", decider, format_day(arena, day_of(at))));
}

enum err panel_before_rows(struct context *context, struct dict *body, const struct panel_before *before,
			   struct query *query)
{
	static const char *const heads[] = {"事项", "现况", "谁的决定", NULL};
	struct table *table = NULL;

	while (query_step(query)) {
		if (table == NULL) {
			struct dict *panel = panel_add(body, "PANEL_SIDE", before->heading);

			if (before->procedure != NULL)
				panel_more(panel,
					   arena_printf(context->arena, "/matters?procedure=%s", before->procedure),
					   "全部");
			table = table_begin(context->arena, panel, before->heading, heads);
		}
		add_line(context, table, query);
	}
	return query_end(query);
}

enum err panel_fill(const struct panel_row *row, struct context *context, struct matter *matter, struct values *form,
		    struct dict *body)
{
	const struct panel_before *before = (const struct panel_before *)row;
	struct query *query;

	if (row->fill != NULL)
		return row->fill(context, matter, form, body);
	/* While it is written nobody decides, and what is closed was decided by what was known then. */
	if (matter == NULL || matter->state->edit || matter->state->final || matter->guest || matter->copied)
		return OK;
	query = db_query(context->db, before->query);
	query_int(query, ":matter", matter->id);
	query_int(query, ":org", context->actor->org);
	return panel_before_rows(context, body, before, query);
}
