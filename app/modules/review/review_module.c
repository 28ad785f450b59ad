#include "base/base.h"
#include "modules/review/review_parts.h"

#include "kernel/permission.h"

static const struct route routes[] = {
	{METHOD_GET, "/matters/:id/review", review_get, MAY_SEE_REVIEW, "13", NULL, 0, 0, NULL},
	{0},
};

/* 第十三条 says 组织评审 and no more: how many, and what a letter is enough for, is ours. */
static const struct setting_row settings[] = {
	{"meeting_reviewers_min", SETTING_INTEGER, "3", "名", 3, 15, "会议评审人数下限，取单数", "第十三条",
	 "本系统默认"},
	{"letter_reviewers_min", SETTING_INTEGER, "2", "名", 2, 15, "函审人数下限", "第十三条", "本系统默认"},
	{"letter_vcpu_max", SETTING_INTEGER, "16", "核", 0, 10000, "可以函审的处理器上限", "第十三条", "本系统默认"},
	{"letter_memory_gb_max", SETTING_INTEGER, "64", "GB", 0, 100000, "可以函审的内存上限", "第十三条",
	 "本系统默认"},
	{"letter_storage_gb_max", SETTING_INTEGER, "2048", "GB", 0, 10000000, "可以函审的存储上限", "第十三条",
	 "本系统默认"},
	{.key = NULL},
};

static const struct guard_row guards[] = {
	{"experts_enough", "评审人员", "13", experts_enough},
	{"opinions_enough", "评审意见", "13", opinions_enough},
	{"replan_round_left", "方案调整轮次", "13", replan_round_left},
	{"replan_silent", "重报期限", "13", replan_silent},
	{"conditions_closed", "附带条件", "13", conditions_closed},
	{.name = NULL},
};

static const struct effect_row effects[] = {
	{"open_review", open_review},
	{"invite_experts", invite_experts},
	{"record_opinion", record_opinion},
	{"conclude_review", conclude_review},
	{.name = NULL},
};

static const struct panel_row panels[] = {
	{"review_opinions", panel_review_opinions},
	{.name = NULL},
};

const struct module review_module = {
	.name = "review",
	.routes = routes,
	.settings = settings,
	.guards = guards,
	.effects = effects,
	.panels = panels,
};
