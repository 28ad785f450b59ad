/* R1: the systems of the scope as judged by the rules of the month's last day, and what is written of them. */
#include "base/base.h"
#include "modules/report/report_utilisation_parts.h"

#include "base/number.h"
#include "base/text.h"
#include "kernel/actor.h"

enum { PLATFORMS_MAX = 64 };

/* Room for one more in an array that doubles: full when its count is a power of two. */
static void *grown(struct arena *arena, void *items, size_t count, size_t size)
{
	void *wider;

	if ((count & (count - 1)) != 0)
		return items;
	wider = arena_array(arena, count == 0 ? 1 : count * 2, size);
	if (count > 0)
		memcpy(wider, items, count * size);
	return wider;
}

static enum err read_systems(const struct report_writer *writer, struct use_judged *judged)
{
	struct arena *arena = writer->context->arena;
	struct query *query = report_query(writer, Q_REPORT_USE_SYSTEMS);

	while (query_step(query)) {
		struct use_system *row;

		judged->systems = grown(arena, judged->systems, judged->system_count, sizeof *judged->systems);
		row = &judged->systems[judged->system_count++];
		row->id = next_int(query);
		row->name = next_text(query, arena);
		row->unit = next_text(query, arena);
		for (size_t i = 0; i < ARRAY_LENGTH(row->figures); i++)
			row->figures[i] = next_int(query);
	}
	return query_end(query);
}

/* An operator's extract holds machines of its own platforms, whoever else's the system lies on. */
struct own_platforms {
	bool all;
	int64_t ids[PLATFORMS_MAX];
	size_t count;
};

static enum err read_platforms(const struct report_writer *writer, struct own_platforms *own)
{
	struct query *query;

	*own = (struct own_platforms){.all = writer->scope->edition != REPORT_OPERATOR};
	if (own->all)
		return OK;
	query = report_query(writer, Q_REPORT_USE_PLATFORMS);
	while (own->count < PLATFORMS_MAX && query_step(query))
		own->ids[own->count++] = next_int(query);
	return query_end(query);
}

static bool is_own(const struct own_platforms *own, int64_t platform)
{
	bool found = own->all;

	for (size_t i = 0; i < own->count; i++)
		found = found || own->ids[i] == platform;
	return found;
}

static void add_low(struct arena *arena, struct use_judged *judged, const struct use_system *row,
		    const struct usage_machine *machine)
{
	struct use_low *low;

	judged->low = grown(arena, judged->low, judged->low_count, sizeof *judged->low);
	low = &judged->low[judged->low_count++];
	*low = (struct use_low){.system = row->name, .unit = row->unit, .machine = *machine};
	if (machine->advice == ADVICE_RECLAIM || machine->advice == ADVICE_DOWNSIZE) {
		low->saved_vcpu = machine->vcpu - machine->target_vcpu;
		low->saved_memory = machine->memory_gb - machine->target_memory_gb;
	}
	judged->saved_vcpu += low->saved_vcpu;
	judged->saved_memory += low->saved_memory;
}

static void add_machine(struct arena *arena, struct use_judged *judged, const struct use_system *row,
			const struct usage_machine *machine)
{
	/* Of the window and not of the month: told of as not collected. */
	if (machine->silent)
		return;
	judged->machines++;
	judged->vcpu += machine->vcpu;
	judged->class_machines[machine->class]++;
	judged->class_vcpu[machine->class] += machine->vcpu;
	if (machine->class == USAGE_IDLE || machine->class == USAGE_LOW)
		add_low(arena, judged, row, machine);
}

enum err report_judged(const struct report_writer *writer, struct use_judged *judged)
{
	struct actor viewer = *system_actor();
	struct context scoped = *writer->context;
	struct own_platforms own;
	struct usage_rules rules;
	enum err err = usage_rules_on(writer->context, writer->last, &rules);

	*judged = (struct use_judged){0};
	viewer.org = writer->scope->organisation; /* what the organisation may see of a system, no more */
	scoped.actor = &viewer;
	if (err == OK)
		err = read_platforms(writer, &own);
	if (err == OK)
		err = read_systems(writer, judged);
	for (size_t i = 0; err == OK && i < judged->system_count; i++) {
		struct use_system *system = &judged->systems[i];
		struct usage_judgement judgement;
		struct usage_machine *machines;
		size_t count = 0;

		err = usage_judge_month(&scoped, &rules, system->id, writer->scope->period, &judgement, &machines,
					&count);
		for (size_t m = 0; err == OK && m < count; m++)
			if (is_own(&own, machines[m].platform))
				add_machine(scoped.arena, judged, system, &machines[m]);
		system->class = judgement.class;
	}
	return err;
}

/* ---- sections ---- */

/*
 * Bars side by side, not the pie that was asked for: six shares, of which most are a few percent, are told apart by
 * length and not by angle, and without colours a slice needs its legend.  The table below has the share of each.
 */
void report_use_classes(const struct report_writer *writer, const struct use_judged *judged)
{
	static const enum usage_class order[] = {USAGE_IDLE,   USAGE_LOW,  USAGE_SLIGHT,
						 USAGE_NORMAL, USAGE_HIGH, USAGE_UNJUDGED};
	struct arena *arena = writer->context->arena;
	struct chart *chart = chart_new(arena, CHART_RANKING, "按类别的处理器", "核");
	struct chart_series *series = chart_series(chart, "处理器");
	struct document_table *table;

	for (size_t i = 0; i < ARRAY_LENGTH(order); i++) {
		chart_label(chart, usage_class_label(order[i]));
		chart_value(series, (double)judged->class_vcpu[order[i]]);
	}
	document_chart(writer->document, chart);
	table = document_table(writer->document, "分类");
	document_columns(table, (const char *const[]){"类别", "机器（台）#", "处理器（核）#", "占处理器（%）#", NULL});
	for (size_t i = 0; i < ARRAY_LENGTH(order); i++) {
		int64_t vcpu = judged->class_vcpu[order[i]];

		document_cell(table, usage_class_label(order[i]));
		document_cell(table, format_integer(arena, judged->class_machines[order[i]]));
		document_cell(table, format_integer(arena, vcpu));
		document_cell(table, judged->vcpu == 0 ? "—" : format_decimal(arena, vcpu * 10000 / judged->vcpu, 2));
	}
}

static const char *size_text(struct arena *arena, int64_t vcpu, int64_t memory)
{
	return arena_printf(arena, "%s 核 %s GB", format_integer(arena, vcpu), format_integer(arena, memory));
}

static const char *proposal(struct arena *arena, const struct usage_machine *machine)
{
	if (machine->exempt != NULL)
		return arena_printf(arena, "豁免：%s", machine->exempt);
	if (machine->advice == ADVICE_RECLAIM)
		return "回收";
	if (machine->advice == ADVICE_DOWNSIZE)
		return size_text(arena, machine->target_vcpu, machine->target_memory_gb);
	return "保持";
}

void report_use_low(const struct report_writer *writer, const struct use_judged *judged)
{
	static const char *const heads[] = {"信息系统", "使用单位", "平台", "机器", "规格", "类别"};
	struct arena *arena = writer->context->arena;
	bool unit = writer->scope->edition == REPORT_UNIT;
	struct document_table *table;

	if (judged->low_count == 0) {
		document_text(writer->document, judged->machines > 0 ? "本月没有连续闲置或低效的机器。"
								     : "本月没有采集到数据，没有判定。");
		return;
	}
	table = document_table(writer->document, "低效资源清单");
	for (size_t i = 0; i < ARRAY_LENGTH(heads); i++)
		if (i != 1 || !unit)
			document_column(table, heads[i], DOCUMENT_WORDS);
	document_columns(table, (const char *const[]){"处理器 P95（%）#", "内存 P95（%）#", "建议规格", "可节约（核）#",
						      "可节约（GB）#", NULL});
	for (size_t i = 0; i < judged->low_count; i++) {
		const struct use_low *low = &judged->low[i];

		document_cell(table, low->system);
		if (!unit)
			document_cell(table, low->unit);
		document_cell(table, low->machine.platform_name);
		document_cell(table, low->machine.code);
		document_cell(table, size_text(arena, low->machine.vcpu, low->machine.memory_gb));
		document_cell(table, usage_class_label(low->machine.class));
		document_cell(table, format_decimal(arena, low->machine.cpu_p95, 2));
		document_cell(table, format_decimal(arena, low->machine.mem_p95, 2));
		document_cell(table, proposal(arena, &low->machine));
		document_cell(table, format_integer(arena, low->saved_vcpu));
		document_cell(table, format_integer(arena, low->saved_memory));
	}
}

void report_use_annex(const struct report_writer *writer, const struct use_judged *judged)
{
	static const char *const heads[] = {"机器（台）",      "处理器（核）",  "内存（GB）",    "处理器均值（%）",
					    "处理器 P95（%）", "内存均值（%）", "内存 P95（%）", "存储使用（%）"};
	struct arena *arena = writer->context->arena;
	bool unit = writer->scope->edition == REPORT_UNIT;
	struct document_table *table;

	document_annex(writer->document, "附件　各系统使用率");
	table = document_table(writer->document, "各系统使用率");
	document_column(table, "信息系统", DOCUMENT_WORDS);
	if (!unit)
		document_column(table, "使用单位", DOCUMENT_WORDS);
	for (size_t i = 0; i < ARRAY_LENGTH(heads); i++)
		document_column(table, heads[i], DOCUMENT_NUMBER);
	document_column(table, "判定", DOCUMENT_WORDS);
	for (size_t s = 0; s < judged->system_count; s++) {
		const struct use_system *system = &judged->systems[s];

		document_cell(table, system->name);
		if (!unit)
			document_cell(table, system->unit);
		for (size_t i = 0; i < ARRAY_LENGTH(heads); i++)
			document_cell(table, i < 3 ? format_integer(arena, system->figures[i])
						   : format_decimal(arena, system->figures[i], 2));
		document_cell(table, usage_class_label(system->class));
	}
}
