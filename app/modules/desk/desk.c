#include "base/base.h"

#include "base/clock.h"
#include "base/text.h"
#include "data/tx.h"
#include "http/respond.h"
#include "kernel/deadline.h"
#include "kernel/listing_file.h"
#include "kernel/panel.h"
#include "kernel/permission.h"
#include "modules/desk/desk.h"
#include "modules/matter/matter_module.h"

enum { HOME_ROWS = 8, NEWS_ROWS = 6, START_ROWS = 6 };

/* ---- GET / ---- */

static void add_kpi(struct dict *kpis, const char *tone, const char *icon, const char *label, int64_t value,
		    const char *note, const char *href)
{
	kpi_add(kpis,
		&(struct kpi){.tone = tone, .icon = icon, .label = label, .number = value, .note = note, .href = href});
}

/* Open seats he may take: all of them by the counter, or those due in a span. */
static enum err count_seats(struct context *context, enum query_name name, int64_t from, int64_t to, int64_t *out)
{
	struct holding holdings[HOLDINGS_MAX];
	size_t held = actor_holdings(context->actor, holdings);

	*out = 0;
	for (size_t i = 0; i < held; i++) {
		struct query *query = db_query(context->db, name);
		int64_t n = 0;
		enum err err;

		query_int(query, ":org", context->actor->org);
		query_text(query, ":role", role_key(holdings[i].role));
		query_int(query, ":person", holdings[i].person);
		query_int(query, ":shared", holdings[i].shared);
		if (name == Q_DESK_DUE_BETWEEN) {
			query_int(query, ":from", from);
			query_int(query, ":to", to);
		}
		err = query_value(query, 0, &n);
		if (err != OK)
			return err;
		*out += n;
	}
	return OK;
}

static enum err fill_kpis(struct context *context, struct dict *body)
{
	struct dict *kpis = dict_include(body, "KPIS", "part/kpis.tpl");
	int64_t now = clock_now();
	int64_t all = 0, overdue = 0, soon = 0, running = 0;
	struct query *query;
	enum err err = count_seats(context, Q_FRAME_TASKS, 0, 0, &all);

	if (err == OK)
		err = count_seats(context, Q_DESK_DUE_BETWEEN, 0, now, &overdue);
	if (err == OK)
		err = count_seats(context, Q_DESK_DUE_BETWEEN, now, day_end(day_of(now) + 2), &soon);
	if (err != OK)
		return err;
	query = db_query(context->db, Q_DESK_RUNNING);
	query_int(query, ":org", context->actor->org);
	err = query_value(query, 0, &running);
	add_kpi(kpis, "blue", "inbox", "待我办理", all, "件", "/inbox");
	add_kpi(kpis, "red", "exclamation-triangle", "已逾期", overdue, "件", "/inbox");
	add_kpi(kpis, "amber", "clock-history", "两日内到期", soon, "件", "/inbox");
	add_kpi(kpis, "green", "folder2-open", "本单位参与", running, "件事项", "/matters");
	dict_int(body, "WAITING_COUNT", all);
	return err;
}

static enum err fill_waiting(struct context *context, struct dict *body)
{
	struct waiting *rows;
	size_t count;
	struct listing list = {0};
	enum err err = waiting_list(context, INT64_MIN, 0, HOME_ROWS, &rows, &count);

	if (err != OK)
		return err;
	for (size_t i = 0; i < count; i++)
		waiting_row(context, dict_section(body, "WAITING"), &rows[i]);
	list.rows = count;
	dict_show_if(body, "HAS_WAITING", count > 0);
	listing_empty(body, &list, "inbox", "没有待办事项", "需要您办理的事项会出现在这里，同时发消息通知");
	return OK;
}

/* The clerk's own running matters, with their stage bars. */
static enum err fill_mine(struct context *context, struct dict *body)
{
	struct query *query;
	int64_t ids[3];
	size_t count = 0;
	enum err err;

	if (!actor_has(context->actor, ROLE_UNIT_CLERK) && !actor_has(context->actor, ROLE_UNIT_LEAD))
		return OK;
	query = db_query(context->db, Q_DESK_MINE);
	query_int(query, ":org", context->actor->org);
	while (count < ARRAY_LENGTH(ids) && query_step(query))
		ids[count++] = next_int(query);
	err = query_end(query);
	for (size_t i = 0; err == OK && i < count; i++) {
		struct matter *matter;
		struct dict *row;

		if (matter_find(context, ids[i], &matter) != FOUND)
			continue;
		row = dict_section(body, "MINE");
		dict_int(row, "MATTER_ID", matter->id);
		dict_set(row, "SUBJECT", matter->title);
		dict_set(row, "NUMBER", matter->number);
		dict_set(row, "PROCEDURE_TITLE", matter->procedure->title);
		dict_set(row, "PROCEDURE_TONE", "blue");
		dict_set(row, "STATE_LABEL", matter->state->label);
		stages_fill(context, row, matter, NULL);
		facts_fill(context, row, matter);
	}
	dict_show_if(body, "HAS_MINE", count > 0);
	return err;
}

static enum err fill_lists(struct context *context, struct dict *body)
{
	struct listing drafts = {0};
	struct listing news = {0};
	struct query *query;
	enum err err = OK;

	if (permission_held(MAY_START_MATTER, true, context->actor->roles)) {
		struct dict *start = dict_section(body, "HAS_START");

		for (size_t i = 0, shown = 0; i < context->service->procedure_count && shown < START_ROWS; i++) {
			const struct procedure *procedure = context->service->procedures[i];
			struct dict *row;

			if (procedure_start_role(procedure, context->actor) == ROLE_COUNT)
				continue;
			shown++;
			row = dict_section(start, "START");
			dict_printf(row, "START_HREF", "/matters/new?procedure=%s", procedure->key);
			dict_set(row, "START_ICON", "file-earmark-plus");
			dict_set(row, "START_LABEL", procedure->title);
		}
		query = db_query(context->db, Q_DESK_DRAFTS);
		query_int(query, ":org", context->actor->org);
		query_int(query, ":person", context->actor->person);
		err = listing_fill(context, body, "DRAFT", query, &drafts);
		dict_show_if(body, "HAS_DRAFTS", drafts.rows > 0);
	}
	if (err != OK)
		return err;
	query = db_query(context->db, Q_DESK_NEWS);
	query_int(query, ":limit", NEWS_ROWS);
	err = listing_fill(context, body, "NEWS", query, &news);
	dict_show_if(body, "HAS_NEWS", news.rows > 0);
	dict_show_if(body, "NO_NEWS", news.rows == 0);
	return err;
}

static enum err home_get(struct request *req)
{
	struct context context = context_reading(req);
	struct dict *body;
	enum err err = OK;

	if ((req->actor->roles & ROLES_ADMIN) != 0)
		return respond_redirect(req, actor_has(req->actor, ROLE_ADMIN_AUDIT) ? "/audit" : "/admin/people");
	body = page_begin(req, "desk/home.tpl", "工作台");
	err = fill_kpis(&context, body);
	if (err == OK)
		err = fill_waiting(&context, body);
	if (err == OK)
		err = fill_mine(&context, body);
	if (err == OK)
		err = fill_lists(&context, body);
	if (err == OK)
		err = desk_lead_fill(&context, body);
	return err != OK ? err : page_end(req, 200);
}

/* ---- GET, POST /notices ---- */

static void notice_row(struct context *context, struct dict *row, struct query *query, void *data)
{
	static const struct {
		const char *kind;
		const char *label;
	} labels[] = {
		{"task", "待办"},      {"remind", "到期提醒"}, {"overdue", "逾期"}, {"urge", "催办"},
		{"moved", "办理进展"}, {"alarm", "告警"},      {"news", "公告"},
	};

	(void)context;
	(void)data;
	for (int i = 0; i < column_count(query); i++) {
		if (strcmp(column_name(query, i), "kind") != 0)
			continue;
		for (size_t l = 0; l < ARRAY_LENGTH(labels); l++)
			if (text_equal(labels[l].kind, column_text(query, i)))
				dict_set(row, "KIND_LABEL", labels[l].label);
	}
}

static const struct listing_column notice_columns[] = {
	{"MADE_AT", "时间", CELL_TEXT},
	{"KIND_LABEL", "类别", CELL_TEXT},
	{"TEXT", "消息", CELL_TEXT},
	{"READ_AT", "已读时间", CELL_TEXT},
};
static const struct listing_file notice_file = {"消息", notice_columns, ARRAY_LENGTH(notice_columns)};

static enum err notices_get(struct request *req)
{
	struct context context = context_reading(req);
	struct listing list = {.descending = true, .each = notice_row, .file = &notice_file};
	struct query *query = db_query(req->reader, Q_DESK_NOTICES);
	struct dict *body;
	enum err err;

	query_int(query, ":org", req->actor->org);
	query_int(query, ":person", req->actor->person);
	query_int(query, ":today", day_of(clock_now()));
	err = listing_bind(req, query, &list);
	if (err != OK)
		return err;
	body = page_begin(req, "desk/notices.tpl", "消息");
	err = listing_fill(&context, body, "ROW", query, &list);
	if (err != OK)
		return err;
	listing_empty(body, &list, "bell", "没有消息", "待办、提醒和办理进展会发到这里");
	listing_pager(req, body, &list);
	return page_end(req, 200);
}

static enum err notices_post(struct request *req)
{
	struct query *query;
	bool all = text_equal(request_action(req), "read_all");
	enum err err = tx_begin(req->writer);

	if (err != OK)
		return err;
	query = db_query(req->writer, all ? Q_DESK_READ_ALL : Q_DESK_READ);
	query_int(query, ":org", req->actor->org);
	query_int(query, ":person", req->actor->person);
	query_int(query, ":at", clock_now());
	if (all)
		query_int(query, ":today", day_of(clock_now()));
	else
		query_int(query, ":notice", values_number(req->form, "notice", 0));
	err = tx_end(req->writer, query_run(query));
	return err != OK ? err : respond_redirect(req, "/notices");
}

/* ---- GET /healthz ---- */

static enum err health_get(struct request *req)
{
	int64_t one = 0;
	enum err err = query_value(db_query(req->reader, Q_DESK_HEALTH), 0, &one);

	return err == OK && one == 1 ? respond_text(req, 200, "ok\n") : ERR_INTERNAL;
}

static const struct field notice_fields[] = {
	{.key = "notice", .label = "消息", .type = FIELD_INTEGER, .min = 1, .max = INT64_MAX},
};
static const struct form notice_form = {notice_fields, ARRAY_LENGTH(notice_fields)};

static const struct route desk_routes[] = {
	{METHOD_GET, "/", home_get, PERMISSION_SIGNED_IN, "5", NULL, 0, 0, NULL},
	{METHOD_GET, "/healthz", health_get, PERMISSION_PUBLIC, "none", NULL, 0, 0, NULL},
	{METHOD_POST, "/batches", batches_post, MAY_ACT, "10", NULL, 16 * KIB, ROUTE_DYNAMIC_FORM, NULL},
	{METHOD_GET, "/batches/:id", batch_get, MAY_ACT, "10", NULL, 0, 0, NULL},
	{METHOD_POST, "/batches/:id", batch_post, MAY_ACT, "10", &batch_form, 32 * KIB, 0, NULL},
	{METHOD_POST, "/batches/:id/password", batch_post, MAY_ACT, "10", &batch_password_form, 32 * KIB, ROUTE_DOOR,
	 NULL},
	{METHOD_GET, "/copies", copies_get, MAY_ACT, "10", NULL, 0, 0, NULL},
	{METHOD_GET, "/inbox", inbox_get, MAY_HANDLE, "10", NULL, 0, 0, NULL},
	{METHOD_GET, "/handled", handled_get, MAY_HANDLE, "10", NULL, 0, 0, NULL},
	{METHOD_GET, "/notices", notices_get, PERMISSION_SIGNED_IN, "none", NULL, 0, 0, NULL},
	{METHOD_POST, "/notices", notices_post, PERMISSION_SIGNED_IN, "none", &notice_form, 16 * KIB, 0, NULL},
	{0},
};

static const struct menu_row desk_menu[] = {
	{"", "工作台", "/", "speedometer2", MAY_ACT, NULL},
	{"申请与审批", "待我办理", "/inbox", "inbox", MAY_HANDLE, "inbox"},
	{"申请与审批", "我已办理", "/handled", "check2-square", MAY_HANDLE, NULL},
	{"申请与审批", "授权代办", "/delegations", "person-badge", MAY_ACT, NULL},
	{0},
};

const struct module desk_module = {
	.name = "desk",
	.routes = desk_routes,
	.menu = desk_menu,
};
