/*
 * A small province for the tests of the engine: organisations and people of
 * every role, a module with guards and effects that do as they are told, the
 * procedure of sample.yaml.  The clock stands at Tuesday 2024-11-19 09:00.
 */
#ifndef UNIT_KERNEL_MATTER_WORLD_H
#define UNIT_KERNEL_MATTER_WORLD_H

#include "support/cast.h"

#include "kernel/deadline.h"
#include "kernel/matter_seat.h"
#include "kernel/move.h"
#include "kernel/notice.h"

enum { CENTER = 1, UNIT, OTHER_UNIT, PROVIDER, OTHER_PROVIDER, SUPERVISOR, SECOPS, INSTITUTE };

/* One account per line: id, organisation, roles. */
#define PEOPLE(X) \
	X(CLERK, 21, UNIT, "unit.clerk") \
	X(LEAD, 22, UNIT, "unit.lead") \
	X(CLERK_TWO, 23, UNIT, "unit.clerk") \
	X(CLERK_AND_LEAD, 24, UNIT, "unit.clerk unit.lead") \
	X(LEAD_TWO, 25, UNIT, "unit.lead") \
	X(STRANGER, 31, OTHER_UNIT, "unit.clerk") \
	X(STRANGE_LEAD, 32, OTHER_UNIT, "unit.lead") \
	X(INTAKE, 11, CENTER, "center.intake") \
	X(INTAKE_TWO, 12, CENTER, "center.intake") \
	X(REVIEW, 13, CENTER, "center.review") \
	X(APPROVE, 14, CENTER, "center.approve") \
	X(DISPATCH, 15, CENTER, "center.dispatch") \
	X(LEADER, 16, CENTER, "center.lead") \
	X(OWN_CLERK, 17, CENTER, "unit.clerk center.intake center.dispatch") \
	X(OWN_LEAD, 18, CENTER, "unit.lead center.approve") \
	X(JACK, 19, CENTER, "center.intake center.review center.approve") \
	X(ADMIN, 20, CENTER, "admin.system") \
	X(OPERATOR, 41, PROVIDER, "operator.clerk") \
	X(OPERATOR_LEAD, 42, PROVIDER, "operator.lead") \
	X(OTHER_OPERATOR, 51, OTHER_PROVIDER, "operator.clerk") \
	X(MONITOR, 61, SUPERVISOR, "supervisor.clerk") \
	X(WATCH, 71, SECOPS, "secops.clerk") \
	X(EXPERT, 81, INSTITUTE, "review.expert") \
	X(EXPERT_TWO, 82, INSTITUTE, "review.expert")

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
};

/* ---- the module that does as it is told ---- */

static bool gate_shut, guard_says_no, effect_fails;
static int guard_calls, guard_no_from_call; /* 0: never */
static bool guard_under_lock;
static int64_t signed_platforms[8];
static bool signed_moves[8];
static size_t signatures;

static enum verdict gate_open(struct moving *moving, struct answer *answer)
{
	if (!gate_shut)
		return VERDICT_YES;
	answer->sentence = arena_strdup(moving->context->arena, "门槛没有打开");
	answer->cure = arena_strdup(moving->context->arena, "去打开");
	return VERDICT_NO;
}

static enum verdict allowed(struct moving *moving, struct answer *answer)
{
	guard_calls++;
	guard_under_lock = tx_open(moving->context->db);
	if (!guard_says_no && (guard_no_from_call == 0 || guard_calls < guard_no_from_call))
		return VERDICT_YES;
	answer->sentence = arena_strdup(moving->context->arena, "配额不足");
	return VERDICT_NO;
}

/* Something to see that an effect ran: an alarm for the leader. */
static enum err leave_mark(struct moving *moving, struct answer *answer UNUSED)
{
	ck_assert_int_gt(moving->event, 0);
	ck_assert(tx_open(moving->context->db));
	return notice_add(moving->context, CENTER, "center.lead", 0, "alarm", moving->matter->id, "mark");
}

static enum err explode(struct moving *moving, struct answer *answer)
{
	if (!effect_fails)
		return OK;
	answer->sentence = arena_strdup(moving->context->arena, "台账没有写成");
	return ERR_INVALID;
}

static enum err count_signature(struct moving *moving, struct answer *answer UNUSED)
{
	signed_platforms[signatures] = moving->platform;
	signed_moves[signatures++] = moving->moves;
	return OK;
}

static const struct guard_row world_guards[] = {
	{"gate_open", "门槛", "12", gate_open},
	{"allowed", "配额", "13", allowed},
	{.name = NULL},
};
static const struct effect_row world_effects[] = {
	{"leave_mark", leave_mark},
	{"explode", explode},
	{"count_signature", count_signature},
	{NULL, NULL},
};

static enum err fill_total(struct moving *moving)
{
	values_set_number(moving->form, "total", moving->matter->platform);
	return OK;
}

static const struct prefill_row world_prefills[] = {{"known_total", fill_total}, {NULL, NULL}};

#define NUMBER_OF(key, value, unit) \
	{ \
		key, SETTING_INTEGER, value, unit, 1, 90, "时限", "—", "本系统默认" \
	}
static const struct setting_row world_settings[] = {
	NUMBER_OF("check_wd", "3", "工作日"),
	NUMBER_OF("accept_wd", "5", "工作日"),
	NUMBER_OF("correct_wd", "10", "工作日"),
	NUMBER_OF("total_wd", "16", "工作日"),
	NUMBER_OF("build_cd", "30", "日"),
	NUMBER_OF("receive_h", "4", "小时"),
	NUMBER_OF("lapse_wd", "20", "工作日"),
	NUMBER_OF("long_wd", "30", "工作日"),
	NUMBER_OF("urgent_min", "45", "分钟"),
	{.key = NULL},
};

static const struct module world_module = {
	.name = "world",
	.guards = world_guards,
	.effects = world_effects,
	.prefills = world_prefills,
	.settings = world_settings,
};
static const struct module *const world_modules[] = {&world_module, NULL};

/* ---- the world ---- */

static struct office *world;
static const struct procedure *sample;

static inline int64_t at_time(int year, int month, int day, int hour)
{
	return day_start(day_from_date((struct date){year, month, day})) + hour * 3600;
}

/* Writing as this account; arena. */
static inline struct context *as(int64_t person)
{
	return CAST_AS(world, person);
}

static inline struct context *as_clerk_process(void)
{
	struct context *context = as(CLERK);

	context->actor = system_actor();
	return context;
}

static inline void world_registers(void)
{
	office_sql(world, "INSERT INTO platform (id, code, name, kind, operator_id, zones, rank) VALUES"
			  " (1, 'A', '甲云', 'service', 4, '', 1), (2, 'B', '乙云', 'recovery', 5, '', 2),"
			  " (3, 'C', '丙云', 'recovery', 4, '', 3)");
	office_sql(world, "INSERT INTO assessor (id, name, qualification_no, kind, scope, valid_from, valid_to) VALUES"
			  " (1, '甲测评', 'Q-1', 'security', '', 20000, 21000),"
			  " (2, '乙测评', 'Q-2', 'performance', '', 20000, 21000)");
}

/* 2024-11-23, a Saturday, is worked; Friday 2024-11-22 is not.  In the past: the audit log takes no row from the
 * future. */
static inline void world_calendar(void)
{
	int64_t saturday = day_from_date((struct date){2024, 11, 23});

	office_sql(world,
		   "INSERT INTO workday VALUES (%" PRId64 ", 1, '调休上班', 'test'), (%" PRId64 ", 0, '调休', 'test')",
		   saturday, saturday - 1);
}

static inline void world_new(void)
{
	gate_shut = guard_says_no = effect_fails = false;
	guard_calls = guard_no_from_call = 0;
	signatures = 0;
	clock_freeze(at_time(2024, 11, 19, 9));
	world = office_new(world_modules);
	CAST_STORE(world);
	world_registers();
	world_calendar();
	ck_assert_int_eq(service_refresh(world->service, world->reader), OK);
	sample = cast_procedure(world, "tests/unit/kernel", "sample", day_of(clock_now()));
	ck_assert_int_eq(world->service->org_center, CENTER);
}

static inline void world_free(void)
{
	office_free(world);
}

static inline void pass_time(int64_t seconds)
{
	clock_freeze(clock_now() + seconds);
}

/* ---- matters ---- */

static inline struct matter *matter_now(int64_t id)
{
	struct matter *matter;

	ck_assert_int_eq(matter_find_any(as_clerk_process(), id, &matter), FOUND);
	return matter;
}

static inline const char *state_now(int64_t id)
{
	return matter_now(id)->state->key;
}

static inline struct values *form_of(const char *name, const char *kind, const char *size)
{
	struct values *form = values_empty(world->arena, sample->form, sample->form_count);

	values_set(form, "name", name);
	values_set(form, "kind", kind);
	values_set(form, "size", size);
	return form;
}

/* A document as if it had been uploaded: the row and its event. */
static inline void hand_in(int64_t id, const char *document)
{
	static int uuid;
	struct context *context = as(CLERK);

	ck_assert_int_eq(tx_begin(context->db), OK);
	ck_assert_int_eq(event_record(context,
				      &(struct happening){.matter = matter_now(id),
							  .role = ROLE_UNIT_CLERK,
							  .action = "attach",
							  .label = "上传"},
				      NULL),
			 OK);
	ck_assert_int_eq(tx_end(context->db, OK), OK);
	office_sql(
		world,
		"INSERT INTO attachment (uuid, matter_id, document, version, organisation_id, name, type, size, digest,"
		" sealed_digest, uploaded_by, uploaded_at, follows) VALUES ('%032d', %" PRId64
		", '%s', (SELECT coalesce(max(version), 0) + 1 FROM attachment WHERE matter_id = %" PRId64
		" AND document = '%s'), 2, 'a.pdf', 'pdf', 1, zeroblob(32), zeroblob(32), 21, %" PRId64
		", (SELECT max(id) FROM event WHERE matter_id = %" PRId64 "))",
		++uuid, id, document, id, document, clock_now(), id);
}

static inline int64_t open_by(int64_t person)
{
	int64_t id = 0;

	ck_assert_int_eq(matter_open(as(person), sample, NULL, &id), OK);
	return id;
}

/* A draft that could be submitted. */
static inline int64_t filled_by(int64_t person)
{
	int64_t id = open_by(person);
	struct context *context = as(person);
	struct matter *matter;

	ck_assert_int_eq(matter_find(context, id, &matter), FOUND);
	ck_assert_int_eq(matter_save_draft(context, matter, form_of("水利一张图", "small", "8")), OK);
	hand_in(id, "letter");
	return id;
}

static struct move last_move;

static inline enum err try_with(int64_t person, int64_t id, const char *action, const char *opinion,
				struct values *fields)
{
	struct context *context = person == 0 ? as_clerk_process() : as(person);
	struct matter *matter;
	enum found found = person == 0 ? matter_find_any(context, id, &matter) : matter_find(context, id, &matter);

	if (found != FOUND)
		return ERR_NOT_FOUND;
	last_move = (struct move){
		.matter = matter,
		.action = procedure_action(sample, action),
		.step = matter->step,
		.opinion = opinion,
		.fields = fields,
	};
	ck_assert_ptr_nonnull(last_move.action);
	return matter_move(context, &last_move);
}

static inline enum err try_to(int64_t person, int64_t id, const char *action, const char *opinion)
{
	return try_with(person, id, action, opinion, NULL);
}

static inline void go(int64_t person, int64_t id, const char *action)
{
	enum err err = try_to(person, id, action, "意见写在这里");

	ck_assert_msg(err == OK, "%s by %" PRId64 ": %s %s", action, person, err_name(err),
		      last_move.sentence != NULL ? last_move.sentence : "");
}

static inline struct values *granted(const char *number)
{
	const struct action *rule = procedure_action(sample, "rule");
	struct values *fields = values_empty(world->arena, rule->fields, rule->field_count);

	values_set(fields, "granted", number);
	return fields;
}

static inline void order(int64_t id, int64_t platform, int64_t operator)
{
	office_sql(world,
		   "INSERT INTO work_order (matter_id, platform_id, operator_id, state, opened_at, due_at) VALUES "
		   "(%" PRId64 ", %" PRId64 ", %" PRId64 ", 'open', 1, 1)",
		   id, platform, operator);
}

/* A fresh matter that has come, the usual way, to a state. */
static inline int64_t matter_in(const char *state)
{
	static const struct {
		const char *state;
		int64_t person;
		const char *action;
	} way[] = {
		{"draft", CLERK, "submit"},
		{"unit_check", LEAD, "pass"},
		{"acceptance", INTAKE, "accept"},
		{"review", REVIEW, "conclude"},
		{"ruling", APPROVE, "rule"},
		{"building", OPERATOR, "built"},
		{"building", OTHER_OPERATOR, "built"},
		{"receiving", CLERK, "receive"},
	};
	int64_t id;

	if (text_equal(state, "correcting") || text_equal(state, "unit_recheck")) {
		id = matter_in("acceptance");
		go(INTAKE, id, "correct");
		hand_in(id, "letter");
		if (text_equal(state, "unit_recheck"))
			go(CLERK, id, "resubmit");
		ck_assert_str_eq(state_now(id), state);
		return id;
	}
	id = filled_by(CLERK);
	order(id, 1, PROVIDER);
	order(id, 2, OTHER_PROVIDER);
	for (size_t i = 0; i < ARRAY_LENGTH(way) && !text_equal(state_now(id), state); i++) {
		ck_assert_str_eq(state_now(id), way[i].state);
		if (text_equal(way[i].action, "rule"))
			ck_assert_int_eq(try_with(way[i].person, id, "rule", NULL, granted("8")), OK);
		else
			go(way[i].person, id, way[i].action);
	}
	ck_assert_str_eq(state_now(id), state);
	return id;
}

/* Everything a move may touch, as one number: nothing half-done. */
static inline int64_t traces(int64_t id)
{
	return office_number(world,
			     "SELECT (SELECT count(*) FROM event WHERE matter_id = %" PRId64 ") * 1000000"
			     " + (SELECT count(*) FROM audit) * 10000 + (SELECT count(*) FROM notice) * 100"
			     " + (SELECT count(*) FROM task WHERE matter_id = %" PRId64 ")"
			     " + (SELECT step * 7 + revision * 3 FROM matter WHERE id = %" PRId64 ")",
			     id, id, id);
}

/* As RUN_SUITE, with a fresh world for every test. */
#define RUN_WORLD(name, ...) RUN_WORLD_FROM(world_new, name, __VA_ARGS__)

/* With more in it: set_up calls world_new first. */
#define RUN_WORLD_FROM(set_up, name, ...) RUN_SUITE_IN(name, set_up, world_free, 60, __VA_ARGS__)

#endif
