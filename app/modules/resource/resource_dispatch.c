/* The dispatch board: work orders by state, the longest overdue first. */
#include "base/base.h"
#include "modules/resource/resource_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/listing_file.h"
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

static const struct listing_column order_columns[] = {
	{NULL, "环节", CELL_TEXT}, {NULL, "信息系统", CELL_TEXT}, {NULL, "使用单位", CELL_TEXT},
	{NULL, "编号", CELL_TEXT}, {NULL, "平台", CELL_TEXT},     {NULL, "时限", CELL_TEXT},
	{NULL, "逾期", CELL_TEXT}, {NULL, "说明", CELL_TEXT},
};
static const struct listing_file order_file = {"派单板", order_columns, ARRAY_LENGTH(order_columns)};

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
	list.file = &order_file;
	if (alone)
		listing_pager(req, body, &list);
	return OK;
}

static void order_cells(struct context *context, struct listing_writer *writer, const struct lane *lane,
			struct query *query)
{
	enum { SUBJECT = 3, UNIT, NUMBER, PLATFORM, DUE = 8, NOTE };
	int64_t due = column_int(query, DUE);
	const char *cells[] = {lane->label,
			       arena_strdup(context->arena, column_text(query, SUBJECT)),
			       arena_strdup(context->arena, column_text(query, UNIT)),
			       arena_strdup(context->arena, column_text(query, NUMBER)),
			       arena_strdup(context->arena, column_text(query, PLATFORM)),
			       format_day(context->arena, day_of(due)),
			       due < clock_now() ? "是" : "",
			       arena_strdup(context->arena, column_text(query, NOTE))};

	listing_file_cells(writer, cells);
}

/* The lanes of the page, whole, one after the other. */
static enum err board_file(struct context *context, struct listing_writer *writer, const char *state)
{
	size_t left = LISTING_FILE_ROWS;
	bool any = false, cut = false;
	enum err err = OK;

	for (size_t i = 0; err == OK && i < ARRAY_LENGTH(lanes); i++) {
		struct query *query;
		struct keyset first;

		if (!text_empty(state) && !text_equal(state, lanes[i].key))
			continue;
		any = true;
		query = db_query(context->db, Q_RESOURCE_BOARD);
		query_int(query, ":org", context->actor->org);
		query_text(query, ":state", lanes[i].key);
		if (keyset_parse(&first, NULL, false))
			keyset_bind(&first, query);
		query_int(query, ":limit", (int64_t)left + 1);
		while (!cut && query_step(query)) {
			cut = left == 0;
			if (cut)
				break;
			order_cells(context, writer, &lanes[i], query);
			left--;
		}
		err = query_end(query);
	}
	if (err == OK && !any)
		return ERR_NOT_FOUND;
	return err == OK ? listing_file_end(writer, cut) : err;
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

/* Of the board as it is shown: the first orders of every lane. */
static size_t rows_shown(const struct lane_count counts[ARRAY_LENGTH(lanes)])
{
	size_t rows = 0;

	for (size_t i = 0; i < ARRAY_LENGTH(lanes); i++)
		rows += counts[i].all < KEYSET_ROWS ? (size_t)counts[i].all : KEYSET_ROWS;
	return rows;
}

enum err dispatch_get(struct request *req)
{
	struct context context = context_reading(req);
	const char *state = request_query(req, "state");
	struct dict *body = page_begin(req, "registry/dispatch.tpl", "派单板");
	struct lane_count counts[ARRAY_LENGTH(lanes)] = {{0, 0}};
	struct listing_writer *writer;
	bool any = false;
	enum err err = listing_file_wanted(req, &order_file, &writer);

	if (err == OK && writer != NULL)
		return board_file(&context, writer, state);
	if (err == OK)
		err = count_lanes(&context, counts);
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
	if (text_empty(state))
		listing_pager(req, body, &(struct listing){.file = &order_file, .rows = rows_shown(counts)});
	return err == OK ? page_end(req, 200) : err;
}
