/* /audit/archives: the system administrator asks for old rows to leave, the audit administrator rules on it. */
#include "base/base.h"
#include "modules/admin/admin_pages.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "data/tx.h"
#include "http/page.h"
#include "http/respond.h"
#include "kernel/audit.h"
#include "kernel/complaint.h"
#include "kernel/listing_file.h"
#include "kernel/notice.h"
#include "kernel/page_action.h"
#include "kernel/permission.h"
#include "modules/matter/matter_module.h"

enum { SIGNED_DAYS = 184 };

static const struct field ask_fields[] = {
	{.key = "until_day",
	 .label = "归档至",
	 .type = FIELD_DATE,
	 .required = true,
	 .hint = "这一天及以前已签发检查点的行移出"},
	{.key = "reason", .label = "理由", .type = FIELD_LONG_TEXT, .required = true, .min = 2, .max = 200},
};
static const struct form ask_form = {ask_fields, ARRAY_LENGTH(ask_fields)};

static const struct field ruling_fields[] = {
	{.key = "note", .label = "意见", .type = FIELD_TEXT, .max = 200, .hint = "不同意须写明原因"},
	{.key = "archive", .label = "归档申请", .type = FIELD_INTEGER, .required = true, .min = 1, .max = INT64_MAX},
};
static const struct form note_form = {ruling_fields, 1}; /* what is shown of it */
static const struct form ruling_form = {ruling_fields, ARRAY_LENGTH(ruling_fields)};

/* What waits: a request nobody ruled on, or one that is being carried out. */
struct open_archive {
	int64_t id; /* 0: none */
	int64_t asked_by;
	bool consented;
	int64_t asked_at, until_day, first_seq, last_seq;
	const char *asker, *reason;
};

static enum err open_archive(struct context *context, struct open_archive *open)
{
	struct query *query = db_query(context->db, Q_ARCHIVE_OPEN);

	*open = (struct open_archive){0};
	if (query_step(query)) {
		open->id = next_int(query);
		open->asked_by = next_int(query);
		open->consented = next_int(query) != 0;
		open->asked_at = next_int(query);
		open->until_day = next_int(query);
		open->first_seq = next_int(query);
		open->last_seq = next_int(query);
		open->asker = next_text(query, context->arena);
		open->reason = next_text(query, context->arena);
	}
	return query_end(query);
}

/* The day the last row that may leave was written; 0 when none may. */
static enum err latest_day(struct context *context, const struct audit_prunable *prunable, int64_t *day)
{
	struct query *query;
	int64_t ts;
	enum err err;

	*day = 0;
	if (prunable->last_seq == 0)
		return OK;
	query = db_query(context->db, Q_TRAIL_TIME);
	query_int(query, ":seq", prunable->last_seq);
	err = query_value(query, 0, &ts);
	*day = day_of(ts);
	return err;
}

/* Why nothing may leave yet, in a sentence. */
static const char *why_not(struct context *context, const struct audit_prunable *prunable)
{
	int64_t keep = prunable->keep_days;

	if (prunable->first_seq == 0)
		return "操作日志还没有记录，没有可以归档的行";
	if (prunable->first_ts > clock_now() - keep * 86400)
		return arena_printf(context->arena, "最早一行记于 %s，满 %" PRId64 " 日（%s）后才能归档",
				    format_day(context->arena, day_of(prunable->first_ts)), keep,
				    format_day(context->arena, day_of(prunable->first_ts) + keep + 1));
	if (prunable->signed_days < SIGNED_DAYS)
		return arena_printf(context->arena,
				    "移出的行之后须有 %d 个签发过检查点的日子，现有 %" PRId64 " 个。时钟拨快不算数",
				    SIGNED_DAYS, prunable->signed_days);
	return "满保留期的行之后，签发过检查点的日子还不够，或者还没有签发检查点";
}

static void show_prunable(struct context *context, struct dict *page, const struct audit_prunable *prunable,
			  int64_t latest)
{
	dict_set(page, "FIRST_AT", format_time(context->arena, prunable->first_ts));
	dict_printf(page, "FIRST_TEXT", "第 %s 行", format_integer(context->arena, prunable->first_seq));
	dict_printf(page, "KEEP_DAYS_TEXT", "%" PRId64 " 日", prunable->keep_days);
	dict_printf(page, "SIGNED_TEXT", "%s%" PRId64 " 个", prunable->signed_days >= SIGNED_DAYS ? "不少于 " : "",
		    prunable->signed_days);
	dict_set(page, "LATEST_DAY", format_day(context->arena, latest));
	if (prunable->last_seq > 0)
		dict_printf(page, "LATEST_TEXT", "到第 %s 行", format_integer(context->arena, prunable->last_seq));
}

static enum err show_ask(struct request *req, struct context *context, struct dict *page, int64_t latest)
{
	struct values *form = req->form != NULL && values_find(req->form, "reason") != NULL ? req->form : NULL;

	if (form == NULL) {
		form = values_empty(req->arena, ask_form.fields, ask_form.count);
		values_set_number(form, "until_day", latest);
	}
	return fields_fill(context, dict_section(page, "MAY_EDIT"), form, NULL, form);
}

/* The buttons for whoever may press them; whoever asked does not rule, whatever roles they have by now. */
static enum err show_open(struct request *req, struct context *context, struct dict *page,
			  const struct open_archive *open)
{
	struct dict *panel = dict_section(page, "WAITING_ONE");
	struct values *form = values_empty(req->arena, note_form.fields, note_form.count);
	const struct value *typed = req->form != NULL ? values_find(req->form, "note") : NULL;

	dict_set(panel, "STATE_TONE", open->consented ? "blue" : "amber");
	dict_set(panel, "STATE_LABEL", open->consented ? "正在归档" : "待审计管理岗核准");
	dict_set(panel, "ASKED_BY_LABEL", open->asker);
	dict_set(panel, "ASKED_AT", format_time(context->arena, open->asked_at));
	dict_set(panel, "UNTIL_DAY", format_day(context->arena, open->until_day));
	dict_set(panel, "FIRST_SEQ_N", format_integer(context->arena, open->first_seq));
	dict_set(panel, "LAST_SEQ_N", format_integer(context->arena, open->last_seq));
	dict_set(panel, "REASON", open->reason);
	if (open->consented || !actor_may(req, MAY_RULE_ARCHIVE) || open->asked_by == context->actor->person)
		return OK;
	panel = dict_section(panel, "MAY_RULE");
	dict_int(panel, "ARCHIVE_ID", open->id);
	if (typed != NULL)
		values_set(form, "note", typed->raw);
	if (typed != NULL && typed->error != NULL)
		values_complain(form, "note", "%s", typed->error);
	return fields_fill(context, panel, form, NULL, form);
}

static const struct listing_column archive_columns[] = {
	{"ASKED_BY_LABEL", "申请人", CELL_TEXT}, {"ASKED_AT", "申请时间", CELL_TEXT},
	{"REASON", "理由", CELL_TEXT},           {"UNTIL_DAY", "归档至", CELL_TEXT},
	{"FIRST_SEQ_N", "首行", CELL_NUMBER},    {"LAST_SEQ_N", "末行", CELL_NUMBER},
	{"RULED_BY_LABEL", "核准人", CELL_TEXT}, {"RULED_AT", "核准时间", CELL_TEXT},
	{"NOTE", "核准意见", CELL_TEXT},         {"STATE_LABEL", "结果", CELL_TEXT},
	{"ENDED_AT", "办结时间", CELL_TEXT},     {"FILE", "归档文件", CELL_TEXT},
	{"ROWS_N", "行数", CELL_NUMBER},         {"DIGEST_HEX", "校验值", CELL_TEXT},
};
static const struct listing_file archive_file = {"日志归档记录", archive_columns, ARRAY_LENGTH(archive_columns)};

static enum err show_list(struct request *req, struct context *context, struct dict *page)
{
	struct query *query = db_query(context->db, Q_ARCHIVE_LIST);
	struct listing list = {.descending = true, .file = &archive_file};
	enum err err = listing_bind(req, query, &list);

	if (err == OK)
		err = listing_fill(context, page, "ROW", query, &list);
	listing_pager(req, page, &list);
	listing_empty(page, &list, "archive", "还没有归档过", "操作日志的每一行都还在库里");
	return err;
}

static enum err archives_page(struct request *req, const char *sentence, int status)
{
	struct context context = context_reading(req);
	struct dict *page = page_begin(req, "admin/archives.tpl", "日志归档");
	struct audit_prunable prunable;
	struct open_archive open;
	int64_t latest = 0;
	enum err err = audit_prunable(&context, clock_now(), &prunable);

	complaint_show(req, page, "没有办理", req->form, sentence);
	if (err == OK)
		err = latest_day(&context, &prunable, &latest);
	if (err == OK)
		err = open_archive(&context, &open);
	if (err != OK)
		return err;
	show_prunable(&context, page, &prunable, latest);
	if (open.id != 0)
		err = show_open(req, &context, page, &open);
	else if (prunable.last_seq == 0)
		dict_set(dict_section(page, "MAY_NOT"), "WHY_NOT_TEXT", why_not(&context, &prunable));
	else if (actor_may(req, MAY_ASK_ARCHIVE))
		err = show_ask(req, &context, page, latest);
	if (err == OK)
		err = show_list(req, &context, page);
	return err == OK ? page_end(req, status) : err;
}

enum err archives_get(struct request *req)
{
	return archives_page(req, NULL, 200);
}

/* The row, the trace and the notice, together or not at all. */
static enum err tell(struct context *context, const char *action, const char *role, int64_t person, const char *text,
		     int64_t archive)
{
	struct query *query;
	int64_t center;
	enum err err = audit_add(
		context, &(struct audit_entry){.action = action, .object = "archive", .object_id = archive}, NULL);

	if (err == OK && person == 0)
		err = query_value(db_query(context->db, Q_SERVICE_CENTER), 0, &center);
	if (err == OK && person != 0) {
		query = db_query(context->db, Q_ARCHIVE_PERSON);
		query_int(query, ":id", person);
		err = query_value(query, 0, &center);
	}
	if (err == OK && center != 0)
		err = notice_add(context, center, role, person, "news", 0, text);
	return err;
}

static enum err insert_request(struct context *context, const struct values *form,
			       const struct audit_prunable *prunable)
{
	struct query *query = db_query(context->db, Q_ARCHIVE_ASK);

	query_int(query, ":by", context->actor->person);
	query_int(query, ":now", clock_now());
	query_text(query, ":reason", values_text(form, "reason"));
	query_int(query, ":until", values_number(form, "until_day", 0));
	query_int(query, ":first", prunable->first_seq);
	query_int(query, ":last", prunable->last_seq);
	return query_run(query);
}

/* The rows up to that day, or a complaint beside the field. */
static enum err prunable_until(struct context *context, struct values *form, struct audit_prunable *prunable)
{
	int64_t day = values_number(form, "until_day", 0);
	int64_t latest = 0;
	enum err err = audit_prunable(context, clock_now(), prunable);

	if (err == OK)
		err = latest_day(context, prunable, &latest);
	if (err != OK || form->error_count > 0)
		return err;
	if (prunable->last_seq == 0)
		values_complain(form, "until_day", "%s", why_not(context, prunable));
	else if (day > latest)
		values_complain(form, "until_day", "最晚可归档至 %s，之后的行不满保留期",
				format_day(context->arena, latest));
	else
		err = audit_prunable(context, day_end(day) + 1, prunable);
	if (err == OK && form->error_count == 0 && prunable->last_seq == 0)
		values_complain(form, "until_day", "这一天及以前没有可以归档的行");
	return err;
}

static enum err ask(struct request *req)
{
	struct context reading = context_reading(req), context = context_writing(req);
	struct audit_prunable prunable;
	struct open_archive open;
	enum err err = prunable_until(&reading, req->form, &prunable);

	if (err == OK && req->form->error_count > 0)
		return archives_page(req, NULL, 422);
	if (err == OK)
		err = open_archive(&reading, &open);
	if (err != OK || open.id != 0)
		return err != OK ? err : archives_page(req, "已有一件归档申请没有办完，办完后才能再提出", 409);
	err = tx_begin(context.db);
	if (err != OK)
		return err;
	err = insert_request(&context, req->form, &prunable);
	if (err == OK)
		err = tell(&context, "audit.archive_ask", "admin.audit", 0,
			   "系统管理岗申请归档操作日志，请到日志归档页核准", db_last_id(context.db));
	err = tx_end(context.db, err);
	return err == OK ? respond_redirect(req, "/audit/archives") : err;
}

static enum err save_ruling(struct context *context, const struct open_archive *open, bool consent, const char *note)
{
	struct query *query;
	enum err err = tx_begin(context->db);

	if (err != OK)
		return err;
	query = db_query(context->db, Q_ARCHIVE_RULE);
	query_int(query, ":id", open->id);
	query_int(query, ":by", context->actor->person);
	query_int(query, ":now", clock_now());
	query_int(query, ":consent", consent);
	query_text(query, ":note", note);
	err = query_run(query);
	if (err == OK && db_changes(context->db) == 0)
		err = ERR_CONFLICT;
	if (err == OK)
		err = tell(context, consent ? "audit.archive_consent" : "audit.archive_refuse", "admin.system",
			   open->asked_by,
			   consent ? "审计管理岗已同意归档操作日志，系统正在写出归档" : "审计管理岗不同意归档操作日志",
			   open->id);
	return tx_end(context->db, err);
}

static enum err rule(struct request *req, bool consent)
{
	struct context reading = context_reading(req), context = context_writing(req);
	struct open_archive open;
	enum err err = open_archive(&reading, &open);

	if (err != OK)
		return err;
	if (open.id == 0 || open.consented || open.id != values_number(req->form, "archive", 0))
		return archives_page(req, "这件归档申请已经办过，您的操作没有生效", 409);
	if (open.asked_by == context.actor->person)
		return ERR_OWN_MATTER;
	if (!consent && text_empty(values_text(req->form, "note")))
		values_complain(req->form, "note", "不同意须写明原因");
	if (req->form->error_count > 0)
		return archives_page(req, NULL, 422);
	err = save_ruling(&context, &open, consent, values_text(req->form, "note"));
	return err == OK ? respond_redirect(req, "/audit/archives") : err;
}

static enum err consent(struct request *req)
{
	return rule(req, true);
}

static enum err refuse(struct request *req)
{
	return rule(req, false);
}

enum err archives_post(struct request *req)
{
	static const struct page_action actions[] = {
		{"ask", MAY_ASK_ARCHIVE, &ask_form, ask},
		{"consent", MAY_RULE_ARCHIVE, &ruling_form, consent},
		{"refuse", MAY_RULE_ARCHIVE, &ruling_form, refuse},
		{NULL, 0, NULL, NULL},
	};

	return page_action_run(req, actions);
}
