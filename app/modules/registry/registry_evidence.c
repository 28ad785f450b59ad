/* Documents, reports of assessors, trial time: what must be there before a matter goes on. */
#include "base/base.h"
#include "modules/registry/registry_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/attachment.h"
#include "kernel/qualification.h"
#include "kernel/setting.h"

bool action_has_effect(const struct action *action, const char *effect)
{
	for (size_t i = 0; i < action->effect_count; i++)
		if (text_equal(action->effects[i]->name, effect))
			return true;
	return false;
}

static bool handed_in_at(const struct procedure *procedure, const struct document_kind *document,
			 const struct state *state)
{
	for (size_t i = 0; i < document->state_count; i++)
		if (&procedure->states[document->states[i]] == state)
			return true;
	return false;
}

/* Belongs to the form: it may be handed in where the form may be edited. */
static bool of_the_form(const struct procedure *procedure, const struct document_kind *document)
{
	for (size_t i = 0; i < document->state_count; i++)
		if (procedure->states[document->states[i]].edit)
			return true;
	return false;
}

static bool asked(const struct moving *moving, const struct document_kind *document)
{
	return moving->action != NULL && action_asks(moving->action, document);
}

/* What the action asks for as evidence must serve it, as the move itself will demand; of the rest any version does. */
static enum err lies_there(struct moving *moving, const struct document_kind *document, bool *there)
{
	*there = false;
	if (moving->matter == NULL)
		return OK;
	return asked(moving, document)
		       ? attachment_serves(moving->context, moving->matter, moving->action, document, there)
		       : attachment_present(moving->context, moving->matter->id, document->key, there);
}

static bool needed(const struct moving *moving, const struct document_kind *document)
{
	if (document->required || asked(moving, document))
		return true;
	return document->required_compiled != NULL &&
	       procedure_holds(moving->procedure, document->required_compiled, moving->form, NULL);
}

enum verdict documents_complete(struct moving *moving, struct answer *answer)
{
	const struct procedure *procedure = moving->procedure;
	const char *lacking = "";
	const char *first = NULL;
	size_t count = 0;

	for (size_t i = 0; i < procedure->document_count; i++) {
		const struct document_kind *document = &procedure->documents[i];
		bool there = false;

		if (!of_the_form(procedure, document) || !needed(moving, document))
			continue;
		count++;
		if (lies_there(moving, document, &there) != OK)
			return answer_failed(moving, answer, ERR_INTERNAL);
		if (there)
			continue;
		lacking = text_list_add(moving->context->arena, lacking, document->label);
		first = first != NULL ? first : document->key;
	}
	if (first == NULL)
		return answer_yes(moving, answer, "必需的 %zu 份材料齐全", count);
	if (moving->matter == NULL)
		return answer_not_yet(moving, answer, "须准备：%s", lacking);
	return answer_no(moving, answer, (struct answer_help){.cure = "请上传缺少的材料", .field = first}, "缺少：%s",
			 lacking);
}

/* ---- reports ---- */

int64_t months_after(int64_t day, int64_t months)
{
	struct date date = date_from_day(day);
	int64_t total = (int64_t)date.year * 12 + date.month - 1 + months;

	date.year = (int)(total / 12);
	date.month = (int)(total % 12) + 1;
	while (!date_valid(date))
		date.day--;
	return day_from_date(date);
}

struct report {
	bool there;
	int64_t evidence_day;
	int64_t assessor; /* 0: none named */
};

static enum err report_read(struct moving *moving, const char *document, struct report *report)
{
	struct query *query = db_query(moving->context->db, Q_REGISTRY_REPORT);

	query_int(query, ":matter", moving->matter->id);
	query_text(query, ":document", document);
	if (query_step(query)) {
		report->there = true;
		report->evidence_day = next_int(query);
		report->assessor = next_int(query);
	}
	return query_end(query);
}

enum err registry_qualified(struct context *context, const struct issuance *issued, const char **mistake)
{
	struct arena *arena = context->arena;
	struct qualification issuer;
	enum err err = qualification_read(context, issued->assessor, issued->kind, issued->day, &issuer);

	*mistake = NULL;
	if (issuer.name == NULL)
		*mistake = arena_printf(arena, "%s没有写明出具报告的第三方机构", issued->what);
	else if (!issuer.of_kind)
		*mistake = arena_printf(arena, "%s的出具机构%s没有这一类资质", issued->what, issuer.name);
	else if (!issuer.on_day)
		*mistake = arena_printf(arena, "%s的报告日期 %s 不在%s的资质有效期（%s）内", issued->what,
					format_day(arena, issued->day), issuer.name, issuer.periods);
	return err;
}

static enum verdict assessor_fits(struct moving *moving, struct answer *answer, const struct document_kind *document,
				  const struct report *report)
{
	const struct issuance issued = {document->label, document->report, report->assessor, report->evidence_day};
	const char *cure =
		report->assessor == 0 ? "请重新上传并选择出具报告的机构" : "请换由资质有效的第三方机构出具，重新上传";
	const char *mistake;
	enum err err = registry_qualified(moving->context, &issued, &mistake);

	if (err != OK)
		return answer_failed(moving, answer, err);
	if (mistake != NULL)
		return answer_no(moving, answer, (struct answer_help){.cure = cure, .field = document->key}, "%s",
				 mistake);
	return VERDICT_YES;
}

static enum verdict report_fits(struct moving *moving, struct answer *answer, const struct document_kind *document)
{
	struct arena *arena = moving->context->arena;
	int64_t months = setting_integer(moving->context->service, "migration_report_age_m");
	int64_t today = day_of(clock_now());
	struct report report = {0};
	enum err err = report_read(moving, document->key, &report);
	struct answer_help again = {.cure = "请重新上传", .field = document->key};

	if (err != OK)
		return answer_failed(moving, answer, err);
	if (!report.there)
		return answer_no(moving, answer, (struct answer_help){.cure = "请上传报告", .field = document->key},
				 "缺少%s", document->label);
	if (report.evidence_day == 0)
		return answer_no(moving, answer, again, "%s没有写明报告日期", document->label);
	if (report.evidence_day > today)
		return answer_no(moving, answer, again, "%s的报告日期 %s 晚于今天", document->label,
				 format_day(arena, report.evidence_day));
	if (months_after(report.evidence_day, months) < today)
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "请重新测试或评估，上传新的报告", .field = document->key},
				 "%s的报告日期 %s，已超过 %" PRId64 " 个月", document->label,
				 format_day(arena, report.evidence_day), months);
	return assessor_fits(moving, answer, document, &report);
}

/*
 * Which reports are asked for now: those that may be handed in at this state,
 * and where none may (acceptance), those of the form.
 */
static bool asked_now(const struct moving *moving, const struct document_kind *document, bool at_state)
{
	if (document->report == NULL || !needed(moving, document))
		return false;
	return at_state ? handed_in_at(moving->procedure, document, moving->matter->state)
			: of_the_form(moving->procedure, document);
}

static bool any_at_state(const struct moving *moving)
{
	for (size_t i = 0; moving->matter != NULL && i < moving->procedure->document_count; i++)
		if (moving->procedure->documents[i].report != NULL &&
		    handed_in_at(moving->procedure, &moving->procedure->documents[i], moving->matter->state))
			return true;
	return false;
}

enum verdict reports_fresh(struct moving *moving, struct answer *answer)
{
	const struct procedure *procedure = moving->procedure;
	bool at_state = any_at_state(moving);
	size_t count = 0;

	for (size_t i = 0; i < procedure->document_count; i++) {
		if (!asked_now(moving, &procedure->documents[i], at_state))
			continue;
		count++;
		if (moving->matter == NULL)
			return answer_not_yet(moving, answer,
					      "须准备有资质的第三方机构出具的安全评估报告和性能测试报告");
		if (report_fits(moving, answer, &procedure->documents[i]) != VERDICT_YES)
			return VERDICT_NO;
	}
	if (count > 0)
		return answer_yes(moving, answer, "%zu 份报告齐全，机构资质和报告日期有效", count);
	if (moving->matter == NULL)
		return answer_not_yet(moving, answer, "迁移上云须有安全评估报告和性能测试报告，新建系统不需要");
	return answer_yes(moving, answer, "新建系统在申请时不需要第三方报告");
}

enum verdict reports_handed_in(struct moving *moving, struct answer *answer)
{
	const struct procedure *procedure = moving->procedure;

	/* Those of the trial: reports that are no part of the form. */
	for (size_t i = 0; i < procedure->document_count; i++) {
		const struct document_kind *document = &procedure->documents[i];

		if (document->report == NULL || of_the_form(procedure, document))
			continue;
		if (report_fits(moving, answer, document) != VERDICT_YES)
			return VERDICT_NO;
	}
	return answer_yes(moving, answer, "报告齐全，机构资质和报告日期有效");
}

/* ---- trial ---- */

/* When an effect last ran in this matter: the newest event of an action that has it; 0 never. */
static enum err effect_at(struct moving *moving, const char *effect, int64_t *at)
{
	const struct procedure *procedure = moving->procedure;

	*at = 0;
	for (size_t i = 0; i < procedure->action_count; i++) {
		struct query *query;
		int64_t taken = 0;
		enum err err;

		if (!action_has_effect(&procedure->actions[i], effect))
			continue;
		query = db_query(moving->context->db, Q_REGISTRY_EVENT_AT);
		query_int(query, ":matter", moving->matter->id);
		query_text(query, ":action", procedure->actions[i].key);
		err = query_value(query, 0, &taken);
		if (err != OK)
			return err;
		*at = taken > *at ? taken : *at;
	}
	return OK;
}

/* From the action that began it; one that was under way when it was taken over, from its confirmation. */
static enum err trial_began(struct moving *moving, int64_t *began)
{
	struct query *query;
	enum err err = effect_at(moving, "begin_trial", began);

	if (err != OK || *began != 0)
		return err;
	query = db_query(moving->context->db, Q_REGISTRY_TAKEN_OVER_AT);
	query_int(query, ":matter", moving->matter->id);
	return query_value(query, 0, began);
}

/* Days that have to pass: the day on which they have is named, not only that they have not. */
static enum verdict days_over(struct moving *moving, struct answer *answer, const char *what, int64_t began,
			      int64_t days)
{
	struct arena *arena = moving->context->arena;
	int64_t over = day_of(began) + days;

	if (day_of(clock_now()) >= over)
		return answer_yes(moving, answer, "%s自 %s 起，已满 %" PRId64 " 日", what,
				  format_day(arena, day_of(began)), days);
	return answer_no(moving, answer, (struct answer_help){.cure = "请在期满后办理"},
			 "%s自 %s 起，不满 %" PRId64 " 日，最早可在 %s 办理", what, format_day(arena, day_of(began)),
			 days, format_day(arena, over));
}

/* From the signature that completed the cut-over, of the last one where it was rolled back. */
enum verdict parallel_over(struct moving *moving, struct answer *answer)
{
	int64_t days = setting_integer(moving->context->service, "parallel_cd");
	int64_t began = 0;
	enum err err;

	if (moving->matter == NULL)
		return answer_not_yet(moving, answer, "并行运行不少于 %" PRId64 " 日", days);
	err = effect_at(moving, "record_cutover", &began);
	if (err != OK)
		return answer_failed(moving, answer, err);
	if (began == 0)
		return answer_no(moving, answer, (struct answer_help){.cure = "请先由双方确认割接"}, "还没有割接");
	return days_over(moving, answer, "并行运行", began, days);
}

enum verdict trial_over(struct moving *moving, struct answer *answer)
{
	int64_t days = setting_integer(moving->context->service, "trial_cd");
	int64_t began = 0;
	enum err err;

	if (moving->matter == NULL)
		return answer_not_yet(moving, answer, "试运行不少于 %" PRId64 " 日", days);
	err = trial_began(moving, &began);
	if (err != OK)
		return answer_failed(moving, answer, err);
	if (began == 0)
		return answer_no(moving, answer, (struct answer_help){.cure = "请先完成部署，进入试运行"},
				 "还没有开始试运行");
	return days_over(moving, answer, "试运行", began, days);
}

/* A system that faces the Internet runs for the public under its ICP number: in the register, or given with the step.
 */
enum verdict icp_recorded(struct moving *moving, struct answer *answer)
{
	const struct matter *matter = moving->matter;
	const char *number = "";
	bool internet = false;
	struct query *query;
	enum err err;

	if (matter == NULL || matter->system == 0)
		return answer_not_yet(moving, answer, "面向互联网的系统正式运行前须有 ICP 备案号");
	query = db_query(moving->context->db, Q_REGISTRY_SYSTEM_ICP);
	query_int(query, ":id", matter->system);
	if (query_step(query)) {
		number = next_text(query, moving->context->arena);
		internet = next_int(query) != 0;
	}
	err = query_end(query);
	if (err != OK)
		return answer_failed(moving, answer, err);
	if (!internet)
		return answer_yes(moving, answer, "不面向互联网，不需要 ICP 备案号");
	if (!text_empty(number))
		return answer_yes(moving, answer, "ICP 备案号 %s", number);
	if (moving->fields == NULL)
		return answer_not_yet(moving, answer, "还没有 ICP 备案号，办理时填写");
	if (!text_empty(values_word(moving->fields, "operating_icp")))
		return answer_yes(moving, answer, "ICP 备案号 %s", values_word(moving->fields, "operating_icp"));
	return answer_no(
		moving, answer,
		(struct answer_help){.cure = "请填写，或者由使用单位在系统页面登记",
				     .field = "operating_icp",
				     .link = arena_printf(moving->context->arena, "/systems/%" PRId64, matter->system)},
		"面向互联网的系统没有 ICP 备案号，不得转入正式运行");
}

enum verdict reports_accepted_ready(struct moving *moving, struct answer *answer)
{
	const struct procedure *procedure = moving->procedure;

	if (moving->matter == NULL)
		return answer_not_yet(moving, answer, "报告须经安全管理岗核验通过");
	for (size_t i = 0; i < procedure->action_count; i++) {
		struct query *query;
		int64_t count = 0;
		enum err err;

		if (!action_has_effect(&procedure->actions[i], "accept_reports"))
			continue;
		query = db_query(moving->context->db, Q_REGISTRY_EVENT_SINCE);
		query_int(query, ":matter", moving->matter->id);
		query_text(query, ":action", procedure->actions[i].key);
		query_text(query, ":state", moving->matter->state->key);
		err = query_value(query, 0, &count);
		if (err != OK)
			return answer_failed(moving, answer, err);
		if (count > 0)
			return answer_yes(moving, answer, "性能测试报告和安全评估报告已核验通过");
	}
	return answer_no(moving, answer, (struct answer_help){.cure = "请先办理“报告核验通过”"},
			 "这次提交的报告还没有核验通过");
}
