/*
 * Systems that have lain on platforms for a year, for the tests of release and
 * ledger: one system on two operators' platforms, people of every role
 * concerned, any procedure of db/procedures by its key, moves through the real
 * engine.  What is typed is written "key=value" line by line, rows as
 * "targets.0.class=vcpu".  The clock stands at Wednesday 2026-03-04 09:00.
 */
#ifndef UNIT_MODULES_ESTATE_H
#define UNIT_MODULES_ESTATE_H

#include "support/cast.h"

#include "kernel/move.h"
#include "kernel/round.h"
#include "modules/account/account.h"
#include "modules/efficiency/efficiency.h"
#include "modules/ledger/ledger.h"
#include "modules/matter/matter_module.h"
#include "modules/registry/registry.h"
#include "modules/release/release.h"
#include "modules/usage/usage.h"

enum { CENTER = 1, UNIT, OTHER_UNIT, PROVIDER, RECOVERER, SUPERVISOR };
enum { CLOUD = 1, RECOVERY_CLOUD };
enum { MAP = 1, PATROL, FOREIGN }; /* systems */

#define PEOPLE(X) \
	X(CLERK, 21, UNIT, "unit.clerk") \
	X(LEAD, 22, UNIT, "unit.lead") \
	X(OWN_OPERATOR, 23, UNIT, "operator.clerk") \
	X(STRANGER, 31, OTHER_UNIT, "unit.clerk") \
	X(INTAKE, 11, CENTER, "center.intake") \
	X(APPROVE, 14, CENTER, "center.approve") \
	X(DISPATCH, 15, CENTER, "center.dispatch") \
	X(ASSESS, 16, CENTER, "center.assess") \
	X(LEADER, 17, CENTER, "center.lead") \
	X(OPERATOR, 41, PROVIDER, "operator.clerk") \
	X(OPERATOR_LEAD, 42, PROVIDER, "operator.lead") \
	X(RECOVERY, 51, RECOVERER, "operator.clerk") \
	X(RECOVERY_LEAD, 52, RECOVERER, "operator.lead") \
	X(MONITOR, 61, SUPERVISOR, "supervisor.clerk")

CAST_ACCOUNTS(PEOPLE)

static const struct organisation organisations[] = {
	{CENTER, "center unit", KIND_CENTER | KIND_UNIT},
	{UNIT, "unit", KIND_UNIT},
	{OTHER_UNIT, "unit", KIND_UNIT},
	{PROVIDER, "provider", KIND_PROVIDER},
	{RECOVERER, "provider", KIND_PROVIDER},
	{SUPERVISOR, "supervisor", KIND_SUPERVISOR},
};

static const struct module *const estate_modules[] = {&account_module,  &efficiency_module, &ledger_module, &matter_module,
						      &registry_module, &release_module,    &usage_module,  NULL};

static struct office *estate;
static const struct procedure *procedure;
static struct move last_move;

/* Writing as this account; arena. */
static inline struct context *as(int64_t person)
{
	return CAST_AS(estate, person);
}

static inline void estate_registers(void)
{
	int64_t begun = day_start(at_day(2025, 1, 6));

	office_sql(estate, "INSERT INTO platform (id, code, name, kind, operator_id, zones, rank) VALUES"
			   " (1, 'A', '甲云', 'service', 4, '', 1), (2, 'R', '灾备云', 'recovery', 5, '', 2)");
	office_sql(estate, "INSERT INTO capacity SELECT p.id, c.key, 100, 1 FROM platform p, resource_class c"
			   " WHERE c.key IN ('vcpu', 'memory_gb', 'ssd_gb')");
	office_sql(estate, "UPDATE capacity SET total = 1000 WHERE class LIKE '%%_gb'");
	office_sql(estate,
		   "INSERT INTO filing (id, filing_no, organisation_id, system_name, source, created_at) VALUES"
		   " (1, 'BA-0001', 2, '水利一张图', 'register', 1), (2, 'BA-0002', 2, '河湖巡查', 'register', 1),"
		   " (3, 'BA-0003', 3, '别家的系统', 'register', 1)");
	office_sql(estate,
		   "INSERT INTO system (id, organisation_id, filing_id, name, level, state, responsible_title,"
		   " responsible_phone, monitored_yes, created_at, operating_at) SELECT id, organisation_id, id,"
		   " system_name, 2, 'operating', '运维岗', '028-86600000', 1, %" PRId64 ", %" PRId64 " FROM filing",
		   begun, begun);
	office_sql(estate, "INSERT INTO system_party SELECT o.id, s.id, s.created_at FROM organisation o, system s"
			   " WHERE o.id IN (1, 6) OR o.id = s.organisation_id OR (o.id IN (4, 5) AND s.id = 1)");
	office_sql(estate,
		   "INSERT INTO allocation (system_id, platform_id, class, granted, allocated, granted_at) VALUES"
		   " (1, 1, 'vcpu', 12, 12, %" PRId64 "), (1, 1, 'vcpu', 4, 4, %" PRId64 "), (1, 1, 'memory_gb', 64, 64, %" PRId64
		   "), (1, 1, 'ssd_gb', 500, 500, %" PRId64 "), (1, 2, 'vcpu', 4, 4, %" PRId64 "), (3, 1, 'vcpu', 20, 20, %" PRId64 ")",
		   begun, begun + 86400, begun, begun, begun, begun);
}

static inline void estate_new(const char *key)
{
	clock_freeze(day_start(at_day(2026, 3, 4)) + 9 * 3600);
	estate = office_new(estate_modules);
	log_threshold(LEVEL_ERROR); /* what is refused here by hundreds is no news */
	CAST_STORE(estate);
	estate_registers();
	ck_assert_int_eq(service_refresh(estate->service, estate->reader), OK);
	procedure = cast_procedure(estate, "db/procedures", key, day_of(clock_now()) - 60);
}

static inline void estate_free(void)
{
	office_free(estate);
}

/* ---- typing ---- */

static inline struct values *typed(const struct field *fields, size_t count, const char *lines)
{
	struct params params = {0};

	while (*lines != '\0') {
		size_t length = strcspn(lines, "\n");
		const char *equal = memchr(lines, '=', length);

		ck_assert_ptr_nonnull(equal);
		params_add(estate->arena, &params, arena_strndup(estate->arena, lines, (size_t)(equal - lines)),
			   arena_strndup(estate->arena, equal + 1, length - (size_t)(equal - lines) - 1));
		lines += length + (lines[length] == '\n');
	}
	return values_decode(estate->arena, fields, count, &params, true);
}

static inline struct matter *matter_now(int64_t id)
{
	struct matter *matter;

	ck_assert_int_eq(matter_find_any(cast_context(estate, system_actor()), id, &matter), FOUND);
	return matter;
}

static inline const char *state_now(int64_t id)
{
	return matter_now(id)->state->key;
}

/* Laid over what the draft says. */
static inline void type_into(int64_t person, int64_t id, const char *lines)
{
	struct context *context = as(person);
	struct values *draft, *more = typed(procedure->form, procedure->form_count, lines);
	struct matter *matter;
	int64_t saves, at;

	ck_assert_int_eq(matter_find(context, id, &matter), FOUND);
	ck_assert_int_eq(matter_draft(context, matter, &draft, &saves, &at), OK);
	for (size_t i = 0; i < draft->count; i++)
		if (more->items[i].present)
			draft->items[i] = more->items[i];
	ck_assert_int_eq(matter_save_draft(context, matter, draft), OK);
}

static inline int64_t opened(int64_t person, int64_t system, int64_t platform, const char *lines)
{
	struct subject subject = {.system = system, .platform = platform};
	int64_t id = 0;

	ck_assert_int_eq(matter_open(as(person), procedure, &subject, &id), OK);
	type_into(person, id, lines);
	return id;
}

static inline void hand_in_by(int64_t person, int64_t id, const char *document)
{
	static int uuid;

	office_sql(estate,
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

/* ---- moving ---- */

/* lines NULL: the action's fields as its prefill leaves them; else laid over that. */
static inline struct values *action_fields(struct context *context, struct matter *matter, const struct action *action,
					   const char *lines)
{
	struct moving moving = {.context = context, .procedure = procedure, .matter = matter, .action = action};
	struct values *more;

	if (action->field_count == 0)
		return NULL;
	moving.fields = values_empty(estate->arena, action->fields, action->field_count);
	ck_assert_int_eq(matter_form(context, matter, &moving.form, NULL), OK);
	if (action->prefill != NULL)
		ck_assert_int_eq(action->prefill->fill(&moving), OK);
	more = typed(action->fields, action->field_count, lines == NULL ? "" : lines);
	for (size_t i = 0; i < more->count; i++)
		if (more->items[i].present)
			moving.fields->items[i] = more->items[i];
	return moving.fields;
}

static inline enum err try_with(int64_t person, int64_t id, const char *key, const char *lines)
{
	struct context *context = person == 0 ? cast_context(estate, system_actor()) : as(person);
	const struct action *action = procedure_action(procedure, key);
	struct matter *matter;

	ck_assert_msg(action != NULL, "%s", key);
	if (person == 0)
		matter = matter_now(id);
	else if (matter_find(context, id, &matter) != FOUND)
		return ERR_NOT_FOUND;
	last_move = (struct move){.matter = matter,
				  .action = action,
				  .step = matter->step,
				  .opinion = action->opinion == OPINION_NONE ? "" : "意见写在这里，不少于十个字。",
				  .fields = action_fields(context, matter, action, lines)};
	return matter_move(context, &last_move);
}

static inline const char *complaints(void)
{
	const struct values *both[] = {last_move.form, last_move.fields};
	const char *all = last_move.sentence != NULL ? last_move.sentence : "";

	for (size_t i = 0; i < last_move.refusal_count; i++)
		all = arena_printf(estate->arena, "%s | %s", all, last_move.refusals[i].sentence);
	for (size_t v = 0; v < ARRAY_LENGTH(both); v++)
		for (size_t i = 0; both[v] != NULL && i < both[v]->count; i++)
			if (both[v]->items[i].error != NULL)
				all = arena_printf(estate->arena, "%s | %s", all, both[v]->items[i].error);
	return all;
}

static inline void go_with(int64_t person, int64_t id, const char *action, const char *lines)
{
	enum err err = try_with(person, id, action, lines);

	ck_assert_msg(err == OK, "%s by %" PRId64 ": %s %s", action, person, err_name(err), complaints());
}

static inline void go(int64_t person, int64_t id, const char *action)
{
	go_with(person, id, action, NULL);
}

/* Refused with a sentence that has these words, and nothing moved. */
static inline void refused(int64_t person, int64_t id, const char *action, const char *lines, const char *words)
{
	const char *before = state_now(id);
	enum err err = try_with(person, id, action, lines);

	ck_assert_msg(err == ERR_INVALID, "%s: %s", action, err_name(err));
	ck_assert_msg(strstr(complaints(), words) != NULL, "wanted %s, got %s", words, complaints());
	ck_assert_str_eq(state_now(id), before);
}

/* The clerk process's round, some days later. */
static inline void wait_days(int64_t days)
{
	pass_days(days);
	ck_assert_int_eq(timeout_job(cast_context(estate, system_actor())), OK);
}

/* What a round of the procedure owed: all, done. */
static inline void owed_now(const char *period, int64_t *owed, int64_t *done)
{
	struct query *query = db_query(estate->reader, Q_ROUND_COUNTS);

	query_text(query, ":key", procedure->key);
	query_text(query, ":period", period);
	query_text(query, ":missed", procedure_missed(estate->arena, procedure));
	query_text(query, ":waived", procedure_waived(estate->arena, procedure));
	query_int(query, ":now", clock_now());
	ck_assert(query_step(query));
	*owed = next_int(query);
	*done = next_int(query);
	ck_assert_int_eq(query_end(query), OK);
}

#define COMMITTED(platform, class) \
	office_number(estate, \
		      "SELECT coalesce(sum(max(granted, allocated)), 0) FROM allocation WHERE system_id = 1 AND " \
		      "platform_id = %d AND class = '%s' AND freed_at IS NULL", \
		      (int)(platform), class)

#endif
