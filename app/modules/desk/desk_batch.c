/* 成批办理 in the browser: tick in the inbox, choose, read what will happen, confirm, see what happened. */
#include "base/base.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "http/respond.h"
#include "kernel/complaint.h"
#include "kernel/move.h"
#include "kernel/setting.h"
#include "kernel/step_up.h"
#include "modules/desk/batch.h"
#include "modules/desk/desk.h"
#include "modules/matter/matter_module.h"

static const struct field choice_fields[] = {
	{.key = "choice", .label = "办理结果", .type = FIELD_TEXT, .max = 60},
	{.key = "opinion", .label = "意见", .type = FIELD_LONG_TEXT, .max = MATTER_OPINION_MAX},
};
const struct form batch_form = {choice_fields, ARRAY_LENGTH(choice_fields)};

static const struct field password_fields[] = {
	{.key = "password", .label = "登录口令", .type = FIELD_SECRET, .max = 1024},
};
const struct form batch_password_form = {password_fields, ARRAY_LENGTH(password_fields)};

/* ---- POST /batches: what was ticked in the inbox ---- */

enum err batches_post(struct request *req)
{
	struct context context = context_writing(req);
	int64_t tasks[BATCH_MOST + 1];
	size_t count = 0;
	const char *sentence;
	int64_t id;
	enum err err;

	for (size_t i = 0; i < req->posted.count; i++) {
		const char *name = req->posted.items[i].name;

		if (text_equal(name, "csrf") || text_equal(name, "once") || text_equal(name, "action"))
			continue;
		if (!text_equal(name, "task") || count > BATCH_MOST ||
		    !parse_integer(req->posted.items[i].value, &tasks[count]))
			return ERR_BAD_REQUEST;
		count++;
	}
	err = batch_open(&context, tasks, count, &id, &sentence);
	if (err == ERR_INVALID)
		return inbox_page(req, &(struct ticked){tasks, count, sentence}, 422);
	return err == OK ? respond_redirect(req, "/batches/%" PRId64, id) : err;
}

/* ---- GET /batches/:id ---- */

/* As typed, too long or not; "" when this form does not ask for it. */
static const char *typed(const struct values *form, const char *key)
{
	const struct value *value = form == NULL ? NULL : values_find(form, key);

	return value == NULL ? "" : value->raw;
}

/* form: what was chosen and refused, NULL when nothing was. */
static enum err fill_choices(struct context *context, struct dict *body, const struct batch *batch,
			     const struct values *form)
{
	const char *chosen = form != NULL ? typed(form, "choice") : batch->action != NULL ? batch->action->key : NULL;
	const struct action **actions;
	size_t count;
	struct dict *choose;
	enum err err = batch_actions(context, batch, &actions, &count);

	if (err != OK)
		return err;
	choose = dict_section(body, count > 0 ? "CHOOSE" : "NO_CHOICE");
	dict_set(choose, "OPINION", form != NULL ? typed(form, "opinion") : batch->opinion);
	dict_int(choose, "OPINION_MAX", MATTER_OPINION_MAX);
	if (form != NULL && values_find(form, "opinion") != NULL)
		complaint_beside(choose, form, "opinion", "OPINION_ERROR");
	for (size_t i = 0; count > 0 && i < count; i++) {
		struct dict *option = dict_section(choose, "OPTION");

		dict_set(option, "OPTION_VALUE", actions[i]->key);
		dict_set(option, "OPTION_LABEL", actions[i]->label);
		dict_show_if(option, "OPTION_CHECKED",
			     text_equal(actions[i]->key, chosen) || (text_empty(chosen) && actions[i]->primary));
	}
	return OK;
}

/* Before it runs: what will be done; afterwards: what was. */
static enum err fill_item(struct context *context, struct dict *row, const struct batch *batch,
			  const struct batch_item *item, size_t *can)
{
	const char *why = NULL;
	enum err err = OK;

	dict_int(row, "MATTER_ID", item->matter);
	dict_set(row, "NUMBER", item->number);
	dict_set(row, "SUBJECT", item->subject);
	dict_set(row, "UNIT_NAME", item->unit_name);
	due_fill(context, row, item->due_at, item->paused);
	if (batch->run_at == 0 && batch->action != NULL && batch->person == context->actor->person)
		err = batch_try(context, batch, item, &why);
	else if (text_equal(item->outcome, "refused"))
		why = item->sentence;
	else if (batch->run_at > 0 && text_empty(item->outcome))
		why = "办理中断，没有办到这一件，请单独办理"; /* a list runs once */
	if (err != OK || batch->action == NULL)
		return err;
	*can += why == NULL;
	if (why != NULL)
		dict_set(dict_section(row, "REFUSED"), "REFUSED_TEXT", why);
	else
		dict_printf(dict_section(row, "WILL"), "WILL_TEXT", "%s“%s”", batch->run_at > 0 ? "已" : "将",
			    batch->action->label);
	return OK;
}

static void fill_status(struct context *context, struct dict *body, const struct batch *batch, size_t can)
{
	struct arena *arena = context->arena;
	bool own = batch->person == context->actor->person;
	struct dict *status = dict_section(body, "STATUS");

	if (batch->dropped_at > 0) {
		dict_printf(status, "STATUS_TEXT", "%s已于 %s 取消，没有办理。", batch->dropper,
			    format_time(arena, batch->dropped_at));
	} else if (batch->run_at > 0) {
		dict_printf(status, "STATUS_TEXT", "%s已于 %s 办理 %zu 件，%zu 件没有办理%s%s。",
			    own ? "" : batch->title, format_time(arena, batch->run_at), can, batch->count - can,
			    batch->confirmed_at > 0 ? "；办理前由另一人确认：" : "",
			    batch->confirmed_at > 0 ? batch->confirmer : "");
	} else if (batch->confirmed_at > 0) {
		dict_printf(status, "STATUS_TEXT", "%s已于 %s 确认，由提请人办理。", batch->confirmer,
			    format_time(arena, batch->confirmed_at));
		dict_show_if(body, "MAY_GO", own && can > 0);
	} else if (batch->asked_at > 0) {
		dict_printf(status, "STATUS_TEXT", "%s于 %s 提请，须由同岗位的另一人核对并确认，确认前不办理。",
			    batch->title, format_time(arena, batch->asked_at));
		dict_show_if(body, "MAY_CONFIRM", !own);
	} else {
		dict_printf(status, "STATUS_TEXT", "可办理 %zu 件，不能办理 %zu 件。%s", can, batch->count - can,
			    batch_needs_second(context, batch) ? "件数较多，提请后须由同岗位的另一人确认。"
							       : "确认后逐件办理，不能撤回。");
		dict_show_if(body, "MAY_GO", can > 0);
	}
	dict_show_if(body, "MAY_DROP", batch->run_at == 0 && batch->dropped_at == 0);
	dict_set(body, "GO_LABEL",
		 batch->asked_at == 0 && batch_needs_second(context, batch)
			 ? "提请确认"
			 : arena_printf(arena, "确认办理 %zu 件", can));
}

/* While a second person is still to come: that there is none, and what to do. */
static enum err fill_alone(struct context *context, struct dict *body, const struct batch *batch)
{
	bool there = true;
	enum err err = OK;

	if (batch_needs_second(context, batch) && batch->confirmed_at == 0 && batch->run_at == 0 &&
	    batch->dropped_at == 0)
		err = batch_second_there(context, batch, &there);
	if (err == OK && !there)
		dict_printf(dict_section(body, "ALONE"), "ALONE_TEXT",
			    "本单位没有另一名%s可以确认，这一批不能成批办理。请分批勾选，每批不超过 %" PRId64
			    " 件；或者由本单位提出人员变动，增加一名%s。",
			    role_label(batch->role), setting_integer(context->service, "bulk_second_person"),
			    role_label(batch->role));
	return err;
}

/* Beside the buttons, with what the summary says. */
static void ask_password(struct request *req, struct dict *body, const char *sentence)
{
	complaint_line(complaint_begin(body, "还没有办理"), "#f-password", sentence);
	step_up_show(req, body, sentence);
	dict_show(body, "ASKS_PASSWORD");
}

/* sentence: what is wrong with the choice; with ERR_PASSWORD or ERR_THROTTLED: with the password. */
static enum err batch_page(struct request *req, struct context *context, const struct batch *batch,
			   const char *sentence, enum err refused)
{
	struct dict *body = page_begin(req, "desk/batch.tpl", "成批办理");
	bool open = batch->asked_at == 0 && batch->run_at == 0 && batch->dropped_at == 0;
	bool choice = refused == ERR_INVALID;
	size_t can = 0;
	enum err err = OK;

	dict_int(body, "ID", batch->id);
	dict_printf(body, "BATCH_TEXT", "%s　%s　%s　共 %zu 件", batch->procedure->title, batch->state->label,
		    role_label(batch->role), batch->count);
	if (choice)
		complaint_show(req, body, "还不能继续", req->form, sentence);
	else if (refused == ERR_CONFLICT)
		dict_show(body, "CHANGED");
	else if (refused != OK)
		ask_password(req, body, sentence);
	for (size_t i = 0; err == OK && i < batch->count; i++)
		err = fill_item(context, dict_section(body, "ROW"), batch, &batch->items[i], &can);
	if (err == OK && open)
		err = fill_choices(context, body, batch, choice ? req->form : NULL);
	if (batch->action != NULL) {
		struct dict *decided = dict_section(body, "CHOSEN");

		dict_set(decided, "CHOSEN_LABEL", batch->action->label);
		dict_set(decided, "CHOSEN_OPINION",
			 batch->action->opinion == OPINION_NONE ? "此结果不写意见"
			 : text_empty(batch->opinion)           ? "（无）"
								: batch->opinion);
	}
	if (err == OK)
		err = fill_alone(context, body, batch);
	if (err == OK && (batch->action != NULL || !open))
		fill_status(context, body, batch, can);
	return err != OK ? err : page_end(req, err_status(refused));
}

static enum err batch_of(struct request *req, struct context *context, struct batch **out)
{
	return found_err(batch_find(context, request_number(req, "id"), out));
}

/* Asked for, done or cancelled since the page was opened: how it stands now. */
static enum err changed_page(struct request *req, struct context *context)
{
	struct batch *batch;
	enum err err = batch_of(req, context, &batch);

	return err != OK ? err : batch_page(req, context, batch, NULL, ERR_CONFLICT);
}

enum err batch_get(struct request *req)
{
	struct context context = context_reading(req);
	struct batch *batch;
	enum err err = batch_of(req, &context, &batch);

	return err != OK ? err : batch_page(req, &context, batch, NULL, OK);
}

/* ---- POST /batches/:id ---- */

static enum err choose(struct request *req, struct context *context, struct batch *batch)
{
	const char *chosen = values_text(req->form, "choice");
	const char *opinion = values_text(req->form, "opinion");
	const struct action **actions;
	size_t count;
	enum err err = batch_actions(context, batch, &actions, &count);

	for (size_t i = 0; err == OK && i < count; i++)
		if (text_equal(actions[i]->key, chosen))
			return batch_choose(context, batch, actions[i], opinion != NULL ? opinion : "");
	return err != OK ? err : ERR_INVALID;
}

/* As matter_act.c does for one matter: the password, if the page sent one, before the deed. */
static enum err with_password(struct request *req, struct context *context, struct batch *batch,
			      enum err (*run)(struct context *context, struct batch *batch))
{
	const char *why = NULL;
	char *ask = NULL;
	enum err err = step_up_take(req, &why);

	if (err == OK)
		err = batch_ask_password(context, batch, &ask);
	if (err == ERR_PASSWORD || err == ERR_THROTTLED)
		return batch_page(req, context, batch, ask != NULL ? ask : why, err);
	return err == OK ? run(context, batch) : err;
}

static enum err go(struct request *req, struct context *context, struct batch *batch)
{
	return with_password(req, context, batch, batch_go);
}

static enum err confirm(struct request *req, struct context *context, struct batch *batch)
{
	if (batch->person == context->actor->person)
		return ERR_FORBIDDEN;
	return with_password(req, context, batch, batch_confirm);
}

static enum err drop(struct request *req UNUSED, struct context *context, struct batch *batch)
{
	return batch_drop(context, batch);
}

static const struct {
	const char *action;
	bool own; /* for whoever put it together */
	enum err (*run)(struct request *req, struct context *context, struct batch *batch);
} batch_actions_of_page[] = {
	{"choose", true, choose},
	{"confirm", false, confirm},
	{"drop", false, drop},
	{"go", true, go},
};

enum err batch_post(struct request *req)
{
	struct context context = context_writing(req);
	struct batch *batch;
	enum err err = batch_of(req, &context, &batch);

	if (err != OK)
		return err;
	for (size_t i = 0; i < ARRAY_LENGTH(batch_actions_of_page); i++) {
		if (!text_equal(request_action(req), batch_actions_of_page[i].action))
			continue;
		if (batch_actions_of_page[i].own && batch->person != context.actor->person)
			return ERR_FORBIDDEN;
		err = req->form->error_count > 0 ? ERR_INVALID : batch_actions_of_page[i].run(req, &context, batch);
		if (err == ERR_INVALID)
			return batch_page(req, &context, batch, req->form->error_count > 0 ? NULL : "请选择办理结果",
					  err);
		if (err == OK && req->response.status != 0)
			return OK;
		if (err == ERR_CONFLICT)
			return changed_page(req, &context);
		return err == OK ? respond_redirect(req, "/batches/%" PRId64, batch->id) : err;
	}
	return ERR_BAD_REQUEST;
}
