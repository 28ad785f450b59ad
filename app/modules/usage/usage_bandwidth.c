/*
 * Internet bandwidth is given to a system, not to a machine: the P95s of its
 * machines on a platform are added up, which is never less than the P95 of
 * their sum, so nobody is judged lower than he is.
 */
#include "base/base.h"
#include "modules/usage/usage_parts.h"

#include "base/number.h"
#include "base/text.h"

enum { WHOLE = 100, PLATFORMS_MAX = 40 };

struct lines {
	struct usage_bandwidth *items;
	size_t count;
	const char *expected; /* the month that comes next without a gap */
	bool unbroken;
};

static void end_line(struct arena *arena, const struct usage_rules *rules, struct lines *lines)
{
	struct usage_bandwidth *line;
	int64_t size;

	if (lines->count == 0)
		return;
	line = &lines->items[lines->count - 1];
	line->share = line->p95 * WHOLE / line->granted;
	size = usage_size_bandwidth(rules, line->p95);
	line->low = lines->unbroken && line->months >= rules->window && size < line->granted &&
		    line->coverage >= rules->coverage * WHOLE;
	line->target = line->low ? size : line->granted;
	line->why = arena_printf(
		arena,
		"%" PRId64 " 个月中各机器带宽 P95 之和最高 %s Mbps（各机器的高峰相加，不是同一时刻的用量），为核定 "
		"%s Mbps 的 %s；规则：低于 %" PRId64 "%%，连续 %" PRId64 " 个月",
		rules->window, format_decimal(arena, line->p95, 2), format_integer(arena, line->granted),
		usage_percent(arena, line->share), rules->bandwidth_low, rules->window);
}

/* One platform's month, newest first. */
static void add_row(struct context *context, const struct usage_rules *rules, const char *month, struct lines *lines,
		    struct query *query)
{
	int64_t platform = next_int(query);
	const char *name = next_text(query, context->arena);
	int64_t granted = next_int(query);
	const char *period = next_text(query, context->arena);
	int64_t p95 = next_int(query);
	int64_t coverage = next_int(query);
	struct usage_bandwidth *line = lines->count > 0 ? &lines->items[lines->count - 1] : NULL;

	if (line == NULL || line->platform != platform) {
		end_line(context->arena, rules, lines);
		if (lines->count == PLATFORMS_MAX)
			return;
		line = &lines->items[lines->count++];
		*line = (struct usage_bandwidth){
			.platform = platform, .platform_name = name, .granted = granted, .coverage = coverage};
		lines->expected = month;
		lines->unbroken = true;
	}
	lines->unbroken =
		lines->unbroken && text_equal(period, lines->expected) && p95 < line->granted * rules->bandwidth_low;
	line->months += lines->unbroken;
	line->p95 = p95 > line->p95 ? p95 : line->p95;
	line->coverage = coverage < line->coverage ? coverage : line->coverage;
	lines->expected = usage_month_before(context->arena, period, 1);
}

enum err usage_bandwidths(struct context *context, const struct usage_rules *rules, int64_t system, const char *month,
			  struct usage_bandwidth **out, size_t *count)
{
	struct query *query = db_query(context->db, Q_USAGE_BANDWIDTHS);
	struct lines lines = {.items = arena_array(context->arena, PLATFORMS_MAX, sizeof *lines.items)};

	query_int(query, ":system", system);
	query_text(query, ":from", usage_month_before(context->arena, month, rules->window - 1));
	query_text(query, ":to", month);
	query_int(query, ":viewer", context->actor->org);
	while (query_step(query))
		add_row(context, rules, month, &lines, query);
	end_line(context->arena, rules, &lines);
	*out = lines.items;
	*count = lines.count;
	return query_end(query);
}

bool usage_platform_advised(const struct usage_machine *machines, size_t count, int64_t platform)
{
	for (size_t i = 0; i < count; i++)
		if (machines[i].platform == platform && machines[i].class != USAGE_UNJUDGED &&
		    machines[i].exempt == NULL)
			return true;
	return false;
}
