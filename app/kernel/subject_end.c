#include "base/base.h"
#include "kernel/subject_end.h"

#include "kernel/move.h"

enum { MATTERS_MAX = 200 };

static const struct action *ending(const struct matter *matter)
{
	for (size_t i = 0; i < matter->procedure->action_count; i++) {
		const struct action *action = &matter->procedure->actions[i];

		if (action_ends_with_subject(action) && action_leaves(matter->procedure, action, matter->state))
			return action;
	}
	return NULL;
}

static enum err end_one(struct context *context, int64_t id)
{
	struct context program = *context;
	struct move move = {0};
	enum err err = found_err(matter_find_any(context, id, &move.matter));

	if (err != OK)
		return err;
	move.action = ending(move.matter);
	if (move.action == NULL)
		return OK;
	program.actor = system_actor();
	move.step = move.matter->step;
	return matter_move(&program, &move);
}

/* Read first, then moved: a move asks the same table. */
enum err subject_end(struct context *context, int64_t system, int64_t except)
{
	int64_t *matters = arena_array(context->arena, MATTERS_MAX, sizeof *matters);
	struct query *query = db_query(context->db, Q_MATTER_OF_SYSTEM_OPEN);
	size_t count = 0;
	enum err err;

	query_int(query, ":system", system);
	query_int(query, ":except", except);
	while (count < MATTERS_MAX && query_step(query))
		matters[count++] = next_int(query);
	err = query_end(query);
	for (size_t i = 0; err == OK && i < count; i++)
		err = end_one(context, matters[i]);
	return err;
}
