/*
 * Log retention (第三十一条): what each organisation says it holds and since
 * when; what reaches back less than six months, or less than its own age, is a
 * gap on /log-retention and the draft of a hazard.
 */
#include "base/base.h"
#include "modules/duty/duty_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/listing_file.h"
#include "kernel/panel.h"
#include "kernel/setting.h"
#include "modules/security/security.h"

enum { BRIEFS_MAX = 200 }; /* as many rows as the form takes */

static int64_t oldest_allowed(struct context *context)
{
	return day_of(clock_now()) - setting_integer(context->service, "log_keep_days");
}

enum verdict logs_in_the_past(struct moving *moving, struct answer *answer)
{
	const struct value *rows = values_find(moving->form, "logs");

	for (size_t i = 0; rows != NULL && i < rows->row_count; i++)
		if (values_number(rows->rows[i], "earliest_day", 0) > day_of(clock_now())) {
			answer->sentence = arena_printf(moving->context->arena,
							"第 %zu 行的最早可查日期在今天之后，请核对", i + 1);
			answer->field = arena_strdup(moving->context->arena, "logs");
			return VERDICT_NO;
		}
	return VERDICT_YES;
}

static enum err store_row(struct moving *moving, const struct values *row, size_t line)
{
	struct query *query = db_query(moving->context->db, Q_DUTY_LOG_ADD);

	query_int(query, ":organisation", moving->matter->org);
	query_text(query, ":period", moving->matter->period);
	query_int(query, ":line", (int64_t)line);
	query_text(query, ":subject", values_text(row, "subject"));
	query_text(query, ":kind", values_text(row, "kind"));
	query_text(query, ":place", values_text(row, "place"));
	query_int(query, ":earliest", values_number(row, "earliest_day", 0));
	query_int(query, ":matter", moving->matter->id);
	return query_run(query);
}

struct brief {
	const char *subject, *kinds;
	int64_t system, platform, earliest, allowed;
};

static enum err draft_hazard(struct moving *moving, const struct brief *brief)
{
	struct arena *arena = moving->context->arena;
	struct log_fault fault = {
		.receiver = moving->matter->org,
		.system = brief->system,
		.platform = brief->platform,
		.title = arena_printf(arena, "%s日志留存不足", brief->subject),
		.asset = brief->subject,
		.description = arena_printf(arena, "%s填报：%s；应可查至 %s，最短的还差 %" PRId64 " 日。",
					    moving->matter->period, brief->kinds, format_day(arena, brief->allowed),
					    brief->earliest - brief->allowed),
		.demand = "查明日志没有存满的原因，扩容或调整保存策略，能补的补齐，保证至少完整保存六个月",
	};

	return hazard_of_logs(moving, &fault);
}

/* Whoever issues hazards is told of what reaches back too little: one draft for each system or platform. */
static enum err draft_hazards(struct moving *moving)
{
	struct query *query = db_query(moving->context->db, Q_DUTY_LOGS_SHORT);
	struct brief briefs[BRIEFS_MAX];
	size_t count = 0;
	enum err err;

	query_int(query, ":matter", moving->matter->id);
	query_int(query, ":allowed", oldest_allowed(moving->context));
	while (count < BRIEFS_MAX && query_step(query)) {
		struct brief *brief = &briefs[count++];

		brief->subject = next_text(query, moving->context->arena);
		brief->system = next_int(query);
		brief->platform = next_int(query);
		brief->earliest = next_int(query);
		brief->allowed = next_int(query);
		brief->kinds = next_text(query, moving->context->arena);
	}
	err = query_end(query);
	for (size_t i = 0; err == OK && i < count; i++)
		err = draft_hazard(moving, &briefs[i]);
	return err;
}

enum err record_logs(struct moving *moving, struct answer *answer UNUSED)
{
	const struct value *rows = values_find(moving->form, "logs");
	enum err err = OK;

	for (size_t i = 0; err == OK && rows != NULL && i < rows->row_count; i++)
		err = store_row(moving, rows->rows[i], i + 1);
	if (err == OK)
		err = record_log_gaps(moving);
	return err == OK ? draft_hazards(moving) : err;
}

/* The day to which logs of this have to reach back: six months ago, or since it is there. */
static enum err oldest_of(struct context *context, const struct matter *matter, const char *subject, int64_t *day)
{
	struct query *query = db_query(context->db, Q_DUTY_LOG_BEGUN);
	int64_t begun = 0;
	enum err err;

	query_int(query, ":organisation", matter->org);
	query_text(query, ":subject", subject);
	err = query_value(query, 0, &begun);
	*day = oldest_allowed(context);
	if (begun > *day)
		*day = begun;
	return err;
}

enum err fill_log_gaps(struct context *context, struct matter *matter, struct values *form, struct dict *body)
{
	static const char *const heads[] = {"系统或平台", "日志", "最早可查", "还差#", NULL};
	const struct value *rows = values_find(form, "logs");
	struct table *table = NULL;
	enum err err = OK;

	for (size_t i = 0; matter != NULL && rows != NULL && err == OK && i < rows->row_count; i++) {
		int64_t earliest = values_number(rows->rows[i], "earliest_day", 0);
		int64_t allowed = oldest_allowed(context);

		if (earliest > allowed)
			err = oldest_of(context, matter, values_text(rows->rows[i], "subject"), &allowed);
		if (err != OK || earliest <= allowed)
			continue;
		if (table == NULL)
			table = table_begin(context->arena, panel_add(body, "PANEL_MAIN", "不足六个月的日志"),
					    "不足六个月的日志", heads);
		table_line(table);
		table_text(table, values_text(rows->rows[i], "subject"));
		table_text(table, value_display(context->arena, values_find(rows->rows[i], "kind")));
		table_text(table, format_day(context->arena, earliest));
		table_text(table, arena_printf(context->arena, "%" PRId64 " 日", earliest - allowed));
	}
	return err;
}

/* ---- GET /log-retention: gaps of the newest attestation of each organisation ---- */

static const struct listing_column logs_columns[] = {
	{"UNIT_NAME", "单位", CELL_TEXT},        {"SUBJECT", "系统或平台", CELL_TEXT},
	{"KIND_LABEL", "日志", CELL_TEXT},       {"PLACE", "存放处", CELL_TEXT},
	{"EARLIEST_DAY", "最早可查", CELL_TEXT}, {"MISSING_N", "还差（日）", CELL_NUMBER},
	{"PERIOD", "所属期", CELL_TEXT},
};
static const struct listing_file logs_file = {"日志留存", logs_columns, ARRAY_LENGTH(logs_columns)};

enum err log_retention_get(struct request *req)
{
	struct context context = context_reading(req);
	struct listing list = {.file = &logs_file};
	struct dict *body = page_begin(req, "duty/logs.tpl", "日志留存");
	struct query *query = db_query(req->reader, Q_DUTY_LOG_GAPS);
	enum err err;

	dict_int(body, "KEEP_DAYS", setting_integer(req->service, "log_keep_days"));
	query_int(query, ":org", context.actor->org);
	query_int(query, ":all", (context.actor->kinds & (KIND_CENTER | KIND_SECOPS)) != 0);
	query_int(query, ":allowed", oldest_allowed(&context));
	err = listing_bind(req, query, &list);
	if (err == OK)
		err = listing_fill(&context, body, "ROW", query, &list);
	if (err == OK)
		err = fill_log_months(&context, body, oldest_allowed(&context));
	if (err != OK)
		return err;
	listing_empty(body, &list, "journal-check", "没有不足六个月的日志", "各单位每月填报；不足六个月的会列在这里");
	listing_pager(req, body, &list);
	return page_end(req, 200);
}
