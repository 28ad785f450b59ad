/*
 * An installation with people in it, for tests of the kernel and the modules: a
 * fixture, a service with cheap password hashing, organisations and accounts
 * put in by plain SQL, requests through a real router with the kernel's hooks.
 */
#ifndef SUPPORT_OFFICE_H
#define SUPPORT_OFFICE_H

#include "base/base.h"

#include <sqlite3.h>

#include "base/clock.h"
#include "base/crypt.h"
#include "base/log.h"
#include "base/text.h"
#include "data/tx.h"
#include "http/page.h"
#include "http/respond.h"
#include "kernel/audit.h"
#include "kernel/frame.h"
#include "kernel/password.h"
#include "kernel/service.h"
#include "kernel/session.h"
#include "kernel/setting.h"
#include "kernel/token.h"
#include "support/fixture.h"
#include "support/folder.h"
#include "unit/suite.h"

#define GOOD_PASSWORD "Correct-Horse-42"

struct office {
	struct fixture *fixture;
	struct arena *arena;
	struct service *service;
	struct db *reader;
	struct db *writer;
	struct router *router;
	/* The client: what it sends with every request. */
	const char *source;
	const char *cookie;
	const char *pre_cookie;
	struct request *req; /* the last one */
	sqlite3 *raw;        /* office_raw */
	pid_t raw_of;        /* the process that opened it: a child opens its own */
};

static const struct module *const office_no_modules[] = {NULL};

/* What main.c lends to the router. */
static const struct router_hooks office_hooks = {
	.identify = session_identify,
	.identify_token = token_identify,
	.may = actor_may,
	.csrf_valid = csrf_valid,
	.once_take = once_take,
	.record_trail = audit_trail,
	.record_refusal = audit_refusal,
	.fill_frame = frame_fill,
};

/* A connection past the product, kept: reading the schema costs ten times what a statement does. */
static inline sqlite3 *office_raw(struct office *office)
{
	const char *path = arena_printf(office->arena, "%s/app.db", office->fixture->folder);

	if (office->raw != NULL && office->raw_of == getpid())
		return office->raw;
	ck_assert_int_eq(sqlite3_open_v2(path, &office->raw, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	office->raw_of = getpid();
	sqlite3_busy_timeout(office->raw, 5000);
	sqlite3_db_config(office->raw, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)NULL);
	(void)sqlite3_exec(office->raw, "PRAGMA wal_autocheckpoint=0; PRAGMA foreign_keys=ON", NULL, NULL, NULL);
	return office->raw;
}

static inline void office_raw_close(struct office *office)
{
	if (office->raw != NULL && office->raw_of == getpid())
		sqlite3_close(office->raw);
	office->raw = NULL;
}

/* As somebody with the file and the SQLite library; the refusal, NULL when it went through. */
static inline char *office_try(struct office *office, const char *sql)
{
	sqlite3 *raw = office_raw(office);
	char *message = NULL;
	char *kept = NULL;

	if (sqlite3_exec(raw, sql, NULL, NULL, &message) != SQLITE_OK)
		kept = arena_strdup(office->arena, message != NULL ? message : "refused");
	sqlite3_free(message);
	/* What a connection remembers ends with the words that asked for it. */
	if (!sqlite3_get_autocommit(raw) || strstr(sql, "PRAGMA") != NULL || strstr(sql, "TEMP") != NULL)
		office_raw_close(office);
	return kept;
}

PRINTF_LIKE(2, 3) static inline void office_sql(struct office *office, const char *format, ...)
{
	va_list args;
	char *sql;
	char *refusal;

	va_start(args, format);
	sql = arena_vprintf(office->arena, format, args);
	va_end(args);
	refusal = office_try(office, sql);
	ck_assert_msg(refusal == NULL, "%s: %s", sql, refusal);
}

PRINTF_LIKE(2, 3) static inline int64_t office_number(struct office *office, const char *format, ...)
{
	sqlite3 *raw = office_raw(office);
	sqlite3_stmt *statement = NULL;
	va_list args;
	char *sql;
	int64_t number;

	va_start(args, format);
	sql = arena_vprintf(office->arena, format, args);
	va_end(args);
	ck_assert_msg(sqlite3_prepare_v2(raw, sql, -1, &statement, NULL) == SQLITE_OK, "%s: %s", sql,
		      sqlite3_errmsg(raw));
	ck_assert_msg(sqlite3_step(statement) == SQLITE_ROW, "%s: no row", sql);
	number = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	return number;
}

static inline struct office *office_new(const struct module *const *modules)
{
	struct office *office = calloc(1, sizeof *office);

	ck_assert_ptr_nonnull(office);
	office->fixture = fixture_new();
	office->arena = office->fixture->arena;
	office->reader = office->fixture->reader;
	office->writer = office->fixture->writer;
	office->source = "10.1.2.3";
	log_threshold(LEVEL_ERROR);
	/* Real parameters would take a minute per file. */
	office_sql(office, "INSERT INTO setting (key, valid_from, value, changed_at) VALUES ('argon_ops', 1, '1', 1),"
			   " ('argon_memory_mib', 1, '8', 1)");
	office->service = service_new(office->fixture->folder, "/nowhere", modules);
	return office;
}

static inline void office_free(struct office *office)
{
	router_free(office->router);
	service_free(office->service);
	office_raw_close(office);
	fixture_free(office->fixture);
	clock_freeze(0);
	free(office);
}

/* kinds: "unit", "center", or several separated by blanks. */
static inline void office_org(struct office *office, int64_t id, const char *kinds)
{
	char **parts;
	size_t count = text_split(office->arena, kinds, ' ', &parts);

	office_sql(office,
		   "INSERT INTO organisation (id, code, name, short_name, rank, valid_from)"
		   " VALUES (%" PRId64 ", 'ORG%" PRId64 "', '测试单位%" PRId64 "', '测试', %" PRId64 ", 1)",
		   id, id, id, id);
	for (size_t i = 0; i < count; i++)
		office_sql(office, "INSERT INTO organisation_kind VALUES (%" PRId64 ", '%s')", id, parts[i]);
}

/* An active account with GOOD_PASSWORD; roles separated by blanks, NULL for none. */
static inline void office_person(struct office *office, int64_t id, int64_t org, const char *login, const char *roles)
{
	char **parts;
	size_t count = text_split(office->arena, roles, ' ', &parts);
	char *hash;

	ck_assert_int_eq(password_hash(office->service, office->arena, GOOD_PASSWORD, &hash), OK);
	office_sql(office,
		   "INSERT INTO person (id, organisation_id, login, title, password_hash, status, created_at)"
		   " VALUES (%" PRId64 ", %" PRId64 ", '%s', '测试岗', '%s', 'active', 1)",
		   id, org, login, hash);
	for (size_t i = 0; roles != NULL && i < count; i++)
		office_sql(office,
			   "INSERT INTO person_role (person_id, role, granted_at) VALUES (%" PRId64 ", '%s', 1)", id,
			   parts[i]);
}

/* A request of this client, not yet served. */
static inline struct request *office_request(struct office *office, enum method method, const char *path)
{
	struct request *req = arena_alloc(office->arena, sizeof *req);
	const char *query = strchr(path, '?');

	request_init(req, office->arena);
	req->method = method;
	req->path = query != NULL ? arena_strndup(office->arena, path, (size_t)(query - path)) : path;
	req->url = path;
	req->source = office->source;
	req->host = "zwy.test";
	req->origin = method == METHOD_POST ? "https://zwy.test" : NULL;
	req->agent = "test";
	req->service = office->service;
	req->hooks = &office_hooks;
	req->reader = office->reader;
	req->writer = office->writer;
	req->cookie = office->cookie;
	req->pre_cookie = office->pre_cookie;
	if (query != NULL)
		ck_assert_int_eq(params_parse(office->arena, query + 1, strlen(query + 1), &req->query), OK);
	office->req = req;
	return req;
}

/* The value a response sets a cookie to; NULL when it does not, "" when it clears it. */
static inline const char *office_cookie(struct office *office, const struct request *req, const char *name)
{
	const char *found = NULL;

	for (size_t i = 0; i < req->response.headers.count; i++) {
		const struct param *header = &req->response.headers.items[i];
		const char *prefix = arena_printf(office->arena, "%s=", name);

		if (text_equal(header->name, "Set-Cookie") && text_starts(header->value, prefix)) {
			const char *value = header->value + strlen(prefix);

			found = arena_strndup(office->arena, value, strcspn(value, ";"));
		}
	}
	return found;
}

/* Keep what the response set, as a browser does. */
static inline void office_keep_cookies(struct office *office, const struct request *req)
{
	const char *session = office_cookie(office, req, SESSION_COOKIE);
	const char *pre = office_cookie(office, req, PRE_SESSION_COOKIE);

	if (session != NULL)
		office->cookie = text_empty(session) ? NULL : session;
	if (pre != NULL)
		office->pre_cookie = text_empty(pre) ? NULL : pre;
}

/* ---- through the router ---- */

static inline void office_open(struct office *office)
{
	const struct route **tables;
	size_t count = 0;

	while (office->service->modules[count] != NULL)
		count++;
	tables = arena_array(office->arena, count + 1, sizeof *tables);
	/* A module without pages would end the list. */
	for (size_t i = 0, used = 0; i < count; i++)
		if (office->service->modules[i]->routes != NULL)
			tables[used++] = office->service->modules[i]->routes;
	templates_load("templates");
	office->router = router_new(tables, &office_hooks);
}

static inline struct request *office_get(struct office *office, const char *path)
{
	struct request *req = office_request(office, METHOD_GET, path);

	ck_assert_int_eq(service_refresh(office->service, office->reader), OK);
	router_serve(office->router, req);
	office_keep_cookies(office, req);
	return req;
}

struct office_stream {
	const char *data;
	size_t length;
};

static inline ssize_t office_read(struct request *req, void *into, size_t size)
{
	struct office_stream *stream = req->stream;
	size_t count = stream->length < size ? stream->length : size;

	memcpy(into, stream->data, count);
	stream->data += count;
	stream->length -= count;
	return (ssize_t)count;
}

static inline void office_body(struct request *req, const char *type, const char *data)
{
	struct office_stream *stream = arena_alloc(req->arena, sizeof *stream);

	*stream = (struct office_stream){data, strlen(data)};
	req->stream = stream;
	req->read_body = office_read;
	req->content_type = type;
	req->content_length = (int64_t)stream->length;
}

/* The token a page of this client would carry; pre: a page before sign-in. */
static inline const char *office_token(struct office *office, bool pre)
{
	static const struct route before = {.flags = ROUTE_PRE_SESSION};
	struct request *req = office_request(office, METHOD_GET, "/");

	if (pre) {
		req->route = &before;
		pre_session_ensure(req);
		office_keep_cookies(office, req);
	} else {
		(void)session_identify(req);
	}
	return csrf_token(req);
}

/* fields: urlencoded, without csrf and once. */
static inline struct request *office_post(struct office *office, const char *path, const char *fields)
{
	bool pre = text_equal(path, "/sign-in") || text_equal(path, "/activate");
	const char *token = office_token(office, pre);
	struct request *req = office_request(office, METHOD_POST, path);

	ck_assert_int_eq(service_refresh(office->service, office->reader), OK);
	office_body(req, "application/x-www-form-urlencoded",
		    arena_printf(office->arena, "csrf=%s&once=%s%s%s", token, once_new(office->arena),
				 text_empty(fields) ? "" : "&", text_empty(fields) ? "" : fields));
	router_serve(office->router, req);
	office_keep_cookies(office, req);
	return req;
}

/* A CSV file as the page would send it. */
static inline struct request *office_upload(struct office *office, const char *path, const char *csv)
{
	const char *token = office_token(office, false);
	struct request *req = office_request(office, METHOD_POST, path);

	office_body(req, "multipart/form-data; boundary=XyZ",
		    arena_printf(office->arena,
				 "--XyZ\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n%s\r\n"
				 "--XyZ\r\nContent-Disposition: form-data; name=\"once\"\r\n\r\n%s\r\n"
				 "--XyZ\r\nContent-Disposition: form-data; name=\"action\"\r\n\r\npreview\r\n"
				 "--XyZ\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n"
				 "Content-Type: text/csv\r\n\r\n%s\r\n--XyZ--\r\n",
				 token, once_new(office->arena), csv));
	router_serve(office->router, req);
	return req;
}

static inline bool office_shows(const struct request *req, const char *words)
{
	return strstr(req->response.body.data, words) != NULL;
}

/* Sign in as somebody and forget who was signed in before. */
static inline void office_enter(struct office *office, const char *login)
{
	struct request *req;

	office->cookie = NULL;
	req = office_post(office, "/sign-in", arena_printf(office->arena, "login=%s&password=" GOOD_PASSWORD, login));
	ck_assert_msg(req->response.status == 303 && office->cookie != NULL, "%s: status %d", login,
		      req->response.status);
}

#endif
