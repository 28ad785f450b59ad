/* Supervision notices (督办, 第十九条): the day that the notice names is the latest, however late it is signed for. */
#include "base/base.h"
#include "modules/operation/operation_parts.h"

#include "base/clock.h"
#include "kernel/deadline.h"

/* The answer's time runs from the receipt, but no longer than from the last day for signing, as the paper says. */
enum err notice_limit(struct moving *moving, struct answer *answer UNUSED)
{
	struct context *context = moving->context;
	int64_t last_for_signing = moving->matter->due_at;
	struct deadline own = deadline_from(context, "notice_reply_wd", DUE_WORKING_DAYS, clock_now());
	struct deadline latest;

	if (last_for_signing == 0)
		return OK;
	latest = deadline_from(context, "notice_reply_wd", DUE_WORKING_DAYS, last_for_signing);
	if (latest.due_at >= own.due_at)
		return OK;
	moving->due_at = latest.due_at;
	moving->due_rule = arena_printf(context->arena, "逾期签收，回复时限自签收时限届满起算：%s", latest.rule);
	return OK;
}
