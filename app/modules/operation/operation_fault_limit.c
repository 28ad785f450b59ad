/* How long whoever handles a fault has: as his contract of the day it was reported says, else by the setting. */
#include "base/base.h"
#include "modules/operation/operation_parts.h"
#include "modules/provider/provider.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/deadline.h"

enum { LEVELS = 4 };

static const char *setting_of(enum fault_stage stage, int64_t level)
{
	static const char *const settings[][LEVELS] = {
		[FAULT_RESPOND] = {"fault_respond_1_min", "fault_respond_2_min", "fault_respond_3_min",
				   "fault_respond_4_h"},
		[FAULT_RESTORE] = {"fault_restore_1_h", "fault_restore_2_h", "fault_restore_3_h", "fault_restore_4_h"},
	};

	return settings[stage][level < 1 ? 0 : level > LEVELS ? LEVELS - 1 : level - 1];
}

static void by_setting(struct context *context, enum fault_stage stage, int64_t level, int64_t from_at,
		       struct fault_clock *clock)
{
	const char *setting = setting_of(stage, level);
	struct deadline deadline = deadline_from(context, setting, due_unit_of(setting), from_at);

	*clock = (struct fault_clock){.due_at = deadline.due_at, .rule = deadline.rule};
}

enum err fault_clock(struct context *context, const struct fault_held *held, enum fault_stage stage, int64_t level,
		     int64_t from_at, struct fault_clock *clock)
{
	struct provider_limit limit;
	enum found found =
		provider_fault_limit(context, held->handler, held->platform, level, day_of(held->reported_at), &limit);
	int64_t minutes = stage == FAULT_RESPOND ? limit.respond_min : limit.restore_min;

	if (found == FIND_FAILED)
		return ERR_INTERNAL;
	if (found == NOT_FOUND) {
		by_setting(context, stage, level, from_at, clock);
		return OK;
	}
	clock->contract = limit.contract;
	clock->due_at = deadline_end(context->service, DUE_MINUTES, minutes, from_at);
	clock->rule = arena_printf(context->arena, "%s 起算 %s 分钟（合同 %s 约定），至 %s（北京时间）",
				   format_time_short(context->arena, from_at), format_integer(context->arena, minutes),
				   limit.number, format_time_short(context->arena, clock->due_at));
	return OK;
}

void fault_clock_set(struct moving *moving, const struct fault_clock *clock)
{
	moving->due_at = clock->due_at;
	moving->due_rule = clock->rule;
}

const char *fault_basis(struct arena *arena, const struct fault *fault)
{
	const char *respond = text_empty(fault->respond_contract)
				      ? "本系统默认参数"
				      : arena_printf(arena, "合同 %s 约定", fault->respond_contract);
	const char *restore = text_empty(fault->restore_contract)
				      ? "本系统默认参数"
				      : arena_printf(arena, "合同 %s 约定", fault->restore_contract);

	if (fault->restore_due_at == 0 || text_equal(respond, restore))
		return respond;
	return arena_printf(arena, "响应：%s；恢复：%s", respond, restore);
}
