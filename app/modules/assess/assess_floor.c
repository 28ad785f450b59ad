/*
 * What is demanded of an indicator that contracts speak of: each platform's by its contract of the quarter's last day,
 * else by the setting, weighed as its figures are weighed.
 */
#include "base/base.h"
#include "modules/assess/assess_parts.h"

#include "base/number.h"
#include "base/text.h"

static const struct {
	const char *indicator;
	enum query_name query; /* name and weight of each platform, what was agreed, the contract's number */
} promised[] = {
	{"1.1", Q_ASSESS_PROMISED_AVAILABILITY},
	{"1.2", Q_ASSESS_PROMISED_BACKUP},
	{"D1", Q_ASSESS_PROMISED_BACKUP},
};

bool assess_promises(const struct assess_indicator *indicator, enum query_name *query)
{
	for (size_t i = 0; i < ARRAY_LENGTH(promised); i++)
		if (text_equal(promised[i].indicator, indicator->code)) {
			*query = promised[i].query;
			return true;
		}
	return false;
}

enum err assess_floor_read(struct context *context, struct query *query, int64_t rule, struct assess_floor *floor)
{
	int64_t weights = 0, sum = 0;
	bool agreed = false, ruled = false;

	*floor = (struct assess_floor){.value = rule, .by = FLOOR_RULED};
	while (floor->count < ASSESS_PLATFORMS_MAX && query_step(query)) {
		struct assess_promise *promise = &floor->promises[floor->count++];

		promise->platform = next_text(query, context->arena);
		promise->weight = next_int(query);
		promise->agreed = !next_is_null(query);
		promise->demanded = promise->agreed ? column_int(query, 2) : rule;
		promise->contract = promise->agreed ? column_text(query, 3) : "";
		promise->contract = arena_strdup(context->arena, promise->contract);
		agreed = agreed || promise->agreed;
		ruled = ruled || !promise->agreed;
		weights += promise->weight;
		sum += promise->weight * promise->demanded;
	}
	if (weights > 0 && agreed) {
		floor->value = (sum + weights / 2) / weights;
		floor->by = ruled ? FLOOR_MIXED : FLOOR_AGREED;
	}
	return query_end(query);
}

const char *assess_promise_words(struct arena *arena, const struct assess_promise *promise)
{
	const char *demanded = format_decimal(arena, promise->demanded, 2);

	return promise->agreed
		       ? arena_printf(arena, "%s按合同 %s 应达到 %s%%", promise->platform, promise->contract, demanded)
		       : arena_printf(arena, "%s的合同没有约定，按默认参数应达到 %s%%", promise->platform, demanded);
}

char *assess_floor_key(struct arena *arena, const struct assess_indicator *indicator)
{
	return arena_printf(arena, "%s_by", indicator->floor);
}

const char *assess_floor_basis(const struct assess_sheet *sheet, const struct assess_indicator *indicator)
{
	enum query_name query;

	if (!assess_promises(indicator, &query))
		return "";
	switch (assess_rule_value(sheet, assess_floor_key(sheet->arena, indicator))) {
	case FLOOR_RULED:
		return "（默认参数）";
	case FLOOR_AGREED:
		return "（合同约定）";
	case FLOOR_MIXED:
		return "（合同约定和默认参数按各平台的量加权）";
	default:
		return "";
	}
}
