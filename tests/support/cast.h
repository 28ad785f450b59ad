/*
 * Who plays in the tests of one suite: organisations and accounts as two
 * tables, stored and then impersonated.  A suite writes its people once,
 *
 *   #define PEOPLE(X) X(CLERK, 21, UNIT, "unit.clerk") X(LEAD, 22, UNIT, "unit.lead")
 *   CAST_ACCOUNTS(PEOPLE)
 *
 * which names each id (CLERK is 21) and makes `accounts`; organisations are a
 * table `organisations`, the one with id n in row n - 1.
 */
#ifndef SUPPORT_CAST_H
#define SUPPORT_CAST_H

#include "support/office.h"

#include "kernel/procedure.h"

struct account {
	int64_t id;
	int64_t org;
	const char *roles; /* separated by blanks */
};

struct organisation {
	int64_t id;
	const char *kinds; /* separated by blanks */
	unsigned bits;     /* the same, KIND_… */
};

#define CAST_NAME(name, id, org, roles) name = id,
#define CAST_ROW(name, id, org, roles) {id, org, roles},
#define CAST_ACCOUNTS(people) \
	enum { people(CAST_NAME) }; \
	static const struct account accounts[] = {people(CAST_ROW)};

/* Into the database, with titles by which a page would betray them: 岗位21. */
static inline void cast_store(struct office *office, const struct organisation *organisations,
			      size_t organisation_count, const struct account *accounts, size_t account_count)
{
	for (size_t i = 0; i < organisation_count; i++)
		office_org(office, organisations[i].id, organisations[i].kinds);
	for (size_t i = 0; i < account_count; i++) {
		char **roles;
		size_t count = text_split(office->arena, accounts[i].roles, ' ', &roles);

		office_sql(office,
			   "INSERT INTO person (id, organisation_id, login, title, status, created_at) VALUES"
			   " (%" PRId64 ", %" PRId64 ", 'p%" PRId64 "', '岗位%" PRId64 "', 'active', 1)",
			   accounts[i].id, accounts[i].org, accounts[i].id, accounts[i].id);
		for (size_t j = 0; j < count; j++)
			office_sql(office,
				   "INSERT INTO person_role (person_id, role, granted_at) VALUES (%" PRId64
				   ", '%s', 1)",
				   accounts[i].id, roles[j]);
	}
}

#define CAST_STORE(office) \
	cast_store(office, organisations, ARRAY_LENGTH(organisations), accounts, ARRAY_LENGTH(accounts))

/* Writing as this actor; arena. */
static inline struct context *cast_context(struct office *office, const struct actor *actor)
{
	struct context *context = arena_alloc(office->arena, sizeof *context);

	*context = (struct context){.arena = office->arena,
				    .db = office->writer,
				    .service = office->service,
				    .actor = actor,
				    .request = "test",
				    .source = "-"};
	return context;
}

static inline struct context *cast_as(struct office *office, const struct organisation *organisations,
				      const struct account *accounts, size_t account_count, int64_t person)
{
	struct actor *actor = arena_alloc(office->arena, sizeof *actor);

	for (size_t i = 0; i < account_count; i++) {
		char **roles;
		size_t count;

		if (accounts[i].id != person)
			continue;
		actor->person = person;
		actor->org = accounts[i].org;
		actor->kinds = organisations[actor->org - 1].bits;
		count = text_split(office->arena, accounts[i].roles, ' ', &roles);
		for (size_t j = 0; j < count; j++)
			actor->roles |= ROLE_BIT(role_from_key(roles[j]));
	}
	ck_assert_int_ne(actor->person, 0);
	actor->login = arena_printf(office->arena, "p%" PRId64, person);
	actor->title = "测试岗";
	actor->org_name = arena_printf(office->arena, "测试单位%" PRId64, actor->org);
	actor->label = arena_printf(office->arena, "%s %s", actor->org_name, actor->title);
	return cast_context(office, actor);
}

#define CAST_AS(office, person) cast_as(office, organisations, accounts, ARRAY_LENGTH(accounts), person)

static inline int64_t at_day(int year, int month, int day)
{
	return day_from_date((struct date){year, month, day});
}

static inline void pass_days(int64_t days)
{
	clock_freeze(clock_now() + days * 86400);
}

/* A whole text file below the root of the repository; arena. */
static inline char *file_text(struct arena *arena, const char *path)
{
	FILE *file = fopen(path, "re");
	char *text = arena_alloc(arena, 256 * KIB);

	ck_assert_msg(file != NULL, "%s", path);
	ck_assert_uint_gt(fread(text, 1, 256 * KIB - 1, file), 0);
	fclose(file);
	return text;
}

static inline char *cast_file(struct office *office, const char *path)
{
	return file_text(office->arena, path);
}

/* The procedure FOLDER/key.yaml, valid from a day; the service knows it afterwards. */
static inline const struct procedure *cast_procedure(struct office *office, const char *folder, const char *key,
						     int64_t from_day)
{
	char *text = cast_file(office, arena_printf(office->arena, "%s/%s.yaml", folder, key));
	const struct procedure *procedure;
	int64_t id;

	ck_assert_int_eq(procedure_store(cast_context(office, system_actor()), key, text, from_day, &id), OK);
	ck_assert_int_eq(service_refresh(office->service, office->reader), OK);
	procedure = procedure_find(office->service, key);
	ck_assert_ptr_nonnull(procedure);
	return procedure;
}

#endif
