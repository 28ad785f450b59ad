/* /admin/calendar: one year's working days, and the import of a year that is published. */
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
#include "kernel/csv_upload.h"
#include "kernel/listing_file.h"
#include "kernel/permission.h"
#include "kernel/service.h"

enum { YEAR_FIRST = 2020, YEAR_LAST = 2099, DAYS_MAX = 366 };

static const struct csv_page import_page = {"导入放假与调休安排", "/admin/calendar", "/admin/calendar/sample",
					    "列：日期、安排（放假或上班）、名称、来源（文号）"};

/* One row of the file. */
struct swapped_day {
	int64_t day;
	bool workday;
	const char *name;
	const char *source;
};

struct import {
	struct request *req;
	struct context context;
	const struct csv_table *table;
	struct swapped_day *days;
	int year;
	struct csv_complaints complaints;
};

static int64_t first_of(int year)
{
	return day_from_date((struct date){year, 1, 1});
}

/* "rest", "swap", "holiday" or nothing; *note says it in words. */
static const char *class_of(struct context *context, int64_t day, const char **note, enum err *err)
{
	struct query *query = db_query(context->db, Q_CALENDAR_DAY);
	const char *class = day_weekday(day) >= 6 ? "rest" : "";

	*note = NULL;
	query_int(query, ":day", day);
	if (query_step(query)) {
		class = next_int(query) != 0 ? "swap" : "holiday";
		*note = next_text(query, context->arena);
	}
	*err = query_end(query);
	return class;
}

static enum err show_day(struct context *context, struct dict *week, int64_t day)
{
	struct dict *cell = dict_section(week, "DAY");
	const char *note;
	enum err err;

	dict_set(cell, "DAY_CLASS", class_of(context, day, &note, &err));
	dict_int(cell, "DAY_NO", date_from_day(day).day);
	if (note != NULL)
		dict_set(dict_section(cell, "DAY_NOTE"), "DAY_NOTE", note);
	return err;
}

static enum err show_month(struct context *context, struct dict *page, int year, int month)
{
	struct dict *dict = dict_section(page, "MONTH");
	int64_t day = day_from_date((struct date){year, month, 1});
	struct dict *week = dict_section(dict, "WEEK");
	enum err err = OK;

	dict_printf(dict, "MONTH_LABEL", "%d 月", month);
	for (int blank = 1; blank < day_weekday(day); blank++)
		dict_section(week, "DAY");
	for (; err == OK && date_from_day(day).month == month; day++) {
		if (day_weekday(day) == 1 && date_from_day(day).day > 1)
			week = dict_section(dict, "WEEK");
		err = show_day(context, week, day);
	}
	return err;
}

static enum err published(struct context *context, int year, bool *yes)
{
	struct query *query = db_query(context->db, Q_CALENDAR_COUNT);
	int64_t count = 0;
	enum err err;

	query_int(query, ":first", first_of(year));
	query_int(query, ":last", first_of(year + 1) - 1);
	err = query_value(query, 0, &count);
	*yes = count > 0;
	return err;
}

static const struct listing_column calendar_columns[] = {
	{"DATE_DAY", "日期", CELL_TEXT}, {"WORK_YES", "上班", CELL_YES}, {"REST_YES", "放假", CELL_YES},
	{"NAME", "名称", CELL_TEXT},     {"SOURCE", "来源", CELL_TEXT},
};
static const struct listing_file calendar_file = {"放假与调休", calendar_columns, ARRAY_LENGTH(calendar_columns)};

static enum err show_rows(struct request *req, struct context *context, struct dict *page, int year)
{
	struct query *query = db_query(context->db, Q_CALENDAR_ROWS);
	struct listing rows = {.file = &calendar_file};
	enum err err, ended;

	query_int(query, ":first", first_of(year));
	query_int(query, ":last", first_of(year + 1) - 1);
	err = listing_whole(req, &rows);
	if (err != OK) {
		ended = query_end(query);
		return ended != OK ? ended : err;
	}
	err = listing_fill(context, page, "ROW", query, &rows);
	listing_pager(req, page, &rows);
	listing_empty(page, &rows, "calendar-x", "这一年的安排尚未导入", "国务院办公厅公布后，由系统管理员导入");
	return err;
}

static enum err show_year(struct request *req, struct context *context, struct dict *page, int year)
{
	bool yes = false;
	enum err err = published(context, year, &yes);

	if (year > YEAR_FIRST)
		dict_int(dict_section(page, "YEAR_BEFORE"), "YEAR_HREF", year - 1);
	if (year < YEAR_LAST)
		dict_int(dict_section(page, "YEAR_AFTER"), "YEAR_HREF", year + 1);
	dict_int(page, "YEAR", year);
	dict_show_if(page, "UNPUBLISHED", !yes);
	dict_printf(page, "COUNT_TEXT", "全年 %" PRId64 " 个工作日%s",
		    workday_between(req->service->calendar, first_of(year) - 1, first_of(year + 1) - 1),
		    yes ? "" : "（暂按周一至周五）");
	for (int month = 1; err == OK && month <= 12; month++)
		err = show_month(context, page, year, month);
	return err == OK ? show_rows(req, context, page, year) : err;
}

static enum err calendar_page(struct request *req, int year, const struct import *import, const char *sentence,
			      int status)
{
	struct context context = context_reading(req);
	struct dict *page = page_begin(req, "admin/calendar.tpl", "工作日历");
	enum err err = show_year(req, &context, page, year);

	complaint_show(req, page, "没有导入", NULL, sentence);
	if (actor_may(req, MAY_SET_RULES)) {
		struct dict *part = csv_page_form(req, page, &import_page);

		if (import != NULL && import->complaints.count > 0)
			csv_page_refused(req, part, &import->complaints);
		else if (import != NULL && sentence == NULL)
			csv_page_preview(req, part, &import_page, import->table);
	}
	return err == OK ? page_end(req, status) : err;
}

static int this_year(void)
{
	return date_from_day(day_of(clock_now())).year;
}

enum err calendar_get(struct request *req)
{
	const char *text = request_query(req, "year");
	int64_t year = this_year();

	if (!text_empty(text) && (!parse_integer(text, &year) || year < YEAR_FIRST || year > YEAR_LAST))
		return ERR_NOT_FOUND;
	return calendar_page(req, (int)year, NULL, NULL, 200);
}

static const char *cell_of(const struct import *import, const struct csv_row *row, const char *heading)
{
	int column = csv_column(import->table, heading);

	return column >= 0 ? row->cells[column] : "";
}

static void complain(struct import *import, int line, const char *column, const char *text)
{
	csv_complain(import->req->arena, &import->complaints, line, column, text);
}

static void read_row(struct import *import, size_t number)
{
	const struct csv_row *row = &import->table->rows[number];
	struct swapped_day *swapped = &import->days[number];
	const char *kind = cell_of(import, row, "安排");

	swapped->workday = text_equal(kind, "上班");
	swapped->name = cell_of(import, row, "名称");
	swapped->source = cell_of(import, row, "来源");
	if (!swapped->workday && !text_equal(kind, "放假"))
		complain(import, row->line, "安排", "只能填“放假”或“上班”");
	if (text_empty(swapped->name))
		complain(import, row->line, "名称", "请填写节日名称");
	if (text_empty(swapped->source))
		complain(import, row->line, "来源", "请填写公布的文号");
	if (!parse_day(cell_of(import, row, "日期"), &swapped->day)) {
		complain(import, row->line, "日期", "日期请填成 2026-10-01 的样子");
		return;
	}
	if (import->year == 0)
		import->year = date_from_day(swapped->day).year;
	if (date_from_day(swapped->day).year != import->year)
		complain(import, row->line, "日期", "一次只能导入一年的安排");
	if (swapped->workday && day_weekday(swapped->day) < 6)
		complain(import, row->line, "安排", "这一天本来就是工作日，不用写上班");
	for (size_t i = 0; i < number; i++)
		if (import->days[i].day == swapped->day)
			complain(import, row->line, "日期", "同一天写了两次");
}

static const char *const headings[] = {"日期", "安排", "名称", "来源"};

/* NULL when the file as a whole may be imported. */
static const char *read_rows(struct import *import)
{
	int current = this_year();
	bool yes = false;

	for (size_t i = 0; i < ARRAY_LENGTH(headings); i++)
		if (csv_column(import->table, headings[i]) < 0)
			return arena_printf(import->req->arena, "缺少列“%s”", headings[i]);
	if (import->table->count > DAYS_MAX)
		return "一年不会超过 366 行";
	import->days = arena_array(import->req->arena, import->table->count, sizeof *import->days);
	for (size_t i = 0; i < import->table->count; i++)
		read_row(import, i);
	if (import->complaints.count > 0)
		return NULL;
	if (import->year < current || import->year > YEAR_LAST)
		return arena_printf(import->req->arena, "%d 年不能导入：已过去的年份不再改", import->year);
	if (published(&import->context, import->year, &yes) != OK)
		return "读不到现有安排，请稍后重试";
	if (yes && import->year == current)
		return "今年的安排已经生效，办件的时限按它计算，不能整批替换";
	return NULL;
}

static enum err save_in_tx(struct import *import)
{
	struct context *context = &import->context;
	struct query *query = db_query(context->db, Q_CALENDAR_CLEAR);
	enum err err;

	query_int(query, ":first", first_of(import->year));
	query_int(query, ":last", first_of(import->year + 1) - 1);
	err = query_run(query);
	for (size_t i = 0; err == OK && i < import->table->count; i++) {
		query = db_query(context->db, Q_CALENDAR_ADD);
		query_int(query, ":day", import->days[i].day);
		query_int(query, ":workday", import->days[i].workday);
		query_text(query, ":name", import->days[i].name);
		query_text(query, ":source", import->days[i].source);
		err = query_run(query);
	}
	if (err != OK)
		return err;
	return audit_add(
		context,
		&(struct audit_entry){.action = "calendar.import",
				      .object = "calendar",
				      .object_id = import->year,
				      .detail = arena_printf(context->arena, "{\"days\":%zu}", import->table->count)},
		NULL);
}

enum err calendar_post(struct request *req)
{
	struct import import = {.req = req, .context = context_writing(req)};
	char *complaint = NULL;
	const char *refusal;
	enum err err;

	import.table = csv_upload_read(req, &complaint);
	if (import.table == NULL)
		return calendar_page(req, this_year(), NULL, complaint, 422);
	refusal = read_rows(&import);
	if (refusal != NULL || import.complaints.count > 0)
		return calendar_page(req, this_year(), &import, refusal, 422);
	if (!text_equal(request_action(req), "import"))
		return calendar_page(req, import.year, &import, NULL, 200);
	err = tx_begin(import.context.db);
	if (err == OK)
		err = tx_end(import.context.db, save_in_tx(&import));
	return err == OK ? respond_redirect(req, "/admin/calendar?year=%d", import.year) : err;
}

enum err calendar_sample_get(struct request *req)
{
	return csv_sample(req, "放假与调休安排.csv", "日期,安排,名称,来源");
}
