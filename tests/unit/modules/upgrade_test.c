/* A database of some migrations ago, in the middle of its work, brought to this version: what runs goes on. */
#include "unit/modules/upgrade_cast.h"

START_TEST(database_of_an_earlier_version_comes_up_with_all_its_rows_and_its_log)
{
	struct old *old = old_new(versions[_i]);

	ck_assert_int_eq(migrate_check(old->home.config.data, "db/migrations"), ERR_STATE);
	ck_assert_int_eq(migrate(old->home.config.data, "db/migrations"), OK);
	ck_assert_int_eq(migrate_check(old->home.config.data, "db/migrations"), OK);
	assert_nothing_lost(old);
	ck_assert_ptr_null(text_of(old, "SELECT * FROM pragma_foreign_key_check LIMIT 1"));
	ck_assert_str_eq(text_of(old, "PRAGMA integrity_check"), "ok");
	assert_chain_holds(&old->home);
	old_free(old);
}
END_TEST

START_TEST(admission_of_a_platform_that_was_under_way_is_decided_after_the_upgrade)
{
	struct old *old = old_new(versions[_i]);
	struct home *home = &old->home;
	struct context context;
	int64_t id = number(
		home, "SELECT min(id) FROM matter WHERE procedure_key = 'platform_admission' AND state = 'deciding'");
	int64_t platforms = number(home, "SELECT count(*) FROM platform");

	ck_assert_int_eq(migrate(home->config.data, "db/migrations"), OK);
	context = writing(home);
	lead_takes(home, &context, id, "admit");
	ck_assert_int_eq(number(home,
				"SELECT count(*) FROM matter WHERE id = %" PRId64
				" AND state = 'admitted' AND closed_at > 0",
				id),
			 1);
	ck_assert_int_eq(number(home, "SELECT count(*) FROM platform"), platforms + 1);
	assert_chain_holds(home);
	writing_end(&context);
	old_free(old);
}
END_TEST

/* Books of cards begin where the work of before ended; those of every other class were always kept. */
START_TEST(books_of_cards_begin_with_the_upgrade)
{
	struct old *old = old_new(43);

	run(old, "UPDATE resource_class SET booked_yes = 0 WHERE key = 'gpu'");
	ck_assert_int_eq(migrate(old->home.config.data, "db/migrations"), OK);
	ck_assert_str_eq(text_of(old, "SELECT group_concat(key) FROM resource_class WHERE booked_from > 0"), "gpu");
	ck_assert_ptr_nonnull(text_of(old, "SELECT 1 FROM resource_class WHERE key = 'gpu' AND booked_from ="
					   " (SELECT max(at) FROM event)"));
	ck_assert_str_eq(text_of(old, "SELECT group_concat(key) FROM (SELECT key FROM resource_class WHERE rank > 6"
				      " ORDER BY rank)"),
			 "backup_gb,archive_gb,public_ip,bandwidth_mbps,gpu");
	old_free(old);
}
END_TEST

/* A filing of then by its certificate: until when it counts, and what was typed where that was longer. */
static void assert_counts(struct old *old, const char *certificate, const char *expected)
{
	ck_assert_str_eq(
		text_of(old,
			"SELECT date(valid_day * 86400, 'unixepoch') || ' ' || coalesce(date(stated_day * 86400,"
			" 'unixepoch'), '-') FROM compliance WHERE certificate_no = '%s'",
			certificate),
		expected);
}

/* Obtained on 2026-08-31: six months end with February, twelve and 36 on August 31; a shorter paper stays as it is. */
START_TEST(filings_of_then_count_as_long_as_the_rules_say)
{
	static const struct {
		const char *kind, *level, *until, *expected;
	} rows[] = {
		{"classified_protection", "2", "2029-01-01", "2028-08-31 2029-01-01"},
		{"classified_protection", "3", "2027-08-31", "2027-08-31 -"},
		{"classified_protection", "3", "2027-09-01", "2027-08-31 2027-09-01"},
		{"classified_protection", "4", "2027-08-31", "2027-02-28 2027-08-31"},
		{"cryptography", "3", "2036-08-31", "2027-08-31 2036-08-31"},
		{"cloud_assessment", "NULL", "2031-08-31", "2029-08-31 2031-08-31"},
		{"network_review", "NULL", "2036-08-31", "2036-08-31 -"},
		{"cryptography", "3", "2026-12-31", "2026-12-31 -"},
	};
	struct old *old = old_new(43);

	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++)
		run(old,
		    arena_printf(
			    old->home.arena,
			    "INSERT INTO compliance (matter_id, kind, organisation_id, level, certificate_no, result,"
			    " obtained_day, valid_day, registered_at) SELECT max(id), '%s', 2, %s, 'OLD-%zu', '良',"
			    " strftime('%%s', '2026-08-31') / 86400, strftime('%%s', '%s') / 86400, 1 FROM matter"
			    " WHERE id NOT IN (SELECT matter_id FROM compliance)",
			    rows[i].kind, rows[i].level, i, rows[i].until));
	ck_assert_int_eq(migrate(old->home.config.data, "db/migrations"), OK);
	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++)
		assert_counts(old, arena_printf(old->home.arena, "OLD-%zu", i), rows[i].expected);
	old_free(old);
}
END_TEST

START_TEST(newest_result_of_then_stands_after_the_upgrade)
{
	struct old *old = old_new(43); /* 1 is newer than 2, 3 was filed again with an earlier day */

	run(old,
	    "INSERT INTO compliance (matter_id, registered_at, replaced_at, kind, certificate_no, obtained_day,"
	    " organisation_id, system_id, result) SELECT m.id, v.*, 2, 1, '' FROM (VALUES (1, 7, 'grading', 1, 99002),"
	    " (2, NULL, 'grading', 2, 99001), (3, 7, 'cryptography', 3, 99002), (4, 7, 'cryptography', 3, 99001)) v"
	    " JOIN (SELECT id, row_number() OVER () AS n FROM matter WHERE procedure_key = 'hazard') m ON n = column1");
	ck_assert_int_eq(migrate(old->home.config.data, "db/migrations"), OK);
	ck_assert_str_eq(text_of(old, "SELECT group_concat(obtained_day) FROM compliance"
				      " WHERE obtained_day > 99000 AND replaced_at IS NULL"),
			 "99002,99001");
	old_free(old);
}
END_TEST

/*
 * Due so many minutes after discovery, by four hours or, of a critical facility, by one: what is due later than that
 * counts from the minute at which the grade rose.  300 − 240 = 60; 100 − 60 = 40.
 */
START_TEST(hours_that_began_at_a_rise_of_then_still_count_from_it)
{
	static const struct {
		int cii, due, known;
	} rows[] = {{0, 240, -1}, {0, 300, 60}, {1, 60, -1}, {1, 100, 40}};
	struct old *old = old_new(43);

	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		run(old, arena_printf(old->home.arena,
				      "UPDATE incident SET cii_yes = %d WHERE matter_id ="
				      " (SELECT matter_id FROM incident ORDER BY matter_id LIMIT 1 OFFSET %zu)",
				      rows[i].cii, i));
		run(old, arena_printf(old->home.arena,
				      "INSERT INTO incident_line (matter_id, organisation_id, addressee, due_at) SELECT"
				      " matter_id, 1, 'authority', found_at + %d * 60 FROM incident ORDER BY matter_id"
				      " LIMIT 1 OFFSET %zu",
				      rows[i].due, i));
	}
	ck_assert_int_eq(migrate(old->home.config.data, "db/migrations"), OK);
	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++)
		ck_assert_int_eq(number(&old->home,
					"SELECT coalesce((l.known_at - i.found_at) / 60, -1) FROM incident_line l JOIN"
					" incident i ON i.matter_id = l.matter_id WHERE l.organisation_id = 1 AND"
					" l.addressee = 'authority' ORDER BY l.matter_id LIMIT 1 OFFSET %zu",
					i),
				 rows[i].known);
	old_free(old);
}
END_TEST

/* Each report that was registered is a row from then on, the first as its line says, where it was put right since. */
START_TEST(reports_of_then_are_rows_and_lines_stay_one_each)
{
	struct old *old = old_new(43);
	const char *lines =
		"SELECT group_concat(x, ';') FROM (SELECT matter_id || '|' || organisation_id || '|' || addressee ||"
		" '|' || coalesce(due_at, '') || '|' || coalesce(told_at, '') || '|' || receipt AS x"
		" FROM incident_line ORDER BY matter_id, organisation_id, addressee)";
	const char *told = "SELECT count(*) FROM event WHERE action = 'tell_authority'";
	char *before, *reports;

	run(old, "UPDATE incident_line SET receipt = '更正后的编号', told_at = told_at - 60 WHERE addressee = "
		 "'authority' AND"
		 " told_at IS NOT NULL");
	before = text_of(old, "%s", lines);
	reports = text_of(old, "%s", told);
	ck_assert_int_gt(strtol(reports, NULL, 10), 3);
	ck_assert_int_eq(migrate(old->home.config.data, "db/migrations"), OK);
	ck_assert_str_eq(text_of(old, "%s", lines), before);
	ck_assert_str_eq(text_of(old, "SELECT count(*) FROM incident_told WHERE kind = ''"), reports);
	ck_assert_str_eq(
		text_of(old, "SELECT count(*) FROM incident_line l WHERE l.addressee = 'authority' AND l.told_at IS"
			     " NOT NULL AND NOT EXISTS (SELECT 1 FROM incident_told t WHERE t.event_id = l.told_event"
			     " AND t.told_at = l.told_at AND t.receipt = '更正后的编号')"),
		"0");
	ck_assert_str_eq(text_of(old, "SELECT count(*) FROM incident_line WHERE kind <> '' OR stopped_why <> ''"), "0");
	old_free(old);
}
END_TEST

/* Who is offered what, of a matter in each state of each procedure. */
static size_t offers(struct home *home)
{
	struct crowd crowd;
	size_t found = 0;

	crowd_begin(&crowd, home);
	for (size_t p = 0; p < crowd.context.service->procedure_count; p++) {
		const struct procedure *procedure = crowd.context.service->procedures[p];

		for (size_t s = 0; s < procedure->state_count; s++) {
			int64_t sample = crowd_sample(&crowd, procedure, &procedure->states[s]);

			for (size_t a = 0; a < crowd.actor_count; a++) {
				const struct action **actions;
				struct matter *matter;
				size_t count;

				crowd.context.actor = &crowd.actors[a];
				if (matter_find(&crowd.context, sample, &matter) != FOUND)
					continue;
				ck_assert_int_eq(matter_actions(&crowd.context, matter, &actions, &count), OK);
				found += count;
			}
			arena_reset(crowd.context.arena);
		}
	}
	crowd_end(&crowd);
	return found;
}

/* Of every procedure, in every state; and the clerk's clocks go on. */
START_TEST(who_might_act_before_may_act_the_same_after_the_upgrade)
{
	struct old *old = old_new(versions[0]);
	struct context context;
	size_t before = offers(&made);

	ck_assert_int_eq(migrate(old->home.config.data, "db/migrations"), OK);
	ck_assert_uint_gt(before, 1000);
	ck_assert_uint_eq(offers(&old->home), before);
	context = writing(&old->home);
	ck_assert_int_eq(time_job(&context), OK);
	writing_end(&context);
	old_free(old);
}
END_TEST

/* Closed before, its page never drawn: drawn after the upgrade by the clerk, from the data that was closed. */
START_TEST(closing_that_waited_for_its_page_gets_it_after_the_upgrade)
{
	struct old *old = old_new(versions[_i]);
	struct home *home = &old->home;
	struct context context;
	struct closing closing;
	int64_t waiting = number(home, "SELECT count(*) FROM closing_waiting");

	ck_assert_int_gt(waiting, 0);
	ck_assert_int_eq(migrate(home->config.data, "db/migrations"), OK);
	ck_assert_int_eq(number(home, "SELECT count(*) FROM closing_waiting"), waiting);
	templates_load("templates");
	context = writing(home);
	ck_assert_int_eq(closing_next(&context, 0, &closing), FOUND);
	context.service->began_at -= 3600;
	/* The press is a program of its own, absent here: the page is kept all the same, the paper is asked for again.
	 */
	log_threshold(LEVEL_ERROR + 1);
	ck_assert_int_eq(closing_press_job(&context), OK);
	ck_assert_int_eq(number(home, "SELECT count(*) FROM closing_print WHERE closing_id = %" PRId64, closing.id), 1);
	ck_assert_int_eq(number(home, "SELECT tries FROM closing_waiting WHERE closing_id = %" PRId64, closing.id), 1);
	writing_end(&context);
	old_free(old);
}
END_TEST

/* Pressed before: page and paper were one row then, and are the same bytes now. */
START_TEST(closing_that_was_pressed_keeps_its_bytes)
{
	struct old *old = old_new(36);
	struct home *home = &old->home;
	struct context context;
	struct closing closing = {0};
	struct buf page, paper;

	run(old, "INSERT INTO closing_print SELECT min(closing_id), CAST('<p>页</p>' AS BLOB), zeroblob(32),"
		 " CAST('%PDF-1.7' AS BLOB), zeroblob(32), 1 FROM closing_waiting");
	run(old, "DELETE FROM closing_waiting WHERE closing_id = (SELECT closing_id FROM closing_print)");
	ck_assert_int_eq(migrate(home->config.data, "db/migrations"), OK);
	context = writing(home);
	closing.id = number(home, "SELECT closing_id FROM closing_print");
	buf_init(&page);
	buf_init(&paper);
	ck_assert_int_eq(closing_page(&context, &closing, &page), FOUND);
	ck_assert_int_eq(closing_paper(&context, &closing, &paper), FOUND);
	ck_assert_str_eq(page.data, "<p>页</p>");
	ck_assert_str_eq(paper.data, "%PDF-1.7");
	buf_release(&page);
	buf_release(&paper);
	writing_end(&context);
	old_free(old);
}
END_TEST

int main(void)
{
	const TTest *const upgraded[] = {
		database_of_an_earlier_version_comes_up_with_all_its_rows_and_its_log,
		admission_of_a_platform_that_was_under_way_is_decided_after_the_upgrade,
		closing_that_waited_for_its_page_gets_it_after_the_upgrade,
		NULL,
	};
	Suite *suite = suite_create("modules/upgrade");
	TCase *tcase = tcase_create("modules/upgrade");
	SRunner *runner;
	int failed;

	log_threshold(LEVEL_ERROR);
	crypt_init();
	home_new(&made);
	if (demo(&made, "") != 0)
		return EXIT_FAILURE;
	for (size_t i = 0; upgraded[i] != NULL; i++)
		tcase_add_loop_test(tcase, upgraded[i], 0, (int)ARRAY_LENGTH(versions));
	tcase_add_test(tcase, who_might_act_before_may_act_the_same_after_the_upgrade);
	tcase_add_test(tcase, closing_that_was_pressed_keeps_its_bytes);
	tcase_add_test(tcase, books_of_cards_begin_with_the_upgrade);
	tcase_add_test(tcase, filings_of_then_count_as_long_as_the_rules_say);
	tcase_add_test(tcase, newest_result_of_then_stands_after_the_upgrade);
	tcase_add_test(tcase, hours_that_began_at_a_rise_of_then_still_count_from_it);
	tcase_add_test(tcase, reports_of_then_are_rows_and_lines_stay_one_each);
	tcase_set_timeout(tcase, 180);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	home_free(&made);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
