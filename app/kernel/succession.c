#include "base/base.h"
#include "kernel/succession.h"

#include "kernel/matter_seat.h"
#include "kernel/move.h"

enum err succession_open(struct context *context, const struct matter *matter, struct successor *successor)
{
	struct query *query = db_query(context->db, Q_MATTER_SUCCESSOR_OPEN);
	const struct procedure *procedure = NULL;
	const char *state = NULL;
	enum err err;

	*successor = (struct successor){0};
	query_int(query, ":matter", matter->id);
	query_text(query, ":key", matter->procedure->key);
	if (query_step(query)) {
		successor->id = next_int(query);
		procedure = procedure_version(context->service, context->db, next_int(query));
		successor->number = next_text(query, context->arena);
		successor->title = next_text(query, context->arena);
		state = next_text(query, context->arena);
	}
	err = query_end(query);
	if (err == OK && successor->id > 0 && (procedure == NULL || procedure_state(procedure, state) == NULL))
		return ERR_INTERNAL;
	if (err == OK && successor->id > 0)
		successor->state = procedure_state(procedure, state)->label;
	return err;
}

static const struct action *yielding(const struct procedure *procedure)
{
	for (size_t i = 0; i < procedure->action_count; i++)
		if (action_yields(&procedure->actions[i]))
			return &procedure->actions[i];
	return NULL;
}

static char *gone_on(struct context *context, const struct matter *before)
{
	return arena_printf(context->arena, "它要代替的上一版本 %s 现为“%s”，不能由本件代替。请先核对上一版本的情况",
			    matter_label(context->arena, before->number, before->title), before->state->label);
}

enum err succession_complete(struct context *context, const struct matter *heir, const char **sentence)
{
	struct context program = *context;
	struct move move = {0};
	enum found found;
	enum err err;

	if (heir->base_matter == 0)
		return OK;
	found = matter_find_any(context, heir->base_matter, &move.matter);
	if (found != FOUND)
		return ERR_INTERNAL;
	if (strcmp(move.matter->procedure->key, heir->procedure->key) != 0)
		return OK;
	move.action = yielding(move.matter->procedure);
	if (move.action == NULL && move.matter->closed_at != 0)
		return OK;
	if (move.action == NULL || move.matter->closed_at != 0 ||
	    !action_leaves(move.matter->procedure, move.action, move.matter->state)) {
		*sentence = gone_on(context, move.matter);
		return ERR_STATE;
	}
	/* Not the person's own act: whoever registers the new one has no seat in the old one. */
	program.actor = system_actor();
	move.step = move.matter->step;
	err = matter_move(&program, &move);
	if (err != OK && move.sentence != NULL)
		*sentence = move.sentence;
	return err;
}
