#include "base/base.h"

#include "kernel/zip.h"

#include "base/log.h"

#include <archive.h>
#include <archive_entry.h>

enum { BLOCK = 65536 };

struct zip {
	struct archive *archive;
	struct archive_entry *entry;
	struct spool *into;
	enum err failed; /* what the spool said: libarchive only knows that something did */
	int64_t at;
	int64_t left; /* of the member */
	struct sha256_state sha256;
};

static la_ssize_t pass_on(struct archive *archive UNUSED, void *argument, const void *data, size_t length)
{
	struct zip *zip = argument;

	if (zip->failed == OK)
		zip->failed = spool_write(zip->into, data, length);
	return zip->failed == OK ? (la_ssize_t)length : -1;
}

static void zip_free(void *argument)
{
	struct zip *zip = argument;

	archive_entry_free(zip->entry);
	archive_write_free(zip->archive);
}

static enum err outcome(struct zip *zip, int status)
{
	if (status == ARCHIVE_OK)
		return OK;
	log_error("event=zip message=%s", archive_error_string(zip->archive));
	return zip->failed != OK ? zip->failed : ERR_INTERNAL;
}

enum err zip_new(struct arena *arena, struct spool *into, int64_t at, struct zip **out)
{
	struct zip *zip = arena_alloc(arena, sizeof *zip);
	int status;

	zip->archive = archive_write_new();
	zip->entry = archive_entry_new();
	if (zip->archive == NULL || zip->entry == NULL)
		fatalx("event=out_of_memory");
	arena_defer(arena, zip_free, zip);
	zip->into = into;
	zip->at = at;
	status = archive_write_set_format_zip(zip->archive);
	if (status == ARCHIVE_OK)
		status = archive_write_set_bytes_per_block(zip->archive, BLOCK);
	if (status == ARCHIVE_OK)
		status = archive_write_set_bytes_in_last_block(zip->archive, 1);
	if (status == ARCHIVE_OK)
		status = archive_write_open(zip->archive, zip, NULL, pass_on, NULL);
	*out = zip;
	return outcome(zip, status);
}

enum err zip_member(struct zip *zip, const char *name, int64_t size, bool pressed)
{
	int status = pressed ? archive_write_zip_set_compression_deflate(zip->archive)
			     : archive_write_zip_set_compression_store(zip->archive);

	archive_entry_clear(zip->entry);
	archive_entry_set_pathname(zip->entry, name);
	archive_entry_set_filetype(zip->entry, AE_IFREG);
	archive_entry_set_perm(zip->entry, 0644);
	archive_entry_set_size(zip->entry, size);
	archive_entry_set_mtime(zip->entry, zip->at, 0);
	crypt_sha256_begin(&zip->sha256);
	zip->left = size;
	if (status == ARCHIVE_OK)
		status = archive_write_header(zip->archive, zip->entry);
	return outcome(zip, status);
}

enum err zip_add(struct zip *zip, const void *data, size_t length)
{
	la_ssize_t put = length == 0 ? 0 : archive_write_data(zip->archive, data, length);

	crypt_sha256_add(&zip->sha256, data, length);
	zip->left -= (int64_t)length;
	return put == (la_ssize_t)length ? OK : outcome(zip, ARCHIVE_FAILED);
}

enum err zip_member_end(struct zip *zip, uint8_t sha256[DIGEST_SIZE])
{
	crypt_sha256_end(&zip->sha256, sha256);
	if (zip->left != 0)
		return ERR_INTERNAL;
	return outcome(zip, archive_write_finish_entry(zip->archive));
}

enum err zip_end(struct zip *zip)
{
	return outcome(zip, archive_write_close(zip->archive));
}
