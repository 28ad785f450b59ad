/* /announcements and /templates: published by the center, withdrawn but kept. */
#include "base/base.h"
#include "modules/admin/admin_pages.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/text.h"
#include "data/tx.h"
#include "http/page.h"
#include "http/respond.h"
#include "kernel/audit.h"
#include "kernel/complaint.h"
#include "kernel/frame.h"
#include "kernel/listing_file.h"
#include "kernel/page_action.h"
#include "kernel/permission.h"
#include "modules/matter/matter_module.h"

static const struct option kinds[] = {
	{"announcement", "公告"},
	{"template", "模板（申请函、上云方案提纲、责任书等）"},
};

static const struct field publish_fields[] = {
	{.key = "kind",
	 .label = "类型",
	 .type = FIELD_CHOICE,
	 .required = true,
	 .options = kinds,
	 .option_count = ARRAY_LENGTH(kinds)},
	{.key = "title", .label = "标题", .type = FIELD_TEXT, .required = true, .min = 2, .max = 80},
	{.key = "body", .label = "正文", .type = FIELD_LONG_TEXT, .required = true, .min = 2, .max = 8000},
};
static const struct form publish_form = {publish_fields, ARRAY_LENGTH(publish_fields)};

static const struct field withdraw_fields[] = {
	{.key = "announcement", .label = "公告", .type = FIELD_INTEGER, .required = true, .min = 1, .max = INT64_MAX},
};
static const struct form withdraw_form = {withdraw_fields, ARRAY_LENGTH(withdraw_fields)};

static void show_tabs(struct dict *page, bool templates)
{
	struct dict *tabs = dict_include(page, "TABS", "part/tabs.tpl");
	struct dict *tab = dict_section(tabs, "TAB");

	dict_set(tabs, "TABS_LABEL", "公告与模板");
	dict_set(tab, "TAB_HREF", "/announcements");
	dict_set(tab, "TAB_LABEL", "公告");
	dict_show_if(tab, "TAB_CURRENT", !templates);
	tab = dict_section(tabs, "TAB");
	dict_set(tab, "TAB_HREF", "/templates");
	dict_set(tab, "TAB_LABEL", "模板下载");
	dict_show_if(tab, "TAB_CURRENT", templates);
}

/* Per row: a section of the page would not see the row's number. */
static void each_editable(struct context *context UNUSED, struct dict *row, struct query *query UNUSED,
			  void *data UNUSED)
{
	dict_show(row, "MAY_EDIT");
}

static const struct listing_column columns[] = {
	{"PUBLISHED_AT", "发布时间", CELL_TEXT},
	{"KIND_LABEL", "类别", CELL_TEXT},
	{"HEADING", "标题", CELL_TEXT},
	{"WITHDRAWN_AT", "撤回时间", CELL_TEXT},
};
static const struct listing_file files[] = {{"公告", columns, ARRAY_LENGTH(columns)},
					    {"模板", columns, ARRAY_LENGTH(columns)}};

static enum err list_page(struct request *req, bool templates, int status)
{
	struct context context = context_reading(req);
	struct dict *page = page_begin(req, "admin/announcements.tpl", templates ? "模板" : "公告");
	bool may_edit = actor_may(req, MAY_PUBLISH);
	struct query *query = db_query(context.db, Q_ANNOUNCEMENT_LIST);
	struct listing list = {.descending = true, .each = may_edit ? each_editable : NULL, .file = &files[templates]};
	struct values *form = req->form != NULL && values_find(req->form, "body") != NULL ? req->form : NULL;
	enum err err;

	show_tabs(page, templates);
	complaint_show(req, page, "没有发布", req->form, NULL);
	query_text(query, ":kind", templates ? "template" : "announcement");
	query_int(query, ":all", may_edit);
	err = listing_bind(req, query, &list);
	if (err == OK)
		err = listing_fill(&context, page, "ROW", query, &list);
	listing_pager(req, page, &list);
	listing_empty(page, &list, "megaphone", templates ? "还没有模板" : "还没有公告",
		      "省大数据中心发布后出现在这里");
	if (err == OK && may_edit) {
		if (form == NULL) {
			form = values_empty(req->arena, publish_form.fields, publish_form.count);
			values_set(form, "kind", templates ? "template" : "announcement");
		}
		err = fields_fill(&context, dict_section(page, "MAY_EDIT"), form, NULL, form);
	}
	return err == OK ? page_end(req, status) : err;
}

enum err announcements_get(struct request *req)
{
	return list_page(req, false, 200);
}

enum err templates_get(struct request *req)
{
	return list_page(req, true, 200);
}

static bool on_templates(const struct request *req)
{
	return text_equal(req->path, "/templates");
}

static enum err record(struct context *context, enum err err, const char *action, int64_t id)
{
	if (err != OK)
		return err;
	return audit_add(context, &(struct audit_entry){.action = action, .object = "announcement", .object_id = id},
			 NULL);
}

static enum err publish(struct request *req)
{
	struct context context = context_writing(req);
	struct query *query;
	enum err err;

	if (req->form->error_count > 0)
		return list_page(req, on_templates(req), 422);
	err = tx_begin(context.db);
	if (err != OK)
		return err;
	query = db_query(context.db, Q_ANNOUNCEMENT_ADD);
	query_text(query, ":kind", values_text(req->form, "kind"));
	query_text(query, ":title", values_text(req->form, "title"));
	query_text(query, ":body", values_text(req->form, "body"));
	query_int(query, ":by", context.actor->person);
	query_int(query, ":now", clock_now());
	err = query_run(query);
	err = tx_end(context.db, record(&context, err, "announcement.publish", db_last_id(context.db)));
	return err == OK ? respond_redirect(req, "%s",
					    text_equal(values_text(req->form, "kind"), "template") ? "/templates"
												   : "/announcements")
			 : err;
}

static enum err withdraw(struct request *req)
{
	struct context context = context_writing(req);
	int64_t id = values_number(req->form, "announcement", 0);
	struct query *query;
	enum err err = tx_begin(context.db);

	if (err != OK)
		return err;
	query = db_query(context.db, Q_ANNOUNCEMENT_WITHDRAW);
	query_int(query, ":id", id);
	query_int(query, ":now", clock_now());
	err = query_run(query);
	if (err == OK && db_changes(context.db) == 0)
		err = ERR_NOT_FOUND;
	err = tx_end(context.db, record(&context, err, "announcement.withdraw", id));
	return err == OK ? respond_redirect(req, "%s", req->path) : err;
}

enum err announcements_post(struct request *req)
{
	static const struct page_action actions[] = {
		{"publish", MAY_PUBLISH, &publish_form, publish},
		{"withdraw", MAY_PUBLISH, &withdraw_form, withdraw},
		{NULL, 0, NULL, NULL},
	};

	return page_action_run(req, actions);
}

/* The title goes into the frame, so it is read before the page begins. */
static enum found title_of(struct context *context, int64_t id, char **title)
{
	struct query *query = db_query(context->db, Q_ANNOUNCEMENT_TITLE);
	enum found found = NOT_FOUND;

	query_int(query, ":id", id);
	if (query_step(query)) {
		*title = next_text(query, context->arena);
		found = FOUND;
	}
	return query_end(query) == OK ? found : FIND_FAILED;
}

enum err announcement_get(struct request *req)
{
	struct context context = context_reading(req);
	int64_t id = request_number(req, "id");
	char *title = NULL;
	enum found found = title_of(&context, id, &title);
	struct query *query;

	if (found != FOUND)
		return found_err(found);
	query = db_query(context.db, Q_ANNOUNCEMENT_FIND);
	query_int(query, ":id", id);
	if (listing_one(&context, page_begin(req, "admin/announcement.tpl", title), query) != FOUND)
		return ERR_INTERNAL;
	frame_crumb(req, "/announcements", "公告与模板");
	return page_end(req, 200);
}

/* ---- GET /announcements/:id/file ---- */

/* A text with line ends and mark as every editor on every office machine reads it. */
static enum err write_template(struct request *req, const char *title, const char *text)
{
	struct buf file;
	enum err err;

	buf_init(&file);
	buf_printf(&file, "\xef\xbb\xbf%s\r\n\r\n", title);
	for (const char *at = text; *at != '\0'; at++)
		if (*at == '\n')
			buf_add_text(&file, "\r\n");
		else if (*at != '\r')
			buf_add_char(&file, *at);
	buf_add_text(&file, "\r\n");
	err = respond_file(req, "text/plain; charset=utf-8", arena_printf(req->arena, "%s.txt", title), &file);
	buf_release(&file);
	return err;
}

enum err announcement_file_get(struct request *req)
{
	struct query *query = db_query(req->reader, Q_ANNOUNCEMENT_FILE);
	const char *title = NULL;
	const char *text = NULL;

	query_int(query, ":id", request_number(req, "id"));
	if (query_step(query)) {
		title = next_text(query, req->arena);
		text = next_text(query, req->arena);
	}
	if (query_end(query) != OK)
		return ERR_INTERNAL;
	return title == NULL ? ERR_NOT_FOUND : write_template(req, title, text);
}
