/* GET /copies: what was sent to the reader, unread or not. */
#include "base/base.h"

#include "kernel/listing.h"
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

enum err copies_get(struct request *req)
{
	struct context context = context_reading(req);
	struct listing list = {.descending = true, .each = matter_row};
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
