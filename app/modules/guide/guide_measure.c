/*
 * What is measured for /compliance, and how: every article red, amber, green or
 * grey from the records.  What has no record is never green.
 */
#include "base/base.h"
#include "modules/guide/guide_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "data/keyset.h"
#include "kernel/period.h"
#include "kernel/round.h"
#include "kernel/service.h"
#include "kernel/setting.h"

enum { YEAR_DAYS = 365, DAY = 86400, ALL_ROWS = 1000000, LOW_MONTHS = 3 };

#define DUTY "应办的一期都已办结的为正常；未办结和逾期的关注"
#define DUTY_STRICT "应办的一期都已办结的为正常；未办结的关注；逾期的为不符"
#define FLOW "近一年没有逾期的为正常；有逾期在办的关注"
#define FLOW_STRICT "近一年没有逾期的为正常；有逾期在办的为不符"

const struct check_row check_rows[] = {
	{3, "contract", "服务合同", FLOW, .procedure = "contract", .when_bad = COLOUR_AMBER},
	{4, "platforms", "平台登记", "每个平台都有运营单位和值守电话的为正常；缺电话的关注",
	 .records = Q_COMPLIANCE_PLATFORMS, .when_bad = COLOUR_AMBER},
	{4, "platform_admission", "整合平台纳管", FLOW, .procedure = "platform_admission", .when_bad = COLOUR_AMBER},
	{4, "platform_change", "整合平台变更与退出", FLOW, .procedure = "platform_change", .when_bad = COLOUR_AMBER},
	{5, "pools", "资源池余量", "分配率都不到红线的为正常；有资源超过红线的关注", .records = Q_COMPLIANCE_POOLS,
	 .when_bad = COLOUR_AMBER},
	{6, "annual_plan", "年度上云计划", DUTY_STRICT, .procedure = "annual_plan", .when_bad = COLOUR_RED},
	{6, "responsible", "系统运维责任人", "部署中至退出中的系统都登记责任岗位和电话的为正常；缺的关注",
	 .records = Q_COMPLIANCE_RESPONSIBLE, .when_bad = COLOUR_AMBER},
	{6, "om_record", "运维监管月度记录", DUTY, .procedure = "om_record", .when_bad = COLOUR_AMBER},
	{7, "verification", "每月资源核实", DUTY_STRICT, .procedure = "verification", .when_bad = COLOUR_RED},
	{8, "fault", "故障责任方", FLOW, .procedure = "fault", .when_bad = COLOUR_AMBER},
	{9, "scan_round", "定期扫描", DUTY_STRICT, .procedure = "scan_round", .when_bad = COLOUR_RED},
	{9, "scan", "专项扫描", FLOW, .procedure = "scan", .when_bad = COLOUR_AMBER},
	{10, "late", "在办事项", "没有逾期的为正常；有逾期的关注", .count = Q_GUIDE_LATE, .records = Q_COMPLIANCE_LATE,
	 .when_bad = COLOUR_AMBER},
	{12, "filed", "申请与备案", "待分配至退出中的系统都有备案号的为正常；没有的为不符",
	 .records = Q_COMPLIANCE_FILED, .when_bad = COLOUR_RED},
	{12, "icp", "互联网系统 ICP 备案", "正式运行的互联网区系统都登记 ICP 备案号的为正常；没有的关注",
	 .records = Q_COMPLIANCE_ICP, .when_bad = COLOUR_AMBER},
	{13, "application", "评审与核定", FLOW, .procedure = "application", .when_bad = COLOUR_AMBER},
	{14, "orders", "资源配置工单", "工单都在时限内的为正常；有逾期的关注", .records = Q_COMPLIANCE_ORDERS,
	 .when_bad = COLOUR_AMBER},
	{15, "reports", "部署后报告", "试运行系统都未逾期的为正常；逾期未交报告的为不符", .count = Q_GUIDE_REPORTS,
	 .records = Q_COMPLIANCE_REPORTS, .when_bad = COLOUR_RED, .descending = true},
	{16, "change", "变更", FLOW, .procedure = "change", .when_bad = COLOUR_AMBER},
	{17, "collected", "使用效率采集", "试运行和在用系统上月都有使用率数据的为正常；没有的关注",
	 .records = Q_COMPLIANCE_COLLECTED, .when_bad = COLOUR_AMBER},
	{17, "utilisation_report", "月度利用率报告", DUTY_STRICT, .procedure = "utilisation_report",
	 .when_bad = COLOUR_RED},
	{17, "downsizing", "降配与回收", FLOW, .procedure = "downsizing", .when_bad = COLOUR_AMBER},
	{18, "exit", "退出", FLOW, .procedure = "exit", .when_bad = COLOUR_AMBER},
	{19, "supervision_notice", "督办", FLOW, .procedure = "supervision_notice", .when_bad = COLOUR_AMBER},
	{20, "monitored", "系统监控接入", "试运行和在用系统都接入监控的为正常；未接入的为不符",
	 .records = Q_COMPLIANCE_MONITORED, .when_bad = COLOUR_RED},
	{21, "om_rules", "单位运维制度",
	 "有在用系统的单位制度都在执行的为正常；正在登记、超过修订周期、没有给系统或预案指定责任岗位的关注；没有的为不"
	 "符",
	 .procedure = "om_rules", .records = Q_COMPLIANCE_PAPERS, .when_bad = COLOUR_RED},
	{22, "monthly_report", "运维、资源、安全月报", DUTY_STRICT, .procedure = "monthly_report",
	 .when_bad = COLOUR_RED},
	{23, "fault_summary", "故障汇总", DUTY, .procedure = "fault_summary", .when_bad = COLOUR_AMBER},
	{24, "contact_roster", "应急联络表", DUTY, .procedure = "contact_roster", .when_bad = COLOUR_AMBER},
	{25, "hazard", "隐患整改", FLOW_STRICT, .procedure = "hazard", .when_bad = COLOUR_RED},
	{25, "inspection", "安全检查", FLOW, .procedure = "inspection", .when_bad = COLOUR_AMBER},
	{26, "statements", "三个不变责任书", "新上云系统都签署责任书的为正常；没有的为不符；存量登记后接续办理的不计",
	 .count = Q_GUIDE_STATEMENTS, .records = Q_COMPLIANCE_STATEMENTS, .when_bad = COLOUR_RED, .descending = true},
	{27, "assessed", "定级备案、等保、密评与安全评估",
	 "二级以上系统的定级备案，二级以上系统、各平台的等保，三级以上系统、各平台的密评，服务和灾备平台的云安全评估都"
	 "有效"
	 "的为正常；即将到期的关注；没有、过期、结论为差或不符合、级别不一致的为不符",
	 .records = Q_COMPLIANCE_ASSESSED, .when_bad = COLOUR_RED},
	{27, "compliance_filing", "结果报备", FLOW, .procedure = "compliance_filing", .when_bad = COLOUR_AMBER},
	{28, "plan_document", "应急预案",
	 "使用单位、运营单位、安全运维机构预案都在执行的为正常；正在登记或超过修订周期的关注；没有的为不符",
	 .procedure = "plan_document", .records = Q_COMPLIANCE_PAPERS, .wide = true, .when_bad = COLOUR_RED},
	{28, "drill", "应急演练", "各单位近一年都实施过演练并审核了总结的为正常；正在组织的关注；没有的为不符",
	 .procedure = "drill", .records = Q_COMPLIANCE_YEARLY, .when_bad = COLOUR_RED},
	{28, "training", "安全培训", "各单位近一年都举办过培训的为正常；正在组织和没有的关注", .procedure = "training",
	 .records = Q_COMPLIANCE_YEARLY, .when_bad = COLOUR_AMBER},
	{28, "yearly_readiness", "年度演练培训", DUTY, .procedure = "yearly_readiness", .when_bad = COLOUR_AMBER},
	{29, "self_check", "每月自查", DUTY_STRICT, .procedure = "self_check", .when_bad = COLOUR_RED},
	{29, "security_report", "月度安全运行报告", DUTY_STRICT, .procedure = "security_report",
	 .when_bad = COLOUR_RED},
	{30, "incident", "网络安全事件", FLOW_STRICT, .procedure = "incident", .when_bad = COLOUR_RED},
	{30, "told_proof", "对外报告及凭证",
	 "近一年应报的对外报告都已报告，并有回执编号或者凭证附件的为正常；缺凭证、逾时未报但已记明的关注；逾时未报的为"
	 "不符",
	 .records = Q_COMPLIANCE_TOLD_PROOF, .when_bad = COLOUR_RED, .descending = true},
	{31, "logs", "日志留存",
	 "上月都已填报且不少于六个月（不到六个月的系统自上线起）的为正常；填报中的关注；逾期没有填报、漏报系统或不足的"
	 "为不符",
	 .records = Q_COMPLIANCE_LOGS, .when_bad = COLOUR_RED},
	{31, "retention", "本平台操作日志", "保存期不少于 184 日的为正常；少于的为不符", .count = Q_GUIDE_RETENTION,
	 .when_bad = COLOUR_RED, .href = "/rules"},
	{32, "idle", "低效系统处理",
	 "三个月都有数据的系统中，处理器 P95 均值低于低效线、近一年没有降配或退出事项的关注；其余为正常",
	 .records = Q_COMPLIANCE_IDLE, .when_bad = COLOUR_AMBER},
	{32, "efficiency_score", "使用效率评分", DUTY, .procedure = "efficiency_score", .when_bad = COLOUR_AMBER},
	{32, "survey", "使用单位满意度", DUTY, .procedure = "survey", .when_bad = COLOUR_AMBER},
	{33, "assessment", "季度考核评分表",
	 "上一季度各服务商的评分表都已取数冻结的为正常；没到取数时限的关注；逾期没有冻结的为不符",
	 .records = Q_COMPLIANCE_ASSESSMENT, .when_bad = COLOUR_RED},
	{33, "assessment_bulletin", "季度考核通报",
	 "上一季度的考核通报已印发的为正常；没到印发时限的关注；逾期没有印发的为不符",
	 .records = Q_COMPLIANCE_ASSESSMENT_BULLETIN, .when_bad = COLOUR_RED},
	{33, "penalty", "处罚与撤销", FLOW, .procedure = "penalty", .when_bad = COLOUR_AMBER},
};
const size_t check_row_count = ARRAY_LENGTH(check_rows);

const struct check_row *check_find(const char *key)
{
	for (size_t i = 0; i < check_row_count; i++)
		if (text_equal(check_rows[i].key, key))
			return &check_rows[i];
	return NULL;
}

/* ---- the records ---- */

static char *month_before(struct arena *arena, int months)
{
	char *period = period_of(arena, EVERY_MONTH, day_of(clock_now()));
	int64_t first, last;

	for (int i = 0; i < months && period_days(period, &first, &last); i++)
		period = period_before(arena, EVERY_MONTH, first);
	return period;
}

static int64_t day_attested(const struct context *context)
{
	int64_t first = 0, last = 0;

	if (!period_days(month_before(context->arena, 1), &first, &last))
		return 0;
	return workday_add(context->service->calendar, last, (int)setting_integer(context->service, "log_attest_wd"));
}

/* The last quarter that is over, and the end of so many working days after it. */
static char *quarter_before(struct arena *arena)
{
	return period_before(arena, EVERY_QUARTER, day_of(clock_now()));
}

static int64_t quarter_due(const struct context *context, const char *setting)
{
	int64_t first = 0, last = 0;

	if (!period_days(quarter_before(context->arena), &first, &last))
		return 0;
	return day_end(workday_add(context->service->calendar, last, (int)setting_integer(context->service, setting)));
}

static void bind_quarter(struct context *context, struct query *query)
{
	if (query_takes(query, ":quarter"))
		query_text(query, ":quarter", quarter_before(context->arena));
	if (query_takes(query, ":quarter_label"))
		query_text(query, ":quarter_label", period_label(context->arena, quarter_before(context->arena)));
	if (query_takes(query, ":freeze_at"))
		query_int(query, ":freeze_at", quarter_due(context, "score_freeze_wd"));
	if (query_takes(query, ":bulletin_at"))
		query_int(query, ":bulletin_at", quarter_due(context, "score_bulletin_wd"));
}

static void bind_days(struct context *context, struct query *query)
{
	int64_t today = day_of(clock_now());

	if (query_takes(query, ":now"))
		query_int(query, ":now", clock_now());
	if (query_takes(query, ":today"))
		query_int(query, ":today", today);
	if (query_takes(query, ":since"))
		query_int(query, ":since", clock_now() - (int64_t)YEAR_DAYS * DAY);
	if (query_takes(query, ":month"))
		query_text(query, ":month", month_before(context->arena, 1));
	if (query_takes(query, ":from"))
		query_text(query, ":from", month_before(context->arena, LOW_MONTHS));
	if (query_takes(query, ":soon"))
		query_int(query, ":soon", today + setting_integer(context->service, "cert_remind_first_cd"));
	if (query_takes(query, ":allowed"))
		query_int(query, ":allowed", today - setting_integer(context->service, "log_keep_days"));
	if (query_takes(query, ":attested"))
		query_int(query, ":attested", day_attested(context));
}

static void bind_numbers(struct context *context, const struct check_row *check, struct query *query)
{
	if (query_takes(query, ":org"))
		query_int(query, ":org", context->actor->org);
	if (query_takes(query, ":wide"))
		query_int(query, ":wide", check->wide);
	if (query_takes(query, ":missing"))
		query_int(query, ":missing", check->when_bad == COLOUR_RED ? 2 : 1);
	if (query_takes(query, ":red"))
		query_int(query, ":red", setting_integer(context->service, "pool_red"));
	if (query_takes(query, ":low"))
		query_int(query, ":low", setting_integer(context->service, "cpu_low_p95"));
	if (query_takes(query, ":key"))
		query_text(query, ":key", check->procedure);
}

static const struct procedure *procedure_of(struct context *context, const struct check_row *check)
{
	return check->procedure == NULL ? NULL : procedure_find(context->service, check->procedure);
}

static bool owed_in_rounds(const struct procedure *procedure)
{
	return procedure != NULL && procedure->round.every != EVERY_NEVER;
}

struct query *check_records(struct context *context, const struct check_row *check, int standing)
{
	const struct procedure *procedure = procedure_of(context, check);
	bool matters = check->records == 0;
	struct query *query = db_query(context->db, matters ? Q_COMPLIANCE_MATTERS : check->records);

	bind_days(context, query);
	bind_quarter(context, query);
	bind_numbers(context, check, query);
	query_int(query, ":standing", standing);
	if (matters) {
		bool round = owed_in_rounds(procedure);

		query_text(query, ":missed", round ? procedure_missed(context->arena, procedure) : "");
		query_text(query, ":waived", round ? procedure_waived(context->arena, procedure) : "");
		query_text(query, ":period",
			   !round ? ""
				  : round_period(context->service, context->arena, procedure, day_of(clock_now())));
		if (round)
			query_int(query, ":since", 0);
	}
	return query;
}

bool check_descends(const struct check_row *check)
{
	return check->records == 0 || check->descending;
}

bool check_has_records(struct context *context, const struct check_row *check)
{
	return check->records != 0 || procedure_of(context, check) != NULL;
}

/* ---- measuring ---- */

const char *colour_tone(enum colour colour)
{
	static const char *const tones[] = {"grey", "green", "amber", "red"};

	return tones[colour];
}

const char *colour_label(enum colour colour)
{
	static const char *const labels[] = {"无记录", "正常", "关注", "不符"};

	return labels[colour];
}

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
	struct query *query = db_query(context->db, Q_ROUND_COUNTS);
	enum err err;

	query_text(query, ":key", procedure->key);
	query_text(query, ":period", period);
	query_text(query, ":missed", procedure_missed(context->arena, procedure));
	query_text(query, ":waived", procedure_waived(context->arena, procedure));
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

static enum err measure_count(struct context *context, const struct check_row *check, struct measured *measured)
{
	struct query *query = db_query(context->db, check->count);
	enum err err;

	if (query_takes(query, ":now"))
		query_int(query, ":now", clock_now());
	err = read_three(query, measured);
	measured->text = measured->bad > 0 ? arena_printf(context->arena, "共 %" PRId64 "，%s %" PRId64,
							  measured->total, colour_label(check->when_bad), measured->bad)
					   : arena_printf(context->arena, "共 %" PRId64 "，均符合", measured->total);
	return err;
}

static enum err measure_records(struct context *context, const struct check_row *check, struct measured *measured)
{
	struct keyset whole;
	struct query *query = check_records(context, check, -1);
	int64_t watched = 0;

	if (!keyset_parse(&whole, NULL, check_descends(check)))
		return ERR_INTERNAL;
	keyset_bind(&whole, query);
	query_int(query, ":limit", ALL_ROWS);
	while (query_step(query)) {
		int64_t standing;

		(void)next_int(query);
		(void)next_int(query);
		(void)next_text(query, context->arena);
		(void)next_text(query, context->arena);
		standing = next_int(query);
		measured->total++;
		measured->good += standing == 0;
		measured->bad += standing == 2;
		watched += standing == 1;
	}
	if (measured->bad + watched == 0)
		measured->text = arena_printf(context->arena, "共 %" PRId64 "，均符合", measured->total);
	else if (check->when_bad == COLOUR_AMBER)
		measured->text =
			arena_printf(context->arena, "共 %" PRId64 "，关注 %" PRId64, measured->total, watched);
	else
		measured->text = arena_printf(context->arena, "共 %" PRId64 "，关注 %" PRId64 "，不符 %" PRId64,
					      measured->total, watched, measured->bad);
	return query_end(query);
}

enum err check_measure(struct context *context, const struct check_row *check, struct measured *measured)
{
	const struct procedure *procedure = procedure_of(context, check);
	enum err err;

	*measured = (struct measured){.text = "流程尚未装入"};
	if (check->procedure != NULL && procedure == NULL && check->records == 0)
		return OK;
	err = check->count != 0           ? measure_count(context, check, measured)
	      : check->records != 0       ? measure_records(context, check, measured)
	      : owed_in_rounds(procedure) ? measure_duty(context, procedure, measured)
					  : measure_flow(context, procedure, measured);
	if (measured->total == 0)
		measured->text = "尚无记录";
	else if (measured->bad > 0)
		measured->colour = check->when_bad;
	else
		measured->colour = measured->good < measured->total ? COLOUR_AMBER : COLOUR_GREEN;
	return err;
}
