/*
 * One request and its answer.  Everything a handler needs hangs here; there
 * are no globals.  The types of other layers are named, not included: a
 * handler that looks inside an actor includes kernel/actor.h.
 */
#ifndef HTTP_REQUEST_H
#define HTTP_REQUEST_H

#include "base/buf.h"
#include "http/form.h"

struct actor;   /* kernel/actor.h: who is acting; NULL before sign-in */
struct db;      /* data/db.h */
struct service; /* kernel/service.h: what a process has for its whole life */
struct route;
struct router_hooks;
struct page;

enum method { METHOD_GET, METHOD_POST, METHOD_HEAD, METHOD_OTHER };

enum { HOLES_MAX = 4 };

struct hole {
	const char *name;  /* "id" for a path part ":id" */
	const char *value;
	int64_t number;    /* when value is a positive decimal, else 0 */
};

/* A file part of a multipart body, handed on piece by piece as it arrives. */
struct upload_sink {
	void *context;
	enum err (*begin)(void *context, const char *field, const char *file_name);
	enum err (*write)(void *context, const void *data, size_t length);
	enum err (*end)(void *context);
};

struct response {
	int status;
	const char *content_type;
	const char *location;     /* redirects */
	const char *file_name;    /* downloads: attachment; filename*=UTF-8'' */
	struct params headers;    /* further headers, Set-Cookie among them */
	struct buf body;
	int descriptor;           /* a checked file to send instead of body, -1 for none */
	int64_t descriptor_size;
	/* In place of reading the descriptor as it is (kernel/spool.h): the next bytes, as read(2); NULL: plain. */
	ssize_t (*read)(void *source, void *into, size_t size);
	void *source;
	bool allow_print_frame;
};

struct request {
	struct arena *arena;
	const char *id; /* 16 hex digits, in every log line, on every error page */
	enum method method;
	const char *path;       /* decoded once, starts with '/', valid UTF-8, no control bytes */
	const char *url;        /* path and query as sent, for links back */
	const char *host;
	const char *origin;     /* Origin header, NULL when absent */
	const char *fetch_site; /* Sec-Fetch-Site, NULL when absent */
	const char *source;     /* client address, from nginx only */
	const char *agent;
	const char *cookie;     /* the session cookie's value, NULL when absent or sent twice */
	const char *pre_cookie; /* the pre-session cookie of the sign-in page */
	const char *authorization; /* NULL when absent; looked at by ROUTE_TOKEN routes only */
	const char *content_type;
	int64_t content_length; /* -1 when not announced */
	bool wants_json;        /* Accept: application/json, sent by the page's script: errors are answered as JSON */
	struct params query;
	struct params posted;   /* text fields of the body */
	struct hole holes[HOLES_MAX];
	size_t hole_count;

	const struct route *route;
	const char *article;    /* what this page rests on, where the route names more than that; NULL: the route's */
	const struct router_hooks *hooks; /* set by the router; NULL in tests of handlers alone */
	bool unreadable;        /* a filter of the list on the page cannot be read (kernel/filters.h): no rows, 422 */
	enum err refused;       /* a page that refuses in place of the error's own: what it refused for; OK: nothing */
	bool repeated;          /* its one-time number was used before (ROUTE_ONCE_WITHIN): no write succeeds, 409 */
	struct values *form;    /* decoded by the route's own table; NULL without one */
	struct upload_sink sink; /* set by the route's prepare step before a multipart body is read */

	struct service *service;
	struct actor *actor;
	struct db *reader;
	struct db *writer;      /* only POST routes and routes that leave a trail may use it */

	struct response response;
	struct page *page;      /* the page under construction, NULL until page_begin */
	int large_file;         /* the turn to make a large file (kernel/large_file.h), -1 without */

	/* How body.c reads what the client sends; set by fcgi.c or by a test. */
	ssize_t (*read_body)(struct request *req, void *into, size_t size);
	void *stream;
	bool body_read;
	int64_t body_left; /* ROUTE_TOKEN: what body_next has not given yet */
};

/* All empty, with a fresh id; what it holds is released when the arena ends, so *req must last as long. */
void request_init(struct request *req, struct arena *arena);

/*
 * Fill in the head from CGI variables ("NAME=value", NULL-terminated; borrowed
 * for as long as the request lasts).  ERR_BAD_REQUEST for a variable sent
 * twice, control bytes, bad UTF-8, the session cookie twice; ERR_MEDIA_TYPE
 * for a Content-Encoding.  The request can be answered in any case.
 */
enum err request_head(struct request *req, const char *const *variables) NODISCARD;

/* A query parameter, NULL when absent or sent twice. */
const char *request_query(const struct request *req, const char *name);

/* A path part by name; 0 / NULL when absent or not a number. */
int64_t request_number(const struct request *req, const char *hole);
const char *request_hole(const struct request *req, const char *hole);

/* The action button that was pressed ("" when none). */
const char *request_action(const struct request *req);

#endif
