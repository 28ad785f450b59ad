/* CSV imports of organisations and people: preview, complaints by line, all or nothing. */
#include "base/base.h"
#include "modules/org/org_pages.h"

#include "base/clock.h"
#include "base/text.h"
#include "data/tx.h"
#include "modules/org/org_form.h"
#include "modules/org/org_store.h"

/* ---- people ---- */

static const struct field person_columns[] = {
	{.key = "账号", .label = "账号", .type = FIELD_TEXT, .required = true, .min = 3, .max = 32, .pattern = "login"},
	{.key = "单位代码", .label = "单位代码", .type = FIELD_TEXT, .required = true, .max = 32, .pattern = "code"},
	{.key = "岗位名称", .label = "岗位名称", .type = FIELD_TEXT, .required = true, .min = 2, .max = 20},
	{.key = "电话", .label = "电话", .type = FIELD_TEXT, .max = 30, .pattern = "phone"},
};

static enum err check_person(struct csv_import *import, struct values *row)
{
	const char *login = values_text(row, "账号");
	const char *code = values_text(row, "单位代码");
	int64_t org;
	bool taken;
	enum err err;

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

/* Codes are shown once, on the page that is the answer (data); a command issues none. */
static enum err save_person(struct csv_import *import, struct values *row)
{
	struct context *context = &import->context;
	struct person_record person = {.login = values_text(row, "账号"),
				       .title = values_text(row, "岗位名称"),
				       .phone = values_text(row, "电话")};
	const char *sentence = NULL;
	struct dict *line;
	int64_t expires_at;
	char *code;
	enum err err;

	if (org_by_code(context, values_text(row, "单位代码"), &person.org) != FOUND)
		return ERR_CONFLICT;
	err = person_add(context, &person, &person.id, &sentence);
	if (err == ERR_INVALID)
		values_complain(row, "账号", "%s", sentence);
	import->changed += err == OK;
	if (err != OK || import->data == NULL)
		return err;
	err = person_issue_code(context, &person, &code, &expires_at);
	if (err != OK)
		return err;
	line = dict_section(import->data, "ROW");
	dict_set(line, "LOGIN", person.login);
	dict_set(line, "POST_TITLE", person.title);
	dict_set(line, "UNIT_CODE", values_text(row, "单位代码"));
	dict_set(line, "ACTIVATION_CODE", code);
	dict_set(line, "EXPIRES_AT", format_time(context->arena, expires_at));
	return OK;
}

const struct csv_import_kind people_import = {
	.page = {"导入账号", "/admin/people/import", "/admin/people/sample", "列：账号、单位代码、岗位名称、电话"},
	.title = "批量开通账号",
	.sample_name = "账号导入模板.csv",
	.headings = "账号,单位代码,岗位名称,电话",
	.fields = person_columns,
	.field_count = ARRAY_LENGTH(person_columns),
	.check = check_person,
	.save = save_person,
	.twice = {"账号"},
	.back = "/admin/people",
	.action = "person.import",
	.object = "person",
};

/* ---- organisations ---- */

/* In a file a kind is its word. */
#define WORD(word) \
	{ \
		word, word \
	}
static const struct option kind_words[] = {
	WORD("省大数据中心"),     WORD("使用单位"),           WORD("云服务商"),   WORD("云监管服务商"),
	WORD("统一安全运维机构"), WORD("云整合平台承建单位"), WORD("第三方机构"),
};

static const struct field org_columns[] = {
	{.key = "单位代码",
	 .label = "单位代码",
	 .type = FIELD_TEXT,
	 .required = true,
	 .min = 2,
	 .max = 32,
	 .pattern = "code"},
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

static unsigned kinds_of(const struct values *row)
{
	unsigned kinds = 0;

	for (unsigned kind = 1; kind <= KIND_ASSESSOR; kind <<= 1)
		if (values_chosen(row, "类别", kind_label(kind)))
			kinds |= kind;
	return kinds;
}

/* The center is there before any import; everybody else's code is taken once. */
static enum err org_there(struct context *context, const struct values *row, bool *there)
{
	struct org_record org = {0};
	int64_t id = 0;
	enum found found = org_by_code(context, values_text(row, "单位代码"), &id);

	if (found == FOUND)
		found = org_find(context, id, &org);
	*there = found == FOUND && (org.kinds & KIND_CENTER) != 0 &&
		 text_equal(org.name, values_text(row, "单位名称")) && org.kinds == kinds_of(row);
	return found == FIND_FAILED ? ERR_INTERNAL : OK;
}

/* The rows before are there already when it is saved. */
static enum err check_org_name(struct csv_import *import, struct values *row)
{
	const char *name = values_text(row, "单位名称");
	const char *code = NULL;
	enum err err = name != NULL ? org_name_holder(&import->context, name, 0, &code) : OK;

	if (err == OK && code != NULL)
		values_complain(row, "单位名称", "“%s”已经登记，代码 %s", name, code);
	return err;
}

static enum err check_org(struct csv_import *import, struct values *row)
{
	const char *code = values_text(row, "单位代码");
	bool taken = false;
	bool there = false;
	enum err err;

	if (code == NULL)
		return OK;
	err = org_there(&import->context, row, &there);
	if (err == OK && !there)
		err = org_code_taken(&import->context, code, &taken);
	if (err == OK && taken)
		values_complain(row, "单位代码", "代码 %s 已有单位使用", code);
	return err == OK && !there && !taken ? check_org_name(import, row) : err;
}

static enum err save_org(struct csv_import *import, struct values *row)
{
	const char *sentence = NULL;
	bool there;
	enum err err = org_there(&import->context, row, &there);
	struct org_record org = {.code = values_text(row, "单位代码"),
				 .name = values_text(row, "单位名称"),
				 .short_name = values_text(row, "简称"),
				 .rank = values_number(row, "机构序列", 0),
				 .phone = values_text(row, "电话"),
				 .valid_from = day_of(clock_now())};

	if (err != OK || there)
		return err;
	err = check_org_name(import, row);
	if (err != OK || row->error_count > 0)
		return err != OK ? err : ERR_INVALID;
	org.kinds = kinds_of(row);
	err = org_add(&import->context, &org, true, &org.id, &sentence);
	if (err == ERR_INVALID)
		values_complain(row, "类别", "%s", sentence);
	import->changed += err == OK;
	return err;
}

const struct csv_import_kind organisations_import = {
	.page = {"导入单位", "/admin/organisations/import", "/admin/organisations/sample",
		 "列：单位代码、单位名称、简称、机构序列、类别（多个用顿号隔开）、电话"},
	.title = "批量登记单位",
	.sample_name = "单位导入模板.csv",
	.headings = "单位代码,单位名称,简称,机构序列,类别,电话",
	.fields = org_columns,
	.field_count = ARRAY_LENGTH(org_columns),
	.check = check_org,
	.save = save_org,
	.twice = {"单位代码"},
	.back = "/admin/organisations",
	.action = "organisation.import",
	.object = "organisation",
};

/* ---- pages ---- */

enum err people_import_get(struct request *req)
{
	return csv_import_show(req, &people_import);
}

static enum err import_people(struct csv_import *import)
{
	enum err err = tx_begin(import->context.db);

	return err == OK ? tx_end(import->context.db, csv_import_save(import)) : err;
}

/* Codes are shown once, on the answer itself. */
enum err people_import_post(struct request *req)
{
	struct csv_import import = {.context = context_writing(req), .kind = &people_import};
	struct dict *done;
	char *complaint;
	enum err err;

	if (!text_equal(request_action(req), "import"))
		return csv_import_run(req, &people_import);
	import.table = csv_upload_read(req, &complaint);
	if (import.table == NULL)
		return csv_import_answer(req, &import, complaint);
	done = page_begin(req, "admin/codes.tpl", people_import.title);
	import.data = done;
	err = import_people(&import);
	if (err == ERR_INVALID)
		return csv_import_answer(req, &import, NULL);
	if (err != OK)
		return err;
	dict_set(done, "BACK_HREF", people_import.back);
	dict_set(done, "BACK_LABEL", "返回账号列表");
	dict_set(done, "CODES_NOTE", "岗位由安全管理员另行授予。");
	dict_printf(done, "COUNT_TEXT", "已开通 %zu 个账号", import.table->count);
	return page_end(req, 200);
}

enum err people_sample_get(struct request *req)
{
	return csv_import_sample(req, &people_import);
}

enum err organisations_import_get(struct request *req)
{
	return csv_import_show(req, &organisations_import);
}

enum err organisations_import_post(struct request *req)
{
	return csv_import_run(req, &organisations_import);
}

enum err organisations_sample_get(struct request *req)
{
	return csv_import_sample(req, &organisations_import);
}
