/* What the procedures of this module share: instants, whom it concerns, who has read it. */
#include "base/base.h"
#include "modules/operation/operation_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/notice.h"

enum { HOUR = 3600, MINUTE = 60 };

bool yes_in(const struct values *values, const char *key)
{
	return values != NULL && values_number(values, key, 0) == 1;
}

int64_t moment_in(const struct values *values, const char *day_key, const char *time_key)
{
	const char *time = values_word(values, time_key);
	const char *colon = strchr(time, ':');

	if (colon == NULL || text_empty(values_word(values, day_key)))
		return 0;
	return day_start(values_number(values, day_key, 0)) + strtol(time, NULL, 10) * HOUR +
	       strtol(colon + 1, NULL, 10) * MINUTE;
}

enum err kinds_of(struct context *context, int64_t organisation, unsigned *kinds)
{
	struct query *query = db_query(context->db, Q_OPERATION_KINDS);

	*kinds = 0;
	query_int(query, ":organisation", organisation);
	if (query_step(query))
		*kinds = kinds_from_text(context->arena, next_text(query, context->arena));
	return query_end(query);
}

enum err platform_of(struct context *context, const struct matter *matter, int64_t *platform)
{
	struct query *query;

	*platform = matter->platform;
	if (*platform > 0 || matter->system == 0)
		return OK;
	query = db_query(context->db, Q_OPERATION_PLATFORM_OF_SYSTEM);
	query_int(query, ":system", matter->system);
	return query_value(query, 0, platform);
}

/* ---- whom it concerns ---- */

enum err address_to_all(struct context *context, const struct matter *matter, struct query *query)
{
	int64_t *ids;
	size_t count;
	enum err err = query_ids(query, context->arena, &ids, &count);

	for (size_t i = 0; err == OK && i < count; i++)
		err = matter_address(context, matter, ids[i]);
	return err;
}

enum err address_to_hosted(struct context *context, const struct matter *matter, int64_t platform)
{
	struct query *query = db_query(context->db, Q_OPERATION_HOSTED_UNITS);

	query_int(query, ":platform", platform);
	return address_to_all(context, matter, query);
}

enum err hosts_of(struct context *context, int64_t unit, int64_t **hosts, size_t *count)
{
	struct query *query = db_query(context->db, Q_OPERATION_HOSTS);

	query_int(query, ":unit", unit);
	return query_ids(query, context->arena, hosts, count);
}

/* ---- telling them ---- */

struct addressed {
	int64_t org;
	enum role clerk, lead;
};

static enum err read_addressed(struct context *context, const struct matter *matter, struct addressed **addressed,
			       size_t *count)
{
	struct query *query = db_query(context->db, Q_MATTER_CONCERNED);

	*addressed = NULL;
	*count = 0;
	query_int(query, ":matter", matter->id);
	query_text(query, ":part", "addressee");
	while (query_step(query)) {
		struct addressed *one;
		unsigned kinds;
		bool own;

		*addressed = arena_grow(context->arena, *addressed, *count, sizeof **addressed);
		one = &(*addressed)[(*count)++];
		one->org = next_int(query);
		kinds = kinds_from_text(context->arena, next_text(query, context->arena));
		own = next_int(query) != 0;
		one->clerk = role_for(ROLE_ADDRESSEE_CLERK, kinds, own);
		one->lead = role_for(ROLE_ADDRESSEE_LEAD, kinds, own);
	}
	return query_end(query);
}

static enum err tell(struct context *context, const struct matter *matter, int64_t org, enum role role,
		     const char *text)
{
	return role == ROLE_COUNT ? OK : notice_add(context, org, role_key(role), 0, "alarm", matter->id, text);
}

enum err push(struct context *context, const struct matter *matter, bool center, const char *text)
{
	struct addressed *addressed;
	size_t count;
	enum err err = read_addressed(context, matter, &addressed, &count);

	if (err == OK && center)
		err = tell(context, matter, context->service->org_center, ROLE_CENTER_SECURITY, text);
	if (err == OK && center)
		err = tell(context, matter, context->service->org_center, ROLE_CENTER_DISPATCH, text);
	if (err == OK && center)
		err = tell(context, matter, context->service->org_center, ROLE_CENTER_DUTY, text);
	for (size_t i = 0; err == OK && i < count; i++) {
		err = tell(context, matter, addressed[i].org, addressed[i].clerk, text);
		if (err == OK)
			err = tell(context, matter, addressed[i].org, addressed[i].lead, text);
	}
	return err;
}

/* The center, who watches and whoever sent it see all receipts; the others their own. */
enum err fill_delivery(struct context *context, struct matter *matter, struct values *form UNUSED, struct dict *body)
{
	static const char *const heads[] = {"送达单位", "送达", "已读", NULL};
	const struct actor *actor = context->actor;
	struct query *query = db_query(context->db, Q_OPERATION_DELIVERY);
	struct arena *arena = context->arena;
	struct dict *panel = NULL;
	struct table *table = NULL;
	int64_t listed = 0, told = 0, unread = 0;

	query_int(query, ":matter", matter->id);
	query_int(query, ":org", actor->org);
	query_int(query, ":all", actor->org == matter->org || (actor->kinds & (KIND_CENTER | KIND_SUPERVISOR)) != 0);
	while (query_step(query)) {
		int64_t read_at;

		if (table == NULL) {
			panel = panel_add(body, "PANEL_MAIN", "送达与已读");
			table = table_begin(arena, panel, "送达与已读", heads);
		}
		table_line(table);
		table_text(table, next_text(query, arena));
		table_text(table, format_time(arena, next_int(query)));
		read_at = next_int(query);
		table_text(table, read_at > 0 ? format_time(arena, read_at) : "未读");
		told = next_int(query);
		unread = next_int(query);
		listed++;
	}
	if (panel != NULL)
		panel_note(panel,
			   arena_printf(arena, "送达 %" PRId64 " 次，未读 %" PRId64 " 次%s", told, unread,
					listed < told
						? arena_printf(arena, "；只列出 %" PRId64 " 次，未读的在前", listed)
						: ""));
	return query_end(query);
}
