#include "unit/kernel/vault.h"

enum { DAY = 86400 };

static struct vault *vault;

/* ---- what the schema refuses: the attacks of the security brief ---- */

static void expect_refused(const char *sql)
{
	int64_t rows = raw_number(vault, "app.db", "SELECT count(*) FROM audit");
	ck_assert_msg(raw_try(vault, "app.db", sql) != NULL, "not refused: %s", sql);
	ck_assert_msg(raw_try(vault, "app.db",
			      arena_printf(vault->fixture->arena, "PRAGMA recursive_triggers=ON; %s", sql)) != NULL,
		      "not refused with recursive triggers: %s", sql);
	ck_assert_int_eq(raw_number(vault, "app.db", "SELECT count(*) FROM audit"), rows);
}

#define AUDIT_COLUMNS \
	"ts, wall, person_id, organisation_id, actor, role, source, action, object, object_id, outcome, detail, " \
	"request, salt, d"
#define SECOND_ROW_AGAIN(seq, ts, prev) \
	"SELECT " seq ", " ts ", wall, person_id, organisation_id, actor, role, source, action, object, object_id," \
	" outcome, detail, request, salt, d, " prev ", randomblob(32) FROM audit WHERE seq = 2"

START_TEST(schema_refuses_to_change_replace_and_misplace_rows)
{
	vault = vault_new();
	vault_rows(vault, 10, 0);
	expect_refused("DELETE FROM audit");
	expect_refused("DELETE FROM audit WHERE seq = 5");
	expect_refused("UPDATE audit SET actor = 'x' WHERE seq = 2");
	expect_refused("UPDATE OR REPLACE audit SET seq = 2 WHERE seq = 1");
	expect_refused("INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE seq = 3");
	expect_refused("REPLACE INTO audit " SECOND_ROW_AGAIN("2", "ts", "prev"));
	expect_refused("INSERT INTO audit " SECOND_ROW_AGAIN("2", "ts",
							     "prev") " ON CONFLICT (seq) DO UPDATE SET actor = 'x'");
	expect_refused("INSERT INTO audit " SECOND_ROW_AGAIN("12", "ts", "(SELECT h FROM audit WHERE seq = 10)"));
	expect_refused("INSERT INTO audit " SECOND_ROW_AGAIN("11", "ts", "prev"));
	expect_refused(
		"INSERT INTO audit " SECOND_ROW_AGAIN("11", "ts - 1000", "(SELECT h FROM audit WHERE seq = 10)"));
	expect_refused("INSERT INTO audit " SECOND_ROW_AGAIN("11", "unixepoch() + 7200",
							     "(SELECT h FROM audit WHERE seq = 10)"));
	expect_refused("UPDATE audit_anchor SET seq = seq + 1");
	expect_refused("UPDATE audit_anchor SET h = randomblob(32)");
	expect_refused("INSERT OR REPLACE INTO audit_anchor VALUES (1, 5, zeroblob(32))");
	expect_refused("INSERT INTO audit_anchor VALUES (2, 5, zeroblob(32))");
	expect_refused("DELETE FROM audit_anchor");
	ck_assert_ptr_null(
		raw_try(vault, "app.db",
			"INSERT INTO audit " SECOND_ROW_AGAIN("11", "ts", "(SELECT h FROM audit WHERE seq = 10)")));
	vault_free(vault);
}
END_TEST

START_TEST(schema_refuses_to_touch_checkpoints)
{
	vault = vault_new();
	vault_rows(vault, 10, 0);
	raw_run(vault, "app.db",
		"INSERT INTO audit_checkpoint SELECT seq, ts, h, h, zeroblob(64) FROM audit WHERE seq = 4");
	expect_refused("INSERT INTO audit_checkpoint SELECT seq, ts, h, h, zeroblob(64) FROM audit WHERE seq = 3");
	expect_refused("INSERT INTO audit_checkpoint SELECT seq, ts, randomblob(32), h, zeroblob(64) FROM audit WHERE "
		       "seq = 9");
	expect_refused("INSERT INTO audit_checkpoint SELECT seq, ts + 1, h, h, zeroblob(64) FROM audit WHERE seq = 9");
	expect_refused("INSERT INTO audit_checkpoint SELECT 99, ts, h, h, zeroblob(64) FROM audit WHERE seq = 9");
	expect_refused("INSERT OR REPLACE INTO audit_checkpoint SELECT * FROM audit_checkpoint");
	expect_refused("UPDATE audit_checkpoint SET signature = randomblob(64)");
	expect_refused("DELETE FROM audit_checkpoint");
	vault_free(vault);
}
END_TEST

/* 400 days of five rows and a checkpoint. */
static void make_years(int days, bool checkpoints)
{
	int64_t now = clock_now();
	for (int day = days; day > 0; day--)
		vault_rows(vault, 5, now - day * DAY);
	if (checkpoints)
		raw_run(vault, "app.db",
			"INSERT INTO audit_checkpoint SELECT seq, ts, h, h, zeroblob(64) FROM audit WHERE seq % 5 = 0 "
			"ORDER BY seq");
}

START_TEST(schema_lets_go_only_the_oldest_after_184_days_and_184_signatures)
{
	vault = vault_new();
	make_years(400, true);
	expect_refused("DELETE FROM audit");
	expect_refused("DELETE FROM audit WHERE seq = 5");                  /* not the oldest */
	expect_refused("DELETE FROM audit WHERE seq <= 400 * 5 - 182 * 5"); /* 183 days old */
	raw_run(vault, "app.db", "DELETE FROM audit WHERE seq <= 1000");
	ck_assert_int_eq(raw_number(vault, "app.db", "SELECT seq FROM audit_anchor"), 1000);
	ck_assert_int_eq(raw_number(vault, "app.db", "SELECT min(seq) FROM audit"), 1001);
	ck_assert_int_eq(
		raw_number(vault, "app.db", "SELECT a.h = b.prev FROM audit_anchor a, audit b WHERE b.seq = 1001"), 1);
	expect_refused("UPDATE audit_anchor SET seq = 999");
	vault_free(vault);
}
END_TEST

START_TEST(schema_keeps_old_rows_without_signed_days)
{
	vault = vault_new();
	make_years(400, false);
	expect_refused("DELETE FROM audit WHERE seq <= 5");
	raw_run(vault, "app.db",
		"INSERT INTO audit_checkpoint SELECT seq, ts, h, h, zeroblob(64) FROM audit WHERE seq % 5 = 0 AND seq "
		"> 400 * 5 - 183 * 5 ORDER BY seq");
	expect_refused("DELETE FROM audit WHERE seq <= 5"); /* 183 days are signed */
	vault_free(vault);
}
END_TEST

START_TEST(retention_setting_only_grows)
{
	vault = vault_new();
	expect_refused(
		"INSERT INTO setting (key, valid_from, value, changed_at) VALUES ('audit_keep_days', 1, '183', 1)");
	raw_run(vault, "app.db",
		"INSERT INTO setting (key, valid_from, value, changed_at) VALUES ('audit_keep_days', 1, '365', 1)");
	expect_refused(
		"INSERT INTO setting (key, valid_from, value, changed_at) VALUES ('audit_keep_days', 2, '364', 1)");
	expect_refused("UPDATE setting SET value = '200' WHERE key = 'audit_keep_days'");
	expect_refused("INSERT OR REPLACE INTO setting (key, valid_from, value, changed_at) VALUES ('audit_keep_days', "
		       "1, '200', 1)");
	vault_free(vault);
}
END_TEST

/* Six calendar months, the last day of a shorter month standing for a missing one. */
static int64_t six_months_later(struct date date)
{
	date.month += 6;
	if (date.month > 12) {
		date.month -= 12;
		date.year++;
	}
	while (!date_valid(date))
		date.day--;
	return day_from_date(date);
}

START_TEST(a_span_of_184_days_is_never_less_than_six_months)
{
	int64_t last = day_from_date((struct date){2050, 12, 31});
	int64_t exact = 0;
	for (int64_t day = day_from_date((struct date){2023, 1, 1}); day <= last; day++) {
		int64_t months = six_months_later(date_from_day(day));
		ck_assert_int_ge(day + 184, months);
		exact += day + 184 == months;
	}
	ck_assert_int_gt(exact, 0); /* and 183 would not do */
}
END_TEST

int main(void)
{
	return RUN_SUITE("kernel/audit_schema", schema_refuses_to_change_replace_and_misplace_rows,
			 schema_refuses_to_touch_checkpoints,
			 schema_lets_go_only_the_oldest_after_184_days_and_184_signatures,
			 schema_keeps_old_rows_without_signed_days, retention_setting_only_grows,
			 a_span_of_184_days_is_never_less_than_six_months);
}
