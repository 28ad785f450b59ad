/* From verdicts on machines to lines of a notice: what a system holds on a platform, and what would do. */
#include "base/base.h"
#include "modules/release/release_collected.h"

#include "base/number.h"
#include "base/text.h"

enum err advising_begin(struct context *context, struct advising *advising)
{
	advising->month = usage_month_back(context, 1);
	return usage_rules_of_month(context, advising->month, &advising->rules);
}

int64_t advice_saved(const struct advice *advice, const char *class)
{
	for (size_t i = 0; i < advice->line_count; i++)
		if (text_equal(advice->lines[i].class, class))
			return advice->lines[i].present - advice->lines[i].target;
	return 0;
}

/* ---- the machines concerned ---- */

/* What of a platform's machines the advice is about. */
struct group {
	struct usage_machine **computing; /* processors and memory */
	size_t computing_count;
	struct usage_machine **storing; /* disks */
	size_t storing_count;
	int64_t other_disk_gb; /* of machines that stay as they are */
	bool reclaim;
	bool whole; /* nothing stays of the system on this platform */
};

static int64_t vcpu_with(const struct usage_machine *machines, size_t count, int64_t platform, enum usage_advice advice)
{
	int64_t vcpu = 0;

	for (size_t i = 0; i < count; i++)
		if (machines[i].platform == platform && machines[i].advice == advice)
			vcpu += machines[i].vcpu;
	return vcpu;
}

/* One notice says one thing: what is more of it, to be released or to be smaller. */
static void find_group(struct arena *arena, struct usage_machine *machines, size_t count, int64_t platform,
		       struct group *group)
{
	int64_t idle = vcpu_with(machines, count, platform, ADVICE_RECLAIM);
	enum usage_advice wanted;
	size_t stay = 0;

	*group = (struct group){.computing = arena_array(arena, count + 1, sizeof *group->computing),
				.storing = arena_array(arena, count + 1, sizeof *group->storing),
				.reclaim = idle > 0 && idle >= vcpu_with(machines, count, platform, ADVICE_DOWNSIZE)};
	wanted = group->reclaim ? ADVICE_RECLAIM : ADVICE_DOWNSIZE;
	for (size_t i = 0; i < count; i++) {
		if (machines[i].platform != platform)
			continue;
		if (machines[i].advice == wanted)
			group->computing[group->computing_count++] = &machines[i];
		if (group->reclaim ? machines[i].advice == wanted : machines[i].storage == ADVICE_DOWNSIZE)
			group->storing[group->storing_count++] = &machines[i];
		else
			group->other_disk_gb += machines[i].disk_gb;
		stay += machines[i].advice != wanted;
	}
	group->whole = group->reclaim && stay == 0;
}

static bool within(struct usage_machine *const *machines, size_t count, const char *code)
{
	for (size_t i = 0; i < count; i++)
		if (text_equal(machines[i]->code, code))
			return true;
	return false;
}

/* As release_collected.c reads it again. */
static const char *list_machines(struct arena *arena, const struct group *group)
{
	const char *list = "";

	for (size_t i = 0; i < group->computing_count; i++) {
		const char *code = group->computing[i]->code;
		bool stores = group->storing_count == 0 || within(group->storing, group->storing_count, code);

		list = arena_printf(arena, "%s%s%s", list, text_empty(list) ? "" : "\n",
				    collected_name(arena, code, true, stores));
	}
	for (size_t i = 0; i < group->storing_count; i++)
		if (!within(group->computing, group->computing_count, group->storing[i]->code))
			list = arena_printf(arena, "%s%s%s", list, text_empty(list) ? "" : "\n",
					    collected_name(arena, group->storing[i]->code, false, true));
	return text_empty(list) ? COLLECTED_NO_MACHINE : list;
}

/* ---- the lines ---- */

static const struct held_line *held_of(const struct held_line *held, size_t count, const char *class)
{
	for (size_t i = 0; i < count; i++)
		if (text_equal(held[i].class, class))
			return &held[i];
	return NULL;
}

static void add_line(struct advice *advice, const struct held_line *held, int64_t target, int64_t machines,
		     const char *basis)
{
	if (held == NULL || target >= held->amount || advice->line_count == ADVICE_LINES)
		return;
	advice->lines[advice->line_count++] = (struct advice_line){
		.class = held->class,
		.label = held->label,
		.unit = held->unit,
		.present = held->amount,
		.target = target < 0 ? 0 : target,
		.machines = machines,
		.basis = basis,
	};
}

static void add_computing(struct arena *arena, const struct usage_rules *rules, const struct group *group,
			  const struct held_line *held, size_t count, struct advice *advice)
{
	const struct held_line *vcpu = held_of(held, count, "vcpu"), *memory = held_of(held, count, "memory_gb");
	int64_t machines = (int64_t)group->computing_count, cores = 0, gigabytes = 0,
		least = group->reclaim ? 0 : machines;
	const char *basis = group->reclaim ? "连续闲置的云主机全部释放"
					   : arena_printf(arena,
							  "各台按窗口内最高 P95 和目标负载（处理器 %" PRId64
							  "%%、内存 %" PRId64 "%%）取规格后合计",
							  rules->target_cpu, rules->target_mem);

	for (size_t i = 0; i < group->computing_count; i++) {
		cores += group->computing[i]->vcpu - group->computing[i]->target_vcpu;
		gigabytes += group->computing[i]->memory_gb - group->computing[i]->target_memory_gb;
	}
	/* What was granted beyond the machines would be left without one. */
	if (group->whole) {
		cores = vcpu != NULL ? vcpu->amount : 0;
		gigabytes = memory != NULL ? memory->amount : 0;
	}
	if (vcpu != NULL && cores > 0)
		add_line(advice, vcpu,
			 vcpu->amount - cores > least * rules->small_vcpu ? vcpu->amount - cores
									  : least * rules->small_vcpu,
			 machines, basis);
	if (memory != NULL && gigabytes > 0)
		add_line(advice, memory,
			 memory->amount - gigabytes > least * rules->small_memory ? memory->amount - gigabytes
										  : least * rules->small_memory,
			 machines, basis);
}

/* The register of machines does not say which kind of disk: each kind gives in proportion to what is held of it. */
static void add_storage(struct arena *arena, const struct usage_rules *rules, const struct group *group,
			const struct held_line *held, size_t count, struct advice *advice)
{
	static const char *const classes[] = {"ssd_gb", "hdd_gb"};
	int64_t saved = 0, all = 0;
	const char *basis =
		group->reclaim
			? "随闲置云主机释放，按各类存储占比分摊"
			: arena_printf(arena, "各台按使用率和目标 %" PRId64 "%% 取规格后合计，按各类存储占比分摊",
				       rules->target_storage);

	for (size_t i = 0; i < group->storing_count; i++)
		saved += group->storing[i]->disk_gb - (group->reclaim ? 0 : group->storing[i]->target_disk_gb);
	for (size_t i = 0; i < ARRAY_LENGTH(classes); i++)
		if (held_of(held, count, classes[i]) != NULL)
			all += held_of(held, count, classes[i])->amount;
	/* The disks of machines that stay are not given away, though more is registered than was granted. */
	if (group->whole)
		saved = all;
	else if (saved > all - group->other_disk_gb)
		saved = all - group->other_disk_gb;
	if (saved <= 0 || all <= 0)
		return;
	for (size_t i = 0; i < ARRAY_LENGTH(classes); i++) {
		const struct held_line *line = held_of(held, count, classes[i]);

		if (line != NULL)
			add_line(advice, line, line->amount - saved * line->amount / all, (int64_t)group->storing_count,
				 basis);
	}
}

/* ---- the reasons ---- */

static bool touches(const struct advice *advice, const char *first, const char *second)
{
	for (size_t i = 0; i < advice->line_count; i++)
		if (text_equal(advice->lines[i].class, first) || text_equal(advice->lines[i].class, second))
			return true;
	return false;
}

static const char *why_computing(struct arena *arena, const struct group *group)
{
	const struct usage_machine *first = group->computing[0];
	int64_t cpu = 0, memory = 0, coverage = INT64_MAX;

	if (group->computing_count == 1)
		return arena_printf(arena, "云主机 %s：%s。%s", first->code, first->why, first->rule);
	for (size_t i = 0; i < group->computing_count; i++) {
		const struct usage_machine *machine = group->computing[i];

		cpu = machine->cpu_p95 > cpu ? machine->cpu_p95 : cpu;
		memory = machine->mem_p95 > memory ? machine->mem_p95 : memory;
		coverage = machine->coverage < coverage ? machine->coverage : coverage;
	}
	return arena_printf(arena, "云主机 %zu 台：各月处理器 P95 最高 %s、内存 P95 最高 %s，覆盖率最低 %s。%s",
			    group->computing_count, usage_percent(arena, cpu), usage_percent(arena, memory),
			    usage_percent(arena, coverage), first->rule);
}

static const char *why_storage(struct arena *arena, const struct usage_rules *rules, const struct group *group)
{
	int64_t used = 0;

	if (group->reclaim)
		return "存储随闲置云主机释放";
	for (size_t i = 0; i < group->storing_count; i++)
		used = group->storing[i]->disk_used > used ? group->storing[i]->disk_used : used;
	return arena_printf(arena,
			    "存储：云主机 %zu 台连续 %" PRId64 " 个月使用率低于 %" PRId64
			    "%%，各月最高 %s，按目标 %" PRId64 "%% 缩容",
			    group->storing_count, rules->window, rules->storage_low, usage_percent(arena, used),
			    rules->target_storage);
}

/* Each class of resource by its own figures: processors may be busy beside disks that are empty. */
static const char *say_why(struct arena *arena, const struct usage_rules *rules, const struct group *group,
			   const struct usage_bandwidth *bandwidth, const struct advice *advice)
{
	const char *reasons[3];
	const char *why = "";
	size_t count = 0;

	if (touches(advice, "vcpu", "memory_gb"))
		reasons[count++] = why_computing(arena, group);
	if (touches(advice, "ssd_gb", "hdd_gb"))
		reasons[count++] = why_storage(arena, rules, group);
	if (bandwidth != NULL && touches(advice, "bandwidth_mbps", "bandwidth_mbps"))
		reasons[count++] = bandwidth->why;
	for (size_t i = 0; i < count; i++)
		why = arena_printf(arena, "%s%s%s", why, i > 0 ? "；" : "", reasons[i]);
	return why;
}

/* ---- one platform ---- */

static enum err find_open(struct context *context, struct advice *advice)
{
	struct query *query = db_query(context->db, Q_RELEASE_ANY_OPEN);

	query_int(query, ":system", advice->system);
	query_int(query, ":platform", advice->platform);
	if (query_step(query)) {
		advice->open = next_int(query);
		advice->open_number = next_text(query, context->arena);
	}
	return query_end(query);
}

static const struct usage_bandwidth *bandwidth_of(const struct usage_bandwidth *lines, size_t count, int64_t platform)
{
	for (size_t i = 0; i < count; i++)
		if (lines[i].platform == platform)
			return &lines[i];
	return NULL;
}

struct judged {
	struct usage_judgement judgement;
	struct usage_machine *machines;
	size_t count;
	struct usage_bandwidth *bandwidths;
	size_t bandwidth_count;
};

static enum err advise_platform(struct context *context, const struct advising *advising, const struct judged *judged,
				struct advice *advice)
{
	const struct usage_bandwidth *bandwidth =
		bandwidth_of(judged->bandwidths, judged->bandwidth_count, advice->platform);
	struct held_line *held;
	struct group group;
	size_t count;
	enum err err = holdings_read(context, advice->system, advice->platform, &held, &count);

	if (err != OK)
		return err;
	find_group(context->arena, judged->machines, judged->count, advice->platform, &group);
	advice->reclaim = group.reclaim;
	add_computing(context->arena, &advising->rules, &group, held, count, advice);
	add_storage(context->arena, &advising->rules, &group, held, count, advice);
	if (bandwidth != NULL && bandwidth->low && !group.reclaim &&
	    usage_platform_advised(judged->machines, judged->count, advice->platform))
		add_line(advice, held_of(held, count, "bandwidth_mbps"), bandwidth->target, 0, bandwidth->why);
	if (advice->line_count == 0)
		return OK;
	advice->machine_list = list_machines(context->arena, &group);
	advice->why = say_why(context->arena, &advising->rules, &group, bandwidth, advice);
	err = collected_months(context, advising, advice->system, advice->platform, advice->machine_list,
			       advice->months, &advice->month_count);
	return err == OK ? find_open(context, advice) : err;
}

static enum err judge_system(struct context *context, const struct advising *advising, int64_t system,
			     struct judged *judged)
{
	enum err err = usage_judge_month(context, &advising->rules, system, advising->month, &judged->judgement,
					 &judged->machines, &judged->count);

	return err == OK ? usage_bandwidths(context, &advising->rules, system, advising->month, &judged->bandwidths,
					    &judged->bandwidth_count)
			 : err;
}

enum err advice_of(struct context *context, const struct advising *advising, int64_t system, const char *system_name,
		   const char *unit_name, struct advice *out, size_t *count)
{
	struct judged judged;
	enum err err = judge_system(context, advising, system, &judged);

	*count = 0;
	for (size_t i = 0; err == OK && i < judged.count && *count < ADVICE_PLATFORMS; i++) {
		struct advice *advice = &out[*count];

		/* Machines come platform by platform. */
		if (i > 0 && judged.machines[i].platform == judged.machines[i - 1].platform)
			continue;
		*advice = (struct advice){
			.system = system,
			.platform = judged.machines[i].platform,
			.system_name = system_name,
			.unit_name = unit_name,
			.platform_name = judged.machines[i].platform_name,
		};
		err = advise_platform(context, advising, &judged, advice);
		*count += advice->line_count > 0;
	}
	return err;
}

/* ---- the least that would do ---- */

static int64_t size_of(const struct usage_machine *machine, bool cores)
{
	return cores ? machine->vcpu : machine->memory_gb;
}

static int64_t needs(const struct usage_rules *rules, const struct usage_machine *machine, bool reclaim, bool cores)
{
	if (machine->class == USAGE_UNJUDGED || machine->exempt != NULL)
		return size_of(machine, cores);
	if (reclaim)
		return machine->class == USAGE_IDLE ? 0 : size_of(machine, cores);
	return cores ? usage_target_vcpu(rules, machine->vcpu, machine->cpu_p95)
		     : usage_target_memory(rules, machine->memory_gb, machine->mem_p95);
}

enum err advice_floor(struct context *context, const struct advising *advising, int64_t system, int64_t platform,
		      bool reclaim, const char *class, int64_t held, int64_t *floor)
{
	bool cores = text_equal(class, "vcpu");
	int64_t sizes = 0, needed = 0;
	bool any = false;
	struct judged judged;
	enum err err;

	*floor = -1;
	if (!cores && !text_equal(class, "memory_gb"))
		return OK;
	err = judge_system(context, advising, system, &judged);
	for (size_t i = 0; err == OK && i < judged.count; i++) {
		if (judged.machines[i].platform != platform)
			continue;
		any = true;
		sizes += size_of(&judged.machines[i], cores);
		needed += needs(&advising->rules, &judged.machines[i], reclaim, cores);
	}
	if (err == OK && any)
		*floor = needed + (held > sizes ? held - sizes : 0);
	return err;
}
