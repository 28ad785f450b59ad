/* What systems use: by month, one system, machines nobody registered, the register. */
#include "base/base.h"
#include "modules/usage/usage_parts.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/complaint.h"
#include "kernel/filters.h"
#include "kernel/frame.h"
#include "kernel/listing_file.h"
#include "kernel/panel.h"
#include "kernel/period.h"
#include "kernel/permission.h"

enum { MONTHS_SHOWN = 12, MONTHS_CHOICE = 25, MONTH_LENGTH = 7, DAYS_SHOWN = 31 };

/* ---- GET /usage ---- */

static const char *newest_month(struct context *context)
{
	struct query *query = db_query(context->db, Q_USAGE_NEWEST);
	const char *month = usage_month_back(context, 1);
	const char *newest = NULL;

	query_text(query, ":period", month);
	if (query_step(query))
		newest = next_text(query, context->arena);
	if (query_end(query) != OK || newest == NULL)
		return month;
	return newest;
}

/* A month further back than those offered, none that is still to come. */
static void offer_asked(struct request *req, struct option *options, size_t *count)
{
	const char *asked = filter_value(req, "month");
	int64_t first, last;

	for (size_t i = 0; i < *count; i++)
		if (text_equal(options[i].key, asked))
			return;
	if (asked != NULL && strlen(asked) == MONTH_LENGTH && period_days(asked, &first, &last) &&
	    first <= day_of(clock_now()))
		options[(*count)++] = (struct option){asked, period_label(req->arena, asked)};
}

static enum err month_filter(struct request *req, struct context *context, struct dict *filters)
{
	struct query *query = db_query(context->db, Q_USAGE_MONTHS_THERE);
	struct option *options = arena_array(context->arena, MONTHS_CHOICE, sizeof *options);
	size_t count = 0;
	enum err err;

	query_text(query, ":period", usage_month_back(context, 1));
	while (count < MONTHS_CHOICE - 1 && query_step(query)) {
		options[count].key = next_text(query, context->arena);
		options[count].label = period_label(context->arena, options[count].key);
		count++;
	}
	err = query_end(query);
	offer_asked(req, options, &count);
	filters_choose(req, filters, "month", "月份", "最近一月", options, count);
	return err;
}

static void show_share(struct context *context, struct dict *row, const char *marker, int64_t share)
{
	dict_set(row, marker, usage_percent(context->arena, share));
}

/* By which rules, read for the first system that is not kept, and which month is the last of the window. */
struct judging {
	struct usage_rules rules;
	bool ruled;
	const char *month;
};

static void list_row(struct context *context, struct dict *row, struct query *query, void *data)
{
	struct judging *judging = data;
	int64_t standing = column_int_of(query, "standing");
	struct usage_judgement judgement;

	show_share(context, row, "CPU_AVG", column_int_of(query, "cpu_avg"));
	show_share(context, row, "CPU_P95", column_int_of(query, "cpu_p95"));
	show_share(context, row, "MEM_AVG", column_int_of(query, "mem_avg"));
	show_share(context, row, "MEM_P95", column_int_of(query, "mem_p95"));
	show_share(context, row, "STORAGE", column_int_of(query, "storage"));
	show_share(context, row, "COVERAGE", column_int_of(query, "coverage"));
	if (standing < 0) {
		if (!judging->ruled && usage_rules_of_month(context, judging->month, &judging->rules) != OK)
			return;
		judging->ruled = true;
		if (usage_judge_month(context, &judging->rules, column_int_of(query, "id"), judging->month, &judgement,
				      NULL, NULL) != OK)
			return;
		standing = judgement.class;
		dict_set(row, "CLASS_WHY", judgement.why);
		dict_set(row, "CLASS_RULE", judgement.rule);
	}
	dict_set(row, "CLASS_LABEL", usage_class_label((enum usage_class)standing));
	dict_set(row, "CLASS_TONE", usage_class_tone((enum usage_class)standing));
}

static enum err count_unknown(struct context *context, const char *month, int64_t *count)
{
	struct query *query = db_query(context->db, Q_USAGE_UNKNOWN_COUNT);

	query_int(query, ":org", context->actor->org);
	query_text(query, ":period", month);
	return query_value(query, 0, count);
}

static const struct listing_column usage_columns[] = {
	{"NAME", "信息系统", CELL_TEXT},           {"UNIT_NAME", "使用单位", CELL_TEXT},
	{"MACHINES_N", "机器", CELL_NUMBER},       {"VCPU_N", "处理器（核）", CELL_NUMBER},
	{"MEMORY_N", "内存（GB）", CELL_NUMBER},   {"CPU_AVG", "处理器均值（%）", CELL_TEXT},
	{"CPU_P95", "处理器 P95（%）", CELL_TEXT}, {"MEM_AVG", "内存均值（%）", CELL_TEXT},
	{"MEM_P95", "内存 P95（%）", CELL_TEXT},   {"STORAGE", "存储（%）", CELL_TEXT},
	{"COVERAGE", "覆盖率（%）", CELL_TEXT},    {"CLASS_LABEL", "近三月判定", CELL_TEXT},
	{"CLASS_WHY", "判定依据", CELL_TEXT},      {"CLASS_RULE", "规则", CELL_TEXT},
};
static const struct listing_file usage_file = {"使用率", usage_columns, ARRAY_LENGTH(usage_columns)};

static enum err fill_list(struct request *req, struct context *context, struct dict *body, const char *month)
{
	struct judging judging = {.month = usage_month_back(context, 1)};
	struct listing list = {.each = list_row, .data = &judging, .file = &usage_file};
	struct query *query = db_query(context->db, Q_USAGE_LIST);
	enum err err;

	query_int(query, ":org", context->actor->org);
	query_text(query, ":period", month);
	query_int(query, ":day", day_of(clock_now()));
	query_text(query, ":name", filter_word(req, "name"));
	err = listing_bind(req, query, &list);
	if (err == OK)
		err = listing_fill(context, body, "ROW", query, &list);
	if (err != OK)
		return err;
	listing_empty(
		body, &list, "bar-chart-line", "尚无数据",
		arena_printf(context->arena, "%s没有在您查看范围内的使用率记录", period_label(context->arena, month)));
	listing_pager(req, body, &list);
	return OK;
}

enum err usage_get(struct request *req)
{
	struct context context = context_reading(req);
	struct dict *body = page_begin(req, "usage/list.tpl", "使用率");
	struct dict *filters = filters_begin(req, body, "按处理器 P95，低的在前");
	const char *month = filter_value(req, "month");
	int64_t unknown = 0;
	enum err err;

	if (month == NULL)
		month = newest_month(&context);
	err = month_filter(req, &context, filters);
	if (req->unreadable)
		month = newest_month(&context);
	filters_text(req, filters, "name", "系统名称");
	dict_printf(filters, "COUNT_TEXT", "%s", period_label(req->arena, month));
	dict_show_if(body, "MAY_IMPORT", actor_has(context.actor, ROLE_SUPERVISOR_CLERK));
	dict_show_if(body, "MAY_SEE_PROPOSED", actor_may(req, MAY_SEE_PROPOSED));
	if (err == OK)
		err = fill_list(req, &context, body, month);
	if (err == OK && permission_held(MAY_SEE_UNKNOWN_MACHINES, true, context.actor->roles))
		err = count_unknown(&context, month, &unknown);
	if (err != OK)
		return err;
	if (unknown > 0)
		dict_printf(dict_section(body, "UNKNOWN_YES"), "UNKNOWN_TEXT", "%s有 %" PRId64 " 台机器未入台账",
			    period_label(req->arena, month), unknown);
	return page_end(req, filters_status(req));
}

/* ---- GET /usage/systems/:id ---- */

static enum err fill_months(struct context *context, struct dict *body, int64_t system)
{
	static const char *const heads[] = {
		"月份",      "机器#",     "处理器（核）#",     "处理器均值#", "处理器 P95#", "内存均值#",
		"内存 P95#", "存储使用#", "带宽 P95（Mbps）#", "覆盖率#",     "来源",        NULL};
	struct dict *panel = panel_add(body, "PANEL_MAIN", "各月使用率");
	struct usage_line *lines;
	struct table *table;
	size_t count;
	enum err err = usage_months(context, system, MONTHS_SHOWN, &lines, &count);

	if (err != OK)
		return err;
	panel_note(panel,
		   "均值按处理器、内存、磁盘加权；由日数汇总的月份：P95 取各日 P95 的第 95 百分位（最近秩），均值按各日"
		   "采样加权，覆盖率按全月天数计；按月报送的优先于日数");
	if (count == 0) {
		panel_empty(panel, "尚无数据", "云监管服务商还没有报送这个系统的月度使用率");
		return OK;
	}
	err = usage_months_draw(context, panel, lines, count);
	if (err != OK)
		return err;
	table = table_begin(context->arena, panel, "各月使用率", heads);
	for (size_t i = 0; i < count; i++) {
		const struct usage_line *line = &lines[i];

		table_line(table);
		table_text(table, line->period);
		table_number(table, line->machines);
		table_number(table, line->vcpu);
		table_text(table, usage_percent(context->arena, line->cpu_avg));
		table_text(table, usage_percent(context->arena, line->cpu_p95));
		table_text(table, usage_percent(context->arena, line->mem_avg));
		table_text(table, usage_percent(context->arena, line->mem_p95));
		table_text(table, usage_percent(context->arena, line->storage));
		table_text(table, format_decimal(context->arena, line->bandwidth, 2));
		table_text(table, usage_percent(context->arena, line->coverage));
		table_text(table, line->from_days == 0                ? "按月报送"
				  : line->from_days == line->machines ? "日数汇总"
								      : "两者都有");
	}
	return OK;
}

/* The days of the last month and this one, as far as anybody reported them by day. */
static enum err fill_days(struct context *context, struct dict *body, int64_t system)
{
	static const char *const heads[] = {"日期",      "机器#",     "处理器均值#", "处理器 P95#",       "处理器峰值#",
					    "内存均值#", "内存 P95#", "内存峰值#",   "带宽 P95（Mbps）#", "覆盖率#",
					    NULL};
	enum { SHARES_BEFORE = 6, COLUMNS = 8 };
	struct query *query = db_query(context->db, Q_USAGE_DAYS);
	struct table *table = NULL;
	int64_t today = day_of(clock_now());

	query_int(query, ":system", system);
	query_text(query, ":from", usage_month_back(context, 1));
	query_text(query, ":to", usage_month_back(context, 0));
	query_int(query, ":first", today - DAYS_SHOWN);
	query_int(query, ":last", today);
	query_int(query, ":viewer", context->actor->org);
	while (query_step(query)) {
		if (table == NULL)
			table = table_begin(context->arena, panel_add(body, "PANEL_MAIN", "近期各日"), "近期各日使用率",
					    heads);
		table_line(table);
		table_text(table, format_day(context->arena, next_int(query)));
		table_number(table, next_int(query));
		for (int i = 0; i < COLUMNS; i++)
			table_text(table, i == SHARES_BEFORE ? format_decimal(context->arena, next_int(query), 2)
							     : usage_percent(context->arena, next_int(query)));
	}
	return query_end(query);
}

static enum err system_head(struct request *req, struct context *context, int64_t system, struct dict **body)
{
	struct query *query = db_query(context->db, Q_USAGE_SYSTEM_SEEN);
	bool found;
	enum err err;

	query_int(query, ":id", system);
	query_int(query, ":org", context->actor->org);
	found = query_step(query);
	if (found) {
		const char *name = next_text(query, context->arena);

		*body = page_begin(req, "usage/system.tpl", arena_printf(req->arena, "使用率：%s", name));
		dict_set(*body, "UNIT_NAME", next_text(query, context->arena));
		dict_int(*body, "SYSTEM_ID", system);
	}
	err = query_end(query);
	return err == OK && !found ? ERR_NOT_FOUND : err;
}

enum err usage_system_page(struct request *req, const char *sentence, int status)
{
	struct context context = context_reading(req);
	int64_t system = request_number(req, "id");
	struct usage_judgement judgement;
	struct listing_writer *writer = NULL;
	struct usage_page page;
	struct dict *body = NULL;
	enum err err = system_head(req, &context, system, &body);

	if (err == OK)
		err = listing_file_wanted(req, &usage_machines_verdicts, &writer);
	if (err == OK && writer != NULL)
		return usage_machines_file(&context, writer, system);
	if (err == OK)
		err = usage_judge_kept(&context, system, &judgement);
	if (err == OK)
		err = usage_page_read(req, &context, system, &page);
	if (err == OK)
		err = fill_months(&context, body, system);
	if (err == OK)
		err = fill_days(&context, body, system);
	if (err != OK)
		return err;
	frame_crumb(req, "/usage", "使用率");
	complaint_show(req, body, "没有登记", req->form, sentence);
	dict_set(body, "CLASS_LABEL", usage_class_label(judgement.class));
	dict_set(body, "CLASS_TONE", usage_class_tone(judgement.class));
	dict_set(body, "CLASS_WHY", judgement.why);
	if (!text_empty(judgement.rule))
		dict_set(dict_section(body, "RULE"), "RULE", judgement.rule);
	err = usage_bandwidths_show(&context, body, system, &page);
	if (err != OK)
		return err;
	usage_page_show(req, &context, body, &page);
	err = usage_seasons_show(req, &context, body, system);
	return err == OK ? page_end(req, status) : err;
}

enum err usage_system_get(struct request *req)
{
	return usage_system_page(req, NULL, 200);
}

/* ---- GET /usage/unknown ---- */

static const struct listing_column unknown_columns[] = {
	{"PERIOD", "月份", CELL_TEXT},           {"PLATFORM_NAME", "平台", CELL_TEXT},
	{"MACHINE", "机器编号", CELL_TEXT},      {"VCPU_N", "处理器（核）", CELL_NUMBER},
	{"MEMORY_N", "内存（GB）", CELL_NUMBER}, {"IMPORTED_AT", "报送时间", CELL_TEXT},
};
static const struct listing_file unknown_file = {"未入台账的机器", unknown_columns, ARRAY_LENGTH(unknown_columns)};

enum err usage_unknown_get(struct request *req)
{
	struct context context = context_reading(req);
	struct listing list = {.descending = true, .file = &unknown_file};
	struct dict *body = page_begin(req, "usage/unknown.tpl", "未入台账的机器");
	struct query *query = db_query(context.db, Q_USAGE_UNKNOWN);
	enum err err;

	query_int(query, ":org", context.actor->org);
	err = listing_bind(req, query, &list);
	if (err == OK)
		err = listing_fill(&context, body, "ROW", query, &list);
	if (err != OK)
		return err;
	frame_crumb(req, "/usage", "使用率");
	listing_empty(body, &list, "check2-circle", "没有未入台账的机器", "报送的机器都在机器台账里");
	listing_pager(req, body, &list);
	return page_end(req, 200);
}

/* ---- GET /usage/machines ---- */

static const struct listing_column machines_columns[] = {
	{"CODE", "机器编号", CELL_TEXT},         {"PLATFORM_NAME", "平台", CELL_TEXT},
	{"SYSTEM_NAME", "信息系统", CELL_TEXT},  {"VCPU_N", "处理器（核）", CELL_NUMBER},
	{"MEMORY_N", "内存（GB）", CELL_NUMBER}, {"DISK_N", "磁盘（GB）", CELL_NUMBER},
	{"SINCE_DAY", "启用日期", CELL_TEXT},    {"STANDBY_YES", "备用", CELL_YES},
};
static const struct listing_file machines_file = {"机器台账", machines_columns, ARRAY_LENGTH(machines_columns)};

enum err usage_machines_get(struct request *req)
{
	struct context context = context_reading(req);
	struct listing list = {.descending = true, .file = &machines_file};
	struct dict *body = page_begin(req, "usage/machines.tpl", "机器台账");
	struct dict *filters = filters_begin(req, body, "按登记先后，新的在前");
	struct query *query = db_query(context.db, Q_USAGE_MACHINES);
	enum err err;

	filters_text(req, filters, "name", "机器编号或系统名称");
	query_int(query, ":org", context.actor->org);
	query_text(query, ":name", filter_word(req, "name"));
	err = listing_bind(req, query, &list);
	if (err == OK)
		err = listing_fill(&context, body, "ROW", query, &list);
	if (err != OK)
		return err;
	dict_show_if(body, "MAY_IMPORT", actor_has(context.actor, ROLE_OPERATOR_CLERK));
	dict_printf(filters, "COUNT_TEXT", "本页 %zu 台", list.rows);
	listing_empty(body, &list, "server", "没有登记的机器",
		      "机器由各平台的运行单位登记；没有列出的不在您的查看范围");
	listing_pager(req, body, &list);
	return page_end(req, 200);
}
