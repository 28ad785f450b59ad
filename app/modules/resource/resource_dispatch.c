/* The dispatch board: work orders by state, the longest overdue first. */
#include "base/base.h"
#include "modules/resource/resource_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/listing.h"
#include "kernel/panel.h"
#include "modules/matter/matter_module.h"

/* Who acts on an order in this lane. */
struct lane {
	const char *key;
	const char *label;
	enum role role;
};

static const struct lane lanes[] = {
	{"short", "资源不足", ROLE_CENTER_DISPATCH},
	{"open", "待配置", ROLE_OPERATOR_CLERK},
	{"configured", "待接入监管", ROLE_SUPERVISOR_CLERK},
	{"monitored", "待签收", ROLE_COUNT},
};

struct lane_count {
	int64_t all;
	int64_t late;
};

static enum err count_lanes(struct context *context, struct lane_count counts[ARRAY_LENGTH(lanes)])
{
	struct query *query = db_query(context->db, Q_RESOURCE_BOARD_COUNTS);

	query_int(query, ":org", context->actor->org);
	query_int(query, ":now", clock_now());
	while (query_step(query)) {
		const char *state = next_text(query, context->arena);
		int64_t all = next_int(query);
		int64_t late = next_int(query);

		for (size_t i = 0; i < ARRAY_LENGTH(lanes); i++)
			if (text_equal(lanes[i].key, state))
				counts[i] = (struct lane_count){all, late};
	}
	return query_end(query);
}

static void order_row(struct context *context, struct dict *row, struct query *query, void *data)
{
	const struct lane *lane = data;
	int64_t due = 0;

	for (int i = 0; i < column_count(query); i++) {
		if (text_equal(column_name(query, i), "due"))
			due = column_int(query, i);
	}
	dict_show_if(row, "LATE_YES", due < clock_now());
	dict_show_if(row, "MAY_ACT", actor_has(context->actor, lane->role));
	due_fill(context, row, due, false);
}

static enum err fill_lane(struct request *req, struct context *context, struct dict *body, const struct lane *lane,
			  int64_t count, bool alone)
{
	struct dict *dict = dict_section(body, "LANE");
	struct query *query = db_query(context->db, Q_RESOURCE_BOARD);
	struct listing list = {.each = order_row, .data = (void *)(uintptr_t)lane};
	struct keyset first;
	enum err err = OK;

	dict_set(dict, "LANE_KEY", lane->key);
	dict_set(dict, "LANE_LABEL", lane->label);
	dict_int(dict, "LANE_COUNT", count);
	query_int(query, ":org", context->actor->org);
	query_text(query, ":state", lane->key);
	if (alone)
		err = listing_bind(req, query, &list);
	else if (keyset_parse(&first, NULL, false))
		keyset_bind(&first, query);
	if (err == OK)
		err = listing_fill(context, dict, "ORDER", query, &list);
	if (err != OK)
		return err;
	dict_show(dict, list.rows > 0 ? "HAS_ORDERS" : "NO_ORDERS");
	if (alone)
		listing_pager(req, body, &list);
	return OK;
}

static void add_kpi(struct dict *kpis, const char *tone, const char *icon, const char *label, const char *href,
		    int64_t value)
{
	kpi_add(kpis,
		&(struct kpi){.tone = tone, .icon = icon, .label = label, .number = value, .note = "单", .href = href});
}

static void fill_kpis(struct dict *body, const struct lane_count counts[ARRAY_LENGTH(lanes)])
{
	struct dict *kpis = dict_include(body, "KPIS", "part/kpis.tpl");
	struct lane_count all = {0, 0};

	for (size_t i = 0; i < ARRAY_LENGTH(lanes); i++) {
		all.all += counts[i].all;
		all.late += counts[i].late;
	}
	add_kpi(kpis, "blue", "inboxes", "在办工单", "/dispatch", all.all);
	add_kpi(kpis, all.late > 0 ? "red" : "green", "exclamation-triangle", "已逾期", "/dispatch", all.late);
	add_kpi(kpis, counts[0].all > 0 ? "red" : "green", "box-seam", "资源不足", "/dispatch?state=short",
		counts[0].all);
}

enum err dispatch_get(struct request *req)
{
	struct context context = context_reading(req);
	const char *state = request_query(req, "state");
	struct dict *body = page_begin(req, "registry/dispatch.tpl", "派单板");
	struct lane_count counts[ARRAY_LENGTH(lanes)] = {{0, 0}};
	bool any = false;
	enum err err = count_lanes(&context, counts);

	if (err == OK)
		fill_kpis(body, counts);
	for (size_t i = 0; err == OK && i < ARRAY_LENGTH(lanes); i++) {
		if (!text_empty(state) && !text_equal(state, lanes[i].key))
			continue;
		any = true;
		err = fill_lane(req, &context, body, &lanes[i], counts[i].all, !text_empty(state));
	}
	if (err == OK && !any)
		err = ERR_NOT_FOUND;
	dict_show_if(body, "ONE_LANE", !text_empty(state));
	return err == OK ? page_end(req, 200) : err;
}
