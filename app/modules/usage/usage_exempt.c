/* /usage/exemptions: which systems and machines get no advice to downsize, why, until when, and who said so (第十七条).
 */
#include "base/base.h"
#include "modules/usage/usage_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "data/tx.h"
#include "http/respond.h"
#include "kernel/audit.h"
#include "kernel/complaint.h"
#include "kernel/filters.h"
#include "kernel/frame.h"
#include "kernel/listing_file.h"
#include "kernel/page_action.h"
#include "kernel/permission.h"
#include "kernel/reference.h"
#include "kernel/setting.h"
#include "modules/matter/matter_module.h"

enum { REASON_LEAST = 10, REASON_MOST = 200, ID_COLUMN = 1 };

static const struct field exempt_fields[] = {
	{.key = "system",
	 .label = "信息系统",
	 .type = FIELD_REFERENCE,
	 .required = true,
	 .reference = "subject_system"},
	{.key = "machine",
	 .label = "云主机编号",
	 .type = FIELD_TEXT,
	 .max = 60,
	 .hint = "只豁免一台的填编号；空着为全部"},
	{.key = "until",
	 .label = "豁免至",
	 .type = FIELD_DATE,
	 .required = true,
	 .hint = "到期自动失效，也可以提前终止"},
	{.key = "reason",
	 .label = "理由",
	 .type = FIELD_TEXT,
	 .required = true,
	 .min = REASON_LEAST,
	 .max = REASON_MOST,
	 .hint = "例如 应急值守系统，平时空闲，启用时须立即可用"},
};
static const struct form exempt_form = {exempt_fields, ARRAY_LENGTH(exempt_fields)};

static const struct field end_fields[] = {
	{.key = "id", .label = "豁免", .type = FIELD_INTEGER, .required = true, .min = 1, .max = INT64_MAX},
	{.key = "end_reason", .label = "终止理由", .type = FIELD_TEXT, .required = true, .min = 4, .max = REASON_MOST},
};
static const struct form end_form = {end_fields, ARRAY_LENGTH(end_fields)};

static const struct option states[] = {{"force", "有效"}, {"over", "已到期或终止"}};

static const struct listing_column columns[] = {
	{"SYSTEM_NAME", "信息系统", CELL_TEXT}, {"UNIT_NAME", "使用单位", CELL_TEXT},
	{"MACHINE_LABEL", "云主机", CELL_TEXT}, {"REASON", "理由", CELL_TEXT},
	{"SINCE_DAY", "自", CELL_TEXT},         {"UNTIL_DAY", "至", CELL_TEXT},
	{"GRANTED_BY", "决定", CELL_TEXT},      {"STATE_LABEL", "状态", CELL_TEXT},
	{"ENDED_AT", "终止时间", CELL_TEXT},    {"END_NOTE", "终止理由", CELL_TEXT},
};
static const struct listing_file file = {"降配回收豁免", columns, ARRAY_LENGTH(columns)};

enum err usage_exempt_until(struct context *context, int64_t system, int64_t *day)
{
	struct query *query = db_query(context->db, Q_USAGE_EXEMPT_UNTIL);

	query_int(query, ":system", system);
	query_int(query, ":today", day_of(clock_now()));
	return query_value(query, 0, day);
}

/* ---- the list ---- */

struct ending {
	bool may;
	const struct values *typed; /* of the row that was refused; NULL without one */
};

static void may_end(struct context *context UNUSED, struct dict *row, struct query *query, void *data)
{
	const struct ending *ending = data;

	if (!ending->may)
		return;
	dict_show(row, "MAY_END");
	if (ending->typed != NULL && column_int(query, ID_COLUMN) == values_number(ending->typed, "id", 0)) {
		dict_set(row, "END_TYPED", values_find(ending->typed, "end_reason")->raw);
		complaint_beside(row, ending->typed, "end_reason", "END_ERROR");
	}
}

static enum err fill_list(struct request *req, struct context *context, struct dict *body, size_t *rows,
			  struct ending ending)
{
	struct listing list = {.descending = true, .each = may_end, .data = &ending, .file = &file};
	struct query *query = db_query(context->db, Q_USAGE_EXEMPTIONS);
	enum err err;

	query_int(query, ":org", context->actor->org);
	query_int(query, ":today", day_of(clock_now()));
	query_text(query, ":state", filter_word(req, "state"));
	query_text(query, ":name", filter_word(req, "name"));
	err = listing_bind(req, query, &list);
	if (err == OK)
		err = listing_fill(context, body, "ROW", query, &list);
	if (err != OK)
		return err;
	listing_empty(body, &list, "shield-check", "没有豁免", "没有系统或云主机豁免降配回收建议");
	listing_pager(req, body, &list);
	*rows = list.rows;
	return OK;
}

static enum err exemptions_page(struct request *req, const char *sentence, int status)
{
	struct context context = context_reading(req);
	struct dict *body = page_begin(req, "usage/exemptions.tpl", "降配回收豁免");
	struct dict *filters = filters_begin(req, body, "按登记先后，新的在前");
	bool may = actor_may(req, MAY_EXEMPT);
	bool typed = req->form != NULL && values_find(req->form, "system") != NULL;
	struct values *form = typed ? req->form : values_empty(req->arena, exempt_form.fields, exempt_form.count);
	size_t rows = 0;
	enum err err;

	frame_crumb(req, "/usage", "使用率");
	filters_select(req, filters, "state", "状态", states, ARRAY_LENGTH(states));
	filters_text(req, filters, "name", "系统名称");
	/* A row's small form has no place of its own for errors: the sentence says them. */
	complaint_show(req, body, "没有办理", typed ? req->form : NULL, sentence);
	err = fill_list(req, &context, body, &rows, (struct ending){may, typed ? NULL : req->form});
	dict_printf(filters, "COUNT_TEXT", "本页 %zu 项", rows);
	if (err == OK && may)
		err = fields_fill(&context, dict_section(body, "MAY_EXEMPT"), form, NULL, form);
	return err == OK ? page_end(req, status == 200 ? filters_status(req) : status) : err;
}

enum err usage_exemptions_get(struct request *req)
{
	return exemptions_page(req, NULL, 200);
}

/* ---- exempting ---- */

static enum err count_of(struct context *context, enum query_name name, const struct values *form, int64_t *out)
{
	struct query *query = db_query(context->db, name);

	query_int(query, ":system", values_number(form, "system", 0));
	query_text(query, ":machine", values_word(form, "machine"));
	if (query_takes(query, ":today"))
		query_int(query, ":today", day_of(clock_now()));
	return query_value(query, 0, out);
}

/* Complains beside the fields. */
static enum err check(struct context *context, struct values *form)
{
	int64_t most = setting_integer(context->service, "exempt_cd_max");
	int64_t today = day_of(clock_now());
	int64_t until = values_number(form, "until", 0);
	int64_t known = 1, same = 0;
	enum err err = reference_check(context, form);

	if (err == OK && form->error_count == 0 && !text_empty(values_word(form, "machine")))
		err = count_of(context, Q_USAGE_EXEMPTION_MACHINE, form, &known);
	if (err == OK && form->error_count == 0)
		err = count_of(context, Q_USAGE_EXEMPTION_SAME, form, &same);
	if (err != OK)
		return err;
	if (known == 0)
		values_complain(form, "machine", "这个系统没有登记编号为“%s”的云主机", values_word(form, "machine"));
	if (same > 0)
		values_complain(form, "system", "已经豁免，仍在有效期内；要改期限的请先提前终止");
	if (until != 0 && until < today)
		values_complain(form, "until", "豁免的最后一日不能早于今天");
	if (until > today + most)
		values_complain(form, "until", "一次最长豁免 %" PRId64 " 日，到期再议", most);
	return form->error_count > 0 ? ERR_INVALID : OK;
}

static enum err record(struct context *context, const char *action, int64_t id, const char *reason)
{
	return audit_add(context,
			 &(struct audit_entry){
				 .action = action,
				 .object = "usage_exemption",
				 .object_id = id,
				 .detail = arena_printf(context->arena, "{\"reason\":\"%s\"}",
							text_json(context->arena, reason)),
			 },
			 NULL);
}

static enum err write_exemption(struct context *context, struct values *form)
{
	enum err err = check(context, form);
	struct query *query;

	if (err != OK)
		return err;
	query = db_query(context->db, Q_USAGE_EXEMPTION_ADD);
	query_int(query, ":system", values_number(form, "system", 0));
	query_text(query, ":machine", values_word(form, "machine"));
	query_text(query, ":reason", values_word(form, "reason"));
	query_int(query, ":today", day_of(clock_now()));
	query_int(query, ":until", values_number(form, "until", 0));
	query_int(query, ":now", clock_now());
	query_int(query, ":person", context->actor->person);
	err = query_run(query);
	return err == OK ? record(context, "usage.exempt", db_last_id(context->db), values_word(form, "reason")) : err;
}

static enum err exempt(struct request *req)
{
	struct context context = context_writing(req);
	enum err err;

	if (req->form->error_count > 0)
		return exemptions_page(req, NULL, 422);
	err = tx_begin(context.db);
	if (err == OK)
		err = tx_end(context.db, write_exemption(&context, req->form));
	if (err == ERR_INVALID)
		return exemptions_page(req, NULL, 422);
	return err == OK ? respond_redirect(req, "/usage/exemptions") : err;
}

static enum err write_end(struct context *context, const struct values *form)
{
	struct query *query = db_query(context->db, Q_USAGE_EXEMPTION_END);
	enum err err;

	query_int(query, ":id", values_number(form, "id", 0));
	query_int(query, ":now", clock_now());
	query_int(query, ":today", day_of(clock_now()));
	query_int(query, ":person", context->actor->person);
	query_text(query, ":reason", values_word(form, "end_reason"));
	err = query_run(query);
	if (err == OK && db_changes(context->db) == 0)
		return ERR_CONFLICT;
	return err == OK ? record(context, "usage.exempt_end", values_number(form, "id", 0),
				  values_word(form, "end_reason"))
			 : err;
}

static enum err end_early(struct request *req)
{
	struct context context = context_writing(req);
	enum err err;

	if (req->form->error_count > 0)
		return exemptions_page(req, "提前终止要写明理由，4 至 200 个字", 422);
	err = tx_begin(context.db);
	if (err == OK)
		err = tx_end(context.db, write_end(&context, req->form));
	if (err == ERR_CONFLICT)
		return exemptions_page(req, "这一条豁免已经到期或终止，您的操作没有生效", 409);
	return err == OK ? respond_redirect(req, "/usage/exemptions") : err;
}

enum err usage_exemptions_post(struct request *req)
{
	static const struct page_action actions[] = {
		{"exempt", MAY_EXEMPT, &exempt_form, exempt},
		{"end", MAY_EXEMPT, &end_form, end_early},
		{NULL, 0, NULL, NULL},
	};

	return page_action_run(req, actions);
}
