#include "base/base.h"
#include "kernel/notice.h"

#include "base/clock.h"

enum err notice_add(struct context *context, int64_t organisation, const char *role, int64_t person, const char *kind,
		    int64_t matter, const char *text)
{
	struct query *query = db_query(context->db, Q_NOTICE_ADD);

	query_int(query, ":organisation", organisation);
	query_text(query, ":role", role);
	if (person > 0)
		query_int(query, ":person", person);
	else
		query_null(query, ":person");
	query_text(query, ":kind", kind);
	if (matter > 0)
		query_int(query, ":matter", matter);
	else
		query_null(query, ":matter");
	query_text(query, ":text", text);
	query_int(query, ":now", clock_now());
	return query_run(query);
}
