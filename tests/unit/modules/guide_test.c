/* Colours of /compliance from records: red where something lapsed or is missing, grey without a record. */
#include "unit/modules/guide_cast.h"

#include <glob.h>

#include "base/number.h"
#include "modules/matter/matter_module.h"
#include "modules/report/report_parts.h"

static void matter_add(int64_t id, const char *key, const char *state, const char *period, const char *due,
		       const char *closed)
{
	office_sql(office,
		   "INSERT INTO matter (id, procedure_id, procedure_key, number, organisation_id, owner_role, title, "
		   "state,"
		   " opened_at, state_at, period, due_at, closed_at) SELECT %" PRId64 ", id, key, 'N-%" PRId64
		   "', 2, 'unit.clerk', '一件', '%s', %" PRId64 ", 1, '%s', %s, %s"
		   " FROM procedure WHERE key = '%s';"
		   "INSERT INTO matter_party SELECT 2, id, 'owner', 1, opened_at, procedure_key, state FROM matter"
		   " WHERE id = %" PRId64,
		   id, id, state, clock_now() - 100, period, due, closed, key, id);
}

static const char *at(int64_t days)
{
	return arena_printf(office->arena, "%" PRId64, clock_now() + days * 86400);
}

static void filed(int64_t id, const char *kind, int64_t valid_in_days)
{
	matter_add(100 + id, "compliance_filing", "registered", "", "NULL", at(-10));
	office_sql(office,
		   "INSERT INTO compliance (id, matter_id, kind, organisation_id, system_id, level, certificate_no, "
		   "result,"
		   " obtained_day, valid_day, registered_at) VALUES (%" PRId64 ", %" PRId64
		   ", '%s', 2, 1, 3, 'C', '良', 1, %" PRId64 ", %" PRId64 ")",
		   id, 100 + id, kind, day_of(clock_now()) + valid_in_days, id);
}

START_TEST(nothing_recorded_is_grey_never_green)
{
	for (size_t i = 0; i < check_row_count; i++) {
		struct measured measured;

		ck_assert_int_eq(check_measure(CAST_AS(office, LEADER), &check_rows[i], &measured), OK);
		if (measured.total == 0)
			ck_assert_msg(measured.colour == COLOUR_GREY, "%s", check_rows[i].key);
	}
	ck_assert_int_eq(colour_of("om_rules"), COLOUR_GREY);
	ck_assert_int_eq(colour_of("assessed"), COLOUR_GREY);
	ck_assert_int_eq(colour_of("logs"), COLOUR_GREY);
	ck_assert_int_eq(colour_of("monthly_report"), COLOUR_GREY);
	ck_assert_int_eq(colour_of("assessment"), COLOUR_GREY);
	ck_assert_int_eq(colour_of("assessment_bulletin"), COLOUR_GREY);
}
END_TEST

START_TEST(every_rule_says_when_it_is_which_colour)
{
	for (size_t i = 0; i < check_row_count; i++) {
		ck_assert_msg(strstr(check_rows[i].rule, "正常") != NULL, "%s", check_rows[i].key);
		ck_assert_msg(strstr(check_rows[i].rule, check_rows[i].when_bad == COLOUR_RED ? "不符" : "关注") !=
				      NULL,
			      "%s", check_rows[i].key);
		ck_assert_msg(check_rows[i].when_bad == COLOUR_RED || strstr(check_rows[i].rule, "不符") == NULL, "%s",
			      check_rows[i].key);
		ck_assert_ptr_eq(check_find(check_rows[i].key), &check_rows[i]);
		ck_assert_int_ne(article_find(check_rows[i].article)->declaratory, 1);
	}
}
END_TEST

/* What a round owes is measured by its period, whatever else by the year: the sentence says which. */
START_TEST(rule_of_a_duty_speaks_of_its_period_and_of_no_year)
{
	size_t duties = 0;

	for (size_t i = 0; i < check_row_count; i++) {
		const struct check_row *check = &check_rows[i];
		const struct procedure *procedure;

		if (check->records != 0 || check->count != 0)
			continue;
		procedure = cast_procedure(office, "db/procedures", check->procedure, day_of(clock_now()));
		ck_assert_msg((procedure->round.every != EVERY_NEVER) == (strstr(check->rule, "应办的一期") != NULL),
			      "%s: %s", check->key, check->rule);
		ck_assert_msg((procedure->round.every == EVERY_NEVER) == (strstr(check->rule, "近一年") != NULL),
			      "%s: %s", check->key, check->rule);
		duties += procedure->round.every != EVERY_NEVER;
	}
	ck_assert_uint_gt(duties, 10);
}
END_TEST

START_TEST(draft_that_nobody_handed_in_is_no_record)
{
	struct measured measured;

	load("change");
	matter_add(1, "change", "reviewing", "", at(1), "NULL");
	matter_add(2, "change", "draft", "", "NULL", "NULL");
	matter_add(3, "change", "withdrawn", "", "NULL", at(-1));
	office_sql(office, "UPDATE matter SET number = NULL WHERE id > 1");
	ck_assert_int_eq(check_measure(CAST_AS(office, LEADER), check_find("change"), &measured), OK);
	ck_assert_int_eq(measured.total, 1);
	ck_assert_str_eq(measured.text, "近一年 1 件，已办结 0，逾期在办 0");
	office_sql(office, "UPDATE matter SET number = NULL");
	ck_assert_int_eq(colour_of("change"), COLOUR_GREY);
}
END_TEST

/* Of matter 2, whose rules name one post for it. */
static enum colour colour_when_named(const char *what, const char *duty)
{
	office_sql(
		office,
		"UPDATE matter SET revision = revision + 1 WHERE id = 2;"
		"INSERT INTO matter_form (matter_id, revision, body, digest, saved_at, saved_by) SELECT id, revision,"
		" json_object('persons', json_array(json_object('what', '%s', 'duty', '%s'))), zeroblob(32), 1, 11 "
		"FROM matter "
		"WHERE id = 2",
		what, duty);
	return colour_of("om_rules");
}

START_TEST(rules_of_a_unit_are_red_missing_amber_underway_or_old_green_in_force)
{
	load("om_rules");
	with_system();
	ck_assert_int_eq(colour_of("om_rules"), COLOUR_RED);
	matter_add(1, "om_rules", "registering", "", "NULL", "NULL");
	ck_assert_int_eq(colour_of("om_rules"), COLOUR_AMBER);
	matter_add(2, "om_rules", "in_force", "", at(-1), "NULL");
	ck_assert_int_eq(colour_of("om_rules"), COLOUR_AMBER);
	office_sql(office, "UPDATE matter SET due_at = %s WHERE id = 2", at(100));
	ck_assert_int_eq(colour_of("om_rules"), COLOUR_GREEN);
	ck_assert_int_eq(colour_when_named("不存在的系统", "emergency"), COLOUR_AMBER);
	ck_assert_int_eq(colour_when_named("水利一张图扩展", "emergency"), COLOUR_AMBER);
	ck_assert_int_eq(colour_when_named("河湖巡查、水利一张图", "operation"), COLOUR_AMBER);
	ck_assert_int_eq(colour_when_named("河湖巡查、水利一张图", "emergency"), COLOUR_GREEN);
	ck_assert_int_eq(colour_when_named("河湖巡查，水利一张图", "emergency"), COLOUR_GREEN);
	ck_assert_int_eq(colour_when_named("全部云上系统", "emergency"), COLOUR_GREEN);
	/* Another unit with a system and without rules. */
	office_sql(office,
		   "INSERT INTO filing (id, filing_no, organisation_id, system_name, filed_day, source, created_at)"
		   " VALUES (2, 'BA-0002', 3, '别家', 20000, 'register', 1);"
		   "INSERT INTO system (id, organisation_id, filing_id, name, level, state, created_at)"
		   " VALUES (2, 3, 2, '别家', 1, 'operating', 2)");
	ck_assert_int_eq(colour_of("om_rules"), COLOUR_RED);
}
END_TEST

static void held(int64_t id, int64_t days)
{
	office_sql(office,
		   "INSERT INTO event (matter_id, at, role, actor_label, action, label, from_state, to_state, "
		   "revision, body)"
		   " VALUES (%" PRId64 ", 1, '', '', 'carry_out', '', '', '', 1, json_object('held_day', %" PRId64 "))",
		   id, day_of(clock_now()) + days);
}

/* Of the day it was held on, whenever it was filed away. */
START_TEST(drill_counts_for_a_year)
{
	load("drill");
	load("plan_document");
	with_system();
	ck_assert_int_eq(colour_of("drill"), COLOUR_RED);
	ck_assert_int_eq(colour_of("plan_document"), COLOUR_RED);
	matter_add(1, "drill", "archived", "", "NULL", at(-10));
	held(1, -400);
	ck_assert_int_eq(colour_of("drill"), COLOUR_RED);
	matter_add(2, "drill", "planned", "", "NULL", "NULL");
	ck_assert_int_eq(colour_of("drill"), COLOUR_AMBER);
	matter_add(3, "drill", "fixing", "", "NULL", "NULL");
	ck_assert_int_eq(colour_of("drill"), COLOUR_AMBER);
	held(3, -300);
	ck_assert_int_eq(colour_of("drill"), COLOUR_GREEN);
	matter_add(4, "plan_document", "in_force", "", at(10), "NULL");
	ck_assert_int_eq(colour_of("plan_document"), COLOUR_GREEN);
}
END_TEST

START_TEST(assessment_is_red_without_or_lapsed_amber_ending_green_valid)
{
	load("compliance_filing");
	with_system();
	ck_assert_int_eq(colour_of("assessed"), COLOUR_RED);
	filed(1, "classified_protection", 400);
	ck_assert_int_eq(colour_of("assessed"), COLOUR_RED); /* the third level wants 密评 too */
	filed(2, "cryptography", 400);
	ck_assert_int_eq(colour_of("assessed"), COLOUR_RED); /* and both are filed with the police */
	filed(4, "grading", 9999);
	ck_assert_int_eq(colour_of("assessed"), COLOUR_GREEN);
	office_sql(office, "UPDATE compliance SET passed_yes = 0 WHERE id = 2");
	ck_assert_int_eq(colour_of("assessed"), COLOUR_RED);
	office_sql(office, "UPDATE compliance SET passed_yes = 1, level = 2 WHERE id = 2");
	ck_assert_int_eq(colour_of("assessed"), COLOUR_RED);
	office_sql(office, "UPDATE compliance SET level = 3 WHERE id = 2");
	ck_assert_int_eq(colour_of("assessed"), COLOUR_GREEN);
	office_sql(office, "UPDATE compliance SET valid_day = %" PRId64 " WHERE id = 1", day_of(clock_now()) + 30);
	ck_assert_int_eq(colour_of("assessed"), COLOUR_AMBER);
	office_sql(office, "UPDATE compliance SET valid_day = %" PRId64 " WHERE id = 1", day_of(clock_now()) - 1);
	ck_assert_int_eq(colour_of("assessed"), COLOUR_RED);
	filed(3, "classified_protection", 400);
	ck_assert_int_eq(colour_of("assessed"), COLOUR_GREEN);
}
END_TEST

START_TEST(logs_of_last_month_are_red_when_nobody_attested_in_time)
{
	load("log_attestation");
	with_system();
	ck_assert_int_eq(colour_of("logs"), COLOUR_RED);
	matter_add(1, "log_attestation", "draft", "2026-02", at(1), "NULL");
	ck_assert_int_eq(colour_of("logs"), COLOUR_AMBER);
	office_sql(office, "UPDATE matter SET due_at = %s WHERE id = 1", at(-1));
	ck_assert_int_eq(colour_of("logs"), COLOUR_RED);
	office_sql(office, "UPDATE matter SET closed_at = %s WHERE id = 1", at(0));
	ck_assert_int_eq(colour_of("logs"), COLOUR_RED);
	office_sql(office,
		   "INSERT INTO log_holding VALUES (2, '2026-02', 1, '水利一张图', 'security', '日志平台', 1, 1)");
	ck_assert_int_eq(colour_of("logs"), COLOUR_GREEN);
	office_sql(office,
		   "INSERT INTO log_holding VALUES (2, '2026-02', 2, '水利一张图', 'operation', '日志平台', %" PRId64
		   ", 1)",
		   day_of(clock_now()) - 100);
	ck_assert_int_eq(colour_of("logs"), COLOUR_RED);
}
END_TEST

START_TEST(attestation_that_was_called_off_is_not_missing_where_nothing_was_live)
{
	load("log_attestation");
	with_system();
	matter_add(1, "log_attestation", "void", "2026-02", "NULL", at(0));
	ck_assert_int_eq(colour_of("logs"), COLOUR_RED); /* its system was live all the same */
	office_sql(office, "UPDATE system SET operating_at = %s", at(0));
	ck_assert_int_eq(colour_of("logs"), COLOUR_GREEN);
}
END_TEST

START_TEST(last_months_attestation_is_not_missing_before_its_day)
{
	load("log_attestation");
	with_system();
	clock_freeze(day_start(at_day(2026, 3, 3)) + 9 * 3600);
	ck_assert_int_eq(colour_of("logs"), COLOUR_AMBER);
}
END_TEST

START_TEST(matters_late_are_amber_or_red_and_green_in_time)
{
	load("change");
	load("hazard");
	ck_assert_int_eq(colour_of("change"), COLOUR_GREY);
	matter_add(1, "change", "reviewing", "", at(1), "NULL");
	matter_add(2, "hazard", "rectifying", "", at(1), "NULL");
	ck_assert_int_eq(colour_of("change"), COLOUR_GREEN);
	ck_assert_int_eq(colour_of("hazard"), COLOUR_GREEN);
	office_sql(office, "UPDATE matter SET due_at = %s", at(-1));
	ck_assert_int_eq(colour_of("change"), COLOUR_AMBER);
	ck_assert_int_eq(colour_of("hazard"), COLOUR_RED);
}
END_TEST

START_TEST(low_use_that_nobody_acts_on_is_amber)
{
	load("downsizing");
	with_system();
	office_sql(office, "INSERT INTO platform (id, code, name, kind, operator_id, zones, rank) VALUES"
			   " (1, 'A', '甲云', 'service', 4, '公共区', 1)");
	for (int month = 0; month < 3; month++)
		office_sql(office,
			   "INSERT INTO usage_month (period, platform_id, machine, system_id, vcpu, memory_gb, "
			   "cpu_avg, cpu_p95,"
			   " cpu_max, mem_avg, mem_p95, mem_max, disk_used, net_in, net_out, bw_p95, coverage, "
			   "days_on, imported_at)"
			   " VALUES ('%s', 1, 'm1', 1, 4, 8, 100, 500, 900, 100, 500, 900, 100, 1, 1, 1, 10000, 28, 1)",
			   month == 0   ? "2025-12"
			   : month == 1 ? "2026-01"
					: "2026-02");
	ck_assert_int_eq(colour_of("idle"), COLOUR_AMBER);
	ck_assert_int_eq(colour_of("collected"), COLOUR_GREEN);
	/* Two months say nothing of three: no record. */
	office_sql(office, "UPDATE usage_month SET period = '2025-11' WHERE period = '2025-12'");
	ck_assert_int_eq(colour_of("idle"), COLOUR_GREY);
	office_sql(office, "UPDATE usage_month SET period = '2025-12' WHERE period = '2025-11'");
	matter_add(1, "downsizing", "notified", "", "NULL", "NULL");
	office_sql(office, "UPDATE matter SET system_id = 1");
	ck_assert_int_eq(colour_of("idle"), COLOUR_GREEN);
}
END_TEST

START_TEST(silence_towards_the_authorities_is_red_and_a_report_without_proof_amber)
{
	load("incident");
	matter_add(1, "incident", "handling", "", at(1), "NULL");
	office_sql(office, "INSERT INTO incident (matter_id, found_at, reported_at, cii_yes, grade, updated_at)"
			   " VALUES (1, 1, 1, 0, 'larger', 1);"
			   "INSERT INTO incident_line (matter_id, organisation_id, addressee, due_at) VALUES (1, 2, "
			   "'authority', 2)");
	/* Nobody told anybody, long after the time. */
	ck_assert_int_eq(colour_of("told_proof"), COLOUR_RED);
	office_sql(office,
		   "INSERT INTO event (matter_id, at, role, actor_label, action, label, from_state, to_state, revision)"
		   " VALUES (1, 3, 'center.security', '中心', 'note_untold', '记明未报', 'handling', 'handling', 1)");
	ck_assert_int_eq(colour_of("told_proof"), COLOUR_AMBER);
	office_sql(office, "UPDATE incident_line SET due_at = 4");
	ck_assert_int_eq(colour_of("told_proof"), COLOUR_RED);
	office_sql(office, "UPDATE incident_line SET stopped_at = 3");
	ck_assert_int_eq(colour_of("told_proof"), COLOUR_GREY);
	office_sql(office, "UPDATE incident_line SET told_at = 2, channel = '电话'");
	ck_assert_int_eq(colour_of("told_proof"), COLOUR_AMBER);
	office_sql(office, "UPDATE incident_line SET receipt = '7'");
	ck_assert_int_eq(colour_of("told_proof"), COLOUR_GREEN);
}
END_TEST

/* The quarter that ended on 2025-12-31 is frozen within 13 working days and told within 45. */
static void quarter_matter(int64_t id, const char *key, const char *period, const char *state, int64_t owner,
			   const char *due)
{
	matter_add(id, key, state, period, due, "NULL");
	office_sql(office, "UPDATE matter SET organisation_id = %" PRId64 " WHERE id = %" PRId64, owner, id);
}

static void frozen(int64_t matter, const char *period)
{
	office_sql(office,
		   "INSERT INTO assessment (matter_id, provider_id, sheet, period, counted_at, frozen_at)"
		   " VALUES (%" PRId64 ", 4, 'service', '%s', 1, 1)",
		   matter, period);
}

START_TEST(sheets_of_the_last_quarter_are_red_late_amber_due_green_frozen_grey_not_owed)
{
	load("assessment");
	ck_assert_int_eq(colour_of("assessment"), COLOUR_GREY);
	/* The quarter that runs is not owed yet, an earlier one makes the next one owed. */
	quarter_matter(1, "assessment", "2026Q1", "drafted", PROVIDER, at(30));
	ck_assert_int_eq(colour_of("assessment"), COLOUR_GREY);
	quarter_matter(2, "assessment", "2025Q3", "closed", PROVIDER, "NULL");
	ck_assert_int_eq(colour_of("assessment"), COLOUR_RED);
	clock_freeze(day_start(at_day(2026, 1, 12)) + 9 * 3600);
	ck_assert_int_eq(colour_of("assessment"), COLOUR_AMBER);
	quarter_matter(3, "assessment", "2025Q4", "drafted", PROVIDER, at(2));
	ck_assert_int_eq(colour_of("assessment"), COLOUR_AMBER);
	office_sql(office, "UPDATE matter SET due_at = %s WHERE id = 3", at(-1));
	ck_assert_int_eq(colour_of("assessment"), COLOUR_RED);
	frozen(3, "2025Q4");
	ck_assert_int_eq(colour_of("assessment"), COLOUR_GREEN);
}
END_TEST

START_TEST(provider_excused_for_the_quarter_owes_no_sheet)
{
	load("assessment");
	quarter_matter(1, "assessment", "2025Q3", "closed", PROVIDER, "NULL");
	quarter_matter(2, "assessment", "2025Q4", "cancelled", PROVIDER, "NULL");
	ck_assert_int_eq(colour_of("assessment"), COLOUR_GREY);
}
END_TEST

START_TEST(bulletin_of_the_last_quarter_is_red_late_amber_due_green_issued_grey_not_owed)
{
	load("assessment");
	load("assessment_bulletin");
	clock_freeze(day_start(at_day(2026, 2, 10)) + 9 * 3600);
	ck_assert_int_eq(colour_of("assessment_bulletin"), COLOUR_GREY);
	quarter_matter(1, "assessment", "2025Q4", "approved", PROVIDER, "NULL");
	frozen(1, "2025Q4");
	ck_assert_int_eq(colour_of("assessment_bulletin"), COLOUR_AMBER);
	clock_freeze(day_start(at_day(2026, 3, 30)) + 9 * 3600);
	ck_assert_int_eq(colour_of("assessment_bulletin"), COLOUR_RED);
	quarter_matter(2, "assessment_bulletin", "2025Q4", "signed", CENTER, at(9));
	ck_assert_int_eq(colour_of("assessment_bulletin"), COLOUR_RED);
	office_sql(office,
		   "INSERT INTO report (id, matter_id, organisation_id, kind, period, title, made_at, drafted_at)"
		   " VALUES (1, 2, 1, 'R4', '2025Q4', '通报', 1, 1)");
	ck_assert_int_eq(colour_of("assessment_bulletin"), COLOUR_RED);
	office_sql(office, "UPDATE report SET closed_at = 2 WHERE id = 1");
	ck_assert_int_eq(colour_of("assessment_bulletin"), COLOUR_GREEN);
}
END_TEST

/* ---- everything names its article, or says that there is none ---- */

/* "12", "12,13" or "none". */
static bool names_articles(const char *text)
{
	char **words;
	size_t count = text_empty(text) ? 0 : text_split(office->arena, text, ',', &words);

	for (size_t i = 0; i < count; i++) {
		int64_t number_of = 0;

		if (!(count == 1 && text_equal(words[0], "none")) &&
		    (!parse_integer(words[i], &number_of) || article_find((int)number_of) == NULL))
			return false;
	}
	return count > 0;
}

START_TEST(every_route_names_articles_that_are_there_or_none)
{
	size_t routes = 0;

	ck_assert(names_articles("none") && names_articles("12,13"));
	ck_assert(!names_articles("") && !names_articles("11") && !names_articles("12,none") && !names_articles("38"));
	for (size_t i = 0; product_modules[i] != NULL; i++)
		for (const struct route *route = product_modules[i]->routes; route != NULL && route->path != NULL;
		     route++, routes++)
			ck_assert_msg(names_articles(route->article), "%s: %s", route->path, route->article);
	ck_assert_uint_gt(routes, 150);
	for (size_t i = 0; i < report_kind_count; i++)
		ck_assert_msg(names_articles(report_kinds[i].article), "%s", report_kinds[i].key);
}
END_TEST

/* That the file, each state and each action say it at all is what reading refuses to do without
 * (kernel/procedure_test). */
START_TEST(every_procedure_names_articles_that_are_there_and_so_do_its_steps)
{
	struct expression_engine *engine = expression_engine_new();
	glob_t files;

	ck_assert_int_eq(glob("db/procedures/*.yaml", 0, NULL, &files), 0);
	ck_assert_uint_gt(files.gl_pathc, 40);
	for (size_t f = 0; f < files.gl_pathc; f++) {
		const char *path = files.gl_pathv[f];
		char *text = cast_file(office, path), *complaints = NULL;
		const struct procedure *procedure =
			procedure_parse(office->arena, product_modules, engine, path, text, strlen(text), &complaints);

		ck_assert_msg(procedure != NULL, "%s", complaints);
		for (size_t i = 0; i < procedure->article_count; i++)
			ck_assert_msg(names_articles(procedure->articles[i]), "%s", procedure->key);
		for (size_t i = 0; i < procedure->state_count; i++)
			ck_assert_msg(procedure->states[i].article == NULL ||
					      names_articles(procedure->states[i].article),
				      "%s.%s", procedure->key, procedure->states[i].key);
		for (size_t i = 0; i < procedure->action_count; i++)
			ck_assert_msg(procedure->actions[i].article == NULL ||
					      names_articles(procedure->actions[i].article),
				      "%s.%s", procedure->key, procedure->actions[i].key);
	}
	globfree(&files);
	expression_engine_free(engine);
}
END_TEST

int main(void)
{
	return RUN_SUITE_IN("modules/guide", set_up, tear_down, 60, nothing_recorded_is_grey_never_green,
			    every_rule_says_when_it_is_which_colour, rule_of_a_duty_speaks_of_its_period_and_of_no_year,
			    draft_that_nobody_handed_in_is_no_record,
			    rules_of_a_unit_are_red_missing_amber_underway_or_old_green_in_force,
			    drill_counts_for_a_year,
			    attestation_that_was_called_off_is_not_missing_where_nothing_was_live,
			    assessment_is_red_without_or_lapsed_amber_ending_green_valid,
			    logs_of_last_month_are_red_when_nobody_attested_in_time,
			    last_months_attestation_is_not_missing_before_its_day,
			    matters_late_are_amber_or_red_and_green_in_time, low_use_that_nobody_acts_on_is_amber,
			    silence_towards_the_authorities_is_red_and_a_report_without_proof_amber,
			    sheets_of_the_last_quarter_are_red_late_amber_due_green_frozen_grey_not_owed,
			    provider_excused_for_the_quarter_owes_no_sheet,
			    bulletin_of_the_last_quarter_is_red_late_amber_due_green_issued_grey_not_owed,
			    every_route_names_articles_that_are_there_or_none,
			    every_procedure_names_articles_that_are_there_and_so_do_its_steps);
}
