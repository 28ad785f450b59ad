#include "base/base.h"

#include "base/arena.h"
#include "base/brief.h"
#include "base/log.h"

/*
 * Memory of a block is zero until it is handed out, and zero again after a
 * reset (a request may have held a password), so allocation clears nothing.
 * Under AddressSanitizer whatever is not handed out is poisoned, with a gap
 * after each piece: overflow and use after reset are found as with malloc.
 */
#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
static const size_t gap = 16;

/* Here, because zwy-press is started without an environment: what libraries keep for the process is no leak. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "detect_leaks=0:exitcode=99";
}

#define POISON(data, length) __asan_poison_memory_region(data, length)
#define UNPOISON(data, length) __asan_unpoison_memory_region(data, length)
#else
static const size_t gap = 0;
#define POISON(data, length) ((void)(data), (void)(length))
#define UNPOISON(data, length) ((void)(data), (void)(length))
#endif

#define ALIGNMENT_MIN _Alignof(max_align_t)
#define ALIGNMENT_MAX 64

struct block {
	struct block *next;
	size_t capacity;
	size_t used;
	_Alignas(ALIGNMENT_MAX) unsigned char data[];
};

#define BLOCK_CAPACITY ((size_t)(16 * KIB) - sizeof(struct block))

enum { SHORT_TEXT = 256 };

struct deferred {
	struct deferred *next;
	void (*close)(void *);
	void *argument;
};

struct arena {
	struct block *blocks; /* small pieces come from the first */
	struct deferred *deferred;
	size_t used;
};

/*
 * Clean blocks of the usual size that no arena has: a job that makes an arena for
 * each of a thousand matters would ask the system for memory, and clear it, each time.
 */
enum { SPARE_MAX = 32 };
static struct block *spares;
static size_t spare_count;

static struct block *spare_take(size_t capacity)
{
	struct block *block = spares;
	if (block == NULL || capacity != BLOCK_CAPACITY)
		return NULL;
	spares = block->next;
	spare_count--;
	block->next = NULL;
	return block;
}

/* A wiped block goes to the spares or back to the system. */
static void block_drop(struct block *block)
{
	if (block == NULL)
		return;
	if (block->capacity != BLOCK_CAPACITY || spare_count == SPARE_MAX) {
		free(block);
		return;
	}
	POISON(block->data, block->capacity);
	block->next = spares;
	spares = block;
	spare_count++;
}

static struct block *block_new(size_t capacity)
{
	struct block *spare = spare_take(capacity);
	if (spare != NULL)
		return spare;
	if (capacity > SIZE_MAX / 2)
		fatalx("out of memory bytes=%zu", capacity);
	size_t total = (sizeof(struct block) + capacity + ALIGNMENT_MAX - 1) / ALIGNMENT_MAX * ALIGNMENT_MAX;
	struct block *block = aligned_alloc(ALIGNMENT_MAX, total);
	if (!block)
		fatalx("out of memory bytes=%zu", total);
	memset(block, 0, total);
	block->capacity = capacity;
	POISON(block->data, total - sizeof(struct block));
	return block;
}

static void block_wipe(struct block *block)
{
	UNPOISON(block->data, block->capacity);
	explicit_bzero(block->data, block->used);
	block->used = 0;
}

struct arena *arena_new(void)
{
	struct arena *arena = calloc(1, sizeof(*arena));
	if (!arena)
		fatalx("out of memory bytes=%zu", sizeof(*arena));
	return arena;
}

/* Ends everything; returns a clean block of the usual size when there is one. */
static struct block *arena_empty(struct arena *arena)
{
	/* A deferred call may allocate or defer again, so look at the head each time. */
	while (arena->deferred) {
		struct deferred *deferred = arena->deferred;
		arena->deferred = deferred->next;
		deferred->close(deferred->argument);
	}
	struct block *kept = NULL;
	struct block *next;
	for (struct block *block = arena->blocks; block; block = next) {
		next = block->next;
		block_wipe(block);
		if (!kept && block->capacity == BLOCK_CAPACITY)
			kept = block;
		else
			block_drop(block);
	}
	arena->blocks = NULL;
	arena->used = 0;
	return kept;
}

void arena_free(struct arena *arena)
{
	if (!arena)
		return;
	block_drop(arena_empty(arena));
	free(arena);
}

void arena_reset(struct arena *arena)
{
	struct block *kept = arena_empty(arena);
	if (!kept)
		return;
	kept->next = NULL;
	POISON(kept->data, kept->capacity);
	arena->blocks = kept;
}

/* NULL when the block has no room left. */
static void *block_take(struct block *block, size_t size, size_t alignment)
{
	size_t start = (block->used + alignment - 1) / alignment * alignment;
	if (start > block->capacity || size > block->capacity - start)
		return NULL;
	block->used = start + size;
	UNPOISON(block->data + start, size);
	size_t rest = block->capacity - block->used;
	block->used += rest < gap ? rest : gap;
	return block->data + start;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	if (size == 0)
		size = 1;
	/* A type's size is a multiple of its alignment: only such sizes can need the wide one (digest_state). */
	size_t alignment = size % ALIGNMENT_MAX == 0 ? ALIGNMENT_MAX : ALIGNMENT_MIN;
	void *piece = arena->blocks ? block_take(arena->blocks, size, alignment) : NULL;
	if (!piece) {
		struct block *block = block_new(size > BLOCK_CAPACITY ? size : BLOCK_CAPACITY);
		piece = block_take(block, size, alignment);
		/* An outsized piece fills its block; stay with the one that has room. */
		if (size > BLOCK_CAPACITY && arena->blocks) {
			block->next = arena->blocks->next;
			arena->blocks->next = block;
		} else {
			block->next = arena->blocks;
			arena->blocks = block;
		}
	}
	arena->used += size;
	return piece;
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
	size_t total;
	if (__builtin_mul_overflow(count, size, &total))
		fatalx("out of memory count=%zu size=%zu", count, size);
	return arena_alloc(arena, total);
}

void *arena_grow(struct arena *arena, void *list, size_t count, size_t size)
{
	if ((count & (count - 1)) != 0)
		return list;
	void *longer = arena_array(arena, count > 0 ? 2 * count : 1, size);
	if (count > 0)
		memcpy(longer, list, count * size);
	return longer;
}

char *arena_strdup(struct arena *arena, const char *text)
{
	return text ? arena_memdup(arena, text, strlen(text) + 1) : NULL;
}

char *arena_strndup(struct arena *arena, const char *text, size_t length)
{
	if (!text)
		return NULL;
	length = strnlen(text, length);
	if (length == SIZE_MAX)
		fatalx("out of memory bytes=%zu", length);
	char *copy = arena_alloc(arena, length + 1);
	memcpy(copy, text, length);
	return copy;
}

void *arena_memdup(struct arena *arena, const void *data, size_t length)
{
	void *copy = arena_alloc(arena, length);
	if (length > 0)
		memcpy(copy, data, length);
	return copy;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	char *text = arena_vprintf(arena, format, args);
	va_end(args);
	return text;
}

char *arena_vprintf(struct arena *arena, const char *format, va_list args)
{
	/* Most text is short: written once, then copied, which costs less than formatting it twice. */
	char brief[SHORT_TEXT];
	va_list again;
	va_copy(again, args);
	int length = brief_format(brief, sizeof(brief), format, args);
	if (length < 0)
		fatal("cannot format text");
	char *text = arena_alloc(arena, (size_t)length + 1);
	if ((size_t)length < sizeof(brief))
		memcpy(text, brief, (size_t)length);
	else
		(void)vsnprintf(text, (size_t)length + 1, format, again);
	va_end(again);
	/* It may have been a password. */
	explicit_bzero(brief, (size_t)length < sizeof(brief) ? (size_t)length : sizeof(brief));
	return text;
}

void arena_defer(struct arena *arena, void (*close)(void *), void *argument)
{
	struct deferred *deferred = arena_alloc(arena, sizeof(*deferred));
	*deferred = (struct deferred){.next = arena->deferred, .close = close, .argument = argument};
	arena->deferred = deferred;
}

size_t arena_used(const struct arena *arena)
{
	return arena->used;
}
