/* What a month's verification must show before it goes on (第七条). */
#include "base/base.h"
#include "modules/ledger/ledger_parts.h"

#include "base/number.h"
#include "base/text.h"
#include "kernel/setting.h"

/* ---- the lines ---- */

static enum verdict line_true(struct moving *moving, struct answer *answer, const struct values *line,
			      const struct pool *pool)
{
	struct arena *arena = moving->context->arena;
	int64_t allocatable = values_number(line, "allocatable", 0);
	struct answer_help help = {.cure = "请核对后改正", .field = "lines"};

	if (values_number(line, "allocated", 0) > allocatable)
		return answer_no(moving, answer, help, "%s已分配 %s，超过可分配 %s", values_label(line, "class"),
				 format_integer(arena, values_number(line, "allocated", 0)),
				 format_integer(arena, allocatable));
	if (values_number(line, "used", 0) > values_number(line, "allocated", 0))
		return answer_no(moving, answer, help, "%s实际使用 %s，超过已分配 %s", values_label(line, "class"),
				 format_integer(arena, values_number(line, "used", 0)),
				 format_integer(arena, values_number(line, "allocated", 0)));
	if (pool != NULL && allocatable < pool->committed)
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "可分配量减少的，请先与资源调度岗商定迁移或核减",
						      .field = "lines"},
				 "%s可分配 %s，低于台账已占用的 %s", values_label(line, "class"),
				 format_integer(arena, allocatable), format_integer(arena, pool->committed));
	return VERDICT_YES;
}

enum verdict verification_true(struct moving *moving, struct answer *answer)
{
	const struct value *lines = ledger_rows(moving->form, "lines");
	struct pool pools[POOLS_MAX];
	size_t count;
	enum err err;

	if (moving->matter == NULL || lines == NULL)
		return answer_not_yet(moving, answer, "填写资源核实后核对");
	err = pools_read(moving->context, moving->matter, pools, &count);
	if (err != OK)
		return answer_failed(moving, answer, err);
	for (size_t i = 0; i < lines->row_count; i++) {
		const char *class = values_word(lines->rows[i], "class");

		if (ledger_row_of(lines, class) != lines->rows[i])
			return answer_no(moving, answer, (struct answer_help){.cure = "请合并为一行", .field = "lines"},
					 "%s写了两行", values_label(lines->rows[i], "class"));
		if (line_true(moving, answer, lines->rows[i], pool_of(pools, count, class)) != VERDICT_YES)
			return VERDICT_NO;
	}
	for (size_t i = 0; i < count; i++)
		/* What runs under a form of before a class was one cannot name it. */
		if ((pools[i].capacity > 0 || pools[i].committed > 0) && rows_offer(lines, "class", pools[i].class) &&
		    ledger_row_of(lines, pools[i].class) == NULL)
			return answer_no(moving, answer, (struct answer_help){.cure = "请补上这一类", .field = "lines"},
					 "缺少%s：台账容量 %s %s", pools[i].label,
					 format_integer(moving->context->arena, pools[i].capacity), pools[i].unit);
	return answer_yes(moving, answer, "%zu 类资源核实完整", lines->row_count);
}

/* ---- differences ---- */

int64_t share_of_books(int64_t amount, int64_t booked)
{
	if (amount == 0)
		return 0;
	return booked > 0 ? (amount * 10000 + booked / 2) / booked : 10000;
}

int64_t difference_rate(const struct values *form, const struct pool *pool)
{
	const struct value *rows = ledger_rows(form, "differences");
	int64_t sum = 0;

	for (size_t i = 0; rows != NULL && i < rows->row_count; i++) {
		int64_t difference =
			values_number(rows->rows[i], "ledger", 0) - values_number(rows->rows[i], "actual", 0);

		if (text_equal(values_word(rows->rows[i], "class"), pool->class))
			sum += difference < 0 ? -difference : difference;
	}
	return share_of_books(sum, pool->booked);
}

static int64_t explained(const struct values *form, const char *class)
{
	const struct value *rows = ledger_rows(form, "differences");
	int64_t sum = 0;

	for (size_t i = 0; rows != NULL && i < rows->row_count; i++)
		if (text_equal(values_word(rows->rows[i], "class"), class))
			sum += values_number(rows->rows[i], "actual", 0) - values_number(rows->rows[i], "ledger", 0);
	return sum;
}

static enum verdict class_explained(struct moving *moving, struct answer *answer, const struct values *line,
				    const struct pool *pool)
{
	struct arena *arena = moving->context->arena;
	int64_t most = setting_integer(moving->context->service, "ledger_diff_pct");
	int64_t actual = values_number(line, "allocated", 0);
	int64_t rate = difference_rate(moving->form, pool);

	/* Of a month without books there is nothing it could differ from. */
	if (!pool->kept)
		return VERDICT_YES;
	if (actual - pool->booked != explained(moving->form, pool->class))
		return answer_no(
			moving, answer,
			(struct answer_help){.cure = "请逐系统写明差异，合计应与已分配一致", .field = "differences"},
			"%s月末台账 %s，填报已分配 %s，相差 %s，差异行合计 %s", pool->label,
			format_integer(arena, pool->booked), format_integer(arena, actual),
			format_integer(arena, actual - pool->booked),
			format_integer(arena, explained(moving->form, pool->class)));
	if (rate > most * 100 && values_word(moving->form, "difference_note")[0] == '\0')
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "请写明原因和整改时间", .field = "difference_note"},
				 "%s差异率 %s%%，超过 %" PRId64 "%%（本系统默认参数）", pool->label,
				 format_decimal(arena, rate, 2), most);
	return VERDICT_YES;
}

enum verdict differences_explained(struct moving *moving, struct answer *answer)
{
	const struct value *lines = ledger_rows(moving->form, "lines");
	struct pool pools[POOLS_MAX];
	int64_t largest = 0;
	size_t count;
	enum err err;

	if (moving->matter == NULL || lines == NULL)
		return answer_not_yet(moving, answer, "填写资源核实后核对差异");
	err = pools_read(moving->context, moving->matter, pools, &count);
	if (err != OK)
		return answer_failed(moving, answer, err);
	for (size_t i = 0; i < lines->row_count; i++) {
		const struct pool *pool = pool_of(pools, count, values_word(lines->rows[i], "class"));
		int64_t rate = pool == NULL || !pool->kept ? 0 : difference_rate(moving->form, pool);

		if (pool != NULL && class_explained(moving, answer, lines->rows[i], pool) != VERDICT_YES)
			return VERDICT_NO;
		largest = rate > largest ? rate : largest;
	}
	return answer_yes(moving, answer, "差异都已写明，最大差异率 %s%%",
			  format_decimal(moving->context->arena, largest, 2));
}

/* ---- enough ---- */

int64_t line_rate(const struct values *line)
{
	int64_t allocatable = values_number(line, "allocatable", 0);

	return allocatable > 0 ? values_number(line, "allocated", 0) * 1000 / allocatable : -1;
}

/* The first class at or above the red line; NULL: none. */
static const struct values *line_above_red(const struct context *context, const struct values *form)
{
	const struct value *lines = ledger_rows(form, "lines");
	int64_t red = setting_integer(context->service, "pool_red");

	for (size_t i = 0; lines != NULL && i < lines->row_count; i++)
		if (line_rate(lines->rows[i]) >= red * 10)
			return lines->rows[i];
	return NULL;
}

static const struct values *outgrown(const struct value *forecast, const struct value *lines)
{
	static const char *const months[] = {"month_1", "month_2", "month_3"};

	for (size_t i = 0; forecast != NULL && i < forecast->row_count; i++) {
		const struct values *line = ledger_row_of(lines, values_word(forecast->rows[i], "class"));

		for (size_t m = 0; line != NULL && m < ARRAY_LENGTH(months); m++)
			if (values_number(forecast->rows[i], months[m], 0) > values_number(line, "allocatable", 0))
				return forecast->rows[i];
	}
	return NULL;
}

enum verdict enough_true(struct moving *moving, struct answer *answer)
{
	struct answer_help help = {.cure = "请改选“否”，已有扩容计划的一并填写", .field = "enough"};
	const struct value *lines = ledger_rows(moving->form, "lines");
	const struct values *red, *grown;

	if (lines == NULL)
		return answer_not_yet(moving, answer, "填写资源核实后核对");
	if (values_number(moving->form, "enough", 0) == 0)
		return answer_yes(moving, answer, "已填报资源不充足");
	red = line_above_red(moving->context, moving->form);
	if (red != NULL)
		return answer_no(moving, answer, help, "%s分配率 %s%%，达到扩容线 %" PRId64 "%%，不能填资源充足",
				 values_label(red, "class"), format_decimal(moving->context->arena, line_rate(red), 1),
				 setting_integer(moving->context->service, "pool_red"));
	grown = outgrown(ledger_rows(moving->form, "forecast"), lines);
	if (grown != NULL)
		return answer_no(moving, answer, help, "%s三个月内的预测超过可分配量，不能填资源充足",
				 values_label(grown, "class"));
	return answer_yes(moving, answer, "分配率和预测都在线内");
}

enum verdict pool_safe(struct moving *moving, struct answer *answer)
{
	const struct values *red = line_above_red(moving->context, moving->form);

	if (red != NULL && values_word(moving->form, "expansion_plan")[0] == '\0')
		return answer_no(moving, answer, (struct answer_help){.cure = "请选“确认并要求扩容计划”"},
				 "%s分配率 %s%%，达到扩容线，还没有扩容计划", values_label(red, "class"),
				 format_decimal(moving->context->arena, line_rate(red), 1));
	return red != NULL ? answer_yes(moving, answer, "达到扩容线，已报扩容计划")
			   : answer_yes(moving, answer, "分配率在扩容线以内");
}

/* Block storage as a whole against the disks of the machines; silent where nothing was collected. */
static bool block_differs(struct moving *moving, struct answer *answer, const struct value *collected,
			  const struct pool *pools, size_t count)
{
	struct arena *arena = moving->context->arena;
	struct pool block = pools_block(pools, count);
	const struct values *fast = ledger_row_of(collected, "ssd_gb");
	const struct values *plain = ledger_row_of(collected, "hdd_gb");
	int64_t amount = (fast != NULL ? values_number(fast, "amount", 0) : 0) +
			 (plain != NULL ? values_number(plain, "amount", 0) : 0);

	if (block.collected < 0 || (fast == NULL && plain == NULL) || amount == block.collected ||
	    !text_empty(moving->opinion))
		return false;
	(void)answer_no(moving, answer,
			(struct answer_help){.cure = "请改为采集数，或者在意见里写明原因", .field = "collected"},
			"%s（高性能和普通）月度采集各机器磁盘合计 %s，填写的是 %s", block.label,
			format_integer(arena, block.collected), format_integer(arena, amount));
	return true;
}

/* Another number than the machines add up to wants a reason. */
static enum verdict collected_true(struct moving *moving, struct answer *answer, const struct value *collected)
{
	struct arena *arena = moving->context->arena;
	struct pool pools[POOLS_MAX];
	size_t count, compared = 0;
	enum err err = pools_read(moving->context, moving->matter, pools, &count);

	if (err != OK)
		return answer_failed(moving, answer, err);
	for (size_t i = 0; i < count; i++) {
		const struct values *row = ledger_row_of(collected, pools[i].class);
		int64_t amount = row != NULL ? values_number(row, "amount", 0) : 0;

		if (row == NULL || pools[i].collected < 0)
			continue;
		compared++;
		if (amount != pools[i].collected && text_empty(moving->opinion))
			return answer_no(moving, answer,
					 (struct answer_help){.cure = "请改为采集数，或者在意见里写明原因",
							      .field = "collected"},
					 "%s月度采集各机器合计 %s，填写的是 %s", pools[i].label,
					 format_integer(arena, pools[i].collected), format_integer(arena, amount));
	}
	if (block_differs(moving, answer, collected, pools, count))
		return VERDICT_NO;
	return compared > 0 ? answer_yes(moving, answer, "采集数据完整，%zu 类已与月度采集核对", compared)
			    : answer_yes(moving, answer, "采集数据完整；本月采集尚无数据，按填写的数核对");
}

enum verdict collected_complete(struct moving *moving, struct answer *answer)
{
	const struct value *lines = ledger_rows(moving->form, "lines");
	const struct value *collected = ledger_rows(moving->fields, "collected");

	if (lines == NULL || collected == NULL)
		return answer_not_yet(moving, answer, "填写采集数据后核对");
	for (size_t i = 0; i < lines->row_count; i++)
		if (ledger_row_of(collected, values_word(lines->rows[i], "class")) == NULL)
			return answer_no(moving, answer,
					 (struct answer_help){.cure = "请补上这一类", .field = "collected"},
					 "缺少%s的采集数据", values_label(lines->rows[i], "class"));
	for (size_t i = 0; i < collected->row_count; i++)
		if (ledger_row_of(collected, values_word(collected->rows[i], "class")) != collected->rows[i])
			return answer_no(moving, answer,
					 (struct answer_help){.cure = "请合并为一行", .field = "collected"},
					 "%s写了两行", values_label(collected->rows[i], "class"));
	return collected_true(moving, answer, collected);
}
