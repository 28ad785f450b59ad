/* GET /copies: what was sent to the reader, unread or not. */
#include "base/base.h"

#include "kernel/listing_file.h"
#include "modules/desk/desk.h"
#include "modules/matter/matter_module.h"

void inbox_tabs(struct dict *body, bool copies)
{
	static const struct {
		const char *href;
		const char *label;
	} rows[] = {{"/inbox", "待办"}, {"/copies", "传阅"}};
	struct dict *tabs = dict_include(body, "TABS", "part/tabs.tpl");

	dict_set(tabs, "TABS_LABEL", "待办与传阅");
	for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
		struct dict *tab = dict_section(tabs, "TAB");

		dict_set(tab, "TAB_HREF", rows[i].href);
		dict_set(tab, "TAB_LABEL", rows[i].label);
		dict_show_if(tab, "TAB_CURRENT", (i == 1) == copies);
	}
}

static const struct listing_column copy_columns[] = {
	{"NUMBER", "编号", CELL_TEXT},          {"SUBJECT", "信息系统", CELL_TEXT},
	{"UNIT_NAME", "单位", CELL_TEXT},       {"PROCEDURE_TITLE", "事项类型", CELL_TEXT},
	{"STATE_LABEL", "当前环节", CELL_TEXT}, {"SENDER_LABEL", "抄送岗位", CELL_TEXT},
	{"COPIED_AT", "抄送时间", CELL_TEXT},   {"NOTE", "附言", CELL_TEXT},
	{"READ_AT", "阅知时间", CELL_TEXT},
};
static const struct listing_file copy_file = {"传阅", copy_columns, ARRAY_LENGTH(copy_columns)};

enum err copies_get(struct request *req)
{
	struct context context = context_reading(req);
	struct listing list = {.descending = true, .each = matter_row, .file = &copy_file};
	struct query *query = db_query(req->reader, Q_COPY_LIST);
	struct dict *body;
	enum err err;

	query_int(query, ":org", req->actor->org);
	query_int(query, ":person", req->actor->person);
	err = listing_bind(req, query, &list);
	if (err != OK)
		return err;
	body = page_begin(req, "desk/copies.tpl", "传阅");
	inbox_tabs(body, true);
	err = listing_fill(&context, body, "ROW", query, &list);
	if (err != OK)
		return err;
	listing_empty(body, &list, "eye", "没有抄送给您的事项", "别的岗位或单位抄送给您阅知的事项会列在这里");
	listing_pager(req, body, &list);
	return page_end(req, 200);
}
