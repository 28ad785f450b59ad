/* Whether a new version fits those in force beside it: what opens its matters, and what its own actions open. */
#include "base/base.h"
#include "kernel/procedure.h"

#include "base/buf.h"
#include "base/text.h"

static bool has_field(const struct procedure *procedure, const char *key)
{
	size_t length = strcspn(key, "."); /* "rows.column": the rows */

	for (size_t i = 0; i < procedure->form_count; i++)
		if (strlen(procedure->form[i].key) == length && strncmp(procedure->form[i].key, key, length) == 0)
			return true;
	return false;
}

/* What it is to be about must be something it can be about. */
static void check_about(struct buf *out, const struct procedure *from, const struct action *action,
			const struct procedure *opened)
{
	const struct follow *follow = action->follow;
	bool system = opened->about_system != ABOUT_NOTHING, platform = opened->about_platform != ABOUT_NOTHING;

	if ((follow->system != NULL && !system) || (follow->platform != NULL && !platform) ||
	    (follow->called != NULL && !system && !platform))
		buf_printf(out, "流程“%s”的动作“%s”写明了“%s”所涉的系统或平台，这个流程不涉及\n", from->title,
			   action->label, opened->title);
}

/* What one action opens must be there: the procedure, the state it begins in, the fields that are copied. */
static void check_opened(struct buf *out, const struct procedure *from, const struct action *action,
			 const struct procedure *opened)
{
	const struct follow *follow = action->follow;

	if (opened == NULL) {
		buf_printf(out, "流程“%s”的动作“%s”要发起“%s”，没有这个流程\n", from->title, action->label,
			   follow->procedure);
		return;
	}
	if (follow->at != NULL && procedure_state(opened, follow->at) == NULL)
		buf_printf(out, "流程“%s”的动作“%s”要从环节“%s”发起“%s”，这个流程没有这个环节\n", from->title,
			   action->label, follow->at, opened->title);
	for (size_t i = 0; i < follow->copy_count; i++)
		if (!has_field(opened, follow->targets[i]))
			buf_printf(out, "流程“%s”的动作“%s”要填“%s”的字段“%s”，这个流程没有这个字段\n", from->title,
				   action->label, opened->title, follow->targets[i]);
	check_about(out, from, action, opened);
}

/* What one waits for in another must be there to happen. */
static void check_deeds(struct buf *out, const struct service *service, const struct procedure *from,
			const struct action *action, const struct procedure *candidate)
{
	for (size_t i = 0; i < action->after_deed_count; i++) {
		size_t length = strcspn(action->after_deeds[i], ".");
		bool own = strlen(candidate->key) == length &&
			   strncmp(candidate->key, action->after_deeds[i], length) == 0;
		const struct procedure *other = own ? candidate : NULL;

		for (size_t j = 0; j < service->procedure_count && !own; j++)
			if (strlen(service->procedures[j]->key) == length &&
			    strncmp(service->procedures[j]->key, action->after_deeds[i], length) == 0)
				other = service->procedures[j];
		if ((own || from == candidate) &&
		    (other == NULL || procedure_action(other, action->after_deeds[i] + length + 1) == NULL))
			buf_printf(out, "流程“%s”的动作“%s”等“%s”，没有这个流程或者动作\n", from->title, action->label,
				   action->after_deeds[i]);
	}
}

static void check_actions(struct buf *out, const struct service *service, const struct procedure *from,
			  const struct procedure *candidate)
{
	for (size_t i = 0; i < from->action_count; i++) {
		const struct follow *follow = from->actions[i].follow;
		bool own = follow != NULL && text_equal(follow->procedure, candidate->key);

		if (follow != NULL && (own || from == candidate))
			check_opened(out, from, &from->actions[i],
				     own ? candidate : procedure_find(service, follow->procedure));
		check_deeds(out, service, from, &from->actions[i], candidate);
	}
}

bool procedure_same_series(const struct procedure *one, const struct procedure *other)
{
	size_t length = strcspn(one->number, "-{");

	return strcspn(other->number, "-{") == length && strncmp(one->number, other->number, length) == 0;
}

char *procedure_series_taken(const struct service *service, struct arena *arena, const struct procedure *candidate)
{
	const struct procedure *present = procedure_find(service, candidate->key);

	/* What it has already it may keep: where two once shared one, the first to change is not the one that is at
	 * fault. */
	if (present != NULL && procedure_same_series(present, candidate))
		return NULL;
	for (size_t i = 0; i < service->procedure_count; i++) {
		const struct procedure *other = service->procedures[i];

		if (!text_equal(other->key, candidate->key) && procedure_same_series(other, candidate))
			return arena_printf(arena, "编号“%s”与流程“%s”的编号开头相同，请换一个", candidate->number,
					    other->title);
	}
	return NULL;
}

char *procedure_misfits(const struct service *service, struct arena *arena, const struct procedure *candidate)
{
	struct buf out;
	char *text;

	buf_init(&out);
	text = procedure_dropped(service, arena, candidate);
	if (text != NULL)
		buf_printf(&out, "%s\n", text);
	text = procedure_series_taken(service, arena, candidate);
	if (text != NULL)
		buf_printf(&out, "%s\n", text);
	check_actions(&out, service, candidate, candidate);
	for (size_t i = 0; i < service->procedure_count; i++)
		if (!text_equal(service->procedures[i]->key, candidate->key))
			check_actions(&out, service, service->procedures[i], candidate);
	text = out.length == 0 ? NULL : arena_strndup(arena, out.data, out.length - 1);
	buf_release(&out);
	return text;
}
