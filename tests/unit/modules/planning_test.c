#include "unit/modules/planning_cast.h"

#include "kernel/reference.h"
#include "kernel/round.h"

/* The clock stands at 2026-03-02: the newest call was 2025-09-30, for 2026. */

START_TEST(plan_is_for_the_year_called_last_and_due_on_the_day_of_the_rules)
{
	int64_t id = plan_drafted();

	ck_assert_int_eq(office_number(cloud, "SELECT period = '2026' FROM matter WHERE id = %" PRId64, id), 1);
	ck_assert_int_eq(office_number(cloud, "SELECT due_at FROM matter WHERE id = %" PRId64, id),
			 day_end(at_day(2025, 10, 31)));
	/* From the day it is called on: the next one. */
	clock_freeze(day_start(at_day(2026, 9, 29)) + 9 * 3600);
	ck_assert_str_eq(round_period(cloud->service, cloud->arena, application, day_of(clock_now())), "2026");
	clock_freeze(day_start(at_day(2026, 9, 30)) + 9 * 3600);
	ck_assert_str_eq(round_period(cloud->service, cloud->arena, application, day_of(clock_now())), "2027");
}
END_TEST

START_TEST(one_plan_of_a_year_is_owed_once)
{
	int64_t again = 0;

	plan_drafted();
	ck_assert_int_eq(matter_open(as(CLERK), application, NULL, &again), ERR_CONFLICT);
}
END_TEST

START_TEST(items_are_sound_or_refused_by_row)
{
	struct values *form;

	cloud_procedure("annual_plan");
	form = two_items();
	item_add(form, "items", "水利一张图", "new", 8);
	refused(CLERK, opened_by(CLERK, form), "submit", NULL, "第 3 行“水利一张图”与前面的行重复");
}
END_TEST

START_TEST(system_of_the_highest_level_in_several_zones_is_planned)
{
	struct values *form;
	int64_t id;

	cloud_procedure("annual_plan");
	form = two_items();
	values_set(values_find(form, "items")->rows[0], "level", "4");
	values_set(values_find(form, "items")->rows[0], "zone", "internet,private");
	id = opened_by(CLERK, form);
	go(CLERK, id, "submit");
	ck_assert_int_eq(office_number(cloud,
				       "SELECT count(*) FROM matter_form f, json_each(f.body, '$.items[0].zone') z"
				       " WHERE z.value IN ('internet', 'private')"
				       " AND json_extract(f.body, '$.items[0].level') = '4'"),
			 2);
}
END_TEST

START_TEST(growth_names_the_system_that_grows)
{
	struct values *form;

	cloud_procedure("annual_plan");
	form = two_items();
	item_add(form, "items", "老系统", "growth", 8);
	refused(CLERK, opened_by(CLERK, form), "submit", NULL, "第 3 行“老系统”是扩容，须选择已上云系统");
}
END_TEST

START_TEST(item_taken_over_is_not_planned_again)
{
	office_sql(
		cloud,
		"INSERT INTO plan_item (organisation_id, unit_rank, year, line, system_name, kind, quarter, level, "
		"priority, decision, issued_at, imported_yes) VALUES (2, 2, 2026, 1, '河湖巡查', 'migration', 1, 2, 1, "
		"'adopted', 1, 1)");
	refused(CLERK, plan_drafted(), "submit", NULL, "第 2 行“河湖巡查”在存量登记的本年度计划中已有");
}
END_TEST

START_TEST(unit_without_plans_says_so)
{
	struct values *form;
	int64_t id;

	cloud_procedure("annual_plan");
	form = values_empty(cloud->arena, application->form, application->form_count);
	values_set(form, "has_items", "no");
	id = opened_by(CLERK, form);
	go(CLERK, id, "submit");
	go(LEAD, id, "file");
	go(DISPATCH, id, "decide");
	go(LEADER, id, "issue");
	ck_assert_str_eq(state_now(id), "executing");
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM plan_item"), 0);
}
END_TEST

START_TEST(decision_covers_every_item_and_gives_reasons)
{
	int64_t id = plan_drafted();
	struct values *fields;

	go(CLERK, id, "submit");
	go(LEAD, id, "file");
	refused(DISPATCH, id, "decide", decided("adopted", "refused", 0, NULL), "第 2 行“河湖巡查”不采纳，须写明理由");
	refused(DISPATCH, id, "decide", decided("adopted", "partly", 20, "核减"),
		"第 2 行“河湖巡查”采纳的数量超过计划数量");
	refused(DISPATCH, id, "decide", decided("adopted", "partly", 16, "核减"), "没有核减，应选“采纳”");
	fields = decided("adopted", "adopted", 0, NULL);
	values_find(fields, "decisions")->row_count = 1;
	refused(DISPATCH, id, "decide", fields, "“河湖巡查”还没有采纳意见");
	fields = decided("adopted", "adopted", 0, NULL);
	values_set(values_find(fields, "decisions")->rows[1], "name", "别的系统");
	refused(DISPATCH, id, "decide", fields, "第 2 行“别的系统”不在本单位的计划中");
}
END_TEST

/* Told on a Monday, five working days to mend it: what was filed is what is decided on. */
START_TEST(unit_that_does_not_mend_its_plan_is_decided_on_as_filed)
{
	int64_t id = plan_drafted();
	struct values *mended = two_items();
	struct matter *matter;

	go(CLERK, id, "submit");
	go(LEAD, id, "file");
	go(DISPATCH, id, "send_back");
	refused(DISPATCH, id, "take_as_filed", NULL, "还没有过");
	values_find(mended, "items")->row_count = 1;
	ck_assert_int_eq(matter_find(as(CLERK), id, &matter), FOUND);
	ck_assert_int_eq(matter_save_draft(as(CLERK), matter, mended), OK);
	go(CLERK, id, "resubmit");
	pass_days(14);
	go(DISPATCH, id, "take_as_filed");
	ck_assert_str_eq(state_now(id), "consolidating");
	go_with(DISPATCH, id, "decide", decided("adopted", "adopted", 0, NULL));
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM plan_item WHERE decision = 'adopted'"), 2);
}
END_TEST

START_TEST(part_of_an_item_is_adopted_and_counts_from_the_issue_on)
{
	struct option *options;
	size_t count;
	int64_t id = plan_drafted();

	go(CLERK, id, "submit");
	go(LEAD, id, "file");
	go_with(DISPATCH, id, "decide", decided("partly", "refused", 8, "先按试点测算"));
	ck_assert_int_eq(reference_options(as(CLERK), "plan_item", &options, &count), OK);
	ck_assert_uint_eq(count, 0);
	go_with(LEADER, id, "issue", decided("partly", "refused", 8, "先按试点测算"));
	/* 8 of 32 cores, 16 of 64 GB, 80 of 320 GB; the other one nothing. */
	ck_assert_int_eq(office_number(cloud,
				       "SELECT decided_vcpu + decided_memory_gb + decided_storage_gb FROM plan_item "
				       "WHERE system_name = '水利一张图'"),
			 8 + 16 + 80);
	ck_assert_int_eq(office_number(cloud, "SELECT decided_vcpu FROM plan_item WHERE system_name = '河湖巡查'"), 0);
	ck_assert_int_eq(reference_options(as(CLERK), "plan_item", &options, &count), OK);
	ck_assert_uint_eq(count, 1);
	ck_assert_str_eq(options[0].label, "2026年　水利一张图　新建　第2季度");
	/* Another unit's are not its. */
	ck_assert_int_eq(reference_options(as(STRANGER), "plan_item", &options, &count), OK);
	ck_assert_uint_eq(count, 0);
}
END_TEST

START_TEST(issued_items_are_never_deleted)
{
	plan_issued("adopted", "adopted");
	ck_assert_str_eq(office_try(cloud, "DELETE FROM plan_item"), "plan_item: issued, never deleted");
}
END_TEST

/* ---- what applications draw on ---- */

START_TEST(application_draws_on_an_adopted_item)
{
	int64_t plan = plan_issued("adopted", "adopted");
	int64_t item =
		office_number(cloud, "SELECT id FROM plan_item WHERE matter_id = %" PRId64 " AND line = 1", plan);
	int64_t id;

	application = procedure_find(cloud->service, "application");
	id = draft_with(application_for(item));
	go(CLERK, id, "submit");
	/* One machine of 4 cores and 8 GB. */
	ck_assert_int_eq(office_number(cloud,
				       "SELECT plan_item_id = %" PRId64
				       " AND vcpu = 4 AND memory_gb = 8 AND year = 2026 "
				       "FROM plan_use WHERE matter_id = %" PRId64,
				       item, id),
			 1);
}
END_TEST

START_TEST(item_of_another_unit_is_refused)
{
	office_sql(
		cloud,
		"INSERT INTO plan_item (id, organisation_id, unit_rank, year, line, system_name, kind, quarter, level, "
		"priority, decision, issued_at, imported_yes) VALUES (77, 3, 3, 2026, 1, '别家的系统', 'new', 1, 2, 1, "
		"'adopted', 1, 1)");
	refused(CLERK, draft_with(application_for(77)), "submit", NULL, "请从本单位获采纳的年度计划项中选择");
}
END_TEST

START_TEST(unplanned_application_is_kept_with_its_reason)
{
	int64_t id = draft_with(form_complete("new", "BA-0001"));

	go(CLERK, id, "submit");
	ck_assert_int_eq(office_number(cloud,
				       "SELECT plan_item_id IS NULL AND note = '计划下达后新增的需求' FROM plan_use "
				       "WHERE matter_id = %" PRId64,
				       id),
			 1);
}
END_TEST

START_TEST(matter_under_way_keeps_the_version_with_the_text)
{
	char *now = cast_file(cloud, "db/procedures/application.yaml");
	const char *field = strstr(now, "  - {key: plan_item,");
	const char *end = strchr(strchr(field, '\n') + 1, '\n');
	struct context *context = as(CLERK);
	struct values *form;
	struct buf before;
	int64_t version, id;

	/* As it was: one line of text, nothing drawn on. */
	buf_init(&before);
	buf_add(&before, now, (size_t)(field - now));
	buf_add_text(&before,
		     "  - {key: plan_item, label: 计划项, type: text, max: 60, shown_if: \"planned = 'planned'\", "
		     "required: true}");
	buf_add_text(&before, end);
	context->actor = system_actor();
	ck_assert_int_eq(procedure_store(context, "application", before.data, day_of(clock_now()), &version), OK);
	buf_release(&before);
	ck_assert_int_eq(service_refresh(cloud->service, cloud->reader), OK);
	application = procedure_find(cloud->service, "application");
	form = form_complete("new", "BA-0001");
	values_set(form, "planned", "planned");
	values_set(form, "plan_item", "水利一张图上云");
	id = draft_with(form);
	cloud_procedure("application");
	ck_assert_int_eq(values_find(form_complete("new", "BA-0001"), "plan_item")->field->type, FIELD_REFERENCE);
	application = seen_by(CLERK, id)->procedure;
	go(CLERK, id, "submit");
	ck_assert_int_eq(
		office_number(cloud,
			      "SELECT instr(body, '水利一张图上云') > 0 FROM matter_form WHERE matter_id = %" PRId64,
			      id),
		1);
}
END_TEST

/* ---- through the year ---- */

START_TEST(adjustment_needs_its_window_or_leave)
{
	int64_t id = plan_issued("adopted", "adopted");

	refused(CLERK, id, "adjust", adjusted(16, true), "年中调整窗口期是 06-01 至 06-30");
	go(DISPATCH, id, "allow_adjustment");
	go_with(CLERK, id, "adjust", adjusted(16, true));
	ck_assert_str_eq(state_now(id), "adjust_check");
}
END_TEST

START_TEST(adjustment_in_june_changes_adds_and_withdraws)
{
	int64_t id = plan_issued("adopted", "adopted");

	clock_freeze(day_start(at_day(2026, 6, 10)) + 9 * 3600);
	go_with(CLERK, id, "adjust", adjusted(16, true));
	go(LEAD, id, "pass_adjustment");
	go(DISPATCH, id, "accept_adjustment");
	ck_assert_int_eq(office_number(cloud, "SELECT decided_vcpu FROM plan_item WHERE system_name = '水利一张图'"),
			 16);
	ck_assert_int_eq(office_number(cloud, "SELECT decision = 'adopted' AND issued_at > 0 FROM plan_item WHERE "
					      "system_name = '采砂监管'"),
			 1);
	ck_assert_int_eq(
		office_number(cloud, "SELECT withdrawn_at IS NOT NULL FROM plan_item WHERE system_name = '河湖巡查'"),
		1);
}
END_TEST

START_TEST(item_applied_for_stays_in_the_plan)
{
	int64_t id = plan_issued("adopted", "adopted");

	office_sql(cloud,
		   "INSERT INTO plan_use SELECT %" PRId64
		   ", 2, 2026, id, '', 1, 1, 1, 1 FROM plan_item WHERE system_name = "
		   "'河湖巡查'",
		   id);
	go(DISPATCH, id, "allow_adjustment");
	refused(CLERK, id, "adjust", adjusted(16, true), "“河湖巡查”已经申请资源，不能从计划中去掉");
}
END_TEST

START_TEST(progress_is_told_once_a_quarter_and_not_before)
{
	int64_t id = plan_issued("adopted", "adopted");
	struct values *fields = fields_of("report_progress");

	values_set(fields, "progress", "需求调研完成，方案编制中");
	values_set(fields, "quarter", "2");
	refused(CLERK, id, "report_progress", fields, "第 2 季度还没有开始");
	values_set(fields, "quarter", "1");
	go_with(CLERK, id, "report_progress", fields);
	refused(CLERK, id, "report_progress", fields, "第 1 季度的进展已经报告过");
}
END_TEST

static void assert_progress(int64_t person, const char *words)
{
	const char *said;

	ck_assert_int_eq(plan_progress_words(as(person), 2026, &said), OK);
	ck_assert_str_eq(said, words);
}

START_TEST(who_told_of_the_last_quarter_is_counted_once_it_is_over)
{
	int64_t id = plan_issued("adopted", "adopted");
	struct values *fields = fields_of("report_progress");

	assert_progress(DISPATCH, "份计划");
	clock_freeze(day_start(at_day(2026, 4, 1)) + 9 * 3600);
	assert_progress(DISPATCH, "份计划；第 1 季度进展应报 1，已报 0");
	assert_progress(STRANGER, "份计划");
	values_set(fields, "progress", "需求调研完成，方案编制中");
	values_set(fields, "quarter", "1");
	go_with(CLERK, id, "report_progress", fields);
	assert_progress(DISPATCH, "份计划；第 1 季度进展应报 1，已报 1");
	clock_freeze(day_start(at_day(2026, 7, 1)) + 9 * 3600);
	assert_progress(CLERK, "份计划；第 2 季度进展应报 1，已报 0");
	ck_assert_int_eq(plan_quarter_end(2026, 4), at_day(2026, 12, 31));
}
END_TEST

START_TEST(silence_about_a_quarter_is_reminded_of_once)
{
	struct context *context = as(CLERK);
	int64_t id = plan_issued("adopted", "adopted");

	context->actor = system_actor();
	clock_freeze(day_start(at_day(2026, 4, 8)) + 9 * 3600);
	ck_assert_int_eq(plan_progress_job(context), OK);
	ck_assert_int_eq(office_number(cloud, "SELECT count(*) FROM notice WHERE kind = 'remind'"), 0);
	clock_freeze(day_start(at_day(2026, 4, 20)) + 9 * 3600);
	ck_assert_int_eq(plan_progress_job(context), OK);
	ck_assert_int_eq(plan_progress_job(context), OK);
	ck_assert_int_eq(
		office_number(cloud, "SELECT count(*) FROM notice WHERE kind = 'remind' AND matter_id = %" PRId64, id),
		1);
}
END_TEST

START_TEST(evaluation_comes_in_december_and_the_center_may_close_after_the_year)
{
	int64_t id = plan_issued("adopted", "adopted");
	struct values *fields = fields_of("evaluate");

	values_set(fields, "evaluation", "两项均已完成，资源使用效率正常，没有计划外申请。");
	refused(CLERK, id, "evaluate", fields, "年末评估自 2026-12-01 起提交");
	refused(DISPATCH, id, "close_unevaluated", NULL, "计划年度 2026 年还没有结束");
	/* The same plan, had it been for the year before: the log accepts nothing from the future. */
	office_sql(cloud, "UPDATE matter SET period = '2025' WHERE id = %" PRId64, id);
	go_with(CLERK, id, "evaluate", fields);
	go(DISPATCH, id, "return_evaluation");
	go(DISPATCH, id, "close_unevaluated");
	ck_assert_str_eq(state_now(id), "closed");
}
END_TEST

START_TEST(plan_never_handed_in_lapses)
{
	int64_t id = plan_drafted();
	struct context *context = as(CLERK);

	context->actor = system_actor();
	clock_freeze(day_start(at_day(2026, 6, 30)) + 9 * 3600);
	ck_assert_int_eq(timeout_job(context), OK);
	ck_assert_str_eq(state_now(id), "not_filed");
}
END_TEST

int main(void)
{
	return RUN_CLOUD(
		"modules/planning", plan_is_for_the_year_called_last_and_due_on_the_day_of_the_rules,
		one_plan_of_a_year_is_owed_once, items_are_sound_or_refused_by_row,
		system_of_the_highest_level_in_several_zones_is_planned, growth_names_the_system_that_grows,
		item_taken_over_is_not_planned_again, unit_without_plans_says_so,
		decision_covers_every_item_and_gives_reasons, unit_that_does_not_mend_its_plan_is_decided_on_as_filed,
		part_of_an_item_is_adopted_and_counts_from_the_issue_on, issued_items_are_never_deleted,
		application_draws_on_an_adopted_item, item_of_another_unit_is_refused,
		unplanned_application_is_kept_with_its_reason, matter_under_way_keeps_the_version_with_the_text,
		adjustment_needs_its_window_or_leave, adjustment_in_june_changes_adds_and_withdraws,
		item_applied_for_stays_in_the_plan, progress_is_told_once_a_quarter_and_not_before,
		who_told_of_the_last_quarter_is_counted_once_it_is_over, silence_about_a_quarter_is_reminded_of_once,
		evaluation_comes_in_december_and_the_center_may_close_after_the_year, plan_never_handed_in_lapses);
}
