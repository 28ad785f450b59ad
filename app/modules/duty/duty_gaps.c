/*
 * Gaps of the log (第三十一条: six months without a break): days for which logs
 * are missing, typed by who keeps them, drawn month by month.
 */
#include "base/base.h"
#include "modules/duty/duty_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/answer.h"
#include "kernel/chart.h"
#include "kernel/panel.h"
#include "kernel/period.h"

enum { MONTHS = 6, GAPS_MAX = 200, DRAWN_MAX = 10 };

/* Where a choice has no field to label it: as the database has it. */
static const char *kind_label_of(const char *key)
{
	static const struct option kinds[] = {{"operation", "操作日志"},
					      {"system", "系统日志"},
					      {"security", "安全日志"},
					      {"database", "数据库日志"},
					      {"network", "网络日志"}};

	for (size_t i = 0; i < ARRAY_LENGTH(kinds); i++)
		if (text_equal(kinds[i].key, key))
			return kinds[i].label;
	return "";
}

/* ---- typed ---- */

static bool kept(const struct value *logs, const struct values *gap)
{
	for (size_t i = 0; logs != NULL && i < logs->row_count; i++)
		if (text_equal(values_text(logs->rows[i], "subject"), values_text(gap, "subject")) &&
		    text_equal(values_text(logs->rows[i], "kind"), values_text(gap, "kind")))
			return true;
	return false;
}

/* What is wrong with one; NULL: nothing. */
static const char *wrong(const struct value *logs, const struct values *gap)
{
	int64_t from = values_number(gap, "from", 0);
	int64_t to = values_number(gap, "to", 0);

	if (to < from)
		return "止于开始之前";
	if (to > day_of(clock_now()))
		return "止于今天之后";
	return kept(logs, gap) ? NULL : "的系统和日志种类没有列入日志情况";
}

enum verdict log_gaps_named(struct moving *moving, struct answer *answer)
{
	const struct value *logs = values_find(moving->form, "logs");
	const struct value *gaps = values_find(moving->form, "gaps");

	for (size_t i = 0; gaps != NULL && i < gaps->row_count; i++) {
		const char *what = wrong(logs, gaps->rows[i]);

		if (what != NULL)
			return answer_no(moving, answer, (struct answer_help){.cure = "请核对这一行", .field = "gaps"},
					 "第 %zu 段中断%s", i + 1, what);
	}
	return answer_yes(moving, answer, "中断的日志逐段写明");
}

enum err record_log_gaps(struct moving *moving)
{
	const struct value *gaps = values_find(moving->form, "gaps");
	enum err err = OK;

	for (size_t i = 0; err == OK && gaps != NULL && i < gaps->row_count; i++) {
		const struct values *gap = gaps->rows[i];
		struct query *query = db_query(moving->context->db, Q_DUTY_GAP_ADD);

		query_int(query, ":matter", moving->matter->id);
		query_int(query, ":line", (int64_t)i + 1);
		query_int(query, ":organisation", moving->matter->org);
		query_text(query, ":subject", values_text(gap, "subject"));
		query_text(query, ":kind", values_text(gap, "kind"));
		query_int(query, ":from", values_number(gap, "from", 0));
		query_int(query, ":to", values_number(gap, "to", 0));
		query_text(query, ":reason", values_text(gap, "reason"));
		err = query_run(query);
	}
	return err;
}

/* ---- drawn: one line for each system and kind of log, one column for each month ---- */

struct gap {
	const char *subject, *kind;
	int64_t from, to;
};

struct calendar {
	struct arena *arena;
	struct dict *panel;
	struct table *table;
	struct chart *chart;  /* of those with gaps */
	size_t drawn, gapped; /* of those with gaps: in the picture, all */
	int64_t first[MONTHS], last[MONTHS];
	int64_t attested; /* the last day of which somebody said that nothing is missing */
	struct gap gaps[GAPS_MAX];
	size_t count;
};

static void calendar_months(struct calendar *calendar, const char **heads)
{
	int64_t day = day_of(clock_now());

	for (size_t i = MONTHS; i-- > 0;) {
		const char *month = period_of(calendar->arena, EVERY_MONTH, day);

		heads[i + 2] = month;
		if (!period_days(month, &calendar->first[i], &calendar->last[i]))
			return;
		if (i == MONTHS - 1)
			calendar->last[i] = day;
		day = calendar->first[i] - 1;
	}
}

static void add_gap(struct calendar *calendar, const char *subject, const char *kind, int64_t from, int64_t to)
{
	if (calendar->count < GAPS_MAX)
		calendar->gaps[calendar->count++] = (struct gap){subject, kind, from, to};
}

static enum err read_gaps(struct context *context, int64_t org, struct calendar *calendar)
{
	struct query *query = db_query(context->db, Q_DUTY_GAPS_OF);

	query_int(query, ":organisation", org);
	query_int(query, ":since", calendar->first[0]);
	while (query_step(query)) {
		const char *subject = next_text(query, context->arena);
		const char *kind = next_text(query, context->arena);
		int64_t from = next_int(query);

		add_gap(calendar, subject, kind, from, next_int(query));
	}
	return query_end(query);
}

static bool missing_on(const struct calendar *calendar, const char *subject, const char *kind, int64_t earliest,
		       int64_t day)
{
	if (day < earliest)
		return true;
	for (size_t i = 0; i < calendar->count; i++)
		if (day >= calendar->gaps[i].from && day <= calendar->gaps[i].to &&
		    text_equal(calendar->gaps[i].subject, subject) && text_equal(calendar->gaps[i].kind, kind))
			return true;
	return false;
}

/* "3–5、9 日", "整月", "✓"; days of the month. */
static const char *missing_days(const struct calendar *calendar, size_t month, const char *subject, const char *kind,
				int64_t earliest)
{
	int64_t first = calendar->first[month], last = calendar->last[month], missing = 0;
	const char *text = "";

	for (int64_t day = first; day <= last; day++) {
		int64_t from = day;

		while (day <= last && missing_on(calendar, subject, kind, earliest, day))
			day++;
		missing += day - from;
		if (day - from == 1)
			text = arena_printf(calendar->arena, "%s%s%" PRId64, text, *text == '\0' ? "" : "、",
					    from - first + 1);
		else if (day > from)
			text = arena_printf(calendar->arena, "%s%s%" PRId64 "–%" PRId64, text,
					    *text == '\0' ? "" : "、", from - first + 1, day - first);
	}
	if (missing == 0)
		return first > calendar->attested ? "还未填报" : "完整";
	return missing == last - first + 1 ? "整月缺" : arena_printf(calendar->arena, "缺 %s 日", text);
}

/* A picture of what is whole says nothing: only what has gaps is drawn, and no more than can be looked at. */
static void draw_days(struct calendar *calendar, const char *subject, const char *kind, int64_t earliest)
{
	int64_t first = calendar->first[0], last = calendar->last[MONTHS - 1];
	struct chart_series *series;
	bool gaps = false;

	for (int64_t day = first; day <= last && !gaps; day++)
		gaps = missing_on(calendar, subject, kind, earliest, day);
	calendar->gapped += gaps;
	if (!gaps || calendar->drawn == DRAWN_MAX)
		return;
	if (calendar->drawn++ == 0) {
		calendar->chart = chart_new(calendar->arena, CHART_CALENDAR, "有缺口的日志", "");
		for (int64_t day = first; day <= last; day++)
			chart_label(calendar->chart, format_day(calendar->arena, day));
	}
	series = chart_series(calendar->chart, arena_printf(calendar->arena, "%s　%s", subject, kind_label_of(kind)));
	for (int64_t day = first; day <= last; day++)
		chart_value(series, missing_on(calendar, subject, kind, earliest, day) ? 0 : 1);
}

static void calendar_line(struct calendar *calendar, const char *subject, const char *kind, int64_t earliest)
{
	table_line(calendar->table);
	table_text(calendar->table, subject);
	table_text(calendar->table, kind_label_of(kind));
	for (size_t month = 0; month < MONTHS; month++)
		table_text(calendar->table, missing_days(calendar, month, subject, kind, earliest));
	draw_days(calendar, subject, kind, earliest);
}

static void calendar_begin(struct calendar *calendar, struct dict *body)
{
	const char *heads[MONTHS + 3] = {"系统或平台", "日志"};

	calendar->panel = panel_add(body, "PANEL_MAIN", "六个月日志日历");
	calendar_months(calendar, heads);
	calendar->table = table_begin(calendar->arena, calendar->panel, "六个月日志日历", heads);
}

static void calendar_end(struct calendar *calendar)
{
	panel_note(calendar->panel,
		   calendar->gapped > calendar->drawn
			   ? arena_printf(calendar->arena, "每月缺日志的日期；%zu 项有缺口，图中画前 %zu 项，其余见表",
					  calendar->gapped, calendar->drawn)
			   : "每月缺日志的日期");
	if (calendar->chart != NULL)
		panel_chart(calendar->panel, calendar->chart);
}

/* Beside the form: what was attested before and what is typed now. */
enum err fill_log_calendar(struct context *context, struct matter *matter, struct values *form, struct dict *body)
{
	const struct value *logs = values_find(form, "logs");
	const struct value *gaps = values_find(form, "gaps");
	struct calendar *calendar = arena_alloc(context->arena, sizeof *calendar);
	size_t kinds = 0;
	enum err err;

	for (size_t i = 0; logs != NULL && i < logs->row_count; i++)
		kinds += !text_empty(values_text(logs->rows[i], "kind"));
	if (kinds == 0)
		return OK; /* only the systems were filled in, by the round */
	calendar->arena = context->arena;
	calendar->attested = duty_last_day(matter);
	calendar_begin(calendar, body);
	err = read_gaps(context, matter->org, calendar);
	for (size_t i = 0; gaps != NULL && i < gaps->row_count; i++)
		add_gap(calendar, values_text(gaps->rows[i], "subject"), values_text(gaps->rows[i], "kind"),
			values_number(gaps->rows[i], "from", 0), values_number(gaps->rows[i], "to", 0));
	for (size_t i = 0; i < logs->row_count; i++)
		if (!text_empty(values_text(logs->rows[i], "kind")))
			calendar_line(calendar, values_text(logs->rows[i], "subject"),
				      values_text(logs->rows[i], "kind"),
				      values_number(logs->rows[i], "earliest_day", 0));
	calendar_end(calendar);
	return err;
}

/* ---- GET /log-retention: six months without a break ---- */

static enum err fill_counts(struct context *context, struct dict *body, int64_t allowed, bool all)
{
	struct query *query = db_query(context->db, Q_DUTY_UNBROKEN);
	struct arena *arena = context->arena;
	int64_t attested = 0, brief = 0, broken = 0, either = 0;
	struct dict *pairs;
	enum err err;

	query_int(query, ":org", context->actor->org);
	query_int(query, ":all", all);
	query_int(query, ":allowed", allowed);
	if (query_step(query)) {
		attested = next_int(query);
		brief = next_int(query);
		broken = next_int(query);
		either = next_int(query);
	}
	err = query_end(query);
	pairs = panel_pairs(panel_add(body, "PANEL_MAIN", "连续完整保存六个月"), false);
	pairs_add(pairs, "填报过的日志", arena_printf(arena, "%" PRId64 " 种", attested));
	pairs_add(pairs, "六个月从未中断", arena_printf(arena, "%" PRId64 " 种", attested - either));
	pairs_add(pairs, "不足六个月", arena_printf(arena, "%" PRId64 " 种", brief));
	pairs_add(pairs, "近六个月有中断", arena_printf(arena, "%" PRId64 " 种", broken));
	return err;
}

/* The last day of its newest attestation; 0: it never made one. */
static enum err attested_until(struct context *context, int64_t *last)
{
	struct query *query = db_query(context->db, Q_DUTY_HOLDINGS_NEWEST);
	int64_t first;

	*last = 0;
	query_int(query, ":org", context->actor->org);
	if (query_step(query) && !period_days(next_text(query, context->arena), &first, last))
		*last = 0;
	return query_end(query);
}

/* One's own, as it was last attested. */
static enum err fill_own_calendar(struct context *context, struct dict *body)
{
	struct calendar *calendar = arena_alloc(context->arena, sizeof *calendar);
	struct query *query;
	enum err err = attested_until(context, &calendar->attested);

	if (err != OK || calendar->attested == 0)
		return err;
	calendar->arena = context->arena;
	calendar_begin(calendar, body);
	err = read_gaps(context, context->actor->org, calendar);
	if (err != OK)
		return err;
	query = db_query(context->db, Q_DUTY_HOLDINGS);
	query_int(query, ":org", context->actor->org);
	while (query_step(query)) {
		const char *subject = next_text(query, context->arena);
		const char *kind = next_text(query, context->arena);

		calendar_line(calendar, subject, kind, next_int(query));
	}
	calendar_end(calendar);
	return query_end(query);
}

static enum err fill_breaks(struct context *context, struct dict *body, int64_t allowed, bool all)
{
	static const char *const heads[] = {"单位", "系统或平台", "日志", "自", "至", "天数#", "原因", NULL};
	struct query *query = db_query(context->db, Q_DUTY_BREAKS);
	struct arena *arena = context->arena;
	struct table *table = NULL;

	query_int(query, ":org", context->actor->org);
	query_int(query, ":all", all);
	query_int(query, ":allowed", allowed);
	while (query_step(query)) {
		int64_t matter = next_int(query);
		int64_t from, to;

		if (table == NULL)
			table = table_begin(arena, panel_add(body, "PANEL_MAIN", "近六个月中断的日志"),
					    "近六个月中断的日志", heads);
		table_line(table);
		if (matter != 0)
			table_link(table, arena_printf(arena, "/matters/%" PRId64, matter), next_text(query, arena));
		else
			table_text(table, next_text(query, arena));
		table_text(table, next_text(query, arena));
		table_text(table, kind_label_of(next_text(query, arena)));
		from = next_int(query);
		to = next_int(query);
		table_text(table, format_day(arena, from));
		table_text(table, format_day(arena, to));
		table_number(table, to - from + 1);
		table_text(table, next_text(query, arena));
	}
	return query_end(query);
}

enum err fill_log_months(struct context *context, struct dict *body, int64_t allowed)
{
	bool all = (context->actor->kinds & (KIND_CENTER | KIND_SECOPS)) != 0;
	enum err err = fill_counts(context, body, allowed, all);

	if (err == OK)
		err = fill_own_calendar(context, body);
	if (err == OK)
		err = fill_unattested(context, body, all);
	return err == OK ? fill_breaks(context, body, allowed, all) : err;
}
