/* The register of assessors (第三方机构) and their qualifications. */
#include "base/base.h"
#include "modules/registry/registry_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "data/tx.h"
#include "http/respond.h"
#include "kernel/audit.h"
#include "kernel/complaint.h"
#include "kernel/expiry.h"
#include "kernel/filters.h"
#include "kernel/listing_file.h"
#include "kernel/notice.h"
#include "kernel/page_action.h"
#include "kernel/permission.h"
#include "kernel/reference.h"
#include "modules/matter/matter_module.h"

static const struct option kinds[] = {
	{"security", "安全评估"},
	{"performance", "性能测试"},
	{"classified_protection", "等保测评"},
	{"cryptography", "密码应用评估"},
};

static const struct field fields[] = {
	{.key = "name", .label = "机构名称", .type = FIELD_TEXT, .required = true, .min = 2, .max = 60},
	{.key = "kind",
	 .label = "资质类别",
	 .type = FIELD_CHOICE,
	 .required = true,
	 .options = kinds,
	 .option_count = ARRAY_LENGTH(kinds)},
	{.key = "qualification_no",
	 .label = "资质编号",
	 .type = FIELD_TEXT,
	 .required = true,
	 .min = 2,
	 .max = 40,
	 .hint = "编号已在名录中的，更新这一条"},
	{.key = "scope", .label = "资质范围", .type = FIELD_TEXT, .required = true, .min = 2, .max = 100},
	{.key = "valid_from", .label = "有效期起", .type = FIELD_DATE, .required = true},
	{.key = "valid_to", .label = "有效期止", .type = FIELD_DATE, .required = true},
	{.key = "organisation",
	 .label = "在本系统的单位",
	 .type = FIELD_REFERENCE,
	 .reference = "organisation",
	 .hint = "机构在本系统有账号的请选择"},
};
static const struct form add_form = {fields, ARRAY_LENGTH(fields)};

static const struct field end_fields[] = {
	{.key = "assessor", .label = "机构", .type = FIELD_INTEGER, .required = true, .min = 1, .max = INT64_MAX},
};
static const struct form end_form = {end_fields, ARRAY_LENGTH(end_fields)};

static void show_controls(struct context *context, struct dict *row, struct query *query, void *data UNUSED)
{
	bool ended = false;
	int64_t id = 0;

	for (int i = 0; i < column_count(query); i++) {
		if (text_equal(column_name(query, i), "expired_yes"))
			ended = column_int(query, i) != 0;
		if (text_equal(column_name(query, i), "id"))
			id = column_int(query, i);
	}
	if (!actor_has(context->actor, ROLE_CENTER_SECURITY))
		return;
	row = dict_section(row, "MAY_CHANGE");
	dict_int(row, "ID", id);
	dict_show_if(row, "MAY_END", !ended);
}

static const struct listing_column assessors_columns[] = {
	{"NAME", "机构", CELL_TEXT},
	{"KIND_LABEL", "类别", CELL_TEXT},
	{"QUALIFICATION_NO", "资质编号", CELL_TEXT},
	{"SCOPE", "资质范围", CELL_TEXT},
	{"VALID_FROM_DAY", "有效期起", CELL_TEXT},
	{"VALID_TO_DAY", "有效期止", CELL_TEXT},
	{"EXPIRED_YES", "已过期", CELL_YES},
};
static const struct listing_file assessors_file = {"第三方机构名录", assessors_columns,
						   ARRAY_LENGTH(assessors_columns)};

static enum err fill_list(struct request *req, struct context *context, struct dict *body)
{
	struct listing list = {.descending = true, .each = show_controls, .file = &assessors_file};
	struct dict *filters = filters_begin(req, body, "按有效期，晚到期的在前");
	struct query *query = db_query(context->db, Q_REGISTRY_ASSESSORS);
	enum err err;

	filters_choose(req, filters, "kind", "资质类别", "全部类别", kinds, ARRAY_LENGTH(kinds));
	query_text(query, ":kind", filter_word(req, "kind"));
	query_int(query, ":today", day_of(clock_now()));
	err = listing_bind(req, query, &list);
	if (err == OK)
		err = listing_fill(context, body, "ROW", query, &list);
	if (err != OK)
		return err;
	dict_printf(filters, "COUNT_TEXT", "本页 %zu 家", list.rows);
	listing_empty(body, &list, "patch-check", "名录里还没有机构", "机构和资质由安全管理岗登记");
	listing_pager(req, body, &list);
	return OK;
}

static enum err show_page(struct request *req, struct context *context, struct values *typed, const char *sentence,
			  int status)
{
	struct dict *body =
		page_begin(req, "registry/assessors.tpl", status == 422 ? "错误：第三方机构名录" : "第三方机构名录");
	enum err err = fill_list(req, context, body);

	if (err == OK && status == 422)
		complaint_show(req, body, "没有保存", typed, sentence);
	if (err == OK && actor_has(context->actor, ROLE_CENTER_SECURITY))
		err = fields_fill(context, dict_section(body, "MAY_EDIT"), typed, NULL, NULL);
	return err == OK ? page_end(req, status == 200 ? filters_status(req) : status) : err;
}

/* What ?edit= names goes into the form below the list. */
static enum err prefilled(struct request *req, struct context *context, struct values **out)
{
	const char *edit = request_query(req, "edit");
	struct query *query;
	int64_t id = edit != NULL ? strtoll(edit, NULL, 10) : 0;

	*out = values_empty(req->arena, fields, ARRAY_LENGTH(fields));
	if (id <= 0)
		return OK;
	query = db_query(context->db, Q_REGISTRY_ASSESSOR);
	query_int(query, ":id", id);
	if (query_step(query)) {
		(void)next_int(query); /* its id */
		values_set(*out, "name", next_text(query, req->arena));
		values_set(*out, "qualification_no", next_text(query, req->arena));
		values_set(*out, "kind", next_text(query, req->arena));
		values_set(*out, "scope", next_text(query, req->arena));
		values_set_number(*out, "valid_from", next_int(query));
		values_set_number(*out, "valid_to", next_int(query));
		if (!next_is_null(query))
			values_set_number(*out, "organisation", next_int(query));
	}
	return query_end(query);
}

enum err assessors_get(struct request *req)
{
	struct context context = context_reading(req);
	struct values *typed;
	enum err err = prefilled(req, &context, &typed);

	return err == OK ? show_page(req, &context, typed, NULL, 200) : err;
}

static enum err audit_change(struct context *context, const char *action, int64_t id)
{
	return audit_add(context, &(struct audit_entry){.action = action, .object = "assessor", .object_id = id}, NULL);
}

static enum err save(struct context *context, const struct values *form)
{
	struct query *query = db_query(context->db, Q_REGISTRY_ASSESSOR_BY_NUMBER);
	int64_t id = 0;
	int64_t org = values_number(form, "organisation", 0);
	enum err err;

	query_text(query, ":number", values_text(form, "qualification_no"));
	err = query_value(query, 0, &id);
	if (err != OK)
		return err;
	query = db_query(context->db, id > 0 ? Q_REGISTRY_ASSESSOR_CHANGE : Q_REGISTRY_ASSESSOR_ADD);
	if (id > 0)
		query_int(query, ":id", id);
	else
		query_text(query, ":number", values_text(form, "qualification_no"));
	if (org > 0)
		query_int(query, ":organisation", org);
	else
		query_null(query, ":organisation");
	query_text(query, ":name", values_text(form, "name"));
	query_text(query, ":kind", values_text(form, "kind"));
	query_text(query, ":scope", values_text(form, "scope"));
	query_int(query, ":from", values_number(form, "valid_from", 0));
	query_int(query, ":to", values_number(form, "valid_to", 0));
	err = query_run(query);
	if (err != OK)
		return err;
	return audit_change(context, id > 0 ? "assessor.change" : "assessor.add",
			    id > 0 ? id : db_last_id(context->db));
}

static enum err add(struct request *req)
{
	struct context context = context_writing(req);
	struct values *form = req->form;
	enum err err = reference_check(&context, form);

	if (err == OK && form->error_count == 0 &&
	    values_number(form, "valid_to", 0) < values_number(form, "valid_from", 0))
		values_complain(form, "valid_to", "有效期止早于有效期起，请核对");
	if (err == OK && form->error_count > 0)
		return show_page(req, &context, form, NULL, 422);
	if (err == OK)
		err = tx_begin(context.db);
	if (err != OK)
		return err;
	err = tx_end(context.db, save(&context, form));
	return err == OK ? respond_redirect(req, "/assessors") : err;
}

/* Ended since yesterday: reports dated before stay good. */
static enum err end(struct request *req)
{
	struct context context = context_writing(req);
	int64_t id = values_number(req->form, "assessor", 0);
	struct query *query;
	enum err err;

	if (req->form->error_count > 0)
		return ERR_BAD_REQUEST;
	err = tx_begin(context.db);
	if (err != OK)
		return err;
	query = db_query(context.db, Q_REGISTRY_ASSESSOR_END);
	query_int(query, ":id", id);
	query_int(query, ":yesterday", day_of(clock_now()) - 1);
	err = query_run(query);
	if (err == OK && db_changes(context.db) == 0)
		err = ERR_STATE;
	if (err == OK)
		err = audit_change(&context, "assessor.end", id);
	err = tx_end(context.db, err);
	return err == OK ? respond_redirect(req, "/assessors") : err;
}

static const struct page_action actions[] = {
	{"add", MAY_KEEP_ASSESSORS, &add_form, add},
	{"end", MAY_KEEP_ASSESSORS, &end_form, end},
	{.key = NULL},
};

enum err assessors_post(struct request *req)
{
	return page_action_run(req, actions);
}

/* ---- the reminder before a qualification ends ---- */

enum { ASSESSORS_MAX = 500 };

struct ending {
	int64_t id, org, ends; /* org 0: it has no accounts */
	const char *name;
};

static enum err remind(struct context *context, const struct ending *ending)
{
	int64_t days = 0;
	const char *text;
	enum err err = expiry_due(context, "qualification_remind_cd", "assessor", ending->id, ending->ends, &days);

	if (err != OK || days == 0)
		return err;
	text = arena_printf(context->arena, "%s将于 %s 到期，到期后出具的报告不能再用，请及时更新名录", ending->name,
			    format_day(context->arena, ending->ends));
	err = notice_add(context, context->service->org_center, "center.security", 0, "remind", 0, text);
	return err == OK && ending->org > 0 ? notice_add(context, ending->org, "assessor.clerk", 0, "remind", 0, text)
					    : err;
}

enum err assessor_remind_job(struct context *context)
{
	struct ending *endings = arena_array(context->arena, ASSESSORS_MAX, sizeof *endings);
	struct query *query = db_query(context->db, Q_REGISTRY_ASSESSORS_ENDING);
	size_t count = 0;
	enum err err;

	query_int(query, ":today", day_of(clock_now()));
	while (count < ASSESSORS_MAX && query_step(query)) {
		struct ending *ending = &endings[count++];

		ending->id = next_int(query);
		ending->org = next_int(query);
		ending->ends = next_int(query);
		ending->name = next_text(query, context->arena);
	}
	err = query_end(query);
	if (err == OK && count > 0)
		err = tx_begin(context->db);
	if (err != OK || count == 0)
		return err;
	for (size_t i = 0; err == OK && i < count; i++)
		err = remind(context, &endings[i]);
	return tx_end(context->db, err);
}
