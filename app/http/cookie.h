/*
 * The Cookie header.  Names and values stay as sent: a value is only ever
 * compared or decoded strictly by whoever knows its form.
 */
#ifndef HTTP_COOKIE_H
#define HTTP_COOKIE_H

#include "http/params.h"

enum { COOKIES_MAX = 50 };

/* ERR_BAD_REQUEST for more than COOKIES_MAX, or bytes that no cookie may hold. */
enum err cookies_parse(struct arena *arena, const char *header, struct params *cookies) NODISCARD;

/* Only bytes a cookie's value may hold (RFC 6265 cookie-octet). */
bool cookie_value_valid(const char *value);

#endif
