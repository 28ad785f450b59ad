/*
 * Bulk decisions (成批办理): open seats of the same procedure version, state
 * and role, one action without fields of its own, one opinion.  Each matter
 * moves in its own transaction; one that cannot be moved says why and keeps
 * nobody back.  Above bulk_second_person matters another person of the role
 * confirms the stored list first; what he saw does not change afterwards.
 */
#ifndef MODULES_DESK_BATCH_H
#define MODULES_DESK_BATCH_H

#include "kernel/move.h"

enum { BATCH_MOST = 100 };

struct batch_item {
	int64_t line;
	int64_t matter;
	int64_t step;        /* of the matter, when it was put in */
	const char *outcome; /* "done", "refused"; NULL: not yet */
	const char *sentence;
	const char *number, *subject, *unit_name;
	int64_t due_at;
	bool paused;
};

struct batch {
	int64_t id;
	int64_t person;
	enum role role;
	const struct procedure *procedure;
	const struct state *state;
	const struct action *action; /* NULL: not yet chosen */
	const char *opinion;
	int64_t made_at, asked_at, confirmed_by, confirmed_at, run_at, dropped_at;
	const char *title, *confirmer, *dropper; /* 岗位 */
	struct batch_item *items;
	size_t count;
};

/* Put seats together.  ERR_INVALID with *sentence when they do not belong together or are not his. */
enum err batch_open(struct context *context, const int64_t *tasks, size_t count, int64_t *id,
		    const char **sentence) NODISCARD;

/* His own, or of his role when a second person is asked.  Arena. */
enum found batch_find(struct context *context, int64_t id, struct batch **out) NODISCARD;

/* Actions it may take: those that some of its matters offer him and that ask for no fields; arena. */
enum err batch_actions(struct context *context, const struct batch *batch, const struct action ***out,
		       size_t *count) NODISCARD;

/* Why this matter cannot be moved so; *why NULL: it can.  On any connection, changes nothing. */
enum err batch_try(struct context *context, const struct batch *batch, const struct batch_item *item,
		   const char **why) NODISCARD;

enum err batch_choose(struct context *context, const struct batch *batch, const struct action *action,
		      const char *opinion) NODISCARD;
/* Whether so many need a second person. */
bool batch_needs_second(const struct context *context, const struct batch *batch);
/* Whether anybody else of the role is there to be that person. */
enum err batch_second_there(struct context *context, const struct batch *batch, bool *there) NODISCARD;
/*
 * Runs it, or asks a second person first.  ERR_CONFLICT when it is too late for that, likewise below.  ERR_PASSWORD: it is
 * a final decision, and his password is too old (kernel/step_up.h).
 */
enum err batch_go(struct context *context, struct batch *batch) NODISCARD;
enum err batch_confirm(struct context *context, struct batch *batch) NODISCARD; /* ERR_FORBIDDEN: one's own */
/* ERR_PASSWORD as above, with *sentence. */
enum err batch_ask_password(const struct context *context, const struct batch *batch, char **sentence) NODISCARD;
enum err batch_drop(struct context *context, const struct batch *batch) NODISCARD;

#endif
