/* Exits of the system MAP from its two platforms: typed, accepted, wiped, signed (第十八条). */
#ifndef UNIT_MODULES_EXIT_CAST_H
#define UNIT_MODULES_EXIT_CAST_H

#include "unit/modules/estate.h"

#define FORM \
	"kind=ended\nreason=业务已停办，系统不再使用，予以退出。\noffline_day=2026-03-01\ninternet=no\n" \
	"backup_day=2026-02-27\nbackup_medium=own_room\nbackup_place=本单位机房\nbackup_verified=yes\n" \
	"data_handling=wipe\nhold_snapshot=yes\ncontact_title=经办岗\ncontact_phone=028-86600000"
#define PASSIVE \
	"reason=连续六个月没有访问，责任岗位空缺。\nfindings.0.day=2026-01-05\nfindings.0.text=没有访问\n" \
	"findings.1.day=2026-02-10\nfindings.1.text=电话无人接听\ncontact_title=调度岗\ncontact_phone=028-86600000"
#define SNAPSHOT "snapshot=快照 exit-final\nsnapshot_day=2026-03-04"
/* 2026-03-04 and 184 days: 2026-09-04. */
#define CLEARED_ON(day) \
	"methods=overwrite\nscopes=main\nscopes=backup\nscopes=snapshot\nscopes=image\nscopes=recovery\n" \
	"resources=ecs-01 至 ecs-04\nwiped_day=" day "\nlogs_until=2026-12-31"
#define CLEARED CLEARED_ON("2026-03-04")
#define FREED_ON(day) \
	"freed_items=machines\nfreed_items=addresses\nfreed_items=domains\nfreed_items=policies\n" \
	"freed_items=certificates\nfreed_items=accounts\nfreed_day=" day
#define FREED FREED_ON("2026-03-04")

static inline void set_up(void)
{
	estate_new("exit");
}

static inline int64_t drafted(const char *more)
{
	int64_t id = opened(CLERK, MAP, 0, FORM);

	if (more != NULL)
		type_into(CLERK, id, more);
	hand_in(id, "letter");
	hand_in(id, "backup_proof");
	hand_in(id, "offline_proof");
	return id;
}

static inline int64_t accepted(const char *more)
{
	int64_t id = drafted(more);

	go(CLERK, id, "submit");
	go(LEAD, id, "approve_application");
	go(INTAKE, id, more == NULL ? "accept" : "accept_without_hold");
	return id;
}

static inline int64_t wiping(void)
{
	return accepted("hold_snapshot=no");
}

static inline void clear_by(int64_t person, int64_t id)
{
	hand_in_by(person, id, "wipe_record");
	go_with(person, id, "cleared", CLEARED);
}

static inline int64_t confirming(void)
{
	int64_t id = wiping();

	clear_by(OPERATOR, id);
	clear_by(RECOVERY, id);
	return id;
}

static inline int64_t freeing(void)
{
	int64_t id = confirming();

	go_with(LEAD, id, "confirm_wipe", "checked_how=remote");
	go_with(OPERATOR_LEAD, id, "confirm_wipe", "checked_how=remote");
	go_with(RECOVERY_LEAD, id, "confirm_wipe", "checked_how=remote");
	return id;
}

#endif
