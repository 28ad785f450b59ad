/* /hazards: every hazard the actor's organisation takes part in, how old, how late. */
#include "base/base.h"
#include "modules/security/security_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/filters.h"
#include "kernel/listing_file.h"
#include "kernel/panel.h"
#include "kernel/reference.h"
#include "modules/matter/matter_module.h"

enum { WEEK = 7, MONTH = 30 };

static const struct option conditions[] = {
	{"open", "未闭环"},
	{"late", "已逾期"},
	{"accepted", "风险接受"},
	{"closed", "已闭环"},
};

static const struct option sources[] = {
	{"inspection", "安全检查"},
	{"scan", "扫描监测"},
	{"self_check", "自查"},
	{"incident", "安全事件"},
	{"compliance", "等保密评到期或未通过"},
	{"report", "单位报告"},
	{"drill", "演练"},
	{"log", "日志留存"},
	{"other", "其他"},
};

static const char *option_label(const struct option *options, size_t count, const char *key)
{
	for (size_t i = 0; i < count; i++)
		if (text_equal(options[i].key, key))
			return options[i].label;
	return "其他";
}

static void add_kpi(struct dict *kpis, const char *tone, const char *icon, const char *label, int64_t value,
		    const char *condition)
{
	char href[64];

	snprintf(href, sizeof(href), "/hazards?condition=%s", condition);
	kpi_add(kpis, &(struct kpi){.tone = tone, .icon = icon, .label = label, .number = value, .href = href});
}

static enum err fill_counts(struct context *context, struct dict *body)
{
	struct dict *kpis = dict_include(body, "KPIS", "part/kpis.tpl");
	struct query *query = db_query(context->db, Q_SECURITY_HAZARD_COUNTS);
	int64_t n[7] = {0};
	int64_t now = clock_now();

	query_int(query, ":org", context->actor->org);
	query_int(query, ":now", now);
	query_int(query, ":week", now - WEEK * INT64_C(86400));
	query_int(query, ":month", now - MONTH * INT64_C(86400));
	if (query_step(query))
		for (size_t i = 0; i < ARRAY_LENGTH(n); i++)
			n[i] = next_int(query);
	add_kpi(kpis, "blue", "bug", "未闭环", n[0], "open");
	add_kpi(kpis, "red", "exclamation-triangle", "已逾期", n[1], "late");
	add_kpi(kpis, "amber", "hourglass-split", "风险接受", n[2], "accepted");
	add_kpi(kpis, "green", "check-circle", "已闭环", n[3], "closed");
	dict_printf(body, "AGES_TEXT",
		    "未闭环隐患按下发后天数：%d 日内 %" PRId64 " 项，%d 至 %d 日 %" PRId64 " 项，%d 日以上 %" PRId64
		    " 项",
		    WEEK, n[4], WEEK + 1, MONTH, n[5], MONTH, n[6]);
	return query_end(query);
}

struct hazard_columns {
	const char *severity, *source, *state;
	int64_t procedure, begun_at, limit_at, closed_at, accepted_day;
};

static struct hazard_columns columns_of(struct query *query)
{
	struct hazard_columns row = {0};
	const struct {
		const char *name;
		int64_t *number;
		const char **text;
	} wanted[] = {
		{"severity", NULL, &row.severity},   {"source", NULL, &row.source},
		{"state", NULL, &row.state},         {"procedure_id", &row.procedure, NULL},
		{"begun_at", &row.begun_at, NULL},   {"limit_at", &row.limit_at, NULL},
		{"closed_at", &row.closed_at, NULL}, {"accepted_day", &row.accepted_day, NULL},
	};

	for (int i = 0; i < column_count(query); i++)
		for (size_t w = 0; w < ARRAY_LENGTH(wanted); w++) {
			if (!text_equal(column_name(query, i), wanted[w].name) || column_is_null(query, i))
				continue;
			if (wanted[w].text != NULL)
				*wanted[w].text = column_text(query, i);
			else
				*wanted[w].number = column_int(query, i);
		}
	return row;
}

static void fill_row(struct context *context, struct dict *dict, struct query *query, void *data UNUSED)
{
	static const char *const tones[] = {"red", "red", "amber", "grey"};
	struct hazard_columns row = columns_of(query);
	const struct procedure *procedure = procedure_version(context->service, context->db, row.procedure);
	const struct state *state = procedure == NULL ? NULL : procedure_state(procedure, row.state);

	dict_set(dict, "SEVERITY_LABEL", severity_label(row.severity));
	for (size_t i = 0; i < ARRAY_LENGTH(severities); i++)
		if (text_equal(severities[i].key, row.severity))
			dict_set(dict, "SEVERITY_TONE", tones[i]);
	dict_set(dict, "SOURCE_LABEL", option_label(sources, ARRAY_LENGTH(sources), row.source));
	dict_set(dict, "STATE_LABEL", state == NULL ? "" : state->label);
	dict_set(dict, "STATE_TONE", state == NULL ? "grey" : state_tone(state));
	dict_printf(dict, "AGE_TEXT", "%" PRId64 " 日",
		    day_of(row.closed_at > 0 ? row.closed_at : clock_now()) - day_of(row.begun_at));
	due_fill(context, dict,
		 row.closed_at > 0      ? -1
		 : row.accepted_day > 0 ? day_end(row.accepted_day)
					: row.limit_at,
		 false);
}

static struct query *list_query(struct request *req, struct context *context, int64_t unit)
{
	struct query *query = db_query(context->db, Q_SECURITY_HAZARDS);

	query_int(query, ":org", context->actor->org);
	query_int(query, ":now", clock_now());
	query_text(query, ":severity", filter_word(req, "severity"));
	query_text(query, ":condition", filter_word(req, "condition"));
	query_int(query, ":unit", unit);
	return query;
}

/* Who sees the hazards of many may look at those of one. */
static enum err filter_by_unit(struct request *req, struct context *context, struct dict *filters, int64_t *unit)
{
	*unit = filter_number(req, "unit");
	if ((context->actor->kinds & (KIND_CENTER | KIND_SECOPS)) == 0)
		return OK;
	return filters_reference(req, context, filters, "unit", "整改单位", "organisation", unit);
}

static const struct listing_column hazards_columns[] = {
	{"NUMBER", "编号", CELL_TEXT},
	{"SUBJECT", "隐患", CELL_TEXT},
	{"ABOUT", "涉及", CELL_TEXT},
	{"UNIT_NAME", "整改单位", CELL_TEXT},
	{"SEVERITY_LABEL", "严重程度", CELL_TEXT},
	{"SOURCE_LABEL", "来源", CELL_TEXT},
	{"STATE_LABEL", "环节", CELL_TEXT},
	{"BEGUN_AT", "下发", CELL_TEXT},
	{"AGE_TEXT", "已历", CELL_TEXT},
	{"DUE.DUE_DAY", "办理时限", CELL_TEXT},
	{"DUE.DUE_TEXT", "时限情况", CELL_TEXT},
};
static const struct listing_file hazards_file = {"隐患整改", hazards_columns, ARRAY_LENGTH(hazards_columns)};

enum err hazards_get(struct request *req)
{
	struct context context = context_reading(req);
	struct listing list = {.descending = true, .each = fill_row, .file = &hazards_file};
	struct dict *body = page_begin(req, "security/hazards.tpl", "隐患整改");
	struct dict *filters = filters_begin(req, body, "按下发时间，新的在前");
	struct query *query;
	int64_t unit;
	enum err err = fill_counts(&context, body);

	if (err != OK)
		return err;
	err = filter_by_unit(req, &context, filters, &unit);
	if (err != OK)
		return err;
	filters_select(req, filters, "condition", "情况", conditions, ARRAY_LENGTH(conditions));
	filters_select(req, filters, "severity", "严重程度", severities, ARRAY_LENGTH(severities));
	query = list_query(req, &context, unit);
	err = listing_bind(req, query, &list);
	if (err == OK)
		err = listing_fill(&context, body, "ROW", query, &list);
	if (err != OK)
		return err;
	dict_printf(filters, "COUNT_TEXT", "本页 %zu 项", list.rows);
	listing_empty(body, &list, "bug", "没有隐患",
		      "没有符合条件的隐患。省大数据中心和统一安全运维机构下发后列在这里");
	listing_pager(req, body, &list);
	return page_end(req, filters_status(req));
}
