/* GET /reports: the whole for drafter and center, extracts for those they are about. */
#include "base/base.h"
#include "modules/report/report_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/filters.h"
#include "kernel/listing_file.h"
#include "kernel/panel.h"
#include "kernel/period.h"
#include "modules/matter/matter_module.h"

static const char *column_word(struct context *context, struct query *query, const char *name)
{
	for (int i = 0; i < column_count(query); i++)
		if (text_equal(column_name(query, i), name) && !column_is_null(query, i))
			return arena_strdup(context->arena, column_text(query, i));
	return "";
}

static void report_row(struct context *context, struct dict *row, struct query *query, void *data)
{
	const struct report_kind *kind = report_kind_find(column_word(context, query, "kind"));

	dict_set(row, "KIND_LABEL", kind == NULL ? "" : kind->label);
	dict_set(row, "PERIOD_LABEL", period_label(context->arena, column_word(context, query, "period")));
	matter_row(context, row, query, data);
}

static const struct listing_column columns[] = {
	{"SUBJECT", "报告", CELL_TEXT},       {"KIND_LABEL", "种类", CELL_TEXT},  {"PERIOD_LABEL", "期间", CELL_TEXT},
	{"UNIT_NAME", "编制单位", CELL_TEXT}, {"STATE_LABEL", "状态", CELL_TEXT}, {"DRAFTED_AT", "数据截至", CELL_TEXT},
	{"ISSUED_AT", "封存时间", CELL_TEXT}, {"UNREAD_YES", "待签收", CELL_YES},
};
static const struct listing_file file = {"报告", columns, ARRAY_LENGTH(columns)};

static void fill_filters(struct request *req, struct dict *filters)
{
	struct option *kinds = arena_array(req->arena, report_kind_count, sizeof *kinds);

	for (size_t i = 0; i < report_kind_count; i++)
		kinds[i] = (struct option){report_kinds[i].key, report_kinds[i].label};
	filters_select(req, filters, "kind", "种类", kinds, report_kind_count);
	filters_period(req, filters, "period", "期间（例如 2026-10）");
}

enum err reports_get(struct request *req)
{
	struct context context = context_reading(req);
	struct listing list = {.descending = true, .each = report_row, .file = &file};
	struct dict *body = page_begin(req, "report/list.tpl", "报告");
	struct dict *filters = filters_begin(req, body, "按起草时间，新的在前");
	struct query *query;
	enum err err;

	fill_filters(req, filters);
	query = db_query(context.db, Q_REPORT_LIST);
	query_int(query, ":org", context.actor->org);
	query_int(query, ":center", context.service->org_center);
	query_text(query, ":kind", filter_word(req, "kind"));
	query_text(query, ":period", filter_word(req, "period"));
	err = listing_bind(req, query, &list);
	if (err == OK)
		err = listing_fill(&context, body, "ROW", query, &list);
	if (err != OK)
		return err;
	dict_printf(filters, "COUNT_TEXT", "本页 %zu 份", list.rows);
	listing_empty(body, &list, "file-earmark-text", "没有报告", "每月第一个工作日按上月的记录起草");
	listing_pager(req, body, &list);
	return page_end(req, filters_status(req));
}

/* Panel of the matter: where its text is. */
enum err report_panel(struct context *context, struct matter *matter, struct values *form UNUSED, struct dict *body)
{
	static const char *const heads[] = {"报告", "数据截至", NULL};
	struct report report;
	struct table *table;
	enum found found;

	if (matter == NULL ||
	    (context->actor->org != matter->org && context->actor->org != context->service->org_center))
		return OK;
	found = report_of_matter(context, matter->id, &report);
	if (found != FOUND)
		return found == NOT_FOUND ? OK : ERR_INTERNAL;
	table = table_begin(context->arena, panel_add(body, "PANEL_MAIN", "报告正文"), "报告正文", heads);
	table_line(table);
	table_link(table, arena_printf(context->arena, "/reports/%" PRId64, report.id), report.title);
	table_text(table, format_time(context->arena, report.drafted_at));
	return OK;
}
