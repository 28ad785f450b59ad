#include "base/base.h"
#include "modules/org/org_form.h"

#include "base/clock.h"

const struct option kind_options[KIND_OPTIONS] = {
	{"center", "省大数据中心"},     {"unit", "使用单位"},           {"provider", "云服务商"},
	{"supervisor", "云监管服务商"}, {"secops", "统一安全运维机构"}, {"integrator", "云整合平台承建单位"},
	{"assessor", "第三方机构"},
};

const struct option status_options[STATUS_OPTIONS] = {
	{"new", "待激活"},
	{"active", "正常"},
	{"disabled", "已停用"},
};

#define NAME \
	{ \
		.key = "name", .label = "单位名称", .type = FIELD_TEXT, .required = true, .min = 2, .max = 60 \
	}
#define SHORT_NAME \
	{ \
		.key = "short_name", .label = "简称", .type = FIELD_TEXT, .required = true, .min = 2, .max = 20 \
	}
#define RANK \
	{ \
		.key = "rank", .label = "机构序列", .type = FIELD_INTEGER, .required = true, .min = 1, .max = 99999, \
		.hint = "列表按此排序" \
	}
#define KINDS \
	{ \
		.key = "kinds", .label = "类别", .type = FIELD_CHOICES, .required = true, .options = kind_options, \
		.option_count = KIND_OPTIONS, .hint = "可以有多个类别；决定能授予哪些岗位" \
	}
#define PHONE \
	{ \
		.key = "phone", .label = "联系电话", .type = FIELD_TEXT, .max = 30, .pattern = "phone" \
	}
#define TITLE \
	{ \
		.key = "title", .label = "岗位名称", .type = FIELD_TEXT, .required = true, .min = 2, .max = 20, \
		.hint = "例如 信息化经办岗；不填姓名" \
	}

static const struct field org_new_fields[] = {
	{.key = "code",
	 .label = "单位代码",
	 .type = FIELD_TEXT,
	 .required = true,
	 .min = 2,
	 .max = 32,
	 .pattern = "code",
	 .hint = "统一社会信用代码或机构编码，登记后不改"},
	NAME,
	SHORT_NAME,
	RANK,
	KINDS,
	PHONE,
	{.key = "valid_from", .label = "启用日期", .type = FIELD_DATE, .required = true},
};
const struct form org_new_form = {org_new_fields, ARRAY_LENGTH(org_new_fields)};

static const struct field org_edit_fields[] = {NAME, SHORT_NAME, RANK, KINDS, PHONE};
const struct form org_edit_form = {org_edit_fields, ARRAY_LENGTH(org_edit_fields)};

static const struct field org_end_fields[] = {
	{.key = "valid_to", .label = "止于", .type = FIELD_DATE, .required = true},
	{.key = "successor", .label = "承接单位", .type = FIELD_INTEGER, .min = 1, .max = INT64_MAX},
};
const struct form org_end_form = {org_end_fields, ARRAY_LENGTH(org_end_fields)};

static const struct field person_new_fields[] = {
	{.key = "login",
	 .label = "账号",
	 .type = FIELD_TEXT,
	 .required = true,
	 .min = 3,
	 .max = 32,
	 .pattern = "login",
	 .hint = "小写字母开头，开通后不改，也不给别人再用"},
	{.key = "organisation",
	 .label = "单位",
	 .type = FIELD_REFERENCE,
	 .required = true,
	 .reference = "organisation"},
	TITLE,
	PHONE,
};
const struct form person_new_form = {person_new_fields, ARRAY_LENGTH(person_new_fields)};

static const struct field person_edit_fields[] = {TITLE, PHONE};
const struct form person_edit_form = {person_edit_fields, ARRAY_LENGTH(person_edit_fields)};

static const struct field person_successor_fields[] = {
	{.key = "successor", .label = "接办人", .type = FIELD_INTEGER, .min = 1, .max = INT64_MAX},
};
const struct form person_successor_form = {person_successor_fields, ARRAY_LENGTH(person_successor_fields)};

static const struct field people_codes_fields[] = {
	{.key = "organisation", .label = "单位", .type = FIELD_INTEGER, .max = INT64_MAX},
};
const struct form people_codes_form = {people_codes_fields, ARRAY_LENGTH(people_codes_fields)};

static const struct field person_role_fields[] = {
	{.key = "role", .label = "岗位", .type = FIELD_TEXT, .required = true, .max = 30},
};
const struct form person_role_form = {person_role_fields, ARRAY_LENGTH(person_role_fields)};

static const struct field person_session_fields[] = {
	{.key = "session", .label = "登录", .type = FIELD_INTEGER, .required = true, .min = 1, .max = INT64_MAX},
};
const struct form person_session_form = {person_session_fields, ARRAY_LENGTH(person_session_fields)};

static const char *text_or(const struct values *form, const char *key, const char *kept)
{
	if (values_find(form, key) == NULL)
		return kept;
	return values_text(form, key) != NULL ? values_text(form, key) : "";
}

void org_from_form(const struct values *form, struct org_record *org)
{
	org->code = text_or(form, "code", org->code);
	org->name = text_or(form, "name", org->name);
	org->short_name = text_or(form, "short_name", org->short_name);
	org->phone = text_or(form, "phone", org->phone);
	org->rank = values_number(form, "rank", org->rank);
	org->valid_from = values_number(form, "valid_from", org->valid_from);
	org->kinds = 0;
	for (unsigned kind = 1; kind <= KIND_ASSESSOR; kind <<= 1)
		if (values_chosen(form, "kinds", kind_key(kind)))
			org->kinds |= kind;
}

struct values *org_to_form(struct arena *arena, const struct org_record *org)
{
	struct params params = {0};

	params_add(arena, &params, "name", org->name);
	params_add(arena, &params, "short_name", org->short_name);
	params_add(arena, &params, "rank", arena_printf(arena, "%" PRId64, org->rank));
	params_add(arena, &params, "phone", org->phone);
	for (unsigned kind = 1; kind <= KIND_ASSESSOR; kind <<= 1)
		if ((org->kinds & kind) != 0)
			params_add(arena, &params, "kinds", kind_key(kind));
	return values_decode(arena, org_edit_form.fields, org_edit_form.count, &params, true);
}

struct values *person_to_form(struct arena *arena, const struct person_record *person)
{
	struct params params = {0};

	params_add(arena, &params, "title", person->title);
	params_add(arena, &params, "phone", person->phone);
	return values_decode(arena, person_edit_form.fields, person_edit_form.count, &params, true);
}
