#include "base/base.h"
#include "modules/account/account_form.h"

#include "base/text.h"

#define SECRET(name, text) \
	{ \
		.key = name, .label = text, .type = FIELD_SECRET, .required = true, .max = 1024 \
	}

static const struct field sign_in_fields[] = {
	{.key = "login", .label = "账号", .type = FIELD_TEXT, .required = true, .max = 40},
	SECRET("password", "口令"),
	{.key = "next", .label = "登录后打开", .type = FIELD_HIDDEN},
};
const struct form sign_in_form = {sign_in_fields, ARRAY_LENGTH(sign_in_fields)};

static const struct field activate_fields[] = {
	{.key = "login", .label = "账号", .type = FIELD_TEXT, .required = true, .max = 40},
	{.key = "code", .label = "激活码", .type = FIELD_TEXT, .required = true, .max = 40},
	SECRET("password", "新口令"),
	SECRET("repeat", "再输一次新口令"),
};
const struct form activate_form = {activate_fields, ARRAY_LENGTH(activate_fields)};

static const struct field password_fields[] = {
	SECRET("current", "现口令"),
	SECRET("password", "新口令"),
	SECRET("repeat", "再输一次新口令"),
};
const struct form password_form = {password_fields, ARRAY_LENGTH(password_fields)};

/* The page has several small forms; each posts its own fields. */
static const struct field profile_fields[] = {
	{.key = "phone", .label = "联系电话", .type = FIELD_TEXT, .max = 30, .pattern = "phone"},
	{.key = "session", .label = "登录", .type = FIELD_INTEGER, .min = 1, .max = INT64_MAX},
	{.key = "phrase", .label = "常用意见", .type = FIELD_INTEGER, .min = 1, .max = INT64_MAX},
	{.key = "phrase_text", .label = "常用意见", .type = FIELD_LONG_TEXT, .min = 2, .max = 200},
};
const struct form profile_form = {profile_fields, ARRAY_LENGTH(profile_fields)};

void form_check_repeat(struct values *form)
{
	const struct value *password = values_find(form, "password");
	const struct value *repeat = values_find(form, "repeat");

	if (password->error == NULL && repeat->error == NULL && !text_equal(password->text, repeat->text))
		values_complain(form, "repeat", "两次输入的新口令不一样，请重新输入");
}
