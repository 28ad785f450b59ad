#include "base/base.h"

#include "http/cookie.h"

static bool cookie_octet(unsigned char c)
{
	return c > 0x20 && c < 0x7f && c != '"' && c != ',' && c != ';' && c != '\\';
}

bool cookie_value_valid(const char *value)
{
	for (; *value != '\0'; value++)
		if (!cookie_octet((unsigned char)*value))
			return false;
	return true;
}

static enum err parse_cookie(struct arena *arena, const char *text, size_t length, struct params *cookies)
{
	while (length > 0 && (text[0] == ' ' || text[0] == '\t'))
		text++, length--;
	while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\t'))
		length--;
	if (length == 0)
		return OK;
	if (cookies->count >= COOKIES_MAX)
		return ERR_BAD_REQUEST;
	const char *equals = memchr(text, '=', length);
	if (equals == NULL)
		return OK; /* nameless cookies are other people's: never ours */
	size_t name_length = (size_t)(equals - text);
	params_add(arena, cookies, arena_strndup(arena, text, name_length),
		   arena_strndup(arena, equals + 1, length - name_length - 1));
	return OK;
}

enum err cookies_parse(struct arena *arena, const char *header, struct params *cookies)
{
	for (const char *c = header; *c != '\0'; c++)
		if ((unsigned char)*c < 0x20 || *c == 0x7f)
			return ERR_BAD_REQUEST;
	while (*header != '\0') {
		size_t length = strcspn(header, ";");
		enum err err = parse_cookie(arena, header, length, cookies);
		if (err != OK)
			return err;
		header += length;
		if (*header == ';')
			header++;
	}
	return OK;
}
