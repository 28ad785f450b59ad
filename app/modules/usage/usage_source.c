/* Where days are pulled from, platform by platform: seen by the supervisor, set by the system administrator. */
#include "base/base.h"
#include "modules/usage/usage_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "data/tx.h"
#include "http/respond.h"
#include "kernel/audit.h"
#include "kernel/fetch.h"
#include "kernel/frame.h"
#include "kernel/listing_file.h"
#include "modules/matter/matter_module.h"

#define QUERY(name, title, words, must) \
	{ \
		.key = name, .label = title, .type = FIELD_LONG_TEXT, .max = 500, .hint = words, .required = must \
	}

static const struct field source_fields[] = {
	{.key = "base_url",
	 .label = "地址",
	 .type = FIELD_TEXT,
	 .required = true,
	 .max = 200,
	 .hint = "http://主机:端口 或 https://主机:端口/路径，只访问这个主机，不跟随跳转"},
	{.key = "label",
	 .label = "机器标签",
	 .type = FIELD_TEXT,
	 .required = true,
	 .max = 40,
	 .hint = "序列的哪个标签是机器编号，例如 instance"},
	QUERY("query_cpu", "处理器查询", "每台机器一条序列，百分数", true),
	QUERY("query_mem", "内存查询", "百分数", true),
	QUERY("query_disk", "磁盘查询", "百分数，不填为 0", false),
	QUERY("query_in", "流入查询", "Mbps，不填为 0", false),
	QUERY("query_out", "流出查询", "Mbps，不填为 0", false),
	QUERY("query_vcpu", "处理器核数查询", "不填取机器台账", false),
	QUERY("query_mem_gb", "内存容量查询", "GB，不填取机器台账", false),
	{.key = "since_day",
	 .label = "从哪一日起",
	 .type = FIELD_DATE,
	 .required = true,
	 .hint = "改动后从这一日重新拉取"},
	{.key = "enabled", .label = "启用", .type = FIELD_YES_NO, .required = true},
};
const struct form usage_source_form = {source_fields, ARRAY_LENGTH(source_fields)};

/* ---- GET /usage/sources ---- */

static void row_fill(struct context *context, struct dict *row, struct query *query, void *data UNUSED)
{
	const char *state = "未设置";
	const char *tone = "grey";
	bool failed = false;

	for (int i = 0; i < column_count(query); i++) {
		if (text_equal(column_name(query, i), "failed_at"))
			failed = !column_is_null(query, i);
		if (text_equal(column_name(query, i), "enabled_yes") && !column_is_null(query, i)) {
			state = column_int(query, i) != 0 ? "启用" : "停用";
			tone = column_int(query, i) != 0 ? "green" : "grey";
		}
	}
	dict_set(row, "STATE_LABEL", failed ? "拉取失败" : state);
	dict_set(row, "STATE_TONE", failed ? "red" : tone);
	dict_show_if(row, "MAY_EDIT", actor_has(context->actor, ROLE_ADMIN_SYSTEM));
}

static const struct listing_column source_columns[] = {
	{"PLATFORM_NAME", "平台", CELL_TEXT}, {"BASE_URL", "地址", CELL_TEXT},    {"STATE_LABEL", "状态", CELL_TEXT},
	{"DONE_DAY", "已到", CELL_TEXT},      {"DONE_AT", "最近拉取", CELL_TEXT}, {"NOTE", "最近结果", CELL_TEXT},
	{"FAILED_AT", "失败时间", CELL_TEXT}, {"FAILURE", "失败原因", CELL_TEXT},
};
static const struct listing_file source_file = {"使用率拉取", source_columns, ARRAY_LENGTH(source_columns)};

enum err usage_sources_get(struct request *req)
{
	struct context context = context_reading(req);
	struct listing list = {.each = row_fill, .file = &source_file};
	struct dict *page = page_begin(req, "usage/sources.tpl", "使用率拉取");
	struct query *query = db_query(context.db, Q_USAGE_SOURCES);
	enum err err = listing_bind(req, query, &list);

	if (err == OK)
		err = listing_fill(&context, page, "ROW", query, &list);
	if (err != OK)
		return err;
	listing_empty(page, &list, "hdd-stack", "没有平台", "平台登记后，可以设置从哪里拉取使用率");
	listing_pager(req, page, &list);
	return page_end(req, 200);
}

/* ---- GET, POST /usage/sources/:id ---- */

/* Columns after the name are the fields, in their order. */
static enum err read_source(struct context *context, int64_t platform, const char **name, struct values **values)
{
	struct query *query = db_query(context->db, Q_USAGE_SOURCE_ONE);
	bool found;
	enum err err;

	*values = values_empty(context->arena, source_fields, ARRAY_LENGTH(source_fields));
	query_int(query, ":platform", platform);
	found = query_step(query);
	if (found) {
		*name = next_text(query, context->arena);
		for (size_t i = 0; i + 2 < ARRAY_LENGTH(source_fields); i++)
			values_set(*values, source_fields[i].key, next_text(query, context->arena));
		if (next_is_null(query)) {
			values_set(*values, "label", "instance");
			values_set(*values, "enabled", "yes");
			values_set_number(*values, "since_day", day_of(clock_now()) - 1);
		} else {
			values_set(*values, "enabled", next_int(query) != 0 ? "yes" : "no");
			values_set_number(*values, "since_day", next_int(query));
		}
	}
	err = query_end(query);
	return err == OK && !found ? ERR_NOT_FOUND : err;
}

static enum err source_page(struct request *req, struct context *context, const char *name, struct values *values,
			    int status)
{
	struct dict *page = page_begin(req, "usage/source.tpl", arena_printf(req->arena, "使用率拉取：%s", name));
	enum err err;

	frame_crumb(req, "/usage/sources", "使用率拉取");
	if (values->error_count > 0)
		errors_fill(context, page, "没有保存", values, NULL, NULL, 0, NULL);
	err = fields_fill(context, page, values, NULL, NULL);
	return err == OK ? page_end(req, status) : err;
}

enum err usage_source_get(struct request *req)
{
	struct context context = context_reading(req);
	struct values *values;
	const char *name = "";
	enum err err = read_source(&context, request_number(req, "id"), &name, &values);

	return err == OK ? source_page(req, &context, name, values, 200) : err;
}

static void check(struct request *req, struct values *values)
{
	const char *url = values_text(values, "base_url");
	const char *label = values_text(values, "label");
	const char *complaint = NULL;

	if (url != NULL && !fetch_address_valid(req->arena, url, &complaint))
		values_complain(values, "base_url", "%s", complaint);
	if (label != NULL &&
	    strspn(label, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") != strlen(label))
		values_complain(values, "label", "标签由字母、数字和下划线组成");
	if (values_text(values, "since_day") != NULL && values_number(values, "since_day", 0) >= day_of(clock_now()))
		values_complain(values, "since_day", "最晚从昨日起：一日结束后才有全天的数");
}

static enum err put(struct context *context, int64_t platform, const struct values *values)
{
	struct query *query = db_query(context->db, Q_USAGE_SOURCE_PUT);
	enum err err;

	query_int(query, ":platform", platform);
	for (size_t i = 0; i + 2 < ARRAY_LENGTH(source_fields); i++)
		query_text(query, arena_printf(context->arena, ":%s", source_fields[i].key),
			   values_word(values, source_fields[i].key));
	query_int(query, ":enabled", values_number(values, "enabled", 0));
	query_int(query, ":since_day", values_number(values, "since_day", 0));
	query_int(query, ":now", clock_now());
	query_int(query, ":person", context->actor->person);
	err = query_run(query);
	if (err != OK)
		return err;
	return audit_add(context,
			 &(struct audit_entry){
				 .action = "usage.source",
				 .object = "platform",
				 .object_id = platform,
				 .detail = values_json(values, context->arena),
			 },
			 NULL);
}

enum err usage_source_post(struct request *req)
{
	struct context context = context_writing(req);
	int64_t platform = request_number(req, "id");
	struct values *before;
	const char *name = "";
	enum err err = read_source(&context, platform, &name, &before);

	if (err != OK)
		return err;
	check(req, req->form);
	if (req->form->error_count > 0)
		return source_page(req, &context, name, req->form, 422);
	err = tx_begin(context.db);
	if (err == OK)
		err = tx_end(context.db, put(&context, platform, req->form));
	return err == OK ? respond_redirect(req, "/usage/sources") : err;
}
