/* GET /assess/2026 and /assess/2026/PROVIDER: the year's mean, and the slip the settlement is made by. */
#include "base/base.h"
#include "modules/assess/assess_page_parts.h"
#include "modules/provider/provider.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/frame.h"
#include "kernel/listing_file.h"
#include "kernel/panel.h"
#include "kernel/paper.h"
#include "kernel/period.h"

enum { PROVIDERS_MAX = 200, QUARTERS = 4 };

/* A provider's year. */
struct year {
	int64_t provider;
	const char *code, *short_name, *name;
	int64_t total[QUARTERS]; /* -1: not approved */
	int64_t count;
	int64_t mean;        /* half up; -1: nothing */
	bool formed;         /* the fourth quarter is approved */
	const char *grade;   /* "" until then */
	int64_t coefficient; /* -1: not set */
};

static const char *grade_by(int64_t mean, const int64_t limits[3])
{
	return mean >= limits[0] * 100   ? "excellent"
	       : mean >= limits[1] * 100 ? "good"
	       : mean >= limits[2] * 100 ? "passed"
					 : "failed";
}

static void read_year(struct query *query, struct arena *arena, struct year *year)
{
	int64_t sum = 0, limits[3];

	year->provider = next_int(query);
	year->code = next_text(query, arena);
	year->short_name = next_text(query, arena);
	year->name = next_text(query, arena);
	year->count = 0;
	for (size_t i = 0; i < QUARTERS; i++) {
		bool none = next_is_null(query);
		int64_t total = next_int(query);

		year->total[i] = none ? -1 : total;
		sum += none ? 0 : total;
		year->count += !none;
	}
	for (size_t i = 0; i < ARRAY_LENGTH(limits); i++)
		limits[i] = next_int(query);
	year->mean = year->count == 0 ? -1 : (sum + year->count / 2) / year->count;
	year->formed = year->total[QUARTERS - 1] >= 0;
	year->grade = year->formed ? grade_by(year->mean, limits) : "";
	year->coefficient = -1;
}

static enum err years_of(struct context *context, const char *year, const char *code, struct year *years, size_t *count)
{
	struct query *query = db_query(context->db, Q_ASSESS_YEAR_OF);
	int64_t last = 0, first;
	enum err err;

	*count = 0;
	query_int(query, ":org", context->actor->org);
	query_text(query, ":year", year);
	query_text(query, ":code", code);
	while (*count < PROVIDERS_MAX && query_step(query))
		read_year(query, context->arena, &years[(*count)++]);
	err = query_end(query);
	if (err != OK || !period_days(year, &first, &last))
		return err;
	for (size_t i = 0; i < *count; i++)
		if (years[i].formed && provider_coefficient(context, years[i].provider, years[i].grade, last,
							    &years[i].coefficient) == FIND_FAILED)
			return ERR_INTERNAL;
	return OK;
}

static const char *or_dash(struct arena *arena, int64_t points)
{
	return points < 0 ? "—" : assess_points(arena, points);
}

static void show_year(struct arena *arena, struct dict *row, const char *period, const struct year *year)
{
	static const char *const markers[] = {"Q1_TEXT", "Q2_TEXT", "Q3_TEXT", "Q4_TEXT"};

	dict_set(row, "PROVIDER_NAME", year->name);
	dict_set(row, "SHORT_NAME", year->short_name);
	dict_printf(row, "SLIP_HREF", "/assess/%s/%s", period, year->code);
	for (size_t i = 0; i < QUARTERS; i++)
		dict_set(row, markers[i], or_dash(arena, year->total[i]));
	dict_set(row, "MEAN_TEXT", or_dash(arena, year->mean));
	dict_printf(row, "COUNT_TEXT", "%" PRId64 " 个季度", year->count);
	dict_set(row, "GRADE_LABEL", year->formed ? assess_grade_label(year->grade) : "第四季度审定后形成");
	dict_set(row, "GRADE_TONE", year->formed ? assess_grade_tone(year->grade) : "grey");
	dict_set(row, "COEFFICIENT_TEXT",
		 year->formed ? assess_coefficient_words(arena, year->coefficient, true) : "年度等次形成后按合同确定");
}

static const struct listing_column year_columns[] = {
	{"PROVIDER_NAME", "服务商", CELL_TEXT}, {"Q1_TEXT", "第一季度", CELL_NUMBER},
	{"Q2_TEXT", "第二季度", CELL_NUMBER},   {"Q3_TEXT", "第三季度", CELL_NUMBER},
	{"Q4_TEXT", "第四季度", CELL_NUMBER},   {"MEAN_TEXT", "平均", CELL_NUMBER},
	{"GRADE_LABEL", "年度等次", CELL_TEXT}, {"COEFFICIENT_TEXT", "结算系数", CELL_TEXT},
};
static const struct listing_file year_file = {"年度考核", year_columns, ARRAY_LENGTH(year_columns)};

enum err assess_year_get(struct request *req, const char *year)
{
	struct context context = context_reading(req);
	struct year *years = arena_array(req->arena, PROVIDERS_MAX, sizeof *years);
	struct listing_writer *writer = NULL;
	size_t count;
	struct dict *body;
	enum err err = years_of(&context, year, "", years, &count);

	if (err == OK && count == 0)
		return ERR_NOT_FOUND;
	if (err == OK)
		err = listing_file_wanted(req, &year_file, &writer);
	if (err != OK)
		return err;
	body = page_begin(req, "assess/year.tpl", arena_printf(req->arena, "%s 年度考核", year));
	frame_crumb(req, "/assess", "服务商考核");
	for (size_t i = 0; i < count; i++) {
		struct dict *row = dict_section(body, "ROW");

		show_year(req->arena, row, year, &years[i]);
		if (writer != NULL)
			listing_file_row(writer, row);
	}
	if (writer != NULL)
		return listing_file_end(writer, false);
	listing_pager(req, body, &(struct listing){.file = &year_file, .rows = count});
	return page_end(req, 200);
}

/* ---- the slip ---- */

struct settlement {
	size_t contracts, unset; /* in force on the year's last day; of them without a coefficient */
	int64_t amount;          /* 分 a year, of all */
	int64_t by_coefficient;  /* of those that set one */
	int64_t deducted;
};

static enum err contracts_of(struct context *context, struct dict *body, const struct year *year, int64_t day,
			     struct settlement *settlement)
{
	struct query *query = db_query(context->db, Q_ASSESS_YEAR_CONTRACTS);
	struct arena *arena = context->arena;

	query_int(query, ":provider", year->provider);
	query_int(query, ":day", day);
	query_text(query, ":grade", year->grade);
	while (query_step(query)) {
		struct dict *row = dict_section(body, "CONTRACT");
		const char *number = next_text(query, arena), *name = next_text(query, arena);
		int64_t amount = next_int(query);
		bool unset = next_is_null(query);
		int64_t coefficient = next_int(query), result = (amount * coefficient + 50) / 100;

		dict_set(row, "CONTRACT_NUMBER", number);
		dict_set(row, "CONTRACT_NAME", name);
		dict_set(row, "CONTRACT_AMOUNT", format_decimal(arena, amount, 2));
		dict_set(row, "CONTRACT_COEFFICIENT",
			 !year->formed ? "年度等次形成后确定"
			 : unset       ? "系数未按合同设定"
				       : format_decimal(arena, coefficient, 2));
		dict_set(row, "CONTRACT_RESULT", unset || !year->formed ? "—" : format_decimal(arena, result, 2));
		settlement->contracts++;
		settlement->unset += unset;
		settlement->amount += amount;
		settlement->by_coefficient += unset ? 0 : result;
	}
	dict_show_if(body, "HAS_CONTRACTS", settlement->contracts > 0);
	return query_end(query);
}

static enum err deductions_of(struct context *context, struct dict *body, const struct year *year, int64_t first,
			      int64_t last, struct settlement *settlement)
{
	struct query *query = db_query(context->db, Q_ASSESS_YEAR_DEDUCTIONS);

	query_int(query, ":provider", year->provider);
	query_int(query, ":from", day_start(first));
	query_int(query, ":until", day_start(last + 1));
	while (query_step(query)) {
		struct dict *row = dict_section(body, "DEDUCTION");
		int64_t amount = next_int(query);

		settlement->deducted += amount;
		dict_set(row, "DEDUCTION_AMOUNT", format_decimal(context->arena, amount, 2));
		dict_set(row, "DEDUCTION_DAY", format_day(context->arena, day_of(next_int(query))));
		dict_set(row, "DEDUCTION_NUMBER", next_text(query, context->arena));
		dict_set(row, "DEDUCTION_CLAUSE", next_text(query, context->arena));
	}
	dict_show_if(body, "HAS_DEDUCTIONS", settlement->deducted > 0);
	return query_end(query);
}

/* Why there is no sum; NULL: there is one. */
static const char *unsettled(const struct year *year, const struct settlement *settlement)
{
	if (settlement->contracts == 0)
		return "年末没有生效的服务合同，不能计算结算金额";
	if (!year->formed)
		return "第四季度考核尚未审定，年度等次和结算金额尚未形成";
	return settlement->unset > 0 ? "有合同系数未按合同设定，结算金额由合同双方另行确定" : NULL;
}

static void fill_settlement(struct arena *arena, struct dict *body, const struct year *year,
			    const struct settlement *settlement)
{
	const char *why_not = unsettled(year, settlement);
	int64_t due = settlement->by_coefficient - settlement->deducted;

	dict_set(body, "AMOUNT_TEXT", format_decimal(arena, settlement->amount, 2));
	dict_set(body, "DEDUCTED_TEXT", format_decimal(arena, settlement->deducted, 2));
	if (why_not != NULL) {
		dict_set(dict_section(body, "UNSETTLED"), "WHY_NOT", why_not);
		return;
	}
	dict_set(body, "BY_COEFFICIENT_TEXT", format_decimal(arena, settlement->by_coefficient, 2));
	dict_set(body, "DUE_TEXT", format_decimal(arena, due > 0 ? due : 0, 2));
	dict_show(body, "SETTLED");
}

static enum err fill_slip(struct context *context, struct dict *body, const char *period, const struct year *year)
{
	struct settlement settlement = {0};
	int64_t first, last;
	enum err err;

	if (!period_days(period, &first, &last))
		return ERR_NOT_FOUND;
	dict_set(body, "YEAR", period);
	dict_set(body, "PROVIDER_CODE", year->code);
	show_year(context->arena, body, period, year);
	err = contracts_of(context, body, year, last, &settlement);
	if (err == OK)
		err = deductions_of(context, body, year, first, last, &settlement);
	if (err == OK)
		fill_settlement(context->arena, body, year, &settlement);
	return err;
}

enum err assess_slip_get(struct request *req, const char *year, const char *code, bool print)
{
	struct context context = context_reading(req);
	struct year *years = arena_array(req->arena, PROVIDERS_MAX, sizeof *years);
	const char *title = arena_printf(req->arena, "%s 年度结算单", year);
	size_t count;
	struct dict *body;
	int64_t first, last;
	enum err err = years_of(&context, year, code, years, &count);

	if (err != OK || count == 0 || !period_days(year, &first, &last))
		return err != OK ? err : ERR_NOT_FOUND;
	body = print ? page_begin_in(req, "frame_print.tpl", "assess/slip_print.tpl", title)
		     : page_begin(req, "assess/slip.tpl", title);
	if (print)
		assess_paper_frame(req, arena_printf(req->arena, "/assess/%s/%s", year, code), "返回结算单");
	else
		frame_crumb(req, arena_printf(req->arena, "/assess/%s", year), arena_printf(req->arena, "%s 年", year));
	err = fill_slip(&context, body, year, &years[0]);
	if (err == OK)
		err = page_end(req, 200);
	return err == OK && print && paper_wanted(req) ? paper_press(req, "年度结算单", day_start(last)) : err;
}
