/* Points from what was measured, by the rules of the quarter's last day; and the draft that the unit is shown. */
#include "base/base.h"
#include "modules/efficiency/efficiency_parts.h"

#include "base/number.h"
#include "base/text.h"
#include "kernel/period.h"
#include "kernel/setting.h"
#include "modules/usage/usage.h"

enum { WHOLE = 100, QUARTER_MONTHS = 3 };

static const struct {
	const char *key, *label;
} items[EFFICIENCY_ITEMS] = {
	[ITEM_CPU] = {"cpu", "处理器"},
	[ITEM_MEMORY] = {"memory", "内存"},
	[ITEM_STORAGE] = {"storage", "存储"},
	[ITEM_ANSWER] = {"answer", "建议响应"},
	[ITEM_TIMELY] = {"timely", "报告与合规按时"},
};

const char *efficiency_item_key(enum efficiency_item item)
{
	return items[item].key;
}

const char *efficiency_item_label(enum efficiency_item item)
{
	return items[item].label;
}

enum efficiency_item efficiency_item_of(const char *key)
{
	enum efficiency_item item = ITEM_CPU;

	while (item < EFFICIENCY_ITEMS && !text_equal(items[item].key, key))
		item++;
	return item;
}

/* ---- the rules ---- */

#define RULE(key, member) \
	{ \
		"efficiency_" key, offsetof(struct efficiency_rules, member) \
	}

static const struct {
	const char *key;
	size_t offset;
} limits[] = {
	RULE("cpu_points", full[ITEM_CPU]),
	RULE("mem_points", full[ITEM_MEMORY]),
	RULE("storage_points", full[ITEM_STORAGE]),
	RULE("answer_points", full[ITEM_ANSWER]),
	RULE("timely_points", full[ITEM_TIMELY]),
	RULE("cpu_low", low[ITEM_CPU]),
	RULE("cpu_high", high[ITEM_CPU]),
	RULE("mem_low", low[ITEM_MEMORY]),
	RULE("mem_high", high[ITEM_MEMORY]),
	RULE("storage_low", low[ITEM_STORAGE]),
	RULE("storage_high", high[ITEM_STORAGE]),
	RULE("none_below", none_below),
	RULE("none_above", none_above),
	RULE("grade_a", grade_a),
	RULE("grade_b", grade_b),
	RULE("grade_c", grade_c),
};

enum err efficiency_rules_on(struct context *context, int64_t day, struct efficiency_rules *rules)
{
	const char *keys[ARRAY_LENGTH(limits)];
	const char *values[ARRAY_LENGTH(limits)];
	enum err err;

	for (size_t i = 0; i < ARRAY_LENGTH(limits); i++)
		keys[i] = limits[i].key;
	err = setting_values_on(context, keys, values, ARRAY_LENGTH(limits), day);
	for (size_t i = 0; err == OK && i < ARRAY_LENGTH(limits); i++)
		if (!parse_integer(values[i], (int64_t *)(void *)((char *)rules + limits[i].offset)))
			err = ERR_INTERNAL;
	return err;
}

/* ---- points ---- */

/* part of whole of full, rounded half up. */
static int64_t share_of(int64_t full, int64_t part, int64_t whole)
{
	return whole > 0 ? (2 * full * part + whole) / (2 * whole) : full;
}

int64_t efficiency_load_points(const struct efficiency_rules *rules, enum efficiency_item item, int64_t load)
{
	int64_t full = rules->full[item] * WHOLE;
	int64_t low = rules->low[item] * WHOLE, high = rules->high[item] * WHOLE;
	int64_t below = rules->none_below * WHOLE, above = rules->none_above * WHOLE;

	if (load <= below || load >= above)
		return load >= low && load <= high ? full : 0;
	if (load < low)
		return share_of(full, load - below, low - below);
	return load > high ? share_of(full, above - load, above - high) : full;
}

static const char *load_text(struct arena *arena, const struct efficiency_rules *rules, enum efficiency_item item,
			     const struct efficiency_measure *measure)
{
	static const char *const figures[] = {"P95 按核数加权", "P95 按容量加权", "使用率按磁盘加权"};

	if (measure->load[item] < 0)
		return "没有可判定的数据，不计分";
	return arena_printf(arena,
			    "%s %s（%" PRId64 " 个机器月）；%" PRId64 "%%—%" PRId64 "%% 得满分，%" PRId64
			    "%% 以下、%" PRId64 "%% 以上为零",
			    figures[item], usage_percent(arena, measure->load[item]), measure->machine_months,
			    rules->low[item], rules->high[item], rules->none_below, rules->none_above);
}

/* A month in which nothing was asked for leaves the points it could have earned; a quarter of such is not scored. */
static void score_duties(struct arena *arena, const struct efficiency_measure *measure, struct efficiency_line *line)
{
	int64_t whole = line->full, months = QUARTER_MONTHS - measure->due_months;

	if (measure->due == 0) {
		line->measured = "本季度没有到期的报告、报备和整改，不适用";
		return;
	}
	line->full = share_of(whole, measure->due_months, QUARTER_MONTHS);
	line->points = share_of(line->full, measure->timely, measure->due);
	line->measured = arena_printf(arena, "到期的报告、报备和整改 %" PRId64 " 项，按时 %" PRId64 " 项", measure->due,
				      measure->timely);
	if (months > 0)
		line->measured = arena_printf(arena, "%s；没有到期事项的 %" PRId64 " 个月不适用，%s 分中 %s 分不计",
					      line->measured, months, format_decimal(arena, whole, 2),
					      format_decimal(arena, whole - line->full, 2));
}

void efficiency_score(struct arena *arena, const struct efficiency_rules *rules,
		      const struct efficiency_measure *measure, struct efficiency_line lines[EFFICIENCY_ITEMS])
{
	for (enum efficiency_item i = ITEM_CPU; i < EFFICIENCY_ITEMS; i++)
		lines[i] = (struct efficiency_line){.full = rules->full[i] * WHOLE, .points = -1};
	for (enum efficiency_item i = ITEM_CPU; i <= ITEM_STORAGE; i++) {
		lines[i].measured = load_text(arena, rules, i, measure);
		if (measure->load[i] >= 0)
			lines[i].points = efficiency_load_points(rules, i, measure->load[i]);
	}
	lines[ITEM_ANSWER].points = share_of(lines[ITEM_ANSWER].full, measure->answered, measure->advised);
	lines[ITEM_ANSWER].measured = measure->advised == 0
					      ? "无发生"
					      : arena_printf(arena, "降配回收通知 %" PRId64 " 件，答复 %" PRId64 " 件",
							     measure->advised, measure->answered);
	score_duties(arena, measure, &lines[ITEM_TIMELY]);
}

int64_t efficiency_total(const struct efficiency_line lines[EFFICIENCY_ITEMS])
{
	int64_t points = 0, full = 0;
	bool loads = false;

	for (enum efficiency_item i = ITEM_CPU; i < EFFICIENCY_ITEMS; i++) {
		if (lines[i].points < 0)
			continue;
		points += lines[i].points;
		full += lines[i].full;
		loads = loads || i <= ITEM_STORAGE;
	}
	return loads && full > 0 ? share_of((int64_t)WHOLE * WHOLE, points, full) : -1;
}

const char *efficiency_grade(const struct efficiency_rules *rules, int64_t total)
{
	if (total < 0)
		return "";
	if (total >= rules->grade_a * WHOLE)
		return "A";
	if (total >= rules->grade_b * WHOLE)
		return "B";
	return total >= rules->grade_c * WHOLE ? "C" : "D";
}

const char *efficiency_grade_tone(const char *grade)
{
	return text_equal(grade, "A") || text_equal(grade, "B") ? "green"
	       : text_equal(grade, "C")                         ? "amber"
	       : text_equal(grade, "D")                         ? "red"
								: "grey";
}

/* ---- the draft ---- */

static void set_decimal(struct values *values, const char *key, int64_t hundredths)
{
	if (hundredths >= 0)
		values_set(
			values, key,
			arena_printf(values->arena, "%" PRId64 ".%02" PRId64, hundredths / WHOLE, hundredths % WHOLE));
}

static const char *basis_text(struct arena *arena, const struct efficiency_rules *rules, const char *period)
{
	return arena_printf(arena,
			    "%s各月。备机、启用不满期、覆盖率不足、已豁免和登记了季节性峰值的机器月不计；参数按季度最后"
			    "一日施行的。%" PRId64 " 分以上 A，%" PRId64 " 分以上 B，%" PRId64 " 分以上 C，以下 D。",
			    period_label(arena, period), rules->grade_a, rules->grade_b, rules->grade_c);
}

enum err efficiency_compute(struct moving *moving)
{
	struct context *context = moving->context;
	struct efficiency_line lines[EFFICIENCY_ITEMS];
	struct efficiency_measure measure;
	struct efficiency_rules rules;
	int64_t first, last, total;
	enum err err;

	if (!period_days(moving->matter->period, &first, &last))
		return ERR_INTERNAL;
	err = efficiency_rules_on(context, last, &rules);
	if (err == OK)
		err = efficiency_measure(context, moving->matter->org, moving->matter->period, &measure);
	if (err != OK)
		return err;
	efficiency_score(context->arena, &rules, &measure, lines);
	for (enum efficiency_item i = ITEM_CPU; i < EFFICIENCY_ITEMS; i++) {
		struct values *row = values_add_row(moving->form, "items");

		values_set(row, "item", items[i].key);
		values_set(row, "measured", lines[i].measured);
		set_decimal(row, "full", lines[i].full);
		set_decimal(row, "points", lines[i].points);
	}
	total = efficiency_total(lines);
	set_decimal(moving->form, "total", total);
	values_set(moving->form, "grade", total < 0 ? "none" : efficiency_grade(&rules, total));
	values_set(moving->form, "basis", basis_text(context->arena, &rules, moving->matter->period));
	return OK;
}
