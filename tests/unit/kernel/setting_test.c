#include "support/office.h"

#include <sys/wait.h>
#include <unistd.h>

static struct office *office;
static struct context context;

static void open_office(void)
{
	office = office_new(office_no_modules);
	context = (struct context){.arena = office->arena,
				   .db = office->writer,
				   .service = office->service,
				   .actor = system_actor(),
				   .request = "test",
				   .source = "-"};
}

static enum err change(const char *key, const char *value, int64_t from, char **complaint)
{
	struct setting_complaint wrong;
	enum err err = setting_check(&context, key, &value, from, &wrong);

	*complaint = wrong.sentence;
	if (err != OK)
		return err;
	err = tx_begin(context.db);
	if (err != OK)
		return err;
	return tx_end(
		context.db,
		setting_put(&context, &(struct setting_value){
					      .key = key, .value = value, .valid_from = from, .reason = "会议纪要"}));
}

START_TEST(value_before_any_row_is_the_declared_one)
{
	open_office();
	ck_assert_int_eq(setting_integer(office->service, "session_idle_minutes"), 30);
	ck_assert_str_eq(setting_text(office->service, "support_phone"), "未设置");
	office_free(office);
}
END_TEST

START_TEST(change_is_in_force_from_its_day_on)
{
	char *complaint;
	int64_t today, value;

	open_office();
	/* Two days back, so that the day can change without rows of the future. */
	clock_freeze(clock_now() - 2 * 86400);
	today = day_of(clock_now());
	ck_assert_int_eq(change("session_idle_minutes", "20", today + 1, &complaint), OK);
	ck_assert_int_eq(service_refresh(office->service, office->reader), OK);
	ck_assert_int_eq(setting_integer(office->service, "session_idle_minutes"), 30);
	clock_freeze(clock_now() + 86400);
	ck_assert_int_eq(service_refresh(office->service, office->reader), OK);
	ck_assert_int_eq(setting_integer(office->service, "session_idle_minutes"), 20);
	/* What must not change afterwards asks for its own day. */
	ck_assert_int_eq(setting_integer_on(&context, "session_idle_minutes", today, &value), OK);
	ck_assert_int_eq(value, 30);
	ck_assert_int_eq(setting_integer_on(&context, "session_idle_minutes", today + 5, &value), OK);
	ck_assert_int_eq(value, 20);
	office_free(office);
}
END_TEST

START_TEST(change_today_is_seen_at_the_next_refresh_and_audited)
{
	char *complaint;

	open_office();
	ck_assert_int_eq(change("support_phone", " 028-86600000 ", day_of(clock_now()), &complaint), OK);
	ck_assert_int_eq(service_refresh(office->service, office->reader), OK);
	ck_assert_str_eq(setting_text(office->service, "support_phone"), "028-86600000");
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM audit WHERE action = 'setting.change'"
					       " AND json_extract(detail, '$.before') = '未设置'"
					       " AND json_extract(detail, '$.value') = '028-86600000'"),
			 1);
	office_free(office);
}
END_TEST

START_TEST(value_out_of_range_or_no_number_is_refused)
{
	static const char *const bad[] = {"4", "121", "x", "", "3.5", "-30", "30 分钟", "99999999999999999999"};
	char *complaint;

	open_office();
	for (size_t i = 0; i < ARRAY_LENGTH(bad); i++) {
		ck_assert_int_eq(change("session_idle_minutes", bad[i], day_of(clock_now()), &complaint), ERR_INVALID);
		ck_assert_ptr_nonnull(complaint);
	}
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM setting WHERE key = 'session_idle_minutes'"), 0);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM audit"), 0);
	office_free(office);
}
END_TEST

START_TEST(change_of_the_past_is_refused)
{
	char *complaint;

	open_office();
	ck_assert_int_eq(change("session_idle_minutes", "20", day_of(clock_now()) - 1, &complaint), ERR_INVALID);
	office_free(office);
}
END_TEST

START_TEST(unknown_key_is_not_found)
{
	char *complaint;

	open_office();
	ck_assert_int_eq(change("session_idle", "20", day_of(clock_now()), &complaint), ERR_NOT_FOUND);
	ck_assert(!setting_known(office_no_modules, "session_idle"));
	ck_assert(setting_known(office_no_modules, "audit_keep_days"));
	office_free(office);
}
END_TEST

START_TEST(retention_only_grows)
{
	char *complaint;
	int64_t today;

	open_office();
	today = day_of(clock_now());
	ck_assert_int_eq(change("audit_keep_days", "183", today, &complaint), ERR_INVALID);
	ck_assert_int_eq(change("audit_keep_days", "30", today, &complaint), ERR_INVALID);
	ck_assert_int_eq(change("audit_keep_days", "365", today, &complaint), OK);
	ck_assert_int_eq(change("audit_keep_days", "200", today + 1, &complaint), ERR_INVALID);
	ck_assert_ptr_nonnull(complaint);
	ck_assert_int_eq(change("audit_keep_days", "184", today, &complaint), ERR_INVALID);
	ck_assert_int_eq(service_refresh(office->service, office->reader), OK);
	ck_assert_int_eq(setting_integer(office->service, "audit_keep_days"), 365);
	office_free(office);
}
END_TEST

START_TEST(schema_itself_keeps_the_history_and_the_retention)
{
	open_office();
	ck_assert_ptr_nonnull(office_try(office, "DELETE FROM setting"));
	ck_assert_ptr_nonnull(office_try(
		office,
		"INSERT INTO setting (key, valid_from, value, changed_at) VALUES ('audit_keep_days', 1, '30', 1)"));
	office_sql(office,
		   "INSERT INTO setting (key, valid_from, value, changed_at) VALUES ('audit_keep_days', 1, '400', 1)");
	ck_assert_ptr_nonnull(office_try(office, "UPDATE setting SET value = '184' WHERE key = 'audit_keep_days'"));
	ck_assert_ptr_nonnull(office_try(office, "INSERT OR REPLACE INTO setting (key, valid_from, value, changed_at)"
						 " VALUES ('audit_keep_days', 1, '184', 1)"));
	office_free(office);
}
END_TEST

START_TEST(row_that_no_longer_fits_is_passed_over)
{
	open_office();
	office_sql(office, "INSERT INTO setting (key, valid_from, value, changed_at)"
			   " VALUES ('sessions_max', 1, '400', 1), ('gone_with_its_module', 1, '1', 1)");
	ck_assert_int_eq(service_refresh(office->service, office->reader), OK);
	ck_assert_int_eq(setting_integer(office->service, "sessions_max"), 3);
	office_free(office);
}
END_TEST

START_TEST(every_kernel_setting_says_what_it_rests_on)
{
	for (const struct setting_row *row = kernel_settings; row->key != NULL; row++) {
		ck_assert(!text_empty(row->label) && !text_empty(row->basis));
		ck_assert(text_equal(row->mark, "法规") || text_equal(row->mark, "实践") ||
			  text_equal(row->mark, "本系统默认"));
		ck_assert_int_le(row->min, row->max);
	}
}
END_TEST

START_TEST(session_key_is_made_once_and_for_owner_and_group)
{
	uint8_t first[32], second[32];
	struct stat status;

	open_office();
	session_key_load(office->fixture->folder, first);
	session_key_load(office->fixture->folder, second);
	ck_assert_mem_eq(first, second, sizeof first);
	ck_assert_mem_eq(first, office->service->session_key, sizeof first);
	ck_assert_int_eq(stat(arena_printf(office->arena, "%s/session.key", office->fixture->folder), &status), 0);
	ck_assert_uint_eq(status.st_mode & 0777 & ~0640, 0);
	office_free(office);
}
END_TEST

/* Both ends of a start: whoever comes while another makes the key gets that key, never half of it or one of his own. */
START_TEST(workers_that_start_together_share_one_session_key)
{
	enum { WORKERS = 6, ROUNDS = 40 };
	char *path;

	open_office();
	path = arena_printf(office->arena, "%s/session.key", office->fixture->folder);
	for (int round = 0; round < ROUNDS; round++) {
		pid_t workers[WORKERS];
		int go[2], keys[2];

		ck_assert_int_eq(unlink(path), 0);
		ck_assert_int_eq(pipe(go) | pipe(keys), 0);
		for (size_t i = 0; i < WORKERS; i++) {
			workers[i] = fork();
			ck_assert_int_ge(workers[i], 0);
			if (workers[i] == 0) {
				uint8_t key[32];
				char start;

				close(go[1]);
				(void)!read(go[0], &start, 1); /* until the other end is closed */
				session_key_load(office->fixture->folder, key);
				_exit(write(keys[1], key, sizeof key) == (ssize_t)sizeof key ? 0 : 1);
			}
		}
		close(go[0]);
		close(go[1]);
		close(keys[1]);
		for (size_t i = 0; i < WORKERS; i++) {
			int status;

			ck_assert_int_eq(waitpid(workers[i], &status, 0), workers[i]);
			ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0);
		}
		for (size_t i = 0; i < WORKERS; i++) {
			uint8_t key[32], kept[32];

			ck_assert_int_eq(read(keys[0], key, sizeof key), sizeof key);
			session_key_load(office->fixture->folder, kept);
			ck_assert_mem_eq(key, kept, sizeof key);
		}
		close(keys[0]);
	}
	office_free(office);
}
END_TEST

int main(void)
{
	return RUN_SUITE("kernel/setting", value_before_any_row_is_the_declared_one, change_is_in_force_from_its_day_on,
			 change_today_is_seen_at_the_next_refresh_and_audited,
			 value_out_of_range_or_no_number_is_refused, change_of_the_past_is_refused,
			 unknown_key_is_not_found, retention_only_grows,
			 schema_itself_keeps_the_history_and_the_retention, row_that_no_longer_fits_is_passed_over,
			 every_kernel_setting_says_what_it_rests_on, workers_that_start_together_share_one_session_key,
			 session_key_is_made_once_and_for_owner_and_group);
}
