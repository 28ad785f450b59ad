#include "base/base.h"

#include "base/ports.h"

#include <string.h>
#include <strings.h>

enum { PORT_MOST = 65535, PORT_DIGITS = 5 };

/* *text stands behind it. */
static bool take_port(const char **text, int *port)
{
	size_t length = strspn(*text, "0123456789");

	if (length == 0 || length > PORT_DIGITS)
		return false;
	*port = 0;
	for (size_t i = 0; i < length; i++)
		*port = *port * 10 + ((*text)[i] - '0');
	*text += length;
	return *port >= 1 && *port <= PORT_MOST;
}

static const char *past_separators(const char *text)
{
	static const char *const separators[] = {"、", ",", "，", " ", ";"};
	const char *from;

	do {
		from = text;
		for (size_t i = 0; i < ARRAY_LENGTH(separators); i++)
			if (strncmp(text, separators[i], strlen(separators[i])) == 0)
				text += strlen(separators[i]);
	} while (text != from);
	return text;
}

bool ports_next(const char **text, struct ports *ports)
{
	const char *behind = *text, *next;

	if (!take_port(&behind, &ports->first))
		return false;
	ports->last = ports->first;
	if (*behind == '-') {
		behind++;
		if (!take_port(&behind, &ports->last))
			return false;
	}
	if (strncasecmp(behind, "/tcp", 4) == 0 || strncasecmp(behind, "/udp", 4) == 0)
		behind += 4;
	next = past_separators(behind);
	if (ports->first > ports->last || (*next != '\0' && next == behind))
		return false;
	*text = next;
	return true;
}

bool ports_sound(const char *text)
{
	struct ports ports;

	while (ports_next(&text, &ports))
		;
	return *text == '\0';
}
