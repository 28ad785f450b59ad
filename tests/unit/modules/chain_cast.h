/* The papers of a late hazard, as the center finishes them. */
#ifndef UNIT_MODULES_CHAIN_CAST_H
#define UNIT_MODULES_CHAIN_CAST_H

#include "unit/modules/guarded.h"

/* The newest that grew from it. */
static inline int64_t grown(int64_t base, const char *key)
{
	return office_number(cloud, "SELECT max(id) FROM matter WHERE procedure_key = '%s' AND base_matter_id = %" PRId64,
			     key, base);
}

static inline void notice_issued(int64_t hazard)
{
	int64_t id = grown(hazard, "supervision_notice");

	typed(SECURITY, id, "facts=整改时限已过，没有提交整改结果\ndemand=五个工作日内完成整改并书面回复");
	acts(SECURITY, id, "issue", NULL);
}

static inline void bulletin_signed(int64_t hazard)
{
	int64_t id = grown(hazard, "bulletin");

	acts(SECURITY, id, "submit", NULL);
	acts(LEADER, id, "sign", NULL);
}

static inline void pressed(int64_t hazard)
{
	acts(SECURITY, hazard, "press", NULL);
	notice_issued(hazard);
}

static inline void made_known(int64_t hazard)
{
	acts(SECURITY, hazard, "publish", NULL);
	bulletin_signed(hazard);
}

#endif
