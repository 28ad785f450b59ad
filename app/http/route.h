/*
 * Routes: one row each, and the row is the truth.
 *
 * To add a page:
 *   1. a row in the module's routes table (modules/<m>/<m>_pages.c),
 *   2. the handler below it, at most 25 lines: load, decide, show,
 *   3. templates/<m>/<page>.tpl,
 *   4. run `make matrix-accept` and look at the diff: it shows who may.
 * The build complains about a route without permission or article, a missing
 * template, a marker nobody sets.
 *
 * The router does, in this order: match → actor → permission → body (with the
 * row's limit) → CSRF and Origin → once → form (the row's table) → trail →
 * handler → answer.  A handler never sees a malformed request.  ?format= asks
 * any page for a file: 400 when the name is none, and when no file came of it.
 */
#ifndef HTTP_ROUTE_H
#define HTTP_ROUTE_H

#include "http/request.h"

enum route_flag {
	ROUTE_DYNAMIC_FORM = 1 << 0, /* the handler decodes req->posted itself (procedure forms) and calls form_unknown */
	ROUTE_UPLOAD = 1 << 1,       /* multipart allowed; prepare() sets req->sink */
	ROUTE_TRAIL = 1 << 2,        /* a GET that is recorded in the audit log before the handler runs */
	ROUTE_DOOR = 1 << 3,         /* hashes passwords: served by the doors only, as nginx tells by the path */
	ROUTE_PRE_SESSION = 1 << 4,  /* CSRF against the pre-session cookie: sign-in, activation */
	ROUTE_NO_ONCE = 1 << 5,      /* repeatable POST: autosave, preview */
	ROUTE_RESTRICTED = 1 << 6,   /* also open to a session that must first change its password */
	/* The one-time number is spent by the handler's first transaction, if there is one; see req->repeated. */
	ROUTE_ONCE_WITHIN = 1 << 7,
	/*
	 * For machines: a POST of JSON whose actor is found by a token, never by a
	 * cookie, so no CSRF token and no one-time number.  Answers, errors too, are
	 * JSON.  The body is left to the handler: body_next.
	 */
	ROUTE_TOKEN = 1 << 8,
};

/* Zero is "not declared" and refuses to start; the rest is kernel/permission.h. */
enum { PERMISSION_UNDECLARED = 0, PERMISSION_PUBLIC = 1, PERMISSION_SIGNED_IN = 2, PERMISSION_FIRST_OF_KERNEL = 3 };

struct route {
	enum method method;
	const char *path;       /* "/matters/:id"; fixed parts win over holes; "id" only takes a positive number */
	enum err (*handle)(struct request *req);
	unsigned permission;
	const char *article;    /* "12", "12,13" or "none" */
	const struct form *form;
	int64_t body_max;       /* POST: required */
	unsigned flags;
	enum err (*prepare)(struct request *req); /* uploads: object found and allowed, sink set, before the body is read */
};

/* What the layers above lend to the router; filled in by main.c. */
struct router_hooks {
	/*
	 * Find the actor by req->cookie; OK with req->actor NULL when there is none.
	 * Also asked for a path that is not there (req->route NULL): the frame of
	 * the 404 page shows who is signed in.
	 */
	enum err (*identify)(struct request *req);
	bool (*may)(struct request *req, unsigned permission);
	/* Same origin and the token fits the session (or pre-session). */
	bool (*csrf_valid)(struct request *req, const char *token);
	/* Take a form's one-time number; ERR_REPEATED when it was used. */
	enum err (*once_take)(struct request *req, const char *once);
	/* Record a GET that leaves a trail, a refusal (403, 409, CSRF). */
	enum err (*record_trail)(struct request *req);
	void (*record_refusal)(struct request *req, enum err err);
	/* Globals of the frame: menu, actor, counts, CSRF token … */
	void (*fill_frame)(struct request *req);
	/* After the answer: abandon what was left open. */
	void (*finish)(struct request *req);
	/* Before a GET: all it reads is of one moment. */
	enum err (*begin_reading)(struct request *req);
	/* identify by req->authorization, for ROUTE_TOKEN; NULL when no route has it. */
	enum err (*identify_token)(struct request *req);
};

/*
 * may is not asked for PERMISSION_PUBLIC, nor without an actor: that is
 * ERR_SIGN_IN, or ERR_TOKEN where a token was asked for.  A GET row with a form decodes the query by it, as a draft:
 * names it does not know are left alone, a single one sent twice is 400.
 * Hooks that may be NULL: record_trail (unless a row has ROUTE_TRAIL),
 * record_refusal, fill_frame, finish, begin_reading.
 */
struct router; /* owned by the process */

/* tables: NULL-terminated list of tables, each ended by a row without path.  Ends the process on a bad row. */
struct router *router_new(const struct route *const *tables, const struct router_hooks *hooks);
void router_free(struct router *router);

/* Serve one request whose head is filled in; the response is complete afterwards. */
void router_serve(struct router *router, struct request *req);

/* Answer a request whose head is no good: the error page, nothing else. */
void router_refuse(struct router *router, struct request *req, enum err err);

/* All rows, sorted, for the matrix test and the guide. */
size_t router_routes(const struct router *router, const struct route *const **routes);

#endif
