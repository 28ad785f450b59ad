/*
 * The desk: home per role, inbox, handled, notices, health.  Who holds what is
 * rows of table task; this module only reads them.
 */
#ifndef MODULES_DESK_DESK_H
#define MODULES_DESK_DESK_H

#include "http/page.h"
#include "kernel/module.h"
#include "modules/desk/batch.h" /* bulk decisions, for whoever else takes them */

extern const struct module desk_module;

/* desk_inbox.c: open seats of the actor, earliest deadline first. */
struct waiting {
	int64_t due_at;
	int64_t task;
	int64_t matter;
	int64_t opened_at;
	int64_t since;        /* when the matter came to its state, time held added */
	int64_t procedure;
	bool paused;
	bool asked;           /* an opinion is asked for (加签) */
	enum role role;
	const char *for_whom; /* 岗位 of whoever delegated it; NULL: his own */
	const char *state;
	const char *number;
	const char *subject;
	const char *unit_name;
};

/* Up to most seats after (after_due, after_task), merged over the actor's roles; arena. */
enum err waiting_list(struct context *context, int64_t after_due, int64_t after_task, size_t most, struct waiting **out,
		      size_t *count) NODISCARD;
/* The state it waits in, as matter_row_fill. */
const struct state *waiting_row(struct context *context, struct dict *row, const struct waiting *waiting);

enum err inbox_get(struct request *req);
enum err handled_get(struct request *req);

/* desk_lead.c: panels of the leader's home; nothing for others. */
enum err desk_lead_fill(struct context *context, struct dict *body);

/* The inbox again, with what was ticked and why that cannot be done together; NULL: nothing was. */
struct ticked {
	const int64_t *tasks;
	size_t count;
	const char *sentence;
};
enum err inbox_page(struct request *req, const struct ticked *ticked, int status);
void inbox_tabs(struct dict *body, bool copies);

/* desk_copies.c */
enum err copies_get(struct request *req);

/* desk_batch_list.c: PANEL_MAIN, bulk decisions that wait for somebody, and the last ones the actor took. */
enum err batches_open_fill(struct context *context, struct dict *body);
enum err batches_done_fill(struct context *context, struct dict *body);

/* desk_batch.c */
extern const struct form batch_form, batch_password_form;
enum err batches_post(struct request *req);
enum err batch_get(struct request *req);
enum err batch_post(struct request *req);

#endif
