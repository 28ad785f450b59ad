/* An office with the three administrators and a unit with its people. */
#ifndef UNIT_MODULES_ORG_CAST_H
#define UNIT_MODULES_ORG_CAST_H

#include "support/office.h"

#include "modules/account/account.h"
#include "modules/admin/admin.h"
#include "modules/org/org.h"

static const struct module *const modules[] = {&account_module, &admin_module, &org_module, NULL};
static struct office *office;

static inline void open_office(void)
{
	office = office_new(modules);
	office_org(office, 1, "center unit");
	office_org(office, 2, "unit");
	office_org(office, 3, "provider");
	office_person(office, 1, 1, "sys.admin", "admin.system");
	office_person(office, 2, 1, "sec.admin", "admin.security");
	office_person(office, 3, 1, "aud.admin", "admin.audit");
	office_person(office, 11, 2, "slt.jb", "unit.clerk");
	office_person(office, 12, 2, "slt.sh", "unit.lead");
	office_person(office, 13, 2, "slt.new", NULL);
	ck_assert_int_eq(service_refresh(office->service, office->reader), OK);
	office_open(office);
}

static inline int post(const char *path, const char *fields)
{
	return office_post(office, path, fields)->response.status;
}

static inline int64_t audited(const char *action)
{
	return office_number(office, "SELECT count(*) FROM audit WHERE action = '%s'", action);
}

/* A matter (of no loaded procedure) with one open seat; person 0: any of the role. */
static inline void seat(const char *role, int64_t person)
{
	office_sql(office, "PRAGMA foreign_keys=OFF; INSERT OR IGNORE INTO matter (id, procedure_id, procedure_key, "
			   "organisation_id, title, state,"
			   " opened_by, opened_at, state_at) VALUES (1, 1, 'test', 2, '测试', 'draft', 11, 1, 1)");
	office_sql(office,
		   "PRAGMA foreign_keys=OFF; INSERT INTO task (matter_id, state, organisation_id, role, person_id, "
		   "opened_at, due_at)"
		   " VALUES (1, 'draft', 2, '%s', nullif(%" PRId64 ", 0), 1, 1)",
		   role, person);
}

static inline char *as_import(const char *csv)
{
	return arena_printf(office->arena, "text=%s&action=import", text_url(office->arena, csv));
}

#endif
