/*
 * /compliance: every article red, amber, green or grey from the records, each
 * colour with its rule and the way to what is behind it.  What has no record is
 * never green (decisions.md 31).
 */
#include "base/base.h"
#include "modules/guide/guide_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/panel.h"
#include "kernel/round.h"
#include "kernel/service.h"

enum { YEAR_DAYS = 365, DAY = 86400 };

#define DUTY "上一期按期办结的为正常；未办结的关注；逾期的为不符"
#define FLOW "近一年没有逾期的为正常；有逾期在办的关注"
#define FLOW_STRICT "近一年没有逾期的为正常；有逾期在办的为不符"

const struct check_row check_rows[] = {
	{3, "服务合同", FLOW, "contract", 0, COLOUR_AMBER, NULL},
	{4, "平台登记", "每个平台都有运营单位的为正常", NULL, Q_GUIDE_PLATFORMS, COLOUR_RED, "/platforms"},
	{4, "整合平台纳管", FLOW, "platform_admission", 0, COLOUR_AMBER, NULL},
	{5, "资源池余量", "分配率都不到红线的为正常；有资源超过红线的关注", NULL, Q_GUIDE_POOLS, COLOUR_AMBER,
	 "/platforms"},
	{6, "年度上云计划", DUTY, "annual_plan", 0, COLOUR_RED, NULL},
	{6, "系统运维责任人", "在用系统都登记责任岗位和电话的为正常；缺的关注", NULL, Q_GUIDE_RESPONSIBLE, COLOUR_AMBER,
	 "/responsibilities"},
	{7, "每月资源核实", DUTY, "verification", 0, COLOUR_RED, NULL},
	{8, "故障责任方", FLOW, "fault", 0, COLOUR_AMBER, NULL},
	{9, "扫描监测", FLOW, "scan", 0, COLOUR_AMBER, NULL},
	{10, "在办事项", "没有逾期的为正常；有逾期的关注", NULL, Q_GUIDE_LATE, COLOUR_AMBER, "/matters"},
	{12, "申请与备案", "在用系统都有备案号的为正常", NULL, Q_GUIDE_FILED, COLOUR_RED, "/filings"},
	{13, "评审与核定", FLOW, "application", 0, COLOUR_AMBER, NULL},
	{14, "资源配置工单", "工单都在时限内的为正常；有逾期的关注", NULL, Q_GUIDE_ORDERS, COLOUR_AMBER, "/dispatch"},
	{15, "部署后报告", "试运行系统都未逾期的为正常；逾期未交报告的为不符", NULL, Q_GUIDE_REPORTS, COLOUR_RED,
	 "/matters"},
	{16, "变更", FLOW, "change", 0, COLOUR_AMBER, NULL},
	{17, "降配与回收", FLOW, "downsizing", 0, COLOUR_AMBER, NULL},
	{18, "退出", FLOW, "exit", 0, COLOUR_AMBER, NULL},
	{19, "督办", FLOW, "supervision_notice", 0, COLOUR_AMBER, NULL},
	{20, "系统监控接入", "在用系统都接入监控的为正常；未接入的为不符", NULL, Q_GUIDE_MONITORED, COLOUR_RED,
	 "/systems"},
	{21, "单位运维制度", FLOW, "om_rules", 0, COLOUR_AMBER, NULL},
	{23, "故障汇总", FLOW, "fault_summary", 0, COLOUR_AMBER, NULL},
	{24, "应急联络表", DUTY, "contact_roster", 0, COLOUR_AMBER, NULL},
	{25, "隐患整改", FLOW_STRICT, "hazard", 0, COLOUR_RED, NULL},
	{25, "安全检查", FLOW, "inspection", 0, COLOUR_AMBER, NULL},
	{26, "三个不变责任书", "新上云系统都签署责任书的为正常", NULL, Q_GUIDE_STATEMENTS, COLOUR_RED, "/systems"},
	{27, "等保、密评与安全评估", FLOW, "compliance_filing", 0, COLOUR_AMBER, NULL},
	{28, "应急预案", FLOW, "plan_document", 0, COLOUR_AMBER, NULL},
	{28, "应急演练", FLOW, "drill", 0, COLOUR_AMBER, NULL},
	{28, "安全培训", FLOW, "training", 0, COLOUR_AMBER, NULL},
	{29, "每月自查", DUTY, "self_check", 0, COLOUR_RED, NULL},
	{30, "网络安全事件", FLOW_STRICT, "incident", 0, COLOUR_RED, NULL},
	{31, "日志留存", DUTY, "log_attestation", 0, COLOUR_RED, NULL},
	{31, "本平台操作日志", "保存期不少于 184 日的为正常", NULL, Q_GUIDE_RETENTION, COLOUR_RED, "/rules"},
	{32, "使用单位满意度", DUTY, "survey", 0, COLOUR_AMBER, NULL},
	{33, "处罚与撤销", FLOW, "penalty", 0, COLOUR_AMBER, NULL},
};
const size_t check_row_count = ARRAY_LENGTH(check_rows);

static const char *colour_tone(enum colour colour)
{
	static const char *const tones[] = {"grey", "green", "amber", "red"};

	return tones[colour];
}

static const char *colour_label(enum colour colour)
{
	static const char *const labels[] = {"无记录", "正常", "关注", "不符"};

	return labels[colour];
}

/* ---- measuring ---- */

static enum err read_three(struct query *query, struct measured *measured)
{
	if (query_step(query)) {
		measured->total = next_int(query);
		measured->good = next_int(query);
		measured->bad = next_int(query);
	}
	return query_end(query);
}

static enum err measure_duty(struct context *context, const struct procedure *procedure, struct measured *measured)
{
	char *period = round_period(context->service, context->arena, procedure, day_of(clock_now()));
	struct query *query = db_query(context->db, Q_GUIDE_DUTY);
	enum err err;

	query_text(query, ":key", procedure->key);
	query_text(query, ":period", period);
	query_int(query, ":now", clock_now());
	err = read_three(query, measured);
	measured->text =
		arena_printf(context->arena, "%s应办 %" PRId64 "，已办结 %" PRId64 "，逾期 %" PRId64,
			     period_label(context->arena, period), measured->total, measured->good, measured->bad);
	return err;
}

static enum err measure_flow(struct context *context, const struct procedure *procedure, struct measured *measured)
{
	struct query *query = db_query(context->db, Q_GUIDE_FLOW);
	enum err err;

	query_text(query, ":key", procedure->key);
	query_int(query, ":now", clock_now());
	query_int(query, ":since", clock_now() - (int64_t)YEAR_DAYS * DAY);
	err = read_three(query, measured);
	measured->text = arena_printf(context->arena, "近一年 %" PRId64 " 件，已办结 %" PRId64 "，逾期在办 %" PRId64,
				      measured->total, measured->good, measured->bad);
	/* Under way and in time is as it should be. */
	measured->good = measured->total - measured->bad;
	return err;
}

static enum err measure_query(struct context *context, const struct check_row *check, struct measured *measured)
{
	struct query *query = db_query(context->db, check->query);
	enum err err;

	if (query_takes(query, ":now"))
		query_int(query, ":now", clock_now());
	err = read_three(query, measured);
	measured->text = measured->bad > 0 ? arena_printf(context->arena, "共 %" PRId64 "，其中 %" PRId64 " 不符",
							  measured->total, measured->bad)
					   : arena_printf(context->arena, "共 %" PRId64 "，均符合", measured->total);
	return err;
}

static enum err check_measure(struct context *context, const struct check_row *check, struct measured *measured)
{
	const struct procedure *procedure =
		check->procedure == NULL ? NULL : procedure_find(context->service, check->procedure);
	enum err err;

	*measured = (struct measured){.text = "流程尚未装入"};
	if (check->procedure != NULL && procedure == NULL)
		return OK;
	err = procedure == NULL                       ? measure_query(context, check, measured)
	      : procedure->round.every != EVERY_NEVER ? measure_duty(context, procedure, measured)
						      : measure_flow(context, procedure, measured);
	if (measured->total == 0)
		measured->text = "尚无记录";
	else if (measured->bad > 0)
		measured->colour = check->when_bad;
	else
		measured->colour = measured->good < measured->total ? COLOUR_AMBER : COLOUR_GREEN;
	return err;
}

/* ---- the page ---- */

struct board {
	struct context *context;
	struct dict *body;
	struct measured *measured; /* as check_rows */
	int64_t count[4];          /* articles by colour */
};

static enum colour article_colour(const struct board *board, const struct article_row *row)
{
	enum colour worst = COLOUR_GREY;

	for (size_t i = 0; i < check_row_count; i++)
		if (check_rows[i].article == row->number && board->measured[i].colour > worst)
			worst = board->measured[i].colour;
	return worst;
}

static void add_check(struct board *board, struct dict *article, size_t index)
{
	const struct check_row *check = &check_rows[index];
	const struct measured *measured = &board->measured[index];
	struct dict *row = dict_section(article, "CHECK");
	const char *href = check->href;

	if (href == NULL && procedure_find(board->context->service, check->procedure) != NULL)
		href = arena_printf(board->context->arena, "/procedures/%s", check->procedure);
	dict_set(row, "CHECK_LABEL", check->label);
	dict_set(row, "TONE", colour_tone(measured->colour));
	dict_set(row, "COLOUR_LABEL", colour_label(measured->colour));
	dict_set(row, "CHECK_TEXT", measured->text);
	dict_set(row, "RULE_TEXT", check->rule);
	if (measured->total > 0)
		dict_printf(row, "FIGURE", "%" PRId64 "/%" PRId64, measured->good, measured->total);
	else
		dict_set(row, "FIGURE", "—");
	if (href != NULL)
		dict_set(dict_section(row, "LINK"), "HREF", href);
}

static void add_article(struct board *board, struct dict *chapter, const struct article_row *row)
{
	struct dict *article = dict_section(chapter, "ARTICLE");
	enum colour colour = article_colour(board, row);
	bool any = false;

	board->count[colour]++;
	dict_printf(article, "ARTICLE_HREF", "/articles/%d", row->number);
	dict_printf(article, "ARTICLE_NO", "第%s条", text_numeral(board->context->arena, row->number));
	dict_set(article, "ARTICLE_TITLE", row->title);
	for (size_t i = 0; i < check_row_count; i++)
		if (check_rows[i].article == row->number) {
			add_check(board, article, i);
			any = true;
		}
	if (!any)
		dict_set(dict_section(article, "DECLARATORY"), "DECLARATORY_TEXT",
			 row->declaratory ? "宣示性条款，不核对" : "由报告和考核核对，随相应功能启用");
}

static void add_urgent(struct board *board)
{
	struct dict *urgent = NULL;

	for (size_t i = 0; i < check_row_count; i++) {
		struct dict *row;

		if (board->measured[i].colour != COLOUR_RED)
			continue;
		if (urgent == NULL)
			urgent = dict_section(board->body, "URGENT");
		row = dict_section(urgent, "URGENT_ROW");
		dict_printf(row, "URGENT_LABEL", "第%s条　%s",
			    text_numeral(board->context->arena, check_rows[i].article), check_rows[i].label);
		dict_set(row, "URGENT_TEXT", board->measured[i].text);
	}
}

enum err compliance_get(struct request *req)
{
	struct context context = context_reading(req);
	struct board board = {.context = &context,
			      .measured = arena_array(req->arena, check_row_count, sizeof *board.measured)};
	enum err err = OK;

	for (size_t i = 0; err == OK && i < check_row_count; i++)
		err = check_measure(&context, &check_rows[i], &board.measured[i]);
	if (err != OK)
		return err;
	board.body = page_begin(req, "guide/compliance.tpl", "办法落实情况");
	add_urgent(&board);
	for (int chapter = 1; chapter <= 7; chapter++) {
		struct dict *section = dict_section(board.body, "CHAPTER");

		dict_set(section, "CHAPTER_TITLE", chapter_titles[chapter]);
		for (size_t i = 0; i < article_row_count; i++)
			if (article_rows[i].chapter == chapter)
				add_article(&board, section, &article_rows[i]);
	}
	dict_printf(board.body, "SUMMARY",
		    "不符 %" PRId64 " 条，关注 %" PRId64 " 条，正常 %" PRId64 " 条，无记录或宣示性 %" PRId64
		    " 条，共 36 条（原文缺第十一条）",
		    board.count[COLOUR_RED], board.count[COLOUR_AMBER], board.count[COLOUR_GREEN],
		    board.count[COLOUR_GREY]);
	return page_end(req, 200);
}
