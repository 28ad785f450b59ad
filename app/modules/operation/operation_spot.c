/* A spot check of a platform or of a unit's own system (第三十一条): who answers, and what failed. */
#include "base/base.h"
#include "modules/operation/operation_parts.h"
#include "modules/registry/registry.h"
#include "modules/security/security.h"

#include "base/clock.h"
#include "kernel/procedure_text.h"

/* Who runs the platform, or whose the system is; 0: neither is chosen, or both. */
static enum err party_of(const struct moving *moving, int64_t *party)
{
	const struct matter *matter = moving->matter;

	*party = 0;
	if ((matter->platform > 0) == (matter->system > 0))
		return OK;
	if (matter->platform > 0)
		return registry_platform_operator(moving->context, matter->platform, party);
	*party = matter->unit;
	return OK;
}

enum err spot_party(struct moving *moving)
{
	int64_t party;
	enum err err = party_of(moving, &party);

	if (err == OK && party > 0)
		values_set_number(moving->form, "party", party);
	return err;
}

enum verdict spot_party_answers(struct moving *moving, struct answer *answer)
{
	int64_t party;
	enum err err;

	if (moving->matter == NULL || moving->form == NULL)
		return answer_not_yet(moving, answer, "选择云平台或者信息系统后核对");
	err = party_of(moving, &party);
	if (err != OK)
		return answer_failed(moving, answer, err);
	if (party == 0)
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "请作废本件，另行发起并选择一个云平台或者一个信息系统"},
				 moving->matter->platform > 0 ? "一次抽查只能选择云平台或者信息系统之一"
							      : "本件没有选择云平台或者信息系统");
	if (values_number(moving->form, "party", 0) != party)
		return answer_no(moving, answer, (struct answer_help){.cure = "请改选核对单位", .field = "party"},
				 moving->matter->platform > 0 ? "云平台的抽查由运行该平台的单位核对"
							      : "信息系统的抽查由使用单位核对");
	return answer_yes(moving, answer, "由被抽查的单位核对");
}

enum err spot_check_failed(struct moving *moving)
{
	const struct matter *matter = moving->matter;
	struct context *context = moving->context;
	int64_t total = values_number(moving->form, "total", 0), passed = values_number(moving->form, "passed", 0);
	struct log_fault fault = {.system = matter->system, .platform = matter->platform};
	enum err err;

	if (passed >= total)
		return OK;
	err = party_of(moving, &fault.receiver);
	if (err != OK)
		return err;
	fault.title = procedure_text(context, matter, moving->form, NULL, "{platform}{system}日志留存抽查不合格");
	fault.asset = values_word(moving->form, "scope");
	fault.description =
		arena_printf(context->arena, "%s 抽查日志留存，抽样 %" PRId64 " 个，不合格 %" PRId64 " 个。%s",
			     format_day(context->arena, values_number(moving->form, "checked_day", 0)), total,
			     total - passed, values_word(moving->form, "remark"));
	fault.demand = "查明不合格样本的原因，补齐能补的日志，保证日志至少完整保存六个月";
	return hazard_of_logs(moving, &fault);
}
