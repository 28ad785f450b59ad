/*
 * The end of the period of use: reminded twice before it and
 * once after.  Renewing, downsizing and leaving are the unit's to apply for;
 * nothing stops by itself.
 */
#include "base/base.h"
#include "modules/change/change_parts.h"

#include "base/clock.h"
#include "data/tx.h"
#include "http/page.h"
#include "kernel/notice.h"
#include "kernel/setting.h"

enum { SLICE = 100 };

enum stage { STAGE_FIRST = 1, STAGE_SECOND, STAGE_PAST };

struct expiring {
	int64_t id, org, day;
	const char *name;
};

static enum err read_expiring(struct context *context, int64_t after, struct expiring *systems, size_t *count)
{
	struct query *query = db_query(context->db, Q_CHANGE_EXPIRING);

	*count = 0;
	query_int(query, ":until", day_of(clock_now()) + setting_integer(context->service, "expiry_first_cd"));
	query_int(query, ":after", after);
	while (*count < SLICE && query_step(query)) {
		struct expiring *one = &systems[(*count)++];

		one->id = next_int(query);
		one->org = next_int(query);
		one->name = next_text(query, context->arena);
		one->day = next_int(query);
	}
	return query_end(query);
}

static enum stage stage_of(struct context *context, const struct expiring *system)
{
	int64_t left = system->day - day_of(clock_now());

	if (left < 0)
		return STAGE_PAST;
	return left <= setting_integer(context->service, "expiry_second_cd") ? STAGE_SECOND : STAGE_FIRST;
}

static enum err tell(struct context *context, const struct expiring *system, enum stage stage)
{
	const char *day = format_day(context->arena, system->day);
	const char *text =
		stage == STAGE_PAST
			? arena_printf(context->arena, "%s使用期限已于 %s 届满，资源照常运行，请申请续期、缩容或退出",
				       system->name, day)
			: arena_printf(context->arena, "%s使用期限 %s 届满，请在届满前申请续期、缩容或退出",
				       system->name, day);
	enum err err = notice_add(context, system->org, "unit.clerk", 0, "remind", 0, text);

	if (err == OK)
		err = notice_add(context, system->org, "unit.lead", 0, "remind", 0, text);
	if (err == OK && stage == STAGE_PAST && context->service->org_center > 0)
		err = notice_add(context, context->service->org_center, "center.dispatch", 0, "alarm", 0, text);
	return err;
}

static enum err remind(struct context *context, const struct expiring *system)
{
	enum stage stage = stage_of(context, system);
	struct query *query = db_query(context->db, Q_CHANGE_EXPIRY_TOLD);
	enum err err;

	query_int(query, ":system", system->id);
	query_int(query, ":day", system->day);
	query_int(query, ":stage", stage);
	query_int(query, ":now", clock_now());
	err = query_run(query);
	if (err != OK || db_changes(context->db) == 0)
		return err;
	return tell(context, system, stage);
}

enum err expiry_job(struct context *context)
{
	struct expiring *systems = arena_array(context->arena, SLICE, sizeof *systems);
	int64_t after = 0;
	size_t count = SLICE;
	enum err err = OK;

	while (err == OK && count == SLICE) {
		err = read_expiring(context, after, systems, &count);
		if (err == OK)
			err = tx_begin(context->db);
		if (err != OK)
			return err;
		for (size_t i = 0; err == OK && i < count; i++) {
			after = systems[i].id;
			err = remind(context, &systems[i]);
		}
		err = tx_end(context->db, err);
	}
	return err;
}

/* ---- the paper of a renewal ---- */

enum err renewal_panel(struct context *context, struct matter *matter, struct values *form UNUSED, struct dict *body)
{
	struct query *query = db_query(context->db, Q_CHANGE_RENEWAL);
	const char *const labels[] = {"原使用期限至", "续期后至"};

	query_int(query, ":matter", matter->id);
	if (query_step(query))
		for (size_t i = 0; i < ARRAY_LENGTH(labels); i++) {
			int64_t day = next_int(query);
			struct dict *pair;

			if (day == 0)
				continue;
			pair = dict_section(body, "PAIR");
			dict_set(pair, "PAIR_LABEL", labels[i]);
			dict_set(pair, "PAIR_VALUE", format_day_long(context->arena, day));
		}
	return query_end(query);
}
