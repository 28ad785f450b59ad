#include "base/base.h"
#include "kernel/notice.h"

#include "base/clock.h"

struct told {
	int64_t organisation;
	const char *role;
	int64_t person, matter; /* 0: none */
	const char *kind, *href, *text;
};

static enum err add(struct context *context, const struct told *told)
{
	struct query *query = db_query(context->db, Q_NOTICE_ADD);

	query_int(query, ":organisation", told->organisation);
	query_text(query, ":role", told->role);
	if (told->person > 0)
		query_int(query, ":person", told->person);
	else
		query_null(query, ":person");
	query_text(query, ":kind", told->kind);
	if (told->matter > 0)
		query_int(query, ":matter", told->matter);
	else
		query_null(query, ":matter");
	query_text(query, ":text", told->text);
	query_text(query, ":href", told->href);
	query_int(query, ":now", clock_now());
	return query_run(query);
}

enum err notice_add(struct context *context, int64_t organisation, const char *role, int64_t person, const char *kind,
		    int64_t matter, const char *text)
{
	return add(context, &(struct told){organisation, role, person, matter, kind, "", text});
}

enum err notice_add_page(struct context *context, int64_t organisation, const char *role, const char *kind,
			 const char *href, const char *text)
{
	return add(context, &(struct told){organisation, role, 0, 0, kind, href, text});
}
