/* Which supervisor watches a platform: shown on its page, set by the center's dispatch post, or by an admission. */
#include "base/base.h"
#include "modules/registry/registry_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/audit.h"

static const struct field watch_fields[] = {
	{.key = "supervisor",
	 .label = "云监管服务商",
	 .type = FIELD_REFERENCE,
	 .reference = "supervisor",
	 .hint = "不选表示不指定，各云监管服务商都负责"},
	{.key = "watch_reason",
	 .label = "依据",
	 .type = FIELD_TEXT,
	 .required = true,
	 .min = 4,
	 .max = 200,
	 .hint = "例如服务合同编号，记入操作日志"},
};
const struct form watch_form = {watch_fields, ARRAY_LENGTH(watch_fields)};

struct watcher {
	int64_t id; /* 0: nobody in particular */
	const char *name;
	int64_t since;
};

static enum err read_watcher(struct context *context, int64_t platform, struct watcher *watcher)
{
	struct query *query = db_query(context->db, Q_REGISTRY_WATCHER);

	*watcher = (struct watcher){.id = 0};
	query_int(query, ":platform", platform);
	if (query_step(query)) {
		watcher->id = next_int(query);
		watcher->name = next_text(query, context->arena);
		watcher->since = next_int(query);
	}
	return query_end(query);
}

enum err watch_show(struct context *context, int64_t platform, struct dict *body)
{
	struct watcher watcher;
	enum err err = read_watcher(context, platform, &watcher);

	if (err != OK)
		return err;
	if (watcher.id == 0)
		dict_set(body, "WATCHER_TEXT", "未指定云监管服务商，各云监管服务商都负责");
	else
		dict_printf(body, "WATCHER_TEXT", "由%s监管，%s 起", watcher.name,
			    format_day(context->arena, day_of(watcher.since)));
	return OK;
}

struct values *watch_present(struct context *context, int64_t platform)
{
	struct values *values = values_empty(context->arena, watch_fields, ARRAY_LENGTH(watch_fields));
	struct watcher watcher;

	if (read_watcher(context, platform, &watcher) == OK && watcher.id > 0)
		values_set_number(values, "supervisor", watcher.id);
	return values;
}

/*
 * The history keeps who watched before.  A relative holder is resolved when its step is entered, so each step from now
 * on goes to the new one; a seat that is open stays where it is, as its holder was told, has a deadline and may have
 * begun, and what is done in it is recorded as done by the one who did it.
 */
static enum err set(struct context *context, int64_t platform, int64_t supervisor, const char *reason)
{
	struct query *query = db_query(context->db, Q_REGISTRY_WATCH_END);
	enum err err;

	query_int(query, ":platform", platform);
	query_int(query, ":now", clock_now());
	err = query_run(query);
	if (err != OK || supervisor == 0)
		return err;
	query = db_query(context->db, Q_REGISTRY_WATCH_BEGIN);
	query_int(query, ":platform", platform);
	query_int(query, ":supervisor", supervisor);
	query_int(query, ":now", clock_now());
	query_text(query, ":reason", reason);
	query_int(query, ":person", context->actor->person);
	return query_run(query);
}

enum err platform_watch(struct context *context, int64_t platform, int64_t supervisor, const char *reason)
{
	enum err err = set(context, platform, supervisor, reason);

	if (err != OK)
		return err;
	return audit_add(
		context,
		&(struct audit_entry){
			.action = "platform.supervisor",
			.object = "platform",
			.object_id = platform,
			.detail = arena_printf(context->arena, "{\"reason\":\"%s\",\"supervisor\":%" PRId64 "}",
					       text_json(context->arena, reason), supervisor),
		},
		NULL);
}

enum err watch_change(struct context *context, int64_t platform, struct values *form)
{
	int64_t supervisor = values_number(form, "supervisor", 0);
	struct watcher watcher;
	enum err err = read_watcher(context, platform, &watcher);

	if (err == OK && supervisor == watcher.id) {
		values_complain(form, "supervisor", "没有改动，请选择另一家云监管服务商");
		return ERR_INVALID;
	}
	return err == OK ? platform_watch(context, platform, supervisor, values_text(form, "watch_reason")) : err;
}
