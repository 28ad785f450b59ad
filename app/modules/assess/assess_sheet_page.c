/* GET /assess/2026Q3/PROVIDER: the sheet, each line with what it counted, down to the minute. */
#include "base/base.h"
#include "modules/assess/assess_page_parts.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/chart.h"
#include "kernel/closing.h"
#include "kernel/frame.h"
#include "kernel/listing_file.h"
#include "kernel/panel.h"
#include "kernel/period.h"

enum { OPEN_MAX = 20000, TREND_QUARTERS = 8 };

enum err assess_sheet_of(struct context *context, const char *period, const char *code, int64_t *matter)
{
	struct query *query = db_query(context->db, Q_ASSESS_SEEN);
	enum err err;

	*matter = 0;
	query_int(query, ":org", context->actor->org);
	query_text(query, ":period", period);
	query_text(query, ":code", code);
	err = query_value(query, 0, matter);
	return err == OK && *matter == 0 ? ERR_NOT_FOUND : err;
}

enum err assess_find(struct context *context, const char *period, const char *code, struct assess_kept *kept)
{
	int64_t matter;
	enum err err = assess_sheet_of(context, period, code, &matter);

	return err == OK ? found_err(assess_read(context, matter, kept)) : err;
}

/* ---- the lines and what they counted ---- */

struct shown {
	const struct assess_kept *kept;
	int64_t *open; /* records the actor may open, in order */
	size_t open_count;
};

static int in_order(const void *a, const void *b)
{
	int64_t one = *(const int64_t *)a, other = *(const int64_t *)b;

	return one < other ? -1 : one > other;
}

static enum err read_open(struct context *context, struct shown *shown)
{
	struct query *query = db_query(context->db, Q_ASSESS_OPEN_RECORDS);

	shown->open = arena_array(context->arena, shown->kept->sheet.fact_count + 1, sizeof *shown->open);
	query_int(query, ":org", context->actor->org);
	query_int(query, ":matter", shown->kept->matter);
	while (shown->open_count < shown->kept->sheet.fact_count && query_step(query))
		shown->open[shown->open_count++] = next_int(query);
	return query_end(query);
}

static void show_fact(const struct shown *shown, struct dict *parent, const struct assess_fact *fact)
{
	struct dict *dict = dict_section(parent, "FACT");
	int64_t cost = assess_cost(&shown->kept->sheet, fact);
	bool open = fact->record > 0 &&
		    bsearch(&fact->record, shown->open, shown->open_count, sizeof *shown->open, in_order) != NULL;

	dict_set(dict, "FACT_WORDS", fact->words);
	if (cost > 0)
		dict_printf(dict, "FACT_COST", "−%s", assess_points(shown->kept->sheet.arena, cost));
	dict_show_if(dict, "COSTS", cost > 0);
	if (open)
		dict_printf(dict_section(dict, "OPEN"), "RECORD_HREF", "/matters/%" PRId64, fact->record);
}

static size_t show_facts(const struct shown *shown, struct dict *row, const char *code)
{
	size_t count = 0;

	for (size_t i = 0; i < shown->kept->sheet.fact_count; i++) {
		if (!text_equal(shown->kept->sheet.facts[i].indicator, code))
			continue;
		show_fact(shown, row, &shown->kept->sheet.facts[i]);
		count++;
	}
	return count;
}

static void sheet_row(struct context *context, struct dict *row, struct query *query, void *data)
{
	const struct shown *shown = data;
	const struct assess_line *line = assess_line_of(&shown->kept->sheet, column_text(query, 0));
	struct arena *arena = context->arena;
	size_t facts;

	if (line == NULL)
		return;
	dict_set(row, "LABEL", line->indicator->label);
	dict_set(row, "DIMENSION_LABEL", assess_dimensions[line->indicator->dimension - 1]);
	dict_set(row, "SOURCE", line->indicator->source);
	dict_set(row, "RULE", assess_rule_words(&shown->kept->sheet, line->indicator));
	dict_set(row, "WEIGHT_TEXT", assess_weight_text(arena, line));
	dict_set(row, "COUNTED_TEXT", line->weight == 0 ? "—" : assess_points(arena, line->counted));
	dict_set(row, "ADJUSTED_TEXT", line->adjusted == 0 ? "" : assess_points(arena, line->adjusted));
	dict_set(row, "POINTS_TEXT", assess_points_text(arena, line));
	dict_set(row, "POINTS_TONE", line->weight == 0 ? "grey" : line->points < line->weight ? "red" : "green");
	facts = show_facts(shown, row, line->indicator->code);
	dict_show_if(row, "HAS_FACTS", facts > 0);
	dict_int(row, "FACT_COUNT", (int64_t)facts);
}

static const struct listing_column sheet_columns[] = {
	{"INDICATOR", "编号", CELL_TEXT},          {"LABEL", "指标", CELL_TEXT},
	{"DIMENSION_LABEL", "维度", CELL_TEXT},    {"WEIGHT_TEXT", "分值", CELL_NUMBER},
	{"COUNTED_TEXT", "计算得分", CELL_NUMBER}, {"ADJUSTED_TEXT", "调整", CELL_NUMBER},
	{"POINTS_TEXT", "得分", CELL_NUMBER},      {"WORDS", "计算过程", CELL_TEXT},
	{"SOURCE", "取数来源", CELL_TEXT},         {"RULE", "计分规则", CELL_TEXT},
};
static const struct listing_file sheet_file = {"评分表", sheet_columns, ARRAY_LENGTH(sheet_columns)};

static enum err show_lines(struct request *req, struct context *context, struct dict *body, struct shown *shown,
			   struct listing *list)
{
	struct query *query = db_query(context->db, Q_ASSESS_ROWS);
	enum err err;

	query_int(query, ":matter", shown->kept->matter);
	err = listing_bind(req, query, list);
	return err == OK ? listing_fill(context, body, "ROW", query, list) : err;
}

/* ---- beyond the indicators ---- */

static const char *entry_label(const char *kind)
{
	static const struct option labels[] = {{"rating", "中心评分"},   {"adjustment", "人工调整"},
					       {"bonus", "加分"},        {"criticism", "被通报批评"},
					       {"veto", "一票否决"},     {"objection", "申诉成立"},
					       {"refused", "申诉不成立"}};

	for (size_t i = 0; i < ARRAY_LENGTH(labels); i++)
		if (text_equal(labels[i].key, kind))
			return labels[i].label;
	return kind;
}

static void show_entries(struct context *context, struct dict *body, const struct assess_kept *kept)
{
	static const char *const heads[] = {"类别", "指标", "分值#", "理由", "佐证", "时间", NULL};
	struct arena *arena = context->arena;
	struct table *table = NULL;

	for (size_t i = 0; i < kept->sheet.entry_count; i++) {
		const struct assess_entry *entry = &kept->sheet.entries[i];

		if (entry->round != kept->sheet.round)
			continue;
		if (table == NULL)
			table = table_begin(arena, panel_add(body, "PANEL_MAIN", "人工项与申诉"), "人工项与申诉",
					    heads);
		table_line(table);
		table_text(table, entry_label(entry->kind));
		table_text(table, entry->indicator);
		table_text(table, entry->points == 0 ? "" : assess_points(arena, entry->points));
		table_text(table, entry->reason);
		table_text(table, entry->evidence);
		table_text(table, format_time(arena, entry->at));
	}
}

static void show_beyond(struct dict *body, struct shown *shown)
{
	struct dict *criticism = dict_section(body, "CRITICISM"), *veto = dict_section(body, "VETO");

	dict_show_if(criticism, "HAS_CRITICISM", show_facts(shown, criticism, "criticism") > 0);
	dict_show_if(veto, "HAS_VETO", show_facts(shown, veto, "veto") > 0);
}

/* ---- pictures ---- */

static void add_chart(struct dict *body, const char *heading, const struct chart *chart)
{
	struct dict *dict = dict_include(panel_add(body, "PANEL_MAIN", heading), "CONTENT", "assess/chart.tpl");

	dict_markup(dict_include(dict, "PICTURE", "part/picture.tpl"), "MARKUP", chart_svg(chart));
}

static void show_dimensions(struct context *context, struct dict *body, const struct assess_kept *kept)
{
	static const char *const heads[] = {"维度", "分值#", "得分#", "得分率（%）#", NULL};
	struct arena *arena = context->arena;
	struct table *table;
	struct chart *chart = chart_new(arena, CHART_RADAR, "各维度得分率", "%");
	struct chart_series *series = chart_series(chart, kept->provider_name);

	for (int dimension = 1; dimension <= 5; dimension++) {
		int64_t weight, points = assess_dimension(&kept->sheet, dimension, &weight);

		if (weight == 0)
			continue;
		chart_label(chart, assess_dimensions[dimension - 1]);
		chart_value(series, (double)points * 100 / (double)weight);
	}
	add_chart(body, "维度得分", chart);
	table = table_begin(arena, panel_add(body, "PANEL_MAIN", "维度得分明细"), "维度得分明细", heads);
	for (int dimension = 1; dimension <= 5; dimension++) {
		int64_t weight, points = assess_dimension(&kept->sheet, dimension, &weight);

		if (weight == 0)
			continue;
		table_line(table);
		table_text(table, assess_dimensions[dimension - 1]);
		table_text(table, assess_points(arena, weight));
		table_text(table, assess_points(arena, points));
		table_text(table, format_decimal(arena, (points * 10000 + weight / 2) / weight, 2));
	}
}

/* ---- the trend ---- */

struct trend {
	const char *quarters[TREND_QUARTERS]; /* oldest first */
	const char *after;                    /* the one before the oldest */
};

static void trend_of(struct arena *arena, struct trend *trend)
{
	int64_t first = day_of(clock_now()), last;

	for (size_t i = TREND_QUARTERS; i > 0; i--) {
		trend->quarters[i - 1] = period_before(arena, EVERY_QUARTER, first);
		if (!period_days(trend->quarters[i - 1], &first, &last))
			return;
	}
	trend->after = period_before(arena, EVERY_QUARTER, first);
}

/* Gaps where a provider was not assessed; next: the quarter to come in its series. */
static void gaps_until(const struct trend *trend, struct chart_series *series, size_t *next, const char *period)
{
	while (series != NULL && *next < TREND_QUARTERS && !text_equal(trend->quarters[*next], period)) {
		chart_gap(series);
		++*next;
	}
}

enum err assess_show_trend(struct context *context, struct dict *body, const char *code)
{
	struct arena *arena = context->arena;
	struct trend trend = {0};
	struct chart *chart = chart_new(arena, CHART_LINES, "近八个季度得分", "分");
	struct query *query = db_query(context->db, Q_ASSESS_TREND);
	struct chart_series *series = NULL;
	const char *whose = NULL;
	size_t next = 0, rows = 0;

	trend_of(arena, &trend);
	for (size_t i = 0; i < TREND_QUARTERS; i++)
		chart_label(chart, trend.quarters[i]);
	query_int(query, ":org", context->actor->org);
	query_text(query, ":after", trend.after);
	query_text(query, ":code", code);
	for (; query_step(query); rows++) {
		const char *period = next_text(query, arena), *name = next_text(query, arena);

		if (!text_equal(name, whose)) {
			gaps_until(&trend, series, &next, "");
			series = chart_series(chart, name);
			whose = name;
			next = 0;
		}
		gaps_until(&trend, series, &next, period);
		chart_value(series, (double)next_int(query) / 100);
		next++;
	}
	gaps_until(&trend, series, &next, "");
	if (rows > 0)
		add_chart(body, "近八个季度得分", chart);
	return query_end(query);
}

/* ---- the page ---- */

static void fill_head(struct context *context, struct dict *body, const struct assess_kept *kept)
{
	struct arena *arena = context->arena;

	dict_set(body, "PROVIDER_NAME", kept->provider_name);
	dict_set(body, "PROVIDER_CODE", kept->provider_code);
	dict_set(body, "PERIOD", kept->period);
	dict_set(body, "PERIOD_LABEL", period_label(arena, kept->period));
	dict_set(body, "SHEET_LABEL", assess_sheet_label(kept->sheet.kind));
	dict_set(body, "TOTAL_TEXT", assess_points(arena, kept->total));
	dict_set(body, "GRADE_LABEL", assess_grade_label(kept->grade));
	dict_set(body, "GRADE_TONE", assess_grade_tone(kept->grade));
	dict_set(body, "FROZEN_AT", format_time(arena, kept->frozen_at));
	if (kept->rules_day > 0)
		dict_set(dict_section(body, "RULES_LATER"), "RULES_DAY", format_day(arena, kept->rules_day));
	dict_int(body, "MATTER_ID", kept->matter);
	dict_set(body, "TOTAL_WORDS", assess_total_words(&kept->sheet));
	dict_set(body, "COEFFICIENT_TEXT", assess_coefficient_words(arena, kept->coefficient, kept->published_at > 0));
	dict_show_if(body, "VETOED", kept->veto);
	dict_set(body, "STANDING_TEXT", assess_standing_words(kept));
}

const char *assess_standing_words(const struct assess_kept *kept)
{
	return kept->approved_at > 0 ? "已审定，得分不再变动" : "尚未审定，得分可能因申诉和审定变动";
}

static enum err show_closed(struct context *context, struct dict *body, const struct assess_kept *kept)
{
	struct closing closing;
	enum found found = assess_closed_sheet(context, kept->matter, &closing);

	if (found == FOUND)
		closing_note(context, body, &closing);
	return found == FIND_FAILED ? ERR_INTERNAL : OK;
}

const char *assess_sheet_title(struct arena *arena, const struct assess_kept *kept)
{
	return arena_printf(arena, "%s %s评分表", kept->provider_name, period_label(arena, kept->period));
}

enum err assess_provider_get(struct request *req)
{
	struct context context = context_reading(req);
	const char *period = request_hole(req, "period"), *code = request_hole(req, "provider");
	struct assess_kept kept;
	struct shown shown = {.kept = &kept};
	struct listing list = {.each = sheet_row, .data = &shown, .file = &sheet_file};
	struct dict *body;
	enum err err;

	if (strlen(period) == 4)
		return assess_slip_get(req, period, code, false);
	err = assess_find(&context, period, code, &kept);
	if (err == OK)
		err = read_open(&context, &shown);
	if (err != OK)
		return err;
	body = page_begin(req, "assess/sheet.tpl", assess_sheet_title(req->arena, &kept));
	frame_crumb(req, "/assess", "服务商考核");
	frame_crumb(req, arena_printf(req->arena, "/assess/%s", period), period_label(req->arena, period));
	fill_head(&context, body, &kept);
	err = show_lines(req, &context, body, &shown, &list);
	show_beyond(body, &shown);
	show_entries(&context, body, &kept);
	show_dimensions(&context, body, &kept);
	if (err == OK)
		err = show_closed(&context, body, &kept);
	if (err == OK)
		err = assess_show_trend(&context, body, code);
	listing_pager(req, body, &list);
	return err == OK ? page_end(req, 200) : err;
}

enum err assess_print_get(struct request *req)
{
	const char *period = request_hole(req, "period"), *code = request_hole(req, "provider");

	return strlen(period) == 4 ? assess_slip_get(req, period, code, true) : assess_sheet_print(req, period, code);
}
