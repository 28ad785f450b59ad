/* Inside matter_act.c, matter_answer.c, matter_lost.c, matter_tool.c, matter_typed.c and matter_vocabulary.c only: one POST to a matter. */
#ifndef MODULES_MATTER_MATTER_POST_H
#define MODULES_MATTER_MATTER_POST_H

#include "kernel/move.h"
#include "modules/matter/matter_module.h"

/* What it works on. */
struct post {
	struct request *req;
	struct context context;
	struct matter *matter;
	const char *argument; /* behind the colon of "add_row:lines" */
	struct values *overtaken; /* typed into a form that had changed or gone meanwhile; NULL: it had not */
};

int64_t posted_number(const struct request *req, const char *name); /* 0: none */

/* To the page of the matter: redirected when OK, with the sentence when it could not be done. */
enum err post_back(struct post *post, enum err err, const char *sentence) NODISCARD;

/* matter_answer.c: after an action of the procedure */
enum err post_answer(struct post *post, enum err err, struct move *move, const struct action *action) NODISCARD;

/* matter_lost.c: refused for who pressed it or for what happened meanwhile, where the page of the matter says so. */
bool post_outrun(enum err err);
enum err post_refused(struct post *post, enum err err, struct acting acting) NODISCARD;

/* matter_tool.c: the same for one of the vocabulary, which stays open as it was typed. */
enum err post_tool(struct post *post, const char *key, enum err err, const char *sentence) NODISCARD;
/* Nobody and no day was chosen for it. */
enum err post_unchosen(struct post *post, const char *key, const char *sentence) NODISCARD;

/* matter_typed.c: whether the form's own fields were sent along, or only a button was pressed. */
bool form_posted(const struct post *post);

/*
 * The form as posted, or as saved when only a button was
 * pressed; arena.  What the saved form does not ask and nobody posted stays.
 */
enum err form_typed(struct post *post, bool draft, struct values **out) NODISCARD;
enum err form_keep_unasked(struct post *post, const struct params *posted, struct values *form) NODISCARD;

/*
 * Save it over the draft the page showed.  With overtaken: ERR_CONFLICT, that was saved elsewhere since; ERR_STATE, it
 * is no draft any more; ERR_REPEATED, this very form was sent before, perhaps with other words.
 */
enum err form_save(struct post *post, struct values *form) NODISCARD;
/* Nothing is done a second time: ERR_REPEATED, with overtaken when a form came along. */
enum err form_sent_again(struct post *post) NODISCARD;
/* The page after that: what was typed, and what stands there now.  err itself where nothing would be lost. */
enum err form_overtaken(struct post *post, enum err err) NODISCARD;

/* matter_vocabulary.c: what every procedure has for free, besides comment, urge and reassign. */
enum err post_add_signer(struct post *post) NODISCARD;
enum err post_give_opinion(struct post *post) NODISCARD;
enum err post_drop_signer(struct post *post) NODISCARD;
enum err post_hold(struct post *post) NODISCARD;
enum err post_resume(struct post *post) NODISCARD;
enum err post_copy(struct post *post) NODISCARD;
enum err post_read_copy(struct post *post) NODISCARD;

#endif
