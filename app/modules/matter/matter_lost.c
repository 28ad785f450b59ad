/* What was refused for who pressed it or for what happened meanwhile: the page says so, and gives back what was typed.
 */
#include "base/base.h"

#include "base/text.h"
#include "kernel/move.h"
#include "modules/matter/matter_post.h"

bool post_outrun(enum err err)
{
	return err == ERR_CONFLICT || err == ERR_STATE || err == ERR_FORBIDDEN || err == ERR_OWN_MATTER ||
	       err == ERR_NOT_FOUND || err == ERR_REPEATED;
}

enum err post_refused(struct post *post, enum err err, struct acting acting)
{
	enum err found = matter_of(post->req, &post->context, &post->matter);

	if (found != OK)
		return found;
	acting.refused = err;
	post->req->refused = err;
	return matter_show_page(post->req, &post->context, post->matter, &acting, err_status(err));
}

static const char *heading_of(enum err err)
{
	return err == ERR_CONFLICT ? "这件事项刚被别人办理。" : err == ERR_REPEATED ? "已经提交过。" : "没有生效。";
}

static const char *sentence_of(struct context *context, const struct acting *acting)
{
	if (acting->refused == ERR_CONFLICT)
		return "您的操作没有生效，请先看最新情况。";
	if (acting->refused == ERR_NOT_FOUND)
		return "这个席位已经办理完，或者已转给别人。您的操作没有生效，请先看最新情况。";
	if (acting->refused == ERR_REPEATED)
		return arena_printf(context->arena, "%s，现在的情况如下。", err_sentence(acting->refused));
	return acting->refused_sentence != NULL ? acting->refused_sentence : err_sentence(acting->refused);
}

/* Whether the page asks for it again: then what was typed stands there. */
static enum err asked_again(struct context *context, const struct matter *matter, const struct acting *acting,
			    bool *fields, bool *words)
{
	const struct action **actions;
	size_t count;
	enum err err = matter_actions(context, matter, &actions, &count);

	*fields = *words = false;
	for (size_t i = 0; err == OK && i < count; i++) {
		*fields = *fields || actions[i] == acting->action;
		*words = *words || (acting->opinion != NULL && actions[i]->opinion != OPINION_NONE);
	}
	return err;
}

/* A button pressed twice sends what is in the history already. */
static enum err recorded(struct context *context, const struct matter *matter, const char *words, bool *yes)
{
	struct query *query = db_query(context->db, Q_MATTER_PAGE_SAID);
	int64_t said = 0;
	enum err err;

	query_int(query, ":matter", matter->id);
	query_int(query, ":person", context->actor->person);
	query_text(query, ":words", words);
	err = query_value(query, 0, &said);
	*yes = said != 0;
	return err;
}

enum err lost_fill(struct context *context, struct dict *body, const struct matter *matter, const struct acting *acting)
{
	const char *opinion =
		text_trim(context->arena, acting->opinion != NULL ? acting->opinion : acting->refused_words);
	const char *given = "";
	bool fields, words, said = false;
	struct dict *note;
	enum err err;

	if (acting->refused == OK)
		return OK;
	note = dict_section(body, "STALE");
	dict_set(note, "STALE_HEADING", heading_of(acting->refused));
	dict_set(note, "STALE_TEXT", sentence_of(context, acting));
	err = asked_again(context, matter, acting, &fields, &words);
	if (err == OK && !text_empty(opinion))
		err = recorded(context, matter, opinion, &said);
	if (err != OK)
		return err;
	if (!fields && acting->action != NULL && acting->fields != NULL)
		given = event_given(context, matter, acting->action->key, values_json(acting->fields, context->arena));
	if (words || said || text_empty(opinion))
		opinion = "";
	if (*given != '\0' || *opinion != '\0')
		dict_printf(dict_section(body, "LOST"), "LOST_WORDS", "%s%s%s", given,
			    *given != '\0' && *opinion != '\0' ? "\n" : "", opinion);
	return OK;
}
