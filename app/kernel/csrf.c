/* CSRF tokens, the pre-session of the sign-in page, one-time numbers; declared in session.h. */
#include "base/base.h"
#include "kernel/session.h"

#include <strings.h>

#include "base/clock.h"
#include "base/crypt.h"
#include "base/text.h"
#include "data/tx.h"
#include "http/respond.h"

enum { PRE_BYTES = 32, ONCE_BYTES = 16 };

static bool before_session(const struct request *req)
{
	return req->actor == NULL || (req->route != NULL && (req->route->flags & ROUTE_PRE_SESSION));
}

/* What the token derives from: the session's digest, or that of the pre-session cookie. */
static bool seed_of(struct request *req, uint8_t seed[DIGEST_SIZE])
{
	uint8_t bytes[PRE_BYTES];

	if (!before_session(req)) {
		memcpy(seed, req->actor->csrf_seed, DIGEST_SIZE);
		return true;
	}
	if (req->pre_cookie == NULL || !crypt_unbase64url(req->pre_cookie, bytes, sizeof bytes))
		return false;
	service_mac(req->service->session_key, "pre-session", bytes, sizeof bytes, seed);
	return true;
}

static bool token_of(struct request *req, uint8_t token[DIGEST_SIZE])
{
	uint8_t seed[DIGEST_SIZE];

	if (!seed_of(req, seed))
		return false;
	service_mac(req->service->session_key, "csrf", seed, sizeof seed, token);
	return true;
}

/* "https://host:port" against "host:port"; "null" and anything else is another origin. */
static bool same_origin(const struct request *req)
{
	const char *host;

	if (req->fetch_site != NULL && !text_equal(req->fetch_site, "same-origin") &&
	    !text_equal(req->fetch_site, "none"))
		return false;
	if (req->origin == NULL)
		return true;
	host = strstr(req->origin, "://");
	return host != NULL && !text_empty(req->host) && strcasecmp(host + 3, req->host) == 0;
}

bool csrf_valid(struct request *req, const char *token)
{
	uint8_t expected[DIGEST_SIZE];
	uint8_t given[DIGEST_SIZE];

	if (!same_origin(req) || token == NULL || !crypt_unbase64url(token, given, sizeof given))
		return false;
	return token_of(req, expected) && crypt_equal(given, expected, sizeof given);
}

char *csrf_token(struct request *req)
{
	uint8_t token[DIGEST_SIZE];

	if (!token_of(req, token))
		return arena_strdup(req->arena, "");
	return crypt_base64url(req->arena, token, sizeof token);
}

void pre_session_ensure(struct request *req)
{
	uint8_t bytes[PRE_BYTES];

	if (req->pre_cookie != NULL && crypt_unbase64url(req->pre_cookie, bytes, sizeof bytes))
		return;
	crypt_random(bytes, sizeof bytes);
	req->pre_cookie = crypt_base64url(req->arena, bytes, sizeof bytes);
	respond_cookie(req, PRE_SESSION_COOKIE, req->pre_cookie);
}

char *once_new(struct arena *arena)
{
	uint8_t bytes[ONCE_BYTES];

	crypt_random(bytes, sizeof bytes);
	return crypt_base64url(arena, bytes, sizeof bytes);
}

static enum err once_insert(struct db *db, const void *number)
{
	struct query *query = db_query(db, Q_ONCE_TAKE);
	enum err err;

	query_text(query, ":number", number);
	query_int(query, ":now", clock_now());
	err = query_run(query);
	return err == OK && db_changes(db) == 0 ? ERR_REPEATED : err;
}

/*
 * With what the handler changes, or not at all: one transaction and one sync less.  A number that was used goes on to
 * the handler, which may have words to give back; whatever it would write is refused all the same.
 */
static enum err once_within(struct request *req, const char *once)
{
	struct query *query = db_query(req->writer, Q_ONCE_TAKEN);
	int64_t taken = 0;
	enum err err;

	query_text(query, ":number", once);
	err = query_value(query, 0, &taken);
	req->repeated = err == OK && taken != 0;
	if (err == OK)
		tx_first(req->writer, once_insert, once);
	return err;
}

/*
 * Else taken in a transaction of its own: the handler may hash a password or
 * ask the keeper, which must not happen under the writer lock, nor twice.
 */
enum err once_take(struct request *req, const char *once)
{
	uint8_t bytes[ONCE_BYTES];
	enum err err;

	if (once == NULL || !crypt_unbase64url(once, bytes, sizeof bytes))
		return ERR_BAD_REQUEST;
	if (req->route != NULL && (req->route->flags & ROUTE_ONCE_WITHIN) != 0)
		return once_within(req, once);
	err = tx_begin(req->writer);
	return err == OK ? tx_end(req->writer, once_insert(req->writer, once)) : err;
}
