/* GET /assess/2026/PROVIDER: the slip the settlement is made by, on screen and on paper; closed with the year. */
#include "base/base.h"
#include "modules/assess/assess_settle.h"

#include "base/clock.h"
#include "base/number.h"
#include "base/text.h"
#include "kernel/closing.h"
#include "kernel/frame.h"
#include "kernel/paper.h"
#include "kernel/period.h"
#include "modules/matter/matter_module.h"

#define SUBJECT "settlement"

struct slip {
	const char *period, *title;
	struct assess_year year;
	struct assess_settlement settlement;
	bool closed;
	struct closing closing;
};

/* ---- as a document ---- */

static void line(struct document_table *table, const char *heading, const char *value)
{
	document_cell(table, heading);
	document_cell(table, value);
}

static const char *quarters(struct arena *arena, const struct assess_year *year)
{
	static const char *const names[ASSESS_QUARTERS] = {"第一季度", "第二季度", "第三季度", "第四季度"};
	const char *words = "";

	for (size_t i = 0; i < ASSESS_QUARTERS; i++)
		words = arena_printf(arena, "%s%s%s %s", words, i > 0 ? "，" : "", names[i],
				     year->total[i] < 0 ? "—" : assess_points(arena, year->total[i]));
	return words;
}

static void settlement_table(struct arena *arena, struct document *document, const struct slip *slip)
{
	const struct assess_settlement *settlement = &slip->settlement;
	const struct assess_year *year = &slip->year;
	struct document_table *table = document_table(document, "年度结算");

	document_columns(table, (const char *const[]){"项目", "内容", NULL});
	line(table, "服务商", year->name);
	line(table, "各季度得分", quarters(arena, year));
	line(table, "年度得分", assess_year_mean(arena, year));
	line(table, "年度等次", year->formed ? assess_grade_label(year->grade) : ASSESS_YEAR_UNFORMED);
	line(table, "合同年度金额", arena_printf(arena, "%s 元", format_decimal(arena, settlement->amount, 2)));
	if (settlement->why_not == NULL)
		line(table, "按系数结算",
		     arena_printf(arena, "%s 元", format_decimal(arena, settlement->by_coefficient, 2)));
	line(table, "违约扣减", arena_printf(arena, "%s 元", format_decimal(arena, settlement->deducted, 2)));
	line(table, "应付金额", settlement->why_not != NULL ? settlement->why_not : settlement->due);
}

static void contract_table(struct document *document, const struct assess_settlement *settlement)
{
	struct document_table *table;

	if (settlement->contract_count == 0)
		return;
	table = document_table(document, "按合同计算");
	document_columns(table, (const char *const[]){"合同编号", "合同", "年度金额（元）#", "结算系数",
						      "按系数结算（元）#", NULL});
	for (size_t i = 0; i < settlement->contract_count; i++) {
		const struct assess_contract *contract = &settlement->contracts[i];

		document_cell(table, contract->number);
		document_cell(table, contract->name);
		document_cell(table, contract->amount);
		document_cell(table, contract->coefficient);
		document_cell(table, contract->result);
	}
}

static void deduction_table(struct document *document, const struct assess_settlement *settlement)
{
	struct document_table *table;

	if (settlement->deduction_count == 0)
		return;
	table = document_table(document, "违约扣减明细");
	document_columns(table, (const char *const[]){"处理决定", "日期", "合同条款", "金额（元）#", NULL});
	for (size_t i = 0; i < settlement->deduction_count; i++) {
		const struct assess_deduction *deduction = &settlement->deductions[i];

		document_cell(table, deduction->number);
		document_cell(table, deduction->day);
		document_cell(table, deduction->clause);
		document_cell(table, deduction->amount);
	}
}

static struct document *slip_document(struct arena *arena, const struct slip *slip)
{
	const char *page = arena_printf(arena, "/assess/%s/%s", slip->period, slip->year.code);
	struct document *document = document_new(arena, slip->title);

	document_address(document, &(struct document_letterhead){
					   .addressee = slip->year.name,
					   .basis = "《四川省省级政务云管理暂行办法》第三十三条",
					   .page = page,
					   .page_label = "返回结算单",
					   .pdf = arena_printf(arena, "%s/print?format=pdf", page),
				   });
	document_text(document, "依据《四川省省级政务云管理暂行办法》第三十三条和服务合同约定，%s 年结算如下。",
		      slip->period);
	settlement_table(arena, document, slip);
	contract_table(document, &slip->settlement);
	deduction_table(document, &slip->settlement);
	document_text(document, "年度得分为四个季度审定得分的平均，四舍五入到两位小数；等次按第四季度评分表的界限确定。"
				"金额按合同年度金额乘结算系数、减去违约扣减计算，以合同双方确认为准。");
	return document;
}

/* ---- reading ---- */

static enum err read_slip(struct context *context, const char *period, const char *code, struct slip *slip)
{
	struct assess_year *years = arena_array(context->arena, ASSESS_PROVIDERS_MAX, sizeof *years);
	enum found found = NOT_FOUND;
	size_t count;
	enum err err = assess_years(context, period, code, years, &count);

	if (err != OK || count == 0)
		return err != OK ? err : ERR_NOT_FOUND;
	slip->period = period;
	slip->title = arena_printf(context->arena, "%s 年度结算单", period);
	slip->year = years[0];
	if (slip->year.last_matter > 0)
		found = closing_find(context, SUBJECT, slip->year.last_matter, "full", 0, &slip->closing);
	if (found == FIND_FAILED)
		return ERR_INTERNAL;
	slip->closed = found == FOUND;
	return assess_settlement_of(context, period, &slip->year, &slip->settlement);
}

/* ---- closing ---- */

static enum err is_complete(struct context *context, int64_t provider, const char *period, int64_t without, bool *yes)
{
	struct query *query = db_query(context->db, Q_ASSESS_YEAR_COMPLETE);
	int64_t complete = 0;
	enum err err;

	query_int(query, ":provider", provider);
	query_text(query, ":year", arena_strndup(context->arena, period, 4));
	query_int(query, ":without", without);
	err = query_value(query, 0, &complete);
	*yes = complete != 0;
	return err;
}

enum err assess_close_year(struct context *context, int64_t provider, const char *code, const char *period,
			   int64_t without)
{
	struct slip *slip = arena_alloc(context->arena, sizeof *slip);
	struct closing closing = {.subject = SUBJECT, .edition = "full"};
	bool complete = false;
	enum err err = is_complete(context, provider, period, without, &complete);

	if (err != OK || !complete)
		return err;
	err = read_slip(context, arena_strndup(context->arena, period, 4), code, slip);
	if (err == OK)
		err = closing_party(context, context->service->org_center, &closing.issuer);
	if (err != OK || slip->closed)
		return err;
	closing.subject_id = slip->year.last_matter;
	closing.title = slip->title;
	err = assess_settled_keep(context, &slip->year, &slip->settlement);
	return err != OK ? err : closing_close(context, &closing, slip_document(context->arena, slip));
}

/* ---- its number ---- */

static enum err slip_issued(struct context *context, const struct slip *slip, struct issued_paper *paper)
{
	*paper = (struct issued_paper){
		.title = slip->closing.title,
		.href = arena_printf(context->arena, "/assess/%s/%s", slip->period, slip->year.code),
		.action = "",
		.closing = slip->closing.id,
		.object = SUBJECT,
		.object_id = slip->closing.subject_id,
		.issued_at = slip->closing.closed_at,
	};
	return issued_number(context, paper);
}

enum err assess_slip_paper(struct context *context, const char *year, const char *code, struct issued_paper *paper)
{
	struct slip *slip = arena_alloc(context->arena, sizeof *slip);
	enum err err = read_slip(context, year, code, slip);

	if (err == OK && !slip->closed)
		err = ERR_NOT_FOUND;
	return err == OK ? slip_issued(context, slip, paper) : err;
}

/* ---- the page ---- */

static void fill_lists(struct dict *body, const struct assess_settlement *settlement)
{
	for (size_t i = 0; i < settlement->contract_count; i++) {
		const struct assess_contract *contract = &settlement->contracts[i];
		struct dict *row = dict_section(body, "CONTRACT");

		dict_set(row, "CONTRACT_NUMBER", contract->number);
		dict_set(row, "CONTRACT_NAME", contract->name);
		dict_set(row, "CONTRACT_AMOUNT", contract->amount);
		dict_set(row, "CONTRACT_COEFFICIENT", contract->coefficient);
		dict_set(row, "CONTRACT_RESULT", contract->result);
	}
	for (size_t i = 0; i < settlement->deduction_count; i++) {
		const struct assess_deduction *deduction = &settlement->deductions[i];
		struct dict *row = dict_section(body, "DEDUCTION");

		dict_set(row, "DEDUCTION_AMOUNT", deduction->amount);
		dict_set(row, "DEDUCTION_DAY", deduction->day);
		dict_set(row, "DEDUCTION_NUMBER", deduction->number);
		dict_set(row, "DEDUCTION_CLAUSE", deduction->clause);
	}
	dict_show_if(body, "HAS_CONTRACTS", settlement->contract_count > 0);
	dict_show_if(body, "HAS_DEDUCTIONS", settlement->deduction_count > 0);
}

static enum err show_closed(struct context *context, struct dict *body, const struct slip *slip)
{
	bool ours = context->actor->org == context->service->org_center;
	struct issued_paper paper;
	enum err err = slip_issued(context, slip, &paper);

	closing_note(context, body, &slip->closing);
	if (err == OK)
		issued_note(context, body, &paper, ours ? arena_printf(context->arena, "%s/number", paper.href) : NULL);
	return err;
}

static enum err fill_slip(struct context *context, struct dict *body, const struct slip *slip)
{
	const struct assess_settlement *settlement = &slip->settlement;
	struct arena *arena = context->arena;

	dict_set(body, "YEAR", slip->period);
	dict_set(body, "PROVIDER_CODE", slip->year.code);
	assess_show_year(arena, body, slip->period, &slip->year);
	fill_lists(body, settlement);
	dict_set(body, "AMOUNT_TEXT", format_decimal(arena, settlement->amount, 2));
	dict_set(body, "DEDUCTED_TEXT", format_decimal(arena, settlement->deducted, 2));
	if (settlement->why_not != NULL) {
		dict_set(dict_section(body, "UNSETTLED"), "WHY_NOT", settlement->why_not);
	} else {
		dict_set(body, "BY_COEFFICIENT_TEXT", format_decimal(arena, settlement->by_coefficient, 2));
		dict_set(body, "DUE_TEXT", settlement->due);
		dict_show(body, "SETTLED");
	}
	return slip->closed ? show_closed(context, body, slip) : OK;
}

static enum err slip_print(struct request *req, struct context *context, const struct slip *slip)
{
	int64_t today = day_of(clock_now());
	struct closing draft = {.title = slip->title, .dated_day = today, .closed_at = day_start(today)};
	enum err err;

	if (slip->closed)
		return closing_show(req, context, &slip->closing, paper_wanted(req));
	err = closing_party(context, context->service->org_center, &draft.issuer);
	return err == OK ? closing_show_draft(req, &draft, slip_document(req->arena, slip), paper_wanted(req)) : err;
}

enum err assess_slip_get(struct request *req, const char *year, const char *code, bool print)
{
	struct context context = context_reading(req);
	struct slip *slip = arena_alloc(req->arena, sizeof *slip);
	int64_t first, last;
	struct dict *body;
	enum err err = period_days(year, &first, &last) ? read_slip(&context, year, code, slip) : ERR_NOT_FOUND;

	if (err != OK)
		return err;
	if (print)
		return slip_print(req, &context, slip);
	body = page_begin(req, "assess/slip.tpl", slip->title);
	frame_crumb(req, arena_printf(req->arena, "/assess/%s", year), arena_printf(req->arena, "%s 年", year));
	err = fill_slip(&context, body, slip);
	return err == OK ? page_end(req, 200) : err;
}
