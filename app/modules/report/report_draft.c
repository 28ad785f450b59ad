/* Drafting from the records, the whole and every extract as of one moment, and what persons write into it. */
#include "base/base.h"
#include "modules/report/report.h"
#include "modules/report/report_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "data/tx.h"
#include "kernel/answer.h"
#include "kernel/audit.h"

enum { EXTRACTS_MAX = 2000 };

/* ---- finding ---- */

static enum found read_report(struct context *context, struct query *query, struct report *out)
{
	enum found found = NOT_FOUND;

	*out = (struct report){0};
	if (query_step(query)) {
		out->id = next_int(query);
		out->matter = next_int(query);
		out->org = next_int(query);
		out->kind = report_kind_find(next_text(query, context->arena));
		out->period = next_text(query, context->arena);
		out->title = next_text(query, context->arena);
		out->drafted_at = next_int(query);
		out->drafts = next_int(query);
		out->closed_at = next_int(query);
		found = out->kind != NULL ? FOUND : NOT_FOUND;
	}
	return query_end(query) == OK ? found : FIND_FAILED;
}

enum found report_find(struct context *context, int64_t id, struct report *out)
{
	struct query *query = db_query(context->db, Q_REPORT_FIND);

	query_int(query, ":id", id);
	return read_report(context, query, out);
}

enum found report_of_matter(struct context *context, int64_t matter, struct report *out)
{
	struct query *query = db_query(context->db, Q_REPORT_OF_MATTER);

	query_int(query, ":matter", matter);
	return read_report(context, query, out);
}

static const char *edition_key(enum report_edition edition)
{
	static const char *const keys[] = {
		[REPORT_FULL] = "full", [REPORT_UNIT] = "unit", [REPORT_OPERATOR] = "operator"};

	return keys[edition];
}

enum found report_draft_read(struct context *context, const struct report *report, enum report_edition edition,
			     int64_t organisation, struct document **out)
{
	struct query *query = db_query(context->db, Q_REPORT_DRAFT);
	const char *body = NULL;

	*out = NULL;
	query_int(query, ":report", report->id);
	query_text(query, ":edition", edition_key(edition));
	query_int(query, ":organisation", organisation);
	if (query_step(query))
		body = next_text(query, context->arena);
	if (query_end(query) != OK)
		return FIND_FAILED;
	if (body == NULL)
		return NOT_FOUND;
	*out = document_read(context->arena, body, strlen(body));
	return *out == NULL ? FIND_FAILED : FOUND;
}

/* ---- drafting ---- */

static enum err store(struct context *context, int64_t report, const struct report_scope *scope,
		      const struct document *document)
{
	const char *body = document_json(document);
	struct query *query;

	if (body == NULL)
		return ERR_INTERNAL;
	query = db_query(context->db, Q_REPORT_DRAFT_PUT);
	query_int(query, ":report", report);
	query_text(query, ":edition", edition_key(scope->edition));
	query_int(query, ":organisation", scope->organisation);
	query_text(query, ":body", body);
	return query_run(query);
}

/* Extracts name whose they are; an arena of their own, since there is one for everybody. */
static enum err draft_one(const struct context *context, const struct report *report, const struct report_scope *scope,
			  const char *whose, const struct document *earlier)
{
	struct context own = *context;
	struct document *document;
	enum err err;

	own.arena = arena_new();
	document = document_new(own.arena, whose == NULL ? report->title
							 : arena_printf(own.arena, "%s（%s）", report->title, whose));
	err = report->kind->build(&own, scope, document);
	if (err == OK && earlier != NULL)
		document_keep(document, earlier);
	if (err == OK)
		err = store(&own, report->id, scope, document);
	arena_free(own.arena);
	return err;
}

struct receiver {
	enum report_edition edition;
	int64_t organisation;
	const char *name;
};

static enum err read_receivers(struct context *context, const struct report *report, struct receiver *receivers,
			       size_t *count)
{
	struct query *query = db_query(context->db, Q_REPORT_RECEIVERS);

	*count = 0;
	query_text(query, ":period", report->period);
	query_int(query, ":drafter", report->org);
	query_int(query, ":center", context->service->org_center);
	while (*count < EXTRACTS_MAX && query_step(query)) {
		struct receiver *receiver = &receivers[(*count)++];

		receiver->edition = next_int(query) != 0 ? REPORT_OPERATOR : REPORT_UNIT;
		receiver->organisation = next_int(query);
		receiver->name = next_text(query, context->arena);
	}
	return query_end(query);
}

/* Needs a transaction, so that all are of one moment. */
static enum err draft_all(struct context *context, const struct report *report, const struct document *earlier)
{
	struct receiver *receivers = arena_array(context->arena, EXTRACTS_MAX, sizeof *receivers);
	struct query *query = db_query(context->db, Q_REPORT_DRAFTS_DROP);
	size_t count = 0;
	enum err err;

	query_int(query, ":report", report->id);
	err = query_run(query);
	if (err == OK)
		err = draft_one(context, report, &(struct report_scope){.period = report->period}, NULL, earlier);
	if (err == OK && report->kind->extracts)
		err = read_receivers(context, report, receivers, &count);
	for (size_t i = 0; err == OK && i < count; i++)
		err = draft_one(context, report,
				&(struct report_scope){.period = report->period,
						       .edition = receivers[i].edition,
						       .organisation = receivers[i].organisation},
				receivers[i].name, NULL);
	return err;
}

/* Prefill of the procedures: the round that opens the matter drafts it. */
enum err report_open(struct moving *moving)
{
	struct context *context = moving->context;
	const struct matter *matter = moving->matter;
	struct report report = {
		.org = matter->org, .kind = report_kind_of_procedure(matter->procedure->key), .period = matter->period};
	struct query *query;
	enum err err;

	if (report.kind == NULL || text_empty(matter->period))
		return ERR_INVALID;
	report.title =
		text_replace(context->arena, report.kind->title, "%s", period_label(context->arena, report.period));
	query = db_query(context->db, Q_REPORT_ADD);
	query_int(query, ":matter", matter->id);
	query_int(query, ":organisation", matter->org);
	query_text(query, ":kind", report.kind->key);
	query_text(query, ":period", report.period);
	query_text(query, ":title", report.title);
	query_int(query, ":now", clock_now());
	err = query_run(query);
	report.id = db_last_id(context->db);
	return err == OK ? draft_all(context, &report, NULL) : err;
}

/* ---- once more ---- */

static enum err touch(struct context *context, const struct report *report, int64_t drafts, bool anew)
{
	struct query *query = db_query(context->db, Q_REPORT_TOUCH);
	enum err err;

	query_int(query, ":report", report->id);
	query_int(query, ":drafts", drafts);
	query_int(query, ":anew", anew);
	query_int(query, ":now", clock_now());
	err = query_run(query);
	if (err == OK && db_changes(context->db) != 1)
		err = ERR_CONFLICT;
	return err != OK ? err
			 : audit_add(context,
				     &(struct audit_entry){.action = anew ? "report.redraft" : "report.write",
							   .object = "report",
							   .object_id = report->id},
				     NULL);
}

enum err report_redraft(struct context *context, const struct report *report, int64_t drafts, struct document *document)
{
	enum err err = tx_begin(context->db);

	if (err != OK)
		return err;
	err = touch(context, report, drafts, true);
	if (err == OK)
		err = draft_all(context, report, document);
	return tx_end(context->db, err);
}

enum err report_again(struct context *context, int64_t matter)
{
	struct document *document;
	struct report report;
	enum err err = found_err(report_of_matter(context, matter, &report));

	if (err == OK)
		err = found_err(report_draft_read(context, &report, REPORT_FULL, 0, &document));
	return err == OK ? report_redraft(context, &report, report.drafts, document) : err;
}

enum err report_write(struct context *context, const struct report *report, int64_t drafts, struct document *document)
{
	enum err err = tx_begin(context->db);

	if (err != OK)
		return err;
	err = touch(context, report, drafts, false);
	if (err == OK)
		err = store(context, report->id, &(struct report_scope){.period = report->period}, document);
	return tx_end(context->db, err);
}

/* Guard: no section that a person answers for goes out empty. */
enum verdict report_written(struct moving *moving, struct answer *answer)
{
	const struct document_section *sections;
	struct document *document;
	struct report report;
	const char *href;
	size_t count;

	if (moving->matter == NULL || report_of_matter(moving->context, moving->matter->id, &report) != FOUND)
		return answer_not_yet(moving, answer, "报告由系统按记录起草");
	href = arena_printf(moving->context->arena, "/reports/%" PRId64, report.id);
	if (report_draft_read(moving->context, &report, REPORT_FULL, 0, &document) != FOUND)
		return answer_failed(moving, answer, ERR_INTERNAL);
	count = document_sections(document, &sections);
	for (size_t i = 0; i < count; i++)
		if (text_empty(text_trim(moving->context->arena, sections[i].text)))
			return answer_no(moving, answer, (struct answer_help){.cure = "打开报告填写", .link = href},
					 "“%s”还没有填写", sections[i].heading);
	return answer_yes(moving, answer, "数据截至 %s", format_time(moving->context->arena, report.drafted_at));
}
