/*
 * multipart/form-data (RFC 7578) as a state machine: bytes go in as they
 * arrive, in pieces of any size; parts come out.  It holds a part's headers and
 * at most one boundary's length of data, never a part.
 *
 * Stricter than the RFC where no browser needs the freedom: no preamble, CRLF
 * only, no folded headers, no nested multipart, no filename*, each header and
 * each parameter once.
 */
#ifndef HTTP_MULTIPART_H
#define HTTP_MULTIPART_H

#include "base/arena.h"
#include "base/err.h"

enum {
	MULTIPART_PARTS_MAX = 1000,
	MULTIPART_HEADER_MAX = 4096, /* all headers of one part */
	MULTIPART_BOUNDARY_MAX = 70, /* RFC 2046 */
};

struct multipart_handler {
	void *context;
	/* file_name is NULL for a text part; both are arena and valid UTF-8. */
	enum err (*begin)(void *context, const char *name, const char *file_name);
	enum err (*data)(void *context, const char *data, size_t length);
	enum err (*end)(void *context);
};

struct multipart;

/* The boundary of a Content-Type header; NULL unless it is a sound multipart/form-data. */
const char *multipart_boundary(struct arena *arena, const char *content_type);

/* handler is borrowed; arena. */
struct multipart *multipart_new(struct arena *arena, const char *boundary, const struct multipart_handler *handler);

/* ERR_BAD_REQUEST for anything broken, or what the handler returned; after an error feed no more. */
enum err multipart_feed(struct multipart *multipart, const char *data, size_t length) NODISCARD;

/* ERR_BAD_REQUEST unless the closing boundary has been seen. */
enum err multipart_finish(const struct multipart *multipart) NODISCARD;

#endif
