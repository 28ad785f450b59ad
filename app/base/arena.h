/*
 * Memory that is given back all at once: one arena per request.
 *
 * Everything a handler allocates comes from here, so nobody frees strings and
 * nobody forgets a file or a statement.  Allocation never returns NULL: when
 * the machine has no memory the process ends and the master starts another.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/base.h"

struct arena;

/* An empty arena, owned. */
struct arena *arena_new(void);

/* Run the deferred calls, newest first, wipe and free all memory.  NULL is fine. */
void arena_free(struct arena *arena);

/* As arena_free, but the arena stays usable and keeps one block for the next request. */
void arena_reset(struct arena *arena);

/* Zeroed memory, aligned for any type; arena. */
void *arena_alloc(struct arena *arena, size_t size) NODISCARD;

/* count * size, checked for overflow; arena. */
void *arena_array(struct arena *arena, size_t count, size_t size) NODISCARD;

/*
 * A list of count things that has room for one more: the same, or a copy twice
 * as long whenever the count reaches a power of two.  NULL for none; arena.
 */
void *arena_grow(struct arena *arena, void *list, size_t count, size_t size) NODISCARD;

/* Copies; text may be NULL, which gives NULL; arena. */
char *arena_strdup(struct arena *arena, const char *text) NODISCARD;
char *arena_strndup(struct arena *arena, const char *text, size_t length) NODISCARD;
void *arena_memdup(struct arena *arena, const void *data, size_t length) NODISCARD;

/* Formatted text; arena. */
char *arena_printf(struct arena *arena, const char *format, ...) PRINTF_LIKE(2, 3) NODISCARD;
char *arena_vprintf(struct arena *arena, const char *format, va_list args) PRINTF_LIKE(2, 0) NODISCARD;

/* Call close(argument) when the arena is reset or freed. */
void arena_defer(struct arena *arena, void (*close)(void *), void *argument);

/* Bytes handed out since the last reset. */
size_t arena_used(const struct arena *arena);

#endif
