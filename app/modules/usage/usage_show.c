/* Every verdict with what it rests on: window, coverage, P95, peak, the rule with its numbers, the proposed size. */
#include "base/base.h"
#include "modules/usage/usage_parts.h"

#include "base/number.h"
#include "base/text.h"
#include "kernel/chart.h"
#include "kernel/listing_file.h"
#include "kernel/panel.h"

/* ---- months ---- */

static void add_share(struct chart_series *series, const struct usage_line *line, int64_t share)
{
	if (line == NULL)
		chart_gap(series);
	else
		chart_value(series, (double)share / 100);
}

static const struct usage_line *line_of(const struct usage_line *lines, size_t count, const char *month)
{
	for (size_t i = 0; i < count; i++)
		if (text_equal(lines[i].period, month))
			return &lines[i];
	return NULL;
}

/* A month nobody reported is a gap, not left out: the axis is time. */
enum err usage_months_draw(struct context *context, struct dict *panel, const struct usage_line *lines, size_t count)
{
	struct arena *arena = context->arena;
	struct chart *chart = chart_new(arena, CHART_LINES, "近12个月使用率", "%");
	struct chart_series *cpu = chart_series(chart, "处理器 P95");
	struct chart_series *cpu_average = chart_series(chart, "处理器均值");
	struct chart_series *memory = chart_series(chart, "内存 P95");
	struct chart_series *disk = chart_series(chart, "存储");
	struct usage_rules rules;
	enum err err = usage_rules_of_month(context, lines[0].period, &rules);

	if (err != OK)
		return err;
	for (int back = 12; back >= 1; back--) {
		const char *month = usage_month_back(context, back);
		const struct usage_line *line = line_of(lines, count, month);

		chart_label(chart, month);
		add_share(cpu, line, line == NULL ? 0 : line->cpu_p95);
		add_share(cpu_average, line, line == NULL ? 0 : line->cpu_avg);
		add_share(memory, line, line == NULL ? 0 : line->mem_p95);
		add_share(disk, line, line == NULL ? 0 : line->storage);
	}
	chart_limit(chart, (double)rules.cpu_low_p95, arena_printf(arena, "处理器低效线 %" PRId64, rules.cpu_low_p95));
	chart_limit(chart, (double)rules.cpu_high_p95,
		    arena_printf(arena, "处理器偏高线 %" PRId64, rules.cpu_high_p95));
	panel_chart(panel, chart);
	return OK;
}

/* ---- verdicts ---- */

static const char *size_text(struct arena *arena, int64_t vcpu, int64_t memory)
{
	return arena_printf(arena, "%s 核 %s GB", format_integer(arena, vcpu), format_integer(arena, memory));
}

static void show_loads(struct arena *arena, struct table *table, int64_t p95, int64_t peak)
{
	table_sub(table, usage_percent(arena, p95), arena_printf(arena, "峰值 %s", usage_percent(arena, peak)));
}

/* Used, and what would do of it. */
static void show_disks(struct arena *arena, struct table *table, const struct usage_machine *machine)
{
	if (machine->disk_gb <= 0) {
		table_text(table, "—");
		return;
	}
	table_sub(table,
		  arena_printf(arena, "%s GB 用 %s", format_integer(arena, machine->disk_gb),
			       usage_percent(arena, machine->disk_used)),
		  machine->storage == ADVICE_DOWNSIZE
			  ? arena_printf(arena, "建议缩容至 %s GB", format_integer(arena, machine->target_disk_gb))
		  : machine->storage == ADVICE_GROW
			  ? arena_printf(arena, "建议扩容至 %s GB", format_integer(arena, machine->target_disk_gb))
			  : NULL);
}

static void show_proposal(struct arena *arena, struct table *table, const struct usage_machine *machine)
{
	const char *advice = machine->exempt != NULL ? "已豁免" : usage_advice_label(machine->advice);

	table_sub(table,
		  machine->target_vcpu == 0 ? "释放"
					    : size_text(arena, machine->target_vcpu, machine->target_memory_gb),
		  text_empty(advice) ? NULL : advice);
}

static void show_machines(struct context *context, struct dict *body, const struct usage_machine *machines,
			  size_t count)
{
	static const char *const heads[] = {"机器", "规格", "处理器 P95#", "内存 P95#", "存储#",
					    "判定", "规则", "建议规格",    NULL};
	struct arena *arena = context->arena;
	struct table *table;

	if (count == 0)
		return;
	table = table_begin(arena, panel_add(body, "PANEL_MAIN", "各台机器"), "各台机器", heads);
	for (size_t i = 0; i < count; i++) {
		const struct usage_machine *machine = &machines[i];

		table_line(table);
		table_sub(table, machine->code, machine->platform_name);
		table_text(table, size_text(arena, machine->vcpu, machine->memory_gb));
		show_loads(arena, table, machine->cpu_p95, machine->cpu_max);
		show_loads(arena, table, machine->mem_p95, machine->mem_max);
		show_disks(arena, table, machine);
		table_sub(table, usage_class_label(machine->class), machine->why);
		table_text(table, text_empty(machine->rule) ? "—" : machine->rule);
		show_proposal(arena, table, machine);
	}
}

enum err usage_page_read(struct request *req, struct context *context, int64_t system, struct usage_page *page)
{
	/* The answer to a form begins at the first page. */
	const char *after = req->method == METHOD_POST ? NULL : request_query(req, "after");
	struct listing *list = &page->list;
	struct usage_paging paging;
	struct keyset keyset;
	enum err err;

	*list = (struct listing){.file = &usage_machines_verdicts, .later = !text_empty(after)};
	if (!keyset_parse(&keyset, after, false))
		return ERR_BAD_REQUEST;
	err = usage_paging_begin(context, system, keyset.after_sort < 0 ? 0 : keyset.after_sort,
				 keyset.after_id < 0 ? 0 : keyset.after_id, &paging);
	if (err == OK)
		err = usage_paging_next(&paging, KEYSET_ROWS + 1, &page->machines, &list->rows);
	if (err == OK && list->rows > KEYSET_ROWS) {
		const struct usage_machine *last = &page->machines[KEYSET_ROWS - 1];

		list->rows = KEYSET_ROWS;
		list->next = keyset_cursor(context->arena, last->back, last->id);
	}
	return err;
}

void usage_page_show(struct request *req, struct context *context, struct dict *body, const struct usage_page *page)
{
	show_machines(context, body, page->machines, page->list.rows);
	listing_pager(req, body, &page->list);
}

static const struct listing_column verdict_columns[] = {
	{NULL, "机器", CELL_TEXT},
	{NULL, "平台", CELL_TEXT},
	{NULL, "处理器（核）", CELL_NUMBER},
	{NULL, "内存（GB）", CELL_NUMBER},
	{NULL, "处理器 P95", CELL_TEXT},
	{NULL, "处理器峰值", CELL_TEXT},
	{NULL, "内存 P95", CELL_TEXT},
	{NULL, "内存峰值", CELL_TEXT},
	{NULL, "判定", CELL_TEXT},
	{NULL, "依据", CELL_TEXT},
	{NULL, "规则", CELL_TEXT},
	{NULL, "建议处理器（核）", CELL_NUMBER},
	{NULL, "建议内存（GB）", CELL_NUMBER},
	{NULL, "建议", CELL_TEXT},
};
const struct listing_file usage_machines_verdicts = {"各台机器使用率", verdict_columns, ARRAY_LENGTH(verdict_columns)};

static void machine_cells(struct arena *arena, struct listing_writer *writer, const struct usage_machine *machine)
{
	listing_file_cells(writer, (const char *[]){
					   machine->code,
					   machine->platform_name,
					   format_integer(arena, machine->vcpu),
					   format_integer(arena, machine->memory_gb),
					   usage_percent(arena, machine->cpu_p95),
					   usage_percent(arena, machine->cpu_max),
					   usage_percent(arena, machine->mem_p95),
					   usage_percent(arena, machine->mem_max),
					   usage_class_label(machine->class),
					   machine->why,
					   machine->rule,
					   format_integer(arena, machine->target_vcpu),
					   format_integer(arena, machine->target_memory_gb),
					   machine->exempt != NULL ? "已豁免" : usage_advice_label(machine->advice),
				   });
}

enum err usage_machines_file(struct context *context, struct listing_writer *writer, int64_t system)
{
	struct usage_machine *machines;
	struct usage_paging paging;
	size_t count = 0, written = 0;
	enum err err = usage_paging_begin(context, system, 0, 0, &paging);

	do {
		if (err == OK)
			err = usage_paging_next(&paging, KEYSET_ROWS, &machines, &count);
		for (size_t i = 0; err == OK && i < count && written < LISTING_FILE_ROWS; i++, written++)
			machine_cells(context->arena, writer, &machines[i]);
	} while (err == OK && count == KEYSET_ROWS && written < LISTING_FILE_ROWS);
	return err == OK ? listing_file_end(writer, written == LISTING_FILE_ROWS) : err;
}

/* Whether a machine there is judged and not exempt: as a rule the page at hand says so. */
static enum err platform_advised(struct context *context, int64_t system, int64_t platform,
				 const struct usage_page *page, bool *advised)
{
	bool whole = page->list.next == NULL && !page->list.later;
	struct usage_machine *machines;
	struct usage_paging paging;
	size_t count = KEYSET_ROWS;
	enum err err;

	*advised = usage_platform_advised(page->machines, page->list.rows, platform);
	if (*advised || whole)
		return OK;
	err = usage_paging_begin(context, system, 0, 0, &paging);
	while (err == OK && !*advised && count == KEYSET_ROWS) {
		err = usage_paging_next(&paging, KEYSET_ROWS, &machines, &count);
		*advised = err == OK && usage_platform_advised(machines, count, platform);
	}
	return err;
}

/* What a platform's verdict on bandwidth comes to. */
static const char *bandwidth_label(const struct usage_bandwidth *line, bool advised)
{
	if (!advised)
		return "不判定";
	return line->low ? "建议降带宽" : "不调整";
}

enum err usage_bandwidths_show(struct context *context, struct dict *body, int64_t system,
			       const struct usage_page *page)
{
	static const char *const heads[] = {
		"平台", "核定（Mbps）#", "各机器 P95 之和（Mbps）#", "占核定#", "判定", "建议（Mbps）#", NULL};
	const char *month = usage_month_back(context, 1);
	struct usage_rules rules;
	struct usage_bandwidth *lines;
	struct table *table;
	size_t count;
	enum err err = usage_rules_of_month(context, month, &rules);

	if (err == OK)
		err = usage_bandwidths(context, &rules, system, month, &lines, &count);
	if (err != OK || count == 0)
		return err;
	table = table_begin(context->arena, panel_add(body, "PANEL_MAIN", "互联网带宽"), "互联网带宽", heads);
	for (size_t i = 0; i < count; i++) {
		bool advised;

		err = platform_advised(context, system, lines[i].platform, page, &advised);
		if (err != OK)
			return err;
		table_line(table);
		table_text(table, lines[i].platform_name);
		table_number(table, lines[i].granted);
		table_text(table, format_decimal(context->arena, lines[i].p95, 2));
		table_text(table, usage_percent(context->arena, lines[i].share));
		table_sub(table, bandwidth_label(&lines[i], advised), lines[i].why);
		table_number(table, advised ? lines[i].target : lines[i].granted);
	}
	return OK;
}
