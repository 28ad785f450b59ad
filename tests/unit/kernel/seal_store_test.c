#include "unit/kernel/sealing.h"

#include <sys/resource.h>

enum { HOURS = 3600 };

/* ---- the store ---- */

static int64_t file_count;

static int count_file(const char *path, const struct stat *status, int type, struct FTW *where)
{
	(void)path, (void)status, (void)where;
	file_count += type == FTW_F;
	return 0;
}

static int64_t stored_files(void)
{
	file_count = 0;
	(void)nftw(arena_printf(vault->fixture->arena, "%s/files", vault->fixture->folder), count_file, 16, FTW_PHYS);
	return file_count;
}

START_TEST(abandoned_upload_leaves_nothing)
{
	struct seal_writer *writer;
	set_up();
	uint8_t *content = content_of(200000);
	ck_assert_int_eq(seal_begin(&vault->context, 2, &writer), OK);
	ck_assert_int_eq(seal_write(writer, content, 200000), OK);
	seal_free(writer);
	seal_free(NULL);
	ck_assert_int_eq(stored_files(), 0);
	ck_assert_int_eq(raw_number(vault, "keys.db", "SELECT count(*) FROM seal"), 0);
	free(content);
	tear_down();
}
END_TEST

START_TEST(killed_upload_leaves_no_row_and_no_file)
{
	int status;
	int pipes[2];
	char byte;
	set_up();
	ck_assert_int_eq(pipe(pipes), 0);
	pid_t pid = fork();
	if (pid == 0) {
		struct seal_writer *writer;
		uint8_t *content = content_of(300000);
		if (seal_begin(&vault->context, 2, &writer) == OK && seal_write(writer, content, 300000) == OK)
			(void)!write(pipes[1], "x", 1);
		pause();
	}
	ck_assert_int_eq(read(pipes[0], &byte, 1), 1);
	kill(pid, SIGKILL);
	waitpid(pid, &status, 0);
	ck_assert_int_eq(stored_files(), 0);
	ck_assert_int_eq(raw_number(vault, "keys.db", "SELECT count(*) FROM seal"), 0);
	tear_down();
}
END_TEST

START_TEST(full_disk_is_told_and_leaves_nothing)
{
	struct seal_writer *writer;
	struct rlimit limit = {300000, 300000};
	set_up();
	log_threshold(LEVEL_ERROR);
	signal(SIGXFSZ, SIG_IGN);
	uint8_t *content = content_of(400000);
	ck_assert_int_eq(seal_begin(&vault->context, 2, &writer), OK);
	ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
	ck_assert_int_eq(seal_write(writer, content, 400000), ERR_STORAGE);
	seal_free(writer);
	ck_assert_int_eq(stored_files(), 0);
	free(content);
	tear_down();
}
END_TEST

START_TEST(first_upload_without_a_keeper_is_refused)
{
	struct seal_writer *writer;
	set_up();
	vault_keeper_stop(vault);
	log_threshold(LEVEL_ERROR);
	ck_assert_int_eq(seal_begin(&vault->context, 2, &writer), ERR_KEEPER);
	ck_assert_ptr_null(writer);
	tear_down();
}
END_TEST

START_TEST(later_uploads_need_no_keeper)
{
	uint8_t back[3];
	set_up();
	seal_it((const uint8_t *)"abc", 3);
	vault_keeper_stop(vault);
	struct sealed sealed = seal_it((const uint8_t *)"abc", 3);
	ck_assert_ptr_null(open_it(&sealed, back));
	ck_assert_mem_eq(back, "abc", 3);
	tear_down();
}
END_TEST

static bool found_plain;

static int look_for_plain(const char *path, const struct stat *status, int type, struct FTW *where)
{
	size_t size;
	(void)status, (void)where;
	if (type != FTW_F)
		return 0;
	uint8_t *bytes = read_all(path, &size);
	if (memmem(bytes, size, "planted-plain-text", 18))
		found_plain = true;
	free(bytes);
	return 0;
}

START_TEST(no_plain_content_reaches_the_disk)
{
	set_up();
	enum { SIZE = 5 * SEAL_CHUNK };
	uint8_t *content = malloc(SIZE);
	for (size_t i = 0; i + 18 <= SIZE; i += 18)
		memcpy(content + i, "planted-plain-text", 18);
	struct seal_writer *half;
	seal_it(content, SIZE - 18);
	ck_assert_int_eq(seal_begin(&vault->context, 2, &half), OK);
	ck_assert_int_eq(seal_write(half, content, SIZE - 18), OK);
	found_plain = false;
	ck_assert_int_eq(nftw(vault->fixture->folder, look_for_plain, 16, FTW_PHYS), 0);
	ck_assert(!found_plain);
	seal_free(half);
	free(content);
	tear_down();
}
END_TEST

static void make_older(const struct sealed *sealed, int64_t hours)
{
	struct timespec times[2] = {{.tv_sec = clock_now() - hours * HOURS}, {.tv_sec = clock_now() - hours * HOURS}};
	ck_assert_int_eq(utimensat(AT_FDCWD, stored_path(sealed), times, 0), 0);
	raw_run(vault, "keys.db",
		arena_printf(vault->fixture->arena, "UPDATE seal SET made_at = %" PRId64 " WHERE uuid = '%s'",
			     clock_now() - hours * HOURS, sealed->uuid));
}

START_TEST(orphans_are_collected_after_48_hours_and_nothing_else)
{
	set_up();
	struct sealed attached = seal_it((const uint8_t *)"abc", 3);
	struct sealed young = seal_it((const uint8_t *)"abc", 3);
	struct sealed orphan = seal_it((const uint8_t *)"abc", 3);
	struct sealed without_file = seal_it((const uint8_t *)"abc", 3);
	raw_run(vault, "app.db",
		arena_printf(vault->fixture->arena,
			     "PRAGMA foreign_keys=OFF; INSERT INTO attachment (uuid, matter_id, document, version,"
			     " organisation_id, name, type, size, digest, sealed_digest, uploaded_by, uploaded_at)"
			     " VALUES ('%s', 1, 'letter', 1, 2, 'a.pdf', 'pdf', 3, zeroblob(32), zeroblob(32), 1, 1)",
			     attached.uuid));
	make_older(&attached, 100);
	make_older(&young, 47);
	make_older(&orphan, 49);
	make_older(&without_file, 49);
	ck_assert_int_eq(unlink(stored_path(&without_file)), 0);
	char *stranger = arena_printf(vault->fixture->arena, "%s.readme", stored_path(&attached));
	folder_write(vault->fixture->arena, "/", stranger + 1, "not ours");
	ck_assert_int_eq(seal_orphans_job(&vault->context), OK);
	ck_assert_int_eq(stored_files(), 3);
	ck_assert_int_ne(access(stored_path(&orphan), F_OK), 0);
	ck_assert_int_eq(access(stranger, F_OK), 0);
	ck_assert_int_eq(raw_number(vault, "keys.db", "SELECT count(*) FROM seal"), 2);
	ck_assert_int_eq(raw_number(vault, "app.db", "SELECT count(*) FROM audit WHERE action = 'attachment.collect'"),
			 1);
	ck_assert_int_eq(seal_orphans_job(&vault->context), OK);
	ck_assert_int_eq(raw_number(vault, "app.db", "SELECT count(*) FROM audit"), 1);
	tear_down();
}
END_TEST

int main(void)
{
	return RUN_SUITE("kernel/seal_store", abandoned_upload_leaves_nothing, killed_upload_leaves_no_row_and_no_file,
			 full_disk_is_told_and_leaves_nothing, first_upload_without_a_keeper_is_refused,
			 later_uploads_need_no_keeper, no_plain_content_reaches_the_disk,
			 orphans_are_collected_after_48_hours_and_nothing_else);
}
