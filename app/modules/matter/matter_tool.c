/* What every procedure has for free, where it was refused: open, as typed, and the sentence beside what is wrong. */
#include "base/base.h"

#include "base/log.h"
#include "base/text.h"
#include "http/respond.h"
#include "kernel/copy.h"
#include "kernel/move.h"
#include "modules/matter/matter_post.h"

/* least, most: characters of what is said with it.  choice: the other thing that can be wrong, NULL: nothing. */
static const struct tool {
	const char *key;
	size_t least, most;
	const char *choice;
} tools[] = {
	{"comment", 1, MATTER_COMMENT_MAX, NULL},
	{"urge", 0, MATTER_REASON_MAX, NULL},
	{"reassign", 1, MATTER_REASON_MAX, "person"},
	{"add_signer", 1, MATTER_QUESTION_MAX, "person"},
	{"give_opinion", MATTER_ASKED_MIN, MATTER_ASKED_MAX, NULL},
	{"hold", MATTER_HOLD_MIN, MATTER_REASON_MAX, "until"},
	{"copy", 0, COPY_NOTE_MAX, "receiver"},
};

static const struct tool *tool_called(const char *key)
{
	for (size_t i = 0; i < ARRAY_LENGTH(tools); i++)
		if (text_equal(tools[i].key, key))
			return &tools[i];
	fatalx("event=tool key=%s", key);
}

static enum err refuse(struct post *post, const char *key, const char *field, enum err err, const char *sentence)
{
	struct tool_refusal refusal = {.key = key, .field = field, .sentence = sentence, .posted = &post->req->posted};
	struct acting acting = {.sentence = sentence, .tool = &refusal};

	return matter_show_page(post->req, &post->context, post->matter, &acting, err_status(err));
}

enum err post_tool(struct post *post, const char *key, enum err err, const char *sentence)
{
	const struct tool *tool = tool_called(key);
	const char *said = text_trim(post->context.arena, params_get(&post->req->posted, "opinion"));
	size_t length = said != NULL ? utf8_length(said) : 0;
	/* The rules look at what is said first. */
	bool words = length < tool->least || length > tool->most;

	if (err == ERR_INVALID || err == ERR_THROTTLED)
		return refuse(post, key, words ? "opinion" : tool->choice, err, sentence);
	if (post_outrun(err)) {
		struct tool_refusal refusal = {.key = key, .posted = &post->req->posted};

		return post_refused(
			post, err,
			(struct acting){.tool = &refusal, .refused_sentence = sentence, .refused_words = said});
	}
	return err != OK ? err : respond_redirect(post->req, "/matters/%" PRId64, post->matter->id);
}

enum err post_unchosen(struct post *post, const char *key, const char *sentence)
{
	return refuse(post, key, tool_called(key)->choice, ERR_INVALID, sentence);
}

static bool refused(const struct acting *acting, const char *key)
{
	return acting != NULL && acting->tool != NULL && text_equal(acting->tool->key, key);
}

void tool_fill(struct dict *dict, const struct acting *acting, const char *key)
{
	const char *field;

	if (!refused(acting, key))
		return;
	field = acting->tool->field;
	dict_show(dict, "TOOL_OPEN");
	dict_set(dict, "WORDS", params_get(acting->tool->posted, "opinion"));
	if (field != NULL) {
		const char *marker = text_equal(field, "opinion") ? "WORDS_ERROR" : "CHOICE_ERROR";

		dict_set(dict, marker, acting->tool->sentence);
		dict_show(dict, marker);
	}
}

const char *tool_chosen(const struct acting *acting, const char *key, const char *name)
{
	const char *chosen = refused(acting, key) ? params_get(acting->tool->posted, name) : NULL;

	return chosen != NULL ? chosen : "";
}
