#include "base/base.h"
#include "kernel/matter_number.h"

#include "base/clock.h"
#include "base/text.h"

static enum err count_on(struct context *context, const char *series, int64_t *last)
{
	struct query *query = db_query(context->db, Q_MATTER_NUMBER_NEXT);

	query_text(query, ":series", series);
	return query_value(query, 0, last);
}

/* What stands before {seq:…}, without the hyphen: one counter for each such text. */
static char *series_of(struct arena *arena, const char *pattern, const char *place)
{
	size_t length = (size_t)(place - pattern);

	while (length > 0 && pattern[length - 1] == '-')
		length--;
	return arena_strndup(arena, pattern, length);
}

enum err matter_number_next(struct context *context, const char *pattern, const char *prefix, char **number)
{
	struct arena *arena = context->arena;
	const char *year = arena_printf(arena, "%d", date_from_day(day_of(clock_now())).year);
	const char *hyphen = strchr(pattern, '-');
	char *filled = text_replace(arena, pattern, "{year}", year);
	const char *place;
	int64_t last;
	enum err err;

	if (prefix != NULL && hyphen != NULL)
		filled = arena_printf(arena, "%s%s", prefix, strchr(filled, '-'));
	place = strstr(filled, "{seq:");
	if (place == NULL || place[5] < '1' || place[5] > '8' || place[6] != '}')
		return ERR_INTERNAL;
	err = count_on(context, series_of(arena, filled, place), &last);
	if (err == OK)
		*number = arena_printf(arena, "%.*s%0*" PRId64 "%s", (int)(place - filled), filled, place[5] - '0',
				       last, place + 7);
	return err;
}
