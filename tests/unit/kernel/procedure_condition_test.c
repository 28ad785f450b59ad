#include "base/base.h"

#include "base/clock.h"
#include "unit/kernel/procedure_fake.h"

/* A form with every kind of field, one action with fields, and conditions on what the test says. */
static const char frame[] =
	"procedure: sample\n"
	"title: 样例\n"
	"articles: [12]\n"
	"number: \"YL-{seq:4}\"\n"
	"start: unit.clerk\n"
	"matter_title: name\n"
	"states:\n"
	"  draft: {label: 草稿, stage: 申请, holder: unit.clerk, edit: true, article: 12, next: 提交}\n"
	"  done: {label: 办结, stage: 终止, final: true, article: none, next: 已办结}\n"
	"actions:\n"
	"  submit:\n"
	"    {label: 提交, from: draft, to: done, article: 12, when: \"WHEN\",\n"
	"     fields: [{key: verdict, label: 结论, type: choice, options: {yes_it_is: 是, no_it_is: 否}},\n"
	"              {key: reason, label: 原因, type: text, max: 50, required_if: \"verdict = 'no_it_is' AND size > "
	"5\"},\n"
	"              {key: detail, label: 详情, type: text, max: 50, shown_if: \"verdict = 'no_it_is'\", required: "
	"true}]}\n"
	"form:\n"
	"  - {key: name, label: 名称, type: text, max: 60, section: 甲}\n"
	"  - {key: kind, label: 类型, type: choice, options: {new: 新建, migration: 迁移}}\n"
	"  - {key: size, label: 规模, type: integer, max: 1000000}\n"
	"  - {key: hours, label: 小时, type: decimal, max: 72}\n"
	"  - {key: price, label: 价格, type: money, unit: 元, max: 1000000}\n"
	"  - {key: day, label: 日期, type: date}\n"
	"  - {key: zones, label: 部署区, type: choices, options: {internet: 互联网区, public: 公共区, inter: 内部}}\n"
	"  - {key: agreed, label: 同意, type: yes_no}\n"
	"  - {key: system_id, label: 系统, type: reference, reference: system}\n"
	"  - {key: lines, label: 明细, type: rows, max: 9, columns: [{key: count, label: 数, type: integer, max: 9, "
	"required: true}]}\n"
	"  - {key: why, label: 理由, type: long_text, max: 200, required_if: \"kind = 'migration'\"}\n"
	"  - {key: plan, label: 计划, type: text, max: 20, shown_if: \"kind = 'migration'\", required: true}\n"
	"  - {key: step, label: 步骤, type: text, max: 20, shown_if: \"plan <> ''\"}\n"
	"  - {key: parts, label: 分项, type: rows, max: 9, shown_if: \"agreed = 1\", required: true,\n"
	"     columns: [{key: count, label: 数, type: integer, max: 9, required: true}]}\n";

static struct procedure *with(struct bench *bench, const char *when)
{
	const char *text = text_replace(bench->arena, frame, "key: step", "key: stage_step");

	return bench_good(bench, text_replace(bench->arena, text, "WHEN", when));
}

static struct values *form_of(struct bench *bench, const struct procedure *procedure)
{
	return values_empty(bench->arena, procedure->form, procedure->form_count);
}

static struct values *posted_of(struct bench *bench, const struct procedure *procedure, const char *query)
{
	struct params params = {0};

	ck_assert_int_eq(params_parse(bench->arena, query, strlen(query), &params), OK);
	return values_decode(bench->arena, procedure->form, procedure->form_count, &params, false);
}

/* Does `when` hold for a form with one value set? */
static bool holds(const char *when, const char *key, const char *text)
{
	struct bench bench = bench_new();
	const struct procedure *procedure = with(&bench, when);
	struct values *form = form_of(&bench, procedure);
	bool answer;

	if (key != NULL)
		values_set(form, key, text);
	answer = procedure_holds(procedure, procedure->actions[0].when_compiled, form, NULL);
	bench_free(&bench);
	return answer;
}

START_TEST(texts_and_choices_are_bound_as_text)
{
	ck_assert(holds("kind = 'migration'", "kind", "migration"));
	ck_assert(!holds("kind = 'migration'", "kind", "new"));
	ck_assert(!holds("kind = 'migration'", NULL, NULL));
	ck_assert(holds("name = ''", NULL, NULL)); /* empty text is '', not NULL */
	ck_assert(holds("length(name) = 2", "name", "水利"));
	ck_assert(holds("name = '7'", "name", "7"));
	ck_assert(!holds("name = 7", "name", "7")); /* no silent conversion */
	ck_assert(holds("kind IN ('new', 'migration')", "kind", "new"));
}
END_TEST

START_TEST(numbers_are_bound_as_integers)
{
	ck_assert(holds("size > 9", "size", "10")); /* as text '10' < '9' */
	ck_assert(!holds("size = '10'", "size", "10"));
	ck_assert(holds("hours = 150", "hours", "1.5"));
	ck_assert(holds("price = 1250", "price", "12.50"));
	ck_assert(holds("agreed = 1", "agreed", "1"));
	ck_assert(holds("agreed = 0", "agreed", "0"));
	ck_assert(holds("system_id = 42", "system_id", "42"));
	ck_assert(holds("size >= 1000000", "size", "1,000,000"));
}
END_TEST

START_TEST(an_empty_number_is_null_and_counts_as_no)
{
	ck_assert(!holds("size > 0", NULL, NULL));
	ck_assert(!holds("size <= 0", NULL, NULL));
	ck_assert(!holds("NOT (size > 0)", NULL, NULL));
	ck_assert(holds("size IS NULL", NULL, NULL));
	ck_assert(!holds("agreed = 0", NULL, NULL)); /* not answered is not no */
	ck_assert(holds("day IS NULL", NULL, NULL));
	ck_assert(!holds("day IS NULL", "day", "2026-11-20"));
}
END_TEST

START_TEST(choices_are_matched_whole)
{
	ck_assert(holds("zones LIKE '%,internet,%'", "zones", "public,internet"));
	ck_assert(!holds("zones LIKE '%,internet,%'", "zones", "public"));
	ck_assert(!holds("zones LIKE '%,internet,%'", "zones", "inter"));
	ck_assert(holds("zones = ''", NULL, NULL));
	ck_assert(holds("zones <> ''", "zones", "public"));
}
END_TEST

START_TEST(what_was_typed_is_a_value_and_never_sql)
{
	ck_assert(!holds("name = 'x'", "name", "x' OR '1'='1"));
	ck_assert(holds("name = 'x'' OR ''1''=''1'", "name", "x' OR '1'='1"));
	ck_assert(!holds("kind = 'name'", "name", "kind"));
}
END_TEST

START_TEST(names_in_quotes_and_parts_of_words_are_no_names)
{
	struct bench bench = bench_new();
	const char *text = text_replace(bench.arena, frame, "key: step", "key: stage_step");

	ck_assert_ptr_null(bench_parse(&bench, text_replace(bench.arena, text, "WHEN", "'kind' = 'size'")));
	ck_assert_ptr_nonnull(strstr(bench.complaints, "条件里没有已知的字段"));
	ck_assert_ptr_null(bench_parse(&bench, text_replace(bench.arena, text, "WHEN", "kind_of = 'size'")));
	ck_assert_ptr_null(bench_parse(&bench, text_replace(bench.arena, text, "WHEN", "Kind = 'new'")));
	bench_free(&bench);
}
END_TEST

START_TEST(a_condition_may_use_the_actions_own_fields_and_no_others)
{
	struct bench bench = bench_new();
	const struct procedure *procedure = with(&bench, "verdict = 'yes_it_is' AND size > 3");
	const struct action *action = &procedure->actions[0];
	struct values *form = form_of(&bench, procedure);
	struct values *fields = values_empty(bench.arena, action->fields, action->field_count);

	values_set(form, "size", "4");
	ck_assert(!procedure_holds(procedure, action->when_compiled, form, fields));
	values_set(fields, "verdict", "yes_it_is");
	ck_assert(procedure_holds(procedure, action->when_compiled, form, fields));
	ck_assert(!procedure_holds(procedure, action->when_compiled, form, NULL));
	ck_assert(!procedure_holds(procedure, action->when_compiled, NULL, fields));
	ck_assert(!procedure_holds(procedure, action->when_compiled, NULL, NULL));
	ck_assert(procedure_holds(procedure, NULL, form, NULL));
	ck_assert_ptr_null(bench_parse(&bench, text_replace(bench.arena, sample_text, "required_if: \"kind = 'big'\"}",
							    "required_if: \"note <> ''\"}\n  - {key: other, label: 他, "
							    "type: yes_no}")));
	bench_free(&bench);
}
END_TEST

START_TEST(a_form_condition_cannot_use_an_actions_field)
{
	struct bench bench = bench_new();
	const char *text = text_replace(bench.arena, frame, "key: step", "key: stage_step");

	text = text_replace(bench.arena, text, "WHEN", "size > 1");
	text = text_replace(bench.arena, text, "shown_if: \"agreed = 1\"", "shown_if: \"verdict = 'x'\"");
	ck_assert_ptr_null(bench_parse(&bench, text));
	ck_assert_ptr_nonnull(strstr(bench.complaints, "条件里的“verdict”是别的动作的字段"));
	bench_free(&bench);
}
END_TEST

START_TEST(a_field_the_form_posts_itself_is_refused)
{
	struct bench bench = bench_new();

	ck_assert_ptr_null(bench_parse(&bench, text_replace(bench.arena, frame, "WHEN", "size > 1")));
	ck_assert_ptr_nonnull(strstr(bench.complaints, "“step”是表单自用的名称"));
	bench_free(&bench);
}
END_TEST

START_TEST(required_if_asks_only_when_it_holds)
{
	struct bench bench = bench_new();
	const struct procedure *procedure = with(&bench, "size > 1");
	struct values *form = posted_of(&bench, procedure, "kind=new&name=a");

	procedure_check_form(procedure, form);
	ck_assert_uint_eq(form->error_count, 0);
	form = posted_of(&bench, procedure, "kind=migration&plan=p&name=a");
	procedure_check_form(procedure, form);
	ck_assert_uint_eq(form->error_count, 1);
	ck_assert_str_eq(values_find(form, "why")->error, "请填写“理由”");
	bench_free(&bench);
}
END_TEST

START_TEST(what_is_not_shown_is_not_kept_and_not_missed)
{
	struct bench bench = bench_new();
	const struct procedure *procedure = with(&bench, "size > 1");
	struct values *form = posted_of(&bench, procedure, "kind=new&plan=left+over&stage_step=too");

	procedure_check_form(procedure, form);
	ck_assert_uint_eq(form->error_count, 0);
	ck_assert(!values_find(form, "plan")->present);
	ck_assert_ptr_null(values_text(form, "plan"));
	ck_assert(!values_find(form, "stage_step")->present); /* hidden because what it hangs on is */
	bench_free(&bench);
}
END_TEST

START_TEST(a_shown_field_that_is_required_is_missed)
{
	struct bench bench = bench_new();
	const struct procedure *procedure = with(&bench, "size > 1");
	struct values *form = posted_of(&bench, procedure, "kind=migration&why=because&agreed=1");

	procedure_check_form(procedure, form);
	ck_assert_uint_eq(form->error_count, 2);
	ck_assert_str_eq(values_find(form, "plan")->error, "请填写“计划”");
	ck_assert_str_eq(values_find(form, "parts")->error, "分项请至少填写 1 行");
	bench_free(&bench);
}
END_TEST

START_TEST(complaints_of_hidden_fields_go_with_them)
{
	struct bench bench = bench_new();
	const struct procedure *procedure = with(&bench, "size > 1");
	struct values *form = posted_of(&bench, procedure,
					"kind=new&plan=this+is+far+longer+than+twenty+characters&agreed=0&"
					"parts.0.count=many&parts.1.count=99&size=wrong");

	ck_assert_uint_eq(form->error_count, 4);
	procedure_check_form(procedure, form);
	ck_assert_uint_eq(form->error_count, 1);
	ck_assert_ptr_nonnull(values_find(form, "size")->error);
	ck_assert_uint_eq(values_find(form, "parts")->row_count, 0);
	bench_free(&bench);
}
END_TEST

START_TEST(an_actions_fields_are_checked_against_the_form)
{
	struct bench bench = bench_new();
	const struct procedure *procedure = with(&bench, "size > 1");
	const struct action *action = &procedure->actions[0];
	struct values *form = form_of(&bench, procedure);
	struct values *fields = values_empty(bench.arena, action->fields, action->field_count);

	values_set(form, "size", "6");
	values_set(fields, "verdict", "no_it_is");
	procedure_check_fields(procedure, action, fields, form);
	ck_assert_uint_eq(fields->error_count, 2);
	ck_assert_str_eq(values_find(fields, "reason")->error, "请填写“原因”");
	ck_assert_str_eq(values_find(fields, "detail")->error, "请填写“详情”");
	fields = values_empty(bench.arena, action->fields, action->field_count);
	values_set(fields, "verdict", "yes_it_is");
	values_set(fields, "detail", "left over");
	procedure_check_fields(procedure, action, fields, NULL);
	ck_assert_uint_eq(fields->error_count, 0);
	ck_assert(!values_find(fields, "detail")->present);
	bench_free(&bench);
}
END_TEST

START_TEST(the_application_asks_a_migration_for_more)
{
	struct bench bench = bench_new();
	const struct procedure *procedure = application(&bench);
	struct values *form = form_of(&bench, procedure);
	const struct document_kind *report = procedure_document(procedure, "security_report");

	values_set(form, "kind", "new");
	ck_assert(!procedure_holds(procedure, report->required_compiled, form, NULL));
	procedure_check_form(procedure, form);
	ck_assert_ptr_null(values_find(form, "rollback_plan")->error);
	ck_assert_ptr_null(values_find(form, "base_system_id")->error);
	ck_assert_ptr_nonnull(values_find(form, "filing_no")->error);
	form = form_of(&bench, procedure);
	values_set(form, "kind", "migration");
	values_set(form, "level", "3");
	ck_assert(procedure_holds(procedure, report->required_compiled, form, NULL));
	procedure_check_form(procedure, form);
	ck_assert_ptr_nonnull(values_find(form, "rollback_plan")->error);
	ck_assert_ptr_nonnull(values_find(form, "level_certificate_no")->error);
	form = form_of(&bench, procedure);
	values_set(form, "kind", "reapplication");
	procedure_check_form(procedure, form);
	ck_assert_str_eq(values_find(form, "base_system_id")->error, "请选择“原系统或所属系统”");
	bench_free(&bench);
}
END_TEST

/* All conditions of the application, as a page asks them: well under a millisecond. */
START_TEST(asking_is_cheap)
{
	struct bench bench = bench_new();
	const struct procedure *procedure = application(&bench);
	struct values *form = form_of(&bench, procedure);
	int64_t start;
	int64_t microseconds;

	values_set(form, "kind", "migration");
	values_set(form, "zones", "internet,public");
	start = clock_monotonic();
	for (int round = 0; round < 100; round++)
		procedure_check_form(procedure, form);
	microseconds = (clock_monotonic() - start) / 100;
	ck_assert_msg(microseconds < 3000, "%" PRId64 " us", microseconds);
	bench_free(&bench);
}
END_TEST

int main(void)
{
	return RUN_SUITE(
		"kernel/procedure_condition", texts_and_choices_are_bound_as_text, numbers_are_bound_as_integers,
		an_empty_number_is_null_and_counts_as_no, choices_are_matched_whole,
		what_was_typed_is_a_value_and_never_sql, names_in_quotes_and_parts_of_words_are_no_names,
		a_condition_may_use_the_actions_own_fields_and_no_others, a_form_condition_cannot_use_an_actions_field,
		a_field_the_form_posts_itself_is_refused, required_if_asks_only_when_it_holds,
		what_is_not_shown_is_not_kept_and_not_missed, a_shown_field_that_is_required_is_missed,
		complaints_of_hidden_fields_go_with_them, an_actions_fields_are_checked_against_the_form,
		the_application_asks_a_migration_for_more, asking_is_cheap);
}
