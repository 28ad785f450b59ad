#include "base/base.h"
#include "kernel/qualification.h"

#include "data/db.h"

enum err qualification_read(struct context *context, int64_t assessor, const char *kind, int64_t day,
			    struct qualification *out)
{
	struct query *query = db_query(context->db, Q_ATTACHMENT_ASSESSOR);

	*out = (struct qualification){.periods = ""};
	query_int(query, ":assessor", assessor);
	query_text(query, ":kind", kind);
	query_int(query, ":day", day);
	if (query_step(query)) {
		out->name = next_text(query, context->arena);
		out->of_kind = next_int(query) != 0;
		out->on_day = next_int(query) != 0;
		out->periods = next_text(query, context->arena);
	}
	return query_end(query);
}
