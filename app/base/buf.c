#include "base/base.h"

#include "base/buf.h"

#include "base/brief.h"
#include "base/log.h"
#include "base/text.h"

#include <fcntl.h>
#include <unistd.h>

#define FIRST_CAPACITY 256

enum { SHORT_TEXT = 128 };

static char *memory_new(size_t capacity)
{
	char *data = malloc(capacity);
	if (!data)
		fatalx("out of memory bytes=%zu", capacity);
	return data;
}

void buf_init(struct buf *buf)
{
	*buf = (struct buf){.data = memory_new(FIRST_CAPACITY), .capacity = FIRST_CAPACITY};
	buf->data[0] = '\0';
}

void buf_release(struct buf *buf)
{
	if (buf->data)
		explicit_bzero(buf->data, buf->length);
	free(buf->data);
	*buf = (struct buf){0};
}

static void release(void *buf)
{
	buf_release(buf);
}

void buf_init_in(struct arena *arena, struct buf *buf)
{
	buf_init(buf);
	arena_defer(arena, release, buf);
}

void buf_clear(struct buf *buf)
{
	explicit_bzero(buf->data, buf->length);
	buf->length = 0;
	buf->data[0] = '\0';
}

/* Room for more bytes and the NUL.  Not realloc: that would leave a copy of a secret behind. */
static void buf_reserve(struct buf *buf, size_t more)
{
	size_t needed;
	if (__builtin_add_overflow(buf->length, more, &needed) || needed >= SIZE_MAX / 2)
		fatalx("out of memory bytes=%zu", more);
	needed++;
	if (needed <= buf->capacity)
		return;
	size_t capacity = buf->capacity ? buf->capacity : FIRST_CAPACITY;
	while (capacity < needed)
		capacity *= 2;
	char *data = memory_new(capacity);
	if (buf->data) {
		memcpy(data, buf->data, buf->length);
		explicit_bzero(buf->data, buf->length);
	}
	free(buf->data);
	buf->data = data;
	buf->capacity = capacity;
}

void buf_add(struct buf *buf, const void *data, size_t length)
{
	buf_reserve(buf, length);
	if (length > 0)
		memcpy(buf->data + buf->length, data, length);
	buf->length += length;
	buf->data[buf->length] = '\0';
}

void buf_adopt(struct buf *buf, char *data, size_t length, size_t capacity)
{
	buf_release(buf);
	*buf = (struct buf){.data = data, .length = length, .capacity = capacity};
	buf->data[length] = '\0';
}

void buf_add_text(struct buf *buf, const char *text)
{
	if (text)
		buf_add(buf, text, strlen(text));
}

void buf_add_char(struct buf *buf, char c)
{
	buf_add(buf, &c, 1);
}

static void add_escaped(struct buf *buf, unsigned char c)
{
	static const char codes[] = "\"\\\b\f\n\r\t";
	static const char letters[] = "\"\\bfnrt";
	const char *hit = c == '\0' ? NULL : strchr(codes, c);

	if (hit != NULL) {
		buf_add_char(buf, '\\');
		buf_add_char(buf, letters[hit - codes]);
	} else {
		buf_printf(buf, "\\u%04X", c);
	}
}

bool buf_add_json(struct buf *buf, const char *text)
{
	const char *plain = text; /* from here on nothing was written yet */

	if (text == NULL || !utf8_valid(text, strlen(text)))
		return false;
	buf_add_char(buf, '"');
	for (; *text != '\0'; text++) {
		unsigned char c = (unsigned char)*text;

		if (c >= 0x20 && c != '"' && c != '\\')
			continue;
		buf_add(buf, plain, (size_t)(text - plain));
		add_escaped(buf, c);
		plain = text + 1;
	}
	buf_add(buf, plain, (size_t)(text - plain));
	buf_add_char(buf, '"');
	return true;
}

void buf_printf(struct buf *buf, const char *format, ...)
{
	va_list args;
	/* Where there is room most text fits at once: formatting it a first time only to measure it would cost as much.
	 */
	buf_reserve(buf, SHORT_TEXT);
	va_start(args, format);
	int length = brief_format(buf->data + buf->length, buf->capacity - buf->length, format, args);
	va_end(args);
	if (length < 0)
		fatal("cannot format text");
	if ((size_t)length >= buf->capacity - buf->length) {
		/* Not in the text yet, so nobody else would wipe it. */
		explicit_bzero(buf->data + buf->length, buf->capacity - buf->length);
		buf_reserve(buf, (size_t)length);
		va_start(args, format);
		(void)vsnprintf(buf->data + buf->length, (size_t)length + 1, format, args);
		va_end(args);
	}
	buf->length += (size_t)length;
}

void buf_consume(struct buf *buf, size_t length)
{
	if (length > buf->length)
		length = buf->length;
	size_t rest = buf->length - length;
	memmove(buf->data, buf->data + length, rest);
	explicit_bzero(buf->data + rest, length);
	buf->length = rest;
	buf->data[rest] = '\0';
}

bool buf_add_file(struct buf *buf, const char *path, size_t most)
{
	char piece[8192];
	size_t began = buf->length;
	int file = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t got = 0;
	int error;

	if (file < 0)
		return false;
	while (buf->length - began <= most && (got = read(file, piece, sizeof(piece))) > 0)
		buf_add(buf, piece, (size_t)got);
	error = got < 0 ? errno : EFBIG;
	close(file);
	errno = error;
	return got == 0;
}
