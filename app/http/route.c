#include "base/base.h"

#include "http/route.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "http/body.h"
#include "http/respond.h"
#include "http/route_match.h"

struct router {
	const struct route **rows; /* sorted by route_compare */
	size_t count;
	struct router_hooks hooks;
};

static void complain(const struct route *row, const char *complaint)
{
	fatalx("event=route path=%s complaint=%s", row->path, complaint);
}

static void check_path(const struct route *row)
{
	size_t length = strlen(row->path);
	size_t holes = 0;

	if (row->path[0] != '/' || (length > 1 && row->path[length - 1] == '/') || strstr(row->path, "//") != NULL)
		complain(row, "path must begin with a slash, without empty parts and without one at the end");
	for (const char *c = row->path; *c != '\0'; c++) {
		holes += *c == ':';
		if (*c == ':' && (c == row->path || c[-1] != '/' || c[1] == '/' || c[1] == '\0'))
			complain(row, "a hole is a whole part and has a name");
	}
	if (holes > HOLES_MAX)
		complain(row, "too many holes");
}

static void check_form(const struct route *row)
{
	if (row->form == NULL)
		return;
	if ((row->flags & ROUTE_DYNAMIC_FORM) != 0)
		complain(row, "a form table and ROUTE_DYNAMIC_FORM");
	for (size_t i = 0; i < row->form->count; i++)
		for (size_t k = 0; k < i; k++)
			if (strcmp(row->form->fields[i].key, row->form->fields[k].key) == 0)
				complain(row, "two fields with one key");
}

/* The paths that nginx/server.conf.in leads to the doors. */
static bool at_the_doors(const char *path)
{
	static const char ending[] = "/password";
	size_t length = strlen(path);

	return text_equal(path, "/sign-in") || text_equal(path, "/activate") ||
	       (length >= strlen(ending) && text_equal(path + length - strlen(ending), ending));
}

/* The zero value of a permission is no answer: who forgets it does not get a public page but no program. */
static void check_row(const struct route *row, const struct router_hooks *hooks)
{
	bool post = row->method == METHOD_POST;

	check_path(row);
	if (at_the_doors(row->path) != ((row->flags & ROUTE_DOOR) != 0))
		complain(row, "the doors serve /sign-in, /activate and what ends in /password, nothing else");
	if (row->permission == PERMISSION_UNDECLARED)
		complain(row, "no permission declared");
	if (text_empty(row->article))
		complain(row, "no article declared (\"none\" is one)");
	if (row->handle == NULL)
		complain(row, "no handler");
	if (!post && row->method != METHOD_GET)
		complain(row, "method must be GET or POST; HEAD comes with GET");
	if (post != (row->body_max > 0))
		complain(row, "a POST needs a body limit, a GET has none");
	if ((row->flags & ROUTE_UPLOAD) != 0 && (!post || row->prepare == NULL))
		complain(row, "an upload is a POST with a prepare step");
	if ((row->flags & ROUTE_TRAIL) != 0 && (post || hooks->record_trail == NULL))
		complain(row, "a trail is for GET, and somebody must record it");
	if ((row->flags & ROUTE_TOKEN) != 0) {
		if (!post || row->flags != ROUTE_TOKEN || row->form != NULL || row->prepare != NULL)
			complain(row, "a token route is a POST without form, prepare step and other flags");
		if (row->permission < PERMISSION_FIRST_OF_KERNEL || hooks->identify_token == NULL)
			complain(row, "a token needs a permission of its own, and somebody must know it");
	}
	check_form(row);
}

struct router *router_new(const struct route *const *tables, const struct router_hooks *hooks)
{
	struct router *router = calloc(1, sizeof(*router));
	size_t total = 0;

	for (size_t t = 0; tables[t] != NULL; t++)
		for (const struct route *row = tables[t]; row->path != NULL; row++)
			total++;
	if (router != NULL)
		router->rows = calloc(total + 1, sizeof(const struct route *));
	if (router == NULL || router->rows == NULL)
		fatal("event=route complaint=%s", "no memory");
	router->hooks = *hooks;
	if (hooks->identify == NULL || hooks->may == NULL || hooks->csrf_valid == NULL || hooks->once_take == NULL)
		fatalx("event=route complaint=%s", "a hook is missing");
	for (size_t t = 0; tables[t] != NULL; t++) {
		for (const struct route *row = tables[t]; row->path != NULL; row++) {
			check_row(row, hooks);
			router->rows[router->count++] = row;
		}
	}
	qsort(router->rows, router->count, sizeof(const struct route *), route_compare);
	for (size_t i = 1; i < router->count; i++)
		if (route_compare(&router->rows[i - 1], &router->rows[i]) == 0)
			complain(router->rows[i], "declared twice");
	return router;
}

void router_free(struct router *router)
{
	if (router == NULL)
		return;
	free(router->rows);
	free(router);
}

size_t router_routes(const struct router *router, const struct route *const **routes)
{
	*routes = router->rows;
	return router->count;
}

static enum method wanted_method(const struct request *req)
{
	return req->method == METHOD_HEAD ? METHOD_GET : req->method;
}

/* Rows of one path differ in their method only, so what else fits says what is allowed. */
static enum err match(const struct router *router, struct request *req)
{
	bool get = false;
	bool post = false;

	for (size_t i = 0; i < router->count; i++) {
		const struct route *row = router->rows[i];
		struct hole holes[HOLES_MAX];
		size_t count;
		if (!route_fits(row, req->path, req->arena, holes, &count))
			continue;
		if (row->method == wanted_method(req)) {
			req->route = row;
			req->hole_count = count;
			memcpy(req->holes, holes, sizeof(holes));
			return OK;
		}
		get = get || row->method == METHOD_GET;
		post = post || row->method == METHOD_POST;
	}
	if (!get && !post && req->method != METHOD_OTHER)
		return ERR_NOT_FOUND;
	bool any = !get && !post;
	respond_header(req, "Allow", any || (get && post) ? "GET, HEAD, POST" : get ? "GET, HEAD" : "POST");
	return ERR_METHOD;
}

static bool by_token(const struct request *req)
{
	return req->route != NULL && (req->route->flags & ROUTE_TOKEN) != 0;
}

static enum err permit(struct request *req)
{
	unsigned permission = req->route->permission;

	if (permission == PERMISSION_PUBLIC)
		return OK;
	if (req->actor == NULL)
		return by_token(req) ? ERR_TOKEN : ERR_SIGN_IN;
	return req->hooks->may(req, permission) ? OK : ERR_FORBIDDEN;
}

/* The only value of a name that may come once; NULL when it came never or twice. */
static const char *single(const struct params *params, const char *name)
{
	return params_count(params, name) == 1 ? params_get(params, name) : NULL;
}

static enum err check_csrf(struct request *req)
{
	const char *token = single(&req->posted, "csrf");

	return token != NULL && req->hooks->csrf_valid(req, token) ? OK : ERR_CSRF;
}

static enum err take_once(struct request *req)
{
	const char *once = single(&req->posted, "once");

	if ((req->route->flags & ROUTE_NO_ONCE) != 0)
		return OK;
	return once != NULL ? req->hooks->once_take(req, once) : ERR_BAD_REQUEST;
}

static enum err read_form(struct request *req)
{
	const struct route *row = req->route;
	const struct field *fields = row->form != NULL ? row->form->fields : NULL;
	size_t count = row->form != NULL ? row->form->count : 0;

	if ((row->flags & ROUTE_DYNAMIC_FORM) != 0)
		return OK;
	enum err err = form_unknown(fields, count, &req->posted, NULL);
	if (err == OK && row->form != NULL)
		req->form = values_decode(req->arena, fields, count, &req->posted, false);
	return err;
}

static enum err receive_post(struct request *req)
{
	enum err err = OK;

	if (req->content_length > req->route->body_max)
		return ERR_TOO_LARGE;
	if (by_token(req))
		return body_json(req);
	if (req->route->prepare != NULL)
		err = req->route->prepare(req);
	if (err == OK)
		err = body_read(req, req->route->body_max, check_csrf);
	if (err == OK)
		err = take_once(req);
	return err == OK ? read_form(req) : err;
}

/* ?format=, where there is one and it says something. */
static bool asks_for_file(const struct request *req)
{
	const char *format = request_query(req, "format");

	return wanted_method(req) == METHOD_GET && !text_empty(format);
}

/* Before anything is done for it: a name that no page of ours knows. */
static bool format_known(const struct request *req)
{
	static const char *const formats[] = {"csv", "xlsx", "pdf"};

	for (size_t i = 0; i < ARRAY_LENGTH(formats); i++)
		if (text_equal(request_query(req, "format"), formats[i]))
			return true;
	return !asks_for_file(req) && params_count(&req->query, "format") <= 1;
}

static enum err receive_get(struct request *req)
{
	const struct form *form = req->route->form;

	if (!format_known(req))
		return ERR_BAD_REQUEST;
	if (form != NULL) {
		if (form_repeated(form->fields, form->count, &req->query) != OK)
			return ERR_BAD_REQUEST;
		req->form = values_decode(req->arena, form->fields, form->count, &req->query, true);
	}
	return (req->route->flags & ROUTE_TRAIL) != 0 ? req->hooks->record_trail(req) : OK;
}

static enum err serve(struct router *router, struct request *req)
{
	enum err matched = match(router, req);
	enum err err = OK;

	if (wanted_method(req) == METHOD_GET && req->hooks->begin_reading != NULL)
		err = req->hooks->begin_reading(req);
	/* Also for a page that is not there: its frame shows who is signed in. */
	if (err == OK)
		err = by_token(req) ? req->hooks->identify_token(req) : req->hooks->identify(req);

	if (matched != OK)
		return matched;
	if (err == OK)
		err = permit(req);
	if (err == OK)
		err = req->route->method == METHOD_POST ? receive_post(req) : receive_get(req);
	if (err == OK)
		err = req->route->handle(req);
	if (err == OK && req->response.status == 0) {
		log_error("event=no_answer path=%s", req->route->path);
		err = ERR_INTERNAL;
	}
	/* A page in place of the file that was asked for would be taken for it. */
	if (err == OK && asks_for_file(req) && req->response.status == 200 && req->response.file_name == NULL)
		err = ERR_BAD_REQUEST;
	return err;
}

static void refuse(struct request *req, enum err err)
{
	int status = err_status(err);

	log_at(err_level(err), "event=refused err=%s path=%s", err_name(err), req->path);
	if ((status == 403 || status == 409) && req->hooks->record_refusal != NULL)
		req->hooks->record_refusal(req, err);
	respond_error(req, err);
}

/* A handler that shows its page again, with what was typed, has refused all the same. */
static void note_refused(struct request *req)
{
	enum err err = req->refused == OK && req->response.status == 409 ? ERR_CONFLICT : req->refused;
	int status = err_status(err);

	if ((status == 403 || status == 409) && req->hooks->record_refusal != NULL)
		req->hooks->record_refusal(req, err);
}

static void finish(struct request *req)
{
	if (req->hooks->finish != NULL)
		req->hooks->finish(req);
}

void router_serve(struct router *router, struct request *req)
{
	int64_t began = clock_monotonic();

	req->hooks = &router->hooks;
	enum err err = serve(router, req);
	if (err != OK)
		refuse(req, err);
	else
		note_refused(req);
	log_info("event=request method=%s path=%s status=%d source=%s microseconds=%" PRId64,
		 req->method == METHOD_POST    ? "POST"
		 : req->method == METHOD_OTHER ? "other"
					       : "GET",
		 req->path, req->response.status, req->source, clock_monotonic() - began);
	finish(req);
}

void router_refuse(struct router *router, struct request *req, enum err err)
{
	req->hooks = &router->hooks;
	refuse(req, err);
	finish(req);
}
