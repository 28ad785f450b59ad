/* Who got an extract of a report signs for it some mornings later; some forget. */
#include "base/base.h"
#include "modules/demo/demo_parts.h"

#include "base/clock.h"
#include "kernel/closing.h"

enum { SIGNED_A_MORNING = 12, DAYS_LATER = 2, DAY = 86400 };

static const struct actor *somebody(const struct demo *demo, int64_t organisation)
{
	for (size_t i = 0; i < demo->person_count; i++) {
		const struct actor *actor = &demo->people[i].actor;

		if (actor->org == organisation &&
		    (actor_has(actor, ROLE_UNIT_CLERK) || actor_has(actor, ROLE_OPERATOR_CLERK)))
			return actor;
	}
	return NULL;
}

void demo_reports_sign(struct demo *demo, struct arena *arena)
{
	struct context context = demo->context;
	struct closing found[SIGNED_A_MORNING] = {0};
	struct query *query = db_query(context.db, Q_DEMO_CLOSINGS_UNSIGNED);
	size_t count = 0;

	context.arena = arena;
	query_int(query, ":before", clock_now() - DAYS_LATER * DAY);
	while (count < SIGNED_A_MORNING && query_step(query)) {
		found[count].id = next_int(query);
		found[count].subject = next_text(query, arena);
		found[count].subject_id = next_int(query);
		found[count++].organisation = next_int(query);
	}
	demo_must("closings", query_end(query));
	for (size_t i = 0; i < count; i++) {
		context.actor = somebody(demo, found[i].organisation);
		if (context.actor != NULL)
			demo_must("receipt", closing_sign(&context, &found[i]));
	}
}
