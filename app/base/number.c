#include "base/base.h"

#include "base/number.h"

#define PLACES_MAX 9

/* A number as typed, in ASCII; long enough for every int64 with commas and places. */
#define NUMBER_LENGTH 48

/* Full-width + , - . and 0..9 are U+FF0B..FF19: EF BC 8B..99. */
static bool number_narrow(const char *text, char out[NUMBER_LENGTH])
{
	size_t length = 0;
	if (!text)
		return false;
	while (*text) {
		char c = *text;
		if ((unsigned char)c == 0xEF) {
			if ((unsigned char)text[1] != 0xBC || (unsigned char)text[2] < 0x8B ||
			    (unsigned char)text[2] > 0x99)
				return false;
			c = (char)((unsigned char)text[2] - 0x8B + '+');
			text += 2;
		}
		if (length == NUMBER_LENGTH - 1)
			return false;
		out[length++] = c;
		text++;
	}
	out[length] = '\0';
	return true;
}

/* value * 10 + digit, towards the negative, where int64 has one more. */
static bool number_push(int64_t *value, int digit)
{
	return !__builtin_mul_overflow(*value, 10, value) && !__builtin_sub_overflow(*value, digit, value);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Digits, or groups of three after a first group of one to three; moves *text behind them. */
static bool parse_whole(const char **text, int64_t *value)
{
	size_t group = 0;
	bool grouped = false;
	for (;; (*text)++) {
		if (is_digit(**text)) {
			group++;
			if (!number_push(value, **text - '0'))
				return false;
		} else if (**text == ',') {
			if (grouped ? group != 3 : group < 1 || group > 3)
				return false;
			grouped = true;
			group = 0;
		} else {
			return grouped ? group == 3 : group > 0;
		}
	}
}

bool parse_decimal(const char *text, int places, int64_t *out)
{
	char ascii[NUMBER_LENGTH];
	if (places < 0 || places > PLACES_MAX || !number_narrow(text, ascii))
		return false;
	const char *at = ascii;
	int64_t value = 0;
	bool negative = *at == '-';
	at += negative;
	if (!parse_whole(&at, &value))
		return false;
	int digits = 0;
	if (*at == '.') {
		for (at++; is_digit(*at); at++, digits++) {
			if (digits == places || !number_push(&value, *at - '0'))
				return false;
		}
		if (digits == 0)
			return false;
	}
	if (*at != '\0')
		return false;
	for (; digits < places; digits++) {
		if (!number_push(&value, 0))
			return false;
	}
	if (!negative && value == INT64_MIN)
		return false;
	*out = negative ? value : -value;
	return true;
}

bool parse_integer(const char *text, int64_t *out)
{
	return parse_decimal(text, 0, out);
}

bool parse_digits(const char *text, int count, int *out)
{
	int value = 0;
	for (int i = 0; i < count; i++) {
		if (!is_digit(text[i]))
			return false;
		value = value * 10 + (text[i] - '0');
	}
	*out = value;
	return true;
}

static uint64_t magnitude(int64_t value)
{
	return value < 0 ? UINT64_C(0) - (uint64_t)value : (uint64_t)value;
}

static char *format_grouped(struct arena *arena, uint64_t value, bool negative)
{
	char text[NUMBER_LENGTH];
	size_t at = sizeof(text) - 1;
	int digits = 0;
	text[at] = '\0';
	do {
		if (digits > 0 && digits % 3 == 0)
			text[--at] = ',';
		text[--at] = (char)('0' + value % 10);
		value /= 10;
		digits++;
	} while (value > 0);
	if (negative)
		text[--at] = '-';
	return arena_strdup(arena, text + at);
}

const char *number_digits(char digits[DIGITS_SIZE], int64_t value)
{
	char *first = digits + DIGITS_SIZE - 1;
	uint64_t rest = magnitude(value);

	*first = '\0';
	do {
		*--first = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest > 0);
	if (value < 0)
		*--first = '-';
	return first;
}

char *format_integer(struct arena *arena, int64_t value)
{
	return format_grouped(arena, magnitude(value), value < 0);
}

char *format_decimal(struct arena *arena, int64_t value, int places)
{
	uint64_t scale = 1;
	for (int i = 0; i < places && i < PLACES_MAX; i++)
		scale *= 10;
	uint64_t size = magnitude(value);
	char *whole = format_grouped(arena, size / scale, value < 0);
	if (scale == 1)
		return whole;
	return arena_printf(arena, "%s.%0*" PRIu64, whole, places < PLACES_MAX ? places : PLACES_MAX, size % scale);
}

char *format_size(struct arena *arena, int64_t bytes)
{
	static const char *const units[] = {"KB", "MB", "GB", "TB", "PB"};

	if (bytes < KIB)
		return arena_printf(arena, "%" PRId64 " B", bytes < 0 ? 0 : bytes);
	/* In tenths of the unit, rounded; 1023.96 KB becomes 1 MB, not 1024 KB. */
	int64_t unit = KIB;
	size_t at = 0;
	int64_t whole = bytes / unit;
	int64_t tenths = whole * 10 + (bytes % unit * 10 + unit / 2) / unit;
	while (tenths >= 10240 && at + 1 < ARRAY_LENGTH(units)) {
		unit *= KIB;
		at++;
		whole = bytes / unit;
		tenths = whole * 10 + (bytes % unit * 10 + unit / 2) / unit;
	}
	if (tenths % 10 == 0)
		return arena_printf(arena, "%" PRId64 " %s", tenths / 10, units[at]);
	return arena_printf(arena, "%" PRId64 ".%" PRId64 " %s", tenths / 10, tenths % 10, units[at]);
}
