/* The clerk makes the papers of what is closed, from the pages that were kept at the closing. */
#include "base/base.h"

#include "kernel/closing.h"

#include "base/clock.h"
#include "base/log.h"
#include "kernel/paper.h"
#include "kernel/service.h"

enum { SETTLE_SECONDS = 600, REST_TIMES = 9 };

/* The kept page.  What was closed by an earlier version, or a command without templates, is drawn here once. */
static enum err page_of(struct context *context, const struct closing *closing, struct buf *page)
{
	enum found found = closing_page(context, closing, page);
	enum err err;

	if (found != NOT_FOUND)
		return found == FOUND ? OK : ERR_INTERNAL;
	err = closing_draw(context, closing, page);
	return err == OK ? closing_keep_page(context, closing, page) : err;
}

static enum err press_one(struct context *context, const struct closing *closing)
{
	struct buf page, paper;
	const char *why = NULL;
	enum err err;

	buf_init(&page);
	buf_init(&paper);
	if (page_of(context, closing, &page) != OK)
		why = "版面没有排成";
	else if (paper_make(context->arena, &page, closing->closed_at, &paper) != OK)
		why = "PDF 没有制成";
	if (why != NULL)
		log_error("event=closing_press closing=%" PRId64 " tries=%" PRId64, closing->id, closing->tries + 1);
	err = why != NULL ? closing_fail(context, closing, why) : closing_press(context, closing, &paper);
	buf_release(&page);
	buf_release(&paper);
	return err;
}

/*
 * A press takes a core for a second or two, and a closed month has hundreds of
 * extracts: after each the clerk rests nine times as long.  What waits from before
 * this process began, as after an upgrade or in fresh demo data, waits until people
 * have had their pages for a while.
 */
enum err closing_press_job(struct context *context)
{
	struct service *service = context->service;
	int64_t now = clock_now();
	struct context own = *context;
	struct closing closing;
	enum found found;
	enum err err = OK;

	if (now < service->rests_until)
		return OK;
	own.arena = arena_new();
	found = closing_next(&own, now < service->began_at + SETTLE_SECONDS ? service->began_at : 0, &closing);
	if (found == FOUND)
		err = press_one(&own, &closing);
	if (found == FOUND && closing.organisation != 0)
		service->rests_until = clock_now() + (clock_now() - now + 1) * REST_TIMES;
	arena_free(own.arena);
	return found == FIND_FAILED ? ERR_INTERNAL : err;
}
