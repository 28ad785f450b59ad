/*
 * The cloud of cloud.h with the security procedures: one system of UNIT that
 * runs on PROVIDER's first platform.  The clock stands at Monday 2026-03-02 09:00.
 */
#ifndef UNIT_MODULES_GUARDED_H
#define UNIT_MODULES_GUARDED_H

#include "unit/modules/cloud.h"

#include "modules/duty/duty.h"
#include "modules/operation/operation.h"
#include "modules/security/security_parts.h"
#include "modules/usage/usage.h"

enum { SYSTEM = 900 };

static const struct module *const guarded_modules[] = {&account_module,  &duty_module, &matter_module, &operation_module,
						       &registry_module, &review_module, &resource_module,
						       &security_module, &usage_module, NULL};

static inline void guarded_new(void)
{
	static const char *const keys[] = {"incident", "hazard",   "supervision_notice", "bulletin",
					   "scan",     "suspension", "platform_suspension", "inspection",       "compliance_filing", "self_check", "drill",
					   "training", "om_record", "yearly_readiness", "log_attestation", "fault", "spot_check"};

	clock_freeze(day_start(at_day(2026, 3, 2)) + 9 * 3600);
	cloud = office_new(guarded_modules);
	CAST_STORE(cloud);
	cloud_registers();
	office_sql(cloud, "INSERT INTO system (id, organisation_id, filing_id, name, level, state, created_at)"
			  " VALUES (900, 2, 1, '水利一张图', 3, 'operating', 1)");
	office_sql(cloud, "INSERT INTO system_party VALUES (1, 900, 1), (2, 900, 1), (4, 900, 1), (7, 900, 1)");
	office_sql(cloud, "INSERT INTO allocation (system_id, platform_id, class, granted, allocated, granted_at)"
			  " VALUES (900, 1, 'vcpu', 4, 4, 1)");
	office_sql(cloud, "INSERT INTO assessor (id, name, qualification_no, kind, scope, valid_from, valid_to) VALUES"
			  " (3, '丙测评', 'Q-3', 'classified_protection', '等保', %" PRId64 ", %" PRId64 "),"
			  " (4, '丁评估', 'Q-4', 'cryptography', '密评', %" PRId64 ", %" PRId64 ")",
		   at_day(2025, 1, 1), at_day(2027, 1, 1), at_day(2025, 1, 1), at_day(2027, 1, 1));
	ck_assert_int_eq(service_refresh(cloud->service, cloud->reader), OK);
	for (size_t i = 0; i < ARRAY_LENGTH(keys); i++)
		cast_procedure(cloud, "db/procedures", keys[i], day_of(clock_now()));
}

static inline struct context *as_clerk(void)
{
	struct context *context = as(CLERK);

	context->actor = system_actor();
	return context;
}

/* "key=value\nkey=value", rows as key.0.column. */
static inline void type_lines(struct values *values, const char *lines)
{
	struct params params = {0};
	struct values *typed;

	for (const char *line = lines; line != NULL && *line != '\0';) {
		size_t length = strcspn(line, "\n");
		const char *equal = strchr(line, '=');

		params_add(cloud->arena, &params, arena_strndup(cloud->arena, line, (size_t)(equal - line)),
			   arena_strndup(cloud->arena, equal + 1, length - (size_t)(equal - line) - 1));
		line += length + (line[length] == '\n');
	}
	typed = values_decode(cloud->arena, values->fields, values->count, &params, true);
	for (size_t i = 0; i < values->count; i++)
		if (typed->items[i].present || typed->items[i].row_count > 0)
			values->items[i] = typed->items[i];
}

static inline void typed(int64_t person, int64_t id, const char *lines)
{
	struct context *context = as(person);
	struct matter *matter;
	struct values *draft;
	int64_t saves, saved_at;

	ck_assert_int_eq(matter_find(context, id, &matter), FOUND);
	ck_assert_int_eq(matter_draft(context, matter, &draft, &saves, &saved_at), OK);
	type_lines(draft, lines);
	ck_assert_int_eq(matter_save_draft(context, matter, draft), OK);
}

static inline int64_t opened_about(int64_t person, const char *key, struct subject subject, const char *lines)
{
	const struct procedure *procedure = procedure_find(cloud->service, key);
	int64_t id;

	ck_assert_int_eq(matter_open(as(person), procedure, &subject, &id), OK);
	typed(person, id, lines);
	return id;
}

static inline int64_t opened(int64_t person, const char *key, int64_t system, const char *lines)
{
	return opened_about(person, key, (struct subject){.system = system}, lines);
}

/* With the action's prefill, as on the page. */
static inline enum err act(int64_t person, int64_t id, const char *key, const char *opinion, const char *lines)
{
	struct context *context = as(person);
	struct moving moving = {.context = context};
	struct matter *matter;

	if (matter_find(context, id, &matter) != FOUND)
		return ERR_NOT_FOUND;
	last_move = (struct move){.matter = matter,
				  .action = procedure_action(matter->procedure, key),
				  .step = matter->step,
				  .opinion = opinion};
	ck_assert_ptr_nonnull(last_move.action);
	if (last_move.action->field_count > 0) {
		moving.matter = matter;
		moving.fields = last_move.fields = values_empty(cloud->arena, last_move.action->fields,
								last_move.action->field_count);
		ck_assert_int_eq(matter_form(context, matter, &moving.form, NULL), OK);
		if (last_move.action->prefill != NULL)
			ck_assert_int_eq(last_move.action->prefill->fill(&moving), OK);
		type_lines(last_move.fields, lines);
	}
	return matter_move(context, &last_move);
}

static inline void acts(int64_t person, int64_t id, const char *key, const char *lines)
{
	enum err err = act(person, id, key, "意见写在这里，不少于十个字。", lines);

	ck_assert_msg(err == OK, "%s by %" PRId64 ": %s %s", key, person, err_name(err), complaints());
}

static inline void says_no(int64_t person, int64_t id, const char *key, const char *lines, const char *words)
{
	enum err err = act(person, id, key, "意见写在这里，不少于十个字。", lines);

	ck_assert_msg(err == ERR_INVALID, "%s: %s", key, err_name(err));
	ck_assert_msg(strstr(complaints(), words) != NULL, "%s: %s", words, complaints());
}

static inline int64_t due_now(int64_t id)
{
	return office_number(cloud, "SELECT due_at FROM matter WHERE id = %" PRId64, id);
}

static inline int64_t clock_at(int year, int month, int day, int hour, int minute)
{
	return day_start(at_day(year, month, day)) + hour * 3600 + minute * 60;
}

#define RUN_GUARDED(name, ...) RUN_SUITE_IN(name, guarded_new, cloud_free, 60, __VA_ARGS__)

#endif
