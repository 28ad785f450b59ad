/* The limits of a judgement, as they were in force on the last day of what is judged: a new limit never judges old
 * months. */
#include "base/base.h"
#include "modules/usage/usage.h"

#include "base/number.h"
#include "kernel/setting.h"

enum { WHOLE = 100 };

#define LIMIT(key, member) \
	{ \
		key, offsetof(struct usage_rules, member) \
	}

static const struct {
	const char *key;
	size_t offset;
} limits[] = {
	LIMIT("idle_months", window),
	LIMIT("high_months", high_months),
	LIMIT("season_months", season_months),
	LIMIT("cpu_idle_p95", cpu_idle_p95),
	LIMIT("mem_idle_avg", mem_idle_avg),
	LIMIT("idle_traffic", idle_traffic),
	LIMIT("cpu_low_p95", cpu_low_p95),
	LIMIT("mem_low_p95", mem_low_p95),
	LIMIT("cpu_slight_avg", cpu_slight_avg),
	LIMIT("cpu_high_p95", cpu_high_p95),
	LIMIT("mem_high_p95", mem_high_p95),
	LIMIT("storage_low_used", storage_low),
	LIMIT("storage_high_used", storage_high),
	LIMIT("bandwidth_low_p95", bandwidth_low),
	LIMIT("target_cpu", target_cpu),
	LIMIT("target_mem", target_mem),
	LIMIT("target_storage", target_storage),
	LIMIT("target_bandwidth", target_bandwidth),
	LIMIT("storage_step_gb", storage_step),
	LIMIT("bandwidth_step_mbps", bandwidth_step),
	LIMIT("grace_cd", grace),
	LIMIT("coverage_min", coverage),
	LIMIT("small_vcpu", small_vcpu),
	LIMIT("small_memory_gb", small_memory),
};

static void read_sizes(const char *text, struct usage_sizes *sizes)
{
	char *end;

	sizes->count = 0;
	while (*text != '\0' && sizes->count < SETTING_SIZES_MAX) {
		sizes->sizes[sizes->count++] = strtoll(text, &end, 10);
		text = *end == ',' ? end + 1 : end;
	}
}

enum err usage_rules_on(struct context *context, int64_t day, struct usage_rules *rules)
{
	const char *keys[ARRAY_LENGTH(limits) + 2];
	const char *values[ARRAY_LENGTH(limits) + 2];
	enum err err;

	for (size_t i = 0; i < ARRAY_LENGTH(limits); i++)
		keys[i] = limits[i].key;
	keys[ARRAY_LENGTH(limits)] = "vcpu_sizes";
	keys[ARRAY_LENGTH(limits) + 1] = "memory_sizes";
	err = setting_values_on(context, keys, values, ARRAY_LENGTH(keys), day);
	if (err != OK)
		return err;
	rules->day = day;
	for (size_t i = 0; i < ARRAY_LENGTH(limits); i++)
		if (!parse_integer(values[i], (int64_t *)(void *)((char *)rules + limits[i].offset)))
			return ERR_INTERNAL;
	read_sizes(values[ARRAY_LENGTH(limits)], &rules->vcpu_sizes);
	read_sizes(values[ARRAY_LENGTH(limits) + 1], &rules->memory_sizes);
	return OK;
}

/* size × P95 ÷ target, rounded up; P95 in hundredths of a percent. */
static int64_t needed(int64_t size, int64_t p95, int64_t target)
{
	return (size * p95 + target * WHOLE - 1) / (target * WHOLE);
}

/* The next size of the catalogue, whose first is the least there is; past its end the figure itself. */
static int64_t next_size(const struct usage_sizes *sizes, int64_t wanted)
{
	for (size_t i = 0; i < sizes->count; i++)
		if (sizes->sizes[i] >= wanted)
			return sizes->sizes[i];
	return wanted;
}

static int64_t at_most(int64_t value, int64_t most)
{
	return value < most ? value : most;
}

static int64_t at_least(int64_t value, int64_t least)
{
	return value > least ? value : least;
}

int64_t usage_target_vcpu(const struct usage_rules *rules, int64_t vcpu, int64_t cpu_p95)
{
	return at_most(next_size(&rules->vcpu_sizes, needed(vcpu, cpu_p95, rules->target_cpu)), vcpu);
}

int64_t usage_target_memory(const struct usage_rules *rules, int64_t memory_gb, int64_t mem_p95)
{
	return at_most(next_size(&rules->memory_sizes, needed(memory_gb, mem_p95, rules->target_mem)), memory_gb);
}

int64_t usage_growth_vcpu(const struct usage_rules *rules, int64_t vcpu, int64_t cpu_p95)
{
	return at_least(next_size(&rules->vcpu_sizes, needed(vcpu, cpu_p95, rules->target_cpu)), vcpu);
}

int64_t usage_growth_memory(const struct usage_rules *rules, int64_t memory_gb, int64_t mem_p95)
{
	return at_least(next_size(&rules->memory_sizes, needed(memory_gb, mem_p95, rules->target_mem)), memory_gb);
}

static int64_t stepped(int64_t wanted, int64_t step)
{
	return at_least((wanted + step - 1) / step * step, step);
}

int64_t usage_size_storage(const struct usage_rules *rules, int64_t disk_gb, int64_t used)
{
	return stepped(needed(disk_gb, used, rules->target_storage), rules->storage_step);
}

int64_t usage_size_bandwidth(const struct usage_rules *rules, int64_t p95)
{
	/* p95 hundredths of Mbps ÷ (target ÷ 100) ÷ 100, rounded up */
	return stepped((p95 + rules->target_bandwidth - 1) / rules->target_bandwidth, rules->bandwidth_step);
}
