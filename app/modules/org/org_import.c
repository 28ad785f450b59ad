/* CSV imports of organisations and people: preview, complaints by line, all or nothing. */
#include "base/base.h"
#include "modules/org/org_pages.h"

#include "base/clock.h"
#include "base/text.h"
#include "data/tx.h"
#include "http/page.h"
#include "http/respond.h"
#include "kernel/complaint.h"
#include "kernel/csv_upload.h"
#include "kernel/frame.h"
#include "modules/org/org_form.h"
#include "modules/org/org_store.h"

struct import;

/* One register that can be imported. */
struct import_kind {
	struct csv_page page;
	const char *title;
	const char *sample_name;
	const char *headings;       /* comma-separated, in file order */
	const struct field *fields; /* one per heading; checks types and limits */
	size_t field_count;
	/* Check a decoded row against the database, complain into its values; or save it. */
	enum err (*check)(struct import *import, struct values *row, size_t number);
	enum err (*save)(struct import *import, struct values *row, struct dict *done, const char **sentence);
	const char *back;
};

struct import {
	struct request *req;
	struct context context;
	const struct import_kind *kind;
	const struct csv_table *table;
	struct values **rows;
	struct csv_complaints complaints;
};

/* The fields carry the headings as keys: a complaint names its column by itself. */
static struct values *decode_row(struct import *import, const struct csv_row *row)
{
	struct params params = {0};

	for (size_t i = 0; i < row->count; i++) {
		const char *heading = import->table->heading.cells[i];

		if (text_equal(heading, "类别")) {
			char **kinds;
			size_t count =
				text_split(import->req->arena,
					   text_replace(import->req->arena, row->cells[i], "、", ";"), ';', &kinds);

			for (size_t k = 0; k < count; k++)
				params_add(import->req->arena, &params, heading, kinds[k]);
		} else {
			params_add(import->req->arena, &params, heading, row->cells[i]);
		}
	}
	return values_decode(import->req->arena, import->kind->fields, import->kind->field_count, &params, false);
}

static bool headings_fit(struct import *import, char **complaint)
{
	for (size_t i = 0; i < import->kind->field_count; i++) {
		if (csv_column(import->table, import->kind->fields[i].key) >= 0)
			continue;
		*complaint = arena_printf(import->req->arena, "缺少列“%s”。列应为：%s", import->kind->fields[i].key,
					  import->kind->headings);
		return false;
	}
	if (import->table->heading.count != import->kind->field_count) {
		*complaint = arena_printf(import->req->arena, "有多余的列。列应为：%s", import->kind->headings);
		return false;
	}
	return true;
}

static void collect(struct import *import, const struct values *row, int line)
{
	for (size_t i = 0; i < row->count; i++)
		if (row->items[i].error != NULL)
			csv_complain(import->req->arena, &import->complaints, line, row->items[i].field->label,
				     row->items[i].error);
}

static enum err check_rows(struct import *import)
{
	size_t count = import->table->count;

	import->rows = arena_array(import->req->arena, count, sizeof(struct values *));
	for (size_t i = 0; i < count; i++) {
		struct values *row = decode_row(import, &import->table->rows[i]);
		enum err err;

		import->rows[i] = row;
		err = import->kind->check(import, row, i);
		if (err != OK)
			return err;
		collect(import, row, import->table->rows[i].line);
	}
	return OK;
}

/* A value given twice in the file; the database sees only what is already there. */
static void check_twice(struct import *import, struct values *row, size_t number, const char *key)
{
	const char *text = values_text(row, key);

	for (size_t i = 0; text != NULL && i < number; i++)
		if (text_equal(values_text(import->rows[i], key), text))
			values_complain(row, key, "%s 与第 %d 行重复", text, import->table->rows[i].line);
}

/* ---- people ---- */

static const struct field person_columns[] = {
	{.key = "账号", .label = "账号", .type = FIELD_TEXT, .required = true, .min = 3, .max = 32, .pattern = "login"},
	{.key = "单位代码", .label = "单位代码", .type = FIELD_TEXT, .required = true, .max = 32},
	{.key = "岗位名称", .label = "岗位名称", .type = FIELD_TEXT, .required = true, .min = 2, .max = 20},
	{.key = "电话", .label = "电话", .type = FIELD_TEXT, .max = 30, .pattern = "phone"},
};

static enum err check_person(struct import *import, struct values *row, size_t number)
{
	const char *login = values_text(row, "账号");
	const char *code = values_text(row, "单位代码");
	int64_t org;
	bool taken;
	enum err err;

	check_twice(import, row, number, "账号");
	if (code != NULL) {
		enum found found = org_by_code(&import->context, code, &org);

		if (found == FIND_FAILED)
			return ERR_INTERNAL;
		if (found == NOT_FOUND)
			values_complain(row, "单位代码", "没有代码为 %s 的单位，请先登记单位", code);
	}
	if (login == NULL)
		return OK;
	err = person_login_taken(&import->context, login, &taken);
	if (err == OK && taken)
		values_complain(row, "账号", "账号 %s 已有人使用", login);
	return err;
}

static enum err save_person(struct import *import, struct values *row, struct dict *done, const char **sentence)
{
	struct context *context = &import->context;
	struct person_record person = {.login = values_text(row, "账号"),
				       .title = values_text(row, "岗位名称"),
				       .phone = values_text(row, "电话")};
	struct dict *line = dict_section(done, "ROW");
	int64_t expires_at;
	char *code;
	enum err err;

	if (org_by_code(context, values_text(row, "单位代码"), &person.org) != FOUND)
		return ERR_CONFLICT;
	err = person_add(context, &person, &person.id, sentence);
	if (err == OK)
		err = person_issue_code(context, &person, &code, &expires_at);
	if (err != OK)
		return err;
	dict_set(line, "LOGIN", person.login);
	dict_set(line, "POST_TITLE", person.title);
	dict_set(line, "UNIT_CODE", values_text(row, "单位代码"));
	dict_set(line, "ACTIVATION_CODE", code);
	dict_set(line, "EXPIRES_AT", format_time(context->arena, expires_at));
	return OK;
}

static const struct import_kind people_import = {
	.page = {"导入账号", "/admin/people/import", "/admin/people/sample", "列：账号、单位代码、岗位名称、电话"},
	.title = "批量开通账号",
	.sample_name = "账号导入模板.csv",
	.headings = "账号,单位代码,岗位名称,电话",
	.fields = person_columns,
	.field_count = ARRAY_LENGTH(person_columns),
	.check = check_person,
	.save = save_person,
	.back = "/admin/people",
};

/* ---- organisations ---- */

static const struct option kind_words[] = {
	{"省大数据中心", ""},     {"使用单位", ""},           {"云服务商", ""},   {"云监管服务商", ""},
	{"统一安全运维机构", ""}, {"云整合平台承建单位", ""}, {"第三方机构", ""},
};

static const struct field org_columns[] = {
	{.key = "单位代码", .label = "单位代码", .type = FIELD_TEXT, .required = true, .min = 2, .max = 32},
	{.key = "单位名称", .label = "单位名称", .type = FIELD_TEXT, .required = true, .min = 2, .max = 60},
	{.key = "简称", .label = "简称", .type = FIELD_TEXT, .required = true, .min = 2, .max = 20},
	{.key = "机构序列", .label = "机构序列", .type = FIELD_INTEGER, .required = true, .min = 1, .max = 99999},
	{.key = "类别",
	 .label = "类别",
	 .type = FIELD_CHOICES,
	 .required = true,
	 .options = kind_words,
	 .option_count = ARRAY_LENGTH(kind_words)},
	{.key = "电话", .label = "电话", .type = FIELD_TEXT, .max = 30, .pattern = "phone"},
};

static enum err check_org(struct import *import, struct values *row, size_t number)
{
	const char *code = values_text(row, "单位代码");
	bool taken;
	enum err err;

	check_twice(import, row, number, "单位代码");
	if (code == NULL)
		return OK;
	err = org_code_taken(&import->context, code, &taken);
	if (err == OK && taken)
		values_complain(row, "单位代码", "代码 %s 已有单位使用", code);
	return err;
}

static enum err save_org(struct import *import, struct values *row, struct dict *done UNUSED, const char **sentence)
{
	struct org_record org = {.code = values_text(row, "单位代码"),
				 .name = values_text(row, "单位名称"),
				 .short_name = values_text(row, "简称"),
				 .rank = values_number(row, "机构序列", 0),
				 .phone = values_text(row, "电话"),
				 .valid_from = day_of(clock_now())};

	for (unsigned kind = 1; kind <= KIND_ASSESSOR; kind <<= 1)
		if (values_chosen(row, "类别", kind_label(kind)))
			org.kinds |= kind;
	return org_add(&import->context, &org, true, &org.id, sentence);
}

static const struct import_kind organisations_import = {
	.page = {"导入单位", "/admin/organisations/import", "/admin/organisations/sample",
		 "列：单位代码、单位名称、简称、机构序列、类别（多个用顿号隔开）、电话"},
	.title = "批量登记单位",
	.sample_name = "单位导入模板.csv",
	.headings = "单位代码,单位名称,简称,机构序列,类别,电话",
	.fields = org_columns,
	.field_count = ARRAY_LENGTH(org_columns),
	.check = check_org,
	.save = save_org,
	.back = "/admin/organisations",
};

/* ---- pages ---- */

static enum err import_page(struct request *req, const struct import_kind *kind, const struct import *import,
			    const char *sentence, int status)
{
	struct dict *page = page_begin(req, "admin/import.tpl", kind->title);
	struct dict *part;

	frame_crumb(req, kind->back, "返回列表");
	complaint_show(req, page, "没有导入", NULL, sentence);
	part = csv_page_form(req, page, &kind->page);
	if (import != NULL && import->complaints.count > 0)
		csv_page_refused(part, &import->complaints);
	else if (import != NULL && sentence == NULL)
		csv_page_preview(req, part, &kind->page, import->table);
	return page_end(req, status);
}

static enum err save_rows(struct import *import, struct dict *done, const char **sentence)
{
	enum err err = tx_begin(import->context.db);

	if (err != OK)
		return err;
	for (size_t i = 0; err == OK && i < import->table->count; i++)
		err = import->kind->save(import, import->rows[i], done, sentence);
	return tx_end(import->context.db, err);
}

/* Codes are shown once, on the answer itself. */
static enum err import_now(struct import *import)
{
	struct request *req = import->req;
	struct dict *done = page_begin(req, "admin/codes.tpl", import->kind->title);
	const char *sentence = NULL;
	enum err err = save_rows(import, done, &sentence);

	if (err == ERR_INVALID)
		return import_page(req, import->kind, import, sentence, 422);
	if (err != OK)
		return err;
	if (import->kind->save != save_person)
		return respond_redirect(req, "%s", import->kind->back);
	dict_set(done, "BACK_HREF", import->kind->back);
	dict_set(done, "BACK_LABEL", "返回账号列表");
	dict_set(done, "CODES_NOTE", "岗位由安全管理员另行授予。");
	dict_printf(done, "COUNT_TEXT", "已开通 %zu 个账号", import->table->count);
	return page_end(req, 200);
}

static enum err import_post(struct request *req, const struct import_kind *kind)
{
	struct import import = {.req = req, .context = context_writing(req), .kind = kind};
	char *complaint = NULL;
	enum err err;

	import.table = csv_upload_read(req, &complaint);
	if (import.table == NULL || !headings_fit(&import, &complaint))
		return import_page(req, kind, NULL, complaint, 422);
	err = check_rows(&import);
	if (err != OK)
		return err;
	if (import.complaints.count > 0)
		return import_page(req, kind, &import, NULL, 422);
	if (text_equal(request_action(req), "import"))
		return import_now(&import);
	return import_page(req, kind, &import, NULL, 200);
}

enum err people_import_get(struct request *req)
{
	return import_page(req, &people_import, NULL, NULL, 200);
}

enum err people_import_post(struct request *req)
{
	return import_post(req, &people_import);
}

enum err people_sample_get(struct request *req)
{
	return csv_sample(req, people_import.sample_name, people_import.headings);
}

enum err organisations_import_get(struct request *req)
{
	return import_page(req, &organisations_import, NULL, NULL, 200);
}

enum err organisations_import_post(struct request *req)
{
	return import_post(req, &organisations_import);
}

enum err organisations_sample_get(struct request *req)
{
	return csv_sample(req, organisations_import.sample_name, organisations_import.headings);
}
