#include "base/base.h"
#include "kernel/step_up.h"

#include "base/text.h"
#include "http/route.h"
#include "kernel/session.h"
#include "kernel/setting.h"

enum err step_up_ask(const struct context *context, const char *label, char **sentence)
{
	if (!context->actor->password_old)
		return OK;
	*sentence = arena_printf(context->arena,
				 "“%s”是最终决定，须再次输入登录口令：您上次输入已超过 %" PRId64
				 " 分钟。输入后再办理，现在还没有生效",
				 label, setting_integer(context->service, "final_decision_password_minutes"));
	return ERR_PASSWORD;
}

enum err step_up_take(struct request *req, const char **sentence)
{
	const char *password = params_get(&req->posted, "password");
	enum err err;

	if ((req->route->flags & ROUTE_DOOR) == 0)
		return OK;
	if (text_empty(password)) {
		*sentence = "请输入登录口令";
		return req->actor->password_old ? ERR_PASSWORD : OK;
	}
	err = session_step_up(req, password, sentence);
	if (err == ERR_THROTTLED)
		*sentence = err_sentence(err);
	return err == ERR_INVALID ? ERR_PASSWORD : err;
}

void step_up_show(struct request *req, struct dict *form, const char *sentence)
{
	struct dict *field = dict_include(form, "PASSWORD", "part/password.tpl");

	dict_set(field, "LOGIN", req->actor->login);
	dict_set(field, "ERROR", sentence);
}
