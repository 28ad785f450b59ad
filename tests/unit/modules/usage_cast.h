/* A center, two units with a system each, two providers with a platform each, a supervisor: for the suites of usage. */
#ifndef UNIT_MODULES_USAGE_CAST_H
#define UNIT_MODULES_USAGE_CAST_H

#include "support/office.h"

#include "modules/account/account.h"
#include "modules/usage/usage.h"

static const struct module *const modules[] = {&account_module, &usage_module, NULL};
static struct office *office;

enum { NOON = 12 * 3600 };

/* 2026-11-25: the last complete month is 2026-10, the window 2026-08 to 2026-10. */
static inline void open_office(void)
{
	clock_freeze(day_start(day_from_date((struct date){2026, 11, 25})) + NOON);
	office = office_new(modules);
	office_org(office, 1, "center unit");
	office_org(office, 2, "unit");
	office_org(office, 3, "unit");
	office_org(office, 4, "provider");
	office_org(office, 5, "provider");
	office_org(office, 6, "supervisor");
	office_person(office, 11, 1, "center.jb", "center.dispatch");
	office_person(office, 12, 2, "slt.jb", "unit.clerk");
	office_person(office, 13, 3, "jtt.jb", "unit.clerk");
	office_person(office, 14, 4, "jj.jb", "operator.clerk");
	office_person(office, 15, 5, "ms.jb", "operator.clerk");
	office_person(office, 16, 6, "tf.jb", "supervisor.clerk");
	office_sql(office, "INSERT INTO platform (id, code, name, kind, operator_id, zones, rank) VALUES"
			   " (1, 'jj-1', '锦江云', 'service', 4, '', 1), (2, 'ms-1', '岷山云', 'service', 5, '', 2);"
			   "INSERT INTO capacity VALUES (1, 'vcpu', 1000, 1), (2, 'vcpu', 1000, 1);"
			   "INSERT INTO filing (id, filing_no, organisation_id, system_name, source, created_at) VALUES"
			   " (1, 'BA-0001', 2, '水雨情监测平台', 'register', 1), (2, 'BA-0002', 3, '道路运输系统', "
			   "'register', 1)");
	office_sql(office,
		   "INSERT INTO system (id, organisation_id, filing_id, name, level, state, created_at, operating_at)"
		   " VALUES (1, 2, 1, '水雨情监测平台', 3, 'operating', 1, 86400),"
		   " (2, 3, 2, '道路运输系统', 2, 'operating', 1, 86400)");
	office_sql(office, "INSERT INTO system_party VALUES (1, 1, 1), (2, 1, 1), (4, 1, 1), (5, 1, 1), (6, 1, 1),"
			   " (1, 2, 1), (3, 2, 1), (4, 2, 1), (6, 2, 1)");
	office_sql(office, "INSERT INTO allocation (system_id, platform_id, class, granted, granted_at)"
			   " VALUES (1, 1, 'vcpu', 32, 1), (1, 2, 'vcpu', 8, 1), (2, 1, 'vcpu', 8, 1)");
	ck_assert_int_eq(service_refresh(office->service, office->reader), OK);
	office_open(office);
}

static inline struct context *program(void)
{
	struct context *context = arena_alloc(office->arena, sizeof *context);

	*context = (struct context){office->arena, office->reader, office->service, system_actor(), "test", "-"};
	return context;
}

static inline void machine(const char *code, int platform, int system, int vcpu, int memory, const char *more)
{
	office_sql(
		office,
		"INSERT INTO machine (platform_id, code, system_id, vcpu, memory_gb, disk_gb, since_day, registered_at,"
		" standby_yes) VALUES (%d, '%s', %d, %d, %d, 100, 1, 1, %s)",
		platform, code, system, vcpu, memory, more);
}

static inline bool sees(const char *login, const char *path, const char *words)
{
	struct request *req;

	office_enter(office, login);
	req = office_get(office, path);
	ck_assert_msg(req->response.status == 200, "%s %s: %d", login, path, req->response.status);
	return office_shows(req, words);
}

static inline struct request *import(const char *path, const char *csv)
{
	return office_post(office, path,
			   arena_printf(office->arena, "text=%s&action=import", text_url(office->arena, csv)));
}

#endif
