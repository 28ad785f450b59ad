/* The procedure: freezing, first scoring, approval, what follows; nobody changes what was kept. */
#include "unit/modules/assess_cast.h"

#include "kernel/document.h"
#include "modules/assess/assess_page_parts.h"

/* ---- freezing ---- */

START_TEST(nobody_is_late_with_what_the_clerk_freezes)
{
	frozen_sheet(PROVIDER);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM event WHERE action = 'overdue'"), 0);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM notice WHERE kind = 'overdue'"), 0);
	ck_assert_int_eq(office_number(cloud, "SELECT reminded FROM matter"), 0);
}
END_TEST

START_TEST(bulletin_of_nothing_approved_says_so_in_words)
{
	struct document *document = document_new(cloud->arena, "通报");
	const struct document_section *sections;
	const char *text;

	frozen_sheet(PROVIDER);
	ck_assert_int_eq(assess_bulletin(clerk(), QUARTER, document), OK);
	text = document_json(document);
	ck_assert_ptr_nonnull(strstr(text, "还没有审定的评分表"));
	ck_assert_ptr_null(strstr(text, "0家"));
	ck_assert_ptr_null(strstr(text, "附件"));
	ck_assert_uint_eq(document_sections(document, &sections), 0);
}
END_TEST

START_TEST(frozen_after_the_thirteenth_working_day_and_not_before)
{
	/* April 2026: working days 1-3, 7-10, 13-17, 20: the thirteenth is Monday the 20th (the 6th is 清明). */
	int64_t id;

	clock_freeze(instant(2026, 4, 1, 9, 0));
	id = opened_round(PROVIDER);
	time_passes(instant(2026, 4, 17, 23, 59));
	ck_assert_str_eq(state_now(id), "drafted");
	time_passes(instant(2026, 4, 22, 0, 1));
	ck_assert_str_eq(state_now(id), "scoring");
	ck_assert_int_eq(office_number(cloud, "SELECT frozen_at IS NOT NULL AND sheet = 'service' FROM assessment"), 1);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM audit WHERE action = 'assessment.freeze'"), 1);
}
END_TEST

START_TEST(what_was_frozen_cannot_be_touched)
{
	static const struct {
		const char *sql, *refusal;
	} attacks[] = {
		{"UPDATE assessment_fact SET amount = 0", "assessment: frozen"},
		{"DELETE FROM assessment_fact", "assessment: frozen"},
		{"INSERT INTO assessment_fact SELECT matter_id, '1.1', 99, 'x', NULL, 1, 1, 1, 1, 'x' FROM assessment",
		 "assessment: frozen"},
		{"INSERT OR REPLACE INTO assessment_fact SELECT matter_id, indicator, line, 'x', NULL, 1, 1, 1, 1, 'x' "
		 "FROM assessment_fact",
		 "assessment: frozen"},
		{"UPDATE assessment_rule SET value = 0", "assessment: frozen"},
		{"DELETE FROM assessment_rule", "assessment: frozen"},
		{"INSERT INTO assessment_rule SELECT matter_id, 'x', 1 FROM assessment", "assessment: frozen"},
		{"UPDATE assessment SET frozen_at = NULL", "assessment: frozen"},
		{"UPDATE assessment SET period = '2025Q1'", "assessment: frozen"},
		{"UPDATE assessment SET provider_id = 5", "assessment: frozen"},
		{"DELETE FROM assessment", "assessment: kept"},
		{"DELETE FROM assessment_line", "assessment: lines are written over, never deleted"},
	};

	(void)frozen_sheet(PROVIDER);
	for (size_t i = 0; i < ARRAY_LENGTH(attacks); i++) {
		const char *refusal = office_try(cloud, attacks[i].sql);

		ck_assert_msg(refusal != NULL && text_equal(refusal, attacks[i].refusal), "%s: %s", attacks[i].sql,
			      refusal);
	}
}
END_TEST

START_TEST(approved_figures_and_entries_are_fixed)
{
	static const char *const attacks[] = {
		"UPDATE assessment_line SET points = 0",
		"UPDATE assessment SET total = 0",
		"UPDATE assessment SET grade = 'failed'",
		"UPDATE assessment SET approved_at = NULL",
		"UPDATE assessment_entry SET points = 700",
		"DELETE FROM assessment_entry",
		"INSERT INTO assessment_entry (matter_id, round, kind, reason, evidence, event_id, at)"
		" SELECT matter_id, 1, 'bonus', '多给一点', 'x', (SELECT max(id) FROM event), 1 FROM assessment",
	};
	int64_t id = scored_sheet(PROVIDER);

	go(OPERATOR, id, "agree");
	go(LEADER, id, "approve");
	for (size_t i = 0; i < ARRAY_LENGTH(attacks); i++)
		ck_assert_msg(office_try(cloud, attacks[i]) != NULL, "%s", attacks[i]);
	go(ASSESS, id, "publish");
	ck_assert_str_eq(office_try(cloud, "UPDATE assessment SET coefficient = 200"), "assessment: published");
}
END_TEST

START_TEST(rules_of_the_last_day_count_and_later_ones_do_not)
{
	int64_t id;

	office_sql(cloud,
		   "INSERT INTO setting (key, valid_from, value, changed_at) VALUES ('score_p34_weight', %" PRId64
		   ", '200', 1), ('score_p33_weight', %" PRId64 ", '700', 1), ('score_p34_weight', %" PRId64
		   ", '100', 1)",
		   at_day(2026, 3, 31), at_day(2026, 3, 31), at_day(2026, 4, 1));
	id = frozen_sheet(PROVIDER);
	ck_assert_int_eq(office_number(cloud,
				       "SELECT weight FROM assessment_line WHERE matter_id = %" PRId64
				       " AND indicator = '3.4'",
				       id),
			 200);
}
END_TEST

/* ---- recomputing ---- */

START_TEST(recomputing_gives_the_same_after_records_and_settings_changed)
{
	int64_t id;

	fault_of(BREAKDOWN(1, PROVIDER, instant(2026, 1, 5, 9, 0), 17, 10, 121, 120, 0, .loss = true));
	measured("backup", FIRST_CLOUD, PROVIDER, "2026-01", 1000, 980);
	id = scored_sheet(PROVIDER);
	ck_assert_int_eq(recomputed(QUARTER), 0);
	office_sql(cloud, "UPDATE fault SET dismissed_yes = 1");
	office_sql(cloud, "INSERT INTO setting (key, valid_from, value, changed_at) SELECT key, 1, value + 1, 1 FROM "
			  "assessment_rule WHERE key <> 'score_veto'");
	ck_assert_int_eq(service_refresh(cloud->service, cloud->reader), OK);
	ck_assert_int_eq(recomputed(QUARTER), 0);
	ck_assert_int_eq(points_of(id, "1.2"), 0);
	office_sql(cloud, "UPDATE assessment_line SET points = points - 1 WHERE indicator = '2.1'");
	ck_assert_int_eq(recomputed(QUARTER), 1);
}
END_TEST

/* ---- first scoring ---- */

START_TEST(scoring_wants_a_rating_where_too_few_answered_and_evidence)
{
	int64_t id = frozen_sheet(PROVIDER);

	refused(ASSESS, id, "score", NULL, "5.1 用户满意度的评价单位不足");
	draft_item(id, "rating", "p51", "6.00");
	refused(ASSESS, id, "score", NULL, "评分佐证");
	hand_in(id, "evidence");
	go(ASSESS, id, "score");
	ck_assert_int_eq(points_of(id, "5.1"), 600);
	/* 3.4 none of 3, 5.1 6 of 7; 3.1 and 4.1 not owed: (100 − 10 − 3 − 1) ÷ 90 = 95.56. */
	ck_assert_int_eq(office_number(cloud, "SELECT total FROM assessment"), 9556);
}
END_TEST

START_TEST(scoring_refuses_what_the_sheet_does_not_allow)
{
	static const struct {
		const char *kind, *indicator, *points, *words;
	} wrong[] = {
		{"rating", "p21", "3", "按记录计分"},          {"rating", "p51", "8", "应在 0 到 7.00 之间"},
		{"adjustment", "m1", "1", "不在这张评分表上"}, {"adjustment", "p21", "0", "应不为 0"},
		{"adjustment", "p21", "-6", "不超过 5.00"},    {"bonus", "", "3.01", "超过加分上限 3.00"},
		{"bonus", "", "-1", "加分应大于 0"},           {"adjustment", "", "1", "不在这张评分表上"},
		{"adjustment", "p31", "-1", "本季度不适用"},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(wrong); i++) {
		int64_t id = i == 0 ? frozen_sheet(PROVIDER) : office_number(cloud, "SELECT matter_id FROM assessment");
		struct matter *matter = seen_by(ASSESS, id);

		ck_assert_int_eq(
			matter_save_draft(as(ASSESS), matter,
					  values_empty(cloud->arena, application->form, application->form_count)),
			OK);
		draft_item(id, wrong[i].kind, wrong[i].indicator, wrong[i].points);
		hand_in(id, "evidence");
		refused(ASSESS, id, "score", NULL, wrong[i].words);
	}
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM assessment_entry"), 0);
}
END_TEST

/* One file for three items: without a place, at a place of no name, and at the same as another it proves nothing. */
START_TEST(each_item_names_its_own_place_in_the_evidence)
{
	int64_t id = frozen_sheet(PROVIDER);
	struct values *none = values_empty(cloud->arena, application->form, application->form_count);

	hand_in(id, "evidence");
	draft_item_at(id, "rating", "p51", "6.00", "");
	refused(ASSESS, id, "score", NULL, "有 1 处需要改");
	ck_assert_int_eq(matter_save_draft(as(ASSESS), seen_by(ASSESS, id), none), OK);
	draft_item_at(id, "rating", "p51", "6.00", "另行提供");
	refused(ASSESS, id, "score", NULL, "第 1 行的佐证没有写明在佐证文件中的页码或章节");
	ck_assert_int_eq(matter_save_draft(as(ASSESS), seen_by(ASSESS, id), none), OK);
	draft_item_at(id, "rating", "p51", "6.00", "第1页");
	draft_item_at(id, "bonus", "", "2", "第2至3页");
	draft_item_at(id, "criticism", "", "", "第1页");
	refused(ASSESS, id, "score", NULL, "第 3 行的佐证与第 1 行在同一处，每项须有自己的佐证");
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM assessment_entry"), 0);
	ck_assert_int_eq(matter_save_draft(as(ASSESS), seen_by(ASSESS, id), none), OK);
	draft_item_at(id, "rating", "p51", "6.00", "第1页");
	draft_item_at(id, "bonus", "", "2", "第2至3页");
	go(ASSESS, id, "score");
	ck_assert_int_eq(office_number(cloud,
				       "SELECT count(*) FROM assessment_entry WHERE evidence = '走访记录（第1页）'"
				       " OR evidence = '走访记录（第2至3页）'"),
			 2);
}
END_TEST

START_TEST(bonus_criticism_and_veto_stand_beyond_the_indicators)
{
	/* 86 ÷ 90 = 95.56 (5.1 rated 6) + 2 − 5 = 92.56, and 不合格 by veto. */
	int64_t id = frozen_sheet(PROVIDER);

	draft_item(id, "rating", "p51", "6.00");
	draft_item(id, "bonus", "", "2");
	draft_item(id, "criticism", "", "");
	draft_item(id, "veto", "", "");
	hand_in(id, "evidence");
	go(ASSESS, id, "score");
	ck_assert_int_eq(office_number(cloud, "SELECT total FROM assessment"), 9256);
	ck_assert_int_eq(office_number(cloud, "SELECT veto_yes AND grade = 'failed' FROM assessment"), 1);
	ck_assert_int_eq(recomputed(QUARTER), 0);
}
END_TEST

START_TEST(leader_sends_back_and_the_earlier_entries_no_longer_count)
{
	int64_t id = scored_sheet(PROVIDER);

	go(OPERATOR_LEAD, id, "agree");
	go(LEADER, id, "return_scoring");
	ck_assert_int_eq(matter_save_draft(as(ASSESS), seen_by(ASSESS, id),
					   values_empty(cloud->arena, application->form, application->form_count)),
			 OK);
	draft_item(id, "rating", "p51", "5.00");
	go(ASSESS, id, "score");
	ck_assert_int_eq(points_of(id, "5.1"), 500);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM assessment_entry"), 2);
	ck_assert_int_eq(recomputed(QUARTER), 0);
}
END_TEST

/* ---- publishing and what follows ---- */

START_TEST(published_together_with_the_coefficient_of_the_contract_or_none)
{
	int64_t id = scored_sheet(PROVIDER), other;
	struct values *talk = fields_of("talk"), *proposal = fields_of("propose_revocation");

	go(OPERATOR, id, "agree");
	go(LEADER, id, "approve");
	clock_freeze(instant(2026, 4, 21, 13, 0));
	other = opened_round(SUPERVISOR);
	refused(ASSESS, id, "publish", NULL, "还有 1 家服务商没有审定");
	go(ASSESS, other, "cancel");
	go(ASSESS, id, "publish");
	ck_assert_int_eq(
		office_number(cloud, "SELECT coefficient IS NULL AND published_at IS NOT NULL FROM assessment"), 1);
	values_set(talk, "talk_facts", "得分和扣分见评分表，逐项说明。");
	values_set(proposal, "revocation_facts", "得分和扣分见评分表，逐项说明。");
	refused(ASSESS, id, "talk", talk, "等次是优秀");
	refused(ASSESS, id, "propose_revocation", proposal, "没有连续两个季度不合格");
	go(ASSESS, id, "finish");
}
END_TEST

/* The number that the office gave to the paper of the approval stands on the sheet. */
START_TEST(sheet_is_closed_as_it_is_published)
{
	int64_t id = scored_sheet(PROVIDER);

	go(OPERATOR, id, "agree");
	go(LEADER, id, "approve");
	office_sql(cloud,
		   "INSERT INTO official_number (organisation_id, matter_id, action, number, dated_day, entered_at,"
		   " entered_by) SELECT %d, %" PRId64
		   ", 'approve', '川数中心函〔2026〕9号', 20560, 1, min(id) FROM person",
		   CENTER, id);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM closing"), 0);
	go(ASSESS, id, "publish");
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM closing WHERE subject = 'assessment' AND"
					      " official = '川数中心函〔2026〕9号' AND dated_day = 20560"),
			 1);
	go(ASSESS, id, "finish");
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM closing"), 1);
}
END_TEST

START_TEST(failed_provider_takes_no_new_systems_until_the_next_result)
{
	enum assess_standing standing;
	const char *period;
	int64_t id = frozen_sheet(PROVIDER);

	draft_item(id, "rating", "p51", "6.00");
	draft_item(id, "veto", "", "");
	hand_in(id, "evidence");
	go(ASSESS, id, "score");
	go(OPERATOR, id, "agree");
	go(LEADER, id, "approve");
	ck_assert_int_eq(assess_standing(as(ASSESS), PROVIDER, &standing, &period), OK);
	ck_assert_int_eq(standing, ASSESS_OPEN);
	go(ASSESS, id, "publish");
	ck_assert_int_eq(assess_standing(as(ASSESS), PROVIDER, &standing, &period), OK);
	ck_assert_int_eq(standing, ASSESS_NO_NEW);
	ck_assert_str_eq(period, QUARTER);
	ck_assert_int_eq(assess_standing(as(ASSESS), OTHER_PROVIDER, &standing, &period), OK);
	ck_assert_int_eq(standing, ASSESS_OPEN);
	refused(ASSESS, id, "finish", NULL, "还没有发起约谈");
}
END_TEST

static void published(int64_t provider, const char *period, const char *grade)
{
	office_sql(cloud,
		   "INSERT INTO assessment (matter_id, provider_id, sheet, period, counted_at, frozen_at, total, "
		   "grade, approved_at,"
		   " published_at) VALUES (%" PRId64 ", %" PRId64 ", 'service', '%s', 1, 1, 5000, '%s', 1, 1)",
		   record_of("assessment", provider, period, "applying", 1), provider, period, grade);
}

/* 4 cores and 8 GB are small; 17 cores are not. */
START_TEST(ruling_respects_what_the_last_result_allows)
{
	struct values *fields;
	int64_t id;

	published(PROVIDER, "2025Q3", "excellent");
	published(PROVIDER, "2025Q4", "failed");
	cloud_procedure("application");
	id = brought("ruling");
	fields = ruling_proposed(id);
	for (size_t i = 0; i < values_find(fields, "ruling")->row_count; i++)
		values_set_number(values_find(fields, "ruling")->rows[i], "platform", FIRST_CLOUD);
	refused(APPROVE, id, "rule", fields, "2025年第四季度考核不合格，下一次结果通报前不承接新系统");
	published(PROVIDER, "2026Q1", "passed");
	values_set(values_find(fields, "ruling")->rows[0], "granted", "17");
	values_set(values_find(fields, "ruling")->rows[0], "reason", "按高峰期测算增加");
	refused(APPROVE, id, "rule", fields, "只承接不超过 16 核、64 GB 的小型系统");
	values_set(values_find(fields, "ruling")->rows[0], "granted",
		   values_word(values_find(fields, "ruling")->rows[0], "requested"));
	go_with(APPROVE, id, "rule", fields);
}
END_TEST

/* ---- who sees what ---- */

START_TEST(provider_sees_its_own_from_the_first_scoring_on)
{
	int64_t id = frozen_sheet(PROVIDER);
	struct assess_kept kept;

	ck_assert_int_eq(assess_find(as(OPERATOR), QUARTER, "ORG4", &kept), ERR_NOT_FOUND);
	ck_assert_int_eq(assess_find(as(ASSESS), QUARTER, "ORG4", &kept), OK);
	draft_item(id, "rating", "p51", "6.00");
	hand_in(id, "evidence");
	go(ASSESS, id, "score");
	ck_assert_int_eq(assess_find(as(OPERATOR), QUARTER, "ORG4", &kept), OK);
	ck_assert_int_eq(assess_find(as(OTHER_OPERATOR), QUARTER, "ORG4", &kept), ERR_NOT_FOUND);
	ck_assert_int_eq(assess_find(as(CLERK), QUARTER, "ORG4", &kept), ERR_NOT_FOUND);
}
END_TEST

int main(void)
{
	return RUN_QUARTER(
		"modules/assess_matter", frozen_after_the_thirteenth_working_day_and_not_before,
		nobody_is_late_with_what_the_clerk_freezes, bulletin_of_nothing_approved_says_so_in_words,
		what_was_frozen_cannot_be_touched, approved_figures_and_entries_are_fixed,
		rules_of_the_last_day_count_and_later_ones_do_not,
		recomputing_gives_the_same_after_records_and_settings_changed,
		scoring_wants_a_rating_where_too_few_answered_and_evidence,
		each_item_names_its_own_place_in_the_evidence, scoring_refuses_what_the_sheet_does_not_allow,
		bonus_criticism_and_veto_stand_beyond_the_indicators,
		leader_sends_back_and_the_earlier_entries_no_longer_count, sheet_is_closed_as_it_is_published,
		published_together_with_the_coefficient_of_the_contract_or_none,
		failed_provider_takes_no_new_systems_until_the_next_result, ruling_respects_what_the_last_result_allows,
		provider_sees_its_own_from_the_first_scoring_on);
}
