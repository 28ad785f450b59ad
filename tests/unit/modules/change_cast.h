/* A system with resources, and a change of it brought as far as a suite needs. */
#ifndef UNIT_MODULES_CHANGE_CAST_H
#define UNIT_MODULES_CHANGE_CAST_H

#include "unit/modules/cloud.h"

static inline int64_t load(const char *key)
{
	return cast_procedure(cloud, "db/procedures", key, day_of(clock_now()))->id;
}

/* UNIT's system 1 lies on 甲云 with 40 cores, 160 GB and 4000 GB of disk; helpers of cloud.h act on the change. */
static inline void change_new(void)
{
	cloud_new();
	office_sql(cloud,
		   "INSERT INTO system (id, organisation_id, filing_id, name, level, zones, state, created_at, "
		   "operating_at,"
		   " expires_day) VALUES (1, 2, 1, '水利一张图', 2, '政务外网公共区', 'operating', 1, 86400, %" PRId64
		   ")",
		   at_day(2026, 4, 30));
	office_sql(cloud,
		   "INSERT INTO system_party SELECT o.id, 1, 1 FROM organisation o WHERE o.id IN (1, 2, 4, 6, 7)");
	office_sql(cloud,
		   "INSERT INTO allocation (system_id, platform_id, class, granted, allocated, granted_at) VALUES"
		   " (1, 1, 'vcpu', 40, 40, 1), (1, 1, 'memory_gb', 160, 160, 1), (1, 1, 'hdd_gb', 4000, 4000, 1)");
	load("change");
	load("emergency_growth");
	ck_assert_int_eq(service_refresh(cloud->service, cloud->reader), OK);
	application = procedure_find(cloud->service, "change");
	ck_assert_ptr_nonnull(application);
}

static inline void line(struct values *form, int64_t platform, const char *class, int64_t before, int64_t after)
{
	struct values *row = row_add(form, "lines");

	values_set_number(row, "platform", platform);
	values_set(row, "class", class);
	values_set_number(row, "before", before);
	values_set_number(row, "after", after);
}

static inline struct values *form_of(const char *kinds)
{
	static const char *const pairs[][2] = {
		{"provider_change", "no"},
		{"rebuilt", "no"},
		{"recovery_changed", "no"},
		{"level_impact", "no"},
		{"reason", "业务量持续增长，现有资源接近上限，须按测算结果调整。"},
		{"impact", "无"},
		{"window", "周六夜间"},
		{"rollback", "快照恢复"},
		{"growth_note", "下月起新增三个业务模块，并发增加"},
		{"planned", "unplanned"},
		{"plan_note", "年度计划下达后新增的业务"},
	};
	struct values *form = values_empty(cloud->arena, application->form, application->form_count);

	for (size_t i = 0; i < ARRAY_LENGTH(pairs); i++)
		values_set(form, pairs[i][0], pairs[i][1]);
	values_set(form, "kinds", kinds);
	return form;
}

static inline struct values *growth(int64_t vcpu)
{
	struct values *form = form_of("growth");

	line(form, 1, "vcpu", 40, vcpu);
	return form;
}

static inline int64_t change_with(struct values *form)
{
	struct subject subject = {.system = 1};
	struct context *context = as(CLERK);
	struct matter *matter;
	int64_t id = 0;

	ck_assert_int_eq(matter_open(context, application, &subject, &id), OK);
	ck_assert_int_eq(matter_find(context, id, &matter), FOUND);
	ck_assert_int_eq(matter_save_draft(context, matter, form), OK);
	hand_in(id, "letter");
	return id;
}

static inline int64_t reviewing(struct values *form)
{
	int64_t id = change_with(form);

	go(CLERK, id, "submit");
	go(LEAD, id, "approve_application");
	go(INTAKE, id, "accept");
	return id;
}

/* As the page would propose it. */
static inline struct values *granted(int64_t id)
{
	const struct action *action = procedure_action(application, "approve");
	struct moving moving = {.context = as(APPROVE), .procedure = application, .action = action};

	moving.matter = seen_by(APPROVE, id);
	ck_assert_int_eq(matter_form(moving.context, moving.matter, &moving.form, NULL), OK);
	moving.fields = fields_of("approve");
	ck_assert_int_eq(action->prefill->fill(&moving), OK);
	return moving.fields;
}

static inline int64_t executing(struct values *form)
{
	int64_t id = reviewing(form);

	go_with(APPROVE, id, "approve", granted(id));
	return id;
}

static inline struct values *done_text(void)
{
	struct values *fields = fields_of("deliver");

	values_set(fields, "delivered", "已按批准的规格调整完成，地址不变。");
	return fields;
}

static inline int64_t committed(int64_t platform, const char *class)
{
	return office_number(
		cloud,
		"SELECT coalesce(sum(max(granted, allocated)), 0) FROM allocation WHERE platform_id = %" PRId64
		" AND class = '%s' AND freed_at IS NULL",
		platform, class);
}

/* Whether a rule of a major change fires, after its arithmetic was found to say this. */
static inline bool fired(int64_t id, size_t rule, const char *words)
{
	struct major_rule rules[MAJOR_RULES];
	struct values *form;
	struct matter *matter = seen_by(CLERK, id);
	int64_t saves, saved_at;
	bool major;

	ck_assert_int_eq(matter_draft(as(CLERK), matter, &form, &saves, &saved_at), OK);
	ck_assert_int_eq(change_major(as(CLERK), matter, form, rules, &major), OK);
	ck_assert_msg(strstr(rules[rule].arithmetic, words) != NULL, "%s", rules[rule].arithmetic);
	return rules[rule].fired;
}

#endif
