/* A router with hooks that note in which order they were asked. */
#ifndef UNIT_HTTP_ROUTE_CAST_H
#define UNIT_HTTP_ROUTE_CAST_H

#include "base/base.h"

#include "base/text.h"
#include "http/body.h"
#include "http/respond.h"
#include "http/route.h"

#include <sys/wait.h>
#include <unistd.h>

#include "unit/http/fake.h"
#include "unit/suite.h"

enum { PERMISSION_VIEW = PERMISSION_FIRST_OF_KERNEL, PERMISSION_DECIDE, PERMISSION_NOBODY };

static struct arena *arena;
static struct request req;
static struct buf steps; /* what was asked, in order */
static bool signed_in;
static enum err once_answer;

static inline enum err identify(struct request *request)
{
	buf_add_text(&steps, "identify ");
	/* The router looks at the pointer only. */
	request->actor = signed_in ? (struct actor *)&steps : NULL;
	return OK;
}

static inline enum err identify_token(struct request *request)
{
	buf_add_text(&steps, "token ");
	request->actor = request->authorization != NULL ? (struct actor *)&steps : NULL;
	return OK;
}

static inline bool may(struct request *request UNUSED, unsigned permission)
{
	buf_printf(&steps, "may%u ", permission);
	return permission != PERMISSION_NOBODY;
}

static inline bool csrf_valid(struct request *request UNUSED, const char *token)
{
	buf_add_text(&steps, "csrf ");
	return strcmp(token, "good") == 0;
}

static inline enum err once_take(struct request *request UNUSED, const char *once UNUSED)
{
	buf_add_text(&steps, "once ");
	return once_answer;
}

static inline enum err record_trail(struct request *request UNUSED)
{
	buf_add_text(&steps, "trail ");
	return OK;
}

static inline void record_refusal(struct request *request UNUSED, enum err err)
{
	buf_printf(&steps, "refusal(%s) ", err_name(err));
}

static inline void finish(struct request *request UNUSED)
{
	buf_add_text(&steps, "finish");
}

static const struct router_hooks hooks = {identify,       may,  csrf_valid, once_take, record_trail,
					  record_refusal, NULL, finish,     NULL,      identify_token};

static inline enum err show(struct request *request)
{
	buf_printf(&steps, "handle(%s,%" PRId64 ") ", request->route->path, request_number(request, "id"));
	return respond_text(request, 200, "shown");
}

static inline enum err silent(struct request *request UNUSED)
{
	return OK;
}

static inline enum err give_file(struct request *request)
{
	struct buf content;
	enum err err;

	buf_add_text(&steps, "given ");
	buf_init(&content);
	buf_add_text(&content, "a,b");
	err = respond_file(request, "text/csv; charset=utf-8", "list.csv", &content);
	buf_release(&content);
	return err;
}

static inline enum err hidden(struct request *request UNUSED)
{
	return ERR_NOT_FOUND;
}

static inline enum err prepare_refused(struct request *request UNUSED)
{
	buf_add_text(&steps, "prepare ");
	return ERR_NOT_FOUND;
}

static inline enum err sink_begin(void *context UNUSED, const char *field UNUSED, const char *file_name UNUSED)
{
	buf_add_text(&steps, "file ");
	return OK;
}

static inline enum err sink_write(void *context UNUSED, const void *data UNUSED, size_t length UNUSED)
{
	return OK;
}

static inline enum err sink_end(void *context UNUSED)
{
	return OK;
}

static inline enum err prepare(struct request *request)
{
	buf_add_text(&steps, "prepare ");
	request->sink = (struct upload_sink){NULL, sink_begin, sink_write, sink_end};
	return OK;
}

static const struct field decision_fields[] = {
	{.key = "opinion", .label = "意见", .type = FIELD_LONG_TEXT, .required = true, .max = 10},
	{.key = "level", .label = "级别", .type = FIELD_INTEGER, .min = 1, .max = 3},
};
static const struct form decision = {decision_fields, 2};

#define ROW(verb, address, handler, needed, articles, ...) \
	{ \
		.method = verb, .path = address, .handle = handler, .permission = needed, .article = articles, \
		__VA_ARGS__ \
	}

static const struct route public_rows[] = {
	ROW(METHOD_GET, "/", show, PERMISSION_PUBLIC, "none", .form = NULL),
	ROW(METHOD_GET, "/sign-in", show, PERMISSION_PUBLIC, "none", .flags = ROUTE_DOOR),
	{0},
};

static const struct route matter_rows[] = {
	ROW(METHOD_GET, "/matters/:id", show, PERMISSION_VIEW, "12", .form = NULL),
	ROW(METHOD_POST, "/matters/:id", show, PERMISSION_DECIDE, "12", .form = &decision, .body_max = 1024),
	ROW(METHOD_GET, "/matters/new", show, PERMISSION_SIGNED_IN, "10", .form = NULL),
	ROW(METHOD_GET, "/matters/:id/:key", show, PERMISSION_VIEW, "12", .form = NULL),
	ROW(METHOD_GET, "/matters/:id/log", show, PERMISSION_VIEW, "31", .flags = ROUTE_TRAIL),
	ROW(METHOD_GET, "/rules/:key", show, PERMISSION_SIGNED_IN, "none", .form = NULL),
	ROW(METHOD_GET, "/nobody", show, PERMISSION_NOBODY, "none", .form = NULL),
	ROW(METHOD_GET, "/silent", silent, PERMISSION_PUBLIC, "none", .form = NULL),
	ROW(METHOD_GET, "/hidden", hidden, PERMISSION_PUBLIC, "none", .form = NULL),
	ROW(METHOD_GET, "/file", give_file, PERMISSION_PUBLIC, "none", .form = NULL),
	ROW(METHOD_GET, "/find", show, PERMISSION_PUBLIC, "none", .form = &decision),
	ROW(METHOD_POST, "/preview", show, PERMISSION_SIGNED_IN, "none", .form = &decision, .body_max = 1024,
	    .flags = ROUTE_NO_ONCE),
	ROW(METHOD_POST, "/procedure", show, PERMISSION_SIGNED_IN, "none", .body_max = 1024,
	    .flags = ROUTE_DYNAMIC_FORM),
	ROW(METHOD_POST, "/sign-out", show, PERMISSION_SIGNED_IN, "none", .body_max = 1024),
	ROW(METHOD_POST, "/upload", show, PERMISSION_SIGNED_IN, "none", .body_max = 1024, .flags = ROUTE_UPLOAD,
	    .prepare = prepare),
	ROW(METHOD_POST, "/closed", show, PERMISSION_SIGNED_IN, "none", .body_max = 1024, .flags = ROUTE_UPLOAD,
	    .prepare = prepare_refused),
	{0},
};

static inline enum err take_json(struct request *request)
{
	char piece[8];
	ssize_t got;

	while ((got = body_next(request, piece, sizeof piece)) > 0)
		buf_printf(&steps, "%zd ", got);
	buf_printf(&steps, "end%zd ", got);
	return respond_json(request, 200, "{}");
}

static const struct route token_rows[] = {
	ROW(METHOD_POST, "/api/take", take_json, PERMISSION_DECIDE, "none", .body_max = 32, .flags = ROUTE_TOKEN),
	{0},
};

static struct router *router;

static inline void begin(enum method method, const char *path)
{
	static const struct route *const tables[] = {public_rows, matter_rows, token_rows, NULL};

	if (router == NULL)
		router = router_new(tables, &hooks);
	buf_release(&steps);
	buf_init(&steps);
	signed_in = true;
	once_answer = OK;
	fake_request(&req, arena, method, path);
}

/* The steps of a GET and its status: "200 identify …". */
static inline const char *serve(void)
{
	router_serve(router, &req);
	return arena_printf(arena, "%d %s", req.response.status, steps.data);
}

static inline const char *get(const char *path)
{
	begin(METHOD_GET, path);
	return serve();
}

static inline const char *post(const char *path, const char *form)
{
	begin(METHOD_POST, path);
	fake_form(&req, form);
	return serve();
}

#endif
