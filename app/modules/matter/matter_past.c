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

/* The stage of a state as a bit; a state that the procedure no longer has is of none. */
static uint32_t stage_bit(const struct procedure *procedure, const char *key)
{
	const struct state *state = procedure_state(procedure, key);

	for (size_t i = 0; state != NULL && i < procedure->stage_count; i++)
		if (text_equal(state->stage, procedure->stages[i]))
			return UINT32_C(1) << i;
	return 0;
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
		past->stages |= stage_bit(matter->procedure, step.to);
		if (past->count == 0)
			past->stages |= stage_bit(matter->procedure, step.from);
		keep(context->arena, past, step);
	}
	return query_end(query);
}
