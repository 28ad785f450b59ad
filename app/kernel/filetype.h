/*
 * What an uploaded file is, told from its bytes as they pass: nothing is
 * unpacked and nothing is kept but the head and the last 256 KiB.
 *
 * A file is accepted when extension, content (libmagic) and structure agree:
 *   pdf           %PDF- at the very beginning, %%EOF in the last 1 KiB
 *   jpg, png      signature, and the format's own end at the very end
 *   docx, xlsx,   zip: local headers as they pass and the central directory in
 *   ofd           the tail, at most 2000 entries, 1 GiB declared, 100 times the
 *                 size; sizes and checksums the same in both places; stored or
 *                 deflated; no encryption, no overlap, no absolute or .. names;
 *                 the members the format must have; no macros
 * A picture or PDF that is a zip at the same time is refused.
 *
 * To add a type: a row in filetype.c, and the CHECK of table attachment.
 */
#ifndef KERNEL_FILETYPE_H
#define KERNEL_FILETYPE_H

#include "base/arena.h"

/*
 * Load libmagic's database, once, before fork: it is the same for all children.
 * The handle is the one thing this file keeps.  Ends the process on failure.
 */
void filetype_init(void);

/* "pdf" of "申请函.PDF"; NULL when the extension is none of the accepted ones. */
const char *filetype_of_name(const char *file_name);

/* "PDF、OFD 或 JPG" out of keys; arena. */
char *filetype_list(struct arena *arena, const char *const *types, size_t count);

/* Content type of a key for downloads, application/octet-stream when unknown. */
const char *filetype_content_type(const char *type);

struct filetype_check;

/* type is a key; arena. */
struct filetype_check *filetype_begin(struct arena *arena, const char *type);
void filetype_add(struct filetype_check *check, const void *data, size_t length);

/* NULL when it is what its name says, else why not, in the middle of a sentence: "内容不是 PDF"; arena. */
const char *filetype_end(struct filetype_check *check);

#endif
