/* Two organisations and a matter of theirs, for the suites on what several do together. */
#ifndef UNIT_KERNEL_TOGETHER_CAST_H
#define UNIT_KERNEL_TOGETHER_CAST_H

/* Add a signer, delegate, hold, copy, all levels again, decisions overtaken. */
#include "unit/kernel/matter_world.h"

#include "kernel/copy.h"
#include "kernel/delegation.h"

static const char *why UNUSED;

static inline int64_t seat_of(int64_t id)
{
	return office_number(
		world, "SELECT id FROM task WHERE matter_id = %" PRId64 " AND closed_at IS NULL AND parent_id IS NULL",
		id);
}

static inline int64_t asked_seat(int64_t id)
{
	return office_number(world,
			     "SELECT id FROM task WHERE matter_id = %" PRId64
			     " AND closed_at IS NULL AND parent_id IS NOT NULL",
			     id);
}

static inline int64_t today(void)
{
	return day_of(clock_now());
}

#endif
