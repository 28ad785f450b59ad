/* What was written with each step: arrangements, results, answers, newest first. */
#include "base/base.h"
#include "modules/operation/operation_parts.h"

#include "base/clock.h"
#include "kernel/reference.h"

static void add_deed(struct context *context, struct dict *body, const struct action *action, const char *heading,
		     const char *note, const char *json)
{
	struct values *values = values_from_json(context->arena, action->fields, action->field_count, json);
	struct dict *pairs = NULL;

	for (size_t i = 0; values != NULL && i < values->count; i++) {
		const struct value *value = &values->items[i];

		/* Repeated rows are records of their own, with a page of their own. */
		if (!value->present || value->field->type == FIELD_ROWS)
			continue;
		if (pairs == NULL) {
			struct dict *panel = panel_add(body, "PANEL_MAIN", heading);

			panel_note(panel, note);
			pairs = panel_pairs(panel, false);
		}
		pairs_add(pairs, value->field->label, reference_display(context, value));
	}
}

enum err fill_deeds(struct context *context, struct matter *matter, struct values *form UNUSED, struct dict *body)
{
	struct arena *arena = context->arena;
	struct query *query = db_query(context->db, Q_OPERATION_DEEDS);

	query_int(query, ":matter", matter->id);
	query_int(query, ":org", context->actor->org);
	while (query_step(query)) {
		const struct action *action = procedure_action(matter->procedure, next_text(query, arena));
		const char *label = next_text(query, arena);
		const char *who = next_text(query, arena);
		const char *note = arena_printf(arena, "%s，%s", who, format_time(arena, next_int(query)));

		if (action != NULL)
			add_deed(context, body, action, label, note, next_text(query, arena));
	}
	return query_end(query);
}
