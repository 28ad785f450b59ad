/* The register of machines, kept by the operator of each platform; a row sent again replaces itself. */
#include "base/base.h"
#include "modules/usage/usage_parts.h"

#include "base/clock.h"
#include "base/text.h"

static const struct field columns[] = {
	{.key = "平台", .label = "平台", .type = FIELD_TEXT, .required = true, .max = 60},
	{.key = "机器编号", .label = "机器编号", .type = FIELD_TEXT, .required = true, .min = 1, .max = 60},
	{.key = "备案号", .label = "备案号", .type = FIELD_TEXT, .required = true, .max = 40, .pattern = "code"},
	{.key = "系统名称", .label = "系统名称", .type = FIELD_TEXT, .required = true, .max = 60},
	{.key = "处理器核数", .label = "处理器核数", .type = FIELD_INTEGER, .required = true, .min = 1, .max = 1024},
	{.key = "内存GB", .label = "内存GB", .type = FIELD_INTEGER, .required = true, .min = 1, .max = 16384},
	{.key = "磁盘GB", .label = "磁盘GB", .type = FIELD_INTEGER, .required = true, .min = 0, .max = 10000000},
	{.key = "启用日期", .label = "启用日期", .type = FIELD_DATE, .required = true},
	{.key = "备机", .label = "备机", .type = FIELD_TEXT, .required = true, .max = 2},
};

struct place {
	int64_t platform;
	int64_t system;
};

/* The center, and the program for it, register what ran before on any platform. */
static bool takes_over(const struct csv_import *import)
{
	return import->context.actor->person == 0 || actor_has(import->context.actor, ROLE_CENTER_DISPATCH);
}

/* By its code or its name, and by its code from here on: a machine named twice is found out by the words that name it.
 */
static enum err find_platform(struct csv_import *import, struct values *row, int64_t *platform)
{
	struct query *query = db_query(import->context.db, Q_USAGE_PLATFORM_BY_CODE);

	*platform = 0;
	query_text(query, ":code", values_text(row, "平台"));
	if (query_step(query)) {
		int64_t found = next_int(query);

		/* What another operator runs does not exist for this one. */
		if (next_int(query) == import->context.actor->org || takes_over(import))
			*platform = found;
		values_set(row, "平台", next_text(query, import->context.arena));
	}
	return query_end(query);
}

static enum err find_place(struct csv_import *import, struct values *row, struct place *place)
{
	struct query *query;
	enum err err = find_platform(import, row, &place->platform);

	place->system = 0;
	if (err != OK || place->platform == 0)
		return err;
	query = db_query(import->context.db, Q_USAGE_HOSTED_SYSTEM);
	query_text(query, ":name", values_text(row, "系统名称"));
	query_text(query, ":filing", values_text(row, "备案号"));
	query_int(query, ":platform", place->platform);
	return query_value(query, 0, &place->system);
}

static enum err check_row(struct csv_import *import, struct values *row)
{
	const char *standby = values_text(row, "备机");
	struct place place = {0};
	enum err err;

	if (standby != NULL && !text_equal(standby, "是") && !text_equal(standby, "否"))
		values_complain(row, "备机", "填“是”或“否”");
	if (values_number(row, "启用日期", 0) > day_of(clock_now()))
		values_complain(row, "启用日期", "启用日期晚于今天");
	if (values_text(row, "平台") == NULL || values_text(row, "系统名称") == NULL ||
	    values_text(row, "备案号") == NULL)
		return OK;
	err = find_place(import, row, &place);
	if (err != OK)
		return err;
	if (place.platform == 0)
		values_complain(row, "平台",
				takes_over(import) ? "没有代码或名称如此的平台，请先导入云平台"
						   : "不是本单位运行的平台，请填平台代码或名称");
	else if (place.system == 0)
		values_complain(row, "系统名称", "这个平台上没有备案号和名称如此的在用系统");
	return OK;
}

static enum err known(struct csv_import *import, const struct place *place, const char *code, bool *there)
{
	struct query *query = db_query(import->context.db, Q_USAGE_MACHINE_KNOWN);

	query_int(query, ":platform", place->platform);
	query_text(query, ":code", code);
	*there = query_step(query);
	return query_end(query);
}

static enum err mark(struct csv_import *import, const struct place *place, const char *code)
{
	struct query *query = db_query(import->context.db, Q_USAGE_MACHINE_TAKEN_OVER);

	query_int(query, ":platform", place->platform);
	query_text(query, ":code", code);
	return query_run(query);
}

static enum err save_row(struct csv_import *import, struct values *row)
{
	struct query *query;
	struct place place = {0};
	bool there = false;
	enum err err = find_place(import, row, &place);

	if (err == OK)
		err = known(import, &place, values_text(row, "机器编号"), &there);
	if (err != OK)
		return err;
	query = db_query(import->context.db, there ? Q_USAGE_MACHINE_CHANGE : Q_USAGE_MACHINE_ADD);
	query_int(query, ":platform", place.platform);
	query_text(query, ":code", values_text(row, "机器编号"));
	query_int(query, ":system", place.system);
	query_int(query, ":vcpu", values_number(row, "处理器核数", 0));
	query_int(query, ":memory", values_number(row, "内存GB", 0));
	query_int(query, ":disk", values_number(row, "磁盘GB", 0));
	query_int(query, ":standby", text_equal(values_text(row, "备机"), "是"));
	query_int(query, ":since", values_number(row, "启用日期", 0));
	query_int(query, ":now", clock_now());
	query_int(query, ":person", import->context.actor->person);
	err = query_run(query);
	import->changed += err == OK ? db_changes(import->context.db) : 0;
	return err == OK && !there && takes_over(import) ? mark(import, &place, values_text(row, "机器编号")) : err;
}

const struct csv_import_kind machine_import = {
	.page = {"导入机器台账", "/usage/machines/import", "/usage/machines/sample",
		 "列：平台、机器编号、备案号、系统名称、处理器核数、内存GB、磁盘GB、启用日期、备机（是或否）；"
		 "运行单位只能登记本单位运行的平台"},
	.title = "导入机器台账",
	.sample_name = "机器台账.csv",
	.headings = "平台,机器编号,备案号,系统名称,处理器核数,内存GB,磁盘GB,启用日期,备机",
	.fields = columns,
	.field_count = ARRAY_LENGTH(columns),
	.twice = {"机器编号", "平台"},
	.back = "/usage/machines",
	.action = "machine.import",
	.object = "usage",
	.check = check_row,
	.save = save_row,
};

enum err usage_machine_import_get(struct request *req)
{
	return csv_import_show(req, &machine_import);
}

enum err usage_machine_import_post(struct request *req)
{
	return csv_import_run(req, &machine_import);
}

enum err usage_machine_sample_get(struct request *req)
{
	return csv_import_sample(req, &machine_import);
}
