#include "base/base.h"

#include "base/buf.h"
#include "base/text.h"

static const char *or_empty(const char *text)
{
	return text ? text : "";
}

bool text_equal(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

bool text_empty(const char *text)
{
	return !text || *text == '\0';
}

bool text_starts(const char *text, const char *prefix)
{
	return text && prefix && strncmp(text, prefix, strlen(prefix)) == 0;
}

bool text_ends(const char *text, const char *suffix)
{
	if (!text || !suffix)
		return false;
	size_t length = strlen(text);
	size_t suffix_length = strlen(suffix);
	return length >= suffix_length && strcmp(text + length - suffix_length, suffix) == 0;
}

size_t utf8_decode(const char *data, size_t length, uint32_t *code)
{
	static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
	const unsigned char *bytes = (const unsigned char *)data;
	size_t size;
	uint32_t value;

	if (length == 0)
		return 0;
	if (bytes[0] < 0x80) {
		*code = bytes[0];
		return 1;
	}
	if ((bytes[0] & 0xE0) == 0xC0) {
		size = 2;
		value = bytes[0] & 0x1F;
	} else if ((bytes[0] & 0xF0) == 0xE0) {
		size = 3;
		value = bytes[0] & 0x0F;
	} else if ((bytes[0] & 0xF8) == 0xF0) {
		size = 4;
		value = bytes[0] & 0x07;
	} else {
		return 0;
	}
	if (length < size)
		return 0;
	for (size_t i = 1; i < size; i++) {
		if ((bytes[i] & 0xC0) != 0x80)
			return 0;
		value = value << 6 | (bytes[i] & 0x3F);
	}
	if (value < smallest[size] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
		return 0;
	*code = value;
	return size;
}

bool utf8_space(uint32_t code)
{
	return code == ' ' || (code >= '\t' && code <= '\r') || code == 0xA0 || (code >= 0x2000 && code <= 0x200B) ||
	       code == 0x202F || code == 0x205F || code == 0x3000 || code == 0xFEFF;
}

bool utf8_control(uint32_t code)
{
	return code < 0x20 || (code >= 0x7F && code <= 0x9F) || (code >= 0x2028 && code <= 0x202E) ||
	       (code >= 0x2066 && code <= 0x2069);
}

bool utf8_valid(const char *data, size_t length)
{
	uint32_t code;
	for (size_t at = 0, size; at < length; at += size) {
		size = utf8_decode(data + at, length - at, &code);
		if (size == 0 || code == 0)
			return false;
	}
	return true;
}

bool text_printable(const char *data, size_t length)
{
	uint32_t code;
	for (size_t at = 0, size; at < length; at += size) {
		size = utf8_decode(data + at, length - at, &code);
		if (size == 0)
			return false;
		if (utf8_control(code) && code != '\t' && code != '\r' && code != '\n')
			return false;
	}
	return true;
}

/* As utf8_decode, but an invalid byte is one step of U+FFFD: callers that walk always move on. */
static size_t utf8_step(const char *data, size_t length, uint32_t *code)
{
	size_t size = utf8_decode(data, length, code);
	if (size > 0 || length == 0)
		return size;
	*code = 0xFFFD;
	return 1;
}

/* Bytes in the first count code points. */
static size_t head_size(const char *text, size_t count)
{
	uint32_t code;
	size_t length = strlen(text);
	size_t at = 0;
	while (count-- > 0 && at < length)
		at += utf8_step(text + at, length - at, &code);
	return at;
}

size_t utf8_length(const char *text)
{
	uint32_t code;
	size_t length = strlen(or_empty(text));
	size_t count = 0;
	for (size_t at = 0; at < length; count++)
		at += utf8_step(text + at, length - at, &code);
	return count;
}

char *utf8_head(struct arena *arena, const char *text, size_t count)
{
	text = or_empty(text);
	return arena_strndup(arena, text, head_size(text, count));
}

char *text_trim(struct arena *arena, const char *text)
{
	text = or_empty(text);
	size_t length = strlen(text);
	size_t start = 0;
	size_t end = 0;
	uint32_t code;
	bool seen = false;
	for (size_t at = 0; at < length;) {
		size_t size = utf8_step(text + at, length - at, &code);
		if (!utf8_space(code)) {
			start = seen ? start : at;
			end = at + size;
			seen = true;
		}
		at += size;
	}
	char *out = arena_alloc(arena, end - start + 1);
	char *put = out;
	for (size_t at = start; at < end; at++) {
		/* All before it, not the last alone: trimmed again the text stays as it is. */
		while (text[at] == '\n' && put > out && put[-1] == '\r')
			put--;
		*put++ = text[at];
	}
	*put = '\0';
	return out;
}

char *text_narrow(struct arena *arena, const char *text)
{
	text = or_empty(text);
	size_t length = strlen(text);
	char *out = arena_alloc(arena, length + 1);
	char *put = out;
	uint32_t code;
	for (size_t at = 0; at < length;) {
		size_t size = utf8_step(text + at, length - at, &code);
		if (code >= 0xFF01 && code <= 0xFF5E) {
			*put++ = (char)(code - 0xFF01 + '!');
		} else if (code == 0x3000) {
			*put++ = ' ';
		} else {
			memcpy(put, text + at, size);
			put += size;
		}
		at += size;
	}
	*put = '\0';
	return out;
}

char *text_lower(struct arena *arena, const char *text)
{
	char *out = arena_strdup(arena, or_empty(text));
	for (char *at = out; *at; at++) {
		if (*at >= 'A' && *at <= 'Z')
			*at = (char)(*at - 'A' + 'a');
	}
	return out;
}

size_t text_split(struct arena *arena, const char *text, char separator, char ***parts)
{
	text = or_empty(text);
	size_t count = 1;
	for (const char *at = text; separator && (at = strchr(at, separator)); at++)
		count++;
	char **list = arena_array(arena, count + 1, sizeof(*list));
	for (size_t i = 0; i < count; i++) {
		const char *end = i + 1 < count ? strchr(text, separator) : text + strlen(text);
		list[i] = arena_strndup(arena, text, (size_t)(end - text));
		text = end + 1;
	}
	*parts = list;
	return count;
}

/* Buffers end with the function: the text moves to the arena. */
static char *buf_to_arena(struct buf *buf, struct arena *arena)
{
	char *text = arena_strndup(arena, buf->data, buf->length);
	buf_release(buf);
	return text;
}

char *text_join(struct arena *arena, const char *const *parts, size_t count, const char *separator)
{
	struct buf buf;
	buf_init(&buf);
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			buf_add_text(&buf, separator);
		buf_add_text(&buf, parts[i]);
	}
	return buf_to_arena(&buf, arena);
}

char *text_list_add(struct arena *arena, const char *list, const char *item)
{
	return arena_printf(arena, "%s%s%s", list, list[0] == '\0' ? "" : "、", item);
}

char *text_replace(struct arena *arena, const char *text, const char *from, const char *to)
{
	text = or_empty(text);
	if (text_empty(from))
		return arena_strdup(arena, text);
	struct buf buf;
	const char *hit;
	buf_init(&buf);
	while ((hit = strstr(text, from))) {
		buf_add(&buf, text, (size_t)(hit - text));
		buf_add_text(&buf, to);
		text = hit + strlen(from);
	}
	buf_add_text(&buf, text);
	return buf_to_arena(&buf, arena);
}

/* A letter for the short escape, 0 when there is none. */
static char json_short(uint32_t code)
{
	static const char codes[] = "\"\\\b\f\n\r\t";
	static const char letters[] = "\"\\bfnrt";
	const char *hit = code > 0 && code < 0x80 ? strchr(codes, (int)code) : NULL;
	return hit ? letters[hit - codes] : '\0';
}

char *text_json(struct arena *arena, const char *text)
{
	text = or_empty(text);
	size_t length = strlen(text);
	struct buf buf;
	uint32_t code;
	buf_init(&buf);
	for (size_t at = 0; at < length;) {
		size_t size = utf8_step(text + at, length - at, &code);
		char letter = json_short(code);
		if (letter) {
			buf_add_char(&buf, '\\');
			buf_add_char(&buf, letter);
		} else if (utf8_control(code) || code == '<' || code == '>' || code == '&' || code == 0xFFFD) {
			buf_printf(&buf, "\\u%04x", (unsigned)code);
		} else {
			buf_add(&buf, text + at, size);
		}
		at += size;
	}
	return buf_to_arena(&buf, arena);
}

char *text_url(struct arena *arena, const char *text)
{
	static const char unreserved[] = "-._~";
	struct buf buf;

	buf_init(&buf);
	for (text = or_empty(text); *text; text++) {
		char c = *text;
		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || strchr(unreserved, c))
			buf_add_char(&buf, c);
		else
			buf_printf(&buf, "%%%02X", (unsigned)(unsigned char)c);
	}
	return buf_to_arena(&buf, arena);
}

char *text_numeral(struct arena *arena, int number)
{
	static const char *const digits[] = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};

	if (number < 1 || number > 99)
		return arena_printf(arena, "%d", number);
	const char *tens = number >= 20 ? digits[number / 10] : "";
	return arena_printf(arena, "%s%s%s", tens, number >= 10 ? "十" : "", digits[number % 10]);
}

/* ---- names given twice ---- */

struct named {
	const char *name;
	size_t index;
};

static int by_name(const void *a, const void *b)
{
	const struct named *left = a;
	const struct named *right = b;
	int order = strcmp(left->name, right->name);

	return order != 0 ? order : (left->index > right->index) - (left->index < right->index);
}

void text_find_twice(struct arena *arena, const char *const *names, size_t count,
		     void (*found)(void *data, size_t index, size_t before), void *data)
{
	struct named *sorted = arena_array(arena, count + 1, sizeof *sorted);
	size_t known = 0;

	for (size_t i = 0; i < count; i++)
		if (names[i] != NULL)
			sorted[known++] = (struct named){names[i], i};
	qsort(sorted, known, sizeof *sorted, by_name);
	for (size_t i = 1; i < known; i++)
		if (strcmp(sorted[i].name, sorted[i - 1].name) == 0)
			found(data, sorted[i].index, sorted[i - 1].index);
}
