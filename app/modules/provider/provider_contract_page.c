/* /contracts: the center sees all, a provider its own; units never. */
#include "base/base.h"
#include "modules/provider/provider_parts.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "http/respond.h"
#include "kernel/filters.h"
#include "kernel/frame.h"
#include "kernel/listing_file.h"
#include "kernel/panel.h"

enum { SOON_DAYS = 90 };

static const struct option states[] = {{"in_force", "生效"}, {"ended", "到期终止"}, {"terminated", "提前终止"}};

static char *amount_text(struct arena *arena, int64_t amount)
{
	return format_decimal(arena, (amount + 5000) / 10000, 2);
}

static void contract_row(struct context *context, struct dict *row, struct query *query, void *data UNUSED)
{
	int64_t today = day_of(clock_now());
	const char *state = "";
	int64_t starts = 0, ends = 0;

	for (int i = 0; i < column_count(query); i++) {
		if (text_equal(column_name(query, i), "amount"))
			dict_set(row, "AMOUNT_TEXT", amount_text(context->arena, column_int(query, i)));
		if (text_equal(column_name(query, i), "state"))
			state = arena_strdup(context->arena, column_text(query, i));
		if (text_equal(column_name(query, i), "starts_day"))
			starts = column_int(query, i);
		if (text_equal(column_name(query, i), "ends_day"))
			ends = column_int(query, i);
	}
	if (text_equal(state, "in_force")) {
		bool over = ends < today;
		bool soon = !over && ends - today <= SOON_DAYS;
		bool early = starts > today;

		dict_set(row, "STATE_LABEL", early ? "尚未开始" : over ? "已届满未办结" : soon ? "即将届满" : "生效");
		dict_set(row, "STATE_TONE", early ? "blue" : over ? "red" : soon ? "amber" : "green");
	} else {
		dict_set(row, "STATE_LABEL", text_equal(state, "ended") ? "到期终止" : "提前终止");
		dict_set(row, "STATE_TONE", "grey");
	}
}

static const struct listing_column contracts_columns[] = {
	{"NUMBER", "合同编号", CELL_TEXT},
	{"NAME", "合同", CELL_TEXT},
	{"PROVIDER_NAME", "服务商", CELL_TEXT},
	{"PLATFORM_NAMES", "涉及平台", CELL_TEXT},
	{"STARTS_DAY", "起始日期", CELL_TEXT},
	{"ENDS_DAY", "终止日期", CELL_TEXT},
	{"AMOUNT_TEXT", "年度金额（万元）", CELL_NUMBER},
	{"STATE_LABEL", "状态", CELL_TEXT},
};
static const struct listing_file contracts_file = {"服务合同", contracts_columns, ARRAY_LENGTH(contracts_columns)};

enum err contracts_get(struct request *req)
{
	struct context context = context_reading(req);
	struct listing list = {.descending = true, .each = contract_row, .file = &contracts_file};
	struct dict *body = page_begin(req, "provider/contracts.tpl", "服务合同");
	struct dict *filters = filters_begin(req, body, "按届满日期，晚的在前");
	struct query *query = db_query(context.db, Q_PROVIDER_CONTRACTS);
	enum err err;

	filters_text(req, filters, "name", "合同、编号或服务商");
	filters_select(req, filters, "state", "状态", states, ARRAY_LENGTH(states));
	query_int(query, ":org", context.actor->org);
	query_int(query, ":day", day_of(clock_now()));
	query_text(query, ":state", filter_word(req, "state"));
	query_text(query, ":name", filter_word(req, "name"));
	err = listing_bind(req, query, &list);
	if (err == OK)
		err = listing_fill(&context, body, "ROW", query, &list);
	if (err != OK)
		return err;
	dict_printf(filters, "COUNT_TEXT", "本页 %zu 份", list.rows);
	listing_empty(body, &list, "file-earmark-text", "没有服务合同",
		      "合同由监督考核岗登记，服务商核对、中心领导审定后列在这里");
	listing_pager(req, body, &list);
	dict_show_if(body, "MAY_START", actor_has(context.actor, ROLE_CENTER_ASSESS));
	return page_end(req, filters_status(req));
}

/* The name goes into the frame, so it is read before the page begins. */
static enum err head_of(struct request *req, struct context *context, const char **name, int64_t *provider)
{
	struct query *query = db_query(context->db, Q_PROVIDER_CONTRACT_SEEN);
	bool found;
	enum err err;

	query_int(query, ":id", request_number(req, "id"));
	query_int(query, ":org", context->actor->org);
	found = query_step(query);
	if (found) {
		*name = next_text(query, context->arena);
		*provider = next_int(query);
	}
	err = query_end(query);
	return err == OK && !found ? ERR_NOT_FOUND : err;
}

enum err contract_get(struct request *req)
{
	struct context context = context_reading(req);
	struct listing list = {0};
	const char *name = "";
	int64_t provider = 0;
	struct query *query;
	struct dict *body;
	enum err err = head_of(req, &context, &name, &provider);

	if (err != OK)
		return err;
	body = page_begin(req, "provider/contract.tpl", name);
	frame_crumb(req, "/contracts", "服务合同");
	query = db_query(context.db, Q_PROVIDER_CONTRACT_PAGE);
	query_int(query, ":id", request_number(req, "id"));
	query_int(query, ":day", day_of(clock_now()));
	list.each = contract_row;
	err = listing_fill(&context, body, "CONTRACT", query, &list);
	if (err == OK)
		err = terms_show(&context, body, request_number(req, "id"));
	if (err == OK)
		err = penalties_show(&context, body, provider, request_number(req, "id"), 0);
	return err == OK ? page_end(req, 200) : err;
}
