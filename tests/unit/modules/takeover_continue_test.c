/* What was being deployed or tried when it was taken over goes on to formal operation. */
#include "unit/modules/takeover_cast.h"

static const char under_way[] = SYSTEM_HEAD "BA-0001,水利一张图,,ORG2,三级,政务外网公共区,试运行,运维岗,028-86600000,"
					    "2026-02-01,,2027-06-01,是,\r\n"
					    "BA-0002,河湖巡查,,ORG2,二级,,部署,,,2025-12-01,,,否,\r\n";

static void take_over_under_way(void)
{
	put_all();
	put("systems", under_way, strlen(under_way));
	ck_assert_msg(command("import", folder) == 0, "%s", said);
}

static int64_t applications(void)
{
	return office_number(office, "SELECT count(*) FROM matter WHERE procedure_key = 'application'");
}

static int64_t application_of(int64_t system)
{
	return office_number(office,
			     "SELECT max(id) FROM matter WHERE procedure_key = 'application' AND system_id = %" PRId64,
			     system);
}

static void confirmed(const char *but, const char *reason, const char *how)
{
	struct context *clerk = as(CLERK);

	ck_assert_int_eq(act(clerk, UNIT, "submit", answers(clerk, asked(clerk, UNIT), but, reason), NULL), OK);
	ck_assert_int_eq(applications(), 0);
	ck_assert_int_eq(act(as(LEAD), UNIT, how, NULL, NULL), OK);
}

static struct matter *seen_by(int64_t person, int64_t id)
{
	struct matter *matter;

	ck_assert_int_eq(matter_find(as(person), id, &matter), FOUND);
	return matter;
}

static struct move last;

static enum err go(int64_t person, int64_t id, const char *key, struct values *fields)
{
	struct matter *matter = seen_by(person, id);

	last = (struct move){.matter = matter,
			     .action = procedure_action(matter->procedure, key),
			     .step = matter->step,
			     .fields = fields,
			     .opinion = "核对过了，同意这样办理下去"};
	return matter_move(as(person), &last);
}

static void hand_in(int64_t id, const char *document, int64_t assessor)
{
	static int uuid;

	office_sql(
		office,
		"INSERT INTO attachment (uuid, matter_id, document, version, organisation_id, name, type, size, digest,"
		" sealed_digest, uploaded_by, uploaded_at, follows, assessor_id, evidence_day) SELECT '%032d', %" PRId64
		", '%s', 1, 2, 'a.pdf', 'pdf', 1, zeroblob(32), zeroblob(32), 21, %" PRId64
		", (SELECT max(id) FROM event WHERE matter_id = %" PRId64 "), %" PRId64 ", %" PRId64,
		++uuid, id, document, clock_now(), id, assessor, day_of(clock_now()) - 1);
}

static void hand_in_reports(int64_t id)
{
	office_sql(office, "INSERT INTO assessor (id, name, qualification_no, kind, scope, valid_from, valid_to) VALUES"
			   " (1, '甲测评', 'Q-1', 'security', '安全', 1, 40000), (2, '乙测评', 'Q-2', 'performance', "
			   "'性能', 1, 40000)");
	hand_in(id, "final_security_report", 1);
	hand_in(id, "final_performance_report", 2);
	ck_assert_int_eq(go(CLERK, id, "hand_in_reports", NULL), OK);
}

START_TEST(trial_goes_on_where_it_stood_to_formal_operation)
{
	struct values *form;
	int64_t id;

	open_office();
	take_over_under_way();
	confirmed(NULL, "", "confirm");
	ck_assert_int_eq(applications(), 2);
	id = application_of(1);
	ck_assert_str_eq(seen_by(CLERK, id)->state->key, "trial");
	ck_assert_str_eq(seen_by(CLERK, id)->title, "水利一张图");
	ck_assert_ptr_nonnull(seen_by(CLERK, id)->number);
	ck_assert_int_eq(matter_form(as(CLERK), seen_by(CLERK, id), &form, NULL), OK);
	ck_assert_str_eq(values_word(form, "filing_no"), "BA-0001");
	ck_assert_str_eq(values_word(form, "level"), "3");
	/* The operator that hosts it and the center see it, nobody else. */
	(void)seen_by(OPERATOR, id);
	(void)seen_by(SECURITY, id);
	ck_assert_int_eq(office_number(office, "SELECT count(*) FROM matter_party WHERE matter_id = %" PRId64, id), 3);
	hand_in_reports(id);
	ck_assert_int_eq(go(SECURITY, id, "begin_operation", NULL), ERR_INVALID);
	ck_assert_int_eq(go(SECURITY, id, "accept_reports", NULL), OK);
	ck_assert_int_eq(go(SECURITY, id, "begin_operation", NULL), ERR_INVALID);
	ck_assert_ptr_nonnull(strstr(last.refusals[0].sentence, "试运行自 2026-03-04 起，不满 30 日"));
	clock_freeze(clock_now() + (int64_t)30 * 86400);
	ck_assert_int_eq(go(SECURITY, id, "begin_operation", NULL), OK);
	ck_assert_int_eq(office_number(office, "SELECT state = 'operating' FROM system WHERE id = 1"), 1);
	/* The period it came with. */
	ck_assert_int_eq(office_number(office, "SELECT expires_day FROM system WHERE id = 1"), at_day(2027, 6, 1));
	close_office();
}
END_TEST

START_TEST(deployment_goes_on_to_its_trial)
{
	const struct action *action;
	struct values *fields;
	int64_t id;

	open_office();
	take_over_under_way();
	confirmed(NULL, "", "confirm");
	id = application_of(2);
	ck_assert_str_eq(seen_by(CLERK, id)->state->key, "deploying");
	action = procedure_action(seen_by(CLERK, id)->procedure, "finish_deployment");
	fields = values_empty(office->arena, action->fields, action->field_count);
	values_set_number(fields, "deployed_day", day_of(clock_now()));
	values_set(fields, "deployed_version", "1.0");
	ck_assert_int_eq(go(CLERK, id, "finish_deployment", fields), OK);
	ck_assert_str_eq(seen_by(CLERK, id)->state->key, "trial");
	ck_assert_int_eq(office_number(office, "SELECT state = 'trial' FROM system WHERE id = 2"), 1);
	close_office();
}
END_TEST

static struct values *decided(const char *decision)
{
	struct context *context = as(DISPATCH);
	const struct action *action = procedure_action(asked(context, UNIT)->procedure, "settle");
	struct params params = {0};

	params_add(office->arena, &params, "decisions.0.object", "系统-1");
	params_add(office->arena, &params, "decisions.0.decision", decision);
	params_add(office->arena, &params, "decisions.0.note", "与采集数据核对后决定");
	return values_decode(office->arena, action->fields, action->field_count, &params, false);
}

START_TEST(objection_waits_for_the_centers_word_and_what_is_removed_goes_nowhere)
{
	static const char *const decisions[] = {"kept", "removed"};

	for (size_t i = 0; i < ARRAY_LENGTH(decisions); i++) {
		open_office();
		take_over_under_way();
		confirmed("系统-1", "试运行早已结束，请更正", "object");
		ck_assert_int_eq(applications(), 1);
		ck_assert_int_eq(act(as(DISPATCH), UNIT, "settle", NULL, decided(decisions[i])), OK);
		ck_assert_int_eq(applications(), i == 0 ? 2 : 1);
		close_office();
	}
}
END_TEST

START_TEST(system_in_operation_needs_no_application)
{
	struct context *clerk;

	open_office();
	take_over();
	clerk = as(CLERK);
	ck_assert_int_eq(act(clerk, UNIT, "submit", answers(clerk, asked(clerk, UNIT), NULL, ""), NULL), OK);
	ck_assert_int_eq(act(as(LEAD), UNIT, "confirm", NULL, NULL), OK);
	ck_assert_int_eq(application_of(1), 0);
	ck_assert_int_eq(applications(), 1); /* of the one that is being deployed */
	close_office();
}
END_TEST

int main(void)
{
	return RUN_SUITE("modules/takeover_continue", trial_goes_on_where_it_stood_to_formal_operation,
			 deployment_goes_on_to_its_trial,
			 objection_waits_for_the_centers_word_and_what_is_removed_goes_nowhere,
			 system_in_operation_needs_no_application);
}
