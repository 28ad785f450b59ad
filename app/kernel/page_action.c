#include "base/base.h"
#include "kernel/page_action.h"

#include "base/text.h"
#include "kernel/actor.h"

enum err page_action_run(struct request *req, const struct page_action *actions)
{
	static const struct form none = {NULL, 0};
	const struct form *form;
	enum err err;

	while (actions->key != NULL && !text_equal(actions->key, request_action(req)))
		actions++;
	if (actions->key == NULL)
		return ERR_BAD_REQUEST;
	if (actions->permission != 0 && !actor_may(req, actions->permission))
		return ERR_FORBIDDEN;
	form = actions->form != NULL ? actions->form : &none;
	err = form_unknown(form->fields, form->count, &req->posted, NULL);
	if (err != OK)
		return err;
	req->form = values_decode(req->arena, form->fields, form->count, &req->posted, false);
	return actions->run(req);
}
