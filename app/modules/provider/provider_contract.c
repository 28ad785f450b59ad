/* Contracts: what has to hold, what moves write, the reminder before they end. */
#include "base/base.h"
#include "modules/provider/provider_parts.h"
#include "modules/registry/registry.h"

#include "base/clock.h"
#include "base/text.h"
#include "data/tx.h"
#include "kernel/expiry.h"
#include "kernel/notice.h"

enum { CONTRACTS_MAX = 500 };

/* ---- guards ---- */

static enum verdict rows_differ(struct moving *moving, struct answer *answer, const char *rows, const char *column,
				const char *sentence)
{
	const struct value *value = values_find(moving->form, rows);

	for (size_t i = 0; value != NULL && i < value->row_count; i++)
		for (size_t j = 0; j < i; j++)
			if (text_equal(values_word(value->rows[i], column), values_word(value->rows[j], column)))
				return answer_no(moving, answer,
						 (struct answer_help){.cure = "请去掉重复的行", .field = rows},
						 "第 %zu 行%s", i + 1, sentence);
	return VERDICT_YES;
}

static enum verdict platforms_own(struct moving *moving, struct answer *answer)
{
	const struct value *rows = values_find(moving->form, "platforms");
	int64_t provider = values_number(moving->form, "provider", 0);

	for (size_t i = 0; rows != NULL && i < rows->row_count; i++) {
		int64_t operator= 0;

		if (registry_platform_operator(moving->context, values_number(rows->rows[i], "platform", 0),
					       &operator) != OK)
			return answer_failed(moving, answer, ERR_INTERNAL);
		if (operator!= provider)
			return answer_no(moving, answer,
					 (struct answer_help){.cure = "请改选这家服务商的平台", .field = "platforms"},
					 "第 %zu 行的平台不由这家服务商运行", i + 1);
	}
	return VERDICT_YES;
}

static enum verdict number_free(struct moving *moving, struct answer *answer)
{
	struct query *query = db_query(moving->context->db, Q_PROVIDER_CONTRACT_NUMBER);
	int64_t taken = 0;

	query_text(query, ":number", values_word(moving->form, "contract_no"));
	query_int(query, ":matter", moving->matter->id);
	if (query_value(query, 0, &taken) != OK)
		return answer_failed(moving, answer, ERR_INTERNAL);
	if (taken > 0)
		return answer_no(moving, answer, (struct answer_help){.cure = "请核对编号", .field = "contract_no"},
				 "合同编号 %s 已经登记", values_word(moving->form, "contract_no"));
	return VERDICT_YES;
}

enum verdict contract_sound(struct moving *moving, struct answer *answer)
{
	enum verdict verdict;

	if (moving->matter == NULL || moving->form == NULL)
		return answer_not_yet(moving, answer, "填写合同要素后核对");
	if (values_number(moving->form, "ends_day", 0) <= values_number(moving->form, "starts_day", 0))
		return answer_no(moving, answer, (struct answer_help){.cure = "请核对日期", .field = "ends_day"},
				 "届满日期应晚于生效日期");
	verdict = number_free(moving, answer);
	if (verdict == VERDICT_YES)
		verdict = platforms_own(moving, answer);
	if (verdict == VERDICT_YES)
		verdict = rows_differ(moving, answer, "platforms", "platform", "平台重复");
	if (verdict == VERDICT_YES)
		verdict = contract_platforms_sound(moving, answer);
	if (verdict == VERDICT_YES)
		verdict = rows_differ(moving, answer, "limits", "level", "故障等级重复");
	if (verdict == VERDICT_YES)
		verdict = rows_differ(moving, answer, "overcommit", "class", "资源类别重复");
	if (verdict == VERDICT_YES)
		verdict = rows_differ(moving, answer, "coefficients", "grade", "考核等次重复");
	return verdict == VERDICT_YES ? answer_yes(moving, answer, "合同要素完整") : verdict;
}

static enum err contract_of_matter(struct context *context, int64_t matter, int64_t *contract, int64_t *provider,
				   const char **number, int64_t *version)
{
	struct query *query = db_query(context->db, Q_PROVIDER_CONTRACT_OF_MATTER);

	query_int(query, ":matter", matter);
	*contract = 0;
	if (query_step(query)) {
		*contract = next_int(query);
		*provider = next_int(query);
		*number = next_text(query, context->arena);
		*version = next_int(query);
	}
	return query_end(query);
}

/* A supplement changes terms, never with whom and under which number. */
enum verdict supplement_same(struct moving *moving, struct answer *answer)
{
	int64_t contract, provider = 0, version = 0;
	const char *number = "";

	if (contract_of_matter(moving->context, moving->matter->id, &contract, &provider, &number, &version) != OK)
		return answer_failed(moving, answer, ERR_INTERNAL);
	if (provider != values_number(moving->form, "provider", 0))
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "换服务商的另行登记新合同", .field = "provider"},
				 "补充协议不能更换服务商");
	if (!text_equal(number, values_word(moving->form, "contract_no")))
		return answer_no(moving, answer, (struct answer_help){.cure = "请填回原编号", .field = "contract_no"},
				 "补充协议不能改变合同编号，原编号是 %s", number);
	return answer_yes(moving, answer, "服务商和合同编号不变");
}

/* From which day the newest terms hold, agreed to or waiting; 0: there are none. */
static enum err newest_terms_from(struct moving *moving, int64_t *from)
{
	struct query *query = db_query(moving->context->db, Q_PROVIDER_TERMS_NEWEST);

	*from = 0;
	query_int(query, ":matter", moving->matter->id);
	if (query_step(query))
		*from = next_int(query);
	return query_end(query);
}

/* Typed now, or when the supplement was begun; 0: not yet. */
static enum err supplement_day(struct moving *moving, int64_t *day)
{
	struct values *given = NULL;
	enum err err = OK;

	*day = 0;
	if (moving->fields != NULL && values_find(moving->fields, "supplement_from") != NULL)
		given = moving->fields;
	else
		err = matter_given_to(moving->context, moving->matter, "begin_supplement", &given);
	if (given != NULL)
		*day = values_number(given, "supplement_from", 0);
	return err;
}

/* Terms before the ones that hold would never apply, nor would those after the end. */
enum verdict supplement_applies(struct moving *moving, struct answer *answer)
{
	bool begins = moving->action != NULL && text_equal(moving->action->key, "begin_supplement");
	int64_t ends = values_number(moving->form, "ends_day", 0);
	int64_t day, newest;
	enum err err = supplement_day(moving, &day);

	if (err == OK)
		err = newest_terms_from(moving, &newest);
	if (err != OK)
		return answer_failed(moving, answer, err);
	if (day == 0)
		return answer_not_yet(moving, answer, "填写施行日期后核对");
	if (day < newest)
		return answer_no(
			moving, answer,
			(struct answer_help){.cure = begins ? "请核对施行日期" : "请撤下本次补充协议后重新登记",
					     .field = begins ? "supplement_from" : NULL},
			"施行日期 %s 早于现有合同要素的施行日期 %s", format_day(moving->context->arena, day),
			format_day(moving->context->arena, newest));
	/* A supplement may prolong the contract: until when is typed after it was begun. */
	if (!begins && day > ends)
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "延长合同的请改届满日期，日期有误的请撤下后重新登记",
						      .field = "ends_day"},
				 "施行日期 %s 晚于合同届满日期 %s", format_day(moving->context->arena, day),
				 format_day(moving->context->arena, ends));
	return answer_yes(moving, answer, "补充协议自 %s 起施行", format_day(moving->context->arena, day));
}

enum verdict contract_over(struct moving *moving, struct answer *answer)
{
	int64_t ends = values_number(moving->form, "ends_day", 0);

	if (ends < day_of(clock_now()))
		return answer_yes(moving, answer, "合同已经届满");
	return answer_no(moving, answer, (struct answer_help){.cure = "届满前要终止的，由中心领导办理提前终止"},
			 "合同 %s 届满，还没有到期", format_day(moving->context->arena, ends));
}

/* ---- effects ---- */

static enum err write_platforms(struct moving *moving, int64_t contract, int64_t begun)
{
	const struct value *rows = values_find(moving->form, "platforms");
	int64_t there[CONTRACT_PLATFORMS_MAX];
	struct query *query;
	enum err err = contract_platforms_there(moving, there);

	if (err != OK)
		return err;
	query = db_query(moving->context->db, Q_PROVIDER_CONTRACT_PLATFORMS_DROP);
	query_int(query, ":contract", contract);
	err = query_run(query);
	for (size_t i = 0; rows != NULL && err == OK && i < rows->row_count; i++) {
		query = db_query(moving->context->db, Q_PROVIDER_CONTRACT_PLATFORM_ADD);
		query_int(query, ":contract", contract);
		query_int(query, ":platform", values_number(rows->rows[i], "platform", 0));
		err = query_run(query);
	}
	return err == OK ? contract_platforms_add(moving, contract, there, begun) : err;
}

static void bind_head(struct query *query, const struct values *form)
{
	query_text(query, ":name", values_word(form, "contract_name"));
	query_int(query, ":starts", values_number(form, "starts_day", 0));
	query_int(query, ":ends", values_number(form, "ends_day", 0));
	query_int(query, ":amount", values_number(form, "annual_amount", 0));
}

enum err record_contract(struct moving *moving, struct answer *answer UNUSED)
{
	struct context *context = moving->context;
	struct query *query = db_query(context->db, Q_PROVIDER_CONTRACT_ADD);
	int64_t contract;
	enum err err;

	bind_head(query, moving->form);
	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":provider", values_number(moving->form, "provider", 0));
	query_text(query, ":number", values_word(moving->form, "contract_no"));
	err = query_run(query);
	contract = db_last_id(context->db);
	if (err == OK)
		err = write_platforms(moving, contract, values_number(moving->form, "starts_day", 0));
	if (err == OK)
		err = terms_write(moving, contract, 1, values_number(moving->form, "starts_day", 0), "");
	return err == OK ? note_change(context, "contract.add", "contract", contract) : err;
}

enum err record_supplement(struct moving *moving, struct answer *answer UNUSED)
{
	struct context *context = moving->context;
	struct values *given;
	struct query *query;
	int64_t contract, provider = 0, version = 0;
	const char *number = "", *note;
	enum err err = contract_of_matter(context, moving->matter->id, &contract, &provider, &number, &version);

	if (err == OK)
		err = matter_given_to(moving->context, moving->matter, "begin_supplement", &given);
	if (err != OK || contract == 0 || given == NULL)
		return err != OK ? err : ERR_INTERNAL;
	note = arena_printf(context->arena, "%s %s", values_word(given, "supplement_no"),
			    values_word(given, "supplement_subject"));
	query = db_query(context->db, Q_PROVIDER_CONTRACT_CHANGE);
	bind_head(query, moving->form);
	query_int(query, ":contract", contract);
	query_int(query, ":version", version + 1);
	err = query_run(query);
	if (err == OK)
		err = write_platforms(moving, contract, values_number(given, "supplement_from", 0));
	if (err == OK)
		err = terms_write(moving, contract, version + 1, values_number(given, "supplement_from", 0), note);
	return err == OK ? note_change(context, "contract.supplement", "contract", contract) : err;
}

/* It came to no supplement: the terms stand as the leader last approved them, whatever was typed meanwhile. */
enum err drop_supplement(struct moving *moving, struct answer *answer UNUSED)
{
	struct context *context = moving->context;
	struct query *query = db_query(context->db, Q_PROVIDER_CONTRACT_APPROVED);
	struct values *approved;
	int64_t revision = 0;
	enum err err;

	query_int(query, ":matter", moving->matter->id);
	err = query_value(query, 0, &revision);
	if (err != OK || revision == 0)
		return err != OK ? err : ERR_INTERNAL;
	query = db_query(context->db, Q_MATTER_DRAFT_DROP);
	query_int(query, ":matter", moving->matter->id);
	err = query_run(query);
	if (err != OK || revision == moving->matter->revision)
		return err;
	err = matter_form_revision(context, moving->matter, revision, &approved);
	return err == OK ? matter_revise(context, moving->matter, approved) : err;
}

enum err contract_close(struct context *context, int64_t contract, const char *state, int64_t day, const char *reason)
{
	struct query *query = db_query(context->db, Q_PROVIDER_CONTRACT_CLOSE);
	enum err err;

	query_int(query, ":contract", contract);
	query_text(query, ":state", state);
	query_int(query, ":day", day);
	query_text(query, ":reason", reason);
	err = query_run(query);
	return err == OK ? note_change(context, "contract.close", "contract", contract) : err;
}

static enum err close_own(struct moving *moving, const char *state, int64_t day, const char *reason)
{
	int64_t contract, provider = 0, version = 0;
	const char *number = "";
	enum err err = contract_of_matter(moving->context, moving->matter->id, &contract, &provider, &number, &version);

	return err == OK ? contract_close(moving->context, contract, state, day, reason) : err;
}

enum err end_contract(struct moving *moving, struct answer *answer UNUSED)
{
	return close_own(moving, "ended", values_number(moving->form, "ends_day", 0), "");
}

enum err terminate_contract(struct moving *moving, struct answer *answer)
{
	int64_t day = values_number(moving->fields, "terminated_day", 0);

	if (day < values_number(moving->form, "starts_day", 0) || day > values_number(moving->form, "ends_day", 0))
		return answer_refuse(moving, answer,
				     (struct answer_help){.cure = "请核对日期", .field = "terminated_day"},
				     "终止日期应在合同期限以内");
	return close_own(moving, "terminated", day, moving->opinion == NULL ? "" : moving->opinion);
}

/* ---- the reminder ---- */

struct ending {
	int64_t contract, provider, matter, ends;
	const char *name;
	const char *role; /* of the other side's clerks */
};

static enum err remind(struct context *context, const struct ending *ending)
{
	int64_t days = 0;
	const char *text;
	enum err err = expiry_due(context, "contract_remind_cd", "contract", ending->contract, ending->ends, &days);

	if (err != OK || days == 0)
		return err;
	text = arena_printf(context->arena, "服务合同“%s”将于 %s 届满，请提前安排续签、重新采购或交接", ending->name,
			    format_day(context->arena, ending->ends));
	err = notice_add(context, context->service->org_center, "center.assess", 0, "remind", ending->matter, text);
	if (err == OK)
		err = notice_add(context, context->service->org_center, "center.lead", 0, "remind", ending->matter,
				 text);
	if (err == OK)
		err = notice_add(context, ending->provider, ending->role, 0, "remind", ending->matter, text);
	return err;
}

enum err contract_remind_job(struct context *context)
{
	struct ending *endings = arena_array(context->arena, CONTRACTS_MAX, sizeof *endings);
	struct query *query = db_query(context->db, Q_PROVIDER_CONTRACTS_ENDING);
	size_t count = 0;
	enum err err;

	query_int(query, ":today", day_of(clock_now()));
	while (count < CONTRACTS_MAX && query_step(query)) {
		struct ending *ending = &endings[count++];
		enum role role;

		ending->contract = next_int(query);
		ending->provider = next_int(query);
		ending->matter = next_int(query);
		ending->ends = next_int(query);
		ending->name = next_text(query, context->arena);
		role = role_for(ROLE_ADDRESSEE_LEAD, kinds_from_text(context->arena, next_text(query, context->arena)),
				true);
		ending->role = role_key(role == ROLE_COUNT ? ROLE_OPERATOR_LEAD : role);
	}
	err = query_end(query);
	if (err == OK && count > 0)
		err = tx_begin(context->db);
	if (err != OK || count == 0)
		return err;
	for (size_t i = 0; err == OK && i < count; i++)
		err = remind(context, &endings[i]);
	return tx_end(context->db, err);
}
