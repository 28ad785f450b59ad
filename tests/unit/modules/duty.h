/* For the tests of module operation: one of its procedures at a time, typed and moved by the people of cloud.h. */
#ifndef UNIT_MODULES_DUTY_H
#define UNIT_MODULES_DUTY_H

#include "unit/modules/cloud.h"

/* Monday 2026-03-02 09:00 is now; the unit's one system lies on the first cloud, run by PROVIDER. */
enum { SYSTEM = 1, MINUTE = 60, HOUR = 3600 };

static int64_t duty_nine;

/* `application` of the helpers becomes this procedure; the unit gets its system. */
static inline void use(const char *key)
{
	duty_nine = day_start(at_day(2026, 3, 2)) + 9 * HOUR;
	cloud_procedure(key);
	if (office_number(cloud, "SELECT count(*) FROM system") > 0)
		return;
	office_sql(cloud, "INSERT INTO system (id, organisation_id, filing_id, name, level, state, created_at)"
			  " VALUES (1, 2, 1, '水利一张图', 3, 'operating', 1);"
			  "INSERT INTO system_party VALUES (2, 1, 1), (4, 1, 1), (6, 1, 1), (1, 1, 1);"
			  "INSERT INTO allocation (system_id, platform_id, class, granted, allocated, granted_at)"
			  " VALUES (1, 1, 'vcpu', 8, 8, 1)");
}

/* "key=value" lines, as somebody would type them. */
static inline void type(struct values *values, const char *lines)
{
	char **parts;
	size_t count = text_split(cloud->arena, lines, '\n', &parts);

	for (size_t i = 0; i < count; i++) {
		char *equals = strchr(parts[i], '=');

		ck_assert_ptr_nonnull(equals);
		*equals = '\0';
		ck_assert_msg(values_find(values, parts[i]) != NULL, "no field %s", parts[i]);
		values_set(values, parts[i], equals + 1);
	}
}

static inline struct values *fields(const char *action, const char *lines)
{
	struct values *values = fields_of(action);

	type(values, lines);
	return values;
}

static inline struct values *draft_of(int64_t person, int64_t id)
{
	struct context *context = as(person);
	struct matter *matter;
	struct values *draft;
	int64_t saves, saved_at;

	ck_assert_int_eq(matter_find(context, id, &matter), FOUND);
	ck_assert_int_eq(matter_draft(context, matter, &draft, &saves, &saved_at), OK);
	return draft;
}

static inline void save(int64_t person, int64_t id, const struct values *draft)
{
	struct context *context = as(person);
	struct matter *matter;

	ck_assert_int_eq(matter_find(context, id, &matter), FOUND);
	ck_assert_int_eq(matter_save_draft(context, matter, draft), OK);
}

static inline int64_t opened(int64_t person, int64_t platform, int64_t system, const char *lines)
{
	struct subject subject = {.platform = platform, .system = system};
	struct values *draft;
	int64_t id = 0;

	ck_assert_int_eq(matter_open(as(person), application, &subject, &id), OK);
	draft = draft_of(person, id);
	if (*lines != '\0')
		type(draft, lines);
	save(person, id, draft);
	return id;
}

static inline void clerk_round(void)
{
	struct context *context = as(CLERK);

	context->actor = system_actor();
	ck_assert_int_eq(timeout_job(context), OK);
}

#endif
