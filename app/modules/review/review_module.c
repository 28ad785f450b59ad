#include "base/base.h"
#include "modules/review/review_parts.h"

#include "kernel/permission.h"

static const struct route routes[] = {
	{METHOD_GET, "/matters/:id/review", review_get, MAY_SEE_REVIEW, "13", NULL, 0, 0, NULL},
	{0},
};

static const struct guard_row guards[] = {
	{"experts_enough", "评审人员", "13", experts_enough},
	{"opinions_enough", "评审意见", "13", opinions_enough},
	{"replan_round_left", "方案调整轮次", "13", replan_round_left},
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

const struct module review_module = {
	.name = "review",
	.routes = routes,
	.guards = guards,
	.effects = effects,
};
