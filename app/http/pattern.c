#include "base/base.h"

#include "http/pattern.h"

#include "base/ports.h"

#include <stdlib.h>

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

static bool fits_login(const char *text)
{
	size_t length = strlen(text);

	return length >= 3 && length <= 32 && text[0] >= 'a' && text[0] <= 'z' &&
	       strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789.-_") == length;
}

/* Filing numbers, codes of organisations and platforms: as they are issued, only never in full width, which was
 * narrowed before. */
static bool fits_code(const char *text)
{
	return *text != '\0';
}

/* 9:05, 23:59 */
static bool fits_time(const char *text)
{
	size_t hour = strspn(text, "0123456789");
	const char *minute = text + hour + 1;

	return hour >= 1 && hour <= 2 && text[hour] == ':' && strlen(minute) == 2 &&
	       strspn(minute, "0123456789") == 2 && strtol(text, NULL, 10) < 24 && minute[0] < '6';
}

/* 2021 */
static bool fits_year(const char *text)
{
	return strlen(text) == 4 && strspn(text, "0123456789") == 4 && (text[0] == '1' || text[0] == '2');
}

static const struct {
	const char *name;
	bool (*fits)(const char *text);
	const char *example;
} patterns[] = {
	{"phone", fits_phone, "请填手机号或带区号的座机号，例如 028-86600000"},
	{"ports", ports_sound, "请填 1 至 65535 的端口，例如 80、443、8000-8100"},
	{"login", fits_login, "请填 3 至 32 个小写字母、数字、点或短横，以字母开头"},
	{"code", fits_code, "不能是空的"},
	{"time", fits_time, "请填 24 小时制的时刻，例如 09:30"},
	{"year", fits_year, "请填四位数字的年份，例如 2021"},
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
