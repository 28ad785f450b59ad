/*
 * What each system used in the last whole month and what it comes to, judged by
 * the clerk and kept.  The schema marks a system to be judged anew with whatever
 * changes what its judgement rests on; until the clerk comes by, pages judge it
 * themselves.
 */
#include "base/base.h"
#include "modules/usage/usage_parts.h"

#include "base/clock.h"
#include "data/tx.h"

enum { AT_ONCE = 20 };

static enum err read_due(struct context *context, int64_t systems[AT_ONCE], size_t *count)
{
	struct query *query = db_query(context->db, Q_USAGE_STANDING_DUE);

	*count = 0;
	query_int(query, ":today", day_of(clock_now()));
	while (*count < AT_ONCE && query_step(query))
		systems[(*count)++] = next_int(query);
	return query_end(query);
}

/* The months behind it, platform by platform: told anew whole, there are at most twelve for each. */
static enum err keep_months(struct context *context, const char *month, int64_t system)
{
	struct query *query = db_query(context->db, Q_USAGE_STANDING_MONTHS_CLEAR);
	enum err err;

	query_int(query, ":system", system);
	err = query_run(query);
	if (err != OK)
		return err;
	query = db_query(context->db, Q_USAGE_STANDING_MONTHS_PUT);
	query_int(query, ":system", system);
	query_text(query, ":from", usage_month_before(context->arena, month, USAGE_MONTHS_KEPT - 1));
	query_text(query, ":period", month);
	return query_run(query);
}

static enum err stand(struct context *context, const struct usage_rules *rules, const char *month, int64_t system)
{
	struct usage_judgement judgement;
	struct query *query;
	enum err err = usage_judge_month(context, rules, system, month, &judgement, NULL, NULL);

	if (err == OK)
		err = keep_months(context, month, system);
	if (err != OK)
		return err;
	query = db_query(context->db, Q_USAGE_STANDING_PUT);
	query_int(query, ":system", system);
	query_int(query, ":today", day_of(clock_now()));
	query_text(query, ":period", month);
	query_int(query, ":class", judgement.class);
	query_text(query, ":why", judgement.why);
	query_text(query, ":rule", judgement.rule);
	return query_run(query);
}

static enum err stand_all(struct context *context, const int64_t *systems, size_t count)
{
	const char *month = usage_month_back(context, 1);
	struct usage_rules rules;
	enum err err = usage_rules_of_month(context, month, &rules);

	for (size_t i = 0; err == OK && i < count; i++)
		err = stand(context, &rules, month, systems[i]);
	return err;
}

enum err usage_standing_job(struct context *context)
{
	int64_t systems[AT_ONCE];
	size_t count;
	enum err err = read_due(context, systems, &count);

	if (err != OK || count == 0)
		return err;
	err = tx_begin(context->db);
	return err != OK ? err : tx_end(context->db, stand_all(context, systems, count));
}
