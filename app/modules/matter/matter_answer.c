/* The page after an action of the procedure was pressed: the matter as it is now, or what kept it from being done. */
#include "base/base.h"

#include "base/text.h"
#include "http/respond.h"
#include "kernel/move.h"
#include "modules/matter/matter_post.h"

/* Then the page that has the opinion is shown again, not the form, which has nothing wrong. */
static bool only_the_opinion(const struct move *move)
{
	for (size_t i = 0; i < move->refusal_count; i++)
		if (!text_equal(move->refusals[i].field, "opinion"))
			return false;
	return move->refusal_count > 0 && move->form->error_count == 0;
}

static enum err shown_again(struct post *post, enum err err, const struct acting *acting)
{
	enum err found = matter_of(post->req, &post->context, &post->matter);

	return found != OK ? found : matter_show_page(post->req, &post->context, post->matter, acting, err_status(err));
}

/* The sentence then stands above the matter, not among what is to be corrected. */
static struct acting after_refusal(enum err err, struct acting acting)
{
	if (err != ERR_CONFLICT)
		acting.refused_sentence = acting.sentence;
	acting.sentence = NULL;
	acting.posted = NULL; /* another state asks for other things */
	return acting;
}

enum err post_answer(struct post *post, enum err err, struct move *move, const struct action *action)
{
	bool asks = err == ERR_PASSWORD || (err == ERR_THROTTLED && move->refusal_count > 0);
	struct acting acting = {
		.action = action,
		.fields = move->fields,
		.posted = &post->req->posted,
		.opinion = params_get(&post->req->posted,
				      "opinion"), /* the move drops one that the action does not take */
		.sentence = move->sentence,
		.refusals = move->refusals,
		.refusal_count = move->refusal_count,
		/* Without words it was asked by a matter that this one moves along. */
		.password = !asks                    ? NULL
			    : move->sentence != NULL ? move->sentence
						     : err_sentence(err),
		.late = post->overtaken,
	};

	if (err == OK && post->matter->state->edit && text_equal(action->to, "@same") && !action->primary)
		return respond_redirect(post->req, "/matters/%" PRId64 "/edit", post->matter->id);
	if (err == OK && move->matter->submitted_at == 0 && post->matter->state->edit)
		return respond_redirect(post->req, "/matters/%" PRId64 "/done", post->matter->id);
	if (err == OK)
		return respond_redirect(post->req, "/matters/%" PRId64, post->matter->id);
	if (err == ERR_INVALID && post->matter->state->edit && move->form != NULL && !only_the_opinion(move))
		return matter_edit_page(post->req, &post->context, post->matter, move->form, &acting, 422);
	if (err == ERR_INVALID || asks)
		return shown_again(post, err, &acting);
	return post_outrun(err) ? post_refused(post, err, after_refusal(err, acting)) : err;
}
