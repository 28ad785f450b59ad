/* What the records of a quarter say of a unit: loads of what can be judged, advice answered, duties done in time. */
#include "base/base.h"
#include "modules/efficiency/efficiency_parts.h"

#include "base/clock.h"
#include "kernel/period.h"
#include "modules/usage/usage.h"

enum { YEAR_DAYS = 365, YEAR_MONTHS = 12 };

static int64_t weighed(int64_t sum, int64_t weight)
{
	return weight > 0 ? (2 * sum + weight) / (2 * weight) : -1;
}

static enum err read_loads(struct context *context, int64_t unit, int64_t first, int64_t last,
			   struct efficiency_measure *measure)
{
	struct usage_rules rules;
	struct query *query;
	enum err err = usage_rules_on(context, last, &rules);

	if (err != OK)
		return err;
	query = db_query(context->db, Q_EFFICIENCY_LOADS);
	query_int(query, ":unit", unit);
	query_text(query, ":from", period_of(context->arena, EVERY_MONTH, first));
	query_text(query, ":to", period_of(context->arena, EVERY_MONTH, last));
	query_int(query, ":coverage", rules.coverage * 100);
	query_int(query, ":grace", rules.grace);
	query_int(query, ":registered", day_start(last - rules.season_months * YEAR_DAYS / YEAR_MONTHS));
	query_int(query, ":over", day_start(last + 1));
	if (query_step(query)) {
		for (enum efficiency_item i = ITEM_CPU; i <= ITEM_STORAGE; i++) {
			int64_t sum = next_int(query);

			measure->load[i] = weighed(sum, next_int(query));
		}
		measure->machine_months = next_int(query);
	}
	return query_end(query);
}

static struct query *query_of(struct context *context, enum query_name name, int64_t unit, int64_t first, int64_t last)
{
	struct query *query = db_query(context->db, name);

	query_int(query, ":unit", unit);
	query_int(query, ":from", day_start(first));
	query_int(query, ":to", day_end(last));
	return query;
}

static enum err read_answers(struct context *context, int64_t unit, int64_t first, int64_t last,
			     struct efficiency_measure *measure)
{
	struct query *query = query_of(context, Q_EFFICIENCY_ANSWERS, unit, first, last);

	if (query_step(query)) {
		measure->advised = next_int(query);
		measure->answered = next_int(query);
	}
	return query_end(query);
}

static enum err read_duties(struct context *context, int64_t unit, int64_t first, int64_t last,
			    struct efficiency_measure *measure)
{
	struct query *query = query_of(context, Q_EFFICIENCY_DUTIES, unit, first, last);

	if (query_step(query)) {
		measure->due = next_int(query);
		measure->timely = next_int(query);
		measure->due_months = next_int(query);
	}
	return query_end(query);
}

enum err efficiency_measure(struct context *context, int64_t unit, const char *period,
			    struct efficiency_measure *measure)
{
	int64_t first, last;
	enum err err;

	*measure = (struct efficiency_measure){.load = {-1, -1, -1}};
	if (!period_days(period, &first, &last))
		return ERR_INTERNAL;
	err = read_loads(context, unit, first, last, measure);
	if (err == OK)
		err = read_answers(context, unit, first, last, measure);
	return err == OK ? read_duties(context, unit, first, last, measure) : err;
}
