/* /responsibilities: who answers for what, per article, for the whole, per platform and per system; gaps in red. */
#include "base/base.h"
#include "modules/guide/guide_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/listing_file.h"
#include "kernel/panel.h"
#include "kernel/service.h"
#include "kernel/setting.h"

static void fill_matrix(struct context *context, struct dict *body)
{
	static const char *const heads[] = {"条款",
					    "省大数据中心",
					    "使用单位",
					    "云服务商",
					    "云灾备服务商",
					    "云监管服务商",
					    "安全运维机构",
					    "整合平台承建单位",
					    "第三方机构",
					    "时限",
					    NULL};
	struct dict *panel = panel_add(body, "PANEL_MAIN", "各条款责任分工");
	struct table *table = table_begin(context->arena, panel, "各条款责任分工", heads);

	panel_note(panel, "主责：承担并留有记录；配合：提供条件或意见；监督：督促和验收");
	for (size_t i = 0; i < article_row_count; i++) {
		const struct article_row *row = &article_rows[i];

		if (row->parties == NULL)
			continue;
		table_line(table);
		table_link(table, arena_printf(context->arena, "/articles/%d", row->number),
			   arena_printf(context->arena, "第%s条　%s", text_numeral(context->arena, row->number),
					row->title));
		for (size_t p = 0; p < PARTIES; p++)
			table_text(table, row->parties[p] == 'M'   ? "主责"
					  : row->parties[p] == 'A' ? "配合"
					  : row->parties[p] == 'S' ? "监督"
								   : "·");
		table_text(table, limit_text(context->service, context->arena, row));
	}
}

/* A telephone, or the gap in red. */
static void phone_cell(struct table *table, const char *phone)
{
	if (text_empty(phone))
		table_gap(table, "缺电话");
	else
		table_text(table, phone);
}

/* Who answers for the whole: one line for each organisation of a kind, a gap when there is none. */
static enum err fill_kind(struct context *context, struct table *table, const char *duty, const char *kind)
{
	struct query *query = db_query(context->db, Q_GUIDE_KIND_OWNERS);
	bool any = false;

	query_text(query, ":kind", kind);
	query_int(query, ":today", day_of(clock_now()));
	while (query_step(query)) {
		any = true;
		table_line(table);
		table_text(table, duty);
		table_text(table, next_text(query, context->arena));
		phone_cell(table, next_text(query, context->arena));
	}
	if (!any) {
		table_line(table);
		table_text(table, duty);
		table_gap(table, "缺责任单位");
		table_gap(table, "缺电话");
	}
	return query_end(query);
}

static enum err fill_whole(struct context *context, struct dict *body)
{
	static const char *const heads[] = {"职责", "责任单位", "电话", NULL};
	static const struct {
		const char *duty, *kind;
	} rows[] = {
		{"建设和运维管理，资源分配调度，日常监管（第五条）", "center"},
		{"统一安全运维，扫描监测，检查演练，快速响应（第九条）", "secops"},
		{"云监管平台运维，系统监控，效率采集（第八、十七条）", "supervisor"},
	};
	struct table *table =
		table_begin(context->arena, panel_add(body, "PANEL_MAIN", "全平台由谁负责"), "全平台由谁负责", heads);
	enum err err = OK;

	for (size_t i = 0; err == OK && i < ARRAY_LENGTH(rows); i++)
		err = fill_kind(context, table, rows[i].duty, rows[i].kind);
	return err;
}

/* Operation and security of a platform, and the base network under the systems on it, are its operator's. */
static enum err fill_platforms(struct context *context, struct dict *body)
{
	static const char *const heads[] = {"云平台",
					    "资源服务、核实（第七条）",
					    "运维和安全（第八条）",
					    "基础网络和平台安全（第二十六条）",
					    "值守电话",
					    NULL};
	struct dict *panel = panel_add(body, "PANEL_MAIN", "云平台由谁负责");
	struct query *query = db_query(context->db, Q_GUIDE_PLATFORM_OWNERS);
	struct table *table = NULL;

	panel_note(panel, "缺电话的标红");
	query_int(query, ":org", context->actor->org);
	while (query_step(query)) {
		int64_t platform = next_int(query);
		const char *name = next_text(query, context->arena);
		const char *owner, *phone;

		if (table == NULL)
			table = table_begin(context->arena, panel, "云平台由谁负责", heads);
		table_line(table);
		if (platform != 0)
			table_link(table, arena_printf(context->arena, "/platforms/%" PRId64, platform), name);
		else
			table_text(table, name);
		owner = next_text(query, context->arena);
		for (int i = 0; i < 3; i++)
			table_text(table, owner);
		phone = next_text(query, context->arena);
		if (text_empty(phone))
			phone_cell(table, phone);
		else
			table_sub(table, phone, next_text(query, context->arena));
	}
	if (table == NULL)
		panel_empty(panel, "没有云平台", "登记后列在这里");
	return query_end(query);
}

static const struct listing_column owner_columns[] = {
	{"NAME", "信息系统", CELL_TEXT},
	{"UNIT_NAME", "使用单位", CELL_TEXT},
	{"DEPARTMENT", "主管处室", CELL_TEXT},
	{"RESPONSIBLE_TITLE", "责任岗位", CELL_TEXT},
	{"RESPONSIBLE_PHONE", "电话", CELL_TEXT},
	{"SECURITY_TITLE", "安全责任岗位", CELL_TEXT},
	{"SECURITY_PHONE", "安全责任岗位电话", CELL_TEXT},
	{"PLATFORM_NAMES", "所在平台和值守电话", CELL_TEXT},
};
static const struct listing_file owner_file = {"信息系统责任分工", owner_columns, ARRAY_LENGTH(owner_columns)};

enum err responsibilities_get(struct request *req)
{
	struct context context = context_reading(req);
	struct listing list = {.file = &owner_file};
	struct dict *body = page_begin(req, "guide/responsibilities.tpl", "责任分工");
	struct query *query = db_query(req->reader, Q_GUIDE_SYSTEM_OWNERS);
	enum err err;

	err = fill_whole(&context, body);
	if (err == OK)
		err = fill_platforms(&context, body);
	/* Not the first: on paper it lies across, which would leave the heading a sheet of its own. */
	fill_matrix(&context, body);
	query_int(query, ":org", context.actor->org);
	if (err == OK)
		err = listing_bind(req, query, &list);
	if (err == OK)
		err = listing_fill(&context, body, "ROW", query, &list);
	if (err != OK)
		return err;
	listing_empty(body, &list, "server", "没有信息系统", "本单位负责或托管的系统会列在这里");
	listing_pager(req, body, &list);
	return page_end(req, 200);
}
