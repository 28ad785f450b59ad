/* /assets: what each system shows to the network, kept standing by its unit or by who runs the platform (第九条). */
#include "base/base.h"
#include "modules/security/security_parts.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/ports.h"
#include "base/text.h"
#include "kernel/filters.h"
#include "kernel/listing_file.h"
#include "kernel/permission.h"
#include "kernel/reference.h"
#include "modules/security/security_address.h"

static const struct option conditions[] = {
	{"internet", "互联网侧"},
	{"inner", "内部"},
	{"retired", "已停用"},
	{"use", "在用"},
};

/* The columns of the file that is taken in: what goes out comes back. */
static const struct listing_column columns_out[] = {
	{"FILING_NO", "备案号", CELL_TEXT},   {"SYSTEM_NAME", "信息系统", CELL_TEXT},
	{"PLATFORM_NAME", "平台", CELL_TEXT}, {"NAME", "名称", CELL_TEXT},
	{"ADDRESS", "地址", CELL_TEXT},       {"PORTS", "端口", CELL_TEXT},
	{"DOMAIN", "域名", CELL_TEXT},        {"INTERNET_TEXT", "互联网侧", CELL_TEXT},
	{"USE_TEXT", "状态", CELL_TEXT},
};
static const struct listing_file assets_file = {"资产清单", columns_out, ARRAY_LENGTH(columns_out)};

static struct query *list_query(struct request *req, struct context *context, int64_t platform)
{
	struct query *query = db_query(context->db, Q_ASSETS);

	query_int(query, ":org", context->actor->org);
	query_text(query, ":name", filter_word(req, "name"));
	query_text(query, ":condition", filter_word(req, "condition"));
	query_int(query, ":platform", platform);
	return query;
}

/* Systems that a scan would miss. */
static enum err fill_gap(struct context *context, struct dict *body)
{
	struct query *query = db_query(context->db, Q_ASSET_UNLISTED);
	int64_t missing = 0;
	enum err err;

	query_int(query, ":org", context->actor->org);
	err = query_value(query, 0, &missing);
	if (missing > 0)
		dict_set(dict_section(body, "UNLISTED"), "UNLISTED_N", format_integer(context->arena, missing));
	return err;
}

enum err assets_get(struct request *req)
{
	struct context context = context_reading(req);
	struct listing list = {.descending = true, .file = &assets_file};
	struct dict *body = page_begin(req, "security/assets.tpl", "资产清单");
	struct dict *filters = filters_begin(req, body, "按登记先后，新的在前");
	struct query *query;
	int64_t platform;
	enum err err = fill_gap(&context, body);

	if (err != OK)
		return err;
	filters_text(req, filters, "name", "系统、名称、域名或地址");
	err = filters_reference(req, &context, filters, "platform", "平台", "platform", &platform);
	if (err != OK)
		return err;
	filters_select(req, filters, "condition", "情况", conditions, ARRAY_LENGTH(conditions));
	query = list_query(req, &context, platform);
	err = listing_bind(req, query, &list);
	if (err == OK)
		err = listing_fill(&context, body, "ROW", query, &list);
	if (err != OK)
		return err;
	dict_show_if(body, "MAY_IMPORT", actor_may(req, MAY_KEEP_ASSETS));
	dict_printf(filters, "COUNT_TEXT", "本页 %zu 项", list.rows);
	listing_empty(body, &list, "diagram-3", "没有登记的资产",
		      "没有符合条件的资产。使用单位和平台运行单位按系统登记地址、端口和域名后列在这里");
	listing_pager(req, body, &list);
	return page_end(req, filters_status(req));
}

/* ---- the file ---- */

static const struct field columns_in[] = {
	{.key = "备案号", .label = "备案号", .type = FIELD_TEXT, .required = true, .max = 40, .pattern = "code"},
	{.key = "信息系统", .label = "信息系统", .type = FIELD_TEXT, .required = true, .max = 60},
	{.key = "平台", .label = "平台", .type = FIELD_TEXT, .required = true, .max = 60},
	{.key = "名称", .label = "名称", .type = FIELD_TEXT, .required = true, .max = 60},
	{.key = "地址", .label = "地址", .type = FIELD_TEXT, .required = true, .max = 60},
	{.key = "端口", .label = "端口", .type = FIELD_TEXT, .max = 80},
	{.key = "域名", .label = "域名", .type = FIELD_TEXT, .max = 100},
	{.key = "互联网侧", .label = "互联网侧", .type = FIELD_TEXT, .required = true, .max = 2},
	{.key = "状态", .label = "状态", .type = FIELD_TEXT, .required = true, .max = 2},
};

/* lies: it has resources there, or only had them. */
static enum err find_place(struct csv_import *import, const struct values *row, int64_t *platform, int64_t *system,
			   bool *lies)
{
	struct query *query = db_query(import->context.db, Q_ASSET_PLACE);

	*platform = *system = 0;
	*lies = false;
	query_int(query, ":org", import->context.actor->org);
	query_text(query, ":platform", values_text(row, "平台"));
	query_text(query, ":name", values_text(row, "信息系统"));
	query_text(query, ":filing", values_text(row, "备案号"));
	if (query_step(query)) {
		*platform = next_int(query);
		*system = next_int(query);
		*lies = next_int(query) != 0;
	}
	return query_end(query);
}

static void check_word(struct values *row, const char *key, const char *yes, const char *no, const char *complaint)
{
	const char *text = values_text(row, key);

	if (text != NULL && !text_equal(text, yes) && !text_equal(text, no))
		values_complain(row, key, "%s", complaint);
}

static enum err check_row(struct csv_import *import, struct values *row)
{
	const char *address = values_text(row, "地址"), *ports = values_text(row, "端口");
	const char *domain = values_text(row, "域名");
	int64_t platform, system;
	bool lies;
	enum err err;

	check_word(row, "互联网侧", "是", "否", "填“是”或“否”");
	check_word(row, "状态", "在用", "停用", "填“在用”或“停用”");
	if (address != NULL && !address_sound(address))
		values_complain(row, "地址", "不是 IP 地址；网段写成 10.20.1.0/24");
	if (!text_empty(ports) && !ports_sound(ports))
		values_complain(row, "端口", "端口是 1 至 65535 的数，多个用“、”隔开，连续的写成 8000-8010");
	if (!text_empty(domain) && !domain_sound(domain))
		values_complain(row, "域名", "不是域名，例如 portal.example.cn");
	if (values_text(row, "平台") == NULL || values_text(row, "信息系统") == NULL ||
	    values_text(row, "备案号") == NULL)
		return OK;
	err = find_place(import, row, &platform, &system, &lies);
	/* What is another's does not exist for this one. */
	if (err == OK && system == 0)
		values_complain(row, "信息系统", "这个平台上没有本单位的、备案号和名称如此的在用系统");
	else if (err == OK && !lies && text_equal(values_text(row, "状态"), "在用"))
		values_complain(row, "状态", "系统在这个平台上已经没有资源，只能填“停用”");
	return err;
}

static enum err save_row(struct csv_import *import, struct values *row)
{
	const char *const texts[][2] = {
		{":name", "名称"}, {":address", "地址"}, {":ports", "端口"}, {":domain", "域名"}};
	struct query *query;
	int64_t platform, system;
	bool lies;
	enum err err = find_place(import, row, &platform, &system, &lies);

	if (err != OK)
		return err;
	query = db_query(import->context.db, Q_ASSET_PUT);
	query_int(query, ":org", import->context.actor->org);
	query_int(query, ":system", system);
	query_int(query, ":platform", platform);
	for (size_t i = 0; i < ARRAY_LENGTH(texts); i++)
		query_text(query, texts[i][0], values_word(row, texts[i][1]));
	query_int(query, ":internet", text_equal(values_text(row, "互联网侧"), "是"));
	query_int(query, ":retired", text_equal(values_text(row, "状态"), "停用"));
	query_int(query, ":now", clock_now());
	err = query_run(query);
	import->changed += err == OK ? db_changes(import->context.db) : 0;
	return err;
}

const struct csv_import_kind asset_import = {
	.page = {"导入资产清单", "/assets/import", "/assets/sample",
		 "列：备案号、信息系统、平台、名称、地址、端口、域名、互联网侧（是或否）、状态（在用或停用）；"
		 "与清单导出的列相同，可以导出、修改后再导入；使用单位登记本单位的系统，运行单位登记本单位平台上的系统"
		 "；"
		 "同一系统同一地址再次导入以新的为准"},
	.title = "导入资产清单",
	.sample_name = "资产清单.csv",
	.headings = "备案号,信息系统,平台,名称,地址,端口,域名,互联网侧,状态",
	.fields = columns_in,
	.field_count = ARRAY_LENGTH(columns_in),
	.twice = {"地址", "备案号", "信息系统", "平台"},
	.back = "/assets",
	.action = "asset.import",
	.object = "asset",
	.check = check_row,
	.save = save_row,
};

enum err asset_import_get(struct request *req)
{
	return csv_import_show(req, &asset_import);
}

enum err asset_import_post(struct request *req)
{
	return csv_import_run(req, &asset_import);
}

enum err asset_sample_get(struct request *req)
{
	return csv_import_sample(req, &asset_import);
}
