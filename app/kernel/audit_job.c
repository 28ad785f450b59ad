#include "base/base.h"

#include "base/clock.h"
#include "data/tx.h"
#include "kernel/audit.h"
#include "kernel/keeper.h"
#include "kernel/notice.h"

enum { HOUR_SECONDS = 3600, DAY_SECONDS = 86400 };

/* Once an hour at most: an event row, and a notice to the audit administrator. */
static enum err alarm(struct context *context, const char *action, const char *text)
{
	int64_t said;
	int64_t center;
	struct query *query = db_query(context->db, Q_AUDIT_SAID);
	query_text(query, ":action", action);
	query_int(query, ":since", clock_now() - HOUR_SECONDS);
	enum err err = query_value(query, 0, &said);
	if (err != OK || said > 0)
		return err;
	err = query_value(db_query(context->db, Q_SERVICE_CENTER), 0, &center);
	if (err != OK)
		return err;
	struct audit_entry entry = {.action = action, .object = "audit", .outcome = "failed"};
	err = tx_begin(context->db);
	if (err != OK)
		return err;
	err = audit_add(context, &entry, NULL);
	if (err == OK && center > 0)
		err = notice_add(context, center, "admin.audit", 0, "alarm", 0, text);
	return tx_end(context->db, err);
}

/* 184 signed days need a signature on each, also on one on which nobody did anything. */
static enum err ensure_daily_row(struct context *context)
{
	struct audit_head head;
	struct audit_entry entry = {.action = "audit.daily", .object = "audit"};
	if (audit_head(context->db, &head) == FIND_FAILED)
		return ERR_INTERNAL;
	if (head.ts / DAY_SECONDS >= clock_now() / DAY_SECONDS)
		return OK;
	return audit_alone(context, &entry);
}

enum err audit_checkpoint_job(struct context *context)
{
	enum err err = ensure_daily_row(context);
	if (err != OK)
		return err;
	err = keeper_checkpoint(context->service);
	if (err == ERR_STATE)
		return alarm(context, "audit.broken", "操作日志链校验不通过，已停止签发检查点。请立即核查操作日志页");
	if (err == ERR_KEEPER)
		return alarm(context, "keeper.silent", "密钥服务没有应答，操作日志暂未签发检查点，密封文件打不开");
	return err;
}

struct refusal {
	const char *source;
	int64_t minute;
	int64_t count;
	const char *kinds; /* JSON: error name to count */
};

static enum err read_refusals(struct context *context, struct refusal *refusals, size_t max, size_t *count)
{
	struct query *query = db_query(context->db, Q_REFUSAL_PENDING);
	query_int(query, ":minute", clock_now() / 60);
	*count = 0;
	while (*count < max && query_step(query)) {
		struct refusal *refusal = &refusals[(*count)++];
		refusal->source = next_text(query, context->arena);
		refusal->minute = next_int(query);
		refusal->count = next_int(query);
		refusal->kinds = next_text(query, context->arena);
	}
	return query_end(query);
}

static enum err write_refusal(struct context *context, const struct refusal *refusal)
{
	struct context stranger = *context;
	stranger.actor = anonymous_actor();
	stranger.source = refusal->source;
	struct audit_entry entry = {
		.action = "request.refuse",
		.object = "stranger",
		.outcome = "refused",
		.detail = arena_printf(context->arena, "{\"count\":%" PRId64 ",\"kinds\":%s,\"minute\":%" PRId64 "}",
				       refusal->count, refusal->kinds, refusal->minute * 60),
	};
	enum err err = audit_add(&stranger, &entry, NULL);
	if (err != OK)
		return err;
	struct query *query = db_query(context->db, Q_REFUSAL_DONE);
	query_text(query, ":source", refusal->source);
	query_int(query, ":minute", refusal->minute);
	return query_run(query);
}

enum err refusal_job(struct context *context)
{
	struct refusal refusals[200];
	size_t count;
	enum err err = read_refusals(context, refusals, ARRAY_LENGTH(refusals), &count);
	if (err != OK || count == 0)
		return err;
	err = tx_begin(context->db);
	if (err != OK)
		return err;
	for (size_t i = 0; err == OK && i < count; i++)
		err = write_refusal(context, &refusals[i]);
	return tx_end(context->db, err);
}
