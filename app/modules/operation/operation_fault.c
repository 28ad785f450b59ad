/* What the moves of a fault write: its row, its clocks by level, who is told. */
#include "base/base.h"
#include "modules/operation/operation_parts.h"
#include "modules/registry/registry.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/deadline.h"

enum { LEVELS = 4, PUSHED_FROM = 2 };

enum found fault_find(struct context *context, int64_t matter, struct fault *fault)
{
	struct query *query = db_query(context->db, Q_FAULT_FIND);
	bool found;

	query_int(query, ":matter", matter);
	found = query_step(query);
	if (found) {
		fault->level = next_int(query);
		fault->reported_level = next_int(query);
		fault->raised = next_int(query);
		fault->began_at = next_int(query);
		fault->found_at = next_int(query);
		fault->reported_at = next_int(query);
		fault->respond_due_at = next_int(query);
		fault->responded_at = next_int(query);
		fault->restore_due_at = next_int(query);
		fault->restored_at = next_int(query);
		fault->handler = next_int(query);
		fault->handler_name = next_text(query, context->arena);
		fault->report_due_at = next_int(query);
		fault->arrive_due_at = next_int(query);
		fault->arrived_at = next_int(query);
		fault->remote = next_int(query) != 0;
		fault->platform = next_int(query);
		fault->respond_contract = next_text(query, context->arena);
		fault->restore_contract = next_text(query, context->arena);
		fault->confirmed_at = next_int(query);
		fault->responsible_name = next_text(query, context->arena);
		fault->responder_name = next_text(query, context->arena);
		fault->retaken_at = next_int(query);
	}
	return query_end(query) != OK ? FIND_FAILED : found ? FOUND : NOT_FOUND;
}

static struct fault_held held_by(const struct fault *fault)
{
	return (struct fault_held){
		.handler = fault->handler, .platform = fault->platform, .reported_at = fault->reported_at};
}

/* ---- reporting ---- */

/* What is known when the page opens: today, the platform's operator, the unit that reports. */
enum err fault_begin(struct moving *moving)
{
	struct matter *matter = moving->matter;
	struct values *form = moving->form;
	int64_t platform = 0, operator= 0;
	enum err err = platform_of(moving->context, matter, &platform);

	if (err == OK && platform > 0)
		err = registry_platform_operator(moving->context, platform, &operator);
	values_set_number(form, "found_day", day_of(clock_now()));
	values_set_number(form, "began_day", day_of(clock_now()));
	values_set(form, "all_units", "no");
	values_set(form, "planned", "no");
	if (operator> 0)
		values_set_number(form, "party", operator);
	if (matter->system > 0)
		values_set_number(values_add_row(form, "affected"), "affected_unit", matter->unit);
	else if (role_kinds(matter->owner_role) == KIND_UNIT)
		values_set_number(values_add_row(form, "affected"), "affected_unit", matter->org);
	return err;
}

static void bind_or_null(struct query *query, const char *name, int64_t value)
{
	if (value > 0)
		query_int(query, name, value);
	else
		query_null(query, name);
}

static enum err add_row(struct moving *moving, int64_t level, int64_t platform, bool planned)
{
	const struct values *form = moving->form;
	int64_t party = values_number(form, "party", 0);
	struct fault_held held = {.handler = party, .platform = platform, .reported_at = clock_now()};
	struct fault_clock clock = {0};
	struct query *query;
	enum err err = fault_clock(moving->context, &held, FAULT_RESPOND, level, clock_now(), &clock);

	if (err != OK)
		return err;
	fault_clock_set(moving, &clock);
	query = db_query(moving->context->db, Q_FAULT_ADD);
	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":level", level);
	bind_or_null(query, ":platform", platform);
	bind_or_null(query, ":system", moving->matter->system);
	query_text(query, ":side", values_word(form, "side"));
	query_int(query, ":handler", party);
	query_int(query, ":planned", planned);
	query_int(query, ":interrupted", yes_in(form, "interrupted"));
	query_int(query, ":data_loss", yes_in(form, "data_loss"));
	query_int(query, ":systems", values_number(form, "systems_down", 0));
	query_int(query, ":vcpu", values_number(form, "vcpu_down", 0));
	query_int(query, ":began", moment_in(form, "began_day", "began_time"));
	query_int(query, ":found", moment_in(form, "found_day", "found_time"));
	query_int(query, ":now", clock_now());
	query_int(query, ":due", clock.due_at);
	bind_or_null(query, ":contract", clock.contract);
	query_int(query, ":report_due",
		  fault_report_due(moving->context, level, moment_in(form, "found_day", "found_time")));
	query_int(query, ":arrive_due", fault_arrive_due(moving->context, level, clock_now()));
	return query_run(query);
}

static int64_t level_in(const struct values *values, const char *key)
{
	int64_t level = LEVELS;

	return parse_integer(values_word(values, key), &level) && level >= 1 && level <= LEVELS ? level : LEVELS;
}

enum err fault_open(struct moving *moving, struct answer *answer UNUSED)
{
	struct matter *matter = moving->matter;
	int64_t level = level_in(moving->form, "level");
	int64_t platform = 0;
	bool exists, in_time = false;
	enum err err = platform_of(moving->context, matter, &platform);

	if (err == OK && yes_in(moving->form, "planned"))
		err = fault_maintenance(moving, values_word(moving->form, "maintenance_number"),
					moment_in(moving->form, "began_day", "began_time"), &exists, &in_time);
	if (err == OK)
		err = add_row(moving, level, platform, in_time);
	if (err == OK && yes_in(moving->form, "all_units") && platform > 0)
		err = address_to_hosted(moving->context, matter, platform);
	if (err == OK && role_kinds(matter->owner_role) == KIND_UNIT)
		err = matter_address(moving->context, matter, matter->org);
	return err;
}

/* Ⅰ and Ⅱ at once; the levels below stand in the inbox and in the weekly summary. */
enum err fault_push(struct moving *moving, struct answer *answer UNUSED)
{
	struct arena *arena = moving->context->arena;
	struct fault fault;

	if (fault_find(moving->context, moving->matter->id, &fault) != FOUND)
		return ERR_INTERNAL;
	if (fault.level > PUSHED_FROM)
		return OK;
	return push(moving->context, moving->matter, true,
		    arena_printf(arena, "%s故障：%s，%s 开始，由%s处置。%s", fault_level_label(fault.level),
				 moving->matter->title, format_time_short(arena, fault.began_at), fault.handler_name,
				 fault.raised > 0 ? "因逾时等级升高" : "请做好应对"));
}

/* ---- under way ---- */

/* Whoever has it now: the clock that runs goes on. */
static void keep_clock(struct moving *moving, int64_t due_at)
{
	moving->due_at = due_at;
	moving->due_rule = arena_printf(moving->context->arena, "改派不重新计时，至 %s（北京时间）",
					format_time(moving->context->arena, due_at));
}

/* The limit is that of the level it was reported with: rising for being late gives no new time to count by. */
enum err fault_respond(struct moving *moving, struct answer *answer UNUSED)
{
	struct fault_clock own = {0}, now = {0};
	struct fault_held held;
	struct query *query;
	struct fault fault;
	enum err err;

	if (fault_find(moving->context, moving->matter->id, &fault) != FOUND)
		return ERR_INTERNAL;
	held = held_by(&fault);
	err = fault_clock(moving->context, &held, FAULT_RESTORE, fault.reported_level, clock_now(), &own);
	if (err == OK)
		err = fault_clock(moving->context, &held, FAULT_RESTORE, fault.level, clock_now(), &now);
	if (err != OK)
		return err;
	if (fault.restore_due_at > clock_now())
		keep_clock(moving, fault.restore_due_at);
	else
		fault_clock_set(moving, &now);
	query = db_query(moving->context->db, Q_FAULT_RESPOND);
	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":now", clock_now());
	query_int(query, ":due", own.due_at);
	bind_or_null(query, ":contract", own.contract);
	return query_run(query);
}

/* The form says the level, so that pages and conditions do. */
static enum err say_level(struct moving *moving, int64_t level)
{
	values_set(moving->form, "level", arena_printf(moving->context->arena, "%" PRId64, level));
	return matter_revise(moving->context, moving->matter, moving->form);
}

enum err fault_raise(struct moving *moving, struct answer *answer UNUSED)
{
	bool responding = text_equal(moving->matter->state->key, "responding");
	struct fault_clock clock = {0};
	struct fault_held held;
	struct query *query;
	struct fault fault;
	int64_t level;
	enum err err;

	if (fault_find(moving->context, moving->matter->id, &fault) != FOUND)
		return ERR_INTERNAL;
	level = fault.level > 1 ? fault.level - 1 : 1;
	held = held_by(&fault);
	err = fault_clock(moving->context, &held, responding ? FAULT_RESPOND : FAULT_RESTORE, level, clock_now(),
			  &clock);
	if (err != OK)
		return err;
	fault_clock_set(moving, &clock);
	query = db_query(moving->context->db, Q_FAULT_RAISE);
	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":level", level);
	err = query_run(query);
	return err == OK ? say_level(moving, level) : err;
}

enum err fault_regrade_row(struct moving *moving, const struct fault *fault, int64_t level, struct fault_clock *restore)
{
	struct fault_held held = held_by(fault);
	struct fault_clock respond = {0};
	bool retaken = fault->retaken_at > 0;
	struct query *query;
	enum err err = fault_clock(moving->context, &held, FAULT_RESPOND, level, fault->reported_at, &respond);

	if (err == OK)
		err = fault_clock(moving->context, &held, FAULT_RESTORE, level,
				  retaken ? fault->retaken_at : fault->responded_at, restore);
	if (err != OK)
		return err;
	query = db_query(moving->context->db, Q_FAULT_REGRADE);
	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":level", level);
	query_int(query, ":respond_due", respond.due_at);
	bind_or_null(query, ":respond_contract", respond.contract);
	query_int(query, ":restore_due", restore->due_at);
	bind_or_null(query, ":restore_contract", restore->contract);
	query_int(query, ":report_due", fault_report_due(moving->context, level, fault->found_at));
	query_int(query, ":arrive_due",
		  fault_arrive_due(moving->context, level, retaken ? fault->retaken_at : fault->reported_at));
	return query_run(query);
}

/* A level that was wrong from the beginning changes the limits too. */
enum err fault_regrade(struct moving *moving, struct answer *answer)
{
	struct fault_clock restore = {0};
	int64_t level = level_in(moving->fields, "new_level");
	struct fault fault;
	enum err err;

	if (fault_find(moving->context, moving->matter->id, &fault) != FOUND)
		return ERR_INTERNAL;
	if (level == fault.level)
		return answer_refuse(moving, answer,
				     (struct answer_help){.cure = "请选择另一个等级", .field = "new_level"},
				     "现在就是%s", fault_level_label(level));
	err = fault_regrade_row(moving, &fault, level, &restore);
	fault_clock_set(moving, &restore);
	return err == OK ? say_level(moving, level) : err;
}

enum err fault_make_responsible(struct moving *moving, int64_t party)
{
	struct query *query = db_query(moving->context->db, Q_FAULT_RESPONSIBLE_DROP);
	enum err err;

	query_int(query, ":matter", moving->matter->id);
	err = query_run(query);
	if (err != OK)
		return err;
	query = db_query(moving->context->db, Q_FAULT_RESPONSIBLE_ADD);
	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":organisation", party);
	query_int(query, ":now", clock_now());
	err = query_run(query);
	return err == OK ? matter_party_add(moving->context, moving->matter, party, "addressee") : err;
}

enum err fault_hand_over(struct moving *moving, struct answer *answer UNUSED)
{
	int64_t party = values_number(moving->fields, "new_party", 0);
	struct query *query = db_query(moving->context->db, Q_FAULT_HAND_OVER);
	enum err err;

	keep_clock(moving, moving->matter->due_at);
	query_int(query, ":matter", moving->matter->id);
	query_text(query, ":side", values_word(moving->fields, "new_side"));
	query_int(query, ":handler", party);
	err = query_run(query);
	if (err == OK)
		err = fault_make_responsible(moving, party);
	values_set(moving->form, "side", values_word(moving->fields, "new_side"));
	values_set_number(moving->form, "party", party);
	return err == OK ? matter_revise(moving->context, moving->matter, moving->form) : err;
}
