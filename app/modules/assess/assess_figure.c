/*
 * Facts, rules and entries → figures.  Knows no database and no clock: the same
 * rows give the same figures, whenever they are asked for.  Points are hundredths,
 * shares are rounded half up, everything is integer.
 */
#include "base/base.h"
#include "modules/assess/assess_parts.h"

#include "base/number.h"
#include "base/text.h"

/* What the facts of one indicator come to. */
struct tally {
	int64_t amount, whole;
	int64_t occurred;
	int64_t lost; /* for kinds of facts */
	bool all_lost;
	bool few; /* too few answered: the center rates */
	const char *words;
};

const struct assess_duty *assess_duty(const char *code)
{
	/* D3 is of self-checks and of hazards. */
	static const struct assess_duty duties[] = {
		{"3.1", "self_check", "自查", 1},
		{"4.1", "verification", "资源核实", 1},
		{"M1", NULL, "采集", 1},
		{"M2", NULL, "月度报告和测试", 1},
		{"M4", NULL, "故障周报", 1},
		{"D3", "self_check", "自查", 2},
		{"D4", "verification", "资源核实", 1},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(duties); i++)
		if (text_equal(duties[i].indicator, code))
			return &duties[i];
	return NULL;
}

const char *assess_sheet_label(const char *sheet)
{
	return text_equal(sheet, "supervision") ? "云监管服务商"
	       : text_equal(sheet, "recovery")  ? "云灾备服务商"
						: "云服务商";
}

const char *assess_grade_label(const char *grade)
{
	return text_equal(grade, "excellent") ? "优秀"
	       : text_equal(grade, "good")    ? "良好"
	       : text_equal(grade, "passed")  ? "合格"
	       : text_equal(grade, "failed")  ? "不合格"
					      : "";
}

char *assess_points(struct arena *arena, int64_t points)
{
	return format_decimal(arena, points, 2);
}

int64_t assess_rule_value(const struct assess_sheet *sheet, const char *key)
{
	for (size_t i = 0; key != NULL && i < sheet->rule_count; i++)
		if (text_equal(sheet->rules[i].key, key))
			return sheet->rules[i].value;
	return 0;
}

static const struct assess_rule *rule_of(const struct assess_indicator *indicator, const char *kind)
{
	for (size_t i = 0; i < RULES_MAX && indicator->rules[i].kind != NULL; i++)
		if (text_equal(indicator->rules[i].kind, kind))
			return &indicator->rules[i];
	return NULL;
}

int64_t assess_cost(const struct assess_sheet *sheet, const struct assess_fact *fact)
{
	const struct assess_indicator *indicator = assess_indicator(fact->indicator);
	const struct assess_rule *rule;

	if (text_equal(fact->indicator, "criticism"))
		return assess_rule_value(sheet, "score_criticism") * fact->times;
	rule = indicator == NULL ? NULL : rule_of(indicator, fact->kind);
	if (rule == NULL)
		return 0;
	return rule->key == NULL ? assess_rule_value(sheet, indicator->weight)
				 : assess_rule_value(sheet, rule->key) * fact->times;
}

static int64_t rounded(int64_t dividend, int64_t divisor)
{
	return (dividend + divisor / 2) / divisor;
}

static char *joined(struct arena *arena, const char *words, const char *more)
{
	if (text_empty(words) || text_empty(more))
		return arena_strdup(arena, text_empty(words) ? more : words);
	return arena_printf(arena, "%s；%s", words, more);
}

/* ---- one indicator ---- */

static bool belongs(const struct assess_fact *fact, const struct assess_indicator *indicator)
{
	return text_equal(fact->indicator, indicator->code);
}

/* "超期工单 3 次 × 0.50 = −1.50" for every rule that applied. */
static void add_losses(const struct assess_sheet *sheet, const struct assess_indicator *indicator, struct tally *tally)
{
	struct arena *arena = sheet->arena;

	for (size_t r = 0; r < RULES_MAX && indicator->rules[r].kind != NULL; r++) {
		const struct assess_rule *rule = &indicator->rules[r];
		int64_t times = 0, each = assess_rule_value(sheet, rule->key);

		for (size_t i = 0; i < sheet->fact_count; i++)
			if (belongs(&sheet->facts[i], indicator) && text_equal(sheet->facts[i].kind, rule->kind))
				times += sheet->facts[i].times;
		if (times == 0)
			continue;
		tally->all_lost = tally->all_lost || rule->key == NULL;
		tally->lost += rule->key == NULL ? 0 : each * times;
		tally->words = joined(arena, tally->words,
				      rule->key == NULL ? arena_printf(arena, "%s，本项不得分", rule->label)
							: arena_printf(arena, "%s %" PRId64 " 次 × %s = −%s",
								       rule->label, times, assess_points(arena, each),
								       assess_points(arena, each * times)));
	}
}

static bool applies_not(const struct assess_line *line)
{
	return line->weight == 0 && line->left_out > 0;
}

const char *assess_weight_text(struct arena *arena, const struct assess_line *line)
{
	return applies_not(line) ? "—" : assess_points(arena, line->weight);
}

const char *assess_points_text(struct arena *arena, const struct assess_line *line)
{
	return applies_not(line) ? "不适用" : assess_points(arena, line->points);
}

bool assess_plain_line(const struct assess_line *line)
{
	return line->points == line->weight && line->adjusted == 0 && line->left_out == 0;
}

static int64_t months_not_owed(const struct assess_sheet *sheet, const struct assess_indicator *indicator)
{
	int64_t months = 0;

	for (size_t i = 0; i < sheet->fact_count; i++)
		months += belongs(&sheet->facts[i], indicator) && text_equal(sheet->facts[i].kind, "not_owed");
	return months;
}

static void leave_out(const struct assess_sheet *sheet, struct assess_line *line)
{
	enum { MONTHS = 3 };
	const struct assess_duty *duty = assess_duty(line->indicator->code);
	int64_t months = months_not_owed(sheet, line->indicator);

	if (duty == NULL || months == 0)
		return;
	line->left_out = rounded(line->weight * months, (int64_t)MONTHS * duty->parts);
	line->words =
		arena_printf(sheet->arena, "%s不适用 %" PRId64 " 个月，%s 分中 %s 分不计", duty->label, months,
			     assess_points(sheet->arena, line->weight), assess_points(sheet->arena, line->left_out));
	line->weight -= line->left_out;
}

static void add_up(const struct assess_sheet *sheet, const struct assess_indicator *indicator, struct tally *tally)
{
	for (size_t i = 0; i < sheet->fact_count; i++) {
		const struct assess_fact *fact = &sheet->facts[i];

		if (!belongs(fact, indicator))
			continue;
		tally->amount += fact->amount;
		tally->whole += fact->whole;
		tally->few = tally->few || text_equal(fact->kind, "few");
		tally->occurred += indicator->form == COUNT_MEAN ? fact->times : fact->times > 0;
	}
}

/* What a mean of fewer months lacks costs less, as the weight is less. */
static int64_t lost_of_what_applies(const struct assess_sheet *sheet, const struct assess_line *line, int64_t lost,
				    struct tally *tally)
{
	int64_t whole = line->weight + line->left_out;
	int64_t part = line->left_out == 0 ? lost : rounded(lost * line->weight, whole);

	if (part != lost)
		tally->words = arena_printf(sheet->arena, "%s，按适用分值计 −%s", tally->words,
					    assess_points(sheet->arena, part));
	return part;
}

static int64_t ratio_points(const struct assess_sheet *sheet, const struct assess_line *line, struct tally *tally)
{
	struct arena *arena = sheet->arena;
	const struct assess_indicator *indicator = line->indicator;
	int64_t floor = assess_rule_value(sheet, indicator->floor);
	int64_t each = assess_rule_value(sheet, indicator->points);
	int64_t ratio, lacking, lost;

	if (tally->whole <= 0)
		return line->weight;
	ratio = tally->amount <= 0 ? 0 : rounded(tally->amount * 10000, tally->whole);
	lacking = floor > ratio ? floor - ratio : 0;
	lost = rounded(lacking * each, indicator->step);
	tally->words = joined(arena, tally->words,
			      arena_printf(arena, "%s ÷ %s = %s%%，应达到 %s%%%s", format_integer(arena, tally->amount),
					   format_integer(arena, tally->whole), format_decimal(arena, ratio, 2),
					   format_decimal(arena, floor, 2), assess_floor_basis(sheet, indicator)));
	if (lacking > 0)
		tally->words =
			arena_printf(arena, "%s，低 %s 个百分点，每 %s 个扣 %s = −%s", tally->words,
				     format_decimal(arena, lacking, 2), format_decimal(arena, indicator->step, 2),
				     assess_points(arena, each), assess_points(arena, lost));
	return line->weight - lost_of_what_applies(sheet, line, lost, tally);
}

static int64_t share_points(const struct assess_sheet *sheet, const struct assess_indicator *indicator,
			    struct tally *tally)
{
	struct arena *arena = sheet->arena;
	int64_t weight = assess_rule_value(sheet, indicator->weight);
	int64_t points = tally->whole <= 0 ? weight : rounded(weight * tally->amount, tally->whole);

	if (tally->whole > 0)
		tally->words =
			joined(arena,
			       arena_printf(arena, "%s × %" PRId64 " ÷ %" PRId64 " = %s", assess_points(arena, weight),
					    tally->amount, tally->whole, assess_points(arena, points)),
			       text_empty(tally->words) ? "" : tally->words);
	return points;
}

/* Without a figure of its own an indicator has its full weight, as far as it applies. */
static int64_t counted_points(const struct assess_sheet *sheet, const struct assess_line *line, struct tally *tally)
{
	const struct assess_indicator *indicator = line->indicator;
	int64_t points = line->weight;

	add_up(sheet, indicator, tally);
	add_losses(sheet, indicator, tally);
	if (indicator->form == COUNT_RATIO)
		points = ratio_points(sheet, line, tally);
	else if (indicator->form == COUNT_SHARE || (indicator->form == COUNT_MEAN && !tally->few))
		points = share_points(sheet, indicator, tally);
	points -= tally->lost;
	return tally->all_lost || points < 0 ? 0 : points;
}

/* ---- what people entered ---- */

static bool counts(const struct assess_sheet *sheet, const struct assess_entry *entry, const char *kind)
{
	return entry->round == sheet->round && text_equal(entry->kind, kind);
}

static void add_entries(const struct assess_sheet *sheet, struct assess_line *line)
{
	struct arena *arena = sheet->arena;

	for (size_t i = 0; i < sheet->entry_count; i++) {
		const struct assess_entry *entry = &sheet->entries[i];
		const char *what = counts(sheet, entry, "rating")       ? "中心评分"
				   : counts(sheet, entry, "adjustment") ? "人工调整"
				   : counts(sheet, entry, "objection")  ? "申诉成立"
									: NULL;
		bool rating = counts(sheet, entry, "rating");

		if (what == NULL || !text_equal(entry->indicator, line->indicator->code))
			continue;
		line->adjusted += rating ? entry->points - line->counted : entry->points;
		line->words = joined(arena, line->words,
				     arena_printf(arena, "%s %s%s（%s）", what, !rating && entry->points > 0 ? "+" : "",
						  assess_points(arena, entry->points), entry->reason));
	}
}

static const char *words_of(const struct assess_sheet *sheet, const struct assess_indicator *indicator,
			    const struct tally *tally)
{
	if (tally->few)
		return arena_printf(sheet->arena, "评价的单位 %" PRId64 " 家，不足 %" PRId64 " 家，由中心评分",
				    tally->occurred, assess_rule_value(sheet, "score_survey_min"));
	if (tally->occurred == 0)
		return indicator->form == COUNT_RATIO && tally->whole > 0 ? tally->words : "无发生，得满分";
	return text_empty(tally->words) ? arena_printf(sheet->arena, "共 %" PRId64 " 项，均符合要求", tally->occurred)
					: tally->words;
}

static void compute_line(struct assess_sheet *sheet, const struct assess_indicator *indicator)
{
	struct assess_line *line = &sheet->lines[sheet->line_count];
	struct tally tally = {0};

	*line = (struct assess_line){.indicator = indicator, .rank = (int64_t)sheet->line_count + 1};
	line->weight = assess_rule_value(sheet, indicator->weight);
	if (line->weight == 0)
		return;
	leave_out(sheet, line);
	line->counted = counted_points(sheet, line, &tally);
	line->occurred = tally.occurred;
	if (!applies_not(line))
		line->words = joined(sheet->arena, line->words, words_of(sheet, indicator, &tally));
	add_entries(sheet, line);
	line->points = line->counted + line->adjusted;
	if (line->points < 0)
		line->points = 0;
	if (line->points > line->weight)
		line->points = line->weight;
	sheet->line_count++;
}

/* ---- the sheet ---- */

static const char *grade_of(const struct assess_sheet *sheet)
{
	if (sheet->veto)
		return "failed";
	if (sheet->total >= assess_rule_value(sheet, "score_grade_excellent") * 100)
		return "excellent";
	if (sheet->total >= assess_rule_value(sheet, "score_grade_good") * 100)
		return "good";
	return sheet->total >= assess_rule_value(sheet, "score_grade_passed") * 100 ? "passed" : "failed";
}

static void add_beyond(struct assess_sheet *sheet)
{
	int64_t most = assess_rule_value(sheet, "score_bonus_max");
	bool veto_on = assess_rule_value(sheet, "score_veto") != 0;

	sheet->bonus = sheet->criticism = 0;
	sheet->veto = false;
	for (size_t i = 0; i < sheet->fact_count; i++) {
		if (text_equal(sheet->facts[i].indicator, "criticism"))
			sheet->criticism += assess_cost(sheet, &sheet->facts[i]);
		sheet->veto = sheet->veto || (veto_on && text_equal(sheet->facts[i].indicator, "veto"));
	}
	for (size_t i = 0; i < sheet->entry_count; i++) {
		const struct assess_entry *entry = &sheet->entries[i];

		sheet->bonus += counts(sheet, entry, "bonus") ? entry->points : 0;
		sheet->criticism += counts(sheet, entry, "criticism") ? assess_rule_value(sheet, "score_criticism") : 0;
		sheet->veto = sheet->veto || (veto_on && counts(sheet, entry, "veto"));
	}
	if (sheet->bonus > most)
		sheet->bonus = most;
}

/* The sum as if the weights that apply were the whole. */
static int64_t of_what_applies(const struct assess_sheet *sheet)
{
	int64_t applies = ASSESS_WHOLE - sheet->left_out;

	return sheet->left_out == 0 || applies <= 0 ? sheet->sum : rounded(sheet->sum * ASSESS_WHOLE, applies);
}

char *assess_total_words(const struct assess_sheet *sheet)
{
	struct arena *arena = sheet->arena;
	char *words = arena_printf(arena, "各项得分 %s", assess_points(arena, sheet->sum));

	if (sheet->left_out > 0)
		words = arena_printf(arena, "%s ÷ 适用分值 %s × 100 = %s", words,
				     assess_points(arena, ASSESS_WHOLE - sheet->left_out),
				     assess_points(arena, of_what_applies(sheet)));
	return arena_printf(arena, "%s，加分 %s，通报批评扣分 %s，合计 %s", words, assess_points(arena, sheet->bonus),
			    assess_points(arena, sheet->criticism), assess_points(arena, sheet->total));
}

void assess_compute(struct assess_sheet *sheet)
{
	sheet->line_count = 0;
	sheet->sum = sheet->left_out = 0;
	for (size_t i = 0; i < assess_indicator_count; i++)
		if (text_equal(assess_indicators[i].sheet, sheet->kind))
			compute_line(sheet, &assess_indicators[i]);
	for (size_t i = 0; i < sheet->line_count; i++) {
		sheet->sum += sheet->lines[i].points;
		sheet->left_out += sheet->lines[i].left_out;
	}
	add_beyond(sheet);
	sheet->total = of_what_applies(sheet) + sheet->bonus - sheet->criticism;
	if (sheet->total < 0)
		sheet->total = 0;
	sheet->grade = grade_of(sheet);
}

int64_t assess_dimension(const struct assess_sheet *sheet, int dimension, int64_t *weight)
{
	int64_t points = 0;

	*weight = 0;
	for (size_t i = 0; i < sheet->line_count; i++) {
		if (sheet->lines[i].indicator->dimension != dimension)
			continue;
		points += sheet->lines[i].points;
		*weight += sheet->lines[i].weight;
	}
	return points;
}

const struct assess_line *assess_line_of(const struct assess_sheet *sheet, const char *code)
{
	for (size_t i = 0; i < sheet->line_count; i++)
		if (text_equal(sheet->lines[i].indicator->code, code))
			return &sheet->lines[i];
	return NULL;
}

char *assess_rule_words(const struct assess_sheet *sheet, const struct assess_indicator *indicator)
{
	struct arena *arena = sheet->arena;
	char *words = arena_strdup(arena, indicator->form == COUNT_SHARE  ? "分值 × 按期闭环数 ÷ 到期数"
					  : indicator->form == COUNT_MEAN ? "分值 × 各单位平均评分 ÷ 5"
									  : "");

	if (indicator->form == COUNT_RATIO)
		words = arena_printf(arena, "达到 %s%%%s 满分，每低 %s 个百分点扣 %s",
				     format_decimal(arena, assess_rule_value(sheet, indicator->floor), 2),
				     assess_floor_basis(sheet, indicator), format_decimal(arena, indicator->step, 2),
				     assess_points(arena, assess_rule_value(sheet, indicator->points)));
	for (size_t r = 0; r < RULES_MAX && indicator->rules[r].kind != NULL; r++) {
		const struct assess_rule *rule = &indicator->rules[r];

		words = joined(arena, words,
			       rule->key == NULL
				       ? arena_printf(arena, "%s不得分", rule->label)
				       : arena_printf(arena, "%s每次扣 %s", rule->label,
						      assess_points(arena, assess_rule_value(sheet, rule->key))));
	}
	return words;
}
