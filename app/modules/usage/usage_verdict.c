/*
 * One machine: its months against the limits.  P95 and a window, because a mean
 * of one month misjudges peaks, seasons and standby machines; no class ever
 * does anything by itself.
 */
#include "base/base.h"
#include "modules/usage/usage_parts.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/period.h"

enum { WHOLE = 100 };

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

const char *usage_advice_label(enum usage_advice advice)
{
	static const char *const labels[] = {
		[ADVICE_NONE] = "",
		[ADVICE_NOTICE] = "闲置第 1 个月：提示使用单位",
		[ADVICE_CONFIRM] = "闲置第 2 个月：请使用单位核实",
		[ADVICE_RECLAIM] = "建议回收",
		[ADVICE_DOWNSIZE] = "建议降配",
		[ADVICE_GROW] = "建议扩容或优化",
	};

	return labels[advice];
}

/* ---- the limits in words ---- */

static const char *idle_text(struct arena *arena, const struct usage_rules *rules)
{
	return arena_printf(
		arena,
		"处理器 P95 低于 %" PRId64 "%%、内存均值低于 %" PRId64 "%%、流量低于 %s Mbps，连续 %" PRId64 " 个月",
		rules->cpu_idle_p95, rules->mem_idle_avg, format_decimal(arena, rules->idle_traffic, 2), rules->window);
}

const char *usage_rule_text(struct arena *arena, const struct usage_rules *rules, enum usage_class class)
{
	switch (class) {
	case USAGE_IDLE:
		return arena_printf(arena, "闲置：%s", idle_text(arena, rules));
	case USAGE_LOW:
		return arena_printf(arena,
				    "低效：处理器 P95 低于 %" PRId64 "%%、内存 P95 低于 %" PRId64 "%%，连续 %" PRId64
				    " 个月",
				    rules->cpu_low_p95, rules->mem_low_p95, rules->window);
	case USAGE_SLIGHT:
		return arena_printf(arena, "偏低：当月处理器均值低于 %" PRId64 "%%，不符合闲置、低效",
				    rules->cpu_slight_avg);
	case USAGE_HIGH:
		return arena_printf(arena,
				    "偏高：处理器 P95 高于 %" PRId64 "%% 或内存 P95 高于 %" PRId64 "%%，连续 %" PRId64
				    " 个月",
				    rules->cpu_high_p95, rules->mem_high_p95, rules->high_months);
	case USAGE_NORMAL:
		return "正常：不符合闲置、低效、偏低、偏高";
	default:
		return "";
	}
}

static const char *measured(struct arena *arena, const struct usage_facts *facts, const struct usage_machine *machine)
{
	return arena_printf(arena,
			    "%s 至 %s 有 %" PRId64
			    " 个月数据，覆盖率最低 %s；处理器 P95 最高 %s、峰值 %s；内存 P95 最高 %s、峰值 %s",
			    facts->from, facts->to, machine->months, usage_percent(arena, machine->coverage),
			    usage_percent(arena, machine->cpu_p95), usage_percent(arena, machine->cpu_max),
			    usage_percent(arena, machine->mem_p95), usage_percent(arena, machine->mem_max));
}

/* ---- the months ---- */

static bool is_idle(const struct usage_rules *rules, const struct usage_reading *row)
{
	return row->cpu_p95 < rules->cpu_idle_p95 * WHOLE && row->mem_avg < rules->mem_idle_avg * WHOLE &&
	       row->traffic < rules->idle_traffic;
}

static bool is_low(const struct usage_rules *rules, const struct usage_reading *row)
{
	return row->cpu_p95 < rules->cpu_low_p95 * WHOLE && row->mem_p95 < rules->mem_low_p95 * WHOLE;
}

static bool is_high(const struct usage_rules *rules, const struct usage_reading *row)
{
	return row->cpu_p95 > rules->cpu_high_p95 * WHOLE || row->mem_p95 > rules->mem_high_p95 * WHOLE;
}

static void larger(int64_t *kept, int64_t value)
{
	if (value > *kept)
		*kept = value;
}

void usage_run_begin(struct usage_run *run, const char *month)
{
	*run = (struct usage_run){.idle_unbroken = true,
				  .low_unbroken = true,
				  .high_unbroken = true,
				  .storage_unbroken = true,
				  .expected = month};
}

void usage_run_add(struct arena *arena, const struct usage_rules *rules, struct usage_machine *machine,
		   struct usage_run *run, const struct usage_reading *row)
{
	bool follows = text_equal(row->period, run->expected);

	run->idle_unbroken = run->idle_unbroken && follows && is_idle(rules, row);
	run->low_unbroken = run->low_unbroken && follows && is_low(rules, row);
	run->high_unbroken = run->high_unbroken && follows && is_high(rules, row);
	run->storage_unbroken = run->storage_unbroken && follows && row->disk_used < rules->storage_low * WHOLE;
	machine->idle_months += run->idle_unbroken;
	run->low_months += run->low_unbroken;
	run->high_months += run->high_unbroken;
	run->storage_months += run->storage_unbroken;
	if (machine->months == 0) {
		machine->cpu_avg = row->cpu_avg;
		machine->silent = !follows;
		run->disk_last = follows ? row->disk_used : 0;
	}
	if (machine->months++ == 0 || row->coverage < machine->coverage)
		machine->coverage = row->coverage;
	larger(&machine->cpu_p95, row->cpu_p95);
	larger(&machine->mem_p95, row->mem_p95);
	larger(&machine->cpu_max, row->cpu_max);
	larger(&machine->mem_max, row->mem_max);
	larger(&machine->mem_avg, row->mem_avg);
	larger(&machine->disk_used, row->disk_used);
	run->expected = usage_month_before(arena, row->period, 1);
}

/* ---- what they come to ---- */

/* Why a machine cannot be judged at all; NULL when it can. */
static const char *not_judged(struct arena *arena, const struct usage_facts *facts, const struct usage_machine *machine,
			      const struct usage_run *run)
{
	const struct usage_rules *rules = facts->rules;
	int64_t began = facts->operating_at > 0 ? day_of(facts->operating_at) : facts->last_day;

	if (run->standby)
		return "登记为备机或灾备机";
	if (machine->silent)
		return arena_printf(arena, "%s 没有数据", facts->to);
	if (facts->trial)
		return "系统还没有正式运行";
	if (run->since_day > began)
		began = run->since_day;
	if (facts->last_day - began < rules->grace)
		return arena_printf(arena, "启用不满 %" PRId64 " 日", rules->grace);
	if (machine->coverage < rules->coverage * WHOLE)
		return arena_printf(arena, "采样覆盖率 %s，低于 %" PRId64 "%%", usage_percent(arena, machine->coverage),
				    rules->coverage);
	return NULL;
}

/* Idle and low ones whose quiet has a reason; NULL: it has none. */
static const char *excused(struct arena *arena, const struct usage_facts *facts, const struct usage_machine *machine,
			   bool idle, bool low)
{
	const struct usage_rules *rules = facts->rules;

	if ((idle || low) && facts->season)
		return arena_printf(arena, "已登记季节性峰值（%" PRId64 " 个月内有效），不列入闲置、低效",
				    rules->season_months);
	if (low && !idle && machine->small)
		return arena_printf(arena, "不超过 %s 核、%s GB 的小规格，不判定低效",
				    format_integer(arena, rules->small_vcpu),
				    format_integer(arena, rules->small_memory));
	return NULL;
}

static enum usage_class class_of(const struct usage_facts *facts, const struct usage_machine *machine,
				 const struct usage_run *run)
{
	const struct usage_rules *rules = facts->rules;

	if (run->high_months >= rules->high_months)
		return USAGE_HIGH;
	if (machine->idle_months >= rules->window)
		return USAGE_IDLE;
	if (run->low_months >= rules->window)
		return USAGE_LOW;
	return machine->cpu_avg < rules->cpu_slight_avg * WHOLE ? USAGE_SLIGHT : USAGE_NORMAL;
}

static void propose(const struct usage_facts *facts, struct usage_machine *machine)
{
	const struct usage_rules *rules = facts->rules;

	switch (machine->class) {
	case USAGE_IDLE:
		machine->advice = ADVICE_RECLAIM;
		machine->target_vcpu = 0;
		machine->target_memory_gb = 0;
		return;
	case USAGE_LOW:
		machine->target_vcpu = usage_target_vcpu(rules, machine->vcpu, machine->cpu_p95);
		machine->target_memory_gb = usage_target_memory(rules, machine->memory_gb, machine->mem_p95);
		if (machine->target_vcpu < machine->vcpu || machine->target_memory_gb < machine->memory_gb)
			machine->advice = ADVICE_DOWNSIZE;
		return;
	case USAGE_HIGH:
		machine->advice = ADVICE_GROW;
		machine->target_vcpu = usage_growth_vcpu(rules, machine->vcpu, machine->cpu_p95);
		machine->target_memory_gb = usage_growth_memory(rules, machine->memory_gb, machine->mem_p95);
		return;
	default:
		if (machine->idle_months > 0 && !facts->season)
			machine->advice = machine->idle_months == 1 ? ADVICE_NOTICE : ADVICE_CONFIRM;
	}
}

/* Disks on their own: a busy machine may have far too many. */
static void propose_storage(const struct usage_facts *facts, struct usage_machine *machine, const struct usage_run *run)
{
	const struct usage_rules *rules = facts->rules;
	int64_t size;

	if (machine->disk_gb <= 0 || machine->class == USAGE_IDLE)
		return;
	size = usage_size_storage(rules, machine->disk_gb, machine->disk_used);
	if (run->storage_months >= rules->window && size < machine->disk_gb && !facts->season) {
		machine->storage = ADVICE_DOWNSIZE;
		machine->target_disk_gb = size;
	} else if (run->disk_last > rules->storage_high * WHOLE) {
		machine->storage = ADVICE_GROW;
		larger(&machine->target_disk_gb, usage_size_storage(rules, machine->disk_gb, run->disk_last));
	}
}

static void exempt(const struct usage_facts *facts, struct usage_machine *machine)
{
	for (size_t i = 0; i < facts->exemption_count; i++) {
		const struct usage_exemption *exemption = &facts->exemptions[i];

		if (text_empty(exemption->machine) || text_equal(exemption->machine, machine->code))
			machine->exempt = exemption->text;
	}
	/* What grows is no advice against the unit. */
	if (machine->exempt == NULL || machine->advice == ADVICE_GROW)
		return;
	machine->advice = ADVICE_NONE;
	machine->target_vcpu = machine->vcpu;
	machine->target_memory_gb = machine->memory_gb;
	if (machine->storage == ADVICE_DOWNSIZE) {
		machine->storage = ADVICE_NONE;
		machine->target_disk_gb = machine->disk_gb;
	}
}

void usage_run_end(struct arena *arena, const struct usage_facts *facts, struct usage_machine *machine,
		   const struct usage_run *run)
{
	const struct usage_rules *rules = facts->rules;
	const char *numbers = measured(arena, facts, machine);
	const char *why = not_judged(arena, facts, machine, run);

	machine->small = machine->vcpu <= rules->small_vcpu && machine->memory_gb <= rules->small_memory;
	machine->target_vcpu = machine->vcpu;
	machine->target_memory_gb = machine->memory_gb;
	machine->target_disk_gb = machine->disk_gb;
	machine->rule = "";
	if (why == NULL) {
		machine->class = class_of(facts, machine, run);
		why = excused(arena, facts, machine, machine->class == USAGE_IDLE, machine->class == USAGE_LOW);
	}
	if (why != NULL) {
		machine->class = USAGE_UNJUDGED;
		machine->why = arena_printf(arena, "%s。%s", why, numbers);
		exempt(facts, machine);
		return;
	}
	propose(facts, machine);
	propose_storage(facts, machine, run);
	exempt(facts, machine);
	machine->rule = usage_rule_text(arena, rules, machine->class);
	machine->why = machine->exempt == NULL ? numbers : arena_printf(arena, "%s。%s", machine->exempt, numbers);
}
