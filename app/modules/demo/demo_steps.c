/*
 * What a word of a script does.  To add a word: a row in `words`; `before` is what
 * has to be prepared first, `instead` what is no action of the procedure.  In fields:
 * @day, @day+14, @platform (the tale's), @ports (applied for), @person:LOGIN,
 * @argument (what stood after the colon).  Of opinions separated by | one is drawn.
 */
#include "base/base.h"
#include "modules/demo/demo_scene.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/text.h"
#include "kernel/move.h"

struct word {
	const char *word;
	const char *who;      /* "unit.clerk" of the owner; "@minshan" operator.clerk there; else a login */
	const char *action;   /* NULL: instead does it */
	const char *argument; /* when the script gives none */
	const char *fields;
	const char *opinion;
	void (*before)(struct scene *scene);
	void (*instead)(struct scene *scene);
};

/* ---- the words ---- */

#define GOOD_PLAN \
	"方案总体可行，资源测算依据充分，同意通过|架构合理，建议做好数据库备份与演练，同意通过|" \
	"资源需求与业务规模相符，安全措施完整，同意通过"

static const struct word words[] = {
	{.word = "open", .who = "unit.clerk", .instead = scene_open_matter},
	{.word = "sketch", .who = "unit.clerk", .instead = scene_open_sketch},
	{.word = "revise", .who = "unit.clerk", .instead = scene_save_form},
	{"submit", "unit.clerk", "submit", NULL, NULL, NULL, NULL, NULL},
	{"agree", "unit.lead", "approve_application", NULL, "statement_agreed=yes",
	 "同意上报|材料齐全，同意上报|经处务会研究，同意申请", NULL, NULL},
	{"return", "unit.lead", "return_application", NULL, NULL, "用户总数和峰值并发与上年统计不一致，请核实后再提交",
	 NULL, NULL},
	{"accept", "center-intake", "accept", NULL, NULL, "材料齐全，予以受理|备案号、申请函、上云方案齐全，予以受理",
	 NULL, NULL},
	{"confirm", "center-intake", "accept", NULL, "filing_confirmed=yes", "已核对备案证明，补登备案号，予以受理",
	 NULL, NULL},
	{"correct", "center-intake", "request_correction", NULL,
	 "items.0.text=申请函未加盖单位公章，请盖章后重新上传\nitems.1.text=峰值并发与测算过程不一致，请核对后修改",
	 "须补正后再受理", NULL, NULL},
	{"fix", "unit.clerk", "submit_correction", NULL, NULL, "已逐项补正", scene_correct_form, NULL},
	{"recheck", "unit.lead", "approve_correction", NULL, NULL, "补正内容属实，同意", NULL, NULL},
	{"refuse", "center-intake", "refuse", "out_of_scope", "refuse_reason=@argument",
	 "经核对，本系统不属于省级政务云的受理范围，按规定不予受理", NULL, NULL},
	{"meeting", "center-review-1", "open_review", NULL,
	 "mode=meeting\nheld_day=@day+4\nexperts.0.person=@person:expert-1\nexperts.1.person=@person:expert-2\n"
	 "experts.2.person=@person:expert-3",
	 "会议评审，请各位专家会前审阅方案", NULL, NULL},
	{"letter", "center-review-1", "open_review", NULL,
	 "mode=letter\nheld_day=@day+3\nexperts.0.person=@person:center-review-2\nexperts.1.person=@person:center-"
	 "review-3",
	 "申请规模较小，采用函审", NULL, NULL},
	{"e1", "expert-1", "opine", "pass", "conflict=none\nverdict=@argument", GOOD_PLAN, NULL, NULL},
	{"e2", "expert-2", "opine", "pass", "conflict=none\nverdict=@argument", GOOD_PLAN, NULL, NULL},
	{"e3", "expert-3", "opine", "pass", "conflict=none\nverdict=@argument", GOOD_PLAN, NULL, NULL},
	{"r2", "center-review-2", "opine", "pass", "conflict=none\nverdict=@argument", GOOD_PLAN, NULL, NULL},
	{"r3", "center-review-3", "opine", "pass", "conflict=none\nverdict=@argument", GOOD_PLAN, NULL, NULL},
	{"pass", "center-review-1", "conclude_pass", NULL, NULL, "评审意见一致，方案可行，资源需求合理，建议通过", NULL,
	 NULL},
	{"conditional", "center-review-1", "conclude_conditional", NULL,
	 "conditions.0.text=上线前完成密码应用方案评估\nconditions.0.owner=unit\nconditions.0.due=@day+70\n"
	 "conditions.1.text=补充数据库定期备份恢复演练方案\nconditions.1.owner=unit\nconditions.1.due=@day+60",
	 "方案基本可行，完成所附条件后可以正式运行", NULL, NULL},
	{"adjust", "center-review-1", "conclude_adjust", NULL, NULL,
	 "数据库资源测算依据不足，与同类系统相比明显偏高，请重新测算并补充近一年的访问量", NULL, NULL},
	{"fail", "center-review-1", "conclude_fail", NULL, NULL,
	 "两轮调整后方案仍与现有系统重复建设，不符合集约建设要求，不予通过", NULL, NULL},
	{"replan", "unit.clerk", "submit_plan", NULL,
	 "response=一、已按近一年访问量重新测算，应用服务器减少一台；二、已补充与现有系统的对接方案，不重复建设数据库",
	 NULL, scene_replan_form, NULL},
	{"reagree", "unit.lead", "approve_plan", NULL, NULL, "调整后的方案已审核，同意重报", NULL, NULL},
	{"lapse", "center-review-1", "abandon_plan", NULL, NULL,
	 "两次电话催办，使用单位答复项目暂缓，至今没有重报调整方案，终止办理", NULL, NULL},
	{"rule", "center-approve", "rule", NULL, NULL, "同意按评审结论核定", scene_rule, NULL},
	{"norule", "center-approve", "refuse_ruling", NULL, NULL,
	 "区域内已有同类平台可以共享使用，不再单独核定资源，不予核定", NULL, NULL},
	{"dispatch", "center-dispatch", "dispatch", NULL, NULL, "请按核定书配置|请按核定书配置，期限内交付", NULL,
	 NULL},
	{"redispatch", "center-dispatch", "redispatch", NULL, NULL, "扩容资源已到位，重新派单", NULL, NULL},
	{"takeback", "center-dispatch", "take_back_orders", NULL, NULL,
	 "服务商逾期未配置，电话催办两次仍无交付时间，收回工单", NULL, NULL},
	{"deem", "center-dispatch", "deem_received", NULL, NULL,
	 "使用单位逾期未签收也未提出异议，两次催办无答复，以交付为准", NULL, NULL},
	{"stop", "center-dispatch", "stop_allocation", NULL, NULL, "使用单位同意暂缓建设，终止本次分配，资源全部释放",
	 NULL, NULL},
	{"deliver", "@", "deliver", NULL,
	 "delivered=云主机、存储均按核定书配置，规格与数量一致；部署于政务外网公共区，业务网段 10.86.32.0/26，管理网段 "
	 "10.86.40.0/27；"
	 "账号口令已在线下当面交接",
	 NULL, scene_delivery_list, NULL},
	{"short", "@", "report_shortage", NULL, NULL,
	 "主备云主机须分设在两组宿主机，第二组余量不足，扩容设备预计十个工作日内到货上架", NULL, NULL},
	{"monitor", "tianfu-clerk", "attach_monitoring", NULL, NULL, "监控代理已部署，指标采集正常", NULL, NULL},
	{"receive", "unit.clerk", "sign_receipt", NULL, NULL, "规格、数量与核定书一致，予以签收", NULL, NULL},
	{"object", "unit.clerk", "object", NULL,
	 "objections.0.platform=@platform\nobjections.0.text=核定应用服务器 3 台，实际交付 2 台，缺 1 台", NULL, NULL,
	 NULL},
	{"deploy", "unit.clerk", "finish_deployment", NULL,
	 "deployed_day=@day\ndeployed_version=V1.0\nopen_ports=@ports", "部署完成，转入试运行", NULL, NULL},
	{"stage", "unit.clerk", "start_rehearsal", NULL, "deployed_day=@day\ndeployed_version=V2.0\nopen_ports=@ports",
	 "新环境部署完成", NULL, NULL},
	{"rehearse", "unit.clerk", "pass_rehearsal", NULL,
	 "rehearsal_day=@day\nrehearsal_result=数据全量同步用时 3 小时，核对记录数一致；回退演练用时 40 分钟，验证通过",
	 NULL, NULL, NULL},
	{"cut", "unit.clerk", "confirm_cutover", NULL, "cutover_day=@day", "业务核对正常，确认割接", NULL, NULL},
	{"cutop", "@", "confirm_cutover", NULL, "cutover_day=@day", "平台侧切换完成，确认割接", NULL, NULL},
	{"rollback", "unit.clerk", "roll_back", NULL, NULL,
	 "并行期间发现两类单据同步延迟，业务受影响，回退到原环境处理", NULL, NULL},
	{"settle", "unit.clerk", "end_parallel", NULL, NULL, "并行运行期间数据一致，转入试运行", NULL, NULL},
	{"handin", "unit.clerk", "hand_in_reports", NULL, NULL, "两份报告已由第三方机构出具", scene_final_reports,
	 NULL},
	{"verify", "center-security", "accept_reports", NULL, NULL, "报告齐全有效，核验通过", NULL, NULL},
	{"doubt", "center-security", "ask_assessor", NULL, NULL, NULL, NULL, NULL},
	{"unverify", "center-security", "reject_reports", NULL,
	 "hazards.0.text=管理后台未启用双因素登录\nhazards.1.text=一台应用服务器存在中危漏洞未修复",
	 "报告列出的问题须整改后重新提交", NULL, NULL},
	{"rectify", "unit.clerk", "rectify", NULL,
	 "measures=管理后台已启用双因素登录，中危漏洞已修复并经复测，佐证材料已上传", NULL, scene_proof_and_reports,
	 NULL},
	{"operate", "center-security", "begin_operation", NULL, NULL, "试运行期满，同意转入正式运行", NULL, NULL},
	{"except", "center-lead", "except_level", NULL, NULL,
	 "该系统承担核应急指挥，经中心办公会研究，例外批准按四级受理", NULL, NULL},
	{"unfix", "unit.lead", "return_correction", NULL, NULL, "峰值并发仍与测算过程不一致，请核实后再提交", NULL,
	 NULL},
	{"invite", "center-review-1", "invite_experts", NULL, "experts.0.person=@person:expert-4", NULL, NULL, NULL},
	{"unplan", "unit.lead", "return_plan", NULL, NULL, "答复表没有逐条回应评审意见，请补充后再报", NULL, NULL},
	{"rereview", "center-approve", "return_review", NULL, NULL, "同类平台能否共用没有结论，请评审岗补充论证", NULL,
	 NULL},
	{"reruling", "center-dispatch", "return_ruling", NULL, NULL, "该平台扩容周期较长，建议改按减量方案重新核定",
	 NULL, NULL},
	{"reopen", "tianfu-clerk", "reopen_configuration", NULL, NULL, "两台应用服务器未放通监控端口，采集不到指标",
	 NULL, NULL},
	{"unrehearse", "unit.clerk", "fail_rehearsal", NULL, NULL, "数据同步校验有差异，回退时间超过预定窗口，重新准备",
	 NULL, NULL},
	{"withdraw", "unit.clerk", "withdraw", NULL, NULL, "项目合并建设，撤回本次申请", NULL, NULL},
	{.word = "met", .who = "unit.clerk", .instead = scene_meet_conditions},
	{.word = "closed", .who = "center-review-1", .instead = scene_close_conditions},
	{.word = "urge", .who = "unit.clerk", .instead = scene_urge},
	{.word = "comment", .who = "center-intake", .instead = scene_comment},
};

static const struct word *find_word(const char *name)
{
	for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
		if (text_equal(words[i].word, name))
			return &words[i];
	return NULL;
}

bool demo_word_known(const char *word)
{
	return find_word(word) != NULL;
}

/* ---- spelled out ---- */

static const char *spell(struct scene *scene, const char *name)
{
	struct arena *arena = scene->context.arena;
	struct demo *demo = scene->demo;

	if (text_equal(name, "argument"))
		return scene->argument;
	if (text_equal(name, "platform"))
		return arena_printf(arena, "%" PRId64, demo_platform(demo, scene->course->tale->platform));
	if (text_equal(name, "ports"))
		return scene_ports(scene);
	if (text_starts(name, "person:"))
		return arena_printf(arena, "%" PRId64, demo_person_by_login(demo, name + strlen("person:"))->person);
	return format_day(arena, day_of(clock_now()) + (text_starts(name, "day+") ? strtol(name + 4, NULL, 10) : 0));
}

static const char *spell_all(struct scene *scene, const char *text)
{
	struct arena *arena = scene->context.arena;
	const char *out = "";

	for (const char *at = strchr(text, '@'); at != NULL; at = strchr(text, '@')) {
		size_t length = strspn(at + 1, "abcdefghijklmnopqrstuvwxyz0123456789:+-");

		out = arena_printf(arena, "%s%.*s%s", out, (int)(at - text), text,
				   spell(scene, arena_strndup(arena, at + 1, length)));
		text = at + 1 + length;
	}
	return arena_printf(arena, "%s%s", out, text);
}

static const char *draw_opinion(struct scene *scene, const char *opinions)
{
	char **parts;
	size_t count;

	if (opinions == NULL)
		return "";
	/* Who does not simply pass says so. */
	if (text_equal(scene->argument, "conditional"))
		return "原则同意，建议上线前补充密码应用方案和备份恢复演练";
	if (text_equal(scene->argument, "adjust"))
		return "数据库服务器配置偏高，测算没有说明并发来源，建议调整后再评";
	if (text_equal(scene->argument, "fail"))
		return "与已上云的平台功能重复，建议共用，不建议单独建设";
	count = text_split(scene->context.arena, opinions, '|', &parts);
	return parts[demo_draw(scene->demo, count)];
}

/* ---- acting ---- */

/* "jinjiang-1" is run by jinjiang. */
static const char *operator_of(struct arena *arena, const char *platform)
{
	return arena_strndup(arena, platform, (size_t)(strrchr(platform, '-') - platform));
}

static const struct actor *who(struct scene *scene, const struct word *word)
{
	struct demo *demo = scene->demo;
	const struct demo_course *course = scene->course;

	if (text_equal(word->who, "unit.clerk"))
		return demo_person(demo, course->tale->unit, ROLE_UNIT_CLERK, course->index % 2);
	if (text_equal(word->who, "unit.lead"))
		return demo_person(demo, course->tale->unit, ROLE_UNIT_LEAD, 0);
	if (word->who[0] == '@')
		return demo_person(demo,
				   text_equal(scene->argument, "jianmen")
					   ? "jianmen"
					   : operator_of(scene->context.arena, course->tale->platform),
				   ROLE_OPERATOR_CLERK, 0);
	return demo_person_by_login(demo, word->who);
}

/* Everything that was wrong, in one line: a script that does not fit the procedure must be easy to mend. */
static const char *complaints(struct arena *arena, const struct move *move)
{
	const struct values *both[] = {move->form, move->fields};
	const char *all = move->sentence != NULL ? move->sentence : "";

	for (size_t i = 0; i < move->refusal_count; i++)
		all = arena_printf(arena, "%s; %s", all, move->refusals[i].sentence);
	for (size_t v = 0; v < ARRAY_LENGTH(both); v++)
		for (size_t i = 0; both[v] != NULL && i < both[v]->count; i++)
			if (both[v]->items[i].error != NULL)
				all = arena_printf(arena, "%s; %s: %s", all, both[v]->items[i].field->key,
						   both[v]->items[i].error);
	return all;
}

static void act(struct scene *scene, const struct word *word)
{
	struct arena *arena = scene->context.arena;
	const struct action *action = procedure_action(scene->demo->application, word->action);
	struct move move = {.matter = scene->matter, .action = action, .opinion = draw_opinion(scene, word->opinion)};
	enum err err;

	if (action == NULL)
		demo_fail(word->action, ERR_NOT_FOUND, "no such action");
	/* The operator's seat is there only while its order is not received. */
	if (text_equal(word->word, "cutop") && !action_leaves(scene->demo->application, action, scene->matter->state))
		return;
	if (word->fields != NULL)
		scene->fields = demo_values(arena, action->fields, action->field_count, spell_all(scene, word->fields));
	move.step = scene->matter->step;
	move.fields = scene->fields;
	err = matter_move(&scene->context, &move);
	if (err != OK)
		demo_fail(arena_printf(arena, "%s in %s by %s in state %s", word->word, scene->course->tale->system,
				       scene->context.actor->login, scene->matter->state->key),
			  err, complaints(arena, &move));
}

void demo_step(struct demo *demo, struct arena *arena, struct demo_course *course, const char *name,
	       const char *argument)
{
	const struct word *word = find_word(name);
	struct scene scene = {.demo = demo, .course = course, .context = demo->context};

	scene.argument = argument != NULL ? argument : word->argument;
	scene.context.arena = arena;
	scene.context.actor = who(&scene, word);
	scene.context.source = arena_printf(arena, "10.51.%" PRId64 ".%" PRId64, scene.context.actor->org % 200 + 1,
					    scene.context.actor->person % 250 + 1);
	scene.context.request = arena_printf(arena, "%08" PRIx64 "%08" PRIx64, demo_draw(demo, UINT64_C(1) << 32),
					     demo_draw(demo, UINT64_C(1) << 32));
	if (course->matter != 0)
		scene_find_again(&scene);
	if (word->before != NULL)
		word->before(&scene);
	if (word->instead != NULL)
		word->instead(&scene);
	else
		act(&scene, word);
}
