/* /audit: the log, its chain, its export.  Looking leaves a row (ROUTE_TRAIL). */
#include "base/base.h"
#include "modules/admin/admin_pages.h"

#include <sys/mman.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "http/page.h"
#include "http/respond.h"
#include "kernel/audit.h"
#include "kernel/complaint.h"
#include "kernel/filters.h"
#include "kernel/listing_file.h"
#include "kernel/page_action.h"
#include "kernel/permission.h"
#include "kernel/setting.h"

/* More rows than a request may take its time for; the command has no such limit. */
enum { VERIFY_ROWS_MAX = 500000 };

/* What the filters ask for. */
struct wanted {
	const char *action;
	const char *object;
	int64_t object_id; /* 0: any */
	int64_t person;    /* 0: any */
	bool nobody;       /* a login that does not exist */
	int64_t from, to;  /* days, 0: any */
	int64_t low, high; /* rows */
};

static enum err seq_from(struct context *context, int64_t ts, int64_t fallback, int64_t *seq)
{
	struct query *query = db_query(context->db, Q_TRAIL_SEQ_FROM);

	query_int(query, ":ts", ts);
	return query_value(query, fallback, seq);
}

/* Days become rows first: time never goes back along the chain. */
static enum err want_time(struct context *context, struct wanted *wanted)
{
	enum err err = OK;

	wanted->low = 0;
	wanted->high = INT64_MAX;
	if (wanted->from != 0)
		err = seq_from(context, day_start(wanted->from), INT64_MAX, &wanted->low);
	if (err == OK && wanted->to != 0) {
		err = seq_from(context, day_end(wanted->to) + 1, INT64_MAX, &wanted->high);
		if (wanted->high != INT64_MAX)
			wanted->high--;
	}
	return err;
}

static enum err want(struct request *req, struct context *context, struct wanted *wanted)
{
	const char *login = filter_value(req, "login");

	wanted->action = filter_value(req, "action");
	wanted->object = filter_value(req, "object");
	if (login != NULL) {
		struct query *query = db_query(context->db, Q_TRAIL_PERSON);
		enum err err;

		query_text(query, ":login", login);
		err = query_value(query, 0, &wanted->person);
		if (err != OK)
			return err;
		wanted->nobody = wanted->person == 0;
	}
	return want_time(context, wanted);
}

/* The query whose index serves the narrowest filter. */
static struct query *query_for(struct context *context, const struct wanted *wanted)
{
	enum query_name name = Q_TRAIL_LIST;
	struct query *query;

	if (wanted->person != 0 || wanted->nobody)
		name = Q_TRAIL_LIST_PERSON;
	else if (wanted->object != NULL && wanted->object_id != 0)
		name = Q_TRAIL_LIST_OBJECT;
	else if (wanted->action != NULL)
		name = Q_TRAIL_LIST_ACTION;
	else if (wanted->object != NULL)
		name = Q_TRAIL_LIST_KIND;
	query = db_query(context->db, name);
	if (query_takes(query, ":person"))
		query_int(query, ":person", wanted->nobody ? -1 : wanted->person);
	if (query_takes(query, ":action"))
		query_text(query, ":action", wanted->action);
	if (query_takes(query, ":object"))
		query_text(query, ":object", wanted->object);
	if (query_takes(query, ":object_id"))
		query_int(query, ":object_id", wanted->object_id);
	query_int(query, ":low", wanted->low);
	query_int(query, ":high", wanted->high);
	return query;
}

static enum err show_verified(struct context *context, struct dict *page)
{
	struct query *query = db_query(context->db, Q_TRAIL_VERIFIED);
	const char *tone = "grey", *label = "尚未校验", *text = "点“校验全链”重新计算每一行";

	if (query_step(query)) {
		int64_t ts = next_int(query);
		bool good = text_equal(next_text(query, context->arena), "ok");

		tone = good ? "green" : "red";
		label = good ? "完好" : "有失配";
		text = arena_printf(context->arena, "最近校验 %s", format_time(context->arena, ts));
	}
	dict_set(page, "CHAIN_TONE", tone);
	dict_set(page, "CHAIN_LABEL", label);
	dict_set(page, "CHECKED_TEXT", text);
	return query_end(query);
}

static void show_archive(struct context *context, struct dict *page, int64_t first_ts)
{
	int64_t keep = setting_integer(context->service, "audit_keep_days");

	if (first_ts == 0)
		return;
	dict_printf(page, "FIRST_TEXT", "已保留 %" PRId64 " 天", day_of(clock_now()) - day_of(first_ts));
	dict_printf(page, "ARCHIVE_TEXT", "至少保留 %" PRId64 " 天（第三十一条）。最早一行在 %s 之前不能归档", keep,
		    format_day(context->arena, day_of(first_ts) + keep));
}

static enum err show_chain(struct context *context, struct dict *page)
{
	struct query *query = db_query(context->db, Q_TRAIL_ENDS);
	struct audit_head head = {0};
	int64_t first_ts, signed_seq, signed_ts;
	enum err err;

	(void)query_step(query); /* always one row */
	(void)next_int(query);
	first_ts = next_int(query);
	signed_seq = next_int(query);
	signed_ts = next_int(query);
	err = query_end(query);
	if (err != OK || audit_head(context->db, &head) == FIND_FAILED)
		return ERR_INTERNAL;
	dict_set(page, "LAST_SEQ_N", format_integer(context->arena, head.seq));
	dict_set(page, "LAST_AT", format_time_full(context->arena, head.ts));
	dict_set(page, "HEAD_CODE", audit_short_code(context->arena, head.h));
	dict_set(page, "CHECKPOINT_AT", format_time(context->arena, signed_ts));
	dict_printf(page, "CHECKPOINT_TEXT", "签到第 %s 行，其后 %s 行待签", format_integer(context->arena, signed_seq),
		    format_integer(context->arena, head.seq - signed_seq));
	dict_set(page, "FIRST_AT", format_time(context->arena, first_ts));
	show_archive(context, page, first_ts);
	return show_verified(context, page);
}

/* Numbers and days are read here, where a sentence can stand beside one that is none. */
static struct dict *show_filters(struct request *req, struct dict *page, struct wanted *wanted)
{
	struct dict *filters = filters_begin(req, page, "新的在前");

	filters_text(req, filters, "login", "账号");
	filters_select(req, filters, "action", "动作", trail_actions, trail_action_count);
	filters_select(req, filters, "object", "对象", trail_objects, trail_object_count);
	filters_number(req, filters, "object_id", "对象编号", &wanted->object_id);
	filters_day(req, filters, "from", "自", &wanted->from);
	filters_day(req, filters, "to", "至", &wanted->to);
	return filters;
}

static const struct listing_column trail_columns[] = {
	{"SEQ_N", "行号", CELL_NUMBER},    {"TS_AT", "时间", CELL_TEXT},         {"ACTOR", "单位与岗位", CELL_TEXT},
	{"SOURCE", "来源地址", CELL_TEXT}, {"ACTION_LABEL", "动作", CELL_TEXT},  {"OBJECT_LABEL", "对象", CELL_TEXT},
	{"DETAIL", "内容", CELL_TEXT},     {"OUTCOME_LABEL", "结果", CELL_TEXT}, {"H_CODE", "摘要", CELL_TEXT},
	{"ACTION", "动作代码", CELL_TEXT}, {"OBJECT", "对象代码", CELL_TEXT},
};
static const struct listing_file trail_file = {"操作日志", trail_columns, ARRAY_LENGTH(trail_columns)};

static enum err trail_page(struct request *req, const char *sentence, int status)
{
	struct context context = context_reading(req);
	struct listing list = {.descending = true, .each = trail_row, .file = &trail_file};
	struct wanted wanted = {0};
	struct query *query;
	struct dict *page, *filters;
	enum err err;

	page = page_begin(req, "admin/audit.tpl", "操作日志");
	dict_set(page, "EXPORT_HREF", "/audit/export");
	dict_show(page, "MAY_VERIFY");
	complaint_show(req, page, "日志链", NULL, sentence);
	filters = show_filters(req, page, &wanted);
	err = want(req, &context, &wanted);
	if (err == OK)
		err = show_chain(&context, page);
	if (err != OK)
		return err;
	query = query_for(&context, &wanted);
	err = listing_bind(req, query, &list);
	if (err == OK)
		err = listing_fill(&context, page, "ROW", query, &list);
	dict_printf(filters, "COUNT_TEXT", "本页 %zu 条", list.rows);
	listing_pager(req, page, &list);
	listing_empty(page, &list, "journal-text", "没有符合条件的记录", "换一个条件再查");
	return err == OK ? page_end(req, status == 200 ? filters_status(req) : status) : err;
}

enum err trail_get(struct request *req)
{
	return trail_page(req, NULL, 200);
}

static enum err verify(struct request *req)
{
	struct context reading = context_reading(req), writing = context_writing(req);
	struct audit_head head = {0};
	int64_t rows = 0, first_bad = 0;
	const char *why = "";
	enum err err;

	if (audit_head(reading.db, &head) == FIND_FAILED)
		return ERR_INTERNAL;
	if (head.seq > VERIFY_ROWS_MAX)
		return trail_page(req, "记录太多，网页里校验太慢，请在服务器上运行 zwy audit verify", 422);
	err = audit_verify(reading.db, &rows, &first_bad, &why);
	if (err != OK)
		return err;
	err = audit_alone(&writing,
			  &(struct audit_entry){
				  .action = "audit.verify",
				  .object = "audit",
				  .outcome = first_bad == 0 ? "ok" : "failed",
				  .detail = arena_printf(req->arena, "{\"first_bad\":%" PRId64 ",\"rows\":%" PRId64 "}",
							 first_bad, rows),
			  });
	if (err != OK)
		return err;
	if (first_bad != 0)
		return trail_page(req, arena_printf(req->arena, "第 %" PRId64 " 行失配：%s", first_bad, why), 200);
	return respond_redirect(req, "/audit");
}

enum err trail_post(struct request *req)
{
	static const struct page_action actions[] = {
		{"verify", MAY_AUDIT, NULL, verify},
		{NULL, 0, NULL, NULL},
	};

	return page_action_run(req, actions);
}

/* Into memory first: nothing is sent of an export that fails on the way. */
enum err trail_export_get(struct request *req)
{
	struct context context = context_writing(req);
	int descriptor = memfd_create("audit-export", MFD_CLOEXEC);
	int copy = descriptor >= 0 ? dup(descriptor) : -1;
	FILE *out = copy >= 0 ? fdopen(copy, "w") : NULL;
	enum err err = ERR_STORAGE;
	int64_t size = -1;

	if (out != NULL) {
		err = audit_export(&context, out);
		if (fclose(out) != 0 && err == OK)
			err = ERR_STORAGE;
	} else if (copy >= 0) {
		close(copy);
	}
	if (err == OK)
		size = lseek(descriptor, 0, SEEK_END);
	if (err == OK && (size < 0 || lseek(descriptor, 0, SEEK_SET) != 0))
		err = ERR_STORAGE;
	if (err != OK) {
		if (descriptor >= 0)
			close(descriptor);
		return err;
	}
	return respond_descriptor(
		req, "text/plain; charset=utf-8",
		arena_printf(req->arena, "操作日志-%s.txt", format_day(req->arena, day_of(clock_now()))), descriptor,
		size);
}
