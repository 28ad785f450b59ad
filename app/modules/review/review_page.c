#include "base/base.h"
#include "modules/review/review_parts.h"

#include "base/text.h"
#include "kernel/frame.h"
#include "kernel/listing.h"

static void verdict_label(struct context *context, struct dict *row, struct query *query, void *data)
{
	static const struct {
		const char *key;
		const char *label;
	} labels[] = {{"pass", "通过"}, {"conditional", "有条件通过"}, {"adjust", "方案调整"}, {"fail", "不予通过"}};

	(void)context;
	(void)data;
	for (int i = 0; i < column_count(query); i++)
		for (size_t l = 0; l < ARRAY_LENGTH(labels); l++)
			if (text_equal(column_name(query, i), "verdict") && text_equal(column_text(query, i), labels[l].key))
				dict_set(row, "VERDICT_LABEL", labels[l].label);
}

/* ---- GET /matters/:id/review: for the center alone ---- */

enum err review_get(struct request *req)
{
	struct context context = context_reading(req);
	struct listing list = {.each = verdict_label};
	struct listing invited = {0};
	struct matter *matter;
	struct query *query;
	struct dict *body;
	enum err err;
	enum found found = matter_find(&context, request_number(req, "id"), &matter);

	if (found != FOUND || matter->guest)
		return found == FIND_FAILED ? ERR_INTERNAL : ERR_NOT_FOUND;
	body = page_begin(req, "review/show.tpl", arena_printf(req->arena, "评审意见：%s", matter->title));
	frame_crumb(req, arena_printf(req->arena, "/matters/%" PRId64, matter->id), matter->title);
	dict_int(body, "MATTER_ID", matter->id);
	query = db_query(req->reader, Q_REVIEW_OPINIONS);
	query_int(query, ":matter", matter->id);
	query_int(query, ":org", req->actor->org);
	err = listing_fill(&context, body, "ROW", query, &list);
	if (err != OK)
		return err;
	listing_empty(body, &list, "chat-left-text", "还没有评审意见", "评审人员提交后列在这里，只有省大数据中心可以看到");
	query = db_query(req->reader, Q_REVIEW_INVITED);
	query_int(query, ":matter", matter->id);
	query_int(query, ":org", req->actor->org);
	err = listing_fill(&context, body, "INVITED", query, &invited);
	dict_show_if(body, "HAS_INVITED", invited.rows > 0);
	return err != OK ? err : page_end(req, 200);
}
