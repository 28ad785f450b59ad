#include "base/base.h"
#include "kernel/session.h"

#include "base/clock.h"
#include "base/crypt.h"
#include "base/log.h"
#include "base/text.h"
#include "data/tx.h"
#include "http/respond.h"
#include "kernel/audit.h"
#include "kernel/delegation.h"
#include "kernel/setting.h"

enum { TOKEN_BYTES = 32, AGENT_MAX = 160, SEEN_EVERY = 60 };

bool session_digest(const uint8_t session_key[32], const char *token, uint8_t digest[32])
{
	uint8_t bytes[TOKEN_BYTES];

	if (token == NULL || !crypt_unbase64url(token, bytes, sizeof bytes))
		return false;
	service_mac(session_key, "session", bytes, sizeof bytes, digest);
	crypt_wipe(bytes, sizeof bytes);
	return true;
}

/* A role that no longer fits the organisation's kinds gives nothing. */
static uint32_t roles_of(struct arena *arena, const char *keys, unsigned kinds)
{
	char **parts;
	size_t count = text_split(arena, keys, ' ', &parts);
	uint32_t roles = 0;

	for (size_t i = 0; i < count; i++) {
		enum role role = role_from_key(parts[i]);

		if (role != ROLE_COUNT && (role_kinds(role) & kinds) != 0)
			roles |= ROLE_BIT(role);
	}
	return roles;
}

/* Columns in the order of session_find. */
static struct actor *read_actor(struct query *query, struct arena *arena)
{
	struct actor *actor = arena_alloc(arena, sizeof *actor);
	const char *roles;

	actor->session = next_int(query);
	actor->person = next_int(query);
	actor->org = next_int(query);
	actor->restricted = next_int(query) != 0;
	actor->login = next_text(query, arena);
	actor->title = next_text(query, arena);
	actor->org_name = next_text(query, arena);
	roles = next_text(query, arena);
	actor->kinds = kinds_from_text(arena, next_text(query, arena));
	actor->roles = roles_of(arena, roles, actor->kinds);
	actor->label = arena_printf(arena, "%s %s", actor->org_name, actor->title);
	return actor;
}

enum found session_actor(struct db *db, const struct service *service, struct arena *arena, const uint8_t digest[32],
			 struct actor **actor, int64_t *seen_at)
{
	int64_t now = clock_now();
	struct query *query = db_query(db, Q_SESSION_FIND);
	enum found found = NOT_FOUND;

	query_blob(query, ":digest", digest, DIGEST_SIZE);
	query_int(query, ":seen_after", now - setting_integer(service, "session_idle_minutes") * 60);
	query_int(query, ":created_after", now - setting_integer(service, "session_absolute_minutes") * 60);
	query_int(query, ":today", day_of(now));
	if (query_step(query)) {
		int64_t seen;

		*actor = read_actor(query, arena);
		memcpy((*actor)->csrf_seed, digest, DIGEST_SIZE);
		seen = next_int(query);
		if (seen_at != NULL)
			*seen_at = seen;
		(*actor)->password_old =
			next_int(query) <= now - setting_integer(service, "final_decision_password_minutes") * 60;
		found = FOUND;
	}
	return query_end(query) == OK ? found : FIND_FAILED;
}

/* Not worth failing a page for: a busy database only makes the session look idle for a minute longer. */
static void mark_seen(struct request *req, int64_t session, int64_t now)
{
	struct query *query;
	enum err err;

	if (req->writer == NULL || tx_begin(req->writer) != OK)
		return;
	query = db_query(req->writer, Q_SESSION_SEEN);
	query_int(query, ":id", session);
	query_int(query, ":now", now);
	err = tx_end(req->writer, query_run(query));
	if (err != OK)
		log_warnx("event=session_seen error=%s", err_name(err));
}

enum err session_identify(struct request *req)
{
	uint8_t digest[DIGEST_SIZE];
	struct actor *actor = NULL;
	int64_t seen_at = 0;
	int64_t now = clock_now();
	enum found found;

	req->actor = NULL;
	if (!session_digest(req->service->session_key, req->cookie, digest))
		return OK;
	found = session_actor(req->reader, req->service, req->arena, digest, &actor, &seen_at);
	if (found == FIND_FAILED)
		return ERR_INTERNAL;
	if (found == NOT_FOUND)
		return OK;
	if (delegation_load(req->reader, req->arena, actor) != OK)
		return ERR_INTERNAL;
	req->actor = actor;
	/* To the sign-in page, which knows that the password comes first. */
	if (actor->restricted && req->route != NULL && req->route->permission != PERMISSION_PUBLIC &&
	    !(req->route->flags & ROUTE_RESTRICTED))
		return ERR_SIGN_IN;
	if (now - seen_at >= SEEN_EVERY)
		mark_seen(req, actor->session, now);
	return OK;
}

static enum err end_oldest(struct context *context, int64_t person, int64_t *ended)
{
	struct query *query = db_query(context->db, Q_SESSION_IS_ADMIN);
	int64_t admin = 0;
	enum err err;

	query_int(query, ":person", person);
	err = query_value(query, 0, &admin);
	if (err != OK)
		return err;
	query = db_query(context->db, Q_SESSION_END_OLDEST);
	query_int(query, ":person", person);
	query_int(query, ":keep", admin != 0 ? 1 : setting_integer(context->service, "sessions_max"));
	err = query_run(query);
	*ended = db_changes(context->db);
	return err;
}

enum err session_open(struct context *context, int64_t person, bool restricted, const char *agent, char **token,
		      int64_t *ended)
{
	uint8_t bytes[TOKEN_BYTES];
	uint8_t digest[DIGEST_SIZE];
	struct query *query = db_query(context->db, Q_SESSION_ADD);
	enum err err;

	crypt_random(bytes, sizeof bytes);
	*token = crypt_base64url(context->arena, bytes, sizeof bytes);
	service_mac(context->service->session_key, "session", bytes, sizeof bytes, digest);
	crypt_wipe(bytes, sizeof bytes);
	query_blob(query, ":digest", digest, sizeof digest);
	query_int(query, ":person", person);
	query_int(query, ":restricted", restricted);
	query_int(query, ":now", clock_now());
	query_text(query, ":source", context->source);
	query_text(query, ":agent", utf8_head(context->arena, agent != NULL ? agent : "", AGENT_MAX));
	err = query_run(query);
	return err == OK ? end_oldest(context, person, ended) : err;
}

static enum err end_own(struct context *context, int64_t session_id, const char *action)
{
	struct query *query = db_query(context->db, Q_SESSION_END);
	enum err err;

	query_int(query, ":id", session_id);
	query_int(query, ":person", context->actor->person);
	err = query_run(query);
	if (err == OK && db_changes(context->db) == 0)
		err = ERR_NOT_FOUND;
	if (err != OK)
		return err;
	return audit_add(context, &(struct audit_entry){.action = action, .object = "session", .object_id = session_id},
			 NULL);
}

enum err session_revoke(struct context *context, int64_t session_id)
{
	enum err err = tx_begin(context->db);

	return err == OK ? tx_end(context->db, end_own(context, session_id, "session.revoke")) : err;
}

enum err session_sign_out(struct request *req)
{
	struct context context = context_writing(req);
	enum err err = tx_begin(context.db);

	if (err == OK)
		err = tx_end(context.db, end_own(&context, req->actor->session, "session.sign_out"));
	if (err == OK)
		respond_cookie(req, SESSION_COOKIE, NULL);
	return err;
}

enum err session_revoke_all(struct context *context, int64_t person)
{
	struct query *query;
	enum err err = tx_begin(context->db);

	if (err != OK)
		return err;
	query = db_query(context->db, Q_SESSION_END_ALL);
	query_int(query, ":person", person);
	return tx_end(context->db, query_run(query));
}
