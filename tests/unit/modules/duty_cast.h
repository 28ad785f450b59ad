/* The duties of everybody, begun and typed by the people of guarded.h. */
#ifndef UNIT_MODULES_DUTY_CAST_H
#define UNIT_MODULES_DUTY_CAST_H

#include "unit/modules/guarded.h"

#include "kernel/round.h"

static inline int64_t hazards(const char *where)
{
	return office_number(cloud, "SELECT count(*) FROM matter WHERE procedure_key = 'hazard' AND %s", where);
}

static inline int64_t newest(const char *key)
{
	return office_number(cloud, "SELECT max(id) FROM matter WHERE procedure_key = '%s'", key);
}

static inline int64_t begun(int64_t person, const char *key, int64_t platform)
{
	struct subject subject = {.platform = platform};
	int64_t id = 0;

	ck_assert_int_eq(matter_open(as(person), procedure_find(cloud->service, key), &subject, &id), OK);
	return id;
}

#endif
