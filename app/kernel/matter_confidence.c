/* Who reviews and what each of them says is not for those who ask, also where they are the center's.
 */
#include "base/base.h"

#include "kernel/matter.h"

bool reviewers_shown(const struct context *context, int64_t matter, int64_t unit)
{
	const struct actor *actor = context->actor;
	struct query *query;
	int64_t asked = 1;

	if (!actor_of_center(actor))
		return false;
	/* Most matters are other units'; in the center's own it matters on which side somebody stood. */
	if (unit != actor->org)
		return true;
	query = db_query(context->db, Q_EVENT_ASKED);
	query_int(query, ":matter", matter);
	query_int(query, ":person", actor->person);
	return query_value(query, 0, &asked) == OK && asked == 0;
}

bool matter_reads_reviewers(const struct context *context, const struct matter *matter)
{
	return !matter->guest && reviewers_shown(context, matter->id, matter->unit);
}
