/* Platforms: capacity, what is committed, what is free, the red lines. */
#include "base/base.h"
#include "modules/registry/registry_parts.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "data/tx.h"
#include "http/respond.h"
#include "kernel/audit.h"
#include "kernel/chart.h"
#include "kernel/complaint.h"
#include "kernel/frame.h"
#include "kernel/listing_file.h"
#include "kernel/page_action.h"
#include "kernel/panel_before.h"
#include "kernel/panel.h"
#include "kernel/permission.h"
#include "kernel/reference.h"
#include "kernel/service.h"
#include "kernel/setting.h"
#include "modules/matter/matter_module.h"

enum { CLASSES = 11 };

#define CLASS_FIELD(name, text, of) \
	{ \
		.key = name, .label = text, .type = FIELD_INTEGER, .unit = of, .min = 0, .max = 1000000000 \
	}

/* Keys are those of table resource_class; an empty one stays as it is. */
static const struct field capacity_fields[] = {
	CLASS_FIELD("vcpu", "处理器", "核"),
	CLASS_FIELD("memory_gb", "内存", "GB"),
	CLASS_FIELD("ssd_gb", "高性能块存储", "GB"),
	CLASS_FIELD("hdd_gb", "普通块存储", "GB"),
	CLASS_FIELD("file_gb", "文件存储", "GB"),
	CLASS_FIELD("object_gb", "对象存储", "GB"),
	CLASS_FIELD("backup_gb", "备份存储", "GB"),
	CLASS_FIELD("archive_gb", "归档存储", "GB"),
	CLASS_FIELD("public_ip", "公网地址", "个"),
	CLASS_FIELD("bandwidth_mbps", "互联网带宽", "Mbps"),
	CLASS_FIELD("gpu", "GPU", "张"),
	{.key = "reason",
	 .label = "变更依据",
	 .type = FIELD_TEXT,
	 .required = true,
	 .min = 4,
	 .max = 200,
	 .hint = "写明扩容或调整的依据，记入操作日志"},
};
static const struct form capacity_form = {capacity_fields, ARRAY_LENGTH(capacity_fields)};

/* Tenths of a percent as "83.4%"; a platform without capacity has no rate. */
static void set_rate(struct context *context, struct dict *row, int64_t committed, int64_t total)
{
	int64_t warn = setting_integer(context->service, "pool_warn");
	int64_t red = setting_integer(context->service, "pool_red");
	bool above_red = total > 0 && committed * 100 >= total * red;

	dict_set(row, "FREE_N", format_integer(context->arena, total - committed));
	if (total > 0)
		dict_printf(row, "RATE", "%s%%", format_decimal(context->arena, committed * 1000 / total, 1));
	else
		dict_set(row, "RATE", "—");
	dict_show_if(row, "RED_YES", above_red);
	dict_show_if(row, "WARN_YES", !above_red && total > 0 && committed * 100 >= total * warn);
}

static char *lines_note(struct context *context)
{
	return arena_printf(context->arena, "预警线 %" PRId64 "%%，扩容线 %" PRId64 "%%（本系统默认参数）",
			    setting_integer(context->service, "pool_warn"),
			    setting_integer(context->service, "pool_red"));
}

static void platform_row(struct context *context, struct dict *row, struct query *query, void *data UNUSED)
{
	set_rate(context, row, column_int_of(query, "committed"), column_int_of(query, "total"));
}

static void class_row(struct context *context, struct dict *row, struct query *query, void *data UNUSED)
{
	set_rate(context, row, column_int_of(query, "committed_n"), column_int_of(query, "total_n"));
}

static const struct listing_column platform_columns[] = {
	{"CODE", "编号", CELL_TEXT},
	{"NAME", "平台", CELL_TEXT},
	{"KIND_LABEL", "类别", CELL_TEXT},
	{"OPERATOR_NAME", "建设或服务单位", CELL_TEXT},
	{"ZONES", "部署区", CELL_TEXT},
	{"SYSTEMS_N", "系统数", CELL_NUMBER},
	{"RATE", "处理器分配率", CELL_TEXT},
	{"FREE_N", "余量（核）", CELL_NUMBER},
	{"SUSPENDED_YES", "暂停接入新系统", CELL_YES},
};
static const struct listing_file platform_file = {"云平台", platform_columns, ARRAY_LENGTH(platform_columns)};

enum err platforms_get(struct request *req)
{
	struct context context = context_reading(req);
	struct listing list = {.each = platform_row, .file = &platform_file};
	struct dict *body = page_begin(req, "registry/platforms.tpl", "云平台");
	struct query *query = db_query(context.db, Q_REGISTRY_PLATFORMS);
	enum err err;

	query_int(query, ":org", context.actor->org);
	err = listing_bind(req, query, &list);
	if (err == OK)
		err = listing_fill(&context, body, "ROW", query, &list);
	if (err != OK)
		return err;
	listing_pager(req, body, &list);
	dict_set(body, "LINES_NOTE", lines_note(&context));
	listing_empty(body, &list, "cloud", "没有云平台", "承载本单位系统或者由本单位运行的平台会列在这里");
	return page_end(req, 200);
}

/* ---- one platform ---- */

static void fill_phone(struct context *context, struct dict *body, struct query *query)
{
	const char *post = next_text(query, context->arena);
	const char *phone = next_text(query, context->arena);
	struct dict *shown;

	dict_show_if(body, "NO_PHONE", text_empty(phone));
	if (text_empty(phone))
		return;
	shown = dict_section(body, "PHONE");
	dict_set(shown, "PHONE_TEXT", phone);
	dict_printf(shown, "POST_TEXT", "%s%s", post, text_empty(post) ? "" : " ");
}

static enum err fill_head(struct request *req, struct context *context, struct dict **body)
{
	struct query *query = db_query(context->db, Q_REGISTRY_PLATFORM);
	bool found, suspended, ended;
	enum err err;

	query_int(query, ":id", request_number(req, "id"));
	query_int(query, ":org", context->actor->org);
	found = query_step(query);
	if (found) {
		*body = page_begin(req, "registry/platform.tpl", next_text(query, context->arena));
		dict_set(*body, "KIND_LABEL", next_text(query, context->arena));
		dict_set(*body, "OPERATOR_NAME", next_text(query, context->arena));
		dict_set(*body, "ZONES", next_text(query, context->arena));
		suspended = next_int(query) != 0;
		dict_show_if(*body, "TAKEN_OVER", next_int(query) != 0);
		ended = next_int(query) != 0;
		dict_show_if(*body, "ENDED_YES", ended);
		dict_show_if(*body, "SUSPENDED_YES", suspended && !ended);
		if (next_int(query) != 0 && !ended && actor_has(context->actor, ROLE_OPERATOR_CLERK))
			dict_printf(dict_section(*body, "MAY_CHANGE"), "CHANGE_HREF",
				    "/matters/new?procedure=platform_change&platform=%" PRId64,
				    request_number(req, "id"));
		fill_phone(context, *body, query);
	}
	err = query_end(query);
	return err == OK && !found ? ERR_NOT_FOUND : err;
}

static const struct listing_column system_columns[] = {
	{"NAME", "信息系统", CELL_TEXT},         {"UNIT_NAME", "使用单位", CELL_TEXT},
	{"STATE_LABEL", "状态", CELL_TEXT},      {"VCPU_N", "处理器（核）", CELL_NUMBER},
	{"MEMORY_N", "内存（GB）", CELL_NUMBER},
};
static const struct listing_file systems_file = {"平台承载的系统", system_columns, ARRAY_LENGTH(system_columns)};

static enum err fill_systems(struct request *req, struct context *context, struct dict *body)
{
	struct listing list = {.descending = true, .each = system_row, .file = &systems_file};
	struct query *query = db_query(context->db, Q_REGISTRY_PLATFORM_SYSTEMS);
	enum err err;

	query_int(query, ":platform", request_number(req, "id"));
	query_int(query, ":org", context->actor->org);
	err = listing_bind(req, query, &list);
	if (err == OK)
		err = listing_fill(context, body, "SYSTEM", query, &list);
	if (err != OK)
		return err;
	dict_show_if(body, "HAS_SYSTEMS", list.rows > 0);
	dict_printf(body, "SYSTEMS_TEXT", "本页 %zu 个", list.rows);
	listing_empty(body, &list, "hdd-stack", "没有承载的系统", "没有在您查看范围内的系统使用这个平台");
	listing_pager(req, body, &list);
	return OK;
}

/* The books of the last month against what was collected, and how far it is overcommitted: the module of the ledger
 * draws them, which knows this one. */
static enum err fill_three_way(struct request *req, struct context *context, struct dict *body)
{
	static const char *const names[] = {"three_way", "overcommit"};
	struct matter about = {.platform = request_number(req, "id")};
	enum err err = OK;

	for (size_t i = 0; err == OK && i < ARRAY_LENGTH(names); i++) {
		const struct panel_row *panel = module_panel(context->service->modules, names[i]);

		if (panel != NULL)
			err = panel_fill(panel, context, &about, NULL, body);
	}
	return err;
}

/* Who answers for it and what changed: the module of the providers keeps it, which knows this one. */
static enum err fill_register(struct request *req, struct context *context, struct dict *body)
{
	const struct panel_row *panel = module_panel(context->service->modules, "platform_register");
	struct matter about = {.platform = request_number(req, "id")};

	return panel == NULL ? OK : panel_fill(panel, context, &about, NULL, body);
}

/* Every class the platform has any of, with the two lines; the table below says the same in figures. */
static enum err draw_capacity(struct request *req, struct context *context, struct dict *body)
{
	struct query *query = db_query(context->db, Q_REGISTRY_PLATFORM_CLASSES);
	struct arena *arena = context->arena;
	struct chart *chart = chart_new(arena, CHART_BULLET, "分配率", "");
	struct chart_series *committed = chart_series(chart, "已占用");
	struct chart_series *capacity = chart_series(chart, "容量");
	int64_t warn = setting_integer(context->service, "pool_warn"),
		red = setting_integer(context->service, "pool_red");
	bool any = false;

	query_int(query, ":platform", request_number(req, "id"));
	while (query_step(query)) {
		int64_t total = column_int_of(query, "total_n");

		if (total == 0)
			continue;
		any = true;
		(void)next_text(query, arena);
		chart_label(chart, next_text(query, arena));
		chart_value(capacity, (double)total);
		chart_value(committed, (double)column_int_of(query, "committed_n"));
	}
	chart_limit(chart, (double)warn, arena_printf(arena, "%" PRId64 " 预警", warn));
	chart_limit(chart, (double)red, arena_printf(arena, "%" PRId64 " 扩容", red));
	if (any)
		panel_chart_at(body, "CHART", chart);
	return query_end(query);
}

/* The form begins with what is: a number is changed, not typed anew. */
static enum err present_capacity(struct request *req, struct context *context, struct values *values)
{
	struct query *query = db_query(context->db, Q_REGISTRY_PLATFORM_CLASSES);

	query_int(query, ":platform", request_number(req, "id"));
	while (query_step(query)) {
		const char *class = next_text(query, context->arena);

		(void)next_text(query, context->arena);
		(void)next_text(query, context->arena);
		if (values_find(values, class) != NULL)
			values_set_number(values, class, next_int(query));
	}
	return query_end(query);
}

/* The forms of the center's dispatch post, each as typed or as it is now. */
static enum err fill_forms(struct request *req, struct context *context, struct dict *body, const struct values *typed)
{
	int64_t platform = request_number(req, "id");
	bool watch = typed != NULL && values_find(typed, "supervisor") != NULL;
	struct values *capacity = values_empty(req->arena, capacity_fields, ARRAY_LENGTH(capacity_fields));
	enum err err;

	if (!actor_has(context->actor, ROLE_CENTER_DISPATCH))
		return OK;
	err = present_capacity(req, context, capacity);
	if (err == OK)
		err = fields_fill(context, dict_section(body, "MAY_EDIT"), typed == NULL || watch ? capacity : typed,
				  NULL, NULL);
	if (err == OK)
		err = fields_fill(context, dict_section(body, "MAY_WATCH"),
				  watch ? typed : watch_present(context, platform), NULL, NULL);
	return err;
}

/* typed: what was refused, NULL when nothing was. */
static enum err show_page(struct request *req, struct context *context, const struct values *typed, int status)
{
	struct listing list = {.each = class_row};
	struct query *query;
	struct dict *body = NULL;
	enum err err = fill_head(req, context, &body);

	if (err != OK)
		return err;
	frame_crumb(req, "/platforms", "云平台");
	dict_set(body, "LINES_NOTE", lines_note(context));
	query = db_query(context->db, Q_REGISTRY_PLATFORM_CLASSES);
	query_int(query, ":platform", request_number(req, "id"));
	err = listing_fill(context, body, "ROW", query, &list);
	if (err == OK)
		err = draw_capacity(req, context, body);
	if (err == OK && permission_held(MAY_SEE_VERIFICATIONS, true, context->actor->roles))
		err = fill_three_way(req, context, body);
	if (err == OK)
		err = fill_register(req, context, body);
	if (err == OK)
		err = fill_systems(req, context, body);
	if (err == OK)
		err = watch_show(context, request_number(req, "id"), body);
	if (err == OK)
		err = fill_forms(req, context, body, typed);
	if (err == OK && status == 422)
		complaint_show(req, body, "没有保存", typed, NULL);
	return err == OK ? page_end(req, status) : err;
}

enum err platform_get(struct request *req)
{
	struct context context = context_reading(req);

	return show_page(req, &context, NULL, 200);
}

/* ---- capacity, by the center's dispatch post alone ---- */

/* One class; never below what is committed, asked inside the transaction. */
static enum err set_class(struct context *context, int64_t platform, struct values *form, const char *class,
			  const char **changes)
{
	struct query *query = db_query(context->db, Q_REGISTRY_CAPACITY);
	int64_t wanted = values_number(form, class, 0);
	int64_t total = 0;
	int64_t committed = 0;
	enum err err;

	query_int(query, ":platform", platform);
	query_text(query, ":class", class);
	if (query_step(query)) {
		total = next_int(query);
		committed = next_int(query);
	}
	err = query_end(query);
	if (err != OK || wanted == total)
		return err;
	if (wanted < committed) {
		values_complain(form, class, "容量不得低于已占用的 %s", format_integer(context->arena, committed));
		return ERR_INVALID;
	}
	query = db_query(context->db, Q_REGISTRY_CAPACITY_SET);
	query_int(query, ":platform", platform);
	query_text(query, ":class", class);
	query_int(query, ":total", wanted);
	query_int(query, ":now", clock_now());
	*changes = arena_printf(context->arena, "%s\"%s\":[%" PRId64 ",%" PRId64 "],", *changes, class, total, wanted);
	return query_run(query);
}

static enum err set_capacity(struct context *context, int64_t platform, struct values *form)
{
	const char *changes = "";
	enum err err = OK;

	for (size_t i = 0; err == OK && i < CLASSES; i++)
		if (values_text(form, capacity_fields[i].key) != NULL)
			err = set_class(context, platform, form, capacity_fields[i].key, &changes);
	if (err == OK && changes[0] == '\0') {
		values_complain(form, "reason", "没有改动，请填写要更新的容量");
		err = ERR_INVALID;
	}
	if (err != OK)
		return err;
	return audit_add(context,
			 &(struct audit_entry){
				 .action = "platform.capacity",
				 .object = "platform",
				 .object_id = platform,
				 .detail = arena_printf(context->arena, "{%s\"reason\":\"%s\"}", changes,
							text_json(context->arena, values_text(form, "reason"))),
			 },
			 NULL);
}

static enum err capacity(struct request *req)
{
	struct context context = context_writing(req);
	int64_t platform = request_number(req, "id");
	struct dict *body;
	enum err err = fill_head(req, &context, &body);

	if (err == OK && req->form->error_count > 0)
		return show_page(req, &context, req->form, 422);
	if (err == OK)
		err = tx_begin(context.db);
	if (err != OK)
		return err;
	err = tx_end(context.db, set_capacity(&context, platform, req->form));
	if (err == ERR_INVALID)
		return show_page(req, &context, req->form, 422);
	return err == OK ? respond_redirect(req, "/platforms/%" PRId64, platform) : err;
}

static enum err supervise(struct request *req)
{
	struct context context = context_writing(req);
	int64_t platform = request_number(req, "id");
	struct dict *body;
	enum err err = fill_head(req, &context, &body);

	if (err == OK)
		err = reference_check(&context, req->form);
	if (err == OK && req->form->error_count > 0)
		return show_page(req, &context, req->form, 422);
	if (err == OK)
		err = tx_begin(context.db);
	if (err != OK)
		return err;
	err = tx_end(context.db, watch_change(&context, platform, req->form));
	if (err == ERR_INVALID)
		return show_page(req, &context, req->form, 422);
	return err == OK ? respond_redirect(req, "/platforms/%" PRId64, platform) : err;
}

static const struct page_action actions[] = {
	{"capacity", MAY_KEEP_CAPACITY, &capacity_form, capacity},
	{"supervise", MAY_KEEP_CAPACITY, &watch_form, supervise},
	{.key = NULL},
};

enum err platform_post(struct request *req)
{
	return page_action_run(req, actions);
}
