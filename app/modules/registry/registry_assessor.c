/* The register of assessors (第三方机构) and their qualifications. */
#include "base/base.h"
#include "modules/registry/registry_parts.h"

#include "base/clock.h"
#include "base/number.h"
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

/* The first FIELDS are those of a new one; a change says which it changes too. */
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
	 .hint = "一个编号只登记一次；更新资质请在名录中点“修改”"},
	{.key = "scope", .label = "资质范围", .type = FIELD_TEXT, .required = true, .min = 2, .max = 100},
	{.key = "valid_from", .label = "有效期起", .type = FIELD_DATE, .required = true},
	{.key = "valid_to", .label = "有效期止", .type = FIELD_DATE, .required = true},
	{.key = "organisation",
	 .label = "在本系统的单位",
	 .type = FIELD_REFERENCE,
	 .reference = "organisation",
	 .hint = "机构在本系统有账号的请选择"},
	{.key = "assessor", .label = "修改的机构", .type = FIELD_HIDDEN, .required = true, .max = 20},
};
enum { FIELDS = ARRAY_LENGTH(fields) - 1 };
static const struct form add_form = {fields, FIELDS};
static const struct form change_form = {fields, ARRAY_LENGTH(fields)};

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
	{"FORMER", "此前的有效期", CELL_TEXT},
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

/* Which one the form changes; 0: it is for a new one. */
static int64_t changed_id(const struct values *form)
{
	int64_t id = 0;

	return parse_integer(values_word(form, "assessor"), &id) && id > 0 ? id : 0;
}

/* What it was qualified for before, newest first; the day on which the newest of these ended, 0: none. */
static enum err former_terms(struct context *context, int64_t id, struct dict *edit, int64_t *last)
{
	struct query *query = db_query(context->db, Q_REGISTRY_ASSESSOR_TERMS);
	struct dict *terms = NULL;

	*last = 0;
	query_int(query, ":id", id);
	while (query_step(query)) {
		const char *number = next_text(query, context->arena);
		const char *kind = next_text(query, context->arena);
		const char *scope = next_text(query, context->arena);
		int64_t from = next_int(query), to = next_int(query);
		struct dict *term;

		*last = to > *last ? to : *last;
		if (edit == NULL)
			continue;
		terms = terms == NULL ? dict_section(edit, "FORMER_TERMS") : terms;
		term = dict_section(terms, "TERM");
		dict_set(term, "QUALIFICATION_NO", number);
		dict_set(term, "KIND_LABEL", kind);
		dict_set(term, "SCOPE", scope);
		dict_set(term, "VALID_FROM_DAY", format_day(context->arena, from));
		dict_set(term, "VALID_TO_DAY", format_day(context->arena, to));
	}
	return query_end(query);
}

static enum err fill_form(struct context *context, struct dict *body, struct values *typed)
{
	struct dict *edit = dict_section(body, "MAY_EDIT");
	int64_t id = changed_id(typed), last;
	enum err err = OK;

	(void)dict_section(edit, id > 0 ? "CHANGING" : "ADDING");
	if (id > 0)
		err = former_terms(context, id, edit, &last);
	return err == OK ? fields_fill(context, edit, typed, NULL, NULL) : err;
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
		err = fill_form(context, body, typed);
	return err == OK ? page_end(req, status == 200 ? filters_status(req) : status) : err;
}

/* As it is in the register; *out NULL: there is none. */
static enum err stored(struct context *context, int64_t id, struct values **out)
{
	struct arena *arena = context->arena;
	struct query *query = db_query(context->db, Q_REGISTRY_ASSESSOR);
	struct values *values = values_empty(arena, fields, ARRAY_LENGTH(fields));

	*out = NULL;
	query_int(query, ":id", id);
	if (query_step(query)) {
		values_set_number(values, "assessor", next_int(query));
		values_set(values, "name", next_text(query, arena));
		values_set(values, "qualification_no", next_text(query, arena));
		values_set(values, "kind", next_text(query, arena));
		values_set(values, "scope", next_text(query, arena));
		values_set_number(values, "valid_from", next_int(query));
		values_set_number(values, "valid_to", next_int(query));
		if (!next_is_null(query))
			values_set_number(values, "organisation", next_int(query));
		*out = values;
	}
	return query_end(query);
}

/* What ?edit= names goes into the form below the list. */
enum err assessors_get(struct request *req)
{
	struct context context = context_reading(req);
	const char *edit = request_query(req, "edit");
	struct values *typed = NULL;
	int64_t id = 0;
	enum err err = OK;

	if (edit != NULL && parse_integer(edit, &id) && id > 0)
		err = stored(&context, id, &typed);
	if (err == OK && typed == NULL)
		typed = values_empty(req->arena, fields, FIELDS);
	return err == OK ? show_page(req, &context, typed, NULL, 200) : err;
}

/* What it was and what it is: a change overwrites, the log keeps. */
static enum err audit_change(struct context *context, const char *action, int64_t id, const struct values *from,
			     const struct values *to)
{
	struct arena *arena = context->arena;
	const char *detail = from == NULL ? values_json(to, arena)
					  : arena_printf(arena, "{\"from\":%s,\"to\":%s}", values_json(from, arena),
							 values_json(to, arena));

	return audit_add(
		context,
		&(struct audit_entry){.action = action, .object = "assessor", .object_id = id, .detail = detail}, NULL);
}

static enum err save(struct context *context, const struct values *form, const struct values *former, bool renewed)
{
	int64_t id = changed_id(form);
	int64_t org = values_number(form, "organisation", 0);
	struct query *query = db_query(context->db, id > 0 ? Q_REGISTRY_ASSESSOR_CHANGE : Q_REGISTRY_ASSESSOR_ADD);
	enum err err;

	if (id > 0) {
		query_int(query, ":id", id);
		query_int(query, ":corrected", !renewed);
	}
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
	return audit_change(context,
			    renewed  ? "assessor.renew"
			    : id > 0 ? "assessor.change"
				     : "assessor.add",
			    id > 0 ? id : db_last_id(context->db), former, form);
}

/* A number belongs to one row: entered again it would be another company's. */
static enum err check_number(struct context *context, struct values *form)
{
	const char *number = values_text(form, "qualification_no");
	struct query *query;

	if (number == NULL)
		return OK;
	query = db_query(context->db, Q_REGISTRY_ASSESSOR_BY_NUMBER);
	query_text(query, ":number", number);
	if (query_step(query) && next_int(query) != changed_id(form))
		values_complain(form, "qualification_no", "这个编号已登记为%s的资质，请核对；更新它请在名录中点“修改”",
				next_text(query, context->arena));
	return query_end(query);
}

/* Of the present period with the new one; former ones lie before it and stay as they are. */
static enum err check_period(struct context *context, struct values *form, const struct values *former, bool renewed)
{
	int64_t from = values_number(form, "valid_from", 0), to = values_number(form, "valid_to", 0);
	int64_t present = former == NULL ? 0 : values_number(former, "valid_to", 0), last;
	char *ends = format_day(context->arena, present);
	enum err err;

	if (form->error_count > 0)
		return OK;
	if (to < from)
		values_complain(form, "valid_to", "有效期止早于有效期起，请核对");
	if (former == NULL)
		return OK;
	if (renewed && from <= present)
		values_complain(form, "valid_from",
				"与现有有效期（至 %s）重叠，续期须在其后起算；现有的填错了请点“保存修改”", ends);
	if (!renewed && from > present)
		values_complain(form, "valid_from",
				"现有有效期至 %s，其后起算的是新的有效期，请点“登记续期”，现有的予以保留", ends);
	err = former_terms(context, changed_id(form), NULL, &last);
	if (err == OK && last > 0 && from <= last && from <= present)
		values_complain(form, "valid_from", "与此前的有效期（至 %s）重叠，请核对",
				format_day(context->arena, last));
	return err;
}

/* The period that is replaced stays, as it was. */
static enum err keep(struct context *context, int64_t id)
{
	struct query *query = db_query(context->db, Q_REGISTRY_ASSESSOR_TERM_ADD);

	query_int(query, ":id", id);
	query_int(query, ":now", clock_now());
	query_int(query, ":by", context->actor->person);
	return query_run(query);
}

/* Looked at and written in one: nobody's change falls between what was there and what is kept of it. */
static enum err store(struct context *context, struct values *form, bool changed, bool renewed)
{
	struct values *former = NULL;
	enum err err = changed ? stored(context, changed_id(form), &former) : OK;

	if (err == OK && changed && former == NULL)
		err = ERR_NOT_FOUND;
	if (err == OK)
		err = check_number(context, form);
	if (err == OK)
		err = check_period(context, form, former, renewed);
	if (err == OK && form->error_count > 0)
		err = ERR_INVALID;
	if (err == OK && renewed)
		err = keep(context, changed_id(form));
	return err == OK ? save(context, form, former, renewed) : err;
}

static enum err put(struct request *req, bool changed, bool renewed)
{
	struct context context = context_writing(req);
	enum err err = reference_check(&context, req->form);

	if (err == OK)
		err = tx_begin(context.db);
	if (err != OK)
		return err;
	err = tx_end(context.db, store(&context, req->form, changed, renewed));
	if (err == ERR_INVALID && req->form->error_count > 0)
		return show_page(req, &context, req->form, NULL, 422);
	return err == OK ? respond_redirect(req, "/assessors") : err;
}

static enum err add(struct request *req)
{
	return put(req, false, false);
}

static enum err change(struct request *req)
{
	return put(req, true, false);
}

static enum err renew(struct request *req)
{
	return put(req, true, true);
}

/* Ended since yesterday: reports dated before stay good. */
static enum err end_it(struct context *context, int64_t id)
{
	struct values *former = NULL, *present = NULL;
	enum err err = stored(context, id, &former);
	struct query *query;

	if (err != OK)
		return err;
	query = db_query(context->db, Q_REGISTRY_ASSESSOR_END);
	query_int(query, ":id", id);
	query_int(query, ":yesterday", day_of(clock_now()) - 1);
	query_int(query, ":now", clock_now());
	err = query_run(query);
	if (err == OK && db_changes(context->db) == 0)
		err = ERR_STATE;
	if (err == OK)
		err = stored(context, id, &present);
	return err == OK ? audit_change(context, "assessor.end", id, former, present) : err;
}

static enum err end(struct request *req)
{
	struct context context = context_writing(req);
	int64_t id = values_number(req->form, "assessor", 0);
	enum err err;

	if (req->form->error_count > 0)
		return ERR_BAD_REQUEST;
	err = tx_begin(context.db);
	if (err != OK)
		return err;
	err = tx_end(context.db, end_it(&context, id));
	return err == OK ? respond_redirect(req, "/assessors") : err;
}

static const struct page_action actions[] = {
	{"add", MAY_KEEP_ASSESSORS, &add_form, add},
	{"change", MAY_KEEP_ASSESSORS, &change_form, change},
	{"end", MAY_KEEP_ASSESSORS, &end_form, end},
	{"renew", MAY_KEEP_ASSESSORS, &change_form, renew},
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
