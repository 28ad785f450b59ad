/*
 * The cloud with the real procedure application.yaml, for the tests of registry,
 * resource and review: organisations and people of every role, platforms with
 * capacity, the registers, and moves through the real engine.  The clock stands
 * at Monday 2026-03-02 09:00.
 */
#ifndef UNIT_MODULES_CLOUD_H
#define UNIT_MODULES_CLOUD_H

#include "support/cast.h"

#include "kernel/answer.h"
#include "kernel/move.h"
#include "modules/account/account.h"
#include "modules/change/change_parts.h"
#include "modules/efficiency/efficiency.h"
#include "modules/matter/matter_module.h"
#include "modules/interpretation/interpretation.h"
#include "modules/planning/planning_parts.h"
#include "modules/provider/provider_parts.h"
#include "modules/operation/operation_parts.h"
#include "modules/registry/registry_parts.h"
#include "modules/resource/resource_parts.h"
#include "modules/review/review_parts.h"
#include "modules/usage/usage.h"

enum { CENTER = 1, UNIT, OTHER_UNIT, PROVIDER, OTHER_PROVIDER, SUPERVISOR, SECOPS, INSTITUTE, BUILDER_UNIT };
enum { FIRST_CLOUD = 1, SECOND_CLOUD, RECOVERY_CLOUD, CLOSED_CLOUD, WATCH_CLOUD };

/* One account per line: id, organisation, roles. */
#define PEOPLE(X) \
	X(CLERK, 21, UNIT, "unit.clerk") \
	X(LEAD, 22, UNIT, "unit.lead") \
	X(STRANGER, 31, OTHER_UNIT, "unit.clerk") \
	X(INTAKE, 11, CENTER, "center.intake") \
	X(REVIEW, 12, CENTER, "center.review") \
	X(REVIEW_TWO, 13, CENTER, "center.review") \
	X(REVIEW_CHAIR, 18, CENTER, "center.review") \
	X(APPROVE, 14, CENTER, "center.approve") \
	X(DISPATCH, 15, CENTER, "center.dispatch") \
	X(SECURITY, 16, CENTER, "center.security") \
	X(LEADER, 17, CENTER, "center.lead") \
	X(ASSESS, 20, CENTER, "center.assess") \
	X(DUTY, 19, CENTER, "center.duty") \
	X(OPERATOR, 41, PROVIDER, "operator.clerk") \
	X(OPERATOR_LEAD, 42, PROVIDER, "operator.lead") \
	X(BUILDER, 91, BUILDER_UNIT, "operator.clerk") \
	X(BUILDER_LEAD, 92, BUILDER_UNIT, "operator.lead") \
	X(OTHER_OPERATOR, 51, OTHER_PROVIDER, "operator.clerk") \
	X(MONITOR, 61, SUPERVISOR, "supervisor.clerk") \
	X(WATCH, 71, SECOPS, "secops.clerk") \
	X(EXPERT, 81, INSTITUTE, "review.expert") \
	X(EXPERT_TWO, 82, INSTITUTE, "review.expert") \
	X(EXPERT_THREE, 83, INSTITUTE, "review.expert") \
	X(EXPERT_FOUR, 84, INSTITUTE, "review.expert") \
	X(EXPERT_OF_UNIT, 85, UNIT, "review.expert")

CAST_ACCOUNTS(PEOPLE)

static const struct organisation organisations[] = {
	{CENTER, "center unit", KIND_CENTER | KIND_UNIT},
	{UNIT, "unit", KIND_UNIT},
	{OTHER_UNIT, "unit", KIND_UNIT},
	{PROVIDER, "provider", KIND_PROVIDER},
	{OTHER_PROVIDER, "provider", KIND_PROVIDER},
	{SUPERVISOR, "supervisor", KIND_SUPERVISOR},
	{SECOPS, "secops", KIND_SECOPS},
	{INSTITUTE, "unit", KIND_UNIT},
	{BUILDER_UNIT, "unit integrator", KIND_UNIT | KIND_INTEGRATOR},
};

static const struct module *const cloud_modules[] = {
	&account_module,  &change_module,   &efficiency_module, &interpretation_module, &matter_module, &operation_module,
	&planning_module, &provider_module, &registry_module,   &resource_module,       &review_module, &usage_module,
	NULL,
};

static struct office *cloud;
static const struct procedure *application;

/* Writing as this account; arena. */
static inline struct context *as(int64_t person)
{
	return CAST_AS(cloud, person);
}

/* Two service clouds, one for recovery, one that takes nobody new, one that only watches; registers. */
static inline void cloud_registers(void)
{
	office_sql(cloud, "INSERT INTO platform (id, code, name, kind, operator_id, zones, rank, suspended_yes) VALUES"
			  " (1, 'A', '甲云', 'service', 4, '政务外网公共区', 1, 0),"
			  " (2, 'B', '乙云', 'service', 5, '互联网区、政务外网公共区', 2, 0),"
			  " (3, 'R', '灾备云', 'recovery', 5, '政务外网公共区', 3, 0),"
			  " (4, 'C', '停接云', 'service', 4, '互联网区', 4, 1),"
			  " (5, 'W', '监管云', 'supervision', 6, '', 5, 0)");
	office_sql(cloud, "INSERT INTO capacity SELECT p.id, c.key, 100, 1 FROM platform p, resource_class c");
	office_sql(cloud, "UPDATE capacity SET total = 10000 WHERE class LIKE '%%_gb'");
	office_sql(cloud,
		   "INSERT INTO filing (id, filing_no, organisation_id, system_name, filed_day, source, created_at)"
		   " VALUES (1, 'BA-0001', 2, '水利一张图', 20000, 'register', 1),"
		   " (2, 'BA-0002', 2, '河湖巡查', 20000, 'register', 1),"
		   " (3, 'BA-0003', 3, '别家的系统', 20000, 'register', 1)");
	office_sql(cloud,
		   "INSERT INTO assessor (id, name, qualification_no, kind, scope, valid_from, valid_to) VALUES"
		   " (1, '甲测评', 'Q-1', 'security', '安全', %" PRId64 ", %" PRId64 "),"
		   " (2, '乙测评', 'Q-2', 'performance', '性能', %" PRId64 ", %" PRId64 ")",
		   at_day(2025, 1, 1), at_day(2027, 1, 1), at_day(2025, 1, 1), at_day(2027, 1, 1));
}

static inline void cloud_new(void)
{
	clock_freeze(day_start(at_day(2026, 3, 2)) + 9 * 3600);
	cloud = office_new(cloud_modules);
	CAST_STORE(cloud);
	cloud_registers();
	ck_assert_int_eq(service_refresh(cloud->service, cloud->reader), OK);
	application = cast_procedure(cloud, "db/procedures", "application", day_of(clock_now()));
}

/* Another procedure of db/procedures; the helpers below then speak of it. */
static inline void cloud_procedure(const char *key)
{
	application = cast_procedure(cloud, "db/procedures", key, day_of(clock_now()));
}

/* A draft of it with what was typed. */
static inline int64_t opened_by(int64_t person, struct values *form)
{
	struct context *context = as(person);
	struct matter *matter;
	int64_t id = 0;

	ck_assert_int_eq(matter_open(context, application, NULL, &id), OK);
	ck_assert_int_eq(matter_find(context, id, &matter), FOUND);
	ck_assert_int_eq(matter_save_draft(context, matter, form), OK);
	return id;
}

static inline void cloud_free(void)
{
	office_free(cloud);
}

/* ---- values by hand ---- */

static inline struct values *row_add(struct values *values, const char *key)
{
	struct value *rows = values_find(values, key);
	struct values **grown;

	ck_assert_ptr_nonnull(rows);
	grown = arena_array(cloud->arena, rows->row_count + 1, sizeof *grown);
	for (size_t i = 0; i < rows->row_count; i++)
		grown[i] = rows->rows[i];
	grown[rows->row_count] = values_empty(cloud->arena, rows->field->columns, rows->field->column_count);
	rows->rows = grown;
	rows->present = true;
	return rows->rows[rows->row_count++];
}

static inline void machine_add(struct values *form, const char *purpose, const char *count, const char *vcpu,
			       const char *memory)
{
	struct values *row = row_add(form, "lines");

	values_set(row, "purpose", purpose);
	values_set(row, "environment", "production");
	values_set(row, "count", count);
	values_set(row, "vcpu", vcpu);
	values_set(row, "memory_gb", memory);
	values_set(row, "architecture", "x86");
	values_set(row, "os", "kylin");
	values_set(row, "system_disk_gb", "100");
}

static inline void port_add(struct values *form, const char *port, const char *source)
{
	struct values *row = row_add(form, "ports");

	values_set(row, "protocol", "tcp");
	values_set(row, "port", port);
	values_set(row, "source", source);
	values_set(row, "reason", "对外服务");
}

/* Everything that is required, one machine of 4 cores and 8 GB. */
static inline struct values *form_complete(const char *kind, const char *filing_no)
{
	static const char *const pairs[][2] = {
		{"system_name", "水利一张图"},
		{"department", "信息处"},
		{"responsible_title", "运维岗"},
		{"responsible_phone", "028-86600000"},
		{"security_title", "安全岗"},
		{"security_phone", "028-86600001"},
		{"planned", "unplanned"},
		{"plan_note", "计划下达后新增的需求"},
		{"category", "service"},
		{"audience", "citizen"},
		{"users_total", "100"},
		{"concurrent_peak", "10"},
		{"personal_data", "no"},
		{"important_data", "no"},
		{"critical_infrastructure", "no"},
		{"classified_no", "yes"},
		{"level", "2"},
		{"crypto_assessment", "no"},
		{"recovery_grade", "none"},
		{"backup_policy", "standard"},
		{"backup_days", "30"},
		{"zones", "public"},
		{"security_services", "situation"},
		{"sizing_basis", "按现有系统高峰期处理器与内存使用情况，结合三年业务增长预测测算得出。"},
		{"term_years", "2"},
	};
	struct values *form = values_empty(cloud->arena, application->form, application->form_count);

	for (size_t i = 0; i < ARRAY_LENGTH(pairs); i++)
		values_set(form, pairs[i][0], pairs[i][1]);
	values_set(form, "kind", kind);
	values_set(form, "filing_no", filing_no);
	if (text_equal(kind, "migration")) {
		values_set(form, "present_location", "本单位机房");
		values_set(form, "present_hardware", "服务器两台");
		values_set(form, "migration_method", "v2v");
		values_set(form, "cutover_window", "周六夜间");
		values_set(form, "downtime_hours", "4");
		values_set(form, "rollback_plan", "恢复原环境");
	}
	machine_add(form, "app", "1", "4", "8");
	return form;
}

static inline struct values *fields_of(const char *action)
{
	const struct action *found = procedure_action(application, action);

	ck_assert_ptr_nonnull(found);
	return values_empty(cloud->arena, found->fields, found->field_count);
}

/* ---- matters ---- */

/* A document as if it had been uploaded. */
static inline void hand_in_by(int64_t person, int64_t id, const char *document)
{
	static int uuid;

	office_sql(cloud,
		   "INSERT INTO attachment (uuid, matter_id, document, version, organisation_id, name, type, size, digest,"
		   " sealed_digest, uploaded_by, uploaded_at, follows) SELECT '%032d', %" PRId64
		   ", '%s', (SELECT coalesce(max(version), 0) + 1 FROM attachment WHERE matter_id = %" PRId64
		   " AND document = '%s'), organisation_id, 'a.pdf', 'pdf', 1, zeroblob(32), zeroblob(32), id, %" PRId64
		   ", (SELECT coalesce(max(id), 0) FROM event WHERE matter_id = %" PRId64 ") FROM person WHERE id = %" PRId64,
		   ++uuid, id, document, id, document, clock_now(), id, person);
}

static inline void hand_in(int64_t id, const char *document)
{
	hand_in_by(21, id, document);
}

static inline void hand_in_report(int64_t id, const char *document, int64_t assessor, int64_t evidence_day)
{
	hand_in(id, document);
	office_sql(cloud,
		   "UPDATE attachment SET assessor_id = %" PRId64 ", evidence_day = %" PRId64
		   " WHERE matter_id = %" PRId64
		   " AND document = '%s' AND version = (SELECT max(version) FROM attachment WHERE matter_id = %" PRId64
		   " AND document = '%s')",
		   assessor, evidence_day, id, document, id, document);
}

static struct move last_move;

static inline struct matter *seen_by(int64_t person, int64_t id)
{
	struct matter *matter;

	ck_assert_int_eq(matter_find(as(person), id, &matter), FOUND);
	return matter;
}

static inline const char *state_now(int64_t id)
{
	struct matter *matter;
	struct context *context = as(CLERK);

	ck_assert_int_eq(matter_find_any(context, id, &matter), FOUND);
	return matter->state->key;
}

static inline enum err try_with(int64_t person, int64_t id, const char *action, const char *opinion,
				struct values *fields)
{
	struct context *context = as(person);
	struct matter *matter;

	if (matter_find(context, id, &matter) != FOUND)
		return ERR_NOT_FOUND;
	last_move = (struct move){
		.matter = matter,
		.action = procedure_action(application, action),
		.step = matter->step,
		.opinion = opinion,
		.fields = fields,
	};
	ck_assert_ptr_nonnull(last_move.action);
	return matter_move(context, &last_move);
}

/* Everything that was complained about, in one line. */
static inline const char *complaints(void)
{
	const char *all = last_move.sentence != NULL ? last_move.sentence : "";

	for (size_t i = 0; i < last_move.refusal_count; i++)
		all = arena_printf(cloud->arena, "%s | %s", all, last_move.refusals[i].sentence);
	for (int pass = 0; pass < 2; pass++) {
		const struct values *values = pass == 0 ? last_move.form : last_move.fields;

		for (size_t i = 0; values != NULL && i < values->count; i++)
			if (values->items[i].error != NULL)
				all = arena_printf(cloud->arena, "%s | %s", all, values->items[i].error);
	}
	return all;
}

static inline void go_with(int64_t person, int64_t id, const char *action, struct values *fields)
{
	const struct action *found = procedure_action(application, action);
	const char *opinion = found->opinion == OPINION_NONE ? NULL : "意见写在这里，不少于十个字。";
	enum err err = try_with(person, id, action, opinion, fields);

	ck_assert_msg(err == OK, "%s by %" PRId64 ": %s %s", action, person, err_name(err), complaints());
}

static inline void go(int64_t person, int64_t id, const char *action)
{
	go_with(person, id, action, NULL);
}

/* Refused with a sentence that has these words. */
static inline void refused(int64_t person, int64_t id, const char *action, struct values *fields, const char *words)
{
	enum err err = try_with(person, id, action, "意见写在这里，不少于十个字。", fields);

	ck_assert_msg(err == ERR_INVALID, "%s: %s", action, err_name(err));
	ck_assert_msg(strstr(complaints(), words) != NULL, "%s: %s", words, complaints());
}

static inline int64_t draft_with(struct values *form)
{
	struct context *context = as(CLERK);
	struct matter *matter;
	int64_t id = 0;

	ck_assert_int_eq(matter_open(context, application, NULL, &id), OK);
	ck_assert_int_eq(matter_find(context, id, &matter), FOUND);
	ck_assert_int_eq(matter_save_draft(context, matter, form), OK);
	hand_in(id, "letter");
	hand_in(id, "cloud_plan");
	return id;
}

static inline struct values *agreed(void)
{
	struct values *fields = fields_of("approve_application");

	values_set(fields, "statement_agreed", "yes");
	return fields;
}

static inline struct values *reviewers(const char *mode, const int64_t *persons, size_t count)
{
	struct values *fields = fields_of("open_review");

	values_set(fields, "mode", mode);
	values_set_number(fields, "held_day", day_of(clock_now()));
	for (size_t i = 0; i < count; i++)
		values_set_number(row_add(fields, "experts"), "person", persons[i]);
	return fields;
}

static inline struct values *three_experts(void)
{
	static const int64_t persons[] = {EXPERT, EXPERT_TWO, EXPERT_THREE};

	return reviewers("meeting", persons, ARRAY_LENGTH(persons));
}

static inline struct values *opinion_of(const char *conflict, const char *verdict)
{
	struct values *fields = fields_of("opine");

	values_set(fields, "conflict", conflict);
	values_set(fields, "verdict", verdict);
	return fields;
}

/* What the ruling's page would show first: asked for and granted in full. */
static inline struct values *ruling_proposed(int64_t id)
{
	struct context *context = as(APPROVE);
	struct moving moving = {.context = context, .procedure = application, .matter = seen_by(APPROVE, id)};

	ck_assert_int_eq(matter_form(context, moving.matter, &moving.form, NULL), OK);
	moving.fields = fields_of("rule");
	ck_assert_int_eq(requested_lines(&moving), OK);
	return moving.fields;
}

static inline struct values *delivered(const char *text)
{
	struct values *fields = fields_of("deliver");

	values_set(fields, "delivered", text);
	return fields;
}

static inline struct values *deployed(const char *ports)
{
	struct values *fields = fields_of("finish_deployment");

	values_set_number(fields, "deployed_day", day_of(clock_now()));
	values_set(fields, "deployed_version", "1.0");
	values_set(fields, "open_ports", ports);
	return fields;
}

static inline void opine_all(int64_t id)
{
	go_with(EXPERT, id, "opine", opinion_of("none", "pass"));
	go_with(EXPERT_TWO, id, "opine", opinion_of("none", "pass"));
	go_with(EXPERT_THREE, id, "opine", opinion_of("none", "adjust"));
}

/* On its usual way from where it is to a state. */
static inline void bring(int64_t id, const char *state)
{
	for (int steps = 0; !text_equal(state_now(id), state); steps++) {
		const char *now = state_now(id);

		ck_assert_int_lt(steps, 20);
		if (text_equal(now, "draft"))
			go(CLERK, id, "submit");
		else if (text_equal(now, "unit_check"))
			go_with(LEAD, id, "approve_application", agreed());
		else if (text_equal(now, "acceptance"))
			go(INTAKE, id, "accept");
		else if (text_equal(now, "review_prepare"))
			go_with(REVIEW, id, "open_review", three_experts());
		else if (text_equal(now, "reviewing")) {
			opine_all(id);
			go(REVIEW, id, "conclude_pass");
		} else if (text_equal(now, "ruling"))
			go_with(APPROVE, id, "rule", ruling_proposed(id));
		else if (text_equal(now, "allocating"))
			go(DISPATCH, id, "dispatch");
		else if (text_equal(now, "configuring"))
			go_with(OPERATOR, id, "deliver", delivered("按核定配置，地址 10.1.1.1，口令线下交接"));
		else if (text_equal(now, "monitoring"))
			go(MONITOR, id, "attach_monitoring");
		else if (text_equal(now, "receipt"))
			go(CLERK, id, "sign_receipt");
		else if (text_equal(now, "deploying"))
			go_with(CLERK, id, "finish_deployment", deployed("443"));
		else
			ck_abort_msg("no way on from %s", now);
	}
}

static inline int64_t brought(const char *state)
{
	int64_t id = draft_with(form_complete("new", "BA-0001"));

	bring(id, state);
	return id;
}

/* ---- guards by themselves ---- */

static inline enum verdict ask(enum verdict (*guard)(struct moving *, struct answer *), int64_t person, int64_t id,
			       struct values *form, struct values *fields, struct answer *answer)
{
	struct context *context = as(person);
	struct matter *matter = NULL;
	struct moving moving = {.context = context, .procedure = application, .form = form, .fields = fields};

	*answer = (struct answer){0};
	if (id > 0)
		ck_assert_int_eq(matter_find_any(context, id, &matter), FOUND);
	moving.matter = matter;
	return guard(&moving, answer);
}

/* As RUN_SUITE, with a fresh cloud for every test. */
#define RUN_CLOUD(name, ...) RUN_SUITE_IN(name, cloud_new, cloud_free, 120, __VA_ARGS__)

#endif
