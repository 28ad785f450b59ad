/* Where an action leads: onwards, straight back to who returned it, or by all levels again. */
#include "base/base.h"

#include "base/text.h"
#include "kernel/move_step.h"

static enum err documents_changed(struct context *context, const struct matter *matter, bool *changed)
{
	struct query *query = db_query(context->db, Q_EVENT_DOCUMENTS_CHANGED);
	int64_t count;
	enum err err;

	query_int(query, ":matter", matter->id);
	err = query_value(query, 0, &count);
	*changed = count != 0;
	return err;
}

/* Neither a form field nor a document since the return. */
static enum err unchanged(struct step *step, bool *same)
{
	struct matter *matter = step->matter;
	struct values *before;
	size_t *changed;
	bool papers = false;
	enum err err;

	*same = false;
	if (matter->returned_from == NULL || !step->submits)
		return OK;
	err = matter_form_revision(step->context, matter, matter->returned_revision, &before);
	if (err != OK || values_differ(step->context->arena, before, step->form, &changed) > 0)
		return err;
	err = documents_changed(step->context, matter, &papers);
	*same = !papers;
	return err;
}

/* Where a state is left for as a rule; NULL when only for an end. */
static const struct state *next_level(const struct procedure *procedure, const struct state *state)
{
	const struct state *next = NULL;

	for (size_t i = 0; i < procedure->action_count; i++) {
		const struct action *action = &procedure->actions[i];
		const struct state *to = procedure_state(procedure, action->to);

		if (to == NULL || to->final || action->after_setting != NULL ||
		    !action_leaves(procedure, action, state))
			continue;
		if (next == NULL || action->primary)
			next = to;
		if (action->primary)
			break;
	}
	return next;
}

/* Whether a form that was corrected comes here first: some action leads here from where it is edited. */
static bool takes_corrections(const struct procedure *procedure, const struct state *state)
{
	for (size_t i = 0; i < procedure->action_count; i++) {
		const struct action *action = &procedure->actions[i];

		if (!text_equal(action->to, state->key) || action->returns)
			continue;
		for (size_t j = 0; j < action->from_count; j++)
			if (procedure->states[action->from[j]].edit)
				return true;
	}
	return false;
}

/* Where a first submission goes; NULL when the first state leads nowhere. */
static const struct state *first_level(const struct procedure *procedure)
{
	return next_level(procedure, &procedure->states[0]);
}

const struct state *procedure_rerun_level(const struct procedure *procedure, const struct state *state)
{
	const struct state *first = first_level(procedure);

	if (state->edit || first == NULL)
		return first;
	/* Who looks at a correction for the first level has just done so. */
	return takes_corrections(procedure, state) ? next_level(procedure, first) : NULL;
}

enum err matter_rerun(struct context *context, const struct matter *matter, const struct values *form,
		      const char **what)
{
	struct values *before;
	size_t *changed;
	size_t count;
	bool papers = false;
	const char *words = "";
	enum err err;

	*what = NULL;
	if (matter->returned_from == NULL || matter->returned_revision == 0 ||
	    procedure_rerun_level(matter->procedure, matter->state) == NULL)
		return OK;
	err = matter_form_revision(context, matter, matter->returned_revision, &before);
	if (err != OK)
		return err;
	count = values_differ(context->arena, before, form, &changed);
	for (size_t i = 0; i < count; i++) {
		const struct field *field = before->items[changed[i]].field;

		if (field->material)
			words = text_list_add(context->arena, words, field->label);
	}
	err = documents_changed(context, matter, &papers);
	if (papers)
		words = text_list_add(context->arena, words, "附件");
	if (*words != '\0')
		*what = words;
	return err;
}

/* Straight back, unless what was decided by the levels in between is no longer what it was. */
static enum err target_of_return(struct step *step, const char **key)
{
	const struct matter *matter = step->matter;
	const struct state *level = procedure_rerun_level(matter->procedure, matter->state);
	enum err err = OK;

	*key = matter->returned_from;
	if ((matter->state->edit && !step->submits) || level == NULL || matter->returned_from == NULL)
		return OK;
	err = matter_rerun(step->context, matter, step->form, &step->rerun);
	if (text_equal(level->key, matter->returned_from))
		step->rerun = NULL; /* that level itself returned it: nothing is skipped */
	if (step->rerun != NULL)
		*key = level->key;
	return err;
}

enum err step_target(struct step *step)
{
	const struct matter *matter = step->matter;
	const struct action *action = step->move->action;
	const char *key = action->to;
	bool same = false;
	enum err err = OK;

	if (action->to_unchanged != NULL)
		err = unchanged(step, &same);
	if (same)
		key = action->to_unchanged;
	if (err == OK && text_equal(key, "@returner"))
		err = target_of_return(step, &key);
	step->moves = !text_equal(key, "@same");
	step->to = step->moves ? procedure_state(matter->procedure, key) : matter->state;
	if (err == OK && step->to == NULL) {
		step->move->sentence = "这件事项没有退回的记录，不能直接回到退回的岗位";
		err = ERR_STATE;
	}
	return err;
}
