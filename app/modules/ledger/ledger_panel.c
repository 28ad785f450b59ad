/* Granted, ledger, reported and collected side by side, beside a verification and on the page of a platform; how full
 * it is. */
#include "base/base.h"
#include "modules/ledger/ledger_parts.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/setting.h"

static const char *amount_text(struct context *context, int64_t amount)
{
	return amount < 0 ? "尚无数据" : format_integer(context->arena, amount);
}

/* Largest less smallest of what is there; -1: fewer than two are. */
static int64_t spread(const int64_t *amounts, size_t count)
{
	int64_t least = -1, most = -1;
	size_t there = 0;

	for (size_t i = 0; i < count; i++) {
		if (amounts[i] < 0)
			continue;
		least = there == 0 || amounts[i] < least ? amounts[i] : least;
		most = there == 0 || amounts[i] > most ? amounts[i] : most;
		there++;
	}
	return there < 2 ? -1 : most - least;
}

static void rate_cell(struct context *context, struct table *table, const struct pool *pool, int64_t widest,
		      int64_t most)
{
	int64_t rate = pool->booked > 0 ? widest * 10000 / pool->booked : widest > 0 ? 10000 : 0;
	const char *text = arena_printf(context->arena, "%s%%", format_decimal(context->arena, rate, 2));

	if (rate > most * 100)
		table_gap(table, arena_printf(context->arena, "超限 %s", text));
	else
		table_text(table, text);
}

static void difference_line(struct context *context, struct table *table, const struct pool *pool,
			    const struct values *line, const struct values *checked, int64_t most)
{
	const int64_t amounts[] = {
		pool->granted,
		pool->allocated,
		values_number(line, "allocated", 0),
		pool->collected,
		checked != NULL ? values_number(checked, "amount", 0) : -1,
	};
	int64_t widest = spread(amounts, ARRAY_LENGTH(amounts));

	table_line(table);
	table_text(table, arena_printf(context->arena, "%s（%s）", pool->label, pool->unit));
	for (size_t i = 0; i < 4; i++)
		table_text(table, amount_text(context, amounts[i]));
	table_text(table, checked != NULL ? amount_text(context, amounts[4]) : "待核对");
	table_number(table, widest);
	rate_cell(context, table, pool, widest, most);
}

enum err panel_verification_check(struct context *context, struct matter *matter, struct values *form,
				  struct dict *body)
{
	static const char *const heads[] = {"资源",  "核定#",     "台账#",   "填报#", "采集#",
					    "核对#", "最大相差#", "差异率#", NULL};
	const struct value *lines = ledger_rows(form, "lines");
	struct pool pools[POOLS_MAX];
	struct values *checked;
	struct dict *panel;
	struct table *table;
	size_t count;
	int64_t most;
	enum err err;

	if (matter == NULL || lines == NULL)
		return OK;
	err = pools_read(context, matter, pools, &count);
	if (err == OK)
		err = matter_given_to(context, matter, "check_figures", &checked);
	if (err != OK)
		return err;
	most = setting_integer(context->service, "ledger_diff_pct");
	panel = panel_add(body, "PANEL_MAIN", "核定、台账、填报、采集对照");
	panel_note(panel, arena_printf(context->arena,
				       "核定和台账（已配置）按月末，采集为当月各机器合计；限值 %" PRId64
				       "%%（本系统默认参数）",
				       most));
	table = table_begin(context->arena, panel, "核定、台账、填报、采集对照", heads);
	for (size_t i = 0; i < lines->row_count; i++) {
		const char *class = values_word(lines->rows[i], "class");
		const struct pool *pool = pool_of(pools, count, class);

		if (pool != NULL)
			difference_line(context, table, pool, lines->rows[i],
					ledger_row_of(ledger_rows(checked, "collected"), class), most);
	}
	return OK;
}

enum err panel_three_way(struct context *context, struct matter *matter, struct values *form UNUSED, struct dict *body)
{
	static const char *const heads[] = {"资源", "核定#", "台账#", "采集#", "最大相差#", "差异率#", NULL};
	char *period = period_before(context->arena, EVERY_MONTH, day_of(clock_now()));
	int64_t most = setting_integer(context->service, "ledger_diff_pct");
	struct pool pools[POOLS_MAX];
	struct dict *panel;
	struct table *table;
	size_t count;
	enum err err;

	if (matter == NULL || matter->platform == 0)
		return OK;
	err = pools_of(context, matter->platform, period, pools, &count);
	if (err != OK)
		return err;
	panel = panel_add(body, "PANEL_MAIN", "核定、台账、采集对照");
	panel_note(panel, arena_printf(context->arena, "%s 月末；采集为当月各机器合计，限值 %" PRId64 "%%",
				       period_label(context->arena, period), most));
	table = table_begin(context->arena, panel, "核定、台账、采集对照", heads);
	for (size_t i = 0; i < count; i++) {
		const int64_t amounts[] = {pools[i].granted, pools[i].allocated, pools[i].collected};
		int64_t widest = spread(amounts, ARRAY_LENGTH(amounts));

		if (pools[i].capacity == 0 && pools[i].booked == 0)
			continue;
		table_line(table);
		table_text(table, arena_printf(context->arena, "%s（%s）", pools[i].label, pools[i].unit));
		for (size_t a = 0; a < ARRAY_LENGTH(amounts); a++)
			table_text(table, amount_text(context, amounts[a]));
		table_number(table, widest);
		rate_cell(context, table, &pools[i], widest, most);
	}
	return OK;
}

enum err panel_pool_alarm(struct context *context, struct matter *matter UNUSED, struct values *form, struct dict *body)
{
	static const char *const heads[] = {"资源", "可分配#", "已分配#", "剩余#", "分配率#", "低水位", NULL};
	const struct value *lines = ledger_rows(form, "lines");
	int64_t warn = setting_integer(context->service, "pool_warn");
	int64_t red = setting_integer(context->service, "pool_red");
	struct dict *panel;
	struct table *table;

	if (lines == NULL)
		return OK;
	panel = panel_add(body, "PANEL_MAIN", "分配率与低水位");
	panel_note(panel, arena_printf(context->arena, "预警线 %" PRId64 "%%，扩容线 %" PRId64 "%%（本系统默认参数）",
				       warn, red));
	table = table_begin(context->arena, panel, "分配率与低水位", heads);
	for (size_t i = 0; i < lines->row_count; i++) {
		const struct values *line = lines->rows[i];
		int64_t allocatable = values_number(line, "allocatable", 0);
		int64_t allocated = values_number(line, "allocated", 0);
		int64_t rate = line_rate(line);

		table_line(table);
		table_text(table, value_display(context->arena, values_find(line, "class")));
		table_number(table, allocatable);
		table_number(table, allocated);
		table_number(table, allocatable - allocated);
		table_text(table,
			   rate < 0 ? "—"
				    : arena_printf(context->arena, "%s%%", format_decimal(context->arena, rate, 1)));
		table_text(table, rate >= red * 10    ? "达到扩容线，须报扩容计划"
				  : rate >= warn * 10 ? "达到预警线"
						      : "—");
	}
	return OK;
}
