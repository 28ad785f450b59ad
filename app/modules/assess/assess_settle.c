/* The year of a provider and its settlement, from approved sheets, contracts and penalties. */
#include "base/base.h"
#include "modules/assess/assess_settle.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/period.h"

static const char *grade_by(int64_t mean, const int64_t limits[3])
{
	return mean >= limits[0] * 100   ? "excellent"
	       : mean >= limits[1] * 100 ? "good"
	       : mean >= limits[2] * 100 ? "passed"
					 : "failed";
}

static void read_year(struct query *query, struct arena *arena, struct assess_year *year)
{
	int64_t sum = 0, limits[3] = {0};

	year->provider = next_int(query);
	year->code = next_text(query, arena);
	year->short_name = next_text(query, arena);
	year->name = next_text(query, arena);
	year->count = 0;
	for (size_t i = 0; i < ASSESS_QUARTERS; i++) {
		bool none = next_is_null(query);
		int64_t total = next_int(query);

		year->total[i] = none ? -1 : total;
		sum += none ? 0 : total;
		year->count += !none;
	}
	for (size_t i = 0; i < ARRAY_LENGTH(limits); i++)
		limits[i] = next_int(query);
	year->last_matter = next_int(query);
	year->formed = year->count == ASSESS_QUARTERS;
	year->mean = year->formed ? (sum + ASSESS_QUARTERS / 2) / ASSESS_QUARTERS : -1;
	year->grade = year->formed ? grade_by(year->mean, limits) : "";
	for (size_t i = 0; i < ASSESS_QUARTERS; i++) {
		bool none = next_is_null(query);
		int64_t coefficient = next_int(query);

		year->published[i] = !none && coefficient >= -1;
		year->coefficient[i] = year->published[i] ? coefficient : -1;
	}
}

enum err assess_years(struct context *context, const char *year, const char *code, struct assess_year *years,
		      size_t *count)
{
	struct query *query = db_query(context->db, Q_ASSESS_YEAR_OF);
	*count = 0;
	query_int(query, ":org", context->actor->org);
	query_text(query, ":year", year);
	query_text(query, ":code", code);
	while (*count < ASSESS_PROVIDERS_MAX && query_step(query))
		read_year(query, context->arena, &years[(*count)++]);
	return query_end(query);
}

/* ---- the settlement ---- */

void assess_add_contract(struct arena *arena, const struct assess_year *year, struct assess_contract contract,
			 struct assess_settlement *settlement)
{
	bool unset = contract.rate < 0;
	int64_t result = unset ? 0 : (contract.cents * contract.rate + 50) / 100;

	contract.amount = format_decimal(arena, contract.cents, 2);
	contract.coefficient = !year->formed ? ASSESS_YEAR_UNFORMED
			       : unset       ? "系数未按合同设定"
					     : format_decimal(arena, contract.rate, 2);
	contract.result = unset || !year->formed ? "—" : format_decimal(arena, result, 2);
	settlement->contracts[settlement->contract_count++] = contract;
	settlement->unset += unset;
	settlement->amount += contract.cents;
	settlement->by_coefficient += result;
}

void assess_add_deduction(struct arena *arena, struct assess_deduction deduction, struct assess_settlement *settlement)
{
	deduction.amount = format_decimal(arena, deduction.cents, 2);
	settlement->deductions[settlement->deduction_count++] = deduction;
	settlement->deducted += deduction.cents;
}

static enum err contracts_of(struct context *context, const struct assess_year *year, int64_t day,
			     struct assess_settlement *settlement)
{
	struct query *query = db_query(context->db, Q_ASSESS_YEAR_CONTRACTS);

	query_int(query, ":provider", year->provider);
	query_int(query, ":day", day);
	query_text(query, ":grade", year->grade);
	while (settlement->contract_count < ASSESS_CONTRACTS_MAX && query_step(query)) {
		struct assess_contract contract = {.number = next_text(query, context->arena)};
		bool unset;

		contract.name = next_text(query, context->arena);
		contract.cents = next_int(query);
		unset = next_is_null(query);
		contract.rate = next_int(query);
		contract.rate = unset ? -1 : contract.rate;
		assess_add_contract(context->arena, year, contract, settlement);
	}
	return query_end(query);
}

static enum err deductions_of(struct context *context, const struct assess_year *year, int64_t first, int64_t last,
			      struct assess_settlement *settlement)
{
	struct query *query = db_query(context->db, Q_ASSESS_YEAR_DEDUCTIONS);

	query_int(query, ":provider", year->provider);
	query_int(query, ":from", day_start(first));
	query_int(query, ":until", day_start(last + 1));
	while (settlement->deduction_count < ASSESS_DEDUCTIONS_MAX && query_step(query)) {
		struct assess_deduction deduction = {.cents = next_int(query)};

		deduction.day = format_day(context->arena, day_of(next_int(query)));
		deduction.number = next_text(query, context->arena);
		deduction.clause = next_text(query, context->arena);
		assess_add_deduction(context->arena, deduction, settlement);
	}
	return query_end(query);
}

/* Why there is no sum; NULL: there is one. */
static const char *unsettled(const struct assess_year *year, const struct assess_settlement *settlement)
{
	if (settlement->contract_count == 0)
		return "年末没有生效的服务合同，不能计算结算金额";
	if (!year->formed)
		return "四个季度没有全部审定，不形成年度得分、等次和结算金额；不满四个季度的由合同双方另行确定";
	return settlement->unset > 0 ? "有合同系数未按合同设定，结算金额由合同双方另行确定" : NULL;
}

/* Nobody owes for having been deducted more than there is, and the arithmetic says that. */
static const char *due_words(struct arena *arena, const struct assess_settlement *settlement)
{
	const char *from = format_decimal(arena, settlement->by_coefficient, 2);
	const char *less = format_decimal(arena, settlement->deducted, 2);
	int64_t due = settlement->by_coefficient - settlement->deducted;

	if (due >= 0)
		return arena_printf(arena, "%s − %s = %s 元", from, less, format_decimal(arena, due, 2));
	return arena_printf(arena, "%s − %s = −%s，不足零按零计，应付 0.00 元", from, less,
			    format_decimal(arena, -due, 2));
}

void assess_conclude(struct arena *arena, const struct assess_year *year, struct assess_settlement *settlement)
{
	int64_t due = settlement->by_coefficient - settlement->deducted;

	settlement->why_not = unsettled(year, settlement);
	settlement->owed = settlement->why_not != NULL ? -1 : due < 0 ? 0 : due;
	if (settlement->why_not == NULL)
		settlement->due = due_words(arena, settlement);
}

static enum err settle(struct context *context, const char *period, const struct assess_year *year,
		       struct assess_settlement *settlement)
{
	int64_t first, last;
	enum err err;

	*settlement = (struct assess_settlement){0};
	if (!period_days(period, &first, &last))
		return ERR_NOT_FOUND;
	err = contracts_of(context, year, last, settlement);
	if (err == OK)
		err = deductions_of(context, year, first, last, settlement);
	assess_conclude(context->arena, year, settlement);
	return err;
}

enum err assess_settlement_of(struct context *context, const char *period, const struct assess_year *year,
			      struct assess_settlement *settlement)
{
	enum found found =
		year->last_matter > 0 ? assess_settled_read(context, year->last_matter, year, settlement) : NOT_FOUND;

	if (found != NOT_FOUND)
		return found == FOUND ? OK : ERR_INTERNAL;
	return settle(context, period, year, settlement);
}

const char *assess_year_coefficient(struct arena *arena, const struct assess_year *year,
				    const struct assess_settlement *settlement)
{
	const struct assess_contract *contracts = settlement->contracts;
	const char *words = "";
	bool same = true;

	if (!year->formed)
		return "年度等次形成后按合同确定";
	if (settlement->contract_count == 0)
		return "年末没有生效的服务合同";
	for (size_t i = 0; i < settlement->contract_count; i++) {
		same = same && contracts[i].rate == contracts[0].rate;
		words = arena_printf(arena, "%s%s%s %s", words, i > 0 ? "；" : "", contracts[i].number,
				     contracts[i].coefficient);
	}
	return same ? contracts[0].coefficient : words;
}
