/* What ran before, as CSV: platforms with their capacity, and live systems (存量登记). */
#include "base/base.h"
#include "modules/registry/registry_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/audit.h"

#define AMOUNT(name) \
	{ \
		.key = name, .label = name, .type = FIELD_INTEGER, .min = 0, .max = 1000000000 \
	}
#define TEXT_FIELD(name, least, most) \
	{ \
		.key = name, .label = name, .type = FIELD_TEXT, .required = true, .min = least, .max = most \
	}
#define CODE_FIELD(name, least, most) \
	{ \
		.key = name, .label = name, .type = FIELD_TEXT, .required = true, .min = least, .max = most, \
		.pattern = "code" \
	}

static enum err find_org(struct csv_import *import, struct values *row, const char *column, unsigned kinds,
			 int64_t *org)
{
	struct query *query = db_query(import->context.db, Q_REGISTRY_TAKEOVER_ORG);
	const char *code = values_text(row, column);
	const char *keys = NULL;
	enum err err;

	*org = 0;
	query_text(query, ":code", code);
	query_int(query, ":today", day_of(clock_now()));
	if (query_step(query)) {
		*org = next_int(query);
		keys = next_text(query, import->context.arena);
	}
	err = query_end(query);
	if (err != OK || code == NULL)
		return err;
	if (*org == 0)
		values_complain(row, column, "没有代码为 %s 的单位，请先导入单位", code);
	else if ((kinds_from_text(import->context.arena, keys) & kinds) == 0)
		values_complain(row, column, "单位 %s 的类别不符", code);
	return OK;
}

static enum err exists(struct csv_import *import, enum query_name name, const char *text, int64_t *id)
{
	struct query *query = db_query(import->context.db, name);

	query_text(query, ":text", text);
	return query_value(query, 0, id);
}

static const struct option *word_of(const struct option *words, size_t count, const char *label)
{
	for (size_t i = 0; i < count; i++)
		if (text_equal(words[i].label, label))
			return &words[i];
	return NULL;
}

static void check_word(struct values *row, const char *column, const struct option *words, size_t count)
{
	const char *text = values_text(row, column);
	const char *all = words[0].label;

	if (text == NULL || word_of(words, count, text) != NULL)
		return;
	for (size_t i = 1; i < count; i++)
		all = arena_printf(row->arena, "%s、%s", all, words[i].label);
	values_complain(row, column, "只能填%s", all);
}

/* ---- platforms ---- */

static const struct option kinds[] = {
	{"service", "云服务"},
	{"recovery", "云灾备"},
	{"integration", "云整合"},
	{"supervision", "云监管"},
};

static const struct field platform_columns[] = {
	CODE_FIELD("平台代码", 2, 32),
	TEXT_FIELD("平台名称", 2, 60),
	TEXT_FIELD("类型", 1, 10),
	CODE_FIELD("运行单位", 1, 32),
	{.key = "网络区域", .label = "网络区域", .type = FIELD_TEXT, .max = 100},
	{.key = "技术架构", .label = "技术架构", .type = FIELD_TEXT, .max = 60},
	{.key = "顺序", .label = "顺序", .type = FIELD_INTEGER, .required = true, .min = 1, .max = 9999},
	AMOUNT("处理器核数"),
	AMOUNT("内存GB"),
	AMOUNT("高性能块存储GB"),
	AMOUNT("普通块存储GB"),
	AMOUNT("文件存储GB"),
	AMOUNT("对象存储GB"),
	AMOUNT("备份存储GB"),
	AMOUNT("公网地址个数"),
	AMOUNT("互联网带宽Mbps"),
	AMOUNT("归档存储GB"),
	AMOUNT("GPU张数"),
};
enum { FIRST_CLASS = 7 };
/* Of table resource_class, in the order of the columns from FIRST_CLASS on. */
static const char *const classes[] = {"vcpu",      "memory_gb", "ssd_gb",         "hdd_gb",     "file_gb", "object_gb",
				      "backup_gb", "public_ip", "bandwidth_mbps", "archive_gb", "gpu"};

static unsigned kinds_running(const char *label)
{
	if (text_equal(label, "云整合"))
		return KIND_INTEGRATOR;
	return text_equal(label, "云监管") ? KIND_SUPERVISOR : KIND_PROVIDER;
}

/* Files name platforms by either; the rows before are there already when it is saved. */
static enum err check_platform_name(struct csv_import *import, struct values *row)
{
	int64_t there = 0;
	enum err err = exists(import, Q_REGISTRY_PLATFORM_BY_NAME, values_text(row, "平台名称"), &there);

	if (err == OK && there != 0)
		values_complain(row, "平台名称", "已有平台叫“%s”", values_text(row, "平台名称"));
	return err;
}

static enum err check_platform(struct csv_import *import, struct values *row)
{
	int64_t there = 0;
	int64_t org;
	enum err err = find_org(import, row, "运行单位", kinds_running(values_text(row, "类型")), &org);

	check_word(row, "类型", kinds, ARRAY_LENGTH(kinds));
	if (err == OK)
		err = exists(import, Q_REGISTRY_PLATFORM_BY_CODE, values_text(row, "平台代码"), &there);
	if (err == OK && there != 0)
		values_complain(row, "平台代码", "代码 %s 已有平台使用", values_text(row, "平台代码"));
	return err == OK && there == 0 ? check_platform_name(import, row) : err;
}

/* One audit row per object, beside the one of the file. */
static enum err record(struct csv_import *import, const char *object, int64_t id, const char *code)
{
	struct arena *arena = import->context.arena;

	return audit_add(&import->context,
			 &(struct audit_entry){
				 .action = arena_printf(arena, "%s.takeover", object),
				 .object = object,
				 .object_id = id,
				 .detail = arena_printf(arena, "{\"code\":\"%s\"}", text_json(arena, code)),
			 },
			 NULL);
}

static enum err save_capacity(struct csv_import *import, const struct values *row, int64_t platform)
{
	enum err err = OK;

	for (size_t i = 0; err == OK && i < ARRAY_LENGTH(classes); i++) {
		const char *column = platform_columns[FIRST_CLASS + i].key;
		struct query *query;

		if (values_text(row, column) == NULL)
			continue;
		query = db_query(import->context.db, Q_REGISTRY_CAPACITY_SET);
		query_int(query, ":platform", platform);
		query_text(query, ":class", classes[i]);
		query_int(query, ":total", values_number(row, column, 0));
		query_int(query, ":now", clock_now());
		err = query_run(query);
	}
	return err;
}

static enum err save_platform(struct csv_import *import, struct values *row)
{
	struct query *query;
	int64_t org, platform;
	enum err err = find_org(import, row, "运行单位", KIND_ANY, &org);

	if (err == OK)
		err = check_platform_name(import, row);
	if (err != OK || row->error_count > 0)
		return err != OK ? err : ERR_INVALID;
	query = db_query(import->context.db, Q_REGISTRY_PLATFORM_ADD);
	query_text(query, ":code", values_text(row, "平台代码"));
	query_text(query, ":name", values_text(row, "平台名称"));
	query_text(query, ":kind", word_of(kinds, ARRAY_LENGTH(kinds), values_text(row, "类型"))->key);
	query_int(query, ":operator", org);
	query_text(query, ":zones", values_word(row, "网络区域"));
	query_text(query, ":architecture", values_word(row, "技术架构"));
	query_int(query, ":rank", values_number(row, "顺序", 0));
	err = query_run(query);
	if (err != OK)
		return err;
	import->changed++;
	platform = db_last_id(import->context.db);
	err = save_capacity(import, row, platform);
	return err == OK ? record(import, "platform", platform, values_text(row, "平台代码")) : err;
}

const struct csv_import_kind platform_import = {
	.page = {"导入云平台", "/takeover/platforms/import", "/takeover/platforms/sample",
		 "列：平台代码、平台名称、类型（云服务、云灾备、云整合、云监管）、运行单位（代码）、网络区域、技术架构"
		 "、"
		 "顺序，以及十一类资源的容量（没有的留空）"},
	.title = "导入云平台",
	.sample_name = "云平台.csv",
	.headings = "平台代码,平台名称,类型,运行单位,网络区域,技术架构,顺序,处理器核数,内存GB,高性能块存储GB,"
		    "普通块存储GB,文件存储GB,对象存储GB,备份存储GB,公网地址个数,互联网带宽Mbps,归档存储GB,GPU张数",
	.fields = platform_columns,
	.field_count = ARRAY_LENGTH(platform_columns),
	.twice = {"平台代码"},
	.back = "/takeover",
	.action = "platform.import",
	.object = "platform",
	.check = check_platform,
	.save = save_platform,
};

/* ---- live systems ---- */

/* Where a system that was taken over may stand; what was under way begins anew. */
static const struct option stages[] = {
	{"deploying", "部署"},
	{"trial", "试运行"},
	{"operating", "正式运行"},
	{"suspended", "暂停"},
};
static const struct option levels[] = {{"1", "一级"}, {"2", "二级"}, {"3", "三级"}, {"4", "四级"}};

static const struct field system_columns[] = {
	CODE_FIELD("备案号", 4, 40),
	TEXT_FIELD("系统名称", 2, 60),
	{.key = "简称", .label = "简称", .type = FIELD_TEXT, .max = 30},
	CODE_FIELD("单位", 1, 32),
	TEXT_FIELD("等级", 1, 10),
	{.key = "网络区域", .label = "网络区域", .type = FIELD_TEXT, .max = 100},
	TEXT_FIELD("阶段", 1, 10),
	{.key = "责任岗位", .label = "责任岗位", .type = FIELD_TEXT, .max = 20},
	{.key = "责任电话", .label = "责任电话", .type = FIELD_TEXT, .max = 20, .pattern = "phone"},
	{.key = "上云日期", .label = "上云日期", .type = FIELD_DATE, .required = true},
	{.key = "运行日期", .label = "运行日期", .type = FIELD_DATE},
	{.key = "使用期限", .label = "使用期限", .type = FIELD_DATE},
	TEXT_FIELD("已接入监测", 1, 2),
	{.key = "所属系统", .label = "所属系统", .type = FIELD_TEXT, .max = 60},
	/* A file may lack what follows (optional_count). */
	{.key = "主管处室", .label = "主管处室", .type = FIELD_TEXT, .max = 40},
	{.key = "安全责任岗位", .label = "安全责任岗位", .type = FIELD_TEXT, .max = 20},
	{.key = "安全责任电话", .label = "安全责任电话", .type = FIELD_TEXT, .max = 20, .pattern = "phone"},
	{.key = "ICP备案号", .label = "ICP备案号", .type = FIELD_TEXT, .max = 40},
};
enum { OPTIONAL_COLUMNS = 4 };

/* The live system a sub-system shares its filing with; 0 when there is none of that name. */
static enum err find_base(struct csv_import *import, const struct values *row, int64_t filing, int64_t *base)
{
	struct query *query = db_query(import->context.db, Q_REGISTRY_TAKEOVER_BASE);

	query_int(query, ":filing", filing);
	query_text(query, ":name", values_word(row, "所属系统"));
	return query_value(query, 0, base);
}

/* A filing has one system, and sub-systems that name it (第十条); the rows before are there already. */
static enum err check_bound(struct csv_import *import, struct values *row, int64_t filing, int64_t *base)
{
	const char *number = values_text(row, "备案号");
	struct query *query;
	int64_t bound = 0;
	enum err err;

	*base = 0;
	if (values_text(row, "所属系统") != NULL) {
		err = find_base(import, row, filing, base);
		if (err == OK && *base == 0)
			values_complain(row, "所属系统", "备案号 %s 没有名为“%s”的在用系统；所属系统须写在子系统之前",
					number, values_text(row, "所属系统"));
		return err;
	}
	query = db_query(import->context.db, Q_REGISTRY_FILING_BOUND);
	query_int(query, ":filing", filing);
	query_int(query, ":base", 0);
	err = query_value(query, 0, &bound);
	if (err == OK && bound != 0)
		values_complain(row, "备案号", "备案号 %s 已有在用系统；是其子系统的，请填写所属系统", number);
	return err;
}

static enum err check_filing(struct csv_import *import, struct values *row, int64_t org)
{
	const char *number = values_text(row, "备案号");
	struct filing filing = {0};
	enum found found = number == NULL ? FOUND : filing_by_number(&import->context, number, &filing);
	int64_t base;

	if (found == FIND_FAILED)
		return ERR_INTERNAL;
	if (found == NOT_FOUND)
		values_complain(row, "备案号", "备案号 %s 没有登记，请先导入备案清单", number);
	else if (number != NULL && org != 0 && filing.org != org)
		values_complain(row, "备案号", "备案号 %s 登记在其他单位名下", number);
	/* What a sub-system belongs to may come in the same file: asked when it is saved. */
	return filing.id == 0 || values_text(row, "所属系统") != NULL ? OK : check_bound(import, row, filing.id, &base);
}

static void check_days(struct values *row)
{
	static const char *const past[] = {"上云日期", "运行日期"};
	const char *stage = values_text(row, "阶段");

	for (size_t i = 0; i < ARRAY_LENGTH(past); i++)
		if (values_number(row, past[i], 0) > day_of(clock_now()))
			values_complain(row, past[i], "%s晚于今天", past[i]);
	if (text_equal(stage, "正式运行") && values_text(row, "运行日期") == NULL)
		values_complain(row, "运行日期", "正式运行的系统须填运行日期");
}

static enum err check_system(struct csv_import *import, struct values *row)
{
	const char *watched = values_text(row, "已接入监测");
	int64_t org;
	enum err err = find_org(import, row, "单位", KIND_UNIT, &org);

	check_word(row, "等级", levels, ARRAY_LENGTH(levels));
	check_word(row, "阶段", stages, ARRAY_LENGTH(stages));
	check_days(row);
	if (watched != NULL && !text_equal(watched, "是") && !text_equal(watched, "否"))
		values_complain(row, "已接入监测", "填“是”或“否”");
	return err == OK ? check_filing(import, row, org) : err;
}

static void bind_optional(struct query *query, const char *name, int64_t value)
{
	if (value != 0)
		query_int(query, name, value);
	else
		query_null(query, name);
}

static enum err add_system(struct csv_import *import, const struct values *row, const struct filing *filing,
			   int64_t base, int64_t created)
{
	struct query *query = db_query(import->context.db, Q_REGISTRY_TAKEOVER_SYSTEM_ADD);
	int64_t operating = values_number(row, "运行日期", 0);

	query_int(query, ":organisation", filing->org);
	query_int(query, ":filing", filing->id);
	bind_optional(query, ":base", base);
	query_text(query, ":name", values_text(row, "系统名称"));
	query_text(query, ":short_name", values_word(row, "简称"));
	query_int(query, ":level", word_of(levels, ARRAY_LENGTH(levels), values_text(row, "等级"))->key[0] - '0');
	query_text(query, ":zones", values_word(row, "网络区域"));
	query_text(query, ":state", word_of(stages, ARRAY_LENGTH(stages), values_text(row, "阶段"))->key);
	query_text(query, ":department", values_word(row, "主管处室"));
	query_text(query, ":title", values_word(row, "责任岗位"));
	query_text(query, ":phone", values_word(row, "责任电话"));
	query_text(query, ":security_title", values_word(row, "安全责任岗位"));
	query_text(query, ":security_phone", values_word(row, "安全责任电话"));
	query_text(query, ":icp_no", values_word(row, "ICP备案号"));
	query_int(query, ":watched", text_equal(values_text(row, "已接入监测"), "是"));
	query_int(query, ":created", created);
	bind_optional(query, ":operating", operating == 0 ? 0 : day_start(operating));
	bind_optional(query, ":expires", values_number(row, "使用期限", 0));
	return query_run(query);
}

static enum err save_system(struct csv_import *import, struct values *row)
{
	int64_t created = day_start(values_number(row, "上云日期", 0));
	struct filing filing = {0};
	struct query *query;
	int64_t system, base;
	enum found found = filing_by_number(&import->context, values_text(row, "备案号"), &filing);
	enum err err = found == FOUND ? check_bound(import, row, filing.id, &base) : ERR_CONFLICT;

	if (err == OK && row->error_count > 0)
		return ERR_INVALID;
	if (err == OK)
		err = add_system(import, row, &filing, base, created);
	if (err != OK)
		return err;
	import->changed++;
	system = db_last_id(import->context.db);
	err = registry_system_party(&import->context, system, filing.org);
	if (err != OK)
		return err;
	query = db_query(import->context.db, Q_REGISTRY_PARTY_WATCHERS);
	query_int(query, ":system", system);
	err = query_run(query);
	return err == OK ? record(import, "system", system, values_text(row, "备案号")) : err;
}

const struct csv_import_kind system_import = {
	.page = {"导入在用系统", "/takeover/systems/import", "/takeover/systems/sample",
		 "列：备案号、系统名称、简称、单位（代码）、等级（一级至四级）、网络区域、阶段（部署、试运行、正式运行"
		 "、暂停）、"
		 "责任岗位、责任电话、上云日期、运行日期、使用期限、已接入监测（是或否）、所属系统（与已上云系统共用备"
		 "案号的"
		 "子系统填其名称，写在所属系统之后）、主管处室、安全责任岗位、安全责任电话、ICP备案号（这四列没有的可以"
		 "不列）；所"
		 "用平台写在"
		 "资源分配里"},
	.title = "导入在用系统",
	.sample_name = "在用系统.csv",
	.headings =
		"备案号,系统名称,简称,单位,等级,网络区域,阶段,责任岗位,责任电话,上云日期,运行日期,使用期限,已接入监测,"
		"所属系统,主管处室,安全责任岗位,安全责任电话,ICP备案号",
	.fields = system_columns,
	.field_count = ARRAY_LENGTH(system_columns),
	.optional_count = OPTIONAL_COLUMNS,
	.twice = {"备案号", "系统名称"},
	.back = "/takeover",
	.action = "system.import",
	.object = "system",
	.check = check_system,
	.save = save_system,
};
