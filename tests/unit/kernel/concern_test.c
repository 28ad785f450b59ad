/* Rounds, relative holders, what one matter sets going. */
#include "unit/kernel/matter_world.h"

#include "kernel/procedure_text.h"
#include "kernel/round.h"

static const struct procedure *duty;
static struct move moved;

static void set_up(void)
{
	world_new();
	cast_procedure(world, "tests/unit/kernel", "remedy", day_of(clock_now()) - 40);
	duty = cast_procedure(world, "tests/unit/kernel", "duty", day_of(clock_now()) - 40);
}

static enum err act_on(int64_t person, int64_t id, const char *key, const char *lines)
{
	struct context *context = as(person);
	struct matter *matter;

	if (matter_find(context, id, &matter) != FOUND)
		return ERR_NOT_FOUND;
	moved = (struct move){
		.matter = matter, .action = procedure_action(matter->procedure, key), .step = matter->step};
	ck_assert_ptr_nonnull(moved.action);
	moved.opinion = "";
	moved.fields = values_empty(world->arena, moved.action->fields, moved.action->field_count);
	for (const char *line = lines; line != NULL && *line != '\0'; line += strcspn(line, "\n") + 1) {
		const char *equal = strchr(line, '=');
		size_t length = strcspn(line, "\n");

		values_set(moved.fields, arena_strndup(world->arena, line, (size_t)(equal - line)),
			   arena_strndup(world->arena, equal + 1, length - (size_t)(equal - line) - 1));
		if (line[length] == '\0')
			break;
	}
	return matter_move(context, &moved);
}

/* Two platforms are PROVIDER's, one OTHER_PROVIDER's. */
static void open_round(void)
{
	ck_assert_int_eq(round_job(as_clerk_process()), OK);
}

static int64_t duty_of(int64_t platform)
{
	return office_number(
		world,
		"SELECT coalesce(max(id), 0) FROM matter WHERE procedure_key = 'duty' AND platform_id = %" PRId64,
		platform);
}

static void fill(int64_t id, int64_t person, const char *total)
{
	struct values *form = values_empty(world->arena, duty->form, duty->form_count);
	struct matter *matter;

	values_set(form, "total", total);
	ck_assert_int_eq(matter_find(as(person), id, &matter), FOUND);
	ck_assert_int_eq(matter_save_draft(as(person), matter, form), OK);
}

static int64_t at_center(void)
{
	int64_t id;

	open_round();
	id = duty_of(1);
	fill(id, OPERATOR, "12");
	ck_assert_int_eq(act_on(OPERATOR, id, "submit", NULL), OK);
	ck_assert_int_eq(act_on(OPERATOR_LEAD, id, "approve", NULL), OK);
	return id;
}

START_TEST(test_a_round_opens_one_matter_for_each_platform_and_none_twice)
{
	open_round();
	open_round();
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM matter WHERE procedure_key = 'duty'"), 3);
	ck_assert_int_eq(
		office_number(world, "SELECT count(DISTINCT platform_id) FROM matter WHERE period = '2024-10'"), 3);
	ck_assert_str_eq(matter_now(duty_of(1))->title, "2024年10月 甲云 月报");
	ck_assert_int_eq(matter_now(duty_of(1))->opened_by, 0);
	ck_assert_int_eq(
		office_number(world, "SELECT count(*) FROM notice WHERE kind = 'task' AND organisation_id = 4"), 2);
}
END_TEST

START_TEST(test_a_round_waits_for_the_first_working_day)
{
	clock_freeze(at_time(2024, 12, 1, 9)); /* a Sunday */
	open_round();
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM matter WHERE period = '2024-11'"), 0);
	clock_freeze(at_time(2024, 12, 2, 9));
	open_round();
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM matter WHERE period = '2024-11'"), 3);
}
END_TEST

START_TEST(test_the_deadline_of_a_duty_counts_from_the_end_of_its_period)
{
	struct matter *matter;

	open_round();
	matter = matter_now(duty_of(1));
	ck_assert_int_eq(day_of(matter->due_at), day_from_date((struct date){2024, 11, 5}));
	ck_assert(text_starts(matter->due_rule, "10-31 期末，次日起算：11-01、11-04、11-05"));
}
END_TEST

START_TEST(test_the_schema_refuses_a_duty_owed_twice)
{
	open_round();
	ck_assert_ptr_nonnull(office_try(world,
					 "INSERT INTO matter (procedure_id, procedure_key, organisation_id, title,"
					 " state, opened_at, state_at, platform_id, period) SELECT procedure_id,"
					 " 'duty', 4, 't', 'draft', 1, 1, 1, '2024-10' FROM matter LIMIT 1"));
}
END_TEST

START_TEST(test_owner_seats_are_the_clerk_and_the_lead_of_the_owing_organisation)
{
	int64_t id;

	open_round();
	id = duty_of(1);
	ck_assert_int_eq(act_on(OTHER_OPERATOR, id, "submit", NULL), ERR_NOT_FOUND);
	fill(id, OPERATOR, "12");
	ck_assert_int_eq(act_on(OPERATOR_LEAD, id, "submit", NULL), ERR_FORBIDDEN);
	ck_assert_int_eq(act_on(OPERATOR, id, "submit", NULL), OK);
	ck_assert_int_eq(act_on(OPERATOR, id, "approve", NULL), ERR_FORBIDDEN);
	ck_assert_int_eq(act_on(OPERATOR_LEAD, id, "approve", NULL), OK);
	ck_assert_str_eq(state_now(id), "center_check");
	ck_assert_int_eq(matter_now(id)->due_at, clock_now() + 45 * 60);
}
END_TEST

START_TEST(test_a_matter_is_opened_about_ones_own_platform_only)
{
	struct subject subject = {.platform = 2};
	int64_t id;

	ck_assert_int_eq(matter_open(as(OPERATOR), duty, &subject, &id), ERR_INVALID);
	ck_assert_int_eq(matter_open(as(OPERATOR), duty, NULL, &id), ERR_INVALID);
	ck_assert_int_eq(matter_open(as(CLERK), duty, &subject, &id), ERR_FORBIDDEN);
	ck_assert_int_eq(matter_open(as(MONITOR), duty, &subject, &id), OK);
	ck_assert_int_eq(matter_now(id)->owner_role, ROLE_SUPERVISOR_CLERK);
	subject.platform = 1;
	ck_assert_int_eq(matter_open(as(OPERATOR), duty, &subject, &id), OK);
}
END_TEST

START_TEST(test_nobody_starts_what_only_the_program_opens)
{
	int64_t id;

	ck_assert_int_eq(matter_open(as(CLERK), procedure_find(world->service, "remedy"), NULL, &id), ERR_FORBIDDEN);
	ck_assert_int_eq(matter_open(as(LEADER), procedure_find(world->service, "remedy"), NULL, &id), ERR_FORBIDDEN);
}
END_TEST

START_TEST(test_each_row_sets_a_matter_of_its_own_going)
{
	int64_t id = at_center();
	struct matter *matter;
	struct values *findings;
	const struct action *find = procedure_action(duty, "find");

	ck_assert_int_eq(matter_find(as(DISPATCH), id, &matter), FOUND);
	findings = values_from_json(world->arena, find->fields, find->field_count,
				    "{\"findings\":[{\"text\":\"甲\"},{\"text\":\"乙\"}]}");
	moved = (struct move){
		.matter = matter, .action = find, .step = matter->step, .fields = findings, .opinion = ""};
	/* Nobody is named: a seat that nobody can take stops the whole action. */
	ck_assert_int_eq(matter_move(as(DISPATCH), &moved), ERR_INVALID);
	ck_assert_str_eq(moved.sentence, "后续事项“样例整改”的“待签收”没有可以接手的单位，请先补齐后再办理");
	ck_assert_str_eq(state_now(id), "center_check");
	ck_assert_int_eq(office_number(world, "SELECT count(*) FROM matter WHERE procedure_key = 'remedy'"), 0);
}
END_TEST

static int64_t remedy_for(int64_t organisation)
{
	int64_t id;

	open_round();
	id = duty_of(1);
	fill(id, OPERATOR, "12");
	ck_assert_int_eq(act_on(OPERATOR, id, "submit", NULL), OK);
	ck_assert_int_eq(act_on(OPERATOR_LEAD, id, "tell", arena_printf(world->arena, "told=%" PRId64, organisation)),
			 OK);
	return office_number(world, "SELECT max(id) FROM matter WHERE procedure_key = 'remedy'");
}

START_TEST(test_what_is_set_going_is_numbered_filled_and_bound_to_where_it_came_from)
{
	int64_t id = remedy_for(UNIT);
	struct matter *matter = matter_now(id);
	struct values *form;

	ck_assert_int_eq(matter->base_matter, duty_of(1));
	ck_assert_str_eq(matter->number, "ZG-2024-0001");
	ck_assert_str_eq(matter->title, "12");
	ck_assert_int_eq(matter->revision, 1);
	ck_assert_int_eq(matter_form(as(CLERK), matter, &form, NULL), OK);
	ck_assert_str_eq(values_text(form, "grade"), "low");
	ck_assert_int_eq(values_number(form, "receiver", 0), UNIT);
	ck_assert_int_eq(matter->org, CENTER);
}
END_TEST

START_TEST(test_the_addressee_acts_whatever_kind_of_organisation_it_is)
{
	int64_t id = remedy_for(UNIT);

	ck_assert_int_eq(act_on(STRANGER, id, "receive", NULL), ERR_NOT_FOUND);
	ck_assert_int_eq(act_on(LEAD, id, "receive", NULL), ERR_FORBIDDEN);
	ck_assert_int_eq(act_on(CLERK, id, "receive", NULL), OK);
	ck_assert_int_eq(act_on(CLERK, id, "done", NULL), OK);
	ck_assert_str_eq(state_now(id), "doing");
	ck_assert_int_eq(act_on(LEAD, id, "done", NULL), OK);
	ck_assert_str_eq(state_now(id), "checking");
	ck_assert_int_eq(act_on(LEAD, id, "close", NULL), ERR_FORBIDDEN);
	ck_assert_int_eq(act_on(LEADER, id, "close", NULL), OK);
}
END_TEST

START_TEST(test_an_addressed_provider_acts_through_its_operators)
{
	int64_t id = remedy_for(OTHER_PROVIDER);

	ck_assert_int_eq(act_on(OTHER_OPERATOR, id, "receive", NULL), OK);
	ck_assert_int_eq(office_number(world,
				       "SELECT count(*) FROM task WHERE matter_id = %" PRId64
				       " AND role = 'operator.lead' AND holder = 'addressee.lead'",
				       id),
			 1);
}
END_TEST

START_TEST(test_a_procedure_that_is_not_loaded_stops_the_action)
{
	int64_t id;

	office_sql(world, "DROP TRIGGER procedure_kept; DELETE FROM procedure WHERE key = 'remedy';"
			  " UPDATE rules_version SET version = version + 1");
	ck_assert_int_eq(service_refresh(world->service, world->reader), OK);
	open_round();
	id = duty_of(1);
	fill(id, OPERATOR, "12");
	ck_assert_int_eq(act_on(OPERATOR, id, "submit", NULL), OK);
	ck_assert_int_eq(act_on(OPERATOR_LEAD, id, "tell", "told=2"), ERR_INVALID);
	ck_assert_str_eq(moved.sentence, "后续流程“remedy”还没有载入，不能办理，请联系系统管理员");
	ck_assert_str_eq(state_now(id), "own_check");
}
END_TEST

START_TEST(test_texts_with_holes_read_form_and_records)
{
	int64_t id = at_center();
	struct matter *matter = matter_now(id);
	struct values *form;

	ck_assert_int_eq(matter_form(as(DISPATCH), matter, &form, NULL), OK);
	ck_assert_str_eq(procedure_text(as(DISPATCH), matter, form, NULL, duty->papers[0].paragraphs[0]),
			 "2024年10月甲云月报已接收，合计 12。");
	ck_assert_str_eq(procedure_text(as(DISPATCH), matter, form, NULL, "{number}{"), "YB-2024-0001{");
}
END_TEST

int main(void)
{
	return RUN_WORLD_FROM(
		set_up, "kernel/concern", test_a_round_opens_one_matter_for_each_platform_and_none_twice,
		test_a_round_waits_for_the_first_working_day,
		test_the_deadline_of_a_duty_counts_from_the_end_of_its_period,
		test_the_schema_refuses_a_duty_owed_twice,
		test_owner_seats_are_the_clerk_and_the_lead_of_the_owing_organisation,
		test_a_matter_is_opened_about_ones_own_platform_only, test_nobody_starts_what_only_the_program_opens,
		test_each_row_sets_a_matter_of_its_own_going,
		test_what_is_set_going_is_numbered_filled_and_bound_to_where_it_came_from,
		test_the_addressee_acts_whatever_kind_of_organisation_it_is,
		test_an_addressed_provider_acts_through_its_operators,
		test_a_procedure_that_is_not_loaded_stops_the_action, test_texts_with_holes_read_form_and_records);
}
