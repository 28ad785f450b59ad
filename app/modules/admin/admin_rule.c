/* /rules/KEY: one number, its history, the form to propose another value, and what waits for a second person. */
#include "base/base.h"
#include "modules/admin/admin_pages.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "http/respond.h"
#include "kernel/complaint.h"
#include "kernel/frame.h"
#include "kernel/listing.h"
#include "kernel/page_action.h"
#include "kernel/permission.h"
#include "kernel/setting.h"
#include "modules/matter/matter_module.h"

static const struct field rule_fields[] = {
	{.key = "value", .label = "新值", .type = FIELD_TEXT, .required = true, .max = 200},
	{.key = "valid_from", .label = "施行日期", .type = FIELD_DATE, .required = true, .hint = "不早于今天，不追溯"},
	{.key = "higher_law",
	 .label = "上位法",
	 .type = FIELD_TEXT,
	 .min = 4,
	 .max = 120,
	 .hint = "新值出自上位法的，写明名称和条款；没有就不填"},
	{.key = "reason",
	 .label = "理由",
	 .type = FIELD_LONG_TEXT,
	 .required = true,
	 .min = 2,
	 .max = 200,
	 .hint = "写明依据的文件或会议"},
};
static const struct form rule_form = {rule_fields, ARRAY_LENGTH(rule_fields)};

static const struct setting_row *row_of(struct request *req)
{
	return setting_find(req->service->modules, request_hole(req, "key"));
}

static void history_row(struct context *context, struct dict *row, struct query *query, void *data)
{
	const struct setting_row *setting = data;
	enum { VALUE = 1 };

	dict_set(row, "VALUE", rule_value(context->arena, setting, column_text(query, VALUE)));
}

static enum err show_history(struct context *context, struct dict *page, const struct setting_row *setting)
{
	struct query *query = db_query(context->db, Q_RULE_HISTORY);
	struct listing history = {.each = history_row, .data = (void *)(uintptr_t)setting};

	enum err err;

	query_text(query, ":key", setting->key);
	err = listing_fill(context, page, "VALUE_ROW", query, &history);
	dict_show_if(page, "NO_VALUES", history.rows == 0);
	return err;
}

static enum err show_form(struct request *req, struct context *context, struct dict *page,
			  const struct setting_row *row)
{
	bool typed = req->form != NULL && values_find(req->form, "value") != NULL;
	struct values *form = typed ? req->form : values_empty(req->arena, rule_form.fields, rule_form.count);

	if (!typed) {
		values_set(form, "value", setting_text(req->service, row->key));
		values_set_number(form, "valid_from", day_of(clock_now()) + 1);
	}
	return fields_fill(context, dict_section(page, "MAY_EDIT"), form, NULL, form);
}

static void show_range(struct arena *arena, struct dict *page, const struct setting_row *row)
{
	if (row->type == SETTING_MONTH_DAY)
		dict_printf(page, "RANGE_TEXT", "每年的月-日，初始值 %s", row->fallback);
	else if (row->type == SETTING_SIZES)
		dict_printf(page, "RANGE_TEXT", "由小到大的整数（%s），用逗号隔开，初始值 %s", row->unit,
			    row->fallback);
	else
		dict_printf(page, "RANGE_TEXT", "%s 至 %s %s，初始值 %s", format_integer(arena, row->min),
			    format_integer(arena, row->max), row->type == SETTING_INTEGER ? row->unit : "个字",
			    rule_value(arena, row, row->fallback));
}

static enum err rule_page(struct request *req, const char *sentence, int status)
{
	const struct setting_row *row = row_of(req);
	struct context context = context_reading(req);
	struct dict *page = page_begin(req, "admin/setting.tpl", row->label);
	struct proposal waiting;
	enum err err;

	frame_crumb(req, "/rules", "参数");
	complaint_show(req, page, "没有办理", req->form, sentence);
	rule_show(req, page, row);
	show_range(req->arena, page, row);
	err = rule_breaches(req, &context, page, row->key);
	if (err == OK)
		err = rule_dates(&context, page, row->key);
	if (err == OK)
		err = proposal_waiting(&context, PROPOSAL_SETTING, row->key, row->label, &waiting);
	if (err == OK && waiting.id != 0 && actor_may(req, MAY_SEE_PROPOSALS))
		err = proposal_show(req, &context, page, &waiting);
	if (err == OK && waiting.id == 0 && actor_may(req, MAY_PROPOSE_RULES))
		err = show_form(req, &context, page, row);
	if (err == OK)
		err = show_history(&context, page, row);
	if (err == OK && actor_may(req, MAY_SEE_PROPOSALS))
		err = proposal_history(req, &context, page, "setting", row->key);
	return err == OK ? page_end(req, status) : err;
}

enum err rule_get(struct request *req)
{
	return row_of(req) != NULL ? rule_page(req, NULL, 200) : ERR_NOT_FOUND;
}

/* What would change nothing binds the key for nobody's use, and a second person's time. */
static enum err check_new(struct context *context, struct values *form, const struct setting_row *row,
			  const char *value)
{
	const char *before = NULL;
	int64_t day = values_number(form, "valid_from", 0);
	enum err err = setting_values_on(context, &row->key, &before, 1, day);

	if (err == OK && text_equal(before, value)) {
		values_complain(form, "value", "%s 起施行的已经是 %s，不用提议", format_day(context->arena, day),
				rule_value(context->arena, row, value));
		err = ERR_INVALID;
	}
	return err;
}

/* What does not fit stands beside its field. */
static enum err check(struct context *context, struct values *form, const struct setting_row *row, const char **value)
{
	struct setting_complaint complaint;
	enum err err;

	if (form->error_count > 0)
		return ERR_INVALID;
	*value = values_text(form, "value");
	err = setting_check(context, row->key, value, values_number(form, "valid_from", 0), &complaint);
	if (err == ERR_INVALID)
		values_complain(form, complaint.field, "%s", complaint.sentence);
	return err == OK ? check_new(context, form, row, *value) : err;
}

static enum err propose(struct request *req)
{
	const struct setting_row *row = row_of(req);
	struct context context = context_writing(req);
	const char *value = NULL;
	enum err err = check(&context, req->form, row, &value);

	if (err == ERR_INVALID)
		return rule_page(req, NULL, 422);
	if (err == OK)
		err = proposal_make(&context, &(struct proposal){
						      .kind = PROPOSAL_SETTING,
						      .key = row->key,
						      .label = row->label,
						      .value = value,
						      .valid_from = values_number(req->form, "valid_from", 0),
						      .higher_law = values_text(req->form, "higher_law"),
						      .reason = values_text(req->form, "reason"),
					      });
	if (err == ERR_CONFLICT)
		return rule_page(req, "这个参数已有一份提议在等核准，办完后才能再提", 409);
	return err == OK ? respond_redirect(req, "/rules/%s", row->key) : err;
}

/* approve, decline, withdraw */
static enum err answer(struct request *req)
{
	const struct setting_row *row = row_of(req);
	struct context reading = context_reading(req);
	struct proposal waiting;
	enum err err = proposal_waiting(&reading, PROPOSAL_SETTING, row->key, row->label, &waiting);

	if (err == OK)
		err = proposal_press(req, &waiting, rule_page);
	return err == OK && req->response.status == 0 ? respond_redirect(req, "/rules/%s", row->key) : err;
}

enum err rule_post(struct request *req)
{
	static const struct page_action actions[] = {
		{"propose", MAY_PROPOSE_RULES, &rule_form, propose},
		{"approve", MAY_APPROVE_RULES, &proposal_approve_form, answer},
		{"decline", MAY_APPROVE_RULES, &proposal_answer_form, answer},
		{"withdraw", MAY_PROPOSE_RULES, &proposal_answer_form, answer},
		{NULL, 0, NULL, NULL},
	};

	return row_of(req) != NULL ? page_action_run(req, actions) : ERR_NOT_FOUND;
}
