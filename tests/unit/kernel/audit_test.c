#include "unit/kernel/vault.h"

#include "http/route.h"
#include "kernel/audit_row.h"

static struct vault *vault;

/* ---- writing ---- */

START_TEST(row_outside_a_transaction_is_refused)
{
	vault = vault_new();
	struct audit_entry entry = {.action = "x", .object = "y"};
	ck_assert_int_eq(audit_add(&vault->context, &entry, NULL), ERR_INTERNAL);
	ck_assert_int_eq(raw_number(vault, "app.db", "SELECT count(*) FROM audit"), 0);
	vault_free(vault);
}
END_TEST

START_TEST(rows_are_numbered_salted_and_chained)
{
	vault = vault_new();
	vault_rows(vault, 300, 0);
	ck_assert_int_eq(raw_number(vault, "app.db", "SELECT count(*) FROM audit WHERE seq BETWEEN 1 AND 300"), 300);
	ck_assert_int_eq(raw_number(vault, "app.db", "SELECT count(DISTINCT salt) FROM audit"), 300);
	ck_assert_int_eq(
		raw_number(vault, "app.db",
			   "SELECT count(*) FROM audit a JOIN audit b ON b.seq = a.seq + 1 WHERE b.prev = a.h"),
		299);
	ck_assert_int_eq(raw_number(vault, "app.db", "SELECT count(*) FROM audit WHERE person_id IS NULL"), 300);
	ck_assert_int_eq(first_bad(vault), 0);
	vault_free(vault);
}
END_TEST

START_TEST(row_carries_who_where_and_with_which_roles)
{
	vault = vault_new();
	struct actor actor = {.person = 7,
			      .org = 3,
			      .roles = ROLE_BIT(ROLE_UNIT_CLERK) | ROLE_BIT(ROLE_UNIT_LEAD),
			      .login = "slt.jb",
			      .label = "省水利厅 信息化经办岗"};
	struct audit_entry entry = {.action = "matter.submit", .object = "matter", .object_id = 12};
	vault->context.actor = &actor;
	vault->context.source = "10.0.0.9";
	ck_assert_int_eq(audit_alone(&vault->context, &entry), OK);
	ck_assert_int_eq(
		raw_number(vault, "app.db",
			   "SELECT count(*) FROM audit WHERE person_id = 7 AND organisation_id = 3 AND object_id = 12"
			   " AND actor = '省水利厅 信息化经办岗 (slt.jb)' AND role = 'unit.clerk,unit.lead'"
			   " AND source = '10.0.0.9' AND outcome = 'ok' AND detail = '{}'"),
		1);
	vault_free(vault);
}
END_TEST

/* What no reader can show, nor a chain of another program take in, is not written. */
START_TEST(bytes_that_are_no_text_are_replaced)
{
	vault = vault_new();
	vault->context.source = "10.0.0.9\xff";
	vault->context.request = "\xc3(";
	struct audit_entry entry = {.action = "x", .object = "y", .detail = "{\"note\":\"\xe4\xb8\"}"};
	ck_assert_int_eq(audit_alone(&vault->context, &entry), OK);
	ck_assert_int_eq(
		raw_number(
			vault, "app.db",
			"SELECT count(*) FROM audit WHERE source = '10.0.0.9\\ufffd'"
			" AND instr(CAST(detail AS BLOB), x'e4b8') = 0 AND instr(CAST(request AS BLOB), x'c328') = 0"),
		1);
	ck_assert_int_eq(first_bad(vault), 0);
	vault_free(vault);
}
END_TEST

START_TEST(clock_that_goes_back_stops_nobody_and_is_seen_in_wall)
{
	vault = vault_new();
	int64_t now = clock_now();
	vault_rows(vault, 1, now);
	vault_rows(vault, 1, now - 5000);
	ck_assert_int_eq(raw_number(vault, "app.db", "SELECT ts FROM audit WHERE seq = 2"), now);
	ck_assert_int_eq(raw_number(vault, "app.db", "SELECT wall FROM audit WHERE seq = 2"), now - 5000);
	ck_assert_int_eq(first_bad(vault), 0);
	vault_free(vault);
}
END_TEST

/* The schema measures against the clock of the machine, whatever the program believes. */
START_TEST(row_that_cannot_be_written_undoes_the_action)
{
	vault = vault_new();
	struct audit_entry entry = {.action = "x", .object = "y"};
	clock_freeze(clock_now() + 3600);
	ck_assert_int_eq(tx_begin(vault->context.db), OK);
	struct query *query = db_query(vault->context.db, Q_REFUSAL_COUNT);
	query_text(query, ":source", "the action");
	query_int(query, ":minute", 1);
	query_text(query, ":action", "x");
	ck_assert_int_eq(query_run(query), OK);
	enum err err = tx_end(vault->context.db, audit_add(&vault->context, &entry, NULL));
	clock_freeze(0);
	ck_assert_int_eq(err, ERR_INTERNAL);
	ck_assert_int_eq(raw_number(vault, "app.db", "SELECT count(*) FROM refusal_count"), 0);
	vault_free(vault);
}
END_TEST

START_TEST(short_code_is_the_head_of_the_newest_row)
{
	vault = vault_new();
	struct audit_head head;
	uint8_t h[32] = {0x7f, 0x3a, 0x91, 0xc2, 0x0e, 0x5d};
	ck_assert_int_eq(audit_head(vault->fixture->reader, &head), NOT_FOUND);
	vault_rows(vault, 3, 0);
	ck_assert_int_eq(audit_head(vault->fixture->reader, &head), FOUND);
	ck_assert_int_eq(head.seq, 3);
	ck_assert_str_eq(audit_short_code(vault->fixture->arena, h), "7F3A-91C2-0E5D");
	vault_free(vault);
}
END_TEST

/* ---- refusals ---- */

static struct request *refused_request(void)
{
	struct request *req = arena_alloc(vault->fixture->arena, sizeof(*req));
	req->arena = vault->fixture->arena;
	req->writer = vault->fixture->writer;
	req->reader = vault->fixture->reader;
	req->service = &vault->service;
	req->id = "0123456789abcdef";
	req->url = "/matters/5?<script>";
	req->source = "192.0.2.1";
	return req;
}

START_TEST(refusal_of_a_person_is_a_row_even_after_a_half_done_handler)
{
	vault = vault_new();
	struct actor actor = {.person = 1, .org = 1, .login = "abc", .label = "甲 乙"};
	struct request *req = refused_request();
	req->actor = &actor;
	ck_assert_int_eq(tx_begin(req->writer), OK);
	vault_rows(vault, 1, 0); /* left open by the handler */
	audit_refusal(req, ERR_OWN_MATTER);
	audit_refusal(req, ERR_CONFLICT);
	audit_refusal(req, ERR_NOT_FOUND);
	audit_refusal(req, ERR_INVALID);
	ck_assert_int_eq(raw_number(vault, "app.db", "SELECT count(*) FROM audit"), 2);
	ck_assert_int_eq(raw_number(vault, "app.db",
				    "SELECT count(*) FROM audit WHERE outcome = 'refused' AND person_id = 1"
				    " AND json_extract(detail, '$.error') LIKE 'ERR_%'"),
			 2);
	vault_free(vault);
}
END_TEST

START_TEST(refusals_of_strangers_become_one_row_per_source_and_minute)
{
	vault = vault_new();
	int64_t now = clock_now() / 60 * 60;
	clock_freeze(now - 60);
	for (int i = 0; i < 50; i++)
		audit_refusal(refused_request(), i % 2 ? ERR_CSRF : ERR_FORBIDDEN);
	ck_assert_int_eq(raw_number(vault, "app.db", "SELECT count(*) FROM audit"), 0);
	ck_assert_int_eq(refusal_job(&vault->context), OK);
	ck_assert_int_eq(raw_number(vault, "app.db", "SELECT count(*) FROM audit"), 0); /* the minute is not over */
	clock_freeze(now);
	ck_assert_int_eq(refusal_job(&vault->context), OK);
	ck_assert_int_eq(refusal_job(&vault->context), OK);
	clock_freeze(0);
	ck_assert_int_eq(raw_number(vault, "app.db", "SELECT count(*) FROM audit"), 1);
	ck_assert_int_eq(raw_number(vault, "app.db",
				    "SELECT json_extract(detail, '$.count') + json_extract(detail, '$.kinds.ERR_CSRF')"
				    " FROM audit WHERE source = '192.0.2.1' AND actor = '未登录'"),
			 75);
	ck_assert_int_eq(raw_number(vault, "app.db", "SELECT count(*) FROM refusal_count"), 0);
	vault_free(vault);
}
END_TEST

/* ---- verification ---- */

START_TEST(verify_finds_an_edit_of_any_column_of_any_row)
{
	static const char *const edits[] = {
		"seq = seq + 1000000",
		"ts = ts + 1",
		"ts = ts - 1",
		"wall = wall + 1",
		"person_id = 1",
		"person_id = 0",
		"organisation_id = 1",
		"actor = actor || ' '",
		"actor = actor || char(0) || 'x'",
		"role = ''",
		"source = '127.0.0.1'",
		"action = 'matter.refuse'",
		"object = ''",
		"object_id = object_id + 1",
		"object_id = NULL",
		"outcome = 'failed'",
		"detail = '{}'",
		"detail = detail || char(0)",
		"request = 'other'",
		"salt = randomblob(16)",
		"d = randomblob(32)",
		"prev = randomblob(32)",
		"h = randomblob(32)",
	};
	vault = vault_new();
	vault_rows(vault, 40, 0);
	struct arena *arena = vault->fixture->arena;
	raw_run(vault, "app.db", ALL_AUDIT_TRIGGERS_OFF "CREATE TABLE kept AS SELECT * FROM audit");
	ck_assert_int_eq(first_bad(vault), 0);
	for (int seq = 1; seq <= 40; seq += seq < 4 || seq > 36 ? 1 : 5)
		for (size_t i = 0; i < ARRAY_LENGTH(edits); i++) {
			raw_run(vault, "app.db",
				arena_printf(arena, "UPDATE audit SET %s WHERE seq = %d", edits[i], seq));
			int64_t bad = first_bad(vault);
			/* The newest row moved away leaves the log shorter: only a checkpoint or a paper shows that. */
			ck_assert_msg(bad == seq, "%s at %d: %" PRId64, edits[i], seq, bad);
			raw_run(vault, "app.db",
				arena_printf(arena,
					     "DELETE FROM audit WHERE seq = %d OR seq > 1000000;"
					     "INSERT INTO audit SELECT * FROM kept WHERE seq = %d",
					     seq, seq));
		}
	ck_assert_int_eq(first_bad(vault), 0);
	vault_free(vault);
}
END_TEST

START_TEST(verify_finds_removed_and_exchanged_rows)
{
	vault = vault_new();
	vault_keeper_start(vault);
	vault_rows(vault, 30, 0);
	ck_assert_int_eq(keeper_checkpoint(&vault->service), OK);
	raw_run(vault, "app.db", ALL_AUDIT_TRIGGERS_OFF "CREATE TABLE kept AS SELECT * FROM audit");
	static const struct {
		const char *sql;
		int64_t bad;
	} cases[] = {
		{"DELETE FROM audit WHERE seq = 1", 1},
		{"DELETE FROM audit WHERE seq = 15", 15},
		{"DELETE FROM audit WHERE seq = 30", 30}, /* the checkpoint was signed over it */
		{"DELETE FROM audit WHERE seq > 20", 21},
		{"DELETE FROM audit", 1},
		{"UPDATE audit SET seq = -1 WHERE seq = 7; UPDATE audit SET seq = 7 WHERE seq = 8; UPDATE audit SET "
		 "seq = 8 WHERE seq = -1",
		 7},
		{"DELETE FROM audit WHERE seq <= 10; UPDATE audit_anchor SET seq = 10, h = (SELECT prev FROM audit "
		 "WHERE seq = 11)",
		 11},
	};
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		raw_run(vault, "app.db", cases[i].sql);
		ck_assert_msg(first_bad(vault) == cases[i].bad, "%s: %" PRId64, cases[i].sql, first_bad(vault));
		raw_run(vault, "app.db",
			"DELETE FROM audit; INSERT INTO audit SELECT * FROM kept; UPDATE audit_anchor SET seq = 0, h = "
			"zeroblob(32)");
	}
	ck_assert_int_eq(first_bad(vault), 0);
	vault_free(vault);
}
END_TEST

START_TEST(verify_finds_changed_checkpoints)
{
	vault = vault_new();
	vault_keeper_start(vault);
	vault_rows(vault, 12, 0);
	ck_assert_int_eq(keeper_checkpoint(&vault->service), OK);
	vault_rows(vault, 8, 0);
	ck_assert_int_eq(keeper_checkpoint(&vault->service), OK);
	ck_assert_int_eq(first_bad(vault), 0);
	raw_run(vault, "app.db", ALL_AUDIT_TRIGGERS_OFF "CREATE TABLE kept AS SELECT * FROM audit_checkpoint");
	static const struct {
		const char *sql;
		int64_t bad;
	} cases[] = {
		{"UPDATE audit_checkpoint SET signature = randomblob(64) WHERE seq = 12", 12},
		{"UPDATE audit_checkpoint SET root = randomblob(32) WHERE seq = 20", 20},
		{"UPDATE audit_checkpoint SET h = randomblob(32) WHERE seq = 12", 12},
		{"UPDATE audit_checkpoint SET ts = ts + 1 WHERE seq = 12", 12},
		{"UPDATE audit_checkpoint SET seq = 13 WHERE seq = 12", 13},
		{"DELETE FROM audit_checkpoint WHERE seq = 12", 20}, /* the next root covers other rows */
	};
	for (size_t i = 0; i < ARRAY_LENGTH(cases); i++) {
		raw_run(vault, "app.db", cases[i].sql);
		ck_assert_msg(first_bad(vault) == cases[i].bad, "%s: %" PRId64, cases[i].sql, first_bad(vault));
		raw_run(vault, "app.db",
			"DELETE FROM audit_checkpoint; INSERT INTO audit_checkpoint SELECT * FROM kept");
	}
	vault_free(vault);
}
END_TEST

/* Whoever can write the file can compute the unkeyed chain anew, but not sign it. */
START_TEST(verify_finds_a_chain_computed_anew)
{
	vault = vault_new();
	vault_keeper_start(vault);
	vault_rows(vault, 10, 0);
	ck_assert_int_eq(keeper_checkpoint(&vault->service), OK);
	raw_run(vault, "app.db", ALL_AUDIT_TRIGGERS_OFF "CREATE TABLE kept AS SELECT * FROM audit; DELETE FROM audit");
	vault_rows(vault, 10, 0);
	ck_assert_int_eq(first_bad(vault), 10);
	vault_free(vault);
}
END_TEST

/* ---- checkpoints ---- */

START_TEST(keeper_signs_every_thousand_rows_and_the_rest)
{
	vault = vault_new();
	vault_keeper_start(vault);
	ck_assert_int_eq(keeper_checkpoint(&vault->service), OK); /* nothing to sign */
	vault_rows(vault, 2300, 0);
	ck_assert_int_eq(keeper_checkpoint(&vault->service), OK);
	ck_assert_int_eq(keeper_checkpoint(&vault->service), OK);
	ck_assert_int_eq(raw_number(vault, "app.db", "SELECT count(*) FROM audit_checkpoint"), 3);
	ck_assert_int_eq(raw_number(vault, "app.db", "SELECT max(seq) FROM audit_checkpoint"), 2300);
	ck_assert_int_eq(first_bad(vault), 0);
	vault_free(vault);
}
END_TEST

START_TEST(keeper_signs_no_broken_chain)
{
	vault = vault_new();
	vault_keeper_start(vault);
	vault_rows(vault, 10, 0);
	ck_assert_int_eq(keeper_checkpoint(&vault->service), OK);
	vault_rows(vault, 10, 0);
	raw_run(vault, "app.db", "DROP TRIGGER audit_update; UPDATE audit SET actor = 'x' WHERE seq = 15");
	ck_assert_int_eq(keeper_checkpoint(&vault->service), ERR_STATE);
	ck_assert_int_eq(raw_number(vault, "app.db", "SELECT max(seq) FROM audit_checkpoint"), 10);
	vault_free(vault);
}
END_TEST

START_TEST(keeper_notices_a_database_set_back)
{
	vault = vault_new();
	vault_keeper_start(vault);
	vault_rows(vault, 10, 0);
	ck_assert_int_eq(keeper_checkpoint(&vault->service), OK);
	raw_run(vault, "app.db",
		ALL_AUDIT_TRIGGERS_OFF "DELETE FROM audit WHERE seq > 4; DELETE FROM audit_checkpoint");
	ck_assert_int_eq(keeper_checkpoint(&vault->service), ERR_STATE);
	vault_rows(vault, 20, 0); /* growing over it does not help */
	ck_assert_int_eq(keeper_checkpoint(&vault->service), ERR_STATE);
	vault_free(vault);
}
END_TEST

START_TEST(job_signs_and_raises_an_alarm_when_it_cannot)
{
	vault = vault_new();
	vault_keeper_start(vault);
	raw_run(vault, "app.db",
		"INSERT INTO organisation (id, code, name, short_name, rank, valid_from) VALUES (1, 'zx', '中心', "
		"'中心', 1, 1);"
		"INSERT INTO organisation_kind VALUES (1, 'center')");
	ck_assert_int_eq(audit_checkpoint_job(&vault->context), OK); /* writes the day's row itself */
	ck_assert_int_eq(raw_number(vault, "app.db", "SELECT count(*) FROM audit WHERE action = 'audit.daily'"), 1);
	ck_assert_int_eq(raw_number(vault, "app.db", "SELECT count(*) FROM audit_checkpoint"), 1);
	ck_assert_int_eq(vault_keeper_stop(vault), 0);
	ck_assert_int_eq(audit_checkpoint_job(&vault->context), OK);
	ck_assert_int_eq(audit_checkpoint_job(&vault->context), OK);
	ck_assert_int_eq(raw_number(vault, "app.db", "SELECT count(*) FROM audit WHERE action = 'keeper.silent'"), 1);
	ck_assert_int_eq(raw_number(vault, "app.db",
				    "SELECT count(*) FROM notice WHERE kind = 'alarm' AND role = 'admin.audit'"),
			 1);
	vault_free(vault);
}
END_TEST

static const char *only_states(void *data, const char *key, const char *text)
{
	return strcmp(key, "to") == 0 && strcmp(text, data) == 0 ? "待受理" : NULL;
}

START_TEST(detail_says_what_a_key_stands_for_and_keeps_the_key)
{
	struct arena *arena = arena_new();
	char known[] = "acceptance";
	struct audit_reader reader = {only_states, known};

	ck_assert_str_eq(audit_detail_words(arena, "{\"from\":\"draft\",\"to\":\"acceptance\"}", &reader),
			 "原环节 draft；现环节 待受理（acceptance）");
	ck_assert_str_eq(audit_detail_words(arena, "{\"reason\":\"acceptance\"}", &reader), "理由 acceptance");
	arena_free(arena);
}
END_TEST

START_TEST(detail_reads_as_words_and_loses_nothing)
{
	struct arena *arena = arena_new();
	const char *cut = "{\"url\":\"/au";

	ck_assert_str_eq(audit_detail_words(arena, "{\"url\":\"/audit\"}", NULL), "地址 /audit");
	ck_assert_str_eq(audit_detail_words(arena, "{\"first\":1,\"odd\":true,\"reason\":\"甲；乙\"}", NULL),
			 "首行 1；odd 是；理由 甲；乙");
	ck_assert_str_eq(audit_detail_words(arena, "{\"minute\":1795572000}", NULL), "时间 2026-11-25 10:00");
	ck_assert_str_eq(audit_detail_words(arena, "{\"kinds\":{\"a\":2},\"none\":null}", NULL),
			 "种类 {\"a\":2}；none —");
	ck_assert_str_eq(audit_detail_words(arena, "{\"base\":0,\"period\":\"\",\"procedure\":\"hazard\"}", NULL),
			 "流程 hazard");
	ck_assert_str_eq(audit_detail_words(arena, "{\"base\":7,\"until\":20791}", NULL), "来自办件 7；至 2026-12-04");
	ck_assert_str_eq(audit_detail_words(arena, "{}", NULL), "");
	ck_assert_str_eq(audit_detail_words(arena, "[1]", NULL), "[1]");
	ck_assert_ptr_eq(audit_detail_words(arena, cut, NULL), cut);
	arena_free(arena);
}
END_TEST

int main(void)
{
	return RUN_SUITE("kernel/audit", row_outside_a_transaction_is_refused, rows_are_numbered_salted_and_chained,
			 row_carries_who_where_and_with_which_roles, bytes_that_are_no_text_are_replaced,
			 clock_that_goes_back_stops_nobody_and_is_seen_in_wall,
			 row_that_cannot_be_written_undoes_the_action, short_code_is_the_head_of_the_newest_row,
			 refusal_of_a_person_is_a_row_even_after_a_half_done_handler,
			 refusals_of_strangers_become_one_row_per_source_and_minute,
			 verify_finds_an_edit_of_any_column_of_any_row, verify_finds_removed_and_exchanged_rows,
			 verify_finds_changed_checkpoints, verify_finds_a_chain_computed_anew,
			 keeper_signs_every_thousand_rows_and_the_rest, keeper_signs_no_broken_chain,
			 keeper_notices_a_database_set_back, job_signs_and_raises_an_alarm_when_it_cannot,
			 detail_says_what_a_key_stands_for_and_keeps_the_key, detail_reads_as_words_and_loses_nothing);
}
