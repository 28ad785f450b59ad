#include "base/base.h"

#include <unistd.h>

#include "base/log.h"
#include "base/text.h"

/* One write of at most PIPE_BUF bytes: lines of several processes never mix. */
#define LINE_SIZE 4096
#define CUT_MARK "…"

struct line {
	char data[LINE_SIZE];
	size_t length;
	bool cut;
};

static enum log_level lowest_level = LEVEL_INFO;
static char process_name[64];
static char current_request[64];

void log_process(const char *name)
{
	(void)snprintf(process_name, sizeof(process_name), "%s", name ? name : "");
}

void log_request(const char *request_id)
{
	(void)snprintf(current_request, sizeof(current_request), "%s", request_id ? request_id : "");
}

void log_threshold(enum log_level lowest)
{
	lowest_level = lowest;
}

/* All or nothing, so that a cut never falls inside a character or an escape. */
static void line_add(struct line *line, const char *data, size_t length)
{
	size_t room = sizeof(line->data) - line->length - strlen(CUT_MARK "\n");
	if (line->cut || length > room) {
		line->cut = true;
		return;
	}
	memcpy(line->data + line->length, data, length);
	line->length += length;
}

static void line_add_text(struct line *line, const char *text)
{
	line_add(line, text, strlen(text));
}

static void line_add_escaped(struct line *line, const char *data, size_t length)
{
	char escape[16];
	uint32_t code;
	for (size_t at = 0; at < length && !line->cut;) {
		size_t size = utf8_decode(data + at, length - at, &code);
		if (size == 0) {
			size = 1;
			(void)snprintf(escape, sizeof(escape), "\\x%02x", (unsigned)(unsigned char)data[at]);
		} else if (code == '\n' || code == '\r' || code == '\t') {
			(void)snprintf(escape, sizeof(escape), "\\%c", code == '\n' ? 'n' : code == '\r' ? 'r' : 't');
		} else if (code == '"' || code == '\\') {
			(void)snprintf(escape, sizeof(escape), "\\%c", (char)code);
		} else if (utf8_control(code)) {
			(void)snprintf(escape, sizeof(escape), code < 0x80 ? "\\x%02x" : "\\u%04x", (unsigned)code);
		} else {
			line_add(line, data + at, size);
			at += size;
			continue;
		}
		line_add_text(line, escape);
		at += size;
	}
}

/* A word that cannot be taken for anything but one value. */
static bool is_plain(const char *data, size_t length)
{
	uint32_t code;
	for (size_t at = 0, size; at < length; at += size) {
		size = utf8_decode(data + at, length - at, &code);
		if (size == 0 || utf8_control(code) || utf8_space(code) || code == '"' || code == '\\' || code == '=')
			return false;
	}
	return length > 0;
}

static void line_add_value(struct line *line, const char *data, size_t length)
{
	bool plain = is_plain(data, length);
	if (!plain)
		line_add_text(line, "\"");
	line_add_escaped(line, data, length);
	if (!plain)
		line_add_text(line, "\"");
}

/* One conversion of a format, without its '%'. */
struct conversion {
	char flags[8];
	int width;     /* -1: none */
	int precision; /* -1: none */
	char size;     /* 0, h, H (hh), l, L (ll), z, j, t */
	char type;
};

/* A number, or the next argument for '*'. */
static const char *read_count(const char *at, va_list *args, int *out)
{
	if (*at == '*') {
		*out = va_arg(*args, int);
		return at + 1;
	}
	for (; *at >= '0' && *at <= '9'; at++) {
		if (*out < 1000)
			*out = (*out < 0 ? 0 : *out) * 10 + (*at - '0');
	}
	return at;
}

static const char *read_conversion(const char *at, va_list *args, struct conversion *conversion)
{
	*conversion = (struct conversion){.width = -1, .precision = -1};
	for (size_t count = 0; *at && strchr("-+ #0", *at); at++) {
		if (count + 1 < sizeof(conversion->flags))
			conversion->flags[count++] = *at;
	}
	at = read_count(at, args, &conversion->width);
	if (*at == '.') {
		conversion->precision = 0;
		at = read_count(at + 1, args, &conversion->precision);
	}
	for (; *at && strchr("hlzjt", *at); at++) {
		bool twice = conversion->size == *at;
		conversion->size = twice ? (*at == 'h' ? 'H' : 'L') : *at;
	}
	conversion->type = *at;
	return *at ? at + 1 : at;
}

static intmax_t take_signed(char size, va_list *args)
{
	switch (size) {
	case 'H':
		return (signed char)va_arg(*args, int);
	case 'h':
		return (short)va_arg(*args, int);
	case 'l':
		return va_arg(*args, long);
	case 'L':
		return va_arg(*args, long long);
	case 'z':
	case 't':
		return va_arg(*args, ptrdiff_t);
	case 'j':
		return va_arg(*args, intmax_t);
	default:
		return va_arg(*args, int);
	}
}

static uintmax_t take_unsigned(char size, va_list *args)
{
	switch (size) {
	case 'H':
		return (unsigned char)va_arg(*args, int);
	case 'h':
		return (unsigned short)va_arg(*args, int);
	case 'l':
		return va_arg(*args, unsigned long);
	case 'L':
		return va_arg(*args, unsigned long long);
	case 'z':
	case 't':
		return va_arg(*args, size_t);
	case 'j':
		return va_arg(*args, uintmax_t);
	default:
		return va_arg(*args, unsigned);
	}
}

/*
 * Numbers bring nothing a client can choose, so snprintf writes them; the
 * format it gets is put together here from flags that have been read.
 */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static void line_add_number(struct line *line, const struct conversion *conversion, va_list *args)
{
	char format[24];
	char text[256];
	bool whole = !strchr("eEfFgGaA", conversion->type);
	(void)snprintf(format, sizeof(format), "%%%s*.*%s%c", conversion->flags, whole ? "j" : "", conversion->type);
	int width = conversion->width < 0 ? 0 : conversion->width;
	int precision = conversion->precision;
	int length;
	if (!whole)
		length = snprintf(text, sizeof(text), format, width, precision, va_arg(*args, double));
	else if (conversion->type == 'd' || conversion->type == 'i')
		length = snprintf(text, sizeof(text), format, width, precision, take_signed(conversion->size, args));
	else
		length = snprintf(text, sizeof(text), format, width, precision, take_unsigned(conversion->size, args));
	line_add(line, text, length < (int)sizeof(text) ? (size_t)length : sizeof(text) - 1);
}
#pragma GCC diagnostic pop

static void line_add_string(struct line *line, const struct conversion *conversion, va_list *args)
{
	const char *text = va_arg(*args, const char *);
	if (!text)
		line_add_text(line, "(null)");
	else
		line_add_value(line, text,
			       conversion->precision < 0 ? strlen(text) : strnlen(text, (size_t)conversion->precision));
}

/* False: a conversion this file does not know; the arguments behind it are lost. */
static bool line_add_conversion(struct line *line, const struct conversion *conversion, va_list *args, int error)
{
	char c;
	char text[32];
	switch (conversion->type) {
	case '%':
		line_add_text(line, "%");
		return true;
	case 's':
		if (conversion->size)
			return false;
		line_add_string(line, conversion, args);
		return true;
	case 'c':
		c = (char)va_arg(*args, int);
		line_add_escaped(line, &c, 1);
		return true;
	case 'p':
		(void)snprintf(text, sizeof(text), "%p", va_arg(*args, void *));
		line_add_text(line, text);
		return true;
	case 'm':
		line_add_value(line, strerror(error), strlen(strerror(error)));
		return true;
	default:
		if (!conversion->type || !strchr("diouxXeEfFgGaA", conversion->type))
			return false;
		line_add_number(line, conversion, args);
		return true;
	}
}

static void line_format(struct line *line, const char *format, va_list *args, int error)
{
	struct conversion conversion;
	while (*format) {
		size_t literal = strcspn(format, "%");
		line_add(line, format, literal);
		format += literal;
		if (*format == '\0')
			return;
		format = read_conversion(format + 1, args, &conversion);
		if (!line_add_conversion(line, &conversion, args, error)) {
			line_add_text(line, "(format?)");
			return;
		}
	}
}

static void line_write(struct line *line)
{
	if (line->cut) {
		memcpy(line->data + line->length, CUT_MARK, strlen(CUT_MARK));
		line->length += strlen(CUT_MARK);
	}
	line->data[line->length++] = '\n';
	for (size_t at = 0; at < line->length;) {
		ssize_t written = write(STDERR_FILENO, line->data + at, line->length - at);
		if (written > 0)
			at += (size_t)written;
		else if (errno != EINTR)
			return; /* nowhere is left to say so */
	}
}

static void log_line(enum log_level level, int error, const char *format, va_list args)
{
	static const char *const priorities[] = {"<7>", "<6>", "<4>", "<3>"};
	struct line line = {.length = 0};
	int saved = errno;
	va_list again;

	if (level < lowest_level)
		return;
	line_add_text(&line, priorities[level <= LEVEL_ERROR ? level : LEVEL_ERROR]);
	if (*process_name) {
		line_add_text(&line, "process=");
		line_add_value(&line, process_name, strlen(process_name));
		line_add_text(&line, " ");
	}
	if (*current_request) {
		line_add_text(&line, "request=");
		line_add_value(&line, current_request, strlen(current_request));
		line_add_text(&line, " ");
	}
	va_copy(again, args);
	line_format(&line, format, &again, saved);
	va_end(again);
	if (error) {
		line_add_text(&line, " error=");
		line_add_value(&line, strerror(error), strlen(strerror(error)));
	}
	line_write(&line);
	errno = saved;
}

void log_info(const char *format, ...)
{
	va_list args;
	va_start(args, format);
	log_line(LEVEL_INFO, 0, format, args);
	va_end(args);
}

void log_warn(const char *format, ...)
{
	va_list args;
	va_start(args, format);
	log_line(LEVEL_WARN, errno, format, args);
	va_end(args);
}

void log_warnx(const char *format, ...)
{
	va_list args;
	va_start(args, format);
	log_line(LEVEL_WARN, 0, format, args);
	va_end(args);
}

void log_error(const char *format, ...)
{
	va_list args;
	va_start(args, format);
	log_line(LEVEL_ERROR, 0, format, args);
	va_end(args);
}

void log_at(enum log_level level, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	log_line(level, 0, format, args);
	va_end(args);
}

void fatal(const char *format, ...)
{
	va_list args;
	va_start(args, format);
	log_line(LEVEL_ERROR, errno, format, args);
	va_end(args);
	exit(1);
}

void fatalx(const char *format, ...)
{
	va_list args;
	va_start(args, format);
	log_line(LEVEL_ERROR, 0, format, args);
	va_end(args);
	exit(1);
}
