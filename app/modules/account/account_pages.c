#include "base/base.h"
#include "modules/account/account.h"

#include "base/text.h"
#include "http/page.h"
#include "http/respond.h"
#include "kernel/complaint.h"
#include "kernel/permission.h"
#include "kernel/session.h"
#include "kernel/setting.h"
#include "modules/account/account_delegation.h"
#include "modules/account/account_form.h"
#include "modules/account/account_store.h"

enum { SMALL_BODY = 16 * KIB, TYPED_BODY = 64 * KIB /* a page says what is too long, nginx would not */ };

static const char *raw_of(const struct values *form, const char *key)
{
	const struct value *value = form != NULL ? values_find(form, key) : NULL;

	return value != NULL && value->raw != NULL ? value->raw : "";
}

static const char *password_rule(struct request *req)
{
	return arena_printf(req->arena,
			    "至少 %" PRId64 " 个字符，含大写字母、小写字母、数字、其他符号中的三类，不含账号",
			    setting_integer(req->service, "password_min"));
}

/* Somebody who is signed in has no business on the pages before sign-in. */
static enum err go_inside(struct request *req)
{
	if (req->actor->restricted)
		return respond_redirect(req, "/password");
	return respond_redirect(req, "%s", safe_next(req->arena, request_query(req, "next")));
}

static enum err sign_in_page(struct request *req, const char *next, const char *sentence, int status)
{
	struct context context = context_reading(req);
	struct dict *page = page_begin(req, "account/sign_in.tpl", "登录");
	enum err err;

	pre_session_ensure(req);
	dict_set(page, "NEXT", safe_next(req->arena, next));
	dict_set(page, "LOGIN", raw_of(req->form, "login"));
	dict_printf(page, "LOCK_RULE", "连续 %" PRId64 " 次输错，同一网段锁定 %" PRId64 " 分钟",
		    setting_integer(req->service, "sign_in_failures"),
		    setting_integer(req->service, "sign_in_lock_min"));
	complaint_show(req, page, "登录没有成功", req->form, sentence);
	err = account_show_news(&context, page);
	if (err == OK && req->service->demo)
		err = account_show_demo(&context, page);
	return err == OK ? page_end(req, status) : err;
}

static enum err sign_in_get(struct request *req)
{
	if (req->actor != NULL)
		return go_inside(req);
	return sign_in_page(req, request_query(req, "next"), NULL, 200);
}

static enum err sign_in_post(struct request *req)
{
	const char *next = values_word(req->form, "next");
	const char *sentence = NULL;
	enum err err;

	if (req->form->error_count > 0)
		return sign_in_page(req, next, NULL, 422);
	err = session_sign_in(req, values_word(req->form, "login"), values_word(req->form, "password"), &sentence);
	if (err == ERR_INVALID)
		return sign_in_page(req, next, sentence, 422);
	return err == OK ? respond_redirect(req, "%s", safe_next(req->arena, next)) : err;
}

static enum err sign_out_post(struct request *req)
{
	enum err err = session_sign_out(req);

	return err == OK ? respond_redirect(req, "/sign-in") : err;
}

static enum err activate_page(struct request *req, const char *sentence, int status)
{
	struct dict *page = page_begin(req, "account/activate.tpl", "激活账号");

	pre_session_ensure(req);
	dict_set(page, "LOGIN", raw_of(req->form, "login"));
	dict_set(page, "CODE", raw_of(req->form, "code"));
	dict_set(page, "PASSWORD_RULE", password_rule(req));
	complaint_show(req, page, "账号没有激活", req->form, sentence);
	return page_end(req, status);
}

static enum err activate_get(struct request *req)
{
	return req->actor != NULL ? go_inside(req) : activate_page(req, NULL, 200);
}

static enum err activate_post(struct request *req)
{
	const struct values *form = req->form;
	const char *sentence = NULL;
	enum err err;

	form_check_repeat(req->form);
	if (form->error_count > 0)
		return activate_page(req, NULL, 422);
	err = session_activate(req, values_word(form, "login"), values_word(form, "code"),
			       values_word(form, "password"), &sentence);
	if (err == ERR_INVALID)
		return activate_page(req, sentence, 422);
	return err == OK ? respond_redirect(req, "/") : err;
}

static enum err password_page(struct request *req, const char *sentence, int status)
{
	struct dict *page = page_begin(req, "account/password.tpl", "修改口令");

	dict_show_if(page, "FORCED", req->actor->restricted);
	dict_set(page, "LOGIN", req->actor->login);
	dict_set(page, "PASSWORD_RULE", password_rule(req));
	if (req->form != NULL) {
		complaint_beside(page, req->form, "current", "CURRENT_ERROR");
		complaint_beside(page, req->form, "password", "PASSWORD_ERROR");
		complaint_beside(page, req->form, "repeat", "REPEAT_ERROR");
	}
	complaint_show(req, page, "口令没有修改", req->form, sentence);
	return page_end(req, status);
}

static enum err password_get(struct request *req)
{
	return password_page(req, NULL, 200);
}

static enum err password_post(struct request *req)
{
	const char *sentence = NULL;
	enum err err;

	form_check_repeat(req->form);
	if (req->form->error_count > 0)
		return password_page(req, NULL, 422);
	err = session_change_password(req, values_word(req->form, "current"), values_word(req->form, "password"),
				      &sentence);
	if (err == ERR_INVALID)
		return password_page(req, sentence, 422);
	return err == OK ? respond_redirect(req, "/") : err;
}

/* What was refused stands where it was typed; the other small forms of the page posted nothing. */
static void show_typed(struct dict *page, const struct values *form, const char *key, const char *text,
		       const char *error)
{
	const struct value *value = values_find(form, key);

	if (text_empty(value->raw))
		return;
	dict_set(page, text, value->raw);
	complaint_beside(page, form, key, error);
}

static enum err profile_page(struct request *req, const char *sentence, int status)
{
	struct context context = context_reading(req);
	struct dict *page = page_begin(req, "account/profile.tpl", "我的账号");
	enum err err = account_show(&context, page);

	if (req->form != NULL) {
		show_typed(page, req->form, "phone", "PHONE", "PHONE_ERROR");
		show_typed(page, req->form, "phrase_text", "PHRASE_TYPED", "PHRASE_ERROR");
	}
	complaint_show(req, page, "没有保存", req->form, sentence);
	return err == OK ? page_end(req, status) : err;
}

static enum err profile_get(struct request *req)
{
	return profile_page(req, NULL, 200);
}

static enum err do_contact(struct request *req, struct context *context, const char **sentence UNUSED)
{
	return account_set_phone(context, values_word(req->form, "phone"));
}

static enum err do_revoke(struct request *req, struct context *context, const char **sentence UNUSED)
{
	return session_revoke(context, values_number(req->form, "session", 0));
}

static enum err do_add_phrase(struct request *req, struct context *context, const char **sentence)
{
	if (values_text(req->form, "phrase_text") == NULL) {
		*sentence = "请填写常用意见";
		return ERR_INVALID;
	}
	return phrase_add(context, values_word(req->form, "phrase_text"), sentence);
}

static enum err do_drop_phrase(struct request *req, struct context *context, const char **sentence UNUSED)
{
	return phrase_drop(context, values_number(req->form, "phrase", 0));
}

static const struct {
	const char *action;
	enum err (*run)(struct request *req, struct context *context, const char **sentence);
} profile_actions[] = {
	{"add_phrase", do_add_phrase},
	{"contact", do_contact},
	{"drop_phrase", do_drop_phrase},
	{"revoke", do_revoke},
};

static enum err profile_post(struct request *req)
{
	struct context context = context_writing(req);
	const char *sentence = NULL;
	enum err err = ERR_BAD_REQUEST;

	if (req->form->error_count > 0)
		return profile_page(req, NULL, 422);
	for (size_t i = 0; i < ARRAY_LENGTH(profile_actions); i++)
		if (text_equal(request_action(req), profile_actions[i].action))
			err = profile_actions[i].run(req, &context, &sentence);
	if (err == ERR_INVALID)
		return profile_page(req, sentence, 422);
	return err == OK ? respond_redirect(req, "/profile") : err;
}

static const struct route account_routes[] = {
	{METHOD_GET, "/activate", activate_get, PERMISSION_PUBLIC, "none", .flags = ROUTE_DOOR | ROUTE_PRE_SESSION},
	{METHOD_POST, "/activate", activate_post, PERMISSION_PUBLIC, "none", .form = &activate_form,
	 .body_max = SMALL_BODY, .flags = ROUTE_DOOR | ROUTE_PRE_SESSION},
	{METHOD_GET, "/delegations", delegations_get, MAY_ACT, "10", .flags = 0},
	{METHOD_POST, "/delegations", delegations_post, MAY_ACT, "10", .form = &delegation_form,
	 .body_max = TYPED_BODY},
	{METHOD_GET, "/password", password_get, PERMISSION_SIGNED_IN, "none", .flags = ROUTE_DOOR | ROUTE_RESTRICTED},
	{METHOD_POST, "/password", password_post, PERMISSION_SIGNED_IN, "none", .form = &password_form,
	 .body_max = SMALL_BODY, .flags = ROUTE_DOOR | ROUTE_RESTRICTED},
	{METHOD_GET, "/profile", profile_get, PERMISSION_SIGNED_IN, "none", .flags = 0},
	{METHOD_POST, "/profile", profile_post, PERMISSION_SIGNED_IN, "none", .form = &profile_form,
	 .body_max = TYPED_BODY},
	{METHOD_GET, "/sign-in", sign_in_get, PERMISSION_PUBLIC, "none", .flags = ROUTE_DOOR | ROUTE_PRE_SESSION},
	{METHOD_POST, "/sign-in", sign_in_post, PERMISSION_PUBLIC, "none", .form = &sign_in_form,
	 .body_max = SMALL_BODY, .flags = ROUTE_DOOR | ROUTE_PRE_SESSION},
	{METHOD_POST, "/sign-out", sign_out_post, PERMISSION_SIGNED_IN, "none", .body_max = SMALL_BODY,
	 .flags = ROUTE_RESTRICTED},
	{.path = NULL},
};

const struct module account_module = {
	.name = "account",
	.routes = account_routes,
};
