/*
 * A quarter to be assessed: the first of 2026 (2026-01-01 to 2026-03-31, 90 days
 * or 129,600 minutes), frozen at noon of 2026-04-21.  Records are rows put in by
 * plain SQL, each with a bare matter of its own; points are read from the sheet.
 */
#ifndef UNIT_MODULES_ASSESS_CAST_H
#define UNIT_MODULES_ASSESS_CAST_H

#include "unit/modules/provider_cast.h"

#include "kernel/round.h"
#include "modules/assess/assess_matter.h"
#include "modules/ledger/ledger.h"

#define QUARTER "2026Q1"

static const struct module *const assessed_modules[] = {
	&account_module,  &assess_module,  &change_module, &efficiency_module, &interpretation_module, &ledger_module, &matter_module,
	&operation_module, &planning_module, &provider_module, &registry_module, &resource_module, &review_module,
	&usage_module, NULL,
};

static inline int64_t instant(int year, int month, int day, int hour, int minute)
{
	return day_start(at_day(year, month, day)) + hour * 3600 + minute * 60;
}

static inline void quarter_with(const struct module *const *modules)
{
	clock_freeze(instant(2026, 4, 21, 12, 0));
	cloud = office_new(modules);
	CAST_STORE(cloud);
	cloud_registers();
	office_sql(cloud, "UPDATE capacity SET total = 1000000");
	ck_assert_int_eq(service_refresh(cloud->service, cloud->reader), OK);
	application = cast_procedure(cloud, "db/procedures", "assessment", at_day(2025, 1, 1));
}

static inline void quarter_new(void)
{
	quarter_with(assessed_modules);
}

/* A bare matter of any procedure: what it was opened, in which state; its number is its id. */
static inline int64_t record_of(const char *key, int64_t org, const char *period, const char *state, int64_t at)
{
	int64_t id = office_number(cloud, "SELECT coalesce(max(id), 100) + 1 FROM matter");

	office_sql(cloud,
		   "INSERT INTO matter (id, procedure_id, procedure_key, number, organisation_id, owner_role, period, title, state,"
		   " opened_at, submitted_at, state_at) VALUES (%" PRId64 ", %" PRId64 ", '%s', 'N-%" PRId64 "', %" PRId64
		   ", 'operator.clerk', '%s', '%s', '%s', %" PRId64 ", %" PRId64 ", %" PRId64 ")",
		   id, application->id, key, id, org, period, key, state, at, at, at);
	return id;
}

/* A seat of it, due and taken then; closed 0: still open. */
static inline void seat_of(int64_t matter, const char *state, int64_t org, int64_t due, int64_t closed)
{
	office_sql(cloud,
		   "INSERT INTO task (matter_id, state, organisation_id, role, opened_at, due_at, closed_at) VALUES (%" PRId64
		   ", '%s', %" PRId64 ", 'operator.clerk', 1, %" PRId64 ", nullif(%" PRId64 ", 0))",
		   matter, state, org, due, closed);
}

static inline void moved_of(int64_t matter, const char *from, const char *to, int64_t at)
{
	office_sql(cloud,
		   "INSERT INTO event (matter_id, at, role, actor_label, action, label, from_state, to_state, revision) VALUES (%" PRId64
		   ", %" PRId64 ", '', '', 'x', 'x', '%s', '%s', 1)",
		   matter, at, from, to);
}

/* What was due from its house by then, and left it then. */
static inline void handed_of(int64_t matter, int64_t org, int64_t due, int64_t at)
{
	seat_of(matter, "draft", org, due, at);
	moved_of(matter, "draft", "reviewing", at);
}

struct breakdown {
	int level;
	int64_t responsible;
	int64_t began;
	int respond_min, respond_limit;
	int restore_min, restore_limit;
	int cores;
	bool planned, interrupted, loss;
};

#define BREAKDOWN(l, who, at, answered, answer_limit, restored, restore, vcpu, ...) \
	&(struct breakdown) \
	{ \
		.level = l, .responsible = who, .began = at, .respond_min = answered, .respond_limit = answer_limit, \
		.restore_min = restored, .restore_limit = restore, .cores = vcpu, __VA_ARGS__ \
	}

static inline int64_t fault_of(const struct breakdown *fault)
{
	int64_t id = record_of("fault", UNIT, "", "closed", fault->began);

	office_sql(cloud,
		   "INSERT INTO fault (matter_id, level, reported_level, platform_id, side, handler_id, responsible_id, planned_yes,"
		   " interrupted_yes, data_loss_yes, affected_systems, affected_vcpu, began_at, found_at, reported_at, respond_due_at,"
		   " responded_at, restore_due_at, restored_at) VALUES (%" PRId64 ", %d, %d, 1, 'provider', %" PRId64 ", %" PRId64
		   ", %d, %d, %d, 1, %d, %" PRId64 ", %" PRId64 ", %" PRId64 ", %" PRId64 ", %" PRId64 ", %" PRId64 ", %" PRId64 ")",
		   id, fault->level, fault->level, fault->responsible, fault->responsible, fault->planned, fault->interrupted,
		   fault->loss, fault->cores, fault->began, fault->began, fault->began, fault->began + fault->respond_limit * 60,
		   fault->began + fault->respond_min * 60, fault->began + fault->restore_limit * 60,
		   fault->began + fault->restore_min * 60);
	return id;
}

static inline void measured(const char *kind, int64_t platform, int64_t operator_id, const char *period, int total,
			    int passed)
{
	int64_t id = record_of("backup_test", SUPERVISOR, "", "settled", instant(2026, 2, 2, 9, 0));

	office_sql(cloud,
		   "INSERT INTO measurement (matter_id, kind, platform_id, operator_id, period, total, passed, settled_at) VALUES (%" PRId64
		   ", '%s', %" PRId64 ", %" PRId64 ", '%s', %d, %d, %" PRId64 ")",
		   id, kind, platform, operator_id, period, total, passed, instant(2026, 2, 2, 9, 0));
}

/* The clerk process, inside a transaction. */
static inline struct context *clerk(void)
{
	struct context *context = as(ASSESS);

	context->actor = system_actor();
	return context;
}

/* Freeze the quarter of an organisation; the matter. */
static inline int64_t frozen_for(int64_t org)
{
	int64_t id = record_of("assessment", org, QUARTER, "scoring", instant(2026, 4, 1, 7, 0));
	struct matter matter = {.id = id, .org = org, .period = QUARTER};
	struct context *context = clerk();

	ck_assert_int_eq(tx_begin(context->db), OK);
	ck_assert_int_eq(tx_end(context->db, assess_freeze(context, &matter)), OK);
	return id;
}

static inline int64_t points_of(int64_t matter, const char *code)
{
	return office_number(cloud,
			     "SELECT coalesce((SELECT points FROM assessment_line WHERE matter_id = %" PRId64
			     " AND indicator = '%s'), -1)",
			     matter, code);
}

static inline bool says(int64_t matter, const char *code, const char *words)
{
	return office_number(cloud,
			     "SELECT count(*) FROM assessment_line WHERE matter_id = %" PRId64
			     " AND indicator = '%s' AND instr(words, '%s') > 0",
			     matter, code, words) == 1;
}

static inline int64_t opened_round(int64_t org)
{
	struct opening opening = {
		.procedure = application, .org = org, .role = ROLE_OPERATOR_CLERK, .subject = {.period = QUARTER}};
	struct context *context = clerk();
	int64_t id = 0;

	ck_assert_int_eq(tx_begin(context->db), OK);
	ck_assert_int_eq(tx_end(context->db, matter_open_for(context, &opening, &id)), OK);
	return id;
}

static inline void time_passes(int64_t until)
{
	struct context *context = clerk();

	clock_freeze(until);
	ck_assert_int_eq(time_job(context), OK);
}

/* Opened on the first working day of April, frozen after the thirteenth. */
static inline int64_t frozen_sheet(int64_t org)
{
	int64_t id;

	clock_freeze(instant(2026, 4, 1, 9, 0));
	id = opened_round(org);
	time_passes(instant(2026, 4, 21, 12, 0));
	ck_assert_str_eq(state_now(id), "scoring");
	return id;
}

static inline void draft_item_at(int64_t id, const char *kind, const char *indicator, const char *points,
				 const char *place)
{
	struct context *context = as(ASSESS);
	struct matter *matter = seen_by(ASSESS, id);
	struct values *draft, *row;
	int64_t saves, at;

	ck_assert_int_eq(matter_draft(context, matter, &draft, &saves, &at), OK);
	row = row_add(draft, "items");
	values_set(row, "kind", kind);
	values_set(row, "item_indicator", indicator);
	values_set(row, "points", points);
	values_set(row, "reason", "按走访情况评分");
	values_set(row, "proof", "走访记录");
	values_set(row, "place", place);
	ck_assert_int_eq(matter_save_draft(context, matter, draft), OK);
}

/* Each on a page of its own. */
static inline void draft_item(int64_t id, const char *kind, const char *indicator, const char *points)
{
	static int page;

	draft_item_at(id, kind, indicator, points, arena_printf(cloud->arena, "第%d页", ++page));
}

static inline int64_t scored_sheet(int64_t org)
{
	int64_t id = frozen_sheet(org);

	draft_item(id, "rating", org == SUPERVISOR ? "m6" : "p51", "6.00");
	hand_in(id, "evidence");
	go(ASSESS, id, "score");
	return id;
}

/* 0: counted again, the sheets of the quarter are what was kept. */
static inline int recomputed(const char *quarter)
{
	char *period = arena_strdup(cloud->arena, quarter);

	return assess_command(3, (char *[]){"assess", "recompute", period, NULL}, clerk());
}

#define RUN_QUARTER(name, ...) RUN_SUITE_IN(name, quarter_new, cloud_free, 120, __VA_ARGS__)

#endif
