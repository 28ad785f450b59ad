/* Downsizings of the system MAP on its first platform: typed, notified, agreed to. */
#ifndef UNIT_MODULES_RELEASE_CAST_H
#define UNIT_MODULES_RELEASE_CAST_H

#include "unit/modules/estate.h"

#define MONTH(n, month, cpu, mem) \
	"\nobservations." #n ".month=" month "\nobservations." #n ".cpu_p95=" cpu "\nobservations." #n ".mem_p95=" mem \
	"\nobservations." #n ".mem_avg=12\nobservations." #n ".storage_used=50\nobservations." #n ".coverage=98"
#define TARGETS(machines, cores, memory) \
	"targets.0.class=vcpu\ntargets.0.machines=" machines "\ntargets.0.present=16\ntargets.0.target=" cores \
	"\ntargets.1.class=memory_gb\ntargets.1.machines=" machines "\ntargets.1.present=64\ntargets.1.target=" memory
#define REST "\nmachine_list=ecs-01 至 ecs-02\nseasonal=no\nreason=连续三个月使用率偏低，目标留有余量。"
#define THREE MONTH(0, "2025-12", "12", "30") MONTH(1, "2026-01", "11", "31") MONTH(2, "2026-02", "12.5", "28")
#define FORM "kind=downsize\n" TARGETS("2", "8", "32") THREE REST
#define AGREE "window_wish=工作日 20:00 以后"
#define OBJECT "objection=汛期访问量是平时八倍，按峰值核定。\nexpected_load=峰值并发 3000 人"
#define WINDOW_ON(day) \
	"window_day=" day "\nwindow_time=20:00 至 22:00\ninterruption=20 分钟\nrollback_how=用快照恢复"
#define WINDOW WINDOW_ON("2026-03-04")
#define DONE_ON(day) "snapshot=快照一\ndone_day=" day "\nresult=两台云主机已调整规格，业务正常。"
#define DONE DONE_ON("2026-03-04")

static inline void set_up(void)
{
	estate_new("downsizing");
}

static inline int64_t drafted(const char *form)
{
	return opened(DISPATCH, MAP, CLOUD, form);
}

static inline int64_t notified(const char *form)
{
	int64_t id = drafted(form);

	go(DISPATCH, id, "issue");
	return id;
}

static inline int64_t executing(const char *form)
{
	int64_t id = notified(form);

	go_with(CLERK, id, "agree", AGREE);
	go(LEAD, id, "approve_consent");
	go_with(OPERATOR, id, "propose_window", WINDOW);
	go(CLERK, id, "accept_window");
	return id;
}

#endif
