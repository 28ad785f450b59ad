/*
 * Names and values as the client sent them: URL query, urlencoded body, the
 * text parts of a multipart body, cookies.  Decoded once, valid UTF-8, no NUL.
 */
#ifndef HTTP_PARAMS_H
#define HTTP_PARAMS_H

#include "base/arena.h"
#include "base/err.h"

struct param {
	const char *name;
	const char *value;
};

struct params {
	struct param *items; /* arena, in the order sent */
	size_t count;
	size_t capacity;
};

enum { PARAMS_MAX = 4000, PARAM_NAME_MAX = 128 };

/* ERR_BAD_REQUEST for broken percent-encoding, NUL, invalid UTF-8, too many, a long name. */
enum err params_parse(struct arena *arena, const char *text, size_t length, struct params *params) NODISCARD;

void params_add(struct arena *arena, struct params *params, const char *name, const char *value);

/* The first value, NULL when absent; borrowed. */
const char *params_get(const struct params *params, const char *name);

/* How often a name occurs: a single-valued field sent twice is refused with 400. */
size_t params_count(const struct params *params, const char *name);

#endif
