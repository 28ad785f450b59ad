#include "base/base.h"
#include "kernel/expiry.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/setting.h"

/* 0 when none of the list is reached. */
static int64_t reached(struct context *context, const char *setting, int64_t left)
{
	char **parts;
	size_t count = text_split(context->arena, setting_text(context->service, setting), ',', &parts);
	int64_t smallest = 0;

	for (size_t i = 0; i < count; i++) {
		int64_t days;

		if (parse_integer(parts[i], &days) && left <= days && (smallest == 0 || days < smallest))
			smallest = days;
	}
	return smallest;
}

enum err expiry_due(struct context *context, const char *setting, const char *object, int64_t id, int64_t ends_day,
		    int64_t *days)
{
	int64_t left = ends_day - day_of(clock_now());
	int64_t ahead = left < 0 ? 0 : reached(context, setting, left);
	struct query *query;
	enum err err;

	*days = 0;
	if (ahead == 0)
		return OK;
	query = db_query(context->db, Q_EXPIRY_REMIND);
	query_text(query, ":object", object);
	query_int(query, ":id", id);
	query_int(query, ":ends", ends_day);
	query_int(query, ":days", ahead);
	query_int(query, ":now", clock_now());
	err = query_run(query);
	if (err == OK && db_changes(context->db) > 0)
		*days = ahead;
	return err;
}
