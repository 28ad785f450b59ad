/*
 * What a system's use comes to: each machine is judged over a window of months
 * (usage_verdict.c); the system is what most of its judged processors are.
 */
#include "base/base.h"
#include "modules/usage/usage_parts.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/period.h"
#include "kernel/setting.h"

enum err usage_rules_of_month(struct context *context, const char *month, struct usage_rules *rules)
{
	int64_t first = 0, last = 0;

	if (!period_days(month, &first, &last))
		return ERR_INTERNAL;
	return usage_rules_on(context, last, rules);
}

/* ---- what the register says ---- */

/* As of today for the newest month: what was granted since counts; of an older one as it was when that ended. */
static int64_t exemption_day(struct context *context, const struct usage_facts *facts)
{
	return text_equal(facts->to, usage_month_back(context, 1)) ? day_of(clock_now()) : facts->last_day;
}

static enum err read_exemptions(struct context *context, int64_t system, struct usage_facts *facts)
{
	struct query *query = db_query(context->db, Q_USAGE_EXEMPTIONS_OF);
	int64_t day = exemption_day(context, facts);

	query_int(query, ":system", system);
	query_int(query, ":day", day);
	query_int(query, ":end", day_end(day));
	while (facts->exemption_count < EXEMPTIONS_MAX && query_step(query)) {
		struct usage_exemption *exemption = &facts->exemptions[facts->exemption_count++];
		int64_t until;

		exemption->machine = next_text(query, context->arena);
		until = next_int(query);
		exemption->text = arena_printf(context->arena, "已豁免至 %s（%s），不提出建议",
					       format_day(context->arena, until), next_text(query, context->arena));
	}
	return query_end(query);
}

static enum err read_facts(struct context *context, int64_t system, struct usage_facts *facts)
{
	struct query *query = db_query(context->db, Q_USAGE_SYSTEM_FACTS);
	enum { MONTH_DAYS = 365, YEAR_MONTHS = 12 };
	int64_t first = 0;
	enum err err;

	if (!period_days(facts->to, &first, &facts->last_day))
		facts->last_day = day_of(clock_now());
	query_int(query, ":system", system);
	query_int(query, ":registered",
		  day_start(facts->last_day - facts->rules->season_months * MONTH_DAYS / YEAR_MONTHS));
	if (query_step(query)) {
		const char *state;

		facts->operating_at = next_int(query);
		state = next_text(query, context->arena);
		facts->trial =
			text_equal(state, "allocating") || text_equal(state, "deploying") || text_equal(state, "trial");
		facts->season = next_int(query) != 0;
	}
	err = query_end(query);
	return err == OK ? read_exemptions(context, system, facts) : err;
}

/* ---- all machines of a system ---- */

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

static void read_row(struct query *query, struct usage_reading *row, struct usage_run *run)
{
	row->cpu_avg = next_int(query);
	row->cpu_p95 = next_int(query);
	row->cpu_max = next_int(query);
	row->mem_avg = next_int(query);
	row->mem_p95 = next_int(query);
	row->mem_max = next_int(query);
	row->disk_used = next_int(query);
	row->traffic = next_int(query);
	row->coverage = next_int(query);
	run->standby = next_int(query) != 0;
	run->since_day = next_int(query);
}

/* The rows of each machine together, its newest month first; paged: the row of its page stands before. */
static enum err judge_rows(struct context *context, const struct usage_facts *facts, struct query *query, bool paged,
			   struct machines *machines)
{
	struct usage_machine *machine = NULL;
	struct usage_run run = {0};

	while (query_step(query)) {
		int64_t id = paged ? next_int(query) : 0;
		int64_t platform = next_int(query);
		const char *platform_name = next_text(query, context->arena);
		const char *code = next_text(query, context->arena);
		struct usage_reading row = {.period = next_text(query, context->arena)};
		int64_t vcpu = next_int(query);
		int64_t memory = next_int(query);
		int64_t disk = next_int(query);

		if (machine == NULL || machine->platform != platform || !text_equal(machine->code, code)) {
			if (machine != NULL)
				usage_run_end(context->arena, facts, machine, &run);
			machine = machine_add(context->arena, machines);
			*machine = (struct usage_machine){platform, platform_name, code,      vcpu,
							  memory,   disk,          .why = "", .id = id};
			usage_run_begin(&run, facts->to);
		}
		read_row(query, &row, &run);
		usage_run_add(context->arena, facts->rules, machine, &run, &row);
	}
	if (machine != NULL)
		usage_run_end(context->arena, facts, machine, &run);
	return query_end(query);
}

static enum err read_machines(struct context *context, int64_t system, const struct usage_facts *facts,
			      struct machines *machines)
{
	struct query *query = db_query(context->db, Q_USAGE_ROWS);

	query_int(query, ":system", system);
	query_text(query, ":from", facts->from);
	query_text(query, ":to", facts->to);
	query_int(query, ":viewer", context->actor->org);
	return judge_rows(context, facts, query, false, machines);
}

/* ---- page by page ---- */

enum err usage_paging_begin(struct context *context, int64_t system, int64_t back, int64_t id,
			    struct usage_paging *paging)
{
	enum err err;

	*paging = (struct usage_paging){.context = context, .system = system, .back = back, .id = id};
	paging->month = usage_month_back(context, 1);
	err = usage_rules_of_month(context, paging->month, &paging->rules);
	if (err != OK)
		return err;
	paging->facts = arena_alloc(context->arena, sizeof *paging->facts);
	paging->facts->rules = &paging->rules;
	paging->facts->from = usage_month_before(context->arena, paging->month, paging->rules.window - 1);
	paging->facts->to = paging->month;
	return read_facts(context, system, paging->facts);
}

/* ["2026-10","2026-09"]: so many months, the last complete one first. */
static const char *months_json(const struct usage_paging *paging, int64_t count)
{
	struct arena *arena = paging->context->arena;
	const char *json = "[";

	for (int64_t i = 0; i < count; i++)
		json = arena_printf(arena, "%s%s\"%s\"", json, i == 0 ? "" : ",",
				    usage_month_before(arena, paging->month, i));
	return arena_printf(arena, "%s]", json);
}

static enum err read_page(const struct usage_paging *paging, size_t most, struct machines *machines)
{
	struct context *context = paging->context;
	struct query *query = db_query(context->db, Q_USAGE_PAGE_ROWS);

	query_int(query, ":system", paging->system);
	query_text(query, ":newest", usage_month_before(context->arena, paging->month, paging->back));
	query_text(query, ":later", months_json(paging, paging->back));
	query_text(query, ":months", months_json(paging, paging->rules.window));
	query_int(query, ":after_id", paging->id);
	query_int(query, ":limit", (int64_t)most);
	query_int(query, ":viewer", context->actor->org);
	return judge_rows(context, paging->facts, query, true, machines);
}

enum err usage_paging_next(struct usage_paging *paging, size_t most, struct usage_machine **machines, size_t *count)
{
	struct machines found = {0};
	enum err err = OK;

	while (err == OK && found.count < most && paging->back < paging->rules.window) {
		size_t before = found.count;

		err = read_page(paging, most - before, &found);
		for (size_t i = before; i < found.count; i++)
			found.items[i].back = paging->back;
		if (found.count == most) {
			paging->id = found.items[most - 1].id;
		} else {
			paging->back++;
			paging->id = 0;
		}
	}
	*machines = found.items;
	*count = found.count;
	return err;
}

/* ---- the system ---- */

static void larger(int64_t *kept, int64_t value)
{
	if (value > *kept)
		*kept = value;
}

static void add_machine(struct usage_judgement *judgement, const struct usage_machine *machine, bool first)
{
	judgement->vcpu += machine->vcpu;
	judgement->memory_gb += machine->memory_gb;
	judgement->class_vcpu[machine->class] += machine->vcpu;
	judgement->exempt_vcpu += machine->exempt != NULL ? machine->vcpu : 0;
	judgement->target_vcpu += machine->target_vcpu;
	judgement->target_memory_gb += machine->target_memory_gb;
	judgement->cpu_p95 += machine->cpu_p95 * machine->vcpu;
	judgement->mem_p95 += machine->mem_p95 * machine->memory_gb;
	larger(&judgement->cpu_max, machine->cpu_max);
	larger(&judgement->mem_max, machine->mem_max);
	if (first || machine->coverage < judgement->coverage)
		judgement->coverage = machine->coverage;
	if (machine->class != USAGE_UNJUDGED) {
		judgement->judged++;
		judgement->judged_vcpu += machine->vcpu;
	}
}

static const char *proposal_text(struct arena *arena, const struct usage_judgement *judgement)
{
	if (judgement->exempt_vcpu == judgement->vcpu)
		return "";
	if (judgement->target_vcpu == judgement->vcpu && judgement->target_memory_gb == judgement->memory_gb)
		return "不建议调整";
	if (judgement->target_vcpu == 0)
		return arena_printf(arena, "建议全部释放（%s 核 %s GB）", format_integer(arena, judgement->vcpu),
				    format_integer(arena, judgement->memory_gb));
	return arena_printf(arena, "建议 %s 核 %s GB → %s 核 %s GB", format_integer(arena, judgement->vcpu),
			    format_integer(arena, judgement->memory_gb), format_integer(arena, judgement->target_vcpu),
			    format_integer(arena, judgement->target_memory_gb));
}

static const char *exempt_text(struct arena *arena, const struct usage_facts *facts,
			       const struct usage_judgement *judgement)
{
	if (judgement->exempt_vcpu == 0)
		return "";
	if (judgement->exempt_vcpu == judgement->vcpu && facts->exemption_count == 1)
		return arena_printf(arena, "%s。", facts->exemptions[0].text);
	return arena_printf(arena, "其中 %s 核已豁免。", format_integer(arena, judgement->exempt_vcpu));
}

static void say_why(struct arena *arena, const struct usage_facts *facts, struct usage_judgement *judgement)
{
	judgement->rule = usage_rule_text(arena, facts->rules, judgement->class);
	judgement->why = arena_printf(
		arena,
		"%s 至 %s，覆盖率最低 %s；处理器 P95 %s、峰值 %s，内存 P95 %s、峰值 %s；按处理器加权，%s 核中 %s "
		"核%s。%s%s",
		judgement->from, judgement->to, usage_percent(arena, judgement->coverage),
		usage_percent(arena, judgement->cpu_p95), usage_percent(arena, judgement->cpu_max),
		usage_percent(arena, judgement->mem_p95), usage_percent(arena, judgement->mem_max),
		format_integer(arena, judgement->judged_vcpu),
		format_integer(arena, judgement->class_vcpu[judgement->class]), usage_class_label(judgement->class),
		exempt_text(arena, facts, judgement), proposal_text(arena, judgement));
}

static void sum_up(struct arena *arena, const struct usage_facts *facts, struct usage_judgement *judgement,
		   const struct machines *machines)
{
	enum usage_class best = USAGE_UNJUDGED;
	bool first = true;

	judgement->machines = (int64_t)machines->count;
	for (size_t i = 0; i < machines->count; i++) {
		/* One that is gone, or of which nothing came, weighs nothing this month. */
		if (machines->items[i].silent)
			continue;
		add_machine(judgement, &machines->items[i], first);
		first = false;
	}
	if (judgement->vcpu > 0)
		judgement->cpu_p95 /= judgement->vcpu;
	if (judgement->memory_gb > 0)
		judgement->mem_p95 /= judgement->memory_gb;
	for (enum usage_class c = USAGE_IDLE; c < USAGE_CLASSES; c++)
		if (judgement->class_vcpu[c] > 0 &&
		    (best == USAGE_UNJUDGED || judgement->class_vcpu[c] >= judgement->class_vcpu[best]))
			best = c;
	judgement->class = best;
	judgement->rule = "";
	if (machines->count == 0)
		judgement->why = "尚无数据";
	else if (best == USAGE_UNJUDGED)
		judgement->why = machines->items[0].why;
	else
		say_why(arena, facts, judgement);
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

enum err usage_judge_month(struct context *context, const struct usage_rules *rules, int64_t system, const char *month,
			   struct usage_judgement *judgement, struct usage_machine **machines, size_t *count)
{
	struct machines found = {0};
	struct usage_facts *facts = arena_alloc(context->arena, sizeof *facts);
	enum err err;

	*judgement = (struct usage_judgement){
		.from = usage_month_before(context->arena, month, rules->window - 1),
		.to = month,
	};
	facts->rules = rules;
	facts->from = judgement->from;
	facts->to = judgement->to;
	err = read_facts(context, system, facts);
	if (err == OK)
		err = read_machines(context, system, facts, &found);
	if (err != OK)
		return err;
	sum_up(context->arena, facts, judgement, &found);
	if (machines != NULL) {
		*machines = found.items;
		*count = found.count;
	}
	return text_equal(month, usage_month_back(context, 1)) ? judge_unused(context, system, judgement) : OK;
}

enum err usage_judge(struct context *context, int64_t system, struct usage_judgement *judgement,
		     struct usage_machine **machines, size_t *count)
{
	const char *month = usage_month_back(context, 1);
	struct usage_rules rules;
	enum err err = usage_rules_of_month(context, month, &rules);

	return err == OK ? usage_judge_month(context, &rules, system, month, judgement, machines, count) : err;
}

enum err usage_judge_kept(struct context *context, int64_t system, struct usage_judgement *judgement)
{
	struct query *query = db_query(context->db, Q_USAGE_STANDING_KEPT);
	bool kept;
	enum err err;

	query_int(query, ":system", system);
	query_int(query, ":org", context->actor->org);
	query_int(query, ":day", day_of(clock_now()));
	query_text(query, ":period", usage_month_back(context, 1));
	kept = query_step(query);
	if (kept) {
		*judgement = (struct usage_judgement){.class = (enum usage_class)next_int(query)};
		judgement->why = next_text(query, context->arena);
		judgement->rule = next_text(query, context->arena);
	}
	err = query_end(query);
	return err != OK || kept ? err : usage_judge(context, system, judgement, NULL, NULL);
}
