/* Penalties: under a contract that binds the provider, decided by the leader, kept as rows. */
#include "base/base.h"
#include "modules/provider/provider_parts.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/panel.h"

static const struct {
	const char *kind;
	const char *label;
} kinds[] = {
	{"talk", "约谈"},
	{"criticism", "通报批评"},
	{"deduction", "扣减费用"},
	{"rectification", "限期整改"},
	{"revocation", "建议撤销资格"},
};

static const char *kind_words(const char *kind)
{
	for (size_t i = 0; i < ARRAY_LENGTH(kinds); i++)
		if (text_equal(kinds[i].kind, kind))
			return kinds[i].label;
	return "";
}

/* The contract quoted is in force and this provider's. */
enum verdict penalty_contract(struct moving *moving, struct answer *answer)
{
	int64_t provider = moving->form == NULL ? 0 : values_number(moving->form, "provider", 0);
	int64_t contract = moving->form == NULL ? 0 : values_number(moving->form, "contract", 0);
	struct query *query;
	int64_t party = 0;

	if (provider == 0 || contract == 0)
		return answer_not_yet(moving, answer, "选择服务商和服务合同后核对");
	query = db_query(moving->context->db, Q_PROVIDER_CONTRACT_PARTY);
	query_int(query, ":contract", contract);
	if (query_value(query, 0, &party) != OK)
		return answer_failed(moving, answer, ERR_INTERNAL);
	if (party != provider)
		return answer_no(moving, answer,
				 (struct answer_help){.cure = "请选择与这家服务商签订的合同", .field = "contract"},
				 "所引合同不是与这家服务商签订的");
	return answer_yes(moving, answer, "合同与服务商一致");
}

static enum err record(struct moving *moving, const char *kind, int64_t amount)
{
	struct query *query = db_query(moving->context->db, Q_PROVIDER_PENALTY_ADD);
	enum err err;

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":provider", values_number(moving->form, "provider", 0));
	query_int(query, ":contract", values_number(moving->form, "contract", 0));
	query_text(query, ":kind", kind);
	query_int(query, ":amount", amount);
	query_text(query, ":clause", values_word(moving->form, "clause"));
	query_int(query, ":now", clock_now());
	err = query_run(query);
	return err == OK ? note_change(moving->context, "penalty.decide", "penalty", db_last_id(moving->context->db))
			 : err;
}

enum err record_talk(struct moving *moving, struct answer *answer UNUSED)
{
	return record(moving, "talk", 0);
}

enum err record_criticism(struct moving *moving, struct answer *answer UNUSED)
{
	return record(moving, "criticism", 0);
}

enum err record_deduction(struct moving *moving, struct answer *answer)
{
	int64_t amount = values_number(moving->fields, "decided_deduction", 0);

	if (amount <= 0)
		return answer_refuse(
			moving, answer,
			(struct answer_help){.cure = "请按合同条款计算后填写", .field = "decided_deduction"},
			"扣减金额应大于 0");
	return record(moving, "deduction", amount);
}

enum err record_rectification(struct moving *moving, struct answer *answer UNUSED)
{
	return record(moving, "rectification", 0);
}

enum err record_proposal(struct moving *moving, struct answer *answer UNUSED)
{
	return record(moving, "revocation", 0);
}

enum err fill_recommended_deduction(struct moving *moving)
{
	struct values *given;
	enum err err = matter_given_to(moving->context, moving->matter, "recommend", &given);

	if (err == OK && given != NULL && values_text(given, "deduction") != NULL)
		values_set_number(moving->fields, "decided_deduction", values_number(given, "deduction", 0));
	return err;
}

/* ---- what was decided before ---- */

enum err penalties_show(struct context *context, struct dict *body, int64_t provider, int64_t contract,
			int64_t but_matter)
{
	static const char *const heads[] = {"处理", "日期", "合同条款", "金额（元）#", NULL};
	struct query *query = db_query(context->db, Q_PROVIDER_PENALTIES);
	struct arena *arena = context->arena;
	struct table *table = NULL;

	query_int(query, ":provider", provider);
	query_int(query, ":contract", contract);
	query_int(query, ":but", but_matter);
	query_int(query, ":org", context->actor->org);
	while (query_step(query)) {
		const char *href = arena_printf(arena, "/matters/%" PRId64, next_int(query));
		const char *number = next_text(query, arena);
		int64_t amount;

		if (table == NULL)
			table = table_begin(arena, panel_add(body, "PANEL_MAIN", "违约处理记录"), "违约处理记录",
					    heads);
		table_line(table);
		table_link(table, href, arena_printf(arena, "%s %s", kind_words(next_text(query, arena)), number));
		table_text(table, format_day(arena, day_of(next_int(query))));
		table_text(table, next_text(query, arena));
		amount = next_int(query);
		table_text(table, amount > 0 ? format_decimal(arena, amount, 2) : "—");
	}
	return query_end(query);
}

enum err fill_earlier_penalties(struct context *context, struct matter *matter, struct values *form, struct dict *body)
{
	int64_t provider = form == NULL ? 0 : values_number(form, "provider", 0);

	return provider > 0 ? penalties_show(context, body, provider, 0, matter->id) : OK;
}
