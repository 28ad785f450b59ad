/*
 * The one place that answers: status lines, security headers, redirects,
 * error pages.  Handlers return an enum err and never write an error page.
 */
#ifndef HTTP_RESPOND_H
#define HTTP_RESPOND_H

#include "http/request.h"

/* 303 See Other to a path of our own; ERR_INTERNAL when it is none (another host, control bytes). */
enum err respond_redirect(struct request *req, const char *format, ...) PRINTF_LIKE(2, 3);

/* Plain text, small. */
enum err respond_text(struct request *req, int status, const char *text);

/* JSON for the page's own script (autosave). */
enum err respond_json(struct request *req, int status, const char *json);

/* One more header.  One with control bytes is dropped, with a log line. */
void respond_header(struct request *req, const char *name, const char *value);

/* A download made in memory: the body is taken from content. */
enum err respond_file(struct request *req, const char *content_type, const char *file_name, const struct buf *content);

/* A download from a checked descriptor, which is closed afterwards. */
enum err respond_descriptor(struct request *req, const char *content_type, const char *file_name, int descriptor,
                            int64_t size);

/* The same when its bytes come from read(source, …), one after the other; the source must live as long as the arena. */
enum err respond_source(struct request *req, const char *content_type, const char *file_name, int descriptor,
                        int64_t size, ssize_t (*read)(void *source, void *into, size_t size), void *source);

/*
 * The error page of err (templates/error.tpl: CODE HEADING SENTENCE REQUEST_ID)
 * in place of whatever was begun; plain text when the template fails, JSON when
 * the request wants it.  ERR_SIGN_IN goes to /sign-in?next=… instead.
 */
void respond_error(struct request *req, enum err err);

/* Set a cookie, or clear it with NULL or "": Secure, HttpOnly, SameSite=Lax, Path=/. */
void respond_cookie(struct request *req, const char *name, const char *value);

/* Headers as one block, ended by an empty line; buf is appended to. */
void respond_head(struct request *req, struct buf *out);

/* ?next= of the sign-in page: a path of ours or "/"; borrowed. */
const char *safe_next(struct arena *arena, const char *next);

#define SESSION_COOKIE "__Host-sid"
#define PRE_SESSION_COOKIE "__Host-pre"

#endif
