#include "base/base.h"
#include "kernel/round.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "data/tx.h"
#include "kernel/deadline.h"
#include "kernel/setting.h"

enum { SLICE = 100 };

/* Who owes it: the organisation, and the platform or system it is about. */
struct debtor {
	int64_t org, platform, system;
	unsigned kinds;
};

/* Since the day it was called for a year: 2026-09-30 for 2027. */
static int64_t called_day(const struct service *service, const struct procedure *procedure, int64_t today)
{
	int year = date_from_day(today).year;
	int64_t day = month_day_in(service, procedure->round.call_setting, year);

	return day <= today ? day : month_day_in(service, procedure->round.call_setting, year - 1);
}

char *round_period(const struct service *service, struct arena *arena, const struct procedure *procedure, int64_t today)
{
	if (procedure->round.call_setting != NULL)
		return arena_printf(arena, "%d", date_from_day(called_day(service, procedure, today)).year + 1);
	return procedure->round.current ? period_of(arena, procedure->round.every, today)
					: period_before(arena, procedure->round.every, today);
}

bool round_owed_in(const struct service *service, const struct procedure *procedure, const char *period)
{
	int64_t first, last;

	if (procedure->round.month_setting_count == 0 || !period_days(period, &first, &last))
		return true;
	for (size_t i = 0; i < procedure->round.month_setting_count; i++)
		if (date_from_day(first).month % setting_integer(service, procedure->round.month_settings[i]) == 0)
			return true;
	return false;
}

/* Not before the first working day after the period before, and not for a time before the installation. */
static bool begun(const struct context *context, const struct procedure *procedure, int64_t today, int64_t made_at)
{
	char *before = period_before(context->arena, procedure->round.every, today);
	const char *after = procedure->round.after_setting;
	int64_t days = after != NULL ? setting_integer(context->service, after) : 1;
	int64_t first, last;

	if (procedure->round.call_setting != NULL)
		return made_at <= day_end(called_day(context->service, procedure, today));
	return period_days(before, &first, &last) && today >= workday_add(context->service->calendar, last, days) &&
	       made_at <= day_end(last);
}

static const char *kinds_text(struct arena *arena, unsigned kinds)
{
	const char *text = ",";

	for (unsigned bit = 1; bit <= KIND_ASSESSOR; bit <<= 1)
		if ((kinds & bit) != 0)
			text = arena_printf(arena, "%s%s,", text, kind_key(bit));
	return text;
}

/* Those without a matter of this period. */
static enum err read_debtors(struct context *context, const struct procedure *procedure, const char *period,
			     struct debtor *debtors, size_t *count)
{
	static const enum query_name queries[] = {
		[EACH_ORGANISATION] = Q_ROUND_ORGANISATIONS,
		[EACH_PLATFORM] = Q_ROUND_PLATFORMS,
		[EACH_SYSTEM] = Q_ROUND_SYSTEMS,
		[EACH_OTHER_PLATFORM] = Q_ROUND_OTHER_PLATFORMS,
	};
	struct query *query = db_query(context->db, queries[procedure->round.each]);
	int64_t first, last;

	*count = 0;
	query_text(query, ":key", procedure->key);
	query_text(query, ":period", period);
	query_text(query, ":kinds", kinds_text(context->arena, procedure->round.kinds));
	if (query_takes(query, ":today"))
		query_int(query, ":today", day_of(clock_now()));
	if (query_takes(query, ":systems"))
		query_int(query, ":systems", procedure->round.systems);
	if (query_takes(query, ":until"))
		query_int(query, ":until", period_days(period, &first, &last) ? day_end(last) : INT64_MAX);
	if (query_takes(query, ":platforms"))
		query_text(query, ":platforms", procedure->round.platforms);
	while (*count < SLICE && query_step(query)) {
		struct debtor *debtor = &debtors[(*count)++];

		debtor->org = next_int(query);
		debtor->platform = next_int(query);
		debtor->system = next_int(query);
		debtor->kinds = kinds_from_text(context->arena, next_text(query, context->arena));
	}
	return query_end(query);
}

/* The role among those that may start it, that this kind of organisation has. */
static enum role owing_role(const struct procedure *procedure, const struct debtor *debtor)
{
	unsigned kinds = debtor->kinds & procedure->round.kinds;

	for (size_t i = 0; i < procedure->start_count; i++)
		if ((role_kinds(procedure->start[i]) & kinds) != 0)
			return procedure->start[i];
	return role_for(ROLE_OWNER_CLERK, kinds, debtor->platform > 0 && procedure->round.each == EACH_PLATFORM);
}

static enum err open_one(struct context *context, const struct procedure *procedure, const char *period,
			 const struct debtor *debtor, int64_t *id)
{
	struct opening opening = {
		.procedure = procedure,
		.org = debtor->org,
		.role = owing_role(procedure, debtor),
		.subject = {.system = debtor->system, .platform = debtor->platform, .period = period},
		.at = procedure->round.begins ? procedure->states[0].key : NULL,
		.prefilled = procedure->round.begins,
	};
	enum err err = tx_begin(context->db);

	return err != OK ? err : tx_end(context->db, matter_open_for(context, &opening, id));
}

enum err round_open(struct context *context, const struct procedure *procedure, const char *period, int64_t org,
		    unsigned kinds, int64_t *id)
{
	struct debtor debtor = {.org = org, .kinds = kinds};

	return open_one(context, procedure, period, &debtor, id);
}

static enum err open_round(struct context *context, const struct procedure *procedure, const char *period)
{
	size_t count = SLICE;
	enum err err = OK;

	while (err == OK && count == SLICE) {
		struct arena *arena = arena_new();
		struct debtor *debtors = arena_array(arena, SLICE, sizeof *debtors);
		struct context own = *context;
		int64_t id;

		own.arena = arena;
		err = read_debtors(&own, procedure, period, debtors, &count);
		for (size_t i = 0; err == OK && i < count; i++)
			err = open_one(&own, procedure, period, &debtors[i], &id);
		arena_free(arena);
	}
	return err;
}

enum err round_job(struct context *context)
{
	int64_t today = day_of(clock_now());
	int64_t made_at = 0;
	enum err worst = query_value(db_query(context->db, Q_ROUND_INSTALLED), 0, &made_at);

	for (size_t i = 0; i < context->service->procedure_count; i++) {
		const struct procedure *procedure = context->service->procedures[i];
		const char *period;
		enum err err;

		if (procedure->round.every == EVERY_NEVER || !begun(context, procedure, today, made_at))
			continue;
		period = round_period(context->service, context->arena, procedure, today);
		if (!round_owed_in(context->service, procedure, period))
			continue;
		err = open_round(context, procedure, period);
		if (err != OK)
			log_warnx("event=round procedure=%s err=%s", procedure->key, err_name(err));
		if (err != OK)
			worst = err;
	}
	return worst;
}
