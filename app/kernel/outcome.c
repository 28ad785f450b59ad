#include "base/base.h"
#include "kernel/outcome.h"

#include "kernel/move.h"

static const struct action *coming_of(const struct matter *base, const struct matter *matter,
				      const struct action *action)
{
	for (size_t i = 0; i < base->procedure->action_count; i++) {
		const struct action *own = &base->procedure->actions[i];

		if (action_comes_of(own, matter->procedure->key, action->key) &&
		    action_leaves(base->procedure, own, base->state))
			return own;
	}
	return NULL;
}

enum err outcome_tell(struct context *context, const struct matter *matter, const struct action *action,
		      const char **sentence)
{
	struct context program = *context;
	struct move move = {0};
	enum err err;

	if (matter->base_matter == 0)
		return OK;
	err = found_err(matter_find_any(context, matter->base_matter, &move.matter));
	if (err != OK)
		return err;
	move.action = coming_of(move.matter, matter, action);
	if (move.action == NULL)
		return OK;
	/* Not the person's own act: whoever issues a paper has no seat in what it grew from. */
	program.actor = system_actor();
	move.step = move.matter->step;
	err = matter_move(&program, &move);
	if (err != OK && move.sentence != NULL)
		*sentence = move.sentence;
	return err;
}
