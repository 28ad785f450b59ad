/* A hazard in the world of guarded.h: issued by the supervisor to unit 2, received, proved. */
#ifndef UNIT_MODULES_HAZARD_CAST_H
#define UNIT_MODULES_HAZARD_CAST_H

#include "unit/modules/chain_cast.h"

#define HAZARD \
	"title=管理后台对互联网开放\nreceiver=2\nsource=scan\ndescription=后台可以从互联网访问\ndemand=" \
	"关闭互联网访问\n"

static inline int64_t issued(const char *severity)
{
	int64_t id = opened(WATCH, "hazard", SYSTEM, arena_printf(cloud->arena, HAZARD "severity=%s", severity));

	acts(WATCH, id, "issue", NULL);
	return id;
}

static inline int64_t rectifying(const char *severity)
{
	int64_t id = issued(severity);

	acts(CLERK, id, "receive", NULL);
	return id;
}

static inline void submit(int64_t id)
{
	hand_in(id, "proof");
	acts(CLERK, id, "submit", "measures=已关闭互联网访问并复测");
}

static inline int64_t end_of(int month, int day)
{
	return day_end(at_day(2026, month, day));
}

#endif
