/* What has happened in a matter, read once for a page: which stages it was in and which papers there are. */
#include "base/base.h"

#include "base/text.h"
#include "modules/matter/matter_module.h"

enum { STEPS_AT_FIRST = 16 };

static void keep(struct arena *arena, struct past *past, struct past_step step)
{
	size_t room = past->count < STEPS_AT_FIRST ? STEPS_AT_FIRST : past->count;

	if (past->count == 0 || (past->count >= STEPS_AT_FIRST && (past->count & (past->count - 1)) == 0)) {
		struct past_step *steps = arena_array(arena, past->count == 0 ? room : 2 * room, sizeof *steps);

		if (past->count > 0)
			memcpy(steps, past->steps, past->count * sizeof *steps);
		past->steps = steps;
	}
	past->steps[past->count++] = step;
}

enum err past_read(struct context *context, const struct matter *matter, struct past *past)
{
	struct query *query = db_query(context->db, Q_MATTER_PAGE_PAST);

	*past = (struct past){0};
	query_int(query, ":matter", matter->id);
	while (query_step(query)) {
		struct past_step step;

		step.action = next_text(query, context->arena);
		step.from = next_text(query, context->arena);
		step.to = next_text(query, context->arena);
		keep(context->arena, past, step);
	}
	return query_end(query);
}

static bool in_stage(const struct procedure *procedure, const char *key, const char *stage)
{
	const struct state *state = procedure_state(procedure, key);

	return state != NULL && text_equal(state->stage, stage);
}

bool past_stage(const struct past *past, const struct procedure *procedure, const char *stage)
{
	for (size_t i = 0; i < past->count; i++)
		if (in_stage(procedure, past->steps[i].from, stage) || in_stage(procedure, past->steps[i].to, stage))
			return true;
	return false;
}
