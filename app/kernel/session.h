/*
 * Sessions: a random token in the cookie, its keyed hash in the database.
 * Idle and absolute expiry, a new token at each rise of privilege; a person
 * whose status, organisation or roles change is affected at the next request,
 * because all of it is read from the database each time.
 */
#ifndef KERNEL_SESSION_H
#define KERNEL_SESSION_H

#include "kernel/actor.h"
#include "kernel/service.h"

/* Router hook: find the actor by req->cookie.  Writes seen_at at most once a minute. */
enum err session_identify(struct request *req);

/* Digest under which a token is kept; false when the text is no token.  The keeper looks sessions up by it too. */
bool session_digest(const uint8_t session_key[32], const char *token, uint8_t digest[32]) NODISCARD;

/*
 * The actor of a live session by its digest, as the database says now; NOT_FOUND when it is unknown, idle or too
 * old, or person or organisation is out of service.  seen_at may be NULL.
 */
enum found session_actor(struct db *db, const struct service *service, struct arena *arena, const uint8_t digest[32],
                         struct actor **actor, int64_t *seen_at) NODISCARD;

/* A new session with a fresh token (arena); the oldest beyond the limit end, *ended says how many.  Needs a transaction. */
enum err session_open(struct context *context, int64_t person, bool restricted, const char *agent, char **token,
                      int64_t *ended) NODISCARD;

/*
 * Sign in: throttle, look up, verify, open a session, set the cookie.  The same
 * sentence, bytes and work for unknown, disabled and locked accounts and for a
 * wrong password: ERR_INVALID with *sentence.  ERR_THROTTLED when the source is.
 */
enum err session_sign_in(struct request *req, const char *login, const char *password, const char **sentence);

/* Activation code → own password.  ERR_INVALID with *sentence. */
enum err session_activate(struct request *req, const char *login, const char *code, const char *password,
                          const char **sentence);

/* Change the own password; all other sessions end, this one gets a new token. */
enum err session_change_password(struct request *req, const char *old_password, const char *new_password,
                                 const char **sentence);

/*
 * The own password once more, before a final decision: the session counts as fresh from now on, for this request too.
 * Its token stays: those of other pages left open derive from it.  ERR_INVALID with *sentence; ERR_THROTTLED.
 */
enum err session_step_up(struct request *req, const char *password, const char **sentence);

enum err session_sign_out(struct request *req);

/* End another session of the same person; ERR_NOT_FOUND when it is not his. */
enum err session_revoke(struct context *context, int64_t session_id);

/* All sessions of a person, e.g. when he is disabled. */
enum err session_revoke_all(struct context *context, int64_t person);

/* Hook: same origin, and token fits session and route. */
bool csrf_valid(struct request *req, const char *token);
/* Token for the forms of this page; arena. */
char *csrf_token(struct request *req);
/* Makes sure the sign-in page has its pre-session cookie. */
void pre_session_ensure(struct request *req);

/* Hook: one-time numbers. */
enum err once_take(struct request *req, const char *once);
char *once_new(struct arena *arena);

#endif
