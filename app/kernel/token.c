#include "base/base.h"
#include "kernel/token.h"

#include <strings.h>

#include "base/clock.h"
#include "base/crypt.h"
#include "base/log.h"
#include "base/text.h"
#include "data/tx.h"
#include "kernel/audit.h"
#include "kernel/permission.h"
#include "kernel/setting.h"

enum { TOKEN_BYTES = 32, MINUTE = 60, HOUR = 3600, DAY = 86400, LIVE_MAX = 10 };

#define SCHEME "Bearer "
#define PREFIX "zwy_" /* so that a scanner of leaked files knows it */

static void digest_of(const struct service *service, const uint8_t bytes[TOKEN_BYTES], uint8_t digest[DIGEST_SIZE])
{
	service_mac(service->session_key, "token", bytes, TOKEN_BYTES, digest);
}

static bool read_token(const struct request *req, uint8_t digest[DIGEST_SIZE])
{
	const char *text = req->authorization;
	uint8_t bytes[TOKEN_BYTES];

	/* The name of a scheme is written as one likes (RFC 9110, 11.1), the token is not. */
	if (text == NULL || strncasecmp(text, SCHEME, strlen(SCHEME)) != 0 ||
	    !text_starts(text + strlen(SCHEME), PREFIX))
		return false;
	if (!crypt_unbase64url(text + strlen(SCHEME PREFIX), bytes, sizeof bytes))
		return false;
	digest_of(req->service, bytes, digest);
	crypt_wipe(bytes, sizeof bytes);
	return true;
}

static enum found find(struct request *req, const uint8_t digest[DIGEST_SIZE], struct actor **actor)
{
	struct query *query = db_query(req->reader, Q_TOKEN_FIND);
	enum found found = NOT_FOUND;

	query_blob(query, ":digest", digest, DIGEST_SIZE);
	query_int(query, ":now", clock_now());
	query_int(query, ":today", day_of(clock_now()));
	if (query_step(query)) {
		*actor = arena_alloc(req->arena, sizeof **actor);
		**actor = (struct actor){.roles = ROLES_TOKEN};
		(*actor)->token = next_int(query);
		(*actor)->org = next_int(query);
		(*actor)->title = arena_printf(req->arena, "令牌 %s", next_text(query, req->arena));
		(*actor)->org_name = next_text(query, req->arena);
		(*actor)->login = "-";
		(*actor)->label = arena_printf(req->arena, "%s %s", (*actor)->org_name, (*actor)->title);
		found = FOUND;
	}
	return query_end(query) == OK ? found : FIND_FAILED;
}

/* ---- throttle ---- */

static enum err locked(struct db *db, const char *key, bool *is)
{
	struct query *query = db_query(db, Q_THROTTLE_FIND);

	*is = false;
	query_text(query, ":key", key);
	if (query_step(query)) {
		(void)next_int(query);
		(void)next_int(query);
		*is = next_int(query) > clock_now();
	}
	return query_end(query);
}

static enum err count(struct db *db, const char *key, int64_t limit, int64_t window, int64_t lock, int64_t *uses)
{
	struct query *query = db_query(db, Q_THROTTLE_COUNT);

	query_text(query, ":key", key);
	query_int(query, ":now", clock_now());
	query_int(query, ":window", window);
	query_int(query, ":limit", limit);
	query_int(query, ":lock", lock);
	if (query_step(query))
		*uses = next_int(query);
	return query_end(query);
}

/* A stranger's guesses become one audit row a minute, as those at the door do. */
static enum err count_bad(struct request *req, const char *key)
{
	const struct service *service = req->service;
	int64_t lock = setting_integer(service, "sign_in_lock_min") * MINUTE;
	struct query *query;
	int64_t ignored = 0;
	enum err err = tx_begin(req->writer);

	if (err != OK)
		return err;
	err = count(req->writer, key, setting_integer(service, "source_failures"), HOUR, lock, &ignored);
	if (err == OK) {
		query = db_query(req->writer, Q_SIGN_IN_REFUSAL);
		query_text(query, ":source", req->source);
		query_int(query, ":minute", clock_now() / MINUTE);
		query_text(query, ":action", "token.refused");
		err = query_run(query);
	}
	return tx_end(req->writer, err);
}

enum err token_identify(struct request *req)
{
	const char *key = arena_printf(req->arena, "token:%s", req->source);
	uint8_t digest[DIGEST_SIZE];
	struct actor *actor = NULL;
	bool shut = false;
	enum err err;

	req->actor = NULL;
	req->wants_json = true;
	if (req->authorization == NULL)
		return OK;
	err = locked(req->reader, key, &shut);
	if (err != OK || shut)
		return err != OK ? err : ERR_THROTTLED;
	if (read_token(req, digest) && find(req, digest, &actor) == FIND_FAILED)
		return ERR_INTERNAL;
	req->actor = actor;
	return actor == NULL ? count_bad(req, key) : OK;
}

enum err token_use(struct context *context)
{
	const struct actor *actor = context->actor;
	int64_t limit = setting_integer(context->service, "push_per_minute");
	struct query *query;
	int64_t uses = 0;
	enum err err = tx_begin(context->db);

	if (err != OK)
		return err;
	err = count(context->db, arena_printf(context->arena, "push:%" PRId64, actor->token), limit, MINUTE, 0, &uses);
	if (err == OK) {
		query = db_query(context->db, Q_TOKEN_USED);
		query_int(query, ":id", actor->token);
		query_int(query, ":org", actor->org);
		query_int(query, ":now", clock_now());
		err = query_run(query);
	}
	err = tx_end(context->db, err);
	return err == OK && uses > limit ? ERR_THROTTLED : err;
}

/* ---- made and revoked ---- */

static enum err add(struct context *context, const char *label, int64_t days, const uint8_t digest[DIGEST_SIZE])
{
	struct query *query = db_query(context->db, Q_TOKEN_ADD);
	int64_t now = clock_now();
	enum err err;

	query_int(query, ":org", context->actor->org);
	query_text(query, ":label", label);
	query_blob(query, ":digest", digest, DIGEST_SIZE);
	query_int(query, ":now", now);
	query_int(query, ":person", context->actor->person);
	query_int(query, ":expires", now + days * DAY);
	query_int(query, ":most", LIVE_MAX);
	err = query_run(query);
	if (err == OK && db_changes(context->db) == 0)
		err = ERR_STATE;
	if (err != OK)
		return err;
	return audit_add(context,
			 &(struct audit_entry){
				 .action = "token.make",
				 .object = "token",
				 .object_id = db_last_id(context->db),
				 .detail = arena_printf(context->arena, "{\"label\":\"%s\",\"days\":%" PRId64 "}",
							text_json(context->arena, label), days),
			 },
			 NULL);
}

enum err token_make(struct context *context, const char *label, int64_t days, char **token)
{
	uint8_t bytes[TOKEN_BYTES];
	uint8_t digest[DIGEST_SIZE];
	enum err err;

	crypt_random(bytes, sizeof bytes);
	*token = arena_printf(context->arena, PREFIX "%s", crypt_base64url(context->arena, bytes, sizeof bytes));
	digest_of(context->service, bytes, digest);
	crypt_wipe(bytes, sizeof bytes);
	err = tx_begin(context->db);
	return err == OK ? tx_end(context->db, add(context, label, days, digest)) : err;
}

static enum err end(struct context *context, int64_t id, bool anybodys)
{
	struct query *query = db_query(context->db, Q_TOKEN_REVOKE);
	enum err err;

	query_int(query, ":id", id);
	query_int(query, ":org", context->actor->org);
	query_int(query, ":all", anybodys);
	query_int(query, ":person", context->actor->person);
	query_int(query, ":now", clock_now());
	err = query_run(query);
	if (err == OK && db_changes(context->db) == 0)
		err = ERR_NOT_FOUND;
	if (err != OK)
		return err;
	return audit_add(context, &(struct audit_entry){.action = "token.revoke", .object = "token", .object_id = id},
			 NULL);
}

enum err token_revoke(struct context *context, int64_t id, bool anybodys)
{
	enum err err = tx_begin(context->db);

	return err == OK ? tx_end(context->db, end(context, id, anybodys)) : err;
}
