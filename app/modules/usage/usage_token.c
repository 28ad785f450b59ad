/* Tokens for the push: made by the supervisor's lead, shown once, revoked by the lead or the security administrator. */
#include "base/base.h"
#include "modules/usage/usage_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "http/respond.h"
#include "kernel/frame.h"
#include "kernel/listing_file.h"
#include "kernel/token.h"
#include "modules/matter/matter_module.h"

static const struct option days[] = {{"30", "30 日"}, {"90", "90 日"}, {"180", "180 日"}, {"365", "365 日"}};

static const struct field token_fields[] = {
	{.key = "label",
	 .label = "用途",
	 .type = FIELD_TEXT,
	 .required = true,
	 .min = 2,
	 .max = 40,
	 .hint = "哪台机器或哪个程序用它，例如“监测平台日报”"},
	{.key = "days",
	 .label = "有效期",
	 .type = FIELD_CHOICE,
	 .required = true,
	 .options = days,
	 .option_count = ARRAY_LENGTH(days)},
};
const struct form usage_token_form = {token_fields, ARRAY_LENGTH(token_fields)};

static bool sees_all(const struct actor *actor)
{
	return actor_has(actor, ROLE_ADMIN_SECURITY);
}

static void row_fill(struct context *context, struct dict *row, struct query *query, void *data UNUSED)
{
	bool revoked = false;
	bool live = false;

	for (int i = 0; i < column_count(query); i++) {
		if (text_equal(column_name(query, i), "revoked_at"))
			revoked = !column_is_null(query, i);
		else if (text_equal(column_name(query, i), "live_yes"))
			live = column_int(query, i) != 0;
	}
	dict_set(row, "STATE_TONE", live ? "green" : "grey");
	dict_set(row, "STATE_LABEL", live ? "有效" : revoked ? "已撤销" : "已到期");
	dict_show_if(row, "MAY_REVOKE",
		     live && (sees_all(context->actor) || actor_has(context->actor, ROLE_SUPERVISOR_LEAD)));
}

static const struct listing_column token_columns[] = {
	{"LABEL", "用途", CELL_TEXT},        {"ORGANISATION_NAME", "单位", CELL_TEXT},
	{"CREATED_AT", "生成", CELL_TEXT},   {"MAKER_TITLE", "生成人", CELL_TEXT},
	{"EXPIRES_AT", "有效至", CELL_TEXT}, {"USED_AT", "最近使用", CELL_TEXT},
	{"STATE_LABEL", "状态", CELL_TEXT},
};
static const struct listing_file token_file = {"接口令牌", token_columns, ARRAY_LENGTH(token_columns)};

static enum err fill_list(struct request *req, struct context *context, struct dict *page)
{
	struct listing list = {.descending = true, .each = row_fill, .file = &token_file};
	struct query *query = db_query(context->db, Q_TOKEN_LIST);
	enum err err;

	query_int(query, ":org", context->actor->org);
	query_int(query, ":all", sees_all(context->actor));
	query_int(query, ":now", clock_now());
	err = listing_bind(req, query, &list);
	if (err == OK)
		err = listing_fill(context, page, "ROW", query, &list);
	if (err != OK)
		return err;
	listing_empty(page, &list, "key", "没有接口令牌", "程序推送使用率要用令牌，由云监管负责岗生成");
	listing_pager(req, page, &list);
	return OK;
}

/* values NULL: a fresh form; token: the one just made, NULL without. */
static enum err tokens_page(struct request *req, struct context *context, struct values *values, const char *token,
			    int status)
{
	struct dict *page = page_begin(req, "usage/tokens.tpl", "接口令牌");
	enum err err = fill_list(req, context, page);

	frame_crumb(req, "/usage", "使用率");
	if (token != NULL)
		dict_set(dict_section(page, "MADE"), "TOKEN_TEXT", token);
	if (err == OK && actor_has(context->actor, ROLE_SUPERVISOR_LEAD)) {
		if (values == NULL) {
			values = values_empty(req->arena, token_fields, ARRAY_LENGTH(token_fields));
			values_set(values, "days", "180");
		} else if (values->error_count > 0) {
			errors_fill(context, page, "没有生成令牌", values, NULL, NULL, 0, NULL);
		}
		err = fields_fill(context, dict_section(page, "MAY_MAKE"), values, NULL, NULL);
	}
	return err == OK ? page_end(req, status) : err;
}

enum err usage_tokens_get(struct request *req)
{
	struct context context = context_reading(req);

	return tokens_page(req, &context, NULL, NULL, 200);
}

/* The one page that shows it: nothing keeps it, so there is nothing to redirect to. */
enum err usage_tokens_post(struct request *req)
{
	struct context context = context_writing(req);
	int64_t valid = 0;
	char *token = NULL;
	enum err err;

	if (req->form->error_count > 0)
		return tokens_page(req, &context, req->form, NULL, 422);
	for (size_t i = 0; i < ARRAY_LENGTH(days); i++)
		if (values_chosen(req->form, "days", days[i].key))
			valid = strtoll(days[i].key, NULL, 10);
	err = token_make(&context, values_text(req->form, "label"), valid, &token);
	if (err == ERR_STATE) {
		values_complain(req->form, "label", "有效的令牌已有 10 个，先撤销不用的");
		return tokens_page(req, &context, req->form, NULL, 422);
	}
	return err == OK ? tokens_page(req, &context, NULL, token, 200) : err;
}

enum err usage_token_revoke(struct request *req)
{
	struct context context = context_writing(req);
	enum err err = token_revoke(&context, request_number(req, "id"), sees_all(context.actor));

	return err == OK ? respond_redirect(req, "/usage/tokens") : err;
}
