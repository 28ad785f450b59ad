/* GET /matters/:id/receipts: to whom a matter was sent for reading, and who has read it. */
#include "base/base.h"

#include "base/text.h"
#include "kernel/filters.h"
#include "kernel/listing_file.h"
#include "modules/matter/matter_module.h"

static const struct option conditions[] = {{"unread", "未阅"}, {"read", "已阅"}};

static const struct listing_column columns[] = {
	{"UNIT_NAME", "单位", CELL_TEXT}, {"ROLE_LABEL", "岗位", CELL_TEXT}, {"SENT_AT", "发送", CELL_TEXT},
	{"READ_AT", "阅知", CELL_TEXT},   {"READER", "阅知岗位", CELL_TEXT},
};
static const struct listing_file file = {"阅知情况", columns, ARRAY_LENGTH(columns)};

/* Sent to one post of an organisation, or to whoever is there. */
static void fill_role(struct context *context UNUSED, struct dict *row, struct query *query, void *data UNUSED)
{
	for (int i = 0; i < column_count(query); i++) {
		enum role role;

		if (!text_equal(column_name(query, i), "role"))
			continue;
		role = role_from_key(column_text(query, i));
		if (role == ROLE_COUNT)
			continue;
		dict_set(row, "ROLE_LABEL", role_label(role));
		dict_show(row, "ROLE_LABEL");
	}
}

static enum err fill_counts(struct context *context, struct dict *body, const struct matter *matter)
{
	struct query *query = db_query(context->db, Q_COPY_COUNTS);

	copies_bind(context, query, matter);
	if (query_step(query)) {
		int64_t sent = next_int(query);
		int64_t read = next_int(query);

		dict_printf(body, "COPIES_TEXT", "发送 %" PRId64 "，已阅 %" PRId64 "，未阅 %" PRId64, sent, read,
			    sent - read);
	}
	return query_end(query);
}

enum err receipts_get(struct request *req)
{
	struct context context = context_reading(req);
	struct listing list = {.each = fill_role, .file = &file};
	struct matter *matter;
	struct query *query;
	struct dict *body, *filters;
	enum err err = matter_of(req, &context, &matter);

	if (err != OK)
		return err;
	body = page_begin(req, "matter/receipts.tpl", "阅知情况");
	matter_crumbs(req, matter);
	filters = filters_begin(req, body, "按发送先后");
	filters_select(req, filters, "condition", "情况", conditions, ARRAY_LENGTH(conditions));
	query = db_query(context.db, Q_COPY_RECEIPTS);
	copies_bind(&context, query, matter);
	query_text(query, ":condition", filter_word(req, "condition"));
	err = listing_bind(req, query, &list);
	if (err == OK)
		err = listing_fill(&context, body, "ROW", query, &list);
	if (err == OK)
		err = fill_counts(&context, body, matter);
	if (err != OK)
		return err;
	dict_printf(filters, "COUNT_TEXT", "本页 %zu 家", list.rows);
	listing_empty(body, &list, "eye", "没有记录", "发给单位阅知的，谁在何时阅过列在这里");
	listing_pager(req, body, &list);
	return page_end(req, filters_status(req));
}
