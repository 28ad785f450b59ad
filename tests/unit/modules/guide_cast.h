/* A center, two units and a provider, whose records /compliance and /responsibilities are about. */
#ifndef UNIT_MODULES_GUIDE_CAST_H
#define UNIT_MODULES_GUIDE_CAST_H

#include "support/cast.h"

#include "modules/guide/guide_parts.h"
#include "product.h"

enum { CENTER = 1, UNIT, OTHER_UNIT, PROVIDER };

#define PEOPLE(X) X(LEADER, 11, CENTER, "center.lead") X(CLERK, 21, UNIT, "unit.clerk")
CAST_ACCOUNTS(PEOPLE)

static const struct organisation organisations[] = {
	{CENTER, "center", KIND_CENTER},
	{UNIT, "unit", KIND_UNIT},
	{OTHER_UNIT, "unit", KIND_UNIT},
	{PROVIDER, "provider", KIND_PROVIDER},
};

static struct office *office;

/* Monday 2026-03-16: what is owed for February fell due on the 13th. */
static void set_up(void)
{
	clock_freeze(day_start(at_day(2026, 3, 16)) + 9 * 3600);
	office = office_new(product_modules);
	CAST_STORE(office);
	ck_assert_int_eq(service_refresh(office->service, office->reader), OK);
}

static void tear_down(void)
{
	office_free(office);
}

static inline void load(const char *key)
{
	(void)cast_procedure(office, "db/procedures", key, day_of(clock_now()));
}

/* A unit's live system of the third level. */
static inline void with_system(void)
{
	office_sql(office,
		   "INSERT INTO filing (id, filing_no, organisation_id, system_name, filed_day, source, created_at)"
		   " VALUES (1, 'BA-0001', 2, '水利一张图', 20000, 'register', 1);"
		   "INSERT INTO system (id, organisation_id, filing_id, name, level, state, created_at)"
		   " VALUES (1, 2, 1, '水利一张图', 3, 'operating', 1)");
}

static inline enum colour colour_of(const char *key)
{
	const struct check_row *check = check_find(key);
	struct measured measured;

	ck_assert_ptr_nonnull(check);
	ck_assert_int_eq(check_measure(CAST_AS(office, LEADER), check, &measured), OK);
	return measured.colour;
}

#endif
