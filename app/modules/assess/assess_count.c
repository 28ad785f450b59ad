/*
 * The freezing: records are counted once, with the rules of the quarter's last day, and both are kept.  Rules that do
 * not agree (weights that are not 100) score nobody: the freezing waits for the first later day on which they do.
 */
#include "base/base.h"
#include "modules/assess/assess_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/period.h"
#include "kernel/setting.h"
#include "kernel/setting_bond.h"

/* What the queries are asked with. */
struct quarter {
	int64_t matter, provider;
	const char *period;
	int64_t first_day, last_day;
	int64_t rules_day;
	const char *first, *last; /* months */
	int64_t now;
	int64_t red, difference, fewest;
	const struct assess_duty *duty; /* of the indicator that is counted */
};

static void bind(struct query *query, const struct quarter *quarter)
{
	const struct {
		const char *name;
		int64_t value;
	} numbers[] = {
		{":provider", quarter->provider},
		{":from", day_start(quarter->first_day)},
		{":until", day_start(quarter->last_day + 1)},
		{":now", quarter->now},
		{":red", quarter->red},
		{":difference", quarter->difference},
		{":fewest", quarter->fewest},
		{":year", day_start(day_from_date((struct date){date_from_day(quarter->last_day).year, 1, 1}))},
	};

	for (size_t i = 0; i < ARRAY_LENGTH(numbers); i++)
		if (query_takes(query, numbers[i].name))
			query_int(query, numbers[i].name, numbers[i].value);
	if (query_takes(query, ":duty")) {
		query_text(query, ":duty", quarter->duty->procedure);
		query_text(query, ":label", quarter->duty->label);
	}
	if (query_takes(query, ":period"))
		query_text(query, ":period", quarter->period);
	if (query_takes(query, ":first"))
		query_text(query, ":first", quarter->first);
	if (query_takes(query, ":last"))
		query_text(query, ":last", quarter->last);
}

static enum err keep_fact(struct context *context, const struct quarter *quarter, const struct assess_fact *fact)
{
	struct query *query = db_query(context->db, Q_ASSESS_FACT_ADD);

	query_int(query, ":matter", quarter->matter);
	query_text(query, ":indicator", fact->indicator);
	query_int(query, ":line", fact->line);
	query_text(query, ":kind", fact->kind);
	query_int(query, ":record", fact->record);
	query_int(query, ":at", fact->at);
	query_int(query, ":amount", fact->amount);
	query_int(query, ":whole", fact->whole);
	query_int(query, ":times", fact->times);
	query_text(query, ":words", fact->words);
	return query_run(query);
}

/* "6月3日 …": when it was stands before what it was. */
static const char *dated(struct arena *arena, int64_t at, const char *words)
{
	struct date date = date_from_day(day_of(at));

	return arena_printf(arena, "%d月%d日 %s", date.month, date.day, words);
}

static enum err count(struct context *context, const struct quarter *quarter, const char *indicator,
		      enum query_name name, int64_t *line)
{
	struct query *query = db_query(context->db, name);
	enum err err = OK, ended;

	bind(query, quarter);
	while (err == OK && query_step(query)) {
		struct assess_fact fact = {.indicator = indicator, .line = ++*line};

		fact.kind = next_text(query, context->arena);
		fact.record = next_int(query);
		fact.at = next_int(query);
		fact.amount = next_int(query);
		fact.whole = next_int(query);
		fact.times = next_int(query);
		fact.words = next_text(query, context->arena);
		if (fact.record > 0)
			fact.words = dated(context->arena, fact.at, fact.words);
		err = keep_fact(context, quarter, &fact);
	}
	ended = query_end(query);
	return err == OK ? ended : err;
}

static enum err floor_of(struct context *context, const struct quarter *quarter, enum query_name promises, int64_t rule,
			 struct assess_floor *floor)
{
	struct query *query = db_query(context->db, promises);

	bind(query, quarter);
	if (query_takes(query, ":day"))
		query_int(query, ":day", quarter->last_day);
	return assess_floor_read(context, query, rule, floor);
}

/* Which contract, or the setting, each platform is held to; of itself it costs nothing. */
static enum err keep_promises(struct context *context, const struct quarter *quarter,
			      const struct assess_indicator *indicator, enum query_name promises, int64_t *line)
{
	struct assess_floor floor;
	int64_t rule = 0;
	enum err err = setting_integer_on(context, indicator->floor, quarter->rules_day, &rule);

	if (err == OK)
		err = floor_of(context, quarter, promises, rule, &floor);
	for (size_t i = 0; err == OK && i < floor.count; i++)
		err = keep_fact(
			context, quarter,
			&(struct assess_fact){.indicator = indicator->code,
					      .line = ++*line,
					      .kind = "promised",
					      .at = day_start(quarter->last_day + 1) - 1,
					      .words = assess_promise_words(context->arena, &floor.promises[i])});
	return err;
}

static enum err count_indicator(struct context *context, struct quarter *quarter,
				const struct assess_indicator *indicator)
{
	enum query_name promises;
	int64_t line = 0;
	enum err err = OK;

	for (size_t q = 0; err == OK && q < indicator->query_count; q++)
		err = count(context, quarter, indicator->code, indicator->queries[q], &line);
	if (err == OK && assess_promises(indicator, &promises))
		err = keep_promises(context, quarter, indicator, promises, &line);
	quarter->duty = assess_duty(indicator->code);
	return err == OK && quarter->duty != NULL && quarter->duty->procedure != NULL
		       ? count(context, quarter, indicator->code, Q_ASSESS_FACT_NOT_OWED, &line)
		       : err;
}

static enum err count_all(struct context *context, struct quarter *quarter, const char *sheet)
{
	int64_t line = 0;
	enum err err = OK;

	for (size_t i = 0; err == OK && i < assess_indicator_count; i++)
		if (text_equal(assess_indicators[i].sheet, sheet))
			err = count_indicator(context, quarter, &assess_indicators[i]);
	if (err == OK)
		err = count(context, quarter, "criticism", Q_ASSESS_FACT_CRITICISM, &line);
	line = 0;
	return err == OK ? count(context, quarter, "veto", Q_ASSESS_FACT_VETO, &line) : err;
}

static enum err keep_rule(struct context *context, const struct quarter *quarter, const char *key, int64_t value)
{
	struct query *query = db_query(context->db, Q_ASSESS_RULE_ADD);

	query_int(query, ":matter", quarter->matter);
	query_text(query, ":key", key);
	query_int(query, ":value", value);
	return query_run(query);
}

/* The indicator of this sheet that contracts may demand something of by this setting; NULL: none. */
static const struct assess_indicator *promised_by(const char *sheet, const char *key, enum query_name *promises)
{
	for (size_t i = 0; i < assess_indicator_count; i++)
		if (text_equal(assess_indicators[i].sheet, sheet) && assess_indicators[i].floor != NULL &&
		    text_equal(assess_indicators[i].floor, key) && assess_promises(&assess_indicators[i], promises))
			return &assess_indicators[i];
	return NULL;
}

static enum err keep_rules(struct context *context, const struct quarter *quarter, const char *sheet)
{
	enum err err = OK;

	for (const struct setting_row *row = assess_settings; err == OK && row->key != NULL; row++) {
		enum query_name promises;
		const struct assess_indicator *promised = promised_by(sheet, row->key, &promises);
		struct assess_floor floor;
		int64_t value = 0;

		err = setting_integer_on(context, row->key, quarter->rules_day, &value);
		if (err == OK && promised != NULL) {
			err = floor_of(context, quarter, promises, value, &floor);
			value = floor.value;
		}
		if (err == OK && promised != NULL)
			err = keep_rule(context, quarter, assess_floor_key(context->arena, promised), floor.by);
		if (err == OK)
			err = keep_rule(context, quarter, row->key, value);
	}
	return err;
}

static enum err sheet_of(struct context *context, const struct quarter *quarter, const char **sheet)
{
	struct query *query = db_query(context->db, Q_ASSESS_SHEET_OF);

	bind(query, quarter);
	*sheet = query_step(query) ? next_text(query, context->arena) : "service";
	return query_end(query);
}

static enum err begin(struct context *context, const struct quarter *quarter, const char *sheet)
{
	struct query *query = db_query(context->db, Q_ASSESS_ADD);

	query_int(query, ":matter", quarter->matter);
	query_int(query, ":provider", quarter->provider);
	query_text(query, ":sheet", sheet);
	query_text(query, ":period", quarter->period);
	query_int(query, ":now", quarter->now);
	return query_run(query);
}

static enum err finish(struct context *context, const struct quarter *quarter)
{
	struct query *query = db_query(context->db, Q_ASSESS_FREEZE);

	query_int(query, ":now", quarter->now);
	query_int(query, ":matter", quarter->matter);
	query_int(query, ":rules_day", quarter->rules_day == quarter->last_day ? 0 : quarter->rules_day);
	return query_run(query);
}

static enum err limits(struct context *context, struct quarter *quarter)
{
	enum err err = setting_integer_on(context, "pool_red", quarter->last_day, &quarter->red);

	if (err == OK)
		err = setting_integer_on(context, "ledger_diff_pct", quarter->last_day, &quarter->difference);
	return err == OK ? setting_integer_on(context, "score_survey_min", quarter->last_day, &quarter->fewest) : err;
}

/* ---- rules that agree ---- */

static enum err disagree_on(struct context *context, const char *sheet, int64_t day, char **why)
{
	enum err err = OK;

	*why = NULL;
	for (const struct setting_bond *bond = assess_bonds; err == OK && *why == NULL && bond->label != NULL; bond++)
		if (bond->group == NULL || text_equal(bond->group, sheet))
			err = setting_bond_on(context, bond, day, why);
	return err;
}

/* Only a day on which a setting changes can be another than the one before. */
static enum err agree_later(struct context *context, const char *sheet, int64_t after, int64_t *day)
{
	enum { CHANGES_MAX = 255 };
	struct query *query = db_query(context->db, Q_SETTING_DAYS_AFTER);
	int64_t days[CHANGES_MAX], today = day_of(clock_now());
	size_t count = 0;
	enum err err;

	*day = 0;
	query_int(query, ":day", after);
	while (count < CHANGES_MAX && query_step(query))
		days[count++] = next_int(query);
	err = query_end(query);
	for (size_t i = 0; err == OK && *day == 0 && i < count && days[i] <= today; i++) {
		char *why;

		err = disagree_on(context, sheet, days[i], &why);
		if (err == OK && why == NULL)
			*day = days[i];
	}
	return err;
}

static enum err find_rules_day(struct context *context, struct quarter *quarter, const char *sheet, char **why)
{
	enum err err = disagree_on(context, sheet, quarter->last_day, why);

	quarter->rules_day = quarter->last_day;
	return err == OK && *why != NULL ? agree_later(context, sheet, quarter->last_day, &quarter->rules_day) : err;
}

enum err assess_rules_day(struct context *context, const struct matter *matter, int64_t *day, char **why)
{
	struct quarter quarter = {.provider = matter->org};
	const char *sheet;
	enum err err;

	if (!period_days(matter->period, &quarter.first_day, &quarter.last_day))
		return ERR_INVALID;
	err = sheet_of(context, &quarter, &sheet);
	if (err == OK)
		err = find_rules_day(context, &quarter, sheet, why);
	*day = quarter.rules_day;
	return err;
}

/* ---- the freezing ---- */

enum err assess_freeze(struct context *context, const struct matter *matter)
{
	struct quarter quarter = {
		.matter = matter->id, .provider = matter->org, .period = matter->period, .now = clock_now()};
	const char *sheet = "service";
	char *why;
	enum err err;

	if (!period_days(matter->period, &quarter.first_day, &quarter.last_day))
		return ERR_INVALID;
	quarter.first = period_of(context->arena, EVERY_MONTH, quarter.first_day);
	quarter.last = period_of(context->arena, EVERY_MONTH, quarter.last_day);
	err = limits(context, &quarter);
	if (err == OK)
		err = sheet_of(context, &quarter, &sheet);
	if (err == OK)
		err = find_rules_day(context, &quarter, sheet, &why);
	if (err == OK && quarter.rules_day == 0)
		err = ERR_INVALID;
	if (err == OK)
		err = begin(context, &quarter, sheet);
	if (err == OK)
		err = keep_rules(context, &quarter, sheet);
	if (err == OK)
		err = count_all(context, &quarter, sheet);
	if (err == OK)
		err = finish(context, &quarter);
	return err == OK ? assess_store(context, matter->id) : err;
}
