/* The register of filings (备案): the list, and its import from the filing office's file. */
#include "base/base.h"
#include "modules/registry/registry_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/filters.h"
#include "kernel/listing_file.h"
#include "kernel/permission.h"

static const struct field columns[] = {
	{.key = "备案号",
	 .label = "备案号",
	 .type = FIELD_TEXT,
	 .required = true,
	 .min = 4,
	 .max = 40,
	 .pattern = "code"},
	{.key = "系统名称", .label = "系统名称", .type = FIELD_TEXT, .required = true, .min = 2, .max = 60},
	{.key = "单位", .label = "单位", .type = FIELD_TEXT, .required = true, .max = 60},
	{.key = "备案日期", .label = "备案日期", .type = FIELD_DATE},
};

/* ---- the list ---- */

static struct query *list_query(struct request *req, const struct context *context)
{
	const char *number = text_trim(req->arena, text_narrow(req->arena, request_query(req, "number")));
	bool center = (context->actor->kinds & KIND_CENTER) != 0;
	struct query *query;

	if (!text_empty(number)) {
		query = db_query(context->db, Q_REGISTRY_FILINGS_NUMBER);
		query_text(query, ":number", number);
	} else {
		query = db_query(context->db, center ? Q_REGISTRY_FILINGS_ALL : Q_REGISTRY_FILINGS_UNIT);
	}
	query_int(query, ":org", context->actor->org);
	return query;
}

static const struct listing_column filings_columns[] = {
	{"FILING_NO", "备案号", CELL_TEXT},   {"SYSTEM_NAME", "系统名称", CELL_TEXT},
	{"UNIT_NAME", "备案单位", CELL_TEXT}, {"FILED_DAY", "备案日期", CELL_TEXT},
	{"SOURCE_LABEL", "来源", CELL_TEXT},  {"BOUND_NAME", "绑定的系统", CELL_TEXT},
};
static const struct listing_file filings_file = {"备案登记", filings_columns, ARRAY_LENGTH(filings_columns)};

static enum err fill_list(struct request *req, struct context *context, struct dict *body)
{
	struct listing list = {.descending = true, .file = &filings_file};
	struct dict *filters = filters_begin(req, body, "按登记先后，新的在前");
	struct query *query = list_query(req, context);
	enum err err = listing_bind(req, query, &list);

	filters_text(req, filters, "number", "备案号");
	if (err == OK)
		err = listing_fill(context, body, "ROW", query, &list);
	if (err != OK)
		return err;
	dict_printf(filters, "COUNT_TEXT", "本页 %zu 条", list.rows);
	listing_empty(body, &list, "journal-text", "没有备案记录", "没有符合条件的备案。备案清单由受理岗导入");
	listing_pager(req, body, &list);
	return OK;
}

enum err filings_get(struct request *req)
{
	struct context context = context_reading(req);
	struct dict *body = page_begin(req, "registry/filings.tpl", "备案登记");
	enum err err = fill_list(req, &context, body);

	dict_show_if(body, "MAY_IMPORT", actor_has(context.actor, ROLE_CENTER_INTAKE));
	return err == OK ? page_end(req, filters_status(req)) : err;
}

/* ---- the import: a row of the register that is there already is taken again, another owner or name is not ---- */

static enum err find_unit(struct csv_import *import, struct values *row, int64_t *org)
{
	struct query *query = db_query(import->context.db, Q_REGISTRY_UNIT_BY_NAME);
	int64_t count = 0;
	enum err err;

	*org = 0;
	query_text(query, ":name", values_text(row, "单位"));
	query_int(query, ":today", day_of(clock_now()));
	if (query_step(query)) {
		*org = next_int(query);
		count = next_int(query);
	}
	err = query_end(query);
	if (err == OK && *org == 0)
		values_complain(row, "单位", "没有这个使用单位，请填单位全称、简称或代码");
	else if (err == OK && count > 1)
		values_complain(row, "单位", "有 %" PRId64 " 家单位叫“%s”，请填单位代码", count,
				values_text(row, "单位"));
	return err;
}

static enum err check_known(struct csv_import *import, struct values *row, int64_t org)
{
	const char *number = values_text(row, "备案号");
	struct filing filing = {0};
	enum found found = filing_by_number(&import->context, number, &filing);

	if (found == FIND_FAILED)
		return ERR_INTERNAL;
	if (found == NOT_FOUND)
		return OK;
	if (org != 0 && filing.org != org)
		values_complain(row, "单位", "备案号 %s 已登记在其他单位名下", number);
	else if (!text_equal(filing.system_name, values_text(row, "系统名称")))
		values_complain(row, "系统名称", "备案号 %s 已登记，系统名称是“%s”", number, filing.system_name);
	return OK;
}

static enum err check_row(struct csv_import *import, struct values *row)
{
	int64_t org = 0;
	enum err err = OK;

	if (values_text(row, "单位") != NULL)
		err = find_unit(import, row, &org);
	if (err == OK && values_text(row, "备案号") != NULL && values_text(row, "系统名称") != NULL)
		err = check_known(import, row, org);
	if (err == OK && values_number(row, "备案日期", 0) > day_of(clock_now()))
		values_complain(row, "备案日期", "备案日期晚于今天");
	return err;
}

static void bind_day(struct query *query, int64_t day)
{
	if (day > 0)
		query_int(query, ":day", day);
	else
		query_null(query, ":day");
}

static enum err save_row(struct csv_import *import, struct values *row)
{
	const char *source = import->data != NULL ? import->data : "register";
	struct filing filing = {0};
	struct query *query;
	int64_t org = 0;
	enum found found = filing_by_number(&import->context, values_text(row, "备案号"), &filing);
	enum err err = found == FIND_FAILED ? ERR_INTERNAL : find_unit(import, row, &org);

	if (err != OK)
		return err;
	query = db_query(import->context.db, found == FOUND ? Q_REGISTRY_FILING_REGISTERED : Q_REGISTRY_FILING_ADD);
	bind_day(query, values_number(row, "备案日期", 0));
	if (found == FOUND) {
		query_int(query, ":id", filing.id);
		return query_run(query);
	}
	query_text(query, ":number", values_text(row, "备案号"));
	query_int(query, ":organisation", org);
	query_text(query, ":name", values_text(row, "系统名称"));
	query_text(query, ":source", source);
	query_int(query, ":now", clock_now());
	query_int(query, ":person", import->context.actor->person);
	err = query_run(query);
	import->changed += err == OK;
	return err;
}

const struct csv_import_kind filing_import = {
	.page = {"导入备案清单", "/filings/import", "/filings/sample",
		 "列：备案号、系统名称、单位（名称、简称或代码）、备案日期"},
	.title = "导入备案清单",
	.sample_name = "备案清单.csv",
	.headings = "备案号,系统名称,单位,备案日期",
	.fields = columns,
	.field_count = ARRAY_LENGTH(columns),
	.twice = {"备案号"},
	.back = "/filings",
	.action = "filing.import",
	.object = "filing",
	.check = check_row,
	.save = save_row,
};

enum err filings_import_get(struct request *req)
{
	return csv_import_show(req, &filing_import);
}

enum err filings_import_post(struct request *req)
{
	return csv_import_run(req, &filing_import);
}

enum err filings_sample_get(struct request *req)
{
	return csv_import_sample(req, &filing_import);
}
