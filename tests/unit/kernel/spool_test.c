/* What is made whole before it is sent: neither plain on the disk nor left there, and a ZIP that says the same twice.
 */
#include "base/base.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/log.h"
#include "kernel/zip.h"
#include "support/folder.h"
#include "unit/suite.h"

static struct arena *arena;
static char *folder;

static void set_up(void)
{
	crypt_init();
	arena = arena_new();
	folder = folder_make(arena);
}

static void tear_down(void)
{
	folder_remove(folder);
	arena_free(arena);
}

static struct spool *filled(size_t size, size_t step)
{
	struct spool *spool;
	uint8_t piece[70000];

	ck_assert_int_eq(spool_new(arena, folder, &spool), OK);
	memset(piece, 'a', sizeof piece);
	for (size_t done = 0; done < size; done += step) {
		size_t part = size - done < step ? size - done : step;

		ck_assert_int_eq(spool_write(spool, piece, part), OK);
	}
	return spool;
}

START_TEST(what_was_written_comes_back_in_pieces_of_any_size)
{
	static const size_t sizes[] = {0, 1, 65535, 65536, 65537, 200000};

	for (size_t i = 0; i < ARRAY_LENGTH(sizes); i++) {
		struct spool *spool = filled(sizes[i], 70000 / (i + 1));
		char into[30000];
		size_t total = 0;
		int64_t size;

		ck_assert_int_eq(spool_end(spool, &size), OK);
		ck_assert_int_eq(size, (int64_t)sizes[i]);
		for (ssize_t got; (got = spool_read(spool, into, sizeof into)) > 0; total += (size_t)got)
			for (ssize_t k = 0; k < got; k++)
				ck_assert_int_eq(into[k], 'a');
		ck_assert_uint_eq(total, sizes[i]);
		ck_assert_int_eq(spool_read(spool, into, sizeof into), 0);
	}
}
END_TEST

START_TEST(the_disk_holds_no_plain_text_and_no_name)
{
	struct spool *spool = filled(100000, 1000);
	static char stored[200000];
	int64_t size;
	int file;

	ck_assert_int_eq(spool_end(spool, &size), OK);
	file = spool_release(spool);
	ck_assert_int_eq(pread(file, stored, sizeof stored, 0), 100000 + 2 * CRYPT_PIECE_EXTRA);
	ck_assert_ptr_null(memmem(stored, sizeof stored, "aaaaaaaa", 8));
	ck_assert_int_eq(rmdir(folder), 0); /* empty */
	ck_assert_int_eq(mkdir(folder, 0700), 0);
	close(file);
}
END_TEST

START_TEST(what_the_disk_gives_back_changed_is_not_sent)
{
	struct spool *spool = filled(100000, 1000);
	char into[65536], byte;
	int64_t size;
	int file;

	ck_assert_int_eq(spool_end(spool, &size), OK);
	file = spool_release(spool);
	ck_assert_int_eq(pread(file, &byte, 1, 70000), 1);
	byte ^= 1;
	ck_assert_int_eq(pwrite(file, &byte, 1, 70000), 1);
	log_threshold(LEVEL_ERROR + 1);
	ck_assert_int_eq(spool_read(spool, into, sizeof into), 65536);
	ck_assert_int_eq(spool_read(spool, into, sizeof into), -1);
	close(file);
}
END_TEST

START_TEST(a_folder_that_is_not_there_has_no_room)
{
	struct spool *spool;

	log_threshold(LEVEL_ERROR + 1);
	ck_assert_int_eq(spool_new(arena, arena_printf(arena, "%s/absent", folder), &spool), ERR_STORAGE);
}
END_TEST

/* The bytes of a ZIP with a text and a file stored as it is; SHA-256 of the text. */
static void make_zip(struct buf *out, uint8_t sha256[DIGEST_SIZE], int64_t at)
{
	uint8_t other[DIGEST_SIZE];
	struct spool *spool;
	struct zip *zip;
	char into[4096];
	int64_t size;

	ck_assert_int_eq(spool_new(arena, folder, &spool), OK);
	ck_assert_int_eq(zip_new(arena, spool, at, &zip), OK);
	ck_assert_int_eq(zip_member(zip, "a/text.txt", 6, true), OK);
	ck_assert_int_eq(zip_add(zip, "abc", 3), OK);
	ck_assert_int_eq(zip_add(zip, "def", 3), OK);
	ck_assert_int_eq(zip_member_end(zip, sha256), OK);
	ck_assert_int_eq(zip_member(zip, "file.pdf", 4, false), OK);
	ck_assert_int_eq(zip_add(zip, "%PDF", 4), OK);
	ck_assert_int_eq(zip_member_end(zip, other), OK);
	ck_assert_int_eq(zip_end(zip), OK);
	ck_assert_int_eq(spool_end(spool, &size), OK);
	for (ssize_t got; (got = spool_read(spool, into, sizeof into)) > 0;)
		buf_add(out, into, (size_t)got);
	ck_assert_int_eq((int64_t)out->length, size);
}

START_TEST(a_zip_of_the_same_state_has_the_same_bytes)
{
	uint8_t sha256[DIGEST_SIZE], wanted[DIGEST_SIZE];
	struct sha256_state state;
	struct buf first, second, later;

	buf_init(&first);
	buf_init(&second);
	buf_init(&later);
	make_zip(&first, sha256, 1795600000);
	make_zip(&second, sha256, 1795600000);
	make_zip(&later, sha256, 1795600100);
	ck_assert_uint_eq(first.length, second.length);
	ck_assert_mem_eq(first.data, second.data, first.length);
	ck_assert(later.length != first.length || memcmp(later.data, first.data, first.length) != 0);
	ck_assert_mem_eq(first.data, "PK\3\4", 4);
	ck_assert_ptr_nonnull(memmem(first.data, first.length, "%PDF", 4)); /* stored as it is */
	crypt_sha256_begin(&state);
	crypt_sha256_add(&state, "abcdef", 6);
	crypt_sha256_end(&state, wanted);
	ck_assert_mem_eq(sha256, wanted, DIGEST_SIZE);
	buf_release(&first);
	buf_release(&second);
	buf_release(&later);
}
END_TEST

START_TEST(a_member_shorter_than_announced_is_refused)
{
	uint8_t sha256[DIGEST_SIZE];
	struct spool *spool;
	struct zip *zip;

	ck_assert_int_eq(spool_new(arena, folder, &spool), OK);
	ck_assert_int_eq(zip_new(arena, spool, 1, &zip), OK);
	ck_assert_int_eq(zip_member(zip, "short", 6, true), OK);
	ck_assert_int_eq(zip_add(zip, "abc", 3), OK);
	ck_assert_int_eq(zip_member_end(zip, sha256), ERR_INTERNAL);
}
END_TEST

int main(void)
{
	return RUN_SUITE_IN("kernel/spool", set_up, tear_down, 60, what_was_written_comes_back_in_pieces_of_any_size,
			    the_disk_holds_no_plain_text_and_no_name, what_the_disk_gives_back_changed_is_not_sent,
			    a_folder_that_is_not_there_has_no_room, a_zip_of_the_same_state_has_the_same_bytes,
			    a_member_shorter_than_announced_is_refused);
}
