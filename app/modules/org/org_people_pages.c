/* Pages of people: list, new, one. */
#include "base/base.h"
#include "modules/org/org_pages.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "http/page.h"
#include "http/respond.h"
#include "kernel/complaint.h"
#include "kernel/filters.h"
#include "kernel/frame.h"
#include "kernel/listing_file.h"
#include "kernel/page_action.h"
#include "kernel/permission.h"
#include "kernel/reference.h"
#include "modules/matter/matter_module.h"
#include "modules/org/org_form.h"
#include "modules/org/org_store.h"

static const struct listing_column people_columns[] = {
	{"LOGIN", "账号", CELL_TEXT},        {"UNIT_NAME", "单位", CELL_TEXT},
	{"POST_TITLE", "岗位", CELL_TEXT},   {"ROLE_LABELS", "角色", CELL_TEXT},
	{"STATUS_LABEL", "状态", CELL_TEXT}, {"SIGNED_IN_AT", "上次登录", CELL_TEXT},
};
static const struct listing_file people_file = {"账号", people_columns, ARRAY_LENGTH(people_columns)};

/* What organisations ask for, before anything is made by hand. */
static enum err show_waiting(struct context *context, struct dict *page)
{
	bool creates = actor_has(context->actor, ROLE_ADMIN_SYSTEM);
	struct query *query = db_query(context->db, Q_ORG_ACCOUNT_WAITING);
	struct dict *waiting = dict_section(page, "WAITING_PANEL");
	struct listing list = {0};
	enum err err;

	query_int(query, ":org", context->actor->org);
	query_int(query, ":person", context->actor->person);
	query_text(query, ":role", role_key(creates ? ROLE_ADMIN_SYSTEM : ROLE_ADMIN_SECURITY));
	err = listing_fill(context, waiting, "WAITING", query, &list);
	dict_set(waiting, "WAITING_NOTE", creates ? "由您建立、调整、停用" : "由您授予角色");
	dict_show_if(waiting, "HAS_WAITING", list.rows > 0);
	dict_show_if(waiting, "NO_WAITING", list.rows == 0);
	return err;
}

enum err people_get(struct request *req)
{
	struct context context = context_reading(req);
	struct dict *page = page_begin(req, "admin/people.tpl", "账号与岗位");
	struct dict *filters = filters_begin(req, page, "按开通先后");
	struct listing list = {.each = each_roles, .file = &people_file};
	struct query *query;
	int64_t organisation;
	enum err err;

	filters_text(req, filters, "words", "账号、岗位或单位");
	err = filters_reference(req, &context, filters, "organisation", "单位", "organisation", &organisation);
	if (err != OK)
		return err;
	filters_select(req, filters, "status", "状态", status_options, STATUS_OPTIONS);
	dict_show_if(page, "MAY_CREATE", actor_may(req, MAY_KEEP_PEOPLE));
	dict_show_if(page, "MAY_GRANT_MANY", actor_may(req, MAY_GRANT));
	query = db_query(context.db, organisation != 0 ? Q_PERSON_LIST_OF : Q_PERSON_LIST);
	if (organisation != 0)
		query_int(query, ":organisation", organisation);
	query_text(query, ":words", filter_value(req, "words"));
	query_text(query, ":status", filter_value(req, "status"));
	err = listing_bind(req, query, &list);
	if (err == OK)
		err = listing_fill(&context, page, "ROW", query, &list);
	if (err == OK)
		err = show_waiting(&context, page);
	dict_printf(filters, "COUNT_TEXT", "本页 %zu 人", list.rows);
	listing_pager(req, page, &list);
	listing_empty(page, &list, "people", "没有符合条件的账号", "换一个条件，或者开通账号");
	return err == OK ? page_end(req, filters_status(req)) : err;
}

static enum err show_editing(struct context *context, struct dict *page, const char *heading, const char *action,
			     const char *label, const struct values *form)
{
	struct dict *editing = dict_section(page, "EDITING");

	dict_set(editing, "EDIT_HEADING", heading);
	dict_set(editing, "ACTION_KEY", action);
	dict_set(editing, "ACTION_LABEL", label);
	return fields_fill(context, editing, form, NULL, form);
}

static enum err new_page(struct request *req, const char *sentence, int status)
{
	struct context context = context_reading(req);
	struct dict *page = page_begin(req, "admin/person.tpl", "开通账号");
	struct values *form = req->form;
	enum err err;

	frame_crumb(req, "/admin/people", "账号与岗位");
	if (form == NULL)
		form = values_empty(req->arena, person_new_form.fields, person_new_form.count);
	complaint_show(req, page, "没有开通", form, sentence);
	err = show_editing(&context, page, "账号信息", "create", "开通账号", form);
	return err == OK ? page_end(req, status) : err;
}

enum err person_new_get(struct request *req)
{
	return new_page(req, NULL, 200);
}

static enum err create(struct request *req)
{
	struct context context = context_writing(req);
	const char *sentence = NULL;
	int64_t id = 0;
	enum err err = reference_check(&context, req->form);

	if (err != OK)
		return err;
	err = ERR_INVALID;
	if (req->form->error_count == 0)
		err = person_add(&context,
				 &(struct person_record){.org = values_number(req->form, "organisation", 0),
							 .login = values_text(req->form, "login"),
							 .title = values_text(req->form, "title"),
							 .phone = values_text(req->form, "phone")},
				 &id, &sentence);
	if (err == ERR_INVALID)
		return new_page(req, sentence, 422);
	return err == OK ? respond_redirect(req, "/admin/people/%" PRId64, id) : err;
}

enum err person_new_post(struct request *req)
{
	static const struct page_action actions[] = {
		{"create", 0, &person_new_form, create},
		{NULL, 0, NULL, NULL},
	};

	return page_action_run(req, actions);
}

struct issued {
	const char *code;
	int64_t expires_at;
};

static void show_person(struct context *context, struct dict *page, const struct person_record *person)
{
	struct dict *existing = dict_section(page, "EXISTING");
	bool active = text_equal(person->status, "active");
	bool disabled = text_equal(person->status, "disabled");

	dict_set(existing, "STATUS_TONE", active ? "green" : disabled ? "grey" : "amber");
	dict_set(existing, "STATUS_LABEL", active ? "正常" : disabled ? "已停用" : "待激活");
	dict_set(existing, "LOGIN", person->login);
	dict_set(existing, "UNIT_NAME", person->org_name);
	dict_set(existing, "POST_TITLE", person->title);
	dict_set(existing, "PHONE", text_empty(person->phone) ? "—" : person->phone);
	dict_set(existing, "CREATED_AT", format_time(context->arena, person->created_at));
	dict_set(existing, "SIGNED_IN_AT", format_time(context->arena, person->signed_in_at));
}

struct role_row {
	bool may_revoke;
};

static void each_role(struct context *context UNUSED, struct dict *row, struct query *query, void *data)
{
	const struct role_row *rules = data;

	dict_set(row, "ROLE_LABEL", role_label(role_from_key(column_text(query, 0))));
	if (rules->may_revoke)
		dict_set(dict_section(row, "MAY_REVOKE"), "ROLE_KEY", column_text(query, 0));
}

static enum err show_roles(struct context *context, struct dict *page, const struct person_record *person, bool grants)
{
	struct dict *granting = dict_section(page, "GRANTING");
	struct query *query = db_query(context->db, Q_PERSON_ROLES);
	struct role_row rules = {grants};
	struct listing roles = {.each = each_role, .data = &rules};
	struct dict *may_grant = NULL;
	enum err err;

	query_int(query, ":id", person->id);
	err = listing_fill(context, granting, "ROLE", query, &roles);
	dict_show_if(granting, "HAS_ROLES", roles.rows > 0);
	for (int role = 0; grants && role < ROLE_COUNT; role++) {
		struct dict *grantable;

		if (grant_complaint(context, person, (enum role)role) != NULL)
			continue;
		if (may_grant == NULL)
			may_grant = dict_section(granting, "MAY_GRANT");
		grantable = dict_section(may_grant, "GRANTABLE");
		dict_set(grantable, "ROLE_KEY", role_key((enum role)role));
		dict_set(grantable, "ROLE_LABEL", role_label((enum role)role));
	}
	return err;
}

static enum err show_disable(struct context *context, struct dict *page, const struct person_record *person)
{
	struct dict *disable = dict_section(page, "MAY_DISABLE");
	struct query *query;
	struct listing successors = {0};
	int64_t seats = 0;
	enum err err = person_seat_count(context, person->id, &seats);

	if (err != OK)
		return err;
	dict_show_if(disable, "SUCCESSOR_REQUIRED", seats > 0);
	if (seats > 0)
		dict_printf(disable, "OPEN_TEXT", "名下有 %" PRId64 " 件在办事项，接办人须有相同岗位", seats);
	else
		dict_set(disable, "OPEN_TEXT", "名下没有在办事项，可以不选");
	query = db_query(context->db, Q_PERSON_SUCCESSORS);
	query_int(query, ":id", person->id);
	query_int(query, ":organisation", person->org);
	return listing_fill(context, disable, "SUCCESSOR", query, &successors);
}

static enum err show_sessions(struct context *context, struct dict *page, const struct person_record *person)
{
	struct query *query = db_query(context->db, Q_PERSON_SESSIONS);
	struct listing sessions = {0};
	enum err err;

	query_int(query, ":id", person->id);
	err = listing_fill(context, page, "SESSION", query, &sessions);
	dict_show_if(page, "HAS_SESSIONS", sessions.rows > 0);
	return err;
}

/* What the system administrator may do with somebody else's account. */
static enum err show_keeping(struct request *req, struct context *context, struct dict *page,
			     const struct person_record *person)
{
	bool disabled = text_equal(person->status, "disabled");
	struct values *form = req->form;
	enum err err;

	dict_show_if(page, "MAY_ENABLE", disabled);
	if (disabled)
		return OK;
	dict_show(page, "MAY_RESET");
	dict_show_if(page, "MAY_FORCE", text_equal(person->status, "active") && !person->must_change);
	if (form == NULL || values_find(form, "title") == NULL)
		form = person_to_form(req->arena, person);
	err = show_editing(context, page, "修改", "save", "保存", form);
	if (err == OK)
		err = show_disable(context, page, person);
	return err == OK ? show_sessions(context, page, person) : err;
}

static enum err person_page(struct request *req, const struct person_record *person, const struct issued *issued,
			    const char *sentence, int status)
{
	struct context context = context_reading(req);
	struct dict *page = page_begin(req, "admin/person.tpl", person->login);
	bool other = !is_oneself(&context, person);
	enum err err = OK;

	frame_crumb(req, "/admin/people", "账号与岗位");
	complaint_show(req, page, "没有生效", req->form, sentence);
	if (issued != NULL) {
		struct dict *activation = dict_section(page, "ACTIVATION");

		dict_set(activation, "ACTIVATION_CODE", issued->code);
		dict_set(activation, "EXPIRES_AT", format_time(req->arena, issued->expires_at));
	}
	show_person(&context, page, person);
	if (other && actor_may(req, MAY_KEEP_PEOPLE))
		err = show_keeping(req, &context, page, person);
	if (err == OK)
		err = show_roles(&context, page, person, other && actor_may(req, MAY_GRANT));
	return err == OK ? page_end(req, status) : err;
}

static enum err person_of(struct request *req, struct context *context, struct person_record *person)
{
	switch (person_find(context, request_number(req, "id"), person)) {
	case FOUND:
		return OK;
	case NOT_FOUND:
		return ERR_NOT_FOUND;
	default:
		return ERR_INTERNAL;
	}
}

enum err person_get(struct request *req)
{
	struct context context = context_reading(req);
	struct person_record person;
	enum err err = person_of(req, &context, &person);

	return err == OK ? person_page(req, &person, NULL, NULL, 200) : err;
}

/* What every button has in common: the person found, not oneself, the form sound, the answer. */
static enum err act(struct request *req, enum err (*run)(struct request *req, struct context *context,
							 const struct person_record *person, const char **sentence))
{
	struct context context = context_writing(req);
	struct person_record person;
	const char *sentence = NULL;
	enum err err = person_of(req, &context, &person);

	if (err == OK && is_oneself(&context, &person))
		err = ERR_FORBIDDEN;
	if (err != OK)
		return err;
	err = req->form->error_count == 0 ? run(req, &context, &person, &sentence) : ERR_INVALID;
	if (err == ERR_INVALID)
		return person_page(req, &person, NULL, sentence, 422);
	return err == OK ? respond_redirect(req, "%s", req->path) : err;
}

static enum err run_disable(struct request *req, struct context *context, const struct person_record *person,
			    const char **sentence)
{
	return person_disable(context, person, values_number(req->form, "successor", 0), sentence);
}

static enum err do_disable(struct request *req)
{
	return act(req, run_disable);
}

static enum err run_enable(struct request *req UNUSED, struct context *context, const struct person_record *person,
			   const char **sentence UNUSED)
{
	return person_enable(context, person);
}

static enum err do_enable(struct request *req)
{
	return act(req, run_enable);
}

static enum err run_end_session(struct request *req, struct context *context, const struct person_record *person,
				const char **sentence UNUSED)
{
	return person_end_session(context, person, values_number(req->form, "session", 0));
}

static enum err do_end_session(struct request *req)
{
	return act(req, run_end_session);
}

static enum err run_force(struct request *req UNUSED, struct context *context, const struct person_record *person,
			  const char **sentence UNUSED)
{
	return person_force_change(context, person);
}

static enum err do_force(struct request *req)
{
	return act(req, run_force);
}

static enum err run_grant(struct request *req, struct context *context, const struct person_record *person,
			  const char **sentence)
{
	return person_grant(context, person, role_from_key(values_text(req->form, "role")), sentence);
}

static enum err do_grant(struct request *req)
{
	return act(req, run_grant);
}

static enum err run_revoke(struct request *req, struct context *context, const struct person_record *person,
			   const char **sentence)
{
	return person_revoke(context, person, role_from_key(values_text(req->form, "role")), sentence);
}

static enum err do_revoke(struct request *req)
{
	return act(req, run_revoke);
}

static enum err run_save(struct request *req, struct context *context, const struct person_record *person,
			 const char **sentence UNUSED)
{
	return person_save(context, person, values_text(req->form, "title"), values_text(req->form, "phone"));
}

static enum err do_save(struct request *req)
{
	return act(req, run_save);
}

/* Answers with a page, not a redirect: the code exists on this page alone. */
static enum err do_reset(struct request *req)
{
	struct context context = context_writing(req);
	struct person_record person;
	struct issued issued;
	char *code = NULL;
	enum err err = person_of(req, &context, &person);

	if (err == OK && is_oneself(&context, &person))
		err = ERR_FORBIDDEN;
	if (err == OK)
		err = person_issue_code(&context, &person, &code, &issued.expires_at);
	if (err == OK)
		err = person_of(req, &context, &person);
	issued.code = code;
	return err == OK ? person_page(req, &person, &issued, NULL, 200) : err;
}

enum err person_post(struct request *req)
{
	static const struct page_action actions[] = {
		{"disable", MAY_KEEP_PEOPLE, &person_successor_form, do_disable},
		{"enable", MAY_KEEP_PEOPLE, NULL, do_enable},
		{"end_session", MAY_KEEP_PEOPLE, &person_session_form, do_end_session},
		{"force", MAY_KEEP_PEOPLE, NULL, do_force},
		{"grant", MAY_GRANT, &person_role_form, do_grant},
		{"reset", MAY_KEEP_PEOPLE, NULL, do_reset},
		{"revoke", MAY_GRANT, &person_role_form, do_revoke},
		{"save", MAY_KEEP_PEOPLE, &person_edit_form, do_save},
		{NULL, 0, NULL, NULL},
	};

	return page_action_run(req, actions);
}
