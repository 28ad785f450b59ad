#include "base/base.h"
#include "modules/security/security_address.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <string.h>

enum { LABEL_MOST = 63, V4_BITS = 32, V6_BITS = 128 };

/* Digits alone, from 1 to most; *end behind them. */
static bool number_at(const char *text, long least, long most, const char **end)
{
	long number = 0;

	*end = text;
	for (; isdigit((unsigned char)**end) && number <= most; (*end)++)
		number = number * 10 + (**end - '0');
	return *end != text && number >= least && number <= most;
}

bool address_sound(const char *text)
{
	unsigned char bytes[sizeof(struct in6_addr)];
	char address[INET6_ADDRSTRLEN];
	const char *slash = strchr(text, '/');
	size_t length = slash != NULL ? (size_t)(slash - text) : strlen(text);
	const char *end;
	bool six;

	if (length >= sizeof address)
		return false;
	memcpy(address, text, length);
	address[length] = '\0';
	six = strchr(address, ':') != NULL;
	if (inet_pton(six ? AF_INET6 : AF_INET, address, bytes) != 1)
		return false;
	return slash == NULL || (number_at(slash + 1, 0, six ? V6_BITS : V4_BITS, &end) && *end == '\0');
}

bool domain_sound(const char *text)
{
	size_t label = 0;
	int dots = 0;

	for (; *text != '\0'; text++) {
		bool dot = *text == '.';

		if (!dot && !isalnum((unsigned char)*text) && *text != '-' && (unsigned char)*text < 0x80)
			return false;
		if (dot && label == 0)
			return false;
		label = dot ? 0 : label + 1;
		dots += dot;
		if (label > LABEL_MOST)
			return false;
	}
	return dots > 0 && label > 0;
}
