/*
 * Zip (APPNOTE.TXT 6.3): local headers are looked at as they pass, as long as
 * their sizes are known in advance; the central directory, which is what
 * programs believe, at the end.  Nothing is inflated, so nothing can blow up;
 * sizes understated in both places alike are therefore not noticed here.
 */
#include "base/base.h"
#include "kernel/filetype_zip.h"

#include "base/text.h"

enum {
	LOCAL_SIZE = 30,
	CENTRAL_SIZE = 46,
	END_SIZE = 22,
	NAME_MAX_BYTES = 512,
	ENTRIES_MAX = 2000,
	RATIO_MAX = 100,
	RATIO_FREE = 1 << 20, /* small files may be as empty as they like */
	FLAG_ENCRYPTED = 1,
	FLAG_SIZES_LATER = 8,
	METHOD_STORED = 0,
	METHOD_DEFLATED = 8,
};

static const int64_t declared_max = INT64_C(1) << 30;

static uint32_t get16(const uint8_t *at)
{
	return at[0] | (uint32_t)at[1] << 8;
}

static uint32_t get32(const uint8_t *at)
{
	return get16(at) | get16(at + 2) << 16;
}

static const uint8_t local_sign[] = {'P', 'K', 3, 4};
static const uint8_t central_sign[] = {'P', 'K', 1, 2};
static const uint8_t end_sign[] = {'P', 'K', 5, 6};

/* ---- names ---- */

static bool ends_with_letters(const char *name, size_t length, const char *end)
{
	size_t size = strlen(end);

	return length >= size && strncasecmp(name + length - size, end, size) == 0;
}

/* A part that climbs out, an absolute path, a drive, a backslash, a control character. */
static bool name_escapes(const char *name, size_t length)
{
	if (length == 0 || name[0] == '/')
		return true;
	for (size_t i = 0; i < length; i++) {
		bool part = i == 0 || name[i - 1] == '/';

		if ((unsigned char)name[i] < 0x20 || name[i] == '\\' || name[i] == ':')
			return true;
		if (part && length - i >= 2 && name[i] == '.' && name[i + 1] == '.' &&
		    (length - i == 2 || name[i + 2] == '/'))
			return true;
	}
	return false;
}

static bool name_is_macro(const char *name, size_t length)
{
	static const char folder[] = "xl/macrosheets/";

	return ends_with_letters(name, length, "vbaProject.bin") || ends_with_letters(name, length, "vbaData.xml") ||
	       (length > strlen(folder) && strncasecmp(name, folder, strlen(folder)) == 0);
}

static const char *name_mistake(const char *name, size_t length)
{
	if (length > NAME_MAX_BYTES || name_escapes(name, length))
		return "压缩结构不合格：成员名称越界";
	if (name_is_macro(name, length))
		return "含有宏";
	return NULL;
}

/* ---- local headers ---- */

struct local {
	int64_t offset;
	uint32_t name_sum;
	uint32_t method, check, packed, declared;
	bool sizes_later; /* the three numbers stand behind the data, which nobody holds */
};

/* Where an entry lies, by the directory. */
struct span {
	int64_t from, to;
};

struct zip_walk {
	int64_t position;   /* of the next byte */
	int64_t skip_until; /* name, extra field and data of an entry */
	bool lost;          /* sizes come later, or the local headers are over */
	bool complete;      /* all local headers were seen, up to the directory */
	const char *mistake;
	size_t held;
	uint8_t head[LOCAL_SIZE + NAME_MAX_BYTES];
	size_t count;
	struct local locals[ENTRIES_MAX];
	struct span spans[ENTRIES_MAX]; /* for zip_check */
};

struct zip_walk *zip_walk_new(struct arena *arena)
{
	return arena_alloc(arena, sizeof(struct zip_walk));
}

static uint32_t sum_of(const char *name, size_t length)
{
	uint32_t sum = 2166136261u; /* FNV-1a: to tell apart, not to trust */

	for (size_t i = 0; i < length; i++)
		sum = (sum ^ (unsigned char)name[i]) * 16777619u;
	return sum;
}

static void complain(struct zip_walk *walk, const char *mistake)
{
	if (walk->mistake == NULL)
		walk->mistake = mistake;
	walk->lost = true;
}

/* How many bytes of a header are wanted, given those that are held. */
static size_t wanted(const struct zip_walk *walk)
{
	return walk->held < LOCAL_SIZE ? LOCAL_SIZE : LOCAL_SIZE + get16(walk->head + 26);
}

/* A whole local header with its name is held. */
static void look(struct zip_walk *walk)
{
	const char *name = (const char *)walk->head + LOCAL_SIZE;
	size_t length = get16(walk->head + 26);
	uint32_t flags = get16(walk->head + 6);
	int64_t data = (int64_t)get32(walk->head + 18);
	const char *mistake = name_mistake(name, length);

	if (mistake == NULL && (flags & FLAG_ENCRYPTED) != 0)
		mistake = "内容已加密，无法核验";
	if (mistake == NULL && walk->count == ENTRIES_MAX)
		mistake = "压缩结构不合格：成员过多";
	if (mistake != NULL) {
		complain(walk, mistake);
		return;
	}
	walk->locals[walk->count++] = (struct local){
		.offset = walk->position - (int64_t)walk->held,
		.name_sum = sum_of(name, length),
		.method = get16(walk->head + 8),
		.check = get32(walk->head + 14),
		.packed = get32(walk->head + 18),
		.declared = get32(walk->head + 22),
		.sizes_later = (flags & FLAG_SIZES_LATER) != 0,
	};
	if ((flags & FLAG_SIZES_LATER) != 0 || data == UINT32_MAX)
		walk->lost = true; /* only the directory knows where the next one begins */
	walk->skip_until = walk->position + get16(walk->head + 28) + data;
	walk->held = 0;
}

static void hold(struct zip_walk *walk, uint8_t byte)
{
	walk->head[walk->held++] = byte;
	walk->position++;
	if (walk->held == sizeof local_sign && memcmp(walk->head, local_sign, sizeof local_sign) != 0) {
		/* The directory begins where the local headers end. */
		if (memcmp(walk->head, central_sign, sizeof central_sign) != 0)
			complain(walk, "压缩结构不合格");
		walk->lost = walk->complete = true;
	} else if (walk->held == LOCAL_SIZE && get16(walk->head + 26) > NAME_MAX_BYTES) {
		complain(walk, "压缩结构不合格：成员名称越界");
	} else if (walk->held >= LOCAL_SIZE && walk->held == wanted(walk)) {
		look(walk);
	}
}

void zip_walk_add(struct zip_walk *walk, const uint8_t *data, size_t length)
{
	size_t at = 0;

	while (at < length && !walk->lost) {
		int64_t skip = walk->skip_until - walk->position;

		if (skip > 0) {
			size_t step = (int64_t)(length - at) < skip ? length - at : (size_t)skip;

			at += step;
			walk->position += (int64_t)step;
			continue;
		}
		hold(walk, data[at++]);
	}
}

/* ---- the central directory ---- */

/* The record whose comment reaches exactly to the end; NULL when there is none. */
static const uint8_t *find_end(const uint8_t *tail, size_t length)
{
	for (size_t back = END_SIZE; back <= length && back <= END_SIZE + UINT16_MAX; back++) {
		const uint8_t *at = tail + length - back;

		if (memcmp(at, end_sign, sizeof end_sign) == 0 && get16(at + 20) == back - END_SIZE)
			return at;
	}
	return NULL;
}

bool zip_ends(const uint8_t *tail, size_t length)
{
	return find_end(tail, length) != NULL;
}

struct directory {
	const struct zip_walk *walk;
	const uint8_t *start;
	size_t length;
	int64_t offset; /* in the file */
	size_t count;
	int64_t declared; /* uncompressed, all entries */
	int64_t packed;
	const char *const *members;
	uint32_t seen; /* bits of members */
	struct span *span;
	size_t spans;
};

static int by_offset(const void *a, const void *b)
{
	const struct span *first = a;
	const struct span *second = b;

	return first->from < second->from ? -1 : first->from > second->from;
}

static void see_member(struct directory *directory, const char *name, size_t length)
{
	for (size_t i = 0; directory->members[i] != NULL; i++) {
		size_t size = strlen(directory->members[i]);
		bool folder = directory->members[i][size - 1] == '/';

		if (folder ? length > size && memcmp(name, directory->members[i], size) == 0
			   : length == size && memcmp(name, directory->members[i], size) == 0)
			directory->seen |= UINT32_C(1) << i;
	}
}

/* Programs believe one or the other: a size that is small in one place and large in the other hides something. */
static bool same_entry(const struct local *local, const uint8_t *at, const char *name, size_t length)
{
	if (local->name_sum != sum_of(name, length) || local->method != get16(at + 10) ||
	    local->sizes_later != ((get16(at + 8) & FLAG_SIZES_LATER) != 0))
		return false;
	return local->sizes_later ||
	       (local->check == get32(at + 16) && local->packed == get32(at + 20) && local->declared == get32(at + 24));
}

/* What passed at this place must be what the directory says. */
static bool agrees(const struct zip_walk *walk, const uint8_t *at, const char *name, size_t length)
{
	int64_t offset = get32(at + 42);
	size_t low = 0, high = walk->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (walk->locals[middle].offset == offset)
			return same_entry(&walk->locals[middle], at, name, length);
		if (walk->locals[middle].offset < offset)
			low = middle + 1;
		else
			high = middle;
	}
	/* Not seen is only fine behind the place where the walk had to stop. */
	return !walk->complete && walk->count > 0 && offset > walk->locals[walk->count - 1].offset;
}

static const char *check_entry(struct directory *directory, const uint8_t *at, const char *name, size_t length)
{
	int64_t packed = get32(at + 20);
	int64_t declared = get32(at + 24);
	int64_t offset = get32(at + 42);
	const char *mistake = name_mistake(name, length);

	if (mistake != NULL)
		return mistake;
	if ((get16(at + 8) & FLAG_ENCRYPTED) != 0)
		return "内容已加密，无法核验";
	if (packed == UINT32_MAX || declared == UINT32_MAX || offset == UINT32_MAX || get16(at + 34) != 0)
		return "压缩结构不合格";
	if (get16(at + 10) != METHOD_STORED && get16(at + 10) != METHOD_DEFLATED)
		return "压缩结构不合格：压缩方法不受支持";
	if (get16(at + 10) == METHOD_STORED && packed != declared)
		return "压缩结构不合格：成员大小不一致";
	directory->packed += packed;
	directory->declared += declared;
	if (declared > RATIO_FREE && declared / RATIO_MAX > packed)
		return "压缩比过大，疑似压缩炸弹";
	if (!agrees(directory->walk, at, name, length))
		return "压缩结构不合格：目录与内容不一致";
	directory->span[directory->spans++] = (struct span){offset, offset + LOCAL_SIZE + (int64_t)length + packed};
	see_member(directory, name, length);
	return NULL;
}

static const char *check_entries(struct directory *directory)
{
	size_t at = 0;

	for (size_t i = 0; i < directory->count; i++) {
		const uint8_t *entry = directory->start + at;
		const char *mistake;
		size_t size, name;

		if (directory->length - at < CENTRAL_SIZE || memcmp(entry, central_sign, sizeof central_sign) != 0)
			return "压缩结构不合格";
		name = get16(entry + 28);
		size = CENTRAL_SIZE + name + get16(entry + 30) + get16(entry + 32);
		if (directory->length - at < size)
			return "压缩结构不合格";
		mistake = check_entry(directory, entry, (const char *)entry + CENTRAL_SIZE, name);
		if (mistake != NULL)
			return mistake;
		at += size;
	}
	return at == directory->length ? NULL : "压缩结构不合格";
}

/* Entries share no bytes, and none reaches into the directory. */
static const char *check_spans(struct directory *directory)
{
	qsort(directory->span, directory->spans, sizeof *directory->span, by_offset);
	for (size_t i = 0; i < directory->spans; i++) {
		int64_t next = i + 1 < directory->spans ? directory->span[i + 1].from : directory->offset;

		if (directory->span[i].to > next)
			return "压缩结构不合格：成员重叠";
	}
	return NULL;
}

static const char *check_whole(const struct directory *directory)
{
	if (directory->declared > declared_max ||
	    (directory->declared > RATIO_FREE && directory->declared / RATIO_MAX > directory->packed))
		return "压缩比过大，疑似压缩炸弹";
	/* Every local header that passed is in the directory: nothing hides from it. */
	if (directory->walk->count > directory->count)
		return "压缩结构不合格：目录与内容不一致";
	for (size_t i = 0; directory->members[i] != NULL; i++)
		if ((directory->seen & UINT32_C(1) << i) == 0)
			return "内容与类型不符";
	return NULL;
}

const char *zip_check(struct zip_walk *walk, const uint8_t *tail, size_t tail_length, int64_t size,
		      const char *const *members)
{
	const uint8_t *end = find_end(tail, tail_length);
	struct directory directory = {.walk = walk, .members = members, .span = walk->spans};
	const char *mistake;
	int64_t end_offset;

	if (walk->mistake != NULL)
		return walk->mistake;
	if (end == NULL)
		return "压缩结构不合格，文件可能不完整";
	end_offset = size - (int64_t)(tail + tail_length - end);
	directory.count = get16(end + 10);
	directory.length = get32(end + 12);
	directory.offset = get32(end + 16);
	if (get16(end + 4) != 0 || get16(end + 6) != 0 || get16(end + 8) != directory.count)
		return "压缩结构不合格";
	if (directory.count == 0 || directory.count > ENTRIES_MAX)
		return "压缩结构不合格：成员过多或没有成员";
	if (directory.offset + (int64_t)directory.length != end_offset)
		return "压缩结构不合格";
	if (directory.length > (size_t)(end - tail))
		return "压缩结构不合格：目录过大";
	directory.start = end - directory.length;
	mistake = check_entries(&directory);
	if (mistake == NULL)
		mistake = check_spans(&directory);
	return mistake != NULL ? mistake : check_whole(&directory);
}
