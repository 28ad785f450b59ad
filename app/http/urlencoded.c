#include "base/base.h"

#include "http/params.h"

#include "base/text.h"

/* The one place that undoes percent-encoding: what it gives is never decoded again. */

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return -1;
}

/* NULL when the encoding is broken or the text is no clean UTF-8. */
static const char *decode(struct arena *arena, const char *text, size_t length)
{
	char *out = arena_alloc(arena, length + 1);
	size_t used = 0;

	for (size_t i = 0; i < length; i++) {
		if (text[i] == '+') {
			out[used++] = ' ';
		} else if (text[i] == '%') {
			if (length - i < 3)
				return NULL;
			int high = hex_digit(text[i + 1]);
			int low = hex_digit(text[i + 2]);
			if (high < 0 || low < 0)
				return NULL;
			out[used++] = (char)(high * 16 + low);
			i += 2;
		} else {
			out[used++] = text[i];
		}
	}
	return utf8_valid(out, used) ? out : NULL;
}

static enum err parse_pair(struct arena *arena, const char *text, size_t length, struct params *params)
{
	const char *equals = memchr(text, '=', length);
	size_t name_length = equals != NULL ? (size_t)(equals - text) : length;
	size_t value_length = equals != NULL ? length - name_length - 1 : 0;

	/* Encoded bytes are three characters each: a longer name is too long before it is decoded. */
	if (name_length > 3 * (size_t)PARAM_NAME_MAX || params->count >= PARAMS_MAX)
		return ERR_BAD_REQUEST;
	const char *name = decode(arena, text, name_length);
	const char *value = decode(arena, equals != NULL ? equals + 1 : "", value_length);
	if (name == NULL || value == NULL || strlen(name) > PARAM_NAME_MAX)
		return ERR_BAD_REQUEST;
	params_add(arena, params, name, value);
	return OK;
}

enum err params_parse(struct arena *arena, const char *text, size_t length, struct params *params)
{
	size_t start = 0;

	while (start < length) {
		const char *end = memchr(text + start, '&', length - start);
		size_t piece = end != NULL ? (size_t)(end - text) - start : length - start;
		if (piece > 0) {
			enum err err = parse_pair(arena, text + start, piece, params);
			if (err != OK)
				return err;
		}
		start += piece + 1;
	}
	return OK;
}
