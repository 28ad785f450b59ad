/*
 * A module that has what procedures name, and a small procedure to break: the
 * tests change one line of it and read the complaint.
 */
#ifndef UNIT_KERNEL_PROCEDURE_FAKE_H
#define UNIT_KERNEL_PROCEDURE_FAKE_H

#include "base/base.h"

#include "base/crypt.h"
#include "base/log.h"
#include "base/text.h"
#include "kernel/procedure.h"
#include "unit/suite.h"

#define GUARD(guard_name) \
	{ \
		.name = guard_name, .label = guard_name, .article = "12" \
	}
#define WORKING(setting_key) \
	{ \
		setting_key, SETTING_INTEGER, "3", "工作日", 1, 90, "时限", "—", "本系统默认" \
	}

static const struct guard_row fake_guards[] = {
	GUARD("filing_usable"),      GUARD("level_allowed"),       GUARD("not_classified"),
	GUARD("documents_complete"), GUARD("reports_fresh"),       GUARD("statement_agreed"),
	GUARD("experts_enough"),     GUARD("opinions_enough"),     GUARD("replan_round_left"),
	GUARD("ruling_complete"),    GUARD("quota_fits"),          GUARD("orders_done"),
	GUARD("conditions_closed"),  GUARD("trial_over"),          GUARD("reports_accepted_ready"),
	GUARD("ports_allowed"),      GUARD("sizing_data_present"), GUARD("efficiency_evidence"),
	GUARD("request_agrees"),     GUARD("deadline_over"),       GUARD("replan_silent"),
	GUARD("parallel_over"),      GUARD("icp_recorded"),        GUARD("reapplication_agrees"),
	{.name = NULL},
};

static const struct effect_row fake_effects[] = {
	{"confirm_filing", NULL},
	{"use_plan_item", NULL},
	{"open_review", NULL},
	{"invite_experts", NULL},
	{"record_opinion", NULL},
	{"conclude_review", NULL},
	{"record_ruling", NULL},
	{"create_system", NULL},
	{"open_work_orders", NULL},
	{"record_delivery", NULL},
	{"report_shortage", NULL},
	{"cancel_orders", NULL},
	{"take_back_orders", NULL},
	{"record_monitoring", NULL},
	{"record_receipt", NULL},
	{"record_objection", NULL},
	{"record_deployment", NULL},
	{"record_cutover", NULL},
	{"roll_back_cutover", NULL},
	{"begin_trial", NULL},
	{"accept_reports", NULL},
	{"draft_rectification", NULL},
	{"begin_operation", NULL},
	{"free_grants", NULL},
	{"end_system", NULL},
	{NULL, NULL},
};

static const struct panel_row fake_panels[] = {{"reapplication_sums", NULL}, {"review_opinions", NULL}, {"unit_record", NULL}, {"unit_efficiency", NULL}, {NULL, NULL}};

static const struct prefill_row fake_prefills[] = {{"reapplication_basis", NULL}, {"requested_lines", NULL}, {NULL, NULL}};

static const struct setting_row fake_settings[] = {
	WORKING("unit_check_wd"),
	WORKING("accept_wd"),
	WORKING("correct_wd"),
	WORKING("correct_abandon_wd"),
	WORKING("review_wd"),
	WORKING("replan_wd"),
	WORKING("replan_abandon_wd"),
	WORKING("approve_wd"),
	WORKING("total_wd"),
	WORKING("dispatch_wd"),
	WORKING("provision_wd"),
	WORKING("monitor_attach_wd"),
	WORKING("receipt_wd"),
	WORKING("deploy_cd"),
	WORKING("rehearsal_cd"),
	WORKING("cutover_wd"),
	WORKING("parallel_end_cd"),
	WORKING("report_after_deploy_cd"),
	WORKING("report_check_wd"),
	WORKING("rectify_wd"),
	WORKING("emergency_h"),
	WORKING("replan_rounds"),
	{.key = NULL},
};

static const struct module fake_module = {
	.name = "fake",
	.guards = fake_guards,
	.effects = fake_effects,
	.prefills = fake_prefills,
	.panels = fake_panels,
	.settings = fake_settings,
};
static const struct module *const fake_modules[] = {&fake_module, NULL};

static const char sample_text[] =
	"procedure: sample\n"                                                                                   /* 1 */
	"title: 样例\n"                                                                                         /* 2 */
	"articles: [12, 13]\n"                                                                                  /* 3 */
	"number: \"YL-{year}-{seq:4}\"\n"                                                                       /* 4 */
	"start: unit.clerk\n"                                                                                   /* 5 */
	"subject: none\n"                                                                                       /* 6 */
	"matter_title: name\n"                                                                                  /* 7 */
	"gates: [filing_usable]\n"                                                                              /* 8 */
	"total: total_wd\n"                                                                                     /* 9 */
	"states:\n"                                                                                             /* 10 */
	"  draft: {label: 草稿, stage: 申请, holder: unit.clerk, edit: true, article: 12, next: 提交}\n"        /* 11 */
	"  check: {label: 待审核, stage: 受理, holder: [unit.lead], due: accept_wd, article: 12, next: 审核}\n" /* 12 */
	"  fixing: {label: 待补正, stage: 受理, holder: unit.clerk, edit: true, clock: stopped, article: 12, next: "
	"补正}\n"
	"  signing: {label: 会签, stage: 审批, holder: [unit.lead, center.approve], signatures: all, article: 13, "
	"next: 签}\n"
	"  done: {label: 办结, stage: 终止, final: true, article: none, next: 已办结}\n"                     /* 15 */
	"actions:\n"                                                                                         /* 16 */
	"  submit: {label: 提交, from: draft, to: check, article: 12, documents: [letter], primary: true}\n" /* 17 */
	"  accept: {label: 受理, from: check, to: signing, article: 12, guards: [quota_fits], primary: true}\n"
	"  send_back: {label: 退回, from: check, to: fixing, article: 12, returns: true, opinion: required, "
	"opinion_min: 10}\n"
	"  resubmit: {label: 补正, from: fixing, to: \"@returner\", article: 12, tone: amber}\n" /* 20 */
	"  sign: {label: 签署, from: signing, to: done, article: 13, signs: true, effects: [end_system]}\n"
	"  remark: {label: 备注, from: [check, signing], to: \"@same\", article: none, opinion: optional}\n"
	"  lapse: {label: 逾期终止, from: fixing, to: done, article: none, after: correct_abandon_wd}\n" /* 23 */
	"documents:\n"                                                                                   /* 24 */
	"  letter: {label: 申请函, article: 12, required: true, types: [pdf]}\n"                         /* 25 */
	"  report: {label: 报告, article: 12, required_if: \"kind = 'big'\", report: security, states: [draft]}\n"
	"form:\n"                                                                                            /* 27 */
	"  - {key: name, label: 名称, type: text, max: 60, required: true, section: 基本情况}\n"             /* 28 */
	"  - {key: kind, label: 类型, type: choice, options: {big: 大, small: 小}, required: true}\n"        /* 29 */
	"  - {key: why, label: 理由, type: long_text, max: 200, required_if: \"kind = 'big'\"}\n"            /* 30 */
	"  - {key: size, label: 规模, type: integer, max: 100, unit: 台, shown_if: \"kind = 'big' OR 0\"}\n" /* 31 */
	"  - {key: parts, label: 明细, type: rows, max: 9, columns: [{key: text, label: 内容, type: text, max: 20}]}\n";

/* What one test needs to parse with. */
struct bench {
	struct arena *arena;
	struct expression_engine *engine;
	char *complaints;
};

static inline struct bench bench_new(void)
{
	crypt_init();
	return (struct bench){.arena = arena_new(), .engine = expression_engine_new()};
}

static inline void bench_free(struct bench *bench)
{
	expression_engine_free(bench->engine);
	arena_free(bench->arena);
}

static inline struct procedure *bench_parse(struct bench *bench, const char *text)
{
	return procedure_parse(bench->arena, fake_modules, bench->engine, "sample.yaml", text, strlen(text),
			       &bench->complaints);
}

/* Parse what must be right. */
static inline struct procedure *bench_good(struct bench *bench, const char *text)
{
	struct procedure *procedure = bench_parse(bench, text);

	ck_assert_msg(procedure != NULL, "%s", bench->complaints);
	ck_assert_ptr_null(bench->complaints);
	return procedure;
}

/* db/procedures/application.yaml; tests run from the root of the repository. */
static inline char *application_text(struct arena *arena)
{
	FILE *file = fopen("db/procedures/application.yaml", "re");
	char *text = arena_alloc(arena, 256 * KIB + 1);

	ck_assert_ptr_nonnull(file);
	ck_assert_uint_gt(fread(text, 1, 256 * KIB, file), 1000);
	fclose(file);
	return text;
}

static inline struct procedure *application(struct bench *bench)
{
	const char *text = application_text(bench->arena);
	struct procedure *procedure =
		procedure_parse(bench->arena, fake_modules, bench->engine, "db/procedures/application.yaml", text,
				strlen(text), &bench->complaints);

	ck_assert_msg(procedure != NULL, "%s", bench->complaints);
	return procedure;
}

#endif
