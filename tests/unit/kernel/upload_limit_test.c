/* Nobody fills the disk by uploads (security.md A41): a matter, a day of an organisation, the disk itself. */
#include "unit/kernel/handing.h"

#include "kernel/upload_limit.h"

enum { MIB_OF = 1 << 20 };

static void limit(const char *key, const char *value)
{
	office_sql(world, "INSERT INTO setting (key, valid_from, value, changed_at) VALUES ('%s', 1, '%s', 1)", key,
		   value);
	ck_assert_int_eq(service_refresh(world->service, world->reader), OK);
	sample = procedure_find(world->service, "sample");
}

static int64_t rows(void)
{
	return office_number(world, "SELECT count(*) FROM attachment");
}

static int64_t seals(void)
{
	sqlite3 *raw = NULL;
	sqlite3_stmt *statement = NULL;
	int64_t count;

	ck_assert_int_eq(sqlite3_open(arena_printf(world->arena, "%s/keys.db", world->fixture->folder), &raw),
			 SQLITE_OK);
	ck_assert_int_eq(sqlite3_prepare_v2(raw, "SELECT count(*) FROM seal", -1, &statement, NULL), SQLITE_OK);
	ck_assert_int_eq(sqlite3_step(statement), SQLITE_ROW);
	count = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	sqlite3_close(raw);
	return count;
}

static size_t descriptors(void)
{
	DIR *dir = opendir("/proc/self/fd");
	size_t count = 0;

	ck_assert_ptr_nonnull(dir);
	while (readdir(dir) != NULL)
		count++;
	closedir(dir);
	return count;
}

/* One on its way in: everything has come, nothing is finished. */
static struct upload *arriving(struct context *context, int64_t id, size_t size)
{
	struct buf file = pdf_of_size(size);
	struct upload *upload;
	struct upload_sink sink;

	ck_assert_int_eq(upload_begin(context, matter_now(id), procedure_document(sample, "letter"), 0, &upload, &sink),
			 OK);
	ck_assert_int_eq(sink.begin(sink.context, "letter", "a.pdf"), OK);
	ck_assert_int_eq(sink.write(sink.context, file.data, file.length), OK);
	ck_assert_int_eq(sink.end(sink.context), OK);
	buf_release(&file);
	return upload;
}

START_TEST(a41_a_matter_takes_no_more_than_its_total_from_many_at_once)
{
	int64_t id = draft();
	struct context *context = handing(CLERK);
	struct upload *first, *second;
	int64_t attachment;

	limit("matter_max_mib", "10");
	first = arriving(context, id, 6 * MIB_OF);
	second = arriving(context, id, 6 * MIB_OF); /* each fits, both do not */
	ck_assert_int_eq(upload_finish(context, first, &no_facts, &attachment, &why), OK);
	ck_assert_int_eq(upload_finish(context, second, &no_facts, &attachment, &why), ERR_TOO_LARGE);
	ck_assert_str_eq(why, "a.pdf 未保存：本件附件总量将超过 10 MB 上限");
	ck_assert_int_eq(rows(), 1);
	ck_assert_int_eq(stored(), 1); /* no orphan waits for the clerk */
	ck_assert_int_eq(seals(), 1);
	ck_assert_int_eq(letter(id, "b.pdf", pdf_of_size(4 * MIB_OF + 1)), ERR_TOO_LARGE);
	ck_assert_int_eq(letter(id, "b.pdf", pdf_of_size(4 * MIB_OF)), OK); /* to the byte */
	ck_assert_int_eq(letter(id, "c.pdf", text_of(good_pdf)), ERR_TOO_LARGE);
}
END_TEST

START_TEST(a41_a_file_is_as_large_as_the_setting_and_no_byte_larger)
{
	int64_t id = draft();

	limit("attachment_max_mib", "2");
	ck_assert_int_eq(letter(id, "a.pdf", pdf_of_size(2 * MIB_OF + 1)), ERR_TOO_LARGE);
	ck_assert_str_eq(why, "a.pdf 超过 2 MB 上限，未保存。请压缩或拆分后再传");
	ck_assert_int_eq(rows(), 0);
	ck_assert_int_eq(stored(), 0);
	ck_assert_int_eq(letter(id, "a.pdf", pdf_of_size(2 * MIB_OF)), OK);
}
END_TEST

START_TEST(a41_an_organisation_hands_in_so_many_files_a_day)
{
	int64_t id = draft();

	with_session = true;
	limit("upload_day_files", "2");
	ck_assert_int_eq(letter(id, "a.pdf", text_of(good_pdf)), OK);
	ck_assert_int_eq(upload(CLERK_TWO, open_by(CLERK_TWO), "letter", "b.pdf", text_of(good_pdf), &no_facts, NULL),
			 OK);
	ck_assert_int_eq(letter(id, "c.pdf", text_of(good_pdf)), ERR_THROTTLED);
	ck_assert_str_eq(why, "c.pdf 未保存：本单位今天已上传 2 个文件，达到每日上限。请明天再传，急件请联系技术支持");
	ck_assert_int_eq(rows(), 2);
	ck_assert_int_eq(stored(), 2);
	/* Another organisation, and the same one tomorrow; who runs a command has no day. */
	ck_assert_int_eq(upload(STRANGER, open_by(STRANGER), "letter", "d.pdf", text_of(good_pdf), &no_facts, NULL),
			 OK);
	with_session = false;
	ck_assert_int_eq(letter(id, "e.pdf", text_of(good_pdf)), OK);
	with_session = true;
	clock_freeze(day_end(day_of(clock_now())));
	ck_assert_int_eq(letter(id, "f.pdf", text_of(good_pdf)), ERR_THROTTLED);
	clock_freeze(clock_now() + 1);
	ck_assert_int_eq(letter(id, "f.pdf", text_of(good_pdf)), OK);
}
END_TEST

START_TEST(a41_an_organisation_hands_in_so_many_bytes_a_day_taken_back_or_not)
{
	int64_t id = draft();
	int64_t attachment;

	with_session = true;
	limit("upload_day_mib", "3");
	ck_assert_int_eq(upload(CLERK, id, "letter", "a.pdf", pdf_of_size(2 * MIB_OF), &no_facts, &attachment), OK);
	ck_assert_int_eq(attachment_withdraw(as(CLERK), matter_now(id), attachment, "传错了文件"), OK);
	ck_assert_int_eq(letter(id, "b.pdf", pdf_of_size(MIB_OF + 1)), ERR_THROTTLED);
	ck_assert_str_eq(why, "b.pdf 未保存：本单位今天上传的总量将超过 3 MB 的每日上限。请压缩后再传，或者明天再传");
	ck_assert_int_eq(stored(), 1);
	ck_assert_int_eq(letter(id, "b.pdf", pdf_of_size(MIB_OF)), OK);
	ck_assert_int_eq(letter(id, "c.pdf", text_of(good_pdf)), ERR_THROTTLED);
}
END_TEST

START_TEST(a41_the_last_file_of_a_day_goes_to_one_of_many_at_once)
{
	int64_t id = draft();
	struct context *context;
	struct upload *first, *second;
	int64_t attachment;

	with_session = true;
	limit("upload_day_files", "1");
	context = handing(CLERK);
	first = arriving(context, id, 2000);
	second = arriving(context, id, 2000);
	ck_assert_int_eq(upload_finish(context, second, &no_facts, &attachment, &why), OK);
	ck_assert_int_eq(upload_finish(context, first, &no_facts, &attachment, &why), ERR_THROTTLED);
	ck_assert_int_eq(rows(), 1);
	ck_assert_int_eq(stored(), 1);
	ck_assert_int_eq(seals(), 1);
}
END_TEST

START_TEST(a41_a_disk_that_is_nearly_full_takes_no_files)
{
	int64_t id = draft();

	with_session = true;
	limit("disk_alarm_mib", "16777216"); /* 16 TiB */
	log_threshold(LEVEL_ERROR + 1);
	ck_assert_int_eq(letter(id, "a.pdf", text_of(good_pdf)), ERR_STORAGE);
	ck_assert_str_eq(why, "a.pdf 未保存：服务器存储空间不足，暂停接收文件，其他功能不受影响。"
			      "请稍后再传，或者联系技术支持");
	ck_assert_int_eq(rows(), 0);
	ck_assert_int_eq(stored(), 0);
	with_session = false;
	ck_assert_int_eq(letter(id, "a.pdf", text_of(good_pdf)), OK);
}
END_TEST

/* What the head of the request announces is too much: not even an unnamed file is begun. */
START_TEST(a41_a_body_that_is_announced_too_large_is_not_begun)
{
	static const struct {
		int64_t announced;
		bool begun;
	} bodies[] = {{0, true}, {5000, true}, {10 * MIB_OF + 2000, true}, {11 * MIB_OF, false}, {INT64_MAX, false}};
	int64_t id = draft();
	int64_t attachment;

	limit("matter_max_mib", "10");
	ck_assert_int_eq(letter(id, "a.pdf", text_of("")), ERR_INVALID); /* databases are open from here on */
	for (size_t i = 0; i < ARRAY_LENGTH(bodies); i++) {
		struct context *context = handing(CLERK);
		size_t before = descriptors();
		struct upload_sink sink;
		struct upload *upload;

		ck_assert_int_eq(upload_begin(context, matter_now(id), procedure_document(sample, "letter"),
					      bodies[i].announced, &upload, &sink),
				 OK);
		ck_assert_int_eq(sink.begin(sink.context, "letter", "a.pdf"), OK);
		ck_assert_uint_eq(descriptors() - before, bodies[i].begun);
		if (!bodies[i].begun)
			ck_assert_int_eq(upload_finish(context, upload, &no_facts, &attachment, &why), ERR_TOO_LARGE);
	}
	ck_assert_int_eq(stored(), 0);
}
END_TEST

int main(void)
{
	return RUN_WORLD("kernel/upload_limit", a41_a_matter_takes_no_more_than_its_total_from_many_at_once,
			 a41_a_file_is_as_large_as_the_setting_and_no_byte_larger,
			 a41_an_organisation_hands_in_so_many_files_a_day,
			 a41_an_organisation_hands_in_so_many_bytes_a_day_taken_back_or_not,
			 a41_the_last_file_of_a_day_goes_to_one_of_many_at_once,
			 a41_a_disk_that_is_nearly_full_takes_no_files,
			 a41_a_body_that_is_announced_too_large_is_not_begun);
}
