#include "base/base.h"
#include "modules/review/review_parts.h"

#include "kernel/permission.h"

static const struct route review_routes[] = {
	{METHOD_GET, "/matters/:id/review", review_get, MAY_SEE_REVIEW, "13", NULL, 0, 0, NULL},
	{0},
};

static const struct guard_row review_guards[] = {
	{"experts_enough", "评审人员", "13", experts_enough},
	{"opinions_enough", "评审意见", "13", opinions_enough},
	{"replan_round_left", "方案调整轮次", "13", replan_round_left},
	{"conditions_closed", "附带条件销项", "13", conditions_closed},
	{0},
};

static const struct effect_row review_effects[] = {
	{"open_review", open_review},
	{"record_opinion", record_opinion},
	{"conclude_review", conclude_review},
	{0},
};

const struct module review_module = {
	.name = "review",
	.routes = review_routes,
	.guards = review_guards,
	.effects = review_effects,
};
