/*
 * What live systems hold, as CSV (存量登记): a line per system, platform, class
 * and grant.  They count in the quota from the import on; a
 * line beyond the capacity is refused by the schema.  笔次 numbers the grants of
 * one class, so that the same file taken twice does not count twice.
 */
#include "base/base.h"
#include "modules/resource/resource_parts.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "modules/registry/registry.h"

/* Of table resource_class, whose unit may stand behind: 处理器核数, 内存GB, as the file of platforms heads its columns.
 */
#define CLASSES \
	"处理器、内存、高性能块存储、普通块存储、文件存储、对象存储、备份存储、公网地址、互联网带宽、归档存储、GPU"

static const struct field columns[] = {
	{.key = "备案号", .label = "备案号", .type = FIELD_TEXT, .required = true, .max = 40, .pattern = "code"},
	{.key = "系统名称", .label = "系统名称", .type = FIELD_TEXT, .required = true, .max = 60},
	{.key = "平台", .label = "平台", .type = FIELD_TEXT, .required = true, .max = 60},
	{.key = "资源类别", .label = "资源类别", .type = FIELD_TEXT, .required = true, .max = 20},
	{.key = "笔次", .label = "笔次", .type = FIELD_INTEGER, .required = true, .min = 1, .max = 999},
	{.key = "核定数", .label = "核定数", .type = FIELD_INTEGER, .required = true, .min = 0, .max = 1000000000},
	{.key = "实配数", .label = "实配数", .type = FIELD_INTEGER, .required = true, .min = 0, .max = 1000000000},
	{.key = "核定日期", .label = "核定日期", .type = FIELD_DATE, .required = true},
};

struct place {
	int64_t system;
	int64_t platform, operator;
	const char *class; /* NULL: no such class */
	const char *unit;
	int64_t there; /* live grants of it */
	int64_t total, committed;
};

static enum err find_place(struct csv_import *import, const struct values *row, struct place *place)
{
	struct query *query = db_query(import->context.db, Q_RESOURCE_TAKEOVER_PLACE);

	query_text(query, ":filing", values_word(row, "备案号"));
	query_text(query, ":name", values_word(row, "系统名称"));
	query_text(query, ":platform", values_word(row, "平台"));
	query_text(query, ":class", values_word(row, "资源类别"));
	if (query_step(query)) {
		place->system = next_int(query);
		place->platform = next_int(query);
		place->operator= next_int(query);
		place->class = next_text(query, import->context.arena);
		place->unit = next_text(query, import->context.arena);
	}
	return query_end(query);
}

static enum err read_pool(struct csv_import *import, struct place *place)
{
	struct query *query = db_query(import->context.db, Q_RESOURCE_TAKEOVER_POOL);

	query_int(query, ":system", place->system);
	query_int(query, ":platform", place->platform);
	query_text(query, ":class", place->class);
	if (query_step(query)) {
		place->there = next_int(query);
		place->total = next_int(query);
		place->committed = next_int(query);
	}
	return query_end(query);
}

static enum err check_row(struct csv_import *import, struct values *row)
{
	struct place place = {0};
	enum err err = find_place(import, row, &place);

	if (err != OK)
		return err;
	if (place.system == 0)
		values_complain(row, "系统名称", "没有备案号和名称如此的在用系统，请先导入在用系统");
	if (place.platform == 0)
		values_complain(row, "平台", "没有代码或名称为 %s 的平台，请先导入云平台", values_word(row, "平台"));
	if (place.class == NULL)
		values_complain(row, "资源类别", "没有名为 %s 的资源类别，可填" CLASSES, values_word(row, "资源类别"));
	if (values_number(row, "核定日期", 0) > day_of(clock_now()))
		values_complain(row, "核定日期", "核定日期晚于今天");
	if (values_text(row, "核定数") != NULL && values_text(row, "实配数") != NULL &&
	    values_number(row, "核定数", 0) + values_number(row, "实配数", 0) == 0)
		values_complain(row, "核定数", "核定数和实配数不能都是 0");
	return OK;
}

static enum err refuse(struct csv_import *import, struct values *row, const struct place *place)
{
	struct arena *arena = import->context.arena;
	int64_t granted = values_number(row, "核定数", 0);
	int64_t allocated = values_number(row, "实配数", 0);

	values_complain(row, "核定数", "超过平台 %s 的容量：容量 %s %s，已占用 %s，这一行 %s", values_word(row, "平台"),
			format_integer(arena, place->total), place->unit, format_integer(arena, place->committed),
			format_integer(arena, granted > allocated ? granted : allocated));
	return ERR_INVALID;
}

static enum err add(struct csv_import *import, const struct values *row, const struct place *place)
{
	struct query *query = db_query(import->context.db, Q_RESOURCE_TAKEOVER_ADD);

	query_int(query, ":system", place->system);
	query_int(query, ":platform", place->platform);
	query_text(query, ":class", place->class);
	query_int(query, ":granted", values_number(row, "核定数", 0));
	query_int(query, ":allocated", values_number(row, "实配数", 0));
	query_int(query, ":at", day_start(values_number(row, "核定日期", 0)));
	return query_run(query);
}

static enum err save_row(struct csv_import *import, struct values *row)
{
	int64_t number = values_number(row, "笔次", 0);
	struct place place = {0};
	enum err err = find_place(import, row, &place);

	if (err == OK)
		err = read_pool(import, &place);
	if (err != OK)
		return err;
	if (number <= place.there) {
		values_complain(row, "笔次", "系统在这个平台已登记第 %" PRId64 " 笔%s，不重复导入", number,
				values_word(row, "资源类别"));
		return ERR_INVALID;
	}
	if (number > place.there + 1) {
		values_complain(row, "笔次", "缺第 %" PRId64 " 笔，笔次从 1 起连续编号", place.there + 1);
		return ERR_INVALID;
	}
	err = add(import, row, &place);
	if (err == ERR_CONFLICT && text_equal(db_refusal(import->context.db), "quota: beyond capacity"))
		return refuse(import, row, &place);
	import->changed += err == OK;
	return err == OK ? registry_system_party(&import->context, place.system, place.operator) : err;
}

const struct csv_import_kind allocation_import = {
	.page = {"导入资源分配", "/takeover/allocations/import", "/takeover/allocations/sample",
		 "列：备案号、系统名称、平台（代码或名称）、资源类别（" CLASSES "）、笔次（同一系统、平台、类别从 1 "
		 "起）、核定数、实配数、"
		 "核定日期；占用按每行核定数与实配数的较大值计"},
	.title = "导入资源分配",
	.sample_name = "资源分配.csv",
	.headings = "备案号,系统名称,平台,资源类别,笔次,核定数,实配数,核定日期",
	.fields = columns,
	.field_count = ARRAY_LENGTH(columns),
	.back = "/takeover",
	.action = "allocation.import",
	.object = "allocation",
	.check = check_row,
	.save = save_row,
};
