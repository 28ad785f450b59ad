/* What a closed slip was reckoned from, kept as rows beside it, and the slip reckoned again from them. */
#include "base/base.h"
#include "modules/assess/assess_settle.h"

#include "base/text.h"

struct item {
	const char *kind, *number, *name, *day;
	int64_t amount, coefficient;
};

static enum err keep_item(struct context *context, int64_t matter, size_t line, struct item item)
{
	struct query *query = db_query(context->db, Q_ASSESS_SETTLEMENT_ITEM_ADD);

	query_int(query, ":matter", matter);
	query_text(query, ":kind", item.kind);
	query_int(query, ":line", (int64_t)line + 1);
	query_text(query, ":number", item.number != NULL ? item.number : "");
	query_text(query, ":name", item.name);
	query_text(query, ":day", item.day);
	query_int(query, ":amount", item.amount);
	query_int(query, ":coefficient", item.coefficient);
	return query_run(query);
}

enum err assess_settled_keep(struct context *context, const struct assess_year *year,
			     const struct assess_settlement *settlement)
{
	struct query *query = db_query(context->db, Q_ASSESS_SETTLEMENT_ADD);
	enum err err;

	query_int(query, ":matter", year->last_matter);
	query_int(query, ":mean", year->mean);
	query_text(query, ":grade", year->grade);
	query_int(query, ":amount", settlement->amount);
	query_int(query, ":by_coefficient", settlement->by_coefficient);
	query_int(query, ":deducted", settlement->deducted);
	query_int(query, ":due", settlement->owed);
	err = query_run(query);
	for (size_t i = 0; err == OK && i < settlement->contract_count; i++) {
		const struct assess_contract *contract = &settlement->contracts[i];

		err = keep_item(context, year->last_matter, i,
				(struct item){"contract", contract->number, contract->name, "", contract->cents,
					      contract->rate});
	}
	for (size_t i = 0; err == OK && i < settlement->deduction_count; i++) {
		const struct assess_deduction *deduction = &settlement->deductions[i];

		err = keep_item(context, year->last_matter, i,
				(struct item){"deduction", deduction->number, deduction->clause, deduction->day,
					      deduction->cents, -1});
	}
	return err;
}

static enum found read_kept(struct context *context, int64_t matter, struct assess_settled *kept)
{
	struct query *query = db_query(context->db, Q_ASSESS_SETTLEMENT);
	bool found;

	query_int(query, ":matter", matter);
	found = query_step(query);
	if (found) {
		kept->mean = next_int(query);
		kept->grade = next_text(query, context->arena);
		kept->amount = next_int(query);
		kept->by_coefficient = next_int(query);
		kept->deducted = next_int(query);
		kept->owed = next_int(query);
	}
	return query_end(query) != OK ? FIND_FAILED : found ? FOUND : NOT_FOUND;
}

static enum err read_items(struct context *context, int64_t matter, const struct assess_year *year,
			   struct assess_settlement *settlement)
{
	struct query *query = db_query(context->db, Q_ASSESS_SETTLEMENT_ITEMS);

	query_int(query, ":matter", matter);
	while (query_step(query)) {
		struct item item = {.kind = next_text(query, context->arena)};
		bool contract = text_equal(item.kind, "contract");

		item.number = next_text(query, context->arena);
		item.name = next_text(query, context->arena);
		item.day = next_text(query, context->arena);
		item.amount = next_int(query);
		item.coefficient = next_int(query);
		if (contract && settlement->contract_count < ASSESS_CONTRACTS_MAX)
			assess_add_contract(context->arena, year,
					    (struct assess_contract){.number = item.number,
								     .name = item.name,
								     .cents = item.amount,
								     .rate = item.coefficient},
					    settlement);
		else if (!contract && settlement->deduction_count < ASSESS_DEDUCTIONS_MAX)
			assess_add_deduction(context->arena,
					     (struct assess_deduction){.number = item.number,
								       .clause = item.name,
								       .day = item.day,
								       .cents = item.amount},
					     settlement);
	}
	return query_end(query);
}

enum found assess_settled_read(struct context *context, int64_t matter, const struct assess_year *year,
			       struct assess_settlement *settlement)
{
	struct assess_settled kept;
	enum found found = read_kept(context, matter, &kept);

	if (found != FOUND)
		return found;
	*settlement = (struct assess_settlement){0};
	if (read_items(context, matter, year, settlement) != OK)
		return FIND_FAILED;
	assess_conclude(context->arena, year, settlement);
	return FOUND;
}

enum found assess_settled_again(struct context *context, int64_t matter, const struct assess_year *year,
				struct assess_settled *kept, struct assess_settled *again)
{
	struct assess_settlement *settlement = arena_alloc(context->arena, sizeof *settlement);
	enum found found = read_kept(context, matter, kept);

	if (found == FOUND)
		found = assess_settled_read(context, matter, year, settlement);
	if (found != FOUND)
		return found;
	*again = (struct assess_settled){
		.mean = year->mean,
		.grade = year->grade,
		.amount = settlement->amount,
		.by_coefficient = settlement->by_coefficient,
		.deducted = settlement->deducted,
		.owed = settlement->owed,
	};
	return FOUND;
}
