/* Files made byte by byte, good and bad, for the tests of uploads. */
#ifndef UNIT_KERNEL_FILES_H
#define UNIT_KERNEL_FILES_H

#include "base/base.h"

#include "base/buf.h"
#include "base/text.h"

static inline void put16(struct buf *buf, uint32_t value)
{
	buf_add_char(buf, (char)(value & 255));
	buf_add_char(buf, (char)(value >> 8 & 255));
}

static inline void put32(struct buf *buf, uint32_t value)
{
	put16(buf, value & 65535);
	put16(buf, value >> 16);
}

/* One member; the zeros mean "as it should be". */
struct member {
	const char *name;
	const char *data;
	const char *central_name; /* in the directory, when it lies */
	uint32_t flags;
	uint32_t declared; /* uncompressed size, of something deflated */
	uint32_t understated; /* the same in the local header, when the two differ */
	uint32_t check;    /* checksum as the directory has it */
	uint32_t method;   /* 0: stored, or deflated when there is a declared size */
	uint32_t packed;   /* compressed size as the directory has it */
	int32_t shift;     /* of the directory's offset: overlaps */
	bool hidden;       /* not in the directory */
	bool later;        /* sizes in a data descriptor */
};

static inline uint32_t zip_method(const struct member *member)
{
	return member->declared > 0 && member->method == 0 ? 8 : member->method;
}

static inline void zip_local(struct buf *zip, const struct member *member)
{
	uint32_t length = (uint32_t)strlen(member->data);

	buf_add(zip, "PK\3\4", 4);
	put16(zip, 20);
	put16(zip, member->flags | (member->later ? 8 : 0));
	put16(zip, zip_method(member));
	put32(zip, 0);
	put32(zip, member->later ? 0 : 0x12345678);
	put32(zip, member->later ? 0 : length);
	put32(zip, member->later               ? 0
		   : member->understated > 0 ? member->understated
		   : member->declared > 0    ? member->declared
					     : length);
	put16(zip, (uint32_t)strlen(member->name));
	put16(zip, 0);
	buf_add_text(zip, member->name);
	buf_add_text(zip, member->data);
	if (member->later) {
		buf_add(zip, "PK\7\10", 4);
		put32(zip, 0x12345678);
		put32(zip, length);
		put32(zip, length);
	}
}

static inline void zip_central(struct buf *zip, const struct member *member, uint32_t offset)
{
	const char *name = member->central_name != NULL ? member->central_name : member->name;
	uint32_t length = (uint32_t)strlen(member->data);

	buf_add(zip, "PK\1\2", 4);
	put16(zip, 20);
	put16(zip, 20);
	put16(zip, member->flags | (member->later ? 8 : 0));
	put16(zip, zip_method(member));
	put32(zip, 0);
	put32(zip, member->check > 0 ? member->check : 0x12345678);
	put32(zip, member->packed > 0 ? member->packed : length);
	put32(zip, member->declared > 0 ? member->declared : length);
	put16(zip, (uint32_t)strlen(name));
	put16(zip, 0);
	put16(zip, 0);
	put16(zip, 0);
	put16(zip, 0);
	put32(zip, 0);
	put32(zip, offset + (uint32_t)member->shift);
	buf_add_text(zip, name);
}

/* A zip of these members; released by the caller. */
static inline struct buf zip_of(const struct member *members, size_t count)
{
	uint32_t *offsets = calloc(count + 1, sizeof *offsets);
	uint32_t listed = 0;
	uint32_t start;
	struct buf zip;

	buf_init(&zip);
	for (size_t i = 0; i < count; i++) {
		offsets[i] = (uint32_t)zip.length;
		zip_local(&zip, &members[i]);
	}
	start = (uint32_t)zip.length;
	for (size_t i = 0; i < count; i++)
		if (!members[i].hidden) {
			zip_central(&zip, &members[i], offsets[i]);
			listed++;
		}
	free(offsets);
	uint32_t length = (uint32_t)zip.length - start;
	buf_add(&zip, "PK\5\6", 4);
	put32(&zip, 0);
	put16(&zip, listed);
	put16(&zip, listed);
	put32(&zip, length);
	put32(&zip, start);
	put16(&zip, 0);
	return zip;
}

#define TYPES_MEMBER \
	{ \
		.name = "[Content_Types].xml", .data = "<Types xmlns='http://schemas.openxmlformats.org/'/>" \
	}
#define WORD_MEMBER \
	{ \
		.name = "word/document.xml", .data = "<w:document/>" \
	}
#define SHEET_MEMBER \
	{ \
		.name = "xl/workbook.xml", .data = "<workbook/>" \
	}

static const char good_pdf[] = "%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n";

static inline struct buf bytes_of(const void *data, size_t length)
{
	struct buf buf;

	buf_init(&buf);
	buf_add(&buf, data, length);
	return buf;
}

static inline struct buf text_of(const char *text)
{
	return bytes_of(text, strlen(text));
}

/* The smallest pictures that are pictures. */
static inline struct buf good_png(void)
{
	static const char png[] = "\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\10\0\0\0\0\x3A\x7E\x9B\x55"
				  "\0\0\0\nIDATx\x9C\x63\x60\0\0\0\2\0\1\x48\xAF\xA4\x71\0\0\0\0IEND\xAE\x42\x60\x82";

	return bytes_of(png, sizeof png - 1);
}

static inline struct buf good_jpg(void)
{
	static const char jpg[] = "\xFF\xD8\xFF\xE0\0\20JFIF\0\1\1\0\0\1\0\1\0\0\xFF\xDB\0\4\0\1\xFF\xD9";

	return bytes_of(jpg, sizeof jpg - 1);
}

#endif
