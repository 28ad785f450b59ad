/* The contacts of both sides; a mobile number is shown to who asks for it, and the log says so. */
#include "base/base.h"
#include "modules/operation/operation_parts.h"

#include "base/clock.h"
#include "base/number.h"
#include "kernel/filters.h"
#include "kernel/frame.h"
#include "kernel/listing_file.h"
#include "kernel/period.h"

/* Confirmed before this quarter began: not confirmed in it. */
static int64_t quarter_begin(struct context *context)
{
	int64_t first = 0, last;

	return period_days(period_of(context->arena, EVERY_QUARTER, day_of(clock_now())), &first, &last)
		       ? day_start(first)
		       : 0;
}

static const struct listing_column contacts_columns[] = {
	{"UNIT_NAME", "使用单位", CELL_TEXT}, {"OPERATOR_NAME", "运行单位", CELL_TEXT},
	{"SIDE_LABEL", "所属方", CELL_TEXT},  {"TIER_N", "级别", CELL_NUMBER},
	{"POST_TITLE", "岗位", CELL_TEXT},    {"DUTY_LINE", "值守电话", CELL_TEXT},
	{"MOBILE", "手机", CELL_TEXT},        {"CONFIRMED_AT", "双方确认", CELL_TEXT},
};
static const struct listing_file contacts_file = {"联系人", contacts_columns, ARRAY_LENGTH(contacts_columns)};

enum err contacts_get(struct request *req)
{
	struct context context = context_reading(req);
	struct listing list = {.file = &contacts_file};
	struct dict *body = page_begin(req, "operation/contacts.tpl", "联系人");
	struct dict *filters = filters_begin(req, body, "按单位");
	struct query *query = db_query(context.db, Q_CONTACT_LIST);
	enum err err;

	filters_text(req, filters, "name", "单位名称");
	query_int(query, ":org", context.actor->org);
	query_int(query, ":quarter", quarter_begin(&context));
	query_text(query, ":name", filter_word(req, "name"));
	err = listing_bind(req, query, &list);
	if (err == OK)
		err = listing_fill(&context, body, "ROW", query, &list);
	if (err != OK)
		return err;
	dict_printf(filters, "COUNT_TEXT", "本页 %zu 人", list.rows);
	listing_empty(body, &list, "telephone", "没有联系人", "联动联系表经双方确认后，联系人列在这里");
	listing_pager(req, body, &list);
	return page_end(req, 200);
}

/* The route leaves a trail before this runs. */
enum err contact_get(struct request *req)
{
	struct context context = context_reading(req);
	struct arena *arena = req->arena;
	struct query *query = db_query(context.db, Q_CONTACT_ONE);
	struct dict *body = NULL;
	enum err err;

	query_int(query, ":id", request_number(req, "id"));
	query_int(query, ":org", context.actor->org);
	if (query_step(query)) {
		struct dict *pairs;
		int64_t confirmed;

		body = page_begin(req, "operation/contact.tpl", "联系人");
		frame_crumb(req, "/contacts", "联系人");
		pairs = dict_include(body, "PAIRS", "part/pairs_wide.tpl");
		pairs_add(pairs, "使用单位", next_text(query, arena));
		pairs_add(pairs, "运行单位", next_text(query, arena));
		pairs_add(pairs, "所属方", next_text(query, arena));
		pairs_add(pairs, "级别", arena_printf(arena, "%s 级", format_integer(arena, next_int(query))));
		pairs_add(pairs, "岗位", next_text(query, arena));
		pairs_add(pairs, "值守电话", next_text(query, arena));
		pairs_add(pairs, "手机", next_text(query, arena));
		confirmed = next_int(query);
		pairs_add(pairs, "确认时间", confirmed > 0 ? format_time(arena, confirmed) : "存量导入，尚未确认");
	}
	err = query_end(query);
	if (err == OK && body == NULL)
		err = ERR_NOT_FOUND;
	return err == OK ? page_end(req, 200) : err;
}
