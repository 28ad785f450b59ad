/* A spot check of a platform or of a unit's own system (第三十一条): who answers, and what failed. */
#include "base/base.h"
#include "modules/operation/operation_parts.h"
#include "modules/registry/registry.h"
#include "modules/security/security.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/procedure_text.h"

enum { SUBJECT_MAX = 60 };

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

/* "2026-03-02 抽查日志留存，抽样 10 个，不合格 2 个。" and what was said of it. */
static const char *found_text(struct moving *moving, const char *what)
{
	int64_t total = values_number(moving->form, "total", 0), passed = values_number(moving->form, "passed", 0);

	return arena_printf(moving->context->arena, "%s 抽查%s，抽样 %" PRId64 " 个，不合格 %" PRId64 " 个。%s",
			    format_day(moving->context->arena, values_number(moving->form, "checked_day", 0)), what,
			    total, total - passed, values_word(moving->form, "remark"));
}

static enum err draft_hazard(struct moving *moving, int64_t party)
{
	const struct matter *matter = moving->matter;
	struct log_fault fault = {.receiver = party, .system = matter->system, .platform = matter->platform};

	fault.title =
		procedure_text(moving->context, matter, moving->form, NULL, "{platform}{system}日志留存抽查不合格");
	fault.asset = values_word(moving->form, "scope");
	fault.description = found_text(moving, "日志留存");
	fault.demand = "查明不合格样本的原因，补齐能补的日志，保证日志至少完整保存六个月";
	return hazard_of_logs(moving, &fault);
}

static struct values *notice_form(struct moving *moving, const struct procedure *notice, int64_t party)
{
	struct arena *arena = moving->context->arena;
	struct values *form = values_empty(arena, notice->form, notice->form_count);
	const char *title = procedure_text(moving->context, moving->matter, moving->form, NULL,
					   "{platform}{system}数据准确性抽查不合格");

	values_set(form, "subject_text", utf8_head(arena, title, SUBJECT_MAX));
	values_set_number(form, "receiver", party);
	values_set(form, "basis", "监督指导运行维护管理（第十九条）");
	values_set(form, "facts",
		   arena_printf(arena, "%s抽查范围：%s", found_text(moving, "数据准确性"),
				values_word(moving->form, "scope")));
	values_set(form, "demand",
		   "查明数据不准确的原因，更正有误的数据并核对同类数据，书面回复更正结果和防止再次发生的措施");
	return form;
}

/* Figures that are wrong are no hazard: who keeps them is told to correct them and to answer (第十九条). */
static enum err draft_notice(struct moving *moving, int64_t party)
{
	const struct matter *matter = moving->matter;
	const struct procedure *notice = procedure_find(moving->context->service, "supervision_notice");
	struct opening opening = {
		.procedure = notice,
		.org = moving->context->service->org_center,
		.role = matter->owner_role == ROLE_CENTER_SECURITY ? ROLE_CENTER_SECURITY : ROLE_CENTER_ASSESS,
		.subject = {.system = matter->system, .platform = matter->platform, .base_matter = matter->id},
	};
	int64_t id;

	if (notice == NULL)
		return OK;
	opening.form = notice_form(moving, notice, party);
	return matter_open_for(moving->context, &opening, &id);
}

enum err spot_check_failed(struct moving *moving)
{
	int64_t party;
	enum err err;

	if (values_number(moving->form, "passed", 0) >= values_number(moving->form, "total", 0))
		return OK;
	err = party_of(moving, &party);
	if (err != OK)
		return err;
	return text_equal(values_word(moving->form, "kind"), "log") ? draft_hazard(moving, party)
								    : draft_notice(moving, party);
}
