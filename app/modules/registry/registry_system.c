/* The ledger of systems: every organisation sees what it takes part in (system_party). */
#include "base/base.h"
#include "modules/registry/registry_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/filters.h"
#include "kernel/listing_file.h"
#include "kernel/permission.h"

static const struct system_state states[] = {
	{"allocating", "分配中", "blue", 3},    {"deploying", "部署中", "blue", 4}, {"trial", "试运行", "amber", 4},
	{"operating", "正式运行", "green", -1}, {"changing", "变更中", "blue", 5},  {"exiting", "退出中", "amber", 6},
	{"suspended", "已暂停", "red", -1},     {"ended", "已退出", "grey", 6},
};

static const struct option state_options[] = {
	{"allocating", "分配中"}, {"deploying", "部署中"}, {"trial", "试运行"},     {"operating", "正式运行"},
	{"changing", "变更中"},   {"exiting", "退出中"},   {"suspended", "已暂停"}, {"ended", "已退出"},
};

const struct system_state *system_state(const char *key)
{
	for (size_t i = 0; i < ARRAY_LENGTH(states); i++)
		if (text_equal(states[i].key, key))
			return &states[i];
	return &states[0];
}

void system_row(struct context *context UNUSED, struct dict *row, struct query *query, void *data UNUSED)
{
	for (int i = 0; i < column_count(query); i++) {
		const struct system_state *state;

		if (!text_equal(column_name(query, i), "state"))
			continue;
		state = system_state(column_text(query, i));
		dict_set(row, "STATE_LABEL", state->label);
		dict_set(row, "STATE_TONE", state->tone);
	}
}

static enum err count_states(struct context *context, int64_t *total, int64_t *operating)
{
	struct query *query = db_query(context->db, Q_REGISTRY_SYSTEM_COUNTS);

	query_int(query, ":org", context->actor->org);
	while (query_step(query)) {
		const char *state = next_text(query, context->arena);
		int64_t n = next_int(query);

		*total += n;
		if (text_equal(state, "operating"))
			*operating += n;
	}
	return query_end(query);
}

static enum err fill_filters(struct request *req, struct context *context, struct dict *body)
{
	struct dict *filters = filters_begin(req, body, "按建立时间，新的在前");
	int64_t total = 0;
	int64_t operating = 0;
	enum err err = count_states(context, &total, &operating);

	filters_text(req, filters, "name", "系统名称或备案号");
	filters_choose(req, filters, "state", "状态", "全部状态", state_options, ARRAY_LENGTH(state_options));
	dict_printf(filters, "COUNT_TEXT", "共 %" PRId64 " 个系统，正式运行 %" PRId64 " 个", total, operating);
	return err;
}

static const struct listing_column systems_columns[] = {
	{"NAME", "信息系统", CELL_TEXT},         {"FILING_NO", "备案号", CELL_TEXT},
	{"UNIT_NAME", "使用单位", CELL_TEXT},    {"LEVEL_LABEL", "等保", CELL_TEXT},
	{"STATE_LABEL", "状态", CELL_TEXT},      {"PLATFORM_NAME", "云平台", CELL_TEXT},
	{"VCPU_N", "处理器（核）", CELL_NUMBER}, {"MEMORY_N", "内存（GB）", CELL_NUMBER},
	{"EXPIRES_DAY", "到期", CELL_TEXT},
};
static const struct listing_file systems_file = {"信息系统台账", systems_columns, ARRAY_LENGTH(systems_columns)};

enum err systems_get(struct request *req)
{
	struct context context = context_reading(req);
	struct listing list = {.descending = true, .each = system_row, .file = &systems_file};
	struct dict *body = page_begin(req, "registry/systems.tpl", "信息系统台账");
	struct query *query;
	enum err err = fill_filters(req, &context, body);

	if (err != OK)
		return err;
	dict_show_if(body, "MAY_START", actor_has(context.actor, ROLE_UNIT_CLERK));
	query = db_query(context.db, Q_REGISTRY_SYSTEMS);
	query_int(query, ":org", context.actor->org);
	query_int(query, ":today", day_of(clock_now()));
	query_text(query, ":state", filter_word(req, "state"));
	query_text(query, ":name", filter_word(req, "name"));
	err = listing_bind(req, query, &list);
	if (err == OK)
		err = listing_fill(&context, body, "ROW", query, &list);
	if (err != OK)
		return err;
	listing_empty(body, &list, "hdd-stack", "没有信息系统", "核定资源后，系统列入台账；没有列出的不在您的查看范围");
	listing_pager(req, body, &list);
	return page_end(req, filters_status(req));
}
