/* What both imports of this module ask: which platform a cell names. */
#include "base/base.h"
#include "modules/usage/usage_parts.h"

enum err usage_platform(struct context *context, const char *code, int64_t *platform, int64_t *operator)
{
	struct query *query = db_query(context->db, Q_USAGE_PLATFORM_BY_CODE);

	*platform = 0;
	*operator= 0;
	query_text(query, ":code", code);
	if (query_step(query)) {
		*platform = next_int(query);
		*operator= next_int(query);
	}
	return query_end(query);
}
