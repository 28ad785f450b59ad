#include "base/base.h"
#include "modules/account/account_delegation.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "http/page.h"
#include "http/respond.h"
#include "kernel/complaint.h"
#include "kernel/delegation.h"
#include "kernel/listing_file.h"
#include "kernel/setting.h"
#include "modules/matter/matter_module.h"

enum { COLLEAGUES_MAX = 200, FIELDS = 5 };

static const struct field delegation_fields[] = {
	{.key = "role", .label = "岗位", .type = FIELD_TEXT, .max = 40},
	{.key = "delegate", .label = "由谁代办", .type = FIELD_INTEGER, .min = 1, .max = INT64_MAX},
	{.key = "from_day", .label = "起始日期", .type = FIELD_DATE},
	{.key = "to_day", .label = "截止日期", .type = FIELD_DATE},
	{.key = "reason", .label = "理由", .type = FIELD_TEXT, .max = 200},
	{.key = "delegation", .label = "授权", .type = FIELD_INTEGER, .min = 1, .max = INT64_MAX},
};
const struct form delegation_form = {delegation_fields, ARRAY_LENGTH(delegation_fields)};

/* ---- the form ---- */

static void own_roles(struct context *context, struct field *field)
{
	struct option *options = arena_array(context->arena, ROLE_COUNT, sizeof *options);

	for (int role = 0; role < ROLE_COUNT; role++)
		if (actor_has(context->actor, (enum role)role) && (ROLE_BIT(role) & ROLES_ADMIN) == 0 &&
		    role != ROLE_REVIEW_EXPERT && role != ROLE_ASSESSOR_CLERK)
			options[field->option_count++] =
				(struct option){role_key((enum role)role), role_label((enum role)role)};
	field->options = options;
}

static const char *labels_of(struct context *context, const char *keys)
{
	char **parts;
	size_t count = text_split(context->arena, keys, ' ', &parts);
	const char *labels[ROLE_COUNT];
	size_t known = 0;

	for (size_t i = 0; i < count && known < ROLE_COUNT; i++)
		if (role_from_key(parts[i]) != ROLE_COUNT)
			labels[known++] = role_label(role_from_key(parts[i]));
	return text_join(context->arena, labels, known, "、");
}

static enum err colleagues(struct context *context, struct field *field)
{
	struct query *query = db_query(context->db, Q_DELEGATION_COLLEAGUES);
	struct option *options = arena_array(context->arena, COLLEAGUES_MAX, sizeof *options);

	query_int(query, ":org", context->actor->org);
	query_int(query, ":person", context->actor->person);
	while (field->option_count < COLLEAGUES_MAX && query_step(query)) {
		struct option *option = &options[field->option_count++];
		const char *title;

		option->key = arena_printf(context->arena, "%" PRId64, next_int(query));
		title = next_text(query, context->arena);
		option->label = arena_printf(context->arena, "%s（%s）", title,
					     labels_of(context, next_text(query, context->arena)));
	}
	field->options = options;
	return query_end(query);
}

/* What was typed, or tomorrow and the week after it. */
static struct values *typed(struct request *req, const struct field *fields, const struct delegating *tried)
{
	struct values *values;

	if (req->method == METHOD_POST) {
		values = values_decode(req->arena, fields, FIELDS, &req->posted, true);
		if (tried != NULL && tried->field != NULL)
			values_complain(values, tried->field, "%s", tried->sentence);
		return values;
	}
	values = values_empty(req->arena, fields, FIELDS);
	values_set_number(values, "from_day", day_of(clock_now()));
	if (fields[0].option_count == 1)
		values_set(values, "role", fields[0].options[0].key);
	return values;
}

static enum err fill_form(struct request *req, struct context *context, struct dict *page,
			  const struct delegating *tried)
{
	struct field *fields = arena_memdup(req->arena, delegation_fields, sizeof delegation_fields);
	struct values *values;
	struct dict *form;
	enum err err;

	for (size_t i = 0; i < FIELDS; i++)
		fields[i].required = true;
	fields[0].type = fields[1].type = FIELD_CHOICE;
	fields[0].hint = "只在办理事项时代行，不含登记、发布等其他权限";
	fields[1].hint = "在同一事项中已办理过冲突岗位的，仍不能代办";
	fields[3].hint = arena_printf(req->arena, "到期自动终止，最长 %" PRId64 " 日",
				      setting_integer(req->service, "delegation_max_cd"));
	own_roles(context, &fields[0]);
	err = colleagues(context, &fields[1]);
	if (err != OK)
		return err;
	form = dict_section(page, fields[1].option_count > 0 ? "MAY_DELEGATE" : "NOBODY");
	if (fields[1].option_count == 0)
		return OK;
	values = typed(req, fields, tried);
	if (values->error_count > 0)
		errors_fill(context, page, "授权没有生效", values, NULL, NULL, 0, NULL);
	return fields_fill(context, form, values, NULL, NULL);
}

/* ---- the list ---- */

static void row_fill(struct context *context, struct dict *row, struct query *query, void *data)
{
	int64_t today = day_of(clock_now());
	int64_t from = 0, to = 0, person = 0;
	bool ended = false;

	(void)data;
	for (int i = 0; i < column_count(query); i++) {
		const char *name = column_name(query, i);

		if (strcmp(name, "role") == 0)
			dict_set(row, "ROLE_LABEL", role_label(role_from_key(column_text(query, i))));
		else if (strcmp(name, "from_day") == 0)
			from = column_int(query, i);
		else if (strcmp(name, "to_day") == 0)
			to = column_int(query, i);
		else if (strcmp(name, "person_id") == 0)
			person = column_int(query, i);
		else if (strcmp(name, "ended_at") == 0)
			ended = !column_is_null(query, i);
	}
	dict_set(row, "STATE_TONE", ended || to < today ? "grey" : from > today ? "amber" : "green");
	dict_set(row, "STATE_LABEL", ended ? "已终止" : to < today ? "已到期" : from > today ? "未开始" : "代办中");
	dict_show_if(row, "MAY_END",
		     !ended && to >= today && (person == context->actor->person || actor_leads(context->actor)));
}

static const struct listing_column delegations_columns[] = {
	{"PERSON_TITLE", "授权人", CELL_TEXT},
	{"ROLE_LABEL", "岗位", CELL_TEXT},
	{"DELEGATE_TITLE", "代办人", CELL_TEXT},
	{"FROM_DAY", "起", CELL_TEXT},
	{"TO_DAY", "止", CELL_TEXT},
	{"REASON", "理由", CELL_TEXT},
	{"STATE_LABEL", "状态", CELL_TEXT},
	{"ENDED_AT", "提前终止", CELL_TEXT},
};
static const struct listing_file delegations_file = {"授权代办", delegations_columns,
						     ARRAY_LENGTH(delegations_columns)};

static enum err delegations_page(struct request *req, const struct delegating *tried, int status)
{
	struct context context = context_reading(req);
	struct listing list = {.descending = true, .each = row_fill, .file = &delegations_file};
	struct query *query = db_query(req->reader, Q_DELEGATION_LIST);
	struct dict *page;
	enum err err;

	query_int(query, ":org", req->actor->org);
	query_int(query, ":person", req->actor->person);
	query_int(query, ":all", actor_leads(req->actor));
	err = listing_bind(req, query, &list);
	if (err != OK)
		return err;
	page = page_begin(req, "account/delegations.tpl", "授权代办");
	err = listing_fill(&context, page, "ROW", query, &list);
	listing_empty(page, &list, "person-badge", "没有授权代办",
		      "外出、请假时，可以授权本单位同事在一段时间内代您办理事项");
	listing_pager(req, page, &list);
	dict_set(page, "LIST_NOTE", actor_leads(req->actor) ? "本单位全部授权" : "您给出的和受托的授权");
	if (err == OK)
		err = fill_form(req, &context, page, tried);
	return err == OK ? page_end(req, status) : err;
}

enum err delegations_get(struct request *req)
{
	return delegations_page(req, NULL, 200);
}

static enum err make(struct request *req, struct context *context)
{
	const char *role = values_text(req->form, "role");
	struct delegating delegating = {
		.role = role == NULL ? ROLE_COUNT : role_from_key(role),
		.delegate = values_number(req->form, "delegate", 0),
		.from_day = values_number(req->form, "from_day", 0),
		.to_day = values_number(req->form, "to_day", 0),
		.reason = values_text(req->form, "reason") != NULL ? values_text(req->form, "reason") : "",
	};
	int64_t id;
	enum err err;

	if (req->form->error_count > 0)
		return delegations_page(req, NULL, 422);
	err = delegation_make(context, &delegating, &id);
	if (err == ERR_INVALID)
		return delegations_page(req, &delegating, 422);
	return err == OK ? respond_redirect(req, "/delegations") : err;
}

enum err delegations_post(struct request *req)
{
	struct context context = context_writing(req);
	enum err err;

	if (text_equal(request_action(req), "make"))
		return make(req, &context);
	if (!text_equal(request_action(req), "end"))
		return ERR_BAD_REQUEST;
	err = delegation_end(&context, values_number(req->form, "delegation", 0));
	return err == OK ? respond_redirect(req, "/delegations") : err;
}
