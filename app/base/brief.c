#include "base/base.h"

#include "base/brief.h"

#include "base/number.h"

/* %02d of days and hours; NULL for what printf would not simply fill up. */
static const char *filled_up(const char *conversion, va_list *args, char digits[DIGITS_SIZE])
{
	size_t width = (size_t)(conversion[1] - '0');
	char *last = digits + DIGITS_SIZE - 1;
	const char *text;
	int value;

	if (conversion[1] < '1' || conversion[1] > '9' || conversion[2] != 'd')
		return NULL;
	value = va_arg(*args, int);
	if (value < 0)
		return NULL;
	text = number_digits(digits, value);
	for (char *at = digits + (text - digits); (size_t)(last - at) < width; text = at)
		*--at = '0';
	return text;
}

/* %02X of the bytes of a digest. */
static const char *hexadecimal(const char *conversion, va_list *args, char digits[DIGITS_SIZE])
{
	static const char letters[] = "0123456789ABCDEF";
	unsigned value;

	if (conversion[1] != '2')
		return NULL;
	value = va_arg(*args, unsigned);
	if (value > UINT8_MAX)
		return NULL;
	digits[0] = letters[value >> 4];
	digits[1] = letters[value & 0xF];
	digits[2] = '\0';
	return digits;
}

/* What the next conversion stands for, and how many letters it has; NULL: not one of those done here. */
static const char *converted(const char *conversion, va_list *args, char digits[DIGITS_SIZE], size_t *letters)
{
	const char *text;

	*letters = 1;
	switch (conversion[0]) {
	case 's':
		text = va_arg(*args, const char *);
		return text != NULL ? text : "(null)";
	case 'd':
		return number_digits(digits, va_arg(*args, int));
	case 'l':
		*letters = 2;
		return conversion[1] == 'd' ? number_digits(digits, va_arg(*args, long)) : NULL;
	case '0':
		*letters = 3;
		return conversion[1] != '\0' && conversion[2] == 'X' ? hexadecimal(conversion, args, digits)
								     : filled_up(conversion, args, digits);
	case '%':
		return "%";
	default:
		return NULL;
	}
}

/* False when something in it is not done here or it does not fit. */
static bool put_together(char *into, size_t size, const char *format, va_list *args, size_t *length)
{
	char digits[DIGITS_SIZE];
	size_t used = 0;

	for (;;) {
		const char *next = strchrnul(format, '%');
		size_t part = (size_t)(next - format);
		size_t letters;
		const char *text;

		if (part >= size - used)
			return false;
		memcpy(into + used, format, part);
		used += part;
		if (*next == '\0')
			break;
		text = converted(next + 1, args, digits, &letters);
		if (text == NULL)
			return false;
		part = strlen(text);
		if (part >= size - used)
			return false;
		memcpy(into + used, text, part);
		used += part;
		format = next + 1 + letters;
	}
	into[used] = '\0';
	*length = used;
	return true;
}

int brief_format(char *into, size_t size, const char *format, va_list args)
{
	va_list again;
	size_t length;
	bool done;

	va_copy(again, args);
	done = size > 0 && put_together(into, size, format, &again, &length);
	va_end(again);
	return done ? (int)length : vsnprintf(into, size, format, args);
}
