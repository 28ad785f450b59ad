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

/* The books' side; books of a class may have begun after the month. */
static void booked_cell(struct context *context, struct table *table, const struct pool *pool, int64_t amount)
{
	table_sub(table, amount_text(context, pool->kept ? amount : -1), pool->kept ? NULL : "当月未建台账");
}

/* What machines speak of: processors, memory, and block storage as a whole. */
static bool machines_tell(const struct pool *pool)
{
	return pool->class[0] == '\0' || text_equal(pool->class, "vcpu") || text_equal(pool->class, "memory_gb");
}

/* What the machines add up to; of what they do not speak, what the supervisor found, where a confirmed one counts. */
static void collected_cell(struct context *context, struct table *table, const struct pool *pool, int64_t checked)
{
	if (pool->collected >= 0)
		table_text(table, amount_text(context, pool->collected));
	else if (checked >= 0)
		table_sub(table, amount_text(context, checked), "云监管核对");
	else
		table_sub(table, amount_text(context, -1),
			  machines_tell(pool) ? NULL
			  : pool->disks >= 0  ? "见块存储合计"
					      : "采集无此项");
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

/* How far the sources lie apart, measured by the books: says what to look into.  Not the 差异率, which is reckoned from
 * the differences the operator writes down (difference_rate); only from its limit on it is marked. */
static void apart_cell(struct context *context, struct table *table, const struct pool *pool, int64_t widest)
{
	int64_t most = setting_integer(context->service, "ledger_diff_pct");
	int64_t share = share_of_books(widest, pool->booked);
	const char *text;

	if (!pool->kept || widest < 0) {
		table_text(table, pool->kept ? "—" : "不比对");
		return;
	}
	text = arena_printf(context->arena, "%s%%", format_decimal(context->arena, share, 2));
	if (share > most * 100)
		table_gap(table, arena_printf(context->arena, "需核实 %s", text));
	else
		table_text(table, text);
}

/* Below the table: the two figures and what each is reckoned from.  rate: of the month, as it reads everywhere else. */
static void explain(struct context *context, struct dict *panel, const char *rate)
{
	panel_foot(
		panel,
		arena_printf(
			context->arena,
			"相差占台账＝表内各来源最大与最小之差÷月末台账（核定与已配置取大），只提示核实，超过 %" PRId64
			"%% 的标红；差异率＝Σ|台账－实际|÷Σ台账，按资源核实填报的差异行计算，限值 %" PRId64
			"%%（本系统默认参数）。%s",
			setting_integer(context->service, "ledger_diff_pct"),
			setting_integer(context->service, "ledger_diff_pct"), rate));
}

static void difference_cell(struct context *context, struct table *table, int64_t rate)
{
	const char *text = arena_printf(context->arena, "%s%%", format_decimal(context->arena, rate, 2));

	if (rate > setting_integer(context->service, "ledger_diff_pct") * 100)
		table_gap(table, arena_printf(context->arena, "超限 %s", text));
	else
		table_text(table, rate < 0 ? "—" : text);
}

/* reported, checked: -1: not yet; rate: 差异率, -1: not of this line. */
static void difference_line(struct context *context, struct table *table, const struct pool *pool, int64_t reported,
			    int64_t checked, int64_t rate)
{
	const int64_t amounts[] = {
		pool->kept ? pool->granted : -1, pool->kept ? pool->allocated : -1, reported, pool->collected, checked,
	};
	int64_t widest = spread(amounts, ARRAY_LENGTH(amounts));

	table_line(table);
	table_text(table, arena_printf(context->arena, "%s（%s）", pool->label, pool->unit));
	booked_cell(context, table, pool, amounts[0]);
	booked_cell(context, table, pool, amounts[1]);
	table_text(table, amount_text(context, reported));
	collected_cell(context, table, pool, -1); /* the supervisor's has a column of its own */
	table_text(table, checked >= 0 ? amount_text(context, checked) : "待核对");
	table_text(table, widest < 0 ? "—" : format_integer(context->arena, widest));
	apart_cell(context, table, pool, widest);
	difference_cell(context, table, rate);
}

/* Rows of both kinds of block storage as one, -1 without any. */
static int64_t block_amount(const struct value *rows, const char *column)
{
	const struct values *fast = ledger_row_of(rows, "ssd_gb");
	const struct values *plain = ledger_row_of(rows, "hdd_gb");

	if (fast == NULL && plain == NULL)
		return -1;
	return (fast != NULL ? values_number(fast, column, 0) : 0) +
	       (plain != NULL ? values_number(plain, column, 0) : 0);
}

static int64_t amount_of(const struct value *rows, const char *class)
{
	const struct values *row = ledger_row_of(rows, class);

	return row != NULL ? values_number(row, "amount", 0) : -1;
}

static void block_line(struct context *context, struct table *table, const struct pool *pools, size_t count,
		       const struct value *lines, const struct value *checked)
{
	struct pool block = pools_block(pools, count);
	int64_t reported = block_amount(lines, "allocated");

	if (block.collected >= 0 && reported >= 0)
		difference_line(context, table, &block, reported, block_amount(checked, "amount"), -1);
}

enum err panel_verification_check(struct context *context, struct matter *matter, struct values *form,
				  struct dict *body)
{
	static const char *const heads[] = {"资源",  "核定#",     "台账#",       "填报#",   "采集#",
					    "核对#", "最大相差#", "相差占台账#", "差异率#", NULL};
	const struct value *lines = ledger_rows(form, "lines");
	struct pool pools[POOLS_MAX];
	struct values *checked;
	struct dict *panel;
	struct table *table;
	size_t count;
	int64_t largest = 0;
	enum err err;

	if (matter == NULL || lines == NULL)
		return OK;
	err = pools_read(context, matter, pools, &count);
	if (err == OK)
		err = matter_given_to(context, matter, "check_figures", &checked);
	if (err != OK)
		return err;
	panel = panel_add(body, "PANEL_MAIN", "核定、台账、填报、采集对照");
	panel_note(panel, "核定和台账（已配置）按月末，采集为当月各机器合计");
	table = table_begin(context->arena, panel, "核定、台账、填报、采集对照", heads);
	for (size_t i = 0; i < lines->row_count; i++) {
		const char *class = values_word(lines->rows[i], "class");
		const struct pool *pool = pool_of(pools, count, class);
		int64_t rate = pool != NULL && pool->kept ? difference_rate(form, pool) : -1;

		if (pool != NULL)
			difference_line(context, table, pool, values_number(lines->rows[i], "allocated", 0),
					amount_of(ledger_rows(checked, "collected"), class), rate);
		largest = rate > largest ? rate : largest;
	}
	block_line(context, table, pools, count, lines, ledger_rows(checked, "collected"));
	explain(context, panel,
		arena_printf(context->arena, "本月差异率取各类中最大的：%s%%",
			     format_decimal(context->arena, largest, 2)));
	return OK;
}

static void three_way_line(struct context *context, struct table *table, const struct pool *pool)
{
	const int64_t amounts[] = {pool->kept ? pool->granted : -1, pool->kept ? pool->allocated : -1,
				   pool->collected >= 0 ? pool->collected : pool->checked};
	int64_t widest = spread(amounts, ARRAY_LENGTH(amounts));

	table_line(table);
	table_text(table, arena_printf(context->arena, "%s（%s）", pool->label, pool->unit));
	booked_cell(context, table, pool, amounts[0]);
	booked_cell(context, table, pool, amounts[1]);
	collected_cell(context, table, pool, pool->checked);
	table_text(table, widest < 0 ? "—" : format_integer(context->arena, widest));
	apart_cell(context, table, pool, widest);
}

/* The month's 差异率 as its verification was confirmed with, in words. */
static enum err verified_rate(struct context *context, int64_t platform, const char *period, const char **rate)
{
	struct query *query = db_query(context->db, Q_LEDGER_DIFFERENCE);

	query_int(query, ":platform", platform);
	query_text(query, ":period", period);
	*rate = "本月资源核实尚未确认，还没有差异率";
	if (query_step(query))
		*rate = arena_printf(context->arena, "本月资源核实的差异率：%s%%",
				     format_decimal(context->arena, next_int(query), 2));
	return query_end(query);
}

enum err panel_three_way(struct context *context, struct matter *matter, struct values *form UNUSED, struct dict *body)
{
	static const char *const heads[] = {"资源", "核定#", "台账#", "采集#", "最大相差#", "相差占台账#", NULL};
	char *period = period_before(context->arena, EVERY_MONTH, day_of(clock_now()));
	struct pool pools[POOLS_MAX], block;
	const char *rate;
	struct dict *panel;
	struct table *table;
	size_t count;
	enum err err;

	if (matter == NULL || matter->platform == 0)
		return OK;
	err = pools_of(context, matter->platform, period, pools, &count);
	if (err == OK)
		err = verified_rate(context, matter->platform, period, &rate);
	if (err != OK)
		return err;
	panel = panel_add(body, "PANEL_MAIN", "核定、台账、采集对照");
	panel_note(panel, arena_printf(context->arena, "%s 月末；采集为当月各机器合计，机器不反映的为云监管核对数",
				       period_label(context->arena, period)));
	explain(context, panel, rate);
	table = table_begin(context->arena, panel, "核定、台账、采集对照", heads);
	for (size_t i = 0; i < count; i++)
		if (pools[i].capacity > 0 || pools[i].booked > 0 || pools[i].checked >= 0)
			three_way_line(context, table, &pools[i]);
	block = pools_block(pools, count);
	if (block.collected >= 0)
		three_way_line(context, table, &block);
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
