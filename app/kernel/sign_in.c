/* Sign-in, activation and change of password; declared in session.h. */
#include "base/base.h"
#include "kernel/session.h"

#include "base/clock.h"
#include "base/crypt.h"
#include "base/text.h"
#include "data/tx.h"
#include "http/respond.h"
#include "kernel/audit.h"
#include "kernel/password.h"
#include "kernel/setting.h"
#include "kernel/throttle.h"

enum { LOGIN_MAX = 40 };

/* Somebody who wants in; id 0 when there is no such account. */
struct candidate {
	int64_t id;
	const char *hash; /* NULL: never activated */
	bool disabled;    /* he, or his organisation, is out of service */
	bool must_change;
};

/* One attempt from its first look to its end. */
struct attempt {
	struct request *req;
	struct context reading;
	struct context writing;
	const char *login;
	struct candidate who;
	enum throttle state;
};

static enum err candidate_find(struct context *context, const char *login, struct candidate *who)
{
	struct query *query = db_query(context->db, Q_SIGN_IN_FIND);

	*who = (struct candidate){0};
	query_text(query, ":login", login);
	query_int(query, ":today", day_of(clock_now()));
	if (query_step(query)) {
		who->id = next_int(query);
		who->hash = next_text(query, context->arena);
		who->disabled = next_int(query) != 0;
		who->must_change = next_int(query) != 0;
	}
	return query_end(query);
}

static enum err attempt_begin(struct request *req, const char *login, struct attempt *attempt)
{
	enum err err;

	*attempt = (struct attempt){
		.req = req,
		.reading = context_reading(req),
		.writing = context_writing(req),
		.login = text_lower(req->arena, utf8_head(req->arena, text_trim(req->arena, login), LOGIN_MAX)),
	};
	err = throttle_look(&attempt->reading, attempt->login, &attempt->state);
	if (err == OK && attempt->state == THROTTLE_SOURCE)
		err = ERR_THROTTLED;
	return err == OK ? candidate_find(&attempt->reading, attempt->login, &attempt->who) : err;
}

static enum err count_anonymous(struct context *context)
{
	struct query *query = db_query(context->db, Q_SIGN_IN_REFUSAL);

	query_text(query, ":source", context->source);
	query_int(query, ":minute", clock_now() / 60);
	query_text(query, ":action", "session.refused");
	return query_run(query);
}

/* Known accounts leave a row each; strangers' guesses, and tries at a lock, are counted and become one row a minute. */
static enum err refuse_in_tx(struct attempt *attempt, const char *action)
{
	struct context *context = &attempt->writing;
	struct audit_entry entry = {
		.action = action, .object = "person", .object_id = attempt->who.id, .outcome = "refused"};
	bool locked = false, alarm = false;
	enum err err = throttle_fail(context, attempt->login, attempt->state, &locked, &alarm);

	if (err == OK && attempt->who.id != 0 && attempt->state == THROTTLE_FREE)
		err = audit_add(context, &entry, NULL);
	else if (err == OK)
		err = count_anonymous(context);
	entry.action = "session.lock";
	if (err == OK && locked && attempt->who.id != 0)
		err = audit_add(context, &entry, NULL);
	if (err == OK && alarm)
		err = audit_add(
			context,
			&(struct audit_entry){.action = "session.alarm", .object = "session", .outcome = "refused"},
			NULL);
	return err;
}

static enum err refuse(struct attempt *attempt, const char *action, const char *why, const char **sentence)
{
	enum err err = tx_begin(attempt->writing.db);

	if (err == OK)
		err = tx_end(attempt->writing.db, refuse_in_tx(attempt, action));
	*sentence = why;
	return err == OK ? ERR_INVALID : err;
}

static enum err end_current(struct attempt *attempt)
{
	struct query *query;

	if (attempt->req->actor == NULL)
		return OK;
	query = db_query(attempt->writing.db, Q_SESSION_END);
	query_int(query, ":id", attempt->req->actor->session);
	query_int(query, ":person", attempt->req->actor->person);
	return query_run(query);
}

/* Open the session under a fresh token, whatever cookie came with the request, and record who entered. */
static enum err enter(struct attempt *attempt, const char *action, bool restricted, char **token)
{
	struct context *context = &attempt->writing;
	struct actor *actor = NULL;
	uint8_t digest[DIGEST_SIZE];
	int64_t ended = 0;
	struct query *query;
	enum err err = end_current(attempt);

	if (err == OK)
		err = session_open(context, attempt->who.id, restricted, attempt->req->agent, token, &ended);
	if (err == OK)
		err = throttle_succeed(context, attempt->login);
	if (err != OK)
		return err;
	query = db_query(context->db, Q_SIGN_IN_DONE);
	query_int(query, ":person", attempt->who.id);
	query_int(query, ":now", clock_now());
	err = query_run(query);
	if (err != OK)
		return err;
	if (!session_digest(context->service->session_key, *token, digest) ||
	    session_actor(context->db, context->service, context->arena, digest, &actor, NULL) != FOUND)
		return ERR_INTERNAL;
	context->actor = actor;
	return audit_add(context,
			 &(struct audit_entry){
				 .action = action,
				 .object = "person",
				 .object_id = attempt->who.id,
				 .detail = arena_printf(context->arena, "{\"sessions_ended\":%" PRId64 "}", ended)},
			 NULL);
}

static enum err set_password(struct context *context, int64_t person, const char *hash)
{
	struct query *query = db_query(context->db, Q_SIGN_IN_PASSWORD);

	query_int(query, ":person", person);
	query_text(query, ":hash", hash);
	return query_run(query);
}

/* What was true before the hashing is looked at again: he may have been disabled or locked meanwhile. */
static enum err look_again(struct attempt *attempt, struct candidate *now)
{
	enum throttle state;
	enum err err = throttle_look(&attempt->writing, attempt->login, &state);

	if (err == OK)
		err = candidate_find(&attempt->writing, attempt->login, now);
	if (err == OK && (state != THROTTLE_FREE || now->disabled || !text_equal(now->hash, attempt->who.hash)))
		err = ERR_INVALID;
	return err;
}

static enum err admit_in_tx(struct attempt *attempt, const char *rehashed, char **token)
{
	struct candidate now;
	enum err err = look_again(attempt, &now);

	if (err == OK && rehashed != NULL) {
		struct query *query = db_query(attempt->writing.db, Q_SIGN_IN_REHASH);

		query_int(query, ":person", now.id);
		query_text(query, ":hash", rehashed);
		err = query_run(query);
	}
	return err == OK ? enter(attempt, "session.sign_in", now.must_change, token) : err;
}

static enum err admit(struct attempt *attempt, const char *password)
{
	char *rehashed = NULL;
	char *token = NULL;
	enum err err = OK;

	if (password_needs_rehash(attempt->req->service, attempt->who.hash))
		err = password_hash(attempt->req->service, attempt->req->arena, password, &rehashed);
	if (err == OK)
		err = tx_begin(attempt->writing.db);
	if (err != OK)
		return err;
	err = tx_end(attempt->writing.db, admit_in_tx(attempt, rehashed, &token));
	if (err == OK) {
		respond_cookie(attempt->req, SESSION_COOKIE, token);
		respond_cookie(attempt->req, PRE_SESSION_COOKIE, NULL);
	}
	return err;
}

enum err session_sign_in(struct request *req, const char *login, const char *password, const char **sentence)
{
	struct attempt attempt;
	bool usable;
	enum err err = attempt_begin(req, login, &attempt);

	*sentence = "账号或口令不对，或者账号暂时不能登录";
	if (err != OK)
		return err;
	usable = attempt.who.id != 0 && !attempt.who.disabled && attempt.state == THROTTLE_FREE;
	if (!password_verify(req->service, usable ? attempt.who.hash : NULL, password))
		return refuse(&attempt, "session.refused", *sentence, sentence);
	return admit(&attempt, password);
}

/* The code is used up by the same statement that checks it: of two requests one wins. */
static enum err activate_in_tx(struct attempt *attempt, const uint8_t digest[DIGEST_SIZE], const char *hash,
			       char **token)
{
	struct context *context = &attempt->writing;
	struct query *query = db_query(context->db, Q_ACTIVATION_USE);
	enum err err;

	query_blob(query, ":digest", digest, DIGEST_SIZE);
	query_int(query, ":person", attempt->who.id);
	query_int(query, ":now", clock_now());
	err = query_run(query);
	if (err == OK && db_changes(context->db) == 0)
		err = ERR_INVALID;
	if (err == OK)
		err = set_password(context, attempt->who.id, hash);
	if (err == OK)
		err = session_revoke_all(context, attempt->who.id);
	return err == OK ? enter(attempt, "session.activate", false, token) : err;
}

enum err session_activate(struct request *req, const char *login, const char *code, const char *password,
			  const char **sentence)
{
	static const char wrong[] = "账号或激活码不对，或者激活码已用过、已过期。请向发码的人重新取得";
	struct attempt attempt;
	uint8_t digest[DIGEST_SIZE];
	char *hash, *token = NULL;
	bool usable;
	enum err err = attempt_begin(req, login, &attempt);

	if (err != OK)
		return err;
	*sentence = password_complaint(req->arena, req->service, attempt.login, password);
	if (*sentence != NULL)
		return ERR_INVALID;
	/* Hashed before the code is looked at: a wrong code costs what a right one costs. */
	err = password_hash(req->service, req->arena, password, &hash);
	if (err != OK)
		return err;
	usable = activation_code_digest(code, digest) && attempt.who.id != 0 && !attempt.who.disabled &&
		 attempt.state == THROTTLE_FREE;
	err = usable ? tx_begin(attempt.writing.db) : ERR_INVALID;
	if (err == OK)
		err = tx_end(attempt.writing.db, activate_in_tx(&attempt, digest, hash, &token));
	if (err == ERR_INVALID)
		return refuse(&attempt, "session.activation_refused", wrong, sentence);
	if (err == OK) {
		respond_cookie(req, SESSION_COOKIE, token);
		respond_cookie(req, PRE_SESSION_COOKIE, NULL);
	}
	return err;
}

static enum err change_in_tx(struct attempt *attempt, const char *hash, char **token)
{
	enum err err = set_password(&attempt->writing, attempt->who.id, hash);

	if (err == OK)
		err = session_revoke_all(&attempt->writing, attempt->who.id);
	return err == OK ? enter(attempt, "session.password", false, token) : err;
}

enum err session_change_password(struct request *req, const char *old_password, const char *new_password,
				 const char **sentence)
{
	struct attempt attempt;
	char *hash, *token = NULL;
	enum err err = attempt_begin(req, req->actor->login, &attempt);

	if (err != OK)
		return err;
	*sentence = password_complaint(req->arena, req->service, attempt.login, new_password);
	if (*sentence == NULL && text_equal(old_password, new_password))
		*sentence = "新口令不能与现口令相同";
	if (*sentence != NULL)
		return ERR_INVALID;
	if (!password_verify(req->service, attempt.state == THROTTLE_FREE ? attempt.who.hash : NULL, old_password))
		return refuse(&attempt, "session.password_refused", "现口令不对", sentence);
	err = password_hash(req->service, req->arena, new_password, &hash);
	if (err == OK)
		err = tx_begin(attempt.writing.db);
	if (err == OK)
		err = tx_end(attempt.writing.db, change_in_tx(&attempt, hash, &token));
	if (err == OK)
		respond_cookie(req, SESSION_COOKIE, token);
	return err;
}

static enum err step_up_in_tx(struct attempt *attempt)
{
	struct context *context = &attempt->writing;
	struct candidate now;
	struct query *query;
	enum err err = look_again(attempt, &now);

	if (err != OK)
		return err;
	query = db_query(context->db, Q_SESSION_PASSWORD);
	query_int(query, ":id", context->actor->session);
	query_int(query, ":person", context->actor->person);
	query_int(query, ":now", clock_now());
	err = query_run(query);
	if (err == OK && db_changes(context->db) == 0)
		err = ERR_SIGN_IN; /* ended meanwhile, from another page */
	if (err == OK)
		err = throttle_succeed(context, attempt->login);
	return err != OK ? err
			 : audit_add(context,
				     &(struct audit_entry){.action = "session.step_up",
							   .object = "session",
							   .object_id = context->actor->session},
				     NULL);
}

enum err session_step_up(struct request *req, const char *password, const char **sentence)
{
	static const char wrong[] = "口令不对，或者因连续输错暂时不能使用";
	struct attempt attempt;
	enum err err = attempt_begin(req, req->actor->login, &attempt);

	if (err != OK)
		return err;
	if (!password_verify(req->service, attempt.state == THROTTLE_FREE ? attempt.who.hash : NULL, password))
		return refuse(&attempt, "session.step_up_refused", wrong, sentence);
	*sentence = wrong;
	err = tx_begin(attempt.writing.db);
	if (err == OK)
		err = tx_end(attempt.writing.db, step_up_in_tx(&attempt));
	if (err == OK)
		req->actor->password_old = false;
	return err;
}
