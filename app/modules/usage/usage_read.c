/* Months of a system, as the actor's organisation may see them. */
#include "base/base.h"
#include "modules/usage/usage_parts.h"

#include "base/clock.h"
#include "base/number.h"
#include "kernel/matter.h"
#include "kernel/panel.h"
#include "kernel/period.h"

enum { MONTHS_MAX = 60 };

char *usage_month_before(struct arena *arena, const char *month, int64_t months)
{
	char *period = arena_strdup(arena, month);

	for (int64_t i = 0; i < months; i++) {
		int64_t first = 0;
		int64_t last = 0;

		if (!period_days(period, &first, &last))
			break;
		period = period_before(arena, EVERY_MONTH, first);
	}
	return period;
}

char *usage_month_back(struct context *context, int months)
{
	return usage_month_before(context->arena, period_of(context->arena, EVERY_MONTH, day_of(clock_now())), months);
}

static void read_line(struct context *context, struct query *query, struct usage_line *line)
{
	line->period = next_text(query, context->arena);
	line->machines = next_int(query);
	line->vcpu = next_int(query);
	line->memory_gb = next_int(query);
	line->cpu_avg = next_int(query);
	line->cpu_p95 = next_int(query);
	line->mem_avg = next_int(query);
	line->mem_p95 = next_int(query);
	line->storage = next_int(query);
	line->bandwidth = next_int(query);
	line->coverage = next_int(query);
	line->from_days = next_int(query);
}

static enum err read_lines(struct context *context, enum query_name name, int64_t system, int limit,
			   struct usage_line *lines, size_t *count)
{
	struct query *query = db_query(context->db, name);

	*count = 0;
	if (query_takes(query, ":day"))
		query_int(query, ":day", day_of(clock_now()));
	query_int(query, ":system", system);
	query_text(query, ":from", usage_month_back(context, limit));
	query_text(query, ":to", usage_month_back(context, 1));
	query_int(query, ":viewer", context->actor->org);
	while (*count < (size_t)limit && query_step(query))
		read_line(context, query, &lines[(*count)++]);
	return query_end(query);
}

/* As the clerk kept them or, while that is not of today or not far enough back, from the machines. */
enum err usage_months(struct context *context, int64_t system, int months, struct usage_line **out, size_t *count)
{
	int limit = months > MONTHS_MAX ? MONTHS_MAX : months;
	enum err err = OK;

	*out = arena_array(context->arena, (size_t)limit + 1, sizeof **out);
	*count = 0;
	if (limit <= USAGE_MONTHS_KEPT)
		err = read_lines(context, Q_USAGE_LINES_KEPT, system, limit, *out, count);
	if (err == OK && *count == 0)
		err = read_lines(context, Q_USAGE_LINES, system, limit, *out, count);
	return err;
}

char *usage_percent(struct arena *arena, int64_t hundredths)
{
	char text[8] = {0}; /* 100.00% */
	size_t at = sizeof text - 1;

	/* A list has six of them in a row: without printf a tenth of the whole page is saved. */
	if (hundredths < 0 || hundredths > 10000)
		return arena_printf(arena, "%s%%", format_decimal(arena, hundredths, 2));
	text[--at] = '%';
	for (int digit = 0; digit < 3 || hundredths > 0; digit++, hundredths /= 10) {
		if (digit == 2)
			text[--at] = '.';
		text[--at] = (char)('0' + hundredths % 10);
	}
	return arena_strdup(arena, text + at);
}

static void fill_table(struct context *context, struct dict *panel, const struct usage_line *lines, size_t count)
{
	static const char *const heads[] = {"月份",      "机器#",     "处理器均值#", "处理器 P95#", "内存均值#",
					    "内存 P95#", "存储使用#", "覆盖率#",     NULL};
	struct table *table = table_begin(context->arena, panel, "近三个月使用率", heads);

	for (size_t i = 0; i < count; i++) {
		const struct usage_line *line = &lines[i];
		const int64_t shares[] = {line->cpu_avg, line->cpu_p95, line->mem_avg,
					  line->mem_p95, line->storage, line->coverage};

		table_line(table);
		table_text(table, line->period);
		table_number(table, line->machines);
		for (size_t c = 0; c < ARRAY_LENGTH(shares); c++)
			table_text(table, usage_percent(context->arena, shares[c]));
	}
}

enum err usage_panel(struct context *context, struct matter *matter, struct values *form UNUSED, struct dict *body)
{
	struct usage_judgement judgement;
	struct usage_line *lines;
	struct dict *panel;
	size_t count;
	enum err err;

	if (matter == NULL || matter->system == 0)
		return OK;
	err = usage_months(context, matter->system, 3, &lines, &count);
	if (err == OK)
		err = usage_judge(context, matter->system, &judgement, NULL, NULL);
	if (err != OK)
		return err;
	panel = panel_add(body, "PANEL_MAIN", "近三个月使用率");
	if (count > 0 || judgement.class != USAGE_UNJUDGED)
		panel_note(panel,
			   arena_printf(context->arena, "%s：%s", usage_class_label(judgement.class), judgement.why));
	if (count == 0) {
		panel_empty(panel, "尚无数据", "云监管服务商还没有报送这个系统的月度使用率");
		return OK;
	}
	fill_table(context, panel, lines, count);
	return OK;
}
