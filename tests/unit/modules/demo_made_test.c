#include "unit/modules/crowd.h"

#include "modules/assess/assess_parts.h"

/* ---- illegal triples of state, action and role, out of the procedures themselves ---- */

/* Everybody, with all he may be, in every state: beyond what his page offers there is nothing. */
START_TEST(nobody_takes_what_is_not_offered_to_him_in_any_state)
{
	struct crowd crowd;

	crowd_begin(&crowd, &made);
	for (size_t p = 0; p < crowd.context.service->procedure_count; p++) {
		const struct procedure *procedure = crowd.context.service->procedures[p];

		for (size_t s = 0; s < procedure->state_count; s++) {
			int64_t sample = crowd_sample(&crowd, procedure, &procedure->states[s]);

			for (size_t a = 0; a < crowd.actor_count; a++) {
				struct matter *matter;

				crowd.context.actor = &crowd.actors[a];
				if (matter_find(&crowd.context, sample, &matter) == FOUND)
					try_what_is_not_offered(&crowd, matter);
				arena_reset(crowd.context.arena);
			}
		}
	}
	ck_assert_uint_gt(crowd.tried, 5000);
	ck_assert_int_eq(number(&made, "SELECT count(*) FROM event WHERE opinion = '" TRESPASS "'"), 0);
	crowd_end(&crowd);
}
END_TEST

/* All procedures, all states, all actions, all roles: asked of the file, not of the code that offers. */
START_TEST(every_triple_that_no_procedure_writes_down_is_refused_and_changes_nothing)
{
	struct crowd crowd;

	crowd_begin(&crowd, &made);
	for (size_t p = 0; p < crowd.context.service->procedure_count; p++) {
		const struct procedure *procedure = crowd.context.service->procedures[p];

		for (size_t s = 0; s < procedure->state_count; s++) {
			int64_t sample = crowd_sample(&crowd, procedure, &procedure->states[s]);

			ck_assert_msg(sample > 0, "%s has no matter in %s", procedure->key, procedure->states[s].key);
			for (unsigned role = 0; role < ROLE_COUNT; role++) {
				try_what_is_not_written(&crowd, sample, (enum role)role);
				arena_reset(crowd.context.arena);
			}
		}
	}
	ck_assert_uint_gt(crowd.tried, 100000);
	crowd_end(&crowd);
}
END_TEST

START_TEST(the_audit_log_holds_and_tells_the_time_of_the_story)
{
	assert_chain_holds(&made);
	ck_assert_int_eq(
		number(&made, "SELECT count(*) FROM audit a JOIN audit b ON b.seq = a.seq + 1 WHERE b.ts < a.ts"), 0);
	ck_assert_int_gt(number(&made, "SELECT count(DISTINCT ts / 86400) FROM audit"), 100);
	/* Signed to the end. */
	ck_assert_int_ge(number(&made, "SELECT max(seq) FROM audit_checkpoint"),
			 number(&made, "SELECT count(*) FROM event"));
}
END_TEST

START_TEST(every_event_points_at_its_audit_row)
{
	ck_assert_int_eq(number(&made, "SELECT count(*) FROM event e LEFT JOIN audit a ON a.seq = e.audit_seq "
				       "WHERE a.seq IS NULL OR a.person_id IS NOT e.person_id"),
			 0);
	ck_assert_int_eq(number(&made, "SELECT count(*) FROM matter m WHERE closed_at IS NULL AND NOT EXISTS "
				       "(SELECT 1 FROM task WHERE matter_id = m.id AND closed_at IS NULL)"),
			 0);
}
END_TEST

START_TEST(new_work_looks_recent)
{
	ck_assert_int_gt(number(&made, "SELECT max(at) FROM event"), clock_now() - 12 * 86400);
	ck_assert_int_le(number(&made, "SELECT max(at) FROM event"), clock_now());
	ck_assert_int_gt(
		number(&made, "SELECT count(*) FROM matter WHERE state = 'acceptance' AND due_at < unixepoch()"), 0);
	ck_assert_int_gt(number(&made, "SELECT count(*) FROM matter WHERE closed_at IS NULL AND due_at > unixepoch()"),
			 10);
}
END_TEST

START_TEST(platforms_are_as_full_as_the_story_says)
{
	static const struct {
		const char *code;
		int64_t percent;
	} platforms[] = {{"jinjiang-1", 72}, {"minshan-1", 84}, {"qingcheng-1", 41}};

	for (size_t i = 0; i < ARRAY_LENGTH(platforms); i++)
		ck_assert_int_eq(number(&made,
					"SELECT sum(max(granted, allocated)) * 100 / c.total FROM allocation a "
					"JOIN platform p ON p.id = a.platform_id AND p.code = '%s' "
					"JOIN capacity c ON c.platform_id = p.id AND c.class = a.class "
					"WHERE a.class = 'vcpu' AND a.freed_at IS NULL",
					platforms[i].code),
				 platforms[i].percent);
}
END_TEST

/* 通报批评 is told to more than the one it is about, once a person has looked at the words and the leader has signed.
 */
#define CRITICISM \
	" FROM matter b JOIN matter p ON p.id = b.base_matter_id AND p.procedure_key = 'penalty'" \
	" JOIN matter_draft d ON d.matter_id = b.id WHERE b.procedure_key = 'bulletin' AND b.state = 'draft'"

START_TEST(criticism_begins_a_bulletin_for_all_that_nobody_else_sees_yet)
{
	int64_t decided = number(&made, "SELECT count(*) FROM event WHERE action = 'decide_criticism'");

	ck_assert_int_gt(decided, 0);
	ck_assert_int_eq(number(&made, "SELECT count(*)" CRITICISM " AND json_extract(d.body, '$.scope') = 'all'"
				       " AND json_extract(d.body, '$.title') LIKE '关于对%%通报批评的通报'"
				       " AND json_extract(d.body, '$.situation') LIKE '%%经查：%%合同约定：%%'"),
			 decided);
	ck_assert_int_eq(
		number(&made,
		       "SELECT count(*) FROM matter_party v WHERE v.matter_id IN (SELECT b.id" CRITICISM ")"
		       " AND v.organisation_id NOT IN (SELECT organisation_id FROM organisation_kind WHERE kind = "
		       "'center')"),
		0);
}
END_TEST

START_TEST(use_of_a_machine_is_in_order_mean_p95_peak)
{
	ck_assert_int_gt(number(&made, "SELECT count(*) FROM usage_month"), 5000);
	ck_assert_int_eq(number(&made, "SELECT count(*) FROM usage_month WHERE cpu_avg > cpu_p95 OR cpu_p95 > cpu_max"
				       " OR mem_avg > mem_p95 OR mem_p95 > mem_max"),
			 0);
}
END_TEST

/* As MAY_PUBLISH has it: who reviews is named on no page that applicants read. */
START_TEST(announcements_are_signed_by_who_may_publish_them)
{
	ck_assert_int_ge(number(&made, "SELECT count(*) FROM announcement"), 7);
	ck_assert_int_eq(number(&made,
				"SELECT count(*) FROM announcement a WHERE NOT EXISTS (SELECT 1 FROM person_role r"
				" WHERE r.person_id = a.published_by"
				" AND r.role IN ('center.intake', 'center.dispatch', 'center.lead'))"),
			 0);
}
END_TEST

START_TEST(nobody_holds_two_duties_that_exclude_each_other)
{
	ck_assert_int_eq(number(&made,
				"SELECT count(*) FROM person_role a JOIN person_role b ON b.person_id = a.person_id "
				"WHERE a.role < b.role AND a.role IN ('unit.clerk', 'unit.lead', 'center.intake', "
				"'center.review', 'center.approve') AND b.role IN ('unit.clerk', 'unit.lead', "
				"'center.intake', 'center.review', 'center.approve')"),
			 0);
	/* Every role there is has somebody. */
	for (unsigned role = 0; role < ROLE_COUNT; role++)
		ck_assert_msg(number(&made, "SELECT count(*) FROM person_role WHERE role = '%s'",
				     role_key((enum role)role)) > 0,
			      "nobody is %s", role_key((enum role)role));
}
END_TEST

START_TEST(accounts_are_printed_with_a_password_that_works)
{
	struct service *service = service_of(&made);
	struct db *db = db_open(made.config.data, DB_APP, DB_READER);
	char **lines;
	size_t count;

	ck_assert_int_eq(demo(&made, "--accounts"), 0);
	count = text_split(made.arena, made.said, '\n', &lines);
	ck_assert_int_eq((int64_t)count - 1, number(&made, "SELECT count(*) FROM person_role r JOIN person p"
							   " ON p.id = r.person_id WHERE p.status = 'active'"));
	for (size_t i = 0; i + 1 < count; i++) {
		char **cells;

		ck_assert_int_eq(text_split(made.arena, lines[i], '\t', &cells), 4);
		ck_assert_int_ge(strlen(cells[1]), 12);
		ck_assert_ptr_null(password_complaint(made.arena, service, cells[0], cells[1]));
		ck_assert_int_eq(
			number(&made,
			       "SELECT count(*) FROM person p JOIN person_role r ON r.person_id = p.id JOIN "
			       "organisation o ON o.id = p.organisation_id WHERE p.login = '%s' AND r.role = '%s' "
			       "AND o.short_name = '%s' AND p.status = 'active' AND p.must_change_yes = 0",
			       cells[0], cells[2], cells[3]),
			1);
	}
	ck_assert_int_eq(number(&made, "SELECT count(DISTINCT password_hash) FROM person"), 1);
	db_free(db);
	service_free(service);
}
END_TEST

START_TEST(second_run_changes_nothing)
{
	int64_t rows = number(&made, "SELECT count(*) FROM audit");

	ck_assert_int_eq(demo(&made, ""), 1);
	ck_assert_ptr_nonnull(strstr(made.said, "已经生成过"));
	ck_assert_int_eq(demo(&made, "--matters 10"), 1);
	ck_assert_int_eq(number(&made, "SELECT count(*) FROM audit"), rows);
}
END_TEST

START_TEST(real_database_is_refused)
{
	struct home home;
	sqlite3 *raw = NULL;

	home_new(&home);
	ck_assert_int_eq(migrate(home.config.data, "db/migrations"), OK);
	ck_assert_int_eq(demo(&home, "--accounts"), 1);
	ck_assert_ptr_nonnull(strstr(home.said, "不是演示数据库"));
	ck_assert_int_eq(sqlite3_open(config_path(home.arena, home.config.data, "app.db"), &raw), SQLITE_OK);
	ck_assert_int_eq(sqlite3_exec(raw,
				      "INSERT INTO organisation (code, name, short_name, rank, valid_from) "
				      "VALUES ('real', '真实单位', '真实', 1, 1)",
				      NULL, NULL, NULL),
			 SQLITE_OK);
	sqlite3_close(raw);
	ck_assert_int_eq(demo(&home, ""), 1);
	ck_assert_ptr_nonnull(strstr(home.said, "已有正式数据"));
	ck_assert_int_eq(number(&home, "SELECT count(*) FROM organisation"), 1);
	home_free(&home);
}
END_TEST

START_TEST(wrong_words_are_refused)
{
	static const char *const lines[] = {"--matters",      "--matters 0", "--matters -3",
					    "--matters many", "--all",       "--matters 5 6"};
	struct home home;

	home_new(&home);
	for (size_t i = 0; i < ARRAY_LENGTH(lines); i++) {
		ck_assert_int_eq(demo(&home, lines[i]), 2);
		ck_assert_int_ne(access(config_path(home.arena, home.config.data, "app.db"), F_OK), 0);
	}
	home_free(&home);
}
END_TEST

/* Every quarter of the demo, after all numbers of the rules were changed from today on; undone at the end. */
START_TEST(assessments_are_recomputed_to_the_digit_whatever_the_rules_are_today)
{
	struct context context = {.arena = arena_new(),
				  .db = db_open(made.config.data, DB_APP, DB_WRITER),
				  .service = service_of(&made),
				  .actor = system_actor(),
				  .request = "test",
				  .source = "-"};
	int64_t quarters = number(&made, "SELECT count(DISTINCT period) FROM assessment");
	int64_t day = day_of(clock_now()) - 200;

	ck_assert_int_ge(quarters, 6);
	ck_assert_int_eq(tx_begin(context.db), OK);
	for (const struct setting_row *row = assess_settings; row->key != NULL; row++)
		ck_assert_int_eq(
			setting_put(&context,
				    &(struct setting_value){.key = row->key,
							    .value = text_equal(row->fallback, "1") ? "0" : "7",
							    .valid_from = day,
							    .reason = "试改"}),
			OK);
	for (int64_t i = 0; i < quarters; i++) {
		char *period = NULL;
		sqlite3_stmt *statement = NULL;
		sqlite3 *raw = NULL;

		ck_assert_int_eq(sqlite3_open_v2(config_path(context.arena, made.config.data, "app.db"), &raw,
						 SQLITE_OPEN_READONLY, NULL),
				 SQLITE_OK);
		ck_assert_int_eq(
			sqlite3_prepare_v2(raw,
					   "SELECT DISTINCT period FROM assessment ORDER BY period LIMIT 1 OFFSET ?1",
					   -1, &statement, NULL),
			SQLITE_OK);
		sqlite3_bind_int64(statement, 1, i);
		ck_assert_int_eq(sqlite3_step(statement), SQLITE_ROW);
		period = arena_strdup(context.arena, (const char *)sqlite3_column_text(statement, 0));
		sqlite3_finalize(statement);
		sqlite3_close(raw);
		ck_assert_int_eq(assess_command(3, (char *[]){"assess", "recompute", period, NULL}, &context), 0);
	}
	ck_assert_int_eq(tx_end(context.db, ERR_CONFLICT), ERR_CONFLICT);
	db_free(context.db);
	service_free(context.service);
	arena_free(context.arena);
}
END_TEST

int main(void)
{
	int status;

	log_threshold(LEVEL_ERROR);
	crypt_init();
	home_new(&made);
	if (demo(&made, "") != 0)
		return EXIT_FAILURE;
	status = RUN_SUITE_IN(
		"modules/demo_made", NULL, NULL, 180, nobody_takes_what_is_not_offered_to_him_in_any_state,
		every_triple_that_no_procedure_writes_down_is_refused_and_changes_nothing,
		the_audit_log_holds_and_tells_the_time_of_the_story, every_event_points_at_its_audit_row,
		new_work_looks_recent, platforms_are_as_full_as_the_story_says,
		criticism_begins_a_bulletin_for_all_that_nobody_else_sees_yet,
		use_of_a_machine_is_in_order_mean_p95_peak, nobody_holds_two_duties_that_exclude_each_other,
		announcements_are_signed_by_who_may_publish_them,
		assessments_are_recomputed_to_the_digit_whatever_the_rules_are_today,
		accounts_are_printed_with_a_password_that_works, second_run_changes_nothing, real_database_is_refused,
		wrong_words_are_refused);
	home_free(&made);
	return status;
}
