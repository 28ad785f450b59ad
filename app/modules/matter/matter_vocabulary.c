/* 加签、挂起、抄送 in the browser; the rules are kernel/move.h and kernel/copy.h. */
#include "base/base.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/copy.h"
#include "kernel/move.h"
#include "modules/matter/matter_post.h"

static const char *posted_text(struct post *post, const char *name)
{
	const char *text = text_trim(post->context.arena, params_get(&post->req->posted, name));

	return text != NULL ? text : "";
}

/* "12:34", a seat and a person. */
static bool posted_pair(struct post *post, const char *name, int64_t *first, int64_t *second)
{
	const char *text = params_get(&post->req->posted, name);
	const char *colon = text == NULL ? NULL : strchr(text, ':');

	return colon != NULL && parse_integer(colon + 1, second) &&
	       parse_integer(arena_strndup(post->context.arena, text, (size_t)(colon - text)), first);
}

/* ---- 加签 ---- */

enum err post_add_signer(struct post *post)
{
	const char *sentence = NULL;
	int64_t task, person;
	enum err err;

	if (!posted_pair(post, "person", &task, &person))
		return post_unchosen(post, "add_signer", "请选择请谁提意见");
	err = matter_add_signer(&post->context, post->matter, task, person, posted_text(post, "opinion"), &sentence);
	return post_tool(post, "add_signer", err, sentence);
}

enum err post_give_opinion(struct post *post)
{
	const char *sentence = NULL;
	enum err err = matter_give_opinion(&post->context, post->matter, posted_number(post->req, "task"),
					   posted_text(post, "opinion"), &sentence);

	return post_tool(post, "give_opinion", err, sentence);
}

enum err post_drop_signer(struct post *post)
{
	return post_back(post, matter_drop_signer(&post->context, post->matter, posted_number(post->req, "task")),
			 NULL);
}

/* ---- 挂起 ---- */

enum err post_hold(struct post *post)
{
	const char *sentence = NULL;
	int64_t until;
	enum err err;

	if (!parse_day(posted_text(post, "until"), &until))
		return post_unchosen(post, "hold", "请写明恢复日期，例如 2026-11-30");
	err = matter_hold(&post->context, post->matter, posted_text(post, "opinion"), until, &sentence);
	return post_tool(post, "hold", err, sentence);
}

enum err post_resume(struct post *post)
{
	const char *sentence = NULL;
	enum err err = matter_resume(&post->context, post->matter, &sentence);

	return post_back(post, err, sentence);
}

/* ---- 抄送 ---- */

/* "12" an organisation, "12:center.review" one role of it. */
static bool posted_receiver(struct post *post, int64_t *organisation, enum role *role)
{
	const char *text = posted_text(post, "receiver");
	const char *colon = strchr(text, ':');

	*role = ROLE_COUNT;
	if (colon == NULL)
		return parse_integer(text, organisation);
	*role = role_from_key(colon + 1);
	return *role != ROLE_COUNT &&
	       parse_integer(arena_strndup(post->context.arena, text, (size_t)(colon - text)), organisation);
}

enum err post_copy(struct post *post)
{
	const char *sentence = NULL;
	int64_t organisation;
	enum role role;
	enum err err;

	if (!posted_receiver(post, &organisation, &role))
		return post_unchosen(post, "copy", "请选择抄送给谁");
	err = copy_send(&post->context, post->matter, organisation, role, posted_text(post, "opinion"), &sentence);
	return post_tool(post, "copy", err, sentence);
}

enum err post_read_copy(struct post *post)
{
	return post_back(post, copy_read(&post->context, post->matter), NULL);
}
