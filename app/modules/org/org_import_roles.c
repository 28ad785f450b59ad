/* Roles as CSV, for a take-over: the rules are those of the page of one person, all or nothing. */
#include "base/base.h"
#include "modules/org/org_pages.h"

#include "base/text.h"
#include "modules/org/org_store.h"

static const struct field role_columns[] = {
	{.key = "账号", .label = "账号", .type = FIELD_TEXT, .required = true, .max = 32},
	{.key = "角色", .label = "角色", .type = FIELD_TEXT, .required = true, .max = 30},
};

/* ROLE_COUNT when unknown. */
static enum role role_called(const char *label)
{
	for (int role = 0; role < ROLE_COUNT; role++)
		if (text_equal(role_label((enum role)role), label))
			return (enum role)role;
	return ROLE_COUNT;
}

static enum err check_role(struct csv_import *import, struct values *row)
{
	const char *login = values_text(row, "账号");
	const char *label = values_text(row, "角色");
	int64_t id;

	if (label != NULL && role_called(label) == ROLE_COUNT)
		values_complain(row, "角色", "没有名为“%s”的角色", label);
	if (login == NULL)
		return OK;
	switch (person_by_login(&import->context, login, &id)) {
	case FOUND:
		return OK;
	case NOT_FOUND:
		values_complain(row, "账号", "没有账号 %s，请先开通", login);
		return OK;
	default:
		return ERR_INTERNAL;
	}
}

/* A row sees what the rows before it gave: two that exclude each other are refused at the second. */
static enum err save_role(struct csv_import *import, struct values *row)
{
	const char *sentence = NULL;
	int64_t id;
	enum err err;

	if (person_by_login(&import->context, values_text(row, "账号"), &id) != FOUND)
		return ERR_CONFLICT;
	err = person_grant_in_tx(&import->context, id, role_called(values_text(row, "角色")), &sentence);
	if (err == ERR_INVALID)
		values_complain(row, "角色", "%s", sentence);
	import->changed += err == OK;
	return err;
}

const struct csv_import_kind roles_import = {
	.page = {"导入角色", "/admin/people/roles", "/admin/people/roles/sample",
		 "列：账号、角色（用“账号与岗位”里的名称）；一人多个角色的，每个角色一行"},
	.title = "批量授予角色",
	.sample_name = "角色导入模板.csv",
	.headings = "账号,角色",
	.fields = role_columns,
	.field_count = ARRAY_LENGTH(role_columns),
	.check = check_role,
	.save = save_role,
	.twice = {"账号", "角色"},
	.tries_all = true,
	.back = "/admin/people",
	.action = "role.import",
	.object = "person",
};

enum err roles_import_get(struct request *req)
{
	return csv_import_show(req, &roles_import);
}

enum err roles_import_post(struct request *req)
{
	return csv_import_run(req, &roles_import);
}

enum err roles_sample_get(struct request *req)
{
	return csv_import_sample(req, &roles_import);
}
