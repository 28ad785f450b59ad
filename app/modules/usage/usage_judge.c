/*
 * What a system's use comes to.  Each machine is judged over a window of
 * months; the system is what most of its judged processors are.  P95 and a
 * window, because a mean of one month misjudges peaks, seasons and standby
 * machines; no class ever does anything by itself.
 */
#include "base/base.h"
#include "modules/usage/usage_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/period.h"
#include "kernel/setting.h"

enum { WHOLE = 100, SMALL_VCPU = 2, SMALL_MEMORY = 4, LEAST_VCPU = 2, LEAST_MEMORY = 4, NO_TRAFFIC = 10 };

static const struct {
	const char *label;
	const char *tone;
} classes[USAGE_CLASSES] = {
	[USAGE_UNJUDGED] = {"不判定", "grey"}, [USAGE_IDLE] = {"闲置", "red"},     [USAGE_LOW] = {"低效", "amber"},
	[USAGE_SLIGHT] = {"偏低", "amber"},    [USAGE_NORMAL] = {"正常", "green"}, [USAGE_HIGH] = {"偏高", "purple"},
};

const char *usage_class_label(enum usage_class class)
{
	return classes[class].label;
}

const char *usage_class_tone(enum usage_class class)
{
	return classes[class].tone;
}

/* ---- sizes ---- */

static int64_t next_size(const int64_t *sizes, size_t count, int64_t needed, int64_t now)
{
	for (size_t i = 0; i < count; i++)
		if (sizes[i] >= needed)
			return sizes[i] < now ? sizes[i] : now;
	return now;
}

/* size × P95 ÷ target, rounded up; P95 in hundredths of a percent. */
static int64_t needed_size(int64_t size, int64_t p95, int64_t target, int64_t least)
{
	int64_t needed = (size * p95 + target * WHOLE - 1) / (target * WHOLE);

	return needed > least ? needed : least;
}

int64_t usage_target_vcpu(const struct service *service, int64_t vcpu, int64_t cpu_p95)
{
	static const int64_t sizes[] = {2, 4, 8, 16, 32, 64};

	return next_size(sizes, ARRAY_LENGTH(sizes),
			 needed_size(vcpu, cpu_p95, setting_integer(service, "target_cpu"), LEAST_VCPU), vcpu);
}

int64_t usage_target_memory(const struct service *service, int64_t memory_gb, int64_t mem_p95)
{
	static const int64_t sizes[] = {4, 8, 16, 32, 64, 128, 256, 512};

	return next_size(sizes, ARRAY_LENGTH(sizes),
			 needed_size(memory_gb, mem_p95, setting_integer(service, "target_mem"), LEAST_MEMORY),
			 memory_gb);
}

/* ---- one machine ---- */

struct facts {
	int64_t operating_at;
	bool trial;
	bool season;
	int64_t last_day; /* of the window */
};

/* Runs over one machine's months, newest first. */
struct run {
	int64_t low_months;
	int64_t high_months;
	bool idle_unbroken, low_unbroken, high_unbroken;
	bool standby;
	int64_t since_day;
	const char *expected; /* the month that comes next without a gap */
};

struct row {
	const char *period;
	int64_t cpu_avg, cpu_p95, mem_avg, mem_p95, traffic, coverage;
};

static bool is_idle(const struct service *service, const struct row *row)
{
	return row->cpu_p95 < setting_integer(service, "cpu_idle_p95") * WHOLE &&
	       row->mem_avg < setting_integer(service, "mem_idle_avg") * WHOLE && row->traffic < NO_TRAFFIC;
}

static bool is_low(const struct service *service, const struct row *row)
{
	return row->cpu_p95 < setting_integer(service, "cpu_low_p95") * WHOLE &&
	       row->mem_p95 < setting_integer(service, "mem_low_p95") * WHOLE;
}

static bool is_high(const struct service *service, const struct row *row)
{
	return row->cpu_p95 > setting_integer(service, "cpu_high_p95") * WHOLE ||
	       row->mem_p95 > setting_integer(service, "mem_high_p95") * WHOLE;
}

static void larger(int64_t *kept, int64_t value)
{
	if (value > *kept)
		*kept = value;
}

static void add_month(struct context *context, struct usage_machine *machine, struct run *run, const struct row *row)
{
	bool follows = text_equal(row->period, run->expected);
	int64_t first = 0;
	int64_t last = 0;

	run->idle_unbroken = run->idle_unbroken && follows && is_idle(context->service, row);
	run->low_unbroken = run->low_unbroken && follows && is_low(context->service, row);
	run->high_unbroken = run->high_unbroken && follows && is_high(context->service, row);
	machine->idle_months += run->idle_unbroken;
	run->low_months += run->low_unbroken;
	run->high_months += run->high_unbroken;
	if (machine->months == 0)
		machine->cpu_avg = row->cpu_avg;
	if (machine->months++ == 0 || row->coverage < machine->coverage)
		machine->coverage = row->coverage;
	larger(&machine->cpu_p95, row->cpu_p95);
	larger(&machine->mem_p95, row->mem_p95);
	larger(&machine->mem_avg, row->mem_avg);
	if (period_days(row->period, &first, &last))
		run->expected = period_before(context->arena, EVERY_MONTH, first);
}

/* Why a machine cannot be judged at all; NULL when it can. */
static const char *not_judged(struct context *context, const struct usage_machine *machine, const struct run *run,
			      const struct facts *facts)
{
	int64_t grace = setting_integer(context->service, "grace_cd");
	int64_t least = setting_integer(context->service, "coverage_min");
	int64_t began = facts->operating_at > 0 ? day_of(facts->operating_at) : facts->last_day;

	if (run->standby)
		return "登记为备机或灾备机";
	if (facts->trial)
		return "系统还没有正式运行";
	if (run->since_day > began)
		began = run->since_day;
	if (facts->last_day - began < grace)
		return arena_printf(context->arena, "启用不满 %" PRId64 " 日", grace);
	if (machine->coverage < least * WHOLE)
		return arena_printf(context->arena, "采样覆盖率 %s，低于 %" PRId64 "%%",
				    usage_percent(context->arena, machine->coverage), least);
	return NULL;
}

static void set_class(struct usage_machine *machine, enum usage_class class, const char *why)
{
	machine->class = class;
	machine->why = why;
}

static void judge_load(struct context *context, struct usage_machine *machine, const struct run *run,
		       const struct facts *facts)
{
	const struct service *service = context->service;
	int64_t window = setting_integer(service, "idle_months");
	char *numbers = arena_printf(context->arena, "处理器 P95 最高 %s，内存 P95 最高 %s",
				     usage_percent(context->arena, machine->cpu_p95),
				     usage_percent(context->arena, machine->mem_p95));
	bool idle = machine->idle_months >= window;
	bool low = run->low_months >= window && !machine->small;

	if (run->high_months >= setting_integer(service, "high_months"))
		set_class(machine, USAGE_HIGH, numbers);
	else if ((idle || low) && facts->season)
		set_class(machine, USAGE_UNJUDGED, "已登记季节性峰值，不列入低效");
	else if (idle)
		set_class(machine, USAGE_IDLE,
			  arena_printf(context->arena, "连续 %" PRId64 " 个月闲置，%s", machine->idle_months, numbers));
	else if (low)
		set_class(machine, USAGE_LOW,
			  arena_printf(context->arena, "连续 %" PRId64 " 个月低效，%s", run->low_months, numbers));
	else if (machine->cpu_avg < setting_integer(service, "cpu_slight_avg") * WHOLE)
		set_class(machine, USAGE_SLIGHT,
			  arena_printf(context->arena, "当月处理器均值 %s",
				       usage_percent(context->arena, machine->cpu_avg)));
	else
		set_class(machine, USAGE_NORMAL, numbers);
}

static void end_machine(struct context *context, struct usage_machine *machine, const struct run *run,
			const struct facts *facts)
{
	const char *why = not_judged(context, machine, run, facts);

	machine->small = machine->vcpu <= SMALL_VCPU && machine->memory_gb <= SMALL_MEMORY;
	machine->target_vcpu = usage_target_vcpu(context->service, machine->vcpu, machine->cpu_p95);
	machine->target_memory_gb = usage_target_memory(context->service, machine->memory_gb, machine->mem_p95);
	if (why != NULL)
		set_class(machine, USAGE_UNJUDGED, why);
	else
		judge_load(context, machine, run, facts);
}

/* ---- all machines of a system ---- */

static enum err read_facts(struct context *context, int64_t system, const char *last_month, struct facts *facts)
{
	struct query *query = db_query(context->db, Q_USAGE_SYSTEM_FACTS);
	int64_t first = 0;

	if (!period_days(last_month, &first, &facts->last_day))
		facts->last_day = day_of(clock_now());
	query_int(query, ":system", system);
	if (query_step(query)) {
		const char *state;

		facts->operating_at = next_int(query);
		state = next_text(query, context->arena);
		facts->trial =
			text_equal(state, "allocating") || text_equal(state, "deploying") || text_equal(state, "trial");
		facts->season = next_int(query) != 0;
	}
	return query_end(query);
}

struct machines {
	struct usage_machine *items;
	size_t count;
	size_t capacity;
};

static struct usage_machine *machine_add(struct arena *arena, struct machines *machines)
{
	if (machines->count == machines->capacity) {
		size_t capacity = machines->capacity == 0 ? 16 : machines->capacity * 2;
		struct usage_machine *items = arena_array(arena, capacity, sizeof *items);

		if (machines->count > 0)
			memcpy(items, machines->items, machines->count * sizeof *items);
		machines->items = items;
		machines->capacity = capacity;
	}
	return &machines->items[machines->count++];
}

static enum err read_machines(struct context *context, int64_t system, const struct usage_judgement *judgement,
			      const struct facts *facts, struct machines *machines)
{
	struct query *query = db_query(context->db, Q_USAGE_ROWS);
	struct usage_machine *machine = NULL;
	struct run run = {0};

	query_int(query, ":system", system);
	query_text(query, ":from", judgement->from);
	query_text(query, ":to", judgement->to);
	query_int(query, ":viewer", context->actor->org);
	while (query_step(query)) {
		int64_t platform = next_int(query);
		const char *platform_name = next_text(query, context->arena);
		const char *code = next_text(query, context->arena);
		struct row row = {.period = next_text(query, context->arena)};
		int64_t vcpu = next_int(query);
		int64_t memory = next_int(query);

		if (machine == NULL || machine->platform != platform || !text_equal(machine->code, code)) {
			if (machine != NULL)
				end_machine(context, machine, &run, facts);
			machine = machine_add(context->arena, machines);
			*machine = (struct usage_machine){platform, platform_name, code, vcpu, memory, .why = ""};
			run = (struct run){.idle_unbroken = true,
					   .low_unbroken = true,
					   .high_unbroken = true,
					   .expected = judgement->to};
		}
		row.cpu_avg = next_int(query);
		row.cpu_p95 = next_int(query);
		row.mem_avg = next_int(query);
		row.mem_p95 = next_int(query);
		row.traffic = next_int(query);
		row.coverage = next_int(query);
		run.standby = next_int(query) != 0;
		run.since_day = next_int(query);
		add_month(context, machine, &run, &row);
	}
	if (machine != NULL)
		end_machine(context, machine, &run, facts);
	return query_end(query);
}

/* ---- the system ---- */

static void sum_up(struct arena *arena, struct usage_judgement *judgement, const struct machines *machines)
{
	enum usage_class best = USAGE_UNJUDGED;

	judgement->machines = (int64_t)machines->count;
	for (size_t i = 0; i < machines->count; i++) {
		const struct usage_machine *machine = &machines->items[i];

		judgement->vcpu += machine->vcpu;
		judgement->class_vcpu[machine->class] += machine->vcpu;
		if (i == 0 || machine->coverage < judgement->coverage)
			judgement->coverage = machine->coverage;
		if (machine->class != USAGE_UNJUDGED) {
			judgement->judged++;
			judgement->judged_vcpu += machine->vcpu;
		}
	}
	for (enum usage_class c = USAGE_IDLE; c < USAGE_CLASSES; c++)
		if (judgement->class_vcpu[c] > 0 &&
		    (best == USAGE_UNJUDGED || judgement->class_vcpu[c] >= judgement->class_vcpu[best]))
			best = c;
	judgement->class = best;
	if (machines->count == 0)
		judgement->why = "尚无数据";
	else if (best == USAGE_UNJUDGED)
		judgement->why = machines->items[0].why;
	else
		judgement->why = arena_printf(arena, "%s 至 %s，按处理器加权：%" PRId64 " 核中 %" PRId64 " 核%s",
					      judgement->from, judgement->to, judgement->judged_vcpu,
					      judgement->class_vcpu[best], usage_class_label(best));
}

enum err usage_unused_since(struct context *context, int64_t system, int64_t *day)
{
	struct query *query = db_query(context->db, Q_USAGE_UNUSED_SINCE);
	int64_t granted_at;
	enum err err;

	*day = 0;
	query_int(query, ":system", system);
	err = query_value(query, 0, &granted_at);
	if (err != OK || granted_at == 0)
		return err;
	if (day_of(granted_at) + setting_integer(context->service, "unused_reclaim_cd") <= day_of(clock_now()))
		*day = day_of(granted_at);
	return OK;
}

/* What was never deployed is idle whatever its machines report, and also when they report nothing. */
static enum err judge_unused(struct context *context, int64_t system, struct usage_judgement *judgement)
{
	int64_t since;
	enum err err = usage_unused_since(context, system, &since);

	if (err != OK || since == 0)
		return err;
	judgement->class = USAGE_IDLE;
	judgement->why =
		arena_printf(context->arena, "%s 核定资源，满 %" PRId64 " 日仍未部署，建议核对后提出回收，不自动执行",
			     format_day(context->arena, since), setting_integer(context->service, "unused_reclaim_cd"));
	return OK;
}

enum err usage_judge(struct context *context, int64_t system, struct usage_judgement *judgement,
		     struct usage_machine **machines, size_t *count)
{
	struct machines found = {0};
	struct facts facts = {0};
	enum err err;

	*judgement = (struct usage_judgement){
		.from = usage_month_back(context, (int)setting_integer(context->service, "idle_months")),
		.to = usage_month_back(context, 1),
	};
	err = read_facts(context, system, judgement->to, &facts);
	if (err == OK)
		err = read_machines(context, system, judgement, &facts, &found);
	if (err != OK)
		return err;
	sum_up(context->arena, judgement, &found);
	if (machines != NULL) {
		*machines = found.items;
		*count = found.count;
	}
	return judge_unused(context, system, judgement);
}
