/* The register of filings (备案): the list, and its import from the filing office's file. */
#include "base/base.h"
#include "modules/registry/registry_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "data/tx.h"
#include "http/respond.h"
#include "kernel/audit.h"
#include "kernel/complaint.h"
#include "kernel/csv_upload.h"
#include "kernel/frame.h"
#include "kernel/listing_file.h"
#include "kernel/permission.h"

static const char headings[] = "备案号,系统名称,单位,备案日期";

static const struct csv_page import_page = {
	.label = "导入备案清单",
	.href = "/filings/import",
	.sample = "/filings/sample",
	.columns = "列：备案号、系统名称、单位（名称、简称或代码）、备案日期",
};

static const struct field columns[] = {
	{.key = "备案号", .label = "备案号", .type = FIELD_TEXT, .required = true, .min = 4, .max = 40},
	{.key = "系统名称", .label = "系统名称", .type = FIELD_TEXT, .required = true, .min = 2, .max = 60},
	{.key = "单位", .label = "单位", .type = FIELD_TEXT, .required = true, .max = 60},
	{.key = "备案日期", .label = "备案日期", .type = FIELD_DATE},
};

/* ---- the list ---- */

void filter_text(struct request *req, struct dict *filters, const char *name, const char *label)
{
	struct dict *text = dict_section(filters, "FILTER_TEXT");

	dict_printf(text, "ID", "q-%s", name);
	dict_set(text, "NAME", name);
	dict_set(text, "LABEL", label);
	dict_set(text, "VALUE", request_query(req, name));
}

void filter_choice(struct request *req, struct dict *filters, const struct choice_filter *filter)
{
	struct dict *select = dict_section(filters, "FILTER_SELECT");
	const char *chosen = request_query(req, filter->name);

	dict_printf(select, "ID", "q-%s", filter->name);
	dict_set(select, "NAME", filter->name);
	dict_set(select, "LABEL", filter->label);
	dict_set(dict_section(select, "OPTION"), "OPTION_LABEL", filter->all);
	for (size_t i = 0; i < filter->count; i++) {
		struct dict *option = dict_section(select, "OPTION");

		dict_set(option, "OPTION_VALUE", filter->options[i].key);
		dict_set(option, "OPTION_LABEL", filter->options[i].label);
		dict_show_if(option, "OPTION_SELECTED", text_equal(chosen, filter->options[i].key));
	}
}

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
	struct dict *filters = dict_include(body, "FILTERS", "part/filters.tpl");
	struct query *query = list_query(req, context);
	enum err err = listing_bind(req, query, &list);

	filter_text(req, filters, "number", "备案号");
	dict_set(filters, "RESET_HREF", "/filings");
	dict_set(filters, "SORT_TEXT", "按登记先后，新的在前");
	if (err == OK)
		err = listing_fill(context, body, "ROW", query, &list);
	if (err != OK)
		return err;
	dict_printf(filters, "COUNT_TEXT", "本页 %zu 条", list.rows);
	listing_empty(body, &list, "journal-text", "没有备案记录", "没有符合条件的备案。备案清单由受理岗导入");
	listing_pager(req, body, &list);
	return OK;
}

static struct dict *begin(struct request *req, struct context *context, const char *title)
{
	struct dict *body = page_begin(req, "registry/filings.tpl", title);

	dict_show_if(body, "MAY_IMPORT", actor_has(context->actor, ROLE_CENTER_INTAKE));
	return body;
}

enum err filings_get(struct request *req)
{
	struct context context = context_reading(req);
	struct dict *body = begin(req, &context, "备案登记");
	enum err err = fill_list(req, &context, body);

	return err == OK ? page_end(req, 200) : err;
}

enum err filings_import_get(struct request *req)
{
	struct context context = context_reading(req);
	struct dict *body = begin(req, &context, "导入备案清单");
	enum err err = fill_list(req, &context, body);

	frame_crumb(req, "/filings", "备案登记");
	csv_page_form(req, body, &import_page);
	return err == OK ? page_end(req, 200) : err;
}

enum err filings_sample_get(struct request *req)
{
	return csv_sample(req, "备案清单.csv", headings);
}

/* ---- the import: everything is checked, then everything is saved or nothing ---- */

struct filing_row {
	int line;
	struct values *values;
	int64_t org;
	int64_t known; /* id in the register, 0: new */
};

struct import {
	struct request *req;
	struct context context;
	struct csv_table *table;
	struct filing_row *rows;
	struct csv_complaints complaints;
};

static enum err find_unit(struct import *import, struct filing_row *row)
{
	struct query *query = db_query(import->context.db, Q_REGISTRY_UNIT_BY_NAME);
	enum err err;

	query_text(query, ":name", values_text(row->values, "单位"));
	query_int(query, ":today", day_of(clock_now()));
	err = query_value(query, 0, &row->org);
	if (err == OK && row->org == 0)
		values_complain(row->values, "单位", "没有这个使用单位，请填单位全称、简称或代码");
	return err;
}

static enum err find_known(struct import *import, struct filing_row *row)
{
	const char *number = values_text(row->values, "备案号");
	struct filing filing = {0};
	enum found found = filing_by_number(&import->context, number, &filing);

	if (found == FIND_FAILED)
		return ERR_INTERNAL;
	if (found == NOT_FOUND)
		return OK;
	row->known = filing.id;
	if (row->org != 0 && filing.org != row->org)
		values_complain(row->values, "单位", "备案号 %s 已登记在其他单位名下", number);
	else if (!text_equal(filing.system_name, values_text(row->values, "系统名称")))
		values_complain(row->values, "系统名称", "备案号 %s 已登记，系统名称是“%s”", number,
				filing.system_name);
	return OK;
}

static enum err check_row(struct import *import, struct filing_row *row, const struct csv_row *source)
{
	struct params params = {0};
	struct arena *arena = import->req->arena;
	enum err err = OK;

	for (size_t i = 0; i < source->count; i++)
		params_add(arena, &params, import->table->heading.cells[i], source->cells[i]);
	row->line = source->line;
	row->values = values_decode(arena, columns, ARRAY_LENGTH(columns), &params, false);
	if (values_text(row->values, "单位") != NULL)
		err = find_unit(import, row);
	if (err == OK && values_text(row->values, "备案号") != NULL && values_text(row->values, "系统名称") != NULL)
		err = find_known(import, row);
	if (err == OK && values_number(row->values, "备案日期", 0) > day_of(clock_now()))
		values_complain(row->values, "备案日期", "备案日期晚于今天");
	return err;
}

static int by_number(const void *a, const void *b)
{
	const struct filing_row *const *left = a;
	const struct filing_row *const *right = b;
	const char *first = values_word((*left)->values, "备案号");
	int order = strcmp(first, values_word((*right)->values, "备案号"));

	return order != 0 ? order : (*left)->line - (*right)->line;
}

static void check_twice(struct import *import)
{
	size_t count = import->table->count;
	struct filing_row **sorted = arena_array(import->req->arena, count, sizeof *sorted);

	for (size_t i = 0; i < count; i++)
		sorted[i] = &import->rows[i];
	qsort(sorted, count, sizeof *sorted, by_number);
	for (size_t i = 1; i < count; i++) {
		const char *number = values_word(sorted[i]->values, "备案号");

		if (number[0] != '\0' && text_equal(number, values_word(sorted[i - 1]->values, "备案号")))
			values_complain(sorted[i]->values, "备案号", "备案号 %s 与第 %d 行重复", number,
					sorted[i - 1]->line);
	}
}

static bool headings_fit(struct import *import)
{
	const char *complaint = NULL;

	for (size_t i = 0; i < ARRAY_LENGTH(columns) && complaint == NULL; i++)
		if (csv_column(import->table, columns[i].key) < 0)
			complaint =
				arena_printf(import->req->arena, "缺少列“%s”，列应为：%s", columns[i].key, headings);
	if (complaint == NULL && import->table->heading.count != ARRAY_LENGTH(columns))
		complaint = arena_printf(import->req->arena, "有多余的列，列应为：%s", headings);
	if (complaint != NULL)
		csv_complain(import->req->arena, &import->complaints, import->table->heading.line, NULL, complaint);
	return complaint == NULL;
}

static enum err check_rows(struct import *import)
{
	size_t count = import->table->count;

	if (!headings_fit(import))
		return OK;
	import->rows = arena_array(import->req->arena, count, sizeof *import->rows);
	for (size_t i = 0; i < count; i++) {
		enum err err = check_row(import, &import->rows[i], &import->table->rows[i]);

		if (err != OK)
			return err;
	}
	check_twice(import);
	for (size_t i = 0; i < count; i++)
		for (size_t c = 0; c < import->rows[i].values->count; c++)
			if (import->rows[i].values->items[c].error != NULL)
				csv_complain(import->req->arena, &import->complaints, import->rows[i].line,
					     columns[c].label, import->rows[i].values->items[c].error);
	return OK;
}

static enum err save_row(struct import *import, const struct filing_row *row)
{
	struct query *query;
	int64_t day = values_number(row->values, "备案日期", 0);

	query = db_query(import->context.db, row->known > 0 ? Q_REGISTRY_FILING_REGISTERED : Q_REGISTRY_FILING_ADD);
	if (day > 0)
		query_int(query, ":day", day);
	else
		query_null(query, ":day");
	if (row->known > 0) {
		query_int(query, ":id", row->known);
		return query_run(query);
	}
	query_text(query, ":number", values_text(row->values, "备案号"));
	query_int(query, ":organisation", row->org);
	query_text(query, ":name", values_text(row->values, "系统名称"));
	query_text(query, ":source", "register");
	query_int(query, ":now", clock_now());
	query_int(query, ":person", import->context.actor->person);
	return query_run(query);
}

static enum err save_rows(struct import *import)
{
	size_t fresh = 0;
	enum err err = OK;

	for (size_t i = 0; err == OK && i < import->table->count; i++) {
		fresh += import->rows[i].known == 0;
		err = save_row(import, &import->rows[i]);
	}
	if (err != OK)
		return err;
	return audit_add(&import->context,
			 &(struct audit_entry){
				 .action = "filing.import",
				 .object = "filing",
				 .detail = arena_printf(import->req->arena, "{\"new\":%zu,\"rows\":%zu}", fresh,
							import->table->count),
			 },
			 NULL);
}

static enum err show_import(struct import *import, const char *complaint)
{
	struct request *req = import->req;
	bool refused = complaint != NULL || import->complaints.count > 0;
	struct dict *body = begin(req, &import->context, refused ? "错误：导入备案清单" : "导入备案清单");
	struct dict *page = csv_page_form(req, body, &import_page);
	enum err err = fill_list(req, &import->context, body);

	frame_crumb(req, "/filings", "备案登记");
	if (complaint != NULL)
		complaint_show(req, body, "没有导入", NULL, complaint);
	else if (refused)
		csv_page_refused(page, &import->complaints);
	else
		csv_page_preview(req, page, &import_page, import->table);
	return err == OK ? page_end(req, refused ? 422 : 200) : err;
}

/* Checked again inside the transaction: the register may have changed since the preview. */
static enum err import_now(struct import *import)
{
	enum err err = tx_begin(import->context.db);

	if (err != OK)
		return err;
	err = check_rows(import);
	if (err == OK && import->complaints.count > 0)
		err = ERR_INVALID;
	if (err == OK)
		err = save_rows(import);
	return tx_end(import->context.db, err);
}

enum err filings_import_post(struct request *req)
{
	struct import import = {.req = req, .context = context_writing(req)};
	bool now = text_equal(request_action(req), "import");
	char *complaint = NULL;
	enum err err;

	import.table = csv_upload_read(req, &complaint);
	if (import.table == NULL)
		return show_import(&import, complaint);
	err = now ? import_now(&import) : check_rows(&import);
	if (err == ERR_INVALID || (err == OK && !now))
		return show_import(&import, NULL);
	return err == OK ? respond_redirect(req, "/filings") : err;
}
