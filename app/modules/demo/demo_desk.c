/* What lies on the desks: announcements, templates, phrases, changed settings, and that the older notices were read. */
#include "base/base.h"
#include "modules/demo/demo_parts.h"

#include "base/clock.h"
#include "base/text.h"
#include "kernel/proposal.h"
#include "kernel/setting.h"

enum { UNREAD_DAYS = 3 };

struct announcement {
	const char *kind;
	const char *login; /* who published it */
	int ago;           /* working days before the last day */
	const char *title;
	const char *body;
};

static const struct announcement announcements[] = {
	{"announcement", "center-lead", 240, "省级政务云管理平台上线运行",
	 "省级政务云资源申请、受理、审批、分配、部署、变更、终止统一在本平台办理，线下不再受理。\n\n"
	 "各单位请核对本单位经办岗、审核岗人员；岗位调整的，由单位审核岗提出，系统管理岗办理。"},
	{"announcement", "center-dispatch", 88, "岷山云分配率接近预警线",
	 "岷山云处理器分配率已超过 "
	 "80%（本系统默认参数）。新申请请优先选择锦江云或者青城云；确需岷山云的，请在上云方案中写明理由。"},
	{"announcement", "center-intake", 26, "申请函须加盖单位公章",
	 "近期补正的事项中，近半数因申请函没有盖章。申请函可由本平台按表单打印，盖章后扫描上传。\n\n"
	 "备案号不在登记册中的，请同时上传备案证明。"},
	{"announcement", "center-intake", 4, "技术支持时间",
	 "技术支持电话工作日 8:30 至 12:00、14:00 至 18:00 有人接听。夜间和节假日的故障由值班岗受理。"},
	{"template", "center-intake", 238, "申请函（模板）",
	 "关于申请使用省级政务云资源的函\n\n省大数据中心：\n\n　　根据《四川省省级政务云管理暂行办法》第十二条，我单位"
	 "拟将（系统名称）部署到省级政务云，"
	 "备案号（备案号）。上云方案随函附后，请予受理。\n\n　　联系岗位：　　　　电话：\n\n（单位印章）\n　　　年　月"
	 "　日"},
	{"template", "center-intake", 236, "上云方案提纲（模板）",
	 "一、概况\n二、现状与必要性\n三、业务与用户\n四、总体架构与拓扑\n五、资源需求及测算\n六、网络与安全（等保、密"
	 "码）\n"
	 "七、数据与备份容灾\n八、部署、迁移和回退计划\n九、测试与上线\n十、运维与责任\n十一、经费\n十二、附表"},
	{"template", "center-dispatch", 236, "责任书（模板）",
	 "上云以后，安全管理责任不变、数据管理关系不变、安全管理标准不变。\n\n使用单位负责信息系统和数据的安全；服务商"
	 "负责基础网络和云平台的安全，"
	 "并配合使用单位。"},
};

static const struct {
	const char *login;
	const char *text;
} phrases[] = {
	{"center-intake", "材料齐全，予以受理"},
	{"center-intake", "备案号与系统名称一致，予以受理"},
	{"center-intake", "申请函未盖章，请补正后再提交"},
	{"center-review-1", "评审意见一致，方案可行，资源需求合理，建议通过"},
	{"center-review-1", "请重新测算并补充近一年的访问量"},
	{"center-review-2", "方案总体可行，资源测算依据充分，同意通过"},
	{"center-review-3", "架构合理，建议做好数据库备份与演练，同意通过"},
	{"center-approve", "同意按评审结论核定"},
	{"center-dispatch", "请按核定书配置，期限内交付"},
	{"center-security", "报告齐全有效，核验通过"},
	{"expert-1", "架构合理，资源测算依据充分，同意通过"},
	{"slt-lead", "材料齐全，同意上报"},
	{"slt-lead", "请核对测算依据后再提交"},
	{"fgw-lead", "经处务会研究，同意申请"},
};

static const struct demo_setting {
	const char *key;
	const char *value;
	const char *reason;
} settings[] = {
	{"support_phone", "028-86100100", "技术支持热线开通"},
	{"review_wd", "10", "与评审专家约定的时限一致"},
	{"urge_interval_h", "24", "按使用单位座谈意见确定"},
	{"bulk_second_person", "5", "一次办理较多的由另一人核对，按双人复核的要求从严"},
};
static const struct demo_setting waiting_setting = {"deploy_cd", "45", "使用单位反映部署周期偏紧，拟放宽"};
enum { WAITING_AHEAD = 14 }; /* days */

/* Proposed by one, as on /rules. */
static struct proposal propose(struct demo *demo, const struct demo_setting *setting, int64_t valid_from)
{
	struct context context = demo->context;
	struct proposal proposal = {
		.kind = PROPOSAL_SETTING,
		.key = setting->key,
		.label = setting_find(context.service->modules, setting->key)->label,
		.value = setting->value,
		.valid_from = valid_from,
		.reason = setting->reason,
	};

	context.actor = demo_person_by_login(demo, "admin-system");
	demo_must(setting->key, proposal_make(&context, &proposal));
	demo_must(setting->key, proposal_waiting(&context, PROPOSAL_SETTING, proposal.key, proposal.label, &proposal));
	return proposal;
}

void demo_settings_add(struct demo *demo)
{
	struct context context = demo->context;

	context.actor = demo_person_by_login(demo, "center-lead");
	for (size_t i = 0; i < ARRAY_LENGTH(settings); i++) {
		struct proposal proposal = propose(demo, &settings[i], day_of(clock_now()));
		char *complaint = NULL;
		enum err err = proposal_approve(&context, &proposal, &complaint);

		if (err != OK)
			demo_fail(settings[i].key, err, complaint);
	}
}

static void add_announcements(struct demo *demo)
{
	const struct workday_calendar *calendar = demo->context.service->calendar;

	for (size_t i = 0; i < ARRAY_LENGTH(announcements); i++) {
		const struct announcement *one = &announcements[i];
		int64_t day = workday_add(calendar, demo->last_day, -one->ago);
		struct query *query = db_query(demo->context.db, Q_DEMO_ANNOUNCEMENT_ADD);

		query_text(query, ":kind", one->kind);
		query_text(query, ":title", one->title);
		query_text(query, ":body", one->body);
		query_int(query, ":by", demo_person_by_login(demo, one->login)->person);
		query_int(query, ":now", day_start(day) + 9 * 3600 + (int64_t)i * 420);
		demo_must(one->title, query_run(query));
	}
}

static void add_phrases(struct demo *demo)
{
	for (size_t i = 0; i < ARRAY_LENGTH(phrases); i++) {
		struct query *query = db_query(demo->context.db, Q_DEMO_PHRASE_ADD);

		query_int(query, ":person", demo_person_by_login(demo, phrases[i].login)->person);
		query_text(query, ":text", phrases[i].text);
		demo_must(phrases[i].text, query_run(query));
	}
}

void demo_desk_add(struct demo *demo)
{
	const struct workday_calendar *calendar = demo->context.service->calendar;
	struct query *query;

	add_announcements(demo);
	add_phrases(demo);
	propose(demo, &waiting_setting, day_of(clock_now()) + WAITING_AHEAD);
	query = db_query(demo->context.db, Q_DEMO_NOTICES_READ);
	query_int(query, ":before", day_start(workday_add(calendar, demo->last_day, -UNREAD_DAYS)));
	demo_must("notices", query_run(query));
	demo_must("sign-in", query_run(db_query(demo->context.db, Q_DEMO_SIGNED_IN)));
}
