/* Beside a verification: granted, ledger, reported and collected side by side; how full the platform is. */
#include "base/base.h"
#include "modules/ledger/ledger_parts.h"

#include "base/number.h"
#include "base/text.h"
#include "kernel/setting.h"

static int64_t larger(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

static int64_t apart(int64_t a, int64_t b)
{
	return a > b ? a - b : b - a;
}

static void difference_line(struct context *context, struct table *table, const struct pool *pool,
			    const struct values *line, const struct values *collected, int64_t most)
{
	int64_t reported = values_number(line, "allocated", 0);
	int64_t found = collected != NULL ? values_number(collected, "amount", 0) : reported;
	int64_t widest = larger(larger(apart(pool->granted, pool->allocated), apart(pool->allocated, reported)),
				larger(apart(pool->allocated, found), apart(reported, found)));
	int64_t rate = pool->booked > 0 ? widest * 10000 / pool->booked : 0;

	table_line(table);
	table_text(table, arena_printf(context->arena, "%s（%s）", pool->label, pool->unit));
	table_number(table, pool->granted);
	table_number(table, pool->allocated);
	table_number(table, reported);
	table_text(table, collected != NULL ? format_integer(context->arena, found) : "待核对");
	table_number(table, widest);
	table_text(table, rate > most * 100
				  ? arena_printf(context->arena, "超限 %s%%", format_decimal(context->arena, rate, 2))
				  : arena_printf(context->arena, "%s%%", format_decimal(context->arena, rate, 2)));
}

enum err panel_verification_check(struct context *context, struct matter *matter, struct values *form,
				  struct dict *body)
{
	static const char *const heads[] = {"资源", "核定#", "台账#", "填报#", "采集#", "最大相差#", "差异率#", NULL};
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
				       "核定和台账（已配置）按月末；限值 %" PRId64 "%%（本系统默认参数）", most));
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
