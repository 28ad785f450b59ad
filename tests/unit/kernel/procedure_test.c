#include "unit/kernel/procedure_fake.h"

/* The sample with every occurrence of a piece replaced; the piece must be there. */
static const char *sample_with(struct bench *bench, const char *from, const char *to)
{
	ck_assert_msg(strstr(sample_text, from) != NULL, "the sample has no: %s", from);
	return text_replace(bench->arena, sample_text, from, to);
}

struct mistake {
	const char *from;
	const char *to;
	const char *complaint; /* begins with the place */
};

/* The first action, and the same with a paper of its own. */
#define SUBMIT "actions:\n  submit: {label: 提交,"
#define PRINTING(text) \
	"papers: {slip: {title: 单, to: 你, text: " text "}}\nactions:\n  submit: {label: 提交, paper: slip,"

/* The last action, and what it opens; the second finds things in rows. */
#define ABOUT(about) "effects: [end_system], opens: {procedure: hazard, for: unit, " about "}}"
#define FOUND(type) \
	"effects: [end_system], opens: {procedure: hazard, for: unit, each: found, about: {system: where}}, fields: [" \
	"{key: found, label: 问题, type: rows, max: 9, columns: [{key: where, label: 系统, type: " type "}]}]}"

static const struct mistake mistakes[] = {
	/* the head */
	{"procedure: sample", "procedure: other", "sample.yaml:1:12: 流程的键“other”应与文件名一致"},
	{"title: 样例\n", "", "sample.yaml:1:1: 缺少 title"},
	{"title: 样例", "titel: 样例", "sample.yaml:2:1: 流程没有“titel”这个键"},
	{"articles: [12, 13]\n", "", "sample.yaml:1:1: 缺少 articles"},
	{"articles: [12, 13]", "articles: []", "sample.yaml:3:11: articles 是空的"},
	{"articles: [12, 13]", "articles: none", NULL},
	{"articles: [12, 13]", "articles: [12, 11]", "sample.yaml:3:16: 没有这一条：11"},
	{"articles: [12, 13]", "articles: [12, 12]", "sample.yaml:3:16: articles 里“12”写了两次"},
	{"YL-{year}-{seq:4}", "YL-{year}", "sample.yaml:4:9: 编号里缺少"},
	{"YL-{year}-{seq:4}", "YL-{yaer}-{seq:4}", "sample.yaml:4:9: 编号里只能用"},
	{"YL-{year}-{seq:4}", "YL-{seq:9}", "sample.yaml:4:9: 编号里只能用"},
	{"start: unit.clerk", "start: unit.boss", "sample.yaml:5:8: 没有“unit.boss”这个岗位"},
	{"start: unit.clerk", "start: admin.system", "sample.yaml:5:8: 管理员不办理事项"},
	{"start: unit.clerk", "start: admin.system\nadministrators: 理由", "sample.yaml:5:8: 管理员不发起事项"},
	{"matter_title: name", "matter_title: name\nadministrators: 理由", "sample.yaml:8:17: 没有环节由管理员办理"},
	{"holder: [unit.lead], due", "holder: [admin.system], due", "管理员不办理事项，“admin.system”不能写在这里"},
	{"matter_title: name", "matter_title: name\nadministrators: \"\"", "administrators 是空的"},
	{"start: unit.clerk", "start: owner.clerk", "sample.yaml:5:8: start 写明岗位，“owner.clerk”要等有了事项"},
	{"subject: none", "subject: [system, planet?]", "sample.yaml:6:19: subject 不能是“planet?”"},
	{"matter_title: name", "matter_title: \"{system}{colour}\"", "sample.yaml:7:15: 文中的“{colour}”不是已知"},
	{"matter_title: name", "matter_title: \"{system}{title}\"", "sample.yaml:7:15: 名称不能由自己组成"},
	{"matter_title: name", "matter_title: name\nletter: {request: 请, pledge: 诺}",
	 "sample.yaml:8:9: 没有动作打印申请函"},
	{"submit: {label: 提交,", "submit: {label: 提交, paper: letter,", NULL},
	{"matter_title: name", "matter_title: name\nletter: {request: 请}", "缺少 pledge"},
	{"matter_title: name", "matter_title: name\nletter: {request: \"{moon}\", pledge: 诺}",
	 "sample.yaml:8:9: 文中的“{moon}”不是已知的内容或字段"},
	{"matter_title: name", "matter_title: name\naddressee: kind", "sample.yaml:8:12: 没有“kind”这个引用单位的字段"},
	{"matter_title: name", "matter_title: name\naddressee_from: check",
	 "sample.yaml:8:17: 没有“check”这个环节，或者没有"},
	{"matter_title: name", "matter_title: name\nresponsible: nobody", "sample.yaml:8:14: 没有“nobody”这个引用单位"},
	{"matter_title: name", "matter_title: name\nprefill: guess", "sample.yaml:8:10: 没有“guess”这个预填办法"},
	{"matter_title: name", "matter_title: name\npanels: [moon]", "sample.yaml:8:10: 没有“moon”这块内容"},
	{"matter_title: name", "matter_title: name\nround: {for: [unit]}", "sample.yaml:8:8: round 缺少 every"},
	{"matter_title: name", "matter_title: name\nround: {every: month}", "sample.yaml:8:8: round 缺少 for"},
	{"matter_title: name", "matter_title: name\nround: {every: day, for: [unit]}", "every 不能是“day”"},
	{"matter_title: name", "matter_title: name\nround: {every: month, for: [martian]}", "没有“martian”这类单位"},
	{"matter_title: name", "matter_title: name\nstages: [一, 二, 三, 四, 五, 六, 七, 八]", "stages 至多 7 个"},
	{"title: 样例\n", "title: 样例\npapers: {slip: {title: 单, to: 你, text: [好]}}\n", "没有动作打印它"},
	{"matter_title: name", "matter_title: name\npapers: {slip: {title: 单, to: 你, text: [好], panels: [moon]}}",
	 "没有“moon”这块内容"},
	{SUBMIT, PRINTING("[好], fields: [moon]"), "文书“slip”没有“moon”可以打印"},
	{SUBMIT, PRINTING("[好], fields: [accept.moon]"), "文书“slip”没有“accept.moon”可以打印"},
	{SUBMIT, SUBMIT " not_by: [open, moon],", "没有“moon”这个动作"},
	{"submit: {label: 提交,", "submit: {label: 提交, runs_on: true,", NULL},
	{"accept: {label: 受理,", "accept: {label: 受理, runs_on: true,", "去的环节没有从转入起算的时限，不写 runs_on"},
	{SUBMIT, SUBMIT " runs_on: true, paper: letter,", "“submit”出文书，文书上的时限从出文之日起算"},
	{SUBMIT, PRINTING("[好], fields: [\"@former.moon\"]"), "文书“slip”没有“@former.moon”可以打印"},
	{SUBMIT, PRINTING("[好], fields: [moon.granted]"), "文书“slip”没有“moon.granted”可以打印"},
	{SUBMIT " from: draft, to: check,", PRINTING("[好], fields: [\"@limit\"]") " from: draft, to: done,",
	 "文书“slip”没有“@limit”可以打印"},
	{SUBMIT " from: draft, to: check,", PRINTING("[\"{limit}\"]") " from: draft, to: done,",
	 "文中的“{limit}”不是已知的内容或字段"},
	{SUBMIT " from: draft, to: check,", PRINTING("[\"{length}\"]") " from: draft, to: done,",
	 "文中的“{length}”不是已知的内容或字段"},
	{SUBMIT, PRINTING("[好], limit: [accept_wd, moon_wd]"), "没有“moon_wd”这个参数"},
	{SUBMIT, PRINTING("[好], limit: {kind: {moon: accept_wd}}"), "文书“slip”的时限：表单没有“kind”的选项“moon”"},
	{SUBMIT, PRINTING("[好], limit: {kind: accept_wd}"), "limit 按字段写作"},
	{SUBMIT, PRINTING("[好], limit: {until: kind}"), "文书“slip”的时限：表单没有日期字段“kind”"},
	{SUBMIT, PRINTING("[好], limit: {until: {kind: one}}"), "until 写表单里一个日期字段的名称"},
	{"subject: none", "subject: planet", "sample.yaml:6:10: subject 不能是“planet”"},
	{"matter_title: name", "matter_title: kind", "sample.yaml:7:15: 表单里没有“kind”这个单行文字字段"},
	{"gates: [filing_usable]", "gates: [filing_useful]", "sample.yaml:8:9: 没有“filing_useful”这个条件（guard）"},
	{"total: total_wd", "total: total_cd", "sample.yaml:9:8: 没有“total_cd”这个参数"},
	{"total: total_wd", "total: total_wd\ntotal_from: nowhere", "sample.yaml:10:13: 没有“nowhere”这个状态"},
	{"total: total_wd", "total_until: check", "sample.yaml:9:14: 没有 total，total_until 无从说起"},
	{"total: total_wd", "total: total_wd\ntotal_from: check\ntotal_until: draft",
	 "total_until 须排在 total_from 之后"},
	{"total: total_wd", "total: deploy_cd", "sample.yaml:9:8: total 以工作日计"},
	{"  remark: {label: 备注", "  resume: {label: 备注", "动作不能叫“resume”，这是每个流程都有的按钮"},
	{"  remark: {label: 备注", "  remark: {succeeds: true, label: 备注", "让上一版本终止"},
	{"after: correct_abandon_wd", "after: successor", "由新版本代替，但没有动作"},
	/* states */
	{"label: 草稿, stage: 申请", "stage: 申请", "sample.yaml:11:10: 缺少 label"},
	{", next: 提交}", "}", "sample.yaml:11:10: 缺少 next"},
	{"stage: 受理, holder: [unit.lead]", "stage: 初审, holder: [unit.lead]",
	 "sample.yaml:12:30: stage 不能是“初审”"},
	{"holder: [unit.lead]", "holder: [unit.leader]", "sample.yaml:12:43: 没有“unit.leader”这个岗位"},
	{"holder: [unit.lead], ", "", "sample.yaml:12:3: 环节“check”没有人办"},
	{"due: accept_wd", "due: accept_wd, due_from: moon", "due_from 不能是“moon”"},
	{"due: accept_wd", "due: accept_wd, tone: pink", "tone 不能是“pink”"},
	{"due: accept_wd", "due: accept_days", "sample.yaml:12:60: “accept_days”看不出单位"},
	{"due: accept_wd", "due: accepted_wd", "sample.yaml:12:60: 没有“accepted_wd”这个参数"},
	{"article: 12, next: 审核", "next: 审核", "sample.yaml:12:10: 缺少 article"},
	{"article: 12, next: 审核", "article: 38, next: 审核", "没有这一条：38"},
	{"clock: stopped", "clock: slow", "sample.yaml:13:74: clock 不能是“slow”"},
	{"edit: true, clock", "edit: yes, clock", "edit 只能写 true 或 false"},
	{"final: true", "final: true, holder: unit.lead", "sample.yaml:15:3: 办结环节“done”没有 holder、due 和 edit"},
	{"final: true", "final: false", "sample.yaml:15:3: 环节“done”没有人办"},
	{"final: true", "final: false", "sample.yaml:11:3: 没有办结环节"},
	{"  done: {", "  lost: {label: 迷路, stage: 终止, final: true, article: none, next: 无}\n  done: {",
	 "sample.yaml:15:3: 环节“lost”到不了"},
	{"from: [check, signing], to: \"@same\"", "from: [check, signing, done], to: \"@same\"",
	 "sample.yaml:15:3: 办结环节“done”不能再办理"},
	{"  fixing: {label: 待补正", "  check: {label: 又一个", "sample.yaml:13:3: 键“check”重复，第 12 行已经写过"},
	{"  fixing: {label", "  Fixing: {label", "sample.yaml:13:3: “Fixing”不能作键"},
	{"signatures: all", "signatures: most", "signatures 不能是“most”"},
	{"signs: true, ", "", "sample.yaml:14:3: 环节“signing”要求各方签署"},
	/* actions */
	{"effects: [end_system]}", "effects: [end_system], opens: {for: unit}}", "缺少 procedure"},
	{"effects: [end_system]}",
	 "effects: [end_system], opens: {procedure: hazard, for: unit, copy: {title: \"={colour}坏了\"}}}",
	 "copy 里“{colour}”不是已知"},
	{"effects: [end_system]}", "effects: [end_system], opens: {procedure: hazard, for: them}}", "for 不能是“them”"},
	/* what it is to be about: a column that points at such a thing */
	{"effects: [end_system]}", ABOUT("about: {planet: name}"), "about没有“planet”这个键"},
	{"effects: [end_system]}", ABOUT("about: {}"), "about 应写明 system、platform 或者 called"},
	{"effects: [end_system]}", ABOUT("about: {called: name, system: name}"), "about 写了 called，就不再写"},
	{"effects: [end_system]}", ABOUT("about: {called: moon}"), "about 里“moon”不是写明名称的字段"},
	{"effects: [end_system]}", ABOUT("about: {called: kind}"), "about 里“kind”不是写明名称的字段"},
	{"effects: [end_system]}", ABOUT("about: {system: name}"), "about 里“name”不是引用信息系统的字段"},
	{"effects: [end_system]}", ABOUT("about: {called: name}"), NULL},
	{"effects: [end_system]}", FOUND("reference, reference: subject_system"), NULL},
	{"effects: [end_system]}", FOUND("reference, reference: platform"), "about 里“where”不是引用信息系统的字段"},
	{"effects: [end_system]}", FOUND("text, max: 9"), "about 里“where”不是引用信息系统的字段"},
	{"effects: [end_system]}", "effects: [end_system], paper: song}", "paper 不能是“song”"},
	{"label: 受理, from", "from", "sample.yaml:18:11: 缺少 label"},
	{"from: check, to: signing, article: 12", "from: check, to: signing", "sample.yaml:18:11: 缺少 article"},
	{"from: check, to: signing", "to: signing", "sample.yaml:18:11: 缺少 from"},
	{"from: check, to: signing", "from: checking, to: signing", "sample.yaml:18:29: 没有“checking”这个环节"},
	{"from: check, to: signing", "from: check, to: signed", "sample.yaml:18:40: 没有“signed”这个环节"},
	{"from: check, to: signing", "from: check, to: check", "sample.yaml:18:3: “accept”从“check”回到自己"},
	{"guards: [quota_fits]", "guards: [quota_fit]", "没有“quota_fit”这个条件（guard）"},
	{"effects: [end_system]", "effects: [end_systems]", "没有“end_systems”这个办理结果（effect）"},
	{"documents: [letter]", "documents: [lettre]", "没有“lettre”这份材料"},
	{"tone: amber", "tone: pink", "sample.yaml:20:75: tone 不能是“pink”"},
	{"opinion: required, opinion_min: 10", "opinion: optional, opinion_min: 10", "只有 opinion: required 才有"},
	{"opinion_min: 10", "opinion_min: ten", "opinion_min 应是 1 至 200 的整数"},
	{", returns: true", "", "sample.yaml:20:3: “resubmit”要回到退回者（@returner），但没有动作记下退回者"},
	{"after: correct_abandon_wd", "after: correct_abandon_wd, opinion: optional", "到期自动办理的动作没有 opinion"},
	{"after: correct_abandon_wd", "after: correct_abandon_wd, password: true", "到期自动办理的动作没有 password"},
	{"after: correct_abandon_wd", "after: replan_rounds", "“replan_rounds”看不出单位"},
	{"after: correct_abandon_wd", "after: hazard.close", "等“hazard.close”，但没有动作发起这个流程"},
	{"after: correct_abandon_wd", "after: [hazard.close, hazard]", "after 的“hazard”应写作“流程.动作”"},
	{"after: correct_abandon_wd", "after: hazard.close, opinion: optional", "自动办理的动作没有 opinion"},
	{"to: done, article: 13, signs: true", "to: \"@same\", article: 13, signs: true",
	 "sample.yaml:21:3: “sign”是签署，签齐后应去下一环节"},
	{"  accept: {label: 受理", "  accept: {signs: true, label: 受理",
	 "sample.yaml:18:3: “accept”是签署，但环节“check”"},
	{"tone: amber", "primary: true, who: unit.lead, from: check", "sample.yaml:20:100: 键“from”重复"},
	{"opinion: required, opinion_min: 10", "primary: true",
	 "sample.yaml:19:3: 环节“check”有两个主按钮：“accept”和“send_back”"},
	{"tone: amber", "tone: amber, prefill: nothing", "没有“nothing”这个预填办法"},
	{"tone: amber", "tone: amber, fields: [{key: kind, label: 类, type: yes_no}]",
	 "sample.yaml:20:3: “resubmit”的字段“kind”与表单字段重名"},
	/* words and files for one party */
	{"opinion: optional}", "opinion: optional, audience: own}", NULL},
	{"opinion: optional}", "opinion: optional, audience: few}", "sample.yaml:22:104: audience 不能是“few”"},
	{"  accept: {label: 受理", "  accept: {audience: own, label: 受理",
	 "sample.yaml:18:22: “accept”不写意见也不填内容"},
	{"after: correct_abandon_wd", "after: correct_abandon_wd, audience: own",
	 "“lapse”由程序自动办理，没有写给谁看的话"},
	{"opinion: optional}", "opinion: optional, who: [center.approve, secops.clerk, owner.lead], audience: own}",
	 "“remark”由发起单位、省大数据中心或者统一安全运维机构办理"},
	{"opinion: optional}", "opinion: optional, paper: letter, audience: own}", "“remark”出文书，各方都能打印"},
	{"opinion: optional}", "opinion: optional, documents: [letter], audience: own}",
	 "sample.yaml:22:125: “remark”要的材料“letter”各方都看得到"},
	{"required: true, types: [pdf]}", "required: true, types: [pdf], audience: own}", NULL},
	{"report: security", "report: security, audience: center", "audience 不能是“center”"},
	{"report: security", "report: security, internal: center, audience: own",
	 "internal: center 的材料只给省大数据中心"},
	/* documents */
	{"{label: 申请函, article: 12,", "{label: 申请函,", "sample.yaml:25:11: 缺少 article"},
	{"types: [pdf]", "types: [exe]", "sample.yaml:25:61: 不收“exe”这种文件"},
	{"report: security", "report: horoscope", "report 不能是“horoscope”"},
	{"states: [draft]", "states: [drift]", "没有“drift”这个环节"},
	{"states: [draft]", "states: [done]", "“done”是办结环节，只收写明 who 的材料"},
	{"states: [draft]}", "states: [done], who: unit.lead}", NULL},
	{"documents: [letter], primary", "documents: [report], primary", NULL},
	{"states: [draft]}", "states: [signing]}\n  late: {label: 迟, article: 12, states: [signing]}", NULL},
	{"guards: [quota_fits]", "documents: [none_such]", "没有“none_such”这份材料"},
	/* form */
	{"type: text, max: 60, required", "type: string, max: 60, required", "没有“string”这种字段类型"},
	{"type: text, max: 60, required", "type: text, required", "sample.yaml:28:5: 缺少 max"},
	{", section: 基本情况", "", "sample.yaml:28:3: 第一个字段应写明 section"},
	{"{key: name, label: 名称", "{key: name", "sample.yaml:28:5: 缺少 label"},
	{"key: kind", "key: name", "sample.yaml:29:11: 字段“name”写了两次"},
	{"key: kind", "key: csrf", "“csrf”是表单自用的名称"},
	{"key: kind", "key: Kind", "“Kind”不能作键"},
	{"options: {big: 大, small: 小}", "options: {big: 大, big: 小}", "键“big”重复"},
	{"options: {big: 大, small: 小}, ", "", "sample.yaml:29:5: 缺少 options"},
	{"max: 100, unit: 台", "options: {a: 甲}, unit: 台", "这种类型的字段没有 options"},
	{"max: 100, unit: 台", "min: 9, max: 5, unit: 台", "max 小于 min"},
	{"max: 100, unit: 台", "pattern: phone, unit: 台", "这种类型的字段没有 pattern"},
	{"max: 100, unit: 台", "past: true, unit: 台", "这种类型的字段没有 past"},
	{"max: 100, unit: 台", "shown: fixed, unit: 台", "这种类型的字段没有 shown"},
	{"max: 200, required_if", "pattern: phoney, max: 200, required_if", "没有“phoney”这种格式"},
	{"type: choice, options: {big: 大, small: 小}", "type: reference, reference: moon", "reference 不能是“moon”"},
	{"label: 内容, type: text, max: 20", "label: 内容, type: rows, max: 20", "行里不能再有行"},
	{"label: 内容, type: text, max: 20", "label: 内容, type: text, max: 20, shown_if: \"kind = 'big'\"",
	 "列没有“shown_if”这个键"},
	{"required: true, section", "required: true, required_if: \"kind = 'big'\", section",
	 "required 和 required_if 只写一个"},
	/* conditions */
	{"required_if: \"kind = 'big'\"}", "required_if: \"kynd = 'big'\"}",
	 "sample.yaml:30:67: 条件里没有已知的字段：kynd"},
	{"required_if: \"kind = 'big'\"}", "required_if: \"kind = 'big' AND kynd = 1\"}", "30:67: 条件不成立："},
	{"required_if: \"kind = 'big'\"}", "required_if: \"kind = 'big'; SELECT 1\"}", "30:67: 条件不成立："},
	{"required_if: \"kind = 'big'\"}", "required_if: \"kind) UNION SELECT (2\"}", "30:67: 条件不成立："},
	{"required_if: \"kind = 'big'\"}", "required_if: \"kind IN (SELECT 1)\"}", "sample.yaml:30:67: 条件不成立："},
	{"required_if: \"kind = 'big'\"}", "required_if: \"random() > kind\"}", "sample.yaml:30:67: 条件不成立："},
	{"tone: amber", "tone: amber, when: \"size > \"", "条件不成立："},
};

START_TEST(every_mistake_is_named_with_its_place)
{
	const struct mistake *mistake = &mistakes[_i];
	struct bench bench = bench_new();
	struct procedure *procedure = bench_parse(&bench, sample_with(&bench, mistake->from, mistake->to));

	if (mistake->complaint == NULL) {
		ck_assert_msg(procedure != NULL, "%s", bench.complaints);
	} else {
		ck_assert_msg(procedure == NULL, "not noticed: %s", mistake->to);
		ck_assert_msg(strstr(bench.complaints, mistake->complaint) != NULL, "wanted: %s\ngot: %s",
			      mistake->complaint, bench.complaints);
	}
	bench_free(&bench);
}
END_TEST

START_TEST(a_circle_without_an_end_is_named)
{
	struct bench bench = bench_new();
	const char *text = sample_with(&bench, "from: signing, to: done", "from: signing, to: check");

	text = text_replace(bench.arena, text, "from: fixing, to: done", "from: fixing, to: signing");
	text = text_replace(bench.arena, text, "  remark: {",
			    "  stop: {label: 停, from: draft, to: done, article: 12}\n  remark: {");
	ck_assert_ptr_null(bench_parse(&bench, text));
	ck_assert_ptr_nonnull(strstr(bench.complaints, "sample.yaml:12:3: 环节“check”走不到任何办结环节"));
	ck_assert_ptr_nonnull(strstr(bench.complaints, "sample.yaml:14:3: 环节“signing”走不到任何办结环节"));
	ck_assert_ptr_null(strstr(bench.complaints, "“draft”走不到"));
	bench_free(&bench);
}
END_TEST

START_TEST(mistakes_come_all_at_once_in_the_order_of_the_file)
{
	struct bench bench = bench_new();
	const char *text = sample_with(&bench, "quota_fits", "quota_fit");
	const char *first;
	const char *second;

	text = text_replace(bench.arena, text, "start: unit.clerk", "start: unit.boss");
	text = text_replace(bench.arena, text, "type: text, max: 60", "type: string, max: 60");
	ck_assert_ptr_null(bench_parse(&bench, text));
	first = strstr(bench.complaints, "sample.yaml:5:8:");
	second = strstr(bench.complaints, "quota_fit");
	ck_assert_ptr_nonnull(first);
	ck_assert_ptr_nonnull(second);
	ck_assert_ptr_nonnull(strstr(second, "string"));
	ck_assert(first < second);
	bench_free(&bench);
}
END_TEST

START_TEST(a_good_file_becomes_a_procedure)
{
	struct bench bench = bench_new();
	const struct procedure *procedure = bench_good(&bench, sample_text);
	const struct state *check = procedure_state(procedure, "check");
	const struct action *back = procedure_action(procedure, "send_back");
	const struct action *lapse = procedure_action(procedure, "lapse");
	const struct document_kind *letter = procedure_document(procedure, "letter");

	ck_assert_str_eq(procedure->key, "sample");
	ck_assert_uint_eq(procedure->article_count, 2);
	ck_assert_str_eq(procedure->articles[1], "13");
	ck_assert_int_eq(procedure->start[0], ROLE_UNIT_CLERK);
	ck_assert_str_eq(procedure->gates[0]->name, "filing_usable");
	ck_assert_str_eq(check->due_setting, "accept_wd");
	ck_assert_int_eq(check->due_unit, DUE_WORKING_DAYS);
	ck_assert_int_eq(check->line, 12);
	ck_assert(procedure_state(procedure, "fixing")->clock_stopped);
	ck_assert_int_eq(procedure_state(procedure, "signing")->signing, SIGN_ALL);
	ck_assert_ptr_null(procedure_state(procedure, "done")->article);
	ck_assert(back->returns && back->opinion == OPINION_REQUIRED && back->opinion_min == 10);
	ck_assert(action_leaves(procedure, back, check));
	ck_assert(!action_leaves(procedure, lapse, check));
	ck_assert_str_eq(lapse->after_setting, "correct_abandon_wd");
	ck_assert(action_times_out(lapse));
	ck_assert_str_eq(action_by_itself(lapse), "到期自动");
	ck_assert_int_eq(lapse->after_unit, DUE_WORKING_DAYS);
	ck_assert_uint_eq(letter->state_count, 2); /* wherever the form is edited */
	ck_assert_uint_eq(letter->type_count, 1);
	ck_assert_uint_eq(procedure_document(procedure, "report")->type_count, 4);
	ck_assert_ptr_null(procedure_state(procedure, "nowhere"));
	ck_assert_ptr_null(procedure_state(procedure, NULL));
	ck_assert_uint_eq(procedure->form[4].column_count, 1);
	ck_assert_ptr_nonnull(procedure->required_if[2]);
	ck_assert_ptr_null(procedure->required_if[0]);
	bench_free(&bench);
}
END_TEST

START_TEST(the_application_has_no_mistakes)
{
	struct bench bench = bench_new();
	const struct procedure *procedure = application(&bench);
	static const char *const keys[] = {
		"draft",      "unit_check",   "acceptance",   "correcting", "correct_check", "review_prepare",
		"reviewing",  "replanning",   "replan_check", "ruling",     "allocating",    "configuring",
		"monitoring", "receipt",      "deploying",    "rehearsal",  "cutover",       "parallel",
		"trial",      "report_check", "rectifying",   "operating",  "refused",       "rejected",
		"withdrawn",  "abandoned",    "shortage",
	};

	ck_assert_uint_eq(procedure->state_count, ARRAY_LENGTH(keys));
	for (size_t i = 0; i < ARRAY_LENGTH(keys); i++)
		ck_assert_msg(procedure_state(procedure, keys[i]) != NULL, "%s", keys[i]);
	bench_free(&bench);
}
END_TEST

/* From the first state along the actions; "@returner" leads only where one has been. */
START_TEST(every_state_of_the_application_is_reached)
{
	struct bench bench = bench_new();
	const struct procedure *procedure = application(&bench);
	bool *reached = arena_array(bench.arena, procedure->state_count, sizeof(bool));

	reached[0] = true;
	for (size_t round = 0; round < procedure->state_count; round++)
		for (size_t i = 0; i < procedure->action_count; i++)
			for (size_t j = 0; j < procedure->actions[i].from_count; j++) {
				const struct state *to = procedure_state(procedure, procedure->actions[i].to);

				if (to != NULL && reached[procedure->actions[i].from[j]])
					reached[to - procedure->states] = true;
			}
	for (size_t i = 0; i < procedure->state_count; i++)
		ck_assert_msg(reached[i], "%s", procedure->states[i].key);
	bench_free(&bench);
}
END_TEST

START_TEST(the_application_names_every_guard_and_effect_that_was_agreed)
{
	struct bench bench = bench_new();
	const char *text = application_text(bench.arena);

	for (const struct guard_row *row = fake_guards; row->name != NULL; row++)
		ck_assert_msg(strstr(text, row->name) != NULL, "%s", row->name);
	for (const struct effect_row *row = fake_effects; row->name != NULL; row++)
		ck_assert_msg(strstr(text, row->name) != NULL, "%s", row->name);
	bench_free(&bench);
}
END_TEST

/*
 * The clock stops while somebody corrects, opinions stay in the center, what is ruled on is not withdrawn, no operator
 * refuses, and what comes back unchanged goes to who returned it.
 */
START_TEST(the_application_keeps_what_was_decided)
{
	struct bench bench = bench_new();
	const struct procedure *procedure = application(&bench);
	const struct action *withdraw = procedure_action(procedure, "withdraw");

	for (size_t i = 0; i < procedure->state_count; i++) {
		const char *label = procedure->states[i].label;
		bool correcting = strstr(label, "补正") != NULL || strstr(label, "调整") != NULL;

		ck_assert_msg(procedure->states[i].clock_stopped == correcting, "%s", label);
	}
	ck_assert(procedure_action(procedure, "opine")->center_only);
	ck_assert_str_eq(procedure_action(procedure, "approve_application")->guards[0]->name, "statement_agreed");
	ck_assert(!action_leaves(procedure, withdraw, procedure_state(procedure, "ruling")));
	ck_assert(action_leaves(procedure, withdraw, procedure_state(procedure, "reviewing")));
	for (size_t i = 0; i < procedure->action_count; i++)
		for (size_t j = 0; j < procedure->actions[i].who_count; j++)
			if (procedure->actions[i].who[j] == ROLE_OPERATOR_CLERK)
				ck_assert_str_ne(procedure->actions[i].to, "refused");
	ck_assert_str_eq(procedure_action(procedure, "submit_correction")->to_unchanged, "@returner");
	ck_assert_str_eq(procedure_action(procedure, "approve_correction")->to, "@returner");
	bench_free(&bench);
}
END_TEST

START_TEST(the_digest_is_that_of_the_text)
{
	struct bench bench = bench_new();
	uint8_t digest[32];

	crypt_digest(digest, sample_text, strlen(sample_text), NULL, 0);
	ck_assert_mem_eq(bench_good(&bench, sample_text)->digest, digest, sizeof digest);
	bench_free(&bench);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("kernel/procedure");
	TCase *tcase = tcase_create("kernel/procedure");
	static const TTest *const *tests[] = {
		&a_circle_without_an_end_is_named,
		&mistakes_come_all_at_once_in_the_order_of_the_file,
		&a_good_file_becomes_a_procedure,
		&the_application_has_no_mistakes,
		&every_state_of_the_application_is_reached,
		&the_application_names_every_guard_and_effect_that_was_agreed,
		&the_application_keeps_what_was_decided,
		&the_digest_is_that_of_the_text,
	};
	SRunner *runner;
	int failed;

	tcase_set_timeout(tcase, 120);
	tcase_add_loop_test(tcase, every_mistake_is_named_with_its_place, 0, (int)ARRAY_LENGTH(mistakes));
	for (size_t i = 0; i < ARRAY_LENGTH(tests); i++)
		tcase_add_test(tcase, *tests[i]);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
