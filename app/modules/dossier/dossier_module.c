#include "base/base.h"
#include "modules/dossier/dossier_parts.h"

#include "kernel/permission.h"

static const struct route routes[] = {
	{METHOD_GET, "/systems/:id/dossier.zip", dossier_get, MAY_SEE_SYSTEMS, "10", NULL, 0, 0, NULL},
	{0},
};

static const struct setting_row settings[] = {
	{"dossier_max_mib", SETTING_INTEGER, "512", "MB", 50, 2048, "一份系统档案所附材料的总量上限", "第十条",
	 "本系统默认"},
	{.key = NULL},
};

const struct module dossier_module = {
	.name = "dossier",
	.routes = routes,
	.settings = settings,
};
