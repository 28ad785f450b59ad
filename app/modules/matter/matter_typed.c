/* The form as it was typed: what was posted, over what was saved. */
#include "base/base.h"

#include "base/text.h"
#include "kernel/matter.h"
#include "modules/matter/matter_module.h"
#include "modules/matter/matter_post.h"

bool form_posted(const struct post *post)
{
	const struct procedure *procedure = post->matter->procedure;
	const struct params *posted = &post->req->posted;

	for (size_t p = 0; p < posted->count; p++) {
		size_t length = strcspn(posted->items[p].name, ".");

		for (size_t f = 0; f < procedure->form_count; f++)
			if (strncmp(procedure->form[f].key, posted->items[p].name, length) == 0 &&
			    procedure->form[f].key[length] == '\0')
				return true;
	}
	return false;
}

static bool posted_under(const struct params *posted, const char *key)
{
	size_t length = strlen(key);

	for (size_t p = 0; p < posted->count; p++)
		if (strncmp(posted->items[p].name, key, length) == 0 &&
		    (posted->items[p].name[length] == '\0' || posted->items[p].name[length] == '.'))
			return true;
	return false;
}

/*
 * A field the page did not show could not be typed: what stands there, often
 * prefilled from the registers, stays for when it is asked.
 */
enum err form_keep_unasked(struct post *post, const struct params *posted, struct values *form)
{
	const struct procedure *procedure = post->matter->procedure;
	struct values *saved;
	int64_t saves, saved_at;
	enum err err = matter_draft(&post->context, post->matter, &saved, &saves, &saved_at);

	for (size_t i = 0; err == OK && i < procedure->form_count; i++)
		if (procedure->shown_if[i] != NULL && !posted_under(posted, procedure->form[i].key) &&
		    !procedure_holds(procedure, procedure->shown_if[i], saved, NULL))
			form->items[i] = saved->items[i];
	return err;
}

/* What was typed now, or what was saved before. */
enum err form_typed(struct post *post, bool draft, struct values **out)
{
	const struct procedure *procedure = post->matter->procedure;
	int64_t saves, saved_at;

	if (!form_posted(post))
		return matter_draft(&post->context, post->matter, out, &saves, &saved_at);
	*out = values_decode(post->context.arena, procedure->form, procedure->form_count, &post->req->posted, draft);
	return form_keep_unasked(post, &post->req->posted, *out);
}

enum err form_save(struct post *post, struct values *form)
{
	const struct params *posted = &post->req->posted;
	struct draft_seen seen = {posted_number(post->req, "step"), posted_number(post->req, "revision")};
	enum err err;

	err = params_get(posted, "revision") == NULL || params_get(posted, "step") == NULL
		      ? matter_save_draft(&post->context, post->matter, form)
		      : matter_save_seen(&post->context, post->matter, form, &seen);
	if (err == ERR_CONFLICT || err == ERR_STATE || err == ERR_REPEATED)
		post->overtaken = form;
	return err;
}

enum err form_sent_again(struct post *post)
{
	enum err err =
		params_get(&post->req->posted, "revision") == NULL ? OK : form_typed(post, true, &post->overtaken);

	return err == OK ? ERR_REPEATED : err;
}

/* The same words are there already: a button pressed twice. */
static enum err only_repeated(struct post *post, bool *same)
{
	struct values *saved;
	int64_t saves, saved_at;
	size_t *changed;
	enum err err = matter_draft(&post->context, post->matter, &saved, &saves, &saved_at);

	*same = err == OK && values_differ(post->context.arena, saved, post->overtaken, &changed) == 0;
	return err;
}

enum err form_overtaken(struct post *post, enum err err)
{
	struct acting acting = {.opinion = params_get(&post->req->posted, "opinion")};
	bool may_edit = false;
	bool same = false;
	enum err found = matter_of(post->req, &post->context, &post->matter);

	if (found == OK)
		found = matter_may_edit(&post->context, post->matter, &may_edit);
	if (found == OK && err == ERR_REPEATED)
		found = only_repeated(post, &same);
	if (found != OK || same)
		return found != OK ? found : err;
	acting.stale = may_edit;
	acting.late = may_edit ? NULL : post->overtaken;
	return may_edit ? matter_edit_page(post->req, &post->context, post->matter, post->overtaken, &acting, 409)
			: matter_show_page(post->req, &post->context, post->matter, &acting, 409);
}
