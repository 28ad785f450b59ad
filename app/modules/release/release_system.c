/* What lies on a system. */
#include "base/base.h"
#include "modules/release/release_parts.h"

#include "base/clock.h"

int64_t release_day(const struct values *values, const char *key)
{
	return values != NULL && values_find(values, key) != NULL ? values_number(values, key, 0) : 0;
}

enum found release_system_read(struct context *context, int64_t system, struct release_system *out)
{
	struct query *query = db_query(context->db, Q_RELEASE_SYSTEM);
	bool found;

	query_int(query, ":system", system);
	found = query_step(query);
	if (found) {
		out->name = next_text(query, context->arena);
		out->state = next_text(query, context->arena);
		out->operating_at = next_int(query);
		out->monitored = next_int(query) != 0;
		out->org = next_int(query);
	}
	if (query_end(query) != OK)
		return FIND_FAILED;
	return found ? FOUND : NOT_FOUND;
}

enum err holdings_read(struct context *context, int64_t system, int64_t platform, struct held_line **out, size_t *count)
{
	struct query *query = db_query(context->db, Q_RELEASE_HOLDINGS);
	struct held_line *holdings = arena_array(context->arena, HELD_LINES_MAX, sizeof *holdings);

	*out = holdings;
	*count = 0;
	query_int(query, ":system", system);
	query_int(query, ":platform", platform);
	while (*count < HELD_LINES_MAX && query_step(query)) {
		struct held_line *holding = &holdings[(*count)++];

		holding->platform = next_int(query);
		holding->platform_name = next_text(query, context->arena);
		holding->operator_id = next_int(query);
		holding->class = next_text(query, context->arena);
		holding->label = next_text(query, context->arena);
		holding->unit = next_text(query, context->arena);
		holding->amount = next_int(query);
	}
	return query_end(query);
}

enum err release_other_open(struct moving *moving, const char *key, int64_t platform, const char **number)
{
	struct query *query = db_query(moving->context->db, Q_RELEASE_OTHER_OPEN);

	*number = NULL;
	query_int(query, ":system", moving->matter->system);
	query_text(query, ":key", key);
	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":platform", platform);
	if (query_step(query))
		*number = next_text(query, moving->context->arena);
	return query_end(query);
}

/* ---- when it was done ---- */

static int64_t day_at(int64_t at)
{
	return at > 0 ? day_of(at) : 0;
}

enum err exit_days_read(struct moving *moving, struct exit_days *days)
{
	struct query *query = db_query(moving->context->db, Q_RELEASE_EXIT_DAYS);

	*days = (struct exit_days){0};
	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":platform", moving->platform);
	if (query_step(query)) {
		days->accepted = day_at(next_int(query));
		days->clear_from = day_at(next_int(query));
		days->wiped = next_int(query);
	}
	return query_end(query);
}

const char *exit_day_fault(struct moving *moving, const struct values *values, const char *key,
			   struct earliest earliest)
{
	struct arena *arena = moving->context->arena;
	const char *label = values_find(values, key)->field->label;
	int64_t day = release_day(values, key);

	if (day > day_of(clock_now()))
		return arena_printf(arena, "%s %s 晚于今天", label, format_day(arena, day));
	if (day > 0 && day < earliest.day)
		return arena_printf(arena, "%s %s 早于%s %s", label, format_day(arena, day), earliest.what,
				    format_day(arena, earliest.day));
	return NULL;
}

const char *release_column(struct arena *arena, const struct values *row, const char *column)
{
	const char *label = values_find(row, column)->field->label;
	size_t length = strlen(label);
	unsigned char last = length > 0 ? (unsigned char)label[length - 1] : 0;

	return last < 0x80 && last != 0 ? arena_printf(arena, "%s ", label) : label;
}
