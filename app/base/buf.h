/*
 * A growing byte buffer for bodies, pages and exports.  The content is always
 * followed by a NUL that does not count.  Growth beyond memory ends the process.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/arena.h"

struct buf {
	char *data;      /* borrowed until the next change; never NULL after buf_init */
	size_t length;
	size_t capacity;
};

void buf_init(struct buf *buf);

/* The same, released when the arena is reset: *buf must last as long. */
void buf_init_in(struct arena *arena, struct buf *buf);

/* Wipes and frees; the struct may be initialised again. */
void buf_release(struct buf *buf);

/* Wipe the content, keep the memory. */
void buf_clear(struct buf *buf);

/* data must not lie in the same buffer; text may be NULL, which adds nothing. */
void buf_add(struct buf *buf, const void *data, size_t length);
void buf_add_text(struct buf *buf, const char *text);
void buf_add_char(struct buf *buf, char c);
void buf_printf(struct buf *buf, const char *format, ...) PRINTF_LIKE(2, 3);

/*
 * A JSON string with its quotes, nothing escaped but what must be; false when
 * text is NULL or no UTF-8, then what was appended is no JSON.
 */
bool buf_add_json(struct buf *buf, const char *text) NODISCARD;

/* Take over malloc()ed memory of capacity bytes, length of them used, at least one free; what was there is wiped. */
void buf_adopt(struct buf *buf, char *data, size_t length, size_t capacity);

/*
 * Append a whole file of at most that many bytes.  False with errno when it
 * cannot be read or is longer (EFBIG): then what was appended is no file.
 */
bool buf_add_file(struct buf *buf, const char *path, size_t most) NODISCARD;

/* Drop length bytes from the front. */
void buf_consume(struct buf *buf, size_t length);

#endif
