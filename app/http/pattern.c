#include "base/base.h"

#include "http/pattern.h"

#include <strings.h>

/* 13812345678, 028-86600000, +86 28 8660 0000, 028-86600000-8012 */
static bool fits_phone(const char *text)
{
	size_t digits = 0;

	for (const char *c = text; *c != '\0'; c++) {
		if (*c >= '0' && *c <= '9')
			digits++;
		else if (strchr(" -()", *c) == NULL && !(*c == '+' && c == text))
			return false;
	}
	return digits >= 7 && digits <= 20;
}

/* 1..65535; *text stands behind it. */
static bool take_port(const char **text, int *port)
{
	size_t length = strspn(*text, "0123456789");

	if (length == 0 || length > 5)
		return false;
	*port = 0;
	for (size_t i = 0; i < length; i++)
		*port = *port * 10 + ((*text)[i] - '0');
	*text += length;
	return *port >= 1 && *port <= 65535;
}

/* 443, 8000-8100, 53/udp */
static bool take_port_range(const char **text)
{
	int first;
	int last;

	if (!take_port(text, &first))
		return false;
	last = first;
	if (**text == '-') {
		(*text)++;
		if (!take_port(text, &last))
			return false;
	}
	if (strncasecmp(*text, "/tcp", 4) == 0 || strncasecmp(*text, "/udp", 4) == 0)
		*text += 4;
	return first <= last;
}

static const char *skip_separators(const char *text)
{
	for (;; text++) {
		if (strncmp(text, "、", strlen("、")) == 0)
			text += strlen("、") - 1;
		else if (*text != ',' && *text != ' ' && *text != ';')
			return text;
	}
}

static bool fits_ports(const char *text)
{
	while (*text != '\0') {
		if (!take_port_range(&text))
			return false;
		const char *next = skip_separators(text);
		if (*next != '\0' && next == text)
			return false;
		text = next;
	}
	return true;
}

static bool fits_login(const char *text)
{
	size_t length = strlen(text);

	return length >= 3 && length <= 32 && text[0] >= 'a' && text[0] <= 'z' &&
	       strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789.-_") == length;
}

/* 09:31 */
static bool fits_clock_time(const char *text)
{
	return strlen(text) == 5 && text[0] >= '0' && text[0] <= '2' && text[1] >= '0' && text[1] <= '9' &&
	       (text[0] < '2' || text[1] <= '3') && text[2] == ':' && text[3] >= '0' && text[3] <= '5' &&
	       text[4] >= '0' && text[4] <= '9';
}

static const struct {
	const char *name;
	bool (*fits)(const char *text);
	const char *example;
} patterns[] = {
	{"phone", fits_phone, "请填手机号或带区号的座机号，例如 028-86600000"},
	{"ports", fits_ports, "请填 1 至 65535 的端口，例如 80、443、8000-8100"},
	{"login", fits_login, "请填 3 至 32 个小写字母、数字、点或短横，以字母开头"},
	{"time", fits_clock_time, "请填 24 小时制的时间，例如 09:30"},
};

const char *pattern_example(const char *pattern, const char *text)
{
	for (size_t i = 0; i < ARRAY_LENGTH(patterns); i++)
		if (strcmp(patterns[i].name, pattern) == 0)
			return patterns[i].fits(text) ? NULL : patterns[i].example;
	return "的格式没有定义，请联系技术支持";
}

bool pattern_known(const char *pattern)
{
	for (size_t i = 0; i < ARRAY_LENGTH(patterns); i++)
		if (strcmp(patterns[i].name, pattern) == 0)
			return true;
	return false;
}
