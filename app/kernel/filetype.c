#include "base/base.h"
#include "kernel/filetype.h"

#include <magic.h>

#include "base/buf.h"
#include "base/log.h"
#include "base/text.h"
#include "kernel/filetype_zip.h"

enum { HEAD_SIZE = 64 * 1024, PDF_END = 1024 };

static const char *const docx_members[] = {"[Content_Types].xml", "word/document.xml", NULL};
static const char *const xlsx_members[] = {"[Content_Types].xml", "xl/workbook.xml", NULL};
static const char *const ofd_members[] = {"OFD.xml", NULL};

static const struct filetype {
	const char *key;
	const char *label;
	const char *extensions[3];
	const char *content_type;
	const char *magic[4];       /* what libmagic may call it; containers differ by the order of their members */
	const char *const *members; /* of a container; NULL: none */
	const char *start;
	size_t start_length;
	const char *end;
	size_t end_length;
} filetypes[] = {
	{"pdf", "PDF", {"pdf"}, "application/pdf", {"application/pdf"}, NULL, "%PDF-", 5, NULL, 0},
	{"docx",
	 "DOCX",
	 {"docx"},
	 "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	 {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/zip",
	  "application/octet-stream"},
	 docx_members,
	 "PK\3\4",
	 4,
	 NULL,
	 0},
	{"xlsx",
	 "XLSX",
	 {"xlsx"},
	 "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	 {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/zip",
	  "application/octet-stream"},
	 xlsx_members,
	 "PK\3\4",
	 4,
	 NULL,
	 0},
	{"ofd",
	 "OFD",
	 {"ofd"},
	 "application/ofd",
	 {"application/zip", "application/octet-stream", "application/ofd"},
	 ofd_members,
	 "PK\3\4",
	 4,
	 NULL,
	 0},
	{"jpg", "JPG", {"jpg", "jpeg"}, "image/jpeg", {"image/jpeg"}, NULL, "\xFF\xD8\xFF", 3, "\xFF\xD9", 2},
	{"png",
	 "PNG",
	 {"png"},
	 "image/png",
	 {"image/png"},
	 NULL,
	 "\x89PNG\r\n\x1A\n",
	 8,
	 "\0\0\0\0IEND\xAE\x42\x60\x82",
	 12},
};

static magic_t magic; /* filetype.h says so */

void filetype_init(void)
{
	if (magic != NULL)
		return;
	/* Archives and devices are not looked into: the structure is checked here. */
	magic = magic_open(MAGIC_MIME_TYPE | MAGIC_ERROR | MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_TAR |
			   MAGIC_NO_CHECK_CDF | MAGIC_NO_CHECK_TOKENS | MAGIC_NO_CHECK_JSON | MAGIC_NO_CHECK_CSV);
	if (magic == NULL)
		fatal("event=filetype");
	if (magic_load(magic, NULL) != 0)
		fatalx("event=filetype why=%s", magic_error(magic));
}

static const struct filetype *find(const char *key)
{
	for (size_t i = 0; i < ARRAY_LENGTH(filetypes); i++)
		if (text_equal(filetypes[i].key, key))
			return &filetypes[i];
	return NULL;
}

const char *filetype_of_name(const char *file_name)
{
	const char *dot = file_name == NULL ? NULL : strrchr(file_name, '.');

	for (size_t i = 0; dot != NULL && i < ARRAY_LENGTH(filetypes); i++)
		for (size_t j = 0; filetypes[i].extensions[j] != NULL; j++)
			if (strcasecmp(dot + 1, filetypes[i].extensions[j]) == 0)
				return filetypes[i].key;
	return NULL;
}

char *filetype_list(struct arena *arena, const char *const *types, size_t count)
{
	char *list = arena_strdup(arena, "");

	for (size_t i = 0; i < count; i++) {
		const struct filetype *type = find(types[i]);
		const char *between = i == 0 ? "" : i + 1 == count ? " 或 " : "、";

		list = arena_printf(arena, "%s%s%s", list, between, type != NULL ? type->label : types[i]);
	}
	return list;
}

const char *filetype_content_type(const char *type)
{
	const struct filetype *row = find(type);

	return row != NULL ? row->content_type : "application/octet-stream";
}

/* ---- checking ---- */

struct filetype_check {
	struct arena *arena;
	const struct filetype *type;
	struct zip_walk *walk; /* containers only */
	int64_t size;
	/* They grow with the file: most are small, and clearing half a megabyte takes longer than checking those. */
	struct buf head;
	struct buf tail; /* cut when twice as long: the last ZIP_TAIL bytes are always there */
};

static void release(void *argument)
{
	struct filetype_check *check = argument;

	buf_release(&check->head);
	buf_release(&check->tail);
}

struct filetype_check *filetype_begin(struct arena *arena, const char *type)
{
	struct filetype_check *check = arena_alloc(arena, sizeof *check);

	filetype_init();
	check->arena = arena;
	buf_init(&check->head);
	buf_init(&check->tail);
	arena_defer(arena, release, check);
	check->type = find(type);
	if (check->type == NULL)
		fatalx("event=filetype why=%s type=%s", "unknown type", type);
	if (check->type->members != NULL)
		check->walk = zip_walk_new(arena);
	return check;
}

static void keep_tail(struct filetype_check *check, const uint8_t *data, size_t length)
{
	if (length > ZIP_TAIL) {
		data += length - ZIP_TAIL;
		length = ZIP_TAIL;
	}
	buf_add(&check->tail, data, length);
	if (check->tail.length > 2 * ZIP_TAIL)
		buf_consume(&check->tail, check->tail.length - ZIP_TAIL);
}

void filetype_add(struct filetype_check *check, const void *data, size_t length)
{
	size_t room = HEAD_SIZE - check->head.length;

	buf_add(&check->head, data, length < room ? length : room);
	check->size += (int64_t)length;
	keep_tail(check, data, length);
	if (check->walk != NULL)
		zip_walk_add(check->walk, data, length);
}

static bool magic_agrees(const struct filetype_check *check)
{
	const char *name = magic_buffer(magic, check->head.data, check->head.length);

	for (size_t i = 0; name != NULL && i < ARRAY_LENGTH(check->type->magic) && check->type->magic[i] != NULL; i++)
		if (text_equal(name, check->type->magic[i]))
			return true;
	return false;
}

static bool ends_right(const struct filetype_check *check, const uint8_t *tail, size_t length)
{
	const struct filetype *type = check->type;

	if (type->end != NULL)
		return length >= type->end_length &&
		       memcmp(tail + length - type->end_length, type->end, type->end_length) == 0;
	if (length > PDF_END) {
		tail += length - PDF_END;
		length = PDF_END;
	}
	return memmem(tail, length, "%%EOF", 5) != NULL;
}

const char *filetype_end(struct filetype_check *check)
{
	const struct filetype *type = check->type;
	size_t length = check->tail.length < ZIP_TAIL ? check->tail.length : ZIP_TAIL;
	const uint8_t *tail = (const uint8_t *)check->tail.data + check->tail.length - length;

	if (check->size == 0)
		return "是空文件";
	if (check->head.length < type->start_length || memcmp(check->head.data, type->start, type->start_length) != 0 ||
	    !magic_agrees(check))
		return arena_printf(check->arena, "的内容不是 %s", type->label);
	if (type->members != NULL)
		return zip_check(check->walk, tail, length, check->size, type->members);
	if (!ends_right(check, tail, length))
		return "不完整，或者末尾多出别的内容";
	if (zip_ends(tail, length))
		return "里夹带了压缩包";
	return NULL;
}
