/* Closing: in the move, data and page of the whole and of every extract.  Nothing of it changes afterwards. */
#include "base/base.h"
#include "modules/report/report_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "data/tx.h"
#include "kernel/answer.h"
#include "kernel/audit.h"
#include "kernel/notice.h"
#include "kernel/setting.h"

enum { REMINDED_SECONDS = 30 * 86400 };

/* ---- in the move ---- */

enum err report_official(struct context *context, const struct report *report, const char **number, int64_t *dated_day)
{
	return closing_official(context, report->matter, "issue", number, dated_day);
}

/* What all editions have: who signs, number and date, the row of the log. */
static enum err begin_closing(struct moving *moving, const struct report *report, struct closing *common)
{
	struct context *context = moving->context;
	struct audit_head head;
	enum err err = audit_add(
		context, &(struct audit_entry){.action = "report.close", .object = "report", .object_id = report->id},
		NULL);

	if (err == OK && audit_head(context->db, &head) != FOUND)
		err = ERR_INTERNAL;
	if (err != OK)
		return err;
	*common = (struct closing){.subject = "report",
				   .subject_id = report->id,
				   .issuer = moving->matter->org_name,
				   .dated_day = day_of(clock_now()),
				   .audit_seq = head.seq,
				   .code = audit_short_code(context->arena, head.h),
				   .closed_at = clock_now()};
	return report_official(context, report, &common->official, &common->dated_day);
}

static enum err tell(struct context *context, const char *edition, int64_t organisation, int64_t report,
		     const char *kind, const char *text)
{
	return notice_add_page(context, organisation, text_equal(edition, "operator") ? "operator.clerk" : "unit.clerk",
			       kind, arena_printf(context->arena, "/reports/%" PRId64 "?edition=%s", report, edition),
			       text);
}

/* The draft as it goes out. */
static enum err address(struct context *context, const struct report *report, const struct moving *moving,
			struct closing *closing)
{
	const struct report_edition_of edition = {
		.key = closing->edition, .organisation = closing->organisation, .fields = moving->fields};
	struct document *document = document_read(context->arena, closing->data, closing->length);
	enum err err =
		document == NULL ? ERR_INTERNAL : report_address(context, report, moving->matter, &edition, document);

	if (err != OK)
		return err;
	closing->data = document_json(document);
	closing->length = closing->data == NULL ? 0 : strlen(closing->data);
	return closing->data == NULL ? ERR_INTERNAL : OK;
}

/* One draft more; *after is the last one's id, 0 when there is none left. */
static enum err close_next(struct context *context, const struct report *report, const struct moving *moving,
			   const struct closing *common, int64_t *after)
{
	struct query *query = db_query(context->db, Q_REPORT_DRAFT_NEXT);
	struct closing closing = *common;
	int64_t id = 0;
	const char *name = "";
	enum err err;

	query_int(query, ":report", report->id);
	query_int(query, ":after", *after);
	if (query_step(query)) {
		id = next_int(query);
		closing.edition = next_text(query, context->arena);
		closing.organisation = next_int(query);
		closing.data = next_text(query, context->arena);
		name = next_text(query, context->arena);
	}
	err = query_end(query);
	*after = id;
	if (err != OK || id == 0)
		return err;
	closing.length = strlen(closing.data);
	closing.title = closing.organisation == 0 ? report->title
						  : arena_printf(context->arena, "%s（%s）", report->title, name);
	if (closing.organisation != 0)
		closing.due_at = day_end(workday_add(context->service->calendar, day_of(clock_now()),
						     setting_integer(context->service, "report_receipt_wd")));
	err = address(context, report, moving, &closing);
	if (err == OK)
		err = closing_add(context, &closing);
	if (err != OK || closing.organisation == 0)
		return err;
	return tell(context, closing.edition, closing.organisation, report->id, "news",
		    arena_printf(context->arena, "%s已印发，请阅读本单位的摘编并在 %s 前签收", report->title,
				 format_day(context->arena, day_of(closing.due_at))));
}

enum err report_close(struct moving *moving, struct answer *answer)
{
	struct context own = *moving->context;
	struct closing common;
	struct report report;
	int64_t after = 0;
	struct query *query;
	enum err err;

	if (report_of_matter(&own, moving->matter->id, &report) != FOUND)
		return answer_refuse(moving, answer, (struct answer_help){0}, "没有可以封存的报告");
	err = begin_closing(moving, &report, &common);
	do {
		own.arena = arena_new(); /* each edition is as large as a report */
		if (err == OK)
			err = close_next(&own, &report, moving, &common, &after);
		arena_free(own.arena);
	} while (err == OK && after != 0);
	own.arena = moving->context->arena;
	if (err != OK)
		return err;
	query = db_query(own.db, Q_REPORT_CLOSED);
	query_int(query, ":report", report.id);
	query_int(query, ":now", clock_now());
	err = query_run(query);
	if (err != OK)
		return err;
	query = db_query(own.db, Q_REPORT_DRAFTS_DROP);
	query_int(query, ":report", report.id);
	return query_run(query);
}

/* ---- receipts that are late, once each ---- */

static enum err remind_one(struct context *context, bool *more)
{
	struct query *query = db_query(context->db, Q_REPORT_RECEIPT_LATE);
	const char *edition = NULL, *title = NULL;
	int64_t organisation = 0, report = 0;
	enum err err;

	query_int(query, ":now", clock_now());
	query_int(query, ":since", clock_now() - REMINDED_SECONDS);
	if (query_step(query)) {
		organisation = next_int(query);
		edition = next_text(query, context->arena);
		report = next_int(query);
		title = next_text(query, context->arena);
	}
	err = query_end(query);
	*more = edition != NULL;
	if (err != OK || edition == NULL)
		return err;
	err = tx_begin(context->db);
	return err != OK ? err
			 : tx_end(context->db, tell(context, edition, organisation, report, "overdue",
						    arena_printf(context->arena, "%s还没有签收，已过签收时限", title)));
}

enum err report_receipt_job(struct context *context)
{
	bool more = true;
	enum err err = OK;

	while (err == OK && more)
		err = remind_one(context, &more);
	return err;
}
