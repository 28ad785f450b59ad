/* /incidents: every incident the actor's organisation takes part in: grade, stage, clock, reports to the authorities.
 */
#include "base/base.h"
#include "modules/security/security_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/filters.h"
#include "kernel/listing_file.h"
#include "modules/matter/matter_module.h"

static const struct option conditions[] = {
	{"open", "未办结"},       {"unreported", "对外报告未完成"},
	{"late", "对外报告逾时"}, {"unproved", "对外报告缺凭证"},
	{"false", "误报"},        {"closed", "已办结"},
};

struct reports {
	int64_t asked, told, told_late, missing, next_due, unproved, false_alarm;
	const char *grade;
};

static struct reports reports_of(struct query *query)
{
	struct reports row = {.grade = ""};
	const struct {
		const char *name;
		int64_t *number;
	} wanted[] = {
		{"asked", &row.asked},       {"told", &row.told},         {"told_late", &row.told_late},
		{"missing", &row.missing},   {"next_due", &row.next_due}, {"false_yes", &row.false_alarm},
		{"unproved", &row.unproved},
	};

	for (int i = 0; i < column_count(query); i++) {
		if (text_equal(column_name(query, i), "grade"))
			row.grade = column_text(query, i);
		for (size_t w = 0; w < ARRAY_LENGTH(wanted); w++)
			if (text_equal(column_name(query, i), wanted[w].name) && !column_is_null(query, i))
				*wanted[w].number = column_int(query, i);
	}
	return row;
}

/* 已报 2/3，其中逾时 1; what still runs says until when. */
static void fill_reports(struct context *context, struct dict *dict, const struct reports *row)
{
	const char *text;

	if (row->asked == 0) {
		dict_set(dict, "REPORTS_TEXT", row->false_alarm != 0 ? "误报，停止计时" : "未要求对外报告");
		return;
	}
	text = arena_printf(context->arena, "已报 %" PRId64 "/%" PRId64, row->told, row->asked);
	if (row->told_late > 0)
		text = arena_printf(context->arena, "%s，其中逾时 %" PRId64, text, row->told_late);
	if (row->unproved > 0)
		text = arena_printf(context->arena, "%s，缺凭证 %" PRId64, text, row->unproved);
	dict_set(dict, "REPORTS_TEXT", text);
	if (row->missing > 0) {
		dict_printf(dict_section(dict, "MISSING"), "MISSING_TEXT", "逾时未报 %" PRId64, row->missing);
		dict_show(dict, "LATE_YES");
	} else if (row->next_due > 0) {
		dict_printf(dict_section(dict, "RUNNING"), "RUNNING_TEXT", "须在 %s 前报告",
			    format_time_short(context->arena, row->next_due));
	}
}

static void fill_row(struct context *context, struct dict *dict, struct query *query, void *data)
{
	static const char *const tones[] = {"grey", "amber", "red", "red"};
	struct reports row = reports_of(query);
	enum grade grade = grade_from_key(row.grade);

	dict_set(dict, "GRADE_LABEL", grade < GRADE_COUNT ? grade_label(grade) : "");
	dict_set(dict, "GRADE_TONE", grade < GRADE_COUNT ? tones[grade] : "grey");
	fill_reports(context, dict, &row);
	matter_row(context, dict, query, data);
}

static const struct listing_column incident_columns[] = {
	{"NUMBER", "编号", CELL_TEXT},
	{"SUBJECT", "事件", CELL_TEXT},
	{"ABOUT", "涉事系统或平台", CELL_TEXT},
	{"UNIT_NAME", "上报单位", CELL_TEXT},
	{"GRADE_LABEL", "级别", CELL_TEXT},
	{"FALSE_YES", "误报", CELL_YES},
	{"CII_YES", "关键信息基础设施", CELL_YES},
	{"FOUND_AT", "发现", CELL_TEXT},
	{"STATE_LABEL", "环节", CELL_TEXT},
	{"REPORTS_TEXT", "向监管单位报告", CELL_TEXT},
};
static const struct listing_file incident_file = {"安全事件", incident_columns, ARRAY_LENGTH(incident_columns)};

enum err incidents_get(struct request *req)
{
	struct context context = context_reading(req);
	struct listing list = {.descending = true, .each = fill_row, .file = &incident_file};
	struct option grades[GRADE_COUNT];
	struct dict *body = page_begin(req, "security/incidents.tpl", "安全事件");
	struct dict *filters = filters_begin(req, body, "按首报时间，新的在前");
	struct query *query = db_query(context.db, Q_SECURITY_INCIDENTS);
	const char *grade = filter_value(req, "grade");
	enum err err;

	for (enum grade g = GRADE_GENERAL; g < GRADE_COUNT; g++)
		grades[g] = (struct option){grade_key(g), grade_label(g)};
	filters_select(req, filters, "condition", "情况", conditions, ARRAY_LENGTH(conditions));
	filters_select(req, filters, "grade", "级别", grades, GRADE_COUNT);
	query_int(query, ":org", context.actor->org);
	query_int(query, ":now", clock_now());
	query_text(query, ":grade", grade != NULL ? grade : "");
	query_text(query, ":condition", filter_word(req, "condition"));
	err = listing_bind(req, query, &list);
	if (err == OK)
		err = listing_fill(&context, body, "ROW", query, &list);
	if (err != OK)
		return err;
	dict_printf(filters, "COUNT_TEXT", "本页 %zu 件", list.rows);
	listing_empty(body, &list, "broadcast", "没有安全事件", "与本单位有关的网络安全事件首报后列在这里");
	listing_pager(req, body, &list);
	return page_end(req, filters_status(req));
}
