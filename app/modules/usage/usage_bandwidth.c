/*
 * Internet bandwidth is given to a system, not to a machine: the P95s of its
 * machines on a platform are added up, which is never less than the P95 of
 * their sum, so nobody is judged lower than he is.  A month is held against what
 * was granted in it: what was given since would make it look lower.
 */
#include "base/base.h"
#include "modules/usage/usage_parts.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/period.h"

enum { WHOLE = 100, PLATFORMS_MAX = 40 };

struct lines {
	struct usage_bandwidth *items;
	size_t count;
	const char *expected; /* the month that comes next without a gap */
	bool unbroken;
};

/* At a moment; INT64_MAX: now. */
static enum err granted_at(struct context *context, int64_t system, int64_t platform, int64_t at, int64_t *granted)
{
	struct query *query = db_query(context->db, Q_USAGE_GRANTED);

	query_int(query, ":system", system);
	query_int(query, ":platform", platform);
	query_text(query, ":class", "bandwidth_mbps");
	query_int(query, ":at", at);
	return query_value(query, 0, granted);
}

enum err usage_bandwidth_granted(struct context *context, int64_t system, int64_t platform, const char *month,
				 int64_t *granted)
{
	int64_t first, last;

	*granted = 0;
	if (!period_days(month, &first, &last))
		return OK;
	return granted_at(context, system, platform, day_start(last + 1), granted);
}

static void end_line(struct arena *arena, const struct usage_rules *rules, struct lines *lines)
{
	struct usage_bandwidth *line;
	int64_t size;

	if (lines->count == 0)
		return;
	line = &lines->items[lines->count - 1];
	size = usage_size_bandwidth(rules, line->p95);
	line->low = lines->unbroken && line->months >= rules->window && size < line->granted &&
		    line->coverage >= rules->coverage * WHOLE;
	line->target = line->low ? size : line->granted;
	line->why = arena_printf(
		arena,
		"%" PRId64
		" 个月中各机器带宽 P95 之和最高 %s Mbps（各机器的高峰相加，不是同一时刻的用量），各月占当月核定最高 "
		"%s，现核定 %s Mbps；规则：低于 %" PRId64 "%%，连续 %" PRId64 " 个月",
		rules->window, format_decimal(arena, line->p95, 2), usage_percent(arena, line->share),
		format_integer(arena, line->granted), rules->bandwidth_low, rules->window);
}

struct month_row {
	int64_t platform;
	const char *platform_name;
	const char *period;
	int64_t p95, coverage;
};

static enum err begin_line(struct context *context, int64_t system, const char *month, const struct month_row *row,
			   struct lines *lines)
{
	struct usage_bandwidth *line = &lines->items[lines->count++];

	*line = (struct usage_bandwidth){
		.platform = row->platform, .platform_name = row->platform_name, .coverage = row->coverage};
	lines->expected = month;
	lines->unbroken = true;
	return granted_at(context, system, row->platform, INT64_MAX, &line->granted);
}

/* One platform's month, newest first. */
static enum err add_row(struct context *context, const struct usage_rules *rules, int64_t system, const char *month,
			const struct month_row *row, struct lines *lines)
{
	struct usage_bandwidth *line = lines->count > 0 ? &lines->items[lines->count - 1] : NULL;
	int64_t granted;
	enum err err = OK;

	if (line == NULL || line->platform != row->platform) {
		end_line(context->arena, rules, lines);
		err = begin_line(context, system, month, row, lines);
		line = &lines->items[lines->count - 1];
	}
	if (err == OK)
		err = usage_bandwidth_granted(context, system, row->platform, row->period, &granted);
	if (err != OK)
		return err;
	lines->unbroken = lines->unbroken && text_equal(row->period, lines->expected) &&
			  row->p95 < granted * rules->bandwidth_low;
	line->months += lines->unbroken;
	line->p95 = row->p95 > line->p95 ? row->p95 : line->p95;
	if (granted > 0 && row->p95 * WHOLE / granted > line->share)
		line->share = row->p95 * WHOLE / granted;
	line->coverage = row->coverage < line->coverage ? row->coverage : line->coverage;
	lines->expected = usage_month_before(context->arena, row->period, 1);
	return OK;
}

static enum err read_rows(struct context *context, const struct usage_rules *rules, int64_t system, const char *month,
			  struct month_row *rows, size_t most, size_t *count)
{
	struct query *query = db_query(context->db, Q_USAGE_BANDWIDTHS);

	*count = 0;
	query_int(query, ":system", system);
	query_text(query, ":from", usage_month_before(context->arena, month, rules->window - 1));
	query_text(query, ":to", month);
	query_int(query, ":viewer", context->actor->org);
	while (*count < most && query_step(query)) {
		struct month_row *row = &rows[(*count)++];

		row->platform = next_int(query);
		row->platform_name = next_text(query, context->arena);
		row->period = next_text(query, context->arena);
		row->p95 = next_int(query);
		row->coverage = next_int(query);
	}
	return query_end(query);
}

enum err usage_bandwidths(struct context *context, const struct usage_rules *rules, int64_t system, const char *month,
			  struct usage_bandwidth **out, size_t *count)
{
	size_t most = PLATFORMS_MAX * (size_t)rules->window, many;
	struct month_row *rows = arena_array(context->arena, most, sizeof *rows);
	struct lines lines = {.items = arena_array(context->arena, PLATFORMS_MAX, sizeof *lines.items)};
	enum err err = read_rows(context, rules, system, month, rows, most, &many);

	for (size_t i = 0; err == OK && i < many; i++) {
		if (lines.count == PLATFORMS_MAX && rows[i].platform != lines.items[lines.count - 1].platform)
			break;
		err = add_row(context, rules, system, month, &rows[i], &lines);
	}
	end_line(context->arena, rules, &lines);
	*out = lines.items;
	*count = lines.count;
	return err;
}

bool usage_platform_advised(const struct usage_machine *machines, size_t count, int64_t platform)
{
	for (size_t i = 0; i < count; i++)
		if (machines[i].platform == platform && machines[i].class != USAGE_UNJUDGED &&
		    machines[i].exempt == NULL)
			return true;
	return false;
}
