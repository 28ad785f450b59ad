/* A verification of February as the operator fills it in, for the suites of the ledger. */
#ifndef UNIT_MODULES_LEDGER_CAST_H
#define UNIT_MODULES_LEDGER_CAST_H

#include "unit/modules/estate.h"

#include "modules/ledger/ledger_parts.h"

/* By the books at the end of February: 12 + 4 + 20 cores of 100, 64 GB and 500 GB of 1000 each. */
#define LINES(cores, allocatable) \
	"lines.0.class=vcpu\nlines.0.physical=40\nlines.0.allocatable=" allocatable "\nlines.0.allocated=" cores \
	"\nlines.0.used=20\nlines.1.class=memory_gb\nlines.1.physical=1000\nlines.1.allocatable=1000\nlines.1." \
	"allocated=64" \
	"\nlines.1.used=40\nlines.2.class=ssd_gb\nlines.2.physical=1000\nlines.2.allocatable=1000\nlines.2.allocated=" \
	"500" \
	"\nlines.2.used=200"
#define FORECAST(last) "\nforecast.0.class=vcpu\nforecast.0.month_1=40\nforecast.0.month_2=45\nforecast.0.month_3=" last
#define FORM LINES("36", "100") FORECAST("50") "\nenough=yes"
#define COLLECTED(cores) \
	"collected.0.class=vcpu\ncollected.0.reported=36\ncollected.0.amount=" cores \
	"\ncollected.1.class=memory_gb\ncollected.1.reported=64\ncollected.1.amount=64" \
	"\ncollected.2.class=ssd_gb\ncollected.2.reported=500\ncollected.2.amount=500"

static inline void set_up(void)
{
	estate_new("verification");
	ck_assert_int_eq(office_number(estate, "SELECT count(*) FROM matter"), 0);
	office_sql(estate, "UPDATE installation SET made_at = 1");
}

/* What the clerk process opened for February. */
static inline int64_t february(void)
{
	int64_t id;

	ck_assert_int_eq(round_job(cast_context(estate, system_actor())), OK);
	id = office_number(estate, "SELECT max(id) FROM matter WHERE platform_id = 1 AND period = '2026-02'");
	ck_assert_int_gt(id, 0);
	return id;
}

static inline int64_t filled(const char *form)
{
	int64_t id = february();

	type_into(OPERATOR, id, form);
	return id;
}

static inline int64_t at_center(const char *form)
{
	int64_t id = filled(form);

	go(OPERATOR, id, "submit");
	go(OPERATOR_LEAD, id, "approve");
	go_with(MONITOR, id, "check_figures", COLLECTED("35"));
	return id;
}

#endif
