#include "base/base.h"

#include "base/clock.h"
#include "base/text.h"
#include "http/respond.h"
#include "kernel/audit.h"
#include "kernel/filters.h"
#include "kernel/frame.h"
#include "kernel/listing_file.h"
#include "kernel/move.h"
#include "kernel/csv_upload.h"
#include "kernel/permission.h"
#include "kernel/setting.h"
#include "modules/matter/matter_module.h"
#include "modules/matter/matter_settings.h"

enum { STATES_MAX = 600, BODY_MOST = 2 * 1024 * 1024, UPLOAD_BODY_MOST = 52 * 1024 * 1024 };

enum err matter_of(struct request *req, struct context *context, struct matter **out)
{
	return found_err(matter_find(context, request_number(req, "id"), out));
}

void matter_crumbs(struct request *req, const struct matter *matter)
{
	/* Administrators have no list of matters: they come from what waits for them. */
	if (actor_may(req, MAY_SEE_MATTERS))
		frame_crumb(req, "/matters", "全部事项");
	else
		frame_crumb(req, "/inbox", "待我办理");
	if (matter != NULL)
		frame_crumb(req, arena_printf(req->arena, "/matters/%" PRId64, matter->id), matter->title);
}

/* ---- GET /matters ---- */

/* What was typed into the search, NULL when nothing. */
static const char *searched(struct request *req)
{
	const char *text = text_trim(req->arena, text_narrow(req->arena, request_query(req, "q")));

	return text_empty(text) ? NULL : text;
}

/* Who is only invited sees what he was invited to; the matters of his organisation are not for him: none are listed. */
static int64_t listed_org(const struct actor *actor)
{
	return (actor->roles & ~(ROLE_BIT(ROLE_REVIEW_EXPERT) | ROLE_BIT(ROLE_ASSESSOR_CLERK))) == 0 ? 0 : actor->org;
}

/* "application:trial" from the filter, as two parts. */
static struct query *list_query(struct request *req, struct context *context)
{
	const char *state = filter_value(req, "state");
	const char *colon = state == NULL ? NULL : strchr(state, ':');
	struct query *query;

	if (searched(req) != NULL) {
		query = db_query(req->reader, Q_MATTER_PAGE_SEARCH);
		query_text(query, ":text", searched(req));
	} else if (colon == NULL) {
		query = db_query(req->reader, Q_MATTER_PAGE_LIST);
	} else {
		query = db_query(req->reader, Q_MATTER_PAGE_LIST_STATE);
		query_text(query, ":procedure", arena_strndup(req->arena, state, (size_t)(colon - state)));
		query_text(query, ":state", colon + 1);
	}
	query_int(query, ":org", listed_org(context->actor));
	return query;
}

/* A state that nothing is in now is still one. */
static void offer_asked(struct request *req, struct option *options, size_t *count)
{
	const char *asked = filter_value(req, "state");
	const char *colon = asked == NULL ? NULL : strchr(asked, ':');
	const struct procedure *procedure;
	const struct state *state;

	for (size_t i = 0; i < *count; i++)
		if (text_equal(options[i].key, asked))
			return;
	procedure = colon == NULL
			    ? NULL
			    : procedure_find(req->service, arena_strndup(req->arena, asked, (size_t)(colon - asked)));
	state = procedure == NULL ? NULL : procedure_state(procedure, colon + 1);
	if (state != NULL)
		options[(*count)++] =
			(struct option){asked, arena_printf(req->arena, "%s　%s（0）", procedure->title, state->label)};
}

static enum err fill_state_filter(struct request *req, struct context *context, struct dict *body)
{
	struct dict *filters = filters_begin(req, body, "按发起时间，新的在前");
	struct option *options = arena_array(req->arena, STATES_MAX + 1, sizeof *options);
	struct query *query = db_query(req->reader, Q_MATTER_PAGE_STATES);
	size_t count = 0;
	int64_t total = 0;

	filters_text(req, filters, "q", "编号、名称或单位");
	query_int(query, ":org", listed_org(context->actor));
	while (count < STATES_MAX && query_step(query)) {
		const char *key = next_text(query, req->arena);
		const char *state_key = next_text(query, req->arena);
		int64_t n = next_int(query);
		const struct procedure *procedure = procedure_find(req->service, key);
		const struct state *state = procedure == NULL ? NULL : procedure_state(procedure, state_key);
		struct option *option = &options[count++];

		total += n;
		option->key = arena_printf(req->arena, "%s:%s", key, state_key);
		option->label =
			arena_printf(req->arena, "%s　%s（%" PRId64 "）", procedure == NULL ? key : procedure->title,
				     state == NULL ? state_key : state->label, n);
	}
	offer_asked(req, options, &count);
	filters_choose(req, filters, "state", "当前环节", "全部环节", options, count);
	if (searched(req) == NULL)
		dict_printf(filters, "COUNT_TEXT", "共 %" PRId64 " 件", total);
	else
		dict_printf(filters, "COUNT_TEXT", "编号、名称或单位含“%s”的事项", searched(req));
	return query_end(query);
}

static const struct listing_column matters_columns[] = {
	{"NUMBER", "编号", CELL_TEXT},           {"SUBJECT", "信息系统", CELL_TEXT},
	{"UNIT_NAME", "单位", CELL_TEXT},        {"PROCEDURE_TITLE", "事项类型", CELL_TEXT},
	{"STATE_LABEL", "当前环节", CELL_TEXT},  {"HOLDER_NAME", "谁在办", CELL_TEXT},
	{"SUBMITTED_AT", "提交时间", CELL_TEXT}, {"DUE.DUE_DAY", "办理时限", CELL_TEXT},
	{"DUE.DUE_TEXT", "时限情况", CELL_TEXT}, {"LATE_YES", "逾期", CELL_YES},
};
static const struct listing_file matters_file = {"事项", matters_columns, ARRAY_LENGTH(matters_columns)};

static enum err list_get(struct request *req)
{
	struct context context = context_reading(req);
	struct listing list = {.descending = true, .each = matter_row, .file = &matters_file};
	struct query *query;
	struct dict *body;
	int64_t id = 0;
	enum err err;

	if (searched(req) != NULL) {
		query = db_query(req->reader, Q_MATTER_PAGE_BY_NUMBER);
		query_int(query, ":org", listed_org(context.actor));
		query_text(query, ":number", searched(req));
		err = query_value(query, 0, &id);
		if (err != OK)
			return err;
		if (id > 0)
			return respond_redirect(req, "/matters/%" PRId64, id);
	}
	body = page_begin(req, "matter/list.tpl", "全部事项");
	dict_show_if(body, "MAY_START", actor_may(req, MAY_START_MATTER));
	err = fill_state_filter(req, &context, body);
	if (err != OK)
		return err;
	query = list_query(req, &context);
	err = listing_bind(req, query, &list);
	if (err == OK)
		err = listing_fill(&context, body, "ROW", query, &list);
	if (err != OK)
		return err;
	listing_empty(body, &list, "inbox", searched(req) != NULL ? "没有符合条件的事项" : "没有事项",
		      searched(req) != NULL ? "请换用编号、系统名称或单位名称的一部分再查"
					    : "本单位发起或参与的事项会列在这里");
	listing_pager(req, body, &list);
	return page_end(req, filters_status(req));
}

/* ---- GET /matters/:id ---- */

static enum err show_get(struct request *req)
{
	struct context context = context_reading(req);
	struct matter *matter;
	enum err err = matter_of(req, &context, &matter);

	return err != OK ? err : matter_show_page(req, &context, matter, &(struct acting){0}, 200);
}

/* ---- GET /matters/:id/edit ---- */

static enum err edit_get(struct request *req)
{
	struct context context = context_reading(req);
	struct matter *matter;
	struct values *form;
	bool may = false;
	int64_t saves, saved_at;
	enum err err = matter_of(req, &context, &matter);

	if (err == OK)
		err = matter_may_edit(&context, matter, &may);
	if (err == OK && !may)
		err = ERR_FORBIDDEN;
	if (err == OK)
		err = matter_draft(&context, matter, &form, &saves, &saved_at);
	return err != OK ? err : matter_edit_page(req, &context, matter, form, &(struct acting){0}, 200);
}

static enum err fill_returned(struct context *context, struct dict *body, const struct matter *matter)
{
	struct query *query;
	enum err err;

	if (matter->returned_from == NULL)
		return OK;
	query = db_query(context->db, Q_MATTER_PAGE_RETURNED);
	query_int(query, ":matter", matter->id);
	query_text(query, ":state", matter->state->key);
	query_int(query, ":org", context->actor->org);
	if (query_step(query)) {
		struct dict *returned = dict_section(body, "RETURNED");

		dict_set(returned, "RETURNED_WHO", next_text(query, context->arena));
		dict_set(returned, "RETURNED_AT", format_time(context->arena, next_int(query)));
		dict_set(returned, "RETURNED_TEXT", next_text(query, context->arena));
		dict_show_if(returned, "RETURNED_KEPT", next_int(query) == 0);
	}
	err = query_end(query);
	return err;
}

/* What is done to the draft as it lies there, without anything asked: the matter stays where it is. */
static enum err fill_own_buttons(struct context *context, struct dict *body, const struct matter *matter)
{
	const struct action **actions;
	size_t count = 0;
	enum err err = matter_actions(context, matter, &actions, &count);

	for (size_t i = 0; i < count; i++) {
		struct dict *button;

		if (!text_equal(actions[i]->to, "@same") || actions[i]->primary || actions[i]->field_count > 0 ||
		    actions[i]->opinion == OPINION_REQUIRED)
			continue;
		button = dict_section(body, "OWN_BUTTON");
		dict_set(button, "ACTION_KEY", actions[i]->key);
		dict_set(button, "ACTION_LABEL", actions[i]->label);
		dict_set(button, "ACTION_HINT", actions[i]->hint);
		dict_show_if(button, "ACTION_HINT", !text_empty(actions[i]->hint));
	}
	return err;
}

enum err matter_edit_page(struct request *req, struct context *context, struct matter *matter, struct values *form,
			  const struct acting *acting, int status)
{
	bool wrong = form->error_count > 0 || acting->refusal_count > 0 || acting->sentence != NULL || acting->stale;
	struct dict *body = page_begin(
		req, "matter/form.tpl",
		arena_printf(req->arena, "%s填写%s", wrong && status >= 400 ? "错误：" : "", matter->procedure->title));
	struct values *saved;
	int64_t saves = 0;
	int64_t saved_at = 0;
	size_t documents = 0;
	enum err err;

	matter_crumbs(req, matter);
	dict_set(body, "ARTICLE_NOTE", article_note(req->arena, matter->state->article));
	dict_int(body, "MATTER_ID", matter->id);
	dict_int(body, "STEP", matter->step);
	dict_printf(body, "AUTOSAVE_HREF", "/matters/%" PRId64, matter->id);
	dict_set(body, "STATE_LABEL", matter->state->label);
	dict_set(body, "STATE_TONE", state_tone(matter->state));
	if (acting->facts != NULL)
		file_error_fill(body, &acting->refusals[0]);
	else if (wrong && status >= 400 && !acting->stale)
		errors_fill(context, body, "还不能提交", form, NULL, acting->refusals, acting->refusal_count,
			    acting->sentence);
	dict_set(body, "OPINION", acting->opinion);
	dict_show_if(body, "OPINION", !text_empty(acting->opinion));
	err = matter_draft(context, matter, &saved, &saves, &saved_at);
	dict_int(body, "REVISION", saves);
	if (err == OK && acting->stale)
		err = overtaken_fill(context, body, matter, form);
	if (saves > 0)
		dict_printf(body, "SAVED_TEXT", "草稿已保存 %s（第 %" PRId64 " 次）",
			    format_time_full(req->arena, saved_at), saves);
	else
		dict_set(body, "SAVED_TEXT", "还没有保存过");
	if (err == OK)
		err = fill_returned(context, body, matter);
	if (err == OK)
		err = rerun_fill(context, body, matter, form);
	if (err == OK)
		err = gates_fill(context, body, matter->procedure, matter, form);
	if (err == OK)
		err = fields_sections(context, body, form, matter->procedure);
	if (err == OK)
		err = uploads_fill(context, body, matter, form, acting, &documents);
	dict_show_if(body, "HAS_DOCUMENTS", documents > 0);
	dict_set(body, "LIMITS_TEXT", upload_limits_text(context));
	if (err == OK)
		err = fill_own_buttons(context, body, matter);
	if (err == OK)
		err = panels_fill(context, body, matter, form);
	return err != OK ? err : page_end(req, status);
}

/* ---- GET /matters/:id/check ---- */

const struct action *matter_submitting(struct context *context, const struct matter *matter)
{
	const struct action **actions;
	size_t count = 0;

	if (matter_actions(context, matter, &actions, &count) != OK)
		return NULL;
	for (size_t i = 0; i < count; i++)
		if (actions[i]->primary)
			return actions[i];
	return count > 0 ? actions[0] : NULL;
}

/* What cannot be undone, and where it goes; back to who returned it: what the state itself says of it. */
static void fill_next(struct dict *body, const struct matter *matter, const struct action *action)
{
	const struct state *to = procedure_state(matter->procedure, action->to);

	if (action->confirm != NULL)
		dict_set(dict_section(body, "NEXT_STEP"), "STEP_TEXT", action->confirm);
	if (to != NULL && to != matter->state)
		dict_printf(dict_section(body, "NEXT_STEP"), "STEP_TEXT", "转入“%s”：%s", to->label, to->next);
	else if (action->confirm == NULL)
		dict_set(dict_section(body, "NEXT_STEP"), "STEP_TEXT", matter->state->next);
}

static enum err check_get(struct request *req)
{
	struct context context = context_reading(req);
	struct matter *matter;
	struct values *form;
	const struct action *action;
	bool may = false;
	int64_t saves, saved_at;
	struct dict *body;
	enum err err = matter_of(req, &context, &matter);

	if (err == OK)
		err = matter_may_edit(&context, matter, &may);
	if (err == OK && !may)
		err = ERR_FORBIDDEN;
	if (err == OK)
		err = matter_draft(&context, matter, &form, &saves, &saved_at);
	if (err != OK)
		return err;
	action = matter_submitting(&context, matter);
	if (action == NULL)
		return ERR_STATE;
	body = page_begin(req, "matter/check.tpl", "提交前核对");
	matter_crumbs(req, matter);
	dict_int(body, "MATTER_ID", matter->id);
	dict_int(body, "STEP", matter->step);
	dict_set(body, "ACTION_KEY", action->key);
	dict_set(body, "ACTION_LABEL", action->label);
	dict_set(body, "ARTICLE_NOTE", article_note(req->arena, matter->state->article));
	fill_next(body, matter, action);
	err = fields_shown(&context, body, form, matter->procedure,
			   arena_printf(req->arena, "/matters/%" PRId64 "/edit", matter->id));
	if (err == OK)
		err = changes_fill(&context, body, matter);
	if (err == OK)
		err = rerun_fill(&context, body, matter, form);
	return err != OK ? err : page_end(req, 200);
}

/* ---- GET /matters/:id/done ---- */

static enum err done_get(struct request *req)
{
	struct context context = context_reading(req);
	struct matter *matter;
	struct audit_head head = {0};
	struct past past;
	struct dict *body;
	enum err err = matter_of(req, &context, &matter);

	if (err != OK)
		return err;
	if (matter->number == NULL)
		return respond_redirect(req, "/matters/%" PRId64, matter->id);
	if (audit_head(req->reader, &head) == FIND_FAILED)
		return ERR_INTERNAL;
	body = page_begin(req, "matter/done.tpl", "已提交");
	matter_crumbs(req, matter);
	dict_printf(body, "DONE_HEADING", "%s已提交", matter->procedure->title);
	dict_set(body, "NUMBER", matter->number);
	dict_int(body, "MATTER_ID", matter->id);
	dict_printf(dict_section(body, "NEXT_STEP"), "STEP_TEXT", "由%s办理", matter->holder);
	dict_set(dict_section(body, "NEXT_STEP"), "STEP_TEXT", matter->state->next);
	dict_set(body, "EVENT_CODE", audit_short_code(req->arena, head.h));
	dict_set(body, "DONE_AT", format_time(req->arena, matter->state_at));
	err = past_read(&context, matter, &past);
	if (err != OK)
		return err;
	papers_fill(body, matter, &past);
	return page_end(req, 200);
}

static const struct route matter_routes[] = {
	{METHOD_GET, "/matters", list_get, MAY_SEE_MATTERS, "10", NULL, 0, 0, NULL},
	{METHOD_GET, "/matters/new", new_get, MAY_START_MATTER, "12", NULL, 0, 0, NULL},
	{METHOD_POST, "/matters/new", new_post, MAY_START_MATTER, "12", &matter_new_form, 16 * KIB, 0, NULL},
	{METHOD_GET, "/matters/:id", show_get, MAY_OPEN_MATTER, "10", NULL, 0, 0, NULL},
	{METHOD_POST, "/matters/:id", matter_post, MAY_HANDLE, "10", NULL, BODY_MOST,
	 ROUTE_DYNAMIC_FORM | ROUTE_ONCE_WITHIN, NULL},
	{METHOD_POST, "/matters/:id/password", matter_post, MAY_HANDLE, "10", NULL, BODY_MOST,
	 ROUTE_DYNAMIC_FORM | ROUTE_DOOR, NULL},
	{METHOD_GET, "/matters/:id/edit", edit_get, MAY_ACT, "12", NULL, 0, 0, NULL},
	{METHOD_GET, "/matters/:id/check", check_get, MAY_ACT, "12", NULL, 0, 0, NULL},
	{METHOD_GET, "/matters/:id/done", done_get, MAY_OPEN_MATTER, "12", NULL, 0, 0, NULL},
	{METHOD_POST, "/matters/:id/documents", document_post, MAY_ACT, "12", NULL, UPLOAD_BODY_MOST,
	 ROUTE_UPLOAD | ROUTE_DYNAMIC_FORM, document_prepare},
	{METHOD_GET, "/matters/:id/documents/:document", document_get, MAY_SEE_MATTERS, "12", NULL, 0, 0, NULL},
	{METHOD_GET, "/matters/:id/documents/:document/openings", document_log, MAY_SEE_MATTERS, "26", NULL, 0, 0,
	 NULL},
	{METHOD_GET, "/matters/:id/documents/:document/withdraw", document_withdraw_get, MAY_ACT, "12", NULL, 0, 0,
	 NULL},
	{METHOD_POST, "/matters/:id/documents/:document/withdraw", document_withdraw_post, MAY_ACT, "12",
	 &document_withdraw_form, 16 * KIB, 0, NULL},
	{METHOD_GET, "/matters/:id/rows/:field", rows_get, MAY_ACT, "12", NULL, 0, 0, NULL},
	{METHOD_POST, "/matters/:id/rows/:field", rows_post, MAY_ACT, "12", &rows_form, CSV_BODY_MAX, ROUTE_UPLOAD,
	 csv_upload_prepare},
	{METHOD_GET, "/matters/:id/rows/:field/sample", rows_sample_get, MAY_ACT, "12", NULL, 0, 0, NULL},
	{METHOD_GET, "/matters/:id/receipts", receipts_get, MAY_SEE_MATTERS, "25", NULL, 0, 0, NULL},
	{METHOD_GET, "/matters/:id/print", print_get, MAY_OPEN_MATTER, "13", NULL, 0, 0, NULL},
	{METHOD_GET, "/matters/:id/papers/:paper", paper_get, MAY_SEE_MATTERS, "13", NULL, 0, 0, NULL},
	{METHOD_GET, "/matters/:id/papers/:paper/number", official_get, MAY_ACT, "13", NULL, 0, 0, NULL},
	{METHOD_POST, "/matters/:id/papers/:paper/number", official_post, MAY_ACT, "13", NULL, 16 * KIB,
	 ROUTE_DYNAMIC_FORM, NULL},
	{0},
};

static const struct menu_row matter_menu[] = {
	{"申请与审批", "全部事项", "/matters", "folder2-open", MAY_SEE_MATTERS, NULL},
	{"申请与审批", "发起事项", "/matters/new", "file-earmark-plus", MAY_START_MATTER, NULL},
	{0},
};

const struct module matter_module = {
	.name = "matter",
	.routes = matter_routes,
	.settings = matter_settings,
	.guards = matter_guards,
	.before = matter_before,
	.menu = matter_menu,
};
