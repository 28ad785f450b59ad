/* Contacts there were before, as CSV (存量登记): a line of one side of one pair each. */
#include "base/base.h"
#include "modules/operation/operation_parts.h"

#include "base/text.h"

static const struct field columns[] = {
	{.key = "使用单位", .label = "使用单位", .type = FIELD_TEXT, .required = true, .max = 32, .pattern = "code"},
	{.key = "运行单位", .label = "运行单位", .type = FIELD_TEXT, .required = true, .max = 32, .pattern = "code"},
	{.key = "所属方", .label = "所属方", .type = FIELD_TEXT, .required = true, .max = 10},
	{.key = "级别", .label = "级别", .type = FIELD_INTEGER, .required = true, .min = 1, .max = 3},
	{.key = "岗位", .label = "岗位", .type = FIELD_TEXT, .required = true, .max = 30},
	{.key = "值守电话", .label = "值守电话", .type = FIELD_TEXT, .required = true, .max = 20, .pattern = "phone"},
	{.key = "手机", .label = "手机", .type = FIELD_TEXT, .max = 20, .pattern = "phone"},
};

struct pair {
	int64_t unit, operator;
	const char *side; /* NULL: the cell says something else */
};

static enum err find_pair(struct csv_import *import, const struct values *row, struct pair *pair)
{
	struct query *query = db_query(import->context.db, Q_CONTACT_TAKEOVER_PAIR);
	const char *side = values_word(row, "所属方");

	query_text(query, ":unit", values_text(row, "使用单位"));
	query_text(query, ":operator", values_text(row, "运行单位"));
	if (query_step(query)) {
		pair->unit = next_int(query);
		pair->operator= next_int(query);
	}
	pair->side = text_equal(side, "使用单位") ? "unit" : text_equal(side, "运行单位") ? "operator" : NULL;
	return query_end(query);
}

static enum err check_row(struct csv_import *import, struct values *row)
{
	struct pair pair = {0};
	struct query *query;
	int64_t there = 0;
	enum err err = find_pair(import, row, &pair);

	if (err != OK)
		return err;
	if (pair.unit == 0)
		values_complain(row, "使用单位", "没有代码为 %s 的使用单位", values_word(row, "使用单位"));
	if (pair.operator== 0)
		values_complain(row, "运行单位", "没有代码为 %s 的运行单位", values_word(row, "运行单位"));
	if (pair.side == NULL)
		values_complain(row, "所属方", "只能填使用单位、运行单位");
	if (pair.side == NULL || pair.unit == 0 || pair.operator== 0)
		return OK;
	query = db_query(import->context.db, Q_CONTACT_KNOWN);
	query_int(query, ":unit", pair.unit);
	query_int(query, ":operator", pair.operator);
	query_text(query, ":side", pair.side);
	query_int(query, ":tier", values_number(row, "级别", 0));
	err = query_value(query, 0, &there);
	if (err == OK && there > 0)
		values_complain(row, "级别", "这一级联系人已经登记");
	return err;
}

static enum err save_row(struct csv_import *import, struct values *row)
{
	struct pair pair = {0};
	struct query *query;
	enum err err = find_pair(import, row, &pair);

	if (err != OK)
		return err;
	query = db_query(import->context.db, Q_CONTACT_TAKEOVER_ADD);
	query_int(query, ":unit", pair.unit);
	query_int(query, ":operator", pair.operator);
	query_text(query, ":side", pair.side);
	query_int(query, ":tier", values_number(row, "级别", 0));
	query_text(query, ":title", values_text(row, "岗位"));
	query_text(query, ":line", values_text(row, "值守电话"));
	query_text(query, ":mobile", values_word(row, "手机"));
	err = query_run(query);
	import->changed += err == OK;
	return err;
}

const struct csv_import_kind contact_import = {
	.page = {"导入联系人", "/takeover/contacts/import", "/takeover/contacts/sample",
		 "列：使用单位（代码）、运行单位（代码）、所属方（使用单位或运行单位）、级别（1 值守、2 技术、3 "
		 "负责）、岗位、"
		 "值守电话、手机"},
	.title = "导入联系人",
	.sample_name = "联系人.csv",
	.headings = "使用单位,运行单位,所属方,级别,岗位,值守电话,手机",
	.fields = columns,
	.field_count = ARRAY_LENGTH(columns),
	.twice = {"级别", "使用单位", "运行单位", "所属方"},
	.back = "/takeover",
	.action = "contact.import",
	.object = "contact",
	.check = check_row,
	.save = save_row,
};
